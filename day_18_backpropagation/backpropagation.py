# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 18: backpropagation. All slopes of a network in one walk back through it.

Run me:    python backpropagation.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import make_moons
from sklearn.linear_model import LogisticRegression

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 3. Layers. `forward` keeps what `backward` will need. `backward` gets dL/d(what the layer gave), sets the slopes of
# the layer's own parameters, and returns dL/d(what the layer got).


class Dense:
    """z = x W + b.      W : (n_in, n_out), b : (n_out,); after `backward` their slopes dW and db"""

    def __init__(self, n_in, n_out, rng):
        check_sizes(n_in, n_out)
        self.W = rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)
        self.b = np.zeros(n_out)

    def forward(self, x):
        check_input(x, self.W)
        self.x = x  # (N, n_in)
        return x @ self.W + self.b  # (N, n_out)

    def backward(self, grad):
        self.dW = self.x.T @ grad  # dL/dW = x^T dL/dz         (n_in, n_out)
        self.db = grad.sum(axis=0)  # dL/db = dL/dz, summed over the rows
        return grad @ self.W.T  # dL/dx = dL/dz W^T         (N, n_in)


class Sigmoid:
    """a = 1 / (1 + e^-z), entry by entry."""

    def forward(self, z):
        self.a = (1 + np.tanh(z / 2)) / 2  # the same function, and this form cannot overflow
        return self.a

    def backward(self, grad):
        return grad * self.a * (1 - self.a)  # da/dz = a (1 - a)


class Tanh:
    """a = tanh z, entry by entry."""

    def forward(self, z):
        self.a = np.tanh(z)
        return self.a

    def backward(self, grad):
        return grad * (1 - self.a**2)  # da/dz = 1 - a^2


class ReLU:
    """a = max(0, z), entry by entry."""

    def forward(self, z):
        self.z = z
        return np.maximum(z, 0)

    def backward(self, grad):
        return grad * (self.z > 0)  # da/dz = 1 where z > 0, else 0


# 4. Losses. Here the walk back begins.


class MeanSquaredError:
    """L = mean of (prediction - target)^2 over all entries."""

    def forward(self, prediction, target):
        check_target(prediction, target)
        self.error = prediction - target
        return np.mean(self.error**2)

    def backward(self):
        return 2 * self.error / self.error.size  # dL/dprediction = 2 error / (number of entries)


class SoftmaxCrossEntropy:
    """L = mean of -ln p[label] over the rows; p : softmax of the logits (N, K), labels : (N,) integers 0 to K - 1"""

    def forward(self, logits, labels):
        check_labels(logits, labels)
        z = logits - logits.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        self.p = np.exp(log_p)
        self.y = np.eye(logits.shape[1], dtype=logits.dtype)[labels]  # one-hot: label 2 of 3 becomes (0, 0, 1)
        return -np.mean(np.sum(self.y * log_p, axis=1))

    def backward(self):
        return (self.p - self.y) / len(self.p)  # dL/dlogits = (p - y) / N


# 5. The network: forward through the layers, and back


class Network:
    """Layers one behind the other, and a loss at the end."""

    def __init__(self, layers, loss):
        self.layers = layers
        self.loss = loss

    def predict(self, x):
        """What the last layer gives for x (N, n_in)."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss_and_gradients(self, x, y):
        """The loss, a number, and a list of (dW, db), one pair for each dense layer, the first layer's first."""
        loss = self.loss.forward(self.predict(x), y)
        grad = self.loss.backward()
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return loss, [(layer.dW, layer.db) for layer in self.dense_layers()]

    def dense_layers(self):
        return [layer for layer in self.layers if isinstance(layer, Dense)]


def train(network, x, y, learning_rate, n_steps):
    """Gradient descent on all rows at once; returns the losses (n_steps,), each from before its step."""
    check_settings(learning_rate, n_steps)
    losses = []
    for _ in range(n_steps):
        loss, gradients = network.loss_and_gradients(x, y)
        for layer, (dW, db) in zip(network.dense_layers(), gradients, strict=True):
            layer.W = layer.W - learning_rate * dW
            layer.b = layer.b - learning_rate * db
        losses.append(loss)
    return np.array(losses)


# 6. The gradient check


