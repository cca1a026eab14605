"""Day 10 solutions. Look only after you have tried."""

import numpy as np


def specificity(y_true, y_pred):
    """Hint: it is the recall of the other class.
    Hint: `y_pred[y_true == 0]` keeps what was said about the zeros.
    """
    said = y_pred[y_true == 0]
    return np.mean(said == 0) if len(said) > 0 else np.nan


def jaccard(y_true, y_pred):
    """Hint: tp + fp + fn counts the rows in which at least one of the two is 1.
    Hint: `&` and `|` on the two arrays of bools.
    """
    both, any_one = (y_true == 1) & (y_pred == 1), (y_true == 1) | (y_pred == 1)
    return both.sum() / any_one.sum() if any_one.any() else 1.0


def precision_at(recall, false_positive_rate, share):
    """Hint: think of one person: how probable is it to be ill and found? To be healthy and get an alarm?
    Hint: precision is the first over the sum of both.
    """
    found = share * recall
    false_alarms = (1 - share) * false_positive_rate
    return found / (found + false_alarms)


def auc_by_ranks(y_true, y_score):
    """Hint: for a few rows compare every positive with every negative; `[:, None]` makes the table.
    Hint: the mean of the wins plus half the mean of the ties.
    """
    positives, negatives = y_score[y_true == 1][:, None], y_score[y_true == 0]
    return np.mean(positives > negatives) + np.mean(positives == negatives) / 2


def cheapest_threshold(y_true, p, cost_of_miss, cost_of_alarm):
    """Hint: write the cost of one threshold first: misses are ones below it, alarms are zeros at or above it.
    Hint: `np.append(np.unique(p), np.inf)` holds the thresholds to try, sorted.
    Hint: `np.argmin` gives the first of equals, which is the smallest threshold.
    """
    thresholds = np.append(np.unique(p), np.inf)
    called = p >= thresholds[:, None]  # (thresholds, n)
    misses, alarms = np.sum(~called & (y_true == 1), axis=1), np.sum(called & (y_true == 0), axis=1)
    costs = cost_of_miss * misses + cost_of_alarm * alarms
    best = np.argmin(costs)
    return thresholds[best], costs[best]


def brier_parts(y_true, p):
    """Hint: `np.unique(p, return_inverse=True)` gives each row the number of its group.
    Hint: `np.bincount(group, weights=y_true) / np.bincount(group)` is the share of ones in each group.
    Hint: index these shares with the group numbers: then each row has its share, and plain means do the rest.
    """
    group = np.unique(p, return_inverse=True)[1]
    share = (np.bincount(group, weights=y_true) / np.bincount(group))[group]
    f = np.mean(y_true)
    return np.mean((p - share) ** 2), np.mean((share - f) ** 2), f * (1 - f)


def partial_auc(false_positive_rate, true_positive_rate, limit):
    """Hint: cut the curve at the limit, then use the trapezoid rule.
    Hint: the height at the limit lies on the straight line between its two neighbors.
    Hint: keep the points with a rate below the limit, then add the point at the limit. If a vertical piece stands
    there, take its lower end: the area comes from the left.
    """
    inside = false_positive_rate < limit
    last = np.sum(inside) - 1  # the last point left of the limit; there is one, the curve starts at 0
    x0, x1 = false_positive_rate[last : last + 2]
    y0, y1 = true_positive_rate[last : last + 2]
    height = y0 + (limit - x0) / (x1 - x0) * (y1 - y0)
    x, y = np.append(false_positive_rate[inside], limit), np.append(true_positive_rate[inside], height)
    return np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2)


def best_f1(p):
    """Hint: with the k most probable ones called positive, the expected tp is the sum of their p.
    Hint: 2 tp + fp + fn = (tp + fp) + (tp + fn) = k + the expected number of ones, sum(p).
    Hint: sort downward, `np.cumsum` gives tp for every k at once; `np.argmax` takes the first of equals.
    """
    tp = np.append(0, np.cumsum(np.sort(p)[::-1]))
    f1 = 2 * tp / (np.arange(len(p) + 1) + p.sum())
    best = np.argmax(f1)
    return best, f1[best]
