# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 16: activations. The bend between two layers, and its slope, which every gradient must pass.

Run me:    python activations.py
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

# 3. Two S-shaped curves. In every function x is a number or an array of any shape, and so is what comes back.


def sigmoid(x):
    """1 / (1 + e^-x): from 0 to 1. Here e is only ever raised to a negative power, so nothing overflows."""
    x = np.asarray(x, dtype=float)
    small = np.exp(-np.abs(x))
    return np.where(x < 0, small, 1.0) / (1 + small)


def sigmoid_derivative(x):
    """s (1 - s), where 1 - s = sigmoid(-x)."""
    x = np.asarray(x, dtype=float)
    return sigmoid(x) * sigmoid(-x)


def tanh(x):
    """(e^x - e^-x) / (e^x + e^-x): from -1 to 1."""
    return np.tanh(x, dtype=float)


def tanh_derivative(x):
    """1 - t^2"""
    return 1 - tanh(x) ** 2


# 4. The hinge, and three ways to let something through on the left


def relu(x):
    """max(0, x) (Nair and Hinton 2010)."""
    return np.maximum(x, 0.0, dtype=float)


def relu_derivative(x):
    """1 where x > 0, else 0. At the corner, 0, it is 0, as in PyTorch."""
    return np.heaviside(x, 0.0, dtype=float)


def leaky_relu(x, slope=0.01):
    """x where x > 0, else slope * x (Maas, Hannun and Ng 2013)."""
    return relu(x) + slope * np.minimum(x, 0.0, dtype=float)


def leaky_relu_derivative(x, slope=0.01):
    """1 where x > 0, else slope."""
    return slope + (1 - slope) * relu_derivative(x)


def elu(x, alpha=1.0):
    """x where x > 0, else alpha (e^x - 1): it bends toward -alpha (Clevert, Unterthiner and Hochreiter 2015)."""
    return relu(x) + alpha * np.expm1(np.minimum(x, 0.0, dtype=float))


def elu_derivative(x, alpha=1.0):
    """1 where x > 0, else alpha e^x."""
    right = relu_derivative(x)
    return right + (1 - right) * alpha * np.exp(np.minimum(x, 0.0, dtype=float))


SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772


def selu(x):
    """scale * elu(x, alpha), so that mean 0 and variance 1 stay as they are (Klambauer et al. 2017)."""
    return SELU_SCALE * elu(x, SELU_ALPHA)


def selu_derivative(x):
    return SELU_SCALE * elu_derivative(x, SELU_ALPHA)


# 5. Smooth hinges


def softplus(x):
    """ln(1 + e^x) = max(0, x) + ln(1 + e^-|x|), and the right side cannot overflow."""
    x = np.asarray(x, dtype=float)
    return relu(x) + np.log1p(np.exp(-np.abs(x)))


def softplus_derivative(x):
    return sigmoid(x)


def silu(x):
    """x sigmoid(x), also called swish (Elfwing, Uchibe and Doya 2018)."""
    return x * sigmoid(x)


def silu_derivative(x):
    """The product rule: s + x s (1 - s)."""
    return sigmoid(x) + x * sigmoid_derivative(x)


def normal_cdf(x):
    """Phi(x): the chance that a standard normal number is below x. NumPy has no erfc, Python's math has."""
    erfc = np.vectorize(math.erfc, otypes=[float])
    return erfc(-np.asarray(x, dtype=float) / math.sqrt(2)) / 2


def gelu(x, approximate="none"):
    """x Phi(x); approximate="tanh": the same to three digits, without erfc (Hendrycks and Gimpel 2016)."""
    check_approximate(approximate)
    x = np.asarray(x, dtype=float)
    if approximate == "tanh":
        return x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2
    return x * normal_cdf(x)


def gelu_derivative(x, approximate="none"):
    """Phi(x) + x phi(x), where phi = Phi' is the bell curve."""
    check_approximate(approximate)
    x = np.asarray(x, dtype=float)
    if approximate == "tanh":
        t = np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
        inner_slope = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x**2)
        return (1 + t) / 2 + x * (1 - t**2) * inner_slope / 2
    return normal_cdf(x) + x * np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


# 6. Softmax, where every output depends on every input


def softmax(x):
    """e^x_i / sum of e^x_j, along the last axis; x : (..., n)"""
    x = check_axes(x)
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def softmax_derivative(x):
    """The Jacobian dp_i/dx_j = p_i ((1 if i = j else 0) - p_j): x (n,), returns (n, n)."""
    check_vector(x)
    p = softmax(x)
    return np.diag(p) - np.outer(p, p)


