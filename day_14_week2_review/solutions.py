"""Day 14 solutions. Look only after you have tried."""

import numpy as np


def nearest_centroid(X, y, new_X):
    """Hint: `np.unique(y)` gives the labels in rising order; take the mean of the rows of each.
    Hint: `new_X[:, None] - means` has the shape (m, labels, d): square it and sum over the last axis.
    Hint: `argmin` takes the first of equals, and the labels are sorted.
    """
    labels = np.unique(y)
    means = np.array([X[y == label].mean(axis=0) for label in labels])
    return labels[np.sum((new_X[:, None] - means) ** 2, axis=2).argmin(axis=1)]


def rand_index(a, b):
    """Hint: `a[:, None] == a` is a table (n, n) that says which pairs a puts together.
    Hint: compare this table with the one of b, and count each pair once: `np.triu_indices(n, 1)`.
    """
    pairs = np.triu_indices(len(a), 1)
    together_a, together_b = (a[:, None] == a)[pairs], (b[:, None] == b)[pairs]
    return np.mean(together_a == together_b)


def weighted_vote(distances, labels):
    """Hint: start with the table of weights (m, k); treat the rows with a distance 0 separately.
    Hint: in such a row the weights are 1 where the distance is 0, else 0.
    Hint: for each different label, sum the weights where `labels == label`; this is a table (m, different labels).
    Hint: rounding makes equal sums differ. The first one that is at least (1 - 1e-9) of the largest wins.
    """
    zero = distances == 0
    weights = np.where(zero.any(axis=1, keepdims=True), zero, 1 / np.where(zero, 1, distances))
    names = np.unique(labels)
    votes = np.sum(weights[:, :, None] * (labels[:, :, None] == names), axis=1)  # (m, different labels)
    winners = votes >= (1 - 1e-9) * votes.max(axis=1, keepdims=True)
    return names[winners.argmax(axis=1)]


def group_folds(groups, k):
    """Hint: `np.unique(groups, return_counts=True)` gives the groups and their sizes.
    Hint: a stable sort of minus the sizes keeps equally large groups in rising order.
    Hint: keep the number of test rows of each fold in an array (k,), and take its `argmin` for each group.
    Hint: write down the fold of each row, (n,); `np.flatnonzero(fold == i)` are the test rows of fold i.
    """
    names, counts = np.unique(groups, return_counts=True)
    if k > len(names):
        raise ValueError(f"k must be at most the number of groups, {len(names)}, got {k}")
    rows, fold = np.zeros(k, dtype=int), np.zeros(len(groups), dtype=int)
    for place in np.argsort(-counts, kind="stable"):
        fewest = rows.argmin()
        rows[fewest] += counts[place]
        fold[groups == names[place]] = fewest
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


def map_from_distances(D, k):
    """Hint: with centered rows, the coordinates are U S, and the products of the rows are X X^T = U S^2 U^T.
    Hint: so it is enough to find the table of products B from the distances.
    Hint: D_ij^2 = b_ii + b_jj - 2 b_ij, and the rows of B sum to 0. Take off D^2's row and column means.
    Hint: `np.linalg.eigh(B)`: its eigenvalues rise, and the coordinates are an eigenvector times the root of its own.
    """
    squares = D**2
    rows, columns = squares.mean(axis=0, keepdims=True), squares.mean(axis=1, keepdims=True)
    values, vectors = np.linalg.eigh(-(squares - rows - columns + squares.mean()) / 2)
    Z = vectors[:, ::-1][:, :k] * np.sqrt(values[::-1][:k])
    return Z * np.sign(Z[np.abs(Z).argmax(axis=0), np.arange(k)])


def best_clusters_on_a_line(x, k):
    """Hint: sort. On a line the best groups never interlock, so only k - 1 cuts are to be chosen.
    Hint: let best[j] be the least inertia of the first j numbers in g groups. Which last group leads from g - 1 to g?
    Hint: the inertia of x[i:j] is (sum of squares) - (sum)^2 / (j - i), from two running sums.
    Hint: subtract the mean of all x first, or the running sums lose their digits far from 0.
    Hint: remember for each g and j where the last group began, and walk back from the end.
    """
    x = np.sort(x) - np.mean(x)
    n, starts = len(x), []
    sums, squares = (np.concatenate([[0], np.cumsum(x**power)]) for power in (1, 2))
    i, j = np.arange(n + 1)[:, None], np.arange(n + 1)
    inertia = squares[j] - squares[i] - (sums[j] - sums[i]) ** 2 / np.maximum(j - i, 1)
    inertia = np.where(i < j, np.maximum(inertia, 0), np.inf)  # of x[i:j], never empty
    best = np.where(j == 0, 0, np.inf)  # no group: only no number
    for _ in range(k):
        total = best[:, None] + inertia  # (start of the last group, end)
        starts.append(total.argmin(axis=0))
        best = total.min(axis=0)
    cuts = [n]
    for start in reversed(starts):
        cuts.append(int(start[cuts[-1]]))
    return float(best[n]), [end - begin for end, begin in zip(cuts, cuts[1:], strict=False)][::-1]
