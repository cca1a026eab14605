"""Day 13: words become numbers. Ordinal codes, one column for each category, or the mean target of the category."""

import warnings

import numpy as np
from feature_inputs import Transformer, check_count, check_option, columns_of, is_nan


def sort_categories(column):
    """The different values of a column: sorted, then None, then nan. Raises TypeError where they have no order."""
    if column.dtype != object:
        return np.unique(column)
    missing = is_nan(column)
    try:
        values = sorted(set(column[~missing]) - {None})
    except TypeError:
        types = sorted({type(value).__name__ for value in column[~missing]} - {"NoneType"})
        raise TypeError(f"X: a column must hold only strings or only numbers, got {' and '.join(types)}") from None
    values += [None] * (None in column.tolist()) + [np.nan] * int(missing.any())
    categories = np.empty(len(values), dtype=object)
    categories[:] = values
    return categories


def with_one_nan(values):
    """The values as a list in which every nan is the same object: no nan equals another, but a dictionary finds it."""
    values = values.astype(object)
    values[is_nan(values)] = np.nan
    return values.tolist()


def codes_of(column, categories):
    """The place of each value of a column (n,) in `categories`, (n,) integers; -1 where it is not among them."""
    if column.dtype.kind in "biuf" and categories.dtype.kind in "biuf":  # sorted numbers, nan last
        codes = np.minimum(np.searchsorted(categories, column), len(categories) - 1)
        found = categories[codes]
        return np.where((found == column) | (is_nan(found) & is_nan(column)), codes, -1)
    place = {value: i for i, value in enumerate(with_one_nan(categories))}
    return np.array([place.get(value, -1) for value in with_one_nan(column)])


def check_categories(j, given, column):
    """The categories given for column j as an array: one or more, none twice, nan last, numbers in rising order."""
    given = columns_of([[value] for value in given])[0]
    given = given.astype(object) if column.dtype.kind in "OUS" else given
    if is_nan(given[:-1]).any():
        raise ValueError(f"categories[{j}] must have its nan at the end, got {given}")
    if len(sort_categories(given)) < len(given):
        raise ValueError(f"categories[{j}] must hold no value twice, got {given}")
    if given.dtype.kind in "iuf" and np.any(given[1:] < given[:-1]):
        raise ValueError(f"categories[{j}] must be sorted, since they are numbers, got {given}")
    return given


class CategoryEncoder(Transformer):
    """What the encoders share: categories_, one array for each column of X, sorted unless the user gave them."""

    def find_categories(self, X):
        """Learn categories_; returns the codes (n, d) of X."""
        columns = columns_of(X)
        if isinstance(self.categories, str):
            check_option("categories", self.categories, ("auto",))
            categories = [sort_categories(column) for column in columns]
        elif not isinstance(self.categories, (list, tuple)) or len(self.categories) != len(columns):
            raise ValueError(f"categories must hold {len(columns)} lists, one for each column, got {self.categories}")
        else:
            pairs = zip(self.categories, columns, strict=True)
            categories = [check_categories(j, *pair) for j, pair in enumerate(pairs)]
        codes = self.look_up(columns, categories)
        self.categories_ = categories
        return codes

    def look_up(self, columns, categories):
        """Codes (n, d), -1 for unknown values; raises ValueError on these where handle_unknown is "error"."""
        codes = np.column_stack([codes_of(*pair) for pair in zip(columns, categories, strict=True)])
        for j in np.flatnonzero((codes < 0).any(axis=0)):
            if self.handle_unknown == "error":
                unknown = list(dict.fromkeys(with_one_nan(columns[j][codes[:, j] < 0])))
                raise ValueError(f"X: column {j} has categories that fit did not see: {unknown[:10]}")
        return codes

    def encode(self, X):
        """Codes (m, d) of new rows."""
        self.check_fitted()
        columns = columns_of(X)
        self.check_columns(X, len(columns))
        return self.look_up(columns, self.categories_)

    def decode(self, codes):
        """The categories behind codes (m, d); None behind -1."""
        table = np.empty(codes.shape, dtype=object)
        for j, categories in enumerate(self.categories_):
            table[:, j] = np.append(categories.astype(object), [None])[codes[:, j]]
        types = {categories.dtype for categories in self.categories_}
        alike = all(dtype.kind in "iuf" for dtype in types) or len({dtype.kind for dtype in types}) == 1
        return table.astype(np.result_type(*types)) if alike and (codes >= 0).all() else table


def check_code(name, value):
    """An integer or nan."""
    if not isinstance(value, (float, np.floating)) or not np.isnan(value):
        check_count(name, value, least=-(2**53))


