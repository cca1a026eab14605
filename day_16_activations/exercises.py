"""Day 16 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 16
"""

import numpy as np  # noqa: F401  (yours to use)


def hard_sigmoid_derivative(x):
    """Exercise 16.1 (easy): the slope of the hard sigmoid.

    The hard sigmoid is 0 up to x = -3 and 1 from x = 3 on, and a straight line in between.

    x : array of any shape      returns : the same shape, floats; at the two corners, -3 and 3, the slope is 0

    >>> hard_sigmoid_derivative(np.array([-5.0, 3.0])).tolist()
    [0.0, 0.0]
    """
    raise NotImplementedError


def dead_share(z):
    """Exercise 16.2 (easy): the share of ReLU units that are dead on these rows.

    z : (n, units), what each unit gets in each row, before the ReLU      returns : float from 0 to 1
    A unit is dead here if the slope of its ReLU is 0 in every row; at z = 0 that slope is 0.

    >>> float(dead_share(np.array([[-1.0, 2.0], [0.0, -3.0]])))
    0.5
    """
    raise NotImplementedError


def logit(p):
    """Exercise 16.3 (easy): the inverse of the sigmoid: the x with sigmoid(x) = p.

    p : array of any shape, floats from 0 to 1      returns : the same shape; p = 0 gives -inf and p = 1 gives inf,
    without a warning

    >>> logit(np.array([0.5, 1.0])).tolist()
    [0.0, inf]
    """
    raise NotImplementedError


def mish_derivative(x):
    """Exercise 16.4 (medium): the slope of mish(x) = x tanh(softplus(x)) (Misra 2019).

    x : array of any shape, floats from -1000 to 1000      returns : the same shape, without a warning anywhere

    >>> mish_derivative(np.array([0.0, 1000.0])).round(6).tolist()
    [0.6, 1.0]
    """
    raise NotImplementedError


def inverse_softplus(y):
    """Exercise 16.5 (medium): the x with softplus(x) = y.

    y : array of any shape, floats > 0, perhaps 1000 or 1e-12      returns : the same shape, to ten digits, no warning

    >>> inverse_softplus(np.array([np.log(2), 1000.0])).round(6).tolist()
    [0.0, 1000.0]
    """
    raise NotImplementedError


def prelu_backward(x, slopes, grad):
    """Exercise 16.6 (medium): the backward pass of a leaky ReLU whose slopes are learned, one for each unit.

    a = x where x > 0, else slopes * x.      x : (n, units)      slopes : (units,)
    grad : (n, units), the slope of the loss in a      returns : the tuple dx (n, units), dslopes (units,)
    At x = 0 take the left side's slope.

    >>> dx, dslopes = prelu_backward(np.array([[2.0], [-3.0]]), np.array([0.5]), np.array([[1.0], [1.0]]))
    >>> dx.tolist(), dslopes.tolist()
    ([[1.0], [0.5]], [-3.0])
    """
    raise NotImplementedError


def broken_line(knots, heights):
    """Exercise 16.7 (hard): write a broken line as a sum of ReLUs, f(x) = c + sum of a_k relu(x - knots_k).

    knots : (m,) floats, all different, in any order, m >= 2      heights : (m,)      returns : the tuple c, a (m,)
    f goes through every point (knots_k, heights_k), straight from one to the next. Left of the first and right of the
    last it is level. a_k belongs to knots_k, in the order in which they came.

    >>> c, a = broken_line(np.array([0.0, 1.0, 3.0]), np.array([2.0, 5.0, 5.0]))
    >>> float(c), a.tolist()
    (2.0, [3.0, -3.0, 0.0])
    """
    raise NotImplementedError


def gain(f):
    """Exercise 16.8 (hard): by what factor the weights must grow so that layers with the activation f keep their size.

    f : function, array -> array of the same shape      returns : float, 1 / root of the mean of f(z)^2,
    where z is a standard normal number, with the density e^(-z^2 / 2) / root of 2 pi. To six digits, for every f that
    is continuous, has few corners and grows no faster than e^|z|. No random numbers: they give three digits.

    >>> round(float(gain(lambda z: 2 * z)), 6)
    0.5
    """
    raise NotImplementedError
