"""Natural wrong answers to day 2's exercises, and what the judge must say of each."""

import math

import numpy as np
from wrong import wrong


@wrong("numerical_curvature", "divide by h squared, not by h")
def curvature_over_h(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h


@wrong("numerical_curvature", "divide by h squared, not by (2h) squared")
def curvature_over_2h_squared(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / (2 * h) ** 2


@wrong("numerical_curvature", "put the three values in parentheses")
def curvature_without_parentheses(f, x, h):
    return f(x + h) - 2 * f(x) + f(x - h) / h**2


@wrong("numerical_curvature", "`/ h * h` divides and multiplies again")
def curvature_divided_and_multiplied(f, x, h):
    return (f(x + h) - 2 * f(x) + f(x - h)) / h * h


@wrong("numerical_curvature", "the neighbors are h away, not 2h")
def curvature_by_the_central_slope_twice(f, x, h):
    def slope(x):
        return (f(x + h) - f(x - h)) / (2 * h)

    return (slope(x + h) - slope(x - h)) / (2 * h)


@wrong("numerical_curvature", "one neighbor on each side")
def curvature_by_the_forward_slope_twice(f, x, h):
    def slope(x):
        return (f(x + h) - f(x)) / h

    return (slope(x + h) - slope(x)) / h


@wrong("numerical_curvature", "that is the first derivative")
def curvature_as_the_slope(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


@wrong("numerical_curvature", "did you forget `return`?")
def curvature_kept_to_itself(f, x, h):
    curvature = (f(x + h) - 2 * f(x) + f(x - h)) / h**2  # noqa: F841


def diagnosis(path, zigzag, explode=None):
    steps = np.diff(path)
    if not np.isfinite(path[-1]) or (abs(steps[-1]) > abs(steps[0]) if explode is None else explode):
        return "explodes"
    if not steps.any():
        return "rests"
    return "zigzags" if zigzag else "rolls"


def turns(steps):
    return np.any(np.sign(steps[1:]) * np.sign(steps[:-1]) < 0)


@wrong("diagnose", "look at the steps, not at the sides")
def diagnose_by_sides(path):
    return diagnosis(path, np.any(np.sign(path[1:]) * np.sign(path[:-1]) < 0))


@wrong("diagnose", "compare the steps, not the entries")
def diagnose_by_the_size_of_the_entries(path):
    return diagnosis(path, turns(np.diff(path)), abs(path[-1]) > abs(path[0]))


@wrong("diagnose", "only the last step is compared with the first")
def diagnose_by_any_longer_step(path):
    steps = np.abs(np.diff(path))
    return diagnosis(path, turns(np.diff(path)), np.any(steps[1:] > steps[:-1]))


@wrong("diagnose", "somewhere is enough")
def diagnose_by_the_last_two_steps(path):
    return diagnosis(path, turns(np.diff(path)[-2:]))


@wrong("diagnose", "somewhere is enough")
def diagnose_if_all_steps_turn(path):
    steps = np.sign(np.diff(path))
    return diagnosis(path, np.all(steps[1:] * steps[:-1] < 0))


@wrong("diagnose", "a step of 0 has no direction")
def diagnose_with_zero_as_a_turn(path):
    steps = np.diff(path)
    return diagnosis(path, np.any(steps[1:] * steps[:-1] <= 0))


@wrong("diagnose", "a step of 0 lies between them")
def diagnose_without_the_zero_steps(path):
    steps = np.diff(path)
    return diagnosis(path, turns(steps[steps != 0]))


@wrong("diagnose", "the ends are equal, but it moves all the time")
def diagnose_rest_by_the_ends(path):
    if path[0] == path[-1]:
        return "rests"
    return diagnosis(path, turns(np.diff(path)))


@wrong("diagnose", "steps of one length do not explode")
def diagnose_with_equal_steps(path):
    steps = np.abs(np.diff(path))
    return diagnosis(path, turns(np.diff(path)), steps[-1] >= steps[0] > 0)


@wrong("diagnose", "-inf is not finite either")
def diagnose_with_inf_on_one_side(path):
    if path[-1] == np.inf or np.isnan(path[-1]):
        return "explodes"
    steps = np.diff(path)
    if abs(steps[-1]) > abs(steps[0]):
        return "explodes"
    return "rests" if not steps.any() else "zigzags" if turns(steps) else "rolls"


@wrong("diagnose", "nan is not longer than anything")
def diagnose_without_nan(path):
    steps = np.diff(path)
    if abs(steps[-1]) > abs(steps[0]) or np.isinf(path[-1]):
        return "explodes"
    return "rests" if not steps.any() else "zigzags" if turns(steps) else "rolls"


def needed(distance, target, factor):
    if distance <= target:
        return 0
    if factor >= 1:
        return float("inf")
    return 1 if factor == 0 else math.log(target / distance) / math.log(factor)


@wrong("steps_needed", "round up")
def steps_rounded_down(distance, target, curvature, learning_rate):
    return int(needed(distance, target, abs(1 - learning_rate * curvature)))


@wrong("steps_needed", "that is not a whole number of steps")
def steps_not_rounded(distance, target, curvature, learning_rate):
    return needed(distance, target, abs(1 - learning_rate * curvature))


@wrong("steps_needed", "`target` is a distance, not a share")
def steps_to_a_share(distance, target, curvature, learning_rate):
    return math.ceil(needed(1, target, abs(1 - learning_rate * curvature)))


@wrong("steps_needed", "`target` is a distance from the minimum, not a height")
def steps_to_a_height(distance, target, curvature, learning_rate):
    return math.ceil(needed(curvature / 2 * distance**2, target, (1 - learning_rate * curvature) ** 2))


@wrong("steps_needed", "the factor is 1 - learning_rate * curvature, without a 2")
def steps_with_a_two(distance, target, curvature, learning_rate):
    return math.ceil(needed(distance, target, abs(1 - 2 * learning_rate * curvature)))


@wrong("steps_needed", "exactly `target` is near enough")
def steps_until_below_the_target(distance, target, curvature, learning_rate):
    steps = needed(distance, target, abs(1 - learning_rate * curvature))
    return steps if isinstance(steps, int) or math.isinf(steps) else math.floor(steps) + 1


@wrong("steps_needed", "it starts exactly at `target`")
def steps_with_a_strict_start(distance, target, curvature, learning_rate):
    factor = abs(1 - learning_rate * curvature)
    if distance < target:
        return 0
    if factor >= 1:
        return math.inf
    return 1 if factor == 0 else math.ceil(math.log(target / distance) / math.log(factor))


@wrong("steps_needed", "stopped with ValueError")
def steps_without_the_size(distance, target, curvature, learning_rate):
    return math.ceil(needed(distance, target, 1 - learning_rate * curvature))


@wrong("steps_needed", "it bounces forever")
def steps_beyond_the_edge_alone(distance, target, curvature, learning_rate):
    if distance <= target:
        return 0
    if abs(1 - learning_rate * curvature) > 1:
        return math.inf
    with np.errstate(all="ignore"):
        steps = np.ceil(np.log(target / distance) / np.log(abs(1 - learning_rate * curvature)))
    return max(1, int(steps)) if np.isfinite(steps) else steps


@wrong("steps_needed", "a number of steps is an integer")
def steps_as_a_float(distance, target, curvature, learning_rate):
    return np.ceil(needed(distance, target, abs(1 - learning_rate * curvature)))


@wrong("steps_needed", "stopped after 2 seconds: is there a loop that never ends?")
def steps_counted_one_by_one(distance, target, curvature, learning_rate):
    if abs(1 - learning_rate * curvature) >= 1 and distance > target:
        return math.inf
    steps = 0
    while distance > target:
        distance *= abs(1 - learning_rate * curvature)
        steps += 1
    return steps


def backtrack(f, gradient, x, rate, good):
    slope = gradient(x)
    for _ in range(1100):
        new = x - rate * slope
        if good(f(new), f(x), rate * slope**2):
            break
        rate /= 2
    return new


@wrong("backtracking_step", "the step must gain rate * slope^2 / 4")
def backtracking_to_no_higher(f, gradient, x, learning_rate):
    return backtrack(f, gradient, x, learning_rate, lambda new, old, gain: new <= old)


@wrong("backtracking_step", "some gain is not enough")
def backtracking_to_lower(f, gradient, x, learning_rate):
    return backtrack(f, gradient, x, learning_rate, lambda new, old, gain: new < old or gain == 0)


@wrong("backtracking_step", "a quarter of rate * slope^2 is due, not a half")
def backtracking_to_half_the_gain(f, gradient, x, learning_rate):
    return backtrack(f, gradient, x, learning_rate, lambda new, old, gain: new <= old - gain / 2)


@wrong("backtracking_step", "it has hardly moved")
def backtracking_to_the_whole_gain(f, gradient, x, learning_rate):
    return backtrack(f, gradient, x, learning_rate, lambda new, old, gain: new <= old - gain)


@wrong("backtracking_step", "it has hardly moved")
def backtracking_uphill(f, gradient, x, learning_rate):
    return backtrack(f, lambda x: -gradient(x), x, learning_rate, lambda new, old, gain: new <= old - gain / 4)


@wrong("backtracking_step", "is good enough: <=, not <")
def backtracking_strictly(f, gradient, x, learning_rate):
    return backtrack(f, gradient, x, learning_rate, lambda new, old, gain: new < old - gain / 4 or gain == 0)


@wrong("backtracking_step", "nan is never good")
def backtracking_onto_nan(f, gradient, x, learning_rate):
    return backtrack(f, gradient, x, learning_rate, lambda new, old, gain: not new > old - gain / 4)


@wrong("backtracking_step", "the first rate is good already")
def backtracking_halved_at_once(f, gradient, x, learning_rate):
    return backtrack(f, gradient, x, learning_rate / 2, lambda new, old, gain: new <= old - gain / 4)


@wrong("backtracking_step", "stopped after 2 seconds: is there a loop that never ends?")
def backtracking_with_a_gain_that_does_not_shrink(f, gradient, x, learning_rate):
    rate, slope = learning_rate, gradient(x)
    wanted = f(x) - rate * slope**2 / 4
    while not f(x - rate * slope) <= wanted:
        rate /= 2
    return x - rate * slope


def order(e1, e2, e3):
    return np.log(e3 / e2) / np.log(e2 / e1)


@wrong("convergence_order", "take distances to the minimum, not the entries")
def order_of_the_entries(path, minimum):
    path = path[path != minimum]
    return order(*path[-3:])


@wrong("convergence_order", "take distances to the minimum, not the lengths of steps")
def order_of_the_steps(path, minimum):
    steps = np.abs(np.diff(path))
    return order(*steps[steps > 0][-3:])


@wrong("convergence_order", "take the last three distances, not the first three")
def order_at_the_beginning(path, minimum):
    distances = np.abs(path - minimum)
    return order(*distances[distances > 0][:3])


@wrong("convergence_order", "take the last three distances, not a line through all")
def order_by_a_line(path, minimum):
    distances = np.abs(path - minimum)
    logs = np.log(distances[distances > 0])
    return np.polyfit(logs[:-1], logs[1:], 1)[0]


@wrong("convergence_order", "so that the c cancels")
def order_without_ratios(path, minimum):
    distances = np.abs(path - minimum)
    e2, e3 = distances[distances > 0][-2:]
    return np.log(e3) / np.log(e2)


@wrong("convergence_order", "the distance is a size")
def order_with_signs(path, minimum):
    distances = path - minimum
    return order(*distances[distances != 0][-3:])


@wrong("convergence_order", "a distance of 0 does not count")
def order_with_zeros(path, minimum):
    return order(*np.abs(path - minimum)[-3:])


@wrong("convergence_order", "only distances of exactly 0 are left out")
def order_without_tiny_distances(path, minimum):
    distances = np.abs(path - minimum)
    return order(*distances[distances > 1e-12][-3:])


def polyak(f, gradient, start, lowest, n_steps, step):
    path = [start]
    for _ in range(n_steps):
        x = path[-1]
        path.append(x - step(f(x) - lowest, gradient(x)))
    return np.array(path)


def divided(a, b):
    return 0.0 if b == 0 else a / b


@wrong("polyak_descent", "the rate has the slope squared at the bottom")
def polyak_over_the_slope(f, gradient, start, lowest, n_steps):
    return polyak(f, gradient, start, lowest, n_steps, lambda height, slope: divided(height, slope) * slope)


@wrong("polyak_descent", "the rate is the whole (f(x) - lowest) / slope^2, not half of it")
def polyak_halved(f, gradient, start, lowest, n_steps):
    return polyak(f, gradient, start, lowest, n_steps, lambda height, slope: divided(height, 2 * slope))


@wrong("polyak_descent", "`lowest` is not subtracted")
def polyak_above_zero(f, gradient, start, lowest, n_steps):
    return polyak(f, gradient, start, 0, n_steps, lambda height, slope: divided(height, slope))


@wrong("polyak_descent", "the step goes against the slope")
def polyak_uphill(f, gradient, start, lowest, n_steps):
    return polyak(f, gradient, start, lowest, n_steps, lambda height, slope: -divided(height, slope))


@wrong("polyak_descent", "the step is the rate times the slope")
def polyak_with_the_rate_as_the_step(f, gradient, start, lowest, n_steps):
    return polyak(f, gradient, start, lowest, n_steps, lambda height, slope: divided(height, slope**2))


@wrong("polyak_descent", "the rate must be computed anew in each step")
def polyak_with_one_rate(f, gradient, start, lowest, n_steps):
    rate = divided(f(start) - lowest, gradient(start) ** 2)
    return polyak(f, gradient, start, lowest, n_steps, lambda height, slope: rate * slope)


@wrong("polyak_descent", "0/0 is nan: stay there")
def polyak_at_the_bottom(f, gradient, start, lowest, n_steps):
    return polyak(f, gradient, start, lowest, n_steps, lambda height, slope: np.divide(height, slope))


@wrong("polyak_descent", "the path goes on when it stands")
def polyak_with_a_break(f, gradient, start, lowest, n_steps):
    path = [start]
    for _ in range(n_steps):
        if gradient(path[-1]) == 0:
            break
        path.append(path[-1] - (f(path[-1]) - lowest) / gradient(path[-1]))
    return np.array(path)


def guarded(gradient, curvature, low, high, n_steps=40, tolerance=0.0, shortest=0.5, wanted=0.0):
    x, last = (low + high) / 2, high - low
    for _ in range(n_steps):
        slope, bend = gradient(x), curvature(x)
        if abs(slope) <= tolerance:
            break
        low, high = (x, high) if slope < 0 else (low, x)
        new = x - slope / bend if bend > wanted else low
        if not low < new < high or abs(new - x) > shortest * last:
            new = (low + high) / 2
        x, last = new, abs(new - x)
    return x


@wrong("safe_newton", "it crawls")
def newton_that_stays_inside(gradient, curvature, low, high):
    return guarded(gradient, curvature, low, high, shortest=math.inf)


@wrong("safe_newton", "it is right, but too slow")
def newton_that_takes_its_time(gradient, curvature, low, high):
    return guarded(gradient, curvature, low, high, n_steps=1000, shortest=math.inf)


@wrong("safe_newton", "it is right, but too slow")
def newton_that_asks_twice(gradient, curvature, low, high):
    return guarded(lambda x: (gradient(x) + gradient(x)) / 2, curvature, low, high)


@wrong("safe_newton", "stopped with ZeroDivisionError")
def newton_with_any_curvature(gradient, curvature, low, high):
    return guarded(gradient, curvature, low, high, wanted=-math.inf)


@wrong("safe_newton", "it stops too early where the curve is flat")
def newton_that_stops_on_a_small_slope(gradient, curvature, low, high):
    return guarded(gradient, curvature, low, high, tolerance=1e-10)


@wrong("safe_newton", "that is the valley of the other side")
def newton_alone(gradient, curvature, low, high):
    x = (low + high) / 2
    for _ in range(40):
        x = x - gradient(x) / curvature(x)
    return x


@wrong("safe_newton", "that is the hilltop")
def newton_from_the_low_end(gradient, curvature, low, high):
    x = low
    for _ in range(40):
        x = x - gradient(x) / curvature(x)
    return x


@wrong("safe_newton", "stuck at an end of the interval")
def newton_clipped(gradient, curvature, low, high):
    x = (low + high) / 2
    for _ in range(40):
        x = min(max(x - gradient(x) / curvature(x), low), high)
    return x


@wrong("safe_newton", "a Newton step gains far more than halving")
def newton_by_halving(gradient, curvature, low, high):
    for _ in range(40):
        x = (low + high) / 2
        low, high = (x, high) if gradient(x) < 0 else (low, x)
    return (low + high) / 2


@wrong("best_rates", "that is the edge of divergence")
def rates_at_the_edge(low, high, n):
    return np.full(n, 2 / high)


@wrong("best_rates", "the middle of 1/low and 1/high is too large")
def rates_of_equal_spacing(low, high, n):
    angles = (np.arange(n) + 0.5) * np.pi / n
    return (1 / low + 1 / high) / 2 - (1 / low - 1 / high) / 2 * np.cos(angles)


@wrong("best_rates", "the best single rate, used twice")
def rates_all_alike(low, high, n):
    return np.full(n, 2 / (low + high))


@wrong("best_rates", "those are best at the two ends alone")
def rates_from_end_to_end(low, high, n):
    return np.array([2 / (low + high)]) if n == 1 else 1 / np.linspace(high, low, n)


@wrong("best_rates", "the geometric mean")
def rates_of_equal_ratios(low, high, n):
    return 1 / np.exp(np.log(high) + (np.arange(n) + 0.5) / n * np.log(low / high))


@wrong("best_rates", "smallest rate first")
def rates_from_large_to_small(low, high, n):
    return rates(low, high, n)[::-1]


@wrong("best_rates", "take the reciprocal")
def curvatures_for_rates(low, high, n):
    return 1 / rates(low, high, n)


@wrong("best_rates", "that is best for the largest curvature alone")
def rates_without_the_half(low, high, n):
    angles = np.arange(n) * np.pi / n
    return 1 / ((high + low) / 2 + (high - low) / 2 * np.cos(angles))


@wrong("best_rates", "an array of n rates, please")
def rates_as_one_number(low, high, n):
    return 2 / (low + high) if n == 1 else rates(low, high, n)


def rates(low, high, n):
    angles = (np.arange(n) + 0.5) * np.pi / n
    return 1 / ((high + low) / 2 + (high - low) / 2 * np.cos(angles))
