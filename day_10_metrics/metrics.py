# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 10: metrics. What a score hides, and which one to ask for.

Run me:    python metrics.py
Then read: README.md (its sections carry the same numbers)
"""

import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from metric_inputs import (
    check_count,
    check_labels,
    check_option,
    check_pair,
    check_scores,
    check_weights,
    find_positive,
    total_or_mean,
)
from probability_metrics import brier_score_loss, calibration_curve, log_loss
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

FIGURES = Path(__file__).with_name("figures")


# 2. The four boxes


def confusion_matrix(y_true, y_pred, *, labels=None, sample_weight=None, normalize=None):
    """Counts (k, k): row i, column j says how often the true label i was called j.

    labels : which k, in what order; others are left out      normalize : shares of a row "true", a column "pred", "all"
    """
    y_true, y_pred, weights, present = check_pair(y_true, y_pred, sample_weight)
    check_option("normalize", normalize, (None, "true", "pred", "all"))
    labels = present if labels is None else np.asarray(labels)
    place = {label: i for i, label in enumerate(labels.tolist())}
    if not set(y_true.tolist()) & place.keys():
        raise ValueError(f"labels must hold at least one label of y_true, got {labels.tolist()}")
    rows, columns = (np.array([place.get(label, -1) for label in y.tolist()]) for y in (y_true, y_pred))
    known = (rows >= 0) & (columns >= 0)
    matrix = np.zeros((len(labels), len(labels)), dtype=float if weights.dtype.kind == "f" else int)
    np.add.at(matrix, (rows[known], columns[known]), weights[known])
    if matrix.shape == (1, 1):
        warnings.warn("only one label occurs: pass all of them as `labels`", stacklevel=2)
    if normalize is None:
        return matrix
    sums = matrix.sum(axis={"true": 1, "pred": 0, "all": None}[normalize], keepdims=True)
    return np.divide(matrix, sums, out=np.zeros(matrix.shape), where=sums != 0)


def accuracy_score(y_true, y_pred, *, normalize=True, sample_weight=None):
    """Share of the right answers, or with normalize=False their number."""
    y_true, y_pred, weights, _ = check_pair(y_true, y_pred, sample_weight)
    return total_or_mean(y_true == y_pred, weights, normalize)


def balanced_accuracy_score(y_true, y_pred, *, sample_weight=None, adjusted=False):
    """Mean over the true classes of the share found; adjusted=True maps chance to 0 and keeps 1."""
    matrix = confusion_matrix(y_true, y_pred, sample_weight=sample_weight)
    sizes = matrix.sum(axis=1)
    if np.any(sizes == 0):
        warnings.warn("y_pred holds classes that y_true does not", stacklevel=2)
    score, chance = np.mean(np.diag(matrix)[sizes > 0] / sizes[sizes > 0]), 1 / np.sum(sizes > 0)
    return float((score - chance) / (1 - chance) if adjusted else score)


def count_boxes(y_true, y_pred, labels, pos_label, average, sample_weight):
    """True positives, false positives, false negatives of each label, (k,) each; one entry for "binary" and "micro"."""
    check_option("average", average, ("binary", None, "micro", "macro", "weighted"))
    y_true, y_pred, weights, present = check_pair(y_true, y_pred, sample_weight)
    if average != "binary":
        if pos_label not in (None, 1):
            warnings.warn(f"pos_label={pos_label!r} is not used with average={average!r}", stacklevel=5)
        labels = present if labels is None else np.asarray(labels)
    elif len(present) > 2 or (len(present) == 2 and pos_label not in present.tolist()):
        raise ValueError(f"average='binary' wants two labels, pos_label={pos_label!r} one of them, got {present[:10]}")
    else:
        labels = [pos_label]

    def count(where):
        return np.array([np.bincount(where(label), weights, minlength=2)[1] for label in labels])

    tp = count(lambda label: (y_true == label) & (y_pred == label))
    fp, fn = count(lambda label: y_pred == label) - tp, count(lambda label: y_true == label) - tp
    return [np.sum(box, keepdims=True) for box in (tp, fp, fn)] if average == "micro" else [tp, fp, fn]


def average_ratio(
    ratio, y_true, y_pred, labels=None, pos_label=1, average="binary", sample_weight=None, zero_division="warn"
):
    """ratio(tp, fp, fn) -> (top, bottom), averaged.

    average : "binary" looks at `pos_label` only; "micro" counts all `labels` together; "macro" is the mean over them;
        "weighted" the mean by their size; None gives all, (k,)      zero_division : what 0 / 0 is to be: 0, 1 or nan
    """
    if not isinstance(zero_division, float) or not np.isnan(zero_division):
        check_option("zero_division", zero_division, ("warn", 0, 1))
    tp, fp, fn = count_boxes(y_true, y_pred, labels, pos_label, average, sample_weight)
    top, bottom = ratio(tp, fp, fn)
    if zero_division == "warn" and np.any(bottom == 0):
        warnings.warn("0 / 0 here, taken as 0: see zero_division", stacklevel=3)
    default = 0.0 if zero_division == "warn" else float(zero_division)
    values = np.divide(top, bottom, out=np.full(len(top), default), where=bottom != 0)
    known, sizes = ~np.isnan(values), tp + fn
    if average is None or not known.any():
        return values if average is None else np.nan
    weighted = average == "weighted" and np.any(sizes[known])
    return float(np.average(values[known], weights=sizes[known] if weighted else None))


def precision_score(y_true, y_pred, **options):
    """tp / (tp + fp): how many of those called positive are. Options: see `average_ratio`."""
    return average_ratio(lambda tp, fp, fn: (tp, tp + fp), y_true, y_pred, **options)


def recall_score(y_true, y_pred, **options):
    """tp / (tp + fn): how many of the positive ones are found. Options: see `average_ratio`."""
    return average_ratio(lambda tp, fp, fn: (tp, tp + fn), y_true, y_pred, **options)


def fbeta_score(y_true, y_pred, *, beta, **options):
    """Harmonic mean of precision and recall, recall counting beta^2 times as much (van Rijsbergen 1979).

    beta : from 0 (precision) to infinity (recall)      options : see `average_ratio`
    """
    if not beta >= 0:
        raise ValueError(f"beta must not be negative, got {beta}")
    if np.isinf(beta):
        return recall_score(y_true, y_pred, **options)

    def ratio(tp, fp, fn):
        return (1 + beta**2) * tp, beta**2 * (tp + fn) + (tp + fp)

    return average_ratio(ratio, y_true, y_pred, **options)


def f1_score(y_true, y_pred, **options):
    """2 tp / (2 tp + fp + fn): `fbeta_score` with beta 1."""
    return fbeta_score(y_true, y_pred, beta=1, **options)


# 3. Every threshold at once


def count_by_threshold(y_true, y_score, pos_label, sample_weight):
    """False and true positives (m,) when everything from the threshold up is called positive; the m thresholds."""
    y_true, y_score = check_scores(y_true, y_score)
    positive, weights = find_positive(y_true, pos_label), check_weights(sample_weight, len(y_true))
    order = np.argsort(-y_score, kind="stable")
    order = order[weights[order] > 0]
    positive, y_score, weights = positive[order], y_score[order], weights[order]
    last = np.append(np.flatnonzero(np.diff(y_score)), len(y_score) - 1)  # equal scores are called together
    fp, tp = np.cumsum(~positive * weights, dtype=float), np.cumsum(positive * weights, dtype=float)
    return fp[last], tp[last], y_score[last]


def roc_curve(y_true, y_score, *, pos_label=None, sample_weight=None, drop_intermediate=True):
    """False positive rates, true positive rates, falling thresholds, (m,) each; nan and a warning without the class.

    drop_intermediate : leave out points inside a straight piece
    """
    fp, tp, thresholds = count_by_threshold(y_true, y_score, pos_label, sample_weight)
    if drop_intermediate and len(fp) > 2:
        keep = np.concatenate([[True], (np.diff(fp, 2) != 0) | (np.diff(tp, 2) != 0), [True]])
        fp, tp, thresholds = fp[keep], tp[keep], thresholds[keep]
    rates = []
    for counts, name in ((np.append(0, fp), "negative"), (np.append(0, tp), "positive")):
        if counts[-1] == 0:
            warnings.warn(f"y_true has no {name} sample: its rate is nan", stacklevel=2)
        rates.append(counts / counts[-1] if counts[-1] > 0 else np.full(len(counts), np.nan))
    return *rates, np.append(np.inf, thresholds)


def roc_auc_score(y_true, y_score, *, sample_weight=None):
    """Area under the ROC curve; the greater of two labels is positive, with only one it is nan and a warning."""
    y_true, y_score = check_scores(y_true, y_score)
    classes = np.unique(y_true)
    if len(classes) > 2:
        raise ValueError(f"y_true must have two labels, got {classes[:10]}")
    if len(classes) == 1:
        warnings.warn(f"y_true has only the label {classes[0]}: no AUC", stacklevel=2)
        return np.nan
    fpr, tpr, _ = roc_curve(y_true, y_score, pos_label=classes[1], sample_weight=sample_weight)
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))


def precision_recall_curve(y_true, y_score, *, pos_label=None, sample_weight=None):
    """Precision (m + 1,), recall (m + 1,) and rising thresholds (m,); precision 1, recall 0 ends the curve."""
    fp, tp, thresholds = count_by_threshold(y_true, y_score, pos_label, sample_weight)
    if tp[-1] == 0:
        warnings.warn("y_true has no positive sample: recall is set to 1", stacklevel=2)
    recall = tp / tp[-1] if tp[-1] > 0 else np.ones(len(tp))
    return np.append((tp / (tp + fp))[::-1], 1.0), np.append(recall[::-1], 0.0), thresholds[::-1]


def average_precision_score(y_true, y_score, *, pos_label=1, sample_weight=None):
    """Mean of the precisions, each weighted by the recall that its threshold adds; no interpolation."""
    classes = np.unique(check_labels("y_true", y_true)).tolist()
    if len(classes) > 2 or (len(classes) == 2 and pos_label not in classes):
        raise ValueError(f"y_true must have two labels, pos_label={pos_label!r} one of them, got {classes[:10]}")
    precision, recall, _ = precision_recall_curve(y_true, y_score, pos_label=pos_label, sample_weight=sample_weight)
    return float(max(0.0, -np.sum(np.diff(recall) * precision[:-1])))


# 6. More than two classes


def matthews_corrcoef(y_true, y_pred, *, sample_weight=None):
    """Correlation of truth and prediction, -1 to 1; 0 when one of them never varies (Matthews 1975, Gorodkin 2004)."""
    matrix = confusion_matrix(y_true, y_pred, sample_weight=sample_weight).astype(float)
    true, predicted = matrix.sum(axis=1), matrix.sum(axis=0)
    n = predicted.sum()
    spread = (n**2 - predicted @ predicted) * (n**2 - true @ true)
    return float((n * np.trace(matrix) - true @ predicted) / np.sqrt(spread)) if spread > 0 else 0.0


def cohen_kappa_score(y1, y2, *, labels=None, weights=None, sample_weight=None):
    """Agreement of two raters beyond chance: 1 is perfect, 0 is what two independent raters reach (Cohen 1960).

    weights : every disagreement costs 1 (None), its distance in `labels` ("linear"), or that squared ("quadratic")
    """
    check_option("weights", weights, (None, "linear", "quadratic"))
    matrix = confusion_matrix(y1, y2, labels=labels, sample_weight=sample_weight)
    distance = np.abs(np.subtract.outer(np.arange(len(matrix)), np.arange(len(matrix))))
    cost = {None: distance > 0, "linear": distance, "quadratic": distance**2}[weights]
    by_chance = np.sum(cost * np.outer(matrix.sum(axis=1), matrix.sum(axis=0)))
    if by_chance == 0:
        warnings.warn("chance leaves nothing to disagree on: kappa is nan", stacklevel=2)
        return np.nan
    return float(1 - matrix.sum() * np.sum(cost * matrix) / by_chance)


def top_k_accuracy_score(y_true, y_score, *, k=2, normalize=True, sample_weight=None, labels=None):
    """Share of the samples whose true label is among the k with the highest scores.

    y_score : (n, classes) in the order of the sorted labels, or (n,) for two; of equal scores the later column wins
    """
    check_count("k", k)
    y_true, y_score = check_labels("y_true", y_true), np.asarray(y_score, dtype=float)
    classes = np.unique(y_true) if labels is None else check_labels("labels", labels)
    if not np.array_equal(classes, np.unique(classes)) or not set(y_true.tolist()) <= set(classes.tolist()):
        raise ValueError(f"labels must be sorted, each once, and hold all of y_true, got {classes.tolist()}")
    wanted = (len(y_true),) if len(classes) == 2 else (len(y_true), len(classes))
    if y_score.shape != wanted or len(classes) < 2 or not np.isfinite(y_score).all():
        raise ValueError(f"y_score must be finite, of shape {wanted} for {classes.tolist()}, got {y_score.shape}")
    if k >= len(classes):
        warnings.warn(f"k={k} of {len(classes)} classes is always right", stacklevel=2)
    if y_score.ndim == 1:
        threshold = 0.5 if y_score.min() >= 0 and y_score.max() <= 1 else 0
        hits = (classes[(y_score > threshold).astype(int)] == y_true) | (k > 1)
    else:
        best = np.argsort(y_score, axis=1, kind="stable")[:, ::-1][:, :k]
        hits = np.any(classes[best] == y_true[:, None], axis=1)
    return total_or_mean(hits, check_weights(sample_weight, len(hits)), normalize)


def classification_report(
    y_true, y_pred, *, labels=None, target_names=None, sample_weight=None, digits=2, zero_division="warn"
):
    """A table as text: precision, recall, F1 and size of every class, then averages; `target_names` are printed."""
    y_true, y_pred, weights, present = check_pair(y_true, y_pred, sample_weight)
    chosen = present if labels is None else np.asarray(labels)
    names = [str(label) for label in chosen] if target_names is None else list(target_names)
    if len(names) != len(chosen):
        if labels is None:
            raise ValueError(f"target_names must name the {len(chosen)} classes {chosen.tolist()}, got {len(names)}")
        warnings.warn(f"{len(names)} target_names for {len(chosen)} labels", stacklevel=2)

    def scores(average):
        options = {"labels": chosen, "sample_weight": sample_weight, "zero_division": zero_division}
        return [f(y_true, y_pred, average=average, **options) for f in (precision_score, recall_score, f1_score)]

    tp, _, fn = count_boxes(y_true, y_pred, chosen, 1, None, sample_weight)
    sizes = tp + fn
    if sample_weight is None and np.any(y_true == y_pred):  # scikit-learn prints 3.0 for 3 where nothing is right
        sizes = sizes.astype(int)
    rows = list(zip(names, *scores(None), sizes, strict=False))
    averages = ["macro", "weighted"]
    if set(chosen.tolist()) >= set(present.tolist()):
        rows.append(("accuracy", "", "", scores("micro")[2], np.sum(sizes)))
    else:
        averages = ["micro", *averages]
    rows += [(f"{average} avg", *scores(average), np.sum(sizes)) for average in averages]
    width = max(max(map(len, names)), len("weighted avg"), digits)
    lines = []
    for name, *values, size in [("", "precision", "recall", "f1-score", "support"), *rows]:
        cells = [f"{v:>9}" if isinstance(v, str) else f"{v:>9.{digits}f}" for v in values]
        lines.append(" ".join([f"{name:>{width}} ", *cells, f"{size:>9}"]))
    lines.insert(1, "")
    lines.insert(min(len(names), len(chosen)) + 2, "")
    return "\n".join(lines) + "\n"


# 7. How sure is the score


def bootstrap_interval(metric, y_true, y_score, rng, n_resamples=1000, level=0.95):
    """(low, high): the middle `level` of the metric over resamples of the n samples with replacement (Efron 1979).

    metric : function (y_true, y_score) -> float      y_score : (n,) or (n, k)      rng : numpy.random.Generator
    A resample is drawn again where the metric is undefined: a nan, a warning or a ValueError. After 100 draws per
    resample in vain it is a ValueError.
    """
    check_count("n_resamples", n_resamples)
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level}")
    y_true, y_score = check_labels("y_true", y_true), np.asarray(y_score)
    if len(y_score.shape) not in (1, 2) or len(y_score) != len(y_true) or y_score.shape[1:] == (1,):
        raise ValueError(f"y_score must have the shape (n,) or (n, classes), n = {len(y_true)}, got {y_score.shape}")
    values = []
    for _ in range(100 * n_resamples):
        chosen = rng.integers(0, len(y_true), size=len(y_true))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", UserWarning)
                value = metric(y_true[chosen], y_score[chosen])
        except (ValueError, UserWarning):
            continue
        if not np.isnan(value):
            values.append(value)
        if len(values) == n_resamples:
            low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
            return float(low), float(high)
    raise ValueError(f"the metric was defined on {len(values)} of {100 * n_resamples} resamples: too few positives?")


# What the README shows


def make_patients(n, share, rng):
    """X (n, 6), two measurements taken three times each; y (n,), about `share` of them ill (1)."""
    y = (rng.random(n) < share).astype(int)
    body = rng.normal(size=(n, 2)) + np.outer(y, [1.5, 1.0])
    return np.hstack([body + 0.5 * rng.normal(size=(n, 2)) for _ in range(3)]), y


def show_useless_accuracy(rng):
    """README section 2: the model that always says no, beside one that has learned something."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.01, rng))
    X, y = make_patients(10_000, 0.01, rng)
    p = model.predict_proba(X)[:, 1]
    print(f"{len(y)} new patients, {y.sum()} of them ill. Four ways to answer:")
    print("  answer              accuracy  balanced   recall  precision      F1     MCC")
    results = {}
    for name, threshold in (("always no", 1.1), ("p >= 0.5", 0.5), ("p >= 0.1", 0.1), ("always yes", 0.0)):
        guess = (p >= threshold).astype(int)
        ratios = [score(y, guess, zero_division=0) for score in (recall_score, precision_score, f1_score)]
        scores = [accuracy_score(y, guess), balanced_accuracy_score(y, guess), *ratios, matthews_corrcoef(y, guess)]
        print("  {:19s} {:8.4f} {:9.4f} {:8.4f} {:10.4f} {:7.4f} {:7.4f}".format(name, *scores))
        results[name] = scores
    return {"answers": results}


