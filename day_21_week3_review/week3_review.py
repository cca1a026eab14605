# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 21: review of week 3. An engine that remembers every step of a computation, and walks back through them.

Run me:    python week3_review.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sklearn.datasets import make_moons
from sklearn.linear_model import LogisticRegression

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 3. Arrays that remember. Every operation gives a new tensor that knows which tensors it was made from, and for each
# of them a function that takes a slope one step back.


class Tensor:
    """An array with a memory.

    data    : the array, of floats
    grad    : after `backward`, the slope of the result in every entry: an array of the same shape; before, None
    op      : the operation that made it, "" for one that you have made yourself
    parents : pairs (tensor it was made from, function that turns the slope in this one into the slope in that one)
    """

    __slots__ = ("data", "grad", "op", "parents")  # and nothing else: the slip `w.gard = None` is an error
    recording = True  # `no_grad` turns it off
    __array_ufunc__ = None  # in `array * tensor` NumPy steps aside, and our __rmul__ is called

    def __init__(self, data, op="", parents=()):
        data = np.asarray(data)
        self.data = data if data.dtype.kind == "f" else data.astype(float)
        self.grad = None
        self.op = op
        self.parents = [pair for pair in parents if isinstance(pair[0], Tensor)] if Tensor.recording else []

    def __repr__(self):
        return f"Tensor({self.data.tolist()})"

    # Arithmetic. `other` may be a tensor, or an array or a number, which are constants. g is the slope that arrives.

    def __add__(self, other):
        return Tensor(self.data + array(other), "+", [(self, lambda g: g), (other, lambda g: g)])

    def __sub__(self, other):
        return Tensor(self.data - array(other), "-", [(self, lambda g: g), (other, lambda g: -g)])

    def __neg__(self):
        return Tensor(-self.data, "-", [(self, lambda g: -g)])

    def __mul__(self, other):
        a, b = self.data, array(other)
        return Tensor(a * b, "*", [(self, lambda g: g * b), (other, lambda g: g * a)])

    def __truediv__(self, other):
        a, b = self.data, array(other)
        return Tensor(a / b, "/", [(self, lambda g: g / b), (other, lambda g: -g * a / b**2)])

    def __pow__(self, other):
        a, b = self.data, array(other)
        c = a**b
        less = b - (b != 0)  # b - 1; but a ** 0 is flat everywhere, also at a = 0
        return Tensor(c, "**", [(self, lambda g: g * b * a**less), (other, lambda g: g * c * np.log(a))])

    def __matmul__(self, other):
        return matmul(self, other)

    # The same with the constant on the left

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def __rpow__(self, other):
        return (self * np.log(other)).exp()

    def __rmatmul__(self, other):
        return matmul(other, self)

    # Entry by entry

    def relu(self):
        return Tensor(np.maximum(self.data, 0), "relu", [(self, lambda g: g * (self.data > 0))])

    def tanh(self):
        a = np.tanh(self.data)
        return Tensor(a, "tanh", [(self, lambda g: g * (1 - a**2))])

    def exp(self):
        a = np.exp(self.data)
        return Tensor(a, "exp", [(self, lambda g: g * a)])

    def log(self):
        return Tensor(np.log(self.data), "log", [(self, lambda g: g / self.data)])

    # Sums and shapes

    def sum(self, axis=None, keepdims=False):
        kept = self.data.sum(axis=axis, keepdims=True)  # a table (2, 3) along axis 1: (2, 1)
        total = kept if keepdims else kept.squeeze(axis)
        return Tensor(total, "sum", [(self, lambda g: np.full(self.data.shape, g.reshape(kept.shape)))])

    def mean(self, axis=None, keepdims=False):
        kept = self.data.sum(axis=axis, keepdims=True)
        n = self.data.size // kept.size
        mean = (kept if keepdims else kept.squeeze(axis)) / n
        return Tensor(mean, "mean", [(self, lambda g: np.full(self.data.shape, g.reshape(kept.shape) / n))])

    def reshape(self, *shape):
        return Tensor(self.data.reshape(*shape), "reshape", [(self, lambda g: g.reshape(self.data.shape))])

    def transpose(self):
        return Tensor(self.data.T, "transpose", [(self, lambda g: g.T)])

    def __getitem__(self, index):
        def back(g):
            slope = np.zeros(self.data.shape)
            np.add.at(slope, index, g)  # not slope[index] += g, which counts a repeated index once
            return slope

        return Tensor(self.data[index], "[ ]", [(self, back)])

    # 5. The walk back

    def ancestors(self):
        """All tensors that this one was made from, and itself at the end: each stands behind its own parents."""
        order, seen = [], set()
        stack = [(self, False)]
        while stack:
            tensor, parents_are_done = stack.pop()
            if parents_are_done:
                order.append(tensor)
            elif tensor not in seen:
                seen.add(tensor)
                stack.append((tensor, True))  # it comes up again when all that is laid on top of it is done
                stack += [(parent, False) for parent, _ in tensor.parents]
        return order

    def backward(self):
        """Put the slope of this tensor, which must be one number, into `grad` of all that it was made from.

        In tensors of your own making slopes add up from call to call, as in PyTorch: set grad = None in between.
        """
        check_one_number(self)
        slopes = {self: np.ones(self.data.shape)}  # what has arrived so far; the slope of a number in itself is 1
        for tensor in reversed(self.ancestors()):
            g = np.asarray(slopes.pop(tensor), dtype=tensor.data.dtype)  # children come first: all of it is here
            if tensor.parents:
                tensor.grad = g
            elif tensor.grad is None:
                tensor.grad = g.copy()
            else:
                tensor.grad += g
            for parent, back in tensor.parents:
                slope = unbroadcast(back(g), parent.data.shape)
                slopes[parent] = slopes[parent] + slope if parent in slopes else slope


