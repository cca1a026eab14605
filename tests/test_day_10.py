"""Day 10: metrics, against scikit-learn on random inputs, its documentation, and arithmetic by hand."""

import warnings

import metrics as day
import numpy as np
import pytest

POOLS = [
    *([0, 1], [0, 1, 2], [1, 2], [-1, 1], [0, 1, 2, 3, 10], [False, True], [0.0, 1.0, 2.0], [5], [0], [1], ["x"]),
    *(["a", "b"], ["cat", "dog", "a very long name of a class"]),
]


def outcome(function, *args, **options):
    """("value", what came, whether it warned), or ("error", None, None) for a ValueError."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            return "value", function(*args, **options), bool(caught)
        except ValueError:
            return "error", None, None


def assert_same(name, *args, **options):
    """Ours and scikit-learn's do the same with these arguments: value, error, and whether there is a warning."""
    calibration = pytest.importorskip("sklearn.calibration")
    library = calibration if name == "calibration_curve" else pytest.importorskip("sklearn.metrics")
    ours, theirs = (outcome(getattr(module, name), *args, **options) for module in (day, library))
    assert ours[0] == theirs[0], (name, args, options, ours, theirs)
    if ours[0] == "error":
        return
    if isinstance(theirs[1], str):
        assert ours[1] == theirs[1], (name, args, options)
    else:
        mine, its = (value if isinstance(value, tuple) else (value,) for value in (ours[1], theirs[1]))
        for a, b in zip(mine, its, strict=True):
            message = f"{name} {args} {options}"
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14, err_msg=message)
            assert np.shape(a) == np.shape(b), message
    if name != "fbeta_score" or options["beta"] not in (0, np.inf):  # there scikit-learn forgets to warn
        assert ours[2] == theirs[2], (name, args, options, ours, theirs)


def draw_case(rng):
    """Labels, predictions, weights and labels to look at, of one of the pools: missing classes, lists, zero weights."""
    pool, n = np.array(POOLS[rng.integers(len(POOLS))]), rng.integers(1, 25)
    y_true, y_pred = rng.choice(pool, n), rng.choice(pool, n)
    if rng.random() < 0.2:
        y_pred = rng.choice(pool[:1], n)
    if rng.random() < 0.2:
        y_true = rng.choice(pool[-1:], n)
    if rng.random() < 0.3:
        y_true, y_pred = y_true.tolist(), y_pred.tolist()
    whole = rng.integers(0, 3, n)
    whole[0] = 1
    weights = [None, None, rng.random(n), whole][rng.integers(4)]
    labels = [None, None, pool[::-1], pool[:1], rng.permutation(pool)][rng.integers(5)]
    pos_label = [1, pool[0].item(), pool[-1].item()][rng.integers(3)]
    return pool, y_true, y_pred, weights, labels, pos_label


def pick(rng, *options):
    return options[rng.integers(len(options))]


@pytest.fixture(params=range(8))
def seed(request):
    """Eight rounds of random inputs; `--day` is the quick check and leaves it at one."""
    if request.param > 0 and request.config.getoption("--day"):
        pytest.skip("more random inputs with `make test`; --day is the quick check")
    return request.param


def test_metrics_of_answers_equal_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    for _ in range(30):
        _, y_true, y_pred, weights, labels, pos_label = draw_case(rng)
        pair, weighted = (y_true, y_pred), {"sample_weight": weights}
        normalize = pick(rng, None, "true", "pred", "all")
        assert_same("confusion_matrix", *pair, labels=labels, normalize=normalize, **weighted)
        assert_same("accuracy_score", *pair, normalize=pick(rng, True, False), **weighted)
        assert_same("balanced_accuracy_score", *pair, adjusted=pick(rng, True, False), **weighted)
        assert_same("matthews_corrcoef", *pair, **weighted)
        assert_same(
            "cohen_kappa_score", *pair, labels=labels, weights=pick(rng, None, "linear", "quadratic"), **weighted
        )
        options = weighted | {"labels": labels, "zero_division": pick(rng, "warn", 0, 1, np.nan)}
        assert_same("classification_report", *pair, digits=pick(rng, 0, 1, 2, 4), **options)
        if labels is not None:
            names = [f"class {label}" for label in labels]
            assert_same("classification_report", *pair, target_names=names, **options)
        options |= {
            "pos_label": pos_label,
            "average": pick(rng, "binary", "binary", "micro", "macro", "weighted", None),
        }
        for name in ("precision_score", "recall_score", "f1_score"):
            assert_same(name, *pair, **options)
        assert_same("fbeta_score", *pair, beta=pick(rng, 0, 0.5, 2, np.inf), **options)