def show_rare_classes(rng):
    """README section 3: one classifier, new test sets with fewer and fewer positives, ten of each."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.5, rng))
    print("\nOne classifier, ten test sets of 10000 for each share of the ill (mean and standard deviation):")
    print("     ill         AUC        average precision")
    results = {}
    for share in (0.5, 0.1, 0.01):
        tests = [(y, model.decision_function(X)) for X, y in (make_patients(10_000, share, rng) for _ in range(10))]
        auc, ap = ([score(*test) for test in tests] for score in (roc_auc_score, average_precision_score))
        row = share, np.mean(auc), np.std(auc, ddof=1), np.mean(ap), np.std(ap, ddof=1), share
        print("  {:6.2f}  {:.3f} +- {:.3f}    {:.3f} +- {:.3f}    (guessing: 0.500 and {:.3f})".format(*row))
        results |= {f"rare {share}": (np.mean(auc), np.mean(ap)), f"curves {share}": tests[0]}
    return results


def show_cost(rng):
    """README section 4: a miss costs 50 false alarms; the threshold is chosen on the validation set."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.05, rng))
    thresholds, curves, sets = np.geomspace(0.001, 1, 101), [], []

    def cost(y, p, threshold):
        (_, alarms), (misses, _) = confusion_matrix(y, p >= threshold, labels=[0, 1])
        return (alarms + 50 * misses) / len(y)

    for _ in ("validation", "test"):
        X, y = make_patients(10_000, 0.05, rng)
        sets.append((y, model.predict_proba(X)[:, 1]))
        curves.append([cost(*sets[-1], threshold) for threshold in thresholds])
    best = thresholds[np.argmin(curves[0])]
    print("\nA miss costs 50, a false alarm 1. Cost per patient on the test set:")
    choices = {"call all ill": 0, "call none ill": 1.1, "threshold 1/2": 0.5, "threshold 1/51": 1 / 51}
    costs = {name: cost(*sets[1], threshold) for name, threshold in (choices | {"best on validation": best}).items()}
    for name, value in costs.items():
        print(f"  {name:20s} {value:.4f}")
    print(f"best threshold on the validation set: {best:.3f}; 1/51 = {1 / 51:.3f}")
    return {"costs": costs, "cost curves": (thresholds, *curves), "best threshold": best}


