"""Day 5: penalties, against scikit-learn, PyTorch, closed forms, optimality conditions and arithmetic by hand."""

import time
import warnings

import numpy as np
import pytest
import regularization as day

SHAPES = [(2, 1), (5, 1), (30, 4), (100, 12), (12, 30), (40, 40)]
MODELS = [day.RidgeRegression, day.LassoRegression, day.ElasticNetRegression]


def make_data(rng, n, d, scale=1.0):
    """Correlated columns with means and scales of their own; y with a large mean."""
    X = (rng.normal(size=(n, d)) + 0.5 * rng.normal(size=(n, 1))) * rng.uniform(0.3, 3, size=d) + rng.normal(size=d)
    return X, scale * (X @ rng.normal(size=d) + rng.normal(size=n) + 50)


def largest_alpha(X, y):
    """From here on every weight of the lasso is 0."""
    return np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y)


def assert_kkt(model, X, y, alpha, l1_ratio, tolerance=1e-8):
    """The residuals sum to zero; each weight in use is pulled as hard as its penalty, no other harder."""
    residual = y - X @ model.coef_ - model.intercept_
    pulls = X.T @ residual / len(y) - alpha * (1 - l1_ratio) * model.coef_
    l1, size = alpha * l1_ratio, tolerance * np.std(X, axis=0).max() * np.std(y)
    used = model.coef_ != 0
    assert abs(residual.mean()) < size + 1e-12 * np.abs(y).max()
    np.testing.assert_allclose(pulls[used], l1 * np.sign(model.coef_[used]), atol=size)
    assert np.all(np.abs(pulls[~used]) <= l1 + size)


# ridge


@pytest.mark.parametrize(("n", "d"), SHAPES)
@pytest.mark.parametrize("alpha", [1e-3, 0.5, 10.0, 1e4])
@pytest.mark.parametrize("scale", [1e-3, 1e4])
def test_ridge_equals_scikit_learn_and_the_closed_form(n, d, alpha, scale, rng):
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y = make_data(rng, n, d, scale)
    ours, theirs = day.RidgeRegression(alpha).fit(X, y), linear_model.Ridge(alpha=alpha, solver="svd").fit(X, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-9, atol=1e-11 * scale)
    assert ours.intercept_ == pytest.approx(theirs.intercept_, rel=1e-10)
    np.testing.assert_allclose(ours.predict(X[:3] + 1), theirs.predict(X[:3] + 1), rtol=1e-9)
    centered = X - X.mean(axis=0)
    w = np.linalg.solve(centered.T @ centered + alpha * np.eye(d), centered.T @ (y - y.mean()))
    np.testing.assert_allclose(ours.coef_, w, rtol=1e-6, atol=1e-8 * scale)


def test_ridge_by_hand():
    model = day.RidgeRegression(5).fit([[-1], [0], [1]], [1, 3, 8])
    assert model.coef_ == pytest.approx([1], rel=1e-14)
    assert model.intercept_ == pytest.approx(4, rel=1e-14)
    assert model.predict([[2.0], [-4.0]]) == pytest.approx([6, 0], abs=1e-13)


def test_examples_of_the_scikit_learn_guide():
    model = day.RidgeRegression(0.5).fit([[0, 0], [0, 0], [1, 1]], [0, 0.1, 1])
    assert model.coef_ == pytest.approx([0.34545455] * 2, abs=1e-8)
    assert model.intercept_ == pytest.approx(0.13636364, abs=1e-8)
    model = day.LassoRegression(0.1).fit([[0, 0], [1, 1]], [0, 1])
    assert model.coef_ == pytest.approx([0.6, 0], abs=1e-9)
    assert model.intercept_ == pytest.approx(0.2, abs=1e-9)
    assert model.predict([[1, 1]]) == pytest.approx([0.8], abs=1e-9)
    model = day.LassoRegression(0.1).fit([[0, 0], [1, 1], [2, 2]], [0, 1, 2])
    assert model.coef_ == pytest.approx([0.85, 0], abs=1e-9)
    assert model.intercept_ == pytest.approx(0.15, abs=1e-9)


@pytest.mark.parametrize(("n", "d"), SHAPES)
def test_ridge_without_a_penalty_is_the_shortest_least_squares_solution(n, d, rng):
    X, y = make_data(rng, n, d)
    model = day.RidgeRegression(0).fit(X, y)
    shortest = np.linalg.pinv(X - X.mean(axis=0)) @ (y - y.mean())
    np.testing.assert_allclose(model.coef_, shortest, rtol=1e-8, atol=1e-9)


def test_ridge_keeps_the_digits_of_an_ill_conditioned_table():
    """Columns e_1 + e_2 t and e_1: the equation with X'X would lose everything, the rows do not."""
    t = 1e-7
    X = np.array([[1, 1], [t, 0], [-1, -1], [-t, 0]])  # centered; y = X (1, 1) exactly
    model = day.RidgeRegression(0).fit(X, X @ [1.0, 1.0])
    np.testing.assert_allclose(model.coef_, [1, 1], rtol=1e-7)


