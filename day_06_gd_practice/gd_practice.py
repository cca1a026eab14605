# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 6: gradient descent in practice. Choose a model with data it has not seen, and do not fool yourself.

Run me:    python gd_practice.py
Then read: README.md (its sections carry the same numbers)
"""

import copy
import itertools
import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

FIGURES = Path(__file__).with_name("figures")


def check_number(name, value, inside, wanted):
    """Raises ValueError unless `value` is one finite number for which `inside(value)` holds."""
    array = np.asarray(value)
    if array.ndim != 0 or array.dtype.kind not in "iuf" or not np.isfinite(array) or not inside(value):
        raise ValueError(f"{name} must be {wanted}, got {value}")


def check_count(name, value, least):
    if not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value}")


def check_data(X, y):
    """X (n,) or (n, d) and y (n,) as float arrays; raises ValueError on other shapes, empty arrays, nan and inf."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim not in (1, 2) or X.size == 0:
        raise ValueError(f"X must be (n,) or (n, d) with at least one row and one column, got shape {X.shape}")
    if y.shape != X.shape[:1]:
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, got shape {y.shape}")
    for name, array in (("X", X), ("y", y)):
        if not np.isfinite(array).all():
            raise ValueError(f"{name} must be finite, got {array[~np.isfinite(array)][0]}")
    return X, y


def check_folds(folds, n):
    """Raises ValueError unless each fold is (train, test): rows of the n, neither empty, none in both."""
    if len(folds) == 0:
        raise ValueError("folds must hold at least one pair (train, test), got none")
    for train, test in folds:
        rows = np.concatenate([train, test])
        if len(train) == 0 or len(test) == 0 or rows.dtype.kind not in "iu" or rows.min() < 0 or rows.max() >= n:
            raise ValueError(f"folds must hold row numbers from 0 to {n - 1} in train and test, got {train} and {test}")
        if len(np.intersect1d(train, test)) > 0:
            raise ValueError(f"folds must not test on training rows, got {np.intersect1d(train, test)} in both")


def mean_squared_error(y, predictions):
    """Mean squared error of predictions of the shape of y, or of one number for all; inf or nan where they are."""
    if np.shape(predictions) not in ((), y.shape):
        raise ValueError(f"predictions must be a number or have the shape of y, {y.shape}, got {np.shape(predictions)}")
    with np.errstate(all="ignore"):  # inf or nan where a run has exploded
        return np.mean((y - predictions) ** 2)


# 2. A world whose truth is known, and a model for it


def make_polynomial_data(n, degree, noise, rng):
    """Points on a random polynomial: y = c_0 + c_1 x + ... + c_degree x^degree + noise.

    noise : standard deviation, >= 0      returns : x (n,) in [-1, 1), y (n,), coefficients (degree + 1,), c_0 first
    """
    check_count("n", n, least=1)
    check_count("degree", degree, least=0)
    check_number("noise", noise, lambda v: v >= 0, "a number, 0 or more")
    coefficients = rng.normal(size=degree + 1)
    return *sample(coefficients, n, noise, rng), coefficients


def evaluate(coefficients, x):
    """c_0 + c_1 x + c_2 x^2 + ... at every x."""
    return np.polynomial.polynomial.polyval(x, coefficients)


def sample(coefficients, n, noise, rng):
    """n points x in [-1, 1), and y on the polynomial with noise of this spread."""
    x = rng.uniform(-1, 1, size=n)
    return x, evaluate(coefficients, x) + noise * rng.normal(size=n)


