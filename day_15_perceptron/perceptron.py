# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 15: the perceptron. A line that turns only when it is wrong, and a proof that it will stop.

Run me:    python perceptron.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2 and 3. A line that answers +1 or -1, and the rule that turns it


class Perceptron:
    """A line that learns from its mistakes (Rosenblatt 1958); labels -1 and +1, rows in the order given.

    After fit: weights_ (d,), bias_, n_updates_, converged_ (whether every training row is right)
    """

    def __init__(self, max_epochs=1000):
        check_max_epochs(max_epochs)
        self.max_epochs = max_epochs

    def fit(self, X, y):
        """Learn from X (n, d) and y (n,); returns the model."""
        X, y = check_data(X, y)
        self.weights_, self.bias_, self.n_updates_ = np.zeros(X.shape[1]), 0.0, 0
        for _ in range(self.max_epochs):
            for x, label in zip(X, y, strict=True):
                if label * (x @ self.weights_ + self.bias_) <= 0:  # on the wrong side, or on the line
                    self.update(x, label)
            self.converged_ = bool(np.all(y * (X @ self.weights_ + self.bias_) > 0))
            if self.converged_:
                break
        return self

    def update(self, x, label):
        """Turn the line toward one row that it got wrong: w + y x and b + y."""
        self.weights_ = self.weights_ + label * x
        self.bias_ = self.bias_ + label
        self.n_updates_ += 1

    def decision_function(self, X):
        """The scores w . x + b, (m,)."""
        return check_fitted(self, X) @ self.weights_ + self.bias_

    def predict(self, X):
        """+1 where the score is positive, else -1, (m,)."""
        return np.where(self.decision_function(X) > 0, 1, -1)


# 3. Gates


GATE_X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
GATES = {"AND": [-1, -1, -1, 1], "OR": [-1, 1, 1, 1], "NAND": [1, 1, 1, -1], "NOR": [1, -1, -1, -1]}
XOR_Y = np.array([-1, 1, 1, -1])


def logic_gate(name):
    """A perceptron that has learned the truth table of AND, OR, NAND or NOR: inputs 0 and 1, output -1 or +1."""
    check_gate(name)
    return Perceptron().fit(GATE_X, np.array(GATES[name]))


# 4. Why it stops: the largest margin, and Novikoff's bound


def with_ones(X):
    """X with a last column of ones: the bias is the weight of an input that is always 1."""
    return np.column_stack([X, np.ones(len(X))])


def flat_shares(corners):
    """Shares that mix corners (m, d) to the point nearest to the origin; they sum to 1 and may be negative."""
    size = np.abs(corners).max()
    equations = np.vstack([corners.T, np.full(len(corners), size)])  # the mix should be 0, and the shares sum to 1
    shares = np.linalg.lstsq(equations, np.append(np.zeros(corners.shape[1]), size))[0]
    return shares / shares.sum()


def nearest_point(P):
    """The point nearest to the origin among all mixtures of the rows of P (n, d), their convex hull (Wolfe 1976)."""
    corners = [np.linalg.norm(P, axis=1).argmin()]
    shares = np.ones(1)
    point = P[corners[0]]
    while True:
        corners.append((P @ point).argmin())  # the row that lies farthest back, seen along the point
        shares = np.append(shares, 0.0)
        target = flat_shares(P[corners])
        while target.min() < 0:  # a mixture has no negative shares: go only until the first one is 0
            falling = target < 0
            way = np.full(len(shares), np.inf)
            way[falling] = shares[falling] / (shares[falling] - target[falling])
            first = way.argmin()
            shares = np.delete(shares + way[first] * (target - shares), first)
            del corners[first]
            target = flat_shares(P[corners])
        shares = target
        if np.linalg.norm(shares @ P[corners]) >= (1 - 1e-14) * np.linalg.norm(point):
            return point
        point = shares @ P[corners]


def novikoff_bound(X, y):
    """No order of the rows costs a perceptron more updates than (R / gamma)^2 (Novikoff 1962).

    R : length of the longest row (x, 1)      gamma : the largest margin that a line can keep from all rows
    """
    X, y = check_data(X, y)
    P = y[:, None] * with_ones(X)  # (n, d + 1), each row flipped to the side where its label wants it
    R = np.linalg.norm(P, axis=1).max()
    gamma = np.linalg.norm(nearest_point(P))
    check_separable(gamma, R)
    return (R / gamma) ** 2


