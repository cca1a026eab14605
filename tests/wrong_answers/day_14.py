"""Natural wrong answers to day 14's exercises, and what the judge must say of each."""

from itertools import combinations

import numpy as np
from wrong import wrong


def means_of(X, y):
    return {label: X[y == label].mean(axis=0) for label in np.unique(y)}


@wrong("nearest_centroid", "that is the nearest row")
def centroid_of_the_nearest_row(X, y, new_X):
    return y[np.sum((new_X[:, None] - X) ** 2, axis=2).argmin(axis=1)]


@wrong("nearest_centroid", "these are places among the sorted labels")
def centroid_as_a_place(X, y, new_X):
    means = np.array(list(means_of(X, y).values()))
    return np.sum((new_X[:, None] - means) ** 2, axis=2).argmin(axis=1)


@wrong("nearest_centroid", "the mean of each column: axis=0")
def centroid_without_an_axis(X, y, new_X):
    labels = np.unique(y)
    means = np.array([X[y == label].mean() for label in labels])
    return labels[np.sum((new_X[:, None] - means[:, None]) ** 2, axis=2).argmin(axis=1)]


@wrong("nearest_centroid", "of equally near means the smaller label wins")
def centroid_last_of_equals(X, y, new_X):
    answer = []
    for row in new_X:
        nearest, least = None, np.inf
        for label, mean in means_of(X, y).items():
            distance = np.linalg.norm(row - mean)
            if distance <= least:
                nearest, least = label, distance
        answer.append(nearest)
    return np.array(answer)


@wrong("nearest_centroid", "of equally near means the smaller label wins")
def centroid_in_the_order_of_appearance(X, y, new_X):
    means = {label: X[y == label].mean(axis=0) for label in y}
    return np.array([min(means, key=lambda label: np.linalg.norm(row - means[label])) for row in new_X])


@wrong("nearest_centroid", "the labels need not be 0, 1, 2, ...: np.unique(y)")
def centroid_of_labels_from_zero(X, y, new_X):
    means = np.array([X[y == label].mean(axis=0) for label in range(y.max() + 1)])
    return np.sum((new_X[:, None] - means) ** 2, axis=2).argmin(axis=1)


@wrong("nearest_centroid", "square the differences before adding them up")
def centroid_by_plain_differences(X, y, new_X):
    labels, means = np.unique(y), np.array(list(means_of(X, y).values()))
    return labels[np.sum(np.abs(new_X[:, None] - means), axis=2).argmin(axis=1)]


@wrong("nearest_centroid", "did you forget `return`?")
def centroid_kept_to_itself(X, y, new_X):
    labels, means = np.unique(y), np.array(list(means_of(X, y).values()))
    labels[np.sum((new_X[:, None] - means) ** 2, axis=2).argmin(axis=1)]


@wrong("rand_index", "count the pairs that both put apart, too")
def rand_index_of_pairs_together(a, b):
    pairs = list(combinations(range(len(a)), 2))
    return sum(a[i] == a[j] and b[i] == b[j] for i, j in pairs) / len(pairs)


@wrong("rand_index", "only pairs of two different rows")
def rand_index_with_the_diagonal(a, b):
    return np.mean((a[:, None] == a) == (b[:, None] == b))


@wrong("rand_index", "only pairs of two different rows")
def rand_index_with_half_the_diagonal(a, b):
    pairs = np.triu_indices(len(a))
    return np.mean((a[:, None] == a)[pairs] == (b[:, None] == b)[pairs])


@wrong("rand_index", "there are n (n - 1) / 2 pairs")
def rand_index_divided_by_both_orders(a, b):
    n = len(a)
    return sum((a[i] == a[j]) == (b[i] == b[j]) for i in range(n) for j in range(i)) / (n * (n - 1))


@wrong("rand_index", "names do not matter")
def rand_index_as_an_accuracy(a, b):
    return np.mean(a == b)


@wrong("rand_index", "that is corrected for chance")
def rand_index_adjusted(a, b):
    table = np.array([[np.sum((a == i) & (b == j)) for j in np.unique(b)] for i in np.unique(a)])
    both, rows, columns = (np.sum(n * (n - 1) / 2) for n in (table, table.sum(axis=1), table.sum(axis=0)))
    chance = rows * columns / (len(a) * (len(a) - 1) / 2)
    return (both - chance) / ((rows + columns) / 2 - chance)


@wrong("rand_index", "the pairs that both put apart are agreements, too")
def rand_index_of_jaccard(a, b):
    pairs = np.triu_indices(len(a), 1)
    in_a, in_b = (a[:, None] == a)[pairs], (b[:, None] == b)[pairs]
    return np.sum(in_a & in_b) / np.sum(in_a | in_b)


