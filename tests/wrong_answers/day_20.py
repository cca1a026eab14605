"""Natural wrong answers to day 20's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("one_hot", "floats, please")
def one_hot_of_integers(labels, n_classes):
    return (labels[:, None] == np.arange(n_classes)).astype(int)


@wrong("one_hot", "floats, please")
def one_hot_of_bools(labels, n_classes):
    return labels[:, None] == np.arange(n_classes)


@wrong("one_hot", "no Python loop, please")
def one_hot_by_a_loop(labels, n_classes):
    hot = np.zeros((len(labels), n_classes))
    for row, label in enumerate(labels):
        hot[row, label] = 1
    return hot


@wrong("one_hot", "no Python loop, please")
def one_hot_by_a_comprehension(labels, n_classes):
    rows = [[float(label == k) for k in range(n_classes)] for label in labels]
    return np.array(rows).reshape(len(labels), n_classes)


@wrong("one_hot", "no Python loop, please")
def one_hot_by_vectorize(labels, n_classes):
    hot = np.zeros((len(labels), n_classes))

    def put(row, label):
        hot[row, label] = 1

    if len(labels):
        np.vectorize(put)(np.arange(len(labels)), labels)
    return hot


@wrong("one_hot", "`[:, labels]` means all rows")
def one_hot_in_all_rows(labels, n_classes):
    hot = np.zeros((len(labels), n_classes))
    hot[:, labels] = 1
    return hot


@wrong("one_hot", "the width is `n_classes`, not the largest label + 1")
def one_hot_as_wide_as_the_labels(labels, n_classes):
    return np.eye(labels.max() + 1)[labels]


@wrong("one_hot", "one row for each label, not one column")
def one_hot_on_its_side(labels, n_classes):
    return np.eye(n_classes)[:, labels]


@wrong("one_hot", "did you forget `return`?")
def one_hot_without_return(labels, n_classes):
    hot = np.zeros((len(labels), n_classes))
    hot[np.arange(len(labels)), labels] = 1


@wrong("one_hot", "a column for each of the `n_classes`, even if a class does not occur")
def one_hot_of_the_classes_that_occur(labels, n_classes):
    return (labels[:, None] == np.unique(labels)).astype(float)


@wrong("accuracy_standard_error", "that is the variance: take the root")
def error_without_the_root(accuracy, n):
    return accuracy * (1 - accuracy) / n


@wrong("accuracy_standard_error", "divide the variance by n, not the standard deviation")
def error_divided_outside_the_root(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy)) / n


@wrong("accuracy_standard_error", "divide by n, not by n - 1")
def error_over_n_minus_one(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / max(n - 1, 1))


@wrong("accuracy_standard_error", "divide by n, not by n - 1")
def error_of_the_flips_written_out(accuracy, n):
    hits = round(accuracy * n)
    flips = np.append(np.ones(hits), np.zeros(n - hits))
    return flips.std(ddof=1) / np.sqrt(n)


@wrong("accuracy_standard_error", "the variance of one flip is p (1 - p): the 1 - p is missing")
def error_without_the_other_side(accuracy, n):
    return np.sqrt(accuracy / n)


@wrong("accuracy_standard_error", "not half the width of a 95 % interval")
def error_of_a_wide_interval(accuracy, n):
    return 1.96 * np.sqrt(accuracy * (1 - accuracy) / n)


@wrong("accuracy_standard_error", "that is for a coin with p = 1/2")
def error_of_a_fair_coin(accuracy, n):
    return 0.5 / np.sqrt(n)


@wrong("accuracy_standard_error", "do not round")
def error_rounded(accuracy, n):
    return round(float(np.sqrt(accuracy * (1 - accuracy) / n)), 4)


@wrong("class_recall", "gave a warning, and should not")
def recall_with_a_warning(table):
    return np.diag(table) / table.sum(axis=1)


@wrong("class_recall", "gave a warning, and should not")
def recall_with_a_warning_hidden_behind_where(table):
    totals = table.sum(axis=1)
    return np.where(totals == 0, np.nan, np.diag(table) / totals)


@wrong("class_recall", "you divided by the columns: that is precision")
def recall_of_the_columns(table):
    with np.errstate(all="ignore"):
        return np.diag(table) / table.sum(axis=0)


@wrong("class_recall", "a class that does not occur has no share: nan, not 0")
def recall_of_nobody_is_zero(table):
    return np.diag(table) / np.maximum(table.sum(axis=1), 1)


@wrong("class_recall", "do not leave it out")
def recall_without_the_missing_classes(table):
    totals = table.sum(axis=1)
    return np.diag(table)[totals > 0] / totals[totals > 0]


@wrong("class_recall", "`//` rounds down")
def recall_of_whole_numbers(table):
    totals = table.sum(axis=1)
    return np.diag(table) // np.where(totals == 0, 1, totals)


@wrong("class_recall", "that is the accuracy")
def recall_of_all(table):
    return np.trace(table) / table.sum()


@wrong("class_recall", "did you forget `return`?")
def recall_without_return(table):
    print(np.diag(table) / table.sum(axis=1))


@wrong("confused_pairs", "no Python loop, please")
def pairs_by_a_loop(table, count):
    k = len(table)
    found = [(t, a, table[t, a]) for t in range(k) for a in range(k) if t != a]
    return np.array(sorted(found, key=lambda pair: -pair[2])[:count])


@wrong("confused_pairs", "no Python loop, please")
def pairs_as_a_list_by_a_loop(table, count):
    mistakes = table.copy()
    np.fill_diagonal(mistakes, -1)
    best = np.argsort(-mistakes, axis=None, kind="stable")[:count]
    return [[int(p) // len(table), int(p) % len(table), int(mistakes.flat[p])] for p in best]


@wrong("confused_pairs", "equal counts come in reading order")
def pairs_turned_around(table, count):
    mistakes = table.copy()
    np.fill_diagonal(mistakes, -1)
    best = np.argsort(mistakes, axis=None, kind="stable")[::-1][:count]
    return np.column_stack([best // len(table), best % len(table), mistakes.ravel()[best]])


@wrong("confused_pairs", "equal counts come in reading order")
def pairs_by_a_sort_that_is_not_stable(table, count):
    mistakes = table.copy()
    np.fill_diagonal(mistakes, -1)
    best = np.argsort(-mistakes.ravel())[:count]
    return np.column_stack([best // len(table), best % len(table), mistakes.ravel()[best]])


@wrong("confused_pairs", "a diagonal set to 0 still counts as a pair")
def pairs_with_a_diagonal_of_zeros(table, count):
    mistakes = table - np.diag(np.diag(table))
    best = np.argsort(-mistakes.ravel(), kind="stable")[:count]
    return np.column_stack([best // len(table), best % len(table), mistakes.ravel()[best]])


@wrong("confused_pairs", "changed its input: work on a copy")
def pairs_on_the_table_itself(table, count):
    np.fill_diagonal(table, -1)
    best = np.argsort(-table.ravel(), kind="stable")[:count]
    return np.column_stack([best // len(table), best % len(table), table.ravel()[best]])


@wrong("confused_pairs", "integers, please")
def pairs_as_floats(table, count):
    mistakes = np.where(np.eye(len(table)), -np.inf, table)
    best = np.argsort(-mistakes.ravel(), kind="stable")[:count]
    return np.column_stack([best // len(table), best % len(table), mistakes.ravel()[best]])


@wrong("confused_pairs", "that is answer, truth: the row is the truth")
def pairs_with_truth_and_answer_swapped(table, count):
    mistakes = table - np.diag(np.diag(table) + 1)
    best = np.argsort(-mistakes.ravel(), kind="stable")[:count]
    return np.column_stack([best % len(table), best // len(table), mistakes.ravel()[best]])


@wrong("confused_pairs", "the third column, how often, is missing")
def pairs_without_their_counts(table, count):
    mistakes = table - np.diag(np.diag(table) + 1)
    best = np.argsort(-mistakes.ravel(), kind="stable")[:count]
    return np.column_stack([best // len(table), best % len(table)])


@wrong("confused_pairs", "a pair that never occurred is in the list too")
def pairs_that_occurred(table, count):
    truth, answer = np.nonzero(table - np.diag(np.diag(table)))
    often = table[truth, answer]
    best = np.argsort(-often, kind="stable")[:count]
    return np.column_stack([truth[best], answer[best], often[best]])


@wrong("confused_pairs", "the right pairs, but the most frequent comes first")
def pairs_of_the_last(table, count):
    mistakes = table - np.diag(np.diag(table) + 1)
    best = np.sort(np.argsort(-mistakes.ravel(), kind="stable")[:count])
    best = best[np.argsort(mistakes.ravel()[best], kind="stable")]
    return np.column_stack([best // len(table), best % len(table), mistakes.ravel()[best]])


@wrong("shift_images", "what leaves on one side must not come back on the other")
def shift_by_roll(images, dy, dx):
    return np.roll(images, (dy, dx), axis=(1, 2))


@wrong("shift_images", "with no shift nothing may be lost")
def shift_by_roll_and_zeros(images, dy, dx):
    moved = np.roll(images, (dy, dx), axis=(1, 2))
    if dy > 0:
        moved[:, :dy] = 0
    else:
        moved[:, dy:] = 0
    if dx > 0:
        moved[:, :, :dx] = 0
    else:
        moved[:, :, dx:] = 0
    return moved


@wrong("shift_images", "a shift of 0 loses nothing")
def shift_that_forgets_one_zero(images, dy, dx):
    if dy == dx == 0:
        return images.copy()
    moved = np.roll(images, (dy, dx), axis=(1, 2))
    moved[:, slice(None, dy) if dy > 0 else slice(dy, None)] = 0
    moved[:, :, slice(None, dx) if dx > 0 else slice(dx, None)] = 0
    return moved


@wrong("shift_images", "dy is down and dx is right: you went the other way")
def shift_the_other_way(images, dy, dx):
    moved = np.zeros_like(images)
    _, height, width = images.shape
    for r in range(height):
        for c in range(width):
            if 0 <= r + dy < height and 0 <= c + dx < width:
                moved[:, r, c] = images[:, r + dy, c + dx]
    return moved


@wrong("shift_images", "dy moves the rows, dx the columns")
def shift_with_dx_down(images, dy, dx):
    moved = np.zeros_like(images)
    _, height, width = images.shape
    for r in range(height):
        for c in range(width):
            if 0 <= r - dx < height and 0 <= c - dy < width:
                moved[:, r, c] = images[:, r - dx, c - dy]
    return moved


@wrong("shift_images", "you went on with the pixels at the edge")
def shift_with_the_edge_again(images, dy, dx):
    _, height, width = images.shape
    rows, columns = np.clip(np.arange(height) - dy, 0, height - 1), np.clip(np.arange(width) - dx, 0, width - 1)
    return images[:, rows][:, :, columns]


@wrong("shift_images", "axis 0 counts the images")
def shift_along_the_images(images, dy, dx):
    return np.roll(images, (dy, dx), axis=(0, 1))


@wrong("shift_images", "stopped with ValueError")
def shift_beyond_the_edge(images, dy, dx):
    _, height, width = images.shape
    moved = np.zeros_like(images)
    moved[:, max(dy, 0) : height - max(-dy, 0), max(dx, 0) : width - max(-dx, 0)] = images[
        :, max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)
    ]
    return moved


@wrong("shift_images", "changed its input")
def shift_in_place(images, dy, dx):
    images[:] = np.roll(images, (dy, dx), axis=(1, 2))
    return images


@wrong("training_multiplications", "that is the forward pass alone")
def multiplications_forward(layer_sizes, n_samples):
    return sum(n_samples * a * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))


@wrong("training_multiplications", "nobody needs the gradient of the pixels")
def multiplications_down_to_the_pixels(layer_sizes, n_samples):
    return 3 * n_samples * sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))


@wrong("training_multiplications", "the layer that hands nothing down is the first, not the last")
def multiplications_without_the_last_handed_down(layer_sizes, n_samples):
    products = [n_samples * a * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False)]
    return 3 * sum(products) - products[-1]


@wrong("training_multiplications", "the gradients handed down are missing")
def multiplications_with_the_weights_only(layer_sizes, n_samples):
    return 2 * n_samples * sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))


@wrong("training_multiplications", "a bias is added, not multiplied")
def multiplications_of_the_biases(layer_sizes, n_samples):
    products = [n_samples * (a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False)]
    return 3 * sum(products) - products[0]


@wrong("training_multiplications", "the last layer counts, too")
def multiplications_one_layer_short(layer_sizes, n_samples):
    products = [n_samples * layer_sizes[i] * layer_sizes[i + 1] for i in range(len(layer_sizes) - 2)]
    return 3 * sum(products) - (products[0] if products else 0)


@wrong("training_multiplications", "an integer, please")
def multiplications_as_a_float(layer_sizes, n_samples):
    sizes = np.array(layer_sizes, dtype=float)
    return n_samples * (3 * np.sum(sizes[:-1] * sizes[1:]) - sizes[0] * sizes[1])


def leaning(image):
    """Rows and columns from the center of the ink, and the slant; for the wrong answers below."""
    r, c = np.indices(image.shape)
    down, across = r - (image * r).sum() / image.sum(), c - (image * c).sum() / image.sum()
    spread = (image * down**2).sum()
    return r, c, down, (image * down * across).sum() / spread if spread else 0.0


def read_straight(image, column):
    width = image.shape[1]
    r = np.arange(len(image))[:, None]
    left = np.floor(column).astype(int)
    framed = np.pad(image, ((0, 0), (1, 1)))
    ends = [framed[r, np.clip(side, -1, width) + 1] for side in (left, left + 1)]
    return (1 - column + left) * ends[0] + (column - left) * ends[1]


@wrong("deskew", "np.interp goes on with the last pixel")
def deskew_with_edges_that_go_on(image):
    if not image.any():
        return image
    _, c, down, slant = leaning(image)
    return np.array([np.interp(x, c[0], row) for x, row in zip(c + slant * down, image, strict=True)])


@wrong("deskew", "half a pixel outside there is still half of the edge pixel")
def deskew_with_edges_cut(image):
    if not image.any():
        return image
    _, c, down, slant = leaning(image)
    return np.array([np.interp(x, c[0], row, left=0, right=0) for x, row in zip(c + slant * down, image, strict=True)])


@wrong("deskew", "the rows slid the wrong way")
def deskew_the_wrong_way(image):
    if not image.any():
        return image
    _, c, down, slant = leaning(image)
    return read_straight(image, c - slant * down)


@wrong("deskew", "interpolate between two pixels: you took the nearest")
def deskew_to_the_nearest(image):
    if not image.any():
        return image
    _, c, down, slant = leaning(image)
    return read_straight(image, np.rint(c + slant * down))


@wrong("deskew", "slide by slant * (r - r0), not by slant * r")
def deskew_from_the_top(image):
    if not image.any():
        return image
    r, c, _, slant = leaning(image)
    return read_straight(image, c + slant * r)


@wrong("deskew", "the center of the ink, not the center of the picture")
def deskew_around_the_middle(image):
    r, c = np.indices(image.shape)
    down, across = r - (image.shape[0] - 1) / 2, c - (image.shape[1] - 1) / 2
    spread = (image * down**2).sum()
    slant = (image * down * across).sum() / spread if spread else 0.0
    return read_straight(image, c + slant * down)


@wrong("deskew", "you took the columns")
def deskew_by_the_spread_of_the_columns(image):
    if not image.any():
        return image
    r, c, down, _ = leaning(image)
    across = c - (image * c).sum() / image.sum()
    return read_straight(image, c + (image * down * across).sum() / (image * across**2).sum() * down)


@wrong("deskew", "below 0, int() rounds up: use np.floor")
def deskew_with_a_cut_toward_zero(image):
    if not image.any():
        return image
    r, c, down, slant = leaning(image)
    column = c + slant * down
    left, framed = column.astype(int), np.pad(image, ((0, 0), (1, 1)))
    width = image.shape[1]
    ends = [framed[r, np.clip(side, -1, width) + 1] for side in (left, left + 1)]
    return (1 - column + left) * ends[0] + (column - left) * ends[1]


@wrong("deskew", "ink in a single row has no slant: 0 / 0 became nan")
def deskew_without_care_for_one_row(image):
    if not image.any():
        return image
    _, c, down, slant = leaning(image)
    return read_straight(image, c + slant * down) if (image * down**2).sum() else np.full(image.shape, np.nan)


@wrong("deskew", "no ink, no center: 0 / 0 became nan")
def deskew_without_care_for_no_ink(image):
    with np.errstate(all="ignore"):
        _, c, down, slant = leaning(image)
    return read_straight(image, c + slant * down) if image.any() else np.full(image.shape, np.nan)


@wrong("deskew", "below 0, int() rounds up: use np.floor")
def deskew_pixel_by_pixel(image):
    if not image.any():
        return image
    height, width = image.shape
    _, _, down, slant = leaning(image)
    new = np.zeros((height, width))
    for r in range(height):
        for c in range(width):
            column = c + slant * down[r, 0]
            left = int(column)
            for side, share in ((left, 1 - column + left), (left + 1, column - left)):
                if 0 <= side < width:
                    new[r, c] += share * image[r, side]
    return new


@wrong("per_sample_gradient_norms", "the biases are parameters too")
def norms_without_the_biases(layer_inputs, deltas):
    pairs = zip(layer_inputs, deltas, strict=True)
    return len(deltas[0]) * np.sqrt(sum((x**2).sum(axis=1) * (d**2).sum(axis=1) for x, d in pairs))


@wrong("per_sample_gradient_norms", "a sample's own are n times as large")
def norms_of_the_share_of_the_mean(layer_inputs, deltas):
    pairs = zip(layer_inputs, deltas, strict=True)
    return np.sqrt(sum(((x**2).sum(axis=1) + 1) * (d**2).sum(axis=1) for x, d in pairs))


@wrong("per_sample_gradient_norms", "are n times as large, and the biases are parameters too")
def norms_without_the_biases_of_the_share(layer_inputs, deltas):
    pairs = zip(layer_inputs, deltas, strict=True)
    return np.sqrt(sum((x**2).sum(axis=1) * (d**2).sum(axis=1) for x, d in pairs))


@wrong("per_sample_gradient_norms", "n^2 times as large")
def norms_with_n_in_the_root(layer_inputs, deltas):
    n, pairs = len(deltas[0]), zip(layer_inputs, deltas, strict=True)
    return np.sqrt(n * sum(((x**2).sum(axis=1) + 1) * (d**2).sum(axis=1) for x, d in pairs))


@wrong("per_sample_gradient_norms", "lengths do not add up, their squares do")
def norms_added_up(layer_inputs, deltas):
    pairs = zip(layer_inputs, deltas, strict=True)
    return len(deltas[0]) * sum(np.sqrt((x**2).sum(axis=1) + 1) * np.linalg.norm(d, axis=1) for x, d in pairs)


@wrong("per_sample_gradient_norms", "a gradient was built")
def norms_of_all_gradients(layer_inputs, deltas):
    n, squares = len(deltas[0]), 0
    for x, delta in zip(layer_inputs, deltas, strict=True):
        own = x[:, :, None] * n * delta[:, None, :]
        squares = squares + (own**2).sum(axis=(1, 2)) + ((n * delta) ** 2).sum(axis=1)
    return np.sqrt(squares)


@wrong("per_sample_gradient_norms", "a gradient was built")
def norms_of_one_gradient_at_a_time(layer_inputs, deltas):
    n, norms = len(deltas[0]), []
    for i in range(n):
        parts = [
            np.outer(np.append(x[i], 1), n * delta[i]).ravel() for x, delta in zip(layer_inputs, deltas, strict=True)
        ]
        norms.append(np.linalg.norm(np.concatenate(parts)))
    return np.array(norms)


@wrong("per_sample_gradient_norms", "that is the last layer alone")
def norms_of_the_last_layer(layer_inputs, deltas):
    for x, delta in zip(layer_inputs, deltas, strict=True):
        squares = ((x**2).sum(axis=1) + 1) * (delta**2).sum(axis=1)
    return len(deltas[0]) * np.sqrt(squares)


@wrong("per_sample_gradient_norms", "did you forget `return`?")
def norms_without_return(layer_inputs, deltas):
    print(sum(((x**2).sum(axis=1) + 1) * (d**2).sum(axis=1) for x, d in zip(layer_inputs, deltas, strict=True)))
