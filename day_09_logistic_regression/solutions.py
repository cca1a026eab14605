"""Day 9 solutions. Look only after you have tried."""

import numpy as np


def odds_to_probability(odds):
    """Hint: odds are p / (1 - p). Solve for p.
    Hint: odds / (1 + odds) is inf / inf for infinite odds. Divide above and below by the odds ...
    Hint: ... so p = 1 - 1 / (1 + odds), and 1 / inf is 0. That loses digits for tiny odds, so use it for inf alone.
    """
    finite = np.where(np.isinf(odds), 0.0, odds)
    return np.where(np.isinf(odds), 1.0, finite / (1 + finite))


def odds_factor(coef, before, after):
    """Hint: the log-odds are coef . x + b. By how much do they change?
    Hint: a difference of logarithms is the logarithm of a factor.
    """
    return np.exp(coef @ (after - before))


def contour_height(w, b, x1, p):
    """Hint: the probability is p where the logit is ln(p / (1 - p)).
    Hint: so w1 x1 + w2 x2 + b equals that number. Solve for x2.
    """
    return (np.log(p / (1 - p)) - b - w[0] * x1) / w[1]


def weighted_gradient(X, y, counts, w, b, C):
    """Hint: a row that counts three times pulls three times as hard: its error p - y is multiplied by 3.
    Hint: C multiplies the pull of the data in both slopes; the penalty's slope, w, stands beside it and has no C.
    Hint: p without overflow: exp(-np.logaddexp(0, -z)).
    """
    z = X @ w + b
    pull = C * counts * (np.exp(-np.logaddexp(0, -z)) - y)
    return X.T @ pull + w, pull.sum()


def undo_undersampling(p, kept):
    """Hint: odds are rows of label 1 per row of label 0. The real world has 1 / kept times as many of 0.
    Hint: so the true odds are the model's odds times kept.
    Hint: p = 1 has infinite odds. With odds = a / c the probability is a / (a + c): no division by zero is needed.
    """
    ones, zeros = p * kept, 1 - p
    return ones / (ones + zeros)


def calibration_error(y_true, p_pred, n_bins):
    """Hint: the bin of a forecast is floor(p * n_bins), except that 1 belongs to the last bin.
    Hint: a bin with m rows contributes (m / n) * |mean forecast - mean label|; that is |sum of (p - y)| / n.
    Hint: `np.bincount(bins, weights=...)` sums by bin; empty bins give 0.
    """
    bins = np.minimum((p_pred * n_bins).astype(int), n_bins - 1)
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum() / len(y_true)


def dose_response(doses, tried, killed):
    """Hint: a group pulls with (tried * p - killed), and its curvature is tried * p * (1 - p).
    Hint: take the mean off the doses first (weighted or not), or the two equations are nearly the same one.
    Hint: Newton: solve the 2 x 2 system, step, repeat. If the loss rises, halve the step.
    Hint: the loss is the sum of tried * ln(1 + e^z) - killed * z. At the end undo the shift: b - w * mean.
    """
    mean = doses.mean()
    spread = np.ptp(doses)
    A = np.column_stack([(doses - mean) / spread, np.ones(len(doses))])

    def loss(theta):
        z = A @ theta
        return np.sum(tried * np.logaddexp(0, z) - killed * z)

    theta = np.zeros(2)
    for _ in range(100):
        p = np.exp(-np.logaddexp(0, -A @ theta))
        step = np.linalg.solve((A.T * (tried * p * (1 - p))) @ A, A.T @ (killed - tried * p))
        while loss(theta + step) > loss(theta) + 1e-12 * abs(loss(theta)):
            step = step / 2
        theta = theta + step
    w = theta[0] / spread
    return w, theta[1] - w * mean


def best_weights_exist(X, y):
    """Hint: flip the sign of the rows with label 0. Then v hurts none if every flipped row has a product >= 0 with v.
    Hint: so the question is whether some v has all products >= 0 and one of them > 0.
    Hint: such v fill a wedge. Its edges stand at right angles to some row: try these, in both directions.
    Hint: one wedge has only edges with all products 0: when all rows point the same way. Then the row itself is a v.
    """
    flipped = np.where(y == 1, 1, -1)[:, None] * X
    across = flipped @ np.array([[0, 1], [-1, 0]])
    products = flipped @ np.vstack([across, -across, flipped]).T
    return not np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0))