@wrong("rand_index", "every pair of two rows, not only neighbors in the list")
def rand_index_of_neighbors(a, b):
    return np.mean((a[1:] == a[:-1]) == (b[1:] == b[:-1]))


def votes_of(weights, labels):
    names = np.unique(labels)
    return names, np.array([[np.sum(w[own == name]) for name in names] for w, own in zip(weights, labels, strict=True)])


def winners_of(weights, labels):
    names, votes = votes_of(weights, labels)
    return names[np.argmax(votes >= (1 - 1e-9) * votes.max(axis=1, keepdims=True), axis=1)]


def weights_of(distances):
    zero = distances == 0
    return np.where(zero.any(axis=1, keepdims=True), zero, 1 / np.where(zero, 1, distances))


@wrong("weighted_vote", "each neighbor had one vote")
def vote_without_weights(distances, labels):
    return winners_of(np.ones(distances.shape), labels)


@wrong("weighted_vote", "you weighed by the distance")
def vote_by_the_distance(distances, labels):
    return winners_of(distances, labels)


@wrong("weighted_vote", "the weight is 1 / distance, nothing steeper")
def vote_by_the_inverse_square(distances, labels):
    return winners_of(weights_of(distances**2), labels)


@wrong("weighted_vote", "the weight is 1 / distance, nothing steeper")
def vote_by_a_bell(distances, labels):
    return winners_of(np.exp(-distances), labels)


@wrong("weighted_vote", "only the nearest one was asked")
def vote_of_the_nearest(distances, labels):
    return labels[np.arange(len(labels)), distances.argmin(axis=1)]


@wrong("weighted_vote", "1 / 0 is infinite, and so is twice as much")
def vote_with_infinite_weights(distances, labels):
    names, votes = votes_of(1 / distances, labels)
    return names[votes.argmax(axis=1)]


@wrong("weighted_vote", "at the distance 0 nobody else votes")
def vote_with_a_tiny_number(distances, labels):
    return winners_of(1 / (distances + 1e-9), labels)


@wrong("weighted_vote", "at the distance 0 nobody else votes")
def vote_with_a_tinier_number(distances, labels):
    return winners_of(1 / np.maximum(distances, 1e-12), labels)


@wrong("weighted_vote", "all at the distance 0 vote, not only the first")
def vote_of_the_first_at_zero(distances, labels):
    weights = weights_of(distances)
    for row, own in enumerate(distances):
        if (own == 0).any():
            weights[row] = np.arange(len(own)) == np.flatnonzero(own == 0)[0]
    return winners_of(weights, labels)


@wrong("weighted_vote", "a distance 0 changes its own row only")
def vote_with_a_zero_for_all_rows(distances, labels):
    return winners_of(distances == 0 if (distances == 0).any() else 1 / distances, labels)


@wrong("weighted_vote", "of equal sums the smallest label wins")
def vote_last_of_equals(distances, labels):
    answer = []
    for own, names in zip(weights_of(distances), labels, strict=True):
        best, most = None, -1
        for name in np.unique(names):
            total = np.sum(own[names == name])
            if total >= most * (1 - 1e-9):
                best, most = name, total
        answer.append(best)
    return np.array(answer)


@wrong("weighted_vote", "of equal sums the smallest label wins")
def vote_first_seen_of_equals(distances, labels):
    answer = []
    for own, names in zip(weights_of(distances), labels, strict=True):
        sums = {}
        for weight, name in zip(own, names, strict=True):
            sums[name] = sums.get(name, 0) + weight
        answer.append(max(sums, key=sums.get))
    return np.array(answer)


@wrong("weighted_vote", "differ by rounding only")
def vote_without_the_tolerance(distances, labels):
    names, votes = votes_of(weights_of(distances), labels)
    return names[votes.argmax(axis=1)]


def dealt(groups, k, order, choose=None):
    """Folds of the groups in this order; `choose` picks the fold from (place in the order, rows of each fold)."""
    rows, fold = np.zeros(k, dtype=int), np.zeros(len(groups), dtype=int)
    for place, name in enumerate(order):
        mine = np.argmin(rows) if choose is None else choose(place, rows)
        rows[mine] += np.sum(groups == name)
        fold[groups == name] = mine
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


def largest_first(groups):
    names, counts = np.unique(groups, return_counts=True)
    return names[np.argsort(-counts, kind="stable")]


def refuse(groups, k):
    if k > len(np.unique(groups)):
        raise ValueError("too many folds")


