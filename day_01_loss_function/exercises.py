"""Day 1 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 1
"""

import numpy as np  # noqa: F401  (yours to use)


def root_mean_squared_error(y_true, y_pred):
    """Exercise 1.1 (easy): the square root of the mean squared error, back in the units of y.

    y_true, y_pred : floats of equal shape, (n,) or (n, k), n > 0      returns : float
    The mean goes over all entries, and the root comes last.

    >>> float(root_mean_squared_error(np.array([1.0, 2.0]), np.array([4.0, 6.0])))
    3.5355339059327378
    """
    raise NotImplementedError


def entropy(p):
    """Exercise 1.2 (easy): the average surprise of a distribution, -sum p log2(p), in bits.

    p : (k,) probabilities that sum to 1; some may be 0, and 0 log 0 counts as 0      returns : float

    >>> float(entropy(np.array([0.5, 0.25, 0.25])))
    1.5
    """
    raise NotImplementedError


def pinball_loss(y_true, y_pred, quantile):
    """Exercise 1.3 (easy): the loss whose best guess is a quantile (with quantile 0.5 it is half the MAE).

    y_true, y_pred : (n,) floats      quantile : float between 0 and 1      returns : float, the mean over the rows
    A prediction that is too low by d costs quantile * d; one that is too high by d costs (1 - quantile) * d.

    >>> float(pinball_loss(np.array([10.0, 10.0]), np.array([8.0, 11.0]), 0.75))
    0.875
    """
    raise NotImplementedError


def smoothed_cross_entropy(labels, logits, smoothing):
    """Exercise 1.4 (medium): cross-entropy against softened labels, the mean over the rows.

    labels : (n,) integers      logits : (n, k) floats      smoothing : float in [0, 1)      returns : float
    The target is (1 - smoothing) at the right class, plus smoothing / k at every class (the right one too).
    Logits of 1000, or a row of nothing but -1000, must not give inf or nan.

    >>> round(float(smoothed_cross_entropy(np.array([0]), np.array([[2.0, 0.0]]), 0.2)), 6)
    0.326928
    """
    raise NotImplementedError


def focal_loss(y_true, logits, gamma):
    """Exercise 1.5 (medium): binary cross-entropy times (1 - p)^gamma, p being the probability given to the truth.

    y_true : (n,) labels 0 or 1      logits : (n,) floats      gamma : float >= 0      returns : float, the mean
    With gamma 0 it is the plain binary cross-entropy. Logits of 1000 and -1000 must give a finite number.

    >>> round(float(focal_loss(np.array([1]), np.array([0.0]), 2.0)), 6)
    0.173287
    """
    raise NotImplementedError


def log_cosh_loss(y_true, y_pred):
    """Exercise 1.6 (medium): the mean of ln(cosh(error)), like Huber but smooth everywhere.

    y_true, y_pred : floats of equal shape      returns : float
    cosh(r) = (e^r + e^-r) / 2 overflows from an error of about 710; your function must not.

    >>> round(float(log_cosh_loss(np.array([0.0, 0.0]), np.array([1.0, 1000.0]))), 6)
    499.870317
    """
    raise NotImplementedError


def huber_center(values, delta):
    """Exercise 1.7 (hard): the one guess g with the lowest Huber loss for all values, to nine digits.

    values : (n,) floats, n > 0, any order      delta : float > 0, in units of the values      returns : float
    Small deltas lead toward the median, large ones to the mean. If many guesses are equally good, any of them will do.

    >>> round(float(huber_center(np.array([0.0, 1.0, 2.0, 9.0]), 2.0)), 6)
    1.666667
    """
    raise NotImplementedError


def sharp_cross_entropy(labels, logits):
    """Exercise 1.8 (hard): cross-entropy with twelve correct digits even where it is nearly zero.

    labels : (n,) integers      logits : (n, k) floats, k >= 1      returns : (n,) floats, one loss per row (no mean)
    For logits (50, 0) and label 0 the loss is ln(1 + e^-50), about 1.93e-22, but the usual form rounds it to 0.
    Logits of 1000 must not overflow, and a single class costs exactly 0.

    >>> sharp_cross_entropy(np.array([0]), np.array([[50.0, 0.0]])).tolist()
    [1.9287498479639178e-22]
    """
    raise NotImplementedError
