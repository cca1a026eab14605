"""Day 2 exercises: the solutions must pass, and so must yours once you have started them."""

import math

import numpy as np
from grading import expect


def test_2_1_numerical_curvature(exercises):
    expect(
        exercises.numerical_curvature(lambda x: x**4, 1.0, 0.125),
        12.03125,  # (1.601806640625 - 2 + 0.586181640625) / 0.015625
        mistakes={
            "divide by h squared, not by h": 0.18798828125 / 0.125,
            "divide by h squared, not by 2h": 0.18798828125 / 0.25,
            "divide by h squared, not by 2 h squared: the 2 belongs to the middle value alone": 0.18798828125 / 0.03125,
            "divide by h squared, not by (2h) squared: the 2 belongs to the middle value alone": 0.18798828125 / 0.0625,
            "`/ h * h` divides and multiplies again: put h^2 in parentheses": 0.18798828125,
            "put the three values in parentheses: all are divided": 1.601806640625 - 2 + 0.586181640625 / 0.015625,
            "the middle value counts twice": 1.18798828125 / 0.015625,
            "the middle value is subtracted": 4.18798828125 / 0.015625,
            "the sign: neighbors minus middle": -12.03125,
            "one neighbor on each side: those are two on the right": (2.44140625 - 2 * 1.601806640625 + 1) / 0.015625,
            "the neighbors are h away, not 2h": (2.44140625 - 2 + 0.31640625) / 0.0625,
            "that is the first derivative": (1.601806640625 - 0.586181640625) / 0.25,
            "that is the first derivative, measured to one side": (1.601806640625 - 1) / 0.125,
            "measure it: with this h the curvature of x^4 is 12 x^2 + 2 h^2": 12.0,
        },
    )
    expect(exercises.numerical_curvature(lambda x: 3 * x - 7, 2.0, 0.25), 0.0)
    expect(
        exercises.numerical_curvature(lambda x: -x * x, -3.0, 2.0),
        -2.0,
        mistakes={"a hilltop has a negative curvature: mind the sign": 2.0},
    )


def test_2_2_diagnose(exercises):
    explodes, rests, zigzags, rolls = "explodes", "rests", "zigzags", "rolls"

    def graded(path, word, **mistakes):
        named = {text: wrong_word for wrong_word, text in mistakes.items()}
        expect(exercises.diagnose(np.array(path)), word, mistakes=named)

    graded(
        [10.0, 6.0, 3.6, 2.16],
        rolls,
        zigzags="all steps go the same way: nothing zigzags",
        explodes="steps that grow shorter do not explode: compare their sizes",
    )
    graded([-4.0, -1.0, 0.5, 0.25], zigzags, rolls="somewhere is enough: the third step turns back")
    graded([5.0, 3.0, 4.0, 3.5], zigzags, rolls="it turns back: look at the steps, not at the sides of 0")
    graded([9.0, 5.0, 6.0, 6.5], zigzags, rolls="somewhere is enough: the second step turns back")
    graded([-3.0, 1.0, 2.0, 2.5], rolls, zigzags="it crosses 0, but look at the steps, not at the sides")
    graded(
        [10.0, -10.0, 10.0, -10.0],
        zigzags,
        explodes="steps of one length do not explode: the last must be longer than the first",
    )
    graded([10.0, -10.0, 10.0], zigzags, rests="the ends are equal, but it moves all the time")
    graded([1.0, -1.2, 1.44, -1.728], explodes, zigzags="the steps grow: look at that first")
    graded([10.0, 9.0, 7.0], explodes, rolls="compare the steps, not the entries: the last is longer than the first")
    graded([1.0, 3.0, 4.0], rolls, explodes="compare the steps, not the entries: the last is shorter than the first")
    graded([10.0, 7.0, 3.0, 2.0, 0.0], rolls, explodes="only the last step is compared with the first")
    graded([3.0, -7.0, np.nan], explodes, rolls="nan is not longer than anything: ask for it first")
    graded([5.0, np.inf], explodes, rolls="the last entry is infinite: look at that first")
    graded([5.0, -np.inf], explodes, rolls="-inf is not finite either")
    graded([2.0, 2.0, 2.0], rests, rolls="it does not move at all", explodes="steps of length 0 do not explode")
    graded(
        [2.0, 1.0, 1.0],
        rolls,
        rests="it moved at first: only a run without any step rests",
        zigzags="a step of 0 has no direction: it does not turn back",
    )
    graded([0.0, 2.0, 2.0, 1.0], rolls, zigzags="a step of 0 lies between them: they are not two in a row")


