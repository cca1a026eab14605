# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 14: the review of week 2. Four classics that the week skipped, and every model of the week in one table.

Run me:    python week2_review.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import math
import os
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_wine, make_blobs, make_moons
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.metrics import adjusted_rand_score
from sklearn.tree import DecisionTreeClassifier

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 3. Nearest neighbors


def squared_distances(A, B):
    """Squared distance of every row of A (a, d) from every row of B (b, d): (a, b)."""
    squares = np.zeros((len(A), len(B)))
    for a, b in zip(A.T, B.T, strict=True):  # column by column
        squares += (a[:, None] - b) ** 2
    return squares


class KNeighborsClassifier:
    """Keeps all rows and lets the nearest ones vote (Fix and Hodges 1951). After fit: classes_."""

    def __init__(self, n_neighbors=5):
        self.n_neighbors = n_neighbors

    def fit(self, X, y):
        """X : (n, d)      y : (n,) labels      returns : the model itself"""
        X, y = check_data(X, y)
        check_between("n_neighbors", self.n_neighbors, 1, len(X))
        self.X_, self.y_ = X, y
        self.classes_, self.n_features_in_ = np.unique(y), X.shape[1]
        return self

    def kneighbors(self, X):
        """Distances to the nearest rows, nearest first, and the numbers of these rows: both (m, n_neighbors)."""
        squares = squared_distances(check_new(self, X), self.X_)  # (m, n)
        distances = np.sqrt(np.sort(squares, axis=1))
        rows = np.argsort(squares, axis=1, kind="stable")  # of equally near rows the earlier one comes first
        return distances[:, : self.n_neighbors], rows[:, : self.n_neighbors]

    def predict_proba(self, X):
        """Shares of the votes, (m, classes), in the order of classes_."""
        _, rows = self.kneighbors(X)
        votes = self.y_[rows]  # (m, n_neighbors)
        return np.mean(votes[:, :, None] == self.classes_, axis=1)

    def predict(self, X):
        """The label with the most votes, (m,); of equals the first in classes_."""
        winners = self.predict_proba(X).argmax(axis=1)
        return self.classes_[winners]


# 4. Gaussian naive Bayes


class GaussianNB:
    """A bell curve for each class and column. After fit: classes_, class_prior_, theta_ (means), var_, epsilon_."""

    def fit(self, X, y):
        """X : (n, d), with two different rows at least      y : (n,) labels      returns : the model itself"""
        X, y = check_data(X, y)
        check_varied(X)
        self.classes_, self.n_features_in_ = np.unique(y), X.shape[1]
        groups = [X[y == label] for label in self.classes_]
        self.epsilon_ = 1e-9 * X.var(axis=0).max()  # so that no variance is 0
        self.class_prior_ = np.array([len(group) / len(X) for group in groups])
        self.theta_ = np.array([group.mean(axis=0) for group in groups])  # (classes, d)
        self.var_ = np.array([group.var(axis=0) for group in groups]) + self.epsilon_
        return self

    def predict_joint_log_proba(self, X):
        """log p(class) + log p(row | class), (m, classes), in the order of classes_."""
        X = check_new(self, X)
        columns = []
        for prior, mean, variance in zip(self.class_prior_, self.theta_, self.var_, strict=True):
            log_bells = -0.5 * (np.log(2 * np.pi * variance) + (X - mean) ** 2 / variance)  # (m, d)
            columns.append(np.log(prior) + log_bells.sum(axis=1))
        return np.column_stack(columns)

    def predict_proba(self, X):
        """p(class | row), (m, classes)."""
        joint = self.predict_joint_log_proba(X)
        shares = np.exp(joint - joint.max(axis=1, keepdims=True))  # else all of them could be rounded to 0
        return shares / shares.sum(axis=1, keepdims=True)

    def predict(self, X):
        """The most probable label, (m,)."""
        winners = self.predict_joint_log_proba(X).argmax(axis=1)
        return self.classes_[winners]