def show_calibration(rng):
    """README section 5: a model that is honest about its doubts, and one that counts each measurement three times."""
    train, (X, y) = make_patients(10_000, 0.3, rng), make_patients(10_000, 0.3, rng)
    models = {"logistic regression": LogisticRegression(), "naive Bayes": GaussianNB()}
    chances = {name: model.fit(*train).predict_proba(X)[:, 1] for name, model in models.items()}
    chances["always the share of the ill"] = np.full(len(y), np.mean(train[1]))
    print("\nProbabilities on the test set     log loss    Brier     AUC")
    results = {}
    for name, p in chances.items():
        results[name] = log_loss(y, p), brier_score_loss(y, p), roc_auc_score(y, p)
        print("  {:28s} {:11.3f} {:8.3f} {:7.3f}".format(name, *results[name]))
    return {"calibration": results, "chances": (y, chances)}


def show_report():
    """README section 6: three sorts of wine from two of the measurements."""
    wine = load_wine()
    sorts = wine.target_names[wine.target]
    X, X_test, y, y_test = train_test_split(wine.data[:, :2], sorts, test_size=0.5, random_state=0)
    print("\nThree sorts of wine, half of them for testing:")
    print(classification_report(y_test, LogisticRegression(max_iter=1000).fit(X, y).predict(X_test)))
    naive = accuracy_score(y_test, np.full(len(y_test), max(y, key=list(y).count)))
    print(f"always the sort that is most frequent in training: accuracy {naive:.2f}")
    return {"naive wine": naive}


