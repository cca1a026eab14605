"""Natural wrong answers to day 12's exercises, and what the judge must say of each."""

from collections import Counter
from itertools import product
from statistics import mode

import numpy as np
from wrong import wrong


def counts_of(votes):
    labels = np.unique(votes)
    return labels, np.array([(votes == label).sum(axis=0) for label in labels])


@wrong("hard_vote", "that is the position of the label, not the label")
def hard_vote_positions(votes):
    return counts_of(votes)[1].argmax(axis=0)


@wrong("hard_vote", "that is the position among the labels of its row")
def hard_vote_positions_in_the_row(votes):
    return np.array([np.unique(row, return_counts=True)[1].argmax() for row in votes.T])


@wrong("hard_vote", "those are the numbers of votes")
def hard_vote_counts(votes):
    return counts_of(votes)[1].max(axis=0)


@wrong("hard_vote", "the smallest label wins, not the one that was named first")
def hard_vote_first_named(votes):
    return np.array([Counter(row).most_common(1)[0][0] for row in votes.T.tolist()])


@wrong("hard_vote", "the smallest label wins, not the one that was named first")
def hard_vote_by_mode(votes):
    return np.array([mode(row) for row in votes.T.tolist()])


@wrong("hard_vote", "the smallest label wins, not the one that was named last")
def hard_vote_last_named(votes):
    winners = []
    for row in votes.T.tolist():
        most = 0
        for label in row:
            if row.count(label) >= most:
                winner, most = label, row.count(label)
        winners.append(winner)
    return np.array(winners)


@wrong("hard_vote", "the smallest label wins, not the largest")
def hard_vote_last_of_equals(votes):
    labels, counts = counts_of(votes)
    return labels[::-1][counts[::-1].argmax(axis=0)]


@wrong("hard_vote", "one label for each row, not one for each member")
def hard_vote_of_the_members(votes):
    return np.array([np.unique(row)[np.unique(row, return_counts=True)[1].argmax()] for row in votes])


@wrong("hard_vote", "their median says nothing")
def hard_vote_by_median(votes):
    return np.median(votes, axis=0)


@wrong("hard_vote", "their mean says nothing")
def hard_vote_by_rounded_mean(votes):
    return np.round(votes.mean(axis=0))


@wrong("hard_vote", "count each row's votes by themselves")
def hard_vote_of_the_whole_table(votes):
    labels, counts = np.unique(votes, return_counts=True)
    return np.full(votes.shape[1], labels[counts.argmax()])


@wrong("hard_vote", "should return an array of shape (4,), got a number")
def hard_vote_in_one_number(votes):
    labels, counts = np.unique(votes, return_counts=True)
    return labels[counts.argmax()]


@wrong("hard_vote", "stopped with ValueError")  # a label below 0, and NumPy's words for it differ between versions
def hard_vote_by_bincount(votes):
    return np.array([np.bincount(row).argmax() for row in votes.T])


@wrong("hard_vote", "did you forget `return`?")
def hard_vote_without_return(votes):
    labels, counts = counts_of(votes)
    labels[counts.argmax(axis=0)]


@wrong("soft_vote", "you counted hands")
def soft_vote_by_hands(probabilities, weights):
    hands = probabilities.argmax(axis=2)
    labels = np.array([np.bincount(row, weights=weights).argmax() for row in hands.T])
    return labels, np.average(probabilities, axis=0, weights=weights)


@wrong("soft_vote", "those are the shares of the hands")
def soft_vote_shares_of_hands(probabilities, weights):
    hands = np.eye(probabilities.shape[2])[probabilities.argmax(axis=2)]
    mean = np.average(hands, axis=0, weights=weights)
    return mean.argmax(axis=1), mean


@wrong("soft_vote", "that is the sum: divide by the sum of the weights")
def soft_vote_sum(probabilities, weights):
    total = np.tensordot(weights, probabilities, axes=1)
    return total.argmax(axis=1), total


@wrong("soft_vote", "not by the number of members")
def soft_vote_by_members(probabilities, weights):
    mean = (weights[:, None, None] * probabilities).mean(axis=0)
    return mean.argmax(axis=1), mean


@wrong("soft_vote", "the weights do nothing yet")
def soft_vote_unweighted(probabilities, weights):
    mean = probabilities.mean(axis=0)
    return mean.argmax(axis=1), mean


