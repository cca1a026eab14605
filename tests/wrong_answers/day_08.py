"""Natural wrong answers to day 8's exercises, and what the judge must say of each."""

from fractions import Fraction

import numpy as np
from wrong import wrong


def best_line(x, y):
    dx = x - x.mean()
    slope = dx @ (y - y.mean()) / (dx @ dx)
    return slope, y.mean() - slope * x.mean()


def through_the_means(slope, x, y):
    return slope, y.mean() - slope * x.mean()


@wrong("simple_line", "the means must come off first")
def line_without_centering(x, y):
    return through_the_means(x @ y / (x @ x), x, y)


@wrong("simple_line", "that is the best line through 0")
def line_through_zero(x, y):
    return x @ y / (x @ x), 0.0


@wrong("simple_line", "below, too, the mean of x comes off")
def line_centered_above_alone(x, y):
    return through_the_means((x - x.mean()) @ (y - y.mean()) / (x @ x), x, y)


@wrong("simple_line", "slope first, then intercept")
def line_the_other_way_round(x, y):
    return best_line(x, y)[::-1]


@wrong("simple_line", "a covariance over n - 1 and a variance over n do not fit")
def line_with_a_sample_covariance(x, y):
    return through_the_means(np.cov(x, y)[0, 1] / np.var(x), x, y)


@wrong("simple_line", "a covariance over n and a variance over n - 1 do not fit")
def line_with_a_sample_variance(x, y):
    return through_the_means(np.mean((x - x.mean()) * (y - y.mean())) / np.var(x, ddof=1), x, y)


@wrong("simple_line", "that is the correlation")
def line_by_the_correlation(x, y):
    return through_the_means(np.corrcoef(x, y)[0, 1], x, y)


@wrong("simple_line", "the line goes through the means, not through the first point")
def line_through_the_first_point(x, y):
    slope = best_line(x, y)[0]
    return slope, y[0] - slope * x[0]


@wrong("simple_line", "not plus")
def line_with_the_wrong_sign(x, y):
    slope = best_line(x, y)[0]
    return slope, y.mean() + slope * x.mean()


@wrong("simple_line", "digits were lost")
def line_multiplied_out(x, y):
    n = len(x)
    return through_the_means((x @ y - n * x.mean() * y.mean()) / (x @ x - n * x.mean() ** 2), x, y)


@wrong("simple_line", "expected a tuple")
def line_as_a_list(x, y):
    return list(best_line(x, y))


@wrong("adjusted_r2", "that is the plain R^2")
def adjusted_by_nothing(y_true, y_pred, n_features):
    return 1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_true - y_true.mean()) ** 2)


@wrong("adjusted_r2", "the intercept takes a row too")
def adjusted_without_the_intercept(y_true, y_pred, n_features):
    left = np.sum((y_true - y_pred) ** 2) / (len(y_true) - n_features)
    return 1 - left / np.var(y_true, ddof=1)


@wrong("adjusted_r2", "the distances from the mean are divided by n - 1")
def adjusted_over_n(y_true, y_pred, n_features):
    left = np.sum((y_true - y_pred) ** 2) / (len(y_true) - n_features - 1)
    return 1 - left / np.var(y_true)


@wrong("adjusted_r2", "the mean of the truth, not of the predictions")
def adjusted_from_the_mean_of_the_predictions(y_true, y_pred, n_features):
    n = len(y_true)
    left = np.sum((y_true - y_pred) ** 2) / (n - n_features - 1)
    return 1 - left / (np.sum((y_true - y_pred.mean()) ** 2) / (n - 1))


@wrong("adjusted_r2", "the spread of the truth, not of the predictions")
def adjusted_by_the_spread_of_the_predictions(y_true, y_pred, n_features):
    left = np.sum((y_true - y_pred) ** 2) / (len(y_true) - n_features - 1)
    return 1 - left / np.var(y_pred, ddof=1)


