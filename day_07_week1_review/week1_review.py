# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.8", "scipy>=1.14"]
# ///
"""Day 7: review of week 1. One small trainer into which every loss, penalty and optimizer of the week fits.

Run me:    python week1_review.py
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import copy
import os
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import ElasticNet, LogisticRegression

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 3. Losses: of each row, from the truth y and the score z = Xw + b. curvature : the largest second derivative in z


class SquaredError:
    """(z - y)^2."""

    curvature = 2.0

    def value(self, y, z):
        return (z - y) ** 2

    def slope(self, y, z):
        return 2 * (z - y)


class Huber:
    """error^2 / 2 up to |error| = delta, then the straight line delta (|error| - delta / 2) (Huber 1964)."""

    curvature = 1.0

    def __init__(self, delta=1.0):
        if not 0 < delta < np.inf:
            raise ValueError(f"delta must be positive and finite, got {delta}")
        self.delta = delta

    def value(self, y, z):
        size = np.abs(z - y)
        return np.where(size <= self.delta, size**2 / 2, self.delta * (size - self.delta / 2))

    def slope(self, y, z):
        return np.clip(z - y, -self.delta, self.delta)


class BinaryCrossEntropy:
    """ln(1 + e^z) - y z, in nats: labels y 0 or 1, z the logit."""

    curvature = 0.25

    def value(self, y, z):
        return np.logaddexp(0, z) - y * z

    def slope(self, y, z):
        p = np.exp(-np.logaddexp(0, -z))  # 1 / (1 + e^-z), without overflow
        return p - y


# 3. The penalty. theta (d + 1,) holds the weights w and then b, which is not penalized


def soft_threshold(x, t):
    """Every entry of x pulled toward 0 by t, stopping there (day 5)."""
    return np.sign(x) * np.maximum(np.abs(x) - t, 0)


class Penalty:
    """l1 |w|_1 + l2 ||w||^2 / 2."""

    def __init__(self, l1=0.0, l2=0.0):
        if not (0 <= l1 < np.inf and 0 <= l2 < np.inf):
            raise ValueError(f"l1 and l2 must be finite and not negative, got {l1} and {l2}")
        self.l1 = l1
        self.l2 = l2

    def value(self, theta):
        w = theta[:-1]
        return self.l1 * np.sum(np.abs(w)) + self.l2 / 2 * np.sum(w**2)

    def slope(self, theta):
        """Slope of the smooth part, l2 ||w||^2 / 2."""
        return np.append(self.l2 * theta[:-1], 0.0)

    def shrink(self, theta, rate):
        """The part with the corner, l1 |w|_1: a soft threshold after the step. rate : number, or (d + 1,)"""
        shrunk = soft_threshold(theta, self.l1 * rate)
        return np.append(shrunk[:-1], theta[-1])


# 3. Optimizers: a step against the slope, then the penalty shrinks with the rate of that step


class GradientDescent:
    """Straight down (Cauchy 1847). learning_rate : number > 0, or a schedule: a function of the step 0, 1, 2, ..."""

    def __init__(self, learning_rate):
        self.learning_rate = learning_rate

    def step(self, theta, slope, shrink, rate):
        return shrink(theta - rate * slope, rate)


class Momentum:
    """Repeats a share of its last move, shrinking included (Polyak 1964)."""

    def __init__(self, learning_rate, momentum=0.9):
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum must be at least 0 and below 1, got {momentum}")
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.move = 0.0

    def step(self, theta, slope, shrink, rate):
        new = shrink(theta + self.momentum * self.move - rate * slope, rate)
        self.move = new - theta
        return new


class Nesterov:
    """Looks ahead: theta is where the momentum will lead, and the slope is taken there (Nesterov 1983)."""

    def __init__(self, learning_rate, momentum=0.9):
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum must be at least 0 and below 1, got {momentum}")
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.last = None

    def step(self, theta, slope, shrink, rate):
        here = shrink(theta - rate * slope, rate)
        last = theta if self.last is None else self.last
        self.last = here
        return here + self.momentum * (here - last)


class AdaGrad:
    """A rate for each number, divided by the root of the sum of its squared slopes (Duchi, Hazan and Singer 2011)."""

    def __init__(self, learning_rate, epsilon=1e-10):
        self.learning_rate = learning_rate
        self.epsilon = epsilon
        self.squares = 0.0

    def step(self, theta, slope, shrink, rate):
        self.squares = self.squares + slope**2
        rates = rate / (np.sqrt(self.squares) + self.epsilon)
        return shrink(theta - rates * slope, rates)


class RMSProp:
    """AdaGrad that forgets: a running mean of the squares instead of the sum (Tieleman and Hinton 2012)."""

    def __init__(self, learning_rate, decay=0.99, epsilon=1e-8):
        if not 0 <= decay < 1:
            raise ValueError(f"decay must be at least 0 and below 1, got {decay}")
        self.learning_rate = learning_rate
        self.decay = decay
        self.epsilon = epsilon
        self.squares = 0.0

    def step(self, theta, slope, shrink, rate):
        self.squares = self.decay * self.squares + (1 - self.decay) * slope**2
        rates = rate / (np.sqrt(self.squares) + self.epsilon)
        return shrink(theta - rates * slope, rates)


def exponential_decay(initial, step, factor):
    """Day 4's schedule: initial * factor^step."""
    return initial * factor**step


