"""Day 10: the metrics of probabilities. README section 5."""

import warnings

import numpy as np
from metric_inputs import (
    check_count,
    check_labels,
    check_option,
    check_probabilities,
    check_scores,
    check_weights,
    find_positive,
    total_or_mean,
)


def pair_with_classes(y_true, y_proba, labels):
    """What happened, as ones and zeros (n, k), and the probabilities (n, k), columns in the order of sorted labels."""
    y_true, y_proba = check_labels("y_true", y_true), check_probabilities(y_proba)
    classes = np.unique(y_true if labels is None else check_labels("labels", labels))
    if labels is not None and not np.array_equal(classes, labels):
        warnings.warn(f"labels are taken in sorted order: {classes.tolist()}", stacklevel=3)
    table = np.column_stack([1 - y_proba, y_proba]) if y_proba.ndim == 1 else y_proba
    if len(classes) < 2 or table.shape != (len(y_true), len(classes)) or not np.isin(y_true, classes).all():
        raise ValueError(f"y_proba {y_proba.shape} does not fit {len(y_true)} labels of the classes {classes.tolist()}")
    if not np.allclose(table.sum(axis=1), 1, rtol=np.sqrt(np.finfo(table.dtype).eps)):
        warnings.warn("the rows of y_proba do not sum to 1", stacklevel=3)
    return (y_true[:, None] == classes).astype(table.dtype), table


def log_loss(y_true, y_proba, *, normalize=True, sample_weight=None, labels=None):
    """Mean of -log(the probability given to what happened), in nats; 0 counts as the machine's eps.

    y_proba : (n,) of the greater label, or (n, k) in the order of the sorted labels; normalize=False gives the sum
    """
    happened, table = pair_with_classes(y_true, y_proba, labels)
    eps = np.finfo(table.dtype).eps
    prices = -np.sum(happened * np.log(np.clip(table, eps, 1 - eps)), axis=1)
    return total_or_mean(prices, check_weights(sample_weight, len(prices)), normalize)


def brier_score_loss(y_true, y_proba, *, sample_weight=None, pos_label=None, labels=None):
    """Mean squared error of the probabilities (Brier 1950): of one class where there are two, else summed over all.

    y_proba : (n,) of `pos_label` (by default the greater number), or (n, k) in the order of the sorted labels
    """
    if np.ndim(y_proba) == 1:
        y_true, y_proba = check_scores(y_true, check_probabilities(y_proba), "y_proba")
        classes = np.unique(y_true)
        if len(classes) > 2:
            raise ValueError(f"y_true must have two labels where y_proba is (n,), got {classes[:10]}")
        if pos_label is None and classes.dtype.kind != "U" and not set(classes.tolist()) <= {-1, 0, 1}:
            pos_label = classes[-1]
        squares = (find_positive(y_true, pos_label) - y_proba) ** 2
    else:
        happened, table = pair_with_classes(y_true, y_proba, labels)
        squares = np.sum((happened - table) ** 2, axis=1) / (2 if table.shape[1] == 2 else 1)
    return total_or_mean(squares, check_weights(sample_weight, len(squares)))


def calibration_curve(y_true, y_prob, *, pos_label=None, n_bins=5, strategy="uniform"):
    """For each bin of predictions that is not empty: the share of positives, the mean prediction.

    strategy : bins of equal width ("uniform"), or with equally many samples ("quantile")
    """
    check_option("strategy", strategy, ("uniform", "quantile"))
    check_count("n_bins", n_bins)
    y_true, y_prob = check_scores(y_true, check_probabilities(y_prob), "y_prob")
    if len(np.unique(y_true)) > 2:
        raise ValueError(f"y_true must have two labels, got {np.unique(y_true)[:10]}")
    positive, edges = find_positive(y_true, pos_label), np.linspace(0, 1, n_bins + 1)
    if strategy == "quantile":
        edges = np.percentile(y_prob, 100 * edges)
    place = np.searchsorted(edges[1:-1], y_prob)
    sizes = np.bincount(place, minlength=n_bins)
    sums = (np.bincount(place, weights, n_bins) for weights in (positive, y_prob))
    return tuple(total[sizes > 0] / sizes[sizes > 0] for total in sums)
