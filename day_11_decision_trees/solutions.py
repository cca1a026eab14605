"""Day 11 solutions. Look only after you have tried."""

import numpy as np


def misclassification(y):
    """Hint: count each label: `np.unique(y, return_counts=True)`.
    Hint: the leaf is right for the largest count and wrong for all the rest.
    """
    counts = np.unique(y, return_counts=True)[1]
    return 1 - counts.max() / len(y)


def gain_ratio(y, groups):
    """Hint: you need the entropy three times: of y, of y inside each branch, and of the groups themselves.
    Hint: write a small `bits(labels)` first: counts, shares p, then the sum of p log2(1 / p).
    Hint: with one branch only, the entropy of the groups is 0. Return 0.0 before you divide.
    """

    def bits(labels):
        p = np.unique(labels, return_counts=True)[1] / len(labels)
        return np.sum(p * np.log2(1 / p))

    names, counts = np.unique(groups, return_counts=True)
    if len(names) == 1:
        return 0.0
    inside = sum(n / len(y) * bits(y[groups == name]) for name, n in zip(names, counts, strict=True))
    return (bits(y) - inside) / bits(groups)


def walk(feature, threshold, left, right, x):
    """Hint: start with the list [0] and go on until the last node in it is a leaf.
    Hint: equal to the threshold means left.
    """
    visited = [0]
    while feature[visited[-1]] >= 0:
        node = visited[-1]
        goes_left = x[feature[node]] <= threshold[node]
        visited.append(left[node] if goes_left else right[node])
    return np.array(visited)


def boundary_thresholds(x, y):
    """Hint: first collect the set of labels at each distinct value of x.
    Hint: two neighbors hide no boundary only if their two sets together hold a single label.
    Hint: the midpoints of all neighbors are (values[:-1] + values[1:]) / 2; keep some of them.
    """
    values = np.unique(x)
    labels = [set(y[x == value].tolist()) for value in values]
    keep = [len(a | b) > 1 for a, b in zip(labels, labels[1:], strict=False)]
    return ((values[:-1] + values[1:]) / 2)[np.array(keep, dtype=bool)]


def best_category_split(categories, y):
    """Hint: for each category, find the number of rows and the share of label 1.
    Hint: sort the categories by that share; now only a cut point in this order is left to choose.
    Hint: with two classes, Gini is 2 p (1 - p). Running sums of counts and of ones give both sides of every cut.
    """
    names, codes = np.unique(categories, return_inverse=True)
    n, ones = np.bincount(codes), np.bincount(codes, weights=y)
    order = np.argsort(ones / n)
    n_left, ones_left = np.cumsum(n[order])[:-1], np.cumsum(ones[order])[:-1]
    n_right, ones_right = len(y) - n_left, np.sum(y) - ones_left

    def mixed(count, one):
        return 2 * one * (count - one) / count  # the count times Gini

    gains = (mixed(len(y), np.sum(y)) - mixed(n_left, ones_left) - mixed(n_right, ones_right)) / len(y)
    best = gains.argmax()
    return sorted(names[order[: best + 1]].tolist()), float(gains[best])


def best_absolute_split(x, y):
    """Hint: sort by x first, and take y along: `order = np.argsort(x)`.
    Hint: the error of one side is `np.abs(side - np.median(side)).sum()`.
    Hint: try every cut between two neighbors; `np.argmin` takes the first of equals.
    """
    order = np.argsort(x)
    x, y = x[order], y[order]

    def error(side):
        return np.abs(side - np.median(side)).sum()

    errors = [error(y[:cut]) + error(y[cut:]) for cut in range(1, len(x))]
    best = int(np.argmin(errors))
    return float((x[best] + x[best + 1]) / 2), float(errors[best])


def reduced_error_pruning(feature, threshold, left, right, label, X, y):
    """Hint: first find the rows that reach each node, from the root down: a table of booleans (nodes, m).
    Hint: then go through the nodes backward, so that both children are finished before their parent.
    Hint: keep two numbers for each node: its mistakes as a leaf, and the mistakes of its branch as it now stands.
    Hint: at the end walk down once more: a node asks only if it was not cut and its parent asks.
    """
    nodes = len(feature)
    reach = np.zeros((nodes, len(X)), dtype=bool)
    reach[0] = True
    for node in np.flatnonzero(feature >= 0):
        goes_left = X[:, feature[node]] <= threshold[node]
        reach[left[node]], reach[right[node]] = reach[node] & goes_left, reach[node] & ~goes_left
    branch = np.array([np.sum(y[reach[node]] != label[node]) for node in range(nodes)])
    asks = feature >= 0
    for node in np.flatnonzero(asks)[::-1]:
        below = branch[left[node]] + branch[right[node]]
        asks[node] = below < branch[node]
        branch[node] = min(below, branch[node])
    for node in np.flatnonzero(feature >= 0):
        asks[left[node]] &= asks[node]
        asks[right[node]] &= asks[node]
    return asks


def fewest_leaves(X, y):
    """Hint: a pure group needs one leaf. Any other needs the best, over all questions, of the left plus the right side.
    Hint: groups come up again and again by different ways. Remember each one's answer in a dictionary.
    Hint: a group can be the key as a tuple of row numbers, or as the integer whose bits say who is in it.
    Hint: only thresholds between two values that are present in the group make both sides smaller.
    """
    known = {}

    def solve(rows):
        if len({y[row] for row in rows}) == 1:
            return 1
        if rows not in known:
            best = len(rows)
            for column in X.T:
                for value in sorted({column[row] for row in rows})[:-1]:
                    small = tuple(row for row in rows if column[row] <= value)
                    large = tuple(row for row in rows if column[row] > value)
                    best = min(best, solve(small) + solve(large))
            known[rows] = best
        return known[rows]

    return solve(tuple(range(len(y))))