# 7. Many layers


ACTIVATIONS = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
    "elu": (elu, elu_derivative),
    "selu": (selu, selu_derivative),
    "softplus": (softplus, softplus_derivative),
    "silu": (silu, silu_derivative),
    "gelu": (gelu, gelu_derivative),
}
INITS = {"xavier": 1.0, "he": 2.0}  # variance of a weight, times the width (Glorot and Bengio 2010, He et al. 2015)


def gradient_norms_by_depth(activation, init, depth, rng):
    """How long the gradient is that reaches each layer, the first layer's first: (depth,).

    100 random rows go through `depth` layers of 100 units: x = a W, a = f(x). Then random slopes go back: each layer
    multiplies them by f'(x), and hands them on through W. Measured is the length of the slopes in a layer's x.
    """
    check_network(activation, init, depth)
    f, f_derivative = ACTIVATIONS[activation]
    a = rng.normal(size=(100, 100))
    layers = []
    for _ in range(depth):
        W = rng.normal(size=(100, 100)) * np.sqrt(INITS[init] / 100)
        x = a @ W
        a = f(x)
        layers.append((W, x))
    slopes = rng.normal(size=a.shape)  # in the last layer's a
    norms = []
    for W, x in reversed(layers):
        slopes = slopes * f_derivative(x)
        norms.append(np.linalg.norm(slopes))
        slopes = slopes @ W.T  # in the a of the layer before
    return np.array(norms[::-1])


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
FLOOR = {"color": "gray", "linestyle": ":"}


def show_the_curves():
    """README sections 3 to 5: values, slopes, and the steepest place of each curve."""
    grid = np.linspace(-10, 10, 200_001)
    print("Values, slopes, and the largest slope of all:")
    print("                 value at                          slope at")
    print("                 -2        -1         1         2        -2         1   largest")
    largest = {}
    for name, (f, f_derivative) in ACTIVATIONS.items():
        largest[name] = f_derivative(grid).max()
        cells = [*f([-2.0, -1.0, 1.0, 2.0]), *f_derivative([-2.0, 1.0]), largest[name]]
        print(f"  {name:10s}" + "".join(f"{cell:10.4f}" for cell in cells))
    return {"largest slopes": largest}


TEXTBOOK = {  # what, and at which x: the formula of the textbook, and ours
    "sigmoid, 1000": (lambda x: np.exp(x) / (1 + np.exp(x)), sigmoid, 1000.0),
    "sigmoid, -1000": (lambda x: 1 / (1 + np.exp(-x)), sigmoid, -1000.0),
    "its slope, 40": (lambda x: sigmoid(x) * (1 - sigmoid(x)), sigmoid_derivative, 40.0),
    "tanh, 1000": (lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)), tanh, 1000.0),
    "softplus, 1000": (lambda x: np.log(1 + np.exp(x)), softplus, 1000.0),
    "softplus, -40": (lambda x: np.log(1 + np.exp(x)), softplus, -40.0),
    "elu, 1000": (lambda x: np.where(x > 0, x, np.exp(x) - 1), elu, 1000.0),
}