def array(x):
    """The array in a tensor; a constant is one already."""
    return x.data if isinstance(x, Tensor) else x


def matmul(left, right):
    """left @ right. A vector on the right serves as a column, one on the left as a row."""
    a, b = array(left), array(right)
    if b.ndim == 1:
        return matmul(left, right.reshape(-1, 1))[..., 0]
    if a.ndim == 1:
        return matmul(left.reshape(1, -1), right)[..., 0, :]
    return Tensor(a @ b, "@", [(left, lambda g: g @ b.swapaxes(-1, -2)), (right, lambda g: a.swapaxes(-1, -2) @ g)])


# 4. Broadcasting, and its way back


def unbroadcast(g, shape):
    """g, added up over all the copies that broadcasting has made of an array of this shape."""
    if g.shape == shape:
        return g
    n_new = g.ndim - len(shape)  # a row (3,) in a table (2, 3): one new axis, in front
    copied = [axis for axis in range(g.ndim) if axis < n_new or shape[axis - n_new] == 1]
    return g.sum(axis=tuple(copied)).reshape(shape)


# 5. No history, where nobody will walk back


@contextmanager
def no_grad():
    """Inside `with no_grad():` results forget what they were made from."""
    before = Tensor.recording
    Tensor.recording = False
    try:
        yield
    finally:
        Tensor.recording = before


# 6. The week's network again


def network(parameters, x, activation=Tensor.tanh):
    """Dense layers with an activation between them: the logits (N, K) of x (N, n_in); parameters : W1, b1, W2, ..."""
    *hidden, W, b = parameters
    for V, c in zip(hidden[0::2], hidden[1::2], strict=True):
        x = activation(x @ V + c)
    return x @ W + b


def cross_entropy(labels, logits):
    """Mean over the rows of -ln softmax(logits)[label]; labels (N,) integers, logits a tensor (N, K)."""
    z = logits - logits.data.max(axis=1, keepdims=True)  # a constant for each row changes nothing
    return (z.exp().sum(axis=1).log() - z[np.arange(len(labels)), labels]).mean()


def descend(parameters, loss, learning_rate):
    """One step of gradient descent, whatever the loss was made of."""
    loss.backward()
    for parameter in parameters:
        parameter.data = parameter.data - learning_rate * parameter.grad
        parameter.grad = None


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
FORWARD = "#0072B2"
BACKWARD = "#D55E00"


