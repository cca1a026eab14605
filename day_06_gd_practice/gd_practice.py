# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 6: gradient descent in practice. Choose a model with data it has not seen, and do not fool yourself.

Run me:    python gd_practice.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import copy
import itertools
import math
import os
import sys
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. A world whose truth is known, and a model for it


def make_polynomial_data(n, degree, noise, rng):
    """Points on a random polynomial: y = c_0 + c_1 x + ... + c_degree x^degree + noise.

    noise : standard deviation, >= 0      returns : x (n,) in [-1, 1), y (n,), coefficients (degree + 1,), c_0 first
    """
    check_at_least(1, n=n)
    check_at_least(0, degree=degree, noise=noise)
    coefficients = rng.normal(size=degree + 1)
    x, y = sample(coefficients, n, noise, rng)
    return x, y, coefficients


def polynomial(coefficients, x):
    """c_0 + c_1 x + c_2 x^2 + ... at every x."""
    return sum(c * x**power for power, c in enumerate(coefficients))


def sample(coefficients, n, noise, rng):
    """n points x in [-1, 1), and y on the polynomial plus noise of this standard deviation."""
    x = rng.uniform(-1, 1, size=n)
    return x, polynomial(coefficients, x) + noise * rng.normal(size=n)


@np.errstate(all="ignore")  # a run that explodes is shown by its error, inf or nan, and not by a warning
def mean_squared_error(y_true, y_pred):
    """Mean of the squared errors; y_pred has the shape of y_true, or is one number for all rows."""
    check_shape("y_pred", y_pred, (), np.shape(y_true))
    error = np.subtract(y_pred, y_true, dtype=float)
    return np.mean(error**2)


def ridge(Z, y, alpha):
    """Day 5's ridge, exactly: w (d,) and b that make ||y - Zw - b||^2 + alpha ||w||^2 smallest."""
    centered = Z - Z.mean(axis=0)
    w = np.linalg.solve(centered.T @ centered + alpha * np.eye(Z.shape[1]), centered.T @ (y - y.mean()))
    return w, y.mean() - Z.mean(axis=0) @ w


@np.errstate(all="ignore")
def ridge_descent(Z, y, alpha, learning_rate, n_steps):
    """Day 5's ridge by gradient descent from zeros, on the same objective divided by n."""
    w, b = np.zeros(Z.shape[1]), 0.0
    for _ in range(n_steps):
        error = Z @ w + b - y
        dw = 2 / len(y) * (Z.T @ error + alpha * w)
        db = 2 / len(y) * error.sum()
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


class PolynomialRegression:
    """Ridge on the powers x, x^2, ..., x^degree. With a learning_rate: n_steps of descent. With None: exactly."""

    def __init__(self, degree, alpha=0.0, learning_rate=None, n_steps=300):
        check_at_least(0, degree=degree, alpha=alpha, learning_rate=learning_rate or 0, n_steps=n_steps)
        self.degree, self.alpha, self.learning_rate, self.n_steps = degree, alpha, learning_rate, n_steps

    def powers(self, x):
        """Table (n, degree): column p holds x^p."""
        return x[:, None] ** np.arange(1, self.degree + 1)

    def fit(self, x, y):
        """x : (n,)      y : (n,)      returns : the model itself"""
        x, y = check_data(x, y)
        check_shape("x", x, y.shape)
        P = self.powers(x)
        self.mean_, self.spread_ = P.mean(axis=0), P.std(axis=0)  # of the training points, for new points as well
        Z = (P - self.mean_) / self.spread_
        if self.learning_rate is None:
            self.coef_, self.intercept_ = ridge(Z, y, self.alpha)
        else:
            self.coef_, self.intercept_ = ridge_descent(Z, y, self.alpha, self.learning_rate, self.n_steps)
        return self

    @np.errstate(all="ignore")
    def predict(self, x):
        """Predictions (m,) for x (m,)."""
        x = check_new(self, x)
        Z = (self.powers(x) - self.mean_) / self.spread_
        return Z @ self.coef_ + self.intercept_


def bias_and_variance(predictions, truth):
    """Squared bias and variance, both means over the points.

    predictions : (models, points), of models trained on different data      truth : (points,), without noise
    """
    predictions = np.asarray(predictions, dtype=float)
    check_shape("truth", truth, predictions.shape[1:])
    mean_model = predictions.mean(axis=0)
    bias2 = np.mean((mean_model - truth) ** 2)
    variance = np.mean((predictions - mean_model) ** 2)
    return bias2, variance


