"""Day 16 solutions. Look only after you have tried."""

import numpy as np


def hard_sigmoid_derivative(x):
    """Hint: between -3 and 3 the curve climbs from 0 to 1 on a straight line. How steep is that?
    Hint: one sixth where |x| < 3, else 0.
    """
    return np.where(np.abs(x) < 3, 1 / 6, 0.0)


def dead_share(z):
    """Hint: the slope is 0 where z <= 0. `np.all(..., axis=0)` asks for all rows, unit by unit.
    Hint: the mean of True and False is a share.
    """
    return np.mean(np.all(z <= 0, axis=0))


def logit(p):
    """Hint: solve p = 1 / (1 + e^-x) for x: first 1 / p - 1 = e^-x.
    Hint: so x = ln p - ln(1 - p). At the ends one of the logarithms is that of 0: `with np.errstate(divide="ignore")`.
    """
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)


def mish_derivative(x):
    """Hint: the product rule: tanh(softplus) + x * (slope of tanh at softplus) * (slope of softplus).
    Hint: the slope of tanh is 1 - t^2, and the slope of softplus is the sigmoid.
    Hint: softplus without overflow: `np.logaddexp(0, x)`. And sigmoid(x) = exp(-softplus(-x)).
    """
    t = np.tanh(np.logaddexp(0, x))
    return t + x * (1 - t**2) * np.exp(-np.logaddexp(0, -x))


def inverse_softplus(y):
    """Hint: solve y = ln(1 + e^x) for x: x = ln(e^y - 1).
    Hint: e^1000 overflows. Pull e^y out of the bracket: x = y + ln(1 - e^-y).
    Hint: for tiny y the difference 1 - e^-y loses its digits; `-np.expm1(-y)` keeps them.
    """
    return y + np.log(-np.expm1(-y))


def prelu_backward(x, slopes, grad):
    """Hint: dx is grad times the local slope: 1 where x > 0, else the unit's own.
    Hint: where x <= 0 the output is slopes * x, so its slope in `slopes` is x. Where x > 0 it is 0.
    Hint: one slope serves all rows: add up over them.
    """
    dx = grad * np.where(x > 0, 1.0, slopes)
    dslopes = np.sum(grad * np.minimum(x, 0), axis=0)
    return dx, dslopes


def broken_line(knots, heights):
    """Hint: sort the points first: `order = np.argsort(knots)`.
    Hint: relu(x - knot) does nothing left of its knot, and adds its a to the slope right of it.
    Hint: so a_k is the change of the slope at knot k. Left of all and right of all the slope is 0.
    Hint: `np.diff` of [0, slopes between the points, 0]. At the end put the a back: `a[order] = changes`.
    """
    order = np.argsort(knots)
    slopes = np.diff(heights[order]) / np.diff(knots[order])
    a = np.empty(len(knots))
    a[order] = np.diff(slopes, prepend=0.0, append=0.0)
    return heights[order[0]], a


def gain(f):
    """Hint: the mean is an integral: f(z)^2 times the density, over all z. Beyond |z| = 12 nothing is left of it.
    Hint: take a fine grid, and add up (height * width of a cell). A million cells are no work for NumPy.
    Hint: with a grid point at 0, where many activations have their corner, even fewer cells would do.
    """
    z = np.linspace(-12, 12, 240_001)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return 1 / np.sqrt(np.sum(f(z) ** 2 * density) * (z[1] - z[0]))
