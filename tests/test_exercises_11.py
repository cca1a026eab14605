"""Day 11 exercises: the solutions must pass, and so must yours once you have started them."""

from collections import Counter
from itertools import combinations
from math import log2

import numpy as np
from grading import expect

# Quinlan 1986: outlook, temperature, humidity, wind, play
DAYS = "00110 00100 10111 21111 22011 22000 12001 01110 02011 21011 01001 11101 10011 21100"
TENNIS = np.array([list(day) for day in DAYS.split()]).astype(int)
STUMP = np.array([0, -1, -1]), np.array([0.5, np.nan, np.nan]), np.array([1, -1, -1]), np.array([2, -1, -1])


def test_11_1_misclassification(exercises):
    expect(
        exercises.misclassification(np.array([12, 10, 11, 10, 15, 10, 12])),
        4 / 7,
        mistakes={
            "that is the share that is right: the mistakes are the rest": 3 / 7,
            "that is Gini": 1 - (9 + 4 + 1 + 1) / 49,
            "that is the entropy": 3 / 7 * log2(7 / 3) + 2 / 7 * log2(7 / 2) + 2 / 7 * log2(7),
            "you counted the mistakes: divide by the number of rows": 4,
            "every row that is not of the majority class is a mistake, not only those of one other class": 1 / 7,
            "every row that is not of the majority class is a mistake: there are more than two classes": 2 / 7,
            "the majority class is the most frequent one, not the first": 5 / 7,
            "the majority class is the most frequent one, not the median": 6 / 7,
            "divide the count of the majority class by n, not its label": 1 - 10 / 7,
        },
    )
    expect(exercises.misclassification(np.array([-4, 8])), 0.5)
    expect(exercises.misclassification(np.array([6])), 0.0, mistakes={"a pure group makes no mistakes": 1.0})
    expect(exercises.misclassification(np.arange(10)), 0.9)


def entropy_in_bits(labels):
    return sum(count / len(labels) * log2(len(labels) / count) for count in Counter(labels.tolist()).values())


def test_11_2_gain_ratio(exercises):
    outlook, temperature, humidity, wind, play = TENNIS.T
    gain, of_groups, of_y = 0.24674981977443933, 1.5774062828523454, 0.9402859586706311
    inside = [entropy_in_bits(play[outlook == branch]) for branch in range(3)]
    gini_gain = 1 - (81 + 25) / 196 - (5 * (1 - 13 / 25) + 0 + 5 * (1 - 13 / 25)) / 14
    expect(
        exercises.gain_ratio(play, outlook),
        0.1564275624211752,  # 0.2467498198 / 1.5774062829
        mistakes={
            "that is the information gain: divide it by the entropy of the groups": gain,
            "you divided by the entropy of y: it must be that of the groups": gain / of_y,
            "you multiplied: divide": gain * of_groups,
            "upside down: the gain goes above": of_groups / gain,
            "each branch counts by its share of the rows": (of_y - sum(inside) / 3) / of_groups,
            "each branch counts by its share of the rows, they are not just added up": (of_y - sum(inside)) / of_groups,
            "the gain is what the question takes away, not what is left": (of_y - gain) / of_groups,
            "divide by the entropy of the groups, not by their number": gain / 3,
            "log2 of the number of groups is their entropy only where all are equally large": gain / log2(3),
            "one entropy is in bits and the other is not: take log2 for both": gain / of_groups / np.log(2),
            "that is with Gini: C4.5 takes the entropy": gini_gain / (1 - (25 + 16 + 25) / 196),
        },
    )
    expect(exercises.gain_ratio(play, temperature), 0.0187726462224, atol=1e-9)
    expect(exercises.gain_ratio(play, humidity), 0.1518355014, atol=1e-9)
    expect(exercises.gain_ratio(play, wind), 0.0488486155, atol=1e-9)
    expect(
        exercises.gain_ratio(np.array([0, 0, 1, 1]), np.array([5, 5, 5, 5])),
        0.0,
        mistakes={"one branch only: 0 / 0 came out": np.nan, "one branch only tells nothing: the ratio is 0": 1.0},
    )
    expect(exercises.gain_ratio(np.array([0, 0, 1, 1]), np.array([1, 1, 2, 2])), 1.0)
    expect(exercises.gain_ratio(np.array([0, 1, 0, 1]), np.arange(4)), 0.5)
    expect(exercises.gain_ratio(np.array([6, 6, 6]), np.array([1, 2, 2])), 0.0)


