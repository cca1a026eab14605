# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 17: forward propagation. What a network does when it answers: multiply, add, bend, and again.

Run me:    python forward_propagation.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. One layer: multiply and add, then bend


def dense(x, W, b):
    """z = x W + b.      x : (N, n_in)      W : (n_in, n_out)      b : (n_out,)      returns : (N, n_out)"""
    check_layer(x, W, b)
    return x @ W + b


def sigmoid(z):
    """1 / (1 + e^-z), entry by entry."""
    return (1 + np.tanh(z / 2)) / 2  # the same function, and this form cannot overflow


def softmax(logits):
    """e^z / (the sum of e^z over the row), for the logits z (N, K)."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))  # the same shares, and the largest power is e^0
    return powers / powers.sum(axis=1, keepdims=True)


ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "softmax": softmax,
}


# 3. The network: one layer after the other. `params` is a list of (W, b), the first layer's first.


def forward(x, params, activations):
    """Send the rows of x (N, n_in) through all layers; activations : one name of ACTIVATIONS for each layer.

    returns : what the last layer gives, and the list of every layer's output, with x itself first
    """
    check_network(params, activations)
    layers = [x]
    for (W, b), name in zip(params, activations, strict=True):
        z = dense(x, W, b)
        x = ACTIVATIONS[name](z)
        layers.append(x)
    return x, layers


def count_parameters(params):
    """How many numbers a network consists of: all weights and all biases."""
    return sum(W.size + b.size for W, b in params)


# 4. How large the first weights are: the variance that each scheme gives to a weight


VARIANCES = {
    "lecun": lambda n_in, n_out: 1 / n_in,  # LeCun, Bottou, Orr and Mueller 1998
    "xavier": lambda n_in, n_out: 2 / (n_in + n_out),  # Xavier Glorot and Bengio 2010
    "he": lambda n_in, n_out: 2 / n_in,  # He, Zhang, Ren and Sun 2015
    "zeros": lambda n_in, n_out: 0.0,
}


def initialize(layer_sizes, scheme, rng):
    """Normal draws for the weights, zeros for the biases.

    layer_sizes : how many numbers go in, then how many each layer gives      returns : list of (W, b)
    """
    check_sizes(layer_sizes)
    check_scheme(scheme)
    params = []
    for n_in, n_out in pairwise(layer_sizes):
        spread = np.sqrt(VARIANCES[scheme](n_in, n_out))
        W = rng.normal(0.0, spread, size=(n_in, n_out))
        params.append((W, np.zeros(n_out)))
    return params


# 5. Any curve, from bumps


BUMP_ACTIVATIONS = ("sigmoid", "identity")


def bump_network(edges, heights, steepness):
    """n bumps side by side, each from two steep sigmoids: one goes up at its left edge, one down at its right edge.

    edges : (n + 1,), rising      heights : (n,)      returns : params of a network 1-2n-1 with BUMP_ACTIVATIONS
    """
    check_bumps(edges, heights, steepness)
    left, right = edges[:-1], edges[1:]
    W1 = np.full((1, 2 * len(heights)), steepness)
    b1 = -steepness * np.concatenate([left, right])  # steepness * x + b1 is 0 at the edge
    W2 = np.concatenate([heights, -heights])[:, None]
    return [(W1, b1), (W2, np.zeros(1))]


def curve_network(curve, low, high, n_bumps, sharpness):
    """Bumps from low to high, each as high as the curve is at its middle; no training.

    curve : takes and returns arrays      sharpness : steepness times the width of a bump
    """
    edges = np.linspace(low, high, n_bumps + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    width = (high - low) / n_bumps
    return bump_network(edges, curve(middles), sharpness / width)


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
TRUTH = {"color": "black", "linestyle": "--"}
FLOOR = {"color": "gray", "linestyle": ":"}

HAND_X = np.array([[2.0, 1.0], [0.0, 3.0]])
HAND_PARAMS = [
    (np.array([[1.0, -1.0, 2.0], [1.0, 1.0, -1.0]]), np.array([0.0, 0.5, -1.0])),
    (np.array([[0.5], [-1.0], [-1.0]]), np.array([1.5])),
]
HAND_ACTIVATIONS = ("relu", "sigmoid")


def standard_error(values):
    return np.std(values, ddof=1) / np.sqrt(len(values))


def show_the_hand_network():
    """README sections 2, 3 and 6: the network 2-3-1, with every number, for two rows."""
    (W1, b1), (W2, b2) = HAND_PARAMS
    p, (_, a, _) = forward(HAND_X, HAND_PARAMS, HAND_ACTIVATIONS)
    z1, z2 = dense(HAND_X, W1, b1), dense(a, W2, b2)
    print("The network 2-3-1, row by row:")
    for row in range(2):
        words = [" ".join(f"{value:4.1f}" for value in values[row]) for values in (HAND_X, z1, a, z2)]
        print(f"  x = {words[0]}   z1 = {words[1]}   a1 = {words[2]}   z2 = {words[3]}   p = {p[row, 0]:.4f}")
    print(f"  parameters: {count_parameters(HAND_PARAMS)}")
    return {"hand network": p[:, 0]}


DIGITS_SIZES = (64, 32, 16, 10)
DIGITS_ACTIVATIONS = ("relu", "relu", "softmax")


def digits(seed):
    """Handwritten digits, 8 x 8 pixels from 0 to 1: half for training, half new."""
    x, y = load_digits(return_X_y=True)
    return train_test_split(x / 16, y, test_size=0.5, random_state=seed)


def trained_by_scikit_learn(x, y, seed):
    return MLPClassifier(DIGITS_SIZES[1:-1], solver="lbfgs", alpha=0.1, max_iter=1000, random_state=seed).fit(x, y)


def show_the_digits():
    """README section 3: the shapes of a batch, and a network whose weights scikit-learn has found; five halvings."""
    names = ("majority class (baseline)", "our forward, weights drawn", "our forward, weights of MLPClassifier")
    scores, largest = {name: [] for name in names}, 0.0
    for seed in range(5):
        train_x, new_x, train_y, new_y = digits(seed)
        drawn = initialize(DIGITS_SIZES, "he", np.random.default_rng(seed))
        model = trained_by_scikit_learn(train_x, train_y, seed)
        found = list(zip(model.coefs_, model.intercepts_, strict=True))
        scores[names[0]].append(np.mean(new_y == np.bincount(train_y).argmax()))
        for name, params in ((names[1], drawn), (names[2], found)):
            p, layers = forward(new_x, params, DIGITS_ACTIVATIONS)
            scores[name].append(np.mean(p.argmax(axis=1) == new_y))
        largest = max(largest, np.abs(p - model.predict_proba(new_x)).max())
    print("\nA batch of new digits through the network 64-32-16-10:")
    for i, (W, b) in enumerate(found):
        shapes = f"{layers[i].shape} times {W.shape} plus {b.shape} gives {layers[i + 1].shape}"
        print(f"  layer {i + 1}: {shapes:57s} {W.size + b.size:5d} parameters")
    print(f"  parameters in all: {count_parameters(found)}")
    print("Accuracy on the new digits, 5 halvings:")
    for name, values in scores.items():
        print(f"  {name:38s} {np.mean(values):.3f} +- {standard_error(values):.3f}")
    verdict = "below 1e-12" if largest < 1e-12 else f"{largest:.1e}"
    print(f"  largest difference from its predict_proba: {verdict}")
    return {"digits": {name: np.mean(values) for name, values in scores.items()}, "difference": largest}


def one_layer(scheme, seed):
    """A layer 100-400, drawn, on 100 rows of standard normal numbers: variance of the weights, mean square of z."""
    rng = np.random.default_rng(seed)
    ((W, b),) = initialize((100, 400), scheme, rng)
    z = dense(rng.normal(size=(100, 100)), W, b)
    return W.var(), np.mean(z**2)


def show_one_layer():
    """README section 4: what each scheme promises for one layer, and what it keeps; ten draws."""
    print("\nOne layer, 100 numbers in, 400 out; 10 draws:")
    print("            variance of a weight              mean square of z")
    print("  scheme    promised  measured                promised  measured")
    results = {}
    for scheme in ("lecun", "xavier", "he"):
        promised = VARIANCES[scheme](100, 400)
        weights, outputs = np.array([one_layer(scheme, seed) for seed in range(10)]).T
        results[scheme] = weights.mean(), outputs.mean()
        print(f"  {scheme:9s} {promised:8.4f}  {weights.mean():.5f} +- {standard_error(weights):.5f}", end="")
        print(f"      {100 * promised:8.2f}  {outputs.mean():.3f} +- {standard_error(outputs):.3f}")
    return {"one layer": results}


def mean_squares(activation, scheme, seed, depth=20, width=256):
    """The mean square of each layer's output, (depth,); 100 rows of standard normal numbers go in."""
    rng = np.random.default_rng(seed)
    params = initialize([width] * (depth + 1), scheme, rng)
    _, layers = forward(rng.normal(size=(100, width)), params, [activation] * depth)
    return np.array([np.mean(a**2) for a in layers[1:]])


