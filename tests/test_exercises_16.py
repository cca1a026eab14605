"""Day 16 exercises: the solutions must pass, and so must yours once you have started them."""

import math

import numpy as np
from grading import expect, expect_no_warning, same


def distinct(candidates, expected):
    """The mistakes that give another value than the right one, and than the mistakes before them."""
    kept = {}
    for name, value in candidates.items():
        if not any(same(value, other, rtol=1e-7, atol=1e-12) for other in (expected, *kept.values())):
            kept[name] = value
    return kept


def test_16_1_hard_sigmoid_derivative(exercises):
    x = np.array([[-7.0, -2.9, 0.0], [1.5, 2.99, 40.0]])
    inside = np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]])
    expect(
        exercises.hard_sigmoid_derivative(x),
        inside / 6,
        mistakes={
            "that is the curve, not its slope": np.array([[0.0, 0.1 / 6, 0.5], [0.75, 5.99 / 6, 1.0]]),
            "from -3 to 3 it climbs by 1 on a way of 6: the slope is a sixth": inside,
            "the way is 6 long, not 3": inside / 3,
            "outside it is level, on both sides": np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 1.0]]) / 6,
        },
    )
    corner = exercises.hard_sigmoid_derivative(np.array([-3.0, 3.0]))
    expect(
        corner,
        [0.0, 0.0],
        mistakes={
            "at the corners the slope is 0": [1 / 6, 1 / 6],
            "at both corners the slope is 0, at -3 too": [1 / 6, 0.0],
            "at both corners the slope is 0, at 3 too": [0.0, 1 / 6],
        },
    )
    expect(exercises.hard_sigmoid_derivative(np.array([2, -4])), [1 / 6, 0.0])


def test_16_2_dead_share(exercises):
    z = np.array([[-1.0, 2.0, -3.0, 0.5, -1.0], [-2.0, -1.0, -1.0, 1.0, -4.0], [-1.0, -0.5, -2.0, 2.0, 9.0]])
    expect(
        exercises.dead_share(z),
        0.4,
        mistakes={
            "a share: divide by the number of units": 2,
            "a unit is dead if it is off in every row, not in some": 0.8,
            "count units, not entries": float(np.mean(z <= 0)),
            "that is the share of the living": 0.6,
            "the units are the columns: ask along axis 0": 0.0,
        },
    )
    expect(
        exercises.dead_share(np.array([[0.0, -1.0], [-2.0, 3.0]])),
        0.5,
        mistakes={"at z = 0 the slope is 0, too": 0.0},
    )
    expect(
        exercises.dead_share(np.array([[-1.0, -1.0], [2.0, 3.0], [-5.0, 1.0]])),
        0.0,
        mistakes={
            "the units are the columns: ask along axis 0": 1 / 3,
            "a unit whose numbers add up to less than 0 may still be alive": 0.5,
        },
    )


def test_16_3_logit(exercises):
    p = np.array([[0.8, 0.25], [1e-9, 0.999]])
    odds = p / (1 - p)
    expect(
        exercises.logit(p),
        [[math.log(4), -math.log(3)], [math.log(1e-9) + 1e-9, math.log(999)]],
        mistakes={
            "the sign: a large p needs a large x": -np.log(odds),
            "those are the odds: take their logarithm": odds,
            "the natural logarithm": np.log10(odds),
            "the logarithm to the base e, not 2": np.log2(odds),
            "that is the sigmoid itself, not its inverse": 1 / (1 + np.exp(-p)),
            "that is the slope p (1 - p), not the inverse": p * (1 - p),
            "that forgets the part with 1 - p": np.log(p),
        },
    )
    expect(
        exercises.logit(np.array([0.0, 1.0, 0.5])),
        [-np.inf, np.inf, 0.0],
        mistakes={
            "p = 0 and p = 1 give -inf and inf: do not clip": np.log(
                np.clip([0, 1, 0.5], 1e-12, 1 - 1e-12) / (1 - np.clip([0, 1, 0.5], 1e-12, 1 - 1e-12))
            )
        },
    )
    expect_no_warning()


def mish_slope(x):
    """By the chain rule with e^x alone: tanh(ln(1 + E)) = (E^2 + 2E) / (E^2 + 2E + 2)."""
    E = math.exp(x)
    top = E * E + 2 * E
    t, dt = top / (top + 2), 4 * (E + 1) * E / (top + 2) ** 2
    return t + x * dt


