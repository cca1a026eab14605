"""Day 7 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import product

import numpy as np
from grading import expect


def test_7_1_library_settings(exercises):
    expect(
        exercises.library_settings(0.2, 50),
        (5.0, 0.1, 0.1),  # 50 * 0.2 / 2, 0.2 / 2, 1 / (50 * 0.2)
        mistakes={
            "Ridge adds all errors where we take the mean: n times our alpha": (0.1, 0.1, 0.1),
            "our fine on the squares is halved, Ridge's is not": (10.0, 0.1, 0.1),
            "Lasso halves the mean of the squares: halve the fine too": (5.0, 0.2, 0.1),
            "our cross-entropy is a mean, theirs a sum: n belongs to C": (5.0, 0.1, 5.0),
            "C stands beside the loss, not beside the fine: turn it over": (5.0, 0.1, 10.0),
            "the halves of both fines of cross-entropy agree": (5.0, 0.1, 0.2),
        },
    )
    expect(exercises.library_settings(4.0, 3), (6.0, 2.0, 1 / 12))
    expect(exercises.library_settings(0.01, 1), (0.005, 0.005, 100.0))


def test_7_2_squared_hinge(exercises):
    y, z = np.array([1, -1, 1, -1]), np.array([0.5, 0.5, 3.0, -1.0])
    prices = np.array([0.25, 2.25, 0.0, 0.0])
    expect(
        exercises.squared_hinge(y, z),
        (prices, np.array([-1.0, 3.0, 0.0, 0.0])),
        mistakes={
            "that slope points the wrong way: the inner slope is -y": (prices, np.array([1.0, -3.0, 0.0, 0.0])),
            "the inner slope, -y, is missing": (prices, np.array([1.0, 3.0, 0.0, 0.0])),
            "a square has the factor 2 in its slope": (prices, np.array([-0.5, 1.5, 0.0, 0.0])),
            "beyond the margin of 1 nothing is charged: max(0, ...)": (
                np.array([0.25, 2.25, 4.0, 0.0]),
                np.array([-1.0, 3.0, 4.0, 0.0]),
            ),
            "the price is squared": (np.array([0.5, 1.5, 0.0, 0.0]), np.array([-1.0, 3.0, 0.0, 0.0])),
            "one price for each row, not their mean": (0.625, np.array([-1.0, 3.0, 0.0, 0.0])),
        },
    )
    expect(
        exercises.squared_hinge(np.array([-1, 1]), np.array([4.0, -4.0])),
        (np.array([25.0, 25.0]), np.array([10.0, -10.0])),
    )
    expect(exercises.squared_hinge(np.array([1]), np.array([1.0])), (np.array([0.0]), np.array([0.0])))


def test_7_3_group_shrink(exercises):
    w, groups = np.array([6.0, -2.0, -8.0, 1.0, 5.0]), np.array([3, 7, 3, 7, 0])
    expect(
        exercises.group_shrink(w, groups, 5.0),
        [3.0, 0.0, -4.0, 0.0, 0.0],  # lengths 10, sqrt(5) and 5
        mistakes={
            "that shrinks every weight by itself: the group's length counts": [1.0, 0.0, -3.0, 0.0, 0.0],
            "a group shorter than t becomes 0, it does not turn around": [
                3.0,
                -2 * (1 - np.sqrt(5)),
                -4.0,
                1 - np.sqrt(5),
                0.0,
            ],
            "the length is the square root of the sum of squares": [5.7, 0.0, -7.6, 0.0, 4.0],
            "shorten the length by t, do not divide by it": list(w / 5.0),
        },
    )
    expect(
        exercises.group_shrink(w, np.arange(5), 2.0),
        [4.0, 0.0, -6.0, 0.0, 3.0],
        mistakes={"the sign is lost": [4.0, 0.0, 6.0, 0.0, 3.0]},
    )
    expect(
        exercises.group_shrink(np.array([0.0, 0.0, 2.0]), np.array([1, 1, 2]), 0.0),
        [0.0, 0.0, 2.0],
        mistakes={"a group of length 0: do not divide by it": [np.nan, np.nan, 2.0]},
    )
    expect(exercises.group_shrink(np.array([3.0, 4.0]), np.array([-1, -1]), 2.5), [1.5, 2.0])


def best_subset(X, y):
    """The least squares of every subset of the columns; the best one without a negative weight."""
    best, lowest = None, np.inf
    for keep in product([False, True], repeat=X.shape[1]):
        w = np.zeros(X.shape[1])
        w[list(keep)] = np.linalg.lstsq(X[:, keep], y, rcond=None)[0]
        loss = np.mean((X @ w - y) ** 2)
        if (w >= 0).all() and loss < lowest:
            best, lowest = w, loss
    return best


def test_7_4_nonnegative_fit(exercises):
    X, y = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([1.0, -1.0])
    expect(
        exercises.nonnegative_fit(X, y),
        [1.0, 0.0],  # without the wall it is (2, -1)
        atol=1e-6,
        mistakes={
            "that has a negative weight": [2.0, -1.0],
            "set to 0 once at the end is too late: the other weights must know": [2.0, 0.0],
            "that is where it starts": [0.0, 0.0],
            "the wall is at 0: drop the sign and it is no wall": [2.0, 1.0],
        },
    )
    expect(exercises.nonnegative_fit(np.array([[2.0], [1.0]]), np.array([-3.0, 1.0])), [0.0], atol=1e-6)
    for seed, d in enumerate((2, 4, 6, 8)):
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(30, d)) + rng.normal(size=(30, 1))
        y = X @ np.resize([1.0, -0.5], d) + rng.normal(size=30)
        w = np.linalg.lstsq(X, y, rcond=None)[0]
        expect(
            exercises.nonnegative_fit(X, y),
            best_subset(X, y),
            rtol=0,
            atol=1e-6,
            mistakes={
                "that has negative weights": w,
                "set to 0 once at the end is too late: the other weights must know": np.maximum(w, 0),
            },
        )


def best_line_by_search(x, y):
    """For a given w the best b is a median; the loss left over is convex in w: close in on it by thirds."""

    def loss(w):
        return np.abs(y - w * x - np.median(y - w * x)).mean()

    low, high = -1e3, 1e3
    for _ in range(120):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    # at the best w two points lie on the line: an odd number of rows has its median on one
    return (low + high) / 2, np.median(y - (low + high) / 2 * x)


def test_7_5_least_absolute_line(exercises):
    x, y = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([2.0, 1.0, 0.0, 60.0, -2.0])
    slope, offset = np.polyfit(x, y, 1)
    expect(
        exercises.least_absolute_line(x, y),
        (-1.0, 2.0),
        rtol=1e-6,
        mistakes={
            "that is the least squared error": (float(slope), float(offset)),
            "that is no line: the slope may differ from 0": (0.0, 1.0),
            "first the slope, then b": (2.0, -1.0),
        },
    )
    for seed, n in ((0, 3), (1, 5), (2, 21), (3, 75), (4, 199)):
        rng = np.random.default_rng(seed)
        x = rng.uniform(-5, 9, size=n)
        y = rng.normal(size=1) * x + rng.normal(size=1) + rng.standard_cauchy(size=n)
        w, b = best_line_by_search(x, y)
        pairs = np.triu_indices(n, k=1)
        middle = float(np.median((y[pairs[1]] - y[pairs[0]]) / (x[pairs[1]] - x[pairs[0]])))
        slope, offset = map(float, np.polyfit(x, y, 1))
        expect(
            exercises.least_absolute_line(x, y),
            (float(w), float(b)),
            rtol=1e-6,
            atol=1e-6,
            mistakes={
                "that is the least squared error": (slope, offset),
                "the median of all slopes is robust, but not the lowest place": (
                    middle,
                    float(np.median(y - middle * x)),
                ),
            }
            if n > 5
            else {},
        )


def new_error(X, y, new_X, new_y, alpha):
    """Error on the new rows as a function of alpha, which may be complex: the tiny step i h gives its exact slope."""
    n, d = X.shape
    A = np.column_stack([X, np.ones(n)]).astype(complex)
    fine = alpha * np.diag(np.append(np.ones(d), 0))
    params = np.linalg.solve(2 * A.T @ A / n + fine, 2 * A.T @ y / n)
    return np.mean((new_X @ params[:-1] + params[-1] - new_y) ** 2)


def test_7_6_penalty_slope(exercises):
    X, y = np.array([[0.0], [2.0]]), np.array([1.0, 9.0])  # centered: X -1, 1 and y -4, 4; b = 5 - w
    # (2 + alpha) w = 8; at alpha = 2: w = 2, w' = -8 / 16 = -1/2, b' = 1/2. New row x = 3, y = 10: prediction 9
    new_X, new_y = np.array([[3.0]]), np.array([10.0])
    expect(
        exercises.penalty_slope(X, y, new_X, new_y, 2.0),
        2.0,  # 2 (9 - 10) (3 (-1/2) + 1/2)
        rtol=1e-9,
        mistakes={
            "b moves too: b' = -mean(X) w'": 3.0,
            "the sign: a larger fine makes w smaller, w' = -H^-1 w": -2.0,
            "the factor 2 of the square is missing": 1.0,
            "the fine is alpha ||w||^2 / 2: its slope is alpha w, not 2 alpha w": 112 / 27,
        },
    )
    for seed, (n, d, m, alpha) in enumerate([(5, 2, 3, 0.1), (40, 6, 17, 1.5), (4, 9, 30, 0.01), (50, 1, 1, 300.0)]):
        rng = np.random.default_rng(seed)
        X, new_X = rng.normal(size=(n, d)) + 1, rng.normal(size=(m, d)) + 1
        y, new_y = X[:, 0] + rng.normal(size=n) + 5, new_X[:, 0] + rng.normal(size=m) + 5
        exact = float(new_error(X, y, new_X, new_y, alpha + 1e-30j).imag / 1e-30)
        expect(
            exercises.penalty_slope(X, y, new_X, new_y, alpha),
            exact,
            rtol=1e-9,
            mistakes={"the sign": -exact, "the error on the new rows is a mean": m * exact} if m > 1 else {},
        )