def factor_per_layer(sizes):
    """By what each layer multiplied, on average: sizes (draws, depth), first layer to last; returns (draws,)."""
    steps = sizes.shape[1] - 1
    return (sizes[:, -1] / sizes[:, 0]) ** (1 / steps)


def show_depth():
    """README section 4: twenty layers, three activations, two schemes, ten draws each."""
    print("\nMean square of the outputs, 20 layers of 256 units, median of 10 draws:")
    print("  activation  scheme    layer 1   layer 5  layer 10  layer 20    a layer multiplies by")
    results = {}
    for activation in ("identity", "relu", "tanh"):
        for scheme in ("xavier", "he"):
            sizes = np.array([mean_squares(activation, scheme, seed) for seed in range(10)])
            factors = factor_per_layer(sizes)
            cells = "".join(f"{size:10.2g}" for size in np.median(sizes, axis=0)[[0, 4, 9, 19]])
            print(f"  {activation:11s} {scheme:6s} {cells}    {factors.mean():.3f} +- {standard_error(factors):.3f}")
            results[activation, scheme] = sizes
    return {"depth": results}


LOW, HIGH = -0.2, 1.2  # the bumps reach beyond 0 and 1, where the curves are judged: the outer edges stay outside
STEEP, SOFT = 1000.0, 4.0
JUDGED_AT = np.linspace(0, 1, 2001)


