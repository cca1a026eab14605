"""Day 5 exercises: the solutions must pass, and so must yours once you have started them."""

import tracemalloc
from itertools import product

import numpy as np
from grading import expect, same

DRAWN = "near, but not exact: did you draw masks? Formulas give every digit, and need no random number"


def near(answer, right, rtol):
    """The answer, if it is nearly right, as drawn numbers are; else a value that is."""
    if same(answer, right, rtol, atol=0) and not same(answer, right, rtol=1e-7, atol=1e-12):
        return answer
    return tuple(1.01 * part for part in right) if isinstance(right, tuple) else 1.01 * right


def ridge_by_rows(X, y, alpha):
    """Ridge as least squares on d more rows, with a column of ones for the intercept."""
    n_features = X.shape[1]
    extra = np.hstack([np.sqrt(alpha) * np.eye(n_features), np.zeros((n_features, 1))])
    rows = np.vstack([np.hstack([X, np.ones((len(X), 1))]), extra])
    solution = np.linalg.lstsq(rows, np.append(y, np.zeros(n_features)), rcond=None)[0]
    return solution[:-1], solution[-1]


def test_5_1_elastic_net_penalty(exercises):
    w = np.array([2.0, -1.0, 0.0, 5.0])  # sizes 8, squares 30
    each = np.array([0.4 + 1.6, 0.2 + 0.4, 0.0, 1.0 + 10.0])
    expect(
        exercises.elastic_net_penalty(w, 5.0, 0.2),
        5 * (0.2 * 8 + 0.8 * 30 / 2),
        mistakes={
            "the squares are halved": 5 * (0.2 * 8 + 0.8 * 30),
            "only the squares are halved, not the sizes": 5 / 2 * (0.2 * 8 + 0.8 * 30),
            "the half belongs to the squares, not to the sizes": 5 * (0.2 * 8 / 2 + 0.8 * 30),
            "the shares are swapped: l1_ratio belongs to the sizes": 5 * (0.8 * 8 + 0.2 * 30 / 2),
            "the squares get the rest, 1 - l1_ratio": 5 * (0.2 * 8 + 0.2 * 30 / 2),
            "both parts need their share": 5 * (8 + 30 / 2),
            "the squares need their share, 1 - l1_ratio": 5 * (0.2 * 8 + 30 / 2),
            "the sizes need their share, l1_ratio": 5 * (8 + 0.8 * 30 / 2),
            "alpha multiplies both parts, the squares too": 5 * 0.2 * 8 + 0.8 * 30 / 2,
            "alpha multiplies both parts, the sizes too": 0.2 * 8 + 5 * 0.8 * 30 / 2,
            "alpha is missing": 0.2 * 8 + 0.8 * 30 / 2,
            "the sum of the sizes, not of the weights: a -1 costs as much as a 1": 5 * (0.2 * 6 + 0.8 * 30 / 2),
            "the square of the length, not the length": 5 * (0.2 * 8 + 0.8 * np.sqrt(30) / 2),
            "sums, not means": 5 * (0.2 * 8 + 0.8 * 30 / 2) / 4,
            "the two parts are added": 5 * (0.2 * 8 - 0.8 * 30 / 2),
            "add up over all weights: the penalty is one number": 5 * each,
        },
    )
    expect(exercises.elastic_net_penalty(w, 3.0, 1.0), 24.0)
    expect(exercises.elastic_net_penalty(w, 3.0, 0.0), 45.0)
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
            "add the slope of the penalty, not the penalty itself": [4.1, -10.0, -5.5],
            "both slopes belong to the old weights: take them before the step": [8.91, -3.78, 0.27],
            "`gradient` has its 2 already: only the penalty's slope needs one": [8.8, -4.0, 0.6],
            "the mean over the weights is not asked for: nothing is divided by d": [9.9 - 1 / 3, -4.2 + 0.4 / 3, 0.3],
            "the slope of the penalty grows with the weight: this is the one of alpha |w|": [9.85, -4.15, 0.3],
        },
    )
    expect(exercises.weight_decay_step(w, np.zeros(3), 0.25, 2.0), [0.0, 0.0, 0.0])
    expect(exercises.weight_decay_step(w, gradient, 0.5, 0.0), [9.5, -5.0, 1.5])


