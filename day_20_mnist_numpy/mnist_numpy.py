# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5", "pandas>=2.2", "tqdm>=4.66"]
# ///
"""Day 20: MNIST in NumPy. A network that reads handwriting, built from arrays alone.

Run me:    python mnist_numpy.py                 (MNIST if it is in the data folder, else the bundled 8x8 digits)
           python mnist_numpy.py --data mnist    (the full set; downloads it first if it must)
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import math
import os
import sys
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy is loaded, which reads it only then
os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt
import numpy as np
from fast_mnist import FastAdam, FastMLP
from mnist_files import download_mnist, has_mnist, load_arrays, load_digits, load_mnist, save_arrays, split
from mnist_files import read_idx as read_idx  # README section 2 is about it
from tqdm import tqdm

# 3. From pixels to probabilities


def log_softmax(logits, axis=-1):
    """Logarithm of the softmax along `axis`. With the largest logit subtracted, e^z cannot overflow."""
    shifted = logits - np.max(logits, axis=axis, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))


def softmax(logits, axis=-1):
    """Positive numbers that sum to 1 along `axis`, in proportion to e^logit: those of each row of (n, K)."""
    return np.exp(log_softmax(logits, axis))


def cross_entropy(labels, logits):
    """Mean over the rows of -log(softmax probability of the right class), in nats; labels (n,), logits (n, K)."""
    rows = np.arange(len(labels))
    return float(np.mean(-log_softmax(logits)[rows, labels]))


def cross_entropy_gradient(labels, logits):
    """Slope of `cross_entropy` in every logit, (n, K): (P - Y) / n."""
    rows = np.arange(len(labels))
    gradient = softmax(logits)
    gradient[rows, labels] -= 1
    return gradient / len(labels)


class MLP:
    """A multilayer perceptron: dense layers with a ReLU between them.

    parameters : the list W1, b1, W2, b2, ..., with W (n_in, n_out) and b (n_out,)
    """

    def __init__(self, layer_sizes, rng):
        """Random weights of variance 2 / n_in (He et al. 2015), biases 0; all of them float32."""
        check_sizes(layer_sizes)
        self.parameters = []
        for n_in, n_out in pairwise(layer_sizes):
            W = rng.standard_normal((n_in, n_out), dtype=np.float32) * math.sqrt(2 / n_in)
            b = np.zeros(n_out, dtype=np.float32)
            self.parameters += [W, b]

    def forward(self, x):
        """The output of every layer: X, which is x itself, then H1, H2, ..., and the logits Z last."""
        layers = [x]
        for W, b in zip(self.parameters[0::2], self.parameters[1::2], strict=True):
            Z = layers[-1] @ W + b  # (n, n_out)
            layers.append(np.maximum(0, Z))
        layers[-1] = Z  # no ReLU after the last layer
        return layers

    # 4. Backward

    def loss_and_gradients(self, x, y):
        """Mean cross-entropy of the labels y (n,) given x (n, n_in), and its gradients in the order of `parameters`."""
        x, y = check_data(self, x, y)
        *layers, logits = self.forward(x)
        delta = cross_entropy_gradient(y, logits)  # (n, K)
        gradients = []
        pairs = list(zip(layers, self.parameters[0::2], strict=True))  # (X, W1), (H1, W2), (H2, W3)
        for H, W in reversed(pairs):
            dW = H.T @ delta  # (n_in, n_out), as W
            db = delta.sum(axis=0)
            gradients = [dW, db, *gradients]
            if H is not x:  # nobody needs the slope in a pixel
                delta = (delta @ W.T) * (H > 0)  # (n, n_in), as H
        return cross_entropy(y, logits), gradients


# 5. Adam


class Adam:
    """Steps along the average slope, measured in its typical size: Kingma and Ba 2015."""

    beta1, beta2, epsilon = 0.9, 0.999, 1e-8

    def __init__(self, learning_rate=1e-3):
        self.learning_rate = learning_rate
        self.t = 0

    def step(self, parameters, gradients):
        """Change `parameters`, a list of arrays, in place."""
        if self.t == 0:
            self.m = [np.zeros_like(p) for p in parameters]
            self.v = [np.zeros_like(p) for p in parameters]
        self.t += 1
        for p, g, m, v in zip(parameters, gradients, self.m, self.v, strict=True):
            m[:] = self.beta1 * m + (1 - self.beta1) * g
            v[:] = self.beta2 * v + (1 - self.beta2) * g**2
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            p -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


def shuffled_batches(n, batch_size, rng):
    """Yields the rows of each step of one epoch: 0..n-1 in a new order, cut in pieces; the last may be smaller."""
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


@np.errstate(all="ignore")  # a loss that explodes is refused by check_loss, not warned about
def train(model, x, y, epochs, batch_size, learning_rate, rng, on_epoch=None, optimizer=None):
    """Adam on shuffled batches, the rate falling in a straight line to 0. Changes the model in place.

    x : (n, n_in)      y : (n,) classes      on_epoch(epoch, loss) is called after each epoch, counted from 1
    optimizer : `Adam()` unless another one is given      returns : mean loss of each epoch, a list
    """
    x, y = check_data(model, np.asarray(x, dtype=model.parameters[0].dtype), y)
    check_settings(epochs, batch_size, learning_rate)
    optimizer = optimizer or Adam()
    n_steps = epochs * math.ceil(len(x) / batch_size)
    losses = []
    for epoch in range(1, epochs + 1):
        batches = list(shuffled_batches(len(x), batch_size, rng))
        total = 0.0
        for batch in tqdm(batches, f"epoch {epoch}/{epochs}", leave=False, disable=None):
            loss, gradients = model.loss_and_gradients(x[batch], y[batch])
            optimizer.learning_rate = learning_rate * (1 - optimizer.t / n_steps)
            optimizer.step(model.parameters, gradients)
            total += loss * len(batch)
        check_loss(total, epoch, learning_rate)
        losses.append(total / len(x))
        if on_epoch:
            on_epoch(epoch, losses[-1])
    return losses


# 7. Using it, scoring it, keeping it


def predict(model, x):
    """The most probable class of each row, (n,) integers."""
    x = check_pictures(model, x)
    return model.forward(x)[-1].argmax(axis=1)


def evaluate(model, x, y):
    """Accuracy: the share of rows whose predicted class is y, between 0 and 1."""
    predicted = predict(model, x)
    y = check_labels(y, len(predicted), len(model.parameters[-1]))
    return float(np.mean(predicted == y))


def save_weights(model, path):
    """Write the parameters to `path` (.npz, exactly under that name), all or nothing."""
    save_arrays(path, model.parameters)


def load_weights(path):
    """The MLP that `save_weights` wrote. Raises ValueError naming the file unless it is one, whole and finite."""
    parameters = load_arrays(path)
    model = MLP([len(parameters[0]), *map(len, parameters[1::2])], np.random.default_rng(0))
    model.parameters = parameters
    return model


# What the README shows

DATA = Path(__file__).resolve().parent.parent / "data"
RECIPES = {
    "mnist": {"hidden": [512, 256], "epochs": 10, "learning_rate": 2e-3, "batch_size": 128, "held_out": 5000},
    "digits": {"hidden": [512, 256], "epochs": 40, "learning_rate": 2e-3, "batch_size": 32, "held_out": 134},
}
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


def choose_data(name, folder):
    """README section 2: MNIST where it is or where it is asked for, else the bundled digits, and says so."""
    here = has_mnist(folder)
    if name == "mnist" and not here:
        print("MNIST is not in the data folder: downloading it from openml.org.", flush=True)
        return "mnist", download_mnist(folder)
    if name == "mnist" or (name is None and here):
        print("Data: MNIST, handwritten digits of 28 x 28 pixels.")
        return "mnist", load_mnist(folder)
    print("Data: the bundled digits, 8 x 8 pixels.")
    if not here:
        print("MNIST is not in the data folder. For the full set:  python mnist_numpy.py --data mnist")
    return "digits", load_digits()


class Watch:
    """Called after every epoch: prints it, and saves the weights when they read the held-out pictures best so far."""

    def __init__(self, model, held_out, epochs, path):
        self.model = model
        self.x, self.y = held_out
        self.epochs = epochs
        self.path = path
        self.history = []  # training loss, held-out loss and held-out accuracy of each epoch

    def __call__(self, epoch, loss):
        logits = self.model.forward(self.x)[-1]
        held_out_loss = cross_entropy(self.y, logits)
        accuracy = float(np.mean(logits.argmax(axis=1) == self.y))
        self.history.append((loss, held_out_loss, accuracy))
        if self.path and epoch == self.best_epoch():
            save_weights(self.model, self.path)
        if epoch % math.ceil(self.epochs / 10) == 0 or epoch == self.epochs:
            print(f"{epoch:7d} {loss:15.4f} {held_out_loss:15.4f} {100 * accuracy:17.2f} %", flush=True)

    def best_epoch(self):
        """Counted from 1; of equals the later one, whose steps were smaller. 0 before the first epoch is over."""
        epochs = range(1, len(self.history) + 1)
        return max(epochs, key=lambda epoch: (self.history[epoch - 1][2], epoch), default=0)

    def last_words(self):
        """What to tell someone who stops the training."""
        if not self.history:
            return "before the first epoch was over: there are no weights to keep"
        if not self.path:
            return f"after epoch {len(self.history)}; with --save PATH the best weights so far would have been kept"
        return f"the best weights so far (epoch {self.best_epoch()}) are in {self.path}"


def show_training(model, name, recipe, train_data, held_out, rng, path):
    """README sections 7 and 8: both losses and the held-out accuracy, epoch by epoch; the last weights are kept."""
    epochs, batch_size = recipe["epochs"], recipe["batch_size"]
    n_weights = sum(p.size for p in model.parameters)
    sizes = "-".join(str(n) for n in [len(model.parameters[0]), *map(len, model.parameters[1::2])])
    seconds = 2 + epochs * len(train_data[1]) / batch_size * n_weights * 1.2e-8  # as measured, roughly
    print(f"Network {sizes}: {n_weights:,} weights. {epochs} epochs, about {seconds:.0f} s.\n")
    print("  epoch   training loss   held-out loss   held-out accuracy", flush=True)
    watch = Watch(model, held_out, epochs, path)
    learner, optimizer = (FastMLP(model), FastAdam()) if name == "mnist" else (model, Adam())
    try:
        train(learner, *train_data, epochs, batch_size, recipe["learning_rate"], rng, watch, optimizer)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f": {watch.last_words()}") from None
    if path:
        save_weights(model, path)
        print(f"Saved: {ascii(str(path))}")
    return watch.history


def nearest_mean(x_train, y_train, x):
    """A baseline with no training: the class whose average picture is closest to each row of x, (n,)."""
    classes = np.unique(y_train)
    means = [x_train[y_train == k].mean(axis=0) for k in classes]
    distances = [np.sum((x - mean) ** 2, axis=1) for mean in means]  # K lists of n
    return classes[np.argmin(distances, axis=0)]


def show_test(model, train_data, test_data):
    """README sections 7 and 8: the one look at the test pictures, beside two baselines."""
    x, y = test_data
    most_common = np.bincount(train_data[1]).argmax()
    results = {
        "most common digit": float(np.mean(y == most_common)),
        "nearest mean": float(np.mean(nearest_mean(*train_data, x) == y)),
        "test accuracy": evaluate(model, x, y),
    }
    print(f"\nOn the {len(y):,} test pictures, looked at once:")
    print(f"  the most common digit (baseline)  {100 * results['most common digit']:6.2f} % right")
    print(f"  the nearest average picture       {100 * results['nearest mean']:6.2f} % right")
    print(f"  this network                      {100 * results['test accuracy']:6.2f} % right")
    return results


def confusion_matrix(y_true, y_pred, n_classes):
    """Counts (n_classes, n_classes): row is the truth, column the answer."""
    y_true = check_labels(y_true, len(y_pred), n_classes)
    y_pred = check_labels(y_pred, len(y_true), n_classes)
    table = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(table, (y_true, y_pred), 1)  # table[y_true, y_pred] += 1 would count a repeated pair only once
    return table


def surest_mistakes(y, P):
    """The rows of P (n, K) whose largest probability is not at y, the surest first."""
    wrong = np.flatnonzero(P.argmax(axis=1) != y)
    return wrong[np.argsort(-P[wrong].max(axis=1), kind="stable")]


def show_mistakes(y, P):
    """README section 9: which digit is taken for which, and how sure the network was; P (n, K) its probabilities."""
    answer, sure = P.argmax(axis=1), P.max(axis=1)
    table = confusion_matrix(y, answer, P.shape[1])
    mistakes = surest_mistakes(y, P)
    print(f"That leaves {len(mistakes)} mistakes. It was {100 * sure.mean():.2f} % sure on average.")
    print("\nRow: the truth. Column: the answer.\n     " + "".join(f"{k:5d}" for k in range(len(table))))
    for k, row in enumerate(table):
        print(f"{k:5d}" + "".join(f"{count:5d}" for count in row))
    print("The surest mistakes:")
    for i in mistakes[:3]:
        print(f"  test picture {i}: {y[i]} read as {answer[i]}, {100 * sure[i]:.2f} % sure")
    return {"wrong": len(mistakes), "mean confidence": float(sure.mean()), "confusion matrix": table}


def as_rectangle(values):
    """A list of numbers as a picture, as near to a square as their count allows: 784 as (28, 28), 512 as (16, 32)."""
    n = len(values)
    height = max(h for h in range(1, math.isqrt(n) + 1) if n % h == 0)
    return values.reshape(height, -1)


def draw_forward(model, picture, label):
    """README section 3: one picture on its way through the layers."""
    *layers, logits = model.forward(picture[np.newaxis])  # a batch of one
    P = softmax(logits)[0]
    fig, axes = plt.subplots(1, len(layers) + 1, figsize=(9, 2.8))
    for k, (ax, values) in enumerate(zip(axes, layers, strict=False)):
        ax.imshow(as_rectangle(values[0]), cmap="Blues" if k else "gray_r", aspect="auto")
        ax.set(title=f"H{k}: {values.size} units", xlabel=f"{100 * np.mean(values > 0):.0f} % of them on")
        ax.set(xticks=[], yticks=[])
    axes[0].set(title=f"X: {picture.size} pixels", xlabel=f"the truth: {label}")
    axes[-1].bar(range(len(P)), P)
    axes[-1].set(title=f"P: {len(P)} probabilities", xlabel="digit", xticks=range(len(P)), ylim=(0, 1))
    return fig


def draw_training(history):
    """README sections 7 and 8: the training loss goes on falling where the held-out loss has stopped."""
    loss, held_out_loss, accuracy = np.array(history).T
    epochs = np.arange(1, len(loss) + 1)
    fig, (left, right) = plt.subplots(1, 2)
    left.semilogy(epochs, loss, **TRAINING, markersize=4, label="training")
    left.semilogy(epochs, held_out_loss, **NEW, markersize=4, label="held out")
    left.set(xlabel="epoch", ylabel="cross-entropy (nats)", title="Only the training loss goes on falling")
    left.legend(loc="lower left")
    right.plot(epochs, 100 * accuracy, **NEW, markersize=4)
    right.set(xlabel="epoch", ylabel="held-out accuracy (%)", title="The held-out accuracy levels off")
    return fig


def draw_confusion(table):
    """README section 9: the mistakes alone, since the diagonal would drown them."""
    mistakes = table - np.diag(np.diag(table))
    fig, ax = plt.subplots(figsize=(9, 4))
    ax.imshow(mistakes, cmap="Blues", aspect="auto")
    for (row, column), count in np.ndenumerate(mistakes):
        if count:
            color = "white" if count > mistakes.max() / 2 else "black"
            ax.text(column, row, count, ha="center", va="center", color=color)
    ax.set(title="How often each digit is misread, and as what", xlabel="read as", ylabel="truth")
    ax.set(xticks=range(len(table)), yticks=range(len(table)))
    ax.grid(visible=False)
    return fig


def draw_mistakes(x, y, P):
    """README section 9: up to twelve mistakes, the surest first."""
    mistakes = surest_mistakes(y, P)[:12]
    rows = max(1, math.ceil(len(mistakes) / 6))
    fig, axes = plt.subplots(rows, 6, figsize=(9, 2 * rows + 0.4))
    for ax in axes.flat:
        ax.axis("off")
    for ax, i in zip(axes.flat, mistakes, strict=False):
        ax.imshow(as_rectangle(x[i]), cmap="gray_r", vmin=0, vmax=1)
        ax.set_title(f"{y[i]} read as {P[i].argmax()}\n{100 * P[i].max():.1f} % sure")
    fig.suptitle("The mistakes of which it was surest")
    return fig


def draw_weights(W):
    """README section 10: the weights of forty first-layer units, the loudest of forty groups of neighbors."""
    loudness = np.linalg.norm(W, axis=0)
    fig, axes = plt.subplots(4, 10, figsize=(9, 4))
    for ax, group in zip(axes.flat, np.array_split(np.arange(W.shape[1]), 40), strict=True):
        ax.axis("off")
        if len(group):
            weights = W[:, group[loudness[group].argmax()]]
            limit = np.abs(weights).max()
            ax.imshow(as_rectangle(weights), cmap="RdBu_r", vmin=-limit, vmax=limit)
    fig.suptitle("Forty first-layer units: ink on red turns a unit on, ink on blue turns it off")
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


def check_sizes(layer_sizes):
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError(f"layer_sizes must be two or more positive integers, got {layer_sizes}")


def check_pictures(model, x):
    """x as an array; raises ValueError unless it is (n, n_in), n > 0, all finite."""
    x, n_in = np.asarray(x), len(model.parameters[0])
    if x.ndim != 2 or x.shape[1] != n_in or len(x) == 0 or not np.isfinite(x).all():
        raise ValueError(f"x must be finite, (n, {n_in}) with n > 0, got shape {x.shape}")
    return x


def check_labels(y, n, n_classes):
    """y as integers; raises ValueError unless it is (n,), each a class."""
    y = np.asarray(y)
    if y.shape != (n,) or not np.isin(y, range(n_classes)).all():
        raise ValueError(f"y must be ({n},), classes 0 to {n_classes - 1}, got shape {y.shape}, {np.unique(y)[:10]}")
    return y.astype(int)


def check_data(model, x, y):
    x = check_pictures(model, x)
    return x, check_labels(y, len(x), len(model.parameters[-1]))


def check_settings(epochs, batch_size, learning_rate):
    if epochs < 1 or batch_size < 1:
        raise ValueError(f"epochs and batch_size must be 1 or more, got {epochs} and {batch_size}")
    if not 0 < learning_rate < math.inf:
        raise ValueError(f"learning_rate must be positive and finite, got {learning_rate}")


def check_loss(total, epoch, learning_rate):
    if not math.isfinite(total):
        raise ValueError(f"the loss is {total} in epoch {epoch}: learning_rate {learning_rate} is too high")


def check_save(path):
    if path and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise ValueError(f"--save {path}: want a file in a folder that exists")


def run(options):
    """The day's story; returns the headline numbers."""
    check_save(options.save)
    name, (train_data, test_data) = choose_data(options.data, options.data_dir)
    knobs = {key: getattr(options, key) for key in ("hidden", "epochs", "learning_rate")}
    recipe = RECIPES[name] | {key: value for key, value in knobs.items() if value is not None}
    rng = np.random.default_rng(options.seed)
    learn, held_out = split(*train_data, recipe["held_out"], rng)
    counts = len(learn[1]), len(held_out[1]), len(test_data[1])
    print("{:,} pictures to learn from, {:,} to watch, {:,} for the test.".format(*counts))
    model = MLP([learn[0].shape[1], *recipe["hidden"], 10], rng)
    history = show_training(model, name, recipe, learn, held_out, rng, options.save)
    results = show_test(model, train_data, test_data)
    x, y = test_data
    P = softmax(model.forward(x)[-1])
    results |= show_mistakes(y, P)
    figures = {
        f"{name}_forward.png": draw_forward(model, x[0], y[0]),
        f"{name}_training.png": draw_training(history),
        f"{name}_mistakes.png": draw_mistakes(x, y, P),
        f"{name}_weights.png": draw_weights(model.parameters[0]),
    }
    if name == "mnist":  # a handful of mistakes needs no picture of a hundred cells
        figures["mnist_confusion.png"] = draw_confusion(results["confusion matrix"])
    save_figures(figures, options.redraw)
    return results | {"held-out accuracy": history[-1][2], "history": history}


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 20: a NumPy network that reads handwritten digits")
    parser.add_argument("--data", choices=("digits", "mnist"), help="MNIST if it is there, else the digits")
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("MNIST_DATA") or DATA))
    parser.add_argument("--hidden", type=int, nargs="*", metavar="UNITS", help="sizes of the hidden layers (512 256)")
    parser.add_argument("--epochs", type=int, help="10 for MNIST, 40 for the digits")
    parser.add_argument("--learning-rate", type=float, help="at the start (0.002)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", type=Path, metavar="PATH", help="keep the weights here (.npz)")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    plt.rcParams.update(STYLE)
    try:
        return run(parser.parse_args(arguments))
    except (ValueError, OSError) as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")
    except KeyboardInterrupt as stopped:
        parser.exit(130, f"Stopped by Ctrl-C{stopped}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
