"""Day 5 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 5
"""

import numpy as np  # noqa: F401  (yours to use)


def elastic_net_penalty(w, alpha, l1_ratio):
    """Exercise 5.1 (easy): what the elastic net adds to the loss: alpha (l1_ratio |w|_1 + (1 - l1_ratio) ||w||^2 / 2).

    w : (d,) floats, d >= 1      alpha : float >= 0      l1_ratio : float from 0 to 1      returns : float
    |w|_1 is the sum of the sizes, ||w||^2 the sum of the squares.

    >>> float(elastic_net_penalty(np.array([3.0, -4.0]), 0.5, 0.25))
    5.5625
    """
    raise NotImplementedError


def weight_decay_step(w, gradient, learning_rate, alpha):
    """Exercise 5.2 (easy): one step down loss(w) + alpha ||w||^2, where you are given the slope of the loss alone.

    w, gradient : (d,) floats      learning_rate : float > 0      alpha : float >= 0      returns : (d,) floats

    >>> weight_decay_step(np.array([2.0, -1.0]), np.array([0.0, 1.0]), 0.25, 1.0).tolist()
    [1.0, -0.75]
    """
    raise NotImplementedError


def smallest_silencing_alpha(X, y):
    """Exercise 5.3 (easy): the smallest alpha at which all weights of the lasso are 0.

    X : (n, d) floats      y : (n,) floats      returns : float >= 0
    The objective is ||y - Xw - b||^2 / (2n) + alpha |w|_1; there is no penalty on b. At that alpha the strongest pull
    on a weight that is 0 (section 5) is just balanced.

    >>> float(smallest_silencing_alpha(np.array([[0.0], [1.0], [2.0]]), np.array([4.0, 5.0, 12.0])))
    2.6666666666666665
    """
    raise NotImplementedError


def original_units(weights, intercept, means, scales):
    """Exercise 5.4 (medium): a model was fitted on (X - means) / scales. Give the weights and intercept for X itself.

    weights, means, scales : (d,) floats; a scale of 0 marks a constant column, whose scaled values were all set to 0
    intercept : float      returns : (weights (d,), intercept), a tuple; a constant column gets the weight 0
    Both models must predict the same for every X.

    >>> w, b = original_units(np.array([6.0, 5.0]), 1.0, np.array([10.0, 7.0]), np.array([2.0, 0.0]))
    >>> w.tolist(), float(b)
    ([3.0, 0.0], -29.0)
    """
    raise NotImplementedError


def dropout_statistics(x, rate):
    """Exercise 5.5 (medium): mean and variance of every entry of dropout(x, rate), exactly, without drawing a number.

    x : floats in any shape      rate : float in [0, 1)      returns : (means, variances), each in the shape of x
    Dropout sets an entry to 0 with probability `rate`; otherwise it divides it by 1 - rate (section 8).

    >>> means, variances = dropout_statistics(np.array([3.0, 0.0]), 0.5)
    >>> means.tolist(), variances.tolist()
    ([3.0, 0.0], [9.0, 0.0])
    """
    raise NotImplementedError


def lasso_objection(X, y, w, b, alpha):
    """Exercise 5.6 (medium): somebody claims that w, b is a minimum of the lasso. By how much is it wrong at worst?

    X : (n, d) floats      y : (n,) floats      w : (d,) floats      b : float      alpha : float >= 0
    returns : float, the largest of these d + 1 numbers, 0 at a minimum. With r = y - Xw - b, the slope of
    ||r||^2 / (2n) in w_j is -x_j . r / n, and in b it is -mean(r):
      for a weight that is not 0: the size of the slope of the whole objective, penalty included
      for a weight that is 0:     by how much |x_j . r| / n exceeds alpha; 0 if it does not
      for b:                      |mean(r)|

    >>> X, y = np.array([[-1.0], [0.0], [1.0]]), np.array([1.0, 3.0, 8.0])
    >>> round(float(lasso_objection(X, y, np.array([2.0]), 4.0, 1.0)), 9)
    0.0
    """
    raise NotImplementedError


def wide_ridge(X, y, alpha):
    """Exercise 5.7 (hard): ridge for 50 rows and 100,000 features, in less than a second.

    X : (n, d) floats, d may be huge      y : (n,) floats      alpha : float > 0      returns : (w (d,), b), a tuple
    The objective is ||y - Xw - b||^2 + alpha ||w||^2. A table of d x d numbers would need 80 GB: solve for n unknowns.

    >>> w, b = wide_ridge(np.array([[-1.0, -2.0], [1.0, 2.0]]), np.array([1.0, 5.0]), 10.0)
    >>> w.round(9).tolist(), round(float(b), 9)
    ([0.2, 0.4], 3.0)
    """
    raise NotImplementedError


def dropout_regression(X, y, rate):
    """Exercise 5.8 (hard): where linear regression ends when its inputs pass through dropout. No random numbers needed.

    X : (n, d) floats, no column all 0      y : (n,) floats      rate : float, 0 < rate < 1      returns : w (d,)
    There is no intercept. In every step each entry of X is dropped afresh, and the weights settle where the mean over
    all possible masks of ||y - (X * mask) w||^2 is least. Find these weights exactly. As in section 8, each entry of
    the mask is 0 with probability `rate`, and 1 / (1 - rate) otherwise.

    >>> dropout_regression(np.array([[1.0], [2.0]]), np.array([3.0, 6.0]), 0.5).round(9).tolist()
    [1.5]
    """
    raise NotImplementedError