# 3. Data that the model has not seen


def train_validation_test_split(X, y, validation_size, test_size, rng):
    """Deal the rows at random: X_train, X_validation, X_test, y_train, y_validation, y_test.

    X : (n,) or (n, d)      y : (n,)      sizes : shares of n, below 1, or numbers of rows
    """
    X, y = check_data(X, y)
    n = len(y)
    n_validation, n_test = (round(size * n) if size < 1 else size for size in (validation_size, test_size))
    check_parts(n, n_validation, n_test)
    order = rng.permutation(n)
    test, validation, train = np.split(order, [n_test, n_test + n_validation])
    return X[train], X[validation], X[test], y[train], y[validation], y[test]


def k_fold_indices(n, k, rng):
    """A list of k pairs (train, test): n row numbers dealt at random into k parts, sizes differing by at most one."""
    check_at_least(2, k=k)
    check_at_least(k, n=n)
    parts = np.array_split(rng.permutation(n), k)
    folds = []
    for i in range(k):
        train = parts[i + 1 :] + parts[:i]  # of five: 1 2 3 4, 2 3 4 0, 3 4 0 1, ...: no two begin alike
        folds.append((np.concatenate(train), parts[i]))
    return folds


def fit_and_score(model, X, y, train, test):
    """Mean squared errors on the training and on the test rows of a copy of the model, fitted to the training rows."""
    fresh = copy.deepcopy(model).fit(X[train], y[train])
    train_error = mean_squared_error(y[train], fresh.predict(X[train]))
    test_error = mean_squared_error(y[test], fresh.predict(X[test]))
    return train_error, test_error


def cross_validate(model, X, y, folds):
    """Test error of every fold, (k,): mean squared errors of a model with `fit` and `predict`, trained k times."""
    X, y = check_data(X, y)
    check_folds(folds)
    return np.array([fit_and_score(model, X, y, train, test)[1] for train, test in folds])


# 4. Searching


@np.errstate(all="ignore")
def grid_search(make_model, grid, X, y, folds):
    """Cross-validate every combination of the grid.

    make_model : function, make_model(**params) -> model      grid : {name: values to try}
    returns : best_params, a dict (the first of equals; nan is never best), and table, a list of dicts in the order of
    the grid: the parameters, "mean_error" and "standard_error" over the folds
    """
    table = []
    for values in itertools.product(*grid.values()):
        params = dict(zip(grid, values, strict=True))
        errors = cross_validate(make_model(**params), X, y, folds)
        standard_error = errors.std(ddof=1) / math.sqrt(len(errors))
        table.append(params | {"mean_error": float(errors.mean()), "standard_error": float(standard_error)})
    best = table[np.nanargmin([row["mean_error"] for row in table])]
    return {name: best[name] for name in grid}, table


# 5. The floor


def learning_curve(model, X, y, sizes, folds):
    """What would more data bring? Train on the first `size` training rows of each fold only.

    sizes : (s,) from 1 to the training rows of a fold      returns : train_errors, test_errors, each (s, k)
    """
    X, y = check_data(X, y)
    check_folds(folds)
    check_sizes(sizes, folds)
    errors = [[fit_and_score(model, X, y, train[:size], test) for train, test in folds] for size in sizes]
    train_errors, test_errors = np.moveaxis(errors, 2, 0)  # (s, k, 2) taken apart
    return train_errors, test_errors


# 6. Leaks


def learn_preparation(X, y, keep=None):
    """What a preparation learns: the `keep` columns that correlate best with y (None: all), their means and spreads."""
    mean, spread = X.mean(axis=0), X.std(axis=0)
    correlation = (X - mean).T @ (y - y.mean()) / (len(y) * spread * y.std())
    columns = np.argsort(-np.abs(correlation))[:keep]
    return columns, mean[columns], spread[columns]


class PreparedRidge:
    """Day 5's ridge after a preparation: learned in `fit` from the training rows, or handed over, learned elsewhere."""

    def __init__(self, alpha, keep=None, preparation=None):
        self.alpha, self.keep, self.preparation = alpha, keep, preparation

    def prepare(self, X):
        columns, mean, spread = self.preparation_
        return (X[:, columns] - mean) / spread

    def fit(self, X, y):
        self.preparation_ = self.preparation or learn_preparation(X, y, self.keep)
        self.coef_, self.intercept_ = ridge(self.prepare(X), y, self.alpha)
        return self

    def predict(self, X):
        return self.prepare(X) @ self.coef_ + self.intercept_


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