# 3. The trainer


def with_ones(X):
    """A: X (n, d) with a last column of ones, for b; so Xw + b is A theta."""
    X = check_table(X)
    return np.column_stack([X, np.ones(len(X))])


def objective(A, y, theta, loss, penalty):
    """J: the mean of the losses plus the penalty. A : (n, d + 1)      y : (n,)      theta : (d + 1,)"""
    return np.mean(loss.value(y, A @ theta)) + penalty.value(theta)


def smooth_slope(A, y, theta, loss, penalty):
    """Slope of J without its l1 part, (d + 1,)."""
    return A.T @ loss.slope(y, A @ theta) / len(y) + penalty.slope(theta)


def batches(n, batch_size, rng):
    """Yields the rows of one step after another: every epoch in a new order, cut in pieces, the last one smaller."""
    while True:
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            yield order[start : start + batch_size]


@np.errstate(all="ignore")  # a run that explodes is shown by its objectives, not by a warning
def train(X, y, loss, penalty, optimizer, n_steps, rng, batch_size=None):
    """Descend mean(loss) + penalty from a random start; a step looks at batch_size rows, at all if it is None.

    X : (n, d)      y : (n,)      rng : numpy.random.Generator, for the start and the batches
    returns : w (d,), b, objectives (n_steps + 1,) over all rows, the start first; inf and nan if the run diverges
    """
    A = with_ones(X)
    y = check_truth(X, y, loss)
    check_steps(n_steps, batch_size)
    optimizer = copy.copy(optimizer)  # so that its memory begins with this run
    theta = rng.normal(size=A.shape[1])
    objectives = [objective(A, y, theta, loss, penalty)]
    stream = batches(len(y), batch_size or len(y), rng)
    for step in range(n_steps):
        rows = next(stream)
        slope = smooth_slope(A[rows], y[rows], theta, loss, penalty)
        theta = optimizer.step(theta, slope, penalty.shrink, rate_at(optimizer.learning_rate, step))
        objectives.append(objective(A, y, theta, loss, penalty))
    return theta[:-1], theta[-1], np.array(objectives)


def rate_at(learning_rate, step):
    rate = learning_rate(step) if callable(learning_rate) else learning_rate
    if not 0 < rate < np.inf:
        raise ValueError(f"learning_rate must be positive and finite, got {rate} at step {step}")
    return rate


def edge_of_stability(X, loss, penalty):
    """The learning rate beyond which plain gradient descent may diverge: 2 / the largest curvature (day 3)."""
    A = with_ones(X)
    largest = np.linalg.eigvalsh(A.T @ A / len(A)).max()
    return 2 / (loss.curvature * largest + penalty.l2)


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
TRUTH = {"color": "black", "linestyle": "--"}
FLOOR = {"color": "gray", "linestyle": ":"}
BROKEN = {"color": "#D55E00", "linestyle": "--"}
FIXED = {"color": "#0072B2", "linestyle": "-"}

LOSSES = {"squared": SquaredError(), "Huber": Huber(2.0), "cross-entropy": BinaryCrossEntropy()}
PENALTIES = {"none": Penalty(), "L2": Penalty(l2=0.1), "L1": Penalty(l1=0.1), "elastic": Penalty(l1=0.05, l2=0.05)}
THREE_ROWS = np.array([[-1.0], [0.0], [1.0]]), np.array([1.0, 3.0, 8.0])  # of README section 6


def make_data(n, rng):
    """X (n, 8), correlated; numbers (n,), 3 x1 - 2 x2 + x3 + 5 + noise, wild in one row of ten; labels (n,), 0 or 1."""
    X = (rng.normal(size=(n, 8)) + 1.5 * rng.normal(size=(n, 1))) / np.sqrt(1 + 1.5**2)
    scores = X[:, :3] @ [3.0, -2.0, 1.0]
    noise = rng.normal(size=n) * np.where(rng.random(n) < 0.1, 8, 1)
    return X, scores + 5 + noise, np.where(scores + 1 + 2 * rng.logistic(size=n) > 0, 1.0, 0.0)


