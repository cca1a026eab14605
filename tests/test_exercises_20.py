"""Day 20 exercises: the solutions must pass, and so must yours once you have started them."""

import sys
import threading
import tracemalloc

import grading
import numpy as np
from grading import expect, expect_no_warning


def expect_kind(answer, kinds, words):
    """Assert that the numbers of an answer are of the type that the stub promises: kinds "f" or "iu", as NumPy's."""
    if np.asarray(answer).dtype.kind not in kinds:
        raise AssertionError(f"{words}\n  {grading.last_call}\n    gave     {grading.brief(answer)}")


def expect_no_loop(function, *args):
    """Call the learner's function and assert that Python takes few steps: a loop takes some for every entry."""
    steps = 0

    def count(frame, event, _argument):
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event in ("line", "opcode")
        return count

    sys._getframe().f_trace_opcodes = True  # Python 3.12 counts steps only where one frame asked for them before
    before = threading.gettrace()
    threading.settrace(count)  # each call of the learner's code has a thread of its own
    try:
        answer = function(*args)
    finally:
        threading.settrace(before)
    if steps > 5000:
        raise AssertionError(
            "no Python loop, please: NumPy can do all entries at once\n"
            f"  {grading.last_call} took {steps} steps of Python"
        )
    return answer


def test_20_1_one_hot(exercises):
    expect(
        exercises.one_hot(np.array([1, 3, 1]), 4),
        [[0, 1, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]],
        mistakes={
            "the 1 sits one column too far left: labels count from 0": [[1, 0, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]],
            "one row for each label, not one column": np.array([[0, 1, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]]).T,
            "a column for each of the `n_classes`, even if a class does not occur": [[1, 0], [0, 1], [1, 0]],
            "each row gets one 1, in its own label's column: `[:, labels]` means all rows": [[0, 1, 0, 1]] * 3,
        },
    )
    labels = np.array([0, 1, 0])
    hot = exercises.one_hot(labels, 5)
    expect(
        hot,
        [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0]],
        mistakes={
            "the width is `n_classes`, not the largest label + 1": [[1, 0], [0, 1], [1, 0]],
            "the width is `n_classes`, not the number of labels": np.eye(3)[labels],
        },
    )
    expect_kind(hot, "f", "floats, please: 1.0 and 0.0, not 1 and 0 or True and False")
    expect(exercises.one_hot(np.array([], dtype=int), 3), np.zeros((0, 3)))
    many = np.arange(3000) % 2
    expect(expect_no_loop(exercises.one_hot, many, 2), np.column_stack([1 - many, many]))


def test_20_2_accuracy_standard_error(exercises):
    expect(
        exercises.accuracy_standard_error(0.8, 400),
        0.02,
        mistakes={
            "that is the variance: take the root": 0.0004,
            "that is the spread of one flip: divide the variance by n first": 0.4,
            "divide the variance by n, not the standard deviation": 0.001,
            "divide by n, not by n - 1: the variance of a flip is known once its probability is": np.sqrt(0.16 / 399),
            "the variance of one flip is p (1 - p): the 1 - p is missing": np.sqrt(0.8 / 400),
            "the variance of one flip is p (1 - p), not 1 - p": np.sqrt(0.2 / 400),
            "that is for a coin with p = 1/2, the widest spread": 0.025,
            "one standard error, not half the width of a 95 % interval": 1.96 * 0.02,
            "a share, not percent": 2.0,
        },
    )
    expect(
        exercises.accuracy_standard_error(0.985, 10000),
        0.0012155245781143218,
        mistakes={
            "do not round": 0.0012,
            "do not round: two digits leave nothing of it": 0.0,
            "do not round: three digits are too few": 0.001,
        },
    )
    expect(exercises.accuracy_standard_error(0.5, 1), 0.5)
    expect(exercises.accuracy_standard_error(1.0, 7), 0.0)
    expect(exercises.accuracy_standard_error(0.0, 3), 0.0)


