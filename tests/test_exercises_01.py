"""Day 1 exercises: the solutions must pass, and so must yours once you have started them."""

from decimal import Decimal, localcontext

import numpy as np
from grading import expect


def softmax_losses(logits):
    """-log_softmax, by the definition, in 60-digit arithmetic."""
    with localcontext() as context:
        context.prec = 60
        context.Emin = -(10**6)
        rows = [[Decimal(float(z)) for z in row] for row in logits]
        return np.array([[float(sum((z - own).exp() for z in row).ln()) for own in row] for row in rows])


def test_1_1_root_mean_squared_error(exercises):
    y_true, y_pred = np.array([3.0, -0.5, 2.0, 7.0]), np.array([2.5, 0.0, 2.0, 8.0])
    expect(
        exercises.root_mean_squared_error(y_true, y_pred),
        0.6123724356957945,
        mistakes={
            "the root is missing": 0.375,
            "you took the root before the mean: that is the mean absolute error": 0.5,
            "you took the sum, not the mean": np.sqrt(1.5),
            "square each error before you take the mean": 0.25,
            "divide by n, not by n - 1: no mean was estimated here": np.sqrt(0.5),
            "that is the spread of the errors around their own mean: do not subtract it": np.sqrt(0.375 - 0.25**2),
        },
    )
    table = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    expect(
        exercises.root_mean_squared_error(table, table + np.array([[1.0, -2.0, 3.0], [2.0, 0.0, -6.0]])),
        3.0,  # (1 + 4 + 9 + 4 + 0 + 36) / 6 = 9
        mistakes={
            "divide by the number of entries, not by the number of rows": np.sqrt(54 / 2),
            "the mean must go over all entries, not over each column": np.sqrt([5 / 2, 4 / 2, 45 / 2]),
            "the mean must go over all entries, not over each row": np.sqrt([14 / 3, 40 / 3]),
            "the root comes last: first the mean over all entries": np.sqrt([5 / 2, 4 / 2, 45 / 2]).mean(),
            "the root comes last, after one mean over all entries": np.sqrt([14 / 3, 40 / 3]).mean(),
        },
    )
    expect(exercises.root_mean_squared_error(y_true, y_true), 0.0)


def test_1_2_entropy(exercises):
    p = np.array([0.5, 0.125, 0.25, 0.125])
    expect(
        exercises.entropy(p),
        1.75,  # 1/2 + 3/8 + 2/4 + 3/8
        mistakes={
            "that is in nats: use log2": 1.75 * np.log(2),
            "that is with log10: use log2": 1.75 * np.log10(2),
            "the sign: a logarithm of a probability is negative": -1.75,
            "you averaged: the sum is already weighted by p": 1.75 / 4,
            "each logarithm must be weighted by its own probability": 1 + 3 + 2 + 3.0,
            "that is the largest entropy that k outcomes can have: look at their probabilities": 2.0,
            "leave out (1 - p) log(1 - p): the other outcomes have terms of their own": 1.75 - (1 - p) @ np.log2(1 - p),
        },
    )
    tiny = (1e-12, 1e-10, 1e-9, 1e-8)
    expect(
        exercises.entropy(np.array([0.0, 1.0, 0.0])),
        0.0,
        mistakes={"0 * log(0) is nan: leave the zeros out": np.nan}
        | {f"leave the zeros out: adding {e} to p changes the answer": -np.log2(1 + e) for e in tiny}
        | {f"leave the zeros out: raising them to {e} changes the answer": -2 * e * np.log2(e) for e in tiny},
    )
    expect(exercises.entropy(np.full(8, 1 / 8)), 3.0)
    expect(exercises.entropy(np.array([0.9, 0.1])), 0.4689955935892812)


