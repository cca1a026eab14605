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
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

FIGURES = Path(__file__).with_name("figures")
EPSILON = np.finfo(float).eps  # from 1 to the next float, 2.2e-16


def as_number(name, value, positive=False):
    """`value` as a float64; raises ValueError unless it is one finite real number (above 0, if so asked)."""
    array = np.asarray(value)
    if array.ndim != 0 or array.dtype.kind not in "iuf" or not np.isfinite(array):
        raise ValueError(f"{name} must be one finite number, got {value}")
    if positive and array <= 0:
        raise ValueError(f"{name} must be positive, got {value}")
    return np.float64(array)


def check_count(n_steps):
    if not isinstance(n_steps, (int, np.integer)) or n_steps < 0:
        raise ValueError(f"n_steps must be an integer, 0 or more, got {n_steps}")


def evaluate(name, function, x):
    """function(x) as a float64: nan where it overflows or divides by zero, since the sign is then lost.

    Raises ValueError when it gives anything but one number.
    """
    try:
        value = function(x)
    except ArithmeticError:  # OverflowError from math.exp, ZeroDivisionError
        return np.float64(np.nan)
    if np.ndim(value) != 0 or np.asarray(value).dtype.kind not in "iuf":
        raise ValueError(f"{name} must return one number, got {value}")
    return np.float64(value)


# 2. One step downhill


def gradient_descent(gradient, start, learning_rate=0.1, n_steps=100, tolerance=0.0):
    """Walk downhill: x becomes x - learning_rate * gradient(x), again and again (Cauchy 1847).

    gradient : function, float -> float      start : float      returns : the path, float64, (steps + 1,), start first
    Stops after n_steps; once |gradient| <= tolerance, if tolerance > 0; or at the first inf or nan, which is then the
    last entry (nan if the gradient itself overflowed). Raises ValueError on an argument outside its domain.
    """
    path = [as_number("start", start)]
    learning_rate = as_number("learning_rate", learning_rate, positive=True)
    check_count(n_steps)
    tolerance = as_number("tolerance", tolerance)
    if tolerance < 0:
        raise ValueError(f"tolerance must be 0 or more, got {tolerance}")
    with np.errstate(all="ignore"):  # a run that explodes is shown by its path, not by a warning
        for _ in range(n_steps):
            slope = evaluate("gradient", gradient, path[-1])
            if tolerance > 0 and abs(slope) <= tolerance:
                break
            path.append(path[-1] - learning_rate * slope)
            if not np.isfinite(path[-1]):
                break
    return np.array(path)


# 6. Measuring a slope


def numerical_derivative(f, x, h=1e-5):
    """Slope of f at x from its neighbors: (f(x + h) - f(x - h)) / 2h, wrong by about h^2 f'''/6.

    f : elementwise function      x : float or array      h : float > 0, in units of x      returns : the shape of x
    Raises ValueError when h is so small that x + h rounds to x, and when f does not keep the shape of x.
    """
    h = as_number("h", h, positive=True)
    x = np.asarray(x, dtype=float)
    right, left = x + h, x - h
    if np.any(right == left):
        raise ValueError(f"h = {h} vanishes beside x = {x[right == left][0]}: take a larger h")
    with np.errstate(all="ignore"):
        rise = f(right) - f(left)
        if np.shape(rise) != x.shape:
            raise ValueError(f"f must keep the shape of x, {x.shape}, but gave {np.shape(rise)}")
        return rise / (right - left)  # the step really taken: x + h and x - h were rounded


# 7. Newton's method


def newton_method(gradient, curvature, start, n_steps):
    """Jump to the bottom of the parabola that fits here: x becomes x - gradient(x) / curvature(x).

    gradient, curvature : functions, float -> float, f' and f''      returns : the path, float64, (steps + 1,)
    The raw step, without a safeguard. The path ends at the first inf or nan, as where the curvature is 0.
    """
    path = [as_number("start", start)]
    check_count(n_steps)
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            slope, bend = evaluate("gradient", gradient, path[-1]), evaluate("curvature", curvature, path[-1])
            path.append(path[-1] - slope / bend)
            if not np.isfinite(path[-1]):
                break
    return np.array(path)


# What the README shows


def parabola_slope(x):
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
    print(f"Rate 1.1 again, up to 10000 steps: it ends at step {len(explosion) - 1} with {explosion[-1]}")
    return {"explosion": explosion[-1], "steps to the explosion": len(explosion) - 1}


def measured_threshold(curvature):
    """The learning rate at which 50 steps down (curvature / 2) x^2 begin to lead away, by halving an interval."""
    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        end = gradient_descent(lambda x: curvature * x, 1.0, middle, n_steps=50)[-1]
        low, high = (middle, high) if abs(end) < 1 else (low, middle)
    return low


