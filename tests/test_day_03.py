"""Day 3: many dimensions, against PyTorch, scikit-learn, SciPy, closed forms, loops and arithmetic by hand."""

import multidim_gd as day
import numpy as np
import pytest

SHAPES = [((1, 1), ()), ((7, 3), ()), ((40, 5), ()), ((1, 1), (1,)), ((7, 3), (2,)), ((5, 8), (4,)), ((30, 2), (1,))]


def problem(shape, outputs, rng, scale=1.0):
    """X, y, w, b for n rows, d features and these outputs."""
    X, y = scale * rng.normal(size=shape), 3 * rng.normal(size=(shape[0], *outputs))
    return X, y, rng.normal(size=(shape[1], *outputs)), rng.normal(size=outputs)


def with_ones(X):
    return np.column_stack([X, np.ones(len(X))])


# the model and its loss


def test_a_prediction_by_hand():
    X = [[1, 2], [3, 1]]
    np.testing.assert_array_equal(day.predict(X, [1, 0.75], 0.5), [3, 4.25])
    np.testing.assert_array_equal(day.predict(X, [[1, 0], [0, 2]], [10, -1]), [[11, 3], [13, 1]])
    assert day.mean_squared_error(X, [5, 5], [1, 0.75], 0.5) == 2.28125
    assert day.mean_squared_error(X, [[5, 1], [5, -1]], np.zeros((2, 2)), [0, 0]) == 13


@pytest.mark.parametrize(("shape", "outputs"), SHAPES)
@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
def test_the_loss_equals_scikit_learn(shape, outputs, scale, rng):
    metrics = pytest.importorskip("sklearn.metrics")
    X, y, w, b = problem(shape, outputs, rng, scale)
    predicted = day.predict(X, w, b)
    by_loops = [
        [sum(x * v for x, v in zip(row, column, strict=True)) for column in w.T.reshape(-1, len(w))] for row in X
    ]
    np.testing.assert_allclose(predicted, np.reshape(by_loops, y.shape) + b, rtol=1e-12, atol=1e-12 * scale)
    np.testing.assert_allclose(day.mean_squared_error(X, y, w, b), metrics.mean_squared_error(y, predicted), rtol=1e-12)


# all slopes at once


@pytest.mark.parametrize(("shape", "outputs"), SHAPES)
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_gradient_equals_autograd(shape, outputs, scale, rng, torch):
    X, y, w, b = problem(shape, outputs, rng, scale)
    tensor_w, tensor_b = torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True)
    prediction = torch.tensor(X) @ tensor_w + tensor_b
    torch.nn.functional.mse_loss(prediction, torch.tensor(y)).backward()
    dw, db = day.gradient(X, y, w, b)
    assert dw.shape == w.shape
    assert np.shape(db) == b.shape
    np.testing.assert_allclose(dw, tensor_w.grad.numpy(), rtol=1e-11, atol=1e-13 * scale)
    np.testing.assert_allclose(db, tensor_b.grad.numpy(), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize(("shape", "outputs"), SHAPES)
def test_the_gradient_equals_a_loop_over_the_entries(shape, outputs, rng):
    X, y, w, b = problem(shape, outputs, rng)
    dw, db = day.gradient(X, y, w, b)
    columns = y.reshape(len(y), -1), w.reshape(len(w), -1), np.reshape(b, -1)
    expected_w, expected_b = np.zeros_like(columns[1]), np.zeros_like(columns[2])
    for i in range(len(X)):
        for k in range(columns[0].shape[1]):
            error = sum(X[i, j] * columns[1][j, k] for j in range(len(w))) + columns[2][k] - columns[0][i, k]
            expected_b[k] += 2 * error / y.size
            for j in range(len(w)):
                expected_w[j, k] += 2 * error * X[i, j] / y.size
    np.testing.assert_allclose(dw, expected_w.reshape(w.shape), rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(db, expected_b.reshape(b.shape), rtol=1e-11, atol=1e-13)


def test_the_gradient_equals_differences_of_the_loss(rng):
    """The loss is a parabola along every line, so the central difference is exact but for rounding, whatever h."""
    for outputs in ((), (3,)):
        X, y, w, b = problem((12, 4), outputs, rng)
        dw, db = day.gradient(X, y, w, b)
        step_w, step_b = rng.normal(size=w.shape), rng.normal(size=b.shape)
        ahead = day.mean_squared_error(X, y, w + step_w, b + step_b)
        behind = day.mean_squared_error(X, y, w - step_w, b - step_b)
        assert (ahead - behind) / 2 == pytest.approx(np.sum(dw * step_w) + np.sum(db * step_b), rel=1e-11)


def test_the_gradient_is_zero_at_the_least_squares_solution(rng):
    X, y, *_ = problem((30, 4), (2,), rng)
    solution = np.linalg.lstsq(with_ones(X), y)[0]
    dw, db = day.gradient(X, y, solution[:-1], solution[-1])
    np.testing.assert_allclose(dw, 0, atol=1e-14)
    np.testing.assert_allclose(db, 0, atol=1e-14)


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 2), (2, 2, 2)])
def test_measured_slopes(shape, rng):
    w = rng.normal(size=shape)
    kept = w.copy()
    slopes = day.numerical_gradient(lambda v: np.sum(np.sin(v) * np.arange(1, v.size + 1).reshape(shape)), w)
    assert slopes.shape == shape
    np.testing.assert_allclose(slopes, np.cos(w) * np.arange(1, w.size + 1).reshape(shape), atol=2e-9)
    np.testing.assert_array_equal(w, kept)


