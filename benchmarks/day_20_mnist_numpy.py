"""Day 20 beside PyTorch: seconds per epoch, where they go, and what the default recipe reaches on MNIST.

    python benchmarks/day_20_mnist_numpy.py            the ratio and the shares (about 1 minute)
    python benchmarks/day_20_mnist_numpy.py --seeds    also the default recipe on five seeds, and variations of it
                                                       (about 6 minutes more)
    --record                                           writes them to benchmarks/day_20.json, which the README quotes

Needs MNIST (folder data/, or MNIST_DATA).
"""

import argparse
import contextlib
import io
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["MPLBACKEND"] = "Agg"

import numpy as np  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "day_20_mnist_numpy"))
import mnist_numpy  # noqa: E402

SIZES = [784, *mnist_numpy.RECIPES["mnist"]["hidden"], 10]
BATCH = mnist_numpy.RECIPES["mnist"]["batch_size"]
RATE = mnist_numpy.RECIPES["mnist"]["learning_rate"]
EPOCHS = mnist_numpy.RECIPES["mnist"]["epochs"]


def numpy_epoch(model, x, y):
    start = time.perf_counter()
    mnist_numpy.train(model, x, y, 1, BATCH, RATE, np.random.default_rng(0))
    return time.perf_counter() - start


def torch_epoch(torch, model, optimizer, x, y):
    start = time.perf_counter()
    order = torch.randperm(len(x))
    for i in range(0, len(x), BATCH):
        batch = order[i : i + BATCH]
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
        optimizer.step()
    return time.perf_counter() - start


def compare(x, y, rounds):
    """Seconds per epoch of both, alternating, one thread each; the median of `rounds` after one to warm up."""
    import torch

    torch.set_num_threads(1)
    ours = mnist_numpy.MLP(SIZES, np.random.default_rng(0))
    layers = [
        layer for pair in zip(SIZES, SIZES[1:], strict=False) for layer in (torch.nn.Linear(*pair), torch.nn.ReLU())
    ]
    theirs = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.Adam(theirs.parameters(), lr=RATE)
    tensors = torch.from_numpy(x), torch.from_numpy(y)
    times = [(numpy_epoch(ours, x, y), torch_epoch(torch, theirs, optimizer, *tensors)) for _ in range(rounds + 1)][1:]
    mine, other = (statistics.median(column) for column in zip(*times, strict=True))
    return {
        "NumPy seconds per epoch": round(mine, 1),
        "PyTorch seconds per epoch": round(other, 1),
        "NumPy over PyTorch": round(statistics.median(a / b for a, b in times), 2),
        "PyTorch version": torch.__version__,
    }


def shares(x, y, repeats=400):
    """Median milliseconds of one training step's pieces, and their share in percent; the pieces take turns."""
    rng, model, optimizer = (
        np.random.default_rng(0),
        mnist_numpy.MLP(SIZES, np.random.default_rng(0)),
        mnist_numpy.Adam(),
    )
    weights, clock, times = model.parameters[0::2], time.perf_counter, []
    for _ in range(repeats):
        rows, marks = rng.integers(len(x), size=BATCH), [clock()]
        batch = x[rows]
        marks.append(clock())
        _, gradients = model.loss_and_gradients(batch, y[rows])
        marks.append(clock())
        optimizer.step(model.parameters, gradients)
        marks.append(clock())
        layers = model.forward(batch)
        marks.append(clock())
        for i, W in enumerate(weights):
            layers[i] @ W  # forward
            layers[i].T @ layers[i + 1]  # as dear as the gradient of W
            if i > 0:
                layers[i + 1] @ W.T  # as dear as the gradient of the layer's input
        marks.append(clock())
        times.append(np.diff(marks))
    fetch, both, adam, _, products = 1000 * np.median(times, axis=0)
    pieces = {"matrix products": products, "Adam": adam, "fetching the batch": fetch, "the rest": both - products}
    total = fetch + both + adam
    return {name: [round(float(ms), 2), round(float(100 * ms / total))] for name, ms in pieces.items()}


def default_run(folder, *options):
    """What the script's own main() gives on MNIST, its story kept quiet, and the seconds it took, figures and all."""
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        results = mnist_numpy.main(["--data", "mnist", "--data-dir", str(folder), *options])
    return results, round(time.perf_counter() - start)


def percent(share):
    return round(100 * float(share), 2)


