"""What every test shares: `--day`, the three proofs of an exercise, the board at the end."""

import ast
import functools
import os
import re
import shutil
import subprocess
import sys
import timeit
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# One thread each, before NumPy is loaded: two on a busy machine can be many times slower.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
os.environ["MPLBACKEND"] = "Agg"

import grading  # noqa: E402
import judge  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))
from companion.days import script_of  # noqa: E402

DAY_FOLDERS = {int(folder.name[4:6]): folder for folder in sorted(ROOT.glob("day_[0-9][0-9]_*"))}
sys.path += map(str, DAY_FOLDERS.values())
Run = namedtuple("Run", "returncode stdout stderr seconds folder again")

REVIEW_DAYS = {7, 14, 21, 29}

STATES = {"passed": "done", "skipped": "not started", "failed": "not yet"}
MARKS = {"done": "[x]", "not started": "[ ]", "not yet": "[!]"}


def pytest_addoption(parser):
    parser.addoption("--day", help="only these days: 5, or 1-7")
    parser.addoption("--slow", action="store_true", help="also the tests that take over two minutes")
    parser.addoption("--journal", help="for the judge: grade in this process, and note here what happens")
    parser.addoption("--fresh", action="store_true", help="a fresh clone: every exercise must be untouched")


def pytest_configure(config):
    config.board = {}  # {day: {exercise number: state}}
    config.verdicts = {}  # {node id: Verdict} of the learner's own exercises
    config.selected_days = set(DAY_FOLDERS)
    if config.getoption("--day"):
        config.selected_days = parse_days(config.getoption("--day"))


def parse_days(text):
    """The set of days that '5' or '1-7' names; raises pytest.UsageError on anything else, or when none exists."""
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", text)
    if not match:
        raise pytest.UsageError(f"--day wants a day (5) or a range (1-7), got {text!r}")
    first, last = int(match[1]), int(match[2] or match[1])
    days = set(range(first, last + 1)) & set(DAY_FOLDERS)
    if not days:
        raise pytest.UsageError(f"--day {text}: there is no such day here yet")
    return days


def pytest_ignore_collect(collection_path, config):
    """Under --day, do not even import the other days' tests, nor those of the whole house."""
    named = config.args_source == pytest.Config.ArgsSource.ARGS  # files named on the command line are wanted
    if not config.getoption("--day") or collection_path.suffix != ".py" or named:
        return None
    match = re.search(r"test_(?:day|exercises)_(\d\d)$", collection_path.stem)
    return not match or int(match[1]) not in config.selected_days


def pytest_generate_tests(metafunc):
    if "exercises" in metafunc.fixturenames:
        metafunc.parametrize("exercises", ["stub", "solution", "yours"], indirect=True)
    if "day" in metafunc.fixturenames:
        metafunc.parametrize("day", sorted(metafunc.config.selected_days), ids="day {}".format)


def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.get_closest_marker("mnist") and not has_mnist():
            item.add_marker(pytest.mark.skip(reason="MNIST is not here: day 20's README says how to get it"))
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="takes over two minutes: make test-all runs it"))


def has_mnist():
    raw = Path(os.environ.get("MNIST_DATA", ROOT / "data")) / "MNIST" / "raw"
    return any(raw.glob("train-images-idx3-ubyte*"))


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture(scope="session")
def full_run(request):
    """For tests of a second and more: `--day` is the quick check and leaves them to `make test`."""
    if request.config.getoption("--day"):
        pytest.skip("takes a while: `make test` does it; --day is the quick check")


@pytest.fixture(scope="session")
def torch(request):
    """PyTorch as the referee. Importing it takes longer than a day's tests, so `--day` leaves it to the full run."""
    if request.config.getoption("--day") and min(request.config.selected_days) < 22:
        pytest.skip("compared with PyTorch by `make test`; --day is the quick check")
    return pytest.importorskip("torch")


def offline_environment():
    """The environment of a stranger's bare console: no network, no display, ASCII only, no data folder."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "MPLBACKEND", "MNIST_DATA")
    }
    return environment | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parent / "offline")}


@pytest.fixture(scope="session")
def run(tmp_path_factory):
    """run(day) → what the day's script printed, copied out alone, and `again`, what it printed in a second copy.

    Both start side by side, once a session: the first from outside its folder, the second from within, where nothing
    can be drawn, and with a notebook's setting that names a Matplotlib backend which is not installed.
    """
    import matplotlib.font_manager  # noqa: F401  (the first import on a machine builds the font cache and says so)

    results = {}

    def run_once(day):
        if day not in results:
            name = DAY_FOLDERS[day].name
            plain = shutil.ignore_patterns("drawn", "__pycache__")  # not what the learner's own runs have left
            folders = [tmp_path_factory.mktemp("alone") / name for _ in range(2)]
            copies = [shutil.copytree(DAY_FOLDERS[day], folder, ignore=plain) for folder in folders]
            shutil.rmtree(copies[0] / "figures")  # what it draws goes to drawn/
            (copies[1] / "drawn").write_text("a file in the way of the figures")
            notebook = {"MPLBACKEND": "module://no_such_package.backend"}
            clock = tmp_path_factory.mktemp("clock") / "seconds"
            with ThreadPoolExecutor() as pool:
                again = pool.submit(start_script, script_of(copies[1]).name, copies[1], **notebook)
                done = start_script(script_of(copies[0]), copies[0].parent, SECONDS_FILE=str(clock))
            seconds = float(clock.read_text()) if clock.exists() else np.inf  # of the processor
            results[day] = Run(done.returncode, done.stdout, done.stderr, seconds, copies[0], again.result())
        return results[day]

    return run_once


def start_script(script, folder, **more):
    words = [sys.executable, str(script)]
    return subprocess.run(words, env=offline_environment() | more, cwd=folder, capture_output=True, text=True)


class Stub:
    """Exercises in which nothing has been started."""

    def __getattr__(self, name):
        def not_started(*args, **kwargs):
            raise NotImplementedError

        return not_started


@pytest.fixture
def exercises(request):
    if request.param == "stub":
        return Stub()
    folder = DAY_FOLDERS[int(request.path.stem[-2:])]
    return grading.Learner(folder / {"solution": "solutions.py", "yours": "exercises.py"}[request.param])


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """The learner's own answers are graded in a process of their own; here only the verdicts are repeated."""
    item, config = pyfuncitem, pyfuncitem.config
    if not is_yours(item) or config.getoption("--journal") or nothing_started(item):
        return None
    if item.nodeid not in config.verdicts:
        names = [other.nodeid for other in item.session.items if is_yours(other) and not nothing_started(other)]
        config.verdicts |= judge.grade(names)
    verdict = config.verdicts[item.nodeid]
    print(verdict.printed, end="")
    item.user_properties.append(("checks", verdict.checks))
    if verdict.state == "not started":
        raise NotImplementedError
    if verdict.state == "not yet":
        raise AssertionError(verdict.message)
    return True


