"""notebook: a day as an .ipynb, made of the README's text and code and the script's functions. It runs alone.

The order is the README's. The script's code for a section ("# 3. All slopes at once") stands at the end of that
section; before the first code of the README that runs, all of it does.
"""

import ast
import doctest
import json
import re

from companion.days import day_folders, parse_days, script_of, short
from companion.files import keep, write
from companion.speaking import DONE, say

SHOWS, REFUSALS = "# What the README shows", "# What the functions refuse"
BEFORE_EXAMPLES, AT_THE_END = 98, 99  # sections, so to speak: no README has so many
SHOW_FIGURES = '''def save_figures(figures, redraw):
    """In a notebook, figures are shown and not saved."""
    for figure in figures.values():
        display(figure)
        plt.close(figure)


results = main([])'''


def notebook(args):
    """Write a day as a Jupyter notebook into its folder."""
    for day in parse_days(args.days):
        folder = day_folders()[day]
        path = script_of(folder).with_suffix(".ipynb")
        content = as_json(cells_of(folder))
        if path.exists() and path.read_bytes() != content:
            say(f"The {path.name} that was here is now in {short(keep([path]))}/")
        write(path, content)
        say(f"Wrote {short(path)}. Open it in VS Code, or   jupyter lab {short(path)}")
    return DONE


def as_json(cells):
    """The notebook file (nbformat 4.5), as bytes."""
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    whole = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def markdown(text):
    return {"cell_type": "markdown", "metadata": {}, "source": text.strip("\n")}


def code(text, hidden=False, tags=()):
    metadata = ({"jupyter": {"source_hidden": True}} if hidden else {}) | ({"tags": [*tags]} if tags else {})
    source = text.strip("\n")
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def cells_of(folder):
    """The cells of a day's notebook: the README's text and examples, and between them the script's code."""
    script = script_of(folder).name.removesuffix(".py")
    sections = sections_of((folder / "README.md").read_text(encoding="utf-8"))
    examples = [text for _, pieces in sections for kind, text in pieces if kind == "examples"]
    waiting = script_cells(script_of(folder), names_taken("\n".join(examples), script))
    cells = []
    for number, pieces in sections:
        for kind, text in pieces:
            if kind == "text":
                cells.append(markdown(text))
            else:
                cells += take(waiting, BEFORE_EXAMPLES) + example_cells(text, script)
        cells += take(waiting, number)
    cells.append(markdown("## The whole day at once\n\nWhat the script prints and draws; it takes a few seconds."))
    return [cell for cell in [*cells, *take(waiting, AT_THE_END), code(SHOW_FIGURES)] if cell["source"]]


def take(waiting, last):
    """Remove the cells whose section is `last` or an earlier one from `waiting`, [(section, cell)]; returns them."""
    taken = [cell for section, cell in waiting if section <= last]
    waiting[:] = [entry for entry in waiting if entry[0] > last]
    return taken


# The README


def sections_of(text):
    """[(section number, [("text" or "examples", content)])] of a README; what stands before section 1 has number 0."""
    sections, pieces = [], []
    number = 0
    for part in re.split(r"^(?=## )|^(```python\n.*?^```\n)", text, flags=re.MULTILINE | re.DOTALL):
        if not part or not part.strip():
            continue
        if part.startswith("## ") or not sections:
            heading = re.match(r"## (\d+)\. ", part)
            number = int(heading[1]) if heading else number
            pieces = []
            sections.append((number, pieces))
        if part.startswith("```python\n") and ">>> " in part:
            pieces.append(("examples", part.removeprefix("```python\n").removesuffix("```\n")))
        else:
            pieces.append(("text", part))
    return sections


def names_taken(text, script):
    """The names that the examples import from the day's script."""
    sources = [example.source for example in doctest.DocTestParser().get_examples(text)]
    imports = [ast.parse(source).body[0] for source in sources if source.startswith(f"from {script} import ")]
    return {name.name for node in imports for name in node.names}


def example_cells(text, script):
    """One cell for each expression with an answer; the answer stands below it as a comment.

    Imports from the script are left out, because the notebook has its functions already.
    """
    cells, lines = [], []
    for example in doctest.DocTestParser().get_examples(text):
        if not example.source.startswith(f"from {script} import ") or " as " in example.source:
            lines.append(example.source.rstrip("\n"))
        if example.want:
            answer = example.exc_msg or example.want
            lines += [f"# {line}".rstrip() for line in answer.rstrip("\n").splitlines()]
            cells.append(code("\n".join(lines), tags=["raises-exception"] if example.exc_msg else []))
            lines = []
    return [*cells, code("\n".join(lines))]


# The script


def script_cells(path, names):
    """[(section, cell)] of a script: its imports and refusals first, the idea by sections, the rest last.

    names : what the README's examples import; the README's own helpers come earlier when they are among it
    """
    source = path.read_text(encoding="utf-8").partition('\nif __name__ == "__main__":')[0]
    idea, shows, refusals, main = cut(source, SHOWS, REFUSALS, "def main(")
    head, *parts = re.split(r"^(?=# \d+)", idea, flags=re.MULTILINE)
    return [
        (0, code(f"%matplotlib inline\n{without_header(head)}\n\n{stand_in(path)}")),
        (0, code(refusals, hidden=True)),
        *((int(re.match(r"# (\d+)", part)[1]), code(part)) for part in parts),
        (BEFORE_EXAMPLES if names & defined(shows) else AT_THE_END, code(shows, hidden=True)),
        (AT_THE_END, code(main, hidden=True)),
    ]


def defined(source):
    """The names that a source defines at the top."""
    nodes = ast.parse(source).body
    functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets]
    return functions | {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}


def stand_in(path):
    """Lines that make the notebook stand in for the script: where its file is, and for modules that import from it."""
    lines = [f"__file__ = {path.name!r}"]
    users = [p.name for p in sorted(path.parent.glob("*.py")) if f"from {path.stem} import" in p.read_text("utf-8")]
    if users:
        lines += ["import sys", f"sys.modules[{path.stem!r}] = sys.modules[__name__]  # for {', '.join(users)}"]
    return "\n".join(lines)


def cut(source, *starts):
    """A source cut before each line that starts with one of these; a part that is not there is empty."""
    parts = []
    for start in starts:
        part, found, rest = f"\n{source}".partition(f"\n{start}")
        parts.append(part)
        source = found.lstrip("\n") + rest
    return [*parts, source]


def without_header(head):
    """A script's first lines, without what a notebook does not need: header, docstring, Matplotlib's file backend."""
    docstring = ast.parse(head).body[0]
    lines = head.splitlines()
    if isinstance(docstring, ast.Expr):
        lines = lines[docstring.end_lineno :]
    return "\n".join(line for line in lines if "MPLBACKEND" not in line)