def test_11_3_walk(exercises):
    # node 0 asks feature 1, node 1 feature 0, node 3 and node 6 feature 2; 2, 4, 5, 7 and 8 are leaves
    feature = np.array([1, 0, -1, 2, -1, -1, 2, -1, -1])
    threshold = np.array([2.0, 0.0, np.nan, 1.0, np.nan, np.nan, 0.0, np.nan, np.nan])
    left, right = np.array([1, 2, -1, 4, -1, -1, 7, -1, -1]), np.array([6, 3, -1, 5, -1, -1, 8, -1, -1])
    tree = feature, threshold, left, right
    expect(
        exercises.walk(*tree, np.array([1.5, 2.0, -1.0])),
        [0, 1, 3, 4],
        mistakes={
            "equal to the threshold goes left": [0, 6, 7],
            "left and right are swapped": [0, 6, 8],
            "the leaf is part of the path": [0, 1, 3],
            "the root is part of the path": [1, 3, 4],
            "a node that asks feature 0 is no leaf: a leaf has feature -1": [0, 1],
            "compare x[feature[node]], not x[0] every time": [0, 1, 3, 5],
            "the children's numbers are in left and right: there is no rule for them": [0, 1, 4],
            "all visited nodes, not only the leaf": 4,
        },
    )
    expect(
        exercises.walk(*tree, np.array([1.0, 2.5, 0.5])),
        [0, 6, 8],
        mistakes={"compare x[feature[node]]: which feature comes next depends on the node": [0, 1, 3, 4]},
    )
    expect(exercises.walk(*tree, np.array([0.0, -1.0, 5.0])), [0, 1, 2])
    alone = np.array([-1]), np.array([np.nan]), np.array([-1]), np.array([-1])
    expect(exercises.walk(*alone, np.array([1.0])), [0])


def test_11_4_boundary_thresholds(exercises):
    # labels by value: 1: 0; 2: 0; 3: 0 and 1; 5: 1; 8: 1; 9: 1 and 0; 10: 0 and 1; 12: 0; 14: 1
    x = np.array([5.0, 1.0, 2.0, 3.0, 14.0, 3.0, 10.0, 8.0, 9.0, 12.0, 10.0, 9.0])
    y = np.array([1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0])
    all_midpoints = [1.5, 2.5, 4.0, 6.5, 8.5, 9.5, 11.0, 13.0]
    expect(
        exercises.boundary_thresholds(x, y),
        [2.5, 4.0, 8.5, 9.5, 11.0, 13.0],
        mistakes={
            "those are all midpoints: leave out the ones inside a run of one label": all_midpoints,
            "those are the ones to leave out": [1.5, 6.5],
            "both 9 and 10 have both labels, so there is a boundary between them": [2.5, 4.0, 8.5, 11.0, 13.0],
            "a value with both labels has a boundary on each side, whatever its majority class": [4.0, 8.5, 13.0],
            "a value with both labels has a boundary on each side, even if they are half and half": [2.5, 11.0, 13.0],
            "a value with both labels has a boundary on each side": [13.0],
            "look at all labels of a value, not only at its first": [4.0, 9.5, 13.0],
            "look at all labels of a value, not only at its last": [2.5, 8.5, 9.5, 11.0, 13.0],
            "comparing sorted neighbors is not enough: look at all labels of both values": [11.0, 13.0],
            "comparing sorted neighbors is not enough, sorted by their labels neither": [8.5, 9.5, 11.0, 13.0],
            "between equal values there is no threshold; look at all labels of a value": [3.0, 9.0, 10.0, 11.0, 13.0],
            "x comes in any order: sort it first": (x[:-1] + x[1:])[y[:-1] != y[1:]] / 2,
            "the threshold is the midpoint, not the left value": [2.0, 3.0, 8.0, 9.0, 10.0, 12.0],
            "the threshold is the midpoint, not the right value": [3.0, 5.0, 9.0, 10.0, 12.0, 14.0],
            "a midpoint need not be a whole number: divide with /": [2.0, 4.0, 8.0, 9.0, 11.0, 13.0],
        },
    )
    expect(exercises.boundary_thresholds(np.array([3.0, 1.0, 2.0]), np.array([7, 7, 7])), np.zeros(0))
    expect(exercises.boundary_thresholds(np.array([2.0, 2.0]), np.array([0, 1])), np.zeros(0))
    expect(exercises.boundary_thresholds(np.array([0, -3]), np.array([0, 1])), [-1.5])
    expect(exercises.boundary_thresholds(np.array([1.0, 1.0, 2.0, 2.0]), np.array([0, 1, 0, 1])), [1.5])
    expect(exercises.boundary_thresholds(np.array([1.0, 2.0, 3.0, 4.0]), np.array([5, -2, -2, 9])), [1.5, 3.5])


