"""Day 13 solutions. Look only after you have tried."""

import numpy as np


def max_abs_scale(X):
    """Hint: `np.abs(X).max(axis=0)` is one number for each column.
    Hint: before you divide, put a 1 where that number is 0: `np.where(...)`.
    """
    largest = np.abs(X).max(axis=0)
    return X / np.where(largest > 0, largest, 1)


def clock_features(values, period):
    """Hint: a full turn is 2 pi, so the angle is 2 pi times the share of the period that has passed.
    Hint: `np.column_stack([a, b])` makes two columns.
    """
    angle = 2 * np.pi * values / period
    return np.column_stack([np.sin(angle), np.cos(angle)])


def group_rare(words, least):
    """Hint: count first, replace afterward.
    Hint: `collections.Counter(words)` counts; a word with exactly `least` stays.
    """
    counts = {word: words.count(word) for word in set(words)}
    return [word if counts[word] >= least else "other" for word in words]


def fill_by_group(x, groups):
    """Hint: `np.nanmedian(x)` leaves out the nan. Take it of all numbers first.
    Hint: go through the groups, not the rows: `for group in np.unique(groups)`.
    Hint: keep the known numbers apart from the ones you fill in, or a later median will contain guesses.
    """
    filled, known = x.copy(), ~np.isnan(x)
    overall = np.median(x[known])
    for group in np.unique(groups):
        inside = groups == group
        numbers = x[inside & known]
        filled[inside & ~known] = np.median(numbers) if len(numbers) else overall
    return filled


def leave_one_out_encode(categories, y):
    """Hint: the sum of the others is the sum of all minus your own; the same with the count.
    Hint: `names, codes = np.unique(categories, return_inverse=True)`, then `np.bincount(codes, weights=y)[codes]`.
    Hint: where the others are none, do the same with all rows: (sum - own) / (n - 1).
    """
    codes = np.unique(categories, return_inverse=True)[1]
    others = np.bincount(codes)[codes] - 1
    total = np.bincount(codes, weights=y)[codes] - y
    everyone = (y.sum() - y) / (len(y) - 1)
    return np.where(others > 0, total / np.maximum(others, 1), everyone)


def merge_statistics(n_a, mean_a, var_a, n_b, mean_b, var_b):
    """Hint: start from the difference of the two means, delta = mean_b - mean_a.
    Hint: the new mean lies n_b / n of the way from mean_a to mean_b.
    Hint: sums of squares add up, n_a var_a + n_b var_b, and the distance of the means adds delta^2 n_a n_b / n.
    """
    n, delta = n_a + n_b, mean_b - mean_a
    mean = mean_a + delta * n_b / n
    var = (n_a * var_a + n_b * var_b + delta**2 * n_a * n_b / n) / n
    return n, mean, var


def fill_from_neighbors(X, k):
    """Hint: with zeros in place of nan and a table of what is known, count the columns that two rows share.
    Hint: for one row, `both = known & known[i]`, differences where both know, and the factor d / both.sum(axis=1).
    Hint: for a hole in column j set the distance of all rows that do not know j to infinity; the row itself is one.
    Hint: `np.argsort(distance, kind="stable")` keeps lower indices first; drop the infinite ones before you average.
    """
    known, filled = ~np.isnan(X), X.copy()
    for i, j in np.argwhere(~known):
        both = known & known[i]
        shared = both.sum(axis=1)
        distance = np.where(both, X - X[i], 0) ** 2 @ np.ones(X.shape[1])
        distance = np.where(shared > 0, distance * X.shape[1] / np.maximum(shared, 1), np.inf)
        distance[~known[:, j]] = np.inf  # the row itself is among these
        donors = np.argsort(distance, kind="stable")[:k]
        donors = donors[np.isfinite(distance[donors])]
        filled[i, j] = X[donors, j].mean() if len(donors) else X[known[:, j], j].mean()
    return filled


def rising_encode(means, counts):
    """Hint: where two neighbors fall, the best that they can do together is to be equal: their weighted mean.
    Hint: the merged pair may now be lower than the block before it. Then it must be merged with that block, too.
    Hint: keep a list of blocks (sum, rows, categories). A new category is a block; merge it while the last is higher.
    Hint: every category is merged at most once, so one pass is enough, however long the chains are.
    """
    blocks = []
    for mean, rows in zip(means, counts, strict=True):
        total, size = mean * rows, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / rows:
            last_total, last_rows, last_size = blocks.pop()
            total, rows, size = total + last_total, rows + last_rows, size + last_size
        blocks.append((total, rows, size))
    return np.repeat([total / rows for total, rows, _ in blocks], [size for _, _, size in blocks])
