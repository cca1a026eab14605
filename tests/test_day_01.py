"""Day 1: losses, against PyTorch, scikit-learn, SciPy, 400-digit arithmetic and arithmetic by hand."""

from decimal import Decimal, localcontext

import loss_function as day
import numpy as np
import pytest

SHAPES = [(1,), (7,), (100,), (5, 3), (1, 1), (2, 3, 4)]
PAIR_LOSSES = [
    day.mean_squared_error,
    day.mean_absolute_error,
    day.huber_loss,
    day.binary_cross_entropy,
    day.binary_cross_entropy_with_logits,
    day.hinge_loss,
    day.mean_squared_error_gradient,
    day.mean_absolute_error_gradient,
    day.huber_loss_gradient,
    day.binary_cross_entropy_with_logits_gradient,
    day.hinge_loss_gradient,
]


def exact(formula):
    """The value of `formula()` on Decimals, computed with 400 digits and then rounded to a float."""
    with localcontext() as context:
        context.prec = 400  # 1 + e^-709 needs 308 of them before anything but the 1 is left
        return float(formula())


# numbers


def test_losses_by_hand():
    y_true, y_pred = [3, -0.5, 2, 7], [2.5, 0, 2, 8]
    assert day.mean_squared_error(y_true, y_pred) == 0.375
    assert day.mean_absolute_error(y_true, y_pred) == 0.5
    assert day.huber_loss(y_true, y_pred) == 0.1875
    assert day.huber_loss([0], [3]) == 2.5
    assert day.huber_loss([0], [3], delta=2) == 2 * (3 - 1)
    np.testing.assert_array_equal(day.mean_squared_error_gradient(y_true, y_pred), [-0.25, 0.25, 0, 0.5])
    np.testing.assert_array_equal(day.mean_absolute_error_gradient(y_true, y_pred), [-0.25, 0.25, 0, 0.25])


def test_small_integers_do_not_overflow():
    small = np.array([0, 100], dtype=np.uint8), np.array([200, 0], dtype=np.uint8)
    assert day.mean_squared_error(*small) == 25_000
    assert day.mean_absolute_error(*small) == 150
    np.testing.assert_array_equal(day.mean_squared_error_gradient(*small), [200, -100])
    signs, scores = np.array([-1, 1], dtype=np.int8), np.array([100, -100], dtype=np.int8)
    assert day.hinge_loss(signs, scores) == 101
    assert day.binary_cross_entropy_with_logits(np.uint8([0, 1]), np.uint8([200, 200])) == pytest.approx(100, rel=1e-12)
    assert day.cross_entropy(np.uint8([0]), np.uint8([[3, 250]])) == pytest.approx(247, rel=1e-12)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if len(shape) < 3])
