# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 11: decision trees. Twenty questions, each chosen because its answer tells the most.

Run me:    python decision_trees.py
Then read: README.md (its sections carry the same numbers)
"""

from collections import namedtuple
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

FIGURES = Path(__file__).with_name("figures")

# One entry per node, the parent first, then its left branch, then its right. A leaf has feature, left and right -1.
Tree = namedtuple("Tree", "feature threshold left right n_samples impurity value depth")
PruningPath = namedtuple("PruningPath", "ccp_alphas impurities")


def check_table(X):
    """X as a float array; raises ValueError unless it is (n, d), not empty and finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError(f"X must be finite and (n, d), at least (1, 1), got shape {X.shape} or a nan or inf")
    return X


def check_labels(name, labels):
    """Labels (n,) as an array; raises ValueError unless they are whole numbers or strings, at least one."""
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(f"{name} must be (n,) with at least one entry, got shape {labels.shape}")
    whole = labels.dtype.kind == "f" and np.isfinite(labels).all() and (labels == np.floor(labels)).all()
    if labels.dtype.kind not in "biuU" and not whole and not all(isinstance(label, str) for label in labels):
        raise ValueError(f"{name} must be integers or strings without a nan, got {labels[:5]}")
    return labels


def check_data(X, y, criterion):
    """X (n, d), and y as the targets (k, n): one row of 0 and 1 for each label, or one row of numbers."""
    X = check_table(X)
    if np.shape(y) != X.shape[:1]:
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, got shape {np.shape(y)}")
    if criterion in ("gini", "entropy"):
        classes, codes = np.unique(check_labels("y", y), return_inverse=True)
        return X, (codes == np.arange(len(classes))[:, None]).astype(float)
    if criterion != "squared_error":
        raise ValueError(f"criterion must be gini, entropy or squared_error, got {criterion!r}")
    y = np.asarray(y, dtype=float)
    if not np.isfinite(y).all():
        raise ValueError(f"y must be finite, got {y[~np.isfinite(y)][0]}")
    return X, y[None]


def check_count(name, value, least):
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value}")


# 2. How mixed is a group?


def impurity_of(counts, criterion):
    """Gini or entropy of class counts (classes, ...), over the first axis; 0 log 0 counts as 0."""
    n = counts.sum(axis=0)
    if criterion == "gini":
        return 1 - np.sum(counts**2, axis=0) / n**2
    p = counts / n
    return np.sum(p * np.log2(1 / np.where(p > 0, p, 1)), axis=0)


def entropy(y):
    """The average surprise of a label drawn from y (n,), in bits (Shannon 1948)."""
    return float(impurity_of(np.unique(check_labels("y", y), return_counts=True)[1], "entropy"))


def gini(y):
    """The chance that two labels drawn from y (n,), the first put back, differ (Breiman et al. 1984)."""
    return float(impurity_of(np.unique(check_labels("y", y), return_counts=True)[1], "gini"))


def information_gain(y, groups):
    """Bits that the branch in groups (n,) tells about y (n,): the entropy of y less its mean in the branches (ID3)."""
    y, groups = check_labels("y", y), check_labels("groups", groups)
    if y.shape != groups.shape:
        raise ValueError(f"groups must have the shape of y, {y.shape}, got {groups.shape}")
    branches = [y[groups == branch] for branch in np.unique(groups)]
    return entropy(y) - sum(len(branch) / len(y) * entropy(branch) for branch in branches)


# 3. The best question


def naive_best_split(X, y, impurity):
    """The question with the largest gain, by trying all of them; `impurity` takes the labels of a group."""
    best = None, None, -np.inf
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            gain = impurity(y) - left.mean() * impurity(y[left]) - (~left).mean() * impurity(y[~left])
            if gain > best[2]:
                best = feature, threshold, gain
    return best


