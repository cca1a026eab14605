"""Day 18 solutions. Look only after you have tried."""

import numpy as np


def leaky_relu_backward(z, grad, slope):
    """Hint: entry by entry: the slope that arrives, times the local slope.
    Hint: the local slope is 1 where z > 0, else `slope`: `np.where`.
    """
    return grad * np.where(z > 0, 1.0, slope)


def bias_gradient(grad):
    """Hint: the bias of a column touches every number in that column with the slope 1. So add them all up.
    Hint: `grad.reshape(-1, n)` turns all axes but the last into one.
    """
    return grad.reshape(-1, grad.shape[-1]).sum(axis=0)


def relative_error(measured, backward):
    """Hint: `np.linalg.norm` of an array with two axes is the root of the sum of all squares; `.ravel()` works for any.
    Hint: when both are zero, the division would be 0 / 0.
    """
    size = np.linalg.norm(np.ravel(measured)) + np.linalg.norm(np.ravel(backward))
    return np.linalg.norm(np.ravel(measured - backward)) / size if size > 0 else 0.0


def softmax_backward(p, grad):
    """Hint: write the sum as two sums: one with the 1 for j = k, one with p_j.
    Hint: the first is grad_j p_j. In the second p_j does not depend on k: pull it out.
    Hint: what is left is p_j (grad_j - m), where m is the sum over k of grad_k p_k, one number a row.
    """
    return p * (grad - np.sum(grad * p, axis=1, keepdims=True))


def residual_backward(x, W, grad):
    """Hint: the slope goes back on both ways. On the short one, x itself, it arrives unchanged.
    Hint: on the other way: first through relu, then through the dense layer.
    Hint: at x the two are added.
    """
    dz = grad * (x @ W > 0)
    return grad + dz @ W.T, x.T @ dz


def shared_weights_gradient(x, W, grad):
    """Hint: pretend that there are two matrices, W1 and W2, and find both gradients.
    Hint: W2 gets tanh(x W)^T grad. The slope in tanh(x W) is grad W^T; go on to W1 from there.
    Hint: W is both, so its gradient is the sum of the two.
    """
    a = np.tanh(x @ W)
    dz = grad @ W.T * (1 - a**2)
    return x.T @ dz + a.T @ grad


def per_row_gradient_norms(x, grad):
    """Hint: x_i^T grad_i is a table with the entries x_ik grad_ij. Square them and add them up: over k and over j.
    Hint: the double sum falls apart into a product: (sum of x_ik^2) * (sum of grad_ij^2).
    Hint: the bias adds another sum of grad_ij^2: together (|x_i|^2 + 1) |grad_i|^2.
    """
    return np.sqrt((np.sum(x**2, axis=1) + 1) * np.sum(grad**2, axis=1))


def solve_backward(A, b, grad):
    """Hint: what is left is A dx + dA x = db, so dx = A^-1 (db - dA x).
    Hint: the loss changes by grad . dx = (A^-T grad) . (db - dA x). So the slope in b is A^-T grad.
    Hint: in A_ij it is minus (slope in b)_i times x_j. One `np.linalg.solve` with A transposed is enough for both.
    """
    x = np.linalg.solve(A, b)
    db = np.linalg.solve(A.T, grad)
    return -np.outer(db, x), db
