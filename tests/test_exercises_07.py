"""Day 7 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import product

import numpy as np
from grading import expect


def test_7_1_library_settings(exercises):
    expect(
        exercises.library_settings(0.2, 40),
        (4.0, 0.1, 0.125),  # 40 * 0.2 / 2, 0.2 / 2, 1 / (40 * 0.2)
        mistakes={
            "Ridge adds all errors where we take the mean: n times our alpha": (0.1, 0.1, 0.125),
            "our L2 penalty is halved, Ridge's is not": (8.0, 0.1, 0.125),
            "two steps are missing for Ridge: n for its sum, and the half": (0.2, 0.1, 0.125),
            "Lasso halves the mean of the squares: halve the penalty too": (4.0, 0.2, 0.125),
            "both sides of Lasso are means: n does not appear": (4.0, 4.0, 0.125),
            "our cross-entropy is a mean, theirs a sum: n belongs to C": (4.0, 0.1, 5.0),
            "C multiplies the loss, not the penalty: take the inverse": (4.0, 0.1, 8.0),
            "both L2 penalties of cross-entropy are halved alike": (4.0, 0.1, 0.25),
            "n and the inverse are missing in C, which multiplies a sum": (4.0, 0.1, 0.2),
            "nothing was converted: theirs are sums or have other halves": (0.2, 0.2, 5.0),
        },
    )
    expect(exercises.library_settings(4.0, 3), (6.0, 2.0, 1 / 12))
    expect(exercises.library_settings(0.01, 1), (0.005, 0.005, 100.0))


def test_7_2_squared_hinge(exercises):
    y, z = np.array([1, -1, 1, -1]), np.array([0.5, 0.5, 3.0, -1.0])
    values = np.array([0.25, 2.25, 0.0, 0.0])
    expect(
        exercises.squared_hinge(y, z),
        (values, np.array([-1.0, 3.0, 0.0, 0.0])),
        mistakes={
            "that slope points the wrong way: the inner slope is -y": (values, np.array([1.0, -3.0, 0.0, 0.0])),
            "the inner slope, -y, is missing": (values, np.array([1.0, 3.0, 0.0, 0.0])),
            "a square has the factor 2 in its slope": (values, np.array([-0.5, 1.5, 0.0, 0.0])),
            "the inner slope is -y, not -1": (values, np.array([-1.0, -3.0, 0.0, 0.0])),
            "that slope belongs to the hinge without the square": (values, np.array([-1.0, 1.0, 0.0, 0.0])),
            "beyond the margin of 1 the slope is 0, too": (values, np.array([-1.0, 3.0, 4.0, 0.0])),
            "the margin begins at 1, not at 0: a right score below 1 still costs": (
                np.array([0.0, 2.25, 0.0, 0.0]),
                np.array([0.0, 3.0, 0.0, 0.0]),
            ),
            "that is the hinge itself: the loss is its square": (
                np.array([0.5, 1.5, 0.0, 0.0]),
                np.array([-1.0, 1.0, 0.0, 0.0]),
            ),
            "beyond the margin of 1 the loss is 0: max(0, ...) before the square": (
                np.array([0.25, 2.25, 4.0, 0.0]),
                np.array([-1.0, 3.0, 4.0, 0.0]),
            ),
            "the loss is squared": (np.array([0.5, 1.5, 0.0, 0.0]), np.array([-1.0, 3.0, 0.0, 0.0])),
            "one value for each row, not their mean": (0.625, np.array([-1.0, 3.0, 0.0, 0.0])),
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
            "a group shorter than t becomes 0, it does not stay as it is": [3.0, -2.0, -4.0, 1.0, 5.0],
            "a group shorter than t becomes 0, also where the others were shortened": [3.0, -2.0, -4.0, 1.0, 0.0],
            "long groups must be shortened, too": [6.0, 0.0, -8.0, 0.0, 0.0],
            "the length is the root of the sum of squares, not the sum of the sizes": [27 / 7, 0.0, -36 / 7, 0.0, 0.0],
            "t is the same for every group, whatever its size": [
                6 - 3 * np.sqrt(2),
                0.0,
                4 * np.sqrt(2) - 8,
                0.0,
                0.0,
            ],
            "that is for t ||v||^2 / 2: here the length is not squared": list(w / 6.0),
            "each weight stays in its place": [0.0, 3.0, -4.0, 0.0, 0.0],
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
    expect(
        exercises.group_shrink(np.array([3.0, 4.0]), np.array([-1, -1]), 2.5),
        [1.5, 2.0],
        mistakes={
            "the groups may have any numbers: np.unique(groups)": [0.0, 0.0],
            "the groups may have any numbers: this one, -1, was left out": [3.0, 4.0],
        },
    )


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
    X = np.array([[-1.0, 1.0, 0.0], [-1.0, 3.0, 2.0], [-2.0, -1.0, 0.0], [3.0, -2.0, 1.0]])
    y = np.array([5.0, 7.0, 3.0, 0.0])
    expect(
        exercises.nonnegative_fit(X, y),
        [0.0, 1.0, 2.0],  # the errors are -4, 0, -4, 0: downhill is 12 behind the wall, 0 and 0
        rtol=0,
        atol=1e-6,
        mistakes={
            "that has negative weights": [-118 / 81, -7 / 81, 256 / 81],
            "set to 0 once at the end is too late: the other weights must know": [0.0, 0.0, 256 / 81],
            "the wall is at 0: drop the sign and it is no wall": [118 / 81, 7 / 81, 256 / 81],
            "a column left out too early must be able to come back": [0.0, 0.0, 2.8],
            "there is no b: do not center": best_subset(X - X.mean(axis=0), y - y.mean()),
        },
    )
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
    X, y = np.array([[30.0, 30.0], [1.0, -1.0]]), np.array([90.0, 1.0])  # 1800 and 2: the condition number is 900
    w = exercises.nonnegative_fit(X, y)
    crawling = np.shape(w) == (2,) and np.isclose(np.sum(w), 3.0) and not np.allclose(w, [2.0, 1.0], rtol=0, atol=1e-6)
    expect(
        w,
        [2.0, 1.0],
        rtol=0,
        atol=1e-6,
        mistakes={"it has not landed yet: a condition number of 900 takes many thousand steps": w} if crawling else {},
    )
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


def is_line(line, w, b):
    return np.allclose(line, (w, b), rtol=1e-6, atol=1e-12)


def test_7_5_least_absolute_line(exercises):
    x, y = np.array([0.0, 3.0, 4.0, 5.0, 6.0]), np.array([5.0, 40.0, 4.0, 0.0, -3.0])
    slope, offset = np.polyfit(x, y, 1)
    line = exercises.least_absolute_line(x, y)
    near = np.shape(line) == (2,) and np.allclose(line, (-1.0, 5.0), rtol=0, atol=0.3)
    expect(
        line,
        (-1.0, 5.0),  # through the first and the fourth point; the others miss it by 38, 3 and 2
        rtol=1e-6,
        mistakes={
            "that is the least squared error": (float(slope), float(offset)),
            "that is no line: the slope may differ from 0": (0.0, 4.0),
            "first the slope, then b": (5.0, -1.0),
            "try the lines through any two points, not only neighbors": (-3.0, 15.0),
            "compare the lines by their absolute errors, not by the squares": (-3.5, 18.0),
            "the errors need their absolute value, or they cancel": (-4 / 3, 5.0),
            "the median of all slopes is robust, but not the lowest place": (-3.25, 16.5),
            "the largest error does not count more than the others: take the mean": (-4.0, 20.0),
            **(
                {"near, but steps do not land in a corner: try the corners themselves": line}
                if near and not is_line(line, -1.0, 5.0)
                else {}
            ),
        },
    )
    expect(
        exercises.least_absolute_line(np.arange(5.0), np.array([2.0, 1.0, 0.0, 60.0, -2.0])),
        (-1.0, 2.0),
        rtol=1e-6,
        atol=1e-9,
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
    penalty = alpha * np.diag(np.append(np.ones(d), 0))
    params = np.linalg.solve(2 * A.T @ A / n + penalty, 2 * A.T @ y / n)
    return np.mean((new_X @ params[:-1] + params[-1] - new_y) ** 2)


def measured(value, exact):
    """The mistake of an answer that is near but not to ten digits, if this is one."""
    near = isinstance(value, float) and 1e-9 * abs(exact) < abs(value - exact) < 1e-3 * abs(exact)
    return {"too few digits: take the derivative with pen and paper, do not measure it": value} if near else {}


def test_7_6_penalty_slope(exercises):
    X, y = np.array([[0.0], [2.0]]), np.array([2.0, 10.0])  # centered: X -1, 1 and y -4, 4; b = 6 - w
    # (2 + alpha) w = 8; at alpha = 2: w = 2, w' = -8 / 16 = -1/2, b' = 1/2. New row x = 3, y = 14: prediction 10
    new_X, new_y = np.array([[3.0]]), np.array([14.0])
    value = exercises.penalty_slope(X, y, new_X, new_y, 2.0)
    expect(
        value,
        8.0,  # 2 (10 - 14) (3 (-1/2) + 1/2)
        rtol=1e-9,
        mistakes={
            "b moves too: b' = -mean(X) w'": 12.0,
            "the sign: a larger penalty makes w smaller, w' = -H^-1 w": -8.0,
            "the factor 2 of the square is missing": 4.0,
            "the penalty is alpha ||w||^2 / 2: its slope is alpha w, not 2 alpha w": 256 / 27,
            "that is the slope of the error of the training rows": 2.0,
            "the trained loss is a mean over the training rows, not a sum": 128 / 27,
            "b has no penalty": 11.2,
            "there is a b: center X and y": 40 / 3,
            **measured(value, 8.0),
        },
    )
    for seed, (n, d, m, alpha) in enumerate([(5, 2, 3, 0.1), (40, 6, 17, 1.5), (4, 9, 30, 0.01), (50, 1, 1, 300.0)]):
        rng = np.random.default_rng(seed)
        X, new_X = rng.normal(size=(n, d)) + 1, rng.normal(size=(m, d)) + 1
        y, new_y = X[:, 0] + rng.normal(size=n) + 5, new_X[:, 0] + rng.normal(size=m) + 5
        exact = float(new_error(X, y, new_X, new_y, alpha + 1e-30j).imag / 1e-30)
        value = exercises.penalty_slope(X, y, new_X, new_y, alpha)
        mistakes = {"the sign": -exact, "the error on the new rows is a mean": m * exact} if m > 1 else {}
        expect(value, exact, rtol=1e-9, mistakes=mistakes | measured(value, exact))
