"""Day 12 exercises: the solutions must pass, and so must yours once you have started them."""

from collections import Counter
from itertools import product

import numpy as np
from grading import expect


def nearly(answer, exact):
    """The answer itself where it is close to the exact number but not equal, as a simulation is."""
    close = isinstance(answer, int | float) and 1e-6 < abs(answer - exact) < 0.04 * abs(exact)
    return answer if close else 1.001 * exact


def plurality(labels):
    counts = Counter(labels.tolist())
    return min(counts, key=lambda label: (-counts[label], label))


def test_12_1_hard_vote(exercises):
    votes = np.array([[4, -1, 9, 4], [4, 9, 9, -1], [9, -1, -1, 12], [9, 9, 2, 4], [4, -1, 3, 6], [0, 3, 8, 5]])
    expect(
        exercises.hard_vote(votes),
        [4, -1, 9, 4],
        mistakes={
            "that is the position of the label, not the label": [4, 0, 8, 4],  # in -1, 0, 2, 3, 4, 5, 6, 8, 9, 12
            "that is the position among the labels of its row, not the label": [1, 0, 4, 1],
            "labels are names: their mean says nothing": [5, 3, 5, 5],
            "labels are names: their median says nothing": [4, 1, 5.5, 4.5],
            "those are the numbers of votes, not the labels": [3, 3, 2, 2],
            "that is the largest label, not the one with most votes": [9, 9, 9, 12],
            "count each row's votes by themselves, not those of the whole table": [9] * 4,
            "one label for each row, not one for each member": [plurality(member) for member in votes],
        },
    )
    expect(
        exercises.hard_vote(np.array([[8, 2, 1], [3, 2, 5]])),
        [3, 2, 1],
        mistakes={
            "equally many votes: the smallest label wins, not the one that was named first": [8, 2, 1],
            "equally many votes: the smallest label wins, not the one that was named last": [3, 2, 5],
            "equally many votes: the smallest label wins, not the largest": [8, 2, 5],
            "equally many votes: the smallest label wins, not their mean": [5.5, 2, 3],
        },
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
            "those are the shares of the hands, not the mean probabilities": (
                np.array([1, 2]),
                np.array([[1, 2, 0], [0, 1, 2]]) / 3,
            ),
            "that is the sum: divide by the sum of the weights": (np.array([0, 2]), 3 * mean),
            "you took the member that is surest of all": (np.array([0, 2]), shares.max(axis=0)),
            "take the mean of the members, not their median": (np.array([1, 2]), np.median(shares, axis=0)),
            "add the members' probabilities, do not multiply them": (np.array([0, 2]), shares.prod(axis=0)),
        },
    )
    weighted = np.array([[0.3 * 3 + 0.3, 0.4 * 3 + 0.4, 0.3 * 3 + 0.3], [0.0 + 0.1, 0.4 * 3 + 0.3, 0.6 * 3 + 0.6]]) / 4
    expect(
        exercises.soft_vote(shares, np.array([0.0, 6.0, 2.0])),
        (np.array([1, 2]), weighted),
        mistakes={
            "the weights do nothing yet": (np.array([0, 2]), mean),
            "the weights count for the class too": (np.array([0, 2]), weighted),
            "divide by the sum of the weights, not by the number of members": (np.array([1, 2]), weighted * 8 / 3),
        },
    )
    halves = np.array([[[0.125, 0.5, 0.375], [0.5, 0.0, 0.5]], [[0.375, 0.25, 0.375], [0.25, 0.5, 0.25]]])
    expect(
        exercises.soft_vote(halves, np.array([1.0, 1.0])),
        (np.array([1, 0]), np.array([[0.25, 0.375, 0.375], [0.375, 0.25, 0.375]])),
        mistakes={
            "equally likely: the first class wins, not the last": (
                np.array([2, 2]),
                np.array([[0.25, 0.375, 0.375], [0.375, 0.25, 0.375]]),
            )
        },
    )
    expect(exercises.soft_vote(np.array([[[0.25, 0.75]]]), np.array([5.0])), (np.array([1]), np.array([[0.25, 0.75]])))