# soft threshold


def test_soft_threshold_by_hand():
    np.testing.assert_array_equal(day.soft_threshold([-3, -1, -0.5, 0, 0.5, 1, 3], 1), [-2, 0, 0, 0, 0, 0, 2])
    np.testing.assert_array_equal(day.soft_threshold([[5, -5]], 2), [[3, -3]])
    np.testing.assert_array_equal(day.soft_threshold(np.array([1, 100, -128], dtype=np.int8), 100), [0, 0, -28])
    np.testing.assert_array_equal(day.soft_threshold(np.array([1, 5], dtype=np.uint8), 2), [0, 3])
    np.testing.assert_array_equal(day.soft_threshold([1.5, -2], 0), [1.5, -2])
    np.testing.assert_array_equal(day.soft_threshold([np.nan, 2], 1), [np.nan, 1])
    assert day.soft_threshold(-4.0, 1.5) == -2.5
    assert np.shape(day.soft_threshold(-4.0, 1.5)) == ()


def test_soft_threshold_is_the_minimum(rng):
    """Of (w - x)^2 / 2 + t |w|, by trying many w."""
    w = np.linspace(-6, 6, 240_001)
    for x, t in zip(rng.normal(scale=2, size=20), rng.uniform(0, 3, size=20), strict=True):
        best = w[np.argmin((w - x) ** 2 / 2 + t * np.abs(w))]
        assert day.soft_threshold(x, t) == pytest.approx(best, abs=6e-5)


def test_soft_threshold_equals_pytorch(rng, torch):
    x = rng.normal(size=(7, 3))
    theirs = torch.nn.functional.softshrink(torch.tensor(x), 0.4).numpy()
    np.testing.assert_allclose(day.soft_threshold(x, 0.4), theirs, rtol=1e-14)


# lasso and elastic net


@pytest.mark.parametrize(("n", "d"), SHAPES)
@pytest.mark.parametrize("share", [0.9, 0.3, 0.03])
@pytest.mark.parametrize("scale", [1e-4, 1e4])
def test_lasso_equals_scikit_learn(n, d, share, scale, rng):
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y = make_data(rng, n, d, scale)
    alpha = share * largest_alpha(X, y)
    ours = day.LassoRegression(alpha).fit(X, y)
    theirs = linear_model.Lasso(alpha=alpha, tol=1e-15, max_iter=100_000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # so small a tolerance is not reached: it goes on as long as it can
        theirs.fit(X, y)
    size = np.abs(theirs.coef_).max()
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-7, atol=1e-7 * size)
    assert ours.intercept_ == pytest.approx(theirs.intercept_, rel=1e-7)
    assert 1 <= ours.n_iter_ < 10_000
    assert_kkt(ours, X, y, alpha, 1.0)


