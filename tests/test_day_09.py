"""Day 9: logistic regression, compared with scikit-learn, SciPy, published values, finite differences, arithmetic."""

import warnings
from decimal import Decimal, localcontext

import logistic_regression as day
import numpy as np
import pytest

HUGE = [-1000.0, -745.0, -700.0, -36.7, -20.0, -1e-9, 0.0, 1e-9, 0.3, 20.0, 36.7, 700.0, 1000.0]
MODELS = [day.LogisticRegression, day.SoftmaxRegression]


def overlapping(rng, n, d, n_classes=2, scale=1.0):
    """Classes that overlap: X (n, d), y (n,) in which every class occurs."""
    X = rng.normal(size=(n, d))
    z = X @ rng.normal(size=(d, n_classes)) + rng.gumbel(size=(n, n_classes)) * 1.5
    y = z.argmax(axis=1)
    y[:n_classes] = np.arange(n_classes)
    return scale * X, y


def breast_cancer():
    data = pytest.importorskip("sklearn.datasets").load_breast_cancer()
    return (data.data - data.data.mean(axis=0)) / data.data.std(axis=0), data.target


def scikit_learn(C, X, y, solver="newton-cholesky"):
    linear_model = pytest.importorskip("sklearn.linear_model")
    return linear_model.LogisticRegression(C=C, solver=solver, tol=1e-10, max_iter=100_000).fit(X, y)


def precise(formula):
    """The value of `formula()` on Decimals, computed with 900 digits and then rounded to a float."""
    with localcontext() as context:
        context.prec = 900
        return float(formula())


def assert_lowest(model, X, y, C, tolerance=1e-10):
    """The objective has no slope: a proof of the minimum that does not ask how it was found.

    Every slope is compared with the sum of the sizes of its parts.
    """
    y = (y == model.classes_[1]).astype(float)
    p = 1 / (1 + np.exp(-(X @ model.coef_ + model.intercept_)))
    weight, penalty = (1.0, 0.0) if np.isinf(C) else (C, 1.0)
    slopes = weight * X.T @ (p - y) + penalty * model.coef_
    sizes = weight * np.abs(X).T @ np.abs(p - y) + np.abs(penalty * model.coef_)
    assert np.all(np.abs(slopes) <= tolerance * sizes + 1e-300)
    assert abs(np.sum(p - y)) <= tolerance * len(y)


# probabilities


@pytest.mark.parametrize("z", HUGE)
def test_sigmoid_is_exact(z):
    expected = precise(lambda: 1 / (1 + (-Decimal(z)).exp()))
    assert day.sigmoid(z) == pytest.approx(expected, rel=4e-16, abs=5e-324)


def test_sigmoid_of_arrays(rng):
    special = pytest.importorskip("scipy.special")
    for shape in ((), (1,), (7,), (3, 4), (2, 3, 4)):
        z = 30 * rng.normal(size=shape)
        assert day.sigmoid(z).shape == shape
        np.testing.assert_allclose(day.sigmoid(z), special.expit(z), rtol=1e-15)
    np.testing.assert_array_equal(day.sigmoid([-np.inf, np.inf, 1000, -1000, 0, np.nan]), [0, 1, 1, 0, 0.5, np.nan])
    np.testing.assert_array_equal(day.sigmoid([2, 0]), day.sigmoid([2.0, 0.0]))


@pytest.mark.parametrize("size", [1, 5, 300])
def test_log_loss_equals_scikit_learn(size, rng):
    metrics = pytest.importorskip("sklearn.metrics")
    y, p = rng.integers(0, 2, size=size), rng.uniform(1e-9, 1 - 1e-9, size=size)
    assert day.log_loss(y, p) == pytest.approx(metrics.log_loss(y, p, labels=[0, 1]), rel=1e-12)


def test_log_loss_by_hand():
    assert day.log_loss([1, 0], [0.5, 0.5]) == pytest.approx(np.log(2), rel=1e-15)
    assert day.log_loss([1, 0], [0.8, 0.4]) == pytest.approx(-(np.log(0.8) + np.log(0.6)) / 2, rel=1e-15)
    assert day.log_loss([1, 1], [0.5, 0.0]) == np.inf
    assert day.log_loss([0], [1.0]) == np.inf
    assert str(day.log_loss([1, 0], [1.0, 0.0])) == "0.0"  # and not -0.0


# the objective


