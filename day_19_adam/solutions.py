"""Day 19 solutions. Look only after you have tried."""

import numpy as np


def bias_correction(beta, t):
    """Hint: for beta = 0.999999999 and t = 1, beta^t is rounded, and 1 minus it has lost its digits.
    Hint: with one step, 1 - beta^1 is 1 - beta. In general 1 - beta^t = -(e^(t ln beta) - 1): `np.expm1`.
    Hint: beta = 0 has no logarithm, but its answer is 1.
    """
    return 1.0 if beta == 0 else -1 / np.expm1(t * np.log(beta))


def gradient_weights(beta, t):
    """Hint: unroll m: the last slope counts (1 - beta), the one before (1 - beta) beta, and so on.
    Hint: then divide by 1 - beta^t, or simply by their sum.
    """
    weights = beta ** np.arange(t - 1, -1, -1.0)
    return weights / weights.sum()


def decayed_weight(w, learning_rate, weight_decay, n_steps):
    """Hint: each step multiplies by the same factor.
    Hint: n equal factors are a power.
    """
    return w * (1 - learning_rate * weight_decay) ** n_steps


def lion_step(w, g, m, learning_rate, beta1, beta2, weight_decay):
    """Hint: two different averages: c for the step, with beta1, and the new m for the next one, with beta2.
    Hint: `np.sign` gives 0 for 0, and that is right here.
    """
    c = beta1 * m + (1 - beta1) * g
    return w - learning_rate * (np.sign(c) + weight_decay * w), beta2 * m + (1 - beta2) * g


def amsgrad_steps(slopes, learning_rate, beta1, beta2, epsilon):
    """Hint: a loop over the steps with three numbers to remember: m, v and the largest v so far.
    Hint: v itself goes on as in Adam; only the division uses the largest.
    """
    m = v = largest = 0.0
    steps = []
    for t, g in enumerate(slopes, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        largest = max(largest, v)
        v_hat = largest / (1 - beta2**t)
        steps.append(learning_rate * m / (1 - beta1**t) / (np.sqrt(v_hat) + epsilon))
    return np.array(steps)


def clip_by_global_norm(grads, max_norm):
    """Hint: one norm for all: the root of the sum of the squares of the norms of the arrays.
    Hint: 1e200 squared overflows. Divide by the largest entry first, and multiply the norm by it afterward.
    Hint: if all are zero there is nothing to divide.
    """
    largest = max(np.abs(g).max(initial=0) for g in grads)
    if largest == 0:
        return [g.copy() for g in grads]
    norm = largest * np.sqrt(sum(np.sum((g / largest) ** 2) for g in grads))
    return [g * min(1.0, max_norm / norm) for g in grads]


def rare_slope_travel(period, learning_rate, beta1, beta2):
    """Hint: k steps after the slope came, m has been multiplied by beta1^k and v by beta2^k.
    Hint: just after it came: m = (1 - beta1) (1 + beta1^P + beta1^2P + ...) = (1 - beta1) / (1 - beta1^P), v likewise.
    Hint: so the step k later is m / sqrt(v) at the start, times q^k with q = beta1 / sqrt(beta2), k = 0 to P - 1.
    Hint: that sums to (1 - q^P) / (1 - q). The corrections are 1 after a very long time.
    """
    m = (1 - beta1) / (1 - beta1**period)
    v = (1 - beta2) / (1 - beta2**period)
    q = beta1 / np.sqrt(beta2)
    return learning_rate * m / np.sqrt(v) * (1 - q**period) / (1 - q)


def uphill_drift(C, beta2):
    """Hint: with beta1 = 0 a step is minus the slope over sqrt(v). v repeats every three steps: find its three values.
    Hint: v after a slope g is (1 - beta2) (g^2 + beta2 (one before)^2 + beta2^2 (two before)^2 + beta2^3 g^2 + ...).
    Hint: the sum over the rounds gives the factor 1 / (1 - beta2^3).
    Hint: after C the two before are -1, -1; after the first -1 they are C, -1; after the second they are -1, C.
    """
    scale = (1 - beta2) / (1 - beta2**3)
    after_C = scale * (C**2 + beta2 + beta2**2)
    after_first = scale * (1 + beta2 * C**2 + beta2**2)
    after_second = scale * (1 + beta2 + beta2**2 * C**2)
    return -C / np.sqrt(after_C) + 1 / np.sqrt(after_first) + 1 / np.sqrt(after_second)
