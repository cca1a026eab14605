# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9", "scikit-learn>=1.8", "scipy>=1.14"]
# ///
"""Day 7: review of week 1. One small trainer into which every loss, penalty and optimizer of the week fits.

The trainer and its parts are in small_trainer.py.

Run me:    python week1_review.py
Then read: README.md (its sections carry the same numbers)
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import ElasticNet, LogisticRegression
from small_trainer import (
    AdaGrad,
    BinaryCrossEntropy,
    GradientDescent,
    Huber,
    Momentum,
    Nesterov,
    Penalty,
    RMSProp,
    SquaredError,
    edge_of_stability,
    exponential_decay,
    make_data,
    objective,
    train,
    with_ones,
)

FIGURES = Path(__file__).with_name("figures")


# 4. Every combination

LOSSES = {"squared": SquaredError(), "Huber": Huber(2.0), "cross-entropy": BinaryCrossEntropy()}
PENALTIES = {"none": Penalty(), "L2": Penalty(l2=0.1), "L1": Penalty(l1=0.1), "elastic": Penalty(l1=0.05, l2=0.05)}


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
    """The params (d + 1,) of the lowest objective, from closed forms and libraries alone."""
    A, (n, d) = with_ones(X), X.shape
    fine = penalty.l1 + penalty.l2
    if isinstance(loss, Huber):
        return huber_solution(A, y, loss, penalty)
    if isinstance(loss, BinaryCrossEntropy):
        solver = "saga" if penalty.l1 else "newton-cholesky"
        share, C = (penalty.l1 / fine, 1 / (n * fine)) if fine else (0.0, np.inf)
        model = LogisticRegression(C=C, l1_ratio=share, solver=solver, tol=1e-13, max_iter=100_000, random_state=0)
        model.fit(X, y)
        return np.append(model.coef_, model.intercept_)
    if penalty.l1:
        model = ElasticNet(fine / 2, l1_ratio=penalty.l1 / fine, tol=1e-15, max_iter=100_000).fit(X, y)
        return np.append(model.coef_, model.intercept_)
    ridge = penalty.l2 / 2 * np.diag(np.append(np.ones(d), 0))
    return np.linalg.solve(A.T @ A / n + ridge, A.T @ y / n)  # the slope is zero


def huber_solution(A, y, loss, penalty):
    """SciPy on w = u - v with u, v >= 0: there |w| is u + v, and the objective has no corner."""
    d, delta = A.shape[1] - 1, loss.delta

    def fold(q):
        return np.append(q[:d] - q[d:-1], q[-1])

    def target(q):
        r, w = A @ fold(q) - y, fold(q)[:-1]
        price = np.where(np.abs(r) <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)).mean()
        slope = A.T @ np.clip(r, -delta, delta) / len(y)
        both = slope[:-1] + penalty.l2 * w
        slopes = np.concatenate([both + penalty.l1, -both + penalty.l1, slope[-1:]])
        return price + penalty.l1 * q[:-1].sum() + penalty.l2 * (w @ w) / 2, slopes

    bounds = [(0, None)] * (2 * d) + [(None, None)]
    options = {"ftol": 1e-16, "maxiter": 1000}
    return fold(minimize(target, np.zeros(2 * d + 1), jac=True, method="SLSQP", bounds=bounds, options=options).x)


def run_all(loss_name, penalty_name, seed=0):
    """One row of the table: data, the exact params and {optimizer: (params, objectives)}."""
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


def naive_score(loss, y):
    """The best score for all rows, without looking at X: the mean, the median, or the logit of the share of ones."""
    if isinstance(loss, BinaryCrossEntropy):
        return np.log(np.mean(y) / (1 - np.mean(y)))
    return np.median(y) if isinstance(loss, Huber) else np.mean(y)


def show_the_combinations():
    """README section 4: sixty runs beside the exact solutions."""
    new_X, new_numbers, new_labels = make_data(1000, np.random.default_rng(1))
    print("Three losses, four penalties, five optimizers, each from another random start.")
    print("Steps until the objective is within 1e-9 of the exact lowest; weights that are 0; price on 1000 new rows:")
    print("  loss           penalty  " + " ".join(f"{name:>8s}" for name in make_optimizers(1.0)), end="")
    print("   zeros      new   naive")
    gaps, results = {}, {}
    for loss_name, loss in LOSSES.items():
        for penalty_name, penalty in PENALTIES.items():
            X, y, exact, runs = run_all(loss_name, penalty_name)
            new_y = new_labels if loss_name == "cross-entropy" else new_numbers
            lowest = objective(with_ones(X), y, exact, loss, penalty)
            steps = [steps_to_land(objectives, lowest) for _, objectives in runs.values()]
            zeros = {int(np.sum(params[:-1] == 0)) for params, _ in runs.values()}
            price = loss.price(new_y, with_ones(new_X) @ runs["Nesterov"][0]).mean()
            naive = loss.price(new_y, np.full(1000, naive_score(loss, y))).mean()
            print(f"  {loss_name:14s} {penalty_name:8s} " + " ".join(f"{count:8d}" for count in steps), end="")
            print(f" {'/'.join(map(str, sorted(zeros))):>7s} {price:8.3f} {naive:7.3f}")
            gaps |= {(loss_name, penalty_name, name): np.abs(p - exact).max() for name, (p, _) in runs.items()}
            results[loss_name, penalty_name] = steps, zeros, price, naive
    far = max(gap for (_, _, name), gap in gaps.items() if name != "RMSProp")
    print(f"Largest gap of a weight, RMSProp left out: below 1e-6: {far < 1e-6}")
    print(f"Largest gap of a weight, all 60 runs: below 1e-5: {max(gaps.values()) < 1e-5}")
    return {"combinations": results, "gaps": gaps}


def show_the_schedules():
    """README section 4: a rate that stays never lands where the steps do not fade by themselves."""
    X, y, exact, _ = run_all("squared", "none")
    loss, penalty = LOSSES["squared"], PENALTIES["none"]
    rate, lowest = edge_of_stability(X, loss, penalty) / 2, objective(with_ones(X), y, exact, loss, penalty)
    print("\nSquared error, no penalty: above the lowest after 3000 steps, the worst of 3 starts.")
    print("The rate stays, or fades by a factor of 0.997 a step:         stays        fades")
    results = {}
    for name, kind, initial, batch_size in (
        ("RMSProp, rate 0.1", lambda schedule: RMSProp(schedule, decay=0.9), 0.1, None),
        ("descent, batches of 12 rows", GradientDescent, rate, 12),
        ("descent, all rows", GradientDescent, rate, None),
    ):
        ends = np.zeros((2, 3))
        for i, factor in enumerate((1.0, 0.997)):
            for seed in range(3):
                optimizer = kind(lambda t, a=initial, f=factor: exponential_decay(a, t, f))
                run = train(X, y, loss, penalty, optimizer, 3000, np.random.default_rng(seed), batch_size)
                ends[i, seed] = run[2][-1] - lowest
        shown = ["under 1e-12" if end < 1e-12 else f"{end:.1e}" for end in ends.max(axis=1)]
        print(f"  {name:50s} {shown[0]:>13s} {shown[1]:>12s}")
        results[name] = ends.max(axis=1)
    return {"schedules": results}


# 5. The debugging clinic: five runs that break, and the same runs mended


def run(X, y, loss, optimizer):
    """300 steps without a penalty: w, b, objectives."""
    return train(X, y, loss, Penalty(), optimizer, 300, np.random.default_rng(0))


def mean_square(errors):
    return np.mean(errors**2)


def tell(name, symptom, cause, mend):
    print(f"{name}\n  symptom  {symptom}\n  cause    {cause}\n  mend     {mend}")


def clinic_explosion(X, y, new_X, new_y):
    """One column in centimeters instead of meters, and the rate that was fine before."""
    units = np.array([100.0, 1, 1, 1, 1, 1, 1, 1])
    table, new_table, optimizer = X * units, new_X * units, GradientDescent(0.05)
    _, _, broken = run(table, y, SquaredError(), optimizer)
    scales = table.std(axis=0)
    w, b, mended = run(table / scales, y, SquaredError(), optimizer)
    exploded = np.argmin(np.isfinite(broken))
    error, naive = mean_square(new_table / scales @ w + b - new_y), mean_square(y.mean() - new_y)
    edges = [edge_of_stability(features, SquaredError(), Penalty()) for features in (table, table / scales)]
    tell(
        "1. The explosion",
        f"the loss goes {broken[0]:.0f}, {broken[1]:.2g}, {broken[2]:.2g}, inf at step {exploded}",
        f"the rate is 0.05, but one column is in centimeters: the edge of stability is {edges[0]:.6f}",
        f"divide each column by its spread: the edge is {edges[1]:.3f}; new rows {error:.3f}, the mean {naive:.3f}",
    )
    return {"broken": broken, "mended": mended, "edges": edges, "score": error, "naive": naive}


class TextbookCrossEntropy(BinaryCrossEntropy):
    """The same price from the probability p, as the textbook writes it."""

    def price(self, y, z):
        p = 1 / (1 + np.exp(-z))
        return -y * np.log(p) - (1 - y) * np.log(1 - p)

    def slope(self, y, z):
        p = 1 / (1 + np.exp(-z))
        return ((1 - y) / (1 - p) - y / p) * p * (1 - p)


def clinic_nan(X, y, new_X, new_y):
    """Features of size 20, so that a random start is already sure of many things."""
    _, _, broken = run(20 * X, y, TextbookCrossEntropy(), AdaGrad(0.1))
    w, b, mended = run(20 * X, y, BinaryCrossEntropy(), AdaGrad(0.1))
    accuracy, naive = np.mean((20 * new_X @ w + b > 0) == new_y), np.mean(new_y == (y.mean() > 0.5))
    tell(
        "2. The nan",
        f"the loss goes {broken[0]}, {broken[1]}, {broken[2]}",
        "a probability was rounded to 0 or 1, and 0 times log(0) is nan",
        f"use the logit: {mended[0]:.3f} to {mended[-1]:.3f}; right on new rows {accuracy:.3f}, naive {naive:.3f}",
    )
    return {"broken": broken, "mended": mended, "score": accuracy, "naive": naive}


class ColumnError(SquaredError):
    """Squared error of scores (n,) against y as a column (n, 1), as NumPy's broadcasting has it: all with all."""

    def price(self, y, z):
        return (z - y[:, None]) ** 2  # (n, n)

    def slope(self, y, z):
        return 2 * np.mean(z - y[:, None], axis=0)


