"""Day 9 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 9
"""

import numpy as np  # noqa: F401  (yours to use)


def odds_to_probability(odds):
    """Exercise 9.1 (easy): from odds back to a probability; odds of 3 mean "three to one", so 0.75.

    odds : array of any shape, floats >= 0, inf allowed      returns : the same shape; odds of inf give 1

    >>> odds_to_probability(np.array([3.0, 1.0, 0.0])).tolist()
    [0.75, 0.5, 0.0]
    """
    raise NotImplementedError


def odds_factor(coef, before, after):
    """Exercise 9.2 (easy): by what factor the odds change when the features change from `before` to `after`.

    coef, before, after : (d,) floats      returns : float > 0

    >>> round(float(odds_factor(np.array([0.5, 2.0]), np.array([1.0, 3.0]), np.array([5.0, 2.5]))), 6)
    2.718282
    """
    raise NotImplementedError


def contour_height(w, b, x1, p):
    """Exercise 9.3 (easy): two features; at which x2 does the model give label 1 exactly the probability p?

    w : (2,) floats, w[1] not 0      b : float      x1 : (m,) floats      p : float, 0 < p < 1
    returns : (m,) floats, the x2 for every x1. With p = 0.5 this is the decision boundary.

    >>> contour_height(np.array([1.0, 2.0]), -3.0, np.array([1.0, 3.0]), 0.5).tolist()
    [1.0, 0.0]
    """
    raise NotImplementedError


def weighted_gradient(X, y, counts, w, b, C):
    """Exercise 9.4 (medium): the slope of C * sum(counts * log losses) + ||w||^2 / 2.

    Row i stands for counts[i] equal rows.
    X : (n, d) floats      y : (n,) labels 0 or 1      counts : (n,) floats >= 0      w : (d,)      b, C : floats, C > 0
    returns : (slope in w (d,), slope in b), a tuple. Logits of 1000 must give no overflow warning; b is not penalized.

    >>> X, y, counts = np.array([[1.0], [2.0]]), np.array([1, 0]), np.array([2.0, 3.0])
    >>> dw, db = weighted_gradient(X, y, counts, np.array([0.0]), 0.0, 2.0)
    >>> dw.tolist(), float(db)
    ([4.0], 1.0)
    """
    raise NotImplementedError


def undo_undersampling(p, kept):
    """Exercise 9.5 (medium): label 1 is rare, so the model was trained on all its rows but only a share of label 0's.

    p : (n,) floats from 0 to 1, what that model says      kept : float, 0 < kept <= 1, the share of label 0 it saw
    returns : (n,) floats, the probabilities in the real world
    Think in odds: how do the odds change when label 0 becomes 1 / kept times as common?

    >>> undo_undersampling(np.array([0.5, 1.0]), 0.25).tolist()
    [0.2, 1.0]
    """
    raise NotImplementedError


def calibration_error(y_true, p_pred, n_bins):
    """Exercise 9.6 (medium): how far forecasts and reality are apart, on average over the rows.

    y_true : (n,) labels 0 or 1      p_pred : (n,) floats from 0 to 1      n_bins : integer >= 1      returns : float
    Cut [0, 1] into n_bins equal bins; a forecast on a border belongs to the upper one, and 1 to the last. In each bin
    take |mean forecast - share of label 1|, then the mean of these gaps, weighted by the number of rows.

    >>> float(calibration_error(np.array([0, 1, 1]), np.array([0.25, 0.25, 1.0]), 2))
    0.16666666666666666
    """
    raise NotImplementedError


def dose_response(doses, tried, killed):
    """Exercise 9.7 (hard): logistic regression without a penalty on counts, to nine digits, without a row per insect.

    doses : (k,) floats, at least two of them different      tried : (k,) integers >= 1
    killed : (k,) integers, 0 < killed < tried      returns : (w, b), a tuple of floats
    Each of the tried[i] insects that got doses[i] dies with probability sigmoid(w * dose + b). Millions may be tried,
    and doses may lie anywhere: 1000.0, 1000.1, 1000.2 is a fair question. Mind steps that run away.

    >>> w, b = dose_response(np.array([0.0, 1.0]), np.array([4, 4]), np.array([1, 3]))
    >>> round(float(w), 6), round(float(b), 6)
    (2.197225, -1.098612)
    """
    raise NotImplementedError


def best_weights_exist(X, y):
    """Exercise 9.8 (hard): two features, no intercept, no penalty: has the sum of the log losses a minimum at all?

    X : (n, 2) floats that hold whole numbers, n >= 1      y : (n,) labels 0 or 1, perhaps all equal      returns : bool
    It has none if some direction v exists along which the sum falls forever: moving w along v hurts no row and helps
    at least one. Rows exactly on the cut w . x = 0 are neither hurt nor helped. A row at (0, 0) never matters.

    >>> best_weights_exist(np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]), np.array([1, 1, 1]))
    True
    >>> best_weights_exist(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1, 0]))
    False
    """
    raise NotImplementedError