# 5. Exclusive or, from gates


def xor_network(x):
    """+1 where exactly one of two inputs is 1, else -1; x (n, 2) of 0 and 1, returns (n,). Four NAND gates."""
    x = check_truth_values(x)
    nand = logic_gate("NAND")

    def gate(a, b):
        return nand.predict(np.column_stack([a, b])) > 0  # True and False count as 1 and 0

    a, b = x[:, 0], x[:, 1]
    not_both = gate(a, b)
    return np.where(gate(gate(a, not_both), gate(b, not_both)), 1, -1)


# 6. The step made smooth


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def sigmoid_neuron(X, y, learning_rate, n_epochs):
    """The perceptron's loop with a smooth answer: every row pulls, by as much as its probability is off.

    y : (n,) labels -1 and +1      returns : w (d,), b after each epoch, as a list of n_epochs pairs
    """
    X, y = check_data(X, y)
    w, b = np.zeros(X.shape[1]), 0.0
    epochs = []
    for _ in range(n_epochs):
        for x, target in zip(X, y > 0, strict=True):
            residual = target - sigmoid(x @ w + b)
            w = w + learning_rate * residual * x
            b = b + learning_rate * residual
        epochs.append((w, b))
    return epochs


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


class Diary(Perceptron):
    """A perceptron that writes down every update: the row, its label, and w and b after it."""

    def fit(self, X, y):
        self.pages = []
        return super().fit(X, y)

    def update(self, x, label):
        super().update(x, label)
        self.pages.append((x, int(label), self.weights_, self.bias_))


def show_the_updates():
    """README sections 3 and 7: OR learned, update by update."""
    model = Diary().fit(GATE_X, np.array(GATES["OR"]))
    print("OR from zero, every update:\n  update   input    wants    w1   w2    b")
    for number, (x, label, w, b) in enumerate(model.pages, start=1):
        print(f"  {number:6d}   ({x[0]:g}, {x[1]:g})   {label:+d}    {w[0]:4g} {w[1]:4g} {b:4g}")
    return {"OR": model.pages}


def show_the_gates():
    """README sections 3 and 4: what each gate cost, and the bound."""
    print("\nFour gates:\n  gate      w1   w2    b   updates   at most")
    gates = {}
    for name, labels in GATES.items():
        model = logic_gate(name)
        bound = novikoff_bound(GATE_X, labels)
        gates[name] = model.n_updates_, bound
        w = model.weights_
        print(f"  {name:6s} {w[0]:5g} {w[1]:4g} {model.bias_:4g} {model.n_updates_:9d} {bound:9.2f}")
    return {"gates": gates}


def separable_set(margin, rng):
    """20 to 99 rows with 1 to 5 features, the labels of a random line, no row nearer to it than `margin`."""
    n, d = rng.integers(20, 100), rng.integers(1, 6)
    w = rng.normal(size=d)
    w = w / np.linalg.norm(w)
    X = rng.normal(size=(20 * n, d))
    score = X @ w + 0.3
    far = np.abs(score) >= margin
    return X[far][:n], np.where(score[far][:n] > 0, 1, -1)


def show_the_bound():
    """README section 4: updates and bound on 200 random separable sets."""
    print("\nRandom separable sets, 50 for each gap. Medians, and the largest share of the bound that was used:")
    print("     gap   updates      bound   largest share   sets above the bound")
    points = {}
    for gap in (1.0, 0.3, 0.1, 0.03):
        rng = np.random.default_rng(int(1000 * gap))
        sets = [separable_set(gap, rng) for _ in range(50)]
        updates = np.array([Perceptron(100_000).fit(X, y).n_updates_ for X, y in sets])
        bounds = np.array([novikoff_bound(X, y) for X, y in sets])
        points[gap] = updates, bounds
        share, above = (updates / bounds).max(), np.sum(updates > bounds)
        print(f"  {gap:6.2f} {np.median(updates):9.1f} {np.median(bounds):10.1f} {share:15.3f} {above:22d}")
    return {"bounds": points}


