# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 10: metrics. What a score hides, and which one to ask for.

Run me:    python metrics.py
           python metrics.py --cost-of-miss 5
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. Four boxes


def confusion_matrix(y_true, y_pred, *, labels=None):
    """Counts (K, K): row i, column j says how often class i was called class j.

    labels : the K classes in the order that you want, all that occur if None; rows with another label are left out
    """
    y_true, y_pred = check_pair(y_true, y_pred)
    classes = np.union1d(y_true, y_pred) if labels is None else np.asarray(labels)
    matrix = np.zeros((len(classes), len(classes)), dtype=int)
    for i, real in enumerate(classes):
        answers = y_pred[y_true == real]
        for j, called in enumerate(classes):
            matrix[i, j] = np.sum(answers == called)
    return matrix


def accuracy_score(y_true, y_pred):
    """Share of the right answers."""
    y_true, y_pred = check_pair(y_true, y_pred)
    return float(np.mean(y_true == y_pred))


def balanced_accuracy_score(y_true, y_pred):
    """Mean of the recalls of all classes that occur in y_true."""
    matrix = confusion_matrix(y_true, y_pred)
    sizes = matrix.sum(axis=1)
    there = sizes > 0
    return float(np.mean(np.diag(matrix)[there] / sizes[there]))


AVERAGES = "binary", "micro", "macro", "weighted", None


def count_boxes(y_true, y_pred, pos_label, average):
    """TP, FP and FN, each class against the rest: (K,) each, or (1,) where one class or the sum over all is wanted."""
    y_true, y_pred = check_pair(y_true, y_pred)
    classes = np.union1d(y_true, y_pred)
    check(average in AVERAGES, f"average must be one of {AVERAGES}, got {average!r}")
    if average == "binary":
        check_positive_label(pos_label, classes)
        classes = [pos_label]
    tp = np.array([np.sum((y_true == c) & (y_pred == c)) for c in classes])
    fp = np.array([np.sum((y_true != c) & (y_pred == c)) for c in classes])
    fn = np.array([np.sum((y_true == c) & (y_pred != c)) for c in classes])
    if average == "micro":
        return tp.sum(keepdims=True), fp.sum(keepdims=True), fn.sum(keepdims=True)
    return tp, fp, fn


def average_ratio(top, bottom, sizes, average, zero_division):
    """top / bottom of every class, (K,) each, made into one number.

    average : "binary" and "micro" have one ratio only; "macro" is the mean, "weighted" the mean weighted by `sizes`,
        the rows of each class; None gives all ratios (K,)
    zero_division : what 0 / 0 is taken for: 0, 1, or "warn" for 0 with a warning
    """
    check(zero_division in ("warn", 0, 1), f"zero_division must be 'warn', 0 or 1, got {zero_division!r}")
    undefined = bottom == 0
    if zero_division == "warn" and np.any(undefined):
        warnings.warn("0 / 0 here, taken as 0: see zero_division", stacklevel=3)
    filler = 1.0 if zero_division == 1 else 0.0
    ratios = np.where(undefined, filler, top / np.where(undefined, 1, bottom))
    if average is None:
        return ratios
    if average == "weighted":
        return float(np.average(ratios, weights=sizes))
    return float(np.mean(ratios))


def precision_score(y_true, y_pred, *, pos_label=1, average="binary", zero_division="warn"):
    """TP / (TP + FP): of those called positive, the share that is. Options: see `average_ratio`."""
    tp, fp, fn = count_boxes(y_true, y_pred, pos_label, average)
    return average_ratio(tp, tp + fp, tp + fn, average, zero_division)


def recall_score(y_true, y_pred, *, pos_label=1, average="binary", zero_division="warn"):
    """TP / (TP + FN): of the positive ones, the share that is found. Options: see `average_ratio`."""
    tp, _, fn = count_boxes(y_true, y_pred, pos_label, average)
    return average_ratio(tp, tp + fn, tp + fn, average, zero_division)