def test_5_3_smallest_silencing_alpha(exercises):
    X = np.array([[1.0, -5.0, 3.0], [2.0, -5.0, 1.0], [6.0, -8.0, 2.5]])
    y = np.array([9.0, 5.0, 1.0])
    # y - 5 = (4, 0, -4) gives 4 - 24 = -20, -20 + 32 = 12 and 12 - 10 = 2; y alone gives 25, -78 and 34.5
    scaled = np.array([20.0, 12.0, 2.0]) / 3 / X.std(axis=0)
    expect(
        exercises.smallest_silencing_alpha(X, y),
        20 / 3,
        mistakes={
            "b is free: take the mean off y first": 78 / 3,
            "take the mean off y first, and count the size of a pull: it may be negative": 34.5 / 3,
            "a pull may be negative: its size counts": 12 / 3,
            "that is the most negative pull: its size counts": -20 / 3,
            "the loss is divided by n: so is its slope": 20.0,
            "the loss is divided by 2n, but its slope by n": 10 / 3,
            "the 2 of the slope and the 2 of 2n cancel": 40 / 3,
            "divide by n, not by n - 1": 20 / 2,
            "the strongest pull, not the weakest": 2 / 3,
            "the strongest single pull, not the sum of all": 34 / 3,
            "the strongest single pull, not the length of all": np.sqrt(400 + 144 + 4) / 3,
            "the strongest single pull, not the mean of all": 34 / 9,
            "no scaling is asked for: take the columns as they are": np.max(scaled),
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
            "the intercept needs the new weights, and the other sign": (np.array([3.0, -2.0, 2.0]), 42.0),
            "the means of the columns have weights too: subtract w mean / scale": (np.array([3.0, -2.0, 2.0]), -10.0),
        },
    )
    expect(
        exercises.original_units(np.array([6.0, 5.0]), -2.0, np.array([1.0, 100.0]), np.array([3.0, 0.0])),
        (np.array([2.0, 0.0]), -4.0),
        mistakes={
            "a scale of 0 was divided by: a constant column gets the weight 0": (np.array([2.0, np.inf]), -np.inf),
            "a scale of 0 is no scale of 1: the scaled column was all 0": (np.array([2.0, 5.0]), -504.0),
            "leave the constant column out of the intercept too": (np.array([2.0, 0.0]), -504.0),
            "a scale of 0 was divided by, on the way to the intercept": (np.array([2.0, 0.0]), -np.inf),
        },
    )
    expect(
        exercises.original_units(np.array([0.0, 6.0]), 1.0, np.array([7.0, 2.0]), np.array([0.0, 3.0])),
        (np.array([0.0, 2.0]), -3.0),
        mistakes={
            "0 / 0 is nan: look at the scale first": (np.array([np.nan, 2.0]), np.nan),
            "0 / 0 is nan: look at the scale first, for the intercept too": (np.array([0.0, 2.0]), np.nan),
        },
    )


def test_5_5_dropout_statistics(exercises):
    x = np.array([[1.0, -2.0], [0.0, 10.0]])
    square = x**2
    answer = exercises.dropout_statistics(x, 0.2)
    expect(
        answer,
        (x, square * 0.25),
        mistakes={
            "what survives is divided by 1 - rate, so the mean stays": (0.8 * x, square * 0.8 * 0.2),
            "rate is the share that is dropped, not kept": (x, square * 4.0),
            "rate is the share that is dropped, and what survives is divided by 1 - rate": (
                0.2 * x,
                square * 0.2 * 0.8,
            ),
            "what survives is divided by 1 - rate, not multiplied": (0.64 * x, 0.64 * square * 0.8 * 0.2),
            "what survives is divided by 1 - rate, not by rate": (4 * x, 25 * square * 0.8 * 0.2),
            "that is the standard deviation": (x, np.abs(x) * 0.5),
            "the mean of the square, minus the square of the mean": (x, square * 1.25),
            "that is the variance without the enlargement": (x, square * 0.16),
            "that is the variance of what survives, not of all: the dropped count too": (x, square * 0.0),
            "that is the variance of the mask: x multiplies it by its square": (x, np.full((2, 2), 0.25)),
            "the variance grows with the square of x": (x, np.abs(x) * 0.25),
            "the variance grows with the square of x, and is never negative": (x, x * 0.25),
            "the two are swapped: first the means": (square * 0.25, x),
            DRAWN: near(answer, (x, square * 0.25), rtol=0.1),
        },
    )
    expect(exercises.dropout_statistics(x[0], 0.0), (x[0], np.zeros(2)))
    expect(exercises.dropout_statistics(np.array([2.0]), 0.9), (np.array([2.0]), np.array([36.0])))