@wrong("soft_vote", "the weights count for the class too")
def soft_vote_class_unweighted(probabilities, weights):
    return probabilities.mean(axis=0).argmax(axis=1), np.average(probabilities, axis=0, weights=weights)


@wrong("soft_vote", "surest of all")
def soft_vote_surest(probabilities, weights):
    surest = probabilities.max(axis=0)
    return surest.argmax(axis=1), surest


@wrong("soft_vote", "not their median")
def soft_vote_median(probabilities, weights):
    middle = np.median(probabilities, axis=0)
    return middle.argmax(axis=1), middle


@wrong("soft_vote", "do not multiply them")
def soft_vote_product(probabilities, weights):
    together = probabilities.prod(axis=0)
    return together.argmax(axis=1), together


@wrong("soft_vote", "equally likely: the first class wins, not the last")
def soft_vote_last_of_equals(probabilities, weights):
    mean = np.average(probabilities, axis=0, weights=weights)
    return mean.shape[1] - 1 - mean[:, ::-1].argmax(axis=1), mean


@wrong("soft_vote", "changed its input")
def soft_vote_in_place(probabilities, weights):
    weights /= weights.sum() * 2
    mean = np.tensordot(weights, probabilities, axes=1) * 2
    return mean.argmax(axis=1), mean


@wrong("soft_vote", "wrong type: expected a tuple, got a ndarray")
def soft_vote_labels_only(probabilities, weights):
    return np.average(probabilities, axis=0, weights=weights).argmax(axis=1)


@wrong("soft_vote", "part 1 of what")
def soft_vote_swapped(probabilities, weights):
    mean = np.average(probabilities, axis=0, weights=weights)
    return mean, mean.argmax(axis=1)


@wrong("soft_vote", "part 1 of what")
def soft_vote_along_the_rows(probabilities, weights):
    mean = np.average(probabilities, axis=0, weights=weights)
    return mean.argmax(axis=0), mean


@wrong("distinct_rows", "that is the share: multiply by n")
def distinct_share(n, n_draws):
    return 1 - (1 - 1 / n) ** n_draws


@wrong("distinct_rows", "those are the rows that are left out")
def distinct_left_out(n, n_draws):
    return n * (1 - 1 / n) ** n_draws


@wrong("distinct_rows", "that holds only for very many rows")
def distinct_by_e(n, n_draws):
    return n * (1 - np.exp(-1))


@wrong("distinct_rows", "that holds only for very many rows")
def distinct_by_e_and_draws(n, n_draws):
    return n * (1 - np.exp(-n_draws / n))


@wrong("distinct_rows", "that share holds only for very many rows")
def distinct_share_by_e(n, n_draws):
    return 1 - np.exp(-1)


@wrong("distinct_rows", "the number of draws need not be n")
def distinct_with_n_draws(n, n_draws):
    return n * (1 - (1 - 1 / n) ** n)


@wrong("distinct_rows", "n and n_draws are swapped")
def distinct_swapped(n, n_draws):
    return n_draws * (1 - (1 - 1 / n_draws) ** n)


@wrong("distinct_rows", "multiply the share by the number of rows")
def distinct_of_the_draws(n, n_draws):
    return n_draws * (1 - (1 - 1 / n) ** n_draws)


@wrong("distinct_rows", "each row is put back")
def distinct_without_putting_back(n, n_draws):
    return min(n, n_draws)


@wrong("distinct_rows", "with the chance 1 - 1/n, not 1/n")
def distinct_with_the_wrong_chance(n, n_draws):
    return n * (1 - (1 / n) ** n_draws)


@wrong("distinct_rows", "if you drew random samples, ask for the chances instead")
def distinct_simulated(n, n_draws):
    rng = np.random.default_rng(0)
    return np.mean([len(np.unique(rng.integers(n, size=n_draws))) for _ in range(5000)])


def tally(votes, weights):
    labels = np.unique(votes)
    return labels, np.array([weights @ (votes == label) for label in labels])


@wrong("margins", "the weights do nothing yet")
def margins_unweighted(votes, weights, y):
    return margins_of(votes, np.ones(len(weights)), y)


def margins_of(votes, weights, y):
    labels, sums = tally(votes, weights)
    true = labels[:, None] == y
    return (np.sum(sums * true, axis=0) - np.where(true, 0, sums).max(axis=0)) / weights.sum()


