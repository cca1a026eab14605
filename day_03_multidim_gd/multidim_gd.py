# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 3: many dimensions. One slope for every number that the model learns, and a valley that can be narrow.

Run me:    python multidim_gd.py
           python multidim_gd.py --learning-rate 0.3 --batch-size 4
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. The model and its loss


def predict(X, w, b):
    """Xw + b: one prediction per row, or k of them.

    X : (n, d)      w : (d,) and b : a number; or w : (d, k) and b : (k,)      returns : (n,) or (n, k)
    """
    X = check_table(X)
    check_weights(X, w, b)
    return X @ w + b


def errors(X, y, w, b):
    """Prediction minus truth, in the shape of y."""
    X, y = check_data(X, y)
    predicted = predict(X, w, b)
    check_same_shape(y, predicted)
    return predicted - y


def mean_squared_error(X, y, w, b):
    """Mean of the squared errors of w and b, over all entries of y (n,) or (n, k); other shapes as for `predict`."""
    return np.mean(errors(X, y, w, b) ** 2)


# 3. All slopes at once


def gradient(X, y, w, b):
    """Slope of `mean_squared_error` in every weight and in b: dw, db, in the shapes of w and b."""
    error = errors(X, y, w, b)
    dw = 2 / error.size * np.transpose(X) @ error
    db = 2 / error.size * error.sum(axis=0)
    return dw, db


def numerical_gradient(f, w, h=1e-6):
    """Slope of f in every entry of w, measured: (f(w + h) - f(w - h)) / 2h, one entry at a time.

    f : function, array of the shape of w -> number      w : any shape, left as it was      returns : that shape
    """
    slopes = np.empty(np.shape(w))
    for index in np.ndindex(slopes.shape):
        right, left = np.array(w, dtype=float), np.array(w, dtype=float)
        right[index] += h
        left[index] -= h
        slopes[index] = (f(right) - f(left)) / (right[index] - left[index])  # 2h, as rounding left it
    return slopes


# 4. Walking down