class PolynomialRegression:
    """A polynomial of `degree` that makes (||y - Zw - b||^2 + alpha ||w||^2) / n small; Z are the scaled powers of x.

    With a learning_rate: n_steps of gradient descent from zeros. With None: the exact minimum.
    The powers are scaled to mean 0 and variance 1 on the training points, and with the same numbers in `predict`.
    """

    def __init__(self, degree, alpha=0.0, learning_rate=None, n_steps=300):
        check_count("degree", degree, least=0)
        check_number("alpha", alpha, lambda v: v >= 0, "a number, 0 or more")
        if learning_rate is not None:
            check_number("learning_rate", learning_rate, lambda v: v > 0, "a positive number, or None")
        check_count("n_steps", n_steps, least=0)
        self.degree, self.alpha, self.learning_rate, self.n_steps = degree, alpha, learning_rate, n_steps

    def powers(self, x):
        return np.vander(x, self.degree + 1, increasing=True)[:, 1:]  # (n, degree)

    def fit(self, x, y):
        x, y = check_data(x, y)
        if x.ndim != 1:
            raise ValueError(f"x must be (n,), got shape {x.shape}")
        powers = self.powers(x)
        self.mean_, self.scale_ = powers.mean(axis=0), powers.std(axis=0)
        self.scale_[np.ptp(powers, axis=0) == 0] = 1  # a single x: nothing to scale
        Z = (powers - self.mean_) / self.scale_
        solve = self.solve if self.learning_rate is None else self.descend
        self.coef_, self.intercept_ = solve(Z, y)
        return self

    def solve(self, Z, y):
        """Day 5's ridge: least squares with one invented row for every weight."""
        rows = np.vstack([Z, math.sqrt(self.alpha) * np.eye(self.degree)])
        return np.linalg.lstsq(rows, np.append(y - y.mean(), np.zeros(self.degree)), rcond=None)[0], y.mean()

    def descend(self, Z, y):
        w, b = np.zeros(self.degree), 0.0
        with np.errstate(all="ignore"):  # a run that explodes is shown by its error, not by a warning
            for _ in range(self.n_steps):
                residual = y - Z @ w - b
                w = w + 2 * self.learning_rate / len(y) * (Z.T @ residual - self.alpha * w)
                b = b + 2 * self.learning_rate * residual.mean()
        return w, b

    def predict(self, x):
        """Predictions (m,) for x (m,); raises ValueError before `fit`."""
        if not hasattr(self, "coef_"):
            raise ValueError("this model has not been fitted: call fit(x, y) first")
        x = np.asarray(x, dtype=float)
        if x.ndim != 1 or x.size == 0 or not np.isfinite(x).all():
            raise ValueError(f"x must be finite, of shape (samples,), not empty, got {x if x.ndim == 1 else x.shape}")
        with np.errstate(all="ignore"):
            return (self.powers(x) - self.mean_) / self.scale_ @ self.coef_ + self.intercept_


def bias_and_variance(predictions, truth):
    """Squared bias and variance, both means over the points: how wrong the mean model is, how much the models differ.

    predictions : (models, points), of models trained on different data      truth : (points,), without noise
    """
    predictions, truth = np.asarray(predictions, dtype=float), np.asarray(truth, dtype=float)
    if predictions.ndim != 2 or predictions.size == 0 or predictions.shape[1:] != truth.shape:
        raise ValueError(f"want predictions (models, points), truth (points,), got {predictions.shape}, {truth.shape}")
    if not (np.isfinite(predictions).all() and np.isfinite(truth).all()):
        raise ValueError("predictions and truth must be finite, got nan or inf")
    return mean_squared_error(truth, predictions.mean(axis=0)), predictions.var(axis=0).mean()


# 3. Data that the model has not seen


def train_validation_test_split(X, y, validation_size, test_size, rng):
    """Deal the rows at random into X_train, X_validation, X_test, y_train, y_validation, y_test.

    X : (n,) or (n, d)      y : (n,)      sizes : shares of n in (0, 1), rounded; or integers, numbers of rows
    Raises ValueError when a part would be empty.
    """
    X, y = check_data(X, y)
    counts = []
    for name, size in (("validation_size", validation_size), ("test_size", test_size)):
        check_number(name, size, lambda v: v > 0, "a share in (0, 1) or a number of rows")
        counts.append(int(size) if isinstance(size, (int, np.integer)) else round(size * len(y)))
        if not 1 <= counts[-1] < len(y):
            raise ValueError(f"{name} = {size} gives {counts[-1]} of the {len(y)} rows: want at least 1, and not all")
    if sum(counts) >= len(y):
        raise ValueError(f"validation_size and test_size leave none of the {len(y)} rows for training, got {counts}")
    order = rng.permutation(len(y))
    parts = np.split(order, [len(y) - sum(counts), len(y) - counts[1]])
    return *(X[part] for part in parts), *(y[part] for part in parts)


def k_fold_indices(n, k, rng):
    """A list of k pairs (train, test): n row numbers dealt at random into k parts, sizes differing by at most one."""
    check_count("k", k, least=2)
    check_count("n", n, least=k)
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[i + 1 :] + parts[:i]), parts[i]) for i in range(k)]  # no two trains begin alike


