"""Day 17: forward propagation, against PyTorch, scikit-learn, loops, chi-square bounds, arithmetic by hand."""

import warnings

import forward_propagation as day
import numpy as np
import pytest

HIDDEN = ("identity", "relu", "tanh", "sigmoid")


def random_params(sizes, rng, scale=1.0):
    shapes = list(zip(sizes[:-1], sizes[1:], strict=True))
    return [(scale * rng.normal(size=shape), rng.normal(size=shape[1])) for shape in shapes]


# one layer


@pytest.mark.parametrize(("N", "n_in", "n_out"), [(1, 1, 1), (5, 3, 4), (2, 7, 1), (6, 1, 3)])
def test_dense_equals_loops(N, n_in, n_out, rng):
    x, W, b = rng.normal(size=(N, n_in)), rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)
    expected = [[sum(x[i, k] * W[k, j] for k in range(n_in)) + b[j] for j in range(n_out)] for i in range(N)]
    np.testing.assert_allclose(day.dense(x, W, b), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", day.ACTIVATIONS)
@pytest.mark.parametrize("scale", [1e-3, 1.0, 30.0, 1e3])
def test_activations_equal_torch(name, scale, rng, torch):
    """At a scale of 1000 nothing overflows: a warning would be an error here."""
    z = scale * rng.normal(size=(6, 4))
    theirs = {
        "identity": torch.nn.Identity(),
        "relu": torch.nn.ReLU(),
        "tanh": torch.nn.Tanh(),
        "sigmoid": torch.nn.Sigmoid(),
        "softmax": torch.nn.Softmax(dim=1),
    }[name](torch.tensor(z))
    np.testing.assert_allclose(day.ACTIVATIONS[name](z), theirs.numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("identity", [-2.0, 0.0, 3.0], [-2, 0, 3]),
        ("relu", [-2.0, 0.0, 3.0], [0, 0, 3]),
        ("tanh", [-2.0, 0.0, 1.0], [-0.96402758, 0, 0.761594156]),
        ("sigmoid", [-2.0, 0.0, 1.0], [0.119202922, 0.5, 0.731058579]),
        ("sigmoid", [-1e3, 0.0, 1e3], [0, 0.5, 1]),
        ("softmax", [1.0, 2.0, 3.0], [0.090030573, 0.244728471, 0.665240956]),
        ("softmax", [1001.0, 1002.0, 1003.0], [0.090030573, 0.244728471, 0.665240956]),
        ("softmax", [-1e4, 0.0, 1e4], [0, 0, 1]),
    ],
)
def test_activations_at_known_points(name, row, expected):
    z = np.array([row, [0.0, 0.0, 0.0]])
    a = day.ACTIVATIONS[name](z)
    np.testing.assert_allclose(a[0], expected, atol=6e-10)
    np.testing.assert_allclose(a[1], {"sigmoid": 0.5, "softmax": 1 / 3}.get(name, 0), rtol=1e-14)


# networks


NETWORKS = [
    ((3, 2), ("softmax",)),
    ((2, 3, 1), ("relu", "sigmoid")),
    ((4, 5, 6, 3), ("tanh", "relu", "softmax")),
    ((1, 8, 2, 8, 1), ("sigmoid", "identity", "tanh", "identity")),
    ((5, 1, 5), ("relu", "tanh")),
]


@pytest.mark.parametrize(("sizes", "activations"), NETWORKS)
@pytest.mark.parametrize("N", [1, 7])
def test_forward_equals_torch_sequential(sizes, activations, N, rng, torch):
    kinds = {"identity": "Identity", "relu": "ReLU", "tanh": "Tanh", "sigmoid": "Sigmoid"}
    params, modules = random_params(sizes, rng), []
    for (W, b), name in zip(params, activations, strict=True):
        linear = torch.nn.Linear(*W.shape, dtype=torch.float64)
        linear.weight.data, linear.bias.data = torch.tensor(W.T), torch.tensor(b)
        modules += [linear, torch.nn.Softmax(dim=1) if name == "softmax" else getattr(torch.nn, kinds[name])()]
    x = rng.normal(size=(N, sizes[0]))
    output, layers = day.forward(x, params, activations)
    network = torch.nn.Sequential(*modules)
    np.testing.assert_allclose(output, network(torch.tensor(x)).detach().numpy(), rtol=1e-11, atol=1e-14)
    assert len(layers) == len(sizes)
    assert layers[0] is x
    assert layers[-1] is output
    for i in range(len(sizes)):
        theirs = network[: 2 * i](torch.tensor(x)).detach().numpy()
        np.testing.assert_allclose(layers[i], theirs, rtol=1e-11, atol=1e-14)
        assert layers[i].shape == (N, sizes[i])
    assert day.count_parameters(params) == sum(p.numel() for p in network.parameters())


