"""Day 13 exercises: the solutions must pass, and so must yours once you have started them."""

from statistics import median

import numpy as np
from grading import expect, same

NAN = np.nan


def test_13_1_max_abs_scale(exercises):
    X = np.array([[2.0, -8.0, 0.0], [-4.0, 2.0, 0.0], [1.0, 4.0, 0.0]])
    expect(
        exercises.max_abs_scale(X),
        [[0.5, -1, 0], [-1, 0.25, 0], [0.25, 0.5, 0]],
        mistakes={
            "a column of zeros stays as it is: 0 / 0 came out": [[0.5, -1, NAN], [-1, 0.25, NAN], [0.25, 0.5, NAN]],
            "the largest ABSOLUTE value: you took the largest": [[1, -2, 0], [-2, 0.5, 0], [0.5, 1, 0]],
            "one number for each column, not one for the whole table": X / 8,
            "go down the columns (axis=0), not along the rows": [[0.25, -1, 0], [-1, 0.5, 0], [0.25, 1, 0]],
            "the sign stays: divide X, not its absolute values": [[0.5, 1, 0], [1, 0.25, 0], [0.25, 0.5, 0]],
            "zero must stay zero: that is by the smallest and the largest": [[1, 0, 0], [0, 10 / 12, 0], [5 / 6, 1, 0]],
        },
    )
    expect(
        exercises.max_abs_scale(np.array([[1, -4], [-2, 2]])),
        [[0.5, -1], [-1, 0.5]],
        mistakes={"X may hold whole numbers, the answer does not: zeros_like(X) rounds it": [[0, -1], [-1, 0]]},
    )
    expect(exercises.max_abs_scale(np.array([[-3.0]])), [[-1.0]])
    tiny = np.array([[1e-9, 5e6], [-2e-9, 1e6]])
    expect(
        exercises.max_abs_scale(tiny),
        [[0.5, 1], [-1, 0.2]],
        mistakes={
            "only a 0 is replaced by 1: a column of small numbers gets divided like the others": tiny / [1, 5e6],
            "divide by the largest absolute value itself: 1e-8 more is too much for a column of small numbers": (
                tiny / ([2e-9, 5e6] + np.full(2, 1e-8))
            ),
        },
    )
    expect(exercises.max_abs_scale(np.zeros((2, 2))), np.zeros((2, 2)))


