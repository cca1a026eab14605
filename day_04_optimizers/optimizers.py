# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy>=2.0", "matplotlib>=3.9"]
# ///
"""Day 4: optimizers. Steps that remember, a rate for every number, and rates that change on the way.

Run me:    python optimizers.py
           python optimizers.py --momentum 0.5
Then read: README.md (its sections carry the same numbers)
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

os.environ["MPLBACKEND"] = "Agg"  # figures go to files, whatever a notebook has set
import matplotlib.pyplot as plt

# 2. Momentum


class GradientDescent:
    """Steps straight against the gradient, as on day 3."""

    def __init__(self, learning_rate):
        check_positive("learning_rate", learning_rate)
        self.learning_rate = learning_rate  # may be changed between steps: that is what a schedule does

    def step(self, params, grad):
        """The new parameters.      params, grad : one shape, the same in every step; neither is changed"""
        params, grad = check_step(params, grad)
        return params - self.learning_rate * grad


class Momentum:
    """A heavy ball: the velocity keeps a share `momentum` of itself and adds the gradient (Polyak 1964)."""

    def __init__(self, learning_rate, momentum=0.9):
        check_positive("learning_rate", learning_rate)
        check_share("momentum", momentum)
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocity = 0.0

    def step(self, params, grad):
        params, grad = check_step(params, grad)
        self.velocity = self.momentum * self.velocity + grad
        return params - self.learning_rate * self.velocity


class Nesterov(Momentum):
    """Momentum that already counts what the velocity will add in the next step (Nesterov 1983)."""

    def step(self, params, grad):
        params, grad = check_step(params, grad)
        self.velocity = self.momentum * self.velocity + grad
        return params - self.learning_rate * (grad + self.momentum * self.velocity)


# 4. A rate for every number


class AdaGrad:
    """Divides each gradient by the root of the sum of its squares so far (Duchi, Hazan and Singer 2011)."""

    def __init__(self, learning_rate, epsilon=1e-10):
        check_positive("learning_rate", learning_rate)
        check_not_negative("epsilon", epsilon)
        self.learning_rate = learning_rate
        self.epsilon = epsilon
        self.squares = 0.0

    def step(self, params, grad):
        params, grad = check_step(params, grad)
        self.squares = self.squares + grad**2
        return params - self.learning_rate * grad / (np.sqrt(self.squares) + self.epsilon)


class RMSProp:
    """AdaGrad that forgets: a moving average of the squares instead of their sum (Tieleman and Hinton 2012)."""

    def __init__(self, learning_rate, decay=0.99, epsilon=1e-8):
        check_positive("learning_rate", learning_rate)
        check_share("decay", decay)
        check_not_negative("epsilon", epsilon)
        self.learning_rate = learning_rate
        self.decay = decay
        self.epsilon = epsilon
        self.squares = 0.0

    def step(self, params, grad):
        params, grad = check_step(params, grad)
        self.squares = self.decay * self.squares + (1 - self.decay) * grad**2
        return params - self.learning_rate * grad / (np.sqrt(self.squares) + self.epsilon)


@np.errstate(all="ignore")  # a run that explodes is shown by its path, not by a warning
def minimize(optimizer, gradient, start, n_steps):
    """Walk from `start` with a fresh optimizer.

    gradient : function, (d,) -> (d,)      start : (d,)      returns : the path, (n_steps + 1, d), start first
    A run that diverges goes on to the end: its last rows are inf or nan.
    """
    path = [check_start(start)]
    check_not_negative("n_steps", n_steps)
    for _ in range(n_steps):
        path.append(optimizer.step(path[-1], gradient(path[-1])))
    return np.array(path)


# 6. Schedules: the learning rate at a step, which counts from 0


def step_decay(initial, step, every, factor):
    """Multiplied by `factor` once every `every` steps."""
    check_schedule(initial, step, every=every, factor=factor)
    return initial * factor ** (step // every)


def exponential_decay(initial, step, factor):
    """Multiplied by `factor` at every step."""
    check_schedule(initial, step, factor=factor)
    return initial * factor**step


def cosine_annealing(initial, step, n_steps, final=0.0):
    """From `initial` at step 0 to `final` at n_steps along half a cosine wave (Loshchilov and Hutter 2017)."""
    check_schedule(initial, step, n_steps=n_steps)
    check_not_negative("final", final)
    return final + (initial - final) * (1 + np.cos(np.pi * step / n_steps)) / 2


def linear_warmup(initial, step, n_warmup):
    """From initial / n_warmup up to `initial` in n_warmup even steps, and constant from there."""
    check_schedule(initial, step, n_warmup=n_warmup)
    return initial * min(1, (step + 1) / n_warmup)


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


class Valley:
    """The bowl (x^2 + condition * y^2) / 2, turned by `turn` degrees; points are the last axis of any array."""

    minimum = np.zeros(2)

    def __init__(self, condition, turn=0.0, start=(-10.0, -1.0)):
        cosine, sine = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        rotation = np.array([[cosine, -sine], [sine, cosine]])
        self.hessian = rotation @ np.diag([1.0, condition]) @ rotation.T
        self.start = rotation @ start

    def height(self, points):
        return np.sum(points * self.gradient(points), axis=-1) / 2

    def gradient(self, points):
        return points @ self.hessian


class Himmelblau:
    """(x^2 + y - 11)^2 + (x + y^2 - 7)^2: four minima of height 0, this one at the lower left (Himmelblau 1972)."""

    minimum = np.array([-3.77931, -3.28319])
    start = np.array([-1.0, -1.0])

    def height(self, points):
        x, y = np.moveaxis(points, -1, 0)
        return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2

    def gradient(self, points):
        x, y = np.moveaxis(points, -1, 0)
        first, second = x * x + y - 11, x + y * y - 7
        return np.stack([4 * x * first + 2 * second, 2 * first + 4 * y * second], axis=-1)


RACERS = {
    "gradient descent": GradientDescent,
    "momentum": Momentum,
    "Nesterov": Nesterov,
    "AdaGrad": AdaGrad,
    "RMSProp": RMSProp,
}
TRACKS = {"valley": Valley(100), "turned valley": Valley(100, turn=45), "Himmelblau": Himmelblau()}


@np.errstate(all="ignore")
def steps_needed(optimizer, landscape, rates, n_steps, target):
    """Steps until the height is at most `target` and stays so up to n_steps, for each of the rates; inf if it is not.

    All rates run at once: a row of points for each, and the optimizer's learning rate is a column.
    """
    optimizer.learning_rate = rates[:, None]
    points = np.tile(landscape.start, (len(rates), 1))
    needed = np.zeros(len(rates))
    for step in range(n_steps + 1):
        outside = ~(landscape.height(points) <= target)  # nan counts as outside
        needed[outside] = step + 1
        points = optimizer.step(points, landscape.gradient(points))
    needed[needed > n_steps] = np.inf
    return needed


def best_rate(optimizer, landscape, rates, n_steps, target):
    """The rate that needs the fewest steps, and how many these are."""
    needed = steps_needed(optimizer, landscape, rates, n_steps, target)
    return rates[np.argmin(needed)], needed.min()


def show_the_ball(momentum):
    """README section 2: down w^2 from 1, with and without memory."""
    makers = {
        "gradient descent": GradientDescent(0.1),
        "momentum": Momentum(0.1, momentum),
        "Nesterov": Nesterov(0.1, momentum),
    }
    print(f"Down w^2 from 1, rate 0.1, momentum {momentum:g}:")
    print("  optimizer             step 1     step 2     step 3   lowest w   side changes in 100 steps")
    results = {}
    for name, optimizer in makers.items():
        w = minimize(optimizer, lambda w: 2 * w, [1.0], n_steps=100)[:, 0]
        changes = int(np.sum(w[1:] * w[:-1] < 0))
        print(f"  {name:16} {w[1]:11.6f} {w[2]:10.6f} {w[3]:10.6f} {w.min():10.6f} {changes:6d}")
        results[name] = {"w": w[:4], "lowest": w.min(), "side changes": changes}
    return {"ball": results}


def best_momentum(condition):
    """Rate and momentum that are best for curvatures from 1 to `condition` (Polyak 1964)."""
    root = np.sqrt(condition)
    return (2 / (root + 1)) ** 2, ((root - 1) / (root + 1)) ** 2


def show_when_momentum_wins():
    """README section 3: valleys from round to narrow, every optimizer with the best of 999 rates."""
    print("\nSteps until the height is a billionth of the start's, each with its best rate of 999:")
    print("  condition   gradient descent     momentum 0.9     Nesterov 0.9   best momentum")
    steps = {}
    for condition in (1, 10, 100, 1000):
        valley = Valley(condition, start=(1.0, 1.0))
        target, n_steps, found = 1e-9 * valley.height(valley.start), 300 + 4 * condition, []
        for optimizer, edge in ((GradientDescent(1), 2), (Momentum(1), 3.8), (Nesterov(1), 3.8)):
            rates = edge / condition * np.arange(1, 1000) / 1000
            found.append(best_rate(optimizer, valley, rates, n_steps, target))
        rate, momentum = best_momentum(condition)
        tuned = best_rate(Momentum(1, momentum), valley, np.array([rate]), n_steps, target)[1]
        told = "".join(f"{count:8.0f} ({rate:.5f})" for rate, count in found)
        print(f"  {condition:9d} {told} {tuned:5.0f} (momentum {momentum:.3f})")
        steps[condition] = [count for _, count in found] + [tuned]
    return {"steps by condition": steps}


def measured_edge(optimizer):
    """The largest of the rates 0.001, 0.002, ... with which 2000 steps down x^2 / 2 from 1 end nearer to 0."""
    rates = np.arange(1, 4000)[:, None] / 1000
    optimizer.learning_rate = rates  # all runs at once
    x = np.ones(rates.shape)
    with np.errstate(all="ignore"):
        for _ in range(2000):
            x = optimizer.step(x, x)
    return rates[np.abs(x) < 1].max()


def show_the_edges():
    """README section 3: how large the rate may be on a parabola."""
    print("\nLargest rate times curvature with which a run down a parabola still comes nearer:")
    edges = {name: measured_edge(RACERS[name](1)) for name in ("gradient descent", "momentum", "Nesterov")}
    for name, edge in edges.items():
        print(f"  {name:16} {edge:.2f}")
    return {"edges": edges}


def effective_rates(optimizer):
    """What AdaGrad or RMSProp multiplies each slope by, in 100 steps down the valley: (100, 2)."""
    point, rates = TRACKS["valley"].start, []
    for _ in range(100):
        point = optimizer.step(point, TRACKS["valley"].gradient(point))
        rates.append(optimizer.learning_rate / (np.sqrt(optimizer.squares) + optimizer.epsilon))
    return np.array(rates)


def show_the_rates():
    """README section 4: what a slope of 1 is worth, in each coordinate of the valley."""
    print("\nThe valley (x^2 + 100 y^2) / 2 from (-10, -1), rate 0.1. Effective rate of each coordinate:")
    print("   step    AdaGrad, x         y    RMSProp, x         y")
    rates = np.hstack([effective_rates(AdaGrad(0.1)), effective_rates(RMSProp(0.1))])  # (100, 4)
    for step in (1, 2, 10, 100):
        print("  {:5d} {:13.6f} {:9.6f} {:13.6f} {:9.6f}".format(step, *rates[step - 1]))
    return {"effective rates": rates}


def race():
    """{track: {racer: (best rate, steps)}}, to a height of 0.001, each racer with the best of 201 rates."""
    rates = np.logspace(-4, 0, 201)
    return {
        track: {name: best_rate(make(1), landscape, rates, 1000, 1e-3) for name, make in RACERS.items()}
        for track, landscape in TRACKS.items()
    }


def show_the_race(results):
    """README section 5: five optimizers on three tracks."""
    print("\nSteps until the height stays below 0.001, up to step 1000, each with its best rate of 201:")
    print("  optimizer               valley       turned valley        Himmelblau")
    for name in RACERS:
        told = "   ".join(f"{results[track][name][1]:5.0f} ({results[track][name][0]:8.5f})" for track in TRACKS)
        print(f"  {name:16} {told}")
    himmelblau, ends = TRACKS["Himmelblau"], []
    for name, make in RACERS.items():
        rate, _ = results["Himmelblau"][name]
        ends.append(minimize(make(rate), himmelblau.gradient, himmelblau.start, 1000)[-1])
    center, spread = np.mean(ends, axis=0), np.ptp(ends, axis=0).max()
    print(f"On Himmelblau all five end at {center.round(2)}: {spread < 0.01}")
    return {"race": results, "ends": ends}


def show_the_explosion():
    """README section 5: a rate too large for Himmelblau's function."""
    himmelblau, finite = TRACKS["Himmelblau"], {}
    print("\nOn Himmelblau's function after 1000 steps with the rate 0.02:")
    for name in ("gradient descent", "momentum", "Nesterov"):
        end = minimize(RACERS[name](0.02), himmelblau.gradient, himmelblau.start, n_steps=1000)[-1]
        finite[name] = bool(np.isfinite(end).all())
        print(f"  {name:16} {'still finite' if finite[name] else 'exploded'}")
    return {"finite": finite}


