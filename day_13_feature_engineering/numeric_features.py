"""Day 13: numbers become better numbers. One unit for all, holes filled, columns multiplied, values put into bins."""

import warnings
from collections import Counter, namedtuple
from itertools import combinations, combinations_with_replacement
from statistics import NormalDist

import numpy as np
from feature_inputs import (
    Transformer,
    check_count,
    check_flags,
    check_numbers,
    check_option,
    check_pair,
    columns_of,
    is_nan,
)

EPSILON = np.finfo(float).eps

# 2. One unit for all


class CenterAndWidth(Transformer):
    """What two of the scalers share: (x - center) / width. A subclass gives both; a step left out is a 0 or a 1."""

    def transform(self, X):
        """New rows (m, d) in the units of fit."""
        table = self.check_new_numbers(X, allow_nan=True)
        center, width = self.center_and_width()
        return (table - center) / width

    def inverse_transform(self, X):
        """Back to the old units."""
        self.check_fitted()
        center, width = self.center_and_width()
        return self.check_output(X, self.n_features_in_) * width + center


class StandardScaler(CenterAndWidth):
    """(x - mean) / standard deviation, column by column; nan is skipped in fit and stays nan.

    After fit: mean_, var_, scale_ (1 for a column that does not vary), n_samples_seen_ (an array where nan occur).
    """

    def __init__(self, *, with_mean=True, with_std=True):
        check_flags(with_mean=with_mean, with_std=with_std)
        self.with_mean, self.with_std = with_mean, with_std

    def fit(self, X, y=None):
        """X : (n, d)"""
        table = check_numbers(X, allow_nan=True)
        n = np.sum(~np.isnan(table), axis=0)
        with np.errstate(invalid="ignore"):  # a column of nan has the mean nan
            mean = np.nansum(table, axis=0) / n
            deviations = table - mean
            lost = np.nansum(deviations, axis=0) ** 2 / n  # what rounding of the mean costs (Chan et al. 1983)
            var = np.maximum((np.nansum(deviations**2, axis=0) - lost) / n, 0)
        constant = var <= n * EPSILON * var + (n * mean * EPSILON) ** 2  # equal but for rounding
        self.n_samples_seen_ = int(n[0]) if np.all(n == n[0]) else n
        self.mean_ = mean if self.with_mean or self.with_std else None
        self.var_ = var if self.with_std else None
        self.scale_ = np.where(constant, 1.0, np.sqrt(var)) if self.with_std else None
        self.remember_columns(X, table.shape[1])
        return self

    def center_and_width(self):
        return self.mean_ if self.with_mean else 0, self.scale_ if self.with_std else 1


def without_zeros(scale):
    """Scales to divide by: 1 in place of those that are zero but for rounding."""
    return np.where(scale < 10 * EPSILON, 1.0, scale)


def by_column(statistic, table):
    """statistic(the numbers of a column without its nan) for each column, stacked; nan for a column of nan."""
    columns = (column[~np.isnan(column)] for column in table.T)
    return np.array([statistic(column if len(column) else np.array([np.nan])) for column in columns])


class MinMaxScaler(Transformer):
    """The smallest value of each column becomes feature_range[0], the largest feature_range[1].

    After fit: data_min_, data_max_, data_range_, and scale_, min_: transform is x * scale_ + min_.
    """

    def __init__(self, feature_range=(0, 1), *, clip=False):
        check_pair("feature_range", feature_range, -np.inf, np.inf)
        check_flags(clip=clip)
        self.feature_range, self.clip = feature_range, clip

    def fit(self, X, y=None):
        """X : (n, d)"""
        table, (low, high) = check_numbers(X, allow_nan=True), self.feature_range
        self.n_samples_seen_ = len(table)
        self.data_min_, self.data_max_ = by_column(np.min, table), by_column(np.max, table)
        self.data_range_ = self.data_max_ - self.data_min_
        self.scale_ = (high - low) / without_zeros(self.data_range_)
        self.min_ = low - self.data_min_ * self.scale_
        self.remember_columns(X, table.shape[1])
        return self

    def transform(self, X):
        """New rows (m, d) on the scale of fit; they may lie outside the range, unless clip is set."""
        table = self.check_new_numbers(X, allow_nan=True) * self.scale_ + self.min_
        return np.clip(table, *self.feature_range) if self.clip else table

    def inverse_transform(self, X):
        """Back to the old units."""
        self.check_fitted()
        return (self.check_output(X, self.n_features_in_) - self.min_) / self.scale_


