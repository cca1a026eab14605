# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5", "pandas>=2.2"]
# ///
"""Day 13: feature engineering. What a model is given, in which unit, and what it must never be given.

Run me:    python feature_engineering.py
           python feature_engineering.py --data titanic    (real passengers, not bundled)
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import math
import os
import socket
import sys
import warnings
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import datasets
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer as TheirImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import r2_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder as TheirOneHot
from sklearn.preprocessing import StandardScaler as TheirScaler

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt


class Transformer:
    """fit learns from the training rows; transform applies what was learned to any rows."""

    def fit_transform(self, X):
        return self.fit(X).transform(X)


# 2. One unit for all


class StandardScaler(Transformer):
    """(x - mean) / standard deviation, column by column. After fit: mean_, var_, scale_, each (d,)."""

    def fit(self, X):
        X = check_numbers(X)
        self.mean_ = np.nanmean(X, axis=0)
        self.var_ = np.nanvar(X, axis=0)
        self.scale_ = width_or_one(np.sqrt(self.var_), X)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = check_numbers(X, self)
        return (X - self.mean_) / self.scale_


class MinMaxScaler(Transformer):
    """(x - smallest) / (largest - smallest), column by column. After fit: data_min_, data_max_, scale_, each (d,).

    The training rows come to lie between 0 and 1; new rows may lie outside.
    """

    def fit(self, X):
        X = check_numbers(X)
        self.data_min_ = np.nanmin(X, axis=0)
        self.data_max_ = np.nanmax(X, axis=0)
        self.scale_ = 1 / width_or_one(self.data_max_ - self.data_min_, X)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = check_numbers(X, self)
        return (X - self.data_min_) * self.scale_


class RobustScaler(Transformer):
    """(x - median) / (75th - 25th percentile), column by column. After fit: center_, scale_, each (d,)."""

    def fit(self, X):
        X = check_numbers(X)
        low, high = np.nanpercentile(X, [25, 75], axis=0)
        self.center_ = np.nanmedian(X, axis=0)
        self.scale_ = width_or_one(high - low, X)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = check_numbers(X, self)
        return (X - self.center_) / self.scale_


def width_or_one(width, X):
    """The widths of the columns of X, (d,), to divide by: 1 where a width is 0, or no more than rounding makes it."""
    rounding = len(X) * np.finfo(float).eps * np.nanmax(np.abs(X), axis=0)
    return np.where(width <= rounding, 1.0, width)


# 3. Holes


class SimpleImputer(Transformer):
    """One value for all holes of a column. After fit: statistics_ (d,), nan where a column holds no value at all.

    strategy : "mean", "median", or "most_frequent", which works for strings, too
    add_indicator : also a column of 0 and 1 for each column that had holes in fit; 1 says that here was one
    A column without any value is left out.
    """

    def __init__(self, strategy="mean", add_indicator=False):
        check_name("strategy", strategy, ("mean", "median", "most_frequent"))
        self.strategy = strategy
        self.add_indicator = add_indicator

    def fit(self, X):
        X = self.read(X)
        self.statistics_ = np.full(X.shape[1], np.nan, dtype=X.dtype)
        for j, column in enumerate(X.T):
            known = column[~is_hole(column)]
            if len(known) > 0:
                self.statistics_[j] = statistic(known, self.strategy)
        self.had_holes_ = is_hole(X).any(axis=0)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = self.read(X, self)
        holes = is_hole(X)
        filled = np.where(holes, self.statistics_, X)
        empty = is_hole(self.statistics_)
        if empty.any():
            warnings.warn(f"columns without any value in fit are left out: {np.flatnonzero(empty)}", stacklevel=2)
        filled = filled[:, ~empty]
        if self.add_indicator:
            filled = np.hstack([filled, holes[:, self.had_holes_]])
        return filled

    def read(self, X, fitted=None):
        """Mean and median need numbers; the most frequent value may be a word."""
        return check_table(X, fitted) if self.strategy == "most_frequent" else check_numbers(X, fitted)


def is_hole(X):
    """Where an array holds nan: the only value that differs from itself."""
    return X != X  # noqa: PLR0124


def statistic(values, strategy):
    """The mean, the median, or the most frequent of the values; of several most frequent ones the smallest."""
    if strategy == "mean":
        return values.mean()
    if strategy == "median":
        return np.median(values)
    different, counts = np.unique(values, return_counts=True)
    return different[counts.argmax()]


# 4. Words


class OrdinalEncoder(Transformer):
    """Each category becomes its place in the sorted list: 0, 1, 2, ... After fit: categories_, an array per column.

    unknown_value : the code of a category that fit did not see; None: such a category is refused
    """

    def __init__(self, unknown_value=None):
        check_code(unknown_value)
        self.unknown_value = unknown_value

    def fit(self, X):
        X = check_complete(check_table(X))
        self.categories_ = [np.unique(column) for column in X.T]
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = check_complete(check_table(X, self))
        if self.unknown_value is None:
            check_seen(X, self.categories_)
        codes = np.empty(X.shape)
        for j, categories in enumerate(self.categories_):
            place = {category: code for code, category in enumerate(categories)}
            codes[:, j] = [place.get(value, self.unknown_value) for value in X[:, j]]
        return codes


class OneHotEncoder(Transformer):
    """A column of 0 and 1 for each category. After fit: categories_, a sorted array for each column of X.

    drop : None, or "first" to leave out the first category of each column
    handle_unknown : "error" refuses a category that fit did not see, "ignore" gives it zeros only
    """

    def __init__(self, drop=None, handle_unknown="error"):
        check_name("drop", drop, (None, "first"))
        check_name("handle_unknown", handle_unknown, ("error", "ignore"))
        self.drop = drop
        self.handle_unknown = handle_unknown

    def fit(self, X):
        X = check_complete(check_table(X))
        self.categories_ = [np.unique(column) for column in X.T]
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = check_complete(check_table(X, self))
        if self.handle_unknown == "error":
            check_seen(X, self.categories_)
        blocks = []
        for column, categories in zip(X.T, self.categories_, strict=True):
            block = column[:, None] == categories  # (n, 1) against (k,) gives (n, k): each row asks every category
            blocks.append(block if self.drop is None else block[:, 1:])
        return np.hstack(blocks).astype(float)


# 5. New columns from old


class PolynomialFeatures(Transformer):
    """All products of up to `degree` columns: 1, a, b, aa, ab, bb, ... After fit: products_, the columns of each."""

    def __init__(self, degree=2):
        check_between("degree", degree, 0)
        self.degree = degree

    def fit(self, X):
        X = check_complete(check_numbers(X))
        self.products_ = []
        for k in range(self.degree + 1):
            self.products_ += combinations_with_replacement(range(X.shape[1]), k)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = check_complete(check_numbers(X, self))
        return np.column_stack([X[:, columns].prod(axis=1) for columns in self.products_])


class KBinsDiscretizer(Transformer):
    """The bin in which a number lies. After fit: bin_edges_, an array for each column; equal edges count once.

    strategy : "uniform" for bins of equal width, "quantile" for bins with equally many training rows
    encode : "ordinal" for the number of the bin, "onehot-dense" for a column of 0 and 1 for each bin
    Beyond the edges the outer bins go on. A column that does not vary is a single bin.
    """

    def __init__(self, n_bins=5, encode="onehot-dense", strategy="quantile"):
        check_between("n_bins", n_bins, 2)
        check_name("encode", encode, ("onehot-dense", "ordinal"))
        check_name("strategy", strategy, ("uniform", "quantile"))
        self.n_bins = n_bins
        self.encode = encode
        self.strategy = strategy

    def fit(self, X):
        X = check_complete(check_numbers(X))
        self.bin_edges_ = [self.find_edges(column) for column in X.T]
        self.n_features_in_ = X.shape[1]
        return self

    def find_edges(self, column):
        """Where the bins of a column begin and end, (bins + 1,)."""
        if self.strategy == "uniform":
            edges = np.linspace(column.min(), column.max(), self.n_bins + 1)
        else:
            percents = np.linspace(0, 100, self.n_bins + 1)
            edges = np.percentile(column, percents, method="averaged_inverted_cdf")  # between two rows: their middle
        return np.unique(edges)

    def transform(self, X):
        X = check_complete(check_numbers(X, self))
        blocks = []
        for column, edges in zip(X.T, self.bin_edges_, strict=True):
            inner = edges[1:-1]
            bins = np.sum(column[:, None] >= inner, axis=1)  # how many inner edges lie at or below each number
            if self.encode == "ordinal":
                blocks.append(bins[:, None])
            else:
                blocks.append(bins[:, None] == np.arange(len(inner) + 1))  # (n, 1) against (bins,)
        return np.hstack(blocks).astype(float)


# 6. What the model must not see


def train_test_split(*arrays, test_size=0.25, stratify=None, rng):
    """[a_train, a_test, b_train, b_test, ...]: the same rows of each array, in random order.

    test_size : share of the n rows, rounded up, or their number      rng : numpy.random.Generator
    stratify : (n,) labels; each class gives its share to both parts
    """
    arrays = [np.asarray(array) for array in arrays]
    check_lengths(arrays)
    n = len(arrays[0])
    n_test = math.ceil(test_size * n) if isinstance(test_size, float) else test_size
    check_between("test_size in rows", n_test, 1, n - 1)
    labels = np.zeros(n) if stratify is None else check_strata(stratify, n)  # without labels, all rows are one class
    classes, counts = np.unique(labels, return_counts=True)
    train, test = [], []
    for label, share in zip(classes, share_out(n_test, counts, rng), strict=True):
        rows = rng.permutation(np.flatnonzero(labels == label))
        test.extend(rows[:share])
        train.extend(rows[share:])
    train = rng.permutation(train)
    test = rng.permutation(test)
    parts = []
    for array in arrays:
        parts += [array[train], array[test]]
    return parts


def share_out(n_test, counts, rng):
    """Test rows of each class, (K,): its share of n_test rounded down, then one more for the largest remainders."""
    share, remainder = np.divmod(counts * n_test, counts.sum())
    left_over = n_test - share.sum()
    order = np.argsort(-remainder - rng.random(len(counts)))  # remainders are whole numbers: a fraction settles ties
    share[order[:left_over]] += 1
    return share


class TargetEncoder:
    """Each category becomes the mean of y over its rows, drawn toward the mean of all (Micci-Barreca 2001).

    smooth : how many rows of the overall mean are added to each category; "auto" lets the data choose
    cv, rng : the folds of fit_transform, and what shuffles the rows before they are dealt (None: in order)
    After fit: encodings_, a dictionary for each column of X, and target_mean_, for categories that fit did not see.
    """

    def __init__(self, smooth="auto", cv=5, rng=None):
        check_smooth(smooth)
        check_between("cv", cv, 2)
        self.smooth = smooth
        self.cv = cv
        self.rng = rng

    def fit(self, X, y):
        """For new rows. The training rows themselves must go through fit_transform."""
        X = check_complete(check_table(X))
        y = check_target(y, len(X))
        self.encodings_ = [category_means(column, y, self.smooth) for column in X.T]
        self.target_mean_ = y.mean()
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        X = check_complete(check_table(X, self))
        table = np.empty(X.shape)
        for j, encoding in enumerate(self.encodings_):
            table[:, j] = [encoding.get(category, self.target_mean_) for category in X[:, j]]
        return table

    def fit_transform(self, X, y):
        """fit, and a table in which each fold is encoded by the other folds: no row sees its own y."""
        self.fit(X, y)
        X = check_table(X)
        y = np.asarray(y, dtype=float)
        check_between("cv", self.cv, 2, len(X))
        order = np.arange(len(X)) if self.rng is None else self.rng.permutation(len(X))
        table = np.empty(X.shape)
        for fold in np.array_split(order, self.cv):
            rest = np.setdiff1d(order, fold)
            table[fold] = TargetEncoder(self.smooth).fit(X[rest], y[rest]).transform(X[fold])
        return table


def category_means(column, y, smooth):
    """{category: trust * its own mean + (1 - trust) * the mean of all rows}"""
    mean = y.mean()
    variance = y.var()
    encoding = {}
    for category in np.unique(column):
        inside = y[column == category]
        m = len(inside)
        s = smooth
        if smooth == "auto":
            s = inside.var() / variance if variance > 0 else 0.0  # a y that never varies has only one mean
        trust = m / (m + s)
        encoding[category] = trust * inside.mean() + (1 - trust) * mean
    return encoding


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
CLASS_0 = {"color": "#56B4E9", "marker": "o"}
CLASS_1 = {"color": "#E69F00", "marker": "^"}
CLASS_2 = {"color": "#CC79A7", "marker": "s"}
DATA = Path(__file__).resolve().parent.parent / "data"


def learn_and_apply(transformer, train, test):
    """Both tables after a transformer that has learned from the training rows only; None leaves them as they are."""
    if transformer is None:
        return train, test
    return transformer.fit_transform(train), transformer.transform(test)


def score(train, y_train, test, y_test):
    """R2 of a linear regression on the test rows."""
    return LinearRegression().fit(train, y_train).score(test, y_test)


def score_of_the_mean(y_train, y_test):
    """R2 of the baseline."""
    return r2_score(y_test, np.full(len(y_test), y_train.mean()))


def print_scores(scores):
    """One line for each name: mean +- standard error of its scores, (seeds,) or (seeds, columns)."""
    for name, values in scores.items():
        means = np.atleast_1d(np.mean(values, axis=0)).round(3) + 0.0  # no -0.000
        errors = np.atleast_1d(np.std(values, axis=0, ddof=1)) / math.sqrt(len(values))
        print(f"  {name:28s}" + "".join(f"{m:8.3f} +- {e:.3f}" for m, e in zip(means, errors, strict=True)))


def show_the_neighbors(seeds):
    """README section 2: five nearest neighbors on the wines, before and after scaling."""
    X, y = datasets.load_wine(return_X_y=True)
    print("178 wines, 13 measurements. Smallest and largest value of three of them:")
    for name, j in (("hue", 10), ("magnesium", 4), ("proline", 12)):
        print(f"  {name:10s}{X[:, j].min():8g}{X[:, j].max():8g}")
    share = X.var(axis=0) / X.var(axis=0).sum()
    print(f"Share of proline in the squared distance of two wines: {100 * share[12]:.1f} %")
    print(f"Five nearest neighbors, a quarter of the wines held out, {len(seeds)} splits: accuracy")
    scalers = {"as measured": None, "StandardScaler": StandardScaler(), "MinMaxScaler": MinMaxScaler()}
    scalers["RobustScaler"] = RobustScaler()
    scores = {name: [] for name in ("majority class (baseline)", *scalers)}
    for seed in seeds:
        X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, rng=np.random.default_rng(seed))
        scores["majority class (baseline)"].append(np.mean(y_test == np.bincount(y_train).argmax()))
        for name, scaler in scalers.items():
            train, test = learn_and_apply(scaler, X_train, X_test)
            scores[name].append(KNeighborsClassifier(5).fit(train, y_train).score(test, y_test))
    print_scores(scores)
    return {f"wine, {name}": np.mean(values) for name, values in scores.items()}


def show_an_outlier():
    """README section 2: what one slip of the pen does to the 100 other values of a column."""
    column = np.append(np.random.default_rng(0).normal(170, 10, size=100), 17_000)[:, None]
    print("\n100 heights around 170 cm and one of 17,000 cm: standard deviation of the 100 after")
    for scaler in (StandardScaler(), MinMaxScaler(), RobustScaler()):
        print(f"  {type(scaler).__name__:16s}{scaler.fit_transform(column)[:100].std():10.4f}")


def hide(X, how, rng):
    """X with about a fifth of each column gone, except the sex: "at random", or only from the "large" numbers."""
    holes = rng.random(X.shape) < 0.2
    if how == "large":  # half of what lies above the 60th percentile
        holes = (np.quantile(X, 0.6, axis=0) < X) & (rng.random(X.shape) < 0.5)
    holes[:, 1] = False
    return np.where(holes, np.nan, X)


def show_what_is_filled_in(seeds):
    """README section 3: numbers removed from the diabetes table, so that what is filled in can be compared."""
    X = datasets.load_diabetes(return_X_y=True, scaled=False)[0]
    results = {}
    complete = {}
    print("\n442 patients, about a fifth removed in nine of ten columns. In standard deviations of the column:")
    print(f"  {'':28s}typical error   mean error   spread left")
    for how in ("at random", "large"):
        tables = [hide(X, how, np.random.default_rng(seed)) for seed in seeds]
        complete[how] = np.mean([np.sum(~is_hole(torn).any(axis=1)) for torn in tables])
        for strategy in ("mean", "median", "most_frequent"):
            rows = []
            for torn in tables:
                filled = SimpleImputer(strategy).fit_transform(torn)
                error = ((filled - X) / X.std(axis=0))[is_hole(torn)]
                spread = filled.std(axis=0) / X.std(axis=0)
                rows.append([math.sqrt(np.mean(error**2)), error.mean(), np.delete(spread, 1).mean()])
            results[how, strategy] = np.mean(rows, axis=0)
            print(f"  {how + ', ' + strategy:28s}" + "".join(f"{value:13.3f}" for value in results[how, strategy]))
    print(f"Patients without a hole: {complete['at random']:.0f} at random, {complete['large']:.0f} large")
    return results


def show_predictions_with_holes(seeds):
    """README section 3: the disease a year later, predicted from tables with holes."""
    X, y = datasets.load_diabetes(return_X_y=True, scaled=False)
    ways = {"complete rows": SimpleImputer(), "mean": SimpleImputer()}
    ways["mean + indicator"] = SimpleImputer(add_indicator=True)
    scores = {"the mean (baseline)": [], "nothing removed": []}
    scores |= {f"{how}, {name}": [] for how in ("at random", "large") for name in ways}
    for seed in seeds:
        rng = np.random.default_rng(seed)
        train, test = train_test_split(np.arange(len(y)), rng=rng)
        scores["the mean (baseline)"].append(score_of_the_mean(y[train], y[test]))
        scores["nothing removed"].append(score(X[train], y[train], X[test], y[test]))
        for how in ("at random", "large"):
            torn = hide(X, how, rng)
            for name, imputer in ways.items():
                rows = train[~is_hole(torn[train]).any(axis=1)] if name == "complete rows" else train
                old, new = learn_and_apply(imputer, torn[rows], torn[test])
                scores[f"{how}, {name}"].append(score(old, y[rows], new, y[test]))
    print("Linear regression, a quarter of the patients held out: R2")
    print_scores(scores)
    return {name: np.mean(values) for name, values in scores.items()}


def show_the_words(seeds):
    """README section 4: six words without an order, as one column of codes and as six columns of 0 and 1."""
    scores = {name: [] for name in ("the mean (baseline)", "OrdinalEncoder", "OneHotEncoder")}
    for seed in seeds:
        rng = np.random.default_rng(seed)
        effect = rng.normal(size=6)
        codes = rng.integers(6, size=1200)
        y = effect[codes] + rng.normal(0, 0.5, size=1200)
        words = np.array(list("abcdef"))[codes][:, None]
        scores["the mean (baseline)"].append(score_of_the_mean(y[:200], y[200:]))
        for encoder in (OrdinalEncoder(), OneHotEncoder()):
            train, test = learn_and_apply(encoder, words[:200], words[200:])
            scores[type(encoder).__name__].append(score(train, y[:200], test, y[200:]))
    print("\nSix words, each with its own mean; linear regression on 200 rows, 1,000 new rows: R2")
    print_scores(scores)
    return {f"words, {name}": np.mean(values) for name, values in scores.items()}


def wave(x):
    return 3 * np.sin(x) + x / 2


def make_wave(n, rng):
    """n points x (n, 1) between 0 and 10, and the wave at x with noise of 0.5, (n,)."""
    x = rng.uniform(0, 10, size=(n, 1))
    return x, wave(x[:, 0]) + rng.normal(0, 0.5, size=n)


def show_new_columns(seeds):
    """README section 5: a linear model learns a wave, from powers or from bins of x."""
    makers = {"x alone": None, "powers up to 3": PolynomialFeatures(3), "powers up to 7": PolynomialFeatures(7)}
    makers |= {f"8 bins, {strategy}": KBinsDiscretizer(8, strategy=strategy) for strategy in ("uniform", "quantile")}
    scores = {name: [] for name in ("the mean (baseline)", *makers, "the true wave")}
    for seed in seeds:
        rng = np.random.default_rng(seed)
        x, y = make_wave(200, rng)
        x_new, y_new = make_wave(1000, rng)
        scores["the mean (baseline)"].append(score_of_the_mean(y, y_new))
        scores["the true wave"].append(r2_score(y_new, wave(x_new[:, 0])))
        scaled = learn_and_apply(StandardScaler(), x, x_new)  # or the seventh power of 10 dwarfs all others
        for name, maker in makers.items():
            train, test = learn_and_apply(maker, *scaled)
            scores[name].append(score(train, y, test, y_new))
    print("\nA wave, 200 points, linear regression, 1,000 new points: R2")
    print_scores(scores)
    return {f"wave, {name}": np.mean(values) for name, values in scores.items()}


WAYS = ("the mean (baseline)", "x alone", "x, encoded on all 400 rows", "x, encoded on its own rows", "x, cross-fitted")


def leak(seed, effect):
    """R2 of the five WAYS on 200 training, 200 held-out and 2,000 new rows, (5, 3).

    y = x + effect * what the row's category is worth + noise; 100 categories
    """
    rng = np.random.default_rng(seed)
    worth = effect * rng.normal(size=100)
    x, noise = rng.normal(size=(2, 2400))
    category = rng.integers(100, size=(2400, 1))
    y = x + worth[category[:, 0]] + noise
    train, parts = slice(0, 200), (slice(0, 200), slice(200, 400), slice(400, None))
    on_all = TargetEncoder().fit(category[:400], y[:400]).transform(category)
    on_own = TargetEncoder().fit(category[train], y[train]).transform(category)
    crossed = on_own.copy()  # new rows are encoded by all training rows, training rows by the other folds
    crossed[train] = TargetEncoder(rng=rng).fit_transform(category[train], y[train])
    scores = [[score_of_the_mean(y[train], y[part]) for part in parts]]
    for columns in ((x,), (x, on_all), (x, on_own), (x, crossed)):
        table = np.column_stack(columns)
        scores.append([score(table[train], y[train], table[part], y[part]) for part in parts])
    return scores


def show_the_leak(seeds):
    """README section 6: target encoding of 100 categories, done wrong twice and right once."""
    results = {}
    for effect, words in ((0, "that mean nothing"), (1, "that matter")):
        results[effect] = np.array([leak(seed, effect) for seed in seeds])  # (seeds, ways, parts)
        print(f"\n100 categories {words}; linear regression, {len(seeds)} data sets: R2 on")
        print(f"  {'':28s}200 training rows   200 held out    2,000 new rows")
        print_scores(dict(zip(WAYS, results[effect].transpose(1, 0, 2), strict=True)))
    return {"leak": results}


def mixed_table(rng):
    """442 patients as a DataFrame of numbers and words with holes, and their y."""
    X, y = datasets.load_diabetes(return_X_y=True, scaled=False)
    frame = pd.DataFrame({"age": X[:, 0], "bmi": X[:, 2], "bp": X[:, 3], "s5": X[:, 8]})
    frame["sex"] = np.where(X[:, 1] == 1, "one", "two")
    frame["weight"] = np.array(["under", "normal", "over", "obese"])[np.digitize(X[:, 2], [18.5, 25, 30])]
    return frame.mask(rng.random(frame.shape) < 0.1), y


def prepare(train, test, numbers, words):
    """Both DataFrames as tables of floats: filled, then scaled or one-hot, all learned from `train`."""
    tables = []
    for columns, steps in (
        (numbers, (SimpleImputer("median"), StandardScaler())),
        (words, (SimpleImputer("most_frequent"), OneHotEncoder(handle_unknown="ignore"))),
    ):
        if columns:
            pair = train[columns].to_numpy(), test[columns].to_numpy()
            for step in steps:
                pair = learn_and_apply(step, *pair)
            tables.append(pair)
    return [np.hstack(parts) for parts in zip(*tables, strict=True)]


def show_the_pipeline(seeds):
    """README section 8: our steps one by one, and the library's pipeline, on the same DataFrame."""
    numbers, words = ["age", "bmi", "bp", "s5"], ["sex", "weight"]
    for_numbers = make_pipeline(TheirImputer(strategy="median"), TheirScaler())
    for_words = make_pipeline(TheirImputer(strategy="most_frequent"), TheirOneHot(handle_unknown="ignore"))
    theirs = ColumnTransformer([("numbers", for_numbers, numbers), ("words", for_words, words)], sparse_threshold=0)
    scores = {"the mean (baseline)": [], "our steps": [], "ColumnTransformer": []}
    largest = 0.0
    for seed in seeds:
        rng = np.random.default_rng(seed)
        frame, y = mixed_table(rng)
        train, test = train_test_split(np.arange(len(y)), rng=rng)
        ours = prepare(frame.iloc[train], frame.iloc[test], numbers, words)
        library = theirs.fit_transform(frame.iloc[train]), theirs.transform(frame.iloc[test])
        largest = max(largest, *(np.abs(a - b).max() for a, b in zip(ours, library, strict=True)))
        scores["the mean (baseline)"].append(score_of_the_mean(y[train], y[test]))
        scores["our steps"].append(score(ours[0], y[train], ours[1], y[test]))
        scores["ColumnTransformer"].append(score(library[0], y[train], library[1], y[test]))
    print(f"\nA DataFrame of numbers and words with holes becomes {ours[0].shape[1]} columns; linear regression: R2")
    print_scores(scores)
    print(f"Our columns and the library's differ by less than 1e-12: {'yes' if largest < 1e-12 else 'no'}")
    return {"pipeline": {name: np.mean(values) for name, values in scores.items()}, "largest difference": largest}