# 5. k-means


def seed_centers(X, n_clusters, rng):
    """Start centers (n_clusters, d), rows of X, drawn by k-means++ (Arthur and Vassilvitskii 2007)."""
    centers = [X[rng.integers(len(X))]]
    while len(centers) < n_clusters:
        squares = squared_distances(X, np.array(centers)).min(axis=1)  # from the nearest center so far
        centers.append(X[rng.choice(len(X), p=squares / squares.sum())])
    return np.array(centers)


def lloyd(X, centers):
    """Assign and average until no row changes its cluster (Lloyd 1957).

    X : (n, d)      centers : (clusters, d)      returns : centers, labels (n,), inertia, number of rounds
    """
    before, n_iter = None, 0
    while True:
        squares = squared_distances(X, centers)  # (n, clusters)
        labels = fill_empty_clusters(squares.argmin(axis=1), squares)
        n_iter += 1
        if np.array_equal(labels, before) or n_iter == 10_000:  # ties broken by rounding might go in circles
            return centers, labels, squares.min(axis=1).sum(), n_iter
        centers = np.array([X[labels == cluster].mean(axis=0) for cluster in range(len(centers))])
        before = labels


def fill_empty_clusters(labels, squares):
    """Labels (n,) where each empty cluster has taken the row farthest from its center, of those that are not alone."""
    labels = labels.copy()
    for empty in np.setdiff1d(np.arange(squares.shape[1]), labels):
        company = np.bincount(labels)[labels] > 1
        farthest = np.where(company, squares.min(axis=1), -1).argmax()
        labels[farthest] = empty
    return labels


class KMeans:
    """Groups without labels. After fit: cluster_centers_, labels_, inertia_ (sum of squared distances), n_iter_."""

    def __init__(self, n_clusters, rng):
        self.n_clusters, self.rng = n_clusters, rng

    def fit(self, X):
        """X : (n, d), n_clusters different rows at least      returns : the model itself, the best of ten starts"""
        X = check_table(X)
        check_between("n_clusters", self.n_clusters, 1, len(np.unique(X, axis=0)))
        runs = [lloyd(X, seed_centers(X, self.n_clusters, self.rng)) for _ in range(10)]
        best = min(runs, key=lambda run: run[2])  # the lowest inertia
        self.cluster_centers_, self.labels_, self.inertia_, self.n_iter_ = best
        self.n_features_in_ = X.shape[1]
        return self

    def predict(self, X):
        """The number of the nearest center, (m,)."""
        return squared_distances(check_new(self, X), self.cluster_centers_).argmin(axis=1)


# 6. Principal components


class PCA:
    """The directions in which X varies most (Pearson 1901); n_components None keeps all of them.

    After fit: components_ (k, d), mean_, singular_values_, explained_variance_, explained_variance_ratio_ (k,).
    """

    def __init__(self, n_components=None):
        self.n_components = n_components

    def fit(self, X):
        """X : (n, d), with two different rows at least      returns : the model itself"""
        X = check_table(X)
        check_varied(X)
        k = min(X.shape) if self.n_components is None else self.n_components
        check_between("n_components", k, 1, min(X.shape))
        self.mean_, self.n_features_in_, self.n_components_ = X.mean(axis=0), X.shape[1], k
        _, S, Vt = np.linalg.svd(X - self.mean_, full_matrices=False)
        self.components_ = np.array([v * np.sign(v[np.abs(v).argmax()]) for v in Vt[:k]])
        self.singular_values_ = S[:k]
        self.explained_variance_ = S[:k] ** 2 / (len(X) - 1)
        self.explained_variance_ratio_ = S[:k] ** 2 / np.sum(S**2)
        return self

    def transform(self, X):
        """The coordinates of X (m, d) along the components: (m, k)."""
        return (check_new(self, X) - self.mean_) @ self.components_.T

    def inverse_transform(self, Z):
        """The rows (m, d) that lie at the coordinates Z (m, k)."""
        return check_new(self, Z, "n_components_") @ self.components_ + self.mean_