def show_bootstrap(rng):
    """README section 7: the same AUC from few and from many test samples."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.3, rng))
    print("\nAUC on n new patients, with its 95 % bootstrap interval:")
    results = {}
    for n in (50, 500, 5000):
        X, y = make_patients(n, 0.3, rng)
        score = model.decision_function(X)
        results[n] = roc_auc_score(y, score), *bootstrap_interval(roc_auc_score, y, score, rng)
        print("  n = {:4d}   {:.3f}   from {:.3f} to {:.3f}".format(n, *results[n]))  # noqa: UP032
    return {"bootstrap": results}


def draw_the_curves(results):
    """README section 3: ROC and precision-recall curves of one classifier, balanced and rare."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for share, style in ((0.5, "-"), (0.1, "--"), (0.01, ":")):
        y, score = results[f"curves {share}"]
        fpr, tpr, _ = roc_curve(y, score)
        precision, recall, _ = precision_recall_curve(y, score)
        axes[0].plot(fpr, tpr, style, label=f"{share:.0%} ill")
        axes[1].step(recall, precision, style, where="post", label=f"{share:.0%} ill")
    axes[0].plot([0, 1], [0, 1], "k", linewidth=0.6, label="guessing")
    finish(axes[0], "lower right", xlabel="false positive rate", ylabel="true positive rate", title="ROC")
    finish(axes[1], "lower left", xlabel="recall", ylabel="precision", title="precision and recall")
    save_figure(fig, "curves.png")


