"""Day 6: choosing models, against scikit-learn, closed forms, known truths and arithmetic by hand."""

import itertools

import gd_practice as day
import numpy as np
import pytest


class Mean:
    """Says the mean of the training targets; counts its fits."""

    fits = 0

    def fit(self, X, y):
        self.fits += 1
        self.mean_ = y.mean()
        return self

    def predict(self, X):
        return np.full(len(X), self.mean_)


class Constant:
    """Always says the same."""

    def __init__(self, value):
        self.value = value

    def fit(self, X, y):
        return self

    def predict(self, X):
        return np.full(len(X), self.value)


class Column(Mean):
    """Predicts (n, 1), which would broadcast against (n,)."""

    def predict(self, X):
        return super().predict(X)[:, None]


# data


@pytest.mark.parametrize("degree", [0, 1, 4, 9])
def test_polynomial_data(degree, rng):
    x, y, coefficients = day.make_polynomial_data(500, degree, 0.0, rng)
    assert x.shape == y.shape == (500,)
    assert coefficients.shape == (degree + 1,)
    naive = sum(c * x**power for power, c in enumerate(coefficients))
    np.testing.assert_allclose(y, naive, rtol=1e-10, atol=1e-12)
    assert -1 <= x.min() < -0.98
    assert 0.98 < x.max() < 1
    assert abs(x.mean()) < 5 * np.sqrt(1 / 3 / 500)
    again = day.make_polynomial_data(500, degree, 0.0, np.random.default_rng(0))[1]
    np.testing.assert_array_equal(y, again)


def test_the_noise_is_a_standard_deviation(rng):
    x, y, coefficients = day.make_polynomial_data(100_000, 3, 2.0, rng)
    residual = y - np.polyval(coefficients[::-1], x)
    assert residual.std() == pytest.approx(2, abs=5 * 2 / np.sqrt(200_000))
    assert abs(residual.mean()) < 5 * 2 / np.sqrt(100_000)
    assert abs(np.corrcoef(residual, x)[0, 1]) < 5 / np.sqrt(100_000)


def test_the_coefficients_vary():
    coefficients = np.array([day.make_polynomial_data(1, 2, 0, np.random.default_rng(s))[2] for s in range(2000)])
    np.testing.assert_allclose(coefficients.mean(axis=0), 0, atol=5 / np.sqrt(2000))
    np.testing.assert_allclose(coefficients.std(axis=0), 1, atol=5 / np.sqrt(4000))


# splitting


@pytest.mark.parametrize(
    ("n", "validation_size", "test_size", "counts"),
    [
        (100, 0.2, 0.1, (70, 20, 10)),
        (10, 3, 2, (5, 3, 2)),
        (7, 0.3, 0.3, (3, 2, 2)),
        (30, 0.1, 12, (15, 3, 12)),
        (3, 1, 1, (1, 1, 1)),
    ],
)
@pytest.mark.parametrize("columns", [None, 1, 4])
def test_a_split_deals_every_row_once(n, validation_size, test_size, counts, columns, rng):
    y = np.arange(n, dtype=float)
    X = 10 * y if columns is None else 10 * y[:, None] + np.arange(columns)
    parts = day.train_validation_test_split(X, y, validation_size, test_size, rng)
    assert tuple(len(part) for part in parts) == counts * 2
    np.testing.assert_array_equal(np.sort(np.concatenate(parts[3:])), y)
    for rows, targets in zip(parts[:3], parts[3:], strict=True):
        assert rows.shape == (len(targets), *X.shape[1:])
        np.testing.assert_array_equal(
            rows, 10 * targets if columns is None else 10 * targets[:, None] + np.arange(columns)
        )


