"""Day 2: gradient descent, against closed forms, exact fractions, published runs, SciPy and error bounds."""

import math
from fractions import Fraction

import gradient_descent as day
import numpy as np
import pytest

EPSILON = 2.0**-52


def parabola(curvature, minimum=0.0):
    """Slope of (curvature / 2) (x - minimum)^2."""
    return lambda x: curvature * (x - minimum)


# one step downhill


def test_a_path_by_hand():
    path = day.gradient_descent(lambda x: 2 * x, 8, learning_rate=0.25, n_steps=4)
    np.testing.assert_array_equal(path, [8, 4, 2, 1, 0.5])
    assert path.dtype == np.float64
    np.testing.assert_array_equal(day.gradient_descent(lambda x: 1, 0, 2, 3), [0, -2, -4, -6])


def test_the_defaults():
    path = day.gradient_descent(lambda x: 2 * x, 1.0)
    assert path.shape == (101,)
    assert path[1] == pytest.approx(0.8, rel=1e-15)


@pytest.mark.parametrize("rate", [1e-3, 0.1, 0.3, 0.5, 0.77, 0.999, 1.0, 1.3])
@pytest.mark.parametrize(("start", "center"), [(10.0, 0.0), (-3.5, 2.25), (1e6, -1e3), (2.0, 2.0)])
def test_the_closed_form_on_a_parabola(rate, start, center):
    n_steps = 60
    path = day.gradient_descent(parabola(2, center), start, rate, n_steps)
    expected = center + (start - center) * (1 - 2 * rate) ** np.arange(n_steps + 1)
    np.testing.assert_allclose(path, expected, rtol=1e-12, atol=1e-11 * abs(start - center))


@pytest.mark.parametrize(("rate", "end"), [(0.2, 0.060466176), (0.05, 3.4867844), (1.1, 61.917364224)])
def test_runs_of_dive_into_deep_learning(rate, end):
    """Zhang et al., section "Gradient Descent": ten steps on x^2 from 10."""
    assert day.gradient_descent(lambda x: 2 * x, 10.0, rate, n_steps=10)[-1] == pytest.approx(end, rel=1e-7)


def test_a_path_in_exact_fractions():
    """x^3 - 2x from 3/2 with rate 1/8: no rounding in the reference."""
    x, expected = Fraction(3, 2), [1.5]
    for _ in range(6):
        x -= Fraction(1, 8) * (3 * x * x - 2)
        expected.append(float(x))
    path = day.gradient_descent(lambda x: 3 * x * x - 2, 1.5, 0.125, n_steps=6)
    np.testing.assert_allclose(path, expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("f", "slope", "start", "rate", "bounds"),
    [
        (lambda x: x - math.log(x), lambda x: 1 - 1 / x, 0.5, 0.25, (0.1, 5)),
        (lambda x: math.exp(x) - 2 * x, lambda x: math.exp(x) - 2, -1.0, 0.3, (-2, 3)),
        (lambda x: math.sqrt(1 + (x - 3) ** 2), lambda x: (x - 3) / math.sqrt(1 + (x - 3) ** 2), 9.0, 0.5, (-5, 9)),
        (lambda x: x**4 - 3 * x**3 + 2, lambda x: 4 * x**3 - 9 * x * x, 4.0, 0.01, (1, 5)),
        (math.cosh, math.sinh, 3.0, 0.1, (-2, 3)),
    ],
)
def test_the_end_is_scipys_minimum(f, slope, start, rate, bounds):
    optimize = pytest.importorskip("scipy.optimize")
    theirs = optimize.minimize_scalar(f, bounds=bounds, method="bounded", options={"xatol": 1e-10})
    end = day.gradient_descent(slope, start, rate, n_steps=2000)[-1]
    assert end == pytest.approx(theirs.x, abs=1e-6)  # SciPy compares values: half of the digits
    assert f(float(end)) <= theirs.fun + 1e-14
    assert slope(float(end)) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("curvature", [1e-3, 0.5, 2.0, 37.0])
def test_the_threshold_is_two_over_the_curvature(curvature):
    inside = day.gradient_descent(parabola(curvature), 1.0, 1.999 / curvature, n_steps=20_000)
    outside = day.gradient_descent(parabola(curvature), 1.0, 2.001 / curvature, n_steps=20_000)
    assert abs(inside[-1]) < 1e-8
    assert abs(outside[-1]) > 1e8
    assert day.measured_threshold(curvature) == pytest.approx(min(2 / curvature, 100), rel=1e-12)


