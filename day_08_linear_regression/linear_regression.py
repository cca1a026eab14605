# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.5", "pandas>=2.2"]
# ///
"""Day 8: linear regression. The best straight line, three ways to it, and how sure we may be of it.

Run me:    python linear_regression.py
           python linear_regression.py --data california    (or boston: real houses, not bundled)
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import math
import os
import sys
import warnings
from pathlib import Path

import numpy as np
from housing_files import COLUMNS, load_housing
from sklearn import datasets

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

SOLVERS = ("normal", "qr", "gradient_descent")

# 3. Three ways to the same weights


def normal_equations(A, y):
    """Minimizes ||y - Aw||^2 by A'A w = A'y; half of the digits are gone as soon as A'A is formed."""
    return np.linalg.solve(A.T @ A, A.T @ y)


def householder_qr(A, y):
    """Reflect A (n, d) and y (n,) until A is a triangle on top of zeros: R (d, d) and Q'y (n,); wants n >= d.

    Source: Householder 1958.
    """
    R, z = A.astype(float), y.astype(float)
    for j in range(R.shape[1]):
        v = R[j:, j].copy()
        v[0] += math.copysign(np.linalg.norm(v), v[0])  # this sign: nothing cancels
        if v.any():  # a column of zeros needs no mirror
            R[j:, j:] -= 2 * np.outer(v, v @ R[j:, j:]) / (v @ v)
            z[j:] -= 2 * (v @ z[j:]) / (v @ v) * v
    return np.triu(R[: R.shape[1]]), z


def back_substitution(R, z):
    """Solve R w = z for a triangle R (d, d), the last unknown first; z is (d,) or (d, k), and so is w."""
    w = np.zeros(z.shape)
    for j in reversed(range(len(R))):
        w[j] = (z[j] - R[j, j + 1 :] @ w[j + 1 :]) / R[j, j]
    return w


def gradient_descent(A, y, n_steps=50_000):
    """Roll down ||y - Aw||^2 / 2 from zeros until all slopes are 0 to 12 digits; warns when n_steps do not suffice."""
    lengths = np.linalg.norm(A, axis=0)
    A = A / lengths  # columns of length 1 make a rounder bowl
    w = np.zeros(A.shape[1])
    learning_rate = 1 / np.linalg.norm(A, 2) ** 2  # one over the largest curvature
    for _ in range(n_steps):
        gradient = -A.T @ (y - A @ w)
        if np.abs(gradient).max() <= 1e-12 * np.linalg.norm(y):
            return w / lengths
        w -= learning_rate * gradient
    warnings.warn(f"gradient descent has not arrived after {n_steps:,} steps", RuntimeWarning, stacklevel=3)
    return w / lengths


# 5. How good, and how sure


def r2_score(y_true, y_pred):
    """1 - (squared residuals) / (squared distances of y_true from its mean): 1 is perfect, 0 as good as the mean.

    y_true, y_pred : (n,), n >= 2      returns : float; for a constant y_true 1 if all is right, else 0
    """
    y_true, y_pred = check_pair(y_true, y_pred)
    left, spread = np.sum((y_true - y_pred) ** 2), np.sum((y_true - y_true.mean()) ** 2)
    return float(1 - left / spread) if spread > 0 else float(left == 0)


def uncertainty(R, residual):
    """s, and the standard errors (p,): s times the lengths of the rows of R^-1. Both nan without a spare row."""
    n, p = len(residual), len(R)
    s = math.sqrt(residual @ residual / (n - p)) if n > p else math.nan
    return s, s * np.linalg.norm(back_substitution(R, np.eye(p)), axis=1)


# 2 to 5. All together