def test_a_split_is_shuffled_and_repeats_with_its_seed():
    y = np.arange(50.0)
    first, second, other = (day.train_validation_test_split(y, y, 10, 10, np.random.default_rng(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first[5], second[5])
    assert not np.array_equal(first[5], other[5])
    assert not np.array_equal(first[3], np.sort(first[3]))
    times = np.zeros(20)
    for seed in range(2000):
        parts = day.train_validation_test_split(np.arange(20.0), np.arange(20.0), 5, 5, np.random.default_rng(seed))
        times[parts[5].astype(int)] += 1
    np.testing.assert_allclose(times / 2000, 0.25, atol=5 * np.sqrt(0.25 * 0.75 / 2000))  # every row alike


@pytest.mark.parametrize(("n", "k"), [(2, 2), (10, 2), (10, 3), (11, 4), (10, 10), (101, 7)])
def test_folds_partition_the_rows(n, k, rng):
    folds = day.k_fold_indices(n, k, rng)
    assert isinstance(folds, list)
    assert len(folds) == k
    np.testing.assert_array_equal(np.sort(np.concatenate([test for _, test in folds])), np.arange(n))
    sizes = [len(test) for _, test in folds]
    assert max(sizes) - min(sizes) <= 1
    for train, test in folds:
        np.testing.assert_array_equal(np.sort(np.concatenate([train, test])), np.arange(n))


def test_folds_are_shuffled_and_begin_differently():
    folds = day.k_fold_indices(100, 5, np.random.default_rng(0))
    assert not np.array_equal(folds[0][1], np.arange(20))
    again = day.k_fold_indices(100, 5, np.random.default_rng(0))
    for (train, test), (train_again, test_again) in zip(folds, again, strict=True):
        np.testing.assert_array_equal(train, train_again)
        np.testing.assert_array_equal(test, test_again)
    starts = [set(train[:20].tolist()) for train, _ in folds]
    assert all(not (a & b) for a, b in itertools.combinations(starts, 2))


# scoring


def test_cross_validation_by_hand():
    X, y = np.zeros((4, 1)), np.array([1.0, 2.0, 6.0, 11.0])
    folds = [(np.array([2, 3]), np.array([0, 1])), (np.array([0, 1, 2]), np.array([3]))]
    model = Mean()
    np.testing.assert_allclose(day.cross_validate(model, X, y, folds), [(7.5**2 + 6.5**2) / 2, 64.0], rtol=1e-15)
    assert model.fits == 0  # the model that was handed over stays as it is
    assert not hasattr(model, "mean_")


@pytest.mark.parametrize("k", [2, 5, 10])
def test_cross_validation_equals_scikit_learn(k, rng):
    model_selection = pytest.importorskip("sklearn.model_selection")
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y = rng.normal(size=(53, 4)), rng.normal(size=53)
    folds = day.k_fold_indices(53, k, rng)
    ours = day.cross_validate(linear_model.Ridge(alpha=2.0), X, y, folds)
    scoring = "neg_mean_squared_error"
    theirs = -model_selection.cross_val_score(linear_model.Ridge(alpha=2.0), X, y, cv=folds, scoring=scoring)
    assert ours.shape == (k,)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    kfold = list(model_selection.KFold(k).split(X))
    np.testing.assert_allclose(
        day.cross_validate(linear_model.Ridge(), X, y, kfold),
        -model_selection.cross_val_score(linear_model.Ridge(), X, y, cv=kfold, scoring=scoring),
        rtol=1e-12,
    )


def test_grid_search_equals_scikit_learn(rng):
    model_selection = pytest.importorskip("sklearn.model_selection")
    ElasticNet = pytest.importorskip("sklearn.linear_model").ElasticNet
    X, y = rng.normal(size=(40, 5)), rng.normal(size=40)
    y += X[:, 0]
    folds, grid = day.k_fold_indices(40, 4, rng), {"alpha": [0.03, 0.1, 0.3, 1.0], "l1_ratio": [0.2, 0.5, 1.0]}
    best, table = day.grid_search(ElasticNet, grid, X, y, folds)
    theirs = model_selection.GridSearchCV(ElasticNet(), grid, cv=folds, scoring="neg_mean_squared_error").fit(X, y)
    assert best == theirs.best_params_
    assert len(table) == 12
    assert [{name: row[name] for name in grid} for row in table] == theirs.cv_results_["params"]
    scores = np.array([theirs.cv_results_[f"split{i}_test_score"] for i in range(4)])
    np.testing.assert_allclose([row["mean_error"] for row in table], -scores.mean(axis=0), rtol=1e-10)
    np.testing.assert_allclose([row["standard_error"] for row in table], scores.std(axis=0, ddof=1) / 2, rtol=1e-10)


def test_grid_search_by_hand():
    X, y = np.zeros((4, 1)), np.array([1.0, 1.0, 3.0, 3.0])
    folds = [(np.array([2, 3]), np.array([0, 1])), (np.array([0, 1]), np.array([2, 3]))]
    best, table = day.grid_search(Constant, {"value": [0.0, 2.0, np.nan, 3.0]}, X, y, folds)
    assert best == {"value": 2.0}
    assert table[0] == {"value": 0.0, "mean_error": 5.0, "standard_error": 4.0}  # errors 1 and 9
    assert table[1] == {"value": 2.0, "mean_error": 1.0, "standard_error": 0.0}
    assert np.isnan(table[2]["mean_error"])
    assert day.grid_search(Constant, {"value": [np.nan, np.inf, 9.0]}, X, y, folds)[0] == {"value": 9.0}
    assert day.grid_search(Constant, {"value": [1.0, 3.0]}, X, y, folds)[0] == {"value": 1.0}  # the first of equals
    both = day.grid_search(lambda a, b: Constant(a + b), {"a": [0, 1], "b": [0, 1, 5]}, X, y, folds)
    assert both[0] == {"a": 1, "b": 1}
    assert [(row["a"], row["b"]) for row in both[1]] == [(0, 0), (0, 1), (0, 5), (1, 0), (1, 1), (1, 5)]


def test_learning_curve_equals_scikit_learn(rng):
    model_selection = pytest.importorskip("sklearn.model_selection")
    Ridge = pytest.importorskip("sklearn.linear_model").Ridge
    X, y = rng.normal(size=(47, 3)), rng.normal(size=47)
    folds, sizes = day.k_fold_indices(47, 5, rng), [2, 7, 20, 37]
    ours = day.learning_curve(Ridge(), X, y, sizes, folds)
    theirs = model_selection.learning_curve(
        Ridge(), X, y, train_sizes=sizes, cv=folds, scoring="neg_mean_squared_error", shuffle=False
    )
    for mine, other in zip(ours, theirs[1:], strict=True):
        assert mine.shape == (4, 5)
        np.testing.assert_allclose(mine, -other, rtol=1e-10, atol=1e-12)


def test_learning_curve_by_hand():
    y = np.array([2.0, 4.0, 9.0, 7.0])
    train, test = day.learning_curve(Mean(), y, y, [1, 3], [(np.array([2, 0, 1]), np.array([3]))])
    np.testing.assert_allclose(train, [[0], [(4 + 9 + 1) * 2 / 3 - 2 / 3]])  # mean 5: (16 + 9 + 1) / 3
    np.testing.assert_allclose(test, [[4], [4]])


# the model


@pytest.mark.parametrize("degree", [0, 1, 3, 7])
def test_the_exact_polynomial_equals_polyfit(degree, rng):
    x, y = rng.uniform(-1, 1, size=40), rng.normal(size=40)
    model = day.PolynomialRegression(degree)
    assert model.fit(x, y) is model
    new = np.linspace(-1, 1, 21)
    np.testing.assert_allclose(model.predict(new), np.polyval(np.polyfit(x, y, degree), new), rtol=1e-9, atol=1e-10)
    assert model.coef_.shape == (degree,)


@pytest.mark.parametrize("alpha", [0.0, 0.5, 30.0])
def test_the_penalized_polynomial_equals_a_scikit_learn_pipeline(alpha, rng):
    pytest.importorskip("sklearn")
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures, StandardScaler

    x, y = rng.uniform(-1, 1, size=30), rng.normal(size=30) + 5
    theirs = make_pipeline(PolynomialFeatures(5, include_bias=False), StandardScaler(), Ridge(alpha, solver="svd"))
    theirs.fit(x[:, None], y)
    new = rng.uniform(-1, 1, size=11)
    ours = day.PolynomialRegression(5, alpha).fit(x, y)
    np.testing.assert_allclose(ours.predict(new), theirs.predict(new[:, None]), rtol=1e-9)
    descended = day.PolynomialRegression(5, alpha, learning_rate=0.1, n_steps=60_000).fit(x, y)
    np.testing.assert_allclose(descended.predict(new), theirs.predict(new[:, None]), rtol=1e-6)


def test_one_step_of_descent_by_hand():
    """x = (-1, 1) is scaled already; y = (1, 5): the gradient at zero is -4 in w and -6 in b."""
    x, y = np.array([-1.0, 1.0]), np.array([1.0, 5.0])
    model = day.PolynomialRegression(1, 3.0, learning_rate=0.1, n_steps=1).fit(x, y)
    assert model.coef_ == pytest.approx([0.4])
    assert model.intercept_ == pytest.approx(0.6)
    model = day.PolynomialRegression(1, 3.0, learning_rate=0.1, n_steps=2).fit(x, y)
    assert model.coef_ == pytest.approx([0.4 + 0.1 * (2 * 1.6 - 3 * 0.4)])  # 2/2 ((x.(y - 0.4x - 0.6)) - alpha w)
    assert model.intercept_ == pytest.approx(0.6 + 0.2 * 2.4)
    resting = day.PolynomialRegression(1, 3.0, learning_rate=0.1, n_steps=0).fit(x, y)
    np.testing.assert_array_equal(resting.predict(x), [0, 0])


def test_an_explosion_is_an_error_that_is_not_finite_and_no_warning(rng):
    x, y = rng.uniform(-1, 1, size=20), rng.normal(size=20)
    folds = day.k_fold_indices(20, 2, rng)
    errors = day.cross_validate(day.PolynomialRegression(6, 0.0, 50.0, 2000), x, y, folds)
    assert not np.isfinite(errors).any()
    best, table = day.grid_search(day.PolynomialRegression, {"degree": [6], "learning_rate": [50.0, 0.1]}, x, y, folds)
    assert best == {"degree": 6, "learning_rate": 0.1}
    assert not table[0]["mean_error"] < 1e3


def test_ridge_and_its_descent_go_to_the_same_place(rng):
    """The minimum of the objective: its slope, measured, is zero; descent arrives there from zeros."""
    Z, y, alpha = rng.normal(size=(30, 3)) + 1, rng.normal(size=30) + 2, 4.0
    w, b = day.ridge(Z, y, alpha)

    def objective(w, b):
        return np.sum((y - Z @ w - b) ** 2) + alpha * np.sum(w**2)

    for nudge in 1e-4 * np.eye(4):
        there, back = (objective(w + side * nudge[:3], b + side * nudge[3]) for side in (1, -1))
        assert there == pytest.approx(back, rel=1e-9)
        assert there > objective(w, b)
    descended, intercept = day.ridge_descent(Z, y, alpha, 0.05, 5000)
    np.testing.assert_allclose(descended, w, rtol=1e-9)
    assert intercept == pytest.approx(b, rel=1e-9)


# the parts of the error


def test_bias_and_variance_by_hand():
    bias2, variance = day.bias_and_variance([[1.0, 0.0], [3.0, 4.0]], [1.0, 5.0])
    assert bias2 == (1 + 9) / 2  # mean predictions 2 and 2
    assert variance == (1 + 4) / 2


def test_the_parts_add_up_exactly_where_nothing_is_random(rng):
    """mean (prediction - truth)^2 = bias^2 + variance, as numbers."""
    for shape in [(2, 1), (7, 5), (100, 30)]:
        predictions, truth = rng.normal(size=shape) + 1, rng.normal(size=shape[1])
        bias2, variance = day.bias_and_variance(predictions, truth)
        assert bias2 + variance == pytest.approx(np.mean((predictions - truth) ** 2), rel=1e-12)


def test_the_u_curve_equals_its_closed_form():
    """Least squares on fixed x: the mean model is the fit to the truth; the noise comes in through the hat matrix."""
    rng = np.random.default_rng(5)
    x, coefficients = day.world()
    curve = day.u_curve(range(7), 600, rng)
    test_x = np.random.default_rng(5).uniform(-1, 1, size=200)
    for degree, (bias2, variance, errors) in enumerate(curve):
        train, new = (np.vander(values, degree + 1) for values in (x, test_x))
        hat = new @ np.linalg.pinv(train)  # (200, 30)
        exact_bias = np.mean((hat @ np.polyval(coefficients[::-1], x) - np.polyval(coefficients[::-1], test_x)) ** 2)
        exact_variance = 0.25 * np.mean(np.sum(hat**2, axis=1))
        assert variance == pytest.approx(exact_variance, rel=0.2)
        assert bias2 == pytest.approx(
            exact_bias, abs=5 * np.sqrt(exact_bias * exact_variance / 600) + 6 * exact_variance / 600
        )
        standard_error = errors.std(ddof=1) / np.sqrt(600)
        assert errors.mean() == pytest.approx(bias2 + variance + 0.25, abs=4 * standard_error)  # it adds up
        assert errors.mean() == pytest.approx(exact_bias + exact_variance + 0.25, abs=5 * standard_error)
    sums = [bias2 + variance for bias2, variance, _ in curve]
    assert min(sums[3:5]) < sums[6] < sums[0]
    assert min(sums[3:5]) < sums[1]


def test_the_right_model_reaches_the_noise():
    """Within three standard errors of sigma^2 (1 + 5 / n), over several seeds."""
    for seed in range(5):
        rng = np.random.default_rng(seed)
        x, y, coefficients = day.make_polynomial_data(2000, 4, 0.7, rng)
        new_x, new_y = day.sample(coefficients, 20_000, 0.7, rng)
        squares = (new_y - day.PolynomialRegression(4).fit(x, y).predict(new_x)) ** 2
        standard_error = squares.std(ddof=1) / np.sqrt(20_000)
        assert standard_error == pytest.approx(0.49 * np.sqrt(2 / 20_000), rel=0.05)
        assert squares.mean() == pytest.approx(0.49 * (1 + 5 / 2000), abs=3 * standard_error)


# leaks


def test_the_preparation_by_hand():
    X, y = np.array([[0.0, 1.0, 5.0], [2.0, 1.5, 5.5], [4.0, 2.0, 4.5]]), np.array([1.0, 2.0, 3.0])
    columns, mean, scale = day.learn_preparation(X[:, :2] * [-3, 1] + [0, 100], y, None)
    assert sorted(columns.tolist()) == [0, 1]  # both go perfectly with y, whatever sign and scale
    columns, mean, scale = day.learn_preparation(X, y, 2)
    assert 2 not in columns
    np.testing.assert_allclose(mean, X[:, columns].mean(axis=0))
    np.testing.assert_allclose(scale, X[:, columns].std(axis=0))


def test_prepared_ridge_equals_a_scikit_learn_pipeline(rng):
    pytest.importorskip("sklearn")
    from sklearn.feature_selection import SelectKBest, f_regression
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    X, y = np.exp(rng.normal(size=(40, 12))), rng.normal(size=40)
    y += X[:, 3]
    theirs = make_pipeline(SelectKBest(f_regression, k=5), StandardScaler(), Ridge(1.7)).fit(X, y)
    ours = day.PreparedRidge(1.7, keep=5).fit(X, y)
    np.testing.assert_allclose(ours.predict(X[:9] + 1), theirs.predict(X[:9] + 1), rtol=1e-9)
    fixed = day.PreparedRidge(1.7, preparation=(np.array([2, 3]), np.array([0.0, 1.0]), np.array([1.0, 2.0]))).fit(X, y)
    plain = Ridge(1.7).fit((X[:, 2:4] - [0, 1]) / [1, 2], y)
    np.testing.assert_allclose(fixed.predict(X), plain.predict((X[:, 2:4] - [0, 1]) / [1, 2]), rtol=1e-9)


def test_the_leaks_are_there():
    """On seeds that the script does not use: choosing features halves the estimate, scaling shifts it a little."""
    chosen = np.array([day.leak_errors(seed, **day.LEAKS["choosing 10 of 500 features"]) for seed in range(900, 915)])
    inside, before, new = chosen.mean(axis=0)
    assert before < 0.6 * inside
    assert before < 1 < new  # no model can beat the noise, whose variance is 1; the leak says it does
    assert inside == pytest.approx(new, rel=0.2)
    scaled = np.array([day.leak_errors(seed, **day.LEAKS["scaling, bell curve, 20 rows"]) for seed in range(900, 960)])
    shift = (scaled[:, 1] - scaled[:, 0]).mean() / scaled[:, 0].mean()
    assert -0.08 < shift < -0.005
    many = np.array([day.leak_errors(seed, **day.LEAKS["scaling, bell curve, 200 rows"]) for seed in range(900, 920)])
    assert np.abs(many[:, 1] - many[:, 0]).max() < 0.002


def test_plain_least_squares_does_not_feel_the_scaling(rng):
    X, y = np.exp(rng.normal(size=(30, 4))), rng.normal(size=30)
    folds = day.k_fold_indices(30, 5, rng)
    inside = day.cross_validate(day.PreparedRidge(0.0), X, y, folds)
    before = day.cross_validate(day.PreparedRidge(0.0, preparation=day.learn_preparation(X, y, None)), X, y, folds)
    np.testing.assert_allclose(inside, before, rtol=1e-9)


def test_estimates_are_reasonable():
    single, folds, new, best, best_score, best_new = np.array([day.estimate_errors(seed) for seed in range(700, 740)]).T
    assert np.log(single).std() > 1.3 * np.log(folds).std()  # one part is the noisier guess
    assert folds.mean() == pytest.approx(new.mean(), rel=0.3)
    assert np.all(best_score <= folds)  # the winner's score is the least of all
    assert (best_new - best_score).mean() > 0
    assert set(best) <= set(range(9))


def test_early_stopping_and_more_points_both_tame_degree_10():
    (few_early, few_exact, _), (_, many_exact, _) = day.show_early_stopping()["early stopping"].values()
    assert few_early < 0.7 * few_exact
    assert many_exact < 0.7 * few_exact


def test_mean_squared_error_by_hand():
    assert day.mean_squared_error([1.0, 5.0], [3.0, 4.0]) == 2.5
    assert day.mean_squared_error(np.array([0, 200], dtype=np.uint8), np.array([200, 0], dtype=np.uint8)) == 40_000
    assert day.mean_squared_error([1, 2, 6], 2) == 17 / 3


def test_plus_minus():
    assert day.plus_minus([1.0, 3.0]) == "2.000 +- 1.000"
    assert day.plus_minus(np.array([1.0, 3.0, 3.0, 5.0])) == "3.000 +- 0.816"


# bad input

RNG = np.random.default_rng(0)
X, Y = np.ones((6, 2)), np.arange(6.0)
FOLDS = day.k_fold_indices(6, 2, RNG)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (X, np.ones((6, 1)), r"y must be \(n,\) with n = 6"),
        (X, np.ones(5), "y must be"),
        (X, 1.0, "y must be"),
        (np.ones((6, 2, 1)), Y, "X must be"),
        (1.0, 1.0, "X must be"),
        (np.ones((0, 2)), np.ones(0), "X must be"),
        (np.ones(0), np.ones(0), "X must be"),
        (np.full((6, 2), np.nan), Y, "X must be"),
        (np.full((6, 2), np.inf), Y, "X must be"),
        (X, np.where(Y == 3, np.nan, Y), "y must be"),
    ],
)
def test_bad_data_is_refused(x, y, message):
    for call in (
        lambda: day.train_validation_test_split(x, y, 0.3, 0.3, RNG),
        lambda: day.cross_validate(Mean(), x, y, FOLDS),
        lambda: day.learning_curve(Mean(), x, y, [1], FOLDS),
        lambda: day.grid_search(Constant, {"value": [1.0]}, x, y, FOLDS),
        lambda: day.PolynomialRegression(1).fit(x, y),
    ):
        with pytest.raises(ValueError, match=message):
            call()