def test_5_6_lasso_objection(exercises):
    X, y = np.array([[-1.0, 1.0], [0.0, -2.0], [1.0, 1.0]]), np.array([1.0, 3.0, 8.0])
    # The columns are centered and orthogonal: at 0 they pull with 7/3 and 1, at w = (2, 0) with 1 and 1.
    expect(
        exercises.lasso_objection(X, y, np.zeros(2), 4.0, 0.4),
        7 / 3 - 0.4,
        mistakes={
            "at a weight of 0 the penalty balances any pull up to alpha: subtract it": 7 / 3,
            "the penalty pulls toward 0, not away": 7 / 3 + 0.4,
            "divide by n": 7 - 0.4,
            "the loss is divided by 2n, but its slope by n": 7 / 6 - 0.4,
            "the 2 of the slope and the 2 of 2n cancel": 14 / 3 - 0.4,
            "divide by n, not by n - 1": 7 / 2 - 0.4,
            "the largest of all, not the sum": 7 / 3 - 0.4 + 0.6,
            "the largest of all, not the mean": (7 / 3 - 0.4 + 0.6) / 3,
            "the largest of all, not the smallest": 0.0,
            "r is y - Xw - b: without b it is too large": 4.0,
        },
    )
    expect(
        exercises.lasso_objection(X, y, np.array([1.0, 0.0]), 4.0, 1.0),
        2 / 3,  # the first column pulls with 5/3, and the penalty holds it with 1
        mistakes={
            "the slope may be negative: its size counts": 0.0,
            "the penalty is missing": 5 / 3,
            "at a weight of 0 the penalty balances any pull up to alpha": 1.0,
            "the signs: the slope of the loss is -x . r / n, that of the penalty alpha * sign(w)": 8 / 3,
        },
    )
    expect(
        exercises.lasso_objection(X, y[::-1].copy(), np.array([-3.0, 0.0]), 4.0, 1.0),
        2 / 3,  # the pull is (-7 + 6) / 3 = -1/3, and the penalty on a negative weight is -1
        mistakes={
            "the penalty has the sign of the weight": 4 / 3,
            "a negative weight is not 0 either": 0.0,
            "the slope of |w| is the sign of w, not w": 8 / 3,
        },
    )
    expect(
        exercises.lasso_objection(X, y, np.array([2.0, 0.0]), 4.0, 1.0),
        0.0,
        mistakes={"both columns pull with exactly alpha, and that is a minimum": 1.0},
    )
    expect(
        exercises.lasso_objection(X, y, np.array([2.0, 0.0]), 1.5, 1.0),
        2.5,
        mistakes={
            "b may be wrong too: its slope is the mean of the residuals": 0.0,
            "the slope in b is the mean of the residuals, not their sum": 7.5,
            "there is no penalty on b": 1.5,
        },
    )
    expect(
        exercises.lasso_objection(X, y, np.array([2.0, 0.0]), 6.5, 1.0),
        2.5,
        mistakes={"b may be too high as well as too low: the size of the mean counts": 0.0},
    )
    expect(
        exercises.lasso_objection(X, y, np.zeros(2), 4.0, 5.0),
        0.0,
        mistakes={"a pull below alpha is no fault": 4.0},
    )
    expect(
        exercises.lasso_objection(X, y, np.array([3.5, 0.0]), 4.0, 0.75),
        0.75,
        mistakes={"the slope of the penalty is alpha * sign(w): alpha is missing": 1.0},
    )
    expect(
        exercises.lasso_objection(X[:, :1] + 2, y, np.zeros(1), 3.0, 1.0),
        10 / 3,  # r = (-2, 0, 5), and x = (1, 2, 3) pulls with 13/3
        mistakes={"center nothing: b is given, and may be wrong": 4 / 3},
    )


