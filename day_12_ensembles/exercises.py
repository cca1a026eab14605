"""Day 12 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 12
"""

import numpy as np  # noqa: F401  (yours to use)


def hard_vote(votes):
    """Exercise 12.1 (easy): for each row, the label that most members vote for.

    votes : (members, n) integer labels, any integers: column i holds what the members say about row i
    returns : (n,) labels
    Where several labels have equally many votes, the smallest of them.

    >>> hard_vote(np.array([[7, 3], [7, 5], [2, 5]])).tolist()
    [7, 5]
    """
    raise NotImplementedError


def soft_vote(probabilities, weights):
    """Exercise 12.2 (easy): for each row, the class with the largest weighted mean probability.

    probabilities : (members, n, classes)      weights : (members,) not negative, not all 0
    returns : (n,) integers, the numbers of the classes; the mean probabilities (n, classes); as a tuple
    Where several classes have exactly the same mean, the first of them.
    One member that is sure can outvote two that are not: that is the difference to counting hands.

    >>> labels, mean = soft_vote(np.array([[[0.9, 0.1]], [[0.4, 0.6]], [[0.4, 0.6]]]), np.array([2.0, 1.0, 1.0]))
    >>> labels.tolist(), mean.round(2).tolist()
    ([0], [[0.65, 0.35]])
    """
    raise NotImplementedError


def distinct_rows(n, n_draws):
    """Exercise 12.3 (easy): how many different rows a bootstrap sample holds, on average.

    n : rows to draw from      n_draws : how many are drawn, each put back      returns : float
    The mean over all possible draws, exactly; no random numbers are needed.

    >>> float(distinct_rows(2, 2))
    1.5
    """
    raise NotImplementedError


def margins(votes, weights, y):
    """Exercise 12.4 (medium): how clearly an ensemble is right (Schapire et al. 1998).

    votes : (members, n) integer labels      weights : (members,) positive      y : (n,) the true labels
    returns : (n,) numbers from -1 to 1
    For each row: the share of the weight that votes for the true label, minus the share of the wrong label that got
    most. Other labels do not count. A margin of 1 means that all agree on the truth; below 0 the row is misclassified.

    >>> margins(np.array([[0, 1], [0, 2], [1, 2]]), np.array([1.0, 1.0, 2.0]), np.array([0, 2])).tolist()
    [0.0, 0.5]
    """
    raise NotImplementedError


def weighted_stump(x, y, weights):
    """Exercise 12.5 (medium): the stump that AdaBoost asks for, with one sort and running sums.

    x : (n,) distinct numbers, in any order, n >= 2      y : (n,) labels -1 or 1      weights : (n,) positive, sum 1
    returns : threshold, sign, error as a tuple of numbers: the stump says `sign` where x > threshold, else -sign, and
    error is the sum of the weights of its mistakes
    The best stump is the one with the least error. Its threshold is a midpoint between neighbors. Only data with a
    single best stump are tested. A hundred thousand points must take less than a second, so do not count again for
    each threshold.

    >>> weighted_stump(np.array([4.0, 1.0, 2.0]), np.array([-1, 1, 1]), np.array([0.25, 0.5, 0.25]))
    (3.0, -1.0, 0.0)
    """
    raise NotImplementedError


def out_of_fold(fits, X, y, fold):
    """Exercise 12.6 (medium): what a second model may learn from, in stacking (Wolpert 1992).

    fits : a list of k functions; fits[j](X, y) learns, and returns a function that maps new rows (m, d) to numbers (m,)
    X, y : (n, d) and (n,)      fold : (n,) integers, the fold of each row
    returns : (n, k); entry [i, j] is what the j-th model says about row i when it has learned from all rows of the
    other folds, and from no row of the fold of i
    Without this, the second model would trust whichever model knows its rows by heart.

    >>> def mean(X, y):
    ...     return lambda new: np.full(len(new), y.mean())
    >>> out_of_fold([mean], np.zeros((4, 1)), np.array([1.0, 2.0, 3.0, 8.0]), np.array([0, 1, 0, 1])).tolist()
    [[5.0], [2.0], [5.0], [2.0]]
    """
    raise NotImplementedError


def absolute_boosting(x, y, n_stages, rate):
    """Exercise 12.7 (hard): gradient boosting that outliers cannot pull: stumps for the absolute error.

    x : (n,) distinct numbers      y : (n,) numbers      returns : (n,) the predictions at x after n_stages stages
    The first guess is the one number with the least total absolute error. Then, in each stage: the negative gradient
    of |y - f| by f is the sign of what is still missing (0 where nothing is). Choose the threshold, a midpoint between
    neighbors, at which the means of the two sides fit these signs with the least squared error. On each side add
    `rate` times the one number that is best for the absolute error there. Where all numbers between two are equally
    good, take the one halfway. Only data with a clear best threshold are tested.

    >>> absolute_boosting(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0.0, 0.0, 3.0, 3.0, 99.0]), 1, 0.5).tolist()
    [1.5, 1.5, 3.0, 3.0, 3.0]
    """
    raise NotImplementedError


def bagged_nearest_neighbor(x, y, query):
    """Exercise 12.8 (hard): infinitely many bagged learners, exactly.

    x : (n,) distinct numbers      y : (n,) numbers      query : a number, at different distances from all x
    returns : float
    Each learner draws a bootstrap sample of n rows and predicts the y of its row that is nearest to the query. Return
    the mean over all n^n samples, which is what bagging tends to as learners are added. A thousand rows must take less
    than a second: ask how likely it is that the k-th nearest row is the nearest one of those that were drawn.

    >>> round(float(bagged_nearest_neighbor(np.array([1.0, 3.0]), np.array([0.0, 1.0]), 1.5)), 12)
    0.25
    """
    raise NotImplementedError
