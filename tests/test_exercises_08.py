"""Day 8 exercises: the solutions must pass, and so must yours once you have started them."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
from grading import expect

NIST = json.loads((Path(__file__).parent / "nist_linear.json").read_text(encoding="utf-8"))["sets"]


def least_squares(A, y):
    return np.linalg.lstsq(np.asarray(A, dtype=float), np.asarray(y, dtype=float), rcond=None)[0]


def test_8_1_simple_line(exercises):
    # means 4 and 6; sum dx dy = 3 * 5 + 1 * 1 + 4 * 8 = 48 (and 0 * 2), sum dx^2 = 9 + 1 + 16 = 26
    x, y = np.array([1.0, 3.0, 8.0, 4.0]), np.array([1.0, 5.0, 14.0, 4.0])
    slope = 48 / 26
    expect(
        exercises.simple_line(x, y),
        (slope, 6 - 4 * slope),
        mistakes={
            "slope first, then intercept": (6 - 4 * slope, slope),
            "the means must come off first": (133 / 90, 6 - 4 * 133 / 90),
            "that is the line of x over y": (48 / 94, 4 - 6 * 48 / 94),
            "that is the correlation: divide by the sum of the squares of x alone": (
                48 / np.sqrt(26 * 94),
                6 - 4 * 48 / np.sqrt(26 * 94),
            ),
            "the intercept is mean y - slope * mean x, not plus": (slope, 6 + 4 * slope),
            "one sum is a mean and the other is not": (slope / 4, 6 - slope),
        },
    )
    expect(exercises.simple_line(np.array([5.0, 7.0]), np.array([1.0, -3.0])), (-2.0, 11.0))
    expect(exercises.simple_line(1e6 + x, y), (slope, 6 - (1e6 + 4) * slope), rtol=1e-9)
    expect(exercises.simple_line(x, np.full(4, 2.5)), (0.0, 2.5))


def test_8_2_adjusted_r2(exercises):
    y, p = np.array([0.0, 2.0, 4.0, 6.0, 8.0]), np.array([1.0, 2.0, 4.0, 5.0, 8.0])  # errors 2, distances 40
    expect(
        exercises.adjusted_r2(y, p, 2),
        1 - (2 / 2) / (40 / 4),
        mistakes={
            "that is the plain R^2": 0.95,
            "the intercept takes a row too: n - n_features - 1": 1 - (2 / 3) / 10,
            "the distances from the mean are divided by n - 1": 1 - 1 / 8,
            "the two divisors are swapped": 1 - (2 / 4) / (40 / 2),
            "1 minus the fraction": 0.1,
        },
    )
    expect(exercises.adjusted_r2(y, p, 0), 0.95)
    expect(exercises.adjusted_r2(y, y, 3), 1.0)
    expect(exercises.adjusted_r2(y, np.full(5, 4.0), 3), -3.0, mistakes={"it may be negative: do not cut it off": 0.0})


def test_8_3_r2_from_zero(exercises):
    y, p = np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0])  # errors 5, squares 21, distances from the mean 14 / 3
    expect(
        exercises.r2_from_zero(y, p),
        16 / 21,
        mistakes={
            "the baseline predicts 0, not the mean": 1 - 5 / (14 / 3),
            "1 minus the fraction": 5 / 21,
            "the squares of the truth, not of the predictions": 1 - 5 / 14,
            "the square of the sum is not the sum of the squares": 1 - 5 / 49,
            "each sum of squares without a root": 1 - np.sqrt(5 / 21),
        },
    )
    expect(
        exercises.r2_from_zero(np.zeros(2), np.array([0.0, 1.0])),
        0.0,
        mistakes={"0 was divided by: look at it first": -np.inf, "all y are 0 and the predictions are not": 1.0},
    )
    expect(exercises.r2_from_zero(np.zeros(3), np.zeros(3)), 1.0, mistakes={"0 / 0: look at it first": np.nan})
    record = NIST["NoInt1"]
    x, y = np.array(record["x"]), np.array(record["y"])
    expect(exercises.r2_from_zero(y, record["coefficients"][0] * x), record["r_squared"], rtol=1e-12)


def test_8_4_prediction_interval(exercises):
    # slope 20 / 10, mean y 5; residuals 1, -1, 0, -1, 1; s^2 = 4 / 3; sum dx^2 = 10
    x, y = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([2.0, 2.0, 5.0, 6.0, 10.0])
    new, center, variance = np.array([2.0, 7.0, -1.0]), np.array([5.0, 15.0, -1.0]), 4 / 3
    line = 1 / 5 + (new - 2) ** 2 / 10

    def interval(squares, factor=2.0):
        return center - factor * np.sqrt(squares), center + factor * np.sqrt(squares)

    expect(
        exercises.prediction_interval(x, y, new, 2.0),
        interval(variance * (1 + line)),
        mistakes={
            "that is the error of the line alone: a new point has noise of its own": interval(variance * line),
            "that is the noise alone: the line is not known exactly": interval(np.full(3, variance)),
            "s^2 is divided by n - 2": interval(4 / 5 * (1 + line)),
            "s^2 is divided by n - 2, not by n - 1": interval(1 + line),
            "1/n is missing": interval(variance * (1 + line - 1 / 5)),
            "the root is missing": interval((variance * (1 + line)) ** 2),
            "the factor is missing": interval(variance * (1 + line), factor=1.0),
            "low first, then high": interval(variance * (1 + line))[::-1],
            "variances add up, not errors": interval((np.sqrt(variance) + np.sqrt(variance * line)) ** 2),
        },
    )
    expect(exercises.prediction_interval(x, 3 - 2 * x, new, 5.0), (3 - 2 * new, 3 - 2 * new), atol=1e-9)
    low, high = interval(variance * (1 + line), factor=0.5)
    expect(exercises.prediction_interval(x[::-1], y[::-1], new[:1], 0.5), (low[:1], high[:1]))


def test_8_5_weighted_regression(exercises):
    X = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 2.0], [4.0, 0.0], [3.0, 5.0]])
    y, counts = np.array([1.0, 2.0, 0.0, 5.0, 3.0]), np.array([1, 3, 2, 1, 4])
    A = np.column_stack([X, np.ones(5)])

    def solve(A, y):
        solution = least_squares(A, y)
        return solution[:-1], solution[-1]

    root = np.sqrt(counts)
    expect(
        exercises.weighted_regression(X, y, counts.astype(float)),
        solve(np.repeat(A, counts, axis=0), np.repeat(y, counts)),  # three equal points instead of the weight 3
        mistakes={
            "the weights do nothing": solve(A, y),
            "the weights are squared: multiply the rows by their roots": solve(A * counts[:, None], y * counts),
            "the targets need their weights too": solve(A * root[:, None], y),
            "the intercept's ones need the weights too": solve(
                np.column_stack([X * root[:, None], np.ones(5)]), y * root
            ),
            "a large weight means more trust, not less": solve(A / root[:, None], y / root),
        },
    )
    same = exercises.weighted_regression(X, y, np.full(5, 7.0))
    expect(same, solve(A, y), rtol=1e-9)
    almost = exercises.weighted_regression(X[:4], y[:4], np.array([1.0, 1.0, 1.0, 1e-14]))
    expect(almost, solve(A[:3], y[:3]), rtol=1e-6, atol=1e-9)


def test_8_6_variance_inflation(exercises):
    X = np.array(
        [[1.0, 2.0, 11.0], [2.0, 1.0, 10.0], [3.0, 5.0, 14.0], [4.0, 3.0, 10.0], [6.0, 6.0, 13.0], [5.0, 9.0, 10]]
    )

    def inflation(X, center):
        table = X - X.mean(axis=0) if center else X
        inverse = np.linalg.inv(table.T @ table)  # another way: the diagonal of the inverse, times that of the table
        return np.diag(inverse) * np.diag(table.T @ table)

    right = inflation(X, center=True)
    expect(
        exercises.variance_inflation(X),
        right,
        mistakes={
            "the regressions need an intercept": inflation(X, center=False),
            "1 / (1 - R^2), not 1 - R^2": 1 / right,
            "that is R^2 itself": 1 - 1 / right,
            "that is its root: the factor for the standard error": np.sqrt(right),
        },
    )
    expect(exercises.variance_inflation(np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])), [1.0, 1.0])
    expect(exercises.variance_inflation(X * [1000.0, 0.01, 1.0] + [5.0, 0.0, -20.0]), right)


def test_8_7_add_row(exercises):
    def sums(answer):  # what must be right whatever the signs: R'R and R'z, and the triangle
        R, z = (np.asarray(part, dtype=float) for part in answer)
        return R.T @ R, R.T @ z, np.tril(R, -1)

    def check(R, z, x, y, **options):
        answer = exercises.add_row(R, z, x, y)
        expect(tuple(np.shape(part) for part in answer), (R.shape, z.shape))
        right = R.T @ R + np.outer(x, x), R.T @ z + x * y, np.zeros(R.shape)
        expect(sums(answer), right, rtol=1e-9, atol=1e-9, **options)
        return answer

    R, z = np.array([[2.0, 1.0, -1.0], [0.0, 3.0, 2.0], [0.0, 0.0, 1.5]]), np.array([1.0, -2.0, 4.0])
    x, y = np.array([1.5, -2.0, 4.0]), 3.0
    old = R.T @ R, R.T @ z
    check(
        R,
        z,
        x,
        y,
        mistakes={
            "nothing has changed: the new row is not in it": (*old, np.zeros((3, 3))),
            "R is right, but the target is not in z": (old[0] + np.outer(x, x), old[1], np.zeros((3, 3))),
            "the new row was taken away, not added": (old[0] - np.outer(x, x), old[1] - x * y, np.zeros((3, 3))),
        },
    )
    check(R, z, np.array([0.0, 0.0, -2.0]), 1.0)
    check(R, z, np.zeros(3), 5.0)
    x = 10_000.0 + np.arange(100)  # one by one, from nothing
    A, y = np.column_stack([np.ones(100), x, x**2 / 1000]), np.cos(x) + (x - 10_050) ** 2 / 50
    R, z = np.zeros((3, 3)), np.zeros(3)
    for row, target in zip(A, y, strict=True):
        R, z = exercises.add_row(R, z, row, target)
    t = x - 10_050  # the same parabola where nothing is lost: c0 + c1 t + c2 t^2
    c0, c1, c2 = least_squares(np.column_stack([np.ones(100), t, t**2]), y)
    expect(
        np.linalg.solve(R, z),
        [c0 - 10_050 * c1 + 10_050**2 * c2, c1 - 2 * 10_050 * c2, 1000 * c2],
        rtol=1e-8,
        mistakes={"digits were lost: do not form R' R": np.linalg.solve(A.T @ A, A.T @ y)},
    )


def exact_fit(x, y, degree):
    """Least squares in fractions, by Cramer's way with Bareiss' elimination; x, y : lists of Fractions."""
    size = degree + 1
    sums = [sum((v**k for v in x), Fraction(0)) for k in range(2 * degree + 1)]
    table = [[sums[i + j] for j in range(size)] for i in range(size)]
    right = [sum((v**i * t for v, t in zip(x, y, strict=True)), Fraction(0)) for i in range(size)]
    for i in range(size):
        for k in range(i + 1, size):
            share = table[k][i] / table[i][i]
            table[k] = [a - share * b for a, b in zip(table[k], table[i], strict=True)]
            right[k] -= share * right[i]
    w = [Fraction(0)] * size
    for i in reversed(range(size)):
        w[i] = (right[i] - sum(table[i][j] * w[j] for j in range(i + 1, size))) / table[i][i]
    return np.array([float(v) for v in w])


def test_8_8_every_digit(exercises):
    for name in ("Filip", "Pontius", "Wampler5"):
        record = NIST[name]
        x, y, degree = np.array(record["x"]), np.array(record["y"]), record["degree"]
        certified = np.array(record["coefficients"])
        mistakes = {"that is as far as floats go: compute without rounding": least_squares(np.vander(x, degree + 1), y)}
        if name == "Filip":
            mistakes["intercept first"] = certified[::-1]
        expect(exercises.every_digit(x, y, degree), certified, rtol=2e-14, atol=0, mistakes=mistakes)
    x, y = np.array([1000.1, 1000.2, 1000.4, 1000.7, 1001.1]), np.array([0.3, 0.1, 0.7, 0.2, 0.9])
    typed = exact_fit([Fraction(repr(v)) for v in x.tolist()], [Fraction(repr(v)) for v in y.tolist()], 2)
    floats = exact_fit([Fraction(v) for v in x.tolist()], [Fraction(v) for v in y.tolist()], 2)
    message = "those are exact for the floats, not for the decimals that were typed in"
    expect(exercises.every_digit(x, y, 2), typed, rtol=1e-15, atol=0, mistakes={message: floats})
    expect(exercises.every_digit(np.array([0.1, 0.7, 0.3]), np.array([0.1, 0.2, 0.6]), 0), [0.3], rtol=0, atol=0)
    expect(exercises.every_digit(np.array([1, 2, 4]), np.array([3, 3, 9]), 2), [5.0, -3.0, 1.0], rtol=0, atol=0)