def show_exclusive_or():
    """README section 5: the cycle, and the network that has no such trouble."""
    model = Diary(max_epochs=3).fit(GATE_X, XOR_Y)
    print("\nXOR, the first three epochs:\n  update   input    wants    w1   w2    b")
    for number, (x, label, w, b) in enumerate(model.pages, start=1):
        back = "   back at the start" if not w.any() and b == 0 else ""
        print(f"  {number:6d}   ({x[0]:g}, {x[1]:g})   {label:+d}    {w[0]:4g} {w[1]:4g} {b:4g}{back}")
    print(f"  four NAND gates: {xor_network(GATE_X)}")
    return {"XOR": model.pages, "network": xor_network(GATE_X)}


def clouds(n, rng):
    """n rows of two round clouds, spread 1, with their centers at (-1, 0) and (1, 0): they overlap."""
    y = rng.choice([-1, 1], size=n)
    return rng.normal(size=(n, 2)) + np.column_stack([y, np.zeros(n)]), y


def accuracy(w, b, X, y):
    """Share of the rows that the line w, b gets right."""
    return np.mean(np.where(X @ w + b > 0, 1, -1) == y)


def accuracy_by_epoch(seed, n_epochs=30):
    """On 2000 new rows, after each epoch: the perceptron, the sigmoid neuron; and the training majority's accuracy."""
    rng = np.random.default_rng(seed)
    X, y = clouds(100, rng)
    new_X, new_y = clouds(2000, rng)
    models = [Perceptron(epochs).fit(X, y) for epochs in range(1, n_epochs + 1)]
    step = [accuracy(model.weights_, model.bias_, new_X, new_y) for model in models]
    smooth = [accuracy(w, b, new_X, new_y) for w, b in sigmoid_neuron(X, y, 0.02, n_epochs)]
    return step, smooth, np.mean(new_y == (1 if y.sum() > 0 else -1))


def show_the_overlap():
    """README section 6: two clouds that overlap, 20 data sets."""
    runs = [accuracy_by_epoch(seed) for seed in range(20)]
    step = np.array([run[0] for run in runs])  # (20, 30)
    smooth = np.array([run[1] for run in runs])
    scores = {
        "majority class (baseline)": np.array([run[2] for run in runs]),
        "perceptron": step[:, -1],
        "sigmoid neuron": smooth[:, -1],
    }
    print("\nTwo clouds that overlap, 100 training rows, 30 epochs; accuracy on 2000 new rows, 20 data sets:")
    print("                              mean             lowest")
    for name, values in scores.items():
        error = values.std(ddof=1) / np.sqrt(len(values))
        print(f"  {name:26s} {values.mean():.3f} +- {error:.3f}   {values.min():.3f}")
    jumps = [np.abs(np.diff(values[:, -11:])).mean() for values in (step, smooth)]
    print(f"  from one of the last epochs to the next: perceptron {jumps[0]:.3f}, sigmoid neuron {jumps[1]:.3f}")
    return {"overlap": {name: values.mean() for name, values in scores.items()}, "jumps": jumps}


def draw_rows(ax, X, y):
    for label, look in ((-1, CLASS_0), (1, CLASS_1)):
        ax.scatter(*X[y == label].T, s=45, edgecolors="black", linewidths=0.6, zorder=3, label=f"{label:+d}", **look)


def draw_line(ax, w, b, **look):
    """The points of the plane where w . x + b = 0, from edge to edge."""
    reach = np.array([-20.0, 20.0])
    foot = -b * w / (w @ w)  # the point of the line that is nearest to the origin
    ax.plot(foot[0] - reach * w[1], foot[1] + reach * w[0], **look)


def draw_the_turning_line():
    """README section 3: the line before and after every update, on fourteen rows."""
    X = np.random.default_rng(5).uniform(-3, 3, size=(14, 2))
    y = np.where(X @ [1.0, 0.8] + 0.5 > 0, 1, -1)
    pages = Diary().fit(X, y).pages
    fig, axes = plt.subplots(2, 3, figsize=(9, 5.6), sharex=True, sharey=True)
    for number, ax in enumerate(axes.flat):
        x, _, w, b = pages[number]
        draw_rows(ax, X, y)
        if number > 0:
            draw_line(ax, *pages[number - 1][2:], color="gray", linestyle="--")
        draw_line(ax, w, b, color="black")
        ax.plot(*x, "o", markersize=16, markerfacecolor="none", markeredgecolor="#D55E00", markeredgewidth=2)
        wrong = np.sum(y * (X @ w + b) <= 0)
        title = f"Update {number + 1}: {wrong if wrong else 'none'} wrong now"
        ax.set(xlim=(-3.4, 3.4), ylim=(-3.4, 3.4), title=title)
    for ax in axes[1]:
        ax.set_xlabel("$x_1$")
    for ax in axes[:, 0]:
        ax.set_ylabel("$x_2$")
    return fig


