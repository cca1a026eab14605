"""Day 14: the four classics against scikit-learn and arithmetic by hand; folds, error bars and the map; the quiz."""

import math
import tracemalloc

import numpy as np
import pytest
import week2_review as day
from conftest import DAY_FOLDERS

from companion.quizzes import read_quiz

SCALES = [(0.0, 1.0), (1e8, 1.0), (-1e6, 1e-2), (0.0, 1e-6), (3.0, 1e5)]  # (center, spread)


@pytest.fixture(scope="module")
def iris():
    return pytest.importorskip("sklearn.datasets").load_iris(return_X_y=True)


@pytest.fixture(scope="module")
def printed():
    """The headline numbers of one run of each show_ function, without the contest."""
    first = day.show_the_useless_columns() | day.show_the_copies()
    return first | day.show_the_clusters() | day.show_the_error_bars(n_sets=40)


def table(n, d, center, spread, rng):
    return center + spread * rng.normal(size=(n, d))


# neighbors


@pytest.mark.parametrize(("center", "spread"), SCALES)
@pytest.mark.parametrize(("n", "d", "k"), [(3, 1, 1), (40, 2, 5), (200, 7, 4), (300, 20, 11), (30, 3, 30)])
def test_neighbors_equal_scikit_learn(center, spread, n, d, k, rng):
    """Distances, rows, shares and labels; scikit-learn's tree sums differences, as we do."""
    neighbors = pytest.importorskip("sklearn.neighbors")
    X, new = table(n, d, center, spread, rng), table(50, d, center, spread, rng)
    y = rng.choice(["red", "green", "blue"], size=n)
    ours = day.KNeighborsClassifier(k).fit(X, y)
    theirs = neighbors.KNeighborsClassifier(k, algorithm="kd_tree").fit(X, y)
    (distances, rows), (their_distances, their_rows) = ours.kneighbors(new), theirs.kneighbors(new)
    np.testing.assert_array_equal(rows, their_rows)
    np.testing.assert_allclose(distances, their_distances, rtol=1e-13)
    np.testing.assert_allclose(ours.predict_proba(new), theirs.predict_proba(new), rtol=1e-15)
    np.testing.assert_array_equal(ours.predict(new), theirs.predict(new))
    np.testing.assert_array_equal(ours.classes_, theirs.classes_)
    assert (ours.n_features_in_, ours.n_neighbors) == (d, k)


def test_equal_votes_go_to_the_first_class_and_equal_distances_to_the_first_row():
    sklearn = pytest.importorskip("sklearn.neighbors")
    X, y = [[0.0], [1.0], [2.0], [3.0]], ["b", "a", "c", "a"]
    for k, label in ((1, "b"), (2, "a"), (3, "a"), (4, "a")):
        model = day.KNeighborsClassifier(k).fit(X, y)
        assert model.predict([[0.2]]).tolist() == [label]
        assert sklearn.KNeighborsClassifier(k).fit(X, y).predict([[0.2]]).tolist() == [label]
    assert day.KNeighborsClassifier(1).fit(X, y).predict([[2.5], [0.5]]).tolist() == ["c", "b"]
    same = day.KNeighborsClassifier(3).fit(np.zeros((6, 2)), [5, 4, 4, 3, 3, 3])
    assert same.kneighbors([[1.0, 1.0]])[1].tolist() == [[0, 1, 2]]
    assert same.predict([[1.0, 1.0]]).tolist() == [4]
    np.testing.assert_allclose(same.predict_proba([[1.0, 1.0]]), [[0, 2 / 3, 1 / 3]], rtol=1e-15)


@pytest.mark.parametrize("k", [1, 3])
def test_leave_one_out_on_iris(k, iris):
    """Published: 6 of 150 wrong, for one neighbor and for three."""
    X, y = iris
    wrong = 0
    for i in range(150):
        model = day.KNeighborsClassifier(k).fit(np.delete(X, i, axis=0), np.delete(y, i))
        wrong += int(model.predict(X[i : i + 1])[0] != y[i])
    assert wrong == 6


