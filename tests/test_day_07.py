"""Day 7: the trainer, against arithmetic by hand, KKT conditions, scikit-learn, SciPy, PyTorch; and the quiz."""

import copy
import math

import numpy as np
import pytest
import week1_review as day
from conftest import DAY_FOLDERS

from companion.quizzes import read_quiz

LOSSES = {"squared": day.SquaredError(), "Huber": day.Huber(1.5), "cross-entropy": day.BinaryCrossEntropy()}
STRENGTHS = {"none": (0.0, 0.0), "L2": (0.0, 0.3), "L1": (0.2, 0.0), "elastic": (0.1, 0.2)}


def truth_for(loss, y):
    return (y > 0).astype(float) if loss == "cross-entropy" else y


# losses


def test_losses_by_hand():
    y, z = np.array([3.0, -0.5, 2.0, 7.0]), np.array([2.5, 0.0, 2.0, 8.0])
    np.testing.assert_allclose(day.SquaredError().value(y, z), [0.25, 0.25, 0, 1])
    np.testing.assert_allclose(day.SquaredError().slope(y, z), [-1, 1, 0, 2])
    np.testing.assert_allclose(day.Huber(1.0).value(y, z + [0, 0, -3, 3]), [0.125, 0.125, 2.5, 3.5])
    np.testing.assert_allclose(day.Huber(1.0).slope(y, z + [0, 0, -3, 3]), [-0.5, 0.5, -1, 1])
    np.testing.assert_allclose(day.Huber(0.25).value(y, z), [0.09375, 0.09375, 0, 0.21875])
    labels, zeros = np.array([0.0, 1.0]), np.zeros(2)
    np.testing.assert_allclose(day.BinaryCrossEntropy().value(labels, zeros), math.log(2))
    np.testing.assert_allclose(day.BinaryCrossEntropy().slope(labels, zeros), [0.5, -0.5])
    labels, far = np.array([0.0, 1.0, 0.0, 1.0]), np.array([1e4, 1e4, -1e4, -1e4])
    np.testing.assert_array_equal(day.BinaryCrossEntropy().value(labels, far), [1e4, 0, 0, 1e4])
    np.testing.assert_array_equal(day.BinaryCrossEntropy().slope(labels, far), [1, 0, 0, -1])
    assert day.Huber().delta == 1