def test_2_3_steps_needed(exercises):
    steps = exercises.steps_needed(50.0, 0.3, 2.0, 0.1)
    kind = "an integer" if isinstance(steps, int | np.integer) else f"a {type(steps).__name__}"
    expect(
        steps,
        23,  # 50 * 0.8^22 = 0.369, 50 * 0.8^23 = 0.295
        mistakes={
            "round up: after the smaller number of steps it is not there yet": 22,
            "that is not a whole number of steps": math.log(0.006) / math.log(0.8),
            "the sign: both logarithms are negative, and so their ratio is positive": -22,
            "the sign: both logarithms are negative": -23,
            "the factor is 1 - learning_rate * curvature, without a 2: the curve is (curvature / 2) x^2": 11,
            "the factor is 1 - learning_rate * curvature: the curvature is missing": 49,
            "`target` is a distance, not a share of the first one": 6,
            "`target` is a distance from the minimum, not a height": 21,
        },
    )
    float_came = "the value is right, but a number of steps is an integer: turn it into one with int(...)"
    expect(kind, "an integer", mistakes={float_came: kind if kind != "an integer" else "a float"})
    expect(
        exercises.steps_needed(8.0, 0.9, 4.0, 0.4),
        5,  # the factor is -0.6: 8 * 0.6^4 = 1.04, 8 * 0.6^5 = 0.62
        mistakes={"the factor is negative: only its size counts": math.nan},
    )
    expect(
        exercises.steps_needed(16.0, 1.0, 1.0, 0.5),
        4,
        mistakes={"exactly `target` is near enough: at most, not below": 5},
    )
    expect(
        exercises.steps_needed(7.0, 1e-9, 2.0, 0.5),
        1,
        mistakes={"with a factor of 0, one step lands on the minimum": 0},
    )
    expect(
        exercises.steps_needed(0.5, 0.5, 3.0, 0.1),
        0,
        mistakes={"it is near enough already": 1},
    )
    expect(exercises.steps_needed(0.1, 2.0, 1.0, 5.0), 0, mistakes={"near enough before the first step": math.inf})
    expect(
        exercises.steps_needed(2.0, 2.0, 1.0, 3.0),
        0,
        mistakes={"it starts exactly at `target`, and that is near enough": math.inf},
    )
    expect(
        exercises.steps_needed(1.0, 0.1, 2.0, 1.5),
        math.inf,
        mistakes={"it diverges, so it never arrives": -3, "it diverges, and never arrives": -4},
    )
    expect(
        exercises.steps_needed(1.0, 0.1, 2.0, 1.0),
        math.inf,
        mistakes={"a factor of 1: it bounces forever": -math.inf},
    )
    expect(exercises.steps_needed(1.0, 1e-3, 1.0, 1e-9), 6907755276, rtol=1e-6)  # ln 1000 / 1e-9


def test_2_4_backtracking_step(exercises):
    def square(x):
        return x * x

    def double(x):
        return 2 * x

    new = exercises.backtracking_step(square, double, -6.0, 4.0)
    expect(
        new,
        0.0,  # 4: lands at 42; 2: at 18; 1: at 6, as high as before; 0.5: at 0
        mistakes={
            "that step goes uphill: halve the rate before you take it": 42.0,
            "as high as before is not good enough: the step must gain rate * slope^2 / 4": 6.0,
            "the step goes against the slope: x - rate * slope": -12.0,
            "return the new x, not the rate": 0.5,
            "it has hardly moved: no step was good. It goes to x - rate * slope and must gain rate * slope^2 / 4": (
                new if abs(new + 6) < 0.01 else -6.0
            ),
        },
    )
    expect(
        exercises.backtracking_step(lambda x: x**4, lambda x: 4 * x**3, 1.0, 0.5),
        0.0,  # 0.5: lands at -1, no gain; 0.25: at 0, gains 1, wants 0.25 * 16 / 4 = 1
        mistakes={
            "a gain of exactly rate * slope^2 / 4 is good enough: <=, not <": 0.5,
            "that step gains nothing: halve the rate and try again": -1.0,
            "a quarter of rate * slope^2 is due, not a half": 0.75,
        },
    )
    expect(
        exercises.backtracking_step(square, double, 3.0, 0.1),
        2.4,
        mistakes={"the first rate is good already: do not halve it": 2.7},
    )
    expect(
        exercises.backtracking_step(square, double, 5.0, 0.8),
        1.0,  # 0.8: lands at -3, gains 16, wants 0.8 * 100 / 4 = 20; 0.4: at 1
        mistakes={"some gain is not enough: it must be at least rate * slope^2 / 4": -3.0},
    )
    expect(
        exercises.backtracking_step(lambda x: x - np.log(x), lambda x: 1 - 1 / x, 5.0, 10.0),
        1.0,  # 10: lands at -3, where f is nan; 5: at 1
        mistakes={"f(new) is nan there, and nan is never good": -3.0},
    )
    expect(exercises.backtracking_step(lambda x: x**3, lambda x: 3 * x * x, 0.0, 1.0), 0.0)


