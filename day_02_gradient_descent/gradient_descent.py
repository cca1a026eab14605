# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 2: gradient descent. Feel the slope, take a step downhill, repeat.

Run me:    python gradient_descent.py
           python gradient_descent.py --learning-rate 0.9 --start -4
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. One step downhill


@np.errstate(all="ignore")  # a run that explodes is shown by its path, not by a warning
def gradient_descent(gradient, start, learning_rate=0.1, n_steps=100, tolerance=0.0):
    """Walk downhill: x becomes x - learning_rate * gradient(x), again and again (Cauchy 1847).

    gradient : function, float -> float      start : float      returns : the path, (steps + 1,), start first
    Ends after n_steps; or once |gradient| <= tolerance, if tolerance > 0; or at the first x that is inf or nan.
    """
    check_run(start, n_steps)
    check_rate(learning_rate, tolerance)
    path = [np.float64(start)]
    for _ in range(n_steps):
        slope = value_at(gradient, path[-1])
        if tolerance > 0 and abs(slope) <= tolerance:
            break
        path.append(path[-1] - learning_rate * slope)
        if not np.isfinite(path[-1]):
            break
    return np.array(path)


def value_at(function, x):
    """function(x); nan where Python raises an error instead of giving inf, as math.exp(1000) does."""
    try:
        return np.float64(function(x))
    except ArithmeticError:
        return np.float64(np.nan)


# 6. Measuring a slope


@np.errstate(all="ignore")
def numerical_derivative(f, x, h=1e-5):
    """Slope of f at x from its two neighbors: (f(x + h) - f(x - h)) / 2h, wrong by about h^2 f'''(x) / 6.

    f : elementwise function      x : float or array      h : float, in units of x      returns : the shape of x
    """
    x = np.asarray(x, dtype=float)
    right, left = x + h, x - h
    check_neighbors(x, left, right, h)
    rise = f(right) - f(left)
    check_same_shape(rise, x)
    return rise / (right - left)  # 2h, as rounding left it


# 7. Newton's method


@np.errstate(all="ignore")
def newton_method(gradient, curvature, start, n_steps):
    """Jump to where the parabola that fits here is level: x becomes x - gradient(x) / curvature(x).

    gradient, curvature : functions, float -> float, f' and f''      returns : the path, as `gradient_descent` does
    The raw step, without a safeguard.
    """
    check_run(start, n_steps)
    path = [np.float64(start)]
    for _ in range(n_steps):
        slope, bend = value_at(gradient, path[-1]), value_at(curvature, path[-1])
        path.append(path[-1] - slope / bend)
        if not np.isfinite(path[-1]):
            break
    return np.array(path)


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
BEST = {"color": "#009E73", "marker": "*", "markersize": 13, "markeredgecolor": "black", "linestyle": "none"}
CURVE = {"color": "0.6", "linewidth": 2.5}  # the function that is walked down
EPSILON = np.finfo(float).eps  # from 1 to the next float, 2.2e-16


def parabola_slope(x):
    """Slope of x^2."""
    return 2 * x


def show_the_roll(start, learning_rate):
    """README section 2: ten steps down a parabola."""
    path = gradient_descent(parabola_slope, start, learning_rate, n_steps=10)
    print(f"Rolling down f(x) = x^2 from {start:g} with the learning rate {learning_rate:g}:")
    print("  step             x           f(x)        slope")
    for step in (0, 1, 2, 3, 4, 5, 10):
        if step < len(path):
            x = float(path[step])
            print(f"  {step:4d} {x:13.9f} {x * x:14.6f} {2 * x:12.6f}")
    return {"after ten steps": path[-1]}


def show_the_rates():
    """README section 3: one parabola, seven learning rates, ten steps each, beside the closed form."""
    runs = {0.05: "crawls", 0.2: "rolls", 0.5: "lands", 0.8: "zigzags", 0.95: "crawls", 1.0: "bounces", 1.1: "explodes"}
    print("\nTen steps down x^2 from 10. Every step multiplies x by 1 - 2 * rate:")
    print("   rate   factor   after 10 steps      closed form   the run")
    for rate, verdict in runs.items():
        end = gradient_descent(parabola_slope, 10.0, rate, n_steps=10)[-1]
        print(f"  {rate:5.2f} {1 - 2 * rate:8.2f} {end:16.9f} {10 * (1 - 2 * rate) ** 10:16.9f}   {verdict}")
    explosion = gradient_descent(parabola_slope, 10.0, 1.1, n_steps=10_000)
    print(f"Rate 1.1 again, up to 10,000 steps: it ends at step {len(explosion) - 1} with {explosion[-1]}")
    return {"explosion": explosion[-1], "steps to the explosion": len(explosion) - 1}


