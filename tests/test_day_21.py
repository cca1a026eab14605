"""Day 21: the engine against PyTorch on random graphs, finite differences, day 18's code, arithmetic by hand."""

import gc
import math
import timeit
from pathlib import Path

import numpy as np
import pytest
import week3_review as day
from backpropagation import Dense, Network, SoftmaxCrossEntropy, Tanh, train
from conftest import DAY_FOLDERS
from week3_review import Tensor, no_grad

from companion.quizzes import read_quiz

# random graphs, beside PyTorch

SHAPES = [(), (1,), (4,), (3, 1), (1, 4), (3, 4), (2, 3, 4), (2, 1, 4)]
INDICES = [0, -1, slice(1, None), slice(None, None, 2), [0, 0, 1, 0], (..., [1, 0, 1, 1]), ([0, 1, 0], ..., [1, 0, 1])]
PAIRS = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / (y * y + 0.5),
    "**": lambda x, y: (x * x + 0.5) ** y.tanh(),
}
WITH_CONSTANT = {
    "c + x": lambda x, c: c + x,
    "x + c": lambda x, c: x + c,
    "c - x": lambda x, c: c - x,
    "x - c": lambda x, c: x - c,
    "c * x": lambda x, c: c * x,
    "x * c": lambda x, c: x * c,
    "x / c": lambda x, c: x / c,
    "c / x": lambda x, c: c / (x * x + 0.5),
    "x ** 3": lambda x, c: x**3,
    "2 ** x": lambda x, c: 2.0**x,
    "-x": lambda x, c: -x,
}
ENTRY = {
    "relu": lambda x: x.relu(),
    "tanh": lambda x: x.tanh(),
    "exp": lambda x: x.tanh().exp(),
    "log": lambda x: (x * x + 0.5).log(),
}


class Graph:
    """The same expression, grown at random in our tensors and in PyTorch's. nodes : pairs (ours, theirs)"""

    def __init__(self, rng, torch):
        self.rng, self.torch = rng, torch
        self.nodes, self.used = [], set()
        for _ in range(rng.integers(2, 5)):
            self.leaf(SHAPES[rng.integers(len(SHAPES))])

    def leaf(self, shape):
        values = self.rng.normal(size=shape)
        self.nodes.append((Tensor(values.copy()), self.torch.tensor(values, requires_grad=True)))
        return self.nodes[-1]

    def leaf_or_constant(self, shape):
        x, t = self.leaf(shape)
        return (x, t) if self.rng.random() < 0.5 else (x.data, t.detach())

    def add(self, name, x, t):
        if np.abs(x.data).max() > 20:  # so that digits are not lost
            x, t = x.tanh(), t.tanh()
        t.retain_grad()
        self.nodes.append((x, t))
        self.used.add(name)

    def choose(self, things):
        return list(things)[self.rng.integers(len(things))]

    def grow(self):
        grow = self.choose([self.pair, self.constant, self.entry, self.reduce, self.shape, self.index, self.matmul])
        grow(*self.choose(self.nodes))

    def pair(self, x, t):
        y, u = self.choose(self.nodes)
        name = self.choose(PAIRS)
        a, b = x.data.shape, y.data.shape
        if all(m == n or 1 in (m, n) for m, n in zip(a[::-1], b[::-1], strict=False)):  # they broadcast
            self.add(name, PAIRS[name](x, y), PAIRS[name](t, u))

    def constant(self, x, t):
        name = self.choose(WITH_CONSTANT)
        c = 1 + self.rng.random(size=self.choose([x.data.shape, x.data.shape[-1:], (2, 1, 1, 1)]))
        self.add(name, WITH_CONSTANT[name](x, c), WITH_CONSTANT[name](t, self.torch.tensor(c)))

    def entry(self, x, t):
        name = self.choose(ENTRY)
        self.add(name, ENTRY[name](x), ENTRY[name](t))

    def reduce(self, x, t):
        """Over all axes, one (counted from either end) or several."""
        n_axes, name, keepdims = x.data.ndim, self.choose(["sum", "mean"]), self.choose([False, True])
        axes = [int(axis) for axis in np.flatnonzero(self.rng.random(n_axes) < 0.5)]
        axis = None if not axes else tuple(axes) if len(axes) > 1 else axes[0] - self.choose([0, n_axes])
        dim = tuple(range(n_axes)) if axis is None else axis
        self.add(name, getattr(x, name)(axis, keepdims), getattr(self.torch, name)(t, dim=dim, keepdim=keepdims))

    def shape(self, x, t):
        self.add("transpose", x.transpose(), t.permute(tuple(reversed(range(t.ndim)))))
        shape = self.choose([(-1,), (-1, 1), (1, -1)])
        self.add("reshape", x.reshape(*shape), t.reshape(*shape))

    def index(self, x, t):
        index = self.choose(INDICES)
        try:
            picked = x[index]
        except IndexError:  # too few axes or entries
            return
        if picked.data.size:
            self.add("index", picked, t[index])

    def matmul(self, x, t):
        """With a vector, a table or a stack of tables on the other side, on the right and on the left."""
        shape = x.data.shape
        stack = shape[:-2] or (2,)
        if len(shape) >= 1:
            n = shape[-1]
            y, u = self.leaf_or_constant(self.choose([(n,), (n, 2), (*stack, n, 3)]))
            self.add("x @ y", x @ y, t @ u)
        if len(shape) >= 2:
            n = shape[-2]
            y, u = self.leaf_or_constant(self.choose([(n,), (2, n), (*stack, 3, n)]))
            self.add("y @ x", y @ x, u @ t)