def test_neighbors_keep_their_own_rows_and_no_table_of_differences(rng):
    X, y = rng.normal(size=(3000, 20)), rng.integers(0, 2, size=3000)
    model = day.KNeighborsClassifier(3).fit(X, y)
    before = model.predict(X[:20])
    kept = X[:20].copy()
    X += 100.0
    np.testing.assert_array_equal(model.predict(kept), before)
    tracemalloc.start()
    model.predict(rng.normal(size=(1000, 20)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.5e8  # all differences at once would take 480 MB, all distances take 24 MB


@pytest.mark.parametrize(("a", "b", "d"), [(1, 1, 1), (7, 3, 5), (40, 60, 2)])
def test_squared_distances_equal_a_loop_over_pairs(a, b, d, rng):
    A, B = rng.normal(size=(a, d)) + 1e6, rng.normal(size=(b, d)) + 1e6
    naive = [[sum((p - q) ** 2 for p, q in zip(row, other, strict=True)) for other in B] for row in A]
    np.testing.assert_allclose(day.squared_distances(A, B), naive, rtol=1e-12)


# naive Bayes


@pytest.mark.parametrize(("center", "spread"), SCALES)
@pytest.mark.parametrize(("n", "d", "classes"), [(6, 1, 2), (50, 3, 3), (400, 20, 5), (30, 200, 2), (9, 2, 1)])
def test_naive_bayes_equals_scikit_learn(center, spread, n, d, classes, rng):
    naive_bayes = pytest.importorskip("sklearn.naive_bayes")
    y = np.arange(n) % classes - 1
    X = table(n, d, center, spread, rng) + spread * y[:, None] * rng.normal(size=d) / 3
    new = table(40, d, center, spread, rng)
    ours, theirs = day.GaussianNB().fit(X, y), naive_bayes.GaussianNB().fit(X, y)
    for name in ("theta_", "var_", "class_prior_", "classes_", "epsilon_"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-12, err_msg=name)
    joint = theirs.predict_joint_log_proba(new)
    np.testing.assert_allclose(ours.predict_joint_log_proba(new), joint, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(ours.predict_proba(new), theirs.predict_proba(new), rtol=1e-7, atol=1e-12)
    np.testing.assert_array_equal(ours.predict(new), theirs.predict(new))
    np.testing.assert_allclose(ours.predict_proba(new).sum(axis=1), 1, rtol=1e-14)


def test_naive_bayes_on_iris(iris):
    """Published in scikit-learn's user guide: 4 of 75 wrong on half of iris."""
    split = pytest.importorskip("sklearn.model_selection").train_test_split
    X, new_X, y, new_y = split(*iris, test_size=0.5, random_state=0)
    assert np.sum(day.GaussianNB().fit(X, y).predict(new_X) != new_y) == 4


def test_naive_bayes_by_hand_and_far_away():
    """Variances 1 and 1, means 1 and 5, equal priors: the log-odds at x are 4x - 12. Far out they do not underflow."""
    model = day.GaussianNB().fit([[0.0], [2.0], [4.0], [6.0]], ["low", "low", "up", "up"])
    x = np.array([[3.0], [3.5], [0.0], [-1e4], [1e4]])
    logs = model.predict_joint_log_proba(x)
    np.testing.assert_allclose(logs[:, 1] - logs[:, 0], 4 * x[:, 0] - 12, rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(logs[0], np.log(0.5) - 0.5 * np.log(2 * np.pi) - 2, rtol=1e-7)  # 2 away from both
    np.testing.assert_allclose(model.predict_proba([[3.5]]), [[1 / (1 + np.e**2), 1 / (1 + np.e**-2)]], rtol=1e-7)
    np.testing.assert_array_equal(model.predict_proba([[-1e4], [1e4]]), [[1, 0], [0, 1]])
    assert model.predict(x[1:]).tolist() == ["up", "low", "low", "up"]
    assert model.epsilon_ == pytest.approx(5e-9, rel=1e-12)  # the four numbers have the variance 5
    uneven = day.GaussianNB().fit([[0.0], [2.0], [0.0], [2.0], [4.0], [6.0]], [0, 0, 0, 0, 1, 1])
    log_odds = np.subtract(*uneven.predict_joint_log_proba([[3.0]])[0])
    assert log_odds == pytest.approx(math.log(2), rel=1e-7)


def test_a_constant_column_is_smoothed_and_a_constant_table_refused():
    X, y = np.array([[1.0, 0.0], [1.0, 2.0], [1.0, 10.0], [1.0, 12.0]]), [0, 0, 1, 1]
    model = day.GaussianNB().fit(X, y)
    np.testing.assert_allclose(model.var_[:, 0], 1e-9 * X[:, 1].var(), rtol=1e-12)
    assert model.predict([[1.0, 3.0], [1.0, 9.0]]).tolist() == [0, 1]
    with pytest.raises(ValueError, match="X must have two different rows"):
        day.GaussianNB().fit(np.ones((4, 2)), y)


# k-means


@pytest.mark.parametrize(
    ("n", "d", "k"), [(10, 1, 2), (100, 2, 5), (300, 10, 8), (60, 3, 20), (40, 2, 1), (500, 2, 30)]
)
@pytest.mark.parametrize("scale", SCALES)
def test_lloyd_equals_scikit_learn_from_the_same_start(n, d, k, scale, rng):
    cluster = pytest.importorskip("sklearn.cluster")
    X = table(n, d, *scale, rng)
    start = X[rng.permutation(n)[:k]]
    centers, labels, inertia, n_iter = day.lloyd(X, start)
    theirs = cluster.KMeans(k, init=start, n_init=1, tol=0, max_iter=1000, algorithm="lloyd").fit(X)
    np.testing.assert_array_equal(labels, theirs.labels_)
    np.testing.assert_allclose(centers, theirs.cluster_centers_, rtol=1e-12, atol=1e-7 * scale[1])
    assert inertia == pytest.approx(theirs.inertia_, rel=1e-6)
    assert n_iter == theirs.n_iter_


@pytest.mark.parametrize(("n", "d", "k"), [(30, 1, 3), (200, 2, 6), (300, 5, 3), (50, 40, 4), (12, 2, 12)])
@pytest.mark.parametrize("scale", SCALES)
def test_k_means_ends_at_a_fixed_point(n, d, k, scale, rng):
    """Each row has its nearest center, each center is the mean of its rows, and all attributes belong together."""
    X = table(n, d, *scale, rng)
    model = day.KMeans(k, rng).fit(X)
    squares = ((X[:, None] - model.cluster_centers_) ** 2).sum(axis=2)
    np.testing.assert_array_equal(model.labels_, squares.argmin(axis=1))
    np.testing.assert_array_equal(model.predict(X), model.labels_)
    means = [X[model.labels_ == group].mean(axis=0) for group in range(k)]
    np.testing.assert_allclose(model.cluster_centers_, means, rtol=1e-13, atol=1e-13 * scale[1])
    assert model.inertia_ == pytest.approx(squares.min(axis=1).sum(), rel=1e-12)
    assert model.n_iter_ >= 1
    assert model.n_features_in_ == d


@pytest.mark.parametrize("seed", range(5))
def test_k_means_finds_separate_blobs_as_well_as_scikit_learn(seed):
    """Twelve blobs, 100 apart: greedy k-means++ with ten starts finds them. A plain random start often would not."""
    cluster = pytest.importorskip("sklearn.cluster")
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(12), 20)
    X = 100 * np.stack([y % 4, y // 4], axis=1) + rng.normal(size=(240, 2))
    model = day.KMeans(12, rng).fit(X)
    theirs = cluster.KMeans(12, n_init=20, random_state=seed, tol=0).fit(X)
    assert model.inertia_ == pytest.approx(theirs.inertia_, rel=1e-9)
    assert all(len(set(model.labels_[y == group])) == 1 for group in range(12))
    assert len(set(model.labels_)) == 12


def test_the_best_of_ten_starts_is_kept():
    X = np.random.default_rng(5).normal(size=(80, 2))
    rng = np.random.default_rng(3)
    runs = [day.lloyd(X, day.seed_centers(X, 9, rng))[2] for _ in range(10)]
    assert max(runs) > min(runs) * 1.02  # starts do differ here
    assert day.KMeans(9, np.random.default_rng(3)).fit(X).inertia_ == min(runs)


def test_seeds_are_rows_far_apart():
    """Ten tight heaps: each gets one seed. The chance that a heap gets two is below 1e-9 by the squared distances."""
    y = np.repeat(np.arange(10), 30)
    X = 1000.0 * y[:, None] + 1e-5 * np.random.default_rng(0).normal(size=(300, 1))
    for seed in range(10):
        centers = day.seed_centers(X, 10, np.random.default_rng(seed))
        assert sorted(np.round(centers[:, 0] / 1000).astype(int)) == list(range(10))
        assert np.isin(centers[:, 0], X[:, 0]).all()


def test_seeds_are_drawn_by_squared_distance():
    """Points 0, 1 and 3: after 0, the second center is 3 with 9/10 (by the distance it would be 3/4); after 3, it is 0
    with 9/13. About 1000 of 3000 draws start at each; five deviations are 0.05 and 0.075."""
    X = np.array([[0.0], [1.0], [3.0]])
    rng = np.random.default_rng(0)
    starts = [day.seed_centers(X, 2, rng)[:, 0].tolist() for _ in range(3000)]
    for first, second, share, margin in ((0, 3, 9 / 10, 0.05), (3, 0, 9 / 13, 0.075)):
        seconds = [end for start, end in starts if start == first]
        assert len(seconds) == pytest.approx(1000, abs=130)
        assert np.mean(np.equal(seconds, second)) == pytest.approx(share, abs=margin)


def test_the_nearest_center_so_far_counts():
    """Points 0, 1, 10, 11 and three centers: after two far apart, the third is one of the two that are left."""
    X = np.array([[0.0], [1e-9], [10.0], [10.0 + 1e-6]])
    for seed in range(20):
        centers = day.seed_centers(X, 3, np.random.default_rng(seed))[:, 0]
        assert len(set(centers)) == 3
        assert sum(centers > 5) == 2  # 1e-6 beside 1e-9: a million times as likely


def test_small_groups_come_to_rest_beside_huge_ones():
    """The inertia of the huge group is so large that the progress of the small ones does not change a digit of it."""
    small, huge = np.arange(10.0)[:, None], 1e12 + 1e9 * np.arange(20.0)[:, None]
    alone, rounds = day.lloyd(small, np.array([[0.0], [1.0]]))[::3]
    centers, labels, _, n_iter = day.lloyd(np.concatenate([small, huge]), np.array([[0.0], [1.0], [1e12]]))
    assert rounds > 3
    assert n_iter == rounds
    np.testing.assert_array_equal(centers[:2], alone)
    np.testing.assert_array_equal(labels, [0] * 5 + [1] * 5 + [2] * 20)


def test_an_empty_cluster_takes_the_farthest_row():
    cluster = pytest.importorskip("sklearn.cluster")
    X = np.array([[0.0], [1.0], [2.0], [10.0]])
    start = np.array([[1.0], [500.0]])
    centers, labels, inertia, n_iter = day.lloyd(X, start)
    theirs = cluster.KMeans(2, init=start, n_init=1, tol=0).fit(X)
    assert (centers[:, 0].tolist(), labels.tolist(), inertia, n_iter) == ([1.0, 10.0], [0, 0, 0, 1], 2.0, 2)
    np.testing.assert_array_equal(labels, theirs.labels_)
    assert inertia == pytest.approx(theirs.inertia_)
    far = np.array([[-1.0], [500.0], [900.0]])  # two are empty, and 10, the farthest row, would be left alone
    centers, labels, inertia, _ = day.lloyd(X, far)
    assert np.isfinite(centers).all()
    assert inertia == 0.5
    assert len(set(labels.tolist())) == 3
    lonely = day.lloyd(np.array([[0.0], [1.0], [50.0]]), np.array([[0.5], [20.0], [900.0]]))  # 50 is alone at 20
    assert np.isfinite(lonely[0]).all()
    assert lonely[2] == 0


def test_as_many_clusters_as_different_rows(rng):
    X = np.repeat(rng.normal(size=(5, 2)), 4, axis=0)
    model = day.KMeans(5, rng).fit(X)
    assert model.inertia_ == pytest.approx(0, abs=1e-28)
    assert len(set(model.labels_)) == 5
    with pytest.raises(ValueError, match="n_clusters must be from 1 to 5 for these data, got 6"):
        day.KMeans(6, rng).fit(X)
    with pytest.raises(ValueError, match="n_clusters"):
        day.KMeans(2, rng).fit([[1.0]])


@pytest.mark.parametrize("seed", range(20))
def test_k_means_ends_on_grids_full_of_ties(seed):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 4, size=(60, 2)) * 0.1
    model = day.KMeans(4, rng).fit(X)
    np.testing.assert_array_equal(model.predict(X), model.labels_)
    squares = ((X[:, None] - model.cluster_centers_) ** 2).sum(axis=2)
    np.testing.assert_allclose(squares[np.arange(60), model.labels_], squares.min(axis=1), rtol=1e-12)


# principal components


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("n", "d"), [(2, 1), (30, 4), (400, 12), (8, 30), (50, 50)])
def test_pca_equals_scikit_learn(n, d, scale, rng):
    decomposition = pytest.importorskip("sklearn.decomposition")
    X = table(n, d, *scale, rng) * (1 + np.arange(d))
    new = table(20, d, *scale, rng)
    full = min(n - 1, d)  # one direction is lost to the mean
    for k in {1, (full + 1) // 2, full}:
        ours, theirs = day.PCA(k).fit(X), decomposition.PCA(k, svd_solver="full").fit(X)
        tolerance = 1e-9 if scale[0] < 1e7 else 1e-6
        for name in ("explained_variance_", "explained_variance_ratio_", "singular_values_", "mean_"):
            np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=tolerance, err_msg=name)
        np.testing.assert_allclose(ours.components_, theirs.components_, atol=100 * tolerance)
        np.testing.assert_allclose(ours.components_ @ ours.components_.T, np.eye(k), atol=1e-13)
        Z = ours.transform(new)
        size = np.abs(Z).max()
        np.testing.assert_allclose(Z, theirs.transform(new), atol=100 * tolerance * size)
        np.testing.assert_allclose(ours.inverse_transform(Z), theirs.inverse_transform(Z), atol=100 * tolerance * size)
        assert (ours.n_components_, ours.n_features_in_) == (k, d)


def test_published_pca_values(iris):
    """scikit-learn's documentation: iris, and the six points of PCA's docstring."""
    ratios = day.PCA().fit(iris[0]).explained_variance_ratio_
    np.testing.assert_allclose(ratios, [0.92461872, 0.05306648, 0.01710261, 0.00521218], atol=5e-9)
    six = day.PCA(n_components=2).fit([[-1, -1], [-2, -1], [-3, -2], [1, 1], [2, 1], [3, 2]])
    np.testing.assert_allclose(six.explained_variance_ratio_, [0.99244289, 0.00755711], atol=5e-9)
    np.testing.assert_allclose(six.singular_values_, [6.30061232, 0.54980396], atol=5e-9)


def test_pca_properties(rng):
    """Coordinates are centered and uncorrelated, variances fall, all components rebuild everything, signs are fixed."""
    X = rng.normal(size=(60, 6)) @ rng.normal(size=(6, 6)) + 7
    model = day.PCA()
    Z = model.fit(X).transform(X)
    np.testing.assert_allclose(np.cov(Z.T), np.diag(model.explained_variance_), atol=1e-12)
    np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-13)
    assert (np.diff(model.explained_variance_) <= 0).all()
    assert model.explained_variance_ratio_.sum() == pytest.approx(1, rel=1e-14)
    assert model.explained_variance_.sum() == pytest.approx(X.var(axis=0, ddof=1).sum(), rel=1e-12)
    np.testing.assert_allclose(model.inverse_transform(Z), X, rtol=1e-12)
    assert (model.components_[np.arange(6), np.abs(model.components_).argmax(axis=1)] > 0).all()
    for k in range(1, 6):  # what is lost is the variance of the components that were left out (Eckart and Young 1936)
        kept = day.PCA(k).fit(X)
        lost = np.sum((X - kept.inverse_transform(kept.transform(X))) ** 2)
        assert lost == pytest.approx(np.sum(model.singular_values_[k:] ** 2), rel=1e-9)


# folds, error bars, map


@pytest.mark.parametrize("seed", range(25))
def test_stratified_folds(seed):
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(10, 200)), int(rng.integers(2, 8))
    y = rng.choice([7, -3, 0, 12], size=n, p=[0.5, 0.3, 0.15, 0.05])
    y[:k] = 7
    folds = day.stratified_k_fold(y.astype(str) if seed % 2 else y, k, rng)
    assert len(folds) == k
    np.testing.assert_array_equal(np.sort(np.concatenate([test for _, test in folds])), np.arange(n))
    for train, test in folds:
        np.testing.assert_array_equal(np.sort(np.concatenate([train, test])), np.arange(n))
        for label in np.unique(y):
            count = np.sum(y == label)
            assert count // k <= np.sum(y[test] == label) <= -(-count // k)
    sizes = [len(test) for _, test in folds]
    assert max(sizes) - min(sizes) <= 1


def test_folds_are_shuffled_and_repeatable():
    y = np.repeat([0, 1], 30)
    first, again, other = (day.stratified_k_fold(y, 3, np.random.default_rng(seed)) for seed in (0, 0, 1))
    for (a, b), (c, d) in zip(first, again, strict=True):
        np.testing.assert_array_equal(a, c)
        np.testing.assert_array_equal(b, d)
    assert any(a[1].tolist() != b[1].tolist() for a, b in zip(first, other, strict=True))
    assert first[0][1].tolist() != list(range(0, 60, 3))
    counts = np.zeros(60)
    for seed in range(300):  # each row is as often in the first fold: 100 of 300, give or take 41 (five deviations)
        counts[day.stratified_k_fold(y, 3, np.random.default_rng(seed))[0][1]] += 1
    assert np.abs(counts - 100).max() < 41


def test_rare_classes_and_too_many_folds():
    rng = np.random.default_rng(0)
    folds = day.stratified_k_fold(["a"] * 9 + ["b"] * 2, 5, rng)
    assert sorted(int(np.sum(test >= 9)) for _, test in folds) == [0, 0, 0, 1, 1]
    assert len(day.stratified_k_fold([0, 0, 0], 3, rng)) == 3
    with pytest.raises(ValueError, match="k must be from 2 to 3 for these data, got 4"):
        day.stratified_k_fold([0, 0, 0, 1, 1], 4, rng)


class Spy:
    """Remembers the tables that it is given, and always says 1."""

    seen = []

    def fit(self, X, y):
        self.seen.append((X, y))
        return self

    def predict(self, X):
        self.seen.append((X, None))
        return np.ones(len(X))


def test_cross_validation_scales_by_the_training_rows_only(rng):
    X, y = 5 + rng.normal(size=(20, 3)), np.arange(20) % 2
    folds = day.stratified_k_fold(y, 4, rng)
    Spy.seen = []
    y[0] = 1
    scores = day.fold_accuracies(Spy, X, y, folds)
    np.testing.assert_allclose(scores, [np.mean(y[test] == 1) for _, test in folds], rtol=1e-15)
    assert len(Spy.seen) == 8
    for (train, test), (fitted, labels), (asked, _) in zip(folds, Spy.seen[::2], Spy.seen[1::2], strict=True):
        mean, spread = X[train].mean(axis=0), X[train].std(axis=0)
        np.testing.assert_allclose(fitted, (X[train] - mean) / spread, rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(asked, (X[test] - mean) / spread, rtol=1e-10, atol=1e-12)
        np.testing.assert_array_equal(labels, y[train])


def test_corrected_standard_error_by_hand():
    """Values 1, 2, 3, 4 have the variance 5/3; four folds, a test set of a third of the training set."""
    assert day.corrected_standard_error([1, 2, 3, 4], 75, 25) == pytest.approx(
        math.sqrt((1 / 4 + 1 / 3) * 5 / 3), rel=1e-14
    )
    assert day.corrected_standard_error([1, 2, 3, 4], 75, 0) == pytest.approx(math.sqrt(5 / 3 / 4), rel=1e-14)
    assert day.corrected_standard_error([5, 5, 5], 4, 1) == 0
    for values, n_train, n_test in (([1.0], 4, 1), (3.0, 4, 1), ([[1, 2]], 4, 1), ([1, 2], 0, 1), ([1, 2], 4, -1)):
        with pytest.raises(ValueError, match="values must be two or more"):
            day.corrected_standard_error(values, n_train, n_test)


def test_the_map_compares_fold_by_fold():
    """`steady` is a little behind in every fold, so it is worse; `wild` is farther behind, but by one fold only."""
    best = np.array([0.7, 0.9, 0.8, 0.6, 0.95])
    scores = {"steady": best - [0.01, 0.02, 0.01, 0.02, 0.01], "wild": best - [0, 0, 0.3, 0, 0], "best": best}
    assert day.decision_map(scores, 4, 1) == ("best", ["wild", "best"], "wild")
    turned = dict(reversed(scores.items()))
    assert day.decision_map(turned, 4, 1) == ("best", ["best", "wild"], "best")
    assert day.decision_map({"twin": best[::-1], "best": best}, 4, 1)[::2] == ("twin", "twin")
    rounded = {"a": np.array([0.3, 0.2, 0.1]), "b": np.array([0.1, 0.2, 0.3])}
    assert rounded["a"].mean() < rounded["b"].mean()  # by the last bit, which must not decide
    assert day.decision_map(rounded, 4, 1)[0] == "a"


@pytest.mark.parametrize(("n_train", "n_test"), [(4, 1), (1, 1), (9, 1)])
def test_the_map_draws_the_line_at_two_standard_errors(n_train, n_test):
    """A gap of two corrected errors, a hair more or less; the errors by hand."""
    wobble = np.array([-0.03, -0.01, 0.01, 0.03])
    bar = math.sqrt((1 / 4 + n_test / n_train) * 0.002 / 3)
    for gap, tied in ((1.999 * bar, ["behind", "ahead"]), (2.001 * bar, ["ahead"])):
        scores = {"behind": 0.5 - gap + wobble, "ahead": np.full(4, 0.5)}
        assert day.decision_map(scores, n_train, n_test) == ("ahead", tied, tied[0])


# what the README says


def test_the_table_of_the_digits_is_scikit_learns(capsys):
    """The three columns by scikit-learn's PCA and neighbors on the same folds."""
    decomposition, neighbors = pytest.importorskip("sklearn.decomposition"), pytest.importorskip("sklearn.neighbors")
    X, y = day.contest_data()["digits"]
    folds = day.ten_folds(y)[:3]
    ours = day.show_the_components(X, y, folds)
    majority = [np.mean(y[test] == np.bincount(y[train]).argmax()) for train, test in folds]
    assert ours["majority digit"] == pytest.approx(np.mean(majority), rel=1e-12)
    assert f"the majority class {np.mean(majority):.3f}" in capsys.readouterr().out
    for k in (2, 10, 64):
        rows = []
        for train, test in folds:
            pca = decomposition.PCA(k, svd_solver="full").fit(X[train])
            lost = X[test] - pca.inverse_transform(pca.transform(X[test]))
            rebuilt = 1 - np.sum(lost**2) / np.sum((X[test] - X[train].mean(axis=0)) ** 2)
            model = neighbors.KNeighborsClassifier().fit(pca.transform(X[train]), y[train])
            right = model.score(pca.transform(X[test]), y[test])
            rows.append((pca.explained_variance_ratio_.sum(), rebuilt, right))
        np.testing.assert_allclose(ours["components"][k][:2], np.mean(rows, axis=0)[:2], rtol=1e-9)
        assert ours["components"][k][2] == pytest.approx(np.mean(rows, axis=0)[2], abs=0.0035)  # one row of 300


def test_k_means_works_on_blobs_and_fails_on_moons(printed):
    blobs, moons = printed["clusters"]["blobs"], printed["clusters"]["moons"]
    assert blobs[0].min() > 0.9
    assert moons[0].max() < 0.5
    assert moons[1].max() < 0.75  # its groups are much tighter than the moons: the search did not fail, the aim did


def test_the_usual_standard_error_is_too_short(printed):
    """Of 40 data sets; both columns have the same distribution, so every alarm is a false one."""
    results = printed["error bars"]
    assert results["as if folds were apart"][0] < 0.8 * results["scatter"]
    assert results["as if folds were apart"][1] > results["corrected for overlap"][1]
    assert results["corrected for overlap"][1] <= 0.1
    ratio = results["corrected for overlap"][0] / results["as if folds were apart"][0]
    assert ratio == pytest.approx(math.sqrt((0.1 + 0.25) / 0.1), rel=1e-12)
    np.testing.assert_allclose(results["right"], 0.5 * (1 + math.erf(1 / math.sqrt(2))), atol=0.02)  # Phi(1)


def test_useless_columns_and_copies(printed):
    """Neighbors lose more than naive Bayes; distances become alike; copies make naive Bayes surer and never better."""
    useless, copies = printed["useless columns"], printed["copies"]
    neighbors, naive, ratio = np.transpose(list(useless.values()))
    for falling in (neighbors, naive, -ratio):
        assert (np.diff(falling) < 0).all()
    assert neighbors[0] - neighbors[-1] > 2 * (naive[0] - naive[-1])
    sure, right = np.transpose(list(copies.values()))
    assert (np.diff(sure) > 0).all()
    np.testing.assert_allclose(right, right[0], atol=1e-3)
    np.testing.assert_allclose(right[0], naive[0], atol=1e-12)  # the same data


def test_two_groups_have_their_closed_form():
    """Best possible: Phi(sqrt 2) = 0.921. On 20000 rows the accuracy is off by 0.006 with a chance below 0.002."""
    rng = np.random.default_rng(0)
    (X, y), (new_X, new_y) = day.two_groups(5000, 3, rng), day.two_groups(20000, 3, rng)
    assert X.shape == (5000, 5)
    assert y.mean() == 0.5
    np.testing.assert_allclose(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0), [2, 2, 0, 0, 0], atol=0.15)
    accuracy = np.mean(day.GaussianNB().fit(X, y).predict(new_X) == new_y)
    assert accuracy == pytest.approx(0.5 * (1 + math.erf(1)), abs=0.006)


def test_the_data_of_the_contest():
    data = day.contest_data()
    assert {name: (X.shape, len(np.unique(y))) for name, (X, y) in data.items()} == {
        "wine": ((178, 13), 3),
        "cancer": ((569, 30), 2),
        "digits": ((500, 64), 10),
        "rule": ((400, 10), 2),
    }
    X, y = data["rule"]
    rule = np.where(X[:, 0] > 0.5, X[:, 1] > 0.4, X[:, 2] > 0.6)
    assert 0.85 < np.mean(rule == y) < 0.95  # one label of ten is wrong
    for _, labels in data.values():
        folds = day.ten_folds(labels)
        assert len(folds) == 10
        assert folds[0][1].tolist() != folds[5][1].tolist()


@pytest.fixture(scope="module")
def contest(full_run, run):
    """The rows of the table in the script's output: {model: [(accuracy, bar, starred), ...]}."""
    lines = run(14).stdout.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("Accuracy on new rows"))
    rows = {}
    for line in lines[start + 2 : start + 11]:
        parts = line[15:].replace("*", " *").split("+-")
        accuracies = [float(part.replace("*", "").split()[-1]) for part in parts[:-1]]
        bars = [float(part.split()[0]) for part in parts[1:]]
        stars = ["*" in part for part in parts[1:]]
        rows[line[:15].strip()] = list(zip(accuracies, bars, stars, strict=True))
    return rows


