# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 19: Adam. A step for every weight, measured in the size of its own slopes.

Run me:    python adam.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. What all optimizers share


class Optimizer:
    """Changes a list of parameter arrays in place; each rule below only says by how much (`move`)."""

    def __init__(self, learning_rate, weight_decay):
        check_settings(learning_rate, weight_decay)
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.t = 0  # steps taken so far
        self.memories = None  # for each array what its rule wants to remember

    def step(self, params, grads):
        """params, grads : lists of arrays, the same shapes in every step"""
        check_gradients(params, grads)
        if self.memories is None:
            self.memories = [{"m": np.zeros_like(p), "v": np.zeros_like(p)} for p in params]
        self.t += 1
        for p, g, memory in zip(params, grads, self.memories, strict=True):
            if self.weight_decay > 0:
                g = g + self.weight_decay * p  # the slope of weight_decay / 2 * ||p||^2
            p -= self.move(g, memory)


# 3. The rules of day 4


class SGD(Optimizer):
    """Against the slope, nothing else."""

    def __init__(self, learning_rate, weight_decay=0):
        super().__init__(learning_rate, weight_decay)

    def move(self, g, memory):
        return self.learning_rate * g


class Momentum(Optimizer):
    """A heavy ball: the velocity keeps a share of itself and adds the slope (Polyak 1964)."""

    def __init__(self, learning_rate, momentum=0.9, weight_decay=0):
        super().__init__(learning_rate, weight_decay)
        check_share("momentum", momentum)
        self.momentum = momentum

    def move(self, g, memory):
        memory["m"] = self.momentum * memory["m"] + g
        return self.learning_rate * memory["m"]


class RMSProp(Optimizer):
    """Each slope divided by its own typical size (Tieleman and Hinton 2012)."""

    def __init__(self, learning_rate=1e-2, decay=0.99, epsilon=1e-8, weight_decay=0):
        super().__init__(learning_rate, weight_decay)
        check_share("decay", decay)
        self.decay = decay
        self.epsilon = epsilon

    def move(self, g, memory):
        memory["v"] = self.decay * memory["v"] + (1 - self.decay) * g**2
        return self.learning_rate * g / (np.sqrt(memory["v"]) + self.epsilon)


# 4. Adam


class Adam(Optimizer):
    """The average slope, divided by its typical size (Kingma and Ba 2015)."""

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0):
        super().__init__(learning_rate, weight_decay)
        check_share("beta1", beta1)
        check_share("beta2", beta2)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon

    def averages(self, g, memory):
        """m, the running average of the slopes, and v, that of their squares; both start at 0."""
        memory["m"] = self.beta1 * memory["m"] + (1 - self.beta1) * g
        memory["v"] = self.beta2 * memory["v"] + (1 - self.beta2) * g**2
        return memory["m"], memory["v"]

    def move(self, g, memory):
        m, v = self.averages(g, memory)
        m_hat = m / (1 - self.beta1**self.t)
        v_hat = v / (1 - self.beta2**self.t)
        return self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# 6. Weight decay


class AdamW(Adam):
    """Adam that shrinks the weights directly, past the division (Loshchilov and Hutter 2019)."""

    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.01):
        super().__init__(learning_rate, beta1, beta2, epsilon, weight_decay=0)
        check_settings(learning_rate, weight_decay)
        self.decoupled_decay = weight_decay

    def step(self, params, grads):
        check_gradients(params, grads)
        for p in params:
            p *= 1 - self.learning_rate * self.decoupled_decay
        super().step(params, grads)


# 7. Looking ahead


class NAdam(Adam):
    """Adam with Nesterov's look ahead, and a momentum that warms up (Dozat 2016)."""

    def __init__(self, learning_rate=2e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0, momentum_decay=4e-3):
        super().__init__(learning_rate, beta1, beta2, epsilon, weight_decay)
        self.momentum_decay = momentum_decay
        self.mu_product = 1.0  # of all momenta so far

    def mu(self, t):
        """The momentum at step t: half of beta1 at first, beta1 in the end."""
        return self.beta1 * (1 - 0.5 * 0.96 ** (t * self.momentum_decay))

    def step(self, params, grads):
        self.mu_product *= self.mu(self.t + 1)
        super().step(params, grads)

    def move(self, g, memory):
        m, v = self.averages(g, memory)
        now, ahead = self.mu(self.t), self.mu(self.t + 1)
        m_hat = ahead * m / (1 - self.mu_product * ahead) + (1 - now) * g / (1 - self.mu_product)
        v_hat = v / (1 - self.beta2**self.t)
        return self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# 5. A network to train: days 17 and 18 in a few lines


