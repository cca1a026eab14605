# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 5: regularization. A fine on large weights, so that a model fits the pattern and not the noise.

Run me:    python regularization.py
Then read: README.md (its sections carry the same numbers)
"""

import math
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

FIGURES = Path(__file__).with_name("figures")


def check_number(name, value, inside, wanted):
    """Raises ValueError unless `value` is one finite number for which `inside(value)` holds."""
    array = np.asarray(value)
    if array.ndim != 0 or array.dtype.kind not in "iuf" or not np.isfinite(array) or not inside(value):
        raise ValueError(f"{name} must be {wanted}, got {value}")


def check_penalty(name, value):
    check_number(name, value, lambda v: v >= 0, "a number, 0 or more")


def check_count(name, value, least):
    if not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value}")


def check_table(X):
    """X as a float array; raises ValueError unless it is (n, d), not empty and finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X must be (n, d) with at least one row and one column, got shape {X.shape}")
    if not np.isfinite(X).all():
        raise ValueError(f"X must be finite, got {X[~np.isfinite(X)][0]}")
    return X


def check_data(X, y):
    """X (n, d) and y (n,) as float arrays; raises ValueError on other shapes, empty arrays, nan and inf."""
    X, y = check_table(X), np.asarray(y, dtype=float)
    if y.shape != X.shape[:1]:
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, got shape {y.shape}")
    if not np.isfinite(y).all():
        raise ValueError(f"y must be finite, got {y[~np.isfinite(y)][0]}")
    return X, y


def center(values):
    """`values` minus the mean of each column, and the means; a constant column becomes exactly 0."""
    means = values.mean(axis=0)
    return np.where(np.ptp(values, axis=0) == 0, 0.0, values - means), means


class LinearModel:
    """What the three models share: the line Xw + b."""

    def predict(self, X):
        """Predictions (m,) for X (m, d); raises ValueError before `fit`, and on another number of features."""
        if not hasattr(self, "coef_"):
            raise ValueError("this model has not been fitted: call fit(X, y) first")
        X = check_table(X)
        if X.shape[1] != len(self.coef_):
            raise ValueError(f"X must have {len(self.coef_)} features, as in fit, got the shape {X.shape}")
        return X @ self.coef_ + self.intercept_


# 2. Ridge: a fine on the squares


class RidgeRegression(LinearModel):
    """Least ||y - Xw - b||^2 + alpha ||w||^2 (Hoerl and Kennard 1970); b goes free.

    After fit: coef_ (d,), intercept_. With alpha 0 and many solutions, it takes the one with the shortest w.
    """

    def __init__(self, alpha=1.0):
        check_penalty("alpha", alpha)
        self.alpha = alpha

    def fit(self, X, y):
        """Least squares on n real rows and d invented ones, sqrt(alpha) * identity, whose targets are 0."""
        X, y = check_data(X, y)
        (X, x_mean), (y, y_mean) = center(X), center(y)
        n_features = X.shape[1]
        rows = np.vstack([X, math.sqrt(self.alpha) * np.eye(n_features)])  # (n + d, d)
        self.coef_ = np.linalg.lstsq(rows, np.append(y, np.zeros(n_features)), rcond=None)[0]
        self.intercept_ = y_mean - x_mean @ self.coef_
        return self


# 3. Lasso: a fine on the sizes


def soft_threshold(x, t):
    """Pull x toward 0 by t, and stop there: the minimum of (w - x)^2 / 2 + t |w| over w.

    x : number or array      t : number >= 0, or an array of the shape of x      returns : the shape of x
    A nan in x stays nan.
    """
    x, t = np.asarray(x, dtype=float), np.asarray(t, dtype=float)
    if t.shape not in ((), x.shape):
        raise ValueError(f"t must be a number or have the shape of x, {x.shape}, got {t.shape}")
    if x.size == 0 or not (t >= 0).all():
        raise ValueError(f"x must not be empty, and t must be 0 or more, got x of shape {x.shape} and t = {t}")
    return np.maximum(x - t, 0) + np.minimum(x + t, 0)


def is_optimal(columns, residual, w, l1, l2, bounds):
    """Whether w is a minimum, by the KKT conditions: every weight that is not 0 stands on level ground, and at every
    other the pull of the data is at most l1. What is missing to that must not exceed `bounds` (d,).
    """
    pull = columns @ residual / len(residual) - l2 * w
    missing = np.where(w != 0, np.abs(pull - l1 * np.sign(w)), np.maximum(np.abs(pull) - l1, 0))
    return np.all(missing <= bounds)


