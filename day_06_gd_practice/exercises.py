"""Day 6 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 6
"""

import numpy as np  # noqa: F401  (yours to use)


def standard_error(values):
    """Exercise 6.1 (easy): how far the mean of these values typically is from the mean of infinitely many.

    values : (n,) floats, n >= 2, independent repetitions      returns : float
    It is the standard deviation of the values (with n - 1, not n) divided by the square root of n.

    >>> float(standard_error(np.array([1.0, 3.0, 3.0, 5.0])))
    0.816496580927726
    """
    raise NotImplementedError


def scale_both(train, test):
    """Exercise 6.2 (easy): scale two tables without a leak, with the means and spreads of the training rows.

    train : (n, d) floats      test : (m, d) floats      returns : (train, test), scaled, a tuple
    In the scaled training table every column has mean 0 and variance 1 (`np.std`, ddof 0), however small its numbers
    are. Only a column that is constant in the training table becomes 0 in both.

    >>> a, b = scale_both(np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[6.0, 9.0]]))
    >>> a.tolist(), b.tolist()
    ([[-1.0, 0.0], [1.0, 0.0]], [[4.0, 0.0]])
    """
    raise NotImplementedError


def baseline_errors(y, folds):
    """Exercise 6.3 (easy): cross-validate the simplest model of all, which predicts the mean of its training rows.

    y : (n,) floats      folds : list of (train, test), arrays of row numbers      returns : (k,) mean squared errors

    >>> baseline_errors(np.array([1.0, 3.0, 8.0]), [(np.array([0, 1]), np.array([2]))]).tolist()
    [36.0]
    """
    raise NotImplementedError


def simplest_good_model(errors):
    """Exercise 6.4 (medium): the one-standard-error rule. A gap below the noise is no reason for a complicated model.

    errors : (models, folds), folds >= 2; the errors of each model in each fold, the simplest model first
    returns : int, the index of the first model whose mean is at most the best mean plus the standard error (exercise
    6.1) of the model with the best mean (of equal means, the first)

    >>> simplest_good_model(np.array([[5.0, 5.0], [3.5, 3.5], [2.0, 4.0], [3.2, 3.4]]))
    1
    """
    raise NotImplementedError


def forward_folds(n, k):
    """Exercise 6.5 (medium): folds for rows in the order of time. Never train on the future.

    n : integer      k : integer >= 1, with n >= k + 1      returns : list of k pairs (train, test) of row numbers
    Every test part has n // (k + 1) rows. The last fold tests the last rows, the fold before it the rows just before
    those, and so on. Each trains on all rows before its test part.

    >>> [(train.tolist(), test.tolist()) for train, test in forward_folds(5, 2)]
    [([0, 1, 2], [3]), ([0, 1, 2, 3], [4])]
    """
    raise NotImplementedError


def group_folds(groups, k):
    """Exercise 6.6 (medium): folds in which no group is split up, such as all pictures of one patient.

    groups : (n,) integers, the group of each row      k : integer >= 2, at most the number of different groups
    returns : list of k pairs (train, test) of row numbers, each in rising order
    Number the different groups 0, 1, 2, ... in rising order of their labels. Group i is tested in fold i % k.

    >>> [(train.tolist(), test.tolist()) for train, test in group_folds(np.array([7, 3, 7, 5]), 2)]
    [([3], [0, 1, 2]), ([0, 1, 2], [3])]
    """
    raise NotImplementedError


def leave_one_out_errors(X, y, alpha):
    """Exercise 6.7 (hard): n-fold cross-validation of ridge for the price of one fit.

    X : (n, d) floats      y : (n,) floats      alpha : float > 0      returns : (n,) residuals y_i - prediction_i
    Prediction i comes from the model that was trained on all rows but i: least ||y - Xw - b||^2 + alpha ||w||^2, with b
    free, over those rows. No loop over the rows is needed: 2000 rows must take less than a second.

    >>> X, y = np.array([[-1.0], [0.0], [1.0]]), np.array([1.0, 3.0, 8.0])
    >>> leave_one_out_errors(X, y, 0.5).round(6).tolist()
    [-0.75, -1.5, 4.5]
    """
    raise NotImplementedError


def exact_ridge_risk(X, new_X, w, alpha, sigma):
    """Exercise 6.8 (hard): bias and variance of ridge without a single random number, where the truth is known.

    X : (n, d) floats, the training rows      new_X : (m, d) floats      w : (d,) floats, the true weights
    alpha : float > 0      sigma : float >= 0, the spread of the noise
    returns : (bias2, variance), a tuple of floats, both means over the m new rows
    The targets are y = X w plus noise, independent from row to row. The model is least ||y - X v||^2 + alpha ||v||^2
    over v, without an intercept. Over all draws of the noise, its prediction for a new row has a mean and a variance.
    bias2 is the squared distance of that mean from the truth (new_X w).

    >>> one = np.array([[1.0]])
    >>> bias2, variance = exact_ridge_risk(one, 2 * one, np.array([3.0]), 1.0, 4.0)
    >>> round(float(bias2), 9), round(float(variance), 9)
    (9.0, 16.0)
    """
    raise NotImplementedError