@pytest.mark.parametrize("C", [0.01, 1.0, 50.0, np.inf])
@pytest.mark.parametrize(("n", "d"), [(1, 1), (8, 3), (50, 7), (4, 9)])
def test_the_objective_is_its_definition(n, d, C, rng):
    X, y, w, b = rng.normal(size=(n, d)), rng.integers(0, 2, size=n), rng.normal(size=d), rng.normal()
    total = 0.0
    for row, label in zip(X, y, strict=True):
        p = 1 / (1 + np.exp(-(sum(row * w) + b)))
        total += -np.log(p if label == 1 else 1 - p)
    expected = total if np.isinf(C) else C * total + sum(w**2) / 2
    assert day.objective(X, y, w, b, C) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("C", [0.01, 1.0, 50.0, np.inf])
@pytest.mark.parametrize("scale", [0.1, 1.0, 10.0])
def test_the_gradient_equals_finite_differences(C, scale, rng):
    X, y, w, b = scale * rng.normal(size=(20, 4)), rng.integers(0, 2, size=20), rng.normal(size=4), rng.normal()
    dw, db = day.objective_gradient(X, y, w, b, C)
    assert dw.shape == (4,)
    assert np.ndim(db) == 0
    step, size = 1e-5, max(1.0, day.objective(X, y, w, b, C))
    for j, nudge in enumerate(step * np.eye(4)):
        slope = (day.objective(X, y, w + nudge, b, C) - day.objective(X, y, w - nudge, b, C)) / (2 * step)
        assert dw[j] == pytest.approx(slope, rel=1e-7, abs=1e-8 * size)
    slope = (day.objective(X, y, w, b + step, C) - day.objective(X, y, w, b - step, C)) / (2 * step)
    assert db == pytest.approx(slope, rel=1e-7, abs=1e-8 * size)


def test_the_gradient_equals_autograd(rng, torch):
    X, y, w, b = rng.normal(size=(30, 5)), rng.integers(0, 2, size=30), rng.normal(size=5), 0.7
    tw, tb = torch.tensor(w, requires_grad=True), torch.tensor(b, dtype=torch.float64, requires_grad=True)
    logits = torch.tensor(X) @ tw + tb
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(y * 1.0), reduction="sum")
    (2.5 * loss + (tw**2).sum() / 2).backward()
    dw, db = day.objective_gradient(X, y, w, b, 2.5)
    np.testing.assert_allclose(dw, tw.grad.numpy(), rtol=1e-12)
    assert db == pytest.approx(tb.grad.item(), rel=1e-12)


def test_the_objective_of_huge_logits():
    X, y = np.array([[1000.0], [-1000.0]]), np.array([0, 1])
    assert day.objective(X, y, [1.0], 0.0, 2.0) == 2 * 2000 + 0.5
    dw, db = day.objective_gradient(X, y, [1.0], 0.0, 2.0)
    np.testing.assert_array_equal(dw, [2 * 2000 + 1])
    assert db == 0


@pytest.mark.parametrize("C", [0.1, 3.0, np.inf])
@pytest.mark.parametrize("d", [1, 4])
def test_the_hessian_equals_differences_of_the_gradient(d, C, rng):
    X, y, theta = rng.normal(size=(15, d)), rng.integers(0, 2, size=15), rng.normal(size=d + 1)

    def gradient(theta):
        return np.append(*day.objective_gradient(X, y, theta[:-1], theta[-1], C))

    measured = [(gradient(theta + h) - gradient(theta - h)) / 2e-5 for h in 1e-5 * np.eye(d + 1)]
    np.testing.assert_allclose(day.objective_hessian(X, theta[:-1], theta[-1], C), measured, atol=1e-8)


def softmax_problem(n, d, k, rng):
    """A with its column of ones, Y, and random W."""
    labels = rng.integers(0, k, size=n)
    return np.column_stack([rng.normal(size=(n, d)), np.ones(n)]), np.eye(k)[labels], rng.normal(size=(k, d + 1))


@pytest.mark.parametrize("C", [0.1, 3.0, np.inf])
@pytest.mark.parametrize(("n", "d", "k"), [(5, 1, 2), (12, 2, 4)])
def test_the_softmax_objective_and_its_slopes(n, d, k, C, rng):
    """The objective is its definition, the gradient its difference quotient, the Hessian that of the gradient."""
    special = pytest.importorskip("scipy.special")
    A, Y, W = softmax_problem(n, d, k, rng)
    cross_entropy = -np.sum(Y * special.log_softmax(A @ W.T, axis=1))
    expected = cross_entropy if np.isinf(C) else C * cross_entropy + np.sum(W[:, :-1] ** 2) / 2
    assert day.softmax_objective(A, Y, W, C) == pytest.approx(expected, rel=1e-12)
    nudges = 1e-5 * np.eye(k * (d + 1)).reshape(-1, k, d + 1)
    slopes = [(day.softmax_objective(A, Y, W + h, C) - day.softmax_objective(A, Y, W - h, C)) / 2e-5 for h in nudges]
    np.testing.assert_allclose(day.softmax_gradient(A, Y, W, C).ravel(), slopes, atol=1e-8)
    second = [(day.softmax_gradient(A, Y, W + h, C) - day.softmax_gradient(A, Y, W - h, C)) / 2e-5 for h in nudges]
    np.testing.assert_allclose(day.softmax_hessian(A, W, C), np.reshape(second, (len(nudges), -1)), atol=1e-8)


