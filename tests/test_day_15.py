"""Day 15: the perceptron, against scikit-learn, SciPy, truth tables, Novikoff's theorem, arithmetic by hand."""

import ast
import inspect
import textwrap
from itertools import permutations

import numpy as np
import perceptron as day
import pytest
from conftest import BAD_DATA

XOR_X, XOR_Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([-1, 1, 1, -1])


def flipped(X, y):
    return np.asarray(y)[:, None] * np.column_stack([X, np.ones(len(X))])


def distance_by_scipy(P):
    """From the origin to the hull of P, by nonnegative least squares (Lawson and Hanson 1974)."""
    optimize = pytest.importorskip("scipy.optimize")
    size = np.abs(P).max()
    shares, _ = optimize.nnls(np.vstack([P.T, np.full(len(P), size)]), np.append(np.zeros(P.shape[1]), size))
    return np.linalg.norm(shares / shares.sum() @ P)


def random_set(rng, k, separable):
    n, d = rng.integers(2, 60), rng.integers(1, 8)
    X = 10 ** rng.uniform(-1, 1) * rng.normal(size=(n, d)) + rng.normal()
    if k % 4 == 0:
        X = np.round(X)  # ties, and rows that come twice
    y = np.where(X @ rng.normal(size=d) + rng.normal() > 0, 1, -1)
    return X, y if separable else rng.choice([-1, 1], size=n)


# the perceptron


@pytest.mark.parametrize("epochs", [1, 2, 7, 40])
@pytest.mark.parametrize("seed", range(6))
def test_it_equals_scikit_learn_on_the_same_order(epochs, seed):
    linear_model = pytest.importorskip("sklearn.linear_model")
    rng = np.random.default_rng(seed)
    y = rng.choice([-1, 1], size=50)
    X = rng.normal(size=(50, seed + 1)) + 0.5 * y[:, None]  # the classes overlap: no early stop
    ours = day.Perceptron(max_epochs=epochs).fit(X, y)
    theirs = linear_model.Perceptron(shuffle=False, max_iter=epochs, tol=None).fit(X, y)
    np.testing.assert_allclose(ours.weights_, theirs.coef_[0], rtol=1e-9)
    assert ours.bias_ == pytest.approx(theirs.intercept_[0], rel=1e-12)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), rtol=1e-9, atol=1e-12)
    assert ours.converged_ is False


@pytest.mark.parametrize("seed", range(8))
def test_it_stops_when_all_are_right(seed):
    """A loop with a list of updates as its witness: their number, their sum, and every row right at the end."""
    rng = np.random.default_rng(seed)
    X, y = random_set(rng, seed, separable=True)
    w, n_updates, P = np.zeros(X.shape[1] + 1), 0, flipped(X, y)
    while np.any(P @ w <= 0):
        for p in P:
            if p @ w <= 0:
                w, n_updates = w + p, n_updates + 1
    model = day.Perceptron(max_epochs=10**6).fit(X, y)
    assert model.n_updates_ == n_updates
    assert model.converged_ is True
    np.testing.assert_allclose(np.append(model.weights_, model.bias_), w, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(model.predict(X), y)


def test_the_first_epoch_by_hand():
    """Rows (2) and (1) with the labels +1 and -1: an update to w = 2, b = 1, then one to w = 1, b = 0."""
    model = day.Perceptron(max_epochs=1).fit([[2.0], [1.0]], [1, -1])
    assert (model.weights_[0], model.bias_, model.n_updates_, model.converged_) == (1, 0, 2, False)
    np.testing.assert_array_equal(model.decision_function([[3.0], [-4.0]]), [3, -4])
    np.testing.assert_array_equal(model.predict([[3.0], [0.0], [-4.0]]), [1, -1, -1])  # 0 is not positive


def test_max_epochs_is_kept():
    for epochs in (1, 3, 50):
        model = day.Perceptron(max_epochs=epochs).fit(XOR_X, XOR_Y)
        assert (model.n_updates_, model.converged_) == (4 * epochs, False)
    assert day.Perceptron().max_epochs == 1000


def test_fit_is_ten_lines_and_starts_anew():
    source = textwrap.dedent(inspect.getsource(day.Perceptron.fit))
    body = ast.parse(source).body[0].body[1:]  # without the docstring
    assert body[-1].end_lineno - body[0].lineno + 1 <= 10
    model = day.Perceptron()
    for X, y in ((XOR_X, XOR_Y), ([[1.0], [-1.0]], [1, -1])):
        assert model.fit(X, y) is model
    assert (model.n_updates_, model.converged_) == (2, True)


def test_small_integers_do_not_overflow():
    X = np.array([[100, 100], [120, -100], [-100, 90], [90, 120]], dtype=np.int8)
    y = np.array([1, -1, -1, 1], dtype=np.int8)
    model = day.Perceptron().fit(X, y)
    assert model.converged_
    assert model.n_updates_ == day.Perceptron().fit(X.astype(float), y.astype(float)).n_updates_
    assert day.novikoff_bound(X, y) == pytest.approx(day.novikoff_bound(X.astype(float), y.astype(float)))


# gates


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("AND", lambda a, b: a and b),
        ("OR", lambda a, b: a or b),
        ("NAND", lambda a, b: not (a and b)),
        ("NOR", lambda a, b: not (a or b)),
    ],
)
def test_gates(name, truth):
    gate = day.logic_gate(name)
    assert isinstance(gate, day.Perceptron)
    assert gate.converged_
    for a, b in XOR_X:
        assert gate.predict([[a, b]])[0] == (1 if truth(a, b) else -1)
    assert gate.n_updates_ <= day.novikoff_bound(XOR_X, gate.predict(XOR_X))