# where a run ends


@pytest.mark.parametrize("n_steps", [0, 1, 7, np.int64(7)])
def test_the_length_of_a_path(n_steps):
    calls = []
    path = day.gradient_descent(lambda x: calls.append(x) or 2 * x, 1.0, 0.1, n_steps)
    assert path.shape == (n_steps + 1,)
    assert len(calls) == n_steps
    assert day.newton_method(lambda x: x**3, lambda x: 3 * x * x, 1.0, n_steps).shape == (n_steps + 1,)


def test_the_tolerance_stops_the_run():
    slope = parabola(2, 1)
    path = day.gradient_descent(slope, 5.0, 0.25, n_steps=100, tolerance=1.0)
    np.testing.assert_array_equal(path, [5, 3, 2, 1.5])  # slopes 8, 4, 2, 1: equal counts
    np.testing.assert_array_equal(day.gradient_descent(slope, -3.0, 0.25, 100, 1.0), [-3, -1, 0, 0.5])  # its size
    assert day.gradient_descent(slope, 1.25, 0.25, 100, tolerance=1.0).shape == (1,)
    assert day.gradient_descent(slope, 5.0, 0.25, 2, tolerance=1.0).shape == (3,)  # n_steps still holds
    assert day.gradient_descent(slope, 1.0, 0.25, 9, tolerance=1e-300).shape == (1,)
    assert day.gradient_descent(slope, 1.0, 0.25, 9).shape == (10,)  # without a tolerance it goes on standing


@pytest.mark.parametrize(
    ("slope", "start", "last"),
    [
        (lambda x: -x, 1.0, np.inf),
        (lambda x: 4 * x**3, -2.0, None),
        (lambda x: -np.exp(x), 1.0, np.inf),
        (lambda x: np.inf, 0.0, -np.inf),
        (lambda x: np.nan, 0.0, np.nan),
        (lambda x: 1 / x, 0.0, -np.inf),
        (lambda x: -math.exp(x), 1.0, np.nan),  # OverflowError
        (lambda x: math.cosh(1e9), 1.0, np.nan),
        (lambda x: 1 / (float(x) * 0), 3.0, np.nan),  # ZeroDivisionError
    ],
)
def test_a_diverging_run_ends_at_the_first_entry_that_is_not_finite(slope, start, last):
    path = day.gradient_descent(slope, start, learning_rate=2.5, n_steps=10_000, tolerance=1e-9)
    assert 2 <= len(path) < 10_000
    assert np.isfinite(path[:-1]).all()
    assert not np.isfinite(path[-1])
    if last is not None:
        np.testing.assert_array_equal(path[-1], last)


def test_an_explosion_is_followed_to_the_largest_float():
    path = day.gradient_descent(lambda x: -x, 1.0, 1.0, n_steps=2000)
    np.testing.assert_array_equal(path, [*(2.0 ** np.arange(1024)), np.inf])


def test_errors_of_the_gradient_that_are_no_divergence_come_through():
    with pytest.raises(KeyError):
        day.gradient_descent({}.__getitem__, 1.0)


# measured slopes


@pytest.mark.parametrize(
    ("f", "slope", "third"),
    [
        (np.sin, np.cos, 1.0),
        (np.exp, np.exp, math.exp(2.1)),
        (np.tanh, lambda x: 1 / np.cosh(x) ** 2, 2.0),
        (lambda x: 1 / (3 + x), lambda x: -1 / (3 + x) ** 2, 6 / 0.9**4),
    ],
)
@pytest.mark.parametrize("h", [1e-1, 1e-2, 1e-3, 1e-5, 1e-7])
def test_measured_slopes_stay_within_the_error_bound(f, slope, third, h):
    """Truncation is at most h^2 / 6 max|f'''|; rounding a few eps |f| / h."""
    x = np.linspace(-2, 2, 41)
    error = np.abs(day.numerical_derivative(f, x, h) - slope(x))
    assert (error <= h * h / 6 * third + 4 * EPSILON * np.abs(f(x)) / h + 1e-14).all()


