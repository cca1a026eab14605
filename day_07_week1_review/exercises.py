"""Day 7 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 7
"""

import numpy as np  # noqa: F401  (yours to use)


def library_settings(alpha, n):
    """Exercise 7.1 (easy): what to tell scikit-learn so that it solves the same problems as today's trainer.

    alpha : float > 0      n : integer > 0, the number of rows      returns : (ridge_alpha, lasso_alpha, C), a tuple
    With L the mean of the squared errors r, and E the mean of the cross-entropies e of the rows:
      Ridge(ridge_alpha)     makes  sum of r^2 + ridge_alpha ||w||^2             small,  we  L + alpha ||w||^2 / 2
      Lasso(lasso_alpha)     makes  (sum of r^2) / (2n) + lasso_alpha |w|_1      small,  we  L + alpha |w|_1
      LogisticRegression(C)  makes  C (sum of e) + ||w||^2 / 2                   small,  we  E + alpha ||w||^2 / 2

    >>> library_settings(0.5, 20)
    (5.0, 0.25, 0.1)
    """
    raise NotImplementedError


def squared_hinge(y, z):
    """Exercise 7.2 (easy): a loss without a corner, ready for the trainer: max(0, 1 - y z)^2 and its slope in z.

    y : (n,) labels -1 or +1      z : (n,) scores      returns : (values (n,), slopes (n,)), a tuple

    >>> values, slopes = squared_hinge(np.array([1, -1]), np.array([0.0, -2.0]))
    >>> values.tolist(), slopes.tolist()
    ([1.0, 0.0], [-2.0, 0.0])
    """
    raise NotImplementedError


def group_shrink(w, groups, t):
    """Exercise 7.3 (medium): weights that live or die together: the soft threshold of a whole group.

    w : (d,) floats      groups : (d,) integers, equal numbers belong together      t : float >= 0      returns : (d,)
    In each group g find the v_g that makes ||v_g - w_g||^2 / 2 + t ||v_g|| smallest, where ||v|| is the length of v,
    the square root of the sum of its squares. Look for v_g along w_g.

    >>> group_shrink(np.array([3.0, 0.1, 4.0, 0.2]), np.array([0, 1, 0, 1]), 1.0).round(9).tolist()
    [2.4, 0.0, 3.2, 0.0]
    """
    raise NotImplementedError


def nonnegative_fit(X, y):
    """Exercise 7.4 (medium): the least mean((Xw - y)^2) among all w without a negative weight. There is no b.

    X : (n, d), columns that do not depend on each other, d <= 8      y : (n,)      returns : (d,), right to 1e-6
    A wall is a penalty too: infinite on the wrong side. What does "shrink" mean for it? Choose the learning rate and
    the number of steps yourself; the condition number of the loss is at most 1000.

    >>> nonnegative_fit(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([2.0, -3.0])).round(6).tolist()
    [2.0, 0.0]
    """
    raise NotImplementedError


def least_absolute_line(x, y):
    """Exercise 7.5 (hard): the line w x + b with the least mean absolute error, exactly. No steps.

    x, y : (n,) floats, 3 <= n <= 200, all x different      returns : (w, b), a tuple of floats
    The data leave one best line only. No descent lands here, because the loss has corners everywhere, and
    that is also the way out: at which of all lines can the lowest place lie?

    >>> w, b = least_absolute_line(np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 3.0, 90.0, 7.0]))
    >>> round(float(w), 9), round(float(b), 9)
    (2.0, 1.0)
    """
    raise NotImplementedError


def penalty_slope(X, y, new_X, new_y, alpha):
    """Exercise 7.6 (hard): gradient descent on the penalty itself. How does the error on new rows change with alpha?

    X : (n, d)      y : (n,)      new_X : (m, d)      new_y : (m,)      alpha : float > 0      returns : float
    The trainer lands on the w, b of the least mean((Xw + b - y)^2) + alpha ||w||^2 / 2. The error on the new rows is
    mean((new_X w + b - new_y)^2), so it depends on alpha, through w and b. Return its derivative in alpha, right to ten
    digits: train once, and do not measure it with a second alpha.

    >>> X, y = np.array([[-1.0], [1.0]]), np.array([-4.0, 4.0])
    >>> round(float(penalty_slope(X, y, np.array([[1.0]]), np.array([1.0]), 2.0)), 9)
    -1.0
    """
    raise NotImplementedError
