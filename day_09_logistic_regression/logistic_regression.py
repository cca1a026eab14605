# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 9: logistic regression. A straight line that answers with a probability.

Run me:    python logistic_regression.py
Then read: README.md (its sections carry the same numbers)
"""

import warnings
from itertools import islice
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.model_selection import train_test_split

FIGURES = Path(__file__).with_name("figures")
MAX_ITER = {"newton": 100, "gradient_descent": 200_000}
WARNINGS = {
    "separable": "the classes are separable: without a penalty the weights would grow forever; set a finite C",
    "max_iter": "not converged after max_iter steps: scale X, lower C, or raise max_iter",
}


def check_table(X):
    """X as a float array; raises ValueError unless it is (n, d), not empty and finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X must be (n, d) with at least one row and one column, got shape {X.shape}")
    if not np.isfinite(X).all():
        raise ValueError(f"X must be finite, got {X[~np.isfinite(X)][0]}")
    return X


def check_labels(y, n, most_classes):
    """The sorted classes of y (n,), from two to `most_classes` of them, and each label's index among them."""
    y = np.asarray(y)
    if y.shape != (n,):
        raise ValueError(f"y must be (n,) with n = {n} as in X, got shape {y.shape}")
    whole = y.dtype.kind == "f" and np.all(np.isfinite(y)) and np.all(y == np.round(y))
    text = y.dtype.kind == "O" and all(isinstance(label, str) for label in y)
    if not (y.dtype.kind in "iubU" or whole or text):
        raise ValueError(f"y must hold labels, integers or strings, got {y[:5]} of type {y.dtype}")
    classes, index = np.unique(y, return_inverse=True)
    if len(classes) < 2:
        raise ValueError(f"y must hold at least two classes, got only {classes[0]!r}")
    if len(classes) > most_classes:
        raise ValueError(f"y must hold two classes, got {len(classes)}: take SoftmaxRegression")
    return classes, index


def check_zeros_and_ones(name, y, shape):
    """y as a float array; raises ValueError unless it has that shape, is not empty and holds 0 and 1 only."""
    y = np.asarray(y, dtype=float)
    if y.shape != shape or y.ndim != 1 or y.size == 0:
        raise ValueError(f"{name} must have the shape (n,) of its partner, n > 0: got {y.shape} beside {shape}")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"{name} must hold 0 and 1 only, got {np.unique(y)[:5]}")
    return y


def check_number(name, value, infinite=False):
    """Raises ValueError unless `value` is one positive number; infinity only where it is allowed."""
    array = np.asarray(value)
    if array.ndim != 0 or array.dtype.kind not in "iuf" or not array > 0 or (np.isinf(array) and not infinite):
        raise ValueError(f"{name} must be a positive number, got {value}")


# 2. From a score to a probability


def sigmoid(z):
    """1 / (1 + e^-z) for a number or an array: e is only ever raised to a negative power. A nan stays nan."""
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, 1.0) / (1 + small)


def log_loss(y_true, p_pred):
    """Mean of -log(the probability given to what happened), in nats.

    y_true : (n,) labels 0 or 1      p_pred : (n,) probability of label 1      infinite for certain and wrong
    """
    p_pred = np.asarray(p_pred, dtype=float)
    y_true = check_zeros_and_ones("y_true", y_true, p_pred.shape)
    if not (p_pred.min() >= 0 and p_pred.max() <= 1):  # a nan fails both
        raise ValueError(f"p_pred must lie in [0, 1], got {p_pred.min()} to {p_pred.max()}")
    with np.errstate(divide="ignore"):  # log 0 is meant to be -inf here
        return np.mean(np.abs(np.where(y_true == 1, np.log(p_pred), np.log1p(-p_pred))))


# 3. The bill and its slope


def weights_of(C, p):
    """What the losses count, and the penalty of each of p weights, the last of which, the intercept, goes free."""
    penalized = np.arange(p) < p - 1
    return (1.0, 0.0 * penalized) if np.isinf(C) else (C, 1.0 * penalized)