class OrdinalEncoder(CategoryEncoder):
    """Each category becomes its place in categories_, as a float.

    handle_unknown : "error", or "use_encoded_value" to give new categories the code unknown_value (an integer or nan)
    encoded_missing_value : the code of nan (None is a category like any other)
    """

    def __init__(self, *, categories="auto", handle_unknown="error", unknown_value=None, encoded_missing_value=np.nan):
        check_option("handle_unknown", handle_unknown, ("error", "use_encoded_value"))
        if handle_unknown == "error" and unknown_value is not None:
            raise ValueError(f"unknown_value goes with handle_unknown='use_encoded_value', got {unknown_value!r}")
        if handle_unknown == "use_encoded_value":
            check_code("unknown_value", unknown_value)
        check_code("encoded_missing_value", encoded_missing_value)
        self.categories, self.handle_unknown = categories, handle_unknown
        self.unknown_value, self.encoded_missing_value = unknown_value, encoded_missing_value

    def fit(self, X, y=None):
        """X : (n, d) strings or numbers, a list, array or DataFrame"""
        codes = self.find_categories(X)
        has_nan = np.array([is_nan(categories)[-1] for categories in self.categories_])
        sizes = np.array([len(categories) for categories in self.categories_]) - has_nan
        self._nan_codes = np.where(has_nan, sizes, -2)  # -2: a code that nothing has
        for name, value, concerned in (
            ("unknown_value", self.unknown_value, sizes),
            ("encoded_missing_value", self.encoded_missing_value, sizes[has_nan]),
        ):
            if value is not None and np.any((value >= 0) & (value < concerned)):
                raise ValueError(f"{name} must not be the code of a known category, got {value}")
        self.remember_columns(X, codes.shape[1])
        return self

    def transform(self, X):
        """Codes (m, d), floats."""
        codes = self.encode(X)
        coded = np.where(codes == self._nan_codes, self.encoded_missing_value, codes.astype(float))
        return coded if self.unknown_value is None else np.where(codes < 0, self.unknown_value, coded)

    def inverse_transform(self, X):
        """The categories behind codes (m, d); None behind unknown_value."""
        self.check_fitted()
        table = self.check_output(X, self.n_features_in_)
        codes = np.full(table.shape, -3)  # -3: no code at all
        sizes = np.array([len(categories) for categories in self.categories_])
        known = (table >= 0) & (table < sizes) & (table % 1 == 0)
        codes[known] = table[known].astype(int)
        if self.unknown_value is not None:
            codes[same_number(table, self.unknown_value)] = -1
        is_missing = same_number(table, self.encoded_missing_value) & (self._nan_codes >= 0)
        codes = np.where(is_missing, self._nan_codes, codes)
        if (codes == -3).any():
            raise ValueError(f"X must hold codes that transform gives, got {table[codes == -3][0]}")
        return self.decode(codes)


def same_number(values, number):
    return np.isnan(values) if np.isnan(number) else values == number