def gini_gain(y, left):
    """The Gini gain of labels 0 and 1, from the definition."""
    total = 0.0
    for part, sign in ((y, 1), (y[left], -1), (y[~left], -1)):
        p = np.mean(part)
        total += sign * len(part) / len(y) * (1 - p**2 - (1 - p) ** 2)
    return total


def test_11_5_best_category_split(exercises):
    counts = {4: (6, 7), 1: (9, 11), 7: (5, 8), 2: (2, 3), 5: (3, 4)}  # category: ones, rows
    categories = np.concatenate([np.full(n, name) for name, (_, n) in counts.items()])
    y = np.concatenate([np.arange(n) < ones for ones, n in counts.values()]).astype(int)
    gains = {}
    for way in [way for k in range(1, 5) for way in combinations((1, 2, 4, 5, 7), k)]:
        gains[way] = gini_gain(y, np.isin(categories, way))
    best = max((way for way in gains if 7 in way), key=gains.get)  # category 7 has the lowest share: it goes left
    is_low = np.isin(categories, best)
    gain, gini = gains[best], 2 * np.mean(y) * (1 - np.mean(y))
    in_bits = sum(len(part) / len(y) * entropy_in_bits(part) for part in (y[is_low], y[~is_low]))

    def side(way):
        share = y[np.isin(categories, way)].mean()
        return 2 * share * (1 - share)

    expect(
        exercises.best_category_split(categories, y),
        (list(best), gain),
        mistakes={
            "left is the side with the lower share of label 1": ([1, 4, 5], gain),
            "give the categories that go left in rising order": ([7, 2], gain),
            "you sorted by name: sort by the share of label 1": ([1, 2, 4, 5], gains[7,]),
            "sort by the share of label 1; more than one category may go left": ([7], gains[7,]),
            "sort by the share of label 1, and try every cut of that order": ([2, 5, 7], gains[2, 5, 7]),
            "sort by the share of label 1, not by the number of rows": ([2, 4, 5, 7], gains[1,]),
            "the two sides must be weighted by their sizes": (
                [1, 2, 5, 7],
                gini - (side((1, 2, 5, 7)) + side((4,))) / 2,
            ),
            "the two sides must be weighted, not just added": ([1, 2, 5, 7], gini - side((1, 2, 5, 7)) - side((4,))),
            "the gain is per row: divide by n": (list(best), gain * len(y)),
            "with two classes, Gini is 2 p (1 - p): a factor 2 is missing": (list(best), gain / 2),
            "that is the impurity that is left: the gain is what was taken away": (list(best), gini - gain),
            "that is with the entropy: take Gini": (list(best), entropy_in_bits(y) - in_bits),
        },
    )
    many = np.repeat(np.arange(20), 4)
    high = many * 7 % 20 >= 8
    labels = (high & (np.arange(80) % 4 < 3)).astype(int)  # shares of 0 and 3/4, in no order
    low = [category for category in range(20) if category * 7 % 20 < 8]
    expect(exercises.best_category_split(many, labels), (low, gini_gain(labels, ~high)))
    expect(exercises.best_category_split(np.array([9, -4, -4]), np.array([1, 0, 0])), ([-4], 4 / 9))


