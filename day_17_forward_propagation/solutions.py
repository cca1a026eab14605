"""Day 17 solutions. Look only after you have tried."""

from itertools import pairwise

import numpy as np


def parameters_by_layer(layer_sizes):
    """Hint: each layer lies between two neighbors in the list: what goes in, and what comes out.
    Hint: a weight for each pair of the two, and a bias for each that comes out.
    """
    return [n_in * n_out + n_out for n_in, n_out in pairwise(layer_sizes)]


def bias_as_weight(W, b):
    """Hint: the 1 at the end of the input is multiplied by the last row of the table.
    Hint: `np.vstack` puts a row below a table.
    """
    return np.vstack([W, b])


def uniform_limit(n_in, n_out, scheme):
    """Hint: set a^2 / 3 equal to the variance of the scheme, and solve for a.
    Hint: a = sqrt(3 * variance). With "xavier" that is sqrt(6 / (n_in + n_out)).
    """
    variance = {"lecun": 1 / n_in, "xavier": 2 / (n_in + n_out), "he": 2 / n_in}[scheme]
    return np.sqrt(3 * variance)


def collapse(params):
    """Hint: start with the first W and b, and take one layer more in every turn.
    Hint: (x W + b) V + c = x (W V) + (b V + c).
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    return W, b


def unit_length(W1, b1, W2):
    """Hint: the incoming weights of unit j are column j of W1: `np.linalg.norm(W1, axis=0)`.
    Hint: divide column j of W1 and entry j of b1 by the length, and multiply row j of W2 by it.
    Hint: where the length is 0, use 1 instead.
    """
    length = np.linalg.norm(W1, axis=0)
    length = np.where(length > 0, length, 1.0)
    return W1 / length, b1 / length, W2 * length[:, None]


def variance_to_keep(activation, n_in):
    """Hint: the weighted mean of the squares is sum(weight * square) / sum(weight).
    Hint: it is the mean of the square, not the square of the mean, and not the variance.
    """
    z = np.linspace(-10, 10, 20001)
    weight = np.exp(-(z**2) / 2)
    m = np.sum(weight * activation(z) ** 2) / weight.sum()
    return 1 / (n_in * m)


def output_range(low, high, params):
    """Hint: the lowest z takes the low end of an input where the weight is positive, and the high end where it is not.
    Hint: split W into its positive part np.maximum(W, 0) and its negative part np.minimum(W, 0).
    Hint: ReLU never falls, so it may be applied to both bounds. The last layer has none.
    """
    for i, (W, b) in enumerate(params):
        if i > 0:
            low, high = np.maximum(low, 0), np.maximum(high, 0)
        positive, negative = np.maximum(W, 0), np.minimum(W, 0)
        low, high = low @ positive + high @ negative + b, high @ positive + low @ negative + b
    return low, high


def through_the_points(x, y):
    """Hint: sort the points by x first. Left of all of them every unit is silent, so the output's bias is the first y.
    Hint: passing x_k, unit k wakes up and adds its output weight to the slope.
    Hint: so its weight is (slope right of x_k) - (slope left of x_k), where both outermost slopes are 0.
    """
    order = np.argsort(x)
    x, y = x[order], y[order]
    slopes = np.concatenate([[0.0], np.diff(y) / np.diff(x), [0.0]])
    return [(np.ones((1, len(x))), -x), (np.diff(slopes)[:, None], y[:1])]