SIGMA = 0.5  # standard deviation of the noise in every demonstration: its variance, the floor, is 0.25


def world():
    """Thirty points x (30,), and the coefficients (5,) of the polynomial that is the truth in sections 2 to 5."""
    x, _, coefficients = make_polynomial_data(30, 4, SIGMA, np.random.default_rng(2))
    return x, coefficients


def standard_error_of(values):
    """Of the mean of independent values."""
    return np.std(values, ddof=1) / math.sqrt(len(values))


def plus_minus(values):
    """Mean of `values` and its standard error, as text."""
    return f"{np.mean(values):.3f} +- {standard_error_of(values):.3f}"


def fit_many(degree, test_x, repetitions, rng):
    """Predictions (repetitions, points) of models trained on the same 30 x, each with noise of its own."""
    x, coefficients = world()
    predictions = []
    for noise in SIGMA * rng.normal(size=(repetitions, len(x))):
        y = polynomial(coefficients, x) + noise
        predictions.append(PolynomialRegression(degree).fit(x, y).predict(test_x))
    return np.array(predictions)


def u_curve(degrees, repetitions, rng):
    """Per degree: squared bias, variance, and the errors (repetitions,) measured on 200 new points."""
    test_x = rng.uniform(-1, 1, size=200)
    truth, rows = polynomial(world()[1], test_x), []
    for degree in degrees:
        predictions = fit_many(degree, test_x, repetitions, rng)
        new_y = truth + SIGMA * rng.normal(size=predictions.shape)
        errors = np.mean((predictions - new_y) ** 2, axis=1)
        rows.append((*bias_and_variance(predictions, truth), errors))
    return rows


def show_the_u_curve(rng):
    """README section 2: too simple, right, too flexible; and the three parts of the error."""
    print("The truth has degree 4 and noise of variance 0.25. 1000 data sets of 30 points, 200 new points each:")
    print("  degree    bias^2   variance   sum with the noise   measured error")
    curve = u_curve(range(11), 1000, rng)
    for degree, (bias2, variance, errors) in enumerate(curve):
        print(f"  {degree:6d} {bias2:9.3f} {variance:10.3f} {bias2 + variance + SIGMA**2:20.3f}   {plus_minus(errors)}")
    return {"curve": curve}


def estimate_errors(seed):
    """For degree 4 and 30 points: the estimate by one held-out part, by five folds, and the error on 5000 new points.
    Then the degree from 0 to 8 that the folds like best, their estimate for it, and its error on the new points.
    """
    rng = np.random.default_rng(seed)
    (x, y), (new_x, new_y) = (sample(world()[1], n, SIGMA, rng) for n in (30, 5000))
    folds = k_fold_indices(30, 5, rng)
    estimates = np.array([cross_validate(PolynomialRegression(degree), x, y, folds) for degree in range(9)])
    best = int(np.argmin(estimates.mean(axis=1)))
    new = {d: mean_squared_error(new_y, PolynomialRegression(d).fit(x, y).predict(new_x)) for d in (4, best)}
    return estimates[4, 0], estimates[4].mean(), new[4], best, estimates[best].mean(), new[best]


def show_cross_validation():
    """README section 3: one held-out part against five folds; and why the winner's score is too good."""
    single, folds, new, best, best_score, best_new = np.array([estimate_errors(seed) for seed in range(200)]).T
    print("\nDegree 4, 30 points, 200 data sets. The error on new points and two ways to estimate it:")
    print("                              mean           spread between data sets")
    for name, values in (("5000 new points", new), ("one part of 6 points", single), ("five folds", folds)):
        print(f"  {name:24s} {plus_minus(values):>16s} {values.std():10.3f}")
    print("Now let the five folds choose the degree, from 0 to 8:")
    print("  chosen   " + "  ".join(f"{degree}: {np.sum(best == degree)}" for degree in range(9)))
    print(f"  score of the winner {plus_minus(best_score)}, its error on new points {plus_minus(best_new)}")
    print(f"  too low in {np.sum(best_score < best_new)} of 200, by {plus_minus(best_new - best_score)} on average")
    return {"spread of one part": single.std(), "spread of five folds": folds.std(), "promise": (best_score, best_new)}


