"""Day 20: MNIST in NumPy, against PyTorch, scikit-learn, finite differences, published figures and hand-made files."""

import gzip
import hashlib
import json
import os
import pickle
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.error import URLError

import fast_mnist
import mnist_files as files
import mnist_numpy as day
import numpy as np
import pytest
from fake_openml import serve_columns

FOLDER = Path(day.__file__).parent
MNIST = Path(os.environ.get("MNIST_DATA") or FOLDER.parent / "data")
SIZES = [(3, 2), (5, 4, 3), (7, 6, 5, 4), (1, 1, 2), (4, 1, 8, 10)]


def network(sizes, rng, dtype=np.float64):
    """A network with every parameter random, biases too, so that none can be forgotten."""
    model = day.MLP(sizes, rng)
    model.parameters = [rng.normal(size=p.shape).astype(dtype) for p in model.parameters]
    return model


def form(name, model):
    """A network and an optimizer to train `model` with, in the clear form or in the fast one."""
    if name == "clear":
        return model, day.Adam()
    return fast_mnist.FastMLP(model), fast_mnist.FastAdam()


def idx(array, magic=None):
    """The bytes of an IDX file, put together with struct."""
    header = struct.pack(">I", 0x800 + array.ndim if magic is None else magic)
    return header + struct.pack(f">{array.ndim}I", *array.shape) + array.astype(np.uint8).tobytes()


def write_mnist(folder, counts=(3, 3, 2, 2), side=28, top=9, suffix=".gz"):
    """A folder in MNIST's form with random images; returns the four arrays."""
    rng = np.random.default_rng(5)
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    arrays = []
    for name, count in zip(files.FILES, counts, strict=True):
        shape = (count, side, side) if "images" in name else (count,)
        array = rng.integers(0, 256 if "images" in name else 10, size=shape).astype(np.uint8)
        if "labels" in name:
            array[-1:] = top
        content = idx(array)
        (raw / (name + suffix)).write_bytes(gzip.compress(content) if suffix else content)
        arrays.append(array)
    return arrays


def copy_of_the_day(folder):
    """The day's Python files alone, so that a run there draws its figures there."""
    for script in FOLDER.glob("*mnist*.py"):
        shutil.copy(script, folder)
    return folder / "mnist_numpy.py"


