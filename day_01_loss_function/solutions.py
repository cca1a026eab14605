"""Day 1 solutions. Look only after you have tried."""

import numpy as np


def root_mean_squared_error(y_true, y_pred):
    """Hint: read the name from right to left: error, squared, mean, root.
    Hint: `np.mean` without an axis goes over all entries.
    """
    return np.sqrt(np.mean((y_pred - y_true) ** 2))


def entropy(p):
    """Hint: a probability of 0 adds nothing to the sum, so it may be left out before the logarithm is taken.
    Hint: `p[p > 0]` keeps the others.
    Hint: `np.log2` counts in bits. A sure thing should cost 0, not -0: use log2(1 / p), which equals -log2(p).
    """
    possible = p[p > 0]
    return np.sum(possible * np.log2(1 / possible))


def pinball_loss(y_true, y_pred, quantile):
    """Hint: with d = truth - prediction, "too low" means d > 0.
    Hint: two formulas, one for each sign: `np.where(d > 0, ..., ...)`. Mind the sign of the second.
    """
    short = y_true - y_pred
    return np.mean(np.where(short > 0, quantile * short, (quantile - 1) * short))


def smoothed_cross_entropy(labels, logits, smoothing):
    """Hint: the loss of a row is -sum(target * log_softmax).
    Hint: so it is (1 - smoothing) times the usual loss plus smoothing times the mean of -log_softmax over the classes.
    Hint: log_softmax without overflow: subtract the largest logit of the row first.
    """
    shifted = logits - logits.max(axis=1, keepdims=True)
    surprises = np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted  # -log_softmax, (n, k)
    usual = surprises[np.arange(len(labels)), labels]
    return np.mean((1 - smoothing) * usual + smoothing * surprises.mean(axis=1))


def focal_loss(y_true, logits, gamma):
    """Hint: flip the sign of the logit where the label is 0; then every row reads "the truth is 1".
    Hint: with that logit z the usual loss is ln(1 + e^-z) = np.logaddexp(0, -z).
    Hint: 1 - p = 1 / (1 + e^z), and that is exp(-np.logaddexp(0, z)): no overflow, no digits lost.
    """
    toward_truth = np.where(y_true == 1, logits, -logits)
    doubt = np.exp(-np.logaddexp(0, toward_truth))
    return np.mean(doubt**gamma * np.logaddexp(0, -toward_truth))


def log_cosh_loss(y_true, y_pred):
    """Hint: cosh is even, so only |r| matters.
    Hint: pull the large part out: e^|r| + e^-|r| = e^|r| (1 + e^(-2|r|)).
    Hint: what remains is |r| + ln(1 + e^(-2|r|)) - ln 2, and `np.log1p` keeps its digits.
    """
    size = np.abs(y_pred - y_true)
    return np.mean(size + np.log1p(np.exp(-2 * size)) - np.log(2))


def huber_center(values, delta):
    """Hint: at the best guess the pulls cancel: sum(clip(values - g, -delta, delta)) = 0.
    Hint: that sum never rises as g grows. At the smallest value it is not negative, at the largest not positive.
    Hint: so halve the interval again and again, keeping the half in which the sign changes; 200 times is plenty.
    """
    low, high = np.min(values), np.max(values)
    for _ in range(200):
        middle = (low + high) / 2
        if np.sum(np.clip(values - middle, -delta, delta)) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def sharp_cross_entropy(labels, logits):
    """Hint: the digits are lost in log(1 + tiny), where 1 + tiny rounds to 1. `np.log1p(tiny)` keeps them.
    Hint: the loss is ln(1 + sum over the other classes of e^(z_j - z_c)). Which part can be tiny, and which huge?
    Hint: let L be the log-sum-exp of the other classes alone; then the loss is ln(1 + e^(L - z_c)).
    Hint: for L - z_c > 0 write it as (L - z_c) + log1p(e^-(L - z_c)): `np.maximum` and `-np.abs` serve both signs.
    """
    rows = np.arange(len(labels))
    right = logits[rows, labels]
    others = logits.astype(float)
    others[rows, labels] = -np.inf
    if others.shape[1] == 1:
        return np.zeros(len(labels))
    largest = others.max(axis=1)
    gap = largest + np.log(np.exp(others - largest[:, None]).sum(axis=1)) - right
    return np.maximum(gap, 0) + np.log1p(np.exp(-np.abs(gap)))