@np.errstate(all="ignore")  # a run that explodes is shown by its losses, not by a warning
def gradient_descent(X, y, learning_rate, n_steps):
    """Fit w and b from zeros; every step looks at all rows.

    X : (n, d)      y : (n,) or (n, k)      returns : w (d,) or (d, k); b () or (k,); losses (n_steps + 1,)
    losses starts with the loss at zero. A run that diverges goes on to the end: its last losses are inf or nan.
    """
    X, y = check_data(X, y)
    check_settings(learning_rate, n_steps)
    w, b = np.zeros((X.shape[1], *y.shape[1:])), np.zeros(y.shape[1:])
    losses = [mean_squared_error(X, y, w, b)]
    for _ in range(n_steps):
        dw, db = gradient(X, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(mean_squared_error(X, y, w, b))
    return w, b, np.array(losses)


def hessian(X):
    """Second derivatives of the loss for y of shape (n,): (d + 1, d + 1), the same at every w and b."""
    X = check_table(X)
    A = np.column_stack([X, np.ones(len(X))])  # the ones stand for b
    return 2 / len(A) * A.T @ A


def largest_stable_learning_rate(X):
    """The edge of stability of `gradient_descent` on X, for y of shape (n,): 2 / largest eigenvalue of the Hessian."""
    return 2 / np.linalg.eigvalsh(hessian(X)).max()


# 6. Batches


def shuffled_batches(n, batch_size, rng):
    """Yields the rows of each step of one epoch: 0..n-1 in a new order, cut in pieces; the last may be smaller."""
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


@np.errstate(all="ignore")
def stochastic_gradient_descent(X, y, learning_rate, n_epochs, batch_size, rng):
    """Fit w and b from zeros; every step looks at `batch_size` rows, every epoch once at each row.

    rng : numpy.random.Generator      returns : as `gradient_descent`, with losses (n_epochs + 1,)
    losses holds the loss over all rows, at zero and after each epoch. Source: Robbins and Monro 1951.
    """
    X, y = check_data(X, y)
    check_settings(learning_rate, n_epochs, batch_size)
    w, b = np.zeros((X.shape[1], *y.shape[1:])), np.zeros(y.shape[1:])
    losses = [mean_squared_error(X, y, w, b)]
    for _ in range(n_epochs):
        for rows in shuffled_batches(len(X), batch_size, rng):
            dw, db = gradient(X[rows], y[rows], w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(mean_squared_error(X, y, w, b))
    return w, b, np.array(losses)


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
BEST = {"color": "#009E73", "marker": "*", "markersize": 13, "markeredgecolor": "black", "linestyle": "none"}


def make_flats(n, rng):
    """Area in square meters and rooms (n, 2), price in thousands (n,): 50 + 3 area + 20 rooms, and noise of 20."""
    area = rng.uniform(40, 140, size=n)
    X = np.column_stack([area, np.round(area / 30 + rng.uniform(-1, 2, size=n))])
    return X, 50 + X @ [3.0, 20.0] + 20 * rng.normal(size=n)


def standardize(X):
    """X with mean 0 and spread 1 in every column."""
    return (X - X.mean(axis=0)) / X.std(axis=0)


def least_squares(X, y):
    """w, b and their loss, without any steps: the place where all slopes are zero."""
    *w, b = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y)[0]
    return np.array(w), b, mean_squared_error(X, y, np.array(w), b)


def show_one_step():
    """README sections 3 and 8: one step, small enough for pencil and paper."""
    X, y = np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([5.0, 5.0])
    dw, db = gradient(X, y, np.zeros(2), 0.0)
    w, b, losses = gradient_descent(X, y, learning_rate=0.05, n_steps=1)
    print("Two rows, (1, 2) and (3, 1); the truth is 5 for both. One step from zero, rate 0.05:")
    print(f"  slopes {dw} and {db}")
    print(f"  w {w}, b {b}, loss from {losses[0]} to {losses[1]}")
    print(f"  eigenvalues of the Hessian: {np.abs(np.linalg.eigvalsh(hessian(X))).round(9)}")
    print(f"  largest stable rate {largest_stable_learning_rate(X):.4f}")
    return {"loss after one step": losses[1]}


def show_the_edge():
    """README section 4: just inside and just outside the edge of stability, on five random sets of data."""
    print("\nLoss above the lowest, after 1000 steps at 0.99 and at 1.01 of the largest stable rate:")
    print("  seed   features      edge   start       0.99       1.01")
    excess = {}
    for seed in range(5):
        rng = np.random.default_rng(seed)
        X, y = rng.normal(size=(30, seed + 1)), rng.normal(size=30)
        edge, lowest = largest_stable_learning_rate(X), least_squares(X, y)[2]
        runs = [gradient_descent(X, y, share * edge, n_steps=1000)[2] - lowest for share in (0.99, 1.01)]
        inside, outside = excess[seed] = max(runs[0][-1], 0.0), runs[1][-1]
        told = "under 1e-12" if inside < 1e-12 else f"{inside:11.0e}"
        print(f"  {seed:4d} {seed + 1:10d} {edge:9.4f} {runs[0][0]:7.3f} {told} {outside:10.0e}")
    return {"excess at the edge": excess}


def show_the_scaling(flats):
    """README section 5: the same flats with raw, centered and scaled features, each with its own best rate."""
    X, y = flats
    limit = 1.01 * least_squares(X, y)[2]
    print("\nThe flats. Steps until the loss is within 1 % of the lowest, with the best rate of each:")
    print("  features   smallest curvature    largest   condition number   best rate   steps")
    results = {}
    for name, table in (("raw", X), ("centered", X - X.mean(axis=0)), ("scaled", standardize(X))):
        low, *_, high = np.linalg.eigvalsh(hessian(table))
        losses = gradient_descent(table, y, 2 / (low + high), n_steps=10_000)[2]
        steps = int(np.argmax(losses <= limit)) if losses.min() <= limit else None
        told = "over 10000" if steps is None else steps
        print(f"  {name:9} {low:19.4f} {high:10.1f} {high / low:18.1f} {2 / (low + high):11.6f}   {told}")
        results[name] = {"condition number": high / low, "steps": steps}
    return {"scaling": results}


def show_the_forecast(flats, learning_rate, batch_size):
    """README section 6: fit the scaled flats in batches, then price 100 flats that the model has not seen."""
    X, y = flats
    new_X, new_y = make_flats(100, np.random.default_rng(2))
    new = (new_X - X.mean(axis=0)) / X.std(axis=0)  # the mean and spread of the flats that it learns from
    X = standardize(X)
    w, b, _ = stochastic_gradient_descent(X, y, learning_rate, 20, batch_size, np.random.default_rng(3))
    best_w, best_b, _ = least_squares(X, y)
    naive = np.sqrt(np.mean((new_y - y.mean()) ** 2))
    with np.errstate(all="ignore"):  # a rate that is too large may be asked for
        ours, best = (np.sqrt(mean_squared_error(new, new_y, *fit)) for fit in ((w, b), (best_w, best_b)))
    print(f"\n100 new flats, typical error in thousands (rate {learning_rate:g}, batches of {batch_size}, 20 epochs):")
    print(f"  the mean (baseline) {naive:.2f}   gradient descent in batches {ours:.2f}   least squares {best:.2f}")
    return {"naive": naive, "batches": ours, "least squares": best}


def show_the_batches(flats):
    """README section 6: what an epoch buys with batches of different size, averaged over five orders of the rows."""
    X, y = standardize(flats[0]), flats[1]
    lowest = least_squares(X, y)[2]
    print(f"\nLoss above the lowest ({lowest:.1f}), mean of 5 shuffles:")
    print("  batch   rate   steps per epoch    1 epoch   3 epochs   10 epochs   20 epochs")
    excess = {}
    for size, rate in ((200, 0.1), (32, 0.1), (1, 0.1), (1, 0.01)):
        runs = [stochastic_gradient_descent(X, y, rate, 20, size, np.random.default_rng(seed))[2] for seed in range(5)]
        excess[size, rate] = np.mean(runs, axis=0) - lowest
        one, three, ten, twenty = excess[size, rate][[1, 3, 10, 20]]
        print(f"  {size:5d} {rate:6.2f} {-(-200 // size):17d} {one:10.2f} {three:10.2f} {ten:11.2f} {twenty:11.2f}")
    return {"batches above the lowest": excess}


def rosenbrock(point):
    """(1 - x)^2 + 100 (y - x^2)^2: a narrow valley along y = x^2 with its lowest place at (1, 1) (Rosenbrock 1960)."""
    x, y = point
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def rosenbrock_gradient(point):
    x, y = point
    return np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])


