# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 11: decision trees. Twenty questions, each chosen because its answer tells the most.

Run me:    python decision_trees.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from collections import namedtuple
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt
from matplotlib.colors import ListedColormap

# 2. How mixed is a group?


def class_shares(y):
    """The share of each class that occurs in y (n,)."""
    return np.unique(y, return_counts=True)[1] / len(y)


def entropy(y):
    """The average surprise of a label drawn from y (n,), in bits (Shannon 1948)."""
    p = class_shares(check_labels("y", y))
    return float(np.sum(p * np.log2(1 / p)))


def gini(y):
    """The chance that two labels drawn from y (n,), the first put back, differ (Breiman et al. 1984)."""
    p = class_shares(check_labels("y", y))
    return float(1 - np.sum(p**2))


def information_gain(y, groups):
    """Bits that a question tells about y (n,): the entropy of y minus its mean in the branches.

    groups : (n,), the branch that each row takes      source: ID3, Quinlan 1986
    """
    y = check_labels("y", y)
    groups = check_labels("groups", groups, n=len(y))
    gain = entropy(y)
    for branch in np.unique(groups):
        inside = y[groups == branch]
        gain -= len(inside) / len(y) * entropy(inside)
    return gain


# 3. The best split


def naive_best_split(X, y, impurity):
    """The split with the largest gain, by trying all of them; `impurity` takes the labels of a group."""
    best = None, None, -np.inf
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            gain = impurity(y) - left.mean() * impurity(y[left]) - (~left).mean() * impurity(y[~left])
            if gain > best[2]:
                best = feature, threshold, gain
    return best


def targets_of(y, criterion):
    """What a tree averages, (n, k): labels as rows of 0 and 1 with the 1 at their class, numbers as one column."""
    if criterion == "squared_error":
        return y[:, None]
    return (y[:, None] == np.unique(y)).astype(float)


def running_impurity(targets, criterion):
    """Impurity of the first row, of the first two, ..., of all n rows: (n,) for targets (n, k)."""
    n = np.arange(1, len(targets) + 1)[:, None]
    if criterion == "squared_error":
        y = targets - targets[0]  # a shift changes no variance, and equal numbers now have exactly the variance 0
        variance = np.cumsum(y**2, axis=0) / n - (np.cumsum(y, axis=0) / n) ** 2
        return variance[:, 0]
    p = np.cumsum(targets, axis=0) / n  # (n, classes)
    if criterion == "gini":
        return 1 - np.sum(p**2, axis=1)
    return np.sum(p * np.log2(1 / np.where(p > 0, p, 1)), axis=1)  # 0 log 0 counts as 0


def best_threshold(x, targets, criterion, min_samples_leaf):
    """The threshold on one feature x (n,) with the largest gain, and that gain; None, -inf where there is none."""
    order = np.argsort(x, kind="stable")
    x, targets = x[order], targets[order]
    left = running_impurity(targets, criterion)  # of the first 1, 2, ..., n rows
    right = running_impurity(targets[::-1], criterion)[::-1]  # of the last n, ..., 2, 1 rows
    n = len(x)
    n_left = np.arange(1, n)
    n_right = n - n_left
    gains = left[-1] - n_left / n * left[:-1] - n_right / n * right[1:]

    allowed = (x[:-1] < x[1:]) & (n_left >= min_samples_leaf) & (n_right >= min_samples_leaf)
    if not allowed.any():
        return None, -np.inf
    best = np.where(allowed, gains, -np.inf).argmax()
    threshold = x[best] / 2 + x[best + 1] / 2
    if threshold == x[best + 1]:  # between two neighboring floats there is no midpoint
        threshold = x[best]
    return float(threshold), float(gains[best])


def find_best_split(X, targets, criterion, min_samples_leaf):
    """Feature, threshold and gain of the best split, one feature after the other; None, None, -inf if there is none."""
    best = None, None, -np.inf
    for feature in range(X.shape[1]):
        threshold, gain = best_threshold(X[:, feature], targets, criterion, min_samples_leaf)
        if gain > best[2]:
            best = feature, threshold, gain
    return best