def fbeta_score(y_true, y_pred, *, beta, pos_label=1, average="binary", zero_division="warn"):
    """Harmonic mean of precision and recall, recall counting beta^2 times as much (van Rijsbergen 1979)."""
    check(0 <= beta < np.inf, f"beta must be finite and not negative, got {beta}")
    tp, fp, fn = count_boxes(y_true, y_pred, pos_label, average)
    hits = (1 + beta**2) * tp
    return average_ratio(hits, hits + beta**2 * fn + fp, tp + fn, average, zero_division)


def f1_score(y_true, y_pred, **options):
    """2 TP / (2 TP + FP + FN): `fbeta_score` with beta 1."""
    return fbeta_score(y_true, y_pred, beta=1, **options)


# 3. Every threshold at once


def count_by_threshold(y_true, y_score, pos_label):
    """FP, TP and threshold, (m,) each, for every different score as the threshold, the highest first."""
    positive, y_score = check_scores(y_true, y_score, pos_label)
    order = np.argsort(-y_score)
    y_score, positive = y_score[order], positive[order]
    tp = np.cumsum(positive)
    fp = np.cumsum(~positive)
    last = np.append(y_score[1:] != y_score[:-1], True)  # equal scores are called together: scores 3 3 2 -> last F T T
    return fp[last], tp[last], y_score[last]


def roc_curve(y_true, y_score, *, pos_label=1, drop_intermediate=True):
    """False positive rates, true positive rates and falling thresholds, (m,) each; the first calls nobody positive.

    drop_intermediate : leave out the points inside a straight piece of the curve
    """
    fp, tp, thresholds = count_by_threshold(y_true, y_score, pos_label)
    check(fp[-1] > 0 and tp[-1] > 0, f"the ROC curve is undefined: y_true holds {tp[-1]} positive, {fp[-1]} negative")
    if drop_intermediate and len(fp) > 2:
        bends = (np.diff(fp, 2) != 0) | (np.diff(tp, 2) != 0)  # the next step differs from this one
        keep = np.concatenate([[True], bends, [True]])
        fp, tp, thresholds = fp[keep], tp[keep], thresholds[keep]
    return np.append(0, fp / fp[-1]), np.append(0, tp / tp[-1]), np.append(np.inf, thresholds)


def roc_auc_score(y_true, y_score):
    """Area under the ROC curve; the greater of the two labels is the positive one."""
    y_true = check_labels("y_true", y_true)
    fpr, tpr, _ = roc_curve(y_true, y_score, pos_label=np.unique(y_true)[-1])
    widths = np.diff(fpr)
    heights = (tpr[1:] + tpr[:-1]) / 2
    return float(np.sum(widths * heights))


def precision_recall_curve(y_true, y_score, *, pos_label=1):
    """Precision (m + 1,), recall (m + 1,) and rising thresholds (m,); precision 1 at recall 0 ends the curve."""
    fp, tp, thresholds = count_by_threshold(y_true, y_score, pos_label)
    check(tp[-1] > 0, f"recall is undefined: no label of y_true is {pos_label!r}")
    precision = tp / (tp + fp)
    recall = tp / tp[-1]
    return np.append(precision[::-1], 1.0), np.append(recall[::-1], 0.0), thresholds[::-1]


def average_precision_score(y_true, y_score, *, pos_label=1):
    """Sum of the precisions at all thresholds, each times the recall that its threshold adds."""
    precision, recall, _ = precision_recall_curve(y_true, y_score, pos_label=pos_label)
    added = recall[:-1] - recall[1:]
    return float(np.sum(added * precision[:-1]))


# 5. Honest probabilities


def log_loss(y_true, y_proba, *, labels=None):
    """Mean of -ln(the probability given to what happened): day 1's cross-entropy. 0 counts as 2.2e-16, to stay finite.

    y_proba : (n,), of the greater label, or (n, K), a column for each of the sorted `labels` (those of y_true if None)
    """
    y_proba = check_probabilities(y_proba)
    table = np.column_stack([1 - y_proba, y_proba]) if y_proba.ndim == 1 else y_proba
    y_true, table, classes = check_table(y_true, table, labels)
    given = table[y_true[:, None] == classes]  # (n,): out of each row the column of its own label
    return float(-np.mean(np.log(np.maximum(given, np.finfo(float).eps))))