@pytest.mark.parametrize(("n", "d"), SHAPES)
@pytest.mark.parametrize("l1_ratio", [0.05, 0.5, 0.95])
@pytest.mark.parametrize("share", [0.5, 0.05])
def test_elastic_net_equals_scikit_learn(n, d, l1_ratio, share, rng):
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y = make_data(rng, n, d)
    alpha = share * largest_alpha(X, y)
    ours = day.ElasticNetRegression(alpha, l1_ratio).fit(X, y)
    theirs = linear_model.ElasticNet(alpha=alpha, l1_ratio=l1_ratio, tol=1e-15, max_iter=100_000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs.fit(X, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-7, atol=1e-7 * np.abs(theirs.coef_).max())
    assert ours.intercept_ == pytest.approx(theirs.intercept_, rel=1e-7)
    assert_kkt(ours, X, y, alpha, l1_ratio)


def test_elastic_net_of_the_scikit_learn_docstring():
    datasets = pytest.importorskip("sklearn.datasets")
    X, y = datasets.make_regression(n_features=2, random_state=0)
    model = day.ElasticNetRegression().fit(X, y)  # the defaults are theirs, too
    assert model.coef_ == pytest.approx([18.83816048, 64.55968825], abs=2e-3)  # printed at their tolerance, 1e-4
    assert model.intercept_ == pytest.approx(1.451256, abs=2e-3)


@pytest.mark.parametrize(("n", "d"), [(2, 1), (30, 4), (12, 30)])
def test_the_ends_of_the_elastic_net(n, d, rng):
    X, y = make_data(rng, n, d)
    for alpha in (0.2, 1.0):
        ridge, net = day.RidgeRegression(n * alpha).fit(X, y), day.ElasticNetRegression(alpha, 0).fit(X, y)
        np.testing.assert_allclose(net.coef_, ridge.coef_, rtol=1e-7, atol=1e-8)
        assert net.intercept_ == pytest.approx(ridge.intercept_, rel=1e-8)
        lasso, net = day.LassoRegression(alpha).fit(X, y), day.ElasticNetRegression(alpha, 1).fit(X, y)
        np.testing.assert_array_equal(net.coef_, lasso.coef_)


def test_kkt_violations_by_hand():
    """The columns pull with 2 and 1 at the residual (4, 2, 0, 0)."""
    X, residual = np.array([[2.0, 0], [0, 2], [0, 0], [0, 0]]), np.array([4.0, 2, 0, 0])
    for w, l1, l2, expected in [
        ([0, 0], 2.0, 0, [0, 0]),
        ([0, 0], 1.5, 0, [0.5, 0]),  # the first pulls harder than the penalty
        ([0, 0], 0.5, 0, [1.5, 0.5]),
        ([3, 0], 2.0, 0, [0, 0]),
        ([3, 5], 2.0, 0, [0, 1]),  # a weight in use must be pulled exactly as hard
        ([-3, 0], 2.0, 0, [4, 0]),
        ([3, 0], 1.0, 1 / 3, [0, 0]),
        ([3, -2], 1.0, 0.5, [0.5, 3]),  # the pulls are 2 - 1.5 and 1 + 1
    ]:
        for sign in (1, -1):  # the other way round it is the same problem
            violations = day.kkt_violations(X, sign * residual, sign * np.array(w), l1, l2)
            np.testing.assert_allclose(violations, expected, atol=1e-14)


def test_the_worked_example_by_hand():
    """Three rows, y = 3 x_1 + 2 x_2, alpha 1. Each step solves 2 w_1 + w_2 = 5 or w_1 + 2 w_2 = 4 for one weight."""
    X, y = day.three_rows()
    np.testing.assert_array_equal(X @ [3, 2], y)
    w_1, w_2, expected = 0.0, 0.0, [(0.0, 0.0)]
    for _ in range(5):
        w_1 = (5 - w_2) / 2
        w_2 = (4 - w_1) / 2
        expected.append((w_1, w_2))
    np.testing.assert_allclose(day.sweep_by_sweep(X, y, 1.0, 5), expected, rtol=1e-13)
    np.testing.assert_allclose(day.LassoRegression(1).fit(X, y).coef_, [2, 1], rtol=1e-9)
    shown = day.show_coordinate_descent()["sweeps of the worked example"]
    np.testing.assert_allclose(shown[:6], expected, rtol=1e-13)


def test_the_objective_never_rises(rng):
    X, y = make_data(rng, 30, 8)
    X, y = X - X.mean(axis=0), y - y.mean()
    alpha = 0.1 * largest_alpha(X, y)
    path = day.sweep_by_sweep(X, y, alpha, 30)
    objectives = [np.sum((y - X @ w) ** 2) / 60 + alpha * np.abs(w).sum() for w in path]
    assert np.all(np.diff(objectives) <= 1e-13 * objectives[0])
    assert objectives[1] < objectives[0]


def test_the_start_is_left_alone(rng):
    X, y = make_data(rng, 20, 3)
    start = np.array([1.0, 0.0, -2.0])
    day.coordinate_descent(X - X.mean(axis=0), y - y.mean(), 0.1, 0.1, start, 1e-6)
    np.testing.assert_array_equal(start, [1, 0, -2])


def test_orthogonal_columns_by_hand():
    """The columns (1, 1, -1, -1), (1, -1, 1, -1), (1, -1, -1, 1) pull with 3, -1 and 0.25; every curvature is 1."""
    X = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    y = X @ [3.0, -1.0, 0.25] + 10
    lasso = day.LassoRegression(0.5).fit(X, y)
    np.testing.assert_allclose(lasso.coef_, [2.5, -0.5, 0], atol=1e-14)
    assert lasso.intercept_ == pytest.approx(10)
    assert lasso.n_iter_ == 1  # each weight by itself: one sweep is exact, and it is seen to be
    np.testing.assert_allclose(
        day.ElasticNetRegression(1.0, 0.5).fit(X, y).coef_, [2.5 / 1.5, -0.5 / 1.5, 0], atol=1e-14
    )
    np.testing.assert_allclose(day.RidgeRegression(4.0).fit(X, y).coef_, [1.5, -0.5, 0.125], atol=1e-14)


def test_the_alpha_that_silences_all(rng):
    X, y = make_data(rng, 50, 8)
    edge = largest_alpha(X, y)
    np.testing.assert_array_equal(day.LassoRegression(1.0001 * edge).fit(X, y).coef_, np.zeros(8))
    assert day.LassoRegression(1.0001 * edge).fit(X, y).intercept_ == pytest.approx(y.mean(), rel=1e-14)
    assert np.count_nonzero(day.LassoRegression(0.9999 * edge).fit(X, y).coef_) == 1


def test_the_duality_gap_closes(rng):
    """Scaled down until no column pulls harder than alpha, the residual gives a lower bound of the objective."""
    X, y = make_data(rng, 60, 20)
    X, y = X - X.mean(axis=0), y - y.mean()
    for alpha in largest_alpha(X, y) * np.array([0.5, 0.1, 0.01]):
        w = day.LassoRegression(alpha).fit(X, y).coef_
        residual = y - X @ w
        objective = residual @ residual / 120 + alpha * np.abs(w).sum()
        shadow = residual * min(1, alpha * 60 / np.max(np.abs(X.T @ residual)))
        bound = (y @ y - (y - shadow) @ (y - shadow)) / 120
        assert objective >= bound * (1 - 1e-12)
        assert objective - bound < 1e-7 * objective


@pytest.mark.parametrize(("n", "d"), [(30, 4), (100, 12)])
def test_lasso_without_a_penalty_is_least_squares(n, d, rng):
    X, y = make_data(rng, n, d)
    expected = np.linalg.lstsq(np.column_stack([X, np.ones(n)]), y, rcond=None)[0]
    model = day.LassoRegression(0).fit(X, y)
    np.testing.assert_allclose(np.append(model.coef_, model.intercept_), expected, rtol=1e-6, atol=1e-7)


def test_lasso_without_a_penalty_hits_every_point_of_a_wide_table(rng):
    X, y = make_data(rng, 6, 40)
    model = day.LassoRegression(0).fit(X, y)
    np.testing.assert_allclose(model.predict(X), y, atol=1e-8 * np.std(y))


@pytest.mark.parametrize("scales", [[1e-6, 1.0, 1e6], [1e6, 1.0, 1e-6]])
def test_the_scale_of_a_column_does_not_change_when_it_has_converged(scales, rng):
    """A column a million times larger, with a weight a million times smaller, is the same least-squares problem."""
    X, y = make_data(rng, 40, 3)
    scales = np.array(scales)
    plain, scaled = day.LassoRegression(0).fit(X, y), day.LassoRegression(0).fit(X * scales, y)
    np.testing.assert_allclose(scaled.coef_ * scales, plain.coef_, rtol=1e-7)
    assert scaled.n_iter_ == plain.n_iter_


# what all models share


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("alpha", "constant"), [(0, 7.0), (0.3, 7.0), (0.3, 0.1)])
def test_constant_columns_get_the_weight_zero(model, alpha, constant, rng):
    X, y = make_data(rng, 20, 3)
    wide = np.insert(X, 1, constant, axis=1)  # the mean of twenty 0.1 is not 0.1
    with_it, without = model(alpha).fit(wide, y), model(alpha).fit(X, y)
    np.testing.assert_allclose(np.delete(with_it.coef_, 1), without.coef_, rtol=1e-7, atol=1e-9)
    assert with_it.coef_[1] == pytest.approx(0, abs=1e-12)
    only = model(alpha).fit(np.full((7, 2), constant), y[:7])
    np.testing.assert_allclose(only.coef_, [0, 0], atol=1e-12)
    assert only.intercept_ == pytest.approx(y[:7].mean(), rel=1e-14)


