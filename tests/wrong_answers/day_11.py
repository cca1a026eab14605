"""Natural wrong answers to day 11's exercises, and what the judge must say of each."""

from itertools import combinations

import numpy as np
from wrong import wrong


@wrong("misclassification", "that is the share that is right: the mistakes are the rest")
def share_of_the_majority(y):
    return np.unique(y, return_counts=True)[1].max() / len(y)


@wrong("misclassification", "you counted the mistakes: divide by the number of rows")
def number_of_mistakes(y):
    return len(y) - np.unique(y, return_counts=True)[1].max()


@wrong("misclassification", "that is Gini")
def gini_instead(y):
    p = np.unique(y, return_counts=True)[1] / len(y)
    return 1 - np.sum(p**2)


@wrong("misclassification", "that is the entropy")
def entropy_instead(y):
    p = np.unique(y, return_counts=True)[1] / len(y)
    return -np.sum(p * np.log2(p))


@wrong(
    "misclassification", "every row that is not of the majority class is a mistake, not only those of one other class"
)
def labels_of_two_classes(y):
    p = np.mean(y == y.max())
    return min(p, 1 - p)


@wrong("misclassification", "stopped with ValueError")
def labels_counted_from_0(y):
    return 1 - np.bincount(y).max() / len(y)


@wrong("misclassification", "the majority class is the most frequent one, not the median")
def the_median_as_majority(y):
    return np.mean(y != np.median(y))


@wrong("misclassification", "divide the count of the majority class by n, not its label")
def the_label_instead_of_its_count(y):
    return 1 - np.bincount(y).argmax() / len(y)


@wrong("misclassification", "the majority class is the most frequent one, not the first")
def the_first_label_as_majority(y):
    return np.mean(y != y[0])


@wrong(
    "misclassification", "every row that is not of the majority class is a mistake, not only those of one other class"
)
def the_least_frequent(y):
    return np.unique(y, return_counts=True)[1].min() / len(y)


def bits(labels):
    p = np.unique(labels, return_counts=True)[1] / len(labels)
    return -np.sum(p * np.log2(p))


def gain(y, groups, impurity=bits):
    names, counts = np.unique(groups, return_counts=True)
    inside = sum(n / len(y) * impurity(y[groups == name]) for name, n in zip(names, counts, strict=True))
    return impurity(y) - inside


@wrong("gain_ratio", "that is the information gain: divide it by the entropy of the groups")
def ratio_not_divided(y, groups):
    return gain(y, groups)


@wrong("gain_ratio", "you divided by the entropy of y: it must be that of the groups")
def ratio_by_the_entropy_of_y(y, groups):
    return gain(y, groups) / bits(y)


@wrong("gain_ratio", "one branch only: 0 / 0 came out")
def ratio_of_one_branch(y, groups):
    with np.errstate(invalid="ignore"):
        return gain(y, groups) / bits(groups)


@wrong("gain_ratio", "one branch only tells nothing: the ratio is 0")
def ratio_of_a_pure_group(y, groups):
    if len(np.unique(groups)) == 1:
        return 1.0
    return gain(y, groups) / bits(groups)


@wrong("gain_ratio", "upside down: the gain goes above")
def ratio_upside_down(y, groups):
    return bits(groups) / gain(y, groups)


@wrong("gain_ratio", "each branch counts by its share of the rows")
def ratio_with_branches_unweighted(y, groups):
    names = np.unique(groups)
    if len(names) == 1:
        return 0.0
    return (bits(y) - np.mean([bits(y[groups == name]) for name in names])) / bits(groups)


@wrong("gain_ratio", "each branch counts by its share of the rows, they are not just added up")
def ratio_with_branches_added(y, groups):
    names = np.unique(groups)
    if len(names) == 1:
        return 0.0
    return (bits(y) - np.sum([bits(y[groups == name]) for name in names])) / bits(groups)


