# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5", "scipy>=1.14"]
# ///
"""Day 12: ensembles. Many weak trees, asked together, beat one strong tree.

Run me:    python ensembles.py
Then read: README.md (its sections carry the same numbers)
"""

from numbers import Integral
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from ensemble_base import (
    Classifier,
    check_count,
    check_estimator,
    check_flag,
    check_probability,
    check_rng,
    check_share,
    check_table,
    checked_limits,
    new_learner,
    scaled_to_one,
)
from sklearn.datasets import load_breast_cancer, make_friedman1, make_hastie_10_2
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from tree_boosting import AdaBoostClassifier, GradientBoostingClassifier, GradientBoostingRegressor

FIGURES = Path(__file__).with_name("figures")


# 2. Many voters


def majority_vote(n_voters, p):
    """The chance that more than half of n independent voters are right, when each is right with probability p."""
    check_count("n_voters", n_voters, least=1)
    check_probability("p", p)
    chances = np.ones(1)  # chances[k]: exactly k of the voters so far are right
    for _ in range(n_voters):
        chances = np.convolve(chances, [1 - p, p])
    return float(chances[n_voters // 2 + 1 :].sum())


def variance_of_average(variance, correlation, n):
    """Variance of the mean of n numbers, each with this variance, any two with this correlation."""
    if not 0 <= variance < np.inf:
        raise ValueError(f"variance must be a finite number, 0 or more, got {variance}")
    if not -1 <= correlation <= 1:
        raise ValueError(f"correlation must be a number from -1 to 1, got {correlation}")
    check_count("n", n, least=1)
    return correlation * variance + (1 - correlation) * variance / n


# 3. Bagging and the random forest


def class_shares(learner, X, n_classes):
    """A member's probabilities (n, classes), or its votes; a class that it has never seen gets 0."""
    shares = np.zeros((len(X), n_classes))
    if hasattr(learner, "predict_proba"):
        shares[:, learner.classes_] = learner.predict_proba(X)
    else:
        shares[np.arange(len(X)), learner.predict(X)] = 1
    return shares


class AveragingClassifier(Classifier):
    """The mean of many classifiers, each trained on rows drawn for it (Breiman 1996).

    After fit: estimators_, and for each the rows and columns it saw, estimators_samples_ and estimators_features_;
    oob_decision_function_ (n, classes), the mean over the members that did not see the row, nan where all saw it;
    oob_score_, its accuracy over the other rows; nan where no row has a vote.
    """

    def fit_members(self, X, y, estimator, max_samples=1.0, max_features=1.0):
        (X, codes), chance = self.check_data(X, y), self.random_state()
        n, d = X.shape
        n_rows = max_samples if isinstance(max_samples, Integral) else max(1, int(max_samples * n))
        n_columns = max_features if isinstance(max_features, Integral) else max(1, int(max_features * d))
        for name, count, limit in (("max_features", n_columns, d), ("max_samples", 0 if self.bootstrap else n_rows, n)):
            if count > limit:
                raise ValueError(f"{name} must be {limit} at most for this X, got {count}")
        self.estimators_, self.estimators_samples_, self.estimators_features_ = [], [], []
        votes = np.zeros((n, len(self.classes_)))
        for _ in range(self.n_estimators):
            rows = chance.randint(n, size=n_rows) if self.bootstrap else chance.permutation(n)[:n_rows]
            columns = np.sort(chance.permutation(d)[:n_columns])
            learner = new_learner(estimator, chance).fit(X[rows][:, columns], codes[rows])
            left_out = np.bincount(rows, minlength=n) == 0
            if left_out.any():
                votes[left_out] += class_shares(learner, X[left_out][:, columns], len(self.classes_))
            self.estimators_.append(learner)
            self.estimators_samples_.append(rows)
            self.estimators_features_.append(columns)
        voted = votes.any(axis=1)
        self.oob_decision_function_ = np.full_like(votes, np.nan)
        self.oob_decision_function_[voted] = votes[voted] / votes[voted].sum(axis=1, keepdims=True)
        self.oob_score_ = float(np.mean(votes[voted].argmax(axis=1) == codes[voted])) if voted.any() else np.nan
        return self

    def predict_proba(self, X):
        """Mean of the members' probabilities, (m, classes), in the order of classes_."""
        X = self.check_new(X)
        pairs = zip(self.estimators_, self.estimators_features_, strict=True)
        return sum(class_shares(e, X[:, columns], len(self.classes_)) for e, columns in pairs) / len(self.estimators_)

    def predict(self, X):
        most_likely = self.predict_proba(X).argmax(axis=1)
        return self.classes_[most_likely]


class BaggingClassifier(AveragingClassifier):
    """Full trees, or any scikit-learn classifier, on bootstrap samples (Breiman 1996).

    max_samples, max_features : how many rows and columns each member gets; an integer is a count, a float a share
    """

    def __init__(self, estimator=None, n_estimators=10, *, max_samples=1.0, max_features=1.0, bootstrap=True, rng=None):
        super().__init__(n_estimators, rng)
        max_samples = 1.0 if max_samples is None else max_samples
        check_share("max_samples", max_samples)
        check_share("max_features", max_features)
        check_flag("bootstrap", bootstrap)
        if estimator is not None:
            check_estimator(estimator)
        self.estimator, self.bootstrap = estimator, bootstrap
        self.max_samples, self.max_features = max_samples, max_features

    def fit(self, X, y):
        """X : (n, d) finite numbers      y : (n,) labels      returns : the ensemble itself"""
        tree = DecisionTreeClassifier() if self.estimator is None else self.estimator
        return self.fit_members(X, y, tree, self.max_samples, self.max_features)


class RandomForestClassifier(AveragingClassifier):
    """Bagged trees that look at only max_features random features for each question (Breiman 2001)."""

    def __init__(
        self,
        n_estimators=100,
        *,
        max_depth=None,
        min_samples_split=2,
        min_samples_leaf=1,
        max_features="sqrt",
        bootstrap=True,
        rng=None,
    ):
        super().__init__(n_estimators, rng)
        self.limits = checked_limits(max_depth, min_samples_split, min_samples_leaf, max_features)
        check_flag("bootstrap", bootstrap)
        self.bootstrap = bootstrap

    def fit(self, X, y):
        """X : (n, d) finite numbers      y : (n,) labels      returns : the ensemble itself"""
        return self.fit_members(X, y, DecisionTreeClassifier(**self.limits))

    @property
    def feature_importances_(self):
        """Mean of the trees' importances, (d,), scaled to the sum 1."""
        return scaled_to_one([tree.feature_importances_ for tree in self.members()])


# 6. What matters to the ensemble


def permutation_importance(model, X, y, *, rng, n_repeats=5):
    """How much of its score a fitted model loses when one column is shuffled, (d, n_repeats) (Breiman 2001)."""
    check_rng(rng)
    check_count("n_repeats", n_repeats, least=1)
    X, full_score = check_table(X), model.score(X, y)
    losses = np.zeros((X.shape[1], n_repeats))
    for column, repeat in np.ndindex(losses.shape):
        shuffled = X.copy()
        shuffled[:, column] = rng.permutation(X[:, column])
        losses[column, repeat] = full_score - model.score(shuffled, y)
    return losses


# What the README shows

STAGES = (1, 3, 5, 10, 25, 50, 100)
CURVES = ("forest", "AdaBoost, stumps", "boosting, rate 0.1", "boosting, rate 1")


def noisy_disk(n, rng):
    """Day 11's disk: points in a square, label 1 inside a disk of half its area; a fifth of all labels turned over."""
    X = rng.uniform(-1, 1, size=(n, 2))
    return X, ((X**2).sum(axis=1) < 2 / np.pi) ^ (rng.random(n) < 0.2)


def show_the_voters():
    """README section 2: how often a majority is right, and how many rows a bootstrap leaves out."""
    print("Independent voters:    each is right   the majority is")
    for n, p in ((3, 0.7), (5, 0.7), (11, 0.6), (25, 0.65), (1000, 0.51)):
        print(f"  {n:5d} {p:25.2f} {majority_vote(n, p):17.5f}")
    for n in (10, 100, 10000):
        print(f"a bootstrap of {n:5d} rows leaves out a share of {(1 - 1 / n) ** n:.4f}")


def tree_shares(model, X):
    """What each tree of an ensemble gives as the probability of the last class, (trees, m)."""
    return np.array([class_shares(tree, X, 2)[:, 1] for tree in model.estimators_])


def spread_of_averages(max_features, n_sets=12, n_trees=30):
    """Variance of one tree, correlation of two, and the variance of the mean of the first 1, 2, ... trees, (trees,)."""
    grid = np.random.default_rng(0).uniform(-1, 1, size=(300, 2))
    shares = []
    for seed in range(n_sets):
        rng = np.random.default_rng(seed)
        forest = RandomForestClassifier(n_trees, max_features=max_features, rng=rng)
        shares.append(tree_shares(forest.fit(*noisy_disk(300, rng)), grid))
    shares = np.array(shares)  # (sets, trees, points)
    means = shares.cumsum(axis=1) / np.arange(1, n_trees + 1)[:, None]
    measured = means.var(axis=0, ddof=1).mean(axis=1)
    inside_a_set = shares.var(axis=1, ddof=1).mean()  # the part that averaging takes away
    shared = measured[-1] - inside_a_set / n_trees
    return shared + inside_a_set, shared / (shared + inside_a_set), measured


def show_the_variance():
    """README section 3: the variance of an average of trees over new training sets, measured and by the formula."""
    results = {}
    print("\nHow much an average of trees changes when the training set does (variance of its probability):")
    for name, max_features in (("bagging", None), ("forest", 1)):
        variance, correlation, measured = results[name] = spread_of_averages(max_features)
        print(f"  {name}: one tree {variance:.4f}, correlation of two {correlation:.3f}")
        for n in (1, 3, 10, 30):
            formula = variance_of_average(variance, correlation, n)
            print(f"    {n:3d} trees: measured {measured[n - 1]:.4f}, formula {formula:.4f}")
    return results


def show_real_data(n_splits=4):
    """README section 3: five ensembles, one tree and the usual label on patients they have not seen."""
    X, y = load_breast_cancer(return_X_y=True)
    scores = {}
    for seed in range(n_splits):
        rng = np.random.default_rng(seed)
        train, test = np.split(rng.permutation(len(y)), [400])
        models = {
            "one full tree": DecisionTreeClassifier(random_state=seed),
            "bagging, 50 trees": BaggingClassifier(n_estimators=50, rng=rng),
            "forest, 50 trees": RandomForestClassifier(50, rng=rng),
            "AdaBoost, 50 stumps": AdaBoostClassifier(rng=rng),
            "gradient boosting, 100": GradientBoostingClassifier(rng=rng),
        }
        usual = np.mean(y[test] == (y[train].mean() > 0.5))
        scores.setdefault("the usual label", []).append((np.nan, usual))
        for name, model in models.items():
            model.fit(X[train], y[train])
            scores.setdefault(name, []).append((getattr(model, "oob_score_", np.nan), model.score(X[test], y[test])))
    print(f"\nBreast cancer, 400 patients to learn from, 169 new ones. Means over {n_splits} splits:")
    print("                          out-of-bag   new patients   better than one tree")
    tree = np.array(scores["one full tree"])[:, 1]
    for name, runs in scores.items():
        oob, new = np.array(runs).T
        print(f"  {name:24s} {f'{oob.mean():.3f}'.replace('nan', ''):>9s} {new.mean():14.3f}", end="")
        print(f"{np.sum(new > tree):13d} of {n_splits}" if name not in ("the usual label", "one full tree") else "")
    return {name: np.mean(runs, axis=0) for name, runs in scores.items()}


def show_published_data():
    """README sections 4 and 5: two problems from the literature."""
    X, y = make_hastie_10_2(random_state=0)
    train, test = (X[:2000], y[:2000]), (X[2000:], y[2000:])
    ada = AdaBoostClassifier(n_estimators=100).fit(*train)
    errors = [np.mean(labels != test[1]) for labels in ada.staged_predict(test[0])]
    tree = DecisionTreeClassifier(random_state=0).fit(*train).score(*test)
    stumps = GradientBoostingClassifier(learning_rate=1.0, max_depth=1).fit(*train).score(*test)
    print("\nTen numbers: is the sum of their squares above the median? 2000 to learn from, 10000 new:")
    usual = 1 if np.mean(train[1]) > 0 else -1
    print(f"  error: the usual label {np.mean(test[1] != usual):.3f}, one full tree {1 - tree:.3f}")
    print(
        "  error: AdaBoost with this many stumps, " + ", ".join(f"{n}: {errors[n - 1]:.3f}" for n in (1, 10, 50, 100))
    )
    print(f"  gradient boosting, 100 stumps at learning rate 1: accuracy {stumps:.4f}")
    X, y = make_friedman1(1200, noise=1.0, random_state=0)
    model = GradientBoostingRegressor(max_depth=1).fit(X[:200], y[:200])
    losses = [np.mean((y[200:] - predicted) ** 2) for predicted in model.staged_predict(X[200:])]
    tree = np.mean((y[200:] - DecisionTreeRegressor(random_state=0).fit(X[:200], y[:200]).predict(X[200:])) ** 2)
    print(
        f"Friedman's curve, squared error on new rows: the mean {np.mean((y[200:] - y[:200].mean()) ** 2):.3f},", end=""
    )
    print(f" one full tree {tree:.3f}, 100 stumps {losses[-1]:.3f}")
    return {"AdaBoost": errors[-1], "stumps": stumps, "friedman": losses[-1]}


def wave(n, rng):
    x = rng.uniform(0, 1, size=n)
    return x[:, None], np.sin(8 * x) + 2 * x + 0.3 * rng.normal(size=n)


def show_the_residuals():
    """README section 5: what is still missing after each stage, on the training points and on new ones."""
    rng = np.random.default_rng(0)
    (X, y), (new_X, new_y) = wave(100, rng), wave(1000, rng)
    model = GradientBoostingRegressor(n_estimators=300, learning_rate=0.3, max_depth=2).fit(X, y)
    new = [np.mean((new_y - predicted) ** 2) for predicted in model.staged_predict(new_X)]
    print("\nA noisy wave, mean squared residual:   training points   new points")
    print(f"  only the mean {np.var(y):33.4f} {np.mean((new_y - y.mean()) ** 2):12.4f}")
    for n in (1, 2, 5, 10, 30, 100, 300):
        print(f"  after tree {n:3d} {model.train_score_[n - 1]:32.4f} {new[n - 1]:12.4f}")
    tree = DecisionTreeRegressor(random_state=0).fit(X, y)
    old, fresh = (np.mean((target - tree.predict(rows)) ** 2) for rows, target in ((X, y), (new_X, new_y)))
    print(f"  one full tree {old:33.4f} {fresh:12.4f}")
    return model, X[:, 0], y


def overfitting_run(seed):
    """Accuracy on 2000 new points after 1, 2, ... 100 trees, (models, trees), and of the stage chosen on 300 others."""
    rng = np.random.default_rng(seed)
    train, validation, test = (noisy_disk(n, rng) for n in (300, 300, 2000))
    boosters = [AdaBoostClassifier(n_estimators=100)]
    boosters += [GradientBoostingClassifier(learning_rate=rate) for rate in (0.1, 1.0)]
    forest = RandomForestClassifier(100, rng=rng).fit(*train)
    shares = tree_shares(forest, test[0]).cumsum(axis=0) / np.arange(1, 101)[:, None]
    accuracies, chosen = [np.mean((shares > 0.5) == test[1], axis=1)], [np.nan]
    for model in boosters:
        model.fit(*train)
        on_new, on_validation = ([np.mean(p == y) for p in model.staged_predict(X)] for X, y in (test, validation))
        accuracies.append(on_new)
        chosen.append(on_new[np.argmax(on_validation)])
    tree = DecisionTreeClassifier(random_state=seed).fit(*train).score(*test)
    return np.array(accuracies), chosen, tree, np.mean(test[1] == (train[1].mean() > 0.5)), forest.oob_score_


def show_the_overfitting(n_sets=4):
    """README section 6: more trees never hurt a forest; they do hurt boosting on noisy labels."""
    runs = list(zip(*[overfitting_run(seed) for seed in range(n_sets)], strict=True))
    accuracies, chosen, tree, usual, oob = (np.mean(part, axis=0) for part in runs)
    print(f"\nThe noisy disk of day 11, 300 points, accuracy on new points. Means over {n_sets} data sets:")
    print(f"  the usual label {usual:.3f}, one full tree {tree:.3f}, the disk itself 0.8")
    print("  trees                  " + "".join(f"{n:7d}" for n in STAGES) + "   chosen")
    for name, row, best in zip(CURVES, accuracies, chosen, strict=True):
        picks = "".join(f"{row[n - 1]:7.3f}" for n in STAGES)
        print(f"  {name:22s} {picks}" + ("" if np.isnan(best) else f"{best:9.3f}"))
    print(f"  out-of-bag score of the forest: {oob:.3f}")
    return accuracies


def disk_with_chance(n, rng):
    """The disk with two useless columns: a coin and a random number."""
    X, y = noisy_disk(n, rng)
    return np.column_stack([X, rng.integers(0, 2, size=n), rng.random(n)]), y


def show_the_importances(n_sets=4):
    """README section 6: what a forest thinks of useless columns, and what new points think of them."""
    names, impurity, permutation = ("x1", "x2", "a coin", "a random number"), [], []
    for seed in range(n_sets):
        rng = np.random.default_rng(seed)
        train, test = disk_with_chance(300, rng), disk_with_chance(1000, rng)
        forest = RandomForestClassifier(50, rng=rng).fit(*train)
        impurity.append(forest.feature_importances_)
        permutation.append(permutation_importance(forest, *test, rng=rng, n_repeats=3).mean(axis=1))
    print(f"\nThe disk with two columns of pure chance. Importances of a forest, means over {n_sets} data sets:")
    print("                     impurity, training   accuracy lost, new points")
    for name, old, new in zip(names, np.mean(impurity, axis=0), np.mean(permutation, axis=0), strict=True):
        print(f"  {name:18s} {old:15.3f} {new:24.3f}")
    return np.mean(impurity, axis=0), np.mean(permutation, axis=0)


def draw_the_variance(results):
    """README section 3: the measured variances on the curve of the formula, above its floor."""
    fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
    trees = range(1, 31)
    for (name, (variance, correlation, measured)), color in zip(results.items(), ("C0", "C1"), strict=True):
        formula = [variance_of_average(variance, correlation, n) for n in trees]
        ax.plot(trees, formula, color, label=f"{name}: formula")
        ax.plot(trees[::2], measured[::2], "o", color=color, markersize=4, label=f"{name}: measured")
        ax.axhline(correlation * variance, color=color, linestyle=":")
    ax.set(xlabel="trees in the average", ylabel="variance of the probability", ylim=(0, None))
    ax.grid(alpha=0.3)
    ax.legend()
    return fig


def draw_the_residuals(model, x, y):
    """README section 5: above, the points and the sum of the trees so far; below, what is missing and the next tree."""
    grid = np.linspace(0, 1, 500)
    sums = [np.full(500, model.first_guess_[0]), *model.staged_predict(grid[:, None])]
    at_points = [np.full(len(y), model.first_guess_[0]), *model.staged_predict(x[:, None])]
    fig, axes = plt.subplots(2, 4, figsize=(10, 4.4), layout="constrained", sharex=True, sharey="row")
    for (above, below), n in zip(axes.T, (0, 1, 4, 30), strict=True):
        above.plot(x, y, ".", color="gray", markersize=4)
        above.plot(grid, sums[n], "C3")
        above.set(title=f"{n} trees" if n != 1 else "1 tree")
        below.plot(x, y - at_points[n], ".", color="gray", markersize=4)
        below.plot(grid, (sums[n + 1] - sums[n]) / model.learning_rate, "C0")
        below.set(xlabel="x")
    axes[0, 0].set(ylabel="y, and the sum so far")
    axes[1, 0].set(ylabel="missing, and the next tree")
    return fig


def draw_the_overfitting(accuracies):
    """README section 6: accuracy on new points over the number of trees."""
    fig, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
    for name, row in zip(CURVES, accuracies, strict=True):
        ax.semilogx(np.arange(1, 101), row, label=name)
    ax.axhline(0.8, color="k", linestyle=":")
    ax.text(1, 0.803, "the disk itself", va="bottom")
    ax.set(xlabel="trees", ylabel="accuracy on new points", ylim=(0.54, 0.83))
    ax.grid(alpha=0.3)
    ax.legend(loc="lower right")
    return fig


def main():
    show_the_voters()
    spreads, patients, published = show_the_variance(), show_real_data(), show_published_data()
    wave_model = show_the_residuals()
    accuracies, importances = show_the_overfitting(), show_the_importances()
    FIGURES.mkdir(exist_ok=True)
    variance, residuals = draw_the_variance(spreads), draw_the_residuals(*wave_model)
    overfitting = draw_the_overfitting(accuracies)
    for name, fig in (("variance.png", variance), ("residuals.png", residuals), ("overfitting.png", overfitting)):
        fig.savefig(FIGURES / name, dpi=110)
        print(f"figure: figures/{name}")
    return {"patients": patients, "importances": importances, "accuracies": accuracies[:, -1]} | published


if __name__ == "__main__":
    main()
