"""Day 15 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 15
"""

import numpy as np  # noqa: F401  (yours to use)


def signed_distance(X, w, b):
    """Exercise 15.1 (easy): how far each row lies from the line w . x + b = 0, positive where the score is positive.

    X : (n, d)      w : (d,), not all 0      b : float      returns : (n,)

    >>> signed_distance(np.array([[3.0, 4.0], [0.0, 0.0]]), np.array([3.0, 4.0]), -5.0).tolist()
    [4.0, -1.0]
    """
    raise NotImplementedError


def perceptron_step(w, b, x, label):
    """Exercise 15.2 (easy): show one row to a perceptron.

    w : (d,) floats      b : float      x : (d,)      label : -1 or 1
    returns : the tuple w, b after this row: updated if the row is wrong or exactly on the line, else as they were.
    The w that came in must not change.

    >>> w, b = perceptron_step(np.array([1.0, 0.0]), 0.0, np.array([2.0, 5.0]), -1)
    >>> w.tolist(), float(b)
    ([-1.0, -5.0], -1.0)
    """
    raise NotImplementedError


def at_least_gate(n, k):
    """Exercise 15.3 (easy): a perceptron without any training that says +1 when at least k of n inputs are 1.

    n : integer >= 1      k : integer from 1 to n
    returns : the tuple w, b. All entries of w (n,) are 1.0; b lies in the middle between the values that just fail.

    >>> w, b = at_least_gate(2, 2)
    >>> w.tolist(), float(b)
    ([1.0, 1.0], -1.5)
    """
    raise NotImplementedError


def bound_from_a_line(X, y, w, b):
    """Exercise 15.4 (medium): Novikoff's bound (R / margin)^2, with the margin of a line that somebody gives you.

    X : (n, d)      y : (n,) labels -1 and 1      w : (d,)      b : float      returns : float
    Everything is measured with the ones: R is the length of the longest (x, 1), and the margin is the smallest
    y * score, divided by the length of (w, b). A line with a row on it or on its wrong side proves nothing: ValueError.

    >>> float(bound_from_a_line(np.array([[1.0], [-1.0]]), np.array([1, -1]), np.array([3.0]), 0.0))
    2.0
    """
    raise NotImplementedError


def pocket_perceptron(X, y, n_epochs):
    """Exercise 15.5 (medium): Gallant's pocket: run the perceptron, but keep the best line seen so far.

    X : (n, d)      y : (n,) labels -1 and 1      n_epochs : integer >= 1      returns : the tuple w (d,), b
    Start with zeros, rows in the order given, n_epochs times. After every update count the training rows that are
    right (y * score > 0). In the pocket lies the first line that had the most; at the start that is w = 0, b = 0,
    which has none right. The walk itself goes on from the latest line, not from the one in the pocket.

    >>> w, b = pocket_perceptron(np.array([[1.0], [2.0], [3.0]]), np.array([1, 1, -1]), 1)
    >>> w.tolist(), float(b)
    ([1.0], 1.0)
    """
    raise NotImplementedError


def averaged_perceptron(X, y, n_epochs):
    """Exercise 15.6 (medium): the mean of all lines of the walk, each counted as long as it lasted.

    X : (n, d)      y : (n,) labels -1 and 1      n_epochs : integer >= 1      returns : the tuple w (d,), b
    Start with zeros, rows in the order given, n_epochs times, without stopping early. After every row, whether it
    made an update or not, the present w and b count once. Return the means of these n * n_epochs lines.

    >>> w, b = averaged_perceptron(np.array([[2.0], [4.0]]), np.array([1, 1]), 3)
    >>> w.tolist(), float(b)
    ([2.0], 1.0)
    """
    raise NotImplementedError


def kernel_perceptron(K, y, max_epochs):
    """Exercise 15.7 (hard): a perceptron that never sees the features, only how alike the rows are.

    K : (n, n), K[i, j] is the likeness of rows i and j, what used to be x_i . x_j + 1
    y : (n,) labels -1 and 1      max_epochs : integer >= 1      returns : counts (n,), floats
    The weights are a sum of rows: w = sum of counts[j] y[j] x[j], where counts[j] says how often row j made an update.
    So the score of row i needs K, y and counts alone. Rows in the order given; stop after an epoch without an update.

    >>> kernel_perceptron(np.array([[2.0, 0.0], [0.0, 2.0]]), np.array([1, -1]), 10).tolist()
    [1.0, 1.0]
    """
    raise NotImplementedError


def updates_in_the_cycle(X, y):
    """Exercise 15.8 (hard): how many updates a perceptron makes between two visits to the same weights, forever.

    X : (n, d) floats that hold small whole numbers      y : (n,) labels -1 and 1      returns : integer
    Start with zeros, rows in the order given. Compare w and b at the ends of epochs (and at the start): once they have
    come before, all that follows will come again. Return the number of updates of one such round, and 0 if the
    perceptron converges. It may take 5000 epochs until something repeats.

    >>> updates_in_the_cycle(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([-1, 1, 1, -1]))
    4
    """
    raise NotImplementedError