def measured_slopes(network, x, y, parameter, h=1e-5):
    """The slope of the loss in every entry of a parameter array, by nudging the entry up and down by h."""
    slopes = np.empty_like(parameter)
    for index in np.ndindex(parameter.shape):
        kept = parameter[index]
        parameter[index] = kept + h
        loss_up = network.loss.forward(network.predict(x), y)
        parameter[index] = kept - h
        loss_down = network.loss.forward(network.predict(x), y)
        parameter[index] = kept
        slopes[index] = (loss_up - loss_down) / (2 * h)
    return slopes


def gradient_check(network, x, y):
    """How far `backward` is from measured slopes, for W and b of each dense layer in turn: (2 * dense layers,).

    The relative error |measured - backward| / (|measured| + |backward|), below 1e-7 if all is right in float64.
    """
    _, gradients = network.loss_and_gradients(x, y)
    relative_errors = []
    for layer, (dW, db) in zip(network.dense_layers(), gradients, strict=True):
        for parameter, backward in ((layer.W, dW), (layer.b, db)):
            measured = measured_slopes(network, x, y, parameter)
            size = np.linalg.norm(measured) + np.linalg.norm(backward)
            relative_errors.append(np.linalg.norm(measured - backward) / size if size > 0 else 0.0)
    return np.array(relative_errors)


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
CLASS_0 = {"color": "#56B4E9", "marker": "o"}
CLASS_1 = {"color": "#E69F00", "marker": "^"}
FORWARD = "#0072B2"
BACKWARD = "#D55E00"


def show_one_neuron():
    """README sections 2 and 7: x = 2, w = 3, b = -4, target 5. Values forward, slopes backward."""
    dense, relu, loss = Dense(1, 1, np.random.default_rng(0)), ReLU(), MeanSquaredError()
    dense.W, dense.b = np.array([[3.0]]), np.array([-4.0])
    z = dense.forward(np.array([[2.0]]))
    a = relu.forward(z)
    L = loss.forward(a, np.array([[5.0]]))
    da = loss.backward()
    dz = relu.backward(da)
    dx = dense.backward(dz)
    slopes = {"a": da, "z": dz, "w": dense.dW, "b": dense.db, "x": dx}
    print("One neuron, x = 2, w = 3, b = -4, target 5:")
    print(f"  forward    z = {z.item():g}, a = {a.item():g}, loss = {L:g}")
    print("  backward   " + ", ".join(f"d{name} = {slope.item():g}" for name, slope in slopes.items()))
    return {"one neuron": {name: slope.item() for name, slope in slopes.items()}}


MAZUR_X, MAZUR_Y = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])


def mazur_network():
    """The network of Mazur's worked example (2015): two inputs, two sigmoid neurons, two sigmoid outputs."""
    rng = np.random.default_rng(0)
    network = Network([Dense(2, 2, rng), Sigmoid(), Dense(2, 2, rng), Sigmoid()], MeanSquaredError())
    hidden, output = network.dense_layers()
    hidden.W, hidden.b = np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([0.35, 0.35])
    output.W, output.b = np.array([[0.40, 0.50], [0.45, 0.55]]), np.array([0.60, 0.60])
    return network


def step_all_at_once(network):
    """One step at the rate 0.5, as the example means it: all slopes first, then the weights; the biases stay."""
    _, gradients = network.loss_and_gradients(MAZUR_X, MAZUR_Y)
    for layer, (dW, _) in zip(network.dense_layers(), gradients, strict=True):
        layer.W = layer.W - 0.5 * dW


def step_on_the_way(network):
    """The same with the mistake that the published numbers contain: slopes pass through weights already changed."""
    network.loss.forward(network.predict(MAZUR_X), MAZUR_Y)
    grad = network.loss.backward()
    for layer in reversed(network.layers):
        passed_on = layer.backward(grad)
        if isinstance(layer, Dense):
            layer.W = layer.W - 0.5 * layer.dW
            passed_on = grad @ layer.W.T
        grad = passed_on


def mazur_loss(network):
    return network.loss.forward(network.predict(MAZUR_X), MAZUR_Y)