class RobustScaler(CenterAndWidth):
    """(x - median) / (distance of two percentiles): outliers hardly move either.

    quantile_range : the two percentiles      unit_variance : divide so that normal data come out with variance 1
    After fit: center_, scale_.
    """

    def __init__(self, *, with_centering=True, with_scaling=True, quantile_range=(25.0, 75.0), unit_variance=False):
        check_flags(with_centering=with_centering, with_scaling=with_scaling, unit_variance=unit_variance)
        low, high = check_pair("quantile_range", quantile_range, 0, 100, may_be_equal=True)
        if unit_variance and not 0 < low < high < 100:
            raise ValueError(f"quantile_range must rise within (0, 100) for unit_variance, got {quantile_range}")
        self.with_centering, self.with_scaling = with_centering, with_scaling
        self.quantile_range, self.unit_variance = quantile_range, unit_variance

    def fit(self, X, y=None):
        """X : (n, d)"""
        table = check_numbers(X, allow_nan=True)
        self.center_, self.scale_ = by_column(np.median, table) if self.with_centering else None, None
        if self.with_scaling:
            low, high = by_column(lambda column: np.percentile(column, self.quantile_range), table).T
            self.scale_ = without_zeros(high - low)
        if self.with_scaling and self.unit_variance:
            low, high = (NormalDist().inv_cdf(percent / 100) for percent in self.quantile_range)
            self.scale_ = self.scale_ / (high - low)
        self.remember_columns(X, table.shape[1])
        return self

    def center_and_width(self):
        return self.center_ if self.with_centering else 0, self.scale_ if self.with_scaling else 1


# 3. Holes in the table

MissingIndicator = namedtuple("MissingIndicator", "features_")


def most_frequent(values):
    """The value that occurs most often; of several, the smallest (by type, then as text, where they have no order)."""
    counts = Counter(values.tolist())
    ties = [value for value, count in counts.items() if count == max(counts.values())]
    try:
        return min(ties)
    except TypeError:
        return min(ties, key=lambda value: (str(type(value)), str(value)))


class SimpleImputer(Transformer):
    """Fills holes with a statistic of their column: "mean", "median", "most_frequent", or the "constant" fill_value.

    missing_values : what marks a hole: nan, None, a number or a string
    add_indicator : add a column of 0 and 1 for each column that had holes in fit
    keep_empty_features : fill a column without any value with 0 (or fill_value) instead of leaving it out
    After fit: statistics_ (nan for a column that is left out), indicator_ (None, or with its features_).
    """

    def __init__(
        self,
        *,
        missing_values=np.nan,
        strategy="mean",
        fill_value=None,
        add_indicator=False,
        keep_empty_features=False,
    ):
        check_option("strategy", strategy, ("mean", "median", "most_frequent", "constant"))
        check_flags(add_indicator=add_indicator, keep_empty_features=keep_empty_features)
        self.missing_values, self.strategy, self.fill_value = missing_values, strategy, fill_value
        self.add_indicator, self.keep_empty_features = add_indicator, keep_empty_features

    def _read(self, X, as_numbers):
        """X as floats or as objects (n, d), and where its holes are, (n, d)."""
        marks_nan = isinstance(self.missing_values, (float, np.floating)) and np.isnan(self.missing_values)
        if as_numbers:
            if not isinstance(self.missing_values, (int, float, np.number)):
                raise ValueError(f"missing_values must be a number where X holds numbers, got {self.missing_values!r}")
            table = check_numbers(X, allow_nan=marks_nan)
        else:
            table = np.column_stack([column.astype(object) for column in columns_of(X)])
            if not marks_nan and is_nan(table).any():
                raise ValueError(f"X must hold no nan, since missing_values={self.missing_values!r} marks the holes")
        return table, is_nan(table) if marks_nan else np.asarray(table == self.missing_values, dtype=bool)

    def fit(self, X, y=None):
        """X : (n, d) numbers; strings too for "most_frequent" and "constant" """
        kinds = {column.dtype.kind for column in columns_of(X)}
        if kinds & set("US"):
            raise ValueError("X is an array of NumPy strings, where a hole is a word: pass a list or dtype=object")
        self._as_numbers = self.strategy in ("mean", "median") or kinds <= set("biuf")
        table, holes = self._read(X, self._as_numbers)
        self._empty = holes.all(axis=0)
        self.statistics_ = self._find_statistics(table, holes)
        self.indicator_ = MissingIndicator(np.flatnonzero(holes.any(axis=0))) if self.add_indicator else None
        self.remember_columns(X, table.shape[1])
        return self

    def _find_fill(self):
        """What goes into columns without any value, and with "constant" into every hole."""
        if self.strategy != "constant":
            return 0
        if self.fill_value is None:
            return 0 if self._as_numbers else "missing_value"
        if self._as_numbers and not isinstance(self.fill_value, (int, float, np.number)):
            raise ValueError(f"fill_value must be a number where X holds numbers, got {self.fill_value!r}")
        return self.fill_value

    def _find_statistics(self, table, holes):
        """What goes into the holes of each column, (d,)."""
        fill = self._find_fill()
        statistic = {"mean": np.mean, "median": np.median, "most_frequent": most_frequent}.get(self.strategy)
        found = np.full(table.shape[1], fill if self.keep_empty_features else np.nan, dtype=table.dtype)
        for j in np.flatnonzero(~self._empty):
            found[j] = statistic(table[~holes[:, j], j]) if statistic else fill
        return found

    def transform(self, X):
        """X without holes, then the indicators; warns of columns that are left out."""
        self.check_fitted()
        table, holes = self._read(X, self._as_numbers)
        self.check_columns(X, table.shape[1])
        kept = ~self._empty | self.keep_empty_features
        if not kept.all():
            left_out = self.input_names()[~kept].tolist()
            warnings.warn(f"columns without any value in fit are left out: {left_out}", stacklevel=2)
        filled = np.where(holes, self.statistics_, table)[:, kept]
        return np.hstack([filled, holes[:, self.indicator_.features_]]) if self.add_indicator else filled

    def get_feature_names_out(self, input_features=None):
        """The names of the columns, and missingindicator_ before those of the indicators."""
        names = self.input_names(input_features)
        kept = names[~self._empty | self.keep_empty_features]
        flagged = self.indicator_.features_ if self.add_indicator else []
        return np.append(kept, [f"missingindicator_{names[j]}" for j in flagged]).astype(object)


