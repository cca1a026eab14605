"""Every README: its code runs, its numbers are the script's, its links, figures and sections are there."""

import doctest
import json
import re

import matplotlib.image
import numpy as np
import pytest
import readme
from conftest import DAY_FOLDERS, REVIEW_DAYS, ROOT, exercise_names

FRONT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES = [*FRONT, *(folder / "README.md" for folder in DAY_FOLDERS.values())]
SECTIONS = [
    "explain it to a ten-year-old",
    "the mathematics",
    "by hand",
    "the code",
    "when it goes wrong",
    "exercises",
    "explain it back",
    "go deeper",
]


def text_of(day):
    return (DAY_FOLDERS[day] / "README.md").read_text(encoding="utf-8")


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_the_code_in_the_readme_runs(day, monkeypatch):
    fences = [block for block in readme.blocks(text_of(day)) if block.kind == "fence" and block.info == "python"]
    assert fences, "a lesson without a line of code that the reader can repeat"
    monkeypatch.chdir(DAY_FOLDERS[day])
    code = "\n".join("\n".join(block.lines) + "\n" for block in fences)
    example = doctest.DocTestParser().get_doctest(code, {}, f"day {day}", "README.md", 0)
    assert example.examples
    said = []
    doctest.DocTestRunner(verbose=False).run(example, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [(label, target) for label, target in re.findall(r"\[([^\]]*)\]\(([^)\s]+)\)", text)]
    assert links
    for label, target in links:
        if re.match(r"https?://|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        assert not path or (page.parent / path).exists(), f"[{label}]({target}) leads nowhere"
        if anchor:
            there = (page.parent / path if path else page).read_text(encoding="utf-8")
            slugs = [
                re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in there.splitlines()
            ]
            assert anchor in slugs, f"[{label}]({target}) names no heading"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_figure_says_what_is_seen(page):
    shown = re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for alt, target in shown:
        assert len(alt.split()) >= 6, f"{target}: the alt text should say what is seen"
    if page.parent != ROOT:
        there = {f"figures/{path.name}" for path in (page.parent / "figures").glob("*")}
        assert {target for _, target in shown} == there, "the README must show every figure, and only those that exist"
        assert there


def test_the_sections_stand_in_order(day):
    headings = [line.lstrip("# ").lower() for line in text_of(day).splitlines() if line.startswith("## ")]
    assert [re.match(r"(\d+)\. ", heading)[1] for heading in headings] == [str(i + 1) for i in range(len(headings))]
    wanted = ["a map of the week" if name == "the mathematics" and day in REVIEW_DAYS else name for name in SECTIONS]
    positions = [next((i for i, h in enumerate(headings) if name in h), None) for name in wanted]
    assert None not in positions, f"missing: {[name for name, at in zip(wanted, positions, strict=True) if at is None]}"
    assert positions == sorted(positions), f"sections out of order: {headings}"


def test_the_head_of_the_page(day):
    """Title, navigation, one breath, the first command within a screen, and what to expect."""
    lines = text_of(day).splitlines()
    assert re.fullmatch(rf"# Day {day} · .+", lines[0])
    head = "\n".join(lines[:26])
    assert f"python {DAY_FOLDERS[day].name}/" in head, "the first screen must give the command to type"
    for words in (
        "**In one breath.**",
        "**You will be able to**",
        "**You need**",
        "**Time:**",
        "**Left out on purpose:**",
    ):
        assert words in head, f"the head of the page lacks {words}"
    for neighbor in (day - 1, day + 1):
        if neighbor in DAY_FOLDERS:
            link = f"](../{DAY_FOLDERS[neighbor].name}/README.md)"
            assert link in lines[2], f"the navigation should lead to day {neighbor}"
            assert link in lines[-1], f"the last line should lead to day {neighbor}"


def test_the_ten_year_old_hears_it_within_a_minute(day):
    section = re.search(r"## \d+\. Explain it to a ten-year-old\n(.*?)\n## ", text_of(day), re.DOTALL)[1]
    assert 60 <= len(section.split()) <= 180


def test_five_questions_with_answers(day):
    answers = re.findall(r"<details><summary>(.+?)</summary>\n\n(.+?)\n\n</details>", text_of(day), re.DOTALL)
    assert len(answers) >= 5
    assert text_of(day).count("<details>") == len(answers)


def test_the_exercise_table_agrees_with_the_exercises(day):
    table = next(b for b in readme.blocks(text_of(day)) if b.kind == "table" and "exercise" in readme.header(b))
    names = exercise_names(DAY_FOLDERS[day] / "solutions.py")
    rows = [(number, re.match(r"`(\w+)`", words)[1], level) for number, words, level in readme.rows(table)]
    assert [(number, name) for number, name, _ in rows] == [(f"{day}.{i}", name) for i, name in enumerate(names, 1)]
    stubs = exercise_names(DAY_FOLDERS[day] / "exercises.py")
    for number, name, level in rows:
        if name in stubs:
            assert stubs[name].startswith(f"Exercise {number} ({level}): ")


# The numbers


def known_numbers(day, run):
    """Every number that the script printed or that stands in a checked block of the README."""
    checked = [line for b in readme.blocks(text_of(day)) if b.kind in ("fence", "table") for line in b.lines]
    return np.array([value for line in [*run(day).stdout.splitlines(), *checked] for value, _ in readme.numbers(line)])


def test_output_excerpts_are_the_scripts(day, run):
    output = [line for line in run(day).stdout.splitlines() if line.strip()]
    excerpts = [b for b in readme.blocks(text_of(day)) if b.kind == "fence" and b.info.split()[:1] == ["text"]]
    assert excerpts, "the README should show what you should see"
    for block in excerpts:
        at, skipping = None, True
        for line in filter(str.strip, block.lines):
            if line.strip() in ("...", "…"):
                skipping = True
                continue
            after = 0 if at is None else at + 1
            last = len(output) if skipping else after + 1
            match = (i for i in range(after, last) if readme.lines_agree(line, output[i], readme.tolerance(block.info)))
            at, skipping = next(match, None), False
            assert at is not None, f"line {block.number}: the script does not print, here: {line}"


def test_number_tables_are_the_scripts(day, run):
    output = [[value for value, _ in readme.numbers(line)] for line in run(day).stdout.splitlines()]
    for table in (b for b in readme.blocks(text_of(day)) if b.kind == "table" and "exercise" not in readme.header(b)):
        if table.info.startswith("published:"):
            continue
        for row in readme.rows(table):
            shown = [number for cell in row if readme.NUMERIC_CELL.match(cell) for number in readme.numbers(cell)]
            if not shown:
                continue
            if table.info.startswith("recorded:"):
                record = recorded_numbers(ROOT / table.info.split()[1])
                missing = [value for value, digits in shown if not np.any(np.isclose(record.round(digits), value))]
                assert not missing, f"{table.info} does not hold {missing} of the row {row}"
            else:
                within = readme.tolerance(table.info)
                assert any(in_order(shown, line, within) for line in output), f"no line of the output has the row {row}"


def in_order(shown, line, within):
    """Whether the numbers shown stand in this order in a line of output."""
    rest = iter(line)
    return all(any(readme.agree(number, value, within) for value in rest) for number in shown)


def recorded_numbers(path):
    """Every number in a JSON file, as an array."""
    found = []

    def walk(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, int | float):
            found.append(float(value))

    walk(json.loads(path.read_text(encoding="utf-8")))
    return np.array(found)


def test_numbers_in_the_prose_come_from_somewhere(day, run):
    """Every decimal number or percentage of the running text was printed, or stands in a checked block."""
    known = known_numbers(day, run)
    for block in readme.blocks(text_of(day)):
        if block.kind != "prose":
            continue
        line = re.sub(r"<summary>.*?</summary>|`[^`]*`|\$[^$]+\$|\]\([^)]*\)|!\[[^\]]*\]", "", block.lines[0])
        if re.match(r"#+ |- [A-Z]\. ", line):  # a heading, or a book with its sections
            continue
        for text, percent in re.findall(r"(?<![\w.])(\d+\.\d+|\d+(?= ?%))(?![\d.]*\w)( ?%)?", line):
            value, digits = float(text), len(text.partition(".")[2])
            near = np.isclose(known.round(digits), value)
            if percent:
                near |= np.isclose((known * 100).round(digits), value)
            assert near.any(), f"line {block.number}: where does {text}{percent} come from?"


def test_arithmetic_in_the_formulas_is_right(day):
    for left, right, (a, b), allowed in readme.equations(text_of(day)):
        assert abs(a - b) <= allowed, f"{left} is {a}, not {right}"


def test_committed_figures_are_what_the_script_draws(day, run):
    for drawn in sorted((run(day).folder / "drawn").glob("*.png")):
        kept = DAY_FOLDERS[day] / "figures" / drawn.name
        assert kept.exists(), f"the script draws {drawn.name}, but figures/ does not have it"
        new, old = matplotlib.image.imread(drawn), matplotlib.image.imread(kept)
        assert new.shape == old.shape
        assert np.abs(new - old).mean() < 0.02, f"figures/{drawn.name} is not what the script draws now"


# The front page


def test_the_roadmap_shows_thirty_days():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    from companion.days import TITLES

    for day, title in enumerate(TITLES, start=1):
        folder = DAY_FOLDERS.get(day)
        name = f"[{title}]({folder.name}/README.md)" if folder else title
        assert f"| {day} | {name} |" in text, f"the roadmap lacks day {day}: {name}"
        if folder:
            assert text_of(day).splitlines()[0] == f"# Day {day} · {title}"


def test_no_page_is_left_out_of_the_checks():
    tracked = {name_of(path) for path in ROOT.glob("*.md")} | {name_of(p) for p in ROOT.glob("day_*/*.md")}
    assert tracked == {name_of(page) for page in PAGES}


# The checks themselves


@pytest.mark.parametrize(
    ("tex", "value"),
    [
        (r"(0.25 + 0.25 + 0 + 1) / 4", 0.375),
        (r"\frac{1}{2} \cdot 3^2", 4.5),
        (r"-\ln 0.5", 0.6931471805599453),
        (r"e^{-2} + e^{0.5}", 1.7840565539368284),
        (r"\sqrt{2\,\cdot 8}", 4.0),
        (r"\frac12", 0.5),
        (r"10 \cdot 0.6^{10}", 0.060466176),
        (r"x + 1", None),
        (r"\sum_i 3", None),
    ],
)
def test_formulas_are_evaluated(tex, value):
    assert readme.evaluate(tex) == (value if value is None else pytest.approx(value, rel=1e-12))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (r"so $2 \cdot 3 = 7$.", [False]),
        (r"so $x = 1.3231 / 3.7441 = 0.3534$.", [True]),
        (r"so $1.3231 / 3.7441 = 0.3554$.", [False]),
        (r"so $7 / 2 = 3$.", [False]),
        (r"so $198^2 + 7 \approx 39200$, and $1,\ 2 = 4 / 2,\ 5 = 6$.", [True, True, False]),
        (r"`$1 = 2$` and $w = 2$", []),
    ],
)
def test_a_wrong_sum_in_a_formula_is_found(text, right):
    found = [abs(a - b) <= allowed for _, _, (a, b), allowed in readme.equations(text)]
    assert found == right


@pytest.mark.parametrize(
    ("shown", "came", "within", "same"),
    [
        ("loss 0.123", "loss  0.1234", 0, True),
        ("loss 0.123", "loss  0.125", 0, False),
        ("loss 0.123", "cost 0.123", 0, False),
        ("loss 0.123 0.2", "loss 0.123", 0, False),
        ("acc 98.10 %", "acc 98.40 %", 0.01, True),
        ("acc 98.10 %", "acc 96.40 %", 0.01, False),
        ("[-1. 2.]", "[-1. 3.]", 0, False),
    ],
)
def test_lines_are_compared_number_by_number(shown, came, within, same):
    assert readme.lines_agree(shown, came, within) is same