def show_mazur():
    """README section 7: the worked example, and where its published numbers went wrong."""
    network = mazur_network()
    loss, gradients = network.loss_and_gradients(MAZUR_X, MAZUR_Y)
    print("\nMazur's example. Before the step: loss", f"{loss:.9f}")
    for name, (dW, _) in zip(("w1 to w4", "w5 to w8"), gradients, strict=True):
        print(f"  slopes of {name}  " + "".join(f"{slope:14.9f}" for slope in dW.T.ravel()))
    results = {}
    print("  loss after              1 step             10000 steps       outputs then")
    for name, step in (("all at once", step_all_at_once), ("on the way", step_on_the_way)):
        network = mazur_network()
        step(network)
        first = mazur_loss(network)
        for _ in range(9_999):
            step(network)
        results[name] = first, mazur_loss(network), network.predict(MAZUR_X)[0]
        outputs = "  ".join(f"{output:.7f}" for output in results[name][2])
        print(f"  {name:14s} {first:.12f} {results[name][1]:19.10f}       {outputs}")
    return {"Mazur": results}


XOR_X, XOR_Y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])


def xor_network(n_hidden, seed):
    """A network of n_hidden tanh units, after 1000 steps on the four points of exclusive or."""
    rng = np.random.default_rng(seed)
    network = Network([Dense(2, n_hidden, rng), Tanh(), Dense(n_hidden, 2, rng)], SoftmaxCrossEntropy())
    train(network, XOR_X, XOR_Y, learning_rate=0.5, n_steps=1000)
    return network


def accuracy(network, x, y):
    return np.mean(network.predict(x).argmax(axis=1) == y)


def show_xor():
    """README section 5: exclusive or, from 20 starts each."""
    print("\nExclusive or, 1000 steps from 20 starts each:\n  hidden units   all four right")
    solved = {}
    for n_hidden in (1, 2, 3, 4, 8):
        solved[n_hidden] = sum(accuracy(xor_network(n_hidden, seed), XOR_X, XOR_Y) == 1 for seed in range(20))
        print(f"  {n_hidden:12d} {solved[n_hidden]:10d} of 20")
    return {"xor solved": solved}


def moons(n, seed):
    """Two half moons that interlock, (n, 2), and which of them each point belongs to, (n,)."""
    return make_moons(n, noise=0.2, random_state=seed)


def moons_network(seed, n_steps=1000):
    """The network 2-16-16-2 with tanh, trained on 200 points; returns it and its losses."""
    rng = np.random.default_rng(seed)
    layers = [Dense(2, 16, rng), Tanh(), Dense(16, 16, rng), Tanh(), Dense(16, 2, rng)]
    network = Network(layers, SoftmaxCrossEntropy())
    return network, train(network, *moons(200, seed), learning_rate=0.5, n_steps=n_steps)


def show_the_moons():
    """README section 5: two moons, ours beside a straight boundary and the baseline; five data sets."""
    scores = {"majority class (baseline)": [], "logistic regression": [], "network 2-16-16-2": []}
    for seed in range(5):
        train_x, train_y = moons(200, seed)
        new_x, new_y = moons(2000, 1000 + seed)
        network, _ = moons_network(seed)
        scores["majority class (baseline)"].append(np.mean(new_y == np.bincount(train_y).argmax()))
        scores["logistic regression"].append(LogisticRegression().fit(train_x, train_y).score(new_x, new_y))
        scores["network 2-16-16-2"].append(accuracy(network, new_x, new_y))
    print("\nTwo moons, 200 training points; accuracy on 2000 new points, 5 data sets:")
    for name, values in scores.items():
        print(f"  {name:26s} {np.mean(values):.3f} +- {np.std(values, ddof=1) / np.sqrt(5):.3f}")
    return {"moons": {name: np.mean(values) for name, values in scores.items()}}


class NoFactorTwo(MeanSquaredError):
    def backward(self):
        return self.error / self.error.size


class SigmoidWithoutSlope(Sigmoid):
    def backward(self, grad):
        return grad * self.a


class MeanOverRows(Dense):
    def backward(self, grad):
        passed_on = super().backward(grad)
        self.db = grad.mean(axis=0)
        return passed_on


class NotTransposed(Dense):
    def backward(self, grad):
        super().backward(grad)
        return grad @ self.W


class TanhWithoutSquare(Tanh):
    def backward(self, grad):
        return grad * (1 - self.a)


def checked_network(place=None, bug=None):
    """The network 3-4-4-2 with random biases, a bug in one place if asked for; place 5 is the loss."""
    rng = np.random.default_rng(0)
    layers = [Dense(3, 4, rng), Tanh(), Dense(4, 4, rng), Sigmoid(), Dense(4, 2, rng), MeanSquaredError()]
    for layer in layers[::2]:
        layer.b = rng.normal(size=layer.b.shape)
    if bug:
        wrong = bug.__new__(bug)
        wrong.__dict__ = layers[place].__dict__  # the same weights, another backward
        layers[place] = wrong
    return Network(layers[:5], layers[5])


