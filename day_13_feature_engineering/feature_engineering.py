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
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from category_encoders import OneHotEncoder, OrdinalEncoder, TargetEncoder
from feature_inputs import check_strata, count_rows
from numeric_features import (
    KBinsDiscretizer,
    MinMaxScaler,
    PolynomialFeatures,
    RobustScaler,
    SimpleImputer,
    StandardScaler,
)
from sklearn import datasets
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer as TheirImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import r2_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder as TheirOneHot
from sklearn.preprocessing import StandardScaler as TheirScaler

FIGURES = Path(__file__).with_name("figures")
DATA = Path(__file__).resolve().parent.parent / "data"

# 6. What the model must not see


def count_test_rows(n, test_size):
    """How many of n rows a count or a share asks for, the share rounded up; raises ValueError where a part is empty."""
    n_test = 0
    if isinstance(test_size, (int, np.integer)) and not isinstance(test_size, bool):
        n_test = int(test_size)
    elif isinstance(test_size, (float, np.floating)) and 0 < test_size < 1:
        n_test = math.ceil(test_size * n)
    if not 1 <= n_test < n:
        raise ValueError(f"test_size must be a share in (0, 1) or 1 to {n - 1} of the {n} rows, got {test_size!r}")
    return n_test


def draw_by_class(labels, n_test, rng):
    """Rows for training and test, with each class's share in both as near as whole rows allow (ties are drawn)."""
    classes, codes, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if counts.min() < 2:
        raise ValueError(f"stratify needs two rows of each class, got one of {classes[counts < 2].tolist()[:10]}")
    if min(n_test, len(labels) - n_test) < len(classes):
        raise ValueError(f"test_size must leave a row for each of {len(classes)} classes in both parts, got {n_test}")
    share, rest = np.divmod(counts * n_test, len(labels))
    largest_rests = np.lexsort((rng.random(len(counts)), -rest))
    share[largest_rests[: n_test - share.sum()]] += 1
    order = rng.permutation(len(labels))
    order = order[np.argsort(codes[order], kind="stable")]  # class after class, at random inside each
    place = np.arange(len(labels)) - np.repeat(np.cumsum(counts) - counts, counts)
    in_test = place < np.repeat(share, counts)
    return rng.permutation(order[~in_test]), rng.permutation(order[in_test])


def take_rows(array, rows):
    if hasattr(array, "iloc"):
        return array.iloc[rows]
    return array[rows] if hasattr(array, "shape") else [array[row] for row in rows]


def train_test_split(*arrays, test_size=0.25, stratify=None, rng):
    """[a_train, a_test, b_train, b_test, ...]: the same shuffled rows of each array, list or DataFrame.

    test_size : share of the rows, rounded up, or their number      stratify : (n,) labels to share out evenly, or None
    """
    lengths = {count_rows(array) for array in arrays}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError(f"arrays must be at least one, of one length, not empty, got the lengths {sorted(lengths)}")
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be a numpy.random.Generator, got {rng!r}")
    n = lengths.pop()
    n_test = count_test_rows(n, test_size)
    if stratify is None:
        order = rng.permutation(n)
        train, test = order[n_test:], order[:n_test]
    else:
        train, test = draw_by_class(check_strata(stratify, n), n_test, rng)
    return [take_rows(array, rows) for array in arrays for rows in (train, test)]


# What the README shows


def print_scores(rows, width=28):
    """One line for each name: mean +- standard error of each column of its scores (seeds, columns)."""
    for name, scores in rows.items():
        mean, error = np.mean(scores, axis=0), np.std(scores, axis=0, ddof=1) / math.sqrt(len(scores))
        print(f"  {name:{width}s}" + "".join(f"{m:8.3f} +- {e:.3f}" for m, e in zip(mean, error, strict=True)))