def is_yours(item):
    return getattr(item, "callspec", None) is not None and item.callspec.params.get("exercises") == "yours"


def nothing_started(item):
    """Whether the learner's file still holds stubs only, so that grading it needs no process of its own."""
    return stubs_only(DAY_FOLDERS[int(item.path.stem[-2:])] / "exercises.py")


@functools.cache
def stubs_only(path):
    """Whether a file holds nothing but imports and functions that raise NotImplementedError."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return False
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    others = [
        node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.Import | ast.ImportFrom | ast.Expr)
    ]
    return not others and all(ast.unparse(f.body[-1]) == "raise NotImplementedError" for f in functions)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Grade: a stub must count as not started, a solution must pass and prove the mistakes, yours may be anything."""
    if "exercises" not in getattr(item, "fixturenames", ()):
        return (yield)
    who = item.callspec.params["exercises"]
    grading.start()
    if who == "yours":
        return (yield from grade_yours(item))
    try:
        result = yield
    except NotImplementedError:
        if who == "solution":
            raise
        return None
    if who == "stub":
        pytest.fail("this grader passes, or decides, without calling the exercise")
    prove_the_grader()
    return result


def grade_yours(item):
    """Run a grader on the learner's own answer, and turn whatever happens into done, not yet or not started."""
    grading.journal = item.config.getoption("--journal")
    grading.note(begins=item.nodeid)
    state, message, result = "done", "", None
    try:
        result = yield
    except NotImplementedError:
        state = "not started"
    except AssertionError as error:
        state, message = "not yet", str(error)
    except Exception as error:  # the grader stumbles over what the learner's function has returned
        if not grading.last_call:
            raise
        state, message = "not yet", grading.unusable_answer(error)
    if not any(name == "checks" for name, _ in item.user_properties):
        item.user_properties.append(("checks", len(grading.calls)))
    grading.note(
        ends=item.nodeid, state=state, message=message, checks=len(grading.calls), printed="".join(grading.printed)
    )
    if state == "not started":
        raise pytest.skip.Exception("not started")
    if state == "not yet":
        raise pytest.fail.Exception(message, pytrace=False)
    if item.config.getoption("--fresh"):
        pytest.fail("exercises.py holds an answer: a fresh clone must hold stubs only", pytrace=False)
    return result


def prove_the_grader():
    count = len(grading.calls)
    assert count >= 2, "a grader needs several inputs: call expect() at least twice"
    unproven = list(grading.unproven_mistakes())
    del grading.calls[count:]
    assert not unproven, f"these mistakes are not rejected under their own name: {unproven}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    match = re.fullmatch(r"test_(\d+)_(\d+)_\w+\[yours\]", item.name)
    if match and (report.when == "call" or report.outcome != "passed"):
        item.config.board.setdefault(int(match[1]), {})[int(match[2])] = STATES[report.outcome]
    return report


def pytest_terminal_summary(terminalreporter, config):
    """The closing board: every exercise of the days that ran, in ASCII so that any console can show it."""
    if not config.board:
        return
    terminalreporter.section("your exercises")
    for day, states in sorted(config.board.items()):
        marks = " ".join(f"{day}.{number}{MARKS[state]}" for number, state in sorted(states.items()))
        count = list(states.values()).count("done")
        terminalreporter.write_line(f"day {day:2d}   {marks}   {count} of {len(states)} done")
    terminalreporter.write_line("[x] done   [!] not yet   [ ] not started      what is next: python learn.py")


# X, y and what the refusal says, for any model that takes a table and a label or number for each row
BAD_DATA = [
    (np.ones(3), [0, 1, 1], "X must"),
    (np.ones((0, 2)), [], "X must"),
    (np.ones((2, 0)), [0, 1], "X must"),
    ([[1.0], [np.nan]], [0, 1], "X must"),
    ([[1.0], [np.inf]], [0, 1], "X must"),
    (np.ones((3, 1)), [[0], [1], [1]], r"y must .*\(3, 1\)"),
    (np.ones((3, 1)), [0, 1], r"y must .*\(2,\)"),
    (np.ones((2, 1)), [0.0, np.nan], "y must"),
    (np.ones((2, 1)), [0.0, np.inf], "y must"),
]


def seconds(function, repetitions):
    """The shortest of several runs: whatever disturbs a run only makes it longer."""
    return min(timeit.repeat(function, number=1, repeat=repetitions))


def exercise_names(path):
    """The public functions and classes of a file, in order, with their docstrings; nothing is imported."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name: ast.get_docstring(node) or "" for node in tree.body if isinstance(node, kinds)}