@pytest.mark.parametrize("delta", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("scale", [0.1, 1.0, 30.0])
def test_losses_equal_torch(torch, delta, scale, rng):
    functional = torch.nn.functional
    y, labels, z = scale * rng.normal(size=60), rng.integers(0, 2, size=60), scale * rng.normal(size=60)
    for loss, theirs, target in (
        (day.SquaredError(), lambda z, y: functional.mse_loss(z, y, reduction="none"), y),
        (day.Huber(delta), lambda z, y: functional.huber_loss(z, y, reduction="none", delta=delta), y),
        (
            day.BinaryCrossEntropy(),
            lambda z, y: functional.binary_cross_entropy_with_logits(z, y, reduction="none"),
            labels.astype(float),
        ),
    ):
        tensor = torch.tensor(z, requires_grad=True)
        values = theirs(tensor, torch.tensor(target))
        values.sum().backward()
        np.testing.assert_allclose(loss.value(target, z), values.detach().numpy(), rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(loss.slope(target, z), tensor.grad.numpy(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", LOSSES)
def test_slopes_are_measured_and_bounded_by_the_curvature(name, rng):
    loss, z = LOSSES[name], rng.normal(size=200, scale=2)
    y = truth_for(name, rng.normal(size=200, scale=2))
    measured = (loss.value(y, z + 1e-6) - loss.value(y, z - 1e-6)) / 2e-6
    np.testing.assert_allclose(loss.slope(y, z), measured, atol=1e-8)
    grid = np.linspace(-4, 4, 801)
    curvatures = np.diff(loss.slope(np.zeros(801), grid)) / 0.01
    assert curvatures.max() == pytest.approx(loss.curvature, rel=1e-4)  # reached, and never passed


# the penalty


def test_the_penalty_by_hand():
    penalty, params = day.Penalty(l1=0.5, l2=0.25), np.array([3.0, -4.0, 100.0])  # b is 100 and goes free
    assert penalty.value(params) == 0.5 * 7 + 0.25 * 25 / 2
    np.testing.assert_array_equal(penalty.slope(params), [0.75, -1.0, 0])
    np.testing.assert_array_equal(penalty.shrink(params, 2.0), [2, -3, 100])
    np.testing.assert_array_equal(penalty.shrink(params, np.array([7.0, 2.0, 9.0])), [0, -3, 100])
    np.testing.assert_array_equal(penalty.shrink(params, 1e9), [0, 0, 100])
    assert day.Penalty().value(params) == 0
    np.testing.assert_array_equal(day.Penalty().shrink(params, 3.0), params)
    assert np.isnan(penalty.shrink(np.array([np.nan, 1.0]), 1.0)[0])


def test_shrinking_finds_the_lowest_place(rng):
    """shrink(x) is where (w - x)^2 / 2 + rate l1 |w| is least."""
    grid = np.linspace(-8, 8, 160_001)
    for x, l1, rate in zip(rng.normal(size=20, scale=2), rng.uniform(0, 2, 20), rng.uniform(0, 2, 20), strict=True):
        lowest = grid[np.argmin((grid - x) ** 2 / 2 + rate * l1 * np.abs(grid))]
        assert day.Penalty(l1, l2=9.0).shrink(np.array([x, x]), rate) == pytest.approx([lowest, x], abs=1.1e-4)


# optimizers


def walk(optimizer, slope, start, n_steps, shrink=lambda params, rate: params):
    path, optimizer = [np.array(start, dtype=float)], copy.copy(optimizer)
    for step in range(n_steps):
        rate = day.rate_at(optimizer.learning_rate, step)
        path.append(optimizer.step(path[-1], slope(path[-1]), shrink, rate))
    return np.array(path)


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        (day.GradientDescent(0.1), [0.8, 0.64, 0.512]),
        (day.Momentum(0.1), [0.8, 0.46, 0.062]),
        (day.Nesterov(0.1), [0.62, 0.2224, -0.108352]),
        (day.AdaGrad(0.1), [0.900000000005, 0.833103526845, 0.780456181357]),
        (day.RMSProp(0.1), [5e-8, -2.52e-10, 0.0]),
    ],
)
def test_three_steps_on_a_parabola(optimizer, expected):
    """w^2 from 1: by hand, and PyTorch's values for the last two."""
    path = walk(optimizer, lambda w: 2 * w, [1.0], 3)
    np.testing.assert_allclose(path[1:, 0], expected, rtol=1e-11, atol=2e-11)


@pytest.mark.parametrize(
    ("ours", "name", "options"),
    [
        (day.GradientDescent(0.05), "SGD", {}),
        (day.Momentum(0.02, 0.7), "SGD", {"momentum": 0.7}),
        (day.Momentum(0.02), "SGD", {"momentum": 0.9}),
        (day.Nesterov(0.02, 0.6), "SGD", {"momentum": 0.6, "nesterov": True}),
        (day.Nesterov(0.02), "SGD", {"momentum": 0.9, "nesterov": True}),
        (day.AdaGrad(0.5, 1e-3), "Adagrad", {"eps": 1e-3}),
        (day.AdaGrad(0.5), "Adagrad", {}),
        (day.RMSProp(0.01, 0.8, 1e-2), "RMSprop", {"alpha": 0.8, "eps": 1e-2}),
        (day.RMSProp(0.01), "RMSprop", {}),
    ],
)
def test_a_hundred_steps_equal_torch(torch, ours, name, options, rng):
    bowl, pull = np.diag([0.3, 2.0, 9.0]), rng.normal(size=3)
    start = rng.normal(size=3)
    tensor = torch.tensor(start, requires_grad=True)
    theirs = getattr(torch.optim, name)([tensor], lr=ours.learning_rate, **options)
    for _ in range(100):
        tensor.grad = torch.tensor(bowl) @ tensor.detach() - torch.tensor(pull)
        theirs.step()
    path = walk(ours, lambda w: bowl @ w - pull, start, 100)
    np.testing.assert_allclose(path[-1], tensor.detach().numpy(), rtol=1e-12, atol=1e-12)


ALL_OPTIMIZERS = [
    day.GradientDescent(0.3),
    day.Momentum(0.3),
    day.Nesterov(0.3),
    day.AdaGrad(0.3),
    day.RMSProp(0.3),
]


@pytest.mark.parametrize("optimizer", ALL_OPTIMIZERS, ids=lambda o: type(o).__name__)
def test_the_lowest_place_of_a_lasso_is_a_place_of_rest(optimizer):
    """(w - 3)^2 / 2 + (v + 0.5)^2 / 2 + (b - 7)^2 / 2 + |w| + |v| is least at (2, 0, 7)."""
    rest = np.array([2.0, 0.0, 7.0])
    shrink = day.Penalty(l1=1.0).shrink
    path = walk(optimizer, lambda p: p - [3.0, -0.5, 7.0], rest, 50, shrink)
    np.testing.assert_allclose(path, np.tile(rest, (51, 1)), atol=1e-14)


def test_momentum_remembers_the_whole_move():
    """On |w| alone from 1, rate 0.25: moves of 0.25 and 0.5, then 0.5 momentum and shrinking pass through 0."""
    path = walk(day.Momentum(0.25, 0.5), lambda p: 0 * p, [1.0, 0.0], 4, day.Penalty(l1=1.0).shrink)
    np.testing.assert_array_equal(path[:, 0], [1, 0.75, 0.375, 0, 0])


def test_schedules():
    def halved(step):
        return day.exponential_decay(8.0, step, 0.5)

    assert [day.rate_at(halved, step) for step in range(4)] == [8, 4, 2, 1]
    path = walk(day.GradientDescent(halved), lambda w: np.ones(1), [0.0], 3)
    np.testing.assert_array_equal(path[:, 0], [0, -8, -12, -14])
    assert day.rate_at(0.5, 9) == 0.5
    for bad in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(ValueError, match="learning_rate must be positive and finite, got .* at step 3"):
            day.rate_at(lambda step, bad=bad: bad, 3)


# the trainer


def test_one_step_by_hand(monkeypatch):
    """X = (-1, 0, 1), y = (1, 3, 8), from w = 1, b = 2: errors 0, -1, -5; slopes -10/3 and -4."""
    X, y = np.array([[-1.0], [0.0], [1.0]]), np.array([1.0, 3.0, 8.0])
    loss, start = day.SquaredError(), np.array([1.0, 2.0])
    A = day.with_ones(X)
    assert day.objective(A, y, start, loss, day.Penalty(0.5, 1.0)) == pytest.approx(26 / 3 + 0.5 + 0.5)
    slopes = day.smooth_slope(A, y, start, loss, day.Penalty(0.5, 1.0))
    np.testing.assert_allclose(slopes, [-10 / 3 + 1, -4])
    fixed = np.random.default_rng(0)
    drawn = np.random.default_rng(0).normal(size=2)
    w, b, objectives = day.train(X, y, loss, day.Penalty(0.5, 1.0), day.GradientDescent(0.25), 1, fixed)
    error = X[:, 0] * drawn[0] + drawn[1] - y
    moved = drawn[0] - 0.25 * (2 / 3 * error @ X[:, 0] + drawn[0])
    assert w[0] == pytest.approx(np.sign(moved) * max(0, abs(moved) - 0.125), rel=1e-14)
    assert b == pytest.approx(drawn[1] - 0.25 * 2 / 3 * error.sum(), rel=1e-14)
    end = np.mean((X @ w + b - y) ** 2) + 0.5 * abs(w[0]) + w[0] ** 2 / 2
    assert objectives == pytest.approx([np.mean(error**2) + 0.5 * abs(drawn[0]) + drawn[0] ** 2 / 2, end])


@pytest.mark.parametrize(
    ("l1", "l2", "w"), [(0, 0, 3.5), (0, 10 / 3, 1.0), (2.0, 0, 2.0), (6.0, 0, 0.0), (2.0, 2.0, 0.8)]
)
@pytest.mark.parametrize("optimizer", [day.GradientDescent(0.3), day.Momentum(0.1, 0.8), day.Nesterov(0.3, 0.5)])
def test_landings_by_hand(l1, l2, w, optimizer):
    """Day 5's examples on X = (-1, 0, 1), y = (1, 3, 8): our objective is twice the lasso's, and ridge's over n."""
    X, y = np.array([[-1.0], [0.0], [1.0]]), np.array([1.0, 3.0, 8.0])
    for seed in range(3):
        rng = np.random.default_rng(seed)
        found, b, _ = day.train(X, y, day.SquaredError(), day.Penalty(l1, l2), optimizer, 300, rng)
        assert found == pytest.approx([w], abs=1e-10)
        assert b == pytest.approx(4, abs=1e-10)


def kkt_gap(X, y, w, b, loss, l1, l2):
    """By how much w, b miss being the lowest place: the conditions written out, with slopes of their own."""
    z = X @ w + b
    if loss == "squared":
        pulls = 2 * (z - y)
    elif loss == "Huber":
        pulls = np.where(np.abs(z - y) <= 1.5, z - y, 1.5 * np.sign(z - y))
    else:
        pulls = 1 / (1 + np.exp(-z)) - y
    slopes = np.array([np.mean(pulls * column) for column in X.T]) + l2 * w
    missing = np.where(w != 0, np.abs(slopes + l1 * np.sign(w)), np.maximum(np.abs(slopes) - l1, 0))
    return max(missing.max(), abs(np.mean(pulls)))


@pytest.mark.parametrize("strengths", STRENGTHS.values(), ids=STRENGTHS)
@pytest.mark.parametrize("name", LOSSES)
def test_every_combination_lands(name, strengths):
    """On other data, penalties and rates than the script's. The conditions prove the place; the zeros must be exact."""
    rng = np.random.default_rng(7)
    X = rng.normal(size=(40, 4)) + 0.7 * rng.normal(size=(40, 1))
    y = truth_for(name, X @ [2.0, -1.0, 0.0, 0.05] + 0.3 + 4 * rng.standard_t(4, size=40))
    penalty = day.Penalty(*strengths)
    rate = day.edge_of_stability(X, LOSSES[name], penalty) / 2
    fading = day.RMSProp(lambda step: day.exponential_decay(0.5, step, 0.99), decay=0.9)
    zeros = []
    for optimizer, n_steps, allowed in (
        (day.GradientDescent(rate), 700, 1e-10),
        (day.Momentum(rate, 0.8), 350, 1e-10),
        (day.Nesterov(rate, 0.8), 350, 1e-10),
        (day.AdaGrad(1.0), 700, 1e-10),
        (fading, 1500, 1e-4),
    ):
        w, b, objectives = day.train(X, y, LOSSES[name], penalty, optimizer, n_steps, rng)
        assert kkt_gap(X, y, w, b, name, *strengths) < allowed, type(optimizer).__name__
        assert objectives[-1] == pytest.approx(np.min(objectives), abs=1e-8)
        zeros.append(np.flatnonzero(w == 0).tolist())
    assert all(zero == zeros[0] for zero in zeros)
    assert len(zeros[0]) > 0 if strengths == STRENGTHS["L1"] else strengths[0] > 0 or not zeros[0]


@pytest.mark.parametrize("l1", [0.0, 0.1])
@pytest.mark.parametrize("l2", [0.0, 0.4])
def test_the_exact_solutions_are_the_lowest(l1, l2):
    """The script's references: KKT for all three losses; SciPy sees nothing lower nearby."""
    X, numbers, labels = day.make_data(60, np.random.default_rng(3))
    for name, y in (("squared", numbers), ("cross-entropy", labels)):
        exact = day.exact_solution(X, y, day.LOSSES[name], day.Penalty(l1, l2))
        exact[np.abs(exact) < 1e-12] = 0
        assert kkt_gap(X, y, exact[:-1], exact[-1], name, l1, l2) < 1e-7
    exact = day.exact_solution(X, numbers, day.Huber(1.5), day.Penalty(l1, l2))
    exact[np.abs(exact) < 1e-7] = 0
    assert kkt_gap(X, numbers, exact[:-1], exact[-1], "Huber", l1, l2) < 1e-5


def test_landings_equal_scikit_learn(rng):
    """What exercise 7.1 claims about the factors, and with scikit-learn's own words for the objectives."""
    linear = pytest.importorskip("sklearn.linear_model")
    X = rng.normal(size=(50, 3))
    y = X @ [1.0, -2.0, 0.0] + 1 + rng.normal(size=50)
    labels = (y > 0).astype(float)
    for model, loss, penalty, target in (
        (linear.Ridge(50 * 0.3 / 2), day.SquaredError(), day.Penalty(l2=0.3), y),
        (linear.Lasso(0.3 / 2, tol=1e-14), day.SquaredError(), day.Penalty(l1=0.3), y),
        (linear.ElasticNet(0.2, l1_ratio=0.25, tol=1e-14), day.SquaredError(), day.Penalty(l1=0.1, l2=0.3), y),
        (
            linear.LogisticRegression(C=1 / (50 * 0.3), solver="newton-cholesky", tol=1e-12),
            day.BinaryCrossEntropy(),
            day.Penalty(l2=0.3),
            labels,
        ),
    ):
        model.fit(X, target)
        rate = day.edge_of_stability(X, loss, penalty) / 2
        w, b, _ = day.train(X, target, loss, penalty, day.Nesterov(rate, 0.7), 400, rng)
        np.testing.assert_allclose(w, np.ravel(model.coef_), rtol=1e-7, atol=1e-9)
        assert b == pytest.approx(np.ravel(model.intercept_)[0], rel=1e-7)


@pytest.mark.parametrize("name", LOSSES)
def test_the_edge_of_stability(name, rng):
    X, penalty = rng.normal(size=(30, 3)), day.Penalty(l2=0.4)
    A = np.column_stack([X, np.ones(30)])
    largest = np.linalg.norm(A, 2) ** 2 / 30
    expected = 2 / ({"squared": 2, "Huber": 1, "cross-entropy": 0.25}[name] * largest + 0.4)
    assert day.edge_of_stability(X, LOSSES[name], penalty) == pytest.approx(expected, rel=1e-12)
    if name == "squared":
        y, edge = rng.normal(size=30), day.edge_of_stability(X, LOSSES[name], day.Penalty())
        for share, lands in ((0.99, True), (1.01, False)):
            optimizer = day.GradientDescent(share * edge)
            objectives = day.train(X, y, LOSSES[name], day.Penalty(), optimizer, 2000, rng)[2]
            assert (objectives[-1] < objectives[0]) == lands


def test_the_intercept_goes_free(rng):
    """Adding 1000 to y moves b by 1000 and leaves w alone, whatever the penalty."""
    X = rng.normal(size=(40, 3))
    y, penalty = X @ [1.0, 2.0, 0.0] + rng.normal(size=40), day.Penalty(0.3, 0.5)
    rate = day.edge_of_stability(X, day.SquaredError(), penalty) / 2
    runs = [
        day.train(X, y + shift, day.SquaredError(), penalty, day.Nesterov(rate, 0.6), 400, rng) for shift in (0, 1000)
    ]
    np.testing.assert_allclose(runs[1][0], runs[0][0], atol=1e-9)
    assert runs[1][1] - runs[0][1] == pytest.approx(1000, abs=1e-9)


def test_batches(rng):
    stream = day.batches(10, 4, rng)
    for _ in range(3):
        epoch = [next(stream) for _ in range(3)]
        assert [len(rows) for rows in epoch] == [4, 4, 2]
        assert sorted(np.concatenate(epoch)) == list(range(10))
    first, second = (np.concatenate([next(stream) for _ in range(3)]) for _ in range(2))
    assert first.tolist() != second.tolist()
    assert sorted(next(day.batches(10, 10, rng))) == sorted(next(day.batches(10, 99, rng))) == list(range(10))


def test_a_step_sees_its_batch_only():
    """Batches of one, rate 0.5, one row each: a step on (b - y)^2 lands on that row's y."""
    y = np.array([10.0, 20.0, 30.0])
    args = np.zeros((3, 1)), y, day.SquaredError(), day.Penalty(), day.GradientDescent(0.5)
    ends = [day.train(*args, n, np.random.default_rng(1), batch_size=1)[1] for n in (1, 2, 3)]
    assert sorted(np.round(ends, 9)) == [10, 20, 30]  # an epoch: every row once
    whole = day.train(*args, 1, np.random.default_rng(1))
    assert whole[1] == pytest.approx(20)
    assert len(day.train(*args, 7, np.random.default_rng(1), batch_size=2)[2]) == 8


def test_every_run_starts_at_rest(rng):
    """The first step of momentum is plain descent, also when the same optimizer is used again."""
    X, y, momentum = rng.normal(size=(12, 3)), rng.normal(size=12), day.Momentum(0.1)
    args = X, y, day.SquaredError(), day.Penalty(l1=0.1)
    plain = day.train(*args, day.GradientDescent(0.1), 1, np.random.default_rng(5))
    for _ in range(2):
        first = day.train(*args, momentum, 1, np.random.default_rng(5))
        np.testing.assert_allclose(first[0], plain[0], rtol=1e-14)
        assert first[1] == pytest.approx(plain[1], rel=1e-14)
    assert vars(momentum) == vars(day.Momentum(0.1))


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.float32])
def test_small_integers_are_numbers(dtype, rng):
    """Sums and squares of 100s leave the range of 8 bits."""
    X, y = rng.integers(0, 100, size=(30, 2)).astype(dtype), rng.integers(0, 100, size=30).astype(dtype)
    wide = X.astype(float), y.astype(float)
    for loss in (day.SquaredError(), day.Huber(30.0)):
        args = loss, day.Penalty(l1=0.1, l2=0.1), day.Nesterov(1e-4), 30
        runs = (day.train(*data, *args, np.random.default_rng(0)) for data in ((X, y), wide))
        for ours, expected in zip(*runs, strict=True):
            np.testing.assert_array_equal(ours, expected)
    assert day.edge_of_stability(X, day.SquaredError(), day.Penalty()) == day.edge_of_stability(
        wide[0], day.SquaredError(), day.Penalty()
    )


