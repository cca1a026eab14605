"""Day 4 exercises. Replace each `raise NotImplementedError`, then run

python learn.py check 4
"""

import numpy as np  # noqa: F401  (yours to use)


def moving_average(values, decay):
    """Exercise 4.1 (easy): RMSProp's memory: after each value, decay * average + (1 - decay) * value, from 0.

    values : (n,) floats      decay : float in [0, 1)      returns : (n,), the average after each value

    >>> moving_average(np.array([8.0, 0.0, 4.0]), 0.5).tolist()
    [4.0, 2.0, 3.0]
    """
    raise NotImplementedError


def warm_restarts(initial, step, period):
    """Exercise 4.2 (easy): half a wave from `initial` toward 0, which starts again every `period` steps.

    initial : float > 0      step : integer >= 0      period : integer >= 1      returns : float
    At the steps 0, period, 2 * period, ... the rate is `initial`. Just before it is small, but not yet 0.

    >>> float(warm_restarts(2.0, 15, 10))
    1.0
    """
    raise NotImplementedError


def momentum_step_length(slope, learning_rate, momentum, n_steps):
    """Exercise 4.3 (easy): on a plane with the same slope everywhere, how long is momentum's step number n_steps?

    slope : float      learning_rate : float > 0      momentum : float in [0, 1)      n_steps : integer >= 1
    returns : float >= 0, the length of that step alone. Answer with a formula: a billion steps must not take longer.

    >>> momentum_step_length(-2.0, 0.5, 0.5, 3)
    1.75
    """
    raise NotImplementedError


def heavy_ball(gradient, start, learning_rate, momentum, n_steps):
    """Exercise 4.4 (medium): momentum without a velocity, from the last two places alone.

    gradient : function, (d,) -> (d,)      start : (d,) floats      n_steps : integer >= 0
    returns : the path, (n_steps + 1, d)
    new = here - learning_rate * gradient(here) + momentum * (here - before); before the first step there was no motion.
    `start` must stay as it was.

    >>> heavy_ball(lambda x: 2 * x, np.array([1.0]), 0.25, 0.5, 3).ravel().tolist()
    [1.0, 0.5, 0.0, -0.25]
    """
    raise NotImplementedError


def adadelta(gradient, start, decay, epsilon, n_steps):
    """Exercise 4.5 (medium): an optimizer without a learning rate (Zeiler 2012).

    gradient : function, (d,) -> (d,)      start : (d,) floats      n_steps : integer >= 0
    returns : the path, (n_steps + 1, d)
    Keep two moving averages for each entry, both from 0: G of the squared gradients, D of the squared changes.
    Each step: update G; change = sqrt(D + epsilon) / sqrt(G + epsilon) * gradient; update D; subtract the change.

    >>> adadelta(lambda x: 2 * x, np.array([1.0]), 0.75, 0.0625, 1).round(6).ravel().tolist()
    [1.0, 0.514929]
    """
    raise NotImplementedError


def shrink_factor(learning_rate, momentum, curvature):
    """Exercise 4.6 (medium): by how much does each step of momentum shrink the distance on a parabola, in the long run?

    learning_rate, curvature : floats > 0      momentum : float in [0, 1)      returns : float; above 1 it grows
    The run on (curvature / 2) x^2 is x' = (1 + momentum - learning_rate * curvature) x - momentum * before. Try
    x = z^t: a quadratic equation comes out, and the answer is the larger size of its two roots. Mind complex ones.

    >>> float(shrink_factor(0.5, 0.0, 1.0))
    0.5
    """
    raise NotImplementedError


def nesterov_edge(momentum, curvature):
    """Exercise 4.7 (hard): the largest learning rate for which Nesterov's method is stable on (curvature / 2) x^2.

    momentum : float in [0, 1)      curvature : float > 0      returns : float
    Below it every run converges, above it runs diverge. It is not the edge of plain momentum.
    The method is the lesson's: velocity = momentum * velocity + g, then x - learning_rate * (g + momentum * velocity).

    >>> nesterov_edge(0.0, 4.0)
    0.5
    """
    raise NotImplementedError


def perfect_momentum(hessian, start, n_steps):
    """Exercise 4.8 (hard): momentum whose learning rate and momentum are the best possible, anew at every step.

    hessian : (d, d), symmetric, all curvatures > 0      start : (d,) floats      n_steps : integer >= 0
    returns : the path, (n_steps + 1, d)
    The height is x . Hx / 2. Each step goes to new = here - rate * gradient + momentum * (here - before), with the two
    numbers that make the height of `new` the lowest. The first step has no `before`: only the rate is free. At the
    bottom, or once the slope has fallen below 1e-12 of the first one, stay. (It arrives in d steps, for any condition.)

    >>> path = perfect_momentum(np.diag([1.0, 3.0]), np.array([3.0, 1.0]), 2)
    >>> (path.round(9) + 0).tolist()
    [[3.0, 1.0], [1.5, -0.5], [0.0, 0.0]]
    """
    raise NotImplementedError