BUGS = {
    "no factor 2 in the loss": (5, NoFactorTwo),
    "sigmoid: a, not a (1 - a)": (3, SigmoidWithoutSlope),
    "layer 2: W, not W^T": (2, NotTransposed),
    "layer 2: db a mean": (2, MeanOverRows),
    "tanh: 1 - a, not 1 - a^2": (1, TanhWithoutSquare),
}


def show_the_check():
    """README section 6: the relative errors of the right code, and of five planted bugs."""
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(8, 3)), rng.normal(size=(8, 2))
    print("\nGradient check of the network 3-4-4-2, relative errors:")
    print("                                 W1       b1       W2       b2       W3       b3")
    results = {"all right": gradient_check(checked_network(), x, y)}
    for name, (place, bug) in BUGS.items():
        results[name] = gradient_check(checked_network(place, bug), x, y)
    for name, errors in results.items():
        cells = ["<1e-7" if error < 1e-7 else f"{error:.3f}" for error in errors]
        print(f"  {name:26s}" + "".join(f"{cell:>9s}" for cell in cells))
    return {"gradient check": results}


NODES = {  # name: place, value, slope
    "x": ((0, 1), "2", "-18"),
    "w": ((0, -1), "3", "-12"),
    "w x": ((2, 0), "6", "-6"),
    "b": ((2, -2), "-4", "-6"),
    "z = w x + b": ((4, 0), "2", "-6"),
    "a = max(0, z)": ((6.2, 0), "2", "-6"),
    "e = a - 5": ((8.2, 0), "-3", "-6"),
    "L = e²": ((10, 0), "9", "1"),
}
EDGES = [("x", "w x", "w = 3"), ("w", "w x", "x = 2"), ("w x", "z = w x + b", "1"), ("b", "z = w x + b", "1")]
EDGES += [
    ("z = w x + b", "a = max(0, z)", "1"),
    ("a = max(0, z)", "e = a - 5", "1"),
    ("e = a - 5", "L = e²", "2e = -6"),
]