def test_1_3_pinball_loss(exercises):
    truth, guess = np.full(4, 10.0), np.array([7.0, 8.0, 10.0, 13.0])  # too low by 3 and 2, too high by 3
    expect(
        exercises.pinball_loss(truth, guess, 0.9),
        (0.9 * 5 + 0.1 * 3) / 4,
        mistakes={
            "the two sides are swapped: too low should cost `quantile` per unit": (0.1 * 5 + 0.9 * 3) / 4,
            "a loss came out negative: too high costs (1 - quantile) * d with d > 0": (0.9 * 5 - 0.1 * 3) / 4,
            "too high has a price too: (1 - quantile) per unit": 0.9 * 5 / 4,
            "too low has a price too: `quantile` per unit": 0.1 * 3 / 4,
            "both sides at one price: too high should cost (1 - quantile) per unit": 0.9 * 8 / 4,
            "both sides at one price: too low should cost `quantile` per unit": 0.1 * 8 / 4,
            "you took the sum, not the mean": 0.9 * 5 + 0.1 * 3,
            "the mean goes over all rows, not over each side": 0.9 * 5 / 2 + 0.1 * 3,
            "a row that is exactly right counts in the mean too": (0.9 * 5 + 0.1 * 3) / 3,
            "that is twice the loss: with quantile 0.5 it is half the MAE": (0.9 * 5 + 0.1 * 3) / 2,
        },
    )
    expect(
        exercises.pinball_loss(truth, guess, 0.5),
        1.0,
        mistakes={"with quantile 0.5 it is half the MAE": 2.0},
    )
    expect(exercises.pinball_loss(truth, truth, 0.2), 0.0)


def test_1_4_smoothed_cross_entropy(exercises):
    logits, labels = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, 1.0]]), np.array([0, 2])
    losses = softmax_losses(logits)
    right, total = losses[[0, 1], labels], losses.sum(axis=1)
    expect(
        exercises.smoothed_cross_entropy(labels, logits, 0.3),
        np.mean(0.7 * right + 0.1 * total),
        mistakes={
            "no smoothing happened": right.mean(),
            "the right class gets its share of the smoothing too": np.mean(0.7 * right + 0.15 * (total - right)),
            "smoothing / k is due at every class, the right one too": np.mean(0.7 * right + 0.1 * (total - right)),
            "spread `smoothing` over the classes: smoothing / k each": np.mean(0.7 * right + 0.3 * total),
            "what is spread must be taken from the right class: it keeps 1 - smoothing": np.mean(right + 0.1 * total),
            "you took the sum over the rows, not the mean": np.sum(0.7 * right + 0.1 * total),
            "sum over the classes, then the mean over the rows": np.mean(0.7 * right + 0.1 * total) / 3,
            "the sign: the loss is -sum(target * log_softmax)": -np.mean(0.7 * right + 0.1 * total),
            "the softmax belongs to a row: sum over its classes": np.mean(
                0.7 * softmax_losses(logits.T)[labels, [0, 1]] + 0.1 * softmax_losses(logits.T).sum(axis=0)
            ),
        },
    )
    expect(exercises.smoothed_cross_entropy(labels, logits, 0.0), right.mean())
    expect(
        exercises.smoothed_cross_entropy(np.array([1]), np.array([[1000.0, 0.0]]), 0.1),
        0.9 * 1000 + 0.1 * 500,
        mistakes={
            "inf came out: subtract the largest logit; then z - log(sum(e^z)), not the log of a probability": np.inf,
            "nan came out: e^1000 overflows, so subtract the largest logit first": np.nan,
        },
    )
    expect(
        exercises.smoothed_cross_entropy(np.array([0, 1]), np.array([[5.0, 3.0], [-1000.0, -999.0]]), 0.0),
        (np.log1p(np.exp(-2)) + np.log1p(np.exp(-1))) / 2,
        mistakes={
            "each row has its own largest logit: subtract that, or all its powers of e are 0": -np.inf,
            "each row has its own largest logit: subtract that, or 0 / 0 comes out": np.nan,
        },
    )


