"""Day 18: backpropagation, against PyTorch, finite differences, loops, Mazur's worked example, arithmetic by hand."""

import backpropagation as day
import numpy as np
import pytest

ACTIVATIONS = {"sigmoid": day.Sigmoid, "tanh": day.Tanh, "relu": day.ReLU}


def away_from_zero(rng, shape):
    """Random numbers that no small nudge takes across 0, where ReLU has its corner."""
    z = rng.normal(size=shape)
    return z + 0.01 * np.sign(z)


# layers


@pytest.mark.parametrize(("N", "n_in", "n_out"), [(1, 1, 1), (5, 3, 4), (2, 7, 1), (6, 1, 3)])
def test_dense_equals_loops(N, n_in, n_out, rng):
    layer = day.Dense(n_in, n_out, rng)
    layer.b = rng.normal(size=n_out)
    x, grad = rng.normal(size=(N, n_in)), rng.normal(size=(N, n_out))
    z = layer.forward(x)
    dx = layer.backward(grad)
    expected_z = [
        [sum(x[i, k] * layer.W[k, j] for k in range(n_in)) + layer.b[j] for j in range(n_out)] for i in range(N)
    ]
    dW = [[sum(x[i, k] * grad[i, j] for i in range(N)) for j in range(n_out)] for k in range(n_in)]
    expected_dx = [[sum(grad[i, j] * layer.W[k, j] for j in range(n_out)) for k in range(n_in)] for i in range(N)]
    np.testing.assert_allclose(z, expected_z, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(layer.dW, dW, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(layer.db, [sum(grad[:, j]) for j in range(n_out)], rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(dx, expected_dx, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("shape", [(1, 1), (4, 3), (9, 2)])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_equal_autograd_with_random_upstream_slopes(name, shape, rng, torch):
    z, grad = 3 * away_from_zero(rng, shape), rng.normal(size=shape)
    layer = ACTIVATIONS[name]()
    tensor = torch.tensor(z, requires_grad=True)
    theirs = getattr(torch, name)(tensor)
    theirs.backward(torch.tensor(grad))
    np.testing.assert_allclose(layer.forward(z), theirs.detach().numpy(), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(layer.backward(grad), tensor.grad.numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_equal_finite_differences(name, rng):
    z = away_from_zero(rng, (20, 1))
    layer = ACTIVATIONS[name]()
    slopes = (layer.forward(z + 1e-6) - layer.forward(z - 1e-6)) / 2e-6
    layer.forward(z)
    np.testing.assert_allclose(layer.backward(np.ones(z.shape)), slopes, atol=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_at_the_edge(name):
    """Far out nothing overflows (a warning would be an error here); at 0 ReLU passes nothing, as in PyTorch."""
    z = np.array([[-1e3, 0.0, 1e3]])
    layer = ACTIVATIONS[name]()
    expected = {"sigmoid": [0, 0.5, 1], "tanh": [-1, 0, 1], "relu": [0, 0, 1e3]}[name]
    np.testing.assert_allclose(layer.forward(z)[0], expected, atol=1e-300)
    local = {"sigmoid": [0, 0.25, 0], "tanh": [0, 1, 0], "relu": [0, 0, 1]}[name]
    np.testing.assert_allclose(layer.backward(np.ones(z.shape))[0], local, atol=1e-300)


# losses


@pytest.mark.parametrize("shape", [(1, 1), (5, 3), (7, 1)])
def test_the_squared_error_equals_autograd(shape, rng, torch):
    prediction, target = rng.normal(size=shape), rng.normal(size=shape)
    loss, tensor = day.MeanSquaredError(), torch.tensor(prediction, requires_grad=True)
    theirs = torch.nn.functional.mse_loss(tensor, torch.tensor(target))
    theirs.backward()
    assert loss.forward(prediction, target) == pytest.approx(theirs.item(), rel=1e-13)
    np.testing.assert_allclose(loss.backward(), tensor.grad.numpy(), rtol=1e-13)


@pytest.mark.parametrize(("N", "K"), [(1, 2), (6, 3), (4, 10)])
@pytest.mark.parametrize("scale", [1.0, 100.0])
def test_the_cross_entropy_equals_autograd(N, K, scale, rng, torch):
    logits, labels = scale * rng.normal(size=(N, K)), rng.integers(0, K, size=N)
    loss, tensor = day.SoftmaxCrossEntropy(), torch.tensor(logits, requires_grad=True)
    theirs = torch.nn.functional.cross_entropy(tensor, torch.tensor(labels))
    theirs.backward()
    assert loss.forward(logits, labels) == pytest.approx(theirs.item(), rel=1e-12)
    np.testing.assert_allclose(loss.backward(), tensor.grad.numpy(), rtol=1e-11, atol=1e-15)


def test_losses_by_hand():
    loss = day.MeanSquaredError()
    assert loss.forward(np.array([[3.0], [2.0]]), np.array([[1.0], [4.0]])) == 4
    np.testing.assert_array_equal(loss.backward(), [[2], [-2]])
    loss = day.SoftmaxCrossEntropy()
    assert loss.forward(np.zeros((2, 4)), np.array([0, 3])) == pytest.approx(np.log(4), rel=1e-15)
    np.testing.assert_allclose(loss.backward(), [[-0.375, 0.125, 0.125, 0.125], [0.125, 0.125, 0.125, -0.375]])
    assert loss.forward(np.array([[1e4, -1e4]]), np.array([1])) == 2e4


# networks


def build(sizes, activations, loss, rng):
    layers = []
    for n_in, n_out, name in zip(sizes[:-1], sizes[1:], [*activations, None], strict=True):
        layers.append(day.Dense(n_in, n_out, rng))
        layers[-1].b = rng.normal(size=n_out)
        if name:
            layers.append(ACTIVATIONS[name]())
    return day.Network(layers, loss)


NETWORKS = [
    ((2, 1), (), "squared"),
    ((3, 4, 2), ("tanh",), "squared"),
    ((3, 5, 4, 3), ("sigmoid", "relu"), "cross-entropy"),
    ((1, 6, 1, 6, 2), ("relu", "tanh", "sigmoid"), "cross-entropy"),
    ((4, 8, 8, 8, 1), ("tanh", "relu", "relu"), "squared"),
]


@pytest.mark.parametrize(("sizes", "activations", "loss"), NETWORKS)
@pytest.mark.parametrize("N", [1, 7])
def test_every_gradient_equals_autograd(sizes, activations, loss, N, rng, torch):
    kind = day.MeanSquaredError if loss == "squared" else day.SoftmaxCrossEntropy
    network = build(sizes, activations, kind(), rng)
    x = rng.normal(size=(N, sizes[0]))
    y = rng.normal(size=(N, sizes[-1])) if loss == "squared" else rng.integers(0, sizes[-1], size=N)
    tensors, value = [], torch.tensor(x)
    for layer in network.layers:
        if isinstance(layer, day.Dense):
            tensors.append((torch.tensor(layer.W, requires_grad=True), torch.tensor(layer.b, requires_grad=True)))
            value = value @ tensors[-1][0] + tensors[-1][1]
        else:
            value = getattr(torch, type(layer).__name__.lower())(value)
    np.testing.assert_allclose(network.predict(x), value.detach().numpy(), rtol=1e-11, atol=1e-13)
    functional = torch.nn.functional
    theirs = (functional.mse_loss if loss == "squared" else functional.cross_entropy)(value, torch.tensor(y))
    theirs.backward()
    came, gradients = network.loss_and_gradients(x, y)
    assert came == pytest.approx(theirs.item(), rel=1e-12)
    assert len(gradients) == len(tensors)
    for (dW, db), (W, b) in zip(gradients, tensors, strict=True):
        np.testing.assert_allclose(dW, W.grad.numpy(), rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(db, b.grad.numpy(), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize(("sizes", "activations", "loss"), NETWORKS)
def test_the_check_passes_right_code_and_leaves_the_weights(sizes, activations, loss, rng):
    kind = day.MeanSquaredError if loss == "squared" else day.SoftmaxCrossEntropy
    network = build(sizes, [name.replace("relu", "tanh") for name in activations], kind(), rng)  # no corners
    x = rng.normal(size=(6, sizes[0]))
    y = rng.normal(size=(6, sizes[-1])) if loss == "squared" else rng.integers(0, sizes[-1], size=6)
    kept = [(layer.W.copy(), layer.b.copy()) for layer in network.dense_layers()]
    errors = day.gradient_check(network, x, y)
    assert errors.shape == (2 * len(kept),)
    assert errors.max() < 1e-7
    for layer, (W, b) in zip(network.dense_layers(), kept, strict=True):
        np.testing.assert_array_equal(layer.W, W)
        np.testing.assert_array_equal(layer.b, b)


def test_the_check_is_the_formula(rng):
    """A claim that is c times the slope has the relative error |1 - c| / (1 + |c|)."""
    network = build((2, 3), (), day.MeanSquaredError(), rng)
    x, y = rng.normal(size=(4, 2)), rng.normal(size=(4, 3))
    right = network.loss_and_gradients
    for factor, error in ((3.0, 0.5), (-1.0, 1.0), (0.0, 1.0), (1.001, 0.001 / 2.001)):

        def scaled(x, y, factor=factor):
            loss, gradients = right(x, y)
            return loss, [(factor * dW, factor * db) for dW, db in gradients]

        network.loss_and_gradients = scaled
        np.testing.assert_allclose(day.gradient_check(network, x, y), error, rtol=1e-5)
    layer = network.layers[0]
    layer.W, layer.b, network.loss_and_gradients = np.zeros((2, 3)), np.zeros(3), right
    np.testing.assert_array_equal(day.gradient_check(network, x, np.zeros((4, 3))), [0, 0])  # zeros against zeros


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("no factor 2 in the loss", [1, 1, 1, 1, 1, 1]),
        ("sigmoid: a, not a (1 - a)", [1, 1, 1, 1, 0, 0]),
        ("layer 2: W, not W^T", [1, 1, 0, 0, 0, 0]),
        ("layer 2: db a mean", [0, 0, 0, 1, 0, 0]),
        ("tanh: 1 - a, not 1 - a^2", [1, 1, 0, 0, 0, 0]),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_planted_bugs_are_caught_where_they_are(name, wrong, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    errors = day.gradient_check(day.checked_network(*day.BUGS[name]), x, y)
    np.testing.assert_array_equal(errors > 0.01, np.array(wrong, dtype=bool))
    assert errors[~np.array(wrong, dtype=bool)].max(initial=0) < 1e-7
    assert day.gradient_check(day.checked_network(), x, y).max() < 1e-7


def test_training_equals_torch_sgd(rng, torch):
    network = build((2, 5, 3), ("tanh",), day.SoftmaxCrossEntropy(), rng)
    x, y = rng.normal(size=(12, 2)), rng.integers(0, 3, size=12)
    parameters = [torch.tensor(p, requires_grad=True) for d in network.dense_layers() for p in (d.W, d.b)]
    optimizer, losses = torch.optim.SGD(parameters, lr=0.3), []
    for _ in range(40):
        W1, b1, W2, b2 = parameters
        loss = torch.nn.functional.cross_entropy(torch.tanh(torch.tensor(x) @ W1 + b1) @ W2 + b2, torch.tensor(y))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    np.testing.assert_allclose(day.train(network, x, y, 0.3, 40), losses, rtol=1e-10)
    np.testing.assert_allclose(network.dense_layers()[0].W, parameters[0].detach().numpy(), rtol=1e-9)
    np.testing.assert_allclose(network.dense_layers()[1].b, parameters[3].detach().numpy(), rtol=1e-9, atol=1e-12)


def test_backward_overwrites_and_changes_nothing_else(rng):
    network = build((3, 4, 2), ("relu",), day.MeanSquaredError(), rng)
    x, y = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    kept = x.copy(), y.copy()
    _, first = network.loss_and_gradients(x, y)
    first = [(dW.copy(), db.copy()) for dW, db in first]
    _, second = network.loss_and_gradients(x, y)
    for one, two in zip(first, second, strict=True):
        np.testing.assert_array_equal(one[0], two[0])
        np.testing.assert_array_equal(one[1], two[1])
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(y, kept[1])


def test_replaced_parameters_are_used(rng):
    network = build((2, 2), (), day.MeanSquaredError(), rng)
    network.layers[0].W, network.layers[0].b = np.eye(2), np.array([1.0, 2.0])
    np.testing.assert_array_equal(network.predict(np.array([[3.0, 4.0]])), [[4, 6]])


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("loss", [day.MeanSquaredError, day.SoftmaxCrossEntropy])
def test_float32_stays_float32(name, loss, rng):
    network = build((3, 4, 2), (name,), loss(), rng)
    for layer in network.dense_layers():
        layer.W, layer.b = layer.W.astype(np.float32), layer.b.astype(np.float32)
    x = rng.normal(size=(5, 3)).astype(np.float32)
    y = rng.normal(size=(5, 2)).astype(np.float32) if loss is day.MeanSquaredError else np.array([0, 1, 1, 0, 1])
    value, gradients = network.loss_and_gradients(x, y)
    assert network.predict(x).dtype == np.float32
    assert value.dtype == np.float32
    assert {part.dtype for pair in gradients for part in pair} == {np.dtype(np.float32)}


def test_the_start_of_a_layer(rng):
    """Normal draws with the variance 1 / n_in; 60,000 draws miss it by more than 3 % once in 10^7 times."""
    layer = day.Dense(200, 300, rng)
    assert layer.W.shape == (200, 300)
    assert layer.W.var() == pytest.approx(1 / 200, rel=0.03)
    np.testing.assert_array_equal(layer.b, np.zeros(300))
    again = day.Dense(200, 300, np.random.default_rng(0))
    np.testing.assert_array_equal(again.W, layer.W)


# Mazur's worked example


def test_mazur_before_the_step():
    network = day.mazur_network()
    loss, gradients = network.loss_and_gradients(day.MAZUR_X, day.MAZUR_Y)
    assert loss == pytest.approx(0.2983711087600027, rel=1e-14)
    hidden, output = network.layers[1].a, network.layers[3].a
    np.testing.assert_allclose(hidden, [[0.593269992, 0.596884378]], atol=6e-10)
    np.testing.assert_allclose(output, [[0.75136507, 0.772928465]], atol=6e-9)
    np.testing.assert_allclose(
        gradients[1][0].T.ravel(), [0.082167041, 0.082667628, -0.022602540, -0.022740242], atol=6e-10
    )
    np.testing.assert_allclose(
        gradients[0][0].T.ravel(), [0.000438568, 0.000877135, 0.000497713, 0.000995425], atol=6e-10
    )


def test_mazur_after_the_steps():
    """Correct, and as published (see the notes on its order of updates)."""
    results = day.show_mazur()["Mazur"]
    first, last, outputs = results["all at once"]
    assert first == pytest.approx(0.29102777369359933, rel=1e-13)
    assert last == pytest.approx(3.510187783e-05, rel=1e-8)
    np.testing.assert_allclose(outputs, [0.01591362, 0.98406427], atol=6e-9)
    first, last, outputs = results["on the way"]
    assert first == pytest.approx(0.291027924, abs=5e-10)
    np.testing.assert_allclose(outputs, [0.015912196, 0.984065734], atol=6e-9)


def test_mazur_with_biases_trained_as_well():
    network = day.mazur_network()
    day.train(network, day.MAZUR_X, day.MAZUR_Y, 0.5, 1)
    assert day.mazur_loss(network) == pytest.approx(0.28047144679143016, rel=1e-13)


# what the script shows


def test_one_neuron_by_hand():
    assert day.show_one_neuron()["one neuron"] == {"a": -6, "z": -6, "w": -12, "b": -6, "x": -18}


def test_exclusive_or_needs_a_hidden_layer():
    """One unit never solves it: then all four would be on one line. Eight do from most starts."""
    assert all(day.accuracy(day.xor_network(1, seed), day.XOR_X, day.XOR_Y) < 1 for seed in range(100, 105))
    solved = [day.accuracy(day.xor_network(8, seed), day.XOR_X, day.XOR_Y) == 1 for seed in range(100, 110)]
    assert sum(solved) >= 8


def test_the_moons_beside_scikit_learn():
    neural_network = pytest.importorskip("sklearn.neural_network")
    x, y = day.moons(200, 50)
    new_x, new_y = day.moons(2000, 51)
    network, losses = day.moons_network(50)
    theirs = neural_network.MLPClassifier((16, 16), "tanh", solver="lbfgs", alpha=1e-3, max_iter=2000, random_state=0)
    ours = day.accuracy(network, new_x, new_y)
    assert ours > theirs.fit(x, y).score(new_x, new_y) - 0.02
    assert ours > 0.93
    assert losses[-1] < losses[0] / 5


# bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda d: d.forward(np.ones(3)), r"x must be \(N, 3\)"),
        (lambda d: d.forward(np.ones((2, 4))), r"x must be \(N, 3\).*\(2, 4\)"),
        (lambda d: d.forward(np.ones((0, 3))), "at least one row"),
        (lambda d: day.Dense(0, 2, np.random.default_rng(0)), "n_in and n_out"),
        (lambda d: day.MeanSquaredError().forward(np.ones((2, 1)), np.ones(2)), r"target must .*\(2, 1\), got \(2,\)"),
        (lambda d: day.SoftmaxCrossEntropy().forward(np.ones((2, 3)), np.array([[0], [1]])), r"labels must be \(2,\)"),
        (lambda d: day.SoftmaxCrossEntropy().forward(np.ones((2, 3)), np.array([0, 3])), "from 0 to 2"),
        (lambda d: day.SoftmaxCrossEntropy().forward(np.ones((2, 3)), np.array([0, -1])), "from 0 to 2"),
        (lambda d: day.SoftmaxCrossEntropy().forward(np.ones((2, 3)), np.array([0.0, 1.0])), "integers"),
        (lambda d: day.train(None, None, None, 0, 5), "learning_rate"),
        (lambda d: day.train(None, None, None, 0.1, -1), "n_steps"),
    ],
)
def test_mistakes_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call(day.Dense(3, 2, np.random.default_rng(0)))


def test_nan_goes_through(rng):
    network = build((2, 3, 1), ("tanh",), day.MeanSquaredError(), rng)
    loss, gradients = network.loss_and_gradients(np.array([[np.nan, 1.0]]), np.array([[0.0]]))
    assert np.isnan(loss)
    assert np.isnan(gradients[0][0]).any()
