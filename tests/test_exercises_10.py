"""Day 10 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_10_1_specificity(exercises):
    # 7 zeros, 5 of them called 0; 4 ones, 1 of them called 1
    y_true, y_pred = np.array([0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1]), np.array([0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0])
    expect(
        exercises.specificity(y_true, y_pred),
        5 / 7,
        mistakes={
            "that is the recall: look at the zeros": 1 / 4,
            "divide by those who are 0, not by those who were called 0": 5 / 8,
            "divide by those who are 0, not by everybody": 5 / 11,
            "divide by those who are 0, not by those who are 1": 5 / 4,
            "that is the false positive rate: one minus it": 2 / 7,
            "that is the precision: look at the zeros": 1 / 3,
            "that is the accuracy: look at the zeros only": 6 / 11,
            "right over wrong is not a share: divide by all who are 0": 5 / 2,
            "a share, not a count": 5,
        },
    )
    expect(exercises.specificity(np.array([0, 0]), np.array([1, 1])), 0.0)
    expect(exercises.specificity(np.array([0, 1]), np.array([0, 0])), 1.0)
    expect(
        exercises.specificity(np.array([1, 1]), np.array([1, 0])),
        np.nan,
        mistakes={"without a 0 it is undefined: nan": 0.0, "without a 0 it is undefined, not perfect: nan": 1.0},
    )


def test_10_2_jaccard(exercises):
    # tp 2, fp 1, fn 4, tn 3
    y_true, y_pred = np.array([1, 1, 1, 1, 1, 1, 0, 0, 0, 0]), np.array([1, 0, 0, 1, 0, 0, 1, 0, 0, 0])
    expect(
        exercises.jaccard(y_true, y_pred),
        2 / 7,
        mistakes={
            "that is F1: tp counts once here": 4 / 9,
            "that is the accuracy: the true negatives do not count": 5 / 10,
            "that is the precision: the misses are missing below the line": 2 / 3,
            "that is the recall: the false alarms are missing below the line": 2 / 6,
            "tp belongs below the line, too": 2 / 5,
            "the rows in which both are 0 do not count": 2 / 10,
            "below the line, the rows in which both are 1 count once, not twice": 2 / 9,
            "that is the share in which they differ: one minus it": 5 / 7,
            "that is the overlap of the zeros": 3 / 8,
        },
    )
    zeros, one = np.zeros(3, dtype=int), np.array([0, 1, 0])
    expect(
        exercises.jaccard(zeros, zeros),
        1.0,
        mistakes={
            "0 / 0 counts as a perfect overlap here": np.nan,
            "nothing and nothing overlap perfectly: 1, not 0": 0.0,
        },
    )
    for y_true, y_pred in [(zeros, one), (one, zeros)]:
        expect(
            exercises.jaccard(y_true, y_pred),
            0.0,
            mistakes={"it is 1.0 only where NEITHER holds a 1: here one of the two does": 1.0},
        )


def test_10_3_precision_at(exercises):
    # of 1000 people 20 are ill, 16 of them found; of the 980 healthy 98 get an alarm
    expect(
        exercises.precision_at(0.8, 0.1, 0.02),
        16 / 114,
        mistakes={
            "weight both rates by how many people there are of each kind": 0.8 / 0.9,
            "only the healthy get false alarms, and they are 1 - share of all": 0.016 / 0.116,
            "that is the share of all who get an alarm": 0.114,
            "that is the share of all who are ill and found": 0.016,
            "the healthy who get an alarm, not those who get none: no 1 minus": 16 / (16 + 882),
            "above the line stand the ill who are found: recall * share": 0.8 / 0.114,
            "above the line stand the ill who are found, not all the ill": 0.02 / 0.114,
            "that is the share of the alarms that are false": 98 / 114,
            "that is how many are ill for each false alarm: divide by all alarms": 16 / 98,
            "the share belongs to the ill, 1 - share to the healthy: you have swapped them": 0.784 / 0.786,
        },
    )
    expect(exercises.precision_at(0.7, 0.0, 0.3), 1.0)
    expect(exercises.precision_at(0.0, 0.5, 0.3), 0.0)
    expect(exercises.precision_at(0.4, 0.4, 0.25), 0.25)  # a test that knows nothing


def test_10_4_auc_by_ranks(exercises):
    y_true, y_score = np.array([1, 0, 1, 0, 0, 1, 0, 0]), np.array([4.0, 4.0, 2.0, 3.0, 2.0, 4.0, 0.0, 1.0])
    # each 4 beats 3, 2, 0, 1 and ties 4; the 2 beats 0, 1, ties 2, loses to 4, 3: 10 wins and 3 ties of 15
    expect(
        exercises.auc_by_ranks(y_true, y_score),
        11.5 / 15,
        mistakes={
            "a tie counts one half, not nothing": 10 / 15,
            "a tie counts one half, not one": 13 / 15,
            "the wrong way around: the positive one should score higher": 3.5 / 15,
            "the wrong way around, and a tie counts one half": 2 / 15,
            "the share of the pairs, not their number": 11.5,
            "a tied pair is a pair, too: divide by all of them": 10 / 12,
            "only pairs of a positive and a negative count: there are n1 * n0 of them": 11.5 / 28,
            "a pair has a positive and a negative row: there are n1 * n0 pairs, not n * n": 11.5 / 64,
            # ranks from 1: 0 1 (2 2) 3 (4 4 4) have 1 2 (3.5 3.5) 5 (7 7 7)
            "tied scores share the mean of their ranks: argsort gives each its own": 11 / 15,
            "the smallest rank is 1, and tied scores share the mean of their ranks": 8 / 15,
            "the smallest rank is 1, not 0": 8.5 / 15,
            "tied scores share the mean of their ranks, not the largest": 14 / 15,
            "tied scores share the mean of their ranks, not the smallest": 9 / 15,
            "tied scores share a rank, but the next rank counts all rows below: ranks go up to n": 7 / 15,
            "subtract n1 (n1 + 1) / 2, the smallest sum that n1 ranks can have": 17.5 / 15,
        },
    )
    expect(exercises.auc_by_ranks(np.array([0, 1, 0]), np.zeros(3)), 0.5)
    expect(exercises.auc_by_ranks(np.array([1, 0]), np.array([-7.0, -8.0])), 1.0)


def test_10_5_cheapest_threshold(exercises):
    y_true, p = np.array([1, 0, 1, 0, 0, 0]), np.array([0.8, 0.2, 0.3, 0.6, 0.1, 0.6])
    # at 0.3: no miss, 2 alarms = 4;  at 0.6: 1 miss, 2 alarms = 14;  at 0.8: 1 miss = 10;  nobody: 2 misses = 20
    expect(
        exercises.cheapest_threshold(y_true, p, 10.0, 2.0),
        (0.3, 4.0),
        mistakes={
            "a row with p equal to the threshold is called positive": (0.2, 4.0),
            "the two costs are swapped": (0.8, 2.0),
            "a miss and an alarm have their costs: you counted the mistakes": (0.8, 1.0),
            "the total cost, please, not the mean": (0.3, 4 / 6),
            "the threshold and its cost come in the other order": (4.0, 0.3),
            "the threshold, not its position": (2, 4.0),
            "try the values of p themselves, not the middles between them": (0.25, 4.0),
            "try the values of p themselves, not a grid": (0.21, 4.0),
            "that is the formula for probabilities that can be trusted: count the cost on these rows instead": (
                1 / 6,
                6.0,
            ),
            "one half is best only where both mistakes cost the same and p can be trusted": (0.5, 14.0),
        },
    )
    expect(
        exercises.cheapest_threshold(np.array([0, 0, 1]), np.array([0.5, 0.9, 0.2]), 1.0, 7.0),
        (np.inf, 1.0),
        mistakes={
            "calling nobody positive is a choice too": (0.9, 8.0),
            "that calls everybody positive": (0.2, 14.0),
            "for nobody the threshold is infinity, not 1: a row with p = 1 would be called positive": (1.0, 1.0),
            "for nobody the threshold is infinity, not a number above the largest p": (1.9, 1.0),
        },
    )
    expect(
        exercises.cheapest_threshold(np.array([1, 0, 1]), np.array([0.7, 0.4, 0.2]), 2.0, 2.0),
        (0.2, 2.0),
        mistakes={
            "of equal costs take the smallest threshold": (0.7, 2.0),
            "try the values of p: 0 is not one of them": (0.0, 2.0),
        },
    )
    expect(
        exercises.cheapest_threshold(np.array([0, 1]), np.array([0.5, 0.5]), 3.0, 3.0),
        (0.5, 3.0),
        mistakes={
            "of equal costs take the smallest threshold, before infinity": (np.inf, 3.0),
            "try the values of p: 0 is not one of them": (0.0, 3.0),
        },
    )


def three_parts(y_true, p, group):
    """The stub's formulas by a plain loop; `group` holds each row's group, p may be another value than the group's."""
    reliability = resolution = 0.0
    for own, g in zip(p, group, strict=True):
        share = np.mean([y for y, other in zip(y_true, group, strict=True) if other == g])
        reliability += (own - share) ** 2 / len(p)
        resolution += (share - np.mean(y_true)) ** 2 / len(p)
    return reliability, resolution, np.mean(y_true) * (1 - np.mean(y_true))