def environment(folder, **more):
    """Variables for a run that finds no MNIST and no network."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    return os.environ | proxies | {"MNIST_DATA": str(folder / "nothing"), "PYTHONIOENCODING": "ascii"} | more


# files


@pytest.mark.parametrize("shape", [(1,), (5,), (2, 3), (4, 28, 28), (0, 28, 28), (2, 1, 3, 2)])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_idx_files_are_read_as_written(shape, pack, rng, tmp_path):
    array = rng.integers(0, 256, size=shape).astype(np.uint8)
    (tmp_path / "some-idx").write_bytes(pack(idx(array)))
    back = day.read_idx(tmp_path / "some-idx")
    assert back.dtype == np.uint8
    np.testing.assert_array_equal(back, array)
    np.testing.assert_array_equal(day.read_idx(str(tmp_path / "some-idx")), array)


GOOD = idx(np.arange(24).reshape(2, 3, 4))
PACKED = gzip.compress(GOOD)
BAD_IDX = {
    "empty": (b"", "magic"),
    "two bytes": (GOOD[:2], "magic"),
    "text": (b"<html>not found</html>", "magic"),
    "little-endian": (GOOD[3::-1] + GOOD[4:], "magic"),
    "floats": (idx(np.zeros((1, 1)), magic=0xD02), "magic"),
    "no axes": (struct.pack(">I", 0x800), "magic"),
    "header cut": (GOOD[:10], "truncated"),
    "one byte short": (GOOD[:-1], "truncated"),
    "header alone": (GOOD[:16], "truncated"),
    "one byte long": (GOOD + b"\0", "longer"),
    "huge": (struct.pack(">4I", 0x803, 2**32 - 1, 2**32 - 1, 2**32 - 1), "truncated"),
    "gzip cut": (PACKED[:-9], "gzip"),
    "gzip header alone": (PACKED[:4], "gzip"),
    "gzip checksum": (PACKED[:-8] + bytes(4) + PACKED[-4:], "gzip"),
    "gzip flipped": (PACKED[:12] + bytes([PACKED[12] ^ 255]) + PACKED[13:], "gzip"),
    "gzip with a tail": (PACKED + b"tail", "gzip"),
    "gzip of a short file": (gzip.compress(GOOD[:-3]), "truncated"),
    "gzip of a long file": (gzip.compress(GOOD + GOOD), "longer"),
}


@pytest.mark.parametrize("case", BAD_IDX)
def test_a_bad_idx_file_is_one_clear_error(case, tmp_path):
    content, word = BAD_IDX[case]
    (tmp_path / "bad-idx3-ubyte").write_bytes(content)
    with pytest.raises(ValueError, match=f"bad-idx3-ubyte.*{word}"):
        day.read_idx(tmp_path / "bad-idx3-ubyte")


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_load_mnist(suffix, tmp_path):
    images, labels, test_images, test_labels = write_mnist(tmp_path, suffix=suffix)
    (x, y), (x_test, y_test) = day.load_mnist(tmp_path)
    assert (x.dtype, x.shape, x_test.shape) == (np.float32, (3, 784), (2, 784))
    np.testing.assert_allclose(x, images.reshape(3, 784) / 255, rtol=1e-6)
    np.testing.assert_allclose(x_test, test_images.reshape(2, 784) / 255, rtol=1e-6)
    np.testing.assert_array_equal(y, labels)
    np.testing.assert_array_equal(y_test, test_labels)
    assert y.dtype.kind == "i"  # bytes would overflow in arithmetic


@pytest.mark.parametrize(
    ("change", "named", "word"),
    [
        ({"counts": (3, 4, 2, 2)}, "train-labels", "3 images"),
        ({"counts": (3, 3, 2, 1)}, "t10k-labels", "2 images"),
        ({"counts": (0, 0, 2, 2)}, "train-images", "one or more"),
        ({"side": 27}, "train-images", "28 x 28"),
        ({"top": 10}, "train-labels", "0 to 9"),
    ],
)
def test_mnist_that_does_not_fit_together(change, named, word, tmp_path):
    write_mnist(tmp_path, **change)
    with pytest.raises(ValueError, match=f"{named}.*{word}"):
        day.load_mnist(tmp_path)


@pytest.mark.parametrize("name", files.FILES)
def test_a_missing_file_is_named(name, tmp_path):
    write_mnist(tmp_path)
    (tmp_path / "MNIST" / "raw" / f"{name}.gz").unlink()
    with pytest.raises(FileNotFoundError, match=name):
        day.load_mnist(tmp_path)


def test_labels_in_place_of_images(tmp_path):
    write_mnist(tmp_path)
    raw = tmp_path / "MNIST" / "raw"
    shutil.copy(raw / "train-labels-idx1-ubyte.gz", raw / "train-images-idx3-ubyte.gz")
    with pytest.raises(ValueError, match="train-images.*28 x 28"):
        day.load_mnist(tmp_path)


@pytest.mark.mnist
def test_the_real_files_are_the_published_ones(full_run):
    """Counts, pixel mean and spread as published; checksums of the unpacked files as torchvision lists them."""
    (x, y), (x_test, y_test) = day.load_mnist(MNIST)
    assert (x.shape, x_test.shape) == ((60000, 784), (10000, 784))
    assert x.mean(dtype=np.float64) == pytest.approx(0.1306604763, rel=1e-7)
    assert x.std(dtype=np.float64) == pytest.approx(0.3081078213, rel=1e-6)
    assert np.bincount(y).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(y_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert y[:5].tolist() + y_test[:5].tolist() == [5, 0, 4, 1, 9, 7, 2, 1, 0, 4]
    sums = ["6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624"]
    sums += ["2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637"]
    for name, checksum in zip(files.FILES, sums, strict=True):
        content = idx(day.read_idx(files.find_file(MNIST, name)))
        assert hashlib.md5(content, usedforsecurity=False).hexdigest() == checksum


def test_a_split_loses_nothing(rng):
    x, y = np.arange(40).reshape(20, 2), np.arange(20)
    (x1, y1), (x2, y2) = day.split(x, y, 5, rng)
    assert (len(y1), len(y2)) == (15, 5)
    assert sorted([*y1, *y2]) == list(range(20))
    np.testing.assert_array_equal(np.concatenate([x1, x2])[:, 0], 2 * np.concatenate([y1, y2]))
    for n_second in (0, 20, -1):
        with pytest.raises(ValueError, match="n_second"):
            day.split(x, y, n_second, rng)
    with pytest.raises(ValueError, match="labels"):
        day.split(x, y[:-1], 5, rng)


def test_the_digits_test_part_is_a_quarter_that_training_never_sees():
    (x, y), (x_test, y_test) = day.load_digits()
    assert (x.shape, x_test.shape, len(y), len(y_test)) == ((1348, 64), (449, 64), 1348, 449)
    assert (x.min(), x.max()) == (0, 1)
    assert not {row.tobytes() for row in x} & {row.tobytes() for row in x_test}
    np.testing.assert_array_equal(day.load_digits()[1][0], x_test)  # the same quarter every time


# the download


def openml(n=70000, **more):
    """What fetch_openml returns for mnist_784, with a pattern in place of the pictures."""
    data = np.zeros((n, 784), dtype=np.uint8)
    data[np.arange(n), np.arange(n) % 784] = np.arange(n) % 256
    return SimpleNamespace(**({"data": data, "target": (np.arange(n) % 10).astype(str).astype(object)} | more))


def pretend(monkeypatch, outcome):
    """Put `outcome` in place of the network; returns the list of the calls that were made."""
    datasets = pytest.importorskip("sklearn.datasets")
    calls = []

    def fetch_openml(*args, data_home, **kwargs):
        calls.append((args, kwargs))
        assert socket.getdefaulttimeout() <= 10  # a network that swallows everything must not hold us for minutes
        (Path(data_home) / "half").write_bytes(b"half a file")
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(datasets, "fetch_openml", fetch_openml)
    return calls


def test_a_download_is_kept_for_the_next_run(monkeypatch, tmp_path):
    calls = pretend(monkeypatch, openml())
    train, test = day.download_mnist(tmp_path)
    assert [args for args, _ in calls] == [("mnist_784",)]
    raw = tmp_path / "MNIST" / "raw"
    assert sorted(path.name for path in raw.iterdir()) == sorted(files.FILES)
    for ours, kept in zip((*train, *test), (part for pair in day.load_mnist(tmp_path) for part in pair), strict=True):
        np.testing.assert_array_equal(ours, kept)
    assert (train[0].shape, test[0].shape) == ((60000, 784), (10000, 784))
    assert train[1][:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    row = 60001  # the second test image
    assert test[0][1].argmax() == row % 784
    assert test[0][1].max() == pytest.approx((row % 256) / 255)


def test_the_download_passes_through_scikit_learns_own_loader(monkeypatch):
    """Five pictures in place of 70000, as openml.org would send them: they are read, and refused for their number."""
    pytest.importorskip("pandas")
    datasets = pytest.importorskip("sklearn.datasets")
    columns = dict.fromkeys((f"pixel{i}" for i in range(784)), "numeric") | {"class": "0123456789"}
    pictures = np.arange(784) * np.arange(5)[:, None] % 256
    rows = [",".join(map(str, [*picture, k])) for k, picture in enumerate(pictures.tolist())]
    serve_columns(monkeypatch, "mnist_784", columns, rows)
    fetch_openml, came = datasets.fetch_openml, []
    monkeypatch.setattr(datasets, "fetch_openml", lambda *a, **k: came.append(fetch_openml(*a, **k)) or came[0])
    with pytest.raises(ValueError, match=r"got images \(5, 784\) and labels \(5,\)"):
        files.fetch_arrays()
    np.testing.assert_array_equal(came[0].data, pictures)
    assert came[0].target.tolist() == [0, 1, 2, 3, 4]


BROKEN_DOWNLOADS = {
    "no network": URLError("no route to host"),
    "silence": TimeoutError(),
    "cut": EOFError("Compressed file ended\nbefore the end"),
    "checksum": ValueError("md5 checksum does not match"),
    "half the rows": openml(35000),
    "labels too few": openml(target=np.array(["1"] * 69999, dtype=object)),
    "labels wrong": openml(target=np.array(["1"] * 69999 + ["12"], dtype=object)),
    "levels wrong": openml(data=np.full((70000, 784), 256, dtype=np.int16)),
}


@pytest.mark.parametrize("case", BROKEN_DOWNLOADS)
def test_a_broken_download_leaves_nothing_behind(case, monkeypatch, tmp_path, capsys):
    pretend(monkeypatch, BROKEN_DOWNLOADS[case])
    with pytest.raises(SystemExit) as stopped:
        day.main(["--data", "mnist", "--data-dir", str(tmp_path)])
    assert stopped.value.code == 2
    assert socket.getdefaulttimeout() is None
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "could not be downloaded" in error
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_ctrl_c_while_downloading_leaves_nothing_behind(monkeypatch, tmp_path, capsys):
    pretend(monkeypatch, KeyboardInterrupt())
    with pytest.raises(SystemExit) as stopped:
        day.main(["--data", "mnist", "--data-dir", str(tmp_path)])
    assert stopped.value.code == 130
    assert capsys.readouterr().err.startswith("Stopped by Ctrl-C")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_folder_that_cannot_be_written_is_no_obstacle(monkeypatch, tmp_path, capsys):
    pretend(monkeypatch, openml())
    (tmp_path / "data").write_text("a file where the folder should be")
    (x, _), _ = day.download_mnist(tmp_path / "data")
    assert len(x) == 60000
    assert "cannot be written" in capsys.readouterr().out


def test_a_disk_that_fills_up_half_way(monkeypatch, tmp_path):
    """What was written before is whole, what was not is absent: the next run downloads again."""
    pretend(monkeypatch, openml())
    replace = Path.replace

    def full(path, target):
        if "t10k" in path.name:
            raise OSError("no space left")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    day.download_mnist(tmp_path)
    assert sorted(path.name for path in (tmp_path / "MNIST" / "raw").iterdir()) == sorted(files.FILES[:2])
    with pytest.raises(FileNotFoundError, match="t10k"):
        day.load_mnist(tmp_path)


# the network


def test_initialization(rng):
    model = day.MLP([400, 300, 10], rng)
    assert [p.shape for p in model.parameters] == [(400, 300), (300,), (300, 10), (10,)]
    assert all(p.dtype == np.float32 for p in model.parameters)
    assert not any(b.any() for b in model.parameters[1::2])
    for W in model.parameters[0::2]:
        assert W.std() == pytest.approx(np.sqrt(2 / len(W)), rel=5 / np.sqrt(2 * W.size))
        assert abs(W.mean()) < 5 * W.std() / np.sqrt(W.size)
    assert not np.array_equal(model.parameters[0], day.MLP([400, 300, 10], rng).parameters[0])


def torch_twin(torch, model):
    parameters = [torch.tensor(p, requires_grad=True) for p in model.parameters]

    def forward(x):
        for i in range(0, len(parameters), 2):
            x = (x if i == 0 else torch.relu(x)) @ parameters[i] + parameters[i + 1]
        return x

    return parameters, forward


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("n", [1, 2, 17])
@pytest.mark.parametrize("name", ["clear", "fast"])
def test_loss_and_gradients_equal_autograd(name, sizes, n, rng, torch):
    model = network(sizes, rng)
    x, y = rng.normal(size=(n, sizes[0])), rng.integers(0, sizes[-1], size=n)
    before = x.copy()
    loss, gradients = form(name, model)[0].loss_and_gradients(x, y)
    parameters, forward = torch_twin(torch, model)
    logits = forward(torch.tensor(x))
    theirs = torch.nn.functional.cross_entropy(logits, torch.tensor(y))
    theirs.backward()
    assert loss == pytest.approx(theirs.item(), rel=1e-12)
    np.testing.assert_allclose(model.forward(x)[-1], logits.detach().numpy(), rtol=1e-12, atol=1e-12)
    assert len(gradients) == len(parameters)
    for ours, parameter in zip(gradients, parameters, strict=True):
        np.testing.assert_allclose(ours, parameter.grad.numpy(), rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("name", ["clear", "fast"])
def test_gradients_equal_finite_differences(name, sizes, rng):
    model = network(sizes, rng)
    x, y = rng.normal(size=(6, sizes[0])), rng.integers(0, sizes[-1], size=6)
    _, gradients = form(name, model)[0].loss_and_gradients(x, y)
    for parameter, gradient in zip(model.parameters, gradients, strict=True):
        for index in np.ndindex(parameter.shape):
            kept, losses = parameter[index], []
            for nudge in (1e-6, -1e-6):
                parameter[index] = kept + nudge
                losses.append(model.loss_and_gradients(x, y)[0])
            parameter[index] = kept
            assert (losses[0] - losses[1]) / 2e-6 == pytest.approx(gradient[index], rel=1e-5, abs=1e-8)


def test_by_hand():
    """Two inputs, two hidden units of which one is shut, two classes: the README's example."""
    model = day.MLP([2, 2, 2], np.random.default_rng(0))
    model.parameters = [
        np.array([[1.0, -1.0], [1.0, 1.0]]),
        np.zeros(2),
        np.array([[1.0, 0.0], [0.0, 1.0]]),
        np.zeros(2),
    ]
    loss, (dW1, db1, dW2, db2) = model.loss_and_gradients(np.array([[2.0, 1.0]]), np.array([1]))
    p = np.exp(3) / (np.exp(3) + 1)  # hidden 3 and -1, after the ReLU 3 and 0: these are the logits
    assert loss == pytest.approx(-np.log(1 - p))
    np.testing.assert_allclose(db2, [p, -p])
    np.testing.assert_allclose(dW2, [[3 * p, -3 * p], [0, 0]])
    np.testing.assert_allclose(db1, [p, 0])
    np.testing.assert_allclose(dW1, [[2 * p, 0], [p, 0]])