TITANIC = ["survived", "pclass", "sex", "age", "sibsp", "parch", "fare", "embarked"]


def load_titanic(folder):
    """The passengers from `folder`/titanic.csv or `folder`/extra/titanic.csv, else through scikit-learn's loader."""
    for path in (folder / "titanic.csv", folder / "extra" / "titanic.csv"):
        if path.is_file():
            try:
                return check_titanic(pd.read_csv(path), path)
            except (pd.errors.EmptyDataError, pd.errors.ParserError) as error:
                raise ValueError(f"{path}: {str(error).splitlines()[0]}") from None
    print("titanic.csv is not in the data folder: asking scikit-learn's loader.", flush=True)
    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(10)
    try:
        with warnings.catch_warnings(action="ignore"):
            # the other parser stumbles over pandas 3.1, which reads the categories 0 and 1 as numbers
            bunch = datasets.fetch_openml("titanic", version=1, data_home=folder, n_retries=1, parser="liac-arff")
        return check_titanic(bunch.frame, "OpenML's titanic")
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise OSError(f"titanic.csv is not in {folder}, and it cannot be downloaded: {reason}") from None
    finally:
        socket.setdefaulttimeout(patience)


def show_the_passengers(folder, seeds):
    """README section 8: the same steps on the real passengers, a quarter of them held out."""
    frame = load_titanic(folder)
    survived = frame["survived"].to_numpy()
    holes = frame.isna().sum()
    print(f"{len(frame)} passengers, {survived.mean():.4f} survived. Holes: {holes[holes > 0].to_dict()}")
    columns = {"by sex alone": ([], ["sex"])}
    columns["our steps"] = (["age", "sibsp", "parch", "fare"], ["pclass", "sex", "embarked"])
    scores = {name: [] for name in ("majority class (baseline)", *columns)}
    for seed in seeds:
        rng = np.random.default_rng(seed)
        train, test = train_test_split(np.arange(len(frame)), stratify=survived, rng=rng)
        y, y_test = survived[train], survived[test]
        scores["majority class (baseline)"].append(np.mean(y_test == np.bincount(y).argmax()))
        for name, (numbers, words) in columns.items():
            old, new = prepare(frame.iloc[train], frame.iloc[test], numbers, words)
            scores[name].append(LogisticRegression(max_iter=1000).fit(old, y).score(new, y_test))
    print(f"A quarter held out, {len(seeds)} splits, logistic regression: accuracy")
    print_scores(scores)
    return {name: np.mean(values) for name, values in scores.items()}


