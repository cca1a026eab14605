"""Day 20 beside PyTorch: seconds per epoch, where they go, and what the default recipe reaches on MNIST.

    python benchmarks/day_20_mnist_numpy.py            the seconds and where they go (about 2 minutes)
    python benchmarks/day_20_mnist_numpy.py --seeds    also the default recipe on five seeds, and variations of it
                                                       (about 6 minutes more)
    --record                                           writes them to benchmarks/day_20.json, which the README quotes,
                                                       and with --seeds redraws the README's MNIST pictures

Needs MNIST (folder data/, or MNIST_DATA). A time is the shortest of several that took turns: whatever else the machine
does only makes a run longer. An epoch is timed as five times a fifth of one, since short runs find more quiet moments.
"""

import argparse
import contextlib
import io
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402

try:
    import resource  # counts page faults; Windows has no such module
except ImportError:
    resource = None

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "day_20_mnist_numpy"))
import mnist_numpy  # noqa: E402

RECIPE = mnist_numpy.RECIPES["mnist"]
SIZES = [784, *RECIPE["hidden"], 10]
FORMS = ("clear", "fast")


def learner(form, model):
    """What `train` needs for a model in the clear or the fast form: the network and the optimizer."""
    if form == "fast":
        return mnist_numpy.FastMLP(model), mnist_numpy.FastAdam()
    return model, mnist_numpy.Adam()


def numpy_epoch(form, sizes, x, y, batch_size):
    network, optimizer = learner(form, mnist_numpy.MLP(sizes, np.random.default_rng(0)))
    rng = np.random.default_rng(0)
    start = time.perf_counter()
    mnist_numpy.train(network, x, y, 1, batch_size, RECIPE["learning_rate"], rng, optimizer=optimizer)
    return time.perf_counter() - start


def torch_epoch(torch, x, y, **options):
    """The same network, loss, batch size and learning rate in PyTorch; `options` go to its Adam."""
    layers = [layer for pair in pairwise(SIZES) for layer in (torch.nn.Linear(*pair), torch.nn.ReLU())]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.Adam(model.parameters(), lr=RECIPE["learning_rate"], **options)
    start = time.perf_counter()
    order = torch.randperm(len(x))
    for batch in order.split(RECIPE["batch_size"]):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
        optimizer.step()
    return time.perf_counter() - start


def epochs(x, y, rounds):
    """Seconds per epoch in both forms and in PyTorch with two kinds of Adam, and the fast form's share of each."""
    import torch

    torch.set_num_threads(1)
    n = len(x) // 5
    x, y = x[:n], y[:n]
    tensors = torch.from_numpy(x), torch.from_numpy(y)
    runs = {
        "NumPy, clear form": lambda: numpy_epoch("clear", SIZES, x, y, RECIPE["batch_size"]),
        "NumPy, fast form": lambda: numpy_epoch("fast", SIZES, x, y, RECIPE["batch_size"]),
        "PyTorch, Adam()": lambda: torch_epoch(torch, *tensors),
        "PyTorch, Adam(fused=True)": lambda: torch_epoch(torch, *tensors, fused=True),
    }
    times = [{name: run() for name, run in runs.items()} for _ in range(rounds)]
    shortest = {name: 5 * min(row[name] for row in times) for name in runs}
    fast = shortest["NumPy, fast form"]
    record = {name: [round(seconds, 2), round(fast / seconds, 2)] for name, seconds in shortest.items()}
    return {"seconds per epoch, fast form over it": record, "PyTorch version": torch.__version__}


