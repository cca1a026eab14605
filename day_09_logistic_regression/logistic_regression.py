# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5"]
# ///
"""Day 9: logistic regression. A straight line that answers with a probability.

Run me:    python logistic_regression.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.model_selection import train_test_split

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. From a score to a probability


def sigmoid(z):
    """1 / (1 + e^-z) for a number or an array: e is only ever raised to a negative power, so nothing overflows."""
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, 1.0) / (1 + small)


def log_loss(y_true, p_pred):
    """Mean of ln(1 / the probability given to what happened), in nats; infinite for certain and wrong.

    y_true : (n,) labels 0 or 1      p_pred : (n,) probability of label 1
    """
    y_true, p_pred = check_probabilities(y_true, p_pred)
    p_of_what_happened = np.where(y_true == 1, p_pred, 1 - p_pred)
    with np.errstate(divide="ignore"):  # 1 / 0 is meant to be infinite here
        return np.mean(np.log(1 / p_of_what_happened))


# 3. The objective, its slope and its curvature


def loss_and_penalty_weights(C):
    """How much the losses and the penalty count in the objective: C and 1, or without a penalty 1 and 0."""
    return (1.0, 0.0) if np.isinf(C) else (C, 1.0)


def objective(X, y, w, b, C):
    """C * (sum of the log losses) + ||w||^2 / 2. With C = inf, the sum of the log losses alone.

    X : (n, d)      y : (n,) labels 0 or 1      w : (d,)      b : number, not penalized      C : number > 0, may be inf
    """
    X, y, w = check_problem(X, y, w, b, C)
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    z = X @ w + b
    return loss_weight * np.sum(np.logaddexp(0, z) - y * z) + penalty_weight * w @ w / 2


def objective_gradient(X, y, w, b, C):
    """Slope of `objective` in w, (d,), and in b, a number; arguments as there."""
    X, y, w = check_problem(X, y, w, b, C)
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    error = sigmoid(X @ w + b) - y
    dw = loss_weight * X.T @ error + penalty_weight * w
    db = loss_weight * error.sum()
    return dw, db


def objective_hessian(X, w, b, C):
    """Second slopes of `objective`, (d + 1, d + 1), b last. The labels do not matter."""
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    A = np.column_stack([X, np.ones(len(X))])  # the ones stand for b
    p = sigmoid(X @ w + b)
    penalty = penalty_weight * np.append(np.ones(len(w)), 0)
    return loss_weight * (A.T * (p * (1 - p))) @ A + np.diag(penalty)


# 4. Two ways down


SEPARABLE = "the classes are separable: without a penalty the weights would grow forever; set a finite C"
NOT_CONVERGED = "not converged: standardize X, lower C, or take the solver 'newton'"


def gradient_descent(X, y, C, tol=1e-8, max_iter=200_000):
    """Walk down `objective` from zeros with the rate 1 / (largest curvature), until the mean slope is at most tol.

    X : (n, d)      y : (n,) labels 0 or 1      returns : w (d,), b, number of steps
    """
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    A = np.column_stack([X, np.ones(len(X))])
    rate = 1 / (loss_weight / 4 * np.linalg.norm(A, 2) ** 2 + penalty_weight)  # p (1 - p) is at most 1/4
    w, b = np.zeros(X.shape[1]), 0.0
    for n_iter in range(1, max_iter + 1):
        dw, db = objective_gradient(X, y, w, b, C)
        w, b = w - rate * dw, b - rate * db
        if np.abs([*dw, db]).max() <= tol * loss_weight * len(y):
            return w, b, n_iter
        z = X @ w + b
        if np.isinf(C) and favors_every_label(np.where(y == 1, z, -z)):
            warnings.warn(SEPARABLE, RuntimeWarning, stacklevel=3)
            return w, b, n_iter
    warnings.warn(NOT_CONVERGED, RuntimeWarning, stacklevel=3)
    return w, b, max_iter


def newton(X, y, C, tol=1e-8, max_iter=100):
    """Go from zeros to the bottom of the bowl that fits here, again and again, until the logits stand still.

    X : (n, d)      y : (n,) labels 0 or 1      returns : w (d,), b, number of steps
    """
    w, b = np.zeros(X.shape[1]), 0.0
    for n_iter in range(1, max_iter + 1):
        gradient = np.append(*objective_gradient(X, y, w, b, C))
        hessian = objective_hessian(X, w, b, C)
        step = np.linalg.lstsq(hessian, -gradient)[0]  # where the bowl is flat, the shortest step to its bottom
        while objective(X, y, w + step[:-1], b + step[-1], C) > (1 + 1e-12) * objective(X, y, w, b, C):
            step = step / 2
        w, b = w + step[:-1], b + step[-1]
        change = X @ step[:-1] + step[-1]
        if np.abs(change).max() <= tol * np.abs(X @ w + b).max():
            return w, b, n_iter
        if np.isinf(C) and favors_every_label(np.where(y == 1, change, -change)):
            warnings.warn(SEPARABLE, RuntimeWarning, stacklevel=3)
            return w, b, n_iter
    warnings.warn(NOT_CONVERGED, RuntimeWarning, stacklevel=3)
    return w, b, max_iter


# 5. When no best weights exist


def favors_every_label(gains):
    """Whether a change moves no row away from its label, and some row toward it.

    gains : array, how far each logit moved toward the label of its row
    Such a change can be repeated forever, so the log loss has no minimum (Albert and Anderson 1984).
    """
    return gains.max() > 0 and gains.min() >= -1e-9 * gains.max()  # a row on the boundary moves by rounding only


class LogisticRegression:
    """Least C * (sum of log losses) + ||w||^2 / 2 for two classes (Cox 1958); solver "newton" or "gradient_descent".

    After fit: coef_ (d,), intercept_, classes_ (sorted: the second one is "1"), n_iter_.
    Warns when it does not converge; without a penalty (C = inf) also when the classes are separable.
    """

    def __init__(self, C=1.0, solver="newton"):
        check_C(C)
        check_solver(solver)
        self.C, self.solver = C, solver

    def fit(self, X, y):
        """Learn from X (n, d) and labels y (n,), integers or strings; returns the model."""
        X = check_table(X)
        self.classes_, y = check_labels(y, len(X), most_classes=2)
        descend = SOLVERS[self.solver]
        self.coef_, self.intercept_, self.n_iter_ = descend(X, y, self.C)
        return self

    def decision_function(self, X):
        """The logits Xw + b, (m,)."""
        return check_fitted(self, X) @ self.coef_ + self.intercept_

    def predict_proba(self, X):
        """Probabilities (m, 2) in the order of classes_."""
        z = self.decision_function(X)
        return np.column_stack([sigmoid(-z), sigmoid(z)])

    def predict(self, X):
        """The more probable label, (m,)."""
        label = (self.decision_function(X) > 0).astype(int)
        return self.classes_[label]


SOLVERS = {"newton": newton, "gradient_descent": gradient_descent}


# 6. Many classes. A is X with a column of ones; W (k, d + 1) holds one line per class, with b as its last column.


def softmax(logits):
    """Probabilities (n, k) from logits (n, k), row by row."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def softmax_objective(A, Y, W, C):
    """C * (sum of cross-entropies) + ||W||^2 / 2 without b; Y (n, k) has a 1 for each row's class."""
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    z = A @ W.T
    losses = np.logaddexp.reduce(z, axis=1) - np.sum(Y * z, axis=1)
    return loss_weight * losses.sum() + penalty_weight * np.sum(W[:, :-1] ** 2) / 2


