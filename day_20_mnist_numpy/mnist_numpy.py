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
from pathlib import Path

# One thread, and before NumPy is loaded: two that wait for each other can take many times as long on a busy machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import matplotlib.pyplot as plt
import numpy as np
from mnist_files import download_mnist, has_mnist, load_arrays, load_digits, load_mnist, read_idx, save_arrays, split
from tqdm import tqdm

__all__ = ["MLP", "evaluate", "load_mnist", "load_weights", "predict", "read_idx", "save_weights", "train"]
FIGURES = Path(__file__).with_name("figures")
DATA = Path(__file__).resolve().parent.parent / "data"
RECIPES = {
    "mnist": {"hidden": [512, 256], "epochs": 10, "learning_rate": 2e-3, "batch_size": 128, "held_out": 5000},
    "digits": {"hidden": [512, 256], "epochs": 40, "learning_rate": 2e-3, "batch_size": 32, "held_out": 134},
}


# The network


def check_rows(x, n_features):
    """Raises ValueError unless x is (n, n_features) with n > 0 and every entry finite."""
    if x.ndim != 2 or x.shape[1] != n_features or len(x) == 0:
        raise ValueError(f"x must have shape (n, {n_features}), n > 0, got {x.shape}")
    if not np.isfinite(x).all():
        raise ValueError("x has a nan or an infinite entry")


def check_labels(y, n, n_classes):
    """Raises ValueError unless y is (n,) integers, each a class."""
    if y.shape != (n,) or y.dtype.kind not in "iu":
        raise ValueError(f"y must be {n} integers of shape ({n},), got shape {y.shape} of type {y.dtype}")
    if y.min() < 0 or y.max() >= n_classes:
        raise ValueError(f"y must hold classes 0 to {n_classes - 1}, got {y.min()} to {y.max()}")


def cross_entropy(logits, y):
    """Mean price of the right class, and its gradient in the logits, (n, classes): (softmax - one-hot) / n.

    The gradient is written over `logits`, which saves four arrays of that size.
    """
    rows = np.arange(len(y))
    logits -= logits.max(axis=1, keepdims=True)
    right = logits[rows, y]
    np.exp(logits, out=logits)
    total = logits.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total[:, 0]) - right))
    logits /= total
    logits[rows, y] -= 1
    logits /= len(y)
    return loss, logits


class MLP:
    """Dense layers with a ReLU between them; `parameters` is the list W1, b1, W2, b2, ... with W (n_in, n_out)."""

    def __init__(self, layer_sizes, rng):
        """Weights drawn as in He et al. 2015. Raises ValueError unless there are two or more sizes, each positive."""
        if len(layer_sizes) < 2 or not all(isinstance(n, (int, np.integer)) and n > 0 for n in layer_sizes):
            raise ValueError(f"layer_sizes must be two or more positive integers, got {layer_sizes}")
        self.parameters = []
        for n_in, n_out in zip(layer_sizes, layer_sizes[1:], strict=False):
            scale = np.float32(np.sqrt(2 / n_in))
            self.parameters.append(rng.standard_normal((n_in, n_out), dtype=np.float32) * scale)
            self.parameters.append(np.zeros(n_out, dtype=np.float32))

    def forward(self, x):
        """Every layer's output as a list, the input first and the logits last."""
        x = np.asarray(x)
        check_rows(x, len(self.parameters[0]))
        layers = [x]
        for W, b in zip(self.parameters[0::2], self.parameters[1::2], strict=True):
            if len(layers) > 1:
                np.maximum(layers[-1], 0, out=layers[-1])
            layers.append(layers[-1] @ W)  # (n, n_out)
            layers[-1] += b
        return layers

    def loss_and_gradients(self, x, y):
        """Mean cross-entropy of labels y (n,) given x (n, n_in), and its gradients in the order of `parameters`."""
        layers, y = self.forward(x), np.asarray(y)
        check_labels(y, *layers[-1].shape)
        loss, delta = cross_entropy(layers[-1], y)
        gradients = []
        for i in reversed(range(len(layers) - 1)):
            gradients = [layers[i].T @ delta, delta.sum(axis=0), *gradients]
            if i > 0:
                delta = delta @ self.parameters[2 * i].T
                delta *= layers[i] > 0  # ReLU passes the slope where it passed the value
        return loss, gradients


def predict(model, x):
    """The most probable class of each row, (n,) integers."""
    return model.forward(x)[-1].argmax(axis=1)


