"""Day 18 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 18
"""

import numpy as np  # noqa: F401  (yours to use)


def leaky_relu_backward(z, grad, slope):
    """Exercise 18.1 (easy): the backward pass of a = z where z > 0, else slope * z.

    z : array, what the layer got      grad : the slope of the loss in a, same shape      slope : float
    returns : the slope of the loss in z, same shape. At z = 0 take the left side's slope.

    >>> leaky_relu_backward(np.array([2.0, -1.0]), np.array([3.0, 3.0]), 0.5).tolist()
    [3.0, 1.5]
    """
    raise NotImplementedError


def bias_gradient(grad):
    """Exercise 18.2 (easy): the slope of the loss in a bias that was added to every row.

    grad : (..., n), the slope of the loss in z = (something) + b; any number of axes stands before the last
    returns : (n,). A single row, of shape (n,), is allowed too.

    >>> bias_gradient(np.array([[1.0, 2.0], [3.0, -5.0]])).tolist()
    [4.0, -3.0]
    """
    raise NotImplementedError


def relative_error(measured, backward):
    """Exercise 18.3 (easy): |measured - backward| / (|measured| + |backward|), the number of the gradient check.

    measured, backward : arrays of one shape, any number of axes; |.| is the root of the sum of all squares
    returns : float from 0 to 1; two arrays of zeros agree, so they give 0

    >>> float(relative_error(np.array([[3.0, 4.0]]), np.array([[0.0, 0.0]])))
    1.0
    """
    raise NotImplementedError


def softmax_backward(p, grad):
    """Exercise 18.4 (medium): the backward pass of a softmax that stands alone, row by row.

    p : (N, K), what the softmax gave      grad : (N, K), the slope of the loss in p
    returns : (N, K), the slope of the loss in the logits
    In row i the slope in logit j is the sum over k of grad_k p_k ([1 if j = k else 0] - p_j). Work that out until no
    table K x K is left: N and K may be 2000 each, and then one table per row would not fit into memory.

    >>> softmax_backward(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])).tolist()
    [[0.25, -0.25]]
    """
    raise NotImplementedError


def residual_backward(x, W, grad):
    """Exercise 18.5 (medium): the backward pass of out = x + relu(x W), where x goes two ways.

    x : (N, d)      W : (d, d)      grad : (N, d), the slope of the loss in out
    returns : the tuple dx (N, d), dW (d, d)
    Where x W is exactly 0 the slope of relu is 0.

    >>> dx, dW = residual_backward(np.array([[2.0]]), np.array([[3.0]]), np.array([[1.0]]))
    >>> dx.tolist(), dW.tolist()
    ([[4.0]], [[2.0]])
    """
    raise NotImplementedError


def shared_weights_gradient(x, W, grad):
    """Exercise 18.6 (medium): the slope in W of a network that uses the same W twice, z = tanh(x W) W.

    x : (N, d)      W : (d, d)      grad : (N, d), the slope of the loss in z      returns : dW (d, d)

    >>> shared_weights_gradient(np.array([[0.0]]), np.array([[2.0]]), np.array([[5.0]])).tolist()
    [[0.0]]
    """
    raise NotImplementedError


def per_row_gradient_norms(x, grad):
    """Exercise 18.7 (hard): how hard each row pulls at the weights of a dense layer z = x W + b.

    x : (N, n_in), what the layer got      grad : (N, n_out), the slope of the loss in z      returns : (N,)
    Row i alone has the gradients x_i^T grad_i in W and grad_i in b. Entry i is the length of all these numbers
    together, the root of the sum of their squares. N, n_in and n_out may be 3000 each: no loop over rows, and no
    array of N * n_in * n_out numbers.

    >>> per_row_gradient_norms(np.array([[0.0, 0.0], [3.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 1.0]])).round(6).tolist()
    [5.0, 3.162278]
    """
    raise NotImplementedError


def solve_backward(A, b, grad):
    """Exercise 18.8 (hard): the backward pass of x = the solution of A x = b.

    A : (n, n), invertible      b : (n,)      grad : (n,), the slope of the loss in x
    returns : the tuple dA (n, n), db (n,), the slopes of the loss in A and in b
    Nudge A and b a little: (A + dA)(x + dx) = b + db. What is left when products of two small things are dropped?

    >>> dA, db = solve_backward(np.array([[2.0]]), np.array([6.0]), np.array([1.0]))
    >>> dA.tolist(), db.tolist()
    ([[-1.5]], [0.5])
    """
    raise NotImplementedError
