"""Day 10: metrics, against scikit-learn on random inputs, its documentation, and arithmetic by hand."""

import warnings
from fractions import Fraction

import metrics as day
import numpy as np
import pytest

POOLS = [
    *([0, 1], [0, 1, 2], [1, 2], [-1, 1], [0, 1, 2, 3, 10], [False, True], [0.0, 1.0, 2.0], [5], [0], [1], ["x"]),
    *(["a", "b"], ["cat", "dog", "a very long name of a class"]),
]


def library(name):
    calibration = pytest.importorskip("sklearn.calibration")
    return getattr(calibration if name == "calibration_curve" else pytest.importorskip("sklearn.metrics"), name)


def outcome(function, *args, **options):
    """What came, and whether there was a warning."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        return function(*args, **options), bool(caught)


def assert_same(name, *args, warns=False, **options):
    """Ours and scikit-learn's give the same values, in the same shapes; with `warns` they also warn alike."""
    (ours, we_warn), (theirs, they_warn) = (outcome(f, *args, **options) for f in (getattr(day, name), library(name)))
    message = f"{name} {args} {options}"
    mine, its = (value if isinstance(value, tuple) else (value,) for value in (ours, theirs))
    for a, b in zip(mine, its, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-14, err_msg=message)
        assert np.shape(a) == np.shape(b), message
    assert not we_warn or warns, message
    assert we_warn == they_warn or not warns, message


def draw_answers(rng):
    """The labels of a pool, and truth and answers of these: arrays or lists, some classes missing."""
    pool, n = np.array(POOLS[rng.integers(len(POOLS))]), rng.integers(1, 25)
    y_true, y_pred = rng.choice(pool, n), rng.choice(pool, n)
    if rng.random() < 0.2:
        y_pred = rng.choice(pool[:1], n)
    if rng.random() < 0.2:
        y_true = rng.choice(pool[-1:], n)
    if rng.random() < 0.3:
        y_true, y_pred = y_true.tolist(), y_pred.tolist()
    return pool, y_true, y_pred


@pytest.fixture(params=range(8))
def seed(request):
    """Eight rounds of random inputs; `--day` is the quick check and leaves it at one."""
    if request.param > 0 and request.config.getoption("--day"):
        pytest.skip("more random inputs with `make test`; --day is the quick check")
    return request.param


# answers


def test_metrics_of_answers_equal_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    for _ in range(30):
        pool, y_true, y_pred = draw_answers(rng)
        pair, classes = (y_true, y_pred), np.union1d(y_true, y_pred).tolist()
        for name in ("confusion_matrix", "accuracy_score", "balanced_accuracy_score", "matthews_corrcoef"):
            assert_same(name, *pair)
        for labels in (pool[::-1], rng.permutation(pool), [y_true[0]]):
            assert_same("confusion_matrix", *pair, labels=labels)
        if len(classes) > 1:
            assert_same("cohen_kappa_score", *pair)
        averages = ["micro", "macro", "weighted", None]
        pos_label = classes[rng.integers(len(classes))]
        if len(classes) < 3:
            averages += ["binary"] * 2
        average, zero_division = averages[rng.integers(len(averages))], ["warn", 0, 1][rng.integers(3)]
        options = {"average": average, "zero_division": zero_division, "warns": True}
        if average == "binary":
            options["pos_label"] = pos_label
        for name in ("precision_score", "recall_score", "f1_score"):
            assert_same(name, *pair, **options)
        assert_same("fbeta_score", *pair, beta=[0.1, 0.5, 2, 3][rng.integers(4)], **options)


def test_the_report_equals_scikit_learns_letter_by_letter(seed):
    rng = np.random.default_rng(seed)
    for _ in range(30):
        _, y_true, y_pred = draw_answers(rng)
        if np.any(np.asarray(y_true) == np.asarray(y_pred)):  # scikit-learn prints a support of 3.0 where none is right
            ours, theirs = (outcome(f, y_true, y_pred)[0] for f in (day.classification_report, report()))
            assert ours == theirs