def check_problem(X, y, w, b, C):
    """All five, checked, as float arrays."""
    X, w, b = check_table(X), np.asarray(w, dtype=float), np.asarray(b, dtype=float)
    y = check_zeros_and_ones("y", y, X.shape[:1])
    check_number("C", C, infinite=True)
    if w.shape != X.shape[1:] or b.ndim != 0:
        raise ValueError(f"w must have the shape {X.shape[1:]} and b be a number, got {w.shape} and {b.shape}")
    return X, y, w, b, C


def objective(X, y, w, b, C):
    """C * (sum of the log losses) + ||w||^2 / 2; b goes free. With C = inf, the sum of the log losses alone.

    X : (n, d)      y : (n,) labels 0 or 1      w : (d,)      b : number      C : number > 0, may be inf
    """
    X, y, w, b, C = check_problem(X, y, w, b, C)
    loss_weight, penalty = weights_of(C, len(w) + 1)
    return loss_weight * np.sum(np.logaddexp(0, np.where(y == 1, -1, 1) * (X @ w + b))) + penalty[:-1] @ w**2 / 2


def objective_gradient(X, y, w, b, C):
    """Slope of `objective` in w, (d,), and in b, a number; arguments as there."""
    X, y, w, b, C = check_problem(X, y, w, b, C)
    loss_weight, penalty = weights_of(C, len(w) + 1)
    error = sigmoid(X @ w + b) - y
    return loss_weight * (X.T @ error) + penalty[:-1] * w, loss_weight * error.sum()


# 4. Two ways down


def with_ones(X):
    """X minus its means, with a column of ones behind it, (n, d + 1), and the means; a constant column becomes 0."""
    means = X.mean(axis=0)
    centered = np.where(np.ptp(X, axis=0) == 0, 0.0, X - means)
    return np.column_stack([centered, np.ones(len(X))]), means


def scaled_solve(H, g, solve):
    """H^-1 g by `solve`, with rows and columns brought to one scale first, so that the units of X do not matter."""
    diagonal = np.diag(H)
    scale = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    return scale * solve(scale[:, None] * H * scale, scale * g)


def newton(A, Y, C, tol, max_iter, probabilities, curvature, gains):
    """Newton's method from zeros: go to the bottom of the bowl that fits here, but halve a step that would lead up.

    A (n, p), Y (n, k)      probabilities, gains : functions of the logits (n, k); gains say by how much the logits
    favor the right class over each other one, (n, others)      curvature : second slopes of the summed losses
    Ends when no logit moves by more than `tol` of the largest. Without a penalty it also ends when a step favors every
    right class: it could be repeated forever, so there is no minimum (Albert and Anderson 1984).
    Returns weights (k, p), the number of steps, and how it ended.
    """
    loss_weight, penalty = weights_of(C, A.shape[1])
    # A penalty makes the Hessian invertible. Without one it may be flat somewhere: then take the shortest step.
    solve = np.linalg.solve if np.isfinite(C) else lambda H, g: np.linalg.lstsq(H, g, rcond=None)[0]

    def bill(W):  # the log loss is log(1 + sum over the other classes of e^-gain)
        exponents = np.column_stack([np.zeros(len(A)), -gains(A @ W.T)])
        return loss_weight * np.logaddexp.reduce(exponents, axis=1).sum() + np.sum(penalty * W**2) / 2

    W = np.zeros((Y.shape[1], A.shape[1]))
    for n_iter in range(1, max_iter + 1):
        P, now = probabilities(A @ W.T), bill(W)
        gradient = loss_weight * ((P - Y).T @ A) + penalty * W
        hessian = loss_weight * curvature(A, P) + np.diag(np.tile(penalty, len(W)))
        step = -scaled_solve(hessian, gradient.ravel(), solve).reshape(W.shape)
        for _ in range(50):
            if bill(W + step) <= now + 1e-12 * abs(now):
                break
            step = step / 2
        W, change = W + step, A @ step.T
        if np.abs(change).max() <= tol * max(1.0, np.abs(A @ W.T).max()):
            return W, n_iter, "done"
        if np.isinf(C) and gains(change).min() >= -1e-9 * gains(change).max():
            return W, n_iter, "separable"
    return W, max_iter, "max_iter"


