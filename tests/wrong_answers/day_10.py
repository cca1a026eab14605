"""Natural wrong answers to day 10's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("specificity", "that is the recall: look at the zeros")
def specificity_of_the_ones(y_true, y_pred):
    return np.mean(y_pred[y_true == 1] == 1)


@wrong("specificity", "divide by those who are 0, not by those who were called 0")
def specificity_of_the_called(y_true, y_pred):
    return np.mean(y_true[y_pred == 0] == 0)


@wrong("specificity", "divide by those who are 0, not by everybody")
def specificity_of_everybody(y_true, y_pred):
    return np.mean((y_true == 0) & (y_pred == 0))


@wrong("specificity", "that is the false positive rate: one minus it")
def specificity_of_the_alarms(y_true, y_pred):
    return y_pred[y_true == 0].mean()


@wrong("specificity", "that is the precision: look at the zeros")
def specificity_by_precision(y_true, y_pred):
    return np.sum((y_true == 1) & (y_pred == 1)) / np.sum(y_pred == 1)


@wrong("specificity", "that is the accuracy")
def specificity_by_accuracy(y_true, y_pred):
    return np.mean(y_true == y_pred)


@wrong("specificity", "without a 0 it is undefined: nan")
def specificity_without_a_zero(y_true, y_pred):
    zeros = np.sum(y_true == 0)
    return np.sum((y_true == 0) & (y_pred == 0)) / zeros if zeros else 0.0


@wrong("specificity", "stopped with ZeroDivisionError")
def specificity_by_counting(y_true, y_pred):
    tn = fp = 0
    for truth, answer in zip(y_true, y_pred, strict=True):
        tn += int(truth == 0 and answer == 0)
        fp += int(truth == 0 and answer == 1)
    return tn / (tn + fp)


@wrong("specificity", "did you forget `return`?")
def specificity_without_return(y_true, y_pred):
    print(np.mean(y_pred[y_true == 0] == 0))


@wrong("jaccard", "that is F1: tp counts once here")
def jaccard_by_f1(y_true, y_pred):
    return 2 * np.sum(y_true & y_pred) / (y_true.sum() + y_pred.sum())


@wrong("jaccard", "count once, not twice")
def jaccard_over_the_sum(y_true, y_pred):
    return np.sum(y_true & y_pred) / (y_true.sum() + y_pred.sum())


@wrong("jaccard", "that is the accuracy")
def jaccard_by_accuracy(y_true, y_pred):
    return np.mean(y_true == y_pred)


@wrong("jaccard", "the rows in which both are 0 do not count")
def jaccard_over_all(y_true, y_pred):
    return np.mean(y_true & y_pred)


@wrong("jaccard", "tp belongs below the line, too")
def jaccard_without_tp_below(y_true, y_pred):
    return np.sum(y_true & y_pred) / np.sum(y_true != y_pred)


@wrong("jaccard", "0 / 0 counts as a perfect overlap here")
def jaccard_of_nothing(y_true, y_pred):
    return np.sum(y_true & y_pred) / np.sum(y_true | y_pred)


@wrong("jaccard", "nothing and nothing overlap perfectly")
def jaccard_of_nothing_is_zero(y_true, y_pred):
    return np.sum(y_true & y_pred) / max(np.sum(y_true | y_pred), 1)


@wrong("jaccard", "it is 1.0 only where NEITHER holds a 1")
def jaccard_where_one_holds_none(y_true, y_pred):
    if not y_true.any() or not y_pred.any():
        return 1.0
    return np.sum(y_true & y_pred) / np.sum(y_true | y_pred)


@wrong("precision_at", "weight both rates by how many people")
def precision_without_the_share(recall, false_positive_rate, share):
    return recall / (recall + false_positive_rate)


@wrong("precision_at", "only the healthy get false alarms, and they are 1 - share of all")
def precision_with_alarms_of_all(recall, false_positive_rate, share):
    return recall * share / (recall * share + false_positive_rate)


@wrong("precision_at", "that is the share of all who get an alarm")
def precision_of_the_alarms(recall, false_positive_rate, share):
    return recall * share + false_positive_rate * (1 - share)


@wrong("precision_at", "the healthy who get an alarm, not those who get none")
def precision_with_a_specificity(recall, false_positive_rate, share):
    return recall * share / (recall * share + (1 - false_positive_rate) * (1 - share))


@wrong("precision_at", "recall * share")
def precision_with_a_forgotten_prior(recall, false_positive_rate, share):
    return recall / (recall * share + false_positive_rate * (1 - share))


@wrong("precision_at", "you have swapped them")
def precision_with_the_shares_swapped(recall, false_positive_rate, share):
    return recall * (1 - share) / (recall * (1 - share) + false_positive_rate * share)


@wrong("precision_at", "stopped with ZeroDivisionError")
def precision_by_odds(recall, false_positive_rate, share):
    odds = share / (1 - share) * recall / false_positive_rate
    return odds / (1 + odds)


@wrong("auc_by_ranks", "a tie counts one half, not nothing")
def auc_without_ties(y_true, y_score):
    return np.mean(y_score[y_true == 1][:, None] > y_score[y_true == 0])


@wrong("auc_by_ranks", "a tie counts one half, not one")
def auc_with_whole_ties(y_true, y_score):
    return np.mean(y_score[y_true == 1][:, None] >= y_score[y_true == 0])


@wrong("auc_by_ranks", "the wrong way around")
def auc_the_wrong_way_around(y_true, y_score):
    difference = y_score[y_true == 0][:, None] - y_score[y_true == 1]
    return np.mean(0.5 + 0.5 * np.sign(difference))


@wrong("auc_by_ranks", "the share of the pairs, not their number")
def auc_as_a_count(y_true, y_score):
    difference = y_score[y_true == 1][:, None] - y_score[y_true == 0]
    return np.sum(0.5 + 0.5 * np.sign(difference))


@wrong("auc_by_ranks", "tied scores share the mean of their ranks: argsort gives each its own")
def auc_by_argsort(y_true, y_score):
    ranks = np.empty(len(y_score))
    ranks[np.argsort(y_score, kind="stable")] = np.arange(1, len(y_score) + 1)
    positives = np.sum(y_true == 1)
    return (ranks[y_true == 1].sum() - positives * (positives + 1) / 2) / positives / np.sum(y_true == 0)


@wrong("auc_by_ranks", "the smallest rank is 1, and tied scores share the mean of their ranks")
def auc_by_argsort_of_argsort(y_true, y_score):
    ranks = np.argsort(np.argsort(y_score, kind="stable"), kind="stable")
    positives = np.sum(y_true == 1)
    return (ranks[y_true == 1].sum() - positives * (positives + 1) / 2) / positives / np.sum(y_true == 0)


@wrong("auc_by_ranks", "ranks go up to n")
def auc_by_unique(y_true, y_score):
    ranks = np.unique(y_score, return_inverse=True)[1] + 1
    positives = np.sum(y_true == 1)
    return (ranks[y_true == 1].sum() - positives * (positives + 1) / 2) / positives / np.sum(y_true == 0)


@wrong("auc_by_ranks", "there are n1 * n0 pairs, not n * n")
def auc_over_n_times_n(y_true, y_score):
    difference = y_score[y_true == 1][:, None] - y_score[y_true == 0]
    return np.sum(0.5 + 0.5 * np.sign(difference)) / len(y_true) ** 2


def costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm):
    """For the wrong answers below: the total cost at each threshold."""
    called = p >= np.asarray(thresholds)[:, None]
    return cost_of_miss * np.sum(~called & (y_true == 1), axis=1) + cost_of_alarm * np.sum(
        called & (y_true == 0), axis=1
    )


@wrong("cheapest_threshold", "a row with p equal to the threshold is called positive")
def threshold_not_called_itself(y_true, p, cost_of_miss, cost_of_alarm):
    best = None
    for t in [*np.unique(p), np.inf]:
        called = p > t
        cost = cost_of_miss * np.sum(~called & (y_true == 1)) + cost_of_alarm * np.sum(called & (y_true == 0))
        if best is None or cost < best[1]:
            best = t, cost
    return best


@wrong("cheapest_threshold", "calling nobody positive is a choice too")
def threshold_of_somebody(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.unique(p)
    costs = costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm)
    return thresholds[costs.argmin()], costs.min()


@wrong("cheapest_threshold", "of equal costs take the smallest threshold")
def threshold_that_is_the_last_of_equals(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds, best = [*np.unique(p), np.inf], None
    for t, cost in zip(thresholds, costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm), strict=True):
        if best is None or cost <= best[1]:
            best = t, cost
    return best


@wrong("cheapest_threshold", "of equal costs take the smallest threshold")
def threshold_in_the_order_of_the_rows(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.append(p, np.inf)
    costs = costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm)
    return thresholds[costs.argmin()], costs.min()


@wrong("cheapest_threshold", "before infinity")
def threshold_that_starts_with_nobody(y_true, p, cost_of_miss, cost_of_alarm):
    best = np.inf, cost_of_miss * np.sum(y_true == 1)
    for t in np.unique(p):
        cost = costs_at([t], y_true, p, cost_of_miss, cost_of_alarm)[0]
        if cost < best[1]:
            best = t, cost
    return best


@wrong("cheapest_threshold", "the two costs are swapped")
def threshold_with_swapped_costs(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.append(np.unique(p), np.inf)
    costs = costs_at(thresholds, y_true, p, cost_of_alarm, cost_of_miss)
    return thresholds[costs.argmin()], costs.min()


@wrong("cheapest_threshold", "you counted the mistakes")
def threshold_with_the_fewest_mistakes(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.append(np.unique(p), np.inf)
    costs = costs_at(thresholds, y_true, p, 1, 1)
    return thresholds[costs.argmin()], costs.min()


@wrong("cheapest_threshold", "the total cost, please, not the mean")
def threshold_with_the_mean_cost(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.append(np.unique(p), np.inf)
    costs = costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm)
    return thresholds[costs.argmin()], costs.min() / len(p)


@wrong("cheapest_threshold", "that is the formula for probabilities that can be trusted")
def threshold_by_the_formula(y_true, p, cost_of_miss, cost_of_alarm):
    t = cost_of_alarm / (cost_of_alarm + cost_of_miss)
    return t, costs_at([t], y_true, p, cost_of_miss, cost_of_alarm)[0]


@wrong("cheapest_threshold", "for nobody the threshold is infinity, not 1")
def threshold_of_one_for_nobody(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.append(np.unique(p), 1.0)
    costs = costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm)
    return thresholds[costs.argmin()], costs.min()


@wrong("cheapest_threshold", "0 is not one of them")
def threshold_of_zero(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.concatenate([[0], np.unique(p), [np.inf]])
    costs = costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm)
    return thresholds[costs.argmin()], costs.min()


@wrong("cheapest_threshold", "expected a tuple, got a list")
def threshold_as_a_list(y_true, p, cost_of_miss, cost_of_alarm):
    thresholds = np.append(np.unique(p), np.inf)
    costs = costs_at(thresholds, y_true, p, cost_of_miss, cost_of_alarm)
    return [thresholds[costs.argmin()], costs.min()]


def parts_of(y_true, p, group):
    """For the wrong answers below: the parts, with these groups."""
    group = np.unique(group, return_inverse=True)[1]
    share = (np.bincount(group, weights=y_true) / np.bincount(group))[group]
    f = y_true.mean()
    return np.mean((p - share) ** 2), np.mean((share - f) ** 2), f * (1 - f)


@wrong("brier_parts", "group the rows by p itself, not by bins")
def parts_of_ten_bins(y_true, p):
    return parts_of(y_true, p, np.minimum((p * 10 + 1e-9).astype(int), 9))


@wrong("brier_parts", "group the rows by p itself: no bins, no mean of p")
def parts_of_ten_bins_and_their_means(y_true, p):
    group = np.unique(np.minimum((p * 10 + 1e-9).astype(int), 9), return_inverse=True)[1]
    mean = (np.bincount(group, weights=p) / np.bincount(group))[group]
    return parts_of(y_true, mean, group)


@wrong("brier_parts", "group the rows by p itself: do not round it")
def parts_of_rounded_p(y_true, p):
    return parts_of(y_true, np.round(p, 1), np.round(p, 1))


@wrong("brier_parts", "a mean over the rows, not over the groups")
def parts_over_the_groups(y_true, p):
    values = np.unique(p)
    shares = np.array([y_true[p == value].mean() for value in values])
    f = y_true.mean()
    return np.mean((values - shares) ** 2), np.mean((shares - f) ** 2), f * (1 - f)


@wrong("brier_parts", "a mean over the rows, not a sum")
def parts_as_sums(y_true, p):
    reliability, resolution, uncertainty = parts_of(y_true, p, p)
    return len(p) * reliability, len(p) * resolution, uncertainty


@wrong("brier_parts", "f (1 - f) is the variance over n, not over n - 1")
def parts_with_n_minus_one(y_true, p):
    return *parts_of(y_true, p, p)[:2], np.var(y_true, ddof=1)


@wrong("brier_parts", "that is the standard deviation")
def parts_with_a_standard_deviation(y_true, p):
    return *parts_of(y_true, p, p)[:2], np.std(y_true)


@wrong("brier_parts", "square the gap of the group, not of each row")
def parts_with_the_whole_score(y_true, p):
    return np.mean((p - y_true) ** 2), *parts_of(y_true, p, p)[1:]


@wrong("brier_parts", "f is the share of ones among all rows, not the mean of p")
def parts_with_the_mean_of_p(y_true, p):
    group = np.unique(p, return_inverse=True)[1]
    share = (np.bincount(group, weights=y_true) / np.bincount(group))[group]
    f = p.mean()
    return np.mean((p - share) ** 2), np.mean((share - f) ** 2), f * (1 - f)


@wrong("brier_parts", "expected a tuple, got a list")
def parts_as_a_list(y_true, p):
    return list(parts_of(y_true, p, p))


@wrong("partial_auc", "cut the curve at the limit: the last piece is missing")
def area_of_whole_pieces(false_positive_rate, true_positive_rate, limit):
    inside = false_positive_rate <= limit
    return np.trapezoid(true_positive_rate[inside], false_positive_rate[inside])


@wrong("partial_auc", "at a vertical piece the area ends at its foot, not at its top")
def area_by_interp(false_positive_rate, true_positive_rate, limit):
    inside = false_positive_rate < limit
    x = np.append(false_positive_rate[inside], limit)
    y = np.append(true_positive_rate[inside], np.interp(limit, false_positive_rate, true_positive_rate))
    return np.trapezoid(y, x)


@wrong("partial_auc", "the area itself, not divided by the limit")
def area_as_a_share(false_positive_rate, true_positive_rate, limit):
    inside = false_positive_rate <= limit
    x = np.append(false_positive_rate[inside], limit)
    y = np.append(true_positive_rate[inside], np.interp(limit, false_positive_rate, true_positive_rate))
    return np.trapezoid(y, x) / limit


@wrong("partial_auc", "the curve runs straight between points, it has no steps at their right end")
def area_of_steps(false_positive_rate, true_positive_rate, limit):
    inside = false_positive_rate <= limit
    x = np.append(false_positive_rate[inside], limit)
    y = np.append(true_positive_rate[inside], np.interp(limit, false_positive_rate, true_positive_rate))
    return np.sum(np.diff(x) * y[1:])


@wrong("partial_auc", "you took the last point's")
def area_with_a_flat_end(false_positive_rate, true_positive_rate, limit):
    inside = false_positive_rate <= limit
    x = np.append(false_positive_rate[inside], limit)
    y = np.append(true_positive_rate[inside], true_positive_rate[inside][-1])
    return np.trapezoid(y, x)


@wrong("partial_auc", "you went on to the next point")
def area_to_the_next_point(false_positive_rate, true_positive_rate, limit):
    area = 0.0
    for i in range(1, len(false_positive_rate)):
        if false_positive_rate[i - 1] >= limit:
            break
        width = false_positive_rate[i] - false_positive_rate[i - 1]
        area += width * (true_positive_rate[i] + true_positive_rate[i - 1]) / 2
    return area


@wrong("partial_auc", "nothing of the next piece belongs in")
def area_with_a_boundary_too_far(false_positive_rate, true_positive_rate, limit):
    area = 0.0
    for i in range(1, len(false_positive_rate)):
        x0, x1 = false_positive_rate[i - 1 : i + 1]
        y0, y1 = true_positive_rate[i - 1 : i + 1]
        if x0 > limit:
            break
        if x0 < limit < x1:
            x1, y1 = limit, y0 + (limit - x0) / (x1 - x0) * (y1 - y0)
        area += (x1 - x0) * (y0 + y1) / 2
    return area


@wrong("partial_auc", "that is the whole area")
def area_without_a_limit(false_positive_rate, true_positive_rate, limit):
    return np.trapezoid(true_positive_rate, false_positive_rate)


@wrong("best_f1", "one half is not the best threshold: try every k")
def best_f1_at_one_half(p):
    k = np.sum(p >= 0.5)
    return k, 2 * p[p >= 0.5].sum() / (k + p.sum())


@wrong("best_f1", "one half is not the best threshold, not with > either")
def best_f1_above_one_half(p):
    k = np.sum(p > 0.5)
    return k, 2 * p[p > 0.5].sum() / (k + p.sum())


@wrong("best_f1", "did you sort downward, the most probable first?")
def best_f1_sorted_upward(p):
    tp = np.append(0, np.cumsum(np.sort(p)))
    f1 = 2 * tp / (np.arange(len(p) + 1) + p.sum())
    return f1.argmax(), f1.max()


@wrong("best_f1", "p comes in any order: sort it first")
def best_f1_unsorted(p):
    tp = np.append(0, np.cumsum(p))
    f1 = 2 * tp / (np.arange(len(p) + 1) + p.sum())
    return f1.argmax(), f1.max()


@wrong("best_f1", "k = 0 is the first case: the count is off by one")
def best_f1_off_by_one(p):
    f1 = 2 * np.cumsum(np.sort(p)[::-1]) / (np.arange(1, len(p) + 1) + p.sum())
    return f1.argmax(), f1.max()


@wrong("best_f1", "of equals take the smallest k, not the largest")
def best_f1_of_the_last_of_equals(p):
    best, tp, total = (0, 0.0), 0.0, p.sum()
    for k, chance in enumerate(np.sort(p)[::-1], start=1):
        tp += chance
        if 2 * tp / (k + total) >= best[1]:
            best = k, 2 * tp / (k + total)
    return best


@wrong("best_f1", "k goes up to n: calling everybody positive is a choice too")
def best_f1_without_everybody(p):
    tp = np.append(0, np.cumsum(np.sort(p)[::-1]))[:-1]
    f1 = 2 * tp / (np.arange(len(p)) + p.sum())
    return f1.argmax(), f1.max()


@wrong("best_f1", "fn is the expected number of ones among the rest")
def best_f1_with_the_zeros_of_the_rest(p):
    q = np.sort(p)[::-1]
    tp = np.append(0, np.cumsum(q))
    fp, fn = np.arange(len(p) + 1) - tp, np.sum(1 - q) - np.append(0, np.cumsum(1 - q))
    f1 = 2 * tp / (2 * tp + fp + fn)
    return f1.argmax(), f1.max()


@wrong("best_f1", "stopped after 2 seconds")
def best_f1_summed_anew(p):
    q, best = np.sort(p)[::-1], (0, 0.0)
    for k in range(len(p) + 1):
        f1 = 2 * q[:k].sum() / (k + q.sum())
        if f1 > best[1]:
            best = k, f1
    return best
