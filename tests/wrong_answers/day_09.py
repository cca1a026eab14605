"""Natural wrong answers to day 9's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


@wrong("odds_to_probability", "infinite odds give inf / inf: treat them separately")
def probability_with_inf_over_inf(odds):
    return odds / (1 + odds)


@wrong("odds_to_probability", "that goes from a probability to odds: the other way round")
def probability_the_other_way_round(odds):
    return odds / (1 - odds)


@wrong("odds_to_probability", "1 - p came out: the odds are for, not against")
def probability_of_label_0(odds):
    return 1 / (1 + odds)


@wrong("odds_to_probability", "odds are no log-odds: no exponential is needed")
def probability_as_a_sigmoid(odds):
    return sigmoid(odds)


@wrong("odds_to_probability", "changed its input: work on a copy")
def probability_in_place(odds):
    odds[np.isinf(odds)] = 1e300
    return odds / (1 + odds)


@wrong("odds_to_probability", "keep the shape: a table of odds gives a table of probabilities")
def probability_of_a_flat_array(odds):
    return np.array([1.0 if o == np.inf else o / (1 + o) for o in odds.ravel()])


@wrong("odds_to_probability", "infinite odds are a sure thing: probability 1, not 0")
def probability_with_inf_as_nothing(odds):
    return np.nan_to_num(odds / (1 + odds))


@wrong("odds_to_probability", "stopped with ValueError")
def probability_with_an_if(odds):
    if odds == np.inf:
        return 1.0
    return odds / (1 + odds)


@wrong("odds_factor", "that is the change of the log-odds: the factor is e to that power")
def factor_as_log_odds(coef, before, after):
    return coef @ (after - before)


@wrong("odds_factor", "from before to after, not back")
def factor_backward(coef, before, after):
    return np.exp(coef @ (before - after))


@wrong("odds_factor", "keep the sign of each change: what goes down pulls the other way")
def factor_of_the_size_of_the_change(coef, before, after):
    return np.exp(coef @ np.abs(after - before))


@wrong("odds_factor", "one factor for all features together: multiply the factors")
def factor_of_each_feature(coef, before, after):
    return np.exp(coef * (after - before))


@wrong("odds_factor", "that is the factor of the probability, not of the odds")
def factor_of_the_probability(coef, before, after):
    return sigmoid(coef @ after) / sigmoid(coef @ before)


@wrong("odds_factor", "add the changes before you raise e to them; the factors multiply")
def factor_sum_of_factors(coef, before, after):
    return np.sum(np.exp(coef * (after - before)))


@wrong("odds_factor", "that divides two log-odds: the factor is e to their difference")
def factor_of_the_ratio_of_logits(coef, before, after):
    return (coef @ after) / (coef @ before)


@wrong("contour_height", "b is missing")
def contour_without_b(w, b, x1, p):
    return (np.log(p / (1 - p)) - w[0] * x1) / w[1]


@wrong("contour_height", "the logit has the wrong sign: that is the line of 1 - p")
def contour_with_the_logit_upside_down(w, b, x1, p):
    return (np.log((1 - p) / p) - b - w[0] * x1) / w[1]


@wrong("contour_height", "that is the boundary at one half: the logit must be ln(p / (1 - p))")
def contour_at_one_half(w, b, x1, p):
    return -(w[0] * x1 + b) / w[1]


@wrong("contour_height", "the logit is ln(p / (1 - p)): the sigmoid goes the other way")
def contour_at_the_sigmoid(w, b, x1, p):
    return (sigmoid(p) - b - w[0] * x1) / w[1]


@wrong("contour_height", "w[0] belongs to x1, and w[1] to x2")
def contour_of_the_other_feature(w, b, x1, p):
    return (np.log(p / (1 - p)) - b - w[1] * x1) / w[0]


@wrong("contour_height", "the logit is ln(p / (1 - p)), not ln(p)")
def contour_with_log_p(w, b, x1, p):
    return (np.log(p) - b - w[0] * x1) / w[1]


@wrong("contour_height", "both b and w[0] x1 go to the other side with a minus")
def contour_with_all_signs_wrong(w, b, x1, p):
    return (np.log(p / (1 - p)) + b + w[0] * x1) / w[1]


@wrong("contour_height", "the logit is the natural logarithm, np.log")
def contour_with_log10(w, b, x1, p):
    return (np.log10(p / (1 - p)) - b - w[0] * x1) / w[1]


@wrong("contour_height", "all of it must be divided by w[1]: mind the brackets")
def contour_with_a_half_divided(w, b, x1, p):
    return np.log(p / (1 - p)) - b - w[0] * x1 / w[1]


@wrong("weighted_gradient", "the counts are missing")
def gradient_without_counts(X, y, counts, w, b, C):
    error = C * (sigmoid(X @ w + b) - y)
    return X.T @ error + w, error.sum()


@wrong("weighted_gradient", "a count need not be whole: multiply by it, do not repeat the row")
def gradient_with_repeated_rows(X, y, counts, w, b, C):
    X, y = np.repeat(X, counts.astype(int), axis=0), np.repeat(y, counts.astype(int))
    error = C * (sigmoid(X @ w + b) - y)
    return X.T @ error + w, error.sum()


@wrong("weighted_gradient", "the counts are missing in the slope of b")
def gradient_with_counts_in_w_alone(X, y, counts, w, b, C):
    error = C * (sigmoid(X @ w + b) - y)
    return X.T @ (counts * error) + w, error.sum()


@wrong("weighted_gradient", "the penalty's slope is missing")
def gradient_without_the_penalty(X, y, counts, w, b, C):
    error = C * counts * (sigmoid(X @ w + b) - y)
    return X.T @ error, error.sum()


@wrong("weighted_gradient", "C is missing in the slope of b")
def gradient_with_c_in_w_alone(X, y, counts, w, b, C):
    error = counts * (sigmoid(X @ w + b) - y)
    return C * X.T @ error + w, error.sum()


@wrong("weighted_gradient", "gave a warning, and should not")
def gradient_with_the_naive_sigmoid(X, y, counts, w, b, C):
    error = C * counts * (1 / (1 + np.exp(-(X @ w + b))) - y)
    return X.T @ error + w, error.sum()


@wrong("weighted_gradient", "it overflowed: raise e to negative powers only")
def gradient_with_the_other_fraction(X, y, counts, w, b, C):
    powers = np.exp(X @ w + b)
    error = C * counts * (powers / (1 + powers) - y)
    return X.T @ error + w, error.sum()


@wrong("weighted_gradient", "sums, not means over the rows")
def gradient_of_the_mean(X, y, counts, w, b, C):
    error = C * counts * (sigmoid(X @ w + b) - y)
    return X.T @ error / len(y) + w, error.mean()


@wrong("weighted_gradient", "b is not penalized")
def gradient_with_b_penalized(X, y, counts, w, b, C):
    error = C * counts * (sigmoid(X @ w + b) - y)
    return X.T @ error + w, error.sum() + b


@wrong("weighted_gradient", "uphill is p - y, not y - p")
def gradient_of_truth_minus_prediction(X, y, counts, w, b, C):
    error = C * counts * (y - sigmoid(X @ w + b))
    return X.T @ error + w, error.sum()


@wrong("weighted_gradient", "wrong type: expected a tuple, got a ndarray")
def gradient_in_one_array(X, y, counts, w, b, C):
    error = C * counts * (sigmoid(X @ w + b) - y)
    return np.append(X.T @ error + w, error.sum())


@wrong("weighted_gradient", "b belongs to the logit: X @ w + b")
def gradient_without_b(X, y, counts, w, b, C):
    error = C * counts * (sigmoid(X @ w) - y)
    return X.T @ error + w, error.sum()


@wrong("weighted_gradient", "the slope of ||w||^2 / 2 is w, not w / 2")
def gradient_of_half_the_penalty(X, y, counts, w, b, C):
    error = C * counts * (sigmoid(X @ w + b) - y)
    return X.T @ error + w / 2, error.sum()


@wrong("weighted_gradient", "the slope of the log loss is p - y: p (1 - p) belongs to squared errors")
def gradient_of_the_squared_error(X, y, counts, w, b, C):
    p = sigmoid(X @ w + b)
    error = C * counts * (p - y) * p * (1 - p)
    return X.T @ error + w, error.sum()


@wrong("weighted_gradient", "sums, not means: a count of 3 is three rows")
def gradient_with_weighted_mean(X, y, counts, w, b, C):
    error = C * counts * (sigmoid(X @ w + b) - y) / counts.sum()
    return X.T @ error + w, error.sum()


@wrong("undo_undersampling", "the odds shrink, not the probability")
def probability_times_kept(p, kept):
    return p * kept


@wrong("undo_undersampling", "label 0 becomes more common in the real world, so label 1 becomes less likely")
def probability_over_kept(p, kept):
    return p / (p + (1 - p) * kept)


@wrong("undo_undersampling", "label 0 becomes more common, and it is its odds that change")
def probability_of_label_0_shrunk(p, kept):
    return 1 - (1 - p) * kept


@wrong("undo_undersampling", "p = 1 has infinite odds: write the formula without dividing by 1 - p")
def probability_by_odds(p, kept):
    odds = p / (1 - p) * kept
    return odds / (1 + odds)


@wrong("undo_undersampling", "those are odds: turn them into a probability")
def odds_left_as_odds(p, kept):
    return p / (1 - p) * kept


@wrong("undo_undersampling", "the odds change by a factor, not the probability of label 0")
def probability_of_label_0_grown(p, kept):
    return 1 - (1 - p) / kept


@wrong("undo_undersampling", "changed its input: work on a copy")
def probability_with_p_changed(p, kept):
    p[p == 1] = 1 - 1e-12
    odds = p / (1 - p) * kept
    return odds / (1 + odds)


@wrong("undo_undersampling", "label 0 becomes more common in the real world, so label 1 becomes less likely")
def probability_with_log_odds_shifted_up(p, kept):
    return sigmoid(np.log(p / (1 - p)) - np.log(kept))


def bins_of(p, n_bins):
    return np.minimum((p * n_bins).astype(int), n_bins - 1)


@wrong("calibration_error", "a forecast of 1 got lost: it belongs to the last bin")
def calibration_without_p_1(y_true, p_pred, n_bins):
    total = 0
    for low in np.arange(n_bins) / n_bins:
        inside = (p_pred >= low) & (p_pred < low + 1 / n_bins)
        if inside.any():
            total += inside.sum() * abs(p_pred[inside].mean() - y_true[inside].mean())
    return total / len(y_true)


@wrong("calibration_error", "a forecast of 1 got lost: it belongs to the last bin, and counts")
def calibration_without_p_1_in_the_count(y_true, p_pred, n_bins):
    total, count = 0, 0
    for low in np.arange(n_bins) / n_bins:
        inside = (p_pred >= low) & (p_pred < low + 1 / n_bins)
        if inside.any():
            count += inside.sum()
            total += inside.sum() * abs(p_pred[inside].mean() - y_true[inside].mean())
    return total / count


@wrong("calibration_error", "a forecast of 1 belongs to the last bin")
def calibration_with_a_bin_for_1(y_true, p_pred, n_bins):
    bins = np.floor(p_pred * n_bins).astype(int)
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum() / len(y_true)


@wrong("calibration_error", "a forecast on a border belongs to the upper bin")
def calibration_with_borders_below(y_true, p_pred, n_bins):
    bins = np.maximum(np.ceil(p_pred * n_bins).astype(int), 1) - 1
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum() / len(y_true)


@wrong("calibration_error", "a forecast of 0 belongs to the first bin, and one on a border to the upper")
def calibration_with_borders_below_and_0_lost(y_true, p_pred, n_bins):
    total = 0
    for low in np.arange(n_bins) / n_bins:
        inside = (p_pred > low) & (p_pred <= low + 1 / n_bins)
        if inside.any():
            total += inside.sum() * abs(p_pred[inside].mean() - y_true[inside].mean())
    return total / len(y_true)


@wrong("calibration_error", "take the size of each gap, or they cancel")
def calibration_with_signs(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    return np.bincount(bins, weights=p_pred - y_true).sum() / len(y_true)


@wrong("calibration_error", "the gaps cancel: take the size of each, bin by bin")
def calibration_with_signs_and_an_abs_at_the_end(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    return abs(np.bincount(bins, weights=p_pred - y_true).sum()) / len(y_true)


@wrong("calibration_error", "weight each gap by the number of rows in its bin")
def calibration_with_equal_weights(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    return np.mean([abs(p_pred[bins == i].mean() - y_true[bins == i].mean()) for i in np.unique(bins)])


@wrong("calibration_error", "an empty bin has no gap, and no weight")
def calibration_over_all_bins(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    return sum(abs(p_pred[bins == i].mean() - y_true[bins == i].mean()) for i in np.unique(bins)) / n_bins


@wrong("calibration_error", "an empty bin has no mean: leave it out")
def calibration_with_empty_bins(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    gaps = [(bins == i).sum() * abs(p_pred[bins == i].mean() - y_true[bins == i].mean()) for i in range(n_bins)]
    return sum(gaps) / len(y_true)


@wrong("calibration_error", "the size of each gap, not its square")
def calibration_squared(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    gaps = [np.mean(bins == i) * (p_pred[bins == i].mean() - y_true[bins == i].mean()) ** 2 for i in np.unique(bins)]
    return np.sqrt(sum(gaps))


@wrong("calibration_error", "that is the largest gap: take their mean")
def calibration_of_the_worst_bin(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    return max(abs(p_pred[bins == i].mean() - y_true[bins == i].mean()) for i in np.unique(bins))


@wrong("calibration_error", "the mean forecast of a bin, not the middle of the bin")
def calibration_of_bin_centers(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    gaps = [np.mean(bins == i) * abs((i + 0.5) / n_bins - y_true[bins == i].mean()) for i in np.unique(bins)]
    return sum(gaps)


@wrong("calibration_error", "the gap of a bin, not of every row: first the means, then the difference")
def calibration_row_by_row(y_true, p_pred, n_bins):
    return np.abs(p_pred - y_true).mean()


@wrong("calibration_error", "divide by the number of rows")
def calibration_as_a_sum(y_true, p_pred, n_bins):
    bins = bins_of(p_pred, n_bins)
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum()


@wrong("calibration_error", "there are n_bins bins, not one more")
def calibration_in_one_bin_more(y_true, p_pred, n_bins):
    bins = np.digitize(p_pred, np.linspace(0, 1, n_bins + 2))
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum() / len(y_true)


@wrong("calibration_error", "n_bins bins have n_bins + 1 edges")
def calibration_with_n_bins_edges(y_true, p_pred, n_bins):
    bins = np.digitize(p_pred, np.linspace(0, 1, n_bins))
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum() / len(y_true)


@wrong("calibration_error", "round down: the bin is the whole part of p * n_bins")
def calibration_with_rounded_bins(y_true, p_pred, n_bins):
    bins = np.minimum(np.round(p_pred * n_bins).astype(int), n_bins - 1)
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum() / len(y_true)


@wrong("calibration_error", "bins of equal width, not with equally many rows")
def calibration_in_quantiles(y_true, p_pred, n_bins):
    parts = np.array_split(np.argsort(p_pred), n_bins)
    return sum(abs((p_pred - y_true)[part].sum()) for part in parts) / len(y_true)


@wrong("calibration_error", "the bins cut all of [0, 1], not just the part from the smallest to the largest forecast")
def calibration_in_bins_from_min_to_max(y_true, p_pred, n_bins):
    edges = np.linspace(p_pred.min(), p_pred.max(), n_bins + 1)
    bins = np.digitize(p_pred, edges[1:-1])
    return np.abs(np.bincount(bins, weights=p_pred - y_true)).sum() / len(y_true)


@wrong("dose_response", "a line through the log-odds takes ten insects for as much as 400")
def dose_by_a_line_through_the_logits(doses, tried, killed):
    w, b = np.polyfit(doses, np.log(killed / (tried - killed)), 1)
    return w, b


@wrong("dose_response", "a line through the shares is no logistic regression")
def dose_by_a_line_through_the_shares(doses, tried, killed):
    w, b = np.polyfit(doses, killed / tried, 1)
    return w, b


def newton(doses, tried, killed, n_steps=50, solve=np.linalg.solve):
    middle = doses.mean()
    A = np.column_stack([doses - middle, np.ones(len(doses))])
    theta = np.zeros(2)
    for _ in range(n_steps):
        p = sigmoid(A @ theta)
        theta = theta + solve((A.T * (tried * p * (1 - p))) @ A, A.T @ (killed - tried * p))
    return theta[0], theta[1] - theta[0] * middle


@wrong("dose_response", "a full step ran away: halve it while the loss rises")
def dose_by_full_newton_steps(doses, tried, killed):
    return newton(doses, tried, killed)


@wrong("dose_response", "a full step ran away: halve it while the loss rises")
def dose_by_full_newton_steps_with_lstsq(doses, tried, killed):
    return newton(doses, tried, killed, solve=lambda H, g: np.linalg.lstsq(H, g, rcond=None)[0])


@wrong("dose_response", "close, but not to nine digits: more steps, or better ones")
def dose_by_five_newton_steps(doses, tried, killed):
    return newton(doses, tried, killed, n_steps=5)


@wrong("dose_response", "a group of 400 weighs more than a group of 10")
def dose_by_shares_of_equal_weight(doses, tried, killed):
    return newton(doses, np.ones(len(doses)), killed / tried)


@wrong("dose_response", "close, but not to nine digits: more steps, or better ones")
def dose_by_gradient_descent(doses, tried, killed):
    w = b = 0.0
    for _ in range(10_000):
        error = tried * sigmoid(w * doses + b) - killed
        w, b = w - 0.01 * error @ doses / tried.sum(), b - 0.01 * error.sum() / tried.sum()
    return w, b


@wrong("dose_response", "stopped after 2 seconds: is there a loop that never ends?")
def dose_by_gradient_descent_until_it_stands(doses, tried, killed):
    w = b = 0.0
    while True:
        error = tried * sigmoid(w * doses + b) - killed
        dw, db = error @ doses / tried.sum(), error.sum() / tried.sum()
        if max(abs(dw), abs(db)) < 1e-12:
            return w, b
        w, b = w - 0.1 * dw, b - 0.1 * db


@wrong("dose_response", "use the counts, not a row per insect")
def dose_by_a_row_per_insect(doses, tried, killed):
    x = np.repeat(doses, tried)
    y = np.concatenate([np.arange(n) < k for n, k in zip(tried, killed, strict=True)])
    return newton(x, np.ones(len(x)), y)


@wrong("dose_response", "the two are swapped: first w, then b")
def dose_with_b_first(doses, tried, killed):
    return newton(doses, tried, killed)[::-1]


@wrong("dose_response", "that is the intercept for the centered doses: undo the shift")
def dose_with_the_shift_left_in(doses, tried, killed):
    w, b = newton(doses, tried, killed)
    return w, b + w * doses.mean()


@wrong("dose_response", "that is the chance to survive: killed is label 1")
def dose_of_the_survivors(doses, tried, killed):
    return newton(doses, tried, tried - killed)


@wrong("dose_response", "wrong type: expected a tuple, got a ndarray")
def dose_in_an_array(doses, tried, killed):
    return np.array(newton(doses, tried, killed))


def flipped(X, y):
    return np.where(y == 1, 1, -1)[:, None] * X


def across(rows):
    return np.column_stack([-rows[:, 1], rows[:, 0]])


@wrong("best_weights_exist", "rows on the cut are not hurt: products of 0 are allowed")
def exist_unless_the_rows_are_strictly_apart(X, y):
    rows = flipped(X, y)
    angles = np.linspace(0, 2 * np.pi, 5000)
    products = rows @ np.array([np.cos(angles), np.sin(angles)])
    return not np.any(np.all(products > 0, axis=0))


@wrong("best_weights_exist", "rows on the cut are not hurt: products of 0 are allowed")
def exist_by_many_angles(X, y):
    rows = flipped(X, y)
    angles = np.linspace(0, 2 * np.pi, 5000)
    products = rows @ np.array([np.cos(angles), np.sin(angles)])
    return not np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0))


@wrong(
    "best_weights_exist", "every direction that helps a row hurts another (there is no intercept): there is a minimum"
)
def exist_where_both_labels_do(X, y):
    return 0 < y.sum() < len(y)


@wrong("best_weights_exist", "a direction that helps no row does not count")
def exist_unless_none_is_hurt(X, y):
    rows = flipped(X, y)
    across_rows = across(rows)
    directions = np.vstack([across_rows, -across_rows, rows])
    return not np.any(np.all(rows @ directions.T >= 0, axis=0))


@wrong("best_weights_exist", "all point the same way: the edges of the wedge help nobody")
def exist_by_right_angles_alone(X, y):
    rows = flipped(X, y)
    directions = np.vstack([across(rows), -across(rows)])
    products = rows @ directions.T
    return not np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0))


@wrong("best_weights_exist", "some direction hurts no row and helps one: there is no minimum")
def exist_by_the_rows_themselves(X, y):
    rows = flipped(X, y)
    products = rows @ rows.T
    return not np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0))


@wrong("best_weights_exist", "flip the rows with label 0: they want a negative logit")
def exist_without_flipping(X, y):
    directions = np.vstack([across(X), -across(X), X])
    products = X @ directions.T
    return not np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0))


@wrong(
    "best_weights_exist", "every direction that helps a row hurts another (there is no intercept): there is a minimum"
)
def exist_the_other_way_round(X, y):
    rows = flipped(X, y)
    products = rows @ np.vstack([across(rows), -across(rows), rows]).T
    return bool(np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0)))


@wrong("best_weights_exist", "rows on the cut are not hurt: products of 0 are allowed")
def exist_by_a_perceptron(X, y):
    rows, v = flipped(X, y), np.zeros(2)
    for _ in range(100):
        for row in rows:
            if row @ v <= 0:
                v = v + row
    return bool(np.any(rows @ v <= 0))


@wrong("best_weights_exist", "some direction hurts no row and helps one: there is no minimum")
def exist_by_walking_down(X, y):
    rows, w = flipped(X, y), np.zeros(2)
    for _ in range(1000):
        w = w + 0.1 * rows.T @ sigmoid(-rows @ w) / len(y)
    return bool(np.linalg.norm(w) < 10)


@wrong(
    "best_weights_exist", "every direction that helps a row hurts another (there is no intercept): there is a minimum"
)
def exist_with_an_intercept(X, y):
    rows = np.where(y == 1, 1, -1)[:, None] * np.column_stack([X, np.ones(len(y))])
    angles = np.random.default_rng(0).normal(size=(3, 20000))
    products = rows @ angles
    return not np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0))


@wrong("best_weights_exist", "some direction hurts no row and helps one: there is no minimum")
def exist_with_zeros_in_the_way(X, y):
    rows = flipped(X, y)
    products = rows @ np.vstack([across(rows), -across(rows), rows]).T
    return not np.any(np.all(products > 0, axis=0))


@wrong("best_weights_exist", "some direction hurts no row and helps one: there is no minimum")
def exist_along_the_axes(X, y):
    rows = flipped(X, y)
    products = rows @ np.array([[1, -1, 0, 0], [0, 0, 1, -1]])
    return not np.any(np.all(products >= 0, axis=0) & np.any(products > 0, axis=0))