def coordinate_descent(X, y, l1, l2, start, tolerance, max_iter):
    """Least ||y - Xw||^2 / (2n) + l1 |w|_1 + l2 ||w||^2 / 2, one weight at a time (Friedman et al. 2007).

    X (n, d), y (n,) : centered      start : (d,)      returns : w (d,), the number of sweeps over all weights
    Ends when the KKT conditions hold to `tolerance`, counted as a correlation with y; warns when max_iter comes first.
    """
    columns, w, n = np.ascontiguousarray(X.T), start.copy(), len(y)
    curvatures = np.sum(columns**2, axis=1) / n
    bounds = tolerance * np.sqrt(curvatures * np.mean(y**2))
    residual = y - X @ w
    for sweep in range(1, max_iter + 1):
        for j in np.flatnonzero(curvatures):
            pull = columns[j] @ residual / n + curvatures[j] * w[j]
            shrunk = max(pull - l1, 0.0) + min(pull + l1, 0.0)  # soft_threshold, quick for a single number
            new = shrunk / (curvatures[j] + l2)
            if new != w[j]:
                residual += columns[j] * (w[j] - new)
                w[j] = new
        if is_optimal(columns, residual, w, l1, l2, bounds):
            return w, sweep
    warnings.warn(f"not converged after max_iter = {max_iter} sweeps: raise it, or scale X", RuntimeWarning, 3)
    return w, max_iter


class ElasticNetRegression(LinearModel):
    """Least ||y - Xw - b||^2 / (2n) + alpha (l1_ratio |w|_1 + (1 - l1_ratio) ||w||^2 / 2) (Zou and Hastie 2005).

    After fit: coef_ (d,), intercept_, n_iter_ (sweeps).
    """

    def __init__(self, alpha=1.0, l1_ratio=0.5, tolerance=1e-10, max_iter=10_000):
        check_penalty("alpha", alpha)
        check_number("l1_ratio", l1_ratio, lambda v: 0 <= v <= 1, "a number from 0 to 1")
        check_penalty("tolerance", tolerance)
        check_count("max_iter", max_iter, least=1)
        self.alpha, self.l1_ratio = alpha, l1_ratio
        self.tolerance, self.max_iter = tolerance, max_iter

    def fit(self, X, y):
        X, y = check_data(X, y)
        (X, x_mean), (y, y_mean) = center(X), center(y)
        l1, l2 = self.alpha * self.l1_ratio, self.alpha * (1 - self.l1_ratio)
        start = np.zeros(X.shape[1])
        self.coef_, self.n_iter_ = coordinate_descent(X, y, l1, l2, start, self.tolerance, self.max_iter)
        self.intercept_ = y_mean - x_mean @ self.coef_
        return self


class LassoRegression(ElasticNetRegression):
    """Least ||y - Xw - b||^2 / (2n) + alpha |w|_1 (Tibshirani 1996): the elastic net with l1_ratio 1."""

    def __init__(self, alpha=1.0, tolerance=1e-10, max_iter=10_000):
        super().__init__(alpha, 1.0, tolerance, max_iter)


def lasso_path(X, y, alphas, tolerance=1e-6):
    """The lasso's weights for every alpha, from the largest down, each run starting where the last one ended.

    alphas : (k,) numbers >= 0, any order      returns : weights (k, d) and sweeps (k,), in the order of `alphas`
    """
    X, y = check_data(X, y)
    alphas = np.asarray(alphas, dtype=float)
    if alphas.ndim != 1 or alphas.size == 0:
        raise ValueError(f"alphas must have the shape (k,), k > 0, got {alphas.shape}")
    for alpha in alphas:
        check_penalty("alphas", alpha)
    check_penalty("tolerance", tolerance)
    X, y = center(X)[0], center(y)[0]
    weights, sweeps = np.zeros((len(alphas), X.shape[1])), np.zeros(len(alphas), dtype=int)
    w = np.zeros(X.shape[1])
    for i in np.argsort(-alphas):
        w, sweeps[i] = coordinate_descent(X, y, alphas[i], 0.0, w, tolerance, max_iter=10_000)
        weights[i] = w
    return weights, sweeps


# 5. Penalties and gradient descent


def ridge_step(X, y, w, b, alpha, learning_rate):
    """One step down (||y - Xw - b||^2 + alpha ||w||^2) / n: shrink w a little, then follow the data."""
    n = len(y)
    residual = y - X @ w - b
    shrunk = (1 - 2 * learning_rate * alpha / n) * w
    return shrunk + 2 * learning_rate / n * (X.T @ residual), b + 2 * learning_rate * residual.mean()