def best_split(X, y, criterion="gini"):
    """The question "is feature <= threshold?" with the largest gain, over all features and midpoints.

    X : (n, d)      y : (n,) labels, or numbers for "squared_error"      returns : feature, threshold, gain
    Of equal gains the first feature and the lowest threshold, as far as rounding lets them be equal.
    No row differs from another: None, None, 0.0.
    """
    check_criterion(criterion, ("gini", "entropy", "squared_error"))
    X, y = check_data(X, y, criterion)
    feature, threshold, gain = find_best_split(X, targets_of(y, criterion), criterion, min_samples_leaf=1)
    return feature, threshold, max(gain, 0.0)  # rounding may leave -1e-17


# 4. Growing


@dataclass
class Leaf:
    """Where a walk ends. value (k,) : the shares of the classes, or the mean, over its n_samples training rows."""

    value: np.ndarray
    impurity: float
    n_samples: int


@dataclass
class Split:
    """A question: rows with X[:, feature] <= threshold go left. leaf : what would stand here without the question."""

    feature: int
    threshold: float
    gain: float
    leaf: Leaf
    left: "Leaf | Split"
    right: "Leaf | Split"


class DecisionTree:
    """What both trees share. After fit: root_ (a Split or a Leaf), feature_importances_ (d,), n_features_in_."""

    criteria = ("squared_error",)

    def __init__(
        self, criterion="squared_error", max_depth=None, min_samples_split=2, min_samples_leaf=1, ccp_alpha=0.0
    ):
        check_criterion(criterion, self.criteria)
        check_at_least("max_depth", 1 if max_depth is None else max_depth, 1)
        check_at_least("min_samples_split", min_samples_split, 2)
        check_at_least("min_samples_leaf", min_samples_leaf, 1)
        check_at_least("ccp_alpha", ccp_alpha, 0)
        self.criterion = criterion
        self.max_depth = max_depth
        self.min_samples_split = min_samples_split
        self.min_samples_leaf = min_samples_leaf
        self.ccp_alpha = ccp_alpha

    def grow(self, X, targets, depth=0):
        """A Leaf, or a Split with a tree grown in the same way on either side. X : (n, d)      targets : (n, k)"""
        impurity = running_impurity(targets, self.criterion)[-1]
        leaf = Leaf(targets.mean(axis=0), impurity, len(targets))
        too_deep = self.max_depth is not None and depth >= self.max_depth
        if impurity == 0 or too_deep or len(targets) < self.min_samples_split:
            return leaf
        feature, threshold, gain = find_best_split(X, targets, self.criterion, self.min_samples_leaf)
        if feature is None:
            return leaf
        left = X[:, feature] <= threshold
        left_branch = self.grow(X[left], targets[left], depth + 1)
        right_branch = self.grow(X[~left], targets[~left], depth + 1)
        return Split(feature, threshold, gain, leaf, left_branch, right_branch)

    def fit(self, X, y):
        """X : (n, d) finite numbers      y : (n,) labels or numbers      returns : the tree itself"""
        X, y = check_data(X, y, self.criterion)
        if self.criterion != "squared_error":
            self.classes_ = np.unique(y)
        self.root_ = self.grow(X, targets_of(y, self.criterion))
        if self.ccp_alpha > 0:
            self.root_ = prune(self.root_, self.ccp_alpha, len(X))
        self.n_features_in_ = X.shape[1]
        self.feature_importances_ = importances(self.root_, X.shape[1])
        return self

    def leaf_values(self, X):
        """The value of the leaf that each row of X (m, d) reaches, (m, k)."""
        X = check_new_rows(self, X)
        return walk_down(self.root_, X)

    def get_depth(self):
        """Questions on the longest way from the root to a leaf."""
        check_fitted(self)
        return depth_of(self.root_)

    def get_n_leaves(self):
        check_fitted(self)
        return len(leaves_of(self.root_))

    def cost_complexity_pruning_path(self, X, y):
        """ccp_alphas and impurities (steps,): when a branch falls, what all leaves then cost; first the full tree."""
        X, y = check_data(X, y, self.criterion)
        full = self.grow(X, targets_of(y, self.criterion))
        steps = [(alpha, risk(leaves_of(root), len(X))) for alpha, root in weakest_links(full, len(X))]
        return PruningPath(*np.transpose(steps))