@wrong("group_folds", "deal the largest group first")
def folds_in_the_order_of_labels(groups, k):
    refuse(groups, k)
    return dealt(groups, k, np.unique(groups))


@wrong("group_folds", "deal the largest group first")
def folds_smallest_first(groups, k):
    refuse(groups, k)
    return dealt(groups, k, largest_first(groups)[::-1])


@wrong("group_folds", "the fold with the fewest rows comes next")
def folds_in_turn(groups, k):
    refuse(groups, k)
    return dealt(groups, k, largest_first(groups), lambda place, rows: place % k)


@wrong("group_folds", "of folds with equally few rows, the first")
def folds_last_of_equals(groups, k):
    refuse(groups, k)
    return dealt(groups, k, largest_first(groups), lambda place, rows: k - 1 - np.argmin(rows[::-1]))


@wrong("group_folds", "of equally large groups the smaller number first")
def folds_with_the_larger_number_first(groups, k):
    refuse(groups, k)
    names, counts = np.unique(groups, return_counts=True)
    return dealt(groups, k, names[np.argsort(counts, kind="stable")[::-1]])


@wrong("group_folds", "train and test are swapped")
def folds_swapped(groups, k):
    refuse(groups, k)
    return [(test, train) for train, test in dealt(groups, k, largest_first(groups))]


@wrong("group_folds", "rows of one group must stay together")
def folds_of_rows(groups, k):
    refuse(groups, k)
    fold = np.arange(len(groups)) % k
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


@wrong("group_folds", "row numbers in rising order")
def folds_group_after_group(groups, k):
    refuse(groups, k)
    tests = [[] for _ in range(k)]
    for name in largest_first(groups):
        min(tests, key=len).extend(np.flatnonzero(groups == name))
    return [(np.array([i for i in range(len(groups)) if i not in test]), np.array(test)) for test in tests]


@wrong("group_folds", "return row numbers, not the numbers of the groups")
def folds_of_group_numbers(groups, k):
    refuse(groups, k)
    return [(groups[train], groups[test]) for train, test in dealt(groups, k, largest_first(groups))]


@wrong("group_folds", "should raise ValueError")
def folds_that_never_refuse(groups, k):
    return dealt(groups, k, largest_first(groups))


@wrong("group_folds", "should raise ValueError")
def folds_that_count_rows(groups, k):
    if k > len(groups):
        raise ValueError("too many folds")
    return dealt(groups, k, largest_first(groups))


@wrong("group_folds", "stopped with ValueError: too many folds")
def folds_that_refuse_one_group_each(groups, k):
    if k >= len(np.unique(groups)):
        raise ValueError("too many folds")
    return dealt(groups, k, largest_first(groups))


@wrong("group_folds", "did you forget `return`?")
def folds_kept_to_itself(groups, k):
    refuse(groups, k)
    dealt(groups, k, largest_first(groups))


def products(squares):
    """The products of the centered rows, from the squared distances."""
    return -(squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()) / 2


def coordinates(B, k):
    values, vectors = np.linalg.eigh(B)
    return vectors[:, ::-1][:, :k] * np.sqrt(values[::-1][:k])


def upright(Z):
    return Z * np.sign(Z[np.abs(Z).argmax(axis=0), np.arange(Z.shape[1])])


@wrong("map_from_distances", "square the distances first")
def map_without_squares(D, k):
    return upright(coordinates(products(D), k))


@wrong("map_from_distances", "these are distances, not columns")
def map_by_pca_of_the_distances(D, k):
    U, S, _ = np.linalg.svd(D - D.mean(axis=0))
    return upright(U[:, :k] * S[:k])


@wrong("map_from_distances", "the coordinates must be centered")
def map_seen_from_the_first_row(D, k):
    squares = D**2
    return upright(coordinates((squares[0] + squares[0][:, None] - squares) / 2, k))


@wrong("map_from_distances", "the entry of largest size must be positive")
def map_with_the_first_entry_positive(D, k):
    Z = coordinates(products(D**2), k)
    return Z * np.sign(Z[0])


@wrong("map_from_distances", "the eigenvector still wants the root of its eigenvalue")
def map_of_bare_eigenvectors(D, k):
    return upright(np.linalg.eigh(products(D**2))[1][:, ::-1][:, :k])


@wrong("map_from_distances", "take the root of the eigenvalue")
def map_without_the_root(D, k):
    values, vectors = np.linalg.eigh(products(D**2))
    return upright((vectors * values)[:, ::-1][:, :k])