def report():
    return library("classification_report")


def test_binary_scores_of_an_answer_that_is_never_positive():
    """One class only, and it is not the positive one: everything is 0 / 0."""
    for name in ("precision_score", "recall_score", "f1_score"):
        assert_same(name, [0, 0], [0, 0], warns=True)
        assert getattr(day, name)([0, 0], [0, 0], zero_division=1) == 1


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.int64])
def test_many_rows_of_small_integers(dtype):
    """Counts and products of counts leave the range of the labels' own type, and n^4 that of 64 bits."""
    rng, n = np.random.default_rng(1), 200_000
    y_true = rng.choice([0, 1, 100, 127], size=n, p=[0.5, 0.3, 0.15, 0.05]).astype(dtype)
    y_pred = np.where(rng.random(n) < 0.7, y_true, rng.permutation(y_true)).astype(dtype)
    wide = y_true.astype(int), y_pred.astype(int)
    assert day.confusion_matrix(y_true, y_pred).sum() == n
    names = ["cohen_kappa_score", "matthews_corrcoef", "balanced_accuracy_score", "accuracy_score"]
    for name in names:
        assert getattr(day, name)(y_true, y_pred) == pytest.approx(library(name)(*wide), rel=1e-11)
    for average in ("macro", "micro", "weighted"):
        theirs = library("fbeta_score")(*wide, beta=2, average=average)
        assert day.fbeta_score(y_true, y_pred, beta=2, average=average) == pytest.approx(theirs, rel=1e-11)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, bool, np.float32])
def test_many_scores_of_a_narrow_type(dtype):
    """Minus a score, and sums of ones, leave the range of the type too."""
    rng, n = np.random.default_rng(2), 100_000
    y = rng.integers(0, 2, n).astype(np.int8)
    score = np.clip(60 + 50 * y + 40 * rng.normal(size=n), 0, 127).astype(dtype)
    score[:300] = score[:300] * 0  # the least value of the unsigned types
    for name in ("roc_auc_score", "average_precision_score"):
        expected = library(name)(y.astype(int), score.astype(float))
        assert getattr(day, name)(y, score) == pytest.approx(expected, rel=1e-11)
    p = (score > 80).astype(dtype) if dtype != np.float32 else (score / 127).astype(dtype)
    expected = library("brier_score_loss")(y.astype(int), p.astype(float))
    assert day.brier_score_loss(y, p) == pytest.approx(expected, rel=1e-11)
    shares, means = day.calibration_curve(y, p)
    np.testing.assert_allclose((shares, means), library("calibration_curve")(y.astype(int), p.astype(float)), rtol=1e-9)


# scores


def draw_scores(rng):
    """Two labels, both there unless n is 1, scores and probabilities, both with ties; the positive label."""
    pool, n = [[0, 1], [-1, 1], [False, True], [1, 2], ["a", "b"]][rng.integers(5)], rng.integers(2, 30)
    y = np.array(pool)[np.append([0, 1], rng.integers(0, 2, n - 2))]
    y, chances = rng.permutation(y), np.round(rng.random(n), rng.integers(0, 4))
    scores = [chances, np.round(rng.normal(size=n), 1), rng.integers(-3, 4, n)][rng.integers(3)]
    return (y if rng.random() < 0.7 else y.tolist()), scores, chances, pool


def test_metrics_of_scores_equal_scikit_learn(seed):
    rng = np.random.default_rng(100 + seed)
    for _ in range(30):
        y, scores, chances, pool = draw_scores(rng)
        known = {} if pool in ([0, 1], [-1, 1], [False, True]) else {"pos_label": pool[rng.integers(2)]}
        assert_same("roc_curve", y, scores, drop_intermediate=bool(rng.integers(2)), **known)
        assert_same("roc_curve", y, scores, **known)
        assert_same("precision_recall_curve", y, scores, **known)
        assert_same("roc_auc_score", y, scores)
        assert_same("average_precision_score", y, scores, **known)
        assert_same("brier_score_loss", y, chances, **known)
        assert_same("calibration_curve", y, chances, n_bins=int(rng.integers(1, 8)), **known)
        assert_same("calibration_curve", y, chances, **known)
        assert_same("log_loss", y, chances)


