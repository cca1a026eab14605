"""Day 13 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 13
"""

import numpy as np  # noqa: F401  (yours to use)


def max_abs_scale(X):
    """Exercise 13.1 (easy): divide each column by its largest absolute value, so that zero stays zero.

    X : (n, d) numbers      returns : (n, d), within [-1, 1]
    A column of zeros stays as it is.

    >>> max_abs_scale(np.array([[1.0, -4.0], [-2.0, 2.0]])).tolist()
    [[0.5, -1.0], [-1.0, 0.5]]
    """
    raise NotImplementedError


def clock_features(values, period):
    """Exercise 13.2 (easy): put a quantity that repeats (hours, weekdays) on a circle.

    values : (n,) numbers      period : after how much it starts again (24 for hours)
    returns : (n, 2), the sine of the angle in the first column, its cosine in the second; one period is one full turn
    So 23 o'clock and 1 o'clock come to lie close together, which the numbers 23 and 1 do not.

    >>> clock_features(np.array([0.0, 6.0]), 24).round(6).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    raise NotImplementedError


def group_rare(words, least):
    """Exercise 13.3 (easy): replace every word that occurs fewer than `least` times by "other".

    words : list of strings      least : integer      returns : list of strings, as long

    >>> group_rare(["red", "teal", "red", "lime"], 2)
    ['red', 'other', 'red', 'other']
    """
    raise NotImplementedError


def fill_by_group(x, groups):
    """Exercise 13.4 (medium): fill each nan with the median of the numbers in its group.

    x : (n,) numbers, some of them nan, not all      groups : (n,) integers
    returns : (n,) without nan
    A group without any number takes the median of all known numbers of x.

    >>> fill_by_group(np.array([1.0, np.nan, 9.0, np.nan]), np.array([5, 5, 6, 7])).tolist()
    [1.0, 1.0, 9.0, 5.0]
    """
    raise NotImplementedError


def leave_one_out_encode(categories, y):
    """Exercise 13.5 (medium): encode each row by the mean target of the OTHER rows with its category.

    categories : (n,) integers, n >= 2      y : (n,) numbers      returns : (n,)
    A row that is alone in its category gets the mean of all other rows. This is cross-fitting with n folds. A hundred
    thousand rows must take less than two seconds, so do not search all rows for each row.

    >>> leave_one_out_encode(np.array([4, 4, 4, 9]), np.array([1.0, 2.0, 6.0, 7.0])).tolist()
    [4.0, 3.5, 1.5, 3.0]
    """
    raise NotImplementedError


def merge_statistics(n_a, mean_a, var_a, n_b, mean_b, var_b):
    """Exercise 13.6 (medium): mean and variance of two tables together, from those of each (Chan et al. 1983).

    n_a, n_b : rows of each table      mean_a, var_a, mean_b, var_b : (d,), the variances divided by n
    returns : the merged number of rows, mean (d,) and variance (d,), as a tuple
    So a scaler can be fitted to data that do not fit into memory together. It must stay exact where the means are a
    billion times larger than the standard deviations: never square a mean.

    >>> n, mean, var = merge_statistics(2, np.array([1.0]), np.array([1.0]), 2, np.array([5.0]), np.array([1.0]))
    >>> n, mean.tolist(), var.tolist()
    (4, [3.0], [5.0])
    """
    raise NotImplementedError


def fill_from_neighbors(X, k):
    """Exercise 13.7 (hard): fill each hole with the mean of that column over the k nearest rows that know it.

    X : (n, d) numbers with nan      k : integer, 1 or more      returns : (n, d)
    Squared distance of two rows: the sum of the squared differences over the columns that both know, times
    d / (how many both know). Two rows that share no known column are infinitely far apart and never neighbors.
    Donors of a hole are the other rows that know its column, at a finite distance. Fewer than k of them: take all.
    None: take the mean of the column's known numbers. Equal distances: the row with the lower index first.
    All holes are filled from the table as it came. Each column has at least one number.

    >>> fill_from_neighbors(np.array([[1.0, np.nan], [1.5, 10.0], [9.0, 50.0]]), 1).tolist()
    [[1.0, 10.0], [1.5, 10.0], [9.0, 50.0]]
    """
    raise NotImplementedError


def rising_encode(means, counts):
    """Exercise 13.8 (hard): target encoding of categories with an order, whose encodings must never fall.

    means : (k,) mean target of each category, in the order of the categories (small, medium, large, ...)
    counts : (k,) rows of each category, 1 or more      returns : (k,) floats, each at least the one before
    Of all such sequences, return the one with the smallest sum of counts * (encoding - mean)^2. A hundred thousand
    categories must take less than two seconds.

    >>> rising_encode(np.array([1.0, 5.0, 2.0, 9.0]), np.array([10, 1, 2, 4])).tolist()
    [1.0, 3.0, 3.0, 9.0]
    """
    raise NotImplementedError