def test_the_xor_network(rng):
    x = rng.integers(0, 2, size=(50, 2))
    expected = np.where(x[:, 0] != x[:, 1], 1, -1)
    for table in (x, x.astype(float), x.astype(bool), x.astype(np.uint8), x.tolist()):
        np.testing.assert_array_equal(day.xor_network(table), expected)
    assert day.xor_network([[1, 0]]).shape == (1,)


def test_no_line_gets_exclusive_or_right(rng):
    """The best of many random lines has three of four; and the walk goes round in a circle, whatever the order."""
    lines = rng.normal(size=(20_000, 3))
    right = np.sum(flipped(XOR_X, XOR_Y) @ lines.T > 0, axis=0)
    assert right.max() == 3
    for order in permutations(range(4)):
        ends, rows = [], list(order)
        for epochs in range(1, 30):
            model = day.Perceptron(max_epochs=epochs).fit(XOR_X[rows], XOR_Y[rows])
            ends.append((*model.weights_, model.bias_))
        assert len(set(ends)) < len(ends), "weights that come again will come again forever"


def test_exclusive_or_is_shown_as_a_cycle():
    pages = day.show_exclusive_or()["XOR"]
    assert len(pages) == 12
    states = [(*w, b) for _, _, w, b in pages]
    assert states[:4] == [(0, 0, -1), (0, 1, 0), (1, 1, 1), (0, 0, 0)]
    assert states[:4] == states[4:8] == states[8:]


# the margin and the bound


@pytest.mark.parametrize("seed", range(4))
def test_the_nearest_point_equals_scipy(seed):
    rng = np.random.default_rng(seed)
    compared = 0
    for k in range(150):
        P = flipped(*random_set(rng, k, separable=k % 3 > 0))
        distance, size = distance_by_scipy(P), np.linalg.norm(P, axis=1).max()
        ours = day.nearest_point(P)
        if distance > 1e-10 * size:
            assert np.linalg.norm(ours) == pytest.approx(distance, rel=1e-9)
            assert (P @ ours).min() == pytest.approx(distance**2, rel=1e-5)  # it separates, with that margin
            compared += 1
        else:
            assert np.linalg.norm(ours) < 1e-12 * size
    assert 80 < compared < 150