class MLP:
    """Dense layers with a ReLU between them. parameters : the list W1, b1, W2, b2, ..."""

    def __init__(self, layer_sizes, rng):
        self.parameters = []
        for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:], strict=True):
            self.parameters += [rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in), np.zeros(n_out)]

    def forward(self, x):
        """The input and the output of every layer; the logits (N, K) last."""
        layers = [x]
        for W, b in zip(self.parameters[0::2], self.parameters[1::2], strict=True):
            z = layers[-1] @ W + b
            layers.append(np.maximum(z, 0))
        layers[-1] = z  # no ReLU after the last layer
        return layers

    def predict(self, x):
        """The most probable class of each row, (N,)."""
        return self.forward(x)[-1].argmax(axis=1)

    def loss_and_gradients(self, x, y):
        """Mean cross-entropy of the labels y (N,), and the gradients in the order of `parameters`."""
        *layers, z = self.forward(x)
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        rows = np.arange(len(y))
        delta = np.exp(log_p)
        delta[rows, y] -= 1
        delta /= len(y)  # (p - y) / N
        gradients = []
        for H, W in reversed(list(zip(layers, self.parameters[0::2], strict=True))):
            gradients = [H.T @ delta, delta.sum(axis=0), *gradients]
            delta = delta @ W.T * (H > 0)
        return -log_p[rows, y].mean(), gradients


@np.errstate(all="ignore")  # a run that explodes is shown by its losses, not by a warning
def train(model, optimizer, x, y, n_epochs, batch_size, rng):
    """Steps on shuffled batches; changes the model in place. Returns the mean loss of each epoch, (n_epochs,)."""
    check_rows(x, y)
    losses = np.zeros(n_epochs)
    for epoch in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            loss, gradients = model.loss_and_gradients(x[batch], y[batch])
            optimizer.step(model.parameters, gradients)
            losses[epoch] += loss * len(batch) / len(x)
    return losses


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
KINDS = {"SGD": SGD, "Momentum": Momentum, "RMSProp": RMSProp, "Adam": Adam, "AdamW": AdamW, "NAdam": NAdam}
LOOKS = ("C0o-", "C1s--", "C2^-.", "C3D:", "C4v--", "C5P-.")
RATES = np.array([1e-4, 1e-3, 1e-2, 1e-1, 1.0])
N_EPOCHS = 10
SEEDS = range(5)


def show_three_steps():
    """README section 8: f(w) = w^2 from w = 1, rate 0.1, three steps of each rule."""
    print("f(w) = w^2, from w = 1 with the rate 0.1:\n              step 1      step 2      step 3")
    paths = {}
    for name, kind in KINDS.items():
        optimizer, w, path = kind(learning_rate=0.1), np.array([1.0]), []
        for _ in range(3):
            optimizer.step([w], [2 * w])
            path.append(float(w[0]))
        paths[name] = path
        print(f"  {name:9s}" + "".join(f"{place + 0.0:12.6f}" for place in np.round(path, 6)))
    return {"three steps": paths}


def show_the_correction():
    """README section 4: what m and v know in the first steps, for slopes that are always 1."""
    optimizer, memory = Adam(learning_rate=1.0), {"m": 0.0, "v": 0.0}
    print("\nSlopes that are always 1. Averages, and the move in units of the rate:")
    print("     t         m           v   m / sqrt(v)   corrected")
    moves = {}
    for t in range(1, 1001):
        optimizer.t = t
        corrected = optimizer.move(1.0, memory)
        moves[t] = memory["m"] / np.sqrt(memory["v"]), corrected
        if t in (1, 2, 3, 5, 10, 30, 100, 1000):
            print(f"  {t:4d} {memory['m']:9.4f} {memory['v']:11.6f} {moves[t][0]:13.3f} {corrected:11.3f}")
    return {"moves": moves}


def digits(seed):
    """The bundled digits, pixels from 0 to 1: three quarters for training, the rest new."""
    x, y = load_digits(return_X_y=True)
    return train_test_split(x / 16, y, test_size=0.25, random_state=seed, stratify=y)


def one_run(kind, rate, seed):
    """Training losses by epoch, and the accuracy on new digits, of the network 64-32-10."""
    x, new_x, y, new_y = digits(seed)
    rng = np.random.default_rng(seed)
    model = MLP((64, 32, 10), rng)
    losses = train(model, kind(learning_rate=rate), x, y, N_EPOCHS, 32, rng)
    with np.errstate(all="ignore"):
        accuracy = np.mean(model.predict(new_x) == new_y)
    return losses, accuracy


