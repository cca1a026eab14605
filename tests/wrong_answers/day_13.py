"""Natural wrong answers to day 13's exercises, and what the judge must say of each."""

from collections import Counter

import numpy as np
from wrong import wrong


@wrong("max_abs_scale", "a column of zeros stays as it is: 0 / 0 came out")
def scale_without_care_for_zeros(X):
    return X / np.abs(X).max(axis=0)


@wrong("max_abs_scale", "the largest ABSOLUTE value: you took the largest")
def scale_by_the_largest(X):
    largest = X.max(axis=0)
    return X / np.where(largest == 0, 1, largest)


@wrong("max_abs_scale", "the largest ABSOLUTE value: you took the largest")
def scale_by_the_size_of_the_largest(X):
    largest = np.abs(X.max(axis=0))
    return X / np.where(largest == 0, 1, largest)


@wrong("max_abs_scale", "go down the columns (axis=0), not along the rows")
def scale_along_the_rows(X):
    largest = np.abs(X).max(axis=1, keepdims=True)
    return X / np.where(largest == 0, 1, largest)


@wrong("max_abs_scale", "one number for each column, not one for the whole table")
def scale_by_one_number(X):
    return X / (np.abs(X).max() or 1)


@wrong("max_abs_scale", "changed its input: work on a copy")
def scale_in_place(X):
    for j in range(X.shape[1]):
        largest = np.abs(X[:, j]).max()
        if largest > 0:
            X[:, j] /= largest
    return X


@wrong("max_abs_scale", "zero must stay zero: that is by the smallest and the largest")
def scale_min_max(X):
    width = np.ptp(X, axis=0)
    return (X - X.min(axis=0)) / np.where(width == 0, 1, width)


@wrong("max_abs_scale", "the sign stays: divide X, not its absolute values")
def scale_to_absolute_values(X):
    largest = np.abs(X).max(axis=0)
    return np.abs(X) / np.where(largest == 0, 1, largest)


@wrong("max_abs_scale", "only a 0 is replaced by 1: a column of small numbers gets divided like the others")
def scale_by_at_least_1(X):
    return X / np.maximum(np.abs(X).max(axis=0), 1)


@wrong(
    "max_abs_scale", "divide by the largest absolute value itself: 1e-8 more is too much for a column of small numbers"
)
def scale_with_a_small_number_below(X):
    return X / (np.abs(X).max(axis=0) + 1e-8)


@wrong("max_abs_scale", "X may hold whole numbers, the answer does not: zeros_like(X) rounds it")
def scale_into_whole_numbers(X):
    scaled, largest = np.zeros_like(X), np.abs(X).max(axis=0)
    for j in range(X.shape[1]):
        scaled[:, j] = X[:, j] / (largest[j] or 1)
    return scaled


@wrong("clock_features", "the sine goes first")
def clock_with_the_cosine_first(values, period):
    angle = 2 * np.pi * values / period
    return np.column_stack([np.cos(angle), np.sin(angle)])


