"""learn.py and the Makefile, end to end: as a subprocess, in a copy of the repository, with a made-up learner."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from conftest import DAY_FOLDERS, ROOT, exercise_names

RIGHT = "    return np.sqrt(np.mean((y_true - y_pred) ** 2))"
WRONG = "    return np.mean((y_true - y_pred) ** 2)"
STUB = "    raise NotImplementedError"


class House:
    """A copy of the repository in which a made-up learner works."""

    def __init__(self, root):
        self.root = root
        self.exercises = root / "day_01_loss_function" / "exercises.py"

    def learn(self, *words, typed="", python=(sys.executable,), **environment):
        """Run learn.py with these words; standard input holds `typed`."""
        full = clean_environment() | environment
        command = [*python, str(self.root / "learn.py"), *words]
        return subprocess.run(
            command, cwd=self.root, input=typed, env=full, capture_output=True, text=True, timeout=170
        )

    def answer(self, code, name="root_mean_squared_error"):
        """Replace the stub of one exercise by this code."""
        head, body = self.exercises.read_text(encoding="utf-8").split(f"def {name}(", 1)
        self.exercises.write_text(f"{head}def {name}({body.replace(STUB, code, 1)}", encoding="utf-8")

    def answer_all(self):
        shutil.copy(self.exercises.with_name("solutions.py"), self.exercises)


def clean_environment():
    """The environment of a plain console, also where pytest itself was started by make."""
    unwanted = ["NO_COLOR", "FORCE_COLOR", "PYTEST_ADDOPTS", "COLUMNS", "TERM", "TTY_COMPATIBLE", "PYTHONIOENCODING"]
    unwanted += ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"]
    return {name: value for name, value in os.environ.items() if name not in unwanted}


GRADER = """from grading import expect


def test_{day}_1_double(exercises):
    expect(exercises.double(2), 4)
    expect(exercises.double(0), 0)