def draw_the_neighbors():
    """README section 2: one wine and its five nearest neighbors, by two measurements, in two units."""
    X, y = datasets.load_wine(return_X_y=True)
    table = X[:, [10, 12]]
    chosen = 112
    looks = {"Barolo": CLASS_0, "Grignolino": CLASS_1, "Barbera": CLASS_2}
    fig, axes = plt.subplots(1, 2, figsize=(9, 4))
    panels = (table, "as measured"), (StandardScaler().fit_transform(table), "standard deviations")
    for ax, (points, unit) in zip(axes, panels, strict=True):
        for label, (name, look) in enumerate(looks.items()):
            ax.scatter(*points[y == label].T, s=28, edgecolors="0.3", linewidths=0.5, label=name, **look)
        near = np.argsort(np.sum((points - points[chosen]) ** 2, axis=1), kind="stable")[1:6]
        ax.plot(*points[near].T, "o", color="k", markersize=12, fillstyle="none", label="its 5 nearest")
        ax.plot(*points[chosen], "*", color="k", markersize=13, label="one wine")
        ax.set(xlabel=f"hue ({unit})", ylabel=f"proline ({unit})")
    axes[0].set_title("As measured: near is equal proline")
    axes[1].set_title("Scaled: near is alike in both")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=5)
    return fig


