"""Day 19 exercises: the solutions must pass, and so must yours once you have started them."""

from fractions import Fraction

import numpy as np
from grading import expect


def test_19_1_bias_correction(exercises):
    expect(
        exercises.bias_correction(0.9, 3),
        1 / 0.271,
        mistakes={
            "that is what is divided by: return 1 over it": 0.271,
            "the power is missing: beta^t": 1 / (1 - 2.7),
            "that is the share of the start that is left": 1 / 0.729,
            "after t steps: beta^t, not beta^(t - 1)": 1 / 0.19,
            "after t steps: beta^t, not beta^(t + 1)": 1 / (1 - 0.9**4),
        },
    )
    beta = 1 - 2.0**-30  # exactly a float, so the exact answer is a fraction of whole numbers
    for t in (1, 5, 1000):
        exact = float(1 / (1 - (1 - Fraction(1, 2**30)) ** t))
        rounded = 1 / (1 - beta**t)
        mistakes = {"1 - beta^t has lost digits: use expm1 and log": rounded} if t == 5 else {}
        expect(exercises.bias_correction(beta, t), exact, rtol=1e-9 if t == 1 else 1e-10, mistakes=mistakes)
    expect(exercises.bias_correction(0.0, 4), 1.0, mistakes={"beta = 0 has no logarithm: answer it separately": np.nan})


def test_19_2_gradient_weights(exercises):
    right = np.array([0.81, 0.9, 1.0]) / 2.71
    expect(
        exercises.gradient_weights(0.9, 3),
        right,
        mistakes={
            "the oldest slope comes first": right[::-1],
            "divide by 1 - beta^t: the weights of the corrected average sum to 1": right * 0.271,
            "the last slope counts as well: its power is 0": np.array([0.729, 0.81, 0.9]) / 2.71,
            "a running average forgets: the weights are not equal": np.ones(3) / 3,
        },
    )
    expect(
        exercises.gradient_weights(0.0, 3), [0.0, 0.0, 1.0], mistakes={"0^0 is 1: the last slope counts": [np.nan] * 3}
    )
    expect(exercises.gradient_weights(0.999, 1), [1.0])
    expect(np.sum(exercises.gradient_weights(0.999, 5000)), 1.0)


def test_19_3_decayed_weight(exercises):
    w = np.array([[4.0, -8.0]])
    expect(
        exercises.decayed_weight(w, 0.1, 0.5, 3),
        w * 0.95**3,
        mistakes={
            "that is one step": w * 0.95,
            "the shrinkings multiply, they do not add up": w * (1 - 3 * 0.05),
            "the rate counts as well: 1 - learning_rate * weight_decay": w * 0.5**3,
            "the decay counts as well: 1 - learning_rate * weight_decay": w * 0.9**3,
            "that is only what was taken away": w * (1 - 0.95**3),
        },
    )
    expect(exercises.decayed_weight(w, 0.1, 0.5, 0), w)
    expect(exercises.decayed_weight(np.ones(2), 1e-6, 1e-6, 10**12), np.full(2, 0.36787944117), rtol=1e-4)


def test_19_4_lion_step(exercises):
    w, g, m = np.array([1.0, 2.0, -1.0, 3.0]), np.array([4.0, -1.0, 0.0, 2.0]), np.array([-1.0, 0.5, 0.0, -1.0])
    # beta1 0.75: c = (0.25, 0.125, 0, -0.25); beta2 0.5: the new m is (1.5, -0.25, 0, 0.5)
    c, new_m = np.array([0.25, 0.125, 0.0, -0.25]), np.array([1.5, -0.25, 0.0, 0.5])
    signs = np.array([1.0, 1.0, 0.0, -1.0])
    expect(
        exercises.lion_step(w, g, m, 0.1, 0.75, 0.5, 0.2),
        (w - 0.1 * (signs + 0.2 * w), new_m),
        mistakes={
            "only the sign of c counts": (w - 0.1 * (c + 0.2 * w), new_m),
            "the sign of c, not of g": (w - 0.1 * (np.array([1, -1, 0, 1]) + 0.2 * w), new_m),
            "the sign of c, not of m": (w - 0.1 * (np.array([-1, 1, 0, -1]) + 0.2 * w), new_m),
            "the two betas are swapped: c is made with beta1, the new m with beta2": (
                w - 0.1 * (np.array([1, -1, 0, 1]) + 0.2 * w),
                0.75 * m + 0.25 * g,
            ),
            "the new m is an average with beta2, not c": (w - 0.1 * (signs + 0.2 * w), c),
            "the weight decay is missing": (w - 0.1 * signs, new_m),
            "the decay is multiplied by the rate, too": (w - 0.1 * signs - 0.2 * w, new_m),
            "the decay uses the old w": ((1 - 0.1 * 0.2) * (w - 0.1 * signs), new_m),
            "the sign of 0 is 0, not 1": (w - 0.1 * (np.where(c >= 0, 1, -1) + 0.2 * w), new_m),
            "step against the sign of c": (w + 0.1 * (signs - 0.2 * w), new_m),
        },
    )
    expect(exercises.lion_step(np.zeros(1), np.array([-3.0]), np.zeros(1), 0.5, 0.9, 0.99, 0.0), ([0.5], [-0.03]))


