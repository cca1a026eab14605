"""Day 15 exercises: the solutions must pass, and so must yours once you have started them."""

from itertools import product

import numpy as np
from grading import expect, expect_error, same

XOR_X, XOR_Y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([-1, 1, 1, -1])


def overlapping(n, seed):
    rng = np.random.default_rng(seed)
    y = rng.choice([-1, 1], size=n)
    return rng.normal(size=(n, 2)) + 0.8 * y[:, None], y


def walk(X, y, n_epochs, on_the_line=True):
    """[(w, b, whether it made an update)] after every row, with plain numbers."""
    w, b, states = [0.0] * X.shape[1], 0.0, []
    for _ in range(n_epochs):
        for row, label in zip(X.tolist(), y.tolist(), strict=True):
            score = label * (sum(p * q for p, q in zip(w, row, strict=True)) + b)
            wrong = score < 0 or (on_the_line and score == 0)
            if wrong:
                w, b = [p + label * q for p, q in zip(w, row, strict=True)], b + label
            states.append((np.array(w), b, wrong))
    return states


def distinct(candidates, expected):
    """The mistakes that give another value than the right one, and than the mistakes before them."""
    kept = {}
    for name, value in candidates.items():
        if not any(same(value, other, rtol=1e-7, atol=1e-12) for other in (expected, *kept.values())):
            kept[name] = value
    return kept


def test_15_1_signed_distance(exercises):
    X, w = np.array([[1.0, 2.0, 2.0], [0.0, -4.0, 1.0], [2.0, 0.0, 0.0]]), np.array([2.0, -1.0, 2.0])
    scores = np.array([4.0, 6.0, 4.0]) - 10.0
    expect(
        exercises.signed_distance(X, w, -10.0),
        scores / 3,
        mistakes={
            "divide the score by the length of w": scores,
            "the sign tells the side: keep it": abs(scores) / 3,
            "the bias does not belong to the length": scores / np.sqrt(109),
            "divide by the length of w, not by its square": scores / 9,
            "the bias moves the line: add it to the score": np.array([4.0, 6.0, 4.0]) / 3,
            "the length is the root of the sum of squares, not the sum of the sizes": scores / 5,
            "divide the whole score, the bias too": np.array([4.0, 6.0, 4.0]) / 3 - 10.0,
        },
    )
    expect(exercises.signed_distance(np.array([[7.0]]), np.array([-2.0]), 4.0), [-5.0])


def test_15_2_perceptron_step(exercises):
    w, b, x = np.array([2.0, -1.0]), 0.5, np.array([1.0, 3.0])  # the score is -0.5
    expect(
        exercises.perceptron_step(w, b, x, 1),
        (np.array([3.0, 2.0]), 1.5),
        mistakes={
            "update when the row is wrong, not when it is right": (w, b),
            "b learns, too: it is the weight of an input of 1": (np.array([3.0, 2.0]), 0.5),
            "turn toward a row that wants +1": (np.array([1.0, -4.0]), -0.5),
            "add the whole row, not its score or its error": (w + 0.5 * x, b + 0.5),
            "the error of +1 against -1 is not 2 here: add the row once": (w + 2 * x, b + 2),
        },
    )
    expect(
        exercises.perceptron_step(w, b, x, -1),
        (w, b),
        mistakes={"a row that is right changes nothing": (w - x, b - 1)},
    )
    expect(
        exercises.perceptron_step(np.array([2.0, -1.0]), 2.0, x, -1),
        (np.array([1.0, -4.0]), 1.0),
        mistakes={
            "turn away from a row that wants -1: multiply by the label": (np.array([3.0, 2.0]), 3.0),
            "b changes by the label, so here it falls": (np.array([1.0, -4.0]), 3.0),
            "b learns, too: it is the weight of an input of 1": (np.array([1.0, -4.0]), 2.0),
        },
    )
    expect(
        exercises.perceptron_step(np.zeros(2), 0.0, x, -1),
        (np.array([-1.0, -3.0]), -1.0),
        mistakes={"a row exactly on the line counts as wrong": (np.zeros(2), 0.0)},
    )