@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_regression_losses_equal_scikit_learn(shape, scale, rng):
    metrics = pytest.importorskip("sklearn.metrics")
    y_true, y_pred = scale * rng.normal(size=(2, *shape))
    for ours, theirs in [
        (day.mean_squared_error, metrics.mean_squared_error),
        (day.mean_absolute_error, metrics.mean_absolute_error),
    ]:
        np.testing.assert_allclose(ours(y_true, y_pred), theirs(y_true, y_pred), rtol=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("delta", [0.1, 1.0, 3.5])
def test_huber_equals_pytorch(shape, delta, rng, torch):
    y_true, y_pred = 3 * rng.normal(size=(2, *shape))
    theirs = torch.nn.functional.huber_loss(torch.tensor(y_pred), torch.tensor(y_true), delta=delta)
    np.testing.assert_allclose(day.huber_loss(y_true, y_pred, delta), theirs.item(), rtol=1e-12)


def test_huber_meets_at_delta():
    """Bowl and wall have one height and one slope where they meet; far inside it is MSE / 2, far outside MAE."""
    for delta in (0.5, 2.0):
        below, above = np.nextafter(delta, 0), np.nextafter(delta, 9)
        assert day.huber_loss([0], [below], delta) == pytest.approx(delta**2 / 2, rel=1e-12)
        assert day.huber_loss([0], [above], delta) == pytest.approx(delta**2 / 2, rel=1e-12)
    assert day.huber_loss([0], [3], delta=1e9) == 4.5
    assert day.huber_loss([0], [3], delta=1e-9) / 1e-9 == pytest.approx(3)


# probabilities


@pytest.mark.parametrize("shape", SHAPES)
def test_binary_cross_entropy_equals_pytorch(shape, rng, torch):
    functional, tensor = torch.nn.functional, torch.tensor
    logits, soft = 3 * rng.normal(size=shape), rng.uniform(size=shape)
    p = 1 / (1 + np.exp(-logits))
    for labels in (soft, np.round(soft)):
        theirs = functional.binary_cross_entropy(tensor(p), tensor(labels)).item()
        np.testing.assert_allclose(day.binary_cross_entropy(labels, p), theirs, rtol=1e-10)
        theirs = functional.binary_cross_entropy_with_logits(tensor(logits), tensor(labels)).item()
        np.testing.assert_allclose(day.binary_cross_entropy_with_logits(labels, logits), theirs, rtol=1e-12)


def test_binary_cross_entropy_equals_scikit_learn(rng):
    log_loss = pytest.importorskip("sklearn.metrics").log_loss
    labels, p = rng.integers(0, 2, size=200), rng.uniform(1e-9, 1 - 1e-9, size=200)
    assert day.binary_cross_entropy(labels, p) == pytest.approx(log_loss(labels, p), rel=1e-12)


def test_the_sigmoid():
    special = pytest.importorskip("scipy.special")
    z = np.array([-1e4, -800, -700, -30, -1, 0, 1e-9, 1, 30, 40, 1e4])
    np.testing.assert_allclose(day.sigmoid(z), special.expit(z), rtol=1e-14)


def test_a_coin_flip_costs_ln_2():
    assert day.binary_cross_entropy([1], [0.5]) == pytest.approx(0.6931471805599453, rel=1e-15)
    assert day.binary_cross_entropy_with_logits([0, 1], [0, 0]) == pytest.approx(0.6931471805599453, rel=1e-15)
    assert day.cross_entropy([3], np.zeros((1, 10))) == pytest.approx(2.3025850929940457, rel=1e-15)


def test_certainty_is_free_or_infinite():
    free = day.binary_cross_entropy([1, 0], [1.0, 0.0])
    assert free == 0
    assert not np.signbit(free)
    assert day.binary_cross_entropy([1, 1], [0.5, 0.0]) == np.inf
    assert day.binary_cross_entropy([0], [1.0]) == np.inf
    assert day.binary_cross_entropy([0.5], [1.0]) == np.inf


@pytest.mark.parametrize("logit", [-1e4, -1000, -745.3, -40, -20, -1e-9, 0, 1e-9, 0.3, 20, 36.7, 40, 709.9, 1000, 1e4])
@pytest.mark.parametrize("label", [0, 0.25, 1])
def test_the_loss_of_a_logit_is_exact(logit, label):
    z, y = Decimal(logit), Decimal(label)
    expected = exact(lambda: (1 + z.exp()).ln() - y * z)
    got = day.binary_cross_entropy_with_logits([label], [logit])
    assert got == pytest.approx(expected, rel=1e-14, abs=1e-14 * abs(logit) * (label == 0.25))


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (6, 3), (50, 10)])
@pytest.mark.parametrize("scale", [0.01, 1, 100])
def test_softmax_family_equals_pytorch_and_scipy(shape, scale, rng, torch):
    special = pytest.importorskip("scipy.special")
    logits, labels = scale * rng.normal(size=shape), rng.integers(0, shape[1], size=shape[0])
    for axis in (0, 1, -1):
        np.testing.assert_allclose(day.softmax(logits, axis), special.softmax(logits, axis), rtol=1e-12, atol=1e-300)
        np.testing.assert_allclose(day.log_softmax(logits, axis), special.log_softmax(logits, axis), rtol=1e-12)
    theirs = torch.nn.functional.cross_entropy(torch.tensor(logits), torch.tensor(labels)).item()
    np.testing.assert_allclose(day.cross_entropy(labels, logits), theirs, rtol=1e-12, atol=1e-15)


def test_softmax_of_stacked_and_single_rows(rng):
    special = pytest.importorskip("scipy.special")
    cube = rng.normal(size=(2, 3, 4))
    np.testing.assert_allclose(day.softmax(cube), special.softmax(cube, axis=-1), rtol=1e-12)
    np.testing.assert_allclose(day.softmax(cube, axis=1), special.softmax(cube, axis=1), rtol=1e-12)
    np.testing.assert_allclose(day.softmax([1, 2, 3]), [0.090030573170, 0.244728471055, 0.665240955775], rtol=1e-9)