@pytest.mark.parametrize(
    "folds",
    [
        [(np.array([0, 1]), np.array([1, 2]))],  # a row in both
        [(np.array([], dtype=int), np.array([1]))],
        [(np.array([1]), np.array([], dtype=int))],
        [FOLDS[0], (np.array([0]), np.array([0]))],
    ],
)
def test_bad_folds_are_refused(folds):
    for call in (
        lambda: day.cross_validate(Mean(), X, Y, folds),
        lambda: day.learning_curve(Mean(), X, Y, [1], folds),
        lambda: day.grid_search(Constant, {"value": [1.0]}, X, Y, folds),
    ):
        with pytest.raises(ValueError, match="folds must"):
            call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.make_polynomial_data(0, 2, 1.0, RNG), "n must"),
        (lambda: day.make_polynomial_data(5, -1, 1.0, RNG), "degree"),
        (lambda: day.make_polynomial_data(5, 2, -1.0, RNG), "noise"),
        (lambda: day.make_polynomial_data(5, 2, np.nan, RNG), "noise"),
        (lambda: day.train_validation_test_split(X, Y, 0, 0.3, RNG), "validation_size"),
        (lambda: day.train_validation_test_split(X, Y, 0.3, -0.1, RNG), "test_size"),
        (lambda: day.train_validation_test_split(X, Y, 0.01, 0.3, RNG), "validation_size and .*got 0, 2 of 6"),
        (lambda: day.train_validation_test_split(X, Y, 0.3, 6, RNG), "got 2, 6 of 6"),
        (lambda: day.train_validation_test_split(X, Y, 0.5, 0.5, RNG), "leave no part empty, got 3, 3 of 6"),
        (lambda: day.train_validation_test_split(X, Y, 9, 0.5, RNG), "validation_size"),
        (lambda: day.k_fold_indices(5, 1, RNG), "k must"),
        (lambda: day.k_fold_indices(5, 6, RNG), "n must be 6 or more"),
        (lambda: day.k_fold_indices(-5, 2, RNG), "n must"),
        (lambda: day.learning_curve(Mean(), X, Y, [0], FOLDS), "sizes"),
        (lambda: day.learning_curve(Mean(), X, Y, [4], FOLDS), "sizes must be from 1 to 3"),
        (lambda: day.grid_search(Constant, {"value": [np.nan]}, X, Y, FOLDS), "All-NaN"),
        (lambda: day.cross_validate(Column(), X, Y, FOLDS), r"y_pred must have the shape .*\(3,\), got \(3, 1\)"),
        (lambda: day.bias_and_variance(np.ones(3), np.ones(3)), "truth"),
        (lambda: day.bias_and_variance(np.ones((3, 2)), np.ones(3)), "truth"),
        (lambda: day.bias_and_variance(np.ones((3, 2)), np.ones((2, 1))), "truth"),
        (lambda: day.PolynomialRegression(-1), "degree"),
        (lambda: day.PolynomialRegression(2, alpha=-1), "alpha"),
        (lambda: day.PolynomialRegression(2, alpha=np.nan), "alpha"),
        (lambda: day.PolynomialRegression(2, learning_rate=-0.1), "learning_rate"),
        (lambda: day.PolynomialRegression(2, learning_rate=np.nan), "learning_rate"),
        (lambda: day.PolynomialRegression(2, n_steps=-1), "n_steps"),
        (lambda: day.PolynomialRegression(2).fit(X, Y), "x must"),
        (lambda: day.PolynomialRegression(2).predict(Y), "fitted"),
        (lambda: day.PolynomialRegression(2).fit(Y, Y).predict(X), "x must"),
        (lambda: day.PolynomialRegression(2).fit(Y, Y).predict([np.nan]), "x must be .* without nan"),
        (lambda: day.PolynomialRegression(2).fit(Y, Y).predict([]), "x must"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