def show_the_race():
    """README section 5: six optimizers, five rates, five seeds; returns losses (6, 5, 5, epochs) and accuracies."""
    losses = np.empty((len(KINDS), len(RATES), len(SEEDS), N_EPOCHS))
    accuracies = np.empty(losses.shape[:3])
    for i, kind in enumerate(KINDS.values()):
        for j, rate in enumerate(RATES):
            for seed in SEEDS:
                losses[i, j, seed], accuracies[i, j, seed] = one_run(kind, rate, seed)
    means = 100 * accuracies.mean(axis=2)
    errors = 100 * accuracies.std(axis=2, ddof=1) / np.sqrt(len(SEEDS))
    print(f"\nThe digits, network 64-32-10, {N_EPOCHS} epochs: accuracy on new digits in %, by learning rate")
    print("(means of 5 seeds; 'varies' where their standard error is above 4):")
    print("            " + "".join(f"{rate:8g}" for rate in RATES))
    for name, row, row_errors in zip(KINDS, means, errors, strict=True):
        cells = ["varies" if error > 4 else f"{mean:.0f}" for mean, error in zip(row, row_errors, strict=True)]
        print(f"  {name:10s}" + "".join(f"{cell:>8s}" for cell in cells))
    baseline = np.mean([np.mean(new_y == np.bincount(y).argmax()) for _, _, y, new_y in map(digits, SEEDS)])
    print(f"  majority class (baseline) {100 * baseline:.1f}")
    print("At the best rate of each:     rate   accuracy")
    for name, row, row_errors in zip(KINDS, means, errors, strict=True):
        best = row.argmax()
        print(f"  {name:23s} {RATES[best]:8g} {row[best]:8.1f} +- {row_errors[best]:.1f}")
    return {"losses": losses, "accuracies": accuracies}


def show_the_bound():
    """README section 4: how far a weight ever moves in one step, in units of the rate."""
    x, _, y, _ = digits(0)
    rng = np.random.default_rng(0)
    model, optimizer, largest = MLP((64, 32, 10), rng), Adam(1e-2), 0.0
    for _ in range(300):
        batch = rng.choice(len(x), 32, replace=False)
        before = [p.copy() for p in model.parameters]
        optimizer.step(model.parameters, model.loss_and_gradients(x[batch], y[batch])[1])
        moved = max(np.abs(p - q).max() for p, q in zip(model.parameters, before, strict=True))
        largest = max(largest, moved / 1e-2)
    after_silence = last_move([*np.zeros(20_000), 1.0])
    growing = last_move([*np.zeros(20_000), *(0.999 / 0.9) ** np.arange(200.0)])
    print("\nThe longest move of a weight in one step, in units of the rate:")
    print(f"  300 steps on the digits                    {largest:.3f}")
    print(f"  a slope of 1 after 20,000 slopes of 0      {after_silence:.3f}")
    print(f"  then slopes that grow by 11 % a step       {growing:.3f}")
    print(f"  (1 - beta1) / sqrt(1 - beta2)              {0.1 / np.sqrt(0.001):.3f}")
    print(f"  the bound of section 4                     {0.1 / np.sqrt(0.001 * (1 - 0.81 / 0.999)):.3f}")
    return {"longest moves": (largest, after_silence, growing)}


def last_move(slopes):
    """How far Adam moves in the last step, in units of the rate, on slopes one after the other."""
    optimizer, w = Adam(1.0), np.zeros(1)
    for slope in slopes:
        before = w[0]
        optimizer.step([w], [np.array([slope])])
    return before - w[0]


def decayed(kind, n_steps=2000, rate=1e-3, weight_decay=0.1):
    """Two weights at 1 whose slopes are pure noise of size 0.01 and 1: their sizes over the steps, mean of 20 runs."""
    rng = np.random.default_rng(0)
    w, path = np.ones((20, 2)), []
    optimizer = kind(learning_rate=rate, weight_decay=weight_decay)
    for _ in range(n_steps):
        path.append(w.mean(axis=0))
        optimizer.step([w], [rng.normal(size=w.shape) * [0.01, 1.0]])
    return np.array([*path, w.mean(axis=0)])