def show_the_grid(rng):
    """README section 4: learning rate, penalty and degree at once, by gradient descent of 300 steps."""
    (x, y), (new_x, new_y) = (sample(world()[1], n, SIGMA, rng) for n in (100, 10_000))
    folds = k_fold_indices(100, 5, rng)
    grid = {"learning_rate": [0.01, 0.1, 0.3], "alpha": [0, 0.1, 1, 10, 100], "degree": [1, 2, 3, 4, 6, 8, 10]}
    best, table = grid_search(PolynomialRegression, grid, x, y, folds)
    print(f"\n{len(table)} combinations, five folds of 100 points, 300 steps. The best of each learning rate:")
    print("  learning rate   alpha   degree   error by folds     exploded")
    for rate in grid["learning_rate"]:
        rows = [row for row in table if row["learning_rate"] == rate]
        top, exploded = min(rows, key=lambda row: row["mean_error"]), sum(row["mean_error"] > 1e3 for row in rows)
        score = f"{top['mean_error']:.3f} +- {top['standard_error']:.3f}"
        print(f"  {rate:13.2f} {top['alpha']:7g} {top['degree']:8d}   {score} {exploded:6d} of {len(rows)}")
    candidates = {"winner": PolynomialRegression(**best), "degree 4 solved exactly": PolynomialRegression(4)}
    new = {name: mean_squared_error(new_y, model.fit(x, y).predict(new_x)) for name, model in candidates.items()}
    new["truth itself"] = mean_squared_error(new_y, polynomial(world()[1], new_x))
    new["mean (baseline)"] = mean_squared_error(new_y, y.mean())
    print("On 10,000 new points: " + ", ".join(f"{name} {error:.3f}" for name, error in new.items()))
    return {"grid": grid, "table": table, "new": new}


def show_early_stopping():
    """README section 4: degree 10 without a penalty, stopped early and solved exactly, on few and on more points."""
    print("\nDegree 10 without a penalty, error on 1000 new points, medians of 100 data sets:")
    print("  points   300 steps   solved exactly   degree 4, solved exactly")
    models = PolynomialRegression(10, learning_rate=0.1), PolynomialRegression(10), PolynomialRegression(4)
    results = {}
    for n in (30, 80):
        errors = []
        for seed in range(100):
            rng = np.random.default_rng(seed)
            (x, y), (new_x, new_y) = (sample(world()[1], size, SIGMA, rng) for size in (n, 1000))
            errors.append([mean_squared_error(new_y, model.fit(x, y).predict(new_x)) for model in models])
        results[n] = np.median(errors, axis=0)
        print("  {:6d} {:11.3f} {:16.3f} {:26.3f}".format(n, *results[n]))
    return {"early stopping": results}


def show_the_floor(rng):
    """README section 5: more data closes the gap between training and test error, down to the noise."""
    x, y = sample(world()[1], 10_000, SIGMA, rng)
    sizes, folds = [10, 20, 50, 100, 250, 1000, 9000], k_fold_indices(10_000, 10, rng)
    curves = {degree: learning_curve(PolynomialRegression(degree), x, y, sizes, folds) for degree in (2, 4)}
    print("\nDegree 4 on more and more data, ten folds of 10,000 points:")
    print("   size   training error      test error          0.25 (1 + 5 / size)   degree 2, test error")
    for i, size in enumerate(sizes):
        columns = [plus_minus(values[i]) for values in (*curves[4], curves[2][1])]
        print(f"  {size:5d}   {columns[0]}   {columns[1]:>18s} {0.25 * (1 + 5 / size):20.3f}   {columns[2]:>22s}")
    return {"sizes": sizes, "curves": curves}


def leak_errors(seed, n, d, alpha, keep=None, skewed=False, useful=True):
    """Error by five folds without and with the leak, and the error of the honest model on 500 new rows."""
    rng = np.random.default_rng(seed)
    X, new_X = rng.normal(size=(n, d)), rng.normal(size=(500, d))
    if skewed:
        X, new_X = np.exp(X), np.exp(new_X)
    w = np.full(d, useful / math.sqrt(d))
    y, new_y = X @ w + rng.normal(size=n), new_X @ w + rng.normal(size=500)
    folds = k_fold_indices(n, 5, rng)
    honest = PreparedRidge(alpha, keep)
    leaky = PreparedRidge(alpha, keep, preparation=learn_preparation(X, y, keep))  # has seen the rows that test it
    inside, before = (cross_validate(model, X, y, folds).mean() for model in (honest, leaky))
    return inside, before, mean_squared_error(new_y, honest.fit(X, y).predict(new_X))


