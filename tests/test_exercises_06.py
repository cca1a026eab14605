"""Day 6 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_6_1_standard_error(exercises):
    values = np.array([2.0, 4.0, 4.0, 10.0])  # mean 5, squared deviations 9 + 1 + 1 + 25 = 36
    expect(
        exercises.standard_error(values),
        np.sqrt(12) / 2,
        mistakes={
            "divide the squares by n - 1: np.std(..., ddof=1)": 1.5,
            "that is the spread of the values: divide it by the root of n": np.sqrt(12),
            "divide by the root of n, not by n": np.sqrt(12) / 4,
            "that is the variance: the root is missing": 3.0,
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
            "the means are missing": (train / [spread, 2 * spread], test / [spread, 2 * spread]),
            "the test table was not scaled": (scaled, test),
        },
    )
    flat = np.array([[7.0, 1.0], [7.0, 3.0], [7.0, 5.0]])
    expect(
        exercises.scale_both(flat, np.array([[7.0, 3.0], [9.0, 3.0]]))[1],
        [[0.0, 0.0], [0.0, 0.0]],
        mistakes={
            "a spread of 0 was divided by": [[np.nan, 0.0], [np.inf, 0.0]],
            "a column that is constant in training becomes 0 in both": [[0.0, 0.0], [2.0, 0.0]],
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
        },
    )
    expect(exercises.baseline_errors(np.full(4, 3.0), folds), [0.0, 0.0, 0.0])
    expect(exercises.baseline_errors(y, [(np.array([0]), np.array([3]))]), [100.0])


def test_6_4_simplest_good_model(exercises):
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
            "train on all rows before the test part": (
                (np.arange(3, 5), np.arange(5, 7)),
                (np.arange(5, 7), np.arange(7, 9)),
                (np.arange(7, 9), np.arange(9, 11)),
            ),
        },
    )
    expect(as_arrays(exercises.forward_folds(2, 1)), ((np.array([0]), np.array([1])),))
    expect(as_arrays(exercises.forward_folds(4, 3)), tuple((np.arange(i), np.array([i])) for i in (1, 2, 3)))
    expect(len(exercises.forward_folds(100, 9)), 9)


def test_6_6_group_folds(exercises):
    groups = np.array([30, 10, 10, 20, 40, 30, 20])
    expect(
        as_arrays(exercises.group_folds(groups, 2)),
        ((np.array([3, 4, 6]), np.array([0, 1, 2, 5])), (np.array([0, 1, 2, 5]), np.array([3, 4, 6]))),
        mistakes={
            "train and test are swapped": (
                (np.array([0, 1, 2, 5]), np.array([3, 4, 6])),
                (np.array([3, 4, 6]), np.array([0, 1, 2, 5])),
            ),
            "number the groups in the order of their labels, not of their first row": (
                (np.array([1, 2, 4]), np.array([0, 3, 5, 6])),
                (np.array([0, 3, 5, 6]), np.array([1, 2, 4])),
            ),
            "deal out the groups, not the rows": (
                (np.array([1, 3, 5]), np.array([0, 2, 4, 6])),
                (np.array([0, 2, 4, 6]), np.array([1, 3, 5])),
            ),
            "the number of the group counts, not its label": (
                (np.array([], dtype=int), np.arange(7)),
                (np.arange(7), np.array([], dtype=int)),
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
    expect(
        exercises.leave_one_out_errors(X, y, 1.5),
        left_out(X, y, 1.5),
        rtol=1e-9,
        mistakes={
            "those are the training errors: each row was in its own training data": y - X @ w - b,
            "the free intercept gives every row a share of 1/n in its own prediction": (y - X @ w - b) / (1 - inside),
            "the intercept is missing": (y - X @ (plain @ y)) / (1 - np.sum(X * plain.T, axis=1)),
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
    expect(
        exercises.exact_ridge_risk(X, new_X, w, 0.7, 0.5),
        (bias2, variance),
        mistakes={
            "sigma is a spread: the variance of the noise is its square": (bias2, 2 * variance),
            "bias2 is a square": (np.mean(mean - new_X @ w), variance),
            "the mean over the new rows, not the sum": (5 * bias2, 5 * variance),
            "the new rows count, not the training rows": (np.mean((fitted - X @ w) ** 2), variance),
            "the noise of the new targets is no part of the variance": (bias2, variance + 0.25),
            "ridge is biased: its mean weights are not the true ones": (0.0, variance),
            "square each mixture's numbers, then add": (bias2, 0.25 * np.mean(np.sum(nudges, axis=0) ** 2)),
        },
    )
    expect(exercises.exact_ridge_risk(X, new_X, w, 0.7, 0.0), (bias2, 0.0))
    expect(exercises.exact_ridge_risk(X, new_X, np.zeros(2), 0.7, 0.5), (0.0, variance))
    expect(exercises.exact_ridge_risk(np.eye(3), np.eye(3), np.array([2.0, 4.0, 6.0]), 1.0, 3.0), (14 / 3, 9 / 4))
