"""Day 8 solutions. Look only after you have tried."""

from fractions import Fraction

import numpy as np


def simple_line(x, y):
    """Hint: take the mean off x and off y once, and give the results names.
    Hint: the slope first; then intercept = mean of y - slope * mean of x.
    """
    dx = x - x.mean()
    slope = dx @ (y - y.mean()) / (dx @ dx)
    return slope, y.mean() - slope * x.mean()


def adjusted_r2(y_true, y_pred, n_features):
    """Hint: two variances, one over the other: what is left, and what there was.
    Hint: each sum of squares is divided by its own count of spare rows: n - n_features - 1, and n - 1.
    """
    n = len(y_true)
    left = np.sum((y_true - y_pred) ** 2) / (n - n_features - 1)
    return 1 - left / np.var(y_true, ddof=1)


def r2_from_zero(y_true, y_pred):
    """Hint: like R^2, but the baseline's squared residuals are sum(y_true^2): nothing is subtracted.
    Hint: look at the division by zero before you divide.
    """
    errors, size = np.sum((y_true - y_pred) ** 2), np.sum(y_true**2)
    if size == 0:
        return float(errors == 0)
    return 1 - errors / size


def prediction_interval(x, y, new_x, factor):
    """Hint: first the line (8.1), then its residuals, then s^2 = sum(residual^2) / (n - 2).
    Hint: the variance of a new y is s^2 (1 + 1/n + (new_x - mean x)^2 / sum((x - mean x)^2)).
    Hint: the root of that, times the factor, to both sides of the prediction.
    """
    dx = x - x.mean()
    slope = dx @ (y - y.mean()) / (dx @ dx)
    residual = y - y.mean() - slope * dx
    away = new_x - x.mean()
    prediction = y.mean() + slope * away
    error = np.sqrt(residual @ residual / (len(x) - 2) * (1 + 1 / len(x) + away**2 / (dx @ dx)))
    return prediction - factor * error, prediction + factor * error


def weighted_regression(X, y, weights):
    """Hint: weight * error^2 = (sqrt(weight) * error)^2. So which rows and targets give this with plain least squares?
    Hint: multiply each row, its target and its 1 for the intercept by sqrt(weight).
    Hint: `np.linalg.lstsq` on the table with a column for the intercept.
    """
    root = np.sqrt(weights)
    rows = np.column_stack([X, np.ones(len(y))]) * root[:, None]
    solution = np.linalg.lstsq(rows, y * root, rcond=None)[0]
    return solution[:-1], solution[-1]


def variance_inflation(X):
    """Hint: one regression per column: the column is the target, the others (`np.delete(X, j, axis=1)`) the features.
    Hint: 1 / (1 - R^2) = (squared distances from the mean) / (squared residuals): no subtraction needed.
    Hint: with the means taken off all columns, no intercept is needed either.
    """
    centered = X - X.mean(axis=0)
    factors = []
    for j, column in enumerate(centered.T):
        others = np.delete(centered, j, axis=1)
        residual = column - others @ np.linalg.lstsq(others, column, rcond=None)[0]
        factors.append(column @ column / (residual @ residual))
    return np.array(factors)


def add_row(R, z, x, y):
    """Hint: write the new row (x, y) below the table [R | z]. It has the right sums of squares; it is just no triangle.
    Hint: mixing two rows by a rotation, a' = c a + s b and b' = c b - s a with c^2 + s^2 = 1, keeps all those sums.
    Hint: for j = 0, 1, ...: rotate row j and the new row so that the new row's entry j becomes 0.
    Hint: that is c = R[j, j] / h and s = x[j] / h with h = np.hypot(R[j, j], x[j]); where h is 0, go on.
    """
    table, row = np.column_stack([R, z]).astype(float), np.append(x, y).astype(float)
    for j in range(len(R)):
        h = np.hypot(table[j, j], row[j])
        if h > 0:
            c, s = table[j, j] / h, row[j] / h
            table[j], row = c * table[j] + s * row, c * row - s * table[j]
            row[j] = 0.0
    return np.triu(table[:, :-1]), table[:, -1]


def every_digit(x, y, degree):
    """Hint: `fractions.Fraction` computes without rounding, and Fraction("0.1") is one tenth.
    Hint: repr(float(v)) is the shortest decimal that leads back to v, so Fraction(repr(float(v))) is what was typed in.
    Hint: where nothing is rounded, nothing is lost: the normal equations are as good as anything else.
    Hint: their entry (i, j) is sum(x^(i + j)), and the right side sum(x^i y). Eliminate, then substitute back.
    """
    x, y = ([Fraction(repr(float(v))) for v in values] for values in (x, y))
    sums = [sum(v**k for v in x) for k in range(2 * degree + 1)]
    size = degree + 1
    rows = [[*sums[i : i + size], sum(v**i * t for v, t in zip(x, y, strict=True))] for i in range(size)]
    for i in range(size):
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for k in range(size):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return np.array([float(row[-1]) for row in rows])