def fit_and_score(model, X, y, train, test):
    """Errors on the training rows and on the test rows of a fresh copy of the model, fitted to the training rows."""
    fresh = copy.deepcopy(model)
    fresh.fit(X[train], y[train])
    return [mean_squared_error(y[rows], fresh.predict(X[rows])) for rows in (train, test)]


def cross_validate(model, X, y, folds):
    """Test error of every fold, (k,): mean squared errors of a model with `fit` and `predict`, trained k times."""
    X, y = check_data(X, y)
    check_folds(folds, len(y))
    return np.array([fit_and_score(model, X, y, train, test)[1] for train, test in folds])


def learning_curve(model, X, y, sizes, folds):
    """What would more data bring? Train on the first `size` training rows of each fold only.

    sizes : (s,) integers from 1 to the training rows of a fold      returns : train_errors, test_errors, each (s, k)
    """
    X, y = check_data(X, y)
    check_folds(folds, len(y))
    most = min(len(train) for train, _ in folds)
    if len(sizes) == 0 or not all(isinstance(size, (int, np.integer)) and 1 <= size <= most for size in sizes):
        raise ValueError(f"sizes must be integers from 1 to {most}, the training rows of a fold, got {sizes}")
    errors = [[fit_and_score(model, X, y, train[:size], test) for train, test in folds] for size in sizes]
    return np.array(errors)[..., 0], np.array(errors)[..., 1]  # (s, k, 2) taken apart


# 4. Searching


def grid_search(make_model, grid, X, y, folds):
    """Cross-validate every combination of the grid.

    make_model : function, make_model(**params) -> model      grid : {name: values to try}
    returns : best_params, a dict (the first of equals; nan is never best), and table, a list of dicts in the order of
    the grid: the parameters, "mean_error" and "standard_error" over the folds
    """
    if len(grid) == 0 or any(len(values) == 0 for values in grid.values()):
        raise ValueError(f"grid must name at least one parameter, with at least one value each, got {grid}")
    table = []
    for values in itertools.product(*grid.values()):
        params = dict(zip(grid, values, strict=True))
        errors = cross_validate(make_model(**params), X, y, folds)
        with np.errstate(all="ignore"):  # inf - inf, where a run has exploded
            spread = errors.std(ddof=1) if len(errors) > 1 else np.nan
        standard_error = float(spread / math.sqrt(len(errors)))
        table.append(params | {"mean_error": float(errors.mean()), "standard_error": standard_error})
    means = np.array([row["mean_error"] for row in table])
    if np.isnan(means).all():
        raise ValueError("grid: every combination has an error of nan, so none is best")
    return {name: table[np.nanargmin(means)][name] for name in grid}, table


# 6. Leaks


def find_recipe(X, y, keep):
    """Learned preparation: the `keep` columns that go best with y, and the means and scales of these columns."""
    mean, scale = X.mean(axis=0), X.std(axis=0)
    columns = np.argsort(-np.abs((X - mean).T @ (y - y.mean())) / scale)[:keep]
    return columns, mean[columns], scale[columns]


class PreparedRidge:
    """Day 5's ridge after a preparation: found in `fit`, on the training rows; or handed over, found elsewhere."""

    def __init__(self, alpha, keep=None, recipe=None):
        self.alpha, self.keep, self.recipe = alpha, keep, recipe

    def prepare(self, X):
        columns, mean, scale = self.recipe_
        return (X[:, columns] - mean) / scale

    def fit(self, X, y):
        self.recipe_ = find_recipe(X, y, self.keep) if self.recipe is None else self.recipe
        Z = self.prepare(X)
        centered = Z - Z.mean(axis=0)
        fines = self.alpha * np.eye(Z.shape[1])
        self.coef_ = np.linalg.solve(centered.T @ centered + fines, centered.T @ (y - y.mean()))
        self.intercept_ = y.mean() - Z.mean(axis=0) @ self.coef_
        return self

    def predict(self, X):
        return self.prepare(X) @ self.coef_ + self.intercept_


# What the README shows

SIGMA = 0.5  # the spread of the noise in every demonstration: no model can beat a mean squared error of 0.25
WORLD = make_polynomial_data(30, 4, SIGMA, np.random.default_rng(2))  # x, y, coefficients of one polynomial of degree 4