def ridge_gradient_descent(X, y, alpha, learning_rate, n_steps):
    """Descend (||y - Xw - b||^2 + alpha ||w||^2) / n from zeros. Returns w (d,) and b; inf or nan if it diverges."""
    X, y = check_data(X, y)
    check_penalty("alpha", alpha)
    check_number("learning_rate", learning_rate, lambda v: v > 0, "a positive number")
    check_count("n_steps", n_steps, least=0)
    w, b = np.zeros(X.shape[1]), 0.0
    with np.errstate(all="ignore"):  # a run that explodes is shown by its end, not by a warning
        for _ in range(n_steps):
            w, b = ridge_step(X, y, w, b, alpha, learning_rate)
    return w, b


def early_stopping(losses, patience):
    """Index of the best step seen when training stops: after `patience` steps in a row without a strictly lower loss.

    losses : (steps,), of the validation data; a nan is no improvement      patience : integer >= 1      returns : int
    Raises ValueError when nothing but nan was seen.
    """
    losses = np.asarray(losses, dtype=float)
    if losses.ndim != 1 or losses.size == 0:
        raise ValueError(f"losses must have the shape (steps,), steps > 0, got {losses.shape}")
    check_count("patience", patience, least=1)
    best = 0
    for step, loss in enumerate(losses):
        if loss < losses[best] or (np.isnan(losses[best]) and not np.isnan(loss)):
            best = step
        elif step - best >= patience:
            break
    if np.isnan(losses[best]):
        raise ValueError(f"losses were nan in all of the first {step + 1} steps: there is no best one")
    return best


# 6. Dropout


def dropout(x, rate, rng, training=True):
    """Inverted dropout (Srivastava et al. 2014): zero a share `rate` of x, and enlarge the rest by 1 / (1 - rate).

    x : array of any shape      rate : number in [0, 1)      returns : (x * mask, mask), each in the shape of x
    The mask holds 0 and 1 / (1 - rate); with training=False all ones, and nothing is drawn from rng.
    """
    x = np.asarray(x, dtype=float)
    check_number("rate", rate, lambda v: 0 <= v < 1, "a number from 0 up to but not including 1")
    if x.size == 0:
        raise ValueError(f"x must not be empty, got the shape {x.shape}")
    if not training:
        return x.copy(), np.ones(x.shape)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


# What the README shows


def mean_squared_error(y, predictions):
    if np.shape(predictions) not in ((), y.shape):
        raise ValueError(f"predictions must be a number or have the shape of y, {y.shape}, got {np.shape(predictions)}")
    return np.mean((y - predictions) ** 2)


def wave(n, rng):
    """n points of one period of a sine, with noise of variance 0.09: x (n,), y (n,)."""
    x = rng.uniform(-1, 1, size=n)
    return x, np.sin(np.pi * x) + 0.3 * rng.normal(size=n)


def scaled_powers(x, train_x, degree=12):
    """Columns x to x^degree, each on the scale on which the training points have mean 0 and variance 1."""
    train, powers = (values[:, None] ** np.arange(1, degree + 1) for values in (train_x, x))
    return (powers - train.mean(axis=0)) / train.std(axis=0)


def polynomial_errors(alphas, seed):
    """Length of w, training error and test error for every alpha, (3, k); and the test errors of mean and wave."""
    rng = np.random.default_rng(seed)
    (x, y), (test_x, test_y) = wave(20, rng), wave(500, rng)
    X, test_X = scaled_powers(x, x), scaled_powers(test_x, x)
    models = [RidgeRegression(alpha).fit(X, y) for alpha in alphas]
    lengths = [np.linalg.norm(model.coef_) for model in models]
    errors = [[mean_squared_error(b, m.predict(a)) for m in models] for a, b in ((X, y), (test_X, test_y))]
    yardsticks = mean_squared_error(test_y, y.mean()), mean_squared_error(test_y, np.sin(np.pi * test_x))
    return np.array([lengths, *errors]), yardsticks


def show_the_polynomial():
    """README section 2: twelve powers through twenty points, and what the fine does to them."""
    alphas = [0, 1e-6, 1e-4, 0.01, 0.1, 1, 10, 100, 10_000]
    runs, yardsticks = zip(*(polynomial_errors(alphas, seed) for seed in range(200)), strict=True)
    medians, tests = np.median(runs, axis=0), np.array(runs)[:, 2]
    print("Ridge on x to x^12, 20 noisy points of a wave. Medians over 200 data sets:")
    print("     alpha   length of w   training error   test error   better than alpha 0 in")
    for i, alpha in enumerate(alphas):
        better = f"{np.sum(tests[:, i] < tests[:, 0])} of 200" if alpha else ""
        length, train, test = medians[:, i]
        print(f"  {alpha:8g} {length:13.3f} {train:16.3f} {test:12.3f}   {better}".rstrip())
    mean, truth = np.median(yardsticks, axis=0)
    print(f"Always guessing the mean: test error {mean:.3f}. The wave itself: {truth:.3f}")
    return {"polynomial test errors": dict(zip(alphas, medians[2], strict=True)), "noise": truth}