def test_1_5_focal_loss(exercises):
    labels, logits = np.array([1, 0, 1]), np.array([1.2, 0.7, -2.0])
    p = 1 / (1 + np.exp(-logits))
    truth = np.where(labels == 1, p, 1 - p)
    losses = -np.log(truth)
    signs = 1 / (1 + np.exp(-labels * logits))  # what the truth gets if label 0 is taken for a sign
    expect(
        exercises.focal_loss(labels, logits, 2.0),
        np.mean((1 - truth) ** 2 * losses),
        mistakes={
            "the weight is (1 - p)^gamma: hard rows count more, not less": np.mean(truth**2 * losses),
            "p must be the probability given to the truth, not to label 1": np.mean((1 - p) ** 2 * losses),
            "the loss, too, is of the probability given to the truth": np.mean((1 - p) ** 2 * -np.log(p)),
            "the weight is missing": np.mean(losses),
            "gamma is a power, not a factor": np.mean(2 * (1 - truth) * losses),
            "rows with label 0 count too": np.mean(np.where(labels == 1, (1 - p) ** 2 * losses, 0)),
            "there is no alpha here: both classes weigh alike": np.mean((1 - truth) ** 2 * losses * [0.25, 0.75, 0.25]),
            "there is no alpha here": np.mean((1 - truth) ** 2 * losses) / 4,
            "the labels are 0 and 1, not -1 and 1": np.mean((1 - signs) ** 2 * -np.log(signs)),
            "you took the sum, not the mean": np.sum((1 - truth) ** 2 * losses),
            "the sign: a loss is not negative": -np.mean((1 - truth) ** 2 * losses),
        },
    )
    expect(exercises.focal_loss(labels, logits, 0.0), np.mean(losses))
    expect(
        exercises.focal_loss(np.array([0, 1, 0]), np.array([1000.0, 1000.0, -1000.0]), 1.5),
        1000 / 3,
        mistakes={
            "inf came out: p rounds to 1, so never compute log(1 - p) from p": np.inf,
            "nan came out: e^1000 overflows, and 0 * log(0) is nan": np.nan,
        }
        | {
            f"clipping p at {e} cuts a large loss short: work from the logit": -np.log(1 - (1 - e)) / 3
            for e in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)
        },
    )


def test_1_6_log_cosh_loss(exercises):
    zeros, errors = np.zeros(3), np.array([0.5, -2.0, 1.0])
    losses = np.log(np.cosh(errors))
    expect(
        exercises.log_cosh_loss(zeros, errors),
        np.mean(losses),
        mistakes={
            "ln 2 is missing: cosh is half the sum": np.mean(np.log(2 * np.cosh(errors))),
            "the logarithm is missing": np.mean(np.cosh(errors)),
            "you took the sum, not the mean": np.sum(losses),
            "the logarithm of each error first, then the mean": np.log(np.mean(np.cosh(errors))),
            "that holds only for large errors: ln(1 + e^(-2|r|)) is missing": np.mean(np.abs(errors)) - np.log(2),
            "that holds only for small errors: r^2 / 2 is where the curve begins": np.mean(errors**2) / 2,
            "only the size of an error counts: |r|, not r": np.mean(
                errors + np.log1p(np.exp(-2 * np.abs(errors))) - np.log(2)
            ),
        },
    )
    expect(
        exercises.log_cosh_loss(np.zeros(2), np.array([-5000.0, 5000.0])),
        5000 - np.log(2),
        mistakes={
            "inf came out: pull e^|r| out of the sum first, for errors of either sign": np.inf,
            "nan came out: pull e^|r| out of the sum first, for errors of either sign": np.nan,
        }
        | {
            f"cutting the errors off at {limit} makes large ones too cheap": limit - np.log(2)
            for limit in (20, 50, 100, 500, 700, 709, 710)
        },
    )
    expect(exercises.log_cosh_loss(errors, errors), 0.0)
    total = 2 * (1000 - np.log(2)) + np.log(np.cosh(2))
    expect(
        exercises.log_cosh_loss(np.zeros((2, 2)), np.array([[-1e3, 1e3], [2.0, 0.0]])),
        total / 4,
        mistakes={"divide by the number of entries, not by the number of rows": total / 2},
    )