"""


@pytest.fixture
def house(tmp_path):
    """The repository with day 1, in which nothing has been started, and two made-up days of one exercise."""
    root = tmp_path / "house"
    (root / "tests").mkdir(parents=True)
    for name in ("learn.py", "pyproject.toml", "requirements.txt", "Makefile"):
        shutil.copy(ROOT / name, root)
    for name in ("conftest.py", "grading.py", "judge.py", "test_day_01.py", "test_exercises_01.py"):
        shutil.copy(ROOT / "tests" / name, root / "tests")
    first = DAY_FOLDERS[1]
    shutil.copytree(first, root / first.name, ignore=shutil.ignore_patterns("__pycache__", "figures"))
    stubs = "\n\n".join(f"def {name}(*args):\n{STUB}\n" for name in exercise_names(first / "solutions.py"))
    stubs = stubs.replace("error(*args)", "error(y_true, y_pred)", 1)
    (root / first.name / "exercises.py").write_text(f"import numpy as np\n\n\n{stubs}", encoding="utf-8")
    for day in (2, 20):
        folder = root / f"day_{day:02d}_made_up"
        folder.mkdir()
        (folder / "made_up.py").write_text(f"print('day {day} runs')\n", encoding="utf-8")
        (folder / "exercises.py").write_text(f"def double(x):\n{STUB}\n", encoding="utf-8")
        (folder / "solutions.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
        (root / "tests" / f"test_exercises_{day:02d}.py").write_text(GRADER.format(day=day), encoding="utf-8")
        (root / "tests" / f"test_day_{day:02d}.py").write_text("def test_something():\n    pass\n", encoding="utf-8")
    return House(root)


def test_the_board_of_a_fresh_clone(house):
    result = house.learn()
    assert result.returncode == 0, result.stderr
    rows = re.findall(r"^\| +(\d+) \| (.+?) +\| (\S.*?) +\|", result.stdout, re.MULTILINE)
    assert [int(day) for day, _, _ in rows] == list(range(1, 31))
    assert rows[0] == ("1", "Loss functions", "........")
    assert {exercises for day, _, exercises in rows if int(day) not in (1, 2, 20)} == {"to come"}
    assert re.search(r"Next: read day_01_loss_function/README.md and type +python3? learn.py run 1\n", result.stdout)


def test_the_board_follows_the_learner(house):
    assert "day 2 runs" in house.learn("run", "2").stdout
    house.answer(RIGHT)
    house.answer("    return 0.0", name="entropy")
    result = house.learn()
    assert "| x!......" in result.stdout
    assert " 1/8 " in result.stdout
    assert re.search(r"Next: write entropy in day_01_loss_function/exercises.py and type .* check 1.2\n", result.stdout)
    house.answer_all()
    result = house.learn()
    assert "| xxxxxxxx" in result.stdout
    assert "day_02_made_up/exercises.py" in result.stdout  # day 2 was run, so its exercises are next


def test_running_a_day(house):
    result = house.learn("run", "1")
    assert result.returncode == 0, result.stderr
    assert "0.500    0.693    1.000" in result.stdout
    assert "Next: write root_mean_squared_error" in house.learn().stdout


def test_running_all_days(house):
    result = house.learn("run", "all")
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"day  1  Loss functions +[\d.]+ s   ok", result.stdout)
    assert "Summary" in result.stdout
    assert "3 ok" in result.stdout


def test_a_day_that_fails_is_reported_and_the_others_still_run(house):
    (house.root / "day_02_made_up" / "made_up.py").write_text("1 / 0\n", encoding="utf-8")
    result = house.learn("run", "1-20")
    assert result.returncode == 1
    assert re.search(r"day  2 .* FAILED", result.stdout)
    assert "day 2 failed: ZeroDivisionError: division by zero" in result.stdout
    assert re.search(r"day 20 .* ok", result.stdout)
    assert house.learn("run", "2").returncode == 1


def test_check_when_nothing_has_been_started(house):
    result = house.learn("check", "1")
    assert result.returncode == 2
    assert "Graded day_01_loss_function/exercises.py: 8 exercises, 0 checks." in result.stdout
    assert result.stdout.count("not started") == 8
    assert "Nothing has been started" in result.stdout


def test_check_of_a_right_answer(house):
    house.answer(RIGHT)
    result = house.learn("check", "1.1")
    assert result.returncode == 0, result.stdout
    assert "Graded day_01_loss_function/exercises.py: 1 exercise, 3 checks." in result.stdout
    assert "[x] 1.1 root_mean_squared_error: done" in result.stdout
    assert house.learn("check", "1").returncode == 1  # the day is not done yet


def test_check_of_a_wrong_answer(house):
    house.answer(WRONG)
    result = house.learn("check", "1")
    assert result.returncode == 1
    assert "[!] 1.1 root_mean_squared_error: not yet" in result.stdout
    assert "the root is missing" in result.stdout
    assert "root_mean_squared_error([ 3. , -0.5,  2. ,  7. ], [2.5, 0. , 2. , 8. ])" in result.stdout
    assert "gave     0.375" in result.stdout
    assert "hint 1.1" in result.stdout


def test_check_of_everything_right(house):
    house.answer_all()
    result = house.learn("check", "1")
    assert result.returncode == 0, result.stdout
    assert "8 of 8 done." in result.stdout
    assert "Stuck" not in result.stdout


def test_a_syntax_error_is_told_in_one_line(house):
    house.answer("    return np.sqrt(")
    result = house.learn("check", "1.1")
    assert result.returncode == 1
    line = 1 + house.exercises.read_text(encoding="utf-8").splitlines().index("    return np.sqrt(")
    assert f"Python cannot read day_01_loss_function/exercises.py, line {line}: '(' was never closed" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_a_deleted_function_is_told(house):
    text = house.exercises.read_text(encoding="utf-8")
    house.exercises.write_text(text.replace("def entropy", "def entropi"), encoding="utf-8")
    result = house.learn("check", "1.2")
    assert result.returncode == 1
    assert "has no function `entropy`" in result.stdout


def test_an_endless_loop_is_stopped_and_the_others_are_graded(house):
    house.answer("    while True:\n        pass")
    house.answer("    return 0.0", name="entropy")
    result = house.learn("check", "1")
    assert result.returncode == 1
    assert "stopped after 2 seconds: is there a loop that never ends?" in result.stdout
    assert "1.2 entropy: not yet" in result.stdout


def test_an_answer_that_stops_before_its_first_check_was_started(house):
    house.answer("    raise KeyError('x')")
    result = house.learn("check", "1.1")
    assert result.returncode == 1
    assert "1.1 root_mean_squared_error: not yet" in result.stdout
    assert "stopped with KeyError" in result.stdout
    assert "0 of 1 done." in result.stdout
    assert "Nothing has been started" not in result.stdout


def test_a_reader_that_leaves_early_is_no_crash(house):
    """As `python learn.py quiz 7 | head`: the pipe is closed while a question is being printed."""
    (house.exercises.parent / "quiz.toml").write_text(QUIZ, encoding="utf-8")
    code = "import learn\ndef ask(question): raise BrokenPipeError\nlearn.ask = ask\nexit(learn.main(['quiz', '1']))"
    result = subprocess.run([sys.executable, "-c", code], cwd=house.root, env=clean_environment(), capture_output=True)
    assert (result.returncode, result.stderr) == (1, b"")


def test_no_grader_is_an_error(house):
    (house.root / "tests" / "test_exercises_01.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    result = house.learn("check", "1")
    assert result.returncode == 2
    assert "no exercise of day 1 was graded" in result.stdout
    (house.root / "tests" / "test_exercises_01.py").unlink()
    result = house.learn("check", "1.1")
    assert result.returncode == 2
    assert "git checkout" in result.stdout


def test_hints_come_one_by_one(house):
    first, second, third = (house.learn("hint", "1.4") for _ in range(3))
    assert first.returncode == second.returncode == third.returncode == 0
    assert "Hint 1 of 3 for 1.4 (smoothed_cross_entropy): " in first.stdout
    assert "Hint 2 of 3" in second.stdout
    assert "Hint 3 of 3" in third.stdout
    assert "solution 1.4" in third.stdout
    assert "Hint 3 of 3" in house.learn("hint", "1.4").stdout


def test_a_solution_is_shown_after_a_question(house):
    refused = house.learn("solution", "1.1", typed="n\n")
    assert refused.returncode == 1
    assert "does not pass yet" in refused.stdout
    assert "np.sqrt" not in refused.stdout
    assert house.learn("solution", "1.1", typed="").returncode == 1  # nobody there to answer
    wanted = house.learn("solution", "1.1", typed="y\n")
    assert wanted.returncode == 0
    assert "def root_mean_squared_error(y_true, y_pred):" in wanted.stdout
    house.answer(RIGHT)
    unasked = house.learn("solution", "1.1")
    assert unasked.returncode == 0
    assert "does not pass yet" not in unasked.stdout


QUIZ = """
[[questions]]
ask = "What does MSE punish most?"
right = "one large error"
because = "Errors are squared."
wrong = [
    {choice = "many small errors", because = "Small errors shrink when squared."},
    {choice = "nothing", because = "Every error costs."},
]