def plus_minus(values, digits=3):
    """Mean of `values` and its standard error, as text."""
    return f"{np.mean(values):.{digits}f} +- {np.std(values, ddof=1) / math.sqrt(len(values)):.{digits}f}"


def fit_many(degree, test_x, repetitions, rng):
    """Predictions (repetitions, points) of models trained on the same 30 x, each with noise of its own."""
    x, truth = WORLD[0], evaluate(WORLD[2], WORLD[0])
    targets = truth + SIGMA * rng.normal(size=(repetitions, len(x)))
    return np.array([PolynomialRegression(degree).fit(x, y).predict(test_x) for y in targets])


def u_curve(degrees, repetitions, rng):
    """Per degree: squared bias, variance, and the errors (repetitions,) measured on 200 new points."""
    test_x = rng.uniform(-1, 1, size=200)
    truth, rows = evaluate(WORLD[2], test_x), []
    for degree in degrees:
        predictions = fit_many(degree, test_x, repetitions, rng)
        new_y = truth + SIGMA * rng.normal(size=predictions.shape)
        rows.append((*bias_and_variance(predictions, truth), np.mean((new_y - predictions) ** 2, axis=1)))
    return rows


def show_the_u_curve(rng):
    """README section 2: too simple, right, too flexible; and the three parts of the error."""
    print("The truth has degree 4 and noise of variance 0.25. 1000 data sets of 30 points, 200 new points each:")
    print("  degree    bias^2   variance   sum with the noise   measured error")
    curve = u_curve(range(11), 1000, rng)
    for degree, (bias, variance, errors) in enumerate(curve):
        print(f"  {degree:6d} {bias:9.3f} {variance:10.3f} {bias + variance + SIGMA**2:20.3f}   {plus_minus(errors)}")
    return {"curve": curve}


def estimate_errors(seed):
    """For degree 4 and 30 points: the estimate by one held-out part, by five folds, and the error on 5000 new points.
    Then the degree from 0 to 8 that the folds like best, their estimate for it, and its error on the new points.
    """
    rng = np.random.default_rng(seed)
    (x, y), (new_x, new_y) = sample(WORLD[2], 30, SIGMA, rng), sample(WORLD[2], 5000, SIGMA, rng)
    folds = k_fold_indices(30, 5, rng)
    estimates = np.array([cross_validate(PolynomialRegression(degree), x, y, folds) for degree in range(9)])
    best = int(np.argmin(estimates.mean(axis=1)))
    new = {d: mean_squared_error(new_y, PolynomialRegression(d).fit(x, y).predict(new_x)) for d in (4, best)}
    return estimates[4, 0], estimates[4].mean(), new[4], best, estimates[best].mean(), new[best]


def show_cross_validation():
    """README section 3: one held-out part against five folds; and why the winner's score is too good."""
    single, folds, new, best, best_score, best_new = np.array([estimate_errors(seed) for seed in range(200)]).T
    print("\nDegree 4, 30 points, 200 data sets. The error on new points and two ways to guess it:")
    print("                              mean           spread between data sets")
    for name, values in (("5000 new points", new), ("one part of 6 points", single), ("five folds", folds)):
        print(f"  {name:24s} {plus_minus(values):>16s} {values.std():10.3f}")
    print("Now let the five folds choose the degree, from 0 to 8:")
    print("  chosen   " + "  ".join(f"{degree}: {np.sum(best == degree)}" for degree in range(9)))
    print(f"  score of the winner {plus_minus(best_score)}, its error on new points {plus_minus(best_new)}")
    print(f"  it promised too much in {np.sum(best_score < best_new)} of 200, by {plus_minus(best_new - best_score)}")
    return {"spread of one part": single.std(), "spread of five folds": folds.std(), "promise": (best_score, best_new)}


