"""Day 20 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_20_1_one_hot(exercises):
    expect(
        exercises.one_hot(np.array([1, 3, 1]), 4),
        [[0, 1, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]],
        mistakes={
            "the 1 sits one column too far left: labels count from 0": [[1, 0, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]],
            "one row for each label, not one column": np.array([[0, 1, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]]).T,
            "the width is `n_classes`, even if the last class does not occur": [[1, 0], [0, 1], [1, 0]],
        },
    )
    expect(
        exercises.one_hot(np.array([0, 1]), 5),
        [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]],
        mistakes={"the width is `n_classes`, not the largest label + 1": [[1, 0], [0, 1]]},
    )
    expect(exercises.one_hot(np.array([], dtype=int), 3), np.zeros((0, 3)))


def test_20_2_standard_error(exercises):
    expect(
        exercises.standard_error(0.8, 400),
        0.02,
        mistakes={
            "that is the variance: take the root": 0.0004,
            "that is the spread of one flip: divide the variance by n first": 0.4,
            "divide the variance by n, not the standard deviation": 0.001,
        },
    )
    expect(exercises.standard_error(0.985, 10000), 0.0012155245781143218)
    expect(exercises.standard_error(0.5, 1), 0.5)
    expect(exercises.standard_error(1.0, 7), 0.0)


def test_20_3_class_recall(exercises):
    table = np.array([[8, 2, 0], [1, 3, 4], [0, 0, 5]])
    expect(
        exercises.class_recall(table),
        [0.8, 0.375, 1.0],
        mistakes={
            "you divided by the columns: that is precision": [8 / 9, 3 / 5, 5 / 9],
            "divide each class by its own count, not by all": [8 / 23, 3 / 23, 5 / 23],
            "that is the share read wrong": [0.2, 0.625, 0.0],
        },
    )
    expect(
        exercises.class_recall(np.array([[0, 0], [1, 3]])),
        [np.nan, 0.75],
        mistakes={"a class that does not occur has no share: nan, not 0": [0.0, 0.75]},
    )
    expect(exercises.class_recall(np.array([[4]])), [1.0])


def test_20_4_confused_pairs(exercises):
    table = np.array([[50, 2, 7], [7, 40, 0], [1, 9, 60]])
    expect(
        exercises.confused_pairs(table, 3),
        [[2, 1, 9], [0, 2, 7], [1, 0, 7]],
        mistakes={
            "right answers are no mistakes: leave the diagonal out": [[2, 2, 60], [0, 0, 50], [1, 1, 40]],
            "that is answer, truth: the row is the truth": [[1, 2, 9], [2, 0, 7], [0, 1, 7]],
            "the least frequent come last, not first": [[1, 2, 0], [2, 0, 1], [0, 1, 2]],
            "equal counts come in reading order": [[2, 1, 9], [1, 0, 7], [0, 2, 7]],
        },
    )
    expect(
        exercises.confused_pairs(np.array([[5, 0], [0, 6]]), 2),
        [[0, 1, 0], [1, 0, 0]],
        mistakes={"a diagonal set to 0 still counts as a pair: set it below every count": [[0, 0, 0], [0, 1, 0]]},
    )
    expect(exercises.confused_pairs(table, 1), [[2, 1, 9]])
    expect(
        exercises.confused_pairs(np.ones((4, 4), dtype=int), 12)[:, :2],
        [[t, a] for t in range(4) for a in range(4) if t != a],
    )


def test_20_5_shift_images(exercises):
    images = np.arange(1, 25).reshape(2, 3, 4)

    def moved(dy, dx):
        new = np.zeros_like(images)
        for n, r, c in np.ndindex(images.shape):
            if 0 <= r - dy < 3 and 0 <= c - dx < 4:
                new[n, r, c] = images[n, r - dy, c - dx]
        return new

    expect(
        exercises.shift_images(images, 1, -2),
        moved(1, -2),
        mistakes={
            "what leaves on one side must not come back on the other": np.roll(images, (1, -2), axis=(1, 2)),
            "dy is down and dx is right: you went the other way": moved(-1, 2),
            "dy moves the rows, dx the columns": moved(-2, 1),
        },
    )
    expect(
        exercises.shift_images(images, 0, 0),
        images,
        mistakes={"with no shift nothing may be lost: `[:-0]` is empty": np.zeros_like(images)},
    )
    for dy, dx in [(-1, 0), (0, 3), (2, 3), (-2, -1)]:
        expect(exercises.shift_images(images, dy, dx), moved(dy, dx))
    for dy, dx in [(3, 0), (0, -4), (-7, 9), (-4, 1), (4, 0), (0, 5), (1, -6)]:
        expect(exercises.shift_images(images, dy, dx), np.zeros_like(images))


def test_20_6_training_multiplications(exercises):
    forward = 7 * (5 * 4 + 4 * 3 + 3 * 2)
    expect(
        exercises.training_multiplications([5, 4, 3, 2], 7),
        3 * forward - 7 * 20,
        mistakes={
            "that is the forward pass alone": forward,
            "the gradients handed down are missing": 2 * forward,
            "nobody needs the gradient of the pixels": 3 * forward,
            "the layer that hands nothing down is the first, not the last": 3 * forward - 7 * 6,
            "each sample counts": 3 * (5 * 4 + 4 * 3 + 3 * 2) - 20,
        },
    )
    expect(exercises.training_multiplications([784, 10], 60000), 2 * 784 * 10 * 60000)
    expect(exercises.training_multiplications([1, 1, 1], 1), 5)


def upright(image):
    """The stub's definition, pixel by pixel."""
    height, width = image.shape
    pixels = [(r, c, image[r, c]) for r in range(height) for c in range(width)]
    ink = sum(v for _, _, v in pixels)
    r0, c0 = sum(r * v for r, _, v in pixels) / ink, sum(c * v for _, c, v in pixels) / ink
    spread = sum(v * (r - r0) ** 2 for r, _, v in pixels)
    slant = sum(v * (r - r0) * (c - c0) for r, c, v in pixels) / spread if spread else 0.0
    new = np.zeros((height, width))
    for r, c, _ in pixels:
        column = c + slant * (r - r0)
        for k in range(width):
            new[r, c] += image[r, k] * max(0.0, 1 - abs(column - k))
    return new