@pytest.mark.parametrize("name", ["clear", "fast"])
def test_float32_stays_float32_and_close(name, rng):
    model, x, y = network((20, 15, 10), rng), rng.normal(size=(32, 20)), rng.integers(0, 10, size=32)
    loss, exact = model.loss_and_gradients(x, y)
    model.parameters = [p.astype(np.float32) for p in model.parameters]
    loss32, gradients = form(name, model)[0].loss_and_gradients(x.astype(np.float32), y)
    assert isinstance(loss32, float)
    assert loss32 == pytest.approx(loss, rel=1e-4)
    for ours, double in zip(gradients, exact, strict=True):
        assert ours.dtype == np.float32
        np.testing.assert_allclose(ours, double, rtol=1e-3, atol=1e-4)


def test_cross_entropy_equals_pytorch(rng, torch):
    for n, n_classes, scale in ((1, 2, 1), (7, 10, 1), (30, 4, 100)):
        labels, logits = rng.integers(0, n_classes, size=n), scale * rng.normal(size=(n, n_classes))
        before, tensor = logits.copy(), torch.tensor(logits, requires_grad=True)
        theirs = torch.nn.functional.cross_entropy(tensor, torch.tensor(labels))
        theirs.backward()
        assert day.cross_entropy(labels, logits) == pytest.approx(theirs.item(), rel=1e-12)
        np.testing.assert_allclose(day.cross_entropy_gradient(labels, logits), tensor.grad, rtol=1e-9, atol=1e-15)
        np.testing.assert_allclose(day.softmax(logits), torch.softmax(tensor, dim=1).detach(), rtol=1e-9)
        np.testing.assert_array_equal(logits, before)


def clear_cross_entropy(labels, logits):
    return day.cross_entropy(labels, logits), day.cross_entropy_gradient(labels, logits)


@pytest.mark.parametrize("scale", [1e4, 1e30])
@pytest.mark.parametrize("function", [clear_cross_entropy, fast_mnist.cross_entropy_in_place])
def test_huge_logits_stay_finite(function, scale):
    rows = np.array([[scale, 0.0, -scale], [0.0, scale, 0.0], [0.0, 0.0, -scale], [-scale, -scale, -scale]])
    loss, gradient = function(np.array([0, 0, 1, 2]), rows)
    assert loss == pytest.approx((scale + np.log(2) + np.log(3)) / 4)
    third = 1 / 12
    expected = [[0, 0, 0], [-0.25, 0.25, 0], [0.125, -0.125, 0], [third, third, third - 0.25]]
    np.testing.assert_allclose(gradient, expected, atol=1e-15)


