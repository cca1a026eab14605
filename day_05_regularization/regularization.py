# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 5: regularization. A penalty on large weights, so that a model fits the pattern and not the noise.

Run me:    python regularization.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import math
import os
import sys
import warnings
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

MAX_SWEEPS = 10_000  # then coordinate descent gives up, and says so

# 2. Ridge: a penalty on the squares


class RidgeRegression:
    """Minimizes ||y - Xw - b||^2 + alpha ||w||^2 (Hoerl and Kennard 1970); b is not penalized.

    After fit: coef_ (d,), intercept_.
    """

    def __init__(self, alpha=1.0):
        check_setting("alpha", alpha, 0 <= alpha < math.inf, "0 or more")
        self.alpha = alpha

    def fit(self, X, y):
        """Least squares on n real rows and d invented ones, sqrt(alpha) * identity, whose targets are 0."""
        X, y = check_data(X, y)
        x_mean, y_mean = X.mean(axis=0), y.mean()
        d = X.shape[1]
        rows = np.vstack([X - x_mean, math.sqrt(self.alpha) * np.eye(d)])  # (n + d, d)
        targets = np.append(y - y_mean, np.zeros(d))
        self.coef_ = np.linalg.lstsq(rows, targets)[0]
        self.intercept_ = y_mean - x_mean @ self.coef_
        return self

    def predict(self, X):
        """Xw + b: predictions (m,) for X (m, d)."""
        return check_new_rows(self, X) @ self.coef_ + self.intercept_


# 3. Lasso: a penalty on the sizes


def soft_threshold(x, t):
    """Pull x toward 0 by t, and stop there: the minimum of (w - x)^2 / 2 + t |w| over w.

    x : number or array      t : number, 0 or more      returns : the shape of x
    """
    check_setting("t", t, t >= 0, "0 or more")
    x = np.asarray(x, dtype=float)
    return np.sign(x) * np.maximum(np.abs(x) - t, 0)


# 4. Coordinate descent


def kkt_violations(X, residual, w, l1, l2):
    """How far each weight is from the KKT conditions, (d,): all zeros at the minimum, and only there."""
    pulls = X.T @ residual / len(residual) - l2 * w
    used = np.abs(pulls - l1 * np.sign(w))  # a weight in use: the pull balances the penalty
    unused = np.maximum(np.abs(pulls) - l1, 0)  # a weight at 0: the pull must not exceed the penalty
    return np.where(w != 0, used, unused)


def coordinate_descent(X, y, l1, l2, start, tolerance):
    """Minimizes ||y - Xw||^2 / (2n) + l1 |w|_1 + l2 ||w||^2 / 2, one weight at a time (Friedman et al. 2007).

    X (n, d), y (n,) : centered      start : (d,)      returns : w (d,), the number of sweeps over all weights
    Stops when no KKT condition is missed by more than `tolerance` times the largest pull possible.
    """
    n, w = len(y), start.copy()
    columns = X.T.copy()  # (d, n): the numbers of one feature side by side in memory
    h = np.sum(columns**2, axis=1) / n  # curvatures
    largest_pulls = np.sqrt(h * np.mean(y**2))  # of a residual as long as y
    residual = y - X @ w
    for sweep in range(1, MAX_SWEEPS + 1):
        for j in np.flatnonzero(h):  # a column of zeros keeps its weight
            c = columns[j] @ residual / n + h[j] * w[j]
            new = soft_threshold(c, l1) / (h[j] + l2)
            residual += columns[j] * (w[j] - new)
            w[j] = new
        if np.all(kkt_violations(X, residual, w, l1, l2) <= tolerance * largest_pulls):
            return w, sweep
    warnings.warn(f"not converged after {MAX_SWEEPS:,} sweeps: scale X, or raise alpha", RuntimeWarning, stacklevel=3)
    return w, MAX_SWEEPS