def double_well(x):
    """Two valleys, at -1 and 1, with a hill of height 1 between them."""
    return (x * x - 1) ** 2


def double_well_slope(x):
    return 4 * x * (x * x - 1)


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
        ends[start] = path[-1]
        print(f"  {start:5.1f} {path[1]:12.6f} {path[-1]:10.6f}")
    escape = int(np.argmax(gradient_descent(double_well_slope, 1e-9, 0.1, n_steps=200) > 0.5))
    print(f"A start of 0.000000001 stays near the hilltop and passes 0.5 only at step {escape}")
    return {"ends": ends, "steps to leave the hilltop": escape}


def squared_slope(z):
    """Slope of the squared error (1 - p)^2, where p = sigmoid(z) and the label is 1."""
    p = 1 / (1 + np.exp(-z))
    return -2 * p * (1 - p) ** 2


def cross_entropy_slope(z):
    """Slope of the cross-entropy -ln p, where p = sigmoid(z) and the label is 1."""
    return 1 / (1 + np.exp(-z)) - 1


def show_the_plateau():
    """README section 5: the label is 1, the logit starts far on the wrong side, and the loss decides the speed."""
    print("\nThe label is 1, the logit starts at z. Steps of rate 1 until z > 0:")
    print("      z   slope, squared error   steps   slope, cross-entropy   steps")
    counts = {}
    for z in (-2.0, -4.0, -6.0, -8.0, -10.0):
        runs = [gradient_descent(slope, z, 1.0, n_steps=12_000) for slope in (squared_slope, cross_entropy_slope)]
        slow, fast = counts[z] = [int(np.argmax(path > 0)) for path in runs]
        print(f"  {z:5.0f} {squared_slope(z):22.8f} {slow:7d} {cross_entropy_slope(z):22.8f} {fast:7d}")
    return {"plateau steps": counts}


def cubic_slope(x):
    """Slope of x^3, flat at 0 without a minimum there."""
    return 3 * x * x


def saddle_path(n_steps):
    """Down f(x, y) = x^2 - y^2 from (1, 1e-6): neither slope knows the other coordinate, so each rolls by itself."""
    x = gradient_descent(parabola_slope, 1.0, 0.1, n_steps)
    return x, gradient_descent(lambda y: -2 * y, 1e-6, 0.1, n_steps)


def show_the_flat_spots():
    """README section 5: x^3 from above and from below its flat spot; a saddle, a long wait, and away."""
    path = gradient_descent(cubic_slope, 1.0, 0.1, n_steps=10_000)
    print("\nf(x) = x^3 from 1, rate 0.1:")
    print("   step          x        slope")
    for step in (0, 10, 100, 1000, 10_000):
        print(f"  {step:5d} {path[step]:10.6f} {cubic_slope(path[step]):12.8f}")
    stopped = gradient_descent(cubic_slope, 1.0, 0.1, n_steps=10_000, tolerance=1e-4)
    print(f"With tolerance 0.0001 it stops at step {len(stopped) - 1}, at {stopped[-1]:.6f}, as if this were a valley")
    fall = gradient_descent(cubic_slope, -0.01, 0.1, n_steps=10_000)
    print(f"From -0.01 it rolls away instead and ends at step {len(fall) - 1} with {fall[-1]}")
    x, y = saddle_path(80)
    slope = 2 * np.hypot(x, y)
    print("The saddle f(x, y) = x^2 - y^2 from (1, 0.000001), rate 0.1:")
    print("   step          x          y      slope")
    for step in (0, 20, 40, 60, 80):
        print(f"  {step:5d} {x[step]:10.6f} {y[step]:10.6f} {slope[step]:10.6f}")
    return {"stopped": stopped[-1], "fall": fall[-1], "saddle": (x[-1], y[-1])}


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
    return 1 - newton, 1 - gradient_descent(lambda x: 1 - 1 / x, 0.5, 0.25, n_steps)


def show_newton():
    """README section 7: the correct digits double with every step; and a cycle, an escape, a hilltop."""
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
    hilltop = abs(newton_method(double_well_slope, lambda x: 12 * x * x - 4, 0.4, n_steps=10)[-1])
    print(f"Newton on the two valleys, from 0.4: ends at {hilltop:.6f}, height {double_well(hilltop):.6f}, the hilltop")
    return {"Newton errors": newton, "steps to match Newton": matched, "hilltop": hilltop}


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