def test_20_3_class_recall(exercises):
    table = np.array([[8, 2, 0], [1, 3, 4], [0, 0, 5]])
    expect(
        exercises.class_recall(table),
        [0.8, 0.375, 1.0],
        mistakes={
            "you divided by the columns: that is precision": [8 / 9, 3 / 5, 5 / 9],
            "divide each class by its own count, not by all": [8 / 23, 3 / 23, 5 / 23],
            "divide each class by its own count, not by all the right answers": [8 / 16, 3 / 16, 5 / 16],
            "that is the share read wrong": [0.2, 0.625, 0.0],
            "right over wrong is not a share: divide by the whole row": [8 / 2, 3 / 5, np.inf],
            "`//` rounds down: divide with `/`": [0, 0, 1],
            "one share for each class, not one for all: that is the accuracy": 16 / 23,
            "one share for each class, not their mean": (0.8 + 0.375 + 1.0) / 3,
            "the right answers alone: take the diagonal": table / table.sum(axis=1, keepdims=True),
        },
    )
    for empty, shares in [([[0, 0], [1, 3]], [np.nan, 0.75]), ([[2, 0, 0], [0, 0, 0], [1, 0, 1]], [1.0, np.nan, 0.5])]:
        expect(
            exercises.class_recall(np.array(empty)),
            shares,
            mistakes={
                "a class that does not occur has no share: nan, not 0": np.nan_to_num(shares),
                "a class that does not occur has no share: nan, not 1": np.nan_to_num(shares, nan=1.0),
                "one share for each class, nan where it does not occur: do not leave it out": np.array(shares)[
                    np.isfinite(shares)
                ],
            },
        )
        expect_no_warning()
    expect(exercises.class_recall(np.array([[4]])), [1.0])


def test_20_4_confused_pairs(exercises):
    table = np.array([[50, 2, 7], [7, 40, 0], [1, 9, 60]])
    pairs = exercises.confused_pairs(table, 3)
    expect(
        pairs,
        [[2, 1, 9], [0, 2, 7], [1, 0, 7]],
        mistakes={
            "right answers are no mistakes: leave the diagonal out": [[2, 2, 60], [0, 0, 50], [1, 1, 40]],
            "that is answer, truth: the row is the truth": [[1, 2, 9], [2, 0, 7], [0, 1, 7]],
            "the most frequent come first: you sorted upward": [[1, 2, 0], [2, 0, 1], [0, 1, 2]],
            "sorted upward, the diagonal comes first": [[0, 0, -1], [1, 1, -1], [2, 2, -1]],
            "the right pairs, but the most frequent comes first": [[0, 2, 7], [1, 0, 7], [2, 1, 9]],
            "equal counts come in reading order": [[2, 1, 9], [1, 0, 7], [0, 2, 7]],
            "equal counts come by truth first, then by answer": [[1, 2, 9], [0, 1, 7], [2, 0, 7]],
            "the third column, how often, is missing": [[2, 1], [0, 2], [1, 0]],
            "a row for each pair: the table lies on its side": [[2, 0, 1], [1, 2, 0], [9, 7, 7]],
        },
    )
    expect_kind(pairs, "iu", "integers, please: an infinity or nan on the way turns all numbers into floats")
    expect(
        exercises.confused_pairs(np.array([[5, 0], [0, 6]]), 2),
        [[0, 1, 0], [1, 0, 0]],
        mistakes={
            "a diagonal set to 0 still counts as a pair: set it below every count": [[0, 0, 0], [0, 1, 0]],
            "a pair that never occurred is in the list too, with a 0, when `count` asks for it": np.zeros((0, 3)),
        },
    )
    expect(exercises.confused_pairs(table, 1), [[2, 1, 9]])
    k = 50
    table = np.random.default_rng(4).integers(0, 5, size=(k, k))
    off = [(t, a) for t in range(k) for a in range(k) if t != a]
    ordered = [(t, a, table[t, a]) for count in (4, 3, 2, 1, 0) for t, a in off if table[t, a] == count]
    flat = (table - np.diag(np.diag(table) + 1)).ravel()
    orders = [np.argsort(-flat), np.argsort(flat)[::-1], np.argsort(flat, kind="stable")[::-1]]
    shuffled = [np.column_stack([*np.divmod(order[:-k], k), flat[order[:-k]]]) for order in orders]
    expect(
        expect_no_loop(exercises.confused_pairs, table, len(ordered)),
        np.array(ordered),
        mistakes={
            f"equal counts come in reading order: {words}": wrong
            for words, wrong in zip(
                (
                    'argsort keeps it only with kind="stable"',
                    'an argsort that was turned around does not keep it, and needs kind="stable"',
                    "an argsort that was turned around has them backward",
                ),
                shuffled,
                strict=True,
            )
            if not np.array_equal(wrong, ordered)
        },
    )