def test_metrics_of_scores_equal_scikit_learn(seed):
    rng = np.random.default_rng(100 + seed)
    for _ in range(40):
        pool, y_true, _, weights, _, pos_label = draw_case(rng)
        n, weighted = len(y_true), {"sample_weight": weights}
        chances = np.round(rng.random(n), rng.integers(0, 4))  # with ties
        scores = pick(rng, chances, np.round(rng.normal(size=n), 1), rng.integers(-3, 4, n))
        known = {"pos_label": pick(rng, None, pos_label)}
        assert_same("roc_curve", y_true, scores, drop_intermediate=pick(rng, True, False), **known, **weighted)
        assert_same("precision_recall_curve", y_true, scores, **known, **weighted)
        assert_same("log_loss", y_true, chances, normalize=pick(rng, True, False), **weighted)
        assert_same("brier_score_loss", y_true, chances, **known, **weighted)
        strategy = pick(rng, "uniform", "quantile")
        assert_same("calibration_curve", y_true, chances, n_bins=int(rng.integers(1, 8)), strategy=strategy, **known)
        if len(np.unique(y_true)) < 3:
            assert_same("roc_auc_score", y_true, scores, **weighted)
            assert_same("average_precision_score", y_true, scores, pos_label=pos_label, **weighted)
        if len(pool) > 1:
            table = rng.dirichlet(np.ones(len(pool)), n)
            labels = {"labels": pick(rng, None, np.unique(pool))} | weighted
            assert_same("log_loss", y_true, table, **labels)
            assert_same("brier_score_loss", y_true, table, **labels)
            ties, total = np.round(table, 1), pick(rng, True, False)
            assert_same("top_k_accuracy_score", y_true, ties, k=int(rng.integers(1, 5)), normalize=total, **labels)
            assert_same("top_k_accuracy_score", y_true, scores, k=int(rng.integers(1, 3)), normalize=total, **labels)


def test_special_cases_equal_scikit_learn():
    pair = ["a", "b", "b"], ["a", "b", "a"]
    assert_same("classification_report", *pair, target_names=["one name"])
    assert_same("classification_report", *pair, target_names=["one name"], labels=["a", "b"])
    assert_same("classification_report", [0, 1, 1], [1, 0, 0])
    assert_same("classification_report", [0, 1, 1], [1, 0, 1], digits=15)
    assert_same("log_loss", [0, 1], np.array([[0.0, 1.0], [0.0, 1.0]]))
    assert_same("log_loss", [0, 1], np.array([0.0, 1.0], dtype=np.float32)[::-1])
    assert_same("log_loss", [0, 1], [[0.5, 0.2], [0.3, 0.3]])
    assert_same("log_loss", ["b", "a"], [[0.1, 0.9], [0.8, 0.2]], labels=["b", "a"])
    assert_same("brier_score_loss", [2, 2], [0.1, 0.3])
    assert_same("roc_curve", [0, 1, 2], [0.1, 0.2, 0.3], pos_label=2)
    assert_same("accuracy_score", np.array(["a", "b"], dtype=object), ["a", "a"])


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
    assert day.fbeta_score(y_true, y_pred, average="macro", beta=0.5) == pytest.approx(0.238, abs=5e-4)
    matrix = day.confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])
    assert matrix.tolist() == [[2, 0, 0], [0, 0, 1], [1, 0, 2]]
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
    assert len(seen) == 50
    assert all(seen)
    assert low <= high < 30  # with replacement


def test_bootstrap_draws_again_where_the_metric_is_undefined():
    y, score = np.array([1] + [0] * 9), np.arange(10.0)
    assert day.bootstrap_interval(day.roc_auc_score, y, score, np.random.default_rng(0), n_resamples=50) == (0.0, 0.0)
    low, _ = day.bootstrap_interval(day.average_precision_score, y, -score, np.random.default_rng(0), n_resamples=50)
    assert low == 1.0

    def strict(y_true, y_score):
        if y_true.sum() == 0:
            raise ValueError("no positives")
        return 2.0

    assert day.bootstrap_interval(strict, y, score, np.random.default_rng(0)) == (2.0, 2.0)
    low, high = day.bootstrap_interval(lambda a, b: 3.0 if a.sum() else np.nan, y, score, RNG)
    assert (low, high) == (3.0, 3.0)
    with pytest.raises(ValueError, match="defined on 0 of 1000"):
        day.bootstrap_interval(day.roc_auc_score, [1, 1], [0.2, 0.3], np.random.default_rng(0), n_resamples=10)


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