def test_softmax_equals_scipy(rng):
    special = pytest.importorskip("scipy.special")
    logits = 5 * rng.normal(size=(40, 6))
    np.testing.assert_allclose(day.softmax(logits), special.softmax(logits, axis=1), rtol=1e-12)
    np.testing.assert_allclose(day.log_softmax(logits), special.log_softmax(logits, axis=1), rtol=1e-12)


def test_predict_and_evaluate(rng):
    model, x = network((6, 5, 4), rng), rng.normal(size=(50, 6))
    logits = np.maximum(x @ model.parameters[0] + model.parameters[1], 0) @ model.parameters[2] + model.parameters[3]
    labels = day.predict(model, x)
    np.testing.assert_array_equal(labels, logits.argmax(axis=1))
    y = labels.copy()
    y[:20] = (y[:20] + 1) % 4
    assert day.evaluate(model, x, y) == 0.6
    assert day.evaluate(model, x, y.astype(np.uint8)) == 0.6


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int64, float])
@pytest.mark.parametrize("n_classes", [5, 20, 100])
def test_confusion_matrix_equals_scikit_learn(n_classes, dtype, rng):
    """Labels of a byte and more than 16 classes: truth times classes plus answer would not fit into a byte."""
    metrics = pytest.importorskip("sklearn.metrics")
    y_true, y_pred = rng.integers(0, n_classes - 1, size=(2, 1000)).astype(dtype)
    ours = day.confusion_matrix(y_true, y_pred, n_classes)
    np.testing.assert_array_equal(ours, metrics.confusion_matrix(y_true, y_pred, labels=range(n_classes)))


def test_confusion_matrix_by_hand():
    y_true, y_pred = np.array([18, 18, 0, 2], dtype=np.uint8), np.array([17, 17, 0, 19], dtype=np.uint8)
    table = day.confusion_matrix(y_true, y_pred, 20)
    assert (table[18, 17], table[0, 0], table[2, 19], table.sum()) == (2, 1, 1, 4)
    assert day.confusion_matrix([0] * 300, [1] * 300, 2).tolist() == [[0, 300], [0, 0]]  # counts outgrow a byte too


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
def test_training_takes_labels_of_any_integer_type(dtype, rng):
    x, y = rng.normal(size=(30, 4)), rng.integers(0, 20, size=30)
    losses = [
        day.train(day.MLP([4, 5, 20], np.random.default_rng(1)), x, labels, 2, 8, 0.01, np.random.default_rng(2))
        for labels in (y, y.astype(dtype))
    ]
    assert losses[0] == losses[1]


def test_nearest_mean_equals_scikit_learn(rng):
    neighbors = pytest.importorskip("sklearn.neighbors")
    y = rng.integers(0, 5, size=200)
    x, new = rng.normal(size=(200, 3)) * 2 + 3 * y[:, None], 10 * rng.normal(size=(300, 3))
    theirs = neighbors.NearestCentroid().fit(x, y).predict(new)
    np.testing.assert_array_equal(day.nearest_mean(x, y, new), theirs)
    np.testing.assert_array_equal(day.nearest_mean(x, (y + 251).astype(np.uint8), new), theirs + 251)
    np.testing.assert_array_equal(day.nearest_mean(x, 3 * y, new), 3 * theirs)  # a class may be missing


# training


@pytest.mark.parametrize("adam", [day.Adam, fast_mnist.FastAdam])
def test_adam_equals_pytorch(adam, rng, torch):
    ours = [rng.normal(size=shape) for shape in [(3, 4), (4,), (1,)]]
    theirs = [torch.tensor(p, requires_grad=True) for p in ours]
    optimizer, reference = adam(0.01), torch.optim.Adam(theirs, lr=0.01)
    for step in range(200):
        gradients = [rng.normal(size=p.shape) * 10.0 ** rng.integers(-9, 3) for p in ours]
        for p, g in zip(theirs, gradients, strict=True):
            p.grad = torch.tensor(g)
        optimizer.learning_rate = reference.param_groups[0]["lr"] = 0.01 / (1 + step)
        optimizer.step(ours, [g.copy() for g in gradients])
        reference.step()
    for p, q in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(p, q.detach().numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("adam", [day.Adam, fast_mnist.FastAdam])
def test_adam_by_its_formulas(adam, rng):
    """Kingma and Ba 2015, algorithm 1, one weight at a time in Python's own numbers."""
    start, slopes = rng.normal(size=3), rng.normal(size=(40, 3)) * 10.0 ** rng.integers(-9, 3, size=(40, 3))
    ours, optimizer = [start.copy()], adam()
    for step in slopes:
        optimizer.step(ours, [step.copy()])
    for i in range(3):
        weight, m, v = float(start[i]), 0.0, 0.0
        for t, g in enumerate(slopes[:, i].tolist(), start=1):
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            weight -= 0.001 * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
        assert ours[0][i] == pytest.approx(weight, rel=1e-11, abs=1e-13)


def test_adams_first_step_is_the_rate_against_the_sign():
    for adam in (day.Adam, fast_mnist.FastAdam):
        weights = [np.array([1.0, 1.0, 1.0])]
        adam(0.1).step(weights, [np.array([1e-3, -50.0, 0.0])])
        np.testing.assert_allclose(weights[0], [0.9, 1.1, 1.0], rtol=1e-5)


@pytest.mark.parametrize(("n", "batch_size"), [(20, 5), (23, 5), (7, 100), (4, 1)])
@pytest.mark.parametrize("name", ["clear", "fast"])
def test_training_equals_pytorch_step_for_step(name, n, batch_size, rng, torch):
    """Same batches, PyTorch's own loss, gradients, Adam and linear schedule; a last, smaller batch is used."""
    model = network((6, 5, 3), rng)
    parameters, forward = torch_twin(torch, model)
    x, y = rng.normal(size=(n, 6)), rng.integers(0, 3, size=n)
    learner, adam = form(name, model)
    losses = day.train(learner, x, y, 4, batch_size, 0.01, np.random.default_rng(7), optimizer=adam)
    optimizer, order = torch.optim.Adam(parameters, lr=0.01), np.random.default_rng(7)
    n_steps = 4 * len(range(0, n, batch_size))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / n_steps)
    for loss in losses:
        rows, total = order.permutation(n), 0.0
        for batch in np.split(rows, range(batch_size, n, batch_size)):
            optimizer.zero_grad()
            price = torch.nn.functional.cross_entropy(forward(torch.tensor(x[batch])), torch.tensor(y[batch]))
            price.backward()
            optimizer.step()
            schedule.step()
            total += price.item() * len(batch)
        assert loss == pytest.approx(total / n, rel=1e-9)
    for p, q in zip(model.parameters, parameters, strict=True):
        np.testing.assert_allclose(p, q.detach().numpy(), rtol=1e-7, atol=1e-10)