def show_the_neighbors(seeds):
    """README section 2: five nearest neighbors on the wines, before and after scaling."""
    X, y = datasets.load_wine(return_X_y=True)
    share = X.var(axis=0) / X.var(axis=0).sum()
    print(f"178 wines, 13 measurements. Share of proline in the squared distance of two wines: {share[12]:.1%}")
    print(f"Five nearest neighbors, a quarter of the wines unseen, {len(seeds)} splits: accuracy")
    scalers = {"as measured": None, "StandardScaler": StandardScaler(), "MinMaxScaler": MinMaxScaler()}
    scalers |= {"RobustScaler": RobustScaler()}
    rows = {name: [] for name in ("the most frequent wine", *scalers)}
    for seed in seeds:
        X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, rng=np.random.default_rng(seed))
        rows["the most frequent wine"].append([np.mean(y_test == np.bincount(y_train).argmax())])
        for name, scaler in scalers.items():
            old, new = (
                (X_train, X_test) if scaler is None else (scaler.fit_transform(X_train), scaler.transform(X_test))
            )
            rows[name].append([KNeighborsClassifier(5).fit(old, y_train).score(new, y_test)])
    print_scores(rows)
    return {f"wine, {name}": np.mean(scores) for name, scores in rows.items()}


def show_an_outlier():
    """README section 2: what one slip of the pen does to the 100 other values of a column."""
    column = np.append(np.random.default_rng(0).normal(170, 10, size=100), 17_000)[:, None]
    print("\n100 heights around 170 cm and one of 17000: standard deviation of the 100 after")
    for scaler in (StandardScaler(), MinMaxScaler(), RobustScaler()):
        print(f"  {type(scaler).__name__:16s}{scaler.fit_transform(column)[:100].std():10.4f}")


def hide(X, how, rng):
    """X with about every sixth number gone (never the sex): "at random", or only "large" ones."""
    holes = rng.random(X.shape) < 0.2
    if how == "large":
        holes = (np.quantile(X, 0.6, axis=0) < X) & (rng.random(X.shape) < 0.5)
    holes[:, 1] = False
    return np.where(holes, np.nan, X)


def show_the_holes(seeds):
    """README section 3: numbers removed from the diabetes table, so that what is filled in can be scored."""
    X, y = datasets.load_diabetes(return_X_y=True, scaled=False)
    results = {}
    print("\n442 patients, raw measurements, about every sixth number removed; in units of the column's deviation:")
    print(f"  {'':28s}typical error   mean error   spread left")
    for how in ("at random", "large"):
        for strategy in ("mean", "median", "most_frequent"):
            errors = []
            for seed in seeds:
                torn = hide(X, how, np.random.default_rng(seed))
                filled = SimpleImputer(strategy=strategy).fit_transform(torn)
                error = ((filled - X) / X.std(axis=0))[np.isnan(torn)]
                kept = np.delete(filled.std(axis=0) / X.std(axis=0), 1).mean()
                errors.append([math.sqrt(np.mean(error**2)), error.mean(), kept])
            results[how, strategy] = np.mean(errors, axis=0)
            print(f"  {how + ', ' + strategy:28s}" + "".join(f"{value:13.3f}" for value in results[how, strategy]))
    print("Linear regression, a quarter of the patients unseen: R2")
    for how in ("at random", "large"):
        rows = {"always the mean of y": [], "nothing removed": []}
        rows |= {f"{how}, {name}": [] for name in ("complete rows", "mean", "mean + indicator")}
        for seed in seeds:
            torn = hide(X, how, np.random.default_rng(seed))
            for name, scores in rows.items():
                scores.append([score_with_holes(X if name == "nothing removed" else torn, y, name, seed)])
        print_scores(rows if how == "at random" else dict(list(rows.items())[2:]))
        results |= {name: np.mean(scores) for name, scores in rows.items()}
    return results