class SteppedPenalty(Penalty):
    """L1 stepped down by its slope, as if it had no corner."""

    def slope(self, theta):
        return super().slope(theta) + self.l1 * np.append(np.sign(theta[:-1]), 0)

    def shrink(self, theta, rate):
        return theta


class VelocityMomentum(Momentum):
    """Day 4's velocity, which collects slopes, and shrinking after it."""

    def step(self, theta, slope, shrink, rate):
        self.move = self.momentum * self.move + slope
        return shrink(theta - rate * self.move, rate)


def weight_after(penalty, optimizer, n_steps):
    """The one weight of the three rows after so many steps, always from the same start."""
    return train(*THREE_ROWS, SquaredError(), penalty, optimizer, n_steps, np.random.default_rng(8))[0][0]


def show_shrinking():
    """README section 3: L1 stepped or shrunk, and momentum with either memory."""
    runs = {
        "stepped": (SteppedPenalty(l1=6.0), GradientDescent(0.05)),
        "shrunk": (Penalty(l1=6.0), GradientDescent(0.05)),
        "velocity": (Penalty(l1=2.0), VelocityMomentum(0.1)),
        "last move": (Penalty(l1=2.0), Momentum(0.1)),
    }
    paths = {name: np.array([weight_after(*run, n) for n in range(81)]) for name, run in runs.items()}
    ends = {name: weight_after(*run, 400) for name, run in runs.items()}
    print("One weight that belongs at 0 (l1 = 6). Gradient descent, steps 76 to 80:")
    print("  L1 stepped down by its slope   ", " ".join(f"{w:7.3f}" for w in paths["stepped"][76:]))
    print("  L1 shrunk after the step       ", " ".join(f"{w:7.3f}" for w in paths["shrunk"][76:]))
    print("One weight that belongs at 2 (l1 = 2). Where 400 steps of momentum end:")
    print(f"  a velocity, then shrinking {ends['velocity']:7.3f}")
    print(f"  a share of the last move   {ends['last move']:7.3f}")
    return {"shrinking": paths, "ends": ends}


def make_optimizers(rate):
    """{name: (optimizer, steps)} for a problem on which plain descent likes `rate`."""
    return {
        "descent": (GradientDescent(rate), 1500),
        "momentum": (Momentum(rate), 1000),
        "Nesterov": (Nesterov(rate), 1000),
        "AdaGrad": (AdaGrad(1.0), 1000),
        "RMSProp": (RMSProp(lambda step: exponential_decay(1.0, step, 0.994), decay=0.9), 3000),
    }


def exact_solution(X, y, loss, penalty):
    """theta (d + 1,) of the lowest objective, from closed forms and libraries alone."""
    if isinstance(loss, Huber):
        return huber_solution(X, y, loss.delta, penalty)
    if isinstance(loss, BinaryCrossEntropy):
        return logistic_solution(X, y, penalty)
    if penalty.l1:
        both = penalty.l1 + penalty.l2
        model = ElasticNet(both / 2, l1_ratio=penalty.l1 / both, tol=1e-15, max_iter=100_000).fit(X, y)
        return np.append(model.coef_, model.intercept_)
    A, n = with_ones(X), len(X)
    ridge = penalty.l2 / 2 * np.diag([1.0] * X.shape[1] + [0.0])
    return np.linalg.solve(A.T @ A / n + ridge, A.T @ y / n)  # where the slope is zero


def logistic_solution(X, y, penalty):
    """scikit-learn, which multiplies the summed loss by C instead of the penalty by a number."""
    both = penalty.l1 + penalty.l2
    C, share = (1 / (len(X) * both), penalty.l1 / both) if both else (np.inf, 0.0)
    solver = "saga" if penalty.l1 else "newton-cholesky"
    model = LogisticRegression(C=C, l1_ratio=share, solver=solver, tol=1e-13, max_iter=100_000, random_state=0)
    model.fit(X, y)
    return np.append(model.coef_, model.intercept_)


