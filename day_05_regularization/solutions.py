"""Day 5 solutions. Look only after you have tried."""

import numpy as np


def elastic_net_penalty(w, alpha, l1_ratio):
    """Hint: two sums, `np.sum(np.abs(w))` and `np.sum(w**2)`, and a share for each.
    Hint: only the squares are halved, and alpha multiplies both.
    """
    return alpha * (l1_ratio * np.sum(np.abs(w)) + (1 - l1_ratio) / 2 * np.sum(w**2))


def weight_decay_step(w, gradient, learning_rate, alpha):
    """Hint: what is the slope of alpha ||w||^2 in one weight?
    Hint: it is 2 alpha w. Add it to the gradient, and step as on day 2.
    """
    return w - learning_rate * (gradient + 2 * alpha * w)


def smallest_silencing_alpha(X, y):
    """Hint: with all weights 0 the best b is the mean of y, so the residual is y minus its mean.
    Hint: feature j pulls with |x_j . residual| / n. It enters as soon as that exceeds alpha.
    Hint: the answer is the largest of these pulls.
    """
    return np.max(np.abs(X.T @ (y - y.mean()))) / len(y)


def original_units(weights, intercept, means, scales):
    """Hint: write out w (x - mean) / scale and collect what multiplies x.
    Hint: that is w / scale. What is left, -w mean / scale, goes into the intercept.
    Hint: a constant column adds nothing: `np.divide(weights, scales, out=zeros, where=scales > 0)`.
    """
    per_unit = np.divide(weights, scales, out=np.zeros(len(weights)), where=scales > 0)
    return per_unit, intercept - per_unit @ means


def dropout_statistics(x, rate):
    """Hint: an entry becomes 0 with probability `rate`, else x / (1 - rate).
    Hint: the variance is the mean of the square minus the square of the mean.
    Hint: the mean of the square is (1 - rate) * (x / (1 - rate))^2 = x^2 / (1 - rate).
    """
    return x.copy(), x**2 / (1 - rate) - x**2


def lasso_objection(X, y, w, b, alpha):
    """Hint: the pulls are `X.T @ r / n`.
    Hint: where w_j is not 0, the slope is alpha * sign(w_j) minus the pull.
    Hint: `np.where(w != 0, ..., ...)`, and `np.maximum(..., 0)` for the others.
    Hint: at last the largest of all these and |mean(r)|.
    """
    residual = y - X @ w - b
    pulls = X.T @ residual / len(y)
    objections = np.where(w != 0, np.abs(alpha * np.sign(w) - pulls), np.maximum(np.abs(pulls) - alpha, 0))
    return max(np.max(objections), np.abs(np.mean(residual)))


def wide_ridge(X, y, alpha):
    """Hint: center X and y first; the intercept comes last.
    Hint: at the minimum alpha w = X^T r: the weights are a mixture of the n rows, w = X^T a, with a = r / alpha.
    Hint: put that into r = y - Xw: alpha a = y - X X^T a. That is n equations for n unknowns.
    """
    x_mean, y_mean = X.mean(axis=0), y.mean()
    rows = X - x_mean
    mixture = np.linalg.solve(rows @ rows.T + alpha * np.eye(len(y)), y - y_mean)
    w = rows.T @ mixture
    return w, y_mean - x_mean @ w


def dropout_regression(X, y, rate):
    """Hint: the mean of a square is the square of the mean plus the variance. Use it for one row's y - (x * mask) w.
    Hint: the mean of (x * mask) w is x w. The entries drop independently, so their variances add.
    Hint: entry j adds w_j^2 x_j^2 rate / (1 - rate) (exercise 5.5). Sum over the rows: that is a penalty on w_j^2.
    Hint: so it is ridge, but every weight has its own alpha: rate / (1 - rate) times the sum of squares of its column.
    """
    alphas = rate / (1 - rate) * np.sum(X**2, axis=0)
    return np.linalg.solve(X.T @ X + np.diag(alphas), X.T @ y)