def draw_the_holes():
    """README section 3: the body-mass index before numbers went missing, and what filling in the mean makes of it."""
    X = datasets.load_diabetes(return_X_y=True, scaled=False)[0]
    fig, axes = plt.subplots(1, 2, sharex=True, sharey=True)
    titles = {"at random": "About a fifth removed, at random", "large": "About a fifth removed, all of them large"}
    for ax, (how, title) in zip(axes, titles.items(), strict=True):
        filled = SimpleImputer().fit_transform(hide(X, how, np.random.default_rng(0)))
        bins = np.arange(18, 43.1, 1)
        ax.hist(X[:, 2], bins, color="0.8", label="the truth")
        ax.hist(filled[:, 2], bins, histtype="step", color=NEW["color"], linewidth=1.5, label="filled with the mean")
        ax.set(title=title, xlabel="body-mass index (kg/m$^2$)")
    axes[0].set(ylabel="patients")
    axes[1].legend(loc="center right")
    return fig


def draw_the_new_columns():
    """README section 5: the wave as powers see it and as bins see it, also where there are no data."""
    x, y = make_wave(200, np.random.default_rng(0))
    across = np.linspace(-1, 11, 601)[:, None]
    scaled = learn_and_apply(StandardScaler(), x, across)
    fig, axes = plt.subplots(1, 2, sharex=True, sharey=True)
    for ax, maker in zip(axes, (PolynomialFeatures(7), KBinsDiscretizer(8, strategy="uniform")), strict=True):
        train, new = learn_and_apply(maker, *scaled)
        ax.plot(x, y, ".", color="0.6", markersize=5, label="200 points")
        ax.plot(across, wave(across), **TRUTH, label="the true wave")
        ax.plot(across, LinearRegression().fit(train, y).predict(new), color="C1", linewidth=2, label="what is learned")
        ax.set(xlabel="x", ylim=(-6, 10))
    axes[0].set(ylabel="y", title="Powers up to 7: a curve, wild outside the data")
    axes[1].set_title("8 bins: stairs, level outside the data")
    axes[1].legend(loc="upper left")
    return fig