def many_features(n_useful, rng):
    """40 features of which `n_useful` matter, together with variance 8, noise of variance 4; 60, 100 and 1000 rows."""
    w = np.zeros(40)
    w[:n_useful] = rng.choice([-1, 1], size=n_useful) * math.sqrt(8 / n_useful)
    tables = [rng.normal(size=(n, 40)) for n in (60, 100, 1000)]
    return [(X, X @ w + 2 * rng.normal(size=len(X))) for X in tables]


def show_the_path():
    """README section 3: the features enter one by one; warm starts save sweeps."""
    (X, y), _, (test_X, test_y) = many_features(4, np.random.default_rng(0))
    largest = np.max(np.abs(center(X)[0].T @ y)) / len(y)
    alphas = largest * np.array([1.001, 0.7, 0.5, 0.3, 0.2, 0.1, 0.03, 0.01])
    print("\nLasso: 60 rows, 40 features, of which 4 matter. The first alpha is just large enough to leave nothing:")
    print("   alpha   useful kept   useless kept   test error")
    for alpha, w in zip(alphas, lasso_path(X, y, alphas, tolerance=1e-10)[0], strict=True):
        error = mean_squared_error(test_y, test_X @ w + y.mean() - X.mean(axis=0) @ w)
        print(f"  {alpha:6.3f} {np.sum(w[:4] != 0):13d} {np.sum(w[4:] != 0):14d} {error:12.2f}")
    alphas = largest * np.logspace(0, -3, 100)
    warm = lasso_path(X, y, alphas)[1].sum()
    cold = sum(LassoRegression(alpha, tolerance=1e-6).fit(X, y).n_iter_ for alpha in alphas)
    print(f"Sweeps for 100 values of alpha: {cold} from zeros, {warm} with warm starts")
    return {"sweeps from zeros": cold, "sweeps with warm starts": warm}


def contest(n_useful, seed):
    """Test errors of the mean, least squares, ridge, lasso and elastic net, each alpha chosen on validation data."""
    (X, y), (validation_X, validation_y), (test_X, test_y) = many_features(n_useful, np.random.default_rng(seed))
    chosen = [RidgeRegression(0).fit(X, y)]
    alphas = np.logspace(1, -2, 13)
    for models in (
        [RidgeRegression(alpha * len(y)) for alpha in alphas],
        [LassoRegression(alpha, tolerance=1e-5) for alpha in alphas],
        [ElasticNetRegression(alpha, 0.5, tolerance=1e-5) for alpha in alphas],
    ):
        errors = [mean_squared_error(validation_y, model.fit(X, y).predict(validation_X)) for model in models]
        chosen.append(models[np.argmin(errors)])
    scores = [mean_squared_error(test_y, y.mean())]
    return scores + [mean_squared_error(test_y, model.predict(test_X)) for model in chosen]


def plus_minus(values):
    """Mean and standard error of the columns of `values` (repetitions, k), as text."""
    errors = np.std(values, axis=0, ddof=1) / math.sqrt(len(values))
    return [f"{mean:.2f} +- {error:.2f}" for mean, error in zip(np.mean(values, axis=0), errors, strict=True)]


def show_the_contest():
    """README section 4: no penalty is best for every truth."""
    results = {n_useful: [contest(n_useful, seed) for seed in range(20)] for n_useful in (4, 40)}
    print("\nTest error, 20 data sets, mean and its standard error. The noise alone costs 4:")
    print("                    4 of 40 matter   all 40 matter")
    names = ("mean", "least squares", "ridge", "lasso", "elastic net")
    for name, sparse, dense in zip(names, plus_minus(results[4]), plus_minus(results[40]), strict=True):
        print(f"  {name:14s} {sparse:>17s} {dense:>15s}")
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
    """README section 5: the run that stops early beats the run that goes on."""
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
    """README section 6: the mean stays, the spread grows."""
    print("\nDropout on 100000 ones:")
    print("   rate   zeros   the others      mean   spread   sqrt(rate / (1 - rate))")
    for rate in (0.0, 0.1, 0.25, 0.5, 0.75, 0.9):
        out, mask = dropout(np.ones(100_000), rate, rng)
        spread = math.sqrt(rate / (1 - rate))
        zeros, mean, measured = np.mean(mask == 0), out.mean(), out.std()
        print(f"  {rate:5.2f} {zeros:7.3f} {mask.max():12.3f} {mean:9.3f} {measured:8.3f} {spread:25.3f}")
    return {"mean at rate 0.9": out.mean()}


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