@wrong("margins", "divide by the sum of the weights")
def margins_of_weight(votes, weights, y):
    return margins_of(votes, weights, y) * weights.sum()


@wrong("margins", "not by the number of members")
def margins_per_member(votes, weights, y):
    return margins_of(votes, weights, y) * weights.sum() / len(weights)


@wrong("margins", "not all wrong labels")
def margins_against_all(votes, weights, y):
    return 2 * weights @ (votes == y) / weights.sum() - 1


@wrong("margins", "not the one that most members vote for")
def margins_against_the_hands(votes, weights, y):
    result = []
    for row, truth in zip(votes.T, y, strict=True):
        wrong_labels, counts = np.unique(row[row != truth], return_counts=True)
        against = weights[row == wrong_labels[counts.argmax()]].sum() if len(wrong_labels) else 0
        result.append((weights[row == truth].sum() - against) / weights.sum())
    return np.array(result)


@wrong("margins", "that is only the share of the true label")
def margins_share_of_the_truth(votes, weights, y):
    return weights @ (votes == y) / weights.sum()


@wrong("margins", "even where the wrong one leads")
def margins_first_minus_second(votes, weights, y):
    shares = np.sort(tally(votes, weights)[1], axis=0) / weights.sum()
    return shares[-1] - shares[-2] if len(shares) > 1 else shares[-1]


@wrong("margins", "leave the true label out")
def margins_against_the_best(votes, weights, y):
    return (weights @ (votes == y) - tally(votes, weights)[1].max(axis=0)) / weights.sum()


@wrong("margins", "the sign: truth minus wrong label")
def margins_upside_down(votes, weights, y):
    return -margins_of(votes, weights, y)


@wrong("margins", "how clearly?")
def margins_signs(votes, weights, y):
    return np.sign(margins_of(votes, weights, y))


@wrong("margins", "stopped with ValueError")
def margins_where_all_agree(votes, weights, y):
    result = []
    for row, truth in zip(votes.T, y, strict=True):
        against = max(weights[row == label].sum() for label in set(row.tolist()) - {int(truth)})
        result.append((weights[row == truth].sum() - against) / weights.sum())
    return np.array(result)


@wrong("margins", "stopped with KeyError")
def margins_where_nobody_sees_the_truth(votes, weights, y):
    result = []
    for row, truth in zip(votes.T.tolist(), y.tolist(), strict=True):
        sums = dict.fromkeys(row, 0)
        for label, weight in zip(row, weights, strict=True):
            sums[label] += weight
        result.append((sums.pop(truth) - max(sums.values(), default=0)) / weights.sum())
    return np.array(result)


def stumps(x, y, weights):
    """What AdaBoost's stump needs: the midpoints, and the errors of the signs + and -."""
    order = np.argsort(x)
    x, y, weights = x[order], y[order], weights[order]
    plus = np.cumsum(weights * (y > 0)) + np.sum(weights * (y < 0)) - np.cumsum(weights * (y < 0))
    total = weights.sum()
    return (x[:-1] + x[1:]) / 2, plus[:-1], total - plus[:-1]


def best_stump(x, y, weights):
    middles, plus, minus = stumps(x, y, weights)
    if plus.min() <= minus.min():
        return float(middles[plus.argmin()]), 1.0, float(plus.min())
    return float(middles[minus.argmin()]), -1.0, float(minus.min())


@wrong("weighted_stump", "count weights, not points")
def stump_of_counts(x, y, weights):
    return best_stump(x, y, np.full(len(x), 1 / len(x)))


@wrong("weighted_stump", "count weights, not points")
def stump_with_the_share_of_wrong_points(x, y, weights):
    threshold, sign, _ = best_stump(x, y, weights)
    return threshold, sign, np.mean(np.where(x > threshold, sign, -sign) != y)


@wrong("weighted_stump", "the weights decide: without them another stump is best")
def stump_chosen_by_counts(x, y, weights):
    threshold, sign, _ = best_stump(x, y, np.full(len(x), 1 / len(x)))
    return threshold, sign, weights[np.where(x > threshold, sign, -sign) != y].sum()