def test_20_5_shift_images(exercises):
    images = np.arange(1, 25).reshape(2, 3, 4)

    def moved(dy, dx, edge=False):
        new = np.zeros_like(images)
        for n, r, c in np.ndindex(images.shape):
            if edge or (0 <= r - dy < 3 and 0 <= c - dx < 4):
                new[n, r, c] = images[n, np.clip(r - dy, 0, 2), np.clip(c - dx, 0, 3)]
        return new

    expect(
        exercises.shift_images(images, 1, -2),
        moved(1, -2),
        mistakes={
            "what leaves on one side must not come back on the other": np.roll(images, (1, -2), axis=(1, 2)),
            "dy is down and dx is right: you went the other way": moved(-1, 2),
            "down is dy > 0, where the row number grows: you went up": moved(-1, -2),
            "right is dx > 0: you went left for right": moved(1, 2),
            "dy moves the rows, dx the columns": moved(-2, 1),
            "what comes in is 0: you went on with the pixels at the edge": moved(1, -2, edge=True),
            "axis 0 counts the images: rows and columns are axes 1 and 2": np.roll(images, (1, -2), axis=(0, 1)),
            "you moved by dy alone: by dx too": moved(1, 0),
            "you moved by dx alone: by dy too": moved(0, -2),
        },
    )
    expect(
        exercises.shift_images(images, 0, 0),
        images,
        mistakes={"with no shift nothing may be lost: `[:-0]` is empty, `[-0:]` is everything": np.zeros_like(images)},
    )
    for dy, dx in [(-1, 0), (0, 3), (2, 3), (-2, -1), (-2, 3), (0, -1), (1, 0)]:
        mistakes = {"what leaves on one side must not come back on the other": np.roll(images, (dy, dx), axis=(1, 2))}
        mistakes |= {"dy is down and dx is right: you went the other way": moved(-dy, -dx)}
        if dy == 0 or dx == 0:
            mistakes |= {"a shift of 0 loses nothing: `[:-0]` is empty, `[-0:]` is everything": np.zeros_like(images)}
        if dy < 0 or dx < 0:
            mistakes |= {"a negative shift must move the picture, too": images}
        expect(exercises.shift_images(images, dy, dx), moved(dy, dx), mistakes=mistakes)
    for dy, dx in [(3, 0), (0, -4), (-7, 9), (-4, 1), (4, 0), (0, 5), (1, -6)]:
        mistakes = {"the picture has left altogether: nothing may stay or come back": images}
        around = np.roll(images, (dy, dx), axis=(1, 2))
        if not np.array_equal(around, images):
            mistakes |= {"the picture has left altogether: nothing may come back on the other side": around}
        expect(exercises.shift_images(images, dy, dx), np.zeros_like(images), mistakes=mistakes)


def test_20_6_training_multiplications(exercises):
    forward = 7 * (6 * 5 + 5 * 3 + 3 * 2)
    answer = exercises.training_multiplications([6, 5, 3, 2], 7)
    expect(
        answer,
        3 * forward - 7 * 30,
        mistakes={
            "that is the forward pass alone": forward,
            "the gradients handed down are missing": 2 * forward,
            "the gradients of the weights are missing": 2 * forward - 7 * 30,
            "nobody needs the gradient of the pixels": 3 * forward,
            "the layer that hands nothing down is the first, not the last": 3 * forward - 7 * 6,
            "each sample counts": 3 * (6 * 5 + 5 * 3 + 3 * 2) - 30,
            "the first layer still has its forward pass and the gradients of its weights": 3 * (forward - 7 * 30),
            "the first layer has the gradients of its weights, too": 3 * forward - 2 * 7 * 30,
            "the last layer counts, too": 7 * (3 * (6 * 5 + 5 * 3) - 30),
            "a bias is added, not multiplied": 7 * (3 * (7 * 5 + 6 * 3 + 4 * 2) - 7 * 5),
            "the multiplications alone, not the additions": 2 * (3 * forward - 7 * 30),
            "a product for each pair of layers that follow each other: add these up": 7 * 6 * 5 * 3 * 2,
        },
    )
    expect_kind(answer, "iu", "an integer, please: multiplications are counted")
    expect(exercises.training_multiplications([784, 10], 60000), 2 * 784 * 10 * 60000)
    expect(exercises.training_multiplications([1, 1, 1], 1), 5)