# two classes


@pytest.mark.parametrize("C", [0.001, 0.1, 1.0, 10.0, 1000.0])
def test_newton_equals_scikit_learn_on_breast_cancer(C):
    X, y = breast_cancer()
    ours, theirs = day.LogisticRegression(C).fit(X, y), scikit_learn(C, X, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_[0], rtol=1e-7, atol=1e-9)
    assert ours.intercept_ == pytest.approx(theirs.intercept_[0], rel=1e-7)
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=1e-6, atol=1e-15)
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), rtol=1e-6, atol=1e-8)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    assert_lowest(ours, X, y, C, 1e-12)
    assert ours.n_iter_ < 15


def test_newton_equals_lbfgs_on_breast_cancer():
    """As far as lbfgs gets: its own distance to the exact answer is about a millionth."""
    X, y = breast_cancer()
    ours, theirs = day.LogisticRegression().fit(X, y), scikit_learn(1.0, X, y, solver="lbfgs")
    np.testing.assert_allclose(ours.coef_, theirs.coef_[0], rtol=1e-6, atol=1.5e-6)
    assert ours.intercept_ == pytest.approx(theirs.intercept_[0], rel=1e-5)


def test_newton_does_not_mind_units():
    """The raw table: areas in the thousands beside smoothness in the hundredths."""
    data = pytest.importorskip("sklearn.datasets").load_breast_cancer()
    ours = day.LogisticRegression().fit(data.data, data.target)
    theirs = scikit_learn(1.0, data.data, data.target)
    np.testing.assert_allclose(ours.coef_, theirs.coef_[0], rtol=1e-8, atol=1e-11)
    assert ours.n_iter_ < 15
    assert_lowest(ours, data.data, data.target, 1.0, 1e-10)