def split_gains(sums, n_left, n, criterion):
    """Gain of every split, (d, m): impurity of the node minus the weighted impurities of its two children.

    sums : for each target, its sums left of the split (d, m) and in the node (m,)      n_left, n : samples there, (m,)
    Gini is the variance of the one-hot labels, summed over the classes, so it shares the formula of squared error.
    """
    n_right = np.maximum(n - n_left, 1)
    if criterion == "entropy":
        table = np.arange(n.max() + 1.0)
        table[1:] *= np.log2(table[1:])  # n H = n log2 n - sum count log2 count
        gains = table[n] - (table[n_left] + table[n_right])
        for left, total in sums:
            left, total = left.astype(int), total.astype(int)
            gains = gains + (table.take(left) + table.take(total - left)) - table.take(total)
        return np.maximum(gains, 0) / n
    squares = sum((n * left - n_left * total) ** 2 for left, total in sums)
    return squares / (n.astype(float) ** 2 * n_left * n_right)


def best_splits(columns, order, targets, sizes, criterion, min_samples_leaf=1):
    """The best split of several nodes at once: one cumulative sum runs through the sorted samples of them all.

    columns : (d, n), X transposed      targets : (k, n), one-hot labels or numbers      sizes : (nodes,)
    order : (d, m) rows of X, node after node, inside a node sorted by each feature      m : sum of the sizes
    returns : feature, threshold, gain, samples left, each (nodes,); the gain is -inf where no split is allowed
    """
    ends = np.cumsum(sizes)
    starts, nodes, position = ends - sizes, np.arange(len(sizes)), np.arange(ends[-1])
    node = np.repeat(nodes, sizes)  # (m,)
    n, n_left = sizes[node], position + 1 - starts[node]

    def running_sums(target):
        entries = target[order]
        sums = entries.cumsum(axis=1)
        sums -= (sums[:, starts] - entries[:, starts])[:, node]  # each node starts at 0
        return sums, sums[0, ends - 1][node]

    gains = split_gains(map(running_sums, targets), n_left, n, criterion)
    values = np.take_along_axis(columns, order, axis=1)
    gains[:, :-1][values[:, :-1] >= values[:, 1:]] = -np.inf  # no threshold fits between equal values
    gains[:, (n_left == n) | (n_left < min_samples_leaf) | (n - n_left < min_samples_leaf)] = -np.inf
    best = np.maximum.reduceat(gains, starts, axis=1)  # (d, nodes)
    feature = best.argmax(axis=0)
    gain = best[feature, nodes]
    hits = np.flatnonzero(gains[feature[node], position] == gain[node])
    at = hits[np.searchsorted(node[hits], nodes)]  # the first hit of each node
    low, high = values[feature, at], values[feature, np.minimum(at + 1, ends - 1)]
    middle = low / 2 + high / 2
    return feature, np.where(middle < high, middle, low), gain, n_left[at]


def summarize(y, rows, sizes, criterion):
    """What each node would say as a leaf, (k, nodes), how mixed it is, (nodes,), and the targets for `best_splits`.

    y : (k, n)      rows : (m,), node after node      Numbers lose the mean of their node: small sums keep their digits.
    """
    starts = np.cumsum(sizes) - sizes
    if criterion != "squared_error":
        counts = np.add.reduceat(y[:, rows], starts, axis=1)
        return counts / sizes, impurity_of(counts, criterion), y
    node = np.repeat(np.arange(len(sizes)), sizes)
    first = y[:, rows[starts]]  # measured from the first value, a node of equal values has exactly the impurity 0
    value = first + np.add.reduceat(y[:, rows] - first[:, node], starts, axis=1) / sizes
    centered = np.zeros_like(y)
    centered[:, rows] = y[:, rows] - value[:, node]
    return value, np.add.reduceat(centered[0, rows] ** 2, starts) / sizes, centered


def best_split(X, y, criterion="gini"):
    """The question "is feature <= threshold?" with the largest gain, over all features and midpoints.

    X : (n, d)      y : (n,) labels, or numbers for "squared_error"      returns : feature, threshold, gain
    Equal gains (entropy: to rounding): the first feature, the lowest threshold. All rows equal: None, None, 0.0.
    """
    X, y = check_data(X, y, criterion)
    columns, sizes = np.ascontiguousarray(X.T), np.array([len(X)])
    targets = summarize(y, np.arange(len(X)), sizes, criterion)[2]
    order = np.argsort(columns, axis=1, kind="stable")
    feature, threshold, gain, _ = (part[0] for part in best_splits(columns, order, targets, sizes, criterion))
    return (None, None, 0.0) if gain == -np.inf else (int(feature), float(threshold), float(gain))