class LinearRegression:
    """Minimizes ||y - Xw - b||^2 by "normal" equations, "qr" or "gradient_descent".

    After fit: coef_ (d,), intercept_, residual_std_, and standard_errors_ with the intercept's first, if there is one.
    """

    def __init__(self, solver="qr", fit_intercept=True):
        check_setting("solver", solver, solver in SOLVERS, f"one of {SOLVERS}")
        self.solver, self.fit_intercept = solver, fit_intercept

    def fit(self, X, y):
        """X (n, d), y (n,); raises ValueError when the columns (with the intercept's) depend on each other."""
        X, y = check_data(X, y)
        A = np.column_stack([np.ones(len(X)), X]) if self.fit_intercept else X
        check_enough_rows(A)
        R, z = householder_qr(A, y)
        check_independent(A, R, self.fit_intercept)
        if self.solver == "normal":
            w = normal_equations(A, y)
        elif self.solver == "qr":
            w = back_substitution(R, z[: len(R)])
        elif self.fit_intercept:  # gradient descent, with the means taken off
            w = gradient_descent(X - X.mean(axis=0), y - y.mean())
            w = np.append(y.mean() - X.mean(axis=0) @ w, w)
        else:
            w = gradient_descent(X, y)
        self.intercept_, self.coef_ = (float(w[0]), w[1:]) if self.fit_intercept else (0.0, w)
        self.residual_std_, self.standard_errors_ = uncertainty(R, y - A @ w)
        return self

    def predict(self, X):
        """Xw + b: predictions (m,) for X (m, d)."""
        return check_new_rows(self, X) @ self.coef_ + self.intercept_

    def score(self, X, y):
        """R^2 of the predictions for X (m, d) against y (m,)."""
        return r2_score(y, self.predict(X))


# 6. Powers of x, for data that bend


def polynomial_features(x, degree):
    """Columns x, x^2, ..., x^degree: x (n,) becomes (n, degree). No column of ones: that is the intercept's."""
    check_setting("degree", degree, degree >= 1, "1 or more")
    return check_array("x", x, 1)[:, None] ** np.arange(1, degree + 1)


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
TRAINING = {"color": "#0072B2", "marker": "o", "linestyle": "-"}
NEW = {"color": "#D55E00", "marker": "s", "linestyle": "--"}
FLOOR = {"color": "gray", "linestyle": ":"}

