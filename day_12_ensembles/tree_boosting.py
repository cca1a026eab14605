"""Day 12, sections 4 and 5: AdaBoost and gradient boosting, over scikit-learn's trees."""

import math
import warnings
from collections import deque

import numpy as np
from ensemble_base import (
    BoostingClassifier,
    Ensemble,
    check_estimator,
    check_positive,
    check_target,
    checked_limits,
    new_learner,
    scaled_to_one,
)
from scipy.special import logit
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.utils.validation import has_fit_parameter

# 4. AdaBoost


class AdaBoostClassifier(BoostingClassifier):
    """Each learner tries hardest where those before it were wrong (Freund, Schapire 1995; SAMME: Zhu et al. 2009).

    estimator : a scikit-learn classifier that takes sample weights; None means a stump, a tree with one question
    After fit: estimators_, and estimator_weights_ and estimator_errors_ (n_estimators,), 0 and 1 where none was needed
    """

    def __init__(self, estimator=None, *, n_estimators=50, learning_rate=1.0, rng=None):
        super().__init__(n_estimators, rng)
        check_positive("learning_rate", learning_rate)
        if estimator is not None:
            check_estimator(estimator)
            if not has_fit_parameter(estimator, "sample_weight"):
                raise ValueError(f"estimator must take sample_weight in fit, got {estimator}")
        self.estimator, self.learning_rate = estimator, learning_rate

    def fit(self, X, y):
        """X : (n, d) finite numbers      y : (n,) labels      returns : the ensemble itself"""
        (X, codes), chance, n_classes = self.check_data(X, y), self.random_state(), len(self.classes_)
        stump = DecisionTreeClassifier(max_depth=1) if self.estimator is None else self.estimator
        learners, weights = [], np.ones(len(X))
        self.estimator_weights_, self.estimator_errors_ = np.zeros(self.n_estimators), np.ones(self.n_estimators)
        for stage in range(self.n_estimators):
            weights = np.maximum(weights / weights.sum(), np.finfo(float).eps)
            learner = new_learner(stump, chance).fit(X, codes, sample_weight=weights)
            wrong = learner.predict(X) != codes
            error = np.average(wrong, weights=weights)
            if 0 < error >= 1 - 1 / n_classes:
                break
            learners.append(learner)
            if error == 0:  # nothing is left to learn, and its weight would be infinite
                self.estimator_weights_[stage], self.estimator_errors_[stage] = 1, 0
                break
            say = self.learning_rate * (np.log((1 - error) / error) + np.log(n_classes - 1))
            self.estimator_weights_[stage], self.estimator_errors_[stage] = say, error
            with np.errstate(over="ignore"):
                weights = np.exp(np.log(weights) + say * wrong)
            if np.isinf(weights.sum()):
                warnings.warn("the sample weights overflow: lower the learning_rate", stacklevel=2)
                break
        if not learners:
            raise ValueError("estimator is no better than chance on this X and y: there is nothing to boost")
        self.estimators_ = learners
        return self

    def stages(self, X):
        """Yields the members' votes, weighted, less 1 / (classes - 1) of a vote for each other class."""
        n_classes, total, votes = len(self.classes_), 0.0, 0.0
        for say, learner in zip(self.estimator_weights_, self.estimators_, strict=False):
            says = learner.predict(X)[:, None] == np.arange(n_classes)
            total += say
            votes = votes + np.where(says, say, -say / max(n_classes - 1, 1))
            yield (votes[:, 1] - votes[:, 0]) / total if n_classes == 2 else votes / total

    def to_proba(self, scores):
        return super().to_proba(scores / max(len(self.classes_) - 1, 1))

    @property
    def feature_importances_(self):
        """The members' importances, weighted like their votes, (d,)."""
        importances = [learner.feature_importances_ for learner in self.members()]
        return np.average(importances, axis=0, weights=self.estimator_weights_[: len(importances)])


# 5. Gradient boosting


def exp(x):
    """e^x by the C library, as scikit-learn computes it. NumPy's may differ in the last bit, and where two questions
    are equally good, that bit decides which one a tree asks.
    """
    return np.fromiter(map(math.exp, x.ravel()), float, x.size).reshape(x.shape)


