"""Natural wrong answers to day 7's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("library_settings", "n times our alpha")
def settings_without_n_for_ridge(alpha, n):
    return alpha / 2, alpha / 2, 1 / (n * alpha)


@wrong("library_settings", "our L2 penalty is halved")
def settings_without_the_half_for_ridge(alpha, n):
    return n * alpha, alpha / 2, 1 / (n * alpha)


@wrong("library_settings", "halve the penalty too")
def settings_without_the_half_for_lasso(alpha, n):
    return n * alpha / 2, alpha, 1 / (n * alpha)


@wrong("library_settings", "n belongs to C")
def settings_without_n_for_c(alpha, n):
    return n * alpha / 2, alpha / 2, 1 / alpha


@wrong("library_settings", "take the inverse")
def settings_with_c_upside_down(alpha, n):
    return n * alpha / 2, alpha / 2, n * alpha


@wrong("library_settings", "both L2 penalties of cross-entropy are halved alike")
def settings_with_a_two_in_c(alpha, n):
    return n * alpha / 2, alpha / 2, 2 / (n * alpha)


@wrong("library_settings", "nothing was converted")
def settings_unchanged(alpha, n):
    return alpha, alpha, 1 / alpha


@wrong("library_settings", "two steps are missing for Ridge")
def settings_with_ridge_unchanged(alpha, n):
    return alpha, alpha / 2, 1 / (n * alpha)


@wrong("library_settings", "n and the inverse are missing in C")
def settings_with_alpha_for_c(alpha, n):
    return n * alpha / 2, alpha / 2, alpha


@wrong("library_settings", "both sides of Lasso are means")
def settings_with_n_for_lasso(alpha, n):
    return n * alpha / 2, n * alpha / 2, 1 / (n * alpha)


@wrong("library_settings", "expected a tuple, got a list")
def settings_as_a_list(alpha, n):
    return [n * alpha / 2, alpha / 2, 1 / (n * alpha)]


@wrong("squared_hinge", "the inner slope is -y")
def hinge_uphill(y, z):
    missing = np.maximum(0, 1 - y * z)
    return missing**2, 2 * y * missing


@wrong("squared_hinge", "the inner slope, -y, is missing")
def hinge_without_the_inner_slope(y, z):
    missing = np.maximum(0, 1 - y * z)
    return missing**2, 2 * missing


@wrong("squared_hinge", "the inner slope is -y, not -1")
def hinge_with_a_plain_minus(y, z):
    missing = np.maximum(0, 1 - y * z)
    return missing**2, -2 * missing


@wrong("squared_hinge", "a square has the factor 2")
def hinge_without_the_two(y, z):
    missing = np.maximum(0, 1 - y * z)
    return missing**2, -y * missing


@wrong("squared_hinge", "beyond the margin of 1 the loss is 0")
def hinge_without_the_max(y, z):
    return (1 - y * z) ** 2, -2 * y * (1 - y * z)


@wrong("squared_hinge", "beyond the margin of 1 the slope is 0")
def hinge_without_the_max_in_the_slope(y, z):
    return np.maximum(0, 1 - y * z) ** 2, -2 * y * (1 - y * z)


@wrong("squared_hinge", "max(0, ...) before the square")
def hinge_squared_first(y, z):
    return np.maximum(0, (1 - y * z) ** 2), np.where((1 - y * z) ** 2 > 0, -2 * y * (1 - y * z), 0)


@wrong("squared_hinge", "the margin begins at 1")
def hinge_of_the_wrong_side_only(y, z):
    wrong_side = y * z <= 0
    return np.where(wrong_side, (1 - y * z) ** 2, 0), np.where(wrong_side, -2 * y * (1 - y * z), 0)


@wrong("squared_hinge", "that is the hinge itself")
def hinge_without_the_square(y, z):
    missing = np.maximum(0, 1 - y * z)
    return missing, np.where(missing > 0, -y, 0)


@wrong("squared_hinge", "that slope belongs to the hinge without the square")
def hinge_with_the_plain_slope(y, z):
    missing = np.maximum(0, 1 - y * z)
    return missing**2, np.where(missing > 0, -y, 0)


@wrong("squared_hinge", "one value for each row")
def hinge_as_a_mean(y, z):
    missing = np.maximum(0, 1 - y * z)
    return np.mean(missing**2), -2 * y * missing


@wrong("squared_hinge", "expected a tuple, got a ndarray")
def hinge_without_slopes(y, z):
    return np.maximum(0, 1 - y * z) ** 2


def by_group(w, groups, factor):
    shrunk = np.zeros(len(w))
    for group in np.unique(groups):
        shrunk[groups == group] = factor(w[groups == group]) * w[groups == group]
    return shrunk


def length_of(part):
    return np.sqrt(np.sum(part**2))


@wrong("group_shrink", "that shrinks every weight by itself")
def shrink_alone(w, groups, t):
    return np.sign(w) * np.maximum(np.abs(w) - t, 0)


@wrong("group_shrink", "it does not turn around")
def shrink_beyond_zero(w, groups, t):
    return by_group(w, groups, lambda part: 1 - t / length_of(part))


@wrong("group_shrink", "a group shorter than t becomes 0")
def shrink_that_keeps_short_groups(w, groups, t):
    return by_group(w, groups, lambda part: 1 - t / length_of(part) if length_of(part) > t else 1)


@wrong("group_shrink", "the length is the square root")
def shrink_by_the_square(w, groups, t):
    return by_group(w, groups, lambda part: max(0, 1 - t / np.sum(part**2)))


@wrong("group_shrink", "the length is the root of the sum of squares, not the sum of the sizes")
def shrink_by_the_sum_of_sizes(w, groups, t):
    return by_group(w, groups, lambda part: max(0, 1 - t / np.sum(np.abs(part))))


@wrong("group_shrink", "that is for t ||v||^2 / 2")
def shrink_as_ridge(w, groups, t):
    return w / (1 + t)


@wrong("group_shrink", "t is the same for every group")
def shrink_with_the_size_of_the_group(w, groups, t):
    return by_group(w, groups, lambda part: max(0, 1 - t * np.sqrt(len(part)) / length_of(part)))


@wrong("group_shrink", "long groups must be shortened, too")
def shrink_that_only_kills(w, groups, t):
    return by_group(w, groups, lambda part: length_of(part) > t)


@wrong("group_shrink", "each weight stays in its place")
def shrink_sorted_by_group(w, groups, t):
    shrunk = by_group(w, groups, lambda part: max(0, 1 - t / length_of(part)))
    return np.concatenate([shrunk[groups == group] for group in np.unique(groups)])


@wrong("group_shrink", "a group of length 0: do not divide by it")
def shrink_with_zero_by_zero(w, groups, t):
    return by_group(w, groups, lambda part: np.maximum(0, 1 - t / length_of(part)))


@wrong("group_shrink", "the groups may have any numbers")
def shrink_of_groups_from_zero(w, groups, t):
    shrunk = np.zeros(len(w))
    for group in range(groups.max() + 1):
        if length_of(w[groups == group]) > t:
            shrunk[groups == group] = (1 - t / length_of(w[groups == group])) * w[groups == group]
    return shrunk


@wrong("group_shrink", "changed its input")
def shrink_in_place(w, groups, t):
    for group in np.unique(groups):
        w[groups == group] *= max(0, 1 - t / length_of(w[groups == group]))
    return w


def least_squares(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]


def walled(X, y, rate, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = np.maximum(w - rate * 2 / len(X) * X.T @ (X @ w - y), 0)
    return w


@wrong("nonnegative_fit", "that has negative weights")
def fit_without_a_wall(X, y):
    return least_squares(X, y)


@wrong("nonnegative_fit", "set to 0 once at the end is too late")
def fit_cut_at_the_end(X, y):
    return np.maximum(least_squares(X, y), 0)


@wrong("nonnegative_fit", "drop the sign and it is no wall")
def fit_without_signs(X, y):
    return np.abs(least_squares(X, y))


@wrong("nonnegative_fit", "a column left out too early must be able to come back")
def fit_without_the_negative_columns(X, y):
    keep, w = np.ones(X.shape[1], dtype=bool), np.zeros(X.shape[1])
    while True:
        w[:] = 0
        w[keep] = least_squares(X[:, keep], y)
        if (w >= 0).all():
            return w
        keep &= w > 0


@wrong("nonnegative_fit", "there is no b")
def fit_with_an_intercept(X, y):
    X = X - X.mean(axis=0)
    return walled(X, y - y.mean(), 1 / np.linalg.eigvalsh(2 * X.T @ X / len(X))[-1], 20_000)


@wrong("nonnegative_fit", "it has not landed yet")
def fit_with_too_few_steps(X, y):
    return walled(X, y, 1 / np.linalg.eigvalsh(2 * X.T @ X / len(X))[-1], 100)


@wrong("nonnegative_fit", "gave")
def fit_with_too_large_a_rate(X, y):
    return walled(X, y, 2.0, 20_000)


@wrong("nonnegative_fit", "did you forget `return`?")
def fit_kept_to_itself(X, y):
    walled(X, y, 0.1, 10)


def lines(x, y):
    first, second = np.triu_indices(len(x), k=1)
    w = (y[second] - y[first]) / (x[second] - x[first])
    return w, y[first] - w * x[first]


@wrong("least_absolute_line", "that is the least squared error")
def line_of_least_squares(x, y):
    w, b = np.polyfit(x, y, 1)
    return w, b


@wrong("least_absolute_line", "first the slope, then b")
def line_the_wrong_way_round(x, y):
    w, b = lines(x, y)
    best = np.abs(np.outer(w, x) + b[:, None] - y).mean(axis=1).argmin()
    return b[best], w[best]


@wrong("least_absolute_line", "that is no line")
def line_without_a_slope(x, y):
    return 0.0, np.median(y)


@wrong("least_absolute_line", "any two points, not only neighbors")
def line_through_neighbors(x, y):
    w = np.diff(y) / np.diff(x)
    b = y[:-1] - w * x[:-1]
    best = np.abs(np.outer(w, x) + b[:, None] - y).mean(axis=1).argmin()
    return w[best], b[best]


@wrong("least_absolute_line", "compare the lines by their absolute errors, not by the squares")
def line_chosen_by_squares(x, y):
    w, b = lines(x, y)
    best = ((np.outer(w, x) + b[:, None] - y) ** 2).mean(axis=1).argmin()
    return w[best], b[best]


@wrong("least_absolute_line", "the errors need their absolute value")
def line_chosen_by_signed_errors(x, y):
    w, b = lines(x, y)
    best = (np.outer(w, x) + b[:, None] - y).mean(axis=1).argmin()
    return w[best], b[best]


@wrong("least_absolute_line", "the median of all slopes")
def line_of_the_median_slope(x, y):
    w = np.median(lines(x, y)[0])
    return w, np.median(y - w * x)


@wrong("least_absolute_line", "the largest error does not count more")
def line_of_the_least_largest_error(x, y):
    w, b = lines(x, y)
    best = np.abs(np.outer(w, x) + b[:, None] - y).max(axis=1).argmin()
    return w[best], b[best]


@wrong("least_absolute_line", "near, but steps do not land in a corner")
def line_by_descent(x, y):
    w = b = 0.0
    for step in range(1, 20_001):
        sign = np.sign(w * x + b - y)
        w, b = w - 0.3 / step**0.5 * np.mean(sign * x), b - 0.3 / step**0.5 * np.mean(sign)
    return w, b


@wrong("least_absolute_line", "did you forget `return`?")
def line_kept_to_itself(x, y):
    lines(x, y)


def trained(X, y, alpha):
    mean = X.mean(axis=0)
    hessian = 2 * (X - mean).T @ (X - mean) / len(X) + alpha * np.eye(X.shape[1])
    return mean, hessian, np.linalg.solve(hessian, 2 * (X - mean).T @ (y - y.mean()) / len(X))


@wrong("penalty_slope", "b moves too")
def slope_with_a_fixed_b(X, y, new_X, new_y, alpha):
    mean, hessian, w = trained(X, y, alpha)
    error = (new_X - mean) @ w + y.mean() - new_y
    return np.mean(2 * error * (new_X @ -np.linalg.solve(hessian, w)))


@wrong("penalty_slope", "a larger penalty makes w smaller")
def slope_with_the_wrong_sign(X, y, new_X, new_y, alpha):
    mean, hessian, w = trained(X, y, alpha)
    error = (new_X - mean) @ w + y.mean() - new_y
    return np.mean(2 * error * ((new_X - mean) @ np.linalg.solve(hessian, w)))


@wrong("penalty_slope", "the factor 2 of the square is missing")
def slope_without_the_two(X, y, new_X, new_y, alpha):
    mean, hessian, w = trained(X, y, alpha)
    error = (new_X - mean) @ w + y.mean() - new_y
    return -np.mean(error * ((new_X - mean) @ np.linalg.solve(hessian, w)))


@wrong("penalty_slope", "its slope is alpha w, not 2 alpha w")
def slope_with_a_doubled_penalty(X, y, new_X, new_y, alpha):
    mean, hessian, w = trained(X, y, 2 * alpha)
    error = (new_X - mean) @ w + y.mean() - new_y
    return np.mean(2 * error * ((new_X - mean) @ -np.linalg.solve(hessian, 2 * w)))


@wrong("penalty_slope", "the error of the training rows")
def slope_of_the_training_error(X, y, new_X, new_y, alpha):
    mean, hessian, w = trained(X, y, alpha)
    error = (X - mean) @ w + y.mean() - y
    return np.mean(2 * error * ((X - mean) @ -np.linalg.solve(hessian, w)))


@wrong("penalty_slope", "a mean over the training rows, not a sum")
def slope_with_a_summed_loss(X, y, new_X, new_y, alpha):
    mean, centered = X.mean(axis=0), X - X.mean(axis=0)
    hessian = 2 * centered.T @ centered + alpha * np.eye(X.shape[1])
    w = np.linalg.solve(hessian, 2 * centered.T @ (y - y.mean()))
    error = (new_X - mean) @ w + y.mean() - new_y
    return np.mean(2 * error * ((new_X - mean) @ -np.linalg.solve(hessian, w)))


@wrong("penalty_slope", "b has no penalty")
def slope_with_a_penalty_on_b(X, y, new_X, new_y, alpha):
    A, new_A = (np.column_stack([table, np.ones(len(table))]) for table in (X, new_X))
    hessian = 2 * A.T @ A / len(A) + alpha * np.eye(A.shape[1])
    w = np.linalg.solve(hessian, 2 * A.T @ y / len(A))
    return np.mean(2 * (new_A @ w - new_y) * (new_A @ -np.linalg.solve(hessian, w)))


@wrong("penalty_slope", "there is a b")
def slope_without_b(X, y, new_X, new_y, alpha):
    hessian = 2 * X.T @ X / len(X) + alpha * np.eye(X.shape[1])
    w = np.linalg.solve(hessian, 2 * X.T @ y / len(X))
    return np.mean(2 * (new_X @ w - new_y) * (new_X @ -np.linalg.solve(hessian, w)))


def error_at(X, y, new_X, new_y, alpha):
    mean, _, w = trained(X, y, alpha)
    return np.mean(((new_X - mean) @ w + y.mean() - new_y) ** 2)


@wrong("penalty_slope", "too few digits")
def slope_measured_on_both_sides(X, y, new_X, new_y, alpha):
    args, h = (X, y, new_X, new_y), 1e-6
    return (error_at(*args, alpha + h) - error_at(*args, alpha - h)) / (2 * h)


@wrong("penalty_slope", "too few digits")
def slope_measured_on_one_side(X, y, new_X, new_y, alpha):
    args, h = (X, y, new_X, new_y), 1e-7
    return (error_at(*args, alpha + h) - error_at(*args, alpha)) / h


@wrong("penalty_slope", "did you forget `return`?")
def slope_kept_to_itself(X, y, new_X, new_y, alpha):
    trained(X, y, alpha)
