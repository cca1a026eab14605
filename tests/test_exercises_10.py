"""Day 10 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_10_1_specificity(exercises):
    y_true, y_pred = np.array([0, 0, 0, 0, 1, 1, 1, 0]), np.array([0, 0, 1, 0, 1, 0, 0, 0])
    expect(
        exercises.specificity(y_true, y_pred),
        4 / 5,
        mistakes={
            "that is the recall: look at the zeros": 1 / 3,
            "divide by those who are 0, not by those who were called 0": 4 / 6,
            "divide by those who are 0, not by everybody": 4 / 8,
            "that is the false positive rate: one minus it": 1 / 5,
        },
    )
    expect(exercises.specificity(np.array([0, 0]), np.array([1, 1])), 0.0)
    expect(
        exercises.specificity(np.array([1, 1]), np.array([1, 0])),
        np.nan,
        mistakes={"without a 0 it is undefined: nan": 0.0, "without a 0 it is undefined, not perfect: nan": 1.0},
    )


def test_10_2_jaccard(exercises):
    y_true, y_pred = np.array([1, 1, 1, 0, 0, 0, 0]), np.array([1, 0, 0, 1, 0, 0, 0])
    expect(
        exercises.jaccard(y_true, y_pred),
        1 / 4,
        mistakes={
            "that is F1: tp counts once here": 2 / 5,
            "that is the accuracy: the true negatives do not count": 4 / 7,
            "that is the precision: the misses belong into the bottom": 1 / 2,
            "that is the recall: the false alarms belong into the bottom": 1 / 3,
        },
    )
    zeros = np.zeros(3, dtype=int)
    expect(exercises.jaccard(zeros, zeros), 1.0, mistakes={"0 / 0 counts as a perfect overlap here": np.nan})
    expect(exercises.jaccard(zeros, np.array([0, 1, 0])), 0.0)


def test_10_3_precision_at(exercises):
    # of 1000 people 20 are ill, 16 of them found; of the 980 healthy 98 get an alarm
    expect(
        exercises.precision_at(0.8, 0.1, 0.02),
        16 / 114,
        mistakes={
            "weight both rates by how many people there are of each kind": 0.8 / 0.9,
            "the healthy are 1 - share of all": 0.016 / 0.116,
            "that is the share of all who get an alarm": 0.114,
            "that is the share of all who are ill and found": 0.016,
        },
    )
    expect(exercises.precision_at(0.7, 0.0, 0.3), 1.0)
    expect(exercises.precision_at(0.4, 0.4, 0.25), 0.25)  # a test that knows nothing


def test_10_4_auc_by_ranks(exercises):
    y_true, y_score = np.array([1, 0, 1, 0, 0, 1]), np.array([3.0, 3.0, 1.0, -2.0, 1.0, 5.0])
    # 3 beats -2, 1 and ties 3; 1 beats -2, ties 1, loses to 3; 5 beats all
    expect(
        exercises.auc_by_ranks(y_true, y_score),
        7 / 9,
        mistakes={
            "a tie counts one half, not nothing": 6 / 9,
            "a tie counts one half, not one": 8 / 9,
            "the wrong way around: the positive one should score higher": 2 / 9,
            "the share of the pairs, not their number": 7.0,
        },
    )
    expect(exercises.auc_by_ranks(np.array([0, 1, 0]), np.zeros(3)), 0.5)
    expect(exercises.auc_by_ranks(np.array([1, 0]), np.array([-7.0, -8.0])), 1.0)


def test_10_5_cheapest_threshold(exercises):
    y_true, p = np.array([1, 0, 1, 0, 0, 0]), np.array([0.8, 0.2, 0.3, 0.6, 0.1, 0.6])
    # from 0.3 up: no miss, 2 alarms = 2;  from 0.8: 1 miss;  nobody: 2 misses
    expect(
        exercises.cheapest_threshold(y_true, p, 10.0, 1.0),
        (0.3, 2.0),
        mistakes={
            "a row with p equal to the threshold is called positive": (0.2, 2.0),
            "the two costs are swapped": (0.8, 1.0),
            "the total cost, please, not the mean": (0.3, 2 / 6),
            "the threshold and its cost come in the other order": (2.0, 0.3),
        },
    )
    expect(
        exercises.cheapest_threshold(np.array([0, 0, 1]), np.array([0.5, 0.9, 0.2]), 1.0, 7.0),
        (np.inf, 1.0),
        mistakes={"calling nobody positive is a choice too": (0.9, 8.0), "that calls everybody positive": (0.2, 14.0)},
    )
    expect(
        exercises.cheapest_threshold(np.array([1, 0, 1]), np.array([0.7, 0.4, 0.2]), 2.0, 2.0),
        (0.2, 2.0),
        mistakes={"of equal costs take the smallest threshold": (0.7, 2.0)},
    )


def test_10_6_brier_parts(exercises):
    # p = 0.2: one of four; p = 0.5: one of one; p = 0.9: two of three. In all 4 of 8.
    y_true, p = np.array([0, 1, 1, 0, 1, 0, 1, 0]), np.array([0.2, 0.9, 0.5, 0.2, 0.2, 0.9, 0.9, 0.2])
    shares = np.array([1 / 4, 1, 2 / 3])
    gaps, spreads = (0.05**2, 0.5**2, (0.9 - 2 / 3) ** 2), (0.25**2, 0.5**2, (1 / 6) ** 2)
    reliability, resolution = (np.dot((4, 1, 3), squares) / 8 for squares in (gaps, spreads))
    expect(
        exercises.brier_parts(y_true, p),
        (reliability, resolution, 0.25),
        mistakes={
            "a mean over the rows, not over the groups: large groups count more": (
                sum(gaps) / 3,
                sum(spreads) / 3,
                0.25,
            ),
            "square the gap of the group, not of each row: that is the Brier score": (
                np.mean((p - y_true) ** 2),
                resolution,
                0.25,
            ),
            "f is the share of ones among all rows, not the mean of the groups' shares": (
                reliability,
                np.dot((4, 1, 3), (shares - shares.mean()) ** 2) / 8,
                shares.mean() * (1 - shares.mean()),
            ),
            "squares, not sizes of the gaps": (
                (4 * 0.05 + 0.5 + 3 * (0.9 - 2 / 3)) / 8,
                (4 * 0.25 + 0.5 + 3 / 6) / 8,
                0.25,
            ),
            "that is the standard deviation: the uncertainty is f (1 - f)": (reliability, resolution, 0.5),
        },
    )
    for seed in range(3):  # the parts add up to the Brier score
        rng = np.random.default_rng(seed)
        p = rng.integers(0, 6, 40) / 5
        y_true = (rng.random(40) < p**2).astype(int)
        parts = exercises.brier_parts(y_true, p)
        expect(parts[0] - parts[1] + parts[2], np.mean((p - y_true) ** 2))
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
            "the area itself, not divided by the limit": 0.19 / 0.4,
        },
    )
    expect(
        exercises.partial_auc(fpr, tpr, 0.6),
        0.08 + 0.24,
        mistakes={"at a vertical piece the area ends at its foot, not at its top": 0.08 + 0.4 * 1.4 / 2},
    )
    expect(exercises.partial_auc(fpr, tpr, 1.0), 0.32 + 0.38)
    expect(exercises.partial_auc(np.array([0.0, 1.0]), np.array([0.0, 1.0]), 0.1), 0.005)


def test_10_8_best_f1(exercises):
    p = np.array([0.2, 0.8, 0.5, 0.1])  # sum 1.6; tp for k = 1, 2, 3: 0.8, 1.3, 1.5
    expect(
        exercises.best_f1(p),
        (2, 2.6 / 3.6),
        mistakes={
            "a threshold of one half is not the best: with equality it is also taken": (1, 1.6 / 2.6),
            "sort downward: the most probable ones come first": (4, 3.2 / 5.6),
            "k = 0 is the first case: the count is off by one": (1, 2.6 / 3.6),
            "that is the precision: F1 wants it together with the recall": (1, 0.8),
        },
    )
    expect(
        exercises.best_f1(np.array([0.1, 0.1, 0.1])),
        (3, 0.6 / 3.3),
        mistakes={"nobody is above one half, and yet F1 wants them": (0, 0.0)},
    )
    expect(exercises.best_f1(np.array([0.3, 1.0, 0.0])), (1, 2 / 2.3))
    many = np.append(np.ones(100_000), np.full(100_000, 0.01))
    expect(exercises.best_f1(many), (100_000, 200_000 / 201_000))