# 5. More columns than were measured


class PolynomialFeatures(Transformer):
    """All products of columns up to a degree: 1, a, b, a^2, ab, b^2, ... (degree may be a pair: least and largest).

    interaction_only : no column twice in a product      include_bias : the column of ones
    After fit: powers_ (columns, d), n_output_features_.
    """

    def __init__(self, degree=2, *, interaction_only=False, include_bias=True):
        check_flags(interaction_only=interaction_only, include_bias=include_bias)
        pair = (0, degree) if np.ndim(degree) == 0 else tuple(degree)
        for bound in pair:
            check_count("degree", bound, least=0)
        if len(pair) != 2 or pair[0] > pair[1] or (pair[1] == 0 and not include_bias):
            raise ValueError(f"degree must be one number, or (least, largest), and leave a column, got {degree}")
        self.degree, self.interaction_only, self.include_bias = degree, interaction_only, include_bias
        self._least, self._largest = pair

    def fit(self, X, y=None):
        """X : (n, d); only d matters."""
        d = check_numbers(X).shape[1]
        choose = combinations if self.interaction_only else combinations_with_replacement
        self._products = [p for degree in range(1, self._largest + 1) for p in choose(range(d), degree)]
        wanted = [p for p in self._products if len(p) >= self._least]
        self._wanted = [()] * self.include_bias + wanted
        if not self._wanted:
            raise ValueError(f"degree {self.degree} leaves no product of {d} different columns")
        self.powers_ = np.array([np.bincount(p, minlength=d) for p in self._wanted], dtype=int)
        self.n_output_features_ = len(self._wanted)
        self.remember_columns(X, d)
        return self

    def transform(self, X):
        """The products, (m, n_output_features_): each is a shorter one times one more column."""
        columns = self.check_new_numbers(X).T
        made = {(): np.ones(columns.shape[1])}
        for product in self._products:
            made[product] = made[product[:-1]] * columns[product[-1]]
        return np.column_stack([made[product] for product in self._wanted])

    def get_feature_names_out(self, input_features=None):
        """Names like x0^2 x1."""
        names = self.input_names(input_features)
        counted = [Counter(product).items() for product in self._wanted]
        words = [[names[j] + (f"^{power}" if power > 1 else "") for j, power in pairs] for pairs in counted]
        return np.array([" ".join(parts) or "1" for parts in words], dtype=object)


QUANTILE_METHODS = ("inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf")
QUANTILE_METHODS += ("hazen", "weibull", "linear", "median_unbiased", "normal_unbiased")


def k_means_centers(x, centers, max_iter=300, tolerance=1e-4):
    """k-means on a line (Lloyd 1957) from given centers (k,); a center without points moves to the worst placed point.

    Stops as scikit-learn's: when no point changes its center, or the centers hardly move any more.
    """
    middle, labels = x.mean(), None
    x, centers = x - middle, centers - middle
    for _ in range(max_iter):
        labels, old = (centers**2 - 2 * x[:, None] * centers).argmin(axis=1), labels  # (x - c)^2 without its x^2
        count = np.bincount(labels, minlength=len(centers)).astype(float)
        total = np.bincount(labels, weights=x, minlength=len(centers))
        distance = np.abs(x - centers[labels])
        empty = np.flatnonzero(count == 0)
        if len(empty) and distance.max() > 0:
            far = np.argsort(distance)[::-1][: len(empty)]
            for sums, amount in ((count, np.ones(len(far))), (total, x[far])):
                np.subtract.at(sums, labels[far], amount)
                sums[empty] = amount
        means = total / np.maximum(count, 1)
        means = np.where(count > 0, means, means[count.argmax()])
        moved, centers = np.sum((means - centers) ** 2), means
        if np.array_equal(labels, old) or moved <= tolerance * x.var():
            break
    return np.sort(centers) + middle