# the fast form


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("n", [1, 17])
def test_the_fast_form_gives_the_same_loss_and_gradients(sizes, n, rng):
    model = network(sizes, rng)
    x, y = rng.normal(size=(n, sizes[0])), rng.integers(0, sizes[-1], size=n)
    kept = x.copy(), [p.copy() for p in model.parameters]
    loss, gradients = model.loss_and_gradients(x, y)
    fast_loss, fast_gradients = fast_mnist.FastMLP(model).loss_and_gradients(x, y)
    assert fast_loss == pytest.approx(loss, rel=1e-13)
    for ours, theirs in zip(fast_gradients, gradients, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-14)
    np.testing.assert_array_equal(x, kept[0])
    assert all(np.array_equal(p, q) for p, q in zip(model.parameters, kept[1], strict=True))


def test_the_fast_form_trains_the_same_weights(rng):
    """60 steps in double precision: the same losses and weights to rounding, and it is the model itself that learns."""
    x, y = rng.normal(size=(50, 6)), rng.integers(0, 3, size=50)
    runs = []
    for name in ("clear", "fast"):
        model = network((6, 8, 5, 3), np.random.default_rng(4))
        learner, optimizer = form(name, model)
        losses = day.train(learner, x, y, 12, 11, 0.01, np.random.default_rng(5), optimizer=optimizer)
        runs.append((losses, model.parameters))
    np.testing.assert_allclose(runs[1][0], runs[0][0], rtol=1e-11)
    for p, q in zip(runs[1][1], runs[0][1], strict=True):
        np.testing.assert_allclose(p, q, rtol=1e-9, atol=1e-12)
    assert runs[0][0][-1] < runs[0][0][0]


@pytest.mark.mnist
def test_the_fast_form_follows_the_clear_one_on_mnist(full_run):
    """100 steps in single precision: rounding differs by then, but not by more than a few parts in ten thousand."""
    (x, y), _ = day.load_mnist(MNIST)
    losses = []
    for name in ("clear", "fast"):
        model = day.MLP([784, 512, 256, 10], np.random.default_rng(0))
        learner, optimizer = form(name, model)
        losses += day.train(learner, x[:12800], y[:12800], 1, 128, 2e-3, np.random.default_rng(1), optimizer=optimizer)
        assert all(p.dtype == np.float32 for p in model.parameters)
    assert losses[1] == pytest.approx(losses[0], rel=5e-4)


def test_the_mnist_recipe_uses_the_fast_form_and_the_digits_the_clear_one(rng, monkeypatch, capsys):
    used = []

    def look(model, x, y, epochs, batch_size, learning_rate, rng, on_epoch, optimizer):
        used.append((type(model).__name__, type(optimizer).__name__))
        on_epoch(1, 0.5)

    monkeypatch.setattr(day, "train", look)
    data = np.zeros((3, 4), dtype=np.float32), np.array([0, 1, 1])
    recipe = {"epochs": 1, "batch_size": 2, "learning_rate": 0.1}
    for name in ("mnist", "digits"):
        day.show_training(day.MLP([4, 2], rng), name, recipe, data, data, rng, None)
    assert used == [("FastMLP", "FastAdam"), ("MLP", "Adam")]


# training, both forms


@pytest.mark.parametrize("name", ["clear", "fast"])
def test_training_repeats_bit_for_bit(name):
    (x, y), _ = day.load_digits()
    runs = []
    for seed in (3, 3, 4):
        rng = np.random.default_rng(seed)
        model = day.MLP([64, 16, 10], rng)
        learner, optimizer = form(name, model)
        losses = day.train(learner, x, y, 2, 32, 1e-2, rng, optimizer=optimizer)
        runs.append([np.array(losses), *model.parameters])
    assert all(p.dtype == np.float32 for p in runs[0][1:])
    assert all(np.array_equal(p, q) for p, q in zip(*runs[:2], strict=True))
    assert not any(np.array_equal(p, q) for p, q in zip(*runs[1:], strict=True))


def test_every_epoch_looks_once_at_each_row_in_a_new_order(rng):
    epochs = [list(day.shuffled_batches(10, 4, rng)) for _ in range(3)]
    assert [[len(batch) for batch in batches] for batches in epochs] == [[4, 4, 2]] * 3
    orders = [np.concatenate(batches).tolist() for batches in epochs]
    assert all(sorted(order) == list(range(10)) for order in orders)
    assert len({tuple(order) for order in orders}) == 3


def test_training_tells_every_epoch_and_leaves_its_data_alone(rng):
    x, y = rng.normal(size=(30, 4)).astype(np.float32), rng.integers(0, 2, size=30)
    kept, told = (x.copy(), y.copy()), []
    losses = day.train(day.MLP([4, 3, 2], rng), x, y, 3, 8, 0.1, rng, lambda *args: told.append(args))
    assert told == [(1, losses[0]), (2, losses[1]), (3, losses[2])]
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(y, kept[1])
    assert losses[2] < losses[0]


@pytest.mark.parametrize("name", ["clear", "fast"])
def test_a_lost_loss_ends_the_training(name, rng):
    x, y = rng.normal(size=(30, 4)), rng.integers(0, 2, size=30)
    learner, optimizer = form(name, day.MLP([4, 30, 30, 2], rng))
    with pytest.raises(ValueError, match="learning_rate 1e\\+30 is too high"):
        day.train(learner, x, y, 10, 5, 1e30, rng, optimizer=optimizer)


