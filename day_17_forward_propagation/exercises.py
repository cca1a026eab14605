"""Day 17 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 17
"""

import numpy as np  # noqa: F401  (yours to use)


def parameters_by_layer(layer_sizes):
    """Exercise 17.1 (easy): how many parameters each dense layer has, counted without building it.

    layer_sizes : list of ints, how many numbers go in, then how many each layer gives
    returns : list of ints, one for each layer: its weights and its biases together
    A layer may be a million wide, so no array of its size. The input is no layer: it has no parameters.

    >>> parameters_by_layer([2, 3, 1])
    [9, 4]
    """
    raise NotImplementedError


def bias_as_weight(W, b):
    """Exercise 17.2 (easy): one table that does the work of W and b, for inputs with a 1 at the end.

    W : (n_in, n_out)      b : (n_out,)
    returns : (n_in + 1, n_out), the table A for which (x_1, ..., x_n, 1) A = x W + b

    >>> bias_as_weight(np.array([[1.0, 2.0]]), np.array([5.0, 7.0])).tolist()
    [[1.0, 2.0], [5.0, 7.0]]
    """
    raise NotImplementedError


def uniform_limit(n_in, n_out, scheme):
    """Exercise 17.3 (easy): uniform draws instead of normal ones, with the variance that the scheme asks for.

    n_in, n_out : ints      scheme : "lecun", "xavier" or "he"
    returns : the float a for which numbers drawn evenly from -a to a have that variance
    Such numbers have the mean 0, and the mean of their squares is a^2 / 3.

    >>> float(uniform_limit(3, 100, "lecun"))
    1.0
    """
    raise NotImplementedError


def collapse(params):
    """Exercise 17.4 (medium): one dense layer that does what all these do, one after the other, without activations.

    params : list of (W, b), the first layer's first; one layer or more      returns : the tuple W, b of one layer

    >>> W, b = collapse([(np.array([[2.0]]), np.array([1.0])), (np.array([[3.0]]), np.array([5.0]))])
    >>> W.tolist(), b.tolist()
    ([[6.0]], [8.0])
    """
    raise NotImplementedError


def unit_length(W1, b1, W2):
    """Exercise 17.5 (medium): other weights, the same network: relu(x W1 + b1) W2 stays as it is for every x.

    W1 : (n_in, n)      b1 : (n,)      W2 : (n, n_out)      returns : the tuple of new W1, b1, W2
    relu(c z) = c relu(z) for every c > 0. So a hidden unit may be scaled, if the next layer undoes it. Scale each unit
    so that its incoming weights (without its bias) have the length 1. A unit whose incoming weights are all 0 stays
    as it is.

    >>> W1, b1, W2 = unit_length(np.array([[3.0], [4.0]]), np.array([10.0]), np.array([[1.0]]))
    >>> W1.round(9).tolist(), b1.round(9).tolist(), W2.round(9).tolist()
    ([[0.6], [0.8]], [2.0], [[5.0]])
    """
    raise NotImplementedError


def variance_to_keep(activation, n_in):
    """Exercise 17.6 (medium): what He's scheme is for ReLU, for any other activation.

    activation : a function of arrays, entry by entry      n_in : int, how many inputs each unit has
    returns : float, the variance of a weight, v = 1 / (n_in m), where m is the mean of activation(z)^2 for z from a
    standard normal distribution: what the activation leaves of a mean square of 1. For ReLU m is 1/2.
    Compute m as a weighted mean over `np.linspace(-10, 10, 20001)` with the weights e^(-z^2 / 2), divided by their sum.

    >>> round(float(variance_to_keep(lambda z: z, 4)), 6)
    0.25
    """
    raise NotImplementedError


def output_range(low, high, params):
    """Exercise 17.7 (hard): between which numbers must the answers lie, if the input may be anywhere in a box?

    low, high : (n_in,), low <= high: input k lies anywhere between low[k] and high[k]
    params : list of (W, b); every layer but the last has ReLU, the last has none
    returns : the tuple of two arrays (n_out,), the lower and the upper bounds
    Go layer by layer: from bounds of every input to bounds of every z, as if the inputs of a layer could take any
    values between their bounds independently. A positive weight and a negative one want different ends.

    >>> low, high = output_range(np.array([0.0, 0.0]), np.array([1.0, 2.0]), [(np.array([[3.0], [-1.0]]), np.zeros(1))])
    >>> low.tolist(), high.tolist()
    ([-2.0], [3.0])
    """
    raise NotImplementedError


def through_the_points(x, y):
    """Exercise 17.8 (hard): a network 1-n-1 with ReLU that goes through n given points, without training.

    x : (n,), n >= 2 different numbers in any order      y : (n,)      returns : params, a list of two pairs (W, b)
    Between neighbors the network's curve is a straight line. Left of the first point and right of the last it is
    level. Hidden unit k, with ReLU, is max(0, input - (the k-th smallest x)): its weight is 1. The last layer has no
    activation.
    W and b of both layers are arrays as in the lesson: (1, n), (n,), (n, 1) and (1,).

    >>> (W1, b1), (W2, b2) = through_the_points(np.array([1.0, 3.0]), np.array([5.0, 9.0]))
    >>> W1.tolist(), b1.tolist(), W2.tolist(), b2.tolist()
    ([[1.0, 1.0]], [-1.0, -3.0], [[2.0], [-2.0]], [5.0])
    """
    raise NotImplementedError
