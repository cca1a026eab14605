"""Day 8: linear regression, against NIST's certified values, scikit-learn, exact fractions and arithmetic by hand."""

import functools
import json
import os
import types
import warnings
from fractions import Fraction
from pathlib import Path
from urllib.error import URLError

import housing_files
import linear_regression as day
import numpy as np
import pytest
from fake_openml import serve_columns

NIST = json.loads((Path(__file__).parent / "nist_linear.json").read_text(encoding="utf-8"))["sets"]
SOLVERS = ("normal", "qr", "gradient_descent")
LEAST_DIGITS = {  # of QR: what the lesson promises, else two digits below what double precision can give
    **{"Norris": 11, "Longley": 10, "NoInt1": 13, "NoInt2": 13, "Pontius": 10, "Filip": 6},
    **{"Wampler1": 8.5, "Wampler2": 11, "Wampler3": 8, "Wampler4": 7, "Wampler5": 5},
}
EXTRA = Path(os.environ.get("MNIST_DATA", Path(__file__).parent.parent / "data")) / "extra"


def nist_data(name):
    """X, y and the whole record of a certified set."""
    record = NIST[name]
    x, y = np.array(record["x"]), np.array(record["y"])
    if record["degree"]:
        return np.column_stack([x**k for k in range(1, record["degree"] + 1)]), y, record
    return x.reshape(len(y), -1), y, record


def digits(came, certified):
    """Correct digits of the worst number; a certified 0 counts absolutely."""
    came, certified = np.atleast_1d(came), np.atleast_1d(certified)
    assert came.shape == certified.shape
    error = np.abs(came - certified) / np.where(certified == 0, 1, np.abs(certified))
    return -np.log10(np.maximum(error.max(), 1e-15))


def weights(model):
    return np.append(model.intercept_, model.coef_) if model.fit_intercept else model.coef_


def random_table(n, d, rng):
    """X with columns of other places and sizes, and a noisy y."""
    X = rng.normal(size=(n, d)) * 10.0 ** rng.uniform(-2, 2, size=d) + rng.normal(size=d)
    return X, 3 + X @ rng.normal(size=d) + rng.normal(size=n)


# certified values


@pytest.mark.parametrize("name", NIST)
def test_qr_keeps_the_certified_digits(name):
    X, y, record = nist_data(name)
    model = day.LinearRegression(fit_intercept=record["intercept"]).fit(X, y)
    least = LEAST_DIGITS[name]
    assert digits(weights(model), record["coefficients"]) >= least
    size = np.abs(y).max() if record["residual_sd"] == 0 else 1  # an exact fit: nothing is left, on the scale of y
    assert digits(model.residual_std_ / size, record["residual_sd"]) >= min(least, 11)
    assert digits(model.standard_errors_ / size, record["std_errors"]) >= min(least, 11)
    squares = model.score(X, y)
    if not record["intercept"]:  # without an intercept NIST compares with 0, not with the mean
        squares = 1 - np.sum((y - model.predict(X)) ** 2) / np.sum(y**2)
    assert digits(squares, record["r_squared"]) >= min(least + 3, 12)


@pytest.mark.parametrize("name", [name for name in NIST if name != "Filip"])
def test_the_normal_equations_keep_about_half(name):
    X, y, record = nist_data(name)
    model = day.LinearRegression("normal", fit_intercept=record["intercept"]).fit(X, y)
    assert digits(weights(model), record["coefficients"]) >= 5.5
    assert digits(model.standard_errors_ / np.abs(y).max(), np.array(record["std_errors"]) / np.abs(y).max()) >= 6


@pytest.mark.parametrize(("name", "gap"), [("Longley", 3), ("Wampler1", 2), ("Wampler3", 2), ("Filip", 5)])
def test_the_normal_equations_lose_digits(name, gap):
    X, y, record = nist_data(name)
    normal, qr = (digits(weights(day.LinearRegression(s).fit(X, y)), record["coefficients"]) for s in ("normal", "qr"))
    assert normal <= qr - gap


def test_gradient_descent_reaches_the_easy_set_and_says_when_it_does_not():
    X, y, record = nist_data("Norris")
    model = day.LinearRegression("gradient_descent").fit(X, y)
    assert digits(weights(model), record["coefficients"]) >= 9
    X, y, _ = nist_data("Wampler1")
    with pytest.warns(RuntimeWarning, match="not arrived after 50,000 steps"):
        day.LinearRegression("gradient_descent").fit(X, y)