@pytest.mark.parametrize("solver", ["newton", "gradient_descent"])
@pytest.mark.parametrize("C", [0.01, 1.0, 30.0])
@pytest.mark.parametrize(("n", "d"), [(6, 1), (40, 3), (100, 8), (10, 25)])
def test_both_solvers_equal_scikit_learn(n, d, C, solver, rng):
    X, y = overlapping(rng, n, d)
    if solver == "newton":  # the other one is for standardized columns
        X = X * [1000.0, *np.ones(d - 1)] + 3.0
    ours, theirs = day.LogisticRegression(C, solver).fit(X, y), scikit_learn(C, X, y)
    close = {"rtol": 1e-7, "atol": 1e-8} if solver == "newton" else {"rtol": 1e-4, "atol": 1e-5}
    np.testing.assert_allclose(ours.coef_, theirs.coef_[0], **close)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_[0], **close)
    assert ours.coef_.shape == (d,)
    assert np.ndim(ours.intercept_) == 0
    assert isinstance(ours.n_iter_, int)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_without_a_penalty_the_units_cancel(scale, rng):
    X, y = overlapping(rng, 80, 4)
    plain, scaled = day.LogisticRegression(np.inf).fit(X, y), day.LogisticRegression(np.inf).fit(scale * X, y)
    np.testing.assert_allclose(scaled.coef_ * scale, plain.coef_, rtol=1e-9)
    assert scaled.intercept_ == pytest.approx(plain.intercept_, rel=1e-9)
    assert scaled.n_iter_ == plain.n_iter_
    assert_lowest(scaled, scale * X, y, np.inf, 1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_heavy_tails_give_no_false_alarm(seed):
    rng = np.random.default_rng(seed)
    X = rng.standard_t(1.0, size=(120, 3)) * 10.0 ** rng.integers(-2, 3, size=3)
    y = (rng.random(120) < day.sigmoid(np.clip(X / np.abs(X).mean(axis=0), -1, 1) @ rng.normal(size=3))).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = day.LogisticRegression(np.inf).fit(X, y)
    assert_lowest(model, X, y, np.inf, 1e-9)


def test_twenty_students():
    """Wikipedia's article "Logistic regression": coefficients, standard errors, likelihood, chances."""
    results = day.show_the_hours()
    np.testing.assert_allclose(results["hours"], [-4.07771343, 1.50464543, 1.7610, 0.6287], rtol=1e-4)
    assert results["hours"][0] == pytest.approx(-4.07771343, abs=1e-8)
    assert results["hours"][1] == pytest.approx(1.50464543, abs=1e-8)
    assert -20 * results["hours log loss"] == pytest.approx(-8.02987846, abs=1e-8)
    model = day.LogisticRegression(np.inf).fit(day.HOURS[:, None], day.PASSED)
    chances = model.predict_proba(np.arange(1.0, 6.0)[:, None])[:, 1]
    np.testing.assert_allclose(chances, [0.0709, 0.2557, 0.6074, 0.8744, 0.9691], atol=5e-5)


def test_a_table_of_two_by_two_by_hand():
    """One feature of 0 and 1, no penalty: the chances are the shares, and w is the logarithm of the odds ratio."""
    X = np.repeat([0.0, 0.0, 1.0, 1.0], [3, 1, 2, 6])[:, None]
    y = np.repeat([0, 1, 0, 1], [3, 1, 2, 6])
    for solver, close in (("newton", 1e-12), ("gradient_descent", 1e-6)):
        model = day.LogisticRegression(np.inf, solver).fit(X, y)
        assert model.intercept_ == pytest.approx(np.log(1 / 3), rel=close)
        assert model.coef_[0] == pytest.approx(np.log(3) - np.log(1 / 3), rel=close)
        np.testing.assert_allclose(model.predict_proba([[0.0], [1.0]]), [[0.75, 0.25], [0.25, 0.75]], rtol=close)


def test_a_penalty_by_hand():
    """x = (-1, 1), y = (0, 1): b is 0, and w solves w = 2 C / (1 + e^w)."""
    for w in (0.01, 0.5, 2.0, 9.0):
        model = day.LogisticRegression(C=w * (1 + np.exp(w)) / 2).fit([[-1.0], [1.0]], [0, 1])
        assert model.coef_[0] == pytest.approx(w, rel=1e-12)
        assert model.intercept_ == pytest.approx(0, abs=1e-12)


def test_the_intercept_is_not_penalized(rng):
    X, y = overlapping(rng, 60, 3)
    model, moved = day.LogisticRegression(0.1).fit(X, y), day.LogisticRegression(0.1).fit(X + 1000.0, y)
    np.testing.assert_allclose(moved.coef_, model.coef_, rtol=1e-9)
    assert moved.intercept_ == pytest.approx(model.intercept_ - 1000 * model.coef_.sum(), rel=1e-9)
    assert model.predict_proba(X)[:, 1].mean() == pytest.approx(y.mean(), rel=1e-10)


def test_the_safeguard_halves_steps():
    """One far point, two labels 1 of 22: full Newton steps run away, ours arrive."""
    x = [-5.7, -1.7, -0.8, 0.8, 0.1, 0.0, -6.6, 0.8, 0.8, -2.4, 0.5, -424.1, -0.6, 0.6, 0.5, 1.7, -1.3, 0.5, -0.6, 0.2]
    X, y = np.array([*x, -0.6, -1.3])[:, None], np.zeros(22, dtype=int)
    y[[0, 11]] = 1
    A, theta = np.column_stack([np.ones(22), X]), np.zeros(2)
    with np.errstate(all="ignore"):
        for _ in range(12):
            p = 1 / (1 + np.exp(-A @ theta))
            theta = theta - np.linalg.solve((A.T * (p * (1 - p))) @ A + 1e-8 * np.diag([0, 1]), A.T @ (p - y))
            if np.abs(theta).max() > 1e6:
                break
    assert np.abs(theta).max() > 1e6
    model = day.LogisticRegression(np.inf).fit(X, y)
    assert_lowest(model, X, y, np.inf, 1e-10)
    assert model.n_iter_ < 20
    stops = [day.after(day.newton, t, X, y, np.inf) for t in range(1, model.n_iter_ + 1)]
    heights = [22 * np.log(2), *(day.objective(X, y, w, b, np.inf) for w, b in stops)]
    assert np.all(np.diff(heights) <= 1e-10)  # no step leads up


@pytest.mark.parametrize("C", [1.0, 1e4, np.inf])
def test_constant_and_nearly_constant_columns(C, rng):
    X, y = overlapping(rng, 90, 2)
    plain = day.LogisticRegression(C).fit(X, y)
    with_constant = np.column_stack([X[:, 0], np.full(90, 0.1), X[:, 1]])
    model = day.LogisticRegression(C).fit(with_constant, y)
    np.testing.assert_allclose(model.coef_[[0, 2]], plain.coef_, rtol=1e-9)
    np.testing.assert_allclose(model.predict_proba(with_constant), plain.predict_proba(X), rtol=1e-9)
    if np.isfinite(C):  # without a penalty, the column and the intercept may share as they like
        assert model.coef_[1] == pytest.approx(0, abs=1e-12)
    nearly = np.column_stack([X, 5 + 1e-9 * rng.normal(size=90)])
    model = day.LogisticRegression(C).fit(nearly, y)
    assert np.isfinite(model.coef_).all()
    if np.isfinite(C):
        assert_lowest(model, nearly, y, C, 1e-6)
    else:  # a weight of a billion is no answer: the shortest step leaves that direction alone
        np.testing.assert_allclose(model.predict_proba(nearly), plain.predict_proba(X), atol=1e-6)
    if C == 1.0:
        np.testing.assert_allclose(model.coef_[:2], plain.coef_, rtol=1e-7)


@pytest.mark.parametrize("C", [1.0, np.inf])
def test_twin_columns_share(C, rng):
    X, y = overlapping(rng, 90, 2)
    model = day.LogisticRegression(C).fit(np.column_stack([X, X[:, 0]]), y)
    assert model.coef_[0] == pytest.approx(model.coef_[2], rel=1e-6)
    scale = np.sqrt(2) if np.isfinite(C) else 1.0  # two halves cost half: as if the column were sqrt(2) times as wide
    single = day.LogisticRegression(C).fit(X * [scale, 1], y)
    np.testing.assert_allclose(model.coef_[:2] * [2, 1], single.coef_ * [scale, 1], rtol=1e-7)


# separable classes


@pytest.mark.parametrize("solver", ["newton", "gradient_descent"])
@pytest.mark.parametrize(("n", "d"), [(2, 1), (30, 1), (30, 4), (5, 20)])
def test_separable_classes_without_a_penalty_warn(n, d, solver, rng):
    X = rng.normal(size=(n, d))
    X[0], X[1] = -np.abs(X[0]) - 1, np.abs(X[1]) + 1
    y = (X.sum(axis=1) > 0).astype(int)
    with pytest.warns(RuntimeWarning, match="separable"):
        model = day.LogisticRegression(np.inf, solver).fit(X, y)
    assert np.isfinite(model.coef_).all()
    assert np.isfinite(model.predict_proba(X)).all()
    assert model.n_iter_ >= 1


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("model", MODELS)
def test_classes_that_touch_warn(model, seed):
    """Six points of both labels lie on the cut itself; all others are separated. There is no best weight either."""
    rng = np.random.default_rng(seed)
    X, normal = rng.normal(size=(40, 3)), rng.normal(size=3)
    X[:6] -= np.outer(X[:6] @ normal, normal) / (normal @ normal)
    y = (X @ normal > 0).astype(int)
    y[:6] = [0, 1, 0, 1, 0, 1]
    with pytest.warns(RuntimeWarning, match="separable"):
        model(np.inf).fit(X, y)


def test_separable_classes_with_a_penalty_do_not_warn():
    X, y = np.array([[-2.0], [-1.0], [1.0], [2.0]]), [0, 0, 1, 1]
    weights = [day.LogisticRegression(C).fit(X, y).coef_[0] for C in (1e-6, 1e-3, 1.0, 1e3, 1e6, 1e9)]
    assert np.all(np.diff(weights) > 0)
    np.testing.assert_allclose(weights[0], 1e-6 * 0.5 * 6, rtol=1e-4)  # tiny C: the slope at 0, times C


def test_separable_three_classes_warn(rng):
    X = rng.normal(size=(60, 2)) + np.repeat([[0, 0], [20, 0], [0, 20]], 20, axis=0)
    with pytest.warns(RuntimeWarning, match="separable"):
        model = day.SoftmaxRegression(np.inf).fit(X, np.repeat([0, 1, 2], 20))
    assert np.isfinite(model.coef_).all()


@pytest.mark.parametrize("descend", [day.newton, day.gradient_descent])
def test_too_few_steps_warn(descend, rng):
    X, y = overlapping(rng, 50, 3)
    with pytest.warns(RuntimeWarning, match="not converged"):
        w, b, n_iter = descend(X, y, 1.0, max_iter=2)
    assert n_iter == 2
    assert w.shape == (3,)
    with pytest.warns(RuntimeWarning, match="not converged"):
        W, n_iter = day.softmax_newton(np.column_stack([X, np.ones(50)]), np.eye(2)[y], 1.0, max_iter=2)
    assert (W.shape, n_iter) == ((2, 4), 2)


@pytest.mark.parametrize("model", MODELS)
def test_a_warning_points_at_the_callers_line(model):
    with pytest.warns(RuntimeWarning, match="separable") as caught:
        model(np.inf).fit([[-1.0], [1.0]], [0, 1])
    assert caught[0].filename == __file__


# many classes


@pytest.mark.parametrize("C", [0.01, 1.0, 100.0])
@pytest.mark.parametrize("name", ["iris", "wine"])
def test_softmax_equals_scikit_learn(name, C):
    datasets = pytest.importorskip("sklearn.datasets")
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    ours, theirs = day.SoftmaxRegression(C).fit(X, y), scikit_learn(C, X, y)
    assert ours.coef_.shape == (3, X.shape[1])
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=1e-5, atol=1e-12)
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))