def test_the_table_is_scikit_learns(contest):
    """Neighbors and naive Bayes by scikit-learn's classes on the same folds; and every bar from its definition."""
    neighbors, naive_bayes = pytest.importorskip("sklearn.neighbors"), pytest.importorskip("sklearn.naive_bayes")
    makers = {"neighbors": neighbors.KNeighborsClassifier, "naive Bayes": naive_bayes.GaussianNB}
    for column, (X, y) in enumerate(day.contest_data().values()):
        for name, make in makers.items():
            scores = []
            for train, test in day.ten_folds(y):
                mean, spread = X[train].mean(axis=0), X[train].std(axis=0)
                spread = np.where(spread == 0, 1, spread)
                model = make().fit((X[train] - mean) / spread, y[train])
                scores.append(model.score((X[test] - mean) / spread, y[test]))
            accuracy, bar, _ = contest[name][column]
            assert accuracy == pytest.approx(np.mean(scores), abs=0.0021)  # equally near rows may come in another order
            assert bar == pytest.approx(math.sqrt(0.35 * np.var(scores, ddof=1)), abs=0.0021)


def test_the_map_of_the_readme(contest):
    """Everybody beats the majority class; the ranking differs; and two error bars do not tell what the folds tell."""
    baseline = [accuracy for accuracy, _, _ in contest["majority"]]
    models = {name: row for name, row in contest.items() if name != "majority"}
    assert len(models) == 8
    for row in models.values():
        for (accuracy, error, _), majority in zip(row, baseline, strict=True):
            assert accuracy - 2 * error > majority
    winners = [max(models, key=lambda name: models[name][column][0]) for column in range(4)]
    assert len(set(winners)) >= 3
    assert not any(starred for _, _, starred in models["tree"])
    neighbors, ada = models["neighbors"][0], models["AdaBoost"][0]  # wine: equally accurate, and only one has a star
    assert neighbors[0] == ada[0]
    assert (neighbors[2], ada[2]) == (False, True)
    behind, ahead = models["boosting"][2], models["forest"][2]  # digits: the error bars overlap, and yet it is worse
    assert behind[0] + behind[1] > ahead[0] - ahead[1]
    assert (behind[2], ahead[2]) == (False, True)