class ElasticNetRegression:
    """Minimizes ||y - Xw - b||^2 / (2n) + alpha (l1_ratio |w|_1 + (1 - l1_ratio) ||w||^2 / 2) (Zou and Hastie 2005).

    After fit: coef_ (d,), intercept_, n_iter_ (sweeps).
    """

    def __init__(self, alpha=1.0, l1_ratio=0.5, tolerance=1e-10):
        check_setting("alpha", alpha, 0 <= alpha < math.inf, "0 or more")
        check_setting("l1_ratio", l1_ratio, 0 <= l1_ratio <= 1, "from 0 to 1")
        check_setting("tolerance", tolerance, tolerance >= 0, "0 or more")
        self.alpha, self.l1_ratio, self.tolerance = alpha, l1_ratio, tolerance

    def fit(self, X, y):
        X, y = check_data(X, y)
        x_mean, y_mean = X.mean(axis=0), y.mean()
        l1, l2 = self.alpha * self.l1_ratio, self.alpha * (1 - self.l1_ratio)
        start = np.zeros(X.shape[1])
        self.coef_, self.n_iter_ = coordinate_descent(X - x_mean, y - y_mean, l1, l2, start, self.tolerance)
        self.intercept_ = y_mean - x_mean @ self.coef_
        return self

    def predict(self, X):
        """Xw + b: predictions (m,) for X (m, d)."""
        return check_new_rows(self, X) @ self.coef_ + self.intercept_


class LassoRegression(ElasticNetRegression):
    """Minimizes ||y - Xw - b||^2 / (2n) + alpha |w|_1 (Tibshirani 1996): the elastic net with l1_ratio 1."""

    def __init__(self, alpha=1.0, tolerance=1e-10):
        super().__init__(alpha, 1.0, tolerance)


# 5. The path of the lasso


def lasso_path(X, y, alphas, tolerance=1e-6):
    """The lasso's weights for one alpha after the other; each run starts where the last one ended.

    alphas : (k,) numbers, best from the largest down      returns : weights (k, d), sweeps (k,)
    """
    X, y = check_data(X, y)
    check_setting("tolerance", tolerance, tolerance >= 0, "0 or more")
    X, y = X - X.mean(axis=0), y - y.mean()
    w, weights, sweeps = np.zeros(X.shape[1]), [], []
    for alpha in alphas:
        check_setting("alphas", alpha, 0 <= alpha < math.inf, "0 or more")
        w, n_sweeps = coordinate_descent(X, y, alpha, 0.0, w, tolerance)
        weights.append(w)
        sweeps.append(n_sweeps)
    return np.array(weights), np.array(sweeps)


# 7. Penalties and gradient descent


def ridge_step(X, y, w, b, alpha, learning_rate):
    """One step down (||y - Xw - b||^2 + alpha ||w||^2) / n: shrink w a little, then follow the data."""
    n = len(y)
    residual = y - X @ w - b
    shrunk = (1 - 2 * learning_rate * alpha / n) * w
    return shrunk + 2 * learning_rate / n * (X.T @ residual), b + 2 * learning_rate * residual.mean()


@np.errstate(all="ignore")  # a run that explodes is shown by its end, not by a warning
def ridge_gradient_descent(X, y, alpha, learning_rate, n_steps):
    """Descend (||y - Xw - b||^2 + alpha ||w||^2) / n from zeros. Returns w (d,) and b; inf or nan if it diverges."""
    X, y = check_data(X, y)
    check_setting("alpha", alpha, 0 <= alpha < math.inf, "0 or more")
    check_setting("learning_rate", learning_rate, 0 < learning_rate < math.inf, "positive")
    check_setting("n_steps", n_steps, n_steps >= 0, "0 or more")
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        w, b = ridge_step(X, y, w, b, alpha, learning_rate)
    return w, b


def early_stopping(losses, patience):
    """Index of the best step seen when training stops: after `patience` steps in a row without a strictly lower loss.

    losses : (steps,), on validation rows; a nan is no improvement      patience : 1 or more      returns : int
    """
    losses = check_losses(losses)
    check_setting("patience", patience, patience >= 1, "1 or more")
    best = 0
    for step, loss in enumerate(losses):
        if loss < losses[best]:
            best = step
        elif step - best >= patience:
            break
    return best


# 8. Dropout