def test_15_3_at_least_gate(exercises):
    for n, k in ((3, 2), (5, 1), (4, 4), (1, 1)):
        w, b = np.ones(n), 0.5 - k
        mistakes = {
            "there a score is exactly 0, which is no +1: take the middle": (w, -float(k)),
            "there k - 1 ones come to lie on the line: take the middle": (w, 1.0 - k),
            "the weights should be 1.0 each": (w / n, b / n),
            "b must be negative: the ones have to overcome it": (w, k - 0.5),
            "that fires at more than k": (w, -0.5 - k),
            "at least k of them, whatever n is": (w, 0.5 - n),
        }
        expect(exercises.at_least_gate(n, k), (w, b), mistakes=distinct(mistakes, (w, b)))
        given, bias = exercises.at_least_gate(n, k)
        table = [float(np.dot(row, given) + bias > 0) for row in product([0, 1], repeat=n)]
        expect(table, [float(sum(row) >= k) for row in product([0, 1], repeat=n)])


def test_15_4_bound_from_a_line(exercises):
    X, y = np.array([[2.0, 1.0], [0.0, 3.0], [-1.0, -2.0], [-2.0, 0.5]]), np.array([1, 1, -1, -1])
    w, b = np.array([2.0, 1.0]), 1.0
    # scores 6, 4, -3, -2.5: the smallest y * score is 2.5, the length of (w, b) is root 6, R^2 = 9 + 1
    expect(
        exercises.bound_from_a_line(X, y, w, b),
        10.0 * 6.0 / 2.5**2,
        mistakes={
            "the length of the line's numbers is that of (w, b), with b": 10.0 * 5.0 / 2.5**2,
            "R is the length of (x, 1): the 1 belongs to it": 9.0 * 6.0 / 2.5**2,
            "both lengths are taken with the ones": 9.0 * 5.0 / 2.5**2,
            "divide the smallest y * score by the length of (w, b)": 10.0 / 2.5**2,
            "the square is missing": np.sqrt(10.0 * 6.0) / 2.5,
            "the margin is the smallest y * score, not the mean": 10.0 * 6.0 / np.mean([6, 4, 3, 2.5]) ** 2,
            "the margin is the smallest, not the largest": 10.0 * 6.0 / 36.0,
            "R is the longest row, not the shortest": (4.25 + 1) * 6.0 / 2.5**2,
            "divide the score by the length of (w, b), and do not multiply": 10.0 / (6.0 * 2.5**2),
        },
    )
    expect(exercises.bound_from_a_line(X, y, 100 * w, 100 * b), 9.6, mistakes={"a longer w is the same line": 0.0016})
    expect(
        exercises.bound_from_a_line(np.array([[5.0], [-1.0]]), np.array([-1, 1]), np.array([-1.0]), 1.0),
        26.0 * 2.0 / 4.0,
        mistakes={"multiply the score by the label": 26.0 * 2.0 / 16.0},
    )
    expect_error(exercises.bound_from_a_line, X, -y, w, b)
    expect_error(exercises.bound_from_a_line, X, y, w, -4.0)
    expect_error(exercises.bound_from_a_line, X, y, np.array([1.0, 0.0]), 0.0)  # (0, 3) lies on it


def pocket(states, X, y, better):
    """The line of the walk that `better(right, most)` chose last."""
    best, most = (np.zeros(X.shape[1]), 0.0), 0
    for w, b, updated in states:
        right = int(np.sum(y * (X @ w + b) > 0))
        if updated and better(right, most):
            best, most = (w, b), right
    return best


