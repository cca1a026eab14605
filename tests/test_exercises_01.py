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
        },
    )
    table = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    expect(
        exercises.root_mean_squared_error(table, table + np.array([1.0, -2.0, 3.0])),
        np.sqrt(14 / 3),
        mistakes={
            "the mean must go over all entries, not over one axis": np.array([1.0, 2.0, 3.0]),
            "the root comes last: first the mean over all entries": 2.0,
        },
    )
    expect(exercises.root_mean_squared_error(y_true, y_true), 0.0)


def test_1_2_entropy(exercises):
    expect(exercises.entropy(np.array([0.5, 0.5])), 1.0, mistakes={"that is in nats: use log2": np.log(2)})
    expect(
        exercises.entropy(np.array([0.0, 1.0, 0.0])),
        0.0,
        mistakes={"0 * log(0) is nan: leave the zeros out": np.nan},
    )
    expect(
        exercises.entropy(np.full(8, 1 / 8)),
        3.0,
        mistakes={
            "the sign: a logarithm of a probability is negative": -3.0,
            "you averaged: the sum is already weighted by p": 3 / 8,
            "each logarithm must be weighted by its own probability": 24.0,
        },
    )
    expect(exercises.entropy(np.array([0.9, 0.1])), 0.4689955935892812)


def test_1_3_pinball_loss(exercises):
    truth, guess = np.array([10.0, 10.0, 10.0]), np.array([7.0, 10.0, 14.0])
    expect(
        exercises.pinball_loss(truth, guess, 0.9),
        (0.9 * 3 + 0.1 * 4) / 3,
        mistakes={
            "the two sides are swapped: too low should cost `quantile` per unit": (0.1 * 3 + 0.9 * 4) / 3,
            "a loss came out negative: too high costs (1 - quantile) * d with d > 0": (0.9 * 3 - 0.1 * 4) / 3,
            "you took the sum, not the mean": 0.9 * 3 + 0.1 * 4,
        },
    )
    expect(
        exercises.pinball_loss(truth, guess, 0.5),
        7 / 6,
        mistakes={"with quantile 0.5 it is half the MAE": 7 / 3},
    )
    expect(exercises.pinball_loss(truth, truth, 0.2), 0.0)


def test_1_4_smoothed_cross_entropy(exercises):
    logits, labels = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, 1.0]]), np.array([0, 2])
    losses = softmax_losses(logits)
    right, mean = losses[[0, 1], labels], losses.mean(axis=1)
    others = (losses.sum(axis=1) - right) / 2
    expect(
        exercises.smoothed_cross_entropy(labels, logits, 0.3),
        np.mean(0.7 * right + 0.3 * mean),
        mistakes={
            "no smoothing happened": right.mean(),
            "the right class gets its share of the smoothing too": np.mean(0.7 * right + 0.3 * others),
            "spread `smoothing` over the classes: smoothing / k each": np.mean(0.7 * right + 0.3 * losses.sum(axis=1)),
            "you took the sum over the rows, not the mean": np.sum(0.7 * right + 0.3 * mean),
        },
    )
    expect(exercises.smoothed_cross_entropy(labels, logits, 0.0), right.mean())
    expect(
        exercises.smoothed_cross_entropy(np.array([1]), np.array([[1000.0, 0.0]]), 0.1),
        0.9 * 1000 + 0.1 * 500,
        mistakes={"it overflowed: subtract the largest logit first": np.inf, "it overflowed to nan": np.nan},
    )