def test_the_step_of_the_measured_slopes():
    """For x^3 the central difference is off by exactly h^2; the default h is 1e-6."""
    np.testing.assert_allclose(day.numerical_gradient(lambda v: v[0] ** 3, [2.0], h=0.5), [12.25], rtol=1e-12)
    np.testing.assert_allclose(day.numerical_gradient(lambda v: np.sum(v**3), [1, 2], h=0.25), [3.0625, 12.0625])
    seen = []
    day.numerical_gradient(lambda v: seen.append(v[0]) or 0.0, [1.0])
    assert sorted(seen) == [1 - 1e-6, 1 + 1e-6]


def test_measured_slopes_of_a_line_far_out():
    """There x + h is rounded by a tenth of h; the step that was really taken counts."""
    assert day.numerical_gradient(lambda v: v[0], [1e9])[0] == 1


def test_measured_slopes_pass_nan_on():
    slopes = day.numerical_gradient(lambda v: v[0] * 2, [1.0, np.nan])
    np.testing.assert_allclose(slopes[0], 2, rtol=1e-9)
    assert np.isnan(slopes[1])


def test_rosenbrock_equals_scipy(rng):
    optimize = pytest.importorskip("scipy.optimize")
    assert day.rosenbrock((-1.2, 1.0)) == pytest.approx(24.2, rel=1e-14)
    np.testing.assert_allclose(day.rosenbrock_gradient((-1.2, 1.0)), [-215.6, -88], rtol=1e-14)
    for point in rng.normal(size=(20, 2)):
        assert day.rosenbrock(point) == pytest.approx(optimize.rosen(point), rel=1e-12)
        np.testing.assert_allclose(day.rosenbrock_gradient(point), optimize.rosen_der(point), rtol=1e-10, atol=1e-10)
        np.testing.assert_allclose(day.numerical_gradient(day.rosenbrock, point), optimize.rosen_der(point), atol=1e-5)


# walking down


def test_one_step_by_hand():
    w, b, losses = day.gradient_descent([[1, 2], [3, 1]], [5, 5], learning_rate=0.05, n_steps=1)
    np.testing.assert_allclose(w, [1, 0.75], rtol=1e-15)
    assert b == 0.5
    np.testing.assert_allclose(losses, [25, 2.28125], rtol=1e-15)


