"""Natural wrong answers to day 1's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("root_mean_squared_error", "the root is missing")
def rmse_without_the_root(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


@wrong("root_mean_squared_error", "you took the sum, not the mean")
def rmse_by_the_norm(y_true, y_pred):
    return np.linalg.norm(y_true - y_pred)


@wrong("root_mean_squared_error", "square each error before you take the mean")
def rmse_of_the_mean_error(y_true, y_pred):
    return np.sqrt(np.mean(y_true - y_pred) ** 2)


@wrong("root_mean_squared_error", "divide by n, not by n - 1")
def rmse_over_n_minus_one(y_true, y_pred):
    return np.sqrt(np.sum((y_true - y_pred) ** 2) / (y_true.size - 1))


@wrong("root_mean_squared_error", "that is the spread of the errors around their own mean")
def rmse_by_std(y_true, y_pred):
    return np.std(y_true - y_pred)


@wrong("root_mean_squared_error", "divide by the number of entries, not by the number of rows")
def rmse_over_the_rows(y_true, y_pred):
    return np.sqrt(np.sum((y_true - y_pred) ** 2) / len(y_true))


@wrong("root_mean_squared_error", "the root comes last")
def rmse_of_every_row(y_true, y_pred):
    return np.mean(np.sqrt(np.mean((y_true - y_pred) ** 2, axis=-1)))


@wrong("root_mean_squared_error", "the mean must go over all entries, not over each row")
def rmse_along_the_rows(y_true, y_pred):
    return np.sqrt(np.mean((y_true - y_pred) ** 2, axis=-1))


@wrong("root_mean_squared_error", "changed its input")
def rmse_in_place(y_true, y_pred):
    y_pred -= y_true
    return np.sqrt(np.mean(y_pred**2))


@wrong("entropy", "that is in nats: use log2")
def entropy_in_nats(p):
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


@wrong("entropy", "0 * log(0) is nan: leave the zeros out")
def entropy_with_zeros(p):
    return -np.sum(p * np.log2(p))


@wrong("entropy", "the sign")
def entropy_without_the_minus(p):
    return np.sum(p[p > 0] * np.log2(p[p > 0]))


@wrong("entropy", "each logarithm must be weighted by its own probability")
def entropy_without_weights(p):
    return -np.sum(np.log2(p[p > 0]))


@wrong("entropy", "you averaged")
def entropy_as_a_mean(p):
    return -np.mean(p[p > 0] * np.log2(p[p > 0]))


@wrong("entropy", "leave the zeros out: adding 1e-12")
def entropy_with_something_tiny(p):
    return -np.sum(p * np.log2(p + 1e-12))


@wrong("entropy", "that is the largest entropy that k outcomes can have")
def entropy_of_equal_shares(p):
    return np.log2(len(p))


@wrong("entropy", "leave out (1 - p) log(1 - p)")
def entropy_of_many_coins(p):
    p = p[(p > 0) & (p < 1)]
    return -np.sum(p * np.log2(p) + (1 - p) * np.log2(1 - p))


@wrong("entropy", "leave the zeros out: raising them to 1e-12")
def entropy_with_raised_zeros(p):
    p = np.clip(p, 1e-12, 1)
    return -np.sum(p * np.log2(p))


@wrong("entropy", "changed its input")
def entropy_with_zeros_overwritten(p):
    p[p == 0] = 1
    return -np.sum(p * np.log2(p))


@wrong("entropy", "did you forget `return`?")
def entropy_printed(p):
    print(-np.sum(p[p > 0] * np.log2(p[p > 0])))


@wrong("pinball_loss", "too high has a price too")
def pinball_one_sided(y_true, y_pred, quantile):
    return np.mean(quantile * np.maximum(y_true - y_pred, 0))


@wrong("pinball_loss", "too low has a price too")
def pinball_of_the_other_side(y_true, y_pred, quantile):
    return np.mean((1 - quantile) * np.maximum(y_pred - y_true, 0))


@wrong("pinball_loss", "both sides at one price")
def pinball_at_one_price(y_true, y_pred, quantile):
    return np.mean(quantile * np.abs(y_true - y_pred))


@wrong("pinball_loss", "the two sides are swapped")
def pinball_swapped(y_true, y_pred, quantile):
    d = y_pred - y_true
    return np.mean(np.maximum(quantile * d, (quantile - 1) * d))


@wrong("pinball_loss", "a loss came out negative")
def pinball_with_a_lost_sign(y_true, y_pred, quantile):
    d = y_true - y_pred
    return np.mean(np.where(d > 0, quantile * d, (1 - quantile) * d))


@wrong("pinball_loss", "the mean goes over all rows")
def pinball_of_two_means(y_true, y_pred, quantile):
    d = y_true - y_pred
    return quantile * d[d > 0].mean() - (1 - quantile) * d[d < 0].mean()


@wrong("pinball_loss", "that is twice the loss")
def pinball_doubled(y_true, y_pred, quantile):
    d = y_true - y_pred
    return 2 * np.mean(np.where(d > 0, quantile * d, (quantile - 1) * d))


@wrong("pinball_loss", "stopped with ValueError")
def pinball_with_an_if(y_true, y_pred, quantile):
    if y_true > y_pred:
        return np.mean(quantile * (y_true - y_pred))
    return np.mean((1 - quantile) * (y_pred - y_true))


def log_softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong("smoothed_cross_entropy", "smoothing / k is due at every class, the right one too")
def smoothed_at_the_other_classes_alone(labels, logits, smoothing):
    k = logits.shape[1]
    target = np.full(logits.shape, smoothing / k)
    target[np.arange(len(labels)), labels] = 1 - smoothing
    return -np.mean(np.sum(target * log_softmax(logits), axis=1))


@wrong("smoothed_cross_entropy", "the right class gets its share of the smoothing too")
def smoothed_over_the_other_classes(labels, logits, smoothing):
    target = np.full(logits.shape, smoothing / (logits.shape[1] - 1))
    target[np.arange(len(labels)), labels] = 1 - smoothing
    return -np.mean(np.sum(target * log_softmax(logits), axis=1))


@wrong("smoothed_cross_entropy", "spread `smoothing` over the classes")
def smoothed_without_k(labels, logits, smoothing):
    target = (1 - smoothing) * np.eye(logits.shape[1])[labels] + smoothing
    return -np.mean(np.sum(target * log_softmax(logits), axis=1))


@wrong("smoothed_cross_entropy", "what is spread must be taken from the right class")
def smoothed_on_top(labels, logits, smoothing):
    target = np.eye(logits.shape[1])[labels] + smoothing / logits.shape[1]
    return -np.mean(np.sum(target * log_softmax(logits), axis=1))


@wrong("smoothed_cross_entropy", "sum over the classes, then the mean over the rows")
def smoothed_mean_of_all(labels, logits, smoothing):
    target = (1 - smoothing) * np.eye(logits.shape[1])[labels] + smoothing / logits.shape[1]
    return -np.mean(target * log_softmax(logits))


@wrong("smoothed_cross_entropy", "not the log of a probability")
def smoothed_by_log_of_softmax(labels, logits, smoothing):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    target = (1 - smoothing) * np.eye(logits.shape[1])[labels] + smoothing / logits.shape[1]
    return -np.mean(np.sum(target * np.log(powers / powers.sum(axis=1, keepdims=True)), axis=1))


@wrong("smoothed_cross_entropy", "inf came out: subtract the largest logit")
def smoothed_with_an_overflow(labels, logits, smoothing):
    surprises = np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits
    usual = surprises[np.arange(len(labels)), labels]
    return np.mean((1 - smoothing) * usual + smoothing * surprises.mean(axis=1))


@wrong("smoothed_cross_entropy", "each row has its own largest logit")
def smoothed_with_one_largest_logit(labels, logits, smoothing):
    shifted = logits - logits.max()
    surprises = np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted
    usual = surprises[np.arange(len(labels)), labels]
    return np.mean((1 - smoothing) * usual + smoothing * surprises.mean(axis=1))


@wrong("smoothed_cross_entropy", "the softmax belongs to a row")
def smoothed_down_the_columns(labels, logits, smoothing):
    target = (1 - smoothing) * np.eye(logits.shape[1])[labels] + smoothing / logits.shape[1]
    return -np.mean(np.sum(target * log_softmax(logits.T).T, axis=1))


@wrong("smoothed_cross_entropy", "changed its input")
def smoothed_in_place(labels, logits, smoothing):
    logits -= logits.max(axis=1, keepdims=True)
    surprises = np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits
    usual = surprises[np.arange(len(labels)), labels]
    return np.mean((1 - smoothing) * usual + smoothing * surprises.mean(axis=1))


def binary_cross_entropy(y_true, logits):
    return np.maximum(logits, 0) - y_true * logits + np.log1p(np.exp(-np.abs(logits)))


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


@wrong("focal_loss", "p must be the probability given to the truth, not to label 1")
def focal_with_the_probability_of_1(y_true, logits, gamma):
    return np.mean((1 - sigmoid(logits)) ** gamma * binary_cross_entropy(y_true, logits))


@wrong("focal_loss", "the weight is (1 - p)^gamma")
def focal_upside_down(y_true, logits, gamma):
    p = np.exp(-binary_cross_entropy(y_true, logits))
    return np.mean(p**gamma * binary_cross_entropy(y_true, logits))


@wrong("focal_loss", "the weight is missing")
def focal_without_the_weight(y_true, logits, gamma):
    return np.mean(binary_cross_entropy(y_true, logits))


@wrong("focal_loss", "gamma is a power")
def focal_times_gamma(y_true, logits, gamma):
    p = np.exp(-binary_cross_entropy(y_true, logits))
    return np.mean(gamma * (1 - p) * binary_cross_entropy(y_true, logits))


@wrong("focal_loss", "rows with label 0 count too")
def focal_of_label_1_alone(y_true, logits, gamma):
    return np.mean(y_true * sigmoid(-logits) ** gamma * np.logaddexp(0, -logits))


@wrong("focal_loss", "there is no alpha here")
def focal_with_alpha(y_true, logits, gamma):
    p = np.exp(-binary_cross_entropy(y_true, logits))
    return np.mean(np.where(y_true == 1, 0.25, 0.75) * (1 - p) ** gamma * binary_cross_entropy(y_true, logits))


@wrong("focal_loss", "the labels are 0 and 1, not -1 and 1")
def focal_for_signs(y_true, logits, gamma):
    toward_truth = y_true * logits
    return np.mean(sigmoid(-toward_truth) ** gamma * np.logaddexp(0, -toward_truth))


@wrong("focal_loss", "never compute log(1 - p) from p")
def focal_by_where(y_true, logits, gamma):
    p = 1 / (1 + np.exp(-logits))
    truth = np.where(y_true == 1, p, 1 - p)
    return np.mean((1 - truth) ** gamma * -np.log(truth))


@wrong("focal_loss", "0 * log(0)")
def focal_by_two_terms(y_true, logits, gamma):
    p = 1 / (1 + np.exp(-logits))
    return -np.mean(y_true * (1 - p) ** gamma * np.log(p) + (1 - y_true) * p**gamma * np.log(1 - p))


@wrong("focal_loss", "cuts a large loss short: work from the logit")
def focal_with_a_clipped_p(y_true, logits, gamma):
    p = np.clip(1 / (1 + np.exp(-logits)), 1e-12, 1 - 1e-12)
    truth = np.where(y_true == 1, p, 1 - p)
    return np.mean((1 - truth) ** gamma * -np.log(truth))


@wrong("log_cosh_loss", "ln 2 is missing")
def log_cosh_without_the_half(y_true, y_pred):
    r = y_pred - y_true
    return np.mean(np.logaddexp(r, -r))


@wrong("log_cosh_loss", "the logarithm of each error first, then the mean")
def log_cosh_of_the_mean(y_true, y_pred):
    return np.log(np.mean(np.cosh(y_pred - y_true)))


@wrong("log_cosh_loss", "that holds only for large errors")
def log_cosh_far_out(y_true, y_pred):
    return np.mean(np.abs(y_pred - y_true)) - np.log(2)


@wrong("log_cosh_loss", "inf came out")
def log_cosh_as_it_stands(y_true, y_pred):
    return np.mean(np.log(np.cosh(y_pred - y_true)))


@wrong("log_cosh_loss", "inf came out")
def log_cosh_of_a_signed_residual(y_true, y_pred):
    r = y_true - y_pred
    return np.mean(r + np.log1p(np.exp(-2 * r)) - np.log(2))


@wrong("log_cosh_loss", "cutting the errors off")
def log_cosh_with_clipped_errors(y_true, y_pred):
    return np.mean(np.log(np.cosh(np.clip(y_pred - y_true, -700, 700))))


@wrong("log_cosh_loss", "divide by the number of entries, not by the number of rows")
def log_cosh_over_the_rows(y_true, y_pred):
    r = np.abs(y_pred - y_true)
    return np.sum(r + np.log1p(np.exp(-2 * r)) - np.log(2)) / len(r)


@wrong("log_cosh_loss", "should return a number, got an array")
def log_cosh_of_every_error(y_true, y_pred):
    r = np.abs(y_pred - y_true)
    return r + np.log1p(np.exp(-2 * r)) - np.log(2)


def pull(values, guess, delta):
    return np.sum(np.clip(values - guess, -delta, delta))


@wrong("huber_center", "that is the mean")
def center_as_the_mean(values, delta):
    return np.mean(values)


@wrong("huber_center", "that is the median")
def center_as_the_median(values, delta):
    return np.median(values)


@wrong("huber_center", "still on its way from the mean")
def center_by_small_steps_from_the_mean(values, delta):
    guess = np.mean(values)
    for _ in range(1000):
        guess += 0.1 * pull(values, guess, delta) / len(values)
    return guess


@wrong("huber_center", "still on its way from the mean")
def center_by_a_thousand_full_steps(values, delta):
    guess = np.mean(values)
    for _ in range(1000):
        guess += pull(values, guess, delta) / len(values)
    return guess


@wrong("huber_center", "one step from the median is not enough")
def center_by_one_step_from_the_median(values, delta):
    return np.median(values) + np.mean(np.clip(values - np.median(values), -delta, delta))


@wrong("huber_center", "far values are not left out")
def center_of_the_near_values(values, delta):
    return np.mean(values[np.abs(values - np.median(values)) <= delta])


@wrong("huber_center", "near, but not to nine digits. A grid is too coarse")
def center_on_a_grid(values, delta):
    guesses = np.linspace(values.min(), values.max(), 10_001)
    r = np.abs(values[:, None] - guesses)
    return guesses[np.argmin(np.where(r <= delta, r**2 / 2, delta * (r - delta / 2)).sum(axis=0))]


@wrong("huber_center", "near, but not to nine digits")
def center_by_comparing_losses(values, delta):
    def loss(guess):
        r = np.abs(values - guess)
        return np.sum(np.where(r <= delta, r**2 / 2, delta * (r - delta / 2)))

    low, high = values.min(), values.max()
    for _ in range(200):
        left, right = (2 * low + high) / 3, (low + 2 * high) / 3
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return (low + high) / 2


@wrong("huber_center", "stopped after 2 seconds: is there a loop that never ends?")
def center_until_the_pulls_cancel_exactly(values, delta):
    guess = np.mean(values)
    while pull(values, guess, delta) != 0:
        guess += 0.1 * pull(values, guess, delta) / len(values)
    return guess


@wrong("sharp_cross_entropy", "the tiny part was lost")
def sharp_in_the_usual_form(labels, logits):
    return -log_softmax(logits)[np.arange(len(labels)), labels]


@wrong("sharp_cross_entropy", "one loss per row")
def sharp_as_a_mean(labels, logits):
    return np.mean(sharp(labels, logits))


@wrong("sharp_cross_entropy", "the tiny part was lost")
def sharp_by_log1p_of_a_rounded_difference(labels, logits):
    p = np.exp(log_softmax(logits))[np.arange(len(labels)), labels]
    return -np.log1p(p - 1)


@wrong("sharp_cross_entropy", "the large losses have lost digits")
def sharp_by_the_probabilities_of_the_others(labels, logits):
    p = np.exp(log_softmax(logits))
    p[np.arange(len(labels)), labels] = 0
    return -np.log1p(-p.sum(axis=1))


@wrong("sharp_cross_entropy", "it overflowed")
def sharp_by_powers_of_differences(labels, logits):
    rows = np.arange(len(labels))
    powers = np.exp(logits - logits[rows, labels][:, None])
    powers[rows, labels] = 0
    return np.log1p(powers.sum(axis=1))


@wrong("sharp_cross_entropy", "stopped with ValueError")
def sharp_with_the_right_column_deleted(labels, logits):
    return sharp(labels, logits)


@wrong("sharp_cross_entropy", "changed its input")
def sharp_in_place(labels, logits):
    right = logits[np.arange(len(labels)), labels].copy()
    logits[np.arange(len(labels)), labels] = -np.inf
    return np.logaddexp(0, np.logaddexp.reduce(logits, axis=1) - right)


def sharp(labels, logits):
    losses = []
    for label, row in zip(labels, logits, strict=True):
        others = np.delete(row, label)
        gap = others.max() + np.log(np.sum(np.exp(others - others.max()))) - row[label]
        losses.append(np.logaddexp(0, gap))
    return np.array(losses)