def test_metrics_of_tables_equal_scikit_learn(seed):
    rng = np.random.default_rng(200 + seed)
    for _ in range(30):
        K, n = rng.integers(2, 6), rng.integers(1, 25)
        classes = np.array([f"class {k}" for k in range(K)]) if rng.random() < 0.5 else 3 * np.arange(K)
        y, table = rng.choice(classes, n), rng.dirichlet(np.ones(K), n)
        assert_same("log_loss", y, table, labels=classes)
        if K > 2:  # with two classes scikit-learn wants one column
            k = int(rng.integers(1, K))
            assert_same("top_k_accuracy_score", y, table, k=k, labels=classes)
            assert_same("top_k_accuracy_score", y, np.round(table, 1), k=k, labels=classes)  # with ties
            assert_same("top_k_accuracy_score", y, np.log(table), labels=classes)
        y = np.append(classes, y)
        table = rng.dirichlet(np.ones(K), len(y))
        assert_same("log_loss", y, table)
        if K > 2:
            assert_same("top_k_accuracy_score", y, table)


def test_probabilities_of_0_and_1_stay_finite():
    eps = np.finfo(float).eps
    assert day.log_loss([0, 1], [0.0, 1.0]) == 0
    assert day.log_loss([0, 1], [1.0, 0.0]) == pytest.approx(-np.log(eps))
    assert day.log_loss([0, 1, 2], [[1, 0, 0], [1, 0, 0], [0, 0, 1]]) == pytest.approx(-np.log(eps) / 3)
    assert_same("log_loss", [0, 1], np.array([[0.0, 1.0], [0.0, 1.0]]))


def test_a_table_of_two_classes():
    table = [[0.6, 0.4], [0.3, 0.7], [0.2, 0.8]]
    assert day.log_loss(["a", "b", "a"], table) == pytest.approx(-np.log(0.6 * 0.7 * 0.2) / 3)
    assert day.log_loss(["a", "b", "a"], [0.4, 0.7, 0.8]) == pytest.approx(-np.log(0.6 * 0.7 * 0.2) / 3)
    assert day.top_k_accuracy_score(["a", "b", "a"], table, k=1) == pytest.approx(2 / 3)
    assert day.top_k_accuracy_score(["a", "b", "a"], table, k=2) == 1


def test_brier_and_calibration_of_one_class_only():
    """They are defined there: the mean of p^2, and a share of 0."""
    assert day.brier_score_loss([0, 0], [0.5, 0.1]) == pytest.approx(0.13)
    shares, means = day.calibration_curve([0, 0, 0], [0.1, 0.3, 1.0], n_bins=2)
    assert (shares.tolist(), means.tolist()) == ([0, 0], [0.2, 1])


def test_a_probability_on_an_edge_belongs_to_the_lower_bin():
    shares, means = day.calibration_curve([1, 0, 1, 1], [0.0, 0.25, 0.25001, 1.0], n_bins=4)
    np.testing.assert_allclose(means, [0.125, 0.25001, 1])
    np.testing.assert_allclose(shares, [0.5, 1, 1])


@pytest.mark.parametrize("decimals", [0, 1, 9])
@pytest.mark.parametrize("n", [2, 10, 300])
def test_auc_is_the_mann_whitney_statistic(n, decimals, rng):
    stats = pytest.importorskip("scipy.stats")
    y, score = np.arange(n) % 2, np.round(rng.normal(size=n), decimals)
    positives, negatives = score[y == 1], score[y == 0]
    wins = np.mean(np.sign(positives[:, None] - negatives) / 2 + 0.5)
    assert day.roc_auc_score(y, score) == pytest.approx(wins, rel=1e-12)
    statistic = stats.mannwhitneyu(positives, negatives).statistic
    assert day.roc_auc_score(y, score) == pytest.approx(statistic / (len(positives) * len(negatives)), rel=1e-12)
    assert day.roc_auc_score(y, -score) == pytest.approx(1 - wins, abs=1e-12)
    assert day.roc_auc_score(y, np.exp(score)) == day.roc_auc_score(y, score)  # only the order counts


