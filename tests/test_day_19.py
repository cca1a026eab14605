"""Day 19: Adam and five other optimizers, against torch.optim, published values, the bound on a step, and by hand."""

import adam as day
import numpy as np
import pytest

SHAPES = [(3, 4), (4,), (), (2, 1, 5)]


@pytest.fixture
def float64(torch):
    """PyTorch's NAdam keeps a running product in the default type: float64, and back to what it was."""
    kept = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield torch
    torch.set_default_dtype(kept)


def pairs(torch, weight_decay):
    """Ours and PyTorch's, with default and with other settings: (name, ours, theirs from parameters)."""
    optim, wd = torch.optim, {"weight_decay": weight_decay}
    yield "SGD", day.SGD(0.03, **wd), lambda p: optim.SGD(p, lr=0.03, **wd)
    yield "Momentum", day.Momentum(0.03, **wd), lambda p: optim.SGD(p, lr=0.03, momentum=0.9, **wd)
    yield "Momentum 0.5", day.Momentum(0.03, 0.5, **wd), lambda p: optim.SGD(p, lr=0.03, momentum=0.5, **wd)
    yield "RMSProp", day.RMSProp(**wd), lambda p: optim.RMSprop(p, **wd)
    yield (
        "RMSProp 0.9",
        day.RMSProp(0.003, 0.9, 1e-3, **wd),
        lambda p: optim.RMSprop(p, lr=0.003, alpha=0.9, eps=1e-3, **wd),
    )
    yield "Adam", day.Adam(**wd), lambda p: optim.Adam(p, **wd)
    yield (
        "Adam 0.8",
        day.Adam(0.01, 0.8, 0.9, 1e-3, **wd),
        lambda p: optim.Adam(p, lr=0.01, betas=(0.8, 0.9), eps=1e-3, **wd),
    )
    yield "AdamW", day.AdamW(**wd), lambda p: optim.AdamW(p, **wd)
    yield "NAdam", day.NAdam(**wd), lambda p: optim.NAdam(p, **wd)
    yield (
        "NAdam 0.8",
        day.NAdam(0.01, 0.8, 0.99, momentum_decay=0.1, **wd),
        lambda p: optim.NAdam(p, lr=0.01, betas=(0.8, 0.99), momentum_decay=0.1, **wd),
    )


@pytest.mark.parametrize("weight_decay", [0.0, 0.3])
def test_200_steps_equal_torch(weight_decay, float64, rng):
    torch = float64
    for name, ours, theirs in pairs(torch, weight_decay):
        params = [rng.normal(size=shape) for shape in SHAPES]
        params = [np.array(p) for p in params]
        tensors = [torch.tensor(p, requires_grad=True) for p in params]
        optimizer = theirs(tensors)
        for t in range(200):
            grads = [10.0 ** rng.integers(-3, 3) * rng.normal(size=shape) * (t % 7 > 0) for shape in SHAPES]
            for tensor, g in zip(tensors, grads, strict=True):
                tensor.grad = torch.tensor(g)
            optimizer.step()
            ours.step(params, [np.array(g) for g in grads])
            for p, tensor in zip(params, tensors, strict=True):
                np.testing.assert_allclose(p, tensor.detach().numpy(), rtol=1e-10, atol=1e-10, err_msg=f"{name}, {t}")


def test_defaults_are_pytorchs(torch):
    parameter = [torch.zeros(1, requires_grad=True)]
    adam, adamw, nadam = torch.optim.Adam(parameter), torch.optim.AdamW(parameter), torch.optim.NAdam(parameter)
    for ours, theirs in ((day.Adam(), adam), (day.AdamW(), adamw), (day.NAdam(), nadam)):
        defaults = theirs.defaults
        assert ours.learning_rate == defaults["lr"]
        assert (ours.beta1, ours.beta2) == defaults["betas"]
        assert ours.epsilon == defaults["eps"]
    assert day.AdamW().decoupled_decay == adamw.defaults["weight_decay"] == 0.01
    assert day.NAdam().momentum_decay == nadam.defaults["momentum_decay"]
    assert day.RMSProp().learning_rate == torch.optim.RMSprop(parameter).defaults["lr"]