def test_19_5_amsgrad_steps(exercises):
    slopes = np.array([3.0, -1.0, 0.5, 0.25, 2.0, 0.0])

    def by_loop(slopes, keep_largest=True, corrected_first=False, rate=0.1, b1=0.5, b2=0.75, eps=0.01):
        m = v = top = 0.0
        out = []
        for t, g in enumerate(slopes, 1):
            m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
            here = v / (1 - b2**t) if corrected_first else v
            top = max(top, here) if keep_largest else here
            out.append(rate * m / (1 - b1**t) / (np.sqrt(top / (1 if corrected_first else 1 - b2**t)) + eps))
        return np.array(out)

    plain = by_loop(slopes)
    m = by_loop(slopes, eps=0.0) * 0
    for t in range(1, 7):
        m[t - 1] = sum(0.5 * 0.5 ** (t - i) * slopes[i - 1] for i in range(1, t + 1))
    squares = [
        max(sum(0.25 * 0.75 ** (s - i) * slopes[i - 1] ** 2 for i in range(1, s + 1)) for s in range(1, t + 1))
        for t in range(1, 7)
    ]
    t = np.arange(1, 7)
    written_out = 0.1 * m / (1 - 0.5**t) / (np.sqrt(np.array(squares) / (1 - 0.75**t)) + 0.01)
    expect(
        exercises.amsgrad_steps(slopes, 0.1, 0.5, 0.75, 0.01),
        written_out,
        mistakes={
            "that is Adam: divide by the largest v so far": by_loop(slopes, keep_largest=False),
            "first the largest of the uncorrected v, then the correction": by_loop(slopes, corrected_first=True),
            "the correction of m is missing": plain * (1 - 0.5**t),
            "those are the changes of the weight: return what is subtracted": -plain,
            "the learning rate is missing": 10 * plain,
            "epsilon is missing": by_loop(slopes, eps=0.0),
        },
    )
    expect(exercises.amsgrad_steps(np.array([-4.0]), 0.5, 0.9, 0.999, 0.0), [-0.5])


def test_19_6_clip_by_global_norm(exercises):
    grads = [np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([-7.2, -9.6])]  # 25 + 144 = 13^2
    expect(
        tuple(exercises.clip_by_global_norm(grads, 6.5)),
        tuple(g / 2 for g in grads),
        mistakes={
            "one norm for all arrays together, not one for each": (grads[0], grads[1] * 6.5 / 12),
            "all arrays keep their direction together: do not cut single entries": (
                grads[0],
                np.array([-6.5, -6.5]),
            ),
            "the root of the sum of the squares": tuple(g * 6.5 / 169 for g in grads),
            "the norms of the arrays do not add up: their squares do": tuple(g * 6.5 / 17 for g in grads),
            "multiply by max_norm / norm": tuple(g / 13 for g in grads),
            "nothing has changed: the norm is 13": tuple(grads),
        },
    )
    expect(
        tuple(exercises.clip_by_global_norm(grads, 13.0)),
        tuple(grads),
        mistakes={"only longer ones are shortened": tuple(g / 13 for g in grads)},
    )
    expect(
        tuple(exercises.clip_by_global_norm(grads, 100.0)),
        tuple(grads),
        mistakes={"gradients that are short enough stay as they are": tuple(g * 100 / 13 for g in grads)},
    )
    expect(
        tuple(exercises.clip_by_global_norm([np.array([3e200]), np.array([4e200])], 1.0)),
        (np.array([0.6]), np.array([0.8])),
        mistakes={"the squares overflowed: divide by the largest entry first": (np.zeros(1), np.zeros(1))},
    )
    expect(
        tuple(exercises.clip_by_global_norm([np.zeros(2)], 1.0)),
        (np.zeros(2),),
        mistakes={"zeros stay zeros: 0 / 0 came out": (np.full(2, np.nan),)},
    )