def test_the_script_carries_nists_data():
    carried = day.nist_sets()
    assert set(carried) == {"Norris", "Longley", *(f"Wampler {i}" for i in range(1, 6))}
    for name, (X, y, certified) in carried.items():
        theirs_X, theirs_y, record = nist_data(name.replace(" ", ""))
        np.testing.assert_array_equal(X, theirs_X)
        np.testing.assert_array_equal(y, theirs_y)
        np.testing.assert_allclose(certified, record["coefficients"], rtol=1e-15)


# the solvers


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("shape", [(2, 1), (3, 1), (10, 3), (60, 7), (500, 2)])
@pytest.mark.parametrize("fit_intercept", [True, False])
def test_every_solver_equals_scikit_learn(solver, shape, fit_intercept, rng):
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y = random_table(*shape, rng)
    theirs = linear_model.LinearRegression(fit_intercept=fit_intercept, tol=0).fit(X, y)
    ours = day.LinearRegression(solver, fit_intercept)
    assert ours.fit(X, y) is ours
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-7)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_, rtol=1e-7, atol=1e-9)
    new = random_table(*shape, rng)
    np.testing.assert_allclose(ours.predict(new[0]), theirs.predict(new[0]), rtol=1e-7, atol=1e-7)
    assert ours.score(*new) == pytest.approx(theirs.score(*new), rel=1e-7)
    assert isinstance(ours.intercept_, float)


def exact_solution(A, y):
    """Least squares in exact fractions: Gauss on the normal equations. Returns w and the diagonal of inv(A'A)."""
    A, y = [[Fraction(float(v)) for v in row] for row in A], [Fraction(float(v)) for v in y]
    d = len(A[0])
    rows = []
    for i in range(d):
        left = [sum(row[i] * row[j] for row in A) for j in range(d)]
        rows.append(
            left + [sum(row[i] * v for row, v in zip(A, y, strict=True))] + [Fraction(int(i == j)) for j in range(d)]
        )
    for i in range(d):
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for k in range(d):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[d] for row in rows], [rows[i][d + 1 + i] for i in range(d)]


@pytest.mark.parametrize("fit_intercept", [True, False])
@pytest.mark.parametrize("shape", [(4, 2), (9, 3), (12, 1)])
def test_everything_equals_exact_fractions(shape, fit_intercept, rng):
    X, y = random_table(*shape, rng)
    A = np.column_stack([np.ones(len(y)), X]) if fit_intercept else X
    w, diagonal = exact_solution(A, y)
    rest = [
        Fraction(float(v)) - sum(Fraction(float(a)) * c for a, c in zip(row, w, strict=True))
        for row, v in zip(A, y, strict=True)
    ]
    variance = sum(r * r for r in rest) / (len(y) - len(w))
    for solver in SOLVERS:
        model = day.LinearRegression(solver, fit_intercept).fit(X, y)
        np.testing.assert_allclose(weights(model), np.array(w, float), rtol=1e-9)
        np.testing.assert_allclose(model.residual_std_, float(variance) ** 0.5, rtol=1e-9)
        expected = [float(variance * v) ** 0.5 for v in diagonal]
        np.testing.assert_allclose(model.standard_errors_, expected, rtol=1e-9)


@pytest.mark.parametrize("shape", [(1, 1), (5, 5), (9, 4), (40, 3)])
@pytest.mark.parametrize("scale", [1e-8, 1, 1e8])
def test_householder_equals_numpys_qr(shape, scale, rng):
    A, y = scale * rng.normal(size=shape), rng.normal(size=shape[0])
    kept = A.copy(), y.copy()
    R, rotated = day.householder_qr(A, y)
    Q, theirs = np.linalg.qr(A)
    signs = np.sign(np.diag(R) * np.diag(theirs))
    np.testing.assert_allclose(R, signs[:, None] * theirs, rtol=1e-10, atol=1e-12 * scale)
    np.testing.assert_allclose(rotated[: shape[1]], signs * (Q.T @ y), atol=1e-12)
    assert np.linalg.norm(rotated) == pytest.approx(np.linalg.norm(y), rel=1e-13)  # a mirror keeps lengths
    np.testing.assert_array_equal(np.tril(R, -1), 0)
    np.testing.assert_array_equal(day.householder_qr(0 * A, y)[0], np.zeros((shape[1], shape[1])))
    np.testing.assert_array_equal(A, kept[0])
    np.testing.assert_array_equal(y, kept[1])