def moments(image, r0=None, c0=None):
    """Of an image's ink, by plain sums: the center (unless given), and the sums of ink * dr^2, dr * dc and dc^2."""
    pixels = [(r, c, ink) for (r, c), ink in np.ndenumerate(image)]
    total = sum(ink for *_, ink in pixels)
    r0 = sum(r * ink for r, _, ink in pixels) / total if r0 is None else r0
    c0 = sum(c * ink for _, c, ink in pixels) / total if c0 is None else c0
    downs, mixed, across = (sum(ink * (r - r0) ** i * (c - c0) ** (2 - i) for r, c, ink in pixels) for i in (2, 1, 0))
    return r0, downs, mixed, across


def straight(row, column):
    return sum(ink * max(0.0, 1 - abs(column - k)) for k, ink in enumerate(row))


def pixel(row, column):
    return row[column] if 0 <= column < len(row) else 0.0


def cut_toward_zero(row, column):
    left, fraction = int(column), column - int(column)
    return (1 - fraction) * pixel(row, left) + fraction * pixel(row, left + 1)


def wrapped(row, column):
    left, fraction = int(np.floor(column)), column - np.floor(column)
    return (1 - fraction) * row[left % len(row)] + fraction * row[(left + 1) % len(row)]


READINGS = {
    "interpolate between two pixels: you took the nearest": lambda row, x: pixel(row, int(np.rint(x))),
    "interpolate between two pixels: you took the left one": lambda row, x: pixel(row, int(np.floor(x))),
    "interpolate the other way around: close to the left pixel, the left one counts more": lambda row, x: (
        x % 1 * pixel(row, int(np.floor(x))) + (1 - x % 1) * pixel(row, int(np.floor(x)) + 1)
    ),
    "pixels outside are 0: np.interp goes on with the last pixel unless left and right say so": lambda row, x: (
        np.interp(x, np.arange(len(row)), row)
    ),
    "half a pixel outside there is still half of the edge pixel: give np.interp a 0 on either side": lambda row, x: (
        np.interp(x, np.arange(len(row)), row, left=0, right=0)
    ),
    "below 0, int() rounds up: use np.floor": cut_toward_zero,
    "what leaves on one side must not come back on the other": wrapped,
}


def slid(image, slant, r0, reading=straight):
    """The stub's last formula, pixel by pixel."""
    new = np.zeros(image.shape)
    for r, c in np.ndindex(image.shape):
        new[r, c] = reading(image[r], c + slant * (r - r0))
    return new


def slid_wrongly(image):
    """{the mistake: its picture}, for an image with ink in several rows and columns."""
    r0, downs, mixed, across = moments(image)
    slant = mixed / downs
    middle = moments(image, *(np.array(image.shape) - 1) / 2)
    corner = moments(image, 0, 0)
    return {
        "nothing moved": image,
        "the rows slid the wrong way: it slants twice as much now": slid(image, -slant, r0),
        "divide by the sum of ink * (r - r0)^2: you took the columns": slid(image, mixed / across, r0),
        "divide by the sum of ink * (r - r0)^2, not by the sum of the ink": slid(image, mixed / image.sum(), r0),
        "slide by slant * (r - r0), not by slant * r": slid(image, slant, 0),
        "the center of the ink, not the center of the picture": slid(image, middle[2] / middle[1], middle[0]),
        "the slant wants r - r0 and c - c0, not r and c": slid(image, corner[2] / corner[1], r0),
        "subtract the center before you multiply: you took r and c as they are": slid(image, corner[2] / corner[1], 0),
        **{words: slid(image, slant, r0, reading) for words, reading in READINGS.items()},
    }