@pytest.mark.parametrize("n_steps", [0, 1, 2, 37, np.int64(5)])
@pytest.mark.parametrize(("shape", "outputs"), SHAPES)
def test_a_run_equals_the_closed_form(shape, outputs, n_steps, rng):
    """Distance from the bottom after t steps: (I - rate H)^t times the distance at zero; H = 2 A^T A / N."""
    X, y, *_ = problem(shape, outputs, rng)
    A = with_ones(X)
    rate = 0.9 * y.size / np.linalg.svd(A)[1][0] ** 2
    w, b, losses = day.gradient_descent(X, y, rate, n_steps)
    bottom = np.linalg.lstsq(A, y)[0]
    step = np.eye(A.shape[1]) - rate * 2 / y.size * A.T @ A
    for t in range(n_steps + 1):
        expected = bottom - np.linalg.matrix_power(step, t) @ bottom
        assert losses[t] == pytest.approx(np.mean((A @ expected - y) ** 2), rel=1e-9, abs=1e-12)
    np.testing.assert_allclose(w, expected[:-1], rtol=1e-9, atol=1e-11)
    np.testing.assert_allclose(b, expected[-1], rtol=1e-9, atol=1e-11)
    assert losses.shape == (n_steps + 1,)
    assert w.shape == (shape[1], *outputs)
    assert np.shape(b) == outputs


@pytest.mark.parametrize("outputs", [(), (3,)])
def test_both_fits_reach_the_least_squares_solution(outputs, rng):
    """The stochastic one only where no row contradicts the others: then the noise vanishes at the bottom."""
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y, w, b = problem((50, 3), outputs, rng)
    theirs = linear_model.LinearRegression().fit(X, y)
    rate = 0.5 * day.largest_stable_learning_rate(X) * max(1, *outputs, 1)
    ours_w, ours_b, _ = day.gradient_descent(X, y, rate, 500)
    np.testing.assert_allclose(ours_w.T, theirs.coef_, rtol=1e-9)
    np.testing.assert_allclose(ours_b, theirs.intercept_, rtol=1e-9)
    ours_w, ours_b, losses = day.stochastic_gradient_descent(X, X @ w + b, 0.05, 300, 4, rng)
    np.testing.assert_allclose(ours_w, w, rtol=1e-9)
    np.testing.assert_allclose(ours_b, b, rtol=1e-9)
    assert losses[-1] < 1e-18


def test_no_input_is_changed(rng):
    X, y, *_ = problem((9, 2), (2,), rng)
    kept = X.copy(), y.copy()
    day.gradient_descent(X, y, 0.1, 3)
    day.stochastic_gradient_descent(X, y, 0.1, 3, 4, rng)
    day.largest_stable_learning_rate(X)
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(y, kept[1])


def test_a_diverging_run_goes_on_in_silence(rng):
    """Under pytest every warning is an error, so this also shows that there is none."""
    X, y, *_ = problem((20, 3), (), rng)
    for losses in (
        day.gradient_descent(X, y, 1e3, 400)[2],
        day.stochastic_gradient_descent(X, y, 1e3, 400, 8, rng)[2],
    ):
        assert losses.shape == (401,)
        assert np.isfinite(losses[:10]).all()
        assert (np.diff(losses[:10]) > 0).all()
        assert not np.isfinite(losses[-1])


# the edge of stability


@pytest.mark.parametrize("shape", [(1, 1), (7, 3), (40, 5), (5, 8)])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_edge_by_singular_values_and_autograd(shape, scale, rng, torch):
    X, y, *_ = problem(shape, (), rng, scale)
    X += 2 * scale
    edge = day.largest_stable_learning_rate(X)
    assert edge == pytest.approx(shape[0] / np.linalg.svd(with_ones(X))[1][0] ** 2, rel=1e-12)
    tensor_X, tensor_y = torch.tensor(X), torch.tensor(y)
    theirs = torch.autograd.functional.hessian(
        lambda v: torch.nn.functional.mse_loss(tensor_X @ v[:-1] + v[-1], tensor_y),
        torch.zeros(shape[1] + 1, dtype=torch.float64),
    ).numpy()
    np.testing.assert_allclose(day.hessian(X), theirs, rtol=1e-11, atol=1e-13 * scale)
    assert edge == pytest.approx(2 / np.linalg.eigvalsh(theirs).max(), rel=1e-11)