@wrong("map_from_distances", "the factor is minus one half")
def map_without_the_half(D, k):
    return upright(coordinates(2 * products(D**2), k))


@wrong("map_from_distances", "largest variance first")
def map_with_rising_variances(D, k):
    return upright(coordinates(products(D**2), k))[:, ::-1]


@wrong("map_from_distances", "minus one half, not plus")
def map_with_the_wrong_sign(D, k):
    return upright(coordinates(-products(D**2), k))


@wrong("map_from_distances", "changed its input")
def map_that_squares_in_place(D, k):
    D **= 2
    return upright(coordinates(products(D), k))


def inertia_of(part):
    return float(np.sum((part - part.mean()) ** 2))


def of_cuts(x, cuts, score=inertia_of):
    parts = np.split(x, sorted(cuts))
    return sum(map(score, parts)), [len(part) for part in parts]


@wrong("best_clusters_on_a_line", "the sizes go from left to right")
def clusters_from_right_to_left(x, k):
    inertia, sizes = clusters_by_table(x, k)
    return inertia, sizes[::-1]


@wrong("best_clusters_on_a_line", "the inertia is a sum, not a mean")
def clusters_with_the_mean(x, k):
    inertia, sizes = clusters_by_table(x, k)
    return inertia / len(x), sizes


@wrong("best_clusters_on_a_line", "add up the squares, not the variances")
def clusters_with_variances(x, k):
    return clusters_by_table(x, k, np.var)


@wrong("best_clusters_on_a_line", "sort first")
def clusters_as_the_list_stands(x, k):
    return min(of_cuts(x, cuts) for cuts in combinations(range(1, len(x)), k - 1))


@wrong("best_clusters_on_a_line", "the widest gaps are not always the best cuts")
def clusters_at_the_widest_gaps(x, k):
    x = np.sort(x)
    return of_cuts(x, np.argsort(-np.diff(x), kind="stable")[: k - 1] + 1)


@wrong("best_clusters_on_a_line", "the best cut, then the best next one")
def clusters_cut_by_cut(x, k):
    x, cuts = np.sort(x), []
    for _ in range(k - 1):
        free = [cut for cut in range(1, len(x)) if cut not in cuts]
        cuts.append(min(free, key=lambda cut: of_cuts(x, [*cuts, cut])[0]))
    return of_cuts(x, cuts)


@wrong("best_clusters_on_a_line", "that is where k-means comes to rest")
def clusters_by_k_means(x, k):
    x = np.sort(x)
    centers = x[:k].copy()
    for _ in range(100):
        labels = np.abs(x[:, None] - centers).argmin(axis=1)
        centers = np.array([x[labels == i].mean() if (labels == i).any() else centers[i] for i in range(k)])
    return float(np.sum((x - centers[labels]) ** 2)), np.bincount(labels, minlength=k).tolist()


@wrong("best_clusters_on_a_line", "no group may be empty")
def clusters_that_may_be_empty(x, k):
    inertia, sizes = clusters_by_table(x, min(k, len(np.unique(x))))
    return inertia, [0] * (k - len(sizes)) + sizes


@wrong("best_clusters_on_a_line", "stopped after 2 seconds")
def clusters_by_all_cuts(x, k):
    x = np.sort(x)
    return min(of_cuts(x, cuts) for cuts in combinations(range(1, len(x)), k - 1))


@wrong("best_clusters_on_a_line", "far from 0 the running sums have lost their digits")
def clusters_by_plain_running_sums(x, k):
    x = np.sort(x)
    sums, squares = np.append(0, np.cumsum(x)), np.append(0, np.cumsum(x**2))

    def score(i, j):
        return max(float(squares[j] - squares[i] - (sums[j] - sums[i]) ** 2 / (j - i)), 0.0)

    return from_table(len(x), k, score)


@wrong("best_clusters_on_a_line", "expected a tuple, got a list")
def clusters_as_a_list(x, k):
    return list(clusters_by_table(x, k))


def clusters_by_table(x, k, score=inertia_of):
    x = np.sort(x)
    return from_table(len(x), k, lambda i, j: float(score(x[i:j])))


def from_table(n, k, score):
    scores = {(i, j): score(i, j) for j in range(1, n + 1) for i in range(j)}
    best = {0: (0.0, [])}
    for _ in range(k):
        ways = {j: [(best[i][0] + scores[i, j], i) for i in range(j) if i in best] for j in range(1, n + 1)}
        chosen = {j: min(options) for j, options in ways.items() if options}
        best = {j: (total, [*best[i][1], j - i]) for j, (total, i) in chosen.items()}
    return best[n]
