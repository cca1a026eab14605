"""Day 9 exercises: the solutions must pass, and so must yours once you have started them."""

import numpy as np
from grading import expect


def test_9_1_odds_to_probability(exercises):
    odds = np.array([[4.0, 0.25], [0.0, 1.5]])
    expect(
        exercises.odds_to_probability(odds),
        [[0.8, 0.2], [0.0, 0.6]],
        mistakes={
            "that goes from a probability to odds: the other way round": odds / (1 - odds),
            "1 - p came out: the odds are for, not against": 1 / (1 + odds),
            "odds are no log-odds: no exponential is needed": 1 / (1 + np.exp(-odds)),
        },
    )
    expect(
        exercises.odds_to_probability(np.array([np.inf, 99.0])),
        [1.0, 0.99],
        mistakes={"infinite odds give inf / inf: treat them separately": [np.nan, 0.99]},
    )
    expect(exercises.odds_to_probability(np.array([1.0])), [0.5])


def test_9_2_odds_factor(exercises):
    coef, before, after = np.array([0.2, -1.0]), np.array([3.0, 1.0]), np.array([8.0, 1.5])  # 0.2 * 5 - 0.5 = 0.5
    expect(
        exercises.odds_factor(coef, before, after),
        1.6487212707001282,
        mistakes={
            "that is the change of the log-odds: the factor is e to that power": 0.5,
            "from before to after, not back": 0.6065306597126334,
            "that is a probability: the factor of the odds is e^change": 1 / (1 + np.exp(-0.5)),
            "those are the odds after the change (without b): compare with before": np.exp(0.1),
            "add the changes before you raise e to them; the factors multiply": np.e + np.exp(-0.5),
        },
    )
    expect(exercises.odds_factor(coef, before, before), 1.0)
    expect(exercises.odds_factor(np.array([np.log(2)]), np.array([1.0]), np.array([4.0])), 8.0)


def test_9_3_contour_height(exercises):
    w, x1 = np.array([2.0, -4.0]), np.array([0.0, 1.0, 6.0])  # 2 x1 - 4 x2 + 1 = ln 3
    right = (2 * x1 + 1 - np.log(3)) / 4
    expect(
        exercises.contour_height(w, 1.0, x1, 0.75),
        right,
        mistakes={
            "that is the boundary at one half: the logit must be ln(p / (1 - p))": (2 * x1 + 1) / 4,
            "the logit is ln(p / (1 - p)), not p": (2 * x1 + 1 - 0.75) / 4,
            "the logit is the logarithm of the odds": (2 * x1 + 1 - 3) / 4,
            "the logit has the wrong sign: that is the line of 1 - p": (2 * x1 + 1 + np.log(3)) / 4,
            "b goes to the other side with a minus": (2 * x1 - 1 - np.log(3)) / 4,
            "w[0] x1 goes to the other side with a minus": (-2 * x1 + 1 - np.log(3)) / 4,
            "divide by w[1]": -4 * right,
            "divide by w[1], not by -w[1]": -right,
        },
    )
    expect(exercises.contour_height(np.array([0.0, 0.5]), 2.0, np.array([9.0]), 0.5), [-4.0])