def best_split_by(x, y, error):
    """The threshold with the least total error of its two sides, and that error."""
    values = np.sort(x)
    middles = (values[:-1] + values[1:]) / 2
    total, middle = min((error(y[x <= middle]) + error(y[x > middle]), middle) for middle in middles)
    return float(middle), float(total)


def absolute_error(side):
    return np.abs(side - np.median(side)).sum()


def test_11_6_best_absolute_split(exercises):
    x = np.array([3.0, 1.0, 2.0, 6.0, 5.0, 4.0, 9.0, 8.0, 7.0])
    y = np.array([0.0, 1.0, 0.0, 9.0, 9.0, 0.0, 40.0, 9.0, 10.0])
    by_place = best_split_by(np.arange(9), y, absolute_error)
    place = int(by_place[0] + 0.5)
    expect(
        exercises.best_absolute_split(x, y),
        (4.5, 1.0 + 32.0),  # sides (1, 0, 0, 0) around 0 and (9, 9, 10, 9, 40) around 9
        mistakes={
            "each side predicts its median, not its mean": best_split_by(
                x, y, lambda side: np.abs(side - side.mean()).sum()
            ),
            "absolute errors, not squared ones": best_split_by(
                x, y, lambda side: ((side - np.median(side)) ** 2).sum()
            ),
            "absolute errors around the median, not squared ones around the mean": best_split_by(
                x, y, lambda side: ((side - side.mean()) ** 2).sum()
            ),
            "add up the errors of all rows: here each side has its mean error": best_split_by(
                x, y, lambda side: np.abs(side - np.median(side)).mean()
            ),
            "that is a mean error: we want the sum": (4.5, 33 / 9),
            "you did not sort y along with x": best_split_by(np.sort(x), y, absolute_error),
            "sort the rows by x first": (float(x[place - 1] + x[place]) / 2, by_place[1]),
            "the threshold is the midpoint, not the left value": (4.0, 33.0),
            "the threshold is the midpoint, not the right value": (5.0, 33.0),
            "first the threshold, then the error": (33.0, 4.5),
            "the error that is left, not what the split took away": (4.5, 67.0 - 33.0),
        },
    )
    expect(
        exercises.best_absolute_split(np.arange(5.0), np.array([0.0, 0.0, 0.0, 0.0, 9.0])),
        (3.5, 0.0),
        mistakes={"one row alone on the right is a side, too": (0.5, 9.0)},
    )
    expect(
        exercises.best_absolute_split(np.arange(5.0), np.array([9.0, 0.0, 0.0, 0.0, 0.0])),
        (0.5, 0.0),
        mistakes={"one row alone on the left is a side, too": (1.5, 9.0)},
    )
    expect(exercises.best_absolute_split(np.array([7, 2]), np.array([1, 5])), (4.5, 0.0))
    expect(
        exercises.best_absolute_split(np.arange(4.0), np.array([0.0, 4.0, 0.0, 4.0])),
        (0.5, 4.0),
        mistakes={"the lowest threshold where several are equally good": (2.5, 4.0)},
    )
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=30), rng.normal(size=30)
    expect(exercises.best_absolute_split(x, y), best_split_by(x, y, absolute_error))


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


def asking(*nodes):
    """The answer for a tree of 15 nodes in which these still ask."""
    return np.isin(np.arange(15), nodes)