def test_the_mirror_never_cancels():
    """A column that lies almost along the first axis: the other sign would lose every digit of what is below it."""
    A = np.array([[1.0, 1.0], [1e-9, 0.0], [0.0, 1.0]])
    for sign in (1, -1):
        R, _ = day.householder_qr(sign * A, np.zeros(3))
        assert abs(R[0, 0]) == pytest.approx(1.0, rel=1e-15)
        assert abs(R[1, 1]) == pytest.approx(1.0, rel=1e-15)
        assert R[0, 0] == -sign


def test_back_substitution_by_hand(rng):
    R = np.array([[2.0, 1.0, -1.0], [0.0, 4.0, 2.0], [0.0, 0.0, 5.0]])
    np.testing.assert_array_equal(day.back_substitution(R, np.array([3.0, 8.0, 10.0])), [2.0, 1.0, 2.0])
    R = np.triu(rng.normal(size=(6, 6))) + 5 * np.eye(6)
    np.testing.assert_allclose(day.back_substitution(R, np.eye(6)) @ R, np.eye(6), atol=1e-13)


def test_gradient_descent_takes_the_steps_that_it_says():
    """One column of length 1: the largest curvature is 1, so the first step arrives and the second look sees it."""
    A, y = np.array([[0.6], [0.8]]), np.array([1.0, 2.0])
    np.testing.assert_allclose(day.gradient_descent(A, y, n_steps=2), [2.2], rtol=1e-12)
    A, y = np.array([[1.0, 0.6], [0.0, 0.8]]), np.array([1.0, 1.0])  # curvatures 1.6 and 0.4
    by_hand = np.zeros(2)
    for _ in range(2):
        by_hand -= A.T @ (A @ by_hand - y) / 1.6
    for lengths in (np.ones(2), np.array([100.0, 0.25])):  # other units: the same steps of the same predictions
        with pytest.warns(RuntimeWarning, match="not arrived after 2 steps"):
            w = day.gradient_descent(A * lengths, y, n_steps=2)
        np.testing.assert_allclose(w * lengths, by_hand, rtol=1e-12)


def test_gradient_descent_stops_when_the_slopes_are_zero_to_twelve_digits(rng):
    X, y = random_table(30, 4, rng)
    A, b = X - X.mean(axis=0), y - y.mean()
    steps = 1
    while steps < 50_000:  # how many steps does it take? By doubling
        with warnings.catch_warnings(action="ignore"):
            w = day.gradient_descent(A, b, n_steps=steps)
        slopes = np.abs(A.T @ (A @ w - b)) / np.linalg.norm(A, axis=0)
        if slopes.max() <= 1.0001e-12 * np.linalg.norm(b):
            break
        steps *= 2
    assert 1 < steps < 50_000
    whole = day.gradient_descent(A, b)
    np.testing.assert_array_equal(day.gradient_descent(A, b, n_steps=2 * steps), whole)
    slopes = np.abs(A.T @ (A @ whole - b)) / np.linalg.norm(A, axis=0)
    assert 1e-14 * np.linalg.norm(b) < slopes.max() <= 1.0001e-12 * np.linalg.norm(b)
    np.testing.assert_allclose(day.gradient_descent(A, 2.0**30 * b), 2.0**30 * whole, rtol=1e-14)  # any unit of y


