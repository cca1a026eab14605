# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 14: the review of week 2. Four classics that the week skipped, and every model of the week in one table.

Run me:    python week2_review.py
Then read: README.md (its sections carry the same numbers)
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_wine, make_blobs, make_moons
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.metrics import adjusted_rand_score
from sklearn.tree import DecisionTreeClassifier

FIGURES = Path(__file__).with_name("figures")


def check_table(X):
    """X as a float array; raises ValueError unless it is (n, d), not empty and finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError(f"X must be finite and (n, d), at least (1, 1), got shape {X.shape} or a nan or inf")
    return X


def check_labels(y):
    """The different labels of y (n,), sorted, and each label's place among them; raises ValueError on bad labels."""
    y = np.asarray(y)
    if y.ndim != 1 or y.size == 0:
        raise ValueError(f"y must be (n,) with at least one entry, got shape {y.shape}")
    whole = y.dtype.kind == "f" and np.isfinite(y).all() and (y == np.floor(y)).all()
    if y.dtype.kind not in "biuU" and not whole and not all(isinstance(label, str) for label in y):
        raise ValueError(f"y must be integers or strings without a nan, got {y[:5]}")
    return np.unique(y, return_inverse=True)


def check_data(X, y):
    """X (n, d), and of y (n,) the classes and each row's place among them."""
    X = check_table(X)
    if np.shape(y) != X.shape[:1]:
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, got shape {np.shape(y)}")
    return X, *check_labels(y)


def check_new(model, X, width="n_features_in_"):
    """X (m, d) for a fitted model, d its attribute `width`; raises ValueError otherwise."""
    if not hasattr(model, width):
        raise ValueError(f"this {type(model).__name__} has not been fitted: call fit first")
    X = check_table(X)
    if X.shape[1] != getattr(model, width):
        raise ValueError(f"X must have {getattr(model, width)} columns, as in fit, got the shape {X.shape}")
    return X


def check_count(name, value, least):
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value!r}")


def check_rng(rng):
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be a numpy.random.Generator, for example np.random.default_rng(0), got {rng!r}")


# 3. The nearest neighbors


def squared_distances(A, B):
    """(a, b) from the points A (a, d) and B (b, d). Far from 0, |a|^2 - 2ab + |b|^2 would lose all its digits."""
    difference = A[:, None] - B  # (a, b, d)
    return np.einsum("abd,abd->ab", difference, difference)


