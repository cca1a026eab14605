"""Day 2 solutions. Look only after you have tried."""

import numpy as np


def numerical_curvature(f, x, h):
    """Hint: three calls of f: at x + h, at x and at x - h.
    Hint: the middle value counts twice, with a minus; the bottom is h squared.
    """
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2


def diagnose(path):
    """Hint: `np.diff(path)` gives the steps. Ask about inf and nan before you compare anything.
    Hint: two steps go in opposite directions when their signs multiply to -1.
    Hint: `np.sign(steps)` cannot overflow, the product of two huge steps can.
    """
    if not np.isfinite(path[-1]):
        return "explodes"
    steps = np.diff(path)
    if abs(steps[-1]) > abs(steps[0]):
        return "explodes"
    if np.all(steps == 0):
        return "rests"
    signs = np.sign(steps)
    return "zigzags" if np.any(signs[1:] * signs[:-1] < 0) else "rolls"


def steps_needed(distance, target, curvature, learning_rate):
    """Hint: every step multiplies the distance by the size of 1 - learning_rate * curvature.
    Hint: so distance * factor^t <= target. Take the logarithm, and mind that ln(factor) is negative.
    Hint: three cases come first: near enough already, a factor of 1 or more, a factor of 0.
    """
    factor = abs(1 - learning_rate * curvature)
    if distance <= target:
        return 0
    if factor >= 1:
        return float("inf")
    if factor == 0:
        return 1
    return int(np.ceil(np.log(target / distance) / np.log(factor)))


def backtracking_step(f, gradient, x, learning_rate):
    """Hint: a loop that halves the rate while the step is not good.
    Hint: every comparison with nan is false, so write `while not f(new) <= ...` and not `while f(new) > ...`.
    Hint: the required gain, rate * slope^2 / 4, shrinks with the rate: compute it anew in each turn.
    """
    slope, rate = gradient(x), learning_rate
    while not f(x - rate * slope) <= f(x) - rate * slope**2 / 4:
        rate /= 2
    return x - rate * slope


def convergence_order(path, minimum):
    """Hint: distances are `np.abs(path - minimum)`.
    Hint: `distances[distances > 0][-3:]` are the last three that count.
    Hint: if e2 = c e1^p and e3 = c e2^p, then e3 / e2 = (e2 / e1)^p: the c has gone.
    """
    distances = np.abs(path - minimum)
    e1, e2, e3 = distances[distances > 0][-3:]
    return np.log(e3 / e2) / np.log(e2 / e1)


def polyak_descent(f, gradient, start, lowest, n_steps):
    """Hint: the loop of gradient descent, with a rate that is computed anew in each step.
    Hint: rate * slope = (f(x) - lowest) / slope^2 * slope, so one slope cancels.
    Hint: with slope 0 append x itself; the path has n_steps + 1 entries in any case.
    """
    path = [start]
    for _ in range(n_steps):
        x = path[-1]
        slope = gradient(x)
        path.append(x if slope == 0 else x - (f(x) - lowest) / slope)
    return np.array(path, dtype=float)


def safe_newton(gradient, curvature, low, high):
    """Hint: start in the middle. A negative slope at x means that the minimum lies to the right: x is the new `low`.
    Hint: take the Newton step only if the curvature is positive and the step lands between low and high; else halve.
    Hint: that cannot escape any more, but it can crawl. Remember the length of the step before.
    Hint: if the Newton step is not shorter than half the step before, halve the interval instead.
    """
    x, last_step = (low + high) / 2, high - low
    for _ in range(40):
        slope, bend = gradient(x), curvature(x)
        if slope == 0:
            break
        if slope < 0:
            low = x
        else:
            high = x
        new = x - slope / bend if bend > 0 else low
        if not low < new < high or abs(new - x) > last_step / 2:
            new = (low + high) / 2
        x, last_step = new, abs(new - x)
    return x


def best_rates(low, high, n):
    """Hint: begin with n = 1. The size of 1 - rate * a is largest at an end; the best rate makes both ends equal.
    Hint: the product is a polynomial in a, of degree n, that is 1 at a = 0. Its zeros are the 1 / rate_i.
    Hint: which polynomial stays smallest between two ends? One that swings up and down to the same height n + 1 times.
    Hint: cos(n t) as a polynomial in cos(t) does that between -1 and 1 (Chebyshev). It is 0 at t = (k - 1/2) pi / n.
    Hint: stretch those n zeros from [-1, 1] to [low, high], and take the reciprocals: rate = 1 / zero.
    """
    angles = (np.arange(n) + 0.5) * np.pi / n
    zeros = (high + low) / 2 + (high - low) / 2 * np.cos(angles)
    return 1 / zeros