@pytest.mark.parametrize("solver", SOLVERS)
def test_units_and_places_do_not_matter(solver, rng):
    """Other units and another zero: the predictions stay, the weights change with the units, and so do their errors."""
    X, y = random_table(40, 3, rng)
    units, places = np.array([1000.0, 0.1, 7.0]), np.array([5.0, -20.0, 0.3])
    old, new = (day.LinearRegression(solver).fit(table, y) for table in (X, X * units + places))
    np.testing.assert_allclose(new.predict(X * units + places), old.predict(X), rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(new.coef_ * units, old.coef_, rtol=1e-8)
    np.testing.assert_allclose(new.standard_errors_[1:] * units, old.standard_errors_[1:], rtol=1e-8)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_target_far_from_zero(solver, rng):
    X = rng.normal(size=(40, 3))
    y = X @ [1.0, -2.0, 0.5] + rng.normal(size=40)
    near, far = (day.LinearRegression(solver).fit(X, y + shift) for shift in (0, 1e6))
    np.testing.assert_allclose(far.coef_, near.coef_, rtol=1e-9)
    assert far.intercept_ - 1e6 == pytest.approx(near.intercept_, abs=1e-8)


def test_residuals_stand_on_every_column(rng):
    X, y = random_table(50, 4, rng)
    residual = y - day.LinearRegression().fit(X, y).predict(X)
    assert abs(residual.sum()) < 1e-11 * np.linalg.norm(y)
    assert np.all(np.abs(X.T @ residual) < 1e-12 * np.linalg.norm(X, axis=0) * np.linalg.norm(y))


def test_qr_far_from_zero(rng):
    """Years instead of days: the intercept's column and x are nearly parallel, and the slope still has its digits."""
    x = np.arange(2000.0, 2020.0)
    model = day.LinearRegression().fit(x[:, None] + 1e6, 3 * x + 1)
    np.testing.assert_allclose(model.coef_, [3.0], rtol=1e-13)


def test_as_many_points_as_unknowns():
    model = day.LinearRegression().fit([[1.0], [3.0]], [5.0, 9.0])
    np.testing.assert_allclose([model.intercept_, *model.coef_], [3.0, 2.0], rtol=1e-14)
    assert np.isnan(model.residual_std_)
    assert np.isnan(model.standard_errors_).all()
    assert model.standard_errors_.shape == (2,)


def test_lists_integers_and_a_constant_y():
    model = day.LinearRegression().fit([[1], [2], [3], [4]], [1, 3, 2, 4])
    assert model.coef_ == pytest.approx([0.8])
    assert model.intercept_ == pytest.approx(0.5)
    for solver in SOLVERS:
        flat = day.LinearRegression(solver).fit([[1.0], [2.0], [4.0]], [7.0, 7.0, 7.0])
        np.testing.assert_allclose([flat.intercept_, *flat.coef_], [7.0, 0.0], atol=1e-12)


def test_a_second_fit_forgets_the_first(rng):
    X, y = random_table(20, 3, rng)
    model = day.LinearRegression("gradient_descent").fit(X, y)
    model.fit(X[:, :1], y)
    assert model.coef_.shape == (1,)
    assert model.standard_errors_.shape == (2,)


def test_small_integers_do_not_overflow():
    X, y = (
        np.array([[100, 1], [120, 2], [90, 3], [127, 5]], dtype=np.int8),
        np.array([100, 90, 127, -128], dtype=np.int8),
    )
    for solver in SOLVERS:
        small = day.LinearRegression(solver).fit(X, y)
        large = day.LinearRegression(solver).fit(X.astype(float), y.astype(float))
        np.testing.assert_array_equal(small.coef_, large.coef_)
        assert small.score(X, y) == large.score(X.astype(float), y.astype(float))
    np.testing.assert_array_equal(day.polynomial_features(np.array([100], dtype=np.int8), 3), [[100, 1e4, 1e6]])


def test_the_data_are_left_alone(rng):
    X, y = random_table(20, 3, rng)
    kept = X.copy(), y.copy()
    for solver in SOLVERS:
        day.LinearRegression(solver).fit(X, y)
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(y, kept[1])


# published values


def test_anscombes_sets_share_one_line():
    """As in the paper of 1973: y = 3.00 + 0.500 x, standard error of the slope 0.118, R2 0.67."""
    for x, y in day.ANSCOMBE:
        X = np.array(x, float)[:, None]
        model = day.LinearRegression().fit(X, y)
        assert X.mean() == 9
        assert np.var(X, ddof=1) == pytest.approx(11)
        assert np.mean(y) == pytest.approx(7.50, abs=0.005)
        assert model.coef_[0] == pytest.approx(0.500, abs=0.0005)
        assert model.intercept_ == pytest.approx(3.00, abs=0.005)
        assert model.standard_errors_[1] == pytest.approx(0.118, abs=0.0005)
        assert model.score(X, y) == pytest.approx(0.6665, abs=0.0005)


def test_diabetes_as_in_scikit_learns_documentation():
    datasets = pytest.importorskip("sklearn.datasets")
    X, y = datasets.load_diabetes(return_X_y=True)
    model = day.LinearRegression().fit(X[:-20, 2:3], y[:-20])
    np.testing.assert_allclose([model.coef_[0], model.intercept_], [938.23786125, 152.91886183], rtol=1e-8)
    assert np.mean((y[-20:] - model.predict(X[-20:, 2:3])) ** 2) == pytest.approx(2548.07, abs=0.005)
    assert model.score(X[-20:, 2:3], y[-20:]) == pytest.approx(0.4726, abs=5e-5)
    whole = day.LinearRegression().fit(X, y)
    assert whole.score(X, y) == pytest.approx(0.5177484, abs=5e-8)
    assert whole.intercept_ == pytest.approx(152.13348416, abs=5e-8)


# columns and scores


@pytest.mark.parametrize("degree", [1, 2, 5, 12])
def test_polynomial_features_by_a_loop(degree, rng):
    x = rng.normal(size=7)
    table = day.polynomial_features(x, degree)
    assert table.shape == (7, degree)
    np.testing.assert_allclose(table, [[v ** (k + 1) for k in range(degree)] for v in x.tolist()], rtol=1e-13)
    np.testing.assert_array_equal(day.polynomial_features([2, -3], 3), [[2, 4, 8], [-3, 9, -27]])


def test_polynomial_features_equal_scikit_learn(rng):
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    x = rng.normal(size=20)
    theirs = preprocessing.PolynomialFeatures(6, include_bias=False).fit_transform(x[:, None])
    np.testing.assert_allclose(day.polynomial_features(x, 6), theirs, rtol=1e-12)


def test_r2_by_hand_and_scikit_learn(rng):
    metrics = pytest.importorskip("sklearn.metrics")
    assert day.r2_score([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]) == pytest.approx(0.9486081370449679, rel=1e-14)
    assert day.r2_score([1, 2, 3], [1, 2, 3]) == 1
    assert day.r2_score([1, 2, 3], [2, 2, 2]) == 0
    assert day.r2_score([1, 2, 3], [3, 2, 1]) == -3
    assert day.r2_score([4, 4], [4, 4]) == metrics.r2_score([4, 4], [4, 4]) == 1
    assert day.r2_score([4, 4], [4, 5]) == metrics.r2_score([4, 4], [4, 5]) == 0
    for size in (2, 3, 100):
        y_true, y_pred = 100 + rng.normal(size=(2, size))
        assert day.r2_score(y_true, y_pred) == pytest.approx(metrics.r2_score(y_true, y_pred), rel=1e-12)


# bad input


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (np.ones((3, 1)), np.ones((3, 1)), r"y must be \(n,\) with n = 3 .* got shape \(3, 1\)"),
        (np.ones((3, 1)), np.ones(2), r"y must be \(n,"),
        (np.ones((3, 1)), 1.0, r"y must be \(n,"),
        (np.ones(3), np.ones(3), r"X must be \(n, d\), .* got shape \(3,\)"),
        (np.ones((2, 2, 2)), np.ones(2), r"X must be \(n,"),
        (np.ones((0, 2)), np.ones(0), r"X must be \(n,"),
        (np.ones((3, 0)), np.ones(3), r"X must be \(n,"),
        ([[1.0], [np.nan], [3.0]], np.ones(3), "X must be .* with 1 nan or inf"),
        ([[1.0], [np.inf], [3.0]], np.ones(3), "X must be .* with 1 nan or inf"),
        ([[1.0], [2.0], [3.0]], [1.0, np.nan, 2.0], "y must be .* with 1 nan or inf"),
        ([[1.0], [2.0], [3.0]], [1.0, -np.inf, 2.0], "y must be .* with 1 nan or inf"),
        ([[1.0, 2.0]], [1.0], "X has 1 rows for 3 unknowns"),
        ([[1.0, 2.0], [3.0, 1.0]], [1.0, 2.0], "X has 2 rows for 3 unknowns"),
        ([[5.0], [5.0], [5.0]], [1.0, 2.0, 3.0], "column 0 is a mixture of those before it and the intercept"),
        ([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]], [1.0, 2.0, 4.0], "column 1 is a mixture"),
        ([[1, 0, 3], [0, 1, 4], [1, 0, 1], [0, 1, 1]], [1, 2, 3, 4], "column 1 is a mixture"),  # the dummy trap
    ],
)
def test_bad_data_are_refused(solver, X, y, message):
    with pytest.raises(ValueError, match=message):
        day.LinearRegression(solver).fit(X, y)