def small_expression():
    """README section 3: a is used twice. {name: tensor}, after the walk back."""
    a, b = Tensor(2.0), Tensor(-3.0)
    c = a * b
    d = c + a
    L = d**2
    L.backward()
    return {"a": a, "b": b, "c = a b": c, "d = c + a": d, "L = d^2": L}


def show_the_small_expression():
    tensors = small_expression()
    print("L = (a b + a)^2 at a = 2, b = -3:\n  tensor       made by   value   slope")
    for name, tensor in tensors.items():
        print(f"  {name:12s} {tensor.op:7s} {tensor.data:7g} {tensor.grad:7g}")
    return {"slopes": {name: tensor.grad.item() for name, tensor in tensors.items()}}


def show_the_bill():
    """README section 4: prices (3,) are copied to both rows of a table (2, 3), a fee (2, 1) to its three columns."""
    prices, fees = Tensor([2.0, 3.0, 5.0]), Tensor([[1.0], [4.0]])
    counts = np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
    table = counts * prices + fees
    weights = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    (table * weights).sum().backward()
    print("\nA table (2, 3) from prices (3,) and fees (2, 1). Slopes come back in the shapes of what was copied:")
    for name, tensor in (("table", table), ("prices", prices), ("fees", fees)):
        print(f"  {name:7s} {tensor.grad.shape!s:7s} {tensor.grad.tolist()}")
    return {"bill": (prices.grad, fees.grad)}


def loss_after(rate, X, y, n_steps):
    """README section 5: the mean squared error after n_steps of day 3's gradient descent from w = 0.

    Plain Python: from a number `rate` it gives a number, from a tensor a tensor.
    """
    w = np.zeros(X.shape[1])
    for _ in range(n_steps):
        error = X @ w - y
        w = w - rate * (2 / len(y) * (X.T @ error))
    return ((X @ w - y) ** 2).mean()


def regression_rows(seed):
    """X (40, 2), one column three times as wide as the other, and y (40,)."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(40, 2)) * [1.0, 3.0]
    return X, X @ [2.0, -1.0] + rng.normal(size=40)


RATES = (0.005, 0.02, 0.06, 0.115)


def show_the_slope_in_the_rate():
    """README section 5: the slope of a whole training run in its learning rate, and the same measured."""
    X, y = regression_rows(0)
    print("\nThe loss after 20 steps of gradient descent, and its slope in the learning rate:")
    print("    rate       loss   slope by backward   slope measured")
    results = {}
    for rate in RATES:
        tensor = Tensor(rate)
        loss = loss_after(tensor, X, y, 20)
        loss.backward()
        measured = (loss_after(rate + 1e-6, X, y, 20) - loss_after(rate - 1e-6, X, y, 20)) / 2e-6
        print(f"  {rate:6.3f} {loss.data:10.4f} {tensor.grad:19.3f} {measured:16.3f}")
        results[rate] = tensor.grad.item(), measured
    return {"slope in the rate": results}


def ancestors_by_recursion(tensor, order, seen):
    """The textbook's way to a topological order: it calls itself once for each step back."""
    if tensor not in seen:
        seen.add(tensor)
        for parent, _ in tensor.parents:
            ancestors_by_recursion(parent, order, seen)
        order.append(tensor)
    return order


def show_the_deep_graph():
    """README section 5: 2000 steps are one long chain."""
    X, y = regression_rows(0)
    rate = Tensor(0.0001)
    loss = loss_after(rate, X, y, 2000)
    n_tensors = len(loss.ancestors())
    try:
        ancestors_by_recursion(loss, [], set())
        recursion = "works"
    except RecursionError:
        recursion = "RecursionError"
    loss.backward()
    measured = (loss_after(0.0001 + 1e-8, X, y, 2000) - loss_after(0.0001 - 1e-8, X, y, 2000)) / 2e-8
    print(f"\n2000 steps with the rate 0.0001: a chain of {n_tensors:,} tensors")
    print(f"  ancestors by recursion    {recursion}")
    print(f"  ancestors by a stack      slope {rate.grad:.1f}, measured {measured:.1f}")
    return {"deep graph": (n_tensors, recursion, rate.grad.item(), measured)}


def random_parameters(sizes, rng):
    """W1, b1, W2, b2, ... as tensors; normal draws with the variance 1 / n_in, biases 0 (day 17)."""
    parameters = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        parameters += [Tensor(rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)), Tensor(np.zeros(n_out))]
    return parameters