def walk_down(node, X):
    """The value of the leaf that each row of X (m, d) reaches, (m, k): every split sends its rows two ways."""
    if isinstance(node, Leaf):
        return np.tile(node.value, (len(X), 1))
    values = np.empty((len(X), len(node.leaf.value)))
    left = X[:, node.feature] <= node.threshold
    values[left] = walk_down(node.left, X[left])
    values[~left] = walk_down(node.right, X[~left])
    return values


class DecisionTreeClassifier(DecisionTree):
    """A tree whose leaves hold the shares of the classes (Breiman et al. 1984). After fit also: classes_."""

    criteria = ("gini", "entropy")

    def __init__(self, criterion="gini", max_depth=None, min_samples_split=2, min_samples_leaf=1, ccp_alpha=0.0):
        super().__init__(criterion, max_depth, min_samples_split, min_samples_leaf, ccp_alpha)

    def predict_proba(self, X):
        """Shares of the classes in each row's leaf, (m, classes), in the order of classes_."""
        return self.leaf_values(X)

    def predict(self, X):
        """The majority class of each row's leaf, (m,); of equally frequent ones the first."""
        majority = self.predict_proba(X).argmax(axis=1)
        return self.classes_[majority]


class DecisionTreeRegressor(DecisionTree):
    """A tree whose leaves hold the mean of their training rows."""

    def predict(self, X):
        """The mean in each row's leaf, (m,)."""
        return self.leaf_values(X)[:, 0]


def depth_of(node):
    """Questions on the longest way from this node to a leaf."""
    if isinstance(node, Leaf):
        return 0
    return 1 + max(depth_of(node.left), depth_of(node.right))


def leaves_of(node):
    """All leaves below a node, from left to right."""
    if isinstance(node, Leaf):
        return [node]
    return leaves_of(node.left) + leaves_of(node.right)


def splits_of(node):
    """All splits below a node, itself first, then its left and its right branch."""
    if isinstance(node, Leaf):
        return []
    return [node, *splits_of(node.left), *splits_of(node.right)]


def importances(root, n_features):
    """Share of each feature in the impurity that all splits take away, (d,); zeros for a tree without splits."""
    sums = np.zeros(n_features)
    for split in splits_of(root):
        sums[split.feature] += split.leaf.n_samples * split.gain
    return sums / sums.sum() if sums.sum() > 0 else sums


def export_text(tree, feature_names=None):
    """The questions as indented text, in scikit-learn's form."""
    check_fitted(tree)
    names = [f"feature_{i}" for i in range(tree.n_features_in_)] if feature_names is None else list(feature_names)
    check_names(names, tree.n_features_in_)

    def lines(node, indent):
        if isinstance(node, Split):
            question = f"{indent}|--- {names[node.feature]}"
            left, right = lines(node.left, indent + "|   "), lines(node.right, indent + "|   ")
            return [f"{question} <= {node.threshold:.2f}", *left, f"{question} >  {node.threshold:.2f}", *right]
        if tree.criterion == "squared_error":
            return [f"{indent}|--- value: [{node.value[0]:.2f}]"]
        return [f"{indent}|--- class: {tree.classes_[node.value.argmax()]}"]

    return "\n".join(lines(tree.root_, "")) + "\n"


# 5. Pruning

PruningPath = namedtuple("PruningPath", "ccp_alphas impurities")


def risk(leaves, n):
    """R: the impurity of some leaves, each weighted by its share of the n training rows."""
    return sum(leaf.n_samples / n * leaf.impurity for leaf in leaves)