def evaluate(model, x, y):
    """Accuracy: the share of rows whose predicted class is y, between 0 and 1."""
    labels, y = predict(model, x), np.asarray(y)
    check_labels(y, len(labels), len(model.parameters[-1]))
    return float(np.mean(labels == y))


# Training


class Adam:
    """Kingma and Ba 2015, as day 19 built it, with no new arrays after the first step."""

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.n_steps = 0

    def step(self, parameters, gradients):
        """Change `parameters` in place; `gradients` are used up as scratch space."""
        if self.n_steps == 0:
            self.means = [np.zeros_like(p) for p in parameters]
            self.squares = [np.zeros_like(p) for p in parameters]
            self.scratch = [np.empty_like(p) for p in parameters]
        self.n_steps += 1
        root = math.sqrt(1 - self.beta2**self.n_steps)
        rate = self.learning_rate * root / (1 - self.beta1**self.n_steps)
        for p, g, m, v, s in zip(parameters, gradients, self.means, self.squares, self.scratch, strict=True):
            m *= self.beta1
            m += np.multiply(g, 1 - self.beta1, out=s)
            v *= self.beta2
            g *= g
            g *= 1 - self.beta2
            v += g
            np.sqrt(v, out=s)
            s += self.epsilon * root
            np.divide(m, s, out=s)
            s *= rate
            p -= s


def train(model, x, y, epochs, batch_size, learning_rate, rng, on_epoch=None):
    """Adam over shuffled mini-batches, the rate falling in a straight line to zero; changes the model in place.

    x : (n, n_in)      y : (n,) classes      on_epoch(epoch, loss) is called after each epoch, counted from 1
    returns : mean loss of each epoch, a list      Raises ValueError on bad arguments, or when the loss is lost.
    """
    x, y = np.asarray(x, dtype=model.parameters[0].dtype), np.asarray(y)
    check_rows(x, len(model.parameters[0]))
    check_labels(y, len(x), len(model.parameters[-1]))
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        if not isinstance(value, (int, np.integer)) or value < 1:
            raise ValueError(f"{name} must be a positive integer, got {value}")
    if not 0 < learning_rate < math.inf:
        raise ValueError(f"learning_rate must be positive and finite, got {learning_rate}")
    optimizer, losses = Adam(), []
    n_steps = epochs * math.ceil(len(x) / batch_size)
    for epoch in range(1, epochs + 1):
        order, total = rng.permutation(len(x)), 0.0
        for start in tqdm(range(0, len(x), batch_size), f"epoch {epoch}/{epochs}", leave=False, disable=None):
            batch = order[start : start + batch_size]
            with np.errstate(over="ignore", invalid="ignore"):
                loss, gradients = model.loss_and_gradients(x[batch], y[batch])
                optimizer.learning_rate = learning_rate * (1 - optimizer.n_steps / n_steps)
                optimizer.step(model.parameters, gradients)
            total += loss * len(batch)
        if not math.isfinite(total):
            raise ValueError(f"the loss is {total} in epoch {epoch}: learning_rate {learning_rate} is too high")
        losses.append(total / len(x))
        if on_epoch:
            on_epoch(epoch, losses[-1])
    return losses


# Keeping the weights


def save_weights(model, path):
    """Write the parameters to `path` (.npz, exactly under that name), all or nothing."""
    save_arrays(path, model.parameters)


def load_weights(path):
    """The MLP that `save_weights` wrote. Raises ValueError naming the file unless it is one, whole and finite."""
    parameters = load_arrays(path)
    model = MLP([len(parameters[0]), *map(len, parameters[1::2])], np.random.default_rng(0))
    model.parameters = parameters
    return model


# What the network gets wrong


def probabilities(model, x):
    """Softmax of the logits, (n, classes)."""
    logits = model.forward(x)[-1]
    logits = np.exp(logits - logits.max(axis=1, keepdims=True))
    return logits / logits.sum(axis=1, keepdims=True)


def confusion_matrix(y_true, y_pred, n_classes):
    """Counts (n_classes, n_classes): row is the truth, column the answer."""
    for y in (y_true, y_pred):
        check_labels(y, len(y_true), n_classes)
    return np.bincount(y_true * n_classes + y_pred, minlength=n_classes**2).reshape(n_classes, n_classes)


def nearest_mean(x_train, y_train, x):
    """A baseline with no training: the class whose average image is closest to each row of x, (n,)."""
    means = np.array([x_train[y_train == k].mean(axis=0) for k in range(y_train.max() + 1)])
    return (np.sum(means**2, axis=1) - 2 * x @ means.T).argmin(axis=1)


# What the README shows


