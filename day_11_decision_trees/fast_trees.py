"""Day 11, section 8, "Faster": the same trees, grown a whole level at a time.

How a level of three nodes with sizes 3, 2 and 3 is kept, for one feature (`order` has one such line for each):

    order      7 2 5   0 3   6 1 4      rows of X, node after node, and inside a node sorted by the feature
    node       0 0 0   1 1   2 2 2
    starts     0       3     5          where each node begins
"""

import numpy as np
from decision_trees import DecisionTreeClassifier, DecisionTreeRegressor, Leaf, Split, check_new_rows


def running_sums(entries, starts, node):
    """Sums of entries (d, m) that begin again at each node: one cumsum, minus what stood before the node."""
    sums = np.cumsum(entries, axis=1)
    before = sums[:, starts] - entries[:, starts]  # (d, nodes)
    return sums - before[:, node]


def x_log2_x(x):
    return x * np.log2(np.maximum(x, 1))


def split_gains(sums, n_left, n, criterion):
    """The gain of every split, (d, m). sums : pairs, one for each target: its sums left of the split and in the node.

    n_left, n : the rows left of the split and in the node, (m,)
    """
    n_right = np.maximum(n - n_left, 1)
    if criterion == "entropy":  # n times the entropy is n log2 n minus the sum of c log2 c over the class counts c
        gains = x_log2_x(n) - x_log2_x(n_left) - x_log2_x(n_right)
        for left, total in sums:
            gains = gains - x_log2_x(total) + x_log2_x(left) + x_log2_x(total - left)
        return gains / n
    surprise = 0
    for left, total in sums:
        delta = left - n_left * total / n
        surprise = surprise + delta**2
    return surprise / (n_left * n_right)


def best_splits(columns, order, targets, sizes, criterion, min_samples_leaf):
    """The best split of every node of a level: feature, threshold, gain and rows on the left, each (nodes,).

    columns : (d, n), X transposed      targets : (k, n)      The gain is -inf where there is no split.
    """
    ends = np.cumsum(sizes)
    starts = ends - sizes
    node = np.repeat(np.arange(len(sizes)), sizes)  # (m,)
    n = sizes[node]
    n_left = np.arange(len(node)) - starts[node] + 1
    n_right = n - n_left
    sums = []
    for target in targets:
        left = running_sums(target[order], starts, node)
        total = left[0, ends - 1]
        sums.append((left, total[node]))
    gains = split_gains(sums, n_left, n, criterion)

    values = np.take_along_axis(columns, order, axis=1)  # line j holds columns[j, order[j]]: the sorted values
    gains[:, :-1][values[:, :-1] >= values[:, 1:]] = -np.inf
    gains[:, (n_right == 0) | (n_left < min_samples_leaf) | (n_right < min_samples_leaf)] = -np.inf
    feature, at = np.zeros_like(sizes), np.zeros_like(sizes)
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        feature[i], place = divmod(gains[:, start:end].argmax(), end - start)  # the row and column of the largest
        at[i] = start + place
    low, high = values[feature, at], values[feature, np.minimum(at + 1, len(node) - 1)]
    middle = low / 2 + high / 2
    return feature, np.where(middle < high, middle, low), gains[feature, at], n_left[at]


def describe(targets, rows, sizes, criterion):
    """What each node of a level says, (nodes, k), and how mixed it is, (nodes,). rows : (m,), node after node"""
    starts = np.cumsum(sizes) - sizes
    node = np.repeat(np.arange(len(sizes)), sizes)

    def means(entries):
        return np.add.reduceat(entries, starts, axis=1) / sizes  # reduceat adds up from each start to the next

    entries = targets[:, rows]  # (k, m)
    value = means(entries)
    if criterion == "entropy":
        impurity = np.sum(value * np.log2(1 / np.where(value > 0, value, 1)), axis=0)
    else:  # Gini is the variance of the labels
        shifted = entries - entries[:, starts][:, node]  # by the first of the node: equal ones have the variance 0
        impurity = np.sum(means(shifted**2) - means(shifted) ** 2, axis=0)
    return value.T, impurity