def gradient_steps(A, y, C):
    """Weights (p,) and slope (p,) at every step down `objective`, from zeros, with the rate 1 / (largest curvature)."""
    loss_weight, penalty = weights_of(C, A.shape[1])
    rate = 1 / (loss_weight * np.linalg.norm(A, 2) ** 2 / 4 + penalty.max())  # p (1 - p) is at most 1/4
    w = np.zeros(A.shape[1])
    while True:
        gradient = loss_weight * (A.T @ (sigmoid(A @ w) - y)) + penalty * w
        yield w, gradient
        w = w - rate * gradient


def gradient_descent(A, y, C, tol, max_iter):
    """Follow `gradient_steps` until the mean slope is at most `tol`; returns as `newton`, with weights (p,)."""
    for n_iter, (w, gradient) in enumerate(islice(gradient_steps(A, y, C), max_iter), start=1):
        if np.abs(gradient).max() <= tol * len(y) * weights_of(C, len(w))[0]:
            return w, n_iter, "done"
        if np.isinf(C) and np.where(y == 1, A @ w, -A @ w).min() > 0:
            return w, n_iter, "separable"
    return w, max_iter, "max_iter"


class LinearClassifier:
    """What both models share: options, scores and answers."""

    def __init__(self, C=1.0, tol=1e-8, max_iter=None):
        check_number("C", C, infinite=True)
        check_number("tol", tol)
        if max_iter is not None and (not isinstance(max_iter, (int, np.integer)) or max_iter < 1):
            raise ValueError(f"max_iter must be an integer, 1 or more, got {max_iter}")
        self.C, self.tol, self.max_iter = C, tol, max_iter

    def fit(self, X, y):
        """Learn from X (n, d) and labels y (n,), integers or strings; returns the model."""
        X = check_table(X)
        self.classes_, y = check_labels(y, len(X), self.most_classes)
        A, means = with_ones(X)
        W, self.n_iter_, ending = self._descend(A, y)
        self.coef_, self.intercept_ = W[..., :-1], W[..., -1] - W[..., :-1] @ means
        if ending in WARNINGS:
            warnings.warn(WARNINGS[ending], RuntimeWarning, stacklevel=2)
        return self

    def decision_function(self, X):
        """The logits Xw + b: (m,), or (m, classes) for softmax. Raises ValueError before fit and on other features."""
        if not hasattr(self, "coef_"):
            raise ValueError("this model has not been fitted: call fit(X, y) first")
        X = check_table(X)
        if X.shape[1] != self.coef_.shape[-1]:
            raise ValueError(f"X must have {self.coef_.shape[-1]} features, as in fit, got the shape {X.shape}")
        return X @ self.coef_.T + self.intercept_

    def predict(self, X):
        """The most probable label, (m,)."""
        best = self.predict_proba(X).argmax(axis=1)
        return self.classes_[best]


class LogisticRegression(LinearClassifier):
    """Least C * (sum of log losses) + ||w||^2 / 2 for two classes (Cox 1958); labels are two integers or strings.

    After fit: coef_ (d,), intercept_, classes_ (sorted: the second one is "1"), n_iter_.
    Warns when it does not converge; without a penalty (C = inf) also when the classes are separable.
    """

    most_classes = 2

    def __init__(self, C=1.0, solver="newton", tol=1e-8, max_iter=None):
        super().__init__(C, tol, max_iter)
        if solver not in MAX_ITER:
            raise ValueError(f"solver must be one of {sorted(MAX_ITER)}, got {solver!r}")
        self.solver = solver

    def _descend(self, A, y):
        max_iter = self.max_iter or MAX_ITER[self.solver]
        if self.solver == "gradient_descent":
            return gradient_descent(A, y, self.C, self.tol, max_iter)
        sign = np.where(y == 1, 1, -1)[:, None]
        W, n_iter, ending = newton(
            *(A, y[:, None], self.C, self.tol, max_iter),
            probabilities=sigmoid,
            curvature=lambda A, P: (A.T * (P * (1 - P))[:, 0]) @ A,
            gains=lambda z: sign * z,
        )
        return W[0], n_iter, ending

    def predict_proba(self, X):
        """Probabilities (m, 2) in the order of classes_."""
        z = self.decision_function(X)
        return np.column_stack([sigmoid(-z), sigmoid(z)])


