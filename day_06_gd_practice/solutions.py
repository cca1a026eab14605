"""Day 6 solutions. Look only after you have tried."""

import numpy as np


def standard_error(values):
    """Hint: `np.std` divides by n unless you say `ddof=1`.
    Hint: four times as many values halve the answer: divide by the root of n.
    """
    return np.std(values, ddof=1) / np.sqrt(len(values))


def scale_both(train, test):
    """Hint: the test rows are not looked at to find a mean or a spread.
    Hint: a spread of 0 cannot divide. Use 1 in its place, and set these columns to 0 afterward.
    Hint: rounding may turn a spread of 0 into 1e-17: `np.ptp(train, axis=0) == 0` finds constant columns for sure.
    """
    constant = np.ptp(train, axis=0) == 0
    mean, spread = train.mean(axis=0), np.where(constant, 1.0, train.std(axis=0))
    return tuple(np.where(constant, 0.0, (table - mean) / spread) for table in (train, test))


def baseline_errors(y, folds):
    """Hint: for each fold, the prediction for all test rows is `y[train].mean()`.
    Hint: collect the mean squared errors in a list, and make it an array.
    """
    return np.array([np.mean((y[test] - y[train].mean()) ** 2) for train, test in folds])


def simplest_good_model(errors):
    """Hint: means over axis 1, then `np.argmin`, which takes the first of equals.
    Hint: the bar is the best mean plus the standard error of that one model's errors.
    Hint: `np.argmax` of a boolean array is the index of the first True.
    """
    means = errors.mean(axis=1)
    best = np.argmin(means)
    bar = means[best] + np.std(errors[best], ddof=1) / np.sqrt(errors.shape[1])
    return int(np.argmax(means <= bar))


def forward_folds(n, k):
    """Hint: the size of a test part is n // (k + 1); what is left over goes to the first training part.
    Hint: the last test part starts at n - size, the one before it at n - 2 * size.
    """
    size = n // (k + 1)
    starts = [n - (k - i) * size for i in range(k)]
    return [(np.arange(start), np.arange(start, start + size)) for start in starts]


def group_folds(groups, k):
    """Hint: `np.unique(groups, return_inverse=True)` numbers the groups for you.
    Hint: row j is tested in fold `number[j] % k`; `np.flatnonzero` turns a mask into row numbers.
    """
    fold = np.unique(groups, return_inverse=True)[1] % k
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


def leave_one_out_errors(X, y, alpha):
    """Hint: the predictions of ridge for its own training rows are a fixed table times y: call it H.
    Hint: suppose you replace y_i by what the model without row i predicts for it. Row i then has no residual, so the
    model with row i becomes the model without it.
    Hint: so prediction_i = (H y)_i - H_ii y_i + H_ii prediction_i. Solve this for prediction_i.
    Hint: the residual is (y - H y)_i / (1 - H_ii). With a free b, H = 1/n + C (C'C + alpha I)^-1 C'; C is X centered.
    """
    centered = X - X.mean(axis=0)
    shrunk = np.linalg.solve(centered.T @ centered + alpha * np.eye(X.shape[1]), centered.T)  # (d, n)
    leverage = 1 / len(y) + np.sum(centered.T * shrunk, axis=0)
    residual = y - y.mean() - centered @ (shrunk @ y)
    return residual / (1 - leverage)


def exact_ridge_risk(X, new_X, w, alpha, sigma):
    """Hint: the weights are v = A y with A = (X'X + alpha I)^-1 X', a table that does not depend on the noise.
    Hint: the mean of v is A X w, because the noise has mean 0. That gives the bias.
    Hint: a new row predicts with the numbers P = new_X A: a mixture of the y. What is the variance of a mixture?
    Hint: independent noise: sigma^2 times the sum of the squares of its numbers.
    """
    A = np.linalg.solve(X.T @ X + alpha * np.eye(X.shape[1]), X.T)
    mixtures = new_X @ A  # (m, n)
    bias2 = np.mean((mixtures @ (X @ w) - new_X @ w) ** 2)
    return bias2, sigma**2 * np.mean(np.sum(mixtures**2, axis=1))