RNG = np.random.default_rng(0)
ANSWERS = [
    *(day.confusion_matrix, day.accuracy_score, day.balanced_accuracy_score, day.precision_score, day.recall_score),
    *(day.f1_score, day.matthews_corrcoef, day.cohen_kappa_score, day.classification_report),
]
SCORES = [
    *(day.roc_curve, day.roc_auc_score, day.precision_recall_curve, day.average_precision_score, day.log_loss),
    *(day.brier_score_loss, day.calibration_curve, day.top_k_accuracy_score),
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
        ([0, np.inf, 1], [0, 1, 1]),
        ([0, 1, 1], [0, np.nan, 1]),
        ([0, 0.5, 1], [0, 1, 1]),
    ],
)
def test_a_bad_pair_is_refused(function, y_true, second):
    with pytest.raises(ValueError, match="y_true|y_pred|y_score|y_prob"):
        function(y_true, second)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.accuracy_score([0, 1], [0, 0.5]), "y_pred"),
        (lambda: day.accuracy_score(["a", "b"], [0, 1]), "strings"),
        (lambda: day.accuracy_score([0, 1], [0, 1], sample_weight=[1]), "sample_weight"),
        (lambda: day.accuracy_score([0, 1], [0, 1], sample_weight=[0, 0]), "sample_weight"),
        (lambda: day.roc_curve([0, 1], [0, 1], sample_weight=[1, -1]), "sample_weight"),
        (lambda: day.roc_auc_score([0, 1], [0, 1], sample_weight=[1, np.nan]), "sample_weight"),
        (lambda: day.confusion_matrix([0, 1], [0, 1], normalize="rows"), "normalize"),
        (lambda: day.confusion_matrix([0, 1], [0, 1], labels=[7]), "labels"),
        (lambda: day.precision_score([0, 1], [0, 1], average="mean"), "average"),
        (lambda: day.precision_score([0, 1], [0, 1], zero_division=2), "zero_division"),
        (lambda: day.recall_score([0, 1, 2], [0, 1, 2]), "two labels"),
        (lambda: day.f1_score(["a", "b"], ["a", "b"]), "pos_label"),
        (lambda: day.fbeta_score([0, 1], [0, 1], beta=-1), "beta"),
        (lambda: day.cohen_kappa_score([0, 1], [0, 1], weights="cubic"), "weights"),
        (lambda: day.roc_auc_score([0, 1, 2], [0, 1, 2]), "two labels"),
        (lambda: day.roc_auc_score([0, 1], [0, np.inf]), "y_score"),
        (lambda: day.roc_curve(["a", "b"], [0, 1]), "pos_label"),
        (lambda: day.average_precision_score([0, 1, 2], [0, 1, 2]), "two labels"),
        (lambda: day.log_loss([0, 1], [0.5, 1.5]), "y_proba"),
        (lambda: day.log_loss([0, 1], [-0.5, 0.5]), "y_proba"),
        (lambda: day.log_loss([1, 1], [0.5, 0.5]), "classes"),
        (lambda: day.log_loss([0, 2], [[0.5, 0.5]] * 2, labels=[0, 1]), "classes"),
        (lambda: day.brier_score_loss(["a", "b"], [0.5, 0.5]), "pos_label"),
        (lambda: day.brier_score_loss([0, 1, 2], [0.5, 0.5, 0.5]), "two labels"),
        (lambda: day.calibration_curve([0, 1], [0.5, 0.5], strategy="equal"), "strategy"),
        (lambda: day.calibration_curve([0, 1], [0.5, 0.5], n_bins=0), "n_bins"),
        (lambda: day.calibration_curve([0, 1, 2], [0.5, 0.5, 0.1], pos_label=1), "two labels"),
        (lambda: day.top_k_accuracy_score([0, 1], [0, 1], k=0), "k must"),
        (lambda: day.top_k_accuracy_score([0, 1], [0, 1], k=1.0), "k must"),
        (lambda: day.top_k_accuracy_score([0, 1], [0, 1], labels=[1, 0]), "labels"),
        (lambda: day.top_k_accuracy_score([0, 2], np.ones((2, 3))), "y_score"),
        (lambda: day.classification_report([0, 1], [0, 1], target_names=["a"]), "target_names"),
        (
            lambda: day.bootstrap_interval(np.dot, [0, 1], [0, 1], np.random.default_rng(0), n_resamples=0),
            "n_resamples",
        ),
        (lambda: day.bootstrap_interval(np.dot, [0, 1], [0, 1], np.random.default_rng(0), level=1), "level"),
        (lambda: day.bootstrap_interval(np.dot, [0, 1], [[0], [1]], np.random.default_rng(0)), "y_score"),
        (lambda: day.bootstrap_interval(np.dot, [0, 1], [0], np.random.default_rng(0)), "y_score"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# what the script shows


def test_the_demonstrations_are_there():
    answers = day.show_useless_accuracy(np.random.default_rng(5))["answers"]
    assert answers["always no"][0] > 0.98
    assert answers["always no"][2] == 0
    assert answers["p >= 0.1"][1] > answers["p >= 0.5"][1]
    rare = day.show_rare_classes(np.random.default_rng(5))
    assert rare["rare 0.01"][0] == pytest.approx(rare["rare 0.5"][0], abs=0.02)
    assert rare["rare 0.01"][1] < 0.4 < 0.85 < rare["rare 0.5"][1]
    costs = day.show_cost(np.random.default_rng(5))["costs"]
    assert costs["threshold 1/51"] < 0.75 * min(costs["threshold 1/2"], costs["call all ill"], costs["call none ill"])
    calibration = day.show_calibration(np.random.default_rng(5))["calibration"]
    assert calibration["logistic regression"][0] < calibration["naive Bayes"][0] - 0.1
    assert calibration["logistic regression"][2] == pytest.approx(calibration["naive Bayes"][2], abs=0.01)