LEAKS = {
    "scaling, bell curve, 200 rows": {"n": 200, "d": 10, "alpha": 1.0},
    "scaling, bell curve, 20 rows": {"n": 20, "d": 10, "alpha": 1.0},
    "scaling, skewed, 20 rows": {"n": 20, "d": 10, "alpha": 1.0, "skewed": True},
    "the same, alpha 10": {"n": 20, "d": 10, "alpha": 10.0, "skewed": True},
    "choosing 10 of 500 features": {"n": 50, "d": 500, "alpha": 0.0, "keep": 10, "useful": False},
}


def show_the_leaks():
    """README section 6: what the folds say when the preparation has seen the test rows."""
    print("\nThe error by five folds, prepared inside the folds and before the split, 200 data sets each:")
    print("                                    inside           before          difference        new rows")
    results = {}
    for name, setup in LEAKS.items():
        inside, before, new = results[name] = np.array([leak_errors(seed, **setup) for seed in range(200)]).T
        columns = [plus_minus(values) for values in (inside, before, before - inside, new)]
        print(f"  {name:30s} {columns[0]}   {columns[1]}   {columns[2]:>16s}   {columns[3]}")
    return {"leaks": results}


def draw_the_u_curve(curve):
    """README section 2: the parts of the error over the degree; what too simple and too flexible models look like."""
    biases, variances, errors = zip(*curve, strict=True)
    fig, (left, *others) = plt.subplots(1, 3, figsize=(9, 4), width_ratios=(1.6, 1, 1))
    left.plot(np.add(biases, variances) + SIGMA**2, color="C2")
    left.plot(biases, "s--", color="C0", markersize=5)
    left.plot(variances, "^-.", color="C1", markersize=5)
    left.axhline(SIGMA**2, **FLOOR)
    bars = [standard_error_of(values) for values in errors]
    left.errorbar(range(11), np.mean(errors, axis=1), bars, fmt="k.", capsize=3)
    for text, place in (("bias$^2$", (3.3, 0.009)), ("variance", (5.3, 0.055)), ("noise", (-0.3, 0.17))):
        left.annotate(text, place)
    left.annotate("sum (line),\nmeasured (dots)", (2.9, 0.7))
    left.set_yscale("log")
    left.set(xlabel="degree", ylabel="mean squared error", ylim=(5e-3, 6), title="Bias falls, variance rises")
    line = np.linspace(-1, 1, 200)
    for ax, degree, title in zip(others, (1, 8), ("Degree 1: too stiff", "Degree 8: too flexible"), strict=True):
        models = fit_many(degree, line, 20, np.random.default_rng(1))
        ax.plot(line, models.T, color="C0", linewidth=0.7)
        ax.plot([], [], color="C0", linewidth=0.7, label="20 models")
        ax.plot(line, polynomial(world()[1], line), **TRUTH, linewidth=2, label="the truth")
        ax.set(xlabel="x", ylabel="y", ylim=(-6, 4), title=title)
        ax.legend(loc="lower right")
    return fig


def draw_the_grid(grid, table):
    """README section 4: a heat map for every learning rate, penalty against degree."""
    rates, alphas, degrees = grid.values()
    errors = np.reshape([row["mean_error"] for row in table], (len(rates), len(alphas), len(degrees)))
    fig, axes = plt.subplots(1, len(rates), figsize=(9, 3.8), sharey=True)
    for ax, rate, panel in zip(axes, rates, errors, strict=True):
        image = ax.imshow(np.where(panel < 1e3, panel, np.nan), cmap="cividis_r", vmin=0.2, vmax=1, aspect="auto")
        for (i, j), error in np.ndenumerate(panel):
            text = f"{error:.2f}" if error < 1e3 else "X"
            ax.text(j, i, text, ha="center", va="center", color="white" if 0.6 < error < 1e3 else "black", fontsize=9)
        ax.set(xticks=range(len(degrees)), xticklabels=degrees, xlabel="degree", title=f"Learning rate {rate}")
        ax.grid(visible=False)
    axes[0].set(yticks=range(len(alphas)), yticklabels=alphas, ylabel="penalty alpha")
    fig.colorbar(image, ax=axes, label="error by five folds")
    return fig