def test_the_edge_by_hand():
    assert day.largest_stable_learning_rate([[1, 2], [3, 1]]) == pytest.approx(2 / 15, rel=1e-14)
    assert day.largest_stable_learning_rate([[0], [0]]) == pytest.approx(1, rel=1e-14)  # only the intercept is left
    assert day.largest_stable_learning_rate([[1], [-1]]) == pytest.approx(1, rel=1e-14)
    assert day.largest_stable_learning_rate([[3], [3]]) == pytest.approx(0.1, rel=1e-14)  # (3, 1): 2 * 10


@pytest.mark.parametrize(("seed", "outputs"), [(0, ()), (1, ()), (2, ()), (3, ()), (4, (3,)), (5, (2,))])
def test_both_sides_of_the_edge(seed, outputs):
    rng = np.random.default_rng(seed)
    n_features = int(rng.integers(1, 5))
    X = rng.normal(size=(25, n_features)) * rng.uniform(0.7, 1.5, size=n_features) + rng.normal(size=n_features)
    y = rng.normal(size=(25, *outputs))
    edge = day.largest_stable_learning_rate(X) * max(1, *outputs, 1)
    fit = with_ones(X) @ np.linalg.lstsq(with_ones(X), y)[0]
    lowest = np.mean((fit - y) ** 2)
    inside, outside = (day.gradient_descent(X, y, share * edge, 2000)[2] for share in (0.99, 1.01))
    assert inside[-1] == pytest.approx(lowest, rel=1e-9)
    assert outside[-1] > 1e6 * outside[0]
    assert outside[-1] / outside[-2] == pytest.approx(1.02**2, rel=1e-6)  # the steepest part, multiplied by -1.02


# batches


@pytest.mark.parametrize("outputs", [(), (2,)])
@pytest.mark.parametrize(("n", "batch_size"), [(10, 3), (10, 5), (10, 1), (10, 10), (10, 64), (1, 1)])
def test_batches_equal_a_loop_over_single_rows(n, batch_size, outputs, rng):
    """The same shuffle, the last smaller batch used, each batch's mean taken over its own rows."""
    X, y, *_ = problem((n, 3), outputs, rng)
    w, b, losses = day.stochastic_gradient_descent(X, y, 0.05, 4, batch_size, np.random.default_rng(7))
    order_rng, v = np.random.default_rng(7), np.zeros((4, *outputs))
    A, expected = with_ones(X), [np.mean(y**2)]
    for _ in range(4):
        order = order_rng.permutation(n).tolist()
        while order:
            batch, order = order[:batch_size], order[batch_size:]
            slopes = sum(np.multiply.outer(A[i], A[i] @ v - y[i]) for i in batch)
            v = v - 0.05 * 2 / y[batch].size * slopes
        expected.append(np.mean((A @ v - y) ** 2))
    np.testing.assert_allclose(losses, expected, rtol=1e-11)
    np.testing.assert_allclose(w, v[:-1], rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(b, v[-1], rtol=1e-10, atol=1e-13)


def test_one_batch_of_all_rows_is_gradient_descent(rng):
    X, y, *_ = problem((12, 3), (2,), rng)
    for ours, theirs in zip(
        day.stochastic_gradient_descent(X, y, 0.1, 20, 12, rng), day.gradient_descent(X, y, 0.1, 20), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-14)


def test_every_epoch_looks_once_at_each_row_in_a_new_order(rng):
    epochs = [list(day.shuffled_batches(10, 4, rng)) for _ in range(3)]
    assert [[len(batch) for batch in batches] for batches in epochs] == [[4, 4, 2]] * 3
    orders = [np.concatenate(batches).tolist() for batches in epochs]
    assert all(sorted(order) == list(range(10)) for order in orders)
    assert len({tuple(order) for order in orders}) == 3


def test_the_generator_decides(rng):
    X, y, *_ = problem((20, 3), (), rng)
    runs = [day.stochastic_gradient_descent(X, y, 0.05, 2, 4, np.random.default_rng(seed))[0] for seed in (1, 1, 2)]
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])
    assert day.stochastic_gradient_descent(X, y, 0.05, 0, 4, rng)[2].tolist() == [np.mean(y**2)]