def draw_the_polynomial():
    """README section 2: three fits to one data set; training and test error over alpha."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    x, y = wave(20, np.random.default_rng(8))
    line = np.linspace(x.min(), x.max(), 400)
    left.plot(x, y, "ko", markersize=4)
    for alpha, style in ((0, "--"), (0.1, "-"), (100, ":")):
        model = RidgeRegression(alpha).fit(scaled_powers(x, x), y)
        left.plot(line, model.predict(scaled_powers(line, x)), style, label=f"alpha {alpha:g}")
    finish(left, "upper left", xlabel="x", ylabel="y", ylim=(-2.5, 3.4), title="twelve powers, twenty points")
    alphas = np.logspace(-6, 4, 31)
    runs = np.array([polynomial_errors(alphas, seed)[0] for seed in range(100)])
    for row, name in ((1, "training"), (2, "test")):
        low, middle, high = np.quantile(runs[:, row], (0.25, 0.5, 0.75), axis=0)
        right.loglog(alphas, middle, label=f"{name} error")
        right.fill_between(alphas, low, high, alpha=0.2)
    right.axhline(0.09, color="k", linestyle=":", label="the noise")
    finish(right, "upper right", xlabel="alpha", ylabel="mean squared error", title="100 data sets, middle half")
    save_figure(fig, "polynomial.png")


def draw_the_paths():
    """README section 3: every weight over alpha, ridge beside lasso."""
    X, y = many_features(4, np.random.default_rng(0))[0]
    alphas = np.logspace(1, -2, 60)
    ridge = [RidgeRegression(alpha * len(y)).fit(X, y).coef_ for alpha in alphas]
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", sharey=True)
    panels = ("ridge", "alpha / n", np.array(ridge)), ("lasso", "alpha", lasso_path(X, y, alphas)[0])
    for ax, (title, xlabel, paths) in zip(axes, panels, strict=True):
        ax.semilogx(alphas, paths[:, 4:], color="0.7", linewidth=0.8)
        ax.semilogx(alphas, paths[:, :4], color="tab:blue")
        for color, label in (("tab:blue", "the 4 that matter"), ("0.7", "the 36 that do not")):
            ax.plot([], [], color=color, label=label)
        finish(ax, "lower right", xlabel=xlabel, ylabel="weight", title=title)
    save_figure(fig, "paths.png")


def draw_the_corner():
    """README section 4: the same bowl, cut by a diamond and by a circle."""
    rng = np.random.default_rng(2)
    X = rng.normal(size=(50, 2))
    y = X @ [0.6, 2.0] + rng.normal(size=50)
    grid = np.stack(np.meshgrid(np.linspace(-2.6, 2.6, 120), np.linspace(-2.7, 2.9, 120)))
    errors = np.mean((center(y)[0] - np.einsum("nd,dij->ijn", center(X)[0], grid)) ** 2, axis=-1)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.9), layout="constrained")
    angles = np.linspace(0, 2 * np.pi, 401)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    for ax, model, order, name in (
        (axes[0], LassoRegression(0.9), 1, "diamond: all w with the same sum of sizes"),
        (axes[1], RidgeRegression(45.0), 2, "circle: all w of the same length"),
    ):
        w = model.fit(X, y).coef_
        ring = circle / np.linalg.norm(circle, order, axis=0) * np.linalg.norm(w, order)
        touching = mean_squared_error(center(y)[0], center(X)[0] @ w)
        ax.contour(*grid, errors, levels=sorted([touching, 1.05, 1.5, 4, 7, 11, 16]), colors="0.6", linewidths=0.8)
        ax.plot(*ring, label=name)
        ax.plot(*RidgeRegression(0).fit(X, y).coef_, "k+", markersize=9, label="least squares")
        ax.plot(*w, "o", color="tab:red", label=f"w = ({w[0]:.2f}, {w[1]:.2f})")
        ax.set_aspect("equal")
        finish(ax, "lower right", xlabel="$w_1$", ylabel="$w_2$", title="lasso" if order == 1 else "ridge")
    save_figure(fig, "corner.png")


def main():
    results = {}
    for show in (show_the_polynomial, show_the_path, show_the_contest, show_early_stopping):
        results |= show()
    results |= show_dropout(np.random.default_rng(0))
    for draw in (draw_the_polynomial, draw_the_paths, draw_the_corner):
        draw()
    return results


if __name__ == "__main__":
    main()