def test_softmax_on_raw_iris_equals_the_published_probabilities():
    """scikit-learn's docstring of LogisticRegression."""
    X, y = pytest.importorskip("sklearn.datasets").load_iris(return_X_y=True)
    model = day.SoftmaxRegression().fit(X, y)
    expected = [[9.82e-01, 1.82e-02, 1.44e-08], [9.72e-01, 2.82e-02, 3.02e-08]]
    np.testing.assert_allclose(model.predict_proba(X[:2]), expected, rtol=0.03)
    assert np.mean(model.predict(X) == y) == pytest.approx(0.9733, abs=1e-4)


@pytest.mark.parametrize(("n", "d", "k"), [(12, 2, 2), (60, 3, 5), (8, 12, 3)])
@pytest.mark.parametrize("C", [0.1, 5.0])
def test_softmax_has_no_slope_left(n, d, k, C, rng):
    special = pytest.importorskip("scipy.special")
    X, y = overlapping(rng, n, d, k)
    model = day.SoftmaxRegression(C).fit(X, y)
    errors = special.softmax(X @ model.coef_.T + model.intercept_, axis=1) - np.eye(k)[y]
    np.testing.assert_allclose(C * errors.T @ X + model.coef_, 0, atol=1e-9 * C * n)
    np.testing.assert_allclose(errors.sum(axis=0), 0, atol=1e-10 * n)
    np.testing.assert_allclose(model.coef_.sum(axis=0), 0, atol=1e-10)
    assert model.intercept_.sum() == pytest.approx(-(X.mean(axis=0) @ model.coef_.sum(axis=0)), abs=1e-9)


