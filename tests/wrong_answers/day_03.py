"""Natural wrong answers to day 3's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("directional_slope", "divide by the length of the direction")
def directional_slope_of_a_long_direction(gradient, direction):
    return gradient @ direction


@wrong("directional_slope", "straight downhill the slope is negative")
def directional_slope_without_its_sign(gradient, direction):
    return abs(gradient @ direction) / np.linalg.norm(direction)


@wrong("directional_slope", "should return a number, got an array of shape")
def directional_slope_as_a_list(gradient, direction):
    return gradient * direction / np.linalg.norm(direction)


@wrong("absolute_error_gradient", "that is the squared error's")
def absolute_error_gradient_of_the_square(X, y, w, b):
    error = X @ w + b - y
    return 2 / len(y) * X.T @ error, 2 * error.mean()


@wrong("absolute_error_gradient", "an error of 0 pulls nowhere")
def absolute_error_gradient_of_zero(X, y, w, b):
    sign = np.where(X @ w + b - y >= 0, 1, -1)
    return X.T @ sign / len(y), sign.mean()


@wrong("absolute_error_gradient", "the sign: the error is prediction minus truth")
def absolute_error_gradient_uphill(X, y, w, b):
    sign = np.sign(y - X @ w - b)
    return X.T @ sign / len(y), sign.mean()


@wrong("weights_for_raw_features", "b must change too")
def weights_without_b(w, b, mean, spread):
    return w / spread, b


@wrong("weights_for_raw_features", "the mean must be multiplied by the new weights")
def weights_with_the_old_weights_in_b(w, b, mean, spread):
    return w / spread, b - np.sum(w * mean)


@wrong("weights_for_raw_features", "divide the weights by the spread")
def weights_multiplied(w, b, mean, spread):
    return w * spread, b - np.sum(w * spread * mean)


@wrong("numerical_jacobian", "the table lies on its side")
def jacobian_on_its_side(f, x, h):
    return np.array([(f(x + nudge) - f(x - nudge)) / (2 * h) for nudge in h * np.eye(len(x))])


@wrong("numerical_jacobian", "that is the forward difference")
def jacobian_of_one_side(f, x, h):
    return np.stack([(f(x + nudge) - f(x)) / h for nudge in h * np.eye(len(x))], axis=1)


@wrong("numerical_jacobian", "nudge one entry at a time")
def jacobian_of_all_at_once(f, x, h):
    return np.stack([(f(x + h) - f(x - h)) / (2 * h) for _ in x], axis=1)


@wrong("steepest_descent_step", "a zero gradient gives 0 / 0")
def steepest_descent_at_the_bottom(X, y, w):
    gradient = 2 / len(y) * X.T @ (X @ w - y)
    change = X @ gradient
    return w - (X @ w - y) @ change / (change @ change) * gradient


@wrong("steepest_descent_step", "that goes half as far as the best")
def steepest_descent_with_a_lost_factor(X, y, w):
    gradient = X.T @ (X @ w - y) / len(y)
    if not gradient.any():
        return w
    change = X @ gradient
    return w - 0.5 * (gradient @ gradient) * len(y) / (change @ change) * gradient


@wrong("steepest_descent_step", "that is the bottom itself")
def steepest_descent_to_the_bottom(X, y, w):
    return np.linalg.lstsq(X, y)[0]


@wrong("largest_curvature", "the slope at w must be subtracted")
def curvature_without_the_slope_here(gradient, w, start, n_steps):
    v = start / np.linalg.norm(start)
    for _ in range(n_steps):
        v = gradient(w + v) / np.linalg.norm(gradient(w + v))
    return np.linalg.norm(gradient(w + v) - gradient(w))


@wrong("largest_curvature", "one replacement too few")
def curvature_one_step_early(gradient, w, start, n_steps):
    v = start / np.linalg.norm(start)
    for _ in range(n_steps):
        stretched = gradient(w + v) - gradient(w)
        v = stretched / np.linalg.norm(stretched)
    return np.linalg.norm(stretched)


@wrong("largest_curvature", "scale v to length 1 in every step")
def curvature_without_scaling(gradient, w, start, n_steps):
    v = start
    for _ in range(n_steps):
        v = gradient(w + v) - gradient(w)
    return np.linalg.norm(gradient(w + v) - gradient(w)) / np.linalg.norm(v) if np.isfinite(v).all() else np.nan


@wrong("batch_noise", "that is for rows drawn one by one")
def noise_with_replacement(gradients, batch_size):
    return np.mean(np.sum((gradients - gradients.mean(axis=0)) ** 2, axis=1)) / batch_size


@wrong("batch_noise", "n, not n - 1, in the variance")
def noise_with_n_minus_one(gradients, batch_size):
    n = len(gradients)
    return np.sum(gradients.var(axis=0, ddof=1)) / batch_size * (n - batch_size) / (n - 1)


@wrong("batch_noise", "one row in all")
def noise_of_one_row(gradients, batch_size):
    n, spread = len(gradients), np.sum(gradients.var(axis=0))
    return spread / batch_size * np.divide(n - batch_size, n - 1)


@wrong("fast_forward", "the factor 2 is missing")
def fast_forward_without_the_two(X, y, learning_rate, n_steps):
    values, directions = np.linalg.eigh(X.T @ X / len(y))
    done = 1 - (1 - learning_rate * values) ** n_steps
    return directions @ (directions.T @ (X.T @ y / len(y)) / values * done)


@wrong("fast_forward", "1 - 2e-15 was rounded")
def fast_forward_rounded(X, y, learning_rate, n_steps):
    values, directions = np.linalg.eigh(2 * X.T @ X / len(y))
    real = values > 1e-12 * values[-1]
    done = np.where(real, 1 - (1 - learning_rate * values) ** n_steps, 0)
    return directions @ (directions.T @ (2 * X.T @ y / len(y)) / np.where(real, values, 1) * done)


@wrong("fast_forward", "stopped after 2 seconds: is there a loop that never ends?")
def fast_forward_step_by_step(X, y, learning_rate, n_steps):
    w = np.zeros(X.shape[1])
    for _ in range(n_steps):
        w = w - learning_rate * 2 / len(y) * X.T @ (X @ w - y)
    return w
