# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 12: ensembles. Many weak trees, asked together, beat one strong tree.

Run me:    python ensembles.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, make_hastie_10_2
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. Many voters


def majority_vote(n_voters, p):
    """The chance that more than half of n independent voters are right, when each is right with probability p."""
    check_count("n_voters", n_voters)
    check_range("p", p, 0, 1)
    chances = np.ones(1)  # chances[k]: exactly k of the voters so far are right
    for _ in range(n_voters):
        stay, grow = np.append(chances, 0), np.append(0, chances)
        chances = (1 - p) * stay + p * grow  # the next voter is wrong: k stays; or right: k + 1
    return float(chances[n_voters // 2 + 1 :].sum())


def variance_of_average(variance, correlation, n):
    """Variance of the mean of n numbers, each with this variance, any two with this correlation."""
    check_range("variance", variance, 0, np.inf)
    check_range("correlation", correlation, -1, 1)
    check_count("n", n)
    return correlation * variance + (1 - correlation) / n * variance


# 3. Bagging and the random forest


class BaggingClassifier:
    """The mean of full trees, each trained on a bootstrap sample of the rows (Breiman 1996).

    After fit: classes_, estimators_ (the trees), estimators_samples_ (the rows that each of them saw), and
    oob_score_, the accuracy when each row is judged only by trees that did not see it; nan where there are none.
    """

    def __init__(self, *, n_estimators=10, rng=None):
        check_count("n_estimators", n_estimators)
        self.n_estimators, self.rng = n_estimators, rng

    def new_tree(self, seed):
        return DecisionTreeClassifier(random_state=seed)

    def fit(self, X, y):
        """X : (n, d)      y : (n,) labels      returns : the model itself"""
        X, y = check_labels(X, y)
        self.classes_, codes = np.unique(y, return_inverse=True)  # codes: the labels as 0, 1, ...
        rng = np.random.default_rng(self.rng)
        n = len(X)
        self.estimators_, self.estimators_samples_ = [], []
        for _ in range(self.n_estimators):
            rows = rng.integers(n, size=n)  # the bootstrap sample: some rows come twice, some never
            tree = self.new_tree(seed=rng.integers(2**31))
            self.estimators_.append(tree.fit(X[rows], codes[rows]))
            self.estimators_samples_.append(rows)
        self.oob_score_ = self.out_of_bag_score(X, codes)
        return self

    def out_of_bag_score(self, X, codes):
        """Accuracy on the training rows, each judged by the trees that did not see it."""
        K = len(self.classes_)
        votes = np.zeros((len(X), K))
        for tree, rows in zip(self.estimators_, self.estimators_samples_, strict=True):
            left_out = ~np.isin(np.arange(len(X)), rows)
            votes[left_out] += class_probabilities(tree, X, K)[left_out]
        judged = votes.any(axis=1)
        right = votes.argmax(axis=1) == codes
        return float(right[judged].mean()) if judged.any() else np.nan

    def predict_proba(self, X):
        """Mean of the trees' probabilities, (m, K), in the order of classes_."""
        X = check_new(self, X)
        K = len(self.classes_)
        return sum(class_probabilities(tree, X, K) for tree in self.estimators_) / len(self.estimators_)

    def predict(self, X):
        """The most probable label, (m,)."""
        winners = self.predict_proba(X).argmax(axis=1)
        return self.classes_[winners]


def class_probabilities(tree, X, K):
    """A tree's probabilities, (m, K); a class that its bootstrap sample has missed gets 0."""
    probabilities = np.zeros((len(X), K))
    probabilities[:, tree.classes_] = tree.predict_proba(X)  # tree.classes_: the codes that it has seen
    return probabilities


class RandomForestClassifier(BaggingClassifier):
    """Bagged trees that may look at only max_features features, drawn anew for each split (Breiman 2001).

    max_features : "sqrt" (the square root of their number), a count, or None (all of them)
    """

    def __init__(self, *, n_estimators=100, max_features="sqrt", rng=None):
        super().__init__(n_estimators=n_estimators, rng=rng)
        self.max_features = max_features

    def new_tree(self, seed):
        return DecisionTreeClassifier(max_features=self.max_features, random_state=seed)

    @property
    def feature_importances_(self):
        """Mean of the trees' importances (day 11), (d,)."""
        check_fitted(self)
        return np.mean([tree.feature_importances_ for tree in self.estimators_], axis=0)


# 4. AdaBoost


class AdaBoostClassifier:
    """One stump after another; what one gets wrong weighs more for the next (Freund and Schapire 1995).

    After fit: classes_, estimators_ (the stumps), estimator_errors_, estimator_weights_ (their votes), and
    row_weights_ (n,), as the last stage left them. For K > 2 classes this is SAMME (Zhu et al. 2009).
    """

    def __init__(self, *, n_estimators=50, rng=None):
        check_count("n_estimators", n_estimators)
        self.n_estimators, self.rng = n_estimators, rng

    def fit(self, X, y):
        """X : (n, d)      y : (n,) labels      returns : the model itself"""
        X, y = check_labels(X, y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        rng = np.random.default_rng(self.rng)
        n, K = len(X), len(self.classes_)
        w = np.full(n, 1 / n)
        self.estimators_, errors, alphas = [], [], []
        for _ in range(self.n_estimators):
            stump = DecisionTreeClassifier(max_depth=1, random_state=rng.integers(2**31))
            wrong = stump.fit(X, codes, sample_weight=w).predict(X) != codes
            error = w[wrong].sum()  # step 1
            alpha = np.log((1 - error) / max(error, 1e-10)) + np.log(K - 1)  # step 2; a perfect stump's stays finite
            if alpha < 1e-10:
                break  # no better than a guess: its vote would count nothing
            w = w * np.exp(alpha * wrong)  # step 3
            w = w / w.sum()
            self.estimators_.append(stump)
            errors.append(error)
            alphas.append(alpha)
        if not self.estimators_:
            raise ValueError("no stump on X is better than a guess of y: there is nothing to boost")
        self.estimator_errors_, self.estimator_weights_ = np.array(errors), np.array(alphas)
        self.row_weights_ = w
        return self

    def staged_votes(self, X):
        """Yields after each stage the share of the votes for each class, (m, K)."""
        X = check_new(self, X)
        K = len(self.classes_)
        votes = np.zeros((len(X), K))
        for alpha, stump in zip(self.estimator_weights_, self.estimators_, strict=True):
            votes = votes + alpha * np.eye(K)[stump.predict(X)]  # alpha in the column of the class that it says
            yield votes / votes.sum(axis=1, keepdims=True)

    def staged_predict(self, X):
        """Yields the labels (m,) after each stage."""
        for votes in self.staged_votes(X):
            yield self.classes_[votes.argmax(axis=1)]

    def predict(self, X):
        """The label with the most votes, (m,)."""
        *_, labels = self.staged_predict(X)
        return labels

    def predict_proba(self, X):
        """A softmax of the votes, as scikit-learn computes it, (m, K): it ranks the rows, but it is no frequency."""
        *_, votes = self.staged_votes(X)
        K = len(self.classes_)
        return softmax(K * votes / (K - 1) ** 2)


# 5. Gradient boosting


class GradientBoostingRegressor:
    """The mean, and then one small tree after another, each fitted to what is still missing (Friedman 2001).

    After fit: first_guess_ and estimators_ (the trees).
    """

    def __init__(self, *, learning_rate=0.1, n_estimators=100, max_depth=3, min_samples_leaf=1, rng=None):
        check_count("n_estimators", n_estimators)
        check_learning_rate(learning_rate)
        self.learning_rate, self.n_estimators, self.rng = learning_rate, n_estimators, rng
        self.limits = {"max_depth": max_depth, "min_samples_leaf": min_samples_leaf}

    def fit(self, X, y):
        """X : (n, d)      y : (n,) numbers      returns : the model itself"""
        X, y = check_numbers(X, y)
        rng = np.random.default_rng(self.rng)
        self.first_guess_ = y.mean()
        self.estimators_ = []
        F = np.full(len(y), self.first_guess_)
        for _ in range(self.n_estimators):
            residual = y - F
            tree = DecisionTreeRegressor(**self.limits, random_state=rng.integers(2**31)).fit(X, residual)
            F = F + self.learning_rate * tree.predict(X)
            self.estimators_.append(tree)
        return self

    def staged_predict(self, X):
        """Yields the predictions (m,) after each tree."""
        X = check_new(self, X)
        F = np.full(len(X), self.first_guess_)
        for tree in self.estimators_:
            F = F + self.learning_rate * tree.predict(X)
            yield F

    def predict(self, X):
        """The predictions after the last tree, (m,)."""
        *_, F = self.staged_predict(X)
        return F


# 6. Gradient boosting for classes


def softmax(logits):
    """Scores (n, K) to probabilities (n, K): exp, divided by the sum of the row."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))  # the largest becomes 0, so that none overflows
    return powers / powers.sum(axis=1, keepdims=True)


def newton_step(residual, p, K):
    """What a leaf adds to the score of a class: slope over curvature of the log loss, times (K - 1) / K.

    residual, p : (rows in the leaf,), y - p and the probability of the class
    """
    curvature = np.sum(p * (1 - p))
    if curvature == 0:
        return 0.0  # every p is 0 or 1 to the last digit
    return (K - 1) / K * np.sum(residual) / curvature


class GradientBoostingClassifier:
    """A score for each class, and in each stage one small tree for each score (Friedman 2001).

    After fit: classes_, first_guess_ (K,) and estimators_ (stages, each a list of K trees).
    """

    def __init__(self, *, learning_rate=0.1, n_estimators=100, max_depth=3, min_samples_leaf=1, rng=None):
        check_count("n_estimators", n_estimators)
        check_learning_rate(learning_rate)
        self.learning_rate, self.n_estimators, self.rng = learning_rate, n_estimators, rng
        self.limits = {"max_depth": max_depth, "min_samples_leaf": min_samples_leaf}

    def fit(self, X, y):
        """X : (n, d)      y : (n,) labels      returns : the model itself"""
        X, y = check_labels(X, y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        rng = np.random.default_rng(self.rng)
        K = len(self.classes_)
        Y = np.eye(K)[codes]  # (n, K): 1 in the column of the row's class, else 0
        self.first_guess_ = np.log(Y.mean(axis=0))  # softmax turns these back into the shares of the classes
        self.estimators_ = []
        F = np.tile(self.first_guess_, (len(X), 1))  # (n, K)
        for _ in range(self.n_estimators):
            p = softmax(F)
            trees = [self.fit_tree(X, Y[:, k], p[:, k], rng) for k in range(K)]
            F = F + self.learning_rate * np.column_stack([tree.predict(X) for tree in trees])
            self.estimators_.append(trees)
        return self

    def fit_tree(self, X, y, p, rng):
        """A tree for one class: it groups the rows by their residuals, then each leaf takes a Newton step."""
        residual = y - p
        tree = DecisionTreeRegressor(**self.limits, random_state=rng.integers(2**31)).fit(X, residual)
        leaf = tree.apply(X)  # (n,): the number of the leaf that each row falls into
        for node in np.unique(leaf):
            inside = leaf == node
            step = newton_step(residual[inside], p[inside], len(self.classes_))
            tree.tree_.value[node, 0, 0] = step  # what scikit-learn's tree will say there instead of the mean
        return tree

    def staged_predict_proba(self, X):
        """Yields the probabilities (m, K) after each stage."""
        X = check_new(self, X)
        F = np.tile(self.first_guess_, (len(X), 1))
        for trees in self.estimators_:
            F = F + self.learning_rate * np.column_stack([tree.predict(X) for tree in trees])
            yield softmax(F)

    def staged_predict(self, X):
        """Yields the labels (m,) after each stage."""
        for probabilities in self.staged_predict_proba(X):
            yield self.classes_[probabilities.argmax(axis=1)]

    def predict_proba(self, X):
        """The probabilities (m, K) after the last stage, in the order of classes_."""
        *_, probabilities = self.staged_predict_proba(X)
        return probabilities

    def predict(self, X):
        """The most probable label, (m,)."""
        *_, labels = self.staged_predict(X)
        return labels


# 7. What matters to the ensemble


def accuracy(model, X, y):
    """Share of the rows whose label the model predicts."""
    return float(np.mean(model.predict(X) == y))


def permutation_importance(model, X, y, *, rng, n_repeats=5):
    """How much accuracy a fitted classifier loses when one column is shuffled, (d, n_repeats) (Breiman 2001)."""
    X, y = check_data(X, y)
    check_count("n_repeats", n_repeats)
    full = accuracy(model, X, y)
    losses = np.zeros((X.shape[1], n_repeats))
    for column, repeat in np.ndindex(losses.shape):
        shuffled = X.copy()
        shuffled[:, column] = rng.permutation(X[:, column])
        losses[column, repeat] = full - accuracy(model, shuffled, y)
    return losses


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
TRUTH = {"color": "black", "linestyle": "--"}
FLOOR = {"color": "gray", "linestyle": ":"}
CLASS_0 = {"color": "#56B4E9", "marker": "o"}
CLASS_1 = {"color": "#E69F00", "marker": "^"}
CURVES = {  # the four ensembles of section 7: their looks
    "forest": {"color": "C0", "linestyle": "-"},
    "AdaBoost, stumps": {"color": "C1", "linestyle": "--"},
    "boosting, rate 0.1": {"color": "C2", "linestyle": "-."},
    "boosting, rate 1": {"color": "C3", "linestyle": ":", "linewidth": 2.2},
}


def show_the_voters():
    """README sections 2 and 3: how often a majority is right, and how many rows a bootstrap sample leaves out."""
    print("Independent voters:    each is right   the majority is")
    for n, p in ((3, 0.7), (5, 0.7), (11, 0.6), (25, 0.65), (1000, 0.51)):
        print(f"  {n:5d} {p:25.2f} {majority_vote(n, p):17.5f}")
    for n in (10, 100, 10_000):
        print(f"a bootstrap sample of {n:6,d} rows leaves out a share of {(1 - 1 / n) ** n:.4f}")


def inside_the_disk(X):
    """Whether each point of the square lies in the disk of half its area, (n,)."""
    return (X**2).sum(axis=1) < 2 / np.pi


def noisy_disk(n, rng):
    """Day 11's disk: points in a square, label True inside the disk; then a fifth of the labels are flipped."""
    X = rng.uniform(-1, 1, size=(n, 2))
    flipped = rng.random(n) < 0.2
    return X, inside_the_disk(X) ^ flipped


def tree_probabilities(model, X):
    """Each tree's probability of the second class, (trees, m)."""
    return np.array([class_probabilities(tree, X, 2)[:, 1] for tree in model.estimators_])


def means_of_the_first(p):
    """The mean of the first 1, 2, ... trees, in the shape of p (trees, m)."""
    return p.cumsum(axis=0) / np.arange(1, len(p) + 1)[:, None]


def spread_of_averages(new_model, n_sets=20):
    """Variance of one tree, correlation of two, and the variance of the mean of the first 1, 2, ... trees, (trees,).

    new_model : function, rng -> an unfitted model      The variance is the one over `n_sets` training sets.
    """
    points = np.random.default_rng(0).uniform(-1, 1, size=(200, 2))
    p = []
    for seed in range(n_sets):
        rng = np.random.default_rng(seed)
        p.append(tree_probabilities(new_model(rng).fit(*noisy_disk(300, rng)), points))
    means = np.array([means_of_the_first(trees) for trees in p])  # (sets, trees, points)
    measured = means.var(axis=0, ddof=1).mean(axis=1)
    own = np.var(p, axis=1, ddof=1).mean()  # among the trees of one training set: (1 - correlation) * variance
    shared = measured[-1] - own / len(measured)  # correlation * variance
    return own + shared, shared / (own + shared), measured


def show_the_variance():
    """README section 3: the variance of an average of trees over new training sets, measured and by the formula."""
    spreads = {
        "bagging": spread_of_averages(lambda rng: BaggingClassifier(n_estimators=30, rng=rng)),
        "forest": spread_of_averages(lambda rng: RandomForestClassifier(n_estimators=30, max_features=1, rng=rng)),
    }
    print("\nHow much an average of trees changes when the training set does (variance of its probability):")
    for name, (variance, correlation, measured) in spreads.items():
        print(f"  {name}: one tree {variance:.4f}, correlation of two {correlation:.3f}")
        for n in (1, 3, 10, 30):
            formula = variance_of_average(variance, correlation, n)
            print(f"    {n:3d} trees: measured {measured[n - 1]:.4f}, formula {formula:.4f}")
    return spreads


def show_the_patients(n_splits=5):
    """README section 3: out-of-bag scores beside the accuracy on new patients."""
    X, y = load_breast_cancer(return_X_y=True)
    baseline, single, ensembles = [], [], {"bagging": [], "forest": []}
    for seed in range(n_splits):
        rng = np.random.default_rng(seed)
        train, new = np.split(rng.permutation(len(y)), [400])
        baseline.append(np.mean(y[new] == (y[train].mean() > 0.5)))
        tree = DecisionTreeClassifier(random_state=seed).fit(X[train], y[train])
        single.append(accuracy(tree, X[new], y[new]))
        for name, kind in (("bagging", BaggingClassifier), ("forest", RandomForestClassifier)):
            model = kind(n_estimators=50, rng=rng).fit(X[train], y[train])
            ensembles[name].append((model.oob_score_, accuracy(model, X[new], y[new])))
    print(f"\nBreast cancer, 400 patients to learn from, 169 new ones. Means over {n_splits} splits:")
    print("                       out-of-bag   new patients   better than one tree")
    print(f"  the majority class {np.mean(baseline):29.3f}")
    print(f"  one full tree {np.mean(single):34.3f}")
    for name, runs in ensembles.items():
        oob, accuracies = np.transpose(runs)
        wins = np.sum(accuracies > single)
        print(f"  {name + ', 50 trees':20s} {oob.mean():10.3f} {accuracies.mean():14.3f} {wins:14d} of {n_splits}")
    return {"patients": ensembles, "one tree": single}


def accuracy_by_stage(model, X, y):
    """Accuracy of a boosted classifier after 1, 2, ... stages, (stages,)."""
    return np.array([np.mean(labels == y) for labels in model.staged_predict(X)])


def show_ada_boost():
    """README section 4: many stumps, each hardly better than a coin."""
    X, y = make_hastie_10_2(random_state=0)
    train, new = (X[:2000], y[:2000]), (X[2000:], y[2000:])
    model = AdaBoostClassifier(n_estimators=100, rng=np.random.default_rng(0)).fit(*train)
    curve = accuracy_by_stage(model, *new)
    tree = DecisionTreeClassifier(random_state=0).fit(*train)
    majority = 1 if train[1].mean() > 0 else -1
    print("\nTen numbers: is the sum of their squares above the median? Accuracy on 10,000 new rows:")
    print(f"  the majority class {np.mean(new[1] == majority):.3f}, one full tree {accuracy(tree, *new):.3f}")
    print("  AdaBoost, number of stumps: " + ", ".join(f"{n}: {curve[n - 1]:.3f}" for n in (1, 10, 50, 100)))
    return {"AdaBoost": curve}


def wave(n, rng):
    """x (n, 1) and a wave with noise of 0.3, (n,)."""
    x = rng.uniform(0, 1, size=n)
    return x[:, None], np.sin(8 * x) + 2 * x + 0.3 * rng.normal(size=n)


def sums_by_stage(model, X):
    """F of a boosted regressor after 0, 1, 2, ... trees, (trees + 1, m)."""
    return np.array([np.full(len(X), model.first_guess_), *model.staged_predict(X)])


def show_the_residuals():
    """README section 5: what is still missing after each tree, on the training rows and on new ones."""
    rng = np.random.default_rng(0)
    (X, y), (new_X, new_y) = wave(100, rng), wave(1000, rng)
    model = GradientBoostingRegressor(n_estimators=300, learning_rate=0.3, max_depth=2, rng=rng).fit(X, y)
    train = np.mean((y - sums_by_stage(model, X)) ** 2, axis=1)
    new = np.mean((new_y - sums_by_stage(model, new_X)) ** 2, axis=1)
    print("\nA noisy wave, mean squared residual:   training rows   new rows")
    print(f"  the mean (baseline) {train[0]:32.4f} {new[0]:10.4f}")
    for n in (1, 2, 5, 10, 30, 100, 300):
        print(f"  after tree {n:3d} {train[n]:37.4f} {new[n]:10.4f}")
    tree = DecisionTreeRegressor(random_state=0).fit(X, y)
    train_loss, new_loss = np.mean((y - tree.predict(X)) ** 2), np.mean((new_y - tree.predict(new_X)) ** 2)
    print(f"  one full tree {train_loss:38.4f} {new_loss:10.4f}")
    return model, X, y


def overfitting_run(seed):
    """One noisy disk: accuracy on 2000 new points after 1, 2, ... 100 trees of each ensemble, and single numbers."""
    rng = np.random.default_rng(seed)
    train, validation, new = (noisy_disk(n, rng) for n in (300, 300, 2000))
    forest = RandomForestClassifier(rng=rng).fit(*train)
    ada = AdaBoostClassifier(n_estimators=100, rng=rng).fit(*train)
    slow = GradientBoostingClassifier(learning_rate=0.1, min_samples_leaf=5, rng=rng).fit(*train)
    fast = GradientBoostingClassifier(learning_rate=1.0, min_samples_leaf=5, rng=rng).fit(*train)
    says_inside = means_of_the_first(tree_probabilities(forest, new[0])) > 0.5  # (trees, points)
    curves, chosen = [np.mean(says_inside == new[1], axis=1)], []
    for model in (ada, slow, fast):
        curves.append(accuracy_by_stage(model, *new))
        chosen.append(curves[-1][accuracy_by_stage(model, *validation).argmax()])
    flipped = train[1] != inside_the_disk(train[0])
    wrong_rows = train[0][flipped], train[1][flipped]
    return {
        "curves": np.array(curves),
        "chosen": np.array(chosen),
        "baseline": np.mean(new[1] == (train[1].mean() > 0.5)),
        "one tree": accuracy(DecisionTreeClassifier(random_state=seed).fit(*train), *new),
        "out-of-bag": forest.oob_score_,
        "flipped": np.array([flipped.mean(), ada.row_weights_[flipped].sum()]),
        "learned": np.array([accuracy(ada, *wrong_rows), accuracy(fast, *wrong_rows)]),
    }


def show_the_overfitting(n_sets=4):
    """README section 7: more trees never hurt a forest; they do hurt gradient boosting on noisy labels."""
    runs = [overfitting_run(seed) for seed in range(n_sets)]
    mean = {name: np.mean([run[name] for run in runs], axis=0) for name in runs[0]}
    print(f"\nThe noisy disk of day 11, 300 points, accuracy on new points. Means over {n_sets} data sets:")
    print(f"  the majority class {mean['baseline']:.3f}, one full tree {mean['one tree']:.3f}, the disk itself 0.8")
    stages = (1, 3, 5, 10, 25, 50, 100)
    print("  trees                  " + "".join(f"{n:7d}" for n in stages) + "   chosen")
    chosen = ["", *(f"{best:9.3f}" for best in mean["chosen"])]
    for name, curve, best in zip(CURVES, mean["curves"], chosen, strict=True):
        print(f"  {name:22s} " + "".join(f"{curve[n - 1]:7.3f}" for n in stages) + best)
    print(f"  out-of-bag score of the forest: {mean['out-of-bag']:.3f}")
    (share, weight), (by_ada, by_fast) = mean["flipped"], mean["learned"]
    print(f"  flipped labels: {share:.3f} of the training rows, in the end {weight:.3f} of AdaBoost's weight")
    print(f"  flipped labels learned by heart: AdaBoost {by_ada:.3f}, boosting with rate 1 {by_fast:.3f}")
    return mean["curves"]


def disk_with_chance(n, rng):
    """The disk with two useless columns: a coin and a random number."""
    X, y = noisy_disk(n, rng)
    return np.column_stack([X, rng.integers(0, 2, size=n), rng.random(n)]), y


def show_the_importances(n_sets=4):
    """README section 7: what a forest thinks of useless columns, and what new rows think of them."""
    impurity, permutation = np.zeros((n_sets, 4)), np.zeros((n_sets, 4))
    for seed in range(n_sets):
        rng = np.random.default_rng(seed)
        train, new = disk_with_chance(300, rng), disk_with_chance(1000, rng)
        forest = RandomForestClassifier(n_estimators=50, rng=rng).fit(*train)
        impurity[seed] = forest.feature_importances_
        permutation[seed] = permutation_importance(forest, *new, rng=rng, n_repeats=3).mean(axis=1)
    print(f"\nThe disk with two columns of pure chance. Importances of a forest, means over {n_sets} data sets:")
    print("                     impurity, training rows   accuracy lost, new rows")
    for column, name in enumerate(("x1", "x2", "a coin", "a random number")):
        print(f"  {name:18s} {impurity[:, column].mean():15.3f} {permutation[:, column].mean():27.3f}")
    return {"importances": (impurity.mean(axis=0), permutation.mean(axis=0))}


def bumps(n, rng):
    """Four columns (n, 4) and a bumpy function of three of them with noise of 0.3, (n,)."""
    X = rng.normal(size=(n, 4))
    return X, X[:, 0] ** 2 + X[:, 1] * X[:, 2] + 0.3 * rng.normal(size=n)


def show_the_ties():
    """README section 11: splits that are equally good, and what hangs on them."""
    X = np.array([[1, 3], [2, 2], [3, 1], [4, 4], [5, 5], [6, 6]])  # cut at 3.5, both columns make the same split
    y = np.array([1, 2, 3, 21, 22, 23])
    print("\nSix rows, and two features with the same best split. 200 stumps, each with its own seed:")
    for target, name in ((y, "y"), (y / 10, "y / 10")):
        stumps = [DecisionTreeRegressor(max_depth=1, random_state=seed).fit(X, target) for seed in range(200)]
        count = sum(stump.tree_.feature[0] == 0 for stump in stumps)
        print(f"  fitted to {name:6s}: {count:3d} take the first feature")
    rng = np.random.default_rng(0)
    (X, y), (new, _) = bumps(300, rng), bumps(1000, rng)
    print("300 rows, boosted twice with different seeds. Largest difference of 1000 predictions:")
    for leaf in (1, 20):
        models = [GradientBoostingRegressor(min_samples_leaf=leaf, rng=np.random.default_rng(seed)) for seed in (1, 2)]
        first, second = (model.fit(X, y).predict(new) for model in models)
        difference = np.max(np.abs(first - second))
        told = "over 0.1" if difference > 0.1 else "under 1e-12" if difference < 1e-12 else f"{difference:.0e}"
        print(f"  leaves of {leaf:2d} or more: {told}")


def flow_chart(height, title):
    """An empty picture for boxes and arrows: x from 0 to 9, y from 0 to height, in inches or nearly so."""
    fig, ax = plt.subplots(figsize=(9, height + 0.35))
    ax.set(xlim=(0, 9), ylim=(0, height), title=title)
    ax.axis("off")
    return fig, ax


def draw_box(ax, place, text, color="white"):
    box = {"boxstyle": "round,pad=0.4", "facecolor": color, "edgecolor": "black"}
    ax.text(*place, text, ha="center", va="center", bbox=box)


def draw_arrow(ax, start, end):
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0})


def draw_the_bootstrap():
    """README section 3: three bootstrap samples of six rows, and a tree for each."""
    names, rng = np.array(list("ABCDEF")), np.random.default_rng(0)
    fig, ax = flow_chart(2.8, "Bagging: trees side by side, each on its own bootstrap sample")
    draw_box(ax, (0.9, 1.4), "six rows\nA B C D E F", "#DDDDDD")
    draw_box(ax, (8.0, 1.4), "mean of the\nprobabilities", "#DDDDDD")
    for number, y in enumerate((2.4, 1.4, 0.4), start=1):
        drawn = names[np.sort(rng.integers(6, size=6))]
        left_out = np.setdiff1d(names, drawn)
        draw_arrow(ax, (1.42, 1.4), (2.62, y))
        draw_box(ax, (3.4, y), f"drawn: {' '.join(drawn)}\nleft out: {' '.join(left_out)}")
        draw_arrow(ax, (4.18, y), (5.28, y))
        draw_box(ax, (5.6, y), f"tree {number}", "#CFE3F1")
        draw_arrow(ax, (5.92, y), (7.45, 1.4))
    return fig


def draw_the_variance(spreads):
    """README section 3: the variances measured, on the curve of the formula, above its floor."""
    fig, ax = plt.subplots()
    trees = np.arange(1, 31)
    looks = {"bagging": ("C0", "o", "-", 3), "forest": ("C1", "s", "--", -12)}
    for name, (color, marker, line, offset) in looks.items():
        variance, correlation, measured = spreads[name]
        formula = [variance_of_average(variance, correlation, n) for n in trees]
        floor = correlation * variance
        ax.plot(trees, formula, color=color, linestyle=line, label=f"{name}: formula")
        ax.plot(trees[::2], measured[::2], marker, color=color, markersize=5, label=f"{name}: measured")
        ax.axhline(floor, **FLOOR)
        ax.annotate(f"floor of {name}", (0, floor), xytext=(0, offset), textcoords="offset points")
    ax.set(xlabel="trees in the average", ylabel="variance of the probability", ylim=(0, None))
    ax.set_title("More trees bring the variance down to a floor, and the forest's floor is lower")
    ax.legend()
    return fig


def ten_points():
    """The worked example of README section 4: 0 to 9 on a line, with the labels +++---+++-."""
    return np.arange(10.0)[:, None], np.array(list("+++---+++-"))


def draw_points(ax, X, y, sizes):
    """The ten points on a line; the area of a marker is its weight."""
    for label, look in (("-", CLASS_0), ("+", CLASS_1)):
        rows = y == label
        ax.scatter(X[rows, 0], np.zeros(rows.sum()), s=4000 * sizes[rows], edgecolor="black", **look)
        for x in X[rows, 0]:
            ax.text(x, -0.05, label, ha="center", va="center")


def draw_ada_boost():
    """README section 4: the ten points in three stages, and the sum of the votes."""
    X, y = ten_points()
    model = AdaBoostClassifier(n_estimators=3).fit(X, y)
    before = [np.full(10, 0.1), *(AdaBoostClassifier(n_estimators=n).fit(X, y).row_weights_ for n in (1, 2))]
    fig, axes = plt.subplots(4, 1, figsize=(9, 5.6), sharex=True, height_ratios=(1, 1, 1, 1.3))
    total = np.zeros(10)
    for stage, ax in enumerate(axes[:3]):
        stump, error, alpha = model.estimators_[stage], model.estimator_errors_[stage], model.estimator_weights_[stage]
        says = model.classes_[stump.predict(X)]  # (10,): "+" or "-"
        total += np.where(says == "+", alpha, -alpha)
        cut = stump.tree_.threshold[0]
        draw_points(ax, X, y, before[stage])
        for x in X[says != y, 0]:
            ax.text(x, 0.62, "wrong", ha="center")
        ax.axvline(cut, color="black")
        ax.text(cut - 0.08, -0.9, f"says {says[0]}", ha="right")
        ax.text(cut + 0.08, -0.9, f"says {says[-1]}", ha="left")
        ax.set(ylim=(-1, 1), yticks=[], title=f"Stump {stage + 1}: weighted error {error:.3f}, vote {alpha:.3f}")
    for label, look, hatch in (("-", CLASS_0, "//"), ("+", CLASS_1, "")):
        axes[3].bar(X[y == label, 0], total[y == label], 0.6, color=look["color"], hatch=hatch, edgecolor="black")
    axes[3].axhline(0, color="black", linewidth=1)
    axes[3].set(xlabel="x", ylabel="sum of votes", xticks=range(10))
    axes[3].set_title("All three together: above zero for every +, below zero for every -")
    return fig


def draw_the_boosting():
    """README section 5: predictions, residuals and trees in turn, for four numbers."""
    X, y = np.arange(4.0)[:, None], np.array([1.0, 1.0, 5.0, 5.0])
    model = GradientBoostingRegressor(n_estimators=2, learning_rate=0.5, max_depth=1).fit(X, y)
    fig, ax = flow_chart(2.7, "Boosting y = 1, 1, 5, 5: trees one after another, each on the residuals")

    def listed(numbers):
        return ", ".join(f"{number:g}" for number in numbers)

    for stage, F in enumerate(sums_by_stage(model, X)):
        x = 1.1 + 3.4 * stage
        draw_box(ax, (x, 2.2), f"{'mean' if stage == 0 else f'F after tree {stage}'}\n{listed(F)}", "#DDDDDD")
        draw_arrow(ax, (x, 1.85), (x, 0.95))
        ax.text(x - 0.1, 1.4, "y - F", ha="right", va="center")
        draw_box(ax, (x, 0.6), f"residual\n{listed(y - F)}")
        if stage == 2:
            break
        draw_arrow(ax, (x + 0.6, 0.6), (x + 1.05, 0.6))
        answers = model.estimators_[stage].predict(X)
        draw_box(ax, (x + 1.65, 0.6), f"tree {stage + 1} says\n{listed(answers)}", "#CFE3F1")
        draw_arrow(ax, (x + 1.65, 0.95), (x + 1.65, 2.1))
        ax.text(x + 1.75, 1.4, "add half", va="center")
        draw_arrow(ax, (x + 0.6, 2.2), (x + 2.65, 2.2))
    return fig


def draw_the_residuals(model, X, y):
    """README section 5: above, the points and F; below, the residuals and the next tree."""
    grid = np.linspace(0, 1, 500)[:, None]
    on_grid, on_rows = sums_by_stage(model, grid), sums_by_stage(model, X)
    fig, axes = plt.subplots(2, 4, figsize=(9, 4.8), sharex=True, sharey="row")
    for (above, below), n in zip(axes.T, (0, 1, 4, 30), strict=True):
        above.plot(X[:, 0], y, ".", color="gray", markersize=4)
        above.plot(grid, on_grid[n], color="C0")
        above.set_title({0: "F: the mean", 1: "F after 1 tree"}.get(n, f"F after {n} trees"))
        below.plot(X[:, 0], y - on_rows[n], ".", color="gray", markersize=4)
        below.plot(grid, model.estimators_[n].predict(grid), color="C1", linestyle="--")
        below.set(title=f"Residuals, tree {n + 1}", xlabel="x")
    axes[0, 0].set_ylabel("y")
    axes[1, 0].set_ylabel("residual y - F")
    return fig


def draw_the_overfitting(curves):
    """README section 7: accuracy on new points over the number of trees."""
    fig, ax = plt.subplots(figsize=(9, 4.2))
    for (name, look), curve, offset in zip(CURVES.items(), curves, (4, 0, -5, 0), strict=True):
        ax.semilogx(np.arange(1, 101), curve, **look)
        ax.annotate(name, (100, curve[-1]), xytext=(6, offset), textcoords="offset points", va="center")
    ax.axhline(0.8, **TRUTH)
    ax.text(1, 0.803, "the disk itself", va="bottom")
    ax.set(xlabel="trees", ylabel="accuracy on new points", xlim=(0.95, 250), ylim=(0.54, 0.83))
    ax.set_xticks([1, 3, 10, 30, 100], ["1", "3", "10", "30", "100"])
    ax.minorticks_off()
    ax.set_title("With noisy labels more trees hurt gradient boosting, but not the forest")
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
    """X as floats (n, d); raises ValueError where it is empty or not finite."""
    X = np.asarray(X, dtype=float)
    holes = np.sum(~np.isfinite(X))
    if X.ndim != 2 or X.size == 0 or holes:
        raise ValueError(f"X must be (n, d), not empty and finite, got shape {X.shape} with {holes} nan or inf")
    return X


def check_data(X, y):
    """X as floats (n, d) and y as an array (n,), with a value for each row of X."""
    X, y = check_table(X), np.asarray(y)
    if y.shape != (len(X),):
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, got shape {y.shape}")
    return X, y


def check_numbers(X, y):
    X, y = check_data(X, y)
    y = y.astype(float)
    if not np.isfinite(y).all():
        raise ValueError(f"y must be finite, got {np.sum(~np.isfinite(y))} nan or inf")
    return X, y


def check_labels(X, y):
    X, y = check_data(X, y)
    if y.dtype.kind == "f" and not (np.isfinite(y) & (np.round(y) == y)).all():
        raise ValueError(f"y must be labels, whole numbers or strings, got {y[:5]}")
    if len(np.unique(y)) < 2:
        raise ValueError(f"y must hold at least two classes, got only {y[0]!r}")
    return X, y


def check_fitted(model):
    if not hasattr(model, "estimators_"):
        raise ValueError(f"this {type(model).__name__} is not fitted yet: call fit(X, y) first")


def check_new(model, X):
    """New rows for a fitted model; that their columns are as many as in fit, the trees check themselves."""
    check_fitted(model)
    return check_table(X)


def check_count(name, value):
    if value < 1:
        raise ValueError(f"{name} must be 1 or more, got {value}")


def check_range(name, value, low, high):
    if not low <= value <= high:
        raise ValueError(f"{name} must be a number from {low} to {high}, got {value}")


def check_learning_rate(learning_rate):
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be positive and finite, got {learning_rate}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 12: ensembles")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    show_the_voters()
    spreads = show_the_variance()
    results = show_the_patients() | show_ada_boost()
    boosted_wave = show_the_residuals()
    curves = show_the_overfitting()
    results |= show_the_importances()
    show_the_ties()
    figures = {
        "bootstrap.png": draw_the_bootstrap(),
        "variance.png": draw_the_variance(spreads),
        "adaboost.png": draw_ada_boost(),
        "boosting.png": draw_the_boosting(),
        "residuals.png": draw_the_residuals(*boosted_wave),
        "overfitting.png": draw_the_overfitting(curves),
    }
    save_figures(figures, options.redraw)
    return results | {"accuracy of 100 trees": curves[:, -1]}


if __name__ == "__main__":
    main(sys.argv[1:])