def test_guessing_gives_one_half_and_the_share_of_the_positives(rng):
    y = (rng.random(50_000) < 0.1).astype(int)
    guess = rng.random(50_000)
    assert day.roc_auc_score(y, guess) == pytest.approx(0.5, abs=0.02)
    assert day.average_precision_score(y, guess) == pytest.approx(0.1, abs=0.01)


def test_the_pass_by_hand():
    """Scores 3, 2 (two rows), 1, in any order: equal scores are called together."""
    fp, tp, thresholds = day.count_by_threshold(["no", "yes", "yes", "no", "no"], [2, 3, 2, 1, 1], "yes")
    assert (thresholds.tolist(), tp.tolist(), fp.tolist()) == ([3, 2, 1], [1, 2, 2], [0, 1, 3])
    fpr, tpr, thresholds = day.roc_curve([0, 1, 1, 0, 0], [2, 3, 2, 1, 1])
    assert fpr == pytest.approx([0, 0, 1 / 3, 1])
    assert tpr == pytest.approx([0, 1 / 2, 1, 1])
    assert thresholds.tolist() == [np.inf, 3, 2, 1]


def test_points_inside_a_straight_piece_are_left_out():
    y, score = [1, 1, 1, 0, 0, 0], [6, 5, 4, 3, 2, 1]
    fpr, tpr, thresholds = day.roc_curve(y, score)
    assert (fpr.tolist(), tpr.tolist()) == ([0, 0, 0, 1], [0, 1 / 3, 1, 1])
    assert thresholds.tolist() == [np.inf, 6, 4, 1]
    assert len(day.roc_curve(y, score, drop_intermediate=False)[0]) == 7


def test_values_of_scikit_learns_documentation():
    y, score = [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]
    assert day.roc_auc_score(y, score) == 0.75
    assert day.average_precision_score(y, score) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    fpr, tpr, thresholds = day.roc_curve(y, score)
    assert (fpr.tolist(), tpr.tolist()) == ([0, 0, 0.5, 0.5, 1], [0, 0.5, 0.5, 1, 1])
    assert thresholds.tolist() == [np.inf, 0.8, 0.4, 0.35, 0.1]
    precision, recall, thresholds = day.precision_recall_curve(y, score)
    np.testing.assert_allclose(precision, [0.5, 2 / 3, 0.5, 1, 1])
    assert (recall.tolist(), thresholds.tolist()) == ([1, 1, 0.5, 0.5, 0], [0.1, 0.35, 0.4, 0.8])
    y_true, y_pred = [0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]
    for average, p, r, f in (("macro", 2 / 9, 1 / 3, 4 / 15), ("micro", 1 / 3, 1 / 3, 1 / 3)):
        assert day.precision_score(y_true, y_pred, average=average, zero_division=0) == pytest.approx(p)
        assert day.recall_score(y_true, y_pred, average=average) == pytest.approx(r)
        assert day.f1_score(y_true, y_pred, average=average) == pytest.approx(f)
    assert day.f1_score(y_true, y_pred, average=None).tolist() == pytest.approx([0.8, 0, 0])
    assert day.fbeta_score(y_true, y_pred, average="macro", beta=0.5) == pytest.approx(0.238, abs=5e-4)
    y_pred, y_true = [0, 1, 0, 0], [0, 1, 0, 1]
    assert (day.precision_score(y_true, y_pred), day.recall_score(y_true, y_pred)) == (1, 0.5)
    assert day.f1_score(y_true, y_pred) == pytest.approx(2 / 3)
    assert day.fbeta_score(y_true, y_pred, beta=0.5) == pytest.approx(5 / 6)
    assert day.fbeta_score(y_true, y_pred, beta=2) == pytest.approx(5 / 9)
    matrix = day.confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])
    assert matrix.tolist() == [[2, 0, 0], [0, 0, 1], [1, 0, 2]]
    assert day.confusion_matrix([0, 1, 0, 1], [1, 1, 1, 0]).ravel().tolist() == [0, 2, 1, 1]
    assert day.cohen_kappa_score([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]) == pytest.approx(3 / 7)
    assert day.matthews_corrcoef([1, 1, 1, -1], [1, -1, 1, 1]) == pytest.approx(-1 / 3)
    assert day.balanced_accuracy_score([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]) == 0.625
    assert day.accuracy_score([0, 1, 2, 3], [0, 2, 1, 3]) == 0.5
    assert day.brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]) == pytest.approx(0.0375)
    table = [[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]]
    assert day.top_k_accuracy_score([0, 1, 2, 2], table, k=2) == 0.75
    assert day.log_loss(["spam", "ham", "ham", "spam"], [[0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]]) == (
        pytest.approx(0.21616, abs=1e-5)
    )