def dropout(x, rate, rng, training=True):
    """Inverted dropout (Srivastava et al. 2014): zero a share `rate` of x, and enlarge the rest by 1 / (1 - rate).

    x : array of any shape      rate : number in [0, 1)      returns : (x * mask, mask), each in the shape of x
    The mask holds 0 and 1 / (1 - rate); with training=False all ones, and nothing is drawn from rng.
    """
    check_setting("rate", rate, 0 <= rate < 1, "from 0 up to but not including 1")
    x = np.asarray(x, dtype=float)
    mask = np.ones(x.shape)
    if training:
        mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


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
BEST = {"color": "#009E73", "marker": "*", "markersize": 13, "markeredgecolor": "black", "linestyle": "none"}


def mean_squared_error(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2)


def wave(n, rng):
    """n points of one period of a sine, with noise of variance 0.09: x (n,), y (n,)."""
    x = rng.uniform(-1, 1, size=n)
    return x, np.sin(np.pi * x) + 0.3 * rng.normal(size=n)


def scaled_powers(x, train_x, degree=12):
    """Columns x to x^degree, each on the scale on which the training points have mean 0 and variance 1."""
    exponents = np.arange(1, degree + 1)
    train = train_x[:, None] ** exponents
    return (x[:, None] ** exponents - train.mean(axis=0)) / train.std(axis=0)


def polynomial_errors(alphas, seed):
    """Length of w, training error and test error for every alpha, (3, k); and the test errors of mean and wave."""
    rng = np.random.default_rng(seed)
    x, y = wave(20, rng)
    test_x, test_y = wave(500, rng)
    X, test_X = scaled_powers(x, x), scaled_powers(test_x, x)
    rows = []
    for alpha in alphas:
        model = RidgeRegression(alpha).fit(X, y)
        errors = mean_squared_error(y, model.predict(X)), mean_squared_error(test_y, model.predict(test_X))
        rows.append([np.linalg.norm(model.coef_), *errors])
    references = mean_squared_error(test_y, y.mean()), mean_squared_error(test_y, np.sin(np.pi * test_x))
    return np.transpose(rows), references


def show_the_polynomial():
    """README section 2: twelve powers through twenty points, and what the penalty does to them."""
    alphas = [0, 1e-6, 1e-4, 0.01, 0.1, 1, 10, 100, 10_000]
    runs, references = zip(*(polynomial_errors(alphas, seed) for seed in range(200)), strict=True)
    medians, tests = np.median(runs, axis=0), np.array(runs)[:, 2]
    print("Ridge on x to x^12, 20 noisy points of a wave. Medians over 200 data sets:")
    print("     alpha   length of w   training error   test error   better than alpha 0 in")
    for i, alpha in enumerate(alphas):
        better = f"{np.sum(tests[:, i] < tests[:, 0])} of 200" if alpha else ""
        length, train, test = medians[:, i]
        print(f"  {alpha:8g} {length:13.3f} {train:16.3f} {test:12.3f}   {better}".rstrip())
    mean, truth = np.median(references, axis=0)
    print(f"Test error of the mean (baseline): {mean:.3f}, of the wave itself: {truth:.3f}")
    return {"polynomial test errors": dict(zip(alphas, medians[2], strict=True)), "noise": truth}


def three_rows():
    """The data of README section 4: centered, and y = 3 x_1 + 2 x_2 without noise."""
    return np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]), np.array([3.0, 2.0, -5.0])


def sweep_by_sweep(X, y, alpha, n_sweeps):
    """The lasso's weights after each sweep from zeros, (n_sweeps + 1, d)."""
    path = [np.zeros(X.shape[1])]
    for _ in range(n_sweeps):
        path.append(coordinate_descent(X, y, alpha, 0.0, path[-1], tolerance=math.inf)[0])  # content after one sweep
    return np.array(path)