def nearest(X, points, k):
    """Squared distances from X (m, d) to the k nearest of points (n, d), and their numbers, (m, k); ties in order."""
    squares, indices = np.empty((len(X), k)), np.empty((len(X), k), dtype=int)
    step = max(1, 2**17 // points.size)  # a few rows at a time: the differences stay within a megabyte or two
    for start in range(0, len(X), step):
        rows = slice(start, start + step)
        block = squared_distances(X[rows], points)
        indices[rows] = np.argsort(block, axis=1, kind="stable")[:, :k]
        squares[rows] = np.take_along_axis(block, indices[rows], axis=1)
    return squares, indices


class KNeighborsClassifier:
    """Keeps all rows and lets the nearest ones vote (Fix and Hodges 1951). After fit: classes_, n_samples_fit_."""

    def __init__(self, n_neighbors=5):
        check_count("n_neighbors", n_neighbors, least=1)
        self.n_neighbors = n_neighbors

    def fit(self, X, y):
        """X : (n, d) finite numbers, n >= n_neighbors      y : (n,) labels      returns : the model itself"""
        X, classes, codes = check_data(X, y)
        if len(X) < self.n_neighbors:
            raise ValueError(f"n_neighbors must be at most the number of rows, {len(X)}, got {self.n_neighbors}")
        self.X_, self.classes_, self.codes_ = X.copy(), classes, codes
        self.n_samples_fit_, self.n_features_in_ = X.shape
        return self

    def kneighbors(self, X):
        """Distances to the nearest rows, nearest first, and the numbers of these rows: both (m, n_neighbors)."""
        squares, indices = nearest(check_new(self, X), self.X_, self.n_neighbors)
        return np.sqrt(squares), indices

    def predict_proba(self, X):
        """Shares of the votes, (m, classes), in the order of classes_."""
        _, rows = self.kneighbors(X)
        return np.mean(self.codes_[rows][:, :, None] == np.arange(len(self.classes_)), axis=1)

    def predict(self, X):
        """The label with most votes, (m,); where several have, the first of them in classes_."""
        winners = self.predict_proba(X).argmax(axis=1)
        return self.classes_[winners]


# 4. Gaussian naive Bayes


class GaussianNB:
    """A bell curve for each class and feature. After fit: theta_ (means), var_, class_count_, class_prior_, epsilon_"""

    def __init__(self, var_smoothing=1e-9):
        if not 0 <= var_smoothing < np.inf:
            raise ValueError(f"var_smoothing must be a finite number, 0 or more, got {var_smoothing}")
        self.var_smoothing = var_smoothing

    def fit(self, X, y):
        """X : (n, d) finite numbers      y : (n,) labels      returns : the model itself"""
        X, classes, codes = check_data(X, y)
        groups = [X[codes == code] for code in range(len(classes))]
        epsilon = self.var_smoothing * X.var(axis=0).max()  # on top of all variances, so that none is 0
        variances = np.array([group.var(axis=0) for group in groups]) + epsilon
        if np.any(variances == 0):
            raise ValueError(f"X must vary, or var_smoothing be larger than {self.var_smoothing}: a variance is 0")
        self.classes_, self.epsilon_, self.var_ = classes, epsilon, variances  # (classes, d)
        self.theta_ = np.array([group.mean(axis=0) for group in groups])  # (classes, d)
        self.class_count_ = np.array([len(group) for group in groups], dtype=float)
        self.class_prior_ = self.class_count_ / len(X)
        self.n_features_in_ = X.shape[1]
        return self

    def predict_log_proba(self, X):
        """log p(class | row), (m, classes), in the order of classes_."""
        X = check_new(self, X)
        columns = []
        for prior, mean, variance in zip(self.class_prior_, self.theta_, self.var_, strict=True):
            bells = np.log(2 * np.pi * variance) + (X - mean) ** 2 / variance  # (m, d)
            columns.append(np.log(prior) - bells.sum(axis=1) / 2)
        joint = np.stack(columns, axis=1)
        joint -= joint.max(axis=1, keepdims=True)  # or all exponentials could be 0
        return joint - np.log(np.exp(joint).sum(axis=1, keepdims=True))

    def predict_proba(self, X):
        """p(class | row), (m, classes)."""
        return np.exp(self.predict_log_proba(X))

    def predict(self, X):
        """The most probable label, (m,)."""
        winners = self.predict_log_proba(X).argmax(axis=1)
        return self.classes_[winners]


# 5. k-means


def seed_centers(X, n_clusters, rng):
    """Start centers (n_clusters, d), rows of X: k-means++ (Arthur and Vassilvitskii 2007), greedy as scikit-learn's."""
    centers = [X[rng.integers(len(X))]]
    closest = squared_distances(X, centers[0][None])[:, 0]  # (n,)
    for _ in range(1, n_clusters):
        if closest.sum() == 0:
            raise ValueError(f"n_clusters must be at most {len(centers)}, the different rows, got {n_clusters}")
        # far rows are drawn more often; of a few that are drawn, keep the one that helps most
        drawn = rng.choice(len(X), size=2 + int(np.log(n_clusters)), p=closest / closest.sum())
        closer = np.minimum(closest, squared_distances(X[drawn], X))  # (drawn, n)
        best = closer.sum(axis=1).argmin()
        centers, closest = [*centers, X[drawn[best]]], closer[best]
    return np.array(centers)


def lloyd(X, centers):
    """Assign and average until nothing changes (Lloyd 1957); returns centers, labels, inertia, number of rounds."""
    seen, n_iter = set(), 0
    while True:
        n_iter += 1
        squares, indices = nearest(X, centers, 1)
        labels, squares = indices[:, 0], squares[:, 0]
        for empty in np.setdiff1d(np.arange(len(centers)), labels):  # gets the row farthest from its center
            company = np.bincount(labels)[labels] > 1
            labels[np.where(company, squares, -1).argmax()] = empty
        # mostly the last round's labels; but rounding may turn a row with two equally near centers back and forth
        if hash(labels.tobytes()) in seen:
            return centers, labels, squares.sum(), n_iter
        seen.add(hash(labels.tobytes()))
        members = (labels == np.arange(len(centers))[:, None]).astype(float)  # (clusters, n)
        centers = members @ X / members.sum(axis=1, keepdims=True)


class KMeans:
    """Groups without labels. After fit: cluster_centers_, labels_, inertia_ (sum of squared distances), n_iter_."""

    def __init__(self, n_clusters, rng, n_init=10):
        check_count("n_clusters", n_clusters, least=1)
        check_count("n_init", n_init, least=1)
        check_rng(rng)
        self.n_clusters, self.rng, self.n_init = n_clusters, rng, n_init

    def fit(self, X):
        """X : (n, d) finite numbers      returns : the model itself, after the best of n_init starts"""
        X = check_table(X)
        runs = [lloyd(X, seed_centers(X, self.n_clusters, self.rng)) for _ in range(self.n_init)]
        self.cluster_centers_, self.labels_, self.inertia_, self.n_iter_ = min(runs, key=lambda run: run[2])
        self.n_features_in_ = X.shape[1]
        return self

    def predict(self, X):
        """The number of the nearest center, (m,)."""
        return nearest(check_new(self, X), self.cluster_centers_, 1)[1][:, 0]


# 6. Principal components


class PCA:
    """The directions in which X varies most (Pearson 1901), the largest entry of each positive, as in scikit-learn.

    n_components : how many; None for all; a fraction for as many as explain more than this share of the variance
    After fit: components_, explained_variance_, explained_variance_ratio_, singular_values_, mean_, n_components_
    """

    def __init__(self, n_components=None):
        if isinstance(n_components, (float, np.floating)):
            if not 0 < n_components < 1:
                raise ValueError(f"n_components as a fraction must lie between 0 and 1, got {n_components}")
        elif n_components is not None:
            check_count("n_components", n_components, least=1)
        self.n_components = n_components

    def fit(self, X):
        """X : (n, d) finite numbers, two different rows at least      returns : the model itself"""
        X = check_table(X)
        mean = X.mean(axis=0)
        _, singular_values, components = np.linalg.svd(X - mean, full_matrices=False)
        if np.ptp(X, axis=0).max() == 0:
            raise ValueError(f"X must have two different rows at least, got {len(X)} that are equal")
        ratios = singular_values**2 / np.sum(singular_values**2)
        k = self.n_components or len(ratios)
        if k > len(ratios):
            raise ValueError(f"n_components must be at most min(samples, features) = {len(ratios)}, got {k}")
        k = k if k >= 1 else min(np.searchsorted(ratios.cumsum(), k, side="right") + 1, len(ratios))
        largest = np.abs(components).argmax(axis=1)
        signs = np.sign(components[np.arange(len(components)), largest])
        self.components_, self.mean_ = (signs[:, None] * components)[:k], mean
        self.singular_values_, self.explained_variance_ratio_ = singular_values[:k], ratios[:k]
        self.explained_variance_ = self.singular_values_**2 / (len(X) - 1)
        self.n_components_, self.n_features_in_ = int(k), X.shape[1]
        return self

    def transform(self, X):
        """The coordinates of X (m, d) along the components: (m, k)."""
        return (check_new(self, X) - self.mean_) @ self.components_.T

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, X):
        """The rows (m, d) that lie at the coordinates X (m, k)."""
        return check_new(self, X, "n_components_") @ self.components_ + self.mean_