# 4. Growing


def part_rows(columns, order, sizes, feature, threshold):
    """The order of the next level: every node that splits becomes its left and then its right child, still sorted."""
    node = np.repeat(np.arange(len(sizes)), sizes)
    stays = feature[node] >= 0
    order, node = order[:, stays], node[stays]
    child = np.empty(columns.shape[1], dtype=np.min_scalar_type(2 * len(sizes)))  # small integers sort fastest
    child[order[0]] = 2 * node + (columns[feature[node], order[0]] > threshold[node])
    return np.take_along_axis(order, np.argsort(child[order], axis=1, kind="stable"), axis=1)


def grow(X, y, criterion, max_depth, min_samples_split, min_samples_leaf):
    """A Tree from X (n, d), y (k, n): each feature is sorted once, and all nodes of a level are split in one go."""
    columns = np.ascontiguousarray(X.T)
    order = np.argsort(columns, axis=1, kind="stable")
    sizes, starts, levels, n_nodes = np.array([len(X)]), np.array([0]), [], 1
    while len(sizes):
        value, impurity, targets = summarize(y, order[0], sizes, criterion)
        feature, threshold, gain, n_left = best_splits(columns, order, targets, sizes, criterion, min_samples_leaf)
        inner = (gain > -np.inf) & (impurity > 0) & (sizes >= min_samples_split)
        inner &= max_depth is None or len(levels) < max_depth
        feature, threshold = np.where(inner, feature, -1), np.where(inner, threshold, np.nan)
        left = np.where(inner, n_nodes + 2 * (np.cumsum(inner) - 1), -1)
        depth = np.full(len(sizes), len(levels))
        levels.append((feature, threshold, left, left + inner, sizes, impurity, value.T, depth, starts))
        order = part_rows(columns, order, sizes, feature, threshold)
        starts = np.stack([starts, starts + n_left], axis=1)[inner].ravel()
        sizes = np.stack([n_left, sizes - n_left], axis=1)[inner].ravel()
        n_nodes += len(sizes)
    *tree, starts = (np.concatenate(parts) for parts in zip(*levels, strict=True))
    old = np.lexsort((tree[-1], starts))  # by the first sample, and the parent before its child
    tree = Tree(*(part[old] for part in tree))
    new = np.append(np.argsort(old), -1)  # -1 stays -1
    return tree._replace(left=new[tree.left], right=new[tree.right])


def find_leaves(tree, X):
    """The leaf (m,) that each row of X reaches: all rows take a step at once, and leaves lead to themselves."""
    inner, nodes = tree.left >= 0, np.arange(len(tree.left))
    feature, threshold = np.where(inner, tree.feature, 0), np.where(inner, tree.threshold, np.inf)
    children = np.where(inner, [tree.left, tree.right], nodes).T.ravel()
    rows, node, leaf = np.arange(len(X)), np.zeros(len(X), dtype=int), np.zeros(len(X), dtype=int)
    entries, row_starts = X.ravel(), rows * X.shape[1]
    while len(rows):
        for _ in range(4):  # several steps before the rows that have arrived are put aside: that costs time too
            right = entries.take(row_starts + feature.take(node)) > threshold.take(node)
            node = children.take(2 * node + right)
        leaf[rows] = node
        still = np.flatnonzero(inner.take(node))
        rows, node, row_starts = rows.take(still), node.take(still), row_starts.take(still)
    return leaf


def importances(tree, n_features):
    """Share of each feature in the impurity that all splits take away, (d,); zeros for a tree without splits."""
    risk, inner = tree.n_samples * tree.impurity, tree.left >= 0
    gains = risk[inner] - risk[tree.left[inner]] - risk[tree.right[inner]]
    sums = np.bincount(tree.feature[inner], weights=gains, minlength=n_features)
    return sums / sums.sum() if sums.sum() > 0 else sums