[[questions]]
ask = "What does a coin flip cost?"
right = "ln 2"
because = "The price is -ln(1/2)."
wrong = [{choice = "0", because = "Only certainty is free."}]
"""


def letter(output, choice):
    return re.findall(rf"^  ([a-h])\) {re.escape(choice)}$", output, re.MULTILINE)[-1]


def test_a_quiz_explains_wrong_choices(house):
    (house.exercises.parent / "quiz.toml").write_text(QUIZ, encoding="utf-8")
    shown = house.learn("quiz", "1", typed="a\na\n").stdout
    right = [letter(shown, "one large error"), letter(shown, "ln 2")]
    result = house.learn("quiz", "1", typed="\n".join(["x", *right]) + "\n")
    assert result.returncode == 0
    assert "Type one letter" in result.stdout
    assert "2 of 2 right." in result.stdout
    result = house.learn("quiz", "1", typed=f"{letter(shown, 'nothing')}\n{right[1]}\n")
    assert result.returncode == 1
    assert "No: Every error costs." in result.stdout
    assert "The answer: one large error. Errors are squared." in result.stdout
    assert "1 of 2 right." in result.stdout
    result = house.learn("quiz", "1", typed="q\n")
    assert result.returncode == 1
    assert "Stopped after 0 questions" in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "has no quiz"), ("[[questions", "cannot be read"), ("[[questions]]\nask = 'a'\n", "cannot")],
)
def test_a_missing_or_broken_quiz_is_told(house, content, message):
    if content:
        (house.exercises.parent / "quiz.toml").write_text(content, encoding="utf-8")
    result = house.learn("quiz", "1")
    assert result.returncode == 2
    assert message in result.stdout
    assert "Traceback" not in result.stderr


def test_the_doctor(house):
    result = house.learn("doctor")
    assert f"Python     {sys.version.split()[0]}" in result.stdout
    assert "package    numpy " in result.stdout
    assert "data       MNIST is" in result.stdout
    requirements = house.root / "requirements.txt"
    requirements.write_text(requirements.read_text() + "no-such-package==1.0\n")
    result = house.learn("doctor")
    assert result.returncode == 1
    assert "package    no-such-package is missing" in result.stdout
    assert "pip install -r requirements.txt" in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        *(["check", what] for what in ("1.99", "1.0", "nonsense", "31", "3.14.15", "-1", "")),
        *(["run", what] for what in ("31", "5-3", "x")),
        *([name, "1"] for name in ("hint", "solution")),
        *(["hint", "99.1"], ["nonsense"], ["check"], ["quiz", "99"], ["watch", "99"]),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_code_2_without_a_traceback(house, words):
    result = house.learn(*words)
    assert result.returncode == 2
    assert (result.stdout + result.stderr).strip()
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("words", [[], ["check", "1"], ["doctor"], ["hint", "1.4"], ["run", "1"], ["--help"]])
def test_a_console_that_knows_only_ascii(house, words):
    house.answer(WRONG.replace("np.mean", "'\u00e9\u221e' + np.mean"))
    result = house.learn(*words, PYTHONIOENCODING="ascii")
    assert result.returncode in (0, 1)
    assert result.stdout.isascii()
    assert "\x1b" not in result.stdout
    assert "UnicodeEncodeError" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is a Unix thing")
@pytest.mark.parametrize(("setting", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colors_only_where_the_console_shows_them(house, setting, colored):
    import pty

    house.answer(WRONG)
    master, slave = pty.openpty()
    environment = clean_environment() | {"TERM": "xterm-256color"} | setting
    words = [sys.executable, str(house.root / "learn.py"), "check", "1.1"]
    with subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=house.root) as process:
        process.wait(60)
    os.close(slave)
    output = os.read(master, 65536).decode()
    os.close(master)
    assert "1.1 root_mean_squared_error" in output
    assert bool(re.search(r"\x1b\[[\d;]*3\dm", output)) is colored
    assert ("\x1b" in output) is ("TERM" not in setting)


DAMAGED = [
    "{",
    "[]",
    "\0",
    '{"ran": []}',
    '{"ran": 3, "hints": {}, "graded": {}}',
    '{"ran": ["1"], "hints": {"1.1": "x"}, "graded": {}}',
    '{"ran": [], "hints": {}, "graded": {"1": "x"}}',
    '{"ran": [], "hints": {}, "graded": {"1": {"key": "k", "states": {"1": "fine"}}}}',
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_memory_counts_as_none(house, content):
    (house.root / ".learn.json").write_text(content, encoding="utf-8")
    result = house.learn("hint", "1.1")
    assert result.returncode == 0, result.stderr
    assert "Hint 1 of 2" in result.stdout
    assert "Hint 2 of 2" in house.learn("hint", "1.1").stdout


def wait_for(path, text, seconds=40):
    """Wait until a file holds this text; returns all of it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if text in path.read_text(encoding="utf-8"):
            return path.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(f"{text!r} did not come: {path.read_text(encoding='utf-8')}")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_watch_grades_at_every_save_until_ctrl_c(house, tmp_path):
    log = tmp_path / "watch.log"
    words = [sys.executable, str(house.root / "learn.py"), "watch", "1.1"]
    with log.open("w") as output:
        process = subprocess.Popen(words, stdout=output, stderr=output, env=clean_environment(), cwd=house.root)
    try:
        wait_for(log, "Watching day_01_loss_function/exercises.py")
        time.sleep(0.5)  # the watcher needs a moment to hang up its notifications
        house.answer(WRONG)
        wait_for(log, "the root is missing")
        text = house.exercises.read_text(encoding="utf-8")
        house.exercises.write_text(text.replace(WRONG, RIGHT), encoding="utf-8")
        wait_for(log, "1.1 root_mean_squared_error: done")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        process.kill()
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert "Stopped watching." in log.read_text(encoding="utf-8")