def test_12_3_distinct_rows(exercises):
    def by_listing(n, n_draws):
        return np.mean([len(set(draw)) for draw in product(range(n), repeat=n_draws)])

    answer, exact = exercises.distinct_rows(3, 3), by_listing(3, 3)  # 57 / 27
    expect(
        answer,
        exact,
        mistakes={
            "that is the share: multiply by n": exact / 3,
            "those are the rows that are left out": 3 - exact,
            "that is the share of the rows that are left out": 1 - exact / 3,
            "that holds only for very many rows": 3 * (1 - np.exp(-1)),
            "that share holds only for very many rows, and it must be multiplied by n": 1 - np.exp(-1),
            "each row is put back: some are drawn twice": 3.0,
            "one draw misses a row with the chance 1 - 1/n, not 1/n": 3 * (1 - (1 / 3) ** 3),
            "close, but not exact: if you drew random samples, ask for the chances instead": nearly(answer, exact),
        },
    )
    expect(
        exercises.distinct_rows(4, 2),
        by_listing(4, 2),  # 1 + 3 / 4
        mistakes={
            "the number of draws need not be n": 4 * (1 - 0.75**4),
            "n and n_draws are swapped": 2 * (1 - 0.5**4),
            "multiply the share by the number of rows, not of draws": 2 * (1 - 0.75**2),
            "that holds only for very many rows": 4 * (1 - np.exp(-0.5)),
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
    votes = np.array([[5, 2, 2, 9, 2], [5, 2, 5, 9, 9], [5, 9, 9, 2, 2], [5, 9, 5, 9, 5], [5, 2, 5, 2, 5]])
    weights, y = np.array([1.0, 2.0, 5.0, 1.0, 1.0]), np.array([5, 2, 2, 5, 2])
    expect(
        exercises.margins(votes, weights, y),
        [1, (4 - 6) / 10, (1 - 5) / 10, (0 - 6) / 10, (6 - 2) / 10],
        mistakes={
            "the weights do nothing yet": [1, 1 / 5, -2 / 5, -3 / 5, 0],
            "divide by the sum of the weights": [10, -2, -4, -6, 4],
            "divide by the sum of the weights, not by the number of members": [2, -0.4, -0.8, -1.2, 0.8],
            "only the wrong label with the most weight counts, not all wrong labels": [1, -0.2, -0.8, -1, 0.2],
            "only the wrong label with the most weight counts, not the one that most members vote for": (
                [1, -0.2, -0.3, -0.4, 0.4]
            ),
            "that is only the share of the true label": [1, 0.4, 0.1, 0, 0.6],
            "the true label minus the best wrong one, even where the wrong one leads": [1, 0.2, 0.1, 0.2, 0.4],
            "leave the true label out when you look for the best wrong one": [0, -0.2, -0.4, -0.6, 0],
            "the sign: truth minus wrong label": [-1, 0.2, 0.4, 0.6, -0.4],
            "that only says right or wrong: how clearly?": [1, -1, -1, -1, 1],
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
            "that is the stump with the largest error: the sign is upside down": (2.5, -1.0, 0.85),
            "the threshold is the midpoint": (2.0, 1.0, 0.15),
            "the threshold is the midpoint, not the next point": (3.0, 1.0, 0.15),
            "you did not sort y and the weights along with x": (*unsorted[1:], unsorted[0]),
            "the error comes last: threshold, sign, error": (0.15, 2.5, 1.0),
        },
    )
    expect(
        exercises.weighted_stump(x, -y, weights),
        (2.5, -1.0, 0.15),
        mistakes={
            "a stump may also say +1 at the left": (*one_sided[1:], one_sided[0]),
            "turn the error around together with the sign": (2.5, -1.0, 0.85),
        },
    )
    heavy = np.array([0.1, 0.1, 0.1, 0.1, 0.6])
    expect(
        exercises.weighted_stump(x, y, heavy),
        (5.5, -1.0, 0.2),
        mistakes={"the weights decide: without them another stump is best": (2.5, 1.0, 0.6)},
    )
    # on 1 ... 6: "+ up to 4.5" errs about 3 and 6, "+ up to 2.5" about 4 and 6, "+ everywhere" about 3 and 5
    y, weights = np.array([1, 1, -1, 1, -1, 1]), np.array([0.2, 0.2, 0.1, 0.15, 0.15, 0.2])
    expect(
        exercises.weighted_stump(np.arange(1.0, 7), y, weights),
        (4.5, -1.0, 0.3),
        mistakes={
            "the least error decides, not the least Gini impurity": (2.5, -1.0, 0.35),
            "the threshold must lie between two points: one below all of them splits nothing": (-np.inf, 1.0, 0.25),
            "the threshold must lie between two points: one at the lowest of them less 1 splits nothing": (0, 1, 0.25),
            "the threshold must lie between two points: one above all of them splits nothing": (np.inf, -1.0, 0.25),
            "the threshold must lie between two points: one at the highest of them splits nothing": (6, -1, 0.25),
            "the threshold must lie between two points: one at the highest plus 1 splits nothing": (7, -1, 0.25),
        },
    )
    expect(exercises.weighted_stump(np.array([9.0, -9.0]), np.array([1, -1]), np.array([0.9, 0.1])), (0.0, 1.0, 0.0))
    rng = np.random.default_rng(1)
    for n in (4, 30, 200):
        x, y, weights = rng.normal(size=n), rng.choice([-1, 1], size=n), rng.dirichlet(np.ones(n))
        error, threshold, sign = min(all_stumps(x, y, weights))
        expect(exercises.weighted_stump(x, y, weights), (threshold, sign, error))
    many = rng.permutation(100_000)  # + from 40,000 on, and below 1000, which a single threshold must get wrong
    labels = np.where((many >= 40_000) | (many < 1000), 1, -1)
    expect(exercises.weighted_stump(many.astype(float), labels, np.full(100_000, 1e-5)), (39_999.5, 1.0, 0.01))


def check_rows(X, y=None):
    """What the models of the next exercise refuse."""
    if np.ndim(X) != 2:
        raise ValueError(f"a model wants rows in a table (m, d), not an array of shape {np.shape(X)}")
    if y is not None and len(X) != len(y):
        raise ValueError(f"a model cannot learn from {len(X)} rows of X and {len(y)} of y")
    return np.asarray(X)


def nearest(X, y):
    X, y = check_rows(X, y), np.asarray(y)
    return lambda new: np.array([y[np.abs(X - row).sum(axis=1).argmin()] for row in check_rows(new)])


def line(X, y):
    coefficients = np.linalg.lstsq(np.column_stack([check_rows(X, y), np.ones(len(X))]), y, rcond=None)[0]
    return lambda new: np.column_stack([check_rows(new), np.ones(len(new))]) @ coefficients


def average(X, y):
    mean = np.mean(y) if len(check_rows(X, y)) else np.nan
    return lambda new: np.full(len(check_rows(new)), mean)


def test_12_6_out_of_fold(exercises):
    rng = np.random.default_rng(0)
    X, y, fold = rng.normal(size=(12, 2)), rng.normal(size=12), np.array([2, 7, 2, 5, 7, 7, 5, 2, 5, 7, 2, 5])
    models = (nearest, line)

    def answers(rows_to_learn_from):
        """The table, one entry at a time."""
        table = np.zeros((12, 2))
        for i in range(12):
            rows = rows_to_learn_from(i)
            for j, fit in enumerate(models):
                table[i, j] = fit(X[rows], y[rows])(X[i : i + 1])[0]
        return table

    expected = answers(lambda i: fold != fold[i])
    expect(
        exercises.out_of_fold([nearest, line], X, y, fold),
        expected,
        mistakes={
            "each model has seen the row it is asked about: leave its fold out": answers(lambda i: fold > 0),
            "you learned from the fold itself: learn from all the others": answers(lambda i: fold == fold[i]),
            "leave the whole fold out, not only the row": answers(lambda i: np.arange(12) != i),
            "each row needs the model that has not seen it: one model for all rows has seen most": (
                answers(lambda i: fold != 7)
            ),
            "one column for each model, one row for each row of X": expected.T,
            "the rows come out fold by fold: put them back where they were": expected[np.argsort(fold, kind="stable")],
            "only one fold was filled: go through all of np.unique(fold)": expected * (fold == 2)[:, None],
            "only the last fold was filled: make the table once, before the loop": expected * (fold == 7)[:, None],
            "the table was never filled: go through np.unique(fold)": np.zeros((12, 2)),
        },
    )
    alone = np.array([[nearest(X[:5][np.arange(5) != i], y[:5][np.arange(5) != i])(X[i : i + 1])[0]] for i in range(5)])
    expect(exercises.out_of_fold([nearest], X[:5], y[:5], np.arange(5)), alone)
    expect(
        exercises.out_of_fold(
            [average] * 3, np.arange(5)[:, None], np.array([1, 2, 4, 9, 6]), np.array([-3, 0, -3, 0, 0])
        ),
        np.array([[17 / 3] * 3, [2.5] * 3, [17 / 3] * 3, [2.5] * 3, [2.5] * 3]),
        mistakes={
            "X and y may hold whole numbers, the answers do not: fill a table of floats": (
                np.array([[5] * 3, [2] * 3, [5] * 3, [2] * 3, [2] * 3])
            ),
        },
    )


def boosted_by_listing(x, y, n_stages, rate, first=np.median, target=np.sign, spread=None, move=np.median, clear=True):
    """The stages from the definition, with masks; raises AssertionError where the best threshold is not clear.

    first : the first guess of y      target : what the threshold is chosen for, of what is missing
    spread : the loss of one side, of its target      move : the step of one side, of what is missing there
    """
    spread = spread or (lambda goal: np.sum((goal - goal.mean()) ** 2))
    f = np.full(len(y), float(first(y)))
    values = np.sort(x)
    for _ in range(n_stages):
        missing = y - f
        goal, losses = target(missing), []
        for middle in (values[:-1] + values[1:]) / 2:
            sides = x <= middle, x > middle
            losses.append((sum(spread(goal[side]) for side in sides), middle))
        losses.sort()
        assert losses[1][0] - losses[0][0] > 1e-6 or not clear
        for side in (x <= losses[0][1], x > losses[0][1]):
            f[side] += rate * move(missing[side])
    return f


def upper_middle(values):
    return np.sort(values)[len(values) // 2]


def lower_middle(values):
    return np.sort(values)[(len(values) - 1) // 2]


def test_12_7_absolute_boosting(exercises):
    x = np.array([3.0, 9.0, 6.0, 10.0, 11.0, 2.0, 8.0, 1.0, 5.0, 7.0, 4.0])
    y = np.array([1.0, 3.0, 16.0, -50.0, 5.0, 14.0, 8.0, -5.0, 3.0, 6.0, -3.0])

    def instead(n_stages=2, rate=0.5, **how):
        return boosted_by_listing(x, y, n_stages, rate, **how, clear=not how)

    expect(
        exercises.absolute_boosting(x, y, 2, 0.5),
        instead(),
        mistakes={
            "the sides move by the median of what is missing, not by the mean of its signs": (
                instead(move=lambda missing: np.sign(missing).mean())
            ),
            "the sides move by the median of what is missing, not of its signs": (
                instead(move=lambda missing: np.median(np.sign(missing)))
            ),
            "the sides move by the median of what is missing, not by its mean": instead(move=np.mean),
            "the first guess is the median, not the mean": instead(first=np.mean),
            "the first guess is the median, not 0": instead(first=lambda y: 0),
            "first guess and steps are medians: the mean is best for the squared error": (
                instead(first=np.mean, move=np.mean)
            ),
            "choose the threshold for the signs, not for what is missing": instead(target=lambda missing: missing),
            "where nothing is missing, the sign is 0, not 1": instead(target=lambda missing: 2.0 * (missing >= 0) - 1),
            "choose the threshold by the squared error of both sides: large sides count more": instead(spread=np.var),
            "the squared error of a side is its size times the variance over n, not over n - 1": (
                instead(spread=lambda goal: len(goal) * goal.var(ddof=1) if len(goal) > 1 else 0)
            ),
            "choose the threshold by the squared error of the signs, not the absolute one": (
                instead(spread=lambda goal: np.abs(goal - np.median(goal)).sum())
            ),
            "choose the threshold for the signs and by squares, not by the absolute error of what is missing": (
                instead(target=lambda missing: missing, spread=lambda goal: np.abs(goal - np.median(goal)).sum())
            ),
            "two middle numbers: take the number halfway between them, not the upper one": (
                instead(first=upper_middle, move=upper_middle)
            ),
            "two middle numbers: take the number halfway between them, not the lower one": (
                instead(first=lower_middle, move=lower_middle)
            ),
            "what is missing is y - f: that moves away from y": instead(move=lambda missing: -np.median(missing)),
            "something else is missing after each stage: compute it anew": 3 + 2 * (instead(1) - 3),  # 3 is the median
            "the neighbors of x, not of the list: sort first, and y along": (
                boosted_by_listing(np.arange(11), y, 2, 0.5, clear=False)
            ),
            "that is one stage too few": instead(1),
            "that is one stage too many": instead(3),
            "that is only the first guess: give back what the stages have changed": instead(0),
            "the rate does nothing yet": instead(rate=1.0),
            "the answer must be in the order of x as it came": instead()[np.argsort(x)],
        },
    )
    expect(
        exercises.absolute_boosting(x, -y, 2, 0.5),
        boosted_by_listing(x, -y, 2, 0.5),
        mistakes={
            "where nothing is missing, the sign is 0, not -1": (
                boosted_by_listing(x, -y, 2, 0.5, target=lambda missing: 2.0 * (missing > 0) - 1, clear=False)
            ),
        },
    )
    whole = np.array([6, 4, 1, -1, 13, 300, 0, 0])
    expect(
        exercises.absolute_boosting(np.arange(8.0), whole, 0, 0.5),
        np.full(8, 2.5),
        mistakes={
            "no stage: only the first guess, the median": np.full(8, whole.mean()),
            "y may hold whole numbers, the answer does not: full_like(y, ...) rounds it": np.full(8, 2),
            "two middle numbers: take the number halfway between them, not the upper one": np.full(8, 4.0),
            "two middle numbers: take the number halfway between them, not the lower one": np.full(8, 1.0),
        },
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
    ranked = np.array([2.0, 10.0, 7.0, -3.0])  # at 0.6, 1.9, 4.9 and 5.1
    rank = np.arange(1, 5)
    chances = np.array([4**4 - 3**4, 3**4 - 2**4, 2**4 - 1, 1]) / 4**4
    answer, exact = exercises.bagged_nearest_neighbor(x, y, query), bagged_by_listing(x, y, query)
    expect(
        answer,
        exact,
        mistakes={
            "that is the nearest row: a bootstrap may have left it out": ranked[0],
            "that is the mean of all: near rows count more": y.mean(),
            "that holds only for very many rows: for n rows the chances are powers of (n - k) / n": (
                ranked @ np.exp(-(rank - 1.0)) * (1 - np.exp(-1))
            ),
            "a row that was drawn makes the others rarer: ask that all n draws miss the k nearest rows together": (
                ranked @ (0.75 ** (4 * (rank - 1)) * (1 - 0.75**4))
            ),
            "that stops after the first hit: the nearest of all n draws counts": ranked @ (0.75 ** (rank - 1) / 4),
            "a row may be drawn more than once": ranked @ (((4 - rank) / 4) ** 3),
            "that is the chance of rank k or more: subtract that of rank k + 1 or more": ranked @ ((5 - rank) / 4) ** 4,
            "there are n draws, not n - 1": ranked @ -np.diff((np.arange(4, -1, -1) / 4) ** 3),
            "the nearest row is the likeliest: you began with the farthest": ranked[::-1] @ chances,
            "sort by the distance to the query": y @ chances,
            "sort by the distance to the query, without its sign": y[np.argsort(x)] @ chances,
            "those are the distances or their order: what is predicted is y": np.sort(np.abs(x - query)) @ chances,
            "close, but not exact: if you drew random samples, ask for the chances instead": nearly(answer, exact),
        },
    )
    expect(exercises.bagged_nearest_neighbor(np.array([3.0]), np.array([8.0]), 1.0), 8.0)
    rng = np.random.default_rng(2)
    for n in (2, 3, 5):
        x, y, query = rng.normal(size=n), rng.normal(size=n), rng.normal()
        expect(exercises.bagged_nearest_neighbor(x, y, query), bagged_by_listing(x, y, query))
    answer = exercises.bagged_nearest_neighbor(np.arange(1000.0) ** 2, np.r_[1.0, np.zeros(999)], -1.0)
    too_large = isinstance(answer, int | float) and not 0 < answer < 1
    expect(
        answer,
        1 - 0.999**1000,
        mistakes={
            "1000 ** 1000 is too large for NumPy: divide before you take the power": answer if too_large else 0.0
        },
    )