def draw_the_floor(sizes, curves):
    """README section 5: learning curves of the right and of a too simple model, above the floor of the noise."""
    (train, test), (_, simple) = curves[4], curves[2]
    fig, ax = plt.subplots()
    look = {"color": "C2", "marker": "^", "linestyle": "-."}
    for values, name, style in (
        (simple, "degree 2, test rows", look),
        (test, "degree 4, test rows", NEW),
        (train, "degree 4, training rows", TRAINING),
    ):
        bars = [standard_error_of(errors) for errors in values]
        ax.errorbar(sizes[1:], values.mean(axis=1)[1:], bars[1:], **style, markersize=5, capsize=3, label=name)
    ax.axhline(SIGMA**2, **FLOOR, label="variance of the noise (the floor)")
    ax.set_xscale("log")
    ax.set(xlabel="training rows", ylabel="mean squared error", ylim=(0, 0.75))
    ax.set_title("The right model comes down to the floor, the stiff one stops above it")
    ax.legend(loc="upper right", ncols=2)
    return fig


def draw_the_leaks(leaks):
    """README section 6: how far each leak shifts the estimate."""
    fig, ax = plt.subplots(figsize=(9, 3))
    for place, (inside, before, _) in enumerate(leaks.values()):
        shift = 100 * (before - inside) / inside.mean()
        ax.errorbar(shift.mean(), place, xerr=standard_error_of(shift), fmt="o", color="C0", capsize=4)
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set(yticks=range(len(leaks)), yticklabels=list(leaks), xlabel="shift of the estimate by the leak (%)")
    ax.set_title("Left of 0 the leak flatters the model, right of 0 it does the opposite")
    ax.invert_yaxis()
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


def check_at_least(least, **settings):
    for name, value in settings.items():
        if not least <= value < np.inf:
            raise ValueError(f"{name} must be {least} or more, and finite, got {value}")


def check_shape(name, array, *wanted):
    if np.shape(array) not in wanted:
        raise ValueError(f"{name} must have the shape {' or '.join(map(str, wanted))}, got {np.shape(array)}")


def check_data(X, y):
    """X (n,) or (n, d) and y (n,) as float arrays, not empty, all finite."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim not in (1, 2) or X.size == 0 or not np.isfinite(X).all():
        raise ValueError(f"X must be (n,) or (n, d), not empty, without nan or inf, got shape {X.shape}")
    if y.shape != X.shape[:1] or not np.isfinite(y).all():
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, without nan or inf, got shape {y.shape}")
    return X, y


def check_new(model, x):
    x = np.asarray(x, dtype=float)
    if not hasattr(model, "coef_"):
        raise ValueError("this model has not been fitted: call fit(x, y) first")
    if x.ndim != 1 or x.size == 0 or not np.isfinite(x).all():
        raise ValueError(f"x must be (m,), not empty, without nan or inf, got shape {x.shape}")
    return x


def check_parts(n, n_validation, n_test):
    if n_validation < 1 or n_test < 1 or n_validation + n_test >= n:
        raise ValueError(f"validation_size and test_size must leave no part empty, got {n_validation}, {n_test} of {n}")


def check_folds(folds):
    for train, test in folds:
        if len(train) == 0 or len(test) == 0 or len(np.intersect1d(train, test)) > 0:
            raise ValueError(f"folds must hold pairs (train, test) that share no row, got {train} and {test}")


def check_sizes(sizes, folds):
    most = min(len(train) for train, _ in folds)
    if min(sizes) < 1 or max(sizes) > most:
        raise ValueError(f"sizes must be from 1 to {most}, the training rows of a fold, got {sizes}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 6: gradient descent in practice")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_u_curve(np.random.default_rng(0))
    results |= show_cross_validation()
    results |= show_the_grid(np.random.default_rng(1)) | show_early_stopping()
    results |= show_the_floor(np.random.default_rng(2))
    results |= show_the_leaks()
    figures = {
        "u_curve.png": draw_the_u_curve(results["curve"]),
        "grid.png": draw_the_grid(results["grid"], results["table"]),
        "floor.png": draw_the_floor(results["sizes"], results["curves"]),
        "leaks.png": draw_the_leaks(results["leaks"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
