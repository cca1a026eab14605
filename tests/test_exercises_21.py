"""Day 21 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_21_1_maximum_backward(exercises):
    a, b = np.array([[3.0, -1.0, 2.0], [0.0, 4.0, -5.0]]), np.array([[1.0, -2.0, 7.0], [0.0, 6.0, -5.0]])
    grad = np.array([[10.0, -20.0, 30.0], [40.0, 50.0, -60.0]])
    right = (
        np.array([[10.0, -20.0, 0.0], [20.0, 0.0, -30.0]]),
        np.array([[0.0, 0.0, 30.0], [20.0, 50.0, -30.0]]),
    )
    larger = np.maximum(a, b)
    expect(
        exercises.maximum_backward(a, b, grad),
        right,
        mistakes={
            "where both are equal each gets half, not b all": (grad * (a > b), grad * (a <= b)),
            "where both are equal each gets half, not a all": (grad * (a >= b), grad * (a < b)),
            "where both are equal each gets half, not all: one slope arrives, and one is to be passed on": (
                grad * (a >= b),
                grad * (a <= b),
            ),
            "where both are equal each gets half, not nothing": (grad * (a > b), grad * (a < b)),
            "the slope goes to the larger one, not to the smaller": right[::-1],
            "multiply the slope that arrives by 1 or 0, not by the value": (
                grad * larger * (a > b),
                grad * larger * (b > a),
            ),
            "the slope that arrives is to be multiplied": (
                (a > b) + 0.5 * (a == b),
                (a < b) + 0.5 * (a == b),
            ),
        },
    )
    expect(
        exercises.maximum_backward(np.zeros(2), np.array([-1e-9, 1e-9]), np.array([2.0, 3.0])),
        (np.array([2.0, 0.0]), np.array([0.0, 3.0])),
        mistakes={
            "nearly equal is not equal: only exact ties are shared": (np.array([1.0, 1.5]), np.array([1.0, 1.5]))
        },
    )
    expect(exercises.maximum_backward(np.array(-2.0), np.array(-3.0), np.array(7.0)), (7.0, 0.0))


def test_21_2_lookup_backward(exercises):
    rows = np.array([1, 3, 1, 1, 0])
    grad = np.array([[1.0, 2.0], [3.0, 5.0], [10.0, 20.0], [100.0, 300.0], [-7.0, 0.5]])
    right = np.array([[-7.0, 0.5], [111.0, 322.0], [0.0, 0.0], [3.0, 5.0], [0.0, 0.0]])
    last, first, mean = right.copy(), right.copy(), right.copy()
    last[1], first[1], mean[1] = [100, 300], [1, 2], [37, 322 / 3]
    expect(
        exercises.lookup_backward(rows, grad, 5),
        right,
        mistakes={
            "a row that was picked several times gets the sum of its slopes, not the last": last,
            "a row that was picked several times gets the sum of its slopes, not the first": first,
            "a row that was picked several times gets the sum of its slopes, not their mean": mean,
            "that is a lookup in grad: here the slopes go back to where the rows came from": grad[rows],
            "there are n_rows rows, also those that were never picked": right[:4],
        },
    )
    expect(
        exercises.lookup_backward(np.array([0, 0, 0]), np.array([[0.5], [0.25], [0.25]]), 1),
        [[1.0]],
        mistakes={"the slopes are floats: the table must hold floats": [[0.0]]},
    )
    expect(exercises.lookup_backward(np.array([], dtype=int), np.zeros((0, 3)), 2), np.zeros((2, 3)))
    many = np.arange(30_000) % 1000
    expect(exercises.lookup_backward(many, np.ones((30_000, 1)), 1000)[[0, 999]], [[30.0], [30.0]])


def test_21_3_forward_mode(exercises):
    e = np.exp(0.5)
    steps = [("exp", 0, 0), ("const", 4.0, 4.0), ("mul", 1, 0), ("mul", 3, 2), ("add", 4, 1)]  # 4 x e^x + e^x
    expect(
        exercises.forward_mode(steps, 0.5),
        (3 * e, 7 * e),
        mistakes={
            "first the number, then its slope": (7 * e, 3 * e),
            "the slope of a product has two parts, u' v + u v'": (3 * e, e),
            "the slope of a product has two parts, u' v and also u v'": (3 * e, 3 * e),
            "a constant does not move with x: its slope is 0": (3 * e, 7.5 * e),
            "a sum has the slope u' + v', both": (3 * e, 6 * e),
        },
    )
    x = 0.25
    inner = [("mul", 0, 0), ("exp", 1, 1)]  # e^(x^2)
    expect(
        exercises.forward_mode(inner, x),
        (np.exp(x * x), 2 * x * np.exp(x * x)),
        mistakes={
            "e^u has the slope e^u times the slope of u": (np.exp(x * x), np.exp(x * x)),
            "u may be multiplied by itself: both parts count": (np.exp(x * x), x * np.exp(x * x)),
        },
    )
    expect(
        exercises.forward_mode([], -3.0),
        (-3.0, 1.0),
        mistakes={"the slope of x in x is 1": (-3.0, 0.0)},
    )
    expect(exercises.forward_mode([("const", 2.5, 2.5)], 7.0), (2.5, 0.0))
    expect(exercises.forward_mode([("add", i, i) for i in range(40)], 1.0), (2.0**40, 2.0**40))


def looped_slopes(x, centers, grad):
    dx, dcenters = np.zeros(x.shape), np.zeros(centers.shape)
    for i in range(len(x)):
        for k in range(len(centers)):
            dx[i] += grad[i, k] * 2 * (x[i] - centers[k])
            dcenters[k] -= grad[i, k] * 2 * (x[i] - centers[k])
    return dx, dcenters


def test_21_4_distances_backward(exercises):
    rng = np.random.default_rng(0)
    x, centers, grad = rng.normal(size=(5, 3)), rng.normal(size=(4, 3)), rng.normal(size=(5, 4))
    dx, dcenters = looped_slopes(x, centers, grad)
    expect(
        exercises.distances_backward(x, centers, grad),
        (dx, dcenters),
        mistakes={
            "the square has the slope 2 (x - center)": (dx / 2, dcenters / 2),
            "the centers stand behind a minus: their slope has the other sign": (dx, -dcenters),
            "both signs are turned: D grows when x moves away from the center": (-dx, -dcenters),
            "x stands in the first sum as often as grad says, not once": (
                2 * (x - grad @ centers),
                2 * (centers - grad.T @ x),
            ),
            "x stands in the first sum once for each center, but weighted by grad": (
                2 * (len(centers) * x - grad @ centers),
                2 * (len(x) * centers - grad.T @ x),
            ),
            "the slope that arrives, grad, belongs to each distance": looped_slopes(x, centers, np.ones((5, 4))),
            "add up over the centers, do not average": (dx / 4, dcenters / 5),
        },
    )
    expect(exercises.distances_backward(np.array([[2.0]]), np.array([[2.0]]), np.array([[9.0]])), ([[0.0]], [[0.0]]))
    large, far = np.ones((1000, 300)), np.full((1000, 300), 3.0)
    slopes = exercises.distances_backward(large, far, np.full((1000, 1000), 0.5))
    expect((slopes[0][[0, -1], 0], slopes[1][[0, -1], 0]), (np.full(2, -2000.0), np.full(2, 2000.0)))


def test_21_5_graph_slopes(exercises):
    edges = [(4, 1, 10.0), (0, 1, 2.0), (3, 0, 3.0), (0, 5, 10.0), (5, 4, 0.5), (3, 4, 7.0), (1, 2, 100.0), (6, 2, 1.0)]
    # 4: 10, 5: 0.5 * 10, 0: 2 + 10 * 5, 3: 3 * 52 + 7 * 10; nothing leads from 2 and 6 to 1
    early = "a number passed its slope back before all of it had arrived"
    again = "a number passed its slope back twice: wait until all of it has arrived"
    expect(
        exercises.graph_slopes(edges, 7, 1),
        [52.0, 1.0, 0.0, 226.0, 10.0, 5.0, 0.0],
        mistakes={
            early: [52.0, 1.0, 0.0, 76.0, 10.0, 5.0, 0.0],
            again: [52.0, 1.0, 0.0, 232.0, 10.0, 5.0, 0.0],
            "the slope of `end` in itself is 1": [0.0] * 7,
            "slopes that arrive on several ways are added: the last overwrote": [50.0, 1.0, 0.0, 150.0, 10.0, 5.0, 0.0],
            "that goes on from `end`: the walk leads back from it": [0.0, 1.0, 100.0, 0.0, 0.0, 0.0, 0.0],
            "that is the slope of number 2, not of `end`": [5200.0, 100.0, 1.0, 22600.0, 1000.0, 500.0, 1.0],
            "only the edges that lead straight to `end` were walked": [2.0, 1.0, 0.0, 0.0, 10.0, 0.0, 0.0],
        },
    )
    expect(
        exercises.graph_slopes([(1, 0, 2.0), (1, 0, 3.0)], 2, 0),
        [1.0, 5.0],
        mistakes={
            "two edges may join the same numbers, and both count: the last one alone": [1.0, 3.0],
            "two edges may join the same numbers, and both count: the first one alone": [1.0, 2.0],
        },
    )
    expect(exercises.graph_slopes([], 3, 2), [0.0, 0.0, 1.0])
    order = np.random.default_rng(0).permutation(20_000)
    chain = [(int(a), int(b), 1.0) for a, b in zip(order[:-1], order[1:], strict=True)]
    expect(exercises.graph_slopes(chain, 20_000, int(order[-1]))[order[:3]], [1.0, 1.0, 1.0])
    ladder = [(k, k + 1, half) for k in range(60) for half in (0.25, 0.75)]  # 2^60 ways
    expect(exercises.graph_slopes(ladder[::-1], 61, 60)[[0, 59]], [1.0, 1.0])


def loss_after(X, y, rates):
    """The loss after the run. The rates may be complex: the tiny step i h gives an exact slope."""
    w = np.zeros(X.shape[1])
    for rate in rates:
        w = w - rate * (2 / len(y) * X.T @ (X @ w - y))
    return np.mean((X @ w - y) ** 2)


def slopes_with_a_slip(X, y, rates, factor, through_steps=True):
    """The two walks with another factor before X^T (X w - y), or with a way back that leaves out the steps."""
    w, gradients = np.zeros(X.shape[1]), []
    for rate in rates:
        gradients.append(factor * X.T @ (X @ w - y))
        w = w - rate * gradients[-1]
    s, slopes = factor * X.T @ (X @ w - y), []
    for rate, gradient in zip(rates[::-1], gradients[::-1], strict=True):
        slopes.append(-(s @ gradient))
        if through_steps:
            s = s - rate * factor * X.T @ (X @ s)
    return np.array(slopes[::-1])


def test_21_6_rate_slopes(exercises):
    rng = np.random.default_rng(0)
    for n, d, T in ((6, 3, 4), (5, 4, 9), (12, 2, 1)):
        X, y, rates = rng.normal(size=(n, d)), rng.normal(size=n), rng.uniform(0.02, 0.2, size=T)
        exact = np.array([loss_after(X, y, rates + nudge).imag / 1e-30 for nudge in 1e-30j * np.eye(T)])
        mistakes = {
            "the sign: a step goes against the gradient": -exact,
            "the square has the factor 2": slopes_with_a_slip(X, y, rates, 1 / n),
            "L is a mean over the rows": slopes_with_a_slip(X, y, rates, 2.0),
        }
        if T > 1:
            own = slopes_with_a_slip(X, y, rates, 2 / n, through_steps=False)
            mistakes |= {
                "what w changes goes through all later steps: on the way back s becomes s - rate * H s": own,
                "each step has a rate of its own: one slope for each, not their sum": np.full(T, exact.sum()),
                "they stand in the order of the walk back: turn them around": exact[::-1],
            }
        expect(exercises.rate_slopes(X, y, rates), exact, rtol=1e-9, mistakes=mistakes)
    expect(exercises.rate_slopes(np.array([[2.0]]), np.array([3.0]), np.array([0.125])), [0.0], atol=1e-12)
    long = exercises.rate_slopes(np.array([[1.0], [1.0]]), np.array([2.0, 4.0]), np.full(3000, 1e-4))
    slope = -2 * 2 * 9 * (1 - 2e-4) ** 5999  # the loss is 1 + 9 * product of (1 - 2 rate)^2
    expect(long[[0, -1]], [slope, slope], rtol=1e-9)