@pytest.mark.parametrize("d", [1, 2, 5])
def test_the_bound_equals_a_support_vector_machine(d, rng):
    """Without an intercept, on the rows with their ones: its |w| is 1 / gamma."""
    svm = pytest.importorskip("sklearn.svm")
    while True:
        X, y = day.separable_set(0.3, rng)
        if X.shape[1] == d:
            break
    A = np.column_stack([X, np.ones(len(X))])
    flat = flipped(X, y)
    both, labels = np.vstack([flat, -flat]), np.repeat([1, -1], len(X))  # symmetric: its own intercept is 0
    theirs = svm.SVC(kernel="linear", C=1e10, tol=1e-10).fit(both, labels)
    assert abs(theirs.intercept_[0]) < 1e-6
    R = np.linalg.norm(A, axis=1).max()
    assert day.novikoff_bound(X, y) == pytest.approx((R * np.linalg.norm(theirs.coef_)) ** 2, rel=1e-4)


def test_bounds_by_hand():
    assert day.novikoff_bound([[1.0], [-1.0]], [1, -1]) == pytest.approx(2, rel=1e-12)
    assert day.novikoff_bound(XOR_X, [-1, 1, 1, 1]) == pytest.approx(27, rel=1e-12)
    assert day.novikoff_bound(XOR_X, [1, -1, -1, -1]) == pytest.approx(27, rel=1e-12)
    assert day.novikoff_bound(XOR_X, [-1, -1, -1, 1]) == pytest.approx(51, rel=1e-12)  # u = (4, 4, -6) / root 68
    assert day.novikoff_bound([[3.0, 4.0]], [-1]) == pytest.approx(1, rel=1e-12)  # one row, one update
    assert day.novikoff_bound([[3.0], [3.0], [0.0]], [1, 1, 1]) == pytest.approx(10, rel=1e-12)  # nearest: (0, 1)
    assert day.novikoff_bound(np.eye(3), [1, 1, 1]) == pytest.approx(2 / (4 / 3), rel=1e-12)  # nearest: the mean


@pytest.mark.parametrize("seed", range(6))
def test_updates_never_exceed_the_bound(seed):
    """On every separable set that is drawn, and in several orders of its rows."""
    rng = np.random.default_rng(100 + seed)
    for k in range(40):
        X, y = random_set(rng, k, separable=True) if k % 2 else day.separable_set(10 ** rng.uniform(-2, 0), rng)
        bound = day.novikoff_bound(X, y)
        for _ in range(3):
            order = rng.permutation(len(X))
            model = day.Perceptron(max_epochs=10**6).fit(X[order], y[order])
            assert model.converged_
            assert 1 <= model.n_updates_ <= bound * (1 + 1e-9)


def test_the_bound_can_be_reached():
    """Flipped rows at right angles to each other, all of one length: every row makes its own update, none a second."""
    X = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])  # with the ones a Hadamard matrix
    y = np.array([1, 1, 1, 1])
    assert day.novikoff_bound(X, y) == pytest.approx(4, rel=1e-12)
    assert day.Perceptron().fit(X, y).n_updates_ == 4


@pytest.mark.parametrize(
    ("X", "y"),
    [
        (XOR_X, XOR_Y),
        ([[1.0], [1.0]], [1, -1]),
        ([[0.0], [1.0], [2.0]], [1, -1, 1]),
        ([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]], [-1, 1, -1]),
    ],
)
def test_no_bound_without_a_line(X, y):
    with pytest.raises(ValueError, match="separable"):
        day.novikoff_bound(X, y)


def test_random_labels_are_refused_exactly_where_no_line_separates(rng):
    """A linear program decides: is there (w, b) with every product at least 1?"""
    optimize = pytest.importorskip("scipy.optimize")
    seen = []
    for k in range(60):
        X, y = random_set(rng, k, separable=k % 2 == 0)
        P = flipped(X, y)
        program = optimize.linprog(np.zeros(P.shape[1]), A_ub=-P, b_ub=-np.ones(len(P)), bounds=(None, None))
        seen.append(program.status == 0)
        if seen[-1]:
            assert day.novikoff_bound(X, y) >= 1
        else:
            with pytest.raises(ValueError, match="separable"):
                day.novikoff_bound(X, y)
    assert {True, False} == set(seen)