def test_20_7_deskew(exercises):
    slash, pole, other_way = np.eye(5), np.zeros((5, 5)), np.zeros((5, 5))
    pole[:, 2] = 1.0
    other_way[[1, 2, 3], [0, 2, 4]] = 1.0  # the first and the last row have left the picture
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
    rng = np.random.default_rng(4)
    for shape in [(6, 7), (9, 4), (3, 10)]:
        image = rng.uniform(size=shape) * (rng.uniform(size=shape) < 0.4)
        image[0, :2], image[-1, -2:] = 3.0, 3.0  # a strong slant, so that rows leave the picture
        expect(exercises.deskew(image), upright(image), rtol=1e-9, atol=1e-9, mistakes={"nothing moved": image})
    line = np.array([[0.0, 1.0, 2.0, 0.0]])
    expect(
        exercises.deskew(line),
        line,
        mistakes={"a single row has no slant: 0 / 0 became nan": np.full((1, 4), np.nan)},
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
        mistakes = {"the biases are parameters too": np.sqrt(weights)}
        mistakes |= {"take the root last": weights + biases}
        if n > 1:
            mistakes |= {
                "the deltas belong to the mean loss: a sample's own are n times as large": np.sqrt(weights + biases) / n
            }
        if len(pairs) > 1:
            mistakes |= {
                "lengths do not add up, their squares do": by_layer.sum(axis=0),
                "that is the last layer alone": by_layer[-1],
            }
        expect(exercises.per_sample_gradient_norms(inputs, deltas), np.sqrt(weights + biases), mistakes=mistakes)
    expect(exercises.per_sample_gradient_norms([np.ones((2, 3))], [np.array([[0.0], [0.5]])]), [0.0, 2.0])