class OneHotEncoder(CategoryEncoder):
    """A column of 0 and 1 for each category; a dense array.

    drop : None, "first", "if_binary" (the first of two), or a list with one category for each column of X
    handle_unknown : "error", or "ignore": a row without a 1
    """

    def __init__(self, *, categories="auto", drop=None, handle_unknown="error"):
        check_option("handle_unknown", handle_unknown, ("error", "ignore"))
        if isinstance(drop, str):
            check_option("drop", drop, ("first", "if_binary"))
        elif drop is not None and np.ndim(drop) != 1:
            raise ValueError(f"drop must be None, 'first', 'if_binary' or a list of categories, got {drop!r}")
        self.categories, self.drop, self.handle_unknown = categories, drop, handle_unknown

    def fit(self, X, y=None):
        """X : (n, d) strings or numbers, a list, array or DataFrame"""
        codes = self.find_categories(X)
        self.drop_idx_ = self._find_dropped()
        dropped = [None] * codes.shape[1] if self.drop is None else self.drop_idx_
        kept = [np.arange(len(categories)) for categories in self.categories_]
        self._kept = [k if out is None else np.delete(k, out) for k, out in zip(kept, dropped, strict=True)]
        self.remember_columns(X, codes.shape[1])
        return self

    def _find_dropped(self):
        """The code that each column leaves out, (d,) integers or None; None where no column leaves out any."""
        if self.drop is None:
            return None
        if isinstance(self.drop, str):
            two = [len(categories) == 2 for categories in self.categories_]
            return np.array([0 if self.drop == "first" or pair else None for pair in two], dtype=object)
        if len(self.drop) != len(self.categories_):
            raise ValueError(f"drop must hold {len(self.categories_)} categories, one for each column, got {self.drop}")
        places = []
        for j, (value, categories) in enumerate(zip(self.drop, self.categories_, strict=True)):
            places.append(codes_of(np.array([value], dtype=object), categories.astype(object))[0])
            if places[-1] < 0:
                raise ValueError(f"drop: column {j} has no category {value!r}")
        return np.array(places, dtype=object)

    def transform(self, X):
        """0 and 1, (m, columns), floats: the categories of the first column of X, then those of the second, ..."""
        codes = self.encode(X)
        unknown = np.flatnonzero((codes < 0).any(axis=0)).tolist()
        if unknown and self.drop is not None:
            warnings.warn(f"unknown categories in columns {unknown} become zeros, like the dropped ones", stacklevel=2)
        blocks = [column[:, None] == kept for column, kept in zip(codes.T, self._kept, strict=True)]
        return np.hstack(blocks).astype(float)

    def inverse_transform(self, X):
        """The categories behind rows of 0 and 1; only zeros: the dropped category, or None where none was dropped."""
        self.check_fitted()
        widths = [len(kept) for kept in self._kept]
        table = self.check_output(X, sum(widths))
        codes = np.full((len(table), len(widths)), -1)
        for j, block in enumerate(np.split(table, np.cumsum(widths)[:-1], axis=1)):
            if self.drop is not None and self.drop_idx_[j] is not None:
                codes[:, j] = self.drop_idx_[j]
            rows = block.any(axis=1)
            if widths[j]:
                codes[rows, j] = self._kept[j][block[rows].argmax(axis=1)]
        if self.handle_unknown == "error" and (codes < 0).any():
            raise ValueError("X has rows without a category, but handle_unknown='error' and drop=None give none")
        return self.decode(codes)

    def get_feature_names_out(self, input_features=None):
        """Names like color_red."""
        names = self.input_names(input_features)
        columns = zip(names, self.categories_, self._kept, strict=True)
        return np.array([f"{name}_{word}" for name, words, kept in columns for word in words[kept]], dtype=object)


# Target encoding


def check_target(y, n, target_type):
    """What kind of target y (n,) is, its classes or None, and the columns (n, k) whose means are wanted."""
    y = np.asarray(y)
    if y.shape != (n,):
        raise ValueError(f"y must be (n,) with n = {n} as in X, got shape {y.shape}")
    numeric = y.dtype.kind in "biuf"
    if (numeric and not np.isfinite(y).all()) or not (numeric or all(isinstance(label, str) for label in y)):
        raise ValueError(f"y must be finite numbers or strings, got {y[:5]}")
    if target_type == "auto" and y.dtype.kind == "f" and np.any(y % 1 != 0):
        target_type = "continuous"
    if target_type == "continuous":
        if not numeric:
            raise ValueError(f"y must be numbers for target_type='continuous', got {y[:5]}")
        return target_type, None, y.astype(float)[:, None]
    classes, labels = np.unique(y, return_inverse=True)
    if target_type == "auto":
        target_type = "binary" if len(classes) <= 2 else "multiclass"
    if target_type == "binary":
        if len(classes) > 2:
            raise ValueError(f"y must have two labels for target_type='binary', got {len(classes)}")
        return target_type, classes, labels.astype(float)[:, None]
    return target_type, classes, (labels[:, None] == np.arange(len(classes))).astype(float)


def make_folds(n, labels, k, rng):
    """The fold, 0 to k - 1, in which each row is held out, (n,): blocks in order, shuffled by an rng.

    labels : None, or (n,) to give each fold its share of every label
    """
    if labels is None:
        if k > n:
            raise ValueError(f"cv must be at most the number of rows, {n}, got {k}")
        folds = np.repeat(np.arange(k), [len(part) for part in np.array_split(np.arange(n), k)])
        return folds if rng is None else rng.permutation(folds)
    names, first, counts = np.unique(labels, return_index=True, return_counts=True)
    if counts.max() < k:
        raise ValueError(f"cv must be at most the size of the largest class, {counts.max()}, got {k}")
    if counts.min() < k:
        warnings.warn(f"the smallest class has {counts.min()} rows, fewer than cv={k} folds", stacklevel=4)
    folds, dealt = np.empty(n, dtype=int), 0
    for name in names[np.argsort(first)]:
        rows = np.flatnonzero(labels == name)
        share = np.sort(np.arange(dealt, dealt + len(rows)) % k)  # dealt like cards, where the last class ended
        folds[rows] = share if rng is None else rng.permutation(share)
        dealt += len(rows)
    return folds


