"""Day 14 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import combinations

import numpy as np
from grading import expect, expect_error


def test_14_1_nearest_centroid(exercises):
    X, y = np.array([[0.0, 0.0], [4.0, 0.0], [20.0, 2.0], [9.0, 9.0], [11.0, 11.0]]), np.array([5, 5, 5, 2, 2])
    new = np.array([[5.0, 5.0], [9.0, 4.0], [21.0, 2.0], [10.0, 9.0]])
    expect(
        exercises.nearest_centroid(X, y, new),
        [5, 5, 5, 2],  # the means are (8, 2/3) and (10, 10)
        mistakes={
            "that is the nearest row: compare with the mean of each label": [5, 2, 5, 2],
            "these are places among the sorted labels: return the labels": [1, 1, 1, 0],
            "you took the farthest mean": [2, 2, 2, 5],
            "a mean has an entry for each column, the mean of each column: axis=0": [5, 5, 2, 2],
            "the labels need not be 0, 1, 2, ...: np.unique(y) gives those there are": [0, 0, 0, 0],
        },
    )
    expect(
        exercises.nearest_centroid(
            np.array([[0.0, 0.0], [3.0, 3.0], [5.0, 3.0]]), np.array([4, 1, 1]), np.array([[4.0, 0.0], [1.0, 1.0]])
        ),
        [1, 4],  # the means are (0, 0) and (4, 3)
    )
    expect(
        exercises.nearest_centroid(np.array([[5.0, 0.0], [3.0, 3.0]]), np.array([1, 2]), np.array([[0.0, 0.0]])),
        [2],  # 25 is more than 18
        mistakes={"square the differences before adding them up, or the corners look too far away": [1]},
    )
    expect(
        exercises.nearest_centroid(np.array([[0.0], [2.0]]), np.array([9, -3]), np.array([[1.0], [1.1]])),
        [-3, -3],
        mistakes={"of equally near means the smaller label wins": [9, -3]},
    )
    expect(exercises.nearest_centroid(np.array([[3.0, 1.0]]), np.array([4]), np.array([[0.0, 0.0]])), [4])
    rng = np.random.default_rng(0)
    X, y, new = rng.normal(size=(60, 3)), rng.integers(0, 4, size=60) * 10, rng.normal(size=(20, 3))
    means = {label: X[y == label].mean(axis=0) for label in (0, 10, 20, 30)}
    nearest = [min(means, key=lambda label: np.linalg.norm(row - means[label])) for row in new]
    expect(exercises.nearest_centroid(X, y, new), nearest)


def test_14_2_rand_index(exercises):
    a, b = np.array([0, 0, 0, 1, 1]), np.array([3, 3, 8, 8, 8])
    expect(
        exercises.rand_index(a, b),
        0.6,  # of 10 pairs, 2 are together in both and 4 are apart in both
        mistakes={
            "count the pairs that both put apart, too": 0.2,
            "only pairs of two different rows, and each once": 17 / 25,
            "only pairs of two different rows: np.triu_indices(n, 1)": 11 / 15,
            "there are n (n - 1) / 2 pairs, not twice as many": 0.3,
            "that is corrected for chance: only the share of pairs is asked": 1 / 6,
            "the pairs that both put apart are agreements, too": 2 / 6,
            "every pair of two rows, not only neighbors in the list": 0.5,
            "names do not matter: you compared the numbers themselves": 0.0,
            "that is the number of pairs: divide by all pairs": 6,
            "that is the share of disagreement": 0.4,
        },
    )
    expect(exercises.rand_index(np.array([0, 1, 2]), np.array([7, 4, 1])), 1.0)
    expect(exercises.rand_index(np.array([0, 1]), np.array([2, 2])), 0.0)
    rng = np.random.default_rng(0)
    for groups in (2, 5):
        a, b = rng.integers(0, groups, size=(2, 40))
        agree = [(a[i] == a[j]) == (b[i] == b[j]) for i, j in combinations(range(40), 2)]
        expect(exercises.rand_index(a, b), sum(agree) / len(agree))


def vote_by_loop(distances, labels):
    winners = []
    for row, names in zip(distances, labels, strict=True):
        near = [(d, name) for d, name in zip(row, names, strict=True) if d == 0 or 0 not in row]
        sums = {name: sum(1 / d if d else 1 for d, other in near if other == name) for name in sorted(set(names))}
        winners.append(next(name for name, total in sums.items() if total >= max(sums.values()) * (1 - 1e-9)))
    return winners


def test_14_3_weighted_vote(exercises):
    distances = np.array([[1.0, 3.0, 3.0], [2.0, 3.0, 3.0], [1.0, 1.0, 4.0], [2.0, 2.2, 2.2]])
    labels = np.array([[5, 4, 4], [5, 4, 4], [9, 9, 4], [5, 4, 4]])
    expect(
        exercises.weighted_vote(distances, labels),
        [5, 4, 9, 4],
        mistakes={
            "each neighbor had one vote: weigh it by 1 / distance": [4, 4, 9, 4],
            "only the nearest one was asked: all neighbors vote": [5, 5, 9, 5],
            "the weight is 1 / distance, nothing steeper": [5, 5, 9, 4],
            "you weighed by the distance: nearer must count more": [4, 4, 4, 4],
        },
    )
    zeros = np.array([[0.0, 1e-9, 1e-9], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 4.0, 4.0]])
    expect(
        exercises.weighted_vote(zeros, np.array([[7, 1, 1], [6, 2, 2], [6, 6, 2], [8, 3, 3]])),
        [7, 2, 6, 8],
        mistakes={
            "at the distance 0 nobody else votes": [1, 2, 6, 8],
            "all at the distance 0 vote, not only the first": [7, 6, 6, 8],
            "1 / 0 is infinite, and so is twice as much: give each one vote": [7, 2, 2, 8],
            "a distance 0 changes its own row only": [7, 2, 6, 1],
        },
    )
    expect(
        exercises.weighted_vote(np.array([[0.0, 1e-15, 1e-15]]), np.array([[7, 1, 1]])),
        [7],
        mistakes={"at the distance 0 nobody else votes, however near they are": [1]},
    )
    expect(
        exercises.weighted_vote(np.array([[2.0, 2.0], [4.0, 4.0]]), np.array([[3, 1], [-2, 5]])),
        [1, -2],
        mistakes={
            "of equal sums the smallest label wins, not the first one seen": [3, -2],
            "of equal sums the smallest label wins, not the largest": [3, 5],
        },
    )
    expect(
        exercises.weighted_vote(
            np.array([[0.1, 0.3, 0.3, 0.3], [2.0, 2.0, 5.0, 6.0]]), np.array([[8, 3, 3, 3], [6, 1, 6, 1]])
        ),
        [3, 6],
        mistakes={"equal sums, up to rounding: the smallest label wins": [8, 6]},
    )
    expect(
        exercises.weighted_vote(np.array([[0.7, 0.7 * 3, 0.7 * 3, 0.7 * 3]]), np.array([[3, 8, 8, 8]])),
        [3],
        mistakes={"these sums differ by rounding only: the smallest label wins": [8]},
    )
    rng = np.random.default_rng(0)
    for k in (1, 4, 9):
        distances, labels = rng.integers(0, 9, size=(25, k)) / 4, rng.integers(-2, 3, size=(25, k))
        expect(exercises.weighted_vote(distances, labels), vote_by_loop(distances, labels))


def pairs(fold, k):
    """From the fold of each row: the pairs (train, test) as a tuple of tuples, which `expect` can compare."""
    rows = range(len(fold))
    return tuple(
        tuple(np.array([row for row in rows if (fold[row] == i) == tested], dtype=int) for tested in (False, True))
        for i in range(k)
    )


def as_arrays(folds):
    """Folds as a tuple of tuples of arrays, which `expect` can compare; anything else as it came."""
    try:
        return tuple((np.asarray(train), np.asarray(test)) for train, test in folds)
    except (TypeError, ValueError):
        return folds


def folds_by_loop(groups, k):
    sizes = sorted((-groups.tolist().count(name), name) for name in set(groups.tolist()))
    loads, where = [0] * k, {}
    for minus_size, name in sizes:
        where[name] = loads.index(min(loads))
        loads[where[name]] -= minus_size
    return pairs([where[name] for name in groups.tolist()], k)


def test_14_4_group_folds(exercises):
    groups = np.array([5, 2, 5, 1, 3, 5, 2, 0, 5, 3])
    # four rows, 5, to fold 0; two, 2, to fold 1; two, 3, to fold 2; one, 0, to fold 1; one, 1, to fold 2

    def folds(*fold_of_group):  # of the groups 0, 1, 2, 3 and 5
        return pairs([fold_of_group[[0, 1, 2, 3, 5].index(group)] for group in groups], 3)

    right = folds(1, 2, 1, 2, 0)
    expect(
        as_arrays(exercises.group_folds(groups, 3)),
        right,
        mistakes={
            "deal the largest group first": folds(0, 1, 2, 0, 1),
            "deal the largest group first, and of equally large ones the smaller number": folds(1, 0, 0, 2, 1),
            "the fold with the fewest rows comes next, not the one whose turn it is": folds(0, 1, 1, 2, 0),
            "of folds with equally few rows, the first": folds(1, 0, 1, 0, 2),
            "of equally large groups the smaller number first": folds(2, 1, 2, 1, 0),
            "rows of one group must stay together": pairs([row % 3 for row in range(10)], 3),
            "train and test are swapped": tuple((test, train) for train, test in right),
            "row numbers in rising order, please: these come group by group": (
                *right[:2],
                (right[2][0], np.array([4, 9, 3])),
            ),
            "return row numbers, not the numbers of the groups": tuple(
                (groups[train], groups[test]) for train, test in right
            ),
        },
    )
    expect(
        as_arrays(exercises.group_folds(np.array([7, -2, 7, -2, 0]), 3)),
        pairs([1, 0, 1, 0, 2], 3),
        mistakes={"of equally large groups the smaller number first": pairs([0, 1, 0, 1, 2], 3)},
    )
    expect(as_arrays(exercises.group_folds(np.array([3, 1, 2]), 3)), pairs([2, 0, 1], 3))
    expect_error(exercises.group_folds, np.array([3, 3, 3, 1]), 3)
    rng = np.random.default_rng(0)
    for k in (2, 3, 6):
        groups = rng.integers(0, 12, size=50)
        expect(as_arrays(exercises.group_folds(groups, k)), folds_by_loop(groups, k))


def distances_of(X):
    return np.array([[np.sqrt(sum((a - b) ** 2)) for b in X] for a in X])


def upright(Z):
    return Z * np.sign(Z[np.abs(Z).argmax(axis=0), np.arange(Z.shape[1])])


def test_14_5_map_from_distances(exercises):
    x = np.array([1.0, 7.0, 2.0])  # on a line: the coordinates are x less its mean
    line = np.array([[-7.0], [11.0], [-4.0]]) / 3
    D = distances_of(x[:, None])
    U, S, _ = np.linalg.svd(D - D.mean(axis=0))
    center = np.eye(3) - 1 / 3
    values, vectors = np.linalg.eigh(-center @ D @ center / 2)
    expect(
        exercises.map_from_distances(D, 1),
        line,
        atol=1e-6,
        mistakes={
            "square the distances first": upright(vectors[:, -1:] * np.sqrt(values[-1])),
            "these are distances, not columns: PCA of them is another map": upright(U[:, :1] * S[0]),
            "the coordinates must be centered": np.array([[0.0], [6.0], [1.0]]),
            "the entry of largest size must be positive": -line,
            "minus one half, not plus: the largest eigenvalue came out as 0": np.zeros((3, 1)),
            "minus one half, not plus: the largest eigenvalue came out below 0": np.full((3, 1), np.nan),
            "the eigenvector still wants the root of its eigenvalue": line / np.sqrt(np.sum(line**2)),
            "take the root of the eigenvalue": line * np.sqrt(np.sum(line**2)),
            "the factor is minus one half": line * np.sqrt(2),
        },
    )
    rng = np.random.default_rng(0)
    for n, d, k in ((8, 3, 3), (12, 5, 2), (30, 40, 4)):
        X = rng.normal(size=(n, d)) * (1 + np.arange(d)) + 5
        U, S, _ = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
        Z = upright(U[:, :k] * S[:k])
        expect(
            exercises.map_from_distances(distances_of(X), k),
            Z,
            rtol=1e-6,
            atol=1e-8,
            mistakes={
                "the largest variance first: the eigenvalues of eigh rise": Z[:, ::-1],
                "in each column the entry of largest size must be positive, not the first": Z * np.sign(Z[0]),
            },
        )
    corners = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 1.0], [3.0, 1.0], [9.0, 0.5]])  # centered: (3, 0.5)
    expect(exercises.map_from_distances(distances_of(corners), 1), corners[:, :1] - 3, rtol=1e-6, atol=1e-8)


def clusters_by_search(x, k):
    """Least inertia over all ways to cut x, as it stands, into k parts, and the sizes of the parts."""
    best = np.inf, None
    for cuts in combinations(range(1, len(x)), k - 1):
        parts = np.split(x, cuts)
        total = sum(np.sum((part - part.mean()) ** 2) for part in parts)
        best = min(best, (float(total), [len(part) for part in parts]))
    return best


def resting_places(x, k):
    """{what to say: (inertia, sizes)} of the cuts of sorted x at which k-means stays and which are not the best."""
    best, places = clusters_by_search(x, k), {}
    for cuts in combinations(range(1, len(x)), k - 1):
        parts = np.split(x, cuts)
        middles = [(a.mean() + b.mean()) / 2 for a, b in zip(parts, parts[1:], strict=False)]
        stays = all(x[cut - 1] < middle < x[cut] for cut, middle in zip(cuts, middles, strict=True))
        sizes = [len(part) for part in parts]
        if stays and sizes != best[1]:
            total = sum(float(np.sum((part - part.mean()) ** 2)) for part in parts)
            places[f"that is where k-means comes to rest after a bad start, with the sizes {sizes}"] = total, sizes
    return places


def test_14_6_best_clusters_on_a_line(exercises):
    x = np.array([10.0, 0.0, 3.0, 14.0, 2.0, 11.0, 4.0])
    expect(
        exercises.best_clusters_on_a_line(x, 2),
        (8.75 + 26 / 3, [4, 3]),  # 0, 2, 3, 4 around 2.25 and 10, 11, 14 around 35/3
        mistakes={
            "the sizes go from left to right": (8.75 + 26 / 3, [3, 4]),
            "the inertia is a sum, not a mean": ((8.75 + 26 / 3) / 7, [4, 3]),
            "add up the squares, not the variances: a group of three counts three times": (8.75 / 4 + 26 / 9, [4, 3]),
            "sort first: as the list stands, another cut looks best": clusters_by_search(x, 2),
        },
    )
    x = np.array([0.0, 1.0, 2.0, 6.0, 7.0, 8.0, 13.0])
    expect(
        exercises.best_clusters_on_a_line(x, 2),
        (31.0, [3, 4]),  # 1 + 0 + 1 around 1, and 6.25 + 2.25 + 0.25 + 20.25 around 8.5
        mistakes={"the widest gaps are not always the best cuts": (58.0, [6, 1])},
    )
    x = np.array([8.0, -10.0, -9.0, 9.0, -1.0, 1.0, 10.5, -8.0])
    expect(
        exercises.best_clusters_on_a_line(x, 3),
        (4 + 19 / 6, [3, 2, 3]),  # 2 around -9, 2 around 0, and 19 / 6 around 55 / 6
        mistakes={
            "the best cut, then the best next one, is not always the best pair of cuts": (50 + 19 / 6, [4, 1, 3]),
            **resting_places(np.sort(x), 3),
        },
    )
    expect(exercises.best_clusters_on_a_line(np.array([5.0, 9.0, 5.5]), 3), (0.0, [1, 1, 1]), atol=1e-9)
    expect(exercises.best_clusters_on_a_line(np.array([1.0, 2.0, 6.0]), 1), (14.0, [3]))
    expect(exercises.best_clusters_on_a_line(np.array([4.0]), 1), (0.0, [1]), atol=1e-9)
    expect(
        exercises.best_clusters_on_a_line(np.array([9.0, 4.0, 4.0]), 3),
        (0.0, [1, 1, 1]),
        atol=1e-9,
        mistakes={"no group may be empty": (0.0, [0, 2, 1]), "a group must not be empty": (0.0, [2, 1, 0])},
    )
    expect(
        exercises.best_clusters_on_a_line(np.array([0.0, 1.0, 2.0, 9.0, 9.5]) + 1e8, 2),
        (2.125, [3, 2]),
        rtol=1e-6,
        mistakes={"far from 0 the running sums have lost their digits: subtract the mean first": (0.0, [3, 2])},
    )
    rng = np.random.default_rng(0)
    for n, k in ((9, 2), (10, 4), (12, 5)):
        x = rng.normal(size=n) * 10
        expect(exercises.best_clusters_on_a_line(x, k), clusters_by_search(np.sort(x), k), rtol=1e-6)
    many = np.concatenate([100 * group + np.arange(20) ** 1.5 / 20 for group in range(10)])
    one = np.arange(20) ** 1.5 / 20
    inertia = 10 * float(np.sum((one - one.mean()) ** 2))
    expect(exercises.best_clusters_on_a_line(many[::-1].copy(), 10), (inertia, [20] * 10), rtol=1e-6)