@wrong("clock_features", "the angle grows with the value: no minus")
def clock_that_runs_backward(values, period):
    angle = -2 * np.pi * values / period
    return np.column_stack([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "np.sin wants radians: one turn is 2 pi, not 360")
def clock_in_degrees(values, period):
    angle = 360 * values / period
    return np.column_stack([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "a full turn is 2 pi, not pi")
def clock_of_half_a_turn(values, period):
    angle = np.pi * values / period
    return np.column_stack([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "one column for each: (n, 2), not (2, n)")
def clock_on_its_side(values, period):
    angle = 2 * np.pi * values / period
    return np.array([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "one period is one full turn: 2 pi is missing")
def clock_without_the_turn(values, period):
    return np.column_stack([np.sin(values / period), np.cos(values / period)])


@wrong("clock_features", "divide by the period")
def clock_without_the_period(values, period):
    return np.column_stack([np.sin(2 * np.pi * values), np.cos(2 * np.pi * values)])


@wrong("clock_features", "it starts again after 24, not after 23")
def clock_with_one_hour_less(values, period):
    angle = 2 * np.pi * values / (period - 1)
    return np.column_stack([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "divide by the period, and keep the part of a turn")
def clock_that_counts_whole_turns(values, period):
    angle = 2 * np.pi * (values // period)
    return np.column_stack([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "divide by the period, not by the largest value")
def clock_by_the_largest_value(values, period):
    angle = 2 * np.pi * values / values.max()
    return np.column_stack([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "one column for each: (n, 2), not one after the other")
def clock_in_one_row(values, period):
    angle = 2 * np.pi * values / period
    return np.concatenate([np.sin(angle), np.cos(angle)])


@wrong("clock_features", "one column for each: (n, 2), not (2, n)")
def clock_as_a_pair(values, period):
    angle = 2 * np.pi * values / period
    return np.sin(angle), np.cos(angle)


@wrong("group_rare", "exactly `least` times is enough to stay")
def rare_on_exactly_least(words, least):
    return [word if words.count(word) > least else "other" for word in words]


@wrong("group_rare", "the rare ones become other, not the frequent ones")
def rare_kept_and_frequent_replaced(words, least):
    return [word if words.count(word) < least else "other" for word in words]


@wrong("group_rare", "replace the rare words, do not leave them out")
def rare_left_out(words, least):
    return [word for word in words if words.count(word) >= least]


@wrong("group_rare", "give a list: a set loses the order and the repeats")
def rare_as_a_set(words, least):
    return {word if words.count(word) >= least else "other" for word in words}


@wrong("group_rare", "each word once is not what was asked: keep the list as long as it was")
def rare_of_each_word_once(words, least):
    return [word if count >= least else "other" for word, count in Counter(words).items()]


@wrong("group_rare", "give a list, not an array")
def rare_in_an_array(words, least):
    return np.array([word if words.count(word) >= least else "other" for word in words])


@wrong("group_rare", "count words, not parts of words: peach is no pea")
def rare_counted_in_one_text(words, least):
    text = " ".join(words)
    return [word if text.count(word) >= least else "other" for word in words]


@wrong("group_rare", "count in the whole list, not up to the word alone")
def rare_counted_so_far(words, least):
    return [word if words[: i + 1].count(word) >= least else "other" for i, word in enumerate(words)]


@wrong("group_rare", "`least` is how often a word must occur, not how many words stay")
def rare_by_the_most_common(words, least):
    common = [word for word, _ in Counter(words).most_common(least)]
    return [word if word in common else "other" for word in words]


@wrong("fill_by_group", "the median, not the mean")
def fill_with_the_mean(x, groups):
    filled = x.copy()
    for group in np.unique(groups):
        inside = groups == group
        known = x[inside][~np.isnan(x[inside])]
        filled[inside & np.isnan(x)] = known.mean() if len(known) else np.nanmean(x)
    return filled


@wrong("fill_by_group", "the median of the group, not of all numbers")
def fill_with_the_median_of_all(x, groups):
    return np.where(np.isnan(x), np.nanmedian(x), x)


def fill(x, groups, instead):
    filled = x.copy()
    for group in np.unique(groups):
        inside = groups == group
        known = x[inside][~np.isnan(x[inside])]
        filled[inside & np.isnan(x)] = np.median(known) if len(known) else instead(x, groups, filled)
    return filled


@wrong("fill_by_group", "a group without numbers takes the median of all")
def fill_empty_groups_with_nan(x, groups):
    return fill(x, groups, lambda *_: np.nan)


@wrong("fill_by_group", "a group without numbers takes the median of all, not 0")
def fill_empty_groups_with_zero(x, groups):
    return fill(x, groups, lambda *_: 0.0)


@wrong("fill_by_group", "a group without numbers takes the median of all, not the mean")
def fill_empty_groups_with_the_mean(x, groups):
    return fill(x, groups, lambda x, groups, filled: np.nanmean(x))


@wrong("fill_by_group", "the median of all numbers, not of the groups' medians")
def fill_empty_groups_with_the_median_of_medians(x, groups):
    def instead(x, groups, filled):
        parts = [x[groups == group] for group in np.unique(groups)]
        return np.median([np.nanmedian(part) for part in parts if not np.isnan(part).all()])

    return fill(x, groups, instead)


@wrong("fill_by_group", "your median of all contains numbers that you filled in for another group")
def fill_empty_groups_from_the_filled(x, groups):
    return fill(x, groups, lambda x, groups, filled: np.nanmedian(filled))


@wrong("fill_by_group", "your median of all contains numbers that you filled in")
def fill_empty_groups_at_the_end(x, groups):
    filled = fill(x, groups, lambda *_: np.nan)
    return np.where(np.isnan(filled), np.nanmedian(filled), filled)


@wrong("fill_by_group", "fill the holes only: known numbers stay")
def fill_over_the_known(x, groups):
    filled = x.copy()
    for group in np.unique(groups):
        known = x[(groups == group) & ~np.isnan(x)]
        filled[groups == group] = np.median(known) if len(known) else np.nanmedian(x)
    return filled


@wrong("fill_by_group", "changed its input: work on a copy")
def fill_in_place(x, groups):
    for i in np.flatnonzero(np.isnan(x)):
        known = x[(groups == groups[i]) & ~np.isnan(x)]
        x[i] = np.median(known) if len(known) else np.nanmedian(x)
    return x


@wrong("fill_by_group", "of 4 and 30 the median is halfway between, not the larger one")
def fill_with_the_middle_entry(x, groups):
    def middle(numbers):
        return np.sort(numbers)[len(numbers) // 2]

    filled = x.copy()
    for group in np.unique(groups):
        inside = groups == group
        known = x[inside & ~np.isnan(x)]
        filled[inside & np.isnan(x)] = middle(known) if len(known) else middle(x[~np.isnan(x)])
    return filled


@wrong("fill_by_group", "with a nan among them, np.median gives nan: take it of the known numbers")
def fill_with_medians_that_know_nan(x, groups):
    filled = x.copy()
    for group in np.unique(groups):
        inside = groups == group
        filled[inside & np.isnan(x)] = np.median(x[inside])
    return filled


@wrong("fill_by_group", "your median of all contains numbers that you filled in")
def fill_one_hole_after_the_other(x, groups):
    filled = x.copy()
    for i in np.flatnonzero(np.isnan(x)):
        known = filled[(groups == groups[i]) & ~np.isnan(filled)]
        filled[i] = np.median(known) if len(known) else np.nanmedian(filled)
    return filled


def sums_and_counts(categories, y):
    codes = np.unique(categories, return_inverse=True)[1]
    return np.bincount(codes, weights=y)[codes], np.bincount(codes)[codes]


@wrong("leave_one_out_encode", "that is the mean with the row itself: take its own y out")
def encode_with_the_row_itself(categories, y):
    total, count = sums_and_counts(categories, y)
    return total / count


@wrong("leave_one_out_encode", "a row alone in its category gets the mean of the others, 0 / 0 came out")
def encode_with_a_lone_row_as_nan(categories, y):
    total, count = sums_and_counts(categories, y)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (total - y) / (count - 1)


@wrong("leave_one_out_encode", "a row alone in its category gets the mean of the OTHER rows")
def encode_with_a_lone_row_as_the_mean_of_all(categories, y):
    total, count = sums_and_counts(categories, y)
    return np.where(count > 1, (total - y) / np.maximum(count - 1, 1), y.mean())


@wrong("leave_one_out_encode", "a row alone in its category gets the mean of the others, not its own y")
def encode_with_a_lone_row_as_itself(categories, y):
    total, count = sums_and_counts(categories, y)
    return np.where(count > 1, (total - y) / np.maximum(count - 1, 1), y)


@wrong("leave_one_out_encode", "a row alone in its category gets the mean of the others, not 0")
def encode_with_a_lone_row_as_zero(categories, y):
    total, count = sums_and_counts(categories, y)
    return (total - y) / np.maximum(count - 1, 1)


@wrong("leave_one_out_encode", "a row alone in its category is not one of the others: take its own y out")
def encode_with_a_lone_row_in_the_sum(categories, y):
    total, count = sums_and_counts(categories, y)
    return np.where(count > 1, (total - y) / np.maximum(count - 1, 1), y.sum() / (len(y) - 1))


@wrong("leave_one_out_encode", "divide by the number of the others, one less")
def encode_with_the_full_count(categories, y):
    total, count = sums_and_counts(categories, y)
    return np.where(count > 1, (total - y) / count, (y.sum() - y) / (len(y) - 1))


@wrong("leave_one_out_encode", "the sum still has the row's own y in it")
def encode_with_the_full_sum(categories, y):
    total, count = sums_and_counts(categories, y)
    return np.where(count > 1, total / np.maximum(count - 1, 1), (y.sum() - y) / (len(y) - 1))


@wrong("leave_one_out_encode", "that is the mean of the rows with other categories")
def encode_with_the_other_categories(categories, y):
    total, count = sums_and_counts(categories, y)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (y.sum() - total) / (len(y) - count)


@wrong("leave_one_out_encode", "stopped after 2 seconds: is there a loop that never ends?")
def encode_row_by_row(categories, y):
    encoded, rows = np.empty(len(y)), np.arange(len(y))
    for i in rows:
        others = y[(categories == categories[i]) & (rows != i)]
        encoded[i] = others.mean() if len(others) else y[rows != i].mean()
    return encoded


@wrong("leave_one_out_encode", "needs more than a gigabyte: is there a table that is too large?")
def encode_in_a_table_of_pairs(categories, y):
    same = (categories[:, None] == categories) & ~np.eye(len(y), dtype=bool)
    with np.errstate(invalid="ignore", divide="ignore"):
        encoded = same @ y / same.sum(axis=1)
    return np.where(same.any(axis=1), encoded, (y.sum() - y) / (len(y) - 1))


@wrong("leave_one_out_encode", "stopped with ValueError")
def encode_by_bincount_alone(categories, y):
    count = np.bincount(categories)[categories] - 1
    total = np.bincount(categories, weights=y)[categories] - y
    return np.where(count > 0, total / np.maximum(count, 1), (y.sum() - y) / (len(y) - 1))


@wrong("leave_one_out_encode", "another row with the same y is still another row: leave out the row, not the value")
def encode_without_rows_of_the_same_value(categories, y):
    encoded = np.empty(len(y))
    for i in range(len(y)):
        others = y[(categories == categories[i]) & (y != y[i])]
        encoded[i] = others.mean() if len(others) else (y.sum() - y[i]) / (len(y) - 1)
    return encoded


@wrong("leave_one_out_encode", "y may hold whole numbers, their means do not: zeros_like(y) rounds them")
def encode_into_whole_numbers(categories, y):
    encoded = np.zeros_like(y)
    total, count = sums_and_counts(categories, y)
    encoded[:] = np.where(count > 1, (total - y) / np.maximum(count - 1, 1), (y.sum() - y) / (len(y) - 1))
    return encoded


@wrong("leave_one_out_encode", "the others are n - 1 rows: divide their sum by that")
def encode_with_a_lone_row_over_n(categories, y):
    total, count = sums_and_counts(categories, y)
    return np.where(count > 1, (total - y) / np.maximum(count - 1, 1), (y.sum() - y) / len(y))


def merged(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, delta = n_a + n_b, mean_b - mean_a
    return n, mean_a + delta * n_b / n, (n_a * var_a + n_b * var_b + delta**2 * n_a * n_b / n) / n


@wrong("merge_statistics", "the variances alone are not enough: the means lie apart")
def merge_without_the_gap(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, mean, _ = merged(n_a, mean_a, var_a, n_b, mean_b, var_b)
    return n, mean, (n_a * var_a + n_b * var_b) / n


@wrong("merge_statistics", "the means must be weighted by the rows, and the variances too")
def merge_by_plain_averages(n_a, mean_a, var_a, n_b, mean_b, var_b):
    return n_a + n_b, (mean_a + mean_b) / 2, (var_a + var_b) / 2


@wrong("merge_statistics", "the means must be weighted by the rows")
def merge_with_the_plain_mean(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, _, var = merged(n_a, mean_a, var_a, n_b, mean_b, var_b)
    return n, (mean_a + mean_b) / 2, var


@wrong("merge_statistics", "the variance is divided by n, not by n - 1")
def merge_with_n_minus_1(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, mean, var = merged(n_a, mean_a, var_a, n_b, mean_b, var_b)
    return n, mean, var * n / (n - 1)


@wrong("merge_statistics", "var_a and var_b were divided by n, not by n - 1")
def merge_as_if_with_n_minus_1(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, delta = n_a + n_b, mean_b - mean_a
    squares = (n_a - 1) * var_a + (n_b - 1) * var_b + delta**2 * n_a * n_b / n
    return n, mean_a + delta * n_b / n, squares / (n - 1)


@wrong("merge_statistics", "right near 0, but a billion away the digits are lost: never square a mean")
def merge_by_squares_of_means(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n = n_a + n_b
    mean = (n_a * mean_a + n_b * mean_b) / n
    squares = n_a * (var_a + mean_a**2) + n_b * (var_b + mean_b**2)
    return n, mean, squares / n - mean**2


@wrong("merge_statistics", "the gap adds gap^2 n_a n_b / n to the sum of squares")
def merge_with_the_gap_undivided(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, delta = n_a + n_b, mean_b - mean_a
    return n, mean_a + delta * n_b / n, (n_a * var_a + n_b * var_b + delta**2) / n


@wrong("merge_statistics", "gap^2 n_a n_b / n belongs to the sum of squares: divide it by n, too")
def merge_with_the_gap_over_n(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, delta = n_a + n_b, mean_b - mean_a
    return n, mean_a + delta * n_b / n, (n_a * var_a + n_b * var_b) / n + delta**2 * n_a * n_b / n


@wrong("merge_statistics", "the gap must be squared")
def merge_with_the_gap_not_squared(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, delta = n_a + n_b, mean_b - mean_a
    return n, mean_a + delta * n_b / n, (n_a * var_a + n_b * var_b) / n + abs(delta) * n_a * n_b / n**2


@wrong("merge_statistics", "those are sums of squares: divide by n")
def merge_into_sums_of_squares(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, mean, var = merged(n_a, mean_a, var_a, n_b, mean_b, var_b)
    return n, mean, var * n


@wrong("merge_statistics", "the number of rows belongs to the answer, first")
def merge_without_n(n_a, mean_a, var_a, n_b, mean_b, var_b):
    return merged(n_a, mean_a, var_a, n_b, mean_b, var_b)[1:]


@wrong("merge_statistics", "the table with more rows has more weight: it is the other way round")
def merge_from_the_wrong_end(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, _, var = merged(n_a, mean_a, var_a, n_b, mean_b, var_b)
    return n, mean_a + (mean_b - mean_a) * n_a / n, var


@wrong("merge_statistics", "wrong type: expected a tuple, got a list")
def merge_in_a_list(n_a, mean_a, var_a, n_b, mean_b, var_b):
    return list(merged(n_a, mean_a, var_a, n_b, mean_b, var_b))


@wrong("merge_statistics", "those are standard deviations")
def merge_the_standard_deviations(n_a, mean_a, var_a, n_b, mean_b, var_b):
    n, mean, var = merged(n_a, mean_a, var_a, n_b, mean_b, var_b)
    return n, mean, np.sqrt(var)


def squared_distance(X, i):
    """From row i to each row, over the columns that both know; infinite where they share none."""
    both = ~np.isnan(X) & ~np.isnan(X[i])
    shared = both.sum(axis=1)
    distance = np.where(both, X - X[i], 0) ** 2 @ np.ones(X.shape[1]) * X.shape[1] / np.maximum(shared, 1)
    return np.where(shared > 0, distance, np.inf)


def first_of_equals(distance):
    return np.argsort(distance, kind="stable")


def neighbors(X, k, distance_from=squared_distance, order=first_of_equals, donor=None, far=False):
    """The table, filled as it should be, or with one thing done otherwise."""
    filled = X.copy()
    for i, j in np.argwhere(np.isnan(X)):
        distance = distance_from(X, i)
        knows = ~np.isnan(X[:, j])
        distance[~(knows if donor is None else donor)] = np.inf
        nearest = order(distance)[:k]
        if not far:
            nearest = nearest[np.isfinite(distance[nearest]) & knows[nearest]]
        filled[i, j] = np.nanmean(X[nearest, j]) if len(nearest) else np.nanmean(X[:, j])
    return filled


@wrong("fill_from_neighbors", "the distance lacks the factor d / (columns that both know)")
def neighbors_without_the_factor(X, k):
    def distance_from(X, i):
        both = ~np.isnan(X) & ~np.isnan(X[i])
        return np.where(both.any(axis=1), np.nansum((X - X[i]) ** 2, axis=1), np.inf)

    return neighbors(X, k, distance_from)


@wrong("fill_from_neighbors", "nan is not 0: compare only the columns that both rows know")
def neighbors_with_nan_as_zero(X, k):
    return neighbors(X, k, lambda X, i: np.sum((np.nan_to_num(X) - np.nan_to_num(X[i])) ** 2, axis=1))


@wrong("fill_from_neighbors", "squared differences, not absolute ones")
def neighbors_by_the_absolute_difference(X, k):
    def distance_from(X, i):
        both = ~np.isnan(X) & ~np.isnan(X[i])
        shared = np.where(both.any(axis=1), both.sum(axis=1), np.nan)
        return np.nan_to_num(np.nansum(np.abs(X - X[i]), axis=1) / shared, nan=np.inf)

    return neighbors(X, k, distance_from)


@wrong("fill_from_neighbors", "a row that shares no known column is infinitely far away, not at 0")
def neighbors_at_any_distance(X, k):
    return neighbors(X, k, lambda X, i: np.nan_to_num(squared_distance(X, i), posinf=0.0))


@wrong("fill_from_neighbors", "a row that shares no known column is no neighbor, even if others are few")
def neighbors_and_nothing_else(X, k):
    return neighbors(X, k, far=True)


@wrong("fill_from_neighbors", "fill from the table as it came, not with what you have filled in")
def neighbors_of_what_was_filled(X, k):
    filled = X.copy()
    for i, j in np.argwhere(np.isnan(X)):
        filled[i, j] = neighbors(filled, k)[i, j]
    return filled


@wrong("fill_from_neighbors", "choose the k nearest among the rows that know the column, not among all")
def neighbors_that_do_not_know(X, k):
    def distance_from(X, i):
        distance = squared_distance(X, i)
        distance[i] = np.inf
        return distance

    return neighbors(X, k, distance_from, donor=np.ones(len(X), dtype=bool))


@wrong("fill_from_neighbors", "a donor must know the column with the hole, not all columns")
def neighbors_with_complete_rows_alone(X, k):
    return neighbors(X, k, donor=~np.isnan(X).any(axis=1))


@wrong("fill_from_neighbors", "equal distances: the row with the lower index first")
def neighbors_with_the_last_of_equals(X, k):
    return neighbors(X, k, order=lambda distance: len(X) - 1 - np.argsort(distance[::-1], kind="stable"))


@wrong("fill_from_neighbors", "fewer than k donors: divide by their number")
def neighbors_divided_by_k(X, k):
    filled = X.copy()
    for i, j in np.argwhere(np.isnan(X)):
        distance = np.where(np.isnan(X[:, j]), np.inf, squared_distance(X, i))
        nearest = [row for row in first_of_equals(distance)[:k] if np.isfinite(distance[row])]
        filled[i, j] = X[nearest, j].sum() / k if nearest else np.nanmean(X[:, j])
    return filled


@wrong("fill_from_neighbors", "fewer than k donors: take all, not the mean of the column")
def neighbors_only_if_there_are_k(X, k):
    filled = X.copy()
    for i, j in np.argwhere(np.isnan(X)):
        distance = np.where(np.isnan(X[:, j]), np.inf, squared_distance(X, i))
        nearest = [row for row in first_of_equals(distance)[:k] if np.isfinite(distance[row])]
        filled[i, j] = X[nearest, j].mean() if len(nearest) == k else np.nanmean(X[:, j])
    return filled


@wrong("fill_from_neighbors", "average over k neighbors, not only the nearest")
def neighbors_without_k(X, k):
    return neighbors(X, 1)


@wrong("fill_from_neighbors", "that is the mean of the column")
def neighbors_as_the_column_mean(X, k):
    return np.where(np.isnan(X), np.nanmean(X, axis=0), X)


@wrong("fill_from_neighbors", "give the whole table, not the filled holes alone")
def neighbors_as_the_holes_alone(X, k):
    return neighbors(X, k)[np.isnan(X)]


@wrong("fill_from_neighbors", "changed its input: work on a copy")
def neighbors_in_place(X, k):
    X[:] = neighbors(X, k)
    return X


@wrong("rising_encode", "that never falls, but it is not nearest: merge neighbors into their mean")
def rising_by_the_largest_so_far(means, counts):
    return np.maximum.accumulate(means)


@wrong("rising_encode", "that never falls, but it is not nearest: it gives the smallest of all that follow")
def rising_by_the_smallest_to_come(means, counts):
    return np.minimum.accumulate(means[::-1])[::-1]


@wrong("rising_encode", "the order belongs to the categories: do not sort")
def rising_by_sorting(means, counts):
    return np.sort(means)


def pooled(means, counts, back=True):
    blocks = []
    for mean, rows in zip(means, counts, strict=True):
        total, weight, size = mean * rows, rows, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / weight:
            before = blocks.pop()
            total, weight, size = total + before[0], weight + before[1], size + before[2]
            if not back:
                break
        blocks.append((total, weight, size))
    return np.repeat([t / w for t, w, _ in blocks], [size for _, _, size in blocks])


@wrong("rising_encode", "the means must be weighted by the rows")
def rising_without_the_rows(means, counts):
    return pooled(means, np.ones(len(means)))


@wrong("rising_encode", "a merged block has the mean of all its rows, not the middle of two means")
def rising_with_middles(means, counts):
    blocks = []
    for mean in means:
        blocks.append((mean, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (low, size), (high, more) = blocks.pop(), blocks.pop()
            blocks.append(((low + high) / 2, size + more))
    return np.repeat([mean for mean, _ in blocks], [size for _, size in blocks])


@wrong("rising_encode", "a merged block may be lower than the one before it: look back")
def rising_without_looking_back(means, counts):
    return pooled(means, counts, back=False)


@wrong("rising_encode", "one walk from left to right, pair by pair, is not enough")
def rising_pair_by_pair(means, counts):
    means = means.copy()
    for i in range(len(means) - 1):
        if means[i] > means[i + 1]:
            both = np.average(means[i : i + 2], weights=counts[i : i + 2])
            means[i : i + 2] = both
    return means


@wrong("rising_encode", "stopped after 2 seconds: is there a loop that never ends?")
def rising_by_averaging_pairs_until_it_stands(means, counts):
    means = means.copy()
    while np.any(means[:-1] > means[1:]):
        for i in range(len(means) - 1):
            if means[i] > means[i + 1]:
                means[i : i + 2] = np.average(means[i : i + 2], weights=counts[i : i + 2])
    return means


@wrong("rising_encode", "stopped after 2 seconds: is there a loop that never ends?")
def rising_by_many_passes(means, counts):
    blocks = [[m, c, 1] for m, c in zip(means, counts, strict=True)]
    i = 0
    while i < len(blocks) - 1:
        if blocks[i][0] > blocks[i + 1][0]:
            a, b = blocks[i], blocks[i + 1]
            blocks[i : i + 2] = [[(a[0] * a[1] + b[0] * b[1]) / (a[1] + b[1]), a[1] + b[1], a[2] + b[2]]]
            i = 0
        else:
            i += 1
    return np.repeat([m for m, _, _ in blocks], [size for _, _, size in blocks])


@wrong("rising_encode", "that never falls, but it is not nearest: the middle of two bounds")
def rising_between_the_two(means, counts):
    return (np.maximum.accumulate(means) + np.minimum.accumulate(means[::-1])[::-1]) / 2


@wrong("rising_encode", "one encoding for each category, not for each block")
def rising_blocks_alone(means, counts):
    return np.unique(pooled(means, counts))


@wrong("rising_encode", "changed its input: work on a copy")
def rising_in_place(means, counts):
    means[:] = pooled(means, counts)
    return means


@wrong("rising_encode", "the encodings must never fall: yours never rise")
def rising_turned_round(means, counts):
    return -pooled(-means, counts)


@wrong("rising_encode", "encodings need not be whole numbers: zeros_like(counts) rounds them")
def rising_as_whole_numbers(means, counts):
    encoded = np.zeros_like(counts)
    encoded[:] = pooled(means, counts)
    return encoded


@wrong("rising_encode", "needs more than a gigabyte: is there a table that is too large?")
def rising_by_the_formula(means, counts):
    k, totals, rows = len(means), np.cumsum(means * counts), np.cumsum(counts)
    table = (totals - np.append(0, totals[:-1])[:, None]) / (rows - np.append(0, rows[:-1])[:, None])
    encoded = [max(table[a, i:].min() for a in range(i + 1)) for i in range(k)]
    return np.array(encoded)