def gradients_by_hand(parameters, x, labels):
    """Day 18's walk back through 2-16-16-2 with tanh and cross-entropy, written out."""
    W1, b1, W2, b2, W3, b3 = (parameter.data for parameter in parameters)
    a1 = np.tanh(x @ W1 + b1)
    a2 = np.tanh(a1 @ W2 + b2)
    p = np.exp(a2 @ W3 + b3)
    p = p / p.sum(axis=1, keepdims=True)
    dz3 = (p - np.eye(2)[labels]) / len(x)
    dz2 = dz3 @ W3.T * (1 - a2**2)
    dz1 = dz2 @ W2.T * (1 - a1**2)
    return [x.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0), a2.T @ dz3, dz3.sum(axis=0)]


def moons(n, seed):
    """Two half moons that interlock, (n, 2), and which of them each point belongs to, (n,)."""
    return make_moons(n, noise=0.2, random_state=seed)


def show_the_same_gradients():
    """README section 6: the engine beside the formulas, for the same network and the same rows."""
    parameters = random_parameters((2, 16, 16, 2), np.random.default_rng(0))
    x, labels = moons(200, 0)
    cross_entropy(labels, network(parameters, x)).backward()
    print("\nThe network 2-16-16-2 on 200 points: the engine's gradients beside those by hand")
    print("            shape      length   largest difference below 1e-14")
    results = {}
    names = ("W1", "b1", "W2", "b2", "W3", "b3")
    for name, parameter, by_hand in zip(names, parameters, gradients_by_hand(parameters, x, labels), strict=True):
        results[name] = np.abs(parameter.grad - by_hand).max()
        length = np.linalg.norm(parameter.grad)
        print(f"  {name}   {parameter.grad.shape!s:>10s} {length:11.4f}   {results[name] < 1e-14}")
    return {"differences": results}


def bump(z):
    return (-(z**2)).exp()


ACTIVATIONS = {"tanh": Tensor.tanh, "relu": Tensor.relu, "bump exp(-z^2)": bump}


def moons_network(activation, seed, n_steps=500):
    """The parameters of 2-16-16-2 after n_steps on 200 points with the rate 0.5."""
    parameters = random_parameters((2, 16, 16, 2), np.random.default_rng(seed))
    x, labels = moons(200, seed)
    for _ in range(n_steps):
        descend(parameters, cross_entropy(labels, network(parameters, x, activation)), learning_rate=0.5)
    return parameters


def show_the_moons():
    """README section 6: three activations, one of them never derived by anybody here; five data sets."""
    scores = {"majority class (baseline)": [], "logistic regression": []}
    scores |= {f"network, {name}": [] for name in ACTIVATIONS}
    for seed in range(5):
        train_x, train_y = moons(200, seed)
        new_x, new_y = moons(2000, 1000 + seed)
        scores["majority class (baseline)"].append(np.mean(new_y == np.bincount(train_y).argmax()))
        scores["logistic regression"].append(LogisticRegression().fit(train_x, train_y).score(new_x, new_y))
        for name, activation in ACTIVATIONS.items():
            parameters = moons_network(activation, seed)
            with no_grad():
                logits = network(parameters, new_x, activation)
            scores[f"network, {name}"].append(np.mean(logits.data.argmax(axis=1) == new_y))
    print("\nTwo moons, 200 training points, 500 steps; accuracy on 2000 new points, 5 data sets:")
    for name, values in scores.items():
        print(f"  {name:26s} {np.mean(values):.3f} +- {np.std(values, ddof=1) / np.sqrt(5):.3f}")
    return {"moons": {name: np.mean(values) for name, values in scores.items()}}


def show_no_grad():
    """README section 5: what a result keeps alive, with its history and without."""
    parameters = random_parameters((2, 16, 16, 2), np.random.default_rng(0))
    x, _ = moons(2000, 0)
    logits = network(parameters, x)
    with no_grad():
        bare = network(parameters, x)
    print("\nThe logits of 2000 points, and what they keep in memory:")
    results = {}
    for name, tensor in (("with history", logits), ("in no_grad", bare)):
        kept = tensor.ancestors()
        results[name] = len(kept), sum(ancestor.data.nbytes for ancestor in kept)
        print(f"  {name:13s} {results[name][0]:3d} tensors, {results[name][1]:9,d} bytes")
    print(f"  the same logits: {np.array_equal(logits.data, bare.data)}")
    return {"kept": results}