def test_13_2_clock_features(exercises):
    hours = np.array([0.0, 3.0, 12.0, 19.5, 25.0])
    turns = hours / 24
    root, sine, cosine = np.sqrt(0.5), np.sin(np.pi / 12), np.cos(np.pi / 12)
    expected = np.array([[0, 1], [root, root], [0, -1], [-np.cos(np.pi / 8), np.sin(np.pi / 8)], [sine, cosine]])

    def on_circle(angle):
        return np.column_stack([np.sin(angle), np.cos(angle)])

    expect(
        exercises.clock_features(hours, 24),
        expected,
        mistakes={
            "the sine goes first": expected[:, ::-1],
            "one column for each: (n, 2), not (2, n)": expected.T,
            "one column for each: (n, 2), not one after the other": expected.T.ravel(),
            "a full turn is 2 pi, not pi": on_circle(np.pi * turns),
            "one period is one full turn: 2 pi is missing": on_circle(turns),
            "the angle grows with the value: no minus": expected * [-1, 1],
            "divide by the period": on_circle(2 * np.pi * hours),
            "divide by the period, and keep the part of a turn": on_circle(2 * np.pi * (hours // 24)),
            "it starts again after 24, not after 23": on_circle(2 * np.pi * hours / 23),
            "divide by the period, not by the largest value": on_circle(2 * np.pi * hours / 25),
            "np.sin wants radians: one turn is 2 pi, not 360": on_circle(360 * turns),
        },
    )
    expect(exercises.clock_features(np.array([1.75, -1.75]), 7), [[1, 0], [-1, 0]])
    expect(exercises.clock_features(np.array([365.0]), 365), [[0, 1]])


def test_13_3_group_rare(exercises):
    words = ["a", "b", "a", "c", "b", "a", "d", "c"]
    expect(
        exercises.group_rare(words, 2),
        ["a", "b", "a", "c", "b", "a", "other", "c"],
        mistakes={
            "exactly `least` times is enough to stay": ["a", "other", "a", "other", "other", "a", "other", "other"],
            "the rare ones become other, not the frequent ones": [*["other"] * 6, "d", "other"],
            "replace the rare words, do not leave them out": ["a", "b", "a", "c", "b", "a", "c"],
            "`least` is how often a word must occur, not how many words stay": (
                ["a", "b", "a", "other", "b", "a", "other", "other"]
            ),
            "count in the whole list, not up to the word alone": [*["other"] * 2, "a", "other", "b", "a", "other", "c"],
            "each word once is not what was asked: keep the list as long as it was": ["a", "b", "c", "other"],
            "give a list: a set loses the order and the repeats": {"a", "b", "c", "other"},
            "give a list, not an array": np.array(["a", "b", "a", "c", "b", "a", "other", "c"]),
        },
    )
    expect(exercises.group_rare(words, 1), words)
    expect(exercises.group_rare(words, 3), ["a", "other", "a", "other", "other", "a", "other", "other"])
    expect(exercises.group_rare(words, 9), ["other"] * 8)
    expect(
        exercises.group_rare(["pea", "peach", "peach"], 2),
        ["other", "peach", "peach"],
        mistakes={"count words, not parts of words: peach is no pea": ["pea", "peach", "peach"]},
    )
    expect(exercises.group_rare(["other", "x", "y"], 2), ["other"] * 3)
    expect(exercises.group_rare([], 2), [])


def test_13_4_fill_by_group(exercises):
    x = np.array([1.0, NAN, 2.0, 9.0, NAN, 4.0, NAN, 30.0, NAN])
    groups = np.array([7, 7, 7, 7, -2, -2, -2, -2, 3])

    def filled(group_7, group_minus_2, group_3):
        return [1, group_7, 2, 9, group_minus_2, 4, group_minus_2, 30, group_3]

    overall = median([1, 2, 9, 4, 30])
    expect(
        exercises.fill_by_group(x, groups),
        filled(2, 17, overall),
        mistakes={
            "the median of the group, not of all numbers": filled(4, 4, 4),
            "the median, not the mean": filled(4, 17, 46 / 5),
            "a group without numbers takes the median of all": filled(2, 17, NAN),
            "a group without numbers takes the median of all, not 0": filled(2, 17, 0),
            "a group without numbers takes the median of all, not the mean": filled(2, 17, 46 / 5),
            "the median of all numbers, not of the groups' medians": filled(2, 17, median([2, 17])),
            "your median of all contains numbers that you filled in": filled(
                2, 17, median([1, 2, 2, 9, 17, 4, 17, 30])
            ),
            "your median of all contains numbers that you filled in for another group": (
                filled(2, 17, median([1, 2, 9, 17, 4, 17, 30]))
            ),
            "of 4 and 30 the median is halfway between, not the larger one": filled(2, 30, overall),
            "of 4 and 30 the median is halfway between, not the smaller one": filled(2, 4, overall),
            "with a nan among them, np.median gives nan: take it of the known numbers": filled(NAN, NAN, NAN),
            "fill the holes only: known numbers stay": [2, 2, 2, 2, 17, 17, 17, 17, overall],
        },
    )
    x, groups = np.array([NAN, 5.0, 100.0, 7.0, NAN, NAN]), np.array([0, 1, 1, 1, 1, 1])
    expect(exercises.fill_by_group(x, groups), [7, 5, 100, 7, 7, 7])
    x, groups = np.array([NAN, 0.0, 0.0, 8.0, NAN, 10.0]), np.array([4, 1, 1, 2, 2, 3])
    expect(
        exercises.fill_by_group(x, groups),
        [4, 0, 0, 8, 8, 10],
        mistakes={"your median of all contains numbers that you filled in": [8, 0, 0, 8, 8, 10]},
    )
    expect(exercises.fill_by_group(np.array([3.0, -1.0]), np.array([0, 1])), [3, -1])


def naive_leave_one_out(categories, y):
    means = []
    for i in range(len(y)):
        rest = [j for j in range(len(y)) if j != i]
        own = [j for j in rest if categories[j] == categories[i]]
        means.append(np.mean([y[j] for j in own or rest]))
    return np.array(means)


def test_13_5_leave_one_out_encode(exercises):
    categories, y = np.array([3, 8, 3, 3, 8, -1]), np.array([1, 10, 2, 6, 20, 33])
    expect(
        exercises.leave_one_out_encode(categories, y),
        [4, 20, 3.5, 1.5, 10, 39 / 5],
        mistakes={
            "that is the mean with the row itself: take its own y out": [3, 15, 3, 3, 15, 33],
            "a row alone in its category gets the mean of the others, 0 / 0 came out": [4, 20, 3.5, 1.5, 10, NAN],
            "a row alone in its category gets the mean of the OTHER rows": [4, 20, 3.5, 1.5, 10, 12],
            "a row alone in its category gets the mean of the others, not its own y": [4, 20, 3.5, 1.5, 10, 33],
            "a row alone in its category gets the mean of the others, not 0": [4, 20, 3.5, 1.5, 10, 0],
            "the others are n - 1 rows: divide their sum by that": [4, 20, 3.5, 1.5, 10, 39 / 6],
            "a row alone in its category is not one of the others: take its own y out": [4, 20, 3.5, 1.5, 10, 72 / 5],
            "divide by the number of the others, one less": [8 / 3, 10, 7 / 3, 1, 5, 39 / 5],
            "the sum still has the row's own y in it": [9 / 2, 30, 9 / 2, 9 / 2, 30, 39 / 5],
            "that is the mean of the rows with other categories": [63 / 3, 42 / 4, 63 / 3, 63 / 3, 42 / 4, 39 / 5],
            "y may hold whole numbers, their means do not: zeros_like(y) rounds them": [4, 20, 3, 1, 10, 7],
        },
    )
    expect(
        exercises.leave_one_out_encode(np.array([1, 1, 1]), np.array([5.0, 5.0, 8.0])),
        [6.5, 6.5, 5.0],
        mistakes={
            "another row with the same y is still another row: leave out the row, not the value": [8.0, 8.0, 5.0]
        },
    )
    expect(exercises.leave_one_out_encode(np.array([1, 2]), np.array([5.0, 7.0])), [7, 5])
    expect(exercises.leave_one_out_encode(np.array([4, 4]), np.array([5.0, 7.0])), [7, 5])
    rng = np.random.default_rng(2)
    for n in (3, 40, 300):
        categories, y = rng.integers(-3, n // 3 + 1, size=n), rng.normal(size=n)
        expect(exercises.leave_one_out_encode(categories, y), naive_leave_one_out(categories, y), rtol=1e-9)
    pairs, y = np.repeat(np.arange(50_000), 2), np.arange(100_000.0)  # in a category of two, each gets the other's y
    expect(exercises.leave_one_out_encode(pairs, y), y + np.tile([1.0, -1.0], 50_000))


def test_13_6_merge_statistics(exercises):
    a, b = np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 4.0]]), np.array([[10.0, -2.0], [14.0, 1.0]])
    parts = [part for table in (a, b) for part in (len(table), table.mean(axis=0), table.var(axis=0))]
    _, mean_a, var_a, _, mean_b, var_b = parts
    both = np.vstack([a, b])
    n, mean, var = 5, both.mean(axis=0), both.var(axis=0)
    middle, gap, within = (mean_a + mean_b) / 2, mean_b - mean_a, (3 * var_a + 2 * var_b) / 5
    expect(
        exercises.merge_statistics(*parts),
        (n, mean, var),
        mistakes={
            "the means must be weighted by the rows": (n, middle, var),
            "the means must be weighted by the rows, and the variances too": (n, middle, (var_a + var_b) / 2),
            "the table with more rows has more weight: it is the other way round": (n, mean_a + gap * 3 / 5, var),
            "the variances alone are not enough: the means lie apart": (n, mean, within),
            "the variances alone are not enough, and must be weighted by the rows": (n, mean, (var_a + var_b) / 2),
            "the variance is divided by n, not by n - 1": (n, mean, var * 5 / 4),
            "var_a and var_b were divided by n, not by n - 1": (n, mean, (2 * var_a + var_b + gap**2 * 6 / 5) / 4),
            "those are sums of squares: divide by n": (n, mean, var * 5),
            "those are standard deviations": (n, mean, np.sqrt(var)),
            "the gap adds gap^2 n_a n_b / n to the sum of squares": (n, mean, within + gap**2 / 5),
            "gap^2 n_a n_b / n belongs to the sum of squares: divide it by n, too": (n, mean, within + gap**2 * 6 / 5),
            "the gap must be squared": (n, mean, within + np.abs(gap) * 6 / 25),
            "the number of rows belongs to the answer, first": (mean, var),
            "first the number of rows, then the mean, then the variance": (mean, var, n),
        },
    )
    rng = np.random.default_rng(0)
    for n_a, n_b, place in ((1, 1, 0), (50, 3, 0), (7, 200, 1e9), (60, 60, 1e9)):
        table = rng.integers(0, 16, size=(n_a + n_b, 3)).astype(float)
        table[:n_a] += 4
        parts = [part for t in (table[:n_a], table[n_a:]) for part in (len(t), t.mean(axis=0) + place, t.var(axis=0))]
        right = n_a + n_b, table.mean(axis=0) + place, table.var(axis=0)
        rtol = 1e-6 if place else 1e-10  # the means themselves are rounded to 1e-7 there
        came, mistakes = exercises.merge_statistics(*parts), {}
        if place and not same(came, right, rtol=rtol, atol=0):
            mistakes["right near 0, but a billion away the digits are lost: never square a mean"] = came
        expect(came, right, rtol=rtol, mistakes=mistakes)