def draw_the_chain():
    """README section 2: the neuron as a graph, with the value of every step above it and its slope below."""
    fig, ax = plt.subplots(figsize=(9, 3.4))
    for start, end, factor in EDGES:
        (x0, y0), (x1, y1) = NODES[start][0], NODES[end][0]
        ax.plot([x0, x1], [y0, y1], color="gray", zorder=1)
        ax.text(
            (x0 + x1) / 2,
            (y0 + y1) / 2,
            f"×{factor}",
            ha="center",
            va="center",
            fontsize=9,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    for name, ((x, y), value, slope) in NODES.items():
        ax.text(x, y, name, ha="center", va="center", bbox={"boxstyle": "round", "facecolor": "white"})
        ax.text(x, y + 0.55, value, ha="center", va="center", color=FORWARD, fontsize=13)
        ax.text(x, y - 0.55, slope, ha="center", va="center", color=BACKWARD, fontsize=13, style="italic")
    ax.text(7, 1.3, "values, computed forward →", color=FORWARD, ha="center", fontsize=12)
    ax.text(7, -1.5, "← slopes of L, computed backward", color=BACKWARD, ha="center", fontsize=12, style="italic")
    ax.set(
        xlim=(-0.6, 10.6),
        ylim=(-2.8, 1.8),
        title="Forward a step gives its value; backward it multiplies by its own slope",
    )
    ax.set_axis_off()
    return fig


def draw_xor():
    """README section 5: the four points, and what the hidden layer of two units makes of them."""
    seed = next(seed for seed in range(20) if accuracy(xor_network(2, seed), XOR_X, XOR_Y) == 1)
    network = xor_network(2, seed)
    first, activation, last = network.layers
    hidden = activation.forward(first.forward(XOR_X))
    fig, (left, right) = plt.subplots(1, 2)
    for ax, points in ((left, XOR_X), (right, hidden)):
        for label, look in enumerate((CLASS_0, CLASS_1)):
            ax.scatter(*points[label == XOR_Y].T, s=90, edgecolors="black", label=f"class {label}", zorder=3, **look)
        for i, point in enumerate(XOR_X):
            offset = (-45, 7) if ax is right and i == 2 else (9, 7)  # (0, 1) and (1, 0) come to lie on each other
            ax.annotate(f"({point[0]:g}, {point[1]:g})", points[i], xytext=offset, textcoords="offset points")
    difference = last.W[:, 1] - last.W[:, 0]  # class 1 where difference . h + c is positive
    c = last.b[1] - last.b[0]
    h = np.array([-1.3, 1.3])
    right.plot(h, -(difference[0] * h + c) / difference[1], "k--")
    left.set(xlim=(-0.2, 1.4), ylim=(-0.2, 1.3), xlabel="$x_1$", ylabel="$x_2$", title="No line separates the classes")
    right.set(xlim=(-1.3, 1.6), ylim=(-1.3, 1.5), xlabel="hidden unit 1", ylabel="hidden unit 2")
    right.set_title("In the hidden layer one line does")
    left.legend(loc="center")
    return fig


def draw_the_moons():
    """README section 5: the loss as it falls, and the boundary after 10, 100 and 1000 steps."""
    fig, axes = plt.subplots(1, 3, sharey=True)
    x, y = moons(200, 0)
    grid_x, grid_y = np.meshgrid(np.linspace(-1.8, 2.8, 200), np.linspace(-1.3, 1.8, 200))
    grid = np.column_stack([grid_x.ravel(), grid_y.ravel()])
    for ax, n_steps in zip(axes, (10, 100, 1000), strict=True):
        network, losses = moons_network(0, n_steps)
        logits = network.predict(grid)
        margin = (logits[:, 1] - logits[:, 0]).reshape(grid_x.shape)
        ax.contourf(grid_x, grid_y, margin > 0, levels=[-0.5, 0.5, 1.5], colors=["#56B4E9", "#E69F00"], alpha=0.25)
        ax.contour(grid_x, grid_y, margin, levels=[0], colors="black")
        for label, look in enumerate((CLASS_0, CLASS_1)):
            ax.scatter(*x[y == label].T, s=14, edgecolors="black", linewidths=0.4, **look)
        ax.set(title=f"{n_steps} steps: loss {losses[-1]:.2f}", xlabel="$x_1$")
        ax.grid(visible=False)
    axes[0].set_ylabel("$x_2$")
    return fig


def draw_the_check(results):
    """README section 6: for the right code and for each bug, the parameters whose slopes are wrong."""
    names = list(results)
    wrong = np.array([results[name] > 1e-7 for name in names])
    fig, ax = plt.subplots(figsize=(9, 3.4))
    ax.imshow(wrong, cmap="Oranges", vmin=0, vmax=1.6, aspect="auto")
    for row, name in enumerate(names):
        for column, error in enumerate(results[name]):
            ax.text(column, row, f"{error:.3f}" if wrong[row, column] else "< 1e-7", ha="center", va="center")
    ax.set(
        xticks=range(6), xticklabels=["W1", "b1", "W2", "b2", "W3", "b3"], yticks=range(len(names)), yticklabels=names
    )
    ax.set(
        xlabel="parameter, from the first layer to the last",
        title="Relative errors: what lies behind a bug stays right",
    )
    ax.grid(visible=False)
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


def check_sizes(n_in, n_out):
    if n_in < 1 or n_out < 1:
        raise ValueError(f"n_in and n_out must be 1 or more, got {n_in} and {n_out}")


def check_input(x, W):
    if np.ndim(x) != 2 or x.shape[1] != len(W) or len(x) == 0:
        raise ValueError(f"x must be (N, {len(W)}) with at least one row, got shape {np.shape(x)}")


def check_target(prediction, target):
    if np.shape(target) != prediction.shape:
        raise ValueError(f"target must have the prediction's shape {prediction.shape}, got {np.shape(target)}")


def check_labels(logits, labels):
    N, K = logits.shape
    labels = np.asarray(labels)
    if labels.shape != (N,) or labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= K:
        raise ValueError(f"labels must be ({N},) integers from 0 to {K - 1}, got shape {labels.shape}: {labels[:5]}")


def check_settings(learning_rate, n_steps):
    if not 0 < learning_rate < np.inf or n_steps < 0:
        raise ValueError(f"learning_rate must be positive, n_steps 0 or more, got {learning_rate} and {n_steps}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 18: backpropagation")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_one_neuron() | show_mazur() | show_xor() | show_the_moons() | show_the_check()
    figures = {
        "chain.png": draw_the_chain(),
        "xor.png": draw_xor(),
        "moons.png": draw_the_moons(),
        "check.png": draw_the_check(results["gradient check"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