class GradientBoosting(Ensemble):
    """Each tree is fitted to what is still missing (Friedman 2001). X is rounded to 32 bits, as trees do.

    subsample : the share of the rows that each stage sees, drawn without replacement (Friedman 2002)
    After fit: estimators_ (n_estimators, trees per stage), train_score_ (n_estimators,), the loss on the rows just seen
    A subclass has first_guess(y), residuals(y, raw), loss(y, raw) and leaf_values(means, leaf, y, residual).
    """

    def __init__(
        self,
        *,
        learning_rate=0.1,
        n_estimators=100,
        subsample=1.0,
        min_samples_split=2,
        min_samples_leaf=1,
        max_depth=3,
        max_features=None,
        rng=None,
    ):
        super().__init__(n_estimators, rng)
        check_positive("learning_rate", learning_rate)
        check_positive("subsample", subsample, most=1)
        self.limits = checked_limits(max_depth, min_samples_split, min_samples_leaf, max_features)
        self.learning_rate, self.subsample = learning_rate, subsample

    def fit(self, X, y):
        """X : (n, d) finite numbers      y : (n,) numbers, or labels      returns : the ensemble itself"""
        (X, y), chance = self.check_data(X, y), self.random_state()
        X, n = X.astype(np.float32), len(X)
        self.first_guess_ = self.first_guess(y)
        raw = np.tile(self.first_guess_, (n, 1))  # (n, trees per stage)
        stages, self.train_score_ = [], np.zeros(self.n_estimators)
        rows, n_rows = slice(None), max(1, int(self.subsample * n))
        for stage in range(self.n_estimators):
            if self.subsample < 1:
                rows = np.sort(chance.permutation(n)[:n_rows])
            residuals, trees = self.residuals(y, raw), []
            for k in range(raw.shape[1]):
                tree = DecisionTreeRegressor(**self.limits, random_state=chance)
                tree.fit(X[rows], residuals[rows, k], check_input=False)
                leaf = tree.tree_.apply(X)
                values = self.leaf_values(tree.tree_.value[:, 0, 0], leaf[rows], y[rows, k], residuals[rows, k])
                tree.tree_.value[:, 0, 0] = values
                raw[:, k] += self.learning_rate * values[leaf]
                trees.append(tree)
            stages.append(trees)
            self.train_score_[stage] = self.loss(y[rows], raw[rows])
        self.estimators_ = np.array(stages)
        return self

    def stages(self, X):
        """Yields the sum of the trees so far: (m,), or (m, classes) for more than two classes."""
        X = X.astype(np.float32)
        raw = np.tile(self.first_guess_, (len(X), 1))
        for trees in self.estimators_:
            for k, tree in enumerate(trees):
                raw[:, k] += self.learning_rate * tree.tree_.predict(X)[:, 0]
            yield raw.copy() if raw.shape[1] > 1 else raw[:, 0].copy()

    @property
    def feature_importances_(self):
        """Share of each feature in the squared error that all trees took away, (d,)."""
        trees = self.members().ravel()
        return scaled_to_one([tree.tree_.compute_feature_importances(normalize=False) for tree in trees])


class GradientBoostingRegressor(GradientBoosting):
    """Squared error: what is still missing is the residual, and the best value of a leaf is its mean."""

    def check_data(self, X, y):
        X, y = super().check_data(X, y)
        if y.dtype.kind not in "biuf" or not np.isfinite(y).all():
            raise ValueError(f"y must hold finite numbers, got {y[:5]}")
        return X, y.astype(float)[:, None]

    def first_guess(self, y):
        return y.mean(axis=0)

    def residuals(self, y, raw):
        return y - raw

    def leaf_values(self, means, leaf, y, residual):
        return means

    def loss(self, y, raw):
        return np.mean((y - raw) ** 2)

    def staged_predict(self, X):
        """Yields the predictions (m,) after each stage."""
        return self.stages(self.check_new(X))

    def predict(self, X):
        return deque(self.staged_predict(X), maxlen=1).pop()

    def score(self, X, y):
        """R squared on X (m, d), y (m,)."""
        predicted = self.predict(X)
        y = check_target(y, len(predicted)).astype(float)
        return float(1 - np.sum((y - predicted) ** 2) / np.sum((y - y.mean()) ** 2))


class GradientBoostingClassifier(GradientBoosting, BoostingClassifier):
    """Log loss: label minus probability is what is still missing, and a leaf takes one Newton step.

    Two classes share one tree a stage, whose sum is the log-odds of the second; K > 2 classes have a tree each.
    """

    def check_data(self, X, y):
        X, codes = super().check_data(X, y)
        if len(self.classes_) < 2:
            raise ValueError(f"y must hold at least two classes, got only {self.classes_[0]!r}")
        one_hot = (codes[:, None] == np.arange(len(self.classes_))).astype(float)
        return X, one_hot if len(self.classes_) > 2 else one_hot[:, 1:]

    def first_guess(self, y):
        """The log-odds of the second class; for more classes the log shares, less their mean."""
        p = y.mean(axis=0)
        return logit(p) if len(p) == 1 else np.log(p / np.exp(np.log(p).mean()))

    def residuals(self, y, raw):
        """y - p (n, trees per stage); for two classes no digits are lost where p is almost y."""
        if raw.shape[1] > 1:
            powers = exp(raw - raw.max(axis=1, keepdims=True))
            return y - powers / sum(powers.T)[:, None]
        power = exp(np.minimum(-raw, 700))
        return (y * power - (1 - y)) / (1 + power)

    def leaf_values(self, means, leaf, y, residual):
        """One Newton step in each leaf: mean residual / mean p (1 - p); the factor (K - 1) / K is Friedman's."""
        n_classes, values = len(self.classes_), means.copy()
        factor, p = 1 if n_classes == 2 else (n_classes - 1) / n_classes, y - residual
        for node in np.unique(leaf):
            inside = leaf == node
            curvature = np.mean(p[inside] * (1 - p[inside]))
            values[node] = np.mean(residual[inside]) * factor / curvature if curvature > 1e-150 else 0
        return values

    def loss(self, y, raw):
        """The mean log loss; for two classes twice that, as scikit-learn does."""
        if raw.shape[1] == 1:
            return 2 * np.mean(np.logaddexp(0, (1 - 2 * y) * raw))
        return np.mean(np.logaddexp.reduce(raw, axis=1) - np.sum(y * raw, axis=1))

    def staged_decision_function(self, X):
        """As scikit-learn: (m, 1) for two classes at each stage, although decision_function returns (m,)."""
        return (scores.reshape(len(scores), -1) for scores in self.staged_scores(X))

    def to_labels(self, scores):
        """As scikit-learn: a score of exactly 0 means the second class here, but the first in AdaBoost."""
        return self.classes_[(scores >= 0).astype(int)] if scores.ndim == 1 else super().to_labels(scores)