def test_10_6_brier_parts(exercises):
    # p = 0.2: one of four; p = 0.5: one of one; p = 0.9: two of four. In all 4 of 9.
    y_true, p = np.array([0, 1, 1, 0, 1, 0, 1, 0, 0]), np.array([0.2, 0.9, 0.5, 0.2, 0.2, 0.9, 0.9, 0.2, 0.9])
    sizes, values, shares, f = np.array([4, 1, 4]), np.array([0.2, 0.5, 0.9]), np.array([1 / 4, 1, 1 / 2]), 4 / 9
    reliability, resolution = sizes @ (values - shares) ** 2 / 9, sizes @ (shares - f) ** 2 / 9
    uncertainty, middle = f * (1 - f), shares.mean()
    expect(
        exercises.brier_parts(y_true, p),
        (reliability, resolution, uncertainty),
        mistakes={
            "a mean over the rows, not over the groups: large groups count more": (
                np.mean((values - shares) ** 2),
                np.mean((shares - f) ** 2),
                uncertainty,
            ),
            "a mean over the rows, not a sum": (9 * reliability, 9 * resolution, uncertainty),
            "square the gap of the group, not of each row: that is the Brier score": (
                np.mean((p - y_true) ** 2),
                resolution,
                uncertainty,
            ),
            "f is the share of ones among all rows, not the mean of the groups' shares": (
                reliability,
                sizes @ (shares - middle) ** 2 / 9,
                middle * (1 - middle),
            ),
            "f is the share of ones among all rows, not the mean of p": (
                reliability,
                sizes @ (shares - p.mean()) ** 2 / 9,
                p.mean() * (1 - p.mean()),
            ),
            "in the resolution f is the share of ones among all rows, not the mean of p": (
                reliability,
                sizes @ (shares - p.mean()) ** 2 / 9,
                uncertainty,
            ),
            "the resolution compares the groups' shares of ones with f, not their p": (
                reliability,
                sizes @ (values - f) ** 2 / 9,
                uncertainty,
            ),
            "squares, not sizes of the gaps": (
                sizes @ np.abs(values - shares) / 9,
                sizes @ np.abs(shares - f) / 9,
                uncertainty,
            ),
            "that is the standard deviation: the uncertainty is f (1 - f)": (
                reliability,
                resolution,
                np.sqrt(uncertainty),
            ),
            "f (1 - f) is the variance over n, not over n - 1": (reliability, resolution, uncertainty * 9 / 8),
            "the uncertainty comes from the labels, f (1 - f), not from p": (
                reliability,
                resolution,
                np.mean(p * (1 - p)),
            ),
            "the reliability goes first, then the resolution": (resolution, reliability, uncertainty),
            "the three parts, not the Brier score that they add up to": np.mean((p - y_true) ** 2),
        },
    )
    y_true, p = np.array([0, 1, 1, 1, 1, 0]), np.array([0.41, 0.41, 0.44, 0.44, 0.9, 0.9])
    tenths = [4, 4, 4, 4, 9, 9]
    expect(
        exercises.brier_parts(y_true, p),
        ((0.09**2 + 0.56**2 + 0.4**2) / 3, (1 / 36 + 1 / 9 + 1 / 36) / 3, 2 / 9),
        mistakes={
            "group the rows by p itself, not by bins": three_parts(y_true, p, tenths),
            "group the rows by p itself: no bins, no mean of p": three_parts(y_true, [0.425] * 4 + [0.9] * 2, tenths),
            "group the rows by p itself: do not round it": three_parts(y_true, [0.4] * 4 + [0.9] * 2, tenths),
        },
    )
    for seed in range(3):
        rng = np.random.default_rng(seed)
        p = rng.integers(0, 6, 40) / 5
        y_true = (rng.random(40) < p**2).astype(int)
        expected = three_parts(y_true, p, p)
        np.testing.assert_allclose(expected[0] - expected[1] + expected[2], np.mean((p - y_true) ** 2), rtol=1e-12)
        expect(exercises.brier_parts(y_true, p), expected)
    expect(exercises.brier_parts(np.array([0, 1]), np.array([0.0, 1.0])), (0.0, 0.25, 0.25))
    expect(exercises.brier_parts(np.array([1, 1, 1]), np.array([0.5, 0.5, 0.9])), (0.51 / 3, 0.0, 0.0))