@pytest.mark.parametrize("model", MODELS)
def test_the_intercept_is_free(model, rng):
    X, y = make_data(rng, 25, 3)
    plain, lifted = model(0.5).fit(X, y), model(0.5).fit(X + 7.0, y + 1e6)
    np.testing.assert_allclose(lifted.coef_, plain.coef_, rtol=1e-6)
    np.testing.assert_allclose(lifted.predict(X + 7.0), plain.predict(X) + 1e6, rtol=1e-9)
    huge = model(1e12).fit(X, y)
    np.testing.assert_allclose(huge.predict(X), y.mean(), rtol=1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_fit_returns_the_model_and_leaves_the_data_alone(model, rng):
    X, y = make_data(rng, 10, 2)
    kept = X.copy(), y.copy()
    estimator = model(0.1)
    assert estimator.alpha == 0.1
    assert estimator.fit(X, y) is estimator
    np.testing.assert_array_equal(X, kept[0])
    np.testing.assert_array_equal(y, kept[1])
    assert estimator.coef_.shape == (2,)
    assert np.ndim(estimator.intercept_) == 0
    again = estimator.fit(X[:, :1], 3 * y).coef_  # a second fit starts afresh
    np.testing.assert_array_equal(again, model(0.1).fit(X[:, :1], 3 * y).coef_)


@pytest.mark.parametrize("model", MODELS)
def test_one_row_and_a_constant_target(model):
    single = model(1.0).fit([[3.0, 4.0]], [5.0])
    np.testing.assert_array_equal(single.coef_, [0, 0])
    assert single.intercept_ == 5
    flat = model(1.0).fit([[1.0], [2.0], [4.0]], [0.1, 0.1, 0.1])
    np.testing.assert_allclose(flat.coef_, [0], atol=1e-30)
    assert flat.intercept_ == pytest.approx(0.1)


def test_the_limit_of_sweeps_warns(monkeypatch, rng):
    X, y = make_data(rng, 30, 10)
    monkeypatch.setattr(day, "MAX_SWEEPS", 2)
    for model in (day.LassoRegression(1e-4), day.ElasticNetRegression(1e-4, 0.5)):
        with pytest.warns(RuntimeWarning, match="not converged after 2 sweeps"):
            model.fit(X, y)
        assert model.n_iter_ == 2
        assert model.coef_.any()


def test_the_tolerance_is_kept(rng):
    """No condition is missed by more than tolerance times |x_j| |y| / n, the largest pull that feature j can have."""
    X, y = make_data(rng, 30, 10)
    centered, scale = X - X.mean(axis=0), np.std(X, axis=0) * np.std(y)
    sweeps = []
    for tolerance in (1e-2, 1e-5, 1e-9):
        for model in (day.LassoRegression(0.1, tolerance), day.ElasticNetRegression(0.2, 0.5, tolerance)):
            model.fit(X, y)
            pulls = centered.T @ (y - model.predict(X)) / 30 - 0.1 * (model.l1_ratio < 1) * model.coef_
            missed = np.where(
                model.coef_ != 0, np.abs(pulls - 0.1 * np.sign(model.coef_)), np.maximum(np.abs(pulls) - 0.1, 0)
            )
            assert np.all(missed <= 1.001 * tolerance * scale)
            assert np.max(missed / scale) > 1e-4 * tolerance
            sweeps.append(model.n_iter_)
    assert sweeps[0] < sweeps[2] < sweeps[4]
    assert sweeps[1] < sweeps[3] < sweeps[5]


# the path


@pytest.mark.parametrize(("n", "d"), [(30, 4), (100, 12), (12, 30)])
def test_the_path_equals_single_fits_and_scikit_learn(n, d, rng):
    lasso_path = pytest.importorskip("sklearn.linear_model").lasso_path
    X, y = make_data(rng, n, d)
    alphas = largest_alpha(X, y) * np.array([0.1, 0.9, 0.02, 0.4])
    weights, sweeps = day.lasso_path(X, y, alphas, tolerance=1e-10)
    assert weights.shape == (4, d)
    assert sweeps.shape == (4,)
    for alpha, w in zip(alphas, weights, strict=True):
        np.testing.assert_allclose(w, day.LassoRegression(alpha).fit(X, y).coef_, rtol=1e-6, atol=1e-7)
    order = np.argsort(-alphas)
    theirs = lasso_path(X - X.mean(axis=0), y - y.mean(), alphas=alphas[order], tol=1e-11, max_iter=100_000)[1]
    np.testing.assert_allclose(weights[order], theirs.T, rtol=1e-5, atol=1e-5)


def test_warm_starts_save_sweeps(rng):
    X, y = make_data(rng, 100, 20)
    alphas = largest_alpha(X, y) * np.logspace(0, -2, 30)
    cold = [day.LassoRegression(alpha, tolerance=1e-6).fit(X, y).n_iter_ for alpha in alphas]
    warm = day.lasso_path(X, y, alphas)[1]
    assert warm.sum() < 0.9 * sum(cold)
    assert day.lasso_path(X, y, [0.5, 0.5])[1][1] == 1  # it begins at the solution


def test_each_run_starts_where_the_last_one_ended(rng):
    X, y = make_data(rng, 50, 8)
    X, y = X - X.mean(axis=0), y - y.mean()
    alphas = largest_alpha(X, y) * np.array([0.5, 0.2, 0.05, 0.01])
    w, expected = np.zeros(8), np.zeros(4)
    for i in range(4):
        w, expected[i] = day.coordinate_descent(X, y, alphas[i], 0.0, w, 1e-6)
    np.testing.assert_array_equal(day.lasso_path(X, y, alphas)[1], expected)


@pytest.mark.parametrize("correlation", [0.0, 0.3])
def test_a_hundred_alphas_in_less_than_a_second(correlation, rng):
    X = np.sqrt(1 - correlation) * rng.normal(size=(500, 50)) + np.sqrt(correlation) * rng.normal(size=(500, 1))
    y = X[:, :8].sum(axis=1) * 3 + 2 * rng.normal(size=500)
    alphas = largest_alpha(X, y) * np.logspace(0, -3, 100)
    start = time.process_time()
    weights, _ = day.lasso_path(X, y, alphas)
    seconds = time.process_time() - start  # of one thread: conftest.py sees to it
    assert seconds < 1, f"took {seconds:.2f} s"
    residuals = (y - y.mean())[:, None] - (X - X.mean(axis=0)) @ weights.T  # (500, 100)
    pulls = (X - X.mean(axis=0)).T @ residuals / 500
    assert np.all(np.abs(pulls) <= alphas + 1e-5 * y.std())
    assert np.count_nonzero(weights, axis=1)[[0, -1]].tolist() == pytest.approx([0, 50], abs=3)


# penalties and gradient descent


def test_one_step_by_hand():
    w, b = day.ridge_gradient_descent([[-1], [0], [1]], [1, 3, 8], alpha=5, learning_rate=0.3, n_steps=1)
    assert w == pytest.approx([1.4])
    assert b == pytest.approx(2.4)
    w, b = day.ridge_gradient_descent([[-1], [0], [1]], [1, 3, 8], alpha=5, learning_rate=0.3, n_steps=2)
    assert w == pytest.approx([(1 - 1) * 1.4 + 0.2 * (7 - 2 * 1.4)])  # 2 * 0.3 * 5 / 3 = 1 of the weight is lost
    assert b == pytest.approx(2.4 + 0.6 * 1.6)
    w, b = day.ridge_gradient_descent([[1.0, 2.0]], [3.0], 0, 0.1, 0)
    np.testing.assert_array_equal(w, [0, 0])
    assert b == 0


@pytest.mark.parametrize(("n", "d"), [(5, 1), (30, 4), (8, 12)])
@pytest.mark.parametrize("alpha", [0.5, 20.0])
def test_descent_ends_at_ridge(n, d, alpha, rng):
    X, y = rng.normal(size=(n, d)) + 0.3, rng.normal(size=n) + 2
    table = np.column_stack([X, np.ones(n)])
    steepest = np.linalg.eigvalsh(table.T @ table)[-1] + alpha
    w, b = day.ridge_gradient_descent(X, y, alpha, 0.9 * n / steepest, 5_000)
    model = day.RidgeRegression(alpha).fit(X, y)
    np.testing.assert_allclose(w, model.coef_, rtol=1e-7, atol=1e-9)
    assert b == pytest.approx(model.intercept_, rel=1e-7)


def test_descent_is_pytorchs_weight_decay(rng, torch):
    """SGD on the mean squared error with weight_decay 2 alpha / n on w, and none on b."""
    X, y, alpha, rate = rng.normal(size=(9, 3)), rng.normal(size=9), 4.0, 0.05
    w, b = torch.zeros(3, dtype=torch.float64, requires_grad=True), torch.zeros((), dtype=torch.float64)
    b.requires_grad_()
    optimizer = torch.optim.SGD([{"params": [w], "weight_decay": 2 * alpha / 9}, {"params": [b]}], lr=rate)
    for _ in range(60):
        optimizer.zero_grad()
        torch.mean((torch.tensor(y) - torch.tensor(X) @ w - b) ** 2).backward()
        optimizer.step()
    ours = day.ridge_gradient_descent(X, y, alpha, rate, 60)
    np.testing.assert_allclose(ours[0], w.detach().numpy(), rtol=1e-12, atol=1e-15)
    assert ours[1] == pytest.approx(b.item(), rel=1e-12)


def test_a_run_that_explodes_ends_without_a_warning(rng):
    X, y = make_data(rng, 10, 2)
    w, b = day.ridge_gradient_descent(X, y, 1.0, 1e6, 500)
    assert not np.isfinite(w).any()
    assert not np.isfinite(b)


@pytest.mark.parametrize(
    ("losses", "patience", "best"),
    [
        ([5, 4, 3, 3.5, 3, 1], 2, 2),
        ([5, 4, 3, 3.5, 3, 1], 3, 5),
        ([5, 4, 3, 3.5, 3, 1], 1, 2),
        ([3, 2, 1], 1, 2),
        ([1, 2, 3], 1, 0),
        ([1, 1, 1, 0], 2, 0),  # equal is not lower
        ([1, 1, 1, 0], 3, 3),
        ([7], 5, 0),
        ([4, 5, 3, 5, 2, 5, 1, 5, 0], 2, 8),  # steps in a row
        ([4, 5, 3, 5, 2, 5, 1, 5, 0], 1, 0),
        ([2, np.nan, 1, 5, 5], 2, 2),
        ([2, np.nan, np.nan, 1], 2, 0),
        ([2, 1, np.nan, np.nan, np.nan], 10, 1),
        ([np.inf, np.inf, 3], 3, 2),
        ([np.inf, np.inf, 3], 1, 0),
        ([-np.inf, 0], 1, 0),
    ],
)
def test_early_stopping_by_hand(losses, patience, best):
    assert day.early_stopping(losses, patience) == best
    assert isinstance(day.early_stopping(np.array(losses), np.int64(patience)), int)


def test_early_stopping_equals_a_search_over_all_windows(rng):
    for _ in range(300):
        losses, patience = rng.integers(0, 12, size=rng.integers(1, 25)), int(rng.integers(1, 6))
        ends = (
            end
            for end in range(patience, len(losses))
            if losses[end - patience + 1 : end + 1].min() >= losses[: end - patience + 1].min()
        )
        stop = next(ends, len(losses) - 1)
        assert day.early_stopping(losses, patience) == np.argmin(losses[: stop + 1])


# dropout


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.5, 0.9])
def test_dropout_keeps_the_mean_and_has_the_variance_of_the_formula(rate, rng):
    n = 200_000
    x = rng.normal(size=n) + 2
    out, mask = day.dropout(x, rate, rng)
    np.testing.assert_array_equal(out, x * mask)
    np.testing.assert_array_equal(np.unique(mask), [0, 1 / (1 - rate)] if rate else [1])
    spread = np.sqrt(rate / (1 - rate))
    assert mask.mean() == pytest.approx(1, abs=5 * spread / np.sqrt(n) + 1e-15)
    assert np.mean(mask == 0) == pytest.approx(rate, abs=5 * np.sqrt(rate * (1 - rate) / n))
    kurtosis_bound = 5 * np.sqrt(np.mean((mask - 1) ** 4) / n)
    assert mask.var() == pytest.approx(rate / (1 - rate), abs=kurtosis_bound + 1e-15)
    assert abs(np.corrcoef(mask[1:], mask[:-1])[0, 1]) < 5 / np.sqrt(n) if rate else True


