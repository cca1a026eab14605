"""Natural wrong answers to day 16's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("hard_sigmoid_derivative", "that is the curve, not its slope")
def hard_sigmoid_itself(x):
    return np.clip(x / 6 + 0.5, 0, 1)


@wrong("hard_sigmoid_derivative", "the slope is a sixth")
def hard_sigmoid_slope_one(x):
    return np.where(np.abs(x) < 3, 1.0, 0.0)


@wrong("hard_sigmoid_derivative", "at the corners the slope is 0")
def hard_sigmoid_with_the_corners(x):
    return np.where((x >= -3) & (x <= 3), 1 / 6, 0.0)


@wrong("hard_sigmoid_derivative", "outside it is level, on both sides")
def hard_sigmoid_like_relu(x):
    return np.where(x > -3, 1 / 6, 0.0)


@wrong("dead_share", "off in every row, not in some")
def dead_in_some_row(z):
    return np.mean(np.any(z <= 0, axis=0))


@wrong("dead_share", "at z = 0 the slope is 0, too")
def dead_below_zero_only(z):
    return np.mean(np.all(z < 0, axis=0))


@wrong("dead_share", "count units, not entries")
def dead_entries(z):
    return np.mean(z <= 0)


@wrong("dead_share", "a share: divide by the number of units")
def dead_count(z):
    return np.sum(np.all(z <= 0, axis=0))


@wrong("dead_share", "ask along axis 0")
def dead_rows(z):
    return np.mean(np.all(z <= 0, axis=1))


@wrong("dead_share", "may still be alive")
def dead_by_the_sum(z):
    return np.mean(z.sum(axis=0) <= 0)


@wrong("logit", "the sign: a large p needs a large x")
def logit_turned_over(p):
    return np.log((1 - p) / p)


@wrong("logit", "gave a warning, and should not")
def logit_with_warnings(p):
    return np.log(p) - np.log(1 - p)


@wrong("logit", "do not clip")
def logit_clipped(p):
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return np.log(p / (1 - p))


@wrong("logit", "those are the odds")
def logit_without_the_logarithm(p):
    return p / (1 - p)


def softplus(x):
    return np.logaddexp(0, x)


@wrong("mish_derivative", "multiply by the slope of softplus")
def mish_without_the_inner_slope(x):
    t = np.tanh(softplus(x))
    return t + x * (1 - t**2)


@wrong("mish_derivative", "the second is missing")
def mish_without_the_product_rule(x):
    return np.tanh(softplus(x))


@wrong("mish_derivative", "gave a warning, and should not")
def mish_that_overflows(x):
    t = np.tanh(np.log(1 + np.exp(x)))
    return t + x * (1 - t**2) / (1 + np.exp(-x))


@wrong("mish_derivative", "the slope of tanh is 1 - t^2")
def mish_with_half_a_square(x):
    t = np.tanh(softplus(x))
    return t + x * (1 - t) * np.exp(-softplus(-x))


@wrong("inverse_softplus", "e^1000 overflows")
def inverse_that_overflows(y):
    return np.log(np.exp(y) - 1)


@wrong("inverse_softplus", "-np.expm1(-y) keeps them")
def inverse_without_digits(y):
    return y + np.log(1 - np.exp(-y))


@wrong("inverse_softplus", "np.expm1 keeps them")
def inverse_in_two_parts(y):
    with np.errstate(over="ignore"):
        return np.where(y > 30, y, np.log(np.exp(y) - 1))


@wrong("inverse_softplus", "that is softplus itself")
def inverse_is_softplus(y):
    return np.logaddexp(0, y)


@wrong("inverse_softplus", "take the logarithm at the end")
def inverse_without_the_logarithm(y):
    return np.expm1(y)


@wrong("prelu_backward", "add up over them")
def prelu_without_the_sum(x, slopes, grad):
    return grad * np.where(x > 0, 1.0, slopes), grad * np.minimum(x, 0)


@wrong("prelu_backward", "the slope matters only where x is not positive")
def prelu_of_all_rows(x, slopes, grad):
    return grad * np.where(x > 0, 1.0, slopes), np.sum(grad * x, axis=0)


@wrong("prelu_backward", "at x = 0 take the left side's slope")
def prelu_at_zero(x, slopes, grad):
    return grad * np.where(x >= 0, 1.0, slopes), np.sum(grad * np.minimum(x, 0), axis=0)


@wrong("prelu_backward", "the local slope is x, not 1")
def prelu_with_a_count(x, slopes, grad):
    return grad * np.where(x > 0, 1.0, slopes), np.sum(grad * (x <= 0), axis=0)


@wrong("prelu_backward", "the sum over the rows, not the mean")
def prelu_as_a_mean(x, slopes, grad):
    return grad * np.where(x > 0, 1.0, slopes), np.mean(grad * np.minimum(x, 0), axis=0)


@wrong("broken_line", "sort them first")
def broken_unsorted(knots, heights):
    slopes = np.diff(heights) / np.diff(knots)
    return heights[0], np.diff(slopes, prepend=0.0, append=0.0)


@wrong("broken_line", "in the order in which they came")
def broken_sorted_for_good(knots, heights):
    order = np.argsort(knots)
    slopes = np.diff(heights[order]) / np.diff(knots[order])
    return heights[order[0]], np.diff(slopes, prepend=0.0, append=0.0)


@wrong("broken_line", "at the last knot the line becomes level")
def broken_without_an_end(knots, heights):
    order = np.argsort(knots)
    slopes = np.diff(heights[order]) / np.diff(knots[order])
    a = np.zeros(len(knots))
    a[order[:-1]] = np.diff(slopes, prepend=0.0)
    return heights[order[0]], a


@wrong("broken_line", "a is the change of the slope, not the slope")
def broken_with_slopes(knots, heights):
    order = np.argsort(knots)
    a = np.zeros(len(knots))
    a[order[:-1]] = np.diff(heights[order]) / np.diff(knots[order])
    return heights[order[0]], a


@wrong("broken_line", "c is the height of the leftmost point")
def broken_from_the_first_that_came(knots, heights):
    order = np.argsort(knots)
    a = np.zeros(len(knots))
    a[order] = np.diff(np.diff(heights[order]) / np.diff(knots[order]), prepend=0.0, append=0.0)
    return heights[0], a


Z = np.linspace(-12, 12, 240_001)
DENSITY = np.exp(-(Z**2) / 2) / np.sqrt(2 * np.pi) * (Z[1] - Z[0])


@wrong("gain", "so 1 over that")
def gain_turned_over(f):
    return np.sqrt(np.sum(f(Z) ** 2 * DENSITY))


@wrong("gain", "the root is missing")
def gain_without_the_root(f):
    return 1 / np.sum(f(Z) ** 2 * DENSITY)


@wrong("gain", "no variance")
def gain_of_the_variance(f):
    mean = np.sum(f(Z) * DENSITY)
    return 1 / np.sqrt(np.sum((f(Z) - mean) ** 2 * DENSITY))


@wrong("gain", "wrong value")
def gain_by_chance(f):
    return 1 / np.sqrt(np.mean(f(np.random.default_rng(0).normal(size=1_000_000)) ** 2))


@wrong("gain", "wrong value")
def gain_with_short_tails(f):
    z = np.linspace(-4, 4, 100_001)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return 1 / np.sqrt(np.sum(f(z) ** 2 * density) * (z[1] - z[0]))