def value_and_warning(f, x):
    """f(x), and "yes" if it warned, else "no"."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        value = f(np.float64(x))
    return value, "yes" if warned else "no"


def show_far_from_zero():
    """README section 9: textbook formulas far from zero, beside ours."""
    print("\nFar from zero:\n  what, at x         textbook   warns          ours   warns")
    for name, (textbook, ours, x) in TEXTBOOK.items():
        theirs, warned = value_and_warning(textbook, x)
        value, we_warned = value_and_warning(ours, x)
        print(f"  {name:14s} {theirs:12.6g} {warned:>7s} {value:13.6g} {we_warned:>7s}")


NETWORKS = [
    ("sigmoid", "xavier"),
    ("tanh", "xavier"),
    ("relu", "xavier"),
    ("relu", "he"),
    ("selu", "xavier"),
    ("gelu", "he"),
]


def show_thirty_layers():
    """README section 7: the gradient that reaches the first of 30 layers, 5 seeds."""
    print("\nThirty layers of 100 units, 5 seeds: length of the gradient, and powers of ten lost on the way")
    print("  activation   init      layer 30     layer 1   powers of ten lost")
    norms = {}
    for activation, init in NETWORKS:
        runs = [gradient_norms_by_depth(activation, init, 30, np.random.default_rng(seed)) for seed in range(5)]
        norms[activation, init] = np.array(runs)  # (5, 30)
        first, last = norms[activation, init][:, 0], norms[activation, init][:, -1]
        lost = np.log10(last / first)
        error = lost.std(ddof=1) / np.sqrt(5)
        ends = f"{np.median(last):10.3g} {np.median(first):11.3g}"
        print(f"  {activation:12s} {init:7s} {ends} {lost.mean():11.2f} +- {error:.2f}")
    return {"depth": norms}


def rings(n, rng):
    """n points of a square, label 1 inside a circle, 0 outside; one label in twenty is wrong."""
    X = rng.uniform(-1.5, 1.5, size=(n, 2))
    inside = np.sum(X**2, axis=1) < 1.1
    return X, np.where(rng.random(n) < 0.05, ~inside, inside).astype(float)


def train_one_hidden_layer(X, y, slope, rates, rng):
    """50 leaky ReLU units (slope 0: plain ReLU) and a sigmoid, by gradient descent on the log loss, one step a rate.

    returns : what the network answers, as a function of X; after every step, the units off for every row
    """
    W, b = rng.normal(size=(2, 50)), np.zeros(50)
    v, c = rng.normal(size=50) * np.sqrt(2 / 50), 0.0
    off = []
    for rate in rates:
        x = X @ W + b
        a = leaky_relu(x, slope)
        error = (sigmoid(a @ v + c) - y) / len(y)
        slopes = np.outer(error, v) * leaky_relu_derivative(x, slope)  # of the loss, in x
        v = v - rate * a.T @ error
        c = c - rate * error.sum()
        W = W - rate * X.T @ slopes
        b = b - rate * slopes.sum(axis=0)
        off.append(np.sum(np.all(X @ W + b <= 0, axis=0)))
    return lambda new_X: leaky_relu(new_X @ W + b, slope) @ v + c > 0, np.array(off)


def recovery(slope, rates, seed):
    """Units off for every training row, by step; accuracy on 1000 new rows, and that of the majority class."""
    rng = np.random.default_rng(seed)
    X, y = rings(200, rng)
    new_X, new_y = rings(1000, rng)
    answer, off = train_one_hidden_layer(X, y, slope, rates, rng)
    return off, np.mean(answer(new_X) == new_y), np.mean(new_y == (y.mean() > 0.5))


CALM, ACCIDENT = [1.0] * 320, [10.0] * 20 + [1.0] * 300
SLOPES = {0.0: "ReLU", 0.01: "leaky, slope 0.01", 0.1: "leaky, slope 0.1"}


def show_dead_relus():
    """README section 8: 20 steps at a rate that is too large, then 300 good ones; 10 data sets."""
    print("\n50 units; 20 steps at the rate 10, then 300 at the rate 1. Units off for every row, and accuracy on")
    print("1000 new rows, beside 320 steps at the rate 1; 10 data sets:")
    print("                      off after 20 steps   off at the end   accuracy          without the accident")
    results = {}
    for slope, name in SLOPES.items():
        runs = [recovery(slope, ACCIDENT, seed) for seed in range(10)]
        off = np.array([run[0] for run in runs])  # (10, 320)
        accuracy = np.array([run[1] for run in runs])
        calm = np.array([recovery(slope, CALM, seed)[1] for seed in range(10)])
        results[slope] = off, accuracy, calm
        early, late = off[:, 19].mean(), off[:, -1].mean()
        print(f"  {name:18s} {early:19.1f} {late:16.1f}   {with_error(accuracy)}   {with_error(calm)}")
    baseline = np.array([run[2] for run in runs])
    print(f"  majority class (baseline)                                {with_error(baseline)}")
    return {"dead": results, "baseline": baseline.mean()}


def with_error(values):
    """Their mean and its standard error, as text."""
    return f"{values.mean():.3f} +- {values.std(ddof=1) / np.sqrt(len(values)):.3f}"


def draw_the_curves():
    """README sections 3 to 5: each curve with its slope."""
    fig, axes = plt.subplots(3, 3, figsize=(9, 7.5), sharex=True)
    x = np.linspace(-4, 4, 802)
    for ax, (name, (f, f_derivative)) in zip(axes.flat, ACTIVATIONS.items(), strict=True):
        ax.plot(x, f(x), color="C0", label="curve")
        ax.plot(x, f_derivative(x), "--", color="C1", label="slope")
        ax.axhline(0, color="gray", linewidth=0.8)
        low = -1.9 if name in ("elu", "selu", "tanh") else -0.5
        ax.set(title=name, ylim=(low, 2.2))
    axes[0, 0].legend(loc="upper left")
    for ax in axes[2]:
        ax.set_xlabel("x")
    return fig


def draw_the_jacobian():
    """README section 6: the slopes of a softmax, and what is left of them for logits four times as large."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.8))
    for ax, x in zip(axes, (np.array([1.0, 2.0, 3.0]), np.array([4.0, 8.0, 12.0])), strict=True):
        J = softmax_derivative(x)
        ax.imshow(J, cmap="PuOr", vmin=-0.3, vmax=0.3)
        for i, j in np.ndindex(J.shape):
            ax.text(j, i, f"{round(J[i, j], 3) + 0.0:.3f}", ha="center", va="center", fontsize=12)
        title = "At x = (1, 2, 3) the outputs compete" if x[0] == 1 else "At (4, 8, 12) hardly anything moves"
        ax.set(xlabel="nudged: $x_j$", ylabel="moves: $p_i$", title=title)
        ax.set(xticks=range(3), xticklabels=[1, 2, 3], yticks=range(3), yticklabels=[1, 2, 3])
        ax.grid(visible=False)
    return fig