def measured_threshold(curvature):
    """The learning rate at which 50 steps down (curvature / 2) x^2 begin to lead away, by halving an interval."""
    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        end = gradient_descent(lambda x: curvature * x, 1.0, middle, n_steps=50)[-1]
        if abs(end) < 1:
            low = middle
        else:
            high = middle
    return low


def double_well(x):
    """Two valleys, at -1 and 1, with a hill of height 1 between them."""
    return (x * x - 1) ** 2


def double_well_slope(x):
    return 4 * x * (x * x - 1)


def double_well_curvature(x):
    return 12 * x * x - 4


def show_the_threshold():
    """README section 3: where a run begins to diverge, and what happens there on a curve that is no parabola."""
    print("\nThe largest learning rate that still leads down:")
    print("  curvature   measured   2 / curvature")
    thresholds = {curvature: measured_threshold(curvature) for curvature in (0.5, 2.0, 8.0, 100.0)}
    for curvature, measured in thresholds.items():
        print(f"  {curvature:9.1f} {measured:10.6f} {2 / curvature:15.6f}")
    print("Two valleys, f(x) = (x^2 - 1)^2; the curvature at the bottom is 8. The last two of 2000 steps from 0.5:")
    pairs = {rate: gradient_descent(double_well_slope, 0.5, rate, n_steps=2000)[-2:] for rate in (0.24, 0.26)}
    for rate, (before, last) in pairs.items():
        print(f"  rate {rate}: {before:.6f} {last:.6f}")
    return {"thresholds": thresholds, "last two": pairs}


def show_the_double_well():
    """README section 4: where each start ends."""
    print("\nTwo valleys, at -1 and 1, rate 0.1, 200 steps:")
    print("  start   first step        end")
    ends = {}
    for start in (-0.1, 0.0, 0.1, 1.5, 1.9, 2.4, 2.5):
        path = gradient_descent(double_well_slope, start, 0.1, n_steps=200)
        print(f"  {start:5.1f} {path[1]:12.6f} {path[-1]:10.6f}")
        ends[start] = path[-1]
    escape = int(np.argmax(gradient_descent(double_well_slope, 1e-9, 0.1, n_steps=200) > 0.5))
    print(f"A start of 0.000000001 stays near the hilltop and passes 0.5 only at step {escape}")
    return {"ends": ends, "steps to leave the hilltop": escape}


def squared_slope(z):
    """Slope of the squared error (1 - p)^2, where p = sigmoid(z) and the label is 1."""
    p = 1 / (1 + np.exp(-z))
    return -2 * p * (1 - p) ** 2


def cross_entropy_slope(z):
    """Slope of the cross-entropy -ln p, where p = sigmoid(z) and the label is 1."""
    p = 1 / (1 + np.exp(-z))
    return p - 1


def show_the_plateau():
    """README section 5: the label is 1, the logit starts far on the wrong side, and the loss decides the speed."""
    print("\nThe label is 1, the logit starts at z. Steps of rate 1 until z > 0:")
    print("      z   slope, squared error   steps   slope, cross-entropy   steps")
    counts = {}
    for z in (-2.0, -4.0, -6.0, -8.0, -10.0):
        slow = int(np.argmax(gradient_descent(squared_slope, z, 1.0, n_steps=12_000) > 0))
        fast = int(np.argmax(gradient_descent(cross_entropy_slope, z, 1.0, n_steps=12_000) > 0))
        print(f"  {z:5.0f} {squared_slope(z):22.8f} {slow:7,d} {cross_entropy_slope(z):22.8f} {fast:7d}")
        counts[z] = slow, fast
    return {"plateau steps": counts}


def cubic_slope(x):
    """Slope of x^3, which is level at 0 without a minimum there."""
    return 3 * x * x


def saddle_path(n_steps):
    """Down x^2 - y^2 from (1, 1e-6): neither slope depends on the other coordinate, so each rolls by itself."""
    x = gradient_descent(parabola_slope, 1.0, 0.1, n_steps)
    y = gradient_descent(lambda y: -2 * y, 1e-6, 0.1, n_steps)
    return x, y