def brier_score_loss(y_true, y_proba, *, pos_label=1):
    """Mean squared error of the probabilities of `pos_label` (Brier 1950)."""
    happened, y_proba = check_scores(y_true, check_probabilities(y_proba), pos_label)
    return float(np.mean((y_proba - happened) ** 2))


def calibration_curve(y_true, y_prob, *, pos_label=1, n_bins=5):
    """For each of n_bins equal bins of the probability that is not empty: share of positives, mean probability."""
    positive, y_prob = check_scores(y_true, check_probabilities(y_prob), pos_label)
    check(n_bins >= 1, f"n_bins must be 1 or more, got {n_bins}")
    inner_edges = np.linspace(0, 1, n_bins + 1)[1:-1]
    bins = np.searchsorted(inner_edges, y_prob)  # how many edges lie below: edges 0.25 0.5 0.75, 0.6 -> bin 2
    shares, means = [], []
    for number in np.unique(bins):
        shares.append(np.mean(positive[bins == number]))
        means.append(np.mean(y_prob[bins == number]))
    return np.array(shares), np.array(means)


# 6. More than two classes


def shares_of_rows(y_true, y_pred):
    """Shares of all rows: the right answers c; t_k of each class in the truth and p_k in the answers, (K,) both."""
    matrix, n = confusion_matrix(y_true, y_pred), len(y_true)
    return np.trace(matrix) / n, matrix.sum(axis=1) / n, matrix.sum(axis=0) / n


def cohen_kappa_score(y1, y2):
    """Agreement beyond chance: 1 is perfect, 0 is what two independent raters reach (Cohen 1960)."""
    c, t, p = shares_of_rows(y1, y2)
    check(len(t) > 1, f"kappa is undefined: y1 and y2 hold only the label {y1[0]!r}")
    by_chance = t @ p
    return float((c - by_chance) / (1 - by_chance))


def matthews_corrcoef(y_true, y_pred):
    """Correlation of truth and answer, -1 to 1; 0 when one of them never varies (Matthews 1975, Gorodkin 2004)."""
    c, t, p = shares_of_rows(y_true, y_pred)
    spread = np.sqrt((1 - t @ t) * (1 - p @ p))
    return float((c - t @ p) / spread) if spread > 0 else 0.0


def top_k_accuracy_score(y_true, y_score, *, k=2, labels=None):
    """Share of the rows whose true class has one of the k highest scores; of equal scores the later column is higher.

    y_score : (n, K), a column for each of the sorted `labels` (those of y_true if None)
    """
    y_true, y_score, classes = check_table(y_true, y_score, labels)
    check(k >= 1, f"k must be 1 or more, got {k}")
    best = np.argsort(y_score, axis=1, kind="stable")[:, -k:]  # (n, k) column numbers
    hits = np.any(classes[best] == y_true[:, None], axis=1)
    return float(np.mean(hits))


def classification_report(y_true, y_pred):
    """A table as text: precision, recall, F1 and number of rows ("support") of every class, then accuracy and means."""
    names = [str(label) for label in np.union1d(y_true, y_pred)]
    sizes = confusion_matrix(y_true, y_pred).sum(axis=1)
    width = max(len("weighted avg"), *map(len, names))

    def scores(average):
        return [score(y_true, y_pred, average=average) for score in (precision_score, recall_score, f1_score)]

    def line(name, precision, recall, f1, support):
        return f"{name:>{width}}  {precision:9.2f} {recall:9.2f} {f1:9.2f} {support:9d}"

    lines = [f"{'':{width}}  precision    recall  f1-score   support", ""]
    precision, recall, f1 = scores(None)
    for k, name in enumerate(names):
        lines.append(line(name, precision[k], recall[k], f1[k], sizes[k]))
    lines.append("")
    lines.append(f"{'accuracy':>{width}}  {'':19} {accuracy_score(y_true, y_pred):9.2f} {len(y_true):9d}")
    for average in ("macro", "weighted"):
        lines.append(line(f"{average} avg", *scores(average), len(y_true)))
    return "\n".join(lines) + "\n"


# 7. How sure is the score