def test_2_5_convergence_order(exercises):
    logs = np.log([5, 1.5, 0.4, 0.036])
    expect(
        exercises.convergence_order(np.array([7.0, 3.5, 2.4, 2.036]), 2.0),
        math.log(0.036 / 0.4) / math.log(0.4 / 1.5),
        mistakes={
            "take distances to the minimum, not the entries themselves": math.log(2.036 / 2.4) / math.log(2.4 / 3.5),
            "take distances to the minimum, not the lengths of steps": math.log(0.364 / 1.1) / math.log(1.1 / 3.5),
            "take the last three distances, not the first three": math.log(0.4 / 1.5) / math.log(1.5 / 5),
            "take the last three distances, not a line through all": np.polyfit(logs[:-1], logs[1:], 1)[0],
            "that fraction is upside down": math.log(0.4 / 1.5) / math.log(0.036 / 0.4),
            "that is how much the last step shrank the distance: the order is a ratio of two logarithms": 0.036 / 0.4,
            "take logarithms of ratios, so that the c cancels": math.log(0.036) / math.log(0.4),
        },
    )
    expect(
        exercises.convergence_order(5 + (-0.6) ** np.arange(12), 5.0),
        1.0,
        rtol=1e-6,
        mistakes={"entries on both sides of the minimum: the distance is a size": math.nan},
    )
    expect(
        exercises.convergence_order(np.array([0.5, -0.125, 2.0**-9, 0.0, 0.0]), 0.0),
        3.0,
        mistakes={
            "a distance of 0 does not count: leave it out first": math.nan,
            "a distance of 0 does not count, and its logarithm is infinite": math.inf,
        },
    )
    expect(
        exercises.convergence_order(np.array([0.5, 1e-3, -1e-5, 1e-15]), 0.0),
        5.0,  # from 1e-3 to 1e-5, then to 1e-15
        rtol=1e-6,
        mistakes={"only distances of exactly 0 are left out: a tiny one counts": math.log(1e-2) / math.log(2e-3)},
    )


def test_2_6_polyak_descent(exercises):
    def walk(step, x, n_steps):
        path = [x]
        for _ in range(n_steps):
            path.append(path[-1] - step(path[-1]))
        return path

    def above(x):
        return (x - 1) ** 2 + 3

    expect(
        exercises.polyak_descent(above, lambda x: 2 * (x - 1), 9.0, 3.0, 3),
        [9.0, 5.0, 3.0, 2.0],  # the distance to 1 is halved
        mistakes={
            "the path starts with `start` itself": [5.0, 3.0, 2.0],
            "the whole path, please, not only its end": 2.0,
            "that is one step too many": [9.0, 5.0, 3.0, 2.0, 1.5],
            "`lowest` is not subtracted": walk(lambda x: above(x) / (2 * (x - 1)), 9.0, 3),
            "the rate has the slope squared at the bottom": walk(lambda x: above(x) - 3, 9.0, 3),
            "the step is the rate times the slope": walk(lambda x: 1 / 4, 9.0, 3),
            "the step goes against the slope": [9.0, 13.0, 19.0, 28.0],
            "the rate is the whole (f(x) - lowest) / slope^2, not half of it": [9.0, 7.0, 5.5, 4.375],
        },
    )
    expect(
        exercises.polyak_descent(abs, np.sign, -2.5, 0.0, 2),
        [-2.5, 0.0, 0.0],
        mistakes={
            "at the minimum the slope is 0, and 0/0 is nan: stay there": [-2.5, 0.0, math.nan],
            "the path goes on when it stands: n_steps + 1 entries": [-2.5, 0.0],
        },
    )
    expect(
        exercises.polyak_descent(lambda x: x**4, lambda x: 4 * x**3, 4.0, 0.0, 4),
        [4.0, 3.0, 2.25, 1.6875, 1.265625],
        mistakes={"the rate must be computed anew in each step": walk(lambda x: x**3 / 64, 4.0, 4)},
    )
    expect(exercises.polyak_descent(abs, np.sign, 7, 0.0, 0), [7.0])