def test_softmax_of_two_classes_is_the_binary_model_with_twice_the_C(rng):
    X, y = overlapping(rng, 70, 4)
    two, one = day.SoftmaxRegression(3.0).fit(X, y), day.LogisticRegression(6.0).fit(X, y)
    np.testing.assert_allclose(two.coef_[1] - two.coef_[0], one.coef_, rtol=1e-9)
    np.testing.assert_allclose(two.intercept_[1] - two.intercept_[0], one.intercept_, rtol=1e-9)
    np.testing.assert_allclose(two.predict_proba(X), one.predict_proba(X), rtol=1e-9)


def test_softmax_without_a_penalty(rng):
    """Shares again: with one feature of 0 and 1, the chances are those of the table."""
    X = np.repeat([0.0, 1.0], [10, 8])[:, None]
    y = np.repeat([0, 1, 2, 0, 1, 2], [5, 3, 2, 1, 3, 4])
    model = day.SoftmaxRegression(np.inf).fit(X, y)
    np.testing.assert_allclose(model.predict_proba([[0.0], [1.0]]), [[0.5, 0.3, 0.2], [1 / 8, 3 / 8, 1 / 2]], rtol=1e-9)
    np.testing.assert_allclose(model.coef_.sum(axis=0), 0, atol=1e-10)


def test_softmax_of_huge_logits(rng):
    np.testing.assert_array_equal(day.softmax(np.array([[1000.0, 0.0, -1000.0]])), [[1, 0, 0]])
    special = pytest.importorskip("scipy.special")
    z = 30 * rng.normal(size=(9, 4))
    np.testing.assert_allclose(day.softmax(z), special.softmax(z, axis=1), rtol=1e-12)


@pytest.mark.parametrize("model", MODELS)
def test_probabilities_of_huge_logits(model):
    fitted = model().fit([[-1.0], [1.0], [2.0]], [0, 0, 1])
    fitted.coef_, fitted.intercept_ = np.array([1.0]), 0.0
    if model is day.SoftmaxRegression:
        fitted.coef_, fitted.intercept_ = np.array([[0.0], [1.0]]), np.zeros(2)
    p = fitted.predict_proba(np.array([[-1000.0], [-700.0], [0.0], [700.0], [1000.0]]))
    tiny = precise(lambda: 1 / (1 + Decimal(700).exp()))
    np.testing.assert_allclose(p, [[1, 0], [1, tiny], [0.5, 0.5], [tiny, 1], [0, 1]], rtol=1e-15)
    np.testing.assert_array_equal(fitted.predict(np.array([[-1000.0], [1000.0]])), [0, 1])