@wrong("adjusted_r2", "do not take the mean off the errors")
def adjusted_with_centered_errors(y_true, y_pred, n_features):
    return 1 - np.var(y_true - y_pred, ddof=n_features + 1) / np.var(y_true, ddof=1)


@wrong("adjusted_r2", "the price is on 1 - R^2, not on R^2")
def adjusted_the_good_part(y_true, y_pred, n_features):
    n, plain = len(y_true), adjusted_by_nothing(y_true, y_pred, n_features)
    return plain * (n - 1) / (n - n_features - 1)


@wrong("adjusted_r2", "the price is on 1 - R^2, not on R^2")
def adjusted_the_good_part_downward(y_true, y_pred, n_features):
    n, plain = len(y_true), adjusted_by_nothing(y_true, y_pred, n_features)
    return plain * (n - n_features - 1) / (n - 1)


@wrong("adjusted_r2", "do not cut it off")
def adjusted_down_to_zero(y_true, y_pred, n_features):
    left = np.sum((y_true - y_pred) ** 2) / (len(y_true) - n_features - 1)
    return max(0.0, 1 - left / np.var(y_true, ddof=1))


def from_zero(y_true, y_pred):
    return 1 - np.sum((y_true - y_pred) ** 2) / np.sum(y_true**2)


@wrong("r2_from_zero", "the baseline predicts 0, not the mean")
def from_the_mean(y_true, y_pred):
    if not y_true.any():
        return float(not y_pred.any())
    return 1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_true - y_true.mean()) ** 2)


@wrong("r2_from_zero", "0 was divided by: look at it first")
def from_zero_without_a_look(y_true, y_pred):
    return from_zero(y_true, y_pred)


@wrong("r2_from_zero", "all y are 0 and the predictions are not")
def from_zero_always_right(y_true, y_pred):
    return from_zero(y_true, y_pred) if y_true.any() else 1.0


@wrong("r2_from_zero", "so the predictions are right: 1.0")
def from_zero_never_right(y_true, y_pred):
    return from_zero(y_true, y_pred) if y_true.any() else 0.0


@wrong("r2_from_zero", "a sum of 0 does not mean that every y is 0")
def from_zero_by_the_sum(y_true, y_pred):
    if y_true.sum() == 0:
        return float(not y_pred.any())
    return from_zero(y_true, y_pred)


@wrong("r2_from_zero", "every y must be 0, not just one of them")
def from_zero_by_any(y_true, y_pred):
    if np.any(y_true == 0):
        return float(not y_pred.any())
    return from_zero(y_true, y_pred)


@wrong("r2_from_zero", "their sum is 0, but the predictions are not")
def from_zero_by_the_sum_of_the_predictions(y_true, y_pred):
    if not y_true.any():
        return float(y_pred.sum() == 0)
    return from_zero(y_true, y_pred)


@wrong("r2_from_zero", "all y are 0 and the predictions are not")
def from_zero_by_any_prediction(y_true, y_pred):
    if not y_true.any():
        return float(np.any(y_pred == 0))
    return from_zero(y_true, y_pred)


@wrong("r2_from_zero", "1.0 and 0.0, not True and False")
def from_zero_yes_or_no(y_true, y_pred):
    if not y_true.any():
        return bool(np.all(y_pred == 0))
    return from_zero(y_true, y_pred)


def interval(x, y, new_x, error, factor=1.0):
    slope, intercept = best_line(x, y)
    prediction = slope * new_x + intercept
    return prediction - factor * error, prediction + factor * error


def parts_of_the_error(x, y, new_x, below=2):
    slope, intercept = best_line(x, y)
    s2 = np.sum((y - slope * x - intercept) ** 2) / (len(x) - below)
    return s2, s2 * (1 / len(x) + (new_x - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2))


@wrong("prediction_interval", "that is the error of the line alone")
def interval_of_the_line(x, y, new_x, factor):
    return interval(x, y, new_x, np.sqrt(parts_of_the_error(x, y, new_x)[1]), factor)