@wrong("gain_ratio", "that is with Gini: C4.5 takes the entropy")
def ratio_with_gini(y, groups):
    def gini(labels):
        p = np.unique(labels, return_counts=True)[1] / len(labels)
        return 1 - np.sum(p**2)

    return gain(y, groups, gini) / (gini(groups) or 1)


@wrong("gain_ratio", "divide by the entropy of the groups, not by their number")
def ratio_by_the_number_of_branches(y, groups):
    return gain(y, groups) / len(np.unique(groups))


@wrong("gain_ratio", "log2 of the number of groups is their entropy only where all are equally large")
def ratio_by_log2_of_the_number_of_branches(y, groups):
    k = len(np.unique(groups))
    return gain(y, groups) / np.log2(k) if k > 1 else 0.0


@wrong("gain_ratio", "one entropy is in bits and the other is not: take log2 for both")
def ratio_with_two_logarithms(y, groups):
    p = np.unique(groups, return_counts=True)[1] / len(groups)
    split = -np.sum(p * np.log(p))
    return gain(y, groups) / split if split else 0.0


@wrong("gain_ratio", "the gain is what the question takes away, not what is left")
def ratio_with_what_is_left(y, groups):
    return (bits(y) - gain(y, groups)) / (bits(groups) or 1)


@wrong("walk", "equal to the threshold goes left")
def walk_right_on_equal(feature, threshold, left, right, x):
    visited = [0]
    while feature[visited[-1]] >= 0:
        node = visited[-1]
        visited.append(left[node] if x[feature[node]] < threshold[node] else right[node])
    return np.array(visited)


@wrong("walk", "the leaf is part of the path")
def walk_without_the_leaf(feature, threshold, left, right, x):
    visited, node = [], 0
    while feature[node] != -1:
        visited.append(node)
        node = left[node] if x[feature[node]] <= threshold[node] else right[node]
    return np.array(visited)


@wrong("walk", "the root is part of the path")
def walk_without_the_root(feature, threshold, left, right, x):
    visited, node = [], 0
    while feature[node] != -1:
        node = left[node] if x[feature[node]] <= threshold[node] else right[node]
        visited.append(node)
    return np.array(visited)


@wrong("walk", "a node that asks feature 0 is no leaf: a leaf has feature -1")
def walk_with_feature_0_as_a_leaf(feature, threshold, left, right, x):
    visited = [0]
    while feature[visited[-1]] > 0:
        node = visited[-1]
        visited.append(left[node] if x[feature[node]] <= threshold[node] else right[node])
    return np.array(visited)


@wrong("walk", "compare x[feature[node]]: which feature comes next depends on the node")
def walk_by_the_node_number(feature, threshold, left, right, x):
    visited, node, depth = [0], 0, 0
    while feature[node] != -1:
        node = left[node] if x[depth % len(x)] <= threshold[node] else right[node]
        depth += 1
        visited.append(node)
    return np.array(visited)


@wrong("walk", "left and right are swapped")
def walk_to_the_other_side(feature, threshold, left, right, x):
    visited = [0]
    while feature[visited[-1]] >= 0:
        node = visited[-1]
        visited.append(right[node] if x[feature[node]] <= threshold[node] else left[node])
    return np.array(visited)


@wrong("walk", "the children's numbers are in left and right: there is no rule for them")
def walk_as_in_a_heap(feature, threshold, left, right, x):
    visited = [0]
    while feature[visited[-1]] >= 0:
        node = visited[-1]
        visited.append(2 * node + 1 if x[feature[node]] <= threshold[node] else 2 * node + 2)
    return np.array(visited)


@wrong("walk", "all visited nodes, not only the leaf")
def walk_to_the_last(feature, threshold, left, right, x):
    node = 0
    while feature[node] >= 0:
        node = left[node] if x[feature[node]] <= threshold[node] else right[node]
    return node


@wrong("walk", "did you forget `return`?")
def walk_that_forgets_to_return(feature, threshold, left, right, x):
    def step(node):
        if feature[node] < 0:
            return [node]
        below = left[node] if x[feature[node]] <= threshold[node] else right[node]
        return [node, *step(below)]

    step(0)


