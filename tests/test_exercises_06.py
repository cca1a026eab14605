"""Day 6 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_6_1_standard_error(exercises):
    values = np.array([2.0, 4.0, 4.0, 10.0, 10.0])  # mean 6, squared deviations 16 + 4 + 4 + 16 + 16 = 56
    expect(
        exercises.standard_error(values),
        np.sqrt(14 / 5),
        mistakes={
            "divide the squares by n - 1: np.std(..., ddof=1)": np.sqrt(56 / 5 / 5),
            "that is the spread of the values: divide it by the root of n": np.sqrt(14),
            "two things are missing: n - 1 in the squares, and the root of n below": np.sqrt(56 / 5),
            "divide by the root of n, not by n": np.sqrt(14) / 5,
            "that is the variance: the root is missing": 14 / 5,
            "take the root of the variance, too": 14 / np.sqrt(5),
            "n - 1 belongs to the spread only: divide by the root of n": np.sqrt(14 / 4),
        },
    )
    expect(exercises.standard_error(np.full(5, 7.0)), 0.0)
    expect(exercises.standard_error(np.array([1.0, 2.0])), 0.5)
    expect(exercises.standard_error(np.tile([0.0, 2.0], 50)), np.sqrt(100 / 99) / 10)


def test_6_2_scale_both(exercises):
    train, test = np.array([[0.0, 4.0], [2.0, 8.0], [4.0, 0.0]]), np.array([[8.0, 4.0], [-4.0, 16.0]])
    spread = np.sqrt(8 / 3)
    scaled = np.array([[-2.0, 0.0], [0.0, 2.0], [2.0, -2.0]]) / spread  # the second column's spread is twice as large
    right = np.array([[6.0 / spread, 0.0], [-6.0 / spread, 6.0 / spread]])
    own = np.array([[1.0, -1.0], [-1.0, 1.0]])
    both = np.vstack([train, test])
    together = (both - both.mean(axis=0)) / both.std(axis=0)
    expect(
        exercises.scale_both(train, test),
        (scaled, right),
        mistakes={
            "the test rows have means and spreads of their own here: use those of the training rows": (scaled, own),
            "a leak: the test rows took part in the means and spreads": (together[:3], together[3:]),
            "variance 1 with ddof 0, the default of np.std": (scaled * np.sqrt(2 / 3), right * np.sqrt(2 / 3)),
            "each column has its own: axis=0": ((train - 3) / np.sqrt(23 / 3), (test - 3) / np.sqrt(23 / 3)),
            "divide by the spread, not by its square": (scaled / [spread, 2 * spread], right / [spread, 2 * spread]),
            "the spreads are missing": (scaled * [spread, 2 * spread], right * [spread, 2 * spread]),
            "the means are missing": (train / [spread, 2 * spread], test / [spread, 2 * spread]),
            "the test table was not scaled": (scaled, test),
        },
    )
    flat = np.array([[7.0, 1.0], [7.0, 3.0], [7.0, 5.0]])
    scaled = np.array([[0.0, -2.0], [0.0, 0.0], [0.0, 2.0]]) / spread
    expect(
        exercises.scale_both(flat, np.array([[7.0, 3.0], [9.0, 3.0]])),
        (scaled, np.zeros((2, 2))),
        mistakes={
            "a spread of 0 was divided by": (
                scaled + [np.nan, 0.0],
                np.array([[np.nan, 0.0], [np.inf, 0.0]]),
            ),
            "a column that is constant in training becomes 0 in both": (scaled, np.array([[0.0, 0.0], [2.0, 0.0]])),
            **{
                f"a column that is constant in training becomes 0 in both; {tiny} is no spread": (
                    scaled,
                    np.array([[0.0, 0.0], [2.0 / tiny, 0.0]]),
                )
                for tiny in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)
            },
        },
        rtol=1e-5,
    )
    scaled = np.array([[-2.0, -2.0], [0.0, 0.0], [2.0, 2.0]]) / spread
    expect(
        exercises.scale_both(flat[:, 1:] * [1e-30, 1.0], np.array([[3e-30, 5.0]])),
        (scaled, np.array([[0.0, 2.0 / spread]])),
        mistakes={
            "a small spread is not 0: this column is not constant": (
                scaled * [0.0, 1.0],
                np.array([[0.0, 2.0 / spread]]),
            )
        },
    )
    flat = np.array([[0.1, 1.0], [0.1, 3.0], [0.1, 5.0]])
    rounded = (9 - flat.mean(axis=0)[0]) / (flat.std(axis=0)[0] or 1)
    expect(
        exercises.scale_both(flat, np.array([[9.0, 3.0]]))[1],
        [[0.0, 0.0]],
        mistakes={
            "the mean of three 0.1 is rounded, and so is their spread: find constant columns by ptp": [[rounded, 0.0]],
        },
    )


def test_6_3_baseline_errors(exercises):
    y = np.array([1.0, 2.0, 6.0, 11.0])
    folds = [(np.array([2, 3]), np.array([0, 1])), (np.array([0, 1]), np.array([2, 3])), (np.arange(3), np.array([3]))]
    expect(
        exercises.baseline_errors(y, folds),
        [(7.5**2 + 6.5**2) / 2, (4.5**2 + 9.5**2) / 2, 64.0],
        mistakes={
            "a leak: the mean of all rows has seen the test rows": [12.5, 18.5, 36.0],
            "the mean of the test rows themselves is the worst leak of all": [0.25, 6.25, 0.0],
            "train and test are swapped": [(4.5**2 + 9.5**2) / 2, (7.5**2 + 6.5**2) / 2, (100 + 81 + 25) / 3],
            "one error per fold, please: no mean over the folds": (49.25 + 55.25 + 64) / 3,
            "squared errors, not absolute ones": [7.0, 7.0, 8.0],
            "the mean of the squares, not their sum": [98.5, 110.5, 64.0],
            "the root is not asked for": [np.sqrt(49.25), np.sqrt(55.25), 8.0],
            "square each error before the mean": [49.0, 49.0, 64.0],
            "the mean of the training rows, not their median": [49.25, 55.25, 81.0],
        },
    )
    expect(exercises.baseline_errors(np.full(4, 3.0), folds), [0.0, 0.0, 0.0])
    expect(exercises.baseline_errors(y, [(np.array([0]), np.array([3]))]), [100.0])


def test_6_4_simplest_good_model(exercises):
    # means 7.25, 6.475 and 6.5; the spread of the best is 3.05, its standard error 1.525: the bar is 8
    expect(
        exercises.simplest_good_model(np.array([[9.0, 9.0, 9.0, 2.0], [8.0, 8.0, 8.0, 1.9], [8.1, 8.0, 8.0, 1.9]])),
        0,
        mistakes={
            "that is the best model: a simpler one is nearly as good": 1,
            "the first one below the bar: the list begins with the simplest": 2,
            "a row is a model, a column is a fold: the means are over axis=1": 3,
        },
    )
    errors = np.array([[9.0, 9.0, 9.0], [4.2, 4.0, 4.4], [4.5, 2.0, 4.0], [3.0, 3.3, 3.9], [3.6, 3.6, 3.6]])
    # means 9, 4.2, 3.5, 3.4, 3.6; the best is model 3, its standard error 0.2646: the bar is 3.6646
    expect(
        exercises.simplest_good_model(errors),
        2,
        mistakes={
            "that is the best model: a simpler one is nearly as good": 3,
            "the standard error is that of the best model": 1,
            "the first one below the bar: the list begins with the simplest": 4,
            "the bar is the best mean plus a standard error, not any model": 0,
        },
    )
    # means 1 and 1.3; the spread of the best is 0.5, its standard error 0.25: with the spread, model 0 would pass
    expect(
        exercises.simplest_good_model(np.array([[1.3, 1.3, 1.3, 1.3], [0.5, 1.5, 1.2, 0.8]])),
        1,
        mistakes={"the standard error is the spread divided by the root of the number of folds": 0},
    )
    # means 2.5, 2 and 3; the bar is 2 + 0.1, which model 0 reaches with its own standard error of 1 only
    expect(
        exercises.simplest_good_model(np.array([[1.5, 3.5], [1.9, 2.1], [3.0, 3.0]])),
        1,
        mistakes={"the standard error is that of the best model, not each model's own": 0},
    )
    # the bar is 2 + 1; model 0 has no standard error of its own
    expect(
        exercises.simplest_good_model(np.array([[2.5, 2.5], [1.0, 3.0]])),
        0,
        mistakes={"the standard error is that of the best model: model 0 has none of its own": 1},
    )
    # mean 2 and squares 1 + 1: the standard error is 1, or 0.71 with n in the place of n - 1
    expect(
        exercises.simplest_good_model(np.array([[2.9, 2.9], [1.0, 3.0]])),
        0,
        mistakes={"n - 1 in the standard error, as in exercise 6.1": 1},
    )
    expect(
        exercises.simplest_good_model(np.array([[3.0, 3.0], [1.0, 3.0]])),
        0,
        mistakes={"a mean exactly at the bar is good enough: at most, not below": 1},
    )
    # the bar is 2 + 0; with the last of the two best it would be 2 + 1. Model 0 has a standard error of 1
    expect(
        exercises.simplest_good_model(np.array([[1.5, 3.5], [2.0, 2.0], [1.0, 3.0]])),
        1,
        mistakes={
            "of equal means, the first is the best: its standard error counts": 0,
            "of equal means, the first is the best and the simplest": 2,
        },
    )
    expect(exercises.simplest_good_model(np.array([[2.0, 2.0], [2.0, 2.0]])), 0, mistakes={"ties are good enough": 1})
    expect(exercises.simplest_good_model(np.array([[7.0, 8.0]])), 0)
    expect(exercises.simplest_good_model(np.array([[1.2, 1.2], [1.0, 1.0]])), 1)


def as_arrays(folds):
    """Folds as a tuple of tuples of arrays, which `expect` can compare; anything else as it came."""
    try:
        return tuple((np.asarray(train), np.asarray(test)) for train, test in folds)
    except (TypeError, ValueError):
        return folds


def test_6_5_forward_folds(exercises):
    expect(
        as_arrays(exercises.forward_folds(11, 3)),
        ((np.arange(5), np.arange(5, 7)), (np.arange(7), np.arange(7, 9)), (np.arange(9), np.arange(9, 11))),
        mistakes={
            "what is left over belongs to the first training part, not to the end": (
                (np.arange(2), np.arange(2, 4)),
                (np.arange(4), np.arange(4, 6)),
                (np.arange(6), np.arange(6, 8)),
            ),
            "the earliest fold comes first": (
                (np.arange(9), np.arange(9, 11)),
                (np.arange(7), np.arange(7, 9)),
                (np.arange(5), np.arange(5, 7)),
            ),
            "a test part has n // (k + 1) rows": (
                (np.arange(2), np.arange(2, 5)),
                (np.arange(5), np.arange(5, 8)),
                (np.arange(8), np.arange(8, 11)),
            ),
            "never train on the future: only rows before the test part": (
                (np.array([0, 1, 2, 3, 4, 7, 8, 9, 10]), np.arange(5, 7)),
                (np.array([0, 1, 2, 3, 4, 5, 6, 9, 10]), np.arange(7, 9)),
                (np.arange(9), np.arange(9, 11)),
            ),
            "the test rows took part in the training": (
                (np.arange(7), np.arange(5, 7)),
                (np.arange(9), np.arange(7, 9)),
                (np.arange(11), np.arange(9, 11)),
            ),
            "the row just before the test part is missing: np.arange(start) ends with start - 1 already": (
                (np.arange(4), np.arange(5, 7)),
                (np.arange(6), np.arange(7, 9)),
                (np.arange(8), np.arange(9, 11)),
            ),
            "train on all rows before the test part": (
                (np.arange(3, 5), np.arange(5, 7)),
                (np.arange(5, 7), np.arange(7, 9)),
                (np.arange(7, 9), np.arange(9, 11)),
            ),
        },
    )
    expect(as_arrays(exercises.forward_folds(2, 1)), ((np.array([0]), np.array([1])),))
    expect(as_arrays(exercises.forward_folds(4, 3)), tuple((np.arange(i), np.array([i])) for i in (1, 2, 3)))
    ten = tuple((np.arange(i), np.arange(i, i + 10)) for i in range(10, 100, 10))
    expect(as_arrays(exercises.forward_folds(100, 9)), ten)


def folds(fold):
    """From the fold of each row, of three: the pairs (train, test) as a tuple of tuples of arrays."""
    rows = np.arange(len(fold))
    return tuple((rows[np.not_equal(fold, i)], rows[np.equal(fold, i)]) for i in range(3))


def test_6_6_group_folds(exercises):
    groups = np.array([30, 10, 55, 20, 40, 30, 20, 10])  # the numbers 2, 0, 4, 1, 3, 2, 1, 0
    right = folds([2, 0, 1, 1, 0, 2, 1, 0])
    expect(
        as_arrays(exercises.group_folds(groups, 3)),
        right,
        mistakes={
            "train and test are swapped": tuple((test, train) for train, test in right),
            "the first group has the number 0": folds([0, 1, 2, 2, 1, 0, 2, 1]),
            "number the groups in the order of their labels, not of their first row": folds([0, 1, 2, 0, 1, 0, 0, 1]),
            "deal out the groups, not the rows": folds([0, 1, 2, 0, 1, 2, 0, 1]),
            "the number of the group counts, not its label": folds([0, 1, 1, 2, 1, 0, 2, 1]),
            "deal the groups in turn, i % k: you dealt them in blocks": folds([1, 0, 2, 0, 1, 1, 0, 0]),
            "row numbers in rising order, please: these come group by group": (
                (right[0][0], np.array([1, 7, 4])),
                (right[1][0], np.array([3, 6, 2])),
                (right[2][0], np.array([0, 5])),
            ),
        },
    )
    expect(
        as_arrays(exercises.group_folds(np.array([-1, 5, 2]), 3)),
        ((np.array([1, 2]), np.array([0])), (np.array([0, 1]), np.array([2])), (np.array([0, 2]), np.array([1]))),
    )


def ridge(X, y, alpha):
    """Weights and intercept, from the equations with a column of ones."""
    table = np.column_stack([X, np.ones(len(X))])
    penalty = np.diag([alpha] * X.shape[1] + [0.0])
    solution = np.linalg.solve(table.T @ table + penalty, table.T @ y)
    return solution[:-1], solution[-1]


def left_out(X, y, alpha):
    """The errors by n separate fits."""
    errors = np.empty(len(y))
    for i in range(len(y)):
        w, b = ridge(np.delete(X, i, axis=0), np.delete(y, i), alpha)
        errors[i] = y[i] - X[i] @ w - b
    return errors


def test_6_7_leave_one_out_errors(exercises):
    rng = np.random.default_rng(6)
    X, y = rng.normal(size=(12, 3)) + 2, rng.normal(size=12) + 5
    w, b = ridge(X, y, 1.5)
    centered = X - X.mean(axis=0)
    inside = np.sum(centered * np.linalg.solve(centered.T @ centered + 1.5 * np.eye(3), centered.T).T, axis=1)
    plain = np.linalg.solve(X.T @ X + 1.5 * np.eye(3), X.T)
    table = np.column_stack([X, np.ones(12)])
    shut = table @ np.linalg.solve(table.T @ table + 1.5 * np.eye(4), table.T)  # with a penalty on b
    expect(
        exercises.leave_one_out_errors(X, y, 1.5),
        left_out(X, y, 1.5),
        rtol=1e-9,
        mistakes={
            "those are the training errors: each row was in its own training data": y - X @ w - b,
            "the free intercept gives every row a share of 1/n in its own prediction": (y - X @ w - b) / (1 - inside),
            "the intercept is missing": (y - X @ (plain @ y)) / (1 - np.sum(X * plain.T, axis=1)),
            "b is free: alpha does not touch it": (y - shut @ y) / (1 - np.diag(shut)),
            "the objective is a sum over the rows: alpha stands as it is": left_out(X, y, 12 * 1.5),
            "truth minus prediction, please": -left_out(X, y, 1.5),
            "the errors themselves, not their squares": left_out(X, y, 1.5) ** 2,
        },
    )
    wide, few = rng.normal(size=(5, 9)), rng.normal(size=5)
    expect(exercises.leave_one_out_errors(wide, few, 0.2), left_out(wide, few, 0.2), rtol=1e-8)
    X, y = rng.normal(size=(2000, 4)), rng.normal(size=2000)
    expect(exercises.leave_one_out_errors(X, y, 3.0)[:3], [left_out_of_many(X, y, 3.0, i) for i in range(3)], rtol=1e-9)


def left_out_of_many(X, y, alpha, i):
    w, b = ridge(np.delete(X, i, axis=0), np.delete(y, i), alpha)
    return y[i] - X[i] @ w - b


def test_6_8_exact_ridge_risk(exercises):
    rng = np.random.default_rng(8)
    X, new_X, w = rng.normal(size=(4, 2)), rng.normal(size=(5, 2)), np.array([1.0, -2.0])

    def weights(y, alpha):
        return np.linalg.solve(X.T @ X + alpha * np.eye(2), X.T @ y)

    # The prediction is linear in the noise: nudge one y at a time by one unit.
    mean = new_X @ weights(X @ w, 0.7)
    nudges = np.array([new_X @ weights(X @ w + unit, 0.7) - mean for unit in np.eye(4)])  # (n, m)
    bias2, variance = np.mean((mean - new_X @ w) ** 2), 0.25 * np.mean(np.sum(nudges**2, axis=0))
    fitted = X @ weights(X @ w, 0.7)
    own = np.array([X @ weights(unit, 0.7) for unit in np.eye(4)])
    without = 0.25 * np.mean(np.sum(np.array([new_X @ weights(unit, 0.0) for unit in np.eye(4)]) ** 2, axis=0))
    expect(
        exercises.exact_ridge_risk(X, new_X, w, 0.7, 0.5),
        (bias2, variance),
        mistakes={
            "sigma is a spread: the variance of the noise is its square": (bias2, 2 * variance),
            "bias2 is a square": (np.mean(mean - new_X @ w), variance),
            "square each row's distance, then take the mean": (np.mean(mean - new_X @ w) ** 2, variance),
            "a prediction adds up all its numbers: sum their squares, no mean over them": (bias2, variance / 4),
            "that is least squares: alpha is missing": (0.0, without),
            "the mean over the new rows, not the sum": (5 * bias2, 5 * variance),
            "the new rows count, not the training rows": (
                np.mean((fitted - X @ w) ** 2),
                0.25 * np.mean(np.sum(own**2, axis=0)),
            ),
            "the new rows count for the bias, too, not the training rows": (np.mean((fitted - X @ w) ** 2), variance),
            "the noise of the new targets is no part of the variance": (bias2, variance + 0.25),
            "ridge is biased: its mean weights are not the true ones": (0.0, variance),
            "square each mixture's numbers, then add": (bias2, 0.25 * np.mean(np.sum(nudges, axis=0) ** 2)),
        },
    )
    expect(exercises.exact_ridge_risk(X, new_X, w, 0.7, 0.0), (bias2, 0.0))
    expect(exercises.exact_ridge_risk(X, new_X, np.zeros(2), 0.7, 0.5), (0.0, variance))
    expect(exercises.exact_ridge_risk(np.eye(3), np.eye(3), np.array([2.0, 4.0, 6.0]), 1.0, 3.0), (14 / 3, 9 / 4))