# bad input

GOOD = np.ones((3, 2)), np.ones(3), np.zeros(2), 0.0


@pytest.mark.parametrize("function", [day.mean_squared_error, day.gradient])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({0: np.ones(3)}, "X must be"),
        ({0: np.ones((3, 2, 1))}, "X must be"),
        ({0: np.ones((3, 0))}, "X must be"),
        ({0: np.ones((0, 2)), 1: np.ones(0)}, "X must be"),
        ({0: np.array([[1.0, 2.0], [np.nan, 1.0], [1.0, 1.0]])}, "X must be"),
        ({0: np.full((3, 2), -np.inf)}, "X must be"),
        ({1: np.ones((3, 1))}, r"y has shape \(3, 1\)"),
        ({1: np.ones(4)}, "y must be"),
        ({1: np.ones(1)}, "y must be"),
        ({1: 1.0}, "y must be"),
        ({1: np.ones((3, 0))}, "y must be"),
        ({1: np.ones((3, 1, 1))}, "y must be"),
        ({1: np.array([1.0, np.nan, 1.0])}, "y must be"),
        ({2: np.zeros(3)}, r"w must be \(2,\)"),
        ({2: 0.0}, "w must be"),
        ({2: np.zeros((1, 2))}, "w must be"),
        ({2: np.zeros((2, 1))}, "b"),
        ({2: np.zeros((2, 1)), 3: np.zeros(1)}, "y has shape"),
        ({1: np.ones((3, 2)), 2: np.zeros((2, 1)), 3: np.zeros(1)}, "y has shape"),
        ({1: np.ones((3, 2)), 2: np.zeros((2, 2)), 3: np.zeros(1)}, "b"),
        ({1: np.ones((3, 2)), 2: np.zeros((2, 2)), 3: 0.0}, "b"),
        ({3: np.zeros(1)}, r"b a number.*: got \(2,\) and"),
        ({3: np.zeros(3)}, r"b a number.*: got \(2,\) and"),
    ],
)
def test_bad_shapes_are_refused(function, change, message):
    with pytest.raises(ValueError, match=message):
        function(*(change.get(i, value) for i, value in enumerate(GOOD)))


@pytest.mark.parametrize(
    ("fit", "name", "value"),
    [(fit, "learning_rate", value) for fit in ("batch", "stochastic") for value in (0, -1, np.nan, np.inf)]
    + [("batch", "n_steps", -1)]
    + [("stochastic", "n_epochs", -1)]
    + [("stochastic", "batch_size", value) for value in (0, -3)]
    + [(fit, "X", value) for fit in ("batch", "stochastic") for value in (np.ones(3), np.full((3, 2), np.nan))]
    + [(fit, "y", value) for fit in ("batch", "stochastic") for value in (np.ones(2), np.full(3, np.inf), [])],
)
def test_bad_arguments_of_a_fit_are_refused(fit, name, value):
    arguments = {"X": GOOD[0], "y": GOOD[1], "learning_rate": 0.1}
    if fit == "batch":
        function, more = day.gradient_descent, {"n_steps": 3}
    else:
        more = {"n_epochs": 3, "batch_size": 2, "rng": np.random.default_rng(0)}
        function = day.stochastic_gradient_descent
    with pytest.raises(ValueError, match=name):
        function(**(arguments | more | {name: value}))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.predict(np.ones((3, 2)), np.ones(3), 0), "w must be"),
        (lambda: day.predict(np.full((3, 2), np.nan), np.ones(2), 0), "X must be"),
        (lambda: day.predict([], [], 0), "X must be"),
        (lambda: day.largest_stable_learning_rate(np.ones(3)), "X must be"),
        (lambda: day.largest_stable_learning_rate([[np.nan]]), "X must be"),
    ],
)
def test_more_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("options", "name"), [(["--learning-rate", "-1"], "learning_rate"), (["--batch-size", "0"], "batch_size")]
)
def test_a_bad_option_is_one_line_and_code_2(options, name, capsys):
    with pytest.raises(SystemExit) as stopped:
        day.main(options)
    assert stopped.value.code == 2
    assert name in capsys.readouterr().err