# errors


GOOD_X, GOOD_Y = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 3.0], [3.0, 5.0]]), np.array([0, 1, 0, 1])
MAKERS = {
    "neighbors": lambda: day.KNeighborsClassifier(2),
    "naive Bayes": lambda: day.GaussianNB(),
    "k-means": lambda: day.KMeans(2, np.random.default_rng(0)),
    "pca": lambda: day.PCA(1),
}


def fit(name, X, y=GOOD_Y):
    return MAKERS[name]().fit(X, y) if name in ("neighbors", "naive Bayes") else MAKERS[name]().fit(X)


def ask(name, model, X):
    return model.transform(X) if name == "pca" else model.predict(X)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(
    "X", [np.zeros(4), np.zeros((0, 2)), np.zeros((4, 0)), np.zeros((4, 2, 1)), GOOD_X * np.nan, GOOD_X + np.inf]
)
def test_bad_tables_are_refused(name, X):
    with pytest.raises(ValueError, match="X must be"):
        fit(name, X)
    model = fit(name, GOOD_X)
    with pytest.raises(ValueError, match="X must be"):
        ask(name, model, X)


@pytest.mark.parametrize("name", MAKERS)
def test_another_width_or_no_fit_is_refused(name):
    model = fit(name, GOOD_X)
    assert isinstance(model, type(MAKERS[name]()))  # fit returns the model
    with pytest.raises(ValueError, match=r"X must have 2 columns, as in fit, got shape \(4, 3\)"):
        ask(name, model, np.zeros((4, 3)))
    with pytest.raises(ValueError, match="has not been fitted: call fit first"):
        ask(name, MAKERS[name](), GOOD_X)
    if name == "pca":
        with pytest.raises(ValueError, match="X must have 1 columns"):
            model.inverse_transform(GOOD_X)
        with pytest.raises(ValueError, match="this PCA has not been fitted"):
            day.PCA().inverse_transform(GOOD_X)


