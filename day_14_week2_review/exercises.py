"""Day 14 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 14
"""

import numpy as np  # noqa: F401  (yours to use)


def nearest_centroid(X, y, new_X):
    """Exercise 14.1 (easy): k-means with known groups: each new row gets the label whose mean is nearest.

    X : (n, d)      y : (n,) integer labels      new_X : (m, d)      returns : (m,) labels
    Of two equally near means the smaller label wins.

    >>> nearest_centroid(np.array([[0.0], [2.0], [10.0]]), np.array([7, 7, 3]), np.array([[5.0], [9.0]])).tolist()
    [7, 3]
    """
    raise NotImplementedError


def rand_index(a, b):
    """Exercise 14.2 (easy): how far two groupings of the same rows agree, whatever the groups are called (Rand 1971).

    a, b : (n,) integers, the group of each row, n >= 2      returns : float from 0 to 1
    Take every pair of two rows. The groupings agree on it if both put the two together, or both put them apart. Return
    the share of pairs on which they agree. (Today's script prints it corrected for chance: adjusted.)

    >>> round(float(rand_index(np.array([0, 0, 1]), np.array([5, 5, 5]))), 6)
    0.333333
    """
    raise NotImplementedError


def weighted_vote(distances, labels):
    """Exercise 14.3 (medium): nearer neighbors count more: each votes with 1 / its distance.

    distances : (m, k) floats >= 0      labels : (m, k) integers, the neighbors' own      returns : (m,) labels
    The label with the largest sum of votes wins. Where neighbors lie at the distance 0, only these vote, one vote each.
    Of equal sums the smallest label wins; sums that differ by less than 1e-9 of their size are equal.

    >>> weighted_vote(np.array([[1.0, 4.0, 4.0]]), np.array([[8, 2, 2]])).tolist()
    [8]
    """
    raise NotImplementedError


def group_folds(groups, k):
    """Exercise 14.4 (medium): folds that keep rows of one group together, so that no patient is in training and test.

    groups : (n,) integers, for example the patient of each row      k : integer >= 2, at most the number of groups
    returns : list of k pairs (train, test) of row numbers, each in rising order, as in exercise 6.6
    Deal the groups one by one, the largest first (of equally large ones the smaller number first). Each is tested in
    the fold that has the fewest test rows so far (of equal ones, the first). With more folds than groups: ValueError.

    >>> [(train.tolist(), test.tolist()) for train, test in group_folds(np.array([4, 4, 4, 9, 9, 1]), 2)]
    [([3, 4, 5], [0, 1, 2]), ([0, 1, 2], [3, 4, 5])]
    """
    raise NotImplementedError


def map_from_distances(D, k):
    """Exercise 14.5 (hard): the rows are lost, only their distances are left. Find the principal coordinates.

    D : (n, n) distances between n rows of an unknown X, in a straight line      k : integer, 1 <= k < n
    returns : (n, k) what PCA(k).fit(X).transform(X) would have been, but for the signs: here the entry of largest size
    in each column is positive
    X has k or more columns, and the first k variances differ and are not 0. You are only asked where one entry of each
    column is the largest.

    >>> map_from_distances(np.array([[0.0, 1.0, 4.0], [1.0, 0.0, 3.0], [4.0, 3.0, 0.0]]), 1).round(6).tolist()
    [[-1.666667], [-0.666667], [2.333333]]
    """
    raise NotImplementedError


def best_clusters_on_a_line(x, k):
    """Exercise 14.6 (hard): k-means that is never caught in a bad start, on a line.

    x : (n,) numbers in any order, n <= 200      k : integer, 1 <= k <= n
    returns : the least inertia that any k groups can have, as a float, and the sizes of these groups from left to
    right, as a list; a tuple of the two
    No group is empty. You are only asked where one way is the best. Two hundred numbers and ten groups must take less
    than a second, and far from 0 the inertia must keep six digits.

    >>> best_clusters_on_a_line(np.array([9.0, 0.0, 1.0, 8.0, 2.0]), 2)
    (2.5, [3, 2])
    """
    raise NotImplementedError