def test_9_4_weighted_gradient(exercises):
    X, y = np.array([[1.0, 0.0], [2.0, 1.0], [-1.0, 3.0]]), np.array([1, 0, 1])
    counts, w, b, C = np.array([2.0, 0.5, 3.0]), np.array([0.3, -0.2]), 0.1, 1.5

    def slopes(counts, C, fine, direction=1):
        p = np.array([1 / (1 + np.exp(-(0.3 * row[0] - 0.2 * row[1] + 0.1))) for row in X])
        pull = direction * C * counts * (p - y)
        return sum(part * row for part, row in zip(pull, X, strict=True)) + fine, sum(pull)

    dw, db = slopes(counts, C, w)
    expect(
        exercises.weighted_gradient(X, y, counts, w, b, C),
        (dw, db),
        mistakes={
            "the counts are missing": slopes(1.0, C, w),
            "C is missing": slopes(counts, 1.0, w),
            "the penalty's slope is missing": slopes(counts, C, 0.0),
            "C multiplies the losses, not the penalty": slopes(counts, C, C * w),
            "C multiplies the losses, and divides nothing": slopes(counts, 1.0, w / C),
            "the slope of ||w||^2 / 2 is w: the 2 is already gone": slopes(counts, C, 2 * w),
            "uphill is p - y, not y - p": slopes(counts, C, w, -1),
            "b is not penalized": (dw, db + b),
            "sums, not means: a count of 3 is three rows": slopes(counts / 5.5, C, w),
            "sums, not means over the rows": slopes(counts / 3, C, w),
        },
    )
    far = np.array([[1000.0], [-1000.0]])
    expect(
        exercises.weighted_gradient(far, np.array([0, 1]), np.array([1.0, 2.0]), np.array([1.0]), 0.0, 1.0),
        (np.array([3001.0]), -1.0),
        mistakes={"it overflowed: raise e to negative powers only": (np.array([np.nan]), np.nan)},
    )
    expect(exercises.weighted_gradient(X, y, np.zeros(3), w, b, C), (w, 0.0))


def test_9_5_undo_undersampling(exercises):
    # 100 cases of label 1, 900 of label 0, of which 90 were kept: the model says 100 / 190, the truth is 100 / 1000
    expect(
        exercises.undo_undersampling(np.array([100 / 190, 0.0]), 0.1),
        [0.1, 0.0],
        mistakes={
            "the odds shrink, not the probability": [10 / 190, 0.0],
            "label 0 becomes more common in the real world, so label 1 becomes less likely": [1000 / 1090, 0.0],
            "those are odds: turn them into a probability": [1 / 9, 0.0],
            "that is the probability of label 0": [0.9, 1.0],
        },
    )
    expect(
        exercises.undo_undersampling(np.array([1.0, 0.8]), 0.5),
        [1.0, 2 / 3],
        mistakes={"p = 1 has infinite odds: write the formula without dividing by 1 - p": [np.nan, 2 / 3]},
    )
    expect(exercises.undo_undersampling(np.array([0.3, 0.9]), 1.0), [0.3, 0.9])


def test_9_6_calibration_error(exercises):
    y, p = np.array([0, 0, 1, 1, 0]), np.array([0.125, 0.25, 0.375, 0.875, 1.0])
    # four bins: {0.125}, gap 0.125; {0.25, 0.375}, gap |0.3125 - 0.5|; none; {0.875, 1}, gap |0.9375 - 0.5|
    expect(
        exercises.calibration_error(y, p, 4),
        (0.125 + 2 * 0.1875 + 2 * 0.4375) / 5,
        mistakes={
            "weight each gap by the number of rows in its bin": (0.125 + 0.1875 + 0.4375) / 3,
            "an empty bin has no gap, and no weight": (0.125 + 0.1875 + 0.4375) / 4,
            "the gaps must not cancel: take their sizes, bin by bin": abs(p.sum() - 2) / 5,
            "the gap of a bin, not of every case: first the means, then the difference": np.abs(p - y).mean(),
            "a forecast on a border belongs to the upper bin": (0.375 + 0.625 + 2 * 0.4375) / 5,
            "a forecast of 1 belongs to the last bin": (0.125 + 2 * 0.1875 + 0.125 + 1) / 5,
        },
    )
    expect(exercises.calibration_error(y, p, 1), 0.125)
    expect(
        exercises.calibration_error(np.array([0, 0, 1]), np.array([0.0, 0.25, 0.75]), 10),
        0.5 / 3,
        mistakes={"an empty bin has no mean: leave it out": np.nan},
    )