def clinic_flat_line(X, y, new_X, new_y):
    """y was read from a table, as a column."""
    w, b, broken = run(X, y, ColumnError(), Nesterov(0.05))
    spread, flat = np.std(X @ w + b), mean_square(new_X @ w + b - new_y)
    w, b, mended = run(X, y, SquaredError(), Nesterov(0.05))
    error, naive = mean_square(new_X @ w + b - new_y), mean_square(y.mean() - new_y)
    tell(
        "3. The flat line",
        f"the loss rests at {broken[-1]:.3f}, the variance of y is {y.var():.3f}; spread of predictions {spread:.3f}",
        f"z - y has the shape {(0 * y - y[:, None]).shape}: every prediction is compared with every truth",
        f"y.ravel(): loss {mended[-1]:.3f}; new rows {error:.3f} instead of {flat:.3f}, the mean {naive:.3f}",
    )
    return {"broken": broken, "mended": mended, "spread": spread, "broken score": flat, "score": error, "naive": naive}


class LostSign(Huber):
    """Huber whose slope forgets on which side a large error lies."""

    def slope(self, y, z):
        return np.where(np.abs(z - y) <= self.delta, z - y, self.delta)


def largest_slope_gap(loss, y, z, h=1e-6):
    """Gradient check: the largest difference between loss.slope and the slope measured on loss.price."""
    return np.max(np.abs((loss.price(y, z + h) - loss.price(y, z - h)) / (2 * h) - loss.slope(y, z)))