X, Y = np.ones((4, 3)), np.array([0, 1, 1, 0])
NAN = np.array([[0, 0, 0], [0, 0, np.nan], [0, 0, 0], [0, 0, 0]])
BAD_CALLS = {
    "one size": ("layer_sizes", lambda m, r: day.MLP([3], r)),
    "zero units": ("layer_sizes", lambda m, r: day.MLP([3, 0, 2], r)),
    "x flat": ("x must", lambda m, r: day.predict(m, X[0])),
    "x too wide": ("x must", lambda m, r: m.loss_and_gradients(np.ones((4, 4)), Y)),
    "x empty": ("x must", lambda m, r: day.predict(m, X[:0])),
    "x nan": ("x must be finite", lambda m, r: m.loss_and_gradients(NAN, Y)),
    "x infinite": ("x must be finite", lambda m, r: day.evaluate(m, NAN.copy() + np.inf, Y)),
    "y a column": (r"y must be \(4,\).*\(4, 1\)", lambda m, r: m.loss_and_gradients(X, Y[:, None])),
    "y one-hot": ("y must", lambda m, r: m.loss_and_gradients(X, np.eye(2)[Y])),
    "y too few": ("y must", lambda m, r: m.loss_and_gradients(X, Y[:1])),
    "y between classes": ("y must", lambda m, r: m.loss_and_gradients(X, Y + 0.5)),
    "y nan": ("y must", lambda m, r: m.loss_and_gradients(X, Y * np.nan)),
    "y no class": ("classes 0 to 1", lambda m, r: m.loss_and_gradients(X, Y + 1)),
    "y negative": ("classes 0 to 1", lambda m, r: m.loss_and_gradients(X, Y - 1)),
    "score: y a column": ("y must", lambda m, r: day.evaluate(m, X, Y[:, None])),
    "score: y too few": ("y must", lambda m, r: day.evaluate(m, X, Y[:1])),
    "score: y no class": ("y must", lambda m, r: day.evaluate(m, X, Y + 1)),
    "no epochs": ("epochs", lambda m, r: day.train(m, X, Y, 0, 2, 0.1, r)),
    "no batch": ("batch_size", lambda m, r: day.train(m, X, Y, 1, 0, 0.1, r)),
    "no rate": ("learning_rate", lambda m, r: day.train(m, X, Y, 1, 2, 0, r)),
    "negative rate": ("learning_rate", lambda m, r: day.train(m, X, Y, 1, 2, -1, r)),
    "rate nan": ("learning_rate", lambda m, r: day.train(m, X, Y, 1, 2, np.nan, r)),
    "rate infinite": ("learning_rate", lambda m, r: day.train(m, X, Y, 1, 2, np.inf, r)),
    "train: x nan": ("x must be finite", lambda m, r: day.train(m, NAN, Y, 1, 2, 0.1, r)),
    "train: x too wide": ("x must", lambda m, r: day.train(m, np.ones((4, 4)), Y, 1, 2, 0.1, r)),
    "train: y too few": ("y must", lambda m, r: day.train(m, X, Y[:2], 1, 2, 0.1, r)),
    "train: y too many": ("y must", lambda m, r: day.train(m, X, np.tile(Y, 2), 1, 2, 0.1, r)),
    "train: y a column": ("y must", lambda m, r: day.train(m, X, Y[:, None], 1, 2, 0.1, r)),
    "train: y no class": ("y must", lambda m, r: day.train(m, X, Y * 2, 1, 2, 0.1, r)),
    "train fast: x nan": ("x must", lambda m, r: day.train(fast_mnist.FastMLP(m), NAN, Y, 1, 2, 0.1, r)),
    "train fast: y no class": ("y must", lambda m, r: day.train(fast_mnist.FastMLP(m), X, Y * 2, 1, 2, 0.1, r)),
    "confusion: no class": ("y must", lambda m, r: day.confusion_matrix(Y, Y + 1, 2)),
    "confusion: negative": ("y must", lambda m, r: day.confusion_matrix(Y - 1, Y, 2)),
    "confusion: lengths": ("y must", lambda m, r: day.confusion_matrix(Y, Y[:1], 2)),
}


@pytest.mark.parametrize("case", BAD_CALLS)
def test_bad_input_is_refused_by_name(case, rng):
    word, call = BAD_CALLS[case]
    model = day.MLP([3, 4, 2], rng)
    before = [p.copy() for p in model.parameters]
    with pytest.raises(ValueError, match=word):
        call(model, rng)
    assert all(np.array_equal(p, q) for p, q in zip(before, model.parameters, strict=True))


# weights


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_come_back_as_they_were(sizes, dtype, rng, tmp_path):
    model, x = network(sizes, rng, dtype), rng.normal(size=(20, sizes[0]))
    day.save_weights(model, tmp_path / "kept")
    back = day.load_weights(tmp_path / "kept")
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]
    assert all(
        p.dtype == dtype and np.array_equal(p, q) for p, q in zip(back.parameters, model.parameters, strict=True)
    )
    np.testing.assert_array_equal(day.predict(back, x), day.predict(model, x))
    assert len(day.train(back, x, np.zeros(20, dtype=int), 1, 5, 0.1, rng)) == 1  # and can be trained on


def npz(*arrays, **named):
    def write(path):
        with open(path, "wb") as file:
            np.savez(file, *arrays, **named)

    return write


W1, B1, W2, B2 = np.ones((3, 4)), np.ones(4), np.ones((4, 2)), np.ones(2)
BAD_WEIGHTS = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("weights"),
    "a pickle": lambda path: path.write_bytes(pickle.dumps([W1, B1])),
    "one array": lambda path: path.write_bytes(b"\x93NUMPY\x01\x00v\x00" + b"{}" + b" " * 115 + b"\n"),
    "objects": npz(np.array([None, 1], dtype=object)),
    "no arrays": npz(),
    "no bias": npz(W1),
    "three arrays": npz(W1, B1, W2),
    "bias too long": npz(W1, np.ones(5)),
    "bias a row": npz(W1, np.ones((1, 4))),
    "flat weights": npz(np.ones(12), B1),
    "layers that do not fit": npz(W1, B1, W2.T, B2),
    "last bias too short": npz(W1, B1, W2, B2[:1]),
    "a single number": npz(np.float64(1), B1),
    "no units": npz(np.ones((3, 0)), np.ones(0)),
    "integers": npz(W1.astype(int), B1),
    "a nan": npz(W1, B1 * np.nan),
    "an infinity": npz(W1 * np.inf, B1),
    "other names": npz(weights=W1, bias=B1),
}


@pytest.mark.parametrize("case", BAD_WEIGHTS)
def test_a_bad_weights_file_is_refused_by_name(case, tmp_path):
    BAD_WEIGHTS[case](tmp_path / "bad.npz")
    with pytest.raises(ValueError, match=r"bad\.npz"):
        day.load_weights(tmp_path / "bad.npz")


def test_truncated_and_flipped_weights_are_refused(rng, tmp_path):
    day.save_weights(network((5, 4, 3), rng), tmp_path / "good.npz")
    whole = (tmp_path / "good.npz").read_bytes()
    for length in range(0, len(whole), 37):
        (tmp_path / "cut.npz").write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"cut\.npz"):
            day.load_weights(tmp_path / "cut.npz")
    middle = whole.index(b"NUMPY") + 200  # inside the numbers of W1: only the checksum can tell
    (tmp_path / "flip.npz").write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    with pytest.raises(ValueError, match=r"flip\.npz"):
        day.load_weights(tmp_path / "flip.npz")