def next_level(columns, order, sizes, splits, feature, threshold):
    """The order of the next level: every node that splits becomes its left and then its right child, still sorted."""
    node = np.repeat(np.arange(len(sizes)), sizes)
    stays = splits[node]
    order, node = order[:, stays], node[stays]
    child = np.empty(columns.shape[1], dtype=int)
    child[order[0]] = 2 * node + (columns[feature[node], order[0]] > threshold[node])
    by_child = np.argsort(child[order], axis=1, kind="stable")  # stable: inside a child the order stays
    return np.take_along_axis(order, by_child, axis=1)


def build(levels):
    """The root. levels : for each level its nodes, as (splits, feature, threshold, gain, value, impurity, size)."""
    nodes = []
    for level in reversed(levels):
        children = iter(nodes)  # the level below holds a left and a right child for every split
        nodes = []
        for splits, feature, threshold, gain, *leaf in level:
            node = Leaf(*leaf)
            if splits:
                node = Split(feature, threshold, gain, node, next(children), next(children))
            nodes.append(node)
    return nodes[0]


def flatten(root):
    """The tree as four arrays, level after level: feature, threshold, number of the left child, value.

    A right child comes directly after the left one. A leaf leads every row to itself: its own number, threshold inf.
    """
    nodes, entries = [root], []
    for number, node in enumerate(nodes):  # the list grows while the loop goes through it
        if isinstance(node, Split):
            entries.append((node.feature, node.threshold, len(nodes), node.leaf.value))
            nodes += [node.left, node.right]
        else:
            entries.append((0, np.inf, number, node.value))
    return [np.array(part) for part in zip(*entries, strict=True)]


def walk_together(arrays, X):
    """The value of the leaf that each row of X (m, d) reaches, (m, k): all rows take a step at once."""
    feature, threshold, left, value = arrays
    entries, row_starts = X.ravel(), np.arange(len(X)) * X.shape[1]  # X[i, j] is entries[row_starts[i] + j]
    rows, node, leaf = np.arange(len(X)), np.zeros(len(X), dtype=int), np.zeros(len(X), dtype=int)
    while len(rows):
        for _ in range(6):  # to put aside the rows that have arrived takes time too: only after six steps
            goes_right = entries.take(row_starts + feature.take(node)) > threshold.take(node)
            node = left.take(node) + goes_right
        leaf[rows] = node
        walking = np.flatnonzero(threshold[node] < np.inf)
        rows, node, row_starts = rows[walking], node[walking], row_starts[walking]
    return value[leaf]


class LevelByLevel:
    """`grow` and `leaf_values` of day 11's trees, for a whole level of nodes at once."""

    def grow(self, X, targets):
        """The root of a tree for X (n, d) and targets (n, k). Each feature is sorted once."""
        columns, targets = np.ascontiguousarray(X.T), np.ascontiguousarray(targets.T)
        order = np.argsort(columns, axis=1, kind="stable")
        sizes, levels = np.array([len(X)]), []
        while len(sizes):
            value, impurity = describe(targets, order[0], sizes, self.criterion)
            feature, threshold, gain, n_left = best_splits(
                columns, order, targets, sizes, self.criterion, self.min_samples_leaf
            )
            splits = (gain > -np.inf) & (impurity > 0) & (sizes >= self.min_samples_split)
            if self.max_depth is not None and len(levels) >= self.max_depth:
                splits[:] = False
            numbers = (part.tolist() for part in (splits, feature, threshold, gain))
            levels.append(list(zip(*numbers, value, impurity.tolist(), sizes.tolist(), strict=True)))
            order = next_level(columns, order, sizes, splits, feature, threshold)
            sizes = np.column_stack([n_left, sizes - n_left])[splits].ravel()
        return build(levels)

    def fit(self, X, y):
        super().fit(X, y)
        self.arrays_ = flatten(self.root_)
        return self

    def leaf_values(self, X):
        X = check_new_rows(self, X)
        return walk_together(self.arrays_, X)


class FastTreeClassifier(LevelByLevel, DecisionTreeClassifier):
    """`DecisionTreeClassifier`, grown a level at a time."""


class FastTreeRegressor(LevelByLevel, DecisionTreeRegressor):
    """`DecisionTreeRegressor`, grown a level at a time."""