def draw_the_margin(ax):
    """The flipped rows y (x, 1) of six numbers, their hull, and its point nearest to the origin."""
    X, y = np.array([[-2.0], [-1.4], [-0.6], [0.8], [1.5], [2.4]]), np.array([-1, -1, -1, 1, 1, 1])
    P = y[:, None] * with_ones(X)
    hull = P[[0, 2, 3, 5]]  # its corners, in order
    ax.fill(*hull.T, color="#009E73", alpha=0.15)
    for label, look in ((-1, CLASS_0), (1, CLASS_1)):
        ax.scatter(*P[y == label].T, s=50, edgecolors="black", linewidths=0.6, zorder=3, **look)
    point = nearest_point(P)
    ax.plot(*np.array([[0, 0], point]).T, color="black", linewidth=2)
    ax.annotate("$\\gamma$", point / 2, xytext=(-4, -18), textcoords="offset points", fontsize=13)
    longest = P[np.linalg.norm(P, axis=1).argmax()]
    ax.plot(*np.array([[0, 0], longest]).T, color="black", linestyle=":")
    ax.annotate("$R$", longest * 0.55, xytext=(-4, 8), textcoords="offset points", fontsize=13)
    ax.plot(0, 0, "k+", markersize=12)
    ax.set(xlabel="y x", ylabel="y · 1", title="Flipped rows: the hull keeps away from 0")
    ax.set(xlim=(-0.4, 2.9), ylim=(-1.5, 1.5))


def draw_the_bound(points):
    """README section 4: the largest margin as a distance; updates against the bound."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    draw_the_margin(left)
    for (gap, (updates, bounds)), marker in zip(points.items(), "os^D", strict=True):
        right.loglog(bounds, updates, marker, markersize=5, alpha=0.8, label=f"gap {gap:g}")
    ends = np.array([1.0, 1e5])
    right.loglog(ends, ends, "k--")
    right.annotate("the bound", (3000, 6000), ha="right")
    right.set(xlabel="bound $(R / \\gamma)^2$", ylabel="updates", title="200 sets: none above the bound")
    right.legend(loc="upper left")
    return fig


CYCLE = {  # what the weights are: place, and which row turns them on to the next
    "(0, 0, 0)": ((0, 1), "(0, 0) wants -1"),
    "(0, 0, -1)": ((1, 1), "(0, 1) wants +1"),
    "(0, 1, 0)": ((1, 0), "(1, 0) wants +1"),
    "(1, 1, 1)": ((0, 0), "(1, 1) wants -1"),
}
WIRES = [((0, 1.6), (1, 0.8)), ((0, 0), (1, 0.8)), ((0, 1.6), (2, 1.6)), ((0, 0), (2, 0))]
WIRES += [((1, 0.8), (2, 1.6)), ((1, 0.8), (2, 0)), ((2, 1.6), (3, 0.8)), ((2, 0), (3, 0.8)), ((3, 0.8), (3.7, 0.8))]


def draw_exclusive_or():
    """README section 5: the four weights that come again and again; and four gates that need no luck."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    places = [place for place, _ in CYCLE.values()]
    for (name, (place, reason)), following in zip(CYCLE.items(), places[1:] + places[:1], strict=True):
        arrow = {"arrowstyle": "-|>", "color": "#D55E00", "shrinkA": 34, "shrinkB": 34, "linewidth": 1.5}
        left.annotate("", following, place, arrowprops=arrow)
        left.text(*place, name, ha="center", va="center", fontsize=12, bbox={"boxstyle": "round", "facecolor": "white"})
        x, y = (np.array(place) + following) / 2
        upright = place[0] == following[0]
        left.text(
            x, y + (0 if upright else 0.1 - 0.2 * (y == 0)), reason, ha="center", va="center", backgroundcolor="w"
        )
    left.set(xlim=(-0.45, 1.45), ylim=(-0.25, 1.25), title="XOR: $(w_1, w_2, b)$ goes round forever")
    for start, end in WIRES:
        right.plot(*np.transpose([start, end]), color="gray", zorder=1)
    for place in ((1, 0.8), (2, 1.6), (2, 0), (3, 0.8)):
        box = {"boxstyle": "round", "facecolor": "white"}
        right.text(*place, "NAND", ha="center", va="center", fontsize=11, bbox=box)
    for place, name in (((-0.12, 1.6), "$x_1$"), ((-0.12, 0), "$x_2$"), ((3.97, 0.8), "XOR")):
        right.text(*place, name, ha="center", va="center", fontsize=12)
    right.set(xlim=(-0.3, 4.2), ylim=(-0.4, 2), title="Four perceptrons in three layers compute it")
    for ax in (left, right):
        ax.set_axis_off()
    return fig