def score_with_holes(X, y, name, seed):
    """R2 on unseen rows of a linear regression on mean-filled columns; everything is fitted on the training rows."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, rng=np.random.default_rng(seed))
    if name == "always the mean of y":
        return r2_score(y_test, np.full(len(y_test), y_train.mean()))
    imputer = SimpleImputer(add_indicator=name.endswith("indicator")).fit(X_train)
    rows = ~np.isnan(X_train).any(axis=1) if name.endswith("complete rows") else slice(None)
    model = LinearRegression().fit(imputer.transform(X_train)[rows], y_train[rows])
    return model.score(imputer.transform(X_test), y_test)


def show_the_words(seeds):
    """README section 4: six words without an order, as one column of codes and as six columns of 0 and 1."""
    rows = {name: [] for name in ("always the mean", "OrdinalEncoder", "OneHotEncoder")}
    for seed in seeds:
        rng = np.random.default_rng(seed)
        effect, codes = rng.normal(size=6), rng.integers(6, size=1200)
        y, words = effect[codes] + rng.normal(0, 0.5, size=1200), np.array(list("abcdef"))[codes][:, None]
        rows["always the mean"].append([r2_score(y[200:], np.full(1000, y[:200].mean()))])
        for encoder in (OrdinalEncoder(), OneHotEncoder()):
            model = LinearRegression().fit(encoder.fit_transform(words[:200]), y[:200])
            rows[type(encoder).__name__].append([model.score(encoder.transform(words[200:]), y[200:])])
    print("\nSix words, each with its own mean; linear regression on 200 rows, 1000 unseen rows: R2")
    print_scores(rows)
    return {f"words, {name}": np.mean(scores) for name, scores in rows.items()}


def wave(n, rng):
    x = rng.uniform(0, 10, size=(n, 1))
    return x, 3 * np.sin(x[:, 0]) + x[:, 0] / 2 + rng.normal(0, 0.5, size=n)


def show_new_columns(seeds):
    """README section 5: a straight line learns a wave, from powers or from bins of x."""
    makers = {"x alone": None} | {f"powers up to {d}": PolynomialFeatures(d, include_bias=False) for d in (3, 7)}
    makers |= {f"8 bins, {s}": KBinsDiscretizer(8, strategy=s) for s in ("uniform", "quantile", "kmeans")}
    rows = {name: [] for name in ("always the mean", *makers)}
    for seed in seeds:
        rng = np.random.default_rng(seed)
        (x, y), (x_new, y_new) = wave(200, rng), wave(1000, rng)
        rows["always the mean"].append([r2_score(y_new, np.full(1000, y.mean()))])
        for name, maker in makers.items():
            old, new = (x, x_new) if maker is None else (maker.fit_transform(x), maker.transform(x_new))
            rows[name].append([LinearRegression().fit(old, y).score(new, y_new)])
    print("\nA wave, 200 points, linear regression, 1000 unseen points: R2")
    print_scores(rows)
    return {f"wave, {name}": np.mean(scores) for name, scores in rows.items()}


def leak(seed, effect):
    """R2 on 200 training, 200 held-out, 2000 new rows of y = x + effect of a category + noise, for five ways (5, 3)."""
    rng = np.random.default_rng(seed)
    tendency = effect * rng.normal(size=100)
    x, noise, codes = rng.normal(size=2400), rng.normal(size=2400), rng.integers(100, size=2400)
    y, c = x + tendency[codes] + noise, codes[:, None]
    train, parts = slice(0, 200), (slice(0, 200), slice(200, 400), slice(400, None))

    def scores(*columns):
        table = np.column_stack([x, *columns])
        model = LinearRegression().fit(table[train], y[train])
        return [model.score(table[part], y[part]) for part in parts]

    leaky, plain, crossed = TargetEncoder().fit(c[:400], y[:400]), TargetEncoder(), TargetEncoder(rng=rng)
    own = plain.fit(c[train], y[train]).transform(c)
    honest = np.vstack([crossed.fit_transform(c[train], y[train]), crossed.transform(c[200:])])
    mean = [r2_score(y[part], np.full(len(y[part]), y[train].mean())) for part in parts]
    return [mean, scores(), scores(leaky.transform(c)), scores(own), scores(honest)]


WAYS = "always the mean", "x alone", "x, encoded on all 400 rows", "x, encoded on its own rows", "x, cross-fitted"


def show_the_leak(seeds):
    """README section 6: target encoding of 100 categories, done wrong twice and right once."""
    results = {}
    for effect, words in ((0, "that mean nothing"), (1, "that matter")):
        results[effect] = np.array([leak(seed, effect) for seed in seeds])  # (seeds, ways, parts)
        print(f"\n100 categories {words}; linear regression, {len(seeds)} data sets: R2 on")
        print(f"  {'':28s}200 training rows   200 held out    2000 new rows")
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
    """Both tables as floats: medians and deviations, and one-hot words, all learned from `train`."""
    tables = []
    for columns, steps in (
        (numbers, (SimpleImputer(strategy="median"), StandardScaler())),
        (words, (SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore"))),
    ):
        if columns:
            old, new = train[columns], test[columns]
            for step in steps:
                old, new = step.fit_transform(old), step.transform(new)
            tables.append((old, new))
    return [np.hstack(parts) for parts in zip(*tables, strict=True)]


def show_the_pipeline(seeds):
    """README section 8: our steps one by one, and the library's pipeline, on the same DataFrame."""
    numbers, words = ["age", "bmi", "bp", "s5"], ["sex", "weight"]
    theirs = ColumnTransformer(
        [
            ("numbers", make_pipeline(TheirImputer(strategy="median"), TheirScaler()), numbers),
            (
                "words",
                make_pipeline(TheirImputer(strategy="most_frequent"), TheirOneHot(handle_unknown="ignore")),
                words,
            ),
        ],
        sparse_threshold=0,
    )
    rows, largest = {"always the mean": [], "our steps": [], "ColumnTransformer": []}, 0.0
    for seed in seeds:
        rng = np.random.default_rng(seed)
        frame, y = mixed_table(rng)
        train, test, y_train, y_test = train_test_split(frame, y, rng=rng)
        tables = {"our steps": prepare(train, test, numbers, words)}
        tables["ColumnTransformer"] = theirs.fit_transform(train), theirs.transform(test)
        rows["always the mean"].append([r2_score(y_test, np.full(len(y_test), y_train.mean()))])
        for name, (old, new) in tables.items():
            rows[name].append([LinearRegression().fit(old, y_train).score(new, y_test)])
        pairs = zip(*tables.values(), strict=True)
        largest = max(largest, *(np.abs(ours - reference).max() for ours, reference in pairs))
    print(f"\nA DataFrame of numbers and words with holes becomes {old.shape[1]} columns; linear regression: R2")
    print_scores(rows)
    print(f"Our columns and the library's differ by less than 1e-12: {'yes' if largest < 1e-12 else 'no'}")
    return {"pipeline": {name: np.mean(scores) for name, scores in rows.items()}, "largest difference": largest}


