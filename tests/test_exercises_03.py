"""Day 3 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import combinations

import numpy as np
from grading import expect


def test_3_1_directional_slope(exercises):
    expect(
        exercises.directional_slope(np.array([3.0, -1.0, 2.0]), np.array([2.0, 2.0, 1.0])),
        2.0,  # (6 - 2 + 2) / 3
        mistakes={
            "divide by the length of the direction": 6.0,
            "divide by the length of the direction, not by its square": 6 / 9,
            "divide by the length of the direction, not of the gradient": 6 / np.sqrt(14),
            "that is the angle: the steepness of the gradient got lost": 2 / np.sqrt(14),
        },
    )
    expect(
        exercises.directional_slope(np.array([3.0, 4.0]), np.array([-30.0, -40.0])),
        -5.0,
        mistakes={"straight downhill the slope is negative": 5.0},
    )
    expect(exercises.directional_slope(np.array([3.0, 4.0]), np.array([-4.0, 3.0])), 0.0)


def test_3_2_absolute_error_gradient(exercises):
    X, w = np.array([[1.0, 2.0], [3.0, 1.0], [0.0, -1.0], [2.0, 2.0]]), np.array([1.0, -1.0])
    y = np.array([0.0, 2.25, 4.0, -6.0])  # the predictions are 0.5 higher than (-1, 2, 1, 0)
    signs = np.array([-1, 1, -1, 1])
    dw, errors = [0.0, 0.0], [-0.5, 0.25, -2.5, 6.5]
    for row, sign in zip(X.tolist(), signs.tolist(), strict=True):
        dw = [dw[0] + sign * row[0] / 4, dw[1] + sign * row[1] / 4]
    expect(
        exercises.absolute_error_gradient(X, y, w, 0.5),
        (np.array(dw), 0.0),
        mistakes={
            "divide by n: the loss is a mean": (X.T @ signs, 0.0),
            "that is the squared error's: only the sign of an error counts": (
                X.T @ np.array(errors) / 2,
                sum(errors) / 2,
            ),
            "b belongs to the prediction too": (X.T @ [-1, -1, -1, 1] / 4, -0.5),
            "the sign: the error is prediction minus truth": (-np.array(dw), 0.0),
            "there is no factor 2: the slope of |r| is 1": (2 * np.array(dw), 0.0),
        },
    )
    expect(
        exercises.absolute_error_gradient(np.array([[1.0], [2.0], [4.0]]), np.array([1.0, 0.0, 0.0]), np.ones(1), 0.0),
        (np.array([2.0]), 2 / 3),
        mistakes={
            "an error of 0 pulls nowhere": (np.array([7 / 3]), 1.0),
            "an error of 0 is left out of the pull, but it counts in n": (np.array([3.0]), 1.0),
        },
    )
    expect(
        exercises.absolute_error_gradient(np.array([[1.0], [2.0]]), np.array([1.0, 1.0]), np.zeros(1), 0.0),
        (np.array([-1.5]), -1.0),
        mistakes={"db is the mean of the signs, not of their sizes": (np.array([-1.5]), 1.0)},
    )


def test_3_3_weights_for_raw_features(exercises):
    w, mean, spread = np.array([6.0, -2.0]), np.array([10.0, 3.0]), np.array([2.0, 0.5])
    expect(
        exercises.weights_for_raw_features(w, 5.0, mean, spread),
        (np.array([3.0, -4.0]), 5.0 - 3.0 * 10 + 4.0 * 3),
        mistakes={
            "divide the weights by the spread": (np.array([12.0, -1.0]), 5.0 - 12.0 * 10 + 1.0 * 3),
            "b must change too": (np.array([3.0, -4.0]), 5.0),
            "the mean is subtracted from x, so it goes into b with a minus": (np.array([3.0, -4.0]), 23.0),
            "the mean must be multiplied by the new weights, not by the old ones": (np.array([3.0, -4.0]), -49.0),
        },
    )
    rng = np.random.default_rng(1)
    X, w = rng.normal(5, 3, size=(6, 3)), rng.normal(size=3)
    mean, spread = X.mean(axis=0), X.std(axis=0)
    predictions = [sum((x - mean) / spread * w) - 1 for x in X]
    *raw, b = np.linalg.lstsq(np.column_stack([X, np.ones(6)]), predictions)[0]  # the only ones that predict the same
    expect(exercises.weights_for_raw_features(w, -1.0, mean, spread), (np.array(raw), b))


def test_3_4_numerical_jacobian(exercises):
    matrix = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    expect(
        exercises.numerical_jacobian(lambda x: matrix @ x, np.array([1.0, -2.0, 0.5]), 0.25),
        matrix,
        mistakes={
            "the table lies on its side: one row per output": matrix.T,
            "divide by 2h: the two points are 2h apart": 2 * matrix,
            "divide by 2h, not just by 2": matrix / 4,
            "nudge one entry at a time": np.repeat(matrix.sum(axis=1, keepdims=True), 3, axis=1),
        },
    )
    x = np.array([1.0, 2.0])
    expect(
        exercises.numerical_jacobian(lambda x: np.array([x[0] ** 3, x[0] * x[1], x[1] ** 2]), x, 0.5),
        [[3.25, 0.0], [2.0, 1.0], [0.0, 4.0]],  # x^3 is off by h^2
        mistakes={
            "that is the forward difference: step to both sides": [[4.75, 0.0], [2.0, 1.0], [0.0, 4.5]],
            "measure it: with this h the slope of x^3 is 3 x^2 + h^2": [[3.0, 0.0], [2.0, 1.0], [0.0, 4.0]],
        },
    )
    expect(exercises.numerical_jacobian(lambda x: x[:1] * 7, np.array([3.0]), 1e-3), [[7.0]], rtol=1e-9)


def test_3_5_steepest_descent_step(exercises):
    X, y, w = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([3.0, 1.0]), np.array([1.0, 1.0])
    # errors (-2, 1); gradient (-2, 2); along it the errors are (-2 + 2t, 1 - 4t), whose squares are least at t = 0.4
    expect(
        exercises.steepest_descent_step(X, y, w),
        [1.8, 0.2],
        mistakes={
            "the sign: step against the gradient": [0.2, 1.8],
            "that goes twice as far as the best": [2.6, -0.6],
            "that goes half as far as the best": [1.4, 0.6],
            "that is the bottom itself: one gradient step does not get there": [3.0, 0.5],
            "that is a step with the rate 1: find the best rate": [3.0, -1.0],
        },
    )
    expect(
        exercises.steepest_descent_step(X, X @ w, w),
        w,
        mistakes={"a zero gradient gives 0 / 0: stay where you are": [np.nan, np.nan]},
    )
    rng = np.random.default_rng(2)
    X, y, w = rng.normal(size=(9, 4)), 100 * rng.normal(size=9), rng.normal(size=4)
    gradient = np.array([sum(2 / 9 * (X[i] @ w - y[i]) * X[i, j] for i in range(9)) for j in range(4)])
    low, high = 0.0, 10.0
    for _ in range(200):  # the slope along the line changes its sign at the best rate
        middle = (low + high) / 2
        falling = (X @ (w - middle * gradient) - y) @ (X @ gradient) > 0
        low, high = (middle, high) if falling else (low, middle)
    expect(exercises.steepest_descent_step(X, y, w), w - low * gradient, rtol=1e-9)


def test_3_6_largest_curvature(exercises):
    hessian = np.array([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]])  # eigenvalues 3 - sqrt 3, 3, 3 + sqrt 3

    def slopes(w):
        return hessian @ w - np.array([1.0, 2.0, 3.0])

    ones, largest = np.ones(3), 3 + np.sqrt(3)
    here = np.array([5.0, -1.0, 2.0])
    tilted = ones / np.sqrt(3)
    for _ in range(100):  # what comes out when H v is taken for gradient(w + v)
        tilted = slopes(here + tilted) / np.linalg.norm(slopes(here + tilted))
    expect(
        exercises.largest_curvature(slopes, here, ones, 100),
        largest,
        mistakes={
            "that is the edge of stability: return the curvature itself": 2 / largest,
            "that is the smallest curvature": 3 - np.sqrt(3),
            "that is the length of v, which is always 1": 1.0,
            "that is the square of the curvature": largest**2,
            "the slope at w must be subtracted in every step": np.linalg.norm(hessian @ tilted),
            "scale v to length 1 in every step": np.linalg.norm(np.linalg.matrix_power(hessian, 100) @ ones),
            "scale v to length 1 in every step, not only at the start": np.linalg.norm(
                np.linalg.matrix_power(hessian, 101) @ ones / np.sqrt(3)
            ),
        },
    )
    first = hessian @ ones
    second, third = hessian @ first, hessian @ hessian @ first
    expect(
        exercises.largest_curvature(slopes, np.zeros(3), ones, 1),
        np.linalg.norm(second) / np.linalg.norm(first),
        mistakes={
            "one replacement too few": np.linalg.norm(first) / np.sqrt(3),
            "one replacement too many": np.linalg.norm(third) / np.linalg.norm(second),
            "scale v to length 1 before the last product": np.linalg.norm(second) / np.sqrt(3),
            "the slope at w must be subtracted": np.linalg.norm(
                hessian @ (slopes(ones / np.sqrt(3)) / np.linalg.norm(slopes(ones / np.sqrt(3)))) - [1.0, 2.0, 3.0]
            ),
        },
    )
    expect(exercises.largest_curvature(lambda w: 8 * w + 1, np.array([2.0]), np.array([-30.0]), 5), 8.0)
    expect(
        exercises.largest_curvature(lambda w: w * np.array([1e3, 1.0]), np.zeros(2), np.array([1.0, 1.0]), 2000),
        1e3,
        mistakes={
            "it overflowed: scale v to length 1 in every step": np.inf,
            "it overflowed to nan: scale v to length 1 in every step": np.nan,
        },
    )


def test_3_7_batch_noise(exercises):
    rng = np.random.default_rng(3)
    gradients = rng.normal(size=(7, 3))
    center = gradients.mean(axis=0)
    single = np.mean([sum((row - center) ** 2) for row in gradients])
    for size in (3, 6):
        batches = [gradients[list(rows)].mean(axis=0) for rows in combinations(range(7), size)]
        expect(
            exercises.batch_noise(gradients, size),
            np.mean([sum((batch - center) ** 2) for batch in batches]),
            mistakes={
                "that is for rows drawn one by one, where a row may come twice": single / size,
                "that is the noise of a single row": single,
                "n, not n - 1, in the variance": single * 7 / 6 / size * (7 - size) / 6,
                "the factor is (n - B) / (n - 1), not (n - B) / n": single / size * (7 - size) / 7,
                "that is the noise per entry: add the entries up": single / size * (7 - size) / 6 / 3,
            },
        )
    expect(exercises.batch_noise(gradients, 1), single, mistakes={"n, not n - 1, in the variance": single * 7 / 6})
    expect(exercises.batch_noise(gradients, 7), 0.0, mistakes={"a batch of all rows has no noise": single / 7})
    expect(exercises.batch_noise(np.array([[4.0, 5.0]]), 1), 0.0, mistakes={"one row in all: 0 / 0 came out": np.nan})
    many = np.tile([[1.0], [-1.0]], (100, 1))  # s = 1
    expect(exercises.batch_noise(many, 100), 100 / 199 / 100)


def test_3_8_fast_forward(exercises):
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(6, 3)), rng.normal(size=6)

    def walk(X, y, rate, steps):
        w = np.zeros(X.shape[1])
        for _ in range(steps):
            w = w - rate * 2 / len(y) * X.T @ (X @ w - y)
        return w

    edge = len(y) / np.linalg.svd(X)[1][0] ** 2
    for share in (0.3, 0.97):  # beyond one half of the edge the steepest part zigzags
        expect(
            exercises.fast_forward(X, y, share * edge, 7),
            walk(X, y, share * edge, 7),
            mistakes={
                "one step too many": walk(X, y, share * edge, 8),
                "one step too few": walk(X, y, share * edge, 6),
                "that is the bottom: after so few steps it is not there yet": np.linalg.lstsq(X, y)[0],
                "the factor 2 is missing": walk(X, y, share * edge / 2, 7),
                "the mean over the rows is missing": walk(X, y, share * edge * 6, 7),
            },
        )
    expect(exercises.fast_forward(X, y, 0.1 * edge, 0), np.zeros(3))
    expect(exercises.fast_forward(X, y, 0.9 * edge, 10**15), np.linalg.lstsq(X, y)[0], rtol=1e-9)
    expect(
        exercises.fast_forward(np.array([[1.0], [1.0]]), np.array([4.0, 2.0]), 1e-15, 10**15),
        [3 * -np.expm1(-2.0)],  # (1 - 2e-15)^(1e15) is e^-2 to fifteen digits
        rtol=1e-9,
        mistakes={"1 - 2e-15 was rounded: use log1p and expm1": [3 * (1 - (1 - 2e-15) ** 1e15)]},
    )
    twice = np.column_stack([X, X[:, 0]])
    bottom = np.linalg.lstsq(twice, y)[0]
    expect(
        exercises.fast_forward(twice, y, 0.2 * edge, 10**9),
        bottom,
        rtol=1e-8,
        mistakes={
            "two equal columns share the weight: starting from zeros, neither can get ahead": np.append(
                np.linalg.lstsq(X, y)[0], 0.0
            )
        },
    )
    expect(exercises.fast_forward(np.zeros((2, 2)), np.ones(2), 0.1, 10), np.zeros(2))
