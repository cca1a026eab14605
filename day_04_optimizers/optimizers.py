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
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

FIGURES = Path(__file__).with_name("figures")


def check_number(name, value, low, high=np.inf, low_allowed=False):
    """Raises ValueError unless `value` is one number between low and high; low itself only where it is allowed."""
    is_number = np.ndim(value) == 0 and np.asarray(value).dtype.kind in "iuf"
    if not is_number or not (low < value < high or (low_allowed and value == low)):
        bounds = f"{'at least' if low_allowed else 'above'} {low} and below {high}"
        raise ValueError(f"{name} must be a number {bounds}, got {value}")


def check_count(name, value, least):
    if not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value}")


# 2. Momentum


class GradientDescent:
    """Steps straight against the gradient, as on day 3: params - learning_rate * grad."""

    def __init__(self, learning_rate):
        check_number("learning_rate", learning_rate, 0)
        self.learning_rate = learning_rate  # may be changed between steps: that is what a schedule does
        self.shape = None  # of the parameters; known from the first step on

    def step(self, params, grad):
        """The new parameters; neither argument is changed.

        params, grad : equal shapes, the same in every step      returns : that shape
        Raises ValueError on other shapes and on empty arrays. A nan in grad stays a nan in its place.
        """
        params, grad = np.asarray(params, dtype=float), np.asarray(grad, dtype=float)
        if params.shape != grad.shape or params.size == 0:
            raise ValueError(f"params and grad must have one shape, not empty: got {params.shape} and {grad.shape}")
        if self.shape not in (None, params.shape):
            raise ValueError(f"params had shape {self.shape} before, now {params.shape}: take a new optimizer")
        self.shape = params.shape
        return params - self.learning_rate * self.direction(grad)

    def direction(self, grad):
        """What is stepped against; the optimizers below change only this."""
        return grad


class Momentum(GradientDescent):
    """A heavy ball: the velocity keeps a share `momentum` of itself and adds the gradient (Polyak 1964)."""

    def __init__(self, learning_rate, momentum=0.9):
        super().__init__(learning_rate)
        check_number("momentum", momentum, 0, 1, low_allowed=True)
        self.momentum = momentum
        self.velocity = 0.0

    def direction(self, grad):
        self.velocity = self.momentum * self.velocity + grad
        return self.velocity


class Nesterov(Momentum):
    """Momentum that counts the coming push as well: against grad + momentum * velocity (Nesterov 1983)."""

    def direction(self, grad):
        return grad + self.momentum * super().direction(grad)


# 4. A rate for every number


class AdaGrad(GradientDescent):
    """Divides every entry by the root of the sum of all its squared gradients (Duchi, Hazan and Singer 2011)."""

    def __init__(self, learning_rate, epsilon=1e-10):
        super().__init__(learning_rate)
        check_number("epsilon", epsilon, 0, low_allowed=True)
        self.epsilon = epsilon
        self.squares = 0.0

    def direction(self, grad):
        self.squares = self.squares + grad**2
        return grad / (np.sqrt(self.squares) + self.epsilon)


class RMSProp(AdaGrad):
    """AdaGrad that forgets: a moving average of the squares instead of their sum (Tieleman and Hinton 2012)."""

    def __init__(self, learning_rate, decay=0.99, epsilon=1e-8):
        super().__init__(learning_rate, epsilon)
        check_number("decay", decay, 0, 1, low_allowed=True)
        self.decay = decay

    def direction(self, grad):
        self.squares = self.decay * self.squares + (1 - self.decay) * grad**2
        return grad / (np.sqrt(self.squares) + self.epsilon)


def minimize(optimizer, gradient, start, n_steps):
    """Walk from `start` with a fresh optimizer.

    gradient : function, (d,) -> (d,)      start : (d,)      returns : the path, (n_steps + 1, d), start first
    A run that diverges goes on to the end, silently: its last rows are inf or nan.
    """
    start = np.array(start, dtype=float)
    if start.ndim != 1 or start.size == 0 or not np.isfinite(start).all():
        raise ValueError(f"start must be (d,), finite, d > 0: got shape {start.shape}, {start}")
    check_count("n_steps", n_steps, least=0)
    path = [start]
    with np.errstate(all="ignore"):
        for _ in range(n_steps):
            path.append(optimizer.step(path[-1], gradient(path[-1].copy())))
    return np.array(path)


# 6. Schedules: the learning rate at a step, which counts from 0


def check_schedule(initial, step, **counts):
    check_number("initial", initial, 0)
    check_count("step", step, least=0)
    for name, value in counts.items():
        check_count(name, value, least=1)


