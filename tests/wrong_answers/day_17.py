"""Natural wrong answers to day 17's exercises, and what the judge must say of each."""

from itertools import pairwise, product

import numpy as np
from wrong import wrong


@wrong("parameters_by_layer", "the biases are missing")
def parameters_without_biases(layer_sizes):
    return [n_in * n_out for n_in, n_out in pairwise(layer_sizes)]


@wrong("parameters_by_layer", "needs more than a gigabyte")
def parameters_of_built_tables(layer_sizes):
    return [np.zeros((n_in, n_out)).size + n_out for n_in, n_out in pairwise(layer_sizes)]


@wrong("parameters_by_layer", "not their sum")
def parameters_in_all(layer_sizes):
    return sum(n_in * n_out + n_out for n_in, n_out in pairwise(layer_sizes))


@wrong("parameters_by_layer", "not to each that goes in")
def parameters_with_input_biases(layer_sizes):
    return [n_in * n_out + n_in for n_in, n_out in pairwise(layer_sizes)]


@wrong("parameters_by_layer", "stopped with IndexError")
def parameters_past_the_end(layer_sizes):
    return [(layer_sizes[i] + 1) * layer_sizes[i + 1] for i in range(len(layer_sizes))]


@wrong("bias_as_weight", "so the bias is the last row")
def bias_on_top(W, b):
    return np.vstack([b, W])


@wrong("bias_as_weight", "the bias is a row, not a column")
def bias_as_a_column(W, b):
    return np.column_stack([W, b])


@wrong("bias_as_weight", "b is not added to W")
def bias_added(W, b):
    return W + b


@wrong("bias_as_weight", "the last row is the bias itself")
def bias_replaced_by_ones(W, b):
    return np.vstack([W, np.ones(len(b))])


@wrong("uniform_limit", "that is the spread of normal draws")
def limit_of_normal_draws(n_in, n_out, scheme):
    return {"lecun": 1 / n_in, "xavier": 2 / (n_in + n_out), "he": 2 / n_in}[scheme] ** 0.5


@wrong("uniform_limit", "the width is 2a")
def limit_as_the_width(n_in, n_out, scheme):
    return (12 * {"lecun": 1 / n_in, "xavier": 2 / (n_in + n_out), "he": 2 / n_in}[scheme]) ** 0.5


@wrong("uniform_limit", "the root is missing")
def limit_squared(n_in, n_out, scheme):
    return 3 * {"lecun": 1 / n_in, "xavier": 2 / (n_in + n_out), "he": 2 / n_in}[scheme]


@wrong("uniform_limit", '"he" takes n_in')
def limit_of_the_other_side(n_in, n_out, scheme):
    return (3 * {"lecun": 1 / n_out, "xavier": 2 / (n_in + n_out), "he": 2 / n_out}[scheme]) ** 0.5


@wrong("uniform_limit", '"lecun" is 1 / n_in')
def limit_with_one_formula_for_two(n_in, n_out, scheme):
    return (6 / (n_in + n_out if scheme == "xavier" else n_in)) ** 0.5


@wrong("collapse", "the biases pass through the later weights")
def collapse_with_summed_biases(params):
    W = params[0][0]
    for V, _ in params[1:]:
        W = W @ V
    return W, sum(b for _, b in params)


@wrong("collapse", "the earlier biases got lost")
def collapse_with_the_last_bias(params):
    return np.linalg.multi_dot([W for W, _ in params]), params[-1][1]


@wrong("collapse", "the first layer's table stands on the left")
def collapse_in_the_wrong_order(params):
    W, b = params[0]
    for V, c in params[1:]:
        W, b = V @ W, b @ V + c
    return W, b


@wrong("collapse", "that is only the first two layers")
def collapse_of_two(params):
    (W, b), (V, c) = params[:2]
    return W @ V, b @ V + c


@wrong("unit_length", "the bias is part of z")
def unit_length_without_the_bias(W1, b1, W2):
    length = np.linalg.norm(W1, axis=0)
    return W1 / length, b1, W2 * length[:, None]


@wrong("unit_length", "the next layer must undo it")
def unit_length_not_undone(W1, b1, W2):
    length = np.linalg.norm(W1, axis=0)
    return W1 / length, b1 / length, W2


@wrong("unit_length", "0 / 0 came out")
def unit_length_of_nothing(W1, b1, W2):
    length = np.linalg.norm(W1, axis=0)
    return W1 / length, b1 / length, W2 * length[:, None]


@wrong("unit_length", "not column j")
def unit_length_undone_in_columns(W1, b1, W2):
    length = np.linalg.norm(W1, axis=0)
    return W1 / length, b1 / length, W2 * length