def show_the_decay():
    """README section 6: the same weight_decay in Adam and in AdamW."""
    paths = {"Adam": decayed(Adam), "AdamW": decayed(AdamW)}
    print("\nTwo weights that start at 1; their slopes are noise of size 0.01 and 1. weight_decay 0.1, rate 0.001:")
    print("                    Adam                  AdamW")
    print("   step      0.01          1       0.01          1")
    for t in (0, 500, 1000, 2000):
        row = [*paths["Adam"][t], *paths["AdamW"][t]]
        print(f"  {t:5d}" + "".join(f"{value:11.3f}" for value in row))
    print(f"  pure shrinking, (1 - 0.001 * 0.1)^2000: {0.9999**2000:.3f}")
    return {"decay": paths}


def draw_the_correction(moves):
    """README section 4: the move with and without bias correction, for slopes that are always the same."""
    fig, ax = plt.subplots()
    t = np.array(list(moves))
    ax.semilogx(t, [move[0] for move in moves.values()], "C1--")
    ax.semilogx(t, [move[1] for move in moves.values()], "C0-")
    ax.text(13, 6.7, "m / sqrt(v): up to 6.6 times too far", color="C1")
    ax.text(1.1, 1.25, "corrected: 1, from the first step on", color="C0")
    ax.set(xlabel="step t", ylabel="move, in units of the rate", ylim=(0, 7.4))
    ax.set_title("Without the correction the first thousand steps are too long")
    return fig


def draw_the_race(losses):
    """README section 5: final training loss over the rate, and loss by epoch at the best rate of each."""
    fig, (left, right) = plt.subplots(1, 2)
    final = np.where(np.isfinite(losses[..., -1]), losses[..., -1], np.inf)
    for i, (name, look) in enumerate(zip(KINDS, LOOKS, strict=True)):
        mean = final[i].mean(axis=1)
        error = final[i].std(axis=1, ddof=1) / np.sqrt(len(SEEDS)) if np.isfinite(final[i]).all() else None
        shown = mean < 4
        bars = error[shown] if error is not None else None
        left.errorbar(RATES[shown], mean[shown], bars, fmt=look, markersize=5, capsize=2, label=name)
        right.semilogy(range(1, N_EPOCHS + 1), losses[i, mean.argmin()].mean(axis=0), look, markersize=5, label=name)
    left.axhline(np.log(10), **FLOOR)
    left.text(3e-3, np.log(10) + 0.06, "guessing: ln 10")
    left.set(xscale="log", xlabel="learning rate", ylabel=f"training loss, epoch {N_EPOCHS}", ylim=(0, 2.9))
    left.set_title("Each rule has its own range of rates")
    right.set(xlabel="epoch", ylabel="training loss", title="At the best rate of each")
    right.legend(ncols=2)
    return fig


def draw_the_decay(paths):
    """README section 6: what the same weight_decay does to two weights."""
    fig, axes = plt.subplots(1, 2, sharey=True)
    titles = {"Adam": "Adam: noise decides how fast a weight shrinks", "AdamW": "AdamW: both shrink alike"}
    for ax, (name, path) in zip(axes, paths.items(), strict=True):
        ax.plot(path[:, 0], "C0-", label="slopes of size 0.01")
        ax.plot(path[:, 1], "C1--", label="slopes of size 1")
        ax.plot(0.9999 ** np.arange(len(path)), label="pure shrinking", **FLOOR)
        ax.set(xlabel="step", title=titles[name])
    axes[0].set(ylabel="weight, mean of 20 runs", ylim=(-0.05, 1.2))
    axes[1].legend(loc="lower left")
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


def check_settings(learning_rate, weight_decay):
    if not 0 < learning_rate < np.inf or not 0 <= weight_decay < np.inf:
        given = f"got {learning_rate} and {weight_decay}"
        raise ValueError(f"learning_rate must be positive and weight_decay 0 or more, both finite: {given}")


def check_share(name, value):
    if not 0 <= value < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, got {value}")


def check_gradients(params, grads):
    shapes, wanted = [np.shape(g) for g in grads], [p.shape for p in params]
    if shapes != wanted:
        raise ValueError(f"grads must have the shapes of params, {wanted}, got {shapes}")


def check_rows(x, y):
    if len(x) == 0 or np.shape(y) != (len(x),):
        raise ValueError(f"y must be (n,) labels for the n rows of x, n > 0, got {np.shape(y)} for x {np.shape(x)}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 19: Adam")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_three_steps() | show_the_correction() | show_the_bound() | show_the_race() | show_the_decay()
    figures = {
        "correction.png": draw_the_correction(results["moves"]),
        "race.png": draw_the_race(results["losses"]),
        "decay.png": draw_the_decay(results["decay"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
