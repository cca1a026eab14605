"""Day 2 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 2
"""

import numpy as np  # noqa: F401  (yours to use)


def numerical_curvature(f, x, h):
    """Exercise 2.1 (easy): the second derivative of f at x from three values: the two neighbors and the middle.

    f : function, float -> float      x : float      h : float > 0      returns : float
    (f(x + h) - 2 f(x) + f(x - h)) / h^2. It is the slope of the slope: one slope right of x, minus one left of it.

    >>> numerical_curvature(lambda x: x * x * x, 2.0, 0.5)
    12.0
    """
    raise NotImplementedError


def diagnose(path):
    """Exercise 2.2 (easy): look at a run of gradient descent and say in one word what it does.

    path : (n,) floats, n >= 2; the last entry may be inf or nan      returns : one of these four, the first that fits
    "explodes"  the last entry is not finite, or the last step is longer than the first
    "rests"     no step moves at all
    "zigzags"   somewhere two steps in a row go in opposite directions
    "rolls"     anything else

    >>> diagnose(np.array([10.0, -8.0, 6.4]))
    'zigzags'
    """
    raise NotImplementedError


def steps_needed(distance, target, curvature, learning_rate):
    """Exercise 2.3 (easy): how many steps until a run on (curvature / 2) x^2 is at most `target` from the minimum.

    distance : float > 0, at the start      target, curvature, learning_rate : floats > 0
    returns : an integer, the smallest number of steps; 0 if the start is near enough; float("inf") if it never arrives
    Answer with a formula: a billion steps must not take longer than three.

    >>> steps_needed(10.0, 0.1, 2.0, 0.2)
    10
    """
    raise NotImplementedError


def backtracking_step(f, gradient, x, learning_rate):
    """Exercise 2.4 (medium): one step that finds its own learning rate, by halving it until the step is good.

    f, gradient : functions, float -> float      x : float      learning_rate : float > 0, the first to try
    returns : float, the new x
    A step to new = x - rate * slope is good when f(new) <= f(x) - rate * slope^2 / 4 (Armijo 1966). An f(new) of nan
    is never good. Where the slope is 0, stay.

    >>> backtracking_step(lambda x: x * x, lambda x: 2 * x, 10.0, 1.0)
    0.0
    """
    raise NotImplementedError


def convergence_order(path, minimum):
    """Exercise 2.5 (medium): by which power p the distance shrinks at the end of a path: next = c * distance^p.

    path : (n,) floats that close in on `minimum`      minimum : float      returns : float
    Take the last three distances e1, e2, e3; those that are exactly 0 do not count and are left out first. Then
    p = ln(e3 / e2) / ln(e2 / e1). Gradient descent has order 1, Newton's method order 2.

    >>> float(convergence_order(np.array([0.5, 0.25, 0.0625]), 0.0))
    2.0
    """
    raise NotImplementedError


def polyak_descent(f, gradient, start, lowest, n_steps):
    """Exercise 2.6 (medium): gradient descent without a learning rate, if you know how deep the valley is.

    f, gradient : functions, float -> float      start : float      lowest : float, the value of f at its minimum
    n_steps : integer >= 0      returns : the path, (n_steps + 1,)
    Every step takes the rate (f(x) - lowest) / slope^2 (Polyak 1969). Where the slope is 0, stay.

    >>> polyak_descent(lambda x: x * x, lambda x: 2 * x, 8.0, 0.0, 3).tolist()
    [8.0, 4.0, 2.0, 1.0]
    """
    raise NotImplementedError


def safe_newton(gradient, curvature, low, high):
    """Exercise 2.7 (hard): Newton's method that cannot escape, cannot cycle and cannot crawl.

    gradient, curvature : functions, float -> float; the slope is negative at `low` and positive at `high`, low < high
    returns : float between low and high where the slope is 0, to ten digits after the point
    Call `gradient` at most 40 times. The curvature may be 0 or negative; then halve the interval instead. Halving alone
    is too slow, and so is Newton alone: on e^x - 2x from x = 300 its steps have length 1.

    >>> round(float(safe_newton(lambda x: 4 * x * (x * x - 1), lambda x: 12 * x * x - 4, 0.1, 9.0)), 9)
    1.0
    """
    raise NotImplementedError


def best_rates(low, high, n):
    """Exercise 2.8 (hard): n learning rates, one for each step, that together do best against an unknown curvature.

    low, high : floats, 0 < low <= high      n : integer >= 1      returns : (n,) floats, smallest rate first
    The curve is (a / 2) x^2 and you know only that low <= a <= high. The n steps multiply the distance by
    (1 - rate_1 a) (1 - rate_2 a) ... (1 - rate_n a). Choose the rates so that the largest size of this product,
    over all a from low to high, is as small as possible. (Using the best single rate n times is not the answer.)

    >>> best_rates(1.0, 3.0, 2).round(6).tolist()
    [0.369398, 0.773459]
    """
    raise NotImplementedError
