"""Day 4 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_4_1_moving_average(exercises):
    values = np.array([10.0, 0.0, -20.0, 5.0])
    expect(
        exercises.moving_average(values, 0.9),
        [1.0, 0.9, -1.19, -0.571],
        mistakes={
            "decay belongs to the old average, 1 - decay to the new value": [9.0, 0.9, -17.91, 2.709],
            "the new value must be multiplied by 1 - decay": [10.0, 9.0, -11.9, -5.71],
            "the average starts at 0, not at the first value": [10.0, 9.0, 6.1, 5.99],
            "return the average after every value, not only the last": -0.571,
            "one average after each value, without the 0 that it starts from": [0.0, 1.0, 0.9, -1.19, -0.571],
            "the average after each value, not before it": [0.0, 1.0, 0.9, -1.19],
            "average the values themselves, not their squares": [10.0, 9.0, 48.1, 45.79],
            "the start from 0 is not corrected for here: that comes with Adam": [
                10.0,
                0.9 / 0.19,
                -1.19 / 0.271,
                -0.571 / 0.3439,
            ],
            "that is the plain mean of all values so far": [10.0, 5.0, -10 / 3, -1.25],
        },
    )
    expect(exercises.moving_average(np.array([3.0, -4.0]), 0.0), [3.0, -4.0])
    expect(exercises.moving_average(np.ones(50), 0.8), 1 - 0.8 ** np.arange(1, 51))


def test_4_2_warm_restarts(exercises):
    quarter = 3 * (1 + np.sqrt(0.5)) / 2
    expect(
        exercises.warm_restarts(3.0, 5, 20),
        quarter,
        mistakes={
            "a whole wave fits into the period: take half of one": 1.5,
            "that falls along a straight line: take the cosine": 2.25,
            "the wave goes from 2 to 0 before it is halved": 2 * quarter,
            "it must start at `initial` and fall": 3 - quarter,
            "the share of the period is step / period: it never reaches 1": 3 * (1 + np.cos(np.pi * 5 / 19)) / 2,
            "pi is missing: half a wave is pi long": 3 * (1 + np.cos(0.25)) / 2,
            "add 1 to the cosine before you halve it": 3 * np.sqrt(0.5) / 2,
            "the cosine goes from 1 to -1: add 1 to it, and halve it": 3 * np.sqrt(0.5),
            "that is a quarter of a wave: it is level at the top, but not at the bottom": 3 * np.cos(np.pi / 8),
        },
    )
    expect(
        exercises.warm_restarts(3.0, 65, 20),
        quarter,
        mistakes={
            "it must start again every period": 3 * (1 + np.cos(np.pi * 65 / 20)) / 2,
            "it stays at 0 after the first period: start again": 0.0,
        },
    )
    expect(exercises.warm_restarts(3.0, 40, 20), 3.0, mistakes={"at the end of a period it is back at the top": 0.0})
    expect(exercises.warm_restarts(0.5, 7, 1), 0.5)


def test_4_3_momentum_step_length(exercises):
    expect(
        exercises.momentum_step_length(-3.0, 0.1, 0.9, 4),
        0.3 * (1 + 0.9 + 0.81 + 0.729),
        mistakes={
            "the first step has the full slope and no momentum: n terms, not n + 1": 0.3 * 4.0951,
            "one term is missing": 0.3 * 2.71,
            "that is the length that it tends to": 3.0,
            "a length has no sign": -0.3 * 3.439,
            "that is how far it went altogether: only the last step counts": 0.3 * (1 + 1.9 + 2.71 + 3.439),
            "the learning rate is missing": 3 * 3.439,
            "the gradients come in whole: divide by 1 - momentum": 0.3 * 0.3439,
            "the velocity is a sum of powers: every earlier slope still pushes": 0.3 * 0.729,
            "the velocity is a sum of powers, the first of them 1": 0.3 * 0.6561,
        },
    )
    expect(exercises.momentum_step_length(2.0, 0.5, 0.0, 7), 1.0)
    expect(exercises.momentum_step_length(2.0, 0.5, 0.5, 1), 1.0)
    expect(exercises.momentum_step_length(1.0, 0.01, 0.99, 10**9), 1.0)


def test_4_4_heavy_ball(exercises):
    def slopes(x):
        return np.array([1.0, 4.0]) * x

    start = np.array([8.0, -2.0])
    expect(
        exercises.heavy_ball(slopes, start, 0.25, 0.5, 3),
        # by hand: x: 8, 6, 4.5 - 1, ...      y: the rate times 4 is 1, so only the motion is left
        [[8.0, -2.0], [6.0, 0.0], [3.5, 1.0], [1.375, 0.5]],
        mistakes={
            "the motion had no effect: that is plain gradient descent": [
                [8.0, -2.0],
                [6.0, 0.0],
                [4.5, 0.0],
                [3.375, 0.0],
            ],
            "the motion is here - before, not before - here": [[8.0, -2.0], [6.0, 0.0], [5.5, -1.0], [4.375, 0.5]],
            "before the first step there was no motion": [[8.0, -2.0], [10.0, -1.0], [8.5, 0.5], [5.625, 0.75]],
            "the start belongs to the path": [[6.0, 0.0], [3.5, 1.0], [1.375, 0.5]],
            "return the whole path": [1.375, 0.5],
            "every row of the path is the same array: append a copy": [[1.375, 0.5]] * 4,
            "the gradient is taken here, not ahead": [[8.0, -2.0], [6.0, 0.0], [3.75, 0.0], [1.96875, 0.0]],
            "the gradient comes in whole, not times 1 - momentum": [
                [8.0, -2.0],
                [7.0, -1.0],
                [5.625, 0.0],
                [4.234375, 0.5],
            ],
        },
    )
    expect(exercises.heavy_ball(slopes, start, 0.3, 0.9, 0), [[8.0, -2.0]])
    x, velocity, expected = np.array([1.0, 1.0]), np.zeros(2), [[1.0, 1.0]]
    for _ in range(30):
        velocity = 0.9 * velocity + slopes(x)
        x = x - 0.1 * velocity
        expected.append(x)
    expect(exercises.heavy_ball(slopes, np.ones(2), 0.1, 0.9, 30), expected)


def test_4_5_adadelta(exercises):
    def run(start, decay, epsilon, n_steps, wrong=""):
        x, squares, changes = np.array(start), 0.0, 0.0
        path = [x]
        for _ in range(n_steps):
            grad, old_squares = 2 * x, squares
            squares = decay * squares + (1 - decay) * grad * grad
            if wrong == "swapped":
                squares = (1 - decay) * old_squares + decay * grad * grad
            if wrong == "sums":
                squares = old_squares + grad * grad
            bottom = old_squares if wrong == "late" else squares
            ratio = (changes + epsilon) ** 0.5 / (bottom + epsilon) ** 0.5
            if wrong == "epsilon outside":
                ratio = (changes**0.5 + epsilon) / (bottom**0.5 + epsilon)
            if wrong == "no roots":
                ratio = (changes + epsilon) / (bottom + epsilon)
            if wrong == "no numerator":
                ratio = 1 / (bottom + epsilon) ** 0.5
            if wrong == "one for all":
                ratio = (np.sum(changes) + epsilon) ** 0.5 / (np.sum(bottom) + epsilon) ** 0.5
            change = ratio * grad
            square = (grad if wrong == "of gradients" else change) ** 2
            if wrong == "swapped":
                changes = (1 - decay) * changes + decay * square
            elif wrong == "sums":
                changes = changes + square
            elif wrong != "never":
                changes = decay * changes + (1 - decay) * square
            x = x + change if wrong == "uphill" else x - change
            path.append(x)
        return path

    published = [[1.0], [0.996837726293], [0.993598174078], [0.990309045658]]  # PyTorch's Adadelta with rate 1
    expect(
        exercises.adadelta(lambda x: 2 * x, np.array([1.0]), 0.9, 1e-6, 3),
        published,
        rtol=1e-10,
        mistakes={
            "epsilon belongs under the roots": run([1.0], 0.9, 1e-6, 3, "epsilon outside"),
            "the roots are missing": run([1.0], 0.9, 1e-6, 3, "no roots"),
            "the root of D is missing: that is RMSProp with rate 1": run([1.0], 0.9, 1e-6, 3, "no numerator"),
            "D averages the squared changes, not the squared gradients": run([1.0], 0.9, 1e-6, 3, "of gradients"),
            "D must be updated in each step": run([1.0], 0.9, 1e-6, 3, "never"),
            "update G before you use it": run([1.0], 0.9, 1e-6, 3, "late"),
            "G and D are moving averages, not sums": run([1.0], 0.9, 1e-6, 3, "sums"),
            "decay belongs to the old average, 1 - decay to the new square": run([1.0], 0.9, 1e-6, 3, "swapped"),
            "subtract the change": run([1.0], 0.9, 1e-6, 3, "uphill"),
            "return the whole path": published[-1],
        },
    )
    expect(exercises.adadelta(lambda x: 2 * x, np.array([1.0]), 0.5, 0.01, 40), run([1.0], 0.5, 0.01, 40))
    expect(
        exercises.adadelta(lambda x: 2 * x, np.array([1.0, -5.0]), 0.9, 1e-6, 2),
        run([1.0, -5.0], 0.9, 1e-6, 2),
        mistakes={"each entry has averages of its own": run([1.0, -5.0], 0.9, 1e-6, 2, "one for all")},
    )
    both = exercises.adadelta(lambda x: np.array([2.0, 0.0]) * x, np.array([1.0, 5.0]), 0.9, 1e-6, 2)
    expect(both, [[1.0, 5.0], [0.996837726293, 5.0], [0.993598174078, 5.0]], rtol=1e-10)
    expect(exercises.adadelta(lambda x: x, np.array([3.0]), 0.9, 1e-6, 0), [[3.0]])


def test_4_6_shrink_factor(exercises):
    factor = exercises.shrink_factor(0.1, 0.81, 5.0)
    expect(
        factor,
        0.9,  # complex roots: their product is the momentum, so each has the size of its root
        mistakes={
            "the size of a complex root has an imaginary part in it": 0.655,
            "the product of the roots is the momentum; each has the size of its square root": 0.81,
            "the root of a negative number is nan: take it of a complex number": np.nan,
            "divide by 2": 1.8,
            "under the root it is p^2 - 4 momentum: the 4 is missing": (1.31 + np.sqrt(1.31**2 - 0.81)) / 2,
            "z^2 = p z - momentum: the momentum is subtracted": (1.31 + np.sqrt(1.31**2 + 4 * 0.81)) / 2,
            "close, but measured: solve the quadratic equation": factor if 1e-6 < abs(factor - 0.9) < 0.05 else 0.91,
        },
    )
    expect(
        exercises.shrink_factor(0.1, 0.5, 0.2),
        (1.48 + np.sqrt(1.48**2 - 2)) / 2,
        mistakes={
            "that is the smaller root": (1.48 - np.sqrt(1.48**2 - 2)) / 2,
            "without momentum: 1 - rate * curvature": 0.98,
            "divide by 2": 1.48 + np.sqrt(1.48**2 - 2),
            "only complex roots have the size of the momentum's square root": np.sqrt(0.5),
        },
    )
    expect(
        exercises.shrink_factor(1.0, 0.0, 3.0),
        2.0,
        mistakes={"a size has no sign": -2.0, "take the larger size, not the larger root: -2 is larger than 0": 0.0},
    )
    expect(
        exercises.shrink_factor(3.75, 0.5, 1.0),
        2.0,  # z^2 + 2.25 z + 0.5 = (z + 2)(z + 1/4)
        mistakes={"take the larger size, not the larger root: both are negative": 0.25, "a size has no sign": -2.0},
    )
    expect(exercises.shrink_factor(0.25, 0.25, 1.0), 0.5)  # z^2 - z + 0.25 = (z - 1/2)^2
    x, before = 1.0, 1.0
    for _ in range(300):
        x, before = (1.9 - 0.001) * x - 0.9 * before, x
    expect(exercises.shrink_factor(0.01, 0.9, 0.1), x / before, rtol=1e-9)


def test_4_7_nesterov_edge(exercises):
    def grows(rate, momentum, curvature):
        x, velocity = 1.0, 0.0
        for _ in range(3000):
            velocity = momentum * velocity + curvature * x
            x -= rate * (curvature * x + momentum * velocity)
            if abs(x) > 1e30:
                return True
        return False

    def measured(momentum, curvature):
        low, high = 0.0, 4 / curvature
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (low, middle) if grows(middle, momentum, curvature) else (middle, high)
        return low

    edge = exercises.nesterov_edge(0.5, 1.0)
    expect(
        edge,
        1.5,  # z^2 - 1.5 (1 - a) z + 0.5 (1 - a) has the root -1 at a = 3/2
        mistakes={
            "that is the edge of gradient descent": 2.0,
            "that is the edge of plain momentum: looking ahead costs stability": 3.0,
            "the root at the edge is -1, not 1": 1.0,
            "close to the edge, but measured: put the root -1 into the equation": (
                edge if 1e-6 < abs(edge - 1.5) < 0.05 else 1.49
            ),
        },
    )
    expect(
        exercises.nesterov_edge(0.25, 10.0),
        1 / 6,
        mistakes={"divide by the curvature": 5 / 3, "a steeper curve wants a smaller rate": 50 / 3},
    )
    expect(exercises.nesterov_edge(0.0, 0.5), 4.0)
    for momentum, curvature in ((0.9, 4.0), (0.3, 0.1)):
        expect(exercises.nesterov_edge(momentum, curvature), measured(momentum, curvature), rtol=0.02)  # in 3000 steps


def test_4_8_perfect_momentum(exercises):
    def best_rate(hessian, here):
        gradient = hessian @ here
        return here - gradient @ gradient / (gradient @ hessian @ gradient) * gradient

    hessian, start = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, 1.0])
    # gradient (4, 3): the best rate is g.g / g.Hg = 25 / 90; in two dimensions the second step arrives
    first = start - 25 / 90 * np.array([4.0, 3.0])
    alone, one_by_one = [start, first], [start, first]
    for _ in range(2):
        alone.append(best_rate(hessian, alone[-1]))
        motion, new = one_by_one[-1] - one_by_one[-2], best_rate(hessian, one_by_one[-1])
        one_by_one.append(new - motion @ hessian @ new / (motion @ hessian @ motion) * motion)
    expect(
        exercises.perfect_momentum(hessian, start, 3),
        [start, first, [0.0, 0.0], [0.0, 0.0]],
        atol=1e-9,
        mistakes={
            "at the bottom nan came out: stay there": [start, first, [0.0, 0.0], [np.nan, np.nan]],
            "the first step already has the best rate": [start, start - [4.0, 3.0], [0.0, 0.0], [0.0, 0.0]],
            "that is the best rate without any momentum": alone,
            "choose the two numbers together: first one, then the other does not find the best pair": one_by_one,
            "the start belongs to the path": [first, [0.0, 0.0], [0.0, 0.0]],
            "return the whole path": [0.0, 0.0],
        },
    )
    stays = "at the bottom 0 / 0 came out: stay there"
    steep = np.array([[4.0]])
    expect(
        exercises.perfect_momentum(steep, np.array([3.0]), 3),
        [[3.0], [0.0], [0.0], [0.0]],
        atol=1e-9,
        mistakes={stays: [[3.0], [0.0], [np.nan], [np.nan]]},
    )
    expect(
        exercises.perfect_momentum(steep, np.array([3e-14]), 1),
        [[3e-14], [0.0]],
        atol=1e-20,
        mistakes={"a small slope is not yet the bottom: compare with 1e-12 of the first slope": [[3e-14], [3e-14]]},
    )
    rng = np.random.default_rng(0)
    turn = np.linalg.qr(rng.normal(size=(5, 5)))[0]
    hessian, start = turn @ np.diag([1.0, 3.0, 10.0, 30.0, 100.0]) @ turn.T, rng.normal(size=5)
    # the best place after t steps lies in start + span(g, Hg, ..., H^(t-1) g): least squares in the root of H
    root, powers, expected = np.linalg.cholesky(hessian).T, [hessian @ start], [start]
    for _ in range(4):
        basis = np.linalg.qr(np.stack(powers, axis=1))[0]
        expected.append(start - basis @ np.linalg.lstsq(root @ basis, root @ start)[0])
        powers.append(hessian @ powers[-1])
    expect(exercises.perfect_momentum(hessian, start, 4), expected, rtol=1e-6, atol=1e-8)
    last = exercises.perfect_momentum(hessian, start, 5)
    expect(last if last is None else np.asarray(last)[-1], np.zeros(5), atol=1e-8)
    expect(
        exercises.perfect_momentum(steep, np.zeros(1), 2),
        np.zeros((3, 1)),
        mistakes={
            "a start at the bottom stays there, and its slope of 0 is not below 0: <=": [[0.0], [np.nan], [np.nan]]
        },
    )
