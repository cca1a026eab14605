"""What a learner may type, what a console may be, and what happens where something is missing."""

import ast
import json
import os
import re
import subprocess
import sys

import pytest
from conftest import ROOT
from house import build, clean_environment


@pytest.fixture
def house(tmp_path):
    return build(tmp_path / "house")


@pytest.fixture(scope="module")
def calm_house(tmp_path_factory):
    """A house in which nobody writes."""
    return build(tmp_path_factory.mktemp("calm") / "house")


SENTENCES = {
    "check 0": "there is no day 0: days are numbered from 1 to 30",
    "check 31": "there is no day 31: days are numbered from 1 to 30",
    "check 3": "day 3 is not here yet; these are: 1-2, 20, 22",
    "check 7-1": "'7-1' runs backward: type 1-7",
    "check 1,2": "type several days with spaces between them: 1 2",
    "check x": "'x' names no day: type a day (5), a range (1-7) or all",
    "check": "For example: python",
    "check -1": "'-1' names no day",
    "check 1.99": "day 1 has the exercises 1.1 to 1.3, not 1.99",
    "check 1.0": "day 1 has the exercises 1.1 to 1.3, not 1.0",
    "check 3.14.15": "names no exercise: type day.number, such as 5.3",
    "chek 1": "did you mean   python3? learn.py check 1",
    "hnt 1.1 --again": "did you mean   python3? learn.py hint 1.1 --again",
    "Check 0": r"commands are in lowercase: python3? learn.py check 0\)",
    "5": "what about 5\\? For example: python3? learn.py check 5",
    "hint 1": "'1' names no exercise: type day.number, such as 1.1",
    "hint 99.1": "there is no day 99",
    "solution 1": "names no exercise",
    "run 5-3": "'5-3' runs backward: type 3-5",
    "run 1.2": "'1.2' names one exercise, and here a whole day is meant: type 1",
    "run x": "'x' names no day",
    "run": "which day",
    "quiz 1": r"there is no quiz for 1: the review days have one \(day 2\)",
    "quiz 99": "there is no day 99",
    "watch 99": "there is no day 99",
    "reset": "For example: python3? learn.py reset 5.3",
    "report --jsn": "unrecognized arguments: --jsn",
    "frobnicate": "there is no command 'frobnicate'",
}


@pytest.mark.parametrize("words", SENTENCES)
def test_wrong_usage_is_a_sentence_that_helps(calm_house, words):
    result = calm_house.learn(*words.split())
    assert result.returncode == 2
    pattern = (
        SENTENCES[words] if "\\" in SENTENCES[words] or "python" in SENTENCES[words] else re.escape(SENTENCES[words])
    )
    assert re.search(pattern, result.stdout)
    assert result.stderr == ""


def test_a_command_in_capitals_is_done(house):
    house.answer("return 2 * x")
    result = house.learn("Check", "1.1")
    assert result.returncode == 0
    assert "[x] 1.1" in result.stdout


def test_a_folder_names_its_day(house):
    house.answer("return 2 * x", day=2)
    assert house.learn("check", "day_02_made_up/").returncode == 0


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"], ["check", "--help"]])
def test_help(calm_house, words):
    result = calm_house.learn(*words)
    assert result.returncode == 0
    assert result.stdout.startswith("usage: learn.py")


# Consoles


