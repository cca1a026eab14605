"""Day 16: activations, against PyTorch, 900-digit arithmetic, finite differences, published values."""

import math
import warnings
from decimal import Decimal, localcontext

import activations as day
import numpy as np
import pytest

FAR = np.concatenate([np.linspace(-1e3, 1e3, 4001), np.linspace(-12, 12, 4001), [0.0, 1e-9, -1e-9, 36.7, -745.2]])
SMOOTH = np.array([-30.0, -6.0, -2.0, -1.0, -0.3, 0.2, 1.0, 2.5, 7.0, 30.0])  # no corners
POINTS = [-2.0, -1.0, -0.5, 0.5, 1.0, 2.0]
PUBLISHED = {  # PyTorch in float64, to nine digits
    "sigmoid": [0.119202922, 0.268941421, 0.377540669, 0.622459331, 0.731058579, 0.880797078],
    "tanh": [-0.96402758, -0.761594156, -0.462117157, 0.462117157, 0.761594156, 0.96402758],
    "elu": [-0.864664717, -0.632120559, -0.39346934, 0.5, 1, 2],
    "selu": [-1.520166469, -1.111330738, -0.691758188, 0.525350494, 1.050700987, 2.101401975],
    "gelu": [-0.045500264, -0.158655254, -0.154268769, 0.345731231, 0.841344746, 1.954499736],
    "silu": [-0.238405844, -0.268941421, -0.188770334, 0.311229666, 0.731058579, 1.761594156],
    "softplus": [0.126928011, 0.313261688, 0.474076984, 0.974076984, 1.313261688, 2.126928011],
}


def theirs(torch, name, tensor, **options):
    functional = torch.nn.functional
    if name == "softplus":
        return functional.softplus(tensor, threshold=700)  # its default takes x itself above 20
    if name == "leaky_relu":
        return functional.leaky_relu(tensor, negative_slope=options.pop("slope", 0.01))
    return getattr(functional, name)(tensor, **options)


CASES = [(name, {}) for name in day.ACTIVATIONS] + [
    ("leaky_relu", {"slope": 0.2}),
    ("leaky_relu", {"slope": 0.0}),
    ("elu", {"alpha": 0.3}),
    ("elu", {"alpha": 1.7}),
    ("gelu", {"approximate": "tanh"}),
]


def of(name):
    return getattr(day, name), getattr(day, f"{name}_derivative")


@pytest.mark.parametrize(("name", "options"), CASES)
def test_values_and_slopes_equal_autograd_far_and_near(name, options, torch):
    """From -1000 to 1000, the corner 0 included; a warning would be an error here."""
    f, f_derivative = of(name)
    tensor = torch.tensor(FAR, requires_grad=True)
    out = theirs(torch, name, tensor, **options)
    out.sum().backward()
    np.testing.assert_allclose(f(FAR, **options), out.detach().numpy(), rtol=1e-14, atol=2e-14)
    np.testing.assert_allclose(f_derivative(FAR, **options), tensor.grad.numpy(), rtol=1e-14, atol=2e-14)


@pytest.mark.parametrize(("name", "options"), CASES)
def test_slopes_equal_finite_differences(name, options):
    f, f_derivative = of(name)
    measured = (f(SMOOTH + 1e-5, **options) - f(SMOOTH - 1e-5, **options)) / 2e-5
    np.testing.assert_allclose(f_derivative(SMOOTH, **options), measured, atol=2e-9)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_values(name):
    np.testing.assert_allclose(of(name)[0](POINTS), PUBLISHED[name], atol=6e-10)


def precise(formula, x):
    with localcontext() as context:
        context.prec = 900
        return float(formula(Decimal(x)))


@pytest.mark.parametrize("x", [-1000.0, -745.0, -700.0, -40.0, -1e-9, 0.0, 0.3, 20.0, 36.7, 40.0, 700.0, 1000.0])
def test_tails_keep_their_digits(x):
    """Where PyTorch rounds to 0, the sigmoid, its slope and the softplus still have all digits."""
    formulas = {
        day.sigmoid: lambda x: 1 / (1 + (-x).exp()),
        day.sigmoid_derivative: lambda x: 1 / (1 + (-x).exp()) / (1 + x.exp()),
        day.softplus: lambda x: (1 + x.exp()).ln(),
        day.softplus_derivative: lambda x: 1 / (1 + (-x).exp()),
        day.silu: lambda x: x / (1 + (-x).exp()),
    }
    for f, formula in formulas.items():
        assert f(x) == pytest.approx(precise(formula, x), rel=2e-15, abs=5e-321)  # below 1e-308 digits run out