class KBinsDiscretizer(Transformer):
    """Numbers become bins: of equal width ("uniform"), with equally many rows ("quantile"), or found by "kmeans".

    n_bins : a number, or one for each column      encode : "onehot-dense" or "ordinal" (the number of the bin)
    After fit: bin_edges_ (d arrays), n_bins_ (fewer where edges coincide).
    """

    def __init__(
        self,
        n_bins=5,
        *,
        encode="onehot-dense",
        strategy="quantile",
        quantile_method="averaged_inverted_cdf",
    ):
        for number in np.ravel(n_bins).tolist():
            check_count("n_bins", number, least=2)
        check_option("encode", encode, ("onehot-dense", "ordinal"))
        check_option("strategy", strategy, ("uniform", "quantile", "kmeans"))
        check_option("quantile_method", quantile_method, QUANTILE_METHODS)
        self.n_bins, self.encode, self.strategy = n_bins, encode, strategy
        self.quantile_method = quantile_method

    def fit(self, X, y=None):
        """X : (n, d)"""
        table = check_numbers(X)
        if np.ndim(self.n_bins) and np.shape(self.n_bins) != table.shape[1:]:
            raise ValueError(f"n_bins must be one number, or {table.shape[1]} of them, got {self.n_bins}")
        numbers = np.broadcast_to(self.n_bins, table.shape[1:])
        self.bin_edges_ = np.empty(table.shape[1], dtype=object)
        for j, (column, number) in enumerate(zip(table.T, numbers, strict=True)):
            self.bin_edges_[j] = self._find_edges(j, column, number)
        self.n_bins_ = np.array([len(edges) - 1 for edges in self.bin_edges_])
        self.remember_columns(X, table.shape[1])
        return self

    def _find_edges(self, j, column, number):
        """The edges (bins + 1,) of one column; warns where there are fewer bins than wanted."""
        edges = np.linspace(column.min(), column.max(), number + 1)
        if edges[0] == edges[-1]:
            warnings.warn(f"column {j} is constant: it becomes 0", stacklevel=3)
            return np.array([-np.inf, np.inf])
        if self.strategy == "uniform":
            return edges
        if self.strategy == "quantile":
            edges = np.percentile(column, np.linspace(0, 100, number + 1), method=self.quantile_method)
        else:
            if len(column) < number:
                raise ValueError(f"n_bins must be at most the {len(column)} rows for strategy='kmeans', got {number}")
            centers = k_means_centers(column, (edges[1:] + edges[:-1]) / 2)
            edges = np.concatenate([edges[:1], (centers[1:] + centers[:-1]) / 2, edges[-1:]])
        edges = edges[np.diff(edges, prepend=-np.inf) > 1e-8]
        if len(edges) <= number:
            warnings.warn(f"column {j}: edges coincide, {len(edges) - 1} bins instead of {number}", stacklevel=3)
        return edges

    def transform(self, X):
        """The bin of each number (m, d), floats; or 0 and 1, (m, sum of n_bins_). Outside the edges: the outer bins."""
        table = self.check_new_numbers(X)
        columns = zip(self.bin_edges_, table.T, strict=True)
        bins = [np.searchsorted(edges[1:-1], column, side="right") for edges, column in columns]
        if self.encode == "ordinal":
            return np.column_stack(bins).astype(float)
        return np.hstack([b[:, None] == np.arange(n) for b, n in zip(bins, self.n_bins_, strict=True)]).astype(float)

    def inverse_transform(self, X):
        """The middle of each bin, (m, d); nan for a column that was constant."""
        self.check_fitted()
        one_hot = self.encode == "onehot-dense"
        table = self.check_output(X, self.n_bins_.sum() if one_hot else self.n_features_in_)
        blocks = np.split(table, np.cumsum(self.n_bins_)[:-1], axis=1) if one_hot else table.T
        bins = [block.argmax(axis=1) if one_hot else block.astype(int) for block in blocks]
        with np.errstate(invalid="ignore"):  # -inf + inf
            middles = [(edges[1:] + edges[:-1]) / 2 for edges in self.bin_edges_]
        return np.column_stack([middle[places] for middle, places in zip(middles, bins, strict=True)])

    def get_feature_names_out(self, input_features=None):
        """The names of the columns; with one-hot bins, like age_0.0, age_1.0."""
        names = self.input_names(input_features)
        if self.encode == "ordinal":
            return names
        pairs = zip(names, self.n_bins_, strict=True)
        return np.array([f"{name}_{float(b)}" for name, n in pairs for b in range(n)], dtype=object)