def descend(slopes, start, learning_rate, n_steps):
    """Day 2's walk in d dimensions; returns the path (n_steps + 1, d)."""
    path = [np.array(start, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * slopes(path[-1]))
    return np.array(path)


def show_the_curved_valley():
    """README section 7: fast into Rosenbrock's valley, slowly along it."""
    path = descend(rosenbrock_gradient, (-1.2, 1.0), 0.001, n_steps=20_000)
    low, high = np.linalg.eigvalsh([[802.0, -400.0], [-400.0, 200.0]])  # the Hessian at (1, 1), by pencil
    print(f"\nRosenbrock's valley. Curvatures at (1, 1): {low:.4f} and {high:.2f}, condition number {high / low:.1f}")
    print("From (-1.2, 1), rate 0.001:")
    print("   step          x          y          height")
    for step in (0, 1, 10, 100, 1000, 10_000, 20_000):
        print(f"  {step:5d} {path[step][0]:10.6f} {path[step][1]:10.6f} {rosenbrock(path[step]):15.10f}")
    return {"end in the valley": path[-1]}


def draw_loss(ax, X, y, across, up):
    """Contours of the loss over the two weights, with the best b for each pair: the loss of the centered data."""
    X, y = X - X.mean(axis=0), y - y.mean()
    best = least_squares(X, y)[0]
    grid = np.stack(np.meshgrid(np.linspace(*across, 80), np.linspace(*up, 80)), axis=-1)  # (80, 80, 2)
    heights = np.mean((grid @ X.T - y) ** 2, axis=-1)
    ax.contour(grid[..., 0], grid[..., 1], np.log(heights), levels=14, cmap="Greys_r", alpha=0.5)
    ax.plot(*best, **BEST, zorder=3)
    ax.annotate("lowest", best, xytext=(8, 6), textcoords="offset points")
    ax.set(xlim=across, ylim=up, xlabel="weight of the area")
    ax.grid(visible=False)


def weights_along(X, y, learning_rate, batches):
    """The weights after every step from zero (steps + 1, d), b left at zero; batches : the rows of each step."""
    path = [np.zeros(X.shape[1])]
    for rows in batches:
        path.append(path[-1] - learning_rate * gradient(X[rows], y[rows], path[-1], 0.0)[0])
    return np.array(path)


def draw_the_scaling(flats):
    """README section 5: the path before and after scaling."""
    X, y = flats[0] - flats[0].mean(axis=0), flats[1] - flats[1].mean()
    fig, axes = plt.subplots(1, 2)
    windows = ((-1, 7), (-8, 24)), ((-20, 180), (-60, 140))
    for ax, table, name, window in zip(axes, (X, standardize(X)), ("Centered", "Scaled"), windows, strict=True):
        draw_loss(ax, table, y, *window)
        for share, look in ((0.9, ".-"), (0.3, "s--")):
            rate = share * largest_stable_learning_rate(table)
            path = weights_along(table, y, rate, [slice(None)] * 50)
            ax.plot(*path.T, look, markersize=4, label=f"{share} of the edge")
        ax.set_title(f"{name} features: 50 steps")
        ax.legend(loc="upper left")
    axes[0].set_ylabel("weight of the rooms")
    return fig


def draw_the_batches(flats):
    """README section 6: three paths of five epochs each."""
    X, y = standardize(flats[0]), flats[1] - flats[1].mean()
    fig, axes = plt.subplots(1, 3, sharey=True)
    for ax, size in zip(axes, (200, 32, 1), strict=True):
        draw_loss(ax, X, y, (-10, 130), (-15, 60))
        rng = np.random.default_rng(4)
        path = weights_along(X, y, 0.1, [rows for _ in range(5) for rows in shuffled_batches(200, size, rng)])
        ax.plot(*path[:21].T, ".-", label="first 20 steps")
        ax.plot(*path[21:].T, ".", markersize=2, alpha=0.6, color="C1", label="later steps")
        ax.set_title(f"Batches of {size}: {len(path) - 1} steps")
    axes[0].set_ylabel("weight of the rooms")
    axes[2].legend(loc="lower left")
    return fig


def draw_the_curved_valley():
    """README section 7: the path through Rosenbrock's valley, and its height over the steps."""
    path = descend(rosenbrock_gradient, (-1.2, 1.0), 0.001, n_steps=20_000)
    fig, (left, right) = plt.subplots(1, 2)
    x, y = np.meshgrid(np.linspace(-1.6, 1.6, 400), np.linspace(-0.6, 1.8, 400))
    left.contour(x, y, rosenbrock((x, y)), levels=[1, 4, 16, 64, 256, 1024], cmap="Greys_r", alpha=0.5)
    left.plot(*path.T, "-", color="C1")
    for step, offset in ((0, (-14, -12)), (10, (8, 2)), (100, (8, -2)), (1000, (6, -12)), (10_000, (-42, 2))):
        left.plot(*path[step], "o", color="C1", markersize=5)
        left.annotate(f"{step}", path[step], xytext=offset, textcoords="offset points")
    left.plot(1, 1, **BEST, zorder=3)
    left.grid(visible=False)
    left.set(xlabel="x", ylabel="y", title="Into the valley at once, then along it")
    right.loglog(np.arange(1, len(path)), [rosenbrock(point) for point in path[1:]], color="C1")
    right.set(xlabel="step", ylabel="height", title="The height hardly falls for 500 steps")
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
    """X as a float array; raises ValueError unless it is a table (n, d), not empty, all finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError(
            f"X must be (n, d), not empty and finite, got shape {X.shape} with {count_holes(X)} nan or inf"
        )
    return X


def check_data(X, y):
    """X and y as float arrays; y must be (n,) or (n, k), with a row for each row of X, and finite."""
    X, y = check_table(X), np.asarray(y, dtype=float)
    if y.ndim not in (1, 2) or len(y) != len(X) or y.size == 0 or not np.isfinite(y).all():
        n, holes = len(X), count_holes(y)
        raise ValueError(f"y must be finite, (n,) or (n, k) with n = {n}, got shape {y.shape} with {holes} nan or inf")
    return X, y


def count_holes(values):
    return np.sum(~np.isfinite(values))


def check_weights(X, w, b):
    if np.shape(w)[:1] != X.shape[1:] or np.shape(b) != np.shape(w)[1:]:
        wanted = f"w must be ({X.shape[1]},) and b a number, or ({X.shape[1]}, k) and (k,)"
        raise ValueError(f"for X of shape {X.shape} {wanted}: got {np.shape(w)} and {np.shape(b)}")


def check_same_shape(y, predicted):
    if predicted.shape != y.shape:
        raise ValueError(f"y has shape {y.shape}, but the predictions of w and b have {predicted.shape}")


def check_settings(learning_rate, n_rounds, batch_size=1):
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be positive and finite, got {learning_rate}")
    if n_rounds < 0 or batch_size < 1:
        raise ValueError(f"n_steps and n_epochs must be 0 or more, batch_size 1 or more: got {n_rounds}, {batch_size}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 3: gradient descent in many dimensions")
    parser.add_argument("--learning-rate", type=float, default=0.1, help="of the forecast (0.1)")
    parser.add_argument("--batch-size", type=int, default=32, help="of the forecast (32)")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    try:
        check_settings(options.learning_rate, 0, options.batch_size)
    except ValueError as error:
        parser.error(str(error))
    plt.rcParams.update(STYLE)
    flats = make_flats(200, np.random.default_rng(1))
    results = show_one_step() | show_the_edge() | show_the_scaling(flats)
    results |= show_the_forecast(flats, options.learning_rate, options.batch_size)
    results |= show_the_batches(flats) | show_the_curved_valley()
    figures = {
        "scaling.png": draw_the_scaling(flats),
        "batches.png": draw_the_batches(flats),
        "rosenbrock.png": draw_the_curved_valley(),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