def huber_solution(X, y, delta, penalty):
    """SciPy on w = u - v with u, v >= 0: there |w| is u + v, and the objective has no corner."""
    A, d = with_ones(X), X.shape[1]

    def theta_of(q):
        return np.append(q[:d] - q[d:-1], q[-1])

    def value_and_slope(q):
        theta = theta_of(q)
        error, w = A @ theta - y, theta[:-1]
        size = np.abs(error)
        value = np.mean(np.where(size <= delta, error**2 / 2, delta * (size - delta / 2)))
        value += penalty.l1 * np.sum(q[:-1]) + penalty.l2 / 2 * (w @ w)
        slope = A.T @ np.clip(error, -delta, delta) / len(y) + penalty.l2 * np.append(w, 0)
        return value, np.concatenate([slope[:-1] + penalty.l1, -slope[:-1] + penalty.l1, slope[-1:]])

    bounds = [(0, None)] * (2 * d) + [(None, None)]
    options = {"ftol": 1e-16, "maxiter": 1000}
    start = np.zeros(2 * d + 1)
    return theta_of(minimize(value_and_slope, start, jac=True, method="SLSQP", bounds=bounds, options=options).x)


def run_all(loss_name, penalty_name, seed=0):
    """One row of the table: data, the exact theta and {optimizer: (theta, objectives)}."""
    loss, penalty = LOSSES[loss_name], PENALTIES[penalty_name]
    X, numbers, labels = make_data(120, np.random.default_rng(seed))
    y = labels if loss_name == "cross-entropy" else numbers
    runs = {}
    for i, (name, (optimizer, n_steps)) in enumerate(make_optimizers(edge_of_stability(X, loss, penalty) / 2).items()):
        w, b, objectives = train(X, y, loss, penalty, optimizer, n_steps, np.random.default_rng(i))
        runs[name] = np.append(w, b), objectives
    return X, y, exact_solution(X, y, loss, penalty), runs


def steps_to_land(objectives, lowest, within=1e-9):
    """The first step from which on the objective stays within this of the lowest; nan if the last one is above."""
    above = np.flatnonzero(~(objectives <= lowest + within))
    if len(above) == 0:
        return 0
    return above[-1] + 1 if above[-1] + 1 < len(objectives) else np.nan


def baseline_score(loss, y):
    """The best score for all rows, without looking at X: the mean, the median, or the logit of the share of ones."""
    if isinstance(loss, BinaryCrossEntropy):
        return np.log(np.mean(y) / (1 - np.mean(y)))
    return np.median(y) if isinstance(loss, Huber) else np.mean(y)


def show_the_combinations():
    """README section 4: sixty runs beside the exact solutions."""
    new_X, new_numbers, new_labels = make_data(1000, np.random.default_rng(1))
    print("\nThree losses, four penalties, five optimizers, each from another random start.")
    print("Steps until the objective is within 1e-9 of the exact lowest; weights that are 0; loss on 1,000 new rows:")
    print("  loss           penalty  " + " ".join(f"{name:>8s}" for name in make_optimizers(1.0)), end="")
    print("   zeros      new  baseline")
    gaps, results, above = {}, {}, {}
    for loss_name, loss in LOSSES.items():
        for penalty_name, penalty in PENALTIES.items():
            X, y, exact, runs = run_all(loss_name, penalty_name)
            new_y = new_labels if loss_name == "cross-entropy" else new_numbers
            lowest = objective(with_ones(X), y, exact, loss, penalty)
            steps = [steps_to_land(objectives, lowest) for _, objectives in runs.values()]
            zeros = sorted({int(np.sum(theta[:-1] == 0)) for theta, _ in runs.values()})
            new = np.mean(loss.value(new_y, with_ones(new_X) @ runs["Nesterov"][0]))
            baseline = np.mean(loss.value(new_y, baseline_score(loss, y)))
            print(f"  {loss_name:14s} {penalty_name:8s} " + " ".join(f"{count:8d}" for count in steps), end="")
            print(f" {'/'.join(map(str, zeros)):>7s} {new:8.3f} {baseline:9.3f}")
            gaps |= {(loss_name, penalty_name, name): np.abs(p - exact).max() for name, (p, _) in runs.items()}
            results[loss_name, penalty_name] = steps, zeros, new, baseline
            above[loss_name, penalty_name] = {name: objectives - lowest for name, (_, objectives) in runs.items()}
    far = max(gap for (_, _, name), gap in gaps.items() if name != "RMSProp")
    print(f"Largest gap of a weight, RMSProp left out: below 1e-6: {far < 1e-6}")
    print(f"Largest gap of a weight, all 60 runs: below 1e-5: {max(gaps.values()) < 1e-5}")
    return {"combinations": results, "gaps": gaps, "above the lowest": above}