SCHEDULES = {
    "constant": lambda step: 0.5,
    "small constant": lambda step: 0.01,
    "step decay": lambda step: step_decay(0.5, step, every=25, factor=0.3),
    "exponential": lambda step: exponential_decay(0.5, step, factor=0.96),
    "cosine": lambda step: cosine_annealing(0.5, step, n_steps=100),
    "warm-up": lambda step: linear_warmup(0.5, step, n_warmup=20),
}


def noisy_distance(rate_at, n_steps, rng):
    """Root mean square distance from the bottom after n_steps down a round bowl with noisy slopes; 10,000 runs."""
    optimizer, points = GradientDescent(1), np.full((10_000, 2), 5.0)
    for step in range(n_steps):
        optimizer.learning_rate = rate_at(step)
        points = optimizer.step(points, points + rng.normal(size=points.shape))
    return np.sqrt(np.mean(np.sum(points**2, axis=1)))


def longest_step(rate_at):
    """The longest of 100 steps of RMSProp down w^2 from 10."""
    optimizer, path = RMSProp(1), [np.array([10.0])]
    for step in range(100):
        optimizer.learning_rate = rate_at(step)
        path.append(optimizer.step(path[-1], 2 * path[-1]))
    return np.abs(np.diff(path, axis=0)).max()