def show_coordinate_descent():
    """README section 4: the sweeps of the worked example."""
    X, y = three_rows()
    print("\nCoordinate descent on three rows, alpha 1:")
    print("  sweep        w_1        w_2   objective   largest KKT violation")
    path = sweep_by_sweep(X, y, 1.0, 10)
    for sweep in (0, 1, 2, 3, 10):
        w = path[sweep]
        residual = y - X @ w
        objective = residual @ residual / 6 + np.abs(w).sum()
        violation = kkt_violations(X, residual, w, 1.0, 0.0).max()
        print(f"  {sweep:5d} {w[0]:10.6f} {w[1]:10.6f} {objective:11.6f} {violation:23.6f}")
    return {"sweeps of the worked example": path}


def many_features(n_useful, rng):
    """40 features of which `n_useful` matter, together with variance 8, noise of variance 4; 60, 100 and 1000 rows."""
    w = np.zeros(40)
    w[:n_useful] = rng.choice([-1, 1], size=n_useful) * math.sqrt(8 / n_useful)
    tables = [rng.normal(size=(n, 40)) for n in (60, 100, 1000)]
    return [(X, X @ w + 2 * rng.normal(size=len(X))) for X in tables]


def show_the_path():
    """README section 5: the features enter one by one; warm starts save sweeps."""
    (X, y), _, (test_X, test_y) = many_features(4, np.random.default_rng(0))
    largest = np.max(np.abs((X - X.mean(axis=0)).T @ y)) / len(y)
    print("\nLasso: 60 rows, 40 features, of which 4 matter. The first alpha is just large enough to leave nothing:")
    print("   alpha   useful kept   useless kept   test error")
    for share in (1.001, 0.7, 0.5, 0.3, 0.2, 0.1, 0.03, 0.01):
        model = LassoRegression(share * largest).fit(X, y)
        error, used = mean_squared_error(test_y, model.predict(test_X)), model.coef_ != 0
        print(f"  {model.alpha:6.3f} {used[:4].sum():13d} {used[4:].sum():14d} {error:12.2f}")
    alphas = largest * np.logspace(0, -3, 100)
    warm = lasso_path(X, y, alphas)[1].sum()
    cold = sum(LassoRegression(alpha, tolerance=1e-6).fit(X, y).n_iter_ for alpha in alphas)
    print(f"Sweeps for 100 values of alpha: {cold} from zeros, {warm} with warm starts")
    return {"sweeps from zeros": cold, "sweeps with warm starts": warm}


def contest(n_useful, seed):
    """Test errors of the mean, least squares, ridge, lasso and elastic net, each alpha chosen on validation rows."""
    (X, y), (validation_X, validation_y), (test_X, test_y) = many_features(n_useful, np.random.default_rng(seed))
    alphas = np.logspace(1, -2, 13)
    scores = [mean_squared_error(test_y, y.mean())]
    for models in (
        [RidgeRegression(0)],
        [RidgeRegression(alpha * len(y)) for alpha in alphas],
        [LassoRegression(alpha, tolerance=1e-4) for alpha in alphas],
        [ElasticNetRegression(alpha, 0.5, tolerance=1e-4) for alpha in alphas],
    ):
        errors = [mean_squared_error(validation_y, model.fit(X, y).predict(validation_X)) for model in models]
        best = models[np.argmin(errors)]
        scores.append(mean_squared_error(test_y, best.predict(test_X)))
    return scores


def plus_minus(values):
    """Mean and standard error of the columns of `values` (repetitions, k), as text."""
    errors = np.std(values, axis=0, ddof=1) / math.sqrt(len(values))
    return [f"{mean:.2f} +- {error:.2f}" for mean, error in zip(np.mean(values, axis=0), errors, strict=True)]


def show_the_contest():
    """README section 6: no penalty is best for every truth."""
    results = {n_useful: [contest(n_useful, seed) for seed in range(20)] for n_useful in (4, 40)}
    print("\nTest error, mean of 20 data sets +- one standard error. The variance of the noise is 4:")
    print("                    4 of 40 matter   all 40 matter")
    names = ("mean (baseline)", "least squares", "ridge", "lasso", "elastic net")
    for name, sparse, dense in zip(names, plus_minus(results[4]), plus_minus(results[40]), strict=True):
        print(f"  {name:15s} {sparse:>16s} {dense:>15s}")
    return {f"contest, {n} useful": dict(zip(names, np.mean(results[n], axis=0), strict=True)) for n in results}