def mean_targets(codes, target, n_categories, smooth):
    """What each category says about the target, (n_categories,): its mean, drawn toward the mean of all rows.

    codes : (n,) categories      target : (n,)      smooth : rows of the overall mean that are added to each category
    "auto" weighs the two means by their variances (Micci-Barreca 2001, an empirical Bayes estimate).
    """
    count = np.bincount(codes, minlength=n_categories)
    total = np.bincount(codes, weights=target, minlength=n_categories)
    mean = target.mean()
    with np.errstate(divide="ignore", invalid="ignore"):  # a category without rows gives 0 / 0
        if smooth == "auto":
            own = total / count
            inside = np.bincount(codes, weights=(target - own[codes]) ** 2, minlength=n_categories) / count
            trust = target.var() * count / (target.var() * count + inside)
            encoding = trust * own + (1 - trust) * mean
        else:
            encoding = (total + smooth * mean) / (count + smooth)
    return np.where(np.isnan(encoding), mean, encoding)


class TargetEncoder(CategoryEncoder):
    """Each category becomes the smoothed mean target of its rows; with several classes, one column for each class.

    smooth : "auto", or a number, 0 or more      cv : folds of fit_transform
    rng : None deals rows to folds in order, a Generator shuffles them      target_type : "auto" looks at y
    """

    categories, handle_unknown = "auto", "ignore"

    def __init__(self, smooth="auto", cv=5, rng=None, *, target_type="auto"):
        if smooth != "auto" and not (isinstance(smooth, (int, float, np.number)) and 0 <= smooth < np.inf):
            raise ValueError(f"smooth must be 'auto' or a finite number, 0 or more, got {smooth!r}")
        check_count("cv", cv, least=2)
        if rng is not None and not isinstance(rng, np.random.Generator):
            raise ValueError(f"rng must be None or a numpy.random.Generator, got {rng!r}")
        check_option("target_type", target_type, ("auto", "continuous", "binary", "multiclass"))
        self.smooth, self.cv, self.rng, self.target_type = smooth, cv, rng, target_type

    def fit(self, X, y):
        """Learn encodings_ from all rows. Do not transform the same rows with them: use fit_transform."""
        self._learn(X, y)
        return self

    def fit_transform(self, X, y):
        """fit, and for each row an encoding from the other folds: no row sees its own y."""
        codes, targets = self._learn(X, y)
        labels = None if self.target_type_ == "continuous" else np.unique(y, return_inverse=True)[1]
        folds = make_folds(len(codes), labels, self.cv, self.rng)
        table = np.empty((len(codes), codes.shape[1] * targets.shape[1]))
        for fold in range(self.cv):
            out, rest = folds == fold, folds != fold
            table[out] = self._put_in(codes[out], *self._encodings(codes[rest], targets[rest]))
        return table

    def transform(self, X):
        """Encodings (m, d) or (m, d * classes) from all rows of fit; target_mean_ for categories new since then."""
        return self._put_in(self.encode(X), self.encodings_, np.atleast_1d(self.target_mean_))

    def _learn(self, X, y):
        """The attributes from all rows; returns codes (n, d) and targets (n, k)."""
        codes = self.find_categories(X)
        self.target_type_, self.classes_, targets = check_target(y, len(codes), self.target_type)
        self.encodings_, means = self._encodings(codes, targets)
        self.target_mean_ = means if self.target_type_ == "multiclass" else float(means[0])
        self.remember_columns(X, codes.shape[1])
        return codes, targets

    def _encodings(self, codes, targets):
        """One array for each column and class, the classes of the first column first; and the means (k,)."""
        sizes = [len(categories) for categories in self.categories_]
        columns = zip(codes.T, sizes, strict=True)
        return [
            mean_targets(column, target, size, self.smooth) for column, size in columns for target in targets.T
        ], targets.mean(axis=0)

    def _put_in(self, codes, encodings, means):
        """Codes (m, d) replaced by their encodings: the code -1, unknown, takes the mean that is put at the end."""
        tables = [np.append(encoding, means[i % len(means)]) for i, encoding in enumerate(encodings)]
        return np.column_stack([table[codes[:, i // len(means)]] for i, table in enumerate(tables)])

    def get_feature_names_out(self, input_features=None):
        """The names of the columns, with the class at the end where there are several."""
        names = self.input_names(input_features)
        if self.target_type_ != "multiclass":
            return names
        return np.array([f"{name}_{label}" for name in names for label in self.classes_], dtype=object)