def draw_step_and_sigmoid():
    """README section 6: the two answers over the score, and what the epochs do to the two neurons."""
    fig, (left, right) = plt.subplots(1, 2)
    z = np.linspace(-6, 6, 601)
    left.plot(z, z > 0, color="C1", linestyle="--", label="step")
    left.plot(z, sigmoid(z), color="C0", label="sigmoid")
    left.set(xlabel="score $w \\cdot x + b$", ylabel="answer", title="A step has no slope, a sigmoid has")
    left.legend(loc="upper left")
    step, smooth, _ = accuracy_by_epoch(seed=2)
    epochs = np.arange(1, len(step) + 1)
    right.plot(epochs, step, "s--", color="C1", markersize=3)
    right.plot(epochs, smooth, "-", color="C0")
    right.annotate(
        "sigmoid neuron", (epochs[-1], smooth[-1]), xytext=(0, 8), textcoords="offset points", ha="right", color="C0"
    )
    right.annotate(
        "perceptron", (epochs[-1], min(step)), xytext=(0, -18), textcoords="offset points", ha="right", color="C1"
    )
    right.set(ylim=(0, 1), xlabel="epoch", ylabel="accuracy on new rows", title="One never settles, the other does")
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


def check_data(X, y):
    """X and y as float arrays; X must be (n, d), not empty, finite, and y (n,) of -1 and +1."""
    X, y = check_table(X), np.asarray(y)
    if y.shape != (len(X),) or not np.isin(y, (-1, 1)).all():
        raise ValueError(f"y must be ({len(X)},), each -1 or +1, got shape {y.shape}: {y.ravel()[:5]}")
    return X, y.astype(float)


def check_table(X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError(f"X must be (n, d), not empty, without nan or inf, got shape {X.shape}")
    return X


def check_fitted(model, X):
    """X as a float array, with as many columns as the model has weights."""
    if not hasattr(model, "weights_"):
        raise ValueError("this Perceptron has learned nothing yet: call fit(X, y) first")
    X, d = check_table(X), len(model.weights_)
    if X.shape[1] != d:
        raise ValueError(f"X must have {d} columns, as in fit, got {X.shape[1]}")
    return X


def check_truth_values(x):
    x = np.asarray(x)
    if x.ndim != 2 or x.shape[1] != 2 or not np.isin(x, (0, 1)).all():
        raise ValueError(f"x must be (n, 2), each 0 or 1, got shape {x.shape}: {x.ravel()[:4]}")
    return x


def check_gate(name):
    if name not in GATES:
        raise ValueError(f"name must be one of {', '.join(GATES)}, got {name!r}")


def check_separable(gamma, R):
    if gamma <= 1e-10 * R:  # 0, up to rounding
        raise ValueError("the labels of X and y must be separable by a line; these are not, so there is no bound")


def check_max_epochs(max_epochs):
    if max_epochs < 1:
        raise ValueError(f"max_epochs must be 1 or more, got {max_epochs}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 15: the perceptron")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_updates() | show_the_gates() | show_the_bound() | show_exclusive_or() | show_the_overlap()
    figures = {
        "turning_line.png": draw_the_turning_line(),
        "bound.png": draw_the_bound(results["bounds"]),
        "exclusive_or.png": draw_exclusive_or(),
        "step_and_sigmoid.png": draw_step_and_sigmoid(),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