@pytest.mark.parametrize("h", [0.5, 0.125, 2.0**-10])
def test_the_error_on_a_cubic_is_h_squared(h):
    x = np.array([-2.0, 0.0, 0.5, 3.0])
    measured = day.numerical_derivative(lambda x: x**3, x, h)
    np.testing.assert_allclose(measured, 3 * x**2 + h * h, rtol=1e-12, atol=1e-12)


def test_the_default_step():
    """On 1e10 x^3 at 0 the measured slope is 1e10 h^2, so it tells h."""
    assert day.numerical_derivative(lambda x: 1e10 * x**3, 0.0) == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("x", [1e3, 1e6, 1e9, -1e10])
def test_a_straight_line_far_out(x):
    """x + h is rounded there; the slope is still exact, because the step really taken is used."""
    assert day.numerical_derivative(lambda x: 4 * x, x) == 4


def test_shapes_of_measured_slopes(rng):
    for shape in [(), (1,), (4,), (2, 3), (0,)]:
        x = rng.normal(size=shape)
        assert np.shape(day.numerical_derivative(np.sin, x)) == shape
    assert day.numerical_derivative(math.sin, 0.5) == pytest.approx(math.cos(0.5), abs=1e-9)  # a float stays one
    np.testing.assert_allclose(day.numerical_derivative(lambda x: x * x, [1, 2]), [2, 4], atol=1e-9)
    single = np.array([0.3], dtype=np.float32)
    assert day.numerical_derivative(np.sin, single)[0] == pytest.approx(math.cos(single[0]), abs=1e-9)


def test_measured_slopes_pass_nan_on():
    slopes = day.numerical_derivative(np.log, np.array([1.0, -1.0, np.nan]))
    assert slopes[0] == pytest.approx(1, abs=1e-9)
    assert np.isnan(slopes[1:]).all()
    assert day.numerical_derivative(lambda x: 1e305 * x, 1.0) == pytest.approx(1e305)
    assert day.numerical_derivative(lambda x: 1e307 * np.sign(x), 0.0) == np.inf  # and no warning


# Newton


@pytest.mark.parametrize("start", [0.5, 0.01, 1.9])
def test_newton_squares_the_distance(start):
    """On x - ln x the distance to 1 becomes its square."""
    path = day.newton_method(lambda x: 1 - 1 / x, lambda x: 1 / x**2, start, n_steps=9)
    np.testing.assert_allclose(1 - path, (1 - start) ** (2.0 ** np.arange(10)), rtol=1e-7, atol=1e-13)


def test_newton_takes_the_raw_step():
    """On sqrt(1 + x^2) it takes x to -x^3: it converges, cycles or escapes."""

    def run(start, n_steps):
        return day.newton_method(lambda x: x / (1 + x * x) ** 0.5, lambda x: (1 + x * x) ** -1.5, start, n_steps)

    np.testing.assert_allclose(run(0.5, 3), [0.5, -(0.5**3), 0.5**9, -(0.5**27)], rtol=1e-6)
    np.testing.assert_allclose(run(1.0, 5), [1, -1, 1, -1, 1, -1], rtol=1e-12)
    np.testing.assert_allclose(run(2.0, 3), [2, -8, 512, -(512.0**3)], rtol=1e-12)
    far = run(2.0, 100)
    assert len(far) < 12
    assert np.isfinite(far[:-1]).all()
    assert not np.isfinite(far[-1])


def test_newton_lands_on_a_parabola_in_one_step():
    for curvature, center in [(3.0, 2.0), (-0.5, -7.0)]:  # a hilltop too
        path = day.newton_method(parabola(curvature, center), lambda x, c=curvature: c, 11, n_steps=2)
        np.testing.assert_allclose(path, [11, center, center], rtol=1e-15)


def test_newton_equals_scipy():
    optimize = pytest.importorskip("scipy.optimize")
    theirs = optimize.newton(lambda x: math.exp(x) - 3 * x * x, 4.0, fprime=lambda x: math.exp(x) - 6 * x, tol=1e-14)
    ours = day.newton_method(lambda x: math.exp(x) - 3 * x * x, lambda x: math.exp(x) - 6 * x, 4.0, n_steps=20)
    assert ours[-1] == pytest.approx(theirs, rel=1e-14)