def bootstrap_interval(metric, y_true, y_score, rng, n_resamples=1000, level=0.95):
    """(low, high): the middle `level` of the metric over resamples of the n rows, with replacement (Efron 1979).

    metric : function (y_true, y_score) -> number      y_score : (n,) or (n, K)      rng : numpy.random.Generator
    A resample on which the metric is undefined is drawn again; ValueError after 100 draws a resample in vain.
    """
    y_true, y_score = check_labels("y_true", y_true), np.asarray(y_score)
    check(len(y_score) == len(y_true), f"y_score has {len(y_score)} rows, y_true {len(y_true)}")
    check(n_resamples >= 1, f"n_resamples must be 1 or more, got {n_resamples}")
    check(0 < level < 1, f"level must lie between 0 and 1, got {level}")
    metric(y_true, y_score)  # what it refuses of all rows together, it says itself
    values = []
    for _ in range(100 * n_resamples):
        rows = rng.integers(0, len(y_true), size=len(y_true))
        value = value_or_nan(metric, y_true[rows], y_score[rows])
        if not np.isnan(value):
            values.append(value)
        if len(values) == n_resamples:
            low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
            return float(low), float(high)
    raise ValueError(f"metric was defined on {len(values)} of {100 * n_resamples} resamples: too few rows of a class?")


def value_or_nan(metric, y_true, y_score):
    """metric(y_true, y_score), or nan where it is undefined: where it raises a ValueError or warns (of 0 / 0)."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            return metric(y_true, y_score)
        except (ValueError, UserWarning):
            return np.nan


# What the README shows

STYLE = {  # one look in all days; the colors are Okabe and Ito's, which every kind of color vision tells apart
    "figure.figsize": (9, 3.6),
    "figure.constrained_layout.use": True,
    "savefig.dpi": 200,
    "axes.prop_cycle": plt.cycler(color=["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.alpha": 0.3,
}
TRUTH = {"color": "black", "linestyle": "--"}
FLOOR = {"color": "gray", "linestyle": ":"}
BEST = {"color": "#009E73", "marker": "*", "markersize": 13, "markeredgecolor": "black", "linestyle": "none"}


def make_patients(n, share, rng):
    """X (n, 6), two measurements taken three times each; y (n,), about `share` of them ill (1)."""
    y = (rng.random(n) < share).astype(int)
    body = rng.normal(size=(n, 2)) + np.outer(y, [1.5, 1.0])
    return np.hstack([body + 0.5 * rng.normal(size=(n, 2)) for _ in range(3)]), y


def show_useless_accuracy(rng):
    """README section 2: the answer that always says no, beside a model that has learned something."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.01, rng))
    X, y = make_patients(10_000, 0.01, rng)
    p = model.predict_proba(X)[:, 1]
    print(f"{len(y):,} new patients, {y.sum()} of them ill. Four ways to answer:")
    print("  answer              accuracy  balanced   recall  precision      F1     MCC")
    results = {}
    for name, threshold in (("always no", 1.1), ("p >= 0.5", 0.5), ("p >= 0.1", 0.1), ("always yes", 0.0)):
        answer = (p >= threshold).astype(int)
        scores = [accuracy_score(y, answer), balanced_accuracy_score(y, answer), recall_score(y, answer)]
        scores += [score(y, answer, zero_division=0) for score in (precision_score, f1_score)]
        scores.append(matthews_corrcoef(y, answer))
        print("  {:19s} {:8.4f} {:9.4f} {:8.4f} {:10.4f} {:7.4f} {:7.4f}".format(name, *scores))
        results[name] = scores
    (tn, fp), (fn, tp) = confusion_matrix(y, p >= 0.1)
    print(f"  p >= 0.1 in boxes: TP {tp}, FN {fn}, FP {fp}, TN {tn}")
    return {"answers": results}


EIGHT = [1, 1, 0, 1, 1, 0, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5, 0.5, 0.3, 0.2]  # who is ill; the scores