def test_the_naive_formulas_agree_where_they_can(rng):
    table = rng.normal(size=(5, 4))
    np.testing.assert_allclose(day.naive_softmax(table), day.softmax(table), rtol=1e-13)
    with np.errstate(all="ignore"):
        assert np.isnan(day.naive_softmax([710.0, 0.0])[0])
    with np.errstate(over="raise"):
        day.softmax([[710.0, 0.0], [-710.0, 710.0]])
        day.log_softmax([[710.0, 0.0], [-710.0, 710.0]])


def test_softmax_of_huge_logits():
    np.testing.assert_array_equal(day.softmax([1e4, 0, -1e4]), [1, 0, 0])
    np.testing.assert_array_equal(day.log_softmax([1e4, 0, -1e4]), [0, -1e4, -2e4])
    np.testing.assert_allclose(day.softmax([1000, 1001, 1002]), day.softmax([0, 1, 2]), rtol=1e-12)
    np.testing.assert_array_equal(day.softmax([0.0, -np.inf]), [1, 0])  # a class that is ruled out
    assert day.cross_entropy([1], [[1e4, -1e4]]) == 2e4
    assert not np.signbit(day.cross_entropy([0], [[1e4, -1e4]]))


def test_elementwise_functions_pass_nan_on():
    assert np.isnan(day.softmax([[1.0, np.nan], [0.0, 0.0]])).tolist() == [[True, True], [False, False]]


def test_cs231n_example():
    """Scores of the CS231n notes on linear classification."""
    assert day.cross_entropy([2], [[-2.85, 0.86, 0.28]]) == pytest.approx(1.0401905694, abs=1e-10)


def test_kl_by_hand_and_scipy(rng):
    special = pytest.importorskip("scipy.special")
    thirds = np.full(3, 1 / 3)
    assert day.kl_divergence([0.36, 0.48, 0.16], thirds) == pytest.approx(0.0852996013, abs=1e-10)
    assert day.kl_divergence(thirds, [0.36, 0.48, 0.16]) == pytest.approx(0.0974550068, abs=1e-10)
    p, q = rng.dirichlet(np.full(5, 0.5), size=(2, 20))
    rows = special.rel_entr(p, q).sum(axis=1)
    assert day.kl_divergence(p, q) == pytest.approx(rows.mean(), rel=1e-12)
    assert day.kl_divergence(p[3], q[3]) == pytest.approx(rows[3], rel=1e-12)


def test_kl_with_zeros():
    assert day.kl_divergence([0.0, 1.0], [0.5, 0.5]) == pytest.approx(np.log(2), rel=1e-15)
    assert day.kl_divergence([0.5, 0.5], [0.0, 1.0]) == np.inf
    assert day.kl_divergence([0.0, 1.0], [0.0, 1.0]) == 0


def test_cross_entropy_is_entropy_plus_kl(rng):
    """One coin with bias y, one forecast p: H(y, p) = H(y) + KL(y, p), and no forecast beats the truth."""
    y, p = rng.uniform(size=(2, 50))
    pair = np.stack([1 - y, y], axis=1), np.stack([1 - p, p], axis=1)
    total = day.binary_cross_entropy(y, y) + day.kl_divergence(*pair)
    assert day.binary_cross_entropy(y, p) == pytest.approx(total, rel=1e-12)


# sides


@pytest.mark.parametrize("size", [10, 200])  # scikit-learn flips the sign of a lone -1
def test_hinge_equals_scikit_learn(size, rng):
    hinge_loss = pytest.importorskip("sklearn.metrics").hinge_loss
    labels, scores = rng.choice([-1, 1], size=size), 2 * rng.normal(size=size)
    theirs = hinge_loss(labels, scores, labels=[-1, 1])
    assert day.hinge_loss(labels, scores) == pytest.approx(theirs, rel=1e-12)


def test_hinge_by_hand():
    labels, scores = [-1, 1, 1], [-2.18, 2.36, 0.09]
    assert day.hinge_loss(labels, scores) == pytest.approx(0.91 / 3)
    np.testing.assert_array_equal(day.hinge_loss_gradient(labels, scores), [0, 0, -1 / 3])
    np.testing.assert_array_equal(day.hinge_loss_gradient([-1, -1], [0.5, -0.5]), [0.5, 0.5])
    assert day.hinge_loss([1, -1], [1.0, -1.0]) == 0
    np.testing.assert_array_equal(day.hinge_loss_gradient([1, -1], [1.0, -1.0]), [0, 0])  # in the corner