def test_matthews_is_the_correlation_and_the_product_of_the_boxes(rng):
    for _ in range(20):
        y_true, y_pred = rng.integers(0, 2, (2, 30))
        (tn, fp), (fn, tp) = day.confusion_matrix(y_true, y_pred).tolist()
        boxes = (tp * tn - fp * fn) / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
        assert day.matthews_corrcoef(y_true, y_pred) == pytest.approx(boxes, rel=1e-12, abs=1e-15)
        assert day.matthews_corrcoef(y_true, y_pred) == pytest.approx(np.corrcoef(y_true, y_pred)[0, 1], abs=1e-14)
    for n in range(2, 60):  # exactly 0 for a constant answer, whatever the shares round to
        assert day.matthews_corrcoef(np.arange(n) % 3, np.zeros(n)) == 0


def test_kappa_in_fractions():
    y_1, y_2 = [0, 1, 2, 2, 1, 0, 0], [0, 2, 2, 1, 1, 0, 1]
    right = Fraction(sum(a == b for a, b in zip(y_1, y_2, strict=True)), 7)
    chance = sum(Fraction(y_1.count(k) * y_2.count(k), 49) for k in range(3))
    assert day.cohen_kappa_score(y_1, y_2) == pytest.approx(float((right - chance) / (1 - chance)), rel=1e-14)