def test_what_train_returns(rng):
    X, y = rng.normal(size=(12, 3)), rng.normal(size=12)
    args = X, y, day.SquaredError(), day.Penalty(), day.GradientDescent(0.1)
    w, b, objectives = day.train(*args, 0, np.random.default_rng(5))
    np.testing.assert_array_equal(np.append(w, b), np.random.default_rng(5).normal(size=4))
    assert objectives.shape == (1,)
    again = day.train(*args, 20, np.random.default_rng(5))
    np.testing.assert_array_equal(again[2], day.train(*args, 20, np.random.default_rng(5))[2])
    wild = day.train(X, y, day.SquaredError(), day.Penalty(), day.GradientDescent(1e6), 200, rng)[2]
    assert wild.shape == (201,)
    assert not np.isfinite(wild[-1])


# bad input


def call(**changed):
    usual = {
        "X": np.ones((4, 2)),
        "y": np.zeros(4),
        "loss": day.SquaredError(),
        "penalty": day.Penalty(),
        "optimizer": day.GradientDescent(0.1),
        "n_steps": 3,
        "rng": np.random.default_rng(0),
    }
    return day.train(**usual | changed)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"X": np.ones(4)}, r"X must be \(n, d\)"),
        ({"X": np.ones((0, 2)), "y": np.ones(0)}, r"X must be \(n, d\)"),
        ({"X": np.ones((4, 0))}, r"X must be \(n, d\)"),
        ({"X": np.array([[1.0], [np.nan]]), "y": np.ones(2)}, r"finite, got shape \(2, 1\)"),
        ({"X": np.array([[1.0], [np.inf]]), "y": np.ones(2)}, "X must be"),
        ({"y": np.zeros((4, 1))}, r"y must be \(n,\) with n = 4 as in X, and finite, got shape \(4, 1\)"),
        ({"y": np.zeros(3)}, "y must be"),
        ({"y": np.array([0, 1, np.nan, 0])}, "and finite"),
        ({"y": np.array([0, 1, 2, 0]), "loss": day.BinaryCrossEntropy()}, "y must hold the labels 0 and 1, got 2"),
        ({"n_steps": -1}, "n_steps"),
        ({"batch_size": 0}, "batch_size"),
        ({"optimizer": day.GradientDescent(0)}, "learning_rate must be positive and finite, got 0 at step 0"),
        ({"optimizer": day.Momentum(-1.0)}, "learning_rate"),
        ({"optimizer": day.RMSProp(np.nan)}, "learning_rate"),
        ({"optimizer": day.AdaGrad(np.inf)}, "learning_rate"),
        ({"optimizer": day.Nesterov(lambda step: 1 - step)}, "got 0 at step 1"),
    ],
)
def test_bad_arguments_of_train(changed, message):
    with pytest.raises(ValueError, match=message):
        call(**changed)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: day.Momentum(0.1, 1.0), "momentum must be at least 0 and below 1, got 1"),
        (lambda: day.Nesterov(0.1, -0.1), "momentum"),
        (lambda: day.RMSProp(0.1, decay=1.0), "decay"),
        (lambda: day.RMSProp(0.1, decay=-0.5), "decay"),
        (lambda: day.Penalty(l1=-0.1), "l1"),
        (lambda: day.Penalty(l2=-0.1), "l2"),
        (lambda: day.Penalty(l2=np.inf), "l2"),
        (lambda: day.Huber(0), "delta"),
        (lambda: day.Huber(np.nan), "delta"),
        (lambda: day.edge_of_stability(np.ones(3), day.Huber(), day.Penalty()), "X must be"),
        (lambda: day.with_ones([[np.nan]]), "X must be"),
    ],
)
def test_other_bad_arguments(make, message):
    with pytest.raises(ValueError, match=message):
        make()