@pytest.mark.parametrize("name", ["neighbors", "naive Bayes"])
@pytest.mark.parametrize(
    ("y", "message"),
    [
        (GOOD_Y[:, None], r"y must be \(n,\).* got shape \(4, 1\)"),
        (GOOD_Y[:3], r"y must have a label for each of the 4 rows of X, got shape \(3,\)"),
        ([], "y must be"),
        ([np.nan, 1, 0, 1], "y must be .* without nan"),
        ([np.inf, 1, 0, 1], "y must be .* without nan or inf"),
    ],
)
def test_bad_labels_are_refused(name, y, message):
    with pytest.raises(ValueError, match=message):
        fit(name, GOOD_X, y)


@pytest.mark.parametrize("y", [[3, -1, 3, -1], ["b", "a", "b", "a"], [True, False, True, False], [2.0, 1.0, 2.0, 1.0]])
@pytest.mark.parametrize("name", ["neighbors", "naive Bayes"])
def test_labels_come_back_as_they_were(name, y):
    y = np.array(y)
    model = day.KNeighborsClassifier(1) if name == "neighbors" else day.GaussianNB()
    said = model.fit([[0.0], [10.0], [1.0], [11.0]], y).predict([[0.0], [10.0]])
    assert said.dtype == y.dtype
    np.testing.assert_array_equal(said, y[:2])
    if y.dtype.kind == "U":
        assert model.fit([[0.0], [9.0], [1.0], [8.0]], y.astype(object)).classes_.tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.KNeighborsClassifier(0).fit(GOOD_X, GOOD_Y), "n_neighbors must be from 1 to 4 .*, got 0"),
        (lambda: day.KNeighborsClassifier(5).fit(GOOD_X, GOOD_Y), "n_neighbors must be from 1 to 4 .*, got 5"),
        (lambda: day.KMeans(0, np.random.default_rng(0)).fit(GOOD_X), "n_clusters must be from 1 to 4"),
        (lambda: day.KMeans(5, np.random.default_rng(0)).fit(GOOD_X), "n_clusters must be from 1 to 4"),
        (lambda: day.PCA(0).fit(GOOD_X), "n_components must be from 1 to 2 .*, got 0"),
        (lambda: day.PCA(3).fit(GOOD_X), "n_components must be from 1 to 2 .*, got 3"),
        (lambda: day.PCA().fit(np.ones((5, 2))), "X must have two different rows at least, got 5"),
        (lambda: day.PCA().fit([[1.0, 2.0]]), "X must have two different rows"),
        (lambda: day.stratified_k_fold(GOOD_Y, 1, np.random.default_rng(0)), "k must be from 2 to 2 .*, got 1"),
        (lambda: day.stratified_k_fold(GOOD_Y, 3, np.random.default_rng(0)), "k must be from 2 to 2 .*, got 3"),
        (lambda: day.stratified_k_fold(GOOD_Y[:, None], 2, np.random.default_rng(0)), r"y must be \(n,\)"),
        (lambda: day.stratified_k_fold([], 2, np.random.default_rng(0)), r"y must be \(n,\)"),
        (lambda: day.stratified_k_fold([0.0, np.nan], 2, np.random.default_rng(0)), "y must be"),
    ],
)
def test_wrong_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# the quiz