# labels


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "names",
    [(0, 1), (-1, 1), (7, 3), ("spam", "ham"), (True, False), (2.0, 5.0), (-(10**12), 10**12)],
    ids=str,
)
def test_labels_come_back(model, names, rng):
    X, y = overlapping(rng, 40, 2)
    named = np.array(names)[y]
    fitted = model().fit(X, named)
    np.testing.assert_array_equal(fitted.classes_, sorted(names))
    assert fitted.predict(X).dtype == named.dtype
    assert np.mean(fitted.predict(X) == named) > max(y.mean(), 1 - y.mean())
    plain = model().fit(X, named == sorted(names)[1])
    np.testing.assert_array_equal(fitted.coef_, plain.coef_)
    np.testing.assert_array_equal(fitted.predict(X) == fitted.classes_[1], fitted.predict_proba(X)[:, 1] > 0.5)


def test_labels_of_three_classes_come_back(rng):
    X, y = overlapping(rng, 90, 2, 3)
    names = np.array(["oak", "ash", "elm"], dtype=object)[y]
    model = day.SoftmaxRegression().fit(X, names)
    assert list(model.classes_) == ["ash", "elm", "oak"]
    assert np.mean(model.predict(X) == names) > 0.5
    lists = day.SoftmaxRegression().fit(X.tolist(), list(names))
    np.testing.assert_array_equal(lists.coef_, model.coef_)


@pytest.mark.parametrize("model", MODELS)
def test_fit_returns_the_model_and_leaves_the_data_alone(model, rng):
    X, y = overlapping(rng, 30, 2)
    kept_X, kept_y, fitted = X.copy(), y.copy(), model()
    assert fitted.fit(X, y) is fitted
    np.testing.assert_array_equal(X, kept_X)
    np.testing.assert_array_equal(y, kept_y)
    first = fitted.coef_.copy()
    np.testing.assert_array_equal(fitted.fit(X, y).coef_, first)  # no memory of the last fit