def show_one_pass():
    """README section 3: eight patients, called positive one after the other."""
    y, score = EIGHT
    print("\nEight patients, four of them ill (1). Called positive from the highest score down:")
    print("  threshold     TP   FP   recall   false positive rate   precision")
    for fp, tp, threshold in zip(*count_by_threshold(y, score, pos_label=1), strict=True):
        print(f"  {threshold:9.1f} {tp:6d} {fp:4d} {tp / 4:8.2f} {fp / 4:21.2f} {tp / (tp + fp):11.2f}")
    print(f"  AUC {roc_auc_score(y, score):.4f}, average precision {average_precision_score(y, score):.4f}")


def show_rare_classes(rng):
    """README section 3: one classifier, new test sets with fewer and fewer positives, ten of each."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.5, rng))
    print("\nOne classifier, ten test sets of 10,000 for each share of the ill (mean +- standard deviation):")
    print("     ill         AUC        average precision")
    results = {}
    for share in (0.5, 0.1, 0.01):
        tests = [(y, model.decision_function(X)) for X, y in (make_patients(10_000, share, rng) for _ in range(10))]
        auc = [roc_auc_score(*test) for test in tests]
        ap = [average_precision_score(*test) for test in tests]
        print(f"  {share:6.2f}  {np.mean(auc):.3f} +- {np.std(auc, ddof=1):.3f}    ", end="")
        print(f"{np.mean(ap):.3f} +- {np.std(ap, ddof=1):.3f}    (guessing: 0.500 and {share:.3f})")
        results[share] = {"AUC": np.mean(auc), "average precision": np.mean(ap), "test set": tests[0]}
    return {"rare": results}


def show_cost(rng, cost_of_miss):
    """README section 4: the threshold from the formula, and the best one on validation rows."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.05, rng))
    thresholds = np.geomspace(0.001, 1, 101)
    formula = 1 / (1 + cost_of_miss)

    def costs(y, p, threshold):
        """Cost per patient of the false alarms, and of the misses."""
        (_, alarms), (misses, _) = confusion_matrix(y, p >= threshold, labels=[0, 1])
        return alarms / len(y), cost_of_miss * misses / len(y)

    curves = {}
    for name in ("validation", "test"):
        X, y = make_patients(10_000, 0.05, rng)
        p = model.predict_proba(X)[:, 1]
        curves[name] = np.array([costs(y, p, threshold) for threshold in thresholds])  # (101, 2)
    best = thresholds[np.argmin(curves["validation"].sum(axis=1))]
    print(f"\nA miss costs {cost_of_miss:g}, a false alarm 1. Cost per patient on the test set:")
    choices = {"call all ill": 0, "call none ill": 1.1, "threshold 1/2": 0.5}
    choices |= {f"threshold 1/{1 + cost_of_miss:g}": formula, "best on validation": best}
    results = {name: sum(costs(y, p, threshold)) for name, threshold in choices.items()}
    for name, cost in results.items():
        print(f"  {name:20s} {cost:.4f}")
    print(f"best threshold on the validation set: {best:.3f}; by the formula {formula:.3f}")
    return {"costs": results, "best threshold": best, "formula": formula, "cost curves": (thresholds, curves)}


def show_calibration(rng):
    """README section 5: a model that is honest about its doubts, and one that counts each measurement three times."""
    train, (X, y) = make_patients(10_000, 0.3, rng), make_patients(10_000, 0.3, rng)
    models = {"logistic regression": LogisticRegression(), "naive Bayes": GaussianNB()}
    proba = {name: model.fit(*train).predict_proba(X)[:, 1] for name, model in models.items()}
    proba["share of the ill (baseline)"] = np.full(len(y), np.mean(train[1]))
    print("\nProbabilities on the test set     log loss    Brier     AUC")
    results = {}
    for name, p in proba.items():
        results[name] = log_loss(y, p), brier_score_loss(y, p), roc_auc_score(y, p)
        print("  {:28s} {:11.3f} {:8.3f} {:7.3f}".format(name, *results[name]))
    return {"calibration": results, "probabilities": (y, proba)}


