"""Each day's folder, copied out alone, runs: no network, no display, no warnings, within its time, twice the same."""

import ast
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib

import pytest
from conftest import DAY_FOLDERS, offline_environment

from companion.days import script_of

BUNDLED = {"bundled", "diabetes", "digits"}
PROJECT_DAYS = {20, *range(22, 31)}
PACKAGES = {"sklearn": "scikit-learn", "PIL": "pillow", "multipart": "python-multipart"}


def budget(day):
    """Seconds that a day's script may take on two cores."""
    return 60 if day in PROJECT_DAYS else 20


def test_it_runs_alone(day, run):
    result = run(day)
    assert result.returncode == 0, result.stderr
    assert result.stderr == "", "warnings, or a progress bar where nobody watches"
    assert len(result.stdout.splitlines()) >= 10
    assert result.seconds <= budget(day), f"took {result.seconds:.1f} s, may take {budget(day)} s"


def test_it_runs_from_its_own_folder_and_prints_the_same_again(day, run):
    """Also where the figures cannot be saved, which takes one line, and under a notebook's Matplotlib setting."""
    again = run(day).again
    assert again.returncode == 0, again.stderr
    assert again.stderr == ""
    lines, repeated = run(day).stdout.splitlines(), again.stdout.splitlines()
    assert [line for line in repeated if line.startswith("figure")] == ["figures not saved: File exists"]
    assert [x for x in repeated if not x.startswith("figure")] == [x for x in lines if not x.startswith("figure")]
    drawn = sorted((run(day).folder / "drawn").iterdir())
    figures = [f"figure: {path.parent.parent.name}/drawn/{path.name}" for path in drawn]
    assert sorted(line for line in lines if line.startswith("figure")) == figures


def test_the_header_declares_what_is_imported(day):
    """PEP 723: `uv run` installs exactly this, so it must be what the day's own files import."""
    folder = DAY_FOLDERS[day]
    source = script_of(folder).read_text(encoding="utf-8")
    match = re.match(r"# /// script\n((?:#(?: .*)?\n)+?)# ///\n", source)
    assert match, "the script must start with its PEP 723 header"
    declared = tomllib.loads("".join(line[2:] + "\n" for line in match[1].splitlines()))
    assert declared["requires-python"] == ">=3.11"
    names = {re.match(r"[\w.-]+", entry)[0].lower() for entry in declared["dependencies"]}
    assert all(re.fullmatch(r"[\w.-]+>=[\d.]+", entry) for entry in declared["dependencies"]), "give lower bounds"
    assert names == imported_packages(folder) | (
        names & {"pandas", "python-multipart"}
    )  # needed by another at run time


def imported_packages(folder):
    """What a day's Python files import that is neither Python's own nor the day's."""
    own = {path.stem for path in folder.glob("*.py")}
    found = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path.name} imports relative to a package; a day is a folder, not a package"
                found.add(node.module.split(".")[0])
    found -= own | set(sys.stdlib_module_names)
    return {PACKAGES.get(name, name).lower() for name in found}


def test_the_script_keeps_the_house_rules(day):
    """Function length, module docstring, no forbidden leftovers, main() returns the headline numbers."""
    path = script_of(DAY_FOLDERS[day])
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree).startswith(f"Day {day}: ")
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    too_long = [f.name for f in functions if f.end_lineno - f.lineno + 1 > 50]
    assert not too_long, f"over 50 lines: {too_long}"
    assert "main" in {function.name for function in functions}
    for word in ("TODO", "FIXME", "XXX"):
        assert word not in source


@pytest.mark.parametrize("option", ["--help", "--no-such-option"])
def test_options(day, option, tmp_path):
    """Where a day takes options, it explains them; an unknown one is one line and exit code 2."""
    source = script_of(DAY_FOLDERS[day]).read_text(encoding="utf-8")
    if "argparse" not in source:
        pytest.skip("this day has no knobs")
    folder = shutil.copytree(DAY_FOLDERS[day], tmp_path / DAY_FOLDERS[day].name)
    words = [sys.executable, str(script_of(folder)), option]
    result = subprocess.run(words, env=offline_environment(), capture_output=True, text=True)
    assert result.returncode == (0 if option == "--help" else 2)
    assert "Traceback" not in result.stderr


def data_to_fetch():
    """(day, name) of every data set that a script's option --data offers and that is not bundled."""
    for day, folder in DAY_FOLDERS.items():
        source = script_of(folder).read_text(encoding="utf-8")
        for choices in re.findall(r'"--data", choices=\(([^)]*)\)', source):
            yield from ((day, name) for name in re.findall(r'"(\w+)"', choices) if name not in BUNDLED)


@pytest.mark.parametrize(("number", "name"), list(data_to_fetch()))
def test_without_a_network_other_data_end_in_one_line_within_seconds(number, name, tmp_path):
    folder = shutil.copytree(DAY_FOLDERS[number], tmp_path / DAY_FOLDERS[number].name)
    words = [sys.executable, str(script_of(folder)), "--data", name, "--data-dir", str(tmp_path)]
    start = time.perf_counter()
    done = subprocess.run(words, env=offline_environment(), capture_output=True, text=True)
    assert time.perf_counter() - start < 15
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "error: " in done.stderr
    assert "downloaded: " in done.stderr
    assert "no network here" in done.stderr, "it should fail at the network, not before"


def test_the_offline_python_is_offline():
    code = "import urllib.request as u; u.urlopen('http://example.com', timeout=5)"
    result = subprocess.run([sys.executable, "-c", code], env=offline_environment(), capture_output=True, text=True)
    assert "no network here" in result.stderr
    assert os.environ.get("DISPLAY") is None or "DISPLAY" not in offline_environment()