# 6. Many classes


def softmax(z):
    """Probabilities (n, k) from logits (n, k), row by row."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def softmax_curvature(A, P):
    """Second slopes of the summed cross-entropy, class after class: (k p, k p) from A (n, p) and P (n, k).

    The block of classes i and j is A^T diag(p_i ([i = j] - p_j)) A. Equal weights for all classes change no
    probability; the identity that is added to all blocks makes the method leave that direction alone.
    """
    n, p, k = *A.shape, P.shape[1]
    H = np.kron(np.ones((k, k)), np.eye(p))
    for i in range(k):
        s = P[:, [i]] * (np.eye(k)[i] - P)  # (n, k)
        H[i * p : (i + 1) * p] += A.T @ (s[:, :, None] * A[:, None, :]).reshape(n, k * p)
    return H


class SoftmaxRegression(LinearClassifier):
    """Least C * (sum of cross-entropies) + ||W||^2 / 2 for two or more classes, by Newton's method.

    After fit: coef_ (classes, d), intercept_ (classes,), classes_ (sorted), n_iter_. The weights of a feature sum to 0.
    """

    most_classes = np.inf

    def _descend(self, A, y):
        Y = np.eye(len(self.classes_))[y]
        return newton(
            *(A, Y, self.C, self.tol, self.max_iter or MAX_ITER["newton"]),
            probabilities=softmax,
            curvature=softmax_curvature,
            gains=lambda z: (z[Y == 1][:, None] - z)[Y == 0].reshape(len(A), -1),
        )

    def predict_proba(self, X):
        """Probabilities (m, classes) in the order of classes_."""
        return softmax(self.decision_function(X))


# What the README shows

HOURS = np.array([0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5])
PASSED = np.array([0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1])
EIGHT = np.array([-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0])[:, None]  # the right half has label 1


def show_the_hours():
    """README sections 2 and 8: twenty students, hours of study, passed or not; three ways to state a chance."""
    model = LogisticRegression(C=np.inf).fit(HOURS[:, None], PASSED)
    p = model.predict_proba(HOURS[:, None])[:, 1]
    A = np.column_stack([np.ones(20), HOURS])
    b_error, w_error = np.sqrt(np.diag(np.linalg.inv((A.T * (p * (1 - p))) @ A)))  # from the inverse Hessian
    print("Twenty students: hours of study and the exam. No penalty.")
    print(f"  intercept {model.intercept_:8.4f} +- {b_error:.4f}")
    print(f"  per hour  {model.coef_[0]:8.4f} +- {w_error:.4f}, so the odds times {np.exp(model.coef_[0]):.2f}")
    print(f"  log likelihood {-20 * log_loss(PASSED, p):.4f}, without the hours {-20 * np.log(2):.4f}")
    print("  hours    chance     odds   log-odds")
    for hours, z in enumerate(model.decision_function(np.arange(1.0, 6.0)[:, None]), start=1):
        print(f"  {hours:5d} {sigmoid(z):9.4f} {np.exp(z):8.4f} {z:10.4f}")
    return {"hours": (model.intercept_, model.coef_[0], b_error, w_error), "hours log loss": log_loss(PASSED, p)}


def standardized(train, *others):
    """The tables with the means and spreads of `train` taken out."""
    return [(X - train.mean(axis=0)) / train.std(axis=0) for X in (train, *others)]


def path(X, y, C, n_steps):
    """The weights of gradient descent, (n_steps + 1, d + 1), the intercept of the centered features last."""
    return np.array([w for w, _ in islice(gradient_steps(with_ones(X)[0], y, C), n_steps + 1)])


def two_measurements():
    """Breast cancer by size and smoothness alone: X (569, 2), standardized, y (1: benign), 1000 steps of descent."""
    X, y = load_breast_cancer(return_X_y=True)
    X = standardized(X[:, [0, 4]])[0]
    return X, y, path(X, y, 1.0, 1000)


def show_the_descent():
    """README section 4: gradient descent and Newton on the same bowl."""
    X, y, steps = two_measurements()
    A = with_ones(X)[0]
    best, last, _ = LogisticRegression(tol=1e-12)._descend(A, y)
    print("\n569 tumors, two measurements. The bill above the lowest:\n  step   gradient descent            Newton")
    for t in (1, 2, 3, 4, 5, 6, 10, 100, 1000):
        newtons = LogisticRegression(max_iter=t)._descend(A, y)[0]
        bills = [objective(X, y, w[:-1], w[-1], 1.0) for w in (steps[t], newtons, best)]
        shown = [f"{bill - bills[2]:18.6f}" if bill - bills[2] > 1e-6 else "        below 1e-6" for bill in bills]
        print(f"  {t:4d} {shown[0]}{shown[1] if t <= last else ''}")
    return {"Newton's last step": last}


def show_the_separable():
    """README section 5: where no penalty holds them, the weights never stop growing."""
    X, y = EIGHT, (EIGHT[:, 0] > 0).astype(int)
    w = path(X, y, np.inf, 10_000)[:, :1]
    print("\nEight points that one cut separates. Descent without penalty:\n   step    weight   mean log loss")
    for t in (1, 10, 100, 1000, 10_000):
        print(f"  {t:5d} {w[t, 0]:9.3f} {objective(X, y, w[t], 0.0, np.inf) / 8:15.6f}")
    print("The same points with a penalty:\n        C    weight   Newton steps")
    held = [LogisticRegression(C).fit(X, y) for C in (0.01, 1.0, 100.0, 1e4, 1e6)]
    for model in held:
        print(f"  {model.C:7g} {model.coef_[0]:9.3f} {model.n_iter_:14d}")
    ending = LogisticRegression(np.inf)._descend(with_ones(X)[0], y)[2]
    print(f"      inf   warning: {WARNINGS[ending]}")
    return {"free weight": w[-1, 0], "held weights": [model.coef_[0] for model in held]}


def trials(title, load, models):
    """Print and return test accuracy and log loss of every named model, means over 20 halvings of a data set.

    The baseline gives every case the shares of the classes in the training half.
    """
    X, y = load(return_X_y=True)
    results = {name: np.empty((20, 2)) for name in ("class shares", *models)}
    for seed in range(20):
        train, test, y_train, y_test = train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y)
        train, test = standardized(train, test)
        for name, marks in results.items():
            p = np.tile(np.bincount(y_train) / len(y_train), (len(y_test), 1))
            if name in models:
                p = models[name].fit(train, y_train).predict_proba(test)
            marks[seed] = np.mean(p.argmax(axis=1) == y_test), -np.mean(np.log(p[np.arange(len(p)), y_test]))
    print(f"\n{title}, half for testing, means over 20 halvings:\n               test accuracy   test log loss")
    for name, marks in results.items():
        print(f"  {name:13s} {marks[:, 0].mean():12.3f} {marks[:, 1].mean():15.3f}")
    return {title: {name: marks.mean(axis=0) for name, marks in results.items()}}


def show_the_trials():
    """README sections 5 and 6: how strong the penalty should be; three kinds of iris."""
    models = {f"C = {C:g}": LogisticRegression(C) for C in (0.001, 0.01, 0.1, 1.0, 100.0, 1e6)}
    results = trials("Breast cancer, 30 measurements", load_breast_cancer, models)
    X, y = load_breast_cancer(return_X_y=True)
    counts = [LogisticRegression(solver=solver).fit(standardized(X)[0], y).n_iter_ for solver in MAX_ITER]
    print(f"Steps on all 569 with C = 1: Newton {counts[0]}, gradient descent {counts[1]}")
    return results | {"steps": counts} | trials("Iris, three kinds", load_iris, {"softmax": SoftmaxRegression()})


def show_the_calibration():
    """README section 7: of the cases that get 30 percent, 30 percent happen."""
    runs = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(10_000, 3))
        truth = sigmoid(X @ [1.5, -1.0, 0.5] - 0.5)
        y = rng.random(10_000) < truth
        p = LogisticRegression().fit(X[:5000], y[:5000]).predict_proba(X[5000:])[:, 1]
        runs.append([y[5000:], p, truth[5000:]])
    y, p, truth = np.concatenate(runs, axis=1)
    table = [(p[inside].mean(), y[inside].mean(), inside.sum()) for inside in (p * 10 // 1 == k for k in range(10))]
    print("\nForecasts for 20 x 5000 new cases of known models, in ten bins:\n  forecast   happened    cases")
    for forecast, happened, cases in table:
        print(f"  {forecast:8.3f} {happened:10.3f} {cases:8d}")
    losses = [log_loss(y, q) for q in (np.full(len(y), y.mean()), p, truth)]
    print("Log loss: one number for all {:.4f}, the model {:.4f}, the truth itself {:.4f}".format(*losses))
    return {"calibration": np.array(table), "calibration losses": losses}


def finish(ax, legend, **labels):
    """Labels, grid and, at the place `legend`, the legend of one panel."""
    ax.set(**labels)
    ax.grid(alpha=0.3)
    ax.legend(loc=legend, fontsize=8)


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_the_boundary():
    """README sections 2 and 4: the curve through twenty students; the boundary moving as it learns."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    model, hours = LogisticRegression(np.inf).fit(HOURS[:, None], PASSED), np.linspace(0, 6, 200)
    left.plot(HOURS, PASSED, "ko", markersize=4, label="students (1: passed)")
    left.plot(hours, model.predict_proba(hours[:, None])[:, 1], label="chance of passing")
    finish(left, "center right", xlabel="hours of study", ylabel="probability", title="twenty students")
    X, y, steps = two_measurements()
    for label, color, name in ((1, "tab:blue", "benign"), (0, "tab:red", "malignant")):
        right.plot(*X[y == label].T, ".", color=color, alpha=0.3, markersize=4, label=name)
    x = np.array([-2.2, 4.2])
    for t, style in ((1, ":"), (3, "-."), (10, "--"), (1000, "-")):
        right.plot(x, -(steps[t, 2] + steps[t, 0] * x) / steps[t, 1], "k" + style, linewidth=1, label=f"step {t}")
    right.set(xlim=(-2.2, 4.2), ylim=(-3.2, 6.4))
    finish(right, "upper right", xlabel="radius", ylabel="smoothness", title="the boundary (standardized axes)")
    save_figure(fig, "boundary.png")


