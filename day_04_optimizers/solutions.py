"""Day 4 solutions. Look only after you have tried."""

import numpy as np


def moving_average(values, decay):
    """Hint: a loop with one number that is carried along.
    Hint: begin with average = 0.0 and append after each update.
    """
    average, averages = 0.0, []
    for value in values:
        average = decay * average + (1 - decay) * value
        averages.append(average)
    return np.array(averages)


def warm_restarts(initial, step, period):
    """Hint: the wave of the lesson without `final`: initial * (1 + cos(pi * share)) / 2.
    Hint: how far into its period is this step? `step % period`.
    """
    return initial * (1 + np.cos(np.pi * (step % period) / period)) / 2


def momentum_step_length(slope, learning_rate, momentum, n_steps):
    """Hint: the velocity is g, then g + momentum g, then g + momentum g + momentum^2 g ...
    Hint: that is a geometric sum: g (1 - momentum^n) / (1 - momentum).
    Hint: a length has no sign.
    """
    return abs(slope) * learning_rate * (1 - momentum**n_steps) / (1 - momentum)


def heavy_ball(gradient, start, learning_rate, momentum, n_steps):
    """Hint: keep the path in a list; here = path[-1], before = path[-2].
    Hint: in the first step `before` is the start itself, so that here - before is 0.
    """
    path = [start.copy()]
    for _ in range(n_steps):
        here, before = path[-1], path[max(len(path) - 2, 0)]
        path.append(here - learning_rate * gradient(here) + momentum * (here - before))
    return np.array(path)


def adadelta(gradient, start, decay, epsilon, n_steps):
    """Hint: two arrays of zeros, G and D, and a loop of four lines.
    Hint: the change uses the D from before this step and the G from this step.
    Hint: both roots have epsilon inside.
    """
    path, squares, changes = [start.copy()], np.zeros(len(start)), np.zeros(len(start))
    for _ in range(n_steps):
        grad = gradient(path[-1])
        squares = decay * squares + (1 - decay) * grad**2
        change = np.sqrt(changes + epsilon) / np.sqrt(squares + epsilon) * grad
        changes = decay * changes + (1 - decay) * change**2
        path.append(path[-1] - change)
    return np.array(path)


def shrink_factor(learning_rate, momentum, curvature):
    """Hint: put z^(t+1), z^t and z^(t-1) in and divide by z^(t-1): z^2 = (1 + momentum - rate curvature) z - momentum.
    Hint: `np.roots([1, -p, q])` gives the roots of z^2 - p z + q, complex ones too; `abs` is the size of either kind.
    Hint: two equal roots are easier by the formula: p / 2 +- sqrt(p^2 / 4 - q), as complex numbers.
    """
    half = (1 + momentum - learning_rate * curvature) / 2
    root = np.sqrt(complex(half**2 - momentum))
    return max(abs(half + root), abs(half - root))


def nesterov_edge(momentum, curvature):
    """Hint: find a rule without the velocity. With a = rate * curvature, let u' = x - a x be the place before the look.
    Hint: the new place is u' + momentum (u' - u), because the velocity is -(u' - u) / rate.
    Hint: so u alone obeys u'' = (1 - a) ((1 + momentum) u' - momentum u). Try u = z^t.
    Hint: z^2 - (1 + momentum)(1 - a) z + momentum (1 - a) = 0. At the edge one root is -1: put it in and solve for a.
    """
    return 2 * (1 + momentum) / ((1 + 2 * momentum) * curvature)


def perfect_momentum(hessian, start, n_steps):
    """Hint: the new place is here + S c, where S has the columns -gradient and here - before, and c the two numbers.
    Hint: the height of here + S c is a small bowl in c. Its slope S^T (g + H S c) must be zero.
    Hint: so c = solve(S^T H S, -S^T g): two equations; in the first step, S has one column and it is one equation.
    Hint: the motion shrinks as you arrive, so scale both columns to length 1 first, or the equations lose their digits.
    Hint: scaling changes the two numbers, but not the place that is best. This is the conjugate gradient method.
    """
    path = [start.copy()]
    first = np.linalg.norm(hessian @ start)
    for _ in range(n_steps):
        here, gradient = path[-1], hessian @ path[-1]
        if np.linalg.norm(gradient) <= 1e-12 * first:
            path.append(here)
            continue
        ways = [-gradient] if len(path) == 1 else [-gradient, here - path[-2]]
        directions = np.stack([way / np.linalg.norm(way) for way in ways], axis=1)  # (d, 1 or 2)
        shares = np.linalg.solve(directions.T @ hessian @ directions, -directions.T @ gradient)
        path.append(here + directions @ shares)
    return np.array(path)