def draw_box(ax, x, y, size, color="white"):
    width, height = size
    ax.add_patch(
        plt.Rectangle((x - width / 2, y - height / 2), width, height, facecolor=color, edgecolor="black", zorder=2)
    )


def draw_the_week():
    """README section 2: one step of training as a loop, and the day of the week that each part comes from."""
    boxes = {
        "rows x": (0, 1, "a batch"),
        "x W + b": (2.5, 1, "days 15 and 17"),
        "activation": (5, 1, "day 16"),
        "loss": (7.5, 1, "day 18"),
        "slopes": (7.5, -1, "day 18, and today"),
        "step": (5, -1, "day 19"),
        "new W, b": (2.5, -1, "next round"),
        "new rows: right?": (0, -1, "day 20"),
    }
    arrows = [("rows x", "x W + b"), ("x W + b", "activation"), ("activation", "loss"), ("loss", "slopes")]
    arrows += [("slopes", "step"), ("step", "new W, b"), ("new W, b", "x W + b"), ("new W, b", "new rows: right?")]
    fig, ax = plt.subplots(figsize=(9, 3.2))
    for name, (x, y, day) in boxes.items():
        draw_box(ax, x, y, (1.8, 0.8), "#E69F00" if name == "slopes" else "white")
        ax.text(x, y, name, ha="center", va="center", zorder=3)
        ax.text(x, y + (0.7 if y > 0 else -0.7), day, color="dimgray", ha="center", va="center")
    for start, end in arrows:
        (x0, y0), (x1, y1) = boxes[start][:2], boxes[end][:2]
        begin = (x0 + 0.9 * np.sign(x1 - x0), y0 + 0.4 * np.sign(y1 - y0))
        stop = (x1 - 0.9 * np.sign(x1 - x0), y1 - 0.4 * np.sign(y1 - y0))
        ax.annotate("", stop, begin, arrowprops={"arrowstyle": "->", "color": "gray", "linewidth": 1.5})
    ax.set(xlim=(-1.1, 8.6), ylim=(-2, 2), title="One step of training, and where each part was built")
    ax.set_axis_off()
    return fig


def draw_the_graph():
    """README section 3: the small expression as the engine has kept it. Every number is read from the tensors."""
    tensors = small_expression()
    places = dict(zip(tensors, [(0, 0.8), (0, -0.8), (2.6, -0.5), (5.2, 0.2), (7.8, 0.2)], strict=True))
    name_of = {tensor: name for name, tensor in tensors.items()}
    fig, ax = plt.subplots(figsize=(9, 3.6))
    middle = {"ha": "center", "va": "center", "zorder": 3}
    for name, tensor in tensors.items():
        x, y = places[name]
        draw_box(ax, x, y, (1.3, 0.9))
        ax.text(x, y + 0.26, name, **middle)
        ax.text(x, y, f"value {tensor.data:g}", color=FORWARD, **middle)
        ax.text(x, y - 0.26, f"slope {tensor.grad:g}", color=BACKWARD, style="italic", **middle)
        for parent, back in tensor.parents:
            (x0, y0), (x1, y1) = places[name_of[parent]], (x, y)
            ax.plot([x0, x1], [y0, y1], color="gray", zorder=1)
            local = back(np.ones(()))  # what the slope 1 becomes, one step back
            frame = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            ax.text((x0 + x1) / 2, (y0 + y1) / 2, f"times {local:g}", bbox=frame, **middle)
    ax.text(6.4, 1.05, "values, computed forward →", color=FORWARD, ha="center", fontsize=12)
    ax.text(6.4, -0.8, "← slopes of L, computed backward", color=BACKWARD, ha="center", fontsize=12, style="italic")
    ax.set(xlim=(-0.8, 8.6), ylim=(-1.4, 1.4), title="a is used twice, so two slopes come back to it: 24 and -8")
    ax.set_axis_off()
    return fig