# what is undefined


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.roc_curve([1, 1], [0.2, 0.3]), "ROC curve is undefined: y_true holds 2 positive, 0 negative"),
        (lambda: day.roc_curve([0, 0], [0.2, 0.3]), "ROC curve is undefined: y_true holds 0 positive, 2 negative"),
        (lambda: day.roc_auc_score([1, 1], [0.2, 0.3]), "ROC curve is undefined"),
        (lambda: day.roc_auc_score(["a", "a"], [0.2, 0.3]), "ROC curve is undefined"),
        (lambda: day.precision_recall_curve([0, 0], [0.2, 0.3]), "recall is undefined: no label of y_true is 1"),
        (lambda: day.average_precision_score([0, 0], [0.2, 0.3]), "recall is undefined"),
        (lambda: day.cohen_kappa_score([3, 3], [3, 3]), "kappa is undefined: y1 and y2 hold only the label 3"),
    ],
)
def test_what_is_undefined_says_so(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_precision_without_negatives_is_1():
    assert day.average_precision_score([1, 1], [0.2, 0.3]) == 1


# the bootstrap


def test_bootstrap_of_a_mean_has_the_width_of_the_bell_curve():
    rng = np.random.default_rng(3)
    y = np.arange(400) % 2
    for level, z in ((0.95, 1.959964), (0.5, 0.67449)):
        low, high = day.bootstrap_interval(lambda a, b: np.mean(b), y, y, rng, n_resamples=4000, level=level)
        half = z * 0.5 / np.sqrt(400)
        assert low == pytest.approx(0.5 - half, abs=0.006)
        assert high == pytest.approx(0.5 + half, abs=0.006)


def test_bootstrap_keeps_pairs_together_and_draws_n():
    seen = []

    def metric(y_true, y_score):
        seen.append(np.array_equal(y_score, np.stack([y_true, -y_true], axis=1)) and len(y_true) == 30)
        return float(len(set(y_true.tolist())))

    y = np.arange(30)
    low, high = day.bootstrap_interval(metric, y, np.stack([y, -y], axis=1), np.random.default_rng(0), n_resamples=50)
    assert len(seen) == 51  # once on all rows
    assert all(seen)
    assert low <= high < 30  # with replacement


def test_the_bootstrap_takes_a_thousand_resamples_and_the_middle_95_percent(rng):
    values = iter([0.0, *range(1000)])
    low, high = day.bootstrap_interval(lambda a, b: next(values), [0, 1], [0, 1], rng)
    assert (low, high) == pytest.approx((0.025 * 999, 0.975 * 999))
    assert next(values, "none left") == "none left"


def test_bootstrap_draws_again_where_the_metric_is_undefined():
    y, score = np.array([1] + [0] * 9), np.arange(10.0)
    assert day.bootstrap_interval(day.roc_auc_score, y, score, np.random.default_rng(0), n_resamples=50) == (0.0, 0.0)
    low, _ = day.bootstrap_interval(day.average_precision_score, y, -score, np.random.default_rng(0), n_resamples=50)
    assert low == 1.0

    def warned(y_true, y_score):
        return day.recall_score(y_true, np.ones(len(y_true)))  # 0 / 0 with a warning, where there is no positive

    for metric in (warned, lambda a, b: 1.0 if a.sum() else np.nan):
        assert day.bootstrap_interval(metric, y, score, np.random.default_rng(0), n_resamples=50) == (1.0, 1.0)


def test_a_metric_that_is_hardly_ever_defined_ends_in_an_error(rng):
    calls = []
    with pytest.raises(ValueError, match="metric was defined on 0 of 1000 resamples"):
        day.bootstrap_interval(lambda a, b: calls.append(1) or np.nan, [0, 1], [0, 1], rng, n_resamples=10)
    assert len(calls) == 1001


def test_bootstrap_covers_the_true_auc():
    """Two bell curves one apart: the AUC is the bell curve's share below 1 / sqrt 2."""
    true = pytest.importorskip("scipy.stats").norm.cdf(1 / np.sqrt(2))
    rng, hits = np.random.default_rng(7), 0
    for _ in range(60):
        y = rng.integers(0, 2, 100)
        low, high = day.bootstrap_interval(day.roc_auc_score, y, rng.normal(size=100) + y, rng, n_resamples=100)
        hits += low <= true <= high
    assert 50 <= hits <= 60


# bad input

ANSWERS = [
    *(day.confusion_matrix, day.accuracy_score, day.balanced_accuracy_score, day.precision_score, day.recall_score),
    *(day.f1_score, day.matthews_corrcoef, day.cohen_kappa_score, day.classification_report),
]
SCORES = [
    *(day.roc_curve, day.roc_auc_score, day.precision_recall_curve, day.average_precision_score, day.log_loss),
    *(day.brier_score_loss, day.calibration_curve),
]


@pytest.mark.parametrize("function", ANSWERS + SCORES)
@pytest.mark.parametrize(
    ("y_true", "second"),
    [
        ([0, 1, 1], np.ones((3, 1))),
        (np.ones((3, 1)), [0, 1, 1]),
        ([0, 1, 1], [0, 1]),
        ([], []),
        ([0, np.nan, 1], [0, 1, 1]),
        ([0, 1, 1], [0, np.nan, 1]),
        ([0, 0.5, 1], [0, 1, 1]),
    ],
)
def test_a_bad_pair_is_refused(function, y_true, second):
    with pytest.raises(ValueError, match="y_true|y_pred|y_score|y_proba|the scores"):
        function(y_true, second)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.accuracy_score([0, 1], [0, 0.73]), r"y_pred must hold labels, got 0\.73"),
        (lambda: day.accuracy_score([0, 1], [[0], [1]]), r"y_pred must have the shape \(n,\) with n > 0, got \(2, 1\)"),
        (lambda: day.accuracy_score([0, 1], [0, 1, 1]), r"y_true has shape \(2,\) but y_pred \(3,\)"),
        (lambda: day.accuracy_score(["a", "b"], [0, 1]), "strings"),
        (lambda: day.confusion_matrix([0, 1], ["a", "b"]), "strings"),
        (lambda: day.precision_score([0, 1], [0, 1], average="mean"), "average"),
        (lambda: day.precision_score([0, 1], [0, 1], zero_division=2), "zero_division"),
        (lambda: day.recall_score([0, 1, 2], [0, 1, 2]), "two labels"),
        (lambda: day.f1_score(["a", "b"], ["a", "b"]), "pos_label=1"),
        (lambda: day.fbeta_score([0, 1], [0, 1], beta=-1), "beta"),
        (lambda: day.fbeta_score([0, 1], [0, 1], beta=np.nan), "beta"),
        (lambda: day.roc_auc_score([0, 1, 2], [0, 1, 2]), "two labels"),
        (lambda: day.roc_auc_score([0, 1], [0, np.inf]), "y_score must be finite"),
        (lambda: day.roc_curve([0, 1], [0, 1, 1]), r"of the shape \(2,\) of y_true, got \(3,\)"),
        (lambda: day.roc_curve(["a", "b"], [0, 1]), "pos_label=1"),
        (lambda: day.average_precision_score([0, 1, 2], [0, 1, 2]), "two labels"),
        (lambda: day.log_loss([0, 1], [0.5, 1.5]), "y_proba"),
        (lambda: day.log_loss([0, 1], [-0.5, 0.5]), "y_proba"),
        (lambda: day.log_loss([0, 1], [np.nan, 0.5]), "y_proba"),
        (lambda: day.brier_score_loss([0, 1], [0.5, 1.5]), "y_proba"),
        (lambda: day.calibration_curve([0, 1], [-0.5, 0.5]), "y_proba"),
        (lambda: day.log_loss([1, 1], [0.5, 0.5]), "labels must be"),
        (lambda: day.log_loss([0, 2], [[0.5, 0.5]] * 2, labels=[0, 1]), "hold all labels of y_true"),
        (lambda: day.log_loss([0, 1], [[0.5, 0.5]] * 2, labels=[1, 0]), "sorted"),
        (lambda: day.log_loss([0, 1], [[0.5, 0.3, 0.2]] * 2), r"got \(2, 3\)"),
        (lambda: day.brier_score_loss(["a", "b"], [0.5, 0.5]), "pos_label"),
        (lambda: day.brier_score_loss([0, 1, 2], [0.5, 0.5, 0.5]), "two labels"),
        (lambda: day.calibration_curve([0, 1], [0.5, 0.5], n_bins=0), "n_bins"),
        (lambda: day.calibration_curve([0, 1, 2], [0.5, 0.5, 0.1], pos_label=1), "two labels"),
        (lambda: day.top_k_accuracy_score([0, 1], np.ones((2, 2)), k=0), "k must"),
        (lambda: day.top_k_accuracy_score([0, 1], np.ones((2, 2)), labels=[1, 0]), "sorted"),
        (lambda: day.top_k_accuracy_score([0, 2], np.ones((2, 3))), "a column a class"),
        (lambda: day.top_k_accuracy_score([0, 1], [0.1, 0.2]), "a column a class"),
        (lambda: day.top_k_accuracy_score([0, 1], [[0.1, np.nan], [0, 1]]), "finite"),
        (lambda: day.top_k_accuracy_score([[0], [1]], np.ones((2, 2))), "y_true"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_resamples": 0}, "n_resamples"),
        ({"level": 1}, "level"),
        ({"level": 0}, "level"),
        ({"y_score": [0.1]}, "y_score has 1 rows, y_true 2"),
        ({"y_score": [0.1, np.nan]}, "y_score must be finite"),  # the metric's own words
        ({"y_score": [[0.1], [0.2]]}, "y_score must be finite, of the shape"),
        ({"y_true": [1, 1]}, "ROC curve is undefined"),
        ({"y_true": [0.5, 1]}, r"y_true must hold labels, got 0\.5"),
    ],
)
def test_bad_arguments_of_the_bootstrap_are_refused(options, message, rng):
    arguments = {"metric": day.roc_auc_score, "y_true": [0, 1], "y_score": [0.2, 0.3], "rng": rng} | options
    with pytest.raises(ValueError, match=message):
        day.bootstrap_interval(**arguments)


