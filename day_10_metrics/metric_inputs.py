"""Day 10: what the metrics accept. Every check raises a ValueError that names the argument."""

import numpy as np


def check_labels(name, labels):
    """Labels as an array (n,), n > 0, of whole numbers or strings."""
    labels = np.asarray(labels)
    labels = np.array(labels.tolist()) if labels.dtype == object else labels  # as pandas keeps strings
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(f"{name} must have the shape (n,) with n > 0, got {labels.shape}")
    whole = labels.dtype.kind == "f" and np.isfinite(labels).all() and np.all(labels % 1 == 0)
    if labels.dtype.kind not in "biuU" and not whole:
        raise ValueError(f"{name} must hold labels, whole numbers or strings, got {labels.dtype}: {labels[:5]}")
    return labels


def check_weights(sample_weight, n):
    """Weights (n,), all ones when None; finite, none negative, not all zero."""
    weights = np.ones(n, dtype=int) if sample_weight is None else np.asarray(sample_weight)
    if weights.shape != (n,):
        raise ValueError(f"sample_weight must have the shape ({n},), got {weights.shape}")
    if weights.dtype.kind not in "biuf" or not np.isfinite(weights).all() or weights.min() < 0 or weights.max() == 0:
        raise ValueError("sample_weight must be finite, not negative, and not zero everywhere")
    return weights


def check_pair(y_true, y_pred, sample_weight=None):
    """(y_true, y_pred, weights, the sorted labels of both)."""
    y_true, y_pred = check_labels("y_true", y_true), check_labels("y_pred", y_pred)
    if y_true.shape != y_pred.shape:
        raise ValueError(f"y_true has shape {y_true.shape} but y_pred has {y_pred.shape}: they must be equal")
    if (y_true.dtype.kind == "U") != (y_pred.dtype.kind == "U"):
        raise ValueError(f"y_true and y_pred mix strings and numbers: {y_true[:3]} and {y_pred[:3]}")
    return y_true, y_pred, check_weights(sample_weight, len(y_true)), np.union1d(y_true, y_pred)


def check_option(name, value, options):
    if value not in options:
        raise ValueError(f"{name} must be one of {options}, got {value!r}")


def check_count(name, value):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{name} must be a whole number of at least 1, got {value!r}")


def check_scores(y_true, y_score, name="y_score"):
    """Labels and scores, both (n,), the scores finite."""
    y_true, y_score = check_labels("y_true", y_true), np.asarray(y_score, dtype=float)
    if y_score.shape != y_true.shape or not np.isfinite(y_score).all():
        raise ValueError(f"{name} must be finite, of the shape {y_true.shape} of y_true, got {y_score.shape}")
    return y_true, y_score


def find_positive(y_true, pos_label):
    """Which samples are positive, (n,) of bools; without a `pos_label` the labels must be 0 and 1, or -1 and 1."""
    classes = set(y_true.tolist())
    if pos_label is None and not (classes <= {0, 1} or classes <= {-1, 1}):
        raise ValueError(f"pos_label must say which label is positive, y_true has {np.unique(y_true)[:10]}")
    return y_true == (1 if pos_label is None else pos_label)


def check_probabilities(y_proba):
    """Probabilities as floats (n,) or (n, k), each in [0, 1]."""
    y_proba = np.asarray(y_proba)
    y_proba = y_proba if y_proba.dtype == np.float32 else y_proba.astype(float)
    if y_proba.ndim not in (1, 2) or y_proba.size == 0 or y_proba.shape[1:] == (1,):
        raise ValueError(f"y_proba must have the shape (n,) or (n, classes), got {y_proba.shape}")
    if not np.all((y_proba >= 0) & (y_proba <= 1)):
        raise ValueError("y_proba must lie in [0, 1]")
    return y_proba


def total_or_mean(values, sample_weight, normalize=True):
    """The weighted mean of the values, or their weighted sum."""
    return float(np.average(values, weights=sample_weight) if normalize else np.dot(values, sample_weight))
