"""Day 3 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 3
"""

import numpy as np  # noqa: F401  (yours to use)


def directional_slope(gradient, direction):
    """Exercise 3.1 (easy): how fast the loss rises per unit of length when you walk in this direction.

    gradient, direction : (d,) floats; the direction may have any length but 0      returns : float
    Only the way it points counts: twice as long a direction is just as steep.

    >>> float(directional_slope(np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    2.2
    """
    raise NotImplementedError


def absolute_error_gradient(X, y, w, b):
    """Exercise 3.2 (easy): the slopes of the mean absolute error of Xw + b in every weight and in b.

    X : (n, d)      y : (n,)      w : (d,)      b : float      returns : the tuple dw (d,), db
    The slope of |r| is 1 where r > 0, -1 where r < 0; take 0 where r is 0.

    >>> dw, db = absolute_error_gradient(np.array([[1.0], [5.0]]), np.array([3.0, 3.0]), np.array([1.0]), 0.0)
    >>> dw.tolist(), float(db)
    ([2.0], 0.0)
    """
    raise NotImplementedError


def weights_for_raw_features(w, b, mean, spread):
    """Exercise 3.3 (easy): turn weights for scaled features into weights that give the same predictions from raw ones.

    w : (d,) and b : float, learned on (X - mean) / spread      mean, spread : (d,), spread > 0
    returns : the tuple w (d,), b, for X as it is

    >>> w, b = weights_for_raw_features(np.array([6.0]), 1.0, np.array([10.0]), np.array([2.0]))
    >>> w.tolist(), float(b)
    ([3.0], -29.0)
    """
    raise NotImplementedError


def numerical_jacobian(f, x, h):
    """Exercise 3.4 (medium): the table of slopes of a function with many outputs, measured with central differences.

    f : function, (d,) -> (m,)      x : (d,) floats      h : float > 0      returns : (m, d)
    Row i, column j: how output i changes with input j, (f_i(x + h) - f_i(x - h)) / 2h with the h in entry j alone.

    >>> numerical_jacobian(lambda x: np.array([x[0] * x[1], x[1], 7.0]), np.array([2.0, 3.0]), 0.5).tolist()
    [[3.0, 2.0], [0.0, 1.0], [0.0, 0.0]]
    """
    raise NotImplementedError


def steepest_descent_step(X, y, w):
    """Exercise 3.5 (medium): one gradient step on mean((Xw - y)^2), with the rate that makes this step the best.

    X : (n, d)      y : (n,)      w : (d,); there is no b      returns : the new w (d,)
    Along the gradient the loss is a parabola, so the best rate has a formula (Cauchy 1847). A zero gradient means stay.

    >>> steepest_descent_step(np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([2.0, 0.0]), np.zeros(2)).tolist()
    [1.0, 0.0]
    """
    raise NotImplementedError


def largest_curvature(gradient, w, start, n_steps):
    """Exercise 3.6 (medium): the largest eigenvalue of the Hessian of a bowl, from nothing but its gradient.

    gradient : function, (d,) -> (d,), of a quadratic loss with curvatures >= 0 (at least one > 0)
    w, start : (d,) floats      n_steps : integer >= 1      returns : float
    H v = gradient(w + v) - gradient(w). Begin with v = start scaled to length 1. Each step replaces v by H v, scaled to
    length 1 (power iteration). Return the length of H v for the last v. Never build H: d may be a million.

    >>> round(float(largest_curvature(lambda w: w * np.array([1.0, 5.0]) + 3, np.zeros(2), np.ones(2), 40)), 9)
    5.0
    """
    raise NotImplementedError


def batch_noise(gradients, batch_size):
    """Exercise 3.7 (hard): how far, on average, the gradient of a random batch lies from the gradient of all rows.

    gradients : (n, d), the gradient of each single row      batch_size : integer, 1 to n
    returns : float, the mean of |batch mean - mean of all|^2 over all possible batches of that many different rows
    There may be more batches than atoms in the universe, so find the formula: no loop over batches, no random draws.

    >>> float(batch_noise(np.array([[1.0], [2.0], [6.0]]), 2))
    1.1666666666666667
    """
    raise NotImplementedError


def fast_forward(X, y, learning_rate, n_steps):
    """Exercise 3.8 (hard): the weights after n_steps of gradient descent on mean((Xw - y)^2), without taking them.

    X : (n, d)      y : (n,)      learning_rate : float > 0, below the edge of stability      there is no b
    n_steps : integer >= 0, up to 10^15      returns : (d,), starting from zeros
    Columns may repeat each other, so X^T X may have no inverse. Remember: one run is many runs of day 2.

    >>> fast_forward(np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([3.0, 8.0]), 0.25, 1).round(9).tolist()
    [0.75, 4.0]
    """
    raise NotImplementedError