def random_curve(seed):
    """A sum of four sine waves with random heights and shifts."""
    rng = np.random.default_rng(seed)
    waves = np.arange(1, 5)
    heights = rng.normal(size=4) / waves
    shifts = rng.uniform(0, 2 * np.pi, size=4)
    return lambda x: np.sin(2 * np.pi * np.outer(x, waves) + shifts) @ heights


def largest_error(curve, n_bumps, sharpness):
    """How far the network of bumps is from the curve, at worst, between 0 and 1."""
    params = curve_network(curve, LOW, HIGH, n_bumps, sharpness)
    y, _ = forward(JUDGED_AT[:, None], params, BUMP_ACTIVATIONS)
    return np.abs(y[:, 0] - curve(JUDGED_AT)).max()


def show_the_bumps():
    """README section 5: the largest error against the number of bumps; ten random curves."""
    curves = [random_curve(seed) for seed in range(10)]
    baseline = np.array([np.ptp(curve(JUDGED_AT)) / 2 for curve in curves])
    print("\nTen random curves from bumps; the largest error between 0 and 1:")
    print(f"  the best constant (baseline)     {baseline.mean():.4f} +- {standard_error(baseline):.4f}")
    print("  bumps  parameters      steep                   soft")
    results = {}
    for n_bumps in (10, 20, 40, 80, 160, 320):
        size = count_parameters(curve_network(curves[0], LOW, HIGH, n_bumps, STEEP))
        steep, soft = np.array([[largest_error(c, n_bumps, sharpness) for c in curves] for sharpness in (STEEP, SOFT)])
        results[n_bumps] = steep, soft
        cells = "   ".join(f"{errors.mean():9.4f} +- {standard_error(errors):.4f}" for errors in (steep, soft))
        print(f"  {n_bumps:5d} {size:11d} {cells}")
    return {"bumps": results, "best constant": baseline}