def page_faults():
    """How many times so far the system had to hand this process a page of memory; 0 where nobody counts them."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt if resource else 0


def digits_steps(rounds):
    """A step on the digits in both forms: milliseconds and page faults."""
    (x, y), _ = mnist_numpy.load_digits()
    batch_size = mnist_numpy.RECIPES["digits"]["batch_size"]
    n_steps = math.ceil(len(x) / batch_size)
    seconds, faults = {form: [] for form in FORMS}, {form: [] for form in FORMS}
    for form in FORMS * rounds:
        before = page_faults()
        seconds[form].append(numpy_epoch(form, [64, *SIZES[1:]], x, y, batch_size) / n_steps)
        faults[form].append((page_faults() - before) / n_steps)
    return {form: [round(1000 * min(seconds[form]), 2), round(statistics.median(faults[form]))] for form in FORMS}


def all_products(layers, deltas, weights):
    """The products of matrices in one training step, and nothing else."""
    for k, W in enumerate(weights):
        layers[k] @ W
        layers[k].T @ deltas[k]
        if k > 0:
            deltas[k] @ W.T


def pieces(x, y, repeats=400):
    """Milliseconds of the pieces of one MNIST step, [clear, fast]: the shortest of `repeats` that took turns."""
    rng, clock = np.random.default_rng(0), time.perf_counter
    model = mnist_numpy.MLP(SIZES, rng)
    learners = {form: learner(form, model) for form in FORMS}
    times = {form: [] for form in FORMS}
    for form in FORMS * repeats:
        network, optimizer = learners[form]
        rows = rng.integers(len(x), size=RECIPE["batch_size"])
        marks = [clock()]
        batch = x[rows]
        marks.append(clock())
        _, gradients = network.loss_and_gradients(batch, y[rows])
        marks.append(clock())
        optimizer.step(model.parameters, gradients)
        marks.append(clock())
        times[form].append(np.diff(marks))
    layers = model.forward(x[: RECIPE["batch_size"]])
    products = []
    for _ in range(repeats):
        start = clock()
        all_products(layers, layers[1:], model.parameters[0::2])  # a delta has the shape of its layer
        products.append(clock() - start)
    products = min(products)
    rows = {"matrix products": [], "Adam": [], "fetching the batch": [], "the rest": []}
    for form in FORMS:
        fetch, both, adam = np.min(times[form], axis=0)
        for name, seconds in zip(rows, (products, adam, fetch, both - products), strict=True):
            rows[name].append(round(1000 * float(seconds), 2))
    rows["together"] = [round(sum(column), 2) for column in zip(*rows.values(), strict=True)]
    return {"one step on MNIST, milliseconds: clear, fast": rows}


def default_run(folder, *options):
    """What the script's own main() gives on MNIST, its story kept quiet, and its seconds of processor time."""
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        results = mnist_numpy.main(["--data", "mnist", "--data-dir", str(folder), *options])
    return results, round(time.process_time() - start)


def percent(share):
    return round(100 * float(share), 2)


def seeds(folder, save, redraw):
    """The default recipe on seeds 0 to 4 (seed 0 last, so that its figures and weights stay), and seed 0's details."""
    rows = []
    for seed in (4, 3, 2, 1, 0):
        results, seconds = default_run(folder, "--seed", str(seed), "--save", str(save), *redraw)
        held_out, test = percent(results["held-out accuracy"]), percent(results["test accuracy"])
        rows.insert(0, [seed, held_out, test, results["wrong"], seconds])
        print("seed, held out %, test %, wrong, seconds:", *rows[0], flush=True)
    mistakes = results["confusion matrix"] * (1 - np.eye(10, dtype=int))
    accuracies = [row[2] for row in rows]
    pairs = [divmod(int(i), 10) for i in np.argsort(-mistakes.ravel(), kind="stable")[:5]]
    return {
        "seed, held out %, test %, wrong, seconds": rows,
        "test %: median, standard deviation": [statistics.median(accuracies), round(statistics.stdev(accuracies), 2)],
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
    network, optimizer = learner("fast", model)
    settings = (RECIPE[key] for key in ("epochs", "batch_size", "learning_rate"))
    mnist_numpy.train(network, x, y, *settings, rng, optimizer=optimizer)
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
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("MNIST_DATA") or mnist_numpy.DATA))
    args = parser.parse_args()
    if not mnist_numpy.has_mnist(args.data_dir):
        print("day 20: MNIST is not here; day_20_mnist_numpy/README.md says how to get it. Nothing measured.")
        return
    path = HERE / "day_20.json"
    known = args.record and not args.seeds and path.exists()
    record = json.loads(path.read_text(encoding="utf-8")) if known else {}
    record |= {"date": str(date.today()), "Python": platform.python_version(), "NumPy": np.__version__}
    record |= {"cores": os.cpu_count(), "network": SIZES, "batch size": RECIPE["batch_size"], "threads": 1}
    record["a step on the digits: milliseconds, page faults"] = digits_steps(args.rounds)
    (x, y), _ = mnist_numpy.load_mnist(args.data_dir)
    record["the same after MNIST was loaded"] = digits_steps(args.rounds)
    record |= epochs(x, y, args.rounds)
    record |= pieces(x, y)
    if args.seeds:
        with tempfile.TemporaryDirectory() as folder:
            weights = Path(folder) / "weights.npz"
            record |= seeds(args.data_dir, weights, ["--redraw"] if args.record else [])
            record |= variations(args.data_dir, weights)
    for name, value in record.items():
        print(f"{name}: {value}")
    if args.record:
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        print(f"written: {path.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
