"""Day 5 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import product

import numpy as np
from grading import expect


def ridge_by_rows(X, y, alpha):
    """Ridge as least squares on d more rows, with a column of ones for the intercept."""
    n_features = X.shape[1]
    extra = np.hstack([np.sqrt(alpha) * np.eye(n_features), np.zeros((n_features, 1))])
    rows = np.vstack([np.hstack([X, np.ones((len(X), 1))]), extra])
    solution = np.linalg.lstsq(rows, np.append(y, np.zeros(n_features)), rcond=None)[0]
    return solution[:-1], solution[-1]


def test_5_1_elastic_net_penalty(exercises):
    w = np.array([1.0, -2.0, 0.0, 4.0])  # sizes 7, squares 21
    expect(
        exercises.elastic_net_penalty(w, 2.0, 0.25),
        2 * (0.25 * 7 + 0.75 * 21 / 2),
        mistakes={
            "the squares are halved": 2 * (0.25 * 7 + 0.75 * 21),
            "only the squares are halved, not the sizes": 0.25 * 7 + 0.75 * 21,
            "the shares are swapped: l1_ratio belongs to the sizes": 2 * (0.75 * 7 + 0.25 * 21 / 2),
            "alpha multiplies both parts": 2 * 0.25 * 7 + 0.75 * 21 / 2,
            "the sum of the sizes, not of the weights: a -2 costs as much as a 2": 2 * (0.25 * 3 + 0.75 * 21 / 2),
            "the square of the length, not the length": 2 * (0.25 * 7 + 0.75 * np.sqrt(21) / 2),
            "sums, not means": 2 * (0.25 * 7 + 0.75 * 21 / 2) / 4,
        },
    )
    expect(exercises.elastic_net_penalty(w, 3.0, 1.0), 21.0)
    expect(exercises.elastic_net_penalty(w, 3.0, 0.0), 31.5)
    expect(exercises.elastic_net_penalty(np.array([-5.0]), 0.0, 0.5), 0.0)


def test_5_2_weight_decay_step(exercises):
    w, gradient = np.array([10.0, -4.0, 0.0]), np.array([1.0, 2.0, -3.0])
    expect(
        exercises.weight_decay_step(w, gradient, 0.1, 0.5),
        [8.9, -3.8, 0.3],  # 10 - 0.1 (1 + 10), -4 - 0.1 (2 - 4), 0 - 0.1 (-3)
        mistakes={
            "the slope of alpha w^2 is 2 alpha w: the 2 is missing": [9.4, -4.0, 0.3],
            "the penalty must pull the weights toward 0, not away": [10.9, -4.6, 0.3],
            "the learning rate multiplies the penalty's slope too": [-0.1, -0.2, 0.3],
            "the learning rate multiplies the penalty's slope too, and the 2 is missing": [4.9, -2.2, 0.3],
            "downhill: subtract the gradient": [9.1, -3.4, -0.3],
            "the penalty is missing": [9.9, -4.2, 0.3],
            "the slope of the penalty grows with the weight: this is the one of alpha |w|": [9.85, -4.15, 0.3],
        },
    )
    expect(exercises.weight_decay_step(w, np.zeros(3), 0.25, 2.0), [0.0, 0.0, 0.0])
    expect(exercises.weight_decay_step(w, gradient, 0.5, 0.0), [9.5, -5.0, 1.5])


def test_5_3_smallest_silencing_alpha(exercises):
    X, y = np.array([[1.0, 5.0], [2.0, 5.0], [6.0, 8.0]]), np.array([9.0, 5.0, 1.0])
    # y - 5 = (4, 0, -4): column 1 gives 4 - 24 = -20, column 2 gives 20 - 32 = -12
    expect(
        exercises.smallest_silencing_alpha(X, y),
        20 / 3,
        mistakes={
            "b is free: take the mean off y first": 73 / 3,
            "the loss is divided by n": 20.0,
            "the loss is divided by 2n, but its slope by n": 10 / 3,
            "the strongest pull, not the weakest": 4.0,
            "a pull may be negative: its size counts": -4.0,
            "the strongest single pull, not the sum of all": 32 / 3,
        },
    )
    expect(exercises.smallest_silencing_alpha(X, np.full(3, 7.0)), 0.0)
    expect(exercises.smallest_silencing_alpha(np.array([[2.0], [2.0]]), np.array([1.0, 4.0])), 0.0)
    expect(exercises.smallest_silencing_alpha(1e3 * X[:, 1:], 1e3 * y), 4e6)


def test_5_4_original_units(exercises):
    w, means, scales = np.array([6.0, -1.0, 8.0]), np.array([10.0, 3.0, -2.0]), np.array([2.0, 0.5, 4.0])
    expect(
        exercises.original_units(w, 1.0, means, scales),
        (np.array([3.0, -2.0, 2.0]), -19.0),  # 1 - (30 - 6 - 4)
        mistakes={
            "the weights are divided by the scales, not multiplied": (np.array([12.0, -0.5, 32.0]), -53.5),
            "the intercept changes too: at X = means the scaled values are 0": (np.array([3.0, -2.0, 2.0]), 1.0),
            "the sign of the intercept's change": (np.array([3.0, -2.0, 2.0]), 21.0),
            "the intercept needs the new weights: w mean / scale": (np.array([3.0, -2.0, 2.0]), -40.0),
        },
    )
    expect(
        exercises.original_units(np.array([6.0, 5.0]), -2.0, np.array([1.0, 100.0]), np.array([3.0, 0.0])),
        (np.array([2.0, 0.0]), -4.0),
        mistakes={
            "a scale of 0 was divided by: a constant column gets the weight 0": (np.array([2.0, np.inf]), -np.inf),
            "a scale of 0 is no scale of 1: the scaled column was all 0": (np.array([2.0, 5.0]), -504.0),
        },
    )


def test_5_5_dropout_statistics(exercises):
    x = np.array([[1.0, -2.0], [0.0, 10.0]])
    square = x**2
    expect(
        exercises.dropout_statistics(x, 0.2),
        (x, square * 0.25),
        mistakes={
            "what survives is enlarged by 1 / (1 - rate), so the mean stays": (0.8 * x, square * 0.8 * 0.2),
            "rate is the share that is dropped, not kept": (x, square * 4.0),
            "that is the standard deviation": (x, np.abs(x) * 0.5),
            "the mean of the square, minus the square of the mean": (x, square * 1.25),
            "that is the variance without the enlargement": (x, square * 0.16),
        },
    )
    expect(exercises.dropout_statistics(x[0], 0.0), (x[0], np.zeros(2)))
    expect(exercises.dropout_statistics(np.array([2.0]), 0.9), (np.array([2.0]), np.array([36.0])))


def test_5_6_lasso_objection(exercises):
    X, y = np.array([[-1.0, 1.0], [0.0, -2.0], [1.0, 1.0]]), np.array([1.0, 3.0, 8.0])
    # The columns are centered and orthogonal: at 0 they pull with 7/3 and 1, at w = (2, 0) with 1 and 1.
    expect(
        exercises.lasso_objection(X, y, np.array([2.0, 0.0]), 4.0, 1.0),
        0.0,
        mistakes={"at a weight of 0 the penalty balances any pull up to alpha": 1.0},
    )
    expect(
        exercises.lasso_objection(X, y, np.zeros(2), 4.0, 0.4),
        7 / 3 - 0.4,
        mistakes={
            "at a weight of 0 the penalty may balance up to alpha": 7 / 3,
            "the penalty pulls toward 0, not away": 7 / 3 + 0.4,
            "divide by n": 6.6,
            "the largest of all, not the sum": 7 / 3 - 0.4 + 0.6,
        },
    )
    expect(
        exercises.lasso_objection(X, y, np.array([-1.0, 0.0]), 4.0, 1.0),
        4.0,  # the pull is (7 + 2) / 3 = 3, and the penalty on a negative weight pulls the same way
        mistakes={"the penalty has the sign of the weight": 2.0, "the penalty is missing": 3.0},
    )
    expect(
        exercises.lasso_objection(X, y, np.array([2.0, 0.0]), 6.5, 1.0),
        2.5,
        mistakes={"b may be wrong too: its slope is the mean of the residuals": 0.0},
    )
    expect(exercises.lasso_objection(X, y, np.zeros(2), 4.0, 5.0), 0.0, mistakes={"no pull exceeds 5": 7 / 3 - 5})
    expect(exercises.lasso_objection(X, y, np.array([3.5, 0.0]), 4.0, 0.75), 0.75)


def test_5_7_wide_ridge(exercises):
    rng = np.random.default_rng(7)
    X, y = rng.normal(size=(6, 15)) + 3, rng.normal(size=6) + 10
    w, b = ridge_by_rows(X, y, 2.5)
    no_center = X.T @ np.linalg.solve(X @ X.T + 2.5 * np.eye(6), y)
    expect(
        exercises.wide_ridge(X, y, 2.5),
        (w, b),
        mistakes={
            "X and y were not centered": (no_center, 0.0),
            "the intercept also needs the means of X": (w, y.mean()),
            "alpha belongs on the diagonal only": wide_mistake(X, y, 2.5 * np.ones((6, 6))),
            "the squares of this loss are a sum, not a mean: no factor n": wide_mistake(X, y, 6 * 2.5 * np.eye(6)),
        },
    )
    tall = rng.normal(size=(40, 3))
    expect(exercises.wide_ridge(tall, 100 * y[0] + tall[:, 0], 0.1), ridge_by_rows(tall, 100 * y[0] + tall[:, 0], 0.1))
    X = rng.normal(size=(50, 40_000))
    y = X[:, 0] + rng.normal(size=50)
    w, b = exercises.wide_ridge(X, y, 1000.0)
    residual = y - X @ w - b
    expect(residual.mean(), 0.0, atol=1e-10)
    expect(X[:, :500].T @ residual, 1000 * w[:500], rtol=1e-8, atol=1e-8)  # the slope is 0


def wide_mistake(X, y, penalty):
    centered = X - X.mean(axis=0)
    w = centered.T @ np.linalg.solve(centered @ centered.T + penalty, y - y.mean())
    return w, y.mean() - X.mean(axis=0) @ w


def dropout_by_masks(X, y, rate, scale):
    """The least mean over all masks, as least squares on every masked copy of every row, weighted by its chance."""
    masks = np.array(list(product([0, 1], repeat=X.shape[1])))
    chances = np.prod(np.where(masks == 1, 1 - rate, rate), axis=1)
    rows = np.concatenate([np.sqrt(chance) * X * mask * scale for mask, chance in zip(masks, chances, strict=True)])
    targets = np.concatenate([np.sqrt(chance) * y for chance in chances])
    return np.linalg.lstsq(rows, targets, rcond=None)[0]


def test_5_8_dropout_regression(exercises):
    rng = np.random.default_rng(8)
    X = rng.normal(size=(12, 4)) * np.array([1.0, 3.0, 0.5, 2.0])
    y = X @ [1.0, -1.0, 2.0, 0.5] + rng.normal(size=12)
    gram, pull, squares = X.T @ X, X.T @ y, np.diag(np.sum(X**2, axis=0))
    expect(
        exercises.dropout_regression(X, y, 0.3),
        dropout_by_masks(X, y, 0.3, 1 / 0.7),
        mistakes={
            "that is plain least squares: the variance of the masks is a penalty": np.linalg.solve(gram, pull),
            "the share that is dropped is rate, not 1 - rate": np.linalg.solve(gram + squares * 0.7 / 0.3, pull),
            "every weight has a penalty of its own": np.linalg.solve(gram + np.eye(4) * 0.3 / 0.7, pull),
            "what survives is enlarged by 1 / (1 - rate)": dropout_by_masks(X, y, 0.3, 1.0),
            "the variance of the mask is rate / (1 - rate)": np.linalg.solve(gram + squares * 0.3, pull),
            "the penalty is the sum over the rows, not the mean": np.linalg.solve(
                gram + squares * 0.3 / 0.7 / 12, pull
            ),
        },
    )
    wide, few = rng.normal(size=(3, 6)), rng.normal(size=3)  # more features than rows: still one answer
    expect(exercises.dropout_regression(wide, few, 0.5), dropout_by_masks(wide, few, 0.5, 2.0))
    expect(exercises.dropout_regression(X, y, 0.9), dropout_by_masks(X, y, 0.9, 10.0))