def naive_neighbors(X, k):
    """The filled table by plain loops over all pairs."""
    n, d = X.shape
    filled = X.copy()
    for i in range(n):
        for j in range(d):
            if not np.isnan(X[i, j]):
                continue
            donors = []
            for other in range(n):
                shared = [c for c in range(d) if not np.isnan(X[i, c]) and not np.isnan(X[other, c])]
                if other != i and shared and not np.isnan(X[other, j]):
                    donors.append((sum((X[i, c] - X[other, c]) ** 2 for c in shared) * d / len(shared), other))
            near = [X[other, j] for _, other in sorted(donors)[:k]]
            filled[i, j] = np.mean(near) if near else np.nanmean(X[:, j])
    return filled


def test_13_7_fill_from_neighbors(exercises):
    X = np.array([[1, NAN, 4], [NAN, 9, 4], [NAN, 4, NAN], [3, 9, 2], [5, NAN, 5], [NAN, 4, 6]])
    # from row 0, squared: row 1 0 * 3 = 0, row 3 (4 + 4) * 3/2 = 12, row 5 4 * 3 = 12: rows 1 and 3, both with a 9

    def holes(*values):
        filled = X.copy()
        filled[np.isnan(X)] = values
        return filled

    expect(
        exercises.fill_from_neighbors(X, 2),
        naive_neighbors(X, 2),
        mistakes={
            "the distance lacks the factor d / (columns that both know)": holes(6.5, 3, 3, 5, 6.5, 3),
            "nan is not 0: compare only the columns that both rows know": holes(4, 2, 2, 5, 4, 3),
            "squared differences, not absolute ones": holes(9, 2, 3, 5, 6.5, 3),
            "fill from the table as it came, not with what you have filled in": holes(9, 3, 2, 5.5, 6.5, 3.5),
            "choose the k nearest among the rows that know the column, not among all": holes(9, 3, 3, 5, 6.5, 5),
            "a donor must know the column with the hole, not all columns": holes(9, 3, 3, 2, 9, 3),
            "equal distances: the row with the lower index first": holes(6.5, 3, 3, 4, 6.5, 3),
            "a row that shares no known column is no neighbor, even if others are few": holes(9, 3, 2, 5, 6.5, 3),
            "a row that shares no known column is infinitely far away, not at 0": holes(6.5, 3, 3, 4.5, 6.5, 3),
            "fewer than k donors: divide by their number": holes(9, 3, 1.5, 5, 6.5, 3),
            "average over k neighbors, not only the nearest": naive_neighbors(X, 1),
            "that is the mean of the column": holes(6.5, 3, 3, 4.2, 6.5, 3),
            "give the whole table, not the filled holes alone": [9, 3, 3, 5, 6.5, 3],
        },
    )
    expect(exercises.fill_from_neighbors(X, 1), naive_neighbors(X, 1))
    expect(
        exercises.fill_from_neighbors(X, 50),
        naive_neighbors(X, 50),
        mistakes={"fewer than k donors: take all, not the mean of the column": holes(6.5, 3, 3, 4.2, 6.5, 3)},
    )
    apart = np.array([[1.0, NAN], [NAN, 4.0], [NAN, 6.0], [3.0, NAN]])
    expect(
        exercises.fill_from_neighbors(apart, 2),
        [[1, 5], [2, 4], [2, 6], [3, 5]],
        mistakes={"no donor at a finite distance: take the mean of the column": apart},
    )
    ties = np.array([[0.0, NAN], [1.0, 7.0], [-1.0, 3.0], [1.0, 5.0]])
    expect(
        exercises.fill_from_neighbors(ties, 1),
        [[0, 7], [1, 7], [-1, 3], [1, 5]],
        mistakes={
            "equal distances: the row with the lower index first": [[0, 5], [1, 7], [-1, 3], [1, 5]],
            "equal distances: the row with the lower index first, not the one with the lower value": (
                [[0, 3], [1, 7], [-1, 3], [1, 5]]
            ),
        },
    )
    chain = np.array([[0.0, 1.0, NAN], [0.1, NAN, 5.0], [4.0, 8.0, 20.0]])
    expect(exercises.fill_from_neighbors(chain, 1), naive_neighbors(chain, 1))
    rng = np.random.default_rng(5)
    for n, d, k in ((6, 3, 2), (25, 4, 3), (40, 2, 5)):
        X = np.where(rng.random((n, d)) < 0.35, NAN, rng.normal(size=(n, d)))
        X[0] = 1.0
        expect(exercises.fill_from_neighbors(X, k), naive_neighbors(X, k), rtol=1e-9)