def middles(x):
    values = np.unique(x)
    return (values[:-1] + values[1:]) / 2


@wrong("boundary_thresholds", "those are all midpoints: leave out the ones inside a run of one label")
def thresholds_everywhere(x, y):
    return middles(x)


@wrong("boundary_thresholds", "comparing sorted neighbors is not enough: look at all labels of both values")
def thresholds_between_sorted_neighbors(x, y):
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    change = (y[:-1] != y[1:]) & (x[:-1] != x[1:])
    return ((x[:-1] + x[1:]) / 2)[change]


@wrong("boundary_thresholds", "comparing sorted neighbors is not enough, sorted by their labels neither")
def thresholds_between_neighbors_sorted_by_label(x, y):
    order = np.lexsort([y, x])
    x, y = x[order], y[order]
    return ((x[:-1] + x[1:]) / 2)[(y[:-1] != y[1:]) & (x[:-1] != x[1:])]


@wrong("boundary_thresholds", "between equal values there is no threshold; look at all labels of a value")
def thresholds_between_sorted_neighbors_equal_ones_too(x, y):
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    return ((x[:-1] + x[1:]) / 2)[y[:-1] != y[1:]]


@wrong("boundary_thresholds", "both 9 and 10 have both labels, so there is a boundary between them")
def thresholds_where_the_sets_differ(x, y):
    sets = [set(y[x == value].tolist()) for value in np.unique(x)]
    return np.array([m for m, a, b in zip(middles(x), sets, sets[1:], strict=False) if a != b])


@wrong("boundary_thresholds", "a value with both labels has a boundary on each side, whatever its majority class")
def thresholds_where_the_majorities_differ(x, y):
    majority = [np.bincount(y[x == value]).argmax() for value in np.unique(x)]
    return np.array([m for m, a, b in zip(middles(x), majority, majority[1:], strict=False) if a != b])


@wrong("boundary_thresholds", "both 9 and 10 have both labels, so there is a boundary between them")
def thresholds_where_the_means_differ(x, y):
    means = [y[x == value].mean() for value in np.unique(x)]
    return np.array([m for m, a, b in zip(middles(x), means, means[1:], strict=False) if a != b])


@wrong("boundary_thresholds", "the threshold is the midpoint, not the left value")
def thresholds_on_the_left_value(x, y):
    values = np.unique(x)
    sets = [set(y[x == value].tolist()) for value in values]
    return np.array([v for v, a, b in zip(values, sets, sets[1:], strict=False) if len(a | b) > 1])


@wrong("boundary_thresholds", "x comes in any order: sort it first")
def thresholds_unsorted(x, y):
    change = y[:-1] != y[1:]
    return ((x[:-1] + x[1:]) / 2)[change]


@wrong("boundary_thresholds", "a value with both labels has a boundary on each side")
def thresholds_of_pure_values_alone(x, y):
    sets = [set(y[x == value].tolist()) for value in np.unique(x)]
    pairs = zip(middles(x), sets, sets[1:], strict=False)
    return np.array([m for m, a, b in pairs if len(a) == len(b) == 1 and a != b])


@wrong("boundary_thresholds", "those are the ones to leave out")
def thresholds_of_one_label_alone(x, y):
    sets = [set(y[x == value].tolist()) for value in np.unique(x)]
    pairs = zip(middles(x), sets, sets[1:], strict=False)
    return np.array([m for m, a, b in pairs if len(a | b) == 1])


@wrong("boundary_thresholds", "did you forget `return`?")
def thresholds_or_nothing(x, y):
    sets = [set(y[x == value].tolist()) for value in np.unique(x)]
    found = [m for m, a, b in zip(middles(x), sets, sets[1:], strict=False) if len(a | b) > 1]
    return np.array(found) if found else None


