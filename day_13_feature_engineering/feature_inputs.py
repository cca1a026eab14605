"""Day 13: what the transformers accept, and what they all remember. Each check's error names the argument."""

import numpy as np


def check_option(name, value, options):
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"{name} must be one of {tuple(options)}, got {value!r}")


def check_count(name, value, least):
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value!r}")


def check_flags(**flags):
    for name, value in flags.items():
        if not isinstance(value, (bool, np.bool_)):
            raise ValueError(f"{name} must be True or False, got {value!r}")


def check_pair(name, pair, low, high, may_be_equal=False):
    """Two numbers in order, both inside [low, high], as floats."""
    pair = np.asarray(pair)
    good = pair.shape == (2,) and pair.dtype.kind in "iuf" and np.isfinite(pair).all()
    if not good or not low <= pair[0] <= pair[1] <= high or (pair[0] == pair[1] and not may_be_equal):
        raise ValueError(f"{name} must be two finite numbers in rising order, within [{low}, {high}], got {pair}")
    return pair.astype(float)


def is_nan(values):
    """Where an array holds nan, an array of objects included: a bool for each entry."""
    if values.dtype != object:
        return values != values  # noqa: PLR0124  (only nan differs from itself)
    flags = [isinstance(value, (float, np.floating)) and np.isnan(value) for value in values.flat]
    return np.array(flags, dtype=bool).reshape(values.shape)


def check_shape(shape):
    if len(shape) != 2 or 0 in shape:
        raise ValueError(f"X must be (n, d) with at least one row and one column, got shape {shape}")


def check_numbers(X, allow_nan=False):
    """X as a new array of floats (n, d), neither 0; no inf, and no nan unless allowed. None counts as nan."""
    try:
        table = X.to_numpy(dtype=float, na_value=np.nan) if hasattr(X, "iloc") else np.asarray(X)
        if table.dtype.kind in "cmM":
            raise TypeError(f"the type {table.dtype}")
        table = table.astype(float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"X must hold numbers only, got {str(error).splitlines()[0]}") from None
    check_shape(table.shape)
    if np.isinf(table).any() or (np.isnan(table).any() and not allow_nan):
        raise ValueError(f"X must hold no {'inf' if allow_nan else 'nan and no inf'}")
    return table


def columns_of(X):
    """The columns of a table of any kind as a list of arrays (n,): a DataFrame's and a list's may differ in type."""
    if hasattr(X, "iloc") and X.ndim == 2:
        shape, series = X.shape, [X.iloc[:, j] for j in range(X.shape[1])]
        columns = [s.to_numpy() if s.dtype == object else s.to_numpy(na_value=np.nan) for s in series]
    else:
        try:
            table = np.asarray(X)
        except ValueError:
            raise ValueError("X must have rows of one length") from None
        if table.dtype.kind in "US" and not isinstance(X, np.ndarray):
            table = np.array(X, dtype=object)  # numbers beside strings stay numbers
        shape, columns = table.shape, list(np.atleast_2d(table).T)
    check_shape(shape)
    if any(column.dtype.kind == "c" for column in columns):
        raise ValueError("X must hold no complex numbers")
    if any(column.dtype.kind == "f" and np.isinf(column).any() for column in columns):
        raise ValueError("X must hold no inf")
    return columns


def column_names(X):
    """The names of a DataFrame's columns, or None where there are none or not all are strings."""
    names = list(getattr(X, "columns", ()))
    return np.array(names, dtype=object) if names and all(isinstance(name, str) for name in names) else None


def check_strata(labels, n):
    """Labels (n,) to stratify by, as an array; raises ValueError on another shape, nan, or no order among them."""
    labels = np.asarray(labels)
    if labels.shape != (n,):
        raise ValueError(f"stratify must be (n,) with n = {n} as in the arrays, got shape {labels.shape}")
    if labels.dtype == object and not all(isinstance(label, str) for label in labels):
        raise ValueError("stratify must hold only strings or only numbers")
    if is_nan(labels).any():
        raise ValueError("stratify must hold no nan")
    return labels


def count_rows(array):
    """How many rows an array, a list, a DataFrame or a sparse matrix has."""
    try:
        return array.shape[0] if hasattr(array, "shape") else len(array)
    except (IndexError, TypeError):
        raise ValueError(f"arrays must be arrays, lists or tables, got {array!r}") from None


class Transformer:
    """What all transformers share: what transform gets must have the columns that fit has seen."""

    def fit_transform(self, X, y=None):
        """fit(X), then transform(X)."""
        return self.fit(X, y).transform(X)

    def remember_columns(self, X, n_features):
        """n_features_in_, and feature_names_in_ where X has names; called last in fit, so it also means "fitted"."""
        names = column_names(X)
        vars(self).pop("feature_names_in_", None)
        if names is not None:
            self.feature_names_in_ = names
        self.n_features_in_ = n_features

    def check_fitted(self):
        if not hasattr(self, "n_features_in_"):
            raise ValueError(f"this {type(self).__name__} has not been fitted: call fit(X) first")

    def check_columns(self, X, n_features):
        """Raises ValueError unless X has the columns of fit, in their order."""
        if n_features != self.n_features_in_:
            raise ValueError(f"X must have {self.n_features_in_} features, as in fit, got {n_features}")
        seen, names = getattr(self, "feature_names_in_", None), column_names(X)
        if seen is not None and names is not None and list(seen) != list(names):
            raise ValueError(f"X must have the columns of fit in their order, {list(seen)}, got {list(names)}")

    def check_new_numbers(self, X, allow_nan=False):
        """X for transform, as floats (m, d)."""
        self.check_fitted()
        table = check_numbers(X, allow_nan)
        self.check_columns(X, table.shape[1])
        return table

    def check_output(self, X, n_columns):
        """X for inverse_transform, as floats (m, n_columns); nan may stand in it."""
        table = check_numbers(X, allow_nan=True)
        if table.shape[1] != n_columns:
            raise ValueError(f"X must have the {n_columns} columns that transform gives, got {table.shape[1]}")
        return table

    def input_names(self, input_features=None):
        """Names for the columns of fit: those given, those of the DataFrame, or x0, x1, ..."""
        self.check_fitted()
        seen = getattr(self, "feature_names_in_", None)
        if input_features is None:
            return seen if seen is not None else np.array([f"x{j}" for j in range(self.n_features_in_)], dtype=object)
        names = np.array(list(input_features), dtype=object)
        if len(names) != self.n_features_in_ or (seen is not None and list(names) != list(seen)):
            raise ValueError(f"input_features must be the {self.n_features_in_} names of fit, got {list(names)}")
        return names

    def get_feature_names_out(self, input_features=None):
        """The names of the columns that transform returns."""
        return self.input_names(input_features)