def draw_the_weights_and_regions():
    """README sections 5 and 6: a weight that nothing holds; three kinds of iris by their petals."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for C, name in ((np.inf, "no penalty"), (100.0, "C = 100"), (1.0, "C = 1")):
        left.semilogx(range(1, 10_001), path(EIGHT, (EIGHT[:, 0] > 0).astype(int), C, 10_000)[1:, 0], label=name)
    finish(left, "upper left", xlabel="step of gradient descent", ylabel="weight", title="held, or growing forever")
    data = load_iris()
    X, colors = data.data[:, 2:], ("tab:blue", "tab:orange", "tab:green")
    a, b = np.meshgrid(np.linspace(0.5, 7.5, 250), np.linspace(-0.1, 2.9, 250))
    regions = SoftmaxRegression().fit(X, data.target).predict(np.column_stack([a.ravel(), b.ravel()]))
    right.contourf(a, b, regions.reshape(a.shape), levels=[-0.5, 0.5, 1.5, 2.5], colors=colors, alpha=0.2)
    for label, color in enumerate(colors):
        right.plot(*X[data.target == label].T, ".", color=color, label=data.target_names[label])
    finish(right, "upper left", xlabel="petal length (cm)", ylabel="petal width (cm)", title="three regions")
    save_figure(fig, "weights_and_regions.png")


def main():
    results = show_the_hours()
    for show in (show_the_descent, show_the_separable, show_the_trials, show_the_calibration):
        results |= show()
    draw_the_boundary()
    draw_the_weights_and_regions()
    return results


if __name__ == "__main__":
    main()