def test_20_7_deskew(exercises):
    slash, pole, other_way = np.eye(5), np.zeros((5, 5)), np.zeros((5, 5))
    pole[:, 2] = 1.0
    other_way[[1, 2, 3], [0, 2, 4]] = 1.0  # the first and the last row have left the picture
    rng = np.random.default_rng(4)
    for shape in [(6, 7), (9, 4), (3, 10)]:
        image = rng.uniform(size=shape) * (rng.uniform(size=shape) < 0.4)
        image[0, :2], image[-1, -2:] = 3.0, 3.0  # a strong slant, so that rows leave the picture
        r0, downs, mixed, _ = moments(image)
        expected = slid(image, mixed / downs, r0)
        expect(exercises.deskew(image), expected, rtol=1e-9, atol=1e-9, mistakes=slid_wrongly(image))
    expect(
        exercises.deskew(slash),
        pole,
        mistakes={
            "the rows slid the wrong way: it slants twice as much now": other_way,
            "nothing moved": slash,
        },
    )
    expect(exercises.deskew(np.fliplr(slash)), pole)
    tall = np.zeros((4, 3))
    tall[:, 1] = [1.0, 0.5, 2.0, 1.0]
    expect(exercises.deskew(tall), tall, atol=1e-9)
    line = np.array([[0.0, 1.0, 2.0, 0.0]])
    for flat in (line, np.vstack([0 * line, line, 0 * line])):
        expect(
            exercises.deskew(flat),
            flat,
            mistakes={"ink in a single row has no slant: 0 / 0 became nan": np.full(flat.shape, np.nan)},
        )
    expect(
        exercises.deskew(np.zeros((3, 3))),
        np.zeros((3, 3)),
        mistakes={"no ink, no center: 0 / 0 became nan": np.full((3, 3), np.nan)},
    )


def test_20_8_per_sample_gradient_norms(exercises):
    rng = np.random.default_rng(8)
    for n, sizes in [(5, (4, 3, 2)), (1, (3, 2)), (6, (2, 5, 1, 3))]:
        pairs = list(zip(sizes, sizes[1:], strict=False))
        inputs = [rng.normal(size=(n, n_in)) for n_in, _ in pairs]
        deltas = [rng.normal(size=(n, n_out)) / n for _, n_out in pairs]
        weights, biases, by_layer = np.zeros(n), np.zeros(n), np.zeros((len(pairs), n))
        for layer, (x, delta) in enumerate(zip(inputs, deltas, strict=True)):
            for i in range(n):
                own = np.outer(x[i], n * delta[i])
                weights[i] += np.sum(own**2)
                biases[i] += np.sum((n * delta[i]) ** 2)
                by_layer[layer, i] = np.sqrt(np.sum(own**2) + np.sum((n * delta[i]) ** 2))
        lengths = np.sqrt(weights + biases)
        mistakes = {
            "the biases are parameters too": np.sqrt(weights),
            "take the root last": weights + biases,
            "the root of each part, then the sum, is too long: add the squares, then take the root": np.sqrt(weights)
            + np.sqrt(biases),
        }
        if n > 1:
            own = "the deltas belong to the mean loss: a sample's own are n times as large"
            mistakes |= {
                own: lengths / n,
                f"{own}, and the biases are parameters too": np.sqrt(weights) / n,
                f"{own}; and take the root last": (weights + biases) / n**2,
                "a delta that is n times as large has a square that is n^2 times as large": lengths / np.sqrt(n),
                "one length for each sample, not one for all": np.sqrt(np.sum(lengths**2)),
            }
        if len(pairs) > 1:
            last = np.sum((n * deltas[-1]) ** 2, axis=1)
            mistakes |= {
                "lengths do not add up, their squares do": by_layer.sum(axis=0),
                "that is the last layer alone": by_layer[-1],
                "that is the first layer alone": by_layer[0],
                "every layer has biases, not the last alone": np.sqrt(weights + last),
                "all layers together have one length: a row for each layer came": by_layer,
            }
        expect(exercises.per_sample_gradient_norms(inputs, deltas), lengths, mistakes=mistakes)
    expect(exercises.per_sample_gradient_norms([np.ones((2, 3))], [np.array([[0.0], [0.5]])]), [0.0, 2.0])
    wide = [np.full((4, 2000), 0.5)], [np.full((4, 1500), 0.25)]  # a single gradient would hold 3,000,000 numbers
    tracemalloc.start()
    try:
        answer = exercises.per_sample_gradient_norms(*wide)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    expect(answer, np.full(4, np.sqrt(501 * 1500)))  # (2000 / 4 + 1) * 1500 * (4 * 0.25)^2
    if most > 2_000_000:
        raise AssertionError(
            "right, but with an array that is larger than the ones you were given: a gradient was built\n"
            f"  {grading.last_call} took {most / 1e6:.0f} MB, its inputs take 0.1 MB"
        )