class DecisionTree:
    """What both trees share. After fit: tree_ (a Tree), feature_importances_ (d,), and classes_ if y holds labels."""

    def __init__(
        self, criterion="squared_error", max_depth=None, min_samples_split=2, min_samples_leaf=1, ccp_alpha=0.0
    ):
        if criterion not in self.criteria:
            raise ValueError(f"criterion must be one of {self.criteria}, got {criterion!r}")
        check_count("max_depth", 1 if max_depth is None else max_depth, least=1)
        check_count("min_samples_split", min_samples_split, least=2)
        check_count("min_samples_leaf", min_samples_leaf, least=1)
        if not 0 <= ccp_alpha < np.inf:
            raise ValueError(f"ccp_alpha must be a finite number, 0 or more, got {ccp_alpha}")
        self.criterion, self.max_depth, self.ccp_alpha = criterion, max_depth, ccp_alpha
        self.min_samples_split, self.min_samples_leaf = min_samples_split, min_samples_leaf

    def _grow(self, X, y):
        X, targets = check_data(X, y, self.criterion)
        return grow(X, targets, self.criterion, self.max_depth, self.min_samples_split, self.min_samples_leaf)

    def fit(self, X, y):
        """X : (n, d) finite numbers      y : (n,) labels or numbers      returns : the tree itself"""
        tree = self._grow(X, y)
        self.tree_ = prune(tree, self.ccp_alpha) if self.ccp_alpha > 0 else tree
        self.feature_importances_ = importances(self.tree_, np.shape(X)[1])
        if self.criterion != "squared_error":
            self.classes_ = np.unique(y)
        return self

    def nodes(self):
        """The fitted Tree; raises ValueError before fit."""
        if not hasattr(self, "tree_"):
            raise ValueError("this tree has not been fitted: call fit(X, y) first")
        return self.tree_

    def get_depth(self):
        """Questions on the longest way from the root to a leaf."""
        return int(self.nodes().depth.max())

    def get_n_leaves(self):
        return int(np.sum(self.nodes().left < 0))

    def look_up(self, answers, X):
        """The entry of `answers` (nodes, ...) at the leaf that each row of X (m, d) reaches."""
        X, n_features = check_table(X), len(self.feature_importances_)
        if X.shape[1] != n_features:
            raise ValueError(f"X must have {n_features} features, as in fit, got the shape {X.shape}")
        return answers[find_leaves(self.tree_, X)]

    def cost_complexity_pruning_path(self, X, y):
        """ccp_alphas and impurities (steps,): when a branch falls, what all leaves then cost; first the full tree."""
        return PruningPath(*np.array([step[:2] for step in weakest_links(self._grow(X, y))]).T)


class DecisionTreeClassifier(DecisionTree):
    """A tree whose leaves hold the shares of the classes (Breiman et al. 1984)."""

    criteria = ("gini", "entropy")

    def __init__(self, criterion="gini", max_depth=None, min_samples_split=2, min_samples_leaf=1, ccp_alpha=0.0):
        super().__init__(criterion, max_depth, min_samples_split, min_samples_leaf, ccp_alpha)

    def predict_proba(self, X):
        """Shares of the classes in each row's leaf, (m, classes), in the order of classes_."""
        return self.look_up(self.nodes().value, X)

    def predict(self, X):
        """The most frequent label of each row's leaf, (m,); where several are, the first of them."""
        most_frequent = self.nodes().value.argmax(axis=1)
        return self.look_up(self.classes_[most_frequent], X)


class DecisionTreeRegressor(DecisionTree):
    """A tree whose leaves hold the mean of their targets."""

    criteria = ("squared_error",)

    def predict(self, X):
        """The mean target of each row's leaf, (m,)."""
        return self.look_up(self.nodes().value[:, 0], X)


# 5. Pruning


def weakest_links(tree):
    """Cut the branch that saves the least impurity per leaf, again and again (Breiman et al. 1984, chapter 3).

    yields : alpha, the impurity of all leaves, and which nodes still ask a question; first for the full tree
    """
    risk = tree.n_samples * tree.impurity / tree.n_samples[0]  # a node's share of the impurity, as a leaf
    inner, nodes = tree.left >= 0, np.arange(len(tree.left))
    end = nodes + 1  # in this order of the nodes, the branch below a node is nodes[node : end]
    for node in nodes[inner][::-1]:
        end[node] = end[tree.right[node]]
    branch_risk, n_leaves = np.zeros(len(nodes)), np.zeros(len(nodes), dtype=int)
    for leaf in nodes[~inner]:
        above = (nodes <= leaf) & (leaf < end)
        branch_risk[above] += risk[leaf]
        n_leaves[above] += 1
    yield 0.0, branch_risk[0], inner.copy()
    while inner[0]:
        alphas = np.where(inner, (risk - branch_risk) / np.maximum(n_leaves - 1, 1), np.inf)
        weakest = alphas.argmin()
        above = (nodes <= weakest) & (weakest < end)
        branch_risk[above] += risk[weakest] - branch_risk[weakest]
        n_leaves[above] -= n_leaves[weakest] - 1
        inner[weakest : end[weakest]] = False
        yield alphas[weakest], branch_risk[0], inner.copy()