# bad input


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (np.ones((3, 2)), [[0], [1], [0]], r"y must be \(n,"),
        (np.ones((3, 2)), [0, 1], r"y must be \(n,"),
        (np.ones(3), [0, 1, 0], r"X must be \(n,"),
        (np.ones((0, 2)), [], r"X must be \(n,"),
        (np.ones((2, 0)), [0, 1], r"X must be \(n,"),
        ([[1.0], [np.nan]], [0, 1], "X must be .*finite"),
        ([[1.0], [np.inf]], [0, 1], "X must be .*finite"),
        (np.ones((3, 1)), [1, 1, 1], "two classes"),
        (np.ones((3, 1)), ["a", "a", "a"], "two classes"),
        (np.ones((2, 1)), [np.nan, 1.0], r"y must be \(n,"),
    ],
)
def test_bad_data_are_refused(model, X, y, message):
    with pytest.raises(ValueError, match=message):
        model().fit(X, y)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.LogisticRegression().fit(np.ones((3, 1)), [0, 1, 2]), "y must hold two classes .*got 3"),
        (lambda: day.LogisticRegression(C=0), "C must be"),
        (lambda: day.LogisticRegression(C=-1.0), "C must be"),
        (lambda: day.LogisticRegression(C=np.nan), "C must be"),
        (lambda: day.SoftmaxRegression(C=0.0), "C must be"),
        (lambda: day.LogisticRegression(solver="lbfgs"), "solver must be one of"),
        (lambda: day.LogisticRegression().predict([[1.0]]), "not been fitted"),
        (lambda: day.SoftmaxRegression().predict_proba([[1.0]]), "not been fitted"),
        (lambda: day.LogisticRegression().fit([[0.0], [1.0]], [0, 1]).predict([[1.0, 2.0]]), "X must have 1 features"),
        (lambda: day.SoftmaxRegression().fit([[0.0], [1.0]], [0, 1]).predict([1.0]), r"X must be \(n,"),
        (
            lambda: day.LogisticRegression().fit([[0.0], [1.0]], [0, 1]).decision_function([[np.nan]]),
            "X must be .*finite",
        ),
        (lambda: day.log_loss([0, 1], [[0.5], [0.5]]), "y_true"),
        (lambda: day.log_loss([[0], [1]], [[0.5], [0.5]]), "y_true"),
        (lambda: day.log_loss([], []), "y_true"),
        (lambda: day.log_loss([0, 2], [0.5, 0.5]), "y_true"),
        (lambda: day.log_loss([0, np.nan], [0.5, 0.5]), "y_true"),
        (lambda: day.log_loss([0, 1], [0.5, 1.5]), "p_pred"),
        (lambda: day.log_loss([0, 1], [0.5, -0.1]), "p_pred"),
        (lambda: day.log_loss([0, 1], [0.5, np.nan]), "p_pred"),
        (lambda: day.objective(np.ones((2, 1)), [0, 1], [1.0, 2.0], 0.0, 1.0), r"y and w must be"),
        (lambda: day.objective_gradient(np.ones((2, 1)), [0, 1], [[1.0]], 0.0, 1.0), r"y and w must be"),
        (lambda: day.objective_gradient(np.ones((2, 1)), [0, 1], [1.0], [0.0], 1.0), "b a number"),
        (lambda: day.objective_gradient(np.ones((2, 1)), [0, 2], [1.0], 0.0, 1.0), "y must hold 0 and 1"),
        (lambda: day.objective_gradient(np.ones((2, 1)), [[0], [1]], [1.0], 0.0, 1.0), "y and w must be"),
        (lambda: day.objective_gradient(np.ones((2, 1)), [0, 1], [1.0], 0.0, 0.0), "C must be"),
        (lambda: day.objective(np.array([[np.nan]]), [1], [1.0], 0.0, 1.0), "X must be .*finite"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# what the script shows


def test_it_is_calibrated_on_a_known_model():
    """Every bin holds thousands of cases: forecast and share agree to three standard errors of a share."""
    results = day.show_the_calibration()
    forecast, happened, cases = results["calibration"].T
    assert cases.sum() == 100_000
    np.testing.assert_array_less(np.abs(forecast - happened), 3 * np.sqrt(forecast * (1 - forecast) / cases) + 0.005)
    share, model, truth = results["calibration losses"]
    assert truth < model < truth + 0.001 < share - 0.2


def test_the_separable_demonstration():
    results = day.show_the_separable()
    assert results["free weight"] > 14
    for C, w in zip((0.01, 1.0, 100.0, 1e4, 1e6), results["held weights"], strict=True):
        x = np.array([0.5, 1.0, 1.5, 2.0])
        assert w == pytest.approx(2 * C * np.sum(x / (1 + np.exp(x * w))), rel=1e-6)  # the slope is zero


def test_the_descent_demonstration():
    assert day.show_the_descent()["Newton's last step"] < 10
    X, y = day.two_measurements()
    places = [day.after(day.gradient_descent, t, X, y, 1.0) for t in range(1, 60)]
    assert np.all(np.diff([day.objective(X, y, w, b, 1.0) for w, b in places]) < 0)
    best = day.LogisticRegression().fit(X, y)
    w, b = day.after(day.gradient_descent, 1000, X, y, 1.0)
    np.testing.assert_allclose([*w, b], [*best.coef_, best.intercept_], rtol=1e-4)


def test_the_first_step_of_gradient_descent_by_hand():
    """x = (-1, 1): A^T A has the eigenvalues 2 and 2, so the rate is 1 / (C/4 * 2 + 1); the slope at zero is -C."""
    for C in (0.5, 1.0, 8.0):
        w, b = day.after(day.gradient_descent, 1, np.array([[-1.0], [1.0]]), np.array([0, 1]), C)
        assert w[0] == pytest.approx(C / (C / 2 + 1), rel=1e-12)
        assert b == 0


def test_the_bowls_by_hand():
    """J = 40 ln(1 + e^-w) + w^2 / 2: at 0 the slope is -20 and the curvature 11; at -4 a full step leads up."""
    bottoms = day.show_the_bowls()["bottoms of the bowls"]
    assert bottoms[0.0] == pytest.approx(20 / 11, rel=1e-12)
    p = 1 / (1 + np.exp(-4.0))
    assert bottoms[-4.0] == pytest.approx(-4 + (40 * p + 4) / (40 * p * (1 - p) + 1), rel=1e-12)
    assert day.bowl(bottoms[-4.0], 20)[0] > day.bowl(-4.0, 20)[0] > day.bowl((bottoms[-4.0] - 4) / 2, 20)[0]


def test_the_trials_beside_scikit_learn():
    model_selection = pytest.importorskip("sklearn.model_selection")
    results = day.show_the_trials()
    tumors, flowers = results["Breast cancer, 30 measurements"], results["Iris, three kinds"]
    assert tumors["C = 1"][0] > tumors["baseline"][0] + 0.3
    assert min(tumors, key=lambda name: tumors[name][1]) == "C = 1"
    assert flowers["softmax"][0] > 0.94 > flowers["baseline"][0]
    X, y = pytest.importorskip("sklearn.datasets").load_breast_cancer(return_X_y=True)
    right, losses = [], []
    for seed in range(20):
        train, test, a, b = model_selection.train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y)
        losses.append(-np.mean(b * np.log(a.mean()) + (1 - b) * np.log(1 - a.mean())))
        mean, spread = train.mean(axis=0), train.std(axis=0)
        right.append(scikit_learn(1.0, (train - mean) / spread, a).score((test - mean) / spread, b))
    assert tumors["C = 1"][0] == pytest.approx(np.mean(right), abs=1e-12)
    assert tumors["baseline"][1] == pytest.approx(np.mean(losses), rel=1e-12)
    assert results["steps"][0] < 15 < 1000 < results["steps"][1]