@pytest.mark.parametrize(
    "words", [[], ["check", "1"], ["doctor"], ["hint", "1.1"], ["run", "1"], ["--help"], ["review", "1"], ["report"]]
)
def test_a_console_that_knows_only_ascii(house, words):
    house.answer("return '\u00e9\u221e'")
    readme = house.folder(1) / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8").replace("Just", "\u221e"), encoding="utf-8")
    result = house.learn(*words, PYTHONIOENCODING="ascii", typed="\ny\n")
    assert result.returncode in (0, 1)
    assert result.stdout.isascii()
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is a Unix thing")
@pytest.mark.parametrize(("setting", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colors_only_where_the_console_shows_them(house, setting, colored):
    import pty

    house.answer("return x")
    master, slave = pty.openpty()
    environment = clean_environment(**{"TERM": "xterm-256color"} | setting)
    words = [sys.executable, str(house.root / "learn.py"), "check", "1.1"]
    with subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=house.root) as process:
        process.wait(60)
    os.close(slave)
    output = os.read(master, 65536).decode()
    os.close(master)
    assert "1.1 double" in output
    assert bool(re.search(r"\x1b\[[\d;]*3\dm", output)) is colored
    assert ("\x1b" in output) is ("TERM" not in setting)


def test_a_reader_that_leaves_early_is_no_crash(house):
    """As `python learn.py quiz 2 | head`: the pipe is closed while a question is being printed."""
    code = "from companion import command_line, quizzes\ndef ask(question): raise BrokenPipeError\nquizzes.ask = ask\n"
    code += "exit(command_line.main(['quiz', '2']))"
    result = subprocess.run([sys.executable, "-c", code], cwd=house.root, env=clean_environment(), capture_output=True)
    assert (result.returncode, result.stderr) == (1, b"")


# What is there and what is not


DAMAGED = [
    "{",
    "[]",
    "\0",
    '{"ran": 3, "hints": {}, "graded": {}}',
    '{"ran": ["1"], "hints": {"1.1": "x"}, "graded": {}}',
    '{"graded": {"1": "x"}, "cards": {"a": {"box": 9, "due": "never"}}, "done": [], "quizzes": {"2": {}}}',
    '{"graded": {"1": {"key": "k", "states": {"1": "fine"}}}, "tried": {"1.1": 3}}',
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_memory_counts_as_none(house, content):
    (house.root / ".learn.json").write_text(content, encoding="utf-8")
    result = house.learn("hint", "1.1")
    assert result.returncode == 0, result.stdout
    assert "Hint 1 of 2" in result.stdout
    assert "Hint 2 of 2" in house.learn("hint", "1.1").stdout
    memory = json.loads((house.root / ".learn.json").read_text(encoding="utf-8"))
    assert memory["graded"] == memory["cards"] == memory["done"] == memory["quizzes"] == memory["tried"] == {}


def test_an_old_memory_is_still_read(house):
    (house.root / ".learn.json").write_text('{"ran": [1], "hints": {"1.1": 1}, "graded": {}}', encoding="utf-8")
    assert "Hint 2 of 2" in house.learn("hint", "1.1").stdout
    assert "Next: write double in day_01" in house.learn().stdout


def test_files_that_cannot_be_written(house):
    """Folders stand in their way, which stops even a system's administrator."""
    for name in (".learn.json", "cards.csv"):
        (house.root / name).mkdir()
    (house.root / "kept").touch()
    house.answer("return 2 * x")
    text = house.exercises.read_text(encoding="utf-8")
    assert house.learn("check", "1.1").returncode == 0
    assert "Hint 1 of 2" in house.learn("hint", "1.1").stdout
    for words in (["cards"], ["reset", "1.1"]):
        result = house.learn(*words, typed="y\n")
        assert (result.returncode, result.stderr) == (2, "")
        assert re.search(r"(?:irectory|exists|denied).*: .*(?:cards.csv|kept)", result.stdout)
    assert house.exercises.read_text(encoding="utf-8") == text
    assert not list(house.root.rglob("*.draft"))


def test_what_should_not_happen_is_told_without_a_traceback(house):
    code = "from companion import command_line\ndef board(args): return 1 / 0\n"
    code += "command_line.COMMANDS['board'] = (board, {}, '')\nexit(command_line.main(['board']))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=house.root, env=clean_environment(), capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (2, "")
    assert "This should not happen (ZeroDivisionError: division by zero)." in result.stdout
    assert "1 / 0" in (house.root / ".learn.trace").read_text() or "ZeroDivisionError" in (
        house.root / ".learn.trace"
    ).read_text(encoding="utf-8")


OLD = "import sys; sys.version_info = (3, 9, 0); sys.argv = ['learn.py']; import runpy; "


def test_an_old_python_is_told(house):
    code = OLD + f"runpy.run_path({str(house.root / 'learn.py')!r}, run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=clean_environment())
    assert result.returncode == 2
    assert re.fullmatch(r"This needs Python 3.11 or newer, .*\n", result.stdout)


def test_any_python_3_can_read_the_door():
    source = (ROOT / "learn.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    assert not any(
        isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr) for node in ast.walk(ast.parse(source))
    )
    assert source.isascii()


def test_without_packages_it_says_what_to_type(house):
    bare = (sys.executable, "-S")  # no site-packages
    result = house.learn(python=bare)
    assert result.returncode == 2
    assert re.search(
        r"pytest, rich, numpy.* not installed: type 'make days', or .* or see python3? learn.py doctor\n", result.stdout
    )
    result = house.learn("doctor", python=bare)
    assert result.returncode == 1
    assert "package    numpy is missing" in result.stdout
    assert "install -r requirements-light.txt" in result.stdout


def test_a_companion_that_is_not_whole_is_told(house):
    (house.root / "companion" / "board.py").unlink()
    result = house.learn()
    assert (result.returncode, result.stderr) == (2, "")
    assert "companion/ is not whole" in result.stdout
    assert "git checkout companion" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="a script cannot stand in for python.exe there")