# slopes


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scale", [0.1, 3.0])
def test_gradients_equal_autograd(shape, scale, rng, torch):
    functional = torch.nn.functional
    y_true, start, soft = scale * rng.normal(size=shape), scale * rng.normal(size=shape), rng.uniform(size=shape)

    def autograd(loss, target):
        prediction = torch.tensor(start, requires_grad=True)
        loss(prediction, torch.tensor(target)).backward()
        return prediction.grad.numpy()

    close = {"rtol": 1e-12, "atol": 1e-15}
    ours = day.mean_squared_error_gradient(y_true, start)
    np.testing.assert_allclose(ours, autograd(functional.mse_loss, y_true), **close)
    ours = day.mean_absolute_error_gradient(y_true, start)
    np.testing.assert_allclose(ours, autograd(functional.l1_loss, y_true), **close)
    signs = np.where(soft < 0.5, -1.0, 1.0)
    ours = day.hinge_loss_gradient(signs, start)
    np.testing.assert_allclose(ours, autograd(lambda s, y: torch.clamp(1 - y * s, min=0).mean(), signs), **close)
    for delta in (0.3, 1.0):
        ours = day.huber_loss_gradient(y_true, start, delta)
        theirs = autograd(lambda a, b, delta=delta: functional.huber_loss(a, b, delta=delta), y_true)
        np.testing.assert_allclose(ours, theirs, **close)
    ours = day.binary_cross_entropy_with_logits_gradient(soft, start)
    np.testing.assert_allclose(ours, autograd(functional.binary_cross_entropy_with_logits, soft), **close)
    if len(shape) == 2:
        labels = rng.integers(0, shape[1], size=shape[0])
        ours = day.cross_entropy_gradient(labels, start)
        np.testing.assert_allclose(ours, autograd(functional.cross_entropy, labels), **close)


def test_gradients_of_huge_logits():
    ours = day.binary_cross_entropy_with_logits_gradient([0, 1, 0, 1], [1e4, 1e4, -1e4, -1e4])
    np.testing.assert_array_equal(ours, [0.25, 0, 0, -0.25])
    np.testing.assert_array_equal(day.cross_entropy_gradient([1], [[1e4, -1e4]]), [[1, -1]])


@pytest.mark.parametrize(
    ("loss", "gradient", "labels"),
    [
        (day.mean_squared_error, day.mean_squared_error_gradient, (-0.5, 0, 2)),
        (day.mean_absolute_error, day.mean_absolute_error_gradient, (-0.5, 0, 2)),
        (day.huber_loss, day.huber_loss_gradient, (-0.5, 0, 2)),
        (day.binary_cross_entropy_with_logits, day.binary_cross_entropy_with_logits_gradient, (0, 0.3, 1)),
        (day.hinge_loss, day.hinge_loss_gradient, (-1, 1)),
    ],
)
def test_gradients_equal_finite_differences(loss, gradient, labels, rng):
    truth, start = rng.choice(labels, size=6), 2 * rng.normal(size=6)
    for index in range(6):
        nudge = np.zeros(6)
        nudge[index] = 1e-6
        slope = (loss(truth, start + nudge) - loss(truth, start - nudge)) / 2e-6
        assert gradient(truth, start)[index] == pytest.approx(slope, abs=1e-9)


def test_measured_slopes_are_those_of_a_known_function(rng):
    """Sum of w * prediction^2: the slope is 2 w * prediction, and nothing that goes in is changed."""
    weights, start = rng.normal(size=(2, 3, 4))
    kept = start.copy()
    slope = day.measured_slope(lambda w, x: np.sum(w * x * x), weights, start)
    np.testing.assert_allclose(slope, 2 * weights * start, atol=1e-8)
    np.testing.assert_array_equal(start, kept)


def test_cross_entropy_gradient_by_hand():
    """Two rows, three equal logits: a third for each class, minus 1 at the right one, over two rows."""
    ours = day.cross_entropy_gradient([2, 0], np.zeros((2, 3)))
    np.testing.assert_allclose(ours, [[1 / 6, 1 / 6, -1 / 3], [-1 / 3, 1 / 6, 1 / 6]], rtol=1e-14)


# bad input


@pytest.mark.parametrize("function", PAIR_LOSSES)
@pytest.mark.parametrize(
    ("y_true", "y_pred", "message"),
    [
        (np.ones(3), np.ones((3, 1)), r"y_true and \w+ must have one shape .*\(3,\) and \(3, 1\)"),
        (np.ones(3), np.ones(1), "one shape"),
        (np.ones(3), 0.5, "one shape"),
        (np.ones(0), np.ones(0), "not be empty"),
        (np.array([1.0, np.nan]), np.ones(2), "y_true and .* finite"),
        (np.ones(2), np.array([np.nan, 1.0]), "finite"),
        (np.ones(2), np.array([np.inf, 1.0]), "finite"),
    ],
)
def test_a_bad_pair_is_refused(function, y_true, y_pred, message):
    with pytest.raises(ValueError, match=message):
        function(y_true, y_pred)