def test_11_7_reduced_error_pruning(exercises):
    label = np.array([0, 0, 1])
    X, y = np.array([[0.0], [1.0], [2.0]]), np.array([0, 1, 0])
    expect(
        exercises.reduced_error_pruning(*STUMP, label, X, y),
        [False, False, False],  # one mistake either way: the smaller tree wins
        mistakes={
            "one mistake with the question and one without it: the smaller tree wins": [True, False, False],
            "turned around: True is for nodes that still ask": [True, True, True],
            "leaves ask nothing": [False, True, True],
            "True or False for every node, not the numbers of those that ask": [],
        },
    )
    expect(
        exercises.reduced_error_pruning(*STUMP, label, X[:2], np.array([0, 1])),
        [True, False, False],
        mistakes={"this question helps: it must stay": [False, False, False]},
    )
    expect(
        exercises.reduced_error_pruning(*STUMP, label, np.array([[0.5], [1.0]]), np.array([0, 1])),
        [True, False, False],
        mistakes={"a value equal to the threshold goes left": [False, False, False]},
    )
    nan = np.nan
    tree = (  # nodes 0, 1, 2, 5, 8, 9 and 12 ask; 0 has the children 1 and 8, 1 has 2 and 5, and 8 has 9 and 12
        np.array([0, 0, 0, -1, -1, 1, -1, -1, 1, 0, -1, -1, 1, -1, -1]),
        np.array([4.0, 2, 1, nan, nan, 3, nan, nan, 4, 6, nan, nan, 6, nan, nan]),
        np.array([1, 2, 3, -1, -1, 6, -1, -1, 9, 10, -1, -1, 13, -1, -1]),
        np.array([8, 5, 4, -1, -1, 7, -1, -1, 12, 11, -1, -1, 14, -1, -1]),
    )
    label = np.array([0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0])
    X, y = np.array([[2.0, 0.0], [0.0, 7.0], [3.0, 6.0], [0.0, 3.0]]), np.array([1, 0, 0, 0])
    expect(
        exercises.reduced_error_pruning(*tree, label, X, y),
        asking(),  # node 0 makes one mistake as a leaf, and so does the branch below it
        mistakes={
            "nodes below a cut ask nothing any more": asking(1, 2),
            "nodes below a cut ask nothing any more: the children's children neither": asking(2),
            "go on upward: not only questions right above two leaves can be cut": asking(0, 1, 2, 8),
            "a node predicts its own label, not the majority class of the validation rows": asking(0, 1, 2),
        },
    )
    label = np.array([1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1])
    X = np.array([[3.0, 5], [4, 4], [5, 5], [4, 5], [1, 0], [0, 6], [3, 6], [3, 6], [6, 8]])
    y = np.array([1, 0, 1, 0, 0, 0, 0, 1, 1])
    expect(
        exercises.reduced_error_pruning(*tree, label, X, y),
        asking(0, 8, 12),
        mistakes={
            "compare with the branch as it now stands, after the cuts below it": asking(),
            "a node that no row reaches makes no mistakes as a leaf: cut it": asking(0, 8, 9, 12),
            "compare on the rows that reach the node, not on all of them": asking(0, 1),
            "begin at the bottom: a node is compared with its pruned branch, not with its two children": asking(0),
        },
    )
    rng = np.random.default_rng(0)
    for _ in range(8):
        label, X, y = rng.integers(0, 2, 15), rng.integers(0, 9, size=(20, 2)).astype(float), rng.integers(0, 2, 20)
        asks = asking(*pruned_by_recursion(tree, label, X, y)[1])
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
    picture = ["10..", "01.1", "1.10", "1.1."]
    points = [(i, j) for i in range(4) for j in range(4) if picture[i][j] != "."]
    expect(
        exercises.fewest_leaves(np.array(points, dtype=float), np.array([int(picture[i][j]) for i, j in points])),
        6,
        mistakes={
            "that is what the greedy tree needs: the best first question may not look the best": 8,
            "choose every question by what it leads to, not only the first one": 7,
            "not every point needs a leaf of its own": 10,
            "that is the number of questions: a tree has one leaf more": 5,
            "that is the number of all nodes: count the leaves alone": 11,
            "that is the depth of a tree: count the leaves": 3,
            "two leaves for two labels would need other shapes than boxes": 2,
        },
    )
    grid = np.array([(i, j) for i in range(4) for j in range(4)], dtype=float)
    expect(exercises.fewest_leaves(grid, grid.sum(axis=1) % 2), 16)  # a chessboard: every square alone
    cross = np.array([[1, 2], [2, 2], [3, 2], [2, 1], [2, 3], [1, 1], [1, 3], [3, 1], [3, 3]], dtype=float)
    # a row of three, and above and below it three squares each, all alone
    expect(exercises.fewest_leaves(cross, np.array([1, 1, 1, 1, 1, 0, 0, 0, 0])), 7)
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