class Watch:
    """Called after every epoch: prints it, and saves the weights when they read the held-out images best so far."""

    def __init__(self, model, x, y, epochs, path=None):
        self.model, self.x, self.y, self.epochs, self.path = model, x, y, epochs, path
        self.history, self.best_accuracy, self.best_epoch = [], -1.0, 0

    def __call__(self, epoch, loss):
        logits = self.model.forward(self.x)[-1]
        accuracy = float(np.mean(logits.argmax(axis=1) == self.y))
        held_out_loss, _ = cross_entropy(logits, self.y)
        self.history.append((loss, held_out_loss, accuracy))
        if accuracy >= self.best_accuracy:  # a tie goes to the later epoch, whose steps are smaller
            if self.path:
                save_weights(self.model, self.path)
            self.best_accuracy, self.best_epoch = accuracy, epoch
        if epoch % math.ceil(self.epochs / 10) == 0 or epoch == self.epochs:
            print(f"{epoch:7d} {loss:15.4f} {held_out_loss:15.4f} {accuracy:17.2%}", flush=True)

    def where(self):
        """What to tell someone who stops the training."""
        if not self.best_epoch:
            return "before the first epoch was over: there are no weights to keep"
        if not self.path:
            return f"after epoch {len(self.history)}; with --save PATH the best weights so far would have been kept"
        return f"the best weights so far (epoch {self.best_epoch}) are in {self.path}"


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


def show_training(model, recipe, train_data, held_out, rng, path):
    """README section 5: the loss and the held-out accuracy, epoch by epoch; the last epoch's weights are the result."""
    n_weights = sum(p.size for p in model.parameters)
    seconds = 3 + 6 * n_weights * len(train_data[0]) * recipe["epochs"] / 5e10  # 6: two flops each, three products
    sizes = "-".join(str(n) for n in [len(model.parameters[0]), *(len(b) for b in model.parameters[1::2])])
    print(f"Network {sizes}: {n_weights} weights. {recipe['epochs']} epochs, about {seconds:.0f} s.\n")
    print("  epoch   training loss   held-out loss   held-out accuracy", flush=True)
    watch = Watch(model, *held_out, recipe["epochs"], path)
    try:
        train(model, *train_data, *(recipe[k] for k in ("epochs", "batch_size", "learning_rate")), rng, watch)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f": {watch.where()}") from None
    if path:
        save_weights(model, path)
        print(f"Saved: {ascii(str(path))}")
    return watch


def show_test(model, train_data, test_data):
    """README section 5: the one look at the test images, beside two baselines."""
    (x, y), guess = test_data, np.bincount(train_data[1]).argmax()
    rows = {
        "always the most common digit": np.mean(y == guess),
        "the nearest average image": np.mean(nearest_mean(*train_data, x) == y),
        "this network": evaluate(model, x, y),
    }
    print(f"\nOn the {len(y)} test images, looked at once:")
    for name, accuracy in rows.items():
        print(f"  {name:30s} {accuracy:8.2%} right")
    return dict(zip(("most common digit", "nearest mean", "test accuracy"), map(float, rows.values()), strict=True))


def show_mistakes(model, x, y):
    """README section 7: which digit is taken for which, and how sure the network was."""
    p = probabilities(model, x)
    answer, sure = p.argmax(axis=1), p.max(axis=1)
    table = confusion_matrix(y, answer, p.shape[1])
    wrong = np.flatnonzero(answer != y)
    print(f"That leaves {len(wrong)} mistakes. It was {sure.mean():.2%} sure on average.")
    print("\nRow: the truth. Column: the answer.\n     " + "".join(f"{k:5d}" for k in range(len(table))))
    for k, row in enumerate(table):
        print(f"{k:5d}" + "".join(f"{n:5d}" for n in row))
    worst = wrong[np.argsort(-sure[wrong], kind="stable")]
    print("The surest mistakes:")
    for i in worst[:3]:
        print(f"  test image {i}: {y[i]} read as {answer[i]}, {sure[i]:.2%} sure")
    return table, worst, answer, sure


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_training(history, name):
    """README section 6: the training loss goes on falling where the held-out loss has stopped."""
    loss, held_out_loss, accuracy = np.array(history).T
    epochs = np.arange(1, len(loss) + 1)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    axes[0].semilogy(epochs, loss, label="training")
    axes[0].semilogy(epochs, held_out_loss, label="held out")
    axes[0].set(xlabel="epoch", ylabel="cross-entropy (nats)")
    axes[0].legend()
    axes[1].plot(epochs, 100 * accuracy, color="tab:orange")
    axes[1].set(xlabel="epoch", ylabel="held-out accuracy (%)")
    for ax in axes:
        ax.grid(alpha=0.3)
    save_figure(fig, f"{name}_training.png")