def effective_alpha(split, n):
    """alpha_t: the impurity that the branch below a split takes away, for each of its extra leaves."""
    leaves = leaves_of(split)
    return (risk([split.leaf], n) - risk(leaves, n)) / (len(leaves) - 1)


def prune(node, alpha, n):
    """The branch with the least R + alpha * leaves: both sides first, and then the node itself may become a leaf."""
    if isinstance(node, Leaf):
        return node
    node = replace(node, left=prune(node.left, alpha, n), right=prune(node.right, alpha, n))
    return node.leaf if effective_alpha(node, n) <= alpha else node


def cut(node, branch):
    """The same tree with the leaf of `branch`, one of its splits, in place of that split."""
    if node is branch:
        return branch.leaf
    if isinstance(node, Leaf):
        return node
    return replace(node, left=cut(node.left, branch), right=cut(node.right, branch))


def weakest_links(root, n):
    """Yields alpha and a tree: the full one at 0, then what is left after each cut of the weakest link."""
    yield 0.0, root
    while isinstance(root, Split):
        weakest = min(splits_of(root), key=lambda split: effective_alpha(split, n))
        root = cut(root, weakest)
        yield effective_alpha(weakest, n), root


# What the README shows

STYLE = {  # one look in all days; the colors are Okabe and Ito's, which every kind of color vision tells apart
    "figure.figsize": (9, 3.6),
    "figure.constrained_layout.use": True,
    "savefig.dpi": 200,
    "axes.prop_cycle": plt.cycler(color=["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.alpha": 0.3,
}
TRAINING = {"color": "#0072B2", "marker": "o", "linestyle": "-"}
NEW = {"color": "#D55E00", "marker": "s", "linestyle": "--"}
TRUTH = {"color": "black", "linestyle": "--"}
FLOOR = {"color": "gray", "linestyle": ":"}
CLASS_0 = {"color": "#56B4E9", "marker": "o"}
CLASS_1 = {"color": "#E69F00", "marker": "^"}

# Quinlan's 14 days (1986), a letter each for outlook, temperature, humidity, wind, and whether tennis was played:
# SHHWN is sunny, hot, high, weak, no
DAYS = "SHHWN SHHSN OHHWY RMHWY RCNWY RCNSN OCNSY SMHWN SCNWY RMNWY SMNSY OMHSY OHNWY RMHSN"
DEPTHS = (1, 2, 3, 4, 6, 8, 10, 12)
ALPHAS = (0.002, 0.004, 0.006, 0.01, 0.015, 0.02, 0.03)
LIMITS = [{"max_depth": depth} for depth in DEPTHS] + [{}] + [{"ccp_alpha": alpha} for alpha in ALPHAS]
NO_LIMIT = len(DEPTHS)


def show_the_tennis():
    """README section 2: what each question tells about the game, for all days and inside two branches."""
    *answers, play = np.array([list(day) for day in DAYS.split()]).T
    parts = [np.full(len(play), True), answers[0] == "S", answers[0] == "R"]
    print("Shall we play tennis? What each question tells, in bits:")
    print("                all 14 days   5 sunny days   5 rainy days")
    print(f"  {'entropy':12s}" + "".join(f"{entropy(play[part]):15.4f}" for part in parts))
    gains = []
    for name, answer in zip(("outlook", "temperature", "humidity", "wind"), answers, strict=True):
        gains.append([information_gain(play[part], answer[part]) for part in parts])
        print(f"  {name:12s}" + "".join(f"{gain:15.4f}" for gain in gains[-1]))
    return {"gains": gains}


def name_of(limit):
    return "".join(f"{key} {value}" for key, value in limit.items()) or "no limit"


def inside(X):
    return (X**2).sum(axis=1) < 2 / np.pi


def noisy_disk(n, rng):
    """Points in a square, class 1 inside a disk of half its area; then each label is flipped with probability 0.2."""
    X = rng.uniform(-1, 1, size=(n, 2))
    return X, (inside(X) ^ (rng.random(n) < 0.2)).astype(int)


def contest(seed):
    """Leaves, and accuracy on 300 training, 300 validation and 2000 new points: of LIMITS, the baseline, the disk."""
    rng = np.random.default_rng(seed)
    data = [noisy_disk(n, rng) for n in (300, 300, 2000)]
    scores = []
    for limit in LIMITS:
        tree = DecisionTreeClassifier(**limit).fit(*data[0])
        scores.append([tree.get_n_leaves(), *(np.mean(tree.predict(X) == y) for X, y in data)])
    majority = data[0][1].mean() > 0.5
    scores.append([1, *(np.mean(y == majority) for _, y in data)])
    scores.append([np.nan, *(np.mean(y == inside(X)) for X, y in data)])
    return scores


def show_the_disk():
    """README sections 4 and 5: trees held back by depth or by alpha, on old and new points; returns all scores."""
    runs = np.array([contest(seed) for seed in range(20)])  # (seeds, trees + 2, 4)
    print("\nA disk, a fifth of the labels flipped, 300 training points. Means over 20 data sets:")
    print("                            leaves   training   new points")
    names = [*map(name_of, LIMITS), "majority class (baseline)", "the disk itself"]
    for name, (leaves, train, _, new) in zip(names, runs.mean(axis=0), strict=True):
        count = "" if np.isnan(leaves) else f"{leaves:.0f}"
        print(f"  {name:25s} {count:>6s} {train:10.3f} {new:12.3f}")
    for name, trees in (("max_depth", range(NO_LIMIT)), ("ccp_alpha", range(NO_LIMIT, len(LIMITS)))):
        new = [run[trees[run[trees, 2].argmax()], 3] for run in runs]  # of the tree that is best on validation points
        wins = np.sum(new > runs[:, NO_LIMIT, 3])
        print(f"{name} chosen on validation points: {np.mean(new):.3f}, better than no limit in {wins} of 20")
    return runs


def draw_branch(ax, node, tell, first=0, depth=0):
    """Draw a branch as a tree, its leaves at x = first, first + 1, ...; returns x of its top, and of the next leaf.

    tell : function, a node and its x -> the words in its box and their background
    """
    if isinstance(node, Leaf):
        x, following = first, first + 1
    else:
        left, following = draw_branch(ax, node.left, tell, first, depth + 1)
        right, following = draw_branch(ax, node.right, tell, following, depth + 1)
        x = (left + right) / 2
        for child, answer in ((left, "yes"), (right, "no")):
            ax.plot([x, child], [-depth, -depth - 1], color="gray", zorder=1)
            background = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            ax.text((x + child) / 2, -depth - 0.5, answer, ha="center", va="center", bbox=background)
    words, color = tell(node, x)
    ax.text(x, -depth, words, ha="center", va="center", bbox={"boxstyle": "round", "facecolor": color})
    ax.set_axis_off()
    return x, following


def tell_leaf(leaf):
    """What stands in a leaf's box: its majority class, and how many of its rows are of that class."""
    label = leaf.value.argmax()
    right = round(leaf.value[label] * leaf.n_samples)
    return f"class {label}\n{right} of {leaf.n_samples}", (CLASS_0, CLASS_1)[label]["color"]


def boxes_of(node, low, high):
    """The lower and the upper corner of the box of every leaf, from left to right in the tree."""
    if isinstance(node, Leaf):
        return [(low, high)]
    left_high, right_low = high.copy(), low.copy()
    left_high[node.feature] = right_low[node.feature] = node.threshold
    return boxes_of(node.left, low, left_high) + boxes_of(node.right, right_low, high)


def draw_regions(ax, tree, X, y):
    """What the tree says everywhere in the square, the training points, and the edge of the true disk."""
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 300)] * 2), axis=-1).reshape(-1, 2)
    colors = ListedColormap([CLASS_0["color"], CLASS_1["color"]])
    says = tree.predict(grid).reshape(300, 300)
    ax.imshow(says, origin="lower", extent=(-1, 1, -1, 1), cmap=colors, alpha=0.35, interpolation="nearest")
    for label, look in enumerate((CLASS_0, CLASS_1)):
        ax.scatter(*X[y == label].T, s=14, edgecolors="black", linewidths=0.5, label=f"class {label}", **look)
    angle = np.linspace(0, 2 * np.pi, 200)
    ax.plot(np.sqrt(2 / np.pi) * np.cos(angle), np.sqrt(2 / np.pi) * np.sin(angle), label="true disk", **TRUTH)
    ax.grid(visible=False)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", xticks=(-1, 0, 1), yticks=(-1, 0, 1))