def descent_errors(seed, n_steps=600):
    """Training, validation and test errors (n_steps + 1, 3) of gradient descent without a penalty, from zeros."""
    tables = many_features(40, np.random.default_rng(seed))
    (w, b), errors = (np.zeros(40), 0.0), []
    for _ in range(n_steps + 1):
        errors.append([mean_squared_error(y, X @ w + b) for X, y in tables])
        w, b = ridge_step(*tables[0], w, b, alpha=0.0, learning_rate=0.05)
    return np.array(errors)


def show_early_stopping():
    """README section 7: the run that stops early beats the run that goes on."""
    runs = np.array([descent_errors(seed) for seed in range(20)])  # (data sets, steps, 3)
    print("\nGradient descent without a penalty, all 40 features matter. Means over 20 data sets:")
    print("   step   training   validation     test")
    for step in (0, 5, 10, 20, 50, 100, 300, 600):
        train, validation, test = runs[:, step].mean(axis=0)
        print(f"  {step:5d} {train:10.2f} {validation:12.2f} {test:8.2f}")
    stops = [early_stopping(run[:, 1], patience=20) for run in runs]
    tests = np.array([[run[stop, 2], run[-1, 2]] for run, stop in zip(runs, stops, strict=True)])
    stopped, ended = plus_minus(tests)
    print(f"Early stopping keeps step {min(stops)} to {max(stops)}. Its test error: {stopped}; at the end: {ended}")
    return {"stopped": tests[:, 0].mean(), "ended": tests[:, 1].mean()}


def show_dropout(rng):
    """README section 8: the mean stays, the spread grows."""
    print("\nDropout on 100,000 ones:")
    print("   rate   zeros   the others      mean   spread   sqrt(rate / (1 - rate))")
    for rate in (0.0, 0.1, 0.25, 0.5, 0.75, 0.9):
        out, mask = dropout(np.ones(100_000), rate, rng)
        spread = math.sqrt(rate / (1 - rate))
        zeros, mean, measured = np.mean(mask == 0), out.mean(), out.std()
        print(f"  {rate:5.2f} {zeros:7.3f} {mask.max():12.3f} {mean:9.3f} {measured:8.3f} {spread:25.3f}")
    return {"mean at rate 0.9": out.mean()}


