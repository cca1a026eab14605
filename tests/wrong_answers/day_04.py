"""Natural wrong answers to day 4's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


def averages(values, decay, share, average=0.0):
    path = []
    for value in values:
        average = decay * average + share * value
        path.append(average)
    return np.array(path)


@wrong("moving_average", "decay belongs to the old average")
def moving_average_swapped(values, decay):
    return averages(values, 1 - decay, decay)


@wrong("moving_average", "the new value must be multiplied by 1 - decay")
def moving_average_as_a_velocity(values, decay):
    return averages(values, decay, 1)


@wrong("moving_average", "the average starts at 0, not at the first value")
def moving_average_from_the_first_value(values, decay):
    return averages(values, decay, 1 - decay, values[0])


@wrong("moving_average", "average the values themselves, not their squares")
def moving_average_of_squares(values, decay):
    return averages(values**2, decay, 1 - decay)


@wrong("moving_average", "the start from 0 is not corrected for here")
def moving_average_corrected(values, decay):
    return averages(values, decay, 1 - decay) / (1 - decay ** np.arange(1, len(values) + 1))


@wrong("moving_average", "one average after each value, without the 0")
def moving_average_with_the_start(values, decay):
    return np.append(0.0, averages(values, decay, 1 - decay))


@wrong("moving_average", "the average after each value, not before it")
def moving_average_one_late(values, decay):
    return np.append(0.0, averages(values, decay, 1 - decay))[:-1]


@wrong("moving_average", "that is the plain mean")
def moving_average_of_all_so_far(values, decay):
    return np.cumsum(values) / np.arange(1, len(values) + 1)


@wrong("moving_average", "changed its input")
def moving_average_in_place(values, decay):
    values[0] *= 1 - decay
    for i in range(1, len(values)):
        values[i] = decay * values[i - 1] + (1 - decay) * values[i]
    return values


def wave(initial, share):
    return initial * (1 + np.cos(np.pi * share)) / 2


@wrong("warm_restarts", "it must start again every period")
def restarts_forgotten(initial, step, period):
    return wave(initial, step / period)


@wrong("warm_restarts", "it stays at 0 after the first period")
def restarts_held_at_the_end(initial, step, period):
    return wave(initial, min(step / period, 1))


@wrong("warm_restarts", "the share of the period is step / period")
def restarts_that_reach_zero(initial, step, period):
    return wave(initial, step % period / max(period - 1, 1))


@wrong("warm_restarts", "a whole wave fits into the period")
def restarts_of_a_whole_wave(initial, step, period):
    return wave(initial, 2 * (step % period) / period)


@wrong("warm_restarts", "pi is missing")
def restarts_without_pi(initial, step, period):
    return wave(initial, step % period / period / np.pi)


@wrong("warm_restarts", "add 1 to the cosine before you halve it")
def restarts_without_the_one(initial, step, period):
    return initial * np.cos(np.pi * (step % period) / period) / 2


@wrong("warm_restarts", "that is a quarter of a wave")
def restarts_of_a_quarter_wave(initial, step, period):
    return initial * np.cos(np.pi / 2 * (step % period) / period)


@wrong("warm_restarts", "at the end of a period it is back at the top")
def restarts_one_step_late(initial, step, period):
    return wave(initial, ((step - 1) % period + 1) / period) if step else initial


@wrong("warm_restarts", "it must start at `initial` and fall")
def restarts_upward(initial, step, period):
    return initial * (1 - np.cos(np.pi * (step % period) / period)) / 2


def step_length(slope, learning_rate, momentum, n_terms):
    return learning_rate * abs(slope) * (1 - momentum**n_terms) / (1 - momentum)


@wrong("momentum_step_length", "n terms, not n + 1")
def step_with_one_term_too_many(slope, learning_rate, momentum, n_steps):
    return step_length(slope, learning_rate, momentum, n_steps + 1)


@wrong("momentum_step_length", "one term is missing")
def step_with_one_term_too_few(slope, learning_rate, momentum, n_steps):
    return step_length(slope, learning_rate, momentum, n_steps - 1)


@wrong("momentum_step_length", "the gradients come in whole: divide by 1 - momentum")
def step_of_an_average(slope, learning_rate, momentum, n_steps):
    return learning_rate * abs(slope) * (1 - momentum**n_steps)


@wrong("momentum_step_length", "the velocity is a sum of powers")
def step_of_one_power(slope, learning_rate, momentum, n_steps):
    return learning_rate * abs(slope) * momentum ** (n_steps - 1)


@wrong("momentum_step_length", "only the last step counts")
def step_of_the_whole_way(slope, learning_rate, momentum, n_steps):
    return sum(step_length(slope, learning_rate, momentum, n + 1) for n in range(min(n_steps, 1000)))


@wrong("momentum_step_length", "a length has no sign")
def step_with_its_sign(slope, learning_rate, momentum, n_steps):
    return -step_length(slope, learning_rate, momentum, n_steps)


@wrong("momentum_step_length", "needs more than a gigabyte")
def step_by_a_sum_of_powers(slope, learning_rate, momentum, n_steps):
    return learning_rate * abs(slope) * np.sum(momentum ** np.arange(n_steps))


@wrong("momentum_step_length", "stopped after 2 seconds: is there a loop that never ends?")
def step_by_a_loop(slope, learning_rate, momentum, n_steps):
    velocity = 0.0
    for _ in range(n_steps):
        velocity = momentum * velocity + slope
    return learning_rate * abs(velocity)


@wrong("heavy_ball", "the gradient is taken here, not ahead")
def ball_that_looks_ahead(gradient, start, learning_rate, momentum, n_steps):
    path = [start, start]
    for _ in range(n_steps):
        ahead = path[-1] + momentum * (path[-1] - path[-2])
        path.append(ahead - learning_rate * gradient(ahead))
    return np.array(path[1:])


@wrong("heavy_ball", "the motion had no effect")
def ball_that_forgets(gradient, start, learning_rate, momentum, n_steps):
    here = before = start.copy()
    path = [here]
    for _ in range(n_steps):
        before = here
        here = here - learning_rate * gradient(here) + momentum * (here - before)
        path.append(here)
    return np.array(path)


@wrong("heavy_ball", "the motion is here - before")
def ball_that_is_pulled_back(gradient, start, learning_rate, momentum, n_steps):
    path = [start, start]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]) + momentum * (path[-2] - path[-1]))
    return np.array(path[1:])


@wrong("heavy_ball", "before the first step there was no motion")
def ball_that_comes_from_zero(gradient, start, learning_rate, momentum, n_steps):
    here, before = start, np.zeros(len(start))
    path = [start]
    for _ in range(n_steps):
        here, before = here - learning_rate * gradient(here) + momentum * (here - before), here
        path.append(here)
    return np.array(path)


@wrong("heavy_ball", "every row of the path is the same array")
def ball_in_one_array(gradient, start, learning_rate, momentum, n_steps):
    here, before = start.copy(), start.copy()
    path = [here]
    for _ in range(n_steps):
        motion = here - before
        before = here.copy()
        here += momentum * motion - learning_rate * gradient(here)
        path.append(here)
    return np.array(path)


@wrong("heavy_ball", "changed its input")
def ball_from_the_start_itself(gradient, start, learning_rate, momentum, n_steps):
    here, before = start, start.copy()
    path = [start.copy()]
    for _ in range(n_steps):
        motion = here - before
        before = here.copy()
        here += momentum * motion - learning_rate * gradient(here)
        path.append(here.copy())
    return np.array(path)


@wrong("heavy_ball", "the gradient comes in whole")
def ball_with_an_average(gradient, start, learning_rate, momentum, n_steps):
    path, velocity = [start], 0.0
    for _ in range(n_steps):
        velocity = momentum * velocity + (1 - momentum) * gradient(path[-1])
        path.append(path[-1] - learning_rate * velocity)
    return np.array(path)


def adadelta(gradient, start, decay, epsilon, n_steps, *wrongs):
    x, path = start.copy(), [start.copy()]
    squares, changes = np.zeros(len(x)), np.zeros(len(x))
    for _ in range(n_steps):
        grad = gradient(x)
        old_squares, squares = squares, decay * squares + (1 - decay) * grad**2
        if "a sum" in wrongs:
            squares = old_squares + grad**2
        if "swapped" in wrongs:
            squares = (1 - decay) * old_squares + decay * grad**2
        bottom = old_squares if "old squares" in wrongs else squares
        if "outside" in wrongs:
            change = (np.sqrt(changes) + epsilon) / (np.sqrt(bottom) + epsilon) * grad
        elif "no roots" in wrongs:
            change = (changes + epsilon) / (bottom + epsilon) * grad
        else:
            change = np.sqrt(changes + epsilon) / np.sqrt(bottom + epsilon) * grad
        if "scalar" in wrongs:
            change = np.sqrt(changes.sum() + epsilon) / np.sqrt(bottom.sum() + epsilon) * grad
        if "never" not in wrongs:
            old_changes, changes = changes, decay * changes + (1 - decay) * change**2
            if "a sum" in wrongs:
                changes = old_changes + change**2
            if "swapped" in wrongs:
                changes = (1 - decay) * old_changes + decay * change**2
        x = x + change if "uphill" in wrongs else x - change
        path.append(x)
    return np.array(path)


@wrong("adadelta", "epsilon belongs under the roots")
def adadelta_with_epsilon_outside(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "outside")


@wrong("adadelta", "update G before you use it")
def adadelta_with_old_squares(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "old squares")


@wrong("adadelta", "D must be updated in each step")
def adadelta_with_a_constant_numerator(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "never")


@wrong("adadelta", "the roots are missing")
def adadelta_without_roots(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "no roots")


@wrong("adadelta", "G and D are moving averages, not sums")
def adadelta_with_a_sum(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "a sum")


@wrong("adadelta", "decay belongs to the old average")
def adadelta_with_decay_swapped(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "swapped")


@wrong("adadelta", "subtract the change")
def adadelta_uphill(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "uphill")


@wrong("adadelta", "each entry has averages of its own")
def adadelta_with_one_average_for_all(gradient, start, decay, epsilon, n_steps):
    return adadelta(gradient, start, decay, epsilon, n_steps, "scalar")


@wrong("adadelta", "changed its input")
def adadelta_in_place(gradient, start, decay, epsilon, n_steps):
    path = adadelta(gradient, start, decay, epsilon, n_steps)
    start += path[-1] - start
    return path


@wrong("shrink_factor", "the root of a negative number is nan")
def factor_by_a_real_root(learning_rate, momentum, curvature):
    p = 1 + momentum - learning_rate * curvature
    return max(abs(p + np.sqrt(p**2 - 4 * momentum)), abs(p - np.sqrt(p**2 - 4 * momentum))) / 2


@wrong("shrink_factor", "stopped with ValueError")
def factor_by_math_sqrt(learning_rate, momentum, curvature):
    import math

    p = 1 + momentum - learning_rate * curvature
    return (abs(p) + math.sqrt(p**2 - 4 * momentum)) / 2


@wrong("shrink_factor", "has an imaginary part in it")
def factor_of_the_real_part(learning_rate, momentum, curvature):
    return np.max(np.abs(np.roots([1, learning_rate * curvature - 1 - momentum, momentum]).real))


@wrong("shrink_factor", "only complex roots have the size of the momentum's square root")
def factor_as_the_root_of_momentum(learning_rate, momentum, curvature):
    return np.sqrt(momentum)


@wrong("shrink_factor", "take the larger size, not the larger root")
def factor_of_the_larger_root(learning_rate, momentum, curvature):
    return np.abs(np.max(np.roots([1, learning_rate * curvature - 1 - momentum, momentum])))


@wrong("shrink_factor", "divide by 2")
def factor_without_the_two(learning_rate, momentum, curvature):
    p = 1 + momentum - learning_rate * curvature
    root = np.sqrt(complex(p**2 - 4 * momentum))
    return max(abs(p + root), abs(p - root))


@wrong("shrink_factor", "the 4 is missing")
def factor_without_the_four(learning_rate, momentum, curvature):
    p = 1 + momentum - learning_rate * curvature
    root = np.sqrt(complex(p**2 - momentum))
    return max(abs(p + root), abs(p - root)) / 2


@wrong("shrink_factor", "z^2 = p z - momentum: the momentum is subtracted")
def factor_with_the_wrong_sign(learning_rate, momentum, curvature):
    return np.max(np.abs(np.roots([1, learning_rate * curvature - 1 - momentum, -momentum])))


@wrong("shrink_factor", "returned None")
def factor_without_equal_roots(learning_rate, momentum, curvature):
    p = 1 + momentum - learning_rate * curvature
    if p**2 > 4 * momentum:
        return (abs(p) + np.sqrt(p**2 - 4 * momentum)) / 2
    return np.sqrt(momentum) if p**2 < 4 * momentum else None


@wrong("shrink_factor", "close, but measured")
def factor_measured(learning_rate, momentum, curvature):
    x, before = 1.0, 1.0
    for _ in range(100):
        x, before = (1 + momentum - learning_rate * curvature) * x - momentum * before, x
    return abs(x) ** 0.01


@wrong("nesterov_edge", "that is the edge of gradient descent")
def edge_of_gradient_descent(momentum, curvature):
    return 2 / curvature


@wrong("nesterov_edge", "that is the edge of plain momentum")
def edge_of_momentum(momentum, curvature):
    return 2 * (1 + momentum) / curvature


@wrong("nesterov_edge", "the root at the edge is -1, not 1")
def edge_at_the_root_1(momentum, curvature):
    return 1 / curvature


@wrong("nesterov_edge", "divide by the curvature")
def edge_without_the_curvature(momentum, curvature):
    return 2 * (1 + momentum) / (1 + 2 * momentum)


@wrong("nesterov_edge", "close to the edge, but measured")
def edge_measured(momentum, curvature):
    low, high = 0.0, 4 / curvature
    for _ in range(20):
        rate = (low + high) / 2
        x, velocity = 1.0, 0.0
        for _ in range(200):
            velocity = momentum * velocity + curvature * x
            x = x - rate * (curvature * x + momentum * velocity)
        low, high = (rate, high) if abs(x) < 1 else (low, rate)
    return low


@wrong("nesterov_edge", "did you forget `return`?")
def edge_forgotten(momentum, curvature):
    edge = 2 * (1 + momentum) / ((1 + 2 * momentum) * curvature)  # noqa: F841


def best_steps(hessian, start, n_steps, momentum=True, tolerance=1e-12, relative=True):
    path, first = [start.copy()], np.linalg.norm(hessian @ start) if relative else 1.0
    for _ in range(n_steps):
        here, gradient = path[-1], hessian @ path[-1]
        if np.linalg.norm(gradient) <= tolerance * first:
            path.append(here)
            continue
        ways = [-gradient] if len(path) == 1 or not momentum else [-gradient, here - path[-2]]
        directions = np.stack([way / np.linalg.norm(way) for way in ways], axis=1)
        shares = np.linalg.solve(directions.T @ hessian @ directions, -directions.T @ gradient)
        path.append(here + directions @ shares)
    return np.array(path)


@wrong("perfect_momentum", "without any momentum")
def best_rate_alone(hessian, start, n_steps):
    return best_steps(hessian, start, n_steps, momentum=False)


@wrong("perfect_momentum", "choose the two numbers together")
def best_rate_first_and_then_the_momentum(hessian, start, n_steps):
    path = [start.copy()]
    for t in range(n_steps):
        here, gradient = path[-1], hessian @ path[-1]
        if np.linalg.norm(gradient) <= 1e-12:
            path.append(here)
            continue
        new = here - gradient @ gradient / (gradient @ hessian @ gradient) * gradient
        if t:
            motion = here - path[-2]
            new = new - motion @ hessian @ new / (motion @ hessian @ motion) * motion
        path.append(new)
    return np.array(path)


@wrong("perfect_momentum", "at the bottom 0 / 0 came out: stay there")
def best_steps_at_the_bottom(hessian, start, n_steps):
    return conjugate_gradient(hessian, start, n_steps)


@wrong("perfect_momentum", "a start at the bottom stays there")
def best_steps_from_the_bottom(hessian, start, n_steps):
    return conjugate_gradient(hessian, start, n_steps, tolerance=1e-12)


@wrong("perfect_momentum", "1e-12 of the first slope")
def best_steps_with_an_absolute_limit(hessian, start, n_steps):
    return best_steps(hessian, start, n_steps, relative=False)


@wrong("perfect_momentum", "return the whole path")
def best_steps_without_the_path(hessian, start, n_steps):
    return best_steps(hessian, start, n_steps)[-1]


@wrong("perfect_momentum", "the start belongs to the path")
def best_steps_without_the_start(hessian, start, n_steps):
    return best_steps(hessian, start, n_steps)[1:]


@wrong("perfect_momentum", "stopped with LinAlgError")
def best_steps_without_a_stop(hessian, start, n_steps):
    path = [start.copy()]
    for _ in range(n_steps):
        here, gradient = path[-1], hessian @ path[-1]
        ways = np.stack([-gradient] if len(path) == 1 else [-gradient, here - path[-2]], axis=1)
        path.append(here + ways @ np.linalg.solve(ways.T @ hessian @ ways, -ways.T @ gradient))
    return np.array(path)


def conjugate_gradient(hessian, start, n_steps, tolerance=None):
    path, residual = [start.copy()], -hessian @ start
    first, direction = np.linalg.norm(residual), residual
    for _ in range(n_steps):
        if tolerance is not None and np.linalg.norm(residual) < tolerance * first:
            path.append(path[-1])
            continue
        rate = residual @ residual / (direction @ hessian @ direction)
        path.append(path[-1] + rate * direction)
        new = residual - rate * hessian @ direction
        direction = new + new @ new / (residual @ residual) * direction
        residual = new
    return np.array(path)