@wrong("unit_length", "a column of W1")
def unit_length_of_rows(W1, b1, W2):
    length = np.linalg.norm(W1, axis=1)
    return W1 / length, b1 / length, W2 * length[:, None]


def weighted_mean(values):
    z = np.linspace(-10, 10, 20001)
    weight = np.exp(-(z**2) / 2)
    return np.sum(weight * values(z)) / weight.sum()


@wrong("variance_to_keep", "not the square of the mean")
def variance_from_the_mean(activation, n_in):
    return 1 / (n_in * weighted_mean(activation) ** 2)


@wrong("variance_to_keep", "not the variance")
def variance_from_the_variance(activation, n_in):
    m = weighted_mean(lambda z: activation(z) ** 2) - weighted_mean(activation) ** 2
    return 1 / (n_in * m)


@wrong("variance_to_keep", "z near 0 is far more frequent")
def variance_unweighted(activation, n_in):
    return 1 / (n_in * np.mean(activation(np.linspace(-10, 10, 20001)) ** 2))


@wrong("variance_to_keep", "not their variance")
def variance_as_a_spread(activation, n_in):
    return np.sqrt(1 / (n_in * weighted_mean(lambda z: activation(z) ** 2)))


@wrong("variance_to_keep", "not e^(-z^2)")
def variance_with_a_narrow_bell(activation, n_in):
    z = np.linspace(-10, 10, 20001)
    weight = np.exp(-(z**2))
    return 1 / (n_in * np.sum(weight * activation(z) ** 2) / weight.sum())


@wrong("output_range", "the low input does not give the low answer")
def range_of_two_corners(low, high, params):
    for W, b in params[:-1]:
        low, high = np.maximum(low @ W + b, 0), np.maximum(high @ W + b, 0)
    W, b = params[-1]
    return low @ W + b, high @ W + b


@wrong("output_range", "every layer but the last has ReLU")
def range_without_relu(low, high, params):
    for W, b in params:
        positive, negative = np.maximum(W, 0), np.minimum(W, 0)
        low, high = low @ positive + high @ negative + b, high @ positive + low @ negative + b
    return low, high


@wrong("output_range", "the last layer has no ReLU")
def range_with_relu_everywhere(low, high, params):
    for W, b in params:
        positive, negative = np.maximum(W, 0), np.minimum(W, 0)
        low, high = low @ positive + high @ negative + b, high @ positive + low @ negative + b
        low, high = np.maximum(low, 0), np.maximum(high, 0)
    return low, high


@wrong("output_range", "those are the corners of the input box only")
def range_of_all_corners(low, high, params):
    x = np.array(list(product(*zip(low, high, strict=True))))
    for W, b in params[:-1]:
        x = np.maximum(x @ W + b, 0)
    x = x @ params[-1][0] + params[-1][1]
    return x.min(axis=0), x.max(axis=0)


@wrong("output_range", "the lower bounds come first")
def range_the_wrong_way_round(low, high, params):
    for i, (W, b) in enumerate(params):
        if i > 0:
            low, high = np.maximum(low, 0), np.maximum(high, 0)
        positive, negative = np.maximum(W, 0), np.minimum(W, 0)
        low, high = low @ positive + high @ negative + b, high @ positive + low @ negative + b
    return high, low


@wrong("through_the_points", "its weight is the change of the slope")
def points_with_slopes(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order]
    slopes = np.append(np.diff(y) / np.diff(x), 0.0)
    return [(np.ones((1, len(x))), -x), (slopes[:, None], y[:1])]


@wrong("through_the_points", "sort them by x first")
def points_as_they_come(x, y):
    slopes = np.concatenate([[0.0], np.diff(y) / np.diff(x), [0.0]])
    return [(np.ones((1, len(x))), -x), (np.diff(slopes)[:, None], y[:1])]


@wrong("through_the_points", "right of the last point the curve is level")
def points_running_on(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order]
    slopes = np.diff(y) / np.diff(x)
    changes = np.concatenate([slopes[:1], np.diff(slopes), [0.0]])
    return [(np.ones((1, len(x))), -x), (changes[:, None], y[:1])]


@wrong("through_the_points", "y must go along")
def points_with_only_x_sorted(x, y):
    x = np.sort(x)
    slopes = np.concatenate([[0.0], np.diff(y) / np.diff(x), [0.0]])
    return [(np.ones((1, len(x))), -x), (np.diff(slopes)[:, None], y[:1])]


@wrong("through_the_points", "W of the last layer is (n, 1)")
def points_with_a_flat_table(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order]
    slopes = np.concatenate([[0.0], np.diff(y) / np.diff(x), [0.0]])
    return [(np.ones((1, len(x))), -x), (np.diff(slopes), y[:1])]
