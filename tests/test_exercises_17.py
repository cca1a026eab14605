"""Day 17 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import product

import numpy as np
from grading import expect


def test_17_1_parameters_by_layer(exercises):
    expect(
        exercises.parameters_by_layer([784, 30, 10]),
        [784 * 30 + 30, 30 * 10 + 10],
        mistakes={
            "the biases are missing": [23520, 300],
            "a bias belongs to each number that comes out, not to each that goes in": [24304, 330],
            "one bias for each unit, not one for each layer": [23521, 301],
            "give each layer's own count, not the sum so far": [23550, 23860],
            "give each layer's own count, not their sum": 23860,
            "the input is no layer: it has no parameters": [0, 23550, 310],
            "the input has no biases": [784, 23550, 310],
        },
    )
    expect(exercises.parameters_by_layer([7, 1]), [8], mistakes={"one layer is still a list": 8})
    expect(exercises.parameters_by_layer([10**6, 10**6, 2]), [10**12 + 10**6, 2 * 10**6 + 2])


def test_17_2_bias_as_weight(exercises):
    W, b = np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([7.0, 9.0])
    expect(
        exercises.bias_as_weight(W, b),
        [[1.0, -2.0], [3.0, 0.5], [7.0, 9.0]],
        mistakes={
            "the 1 stands at the end of the input, so the bias is the last row": [[7.0, 9.0], [1.0, -2.0], [3.0, 0.5]],
            "the bias is a row, not a column: column j belongs to output j": [[1.0, -2.0, 7.0], [3.0, 0.5, 9.0]],
            "the last row is the bias itself: the 1 is in the input": [[1.0, -2.0], [3.0, 0.5], [1.0, 1.0]],
            "W and b stay apart: b is not added to W": [[8.0, 7.0], [10.0, 9.5]],
            "the table lies on its side": [[1.0, 3.0, 7.0], [-2.0, 0.5, 9.0]],
        },
    )
    expect(exercises.bias_as_weight(np.ones((1, 3)), np.array([2.0, 3.0, 4.0])), [[1.0, 1.0, 1.0], [2.0, 3.0, 4.0]])


def test_17_3_uniform_limit(exercises):
    expect(
        exercises.uniform_limit(256, 128, "xavier"),
        0.125,
        mistakes={
            "the root is missing": 3 / 192,
            "that is the spread of normal draws: uniform ones reach further": np.sqrt(1 / 192),
            "the mean of the squares is a^2 / 3, not a^2 / 12: the width is 2a": np.sqrt(12 / 192),
            "a^2 / 3 is the variance, so multiply by 3": np.sqrt(1 / 192 / 3),
            '"xavier" is 2 / (n_in + n_out)': np.sqrt(3 / 384),
            '"xavier" takes n_out, too': np.sqrt(6 / 256),
        },
    )
    expect(
        exercises.uniform_limit(24, 54, "he"),
        0.5,
        mistakes={
            '"he" takes n_in, the number of inputs': 1 / 3,
            '"he" is 2 / n_in': np.sqrt(1 / 8),
            "that is the spread of normal draws: uniform ones reach further": np.sqrt(1 / 12),
            "the root is missing": 0.25,
        },
    )
    expect(
        exercises.uniform_limit(48, 3, "lecun"),
        0.25,
        mistakes={'"lecun" takes n_in, the number of inputs': 1.0, '"lecun" is 1 / n_in': np.sqrt(1 / 8)},
    )


def test_17_4_collapse(exercises):
    rng = np.random.default_rng(0)
    layers = [(rng.normal(size=(3, 3)), rng.normal(size=3)) for _ in range(3)]
    (A, a), (B, b), (C, c) = layers
    at_zero = ((a @ B) + b) @ C + c  # what a row of zeros gives is the bias
    W = np.array([((row @ A + a) @ B + b) @ C + c - at_zero for row in np.eye(3)])
    expect(
        exercises.collapse(layers),
        (W, at_zero),
        mistakes={
            "the biases pass through the later weights, too": (W, a + b + c),
            "the earlier biases got lost": (W, c),
            "the last bias is missing": (W, at_zero - c),
            "the first layer's table stands on the left": (C @ B @ A, at_zero),
            "that is only the first two layers": (A @ B, a @ B + b),
            "tables are multiplied with @, not entry by entry": (A * B * C, at_zero),
            "only the layer before passes through: keep what you have already": (W, b @ C + c),
        },
    )
    shapes = [(4, 2), (2, 5), (5, 3)]
    layers = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes]
    x = np.vstack([np.zeros(4), np.eye(4)])
    for V, v in layers:
        x = np.array([[sum(row[k] * V[k, j] for k in range(len(V))) + v[j] for j in range(len(v))] for row in x])
    expect(exercises.collapse(layers), (x[1:] - x[0], x[0]))
    expect(exercises.collapse([(np.array([[2.0, 5.0]]), np.array([1.0, 3.0]))]), ([[2.0, 5.0]], [1.0, 3.0]))


def test_17_5_unit_length(exercises):
    W1, b1 = np.array([[3.0, 0.0], [4.0, -2.0]]), np.array([10.0, 5.0])
    W2 = np.array([[1.0, -2.0], [0.5, 4.0]])
    new = np.array([[0.6, 0.0], [0.8, -1.0]])
    expect(
        exercises.unit_length(W1, b1, W2),
        (new, np.array([2.0, 2.5]), np.array([[5.0, -10.0], [1.0, 8.0]])),
        mistakes={
            "the bias is part of z: scale it, too": (new, b1, np.array([[5.0, -10.0], [1.0, 8.0]])),
            "the next layer must undo it: multiply its rows": (new, np.array([2.0, 2.5]), W2),
            "multiply the next weights: the unit now says less": (
                new,
                np.array([2.0, 2.5]),
                np.array([[0.2, -0.4], [0.25, 2.0]]),
            ),
            "unit j feeds row j of W2, not column j": (new, np.array([2.0, 2.5]), np.array([[5.0, -4.0], [2.5, 8.0]])),
            "the incoming weights of a unit are a column of W1": (
                W1 / np.array([3.0, np.sqrt(20)]),
                b1 / np.array([3.0, np.sqrt(20)]),
                W2 * np.array([[3.0], [np.sqrt(20)]]),
            ),
            "each column by its own length: a row's would change what the unit listens to": (
                W1 / np.array([[3.0], [np.sqrt(20)]]),
                b1 / np.array([3.0, np.sqrt(20)]),
                W2 * np.array([[3.0], [np.sqrt(20)]]),
            ),
            "the length is that of the weights alone, without the bias": (
                W1 / np.sqrt([125.0, 29.0]),
                b1 / np.sqrt([125.0, 29.0]),
                W2 * np.sqrt([[125.0], [29.0]]),
            ),
            "the length is the root of the sum of the squares, not the sum of the sizes": (
                W1 / [7.0, 2.0],
                b1 / [7.0, 2.0],
                W2 * [[7.0], [2.0]],
            ),
            "take the root of the sum of the squares": (W1 / [25.0, 4.0], b1 / [25.0, 4.0], W2 * [[25.0], [4.0]]),
        },
    )
    silent, bias, next_W = np.array([[0.0, 0.5]]), np.array([-3.0, 1.0]), np.array([[7.0], [2.0]])
    nan = np.nan
    expect(
        exercises.unit_length(silent, bias, next_W),
        (np.array([[0.0, 1.0]]), np.array([-3.0, 2.0]), np.array([[7.0], [1.0]])),
        mistakes={
            "a unit whose incoming weights are all 0 stays as it is: 0 / 0 came out": (
                np.array([[nan, 1.0]]),
                np.array([-np.inf, 2.0]),
                np.array([[0.0], [1.0]]),
            ),
            "a unit whose incoming weights are all 0 still says relu(its bias): it stays as it is": (
                np.array([[0.0, 1.0]]),
                np.array([0.0, 2.0]),
                np.array([[0.0], [1.0]]),
            ),
        },
    )
    rng = np.random.default_rng(1)
    W1, b1, W2 = rng.normal(size=(5, 3)), rng.normal(size=3), rng.normal(size=(3, 4))
    lengths = [sum(W1[k, j] ** 2 for k in range(5)) ** 0.5 for j in range(3)]
    scaled = [[W1[k, j] / lengths[j] for j in range(3)] for k in range(5)]
    undone = [[W2[j, m] * lengths[j] for m in range(4)] for j in range(3)]
    expect(exercises.unit_length(W1, b1, W2), (np.array(scaled), b1 / lengths, np.array(undone)))


def relu(z):
    return np.maximum(z, 0)


def test_17_6_variance_to_keep(exercises):
    variance_of_relu = 1 / 2 - 1 / (2 * np.pi)  # its mean is 1 / sqrt(2 pi)
    unweighted = np.mean(relu(np.linspace(-10, 10, 20001)) ** 2)
    expect(
        exercises.variance_to_keep(relu, 10),
        2 / 10,
        rtol=1e-6,
        mistakes={
            "the mean of the square, not the square of the mean": 2 * np.pi / 10,
            "the mean of the square, not the variance: the mean of ReLU's output is not 0": 1 / variance_of_relu / 10,
            "that is the standard deviation of the weights, not their variance": np.sqrt(2 / 10),
            "that is m / n_in: divide by m, what the activation takes must be given back": 1 / 20,
            "that is m itself": 0.5,
            "divide by n_in: the inputs add up": 2.0,
            "weight the squares: z near 0 is far more frequent than z near 10": 1 / (10 * unweighted),
            "the weights are e^(-z^2 / 2), not e^(-z^2)": 4 / 10,
            "that is the mean of the output, not of its square": np.sqrt(2 * np.pi) / 10,
            "divide by the sum of the weights": 1 / (10 * 1000 * np.sqrt(2 * np.pi) / 2),
        },
    )
    expect(
        exercises.variance_to_keep(lambda z: np.cos(z), 5),
        2 / (1 + np.exp(-2)) / 5,
        rtol=1e-6,
        mistakes={
            "the weights are e^(-z^2 / 2), not e^(-z^2)": 2 / (1 + np.exp(-1)) / 5,
            "the mean of the square, not the variance": 1 / ((1 + np.exp(-2)) / 2 - np.exp(-1)) / 5,
            "the mean of the square, not the square of the mean": np.e / 5,
        },
    )
    points, weights = np.polynomial.hermite_e.hermegauss(120)
    m = np.sum(weights * np.tanh(points) ** 2) / np.sum(weights)
    expect(exercises.variance_to_keep(np.tanh, 100), 1 / (100 * m), rtol=1e-6)


def bounds_by_loops(low, high, params):
    for i, (W, b) in enumerate(params):
        ends = [[sorted([W[k, j] * low[k], W[k, j] * high[k]]) for k in range(len(W))] for j in range(len(b))]
        low = np.array([b[j] + sum(pair[0] for pair in ends[j]) for j in range(len(b))])
        high = np.array([b[j] + sum(pair[1] for pair in ends[j]) for j in range(len(b))])
        if i < len(params) - 1:
            low, high = relu(low), relu(high)
    return low, high


def send(x, params):
    for W, b in params[:-1]:
        x = relu(x @ W + b)
    return x @ params[-1][0] + params[-1][1]


def test_17_7_output_range(exercises):
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 0.5])
    W2, b2 = np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.25, 1.0])
    low, high, params = np.array([-1.0, 0.0]), np.array([1.0, 2.0]), [(W1, b1), (W2, b2)]
    # z1 from -1 + 0 - 1 to 1 + 4 - 1, z2 from -1 + 0 + 0.5 to 1 + 2 + 0.5; after ReLU from 0 to 4 and from 0 to 3.5
    corners = np.array([send(np.array(corner), params) for corner in product(*zip(low, high, strict=True))])
    ends = send(low, params), send(high, params)
    expect(
        exercises.output_range(low, high, params),
        (np.array([-10.25, -7.0]), np.array([4.25, 4.5])),
        mistakes={
            "a negative weight wants the other end: the low input does not give the low answer": ends,
            "a negative weight wants the other end; sorting afterward does not mend it": (
                np.minimum(*ends),
                np.maximum(*ends),
            ),
            "every layer but the last has ReLU": bounds_by_loops(*bounds_by_loops(low, high, params[:1]), params[1:]),
            "the last layer has no ReLU": (np.zeros(2), np.array([4.25, 4.5])),
            "the lower bounds come first": (np.array([4.25, 4.5]), np.array([-10.25, -7.0])),
            "the biases are missing": bounds_by_loops(low, high, [(W1, 0 * b1), (W2, 0 * b2)]),
            "the last layer's biases are missing": (np.array([-10.5, -8.0]), np.array([4.0, 3.5])),
            "layer by layer: those are the corners of the input box only": (corners.min(axis=0), corners.max(axis=0)),
        },
    )
    rng = np.random.default_rng(2)
    params = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((3, 4), (4, 5), (5, 2))]
    low = rng.normal(size=3)
    high = low + rng.uniform(0, 1, size=3)
    middle, half = (low + high) / 2, (high - low) / 2
    spread = half @ np.abs(params[0][0]) @ np.abs(params[1][0]) @ np.abs(params[2][0])
    expect(
        exercises.output_range(low, high, params),
        bounds_by_loops(low, high, params),
        mistakes={
            "the middle of the box does not stay in the middle behind ReLU: keep both ends": (
                send(middle, params) - spread,
                send(middle, params) + spread,
            )
        },
    )
    expect(exercises.output_range(low, low, params), (send(low, params), send(low, params)))
    one = [(np.array([[-2.0]]), np.array([1.0]))]
    expect(
        exercises.output_range(np.array([1.0]), np.array([3.0]), one),
        (np.array([-5.0]), np.array([-1.0])),
        mistakes={
            "a negative weight wants the other end": (np.array([-1.0]), np.array([-5.0])),
            "the last layer has no ReLU, also when it is the only one": (np.array([0.0]), np.array([0.0])),
        },
    )


def curve_of(params, at):
    (W1, b1), (W2, b2) = params
    return (relu(at[:, None] @ W1 + b1) @ W2 + b2)[:, 0]


def network_of(x, weights, bias):
    return [(np.ones((1, len(x))), -np.array(x)), (np.array(weights)[:, None], np.array([bias]))]


def test_17_8_through_the_points(exercises):
    x = [0.0, 1.0, 3.0, 4.0]
    # the heights are 2, 5, 1, 1.5, the slopes between them 3, -2, 0.5
    right = network_of(x, [3.0, -5.0, 2.5, -0.5], 2.0)
    expect(
        exercises.through_the_points(np.array(x), np.array([2.0, 5.0, 1.0, 1.5])),
        right,
        mistakes={
            "a unit adds to the slope: its weight is the change of the slope": network_of(
                x, [3.0, -2.0, 0.5, 0.0], 2.0
            ),
            "right of the last point the curve is level": network_of(x, [3.0, -5.0, 2.5, 0.0], 2.0),
            "left of the first point the curve has the first height": network_of(x, [3.0, -5.0, 2.5, -0.5], 0.0),
            "the weights are changes of the slope, not of the height": network_of(x, [3.0, -4.0, 0.5, 0.0], 2.0),
            "unit k is max(0, input - x_k): mind the sign of its bias": [(right[0][0], np.array(x)), right[1]],
            "the change of the slope is (right) - (left)": network_of(x, [-3.0, 5.0, -2.5, 0.5], 2.0),
            "W of the last layer is (n, 1)": [right[0], (right[1][0].ravel(), right[1][1])],
            "b of the last layer is (1,)": [right[0], (right[1][0], 2.0)],
        },
    )
    x, y = np.array([2.0, -1.0, 0.0]), np.array([4.0, 1.0, -2.0])  # sorted: -1, 0, 2 with the heights 1, -2, 4
    expect(
        exercises.through_the_points(x, y),
        network_of([-1.0, 0.0, 2.0], [-3.0, 6.0, -3.0], 1.0),
        mistakes={
            "the points come in any order: sort them by x first": network_of(x, [1.0, -4.0, 3.0], 4.0),
            "when x is sorted, y must go along": network_of([-1.0, 0.0, 2.0], [-3.0, 1.5, 1.5], 4.0),
            "the bias of the output is the height of the leftmost point": network_of(
                [-1.0, 0.0, 2.0], [-3.0, 6.0, -3.0], 4.0
            ),
        },
    )
    rng = np.random.default_rng(3)
    x, y, at = rng.permutation(12) / 4, rng.normal(size=12), np.linspace(-1, 4, 101)
    order = np.argsort(x)
    expect(curve_of(exercises.through_the_points(x, y), at), np.interp(at, x[order], y[order]), atol=1e-9)
