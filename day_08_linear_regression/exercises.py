"""Day 8 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 8
"""

import numpy as np  # noqa: F401  (yours to use)


def simple_line(x, y):
    """Exercise 8.1 (easy): the best line through points with one feature, without a matrix.

    x, y : (n,) floats, n >= 2, not all x equal      returns : (slope, intercept), a tuple of two floats
    The slope is sum((x - mean x)(y - mean y)) / sum((x - mean x)^2), and the line goes through the two means.
    Subtract the means before you multiply: where x is far from 0, multiplying out the brackets loses every digit.

    >>> slope, intercept = simple_line(np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 6.0]))
    >>> float(slope), float(intercept)
    (2.5, 0.5)
    """
    raise NotImplementedError


def adjusted_r2(y_true, y_pred, n_features):
    """Exercise 8.2 (easy): R^2 with a price for every feature, so that a useless one does not seem to help.

    y_true, y_pred : (n,) floats, y_true not constant      n_features : int >= 0, n > n_features + 1
    returns : float, 1 - (squared errors / (n - n_features - 1)) / (squared distances from the mean / (n - 1))

    >>> float(adjusted_r2(np.array([1.0, 2.0, 3.0, 6.0]), np.array([1.0, 3.0, 3.0, 5.0]), 1))
    0.7857142857142857
    """
    raise NotImplementedError


def r2_from_zero(y_true, y_pred):
    """Exercise 8.3 (easy): R^2 for a model without an intercept, as NIST certifies it: the baseline predicts 0.

    y_true, y_pred : (n,) floats      returns : float
    If every y_true is 0, return 1.0 where all predictions are 0, too, and 0.0 otherwise.

    >>> float(r2_from_zero(np.array([3.0, 4.0]), np.array([3.0, 3.0])))
    0.96
    """
    raise NotImplementedError


def prediction_interval(x, y, new_x, factor):
    """Exercise 8.4 (medium): fit a line with an intercept, and say between which two numbers a new y should lie.

    x, y : (n,) floats, n >= 3, not all x equal      new_x : (m,) floats      factor : float > 0, such as 2
    returns : (low, high), a tuple of two (m,) arrays: prediction -+ factor * error
    The error of a new y has two parts that add up as variances: the new point's own noise, s^2, and that of the line at
    new_x, s^2 (1/n + (new_x - mean x)^2 / sum((x - mean x)^2)). s^2 is the estimate with n - 2 below.

    >>> x, y = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 2.0, 2.0, 4.0])
    >>> low, high = prediction_interval(x, y, np.array([1.5]), 2.0)
    >>> low.round(6).tolist(), high.round(6).tolist()
    ([0.585786], [3.414214])
    """
    raise NotImplementedError


def weighted_regression(X, y, weights):
    """Exercise 8.5 (medium): least sum of weights_i (y_i - x_i . w - b)^2, for points of unequal trust.

    X : (n, d) floats      y, weights : (n,) floats; weights > 0      returns : (w (d,), b), a tuple
    A point with the weight 3 counts as three equal points with the weight 1.

    >>> X, y = np.array([[0.0], [1.0], [1.0]]), np.array([0.0, 2.0, 4.0])
    >>> w, b = weighted_regression(X, y, np.array([1.0, 3.0, 1.0]))
    >>> w.round(9).tolist(), abs(round(float(b), 9))
    ([2.5], 0.0)
    """
    raise NotImplementedError


def variance_inflation(X):
    """Exercise 8.6 (medium): by what factor the other columns raise the variance of each weight.

    X : (n, d) floats, d >= 2, n > d, columns independent and not constant      returns : (d,) floats, each >= 1
    For column j it is 1 / (1 - R^2), where R^2 is that of a regression, with an intercept, of column j on all others.

    >>> variance_inflation(np.array([[-1.0, -2.0], [1.0, 0.0], [-1.0, 0.0], [1.0, 2.0]])).round(9).tolist()
    [2.0, 2.0]
    """
    raise NotImplementedError


def add_row(R, z, x, y):
    """Exercise 8.7 (hard): one more measurement arrives, and the old ones are long gone. Bring the triangle up to date.

    R : (d, d) triangle with zeros below, from A = QR      z : (d,), the first d numbers of Q'y
    x : (d,) the new row of A      y : float, its target      returns : (R, z), a tuple of new arrays (d, d) and (d,)
    The new R must be a triangle again with new R' R = old R' R + x x', and the new z must satisfy
    new R' z = old R' z + x y. Then R w = z gives the weights of all rows so far. Each row of (R, z) may have either
    sign. R may have zeros on its diagonal: at the start it is all zeros. Never form R' R: that halves the digits.

    >>> R, z = add_row(np.array([[3.0]]), np.array([6.0]), np.array([4.0]), 13.0)
    >>> abs(R).round(9).tolist(), abs(z).round(9).tolist()
    ([[5.0]], [14.0])
    """
    raise NotImplementedError


def every_digit(x, y, degree):
    """Exercise 8.8 (hard): the polynomial through decimal data, with every digit right, however ill-conditioned.

    x, y : (n,) floats that were typed in as decimals, at least degree + 1 different x      degree : int >= 0
    returns : (degree + 1,) floats, intercept first: the exact least-squares coefficients of the *decimals*, rounded to
    floats only at the very end. On NIST's set Filip (degree 10), where QR gets seven digits, give all fifteen.
    The float nearest to 0.1 is not 0.1. Which numbers were typed in? A float prints as the shortest decimal that
    leads back to it.

    >>> every_digit(np.array([0.1, 0.2, 0.3]), np.array([0.3, 0.6, 0.9]), 1).tolist()
    [0.0, 3.0]
    """
    raise NotImplementedError
