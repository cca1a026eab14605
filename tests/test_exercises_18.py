"""Day 18 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def measured(f, x, h=1e-6):
    """The slope of f(x), a number, in every entry of x."""
    slopes = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


def test_18_1_leaky_relu_backward(exercises):
    z, grad = np.array([[2.0, -3.0], [0.5, -0.25]]), np.array([[4.0, 4.0], [-2.0, -8.0]])
    expect(
        exercises.leaky_relu_backward(z, grad, 0.25),
        [[4.0, 1.0], [-2.0, -2.0]],
        mistakes={
            "that is the forward pass: here the slope that arrives is multiplied": [[2.0, -0.75], [0.5, -0.0625]],
            "on the left side the slope is `slope`, not 0": [[4.0, 0.0], [-2.0, 0.0]],
            "the sign of z decides, not the sign of grad": [[4.0, 4.0], [-0.5, -2.0]],
            "multiply the slope that arrives by the local slope": [[1.0, 0.25], [1.0, 0.25]],
            "the two sides are swapped": [[1.0, 4.0], [-0.5, -8.0]],
            "the local slope is not multiplied by z": [[8.0, -3.0], [-1.0, 0.5]],
        },
    )
    expect(
        exercises.leaky_relu_backward(np.zeros(2), np.array([1.0, -3.0]), 0.5),
        [0.5, -1.5],
        mistakes={"at z = 0 take the left side's slope": [1.0, -3.0]},
    )


def test_18_2_bias_gradient(exercises):
    grad = np.arange(24.0).reshape(2, 3, 4) ** 2
    expect(
        exercises.bias_gradient(grad),
        [sum(grad[i, j, k] for i in range(2) for j in range(3)) for k in range(4)],
        mistakes={
            "add up over all axes but the last": grad.sum(axis=0),
            "keep the last axis: there is one bias for each column": grad.sum(axis=-1),
            "keep the last axis, not the first": grad.sum(axis=(1, 2)),
            "the sum over the rows, not the mean: the loss has divided already": grad.mean(axis=(0, 1)),
            "one number for each column, not one in all": grad.sum(),
        },
    )
    expect(
        exercises.bias_gradient(np.array([3.0, -1.0])),
        [3.0, -1.0],
        mistakes={"a single row has nothing to add up: it is the answer": 2.0},
    )
    expect(exercises.bias_gradient(np.ones((5, 1))), [5.0], mistakes={"one number for each column": 5.0})


def test_18_3_relative_error(exercises):
    a, b = np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([[0.0, 0.0], [0.0, 12.0]])
    expect(
        exercises.relative_error(a, b),
        np.sqrt(73) / 17,
        mistakes={
            "the lengths are added below, not the length of the sum": np.sqrt(73) / np.sqrt(9 + 256),
            "below stand both lengths, not only the first": np.sqrt(73) / 5,
            "below stand both lengths, not only the second": np.sqrt(73) / 12,
            "below stand both lengths, not the larger of the two alone, nor their mean": np.sqrt(73) / 8.5,
            "the length is the root of the sum of all squares": 73 / (25 + 144),
            "the length is the root of the sum of the squares, not the sum of the sizes": 11 / 19,
            "that is the matrix norm of NumPy with ord=2: flatten the arrays first": 8 / 16,
        },
    )
    expect(
        exercises.relative_error(np.zeros((2, 3, 2)), np.zeros((2, 3, 2))),
        0.0,
        mistakes={"two arrays of zeros agree: 0, not 0 / 0": np.nan},
    )
    expect(exercises.relative_error(np.ones((2, 2, 2)), -np.ones((2, 2, 2))), 1.0)
    expect(exercises.relative_error(np.array([1e-9]), np.array([3e-9])), 0.5, rtol=1e-6)


def test_18_4_softmax_backward(exercises):
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(4), size=3)
    grad = rng.normal(size=(3, 4))
    rows = [(np.diag(row) - np.outer(row, row)) @ g for row, g in zip(p, grad, strict=True)]
    expect(
        exercises.softmax_backward(p, grad),
        np.array(rows),
        mistakes={
            "the second sum is missing": grad * p,
            "that treats each entry alone, p (1 - p): an entry moves all the others, too": grad * p * (1 - p),
            "the sum runs over the classes of one row, not over the rows": p * (grad - np.sum(grad * p, axis=0)),
            "weight the sum by p": p * (grad - grad.sum(axis=1, keepdims=True)),
            "the sum is over grad p, not their mean": p * (grad - np.mean(grad * p, axis=1, keepdims=True)),
            "that is p - y, the slope of softmax and cross-entropy together": p - grad,
            "the difference is multiplied by p once more": grad - np.sum(grad * p, axis=1, keepdims=True),
        },
    )
    large = np.full((2000, 2000), 1 / 2000)
    slopes = np.zeros((2000, 2000))
    slopes[:, 0] = 1
    expect(exercises.softmax_backward(large, slopes)[5, :2], [(1 - 1 / 2000) / 2000, -1 / 2000**2])


def test_18_5_residual_backward(exercises):
    rng = np.random.default_rng(1)
    x, W, grad = rng.normal(size=(5, 3)), rng.normal(size=(3, 3)), rng.normal(size=(5, 3))

    def loss(x, W):
        return np.sum(grad * (x + np.maximum(x @ W, 0)))

    dx, dW = measured(lambda v: loss(v, W), x), measured(lambda v: loss(x, v), W)
    on = x @ W > 0
    expect(
        exercises.residual_backward(x, W, grad),
        (dx, dW),
        rtol=1e-6,
        atol=1e-8,
        mistakes={
            "the short way is missing: x also goes straight to the sum": (dx - grad, dW),
            "the long way is missing in dx": (grad, dW),
            "where relu is off, nothing passes on the long way": (grad + grad @ W.T, x.T @ grad),
            "where relu is off, nothing passes to W either": (dx, x.T @ grad),
            "transpose W on the way back": (grad + (grad * on) @ W, dW),
            "the sum itself has no relu: the short way passes everything": ((grad + grad @ W.T) * on, dW),
        },
    )
    expect(
        exercises.residual_backward(np.array([[1.0, 1.0]]), np.array([[1.0, 2.0], [-1.0, 3.0]]), np.ones((1, 2))),
        (np.array([[3.0, 4.0]]), np.array([[0.0, 1.0], [0.0, 1.0]])),
        mistakes={"where x W is exactly 0, the slope of relu is 0": (np.array([[4.0, 3.0]]), np.ones((2, 2)))},
    )


def test_18_6_shared_weights_gradient(exercises):
    rng = np.random.default_rng(2)
    x, W, grad = rng.normal(size=(4, 3)), rng.normal(size=(3, 3)), rng.normal(size=(4, 3))
    a = np.tanh(x @ W)
    first, second = x.T @ (grad @ W.T * (1 - a**2)), a.T @ grad
    expect(
        exercises.shared_weights_gradient(x, W, grad),
        measured(lambda v: np.sum(grad * (np.tanh(x @ v) @ v)), W),
        rtol=1e-6,
        atol=1e-8,
        mistakes={
            "that is only the second use of W": second,
            "that is only the first use of W": first,
            "both uses count in full: add, do not average": (first + second) / 2,
            "the tanh lies between the two: multiply by 1 - a^2": x.T @ (grad @ W.T) + second,
            "transpose W on the way back": x.T @ (grad @ W * (1 - a**2)) + second,
            "the second use gets tanh(x W), not x": first + x.T @ grad,
        },
    )
    expect(exercises.shared_weights_gradient(np.ones((1, 1)), np.zeros((1, 1)), np.ones((1, 1))), [[0.0]])


def test_18_7_per_row_gradient_norms(exercises):
    rng = np.random.default_rng(3)
    x, grad = rng.normal(size=(6, 4)), rng.normal(size=(6, 3))
    tables = [np.outer(row, g) for row, g in zip(x, grad, strict=True)]
    squares = np.array([np.sum(table**2) for table in tables])
    pulls = np.sum(grad**2, axis=1)
    expect(
        exercises.per_row_gradient_norms(x, grad),
        np.sqrt(squares + pulls),
        mistakes={
            "the bias belongs to the numbers, too": np.sqrt(squares),
            "the root is missing": squares + pulls,
            "lengths do not add up: add the squares, then take the root": np.sqrt(squares) + np.sqrt(pulls),
            "that is the gradient of all rows together": np.sqrt(
                np.sum((x.T @ grad) ** 2) + np.sum(grad.sum(axis=0) ** 2)
            ),
            "the bias adds the square of grad, not 1": np.sqrt(squares + 1),
            "each row alone has its own gradient: do not divide by N": np.sqrt(squares + pulls) / 6,
        },
    )
    wide = np.ones((3000, 3000))
    expect(exercises.per_row_gradient_norms(wide, 2 * wide)[[0, -1]], [2 * np.sqrt(3001 * 3000)] * 2)


def test_18_8_solve_backward(exercises):
    rng = np.random.default_rng(4)
    A, b, grad = rng.normal(size=(4, 4)) + 3 * np.eye(4), rng.normal(size=4), rng.normal(size=4)

    def loss(A, b):
        return grad @ np.linalg.solve(A, b)

    dA, db = measured(lambda v: loss(v, b), A), measured(lambda v: loss(A, v), b)
    x, plain = np.linalg.solve(A, b), np.linalg.solve(A, grad)
    expect(
        exercises.solve_backward(A, b, grad),
        (dA, db),
        rtol=1e-6,
        atol=1e-8,
        mistakes={
            "on the way back A is transposed": (-np.outer(plain, x), plain),
            "the sign of dA: a larger A makes x smaller": (-dA, db),
            "dA lies on its side: entry i, j is -(db)_i x_j": (dA.T, db),
            "dA takes the solution x, not b": (-np.outer(db, b), db),
            "dA takes db, not grad": (-np.outer(grad, x), db),
            "that would be x = A b: here A is undone": (np.outer(grad, b), A.T @ grad),
        },
    )
    expect(
        exercises.solve_backward(np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([5.0, 2.0]), np.array([1.0, 0.0])),
        (np.array([[-1.0, -2.0], [2.0, 4.0]]), np.array([1.0, -2.0])),
    )