# 7. Folds and error bars


def stratified_k_fold(y, k, rng):
    """k pairs (train, test) of row numbers; of n rows of a class, each fold tests floor(n / k) or ceil(n / k).

    y : (n,) labels      k : from 2 to the rows of the largest class; a rarer class is missing from some folds
    """
    y = check_labels(y)
    classes, counts = np.unique(y, return_counts=True)
    check_between("k", k, 2, counts.max())
    deck = np.concatenate([rng.permutation(np.flatnonzero(y == label)) for label in classes])
    fold = np.empty(len(y), dtype=int)
    fold[deck] = np.arange(len(y)) % k  # dealt like cards: to fold 0, 1, ..., k - 1, and again
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


def fold_accuracies(make_model, X, y, folds):
    """The accuracy on each fold's test rows, (folds,). Scaling, too, is learned from the training rows only."""
    accuracies = []
    for train, test in folds:
        mean, spread = X[train].mean(axis=0), X[train].std(axis=0)
        Z = (X - mean) / np.where(spread > 0, spread, 1)  # a column that never changes becomes 0
        model = make_model().fit(Z[train], y[train])
        accuracies.append(np.mean(model.predict(Z[test]) == y[test]))
    return np.array(accuracies)


def corrected_standard_error(values, n_train, n_test):
    """Of the mean of values (J,), one a fold, where training rows overlap (Nadeau and Bengio 2003)."""
    check_values(values, n_train, n_test)
    J = len(values)
    return np.sqrt((1 / J + n_test / n_train) * np.var(values, ddof=1))


# 9. The decision map


def decision_map(scores, n_train, n_test):
    """The best model; all that are as good, up to two standard errors of the gap; and the first of these.

    scores : {model: accuracies (folds,)}, the simplest model first, all on the same folds
    """
    best = max(scores, key=lambda name: round(scores[name].mean(), 9))  # of equals the first, whatever rounding says
    as_good = []
    for name, accuracies in scores.items():
        gap = scores[best] - accuracies  # fold by fold
        if gap.mean() <= 2 * corrected_standard_error(gap, n_train, n_test):
            as_good.append(name)
    return best, as_good, as_good[0]


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
BEST = {"color": "#009E73", "marker": "*", "markersize": 13, "markeredgecolor": "black", "linestyle": "none"}
CLASS_0 = {"color": "#56B4E9", "marker": "o"}
CLASS_1 = {"color": "#E69F00", "marker": "^"}
CENTER = {"color": "black", "marker": "X", "markersize": 13, "markeredgecolor": "white", "linestyle": "none"}

MODELS = {  # from simple to elaborate; the trees draw random numbers, always the same here
    "naive Bayes": GaussianNB,
    "least squares": RidgeClassifier,
    "logistic": lambda: LogisticRegression(max_iter=500),
    "neighbors": KNeighborsClassifier,
    "tree": lambda: DecisionTreeClassifier(min_samples_leaf=3, random_state=0),
    "forest": lambda: RandomForestClassifier(40, random_state=0),
    "AdaBoost": lambda: AdaBoostClassifier(n_estimators=40, random_state=0),
    "boosting": lambda: GradientBoostingClassifier(learning_rate=0.2, n_estimators=25, max_features=5, random_state=0),
}
SHAPES = {
    "blobs": lambda seed: make_blobs(300, centers=[(0, 0), (4, 4)], random_state=seed),
    "moons": lambda seed: make_moons(300, noise=0.05, random_state=seed),
}


def two_groups(n, n_noise, rng):
    """n rows, half of each class; the classes lie 2 apart in two columns, n_noise more columns say nothing."""
    y = np.arange(n) % 2
    X = rng.normal(size=(n, 2 + n_noise))
    X[:, :2] += 2 * y[:, None]
    return X, y