class Trap:
    """Unpickling this would write a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.write_text, (self.path, "sprung")


@pytest.mark.parametrize("inside", [False, True])
def test_a_pickle_is_never_opened(inside, tmp_path):
    trap = np.array([Trap(tmp_path / "sprung")], dtype=object)
    if inside:
        npz(trap, B1)(tmp_path / "trap.npz")
    else:
        (tmp_path / "trap.npz").write_bytes(pickle.dumps(trap))
    with pytest.raises(ValueError, match=r"trap\.npz"):
        day.load_weights(tmp_path / "trap.npz")
    assert not (tmp_path / "sprung").exists()


def test_a_save_that_fails_keeps_the_old_file(rng, monkeypatch, tmp_path):
    old, new = network((3, 2), rng), network((3, 2), rng)
    day.save_weights(old, tmp_path / "w.npz")

    def half(path, content):
        with open(path, "wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="no space"):
        day.save_weights(new, tmp_path / "w.npz")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["w.npz"]
    np.testing.assert_array_equal(day.load_weights(tmp_path / "w.npz").parameters[0], old.parameters[0])


def test_the_best_epoch_is_kept_the_later_of_two(rng, tmp_path, capsys):
    """A network without hidden layers that copies its input: turning W around makes it wrong everywhere."""
    model, x, y = day.MLP([2, 2], rng), np.eye(2, dtype=np.float32), np.array([0, 1])
    watch = day.Watch(model, (x, y), 4, tmp_path / "w.npz")
    assert "no weights to keep" in watch.last_words()
    for epoch, W in enumerate([[[0, 1], [0, 1]], [[1, 0], [0, 1]], [[2, 0], [0, 2]], [[0, 1], [1, 0]]], start=1):
        model.parameters = [np.array(W, dtype=np.float32), np.zeros(2, dtype=np.float32)]
        watch(epoch, 0.25)
    assert [accuracy for _, _, accuracy in watch.history] == [0.5, 1.0, 1.0, 0.0]
    assert watch.history[1][1] == pytest.approx(np.log(1 + np.exp(-1)))
    assert watch.best_epoch() == 3
    np.testing.assert_array_equal(day.load_weights(tmp_path / "w.npz").parameters[0], 2 * np.eye(2))
    assert "epoch 3" in watch.last_words()
    assert str(tmp_path / "w.npz") in watch.last_words()
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_the_surest_mistake_comes_first(capsys):
    y = np.array([0, 0, 0, 0])
    P = np.array([[0.3, 0.7], [0.1, 0.9], [0.8, 0.2], [0.2, 0.8]])
    assert day.surest_mistakes(y, P).tolist() == [1, 3, 0]
    results = day.show_mistakes(y, P)
    assert results["confusion matrix"].tolist() == [[1, 3], [0, 0]]
    assert results["wrong"] == 3
    assert results["mean confidence"] == pytest.approx(0.8)
    out = capsys.readouterr().out
    assert "3 mistakes" in out
    assert "80.00 % sure on average" in out
    assert out.splitlines()[-3] == "  test picture 1: 0 read as 1, 90.00 % sure"


def test_pictures_are_as_square_as_their_count_allows():
    shapes = {784: (28, 28), 64: (8, 8), 512: (16, 32), 256: (16, 16), 7: (1, 7), 12: (3, 4), 1: (1, 1)}
    for n, shape in shapes.items():
        picture = day.as_rectangle(np.arange(n))
        assert picture.shape == shape
        np.testing.assert_array_equal(picture.ravel(), np.arange(n))


@pytest.mark.parametrize(("redraw", "folder"), [(False, "drawn"), (True, "figures")])
def test_the_readmes_pictures_are_replaced_only_when_asked(redraw, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(day, "__file__", str(tmp_path / "mnist_numpy.py"))
    day.save_figures({"a.png": day.draw_confusion(np.array([[5, 1], [2, 4]]))}, redraw)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")] == [f"{folder}/a.png"]


@pytest.mark.parametrize("hidden", [[], [7], [50, 3]])
@pytest.mark.parametrize("n_wrong", [0, 1, 7, 20])
def test_any_network_and_any_number_of_mistakes_can_be_drawn(hidden, n_wrong, rng, monkeypatch):
    model, x = day.MLP([64, *hidden, 10], rng), rng.uniform(size=(20, 64)).astype(np.float32)
    P = day.softmax(model.forward(x)[-1])
    y = P.argmax(axis=1)
    y[:n_wrong] = (y[:n_wrong] + 1) % 10
    panels = [day.draw_forward(model, x[0], y[0]), day.draw_mistakes(x, y, P), day.draw_weights(model.parameters[0])]
    counts = [len(fig.axes) for fig in panels]
    assert counts == [len(hidden) + 2, 12 if n_wrong > 6 else 6, 40]
    for fig in panels:
        day.plt.close(fig)


# the script


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The default run on the digits, once for all tests: results, what it printed, the folder it ran in."""
    pytest.importorskip("sklearn")
    folder = tmp_path_factory.mktemp("day_20")
    code = "import json, pathlib, mnist_numpy as day; r = day.main(['--save', 'kept.npz']); r.pop('confusion matrix')"
    code += "; pathlib.Path('results.json').write_text(json.dumps(r))"
    copy_of_the_day(folder)
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return SimpleNamespace(folder=folder, out=done.stdout, err=done.stderr)


def test_without_mnist_it_says_what_it_does_instead(story):
    assert story.out.isascii()
    assert story.err == ""
    assert "bundled digits" in story.out
    assert "python mnist_numpy.py --data mnist" in story.out
    names = sorted(path.name for path in (story.folder / "drawn").iterdir())
    assert names == [f"digits_{name}.png" for name in ("forward", "mistakes", "training", "weights")]
    for name in names:
        assert f"/drawn/{name}\n" in story.out
        assert (story.folder / "drawn" / name).stat().st_size < 300_000
    assert not (story.folder / "nothing").exists()


def test_a_second_run_prints_the_same(full_run, story, tmp_path):
    folder = tmp_path / story.folder.name
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, str(copy_of_the_day(folder))],
        env=environment(tmp_path, PYTHONIOENCODING="utf-8"),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout == story.out.replace("Saved: 'kept.npz'\n", "")


def test_digits_accuracy_beside_scikit_learn(story):
    """At least 97 %, within a point of scikit-learn's own network; the saved weights are the ones that were scored."""
    neural_network = pytest.importorskip("sklearn.neural_network")
    results = json.loads((story.folder / "results.json").read_text())
    (x, y), (x_test, y_test) = day.load_digits()
    theirs = neural_network.MLPClassifier((512, 256), max_iter=40, tol=0, n_iter_no_change=99, random_state=0)
    with pytest.warns(Warning, match="Maximum iterations"):
        theirs.fit(x, y)
    reference = theirs.score(x_test, y_test)
    assert results["test accuracy"] >= 0.97
    assert results["test accuracy"] >= reference - 0.01
    assert day.evaluate(day.load_weights(story.folder / "kept.npz"), x_test, y_test) == results["test accuracy"]
    assert results["wrong"] == round((1 - results["test accuracy"]) * len(y_test))
    assert results["nearest mean"] < results["test accuracy"]
    assert results["held-out accuracy"] == results["history"][-1][2]