def test_16_4_mish_derivative(exercises):
    x = np.array([[-3.0, -1.192431], [-0.5, 0.0], [1.0, 4.0]])
    right = np.vectorize(mish_slope)(x)
    softplus, sigmoid = np.log1p(np.exp(x)), 1 / (1 + np.exp(-x))
    t = np.tanh(softplus)
    expect(
        exercises.mish_derivative(x),
        right,
        rtol=1e-6,
        atol=1e-6,
        mistakes={
            "that is mish itself, not its slope": x * t,
            "the product rule has two parts: the first is missing": x * (1 - t**2) * sigmoid,
            "the product rule has two parts: the second is missing": t,
            "the chain rule: multiply by the slope of softplus": t + x * (1 - t**2),
            "the slope of tanh is 1 - t^2, not 1 - t": t + x * (1 - t) * sigmoid,
            "the second part carries the factor x": t + (1 - t**2) * sigmoid,
            "the slope of softplus is the sigmoid, not s (1 - s)": t + x * (1 - t**2) * sigmoid * (1 - sigmoid),
        },
    )
    expect(
        exercises.mish_derivative(np.array([-1000.0, -745.0, 300.0, 1000.0])),
        [0.0, 0.0, 1.0, 1.0],
        mistakes={"e^1000 overflows: np.logaddexp(0, x) is softplus without it": [0.0, 0.0, 1.0, np.nan]},
    )
    expect_no_warning()


def test_16_5_inverse_softplus(exercises):
    x = np.array([[-2.0, 0.3], [5.0, 30.0]])
    y = np.log1p(np.exp(x))
    expect(
        exercises.inverse_softplus(y),
        x,
        rtol=1e-9,
        mistakes={
            "that is softplus itself, not its inverse": np.log1p(np.exp(y)),
            "the inverse, not one over it": 1 / y,
            "take the logarithm at the end": np.expm1(y),
            "that is the slope of softplus": 1 / (1 + np.exp(-y)),
            "the sign of the exponent: x = y + ln(1 - e^-y)": y - np.log(-np.expm1(-y)),
        },
    )
    large = np.array([700.0, 1000.0, 1e5])
    expect(
        exercises.inverse_softplus(large),
        large,
        mistakes={"e^1000 overflows: pull e^y out of the bracket": [700.0, np.inf, np.inf]},
    )
    expect_no_warning()
    tiny = np.array([1e-12, 1e-9])
    expect(
        exercises.inverse_softplus(tiny),
        np.log(tiny) + tiny / 2,  # e^y - 1 = y (1 + y / 2 + ...)
        rtol=1e-10,
        mistakes={
            "for tiny y the 1 swallows the digits: np.expm1 keeps them": np.log(np.exp(tiny) - 1),
            "for tiny y the 1 swallows the digits: -np.expm1(-y) keeps them": tiny + np.log(1 - np.exp(-tiny)),
        },
    )


def test_16_6_prelu_backward(exercises):
    rng = np.random.default_rng(0)
    x, grad, slopes = rng.normal(size=(6, 3)), rng.normal(size=(6, 3)), np.array([0.25, -0.5, 2.0])
    dx = [[grad[i, j] * (1 if x[i, j] > 0 else slopes[j]) for j in range(3)] for i in range(6)]
    dx = np.array(dx)
    terms = np.array([[grad[i, j] * x[i, j] if x[i, j] < 0 else 0.0 for j in range(3)] for i in range(6)])
    ds = terms.sum(axis=0)
    expect(
        exercises.prelu_backward(x, slopes, grad),
        (dx, ds),
        mistakes={
            "one slope serves all rows: add up over them": (dx, terms),
            "the sum over the rows, not the mean": (dx, ds / 6),
            "each unit has its own slope: add up over the rows only": (dx, terms.sum()),
            "the slope matters only where x is not positive": (dx, np.sum(grad * x, axis=0)),
            "where x is positive the slope does not matter; that is the wrong side": (
                dx,
                np.sum(grad * np.maximum(x, 0), axis=0),
            ),
            "in dslopes the local slope is x, not 1": (dx, np.sum(grad * (x <= 0), axis=0)),
            "multiply by the slope that arrives, in dslopes too": (dx, np.minimum(x, 0).sum(axis=0)),
            "dslopes does not carry the slope itself": (dx, ds * slopes),
            "on the left dx has the slope, not 0": (grad * (x > 0), ds),
            "dx is the backward pass: grad times the local slope, not a": (np.where(x > 0, x, slopes * x), ds),
        },
    )
    expect(
        exercises.prelu_backward(np.zeros((2, 1)), np.array([3.0]), np.array([[1.0], [-2.0]])),
        (np.array([[3.0], [-6.0]]), np.array([0.0])),
        mistakes={"at x = 0 take the left side's slope": (np.array([[1.0], [-2.0]]), np.array([0.0]))},
    )