# 7. A fair contest


def stratified_k_fold(y, k, rng):
    """k pairs (train, test) of row numbers; of each class with n rows, each fold tests floor(n/k) or ceil(n/k).

    y : (n,) labels      k : at least 2, at most the rows of the largest class; a rarer class is absent from some folds
    The tests do not overlap, hold each row once, and differ by one row in size at most.
    """
    check_count("k", k, least=2)
    check_rng(rng)
    codes = check_labels(y)[1]
    if k > np.bincount(codes).max():
        raise ValueError(f"k must be at most the rows of the largest class, {np.bincount(codes).max()}, got {k}")
    by_class = np.lexsort((rng.random(len(codes)), codes))  # shuffled inside each class
    fold = np.empty(len(codes), dtype=int)
    fold[by_class] = np.arange(len(codes)) % k  # dealt like cards, one class after the other
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


def cross_validate(make_model, X, y, folds):
    """The accuracy on each fold's test rows, (folds,). Means and spreads come from the training rows only."""
    accuracies = []
    for train, test in folds:
        mean, width = X[train].mean(axis=0), X[train].std(axis=0)
        Z = (X - mean) / np.where(width > 0, width, 1)
        model = make_model().fit(Z[train], y[train])
        accuracies.append(np.mean(model.predict(Z[test]) == y[test]))
    return np.array(accuracies)


def corrected_error(values, n_train, n_test):
    """Standard error of the mean of values (..., folds) when their training sets overlap (Nadeau and Bengio 2003)."""
    if np.shape(values)[-1:] < (2,) or n_train <= 0 or n_test < 0:
        came = f"the shape {np.shape(values)}, {n_train} and {n_test}"
        raise ValueError(f"values must hold 2 folds or more, n_train be positive, n_test not negative, got {came}")
    return np.sqrt((1 / np.shape(values)[-1] + n_test / n_train) * np.var(values, axis=-1, ddof=1))