def softmax_gradient(A, Y, W, C):
    """Slope of `softmax_objective` in W, (k, d + 1)."""
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    error = softmax(A @ W.T) - Y
    dW = loss_weight * error.T @ A
    dW[:, :-1] += penalty_weight * W[:, :-1]
    return dW


def softmax_hessian(A, W, C):
    """Second slopes of `softmax_objective`, class after class: (k (d + 1), k (d + 1))."""
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    k, p = W.shape
    P = softmax(A @ W.T)
    H = np.zeros((k, p, k, p))
    for i in range(k):
        for j in range(k):
            curvature = P[:, i] * ((i == j) - P[:, j])  # of each row's loss, in its logits i and j
            H[i, :, j, :] = loss_weight * (A.T * curvature) @ A
    penalty = penalty_weight * np.append(np.ones(p - 1), 0)
    return H.reshape(k * p, k * p) + np.diag(np.tile(penalty, k))


def softmax_newton(A, Y, C, tol=1e-8, max_iter=100):
    """`newton` for W (k, d + 1); returns W and the number of steps."""
    W = np.zeros((Y.shape[1], A.shape[1]))
    for n_iter in range(1, max_iter + 1):
        gradient = softmax_gradient(A, Y, W, C).ravel()
        step = np.linalg.lstsq(softmax_hessian(A, W, C), -gradient)[0].reshape(W.shape)
        while softmax_objective(A, Y, W + step, C) > (1 + 1e-12) * softmax_objective(A, Y, W, C):
            step = step / 2
        W = W + step
        change = A @ step.T
        if np.abs(change).max() <= tol * np.abs(A @ W.T).max():
            return W, n_iter
        if np.isinf(C) and favors_every_label(change[Y == 1][:, None] - change):  # own class minus each
            warnings.warn(SEPARABLE, RuntimeWarning, stacklevel=3)
            return W, n_iter
    warnings.warn(NOT_CONVERGED, RuntimeWarning, stacklevel=3)
    return W, max_iter