# what the script shows


def test_steps_to_land():
    assert day.steps_to_land(np.array([5.0, 1.0, 3.0, 1.0, 1.0]), 1.0) == 3
    assert day.steps_to_land(np.array([1.0, 1.0]), 1.0) == 0
    assert math.isnan(day.steps_to_land(np.array([1.0, 2.0]), 1.0))
    assert math.isnan(day.steps_to_land(np.array([3.0, np.nan]), 1.0))
    assert day.steps_to_land(np.array([3.0, 1.05]), 1.0, within=0.1) == 1


def test_baseline_scores():
    y = np.array([0.0, 1.0, 1.0, 1.0, 5.0])
    assert day.baseline_score(day.SquaredError(), y) == pytest.approx(1.6)
    assert day.baseline_score(day.Huber(), y) == 1.0
    assert day.baseline_score(day.BinaryCrossEntropy(), y[:4]) == pytest.approx(math.log(3))


def test_the_data(rng):
    X, numbers, labels = day.make_data(200_000, rng)
    np.testing.assert_allclose(X.std(axis=0), 1, atol=0.02)
    np.testing.assert_allclose(np.corrcoef(X.T)[0, 1:], 1.5**2 / (1 + 1.5**2), atol=0.02)
    w, b = np.linalg.lstsq(day.with_ones(X), numbers, rcond=None)[0][:-1], numbers.mean()
    np.testing.assert_allclose(w, [3, -2, 1, 0, 0, 0, 0, 0], atol=0.05)
    assert b == pytest.approx(5, abs=0.05)
    assert set(np.unique(labels)) == {0, 1}