def show_the_useless_columns():
    """README section 3: columns that say nothing, and what they do to distances."""
    best = 0.5 + math.erf(1) / 2
    print(f"200 training rows, 500 new rows, means over 20 data sets; the best in the long run {best:.3f}")
    print("  useless columns   neighbors right   naive Bayes right   nearest / farthest distance")
    results = {}
    for n_noise in (0, 8, 32, 128):
        scores = []
        for seed in range(20):
            rng = np.random.default_rng(seed)
            (X, y), (new_X, new_y) = two_groups(200, n_noise, rng), two_groups(500, n_noise, rng)
            right = [np.mean(make().fit(X, y).predict(new_X) == new_y) for make in (KNeighborsClassifier, GaussianNB)]
            distances = np.sqrt(squared_distances(new_X, X))
            scores.append([*right, np.mean(distances.min(axis=1) / distances.max(axis=1))])
        results[n_noise] = np.mean(scores, axis=0)
        print("  {:15d} {:17.3f} {:19.3f} {:29.2f}".format(n_noise, *results[n_noise]))
    return {"useless columns": results}


def show_the_copies():
    """README section 4: the same two columns, shown several times."""
    print("\nNaive Bayes where each column is there several times: means over 20 data sets")
    print("  copies   how sure   how often right")
    results = {}
    for copies in (1, 2, 5, 20):
        scores = []
        for seed in range(20):
            rng = np.random.default_rng(seed)
            (X, y), (new_X, new_y) = two_groups(200, 0, rng), two_groups(500, 0, rng)
            model, table = GaussianNB().fit(np.repeat(X, copies, axis=1), y), np.repeat(new_X, copies, axis=1)
            scores.append([model.predict_proba(table).max(axis=1).mean(), np.mean(model.predict(table) == new_y)])
        results[copies] = np.mean(scores, axis=0)
        print("  {:6d} {:10.3f} {:17.3f}".format(copies, *results[copies]))
    return {"copies": results}


def inertia_of(X, labels):
    """Sum of the squared distances of the rows from the mean of their own group."""
    groups = [X[labels == label] for label in np.unique(labels)]
    return sum(np.sum((group - group.mean(axis=0)) ** 2) for group in groups)


def show_the_clusters():
    """README section 5: k-means beside the true groups, of round blobs and of two moons."""
    print("\nk-means with 2 centers, 20 data sets each. Adjusted Rand index: 1 for the true groups, 0 for chance")
    print("         adjusted Rand index: mean    least     most   inertia / that of the true groups")
    results = {}
    for shape, make in SHAPES.items():
        scores = []
        for seed in range(20):
            X, y = make(seed)
            model = KMeans(2, np.random.default_rng(seed)).fit(X)
            scores.append((adjusted_rand_score(y, model.labels_), model.inertia_ / inertia_of(X, y)))
        index, inertia = results[shape] = np.transpose(scores)
        print(f"  {shape} {index.mean():30.3f} {index.min():8.3f} {index.max():8.3f} {inertia.mean():24.3f}")
    return {"clusters": results}


def show_the_components(X, y, folds):
    """README section 6: how much of the digits a few components keep, and what the neighbors make of them."""
    majority, results = fold_accuracies(DummyClassifier, X, y, folds).mean(), {}
    print(f"\n500 digits of 64 pixels, some components kept; means over 10 folds; the majority class {majority:.3f}")
    print("  components   variance explained   rebuilt, new rows   neighbors right, new rows")
    for k in (1, 2, 5, 10, 20, 40, 64):
        scores = []
        for train, test in folds:
            pca = PCA(k).fit(X[train])
            Z, new_Z = pca.transform(X[train]), pca.transform(X[test])
            right = np.mean(KNeighborsClassifier().fit(Z, y[train]).predict(new_Z) == y[test])
            lost = np.sum((X[test] - pca.inverse_transform(new_Z)) ** 2) / np.sum((X[test] - pca.mean_) ** 2)
            scores.append((pca.explained_variance_ratio_.sum(), 1 - lost, right))
        results[k] = np.mean(scores, axis=0)
        print("  {:10d} {:20.3f} {:19.3f} {:27.3f}".format(k, *results[k]))
    return {"components": results, "majority digit": majority}


