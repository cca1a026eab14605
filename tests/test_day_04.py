"""Day 4: optimizers, against PyTorch's optimizers and schedulers, published runs, closed forms, arithmetic by hand."""

import numpy as np
import optimizers as day
import pytest

MAKERS = [
    lambda rate: day.GradientDescent(rate),
    lambda rate: day.Momentum(rate),
    lambda rate: day.Nesterov(rate),
    lambda rate: day.AdaGrad(rate),
    lambda rate: day.RMSProp(rate),
]
NAMES = ["gradient descent", "momentum", "Nesterov", "AdaGrad", "RMSProp"]


def rosenbrock_gradient(point):
    x, y = point
    return np.array([2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)])


def himmelblau_gradient(point):
    x, y = point
    first, second = x * x + y - 11, x + y * y - 7
    return np.array([4 * x * first + 2 * second, 2 * first + 4 * y * second])


def narrow_gradient(point):
    """A bowl in six dimensions with curvatures from 1 to 100, not along the axes."""
    turn = np.linalg.qr(np.arange(1.0, 37.0).reshape(6, 6) ** 1.5 % 7)[0]
    return turn @ np.diag([1, 3, 8, 20, 50, 100]) @ turn.T @ point


FUNCTIONS = [
    (narrow_gradient, np.array([1.0, -2.0, 3.0, -4.0, 5.0, -6.0]), 0.003),
    (rosenbrock_gradient, np.array([-1.2, 1.0]), 2e-4),
    (himmelblau_gradient, np.array([-0.5, 0.5]), 0.002),
]


# the rules


@pytest.mark.parametrize(("gradient", "start", "rate"), FUNCTIONS, ids=["bowl", "Rosenbrock", "Himmelblau"])
@pytest.mark.parametrize(
    ("ours", "name", "options"),
    [
        (lambda rate: day.GradientDescent(rate), "SGD", {}),
        (lambda rate: day.Momentum(rate), "SGD", {"momentum": 0.9}),
        (lambda rate: day.Momentum(rate, 0.5), "SGD", {"momentum": 0.5}),
        (lambda rate: day.Momentum(rate, 0.0), "SGD", {}),
        (lambda rate: day.Nesterov(rate), "SGD", {"momentum": 0.9, "nesterov": True}),
        (lambda rate: day.Nesterov(rate, 0.6), "SGD", {"momentum": 0.6, "nesterov": True}),
        (lambda rate: day.AdaGrad(20 * rate), "Adagrad", {}),
        (lambda rate: day.AdaGrad(20 * rate, 0.5), "Adagrad", {"eps": 0.5}),
        (lambda rate: day.RMSProp(rate), "RMSprop", {}),
        (lambda rate: day.RMSProp(rate, 0.7, 0.1), "RMSprop", {"alpha": 0.7, "eps": 0.1}),
    ],
)
def test_a_hundred_steps_equal_pytorch(gradient, start, rate, ours, name, options, torch):
    ours = ours(rate)
    params = torch.tensor(start, requires_grad=True)
    theirs = getattr(torch.optim, name)([params], lr=ours.learning_rate, **options)
    path, expected = day.minimize(ours, gradient, start, 100), [start]
    for _ in range(100):
        params.grad = torch.tensor(gradient(params.detach().numpy()))
        theirs.step()
        expected.append(params.detach().numpy().copy())
    np.testing.assert_allclose(path, expected, rtol=1e-12, atol=1e-12)
    assert np.abs(path[-1] - path[0]).max() > 0.01  # it went somewhere


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        (day.GradientDescent(0.1), [1, 0.8, 0.64, 0.512]),
        (day.Momentum(0.1), [1, 0.8, 0.46, 0.062]),
        (day.Nesterov(0.1), [1, 0.62, 0.2224, -0.108352]),
        (day.AdaGrad(0.1), [1, 0.900000000005, 0.833103526845, 0.780456181357]),
        (day.RMSProp(0.1), [1, 5e-8, -2.52e-10, 0]),
    ],
    ids=NAMES,
)
def test_three_steps_by_hand(optimizer, expected):
    path = day.minimize(optimizer, lambda w: 2 * w, [1.0], 3)
    np.testing.assert_allclose(path.ravel(), expected, rtol=1e-11, atol=3e-10)


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        (day.GradientDescent(0.4), (-0.943466646, -0.0000731232)),
        (day.Momentum(0.6, 0.5), (0.007187867, 0.002553275)),
        (day.Momentum(0.6, 0.25), (-0.126339630, -0.186632230)),
        (day.AdaGrad(0.4, 1e-6), (-2.382562772, -0.158590550)),
        (day.AdaGrad(2.0, 1e-6), (-0.002295340, 0)),
        (day.RMSProp(0.4, 0.9, 1e-6), (-0.010598672, 0)),
    ],
)
def test_runs_of_dive_into_deep_learning(optimizer, expected):
    """Zhang et al., chapter "Optimization Algorithms": 20 steps down 0.1 x^2 + 2 y^2 from (-5, -2)."""
    path = day.minimize(optimizer, lambda point: np.array([0.2, 4.0]) * point, (-5, -2), 20)
    np.testing.assert_allclose(path[-1], expected, rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 2), (2, 3, 4)])