def draw_the_polynomial():
    """README section 2: three fits to one data set; training and test error over alpha."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    x, y = wave(20, np.random.default_rng(8))
    line = np.linspace(x.min(), x.max(), 400)
    for alpha, look in ((0, "C3:"), (0.1, "C2-"), (100, "C4-.")):
        model = RidgeRegression(alpha).fit(scaled_powers(x, x), y)
        left.plot(line, model.predict(scaled_powers(line, x)), look, linewidth=2, label=f"alpha {alpha:g}")
    left.plot(line, np.sin(np.pi * line), **TRUTH, label="true wave")
    left.plot(x, y, **TRAINING | {"linestyle": "none"}, label="training points")
    left.set(xlabel="x", ylabel="y", ylim=(-2.5, 4.2), title="Too little, about right, too much")
    left.legend(loc="upper left", ncols=2)
    alphas = np.logspace(-6, 4, 31)
    runs = np.array([polynomial_errors(alphas, seed)[0] for seed in range(100)])
    for row, name, look in ((1, "training", TRAINING), (2, "test", NEW)):
        low, middle, high = np.quantile(runs[:, row], (0.25, 0.5, 0.75), axis=0)
        right.loglog(alphas, middle, **look, markersize=4, label=f"{name} error")
        right.fill_between(alphas, low, high, color=look["color"], alpha=0.2)
    right.axhline(0.09, **FLOOR, label="variance of the noise")
    right.set(xlabel="alpha", ylabel="mean squared error", title="The test error has a valley")
    right.legend(loc="upper right")
    return fig


def draw_one_weight():
    """README section 3: the objective of one weight for three alphas; the best weight over the pull."""
    c, h = 7 / 3, 2 / 3
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    w = np.linspace(-2, 5, 701)
    for alpha, look in ((0, "C0--"), (1, "C1-"), (3, "C3-.")):
        objective = h * w**2 / 2 - c * w + alpha * np.abs(w)
        left.plot(w, objective, look)
        left.plot(w[objective.argmin()], objective.min(), **BEST)
        left.annotate(f"alpha {alpha}", (5.1, objective[-1]), verticalalignment="center")
    left.set(xlim=(-2, 6.5), xlabel="weight w", ylabel="objective", title="The corner at 0 becomes the lowest place")
    pulls = np.linspace(-3, 3, 601)
    right.plot(pulls, pulls / h, "C0--", label="least squares")
    right.plot(pulls, soft_threshold(pulls, 1) / h, "C1-", label="lasso, alpha 1")
    right.plot(pulls, pulls / (h + 5 / 3), "C2:", linewidth=2, label="ridge, alpha 5")
    right.axvline(c, color="gray", linewidth=0.8)
    right.annotate("c = 7/3", (c - 0.1, -4), horizontalalignment="right")
    right.set(xlabel="pull c", ylabel="best weight", title="The lasso is flat around 0, ridge is not")
    right.legend(loc="upper left")
    return fig


def weight_grid(across, up):
    """All pairs (w_1, w_2) of two ranges, (200, 200, 2)."""
    return np.stack(np.meshgrid(np.linspace(*across, 200), np.linspace(*up, 200)), axis=-1)


def draw_contours(ax, grid, heights, levels):
    ax.contour(grid[..., 0], grid[..., 1], heights, levels=levels, colors="0.7", linewidths=0.9)
    ax.grid(visible=False)
    ax.set(xlabel="$w_1$", ylabel="$w_2$")


def draw_coordinate_descent():
    """README section 4: the steps of the worked example; the pulls at a solution."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    X, y = three_rows()
    grid = weight_grid((-0.6, 3.4), (-0.6, 2.2))
    objective = np.mean((grid @ X.T - y) ** 2, axis=-1) / 2 + np.abs(grid).sum(axis=-1)
    draw_contours(left, grid, objective, levels=[4.05, 4.25, 4.6, 5.2, 6, 7, 8.5])
    path = np.repeat(sweep_by_sweep(X, y, 1.0, 6), 2, axis=0)  # (0, 0), (0, 0), (2.5, 0.75), (2.5, 0.75), ...
    left.plot(path[1:, 0], path[:-1, 1], "C0o-", markersize=4)  # w_1 moves first, then w_2 follows
    left.plot(2, 1, **BEST)
    for text, place in (("first step", (0.9, -0.15)), ("second step", (2.55, 0.3)), ("minimum (2, 1)", (1.4, 1.15))):
        left.annotate(text, place)
    left.set_title("One weight at a time")
    (X, y), *_ = many_features(4, np.random.default_rng(0))
    model = LassoRegression(0.24).fit(X, y)
    pulls = np.abs((X - X.mean(axis=0)).T @ (y - model.predict(X))) / len(y)
    for name, rows, look in (("weight not 0", model.coef_ != 0, "C0o"), ("weight 0", model.coef_ == 0, "C1x")):
        right.plot(np.flatnonzero(rows) + 1, pulls[rows], look, label=name)
    right.axhline(0.24, **FLOOR)
    right.annotate("alpha", (41.5, 0.244))
    right.set(xlim=(-1, 46), ylim=(0, 0.32), xlabel="feature", ylabel="size of the pull")
    right.set_title("No pull is stronger than alpha")
    right.legend(loc="upper left", ncols=2)
    return fig


