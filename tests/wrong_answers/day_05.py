"""Natural wrong answers to day 5's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("elastic_net_penalty", "the squares are halved")
def penalty_without_the_half(w, alpha, l1_ratio):
    return alpha * (l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) * np.sum(w**2))


@wrong("elastic_net_penalty", "only the squares are halved, not the sizes")
def penalty_halved_as_a_whole(w, alpha, l1_ratio):
    return alpha / 2 * (l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) * np.sum(w**2))


@wrong("elastic_net_penalty", "the square of the length, not the length")
def penalty_on_the_length(w, alpha, l1_ratio):
    return alpha * (l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) / 2 * np.linalg.norm(w))


@wrong("elastic_net_penalty", "the sum of the sizes, not of the weights")
def penalty_of_the_signed_weights(w, alpha, l1_ratio):
    return alpha * (l1_ratio * np.sum(w) + (1 - l1_ratio) / 2 * np.sum(w**2))


@wrong("elastic_net_penalty", "alpha multiplies both parts")
def penalty_with_alpha_on_one_part(w, alpha, l1_ratio):
    return alpha * l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) / 2 * np.sum(w**2)


@wrong("elastic_net_penalty", "alpha is missing")
def penalty_without_alpha(w, alpha, l1_ratio):
    return l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) / 2 * np.sum(w**2)


@wrong("elastic_net_penalty", "the squares get the rest, 1 - l1_ratio")
def penalty_with_one_share(w, alpha, l1_ratio):
    return alpha * l1_ratio * (np.sum(np.abs(w)) + np.sum(w**2) / 2)


@wrong("elastic_net_penalty", "add up over all weights")
def penalty_of_each_weight(w, alpha, l1_ratio):
    return alpha * (l1_ratio * np.abs(w) + (1 - l1_ratio) / 2 * w**2)


@wrong("elastic_net_penalty", "did you forget `return`?")
def penalty_kept_to_itself(w, alpha, l1_ratio):
    penalty = alpha * (l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) / 2 * np.sum(w**2))  # noqa: F841


@wrong("weight_decay_step", "the 2 is missing")
def decay_without_the_two(w, gradient, learning_rate, alpha):
    return w - learning_rate * (gradient + alpha * w)


@wrong("weight_decay_step", "toward 0, not away")
def decay_that_grows(w, gradient, learning_rate, alpha):
    return w - learning_rate * (gradient - 2 * alpha * w)


@wrong("weight_decay_step", "add the slope of the penalty, not the penalty itself")
def decay_by_the_penalty(w, gradient, learning_rate, alpha):
    return w - learning_rate * (gradient + alpha * np.sum(w**2))


@wrong("weight_decay_step", "both slopes belong to the old weights")
def decay_after_the_step(w, gradient, learning_rate, alpha):
    w = w - learning_rate * gradient
    return w * (1 - 2 * learning_rate * alpha)


@wrong("weight_decay_step", "the learning rate multiplies the penalty's slope too")
def decay_without_the_rate(w, gradient, learning_rate, alpha):
    return w - learning_rate * gradient - 2 * alpha * w


@wrong("weight_decay_step", "`gradient` has its 2 already")
def decay_with_a_doubled_gradient(w, gradient, learning_rate, alpha):
    return (1 - 2 * learning_rate * alpha) * w - 2 * learning_rate * gradient


@wrong("weight_decay_step", "the mean over the weights is not asked for")
def decay_divided_by_the_number_of_weights(w, gradient, learning_rate, alpha):
    return (1 - 2 * learning_rate * alpha / len(w)) * w - learning_rate * gradient


@wrong("weight_decay_step", "this is the one of alpha |w|")
def decay_by_the_sign(w, gradient, learning_rate, alpha):
    return w - learning_rate * (gradient + alpha * np.sign(w))


@wrong("weight_decay_step", "changed its input")
def decay_in_place(w, gradient, learning_rate, alpha):
    w -= learning_rate * (gradient + 2 * alpha * w)
    return w


@wrong("smallest_silencing_alpha", "take the mean off y first, and count the size of a pull")
def silencing_neither_centered_nor_absolute(X, y):
    return np.max(X.T @ y) / len(y)


@wrong("smallest_silencing_alpha", "b is free: take the mean off y first")
def silencing_without_centering(X, y):
    return np.max(np.abs(X.T @ y)) / len(y)


@wrong("smallest_silencing_alpha", "a pull may be negative: its size counts")
def silencing_by_the_largest_number(X, y):
    return np.max(X.T @ (y - y.mean())) / len(y)


@wrong("smallest_silencing_alpha", "the loss is divided by n: so is its slope")
def silencing_of_the_sum(X, y):
    return np.max(np.abs(X.T @ (y - y.mean())))


@wrong("smallest_silencing_alpha", "the loss is divided by 2n, but its slope by n")
def silencing_of_half(X, y):
    return np.max(np.abs(X.T @ (y - y.mean()))) / (2 * len(y))


@wrong("smallest_silencing_alpha", "the 2 of the slope and the 2 of 2n cancel")
def silencing_of_the_double(X, y):
    return 2 * np.max(np.abs(X.T @ (y - y.mean()))) / len(y)


@wrong("smallest_silencing_alpha", "divide by n, not by n - 1")
def silencing_by_the_sample_covariance(X, y):
    return np.max(np.abs(np.cov(X, y, rowvar=False)[:-1, -1]))


@wrong("smallest_silencing_alpha", "no scaling is asked for")
def silencing_of_scaled_columns(X, y):
    spread = X.std(axis=0)
    scaled = (X - X.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return np.max(np.abs(scaled.T @ (y - y.mean()))) / len(y)


@wrong("smallest_silencing_alpha", "should return a number")
def silencing_of_each_feature(X, y):
    return np.abs(X.T @ (y - y.mean())) / len(y)


@wrong("original_units", "the weights are divided by the scales, not multiplied")
def units_multiplied(weights, intercept, means, scales):
    w = weights * scales
    return w, intercept - w @ means


@wrong("original_units", "the intercept changes too")
def units_without_the_intercept(weights, intercept, means, scales):
    return np.where(scales > 0, weights / np.where(scales > 0, scales, 1), 0), intercept


@wrong("original_units", "the intercept needs the new weights")
def units_with_the_old_weights(weights, intercept, means, scales):
    return np.where(scales > 0, weights / np.where(scales > 0, scales, 1), 0), intercept - weights @ means


@wrong("original_units", "the sign of the intercept's change")
def units_with_the_wrong_sign(weights, intercept, means, scales):
    w = np.where(scales > 0, weights / np.where(scales > 0, scales, 1), 0)
    return w, intercept + w @ means


@wrong("original_units", "a scale of 0 was divided by")
def units_divided_by_zero(weights, intercept, means, scales):
    w = weights / scales
    return w, intercept - w @ means


@wrong("original_units", "0 / 0 is nan")
def units_with_only_finite_weights(weights, intercept, means, scales):
    w = weights / scales
    w[np.isinf(w)] = 0
    return w, intercept - w @ means


@wrong("original_units", "a scale of 0 is no scale of 1")
def units_with_a_scale_of_one(weights, intercept, means, scales):
    w = weights / np.where(scales == 0, 1, scales)
    return w, intercept - w @ means


@wrong("original_units", "leave the constant column out of the intercept too")
def units_with_the_constant_in_the_intercept(weights, intercept, means, scales):
    w = weights / np.where(scales == 0, 1, scales)
    return np.where(scales == 0, 0, w), intercept - w @ means


@wrong("original_units", "expected a tuple")
def units_in_one_array(weights, intercept, means, scales):
    w = np.where(scales > 0, weights / np.where(scales > 0, scales, 1), 0)
    return np.append(w, intercept - w @ means)


@wrong("dropout_statistics", "what survives is divided by 1 - rate, so the mean stays")
def dropout_not_inverted(x, rate):
    return (1 - rate) * x, rate * (1 - rate) * x**2


@wrong("dropout_statistics", "rate is the share that is dropped")
def dropout_not_inverted_that_keeps_the_rate(x, rate):
    return rate * x, rate * (1 - rate) * x**2


@wrong("dropout_statistics", "rate is the share that is dropped")
def dropout_that_keeps_the_rate(x, rate):
    return x.copy(), x**2 * np.divide(1 - rate, rate)


@wrong("dropout_statistics", "divided by 1 - rate, not multiplied")
def dropout_that_shrinks_the_survivors(x, rate):
    small = (1 - rate) * x
    mean = (1 - rate) * small
    return mean, (1 - rate) * small**2 - mean**2


@wrong("dropout_statistics", "that is the variance without the enlargement")
def dropout_with_the_mask_of_a_coin(x, rate):
    return x.copy(), rate * (1 - rate) * x**2


@wrong("dropout_statistics", "minus the square of the mean")
def dropout_with_the_mean_square(x, rate):
    return x.copy(), x**2 / (1 - rate)


@wrong("dropout_statistics", "that is the standard deviation")
def dropout_with_the_spread(x, rate):
    return x.copy(), np.abs(x) * np.sqrt(rate / (1 - rate))


@wrong("dropout_statistics", "that is the variance of the mask")
def dropout_of_ones(x, rate):
    return x.copy(), np.full(x.shape, rate / (1 - rate))


@wrong("dropout_statistics", "the variance grows with the square of x")
def dropout_with_the_variance_of_one_factor(x, rate):
    return x.copy(), np.abs(x) * rate / (1 - rate)


@wrong("dropout_statistics", "did you draw masks?")
def dropout_drawn(x, rate):
    draws = np.array([x * (np.random.default_rng(s).random(x.shape) >= rate) / (1 - rate) for s in range(2000)])
    return draws.mean(axis=0), draws.var(axis=0)


@wrong("dropout_statistics", "wrong shape")
def dropout_over_all_entries(x, rate):
    return x.mean(), x.var() + rate / (1 - rate) * np.mean(x**2)


def objection(X, y, w, b, alpha, slope=None, in_use=None, of_b=np.abs):
    """A right answer, but for one of its parts."""
    residual = y - X @ w - b
    pulls = X.T @ residual / len(y)
    slope = np.abs(alpha * np.sign(w) - pulls) if slope is None else slope(pulls)
    in_use = w != 0 if in_use is None else in_use
    return max(np.max(np.where(in_use, slope, np.maximum(np.abs(pulls) - alpha, 0))), of_b(np.mean(residual)))


@wrong("lasso_objection", "at a weight of 0 the penalty balances any pull up to alpha")
def objection_by_one_formula(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, in_use=np.full(w.shape, True))


@wrong("lasso_objection", "the penalty has the sign of the weight")
def objection_without_the_sign(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, slope=lambda pulls: np.abs(alpha - pulls))


@wrong("lasso_objection", "a negative weight is not 0 either")
def objection_of_positive_weights(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, in_use=w > 0)


@wrong("lasso_objection", "the slope may be negative: its size counts")
def objection_without_the_size(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, slope=lambda pulls: alpha * np.sign(w) - pulls)


@wrong("lasso_objection", "the penalty is missing")
def objection_of_the_loss(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, slope=np.abs)


@wrong("lasso_objection", "the signs: the slope of the loss is -x . r / n")
def objection_with_the_error(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, slope=lambda pulls: np.abs(alpha * np.sign(w) + pulls))


@wrong("lasso_objection", "b may be wrong too")
def objection_without_b(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, of_b=lambda mean: 0)


@wrong("lasso_objection", "b may be too high as well as too low")
def objection_to_a_low_b_alone(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, of_b=lambda mean: mean)


@wrong("lasso_objection", "the slope in b is the mean of the residuals, not their sum")
def objection_with_the_sum(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, of_b=lambda mean: abs(mean) * len(y))


@wrong("lasso_objection", "r is y - Xw - b")
def objection_with_b_left_out_of_the_residual(X, y, w, b, alpha):
    return objection(X, y, w, 0.0, alpha)


@wrong("lasso_objection", "alpha is missing")
def objection_with_the_sign_alone(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, slope=lambda pulls: np.abs(np.sign(w) - pulls))


@wrong("lasso_objection", "the slope of |w| is the sign of w, not w")
def objection_with_the_weight_for_its_sign(X, y, w, b, alpha):
    return objection(X, y, w, b, alpha, slope=lambda pulls: np.abs(alpha * w - pulls))


@wrong("lasso_objection", "center nothing")
def objection_centered(X, y, w, b, alpha):
    residual = y - X @ w - b
    pulls = (X - X.mean(axis=0)).T @ residual / len(y)
    parts = np.where(w != 0, np.abs(alpha * np.sign(w) - pulls), np.maximum(np.abs(pulls) - alpha, 0))
    return max(parts.max(), abs(residual.mean()))


@wrong("lasso_objection", "a pull below alpha is no fault")
def objection_to_a_weak_pull(X, y, w, b, alpha):
    residual = y - X @ w - b
    pulls = X.T @ residual / len(y)
    parts = np.where(w != 0, np.abs(alpha * np.sign(w) - pulls), np.abs(np.abs(pulls) - alpha))
    return max(parts.max(), abs(residual.mean()))


@wrong("lasso_objection", "divide by n")
def objection_of_the_sum(X, y, w, b, alpha):
    residual = y - X @ w - b
    pulls = X.T @ residual
    parts = np.where(w != 0, np.abs(alpha * np.sign(w) - pulls), np.maximum(np.abs(pulls) - alpha, 0))
    return max(parts.max(), abs(residual.mean()))


@wrong("lasso_objection", "the loss is divided by 2n, but its slope by n")
def objection_of_half(X, y, w, b, alpha):
    residual = y - X @ w - b
    pulls = X.T @ residual / (2 * len(y))
    parts = np.where(w != 0, np.abs(alpha * np.sign(w) - pulls), np.maximum(np.abs(pulls) - alpha, 0))
    return max(parts.max(), abs(residual.mean()))


@wrong("lasso_objection", "the largest of all, not the sum")
def objection_added_up(X, y, w, b, alpha):
    residual = y - X @ w - b
    pulls = X.T @ residual / len(y)
    parts = np.where(w != 0, np.abs(alpha * np.sign(w) - pulls), np.maximum(np.abs(pulls) - alpha, 0))
    return parts.sum() + abs(residual.mean())


def ridge_for_rows(X, y, alpha, x_mean, y_mean):
    rows = X - x_mean
    return rows.T @ np.linalg.solve(rows @ rows.T + alpha * np.eye(len(y)), y - y_mean)


@wrong("wide_ridge", "is there a table that is too large?")
def wide_ridge_for_d_unknowns(X, y, alpha):
    rows = X - X.mean(axis=0)
    w = np.linalg.solve(rows.T @ rows + alpha * np.eye(X.shape[1]), rows.T @ (y - y.mean()))
    return w, y.mean() - X.mean(axis=0) @ w


@wrong("wide_ridge", "is there a table that is too large?")
def wide_ridge_with_invented_rows(X, y, alpha):
    rows = np.vstack([X - X.mean(axis=0), np.sqrt(alpha) * np.eye(X.shape[1])])
    w = np.linalg.lstsq(rows, np.append(y - y.mean(), np.zeros(X.shape[1])))[0]
    return w, y.mean() - X.mean(axis=0) @ w


@wrong("wide_ridge", "is there a table that is too large?")
def wide_ridge_with_all_directions(X, y, alpha):
    left, sizes, directions = np.linalg.svd(X - X.mean(axis=0))
    share = sizes / (sizes**2 + alpha) * (left.T[: len(sizes)] @ (y - y.mean()))
    w = directions[: len(sizes)].T @ share
    return w, y.mean() - X.mean(axis=0) @ w


@wrong("wide_ridge", "X and y were not centered")
def wide_ridge_without_b(X, y, alpha):
    return ridge_for_rows(X, y, alpha, 0, 0), 0.0


@wrong("wide_ridge", "X and y were not centered")
def wide_ridge_centered_too_late(X, y, alpha):
    w = ridge_for_rows(X, y, alpha, 0, 0)
    return w, y.mean() - X.mean(axis=0) @ w


@wrong("wide_ridge", "X must be centered too, not y alone")
def wide_ridge_with_y_centered_alone(X, y, alpha):
    return ridge_for_rows(X, y, alpha, 0, y.mean()), y.mean()


@wrong("wide_ridge", "the intercept also needs the means of X")
def wide_ridge_with_the_mean_of_y(X, y, alpha):
    return ridge_for_rows(X, y, alpha, X.mean(axis=0), y.mean()), y.mean()


@wrong("wide_ridge", "b has no penalty")
def wide_ridge_with_a_penalty_on_b(X, y, alpha):
    solution = ridge_for_rows(np.column_stack([X, np.ones(len(y))]), y, alpha, 0, 0)
    return solution[:-1], solution[-1]


@wrong("wide_ridge", "the squares of this loss are a sum, not a mean")
def wide_ridge_of_the_mean(X, y, alpha):
    w = ridge_for_rows(X, y, alpha * len(y), X.mean(axis=0), y.mean())
    return w, y.mean() - X.mean(axis=0) @ w


@wrong("wide_ridge", "alpha belongs on the diagonal, and there only")
def wide_ridge_with_alpha_everywhere(X, y, alpha):
    x_mean, rows = X.mean(axis=0), X - X.mean(axis=0)
    w = rows.T @ np.linalg.solve(rows @ rows.T + alpha, y - y.mean())
    return w, y.mean() - x_mean @ w


@wrong("wide_ridge", "that is the shortest w without a penalty")
def wide_ridge_without_alpha(X, y, alpha):
    w = np.linalg.lstsq(X - X.mean(axis=0), y - y.mean())[0]
    return w, y.mean() - X.mean(axis=0) @ w


@wrong("wide_ridge", "changed its input")
def wide_ridge_in_place(X, y, alpha):
    x_mean = X.mean(axis=0)
    X -= x_mean
    w = ridge_for_rows(X, y, alpha, 0, y.mean())
    return w, y.mean() - x_mean @ w


@wrong("dropout_regression", "that is plain least squares")
def dropout_regression_on_the_mean(X, y, rate):
    return np.linalg.lstsq(X, y)[0]


@wrong("dropout_regression", "every weight has a penalty of its own")
def dropout_regression_with_one_penalty(X, y, rate):
    return np.linalg.solve(X.T @ X + rate / (1 - rate) * np.eye(X.shape[1]), X.T @ y)


@wrong("dropout_regression", "the share that is dropped is rate")
def dropout_regression_that_keeps_the_rate(X, y, rate):
    return np.linalg.solve(X.T @ X + (1 - rate) / rate * np.diag(np.sum(X**2, axis=0)), X.T @ y)


@wrong("dropout_regression", "what survives is divided by 1 - rate")
def dropout_regression_not_inverted(X, y, rate):
    keep = 1 - rate
    return np.linalg.solve(keep**2 * X.T @ X + keep * rate * np.diag(np.sum(X**2, axis=0)), keep * X.T @ y)


@wrong("dropout_regression", "the variance of the mask is rate / (1 - rate)")
def dropout_regression_with_the_variance_of_a_coin(X, y, rate):
    return np.linalg.solve(X.T @ X + rate * (1 - rate) * np.diag(np.sum(X**2, axis=0)), X.T @ y)


@wrong("dropout_regression", "the variance of the mask is rate / (1 - rate)")
def dropout_regression_with_the_mean_square_of_the_mask(X, y, rate):
    return np.linalg.solve(X.T @ X + np.diag(np.sum(X**2, axis=0)) / (1 - rate), X.T @ y)


@wrong("dropout_regression", "the penalty is the sum over the rows, not the mean")
def dropout_regression_with_the_mean(X, y, rate):
    return np.linalg.solve(X.T @ X + rate / (1 - rate) * np.diag(np.mean(X**2, axis=0)), X.T @ y)


@wrong("dropout_regression", "do not subtract the mean")
def dropout_regression_with_the_variance_of_a_column(X, y, rate):
    return np.linalg.solve(X.T @ X + rate / (1 - rate) * len(y) * np.diag(X.var(axis=0)), X.T @ y)


@wrong("dropout_regression", "there is no intercept")
def dropout_regression_centered(X, y, rate):
    rows = X - X.mean(axis=0)
    alphas = rate / (1 - rate) * np.sum(rows**2, axis=0)
    return np.linalg.solve(rows.T @ rows + np.diag(alphas), rows.T @ (y - y.mean()))


@wrong("dropout_regression", "an invented row is squared: put the root into it")
def dropout_regression_without_the_root(X, y, rate):
    alphas = rate / (1 - rate) * np.sum(X**2, axis=0)
    rows = np.vstack([X, np.diag(alphas)])
    return np.linalg.lstsq(rows, np.append(y, np.zeros(len(alphas))))[0]


@wrong("dropout_regression", "did you draw masks?")
def dropout_regression_drawn(X, y, rate):
    rng = np.random.default_rng(0)
    rows = np.concatenate([X * (rng.random(X.shape) >= rate) / (1 - rate) for _ in range(5000)])
    return np.linalg.lstsq(rows, np.tile(y, 5000))[0]
