"""Day 20 solutions. Look only after you have tried."""

import numpy as np


def one_hot(labels, n_classes):
    """Hint: row 5 of the identity matrix is the one-hot row of label 5.
    Hint: `np.eye(n_classes)` may be indexed with all labels at once.
    """
    return np.eye(n_classes)[labels]


def accuracy_standard_error(accuracy, n):
    """Hint: one flip of a coin with probability p has variance p (1 - p).
    Hint: the mean of n independent flips has 1 / n of that variance; then the root.
    """
    return np.sqrt(accuracy * (1 - accuracy) / n)


def class_recall(table):
    """Hint: the right answers stand on the diagonal, and a row's sum counts its class.
    Hint: put nan in the place of a sum of 0 before you divide.
    """
    totals = table.sum(axis=1)
    return np.diag(table) / np.where(totals == 0, np.nan, totals)


def confused_pairs(table, count):
    """Hint: set the diagonal of a copy aside first; -1 is below every count.
    Hint: sort the flattened table downwards: `np.argsort(-flat, kind="stable")` keeps equal counts in reading order.
    Hint: a position p in the flattened table is row p // k, column p % k.
    """
    mistakes = table - np.diag(np.diag(table) + 1)
    best = np.argsort(-mistakes.ravel(), kind="stable")[:count]
    truth, answer = np.divmod(best, len(table))
    return np.stack([truth, answer, mistakes.ravel()[best]], axis=1)


def shift_images(images, dy, dx):
    """Hint: make an array of zeros and copy one rectangle into it; `np.roll` would bring lost pixels back.
    Hint: moved down by dy > 0, the new rows dy to height are the old rows 0 to height - dy. Now for dy < 0.
    Hint: `max(dy, 0)` and `max(-dy, 0)` serve both signs. A shift beyond the edge copies nothing.
    """
    _, height, width = images.shape
    moved = np.zeros_like(images)
    if abs(dy) < height and abs(dx) < width:
        old = images[:, max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)]
        moved[:, max(dy, 0) : height - max(-dy, 0), max(dx, 0) : width - max(-dx, 0)] = old
    return moved


def training_multiplications(layer_sizes, n_samples):
    """Hint: each layer has three products: x @ W, x.T @ delta and delta @ W.T. Each makes n * n_in * n_out.
    Hint: the last of the three is not needed in the first layer.
    """
    weights = [n_in * n_out for n_in, n_out in zip(layer_sizes, layer_sizes[1:], strict=False)]
    return n_samples * (3 * sum(weights) - weights[0])


def deskew(image):
    """Hint: first the center: the sum of ink * r over the sum of ink, and the same for c. `np.indices` gives r and c.
    Hint: new[r, c] looks at the column c + slant * (r - r0) of the old row r: floor it, and keep the fraction f.
    Hint: the value is (1 - f) * left + f * right. A frame of zeros around the rows takes care of what lies outside,
    once all columns are clipped into the frame.
    """
    ink = image.sum()
    if ink == 0:
        return image.copy()
    r, c = np.indices(image.shape)
    down, across = r - (image * r).sum() / ink, c - (image * c).sum() / ink
    spread = (image * down**2).sum()
    slant = (image * down * across).sum() / spread if spread > 0 else 0.0
    column = c + slant * down
    left = np.floor(column).astype(int)
    fraction = column - left
    width = image.shape[1]
    framed = np.pad(image.astype(float), ((0, 0), (1, 1)))  # column -1 becomes 0, column `width` becomes width + 1
    pixel = [framed[r, np.clip(side, -1, width) + 1] for side in (left, left + 1)]
    return (1 - fraction) * pixel[0] + fraction * pixel[1]


def per_sample_gradient_norms(layer_inputs, deltas):
    """Hint: for one sample the gradient of W is an outer product: every input times every delta.
    Hint: the sum of the squares of an outer product is the product of two sums of squares.
    Hint: the bias adds one more input that is always 1. Add up the squares of all layers, and take the root last.
    Hint: the deltas belong to the mean loss, which is the sum over n: a sample's own are n times as large.
    """
    squares = sum(
        (np.sum(x**2, axis=1) + 1) * np.sum(delta**2, axis=1) for x, delta in zip(layer_inputs, deltas, strict=True)
    )
    return len(deltas[0]) * np.sqrt(squares)