def show_the_schedules():
    """README section 6: rates over the steps, and what they do against noise."""
    print("\nA round bowl whose slopes are noisy, from (5, 5), 10,000 runs of 100 steps:")
    print("  schedule           rate at 0       at 25       at 50       at 99   typical distance at the end")
    distances = {}
    for name, rate_at in SCHEDULES.items():
        distances[name] = noisy_distance(rate_at, 100, np.random.default_rng(0))
        told = " ".join(f"{rate_at(step):11.5f}" for step in (0, 25, 50, 99))
        print(f"  {name:16} {told} {distances[name]:29.3f}")
    constant, warm = longest_step(lambda step: 0.1), longest_step(lambda step: linear_warmup(0.1, step, 20))
    print("RMSProp down w^2 from 10, rate 0.1. Longest step of 100:")
    print(f"  constant rate {constant:.4f}   warm-up over 20 steps {warm:.4f}")
    return {"distances": distances, "longest steps": {"constant": constant, "warm-up": warm}}


def step_lengths(optimizer, slopes):
    """How far the optimizer moves one number at each of these slopes."""
    return [abs(optimizer.step(0.0, slope)) for slope in slopes]


def draw_the_ball():
    """README section 2: how long the steps get on steady and on alternating slopes; and overshooting."""
    fig, (left, right) = plt.subplots(1, 2)
    steps = np.arange(1, 41)
    left.plot(steps, step_lengths(Momentum(1.0), np.ones(40)), "o-", markersize=4)
    left.plot(steps, step_lengths(Momentum(1.0), (-1.0) ** steps), "s--", markersize=4)
    left.text(40, 8, "slopes that agree", ha="right")
    left.text(40, 1, "slopes that alternate", ha="right")
    left.set(xlabel="step", ylabel="length, gradient descent = 1", title="Momentum 0.9: tenfold along, half across")
    for (name, make), look in zip(list(RACERS.items())[:3], ("-", "--", "-."), strict=True):
        right.plot(minimize(make(0.1), lambda w: 2 * w, [1.0], 60), look, label=name)
    right.set(xlabel="step", ylabel="w", title="Down $w^2$: the ball overshoots")
    right.legend(loc="upper right")
    return fig