def show_report():
    """README section 6: three sorts of wine from two of the measurements."""
    wine = load_wine()
    sorts = wine.target_names[wine.target]
    X, X_test, y, y_test = train_test_split(wine.data[:, :2], sorts, test_size=0.5, random_state=0)
    model = LogisticRegression(max_iter=1000).fit(X, y)
    answer = model.predict(X_test)
    names, counts = np.unique(y, return_counts=True)
    baseline = np.full(len(y_test), names[np.argmax(counts)])
    print("\nThree sorts of wine, half of the rows for testing:")
    print(classification_report(y_test, answer))
    print("                             accuracy   kappa     MCC")
    results = {}
    for name, guess in (("logistic regression", answer), ("majority class (baseline)", baseline)):
        results[name] = [score(y_test, guess) for score in (accuracy_score, cohen_kappa_score, matthews_corrcoef)]
        print("  {:27s} {:7.2f} {:7.2f} {:7.2f}".format(name, *results[name]))
    top = {k: top_k_accuracy_score(y_test, model.predict_proba(X_test), k=k) for k in (1, 2)}
    print(f"  the right sort is the best guess: {top[1]:.2f}; among the two best: {top[2]:.2f}")
    return {"wine": results}


def show_bootstrap(rng):
    """README section 7: the same AUC from few and from many rows, and how often the interval misses."""
    model = LogisticRegression().fit(*make_patients(10_000, 0.3, rng))

    def new_test_set(n):
        X, y = make_patients(n, 0.3, rng)
        return y, model.decision_function(X)

    print("\nAUC on n new patients, with its 95 % bootstrap interval:")
    results = {}
    for n in (50, 500, 5000):
        y, score = new_test_set(n)
        results[n] = roc_auc_score(y, score), *bootstrap_interval(roc_auc_score, y, score, rng)
        print("  n = {:4d}   {:.3f}   from {:.3f} to {:.3f}".format(n, *results[n]))  # noqa: UP032
    truth = roc_auc_score(*new_test_set(200_000))
    print(f"AUC on 200,000 patients: {truth:.3f}. Forty other test sets, how many intervals miss that:")
    intervals = {}
    for n in (50, 500):
        sets = [new_test_set(n) for _ in range(40)]
        intervals[n] = np.array([bootstrap_interval(roc_auc_score, *test, rng, n_resamples=200) for test in sets])
        print(f"  n = {n:4d}   {np.sum(misses(intervals[n], truth))}")
    return {"bootstrap": results, "intervals": intervals, "true AUC": truth}


def misses(intervals, truth):
    """Which intervals (m, 2) do not hold the truth."""
    return (intervals[:, 0] > truth) | (intervals[:, 1] < truth)


def draw_one_pass():
    """README section 3: the ROC curve and the precision-recall curve of eight patients, step by step."""
    y, score = EIGHT
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.2))
    fpr, tpr, thresholds = roc_curve(y, score, drop_intermediate=False)
    left.plot(4 * fpr, 4 * tpr, "o-", clip_on=False)
    left.fill_between(4 * fpr, 4 * tpr, alpha=0.15)
    for x, height, threshold in zip(4 * fpr[1:], 4 * tpr[1:], thresholds[1:], strict=True):
        left.annotate(f"{threshold}", (x, height), xytext=(5, -13), textcoords="offset points")
    left.text(1.3, 1.25, "16 squares, one a pair,\n13.5 below: AUC 0.84")
    left.set(xlim=(0, 4), ylim=(0, 4.15), xticks=range(5), yticks=range(5), aspect="equal")
    left.set(xlabel="false positives (of 4 healthy)", ylabel="true positives (of 4 ill)")
    left.set_title("ROC: ill is a step up, healthy a step right")
    precision, recall, thresholds = precision_recall_curve(y, score)
    right.step(recall, precision, "s-", where="post", color="C1", clip_on=False)
    right.fill_between(recall, precision, step="post", color="C1", alpha=0.15)
    for x, height, threshold in zip(recall, precision, thresholds, strict=False):
        right.annotate(f"{threshold}", (x, height), xytext=(5, 5), textcoords="offset points")
    right.text(0.2, 0.3, "area: average precision 0.85")
    right.set(xlim=(0, 1.08), ylim=(0, 1.1), xlabel="recall", ylabel="precision")
    right.set_title("The same patients: precision over recall")
    return fig