@pytest.mark.parametrize(("loss", "penalty"), [("squared", "L1"), ("Huber", "none"), ("cross-entropy", "elastic")])
def test_rows_of_the_table(loss, penalty):
    X, y, exact, runs = day.run_all(loss, penalty)
    lowest = day.objective(day.with_ones(X), y, exact, day.LOSSES[loss], day.PENALTIES[penalty])
    assert len(runs) == 5
    for name, (params, objectives) in runs.items():
        assert objectives[-1] == pytest.approx(lowest, abs=1e-9)
        assert params == pytest.approx(exact, abs=1e-5 if name == "RMSProp" else 1e-6)
    steps = {name: day.steps_to_land(objectives, lowest) for name, (_, objectives) in runs.items()}
    assert steps["Nesterov"] < steps["momentum"]
    assert steps["RMSProp"] == max(steps.values())


def test_a_rate_that_stays_does_not_land():
    X, y, _ = day.make_data(120, np.random.default_rng(0))
    lowest = np.linalg.lstsq(day.with_ones(X), y, rcond=None)[1][0] / 120
    for optimizer, batch_size in ((day.RMSProp(0.1, decay=0.9), None), (day.GradientDescent(0.05), 12)):
        rng = np.random.default_rng(0)
        objectives = day.train(X, y, day.SquaredError(), day.Penalty(), optimizer, 1500, rng, batch_size)[2]
        assert objectives[-500:].min() > lowest + 1e-6


