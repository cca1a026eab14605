"""Day 21 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 21
"""

import numpy as np  # noqa: F401  (yours to use)


def maximum_backward(a, b, grad):
    """Exercise 21.1 (easy): a new operation for the engine: the backward pass of c = the larger of a and b.

    a, b : arrays of one shape      grad : the slope of the loss in c, same shape
    returns : the tuple (slope in a, slope in b). Entry by entry only the larger one is passed on; where both are equal,
    each gets half of the slope.

    >>> da, db = maximum_backward(np.array([1.0, 5.0]), np.array([2.0, 5.0]), np.array([3.0, 8.0]))
    >>> da.tolist(), db.tolist()
    ([0.0, 4.0], [3.0, 4.0])
    """
    raise NotImplementedError


def lookup_backward(rows, grad, n_rows):
    """Exercise 21.2 (easy): the backward pass of picked = table[rows].

    rows : (m,) integers from 0 to n_rows - 1, repeats allowed      grad : (m, d), the slope of the loss in picked
    returns : (n_rows, d), the slope of the loss in the table. A row that was never picked gets 0.

    >>> lookup_backward(np.array([2, 0, 2]), np.array([[1.0], [5.0], [10.0]]), 4).tolist()
    [[5.0], [0.0], [11.0], [0.0]]
    """
    raise NotImplementedError


def forward_mode(steps, x):
    """Exercise 21.3 (medium): the other way round: carry the slope along while you compute.

    steps : list of tuples. Number 0 is x, and each step makes the next number:
            ("add", i, j), ("mul", i, j), ("exp", i, i) or ("const", c, c), with i and j the places of earlier numbers
    x : float      returns : the tuple (last number, its slope in x). With no steps at all that is x itself.

    >>> forward_mode([("mul", 0, 0), ("add", 1, 0)], 3.0)  # number 1 is x * x, number 2 is x * x + x
    (12.0, 7.0)
    """
    raise NotImplementedError


def distances_backward(x, centers, grad):
    """Exercise 21.4 (medium): the backward pass of D, the squared distances of all rows from all centers.

    x : (N, d)      centers : (K, d)      D[i, k] = sum over j of (x[i, j] - centers[k, j])^2
    grad : (N, K), the slope of the loss in D      returns : the tuple (slope in x (N, d), slope in centers (K, d))
    N and K may be 1000 each, and d 300: an array (N, K, d) does not fit into the memory that you may take.

    >>> dx, dc = distances_backward(np.array([[1.0, 4.0]]), np.array([[0.0, 2.0]]), np.array([[10.0]]))
    >>> dx.tolist(), dc.tolist()
    ([[20.0, 40.0]], [[-20.0, -40.0]])
    """
    raise NotImplementedError


def graph_slopes(edges, n, end):
    """Exercise 21.5 (hard): the walk back through any graph.

    edges : list of (start, stop, local slope): a nudge of number `start` moves number `stop` by so much
    n : how many numbers there are, called 0 to n - 1, in no order      end : the number whose slopes are asked for
    returns : (n,) floats, the slope of `end` in each number: 1 for itself, and 0 where no way leads to it
    There are no circles. Two edges may join the same two numbers; both count. n may be 20,000, in one chain, and the
    ways may be far too many to walk each of them.

    >>> graph_slopes([(0, 1, 2.0), (0, 2, 1.0), (1, 2, 10.0)], 4, 2).tolist()
    [21.0, 10.0, 1.0, 0.0]
    """
    raise NotImplementedError


def rate_slopes(X, y, rates):
    """Exercise 21.6 (hard): the slope of a whole training run in every one of its learning rates, without an engine.

    X : (n, d)      y : (n,)      rates : (T,), the learning rate of each step, T >= 1
    Start at w = 0; step t takes w = w - rates[t] * g(w), where g is the gradient of L(w) = mean((X w - y)^2).
    returns : (T,), the slope of L(w after all steps) in each rate, right to ten digits
    T may be 3000: the whole answer must come from one walk forward and one walk back.

    >>> rate_slopes(np.array([[1.0]]), np.array([1.0]), np.array([0.25, 0.25])).tolist()
    [-0.5, -0.5]
    """
    raise NotImplementedError