def draw_thirty_layers(norms):
    """README section 7: the gradient at every layer; the line is the mean of the logarithms."""
    fig, ax = plt.subplots(figsize=(9, 4))
    layers = np.arange(1, 31)
    for (activation, init), style in zip(norms, ("-", "-", "-", "--", "-.", ":"), strict=True):
        logs = np.log10(norms[activation, init])
        middle, error = logs.mean(axis=0), logs.std(axis=0, ddof=1) / np.sqrt(len(logs))
        (line,) = ax.semilogy(layers, 10**middle, style, label=f"{activation}, {init}")
        ax.fill_between(layers, 10 ** (middle - error), 10 ** (middle + error), color=line.get_color(), alpha=0.25)
    ax.set(xlabel="layer (the gradient comes from the right)", ylabel="length of the gradient")
    ax.set(title="Sigmoids eat the gradient on the way; ReLU with He's start keeps it", xlim=(1, 30))
    ax.legend(loc="lower right")
    return fig


def draw_dead_relus(results, baseline):
    """README section 8: units that are off, step by step; accuracy with and without the accident."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8))
    steps = np.arange(1, 321)
    for place, ((slope, name), style) in enumerate(zip(SLOPES.items(), ("-", "--", ":"), strict=True)):
        off, accuracy, calm = results[slope]
        left.plot(steps, off.mean(axis=0), style, label=name, linewidth=2)
        for shift, values, look in ((-0.08, calm, "o"), (0.08, accuracy, "s")):
            error = values.std(ddof=1) / np.sqrt(len(values))
            right.errorbar(place + shift, values.mean(), error, fmt=look, color=f"C{place}", capsize=3, markersize=7)
    left.set(xlabel="step", ylabel="units off, of 50", title="After the accident ReLU units stay off", ylim=(0, 50))
    left.legend(loc="lower right")
    right.axhline(baseline, **FLOOR)
    right.text(2.4, baseline - 0.04, "majority class", ha="right")
    right.text(-0.3, 0.95, "● without    ■ with the accident")
    right.set(xticks=range(3), xticklabels=["ReLU", "slope 0.01", "slope 0.1"], xlim=(-0.4, 2.5), ylim=(0.5, 1))
    right.set(ylabel="accuracy on new rows", title="A wide leak brings the network back")
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


def check_approximate(approximate):
    if approximate not in ("none", "tanh"):
        raise ValueError(f'approximate must be "none" or "tanh", got {approximate!r}')


def check_axes(x):
    x = np.asarray(x, dtype=float)
    if x.ndim == 0 or x.shape[-1] == 0:
        raise ValueError(f"x must be (..., n) with n of 1 or more, got shape {x.shape}")
    return x


def check_vector(x):
    if np.ndim(x) != 1:
        raise ValueError(f"x must be (n,): a Jacobian belongs to one row, got shape {np.shape(x)}")


def check_network(activation, init, depth):
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, got {activation!r}")
    if init not in INITS:
        raise ValueError(f"init must be one of {', '.join(INITS)}, got {init!r}")
    if depth < 1:
        raise ValueError(f"depth must be 1 or more, got {depth}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 16: activations")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_curves() | show_thirty_layers() | show_dead_relus()
    show_far_from_zero()
    figures = {
        "curves.png": draw_the_curves(),
        "jacobian.png": draw_the_jacobian(),
        "thirty_layers.png": draw_thirty_layers(results["depth"]),
        "dead_relus.png": draw_dead_relus(results["dead"], results["baseline"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
