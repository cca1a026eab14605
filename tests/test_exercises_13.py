"""Day 13 exercises: the solutions must pass, and so must yours once you have started them."""

from statistics import median

import numpy as np
from grading import expect

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
        },
    )
    expect(exercises.max_abs_scale(np.array([[-3.0]])), [[-1.0]])
    expect(exercises.max_abs_scale(np.array([[1e-9, 5e6], [-2e-9, 1e6]])), [[0.5, 1], [-1, 0.2]])
    expect(exercises.max_abs_scale(np.zeros((2, 2))), np.zeros((2, 2)))


def test_13_2_clock_features(exercises):
    hours = np.array([0.0, 3.0, 12.0, 18.0, 25.0])
    root, sine, cosine = np.sqrt(0.5), np.sin(np.pi / 12), np.cos(np.pi / 12)
    expected = np.array([[0, 1], [root, root], [0, -1], [-1, 0], [sine, cosine]])
    expect(
        exercises.clock_features(hours, 24),
        expected,
        mistakes={
            "the sine goes first": expected[:, ::-1],
            "one column for each: (n, 2), not (2, n)": expected.T,
            "a full turn is 2 pi, not pi": np.column_stack([np.sin(hours * np.pi / 24), np.cos(hours * np.pi / 24)]),
            "divide by the period": np.column_stack([np.sin(2 * np.pi * hours), np.cos(2 * np.pi * hours)]),
            "np.sin wants radians: one turn is 2 pi, not 360": np.column_stack(
                [np.sin(hours * 15), np.cos(hours * 15)]
            ),
        },
    )
    expect(exercises.clock_features(np.array([1.75, -1.75]), 7), [[1, 0], [-1, 0]])
    expect(exercises.clock_features(np.array([365.0]), 365), [[0, 1]])


def test_13_3_group_rare(exercises):
    words = ["a", "b", "a", "c", "b", "a", "d"]
    expect(
        exercises.group_rare(words, 2),
        ["a", "b", "a", "other", "b", "a", "other"],
        mistakes={
            "exactly `least` times is enough to stay": ["a", "other", "a", "other", "other", "a", "other"],
            "the rare ones become other, not the frequent ones": [
                "other",
                "other",
                "other",
                "c",
                "other",
                "other",
                "d",
            ],
            "replace the rare words, do not leave them out": ["a", "b", "a", "b", "a"],
            "each word once is not what was asked: keep the list as long as it was": ["a", "b", "other"],
        },
    )
    expect(exercises.group_rare(words, 1), words)
    expect(exercises.group_rare(words, 3), ["a", "other", "a", "other", "other", "a", "other"])
    expect(exercises.group_rare(words, 9), ["other"] * 7)
    expect(exercises.group_rare(["other", "x", "y"], 2), ["other"] * 3)
    expect(exercises.group_rare([], 2), [])


