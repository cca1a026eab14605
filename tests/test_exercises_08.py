"""Day 8 exercises: the solutions must pass, and so must yours once you have started them."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
from grading import NotYet, expect, same

NIST = json.loads((Path(__file__).parent / "nist_linear.json").read_text(encoding="utf-8"))["sets"]


def least_squares(A, y):
    return np.linalg.lstsq(np.asarray(A, dtype=float), np.asarray(y, dtype=float), rcond=None)[0]


def if_wrong(answer, right, rtol):
    """The answer, if it is wrong; else a value that is. For what can have gone wrong in a single way."""
    if not same(answer, right, rtol=rtol, atol=1e-12):
        return answer
    return tuple(1.01 * part for part in right) if isinstance(right, tuple) else 1.01 * np.asarray(right)


def test_8_1_simple_line(exercises):
    # means 4 and 6; sum dx dy = 3 * 5 + 1 * 1 + 4 * 8 = 48 (and 0 * 2), sum dx^2 = 9 + 1 + 16 = 26, sum dy^2 = 94
    x, y = np.array([1.0, 3.0, 8.0, 4.0]), np.array([1.0, 5.0, 14.0, 4.0])  # sum x y = 144, sum x^2 = 90
    slope = 48 / 26

    def line(slope):
        return slope, 6 - 4 * slope

    expect(
        exercises.simple_line(x, y),
        line(slope),
        mistakes={
            "slope first, then intercept": (6 - 4 * slope, slope),
            "the means must come off first": line(144 / 90),
            "that is the best line through 0: take the means off first": (144 / 90, 0.0),
            "below, too, the mean of x comes off": line(48 / 90),
            "above, too, the means come off": line(144 / 26),
            "that is the line of x over y": (48 / 94, 4 - 6 * 48 / 94),
            "below stand the squares of x alone, not of y": line(48 / 94),
            "that is the correlation: divide by the sum of the squares of x alone": line(48 / np.sqrt(26 * 94)),
            "the intercept is mean y - slope * mean x, not plus": (slope, 6 + 4 * slope),
            "the line goes through the means, not through the first point": (slope, 1 - slope),
            "the intercept is the height at x = 0, not at the mean of x": (slope, 6.0),
            "one sum is a mean and the other is not": line(slope / 4),
            "one sum is a mean and the other is not: both, or none": line(slope * 4),
            "a covariance over n - 1 and a variance over n do not fit together": line(slope * 4 / 3),
            "a covariance over n and a variance over n - 1 do not fit together": line(slope * 3 / 4),
            "below stands the sum of the squares, not its root": line(48 / np.sqrt(26)),
        },
    )
    expect(exercises.simple_line(np.array([5.0, 7.0]), np.array([1.0, -3.0])), (-2.0, 11.0))
    far = exercises.simple_line(1e8 + x, y)
    digits = "digits were lost far from 0: subtract the means before you multiply"
    right = slope, 6 - (1e8 + 4) * slope
    expect(far, right, rtol=1e-6, mistakes={digits: if_wrong(far, right, 1e-6)})
    expect(exercises.simple_line(x, np.full(4, 2.5)), (0.0, 2.5))


def test_8_2_adjusted_r2(exercises):
    y, p = np.array([0.0, 2.0, 4.0, 6.0, 8.0]), np.array([1.0, 2.0, 4.0, 5.0, 9.0])
    # errors 3, or 2.8 around their mean; distances of y from its mean 4: 40, from the mean of p, 4.2: 40.2; of p 38.8
    expect(
        exercises.adjusted_r2(y, p, 2),
        1 - (3 / 2) / (40 / 4),
        mistakes={
            "that is the plain R^2": 1 - 3 / 40,
            "the intercept takes a row too: n - n_features - 1": 1 - (3 / 3) / 10,
            "the distances from the mean are divided by n - 1": 1 - 1.5 / 8,
            "the two divisors are swapped": 1 - (3 / 4) / (40 / 2),
            "1 minus the fraction": 0.15,
            "the distances are from the mean of the truth, not of the predictions": 1 - 1.5 / (40.2 / 4),
            "it is the spread of the truth, not of the predictions": 1 - 1.5 / (38.8 / 4),
            "the errors are squared as they are: do not take the mean off the errors": 1 - (2.8 / 2) / 10,
            "the price is on 1 - R^2, not on R^2": 37 / 40 * 4 / 2,
            "the price is on 1 - R^2, not on R^2, and it makes 1 - R^2 larger": 37 / 40 * 2 / 4,
            "squared errors, not their sizes": 1 - (3 / 2) / (12 / 4),
            "no root: squared errors over squared distances": 1 - np.sqrt(0.15),
        },
    )
    expect(exercises.adjusted_r2(y, p, 0), 1 - 3 / 40)
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
            "that holds only for the best fit: subtract the squared errors": 14 / 21,
        },
    )
    expect(
        exercises.r2_from_zero(np.array([3.0, -3.0]), np.array([2.0, -1.0])),
        1 - 5 / 18,
        mistakes={"a sum of 0 does not mean that every y is 0": 0.0},
    )
    expect(
        exercises.r2_from_zero(np.array([0.0, 2.0]), np.array([1.0, 2.0])),
        0.75,
        mistakes={"every y must be 0, not just one of them": 0.0},
    )
    expect(
        exercises.r2_from_zero(np.zeros(2), np.array([0.0, 1.0])),
        0.0,
        mistakes={"0 was divided by: look at it first": -np.inf, "all y are 0 and the predictions are not": 1.0},
    )
    expect(
        exercises.r2_from_zero(np.zeros(2), np.array([1.0, -1.0])),
        0.0,
        mistakes={"their sum is 0, but the predictions are not": 1.0},
    )
    perfect = exercises.r2_from_zero(np.zeros(3), np.zeros(3))
    expect(
        perfect,
        1.0,
        mistakes={"0 / 0: look at it first": np.nan, "all are 0, so the predictions are right: 1.0": 0.0},
    )
    expect(
        "a truth value" if isinstance(perfect, bool | np.bool_) else "a number",
        "a number",
        mistakes={"it returns a float: 1.0 and 0.0, not True and False": "a truth value"},
    )
    record = NIST["NoInt1"]
    x, y = np.array(record["x"]), np.array(record["y"])
    expect(exercises.r2_from_zero(y, record["coefficients"][0] * x), record["r_squared"], rtol=1e-12)


def test_8_4_prediction_interval(exercises):
    # slope 20 / 10, mean y 5; residuals 2, -2, 0, -2, 2; s^2 = 16 / 3; sum dx^2 = 10
    x, y = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([3.0, 1.0, 5.0, 5.0, 11.0])
    new, center, variance = np.array([2.0, 7.0, -1.0]), np.array([5.0, 15.0, -1.0]), 16 / 3
    line = 1 / 5 + (new - 2) ** 2 / 10

    def interval(squares, factor=2.0, center=center):
        return center - factor * np.sqrt(squares), center + factor * np.sqrt(squares)

    rough = y - 70 / 30 * x  # sum x y = 1 + 10 + 15 + 44, sum x^2 = 1 + 4 + 9 + 16
    right = variance * (1 + line)

    expect(
        exercises.prediction_interval(x, y, new, 2.0),
        interval(right),
        mistakes={
            "that is the error of the line alone: a new point has noise of its own": interval(variance * line),
            "that is the noise alone: the line is not known exactly": interval(np.full(3, variance)),
            "s^2 is divided by n - 2": interval(16 / 5 * (1 + line)),
            "s^2 is divided by n - 2, not by n - 1": interval(16 / 4 * (1 + line)),
            "s^2 is divided by n - 2: one feature and the intercept": interval(16 / 2 * (1 + line)),
            "1/n is missing": interval(variance * (1 + line - 1 / 5)),
            "the distance from the mean is squared": interval(variance * (1 + 1 / 5 + (new - 2) / 10)),
            "the distance from the mean is squared, its size is not enough": interval(
                variance * (1 + 1 / 5 + np.abs(new - 2) / 10)
            ),
            "it is the distance from the mean of x, not of new_x": interval(
                variance * (1 + 1 / 5 + (new - new.mean()) ** 2 / 10)
            ),
            "it is the distance from the mean of x, not from 0": interval(variance * (1 + 1 / 5 + new**2 / 10)),
            "below, too, the mean of x comes off": interval(variance * (1 + 1 / 5 + (new - 2) ** 2 / 30)),
            "divide by the sum of the squares, not by their mean": interval(
                variance * (1 + 1 / 5 + (new - 2) ** 2 / 2)
            ),
            "divide by the sum of the squares, not by the variance over n - 1": interval(
                variance * (1 + 1 / 5 + (new - 2) ** 2 / 2.5)
            ),
            "s^2 is missing": interval(1 + line),
            "the new point's own noise is s^2, not 1": interval(1 + variance * line),
            "s^2 multiplies the line's part too": interval(variance + line),
            "s is squared: variances add up": interval(np.sqrt(variance) * (1 + line)),
            "the root is missing": interval(right**2),
            "the factor is missing": interval(right, factor=1.0),
            "the factor multiplies the error, outside the root": interval(right, factor=np.sqrt(2)),
            "low first, then high": interval(right)[::-1],
            "two ends, not prediction and error": (center, 2 * np.sqrt(right)),
            "two ends, not the errors alone: add the prediction": interval(right, center=0),
            "variances add up, not errors": interval((np.sqrt(variance) + np.sqrt(variance * line)) ** 2),
            "the line has an intercept": interval(rough @ rough / 3 * (1 + line), center=70 / 30 * new),
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
    weighted = least_squares(A * root[:, None], y * root)
    w = least_squares((X - X.mean(axis=0)) * root[:, None], (y - y.mean()) * root)
    around_plain_means = w, y.mean() - X.mean(axis=0) @ w
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
            "the means need the weights too": around_plain_means,
            "the intercept is missing": (least_squares(X * root[:, None], y * root), 0.0),
            "the intercept stands last in your table, after the weights": (weighted[1:], weighted[0]),
        },
    )
    whole = counts // 2  # 0, 1, 1, 0, 2
    expect(
        exercises.weighted_regression(X, y, counts / 2),
        solve(np.repeat(A, counts, axis=0), np.repeat(y, counts)),  # half of every weight changes nothing
        mistakes={
            "weights may be fractions: rows cannot be repeated half a time": solve(
                np.repeat(A, whole, axis=0), np.repeat(y, whole)
            )
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

    def one_regression(j, center):
        table = np.column_stack([np.delete(X, j, axis=1), np.ones(6)])[:, : None if center else -1]
        return X[:, j] - table @ least_squares(table, X[:, j])

    right = inflation(X, center=True)
    from_zero, from_mean = np.sum(X**2, axis=0), np.sum((X - X.mean(axis=0)) ** 2, axis=0)
    left = np.array([np.sum(one_regression(j, center=True) ** 2) for j in range(3)])
    left_without = np.array([np.sum(one_regression(j, center=False) ** 2) for j in range(3)])
    pairs = (np.corrcoef(X, rowvar=False) - np.eye(3)) ** 2
    answer = exercises.variance_inflation(X)
    itself = "a column must not explain itself: leave it out of its own regression"
    expect(
        answer,
        right,
        mistakes={
            "the regressions need an intercept": inflation(X, center=False),
            "1 / (1 - R^2), not 1 - R^2": 1 / right,
            "that is R^2 itself": 1 - 1 / right,
            "that is its root: the factor for the standard error": np.sqrt(right),
            "R^2 is squared already": 1 / (1 - (1 - 1 / right) ** 2),
            "R^2, not R": 1 / (1 - np.sqrt(1 - 1 / right)),
            "R^2 compares with the mean: distances from the mean, not from 0": from_zero / left,
            "the regressions need an intercept, as the distances from the mean do": from_mean / left_without,
            "one variance is over n and one over n - 1: take sums for both": 6 / 5 * right,
            "one variance is over n - 1 and one over n: take sums for both": 5 / 6 * right,
            "this is the plain R^2, with no count of spare rows": 3 / 5 * right,
            "all others together, not one by one": 1 / (1 - pairs.max(axis=0)),
            "all others together: their single R^2 do not add up": 1 / (1 - pairs.sum(axis=0)),
            "all others together: their single factors do not multiply": np.prod(1 / (1 - pairs), axis=0),
            itself: answer if np.max(np.abs(answer)) > 1e6 else np.full(3, np.inf),
        },
    )
    expect(exercises.variance_inflation(np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])), [1.0, 1.0])
    expect(exercises.variance_inflation(X * [1000.0, 0.01, 1.0] + [5.0, 0.0, -20.0]), right)


def shapes(answer):
    """What came back of add_row, in words."""
    if not isinstance(answer, tuple):
        return f"a single {type(answer).__name__}"
    return " and ".join(str(np.shape(part)) for part in answer)


def add_row_wrongly(R, z, x, y, sign=1, clear=True, keep=True):
    """Rotations as they should be, but for the sign of s, or with row j already changed when it is needed again."""
    d = len(R)
    old, row = np.column_stack([R, z]).tolist(), [*x, y]
    for j in range(d):
        h = np.hypot(old[j][j], row[j])
        c, s = old[j][j] / h, sign * row[j] / h
        above = [c * a + s * b for a, b in zip(old[j], row, strict=True)]
        row = [c * b - s * a for a, b in zip(old[j] if keep else above, row, strict=True)]
        old[j] = above
        if clear:
            row[j] = 0.0
    return np.array(old)[:, :d], np.array(old)[:, d]


def test_8_7_add_row(exercises):
    def sums(answer):  # what must be right whatever the signs: R'R and R'z, and the triangle
        R, z = (np.asarray(part, dtype=float) for part in answer)
        return R.T @ R, R.T @ z, np.tril(R, -1)

    def check(R, z, x, y, mistakes=None):
        d = len(z)
        answer = exercises.add_row(R, z, x, y)
        expect(
            None if answer is None else shapes(answer),
            f"({d}, {d}) and ({d},)",
            mistakes={
                "the last row, all zeros, must go: R is (d, d) and z is (d,)": f"({d + 1}, {d}) and ({d + 1},)",
                "the last row of R, all zeros, must go: R is (d, d)": f"({d + 1}, {d}) and ({d},)",
                "the last entry of z belongs to the row of zeros and must go: z is (d,)": f"({d}, {d}) and ({d + 1},)",
                "return both, R and z, as a tuple": "a single ndarray",
                "a tuple, R and z: not a list": "a single list",
            },
        )
        right = R.T @ R + np.outer(x, x), R.T @ z + x * y, np.zeros(R.shape)
        came = sums(answer)
        nothing = "0 / 0: where R[j, j] and the new row's entry j are both 0, there is nothing to rotate"
        has_nan = any(np.isnan(part).any() for part in came)
        no_triangle = "that is no triangle: below the diagonal of R there should be zeros"
        with_ones = (*right[:2], np.tril(np.ones(R.shape), -1))
        mistakes = {
            nothing: came if has_nan else tuple(part * np.nan for part in right),
            **(mistakes or {}),
            no_triangle: came if np.abs(came[2]).max() > 1e-9 else with_ones,
        }
        expect(came, right, rtol=1e-9, atol=1e-9, mistakes=mistakes)

    R, z = np.array([[2.0, 1.0, -1.0], [0.0, 3.0, 2.0], [0.0, 0.0, 1.5]]), np.array([1.0, -2.0, 4.0])
    x, y = np.array([1.5, -2.0, 4.0]), 3.0
    gram, pull, below = R.T @ R, R.T @ z, np.zeros((3, 3))
    by_library = np.linalg.qr(np.vstack([R, x]))[1]
    positive = by_library * np.sign(np.diag(by_library))[:, None]
    full = gram + np.outer(x, x)
    old_row = "the rotation of the new row needs the old row j: keep a copy before you change it"
    z_turns = "z is Q'y, not A'y: it is rotated along with R"
    check(
        R,
        z,
        x,
        y,
        mistakes={
            "nothing has changed: the new row is not in it": (gram, pull, below),
            "R is right, but the target is not in z": (full, pull, below),
            "the new row was taken away, not added": (gram - np.outer(x, x), pull - x * y, below),
            f"{z_turns}, not added to": (full, by_library.T @ (z + x * y), below),
            f"{z_turns}, and nothing is added to it": (full, positive.T @ (z + x * y), below),
            "R is right, but z was not rotated along with it": (full, by_library.T @ z, below),
            "R is right, but z was not rotated along": (full, positive.T @ z, below),
            old_row: sums(add_row_wrongly(R, z, x, y, keep=False)),
            f"{old_row}, and its entry j becomes 0": sums(add_row_wrongly(R, z, x, y, keep=False, clear=False)),
            "the sign of s: the new row's entry j must become 0": sums(add_row_wrongly(R, z, x, y, sign=-1)),
            "the sign of s: the new row's entry j must become 0, and it does not": sums(
                add_row_wrongly(R, z, x, y, sign=-1, clear=False)
            ),
        },
    )
    check(R, z, np.array([0.0, 0.0, -2.0]), 1.0)
    check(R, z, np.zeros(3), 5.0)
    try:
        check(np.zeros((3, 3)), np.zeros(3), x, y)
    except NotYet as error:
        raise AssertionError(f"{error}\n  at the start R is all zeros: rotate rows, and go on where h is 0") from None
    x = 10_000.0 + np.arange(100)  # one by one, from nothing
    A, y = np.column_stack([np.ones(100), x, x**2 / 1000]), np.cos(x) + (x - 10_050) ** 2 / 50
    R, z = np.zeros((3, 3)), np.zeros(3)
    for row, target in zip(A, y, strict=True):
        R, z = exercises.add_row(R, z, row, target)
    t = x - 10_050  # the same parabola where nothing is lost: c0 + c1 t + c2 t^2
    c0, c1, c2 = least_squares(np.column_stack([np.ones(100), t, t**2]), y)
    right = [c0 - 10_050 * c1 + 10_050**2 * c2, c1 - 2 * 10_050 * c2, 1000 * c2]
    expect(sums((R, z)), (A.T @ A, A.T @ y, np.zeros((3, 3))), rtol=1e-6, atol=1e-6)
    w = np.linalg.solve(R, z) if np.all(np.diag(R)) else np.full(3, np.inf)
    expect(w, right, rtol=1e-8, mistakes={"digits were lost: do not form R' R": if_wrong(w, right, 1e-8)})


def exact_fit(x, y, degree):
    """Least squares in fractions, by elimination downward and substitution upward; x, y : lists of Fractions."""
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
    return w


def typed_in(values):
    return [Fraction(repr(v)) for v in values.tolist()]


def test_8_8_every_digit(exercises):
    x, y = np.array([0.1, 0.2, 0.4, 0.7, 1.1]), np.array([0.3, 0.1, 0.7, 0.2, 0.9])
    exact = exact_fit(typed_in(x), typed_in(y), 2)
    typed = np.array([float(v) for v in exact])
    to_floats = "the last step is missing: an array of floats, float(v) for each"
    expect(
        exercises.every_digit(x, y, 2),
        typed,
        rtol=1e-9,
        mistakes={
            "intercept first": typed[::-1],
            "all points count, not just the first few": [
                float(v) for v in exact_fit(typed_in(x[:3]), typed_in(y[:3]), 2)
            ],
            to_floats: np.array(exact),
            f"{to_floats} of the list": exact,
        },
    )
    x = np.array([1000.1, 1000.2, 1000.4, 1000.7, 1001.1234567])
    typed, floats, short = (
        np.array([float(v) for v in exact_fit(*numbers, 2)])
        for numbers in (
            (typed_in(x), typed_in(y)),
            [[Fraction(v) for v in values.tolist()] for values in (x, y)],
            [[Fraction(v).limit_denominator() for v in values.tolist()] for values in (x, y)],
        )
    )
    lost = "that is as far as floats go: compute without rounding, and round at the very end"
    answer = exercises.every_digit(x, y, 2)
    expect(
        answer,
        typed,
        rtol=1e-15,
        atol=0,
        mistakes={
            "those are exact for the floats, not for the decimals that were typed in": floats,
            "`limit_denominator` changes 1001.1234567: read the decimal as it is printed": short,
            lost: if_wrong(answer, typed, 1e-15),
        },
    )
    for name in ("Pontius", "Wampler5", "Filip"):
        record = NIST[name]
        certified, degree = np.array(record["coefficients"]), record["degree"]
        answer = exercises.every_digit(np.array(record["x"]), np.array(record["y"]), degree)
        expect(answer, certified, rtol=2e-14, atol=0, mistakes={lost: if_wrong(answer, certified, 2e-14)})
    expect(exercises.every_digit(np.array([0.1, 0.7, 0.3]), np.array([0.1, 0.2, 0.6]), 0), [0.3], rtol=0, atol=0)
    x, y = np.array([1.0, 2.0, 4.0, 4.0]), np.array([3.0, 3.0, 8.0, 10.0])
    expect(exercises.every_digit(x, y, 2), [5.0, -3.0, 1.0], rtol=0, atol=0)