def decision_map(scores, n_train, n_test):
    """The best model, all that two corrected errors do not part from it, fold by fold, and the first of these.

    scores : {model: accuracies (folds,)}, the simplest model first, all on the same folds
    """
    best = max(scores, key=lambda name: scores[name].mean())
    behind = {name: scores[best] - accuracies for name, accuracies in scores.items()}
    tied = [name for name, gap in behind.items() if gap.mean() <= 2 * corrected_error(gap, n_train, n_test)]
    return best, tied, tied[0]


# What the README shows

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


def show_the_clusters():
    """README section 5: k-means beside the true groups, of round blobs and of two moons."""
    print("k-means with 2 centers, 20 data sets each. Rand index: 1 for the true groups, 0 for chance.")
    print("         Rand index: mean    least     most   inertia / that of the true groups")
    results = {}
    for shape, make in SHAPES.items():
        scores = []
        for seed in range(20):
            X, y = make(seed)
            model = KMeans(2, np.random.default_rng(seed)).fit(X)
            true = sum(len(group) * group.var(axis=0).sum() for group in (X[y == 0], X[y == 1]))
            scores.append((adjusted_rand_score(y, model.labels_), model.inertia_ / true))
        index, inertia = results[shape] = np.transpose(scores)
        print(f"  {shape} {index.mean():21.3f} {index.min():8.3f} {index.max():8.3f} {inertia.mean():24.3f}")
    return {"clusters": results}


def show_the_components(X, y, folds):
    """README section 6: how much of the digits a few components keep, and what the neighbors make of them."""
    usual, results = cross_validate(DummyClassifier, X, y, folds).mean(), {}
    print(f"\n500 digits of 64 pixels, some components kept; means over 10 folds, new rows; usual label {usual:.3f}")
    print("  components   variance explained   rebuilt, new rows   neighbors right")
    for k in (1, 2, 5, 10, 20, 40, 64):
        scores = []
        for train, test in folds:
            pca = PCA(k).fit(X[train])
            model, Z = KNeighborsClassifier().fit(pca.transform(X[train]), y[train]), pca.transform(X[test])
            lost = np.sum((X[test] - pca.inverse_transform(Z)) ** 2) / np.sum((X[test] - pca.mean_) ** 2)
            scores.append((pca.explained_variance_ratio_.sum(), 1 - lost, np.mean(model.predict(Z) == y[test])))
        results[k] = np.mean(scores, axis=0)
        print("  {:10d} {:20.3f} {:19.3f} {:17.3f}".format(k, *results[k]))
    return {"components": results, "usual digit": usual}


def make_folds(y):
    """Five stratified folds, dealt twice: ten pairs (train, test)."""
    rng = np.random.default_rng(0)
    return stratified_k_fold(y, 5, rng) + stratified_k_fold(y, 5, rng)


def show_the_bars(n_sets=100):
    """README section 7: two models that are equally good by construction; which bar is honest about it?"""
    scores = []
    for seed in range(n_sets):
        X, y = two_groups(100, 0, np.random.default_rng(seed))
        scores.append([cross_validate(GaussianNB, X[:, [column]], y, make_folds(y)) for column in (0, 1)])
    right, gaps = np.mean(scores, axis=(0, 2)), np.subtract(*np.swapaxes(scores, 0, 1))  # (2,), (sets, folds)
    results = {"right": right, "scatter": gaps.mean(axis=1).std()}
    print(f"\nTwo equally good models, 100 rows, half of each label, 10 folds, {n_sets} data sets.")
    print("They are right in {:.3f} and {:.3f}. Their gap scatters by {:.3f}".format(*right, results["scatter"]))
    print("  bar                       mean size   gap is over two bars")
    for name, overlap in (("as if folds were apart", 0), ("corrected for overlap", 1)):
        bars = corrected_error(gaps, 4, overlap)
        results[name] = bars.mean(), np.mean(np.abs(gaps.mean(axis=1)) > 2 * bars)
        print("  {:24s} {:10.3f} {:22.3f}".format(name, *results[name]))
    return {"bars": results}


def contest_data():
    """Three bundled data sets and a generated one, whose label follows a rule with an if: {name: (X, y)}."""
    rng, (X, y) = np.random.default_rng(0), load_digits(return_X_y=True)
    rows, columns = rng.permutation(len(X))[:500], rng.random((400, 10))
    rule = np.where(columns[:, 0] > 0.5, columns[:, 1] > 0.4, columns[:, 2] > 0.6)
    flipped = (rule ^ (rng.random(400) < 0.1)).astype(int)  # one label of ten is wrong
    data = {"wine": load_wine(return_X_y=True), "cancer": load_breast_cancer(return_X_y=True)}
    return data | {"digits": (X[rows], y[rows]), "rule": (columns, flipped)}