@wrong("prediction_interval", "that is the noise alone")
def interval_of_the_noise(x, y, new_x, factor):
    return interval(x, y, new_x, np.sqrt(parts_of_the_error(x, y, new_x)[0]), factor)


@wrong("prediction_interval", "s^2 is missing")
def interval_without_the_noise(x, y, new_x, factor):
    dx = x - x.mean()
    return interval(x, y, new_x, np.sqrt(1 + 1 / len(x) + (new_x - x.mean()) ** 2 / (dx @ dx)), factor)


@wrong("prediction_interval", "s^2 is divided by n - 2")
def interval_over_n(x, y, new_x, factor):
    return interval(x, y, new_x, np.sqrt(sum(parts_of_the_error(x, y, new_x, below=0))), factor)


@wrong("prediction_interval", "not by n - 1")
def interval_over_n_minus_one(x, y, new_x, factor):
    return interval(x, y, new_x, np.sqrt(sum(parts_of_the_error(x, y, new_x, below=1))), factor)


@wrong("prediction_interval", "variances add up, not errors")
def interval_of_added_errors(x, y, new_x, factor):
    noise, line = parts_of_the_error(x, y, new_x)
    return interval(x, y, new_x, np.sqrt(noise) + np.sqrt(line), factor)


@wrong("prediction_interval", "the root is missing")
def interval_of_variances(x, y, new_x, factor):
    return interval(x, y, new_x, sum(parts_of_the_error(x, y, new_x)), factor)


@wrong("prediction_interval", "the factor multiplies the error, outside the root")
def interval_with_the_factor_inside(x, y, new_x, factor):
    return interval(x, y, new_x, np.sqrt(factor * sum(parts_of_the_error(x, y, new_x))))


@wrong("prediction_interval", "the mean of x, not of new_x")
def interval_around_the_new_mean(x, y, new_x, factor):
    dx, s2 = x - x.mean(), parts_of_the_error(x, y, new_x)[0]
    error = np.sqrt(s2 * (1 + 1 / len(x) + (new_x - new_x.mean()) ** 2 / (dx @ dx)))
    return interval(x, y, new_x, error, factor)


@wrong("prediction_interval", "below, too, the mean of x comes off")
def interval_over_the_raw_squares(x, y, new_x, factor):
    s2 = parts_of_the_error(x, y, new_x)[0]
    error = np.sqrt(s2 * (1 + 1 / len(x) + (new_x - x.mean()) ** 2 / (x @ x)))
    return interval(x, y, new_x, error, factor)


@wrong("prediction_interval", "divide by the sum of the squares, not by their mean")
def interval_over_the_variance_of_x(x, y, new_x, factor):
    s2 = parts_of_the_error(x, y, new_x)[0]
    return interval(x, y, new_x, np.sqrt(s2 * (1 + 1 / len(x) + (new_x - x.mean()) ** 2 / np.var(x))), factor)


@wrong("prediction_interval", "two ends, not prediction and error")
def interval_as_prediction_and_error(x, y, new_x, factor):
    slope, intercept = best_line(x, y)
    return slope * new_x + intercept, factor * np.sqrt(sum(parts_of_the_error(x, y, new_x)))


@wrong("prediction_interval", "the line has an intercept")
def interval_of_a_line_through_zero(x, y, new_x, factor):
    slope = x @ y / (x @ x)
    dx, s2 = x - x.mean(), np.sum((y - slope * x) ** 2) / (len(x) - 2)
    error = np.sqrt(s2 * (1 + 1 / len(x) + (new_x - x.mean()) ** 2 / (dx @ dx)))
    return slope * new_x - factor * error, slope * new_x + factor * error


def plain(A, y):
    solution = np.linalg.lstsq(A, y)[0]
    return solution[:-1], solution[-1]


@wrong("weighted_regression", "the weights are squared")
def weighted_without_the_root(X, y, weights):
    return plain(np.column_stack([X, np.ones(len(y))]) * weights[:, None], y * weights)


