"""Day 9 exercises: the solutions must pass, and so must yours once you have started them."""

import tracemalloc

import numpy as np
from grading import NotYet, expect, expect_no_warning, same


def test_9_1_odds_to_probability(exercises):
    odds = np.array([[4.0, 0.25], [0.0, 1.5]])
    expect(
        exercises.odds_to_probability(odds),
        [[0.8, 0.2], [0.0, 0.6]],
        mistakes={
            "that goes from a probability to odds: the other way round": odds / (1 - odds),
            "1 - p came out: the odds are for, not against": 1 / (1 + odds),
            "odds are no log-odds: no exponential is needed": 1 / (1 + np.exp(-odds)),
            "keep the shape: a table of odds gives a table of probabilities": [0.8, 0.2, 0.0, 0.6],
        },
    )
    expect(
        exercises.odds_to_probability(np.array([np.inf, 99.0])),
        [1.0, 0.99],
        mistakes={
            "infinite odds give inf / inf: treat them separately": [np.nan, 0.99],
            "infinite odds are a sure thing: probability 1, not 0": [0.0, 0.99],
        },
    )
    expect(exercises.odds_to_probability(np.array([1.0])), [0.5])


def test_9_2_odds_factor(exercises):
    coef, before, after = np.array([0.2, -1.0]), np.array([3.0, 1.0]), np.array([8.0, 0.5])  # 0.2 * 5 + 0.5 = 1.5
    expect(
        exercises.odds_factor(coef, before, after),
        4.4816890703380645,
        mistakes={
            "that is the change of the log-odds: the factor is e to that power": 1.5,
            "from before to after, not back": 0.22313016014842982,
            "keep the sign of each change: what goes down pulls the other way": np.exp(0.5),
            "that is a probability: the factor of the odds is e^change": 1 / (1 + np.exp(-1.5)),
            "that is the factor of the probability, not of the odds": (1 + np.exp(0.4)) / (1 + np.exp(-1.1)),
            "those are the odds after the change (without b): compare with before": np.exp(1.1),
            "that divides two log-odds: the factor is e to their difference": 1.1 / -0.4,
            "one factor for all features together: multiply the factors": [np.e, np.exp(0.5)],
            "add the changes before you raise e to them; the factors multiply": np.e + np.exp(0.5),
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
            "the logit is ln(p / (1 - p)), not ln(p)": (2 * x1 + 1 - np.log(0.75)) / 4,
            "the logit is ln(p / (1 - p)): the sigmoid goes the other way": (2 * x1 + 1 - 1 / (1 + np.exp(-0.75))) / 4,
            "the logit is the logarithm of the odds": (2 * x1 + 1 - 3) / 4,
            "the logit is the natural logarithm, np.log": (2 * x1 + 1 - np.log10(3)) / 4,
            "the logit has the wrong sign: that is the line of 1 - p": (2 * x1 + 1 + np.log(3)) / 4,
            "b is missing": (2 * x1 - np.log(3)) / 4,
            "b goes to the other side with a minus": (2 * x1 - 1 - np.log(3)) / 4,
            "w[0] x1 goes to the other side with a minus": (-2 * x1 + 1 - np.log(3)) / 4,
            "both b and w[0] x1 go to the other side with a minus": (-2 * x1 - 1 - np.log(3)) / 4,
            "divide by w[1]": -4 * right,
            "divide by w[1], not by -w[1]": -right,
            "all of it must be divided by w[1]: mind the brackets": np.log(3) - 1 + 2 * x1 / 4,
            "w[0] belongs to x1, and w[1] to x2": (np.log(3) - 1 + 4 * x1) / 2,
        },
    )
    expect(exercises.contour_height(np.array([0.0, 0.5]), 2.0, np.array([9.0]), 0.5), [-4.0])


