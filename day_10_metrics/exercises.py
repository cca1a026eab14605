"""Day 10 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 10
"""

import numpy as np  # noqa: F401  (yours to use)


def specificity(y_true, y_pred):
    """Exercise 10.1 (easy): of the rows that are really 0, the share that was called 0.

    y_true, y_pred : (n,) labels 0 or 1      returns : float, or nan when y_true has no 0

    >>> round(float(specificity(np.array([0, 0, 0, 1]), np.array([0, 1, 0, 0]))), 4)
    0.6667
    """
    raise NotImplementedError


def jaccard(y_true, y_pred):
    """Exercise 10.2 (easy): tp / (tp + fp + fn), the overlap of what is 1 and what is called 1.

    y_true, y_pred : (n,) labels 0 or 1      returns : float; where neither holds a 1 it is 1.0

    >>> round(float(jaccard(np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0]))), 4)
    0.3333
    """
    raise NotImplementedError


def precision_at(recall, false_positive_rate, share):
    """Exercise 10.3 (easy): the precision that a test has where a share of the people is ill.

    recall : share of the ill that is found      false_positive_rate : share of the healthy that gets an alarm
    share : share of the ill among all, in (0, 1)      returns : float; one of the two rates is above 0

    >>> round(float(precision_at(0.9, 0.09, 0.01)), 4)
    0.0917
    """
    raise NotImplementedError


def auc_by_ranks(y_true, y_score):
    """Exercise 10.4 (medium): the AUC without a curve: the share of pairs in which the positive scores higher.

    y_true : (n,) labels 0 or 1, both there      y_score : (n,) floats; a tied pair counts one half      returns : float

    >>> float(auc_by_ranks(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])))
    0.75
    """
    raise NotImplementedError


def cheapest_threshold(y_true, p, cost_of_miss, cost_of_alarm):
    """Exercise 10.5 (medium): the threshold with the lowest total cost; positive means p >= threshold.

    y_true : (n,) labels 0 or 1      p : (n,) probabilities      costs : floats > 0
    returns : (threshold, total cost). Try the distinct values of p, and infinity for "call nobody positive".
    Of equal costs take the smallest threshold.

    >>> t, cost = cheapest_threshold(np.array([0, 1, 0, 1]), np.array([0.1, 0.3, 0.6, 0.9]), 5.0, 1.0)
    >>> float(t), float(cost)
    (0.3, 1.0)
    """
    raise NotImplementedError


def brier_parts(y_true, p):
    """Exercise 10.6 (medium): three parts of a Brier score. Group the rows by their value of p (Murphy 1973).

    y_true : (n,) labels 0 or 1      p : (n,) probabilities, the same ones come often
    returns : (reliability, resolution, uncertainty), a tuple of floats, with f the share of ones among all rows
    reliability : mean over the rows of (p - share of ones in the row's group)^2; 0 is perfectly calibrated
    resolution : mean over the rows of (share of ones in the row's group - f)^2: how much the groups differ
    uncertainty : f (1 - f): no model can change it. The Brier score is reliability - resolution + uncertainty.

    >>> parts = brier_parts(np.array([0, 1, 1, 1]), np.array([0.25, 0.25, 0.75, 0.75]))
    >>> [float(part) for part in parts]
    [0.0625, 0.0625, 0.1875]
    """
    raise NotImplementedError


def partial_auc(false_positive_rate, true_positive_rate, limit):
    """Exercise 10.7 (hard): the area under a ROC curve from a false positive rate of 0 up to `limit`.

    rates : (m,) each, both rising from 0 to 1, the curve runs straight between the points; vertical pieces occur
    limit : float in (0, 1]; between two points the curve is cut there      returns : float, the area itself

    >>> round(float(partial_auc(np.array([0.0, 0.0, 0.5, 1.0]), np.array([0.0, 0.5, 1.0, 1.0]), 0.25)), 6)
    0.15625
    """
    raise NotImplementedError


def best_f1(p):
    """Exercise 10.8 (hard): how many to call positive for the best F1, before any label is known.

    p : (n,) calibrated probabilities of label 1, n > 0, not all 0, in any order
    Call the k most probable ones positive, k = 0 ... n. Put the expected tp, fp and fn into 2 tp / (2 tp + fp + fn);
    k = 0 gives 0.
    returns : (k, that F1), the smallest k among equals. Sorting once must do: n may be 200000.

    >>> k, f1 = best_f1(np.array([0.9, 0.1, 0.4]))
    >>> int(k), round(float(f1), 6)
    (2, 0.764706)
    """
    raise NotImplementedError