PUBLISHED = {  # three steps on w^2 from 1 with the rate 0.1, in float64
    "SGD": (0.8, 0.64, 0.512),
    "Momentum": (0.8, 0.46, 0.062),
    "RMSProp": (5e-8, -2.52e-10, 0.0),
    "Adam": (0.9000000005, 0.800412228692, 0.701586272946),
    "AdamW": (0.8990000005, 0.798519027169, 0.698911183158),
    "NAdam": (0.894354822693, 0.819973070633, 0.752729266381),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_three_steps(name):
    np.testing.assert_allclose(day.show_three_steps()["three steps"][name], PUBLISHED[name], atol=1e-11)


def test_adam_by_hand():
    """beta1 = 0.5, beta2 = 0.75, epsilon 0, slopes 4 and -2: m 2, 0; v 4, 4; corrected 4, 0 and 16, 64/7."""
    w, optimizer = np.array([10.0]), day.Adam(0.5, 0.5, 0.75, 0.0)
    optimizer.step([w], [np.array([4.0])])
    assert w[0] == pytest.approx(9.5, rel=1e-15)
    optimizer.step([w], [np.array([-2.0])])
    assert w[0] == pytest.approx(9.5, rel=1e-15)


@pytest.mark.parametrize("g", [1e-3, -5.0, 1e6])
@pytest.mark.parametrize("kind", [day.Adam, day.AdamW])
def test_the_first_step_is_as_long_as_the_rate(kind, g):
    w = np.zeros(1)
    kind(0.01).step([w], [np.array([g])])
    assert w[0] == pytest.approx(-0.01 * np.sign(g), rel=1e-4)


def test_adam_does_not_mind_the_scale_of_the_slopes(rng):
    slopes = rng.normal(size=(50, 3))
    paths = []
    for scale in (1e-4, 1.0, 1e5):
        w, optimizer = np.zeros(3), day.Adam(0.1, epsilon=0.0)
        for g in slopes:
            optimizer.step([w], [scale * g])
        paths.append(w)
    np.testing.assert_allclose(paths[0], paths[1], rtol=1e-12)
    np.testing.assert_allclose(paths[2], paths[1], rtol=1e-12)


def test_the_bound_on_a_step(rng):
    """Cauchy-Schwarz with the exact weights of both averages at step t; growing slopes reach it, random ones do not."""
    b1, b2 = 0.9, 0.999
    for t in (1, 5, 60):
        ages = np.arange(t)
        a, b = b1**ages / np.sum(b1**ages), b2**ages / np.sum(b2**ages)
        bound = np.sqrt(np.sum(a**2 / b))
        worst = [(b2 / b1) ** k for k in range(t)]
        assert day.last_move(worst) == pytest.approx(bound, rel=1e-6)
        for _ in range(20):
            assert abs(day.last_move(rng.standard_t(1.5, size=t))) <= bound * (1 + 1e-9)
    largest, after_silence, growing = day.show_the_bound()["longest moves"]
    assert after_silence == pytest.approx(0.1 / np.sqrt(0.001), rel=1e-4)
    assert growing == pytest.approx(0.1 / np.sqrt(0.001 * (1 - 0.81 / 0.999)), rel=1e-4)
    assert 1 < largest < growing


def test_the_corrected_averages_are_averages():
    moves = day.show_the_correction()["moves"]
    for t, (plain, corrected) in moves.items():
        assert corrected == pytest.approx(1, rel=1e-6)
        assert plain == pytest.approx((1 - 0.9**t) / np.sqrt(1 - 0.999**t), rel=1e-9)
    assert max(plain for plain, _ in moves.values()) == pytest.approx(6.57, abs=0.01)


def test_decay():
    """AdamW's decay does not know the slopes; Adam's is faster where they are small. Means of 20 runs of noise.

    The noise adds a spread of about 0.03 to a weight, 0.007 to a mean of 20: 0.05 is seven of these.
    """
    paths = day.show_the_decay()["decay"]
    np.testing.assert_allclose(paths["AdamW"][-1], 0.9999**2000, atol=0.05)
    assert paths["Adam"][-1, 0] < 0.1
    assert paths["Adam"][-1, 1] > 0.7
    w = np.array([2.0])
    optimizer = day.AdamW(0.1, weight_decay=0.5)
    for _ in range(3):
        optimizer.step([w], [np.zeros(1)])
    assert w[0] == pytest.approx(2 * 0.95**3, rel=1e-14)


@pytest.mark.parametrize("kind", day.KINDS.values())
def test_in_place_in_float32_and_without_touching_the_slopes(kind, rng):
    params = [rng.normal(size=(3, 2)).astype(np.float32), np.zeros(2, dtype=np.float32)]
    grads = [np.ones((3, 2), dtype=np.float32), np.full(2, -2.0, dtype=np.float32)]
    same, kept = params[0], grads[1].copy()
    optimizer = kind(0.1)
    for _ in range(3):
        optimizer.step(params, grads)
    assert params[0] is same
    assert {p.dtype for p in params} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(grads[1], kept)
    assert params[1][0] > 0


# the network


def test_the_gradients_equal_autograd(rng, torch):
    model = day.MLP((4, 6, 5, 3), rng)
    x, y = rng.normal(size=(9, 4)), rng.integers(0, 3, size=9)
    tensors = [torch.tensor(p, requires_grad=True) for p in model.parameters]
    value = torch.tensor(x)
    for i in range(0, 6, 2):
        value = value @ tensors[i] + tensors[i + 1]
        value = torch.relu(value) if i < 4 else value
    theirs = torch.nn.functional.cross_entropy(value, torch.tensor(y))
    theirs.backward()
    loss, gradients = model.loss_and_gradients(x, y)
    assert loss == pytest.approx(theirs.item(), rel=1e-12)
    for g, tensor in zip(gradients, tensors, strict=True):
        np.testing.assert_allclose(g, tensor.grad.numpy(), rtol=1e-10, atol=1e-14)
    np.testing.assert_array_equal(model.predict(x), value.argmax(axis=1).numpy())


def test_training_is_shuffled_batches_with_every_row_once(rng):
    x, y = np.arange(10.0)[:, None], np.zeros(10, dtype=int)

    class Spy:
        parameters, seen = [np.zeros(1)], []

        def loss_and_gradients(self, x, y):
            self.seen.append(x[:, 0].tolist())
            return float(len(x)), [np.zeros(1)]

    losses = day.train(Spy(), day.SGD(0.1), x, y, 2, 4, rng)
    assert [len(batch) for batch in Spy.seen] == [4, 4, 2] * 2
    orders = [sum(Spy.seen[:3], []), sum(Spy.seen[3:], [])]
    assert sorted(orders[0]) == sorted(orders[1]) == list(range(10))
    assert orders[0] != orders[1]
    np.testing.assert_allclose(losses, (4 * 4 + 4 * 4 + 2 * 2) / 10)


def test_the_network_beside_scikit_learn():
    neural_network = pytest.importorskip("sklearn.neural_network")
    x, new_x, y, new_y = day.digits(77)
    rng = np.random.default_rng(77)
    model = day.MLP((64, 32, 10), rng)
    losses = day.train(model, day.Adam(1e-2), x, y, 10, 32, rng)
    theirs = neural_network.MLPClassifier((32,), random_state=0, max_iter=2000).fit(x, y).score(new_x, new_y)
    ours = np.mean(model.predict(new_x) == new_y)
    assert ours > theirs - 0.03
    assert ours > 0.93
    assert losses[-1] < losses[0] / 10


# bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.SGD(0), "learning_rate must be positive"),
        (lambda: day.Adam(np.inf), "learning_rate must be positive"),
        (lambda: day.Adam(weight_decay=-1), "weight_decay 0 or more"),
        (lambda: day.AdamW(weight_decay=-1), "weight_decay 0 or more"),
        (lambda: day.Momentum(0.1, momentum=1.0), "momentum must"),
        (lambda: day.RMSProp(decay=-0.1), "decay must"),
        (lambda: day.Adam(beta1=1), "beta1 must"),
        (lambda: day.NAdam(beta2=1.5), "beta2 must"),
        (lambda: day.Adam().step([np.zeros(2)], [np.zeros(3)]), r"grads must have the shapes of params, \[\(2,\)\]"),
        (lambda: day.AdamW().step([np.zeros(2)], []), "grads must have the shapes"),
        (lambda: day.Adam().step([np.zeros((2, 1))], [np.zeros(2)]), "grads must have the shapes"),
        (lambda: day.train(None, None, np.ones((3, 2)), np.ones((3, 1)), 1, 1, None), "y must be"),
        (lambda: day.train(None, None, np.ones((0, 2)), np.ones(0), 1, 1, None), "n > 0"),
    ],
)
def test_mistakes_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_nan_goes_through():
    w = np.zeros(2)
    day.Adam(0.1).step([w], [np.array([np.nan, 1.0])])
    assert np.isnan(w[0])
    assert w[1] == pytest.approx(-0.1)