def test_shrinking_and_the_two_kinds_of_momentum():
    """X = (-1, 0, 1), y = (1, 3, 8): the smooth slope is 2/3 (2 w - 7). The velocity rests where 10 times it is -2."""
    results = day.show_shrinking()
    assert results["ends"]["shrunk"] == 0
    assert results["ends"]["last move"] == pytest.approx(2, abs=1e-6)
    assert results["ends"]["velocity"] == pytest.approx((7 - 0.2 * 3 / 2) / 2, abs=1e-6)
    stepped = results["shrinking"]["stepped"][20:]
    assert np.ptp(stepped) > 0.3
    assert (stepped != 0).all()
    assert len(stepped) == 61
    penalty, theta = day.SteppedPenalty(l1=6.0, l2=0.5), np.array([2.0, -1.0, 9.0])
    np.testing.assert_array_equal(penalty.slope(theta), [7, -6.5, 0])
    np.testing.assert_array_equal(penalty.shrink(theta, 0.1), theta)


@pytest.fixture(scope="module")
def cases():
    return day.show_the_clinic()["clinic"]


def test_the_clinic(cases):
    """Each run is really broken, and really repaired."""
    X, numbers, labels = day.make_data(120, np.random.default_rng(0))
    least = np.linalg.lstsq(day.with_ones(X), numbers, rcond=None)[1][0] / 120
    explosion, nan, flat, climb, leak = cases.values()
    assert not np.isfinite(explosion["broken"][-1])
    assert (np.diff(explosion["broken"][:40]) > 0).all()
    assert explosion["edges"][0] < 0.05 < explosion["edges"][1]
    assert explosion["fixed"][-1] == pytest.approx(least, rel=0.01)
    assert np.isnan(nan["broken"]).all()
    assert np.isfinite(nan["fixed"]).all()
    assert flat["broken"][-1] == pytest.approx(numbers.var(), rel=1e-9)
    assert flat["spread"] < 1e-6
    assert flat["broken score"] == pytest.approx(flat["baseline"], rel=1e-6)
    assert flat["fixed"][-1] == pytest.approx(least, rel=1e-6)
    assert climb["broken gap"] == pytest.approx(4, abs=1e-6)
    assert climb["fixed gap"] < 1e-8
    assert (np.diff(climb["broken"][::100]) > 100).all()
    for case in (explosion, flat, climb):
        assert case.get("score", case.get("fixed score")) < 0.7 * case["baseline"]
    assert nan["score"] > nan["baseline"] + 0.05
    leaky, leaky_new, honest, honest_new, baseline = leak["means"]
    assert leaky < 0.7 * leaky_new
    assert honest == pytest.approx(honest_new, rel=0.15)
    assert honest_new < baseline == pytest.approx(2, abs=0.1)
    assert leak["standard errors"][:2] == pytest.approx([0.06, 0.06], abs=0.04)