def clinic_climb(X, y, new_X, new_y):
    """A sign that is wrong for some rows only."""
    results = {}
    for name, loss in (("broken", LostSign(2.0)), ("mended", Huber(2.0))):
        w, b, results[name] = run(X, y, loss, Nesterov(0.1))
        results[f"{name} score"] = Huber(2.0).price(new_y, new_X @ w + b).mean()
        results[f"{name} gap"] = largest_slope_gap(loss, y, np.zeros(len(y)))
    results["naive"] = Huber(2.0).price(new_y, np.full(len(new_y), np.median(y))).mean()
    tell(
        "4. The climb",
        "the loss at steps 0, 100, 200, 300: " + ", ".join(f"{loss:.1f}" for loss in results["broken"][::100]),
        f"gradient check: formula and measured slope differ by up to {results['broken gap']:.3f}, twice the delta of 2",
        f"keep the sign: the largest difference is below 1e-8: {results['mended gap'] < 1e-8}; "
        f"new rows {results['mended score']:.3f}, the median {results['naive']:.3f}",
    )
    return results


def leak_errors(seed):
    """40 rows to train, 20 to test, 1000 new; of 500 features one matters, and 10 are chosen.

    returns : test error and error on new rows, chosen on all 60 rows; the same, chosen on 40; the naive error
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
    errors = np.mean([leak_errors(seed) for seed in range(n_seeds)], axis=0)
    leaky, leaky_new, honest, honest_new, naive = errors
    tell(
        f"5. Too good to be true (means of {n_seeds} data sets)",
        f"the test error is {leaky:.2f}, but on new rows it is {leaky_new:.2f}",
        "the 10 best of 500 features were chosen on all 60 rows, the test rows among them",
        f"choose on the training rows: test error {honest:.2f}, new rows {honest_new:.2f}, the mean {naive:.2f}",
    )
    return dict(zip(("leaky", "leaky new", "honest", "honest new", "naive"), errors, strict=True))


def show_the_clinic():
    print("\nThe debugging clinic: five runs that break, and the same runs mended.")
    X, numbers, labels = make_data(120, np.random.default_rng(0))
    new_X, new_numbers, new_labels = make_data(1000, np.random.default_rng(1))
    cases = {
        "1. explosion": clinic_explosion(X, numbers, new_X, new_numbers),
        "2. nan": clinic_nan(X, labels, new_X, new_labels),
        "3. flat line": clinic_flat_line(X, numbers, new_X, new_numbers),
        "4. climb": clinic_climb(X, numbers, new_X, new_numbers),
        "5. leak": clinic_leak(),
    }
    return {"clinic": cases}


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_the_map():
    """README section 2: one step of training, and the day that each part comes from."""
    fig, ax = plt.subplots(figsize=(9, 3.9), layout="constrained")
    ax.set(xlim=(0, 100), ylim=(0, 44))
    ax.axis("off")
    boxes = {
        "data": (9, 33, "rows X, truth y\nsplit and scaled\ndays 3 and 6"),
        "scores": (32, 33, "scores\n$z = Xw + b$\nday 3"),
        "loss": (55, 33, "loss\nhow wrong?\nday 1"),
        "penalty": (86, 33, "penalty\nhow large are the $w$?\nday 5"),
        "slopes": (70, 18, "slopes\nwhich way is up?\ndays 1 to 3"),
        "optimizer": (32, 10, "optimizer and schedule\nhow far, which way?\ndays 2 and 4"),
        "judge": (86, 4.5, "new rows: was it worth it?\nday 6"),
    }
    for x, y, text in boxes.values():
        frame = {"boxstyle": "round,pad=0.5", "facecolor": "#e8f0fa", "edgecolor": "tab:blue"}
        ax.text(x, y, text, ha="center", va="center", fontsize=9, bbox=frame)
    arrows = [((16, 33), (27, 33)), ((37, 33), (49.5, 33)), ((58, 29), (65, 22)), ((83, 29), (75, 22))]
    arrows += [((63, 17), (42, 11.5)), ((32, 14), (32, 29)), ((42, 8.5), (75.5, 4.8))]
    for start, end in arrows:
        ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": "0.3"})
    ax.text(31, 21.5, "new w, b\nand again", ha="right", va="center", fontsize=8, color="0.3")
    ax.text(60, 3.2, "the end", ha="center", va="center", fontsize=8, color="0.3")
    save_figure(fig, "map.png")


def draw_the_races():
    """README section 4: how far above the lowest, step by step, for two of the twelve problems."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", sharey=True)
    for ax, (loss_name, penalty_name) in zip(axes, (("squared", "none"), ("cross-entropy", "L1")), strict=True):
        X, y, exact, runs = run_all(loss_name, penalty_name)
        lowest = objective(with_ones(X), y, exact, LOSSES[loss_name], PENALTIES[penalty_name])
        for name, (_, objectives) in runs.items():
            ax.loglog(np.arange(1, len(objectives)), np.maximum(objectives[1:] - lowest, 1e-12), label=name)
        ax.axhline(1e-9, color="k", linestyle=":", linewidth=1)
        ax.set(xlabel="step", title=f"{loss_name}, penalty {penalty_name}", xlim=(1, 3000), ylim=(1e-11, 1e3))
        ax.grid(alpha=0.3)
    axes[0].set_ylabel("objective above the lowest")
    axes[1].legend(loc="lower left", fontsize=8)
    save_figure(fig, "races.png")