@pytest.mark.parametrize("function", [day.cross_entropy, day.cross_entropy_gradient])
@pytest.mark.parametrize(
    ("labels", "logits", "message"),
    [
        ([0, 1], np.zeros((3, 2)), "labels"),
        ([[0], [1]], np.zeros((2, 2)), "labels"),
        ([0, 1], np.zeros(2), "labels"),
        ([], np.zeros((0, 2)), "labels"),
        ([0, 2], np.zeros((2, 2)), r"labels must be labels out of \[0 1\]"),
        ([0, -1], np.zeros((2, 2)), r"out of \[0 1\]"),
        ([0, 0.5], np.zeros((2, 2)), r"out of \[0 1\]"),
        (["a", "b"], np.zeros((2, 2)), r"out of \[0 1\]"),
        ([0], [[np.nan, 0.0]], "logits must be finite"),
        ([0], [[np.inf, 0.0]], "logits must be finite"),
    ],
)
def test_bad_classes_are_refused(function, labels, logits, message):
    with pytest.raises(ValueError, match=message):
        function(labels, logits)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: day.huber_loss([1.0], [1.0], delta=0), "delta"),
        (lambda: day.huber_loss_gradient([1.0], [1.0], delta=-1), "delta"),
        (lambda: day.huber_loss([1.0], [1.0], delta=np.nan), "delta"),
        (lambda: day.binary_cross_entropy([2], [0.5]), "y_true"),
        (lambda: day.binary_cross_entropy([1], [1.5]), "p_pred"),
        (lambda: day.binary_cross_entropy([1], [-0.1]), "p_pred"),
        (lambda: day.binary_cross_entropy_with_logits([-1], [3.0]), "y_true"),
        (lambda: day.binary_cross_entropy_with_logits([1], [np.inf]), "logits"),
        (lambda: day.binary_cross_entropy_with_logits_gradient([1], [-np.inf]), "logits"),
        (lambda: day.binary_cross_entropy_with_logits_gradient([3], [0.0]), "y_true"),
        (lambda: day.hinge_loss([0, 1], [0.5, 0.5]), r"y_true must be labels out of \(-1, 1\), got \[0\. 1\.\]"),
        (lambda: day.hinge_loss_gradient([0, 1], [0.5, 0.5]), "y_true must be"),
        (lambda: day.kl_divergence([0.5, 0.6], [0.5, 0.5]), "p must"),
        (lambda: day.kl_divergence([0.5, 0.5], [0.9, 0.2]), "q must"),
        (lambda: day.kl_divergence([1.5, -0.5], [0.5, 0.5]), "p must lie between 0 and 1"),
        (lambda: day.kl_divergence([0.5, 0.5], [[0.5, 0.5]]), "p and q must have one shape"),
        (lambda: day.kl_divergence([[[1.0]]], [[[1.0]]]), "rows"),
        (lambda: day.kl_divergence([np.nan, 1.0], [0.5, 0.5]), "p and q must be finite"),
        (lambda: day.softmax([]), "zero-size array"),
        (lambda: day.log_softmax(np.zeros((3, 0))), "zero-size array"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# what the script shows


def test_the_demonstrations_by_hand():
    results = day.show_the_outlier()
    assert results["MSE before"] == pytest.approx(7 / 7)
    assert results["MSE after"] == pytest.approx((7 + 198**2) / 7)
    assert results["MAE after"] == pytest.approx((5 + 198) / 7)
    assert results["Huber after"] == pytest.approx((3 + 197.5) / 7)
    assert results["MSE guess"] == pytest.approx(345 / 7, abs=0.05)  # the mean
    assert results["MAE guess"] == pytest.approx(21, abs=0.05)  # the median
    assert results["Huber guess"] == pytest.approx(21, abs=0.05)  # three days pull down, three up
    assert day.show_the_surprise()["loss of a coin flip"] == pytest.approx(np.log(2))
    results = day.show_the_overflow()
    assert results["stable loss at 1000"] == 1000
    assert results["naive loss at 1000"] == np.inf
    assert day.show_the_slopes(np.random.default_rng(5))["largest slope gap"] < 1e-8
