"""Natural wrong answers to day 15's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("signed_distance", "divide the score by the length of w")
def distance_is_the_score(X, w, b):
    return X @ w + b


@wrong("signed_distance", "the sign tells the side: keep it")
def distance_without_its_sign(X, w, b):
    return np.abs(X @ w + b) / np.linalg.norm(w)


@wrong("signed_distance", "the bias does not belong to the length")
def distance_with_the_bias_in_the_length(X, w, b):
    return (X @ w + b) / np.linalg.norm(np.append(w, b))


@wrong("signed_distance", "divide the whole score, the bias too")
def distance_with_a_lost_bracket(X, w, b):
    return X @ w / np.linalg.norm(w) + b


@wrong("perceptron_step", "a row exactly on the line counts as wrong")
def step_that_leaves_the_line_alone(w, b, x, label):
    if label * (x @ w + b) < 0:
        return w + label * x, b + label
    return w, b


@wrong("perceptron_step", "b learns, too")
def step_without_the_bias(w, b, x, label):
    return (w + label * x, b) if label * (x @ w + b) <= 0 else (w, b)


@wrong("perceptron_step", "a row that is right changes nothing")
def step_always(w, b, x, label):
    return w + label * x, b + label


@wrong("perceptron_step", "changed its input")
def step_in_place(w, b, x, label):
    if label * (x @ w + b) <= 0:
        w += label * x
        b += label
    return w, b


@wrong("perceptron_step", "turn away from a row that wants -1")
def step_without_the_label(w, b, x, label):
    return (w + x, b + 1) if label * (x @ w + b) <= 0 else (w, b)


@wrong("perceptron_step", "the error of +1 against -1 is not 2 here")
def step_by_the_error(w, b, x, label):
    error = label - (1 if x @ w + b > 0 else -1)
    return w + error * x, b + error


@wrong("at_least_gate", "there a score is exactly 0, which is no +1")
def gate_on_the_line(n, k):
    return np.ones(n), -float(k)


@wrong("at_least_gate", "the weights should be 1.0 each")
def gate_as_a_mean(n, k):
    return np.ones(n) / n, (0.5 - k) / n


@wrong("at_least_gate", "that fires at more than k")
def gate_of_more_than_k(n, k):
    return np.ones(n), -(k + 0.5)


@wrong("at_least_gate", "there k - 1 ones come to lie on the line")
def gate_one_lower(n, k):
    return np.ones(n), 1.0 - k


@wrong("bound_from_a_line", "the length of the line's numbers is that of (w, b)")
def bound_without_the_bias(X, y, w, b):
    smallest = np.min(y * (X @ w + b)) / np.linalg.norm(w)
    if smallest <= 0:
        raise ValueError
    return (np.max(np.sum(X**2, axis=1)) + 1) / smallest**2


@wrong("bound_from_a_line", "R is the length of (x, 1)")
def bound_without_the_one(X, y, w, b):
    smallest = np.min(y * (X @ w + b)) / np.sqrt(w @ w + b * b)
    if smallest <= 0:
        raise ValueError
    return np.max(np.sum(X**2, axis=1)) / smallest**2


@wrong("bound_from_a_line", "should raise ValueError")
def bound_with_a_row_on_the_line(X, y, w, b):
    smallest = np.min(y * (X @ w + b)) / np.sqrt(w @ w + b * b)
    if smallest < 0:
        raise ValueError
    return (np.max(np.sum(X**2, axis=1)) + 1) / max(smallest, 1e-300) ** 2


@wrong("bound_from_a_line", "the square is missing")
def bound_without_the_square(X, y, w, b):
    smallest = np.min(y * (X @ w + b)) / np.sqrt(w @ w + b * b)
    return np.sqrt(np.max(np.sum(X**2, axis=1)) + 1) / smallest


@wrong("bound_from_a_line", "should raise ValueError")
def bound_from_sizes(X, y, w, b):
    smallest = np.min(np.abs(X @ w + b)) / np.sqrt(w @ w + b * b)
    return (np.max(np.sum(X**2, axis=1)) + 1) / smallest**2


def perceptron(X, y, n_epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            updated = label * (x @ w + b) <= 0
            if updated:
                w, b = w + label * x, b + label
            yield w, b, updated


@wrong("pocket_perceptron", "that is the latest line")
def pocket_of_the_last(X, y, n_epochs):
    *_, (w, b, _) = perceptron(X, y, n_epochs)
    return w, b


@wrong("pocket_perceptron", "of two equally good lines keep the first")
def pocket_of_the_last_best(X, y, n_epochs):
    best, most = (np.zeros(X.shape[1]), 0.0), 0
    for w, b, updated in perceptron(X, y, n_epochs):
        right = np.sum(y * (X @ w + b) > 0)
        if updated and right >= most:
            best, most = (w, b), right
    return best


@wrong("pocket_perceptron", "the walk goes on from the latest line")
def pocket_that_goes_back(X, y, n_epochs):
    w, b = best_w, best_b = np.zeros(X.shape[1]), 0.0
    most = 0
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            if label * (x @ w + b) <= 0:
                w, b = best_w + label * x, best_b + label
                right = np.sum(y * (X @ w + b) > 0)
                if right > most:
                    best_w, best_b, most = w, b, right
                else:
                    w, b = best_w, best_b
    return best_w, best_b


@wrong("pocket_perceptron", "not only at the ends of epochs")
def pocket_by_the_epoch(X, y, n_epochs):
    best, most = (np.zeros(X.shape[1]), 0.0), 0
    for visit, (w, b, _) in enumerate(perceptron(X, y, n_epochs), start=1):
        right = np.sum(y * (X @ w + b) > 0)
        if visit % len(y) == 0 and right > most:
            best, most = (w, b), right
    return best


@wrong("averaged_perceptron", "a line that makes no mistake counts, too")
def average_of_the_updates(X, y, n_epochs):
    lines = [(w, b) for w, b, updated in perceptron(X, y, n_epochs) if updated]
    return np.mean([w for w, _ in lines], axis=0), np.mean([b for _, b in lines])


@wrong("averaged_perceptron", "that is the last line, not the mean")
def average_of_the_last(X, y, n_epochs):
    *_, (w, b, _) = perceptron(X, y, n_epochs)
    return w, b


@wrong("averaged_perceptron", "the line after the row counts")
def average_of_the_lines_before(X, y, n_epochs):
    lines = [(np.zeros(X.shape[1]), 0.0, True), *perceptron(X, y, n_epochs)][:-1]
    return np.mean([w for w, _, _ in lines], axis=0), np.mean([b for _, b, _ in lines])


@wrong("averaged_perceptron", "b is averaged, too")
def average_of_w_only(X, y, n_epochs):
    lines = list(perceptron(X, y, n_epochs))
    return np.mean([w for w, _, _ in lines], axis=0), lines[-1][1]


@wrong("averaged_perceptron", "the mean divides by all visits")
def average_over_epochs(X, y, n_epochs):
    lines = list(perceptron(X, y, n_epochs))
    return sum(w for w, _, _ in lines) / n_epochs, sum(b for _, b, _ in lines) / n_epochs


def counts_of(K, y, max_epochs, step):
    counts = np.zeros(len(y))
    for _ in range(max_epochs):
        before = counts.copy()
        for i in range(len(y)):
            counts[i] += step(counts, i)
        if np.array_equal(before, counts):
            break
    return counts


@wrong("kernel_perceptron", "the rows in the sum carry their labels")
def kernel_without_the_labels_inside(K, y, max_epochs):
    return counts_of(K, y, max_epochs, lambda counts, i: y[i] * (K[i] @ counts) <= 0)


@wrong("kernel_perceptron", "the counts say how often, they have no sign")
def kernel_with_signs(K, y, max_epochs):
    return counts_of(K, y, max_epochs, lambda counts, i: y[i] * (y[i] * (K[i] @ counts) <= 0))


@wrong("kernel_perceptron", "a score of exactly 0 counts as wrong")
def kernel_that_never_starts(K, y, max_epochs):
    return counts_of(K, y, max_epochs, lambda counts, i: y[i] * (K[i] @ (counts * y)) < 0)


@wrong("kernel_perceptron", "that counts the rows that made updates")
def kernel_of_marks(K, y, max_epochs):
    counts = counts_of(K, y, max_epochs, lambda counts, i: y[i] * (K[i] @ (counts * y)) <= 0)
    return (counts > 0).astype(float)


@wrong("kernel_perceptron", "stopped after 2 seconds")
def kernel_that_goes_on(K, y, max_epochs):
    counts = np.zeros(len(y))
    for _ in range(max_epochs):
        for i in range(len(y)):
            if y[i] * (K[i] @ (counts * y)) <= 0:
                counts[i] += 1
    return counts


def ends_of_epochs(X, y):
    """(w, b), updates so far, without end."""
    w, b, updates = np.zeros(X.shape[1]), 0.0, 0
    while True:
        yield w, b, updates
        for x, label in zip(X, y, strict=True):
            if label * (x @ w + b) <= 0:
                w, b, updates = w + label * x, b + label, updates + 1


@wrong("updates_in_the_cycle", "count updates, not epochs")
def cycle_in_epochs(X, y):
    seen = {}
    for epoch, (w, b, _) in enumerate(ends_of_epochs(X, y)):
        if (*w, b) in seen:
            length = epoch - seen[(*w, b)]
            return length if length > 1 else 0
        seen[(*w, b)] = epoch
    return None


@wrong("updates_in_the_cycle", "it converges: then no more updates come, so 0")
def cycle_from_the_start(X, y):
    seen = set()
    for w, b, updates in ends_of_epochs(X, y):
        if (*w, b) in seen:
            return updates
        seen.add((*w, b))
    return None


@wrong("updates_in_the_cycle", "compare w and b")
def cycle_of_w_alone(X, y):
    seen = {}
    for w, _, updates in ends_of_epochs(X, y):
        if tuple(w) in seen:
            return updates - seen[tuple(w)]
        seen[tuple(w)] = updates
    return None


@wrong("updates_in_the_cycle", "stopped after 2 seconds")
def cycle_back_to_zero(X, y):
    for w, b, updates in ends_of_epochs(X, y):
        if updates and not w.any() and b == 0:
            return updates
    return None