def draw_the_range():
    """README section 3: steps needed on a parabola, for rates from tiny to too large."""
    fig, ax = plt.subplots()
    parabola, rates = Valley(1, start=(1.0, 0.0)), np.logspace(-3, np.log10(3.9), 400)
    for name, look in (("gradient descent", "-"), ("momentum", "--")):
        needed = steps_needed(RACERS[name](1), parabola, rates, 5000, 1e-9 * parabola.height(parabola.start))
        ax.loglog(rates, needed, look)
    ax.text(0.012, 1100, "gradient descent")
    ax.text(0.012, 120, "momentum 0.9")
    ax.set(xlabel="rate x curvature", ylabel="steps to a billionth of the height")
    ax.set_title("Momentum is equally fast for a wide range of curvatures")
    return fig


def draw_the_rates():
    """README section 4: the effective rates of the two coordinates."""
    fig, axes = plt.subplots(1, 2, sharey=True)
    for ax, optimizer in zip(axes, (AdaGrad(0.1), RMSProp(0.1)), strict=True):
        flat, steep = effective_rates(optimizer).T
        ax.semilogy(range(1, 101), flat)
        ax.semilogy(range(1, 101), steep, "--")
        ax.text(100, 1.15 * flat[-1], "x, flat", ha="right")
        ax.text(100, 1.15 * steep[-1], "y, steep", ha="right")
        ax.set_xlabel("step")
    axes[0].set(ylabel="effective rate", title="AdaGrad: the rates only fall")
    axes[1].set_title("RMSProp: the rates can rise again")
    return fig