def test_15_5_pocket_perceptron(exercises):
    for seed, n_epochs in ((0, 3), (1, 5), (2, 1), (5, 8), (6, 4)):
        X, y = overlapping(30, seed)
        states = walk(X, y, n_epochs)
        last = states[-1][:2]
        ends = [(w, b, i % 30 == 29) for i, (w, b, _) in enumerate(states)]
        expected = pocket(states, X, y, lambda right, most: right > most)
        candidates = {
            "that is the latest line, not the best one": last,
            "of two equally good lines keep the first": pocket(states, X, y, lambda right, most: right >= most),
            "look into the pocket after every update, not only at the ends of epochs": pocket(
                ends, X, y, lambda right, most: right > most
            ),
            "that is the worst line of the walk": pocket(states, X, y, lambda right, most: most == 0 or right < most),
            "the walk goes on from the latest line, not from the one in the pocket": jumping(X, y, n_epochs),
        }
        expect(
            exercises.pocket_perceptron(X, y, n_epochs),
            expected,
            mistakes=distinct(candidates, expected),
        )
    X, y = np.array([[2.0], [1.0], [-1.0]]), np.array([1, 1, 1])
    expect(exercises.pocket_perceptron(X, y, 1), pocket(walk(X, y, 1), X, y, lambda right, most: right > most))


def jumping(X, y, n_epochs):
    """A pocket perceptron that goes back to its best line whenever an update makes it worse."""
    w, b, most = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            if label * (x @ w + b) <= 0:
                right = np.sum(y * (X @ (w + label * x) + b + label) > 0)
                if right > most:
                    w, b, most = w + label * x, b + label, right
    return w, b


def mean_of(states):
    return np.mean([w for w, _, _ in states], axis=0), float(np.mean([b for _, b, _ in states]))


def test_15_6_averaged_perceptron(exercises):
    for seed, n_epochs in ((0, 1), (3, 4), (4, 10)):
        X, y = overlapping(20, seed)
        states = walk(X, y, n_epochs)
        before = [(np.zeros(2), 0.0, True), *states[:-1]]
        w, b = mean_of(states)
        mistakes = {
            "a line that makes no mistake counts, too: add after every row, not only after updates": mean_of(
                [state for state in states if state[2]]
            ),
            "that is the last line, not the mean": states[-1][:2],
            "the line after the row counts, not the one before": mean_of(before),
            "the mean divides by all visits, n * n_epochs": (w * len(states), b * len(states)),
            "b is averaged, too": (w, states[-1][1]),
        }
        if n_epochs > 1:
            mistakes["add after every row, not only at the ends of epochs"] = mean_of(states[19::20])
            mistakes["the mean divides by all visits, n * n_epochs, not by n"] = (w * n_epochs, b * n_epochs)
            mistakes["the mean divides by all visits, n * n_epochs, not by n_epochs"] = (w * 20, b * 20)
        expect(exercises.averaged_perceptron(X, y, n_epochs), (w, b), rtol=1e-9, mistakes=mistakes)
    X, y = np.array([[1.0], [-1.0]]), np.array([1, -1])  # row 2 comes to lie exactly on the line
    expect(
        exercises.averaged_perceptron(X, y, 2),
        (np.array([1.75]), 0.25),
        mistakes={
            "a row exactly on the line counts as wrong": mean_of(walk(X, y, 2, on_the_line=False)),
            "do not stop early: the last line counts until the end": (np.array([1.5]), 0.5),
        },
    )


def count_updates(K, y, max_epochs, with_labels=True, on_the_line=True):
    """How often each row made an update, with plain loops."""
    n, counts = len(y), [0.0] * len(y)
    for _ in range(max_epochs):
        before = list(counts)
        for i in range(n):
            score = y[i] * sum(counts[j] * (y[j] if with_labels else 1) * K[i, j] for j in range(n))
            counts[i] += score < 0 or (on_the_line and score == 0)
        if counts == before:
            break
    return np.array(counts)