def draw_the_cross_fitting():
    """README section 6: which rows give the means, and which rows are encoded by them."""
    fig, ax = plt.subplots(figsize=(9, 3.2))
    for step in range(6):
        for block in range(max(5, step + 1)):
            word, color = ("encoded", "#F3C6A5") if block == step else ("means", "#BFD9EA")
            ax.add_patch(plt.Rectangle((block, step), 0.94, 0.86, facecolor=color, edgecolor="0.4"))
            ax.text(block + 0.47, step + 0.43, word, ha="center", va="center")
    ax.set(xlim=(-0.05, 6), ylim=(6, -0.1), title="No fold takes part in the means that encode it")
    ax.set_xticks(np.arange(6) + 0.47, [*(f"fold {k}" for k in range(1, 6)), "new rows"])
    ax.set_yticks(np.arange(6) + 0.43, [*(f"step {k}" for k in range(1, 6)), "afterward"])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.grid(visible=False)
    return fig


def draw_the_leak(results):
    """README section 6: mean R2 on the training rows, the held-out rows and new ones, with standard errors."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 4), sharey=True)
    looks = TRAINING | {"label": "training rows"}, {"color": "#009E73", "marker": "D", "label": "held-out rows"}
    looks = *looks, NEW | {"label": "new rows"}
    panels = (0, "Useless categories: two ways do harm", 1 / 2), (1, "Useful ones: one held-out score lies", 2 / 3)
    for ax, (effect, title, best) in zip(axes, panels, strict=True):
        runs = results[effect][:, 1:]  # (seeds, ways, parts)
        errors = runs.std(axis=0, ddof=1) / math.sqrt(len(runs))
        for part, look in enumerate(looks):
            places = np.arange(4) + (part - 1) * 0.2
            ax.errorbar(places, runs.mean(axis=0)[:, part], errors[:, part], capsize=3, **look | {"linestyle": "none"})
        ax.axhline(best, **TRUTH)
        ax.text(1.5, best - 0.01, "the true rule", ha="center", va="top")
        ax.set_xticks(range(4), ["x alone", "all rows", "own rows", "cross-fitted"])
        ax.set(title=title, xlim=(-0.5, 3.6), ylim=(0.15, 0.8))
    axes[0].set(ylabel="R$^2$ of the linear regression")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
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


def check_name(name, value, names):
    if value not in names:
        raise ValueError(f"{name} must be one of {names}, got {value!r}")


def check_between(name, value, least, most=math.inf):
    if not least <= value <= most:
        raise ValueError(f"{name} must be from {least} to {most}, got {value}")


def check_code(unknown_value):
    if unknown_value is not None and unknown_value >= 0:
        raise ValueError(f"unknown_value must be None, nan or negative, which no category has, got {unknown_value}")


def check_smooth(smooth):
    if smooth != "auto" and (isinstance(smooth, str) or not 0 <= smooth < np.inf):
        raise ValueError(f"smooth must be 'auto' or a finite number, 0 or more, got {smooth!r}")


def check_table(X, fitted=None):
    """X as an array (n, d): floats, or objects where it holds strings; nan may stand in it.

    fitted : a transformer that must have seen as many columns in fit
    """
    numbers = np.asarray(X).dtype.kind in "biuf"
    X = np.asarray(X, dtype=float if numbers else object)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X must be (n, d) with at least one row and one column, got shape {X.shape}")
    if fitted is not None and not hasattr(fitted, "n_features_in_"):
        raise ValueError(f"this {type(fitted).__name__} has not been fitted: call fit first")
    if fitted is not None and X.shape[1] != fitted.n_features_in_:
        raise ValueError(f"X must have {fitted.n_features_in_} columns, as in fit, got shape {X.shape}")
    return X


def check_numbers(X, fitted=None):
    X = check_table(np.asarray(X, dtype=float), fitted)
    if np.isinf(X).any():
        raise ValueError(f"X must hold no inf, got {np.sum(np.isinf(X))}")
    return X


def check_complete(X):
    if is_hole(X).any():
        raise ValueError(f"X must hold no nan, got {np.sum(is_hole(X))}: fill the holes first")
    return X


def check_seen(X, categories):
    for j, known in enumerate(map(set, categories)):
        new = [value for value in X[:, j].tolist() if value not in known]
        if new:
            raise ValueError(f"X: column {j} holds {new[0]!r}, which fit did not see")


def check_target(y, n):
    y = np.asarray(y, dtype=float)
    if y.shape != (n,) or not np.isfinite(y).all():
        raise ValueError(f"y must be (n,) with n = {n} as in X, and finite, got shape {y.shape}")
    return y


def check_lengths(arrays):
    lengths = {len(array) for array in arrays}
    if len(lengths) != 1:
        raise ValueError(f"arrays must be one or more, of one length, got the lengths {sorted(lengths)}")


def check_strata(labels, n):
    labels = np.asarray(labels)
    if labels.shape != (n,) or is_hole(labels).any():
        raise ValueError(f"stratify must be (n,) with n = {n} as in the arrays, without nan, got shape {labels.shape}")
    classes, counts = np.unique(labels, return_counts=True)
    if counts.min() < 2:
        raise ValueError(f"stratify needs two rows of each class, got one of {classes[counts.argmin()]}")
    return labels


def check_titanic(frame, source):
    """The eight columns of TITANIC, named in small letters, `survived` as 0 and 1."""
    frame = frame.rename(columns=str.lower)
    if missing := [name for name in TITANIC if name not in frame.columns]:
        raise ValueError(f"{source}: want the columns {', '.join(TITANIC)}; {', '.join(missing)} not found")
    frame = frame[TITANIC].astype({"sex": object, "embarked": object})
    try:
        numbers = [name for name in TITANIC if name not in ("sex", "embarked")]
        frame = frame.astype(dict.fromkeys(numbers, float))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{source}: {str(error).splitlines()[0]}") from None
    if len(frame) < 50 or set(frame["survived"]) != {0.0, 1.0}:
        raise ValueError(f"{source}: want 50 or more passengers, survived 0 and 1, got {len(frame)} rows")
    return frame.astype({"survived": int})


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 13: scaling, filling, encoding, and leaks")
    parser.add_argument("--data", choices=("bundled", "titanic"), default="bundled")
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("MNIST_DATA") or DATA))
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds (0)")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    if options.seed < 0:
        parser.error(f"--seed must be 0 or more, got {options.seed}")
    seeds = range(options.seed, options.seed + 20)
    if options.data == "titanic":
        try:
            return show_the_passengers(options.data_dir, seeds)
        except (ValueError, OSError) as error:
            parser.exit(2, f"{parser.prog}: error: {error}\n")
    plt.rcParams.update(STYLE)
    results = show_the_neighbors(seeds)
    show_an_outlier()
    results |= show_what_is_filled_in(seeds) | show_predictions_with_holes(seeds)
    results |= show_the_words(seeds) | show_new_columns(seeds)
    results |= show_the_leak(range(options.seed, options.seed + 50)) | show_the_pipeline(seeds)
    figures = {
        "neighbors.png": draw_the_neighbors(),
        "holes.png": draw_the_holes(),
        "new_columns.png": draw_the_new_columns(),
        "cross_fitting.png": draw_the_cross_fitting(),
        "leak.png": draw_the_leak(results["leak"]),
    }
    save_figures(figures, options.redraw)
    print("Real passengers:  python feature_engineering.py --data titanic")
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