def test_columns_that_depend_on_each_other_are_found(rng):
    for n, d in ((10, 3), (200, 8), (3000, 5)):
        for offset in (0.0, 1000.0):
            X = offset + rng.normal(size=(n, d))
            X[:, -1] = 2 * X[:, 0] - X[:, 1]
            for fit_intercept in (True, False):
                with pytest.raises(ValueError, match=f"column {d - 1} is a mixture of those before it"):
                    day.LinearRegression(fit_intercept=fit_intercept).fit(X, rng.normal(size=n))
            X[:, -1] = 0.1
            with pytest.raises(ValueError, match="mixture"):
                day.LinearRegression().fit(X, rng.normal(size=n))
    ones = day.LinearRegression(fit_intercept=False).fit(np.ones((4, 1)), [1.0, 2.0, 3.0, 6.0])
    assert ones.coef_ == pytest.approx([3.0])  # a column of ones is welcome when there is no intercept


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"solver": "svd"}, "solver must be one of"),
        ({"solver": None}, "solver"),
    ],
)
def test_bad_options_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        day.LinearRegression(**options)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.LinearRegression().predict([[1.0]]), "not been fitted"),
        (lambda: day.LinearRegression().score([[1.0]], [1.0]), "not been fitted"),
        (lambda: fitted().predict([[1.0, 2.0]]), "X must have 1 features"),
        (lambda: fitted().predict([1.0, 2.0]), r"X must be \(n,"),
        (lambda: fitted().predict([[np.nan]]), "X must be .* finite"),
        (lambda: fitted().score([[1.0], [2.0]], [[1.0], [2.0]]), "y_true"),
        (lambda: day.r2_score([1.0, 2.0], [[1.0], [2.0]]), "y_pred"),
        (lambda: day.r2_score([1.0, 2.0], [1.0]), "one shape"),
        (lambda: day.r2_score([1.0], [1.0]), "n >= 2"),
        (lambda: day.r2_score([], []), "y_true"),
        (lambda: day.r2_score([1.0, np.nan], [1.0, 2.0]), "y_true must be .* finite"),
        (lambda: day.r2_score([1.0, 2.0], [1.0, np.nan]), "y_pred must be .* finite"),
        (lambda: day.polynomial_features([[1.0]], 2), r"x must be \(n,"),
        (lambda: day.polynomial_features([], 2), r"x must be \(n,"),
        (lambda: day.polynomial_features([np.nan], 2), "x must be .* finite"),
        (lambda: day.polynomial_features([1.0], 0), "degree"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def fitted():
    return day.LinearRegression().fit([[1.0], [2.0], [4.0]], [1.0, 2.0, 3.0])


# what the script shows


def test_the_table_of_digits(monkeypatch):
    monkeypatch.setattr(day, "gradient_descent", functools.partial(day.gradient_descent, n_steps=50))
    table = day.show_the_digits()["digits"]
    for name, row in table.items():
        X, y, record = nist_data(name.replace(" ", ""))
        for solver in ("normal", "qr"):
            came = weights(day.LinearRegression(solver).fit(X, y))
            assert row[solver] == pytest.approx(min(digits(came, record["coefficients"]), 15), abs=1)
        assert row["qr"] >= LEAST_DIGITS[name.replace(" ", "")]
        assert row["qr, centered"] >= LEAST_DIGITS[name.replace(" ", "")]
        plain = np.linalg.qr(np.column_stack([np.ones(len(y)), X]))
        theirs = digits(np.linalg.solve(plain.R, plain.Q.T @ y), record["coefficients"])
        assert abs(row["qr"] - theirs) < 2.5
    assert table["Longley"]["normal"] < table["Longley"]["qr"] - 3
    assert table["Longley"]["normal"] < table["Longley"]["normal, centered"] - 3  # centering cures it
    assert table["Wampler 1"]["normal, centered"] < table["Wampler 1"]["normal"] + 1  # and a polynomial not


def test_centering_by_hand():
    """The line through (1, 2), (2, 3) and (3, 7) is 2.5 x - 1, with the means taken off first or not."""
    X, y = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 3.0, 7.0])
    for centered in (False, True):
        for solver in SOLVERS:
            assert day.digits_of(solver, X, y, [-1.0, 2.5], centered) > 11
            assert day.digits_of(solver, X, y, [-1.0, 2.51], centered) == pytest.approx(2.4, abs=0.1)