def prune(tree, ccp_alpha):
    """The smallest of the trees with the least impurity + ccp_alpha * leaves."""
    for alpha, _, still_asks in weakest_links(tree):
        if alpha > ccp_alpha:
            break
        inner = still_asks
    kept = np.zeros(len(inner), dtype=bool)
    kept[0] = kept[tree.left[inner]] = kept[tree.right[inner]] = True
    new = np.cumsum(kept) - 1
    asks = [np.where(inner, part, -1)[kept] for part in (tree.feature, new[tree.left], new[tree.right])]
    return Tree(asks[0], np.where(inner, tree.threshold, np.nan)[kept], *asks[1:], *(part[kept] for part in tree[4:]))


def export_text(tree, feature_names=None, max_depth=10):
    """The questions as indented text, to the letter as scikit-learn's; branches below max_depth are cut short."""
    nodes, n_features = tree.nodes(), len(tree.feature_importances_)
    names = [f"feature_{i}" for i in range(n_features)] if feature_names is None else list(feature_names)
    if len(names) != n_features:
        raise ValueError(f"feature_names must hold {n_features} names, got {len(names)}")

    def lines(node, depth):
        indent = "|   " * depth + "|---"
        feature, threshold, value = nodes.feature[node], nodes.threshold[node], nodes.value[node]
        says = f"class: {tree.classes_[value.argmax()]}" if hasattr(tree, "classes_") else f"value: [{value[0]:.2f}]"
        if feature < 0:
            return [f"{indent} {says}"]
        if depth > max_depth:
            below = nodes.depth[node + 1 :]
            deepest = below[: np.argmax(np.append(below, 0) <= depth)].max()  # up to where the branch ends
            return [f"{indent} truncated branch of depth {deepest - depth + 1}"]
        left, right = lines(nodes.left[node], depth + 1), lines(nodes.right[node], depth + 1)
        question = f"{indent} {names[feature]}"
        return [f"{question} <= {threshold:.2f}", *left, f"{question} >  {threshold:.2f}", *right]

    return "\n".join(lines(0, 0)) + "\n"


# What the README shows

DAYS = "SHHWN SHHSN OHHWY RMHWY RCNWY RCNSN OCNSY SMHWN SCNWY RMNWY SMNSY OMHSY OHNWY RMHSN"  # Quinlan 1986
LIMITS = [{"max_depth": depth} for depth in (1, 2, 3, 4, 6, 8, 10, 12)] + [{}]
LIMITS += [{"ccp_alpha": alpha} for alpha in (0.002, 0.004, 0.006, 0.01, 0.015, 0.02, 0.03)]


def show_the_tennis():
    """README section 2: what each question tells about the game, for all days and inside two branches."""
    *answers, play = np.array([list(day) for day in DAYS.split()]).T
    parts = [np.full(len(play), True), answers[0] == "S", answers[0] == "R"]
    print("Shall we play tennis? What each question tells, in bits:")
    print("                all 14 days   5 sunny days   5 rainy days")
    print(f"  {'to be told':12s}" + "".join(f"{entropy(play[part]):15.4f}" for part in parts))
    gains = [[information_gain(play[part], answer[part]) for part in parts] for answer in answers]
    for name, row in zip(("outlook", "temperature", "humidity", "wind"), gains, strict=True):
        print(f"  {name:12s}" + "".join(f"{gain:15.4f}" for gain in row))
    return {"gains": gains}


def inside(X):
    return (X**2).sum(axis=1) < 2 / np.pi