# the sigmoid neuron


def test_the_sigmoid_neuron_equals_autograd_row_by_row(rng, torch):
    X, y = rng.normal(size=(12, 3)), rng.choice([-1, 1], size=12)
    w = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    b = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimizer, expected = torch.optim.SGD([w, b], lr=0.3), []
    for _ in range(4):
        for x, label in zip(torch.tensor(X), torch.tensor(y), strict=True):
            optimizer.zero_grad()
            torch.nn.functional.softplus(-label * (x @ w + b)).backward()  # the log loss
            optimizer.step()
        expected.append((w.detach().numpy().copy(), b.item()))
    ours = day.sigmoid_neuron(X, y, learning_rate=0.3, n_epochs=4)
    assert len(ours) == 4
    for (w, b), (their_w, their_b) in zip(ours, expected, strict=True):
        np.testing.assert_allclose(w, their_w, rtol=1e-10)
        assert b == pytest.approx(their_b, rel=1e-10)


def test_the_sigmoid_neuron_by_hand():
    """From zero p is 1/2: the first row pulls by 1/2, the second, at p = sigmoid(0.2 * 3 + 0.1), by minus that."""
    ((w, b),) = day.sigmoid_neuron([[2.0], [3.0]], [1, -1], learning_rate=0.2, n_epochs=1)
    p = 1 / (1 + np.exp(-0.7))
    assert w[0] == pytest.approx(0.2 - 0.2 * 3 * p, rel=1e-12)
    assert b == pytest.approx(0.1 - 0.2 * p, rel=1e-12)
    np.testing.assert_allclose(day.sigmoid(np.array([-1e4, 0.0, 1e4])), [0, 0.5, 1], atol=1e-300)


def test_on_overlapping_clouds_the_smooth_neuron_settles():
    """On other data sets than the README's: near the best line's accuracy, which the normal distribution gives."""
    stats = pytest.importorskip("scipy.stats")
    best = stats.norm.cdf(1)  # the best line is x1 = 0, and the centers lie at distance 1 from it
    runs = [day.accuracy_by_epoch(1000 + seed) for seed in range(6)]
    smooth, step = np.array([run[1][-1] for run in runs]), np.array([run[0] for run in runs])
    assert best - 0.02 < smooth.mean() < best + 0.01
    assert step[:, -1].mean() < smooth.mean()
    assert np.abs(np.diff(step[:, -10:])).mean() > 0.01
    assert all(0.45 < run[2] < 0.55 for run in runs)


# bad input


@pytest.mark.parametrize(("X", "y", "message"), BAD_DATA)
@pytest.mark.parametrize(
    "use", [lambda X, y: day.Perceptron().fit(X, y), day.novikoff_bound, lambda X, y: day.sigmoid_neuron(X, y, 0.1, 1)]
)
def test_bad_data_are_refused(use, X, y, message):
    labels = np.where(np.asarray(y, dtype=float) == 0, -1.0, y)
    with pytest.raises(ValueError, match=message):
        use(X, labels)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.Perceptron().fit([[1.0], [2.0]], [0, 1]), "each -1 or .1"),
        (lambda: day.Perceptron().fit([[1.0], [2.0]], ["a", "b"]), "each -1 or .1"),
        (lambda: day.Perceptron(max_epochs=0), "max_epochs must be 1 or more, got 0"),
        (lambda: day.Perceptron().predict([[1.0]]), "call fit"),
        (lambda: day.Perceptron().fit([[1.0]], [1]).predict([[1.0, 2.0]]), "X must have 1 columns"),
        (lambda: day.logic_gate("XOR"), "name must be one of AND, OR, NAND, NOR, got 'XOR'"),
        (lambda: day.xor_network([0, 1]), r"x must be \(n, 2\)"),
        (lambda: day.xor_network([[0, 2]]), "each 0 or 1"),
        (lambda: day.xor_network([[0, 1, 1]]), r"x must be \(n, 2\)"),
    ],
)
def test_mistakes_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