def test_9_7_dose_response(exercises):
    def slopes(doses, tried, killed, w, b):
        """Both slopes of the loss, each over the number of cases; they are 0 at the answer."""
        z = w * (doses - doses[0]) + (b + w * doses[0])
        gap = tried / (1 + np.exp(-z)) - killed
        return np.array([gap @ (doses - doses[0]) / np.ptp(doses), gap.sum()]) / tried.sum()

    # two groups: the shares are met exactly. 2/10 at 1 and 8/10 at 3: log-odds -ln 4 and ln 4
    expect(
        exercises.dose_response(np.array([1.0, 3.0]), np.array([10, 10]), np.array([2, 8])),
        (np.log(4), -2 * np.log(4)),
        rtol=1e-9,
        mistakes={
            "that is the intercept for the centered doses: undo the shift": (np.log(4), 0.0),
            "the two are swapped: first w, then b": (-2 * np.log(4), np.log(4)),
            "undo the shift with a minus": (np.log(4), 2 * np.log(4)),
            "a line through the shares is no logistic regression": (0.3, -0.1),
        },
    )
    # unequal groups: 30/40 at 0 and 1/3 at 2: log-odds ln 3 and -ln 2
    expect(
        exercises.dose_response(np.array([0.0, 2.0]), np.array([40, 3]), np.array([30, 1])),
        (-np.log(6) / 2, np.log(3)),
        rtol=1e-9,
    )
    doses, tried = np.array([1000.0, 1000.1, 1000.2]), np.array([3_000_000, 10, 500])
    killed = np.array([600_000, 7, 400])
    w, b = exercises.dose_response(doses, tried, killed)
    expect(slopes(doses, tried, killed, w, b), [0.0, 0.0], atol=1e-9)  # no slope is left
    doses = np.array([-10.2, -1.4, -1.3, -1.2, -0.3])  # full Newton steps from zeros run away on these
    tried, killed = np.array([268, 747, 1_318_112, 212, 4]), np.array([1, 7, 1_304_930, 1, 3])
    w, b = exercises.dose_response(doses, tried, killed)
    expect(slopes(doses, tried, killed, w, b), [0.0, 0.0], atol=1e-9)
    doses = np.array([-4.0, -1.0, 0.0, 0.5, 300.0])
    tried, killed = np.array([100, 2, 9, 50, 3]), np.array([99, 1, 4, 2, 2])
    w, b = exercises.dose_response(doses, tried, killed)
    expect(slopes(doses, tried, killed, w, b), [0.0, 0.0], atol=1e-9)


def test_9_8_best_weights_exist(exercises):
    corners = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    overlap = "no direction helps without hurting: there is a minimum"
    apart = "some direction hurts no row and helps one: there is no minimum"
    touching = "rows on the cut are not hurt: products of 0 are allowed"
    cases = [
        (corners, [1, 1, 1, 1], True, overlap),
        (corners, [1, 1, 0, 0], False, apart),
        (corners, [1, 0, 0, 1], True, "exclusive or: no line through 0 separates these"),
        ([[1, 0], [-1, 0], [0, 1]], [1, 1, 1], False, touching),
        ([[1, 0], [-1, 0], [3, 0]], [1, 1, 1], True, "a direction that helps no row does not count"),
        ([[1, 0], [2, 0], [5, 0]], [1, 1, 1], False, "all point the same way: the edges of the wedge help nobody"),
        ([[0, 0]], [1], True, "a row at (0, 0) is neither hurt nor helped"),
        ([[0, 0], [3, -7]], [0, 1], False, "a row at (0, 0) never matters"),
        ([[3, 1], [-1, 2], [-2, -4]], [1, 1, 1], True, overlap),
        ([[3, 1], [-1, 2], [2, 4]], [1, 1, 0], True, "flip the rows with label 0 first"),
        ([[1000, 1], [-999, -1], [0, 1]], [1, 1, 1], True, overlap),
        ([[1000, 1], [-999, -1], [1, 0]], [1, 1, 1], False, apart),
        ([[2, 3], [4, 6], [-2, -3], [5, 1]], [1, 1, 1, 0], False, touching),
    ]
    for X, y, answer, mistake in cases:
        came = exercises.best_weights_exist(np.array(X, dtype=float), np.array(y))
        expect(came, answer, mistakes={mistake: not answer})
