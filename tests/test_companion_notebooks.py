"""learn.py notebook: every day's notebook is whole, and some are run from top to bottom."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections import namedtuple

import pytest
from conftest import DAY_FOLDERS, script_of
from house import build, clean_environment

from companion.notebooks import as_json, cells_of, example_cells, names_taken, sections_of

RUN = {11: "with a module that imports from the script", 13: "with a cell that raises"}


@pytest.fixture
def house(tmp_path):
    return build(tmp_path / "house")


def test_a_notebook_is_written_and_an_older_one_kept(house):
    result = house.learn("notebook", "1-2")
    assert result.returncode == 0
    path = house.folder(1) / "made_up.ipynb"
    assert "Wrote day_01_made_up/made_up.ipynb." in result.stdout
    assert "Wrote day_02_made_up/made_up.ipynb." in result.stdout
    first = path.read_bytes()
    house.learn("notebook", "1")
    assert not (house.root / "kept").exists()
    path.write_text("my notes", encoding="utf-8")
    result = house.learn("notebook", "1")
    assert "The made_up.ipynb that was here is now in kept/" in result.stdout
    assert [kept.read_text() for kept in (house.root / "kept").rglob("*.ipynb")] == ["my notes"]
    assert path.read_bytes() == first


def test_git_ignores_what_the_companion_writes(house):
    if shutil.which("git") is None:
        pytest.skip("needs git")
    house.git("init", "--quiet")
    house.git("add", "--all")
    house.git("commit", "--quiet", "-m", "all")
    for words in (["notebook", "1"], ["cards"], ["hint", "1.1"], ["check", "1"]):
        house.learn(*words)
    for path in ("drawn/a.png", "exercises.py.upstream", "made_up.ipynb"):
        (house.folder(1) / path).parent.mkdir(exist_ok=True)
        (house.folder(1) / path).touch()
    (house.root / ".venv").symlink_to(house.root)
    assert house.git("status", "--short") == ""


def code_cells(day):
    return [cell for cell in cells_of(DAY_FOLDERS[day]) if cell["cell_type"] == "code"]


def test_the_notebook_of_each_day_is_whole(day):
    """All of the README, all of the script, each once, in cells that Python can read."""
    folder = DAY_FOLDERS[day]
    cells = cells_of(folder)
    text = "".join("".join(cell["source"].split()) for cell in cells if cell["cell_type"] == "markdown")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    prose = re.sub(r"^```python\n.*?^```\n", "", readme, flags=re.MULTILINE | re.DOTALL)
    assert text.startswith("".join(prose.split()))
    assert not any("```python\n" in cell["source"] for cell in cells)
    code = "\n\n\n".join(cell["source"].removeprefix("%matplotlib inline\n") for cell in code_cells(day))
    names = [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    script = ast.parse(script_of(folder).read_text(encoding="utf-8"))
    for node in script.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            assert names.count(node.name) == (2 if node.name == "save_figures" else 1)
    assert "MPLBACKEND" not in code
    assert "__main__" not in code
    assert not any(line.startswith((">>>", "...")) for line in code.splitlines())


def test_what_the_examples_use_is_defined_before_the_first_of_them(day):
    sources = [cell["source"] for cell in code_cells(day)]
    script = script_of(DAY_FOLDERS[day]).stem
    readme = (DAY_FOLDERS[day] / "README.md").read_text(encoding="utf-8")
    fences = [text for _, pieces in sections_of(readme) for kind, text in pieces if kind == "examples"]
    first = sources.index(next(cell["source"] for text in fences for cell in example_cells(text, script)))
    before = "\n".join(sources[:first])
    names = names_taken("\n".join(fences), script)
    assert names
    ways = r"^(?:def|class) {0}\b|^(?:\w+, )*{0}(?:, \w+)* = |import.* {0}\b"
    missing = [name for name in names if not re.search(ways.format(name), before, re.MULTILINE)]
    assert not missing


def test_examples_become_cells_with_their_answers():
    text = ">>> from script import f\n>>> import math as m\n>>> x = f(\n...     1)\n>>> x\n2\n>>> x / 0\n"
    text += (
        "Traceback (most recent call last):\nZeroDivisionError: division by zero\n>>> print('a\\nb')\na\nb\n>>> y = 1\n"
    )
    cells = example_cells(text, "script")
    assert [cell["source"] for cell in cells] == [
        "import math as m\nx = f(\n    1)\nx\n# 2",
        "x / 0\n# ZeroDivisionError: division by zero",
        "print('a\\nb')\n# a\n# b",
        "y = 1",
    ]
    assert [cell["metadata"].get("tags") for cell in cells] == [None, ["raises-exception"], None, None]


def test_sections_are_found_also_where_they_are_not_numbered():
    text = "# Day\n\nHead\n\n## 1. One\n\na\n\n```python\n>>> 1\n1\n\n```\n\nb\n\n## Without\n\n## 2. Two\n"
    found = sections_of(text)
    assert [number for number, _ in found] == [0, 1, 1, 2]
    assert [kind for kind, _ in found[1][1]] == ["text", "examples", "text"]


Cell = namedtuple("Cell", "source output raised figures")


def run_notebook(path):
    """Run a notebook from top to bottom; returns its code cells as Cells."""
    code = "import sys, nbformat, nbclient\nnotebook = nbformat.read(sys.argv[1], as_version=4)\n"
    code += "nbformat.validate(notebook)\nwhere = {'metadata': {'path': sys.argv[2]}}\n"
    code += "nbclient.NotebookClient(notebook, timeout=200, resources=where).execute()\n"
    code += "nbformat.write(notebook, sys.argv[1])"
    words = [sys.executable, "-W", "ignore", "-c", code, str(path), str(path.parent)]
    done = subprocess.run(words, capture_output=True, text=True, env=clean_environment())
    assert done.returncode == 0, done.stderr[-3000:]
    found = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            outputs = cell["outputs"]
            said = "".join(
                "".join(o.get("text", "")) + "".join(o.get("data", {}).get("text/plain", "")) for o in outputs
            )
            raised = [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]
            figures = sum("image/png" in o.get("data", {}) for o in outputs)
            found.append(Cell("".join(cell["source"]), said, raised, figures))
    return found


@pytest.mark.parametrize("number", [day for day in RUN if day in DAY_FOLDERS], ids=RUN.get)
def test_a_notebook_runs_from_top_to_bottom(number, tmp_path):
    """In a copy of the day's folder: the answers are those of the README, and the figures are shown."""
    for package in ("nbclient", "nbformat", "ipykernel"):
        pytest.importorskip(package)
    plain = shutil.ignore_patterns("drawn", "__pycache__", "*.ipynb")  # not what the learner's own runs have left
    folder = shutil.copytree(DAY_FOLDERS[number], tmp_path / DAY_FOLDERS[number].name, ignore=plain)
    path = folder / "day.ipynb"
    path.write_bytes(as_json(cells_of(folder)))
    cells = run_notebook(path)
    answered = 0
    for cell in cells:
        answer = re.search(r"(?:\n# .*)+$", cell.source)
        if answer:
            answered += 1
            expected = "".join(answer[0].replace("\n# ", "").split())
            assert "".join((cell.output + "".join(cell.raised)).split()) == expected
    assert answered >= 5
    figures = len(list((folder / "figures").glob("*.png")))
    assert cells[-1].figures == sum(cell.figures for cell in cells) == figures
    assert not (folder / "drawn").exists()
    assert any(cell.raised for cell in cells) is (number == 13)
