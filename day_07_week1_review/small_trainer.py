"""Day 7's trainer and its parts: losses, penalties, optimizers and a schedule that fit together in `train`.

week1_review.py plugs them together in every combination, and breaks them on purpose.
"""

import numpy as np


def check_number(name, value, least=0.0, above=False, below=np.inf):
    """Raises ValueError unless `value` is one number from `least` to `below`; `least` itself is refused if `above`."""
    is_number = np.ndim(value) == 0 and np.asarray(value).dtype.kind in "iuf"
    if not is_number or not least <= value < below or (above and value == least):
        bounds = f"{'above' if above else 'at least'} {least:g} and below {below:g}"
        raise ValueError(f"{name} must be a number {bounds}, got {value}")


def check_count(name, value, least):
    if not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be an integer, {least} or more, got {value}")


def with_ones(X):
    """X (n, d) with a last column of ones, for b; raises ValueError unless X is a finite table that is not empty."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.size == 0:
        raise ValueError(f"X must be (n, d) with at least one row and one column, got shape {X.shape}")
    if not np.isfinite(X).all():
        raise ValueError(f"X must be finite, got {X[~np.isfinite(X)][0]}")
    return np.column_stack([X, np.ones(len(X))])


# 3. The parts: losses. z is the score Xw + b of each row


def difference(y, z):
    """z - y; raises ValueError on unequal shapes: (n,) against (n, 1) would quietly compare all with all."""
    if np.shape(y) != np.shape(z):
        raise ValueError(f"y has shape {np.shape(y)} but the scores z have {np.shape(z)}: they must be equal")
    return np.subtract(z, y)


class SquaredError:
    """Price (z - y)^2."""

    curvature = 2.0  # the largest second derivative of the price in z

    def price(self, y, z):
        return difference(y, z) ** 2

    def slope(self, y, z):
        return 2 * difference(y, z)

    def check(self, y):
        """Raises ValueError when an entry of y is no truth for this loss: here, anything goes."""


class Huber(SquaredError):
    """Price r^2 / 2 up to |r| = delta, then delta (|r| - delta / 2), where r = z - y (Huber 1964)."""

    curvature = 1.0

    def __init__(self, delta=1.0):
        check_number("delta", delta, above=True)
        self.delta = delta

    def price(self, y, z):
        size = np.abs(difference(y, z))
        inside = np.minimum(size, self.delta)
        return inside * (size - inside / 2)

    def slope(self, y, z):
        return np.clip(difference(y, z), -self.delta, self.delta)


class BinaryCrossEntropy(SquaredError):
    """Price log(1 + e^z) - y z in nats: labels y 0 or 1, z the logit."""

    curvature = 0.25

    def price(self, y, z):
        difference(y, z)
        return np.logaddexp(0, z) - np.multiply(y, z)

    def slope(self, y, z):
        return difference(y, np.exp(-np.logaddexp(0, -np.asarray(z))))  # probability minus label

    def check(self, y):
        if not np.isin(y, (0, 1)).all():
            raise ValueError(f"y must hold the labels 0 and 1, got {y[~np.isin(y, (0, 1))][0]}")


# 3. The parts: the penalty


class Penalty:
    """l1 |w|_1 + l2 ||w||^2 / 2. Its methods take all params (d + 1,), w and then b; b goes free."""

    def __init__(self, l1=0.0, l2=0.0):
        check_number("l1", l1)
        check_number("l2", l2)
        self.l1, self.l2 = l1, l2

    def price(self, params):
        w = params[:-1]
        return self.l1 * np.abs(w).sum() + self.l2 * (w @ w) / 2

    def slope(self, params):
        """Slope of the smooth part, l2 ||w||^2 / 2."""
        return np.append(self.l2 * params[:-1], 0.0)

    def shrink(self, params, rate):
        """The part with the corner: pull every weight toward 0 by rate * l1, and stop there (soft threshold).

        rate : number, or one for each of the params
        """
        fine = self.l1 * rate * (np.arange(len(params)) < len(params) - 1)
        return np.maximum(params - fine, 0) + np.minimum(params + fine, 0)


# 3. The parts: optimizers. Each takes a step down the smooth part, and then shrinks with the rate of that step


class GradientDescent:
    """Straight down (Cauchy 1847). learning_rate : number > 0, or a schedule, a function of the step 0, 1, 2, ..."""

    def __init__(self, learning_rate):
        if not callable(learning_rate):
            check_number("learning_rate", learning_rate, above=True)
        self.learning_rate = learning_rate

    def start(self, params):
        """Forget earlier runs; `train` calls this."""
        self.last, self.squares = params, np.zeros(params.shape)

    def rate(self, step):
        rate = self.learning_rate(step) if callable(self.learning_rate) else self.learning_rate
        check_number("learning_rate", rate)
        return rate

    def step(self, params, slope, shrink, rate):
        """The new params. shrink : the penalty's; rate : the learning rate of this step."""
        return shrink(params - rate * slope, rate)


class Momentum(GradientDescent):
    """Keeps a part of its last move, shrinking included (Polyak 1964)."""

    def __init__(self, learning_rate, momentum=0.9):
        super().__init__(learning_rate)
        check_number("momentum", momentum, below=1.0)
        self.momentum = momentum

    def step(self, params, slope, shrink, rate):
        new = shrink(params + self.momentum * (params - self.last) - rate * slope, rate)
        self.last = params
        return new