def test_the_bars_of_the_leak_are_standard_errors():
    stats = pytest.importorskip("scipy.stats")
    leak = day.clinic_leak(n_seeds=3)
    errors = np.array([day.leak_errors(seed) for seed in range(3)])
    np.testing.assert_allclose(leak["standard errors"], stats.sem(errors, axis=0), rtol=1e-12)
    np.testing.assert_allclose(leak["means"], errors.mean(axis=0), rtol=1e-12)


def test_the_broken_parts_are_broken_in_one_way_only(rng):
    y, labels, z = rng.normal(size=20), rng.integers(0, 2, size=20), rng.normal(size=20)
    ours, textbook = day.BinaryCrossEntropy(), day.TextbookCrossEntropy()
    np.testing.assert_allclose(textbook.value(labels, z), ours.value(labels, z), rtol=1e-12)
    np.testing.assert_allclose(textbook.slope(labels, z), ours.slope(labels, z), rtol=1e-12)
    column = day.ColumnError()
    np.testing.assert_allclose(column.value(y, z), np.subtract.outer(y, z) ** 2, rtol=1e-12)
    measured = [
        20 * (column.value(y, z + step).mean() - column.value(y, z - step).mean()) / 2e-6 for step in 1e-6 * np.eye(20)
    ]
    np.testing.assert_allclose(column.slope(y, z), measured, atol=1e-7)
    near = z + 0.1 * rng.normal(size=20)
    np.testing.assert_array_equal(day.LostSign(2.0).slope(z, near), day.Huber(2.0).slope(z, near))
    np.testing.assert_allclose(day.measured_slope(day.SquaredError(), y, z), 2 * (z - y), atol=1e-8)


# the quiz


@pytest.fixture(scope="module")
def questions():
    return read_quiz(DAY_FOLDERS[7] / "quiz.toml")


def sigmoid_slope(p):
    return p * (1 - p)