@wrong("weighted_stump", "the sign is what the stump says at the right")
def stump_with_the_sign_of_the_left(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    return threshold, -sign, error


@wrong("weighted_stump", "that is the weight of what is right")
def stump_with_what_is_right(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    return threshold, sign, 1 - error


@wrong("weighted_stump", "the sign is upside down")
def stump_that_is_worst(x, y, weights):
    threshold, sign, error = best_stump(x, -y, weights)
    return threshold, sign, 1 - error


@wrong("weighted_stump", "turn the error around together with the sign")
def stump_with_the_error_of_the_other_sign(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    return threshold, sign, error if sign > 0 else 1 - error


@wrong("weighted_stump", "the threshold is the midpoint")
def stump_at_a_point(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    return x[x < threshold].max(), sign, error


@wrong("weighted_stump", "the threshold is the midpoint, not the next point")
def stump_at_the_next_point(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    return x[x > threshold].min(), sign, error


@wrong("weighted_stump", "you did not sort y and the weights along with x")
def stump_without_sorting_y(x, y, weights):
    return best_stump(np.sort(x), y, weights)


@wrong("weighted_stump", "a stump may also say +1 at the left")
def stump_of_one_sign(x, y, weights):
    middles, plus, _ = stumps(x, y, weights)
    return middles[plus.argmin()], 1.0, plus.min()


@wrong("weighted_stump", "not the least Gini impurity")
def stump_by_gini(x, y, weights):
    best = np.inf
    for middle in stumps(x, y, weights)[0]:
        sides = x <= middle, x > middle
        impurity = sum(2 * weights[s & (y > 0)].sum() * weights[s & (y < 0)].sum() / weights[s].sum() for s in sides)
        if impurity < best:
            best, threshold = impurity, middle
    errors = {sign: weights[np.where(x > threshold, sign, -sign) != y].sum() for sign in (1.0, -1.0)}
    sign = min(errors, key=errors.get)
    return threshold, sign, errors[sign]


@wrong("weighted_stump", "one below all of them splits nothing")
def stump_below_all(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    everywhere = weights[y < 0].sum()
    return (-np.inf, 1.0, everywhere) if everywhere < error else (threshold, sign, error)


@wrong("weighted_stump", "one at the lowest of them less 1 splits nothing")
def stump_below_the_lowest(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    everywhere = weights[y < 0].sum()
    return (x.min() - 1, 1.0, everywhere) if everywhere < error else (threshold, sign, error)


@wrong("weighted_stump", "one at the highest of them splits nothing")
def stump_at_the_highest(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    everywhere = weights[y < 0].sum()
    return (x.max(), -1.0, everywhere) if everywhere < error else (threshold, sign, error)


@wrong("weighted_stump", "stopped after 2 seconds")
def stump_that_counts_again(x, y, weights):
    values, best = np.sort(x), (np.inf,)
    for threshold in (values[:-1] + values[1:]) / 2:
        for sign in (1.0, -1.0):
            best = min(best, (weights[np.where(x > threshold, sign, -sign) != y].sum(), threshold, sign))
    return best[1], best[2], best[0]


@wrong("weighted_stump", "needs more than a gigabyte: is there a table that is too large?")
def stump_by_a_table(x, y, weights):
    values = np.sort(x)
    middles = (values[:-1] + values[1:]) / 2
    plus = ((np.where(x > middles[:, None], 1, -1) != y) * weights).sum(axis=1)
    if plus.min() <= 1 - plus.max():
        return middles[plus.argmin()], 1.0, plus.min()
    return middles[plus.argmax()], -1.0, 1 - plus.max()


@wrong("weighted_stump", "the error comes last")
def stump_with_the_error_first(x, y, weights):
    threshold, sign, error = best_stump(x, y, weights)
    return error, threshold, sign


@wrong("weighted_stump", "expected a tuple, got a list")
def stump_as_a_list(x, y, weights):
    return list(best_stump(x, y, weights))


def filled(fits, X, y, fold, learn, table=None):
    table = np.zeros((len(y), len(fits))) if table is None else table
    for number in np.unique(fold):
        inside = fold == number
        rows = learn(inside)
        for j, fit in enumerate(fits):
            table[inside, j] = fit(X[rows], y[rows])(X[inside])
    return table


@wrong("out_of_fold", "each model has seen the row")
def out_of_fold_by_heart(fits, X, y, fold):
    return np.column_stack([fit(X, y)(X) for fit in fits])


@wrong("out_of_fold", "you learned from the fold itself")
def out_of_fold_inside_out(fits, X, y, fold):
    return filled(fits, X, y, fold, lambda inside: inside)


@wrong("out_of_fold", "leave the whole fold out, not only the row")
def out_of_fold_one_row(fits, X, y, fold):
    return filled(fits, X, y, np.arange(len(y)), lambda inside: ~inside)


@wrong("out_of_fold", "one column for each model")
def out_of_fold_on_its_side(fits, X, y, fold):
    return filled(fits, X, y, fold, lambda inside: ~inside).T


@wrong("out_of_fold", "one column for each model")
def out_of_fold_as_a_list_of_columns(fits, X, y, fold):
    return filled(fits, X, y, fold, lambda inside: ~inside).T.tolist()


@wrong("out_of_fold", "the rows come out fold by fold")
def out_of_fold_stacked(fits, X, y, fold):
    blocks = []
    for number in np.unique(fold):
        away = fold != number
        blocks.append(np.column_stack([fit(X[away], y[away])(X[~away]) for fit in fits]))
    return np.vstack(blocks)


@wrong("out_of_fold", "one model for all rows has seen most")
def out_of_fold_overwritten(fits, X, y, fold):
    table = np.zeros((len(y), len(fits)))
    for number in np.unique(fold):
        for j, fit in enumerate(fits):
            table[:, j] = fit(X[fold != number], y[fold != number])(X)
    return table


@wrong("out_of_fold", "only one fold was filled")
def out_of_fold_numbered_from_zero(fits, X, y, fold):
    table = np.zeros((len(y), len(fits)))
    for number in range(len(np.unique(fold))):
        for j, fit in enumerate(fits):
            table[fold == number, j] = fit(X[fold != number], y[fold != number])(X[fold == number])
    return table


@wrong("out_of_fold", "the table was never filled")
def out_of_fold_with_k_folds(fits, X, y, fold):
    table = np.zeros((len(y), len(fits)))
    for number, fit in enumerate(fits):
        table[fold == number, number] = fit(X[fold != number], y[fold != number])(X[fold == number])
    return table


@wrong("out_of_fold", "only one fold was filled")
def out_of_fold_with_an_early_end(fits, X, y, fold):
    table = np.zeros((len(y), len(fits)))
    for number in np.unique(fold):
        for j, fit in enumerate(fits):
            table[fold == number, j] = fit(X[fold != number], y[fold != number])(X[fold == number])
        break
    return table


@wrong("out_of_fold", "only the last fold was filled")
def out_of_fold_with_the_table_in_the_loop(fits, X, y, fold):
    for number in np.unique(fold):
        table = np.zeros((len(y), len(fits)))
        for j, fit in enumerate(fits):
            table[fold == number, j] = fit(X[fold != number], y[fold != number])(X[fold == number])
    return table


@wrong("out_of_fold", "fill a table of floats")
def out_of_fold_in_whole_numbers(fits, X, y, fold):
    table = np.zeros((len(y), len(fits)), dtype=y.dtype)
    return filled(fits, X, y, fold, lambda inside: ~inside, table)


@wrong("out_of_fold", "a model wants rows in a table (m, d), not an array of shape (2,)")
def out_of_fold_of_single_rows(fits, X, y, fold):
    rows = [[fit(X[fold != own], y[fold != own])(row) for fit in fits] for row, own in zip(X, fold, strict=True)]
    return np.array(rows)


@wrong("out_of_fold", "a model cannot learn from 8 rows of X and 12 of y")
def out_of_fold_with_all_of_y(fits, X, y, fold):
    return np.array([[fit(X[fold != own], y)(X) for fit in fits] for own in fold])


@wrong("out_of_fold", "should return an array of shape (12, 2), got an array of shape (3, 4, 2)")
def out_of_fold_as_a_list_of_folds(fits, X, y, fold):
    return [
        np.column_stack([fit(X[fold != own], y[fold != own])(X[fold == own]) for fit in fits])
        for own in np.unique(fold)
    ]


@wrong("out_of_fold", "did you forget `return`?")
def out_of_fold_without_return(fits, X, y, fold):
    filled(fits, X, y, fold, lambda inside: ~inside)


def median_of_signs(missing):
    return np.median(np.sign(missing))


def squared(goal):
    return len(goal) * np.var(goal)


def absolute(goal):
    return np.abs(goal - np.median(goal)).sum()


def boosted(x, y, n_stages, rate, first=np.median, target=np.sign, loss=squared, move=np.median):
    """The solution, with a hole for each mistake."""
    order = np.argsort(x)
    back, y = np.argsort(order), y[order]
    f = np.full(len(y), float(first(y)))
    for _ in range(n_stages):
        missing = y - f
        goal = target(missing)
        losses = [loss(goal[:cut]) + loss(goal[cut:]) for cut in range(1, len(y))]
        cut = 1 + int(np.argmin(losses))
        f[:cut] += rate * move(missing[:cut])
        f[cut:] += rate * move(missing[cut:])
    return f[back]


@wrong("absolute_boosting", "not by the mean of its signs")
def boosting_by_mean_signs(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, move=lambda missing: np.sign(missing).mean())


@wrong("absolute_boosting", "the sides move by the median of what is missing, not of its signs")
def boosting_by_median_signs(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, move=median_of_signs)


@wrong("absolute_boosting", "the sides move by the median of what is missing, not by its mean")
def boosting_by_means(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, move=np.mean)


@wrong("absolute_boosting", "the first guess is the median, not the mean")
def boosting_from_the_mean(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, first=np.mean)


@wrong("absolute_boosting", "the first guess is the median, not 0")
def boosting_from_zero(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, first=lambda y: 0)


@wrong("absolute_boosting", "the mean is best for the squared error")
def boosting_from_the_mean_by_means(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, first=np.mean, move=np.mean)


@wrong("absolute_boosting", "choose the threshold for the signs, not for what is missing")
def boosting_of_what_is_missing(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, target=lambda missing: missing)


@wrong("absolute_boosting", "where nothing is missing, the sign is 0, not 1")
def boosting_zero_is_plus(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, target=lambda missing: np.where(missing >= 0, 1, -1))


@wrong("absolute_boosting", "where nothing is missing, the sign is 0, not -1")
def boosting_zero_is_minus(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, target=lambda missing: np.where(missing > 0, 1, -1))


@wrong("absolute_boosting", "large sides count more")
def boosting_unweighted_sides(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, loss=np.var)


@wrong("absolute_boosting", "over n, not over n - 1")
def boosting_n_minus_one(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, loss=lambda goal: len(goal) * goal.var(ddof=1) if len(goal) > 1 else 0)


@wrong("absolute_boosting", "by the squared error of the signs, not the absolute one")
def boosting_absolute_fit(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, loss=absolute)


@wrong("absolute_boosting", "by squares, not by the absolute error of what is missing")
def boosting_absolute_fit_of_what_is_missing(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, target=lambda missing: missing, loss=absolute)


@wrong("absolute_boosting", "halfway between them, not the upper one")
def boosting_upper_middle(x, y, n_stages, rate):
    def middle(values):
        return sorted(values)[len(values) // 2]

    return boosted(x, y, n_stages, rate, first=middle, move=middle)


@wrong("absolute_boosting", "halfway between them, not the lower one")
def boosting_lower_middle(x, y, n_stages, rate):
    def middle(values):
        return sorted(values)[(len(values) - 1) // 2]

    return boosted(x, y, n_stages, rate, first=middle, move=middle)


@wrong("absolute_boosting", "that moves away from y")
def boosting_away(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate, move=lambda missing: -np.median(missing))


@wrong("absolute_boosting", "that is one stage too few")
def boosting_one_stage_too_few(x, y, n_stages, rate):
    return boosted(x, y, n_stages - 1, rate)


@wrong("absolute_boosting", "that is one stage too many")
def boosting_one_stage_too_many(x, y, n_stages, rate):
    return boosted(x, y, n_stages + 1, rate)


@wrong("absolute_boosting", "the rate does nothing yet")
def boosting_without_the_rate(x, y, n_stages, rate):
    return boosted(x, y, n_stages, 1.0)


@wrong("absolute_boosting", "the answer must be in the order of x as it came")
def boosting_in_sorted_order(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate)[np.argsort(x)]


@wrong("absolute_boosting", "the neighbors of x, not of the list")
def boosting_unsorted(x, y, n_stages, rate):
    return boosted(np.arange(len(x)), y, n_stages, rate)


@wrong("absolute_boosting", "something else is missing after each stage: compute it anew")
def boosting_of_the_first_residuals(x, y, n_stages, rate):
    once = boosted(x, y, 1, rate)
    return np.median(y) + n_stages * (once - np.median(y))


@wrong("absolute_boosting", "full_like(y, ...) rounds it")
def boosting_in_whole_numbers(x, y, n_stages, rate):
    return boosted(x, y, n_stages, rate).astype(y.dtype)


def chances_of_ranks(n):
    return -np.diff((np.arange(n, -1, -1) / n) ** n)


def by_distance(x, y, query):
    return y[np.argsort(np.abs(x - query))]


@wrong("bagged_nearest_neighbor", "that is the nearest row")
def bagged_nearest_row(x, y, query):
    return y[np.abs(x - query).argmin()]


@wrong("bagged_nearest_neighbor", "that is the mean of all")
def bagged_mean(x, y, query):
    return y.mean()


@wrong("bagged_nearest_neighbor", "that holds only for very many rows")
def bagged_by_e(x, y, query):
    return by_distance(x, y, query) @ np.exp(-np.arange(float(len(x)))) * (1 - np.exp(-1))


@wrong("bagged_nearest_neighbor", "ask that all n draws miss the k nearest rows together")
def bagged_independently(x, y, query):
    missed = (1 - 1 / len(x)) ** len(x)
    return by_distance(x, y, query) @ (missed ** np.arange(len(x)) * (1 - missed))


@wrong("bagged_nearest_neighbor", "that stops after the first hit")
def bagged_until_the_first_hit(x, y, query):
    n = len(x)
    return by_distance(x, y, query) @ ((1 - 1 / n) ** np.arange(n) / n)


@wrong("bagged_nearest_neighbor", "a row may be drawn more than once")
def bagged_exactly_once(x, y, query):
    n = len(x)
    return by_distance(x, y, query) @ (((n - 1 - np.arange(n)) / n) ** (n - 1))


@wrong("bagged_nearest_neighbor", "subtract that of rank k + 1 or more")
def bagged_rank_or_more(x, y, query):
    n = len(x)
    return by_distance(x, y, query) @ ((n - np.arange(n)) / n) ** n


@wrong("bagged_nearest_neighbor", "there are n draws, not n - 1")
def bagged_with_a_draw_too_few(x, y, query):
    n = len(x)
    return by_distance(x, y, query) @ -np.diff((np.arange(n, -1, -1) / n) ** (n - 1))


@wrong("bagged_nearest_neighbor", "you began with the farthest")
def bagged_farthest_first(x, y, query):
    return by_distance(x, y, query)[::-1] @ chances_of_ranks(len(x))


@wrong("bagged_nearest_neighbor", "sort by the distance to the query")
def bagged_unsorted(x, y, query):
    return y @ chances_of_ranks(len(x))


@wrong("bagged_nearest_neighbor", "sort by the distance to the query, without its sign")
def bagged_with_signed_distances(x, y, query):
    return y[np.argsort(x - query)] @ chances_of_ranks(len(x))


@wrong("bagged_nearest_neighbor", "if you drew random samples, ask for the chances instead")
def bagged_simulated(x, y, query):
    rng, ranked = np.random.default_rng(0), by_distance(x, y, query)
    return ranked[rng.integers(len(x), size=(5000, len(x))).min(axis=1)].mean()


@wrong("bagged_nearest_neighbor", "divide before you take the power")
def bagged_with_infinite_powers(x, y, query):
    n = len(x)
    powers = np.arange(n, -1, -1.0) ** n
    return by_distance(x, y, query) @ -np.diff(powers) / powers[0]


@wrong("bagged_nearest_neighbor", "divide before you take the power")
def bagged_with_overflow(x, y, query):
    n = len(x)
    powers = np.arange(n, -1, -1) ** n
    return by_distance(x, y, query) @ -np.diff(powers) / max(powers[0], 1)


@wrong("bagged_nearest_neighbor", "stopped after 2 seconds")
def bagged_by_listing(x, y, query):
    ranked, total = by_distance(x, y, query), 0
    for draw in product(range(len(x)), repeat=len(x)):
        total += ranked[min(draw)]
    return total / len(x) ** len(x)