@pytest.mark.parametrize(
    ("slope", "bend", "last"),
    [
        (lambda x: 2.0, lambda x: 0.0, -np.inf),
        (lambda x: -2, lambda x: 0, np.inf),
        (lambda x: 0.0, lambda x: 0.0, np.nan),
        (lambda x: 1.0, lambda x: np.nan, np.nan),
        (lambda x: math.exp(1000 + x), lambda x: 1.0, np.nan),
        (lambda x: 1.0, lambda x: math.exp(1000 + x), np.nan),
    ],
)
def test_newton_ends_at_the_first_entry_that_is_not_finite(slope, bend, last):
    np.testing.assert_array_equal(day.newton_method(slope, bend, 3.0, n_steps=50), [3.0, last])


# bad input


def descend(**changed):
    return day.gradient_descent(**{"gradient": lambda x: 2 * x, "start": 1.0, **changed})


def newton(**changed):
    usual = {"gradient": lambda x: 2 * x, "curvature": lambda x: 2.0, "start": 1.0, "n_steps": 3}
    return day.newton_method(**usual | changed)


@pytest.mark.parametrize("run", [descend, newton])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start", np.nan),
        ("start", np.inf),
        ("start", [1.0, 2.0]),
        ("start", np.ones(1)),
        ("n_steps", -1),
    ],
)
def test_bad_arguments_are_refused(run, name, value):
    with pytest.raises(ValueError, match=f"^{name} must"):
        run(**{name: value})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: descend(learning_rate=0), "learning_rate must be positive"),
        (lambda: descend(learning_rate=-0.1), "learning_rate must be positive"),
        (lambda: descend(learning_rate=np.nan), "learning_rate"),
        (lambda: descend(learning_rate=np.inf), "learning_rate"),
        (lambda: descend(tolerance=-1e-9), "tolerance must be 0 or more"),
        (lambda: descend(tolerance=np.nan), "tolerance"),
        (lambda: day.numerical_derivative(np.sin, 1.0, h=0), "h must be positive"),
        (lambda: day.numerical_derivative(np.sin, 1.0, h=-1e-5), "h must be positive"),
        (lambda: day.numerical_derivative(np.sin, 1.0, h=np.nan), "h must be positive and finite"),
        (lambda: day.numerical_derivative(np.sin, 1.0, h=np.inf), "h must be positive and finite"),
        (lambda: day.numerical_derivative(np.sin, [1.0, 1e15]), "vanishes beside x = 1000000000000000"),
        (lambda: day.numerical_derivative(np.sin, 1.0, h=1e-17), "vanishes beside x = 1.0"),
        (lambda: day.numerical_derivative(np.sum, np.ones(3)), "keep the shape of x"),
        (lambda: day.numerical_derivative(lambda x: np.ones(2) * x, 1.0), "keep the shape of x"),
    ],
)
def test_more_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_bad_option_is_one_line_and_code_2(capsys):
    for option in ("--learning-rate=-1", "--learning-rate=nan", "--start=inf"):
        with pytest.raises(SystemExit) as stopped:
            day.main([option])
        assert stopped.value.code == 2
        assert "must be" in capsys.readouterr().err.splitlines()[-1]


# what the script shows


def test_the_rates(capsys):
    assert day.show_the_roll(10.0, 0.2)["after ten steps"] == pytest.approx(10 * 0.6**10, rel=1e-12)
    results = day.show_the_rates()
    assert results["explosion"] == np.inf
    largest = np.finfo(float).max
    # the first step t whose slope, 2 * 10 * 1.2^t, times 1.1 is beyond the largest float, and one more
    assert results["steps to the explosion"] == math.ceil(math.log(largest / 22) / math.log(1.2)) + 1
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line.endswith(("rolls", "explodes"))]
    assert [row[2] for row in rows] == [row[3] for row in rows] == ["0.060466176", "61.917364224"]


def test_the_threshold():
    results = day.show_the_threshold()
    for curvature, measured in results["thresholds"].items():
        assert measured == pytest.approx(2 / curvature, rel=1e-12)
    np.testing.assert_allclose(results["last two"][0.24], [1, 1], atol=1e-12)
    before, last = results["last two"][0.26]  # a cycle of two: each leads to the other
    assert before != pytest.approx(last, abs=0.1)
    for a, b in ((before, last), (last, before)):
        assert a - 0.26 * (4 * a**3 - 4 * a) == pytest.approx(b, abs=1e-9)