def test_correct_digits_by_hand():
    assert day.correct_digits([100.1, 2.0], [100.0, 2.0]) == pytest.approx(3)
    assert day.correct_digits([1.0, -2.0], [1.0, -2.00002]) == pytest.approx(5, abs=1e-4)
    assert day.correct_digits([3.0], [3.0]) == 15
    assert day.correct_digits([50.0], [3.0]) == 0


def test_the_standard_errors_tell_the_truth():
    results = day.show_the_standard_errors(np.random.default_rng(7), n_sets=3000)
    np.testing.assert_allclose(results["hits"], 0.95, atol=4 * np.sqrt(0.95 * 0.05 / 3000))
    assert results["variance"] == pytest.approx(4, abs=4 * 4 * np.sqrt(2 / 18 / 3000))


def test_root_mean_squared_error_by_hand():
    assert day.root_mean_squared_error(np.array([1.0, 2.0]), np.array([4.0, -2.0])) == pytest.approx(12.5**0.5)


def test_the_diabetes_table_equals_scikit_learn(capsys):
    linear_model, datasets = pytest.importorskip("sklearn.linear_model"), pytest.importorskip("sklearn.datasets")
    results = day.show_the_diabetes_data()
    X, y = datasets.load_diabetes(return_X_y=True)
    theirs, mean = [], []
    for seed in range(10):
        order = np.random.default_rng(seed).permutation(442)
        train, test = order[100:], order[:100]
        theirs.append(linear_model.LinearRegression().fit(X[train], y[train]).score(X[test], y[test]))
        mean.append(1 - np.sum((y[test] - y[train].mean()) ** 2) / np.sum((y[test] - y[test].mean()) ** 2))
    for solver in SOLVERS:
        assert results[solver] == pytest.approx(np.mean(theirs), rel=1e-8)
    assert results["the mean"] == pytest.approx(np.mean(mean), rel=1e-10)
    assert "Residual standard deviation 54.15, R2 on the same rows 0.5177" in capsys.readouterr().out