def draw_the_paths():
    """README section 5: every weight over alpha, ridge beside lasso."""
    X, y = many_features(4, np.random.default_rng(0))[0]
    alphas = np.logspace(1, -2, 60)
    ridge = np.array([RidgeRegression(alpha * len(y)).fit(X, y).coef_ for alpha in alphas])
    lasso, _ = lasso_path(X, y, alphas)
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4), sharey=True)
    for ax, paths in ((left, ridge), (right, lasso)):
        useless = ax.semilogx(alphas, paths[:, 4:], color="0.65", linewidth=0.8)
        useful = ax.semilogx(alphas, paths[:, :4], color="C0", linewidth=2.5)
        ax.legend([useful[0], useless[0]], ["the 4 that matter", "the 36 that do not"], loc="lower right")
    left.set(xlabel="alpha / n", ylabel="weight", title="Ridge: all weights shrink together")
    right.set(xlabel="alpha", title="Lasso: weights stop at 0, one by one")
    return fig


def draw_the_corner():
    """README section 6: the same bowl, cut by a diamond and by a circle."""
    rng = np.random.default_rng(2)
    X = rng.normal(size=(50, 2))
    y = X @ [0.6, 2.0] + rng.normal(size=50)
    X, y = X - X.mean(axis=0), y - y.mean()
    grid = weight_grid((-2, 2.4), (-1.5, 2.9))
    errors = np.mean((grid @ X.T - y) ** 2, axis=-1)
    angles = np.linspace(0, 2 * np.pi, 401)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.4))
    for ax, model, order in ((left, LassoRegression(0.9), 1), (right, RidgeRegression(45.0), 2)):
        w = model.fit(X, y).coef_
        touching = mean_squared_error(y, X @ w)
        draw_contours(ax, grid, errors, levels=[1.05, 1.5, touching, 4, 7, 11])
        ring = circle / np.linalg.norm(circle, order, axis=0) * np.linalg.norm(w, order)
        ax.fill(*ring, facecolor="#0072B233", edgecolor="C0", linewidth=1.5)
        for name, place, look in (
            ("least squares", RidgeRegression(0).fit(X, y).coef_, {"color": "black", "marker": "+", "markersize": 10}),
            (f"({w[0]:.2f}, {w[1]:.2f})", w, BEST),
        ):
            ax.plot(*place, **look)
            ax.annotate(name, place, xytext=(12, -1), textcoords="offset points")
        ax.set_aspect("equal")
    left.set_title("Lasso: the diamond is touched at a corner")
    right.set_title("Ridge: the circle has no corners")
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


def check_setting(name, value, fits, wanted):
    if not fits:
        raise ValueError(f"{name} must be {wanted}, got {value}")


def check_table(X):
    """X as a float array; raises ValueError unless it is a table (n, d), not empty, all finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        holes = np.sum(~np.isfinite(X))
        raise ValueError(f"X must be (n, d), not empty and finite, got shape {X.shape} with {holes} nan or inf")
    return X


def check_data(X, y):
    """X (n, d) and y (n,) as float arrays; y must have a number for each row of X, all finite."""
    X, y = check_table(X), np.asarray(y, dtype=float)
    if y.shape != X.shape[:1] or not np.isfinite(y).all():
        n, holes = len(X), np.sum(~np.isfinite(y))
        raise ValueError(f"y must be (n,) with n = {n} and finite, got shape {y.shape} with {holes} nan or inf")
    return X, y


def check_new_rows(model, X):
    """X as a float array; the model must be fitted, and X have as many features as in fit."""
    if not hasattr(model, "coef_"):
        raise ValueError("this model has not been fitted: call fit(X, y) first")
    X = check_table(X)
    if X.shape[1] != len(model.coef_):
        raise ValueError(f"X must have {len(model.coef_)} features, as in fit, got shape {X.shape}")
    return X


def check_losses(losses):
    losses = np.asarray(losses, dtype=float)
    if losses.ndim != 1 or losses.size == 0 or np.isnan(losses[0]):
        raise ValueError(f"losses must be (steps,), not empty, and start with a number, got {losses}")
    return losses


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 5: regularization")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_polynomial() | show_coordinate_descent() | show_the_path() | show_the_contest()
    results |= show_early_stopping() | show_dropout(np.random.default_rng(0))
    figures = {
        "polynomial.png": draw_the_polynomial(),
        "one_weight.png": draw_one_weight(),
        "coordinate_descent.png": draw_coordinate_descent(),
        "paths.png": draw_the_paths(),
        "corner.png": draw_the_corner(),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
