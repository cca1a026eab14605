"""Natural wrong answers to day 19's exercises, and what the judge must say of each."""

import numpy as np
from wrong import wrong


@wrong("bias_correction", "return 1 over it")
def correction_upside_down(beta, t):
    return 1 - beta**t


@wrong("bias_correction", "lost digits")
def correction_by_subtraction(beta, t):
    return np.float64(1) / (1 - beta**t)


@wrong("bias_correction", "not beta^(t - 1)")
def correction_one_step_late(beta, t):
    return 1 / (1 - beta ** (t - 1))


@wrong("bias_correction", "wrong value")
def correction_of_zero(beta, t):
    with np.errstate(divide="ignore"):
        return -1 / np.expm1(t * np.log(np.maximum(beta, 0.5)))


@wrong("gradient_weights", "the oldest slope comes first")
def weights_newest_first(beta, t):
    weights = beta ** np.arange(float(t))
    return weights / weights.sum()


@wrong("gradient_weights", "the weights of the corrected average sum to 1")
def weights_uncorrected(beta, t):
    return (1 - beta) * beta ** np.arange(t - 1, -1, -1.0)


@wrong("gradient_weights", "should return an array of shape")
def weights_of_the_last_only(beta, t):
    return (1 - beta) / (1 - beta**t)


@wrong("decayed_weight", "the shrinkings multiply")
def decay_added_up(w, learning_rate, weight_decay, n_steps):
    return w * (1 - n_steps * learning_rate * weight_decay)


@wrong("decayed_weight", "stopped after")
def decay_step_by_step(w, learning_rate, weight_decay, n_steps):
    for _ in range(n_steps):
        w = w * (1 - learning_rate * weight_decay)
    return w


@wrong("decayed_weight", "changed its input")
def decay_in_place(w, learning_rate, weight_decay, n_steps):
    w *= (1 - learning_rate * weight_decay) ** n_steps
    return w


@wrong("lion_step", "the two betas are swapped")
def lion_with_swapped_betas(w, g, m, learning_rate, beta1, beta2, weight_decay):
    c = beta2 * m + (1 - beta2) * g
    return w - learning_rate * (np.sign(c) + weight_decay * w), beta1 * m + (1 - beta1) * g


@wrong("lion_step", "the new m is an average with beta2, not c")
def lion_that_keeps_c(w, g, m, learning_rate, beta1, beta2, weight_decay):
    c = beta1 * m + (1 - beta1) * g
    return w - learning_rate * (np.sign(c) + weight_decay * w), c


@wrong("lion_step", "the decay uses the old w")
def lion_that_decays_afterward(w, g, m, learning_rate, beta1, beta2, weight_decay):
    w = w - learning_rate * np.sign(beta1 * m + (1 - beta1) * g)
    return w * (1 - learning_rate * weight_decay), beta2 * m + (1 - beta2) * g


@wrong("amsgrad_steps", "that is Adam")
def amsgrad_that_is_adam(slopes, learning_rate, beta1, beta2, epsilon):
    m = v = 0.0
    out = []
    for t, g in enumerate(slopes, 1):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        out.append(learning_rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + epsilon))
    return np.array(out)


@wrong("amsgrad_steps", "first the largest of the uncorrected v")
def amsgrad_of_corrected(slopes, learning_rate, beta1, beta2, epsilon):
    m = v = top = 0.0
    out = []
    for t, g in enumerate(slopes, 1):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        top = max(top, v / (1 - beta2**t))
        out.append(learning_rate * m / (1 - beta1**t) / (np.sqrt(top) + epsilon))
    return np.array(out)


@wrong("amsgrad_steps", "the correction of m is missing")
def amsgrad_without_correcting_m(slopes, learning_rate, beta1, beta2, epsilon):
    m = v = top = 0.0
    out = []
    for t, g in enumerate(slopes, 1):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        top = max(top, v)
        out.append(learning_rate * m / (np.sqrt(top / (1 - beta2**t)) + epsilon))
    return np.array(out)


@wrong("clip_by_global_norm", "one norm for all arrays together")
def clip_each(grads, max_norm):
    return [g * min(1, max_norm / np.linalg.norm(g)) for g in grads]


@wrong("clip_by_global_norm", "gradients that are short enough stay as they are")
def clip_and_stretch(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in grads))
    return [g * max_norm / norm for g in grads]


@wrong("clip_by_global_norm", "the squares overflowed")
def clip_with_overflow(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g**2) for g in grads))
    return [g * min(1, max_norm / norm) for g in grads]


@wrong("rare_slope_travel", "that is the first step of the period only")
def travel_of_one_step(period, learning_rate, beta1, beta2):
    return learning_rate * (1 - beta1) / (1 - beta1**period) / np.sqrt((1 - beta2) / (1 - beta2**period))


@wrong("rare_slope_travel", "v fades as well")
def travel_with_a_constant_v(period, learning_rate, beta1, beta2):
    return learning_rate / np.sqrt((1 - beta2) / (1 - beta2**period))


@wrong("rare_slope_travel", "what is left of earlier periods is missing")
def travel_without_a_past(period, learning_rate, beta1, beta2):
    q = beta1 / np.sqrt(beta2)
    return learning_rate * (1 - beta1) / np.sqrt(1 - beta2) * (1 - q**period) / (1 - q)


@wrong("uphill_drift", "the sign")
def drift_downhill(C, beta2):
    scale = (1 - beta2) / (1 - beta2**3)
    v = scale * np.array([C * C + beta2 + beta2**2, 1 + beta2 * C * C + beta2**2, 1 + beta2 + beta2**2 * C * C])
    return np.sum(np.array([C, -1, -1]) / np.sqrt(v))


@wrong("uphill_drift", "the square root of v")
def drift_without_the_root(C, beta2):
    scale = (1 - beta2) / (1 - beta2**3)
    v = scale * np.array([C * C + beta2 + beta2**2, 1 + beta2 * C * C + beta2**2, 1 + beta2 + beta2**2 * C * C])
    return -np.sum(np.array([C, -1, -1]) / v)


@wrong("uphill_drift", "what is left of the rounds before is missing in v")
def drift_without_the_rounds_before(C, beta2):
    scale = 1 - beta2
    v = scale * np.array([C * C + beta2 + beta2**2, 1 + beta2 * C * C + beta2**2, 1 + beta2 + beta2**2 * C * C])
    return -np.sum(np.array([C, -1, -1]) / np.sqrt(v))