def test_split_shares_the_rows_out(rng):
    train, test = day.split(50, 12, rng)
    assert len(test) == 12
    assert sorted([*train, *test]) == list(range(50))


# real houses


def write_houses(folder, name, n=60):
    """A made table in the form of the real one; returns it."""
    rng = np.random.default_rng(5)
    table = rng.uniform(1, 50, size=(n, 9 if name == "california" else 14)).round(3)
    header = "longitude,latitude,housingMedianAge,totalRooms,totalBedrooms,population,households,medianIncome,value"
    rows = [",".join(map(str, row)) for row in table.tolist()]
    folder.mkdir(exist_ok=True)
    lines = [header, *rows] if name == "california" else rows
    (folder / f"{name}_housing.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return table


@pytest.mark.parametrize("place", [".", "extra"])
def test_california_from_a_local_file(tmp_path, place, capsys):
    table = write_houses(tmp_path / place, "california")
    X, y = housing_files.load_housing("california", tmp_path)
    for row, columns, value in zip(table, X, y, strict=True):
        longitude, latitude, age, rooms, bedrooms, people, homes, income, price = row
        expected = [income, age, rooms / homes, bedrooms / homes, people, people / homes, latitude, longitude]
        np.testing.assert_allclose(columns, expected, rtol=1e-15)
        assert value == pytest.approx(price / 1e5, rel=1e-15)
    results = day.main(["--data", "california", "--data-dir", str(tmp_path), "--seed", "3"])
    out = capsys.readouterr().out
    assert "60 districts, 8 features; 12 held out" in out
    assert "Boston" not in out
    order = np.random.default_rng(3).permutation(60)
    train, test = order[12:], order[:12]
    linear_model = pytest.importorskip("sklearn.linear_model")
    theirs = linear_model.LinearRegression().fit(X[train], y[train]).score(X[test], y[test])
    assert results["test R2"] == pytest.approx(theirs, rel=1e-8)
    errors, spread = (np.sum((y[test] - mean) ** 2) for mean in (y[train].mean(), y[test].mean()))
    assert results["baseline R2"] == pytest.approx(1 - errors / spread, rel=1e-9)


def test_boston_from_a_local_file_leaves_b_out(tmp_path, capsys):
    table = write_houses(tmp_path, "boston")
    X, y = housing_files.load_housing("boston", tmp_path)
    np.testing.assert_array_equal(np.column_stack([X, y]), table)
    results = day.main(["--data", "boston", "--data-dir", str(tmp_path)])
    out = capsys.readouterr().out
    assert "Black people" in out
    assert "60 districts, 12 features" in out
    assert "\n  B " not in out
    order = np.random.default_rng(0).permutation(60)
    train, test = order[12:], order[:12]
    linear_model = pytest.importorskip("sklearn.linear_model")
    X = np.delete(X, 11, axis=1)
    theirs = linear_model.LinearRegression().fit(X[train], y[train]).score(X[test], y[test])
    assert results["test R2"] == pytest.approx(theirs, rel=1e-8)


@pytest.mark.skipif(not EXTRA.is_dir(), reason="the real tables are not here (MNIST_DATA/extra)")
def test_the_real_tables():
    """Row 0 as scikit-learn documents it; R2 and weights of all rows as published for this table."""
    X, y = housing_files.load_housing("california", EXTRA.parent)
    assert X.shape == (20640, 8)
    np.testing.assert_allclose(X[0], [8.3252, 41, 6.98412698, 1.02380952, 322, 2.55555556, 37.88, -122.23], rtol=1e-8)
    assert y[0] == 4.526
    model = day.LinearRegression().fit(X, y)
    assert model.score(X, y) == pytest.approx(0.606233, abs=5e-7)
    assert model.coef_[0] == pytest.approx(0.43669, abs=5e-6)
    assert model.intercept_ == pytest.approx(-36.9419, abs=5e-5)
    X, y = housing_files.load_housing("boston", EXTRA.parent)
    assert X.shape == (506, 13)
    assert (X[0, 0], X[0, 12], y[0]) == (0.00632, 4.98, 24.0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "want 50 or more rows of 9"),
        ("", "want 50 or more rows"),
        ("h\n" + "1,2,3,4,5,6,7,8,x\n" * 60, "could not convert"),
        ("h\n" + "1,2,3,4,5,6,7,8,nan\n" * 60, "finite"),
        ("h\n" + "1,2,3,4,5,6,0,8,9\n" * 60, "households"),
    ],
)
def test_a_broken_local_file_is_one_line(tmp_path, content, message, capsys):
    (tmp_path / "california_housing.csv").write_text(content, encoding="utf-8")
    with warnings.catch_warnings(action="ignore"), pytest.raises(SystemExit) as stopped:
        day.main(["--data", "california", "--data-dir", str(tmp_path)])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert message in said
    assert len(said.splitlines()) == 1