def ten_folds(y, seed=1):
    """Five stratified folds, dealt twice: ten pairs (train, test)."""
    rng = np.random.default_rng(seed)
    return stratified_k_fold(y, 5, rng) + stratified_k_fold(y, 5, rng)


def show_the_error_bars(n_sets=100):
    """README section 7: two models that are equally good by construction; which error bar is honest about it?"""
    right, gaps = [], []
    for seed in range(n_sets):
        X, y = two_groups(100, 0, np.random.default_rng(seed))
        first, second = (fold_accuracies(GaussianNB, X[:, [column]], y, ten_folds(y)) for column in (0, 1))
        right.append((first.mean(), second.mean()))
        gaps.append(first - second)
    (one, other), scatter = np.mean(right, axis=0), np.std(np.mean(gaps, axis=1))
    results = {"right": (one, other), "scatter": scatter}
    print(f"\nTwo equally good models, 100 rows, half of each label, 10 folds, {n_sets} data sets")
    print(f"They are right in {one:.3f} and {other:.3f}. Their gap scatters by {scatter:.3f}")
    print("  standard error            mean size   gap is over two of them")
    for name, n_test in (("as if folds were apart", 0), ("corrected for overlap", 1)):
        errors = np.array([corrected_standard_error(gap, 4, n_test) for gap in gaps])
        results[name] = errors.mean(), np.mean(np.abs(np.mean(gaps, axis=1)) > 2 * errors)
        print("  {:24s} {:10.3f} {:25.3f}".format(name, *results[name]))
    return {"error bars": results}


def contest_data():
    """Three bundled data sets and a generated one, whose label follows a rule with an if: {name: (X, y)}."""
    rng, (X, y) = np.random.default_rng(0), load_digits(return_X_y=True)
    rows, columns = rng.permutation(len(X))[:500], rng.random((400, 10))
    rule = np.where(columns[:, 0] > 0.5, columns[:, 1] > 0.4, columns[:, 2] > 0.6)
    noisy = (rule ^ (rng.random(400) < 0.1)).astype(int)  # one label of ten is wrong
    data = {"wine": load_wine(return_X_y=True), "cancer": load_breast_cancer(return_X_y=True)}
    return data | {"digits": (X[rows], y[rows]), "rule": (columns, noisy)}


def show_the_contest(data):
    """README sections 8 and 9: eight models and the majority class on four data sets, and the map that follows."""
    makers, results, advice = MODELS | {"majority": DummyClassifier}, {}, {}
    for name, (X, y) in data.items():
        folds = ten_folds(y)
        results[name] = {model: fold_accuracies(make, X, y, folds) for model, make in makers.items()}
        advice[name] = decision_map({model: results[name][model] for model in MODELS}, 4, 1)
    print("\nAccuracy on new rows: mean of 10 folds +- its corrected standard error; * as good as the best")
    print(" " * 15 + "".join(f"{name:>19s}" for name in data))
    for model in makers:
        line = f"  {model:13s}"
        for name, scores in results.items():
            line += f"{scores[model].mean():9.3f} +- {corrected_standard_error(scores[model], 4, 1):.3f}"
            line += "*" if model in advice[name][1] else " "
        print(line.rstrip())
    print("\nThe decision map: the best, all that are as good, and the simplest of these")
    for name, (best, as_good, simplest) in advice.items():
        print(f"  {name:6s} best: {best}; as good: {', '.join(as_good)}; take: {simplest}")
    return {"contest": {"results": results, "advice": advice}}