# Real passengers

TITANIC = ["survived", "pclass", "sex", "age", "sibsp", "parch", "fare", "embarked"]


def check_titanic(frame, source):
    """The eight columns of TITANIC, named in small letters, `survived` as 0 and 1; raises ValueError otherwise."""
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
    """README section 8: the same steps on the real passengers, a quarter of them unseen."""
    frame = load_titanic(folder)
    survived, rows = frame["survived"].to_numpy(), {"the more frequent end": [], "by sex alone": [], "our steps": []}
    holes = frame.isna().sum()
    print(f"{len(frame)} passengers, {survived.mean():.4f} survived. Holes: {holes[holes > 0].to_dict()}")
    for seed in seeds:
        rng = np.random.default_rng(seed)
        train, test, y_train, y_test = train_test_split(frame, survived, stratify=survived, rng=rng)
        rows["the more frequent end"].append([np.mean(y_test == (y_train.mean() > 0.5))])
        for name, numbers, words in (
            ("by sex alone", [], ["sex"]),
            ("our steps", ["age", "sibsp", "parch", "fare"], ["pclass", "sex", "embarked"]),
        ):
            old, new = prepare(train, test, numbers, words)
            rows[name].append([LogisticRegression(max_iter=1000).fit(old, y_train).score(new, y_test)])
    print(f"A quarter unseen, {len(seeds)} splits, logistic regression: accuracy")
    print_scores(rows)
    return {name: np.mean(scores) for name, scores in rows.items()}


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_the_neighbors():
    """README section 2: one wine and its five nearest neighbors, by two measurements, in two units."""
    X, y = datasets.load_wine(return_X_y=True)
    table, chosen = X[:, [10, 12]], 112
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
    scaled = StandardScaler().fit_transform(table)
    for ax, points, words in ((axes[0], table, "as measured"), (axes[1], scaled, "standard deviations")):
        near = np.argsort(np.sum((points - points[chosen]) ** 2, axis=1), kind="stable")[1:6]
        for label, color in enumerate(("tab:blue", "tab:orange", "tab:green")):
            ax.plot(*points[y == label].T, "o", color=color, markersize=4, alpha=0.6, label=f"grape {label}")
        ax.plot(*points[near].T, "o", color="k", markersize=10, fillstyle="none", label="its 5 neighbors")
        ax.plot(*points[chosen], "*", color="k", markersize=13, label="one wine")
        ax.set(title=words, xlabel="hue", ylabel="proline")
        ax.grid(alpha=0.3)
    axes[1].legend(fontsize=8, loc="upper right")
    save_figure(fig, "neighbors.png")


