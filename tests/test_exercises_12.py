"""Day 12 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import product

import numpy as np
from grading import expect


def test_12_1_hard_vote(exercises):
    votes = np.array([[4, -1, 9, 4], [4, 9, 9, -1], [9, -1, -1, 9], [9, 9, -1, 4], [4, -1, -1, 6]])
    expect(
        exercises.hard_vote(votes),
        [4, -1, -1, 4],
        mistakes={
            "that is the position of the label, not the label": [1, 0, 0, 1],
            "labels are names: their mean says nothing": [6, 3, 3, 4],
            "those are the numbers of votes, not the labels": [3, 3, 3, 2],
            "one label for each row, not one for each member": [-1, 9, -1, 9, -1],
        },
    )
    expect(
        exercises.hard_vote(np.array([[8, 2, 5], [3, 2, 1]])),
        [3, 2, 1],
        mistakes={"equally many votes: the smallest label wins": [8, 2, 5]},
    )
    expect(exercises.hard_vote(np.array([[100, -100]])), [100, -100])
    expect(exercises.hard_vote(np.array([[0], [1], [2], [2]])), [2])


def test_12_2_soft_vote(exercises):
    shares = np.array(
        [[[0.9, 0.1, 0.0], [0.2, 0.5, 0.3]], [[0.3, 0.4, 0.3], [0.0, 0.4, 0.6]], [[0.3, 0.4, 0.3], [0.1, 0.3, 0.6]]]
    )
    mean = np.array([[1.5, 0.9, 0.6], [0.3, 1.2, 1.5]]) / 3
    expect(
        exercises.soft_vote(shares, np.array([1.0, 1.0, 1.0])),
        (np.array([0, 2]), mean),
        mistakes={
            "you counted hands: the mean of the probabilities decides": (np.array([1, 2]), mean),
            "that is the sum: divide by the sum of the weights": (np.array([0, 2]), 3 * mean),
            "you took the member that is surest of all": (np.array([0, 2]), shares.max(axis=0)),
        },
    )
    weighted = np.array([[0.3 * 3 + 0.3, 0.4 * 3 + 0.4, 0.3 * 3 + 0.3], [0.0 + 0.1, 0.4 * 3 + 0.3, 0.6 * 3 + 0.6]]) / 4
    expect(
        exercises.soft_vote(shares, np.array([0.0, 6.0, 2.0])),
        (np.array([1, 2]), weighted),
        mistakes={
            "the weights do nothing yet": (np.array([0, 2]), mean),
            "divide by the sum of the weights, not by the number of members": (np.array([1, 2]), weighted * 8 / 3),
        },
    )
    expect(exercises.soft_vote(np.array([[[0.25, 0.75]]]), np.array([5.0])), (np.array([1]), np.array([[0.25, 0.75]])))


def test_12_3_distinct_rows(exercises):
    def by_listing(n, n_draws):
        return np.mean([len(set(draw)) for draw in product(range(n), repeat=n_draws)])

    expect(
        exercises.distinct_rows(3, 3),
        by_listing(3, 3),  # 57 / 27
        mistakes={
            "that is the share: multiply by n": by_listing(3, 3) / 3,
            "those are the rows that are left out": 3 - by_listing(3, 3),
            "that holds only for very many rows": 3 * (1 - np.exp(-1)),
        },
    )
    expect(
        exercises.distinct_rows(4, 2),
        by_listing(4, 2),  # 1 + 3 / 4
        mistakes={
            "the number of draws need not be n": 4 * (1 - 0.75**4),
            "n and n_draws are swapped": 2 * (1 - 0.5**4),
        },
    )
    expect(exercises.distinct_rows(2, 7), by_listing(2, 7))
    expect(exercises.distinct_rows(1, 5), 1.0)
    expect(exercises.distinct_rows(9, 1), 1.0)


def naive_margins(votes, weights, y):
    result = []
    for i, truth in enumerate(y):
        shares = {}
        for vote, weight in zip(votes[:, i], weights, strict=True):
            shares[vote] = shares.get(vote, 0) + weight / sum(weights)
        right = shares.pop(truth, 0)
        result.append(right - max(shares.values(), default=0))
    return np.array(result)


def test_12_4_margins(exercises):
    votes = np.array([[5, 2, 2, 9], [5, 2, 5, 9], [5, 9, 9, 2]])
    weights, y = np.array([1.0, 2.0, 5.0]), np.array([5, 2, 2, 5])
    expect(
        exercises.margins(votes, weights, y),
        [1.0, (3 - 5) / 8, (1 - 5) / 8, (0 - 5) / 8],
        mistakes={
            "the weights do nothing yet": [1.0, 1 / 3, 0.0, -2 / 3],
            "divide by the sum of the weights": [8.0, -2.0, -4.0, -5.0],
            "only the wrong label with the most votes counts, not all wrong labels": [1.0, -2 / 8, (1 - 7) / 8, -1.0],
            "that is only the share of the true label": [1.0, 3 / 8, 1 / 8, 0.0],
        },
    )
    expect(exercises.margins(np.array([[3, 3]]), np.array([4.0]), np.array([3, 8])), [1.0, -1.0])
    rng = np.random.default_rng(0)
    for n_classes in (2, 3, 6):
        votes, y = rng.integers(-2, n_classes - 2, size=(9, 20)), rng.integers(-2, n_classes - 2, size=20)
        weights = rng.uniform(0.1, 3, size=9)
        expect(exercises.margins(votes, weights, y), naive_margins(votes, weights, y))


def all_stumps(x, y, weights):
    """Every stump with its error, by counting: (error, threshold, sign)."""
    values = np.sort(x)
    middles = (values[:-1] + values[1:]) / 2
    return [
        (np.sum(weights[np.where(x > middle, sign, -sign) != y]), middle, sign)
        for middle in middles
        for sign in (1.0, -1.0)
    ]


def test_12_5_weighted_stump(exercises):
    x, y = np.array([5.0, 1.0, 3.0, 2.0, 6.0]), np.array([1, -1, 1, -1, -1])
    weights = np.array([0.35, 0.1, 0.15, 0.25, 0.15])
    unsorted = min(all_stumps(np.sort(x), y, weights))
    one_sided = min(stump for stump in all_stumps(x, -y, weights) if stump[2] > 0)
    expect(
        exercises.weighted_stump(x, y, weights),
        (2.5, 1.0, 0.15),
        mistakes={
            "count weights, not points": (2.5, 1.0, 1 / 5),
            "the sign is what the stump says at the right": (2.5, -1.0, 0.15),
            "that is the weight of what is right": (2.5, 1.0, 0.85),
            "the threshold is the midpoint": (2.0, 1.0, 0.15),
            "you did not sort y and the weights along with x": (*unsorted[1:], unsorted[0]),
        },
    )
    expect(
        exercises.weighted_stump(x, -y, weights),
        (2.5, -1.0, 0.15),
        mistakes={"a stump may also say +1 at the left": (*one_sided[1:], one_sided[0])},
    )
    heavy = np.array([0.1, 0.1, 0.1, 0.1, 0.6])
    expect(
        exercises.weighted_stump(x, y, heavy),
        (5.5, -1.0, 0.2),
        mistakes={"the weights decide: without them another stump is best": (2.5, 1.0, 0.6)},
    )
    expect(exercises.weighted_stump(np.array([9.0, -9.0]), np.array([1, -1]), np.array([0.9, 0.1])), (0.0, 1.0, 0.0))
    rng = np.random.default_rng(1)
    for n in (4, 30, 200):
        x, y, weights = rng.normal(size=n), rng.choice([-1, 1], size=n), rng.dirichlet(np.ones(n))
        error, threshold, sign = min(all_stumps(x, y, weights))
        expect(exercises.weighted_stump(x, y, weights), (threshold, sign, error))


def nearest(X, y):
    return lambda new: np.array([y[np.abs(X - row).sum(axis=1).argmin()] for row in new])


def line(X, y):
    coefficients = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y, rcond=None)[0]
    return lambda new: np.column_stack([new, np.ones(len(new))]) @ coefficients


def test_12_6_out_of_fold(exercises):
    rng = np.random.default_rng(0)
    X, y, fold = rng.normal(size=(12, 2)), rng.normal(size=12), np.array([2, 7, 2, 5, 7, 7, 5, 2, 5, 7, 2, 5])
    expected, inside_out = np.zeros((12, 2)), np.zeros((12, 2))
    for i in range(12):
        others, own = fold != fold[i], fold == fold[i]
        for j, fit in enumerate((nearest, line)):
            expected[i, j] = fit(X[others], y[others])(X[i : i + 1])[0]
            inside_out[i, j] = fit(X[own], y[own])(X[i : i + 1])[0]
    by_heart = np.column_stack([fit(X, y)(X) for fit in (nearest, line)])
    expect(
        exercises.out_of_fold([nearest, line], X, y, fold),
        expected,
        mistakes={
            "each model has seen the row it is asked about: leave its fold out": by_heart,
            "you learned from the fold itself: learn from all the others": inside_out,
            "one column for each model, one row for each row of X": expected.T,
        },
    )
    alone = np.array([[nearest(X[:5][np.arange(5) != i], y[:5][np.arange(5) != i])(X[i : i + 1])[0]] for i in range(5)])
    expect(exercises.out_of_fold([nearest], X[:5], y[:5], np.arange(5)), alone)
    expect(exercises.out_of_fold([line], X, y, (fold == 2).astype(int)).shape, (12, 1))


def boosted_by_listing(x, y, n_stages, rate, center=np.median, target=np.sign, move=None):
    """The stages from the definition, with masks; raises AssertionError where the best threshold is not clear."""
    f = np.full(len(y), float(center(y)))
    values = np.sort(x)
    for _ in range(n_stages):
        missing = y - f
        goal, losses = target(missing), []
        for middle in (values[:-1] + values[1:]) / 2:
            sides = x <= middle, x > middle
            losses.append((sum(np.sum((goal[side] - goal[side].mean()) ** 2) for side in sides), middle))
        losses.sort()
        assert losses[1][0] - losses[0][0] > 1e-6
        for side in (x <= losses[0][1], x > losses[0][1]):
            f[side] += rate * (move or np.median)((goal if move is np.mean else missing)[side])
    return f


def test_12_7_absolute_boosting(exercises):
    x = np.array([7.0, 8.0, 3.0, 2.0, 5.0, 6.0, 4.0, 1.0])
    y = np.array([6.0, 2.0, 1.0, -1.0, 13.0, 300.0, 0.0, 0.0])
    expect(
        exercises.absolute_boosting(x, y, 2, 0.5),
        boosted_by_listing(x, y, 2, 0.5),
        mistakes={
            "the sides move by the median of what is missing, not by the mean of its signs": boosted_by_listing(
                x, y, 2, 0.5, move=np.mean
            ),
            "the first guess is the median, not the mean": boosted_by_listing(x, y, 2, 0.5, center=np.mean),
            "choose the threshold for the signs, not for what is missing": boosted_by_listing(
                x, y, 2, 0.5, target=lambda missing: missing
            ),
            "that is one stage too few": boosted_by_listing(x, y, 1, 0.5),
            "the rate does nothing yet": boosted_by_listing(x, y, 2, 1.0),
            "the answer must be in the order of x as it came": boosted_by_listing(x, y, 2, 0.5)[np.argsort(x)],
        },
    )
    expect(
        exercises.absolute_boosting(x, y, 0, 0.5),
        np.full(8, 1.5),
        mistakes={"no stage: only the first guess, the median": np.full(8, y.mean())},
    )
    rng = np.random.default_rng(3)
    checked = 0
    while checked < 4:
        x, y = rng.permutation(25) + 0.5, rng.standard_t(2, size=25)
        try:
            expected = boosted_by_listing(x, y, 5, 0.3)
        except AssertionError:  # two thresholds are equally good: not asked for
            continue
        expect(exercises.absolute_boosting(x, y, 5, 0.3), expected)
        checked += 1


def bagged_by_listing(x, y, query):
    """The mean over all n^n bootstraps, one by one."""
    ranked = y[np.argsort(np.abs(x - query))]
    return np.mean([ranked[min(draw)] for draw in product(range(len(x)), repeat=len(x))])


def test_12_8_bagged_nearest_neighbor(exercises):
    x, y = np.array([2.0, 9.0, -1.0, 4.5]), np.array([10.0, -3.0, 7.0, 2.0])
    query = 3.9
    ranked = y[np.argsort(np.abs(x - query))]
    geometric = np.exp(-np.arange(4.0)) * (1 - np.exp(-1))
    expect(
        exercises.bagged_nearest_neighbor(x, y, query),
        bagged_by_listing(x, y, query),
        mistakes={
            "that is the nearest row: a bootstrap may have left it out": ranked[0],
            "that is the mean of all: near rows count more": y.mean(),
            "that holds only for very many rows: for n rows the chances are powers of (n - k) / n": ranked @ geometric,
            "sort by the distance to the query": y @ -np.diff((np.arange(4, -1, -1) / 4) ** 4),
        },
    )
    expect(exercises.bagged_nearest_neighbor(np.array([3.0]), np.array([8.0]), 1.0), 8.0)
    rng = np.random.default_rng(2)
    for n in (2, 3, 5):
        x, y, query = rng.normal(size=n), rng.normal(size=n), rng.normal()
        expect(exercises.bagged_nearest_neighbor(x, y, query), bagged_by_listing(x, y, query))
    far = np.arange(1000.0) ** 2
    first = np.r_[1.0, np.zeros(999)]
    expect(exercises.bagged_nearest_neighbor(far, first, -1.0), 1 - 0.999**1000)