def draw_the_curves(rare):
    """README section 3: ROC and precision-recall curves of one classifier, balanced and rare."""
    fig, (left, right) = plt.subplots(1, 2)
    for share, style, place in ((0.5, "-", (0.55, 0.95)), (0.1, "--", (0.62, 0.54)), (0.01, ":", (0.5, 0.2))):
        fpr, tpr, _ = roc_curve(*rare[share]["test set"])
        precision, recall, _ = precision_recall_curve(*rare[share]["test set"])
        left.plot(fpr, tpr, style, label=f"{100 * share:.0f} % ill")
        (line,) = right.step(recall, precision, style, where="post")
        right.text(*place, f"{100 * share:.0f} % ill", color=line.get_color())
    left.plot([0, 1], [0, 1], **FLOOR)
    left.text(0.42, 0.34, "guessing")
    left.set(xlabel="false positive rate", ylabel="recall (true positive rate)")
    left.set_title("ROC: the same at every share of the ill")
    left.legend(loc="lower right")
    right.set(xlabel="recall", ylabel="precision", title="Precision falls when the ill are rare")
    return fig


def draw_the_cost(results):
    """README section 4: what the threshold trades, and the valley on validation and test rows."""
    fig, (left, right) = plt.subplots(1, 2, sharey=True)
    thresholds, curves = results["cost curves"]
    alarms, missed = curves["validation"].T
    left.plot(thresholds, alarms, "-")
    left.plot(thresholds, missed, "--")
    left.text(0.0012, 0.95, "false alarms", color="C0")
    left.text(0.2, 1.5, "misses", color="C1", ha="right")
    left.set(title="Validation rows: two costs", ylabel="cost per patient")
    right.plot(thresholds, alarms + missed, "-", label="validation rows")
    right.plot(thresholds, curves["test"].sum(axis=1), "--", label="test rows")
    right.plot(results["best threshold"], np.min(alarms + missed), **BEST, label="cheapest")
    right.legend(loc="upper left")
    right.set(title="Their sum: a valley, near the formula")
    for ax in (left, right):
        ax.axvline(results["formula"], **TRUTH, linewidth=1, zorder=0)
        ax.text(1.15 * results["formula"], 2.5, "formula")
        ax.set(xscale="log", xlabel="threshold (a probability)")
    return fig


def draw_the_reliability(y, proba):
    """README section 5: what happened over what was predicted, and how often each probability was given."""
    fig, (left, right) = plt.subplots(1, 2)
    left.plot([0, 1], [0, 1], **TRUTH, linewidth=1)
    left.text(0.47, 0.56, "perfectly calibrated", ha="right")
    bins = np.linspace(0, 1, 11)
    for name, look in (("logistic regression", "o-"), ("naive Bayes", "s--")):
        share, predicted = calibration_curve(y, proba[name], n_bins=10)
        (line,) = left.plot(predicted, share, look, markersize=5, label=name)
        right.hist(proba[name], bins, histtype="step", color=line.get_color(), linestyle=look[1:], linewidth=2)
    left.set(xlabel="predicted probability", ylabel="share of the ill", title="Naive Bayes is too sure on both sides")
    left.legend(loc="upper left")
    right.set(xlabel="predicted probability", ylabel="patients", title="Its predictions crowd near 0 and 1")
    return fig


def draw_the_bootstrap(intervals, truth):
    """README section 7: the intervals of 40 test sets of each size."""
    fig, axes = plt.subplots(1, 2, sharey=True)
    for ax, (n, lows_and_highs) in zip(axes, intervals.items(), strict=True):
        missed = misses(lows_and_highs, truth)
        for chosen, color, style in ((~missed, "C0", "-"), (missed, "C1", ":")):
            ax.vlines(1 + np.flatnonzero(chosen), *lows_and_highs[chosen].T, color, style, linewidth=3)
        ax.axhline(truth, **TRUTH, linewidth=1)
        ax.set(xlabel="test set", title=f"{n} patients: {np.sum(missed)} of 40 intervals miss")
        ax.grid(visible=False, axis="x")
    axes[0].set_ylabel("AUC")
    return fig