def show_the_inflection():
    """README section 5: x^3 from above and from below its level place."""
    path = gradient_descent(cubic_slope, 1.0, 0.1, n_steps=10_000)
    print("\nf(x) = x^3 from 1, rate 0.1:")
    print("   step          x        slope")
    for step in (0, 10, 100, 1000, 10_000):
        print(f"  {step:6,d} {path[step]:9.6f} {cubic_slope(path[step]):12.8f}")
    stopped = gradient_descent(cubic_slope, 1.0, 0.1, n_steps=10_000, tolerance=1e-4)
    print(f"With tolerance 0.0001 it stops at step {len(stopped) - 1}, at {stopped[-1]:.6f}, as if this were a valley")
    fall = gradient_descent(cubic_slope, -0.01, 0.1, n_steps=10_000)
    print(f"From -0.01 it rolls away instead and ends at step {len(fall) - 1} with {fall[-1]}")
    return {"stopped": stopped[-1], "fall": fall[-1]}


def show_the_saddle():
    """README section 5: in along x, a long wait, and away along y."""
    x, y = saddle_path(80)
    print("\nThe saddle f(x, y) = x^2 - y^2 from (1, 0.000001), rate 0.1:")
    print("   step          x          y      slope")
    for step in (0, 20, 40, 60, 80):
        slope = 2 * np.hypot(x[step], y[step])
        print(f"  {step:5d} {x[step]:10.6f} {y[step]:10.6f} {slope:10.6f}")
    return {"saddle": (x[-1], y[-1])}


def cube(x):
    return x * x * x  # not x**3: multiplication rounds the same way on every machine


def typical_difference_error(h):
    """Median error of `numerical_derivative` on x^3 over 1001 points from 1 to 2, whose true slope is 3 x^2."""
    x = np.linspace(1, 2, 1001)
    return np.median(np.abs(numerical_derivative(cube, x, h) - 3 * x * x))


def show_the_difference_error():
    """README section 6: too large a step misses the curve, too small a step loses the digits."""
    print("\nSlope of x^3 between 1 and 2, measured with a step of h:")
    print("      h   typical error   truncation, h^2   rounding, at most eps |f| / h")
    for h in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-9, 1e-11, 1e-13):
        print(f"  {h:.0e} {typical_difference_error(h):15.1e} {h * h:17.1e} {EPSILON * cube(1.5) / h:31.1e}")
    steps = np.logspace(-8, -3, 101)
    best = steps[np.argmin([typical_difference_error(h) for h in steps])]
    print(f"Best h measured: {best:.1e}   cube root of eps: {EPSILON ** (1 / 3):.1e}")
    return {"best h": best}


def newton_and_descent(n_steps):
    """Distances to the minimum of x - ln x, which lies at 1, from 0.5: slope 1 - 1/x, curvature 1/x^2."""
    newton = newton_method(lambda x: 1 - 1 / x, lambda x: 1 / (x * x), 0.5, n_steps=5)
    descent = gradient_descent(lambda x: 1 - 1 / x, 0.5, 0.25, n_steps)
    return 1 - newton, 1 - descent


def show_newton():
    """README section 7: the correct digits double with every step; and a cycle, an escape, a hilltop, a leap."""
    newton, descent = newton_and_descent(n_steps=200)
    print("\nf(x) = x - ln x from 0.5. Distance to the minimum at 1:")
    print("  step    Newton   gradient descent, rate 0.25")
    for step in range(6):
        print(f"  {step:4d} {newton[step]:9.1e} {descent[step]:29.1e}")
    matched = int(np.argmax(descent <= newton[5]))
    print(f"Gradient descent comes as close as Newton's step 5 at step {matched}")
    for start in (0.9, 1.0, 1.1):
        path = newton_method(lambda x: x / np.sqrt(1 + x * x), lambda x: 1 / np.sqrt(1 + x * x) ** 3, start, n_steps=5)
        print(f"Newton on sqrt(1 + x^2) from {start}: " + "  ".join(f"{x:.4g}" for x in path[1:]))
    wells = {start: newton_method(double_well_slope, double_well_curvature, start, n_steps=10) for start in (0.4, 0.55)}
    for start, path in wells.items():
        print(f"Newton on the two valleys from {start}: " + "  ".join(f"{x:.4f}" for x in path[1:5]))
    return {"Newton errors": newton, "steps to match Newton": matched, "two valleys": wells}