def test_any_shape_entry_by_entry(make, shape, rng):
    """Each entry goes its own way, as if it were alone."""
    params, grads = rng.normal(size=shape), rng.normal(size=(6, *shape))
    whole = make(0.05)
    result = params
    for grad in grads:
        result = whole.step(result, grad)
    assert np.shape(result) == shape
    for index in np.ndindex(shape):
        single, value = make(0.05), params[index]
        for grad in grads:
            value = single.step(value, grad[index])
        np.testing.assert_allclose(result[index], value, rtol=1e-14)


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
def test_a_step_writes_into_neither_argument(make, rng):
    optimizer, params, grad = make(0.1), rng.normal(size=4), rng.normal(size=4)
    kept, grad_kept = params.copy(), grad.copy()
    first = optimizer.step(params, grad)
    first_kept = first.copy()
    np.testing.assert_array_equal(params, kept)
    np.testing.assert_array_equal(grad, grad_kept)
    grad[:] = 1e9  # the caller may use the same array again
    optimizer.step(first, np.zeros(4))
    np.testing.assert_array_equal(first, first_kept)
    other, again = make(0.1), grad_kept.copy()
    step = other.step(params, again)
    again[:] = 1e9
    np.testing.assert_array_equal(other.step(step, np.zeros(4)), optimizer_twice(make, params, grad_kept))
    assert step is not params


def optimizer_twice(make, params, grad):
    """Two steps, the second without a gradient."""
    optimizer = make(0.1)
    return optimizer.step(optimizer.step(params, grad), np.zeros(4))


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
def test_nan_stays_nan_in_its_place(make):
    optimizer = make(0.1)
    step = optimizer.step(np.ones(3), np.array([1.0, np.nan, 2.0]))
    assert np.isnan(step).tolist() == [False, True, False]
    assert np.isnan(optimizer.step(step, np.ones(3))).tolist() == [False, True, False]


def test_plain_lists_and_integers():
    assert day.GradientDescent(0.5).step([1, 2], [2, 2]).tolist() == [0.0, 1.0]
    assert day.Momentum(1).step([3], [1]).tolist() == [2.0]


def test_the_defaults():
    assert day.Momentum(1).momentum == day.Nesterov(1).momentum == 0.9
    assert day.AdaGrad(1).epsilon == 1e-10
    assert (day.RMSProp(1).decay, day.RMSProp(1).epsilon) == (0.99, 1e-8)


def test_the_terminal_velocity():
    """On a constant slope momentum becomes 1 / (1 - momentum) times as fast, Nesterov's version as well."""
    for make in (day.Momentum, day.Nesterov):
        path = day.minimize(make(0.1, 0.8), lambda w: np.ones(1), [0.0], 200)[:, 0]
        assert path[-1] - path[-2] == pytest.approx(-0.1 / 0.2, rel=1e-9)


def test_epsilon_stands_outside_the_root():
    assert day.AdaGrad(1.0, 0.5).step([0.0], [4.0])[0] == pytest.approx(-4 / 4.5, rel=1e-15)
    assert day.RMSProp(1.0, 0.75, 0.5).step([0.0], [4.0])[0] == pytest.approx(-4 / 2.5, rel=1e-15)


def test_a_flat_coordinate_rests():
    for make in (day.AdaGrad, day.RMSProp):
        assert make(0.1).step([1.0, 2.0], [0.0, 1.0])[0] == 1.0