def draw_the_clinic(cases):
    """Every broken run beside the mended one."""
    fig, axes = plt.subplots(1, 5, figsize=(9, 3.4), layout="constrained")
    for ax, (title, case) in zip(axes, cases.items(), strict=True):
        if "broken" in case:
            ax.plot(np.minimum(case["broken"], 1e12), "--", color="tab:red", label="broken")
            ax.plot(case["mended"], color="tab:blue", label="mended")
            ax.set_xlabel("step", fontsize=8)
        ax.set_title(title, fontsize=9)
        ax.tick_params(labelsize=7)
        ax.grid(alpha=0.3)
    axes[0].set(ylabel="loss", yscale="log", xlim=(-0.5, 20), ylim=(1, 1e12))
    axes[1].text(0.55, 0.4, "broken: nan\nfrom the start", transform=axes[1].transAxes, ha="center", color="tab:red")
    axes[2].set(ylim=(0, 40), xlim=(-2, 100))
    axes[3].set(yscale="log")
    axes[3].legend(loc="center right", fontsize=7)
    errors = list(cases["5. leak"].values())
    axes[4].bar([-0.2, 0.8], errors[:2], width=0.4, color="tab:red", label="leak")
    axes[4].bar([0.2, 1.2], errors[2:4], width=0.4, color="tab:blue", label="no leak")
    axes[4].axhline(errors[4], color="k", linestyle=":", label="the mean")
    axes[4].set_xticks([0, 1], ["test rows", "new rows"])
    axes[4].set(ylabel="error", ylim=(0, 2.9))
    axes[4].legend(loc="upper left", fontsize=7)
    save_figure(fig, "clinic.png")


def main():
    results = show_the_combinations() | show_the_schedules() | show_the_clinic()
    draw_the_map()
    draw_the_races()
    draw_the_clinic(results["clinic"])
    return results


if __name__ == "__main__":
    main()