def draw_the_race(results):
    """README section 5: a panel for each path, from the start to a height of 0.001, each racer with its best rate."""
    fig, axes = plt.subplots(3, 5, figsize=(9, 6), sharex="row", sharey="row")
    windows = {"valley": (-11, 4, -1.7, 1.7), "turned valley": (-9, 4, -9, 4), "Himmelblau": (-5, 0, -5, 0)}
    for row, (track, landscape) in zip(axes, TRACKS.items(), strict=True):
        left, right, low, high = windows[track]
        grid = np.stack(np.meshgrid(np.linspace(left, right, 100), np.linspace(low, high, 100)), axis=-1)
        heights = np.log(landscape.height(grid) + 0.1)
        for ax, (name, make) in zip(row, RACERS.items(), strict=True):
            rate, steps = results[track][name]
            path = minimize(make(rate), landscape.gradient, landscape.start, int(steps))
            ax.contour(grid[..., 0], grid[..., 1], heights, levels=4, cmap="Greys_r", alpha=0.4)
            ax.plot(*path.T, "o-", markersize=2, linewidth=0.8)
            ax.plot(*landscape.minimum, **BEST)
            ax.set(xlim=(left, right), ylim=(low, high), title=f"{steps:.0f} steps")
            ax.grid(visible=False)
        row[0].set_ylabel(f"{track}\ny")
    for top, bottom, name in zip(axes[0], axes[-1], RACERS, strict=True):
        top.set_title(f"{name}\n{top.get_title()}")
        bottom.set_xlabel("x")
    return fig


def draw_the_schedules(distances):
    """README section 6: the learning rate over the steps, and what came of it."""
    fig, axes = plt.subplots(2, 3, figsize=(9, 4.5), sharex=True, sharey=True)
    for ax, (name, rate_at) in zip(axes.flat, SCHEDULES.items(), strict=True):
        ax.plot([rate_at(step) for step in range(100)], drawstyle="steps-post")
        ax.set_title(f"{name}: distance {distances[name]:.2f}")
    for ax in axes[1]:
        ax.set_xlabel("step")
    for ax in axes[:, 0]:
        ax.set_ylabel("learning rate")
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


def check_positive(name, value):
    if not 0 < value < np.inf:
        raise ValueError(f"{name} must be positive and finite, got {value}")


def check_not_negative(name, value):
    if not 0 <= value < np.inf:
        raise ValueError(f"{name} must be finite, 0 or more, got {value}")


def check_share(name, value):
    if not 0 <= value < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, got {value}")


def check_step(params, grad):
    """Both as float arrays; raises ValueError unless they have one shape and are not empty. A nan passes."""
    params, grad = np.asarray(params, dtype=float), np.asarray(grad, dtype=float)
    if params.shape != grad.shape or params.size == 0:
        raise ValueError(f"params and grad must have one shape, not empty: got {params.shape} and {grad.shape}")
    return params, grad


def check_start(start):
    start = np.array(start, dtype=float)
    if start.ndim != 1 or start.size == 0 or not np.isfinite(start).all():
        raise ValueError(f"start must be (d,), not empty and finite, got shape {start.shape}: {start}")
    return start


def check_schedule(initial, step, **positive):
    """`positive` : the other arguments of a schedule, all of which must be above 0."""
    check_positive("initial", initial)
    check_not_negative("step", step)
    for name, value in positive.items():
        check_positive(name, value)


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 4: optimizers")
    parser.add_argument("--momentum", type=float, default=0.9, help="of the first run (0.9)")
    parser.add_argument("--redraw", action="store_true", help="replace the README's pictures in figures/")
    options = parser.parse_args(arguments)
    try:
        results = show_the_ball(options.momentum)
    except ValueError as error:
        parser.error(str(error))
    plt.rcParams.update(STYLE)
    results |= show_when_momentum_wins() | show_the_edges() | show_the_rates()
    results |= show_the_race(race()) | show_the_explosion() | show_the_schedules()
    figures = {
        "ball.png": draw_the_ball(),
        "range.png": draw_the_range(),
        "rates.png": draw_the_rates(),
        "race.png": draw_the_race(results["race"]),
        "schedules.png": draw_the_schedules(results["distances"]),
    }
    save_figures(figures, options.redraw)
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