def save_figures(figures, redraw):
    """Save to drawn/, which git ignores, or with `redraw` over the README's own pictures in figures/."""
    folder = Path(__file__).with_name("figures" if redraw else "drawn")
    try:
        folder.mkdir(exist_ok=True)
        for name, fig in figures.items():
            fig.savefig(folder / name)
            plt.close(fig)
            print(f"figure: {folder.parent.name}/{folder.name}/{name}")
    except OSError as error:
        print(f"figures not saved: {error.strerror}")


# What the functions refuse


def check(holds, message):
    if not holds:
        raise ValueError(message)


def check_labels(name, labels):
    """Labels as an array (n,), n > 0: whole numbers, bools or strings. A probability is no label, nor is a nan."""
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(f"{name} must have the shape (n,) with n > 0, got {labels.shape}")
    if labels.dtype.kind == "f" and np.any(labels != np.round(labels)):
        raise ValueError(f"{name} must hold labels, got {labels[labels != np.round(labels)][0]}")
    return labels


def check_pair(y_true, y_pred):
    y_true, y_pred = check_labels("y_true", y_true), check_labels("y_pred", y_pred)
    if y_true.shape != y_pred.shape:
        raise ValueError(f"y_true has shape {y_true.shape} but y_pred {y_pred.shape}: they must be equal")
    if isinstance(y_true[0], str) != isinstance(y_pred[0], str):
        raise ValueError(f"y_true and y_pred mix strings and numbers: {y_true[:3]} and {y_pred[:3]}")
    return y_true, y_pred


def check_positive_label(pos_label, classes):
    if len(classes) > 2 or (len(classes) == 2 and pos_label not in classes.tolist()):
        raise ValueError(f"two labels are expected, pos_label={pos_label!r} one of them, got {classes[:10]}")


def check_scores(y_true, y_score, pos_label):
    """Which rows are positive, (n,) of bools, and the scores as floats (n,)."""
    y_true, y_score = check_labels("y_true", y_true), np.asarray(y_score, dtype=float)
    check_positive_label(pos_label, np.unique(y_true))
    if y_score.shape != y_true.shape or not np.isfinite(y_score).all():
        raise ValueError(f"y_score must be finite, of the shape {y_true.shape} of y_true, got {y_score.shape}")
    return y_true == pos_label, y_score


def check_probabilities(y_proba):
    y_proba = np.asarray(y_proba, dtype=float)
    if not np.all((y_proba >= 0) & (y_proba <= 1)):
        raise ValueError("y_proba must hold probabilities: numbers from 0 to 1")
    return y_proba


def check_table(y_true, y_score, labels):
    """y_true (n,), the table y_score (n, K) as floats, and the K sorted classes, one a column."""
    y_true, y_score = check_labels("y_true", y_true), np.asarray(y_score, dtype=float)
    classes = np.unique(y_true) if labels is None else np.asarray(labels)
    if len(classes) < 2 or not np.array_equal(classes, np.unique(classes)) or not np.isin(y_true, classes).all():
        raise ValueError(f"labels must be sorted, two at least, and hold all labels of y_true, got {classes}")
    if y_score.shape != (len(y_true), len(classes)) or not np.isfinite(y_score).all():
        raise ValueError(f"the scores must be finite, a row a label, a column a class {classes}, got {y_score.shape}")
    return y_true, y_score, classes


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 10: metrics")
    parser.add_argument("--cost-of-miss", type=float, default=50.0, help="beside a false alarm, which costs 1 (50)")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    if not 0 < options.cost_of_miss < np.inf:
        parser.error(f"--cost-of-miss must be positive and finite, got {options.cost_of_miss}")
    plt.rcParams.update(STYLE)
    results = show_useless_accuracy(np.random.default_rng(0))
    show_one_pass()
    results |= show_rare_classes(np.random.default_rng(0))
    results |= show_cost(np.random.default_rng(0), options.cost_of_miss)
    results |= show_calibration(np.random.default_rng(0))
    results |= show_report()
    results |= show_bootstrap(np.random.default_rng(0))
    figures = {
        "one_pass.png": draw_one_pass(),
        "curves.png": draw_the_curves(results["rare"]),
        "cost.png": draw_the_cost(results),
        "reliability.png": draw_the_reliability(*results["probabilities"]),
        "bootstrap.png": draw_the_bootstrap(results["intervals"], results["true AUC"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
