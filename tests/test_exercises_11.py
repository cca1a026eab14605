"""Day 11 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import combinations

import numpy as np
from grading import expect

# Quinlan 1986: outlook, temperature, humidity, wind, play
DAYS = "00110 00100 10111 21111 22011 22000 12001 01110 02011 21011 01001 11101 10011 21100"
TENNIS = np.array([list(day) for day in DAYS.split()]).astype(int)
STUMP = np.array([0, -1, -1]), np.array([0.5, np.nan, np.nan]), np.array([1, -1, -1]), np.array([2, -1, -1])


def gini_gain(y, left):
    """The Gini gain of labels 0 and 1, from the definition."""
    total = 0.0
    for part, sign in ((y, 1), (y[left], -1), (y[~left], -1)):
        p = np.mean(part)
        total += sign * len(part) / len(y) * (1 - p**2 - (1 - p) ** 2)
    return total


def test_11_1_misclassification(exercises):
    expect(
        exercises.misclassification(np.array([3, 3, 7, 3, 9])),
        2 / 5,
        mistakes={
            "that is the share that is right: the mistakes are the rest": 3 / 5,
            "that is Gini": 1 - (9 + 1 + 1) / 25,
            "you counted the mistakes: divide by the number of rows": 2,
        },
    )
    expect(exercises.misclassification(np.array([-4, 8])), 0.5)
    expect(exercises.misclassification(np.array([6])), 0.0, mistakes={"a pure group makes no mistakes": 1.0})
    expect(exercises.misclassification(np.arange(10)), 0.9)


def test_11_2_gain_ratio(exercises):
    outlook, temperature, humidity, wind, play = TENNIS.T
    expect(
        exercises.gain_ratio(play, outlook),
        0.1564275624211752,  # 0.2467498198 / 1.5774062829
        mistakes={
            "that is the information gain: divide it by the entropy of the groups": 0.24674981977443933,
            "you divided by the entropy of y: it must be that of the groups": 0.24674981977443933 / 0.9402859586706311,
            "you multiplied: divide": 0.24674981977443933 * 1.5774062828523454,
        },
    )
    expect(exercises.gain_ratio(play, temperature), 0.0187726462224, atol=1e-9)
    expect(exercises.gain_ratio(play, humidity), 0.1518355014, atol=1e-9)
    expect(exercises.gain_ratio(play, wind), 0.0488486155, atol=1e-9)
    expect(
        exercises.gain_ratio(np.array([0, 0, 1, 1]), np.array([5, 5, 5, 5])),
        0.0,
        mistakes={"one branch only: 0 / 0 came out": np.nan},
    )
    expect(exercises.gain_ratio(np.array([0, 0, 1, 1]), np.array([1, 1, 2, 2])), 1.0)
    expect(exercises.gain_ratio(np.array([0, 1, 0, 1]), np.arange(4)), 0.5)


def test_11_3_walk(exercises):
    feature, threshold = np.array([1, 0, -1, -1, 0, -1, -1]), np.array([2.0, 0.0, np.nan, np.nan, 5.0, np.nan, np.nan])
    left, right = np.array([1, 2, -1, -1, 5, -1, -1]), np.array([4, 3, -1, -1, 6, -1, -1])
    tree = feature, threshold, left, right
    expect(
        exercises.walk(*tree, np.array([3.0, 2.0])),
        [0, 1, 3],
        mistakes={
            "equal to the threshold goes left": [0, 4, 5],
            "left and right are swapped": [0, 4, 6],
            "the leaf belongs to the way": [0, 1],
            "the root belongs to the way": [1, 3],
            "all visited nodes, please, not only the leaf": 3,
        },
    )
    expect(exercises.walk(*tree, np.array([6.0, 2.5])), [0, 4, 6], mistakes={"you compared x[0] every time": [0, 4, 5]})
    expect(exercises.walk(*tree, np.array([-1.0, -1.0])), [0, 1, 2])
    alone = np.array([-1]), np.array([np.nan]), np.array([-1]), np.array([-1])
    expect(exercises.walk(*alone, np.array([1.0])), [0])


def test_11_4_boundary_thresholds(exercises):
    x, y = np.array([5.0, 1.0, 2.0, 3.0, 3.0, 8.0, 9.0]), np.array([1, 0, 0, 0, 1, 1, 0])
    expect(
        exercises.boundary_thresholds(x, y),
        [2.5, 4.0, 8.5],  # the value 3 has both labels, so both of its neighbors are boundaries
        mistakes={
            "those are all midpoints: leave out the ones inside a run of one label": [1.5, 2.5, 4.0, 6.5, 8.5],
            "the value 3 has both labels: there is a boundary on each side of it": [4.0, 8.5],
            "there is a boundary on each side of a value with both labels": [2.5, 8.5],
            "comparing sorted neighbors is not enough: look at all labels of both values": [8.5],
            "the threshold is the midpoint, not the left value": [2.0, 3.0, 8.0],
            "the threshold is the midpoint, not the right value": [3.0, 5.0, 9.0],
        },
    )
    expect(exercises.boundary_thresholds(np.array([3.0, 1.0, 2.0]), np.array([7, 7, 7])), np.zeros(0))
    expect(exercises.boundary_thresholds(np.array([2.0, 2.0]), np.array([0, 1])), np.zeros(0))
    expect(exercises.boundary_thresholds(np.array([0.0, -4.0]), np.array([0, 1])), [-2.0])
    expect(exercises.boundary_thresholds(np.array([1.0, 1.0, 2.0, 2.0]), np.array([0, 1, 0, 1])), [1.5])


def test_11_5_best_category_split(exercises):
    counts = {1: (6, 9), 2: (1, 8), 3: (5, 5), 4: (2, 7), 5: (3, 5)}  # category: ones, rows
    categories = np.concatenate([np.full(n, name) for name, (_, n) in counts.items()])
    y = np.concatenate([np.arange(n) < ones for ones, n in counts.values()]).astype(int)
    ways = [way for k in range(1, 5) for way in combinations(range(1, 6), k)]
    gains = {way: gini_gain(y, np.isin(categories, way)) for way in ways}
    best = max((way for way in ways if 2 in way), key=gains.get)  # category 2 has the lowest share: it goes left
    by_name = max(((1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)), key=gains.get)
    share, low, high = np.mean(y), np.mean(y[np.isin(categories, best)]), np.mean(y[~np.isin(categories, best)])
    halves = 2 * share * (1 - share) - low * (1 - low) - high * (1 - high)
    expect(
        exercises.best_category_split(categories, y),
        (list(best), gains[best]),
        mistakes={
            "left is the side with the lower share of label 1": (sorted({1, 2, 3, 4, 5} - set(best)), gains[best]),
            "you sorted by name: sort by the share of label 1": (list(by_name), gains[by_name]),
            "the two sides must be weighted by their sizes": (list(best), halves),
            "the gain is per sample: divide by n": (list(best), gains[best] * len(y)),
        },
    )
    many = np.repeat(np.arange(20), 4)
    high = many * 7 % 20 >= 8
    labels = (high & (np.arange(80) % 4 < 3)).astype(int)  # shares of 0 and 3/4, in no order
    low = [category for category in range(20) if category * 7 % 20 < 8]
    expect(exercises.best_category_split(many, labels), (low, gini_gain(labels, ~high)))
    expect(exercises.best_category_split(np.array([9, 4, 4]), np.array([1, 0, 0])), ([4], 4 / 9))


def absolute_splits(x, y, center):
    """Every threshold and the total absolute error of its two sides around their `center`."""
    values = np.sort(x)
    middles = (values[:-1] + values[1:]) / 2
    return [
        (sum(np.abs(side - center(side)).sum() for side in (y[x <= middle], y[x > middle])), middle)
        for middle in middles
    ]


def test_11_6_best_absolute_split(exercises):
    x = np.array([3.0, 1.0, 2.0, 6.0, 5.0, 4.0, 9.0, 8.0, 7.0])
    y = np.array([0.0, 1.0, 0.0, 9.0, 9.0, 0.0, 40.0, 9.0, 8.0])
    unsorted = min(absolute_splits(np.sort(x), y, np.median))
    expect(
        exercises.best_absolute_split(x, y),
        (4.5, 1.0 + 32.0),  # sides (1, 0, 0, 0) around 0 and (9, 9, 8, 9, 40) around 9
        mistakes={
            "each side predicts its median, not its mean": min(absolute_splits(x, y, np.mean))[::-1],
            "that is a mean error: we want the sum": (4.5, 33 / 9),
            "you did not sort y along with x": unsorted[::-1],
            "the threshold is the midpoint": (4.0, 33.0),
        },
    )
    expect(exercises.best_absolute_split(np.array([7.0, 2.0]), np.array([1.0, 5.0])), (4.5, 0.0))
    expect(exercises.best_absolute_split(np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 1.0])), (1.5, 0.0))
    expect(
        exercises.best_absolute_split(np.arange(4.0), np.full(4, 3.0)),
        (0.5, 0.0),
        mistakes={"the lowest threshold where several are equally good": (2.5, 0.0)},
    )
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=30), rng.normal(size=30)
    expect(exercises.best_absolute_split(x, y), min(absolute_splits(x, y, np.median))[::-1])


def pruned_by_recursion(tree, label, X, y, node=0):
    """Mistakes of the pruned branch on these rows, and the nodes in it that still ask."""
    feature, threshold, left, right = (part[node] for part in tree)
    own = np.sum(y != label[node])
    if feature < 0:
        return own, []
    side = X[:, feature] <= threshold
    low, asks_low = pruned_by_recursion(tree, label, X[side], y[side], left)
    high, asks_high = pruned_by_recursion(tree, label, X[~side], y[~side], right)
    return (own, []) if own <= low + high else (low + high, [node, *asks_low, *asks_high])


def test_11_7_reduced_error_pruning(exercises):
    label = np.array([0, 0, 1])
    X, y = np.array([[0.0], [1.0], [2.0]]), np.array([0, 1, 0])
    expect(
        exercises.reduced_error_pruning(*STUMP, label, X, y),
        [False, False, False],  # one mistake either way: the smaller tree wins
        mistakes={"equally many mistakes: the smaller tree wins": [True, False, False]},
    )
    expect(
        exercises.reduced_error_pruning(*STUMP, label, np.array([[0.5], [1.0]]), np.array([0, 1])),
        [True, False, False],
        mistakes={"this question helps: it must stay": [False, False, False]},
    )
    feature, threshold = np.array([0, 0, -1, -1, 0, -1, -1]), np.array([4.0, 2.0, np.nan, np.nan, 6.0, np.nan, np.nan])
    tree = feature, threshold, np.array([1, 2, -1, -1, 5, -1, -1]), np.array([4, 3, -1, -1, 6, -1, -1])
    label = np.array([1, 1, 0, 1, 0, 0, 1])
    X, y = np.array([[1.0], [3.0], [5.0], [7.0]]), np.array([0, 1, 0, 0])
    expect(
        exercises.reduced_error_pruning(*tree, label, X, y),
        [True, True, False, False, False, False, False],
        mistakes={
            "nothing was cut: the right question makes a mistake that its leaf would not make": feature >= 0,
            "the root asks although, as a leaf, it would make more mistakes: compare on the rows of the node": [False]
            * 7,
        },
    )
    expect(
        exercises.reduced_error_pruning(*tree, label, X[2:], np.array([1, 1])),
        [False] * 7,
        mistakes={"nodes below a cut ask nothing any more": [False, False, False, False, True, False, False]},
    )
    rng = np.random.default_rng(0)
    for _ in range(5):
        label, X, y = rng.integers(0, 2, 7), rng.uniform(0, 8, size=(12, 1)), rng.integers(0, 2, 12)
        asks = np.isin(np.arange(7), pruned_by_recursion(tree, label, X, y)[1])
        expect(exercises.reduced_error_pruning(*tree, label, X, y), asks)


def leaves_by_search(rows):
    """Fewest leaves by trying everything; rows : tuples (x1, x2, label)."""
    if len({row[2] for row in rows}) == 1:
        return 1
    best = len(rows)
    for axis in (0, 1):
        for value in sorted({row[axis] for row in rows})[:-1]:
            sides = [row for row in rows if row[axis] <= value], [row for row in rows if row[axis] > value]
            best = min(best, sum(map(leaves_by_search, sides)))
    return best


def test_11_8_fewest_leaves(exercises):
    grid = np.array([(i, j) for i in range(4) for j in range(4)], dtype=float)
    expect(exercises.fewest_leaves(grid, grid.sum(axis=1) % 2), 16)  # a chessboard: every square alone
    cross = np.array([[1, 2], [2, 2], [3, 2], [2, 1], [2, 3], [1, 1], [1, 3], [3, 1], [3, 3]], dtype=float)
    expect(
        exercises.fewest_leaves(cross, np.array([1, 1, 1, 1, 1, 0, 0, 0, 0])),
        7,  # a row of three, and above and below it three squares each, all alone
        mistakes={
            "two leaves for two labels would need other shapes than boxes": 2,
            "that is the number of questions: a tree has one leaf more": 6,
            "not every point needs a leaf of its own": 9,
        },
    )
    expect(exercises.fewest_leaves(np.array([[1.0], [2.0], [3.0]]), np.array([4, 4, 4])), 1)
    expect(exercises.fewest_leaves(np.array([[1.0], [1.0], [3.0]]), np.array([4, 4, 5])), 2)
    line = np.arange(16.0)
    expect(exercises.fewest_leaves(np.stack([line, line, -line], axis=1), np.arange(16) % 2), 16)
    rng = np.random.default_rng(1)
    for _ in range(6):
        X, y = rng.integers(0, 4, size=(7, 2)).astype(float), rng.integers(0, 2, size=7)
        y = np.array([y[np.flatnonzero((row == X).all(axis=1))[0]] for row in X])  # equal rows, equal labels
        expect(
            exercises.fewest_leaves(X, y), leaves_by_search([(*row, label) for row, label in zip(X, y, strict=True)])
        )