def draw_numbers(ax, table, left, top, color):
    """A small array as boxes with numbers, its upper left corner at (left, top)."""
    for i, row in enumerate(np.atleast_2d(table)):
        for j, number in enumerate(row):
            ax.add_patch(plt.Rectangle((left + j, top - i - 1), 1, 1, facecolor="white", edgecolor=color))
            ax.text(left + j + 0.5, top - i - 0.5, f"{number:g}", ha="center", va="center", color=color)


def draw_broadcasting():
    """README section 4: a row is copied on the way forward, and its slopes are added up on the way back."""
    x, b = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), Tensor([10.0, 20.0])
    g = np.array([[1.0, 0.0], [2.0, -1.0], [4.0, 5.0]])
    z = x + b
    (g * z).sum().backward()
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 2.7))
    draw_numbers(left, x, 0, 3, "black")
    draw_numbers(left, np.tile(b.data, (3, 1)), 3, 3, "gray")
    draw_numbers(left, b.data, 3, 3, FORWARD)
    draw_numbers(left, z.data, 6, 3, FORWARD)
    left.text(2.5, 1.5, "+", ha="center", va="center", fontsize=14)
    left.text(5.5, 1.5, "=", ha="center", va="center", fontsize=14)
    draw_numbers(right, z.grad, 0, 3, BACKWARD)
    draw_numbers(right, b.grad, 5, 2, BACKWARD)
    right.annotate("", (4.7, 1.5), (2.3, 1.5), arrowprops={"arrowstyle": "->", "color": BACKWARD, "linewidth": 2})
    right.text(3.5, 1.85, "sum of each\ncolumn", ha="center", color=BACKWARD)
    for ax, words in ((left, ("x (3, 2)", "b (2,), copied", "x + b")), (right, ("slope in x + b", "", "slope in b"))):
        for place, word in zip((1, 4, 7) if ax is left else (1, 3.5, 6), words, strict=True):
            ax.text(place, -0.45, word, ha="center")
        ax.set(xlim=(-0.2, 8.2), ylim=(-0.6, 3.1), aspect="equal")
        ax.set_axis_off()
    left.set_title("Forward: the row is copied")
    right.set_title("Backward: the copies' slopes are added")
    return fig


def draw_the_slope_in_the_rate(slopes):
    """README section 5: the loss after 20 steps against the learning rate, with the slopes that backward gives."""
    X, y = regression_rows(0)
    rates = np.linspace(0.001, 0.118, 400)
    fig, ax = plt.subplots()
    ax.plot(rates, [loss_after(rate, X, y, 20) for rate in rates], color="gray")
    for rate, (slope, _) in slopes.items():
        half = min(0.006, 0.9 / abs(slope))  # half the width of the tangent; a steep one is drawn shorter
        near = np.array([rate - half, rate + half])
        loss = loss_after(rate, X, y, 20)
        ax.plot(near, loss + slope * (near - rate), color=BACKWARD, linewidth=2.5)
        ax.plot(rate, loss, "o", color=BACKWARD)
        place = {"xytext": (12, 8)} if slope < 0 else {"xytext": (-12, 8), "ha": "right"}
        ax.annotate(f"slope {slope:.1f}", (rate, loss), textcoords="offset points", color=BACKWARD, **place)
    ax.set(xlim=(0, 0.122), ylim=(0, 6), xlabel="learning rate", ylabel="mean squared error after 20 steps")
    ax.set_title("The slope of a whole training run in its learning rate, by one walk back each")
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


def check_one_number(tensor):
    if tensor.data.size != 1:
        raise ValueError(f"backward starts from one number, got shape {tensor.data.shape}: take its sum or its mean")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 21: an automatic differentiation engine, and the week in review")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_small_expression() | show_the_bill() | show_the_slope_in_the_rate() | show_the_deep_graph()
    results |= show_no_grad() | show_the_same_gradients() | show_the_moons()
    figures = {
        "week.png": draw_the_week(),
        "graph.png": draw_the_graph(),
        "broadcasting.png": draw_broadcasting(),
        "rate.png": draw_the_slope_in_the_rate(results["slope in the rate"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