def draw_the_tree():
    """README section 4: a tree as a tree, and the box of each leaf."""
    X, y = noisy_disk(300, np.random.default_rng(0))
    tree = DecisionTreeClassifier(ccp_alpha=0.015).fit(X, y)

    def tell(node, x):
        if isinstance(node, Split):
            return f"$x_{node.feature + 1} \\leq {node.threshold:.2f}$?", "white"
        words, color = tell_leaf(node)
        return f"{'ABCDE'[x]}: {words}", color

    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.3), width_ratios=(1.2, 1))
    draw_branch(left, tree.root_, tell)
    left.set(title="Four questions, five leaves", xlim=(-0.5, 4.5), ylim=(-4.4, 0.4))
    draw_regions(right, tree, X, y)
    for name, (low, high) in zip("ABCDE", boxes_of(tree.root_, -np.ones(2), np.ones(2)), strict=True):
        right.add_patch(plt.Rectangle(low, *(high - low), fill=False))
        right.text(*(low + high) / 2, name, ha="center", va="center", bbox={"boxstyle": "round", "facecolor": "white"})
    right.set(title="The same tree draws five boxes", anchor="N")
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3)
    return fig


def draw_the_boxes():
    """README section 4: what three trees say everywhere in the square."""
    X, y = noisy_disk(300, np.random.default_rng(0))
    fig, axes = plt.subplots(1, 3, sharey=True, figsize=(9, 3.9))
    shapes = ("a band", {"max_depth": 2}), ("slivers", {}), ("a block", {"ccp_alpha": 0.01})
    for ax, (shape, limit) in zip(axes, shapes, strict=True):
        tree = DecisionTreeClassifier(**limit).fit(X, y)
        draw_regions(ax, tree, X, y)
        ax.set_title(f"{name_of(limit)}\n{tree.get_n_leaves()} leaves draw {shape}")
        ax.label_outer()
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return fig