def test_1_7_huber_center(exercises):
    def near(guess, right):
        """The guess, if it is nearly right; else a value that is."""
        return guess if 2e-9 < abs(guess - right) < 0.01 else right + 0.001

    few_digits = (
        "near, but not to nine digits. A grid is too coarse, few steps stop too early, and so close to the best guess "
        "losses hardly differ: look for the guess at which the pulls cancel"
    )
    center = exercises.huber_center(np.array([9.0, 1.0, 0.0, 2.0]), 2.0)
    expect(
        center,
        5 / 3,  # the 9 pulls with its full 2, the others with their distance: (0 + 1 + 2) - 3 g + 2 = 0
        rtol=1e-9,
        mistakes={
            "that is the mean: far values must not pull harder than delta": 3.0,
            "that is the median: near values must pull with their distance": 1.5,
            "one step from the median is not enough: cut the pulls off around the new guess, again and again": 1.625,
            "far values are not left out: each pulls with delta": 1.0,
            few_digits: near(center, 5 / 3),
        },
    )
    expect(
        exercises.huber_center(np.array([1.0, 2.0, 6.0]), 100.0),
        3.0,
        rtol=1e-9,
        mistakes={"with a huge delta it should be the mean, not the median": 2.0},
    )
    expect(exercises.huber_center(np.array([-7.25]), 0.5), -7.25, rtol=1e-9)
    center = exercises.huber_center(np.array([0.0, 0.0, 10_000.0, 0.0, 0.0, 0.0]), 1.0)
    expect(
        center,
        0.2,  # five zeros pull with g each, the 10,000 with 1
        rtol=1e-9,
        atol=1e-9,
        mistakes={
            "still on its way from the mean: with pulls this short it takes too many steps. Halve an interval": (
                center if 0.21 < center < 1666 else 1600.0
            ),
            few_digits: near(center, 0.2),
        },
    )
    values = np.array([3e5, -2e5, 1e4, 1e4, 5e5, -9e5])
    expect(exercises.huber_center(values, 3e5), 3e4, rtol=1e-9)  # the last two cancel; 3e5 - 2e5 + 2e4 = 4 g
    guess = exercises.huber_center(np.array([0.0, 10.0]), 1.0)
    expect(guess, min(max(guess, 1.0), 9.0), atol=1e-8)  # every guess from 1 to 9 is as good


def test_1_8_sharp_cross_entropy(exercises):
    logits, labels = np.array([[40.0, 0.0, 3.0], [0.0, 60.0, -5.0], [1.0, 2.0, 3.0]]), np.array([0, 1, 0])
    losses = softmax_losses(logits)[np.arange(3), labels]
    expect(
        exercises.sharp_cross_entropy(labels, logits),
        losses,
        rtol=1e-12,
        atol=0,
        mistakes={
            "the tiny part was lost: beside a 1 it rounds to nothing": [0.0, 0.0, losses[2]],
            "one loss per row, please: no mean": losses.mean(),
        },
    )
    logits, labels = np.array([[0.0, 0.0, 25.0], [22.0, 0.0, -3.0]]), np.array([1, 2])
    losses = softmax_losses(logits)[np.arange(2), labels]
    answer = exercises.sharp_cross_entropy(labels, logits)
    expect(
        answer,
        losses,
        rtol=1e-12,
        atol=0,
        mistakes={
            "the large losses have lost digits: was something near 1 subtracted from 1?": (
                answer if 1e-11 < np.max(np.abs(answer / losses - 1)) < 1e-3 else losses * (1 + 1e-6)
            )
        },
    )
    expect(
        exercises.sharp_cross_entropy(np.array([0, 1]), np.array([[1000.0, 0.0], [1000.0, 0.0]])),
        [0.0, 1000.0],
        rtol=1e-12,
        mistakes={"it overflowed: let e only have powers of 0 or less": [0.0, np.inf], "it became nan": [0.0, np.nan]},
    )
    expect(
        exercises.sharp_cross_entropy(np.array([0, 0]), np.array([[3.0], [-800.0]])),
        [0.0, 0.0],
        mistakes={"a single class has no others: log(0) came out": [np.nan, np.nan]},
    )
    expect(
        exercises.sharp_cross_entropy(np.array([1]), np.array([[0.0, 30.0]])),
        softmax_losses([[0, 30]])[0, 1:],
        rtol=1e-12,
        atol=0,
    )