@pytest.mark.parametrize("shape", [(), (1,), (5,), (4, 3), (2, 3, 4)])
def test_dropout_keeps_the_shape(shape, rng):
    x = rng.normal(size=shape)
    for training in (True, False):
        out, mask = day.dropout(x, 0.4, rng, training=training)
        assert np.shape(out) == shape
        assert np.shape(mask) == shape
    np.testing.assert_array_equal(out, x)
    np.testing.assert_array_equal(mask, np.ones(shape))
    assert not np.shares_memory(out, x)


def test_dropout_draws_afresh_in_training_and_nothing_at_test_time():
    x, rng = np.ones((50, 40)), np.random.default_rng(3)
    state = rng.bit_generator.state
    day.dropout(x, 0.5, rng, training=False)
    assert rng.bit_generator.state == state
    first, second = day.dropout(x, 0.5, rng)[1], day.dropout(x, 0.5, rng)[1]
    assert 0.4 < np.mean(first != second) < 0.6
    assert 0.4 < np.mean(first[0] != first[1]) < 0.7  # no two rows share a mask, nor two columns
    assert 0.4 < np.mean(first[:, 0] != first[:, 1]) < 0.7 or np.mean(first[:, 0] != first[:, 2]) > 0.3
    np.testing.assert_array_equal(day.dropout(x, 0.5, np.random.default_rng(3))[1], first)
    assert np.isnan(day.dropout(np.array([np.nan]), 0.5, rng)[0]).all()