def step_decay(initial, step, every, factor):
    """Multiplied by `factor` once every `every` steps."""
    check_schedule(initial, step, every=every)
    check_number("factor", factor, 0)
    return initial * factor ** (step // every)


def exponential_decay(initial, step, factor):
    """Multiplied by `factor` at every step."""
    return step_decay(initial, step, 1, factor)


def cosine_annealing(initial, step, n_steps, final=0.0):
    """From `initial` down to `final` at n_steps along half a wave, and up again beyond (Loshchilov and Hutter 2017)."""
    check_schedule(initial, step, n_steps=n_steps)
    check_number("final", final, 0, low_allowed=True)
    return final + (initial - final) * (1 + np.cos(np.pi * step / n_steps)) / 2


def linear_warmup(initial, step, n_warmup):
    """From initial / n_warmup up to `initial` in n_warmup even steps, and constant from there."""
    check_schedule(initial, step, n_warmup=n_warmup)
    return initial * min(1, (step + 1) / n_warmup)


# What the README shows


class Valley:
    """The bowl (x^2 + condition * y^2) / 2, turned by `turn` degrees; points are the last axis of any array."""

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
    """(x^2 + y - 11)^2 + (x + y^2 - 7)^2: four minima of height 0 (Himmelblau 1972)."""

    start = np.array([-1.0, -1.0])

    def height(self, points):
        x, y = np.moveaxis(points, -1, 0)
        return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2

    def gradient(self, points):
        x, y = np.moveaxis(points, -1, 0)
        first, second = x * x + y - 11, x + y * y - 7
        return np.stack([4 * x * first + 2 * second, 2 * first + 4 * y * second], axis=-1)


def best_rate(optimizer, landscape, rates, n_steps, target):
    """The rate that gets below the height `target` for good in the fewest steps: best rate, steps (inf if none does).

    All rates run at once: one row of points for each, and `learning_rate` is a column.
    """
    optimizer.learning_rate = rates[:, None]
    points, arrival = np.tile(landscape.start, (len(rates), 1)), np.zeros(len(rates))
    with np.errstate(all="ignore"):
        for step in range(n_steps + 1):
            outside = ~(landscape.height(points) <= target)  # nan counts as outside
            arrival[outside] = step + 1
            points = optimizer.step(points, landscape.gradient(points))
    arrival[arrival > n_steps] = np.inf
    return rates[np.argmin(arrival)], arrival.min()


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
        target, found = 1e-9 * valley.height(valley.start), []
        for optimizer, edge in ((GradientDescent(1), 2), (Momentum(1), 3.8), (Nesterov(1), 3.8)):
            rates = edge / condition * np.arange(1, 1000) / 1000
            found.append(best_rate(optimizer, valley, rates, 300 + 4 * condition, target))
        rate, momentum = best_momentum(condition)
        tuned = best_rate(Momentum(1, momentum), valley, np.array([rate]), 300 + 4 * condition, target)[1]
        told = "".join(f"{count:8.0f} ({rate:.5f})" for rate, count in found)
        print(f"  {condition:9d} {told} {tuned:5.0f} (momentum {momentum:.3f})")
        steps[condition] = [count for _, count in found] + [tuned]
    return {"steps by condition": steps}


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


RACERS = {
    "gradient descent": GradientDescent,
    "momentum": Momentum,
    "Nesterov": Nesterov,
    "AdaGrad": AdaGrad,
    "RMSProp": RMSProp,
}
TRACKS = {"valley": Valley(100), "turned valley": Valley(100, turn=45), "Himmelblau": Himmelblau()}


def race():
    """{track: {racer: (best rate, steps)}}, to a height of 0.001, each racer with the best of 201 rates."""
    rates = np.logspace(-4, 0, 201)
    return {
        track: {name: best_rate(make(1), landscape, rates, 1000, 1e-3) for name, make in RACERS.items()}
        for track, landscape in TRACKS.items()
    }


def show_the_race(results):
    """README section 5: five optimizers on three tracks."""
    print("\nSteps until the height is below 0.001 for good, each with its best rate of 201:")
    print("  optimizer               valley       turned valley        Himmelblau")
    for name in RACERS:
        told = "   ".join(f"{results[track][name][1]:5.0f} ({results[track][name][0]:8.5f})" for track in TRACKS)
        print(f"  {name:16} {told}")
    himmelblau = TRACKS["Himmelblau"]
    runs = (make(results["Himmelblau"][name][0]) for name, make in RACERS.items())
    ends = [minimize(run, himmelblau.gradient, himmelblau.start, 1000)[-1] for run in runs]
    center, spread = np.mean(ends, axis=0), np.ptp(ends, axis=0).max()
    print(f"On Himmelblau all five end at {center.round(2)}: {spread < 0.01}")
    return {"race": results, "ends": ends}


def noisy_distance(rate_at, n_steps, rng):
    """Mean squared distance from the bottom after n_steps down a round bowl whose gradient is noisy; 10000 runs."""
    optimizer, points = GradientDescent(1), np.full((10_000, 2), 5.0)
    for step in range(n_steps):
        optimizer.learning_rate = rate_at(step)
        points = optimizer.step(points, points + rng.normal(size=points.shape))
    return np.mean(np.sum(points**2, axis=1))


SCHEDULES = {
    "constant": lambda step: 0.5,
    "constant, small": lambda step: 0.01,
    "step decay": lambda step: step_decay(0.5, step, every=25, factor=0.3),
    "exponential": lambda step: exponential_decay(0.5, step, factor=0.96),
    "cosine": lambda step: cosine_annealing(0.5, step, n_steps=100),
    "warm-up": lambda step: linear_warmup(0.5, step, n_warmup=20),
}


def show_the_schedules():
    """README section 6: rates over the steps, and what they do against noise."""
    print("\nA round bowl whose slopes are noisy, from (5, 5), 10000 runs of 100 steps:")
    print("  schedule           rate at 0       at 25       at 50       at 99   mean squared distance")
    distances = {}
    for name, rate_at in SCHEDULES.items():
        distances[name] = noisy_distance(rate_at, 100, np.random.default_rng(0))
        told = " ".join(f"{rate_at(step):11.5f}" for step in (0, 25, 50, 99))
        print(f"  {name:16} {told} {distances[name]:23.4f}")
    longest = {}
    for name, rate_at in (("constant", lambda step: 0.1), ("warm-up", lambda step: linear_warmup(0.1, step, 20))):
        optimizer, path = RMSProp(0.1), [np.array([10.0])]
        for step in range(100):
            optimizer.learning_rate = rate_at(step)
            path.append(optimizer.step(path[-1], 2 * path[-1]))
        longest[name] = np.abs(np.diff(path, axis=0)).max()
    print("RMSProp down w^2 from 10, rate 0.1. Longest step of 100:")
    print(f"  constant rate {longest['constant']:.4f}   warm-up over 20 steps {longest['warm-up']:.4f}")
    return {"distances": distances, "longest steps": longest}


def save_figure(fig, name):
    FIGURES.mkdir(exist_ok=True)
    fig.savefig(FIGURES / name, dpi=110)
    plt.close(fig)
    print(f"figure: figures/{name}")


def draw_the_ball():
    """README sections 2 and 4: overshooting, and the effective rates of the two coordinates."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for name, make in list(RACERS.items())[:3]:
        left.plot(minimize(make(0.1), lambda w: 2 * w, [1.0], 60), label=name)
    left.set(xlabel="step", ylabel="w", title="down $w^2$, rate 0.1")
    for name, color in (("AdaGrad", "tab:red"), ("RMSProp", "tab:purple")):
        for rates, letter, style in zip(effective_rates(RACERS[name](0.1)).T, "xy", ("-", "--"), strict=True):
            right.semilogy(range(1, 101), rates, style, color=color, label=f"{name}, {letter}")
    right.set(xlabel="step", ylabel="effective rate", title="a rate for every number")
    for ax in (left, right):
        ax.grid(alpha=0.3)
        ax.legend(fontsize=8)
    save_figure(fig, "memory.png")


def draw_the_race(results):
    """README section 5: the paths on the three tracks, each racer with its best rate."""
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.4), layout="constrained")
    windows = {"valley": (-11, 4, -1.6, 1.6), "turned valley": (-9, 4, -9, 4), "Himmelblau": (-5, 5, -5, 5)}
    for ax, (track, landscape) in zip(axes, TRACKS.items(), strict=True):
        left, right, low, high = windows[track]
        grid = np.stack(np.meshgrid(np.linspace(left, right, 150), np.linspace(low, high, 150)), axis=-1)
        ax.contour(grid[..., 0], grid[..., 1], np.log(landscape.height(grid) + 0.1), levels=12, alpha=0.4)
        for name, make in RACERS.items():
            path = minimize(make(results[track][name][0]), landscape.gradient, landscape.start, 80)
            ax.plot(*path.T, ".-", markersize=3, linewidth=0.8, label=name)
        ax.set(xlabel="x", title=track, xlim=(left, right), ylim=(low, high))
        ax.grid(alpha=0.3)
    axes[0].set_ylabel("y")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=5, fontsize=8)
    save_figure(fig, "race.png")


def draw_the_schedules():
    """README section 6: the learning rate over the steps."""
    fig, ax = plt.subplots(figsize=(9, 3.4), layout="constrained")
    for name, rate_at in SCHEDULES.items():
        style = {"color": "black", "linestyle": ":", "zorder": 3} if name == "constant" else {}
        ax.plot([rate_at(step) for step in range(100)], drawstyle="steps-post", label=name, **style)
    ax.set(xlabel="step", ylabel="learning rate", title="schedules")
    ax.grid(alpha=0.3)
    fig.legend(loc="outside right center", fontsize=8)
    save_figure(fig, "schedules.png")


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Day 4: optimizers")
    parser.add_argument("--momentum", type=float, default=0.9, help="of the first run (0.9)")
    options = parser.parse_args(arguments)
    try:
        results = show_the_ball(options.momentum)
    except ValueError as error:
        parser.error(str(error))
    results |= show_when_momentum_wins() | show_the_rates() | show_the_race(race()) | show_the_schedules()
    draw_the_ball()
    draw_the_race(results["race"])
    draw_the_schedules()
    return results


if __name__ == "__main__":
    main(sys.argv[1:])