def test_what_comes_from_scikit_learns_loaders(tmp_path, monkeypatch, capsys):
    """Boston's columns come as categories of text, in any order; the timeout is set for the call and then put back."""
    pandas = pytest.importorskip("pandas")
    table = write_houses(tmp_path / "elsewhere", "boston")
    frame = pandas.DataFrame(table, columns=[*housing_files.COLUMNS["boston"], "MEDV"])
    frame["RAD"] = pandas.Categorical(np.where(frame["RAD"] > 20, "24", "5"))
    seen = {}

    def fetch_openml(name, **options):
        seen.update(options, name=name, patience=housing_files.socket.getdefaulttimeout())
        return types.SimpleNamespace(frame=frame[frame.columns[::-1]])

    monkeypatch.setattr(housing_files.datasets, "fetch_openml", fetch_openml)
    X, y = housing_files.load_housing("boston", tmp_path)
    np.testing.assert_array_equal(X[:, 8], np.where(table[:, 8] > 20, 24, 5))
    np.testing.assert_array_equal(np.delete(X, 8, axis=1), np.delete(table[:, :13], 8, axis=1))
    np.testing.assert_array_equal(y, table[:, 13])
    assert seen["name"] == "boston"
    assert seen["data_home"] == tmp_path
    assert seen["patience"] <= 10
    assert housing_files.socket.getdefaulttimeout() is None
    monkeypatch.setattr(housing_files.datasets, "fetch_california_housing", lambda **options: (options, "y"))
    assert housing_files.load_housing("california", tmp_path)[0] == {
        "data_home": tmp_path,
        "return_X_y": True,
        "n_retries": 1,
    }
    assert "california_housing.csv is not in the data folder" in capsys.readouterr().out


def test_boston_through_scikit_learns_own_loader(tmp_path, monkeypatch):
    """Fifty made-up districts as openml.org would send them, two columns with a list of the numbers they may hold."""
    table = write_houses(tmp_path / "elsewhere", "boston")
    table[:, 3], table[:, 8] = np.arange(len(table)) % 2, np.where(np.arange(len(table)) % 3, 4, 24)
    columns = dict.fromkeys([*housing_files.COLUMNS["boston"], "MEDV"], "numeric") | {"CHAS": "01", "RAD": ["4", "24"]}
    rows = [",".join(f"{value:.12g}" for value in row) for row in table]
    serve_columns(monkeypatch, "boston", columns, rows)
    X, y = housing_files.load_housing("boston", tmp_path)
    np.testing.assert_allclose(np.column_stack([X, y]), table, rtol=1e-10)


@pytest.mark.parametrize("error", [URLError("no route"), TimeoutError(), ValueError("two\nlines"), KeyError("MEDV")])
def test_a_failed_download_is_one_line(tmp_path, monkeypatch, capsys, error):
    def fail(*args, **options):
        raise error

    monkeypatch.setattr(housing_files.datasets, "fetch_openml", fail)
    with pytest.raises(SystemExit) as stopped:
        day.main(["--data", "boston", "--data-dir", str(tmp_path)])
    assert stopped.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "boston_housing.csv is not in" in said[0]
    assert housing_files.socket.getdefaulttimeout() is None


@pytest.mark.parametrize("options", [["--data", "houses"], ["--seed", "-1"], ["--seed", "x"]])
def test_bad_options_of_the_script(options, capsys):
    with pytest.raises(SystemExit) as stopped:
        day.main(options)
    assert stopped.value.code == 2
    assert options[0] in capsys.readouterr().err