def test_9_4_weighted_gradient(exercises):
    X, y = np.array([[1.0, 0.0], [2.0, 1.0], [-1.0, 3.0]]), np.array([1, 0, 1])
    counts, w, b, C = np.array([2.0, 0.5, 3.0]), np.array([0.3, -0.2]), 0.1, 1.5

    def slopes(counts, C, penalty, b=0.1, squared=False):
        p = np.array([1 / (1 + np.exp(-(0.3 * row[0] - 0.2 * row[1] + b))) for row in X])
        pull = C * counts * (p - y) * (p * (1 - p) if squared else 1)
        return sum(part * row for part, row in zip(pull, X, strict=True)) + penalty, sum(pull)

    dw, db = slopes(counts, C, w)
    expect(
        exercises.weighted_gradient(X, y, counts, w, b, C),
        (dw, db),
        mistakes={
            "the counts are missing": slopes(1.0, C, w),
            "the counts are missing in the slope of b": (dw, slopes(1.0, C, w)[1]),
            "a count need not be whole: multiply by it, do not repeat the row": slopes(np.array([2, 0, 3]), C, w),
            "C is missing": slopes(counts, 1.0, w),
            "C is missing in the slope of b": (dw, slopes(counts, 1.0, w)[1]),
            "the penalty's slope is missing": slopes(counts, C, 0.0),
            "C multiplies the losses, not the penalty": slopes(counts, C, C * w),
            "C multiplies the losses, and divides nothing": slopes(counts, 1.0, w / C),
            "the slope of ||w||^2 / 2 is w: the 2 is already gone": slopes(counts, C, 2 * w),
            "the slope of ||w||^2 / 2 is w, not w / 2": slopes(counts, C, w / 2),
            "uphill is p - y, not y - p": slopes(counts, -C, w),
            "b is not penalized": (dw, db + b),
            "b belongs to the logit: X @ w + b": slopes(counts, C, w, b=0.0),
            "the slope of the log loss is p - y: p (1 - p) belongs to squared errors": slopes(
                counts, C, w, squared=True
            ),
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
    expect_no_warning()
    expect(exercises.weighted_gradient(X, y, np.zeros(3), w, b, C), (w, 0.0))


def test_9_5_undo_undersampling(exercises):
    # 100 rows of label 1, 900 of label 0, of which 90 were kept: the model says 100 / 190, the truth is 100 / 1000
    expect(
        exercises.undo_undersampling(np.array([100 / 190, 0.0]), 0.1),
        [0.1, 0.0],
        mistakes={
            "the odds shrink, not the probability": [10 / 190, 0.0],
            "label 0 becomes more common in the real world, so label 1 becomes less likely": [1000 / 1090, 0.0],
            "those are odds: turn them into a probability": [1 / 9, 0.0],
            "that is the probability of label 0": [0.9, 1.0],
            "the odds change by a factor, not the probability of label 0": [1 - 900 / 190, -9.0],
            "label 0 becomes more common, and it is its odds that change": [1 - 9 / 190, 0.9],
            "weigh 1 - p by 1, not by 1 - kept: only label 0 was thinned out": [10 / 91, 0.0],
        },
    )
    expect(
        exercises.undo_undersampling(np.array([1.0, 0.8]), 0.5),
        [1.0, 2 / 3],
        mistakes={
            "p = 1 has infinite odds: write the formula without dividing by 1 - p": [np.nan, 2 / 3],
            "p = 1 is certain, and stays so": [0.0, 2 / 3],
        },
    )
    expect(exercises.undo_undersampling(np.array([0.3, 0.9]), 1.0), [0.3, 0.9])


def test_9_6_calibration_error(exercises):
    expect(
        exercises.calibration_error(np.array([0, 0, 1, 1]), np.array([0.375, 0.375, 0.375, 0.625]), 1),
        0.0625,  # one bin: 1.75 against 2
        mistakes={
            "there are n_bins bins, not one more": (0.125 + 0.375) / 4,
            "the gap of a bin, not of every row: first the means, then the difference": 1.75 / 4,
            "divide by the number of rows": 0.25,
            "take the size of each gap, or they cancel": -0.0625,
            "the mean forecast of a bin, not the middle of the bin": 0.0,
        },
    )
    y = np.array([1, 0, 0, 0, 0, 1, 1, 1, 1, 0])
    p = np.array([0.0, 0.0625, 0.1875, 0.5, 0.5, 0.625, 0.625, 0.6875, 0.75, 1.0])
    # four bins: the first three rows, 0.25 against 1; none; five rows, 2.9375 against 3; the last two, 1.75 against 1
    gaps = np.array([0.75 / 3, 0.0625 / 5, 0.75 / 2])
    expect(
        exercises.calibration_error(y, p, 4),
        (0.75 + 0.0625 + 0.75) / 10,
        mistakes={
            "weight each gap by the number of rows in its bin": gaps.mean(),
            "an empty bin has no gap, and no weight": gaps.sum() / 4,
            "an empty bin has no mean: leave it out": np.nan,
            "take the size of each gap, or they cancel": (-0.75 - 0.0625 + 0.75) / 10,
            "the gaps cancel: take the size of each, bin by bin": (0.75 + 0.0625 - 0.75) / 10,
            "the size of each gap, not its square": np.sqrt(gaps**2 @ [3, 5, 2] / 10),
            "that is the largest gap: take their mean": 0.375,
            "a forecast on a border belongs to the upper bin": (0.75 + 1 + 1.3125 + 1) / 10,
            "a forecast of 0 belongs to the first bin, and one on a border to the upper": (0.25 + 1 + 1.3125 + 1) / 10,
            "a forecast of 1 belongs to the last bin": (0.75 + 0.0625 + 0.25 + 1) / 10,
            "a forecast of 1 got lost: it belongs to the last bin": (0.75 + 0.0625 + 0.25) / 10,
            "a forecast of 1 got lost: it belongs to the last bin, and counts": (0.75 + 0.0625 + 0.25) / 9,
            "there are n_bins bins, not one less": (0.75 + 0.375 + 0.3125) / 10,
            "n_bins bins have n_bins + 1 edges": (0.75 + 0.375 + 0.4375 + 1) / 10,
            "round down: the bin is the whole part of p * n_bins": (0.9375 + 0.1875 + 0.6875) / 10,
            "round down, and 1 belongs to the last bin": (0.9375 + 0.1875 + 0.8125 + 1) / 10,
            "bins of equal width, not with equally many rows": 0.28125,
        },
    )
    expect(
        exercises.calibration_error(np.array([0, 0, 1]), np.array([0.0, 0.25, 0.75]), 10),
        0.5 / 3,
        mistakes={"an empty bin has no mean: leave it out": np.nan},
    )
    expect(
        exercises.calibration_error(np.array([0, 0, 1, 0]), np.array([0.125, 0.25, 0.375, 0.625]), 2),
        (abs(0.75 - 1) + 0.625) / 4,
        mistakes={"the bins cut all of [0, 1], not just the part from the smallest to the largest forecast": 0.375 / 4},
    )


def dose_by_bisection(doses, tried, killed):
    """w and b at which both slopes of the loss are 0: a bisection for w, and for each w one for b."""
    x = doses - doses.mean()

    def gaps(w, b):
        return tried / (1 + np.exp(-np.clip(w * x + b, -700, 700))) - killed

    def zero_of(rising, reach):
        low, high = -reach, reach
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (low, middle) if rising(middle) > 0 else (middle, high)
        return (low + high) / 2

    def best_b(w):
        return zero_of(lambda b: gaps(w, b).sum(), np.abs(w * x).max() + 50)

    w = zero_of(lambda w: gaps(w, best_b(w)) @ x, 50 / np.diff(np.sort(x)).min())
    return float(w), float(best_b(w) - w * doses.mean())


RAN_AWAY = "a full step ran away: halve it while the loss rises"


def test_9_7_dose_response(exercises):
    def check(doses, tried, killed, right=None, mistakes=None, runs_away=False):
        doses, tried, killed = np.array(doses), np.array(tried), np.array(killed)
        try:
            came = exercises.dose_response(doses, tried, killed)
        except NotYet as error:
            if not (runs_away and isinstance(error.cause, np.linalg.LinAlgError)):
                raise
            raise AssertionError(f"{RAN_AWAY}\n  {error}") from None
        right, mistakes = right or dose_by_bisection(doses, tried, killed), dict(mistakes or {})
        if runs_away and not same(came, right, rtol=0.1, atol=0):
            mistakes[RAN_AWAY] = came
        elif same(came, right, rtol=0.1, atol=0) and not same(came, right, rtol=1e-9, atol=0):
            mistakes["close, but not to nine digits: more steps, or better ones"] = came
        expect(came, right, rtol=1e-9, mistakes=mistakes)

    log_3, log_4 = float(np.log(3)), float(np.log(4))
    # two groups: the shares are met exactly. 2/10 at 1 and 8/10 at 3: log-odds -ln 4 and ln 4
    check(
        [1.0, 3.0],
        [10, 10],
        [2, 8],
        (log_4, -2 * log_4),
        {
            "that is the intercept for the centered doses: undo the shift": (log_4, 0.0),
            "the two are swapped: first w, then b": (-2 * log_4, log_4),
            "undo the shift with a minus": (log_4, 2 * log_4),
            "a line through the shares is no logistic regression": (0.3, -0.1),
            "that is the chance to survive: killed is label 1": (-log_4, 2 * log_4),
        },
    )
    # unequal groups: 30/40 at 0 and 1/3 at 2: log-odds ln 3 and -ln 2
    check([0.0, 2.0], [40, 3], [30, 1], (float(-np.log(6) / 2), log_3))
    tracemalloc.start()
    try:
        check([10.0, 11.0], [40_000, 20_000], [10_000, 15_000], (2 * log_3, -21 * log_3))
        room = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    if room > 4 * 60_000:
        raise AssertionError(f"{room} bytes for two doses and 60,000 insects: use the counts, not a row per insect")
    doses, tried, killed = np.array([0.0, 1.0, 3.0]), np.array([10, 400, 20]), np.array([1, 100, 19])
    line = np.polyfit(doses, np.log(killed / (tried - killed)), 1)
    mistakes = {
        "a line through the log-odds takes ten insects for as much as 400": tuple(line.tolist()),
        "a group of 400 weighs more than a group of 10": dose_by_bisection(doses, np.ones(3), killed / tried),
    }
    check(doses, tried, killed, mistakes=mistakes)
    check([1000.0, 1000.1, 1000.2], [3_000_000, 10, 500], [600_000, 7, 400])
    # full Newton steps from zeros run away on these
    tried, killed = [268, 747, 1_318_112, 212, 4], [1, 7, 1_304_930, 1, 3]
    check([-10.2, -1.4, -1.3, -1.2, -0.3], tried, killed, runs_away=True)
    check([-4.0, -1.0, 0.0, 0.5, 300.0], [100, 2, 9, 50, 3], [99, 1, 4, 2, 2], runs_away=True)


def minimum_by_trying(X, y):
    """Whether there is a minimum, for entries up to 3: tries every direction that holds whole numbers up to 3."""
    flipped = [row if label else [-row[0], -row[1]] for row, label in zip(X, y, strict=True)]
    for v in [(i, j) for i in range(-3, 4) for j in range(-3, 4)]:
        products = [row[0] * v[0] + row[1] * v[1] for row in flipped]
        if min(products) >= 0 and max(products) > 0:
            return False
    return True


def test_9_8_best_weights_exist(exercises):
    corners = [[1, 1], [1, -1], [-1, 1], [-1, -1]]
    overlap = "every direction that helps a row hurts another (there is no intercept): there is a minimum"
    apart = "some direction hurts no row and helps one: there is no minimum"
    touching = "rows on the cut are not hurt: products of 0 are allowed"
    cases = [
        (corners, [1, 1, 1, 1], True, overlap),
        ([[1, 0], [1, -1], [0, 1]], [1, 0, 0], True, "flip the rows with label 0: they want a negative logit"),
        (corners, [1, 1, 0, 0], False, apart),
        (corners, [1, 0, 0, 1], True, "exclusive or: no line through 0 separates these"),
        ([[1, 0], [-1, 0], [0, 1]], [1, 1, 1], False, touching),
        ([[1, 0], [-1, 0], [3, 0]], [1, 1, 1], True, "a direction that helps no row does not count"),
        ([[1, 0], [2, 0], [5, 0]], [1, 1, 1], False, "all point the same way: the edges of the wedge help nobody"),
        ([[0, 0]], [1], True, "a row at (0, 0) is neither hurt nor helped"),
        ([[0, 0], [3, -7]], [0, 1], False, "a row at (0, 0) never matters"),
        ([[3, 1], [-1, 2], [-2, -4]], [1, 1, 1], True, overlap),
        ([[3, 1], [-1, 2], [2, 4]], [1, 1, 0], True, overlap),
        ([[1000, 1], [-999, -1], [0, 1]], [1, 1, 1], True, overlap),
        ([[1000, 1], [-999, -1], [1, 0]], [1, 1, 1], False, apart),
        ([[2, 3], [4, 6], [-2, -3], [5, 1]], [1, 1, 1, 0], False, touching),
    ]
    rng = np.random.default_rng(0)
    for n in [1, 2, 3, 3, 4, 4, 5, 5] * 5:
        X, y = rng.integers(-3, 4, size=(n, 2)).tolist(), rng.integers(0, 2, size=n).tolist()
        answer = minimum_by_trying(X, y)
        cases.append((X, y, answer, overlap if answer else apart))
    for X, y, answer, mistake in cases:
        came = exercises.best_weights_exist(np.array(X, dtype=float), np.array(y))
        expect(came, answer, mistakes={mistake: not answer})