def test_gelu_keeps_the_digits_of_its_tail():
    special = pytest.importorskip("scipy.special")
    x = np.array([-30.0, -10.0, -6.0])
    np.testing.assert_allclose(day.gelu(x), x * special.ndtr(x), rtol=1e-12)


@pytest.mark.parametrize("name", day.ACTIVATIONS)
@pytest.mark.parametrize("x", [3, -2.5, [1.0, -1.0], np.zeros((2, 0)), np.arange(24).reshape(2, 3, 4) - 12])
def test_any_shape_and_lists(name, x):
    for f in of(name):
        came = f(x)
        assert np.shape(came) == np.shape(x)
        np.testing.assert_array_equal(came, f(np.asarray(x, dtype=float)))


@pytest.mark.parametrize("name", day.ACTIVATIONS)
def test_small_integers_do_not_overflow(name):
    for x in (np.array([-128, -7, 0, 100, 127], dtype=np.int8), np.array([0, 3, 255], dtype=np.uint8)):
        for f in of(name):
            np.testing.assert_array_equal(f(x), f(x.astype(float)))


@pytest.mark.parametrize("name", day.ACTIVATIONS)
def test_nan_goes_through_and_the_input_stays(name):
    x = np.array([1.0, np.nan, -1.0])
    for f in of(name):
        np.testing.assert_array_equal(np.isnan(f(x)), [False, True, False])
    np.testing.assert_array_equal(x, [1, np.nan, -1])


def test_slopes_by_hand():
    assert day.sigmoid_derivative(0) == 0.25
    assert day.tanh_derivative(0) == 1
    assert [day.relu_derivative(x) for x in (-1.0, 0.0, 1e-300)] == [0, 0, 1]
    assert [day.leaky_relu_derivative(x, 0.25) for x in (-1.0, 0.0, 2.0)] == [0.25, 0.25, 1]
    assert day.elu_derivative(0.0, 0.5) == 0.5
    assert day.silu_derivative(0) == 0.5
    assert day.gelu_derivative(0) == 0.5
    assert day.softplus(0) == pytest.approx(math.log(2), rel=1e-15)


@pytest.mark.parametrize(
    ("name", "place", "value"), [("silu", -1.278464543, -0.278464543), ("gelu", -0.751791524, -0.169971207)]
)
def test_the_lowest_places(name, place, value):
    f, f_derivative = of(name)
    assert f(place) == pytest.approx(value, abs=6e-10)
    assert f_derivative(place) == pytest.approx(0, abs=1e-9)
    assert f(np.linspace(-20, 5, 100_001)).min() >= f(place) - 1e-12


def test_the_tanh_form_of_gelu():
    assert day.gelu(1.0, approximate="tanh") == pytest.approx(0.841191991, abs=6e-10)
    x = np.linspace(-8, 8, 2001)
    assert np.abs(day.gelu(x) - day.gelu(x, approximate="tanh")).max() < 1e-3


# SELU's fixed point


def mean_under_the_bell(g):
    """The mean of g(z) over standard normal z, by summing over a fine grid with a point at 0."""
    z = np.linspace(-12, 12, 480_001)
    return np.sum(g(z) * np.exp(-(z**2) / 2)) / np.sqrt(2 * np.pi) * (z[1] - z[0])


def test_selu_keeps_mean_0_and_variance_1():
    assert mean_under_the_bell(day.selu) == pytest.approx(0, abs=1e-9)
    assert mean_under_the_bell(lambda z: day.selu(z) ** 2) == pytest.approx(1, abs=1e-9)


def test_selus_constants_are_the_published_ones():
    """Klambauer et al. 2017, from the two conditions in closed form."""
    alpha = -math.sqrt(2 / math.pi) / (math.erfc(1 / math.sqrt(2)) * math.exp(0.5) - 1)
    assert pytest.approx(alpha, rel=1e-14) == day.SELU_ALPHA
    assert pytest.approx(1.0507009873554805, rel=1e-15) == day.SELU_SCALE


