# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 1: loss functions. One number that says how wrong the predictions are.

Run me:    python loss_function.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. Losses for numbers


def mean_squared_error(y_true, y_pred):
    """Mean of the squared errors, in squared units of y.

    y_true, y_pred : one shape, (n,) or (n, k)      returns : float, over all entries
    """
    y_true, y_pred = check_pair(y_true, y_pred)
    error = y_pred - y_true
    return np.mean(error**2)


def mean_absolute_error(y_true, y_pred):
    """Mean of the sizes of the errors, in units of y; arguments as for `mean_squared_error`."""
    y_true, y_pred = check_pair(y_true, y_pred)
    error = y_pred - y_true
    return np.mean(np.abs(error))


def huber_loss(y_true, y_pred, delta=1.0):
    """Half the square of an error up to `delta`, in units of y; a straight line beyond it (Huber 1964)."""
    y_true, y_pred = check_pair(y_true, y_pred)
    check_delta(delta)
    size = np.abs(y_pred - y_true)
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


# 3. Losses for probabilities


def x_log_y(x, y):
    """x ln y, where 0 ln 0 counts as 0: what never happens costs nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):  # ln 0 is meant to be -inf
        return np.where(x == 0, 0.0, x * np.log(y))


def binary_cross_entropy(y_true, p_pred):
    """Mean of -ln(the probability given to what happened), in nats.

    y_true : labels 0 or 1 (or anything between)      p_pred : predicted probabilities of label 1, same shape
    """
    y, p = check_pair(y_true, p_pred, "y_true and p_pred")
    check_probabilities(y, "y_true")
    check_probabilities(p, "p_pred")
    return np.mean(-x_log_y(y, p) - x_log_y(1 - y, 1 - p))


def sigmoid(z):
    """1 / (1 + e^-z): turns any number into a probability."""
    with np.errstate(over="ignore"):  # e^1000 is inf, and 1 / inf is 0, as it should be
        return 1 / (1 + np.exp(-z))


def binary_cross_entropy_with_logits(y_true, logits):
    """The same from the logit z, where p = sigmoid(z): ln(1 + e^z) - y z, written so that nothing overflows."""
    y, z = check_pair(y_true, logits, "y_true and logits")
    check_probabilities(y, "y_true")
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def naive_softmax(logits):
    """The formula as it stands: e^z over the sum of all e^z in the row. Overflows from z = 710 on."""
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


def minus_largest(logits, axis):
    """The logits minus the largest along `axis`: the softmax stays the same, and no power of e is above 1."""
    logits = np.asarray(logits, dtype=float)
    return logits - logits.max(axis=axis, keepdims=True)


def softmax(logits, axis=-1):
    """Probabilities in proportion to e^z that sum to 1 along `axis`; the shape of `logits`."""
    powers = np.exp(minus_largest(logits, axis))
    return powers / powers.sum(axis=axis, keepdims=True)


def log_softmax(logits, axis=-1):
    """ln(softmax) = z - ln(sum of all e^z), finite even where the softmax itself rounds to 0."""
    z = minus_largest(logits, axis)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def cross_entropy(labels, logits):
    """Mean over the rows of -ln(softmax probability of the right class), in nats.

    labels : (n,) integers from 0 to K - 1      logits : (n, K)      returns : float
    """
    labels, logits = check_classes(labels, logits)
    rows = np.arange(len(labels))
    return np.mean(-log_softmax(logits)[rows, labels])  # in each row the column of its right class


def kl_divergence(p, q):
    """Sum of p ln(p / q), in nats; the mean over the rows if there are several (Kullback and Leibler 1951).

    p, q : (K,) or (n, K), each row sums to 1      returns : 0 or more; inf where q rules out what p allows
    """
    p, q = check_pair(p, q, "p and q")
    check_distribution(p, "p")
    check_distribution(q, "q")
    return np.mean(np.sum(x_log_y(p, p) - x_log_y(p, q), axis=-1))


# 4. A loss with a margin


def hinge_loss(y_true, scores):
    """Mean of max(0, 1 - y s).      y_true : labels -1 or +1; scores : same shape"""
    y, s = check_pair(y_true, scores, "y_true and scores")
    check_labels(y, (-1, 1), "y_true")
    return np.mean(np.maximum(0, 1 - y * s))


# 5. The slope of each loss in each prediction: an array of the shape of the predictions


def mean_squared_error_gradient(y_true, y_pred):
    """2 error / n, where n counts all entries."""
    y_true, y_pred = check_pair(y_true, y_pred)
    error = y_pred - y_true
    return 2 * error / error.size


def mean_absolute_error_gradient(y_true, y_pred):
    """The sign of the error, over n; in the corner, where the error is 0, the sign is 0."""
    y_true, y_pred = check_pair(y_true, y_pred)
    error = y_pred - y_true
    return np.sign(error) / error.size


def huber_loss_gradient(y_true, y_pred, delta=1.0):
    """The error, cut off at -delta and delta, over n."""
    y_true, y_pred = check_pair(y_true, y_pred)
    check_delta(delta)
    error = y_pred - y_true
    return np.clip(error, -delta, delta) / error.size


def binary_cross_entropy_with_logits_gradient(y_true, logits):
    """(p - y) / n, where p = sigmoid(z)."""
    y, z = check_pair(y_true, logits, "y_true and logits")
    check_probabilities(y, "y_true")
    return (sigmoid(z) - y) / y.size


def cross_entropy_gradient(labels, logits):
    """(p - y) / n, where p is the softmax and y the one-hot label of each row: (n, K)."""
    labels, logits = check_classes(labels, logits)
    one_hot = np.eye(logits.shape[1])[labels]  # of three classes: label 2 becomes the row (0, 0, 1)
    return (softmax(logits) - one_hot) / len(labels)


def hinge_loss_gradient(y_true, scores):
    """-y / n as long as the margin is not reached, then 0."""
    y, s = check_pair(y_true, scores, "y_true and scores")
    check_labels(y, (-1, 1), "y_true")
    return np.where(y * s < 1, -y, 0.0) / y.size


def measured_slope(loss, y_true, y_pred, h=1e-6):
    """The slopes without a formula: nudge one prediction at a time by h, up and down, and see what the loss does."""
    slope = np.empty(y_pred.shape)
    for index in np.ndindex(y_pred.shape):
        up, down = y_pred.copy(), y_pred.copy()
        up[index] += h
        down[index] -= h
        slope[index] = (loss(y_true, up) - loss(y_true, down)) / (2 * h)
    return slope


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
DAYS_MEASURED = {"color": "#0072B2", "marker": "o"}
TRUTH = {"color": "black", "linestyle": "--"}
SQUARED = {"color": "C0", "linestyle": "-"}
ABSOLUTE = {"color": "C1", "linestyle": "--"}
HUBER = {"color": "C2", "linestyle": "-."}
HINGE = {"color": "C3", "linestyle": "-"}
CROSS_ENTROPY = {"color": "C4", "linestyle": "-."}

FORECAST = np.array([19.0, 20.0, 19.0, 25.0, 22.0, 19.0, 24.0])  # seven days at noon, degrees Celsius
MEASURED = np.array([18.0, 21.0, 19.0, 23.0, 22.0, 20.0, 24.0])
MISTYPED = np.array([18.0, 21.0, 19.0, 23.0, 220.0, 20.0, 24.0])


def best_constant(loss, values):
    """The one guess, to 0.1, whose loss over all `values` (n,) is the smallest."""
    guesses = np.arange(np.floor(values.min()), np.ceil(values.max()) + 0.1, 0.1)
    losses = [loss(values, np.full(values.shape, guess)) for guess in guesses]
    return guesses[np.argmin(losses)]


def show_the_outlier():
    """README section 2: a slip of the keyboard under three losses."""
    print("A week of noon temperatures; then one reading of 22 is typed in as 220.")
    print("Best guess: the one number for the whole week with the smallest loss after the slip.")
    print("  loss         before       after  best guess")
    results = {}
    for name, loss in (("MSE", mean_squared_error), ("MAE", mean_absolute_error), ("Huber", huber_loss)):
        before, after = loss(MEASURED, FORECAST), loss(MISTYPED, FORECAST)
        guess = best_constant(loss, MISTYPED)
        print(f"  {name:8s} {before:10.3f} {after:11.3f} {guess:11.1f}")
        results |= {f"{name} before": before, f"{name} after": after, f"{name} guess": guess}
    return results


def show_the_surprise():
    """README section 3: the loss for the probability that was given to the truth."""
    print("\nYou gave this probability to what then happened. Your loss:")
    print("  probability     nats     bits")
    for p in (0.99, 0.9, 0.5, 0.1, 0.01, 0.001):
        nats = binary_cross_entropy([1], [p])
        print(f"  {p:11.3f} {nats:8.3f} {nats / np.log(2):8.3f}")
    return {"loss of a coin flip": binary_cross_entropy([1], [0.5])}


def show_the_overflow():
    """README section 3: the naive formulas run out of digits; the stable ones do not."""
    print("\nThe label is 0, the logit is z. The loss by way of p = 1 / (1 + e^-z), and from z itself:")
    print("       z               naive              stable")
    for z in (10.0, 20.0, 30.0, 40.0, 1000.0):
        naive = binary_cross_entropy([0], [sigmoid(z)])
        stable = binary_cross_entropy_with_logits([0], [z])
        print(f"  {z:6.0f} {naive:19.10f} {stable:19.10f}")
    with np.errstate(all="ignore"):
        print(f"Softmax of (1000, 0): naive {naive_softmax([1000.0, 0.0])}, stable {softmax([1000.0, 0.0])}")
    return {"naive loss at 1000": naive, "stable loss at 1000": stable}


def show_the_slopes(rng):
    """README section 5: each formula beside what a tiny nudge really does, for 50 random predictions."""
    numbers, coins, signs = rng.normal(size=50), rng.integers(0, 2, size=50), rng.choice([-1, 1], size=50)
    classes, scores, table = rng.integers(0, 4, size=50), rng.normal(size=50), rng.normal(size=(50, 4))
    print("\nLargest gap between the formula of a slope and the measured slope:")
    gaps = []
    for loss, gradient, truth, prediction in (
        (mean_squared_error, mean_squared_error_gradient, numbers, scores),
        (mean_absolute_error, mean_absolute_error_gradient, numbers, scores),
        (huber_loss, huber_loss_gradient, numbers, scores),
        (binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_gradient, coins, scores),
        (cross_entropy, cross_entropy_gradient, classes, table),
        (hinge_loss, hinge_loss_gradient, signs, scores),
    ):
        gap = np.max(np.abs(measured_slope(loss, truth, prediction) - gradient(truth, prediction)))
        print(f"  {loss.__name__:34s} {'below 1e-8' if gap < 1e-8 else gap}")
        gaps.append(gap)
    return {"largest slope gap": max(gaps)}


def curve(function, truth, predictions):
    """A loss, or its slope, for one prediction at a time."""
    return [np.squeeze(function([truth], [prediction])) for prediction in predictions]


def draw_number_losses():
    """README section 2: the loss of one error, and the best guess for the week with the slip."""
    fig, (left, right) = plt.subplots(1, 2)
    errors = np.linspace(-3, 3, 601)
    left.plot(errors, curve(mean_squared_error, 0, errors), **SQUARED, label="squared")
    left.plot(errors, curve(mean_absolute_error, 0, errors), **ABSOLUTE, label="absolute")
    left.plot(errors, curve(huber_loss, 0, errors), **HUBER, label="Huber, delta 1")
    left.set(xlabel="error (prediction minus truth)", ylabel="loss", title="A large error costs most when squared")
    left.legend(loc="upper center")
    mean, median = MISTYPED.mean(), np.median(MISTYPED)
    right.plot(np.arange(1, 8), MISTYPED, **DAYS_MEASURED, linestyle="none")
    right.axhline(mean, **SQUARED)
    right.axhline(median, **ABSOLUTE)
    right.annotate("the slip: 220", (5, 220), xytext=(-8, -4), textcoords="offset points", ha="right")
    right.text(1, mean + 6, f"smallest squared error: the mean, {mean:.1f}")
    right.text(1, median - 17, f"smallest absolute error: the median, {median:.1f}")
    right.set(xlabel="day", ylabel="noon temperature (°C)", ylim=(-5, 235), title="One slip drags the mean along")
    return fig


def draw_probability_losses():
    """README section 3: from a probability to its loss, and from a logit to its probability."""
    fig, (left, right) = plt.subplots(1, 2)
    p = np.linspace(0.001, 1, 500)
    left.plot(p, curve(binary_cross_entropy, 1, p))
    for value in (0.01, 0.1, 0.5):
        loss = binary_cross_entropy([1], [value])
        left.plot(value, loss, "o", color="C1")
        left.annotate(f"p = {value}: loss {loss:.3f}", (value, loss), xytext=(8, 4), textcoords="offset points")
    left.set(xlabel="probability p given to what happened", ylabel="loss (nats)", title="Surprise costs")
    z = np.linspace(-6, 6, 200)
    right.plot(z, sigmoid(z))
    right.set(xlabel="logit z", ylabel="probability p", title="The sigmoid: from logit to probability")
    return fig


def draw_score_losses():
    """README section 4: wrong or right, and two losses that lead from the one to the other."""
    fig, ax = plt.subplots()
    scores = np.linspace(-3, 3, 601)
    ax.plot(scores, scores <= 0, **TRUTH, label="wrong: 1, right: 0")
    ax.plot(scores, curve(hinge_loss, 1, scores), **HINGE, label="hinge")
    ax.plot(scores, curve(binary_cross_entropy_with_logits, 1, scores), **CROSS_ENTROPY, label="cross-entropy")
    ax.set(xlabel="y s, the score of the right class", ylabel="loss", title="A step, and two ramps that lead down it")
    ax.legend()
    return fig


def draw_slopes():
    """README section 5: the slopes of five losses."""
    fig, (left, right) = plt.subplots(1, 2)
    x = np.linspace(-3, 3, 601)
    left.plot(x, curve(mean_squared_error_gradient, 0, x), **SQUARED, label="squared")
    left.plot(x, curve(mean_absolute_error_gradient, 0, x), **ABSOLUTE, label="absolute")
    left.plot(x, curve(huber_loss_gradient, 0, x), **HUBER, label="Huber, delta 1")
    left.set(xlabel="error", ylabel="slope of the loss", title="Only the squared error pulls without limit")
    right.plot(x, curve(hinge_loss_gradient, 1, x), **HINGE, label="hinge")
    right.plot(x, curve(binary_cross_entropy_with_logits_gradient, 1, x), **CROSS_ENTROPY, label="cross-entropy")
    right.set(xlabel="y s", ylabel="slope of the loss", title="The hinge stops pulling at its margin, 1")
    for ax in (left, right):
        ax.legend(loc="upper left")
    return fig


def draw_noise():
    """README section 6: two kinds of noise, and minus the logarithm of each."""
    fig, (left, right) = plt.subplots(1, 2)
    errors = np.linspace(-4, 4, 401)
    normal = np.exp(-(errors**2) / 2) / np.sqrt(2 * np.pi)
    laplace = np.exp(-np.abs(errors)) / 2
    for density, look, name in ((normal, SQUARED, "normal"), (laplace, ABSOLUTE, "Laplace")):
        left.plot(errors, density, **look, label=name)
        right.plot(errors, -np.log(density), **look, label=name)
    left.set(xlabel="error", ylabel="density", title="How often do you expect which error?")
    right.set(xlabel="error", ylabel="-ln density", title="-ln of it is a loss: a parabola, and a V")
    left.legend(loc="upper right")
    right.legend(loc="upper center")
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


def check_pair(first, second, names="y_true and y_pred"):
    """Both as float arrays; raises ValueError unless they have one shape, are not empty, and hold no nan or inf."""
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if first.shape != second.shape or first.size == 0:
        raise ValueError(f"{names} must have one shape and not be empty, got {first.shape} and {second.shape}")
    if not np.isfinite([first, second]).all():
        raise ValueError(f"{names} must be finite, got {first} and {second}")
    return first, second


def check_delta(delta):
    if not delta > 0:
        raise ValueError(f"delta must be positive, got {delta}")


def check_probabilities(values, name):
    if values.min() < 0 or values.max() > 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {values}")


def check_distribution(rows, name):
    check_probabilities(rows, name)
    if rows.ndim not in (1, 2) or not np.allclose(rows.sum(axis=-1), 1):
        raise ValueError(f"{name} must be (K,) or (n, K) with rows that sum to 1, got shape {rows.shape}: {rows}")


def check_labels(labels, allowed, name):
    if not np.isin(labels, allowed).all():
        raise ValueError(f"{name} must be labels out of {allowed}, got {np.unique(labels)}")


def check_classes(labels, logits):
    """Labels (n,) as integers and logits (n, K) as floats; raises ValueError unless each label is one of K classes."""
    labels, logits = np.asarray(labels), np.asarray(logits, dtype=float)
    if logits.ndim != 2 or labels.shape != logits.shape[:1] or logits.size == 0:
        raise ValueError(f"labels must be (n,) and logits (n, K), not empty, got {labels.shape} and {logits.shape}")
    if not np.isfinite(logits).all():
        raise ValueError(f"logits must be finite, got {logits}")
    check_labels(labels, np.arange(logits.shape[1]), "labels")
    return labels.astype(int), logits


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 1: loss functions")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_outlier() | show_the_surprise() | show_the_overflow() | show_the_slopes(np.random.default_rng(1))
    figures = {
        "number_losses.png": draw_number_losses(),
        "probability_losses.png": draw_probability_losses(),
        "score_losses.png": draw_score_losses(),
        "slopes.png": draw_slopes(),
        "noise.png": draw_noise(),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
