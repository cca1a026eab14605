"""Day 12 solutions. Look only after you have tried."""

import numpy as np


def hard_vote(votes):
    """Hint: count first: for each label and each row, how many members vote for it.
    Hint: `votes == label` is a table of booleans; its sum over the members is the count.
    Hint: `np.unique` gives the labels in rising order, and `argmax` takes the first of equals.
    """
    labels = np.unique(votes)
    counts = np.array([(votes == label).sum(axis=0) for label in labels])
    return labels[counts.argmax(axis=0)]


def soft_vote(probabilities, weights):
    """Hint: a weighted mean is the sum of weight times value, divided by the sum of the weights.
    Hint: `np.average` takes `weights` and an `axis`; the class is the `argmax` over the last axis.
    """
    mean = np.average(probabilities, axis=0, weights=weights)
    return mean.argmax(axis=1), mean


def distinct_rows(n, n_draws):
    """Hint: ask for one row only: how likely is it that it is never drawn?
    Hint: all rows are alike, and the mean of a sum is the sum of the means.
    """
    return n * (1 - (1 - 1 / n) ** n_draws)


def margins(votes, weights, y):
    """Hint: make a table first: the share of the weight for each label (rows) in each column.
    Hint: the row of the true label is `labels[:, None] == y`; take its entries out, and the maximum of the rest.
    Hint: a true label that nobody votes for has the share 0, and so has the best wrong label when all are right.
    """
    labels = np.unique(votes)
    shares = np.array([weights @ (votes == label) for label in labels]) / np.sum(weights)
    true = labels[:, None] == y
    return np.sum(shares * true, axis=0) - np.where(true, 0, shares).max(axis=0)


def weighted_stump(x, y, weights):
    """Hint: sort x, and take y and the weights along.
    Hint: a stump with sign +1 errs on labels +1 at the left and -1 at the right. Both are running sums.
    Hint: a stump with sign -1 errs exactly where the other one is right: its error is 1 minus the other's.
    """
    order = np.argsort(x)
    x, y, weights = x[order], y[order], weights[order]
    left_plus = np.cumsum(weights * (y > 0))[:-1]
    right_minus = np.sum(weights[y < 0]) - np.cumsum(weights * (y < 0))[:-1]
    plus = left_plus + right_minus
    errors = np.array([plus, 1 - plus])
    row, cut = np.unravel_index(errors.argmin(), errors.shape)
    return float((x[cut] + x[cut + 1]) / 2), (1.0, -1.0)[row], float(errors[row, cut])


def out_of_fold(fits, X, y, fold):
    """Hint: go through the folds. The rows of one fold are the new rows, all the others are there to learn from.
    Hint: `inside = fold == number`, then fit on X[~inside], y[~inside] and predict X[inside].
    """
    table = np.zeros((len(y), len(fits)))
    for number in np.unique(fold):
        inside = fold == number
        for j, fit in enumerate(fits):
            table[inside, j] = fit(X[~inside], y[~inside])(X[inside])
    return table


def absolute_boosting(x, y, n_stages, rate):
    """Hint: the one number with the least total absolute error is the median.
    Hint: sort x once. A threshold is then a cut: the first c points are left, the others right.
    Hint: the squared error of one side around its mean is the number of its points times `np.var`.
    Hint: the stump is chosen for the signs, but the sides move by the median of what is missing, not of the signs.
    """
    order = np.argsort(x)
    target = y[order]
    f = np.full(len(y), np.median(y))
    for _ in range(n_stages):
        missing = target - f
        signs = np.sign(missing)
        losses = [c * np.var(signs[:c]) + (len(y) - c) * np.var(signs[c:]) for c in range(1, len(y))]
        cut = 1 + int(np.argmin(losses))
        f[:cut] += rate * np.median(missing[:cut])
        f[cut:] += rate * np.median(missing[cut:])
    return f[np.argsort(order)]


def bagged_nearest_neighbor(x, y, query):
    """Hint: sort the rows by their distance. Only their order matters.
    Hint: when are all drawn rows among the ranks k, k + 1, ..., n? Each draw has the chance (n - k + 1) / n for it.
    Hint: "the nearest drawn row has rank k or more" minus "... rank k + 1 or more" is "... rank k".
    """
    n = len(x)
    ranked = y[np.argsort(np.abs(x - query))]
    rank_or_more = (np.arange(n, -1, -1) / n) ** n
    return float(ranked @ -np.diff(rank_or_more))