class Nesterov(Momentum):
    """Looks ahead: params are where the momentum will lead, and the slope is taken there (Nesterov 1983)."""

    def step(self, params, slope, shrink, rate):
        here = shrink(params - rate * slope, rate)
        ahead = here + self.momentum * (here - self.last)
        self.last = here
        return ahead


class AdaGrad(GradientDescent):
    """Each number has its own rate, learning_rate / sqrt(sum of its squared slopes) (Duchi, Hazan and Singer 2011)."""

    def __init__(self, learning_rate, epsilon=1e-10):
        super().__init__(learning_rate)
        check_number("epsilon", epsilon)
        self.epsilon = epsilon

    def step(self, params, slope, shrink, rate):
        self.squares = self.squares + slope**2
        rates = rate / (np.sqrt(self.squares) + self.epsilon)
        return shrink(params - rates * slope, rates)


class RMSProp(AdaGrad):
    """AdaGrad that forgets: a running mean instead of the sum (Tieleman and Hinton 2012)."""

    def __init__(self, learning_rate, decay=0.99, epsilon=1e-8):
        super().__init__(learning_rate, epsilon)
        check_number("decay", decay, below=1.0)
        self.decay = decay

    def step(self, params, slope, shrink, rate):
        self.squares = self.decay * self.squares + (1 - self.decay) * slope**2
        rates = rate / (np.sqrt(self.squares) + self.epsilon)
        return shrink(params - rates * slope, rates)


def exponential_decay(initial, step, factor):
    """Day 4's schedule: initial * factor^step."""
    check_number("initial", initial, above=True)
    check_count("step", step, least=0)
    check_number("factor", factor, above=True)
    return initial * factor**step


# 3. The trainer


def scores(A, params):
    if np.shape(A)[1:] != np.shape(params):
        raise ValueError(f"params must hold one number for each column of A, {np.shape(A)}: got {np.shape(params)}")
    return A @ params


def objective(A, y, params, loss, penalty):
    """mean of loss.price(y, A params) + penalty. A : (n, d + 1), X and a column of ones      params : (d + 1,)"""
    return np.mean(loss.price(y, scores(A, params))) + penalty.price(params)


def smooth_slope(A, y, params, loss, penalty):
    """Slope of the objective without its l1 part, (d + 1,); arguments as for `objective`."""
    return A.T @ loss.slope(y, scores(A, params)) / len(y) + penalty.slope(params)


def edge_of_stability(X, loss, penalty):
    """The learning rate beyond which plain gradient descent may diverge: 2 / the largest curvature (day 3)."""
    A = with_ones(X)
    return 2 / (loss.curvature * np.linalg.eigvalsh(A.T @ A / len(A))[-1] + penalty.l2)


def batches(n, batch_size, rng):
    """Yields the rows of one step after another: every epoch in a new order, cut in pieces, the last one smaller."""
    while batch_size < n:
        order = rng.permutation(n)
        for first in range(0, n, batch_size):
            yield order[first : first + batch_size]
    while True:
        yield slice(None)


def train(X, y, loss, penalty, optimizer, n_steps, rng, batch_size=None):
    """Descend mean(loss) + penalty from a random start; a step looks at batch_size rows, all if it is None.

    X : (n, d)      y : (n,)      rng : numpy.random.Generator, for the start and the batches
    returns : w (d,), b, objectives (n_steps + 1,) over all rows, the start first; inf and nan if the run diverges
    """
    A, y = with_ones(X), np.asarray(y, dtype=float)
    if y.shape != A.shape[:1] or not np.isfinite(y).all():
        raise ValueError(f"y must be (n,) with n = {len(A)} as in X, all finite: got shape {y.shape}, {y}")
    loss.check(y)
    check_count("n_steps", n_steps, least=0)
    if batch_size is not None:
        check_count("batch_size", batch_size, least=1)
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng must be a numpy.random.Generator, got {rng!r}")
    params = rng.normal(size=A.shape[1])
    optimizer.start(params)
    with np.errstate(all="ignore"):  # a run that explodes is shown by its objectives, not by a warning
        objectives = [objective(A, y, params, loss, penalty)]
        for step, rows in zip(range(n_steps), batches(len(y), batch_size or len(y), rng), strict=False):
            slope = smooth_slope(A[rows], y[rows], params, loss, penalty)
            params = optimizer.step(params, slope, penalty.shrink, optimizer.rate(step))
            objectives.append(objective(A, y, params, loss, penalty))
    return params[:-1], params[-1], np.array(objectives)


# A world to train in


def make_data(n, rng):
    """X (n, 8), correlated; numbers (n,), 3 x1 - 2 x2 + x3 + 5 + noise, wild in one row of ten; labels (n,), 0 or 1."""
    X = (rng.normal(size=(n, 8)) + 1.5 * rng.normal(size=(n, 1))) / np.sqrt(1 + 1.5**2)
    scores = X[:, :3] @ [3.0, -2.0, 1.0]
    noise = rng.normal(size=n) * np.where(rng.random(n) < 0.1, 8, 1)
    return X, scores + 5 + noise, np.where(scores + 1 + 2 * rng.logistic(size=n) > 0, 1.0, 0.0)
