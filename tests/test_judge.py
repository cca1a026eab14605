"""The judge in its own process: an answer that hangs, crashes or eats memory fails alone; the others are graded."""

import os
import shutil
import subprocess
import sys
import time

import judge
import pytest
from conftest import ROOT, offline_environment

GRADER = """from grading import expect


def test_3_1_double(exercises):
    expect(exercises.double(2), 4)
    expect(exercises.double(0), 0)


def test_3_2_half(exercises):
    expect(exercises.half(2), 1)
    expect(exercises.half(0), 0)


def test_3_3_pair(exercises):
    first, second = exercises.pair(1)
    expect(first, 1)
    expect(second, 1)
"""
SOLUTIONS = "def double(x):\n    return 2 * x\n\n\ndef half(x):\n    return x / 2\n\n\ndef pair(x):\n    return x, x\n"
STUBS = "\n\n".join(f"def {name}(x):\n    raise NotImplementedError\n" for name in ("double", "half", "pair"))


@pytest.fixture
def house(tmp_path):
    """A repository of one made-up day with three exercises."""
    (tmp_path / "tests").mkdir()
    for name in ("pyproject.toml", "learn.py"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("conftest.py", "grading.py", "judge.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    if (ROOT / "companion").exists():
        shutil.copytree(ROOT / "companion", tmp_path / "companion", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests" / "test_exercises_03.py").write_text(GRADER, encoding="utf-8")
    day = tmp_path / "day_03_made_up"
    day.mkdir()
    (day / "solutions.py").write_text(SOLUTIONS, encoding="utf-8")
    (day / "exercises.py").write_text(STUBS, encoding="utf-8")
    return tmp_path


def answer(house, **bodies):
    """Replace stubs by these bodies."""
    text = (house / "day_03_made_up" / "exercises.py").read_text(encoding="utf-8")
    for name, body in bodies.items():
        lines = "\n".join("    " + line for line in body.splitlines())
        text = text.replace(f"def {name}(x):\n    raise NotImplementedError\n", f"def {name}(x):\n{lines}\n")
    (house / "day_03_made_up" / "exercises.py").write_text(text, encoding="utf-8")


def grade(house, monkeypatch, seconds=20):
    """{exercise name: Verdict} of the three."""
    monkeypatch.setattr(judge, "ROOT", house)
    monkeypatch.setattr(judge, "SECONDS", seconds)
    names = [f"test_3_{i}_{name}" for i, name in enumerate(("double", "half", "pair"), start=1)]
    verdicts = judge.grade([f"tests/test_exercises_03.py::{name}[yours]" for name in names])
    assert len(verdicts) == 3
    return {node_id.split("_")[-1][: -len("[yours]")]: verdict for node_id, verdict in verdicts.items()}


HOSTILE = {
    "a loop inside C": ("import itertools\nreturn sum(itertools.count())", "was stopped after 5 seconds"),
    "a number too large": ("return 3 ** 10**9", "was stopped after 5 seconds"),
    "an exit": ("import os\nos._exit(0)", "ended Python itself"),
    "a crash": ("import ctypes\nctypes.string_at(0)", "ended Python itself"),
    "a deep recursion": (
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n    return f(n + 1) + 1\nreturn f(0)",
        "",  # how it ends depends on the system
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_only_the_hostile_answer_fails(name, house, monkeypatch):
    body, words = HOSTILE[name]
    answer(house, double=body, half="return x / 2", pair="return x, x + 1")
    verdicts = grade(house, monkeypatch, seconds=5)
    assert verdicts["double"].state == "not yet"
    assert "double(2) " in verdicts["double"].message
    assert words in verdicts["double"].message
    assert verdicts["half"].state == "done"
    assert verdicts["pair"].state == "not yet"
    assert "expected 1" in verdicts["pair"].message


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system sets no limit")
@pytest.mark.parametrize(
    "body",
    ["import numpy as np\nreturn np.ones(10**10).sum()", "a = [0]\nwhile True:\n    a += a"],
    ids=["table", "list"],
)
def test_memory_is_bounded_and_the_next_exercise_has_all_of_it(body, house, monkeypatch):
    most = "import numpy as np\nreturn np.ones(9 * 10**7).sum() * x / 18e7"  # 0.7 gigabytes
    answer(house, double=body, half=most, pair="return x, x")
    verdicts = grade(house, monkeypatch)
    assert verdicts["double"].message == "double(2) needs more than a gigabyte: is there a table that is too large?"
    assert (verdicts["half"].state, verdicts["half"].message) == ("done", "")
    assert verdicts["pair"].state == "done"


def test_what_is_printed_comes_back_and_what_is_not_started_is_said(house, monkeypatch):
    answer(house, double="print('x is', x)\nreturn 2 * x", half="print('never')\nraise NotImplementedError")
    verdicts = grade(house, monkeypatch)
    assert verdicts["double"] == judge.Verdict("done", "", 2, "x is 2\nx is 0\n")
    assert (verdicts["half"].state, verdicts["half"].checks) == ("not started", 0)


def test_a_forgotten_return_is_named_where_the_grader_unpacks(house, monkeypatch):
    answer(house, pair="x, x")
    assert grade(house, monkeypatch)["pair"].message == "pair(1) returned None: did you forget `return`?"
    (house / "day_03_made_up" / "exercises.py").write_text("def pair(x):\n    return [x]\n", encoding="utf-8")
    message = grade(house, monkeypatch)["pair"].message
    assert message.startswith("wrong type: pair(1) returned a list: [1]. See what the stub asks for")


def test_each_save_is_graded_even_within_one_second(house, monkeypatch):
    """Two versions of the same size and time stamp: Python's bytecode cache cannot tell them apart."""
    path = house / "day_03_made_up" / "exercises.py"
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for factor, state in ((3, "not yet"), (2, "done"), (4, "not yet")):
        path.write_text(SOLUTIONS.replace("2 * x", f"{factor} * x"), encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        assert grade(house, monkeypatch)["double"].state == state


def test_a_file_that_ends_python_while_it_loads(house, monkeypatch):
    path = house / "day_03_made_up" / "exercises.py"
    path.write_text("import os\nos._exit(3)\n" + SOLUTIONS, encoding="utf-8")
    verdicts = grade(house, monkeypatch)
    assert {verdict.state for verdict in verdicts.values()} == {"not yet"}
    assert all("loading the file ended Python itself (exit code 3)" in v.message for v in verdicts.values())


def test_a_grader_that_does_not_load_is_an_error(house, monkeypatch):
    (house / "tests" / "test_exercises_03.py").write_text("def test_3_1_double(exercises:\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="was never closed"):
        grade(house, monkeypatch)


def test_pytest_says_the_same_as_the_judge(house):
    """`pytest` in a console, in a folder in which nothing can be written, and with a mere warning in the file."""
    answer(house, double="return 2 * x", half="import os\nos._exit(0)")
    path = house / "day_03_made_up" / "exercises.py"
    path.write_text('"""A \\sigma."""\nopen(__file__)\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    for folder in (house, house / "tests"):
        folder.chmod(0o555)
    words = [sys.executable, "-m", "pytest", "tests/test_exercises_03.py", "-k", "yours"]
    start = time.perf_counter()
    result = subprocess.run(words, cwd=house, env=offline_environment(), capture_output=True, text=True)
    assert time.perf_counter() - start < 30
    assert "half(2) ended Python itself" in result.stdout
    assert "3.1[x] 3.2[!] 3.3[ ]   1 of 3 done" in result.stdout
    assert "Warning" not in result.stdout + result.stderr