def note(ax, text, point, offset):
    ax.annotate(text, point, xytext=offset, textcoords="offset points")


def draw_the_rates():
    """README section 3: two runs on the parabola; the distance to the minimum under five rates."""
    fig, (left, right) = plt.subplots(1, 2)
    x = np.linspace(-11, 11, 200)
    left.plot(x, x**2, **CURVE)
    for rate, look in ((0.2, "o-"), (0.9, "s--")):
        path = gradient_descent(parabola_slope, 10.0, rate, n_steps=10)
        left.plot(path, path**2, look, markersize=5, label=f"rate {rate}")
    left.legend(loc="upper center")
    left.set(xlabel="x", ylabel="$f(x) = x^2$", title="0.2 rolls down, 0.9 zigzags down")
    for rate, look in ((0.2, "o-"), (0.9, "s--"), (0.02, "^-."), (1.0, "x:"), (1.1, "D-")):
        distance = np.abs(gradient_descent(parabola_slope, 10.0, rate, n_steps=20))
        right.semilogy(distance, look, markersize=4)
        note(right, f"rate {rate}", (20, distance[-1]), offset=(6, -4))
    right.set(xlim=(-0.5, 25), xticks=range(0, 21, 5), xlabel="step", ylabel="distance to the minimum")
    right.set_title("Above rate 1 the distance grows")
    return fig


def draw_the_double_well():
    """README section 4: two runs, and the valley that each start leads to."""
    fig, axes = plt.subplot_mosaic([["well", "small"], ["well", "large"]])
    well, x = axes["well"], np.linspace(-2, 2, 300)
    well.plot(x, double_well(x), **CURVE)
    for start, look, offset in ((0.1, "o-", (6, 6)), (1.9, "s--", (-66, 2))):
        path = gradient_descent(double_well_slope, start, 0.1, n_steps=30)
        well.plot(path, double_well(path), look, markersize=5)
        note(well, f"from {start}", (start, double_well(start)), offset)
    well.set(xlabel="x", ylabel="$(x^2 - 1)^2$", ylim=(-0.3, 7.5), title="Rate 0.1: one step leaps over the hill")
    starts = np.linspace(-2.445, 2.445, 490)
    for ax, rate in ((axes["small"], 0.01), (axes["large"], 0.1)):
        runs = [gradient_descent(double_well_slope, start, rate, 400, tolerance=1e-3) for start in starts]
        ax.plot(starts, [path[-1] for path in runs], ".", markersize=4)
        ax.set(ylabel="end", ylim=(-1.6, 1.6), yticks=(-1, 1))
    axes["small"].set_title("Rate 0.01: the hill divides the starts")
    axes["large"].set(xlabel="start", title="Rate 0.1: far starts change sides")
    return fig


def draw_the_flat_places():
    """README section 5: a plateau, an inflection and a saddle."""
    fig, (left, middle, right) = plt.subplots(1, 3)
    left.plot(gradient_descent(cross_entropy_slope, -6.0, 1.0, n_steps=300))
    left.plot(gradient_descent(squared_slope, -6.0, 1.0, n_steps=300), "--")
    left.text(60, 2.6, "cross-entropy")
    left.text(35, -3.3, "squared error")
    left.set(xlabel="step", ylabel="logit z", title="Plateau, from z = -6")
    middle.plot(gradient_descent(cubic_slope, 1.0, 0.1, n_steps=400))
    middle.plot(gradient_descent(cubic_slope, -0.01, 0.1, n_steps=400), "--")
    middle.text(30, 0.15, "from 1: stays near 0")
    middle.text(20, -0.35, "from -0.01:\nrolls away")
    middle.set(xlabel="step", ylabel="x", ylim=(-1, 1.1), title="Inflection of $x^3$")
    grid = np.linspace(-1.2, 1.2, 100)
    right.contour(grid, grid, grid**2 - grid[:, None] ** 2, levels=15, cmap="Greys_r", alpha=0.5)
    right.plot(*saddle_path(76), "o-", color="C1", markersize=3)
    note(right, "start", (1, 0), offset=(-12, 8))
    note(right, "step 76", (0, 1.05), offset=(6, 0))
    right.grid(visible=False)
    right.set(xlabel="x", ylabel="y", title="Saddle, $x^2 - y^2$")
    return fig