def show_the_grid(rng):
    """README section 4: learning rate, penalty and degree at once, by gradient descent of 300 steps."""
    x, y = sample(WORLD[2], 100, SIGMA, rng)
    new_x, new_y = sample(WORLD[2], 10_000, SIGMA, rng)
    grid = {"learning_rate": [0.01, 0.1, 0.3], "alpha": [0, 0.1, 1, 10, 100], "degree": [1, 2, 3, 4, 6, 8, 10]}
    best, table = grid_search(PolynomialRegression, grid, x, y, k_fold_indices(100, 5, rng))
    print(
        f"\nA grid of {len(table)} combinations, five folds of 100 points, 300 steps. The best of each learning rate:"
    )
    print("  learning rate   alpha   degree   error by folds     exploded")
    for rate in grid["learning_rate"]:
        rows = [row for row in table if row["learning_rate"] == rate]
        top, exploded = min(rows, key=lambda row: row["mean_error"]), sum(row["mean_error"] > 1e3 for row in rows)
        score = f"{top['mean_error']:.3f} +- {top['standard_error']:.3f}"
        print(f"  {rate:13.2f} {top['alpha']:7g} {top['degree']:8d}   {score} {exploded:6d} of {len(rows)}")
    error = mean_squared_error(new_y, PolynomialRegression(**best).fit(x, y).predict(new_x))
    exact = mean_squared_error(new_y, PolynomialRegression(4).fit(x, y).predict(new_x))
    print(f"On 10000 new points: the winner {error:.3f}, degree 4 solved exactly {exact:.3f},")
    truth, mean = mean_squared_error(new_y, evaluate(WORLD[2], new_x)), mean_squared_error(new_y, y.mean())
    print(f"the truth itself {truth:.3f}, always the mean {mean:.3f}")
    return {"grid": grid, "table": table, "winner": error, "exact": exact}


def show_the_floor(rng):
    """README section 5: more data closes the gap between training and test error, down to the noise."""
    x, y = sample(WORLD[2], 10_000, SIGMA, rng)
    sizes, folds = [10, 20, 50, 100, 250, 1000, 9000], k_fold_indices(10_000, 10, rng)
    curves = {degree: learning_curve(PolynomialRegression(degree), x, y, sizes, folds) for degree in (2, 4)}
    print("\nDegree 4 on more and more data, ten folds of 10000 points:")
    print("   size   training error      test error          0.25 (1 + 5 / size)   degree 2, test error")
    for i, size in enumerate(sizes):
        columns = [plus_minus(values[i]) for values in (*curves[4], curves[2][1])]
        print(f"  {size:5d}   {columns[0]}   {columns[1]:>18s} {0.25 * (1 + 5 / size):20.3f}   {columns[2]:>22s}")
    return {"sizes": sizes, "curves": curves}


def leak(seed, n, d, alpha, keep=None, skewed=False, useful=True):
    """Error by five folds without and with the leak, and the error of the honest model on 500 new rows."""
    rng = np.random.default_rng(seed)
    X, new_X = (np.exp(table) if skewed else table for table in (rng.normal(size=(n, d)), rng.normal(size=(500, d))))
    w = np.full(d, useful / math.sqrt(d))
    y, new_y = X @ w + rng.normal(size=n), new_X @ w + rng.normal(size=500)
    folds, model = k_fold_indices(n, 5, rng), PreparedRidge(alpha, keep)
    leaky = PreparedRidge(alpha, keep, recipe=find_recipe(X, y, keep))  # has seen the rows that test it
    scores = [cross_validate(candidate, X, y, folds).mean() for candidate in (model, leaky)]
    return *scores, mean_squared_error(new_y, model.fit(X, y).predict(new_X))


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
    print("                                    inside           before           difference         new rows")
    results = {}
    for name, setup in LEAKS.items():
        inside, before, new = results[name] = np.array([leak(seed, **setup) for seed in range(200)]).T
        means = [plus_minus(values) for values in (inside, before, new)]
        print(f"  {name:30s} {means[0]}   {means[1]}   {plus_minus(before - inside, 4):>18s}   {means[2]}")
    return {"leaks": results}