def test_1_5_focal_loss(exercises):
    labels, logits = np.array([1, 0, 1]), np.array([1.2, 0.7, -2.0])
    p = 1 / (1 + np.exp(-logits))
    truth = np.where(labels == 1, p, 1 - p)
    expect(
        exercises.focal_loss(labels, logits, 2.0),
        np.mean((1 - truth) ** 2 * -np.log(truth)),
        mistakes={
            "the weight is (1 - p)^gamma: hard rows count more, not less": np.mean(truth**2 * -np.log(truth)),
            "p must be the probability given to the truth, not to label 1": np.mean((1 - p) ** 2 * -np.log(truth)),
            "you took the sum, not the mean": np.sum((1 - truth) ** 2 * -np.log(truth)),
        },
    )
    expect(exercises.focal_loss(labels, logits, 0.0), np.mean(-np.log(truth)))
    expect(
        exercises.focal_loss(np.array([0, 1, 0]), np.array([1000.0, 1000.0, -1000.0]), 1.5),
        1000 / 3,
        mistakes={"it overflowed: never compute log(1 - p) from p": np.inf, "it overflowed to nan": np.nan},
    )


def test_1_6_log_cosh_loss(exercises):
    zeros = np.zeros(3)
    errors = np.array([0.5, -2.0, 1.0])
    expect(
        exercises.log_cosh_loss(zeros, errors),
        np.mean(np.log(np.cosh(errors))),
        mistakes={
            "ln 2 is missing: cosh is half the sum": np.mean(np.log(2 * np.cosh(errors))),
            "the logarithm is missing": np.mean(np.cosh(errors)),
            "you took the sum, not the mean": np.sum(np.log(np.cosh(errors))),
        },
    )
    expect(
        exercises.log_cosh_loss(np.array([0.0]), np.array([-5000.0])),
        5000 - np.log(2),
        mistakes={"it overflowed: pull e^|r| out of the sum first": np.inf, "it overflowed to nan": np.nan},
    )
    expect(exercises.log_cosh_loss(errors, errors), 0.0)
    expect(exercises.log_cosh_loss(np.zeros((2, 2)), np.full((2, 2), -1e3)), 1000 - np.log(2))


def test_1_7_huber_center(exercises):
    def pull(values, guess, delta):
        return np.sum(np.clip(values - guess, -delta, delta))

    expect(
        exercises.huber_center(np.array([9.0, 1.0, 0.0, 2.0]), 2.0),
        5 / 3,  # the 9 pulls with its full 2, the others with their distance: (0 + 1 + 2) - 3 g + 2 = 0
        rtol=1e-9,
        mistakes={
            "that is the mean: far values must not pull harder than delta": 3.0,
            "that is the median: near values must pull with their distance": 1.5,
        },
    )
    expect(
        exercises.huber_center(np.array([1.0, 2.0, 6.0]), 100.0),
        3.0,
        rtol=1e-9,
        mistakes={"with a huge delta it should be the mean, not the median": 2.0},
    )
    expect(exercises.huber_center(np.array([-7.25]), 0.5), -7.25, rtol=1e-9)
    values = np.array([3e5, -2e5, 1e4, 1e4, 5e5, -9e5])
    guess = exercises.huber_center(values, 3e5)
    expect(pull(values, guess, 3e5) / 3e5, 0.0, atol=1e-8)  # at the best guess the pulls cancel
    flat = np.array([0.0, 10.0])
    expect(pull(flat, exercises.huber_center(flat, 1.0), 1.0), 0.0, atol=1e-8)  # every guess from 1 to 9 is as good


def test_1_8_sharp_cross_entropy(exercises):
    logits = np.array([[40.0, 0.0, 3.0], [0.0, 60.0, -5.0], [1.0, 2.0, 3.0], [0.0, 0.0, 25.0]])
    labels = np.array([0, 1, 0, 1])
    losses = softmax_losses(logits)
    shifted = logits - logits.max(axis=1, keepdims=True)
    usual = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(4), labels]
    expect(
        exercises.sharp_cross_entropy(labels, logits),
        losses[np.arange(4), labels],
        rtol=1e-12,
        atol=0,
        mistakes={
            "that is the usual form: log(1 + tiny) lost the tiny part": usual,
            "one loss per row, please: no mean": losses[np.arange(4), labels].mean(),
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
    expect(exercises.sharp_cross_entropy(np.array([1]), np.array([[0, 30]])), softmax_losses([[0, 30]])[0, 1:], atol=0)