def test_15_7_kernel_perceptron(exercises):
    kernels = {
        "likeness of the plain rows": XOR_X @ XOR_X.T + 1,
        "its square, which can bend the line": (XOR_X @ XOR_X.T + 1) ** 2,
    }
    plain, squared = kernels.values()
    for K, epochs in ((plain, 5), (squared, 20), (squared, 1)):
        right = count_updates(K, XOR_Y, epochs)
        candidates = {
            "the rows in the sum carry their labels: counts * y": count_updates(K, XOR_Y, epochs, with_labels=False),
            "the counts say how often, they have no sign": right * XOR_Y,
            "a score of exactly 0 counts as wrong": count_updates(K, XOR_Y, epochs, on_the_line=False),
            "that counts the rows that made updates, not how often": np.minimum(right, 1),
        }
        expect(
            exercises.kernel_perceptron(K, XOR_Y, epochs),
            right,
            mistakes=distinct(candidates, right),
        )
    rng = np.random.default_rng(0)
    X = rng.normal(size=(25, 2))
    y = np.where(np.sum(X**2, axis=1) > 1.2, 1, -1)  # a circle
    K = np.exp(-np.sum((X[:, None] - X) ** 2, axis=2))
    expect(
        exercises.kernel_perceptron(K, y, 100),
        count_updates(K, y, 100),
        mistakes={
            "go through the rows again until an epoch has no update": count_updates(K, y, 1),
            "the rows in the sum carry their labels: counts * y": count_updates(K, y, 100, with_labels=False),
        },
    )
    counts = exercises.kernel_perceptron(X @ X.T + 1, y, 3)
    w, b, _ = walk(X, y, 3)[-1]  # the same walk, with the features in sight
    expect((counts * y @ X, float(np.sum(counts * y))), (w, b))
    expect(exercises.kernel_perceptron(np.array([[1.0]]), np.array([-1]), 10**9), [1.0])


def cycle(X, y):
    """Updates before the cycle, updates in it, epochs in it, and whether w alone would have come back earlier."""
    w, b, updates, epochs = [0.0] * X.shape[1], 0.0, 0, 0
    seen, alone, early = {}, {}, None
    while (*w, b) not in seen:
        seen[(*w, b)] = updates, epochs
        if early is None and tuple(w) in alone:
            early = updates - alone[tuple(w)]
        alone.setdefault(tuple(w), updates)
        for row, label in zip(X.tolist(), y.tolist(), strict=True):
            if label * (sum(p * q for p, q in zip(w, row, strict=True)) + b) <= 0:
                w, b, updates = [p + label * q for p, q in zip(w, row, strict=True)], b + label, updates + 1
        epochs += 1
    return updates, updates - seen[(*w, b)][0], epochs - seen[(*w, b)][1], epochs, early


def whole_numbers(seed, n, d, largest):
    rng = np.random.default_rng(seed)
    return rng.integers(-largest, largest + 1, size=(n, d)).astype(float), rng.choice([-1, 1], size=n)


CYCLES = [
    (np.array([[0.0], [1.0], [2.0]]), np.array([1, -1, 1])),
    whole_numbers(1, 6, 2, 9),
    whole_numbers(4, 6, 2, 12),
    whole_numbers(7, 7, 1, 9),
    whole_numbers(9, 5, 2, 30),
    whole_numbers(214, 6, 2, 60),
]


def test_15_8_updates_in_the_cycle(exercises):
    converges = np.array([[2.0, 1.0], [-1.0, -3.0], [0.0, 1.0]]), np.array([1, -1, 1])
    expect(
        exercises.updates_in_the_cycle(*converges),
        0,
        mistakes={"it converges: then no more updates come, so 0": cycle(*converges)[0]},
    )
    for X, y in CYCLES:
        updates, right, epochs_in_cycle, epochs, early = cycle(X, y)
        candidates = {
            "count the updates of one round, not those from the start on": updates,
            "count updates, not epochs": epochs_in_cycle,
            "count updates of one round, not epochs from the start on": epochs,
            "compare w and b: w alone comes back earlier": early,
        }
        expect(
            exercises.updates_in_the_cycle(X, y),
            right,
            mistakes=distinct({name: value for name, value in candidates.items() if value is not None}, right),
        )