LINES = [
    ([0.0, 2.0, 3.0, 7.0], [1.0, 5.0, 2.0, 2.0], 1.0, [2.0, -5.0, 3.0, 0.0]),
    ([-1.0, 1.0], [3.0, -1.0], 3.0, [-2.0, 2.0]),
    ([4.0, -2.0, 0.0, 1.0], [1.0, -1.0, 3.0, 0.0], -1.0, [-1 / 3, 2.0, -5.0, 10 / 3]),
]


def test_16_7_broken_line(exercises):
    for knots, heights, c, a in LINES:
        knots, heights, a = np.array(knots), np.array(heights), np.array(a)
        order = np.argsort(knots)
        slopes = np.diff(heights[order]) / np.diff(knots[order])
        in_order = np.diff(np.diff(heights) / np.diff(knots), prepend=0.0, append=0.0)
        candidates = {
            "the knots may come in any order: sort them first": (heights[0], in_order),
            "a belongs to the knots in the order in which they came": (c, a[order]),
            "c is the height of the leftmost point": (heights[0], a),
            "at the last knot the line becomes level": (c, np.append(a[order][:-1], 0.0)[np.argsort(order)]),
            "a is the change of the slope, not the slope": (c, np.append(slopes, 0.0)[np.argsort(order)]),
            "a is the change of the slope: divide by the way between the knots": (
                c,
                np.diff(np.diff(heights[order]), prepend=0.0, append=0.0)[np.argsort(order)],
            ),
            "the sign: new slope minus old slope": (c, -a),
            "c is a height, not 0": (0.0, a),
        }
        expect(exercises.broken_line(knots, heights), (c, a), mistakes=distinct(candidates, (c, a)))
        offset, weights = exercises.broken_line(knots, heights)
        x = np.linspace(-4, 9, 27)
        came = offset + np.maximum(x[:, None] - knots, 0) @ weights
        expect(came, np.interp(x, knots[order], heights[order]))


# f, the exact mean of f(z)^2, and that of f(z)
GAINS = [
    (lambda z: np.maximum(z, 0), 1 / 2, 1 / math.sqrt(2 * math.pi)),
    (lambda z: np.where(z > 0, z, 0.25 * z), (1 + 0.25**2) / 2, 0.75 / math.sqrt(2 * math.pi)),
    (lambda z: 3 * np.ones(z.shape), 9.0, 3.0),
    (np.sin, (1 - math.exp(-2)) / 2, 0.0),
    (np.exp, math.exp(2), math.exp(0.5)),
    (lambda z: np.abs(z) + 1, 2 + 2 * math.sqrt(2 / math.pi), 1 + math.sqrt(2 / math.pi)),
]


def test_16_8_gain(exercises):
    for f, square, mean in GAINS:
        right = 1 / math.sqrt(square)
        mistakes = {
            "that is the size after the layer: the weights must undo it, so 1 over that": math.sqrt(square),
            "the root is missing": 1 / square,
            "the root is missing, and 1 over it": square,
            "the density needs its factor 1 / root of 2 pi": 1 / math.sqrt(square * math.sqrt(2 * math.pi)),
        }
        if mean:
            mistakes["the mean of f squared, not the square of its mean"] = 1 / abs(mean)
        if square - mean**2 > 1e-9:
            mistakes["the mean of f^2, without taking off the mean of f: no variance"] = 1 / math.sqrt(square - mean**2)
        expect(exercises.gain(f), right, rtol=1e-6, mistakes=distinct(mistakes, right))