def seeds(folder, save):
    """The default recipe on seeds 0 to 4 (seed 0 last, so that its figures and weights stay), and seed 0's details."""
    rows = []
    for seed in (4, 3, 2, 1, 0):
        results, seconds = default_run(folder, "--seed", str(seed), "--save", str(save))
        held_out, test = percent(results["held-out accuracy"]), percent(results["test accuracy"])
        rows.insert(0, [seed, held_out, test, results["wrong"], seconds])
        print("seed, held out %, test %, wrong, seconds:", *rows[0], flush=True)
    mistakes = results["confusion matrix"] * (1 - np.eye(10, dtype=int))
    pairs = [divmod(int(i), 10) for i in np.argsort(-mistakes.ravel(), kind="stable")[:5]]
    return {
        "seed, held out %, test %, wrong, seconds": rows,
        "median test %": statistics.median(row[2] for row in rows),
        "seed 0: epoch, training loss, held-out loss, held-out %": [
            [epoch, round(loss, 4), round(held_out_loss, 4), percent(accuracy)]
            for epoch, (loss, held_out_loss, accuracy) in enumerate(results["history"], start=1)
        ],
        "seed 0: baselines, right % and wrong": [
            [percent(results[name]), round(10000 * (1 - results[name]))]
            for name in ("most common digit", "nearest mean", "test accuracy")
        ],
        "seed 0: sure on average %": percent(results["mean confidence"]),
        "seed 0: truth, read as, how often": [[*pair, int(mistakes[pair])] for pair in pairs],
    }


def shifted(x, dy, dx):
    """The images moved by (dy, dx) pixels; MNIST's empty rim makes it safe to roll."""
    return np.roll(x.reshape(-1, 28, 28), (dy, dx), axis=(1, 2)).reshape(len(x), -1)


def trained(x, y, hidden):
    rng = np.random.default_rng(0)
    model = mnist_numpy.MLP([784, *hidden, 10], rng)
    mnist_numpy.train(model, x, y, EPOCHS, BATCH, RATE, rng)
    return model


def variations(folder, save):
    """What changes when the network or the pictures do; all 60000 images, the last epoch's weights, seed 0."""
    (x, y), (x_test, y_test) = mnist_numpy.load_mnist(folder)
    score = mnist_numpy.evaluate
    record = {}
    for hidden in ([], [32], [512], SIZES[1:-1]):
        model = trained(x, y, hidden)
        record[f"hidden {hidden}: weights, test %"] = [
            sum(p.size for p in model.parameters),
            percent(score(model, x_test, y_test)),
        ]
    order = np.random.default_rng(1).permutation(784)
    model = trained(x[:, order], y, SIZES[1:-1])
    record["pixels shuffled: test %"] = percent(score(model, x_test[:, order], y_test))
    model = mnist_numpy.load_weights(save)
    record["test images moved right by, test %"] = [
        [dx, percent(score(model, shifted(x_test, 0, dx), y_test))] for dx in range(5)
    ]
    moves, where = [(0, -1), (0, 1), (-1, 0), (1, 0)], np.random.default_rng(2).integers(4, size=len(x))
    moved = np.empty_like(x)
    for k, move in enumerate(moves):
        moved[where == k] = shifted(x[where == k], *move)
    model = trained(np.concatenate([x, moved]), np.tile(y, 2), SIZES[1:-1])
    record["with one moved copy of every image: test %"] = percent(score(model, x_test, y_test))
    return record


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", action="store_true", help="also the default recipe on seeds 0 to 4")
    parser.add_argument("--record", action="store_true", help="write benchmarks/day_20.json; then mend the README")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("MNIST_DATA") or mnist_numpy.DATA))
    args = parser.parse_args()
    try:
        (x, y), _ = mnist_numpy.load_mnist(args.data_dir)
    except FileNotFoundError as error:
        print(
            f"day 20: MNIST is not here ({error}); day_20_mnist_numpy/README.md says how to get it. Nothing measured."
        )
        return
    path = HERE / "day_20.json"
    record = json.loads(path.read_text(encoding="utf-8")) if args.record and path.exists() else {}
    record |= {"date": str(date.today()), "Python": platform.python_version(), "NumPy": np.__version__}
    record |= {"cores": os.cpu_count(), "network": SIZES, "batch size": BATCH, "threads": 1}
    record |= compare(x, y, args.rounds)
    record["one step, milliseconds and percent"] = shares(x, y)
    if args.seeds:
        with tempfile.TemporaryDirectory() as folder:
            record |= seeds(args.data_dir, Path(folder) / "weights.npz")
            record |= variations(args.data_dir, Path(folder) / "weights.npz")
    for name, value in record.items():
        print(f"{name}: {value}")
    if args.record:
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        print(f"written: {path.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