@pytest.mark.parametrize("cost", ["0", "-1", "nan", "inf"])
def test_a_bad_option_is_one_line_and_code_2(cost, capsys):
    with pytest.raises(SystemExit) as stopped:
        day.main(["--cost-of-miss", cost])
    assert stopped.value.code == 2
    assert "--cost-of-miss must be positive" in capsys.readouterr().err


# what the script shows


def test_the_demonstrations_are_there():
    answers = day.show_useless_accuracy(np.random.default_rng(5))["answers"]
    assert answers["always no"][0] > 0.98
    assert answers["always no"][2] == 0
    assert answers["p >= 0.1"][1] > answers["p >= 0.5"][1]
    rare = day.show_rare_classes(np.random.default_rng(5))["rare"]
    assert rare[0.01]["AUC"] == pytest.approx(rare[0.5]["AUC"], abs=0.02)
    assert rare[0.01]["average precision"] < 0.4 < 0.85 < rare[0.5]["average precision"]
    calibration = day.show_calibration(np.random.default_rng(5))["calibration"]
    assert calibration["logistic regression"][0] < calibration["naive Bayes"][0] - 0.1
    assert calibration["logistic regression"][2] == pytest.approx(calibration["naive Bayes"][2], abs=0.01)


@pytest.mark.parametrize(("cost_of_miss", "least_gain"), [(50, 0.75), (5, 0.95)])
def test_the_formula_finds_the_cheapest_threshold(cost_of_miss, least_gain):
    results = day.show_cost(np.random.default_rng(5), cost_of_miss)
    costs = results["costs"]
    best = costs[f"threshold 1/{1 + cost_of_miss}"]
    assert results["formula"] == pytest.approx(1 / (1 + cost_of_miss))
    assert best < least_gain * min(costs["threshold 1/2"], costs["call all ill"], costs["call none ill"])
    assert costs["best on validation"] == pytest.approx(best, rel=0.05)
    ill = costs["call none ill"] / cost_of_miss
    assert costs["call all ill"] == pytest.approx(1 - ill)  # everybody healthy is a false alarm


def test_the_eight_patients():
    """As counted in the README: 13.5 pairs of 16, and (1 + 1 + 3/4 + 2/3) / 4."""
    assert day.roc_auc_score(*day.EIGHT) == pytest.approx(13.5 / 16)
    assert day.average_precision_score(*day.EIGHT) == pytest.approx((1 + 1 + 3 / 4 + 2 / 3) / 4)


def test_which_intervals_miss():
    intervals = np.array([[0.1, 0.4], [0.5, 0.9], [0.6, 0.7], [0.4, 0.5]])
    assert day.misses(intervals, 0.5).tolist() == [True, False, True, False]


def test_the_wines():
    wine = day.show_report()["wine"]
    assert wine["logistic regression"][0] > 0.7
    assert wine["majority class (baseline)"][1:] == [0, 0]