def random_graph(seed, torch):
    rng = np.random.default_rng(seed)
    graph = Graph(rng, torch)
    for _ in range(12):
        graph.grow()
    ours = theirs = 0.0
    for a, s in graph.nodes:
        weights = rng.normal(size=a.data.shape)  # random slopes arrive everywhere
        ours, theirs = ours + (a * weights).sum(), theirs + (s * torch.tensor(weights)).sum()
    return graph, ours, theirs


@pytest.mark.parametrize("seed", range(250))
def test_random_graphs_equal_autograd(seed, torch):
    graph, ours, theirs = random_graph(seed, torch)
    theirs.backward()
    ours.backward()
    assert ours.data == pytest.approx(theirs.item(), rel=1e-12, abs=1e-12)
    for a, s in graph.nodes:
        assert isinstance(a.grad, np.ndarray)
        assert a.grad.shape == a.data.shape
        np.testing.assert_allclose(a.data, s.detach().numpy(), rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(a.grad, s.grad.numpy(), rtol=1e-9, atol=1e-10)


def test_the_random_graphs_use_every_operation(torch):
    used = set().union(*(random_graph(seed, torch)[0].used for seed in range(250)))
    others = {"sum", "mean", "transpose", "reshape", "index", "x @ y", "y @ x"}
    assert used == {*PAIRS, *WITH_CONSTANT, *ENTRY, *others}


# every operation alone, measured


def measured(f, x, h=1e-6):
    """The slope of f(x), a number, in every entry of x."""
    slopes = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


A, ROW, COLUMN = np.full((3, 4), 0.7), np.array([1.5, -0.5, 2.0, 0.3]), np.array([[2.0], [-1.0], [0.5]])
W = np.arange(8.0).reshape(4, 2) - 3
OPERATIONS = {
    "tensor + row": lambda x: x + ROW,
    "row - tensor": lambda x: ROW - x,
    "tensor - column": lambda x: x - COLUMN,
    "minus": lambda x: -x,
    "itself twice": lambda x: x * x + x,
    "column * tensor": lambda x: COLUMN * x,
    "tensor / row": lambda x: x / ROW,
    "row / tensor": lambda x: ROW / x,
    "tensor / tensor": lambda x: x / (x + 1),
    "power": lambda x: x**2.5,
    "square": lambda x: x**2,
    "inverse": lambda x: x**-1,
    "tensor ** tensor": lambda x: x**x,
    "number ** tensor": lambda x: 3**x,
    "array ** tensor": lambda x: np.abs(ROW) ** x,
    "tensor @ array": lambda x: x @ W,
    "array @ tensor": lambda x: W.T @ x.transpose(),
    "tensor @ tensor": lambda x: x @ x.transpose(),
    "tensor @ vector": lambda x: x @ ROW,
    "vector @ tensor": lambda x: COLUMN[:, 0] @ x,
    "vector @ vector": lambda x: x[0] @ x[1],
    "stack @ tensor": lambda x: np.stack([W.T, 2 * W.T]) @ x.transpose(),
    "relu": lambda x: (x - 0.5).relu(),
    "tanh": lambda x: x.tanh(),
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "sum": lambda x: x.sum() * x,
    "sum of rows": lambda x: x.sum(axis=-1, keepdims=True) * x,
    "sum of columns": lambda x: x.sum(axis=0) * x,
    "mean": lambda x: x.mean() * x,
    "mean of both axes": lambda x: x.mean(axis=(0, 1), keepdims=True) * x,
    "mean of rows": lambda x: x.mean(axis=1) * COLUMN[:, 0],
    "reshape": lambda x: x.reshape(2, 6) * np.arange(6.0),
    "reshape to a tuple": lambda x: x.reshape((4, 3)) * COLUMN[:, 0],
    "transpose": lambda x: x.transpose() * COLUMN[:, 0],
    "a row": lambda x: x[1] * ROW,
    "an entry": lambda x: x[1, 2],
    "repeats": lambda x: x[[0, 0, 2, 0]] * ROW,
    "pairs with repeats": lambda x: x[np.array([0, 0, 1]), np.array([3, 3, 2])] * COLUMN[:, 0],
    "a mask": lambda x: x[ROW[:3] > 0] * ROW,
    "the last column": lambda x: x[..., -1:] * COLUMN,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_equals_measured_slopes(name, rng):
    f = OPERATIONS[name]
    values = rng.uniform(0.6, 2.0, size=(3, 4))
    weights = rng.normal(size=f(Tensor(values)).data.shape)
    x = Tensor(values)
    (f(x) * weights).sum().backward()
    expected = measured(lambda v: float((f(Tensor(v)).data * weights).sum()), values)
    np.testing.assert_allclose(x.grad, expected, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("shape", [(), (1,), (4,), (1, 4), (3, 1), (1, 1), (3, 4), (2, 1, 4), (1, 3, 1), (2, 3, 4)])
def test_unbroadcast_equals_a_loop(shape, rng):
    """Number the entries of the small array, broadcast the numbers, and add each slope to where its copy came from."""
    g = rng.normal(size=(2, 3, 4))
    came_from = np.broadcast_to(np.arange(math.prod(shape)).reshape(shape), g.shape)
    expected = [sum(g[i] for i in np.ndindex(g.shape) if came_from[i] == k) for k in range(math.prod(shape))]
    came = day.unbroadcast(g, shape)
    assert came.shape == shape
    np.testing.assert_allclose(came.ravel(), expected, rtol=1e-12, atol=1e-14)


def test_slopes_by_hand():
    a, b = Tensor(2.0), Tensor(-3.0)
    ((a * b + a) ** 2).backward()
    assert (a.grad, b.grad) == (16, -16)
    x = Tensor([[1.0, -2.0], [0.0, 4.0]])
    x.relu().sum().backward()
    np.testing.assert_array_equal(x.grad, [[1, 0], [0, 1]])  # at 0 nothing passes, as in PyTorch
    x = Tensor([5.0, 6.0, 7.0])
    (x[[0, 0, 1]] * np.array([1.0, 10.0, 100.0])).sum().backward()
    np.testing.assert_array_equal(x.grad, [11, 100, 0])
    x = Tensor([0.0, 2.0])
    (x**0 + x**1).sum().backward()
    np.testing.assert_array_equal(x.grad, [1, 1])


# the walk back


def test_slopes_add_up_over_calls_in_leaves_only():
    x = Tensor([1.0, 2.0])
    y = x * 3
    loss = (y**2).sum()
    for times in (1, 2, 3):
        loss.backward()
        np.testing.assert_array_equal(y.grad, [6, 12])
        np.testing.assert_array_equal(x.grad, times * np.array([18, 36]))
    x.grad = None
    x.sum().backward()
    np.testing.assert_array_equal(x.grad, [1, 1])
    x = Tensor(4.0)
    x.backward()
    assert x.grad == 1


def test_grad_is_an_array_of_its_own():
    a, b = Tensor([1.0, 2.0]), Tensor([3.0, 4.0])
    (a + b).sum().backward()
    a.grad *= 10
    np.testing.assert_array_equal(b.grad, [1, 1])
    c = Tensor(2.0)
    (c + c.reshape(1)).sum().backward()
    assert isinstance(c.grad, np.ndarray)
    assert c.grad.shape == ()
    c.grad += 1
    assert c.grad == 3
    assert Tensor(1.0).grad is None


@pytest.mark.parametrize("depth", [10_000, 100_000])
def test_a_deep_graph_does_not_overflow(depth):
    x = Tensor(1.0)
    y = x
    for _ in range(depth):
        y = y + 0.001
    y.backward()
    assert x.grad == 1
    assert len(y.ancestors()) == depth + 1
    del y
    gc.collect()


def test_many_paths_are_walked_once():
    """2^60 ways lead from x to the end."""
    x = Tensor(1.0)
    y = x
    for _ in range(60):
        y = (y + y) * 0.5 + 0.0
    y.backward()
    assert x.grad == 1
    assert len(y.ancestors()) == 181


def test_ancestors_stand_behind_their_parents(rng):
    tensors = [Tensor(rng.normal(size=3)) for _ in range(4)]
    for _ in range(200):
        a, b = rng.integers(len(tensors), size=2)
        tensors.append((tensors[a] * tensors[b]).tanh())
    order = tensors[-1].ancestors()
    place = {tensor: i for i, tensor in enumerate(order)}
    assert len(place) == len(order)
    assert order[-1] is tensors[-1]
    for tensor in order:
        assert all(place[parent] < place[tensor] for parent, _ in tensor.parents)


def test_no_grad():
    x = Tensor([1.0, 2.0])
    with no_grad():
        y = (x * 3).exp()
        with no_grad():
            pass
        assert (x + x).parents == []
    assert y.parents == []
    assert y.ancestors() == [y]
    np.testing.assert_array_equal(y.data, (x * 3).exp().data)
    with pytest.raises(ZeroDivisionError), no_grad():
        1 / 0  # noqa: B018
    assert len((x + x).parents) == 2
    z = x * y  # y is a constant now, or a new beginning
    z.sum().backward()
    np.testing.assert_array_equal(x.grad, y.data)


def test_constants_get_no_slopes():
    x, c = Tensor([1.0, 2.0]), np.array([3, 4])
    for result in (x * c, c * x, c + x, c - x, c / x, c**x, c @ x, x @ c, np.float64(2) * x, 2 * x, np.float64(1) - x):
        assert isinstance(result, Tensor)
        assert all(isinstance(ancestor, Tensor) for ancestor in result.ancestors())
        assert x in result.ancestors()
    assert (c / x).data.tolist() == [3, 2]
    assert Tensor([1, 2]).data.dtype == float  # integers have no slopes


def test_float32_stays_float32(rng):
    x = Tensor(rng.normal(size=(3, 4)).astype(np.float32))
    y = ((2 * x + 1) / 3 - 0.5 * x**2).tanh().mean(axis=0).exp() @ np.ones(4, dtype=np.float32)
    y.backward()
    assert y.data.dtype == np.float32
    assert x.grad.dtype == np.float32
    y = (x * np.ones(4)).sum()  # a constant of 64 bits
    y.backward()
    assert (y.data.dtype, x.grad.dtype) == (np.float64, np.float32)


def test_nan_goes_through():
    x = Tensor([np.nan, 1.0])
    y = (x.relu() * 2).tanh().sum()
    y.backward()
    assert np.isnan(y.data)
    assert np.isnan((x * x).data[0])


def test_data_is_not_changed(rng):
    values = rng.uniform(1, 2, size=(3, 4))
    kept, x = values.copy(), Tensor(values)
    ((x[[0, 0]] / x.mean() + x.sum(axis=0)).log() ** 2).sum().backward()
    np.testing.assert_array_equal(x.data, kept)


def test_mistakes_are_refused():
    with pytest.raises(ValueError, match=r"one number, got shape \(2,\)"):
        Tensor([1.0, 2.0]).exp().backward()
    with pytest.raises(ValueError, match="one number"):
        Tensor(np.ones((0,))).backward()
    Tensor([[1.0]]).exp().backward()
    with pytest.raises(AttributeError):
        Tensor(1.0).gard = None
    assert repr(Tensor([1.0, 2.0])) == "Tensor([1.0, 2.0])"


def test_the_engine_can_be_held_whole():
    source = Path(day.__file__).read_text(encoding="utf-8")
    engine = source[source.index("class Tensor") : source.index("# 6. The week's network again")]
    assert len([line for line in engine.splitlines() if line.strip()]) <= 150


# the network


def networks(sizes, rng):
    """Day 18's network and ours, with the same random parameters."""
    layers = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        layers += [Dense(n_in, n_out, rng), Tanh()]
        layers[-2].b = rng.normal(size=n_out)
    theirs = Network(layers[:-1], SoftmaxCrossEntropy())
    return theirs, [Tensor(array) for layer in theirs.dense_layers() for array in (layer.W, layer.b)]


@pytest.mark.parametrize("sizes", [(2, 2), (2, 16, 16, 2), (5, 7, 3, 8, 4)])
@pytest.mark.parametrize("scale", [1.0, 3000.0])
def test_the_network_equals_day_18(sizes, scale, rng):
    theirs, parameters = networks(sizes, rng)
    x, labels = scale * rng.normal(size=(50, sizes[0])), rng.integers(0, sizes[-1], size=50)
    expected, gradients = theirs.loss_and_gradients(x, labels)
    loss = day.cross_entropy(labels, day.network(parameters, x))
    loss.backward()
    assert loss.data == pytest.approx(expected, rel=1e-12)
    for parameter, gradient in zip(parameters, [part for pair in gradients for part in pair], strict=True):
        np.testing.assert_allclose(parameter.grad, gradient, rtol=1e-9, atol=1e-12)


def test_training_equals_day_18(rng):
    theirs, parameters = networks((2, 16, 16, 2), rng)
    x, labels = day.moons(200, 3)
    expected = train(theirs, x, labels, 0.5, 60)
    losses = []
    for _ in range(60):
        loss = day.cross_entropy(labels, day.network(parameters, x))
        day.descend(parameters, loss, 0.5)
        losses.append(loss.data)
    np.testing.assert_allclose(losses, expected, rtol=1e-9)
    assert all(parameter.grad is None for parameter in parameters)


@pytest.mark.parametrize("N", [100, 200, 1000])
def test_training_costs_at_most_half_more_than_by_hand(N, rng, full_run):
    """The shortest of many short runs, side by side: what disturbs a run only makes it longer."""
    theirs, parameters = networks((2, 16, 16, 2), rng)
    x, labels = day.moons(N, 0)

    def engine():
        day.descend(parameters, day.cross_entropy(labels, day.network(parameters, x)), 0.01)

    def by_hand():
        train(theirs, x, labels, 0.01, 1)

    ours, hand = np.inf, np.inf
    for _ in range(200):
        ours = min(ours, timeit.timeit(engine, number=10))
        hand = min(hand, timeit.timeit(by_hand, number=10))
    assert ours <= 1.5 * hand, f"{ours / hand:.2f} times"


def test_activations_are_exchanged_in_the_forward_pass_alone(rng, torch):
    parameters = day.random_parameters((2, 5, 3), rng)
    x, labels = rng.normal(size=(9, 2)), rng.integers(0, 3, size=9)
    for activation, theirs in ((day.bump, lambda z: torch.exp(-(z**2))), (Tensor.relu, torch.relu)):
        copies = [torch.tensor(parameter.data, requires_grad=True) for parameter in parameters]
        logits = theirs(torch.tensor(x) @ copies[0] + copies[1]) @ copies[2] + copies[3]
        torch.nn.functional.cross_entropy(logits, torch.tensor(labels)).backward()
        for parameter in parameters:
            parameter.grad = None
        day.cross_entropy(labels, day.network(parameters, x, activation)).backward()
        for parameter, copy in zip(parameters, copies, strict=True):
            np.testing.assert_allclose(parameter.grad, copy.grad.numpy(), rtol=1e-10, atol=1e-14)


# what the script shows


def test_the_small_expression():
    slopes = day.show_the_small_expression()["slopes"]
    assert slopes == {"a": 16, "b": -16, "c = a b": -8, "d = c + a": -8, "L = d^2": 1}


def test_the_bill():
    """counts (2, 3) and weights (2, 3): prices get the sum over rows of both, fees the sum over columns of weights."""
    prices, fees = day.show_the_bill()["bill"]
    np.testing.assert_array_equal(prices, [1 * 1 + 3 * 4, 0 * 2 + 1 * 5, 2 * 3 + 0 * 6])
    np.testing.assert_array_equal(fees, [[1 + 2 + 3], [4 + 5 + 6]])


def test_the_slope_in_the_rate():
    """Along an eigenvector of the Hessian each step multiplies the distance by 1 - rate * lambda: a closed form."""
    X, y = day.regression_rows(0)
    values, vectors = np.linalg.eigh(2 * X.T @ X / 40)
    best = np.linalg.lstsq(X, y)[0]
    for rate, (slope, _) in day.show_the_slope_in_the_rate()["slope in the rate"].items():
        distance = (vectors.T @ best) ** 2  # the loss above its lowest: sum of lambda / 2 * distance^2
        expected = np.sum(values / 2 * distance * 40 * (1 - rate * values) ** 39 * -values)
        assert slope == pytest.approx(expected, rel=1e-9)


def test_the_deep_graph():
    n_tensors, recursion, slope, by_nudging = day.show_the_deep_graph()["deep graph"]
    assert n_tensors >= 10_000
    assert recursion == "RecursionError"
    X, y = day.regression_rows(0)
    values, vectors = np.linalg.eigh(2 * X.T @ X / 40)
    distance = (vectors.T @ np.linalg.lstsq(X, y)[0]) ** 2
    expected = np.sum(values / 2 * distance * 4000 * (1 - 0.0001 * values) ** 3999 * -values)
    assert slope == pytest.approx(expected, rel=1e-8)
    assert by_nudging == pytest.approx(expected, rel=1e-4)


def test_recursion_gives_the_same_order_while_it_lasts(rng):
    y = Tensor(rng.normal(size=3))
    for _ in range(50):
        y = (y * y + y).tanh()
    assert set(day.ancestors_by_recursion(y, [], set())) == set(y.ancestors())


def test_what_no_grad_keeps():
    """Six parameters, and in every layer a product and a sum, and two tanh; 2000 rows of 8 bytes a number."""
    kept = day.show_no_grad()["kept"]
    numbers = (2 * 16 + 16) + (16 * 16 + 16) + (16 * 2 + 2) + 2000 * (3 * 16 + 3 * 16 + 2 * 2)
    assert kept["with history"] == (14, 8 * numbers)
    assert kept["in no_grad"] == (1, 8 * 2000 * 2)


def test_the_same_gradients():
    assert max(day.show_the_same_gradients()["differences"].values()) < 1e-14


def test_the_moons_beside_scikit_learn():
    neural_network = pytest.importorskip("sklearn.neural_network")
    x, labels = day.moons(200, 50)
    new_x, new_labels = day.moons(2000, 51)
    theirs = neural_network.MLPClassifier((16, 16), "tanh", solver="lbfgs", alpha=1e-3, max_iter=2000, random_state=0)
    reference = theirs.fit(x, labels).score(new_x, new_labels)
    for activation in day.ACTIVATIONS.values():
        logits = day.network(day.moons_network(activation, 50), new_x, activation)
        assert np.mean(logits.data.argmax(axis=1) == new_labels) > max(0.93, reference - 0.02)


# the quiz


@pytest.fixture(scope="module")
def questions():
    return read_quiz(DAY_FOLDERS[21] / "quiz.toml")


UNITS = (784, 128, 10)
# every question with one number as its answer: the right one, then the wrong ones in their order
COMPUTED = {
    "longest row has the length 2": ((2 / 0.5) ** 2, 2 / 0.5, 2**2 / 0.5, (0.5 / 2) ** 2),
    "steep can the sigmoid": (0.5 * (1 - 0.5), 1 - math.tanh(0) ** 2, 1 / (1 + math.exp(0)), 2),
    "through four sigmoids": (0.25**4, 1, 0.25**2, 0.75**4),
    "leaky_relu(-2)": (-2 * 0.01, max(-2, 0), 0.01, -2),
    "logits 0 and ln 3": (3 / (1 + 3), 1 / (1 + 3), math.log(3) / (0 + math.log(3)), math.log(3) / (1 + math.log(3))),
    "network 784-128-10": (784 * 128 + 128 + 128 * 10 + 10, 784 * 128 + 128 * 10, 784 * 128 + 128 + 1280, sum(UNITS)),
    "He's scheme": (2 / 50, 1 / 50, math.sqrt(2 / 50), 2 * 50),
    "weights 1 and -3": (max(0, 2 - 3 + 0.5), 2 - 3 + 0.5, 0.5, 2 + 3 + 0.5),
    "z = 3 x and L = z^2": (2 * 6 * 3, 2 * 6, 6 * 3, 6),
    "slopes 2 and -5": (2 - 5, 2 * -5, (2 - 5) / 2, -5),
    "twice the right slope": (abs(1 - 2) / (1 + 2), 1, abs(1 - 2) / 2, 2),
    "probabilities 0.7, 0.2 and 0.1": (0.2 - 1, 0.2, -1 / 0.2, 1 - 0.2),
    "Adam takes its first step": (
        0.001 * 100 / math.sqrt(100**2),
        0.001 * 100,
        0.001 * (0.1 * 100) / math.sqrt(100**2),
        0.001 * (0.1 * 100) / math.sqrt(0.001 * 100**2),
    ),
    "Adam's first slope is 5": (0.1 * 5 / (1 - 0.9), 0.1 * 5, 0.9 * 5, 5 / 0.1),
    "AdamW has the rate": (2 - 0.1 * 0.01 * 2, 2 - 0.01 * 2, 2 - 0.1, 2),
    "for ten classes": (-math.log(0.1), 0.1, 10, math.log2(10)),
    "60,000 pictures": (math.ceil(60_000 / 128), 60_000 // 128, 128, 60_000),
    "0.98 of 10,000": (
        math.sqrt(0.98 * 0.02 / 10_000),
        math.sqrt(0.98 * 0.02),
        1 - 0.98,
        0.98 * 0.02 / 10_000,
    ),
}


@pytest.mark.parametrize("fragment", COMPUTED)
def test_the_numbers_of_the_quiz(fragment, questions):
    (question,) = [question for question in questions if fragment in question["ask"]]
    choices = [question["right"], *(wrong["choice"] for wrong in question["wrong"])]
    for choice, value in zip(choices, COMPUTED[fragment], strict=True):
        digits = len(choice.partition(".")[2])
        assert float(choice) == pytest.approx(value, abs=0.5 * 10.0**-digits if digits else 1e-9)


def test_every_question_with_a_number_is_computed(questions):
    numeric = [question["ask"] for question in questions if question["right"].lstrip("-").replace(".", "").isdigit()]
    assert len(numeric) == len(COMPUTED)


def test_the_shapes_in_the_quiz(questions):
    right = {question["ask"]: question["right"] for question in questions}
    (dense,) = [answer for ask, answer in right.items() if "What shape has x W + b" in ask]
    assert dense == str((np.ones((32, 784)) @ np.ones((784, 128)) + np.ones(128)).shape)
    (gradient,) = [answer for ask, answer in right.items() if "What shape has its dW" in ask]
    assert gradient == str((np.ones((32, 5)).T @ np.ones((32, 3))).shape)
    (perceptron,) = [answer for ask, answer in right.items() if "A perceptron starts" in ask]
    assert perceptron == str(tuple((np.zeros(2) + -1 * np.array([2, 1])).astype(int).tolist()))
