"""Natural wrong answers to day 6's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("standard_error", "divide the squares by n - 1")
def standard_error_over_n(values):
    return np.std(values) / np.sqrt(len(values))


@wrong("standard_error", "that is the spread of the values")
def standard_error_of_one_value(values):
    return np.std(values, ddof=1)


@wrong("standard_error", "n - 1 in the squares, and the root of n below")
def standard_error_of_one_value_over_n(values):
    return np.std(values)


@wrong("standard_error", "divide by the root of n, not by n")
def standard_error_divided_by_n(values):
    return np.std(values, ddof=1) / len(values)


@wrong("standard_error", "that is the variance: the root is missing")
def standard_error_squared(values):
    return np.var(values, ddof=1) / len(values)


@wrong("standard_error", "take the root of the variance")
def standard_error_from_the_variance(values):
    return np.var(values, ddof=1) / np.sqrt(len(values))


@wrong("standard_error", "n - 1 belongs to the spread only")
def standard_error_with_n_minus_one_twice(values):
    return np.std(values, ddof=1) / np.sqrt(len(values) - 1)


@wrong("standard_error", "did you forget `return`?")
def standard_error_kept_to_itself(values):
    np.std(values, ddof=1) / np.sqrt(len(values))


def spread_of(train):
    return np.where(np.ptp(train, axis=0) == 0, 1, train.std(axis=0))


def scaled(train, test, spread):
    flat = np.ptp(train, axis=0) == 0
    return tuple(np.where(flat, 0, (table - train.mean(axis=0)) / spread) for table in (train, test))


@wrong("scale_both", "use those of the training rows")
def scale_each_by_itself(train, test):
    return scaled(train, train, spread_of(train))[0], scaled(test, test, spread_of(test))[0]


@wrong("scale_both", "a leak: the test rows took part")
def scale_all_together(train, test):
    both = np.vstack([train, test])
    table = (both - both.mean(axis=0)) / both.std(axis=0)
    return table[: len(train)], table[len(train) :]


@wrong("scale_both", "variance 1 with ddof 0")
def scale_by_the_other_spread(train, test):
    return scaled(train, test, np.where(np.ptp(train, axis=0) == 0, 1, train.std(axis=0, ddof=1)))


@wrong("scale_both", "each column has its own: axis=0")
def scale_without_an_axis(train, test):
    return (train - train.mean()) / train.std(), (test - train.mean()) / train.std()


@wrong("scale_both", "divide by the spread, not by its square")
def scale_by_the_variance(train, test):
    return scaled(train, test, spread_of(train) ** 2)


@wrong("scale_both", "the spreads are missing")
def scale_by_centering_only(train, test):
    return train - train.mean(axis=0), test - train.mean(axis=0)


@wrong("scale_both", "a spread of 0 was divided by")
def scale_by_zero(train, test):
    return tuple((table - train.mean(axis=0)) / train.std(axis=0) for table in (train, test))


@wrong("scale_both", "a column that is constant in training becomes 0 in both")
def scale_with_one_for_zero(train, test):
    return tuple((table - train.mean(axis=0)) / spread_of(train) for table in (train, test))


@wrong("scale_both", "a column that is constant in training becomes 0 in both")
def scale_with_a_tiny_number(train, test):
    return tuple((table - train.mean(axis=0)) / (train.std(axis=0) + 1e-12) for table in (train, test))


@wrong("scale_both", "find constant columns by ptp")
def scale_with_a_rounded_spread(train, test):
    spread = train.std(axis=0)
    return tuple(
        np.where(spread == 0, 0, (table - train.mean(axis=0)) / np.where(spread == 0, 1, spread))
        for table in (train, test)
    )


@wrong("scale_both", "a small spread is not 0")
def scale_with_a_threshold(train, test):
    flat = train.std(axis=0) < 1e-8
    return tuple(
        np.where(flat, 0, (table - train.mean(axis=0)) / np.where(flat, 1, train.std(axis=0)))
        for table in (train, test)
    )


@wrong("scale_both", "changed its input")
def scale_in_place(train, test):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    train -= mean
    test -= mean
    return train / spread, test / spread


@wrong("baseline_errors", "a leak: the mean of all rows")
def baseline_of_all_rows(y, folds):
    return np.array([np.mean((y[test] - y.mean()) ** 2) for _, test in folds])


@wrong("baseline_errors", "the worst leak of all")
def baseline_of_the_test_rows(y, folds):
    return np.array([np.var(y[test]) for _, test in folds])


@wrong("baseline_errors", "train and test are swapped")
def baseline_swapped(y, folds):
    return np.array([np.mean((y[train] - y[test].mean()) ** 2) for train, test in folds])


@wrong("baseline_errors", "the mean of the squares, not their sum")
def baseline_summed(y, folds):
    return np.array([np.sum((y[test] - y[train].mean()) ** 2) for train, test in folds])


@wrong("baseline_errors", "the root is not asked for")
def baseline_with_a_root(y, folds):
    return np.array([np.sqrt(np.mean((y[test] - y[train].mean()) ** 2)) for train, test in folds])


@wrong("baseline_errors", "square each error before the mean")
def baseline_squared_too_late(y, folds):
    return np.array([np.mean(y[test] - y[train].mean()) ** 2 for train, test in folds])


@wrong("baseline_errors", "the mean of the training rows, not their median")
def baseline_of_the_median(y, folds):
    return np.array([np.mean((y[test] - np.median(y[train])) ** 2) for train, test in folds])


@wrong("baseline_errors", "one error per fold")
def baseline_of_all_folds(y, folds):
    return np.mean([np.mean((y[test] - y[train].mean()) ** 2) for train, test in folds])


@wrong("baseline_errors", "should return an array of shape (3,), got a number")
def baseline_of_the_first_fold(y, folds):
    for train, test in folds:
        error = np.mean((y[test] - y[train].mean()) ** 2)
        break
    return error


def bar_of(errors, ddof=1):
    best = errors.mean(axis=1).argmin()
    return errors[best].mean() + np.std(errors[best], ddof=ddof) / np.sqrt(errors.shape[1])


def first_below(values, bar):
    return int(np.argmax(values <= bar))


@wrong("simplest_good_model", "that is the best model")
def simplest_is_the_best(errors):
    return int(errors.mean(axis=1).argmin())


@wrong("simplest_good_model", "n - 1 in the standard error")
def simplest_over_n(errors):
    return first_below(errors.mean(axis=1), bar_of(errors, ddof=0))


@wrong("simplest_good_model", "exactly at the bar")
def simplest_strictly_below(errors):
    return int(np.argmax(errors.mean(axis=1) < bar_of(errors)))


@wrong("simplest_good_model", "the spread divided by the root of the number of folds")
def simplest_with_the_spread(errors):
    best = errors.mean(axis=1).argmin()
    return first_below(errors.mean(axis=1), errors[best].mean() + np.std(errors[best], ddof=1))


@wrong("simplest_good_model", "the standard error is that of the best model")
def simplest_with_its_own_error(errors):
    own = np.std(errors, axis=1, ddof=1) / np.sqrt(errors.shape[1])
    return first_below(errors.mean(axis=1) - own, errors.mean(axis=1).min())


@wrong("simplest_good_model", "the list begins with the simplest")
def simplest_is_the_last(errors):
    return int(np.flatnonzero(errors.mean(axis=1) <= bar_of(errors))[-1])


@wrong("simplest_good_model", "of equal means, the first is the best")
def simplest_with_the_last_of_equals(errors):
    means = errors.mean(axis=1)
    best = len(means) - 1 - int(means[::-1].argmin())
    bar = means[best] + np.std(errors[best], ddof=1) / np.sqrt(errors.shape[1])
    return first_below(means, bar)


@wrong("simplest_good_model", "a row is a model")
def simplest_along_the_wrong_axis(errors):
    return simplest_is_of(errors.T)


def simplest_is_of(errors):
    return first_below(errors.mean(axis=1), bar_of(errors))


@wrong("simplest_good_model", "did you forget `return`?")
def simplest_kept_to_itself(errors):
    first_below(errors.mean(axis=1), bar_of(errors))


def forward(n, k, size, train):
    starts = [n - (k - i) * size for i in range(k)]
    return [(train(start, size), np.arange(start, start + size)) for start in starts]


@wrong("forward_folds", "to the first training part, not to the end")
def forward_from_the_beginning(n, k):
    size = n // (k + 1)
    return [(np.arange(i * size), np.arange(i * size, (i + 1) * size)) for i in range(1, k + 1)]


@wrong("forward_folds", "the earliest fold comes first")
def forward_backward(n, k):
    return forward(n, k, n // (k + 1), lambda start, size: np.arange(start))[::-1]


@wrong("forward_folds", "a test part has n // (k + 1) rows")
def forward_with_large_parts(n, k):
    return forward(n, k, n // k, lambda start, size: np.arange(start))


@wrong("forward_folds", "train on all rows before the test part")
def forward_on_the_part_before(n, k):
    return forward(n, k, n // (k + 1), lambda start, size: np.arange(start - size, start))


@wrong("forward_folds", "never train on the future")
def forward_and_after(n, k):
    return forward(
        n, k, n // (k + 1), lambda start, size: np.concatenate([np.arange(start), np.arange(start + size, n)])
    )


@wrong("forward_folds", "the test rows took part in the training")
def forward_with_the_test_rows(n, k):
    return forward(n, k, n // (k + 1), lambda start, size: np.arange(start + size))


@wrong("forward_folds", "the row just before the test part")
def forward_with_a_row_too_few(n, k):
    return forward(n, k, n // (k + 1), lambda start, size: np.arange(start - 1))


@wrong("forward_folds", "did you forget `return`?")
def forward_kept_to_itself(n, k):
    forward(n, k, n // (k + 1), lambda start, size: np.arange(start))


def folds_of(fold, k):
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


def numbers_of(groups):
    return np.unique(groups, return_inverse=True)[1]


@wrong("group_folds", "train and test are swapped")
def group_folds_swapped(groups, k):
    return [(test, train) for train, test in folds_of(numbers_of(groups) % k, k)]


@wrong("group_folds", "the first group has the number 0")
def group_folds_from_one(groups, k):
    return folds_of((numbers_of(groups) + 1) % k, k)


@wrong("group_folds", "in the order of their labels")
def group_folds_in_the_order_of_rows(groups, k):
    order = list(dict.fromkeys(groups.tolist()))
    return folds_of(np.array([order.index(group) for group in groups]) % k, k)


@wrong("group_folds", "the number of the group counts, not its label")
def group_folds_of_labels(groups, k):
    return folds_of(groups % k, k)


@wrong("group_folds", "deal out the groups, not the rows")
def group_folds_of_rows(groups, k):
    return folds_of(np.arange(len(groups)) % k, k)


@wrong("group_folds", "deal the groups in turn")
def group_folds_in_blocks(groups, k):
    blocks = np.array_split(np.unique(groups), k)
    return folds_of(np.array([next(i for i in range(k) if group in blocks[i]) for group in groups]), k)


@wrong("group_folds", "row numbers in rising order")
def group_folds_group_after_group(groups, k):
    order = np.argsort(numbers_of(groups), kind="stable")
    fold = numbers_of(groups)[order] % k
    return [(np.sort(order[fold != i]), order[fold == i]) for i in range(k)]


@wrong("group_folds", "did you forget `return`?")
def group_folds_kept_to_itself(groups, k):
    folds_of(numbers_of(groups) % k, k)


def inside(X, y, alpha):
    """Residuals of the training rows, and each row's share in its own prediction apart from the intercept's."""
    centered = X - X.mean(axis=0)
    shrunk = np.linalg.solve(centered.T @ centered + alpha * np.eye(X.shape[1]), centered.T)
    return y - y.mean() - centered @ (shrunk @ y), np.sum(centered.T * shrunk, axis=0)


@wrong("leave_one_out_errors", "those are the training errors")
def leave_nobody_out(X, y, alpha):
    return inside(X, y, alpha)[0]


@wrong("leave_one_out_errors", "a share of 1/n in its own prediction")
def leave_one_out_without_the_share(X, y, alpha):
    residual, share = inside(X, y, alpha)
    return residual / (1 - share)


@wrong("leave_one_out_errors", "truth minus prediction")
def leave_one_out_with_the_sign(X, y, alpha):
    residual, share = inside(X, y, alpha)
    return -residual / (1 - share - 1 / len(y))


@wrong("leave_one_out_errors", "the intercept is missing")
def leave_one_out_without_intercept(X, y, alpha):
    H = X @ np.linalg.solve(X.T @ X + alpha * np.eye(X.shape[1]), X.T)
    return (y - H @ y) / (1 - np.diag(H))


@wrong("leave_one_out_errors", "b is free: alpha does not touch it")
def leave_one_out_with_a_shrunk_intercept(X, y, alpha):
    return leave_one_out_without_intercept(np.column_stack([X, np.ones(len(X))]), y, alpha)


@wrong("leave_one_out_errors", "the objective is a sum over the rows: alpha stands as it is")
def leave_one_out_with_alpha_n(X, y, alpha):
    residual, share = inside(X, y, len(y) * alpha)
    return residual / (1 - share - 1 / len(y))


@wrong("leave_one_out_errors", "did you forget `return`?")
def leave_one_out_kept_to_itself(X, y, alpha):
    inside(X, y, alpha)


@wrong("leave_one_out_errors", "stopped after 2 seconds")
def leave_one_out_by_slow_fits(X, y, alpha):
    errors = []
    for i in range(len(y)):
        rows = [j for j in range(len(y)) if j != i]
        centered = np.array([X[j] - X[rows].mean(axis=0) for j in rows])
        w = np.linalg.solve(centered.T @ centered + alpha * np.eye(X.shape[1]), centered.T @ y[rows])
        errors.append(y[i] - y[rows].mean() - (X[i] - X[rows].mean(axis=0)) @ w)
    return np.array(errors)


def risk_parts(X, new_X, alpha):
    return new_X @ np.linalg.solve(X.T @ X + alpha * np.eye(X.shape[1]), X.T)


@wrong("exact_ridge_risk", "sigma is a spread")
def risk_with_the_spread(X, new_X, w, alpha, sigma):
    mixtures = risk_parts(X, new_X, alpha)
    return np.mean((mixtures @ X @ w - new_X @ w) ** 2), sigma * np.mean(np.sum(mixtures**2, axis=1))


@wrong("exact_ridge_risk", "bias2 is a square")
def risk_with_the_plain_bias(X, new_X, w, alpha, sigma):
    mixtures = risk_parts(X, new_X, alpha)
    return np.mean(mixtures @ X @ w - new_X @ w), sigma**2 * np.mean(np.sum(mixtures**2, axis=1))


@wrong("exact_ridge_risk", "square each row's distance, then take the mean")
def risk_squared_too_late(X, new_X, w, alpha, sigma):
    mixtures = risk_parts(X, new_X, alpha)
    return np.mean(mixtures @ X @ w - new_X @ w) ** 2, sigma**2 * np.mean(np.sum(mixtures**2, axis=1))


@wrong("exact_ridge_risk", "the new rows count, not the training rows")
def risk_of_the_training_rows(X, new_X, w, alpha, sigma):
    mixtures = risk_parts(X, X, alpha)
    return np.mean((mixtures @ X @ w - X @ w) ** 2), sigma**2 * np.mean(np.sum(mixtures**2, axis=1))


@wrong("exact_ridge_risk", "the mean over the new rows, not the sum")
def risk_summed(X, new_X, w, alpha, sigma):
    mixtures = risk_parts(X, new_X, alpha)
    return np.sum((mixtures @ X @ w - new_X @ w) ** 2), sigma**2 * np.sum(mixtures**2)


@wrong("exact_ridge_risk", "a prediction adds up all its numbers")
def risk_with_a_mean_over_all(X, new_X, w, alpha, sigma):
    mixtures = risk_parts(X, new_X, alpha)
    return np.mean((mixtures @ X @ w - new_X @ w) ** 2), sigma**2 * np.mean(mixtures**2)


@wrong("exact_ridge_risk", "ridge is biased")
def risk_of_an_unbiased_model(X, new_X, w, alpha, sigma):
    return 0.0, sigma**2 * np.mean(np.sum(risk_parts(X, new_X, alpha) ** 2, axis=1))


@wrong("exact_ridge_risk", "that is least squares: alpha is missing")
def risk_of_least_squares(X, new_X, w, alpha, sigma):
    return 0.0, sigma**2 * np.mean(np.sum((new_X @ np.linalg.pinv(X)) ** 2, axis=1))


@wrong("exact_ridge_risk", "gave")
def risk_by_drawing(X, new_X, w, alpha, sigma):
    rng = np.random.default_rng(0)
    noise = sigma * rng.normal(size=(len(X), 2000))
    predictions = risk_parts(X, new_X, alpha) @ ((X @ w)[:, None] + noise)
    return np.mean((predictions.mean(axis=1) - new_X @ w) ** 2), np.mean(predictions.var(axis=1))