def test_13_4_fill_by_group(exercises):
    x, groups = np.array([1.0, NAN, 2.0, 9.0, NAN, 4.0, NAN, 30.0]), np.array([7, 7, 7, 7, -2, -2, 3, -2])
    overall = median([1, 2, 9, 4, 30])
    expect(
        exercises.fill_by_group(x, groups),
        [1, 2, 2, 9, 17, 4, overall, 30],
        mistakes={
            "the median of the group, not of all numbers": [1, 4, 2, 9, 4, 4, 4, 30],
            "the median, not the mean": [1, 4, 2, 9, 17, 4, 46 / 5, 30],
            "a group without numbers takes the median of all": [1, 2, 2, 9, 17, 4, NAN, 30],
            "a group without numbers takes the median of all, not 0": [1, 2, 2, 9, 17, 4, 0, 30],
            "fill the holes only: known numbers stay": [2, 2, 2, 2, 17, 17, overall, 17],
        },
    )
    x, groups = np.array([NAN, 5.0, 100.0, 7.0, NAN, NAN]), np.array([0, 1, 1, 1, 1, 1])
    expect(
        exercises.fill_by_group(x, groups),
        [7, 5, 100, 7, 7, 7],
    )
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
    categories, y = np.array([3, 8, 3, 3, 8, -1]), np.array([1.0, 10.0, 2.0, 6.0, 20.0, 33.0])
    expect(
        exercises.leave_one_out_encode(categories, y),
        [4, 20, 3.5, 1.5, 10, 39 / 5],
        mistakes={
            "that is the mean with the row itself: take its own y out": [3, 15, 3, 3, 15, 33],
            "a row alone in its category gets the mean of the others, 0 / 0 came out": [4, 20, 3.5, 1.5, 10, NAN],
            "a row alone in its category gets the mean of the OTHER rows": [4, 20, 3.5, 1.5, 10, 12],
            "a row alone in its category gets the mean of the others, not 0": [4, 20, 3.5, 1.5, 10, 0],
            "divide by the number of the others, one less": [8 / 3, 10, 7 / 3, 1, 5, 39 / 5],
            "that is the mean of the rows with other categories": [63 / 3, 42 / 4, 63 / 3, 63 / 3, 42 / 4, 39 / 5],
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
    a, b = np.array([[0.0, 1.0], [2.0, 1.0], [4.0, 4.0]]), np.array([[10.0, -2.0]])
    parts = [part for table in (a, b) for part in (len(table), table.mean(axis=0), table.var(axis=0))]
    both = np.vstack([a, b])
    n, mean, var = 4, both.mean(axis=0), both.var(axis=0)
    middle, gap = (parts[1] + parts[4]) / 2, parts[4] - parts[1]
    expect(
        exercises.merge_statistics(*parts),
        (n, mean, var),
        mistakes={
            "the means must be weighted by the rows": (n, middle, var),
            "the variances alone are not enough: the means lie apart": (n, mean, (3 * parts[2] + parts[5]) / 4),
            "the variance is divided by n, not by n - 1": (n, mean, var * 4 / 3),
            "those are sums of squares: divide by n": (n, mean, var * 4),
            "the gap adds gap^2 n_a n_b / n to the sum of squares": (n, mean, (3 * parts[2] + parts[5] + gap**2) / 4),
            "the number of rows belongs to the answer, first": (mean, var, n),
        },
    )
    rng = np.random.default_rng(0)
    for n_a, n_b, place in ((1, 1, 0), (50, 3, 0), (7, 200, 1e9), (60, 60, 1e9)):
        table = rng.integers(0, 16, size=(n_a + n_b, 3)).astype(float)
        table[:n_a] += 4
        parts = [part for t in (table[:n_a], table[n_a:]) for part in (len(t), t.mean(axis=0) + place, t.var(axis=0))]
        expect(
            exercises.merge_statistics(*parts),
            (n_a + n_b, table.mean(axis=0) + place, table.var(axis=0)),
            rtol=1e-6 if place else 1e-10,  # the means themselves are rounded to 1e-7 there
            mistakes={
                "mean of squares minus square of the mean loses all digits far from zero": (
                    n_a + n_b,
                    table.mean(axis=0) + place,
                    np.zeros(3),
                )
            }
            if place
            else None,
        )


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
    X = np.array([[0.0, NAN, 0.0], [1.0, 10.0, 1.0], [1.2, 20.0, NAN], [NAN, 90.0, 5.0], [9.0, 40.0, 0.0]])
    # from row 0, squared: row 1 (1 + 1) 3/2 = 3, row 2 1.44 * 3 = 4.32, row 3 25 * 3 = 75, row 4 81 * 3/2 = 121.5
    by_hand = np.array([[0, 10, 0], [1, 10, 1], [1.2, 20, 0], [0, 90, 5], [9, 40, 0]])
    no_factor, with_zeros = by_hand.copy(), by_hand.copy()
    no_factor[0, 1] = 20  # row 2 at 1.44 before row 1 at 2
    with_zeros[2, 2], with_zeros[3, 0] = 1, 9
    expect(
        exercises.fill_from_neighbors(X, 1),
        by_hand,
        mistakes={
            "the distance lacks the factor d / (columns that both know)": no_factor,
            "nan is not 0: compare only the columns that both rows know": with_zeros,
            "that is the mean of the column": np.where(np.isnan(X), np.nanmean(X, axis=0), X),
            "the nearest row of all was the row itself, or one that does not know the column": X,
        },
    )
    expect(
        exercises.fill_from_neighbors(X, 2),
        naive_neighbors(X, 2),
        mistakes={"average over k neighbors, not only the nearest": by_hand},
    )
    expect(exercises.fill_from_neighbors(X, 50), naive_neighbors(X, 50))
    apart = np.array([[1.0, NAN], [NAN, 4.0], [NAN, 6.0], [3.0, NAN]])
    expect(
        exercises.fill_from_neighbors(apart, 2),
        [[1, 5], [2, 4], [2, 6], [3, 5]],
        mistakes={"no donor at a finite distance: take the mean of the column": apart},
    )
    ties = np.array([[0.0, NAN], [1.0, 7.0], [-1.0, 3.0], [1.0, 5.0]])
    expect(exercises.fill_from_neighbors(ties, 1)[0, 1], 7, mistakes={"equal distances: the lower index": 5})
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
            "you merged pairs only": [4, 21 / 4, 21 / 4, 1, 7, 7, 7],
            "the means must be weighted by the rows": [4, 4, 4, 4, 7, 7, 7],
            "that is the mean of all": np.full(7, np.average(means, weights=counts)),
        },
    )
    expect(exercises.rising_encode(np.array([-2.0, 0.0, 0.0, 3.5]), np.array([1, 9, 2, 4])), [-2.0, 0.0, 0.0, 3.5])
    expect(exercises.rising_encode(np.array([9.0, 8.0, 1.0]), np.array([1, 1, 6])), np.full(3, 23 / 8))
    expect(exercises.rising_encode(np.array([7.5]), np.array([3])), [7.5])
    rng = np.random.default_rng(7)
    for k in (2, 9, 30):
        means, counts = rng.normal(size=k) + np.arange(k) / 8, rng.integers(1, 20, size=k)
        expect(exercises.rising_encode(means, counts), rising_by_formula(means, counts), rtol=1e-9)
    falling = np.append(np.arange(99_999.0, 0.0, -1.0), 200_000.0)
    expect(
        exercises.rising_encode(falling, np.ones(100_000, dtype=int)), np.append(np.full(99_999, 50_000.0), 200_000.0)
    )
