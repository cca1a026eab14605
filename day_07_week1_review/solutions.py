"""Day 7 solutions. Look only after you have tried."""

import numpy as np


def library_settings(alpha, n):
    """Hint: multiply our objective by a number so that its first part becomes the library's; then compare the second.
    Hint: for ridge that number is n, for the lasso 1/2.
    Hint: for cross-entropy compare the second part first: divide ours by alpha.
    """
    return n * alpha / 2, alpha / 2, 1 / (n * alpha)


def squared_hinge(y, z):
    """Hint: the missing margin, max(0, 1 - y z), serves for both.
    Hint: the chain rule: twice the missing margin, times its own slope in z, which is -y.
    """
    missing = np.maximum(0, 1 - y * z)
    return missing**2, -2 * y * missing


def group_shrink(w, groups, t):
    """Hint: along w_g only the length is free: shorten a length of s to s - t, as the soft threshold does.
    Hint: a group shorter than t becomes 0. That covers a group of length 0 too, if you do not divide by it.
    Hint: multiply the group by max(0, 1 - t / length).
    """
    shrunk = np.zeros(len(w))
    for group in np.unique(groups):
        members = groups == group
        length = np.linalg.norm(w[members])
        if length > t:
            shrunk[members] = (1 - t / length) * w[members]
    return shrunk


def nonnegative_fit(X, y):
    """Hint: take a step down the squared error; then go to the nearest place behind the wall.
    Hint: the nearest w without negative weights is `np.maximum(w, 0)`. Do it after every step, not once at the end.
    Hint: the rate is 1 / (largest eigenvalue of 2 X^T X / n); with the condition number 1000 take 20000 steps.
    """
    hessian = 2 * X.T @ X / len(X)
    pull = 2 * X.T @ y / len(X)
    rate = 1 / np.linalg.eigvalsh(hessian)[-1]
    w = np.zeros(X.shape[1])
    for _ in range(20_000):
        w = np.maximum(w - rate * (hessian @ w - pull), 0)
    return w


def least_absolute_line(x, y):
    """Hint: between the corners the loss is flat or tilted, like a cut gem, so the lowest place is at a vertex.
    Hint: a corner in one direction is a row with error 0. A vertex in the plane of w and b needs two of them.
    Hint: so some best line goes through two of the points. Try all pairs.
    Hint: `np.triu_indices(n, k=1)` gives all pairs at once; the errors of all lines are one table (pairs, n).
    """
    first, second = np.triu_indices(len(x), k=1)
    w = (y[second] - y[first]) / (x[second] - x[first])
    b = y[first] - w * x[first]
    losses = np.abs(np.outer(w, x) + b[:, None] - y).mean(axis=1)
    best = np.argmin(losses)
    return w[best], b[best]


def penalty_slope(X, y, new_X, new_y, alpha):
    """Hint: where the trainer lands, the slope is 0: H w = pull, with centered X, y and H = 2 X^T X / n + alpha I.
    Hint: this holds for every alpha. Take the derivative of both sides: what is the derivative of w?
    Hint: w + H w' = 0, because the derivative of H is I. So w' = -H^-1 w.
    Hint: b = mean(y) - mean(X) w moves too: b' = -mean(X) w'. Then the chain rule on the new error.
    """
    mean = X.mean(axis=0)
    centered = X - mean
    hessian = 2 * centered.T @ centered / len(X) + alpha * np.eye(X.shape[1])
    w = np.linalg.solve(hessian, 2 * centered.T @ (y - y.mean()) / len(X))
    w_slope = -np.linalg.solve(hessian, w)
    error = (new_X - mean) @ w + y.mean() - new_y
    return np.mean(2 * error * ((new_X - mean) @ w_slope))