def test_10_7_partial_auc(exercises):
    fpr, tpr = np.array([0.0, 0.0, 0.2, 0.6, 0.6, 1.0]), np.array([0.0, 0.3, 0.5, 0.7, 0.9, 1.0])
    # up to 0.4: 0.2 * (0.3 + 0.5) / 2 + 0.2 * (0.5 + 0.6) / 2
    expect(
        exercises.partial_auc(fpr, tpr, 0.4),
        0.08 + 0.11,
        mistakes={
            "cut the curve at the limit: the last piece is missing": 0.08,
            "cut the curve at the limit: you went on to the next point": 0.08 + 0.24,
            "the curve runs straight between points, it has no steps": 0.2 * 0.3 + 0.2 * 0.5,
            "the curve runs straight between points, it has no steps at their right end": 0.2 * 0.5 + 0.2 * 0.6,
            "the height at the limit lies on the straight line: you took the last point's": 0.08 + 0.1,
            "the height at the limit lies on the straight line: you took the next point's": 0.08 + 0.12,
            "the area itself, not divided by the limit": 0.19 / 0.4,
            "only up to the limit: that is the whole area": 0.32 + 0.38,
            "up to the limit of the FALSE positive rate: you cut at the true positive rate": 0.2 * 0.5 * 0.35,
            "up to the limit, not from it on": 0.7 - 0.19,
        },
    )
    at_a_wall = "at a vertical piece the area ends at its foot, not at its top"
    next_piece = "the limit is a point of the curve: nothing of the next piece belongs in"
    expect(
        exercises.partial_auc(fpr, tpr, 0.6),
        0.08 + 0.24,
        mistakes={
            at_a_wall: 0.08 + 0.4 * 1.4 / 2,
            next_piece: 0.7,
            "the limit is a point of the curve: the piece that ends there belongs in": 0.08,
            "a vertical piece has no slope: something / 0 became nan": np.nan,
        },
    )
    expect(exercises.partial_auc(fpr, tpr, 0.2), 0.08, mistakes={next_piece: 0.32})
    expect(exercises.partial_auc(fpr, tpr, 1.0), 0.32 + 0.38)
    wall = np.array([0.0, 0.5, 1.0, 1.0]), np.array([0.0, 0.6, 0.8, 1.0])
    expect(exercises.partial_auc(*wall, 1.0), 0.15 + 0.35, mistakes={at_a_wall: 0.15 + 0.4})
    expect(exercises.partial_auc(np.array([0.0, 1.0]), np.array([0.0, 1.0]), 0.1), 0.005)