def draw_confusion(table, name):
    """README section 7: the mistakes alone, since the diagonal would drown them."""
    mistakes = table - np.diag(np.diag(table))
    fig, ax = plt.subplots(figsize=(4.6, 4.2), layout="constrained")
    ax.imshow(mistakes, cmap="Reds")
    for (row, column), n in np.ndenumerate(mistakes):
        if n:
            ax.text(column, row, n, ha="center", va="center", color="white" if n > mistakes.max() / 2 else "black")
    ax.set(xlabel="read as", ylabel="truth", xticks=range(len(table)), yticks=range(len(table)))
    save_figure(fig, f"{name}_confusion.png")


def draw_mistakes(x, y, worst, answer, sure, name):
    """README section 7: the mistakes of which the network was most sure."""
    side = math.isqrt(x.shape[1])
    rows = 2 if len(worst) > 8 else 1
    fig, axes = plt.subplots(rows, 8, figsize=(9, 1.4 * rows + 0.3), layout="constrained")
    for ax in axes.flat:
        ax.axis("off")
    for ax, i in zip(axes.flat, worst, strict=False):
        ax.imshow(x[i].reshape(side, side), cmap="gray_r", vmin=0, vmax=1)
        ax.set_title(f"{y[i]}, read as {answer[i]}\n{sure[i]:.1%} sure", fontsize=8)
    save_figure(fig, f"{name}_mistakes.png")


def draw_weights(W, name):
    """README section 8: what rouses (red) and silences (blue) first-layer units: the loudest of forty groups each."""
    side, loudness = math.isqrt(len(W)), np.linalg.norm(W, axis=0)
    groups = np.array_split(np.arange(W.shape[1]), min(40, W.shape[1]))
    loudest = [group[loudness[group].argmax()] for group in groups]  # a close race changes one picture, not their order
    fig, axes = plt.subplots(4, 10, figsize=(9, 3.7), layout="constrained")
    for ax in axes.flat:
        ax.axis("off")
    for ax, unit in zip(axes.flat, loudest, strict=False):
        limit = np.abs(W[:, unit]).max()
        ax.imshow(W[:, unit].reshape(side, side), cmap="RdBu_r", vmin=-limit, vmax=limit)
    save_figure(fig, f"{name}_weights.png")


def run(args):
    """The day's story; returns the headline numbers."""
    if args.save and not (args.save.absolute().parent.is_dir() and not args.save.is_dir()):
        raise ValueError(f"--save {args.save}: want a file in a folder that exists")
    name, (train_data, test_data) = choose_data(args.data, args.data_dir)
    chosen = {key: value for key in ("hidden", "epochs", "learning_rate") if (value := getattr(args, key)) is not None}
    recipe = RECIPES[name] | chosen
    rng = np.random.default_rng(args.seed)
    learn, held_out = split(*train_data, recipe["held_out"], rng)
    print(f"{len(learn[1])} images to learn from, {len(held_out[1])} to watch, {len(test_data[1])} for the test.")
    model = MLP([learn[0].shape[1], *recipe["hidden"], 10], rng)
    watch = show_training(model, recipe, learn, held_out, rng, args.save)
    results = show_test(model, train_data, test_data)
    table, *mistakes = show_mistakes(model, *test_data)
    draw_training(watch.history, name)
    draw_confusion(table, name)
    draw_mistakes(*test_data, *mistakes, name)
    draw_weights(model.parameters[0], name)
    results |= {"wrong": len(mistakes[0]), "mean confidence": float(mistakes[2].mean()), "confusion matrix": table}
    return results | {"held-out accuracy": watch.history[-1][2], "history": watch.history}


def main(arguments=()):
    parser = argparse.ArgumentParser(description="A NumPy network that reads handwritten digits.")
    parser.add_argument("--data", choices=("digits", "mnist"), help="default: MNIST if it is there, else the digits")
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("MNIST_DATA") or DATA))
    parser.add_argument("--hidden", type=int, nargs="*", metavar="UNITS", help="sizes of the hidden layers")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", type=Path, metavar="PATH", help="keep the best weights here (.npz)")
    try:
        return run(parser.parse_args(arguments))
    except (ValueError, OSError) as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")
    except KeyboardInterrupt as stopped:
        parser.exit(130, f"Stopped by Ctrl-C{stopped}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