def noisy_disk(n, rng):
    """Points in a square, label 1 inside a disk of half its area; then a fifth of all labels are turned over."""
    X = rng.uniform(-1, 1, size=(n, 2))
    return X, inside(X) ^ (rng.random(n) < 0.2)


def contest(seed):
    """Leaves, and accuracy on 300 old, 300 validation and 2000 new points: of LIMITS, the usual label, the disk."""
    rng = np.random.default_rng(seed)
    data = [noisy_disk(n, rng) for n in (300, 300, 2000)]
    trees = [DecisionTreeClassifier(**limit).fit(*data[0]) for limit in LIMITS]
    scores = [[tree.get_n_leaves(), *(np.mean(tree.predict(X) == y) for X, y in data)] for tree in trees]
    usual = data[0][1].mean() > 0.5
    return [*scores, [1, *(np.mean(y == usual) for _, y in data)], [0, *(np.mean(y == inside(X)) for X, y in data)]]


def show_the_disk():
    """README sections 4 and 5: trees held back by depth or by alpha, on old and new points; returns all scores."""
    runs = np.array([contest(seed) for seed in range(20)])  # (seeds, trees + 1, 4)
    means = runs.mean(axis=0)
    print("\nA disk, a fifth of the labels turned over, 300 points. Means over 20 data sets:")
    print("                      leaves   training   new points")
    names = ["".join(f"{key} {value}" for key, value in limit.items()) or "no limit" for limit in LIMITS]
    for name, (leaves, train, _, new) in zip([*names, "the usual label", "the disk itself"], means, strict=True):
        print(f"  {name:18s} {leaves:8.0f} {train:10.3f} {new:12.3f}")
    for name, first, last in (("max_depth", 0, 8), ("ccp_alpha", 8, len(LIMITS))):
        best = first + runs[:, first:last, 2].argmax(axis=1)
        chosen, wins = runs[np.arange(20), best, 3], np.sum(runs[np.arange(20), best, 3] > runs[:, 8, 3])
        print(f"{name} chosen on validation points: {chosen.mean():.3f}, better than no limit in {wins} of 20")
    return runs


def draw_the_boxes():
    """README section 4: what three trees say everywhere in the square."""
    X, y = noisy_disk(300, np.random.default_rng(0))
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 300)] * 2), axis=-1).reshape(-1, 2)
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.4), layout="constrained", sharey=True)
    for ax, (title, limit) in zip(axes, (("max_depth 2", 1), ("no limit", 8), ("ccp_alpha 0.01", 12)), strict=True):
        tree = DecisionTreeClassifier(**LIMITS[limit]).fit(X, y)
        says = tree.predict(grid).reshape(300, 300)
        ax.imshow(says, origin="lower", extent=(-1, 1, -1, 1), cmap="coolwarm", alpha=0.35)
        ax.scatter(*X.T, c=y, cmap="coolwarm", s=6)
        ax.set(xlabel="$x_1$", title=f"{title}: {tree.get_n_leaves()} leaves")
    axes[0].set(ylabel="$x_2$")
    return fig


def draw_the_curves(runs):
    """README sections 4 and 5: accuracy over depth and over alpha, means over the data sets."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", sharey=True)
    for ax, name, part in ((axes[0], "max_depth", slice(0, 8)), (axes[1], "ccp_alpha", slice(8, None))):
        limits = [limit.get(name, 0) for limit in LIMITS[part]]
        for column, data in ((1, "training"), (3, "new points")):
            ax.plot(limits, runs[:, :-2, column].mean(axis=0)[part], "o-", markersize=4, label=data)
        ax.axhline(runs[:, -1, 3].mean(), color="k", linestyle=":", label="the disk itself")
        ax.set(xlabel=name)
        ax.grid(alpha=0.3)
    axes[0].set(ylabel="accuracy")
    axes[1].legend()
    return fig


def main():
    results, runs = show_the_tennis(), show_the_disk()
    FIGURES.mkdir(exist_ok=True)
    for name, fig in (("boxes.png", draw_the_boxes()), ("curves.png", draw_the_curves(runs))):
        fig.savefig(FIGURES / name, dpi=110)
        print(f"figure: figures/{name}")
    return results | {"accuracy on new points": runs.mean(axis=0)[:, 3]}


if __name__ == "__main__":
    main()