def show_the_schedules():
    """README section 4: a rate that stays never lands where the steps do not fade by themselves."""
    X, y, _ = make_data(120, np.random.default_rng(0))
    loss, penalty = LOSSES["squared"], PENALTIES["none"]
    edge = edge_of_stability(X, loss, penalty)
    lowest = objective(with_ones(X), y, exact_solution(X, y, loss, penalty), loss, penalty)
    print("\nSquared error, no penalty: above the lowest after 3000 steps, the worst of 3 starts.")
    print("The rate stays, or fades by a factor of 0.997 a step:         stays        fades")
    results = {}
    for name, kind, initial, batch_size in (
        ("RMSProp, rate 0.1", lambda rate: RMSProp(rate, decay=0.9), 0.1, None),
        ("descent, batches of 12 rows", GradientDescent, edge / 2, 12),
        ("descent, all rows", GradientDescent, edge / 2, None),
    ):
        worst = []
        for factor in (1, 0.997):
            optimizer = kind(lambda step, initial=initial, f=factor: exponential_decay(initial, step, f))
            ends = []
            for seed in range(3):
                rng = np.random.default_rng(seed)
                objectives = train(X, y, loss, penalty, optimizer, 3000, rng, batch_size)[2]
                ends.append(objectives[-1] - lowest)
            worst.append(max(ends))
        shown = ["under 1e-12" if end < 1e-12 else f"{end:.1e}" for end in worst]
        print(f"  {name:50s} {shown[0]:>13s} {shown[1]:>12s}")
        results[name] = worst
    return {"schedules": results}


# 5. The debugging clinic: five runs that break, and the same runs repaired


def run(X, y, loss, optimizer):
    """300 steps without a penalty: w, b, objectives."""
    return train(X, y, loss, Penalty(), optimizer, 300, np.random.default_rng(0))


def mean_square(errors):
    return np.mean(errors**2)


def tell(name, symptom, cause, fix):
    print(f"{name}\n  symptom  {symptom}\n  cause    {cause}\n  fix      {fix}")


def clinic_explosion(X, y, new_X, new_y):
    """One column in centimeters instead of meters, and the rate that was right before."""
    units = np.array([100.0, 1, 1, 1, 1, 1, 1, 1])
    table, new_table, optimizer = X * units, new_X * units, GradientDescent(0.05)
    _, _, broken = run(table, y, SquaredError(), optimizer)
    scales = table.std(axis=0)
    w, b, fixed = run(table / scales, y, SquaredError(), optimizer)
    exploded = np.argmin(np.isfinite(broken))
    error, baseline = mean_square(new_table / scales @ w + b - new_y), mean_square(y.mean() - new_y)
    edges = [edge_of_stability(features, SquaredError(), Penalty()) for features in (table, table / scales)]
    tell(
        "1. The explosion",
        f"the loss goes {broken[0]:.0f}, {broken[1]:.2g}, {broken[2]:.2g}, inf at step {exploded}",
        f"the rate is 0.05, but one column is in centimeters: the edge of stability is {edges[0]:.6f}",
        f"divide each column by its spread: the edge is {edges[1]:.3f}; new rows {error:.3f}, baseline {baseline:.3f}",
    )
    return {"broken": broken, "fixed": fixed, "edges": edges, "score": error, "baseline": baseline}


class TextbookCrossEntropy(BinaryCrossEntropy):
    """The same loss from the probability p, as the textbook writes it."""

    def value(self, y, z):
        p = 1 / (1 + np.exp(-z))
        return -y * np.log(p) - (1 - y) * np.log(1 - p)

    def slope(self, y, z):
        p = 1 / (1 + np.exp(-z))
        return ((1 - y) / (1 - p) - y / p) * p * (1 - p)


def clinic_nan(X, y, new_X, new_y):
    """Features of size 20, so that a random start is already sure of many things."""
    _, _, broken = run(20 * X, y, TextbookCrossEntropy(), AdaGrad(0.1))
    w, b, fixed = run(20 * X, y, BinaryCrossEntropy(), AdaGrad(0.1))
    start = np.random.default_rng(0).normal(size=9)
    largest = np.max(with_ones(20 * X) @ start)
    accuracy, baseline = np.mean((20 * new_X @ w + b > 0) == new_y), np.mean(new_y == (y.mean() > 0.5))
    tell(
        "2. The nan",
        f"the loss goes {broken[0]}, {broken[1]}, {broken[2]}",
        f"logits up to {largest:.0f} at the start: such a probability is rounded to 1, and 0 times log(0) is nan",
        f"use the logit: {fixed[0]:.3f} to {fixed[-1]:.3f}; right on new rows {accuracy:.3f}, baseline {baseline:.3f}",
    )
    return {"broken": broken, "fixed": fixed, "score": accuracy, "baseline": baseline}


