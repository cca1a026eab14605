"""Day 11 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 11
"""

import numpy as np  # noqa: F401  (yours to use)


def misclassification(y):
    """Exercise 11.1 (easy): the share of mistakes of a leaf that always predicts its majority class.

    y : (n,) integer labels, n > 0      returns : float, 0 for a pure group

    >>> float(misclassification(np.array([7, 3, 7, 5])))
    0.5
    """
    raise NotImplementedError


def gain_ratio(y, groups):
    """Exercise 11.2 (easy): information gain divided by the entropy of the branches themselves (C4.5), in bits.

    y : (n,) integer labels      groups : (n,) integers, the branch that each row takes      returns : float
    A question that puts every row into a branch of its own tells all about these rows and nothing about new ones; the
    division makes it pay for its many branches. Where all rows take one branch, the ratio is 0.

    >>> float(gain_ratio(np.array([0, 0, 1, 1]), np.array([5, 6, 7, 8])))
    0.5
    """
    raise NotImplementedError


def walk(feature, threshold, left, right, x):
    """Exercise 11.3 (easy): the nodes that one row visits, from the root (node 0) to its leaf.

    feature, threshold, left, right : (nodes,) arrays, one entry a node; left and right hold the numbers of the two
    children, and a leaf has feature -1      x : (d,)      returns : (visited,) integers, the leaf included
    A row goes left where x[feature] <= threshold, else right.

    >>> walk(np.array([1, -1, -1]), np.array([0.5, np.nan, np.nan]), np.array([1, -1, -1]), np.array([2, -1, -1]),
    ...      np.array([9.0, 0.5])).tolist()
    [0, 1]
    """
    raise NotImplementedError


def boundary_thresholds(x, y):
    """Exercise 11.4 (medium): the only thresholds that can have the largest information gain (Fayyad and Irani 1992).

    x : (n,) numbers, repeats allowed      y : (n,) integer labels
    returns : (k,) the thresholds in rising order; k may be 0
    Take the midpoint of two neighboring distinct values, unless all rows at both values have one and the same label.

    >>> boundary_thresholds(np.array([4.0, 1.0, 2.0, 3.0]), np.array([1, 0, 0, 1])).tolist()
    [2.5]
    """
    raise NotImplementedError


def best_category_split(categories, y):
    """Exercise 11.5 (medium): the best way to send categories left or right, for labels 0 and 1 and the Gini gain.

    categories : (n,) integers, at least two different ones, with no order among them      y : (n,) labels 0 or 1
    returns : the categories that go left, in rising order, and the gain, as a tuple
    With k categories there are 2^(k-1) - 1 ways, but once they are sorted by their share of label 1, the best is among
    k - 1 of them (Breiman et al. 1984). "Left" is the side with the lower share. No two ways are equally good in the
    inputs you will get. Twenty categories must take less than a second.

    >>> left, gain = best_category_split(np.array([8, 2, 8, 5, 2]), np.array([0, 1, 0, 0, 1]))
    >>> left, round(gain, 6)
    ([5, 8], 0.48)
    """
    raise NotImplementedError


def best_absolute_split(x, y):
    """Exercise 11.6 (medium): the threshold with the least total absolute error, when each side predicts its median.

    x : (n,) distinct numbers in any order, n >= 2      y : (n,) numbers
    returns : the threshold (a midpoint) and the total absolute error of both sides, as a tuple of floats
    The lowest threshold where several are equally good.

    >>> best_absolute_split(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0.0, 0.0, 9.0, 8.0, 9.0]))
    (2.5, 1.0)
    """
    raise NotImplementedError


def reduced_error_pruning(feature, threshold, left, right, label, X, y):
    """Exercise 11.7 (hard): cut a tree back with the help of validation data (Quinlan 1987).

    feature, threshold, left, right : (nodes,) arrays, the parent always before its children; a leaf has feature -1
    left, right : the numbers of the two children      label : (nodes,) what each node would predict as a leaf
    X, y : (m, d) and (m,) the validation data
    returns : (nodes,) booleans: which nodes still ask a question in the pruned tree
    From the bottom up: a node becomes a leaf when, on the validation rows that reach it, the leaf makes no more
    mistakes than the branch below it (which may have been cut already). Nodes below a cut ask nothing any more.

    >>> feature, threshold = np.array([0, -1, -1]), np.array([0.5, np.nan, np.nan])
    >>> left, right, label = np.array([1, -1, -1]), np.array([2, -1, -1]), np.array([0, 0, 1])
    >>> X, y = np.array([[0.0], [1.0]]), np.array([0, 0])
    >>> reduced_error_pruning(feature, threshold, left, right, label, X, y).tolist()
    [False, False, False]
    """
    raise NotImplementedError


def fewest_leaves(X, y):
    """Exercise 11.8 (hard): the least number of leaves of any tree that gets all these labels right.

    X : (n, d) numbers, n up to 16, d up to 3; equal rows have equal labels      y : (n,) integer labels
    returns : integer
    The greedy tree often needs more. Every question is "feature <= threshold?". Sixteen rows on a 4 x 4 grid must take
    less than two seconds, so do not solve the same group twice.

    >>> int(fewest_leaves(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])))
    4
    """
    raise NotImplementedError