NODE = {"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": "black"}
PLACES = [np.array([[0, 1], [0, -1]]), np.array([[3.4, 2], [3.4, 0], [3.4, -2]]), np.array([[7, 0]])]


def draw_the_hand_network():
    """README section 2: the network 2-3-1 and the first row's numbers on their way."""
    _, layers = forward(HAND_X[:1], HAND_PARAMS, HAND_ACTIVATIONS)
    fig, ax = plt.subplots(figsize=(9, 4.2))
    for i, (W, b) in enumerate(HAND_PARAMS):
        z = dense(layers[i], W, b)
        for k, j in np.ndindex(W.shape):
            start, end = PLACES[i][k], PLACES[i + 1][j]
            ax.plot(*np.array([start, end]).T, color="gray", zorder=1)
            at = start + (0.22 if i == 0 else 0.45) * (end - start)  # near the start, before the lines cross
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            ax.text(*at, f"×{W[k, j]:g}", ha="center", va="center", color="C0", bbox=box)
        for j, place in enumerate(PLACES[i + 1]):
            words = f"z = {z[0, j]:g}\n{'a' if i == 0 else 'p'} = {layers[i + 1][0, j]:.4g}"
            ax.text(*place, words, ha="center", va="center", fontsize=12, bbox=NODE)
            ax.text(place[0], place[1] + 0.78, f"bias {b[j]:+g}", ha="center", va="center", color="C1", style="italic")
    for k, place in enumerate(PLACES[0]):
        ax.text(*place, f"$x_{k + 1}$ = {HAND_X[0, k]:g}", ha="center", va="center", fontsize=12, bbox=NODE)
    for x, words in ((0, "input"), (3.4, "hidden layer, ReLU"), (7, "output, sigmoid")):
        ax.text(x, -3.2, words, ha="center", va="center")
    ax.set(xlim=(-0.8, 7.8), ylim=(-3.6, 3.2), title="Multiply along the lines, add up with the bias, bend")
    ax.set_axis_off()
    return fig


def draw_depth(results):
    """README section 4: the mean square of every layer's output, a thin line for each draw."""
    fig, axes = plt.subplots(1, 2, sharey=True)
    layer = np.arange(1, 21)
    for ax, activation in zip(axes, ("relu", "tanh"), strict=True):
        for scheme, color, dashes, name in (("he", "C0", "-", "He"), ("xavier", "C1", "--", "Xavier")):
            sizes = results[activation, scheme]
            ax.plot(layer, sizes.T, color=color, linewidth=0.7, alpha=0.35)
            ax.plot(layer, np.median(sizes, axis=0), color=color, linestyle=dashes, linewidth=2.5)
            end = np.median(sizes, axis=0)[-1]
            ax.annotate(name, (20, end), (6, 0), textcoords="offset points", va="center", color=color)
        ax.set(yscale="log", xlabel="layer", xlim=(0.5, 24), xticks=[1, 5, 10, 15, 20])
    axes[0].set(title="ReLU: He keeps the size, Xavier halves it", ylabel="mean square of the outputs")
    axes[1].set_title("tanh: He settles, Xavier fades slowly")
    return fig


