"""What the five ensembles of day 12 share: the checks of what they are given, and their common ancestors."""

from collections import deque
from numbers import Integral, Real

import numpy as np
from sklearn.base import clone, is_classifier


def check_table(X):
    """X as a float array; raises ValueError unless it is (n, d), not empty and finite in the trees' 32 bits."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not (np.abs(X) <= np.finfo(np.float32).max).all():
        raise ValueError(f"X must be finite and (n, d), at least (1, 1), got shape {X.shape} or a nan or inf")
    return X


def check_target(y, n):
    """y as an array; raises ValueError unless it has the shape (n,)."""
    if np.shape(y) != (n,):
        raise ValueError(f"y must be (n,) with n = {n} as in X, got shape {np.shape(y)}")
    return np.asarray(y)


def check_count(name, value, least):
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value!r}")


def check_positive(name, value, most=np.inf):
    if not isinstance(value, Real) or isinstance(value, bool) or not 0 < value <= most or value == np.inf:
        limit = f", {most} at most" if most < np.inf else ""
        raise ValueError(f"{name} must be a finite number above 0{limit}, got {value!r}")


def check_probability(name, value):
    if not isinstance(value, Real) or not 0 <= value <= 1:
        raise ValueError(f"{name} must be a number from 0 to 1, got {value!r}")


def check_rng(rng):
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be a numpy.random.Generator, got {rng!r}")


def check_share(name, value):
    """An integer is a count, a float a share of all."""
    if isinstance(value, Integral):
        check_count(name, value, least=1)
    else:
        check_positive(name, value, most=1)


def check_flag(name, value):
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} must be True or False, got {value!r}")


def check_estimator(estimator):
    if isinstance(estimator, type) or not hasattr(estimator, "get_params") or not is_classifier(estimator):
        raise ValueError(f"estimator must be a scikit-learn classifier, or None, got {estimator!r}")


def checked_limits(max_depth, min_samples_split, min_samples_leaf, max_features):
    """The arguments of a tree, as a dict; raises ValueError on those that are no limits."""
    check_count("max_depth", 1 if max_depth is None else max_depth, least=1)
    check_count("min_samples_split", min_samples_split, least=2)
    check_count("min_samples_leaf", min_samples_leaf, least=1)
    if isinstance(max_features, str) and max_features not in ("sqrt", "log2"):
        raise ValueError(f"max_features must be sqrt, log2, a count, a share or None, got {max_features!r}")
    if max_features is not None and not isinstance(max_features, str):
        check_share("max_features", max_features)
    counts = {"min_samples_split": min_samples_split, "min_samples_leaf": min_samples_leaf}
    return {"max_depth": max_depth, "max_features": max_features} | counts


def new_learner(estimator, chance):
    """An unfitted copy with seeds of its own, drawn as scikit-learn draws them; chance : a RandomState."""
    names = [name for name in sorted(estimator.get_params()) if name.endswith("random_state")]
    return clone(estimator).set_params(**{name: chance.randint(2**31 - 1) for name in names})


class Ensemble:
    """What all five share: the number of members, the source of chance, and the checks before a prediction.

    rng : a numpy.random.Generator; None means that every fit draws what scikit-learn draws with random_state=0
    """

    def __init__(self, n_estimators, rng):
        check_count("n_estimators", n_estimators, least=1)
        if rng is not None:
            check_rng(rng)
        self.n_estimators, self.rng = n_estimators, rng

    def random_state(self):
        """The stream of rng behind NumPy's older interface: scikit-learn's trees take no other."""
        return np.random.RandomState(0 if self.rng is None else self.rng.bit_generator)

    def check_data(self, X, y):
        X = check_table(X)
        y = check_target(y, len(X))
        self.n_features_in_ = X.shape[1]
        return X, y

    def members(self):
        """The fitted members; raises ValueError before fit."""
        if not hasattr(self, "estimators_"):
            raise ValueError("this ensemble has not been fitted: call fit(X, y) first")
        return self.estimators_

    def check_new(self, X):
        """New rows as an array; raises ValueError before fit, and on another number of features than in fit."""
        self.members()
        X = check_table(X)
        if X.shape[1] != self.n_features_in_:
            raise ValueError(f"X must have {self.n_features_in_} features, as in fit, got the shape {X.shape}")
        return X


class Classifier(Ensemble):
    def check_data(self, X, y):
        """X, and y as codes 0, 1, ...: positions in classes_."""
        X, y = super().check_data(X, y)
        whole = y.dtype.kind == "f" and np.isfinite(y).all() and (y == np.floor(y)).all()
        if y.dtype.kind not in "biuU" and not whole and not all(isinstance(label, str) for label in y):
            raise ValueError(f"y must be integers or strings without a nan, got {y[:5]}")
        self.classes_, codes = np.unique(y, return_inverse=True)
        return X, codes

    def score(self, X, y):
        """Accuracy on X (m, d), y (m,)."""
        predicted = self.predict(X)
        return float(np.mean(predicted == check_target(y, len(predicted))))


def sigmoid(z):
    with np.errstate(over="ignore"):  # an infinite exp(-z) rightly gives 0
        return 1 / (1 + np.exp(-z))


def softmax(scores):
    """exp(scores), each row scaled to the sum 1, (n, classes)."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


class BoostingClassifier(Classifier):
    """Predictions after every stage; a subclass has `stages(X)`, which yields its scores: (n,) for two classes."""

    def staged_scores(self, X):
        return self.stages(self.check_new(X))

    def staged_decision_function(self, X):
        """Yields the score after each stage: (m,) for two classes, positive means the second; else (m, classes)."""
        return self.staged_scores(X)

    def staged_predict_proba(self, X):
        """Yields the probabilities (m, classes) after each stage."""
        return (self.to_proba(scores) for scores in self.staged_scores(X))

    def staged_predict(self, X):
        """Yields the labels (m,) after each stage."""
        return (self.to_labels(scores) for scores in self.staged_scores(X))

    def decision_function(self, X):
        return deque(self.staged_scores(X), maxlen=1).pop()

    def predict_proba(self, X):
        return self.to_proba(self.decision_function(X))

    def predict(self, X):
        return self.to_labels(self.decision_function(X))

    def to_proba(self, scores):
        if scores.ndim == 2:
            return softmax(scores)
        second = sigmoid(scores)
        return np.stack([1 - second, second], axis=1)

    def to_labels(self, scores):
        return self.classes_[(scores > 0).astype(int) if scores.ndim == 1 else scores.argmax(axis=1)]


def scaled_to_one(importances):
    """Column sums of (trees, d) as shares of their total, (d,); zeros where no tree asks a question."""
    sums = np.sum(importances, axis=0)
    return sums / sums.sum() if sums.sum() > 0 else sums