def test_5_7_wide_ridge(exercises):
    rng = np.random.default_rng(7)
    X, y = rng.normal(size=(6, 15)) + 3, rng.normal(size=6) + 10
    w, b = ridge_by_rows(X, y, 2.5)
    x_mean, diagonal = X.mean(axis=0), np.eye(6)

    def mixture(rows, targets, penalty):
        return rows.T @ np.linalg.lstsq(rows @ rows.T + penalty, targets, rcond=None)[0]

    def centered(penalty):
        w = mixture(X - x_mean, y - y.mean(), penalty)
        return w, y.mean() - x_mean @ w

    no_center, y_alone = mixture(X, y, 2.5 * diagonal), mixture(X, y - y.mean(), 2.5 * diagonal)
    with_ones = mixture(np.column_stack([X, np.ones(6)]), y, 2.5 * diagonal)
    late = "X and y were not centered: subtract the means before you solve"
    alone = "X must be centered too, not y alone"
    expect(
        exercises.wide_ridge(X, y, 2.5),
        (w, b),
        mistakes={
            "X and y were not centered": (no_center, 0.0),
            late: (no_center, y.mean() - x_mean @ no_center),
            "X and y were not centered, and b is not the mean of y alone": (no_center, y.mean()),
            alone: (y_alone, y.mean()),
            f"{alone}; what you do to b is right": (y_alone, y.mean() - x_mean @ y_alone),
            "the intercept also needs the means of X": (w, y.mean()),
            "the intercept: subtract the means of X times w": (w, y.mean() + x_mean @ w),
            "with X and y centered, b is 0; for X as it came, it is not": (w, 0.0),
            "b has no penalty: instead of a column of ones, center X and y": (with_ones[:-1], with_ones[-1]),
            "that is the shortest w without a penalty: alpha belongs on the diagonal, and there only": centered(0.0),
            "the squares of this loss are a sum, not a mean: no factor n": centered(6 * 2.5 * diagonal),
            "the squares of this loss are a sum, not a mean: alpha is not divided by n": centered(2.5 / 6 * diagonal),
            "alpha itself goes on the diagonal, not its square": centered(2.5**2 * diagonal),
            "alpha itself goes on the diagonal, not its root": centered(np.sqrt(2.5) * diagonal),
            "alpha itself goes on the diagonal: both slopes have the same 2": centered(2 * 2.5 * diagonal),
        },
    )
    tall = rng.normal(size=(40, 3))
    expect(exercises.wide_ridge(tall, 100 * y[0] + tall[:, 0], 0.1), ridge_by_rows(tall, 100 * y[0] + tall[:, 0], 0.1))
    held = most_memory(exercises.wide_ridge, rng.normal(size=(5, 600)), y[:5], 3.0)
    large, small = "a table of d x d numbers", "no table of d x d numbers"
    expect(
        large if held > 4 * 600**2 else small,
        small,
        mistakes={
            "is there a table that is too large? With 100,000 features d x d numbers need 80 GB. "
            "Solve for n unknowns": large
        },
    )
    X = rng.normal(size=(50, 40_000))
    y = X[:, 0] + rng.normal(size=50)
    w, b = exercises.wide_ridge(X, y, 1000.0)
    residual = y - X @ w - b
    expect(residual.mean(), 0.0, atol=1e-10)
    expect(X[:, :500].T @ residual, 1000 * w[:500], rtol=1e-8, atol=1e-8)  # the slope is 0


def most_memory(function, *args):
    """How many bytes were held at most while the function ran."""
    tracemalloc.start()
    try:
        function(*args)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


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
    right = dropout_by_masks(X, y, 0.3, 1 / 0.7)
    answer = exercises.dropout_regression(X, y, 0.3)
    odds, centered = 0.3 / 0.7, X - X.mean(axis=0)
    no_center = "there is no intercept: center nothing"
    expect(
        answer,
        right,
        mistakes={
            "that is plain least squares: the variance of the masks is a penalty": np.linalg.solve(gram, pull),
            "the share that is dropped is rate, not 1 - rate": np.linalg.solve(gram + squares * 0.7 / 0.3, pull),
            "every weight has a penalty of its own": np.linalg.solve(gram + np.eye(4) * 0.3 / 0.7, pull),
            "every weight has a penalty of its own: the squares of its own column": np.linalg.solve(
                gram + np.eye(4) * odds * np.sum(X**2), pull
            ),
            "what survives is divided by 1 - rate": dropout_by_masks(X, y, 0.3, 1.0),
            "the variance of the mask is rate / (1 - rate), not rate": np.linalg.solve(gram + squares * 0.3, pull),
            "the variance of the mask is rate / (1 - rate): it is 0 or 1 / (1 - rate), not 0 or 1": np.linalg.solve(
                gram + squares * 0.3 * 0.7, pull
            ),
            "the variance of the mask is rate / (1 - rate): 1 / (1 - rate) is the mean of its square": np.linalg.solve(
                gram + squares / 0.7, pull
            ),
            "the variance of the mask is rate / (1 - rate): its root is the spread": np.linalg.solve(
                gram + squares * np.sqrt(odds), pull
            ),
            "the penalty is the sum over the rows, not the mean": np.linalg.solve(gram + squares * odds / 12, pull),
            "the penalty is added to the diagonal; what stands there stays": np.linalg.solve(
                gram - squares + squares * odds, pull
            ),
            "the sum of the squares of a column: do not subtract the mean": np.linalg.solve(
                gram + np.diag(np.sum(centered**2, axis=0)) * odds, pull
            ),
            "square, then add up: not the square of the sum": np.linalg.solve(
                gram + np.diag(X.sum(axis=0) ** 2) * odds, pull
            ),
            "an invented row is squared: put the root into it": np.linalg.solve(gram + (squares * odds) ** 2, pull),
            no_center: dropout_by_masks(centered, y - y.mean(), 0.3, 1 / 0.7),
            f"{no_center}, the targets neither": dropout_by_masks(X, y - y.mean(), 0.3, 1 / 0.7),
            DRAWN: near(answer, right, rtol=0.04),
        },
    )
    wide, few = rng.normal(size=(3, 6)), rng.normal(size=3)  # more features than rows: still one answer
    expect(exercises.dropout_regression(wide, few, 0.5), dropout_by_masks(wide, few, 0.5, 2.0))
    expect(exercises.dropout_regression(X, y, 0.9), dropout_by_masks(X, y, 0.9, 10.0))