def draw_the_pruning():
    """README section 5: the tree of section 6 before and after each cut."""
    X, y = np.arange(8.0)[:, None], np.array([0, 0, 0, 0, 1, 1, 1, 0])
    full = DecisionTreeClassifier().fit(X, y).root_

    def tell(node, x):
        if isinstance(node, Split):
            return f"$x \\leq {node.threshold}$?\n$\\alpha_t$ = {effective_alpha(node, len(y)):g}", "white"
        return tell_leaf(node)

    fig, axes = plt.subplots(1, 3, figsize=(9, 3.3))
    titles = "The full tree", "The weakest link is cut", "Only the root is left"
    for ax, title, (alpha, root) in zip(axes, titles, weakest_links(full, len(y)), strict=True):
        draw_branch(ax, root, tell, first=(3 - len(leaves_of(root))) / 2)
        ax.set(title=f"{title}:\n$\\alpha$ from {alpha:g} on", xlim=(-0.5, 2.5), ylim=(-2.4, 0.4))
    return fig


def draw_the_curves(runs):
    """README sections 4 and 5: accuracy over depth and over alpha, means over the data sets."""
    means = runs.mean(axis=0)
    standard_errors = runs.std(axis=0, ddof=1) / np.sqrt(len(runs))
    fig, (left, right) = plt.subplots(1, 2, sharey=True)
    for ax, name, limits, first in ((left, "max_depth", DEPTHS, 0), (right, "ccp_alpha", (0, *ALPHAS), NO_LIMIT)):
        trees = slice(first, first + len(limits))
        for column, look in ((1, TRAINING), (3, NEW)):
            ax.errorbar(limits, means[trees, column], standard_errors[trees, column], markersize=5, capsize=3, **look)
        ax.axhline(means[-1, 3], **TRUTH)
        ax.axhline(means[-2, 3], **FLOOR)
        best = limits[means[trees, 3].argmax()]
        ax.set(title=f"{name}: best on new points at {best}", xlabel=name)
    left.set(ylabel="accuracy")
    left.text(7.5, 0.93, "training points", ha="right", color=TRAINING["color"])
    left.text(12, 0.625, "new points", ha="right", color=NEW["color"])
    left.text(12, means[-1, 3] + 0.01, "the disk itself", ha="right")
    left.text(12, means[-2, 3] + 0.01, "majority class (baseline)", ha="right")
    return fig