def test_the_double_well():
    x = np.linspace(-2, 2, 9)
    np.testing.assert_allclose(day.double_well(x), x**4 - 2 * x**2 + 1, atol=1e-14)
    np.testing.assert_allclose(day.double_well_slope(x), 4 * x**3 - 4 * x, atol=1e-14)
    np.testing.assert_allclose(day.double_well_curvature(x), 12 * x**2 - 4, atol=1e-14)
    results = day.show_the_double_well()
    assert results["ends"].pop(2.5) == np.inf
    expected = {-0.1: -1, 0.0: 0, 0.1: 1, 1.5: 1, 1.9: -1, 2.4: 1}
    assert results["ends"] == pytest.approx(expected, abs=1e-12)
    # 1e-9 grows by 1.4 a step while it is small
    assert math.log(0.5e9, 1.4) <= results["steps to leave the hilltop"] <= math.log(0.5e9, 1.4) + 2


@pytest.mark.parametrize("rate", [0.05, 0.1])
def test_where_a_step_leaps_over_the_hill_and_where_it_explodes(rate):
    leap, edge = math.sqrt(1 + 1 / (4 * rate)), math.sqrt(1 + 1 / (2 * rate))
    for start, end in [(leap - 1e-3, 1), (leap + 1e-3, -1)]:
        assert day.gradient_descent(day.double_well_slope, start, rate, 500)[-1] == pytest.approx(end, abs=1e-9)
    assert np.isfinite(day.gradient_descent(day.double_well_slope, edge - 1e-3, rate, 500)).all()
    assert not np.isfinite(day.gradient_descent(day.double_well_slope, edge + 1e-3, rate, 500)[-1])


def test_the_plateau():
    for z in (-3.0, 0.0, 2.0):
        p = 1 / (1 + math.exp(-z))
        assert day.cross_entropy_slope(z) == pytest.approx(-1 / (1 + math.exp(z)), rel=1e-12)
        assert day.squared_slope(z) == pytest.approx(-2 * (1 - p) * p * (1 - p), rel=1e-12)
    for z, (slow, fast) in day.show_the_plateau()["plateau steps"].items():
        # the time that a ball rolling without jumps would take: the integral of -1 / slope from z to 0
        smooth = (2.5 + math.exp(-z) - 3 * z - 3 * math.exp(z) - math.exp(2 * z) / 2) / 2
        assert slow == pytest.approx(smooth, rel=0.02, abs=2)
        assert fast == pytest.approx(1 - math.exp(z) - z, abs=1.5)  # the same for 1 / (1 - p) = 1 + e^z


def test_the_inflection_and_the_saddle():
    results = day.show_the_inflection() | day.show_the_saddle()
    assert 0.99 * math.sqrt(1e-4 / 3) < results["stopped"] <= math.sqrt(1e-4 / 3)
    assert results["fall"] == -np.inf
    assert results["saddle"] == pytest.approx((0.8**80, 1e-6 * 1.2**80), rel=1e-10)
    path = day.gradient_descent(day.cubic_slope, 1.0, 0.1, n_steps=10_000)
    assert path[-1] == pytest.approx(1 / (3 * 0.1 * 10_000), rel=0.01)


def test_the_difference_error():
    best = day.show_the_difference_error()["best h"]
    assert EPSILON ** (1 / 3) / 3 < best < EPSILON ** (1 / 3) * 3
    for h in (1e-1, 1e-3, 1e-4):
        assert day.typical_difference_error(h) == pytest.approx(h * h, rel=0.01)
    for h in (1e-7, 1e-9, 1e-11):
        assert 0.02 * EPSILON * 1.5**3 / h < day.typical_difference_error(h) < EPSILON * 1.5**3 / h


def test_the_newton_demonstration():
    results = day.show_newton()
    np.testing.assert_allclose(results["Newton errors"], 0.5**2.0 ** np.arange(6), rtol=1e-6)
    assert results["two valleys"][0.4][-1] == pytest.approx(0, abs=1e-12)  # the hilltop
    # from 0.55: slope 4 * 0.55 * (0.3025 - 1) = -1.5345, curvature 12 * 0.3025 - 4 = -0.37
    assert results["two valleys"][0.55][1] == pytest.approx(0.55 - 1.5345 / 0.37, rel=1e-12)
    assert results["two valleys"][0.55][-1] == pytest.approx(-1, abs=1e-6)
    x, steps = 0.5, 0
    while 1 - x > 0.5**32:
        x, steps = x - 0.25 * (1 - 1 / x), steps + 1
    assert results["steps to match Newton"] == steps