@pytest.mark.parametrize("variance", [0.6, 1.5])
def test_other_variances_are_drawn_to_the_fixed_point(variance):
    """The next layer's x has the mean of selu^2 as its variance: layer after layer it comes closer to 1."""
    for _ in range(8):
        following = mean_under_the_bell(lambda z, v=variance: day.selu(np.sqrt(v) * z) ** 2)
        assert abs(following - 1) < abs(variance - 1)
        variance = following


# softmax


@pytest.mark.parametrize("shape", [(1,), (5,), (4, 3), (2, 3, 4)])
@pytest.mark.parametrize("scale", [1.0, 300.0])
def test_softmax_equals_torch(shape, scale, rng, torch):
    x = scale * rng.normal(size=shape)
    np.testing.assert_allclose(day.softmax(x), torch.softmax(torch.tensor(x), dim=-1).numpy(), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize(
    ("x", "p", "digits"),
    [
        ([1, 2, 3], [0.090030573, 0.244728471, 0.665240956], 9),
        ([2, 1, 0.1], [0.6590, 0.2424, 0.0986], 4),
        ([1, 2, 3, 4, 1, 2, 3], [0.024, 0.064, 0.175, 0.475, 0.024, 0.064, 0.175], 3),
        ([1000, 1000, -1000], [0.5, 0.5, 0], 15),
    ],
)
def test_softmax_by_published_values(x, p, digits):
    np.testing.assert_allclose(day.softmax(x), p, atol=0.51 * 10.0**-digits)
    np.testing.assert_allclose(day.softmax(np.array(x, dtype=float) + 500), p, atol=0.51 * 10.0**-digits)


def test_softmax_of_small_integers():
    np.testing.assert_allclose(day.softmax(np.array([-128, 127], dtype=np.int8)), [np.exp(-255), 1], rtol=1e-12)


@pytest.mark.parametrize("n", [1, 2, 7])
def test_the_jacobian_equals_autograd(n, rng, torch):
    x = 2 * rng.normal(size=n)
    tensor = torch.tensor(x)
    expected = torch.autograd.functional.jacobian(lambda t: torch.softmax(t, dim=0), tensor).numpy()
    J = day.softmax_derivative(x)
    assert J.shape == (n, n)
    np.testing.assert_allclose(J, expected, rtol=1e-12, atol=1e-16)


def test_the_jacobian_by_hand_and_by_nudging():
    np.testing.assert_allclose(day.softmax_derivative([0.0, 0.0]), [[0.25, -0.25], [-0.25, 0.25]])
    np.testing.assert_allclose(day.softmax_derivative([0.0, math.log(3)]), [[3 / 16, -3 / 16], [-3 / 16, 3 / 16]])
    x = np.array([0.5, -1.0, 2.0])
    columns = [(day.softmax(x + nudge) - day.softmax(x - nudge)) / 2e-6 for nudge in 1e-6 * np.eye(3)]
    np.testing.assert_allclose(day.softmax_derivative(x), np.transpose(columns), atol=1e-9)


# thirty layers


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "selu", "silu"])
@pytest.mark.parametrize("init", day.INITS)
@pytest.mark.parametrize("depth", [1, 2, 5])
def test_the_norms_equal_autograd(activation, init, depth, torch):
    """The same draws in the same order, and PyTorch's slopes."""
    rng = np.random.default_rng(3)
    variance = {"xavier": 2 / (100 + 100), "he": 2 / 100}[init]
    a, xs = torch.tensor(rng.normal(size=(100, 100))), []
    for _ in range(depth):
        W = torch.tensor(rng.normal(size=(100, 100))) * math.sqrt(variance)
        xs.append((a @ W).requires_grad_() if not xs else a @ W)
        xs[-1].retain_grad()
        a = getattr(torch.nn.functional, activation)(xs[-1])
    (a * torch.tensor(rng.normal(size=(100, 100)))).sum().backward()
    norms = day.gradient_norms_by_depth(activation, init, depth, np.random.default_rng(3))
    assert norms.shape == (depth,)
    np.testing.assert_allclose(norms, [x.grad.norm().item() for x in xs], rtol=1e-9)


@pytest.mark.parametrize("seed", range(100, 105))
def test_sigmoids_kill_the_gradient_and_relus_keep_it(seed):
    def kept(activation, init):
        norms = day.gradient_norms_by_depth(activation, init, 30, np.random.default_rng(seed))
        assert norms.shape == (30,)
        return norms[0] / norms[-1]

    assert kept("sigmoid", "xavier") < 0.25**29  # the steepest slope, 29 times: it could not be more
    assert kept("sigmoid", "he") < (0.25 * 2**0.5) ** 29
    assert kept("relu", "xavier") == pytest.approx(0.5**14.5, rel=2)  # half of the squares are lost in every layer
    assert 0.1 < kept("relu", "he") < 10
    assert 0.1 < kept("leaky_relu", "he") < 10
    assert 0.01 < kept("tanh", "xavier") < 1