# bad input


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (np.ones((3, 2)), np.ones((3, 1)), r"y must be \(n,\) with n = 3"),
        (np.ones((3, 2)), np.ones(2), "y must"),
        (np.ones((3, 2)), 1.0, "y must"),
        (np.ones(3), np.ones(3), "X must"),
        (np.ones((3, 2, 1)), np.ones(3), "X must"),
        (np.ones((0, 2)), np.ones(0), "X must"),
        (np.ones((3, 0)), np.ones(3), "X must"),
        (np.array([[1.0], [np.nan]]), np.ones(2), "X must be .* with 1 nan or inf"),
        (np.array([[1.0], [np.inf]]), np.ones(2), "X must be .* with 1 nan or inf"),
        (np.ones((2, 1)), np.array([np.nan, 1.0]), "y must be .* with 1 nan or inf"),
    ],
)
def test_bad_data_is_refused(model, X, y, message):
    with pytest.raises(ValueError, match=message):
        model(1.0).fit(X, y)
    with pytest.raises(ValueError, match=message):
        day.ridge_gradient_descent(X, y, 1.0, 0.1, 3)
    with pytest.raises(ValueError, match=message):
        day.lasso_path(X, y, [1.0])


@pytest.mark.parametrize("model", MODELS)
def test_predict_refuses(model):
    with pytest.raises(ValueError, match="fitted"):
        model(1.0).predict(np.ones((2, 2)))
    fitted = model(1.0).fit(np.eye(3), np.arange(3))
    for X, message in [
        (np.ones((2, 2)), "X must have 3 features"),
        (np.ones(3), "X must be"),
        (np.full((1, 3), np.nan), "X must be .* finite"),
    ]:
        with pytest.raises(ValueError, match=message):
            fitted.predict(X)