def finish(ax, legend, **labels):
    """Labels, grid and, at the place `legend`, the legend of one panel."""
    ax.set(**labels)
    ax.grid(alpha=0.3)
    ax.legend(loc=legend, fontsize=8)


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_the_u_curve(curve):
    """README section 2: the parts of the error over the degree; what too simple and too flexible models look like."""
    biases, variances, errors = zip(*curve, strict=True)
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.4), layout="constrained", width_ratios=(1.5, 1, 1))
    axes[0].plot(biases, "s--", markersize=4, label="bias$^2$")
    axes[0].plot(variances, "^--", markersize=4, label="variance")
    axes[0].axhline(SIGMA**2, color="k", linestyle=":", label="noise")
    axes[0].plot(np.add(biases, variances) + SIGMA**2, color="tab:red", label="sum of the three")
    bars = [2 * np.std(values, ddof=1) / math.sqrt(len(values)) for values in errors]
    axes[0].errorbar(range(11), np.mean(errors, axis=1), bars, fmt="k.", capsize=3, label="measured, 2 standard errors")
    axes[0].set_yscale("log")
    finish(axes[0], "upper center", xlabel="degree", ylabel="mean squared error", ylim=(5e-3, 60), title="the U")
    line = np.linspace(-1, 1, 200)
    for ax, degree in ((axes[1], 1), (axes[2], 8)):
        models = fit_many(degree, line, 20, np.random.default_rng(1))
        ax.plot(line, models.T, color="tab:blue", linewidth=0.6)
        ax.plot([], [], color="tab:blue", linewidth=0.6, label="20 models")
        ax.plot(line, evaluate(WORLD[2], line), "k", label="the truth")
        finish(ax, "lower right", xlabel="x", ylabel="y", ylim=(-6, 4), title=f"degree {degree}")
    save_figure(fig, "u_curve.png")


def draw_the_grid(grid, table):
    """README section 4: a heat map for every learning rate, penalty against degree."""
    shape = [len(values) for values in grid.values()]
    errors = np.array([row["mean_error"] for row in table]).reshape(shape)
    fig, axes = plt.subplots(1, shape[0], figsize=(9, 3.4), layout="constrained", sharey=True)
    for ax, rate, panel in zip(axes, grid["learning_rate"], errors, strict=True):
        image = ax.imshow(np.where(panel < 1e3, panel, np.nan), cmap="viridis_r", vmin=0.2, vmax=1.2, aspect="auto")
        for (i, j), error in np.ndenumerate(panel):
            text, color = (f"{error:.2f}", "w" if error > 0.7 else "k") if error < 1e3 else ("x", "tab:red")
            ax.text(j, i, text, ha="center", va="center", color=color, fontsize=7)
        ax.set(xticks=range(shape[2]), xticklabels=grid["degree"], xlabel="degree", title=f"learning rate {rate}")
    axes[0].set(yticks=range(shape[1]), yticklabels=grid["alpha"], ylabel="penalty alpha")
    fig.colorbar(image, ax=axes, label="error by five folds", extend="max")
    save_figure(fig, "grid.png")


def draw_the_floor_and_the_leaks(sizes, curves, leaks):
    """README sections 5 and 6: learning curves above the floor of the noise; how far a leak shifts the estimate."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    (train, test), (_, simple) = curves[4], curves[2]
    for values, label in ((train, "degree 4, training"), (test, "degree 4, test"), (simple, "degree 2, test")):
        bars = 2 * values.std(axis=1, ddof=1) / math.sqrt(values.shape[1])
        left.errorbar(sizes[1:], values.mean(axis=1)[1:], bars[1:], fmt="o-", markersize=4, capsize=3, label=label)
    left.axhline(SIGMA**2, color="k", linestyle=":", label="the noise")
    left.set_xscale("log")
    finish(left, "upper right", xlabel="training points", ylabel="mean squared error", ylim=(0, 1), title="the floor")
    for place, (inside, before, _) in enumerate(leaks.values()):
        shift = 100 * (before - inside) / inside.mean()
        right.errorbar(shift.mean(), place, xerr=2 * shift.std(ddof=1) / math.sqrt(len(shift)), fmt="o", capsize=3)
    right.axvline(0, color="k", linewidth=0.8)
    right.set(yticks=range(len(leaks)), yticklabels=list(leaks), xlabel="shift of the estimate (%)", title="the leaks")
    right.grid(alpha=0.3)
    right.invert_yaxis()
    save_figure(fig, "floor_and_leaks.png")


def main():
    results = show_the_u_curve(np.random.default_rng(0))
    results |= show_cross_validation()
    results |= show_the_grid(np.random.default_rng(1))
    results |= show_the_floor(np.random.default_rng(2))
    results |= show_the_leaks()
    draw_the_u_curve(results["curve"])
    draw_the_grid(results["grid"], results["table"])
    draw_the_floor_and_the_leaks(results["sizes"], results["curves"], results["leaks"])
    return results


if __name__ == "__main__":
    main()
