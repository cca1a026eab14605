"""Day 15 solutions. Look only after you have tried."""

import numpy as np


def signed_distance(X, w, b):
    """Hint: the score grows by |w| for every unit that you walk away from the line.
    Hint: so divide the score by the length of w. The bias moves the line, but it does not change that length.
    """
    return (X @ w + b) / np.linalg.norm(w)


def perceptron_step(w, b, x, label):
    """Hint: the row is right if label * score > 0. Then return w and b as they came.
    Hint: else w + label * x and b + label. `w += ...` would change the caller's array.
    """
    if label * (x @ w + b) > 0:
        return w, b
    return w + label * x, b + label


def at_least_gate(n, k):
    """Hint: with weights of 1 the score is (number of ones) + b.
    Hint: k ones must give a positive score and k - 1 ones a negative one. In the middle lies b = -(k - 1/2).
    """
    return np.ones(n), 0.5 - k


def bound_from_a_line(X, y, w, b):
    """Hint: the length of (x, 1) is the root of |x|^2 + 1, the length of (w, b) the root of |w|^2 + b^2.
    Hint: the margin is min(y * score) / |(w, b)|. If that minimum is not positive, raise ValueError.
    """
    smallest = np.min(y * (X @ w + b))
    if smallest <= 0:
        raise ValueError("this line does not separate the rows")
    R_squared = np.max(np.sum(X**2, axis=1) + 1)
    return R_squared * (w @ w + b**2) / smallest**2


def pocket_perceptron(X, y, n_epochs):
    """Hint: two pairs: the walking w, b, and best_w, best_b with the number of rows that they get right.
    Hint: after an update count `np.sum(y * (X @ w + b) > 0)`. Only a larger count goes into the pocket.
    """
    w, b = np.zeros(X.shape[1]), 0.0
    best_w, best_b, most = w, b, 0
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            if label * (x @ w + b) <= 0:
                w, b = w + label * x, b + label
                right = np.sum(y * (X @ w + b) > 0)
                if right > most:
                    best_w, best_b, most = w, b, right
    return best_w, best_b


def averaged_perceptron(X, y, n_epochs):
    """Hint: keep two running sums beside w and b. After every row add w to one and b to the other.
    Hint: the adding stands outside the `if`: a line that makes no mistake counts, too. That is what makes it good.
    """
    w, b = np.zeros(X.shape[1]), 0.0
    sum_w, sum_b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            if label * (x @ w + b) <= 0:
                w, b = w + label * x, b + label
            sum_w, sum_b = sum_w + w, sum_b + b
    return sum_w / (n_epochs * len(y)), sum_b / (n_epochs * len(y))


def kernel_perceptron(K, y, max_epochs):
    """Hint: the score of row i is w . x_i + b. Put in w = sum of counts_j y_j x_j, and b = sum of counts_j y_j.
    Hint: that is the sum over j of counts_j y_j (x_j . x_i + 1), in other words K[i] @ (counts * y).
    Hint: an update is `counts[i] += 1`, and nothing else.
    """
    counts = np.zeros(len(y))
    for _ in range(max_epochs):
        before = counts.sum()
        for i in range(len(y)):
            if y[i] * (K[i] @ (counts * y)) <= 0:
                counts[i] += 1
        if counts.sum() == before:
            break
    return counts


def updates_in_the_cycle(X, y):
    """Hint: after each epoch look whether these weights have come before. A dictionary finds that at once.
    Hint: `(*w, b)` as a tuple can be a key. The value: the number of updates when it came.
    Hint: the answer is the number of updates now, minus the number then. If it converges, both are the same.
    """
    w, b, n_updates = np.zeros(X.shape[1]), 0.0, 0
    seen = {}
    while (*w, b) not in seen:
        seen[(*w, b)] = n_updates
        for x, label in zip(X, y, strict=True):
            if label * (x @ w + b) <= 0:
                w, b, n_updates = w + label * x, b + label, n_updates + 1
    return n_updates - seen[(*w, b)]