X, Y = np.eye(3), np.arange(3.0)
RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        *((lambda a=a, m=m: m(a), "alpha must") for m in MODELS for a in (-1, np.nan, np.inf)),
        (lambda: day.ElasticNetRegression(1.0, -0.1), "l1_ratio"),
        (lambda: day.ElasticNetRegression(1.0, 1.1), "l1_ratio"),
        (lambda: day.ElasticNetRegression(1.0, np.nan), "l1_ratio"),
        (lambda: day.LassoRegression(1.0, tolerance=-1), "tolerance"),
        (lambda: day.LassoRegression(1.0, tolerance=np.nan), "tolerance"),
        (lambda: day.soft_threshold([1.0], -1), "t must"),
        (lambda: day.soft_threshold([1.0], np.nan), "t must"),
        (lambda: day.lasso_path(X, Y, [1.0, -1.0]), "alphas"),
        (lambda: day.lasso_path(X, Y, [1.0, np.nan]), "alphas"),
        (lambda: day.lasso_path(X, Y, [1.0], tolerance=-1), "tolerance"),
        (lambda: day.ridge_gradient_descent(X, Y, -1, 0.1, 3), "alpha"),
        (lambda: day.ridge_gradient_descent(X, Y, 1, 0, 3), "learning_rate"),
        (lambda: day.ridge_gradient_descent(X, Y, 1, -0.1, 3), "learning_rate"),
        (lambda: day.ridge_gradient_descent(X, Y, 1, np.nan, 3), "learning_rate"),
        (lambda: day.ridge_gradient_descent(X, Y, 1, 0.1, -1), "n_steps"),
        (lambda: day.ridge_gradient_descent(X, Y, 1, np.inf, 3), "learning_rate"),
        (lambda: day.early_stopping([], 1), "losses"),
        (lambda: day.early_stopping([[1.0]], 1), "losses"),
        (lambda: day.early_stopping([1.0], 0), "patience"),
        (lambda: day.early_stopping([1.0], -1), "patience"),
        (lambda: day.early_stopping([np.nan, 3.0], 1), "losses"),
        (lambda: day.dropout(Y, -0.1, RNG), "rate"),
        (lambda: day.dropout(Y, 1.0, RNG), "rate"),
        (lambda: day.dropout(Y, np.nan, RNG), "rate"),
        (lambda: day.dropout(Y, 1.0, RNG, training=False), "rate"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# what the script shows


def test_the_data_of_the_demonstrations():
    x, y = day.wave(50_000, np.random.default_rng(0))
    assert np.abs(x).max() <= 1
    assert np.var(y - np.sin(np.pi * x)) == pytest.approx(0.09, rel=0.04)
    powers = day.scaled_powers(x, x)
    assert powers.shape == (50_000, 12)
    np.testing.assert_allclose(powers.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(powers.std(axis=0), 1, rtol=1e-9)
    assert np.corrcoef(powers[:, 2], x**3)[0, 1] == pytest.approx(1)
    np.testing.assert_allclose(
        day.scaled_powers(x[:5] + 0.1, x[:900])[:, 0], (x[:5] + 0.1 - x[:900].mean()) / x[:900].std()
    )
    for n_useful in (4, 40):
        tables = day.many_features(n_useful, np.random.default_rng(1))
        assert [X.shape for X, _ in tables] == [(60, 40), (100, 40), (1000, 40)]
        X, y = tables[2]
        w = np.linalg.lstsq(X, y, rcond=None)[0]
        assert np.var(y - X @ w) == pytest.approx(4, rel=0.2)
        np.testing.assert_allclose(np.abs(w[:n_useful]), np.sqrt(8 / n_useful), atol=0.3)
        np.testing.assert_allclose(w[n_useful:], 0, atol=0.3)


def test_the_effects_are_there():
    alphas = [0, 0.1, 10_000]
    runs, references = zip(*(day.polynomial_errors(alphas, seed) for seed in range(300, 325)), strict=True)
    (_, tamed, _), (wild_fit, tamed_fit, flat_fit), (wild, best, flat) = np.median(runs, axis=0)
    assert wild_fit < tamed_fit < flat_fit
    mean, truth = np.median(references, axis=0)
    assert wild > 5 * flat > 10 * best > 10 * truth
    assert flat == pytest.approx(mean, rel=0.02)
    assert truth == pytest.approx(0.09, rel=0.1)
    assert 1 < tamed < 3
    sparse, dense = (np.mean([day.contest(n, seed) for seed in range(100, 102)], axis=0) for n in (4, 40))
    assert sparse[3] < sparse[2] < sparse[0]  # the lasso wins where few features matter
    assert dense[2] < dense[3] < dense[0]  # and ridge where all do
    assert day.show_dropout(np.random.default_rng(9))["mean at rate 0.9"] == pytest.approx(1, abs=5 * 3 / 100_000**0.5)
    assert day.plus_minus(np.array([[1.0, 0.0], [3.0, 0.0]])) == ["2.00 +- 1.00", "0.00 +- 0.00"]


def test_the_errors_of_a_descent_are_those_of_the_models():
    errors = day.descent_errors(3, n_steps=40)
    tables = day.many_features(40, np.random.default_rng(3))
    assert errors.shape == (41, 3)
    for column, (X, y) in enumerate(tables):
        assert errors[0, column] == pytest.approx(np.mean(y**2))
        w, b = day.ridge_gradient_descent(*tables[0], 0, 0.05, 40)
        assert errors[40, column] == pytest.approx(np.mean((y - X @ w - b) ** 2), rel=1e-9)