def draw_the_holes():
    """README section 3: the body-mass index before numbers went missing, and what filling in the mean makes of it."""
    X = datasets.load_diabetes(return_X_y=True, scaled=False)[0]
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", sharex=True, sharey=True)
    for ax, how in zip(axes, ("at random", "large"), strict=True):
        filled = SimpleImputer().fit_transform(hide(X, how, np.random.default_rng(0)))
        bins = np.arange(18, 43.1, 1)
        ax.hist(X[:, 2], bins, color="0.8", label="the truth")
        ax.hist(filled[:, 2], bins, histtype="step", color="tab:red", label="holes filled with the mean")
        ax.set(title=f"removed: {how}", xlabel="body-mass index (kg/m$^2$)")
        ax.grid(alpha=0.3)
    axes[0].set(ylabel="patients")
    axes[1].legend()
    save_figure(fig, "holes.png")


def draw_the_leak(results):
    """README section 6: R2 of every data set, on the held-out rows and on new ones."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained", sharey=True)
    for ax, (effect, words) in zip(
        axes, ((0, "categories that mean nothing"), (1, "categories that matter")), strict=True
    ):
        for part, color, name in ((1, "tab:orange", "200 rows held out"), (2, "tab:blue", "2000 new rows")):
            runs = results[effect][:, 1:, part]
            places = np.arange(4) + (part - 1.5) * 0.3
            ax.boxplot(
                runs,
                positions=places,
                widths=0.22,
                showfliers=False,
                medianprops={"color": color},
                boxprops={"color": color},
            )
            ax.plot([], [], color=color, label=name)
        ax.set_xticks(range(4), ["x alone", "all rows", "own rows", "cross-\nfitted"])
        ax.set(title=words)
        ax.grid(alpha=0.3)
    axes[0].set(ylabel="R2 of the linear regression")
    axes[0].legend(loc="lower left")
    save_figure(fig, "leak.png")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Feature engineering: scaling, filling, encoding, and leaks.")
    parser.add_argument("--data", choices=("bundled", "titanic"), default="bundled")
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("MNIST_DATA") or DATA))
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    args = parser.parse_args(arguments)
    if args.seed < 0:
        parser.error(f"--seed must be 0 or more, got {args.seed}")
    seeds = range(args.seed, args.seed + 20)
    if args.data == "titanic":
        try:
            return show_the_passengers(args.data_dir, seeds)
        except (ValueError, OSError) as error:
            parser.exit(2, f"{parser.prog}: error: {error}\n")
    results = show_the_neighbors(seeds)
    show_an_outlier()
    results |= show_the_holes(seeds) | show_the_words(seeds) | show_new_columns(seeds)
    results |= show_the_leak(range(args.seed, args.seed + 50)) | show_the_pipeline(seeds)
    draw_the_neighbors()
    draw_the_holes()
    draw_the_leak(results["leak"])
    print("Real passengers:  python feature_engineering.py --data titanic")
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