ERRORS = np.subtract([2, 5, 10, 4], [3, 5, 7, 6])
BOWL = np.array([0.5, 8.0])
LOSSES_SEEN = [9, 7, 8, 7, 6]
# every question with a number to compute: its right answer, then the wrong ones in their order
COMPUTED = {
    "predicts 2, 5, 10 and 4": (np.mean(ERRORS**2), np.mean(np.abs(ERRORS)), np.mean(ERRORS) ** 2, np.sum(ERRORS**2)),
    "delta = 1 for an error of 3": (1 * (3 - 1 / 2), 3**2 / 2, 3**2, abs(3)),
    "probability 0.25": (-math.log2(0.25), 1 - 0.25, -math.log(0.25), 1 / 0.25),
    "label 1 the probability 0.8": (0.8 - 0, 0.8 - 1, 1 / (1 - 0.8), sigmoid_slope(0.8)),
    "from x = 5 with the learning rate 0.1": (5 - 0.1 * 2 * 5, 5 - 0.1 * 5, 5 + 0.1 * 2 * 5, 5 - 0.1 * 5**2),
    "f(x) = 4 x^2 diverge": (2 / 8, 1 / 8, 2 / 4, 2 / 2),
    "slope of x^3 at 2": ((2.1**3 - 1.9**3) / 0.2, 3 * 2**2, (2.1**3 - 8) / 0.1, (8 - 1.9**3) / 0.1),
    "Newton step on f(x) = x^2 - 6x": (10 - (20 - 6) / 2, 10 - (20 - 6), (20 - 6) / 2, 10 + (20 - 6) / 2),
    "One row x = (1, 2)": (2 * (0 - 5) * 2, 2 * (5 - 0) * 2, (0 - 5) * 2, 0 - 5),
    "eigenvalues 0.5 and 8": (2 / BOWL.max(), 2 / BOWL.min(), 1 / BOWL.max(), 2 / BOWL.sum()),
    "eigenvalues are 2 and 50": (
        np.abs(1 - 2 / 52 * np.array([2, 50])).max(),
        2 / 50,
        np.abs(1 - 1 / 50 * np.array([2, 50])).max(),
        50 / 2,
    ),
    "100 rows, batches of 32": (len(range(0, 100, 32)), 100 // 32, 32, 100),
    "The slope is 1 everywhere": (0.1 * sum(0.9**k for k in range(2000)), 0.1, 0.1 * (0.9 + 1), 0.9),
    "AdaGrad with the learning rate 0.1": (0.1 * 100 / math.sqrt(100**2), 0.1 * 100, 0.1 / 100, 0.1 * 100 / 100),
    "RMSProp starts with an average of 0": (
        0.01 / math.sqrt(1 - 0.99),
        0.01 / math.sqrt(1),
        0.01 / (1 - 0.99),
        0.01 * math.sqrt(1 - 0.99),
    ),
    "starts at 0.8 and is multiplied by 0.5": (0.8 * 0.5**3, 0.8 * 0.5**2, 0.8 * 0.5**4, 0.8 * 0.5),
    "the sum of xy is 12": (12 / (4 + 2), 12 / 4, (12 - 2) / 4, 12 / 2),
    "soft_threshold(-0.7, 0.5)": (-0.7 + 0.5, -0.7 - 0.5, 0, 0.7 - 0.5),
    "Inverted dropout with rate 0.2": (4 / (1 - 0.2), 4, 4 * (1 - 0.2), 4 / 0.2),
    "losses are 9, 7, 8, 7, 6": (LOSSES_SEEN.index(7), LOSSES_SEEN.index(min(LOSSES_SEEN)), 1 + 2, 1 + 1),
    "Five-fold cross-validation with 100 rows": (100 - 100 / 5, 100 / 5, 100, 100 - 5),
    "standard deviation 0.5": (0.5**2, 0, 0.5, 0.5**2 / 2),
    "Squared bias 0.04": (0.04 + 0.09 + 0.25, 0.04 + 0.09, 0.04 + 0.25, 0.2 + 0.3 + math.sqrt(0.25)),
    "A grid of 4 learning rates": (4 * 3 * 5 * 5, 4 * 3 * 5, 4 + 3 + 5 + 5, 4 + 3 + 5),
}


@pytest.mark.parametrize("fragment", COMPUTED)
def test_the_numbers_of_the_quiz(fragment, questions):
    (question,) = [question for question in questions if fragment in question["ask"]]
    choices = [question["right"], *(wrong["choice"] for wrong in question["wrong"])]
    for choice, value in zip(choices, COMPUTED[fragment], strict=True):
        shown = choice.split()[0]
        assert float(shown) == pytest.approx(
            value, abs=0.5 * 10.0 ** -len(shown.partition(".")[2]) if "." in shown else 1e-9
        )


def test_every_question_with_a_number_is_computed(questions):
    numeric = [q["ask"] for q in questions if any(letter.isdigit() for letter in q["right"].split("rounded")[0])]
    assert len(numeric) == len(COMPUTED)
    assert all(sum(fragment in ask for fragment in COMPUTED) == 1 for ask in numeric)


def test_the_pairs_of_numbers_in_the_quiz(questions):
    """AdaGrad's first step in both directions, from the optimizer itself; and the right wrong ones."""
    (question,) = [question for question in questions if "AdaGrad with the" in question["ask"]]
    slopes = np.array([100.0, 0.01])
    pairs = [[float(number) for number in wrong["choice"].split(" and ")] for wrong in question["wrong"]]
    first = walk(day.AdaGrad(0.1), lambda p: slopes, [0.0, 0.0], 1)[1]
    np.testing.assert_allclose(-first, [float(number) for number in question["right"].split(" and ")], rtol=1e-7)
    np.testing.assert_allclose(pairs, [0.1 * slopes, 0.1 / slopes, 0.1 * slopes / slopes.max()], rtol=1e-12)