def test_three_piles_without_overlap(tmp_path, monkeypatch, capsys):
    """What is learned from, what is watched and what is tested share no picture."""
    pytest.importorskip("sklearn")
    seen = []

    def look(model, x, y, epochs, batch_size, learning_rate, rng, on_epoch, optimizer):
        seen.extend([x, on_epoch.x])
        on_epoch(1, 0.5)

    monkeypatch.setattr(day, "train", look)
    monkeypatch.setattr(day, "__file__", str(tmp_path / "mnist_numpy.py"))
    day.main(["--data", "digits"])
    seen.append(day.load_digits()[1][0])
    assert [len(x) for x in seen] == [1214, 134, 449]
    learn, held_out, test = ({row.tobytes() for row in x} for x in seen)
    assert not learn & held_out
    assert not test & (learn | held_out)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--epochs", "0"], "epochs"),
        (["--learning-rate", "-1"], "learning_rate"),
        (["--learning-rate", "1e30"], "too high"),
        (["--hidden", "0"], "layer_sizes"),
        (["--seed", "-1"], "non-negative"),
        (["--save", "no/such/folder/w.npz"], "--save"),
        (["--save", "."], "--save"),
    ],
)
def test_wrong_options_end_in_one_line(options, word, tmp_path, monkeypatch, capsys):
    pytest.importorskip("sklearn")
    monkeypatch.setattr(day, "__file__", str(tmp_path / "mnist_numpy.py"))
    with pytest.raises(SystemExit) as stopped:
        day.main(["--data", "digits", *options])
    assert stopped.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert word in error


def test_a_damaged_file_in_the_data_folder_ends_in_one_line(tmp_path, capsys):
    write_mnist(tmp_path)
    (tmp_path / "MNIST" / "raw" / "t10k-images-idx3-ubyte.gz").write_bytes(PACKED[:20])
    for options in ([], ["--data", "mnist"]):
        with pytest.raises(SystemExit) as stopped:
            day.main(["--data-dir", str(tmp_path), *options])
        assert stopped.value.code == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        assert "t10k-images-idx3-ubyte.gz: damaged gzip" in error


def test_nothing_is_downloaded_unasked(tmp_path, monkeypatch, capsys):
    """Neither without MNIST, nor with one file missing; and what is there is used only if it is all there."""
    calls = pretend(monkeypatch, AssertionError("a download"))
    write_mnist(tmp_path)
    assert day.choose_data(None, tmp_path)[0] == "mnist"
    assert day.choose_data("mnist", tmp_path)[0] == "mnist"
    assert day.choose_data("digits", tmp_path)[0] == "digits"
    (tmp_path / "MNIST" / "raw" / "t10k-labels-idx1-ubyte.gz").unlink()
    capsys.readouterr()
    assert day.choose_data(None, tmp_path)[0] == "digits"
    assert "--data mnist" in capsys.readouterr().out
    assert not calls


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_keeps_the_best_weights(tmp_path):
    pytest.importorskip("sklearn")
    kept = tmp_path / "best weights.npz"
    command = [sys.executable, str(copy_of_the_day(tmp_path)), "--data", "digits", "--epochs", "100000"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    pipes["preexec_fn"] = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background ignores it
    with subprocess.Popen([*command, "--save", str(kept)], env=environment(tmp_path), **pipes) as process:
        try:
            deadline = time.monotonic() + 60
            while not kept.exists() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err.count("\n") == 1
    assert err.startswith("Stopped by Ctrl-C")
    assert str(kept) in err
    assert "figure" not in out
    assert [path.name for path in tmp_path.glob("*npz*")] == [kept.name]
    _, (x, y) = day.load_digits()
    assert day.evaluate(day.load_weights(kept), x, y) > 0.5


def test_ctrl_c_without_save_says_so(tmp_path, monkeypatch, capsys):
    pytest.importorskip("sklearn")

    def interrupted(model, x, y, epochs, batch_size, learning_rate, rng, on_epoch, optimizer):
        on_epoch(1, 0.5)
        raise KeyboardInterrupt

    monkeypatch.setattr(day, "train", interrupted)
    with pytest.raises(SystemExit) as stopped:
        day.main(["--data", "digits"])
    assert stopped.value.code == 130
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "--save" in error


def test_the_benchmark_is_polite_without_mnist(tmp_path):
    script = FOLDER.parent / "benchmarks" / "day_20_mnist_numpy.py"
    command = [sys.executable, str(script), "--data-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "MNIST is not here" in done.stdout


# the real thing


@pytest.mark.mnist
def test_baselines_as_published(full_run):
    """Nearest average image 82.03 %, always a one 11.35 %: facts of the data, known before any network."""
    (x, y), (x_test, y_test) = day.load_mnist(MNIST)
    assert np.mean(day.nearest_mean(x, y, x_test) == y_test) == pytest.approx(0.8203, abs=1e-9)
    assert np.mean(y_test == np.bincount(y).argmax()) == 0.1135


def mnist_run(seed, tmp_path, monkeypatch):
    monkeypatch.setattr(day, "__file__", str(tmp_path / "mnist_numpy.py"))
    return day.main(["--data", "mnist", "--data-dir", str(MNIST), "--seed", str(seed)])


@pytest.mark.mnist
def test_the_default_recipe_on_mnist(full_run, tmp_path, monkeypatch, capsys):
    results = mnist_run(0, tmp_path, monkeypatch)
    assert results["test accuracy"] >= 0.982
    assert results["confusion matrix"].sum(axis=1).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.trace(results["confusion matrix"]) == 10000 - results["wrong"]
    out = capsys.readouterr().out
    assert "55,000 pictures to learn from, 5,000 to watch, 10,000 for the test." in out
    assert "/drawn/mnist_confusion.png\n" in out


@pytest.mark.mnist
@pytest.mark.slow
def test_four_seeds_of_five_reach_the_goal(tmp_path, monkeypatch):
    accuracies = [mnist_run(seed, tmp_path, monkeypatch)["test accuracy"] for seed in range(5)]
    assert sum(accuracy >= 0.982 for accuracy in accuracies) >= 4, accuracies


@pytest.mark.mnist
@pytest.mark.slow
def test_eight_hundred_units_make_simards_error():
    """Simard, Steinkraus and Platt 2003: one hidden layer of 800, cross-entropy, no distortions: 1.6 % wrong."""
    (x, y), (x_test, y_test) = day.load_mnist(MNIST)
    rng = np.random.default_rng(0)
    model = day.MLP([784, 800, 10], rng)
    learner, optimizer = form("fast", model)
    day.train(learner, x, y, 10, 128, 2e-3, rng, optimizer=optimizer)
    assert 1 - day.evaluate(model, x_test, y_test) == pytest.approx(0.016, abs=0.002)