@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_forward_gives_scikit_learns_probabilities(activation, n_classes, rng):
    neural_network = pytest.importorskip("sklearn.neural_network")
    x, y = rng.normal(size=(60, 4)), np.arange(60) % n_classes
    model = neural_network.MLPClassifier((5, 3), activation, solver="lbfgs", max_iter=30, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # stopped early on purpose
        model.fit(x, y)
    name = "sigmoid" if activation == "logistic" else activation
    last = "sigmoid" if n_classes == 2 else "softmax"
    params = list(zip(model.coefs_, model.intercepts_, strict=True))
    new = rng.normal(size=(20, 4))
    p, _ = day.forward(new, params, [name, name, last])
    np.testing.assert_allclose(p if n_classes > 2 else np.hstack([1 - p, p]), model.predict_proba(new), atol=1e-13)


def test_rows_go_through_on_their_own(rng):
    params, activations = random_params((3, 6, 4), rng), ("tanh", "softmax")
    x = rng.normal(size=(9, 3))
    together, _ = day.forward(x, params, activations)
    alone = np.vstack([day.forward(row[None], params, activations)[0] for row in x])
    np.testing.assert_allclose(together, alone, rtol=1e-12)
    np.testing.assert_allclose(together.sum(axis=1), 1, rtol=1e-14)


def test_without_a_bend_the_layers_are_one(rng):
    (W1, b1), (W2, b2) = params = random_params((4, 6, 3), rng)
    x = rng.normal(size=(5, 4))
    output, _ = day.forward(x, params, ("identity", "identity"))
    np.testing.assert_allclose(output, x @ (W1 @ W2) + (b1 @ W2 + b2), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("last", ["identity", "sigmoid", "softmax"])
@pytest.mark.parametrize("name", HIDDEN)
def test_float32_stays_float32_and_nothing_changes(name, last, rng):
    params = [(W.astype(np.float32), b.astype(np.float32)) for W, b in random_params((3, 4, 2), rng)]
    x = rng.normal(size=(5, 3)).astype(np.float32)
    kept = x.copy(), [(W.copy(), b.copy()) for W, b in params]
    _, layers = day.forward(x, params, (name, last))
    assert {layer.dtype for layer in layers} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(x, kept[0])
    for (W, b), (kept_W, kept_b) in zip(params, kept[1], strict=True):
        np.testing.assert_array_equal(W, kept_W)
        np.testing.assert_array_equal(b, kept_b)


def test_the_hand_network():
    p = day.show_the_hand_network()["hand network"]
    np.testing.assert_allclose(p, [0.731058579, 0.377540669], atol=6e-10)
    assert day.count_parameters(day.HAND_PARAMS) == 13


@pytest.mark.parametrize(
    ("sizes", "published"),
    [
        ((784, 30, 10), 23860),  # Nielsen 2015
        ((784, 100, 10), 79510),
        ((784, 512, 512, 10), 669706),  # the dense MNIST example of Keras
        ((2, 3, 1), 13),
    ],
)
def test_published_counts(sizes, published, rng):
    assert day.count_parameters(day.initialize(sizes, "he", rng)) == published


# first weights


PROMISED = {"lecun": (1 / 300, 1 / 50), "xavier": (2 / 350, 2 / 350), "he": (2 / 300, 2 / 50)}


@pytest.mark.parametrize("scheme", PROMISED)
def test_the_weights_have_the_promised_variance(scheme, rng):
    """The sum of n squares over the variance is chi-square: n +- sqrt(2 n); six of these are never left."""
    params = day.initialize((300, 50, 300), scheme, rng)
    for (W, b), shape, variance in zip(params, [(300, 50), (50, 300)], PROMISED[scheme], strict=True):
        assert W.shape == shape
        np.testing.assert_array_equal(b, np.zeros(shape[1]))
        assert abs(np.sum(W**2) / variance - W.size) < 6 * np.sqrt(2 * W.size)
        assert abs(W.mean()) < 6 * np.sqrt(variance / W.size)
        kurtosis = np.mean(W**4) / variance**2  # 3 for normal draws, 1.8 for uniform ones
        assert abs(kurtosis - 3) < 6 * np.sqrt(96 / W.size)


@pytest.mark.parametrize(("scheme", "name"), [("xavier", "xavier_normal_"), ("he", "kaiming_normal_")])
def test_the_variance_is_torchs(scheme, name, rng, torch):
    options = {"nonlinearity": "relu"} if scheme == "he" else {}
    ((W, _),) = day.initialize((400, 100), scheme, rng)
    generator = torch.Generator().manual_seed(0)
    theirs = getattr(torch.nn.init, name)(torch.empty(100, 400), generator=generator, **options)  # (n_out, n_in)
    assert W.var() == pytest.approx(theirs.var().item(), rel=6 * np.sqrt(4 / W.size))


def test_zeros_and_seeds():
    for W, b in day.initialize((4, 3, 2), "zeros", np.random.default_rng(0)):
        assert not W.any()
        assert not b.any()
    one, two, three = [day.initialize((4, 3), "he", np.random.default_rng(seed))[0][0] for seed in (0, 0, 1)]
    np.testing.assert_array_equal(one, two)
    assert not np.any(one == three)


@pytest.mark.parametrize(("scheme", "mean_square"), [("lecun", 1.0), ("xavier", 0.4), ("he", 2.0)])
def test_one_layer_keeps_its_promise(scheme, mean_square):
    values = np.array([day.one_layer(scheme, seed) for seed in range(100, 120)])
    error = values.std(axis=0, ddof=1) / np.sqrt(20)
    assert abs(values[:, 0].mean() - mean_square / 100) < 5 * error[0]
    assert abs(values[:, 1].mean() - mean_square) < 5 * error[1]


@pytest.mark.parametrize(
    ("activation", "scheme", "factor"),
    [("identity", "xavier", 1.0), ("identity", "he", 2.0), ("relu", "xavier", 0.5), ("relu", "he", 1.0)],
)
def test_twenty_layers_multiply_by_the_factor(activation, scheme, factor):
    sizes = np.array([day.mean_squares(activation, scheme, seed) for seed in range(50, 56)])
    assert sizes.shape == (6, 20)
    np.testing.assert_allclose(np.median(sizes[:, 0]), factor, rtol=0.05)
    np.testing.assert_allclose(np.mean(day.factor_per_layer(sizes)), factor, rtol=0.05)


def test_the_factor_of_a_geometric_series():
    np.testing.assert_allclose(day.factor_per_layer(np.array([[5.0, 10.0, 20.0], [9.0, 3.0, 1.0]])), [2, 1 / 3])


def test_tanh_goes_where_the_theory_of_wide_layers_says():
    """E[tanh(z)^2] for normal z, layer after layer, by Gauss and Hermite's rule."""
    points, weights = np.polynomial.hermite_e.hermegauss(60)
    for scheme, gain in (("xavier", 1), ("he", 2)):
        q, expected = 1.0, []
        for _ in range(20):
            q = weights @ np.tanh(np.sqrt(gain * q) * points) ** 2 / weights.sum()
            expected.append(q)
        sizes = np.array([day.mean_squares("tanh", scheme, seed) for seed in range(5)])
        np.testing.assert_allclose(sizes.mean(axis=0), expected, rtol=0.06)


# any curve


def test_the_bumps_are_the_formula(rng):
    edges, heights, steepness = np.sort(rng.normal(size=6)), rng.normal(size=5), 40.0
    params = day.bump_network(edges, heights, steepness)
    assert [(W.shape, b.shape) for W, b in params] == [((1, 10), (10,)), ((10, 1), (1,))]
    x = np.linspace(-3, 3, 101)
    y, _ = day.forward(x[:, None], params, day.BUMP_ACTIVATIONS)
    expected = [
        sum(
            h * (1 / (1 + np.exp(-steepness * (at - c))) - 1 / (1 + np.exp(-steepness * (at - d))))
            for h, c, d in zip(heights, edges[:-1], edges[1:], strict=True)
        )
        for at in x
    ]
    np.testing.assert_allclose(y[:, 0], expected, atol=1e-12)


def test_a_steep_bump_is_a_box():
    params = day.bump_network(np.array([-1.0, 2.0]), np.array([-4.0]), 1e4)
    y, _ = day.forward(np.array([[-1.1], [-1.0], [-0.9], [1.9], [2.0], [2.1]]), params, day.BUMP_ACTIVATIONS)
    np.testing.assert_allclose(y[:, 0], [0, -2, -4, -4, -2, 0], atol=1e-12)


def test_a_curve_network_has_the_curves_heights_in_the_middles():
    params = day.curve_network(lambda x: x**2, -1.0, 3.0, 8, 500.0)
    middles = np.array([-0.75, -0.25, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75])
    y, _ = day.forward(middles[:, None], params, day.BUMP_ACTIVATIONS)
    np.testing.assert_allclose(y[:, 0], middles**2, atol=1e-12)
    np.testing.assert_allclose(params[0][0], 1000)  # the sharpness over the width of one half
    np.testing.assert_allclose(params[0][1][[0, 8, 15]], [1000, 500, -3000])


@pytest.mark.parametrize("seed", range(20, 24))
@pytest.mark.parametrize("n_bumps", [10, 50, 200])
def test_the_error_of_steep_bumps_is_within_the_bound(n_bumps, seed):
    """Steepest slope times half the width. The bound is nearly reached where the curve is steepest."""
    curve, at = day.random_curve(seed), np.linspace(-0.2, 1.2, 20_001)
    slope = np.abs(np.diff(curve(at)) / np.diff(at)).max()
    bound = slope * 1.4 / n_bumps / 2
    error = day.largest_error(curve, n_bumps, 1e6)
    assert error < 1.001 * bound
    assert n_bumps == 10 or error > 0.6 * bound


@pytest.mark.parametrize("seed", range(20, 24))
def test_twice_the_bumps_half_the_error(seed):
    curve = day.random_curve(seed)
    steep = [day.largest_error(curve, n_bumps, day.STEEP) for n_bumps in (80, 160)]
    soft = [day.largest_error(curve, n_bumps, day.SOFT) for n_bumps in (80, 160)]
    assert steep[0] / steep[1] == pytest.approx(2, rel=0.15)
    assert soft[0] < steep[0] / 4
    assert soft[1] < steep[1] / 4


# what the script shows


def test_borrowed_weights_read_digits_and_drawn_ones_do_not():
    results = day.show_the_digits()
    baseline, drawn, borrowed = results["digits"].values()
    assert results["difference"] < 1e-12
    assert borrowed > 0.94
    assert max(baseline, drawn) < 0.2


# bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda W, b: day.dense(np.ones(3), W, b), r"x must be \(N, 3\).*got shape \(3,\)"),
        (lambda W, b: day.dense(np.ones((2, 4)), W, b), r"x must be \(N, 3\).*\(2, 4\)"),
        (lambda W, b: day.dense(np.ones((0, 3)), W, b), "at least one row"),
        (lambda W, b: day.dense(np.ones((5, 3)), W, np.ones((2, 1))), r"b must be \(2,\).*\(2, 1\)"),
        (lambda W, b: day.dense(np.ones((5, 3)), W, np.ones(3)), r"b must be \(2,\)"),
        (lambda W, b: day.forward(np.ones((5, 3)), [(W, b)], ["relu", "relu"]), "activations must be 1 names"),
        (lambda W, b: day.forward(np.ones((5, 3)), [(W, b)], ["swish"]), "activations must.*swish"),
        (lambda W, b: day.forward(np.ones((5, 3)), [(W, b), (W, b)], ["relu", "relu"]), r"x must be \(N, 3\)"),
        (lambda W, b: day.initialize([3], "he", None), "layer_sizes must"),
        (lambda W, b: day.initialize([3, 0, 2], "he", None), "layer_sizes must"),
        (lambda W, b: day.initialize([3, 2], "kaiming", None), "scheme must be one of.*kaiming"),
        (lambda W, b: day.bump_network(np.array([0.0, 1.0]), np.ones(2), 9.0), "edges must rise"),
        (lambda W, b: day.bump_network(np.array([0.0, 1.0, 1.0]), np.ones(2), 9.0), "edges must rise"),
        (lambda W, b: day.bump_network(np.array([0.0, np.nan, 1.0]), np.ones(2), 9.0), "edges must rise"),
        (lambda W, b: day.bump_network(np.array([0.0, 1.0]), np.ones(1), 0.0), "steepness"),
    ],
)
def test_mistakes_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call(np.ones((3, 2)), np.zeros(2))


@pytest.mark.parametrize("name", day.ACTIVATIONS)
def test_nan_goes_through(name, rng):
    output, _ = day.forward(np.array([[np.nan, 1.0], [0.0, 1.0]]), random_params((2, 3, 2), rng), ("relu", name))
    assert np.isnan(output[0]).all()
    assert np.isfinite(output[1]).all()