def show_the_contest(data):
    """README section 7: eight models and the usual label on four data sets, and the decision map that follows."""
    makers, results, advice = MODELS | {"usual label": DummyClassifier}, {}, {}
    for name, (X, y) in data.items():
        folds = make_folds(y)
        results[name] = {model: cross_validate(make, X, y, folds) for model, make in makers.items()}
        advice[name] = decision_map({model: results[name][model] for model in MODELS}, 4, 1)
    print("\nRight on new rows: mean of 10 folds +- its corrected standard error; * not parted from the best")
    print(" " * 15 + "".join(f"{name:>19s}" for name in data))
    for model in makers:
        line = f"  {model:13s}"
        for name, scores in results.items():
            line += f"{scores[model].mean():9.3f} +- {corrected_error(scores[model], 4, 1):.3f}"
            line += "*" if model in advice[name][1] else " "
        print(line.rstrip())
    print("The decision map: the best, all that are not parted from it, and the simplest of these")
    for name, (best, tied, take) in advice.items():
        print(f"  {name:6s} best: {best}; as good: {', '.join(tied)}; take: {take}")
    return {"contest": {"results": results, "advice": advice}}


def draw_the_clusters():
    """README section 5: what k-means makes of blobs and of moons."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", width_ratios=[1, 1.4])
    for ax, (shape, make) in zip(axes, SHAPES.items(), strict=True):
        X, y = make(0)
        model = KMeans(2, np.random.default_rng(0)).fit(X)
        ax.scatter(*X.T, c=model.labels_, cmap="coolwarm", s=12)
        ax.plot(*model.cluster_centers_.T, "kX", markersize=12, markeredgecolor="white")
        title = f"{shape}: Rand index {adjusted_rand_score(y, model.labels_):.2f}"
        ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    return fig


def draw_the_components(X, y):
    """README section 6: the digits on two components, and one digit rebuilt from more and more of them."""
    fig, axes = plt.subplots(1, 5, figsize=(9, 3), layout="constrained", width_ratios=[2.6, 1, 1, 1, 1])
    points = axes[0].scatter(*PCA(2).fit_transform(X).T, c=y, cmap="tab10", vmin=-0.5, vmax=9.5, s=9)
    axes[0].set(xlabel="first component", ylabel="second component")
    fig.colorbar(points, ax=axes[0], label="digit", ticks=range(10))
    for ax, k in zip(axes[1:], (2, 10, 40, 64), strict=True):
        pca = PCA(k).fit(X[1:])  # the digit shown took no part
        ax.imshow(pca.inverse_transform(pca.transform(X[:1])).reshape(8, 8), cmap="gray_r", vmin=0, vmax=16)
        ax.set_title(f"{k} components", fontsize=9)
        ax.axis("off")
    return fig


def draw_the_contest(results, advice):
    """README section 7: the accuracies with their bars; blue where the folds do not part a model from the best."""
    fig, axes = plt.subplots(1, 4, figsize=(9, 3.4), layout="constrained", sharey=True)
    for ax, (name, scores) in zip(axes, results.items(), strict=True):
        for place, model in enumerate(MODELS):
            color, bar = "tab:blue" if model in advice[name][1] else "0.6", corrected_error(scores[model], 4, 1)
            ax.errorbar(scores[model].mean(), place, xerr=bar, fmt="o", color=color, capsize=3)
        ax.set(title=name, xlabel=f"accuracy\n(usual label: {scores['usual label'].mean():.2f})")
        ax.grid(alpha=0.3)
    axes[0].set_yticks(range(len(MODELS)), MODELS)
    axes[0].invert_yaxis()
    return fig


def main():
    data = contest_data()
    results = show_the_clusters() | show_the_components(*data["digits"], make_folds(data["digits"][1]))
    results |= show_the_bars() | show_the_contest(data)
    FIGURES.mkdir(exist_ok=True)
    figures = draw_the_clusters(), draw_the_components(*data["digits"]), draw_the_contest(**results["contest"])
    for name, fig in zip(("clusters.png", "components.png", "contest.png"), figures, strict=True):
        fig.savefig(FIGURES / name, dpi=110)
        print(f"figure: figures/{name}")
    return results


if __name__ == "__main__":
    main()