# dead units


def test_training_equals_torch(torch):
    rng = np.random.default_rng(5)
    X, y = day.rings(60, rng)
    answer, off = day.train_one_hidden_layer(X, y, 0.1, [0.5, 2.0, 1.0, 0.3], np.random.default_rng(6))
    rng = np.random.default_rng(6)
    W, v = rng.normal(size=(2, 50)), rng.normal(size=50) * math.sqrt(2 / 50)
    parameters = [torch.tensor(p, requires_grad=True) for p in (W, np.zeros(50), v, np.array(0.0))]
    for rate in (0.5, 2.0, 1.0, 0.3):
        W, b, v, c = parameters
        hidden = torch.nn.functional.leaky_relu(torch.tensor(X) @ W + b, 0.1)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(hidden @ v + c, torch.tensor(y))
        gradients = torch.autograd.grad(loss, parameters)
        parameters = [(p - rate * g).detach().requires_grad_() for p, g in zip(parameters, gradients, strict=True)]
    W, b, v, c = (p.detach().numpy() for p in parameters)
    new_X = rng.uniform(-1.5, 1.5, size=(500, 2))
    x = new_X @ W + b
    np.testing.assert_array_equal(answer(new_X), np.where(x > 0, x, 0.1 * x) @ v + c > 0)
    assert off[-1] == np.sum(np.all(X @ W + b <= 0, axis=0))


def test_dead_relus_stay_dead_and_a_leak_revives():
    """On other data than the README's. A ReLU unit that is off for every row can never change again."""
    scores = []
    for seed in range(100, 106):
        off, accuracy, baseline = day.recovery(0.0, day.ACCIDENT, seed)
        assert off.shape == (320,)
        assert off[19] > 25
        assert np.all(np.diff(off) >= 0)
        leaky_off, leaky_accuracy, _ = day.recovery(0.1, day.ACCIDENT, seed)
        assert leaky_off[-1] < off[-1]
        calm_off, calm_accuracy, _ = day.recovery(0.0, day.CALM, seed)
        assert calm_off[-1] <= 2
        scores.append((accuracy, leaky_accuracy, calm_accuracy, baseline))
    accident, leaky, calm, baseline = np.mean(scores, axis=0)
    assert calm > accident + 0.1
    assert leaky > accident + 0.1
    assert calm > baseline + 0.2


def test_textbook_formulas_fail_where_ours_do_not():
    for textbook, ours, x in day.TEXTBOOK.values():
        value, warned = day.value_and_warning(ours, x)
        assert warned == "no"
        assert np.isfinite(value)
        naive, naive_warned = day.value_and_warning(textbook, x)
        assert naive_warned == "yes" or naive != value


# bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda rng: day.gelu(1.0, approximate="erf"), 'approximate must be "none" or "tanh"'),
        (lambda rng: day.gelu_derivative(1.0, approximate=None), 'approximate must be "none" or "tanh"'),
        (lambda rng: day.softmax(3.0), r"x must be \(..., n\)"),
        (lambda rng: day.softmax(np.ones((3, 0))), r"x must be \(..., n\)"),
        (lambda rng: day.softmax_derivative(np.ones((2, 2))), r"x must be \(n,\)"),
        (lambda rng: day.softmax_derivative([]), r"x must be \(..., n\)"),
        (lambda rng: day.gradient_norms_by_depth("softmax", "he", 3, rng), "activation must be one of sigmoid"),
        (lambda rng: day.gradient_norms_by_depth("relu", "lecun", 3, rng), "init must be one of xavier, he"),
        (lambda rng: day.gradient_norms_by_depth("relu", "he", 0, rng), "depth must be 1 or more, got 0"),
    ],
)
def test_mistakes_are_refused(call, message, rng):
    with pytest.raises(ValueError, match=message):
        call(rng)


def test_nothing_warns_even_at_the_ends_of_the_floats():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in day.ACTIVATIONS:
            for f in of(name):
                f(np.array([-1e5, 1e5, -5e-324, 5e-324]))