def show_how_firm_the_map_is(X, y):
    """README section 9: the same two models on the same rows, dealt anew eight times."""
    print("\nThe cancer rows dealt anew eight times, two models only:")
    verdicts = []
    for seed in range(8):
        folds = ten_folds(y, seed)
        pair = {name: fold_accuracies(MODELS[name], X, y, folds) for name in ("least squares", "logistic")}
        best, as_good, _ = decision_map(pair, 4, 1)
        verdicts.append((best == "logistic", best == "logistic" and len(as_good) == 1))
    ahead, clearly = np.sum(verdicts, axis=0)
    print(f"  logistic is ahead {ahead} times, and by more than two standard errors {clearly} times")
    return {"logistic ahead": ahead, "clearly": clearly}


def draw_rows(ax, X, y, title):
    """The rows of two classes, told apart by color and by shape."""
    for label, look in enumerate((CLASS_0, CLASS_1)):
        ax.scatter(*X[y == label].T, **look, s=36, edgecolor="black", linewidth=0.5, zorder=2)
    ax.set(title=title, xlabel="$x_1$", aspect="equal")


def draw_the_neighbors():
    """README section 3: who votes, and the border for one neighbor and for many."""
    X, y = two_groups(40, 0, np.random.default_rng(25))
    fig, (left, *others) = plt.subplots(1, 3, sharex=True, sharey=True)
    new = np.array([0.9, 1.25])
    distances, rows = KNeighborsClassifier(5).fit(X, y).kneighbors([new])
    for row in rows[0]:
        left.plot(*np.array([new, X[row]]).T, color="black", linewidth=1)
    left.add_patch(plt.Circle(new, distances[0, -1], fill=False, linestyle="--"))
    left.plot(*new, **NEW, markeredgecolor="black", zorder=3)
    draw_rows(left, X, y, f"Five vote: {np.sum(y[rows] == 0)} circles, {np.sum(y[rows] == 1)} triangles")
    across, up = np.meshgrid(np.linspace(-2, 5, 200), np.linspace(-2, 5, 200))
    for ax, k, title in zip(others, (1, 15), ("1 neighbor: ragged", "15 neighbors: one border"), strict=True):
        draw_rows(ax, X, y, title)
        label = KNeighborsClassifier(k).fit(X, y).predict(np.column_stack([across.ravel(), up.ravel()]))
        colors = [CLASS_0["color"], CLASS_1["color"]]
        ax.contourf(across, up, label.reshape(across.shape), levels=[-0.5, 0.5, 1.5], colors=colors, alpha=0.3)
    left.set_ylabel("$x_2$")
    return fig


def draw_the_rounds():
    """README section 5: one round of k-means, and where it comes to rest."""
    X, _ = SHAPES["blobs"](0)
    start = np.array([[-2.0, 0.0], [0.0, 0.0]])
    labels = squared_distances(X, start).argmin(axis=1)
    means = np.array([X[labels == cluster].mean(axis=0) for cluster in (0, 1)])
    centers, last, _, n_iter = lloyd(X, start)
    fig, axes = plt.subplots(1, 3, sharex=True, sharey=True)
    draw_rows(axes[0], X, labels, "Round 1: assign")
    draw_rows(axes[1], X, labels, "Round 1: average")
    draw_rows(axes[2], X, last, f"Round {n_iter}: nothing changes")
    for ax, crosses in zip(axes, (start, means, centers), strict=True):
        ax.plot(*crosses.T, **CENTER)
    axes[0].set_ylabel("$x_2$")
    return fig


def draw_the_moons():
    """README section 5: the true groups and those of k-means."""
    X, y = SHAPES["moons"](0)
    model = KMeans(2, np.random.default_rng(0)).fit(X)
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
    draw_rows(left, X, y, f"The true moons: inertia {inertia_of(X, y):.0f}")
    draw_rows(right, X, model.labels_, f"The clusters of k-means: inertia {model.inertia_:.0f}")
    right.plot(*model.cluster_centers_.T, **CENTER)
    left.set_ylabel("$x_2$")
    return fig