@pytest.mark.parametrize("starter", ["-S", "old"])
def test_it_finds_the_environment_that_make_has_set_up(house, starter):
    """A newcomer types `python learn.py` with a Python that has no packages, or is too old; .venv has a better one."""
    binary = house.root / ".venv" / "bin" / "python"
    binary.parent.mkdir(parents=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    binary.chmod(0o755)
    if starter == "old":
        code = OLD.replace("'learn.py'", "'learn.py', 'check', '1.1'")
        code += f"runpy.run_path({str(house.root / 'learn.py')!r}, run_name='__main__')"
        words = [sys.executable, "-c", code]
        result = subprocess.run(words, cwd=house.root, capture_output=True, text=True, env=clean_environment())
    else:
        result = house.learn("check", "1.1", python=(sys.executable, "-S"))
    assert "Graded day_01_made_up/exercises.py" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="a script cannot stand in for python.exe there")
@pytest.mark.parametrize("script", ["#!/nowhere/python\n", f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n'])
def test_an_environment_that_does_not_work_is_no_trap(house, script):
    binary = house.root / ".venv" / "bin" / "python"
    binary.parent.mkdir(parents=True)
    binary.write_text(script)
    binary.chmod(0o755)
    result = house.learn(python=(sys.executable, "-S"))
    assert result.returncode == 2
    assert "not installed: type 'make days'" in result.stdout


# Doctor and report


def test_the_doctor(house):
    result = house.learn("doctor")
    assert f"Python     {sys.version.split()[0]}" in result.stdout
    assert "package    numpy " in result.stdout
    assert "days       1-2, 20, 22 of 30" in result.stdout
    assert "data       MNIST is" in result.stdout
    assert "MPLBACKEND" not in result.stdout
    add(house, "requirements.txt")
    result = house.learn("doctor")
    assert result.returncode == 0
    assert "package    no-such-package is missing   (in the whole set only)" in result.stdout
    assert (
        "Days 1 to 21 are ready. For days 22 to 30 and the tests (about 3 GB to download, 5.3 GB on disk) type:"
        in result.stdout
    )
    add(house, "requirements-light.txt")
    result = house.learn("doctor")
    assert result.returncode == 1
    assert "package    no-such-package is missing\n" in result.stdout
    assert "pip install -r requirements-light.txt" in result.stdout


def add(house, name):
    """Ask for a package that does not exist."""
    path = house.root / name
    path.write_text(f"{path.read_text()}no-such-package==1.0\n")


@pytest.mark.parametrize(
    ("backend", "told"),
    [("module://no_such_package.backend", True), ("nonsense", True), ("Agg", False), ("module://sys", False)],
)
def test_the_doctor_says_it_when_matplotlib_is_told_to_draw_with_something_that_is_not_there(calm_house, backend, told):
    result = calm_house.learn("doctor", MPLBACKEND=backend)
    assert (f"MPLBACKEND is '{backend}', which is not installed" in result.stdout) is told
    assert result.stderr == ""


def test_a_report_for_a_teacher(house):
    house.answer("return 2 * x")
    house.answer("return x", name="half")
    house.learn("run", "1")
    house.learn("check", "1.1")
    report = json.loads(house.learn("report", "--json").stdout)
    first = report["days"]["1"]
    assert (first["title"], first["ran"]) == ("Loss functions", True)
    assert [one["state"] for one in first["exercises"].values()] == ["done", "not yet", "not started"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", first["exercises"]["1.1"]["first_done"])
    assert first["exercises"]["1.2"]["first_done"] is None
    assert first["exercises"]["1.2"]["name"] == "half"
    assert report["python"] == sys.version.split()[0]
    assert report["packages"]["numpy"]
    assert report["platform"]
    assert report["project"] is None
    assert list(report["days"]) == ["1", "2", "20", "22"]
    text = house.learn("report").stdout
    assert "day  1  Loss functions: 1 of 3 exercises done" in text
    assert f"1.1 double, first done {first['exercises']['1.1']['first_done']}" in text


def test_the_date_of_the_first_success_stays(house):
    (house.root / ".learn.json").write_text('{"done": {"1.1": "2026-01-31"}}', encoding="utf-8")
    house.answer("return 2 * x")
    report = json.loads(house.learn("report", "--json").stdout)
    assert report["days"]["1"]["exercises"]["1.1"]["first_done"] == "2026-01-31"