def test_19_7_rare_slope_travel(exercises):
    def simulated(period, rate, b1, b2, rounds=400, corrected=True):
        m = v = total = 0.0
        for t in range(1, rounds * period + 1):
            g = 1.0 if t % period == 1 or period == 1 else 0.0
            m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g
            if t > (rounds - 1) * period:
                total += rate * m / np.sqrt(v)
        return total

    first = 0.1 * (1 - 0.8) / (1 - 0.8**5) / np.sqrt((1 - 0.9) / (1 - 0.9**5))
    q = 0.8 / np.sqrt(0.9)
    expect(
        exercises.rare_slope_travel(5, 0.1, 0.8, 0.9),
        simulated(5, 0.1, 0.8, 0.9),
        mistakes={
            "that is the first step of the period only": first,
            "v fades as well: the steps shrink by beta1 / sqrt(beta2)": first * (1 - 0.8**5) / (1 - 0.8),
            "what is left of earlier periods is missing in v": 0.1
            * 0.2
            / (1 - 0.8**5)
            / np.sqrt(0.1)
            * (1 - q**5)
            / (1 - q),
            "what is left of earlier periods is missing in m": 0.1
            * 0.2
            / np.sqrt(0.1 / (1 - 0.9**5))
            * (1 - q**5)
            / (1 - q),
            "what is left of earlier periods is missing": 0.1 * 0.2 / np.sqrt(0.1) * (1 - q**5) / (1 - q),
            "the sum ends after one period": first / (1 - q),
            "the learning rate is missing": simulated(5, 1.0, 0.8, 0.9),
            "the steps count all, not their mean": simulated(5, 0.1, 0.8, 0.9) / 5,
        },
    )
    expect(exercises.rare_slope_travel(2, 1.0, 0.9, 0.999), simulated(2, 1.0, 0.9, 0.999, rounds=12_000), rtol=1e-5)
    expect(exercises.rare_slope_travel(1, 2.0, 0.5, 0.9), 2.0)
    expect(exercises.rare_slope_travel(10**9, 1.0, 0.9, 0.999), 0.1 / np.sqrt(0.001) / (1 - 0.9 / np.sqrt(0.999)))


def test_19_8_uphill_drift(exercises):
    def simulated(C, b, rounds=400, last=3):
        v = w = 0.0
        for t in range(3 * rounds):
            g = (C, -1.0, -1.0)[t % 3]
            v = b * v + (1 - b) * g * g
            if t >= 3 * rounds - last:
                w -= g / np.sqrt(v)
        return w

    scale = (1 - 0.2) / (1 - 0.2**3)
    values = scale * np.array([16 + 0.2 + 0.04, 1 + 0.2 * 16 + 0.04, 1 + 0.2 + 0.04 * 16])
    right = -4 / np.sqrt(values[0]) + 1 / np.sqrt(values[1]) + 1 / np.sqrt(values[2])
    expect(
        exercises.uphill_drift(4.0, 0.2),
        simulated(4.0, 0.2),
        mistakes={
            "a positive slope makes the weight fall: the sign": -right,
            "what is left of the rounds before is missing in v": right * np.sqrt(1 / (1 - 0.2**3)),
            "the (1 - beta2) of the average is missing": right * np.sqrt(1 - 0.2),
            "the square root of v": -4 / values[0] + 1 / values[1] + 1 / values[2],
            "the C of the round counts less and less: after the two -1 it is one and two steps old": (
                -4 / np.sqrt(values[0]) + 2 / np.sqrt(values[1])
            ),
            "the change in one round, not in one step": right / 3,
        },
    )
    expect(exercises.uphill_drift(3.0, 0.999), simulated(3.0, 0.999, rounds=9000), rtol=1e-5)
    expect(exercises.uphill_drift(100.0, 1e-9), 1.0, rtol=1e-4)