def draw_the_rates():
    """README sections 2 and 3: two runs on the parabola; the distance to the minimum under five rates."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    x = np.linspace(-11, 11, 200)
    left.plot(x, x**2, color="0.6")
    for rate, style in ((0.2, "o-"), (0.9, "s--")):
        path = gradient_descent(parabola_slope, 10.0, rate, n_steps=10)
        left.plot(path, path**2, style, markersize=4, label=f"rate {rate}")
    finish(left, "upper center", xlabel="x", ylabel="$f(x) = x^2$", title="two ways down")
    for rate in (0.2, 0.9, 0.02, 1.0, 1.1):
        distance = np.abs(gradient_descent(parabola_slope, 10.0, rate, n_steps=20))
        right.semilogy(distance, ".-", label=f"rate {rate}")
    right.set_xticks(range(0, 21, 5))
    finish(right, "lower left", xlabel="step", ylabel="distance to the minimum", title="step by step")
    save_figure(fig, "learning_rates.png")


def draw_the_double_well():
    """README section 4: runs into two valleys, and the valley that each start leads to."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    x = np.linspace(-2.1, 2.1, 300)
    left.plot(x, double_well(x), color="0.6")
    for start, style in ((-1.6, "o-"), (0.1, "s-"), (1.9, "^--")):
        path = gradient_descent(double_well_slope, start, 0.1, n_steps=30)
        left.plot(path, double_well(path), style, markersize=4, label=f"from {start}")
    finish(left, "upper center", xlabel="x", ylabel="$(x^2 - 1)^2$", ylim=(-0.3, 8), title="the start decides the end")
    starts = np.linspace(0.005, 2.445, 489)
    for rate, size in ((0.01, 8), (0.1, 4)):
        runs = [gradient_descent(double_well_slope, start, rate, 400, tolerance=1e-3) for start in starts]
        right.plot(starts, [path[-1] for path in runs], ".", markersize=size, label=f"rate {rate}")
    finish(right, "center left", xlabel="start", ylabel="end", title="a large rate jumps over the hill")
    save_figure(fig, "double_well.png")


def draw_the_flat_places():
    """README section 5: a plateau, an inflection and a saddle."""
    fig, (left, middle, right) = plt.subplots(1, 3, figsize=(9, 3.4), layout="constrained")
    for slope, label in ((squared_slope, "squared error"), (cross_entropy_slope, "cross-entropy")):
        left.plot(gradient_descent(slope, -6.0, 1.0, n_steps=300), label=label)
    finish(left, "lower right", xlabel="step", ylabel="logit z", ylim=(-9, 6.5), title="plateau")
    for start in (1.0, -0.01):
        middle.plot(gradient_descent(cubic_slope, start, 0.1, n_steps=400), label=f"from {start:g}")
    finish(middle, "upper right", xlabel="step", ylabel="x", ylim=(-1, 1.1), title="inflection, $x^3$")
    grid = np.linspace(-1.2, 1.2, 100)
    right.contour(grid, grid, grid**2 - grid[:, None] ** 2, levels=15, alpha=0.6)
    right.plot(*saddle_path(76), ".-", color="tab:red", label="from (1, 0.000001)")
    finish(right, "lower center", xlabel="x", ylabel="y", title="saddle, $x^2 - y^2$")
    save_figure(fig, "flat_places.png")


def draw_the_accuracy():
    """README sections 6 and 7: the error of a measured slope against h; Newton against gradient descent."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    steps = np.logspace(-13, -0.5, 126)
    left.loglog(steps, [typical_difference_error(h) for h in steps], ".", label="measured")
    left.loglog(steps, steps**2, "--", label="truncation: $h^2$")
    left.loglog(steps, EPSILON * cube(1.5) / steps, "k:", label="rounding: at most eps |f| / h")
    finish(left, "upper center", xlabel="h", ylabel="error of the slope", ylim=(1e-13, 10), title="a slope, measured")
    newton, descent = newton_and_descent(n_steps=80)
    right.semilogy(descent, ".-", label="gradient descent, rate 0.25")
    right.semilogy(newton, "o-", label="Newton")
    finish(right, "upper right", xlabel="step", ylabel="distance to the minimum", title="$x - \\ln x$ from 0.5")
    save_figure(fig, "accuracy.png")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 2: gradient descent")
    parser.add_argument("--learning-rate", type=float, default=0.2, help="of the first run (0.2)")
    parser.add_argument("--start", type=float, default=10.0, help="of the first run (10)")
    options = parser.parse_args(arguments)
    try:
        results = show_the_roll(options.start, options.learning_rate)
    except ValueError as error:
        parser.error(str(error))
    landscapes = show_the_double_well, show_the_plateau, show_the_flat_spots
    for show in (show_the_rates, show_the_threshold, *landscapes, show_the_difference_error, show_newton):
        results |= show()
    for draw in (draw_the_rates, draw_the_double_well, draw_the_flat_places, draw_the_accuracy):
        draw()
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