@pytest.fixture(scope="module")
def questions():
    return read_quiz(DAY_FOLDERS[14] / "quiz.toml")


def bits(*counts):
    return -sum(c / sum(counts) * math.log2(c / sum(counts)) for c in counts)


def gini(*counts):
    return 1 - sum((c / sum(counts)) ** 2 for c in counts)


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


VOTE = [math.comb(3, right) * 0.7**right * 0.3 ** (3 - right) for right in range(4)]
# every question with a number to compute: its right answer, then the wrong ones in their order
COMPUTED = {
    "points (0, 1), (1, 3) and (2, 5)": (np.polyfit([0, 1, 2], [1, 3, 5], 1)[0], 1, 3, 5),
    "sum of squared residuals is 20": (1 - 20 / 80, 20 / 80, 80 / 20, 1 - math.sqrt(20 / 80)),
    "condition number of X is 1000": (1000**2, 1000, 2 * 1000, math.sqrt(1000)),
    "residuals 1 and -3": (-(1 - 3), 1 - 3, 0, math.hypot(1, 3)),
    "log-odds of 0": (sigmoid(0), 0, 1, sigmoid(1)),
    "weight of 0.7": (math.exp(0.7), 0.7, 1 + 0.7, sigmoid(0.7)),
    "softmax of the scores": (3 / (3 + 1), 1 / 2, math.log(3) / (math.log(3) + 1), 1 / 4),
    "10 rows of 1000 are positive": (990 / 1000, 0, 1 / 2, 10 / 1000),
    "8 true positives": (8 / (8 + 2), 8 / (8 + 12), 8 / (8 + 2 + 12), (8 + 2) / 100),
    "precision 0.5 and recall 1": (2 * 0.5 * 1 / (0.5 + 1), (0.5 + 1) / 2, 0.5 * 1, 1),
    "scores of the positives are 0.9 and 0.4": (3 / 4, 1 / 2, 1, 1 / 4),
    "entropy of a group with 4 yes and 4 no": (bits(4, 4), gini(4, 4), 0, 2),
    "Gini impurity of the labels 0, 0, 0, 1": (gini(3, 1), bits(3, 1), 1 / 4, (3 / 4) ** 2 + (1 / 4) ** 2),
    "two pure branches of 4": (bits(4, 4) - 0, 0, bits(4, 4) / 2, 2),
    "three independent voters": (VOTE[2] + VOTE[3], 0.7, 0.7**3, 1 - 0.3**3),
    "a bootstrap sample of many rows": (1 - math.exp(-1), 1 / 2, math.exp(-1), 1),
    "25 trees have the variance 4": (4 * (0.5 + 0.5 / 25), 4 / 25, 4, 4 * 0.5 / 25),
    "weighted error of 0.1": (math.log(0.9 / 0.1), math.log(0.1 / 0.9), 0.9 / 0.1, 1 - 2 * 0.1),
    "squared error predicts 6": (10 - 6, 6 - 10, (10 - 6) ** 2, 10),
    "column holds 2, 4 and 9": (4 / np.std([2, 4, 9]), 4 / np.std([2, 4, 9], ddof=1), (9 - 2) / (9 - 2), 9 - 5),
    "values 1, 2, 3 and 100": (np.median([1, 2, 3, 100]), np.mean([1, 2, 3, 100]), 0, 100),
    "three columns x, y and z": (math.comb(3 + 2, 2), 3 + 3, 3, 3**2),
}


def value_of(choice):
    return float(choice.split()[0].replace(",", ""))


@pytest.mark.parametrize("fragment", COMPUTED)
def test_the_numbers_of_the_quiz(fragment, questions):
    (question,) = [question for question in questions if fragment in question["ask"]]
    choices = [question["right"], *(wrong["choice"] for wrong in question["wrong"])]
    for choice, value in zip(choices, COMPUTED[fragment], strict=True):
        digits = len(choice.split()[0].partition(".")[2])
        assert value_of(choice) == pytest.approx(value, abs=0.5001 * 10.0**-digits if digits else 1e-9)


def test_every_question_with_a_number_is_computed(questions):
    numeric = [question["ask"] for question in questions if question["right"][0].lstrip("-").isdigit()]
    assert len(numeric) == len(COMPUTED)
    assert all(sum(fragment in ask for fragment in COMPUTED) == 1 for ask in numeric)