@pytest.mark.parametrize("rate", [0.01, 0.3, 1.0])
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_momentum_on_a_parabola_is_the_power_of_a_matrix(rate, momentum):
    path = day.minimize(day.Momentum(rate, momentum), lambda x: 1.5 * x, [2.0], 40)[:, 0]
    rule = np.array([[1 + momentum - 1.5 * rate, -momentum], [1.0, 0.0]])
    expected = [(np.linalg.matrix_power(rule, t) @ [2.0, 2.0])[0] for t in range(41)]
    np.testing.assert_allclose(path, expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_the_edge_of_stability_of_momentum(momentum):
    edge = 2 * (1 + momentum) / 3.0
    inside, outside = (
        day.minimize(day.Momentum(share * edge, momentum), lambda x: 3 * x, [1.0], 3000)[-1, 0]
        for share in (0.99, 1.01)
    )
    assert abs(inside) < 1e-3
    assert not abs(outside) < 1e6


# the walk


@pytest.mark.parametrize("n_steps", [0, 1, 7, np.int64(3)])
@pytest.mark.parametrize("d", [1, 4])
def test_the_shape_of_a_path(n_steps, d, rng):
    start = rng.normal(size=d)
    kept = start.copy()
    path = day.minimize(day.GradientDescent(0.25), lambda x: 2 * x, start, n_steps)
    assert path.shape == (n_steps + 1, d)
    np.testing.assert_allclose(path, start * 0.5 ** np.arange(n_steps + 1)[:, None], rtol=1e-15)
    np.testing.assert_array_equal(start, kept)


def test_a_start_of_small_integers_does_not_overflow():
    path = day.minimize(day.GradientDescent(0.25), lambda x: 2 * x, np.array([200], dtype=np.uint8), 2)
    assert path.ravel().tolist() == [200, 100, 50]


@pytest.mark.parametrize("make", MAKERS[:3], ids=NAMES[:3])
def test_a_diverging_run_goes_on_in_silence(make):
    """Under pytest every warning is an error, so this also shows that there is none."""
    path = day.minimize(make(10.0), lambda x: x * x * x, [3.0, 0.0], 50)
    assert path.shape == (51, 2)
    assert not np.isfinite(path[-1, 0])
    assert path[-1, 1] == 0


# schedules


def their_rates(torch, n_steps, scheduler, **options):
    params = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([params], lr=0.3)
    schedule, rates = getattr(torch.optim.lr_scheduler, scheduler)(optimizer, **options), []
    for _ in range(n_steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return rates


def test_schedules_equal_pytorch(torch):
    for every, factor in ((1, 0.5), (7, 0.1), (10, 0.9)):
        ours = [day.step_decay(0.3, step, every, factor) for step in range(40)]
        theirs = their_rates(torch, 40, "StepLR", step_size=every, gamma=factor)
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    ours = [day.exponential_decay(0.3, step, 0.93) for step in range(40)]
    np.testing.assert_allclose(ours, their_rates(torch, 40, "ExponentialLR", gamma=0.93), rtol=1e-12)
    for n_steps, final in ((30, 0.0), (39, 0.05), (1, 0.1)):
        ours = [day.cosine_annealing(0.3, step, n_steps, final) for step in range(n_steps + 1)]
        theirs = their_rates(torch, n_steps + 1, "CosineAnnealingLR", T_max=n_steps, eta_min=final)
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-16)
    for n_warmup in (2, 5, 20):
        ours = [day.linear_warmup(0.3, step, n_warmup) for step in range(40)]
        theirs = their_rates(torch, 40, "LinearLR", start_factor=1 / n_warmup, total_iters=n_warmup - 1)
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_schedules_by_hand():
    assert [day.step_decay(8, step, 3, 0.5) for step in range(7)] == [8, 8, 8, 4, 4, 4, 2]
    assert [day.exponential_decay(8, step, 0.5) for step in range(4)] == [8, 4, 2, 1]
    cosine = [day.cosine_annealing(1.0, step, 10) for step in range(11)]
    expected = [1, 0.97552826, 0.9045085, 0.79389263, 0.6545085, 0.5, 0.3454915, 0.20610737, 0.0954915, 0.02447174, 0]
    np.testing.assert_allclose(cosine, expected, atol=5e-9)
    np.testing.assert_allclose([day.cosine_annealing(3, step, 2, 1) for step in range(3)], [3, 2, 1], rtol=1e-15)
    assert [day.linear_warmup(8, step, 4) for step in range(6)] == [2, 4, 6, 8, 8, 8]
    assert day.linear_warmup(8, 0, 1) == 8


def test_a_schedule_is_written_into_the_optimizer():
    """The velocity does not contain the rate: 0.1 * 1, then 0.01 * (0.9 + 1)."""
    optimizer = day.Momentum(0.1)
    x = optimizer.step([0.0], [1.0])
    optimizer.learning_rate = 0.01
    assert optimizer.step(x, [1.0])[0] == pytest.approx(-0.1 - 0.019, rel=1e-14)


# bad input


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
@pytest.mark.parametrize(
    ("params", "grad", "message"),
    [
        (np.ones(3), np.ones((3, 1)), "one shape"),
        (np.ones(3), np.ones(1), "one shape"),
        (np.ones(3), 1.0, "one shape"),
        (np.ones(0), np.ones(0), "not empty"),
    ],
)
def test_bad_shapes_are_refused(make, params, grad, message):
    with pytest.raises(ValueError, match=message):
        make(0.1).step(params, grad)


@pytest.mark.parametrize("make", MAKERS, ids=NAMES)
@pytest.mark.parametrize("rate", [0, -0.1, np.nan, np.inf])
def test_bad_learning_rates_are_refused(make, rate):
    with pytest.raises(ValueError, match="learning_rate"):
        make(rate)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.Momentum(0.1, -0.1), "momentum must"),
        (lambda: day.Momentum(0.1, 1.0), "momentum must"),
        (lambda: day.Nesterov(0.1, np.nan), "momentum must"),
        (lambda: day.AdaGrad(0.1, -1e-9), "epsilon must"),
        (lambda: day.RMSProp(0.1, 1.0), "decay must"),
        (lambda: day.RMSProp(0.1, -0.5), "decay must"),
        (lambda: day.RMSProp(0.1, 0.9, -1), "epsilon must"),
        (lambda: day.minimize(day.GradientDescent(1), np.sin, 3.0, 1), "start must"),
        (lambda: day.minimize(day.GradientDescent(1), np.sin, [], 1), "start must"),
        (lambda: day.minimize(day.GradientDescent(1), np.sin, [[1.0]], 1), "start must"),
        (lambda: day.minimize(day.GradientDescent(1), np.sin, [np.nan], 1), "start must"),
        (lambda: day.minimize(day.GradientDescent(1), np.sin, [1.0], -1), "n_steps must"),
        (lambda: day.minimize(day.GradientDescent(1), np.sum, [1.0, 2.0], 1), "one shape"),
        (lambda: day.step_decay(0, 1, 2, 0.5), "initial must"),
        (lambda: day.step_decay(0.1, -1, 2, 0.5), "step must"),
        (lambda: day.step_decay(0.1, 1, 0, 0.5), "every must"),
        (lambda: day.step_decay(0.1, 1, 2, -0.5), "factor must"),
        (lambda: day.exponential_decay(-0.1, 1, 0.5), "initial must"),
        (lambda: day.exponential_decay(0.1, -2, 0.5), "step must"),
        (lambda: day.exponential_decay(0.1, 1, 0), "factor must"),
        (lambda: day.cosine_annealing(0.1, 1, 0), "n_steps must"),
        (lambda: day.cosine_annealing(0.1, -1, 5), "step must"),
        (lambda: day.cosine_annealing(np.nan, 1, 5), "initial must"),
        (lambda: day.cosine_annealing(0.1, 1, 5, final=-0.1), "final must"),
        (lambda: day.linear_warmup(0.1, 1, 0), "n_warmup must"),
        (lambda: day.linear_warmup(0.1, -1, 2), "step must"),
        (lambda: day.linear_warmup(0, 1, 2), "initial must"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_bad_option_is_one_line_and_code_2(capsys):
    with pytest.raises(SystemExit) as stopped:
        day.main(["--momentum", "1"])
    assert stopped.value.code == 2
    assert "momentum" in capsys.readouterr().err


# what the script shows


def test_the_ball():
    results = day.show_the_ball(0.9)["ball"]
    np.testing.assert_allclose(results["momentum"]["w"], [1, 0.8, 0.46, 0.062], rtol=1e-12)
    assert results["gradient descent"]["side changes"] == 0
    # complex roots 0.949 e^(+-i phi): half a turn for every change of side
    phi = np.arccos((1.9 - 0.2) / 2 / np.sqrt(0.9))
    assert results["momentum"]["side changes"] == pytest.approx(100 * phi / np.pi, abs=1)
    assert results["Nesterov"]["lowest"] > results["momentum"]["lowest"]


def test_when_momentum_wins():
    steps = day.show_when_momentum_wins()["steps by condition"]
    for condition, (plain, momentum, _, tuned) in steps.items():
        if condition >= 100:
            assert momentum < 0.6 * plain
            assert tuned < plain / 5
        else:
            assert plain < momentum / 3
    assert steps[1][0] == steps[1][3] == 1
    assert max(row[1] for row in steps.values()) < 1.15 * min(row[1] for row in steps.values())


def test_the_edges(capsys):
    """2, 2 (1 + m) and 2 (1 + m) / (1 + 2 m) for momentum m, each from a root -1 of the run's equation."""
    edges = day.show_the_edges()["edges"]
    assert edges["gradient descent"] == pytest.approx(2, abs=0.002)
    assert edges["momentum"] == pytest.approx(3.8, abs=0.002)
    assert edges["Nesterov"] == pytest.approx(3.8 / 2.8, abs=0.002)
    assert capsys.readouterr().out.split()[-3:] == ["3.80", "Nesterov", "1.36"]


def test_the_explosion_on_himmelblau_does_not_hang_on_the_last_digit(rng):
    assert day.show_the_explosion()["finite"] == {"gradient descent": True, "momentum": False, "Nesterov": False}
    himmelblau = day.Himmelblau()
    for make, finite in ((day.GradientDescent, True), (day.Momentum, False), (day.Nesterov, False)):
        optimizer, points = make(0.02), himmelblau.start + 1e-9 * rng.normal(size=(200, 2))
        with np.errstate(all="ignore"):
            for _ in range(1000):
                points = optimizer.step(points, himmelblau.gradient(points))
        assert np.isfinite(points).all(axis=1).tolist() == [finite] * 200


def test_the_step_lengths():
    n = np.arange(1, 31)
    agree = day.step_lengths(day.Momentum(0.5), np.full(30, -2.0))
    np.testing.assert_allclose(agree, (1 - 0.9**n) / 0.1, rtol=1e-12)
    alternate = day.step_lengths(day.Momentum(0.5), 2 * (-1.0) ** n)
    np.testing.assert_allclose(alternate, (1 - (-0.9) ** n) / 1.9, rtol=1e-12)


@pytest.mark.parametrize("condition", [1.0, 5.0, 100.0, 1000.0])
def test_the_best_momentum(condition):
    """Both ends of the range of curvatures shrink by the same factor, and no rate and momentum nearby do better."""
    rate, momentum = day.best_momentum(condition)

    def worst(rate, momentum):
        curvatures = np.linspace(1, condition, 201)
        half = (1 + momentum - rate * curvatures) / 2
        root = np.sqrt(half.astype(complex) ** 2 - momentum)
        return max(np.abs(half + root).max(), np.abs(half - root).max())

    factor = (np.sqrt(condition) - 1) / (np.sqrt(condition) + 1)
    assert worst(rate, momentum) == pytest.approx(factor, abs=1e-6)
    for shift in (0.97, 1.03):
        assert worst(rate * shift, momentum) > factor + 1e-4
        assert worst(rate, momentum * shift) > factor + 1e-4 * (momentum > 0) - 1e-6


def test_the_best_rate_is_the_best():
    """The same search with a loop over single runs; the last time that a run is above the target counts."""
    valley, rates = day.Valley(20, turn=30, start=(3.0, 2.0)), np.array([1e-3, 0.02, 0.05, 0.09, 0.2])
    for make in MAKERS:
        arrivals = []
        for rate in rates:
            with np.errstate(all="ignore"):
                heights = valley.height(day.minimize(make(rate), valley.gradient, valley.start, 300))
            above = np.flatnonzero(~(heights <= 0.01))
            arrivals.append(above[-1] + 1 if above.size and above[-1] < 300 else np.inf if above.size else 0)
        np.testing.assert_array_equal(day.steps_needed(make(1), valley, rates, 300, 0.01), arrivals)
        found = day.best_rate(make(1), valley, rates, 300, 0.01)
        assert found == (rates[int(np.argmin(arrivals))], min(arrivals))


def test_the_effective_rates():
    rates = day.show_the_rates()["effective rates"]
    np.testing.assert_allclose(rates[0], [0.1 / 10, 0.1 / 100, 1 / 10, 1 / 100], rtol=1e-6)
    x, y = -10 + 0.1, -1 + 0.1  # AdaGrad's first step is the rate, in each coordinate
    np.testing.assert_allclose(rates[1, :2], 0.1 / np.sqrt([100 + x * x, 100**2 * (1 + y * y)]), rtol=1e-6)
    x, y = -10 + 1, -1 + 1  # RMSProp's first step is ten times the rate
    squares = 0.99 * 0.01 * np.array([10, 100]) ** 2 + 0.01 * np.array([x, 100 * y]) ** 2
    np.testing.assert_allclose(rates[1, 2:], 0.1 / np.sqrt(squares), rtol=1e-6)


def test_the_landscapes(rng):
    himmelblau = day.Himmelblau()
    minima = [(3, 2), (-2.80511809, 3.13131251), (-3.77931025, -3.28318599), (3.58442834, -1.84812653)]
    np.testing.assert_allclose(himmelblau.height(np.array(minima)), 0, atol=1e-12)
    assert himmelblau.height(np.array([-0.27084459, -0.92303856])) == pytest.approx(181.61652152, abs=1e-8)
    x, y = minima[2]
    curvatures = np.linalg.eigvalsh([[12 * x * x + 4 * y - 42, 4 * (x + y)], [4 * (x + y), 12 * y * y + 4 * x - 26]])
    assert curvatures[1] / curvatures[0] < 2  # as the README says of the minimum where the race ends
    points = rng.normal(size=(7, 2))
    np.testing.assert_allclose(himmelblau.gradient(points), [himmelblau_gradient(p) for p in points], rtol=1e-12)
    plain, turned = day.Valley(9), day.Valley(9, turn=90)
    np.testing.assert_allclose(plain.height(points), (points[:, 0] ** 2 + 9 * points[:, 1] ** 2) / 2, rtol=1e-13)
    np.testing.assert_allclose(plain.gradient(points), points * [1, 9], rtol=1e-13)
    np.testing.assert_allclose(turned.height(points), (9 * points[:, 0] ** 2 + points[:, 1] ** 2) / 2, rtol=1e-12)
    assert turned.height(turned.start) == pytest.approx(plain.height(plain.start), rel=1e-12)


def test_the_race():
    results = day.race()
    for name in ("gradient descent", "momentum", "Nesterov"):
        assert results["valley"][name][1] == results["turned valley"][name][1]
    assert results["valley"]["momentum"][1] < results["valley"]["gradient descent"][1] / 2
    assert results["turned valley"]["AdaGrad"][1] > 2 * results["valley"]["AdaGrad"][1]
    assert results["Himmelblau"]["gradient descent"][1] < results["Himmelblau"]["momentum"][1] / 5
    ends = day.show_the_race(results)["ends"]
    np.testing.assert_allclose(ends, np.tile([-3.77931025, -3.28318599], (5, 1)), atol=0.01)


def test_the_schedules_against_noise():
    """For a constant rate the mean squared distance is known: a start that shrinks, and noise that adds up."""
    for rate in (0.5, 0.01):
        shrink = (1 - rate) ** 2
        expected = 50 * shrink**100 + 2 * rate**2 * (1 - shrink**100) / (1 - shrink)
        measured = day.noisy_distance(lambda step, rate=rate: rate, 100, np.random.default_rng(3))
        assert measured == pytest.approx(np.sqrt(expected), rel=0.02)
    results = day.show_the_schedules()
    distances = results["distances"]
    for name in ("step decay", "exponential", "cosine"):
        assert distances["constant"] / 5 < distances[name] < distances["constant"] / 3  # "three to five times closer"
    assert distances["small constant"] > 2
    assert results["longest steps"]["constant"] == pytest.approx(1, rel=1e-6)
    assert results["longest steps"]["warm-up"] < 0.25
