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
import socket
import sys
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from sklearn import datasets

FIGURES = Path(__file__).with_name("figures")
DATA = Path(__file__).resolve().parent.parent / "data"
SOLVERS = ("normal", "qr", "gradient_descent")


def check_count(name, value):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{name} must be an integer, 1 or more, got {value}")


def check_array(name, values, ndim):
    """`values` as floats; raises ValueError unless they have `ndim` axes, are not empty and all finite."""
    values = np.asarray(values, dtype=float)
    if values.ndim != ndim or values.size == 0:
        shape = "(n,) with at least one entry" if ndim == 1 else "(n, d) with at least one row and one column"
        raise ValueError(f"{name} must be {shape}, got shape {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError(f"{name} must be finite, got {values[~np.isfinite(values)][0]}")
    return values


def check_data(X, y):
    """X (n, d) and y (n,) as float arrays; raises ValueError on other shapes, empty arrays, nan and inf."""
    X = check_array("X", X, 2)
    if np.shape(y) != X.shape[:1]:
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, got shape {np.shape(y)}")
    return X, check_array("y", y, 1)


def polynomial_features(x, degree):
    """Columns x, x^2, ..., x^degree: x (n,) becomes (n, degree). No column of ones: that is the intercept's."""
    check_count("degree", degree)
    return check_array("x", x, 1)[:, None] ** np.arange(1, degree + 1)


# 3. Three ways to the same weights


def normal_equations(A, y):
    """Least ||y - Aw||^2 from A'A w = A'y; half of the digits are gone as soon as A'A is formed."""
    try:
        return np.linalg.solve(A.T @ A, A.T @ y)
    except np.linalg.LinAlgError:
        raise ValueError("X makes the normal equations singular: take solver='qr'") from None


def householder_qr(A, y):
    """Mirror A (n, d) and y (n,) until A is a triangle on top of zeros: R (d, d) and Q'y (n,); wants n >= d.

    Source: Householder 1958; the sign is chosen so that nothing cancels.
    """
    R, z = A.astype(float), y.astype(float)
    for j in range(R.shape[1]):
        mirror = R[j:, j].copy()
        mirror[0] += math.copysign(np.linalg.norm(mirror), mirror[0])
        length = np.linalg.norm(mirror)
        if length > 0:
            mirror /= length
            R[j:, j:] -= 2 * np.outer(mirror, mirror @ R[j:, j:])
            z[j:] -= 2 * mirror * (mirror @ z[j:])
    return np.triu(R[: R.shape[1]]), z


def back_substitution(R, z):
    """Solve R w = z for a triangle R (d, d), the last unknown first; z is (d,) or (d, k), and so is w."""
    w = np.zeros_like(z)
    for j in reversed(range(len(R))):
        w[j] = (z[j] - R[j, j + 1 :] @ w[j + 1 :]) / R[j, j]
    return w


def gradient_descent(A, y, max_iter, tolerance):
    """Roll down ||y - Aw||^2 / 2 from zeros, at one over its largest curvature. Returns w (d,) and the steps taken.

    Ends when no slope exceeds tolerance * ||y|| (A has columns of length 1); warns when max_iter comes first.
    """
    w, learning_rate = np.zeros(A.shape[1]), 1 / np.linalg.norm(A, 2) ** 2
    goal = tolerance * np.linalg.norm(y)
    for step in range(max_iter):
        slope = A.T @ (A @ w - y)
        if np.abs(slope).max() <= goal:
            return w, step
        w -= learning_rate * slope
    warnings.warn(f"gradient descent has not arrived after max_iter = {max_iter} steps", RuntimeWarning, stacklevel=3)
    return w, max_iter


class LinearRegression:
    """Least ||y - Xw - b||^2 by "normal" equations, "qr" or "gradient_descent" (`max_iter`, `tolerance` are its own).

    After fit: coef_ (d,), intercept_ (0.0 without one), residual_std_, standard_errors_ (intercept first when there is
    one; both nan when no row is left over), n_iter_ (steps of gradient descent, else 0).
    """

    def __init__(self, solver="qr", fit_intercept=True, max_iter=100_000, tolerance=1e-12):
        if solver not in SOLVERS:
            raise ValueError(f"solver must be one of {SOLVERS}, got {solver!r}")
        if not isinstance(fit_intercept, (bool, np.bool_)):
            raise ValueError(f"fit_intercept must be True or False, got {fit_intercept!r}")
        check_count("max_iter", max_iter)
        if not isinstance(tolerance, (int, float)) or not 0 <= tolerance < math.inf:
            raise ValueError(f"tolerance must be a number, 0 or more, got {tolerance!r}")
        self.solver, self.fit_intercept = solver, fit_intercept
        self.max_iter, self.tolerance = max_iter, tolerance

    def fit(self, X, y):
        """X (n, d), y (n,); raises ValueError when the columns (with the intercept's) depend on each other."""
        X, y = check_data(X, y)
        x_mean, y_mean = (X.mean(axis=0), y.mean()) if self.fit_intercept else (np.zeros(X.shape[1]), 0.0)
        A, b = X - x_mean, y - y_mean
        scales = np.linalg.norm(A, axis=0)
        A = A / np.where(scales > 0, scales, 1)  # columns of length 1
        R, rotated = self._triangle(X, A, b, scales)
        self.n_iter_ = 0
        if self.solver == "normal":  # the textbook way, on the columns as they are
            ones = np.ones((len(y), int(self.fit_intercept)))
            w = normal_equations(np.hstack([ones, X]), y)
            self.intercept_, self.coef_ = (float(w[0]), w[1:]) if self.fit_intercept else (0.0, w)
        else:
            if self.solver == "qr":
                w = back_substitution(R, rotated[: len(R)])
            else:
                w, self.n_iter_ = gradient_descent(A, b, self.max_iter, self.tolerance)
            self.coef_ = w / scales
            self.intercept_ = float(y_mean - x_mean @ self.coef_)
        self._measure_errors(X, y, x_mean, back_substitution(R, np.eye(len(R))) / scales[:, None])
        return self

    def _triangle(self, X, A, b, scales):
        """R and Q'b of the prepared columns A; raises ValueError where a column adds nothing to those before it."""
        if len(X) < X.shape[1] + self.fit_intercept:
            raise ValueError(f"X has the shape {X.shape}: fewer rows than unknowns leave many best solutions")
        R, rotated = householder_qr(A, b)
        own = np.abs(np.diag(R)) * scales  # what is left of each column without those before it
        dependent = own <= max(100, len(X)) * np.finfo(float).eps * np.linalg.norm(X, axis=0)
        if dependent.any():
            before = "those before it and the intercept" if self.fit_intercept else "those before it"
            raise ValueError(f"X: column {np.argmax(dependent)} is a mixture of {before}: leave it out")
        return R, rotated

    def _measure_errors(self, X, y, x_mean, inverse):
        """residual_std_ and standard_errors_; `inverse` times its transpose is the inverse of the centered X'X."""
        spare = len(y) - X.shape[1] - self.fit_intercept
        residual = y - self.predict(X)
        self.residual_std_ = float(np.linalg.norm(residual) / math.sqrt(spare)) if spare else math.nan
        shares = np.linalg.norm(inverse, axis=1)
        if self.fit_intercept:
            shares = np.append(math.sqrt(1 / len(y) + np.sum((x_mean @ inverse) ** 2)), shares)
        self.standard_errors_ = self.residual_std_ * shares

    def predict(self, X):
        """Predictions (m,) for X (m, d); raises ValueError before `fit`, and on another number of features."""
        if not hasattr(self, "coef_"):
            raise ValueError("this model has not been fitted: call fit(X, y) first")
        X = check_array("X", X, 2)
        if X.shape[1] != len(self.coef_):
            raise ValueError(f"X must have {len(self.coef_)} features, as in fit, got the shape {X.shape}")
        return X @ self.coef_ + self.intercept_

    def score(self, X, y):
        """R^2 of the predictions for X (m, d) against y (m,)."""
        return r2_score(y, self.predict(X))


# 5. How good, and how sure


def r2_score(y_true, y_pred):
    """1 - (squared errors of the predictions) / (squared errors of always saying the mean of y_true).

    y_true, y_pred : (n,), n >= 2      returns : float, 1 for perfect, 0 for the mean, negative for worse
    Where y_true is constant the division fails: then 1 if all is right, else 0, as in scikit-learn.
    """
    y_true, y_pred = check_array("y_true", y_true, 1), check_array("y_pred", y_pred, 1)
    if y_true.shape != y_pred.shape or len(y_true) < 2:
        raise ValueError(f"y_true and y_pred must have one shape (n,), n >= 2, got {y_true.shape} and {y_pred.shape}")
    errors, spread = np.sum((y_true - y_pred) ** 2), np.sum((y_true - y_true.mean()) ** 2)
    return float(errors == 0) if np.ptp(y_true) == 0 else float(1 - errors / spread)


# What the README shows

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


def digits_of(solver, X, y, certified, **options):
    with warnings.catch_warnings(action="ignore"):  # gradient descent says that it has not arrived: so it has not
        model = LinearRegression(solver, **options).fit(X, y)
    return correct_digits([model.intercept_, *model.coef_], certified)


def show_the_digits():
    """README section 4: the same data, the same mathematics, other digits."""
    print("Correct digits of the worst coefficient, against the certified values of NIST:")
    print("                normal   QR, columns         QR   gradient descent,")
    print("             equations    as they are               50 000 steps")
    results = {}
    for name, (X, y, certified) in nist_sets().items():
        A = np.column_stack([np.ones(len(y)), X])
        R, rotated = householder_qr(A, y)
        plain = correct_digits(back_substitution(R, rotated[: len(R)]), certified)
        normal, qr, descent = (digits_of(solver, X, y, certified, max_iter=50_000) for solver in SOLVERS)
        print(f"  {name:10s} {normal:9.1f} {plain:14.1f} {qr:10.1f} {descent:17.1f}")
        results[name] = {"normal": normal, "plain qr": plain, "qr": qr, "gradient_descent": descent}
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
    print(f"\n{n_sets} data sets of 20 points around y = 3 + 0.5 x, noise of variance 4:")
    print("               truth   mean found   spread found   formula   truth within 2.101 standard errors")
    for name, column, *rest in zip(("intercept", "slope"), found.T, truth, formula, hits, strict=True):
        row = f"{rest[0]:7.2f} {column.mean():12.3f} {column.std():14.4f} {rest[1]:9.4f} {rest[2]:15.1%}"
        print(f"  {name:10s} {row}")
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


def show_weights(model, names):
    print("Column: weight, standard error, weight / standard error")
    for name, w, se in zip(["(const)", *names], [model.intercept_, *model.coef_], model.standard_errors_, strict=True):
        print(f"  {name:10s} {w:12.4f} {se:11.4f} {w / se:9.2f}")


def show_the_diabetes_data():
    """README section 6: three solvers, patients whom no model has seen, and the baseline."""
    X, y = datasets.load_diabetes(return_X_y=True)
    print("\nDiabetes: 442 patients, 10 features; 100 patients held out, 10 random splits, mean +- standard error.")
    print("                        test R2            typical error (RMSE)")
    rows = {name: [] for name in ("always the mean", *SOLVERS)}
    for seed in range(10):
        train, test = split(len(y), 100, np.random.default_rng(seed))
        guesses = {"always the mean": np.full(100, y[train].mean())}
        guesses |= {solver: LinearRegression(solver).fit(X[train], y[train]).predict(X[test]) for solver in SOLVERS}
        for name, guess in guesses.items():
            rows[name].append([r2_score(y[test], guess), math.sqrt(np.mean((y[test] - guess) ** 2))])
    for name, scores in rows.items():
        (r2, rmse), (r2_se, rmse_se) = np.mean(scores, axis=0), np.std(scores, axis=0, ddof=1) / math.sqrt(10)
        print(f"  {name:18s} {r2:7.3f} +- {r2_se:.3f} {rmse:17.2f} +- {rmse_se:.2f}")
    model = LinearRegression().fit(X, y)
    print("Fitted on all 442, by QR.", end=" ")
    show_weights(model, DIABETES)
    print(f"Residual standard deviation {model.residual_std_:.2f}, R2 on the same rows {model.score(X, y):.4f}")
    return {name: np.mean(scores, axis=0)[0] for name, scores in rows.items()}


# Real houses

HOUSING = {
    "california": "MedInc HouseAge AveRooms AveBedrms Population AveOccup Latitude Longitude",
    "boston": "CRIM ZN INDUS CHAS NOX RM AGE DIS RAD TAX PTRATIO B LSTAT",
}
WHY_BOSTON_LEFT = """Boston left scikit-learn with version 1.2, in 2022. Its column B is 1000 (Bk - 0.63)^2, where Bk is
the share of Black people in a town: the authors of 1978 assumed that segregation by race raises what houses are
worth, and built that into the data. From B, Bk cannot even be had back. This script leaves B out. Take the rest as a
piece of history, not as a model to use; for houses take California."""


def read_table(path, n_columns, skip_header):
    """The numbers of a comma-separated file, (n, n_columns); raises ValueError naming the file otherwise."""
    try:
        table = np.loadtxt(path, delimiter=",", skiprows=skip_header, ndmin=2)
    except ValueError as error:
        raise ValueError(f"{path}: {str(error).splitlines()[0]}") from None
    if table.shape[1] != n_columns or len(table) < 50 or not np.isfinite(table).all():
        raise ValueError(f"{path}: want 50 or more rows of {n_columns} finite numbers, got the shape {table.shape}")
    return table


def read_housing(name, path):
    """X and y of a local copy: Boston as it is; California (Pace and Barry 1997) in scikit-learn's form."""
    if name == "boston":
        table = read_table(path, 14, skip_header=0)
        return table[:, :13], table[:, 13]
    longitude, latitude, age, rooms, bedrooms, people, homes, income, value = read_table(path, 9, skip_header=1).T
    if homes.min() <= 0:
        raise ValueError(f"{path}: every district must have households, got {homes.min()}")
    columns = income, age, rooms / homes, bedrooms / homes, people, people / homes, latitude, longitude
    return np.column_stack(columns), value / 100_000


def fetch_housing(name, folder):
    """X and y from scikit-learn's own loader, which keeps them in `folder`; raises OSError in one line without them."""
    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(10)
    try:
        with warnings.catch_warnings(action="ignore"):
            if name == "california":
                return datasets.fetch_california_housing(data_home=folder, return_X_y=True, n_retries=1)
            frame = datasets.fetch_openml("boston", version=1, data_home=folder, n_retries=1, parser="liac-arff").frame
            return frame[HOUSING[name].split()].to_numpy(float), frame["MEDV"].to_numpy(float)
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise OSError(f"{name}_housing.csv is not in {folder}, and it cannot be downloaded: {reason}") from None
    finally:
        socket.setdefaulttimeout(patience)


def load_housing(name, folder):
    """X and y from `folder`/NAME_housing.csv or `folder`/extra/NAME_housing.csv, else from scikit-learn's loader."""
    for path in (folder / f"{name}_housing.csv", folder / "extra" / f"{name}_housing.csv"):
        if path.is_file():
            return read_housing(name, path)
    print(f"{name}_housing.csv is not in the data folder: asking scikit-learn's loader.", flush=True)
    return fetch_housing(name, folder)


def show_housing(name, folder, seed):
    """README section 7: real houses, a fifth of them held out."""
    (X, y), names = load_housing(name, folder), np.array(HOUSING[name].split())
    if name == "boston":
        print(WHY_BOSTON_LEFT)
        X, names = X[:, names != "B"], names[names != "B"]
    train, test = split(len(y), len(y) // 5, np.random.default_rng(seed))
    model = LinearRegression().fit(X[train], y[train])
    baseline, guess = np.full(len(test), y[train].mean()), model.predict(X[test])
    unit = {"california": "hundreds of thousands", "boston": "thousands"}[name]
    print(f"{name}: {len(y)} districts, {len(names)} features; {len(test)} held out. Value in {unit} of dollars.")
    for label, prediction in (("always the mean", baseline), ("linear regression", guess)):
        rmse = math.sqrt(np.mean((y[test] - prediction) ** 2))
        print(f"  {label:18s} test R2 {r2_score(y[test], prediction):7.3f}   RMSE {rmse:7.3f}")
    show_weights(model, names)
    return {"test R2": r2_score(y[test], guess), "baseline R2": r2_score(y[test], baseline)}


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_the_digits():
    """README section 4: digits against the degree, and the distance from zero; y = 1 + x + x^2 + ..."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", sharey=True)
    degrees, shifts = np.arange(1, 11), np.array([1, 3, 10, 30, 100, 300, 1000, 3000])
    powers = [polynomial_features(np.arange(21.0), degree) for degree in degrees]
    years = [polynomial_features(np.arange(21.0) + shift, 2) for shift in shifts]
    for solver, label, style in (("normal", "normal equations", "s--"), ("qr", "QR", "o-")):
        for ax, knob, tables in ((left, degrees, powers), (right, shifts, years)):
            digits = [digits_of(solver, X, 1 + X.sum(axis=1), np.ones(X.shape[1] + 1)) for X in tables]
            ax.plot(knob, digits, style, label=label)
    left.set(xlabel="degree (x is 0, 1, ..., 20)", ylabel="correct digits", title="high powers", ylim=(-0.5, 16))
    right.set(xlabel="first x of 21 (degree 2)", xscale="log", title="far from zero")
    for ax in (left, right):
        ax.grid(alpha=0.3)
        ax.legend(loc="upper right")
    save_figure(fig, "digits.png")


def draw_anscombe():
    """README section 6: the four sets and their line."""
    fig, axes = plt.subplots(1, 4, figsize=(9, 2.8), layout="constrained", sharex=True, sharey=True)
    for number, (ax, (x, y)) in enumerate(zip(axes, ANSCOMBE, strict=True), start=1):
        model = LinearRegression().fit(np.array(x, dtype=float)[:, None], y)
        ax.plot([3, 20], model.predict([[3], [20]]), color="tab:red")
        ax.plot(x, y, "o", markersize=4)
        ax.set(title=f"set {number}", xlabel="x", ylabel="y" if number == 1 else None)
        ax.grid(alpha=0.3)
    save_figure(fig, "anscombe.png")


def draw_the_residuals():
    """README section 6: what is left of the held-out patients, and how sure each weight is."""
    X, y = datasets.load_diabetes(return_X_y=True)
    train, test = split(len(y), 100, np.random.default_rng(0))
    model = LinearRegression().fit(X[train], y[train])
    guess = model.predict(X[test])
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    left.plot(guess, y[test] - guess, "o", markersize=4)
    for height, style in ((0, "-"), (2 * model.residual_std_, ":"), (-2 * model.residual_std_, ":")):
        left.axhline(height, color="k", linestyle=style, linewidth=0.8)
    left.set(xlabel="prediction for a held-out patient", ylabel="truth - prediction", title="residuals")
    right.errorbar(DIABETES, model.coef_, yerr=2 * model.standard_errors_[1:], fmt="o", markersize=4, capsize=3)
    right.axhline(0, color="k", linewidth=0.8)
    right.set(xlabel="feature", ylabel="weight", title="weights, two standard errors either way")
    for ax in (left, right):
        ax.grid(alpha=0.3)
    save_figure(fig, "residuals.png")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Linear regression, three ways.")
    parser.add_argument("--data", choices=("diabetes", "california", "boston"), default="diabetes")
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("MNIST_DATA") or DATA))
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(arguments)
    if args.seed < 0:
        parser.error(f"--seed must be 0 or more, got {args.seed}")
    if args.data != "diabetes":
        try:
            return show_housing(args.data, args.data_dir, args.seed)
        except (ValueError, OSError) as error:
            parser.exit(2, f"{parser.prog}: error: {error}\n")
    results = show_the_digits() | show_the_standard_errors(np.random.default_rng(args.seed)) | show_anscombe()
    results |= show_the_diabetes_data()
    for draw in (draw_the_digits, draw_anscombe, draw_the_residuals):
        draw()
    print("Real houses:  python linear_regression.py --data california")
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