DIABETES = "age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"
ANSCOMBE_X = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
ANSCOMBE = (  # Anscombe 1973: x and y of four sets
    (ANSCOMBE_X, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
    (ANSCOMBE_X, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
    (ANSCOMBE_X, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
    ((8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8), (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89)),
)
# NIST StRD, Norris: what an ozone meter should say, and what it said
NORRIS = """0.2 0.1, 337.4 338.8, 118.2 118.1, 884.6 888, 10.1 9.2, 226.5 228.1, 666.3 668.5, 996.3 998.5, 448.6 449.1,
777 778.9, 558.2 559.2, 0.4 0.3, 0.6 0.1, 775.5 778.1, 666.9 668.8, 338 339.3, 447.5 448.9, 11.6 10.8, 556 557.7,
228.1 228.3, 995.8 998, 887.6 888.8, 120.2 119.6, 0.3 0.3, 0.3 0.6, 556.8 557.6, 339.1 339.3, 887.2 888, 999 998.5,
779 778.9, 11.1 10.2, 118.3 117.6, 229.2 228.9, 669.1 668.4, 448.9 449.2, 0.5 0.2"""
NORRIS_CERTIFIED = -0.262323073774029, 1.00211681802045
# NIST StRD, Longley 1967: prices, national product, unemployed, army, people over 14, year; and how many have work
LONGLEY = """83.0 234289 2356 1590 107608 1947 60323, 88.5 259426 2325 1456 108632 1948 61122,
88.2 258054 3682 1616 109773 1949 60171, 89.5 284599 3351 1650 110929 1950 61187,
96.2 328975 2099 3099 112075 1951 63221, 98.1 346999 1932 3594 113270 1952 63639,
99.0 365385 1870 3547 115094 1953 64989, 100.0 363112 3578 3350 116219 1954 63761,
101.2 397469 2904 3048 117388 1955 66019, 104.6 419180 2822 2857 118734 1956 67857,
108.4 442769 2936 2798 120445 1957 68169, 110.8 444546 4681 2637 121950 1958 66513,
112.6 482704 3813 2552 123366 1959 68655, 114.2 502601 3931 2514 125368 1960 69564,
115.7 518173 4806 2572 127852 1961 69331, 116.9 554894 4007 2827 130081 1962 70551"""
LONGLEY_CERTIFIED = np.array([-3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683, 0, 0, 0])
LONGLEY_CERTIFIED[4:] = -1.03322686717359, -0.0511041056535807, 1829.15146461355
# NIST StRD, Wampler 1970: what sets 3, 4 and 5 add to the polynomial, times 1, 100 and 10 000
WAMPLER_NOISE = np.tile([-2048.0, 2048.0], 11)[1:]
WAMPLER_NOISE[[0, 4, 8, 12, 16, 20]] = 759, 2523, 1838, 1838, 2523, 759


def nist_sets():
    """{name: (X, y, certified coefficients)}; Wampler's y are made, from the polynomial that is to be found."""
    norris, longley = (np.array([row.split() for row in text.split(",")], float) for text in (NORRIS, LONGLEY))
    sets = {"Norris": (norris[:, :1], norris[:, 1], NORRIS_CERTIFIED)}
    sets["Longley"] = longley[:, :6], longley[:, 6], LONGLEY_CERTIFIED
    X = polynomial_features(np.arange(21.0), 5)
    for number, factor in ((1, 0), (2, 0), (3, 1), (4, 100), (5, 10_000)):
        sets[f"Wampler {number}"] = X, 1 + X.sum(axis=1) + factor * WAMPLER_NOISE, np.ones(6)
    sets["Wampler 2"] = X, (1e5 + X @ 10.0 ** np.arange(4, -1, -1)) / 1e5, 0.1 ** np.arange(6)
    return sets


def correct_digits(came, certified):
    """-log10 of the largest relative error, between 0 and 15: how many digits of the worst number are right."""
    certified = np.asarray(certified)
    error = np.max(np.abs(np.asarray(came) - certified) / np.abs(certified))
    return abs(float(np.log10(np.clip(error, 1e-15, 1))))


def digits_of(solver, X, y, certified, centered=False):
    """Correct digits of intercept and weights; with `centered`, the means are taken off before the fit."""
    x_mean, y_mean = (X.mean(axis=0), y.mean()) if centered else (np.zeros(X.shape[1]), 0.0)
    with warnings.catch_warnings(action="ignore"):  # gradient descent says that it has not arrived: so it has not
        model = LinearRegression(solver, fit_intercept=not centered).fit(X - x_mean, y - y_mean)
    intercept = y_mean - x_mean @ model.coef_ + model.intercept_
    return correct_digits([intercept, *model.coef_], certified)


def show_the_digits():
    """README section 4: the same data, the same mathematics, other digits."""
    print("Correct digits of the worst coefficient, against the certified values of NIST:")
    print("             columns as they are     means taken off first")
    print("                normal                  normal                gradient descent,")
    print("             equations       QR      equations       QR            50,000 steps")
    results = {}
    for name, (X, y, certified) in nist_sets().items():
        normal, qr, descent = (digits_of(solver, X, y, certified) for solver in SOLVERS)
        centered_normal, centered_qr = (digits_of(solver, X, y, certified, centered=True) for solver in SOLVERS[:2])
        print(f"  {name:10s} {normal:9.1f} {qr:8.1f} {centered_normal:14.1f} {centered_qr:8.1f} {descent:23.1f}")
        results[name] = {"normal": normal, "qr": qr, "gradient_descent": descent}
        results[name] |= {"normal, centered": centered_normal, "qr, centered": centered_qr}
    return {"digits": results}


def show_the_standard_errors(rng, n_sets=4000):
    """README section 5: draw thousands of data sets from one truth, and see whether the formula knows the spread."""
    x, truth = np.linspace(0, 10, 20), np.array([3.0, 0.5])
    Y = truth[0] + truth[1] * x + 2 * rng.normal(size=(n_sets, 20))
    models = [LinearRegression().fit(x[:, None], y) for y in Y]
    found = np.array([[model.intercept_, model.coef_[0]] for model in models])
    claimed = np.array([model.standard_errors_ for model in models])
    formula = 2 * np.sqrt([1 / 20 + 25 / np.sum((x - 5) ** 2), 1 / np.sum((x - 5) ** 2)])
    hits = np.mean(np.abs(found - truth) <= 2.101 * claimed, axis=0)  # Student's t at 18 degrees of freedom, 95 %
    variance = np.mean([model.residual_std_**2 for model in models])
    print(f"\n{n_sets:,} data sets of 20 points around y = 3 + 0.5 x, noise of variance 4:")
    print("               truth   mean found   spread found   formula   truth within 2.101 standard errors")
    for i, name in enumerate(("intercept", "slope")):
        row = f"{truth[i]:7.2f} {found[:, i].mean():12.3f} {found[:, i].std():14.4f} {formula[i]:9.4f}"
        print(f"  {name:10s} {row} {100 * hits[i]:15.1f} %")
    print(f"Mean of residual_std_ squared: {variance:.3f}; divided by n instead of n - 2: {variance * 18 / 20:.3f}")
    return {"hits": hits, "variance": variance}


def show_anscombe():
    """README section 6: four tables, one line."""
    print("\nAnscombe's four sets: intercept, slope, standard error of the slope, R2, largest residual")
    lines = []
    for number, (x, y) in enumerate(ANSCOMBE, start=1):
        X = np.array(x, dtype=float)[:, None]
        model = LinearRegression().fit(X, y)
        worst = np.abs(y - model.predict(X)).max()
        lines.append([model.intercept_, model.coef_[0], model.standard_errors_[1], model.score(X, y), worst])
        print(f"  set {number}" + "".join(f"{value:9.3f}" for value in lines[-1]))
    return {"anscombe": np.array(lines)}


def split(n, n_test, rng):
    """Indices of the training rows and of the `n_test` test rows, at random."""
    order = rng.permutation(n)
    return order[n_test:], order[:n_test]


def root_mean_squared_error(y_true, y_pred):
    return math.sqrt(np.mean((y_pred - y_true) ** 2))


def show_weights(model, names):
    print("Column: weight, standard error, weight / standard error")
    for name, w, se in zip(["(const)", *names], [model.intercept_, *model.coef_], model.standard_errors_, strict=True):
        print(f"  {name:10s} {w:12.4f} {se:11.4f} {w / se:9.2f}")


def show_the_diabetes_data():
    """README section 6: three solvers, patients whom no model has seen, and the baseline."""
    X, y = datasets.load_diabetes(return_X_y=True)
    print("\nDiabetes: 442 patients, 10 features; 100 patients held out, 10 random splits, mean +- standard error.")
    print("                        test R2            typical error (RMSE)")
    rows = {name: [] for name in ("the mean", *SOLVERS)}
    for seed in range(10):
        train, test = split(len(y), 100, np.random.default_rng(seed))
        guesses = {"the mean": np.full(100, y[train].mean())}
        guesses |= {solver: LinearRegression(solver).fit(X[train], y[train]).predict(X[test]) for solver in SOLVERS}
        for name, guess in guesses.items():
            rows[name].append([r2_score(y[test], guess), root_mean_squared_error(y[test], guess)])
    for name, scores in rows.items():
        (r2, rmse), (r2_se, rmse_se) = np.mean(scores, axis=0), np.std(scores, axis=0, ddof=1) / math.sqrt(10)
        label = "the mean (baseline)" if name == "the mean" else name
        print(f"  {label:19s} {r2:6.3f} +- {r2_se:.3f} {rmse:17.2f} +- {rmse_se:.2f}")
    model = LinearRegression().fit(X, y)
    print("Fitted on all 442, by QR.", end=" ")
    show_weights(model, DIABETES)
    print(f"Residual standard deviation {model.residual_std_:.2f}, R2 on the same rows {model.score(X, y):.4f}")
    return {name: np.mean(scores, axis=0)[0] for name, scores in rows.items()}


WHY_BOSTON_LEFT = """Boston left scikit-learn with version 1.2, in 2022. Its column B is 1000 (Bk - 0.63)^2, where Bk is
the share of Black people in a town: the authors of 1978 assumed that segregation by race raises the prices of
houses, and built that into the data. B cannot even be turned back into Bk for sure. This script leaves B out. Take
the rest as a piece of history, not as a model to use; for houses take California."""


def show_housing(name, folder, seed):
    """README section 7: real houses, a fifth of them held out."""
    (X, y), names = load_housing(name, folder), np.array(COLUMNS[name])
    if name == "boston":
        print(WHY_BOSTON_LEFT)
        X, names = X[:, names != "B"], names[names != "B"]
    train, test = split(len(y), len(y) // 5, np.random.default_rng(seed))
    model = LinearRegression().fit(X[train], y[train])
    baseline, guess = np.full(len(test), y[train].mean()), model.predict(X[test])
    unit = {"california": "hundreds of thousands", "boston": "thousands"}[name]
    print(f"{name}: {len(y):,} districts, {len(names)} features; {len(test):,} held out. Value in {unit} of dollars.")
    for label, prediction in (("the mean (baseline)", baseline), ("linear regression", guess)):
        rmse = root_mean_squared_error(y[test], prediction)
        print(f"  {label:19s} test R2 {r2_score(y[test], prediction):7.3f}   RMSE {rmse:7.3f}")
    show_weights(model, names)
    return {"test R2": r2_score(y[test], guess), "baseline R2": r2_score(y[test], baseline)}


def draw_the_mirrors():
    """README section 3: one mirror on a column of two numbers; the table of section 8 after each mirror."""
    fig, (left, right) = plt.subplots(1, 2, width_ratios=(1, 1.5))
    left.plot([-3, 1.5], [6, -3], "k--")
    left.annotate("mirror", (-2.2, 5.2))
    for name, x, y, look in (("a", 3, 4, "C0o-"), ("(-5, 0)", -5, 0, "C1s-"), ("v", 8, 4, "C2^:")):
        left.plot([0, x], [0, y], look, markevery=[1], linewidth=2)
        left.annotate(name, (x, y), xytext=(0, 8), textcoords="offset points", horizontalalignment="center")
    left.set(aspect="equal", xlim=(-7, 9.5), ylim=(-3, 6), xlabel="first entry", ylabel="second entry")
    left.set_title("The mirror lays a on the first axis")
    table = np.column_stack([np.ones(4), [0.0, 1, 2, 3], [1.0, 3, 2, 6]])
    for k, title in enumerate(("ones, x, y", "one mirror", "two mirrors")):
        reflected = np.column_stack([householder_qr(table[:, :k], column)[1] for column in table.T])
        for (i, j), value in np.ndenumerate(reflected.round(9) + 0.0):
            look = {"color": "C0", "weight": "bold"} if i <= j < k else {"color": "0.6" if j < k else "black"}
            right.text(4 * k + j, -i, f"{value:.3g}", horizontalalignment="center", **look)
        right.text(4 * k + 1, 1, title, horizontalalignment="center")
    right.set(xlim=(-0.8, 10.8), ylim=(-3.6, 1.6), title="Mirror by mirror, a triangle on top of zeros")
    right.axis("off")
    return fig


def draw_the_digits():
    """README section 4: digits against the degree, and the distance from zero; y = 1 + x + x^2 + ..."""
    fig, (left, right) = plt.subplots(1, 2, sharey=True)
    degrees, shifts = np.arange(1, 11), np.array([1, 3, 10, 30, 100, 300, 1000, 3000])
    powers = [polynomial_features(np.arange(21.0), degree) for degree in degrees]
    years = [polynomial_features(np.arange(21.0) + shift, 2) for shift in shifts]
    for solver, label, look in (("normal", "normal equations", "C1s--"), ("qr", "QR", "C0o-")):
        for ax, knob, tables in ((left, degrees, powers), (right, shifts, years)):
            digits = [digits_of(solver, X, 1 + X.sum(axis=1), np.ones(X.shape[1] + 1)) for X in tables]
            ax.plot(knob, digits, look, label=label)
    left.set(
        xlabel="degree (x is 0, 1, ..., 20)", ylabel="correct digits", title="High powers cost digits", ylim=(-0.5, 16)
    )
    right.set(xlabel="first of 21 values of x (degree 2)", xscale="log", title="So does the distance from zero")
    left.legend(loc="upper right")
    return fig


def draw_anscombe():
    """README section 6: the four sets and their line."""
    fig, axes = plt.subplots(1, 4, figsize=(9, 3), sharex=True, sharey=True)
    titles = "1: a line fits", "2: a curve", "3: one outlier", "4: one point decides"
    for ax, title, (x, y) in zip(axes, titles, ANSCOMBE, strict=True):
        model = LinearRegression().fit(np.array(x, dtype=float)[:, None], y)
        ax.plot([3, 20], model.predict([[3], [20]]), "C1-")
        ax.plot(x, y, **TRAINING | {"linestyle": "none", "markersize": 5})
        ax.set(title=title, xlabel="x")
    axes[0].set_ylabel("y")
    return fig


def draw_the_residuals():
    """README section 6: what is left of the held-out patients, and how sure each weight is."""
    X, y = datasets.load_diabetes(return_X_y=True)
    train, test = split(len(y), 100, np.random.default_rng(0))
    model = LinearRegression().fit(X[train], y[train])
    guess = model.predict(X[test])
    fig, (left, right) = plt.subplots(1, 2)
    left.plot(guess, y[test] - guess, **NEW | {"linestyle": "none", "markersize": 5})
    left.axhline(0, color="black", linewidth=0.8)
    for side in (2, -2):
        left.axhline(side * model.residual_std_, **FLOOR)
        left.annotate(f"{side} s", (305, side * model.residual_std_ + 3))
    left.set(xlim=(35, 325), xlabel="prediction for a held-out patient", ylabel="residual (truth - prediction)")
    left.set_title("Less spread at small predictions")
    right.errorbar(DIABETES, model.coef_, yerr=model.standard_errors_[1:], fmt="C0o", markersize=5, capsize=4)
    right.axhline(0, color="black", linewidth=0.8)
    right.set(xlabel="feature", ylabel="weight", title="Weights, with one standard error")
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


def check_setting(name, value, fits, wanted):
    if not fits:
        raise ValueError(f"{name} must be {wanted}, got {value!r}")


def check_array(name, values, ndim):
    """`values` as floats; raises ValueError unless they have `ndim` axes, are not empty and all finite."""
    values = np.asarray(values, dtype=float)
    if values.ndim != ndim or values.size == 0 or not np.isfinite(values).all():
        shape, holes = ("(n,)", "(n, d)")[ndim - 1], np.sum(~np.isfinite(values))
        raise ValueError(
            f"{name} must be {shape}, not empty and finite, got shape {values.shape} with {holes} nan or inf"
        )
    return values


def check_data(X, y):
    """X (n, d) and y (n,) as float arrays; y must have a number for each row of X."""
    X = check_array("X", X, 2)
    if np.shape(y) != X.shape[:1]:
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, got shape {np.shape(y)}")
    return X, check_array("y", y, 1)


def check_pair(y_true, y_pred):
    y_true, y_pred = check_array("y_true", y_true, 1), check_array("y_pred", y_pred, 1)
    if y_true.shape != y_pred.shape or len(y_true) < 2:
        raise ValueError(f"y_true and y_pred must have one shape (n,), n >= 2, got {y_true.shape} and {y_pred.shape}")
    return y_true, y_pred


def check_enough_rows(A):
    if len(A) < A.shape[1]:
        raise ValueError(f"X has {len(A)} rows for {A.shape[1]} unknowns: many weights fit equally well")


def check_independent(A, R, fit_intercept):
    """Refuses a column of which nothing is left once those before it are taken out: that part is on R's diagonal."""
    nothing = max(100, len(A)) * np.finfo(float).eps * np.linalg.norm(A, axis=0)
    dependent = np.abs(np.diag(R)) <= nothing
    if dependent.any():
        column = np.argmax(dependent) - fit_intercept
        before = "those before it and the intercept" if fit_intercept else "those before it"
        raise ValueError(f"X: column {column} is a mixture of {before}: leave it out")


def check_new_rows(model, X):
    """X as a float array; the model must be fitted, and X have as many features as in fit."""
    if not hasattr(model, "coef_"):
        raise ValueError("this model has not been fitted: call fit(X, y) first")
    X = check_array("X", X, 2)
    if X.shape[1] != len(model.coef_):
        raise ValueError(f"X must have {len(model.coef_)} features, as in fit, got shape {X.shape}")
    return X


def main(arguments=()):
    data_dir = Path(os.environ.get("MNIST_DATA") or Path(__file__).resolve().parent.parent / "data")
    parser = argparse.ArgumentParser(description="Day 8: linear regression, three ways")
    parser.add_argument("--data", choices=("diabetes", "california", "boston"), default="diabetes")
    parser.add_argument("--data-dir", type=Path, default=data_dir, help="where california_housing.csv may lie")
    parser.add_argument("--seed", type=int, default=0, help="of the random data, or of the split (0)")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    if options.seed < 0:
        parser.error(f"--seed must be 0 or more, got {options.seed}")
    if options.data != "diabetes":
        try:
            return show_housing(options.data, options.data_dir, options.seed)
        except (ValueError, OSError) as error:
            parser.exit(2, f"{parser.prog}: error: {error}\n")
    plt.rcParams.update(STYLE)
    results = show_the_digits() | show_the_standard_errors(np.random.default_rng(options.seed)) | show_anscombe()
    results |= show_the_diabetes_data()
    figures = {
        "mirrors.png": draw_the_mirrors(),
        "digits.png": draw_the_digits(),
        "anscombe.png": draw_anscombe(),
        "residuals.png": draw_the_residuals(),
    }
    save_figures(figures, options.redraw)
    print("Real houses:  python linear_regression.py --data california")
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