class SoftmaxRegression:
    """Least C * (sum of cross-entropies) + ||W||^2 / 2 for two or more classes, by Newton's method.

    After fit: coef_ (classes, d), intercept_ (classes,), classes_ (sorted), n_iter_. The weights of a feature sum to 0.
    """

    def __init__(self, C=1.0):
        check_C(C)
        self.C = C

    def fit(self, X, y):
        """Learn from X (n, d) and labels y (n,), integers or strings; returns the model."""
        X = check_table(X)
        self.classes_, index = check_labels(y, len(X), most_classes=np.inf)
        A, Y = np.column_stack([X, np.ones(len(X))]), np.eye(len(self.classes_))[index]
        W, self.n_iter_ = softmax_newton(A, Y, self.C)
        self.coef_, self.intercept_ = W[:, :-1], W[:, -1]
        return self

    def decision_function(self, X):
        """The logits, (m, classes)."""
        return check_fitted(self, X) @ self.coef_.T + self.intercept_

    def predict_proba(self, X):
        """Probabilities (m, classes) in the order of classes_."""
        return softmax(self.decision_function(X))

    def predict(self, X):
        """The most probable label, (m,)."""
        best = self.decision_function(X).argmax(axis=1)
        return self.classes_[best]


# What the README shows

STYLE = {  # one look in all days; the colors are Okabe and Ito's, which every kind of color vision tells apart
    "figure.figsize": (9, 3.6),
    "figure.constrained_layout.use": True,
    "savefig.dpi": 200,
    "axes.prop_cycle": plt.cycler(color=["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.alpha": 0.3,
}
CLASS_0 = {"color": "#56B4E9", "marker": "o", "edgecolors": "#333333", "linewidths": 0.3}
CLASS_1 = {"color": "#E69F00", "marker": "^", "edgecolors": "#333333", "linewidths": 0.3}

HOURS = np.array([0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5])
PASSED = np.array([0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1])
EIGHT = np.array([-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0])[:, None]  # the right half has label 1
RIGHT_HALF = np.array([0, 0, 0, 0, 1, 1, 1, 1])


def show_the_hours():
    """README sections 2 and 9: twenty students, hours of study, passed or not; three ways to state a chance."""
    model = LogisticRegression(C=np.inf).fit(HOURS[:, None], PASSED)
    p = model.predict_proba(HOURS[:, None])[:, 1]
    hessian = objective_hessian(HOURS[:, None], model.coef_, model.intercept_, np.inf)
    w_error, b_error = np.sqrt(np.diag(np.linalg.inv(hessian)))
    print("Twenty students: hours of study and the exam. No penalty.")
    print(f"  intercept {model.intercept_:8.4f} +- {b_error:.4f}")
    print(f"  per hour  {model.coef_[0]:8.4f} +- {w_error:.4f}, so the odds times {np.exp(model.coef_[0]):.2f}")
    print(f"  sum of the log losses {20 * log_loss(PASSED, p):.4f}, without the hours {20 * np.log(2):.4f}")
    print("  hours    chance     odds   log-odds")
    for hours, z in enumerate(model.decision_function(np.arange(1.0, 6.0)[:, None]), start=1):
        print(f"  {hours:5d} {sigmoid(z):9.4f} {np.exp(z):8.4f} {z:10.4f}")
    return {"hours": (model.intercept_, model.coef_[0], b_error, w_error), "hours log loss": log_loss(PASSED, p)}


def standardized(train, *others):
    """The tables with the means and spreads of `train` taken out."""
    return [(X - train.mean(axis=0)) / train.std(axis=0) for X in (train, *others)]


def after(descend, n_steps, X, y, C):
    """w and b after that many steps of `newton` or `gradient_descent`, or as many as they need."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # stopped early on purpose
        w, b, _ = descend(X, y, C, tol=1e-12, max_iter=n_steps)
    return w, b


def two_measurements():
    """Breast cancer by size and smoothness alone: X (569, 2), standardized, y (1: benign)."""
    X, y = load_breast_cancer(return_X_y=True)
    return standardized(X[:, [0, 4]])[0], y


def show_the_descent():
    """README section 4: gradient descent and Newton in the same bowl."""
    X, y = two_measurements()
    w, b, last = newton(X, y, 1.0, tol=1e-12)
    lowest = objective(X, y, w, b, 1.0)
    print("\n569 tumors, two measurements. The objective above its lowest value:")
    print("  step   gradient descent            Newton")
    for t in (1, 2, 3, 4, 5, 6, 10, 100, 1000):
        shown = ["", ""]
        for i, descend in enumerate((gradient_descent, newton)):
            above = objective(X, y, *after(descend, t, X, y, 1.0), 1.0) - lowest
            shown[i] = f"{above:18.6f}" if above > 1e-6 else "        below 1e-6"
        print(f"  {t:4d} {shown[0]}{shown[1] if t <= last else ''}")
    return {"Newton's last step": last}


def bowl(w, C):
    """Slope and curvature in w of the objective of two rows, x = -1 and 1 with labels 0 and 1, and b = 0."""
    X, y = np.array([[-1.0], [1.0]]), np.array([0, 1])
    slope = objective_gradient(X, y, [w], 0.0, C)[0][0]
    return objective(X, y, [w], 0.0, C), slope, objective_hessian(X, [w], 0.0, C)[0, 0]


def show_the_bowls():
    """README section 4: one weight, where Newton's bowl fits well and where a full step overshoots."""
    print("\nOne weight, rows x = -1 and 1 with labels 0 and 1, C = 20. Newton's bowl at w:")
    print("       w   objective     slope   curvature   full step to   objective there")
    bottoms = {}
    for w in (0.0, -4.0):
        height, slope, curvature = bowl(w, 20)
        bottoms[w] = bottom = w - slope / curvature
        there = bowl(bottom, 20)[0]
        print(f"  {w:6.2f} {height:11.2f} {slope:9.2f} {curvature:11.2f} {bottom:14.2f} {there:17.2f}")
    half = (-4 + bottoms[-4.0]) / 2
    print(f"  From -4.00, half the step leads to {half:.2f}, where the objective is {bowl(half, 20)[0]:.2f}")
    return {"bottoms of the bowls": bottoms}


def show_the_separable():
    """README section 5: where no penalty holds them, the weights never stop growing."""
    print(
        "\nEight points that one cut separates. Gradient descent without a penalty:\n   step    weight   mean log loss"
    )
    weights = {t: free_weight(t, np.inf) for t in (1, 10, 100, 1000, 10_000)}
    for t, w in weights.items():
        print(f"  {t:5d} {w:9.3f} {objective(EIGHT, RIGHT_HALF, [w], 0.0, np.inf) / 8:15.6f}")
    print("The same points with a penalty:\n        C    weight   Newton steps")
    held = [LogisticRegression(C).fit(EIGHT, RIGHT_HALF) for C in (0.01, 1.0, 100.0, 1e4, 1e6)]
    for model in held:
        print(f"  {model.C:7g} {model.coef_[0]:9.3f} {model.n_iter_:14d}")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        LogisticRegression(np.inf).fit(EIGHT, RIGHT_HALF)
    print(f"      inf   warning: {caught[0].message}")
    return {"free weight": weights[10_000], "held weights": [model.coef_[0] for model in held]}


def free_weight(n_steps, C):
    """The weight of the eight points after plain gradient steps from zero, which do not ask whether they may go on."""
    loss_weight, penalty_weight = loss_and_penalty_weights(C)
    rate = 1 / (loss_weight / 4 * np.sum(EIGHT**2) + penalty_weight)
    w = np.zeros(1)
    for _ in range(n_steps):
        w = w - rate * objective_gradient(EIGHT, RIGHT_HALF, w, 0.0, C)[0]
    return w[0]


def trials(title, load, models):
    """Print and return test accuracy and log loss of every named model, means over 20 halvings of a data set.

    The baseline gives every row the shares of the classes in the training half.
    """
    X, y = load(return_X_y=True)
    results = {name: np.empty((20, 2)) for name in ("baseline", *models)}
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
    """README sections 4 to 6: steps of both solvers; how strong the penalty should be; three kinds of iris."""
    models = {f"C = {C:g}": LogisticRegression(C) for C in (0.001, 0.01, 0.1, 1.0, 100.0, 1e6)}
    results = trials("Breast cancer, 30 measurements", load_breast_cancer, models)
    X, y = load_breast_cancer(return_X_y=True)
    counts = [LogisticRegression(solver=solver).fit(standardized(X)[0], y).n_iter_ for solver in SOLVERS]
    print(f"Steps on all 569 with C = 1: Newton {counts[0]}, gradient descent {counts[1]}")
    return results | {"steps": counts} | trials("Iris, three kinds", load_iris, {"softmax": SoftmaxRegression()})


def show_the_calibration():
    """README section 7: of the forecasts of 30 percent, 30 percent happen."""
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
    print("\nForecasts for 20 x 5000 new rows of known models, in ten bins:\n  forecast   happened     rows")
    for forecast, happened, rows in table:
        print(f"  {forecast:8.3f} {happened:10.3f} {rows:8d}")
    losses = [log_loss(y, q) for q in (np.full(len(y), y.mean()), p, truth)]
    print("Log loss: one number for all {:.4f}, the model {:.4f}, the truth itself {:.4f}".format(*losses))
    return {"calibration": np.array(table), "calibration losses": losses}


def draw_the_boundary():
    """README sections 2 and 4: the curve through twenty students; the boundary moving as it learns."""
    fig, (left, right) = plt.subplots(1, 2, width_ratios=(2, 3))
    model, hours = LogisticRegression(np.inf).fit(HOURS[:, None], PASSED), np.linspace(0, 6, 200)
    left.scatter(HOURS[PASSED == 0], np.zeros(10), **CLASS_0, zorder=3)
    left.scatter(HOURS[PASSED == 1], np.ones(10), **CLASS_1, zorder=3)
    left.plot(hours, model.predict_proba(hours[:, None])[:, 1], color="C0")
    left.set(xlabel="hours of study", ylabel="probability", title="Twenty students")
    for x, y, text in ((3.8, 0.0, "failed"), (0.6, 1.0, "passed"), (3.0, 0.5, "chance of passing")):
        left.text(x, y, text, va="center")
    X, y = two_measurements()
    for label, look, name in ((0, CLASS_0, "malignant"), (1, CLASS_1, "benign")):
        right.scatter(*X[y == label].T, **look, s=14, label=name)
    x = np.array([-2.2, 4.2])
    for t, style in ((1, ":"), (3, "-."), (10, "--"), (1000, "-")):
        w, b = after(gradient_descent, t, X, y, 1.0)
        right.plot(x, -(b + w[0] * x) / w[1], color="black", linestyle=style, label=f"step {t}")
    right.set(xlim=(-2.2, 4.2), ylim=(-3.2, 6.4), xlabel="radius (standardized)", ylabel="smoothness (standardized)")
    right.set_title("The boundary turns as it learns")
    right.legend(loc="upper right", ncols=2)
    return fig


def draw_the_bowls():
    """README section 4: the objective of one weight, and the bowls that Newton's method puts under it."""
    fig, axes = plt.subplots(1, 2)
    windows = ((-0.6, 4.2), (0, 45)), ((-6, 30), (-430, 300))
    titles = ("Near the bottom one bowl is enough", "Far from it a full step overshoots")
    for ax, start, (across, up), title in zip(axes, (0.0, -4.0), windows, titles, strict=True):
        w = np.linspace(*across, 300)
        height, slope, curvature = bowl(start, 20)
        bottom = start - slope / curvature
        ax.plot(w, [bowl(v, 20)[0] for v in w], color="C0", label="objective")
        fitting_bowl = height + slope * (w - start) + curvature * (w - start) ** 2 / 2
        ax.plot(w, fitting_bowl, "C1--", label="bowl that fits at the dot")
        ax.plot(start, height, "o", color="black")
        landing, lowest = bowl(bottom, 20)[0], height - slope**2 / curvature / 2
        ax.plot([bottom, bottom], [lowest, landing], "s:", color="C1", markerfacecolor="white")
        ax.annotate("full step", (bottom, landing), xytext=(4, -14), textcoords="offset points")
        ax.set(xlim=across, ylim=up, xlabel="weight w", ylabel="objective J", title=title)
    half = (start + bottom) / 2
    axes[1].plot(half, bowl(half, 20)[0], "D", color="C2")
    axes[1].annotate("half step", (half, bowl(half, 20)[0]), xytext=(6, -14), textcoords="offset points")
    axes[0].legend(loc="upper center")
    return fig


def draw_the_weights_and_regions():
    """README sections 5 and 6: a weight that nothing holds; three kinds of iris by their petals."""
    fig, (left, right) = plt.subplots(1, 2)
    steps = np.unique(np.geomspace(1, 10_000, 25).round().astype(int))
    for C, name, style in ((np.inf, "no penalty", "-"), (100.0, "C = 100", "--"), (1.0, "C = 1", ":")):
        left.semilogx(steps, [free_weight(t, C) for t in steps], linestyle=style, label=name)
    left.set(xlabel="step of gradient descent", ylabel="weight", title="A penalty holds the weight")
    left.legend(loc="upper left")
    data = load_iris()
    X, colors, markers = data.data[:, 2:], ("#56B4E9", "#E69F00", "#009E73"), "o^s"
    a, b = np.meshgrid(np.linspace(0.5, 7.5, 250), np.linspace(-0.1, 2.9, 250))
    regions = SoftmaxRegression().fit(X, data.target).predict(np.column_stack([a.ravel(), b.ravel()]))
    right.contourf(a, b, regions.reshape(a.shape), levels=[-0.5, 0.5, 1.5, 2.5], colors=colors, alpha=0.2)
    for label, color in enumerate(colors):
        look = {"color": color, "marker": markers[label], "edgecolors": "#333333", "linewidths": 0.3}
        right.scatter(*X[data.target == label].T, **look, s=18, label=data.target_names[label])
    right.set(xlabel="petal length (cm)", ylabel="petal width (cm)", title="Three kinds of iris, three regions")
    right.grid(visible=False)
    right.legend(loc="upper left")
    return fig


def save_figures(figures, redraw):
    """Save to drawn/, which git ignores, or with `redraw` over the README's own pictures in figures/."""
    folder = Path(__file__).with_name("figures" if redraw else "drawn")
    try:
        folder.mkdir(exist_ok=True)
        for name, fig in figures.items():
            fig.savefig(folder / name)
            plt.close(fig)
            print(f"figure: {folder.parent.name}/{folder.name}/{name}")
    except OSError as error:
        print(f"figures not saved: {error.strerror}")


# What the functions refuse


def check_table(X):
    """X as a float array; raises ValueError unless it is (n, d), not empty and finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        holes = np.sum(~np.isfinite(X))
        raise ValueError(f"X must be (n, d), not empty and finite, got shape {X.shape} with {holes} nan or inf")
    return X


def check_labels(y, n, most_classes):
    """The sorted classes of y (n,), two or more, and each row's index among them."""
    y = np.asarray(y)
    if y.shape != (n,) or (y.dtype.kind == "f" and not np.isfinite(y).all()):
        raise ValueError(f"y must be (n,) labels with n = {n} as in X and no nan, got shape {y.shape}")
    classes, index = np.unique(y, return_inverse=True)
    if not 2 <= len(classes) <= most_classes:
        raise ValueError(f"y must hold two classes (more with SoftmaxRegression), got {len(classes)}")
    return classes, index


def check_probabilities(y_true, p_pred):
    y_true, p_pred = np.asarray(y_true), np.asarray(p_pred, dtype=float)
    if y_true.shape != p_pred.shape or y_true.ndim != 1 or y_true.size == 0 or not np.isin(y_true, (0, 1)).all():
        raise ValueError(f"y_true must be (n,) labels 0 or 1, as many as p_pred: got {y_true.shape}, {p_pred.shape}")
    if not np.all((p_pred >= 0) & (p_pred <= 1)):
        raise ValueError(f"p_pred must lie in [0, 1], got {p_pred.min()} to {p_pred.max()}")
    return y_true, p_pred


def check_problem(X, y, w, b, C):
    """X, y and w as arrays that fit together, with labels 0 and 1."""
    check_C(C)
    X, y, w = check_table(X), np.asarray(y), np.asarray(w, dtype=float)
    if y.shape != X.shape[:1] or w.shape != X.shape[1:] or np.ndim(b) != 0:
        raise ValueError(f"for X {X.shape}, y and w must be (n,) and (d,), b a number: got {y.shape}, {w.shape}, b {b}")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"y must hold 0 and 1 only, got {np.unique(y)[:5]}")
    return X, y, w


def check_C(C):
    if not C > 0:
        raise ValueError(f"C must be a positive number, got {C}")


def check_solver(solver):
    if solver not in SOLVERS:
        raise ValueError(f"solver must be one of {list(SOLVERS)}, got {solver!r}")


def check_fitted(model, X):
    """X as a table that the fitted model can read."""
    if not hasattr(model, "coef_"):
        raise ValueError("this model has not been fitted: call fit(X, y) first")
    X, d = check_table(X), model.coef_.shape[-1]
    if X.shape[1] != d:
        raise ValueError(f"X must have {d} features, as in fit, got the shape {X.shape}")
    return X


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 9: logistic regression")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_the_hours() | show_the_descent() | show_the_bowls() | show_the_separable()
    results |= show_the_trials() | show_the_calibration()
    figures = {
        "boundary.png": draw_the_boundary(),
        "bowls.png": draw_the_bowls(),
        "weights_and_regions.png": draw_the_weights_and_regions(),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