# Set-up that cannot work says so in one line


def test_an_old_python_is_told(house):
    code = "import sys; sys.version_info = (3, 9, 0); sys.argv = ['learn.py']; import runpy; "
    code += f"runpy.run_path({str(house.root / 'learn.py')!r}, run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 2
    assert re.fullmatch(r"This needs Python 3.11 or newer, .*\n", result.stdout)


def test_without_packages_it_says_what_to_type(house):
    bare = (sys.executable, "-S")  # no site-packages
    result = house.learn(python=bare)
    assert result.returncode == 2
    assert re.search(
        r"pytest, rich, numpy.* not installed: type 'make test', or see python3? learn.py doctor\n", result.stdout
    )
    result = house.learn("doctor", python=bare)
    assert result.returncode == 1
    assert "package    numpy is missing" in result.stdout
    assert "pip install -r requirements.txt" in result.stdout


def test_it_finds_the_environment_that_make_has_set_up(house):
    """A newcomer types `python learn.py` with a Python that has no packages; .venv has them."""
    binary = house.root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if os.name == "nt":
        pytest.skip("a script cannot stand in for python.exe there")
    binary.parent.mkdir(parents=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    binary.chmod(0o755)
    result = house.learn("check", "1.1", python=(sys.executable, "-S"))
    assert "Graded day_01_loss_function/exercises.py" in result.stdout


FAKE_PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) exit {old} ;;
  *"-m venv"*) {venv} ;;