def draw_cost_and_calibration(results):
    """README sections 4 and 5: the cost over the threshold; what happened over what was promised."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    thresholds, valid, test = results["cost curves"]
    axes[0].plot(thresholds, valid, label="validation")
    axes[0].plot(thresholds, test, label="test")
    axes[0].axvline(1 / 51, color="k", linestyle=":", label="1/51")
    axes[0].set_xscale("log")
    finish(axes[0], "upper left", xlabel="threshold", ylabel="cost per patient", title="a miss costs 50")
    y, chances = results["chances"]
    for name, style in (("logistic regression", "o-"), ("naive Bayes", "s-")):
        share, promised = calibration_curve(y, chances[name], n_bins=10)
        axes[1].plot(promised, share, style, markersize=4, label=name)
    axes[1].plot([0, 1], [0, 1], "k", linewidth=0.6, label="honest")
    finish(axes[1], "upper left", xlabel="promised probability", ylabel="share of the ill", title="reliability")
    save_figure(fig, "cost_and_calibration.png")


def finish(ax, legend, **labels):
    ax.set(**labels)
    ax.grid(alpha=0.3)
    ax.legend(loc=legend)


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def main():
    results = {}
    for show in (show_useless_accuracy, show_rare_classes, show_cost, show_calibration, show_bootstrap):
        results |= show(np.random.default_rng(0))
    results |= show_report()
    draw_the_curves(results)
    draw_cost_and_calibration(results)
    return results


if __name__ == "__main__":
    main()