def draw_the_bumps():
    """README section 5: two sigmoids make a bump, ten bumps a staircase, forty a curve."""
    fig, (left, middle, right) = plt.subplots(1, 3)
    x = np.linspace(LOW, HIGH, 3001)
    up, down = sigmoid(60 * (x - 0.3)), sigmoid(60 * (x - 0.6))
    bump, _ = forward(x[:, None], bump_network(np.array([0.3, 0.6]), np.array([0.8]), 60.0), BUMP_ACTIVATIONS)
    left.plot(x, 0.8 * up, "C1--", label="up at 0.3")
    left.plot(x, -0.8 * down, "C2-.", label="down at 0.6")
    left.plot(x, bump[:, 0], "C0-", linewidth=2.5, label="their sum")
    left.set(title="Two steep sigmoids: a bump", xlabel="x", ylabel="y", xlim=(0, 1), ylim=(-1.6, 1.1))
    left.legend(loc="lower left")
    curve = random_curve(0)
    for ax, n_bumps in ((middle, 12), (right, 48)):
        y, _ = forward(x[:, None], curve_network(curve, LOW, HIGH, n_bumps, STEEP), BUMP_ACTIVATIONS)
        ax.plot(x, curve(x), **TRUTH, label="curve")
        ax.plot(x, y[:, 0], "C0-", label="network")
        ax.set(title=f"{n_bumps} bumps: off by up to {largest_error(curve, n_bumps, STEEP):.2f}", xlabel="x")
        ax.set(xlim=(0, 1), ylim=(-0.37, 0.55))
    middle.legend(loc="upper left")
    return fig


def draw_the_errors(results):
    """README section 5: the largest error against the number of bumps, on logarithmic axes."""
    fig, ax = plt.subplots()
    n_bumps = list(results["bumps"])
    for i, (name, look) in enumerate((("steep", "C0o-"), ("soft", "C1s--"))):
        errors = np.array([pair[i] for pair in results["bumps"].values()])
        spread = [standard_error(row) for row in errors]
        ax.errorbar(n_bumps, errors.mean(axis=1), spread, fmt=look, capsize=3)
        ax.annotate(name, (320, errors.mean(axis=1)[-1]), (8, 0), textcoords="offset points", va="center")
    ax.axhline(results["best constant"].mean(), **FLOOR)
    ax.text(320, 1.1 * results["best constant"].mean(), "the best constant", ha="right", va="bottom", color="#555555")
    ax.set(xscale="log", yscale="log", xlabel="bumps", ylabel="largest error", xlim=(8, 420), ylim=(0.001, 3))
    ax.set_xticks(n_bumps, [str(n) for n in n_bumps])
    ax.minorticks_off()
    ax.set_title("Steep: twice the bumps, half the error. Soft: better still")
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


def check_layer(x, W, b):
    if np.ndim(x) != 2 or len(x) == 0 or x.shape[1] != len(W):
        raise ValueError(f"x must be (N, {len(W)}) with at least one row, got shape {np.shape(x)}")
    if np.shape(b) != (W.shape[1],):
        raise ValueError(f"b must be ({W.shape[1]},), one bias for each column of W, got shape {np.shape(b)}")


def check_network(params, activations):
    if len(activations) != len(params) or not set(activations) <= set(ACTIVATIONS):
        names = ", ".join(ACTIVATIONS)
        raise ValueError(f"activations must be {len(params)} names from {names}, one a layer, got {activations!r}")


def check_sizes(layer_sizes):
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError(f"layer_sizes must be at least two numbers, each 1 or more, got {layer_sizes!r}")


def check_scheme(scheme):
    if scheme not in VARIANCES:
        raise ValueError(f"scheme must be one of {', '.join(VARIANCES)}, got {scheme!r}")


def check_bumps(edges, heights, steepness):
    if np.shape(edges) != (len(heights) + 1,) or not np.all(np.diff(edges) > 0):
        raise ValueError(f"edges must rise, one more than the {len(heights)} heights, got shape {np.shape(edges)}")
    if not 0 < steepness < np.inf:
        raise ValueError(f"steepness must be a positive number, got {steepness}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 17: forward propagation")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_hand_network() | show_the_digits() | show_one_layer() | show_depth() | show_the_bumps()
    figures = {
        "network.png": draw_the_hand_network(),
        "depth.png": draw_depth(results["depth"]),
        "bumps.png": draw_the_bumps(),
        "errors.png": draw_the_errors(results),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