esac
exit 1
"""


@pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="needs make and a Unix shell")
@pytest.mark.parametrize(
    ("old", "venv", "message"),
    [
        (1, "exit 1", "This needs Python 3.11 or newer"),
        (0, "exit 1", "Could not make .venv"),
        (0, "mkdir -p .venv/bin; cp $0 .venv/bin/python; exit 0", "Could not install the packages: check the network"),
    ],
)
def test_make_says_in_one_line_why_it_cannot_set_up(house, old, venv, message):
    fake = house.root / "fakepython"
    fake.write_text(FAKE_PYTHON.format(old=old, venv=venv))
    fake.chmod(0o755)
    words = ["make", "test", f"PYTHON={fake}"]
    for _ in range(2):  # a set-up that was cut short is taken up again, not taken for done
        result = subprocess.run(words, cwd=house.root, capture_output=True, text=True, env=clean_environment())
        assert result.returncode != 0
        lines = [line for line in result.stdout.splitlines() if not line.startswith("Setting up")]
        assert len(lines) == 1
        assert lines[0].startswith(message)


# pytest, as a learner calls it


def pytest_in(house, *words):
    command = [sys.executable, "-m", "pytest", *words]
    return subprocess.run(command, cwd=house.root, env=clean_environment(), capture_output=True, text=True)


def test_pytest_closes_with_the_board(house):
    house.answer(WRONG)
    house.answer("    return np.sum(args[0][args[0] > 0] * -np.log2(args[0][args[0] > 0]))", name="entropy")
    result = pytest_in(house, "--day", "1")
    assert result.returncode == 1
    assert re.search(r"^day  1   1\.1\[!\] 1\.2\[x\] 1\.3\[ \] .* 1 of 8 done$", result.stdout, re.MULTILINE)
    assert "the root is missing" in result.stdout


def test_pytest_fresh_wants_stubs(house):
    assert pytest_in(house, "tests/test_exercises_01.py", "--fresh").returncode == 0
    house.answer(RIGHT)
    result = pytest_in(house, "tests/test_exercises_01.py", "--fresh")
    assert result.returncode == 1
    assert "a fresh clone must hold stubs only" in result.stdout


@pytest.mark.parametrize("days", ["0", "99", "x", "5-", "1,2"])
def test_pytest_refuses_days_that_are_not_there(house, days):
    result = pytest_in(house, "--day", days)
    assert result.returncode == 4
    assert "--day" in result.stdout + result.stderr


def test_pytest_day_collects_only_these_days(house):
    result = pytest_in(house, "--day", "1-2", "--collect-only", "-q")
    files = set(re.findall(r"^tests/(\w+)\.py", result.stdout, re.MULTILINE))
    assert files == {"test_day_01", "test_exercises_01", "test_day_02", "test_exercises_02"}


@pytest.mark.parametrize(
    ("grader", "message"),
    [
        ("expect(1.0, 1.0)", "without calling the exercise"),
        ("expect(exercises.entropy(np.array([1.0])), 0.0)", "at least twice"),
        (
            "expect(exercises.entropy(np.array([1.0])), 0.0, mistakes={'oops': 0.0})\n"
            "    expect(exercises.entropy(np.array([0.5, 0.5])), 1.0)",
            "not rejected under their own name",
        ),
        ("expect(exercises.entropy(np.array([0.5, 0.5])), 2.0)", "wrong value"),
    ],
)
def test_a_bad_grader_is_found(house, grader, message):
    source = f"import numpy as np\nfrom grading import expect\n\n\ndef test_1_2_entropy(exercises):\n    {grader}\n"
    (house.root / "tests" / "test_exercises_01.py").write_text(source, encoding="utf-8")
    result = pytest_in(house, "tests/test_exercises_01.py")
    assert result.returncode == 1
    assert message in result.stdout