# what the script shows


@pytest.fixture
def flats():
    return day.make_flats(200, np.random.default_rng(1))


def test_the_first_demonstrations():
    assert day.show_one_step()["loss after one step"] == pytest.approx(2.28125, rel=1e-14)
    for inside, outside in day.show_the_edge()["excess at the edge"].values():
        assert inside < 1e-12
        assert outside > 1e12


def test_the_scaling(flats):
    X, _ = flats
    np.testing.assert_allclose(day.standardize(X).mean(axis=0), 0, atol=1e-13)
    np.testing.assert_allclose(np.mean(day.standardize(X) ** 2, axis=0), 1, rtol=1e-13)
    results = day.show_the_scaling(flats)["scaling"]
    correlation = np.corrcoef(X.T)[0, 1]
    assert results["scaled"]["condition number"] == pytest.approx((1 + correlation) / (1 - correlation), rel=1e-9)
    assert results["raw"]["condition number"] > 50 * results["centered"]["condition number"]
    assert results["raw"]["steps"] is None
    assert results["scaled"]["steps"] < results["centered"]["steps"] / 100


def test_what_a_batch_buys():
    """At first the small batches are ahead, at the end the large ones; a smaller rate makes the noise smaller."""
    excess = day.show_the_batches(day.make_flats(200, np.random.default_rng(5)))["batches above the lowest"]
    assert excess[1, 0.1][1] < excess[32, 0.1][1] / 10 < excess[200, 0.1][1] / 100
    assert excess[32, 0.1][20] < excess[1, 0.1][20] / 5
    assert excess[1, 0.01][20] < excess[1, 0.1][20] / 5


@pytest.mark.parametrize("seed", range(3))
def test_the_forecast(seed):
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y = day.make_flats(200, np.random.default_rng(seed))
    results = day.show_the_forecast((X, y), 0.1, 32)
    new_X, new_y = day.make_flats(100, np.random.default_rng(2))
    theirs = np.sqrt(np.mean((linear_model.LinearRegression().fit(X, y).predict(new_X) - new_y) ** 2))
    assert results["least squares"] == pytest.approx(theirs, rel=1e-9)
    assert results["batches"] == pytest.approx(theirs, rel=0.1)
    assert results["naive"] == pytest.approx(np.sqrt(np.mean((new_y - y.mean()) ** 2)), rel=1e-12)
    assert results["batches"] < results["naive"] / 3


def test_the_curved_valley():
    x = np.array([-1.2, 1.0])
    for _ in range(20_000):
        x = x - 0.001 * np.array([2 * (x[0] - 1) + 400 * x[0] * (x[0] ** 2 - x[1]), 200 * (x[1] - x[0] ** 2)])
    np.testing.assert_allclose(day.show_the_curved_valley()["end in the valley"], x, rtol=1e-9)


@pytest.mark.parametrize(
    ("rate", "end"), [(0.4, (-0.943466646, -0.0000731232)), (0.6, (-0.387813968, -1673.365108506))]
)
def test_runs_of_dive_into_deep_learning(rate, end):
    """Zhang et al., section "Momentum": 20 steps down 0.1 x^2 + 2 y^2 from (-5, -2)."""
    path = day.descend(lambda point: np.array([0.2, 4.0]) * point, (-5, -2), rate, 20)
    np.testing.assert_allclose(path[-1], end, rtol=1e-6)
