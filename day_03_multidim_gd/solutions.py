"""Day 3 solutions. Look only after you have tried."""

import numpy as np


def directional_slope(gradient, direction):
    """Hint: a short step s changes the loss by the dot product of the gradient with s.
    Hint: per unit of length: divide the direction by its own length first, `np.linalg.norm(direction)`.
    """
    return gradient @ direction / np.linalg.norm(direction)


def absolute_error_gradient(X, y, w, b):
    """Hint: the same chain rule as for the squared error; only the slope of one price is another.
    Hint: `np.sign(r)` is 1, -1 or 0, just as asked.
    Hint: dw is X transposed times the signs, over n; db is their mean.
    """
    pull = np.sign(X @ w + b - y) / len(y)
    return X.T @ pull, np.sum(pull)


def weights_for_raw_features(w, b, mean, spread):
    """Hint: write out one term: w (x - mean) / spread = (w / spread) x - w mean / spread.
    Hint: what multiplies x is the new weight; all the rest goes into b.
    """
    return w / spread, b - np.sum(w * mean / spread)


def numerical_jacobian(f, x, h):
    """Hint: one column at a time: nudge entry j up and down, and all outputs answer at once.
    Hint: `np.eye(len(x)) * h` has one nudge per row.
    Hint: `np.stack(columns, axis=1)` puts the columns side by side.
    """
    nudges = h * np.eye(len(x))
    return np.stack([(f(x + nudge) - f(x - nudge)) / (2 * h) for nudge in nudges], axis=1)


def steepest_descent_step(X, y, w):
    """Hint: with the gradient g, the loss at w - rate g is a parabola in the rate. Where is its slope 0?
    Hint: the errors there are r - rate X g. Their mean square is lowest at rate = (r . Xg) / (Xg . Xg).
    Hint: a zero gradient gives 0 / 0. And if g is not 0, then Xg is not 0 either.
    """
    errors = X @ w - y
    gradient = 2 / len(y) * X.T @ errors
    if not gradient.any():
        return w
    change = X @ gradient
    return w - (errors @ change) / (change @ change) * gradient


def largest_curvature(gradient, w, start, n_steps):
    """Hint: the gradient of a bowl is a straight function of w, so the difference of two gradients is H v exactly.
    Hint: compute gradient(w) once. In each step: Hv, its length, v = Hv / length.
    Hint: every step stretches the part of v along the steepest direction the most, until nothing else is left.
    Hint: then the length of H v is the eigenvalue. So: n_steps replacements, then one more product for the answer.
    """
    here = gradient(w)
    v = start / np.linalg.norm(start)
    for _ in range(n_steps):
        stretched = gradient(w + v) - here
        v = stretched / np.linalg.norm(stretched)
    return np.linalg.norm(gradient(w + v) - here)


def batch_noise(gradients, batch_size):
    """Hint: with one row per batch it is the mean squared distance of a row from the mean of all; call it s.
    Hint: if the rows were drawn independently, B of them would have s / B. But no row is drawn twice.
    Hint: let c be the mean dot product of two different centered rows. They all sum to 0, so n s + n (n - 1) c = 0.
    Hint: for a batch it is (B s + B (B - 1) c) / B^2. With all rows that is 0, even when there is only one row.
    """
    n = len(gradients)
    if batch_size == n:
        return 0.0
    single = np.mean(np.sum((gradients - gradients.mean(axis=0)) ** 2, axis=1))
    return single / batch_size * (n - batch_size) / (n - 1)


def fast_forward(X, y, learning_rate, n_steps):
    """Hint: `np.linalg.eigh` of H = (2/n) X^T X gives curvatures and directions: in each, a parabola of its own.
    Hint: split (2/n) X^T y into these directions. A part c takes the steps rate c, rate c q, rate c q^2, ...
    Hint: q = 1 - rate * curvature, so t steps sum to c (1 - q^t) / curvature.
    Hint: a level direction (curvature 0, up to rounding) has c = 0: leave it out instead of dividing by it.
    Hint: for a tiny rate * curvature, q rounds: 1 - q^t is then -expm1(t log1p(-rate * curvature)).
    """
    curvatures, directions = np.linalg.eigh(2 / len(y) * X.T @ X)
    real = curvatures > 1e-12 * curvatures[-1]
    curvatures, directions = curvatures[real], directions[:, real]
    pull = directions.T @ (2 / len(y) * X.T @ y)
    factor = learning_rate * curvatures
    done = 1 - (1 - factor) ** n_steps
    small = factor < 0.5
    done[small] = -np.expm1(n_steps * np.log1p(-factor[small]))
    return directions @ (pull / curvatures * done)