def test_2_7_safe_newton(exercises):
    few_digits = "not yet ten digits: near the minimum a Newton step gains far more than halving"

    def graded(slope, bend, low, high, minimum, mistakes=None, near=few_digits, far="it is not there yet"):
        calls = []

        def gradient(x):
            calls.append(x)
            return slope(x)

        x = exercises.safe_newton(gradient, bend, low, high)
        named = {
            near: x if 1e-10 < abs(x - minimum) < 1e-3 else minimum + 1e-4,
            far: x if minimum + 1 < x < high else (minimum + high) / 2,
        }
        expect(x, minimum, rtol=0, atol=1e-10, mistakes={**(mistakes or {}), **named})
        few, many = "at most 40 calls of `gradient`", "more than 40 calls of `gradient`"
        expect(many if len(calls) > 40 else few, few, mistakes={"it is right, but too slow": many})

    graded(
        lambda x: 4 * x * (x * x - 1),
        lambda x: 12 * x * x - 4,
        0.02,
        1.06,
        1.0,
        mistakes={
            "that is the valley of the other side: a step left the interval": -1.0,
            "that is the hilltop: with a negative curvature Newton climbs": 0.0,
            "that is the middle of the interval: the steps are missing": 0.54,
            "stuck at an end of the interval: a step that leaves it must become a halving": 0.02,
            "stuck at the other end of the interval: a step that leaves it must become a halving": 1.06,
        },
    )

    def bowl(x):
        return (x - 3) / math.sqrt(1 + (x - 3) ** 2)

    def bowl_bend(x):
        return (1 + (x - 3) ** 2) ** -1.5

    graded(bowl, bowl_bend, -1000.0, 350.0, 3.0)
    graded(bowl, bowl_bend, 2.0, 4.0, 3.0)  # the middle is the minimum
    graded(
        lambda x: math.exp(x) - 2, math.exp, -50.0, 650.0, math.log(2), far="it crawls: the Newton steps have length 1"
    )
    graded(
        lambda x: x * abs(x),
        lambda x: 2 * abs(x),
        -4.0,
        4.5,
        0.0,
        near="not yet ten digits: it stops too early where the curve is flat",
    )
    graded(lambda x: math.tanh(x - 7), lambda x: 1 - math.tanh(x - 7) ** 2, -900.0, 900.0, 7.0)  # and here far away


def test_2_8_best_rates(exercises):
    expect(
        exercises.best_rates(1.0, 9.0, 1),
        [0.2],  # 1 - 0.2 = 0.8 at one end, 1 - 1.8 = -0.8 at the other
        mistakes={
            "that is best for the largest curvature alone": [1 / 9],
            "that is best for the smallest curvature alone": [1.0],
            "that is the edge of divergence for the largest curvature": [2 / 9],
            "the middle of 1/low and 1/high is too large: make both ends equally bad": [5 / 9],
            "the geometric mean of low and high is not the best curvature: make both ends equally bad": [1 / 3],
            "that leaves more at the low end than at the high one: make both ends equally bad": [0.1],
            "that is the curvature at which the factor is 0: take the reciprocal": [5.0],
            "an array of n rates, please, also for n = 1": 0.2,
        },
    )
    root = math.sqrt(2)
    expect(
        exercises.best_rates(2.0, 6.0, 2),
        [1 / (4 + root), 1 / (4 - root)],
        mistakes={
            "the best single rate, used twice: two different rates do better": [0.25, 0.25],
            "those are best at the two ends alone: the middle is worse": [1 / 6, 1 / 2],
            "smallest rate first": [1 / (4 - root), 1 / (4 + root)],
            "those are the curvatures at which the product is 0: take the reciprocals": [4 - root, 4 + root],
            "curvatures spread evenly between the ends are not best: the ends need more": [3 / 14, 3 / 10],
            "curvatures in equal ratios are not best: the swings must all be equally high": [
                3**0.25 / 6,
                3**0.75 / 6,
            ],
            "rates spread like that are not best: spread their reciprocals, the curvatures": [
                1 / 3 - root / 12,
                1 / 3 + root / 12,
            ],
        },
    )
    for low, high, n in ((0.5, 50.0, 3), (1.0, 100.0, 8), (3.0, 3.5, 5)):
        zeros = np.polynomial.Chebyshev.basis(n, domain=[low, high]).roots()
        rates = exercises.best_rates(low, high, n)
        expect(
            rates,
            np.sort(1 / zeros),
            mistakes={f"the best single rate, used {n} times: different rates do better": np.full(n, 2 / (low + high))},
        )
        a = np.linspace(low, high, 2001)
        worst = np.abs(np.prod(1 - np.outer(a, rates), axis=1)).max()
        expect(worst, 1 / math.cosh(n * math.acosh((high + low) / (high - low))))
    expect(
        exercises.best_rates(5.0, 5.0, 3),
        [0.2, 0.2, 0.2],
        mistakes={"with one known curvature every rate is 1 / curvature": [math.nan] * 3},
    )