class ColumnError(SquaredError):
    """Squared error of scores (n,) against y as a column (n, 1), as NumPy's broadcasting has it: all with all."""

    def value(self, y, z):
        return (z - y[:, None]) ** 2  # (n, n)

    def slope(self, y, z):
        return 2 * np.mean(z - y[:, None], axis=0)


def clinic_flat_line(X, y, new_X, new_y):
    """y was read from a table, as a column."""
    w, b, broken = run(X, y, ColumnError(), Nesterov(0.05))
    spread, flat = np.std(X @ w + b), mean_square(new_X @ w + b - new_y)
    w, b, fixed = run(X, y, SquaredError(), Nesterov(0.05))
    error, baseline = mean_square(new_X @ w + b - new_y), mean_square(y.mean() - new_y)
    tell(
        "3. The flat line",
        f"the loss rests at {broken[-1]:.3f}, the variance of y is {y.var():.3f}; spread of predictions {spread:.3f}",
        f"z - y has the shape {(0 * y - y[:, None]).shape}: every prediction is compared with every truth",
        f"y.ravel(): loss {fixed[-1]:.3f}; new rows {error:.3f} instead of {flat:.3f}, baseline {baseline:.3f}",
    )
    scores = {"broken score": flat, "score": error, "baseline": baseline}
    return {"broken": broken, "fixed": fixed, "spread": spread} | scores


class LostSign(Huber):
    """Huber whose slope forgets on which side a large error lies."""

    def slope(self, y, z):
        return np.where(np.abs(z - y) <= self.delta, z - y, self.delta)


def measured_slope(loss, y, z, h=1e-6):
    """The slope of loss.value in z by central differences (day 2)."""
    return (loss.value(y, z + h) - loss.value(y, z - h)) / (2 * h)


def clinic_climb(X, y, new_X, new_y):
    """A sign that is wrong for some rows only."""
    results = {}
    for name, loss in (("broken", LostSign(2.0)), ("fixed", Huber(2.0))):
        w, b, results[name] = run(X, y, loss, Nesterov(0.1))
        results[f"{name} score"] = np.mean(Huber(2.0).value(new_y, new_X @ w + b))
        at = np.zeros(len(y))
        results[f"{name} gap"] = np.max(np.abs(measured_slope(loss, y, at) - loss.slope(y, at)))
    results["baseline"] = np.mean(Huber(2.0).value(new_y, np.median(y)))
    tell(
        "4. The climb",
        "the loss at steps 0, 100, 200, 300: " + ", ".join(f"{loss:.1f}" for loss in results["broken"][::100]),
        f"gradient check: formula and measured slope differ by up to {results['broken gap']:.3f}, twice the delta of 2",
        f"keep the sign: the largest difference is below 1e-8: {results['fixed gap'] < 1e-8}; "
        f"new rows {results['fixed score']:.3f}, baseline {results['baseline']:.3f}",
    )
    return results


def leak_errors(seed):
    """40 rows to train, 20 to test, 1000 new; of 500 features one matters, and 10 are chosen.

    returns : test error and error on new rows, chosen on all 60 rows; the same, chosen on 40; the baseline's error
    """
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(1060, 500))
    y = X[:, 0] + rng.normal(size=1060)
    errors = []
    for seen in (60, 40):
        strength = np.abs((X[:seen] - X[:seen].mean(axis=0)).T @ y[:seen])
        table = X[:, np.argsort(-strength)[:10]]
        rate = edge_of_stability(table[:40], SquaredError(), Penalty()) / 2
        w, b, _ = run(table[:40], y[:40], SquaredError(), Nesterov(rate))
        error = table @ w + b - y
        errors += [mean_square(error[40:60]), mean_square(error[60:])]
    return [*errors, mean_square(y[:40].mean() - y[60:])]


def clinic_leak(n_seeds=20):
    """The features were chosen before the split."""
    errors = np.array([leak_errors(seed) for seed in range(n_seeds)])
    leaky, leaky_new, honest, honest_new, baseline = means = errors.mean(axis=0)
    tell(
        f"5. Too good to be true (means of {n_seeds} data sets)",
        f"the test error is {leaky:.2f}, but on new rows it is {leaky_new:.2f}",
        "the 10 best of 500 features were chosen on all 60 rows, the test rows among them",
        f"choose on the training rows: test error {honest:.2f}, new rows {honest_new:.2f}, baseline {baseline:.2f}",
    )
    return {"means": means, "standard errors": errors.std(axis=0, ddof=1) / np.sqrt(n_seeds)}