def test_10_8_best_f1(exercises):
    # sorted 0.95, 0.55, 0.5, 0.4, 0.15, 0, sum 2.55; tp for k = 1, 2, ...: 0.95, 1.5, 2.0, 2.4, 2.55, 2.55
    p = np.array([0.15, 0.95, 0.4, 0.55, 0.0, 0.5])
    expect(
        exercises.best_f1(p),
        (4, 4.8 / 6.55),
        mistakes={
            "one half is not the best threshold: try every k": (3, 4.0 / 5.55),
            "one half is not the best threshold, not with > either: try every k": (2, 3.0 / 4.55),
            "calling everybody positive is not the best here: did you sort downward, the most probable first?": (
                6,
                5.1 / 8.55,
            ),
            "p comes in any order: sort it first": (4, 4.1 / 6.55),
            "k = 0 is the first case: the count is off by one": (3, 4.8 / 6.55),
            "that is the precision: F1 wants it together with the recall": (1, 0.95),
            "that is the recall: F1 wants it together with the precision": (5, 1.0),
            "F1 has 2 tp above the line": (4, 2.4 / 6.55),
            "that is the overlap, tp / (tp + fp + fn): F1 counts tp twice": (4, 2.4 / 4.15),
            "the misses are missing below the line": (1, 1.9 / 1.95),
            "fn is the expected number of ones among the rest: the sum of their p": (5, 5.1 / 8.55),
            "fp is k - tp: those called positive that are no hits": (4, 4.8 / 8.95),
            "how many, not the threshold": (0.4, 4.8 / 6.55),
        },
    )
    expect(
        exercises.best_f1(np.array([0.1, 0.1, 0.1])),
        (3, 0.6 / 3.3),
        mistakes={
            "nobody is above one half, and yet F1 wants them": (0, 0.0),
            "k goes up to n: calling everybody positive is a choice too": (2, 0.4 / 2.3),
        },
    )
    expect(exercises.best_f1(np.array([0.3, 1.0, 0.0])), (1, 2 / 2.3))
    expect(
        exercises.best_f1(np.array([0.25, 0.5, 0.25])),  # k = 1, 2, 3: 1 / 2, 1.5 / 3, 2 / 4
        (1, 0.5),
        mistakes={
            "of equals take the smallest k, not the largest": (3, 0.5),
            "of equals take the smallest k": (2, 0.5),
        },
    )
    many = np.append(np.ones(100_000), np.full(100_000, 0.01))
    expect(exercises.best_f1(many), (100_000, 200_000 / 201_000))