def draw_the_accuracy():
    """README section 6: the error of a measured slope against h."""
    fig, ax = plt.subplots()
    steps = np.logspace(-13, -0.5, 126)
    ax.loglog(steps, [typical_difference_error(h) for h in steps], "o", markersize=4)
    ax.loglog(steps, steps**2, "--")
    ax.loglog(steps, EPSILON * cube(1.5) / steps, "k:")
    ax.text(3e-11, 1e-4, "rounding: at most eps |f| / h")
    ax.text(2e-12, 1e-8, "measured")
    ax.text(2e-3, 1e-8, "truncation: $h^2$")
    ax.set(
        xlabel="h", ylabel="error of the slope", ylim=(1e-13, 10), title="Truncation on the right, rounding on the left"
    )
    return fig


def draw_the_fit(ax, f, x, slope, bend):
    """f near x, the parabola with its slope and curvature there, and the point where that parabola is level."""
    level = x - slope / bend
    grid = np.linspace(min(x, level) - 0.8, max(x, level) + 0.6, 200)
    parabola = f(x) + slope * (grid - x) + bend / 2 * (grid - x) ** 2
    ax.plot(grid, parabola, "--", color="C1")
    ax.plot([x, level], [f(x), f(x) - slope**2 / (2 * bend)], "o", color="C1")
    note(ax, f"{x}", (x, f(x)), offset=(7, 3))
    note(ax, f"{level:.2f}", (level, f(x) - slope**2 / (2 * bend)), offset=(-10, 9))


def draw_newton():
    """README section 7: the parabola that fits, as a help and as a trap; and the distances step by step."""
    fig, (left, middle, right) = plt.subplots(1, 3)
    x = np.linspace(0.15, 1.6, 200)
    left.plot(x, x - np.log(x), **CURVE)
    draw_the_fit(left, lambda x: x - np.log(x), 0.5, slope=-1.0, bend=4.0)
    left.plot(1, 1, **BEST)
    left.set(xlabel="x", ylabel="$x - \\ln x$", xlim=(0.1, 1.6), ylim=(0.9, 2.1), title="Jump to the bottom …")
    x = np.linspace(-2, 2, 300)
    middle.plot(x, double_well(x), **CURVE)
    draw_the_fit(middle, double_well, 0.55, double_well_slope(0.55), double_well_curvature(0.55))
    middle.set(xlabel="x", ylabel="$(x^2 - 1)^2$", ylim=(-0.5, 7), title="… or to the top")
    newton, descent = newton_and_descent(n_steps=80)
    right.semilogy(descent, ".-")
    right.semilogy(newton, "s--")
    right.text(30, 1e-3, "gradient descent")
    right.text(9, 1e-10, "Newton")
    right.set(xlabel="step", ylabel="distance to the minimum", title="Newton is there in 5 steps")
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


def check_run(start, n_steps):
    if np.ndim(start) != 0 or not np.isfinite(start):
        raise ValueError(f"start must be one finite number, got {start}")
    if n_steps < 0:
        raise ValueError(f"n_steps must be 0 or more, got {n_steps}")


def check_rate(learning_rate, tolerance):
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be positive and finite, got {learning_rate}")
    if not tolerance >= 0:
        raise ValueError(f"tolerance must be 0 or more, got {tolerance}")


def check_neighbors(x, left, right, h):
    if not 0 < h < np.inf:
        raise ValueError(f"h must be positive and finite, got {h}")
    if np.any(left == right):
        raise ValueError(f"h = {h} vanishes beside x = {x[left == right][0]}: take a larger h")


def check_same_shape(rise, x):
    if np.shape(rise) != x.shape:
        raise ValueError(f"f must keep the shape of x, {x.shape}, but gave {np.shape(rise)}")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 2: gradient descent")
    parser.add_argument("--learning-rate", type=float, default=0.2, help="of the first run (0.2)")
    parser.add_argument("--start", type=float, default=10.0, help="of the first run (10)")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    try:
        results = show_the_roll(options.start, options.learning_rate)
    except ValueError as error:
        parser.error(str(error))
    plt.rcParams.update(STYLE)
    results |= show_the_rates() | show_the_threshold() | show_the_double_well()
    results |= show_the_plateau() | show_the_inflection() | show_the_saddle()
    results |= show_the_difference_error() | show_newton()
    figures = {
        "learning_rates.png": draw_the_rates(),
        "double_well.png": draw_the_double_well(),
        "flat_places.png": draw_the_flat_places(),
        "accuracy.png": draw_the_accuracy(),
        "newton.png": draw_newton(),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