def show_the_clinic():
    print("\nThe debugging clinic: five runs that break, and the same runs repaired.")
    X, numbers, labels = make_data(120, np.random.default_rng(0))
    new_X, new_numbers, new_labels = make_data(1000, np.random.default_rng(1))
    cases = {
        "explosion": clinic_explosion(X, numbers, new_X, new_numbers),
        "nan": clinic_nan(X, labels, new_X, new_labels),
        "flat line": clinic_flat_line(X, numbers, new_X, new_numbers),
        "climb": clinic_climb(X, numbers, new_X, new_numbers),
        "leak": clinic_leak(),
    }
    return {"clinic": cases}


def draw_the_map():
    """README section 2: one step of training, and the day that each part comes from."""
    fig, ax = plt.subplots(figsize=(9, 3.2))
    ax.set(xlim=(-0.5, 4.5), ylim=(-0.5, 1.5))
    ax.axis("off")
    boxes = {  # column, row
        (0, 1): "rows $X$, truth $y$\nsplit and scaled\ndays 3 and 6",
        (1, 1): "scores\n$z = Xw + b$\nday 3",
        (2, 1): "loss\nhow wrong?\nday 1",
        (3, 1): "objective $J$\nmean loss + penalty\nday 5",
        (4, 1): "penalty\nhow large is $w$?\nday 5",
        (3, 0): "slope of $J$\nwhich way is up?\ndays 1 to 3",
        (1, 0): "optimizer, schedule\nhow far, which way?\ndays 2 and 4",
        (0, 0): "new rows\nwas it worth it?\nday 6",
    }
    for (column, row), text in boxes.items():
        frame = plt.Rectangle((column - 0.41, row - 0.28), 0.82, 0.56, facecolor="#e8f0fa", edgecolor="#0072B2")
        ax.add_patch(frame)
        ax.text(column, row, text, ha="center", va="center", fontsize=9)
    arrows = [((0.41, 1), (0.59, 1)), ((1.41, 1), (1.59, 1)), ((2.41, 1), (2.59, 1)), ((3.59, 1), (3.41, 1))]
    arrows += [((3, 0.72), (3, 0.28)), ((2.59, 0), (1.41, 0)), ((1, 0.28), (1, 0.72)), ((0.59, 0), (0.41, 0))]
    for start, end in arrows:
        ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "0.2", "shrinkA": 1, "shrinkB": 1})
    ax.text(1.05, 0.5, "new $w$ and $b$: again", va="center", fontsize=9)
    ax.text(0.5, 0.32, "at the end", ha="center", fontsize=9)
    ax.set_title("One step of training, and the day of each part")
    return fig


def draw_the_shrinking(paths):
    """README section 3: the path of one weight, with L1 stepped or shrunk and with two kinds of momentum."""
    fig, (left, right) = plt.subplots(1, 2)
    left.plot(paths["stepped"], **BROKEN, label="L1 stepped by its slope")
    left.plot(paths["shrunk"], **FIXED, linewidth=2, label="L1 shrunk after the step")
    left.set(title="Only shrinking comes to rest at 0", ylabel="weight")
    right.plot(paths["velocity"], **BROKEN, label="velocity, then shrinking")
    right.plot(paths["last move"], **FIXED, label="a share of the last move")
    right.axhline(2, **TRUTH, linewidth=1)
    right.text(80, 1.8, "the lowest place", va="top", ha="right")
    right.set(title="A velocity weakens the penalty tenfold")
    for ax in (left, right):
        ax.set_xlabel("step")
        ax.legend(loc="lower right")
    return fig


