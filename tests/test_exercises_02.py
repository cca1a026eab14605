"""Day 2 exercises: the solutions must pass, and so must yours once you have started them."""

import math

import numpy as np
from grading import expect


def test_2_1_numerical_curvature(exercises):
    expect(
        exercises.numerical_curvature(lambda x: x**4, 1.0, 0.25),
        12.125,  # (2.44140625 - 2 + 0.31640625) / 0.0625
        mistakes={
            "divide by h squared, not by h": 0.7578125 / 0.25,
            "divide by h squared, not by 2h": 0.7578125 / 0.5,
            "the bottom is h^2: the 2 belongs to the middle value alone": 0.7578125 / 0.125,
            "the middle value counts twice": 28.125,
            "the middle value is subtracted": 76.125,
            "that is the first derivative": 4.25,
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
    expect(
        exercises.diagnose(np.array([10.0, 6.0, 3.6, 2.16])),
        rolls,
        mistakes={
            "all steps go the same way: nothing zigzags": zigzags,
            "steps that grow shorter do not explode": explodes,
        },
    )
    expect(
        exercises.diagnose(np.array([-4.0, -1.0, 0.5, 0.25])), zigzags, mistakes={"the third step turns back": rolls}
    )
    expect(
        exercises.diagnose(np.array([10.0, -10.0, 10.0, -10.0])),
        zigzags,
        mistakes={
            "steps of one length do not explode: it wants longer than the first": explodes,
            "the ends repeat, but it moves all the time": rests,
        },
    )
    expect(
        exercises.diagnose(np.array([1.0, -1.2, 1.44, -1.728])),
        explodes,
        mistakes={"the steps grow: look at that first": zigzags},
    )
    expect(
        exercises.diagnose(np.array([3.0, -7.0, np.nan])),
        explodes,
        mistakes={"nan is not longer than anything: ask for it first": rolls},
    )
    expect(exercises.diagnose(np.array([5.0, np.inf])), explodes, mistakes={"one step, and it left the numbers": rolls})
    expect(exercises.diagnose(np.array([2.0, 2.0, 2.0])), rests, mistakes={"it does not move at all": rolls})
    expect(
        exercises.diagnose(np.array([2.0, 1.0, 1.0])),
        rolls,
        mistakes={"it moved at first: only a run without any step rests": rests},
    )


def test_2_3_steps_needed(exercises):
    expect(
        exercises.steps_needed(5.0, 0.3, 1.0, 0.25),
        10,  # 5 * 0.75^9 = 0.375, 5 * 0.75^10 = 0.282
        mistakes={
            "round up: after the smaller number of steps it is not there yet": 9,
            "that is not a whole number of steps": math.log(0.06) / math.log(0.75),
            "the sign: both logarithms are negative": -9,
            "the factor on (curvature / 2) x^2 is 1 - learning_rate * curvature": 5,
        },
    )
    expect(
        exercises.steps_needed(8.0, 0.9, 4.0, 0.4),
        5,  # the factor is -0.6: 8 * 0.6^4 = 1.04, 8 * 0.6^5 = 0.62
        mistakes={"the factor is negative: only its size counts": math.nan},
    )
    expect(exercises.steps_needed(7.0, 1e-9, 2.0, 0.5), 1, mistakes={"with a factor of 0 one step lands": 0})
    expect(
        exercises.steps_needed(0.5, 0.5, 3.0, 0.1),
        0,
        mistakes={"it is near enough already": 1},
    )
    expect(exercises.steps_needed(0.1, 2.0, 1.0, 5.0), 0, mistakes={"near enough before the first step": math.inf})
    expect(
        exercises.steps_needed(1.0, 0.1, 2.0, 1.5),
        math.inf,
        mistakes={"it diverges, so it never arrives": -3},
    )
    expect(exercises.steps_needed(1.0, 0.1, 2.0, 1.0), math.inf)  # the edge: it bounces forever
    expect(exercises.steps_needed(1.0, 1e-3, 1.0, 1e-9), 6907755276, rtol=1e-6)  # ln 1000 / 1e-9


def test_2_4_backtracking_step(exercises):
    def square(x):
        return x * x

    def double(x):
        return 2 * x

    expect(
        exercises.backtracking_step(square, double, -6.0, 4.0),
        0.0,  # 4: lands at 42; 2: at 18; 1: at 6, as high as before; 0.5: at 0
        mistakes={
            "that step goes uphill: halve the rate before you take it": 42.0,
            "as high as before is not good enough: the step must gain rate * slope^2 / 4": 6.0,
            "the step goes against the slope: x - rate * slope": -12.0,
            "return the new x, not the rate": 0.5,
        },
    )
    expect(
        exercises.backtracking_step(lambda x: x**4, lambda x: 4 * x**3, 1.0, 0.5),
        0.0,  # 0.5: lands at -1, no gain; 0.25: at 0, gains 1, wants 0.25 * 16 / 4 = 1
        mistakes={
            "a gain of exactly rate * slope^2 / 4 is good enough: <=, not <": 0.5,
            "that step gains nothing: halve the rate and try again": -1.0,
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
    expect(
        exercises.convergence_order(np.array([7.0, 3.5, 2.4, 2.036]), 2.0),
        math.log(0.036 / 0.4) / math.log(0.4 / 1.5),
        mistakes={
            "take distances to the minimum, not the entries themselves": math.log(2.036 / 2.4) / math.log(2.4 / 3.5),
            "take the last three distances, not the first three": math.log(0.4 / 1.5) / math.log(1.5 / 5),
            "that fraction is upside down": math.log(0.4 / 1.5) / math.log(0.036 / 0.4),
            "that is how much the last step shrank the distance: the order is a ratio of two logarithms": 0.036 / 0.4,
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
    def graded(slope, bend, low, high, minimum, **options):
        calls = []

        def gradient(x):
            calls.append(x)
            return slope(x)

        expect(exercises.safe_newton(gradient, bend, low, high), minimum, rtol=0, atol=1e-10, **options)
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
        },
    )

    def bowl(x):
        return (x - 3) / math.sqrt(1 + (x - 3) ** 2)

    def bowl_bend(x):
        return (1 + (x - 3) ** 2) ** -1.5

    graded(bowl, bowl_bend, -1000.0, 350.0, 3.0)
    graded(bowl, bowl_bend, 2.0, 4.0, 3.0)  # the middle is the minimum
    graded(
        lambda x: math.exp(x) - 2,
        math.exp,
        -50.0,
        650.0,
        math.log(2),
        mistakes={"it crawls: the Newton steps have length 1": 300.0 - 40},
    )
    graded(lambda x: x * abs(x), lambda x: 2 * abs(x), -4.0, 4.5, 0.0)  # the curvature is 0 at the minimum
    graded(lambda x: math.tanh(x - 7), lambda x: 1 - math.tanh(x - 7) ** 2, -900.0, 900.0, 7.0)  # and here far away


def test_2_8_best_rates(exercises):
    expect(
        exercises.best_rates(1.0, 4.0, 1),
        [0.4],  # 1 - 0.4 = 0.6 at one end, 1 - 1.6 = -0.6 at the other
        mistakes={
            "that is best for the largest curvature alone": [0.25],
            "that is best for the smallest curvature alone": [1.0],
            "that is the edge of divergence for the largest curvature": [0.5],
            "the middle of 1/low and 1/high is too large: make both ends equally bad": [0.625],
            "an array of n rates, please, also for n = 1": 0.4,
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