def save_figures(figures, redraw):
    """Save to drawn/, which git ignores, or with `redraw` over the README's own pictures in figures/."""
    folder = Path(__file__).with_name("figures" if redraw else "drawn")
    try:
        folder.mkdir(exist_ok=True)
        for name, fig in figures.items():
            fig.savefig(folder / name)
            plt.close(fig)
            print(f"figure: {folder.parent.name}/{folder.name}/{name}")
    except OSError as error:
        print(f"figures not saved: {error.strerror}")


# What the functions refuse


def check_table(X):
    """X as a float array; raises ValueError unless it is a table (n, d), not empty, all finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        holes = np.sum(~np.isfinite(X))
        raise ValueError(f"X must be (n, d), not empty and finite, got shape {X.shape} with {holes} nan or inf")
    return X


def check_labels(name, labels, n=None):
    """Labels as an array; raises ValueError unless they are (n,), at least one, and whole numbers or strings."""
    labels = np.asarray(labels)
    n = labels.size if n is None else n
    whole = labels.dtype.kind != "f" or np.all(np.isfinite(labels) & (labels == np.round(labels)))
    if labels.shape != (n,) or n == 0 or not whole:
        wanted = f"(n,) with n = {n or '1 or more'}, whole numbers or strings"
        raise ValueError(f"{name} must be {wanted}, got shape {labels.shape}: {labels[:5]}")
    return labels


def check_data(X, y, criterion):
    """X (n, d) and y (n,): finite numbers for squared_error, else labels."""
    X = check_table(X)
    if criterion != "squared_error":
        return X, check_labels("y", y, n=len(X))
    y = np.asarray(y, dtype=float)
    if y.shape != (len(X),) or not np.isfinite(y).all():
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, and finite, got shape {y.shape}: {y[:5]}")
    return X, y


def check_criterion(criterion, known):
    if criterion not in known:
        raise ValueError(f"criterion must be one of {known}, got {criterion!r}")


def check_at_least(name, value, least):
    if not least <= value < np.inf:
        raise ValueError(f"{name} must be a finite number, {least} or more, got {value}")


def check_fitted(tree):
    if not hasattr(tree, "root_"):
        raise ValueError("this tree has not been fitted: call fit(X, y) first")


def check_new_rows(tree, X):
    check_fitted(tree)
    X = check_table(X)
    if X.shape[1] != tree.n_features_in_:
        raise ValueError(f"X must have {tree.n_features_in_} features, as in fit, got shape {X.shape}")
    return X


def check_names(names, n_features):
    if len(names) != n_features:
        raise ValueError(f"feature_names must hold {n_features} names, got {len(names)}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 11: decision trees")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results, runs = show_the_tennis(), show_the_disk()
    figures = {
        "tree.png": draw_the_tree(),
        "boxes.png": draw_the_boxes(),
        "pruning.png": draw_the_pruning(),
        "curves.png": draw_the_curves(runs),
    }
    save_figures(figures, options.redraw)
    return results | {"accuracy on new points": runs.mean(axis=0)[:, 3]}


if __name__ == "__main__":
    main(sys.argv[1:])