def draw_the_races(above):
    """README section 4: how far above the lowest, step by step, for two of the twelve problems."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 4), sharey=True)
    looks = {"descent": "-", "momentum": ":", "Nesterov": "--", "AdaGrad": "-.", "RMSProp": (0, (6, 1, 1, 1, 1, 1))}
    titles = "Squared error, no penalty: RMSProp is last", "Cross-entropy with L1: RMSProp again"
    for ax, problem, title in zip(axes, (("squared", "none"), ("cross-entropy", "L1")), titles, strict=True):
        for name, heights in above[problem].items():
            ax.loglog(np.arange(1, len(heights)), np.maximum(heights[1:], 1e-12), linestyle=looks[name], label=name)
        ax.axhline(1e-9, **FLOOR)
        ax.set(xlabel="step", title=title, xlim=(1, 3000), ylim=(1e-11, 1e3))
    axes[0].text(1.2, 2e-9, "landed: 1e-9 above")
    axes[0].set_ylabel("objective above the lowest")
    axes[0].legend(loc="lower left", bbox_to_anchor=(0, 0.22))
    return fig


def draw_the_clinic(cases):
    """README section 5: every broken run beside the repaired one, and the gradient check of case 4."""
    fig, axes = plt.subplots(2, 3, figsize=(9, 5.6))
    panels = dict(zip(("explosion", "nan", "flat line", "climb", "check", "leak"), axes.flat, strict=True))
    places = {  # of the words "broken" and "repaired"
        "explosion": ((2, 1e10), (9, 60)),
        "nan": ((70, 6), (180, 1)),
        "flat line": ((55, 21.5), (55, 12.5)),
        "climb": ((60, 1100), (150, 60)),
    }
    for name, (broken_at, fixed_at) in places.items():
        broken = cases[name]["broken"]
        panels[name].plot(np.where(broken < 1e20, broken, np.nan), **BROKEN)
        panels[name].plot(cases[name]["fixed"], **FIXED)
        panels[name].text(*broken_at, "broken", color=BROKEN["color"])
        panels[name].text(*fixed_at, "repaired", color=FIXED["color"])
        panels[name].set(xlabel="step", ylabel="loss")
    panels["explosion"].set(title="1. Gone in two steps", yscale="log", xlim=(-0.5, 20), ylim=(1, 1e12))
    panels["nan"].set_title("2. The broken loss is nan")
    panels["nan"].texts[0].set_text("broken: nan\nfrom the start")
    panels["flat line"].set(title="3. Rests at the baseline", xlim=(-2, 100), ylim=(0, 40))
    panels["climb"].set(title="4. Climbs by equal amounts")
    errors = np.linspace(-5, 5, 201)
    panels["check"].plot(errors, LostSign(2.0).slope(0.0, errors), **BROKEN, label="broken formula")
    panels["check"].plot(errors, measured_slope(LostSign(2.0), 0.0, errors), **FIXED, label="measured")
    panels["check"].set(title="4. The check finds the sign", xlabel="error", ylabel="slope of the loss")
    panels["check"].set(ylim=(-2.5, 4), xticks=(-4, -2, 0, 2, 4))
    panels["check"].legend(loc="upper center")
    draw_the_leak(panels["leak"], cases["leak"])
    return fig


def draw_the_leak(ax, leak):
    means, bars = leak["means"], leak["standard errors"]
    look = {"linestyle": "none", "capsize": 5, "markersize": 5}
    ax.errorbar([0, 1], means[:2], bars[:2], color=BROKEN["color"], marker="s", label="leak", **look)
    ax.errorbar([0.15, 1.15], means[2:4], bars[2:4], color=FIXED["color"], marker="o", label="no leak", **look)
    ax.axhline(means[4], **FLOOR)
    ax.text(1.4, means[4] + 0.03, "baseline", ha="right")
    ax.set_xticks([0.075, 1.075], ["test rows", "new rows"])
    ax.set(title="5. Too good to be true", ylabel="error", xlim=(-0.4, 1.5), ylim=(0, 2.4))
    ax.legend(loc="lower right")


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
    """X as a float array; raises ValueError unless it is a table (n, d), not empty, all finite."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError(f"X must be (n, d), not empty and finite, got shape {X.shape}")
    return X


def check_truth(X, y, loss):
    """y as a float array (n,), one entry a row of X, all finite; 0 and 1 where the loss wants labels."""
    y = np.asarray(y, dtype=float)
    if y.shape != (len(X),) or not np.isfinite(y).all():
        raise ValueError(f"y must be (n,) with n = {len(X)} as in X, and finite, got shape {y.shape}")
    if isinstance(loss, BinaryCrossEntropy) and not np.isin(y, (0, 1)).all():
        raise ValueError(f"y must hold the labels 0 and 1, got {y[~np.isin(y, (0, 1))][0]}")
    return y


def check_steps(n_steps, batch_size):
    if n_steps < 0 or (batch_size is not None and batch_size < 1):
        raise ValueError(f"n_steps must be 0 or more, batch_size 1 or more or None, got {n_steps} and {batch_size}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 7: review of week 1")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    plt.rcParams.update(STYLE)
    results = show_shrinking() | show_the_combinations() | show_the_schedules() | show_the_clinic()
    figures = {
        "map.png": draw_the_map(),
        "shrinking.png": draw_the_shrinking(results["shrinking"]),
        "races.png": draw_the_races(results["above the lowest"]),
        "clinic.png": draw_the_clinic(results["clinic"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