@wrong("weighted_regression", "the targets need their weights too")
def weighted_rows_alone(X, y, weights):
    return plain(np.column_stack([X, np.ones(len(y))]) * np.sqrt(weights)[:, None], y)


@wrong("weighted_regression", "the intercept's ones need the weights too")
def weighted_with_plain_ones(X, y, weights):
    root = np.sqrt(weights)
    return plain(np.column_stack([X * root[:, None], np.ones(len(y))]), y * root)


@wrong("weighted_regression", "the means need the weights too")
def weighted_around_the_plain_means(X, y, weights):
    root = np.sqrt(weights)
    w = np.linalg.lstsq((X - X.mean(axis=0)) * root[:, None], (y - y.mean()) * root)[0]
    return w, y.mean() - X.mean(axis=0) @ w


@wrong("weighted_regression", "weights may be fractions")
def weighted_by_repeating(X, y, weights):
    counts = weights.astype(int)
    return plain(np.repeat(np.column_stack([X, np.ones(len(y))]), counts, axis=0), np.repeat(y, counts))


@wrong("weighted_regression", "the intercept is missing")
def weighted_without_an_intercept(X, y, weights):
    root = np.sqrt(weights)
    return np.linalg.lstsq(X * root[:, None], y * root)[0], 0.0


@wrong("weighted_regression", "more trust, not less")
def weighted_the_other_way_round(X, y, weights):
    root = 1 / np.sqrt(weights)
    return plain(np.column_stack([X, np.ones(len(y))]) * root[:, None], y * root)


@wrong("weighted_regression", "the intercept stands last in your table")
def weighted_with_the_first_as_b(X, y, weights):
    root = np.sqrt(weights)
    solution = np.linalg.lstsq(np.column_stack([X, np.ones(len(y))]) * root[:, None], y * root)[0]
    return solution[1:], solution[0]


def r2_on_the_others(X, j, center=True):
    others, column = np.delete(X, j, axis=1), X[:, j]
    table = np.column_stack([others, np.ones(len(X))]) if center else others
    residual = column - table @ np.linalg.lstsq(table, column)[0]
    total = column - column.mean() if center else column
    return 1 - residual @ residual / (total @ total)


@wrong("variance_inflation", "the regressions need an intercept")
def inflation_without_an_intercept(X):
    return np.array([1 / (1 - r2_on_the_others(X, j, center=False)) for j in range(X.shape[1])])


@wrong("variance_inflation", "distances from the mean, not from 0")
def inflation_from_zero(X):
    factors = []
    for j, column in enumerate(X.T):
        table = np.column_stack([np.delete(X, j, axis=1), np.ones(len(X))])
        residual = column - table @ np.linalg.lstsq(table, column)[0]
        factors.append(column @ column / (residual @ residual))
    return np.array(factors)


@wrong("variance_inflation", "need an intercept, as the distances from the mean do")
def inflation_with_half_an_intercept(X):
    factors = []
    for j, column in enumerate(X.T):
        others, dy = np.delete(X, j, axis=1), column - column.mean()
        residual = column - others @ np.linalg.lstsq(others, column)[0]
        factors.append(dy @ dy / (residual @ residual))
    return np.array(factors)


@wrong("variance_inflation", "that is R^2 itself")
def inflation_as_r2(X):
    return np.array([r2_on_the_others(X, j) for j in range(X.shape[1])])


@wrong("variance_inflation", "that is its root")
def inflation_of_the_standard_error(X):
    return np.array([(1 - r2_on_the_others(X, j)) ** -0.5 for j in range(X.shape[1])])


@wrong("variance_inflation", "take sums for both")
def inflation_with_two_divisors(X):
    n = len(X)
    return np.array([n / (n - 1) / (1 - r2_on_the_others(X, j)) for j in range(X.shape[1])])


@wrong("variance_inflation", "no count of spare rows")
def inflation_adjusted(X):
    n, d = X.shape
    return np.array([(n - d) / (n - 1) / (1 - r2_on_the_others(X, j)) for j in range(d)])