def rising_by_formula(means, counts):
    """The same in closed form: the largest, over all starts a <= i, of the smallest mean of a run a ... b, b >= i."""
    means, k = np.asarray(means, dtype=float), len(means)
    run = [
        [np.average(means[a : b + 1], weights=counts[a : b + 1]) if a <= b else NAN for b in range(k)] for a in range(k)
    ]
    return np.array([max(min(run[a][i:]) for a in range(i + 1)) for i in range(k)])


def test_13_8_rising_encode(exercises):
    means, counts = np.array([4.0, 6.0, 5.0, 1.0, 7.0, 8.0, 6.0]), np.array([1, 1, 3, 5, 2, 1, 1])
    # 6 and 5 make 21/4; with 1 they make 26/9, and with 4 at the start 30/10; at the end 8 and 6 make 7, as much as 7
    expect(
        exercises.rising_encode(means, counts),
        [3.0, 3.0, 3.0, 3.0, 7.0, 7.0, 7.0],
        mistakes={
            "that never falls, but it is not nearest: merge neighbors into their mean": np.maximum.accumulate(means),
            "the order belongs to the categories: do not sort": np.sort(means),
            "a merged block may be lower than the one before it: look back": [4, 26 / 9, 26 / 9, 26 / 9, 7, 7, 7],
            "a merged block has the mean of all its rows, not the middle of two means": [*[3.625] * 4, 7, 7, 7],
            "you merged pairs only": [4, 21 / 4, 21 / 4, 1, 7, 7, 7],
            "one walk from left to right, pair by pair, is not enough": [4, 21 / 4, 83 / 32, 83 / 32, 7, 7, 7],
            "that never falls, but it is not nearest: it gives the smallest of all that follow": [1, 1, 1, 1, 6, 6, 6],
            "that never falls, but it is not nearest: the middle of two bounds": [2.5, 3.5, 3.5, 3.5, 6.5, 7, 7],
            "the encodings must never fall: yours never rise": [5, 5, 5, 11 / 3, 11 / 3, 11 / 3, 11 / 3],
            "one encoding for each category, not for each block": [3.0, 7.0],
            "the means must be weighted by the rows": [4, 4, 4, 4, 7, 7, 7],
            "that is the mean of all": np.full(7, np.average(means, weights=counts)),
        },
    )
    expect(
        exercises.rising_encode(np.array([-2.0, 0.0, 0.0, 3.5]), np.array([1, 9, 2, 4])),
        [-2.0, 0.0, 0.0, 3.5],
        mistakes={"encodings need not be whole numbers: zeros_like(counts) rounds them": [-2, 0, 0, 3]},
    )
    expect(exercises.rising_encode(np.array([9.0, 8.0, 1.0]), np.array([1, 1, 6])), np.full(3, 23 / 8))
    expect(exercises.rising_encode(np.array([7.5]), np.array([3])), [7.5])
    rng = np.random.default_rng(7)
    for k in (2, 9, 30):
        means, counts = rng.normal(size=k) + np.arange(k) / 8, rng.integers(1, 20, size=k)
        expect(exercises.rising_encode(means, counts), rising_by_formula(means, counts), rtol=1e-9)
    long_rise = np.append(np.arange(50_000.0), np.arange(150_000.0, 100_000.0, -1.0))
    expect(
        exercises.rising_encode(long_rise, np.ones(100_000, dtype=int)),
        np.append(np.arange(50_000.0), np.full(50_000, 125_000.5)),
    )
    falling = np.append(np.arange(99_999.0, 0.0, -1.0), 200_000.0)
    expect(
        exercises.rising_encode(falling, np.ones(100_000, dtype=int)), np.append(np.full(99_999, 50_000.0), 200_000.0)
    )