def draw_arrows(ax, pca):
    """An arrow along each of two components, two standard deviations long."""
    for name, direction, variance in zip(("1st", "2nd"), pca.components_, pca.explained_variance_, strict=True):
        tip = pca.mean_ + 2 * np.sqrt(variance) * direction
        ax.annotate("", tip, pca.mean_, arrowprops={"arrowstyle": "-|>", "linewidth": 2.5, "color": "black"}, zorder=4)
        ax.annotate(name, tip, xytext=12 * direction, textcoords="offset points", ha="center", va="center")


def draw_the_axes():
    """README section 6: the principal axes of a cloud, what one of them keeps, and what they know of classes."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(60, 2)) @ [[2, 1], [0, 0.7]], np.arange(60) % 2
    long = rng.normal(size=(60, 2)) * [2.2, 0.4] + np.outer(y, [0, 2])
    kept = PCA(1).fit(X)
    rebuilt = kept.inverse_transform(kept.transform(X))
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.1), sharex=True, sharey=True)
    for ax in axes[:2]:
        draw_rows(ax, X, np.zeros(60), "Two axes of a cloud")
    draw_arrows(axes[0], PCA().fit(X))
    for pair in zip(X, rebuilt, strict=True):
        axes[1].plot(*np.transpose(pair), color="gray", linewidth=1)
    axes[1].plot(*rebuilt.T, "s", color="C1", markersize=4)
    axes[1].set_title("One number a row is kept")
    draw_rows(axes[2], long, y, "The 2nd tells classes apart")
    draw_arrows(axes[2], PCA().fit(long))
    axes[2].set(xlim=(-6, 6.5), ylim=(-4, 5))
    axes[0].set_ylabel("$x_2$")
    return fig


def draw_the_components(X, y):
    """README section 6: digits on two components, and one digit rebuilt from more and more of them."""
    fig = plt.figure(figsize=(9, 4.4))
    left, right = fig.subfigures(1, 2, width_ratios=[1.15, 1])
    ax, Z = left.subplots(), PCA(2).fit(X).transform(X)
    for digit in range(10):
        shown = Z[:250][y[:250] == digit]
        ax.plot(*shown.T, marker=f"${digit}$", markersize=8, linestyle="none", color=f"C{digit % 6}")
    ax.set(xlabel="first component", ylabel="second component", title="250 digits on two components")
    for ax, k in zip(right.subplots(2, 2).flat, (2, 10, 40, 64), strict=True):
        pca = PCA(k).fit(X[1:])  # the digit shown took no part
        ax.imshow(pca.inverse_transform(pca.transform(X[:1])).reshape(8, 8), cmap="gray_r", vmin=0, vmax=16)
        ax.set_title(f"From {k} components")
        ax.axis("off")
    return fig


def draw_the_folds():
    """README section 7: twenty rows of two classes, dealt to five folds blindly and class by class."""
    y, rows = np.repeat([0, 1], [14, 6]), np.arange(20)
    blind = np.array_split(np.random.default_rng(1).permutation(rows), 5)
    stratified = [test for _, test in stratified_k_fold(y, 5, np.random.default_rng(1))]
    fig, axes = plt.subplots(1, 2, sharey=True)
    titles = "Dealt blindly: no triangle for fold 3", "Dealt class by class: 1 or 2 for each"
    for ax, tests, title in zip(axes, (blind, stratified), titles, strict=True):
        draw_rows(ax, np.column_stack([rows, np.full(20, -1)]), y, title)
        for i, test in enumerate(tests):
            train = np.setdiff1d(rows, test)
            (dots,) = ax.plot(train, np.full(len(train), i), **TRAINING | {"linestyle": "none"}, markersize=4)
            (squares,) = ax.plot(test, np.full(len(test), i), **NEW | {"linestyle": "none"}, markersize=9)
        ax.set(xlabel="row", xticks=range(0, 20, 5), aspect="auto")
    fig.legend([dots, squares], ["training rows", "test rows"], loc="outside lower center", ncols=2)
    axes[0].set_yticks(range(-1, 5), ["class", *(f"fold {i}" for i in range(5))])
    axes[0].invert_yaxis()
    return fig


def draw_the_contest(results, advice):
    """README section 8: the accuracies with their standard errors, and which models are as good as the best."""
    looks = {
        "the best": BEST,
        "as good: at most two standard errors of the gap behind": {"color": "C0", "marker": "o", "linestyle": "none"},
        "farther behind": {"color": "gray", "marker": "x", "linestyle": "none"},
    }
    fig, axes = plt.subplots(1, 4, figsize=(9, 4.4), sharey=True)
    for ax, (name, scores) in zip(axes, results.items(), strict=True):
        best, as_good, _ = advice[name]
        for place, model in enumerate(MODELS):
            look = list(looks.values())[0 if model == best else 1 if model in as_good else 2]
            error = corrected_standard_error(scores[model], 4, 1)
            ax.errorbar(scores[model].mean(), place, xerr=error, **look, ecolor=look["color"], capsize=3)
        ax.set(title=name, xlabel=f"accuracy\n(majority class {scores['majority'].mean():.2f})")
    axes[0].set_yticks(range(len(MODELS)), MODELS)
    axes[0].invert_yaxis()
    markers = [plt.Line2D([], [], **look, label=label) for label, look in looks.items()]
    fig.legend(handles=markers, loc="outside lower center", ncols=3)
    fig.suptitle("No model is the best everywhere")
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
    """X as a float array of its own; raises ValueError unless it is a table (n, d), not empty, all finite."""
    X = np.array(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        holes = np.sum(~np.isfinite(X))
        raise ValueError(f"X must be (n, d), not empty and finite, got shape {X.shape} with {holes} nan or inf")
    return X


def check_varied(X):
    if np.ptp(X, axis=0).max() == 0:
        raise ValueError(f"X must have two different rows at least, got {len(X)} that are equal")


def check_labels(y):
    y = np.array(y)
    if y.ndim != 1 or y.size == 0 or (y.dtype.kind == "f" and not np.isfinite(y).all()):
        raise ValueError(f"y must be (n,), not empty, without nan or inf, got shape {y.shape}")
    return y


def check_data(X, y):
    X, y = check_table(X), check_labels(y)
    if len(y) != len(X):
        raise ValueError(f"y must have a label for each of the {len(X)} rows of X, got shape {y.shape}")
    return X, y


def check_new(model, X, width="n_features_in_"):
    """X as a table for a fitted model; `width` names the attribute that says how many columns it must have."""
    if not hasattr(model, width):
        raise ValueError(f"this {type(model).__name__} has not been fitted: call fit first")
    X = check_table(X)
    if X.shape[1] != getattr(model, width):
        raise ValueError(f"X must have {getattr(model, width)} columns, as in fit, got shape {X.shape}")
    return X


def check_between(name, value, low, high):
    if not low <= value <= high:
        raise ValueError(f"{name} must be from {low} to {high} for these data, got {value}")


def check_values(values, n_train, n_test):
    if np.ndim(values) != 1 or len(values) < 2 or n_train <= 0 or n_test < 0:
        came = f"shape {np.shape(values)}, {n_train} and {n_test}"
        raise ValueError(f"values must be two or more, n_train positive, n_test 0 or more, got {came}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 14: the review of week 2")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    data = contest_data()
    results = show_the_useless_columns() | show_the_copies() | show_the_clusters()
    results |= show_the_components(*data["digits"], ten_folds(data["digits"][1]))
    results |= show_the_error_bars() | show_the_contest(data) | show_how_firm_the_map_is(*data["cancer"])
    figures = {
        "neighbors.png": draw_the_neighbors(),
        "rounds.png": draw_the_rounds(),
        "clusters.png": draw_the_moons(),
        "axes.png": draw_the_axes(),
        "components.png": draw_the_components(*data["digits"]),
        "folds.png": draw_the_folds(),
        "contest.png": draw_the_contest(**results["contest"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