@wrong("variance_inflation", "all others together, not one by one")
def inflation_by_the_strongest_correlation(X):
    r = np.corrcoef(X, rowvar=False) - np.eye(X.shape[1])
    return 1 / (1 - np.max(r**2, axis=0))


@wrong("variance_inflation", "did you forget `return`?")
def inflation_kept_to_itself(X):
    1 / (1 - np.array([r2_on_the_others(X, j) for j in range(X.shape[1])]))


@wrong("variance_inflation", "a column must not explain itself")
def inflation_by_itself(X):
    table = np.column_stack([X, np.ones(len(X))])
    residuals = X - table @ np.linalg.lstsq(table, X)[0]
    with np.errstate(divide="ignore"):
        return np.sum((X - X.mean(axis=0)) ** 2, axis=0) / np.sum(residuals**2, axis=0)


def rotate_in(R, z, x, y, skip=True, copy=True, sign=1, clear=True):
    """A right answer, but for one of its parts."""
    table, row = np.column_stack([R, z]), np.append(x, y)
    for j in range(len(R)):
        h = np.hypot(table[j, j], row[j])
        if h > 0 or not skip:
            c, s = table[j, j] / h, sign * row[j] / h
            old = table[j].copy() if copy else table[j]
            table[j] = c * table[j] + s * row
            row = c * row - s * old
            if clear:
                row[j] = 0.0
    return table[:, :-1], table[:, -1]


@wrong("add_row", "did you forget `return`?")
def add_row_kept_to_itself(R, z, x, y):
    R, z = rotate_in(R, z, x, y)


@wrong("add_row", "the rotation of the new row needs the old row j")
def add_row_with_the_changed_row(R, z, x, y):
    return rotate_in(R, z, x, y, copy=False)


@wrong("add_row", "the rotation of the new row needs the old row j")
def add_row_with_the_changed_row_left_over(R, z, x, y):
    return rotate_in(R, z, x, y, copy=False, clear=False)


@wrong("add_row", "the sign of s: the new row's entry j must become 0")
def add_row_with_the_wrong_sign(R, z, x, y):
    return rotate_in(R, z, x, y, sign=-1)


@wrong("add_row", "0 / 0: where R[j, j] and the new row's entry j are both 0")
def add_row_with_a_division_by_zero(R, z, x, y):
    return rotate_in(R, z, x, y, skip=False)


@wrong("add_row", "the last row, all zeros, must go")
def add_row_with_the_row_of_zeros(R, z, x, y):
    Q, new_R = np.linalg.qr(np.vstack([R, x]), mode="complete")
    return new_R, Q.T @ np.append(z, y)


@wrong("add_row", "R is right, but the target is not in z")
def add_row_without_the_target(R, z, x, y):
    Q, new_R = np.linalg.qr(np.vstack([R, x]))
    return new_R, Q.T @ np.append(z, 0.0)


@wrong("add_row", "z is Q'y, not A'y")
def add_row_to_the_wrong_sums(R, z, x, y):
    return np.linalg.qr(np.vstack([R, x]))[1], z + x * y


@wrong("add_row", "return both, R and z")
def add_row_without_z(R, z, x, y):
    return np.linalg.qr(np.vstack([R, x]))[1]


@wrong("add_row", "a tuple, R and z: not a list")
def add_row_as_a_list(R, z, x, y):
    return list(rotate_in(R, z, x, y))


@wrong("add_row", "at the start R is all zeros: rotate rows, and go on where h is 0")
def add_row_with_a_division_of_plain_numbers(R, z, x, y):
    table, row = np.column_stack([R, z]), np.append(x, y)
    for j in range(len(R)):
        a, b = float(table[j, j]), float(row[j])
        h = (a * a + b * b) ** 0.5
        table[j], row = a / h * table[j] + b / h * row, a / h * row - b / h * table[j]
    return np.triu(table[:, :-1]), table[:, -1]


