"""A small copy of the repository with made-up days, in which a made-up learner works. For the tests of learn.py.

Day 1 has three exercises, day 2 a quiz and one exercise, day 20 one exercise, and day 22 one that needs PyTorch.
"""

import os
import shutil
import subprocess
import sys

from conftest import ROOT

STUB = "    raise NotImplementedError\n"
NAMES = {1: ("double", "half", "negative"), 2: ("double",), 20: ("double",), 22: ("double",)}
FORMULAS = {"double": "2 * x", "half": "x / 2", "negative": "-x"}

GRADER = """

def test_{day}_{number}_{name}(exercises):
    mistakes = {{"you gave the input back": 2}}
    expect(exercises.{name}(2), {two}, mistakes=mistakes)
    expect(exercises.{name}(0), 0)
"""
SCRIPT = """# /// script
# requires-python = ">=3.11"
# dependencies = [{packages}]
# ///
import sys

print("day {day} runs", *sys.argv[1:])
"""
QUESTION = """
[[questions]]
day = 1
ask = "What is twice {n}?"
right = "{right}"
because = "That is {n} + {n}."
wrong = [{{choice = "0", because = "Twice nothing is 0."}}, {{choice = "{n}", because = "That is once."}}]
"""
README = """# Day {day}

Twice $x$ is $2x$.

## 1. By hand

```python
>>> 1 + 1
2

```

## 2. Explain it back

<details><summary>What is `{name}`?</summary>

Just **this**: $y$
and no more.

</details>
"""

# A Python that starts with this on its path has no PyTorch, until its `pip` has been called.
NO_PYTORCH = """
import importlib.util
from pathlib import Path

find_spec = importlib.util.find_spec
installed = Path(__file__).with_name("installed")
importlib.util.find_spec = lambda name: find_spec(name) if name != "torch" or installed.exists() else None
"""
FAKE_PIP = """
import sys
from pathlib import Path

print("pip got", *sys.argv[1:])
if Path(__file__).with_name("broken").exists():
    sys.exit("no network here")
Path(__file__).with_name("installed").touch()
"""


def without_pytorch(folder):
    """Make a folder for PYTHONPATH, in which PyTorch is not installed and pip is a made-up one; returns it."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NO_PYTORCH)
    (folder / "pip.py").write_text(FAKE_PIP)
    return folder


def clean_environment(**more):
    """The environment of a plain console, also where pytest itself was started by make."""
    unwanted = {"NO_COLOR", "FORCE_COLOR", "PYTEST_ADDOPTS", "COLUMNS", "TERM", "TTY_COMPATIBLE", "PYTHONIOENCODING"}
    unwanted |= {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "LEARN_DOOR"}
    return {name: value for name, value in os.environ.items() if name not in unwanted} | more


class House:
    """The folder `root`, and what a learner does there."""

    def __init__(self, root):
        self.root = root
        self.exercises = self.folder(1) / "exercises.py"

    def folder(self, day):
        return self.root / f"day_{day:02d}_made_up"

    def learn(self, *words, typed="", python=(sys.executable,), **environment):
        """Run learn.py with these words; standard input holds `typed`."""
        command = [*python, str(self.root / "learn.py"), *words]
        full = clean_environment(**environment)
        return subprocess.run(
            command, cwd=self.root, input=typed, env=full, capture_output=True, text=True, timeout=170
        )

    def answer(self, code, name="double", day=1):
        """Put this line into the stub of one exercise."""
        path = self.folder(day) / "exercises.py"
        head, body = path.read_text(encoding="utf-8").split(f"def {name}(", 1)
        path.write_text(f"{head}def {name}({body.replace(STUB, f'    {code}{chr(10)}', 1)}", encoding="utf-8")

    def answer_all(self, day=1):
        shutil.copy(self.folder(day) / "solutions.py", self.folder(day) / "exercises.py")

    def git(self, *words):
        """Run git here; it must succeed. Returns what it prints."""
        identity = ("-c", "user.name=A learner", "-c", "user.email=learner@example.com")
        done = subprocess.run(["git", *identity, *words], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()


def stub_of(name):
    return f'def {name}(x):\n    """Exercise: the {name} of x.\n\n    x : a number\n    """\n{STUB}'


def build(root):
    """Make the small copy in this folder; returns the House."""
    (root / "tests").mkdir(parents=True)
    for name in ("learn.py", "pyproject.toml", "requirements.txt", "requirements-light.txt", "Makefile", ".gitignore"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "companion", root / "companion", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "grading.py", "judge.py"):
        shutil.copy(ROOT / "tests" / name, root / "tests")
    house = House(root)
    for day, names in NAMES.items():
        build_day(house, day, names)
    quiz = "".join(QUESTION.format(n=n, right=2 * n) for n in (3, 4, 5))
    (house.folder(2) / "quiz.toml").write_text(quiz, encoding="utf-8")
    return house


def build_day(house, day, names):
    folder, tests = house.folder(day), house.root / "tests"
    folder.mkdir()
    packages = '"torch>=2"' if day == 22 else ""
    hints = '"""Hint: think.\n    Hint: think harder.\n    """'
    graders = (
        GRADER.format(day=day, number=number, name=name, two=eval(FORMULAS[name], {"x": 2}))
        for number, name in enumerate(names, start=1)
    )
    files = {
        "made_up.py": SCRIPT.format(day=day, packages=packages),
        "README.md": README.format(day=day, name=f"name {day}"),
        "exercises.py": f'"""Day {day} exercises."""\n\n\n' + "\n\n".join(map(stub_of, names)),
        "solutions.py": "\n\n".join(f"def {name}(x):\n    {hints}\n    return {FORMULAS[name]}\n" for name in names),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tests / f"test_exercises_{day:02d}.py").write_text(
        f"from grading import expect\n{''.join(graders)}", encoding="utf-8"
    )
    (tests / f"test_day_{day:02d}.py").write_text("def test_something():\n    pass\n", encoding="utf-8")