@wrong("boundary_thresholds", "a midpoint need not be a whole number: divide with /")
def thresholds_as_whole_numbers(x, y):
    values = np.unique(x)
    sets = [set(y[x == value].tolist()) for value in values]
    pairs = zip(values, values[1:], sets, sets[1:], strict=False)
    return np.array([(v + w) // 2 for v, w, a, b in pairs if len(a | b) > 1])


def gini_of(y):
    p = np.mean(y)
    return 2 * p * (1 - p)


def gini_gain(y, left, impurity=gini_of):
    return impurity(y) - np.mean(left) * impurity(y[left]) - np.mean(~left) * impurity(y[~left])


def best_of(categories, y, key=None, score=gini_gain):
    """The categories that go left and the gain: the best cut of the categories in the order of `key`."""
    shares = {name: y[categories == name].mean() for name in set(categories.tolist())}
    names = sorted(shares, key=key or shares.get)
    ways = [sorted(names[: i + 1]) for i in range(len(names) - 1)]
    gains = [float(score(y, np.isin(categories, way))) for way in ways]
    best = int(np.argmax(gains))
    return ways[best], gains[best]


@wrong("best_category_split", "you sorted by name: sort by the share of label 1")
def split_by_name(categories, y):
    return best_of(categories, y, key=lambda name: name)


@wrong("best_category_split", "sort by the share of label 1, and try every cut of that order")
def split_by_number_of_ones(categories, y):
    return best_of(categories, y, key=lambda name: y[categories == name].sum())


@wrong("best_category_split", "sort by the share of label 1, not by the number of rows")
def split_by_number_of_rows(categories, y):
    return best_of(categories, y, key=lambda name: np.sum(categories == name))


@wrong("best_category_split", "sort by the share of label 1, and try every cut of that order")
def split_at_the_mean_share(categories, y):
    left = [name for name in np.unique(categories).tolist() if y[categories == name].mean() <= y.mean()]
    return left, float(gini_gain(y, np.isin(categories, left)))


@wrong("best_category_split", "left is the side with the lower share of label 1")
def split_with_the_high_side_left(categories, y):
    return best_of(categories, y, key=lambda name: -y[categories == name].mean())


@wrong("best_category_split", "give the categories that go left in rising order")
def split_in_the_order_of_the_shares(categories, y):
    left, best = best_of(categories, y)
    return sorted(left, key=lambda name: y[categories == name].mean()), best


@wrong("best_category_split", "that is with the entropy: take Gini")
def split_by_entropy(categories, y):
    return best_of(categories, y, score=lambda y, left: gini_gain(y, left, bits))


@wrong("best_category_split", "the two sides must be weighted by their sizes")
def split_with_sides_of_equal_weight(categories, y):
    def score(y, left):
        return gini_of(y) - (gini_of(y[left]) + gini_of(y[~left])) / 2

    return best_of(categories, y, score=score)


@wrong("best_category_split", "the two sides must be weighted, not just added")
def split_with_sides_added(categories, y):
    def score(y, left):
        return gini_of(y) - gini_of(y[left]) - gini_of(y[~left])

    return best_of(categories, y, score=score)


@wrong("best_category_split", "with two classes, Gini is 2 p (1 - p): a factor 2 is missing")
def split_with_half_the_gini(categories, y):
    left, best = best_of(categories, y)
    return left, best / 2


@wrong("best_category_split", "sort by the share of label 1; more than one category may go left")
def split_one_against_the_rest(categories, y):
    names = np.unique(categories).tolist()
    gains = [float(gini_gain(y, categories == name)) for name in names]
    best = int(np.argmax(gains))
    left = [names[best]]
    if y[categories == names[best]].mean() > y[categories != names[best]].mean():
        left = [name for name in names if name not in left]
    return left, gains[best]


@wrong("best_category_split", "stopped after 2 seconds: is there a loop that never ends?")
def split_by_trying_all(categories, y):
    names, best = np.unique(categories).tolist(), (None, -1.0)
    for k in range(1, len(names)):
        for way in combinations(names, k):
            left = np.isin(categories, way)
            if gini_gain(y, left) > best[1] and y[left].mean() < y[~left].mean():
                best = (list(way), float(gini_gain(y, left)))
    return best


@wrong("best_category_split", "got a set: {2, 7}")
def split_with_a_set(categories, y):
    left, best = best_of(categories, y)
    return set(left), best


@wrong("best_category_split", "wrong type: expected a tuple, got a list")
def split_without_the_gain(categories, y):
    return best_of(categories, y)[0]


@wrong("best_category_split", "that is the impurity that is left: the gain is what was taken away")
def split_with_the_impurity_left(categories, y):
    left, best = best_of(categories, y)
    return left, gini_of(y) - best


def absolute_error(side):
    return np.abs(side - np.median(side)).sum()


def best_cut(x, y, error=absolute_error, last=False):
    order = np.argsort(x)
    x, y = x[order], y[order]
    errors = np.array([error(y[:cut]) + error(y[cut:]) for cut in range(1, len(x))])
    best = len(errors) - 1 - int(errors[::-1].argmin()) if last else int(errors.argmin())
    return float((x[best] + x[best + 1]) / 2), float(errors[best])


@wrong("best_absolute_split", "each side predicts its median, not its mean")
def split_around_the_means(x, y):
    return best_cut(x, y, lambda side: np.abs(side - side.mean()).sum())


@wrong("best_absolute_split", "absolute errors, not squared ones")
def split_by_squares(x, y):
    return best_cut(x, y, lambda side: np.sum((side - np.median(side)) ** 2))


@wrong("best_absolute_split", "absolute errors around the median, not squared ones around the mean")
def split_by_squares_around_the_means(x, y):
    return best_cut(x, y, lambda side: np.sum((side - side.mean()) ** 2))


@wrong("best_absolute_split", "the lowest threshold where several are equally good")
def split_at_the_last_of_equals(x, y):
    return best_cut(x, y, last=True)


@wrong("best_absolute_split", "add up the errors of all rows: here each side has its mean error")
def split_with_mean_errors_added(x, y):
    return best_cut(x, y, lambda side: np.abs(side - np.median(side)).mean())


@wrong("best_absolute_split", "that is a mean error: we want the sum")
def split_with_the_mean_error(x, y):
    threshold, error = best_cut(x, y)
    return threshold, error / len(y)


@wrong("best_absolute_split", "you did not sort y along with x")
def split_with_y_unsorted(x, y):
    x = np.sort(x)
    errors = [absolute_error(y[:cut]) + absolute_error(y[cut:]) for cut in range(1, len(x))]
    best = int(np.argmin(errors))
    return float((x[best] + x[best + 1]) / 2), float(errors[best])


@wrong("best_absolute_split", "sort the rows by x first")
def split_without_sorting(x, y):
    errors = [absolute_error(y[:cut]) + absolute_error(y[cut:]) for cut in range(1, len(x))]
    best = int(np.argmin(errors))
    return float((x[best] + x[best + 1]) / 2), float(errors[best])


@wrong("best_absolute_split", "the threshold is the midpoint, not the left value")
def split_on_the_left_value(x, y):
    threshold, error = best_cut(x, y)
    return float(x[x <= threshold].max()), error


@wrong("best_absolute_split", "the threshold is the midpoint, not the right value")
def split_on_the_right_value(x, y):
    threshold, error = best_cut(x, y)
    return float(x[x > threshold].min()), error


@wrong("best_absolute_split", "first the threshold, then the error")
def split_with_the_parts_swapped(x, y):
    return best_cut(x, y)[::-1]


@wrong("best_absolute_split", "one row alone on the right is a side, too")
def split_that_leaves_out_the_last_cut(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order]
    errors = [absolute_error(y[:cut]) + absolute_error(y[cut:]) for cut in range(1, len(x) - 1)]
    best = int(np.argmin(errors))
    return float((x[best] + x[best + 1]) / 2), float(errors[best])


@wrong("best_absolute_split", "the error that is left, not what the split took away")
def split_with_the_gain(x, y):
    threshold, error = best_cut(x, y)
    return threshold, float(absolute_error(y) - error)


def rows_that_reach(feature, threshold, left, right, X, equal_goes_left=True):
    reach = np.ones((len(feature), len(X)), dtype=bool)
    for node in np.flatnonzero(feature >= 0):
        column = X[:, feature[node]]
        goes = column <= threshold[node] if equal_goes_left else column < threshold[node]
        reach[left[node]], reach[right[node]] = reach[node] & goes, reach[node] & ~goes
    return reach


def no_more(own, below):
    return own <= below


def prune(feature, threshold, left, right, label, X, y, *, cut=no_more, equal_goes_left=True, uncut=False):
    """Which nodes are not cut from the bottom up, where cut(own mistakes, mistakes below) decides."""
    reach = rows_that_reach(feature, threshold, left, right, X, equal_goes_left)
    own = np.array([np.sum(y[rows] != answer) for rows, answer in zip(reach, label, strict=True)])
    asks, branch = feature >= 0, own.copy()
    for node in np.flatnonzero(asks)[::-1]:
        below = branch[left[node]] + branch[right[node]]
        asks[node] = not cut(own[node], below)
        if uncut or asks[node]:
            branch[node] = below
    return asks


def silence_below(feature, left, right, asks):
    asks = asks.copy()
    for node in np.flatnonzero(feature >= 0):
        if not asks[node]:
            asks[left[node]] = asks[right[node]] = False
    return asks


@wrong("reduced_error_pruning", "one mistake with the question and one without it: the smaller tree wins")
def pruning_on_fewer_only(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y, cut=lambda own, below: own < below)
    return silence_below(feature, left, right, asks)


@wrong("reduced_error_pruning", "a value equal to the threshold goes left")
def pruning_right_on_equal(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y, equal_goes_left=False)
    return silence_below(feature, left, right, asks)


@wrong("reduced_error_pruning", "compare with the branch as it now stands, after the cuts below it")
def pruning_against_the_uncut_branch(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y, uncut=True)
    return silence_below(feature, left, right, asks)


@wrong("reduced_error_pruning", "a node predicts its own label, not the majority class of the validation rows")
def pruning_by_labels_of_the_validation_rows(feature, threshold, left, right, label, X, y):
    reach = rows_that_reach(feature, threshold, left, right, X)
    majority = [np.bincount(y[rows]).argmax() if rows.any() else 0 for rows in reach]
    asks = prune(feature, threshold, left, right, np.array(majority), X, y)
    return silence_below(feature, left, right, asks)


@wrong("reduced_error_pruning", "nodes below a cut ask nothing any more")
def pruning_that_leaves_the_nodes_below(feature, threshold, left, right, label, X, y):
    return prune(feature, threshold, left, right, label, X, y)


@wrong("reduced_error_pruning", "nodes below a cut ask nothing any more: the children's children neither")
def pruning_that_silences_the_children_alone(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y)
    cut = (feature >= 0) & ~asks
    asks[left[cut]] = asks[right[cut]] = False
    return asks


@wrong("reduced_error_pruning", "go on upward: not only questions right above two leaves can be cut")
def pruning_of_the_last_questions_alone(feature, threshold, left, right, label, X, y):
    last = (feature >= 0) & (feature[left] < 0) & (feature[right] < 0)
    return (feature >= 0) & (~last | prune(feature, threshold, left, right, label, X, y))


@wrong("reduced_error_pruning", "a node that no row reaches makes no mistakes as a leaf: cut it")
def pruning_that_keeps_empty_nodes(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y)
    empty = ~rows_that_reach(feature, threshold, left, right, X).any(axis=1)
    return silence_below(feature, left, right, asks | (empty & (feature >= 0)))


@wrong("reduced_error_pruning", "compare on the rows that reach the node, not on all of them")
def pruning_on_all_rows_at_every_node(feature, threshold, left, right, label, X, y):
    asks = feature >= 0
    for node in np.flatnonzero(asks)[::-1]:
        goes = X[:, feature[node]] <= threshold[node]
        below = np.sum(y[goes] != label[left[node]]) + np.sum(y[~goes] != label[right[node]])
        asks[node] = np.sum(y != label[node]) > below
    return silence_below(feature, left, right, asks)


@wrong("reduced_error_pruning", "turned around: True is for nodes that still ask")
def pruning_turned_round(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y)
    return ~silence_below(feature, left, right, asks)


@wrong("reduced_error_pruning", "begin at the bottom: a node is compared with its pruned branch")
def pruning_from_the_top(feature, threshold, left, right, label, X, y):
    reach = rows_that_reach(feature, threshold, left, right, X)
    own = np.array([np.sum(y[rows] != answer) for rows, answer in zip(reach, label, strict=True)])
    asks = (feature >= 0) & (own > own[left] + own[right])
    return silence_below(feature, left, right, asks)


@wrong("reduced_error_pruning", "True or False for every node, not the numbers of those that ask")
def pruning_as_numbers(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y)
    return np.flatnonzero(silence_below(feature, left, right, asks))


@wrong("reduced_error_pruning", "leaves ask nothing")
def pruning_with_the_leaves(feature, threshold, left, right, label, X, y):
    asks = prune(feature, threshold, left, right, label, X, y)
    return silence_below(feature, left, right, asks) | (feature < 0)


def greedy(X, y):
    if len(set(y.tolist())) == 1:
        return 1
    best = None
    for column in X.T:
        values = np.unique(column)
        for cut in (values[:-1] + values[1:]) / 2:
            left = column <= cut
            mixed = left.sum() * bits(y[left]) + (~left).sum() * bits(y[~left])
            if best is None or mixed < best[0]:
                best = mixed, left
    left = best[1]
    return greedy(X[left], y[left]) + greedy(X[~left], y[~left])


@wrong("fewest_leaves", "that is what the greedy tree needs: the best first question may not look the best")
def leaves_of_the_greedy_tree(X, y):
    return greedy(X, y)


@wrong("fewest_leaves", "not every point needs a leaf of its own")
def leaves_of_distinct_rows(X, y):
    return len(np.unique(X, axis=0))


@wrong("fewest_leaves", "two leaves for two labels would need other shapes than boxes")
def leaves_of_labels(X, y):
    return len(np.unique(y))


@wrong("fewest_leaves", "stopped after 2 seconds: is there a loop that never ends?")
def leaves_without_memory(X, y):
    if len(set(y.tolist())) == 1:
        return 1
    best = len(y)
    for column in X.T:
        for value in np.unique(column)[:-1]:
            left = column <= value
            best = min(best, leaves_without_memory(X[left], y[left]) + leaves_without_memory(X[~left], y[~left]))
    return best


def remembered(X, y, join=lambda a, b: a + b, pure=1):
    known = {}

    def solve(rows):
        if len({y[row] for row in rows}) == 1:
            return pure
        if rows not in known:
            best = np.inf
            for column in X.T:
                for value in sorted({column[row] for row in rows})[:-1]:
                    small = tuple(row for row in rows if column[row] <= value)
                    large = tuple(row for row in rows if column[row] > value)
                    best = min(best, join(solve(small), solve(large)))
            known[rows] = best
        return known[rows]

    return solve(tuple(range(len(y))))


@wrong("fewest_leaves", "that is the number of questions: a tree has one leaf more")
def leaves_as_questions(X, y):
    return remembered(X, y) - 1


@wrong("fewest_leaves", "that is the depth of a tree: count the leaves")
def leaves_as_depth(X, y):
    return remembered(X, y, lambda a, b: 1 + max(a, b), 0)


@wrong("fewest_leaves", "that is the number of all nodes: count the leaves alone")
def leaves_of_all_nodes(X, y):
    return 2 * remembered(X, y) - 1


@wrong("fewest_leaves", "choose every question by what it leads to, not only the first one")
def leaves_of_one_look_ahead(X, y):
    if len(set(y.tolist())) == 1:
        return 1
    best = np.inf
    for column in X.T:
        for value in np.unique(column)[:-1]:
            left = column <= value
            best = min(best, greedy(X[left], y[left]) + greedy(X[~left], y[~left]))
    return best