@wrong("add_row", "that is no triangle")
def add_row_by_a_square_root(R, z, x, y):
    values, directions = np.linalg.eigh(R.T @ R + np.outer(x, x))
    root = directions * np.sqrt(np.maximum(values, 0)) @ directions.T
    return root, np.linalg.lstsq(root, R.T @ z + x * y)[0]


@wrong("add_row", "at the start R is all zeros: rotate rows")
def add_row_by_cholesky(R, z, x, y):
    new_R = np.linalg.cholesky(R.T @ R + np.outer(x, x)).T
    return new_R, np.linalg.solve(new_R.T, R.T @ z + x * y)


@wrong("add_row", "digits were lost: do not form R' R")
def add_row_by_the_normal_equations(R, z, x, y):
    values, directions = np.linalg.eigh(R.T @ R + np.outer(x, x))
    new_R = np.linalg.qr(np.sqrt(np.maximum(values, 0))[:, None] * directions.T)[1]
    return new_R, np.linalg.lstsq(new_R.T, R.T @ z + x * y, rcond=0)[0]


def exact_fit(x, y, degree):
    table = [[sum(v ** (i + j) for v in x) for j in range(degree + 1)] for i in range(degree + 1)]
    right = [sum(v**i * t for v, t in zip(x, y, strict=True)) for i in range(degree + 1)]
    for i in range(degree + 1):
        for k in range(degree + 1):
            if k != i:
                share = table[k][i] / table[i][i]
                table[k] = [a - share * b for a, b in zip(table[k], table[i], strict=True)]
                right[k] -= share * right[i]
    return [right[i] / table[i][i] for i in range(degree + 1)]


def fit_in_fractions(x, y, degree):
    return np.array([float(v) for v in exact_fit(x, y, degree)])


def typed(values):
    return [Fraction(str(float(v))) for v in values]


@wrong("every_digit", "that is as far as floats go")
def every_digit_of_a_float(x, y, degree):
    return np.linalg.lstsq(np.vander(x, degree + 1, increasing=True), y)[0]


@wrong("every_digit", "that is as far as floats go")
def every_digit_by_polyfit(x, y, degree):
    return np.polynomial.Polynomial.fit(x, y, degree).convert().coef


@wrong("every_digit", "intercept first")
def every_digit_in_reverse(x, y, degree):
    return fit_in_fractions(typed(x), typed(y), degree)[::-1]


@wrong("every_digit", "those are exact for the floats")
def every_digit_of_the_floats(x, y, degree):
    return fit_in_fractions([Fraction(float(v)) for v in x], [Fraction(float(v)) for v in y], degree)


@wrong("every_digit", "`limit_denominator` changes 1001.1234567")
def every_digit_of_short_fractions(x, y, degree):
    x, y = ([Fraction(float(v)).limit_denominator() for v in values] for values in (x, y))
    return fit_in_fractions(x, y, degree)


@wrong("every_digit", "Invalid literal for Fraction: 'np.float64")
def every_digit_of_a_numpy_text(x, y, degree):
    return fit_in_fractions([Fraction(repr(v)) for v in x], [Fraction(repr(v)) for v in y], degree)


@wrong("every_digit", "compute without rounding, and round at the very end")
def every_digit_of_rounded_sums(x, y, degree):
    x, y = typed(x), typed(y)
    table = [[float(sum(v ** (i + j) for v in x)) for j in range(degree + 1)] for i in range(degree + 1)]
    return np.linalg.solve(table, [float(sum(v**i * t for v, t in zip(x, y, strict=True))) for i in range(degree + 1)])


@wrong("every_digit", "all points count")
def every_digit_of_the_first_points(x, y, degree):
    return fit_in_fractions(typed(x[: degree + 1]), typed(y[: degree + 1]), degree)


@wrong("every_digit", "an array of floats")
def every_digit_as_fractions(x, y, degree):
    return exact_fit(typed(x), typed(y), degree)


@wrong("every_digit", "did you forget `return`?")
def every_digit_kept_to_itself(x, y, degree):
    fit_in_fractions(typed(x), typed(y), degree)
