"""Thirty rooms in one house: the days have the same form, the same look and the same names."""

import ast
import re

import matplotlib.image
import pytest
from conftest import DAY_FOLDERS, script_of

SHOWS, REFUSALS = "# What the README shows", "# What the functions refuse"
MODEL_DAY = 3  # whose STYLE and save_figures the others repeat to the letter
ROLES = {
    "TRAINING": {"color": "#0072B2", "marker": "o", "linestyle": "-"},
    "NEW": {"color": "#D55E00", "marker": "s", "linestyle": "--"},
    "TRUTH": {"color": "black", "linestyle": "--"},
    "FLOOR": {"color": "gray", "linestyle": ":"},
    "BEST": {"color": "#009E73", "marker": "*", "markersize": 13, "markeredgecolor": "black", "linestyle": "none"},
    "CLASS_0": {"color": "#56B4E9", "marker": "o"},
    "CLASS_1": {"color": "#E69F00", "marker": "^"},
}
# a public name that means the same in several days although its arguments differ, and why
SAME_NAME = {
    "mean_squared_error": "on day 3 it is the loss of a model's weights",
    "gradient_descent": "on days 2 and 3 it is the lesson, on days 8 and 9 one solver of several",
    "log_loss": "day 9's is for two classes, day 10's is scikit-learn's",
    "objective": "each day's own",
    "predict": "day 3's model is w and b, day 20's an object",
    "sigmoid": "day 16's functions all take x",
    "softmax": "day 16's functions all take x",
    "train": "the trainer of that day's model",
}


def source_of(day):
    return script_of(DAY_FOLDERS[day]).read_text(encoding="utf-8")


def top_level(day):
    """{name: (first line, source)} of a script's top-level functions, classes and constants."""
    source, found = source_of(day), {}
    for node in ast.parse(source).body:
        name = getattr(node, "name", None)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        if name:
            found[name] = node.lineno, ast.get_source_segment(source, node)
    return found


def test_the_idea_comes_first(day):
    """The idea, then what the README shows, then what the functions refuse, then main()."""
    lines = source_of(day).splitlines()
    assert SHOWS in lines
    assert REFUSALS in lines
    shows, refusals = lines.index(SHOWS) + 1, lines.index(REFUSALS) + 1
    assert shows < refusals
    for name, (line, source) in top_level(day).items():
        if not source.startswith("def "):
            continue
        if name.startswith("check_"):
            assert line > refusals, f"{name} is a refusal: it stands behind the idea"
        if name.startswith(("show_", "draw_", "save_figures")):
            assert shows < line < refusals, f"{name} belongs under '{SHOWS}'"
        if name == "main":
            assert line > refusals


def test_functions_are_short(day):
    for path in DAY_FOLDERS[day].glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1
                assert length <= 40, f"{path.name}: {node.name} has {length} lines"


def test_the_figures_have_one_look(day):
    own, model = top_level(day), top_level(MODEL_DAY)
    for name in ("STYLE", "save_figures"):
        assert own[name][1] == model[name][1], f"{name} is not day {MODEL_DAY}'s"
    for name, look in ROLES.items():
        if name in own:
            given = ast.literal_eval(own[name][1].partition("=")[2].strip())
            assert {key: given.get(key) for key in look} == look, f"{name} has another look in the other days"
    assert 'os.environ["MPLBACKEND"] = "Agg"' in source_of(day)
    assert not re.search(r"fontsize=[0-8]\b|fontsize=\"(?:xx?-)?small", source_of(day)), "nothing under 9 points"


def test_figures_are_sharp_and_have_captions(day):
    lines = (DAY_FOLDERS[day] / "README.md").read_text(encoding="utf-8").splitlines()
    shown = [(i, match[1]) for i, line in enumerate(lines) if (match := re.fullmatch(r"!\[.*\]\((.+)\)", line))]
    assert shown
    for i, target in shown:
        caption = lines[i + 2] if lines[i + 1] == "" else ""
        assert re.fullmatch(r"\*[^*].*[.?!]\*", caption), f"{target} has no caption: a line *What to see.* below it"
        path = DAY_FOLDERS[day] / target
        width = matplotlib.image.imread(path).shape[1]
        assert 1600 <= width <= 2000, f"{target} is {width} pixels wide, not 200 dpi at 9 inches"
        assert path.stat().st_size < 400_000, f"{target} is too heavy for a page"


def public_functions():
    """{name: {signature: [days]}} of what the scripts define before they show anything."""
    found = {}
    for day in DAY_FOLDERS:
        source = source_of(day).partition(SHOWS)[0]
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                arguments = ast.unparse(node.args)
                found.setdefault(node.name, {}).setdefault(arguments, []).append(day)
    return found


def test_one_name_has_one_signature():
    """Where a day has fewer arguments than another, they must be the first ones of the other."""
    clashes = {}
    for name, ways in public_functions().items():
        longest = max(ways, key=len)
        if name not in SAME_NAME and not all(longest.startswith(way) for way in ways):
            clashes[name] = ways
    assert not clashes, "the same name with other arguments on another day"
    assert not set(SAME_NAME) - set(public_functions()), "these names are no longer needed here"


WORDS = {
    r"\bper cent\b": "percent",
    r"\b\d{1,3} \d{3}\b(?! ?[x×])": "thousands with a comma: 50,000",
    r"\b\d[\d.]*%": "98.2 %, with a space",
    r"\bafterwards\b": "afterward",
    r"\blog odds\b": "log-odds",
    r"\bLook at\b(?= the (?:first|last|line))": "Look for",
    r"\bcolour|\bbehaviour|\bcentre|\bnormalis|\bregularis|\bgrey\b": "American spelling",
}


@pytest.mark.parametrize("pattern", WORDS)
def test_one_spelling(pattern, day):
    text = (DAY_FOLDERS[day] / "README.md").read_text(encoding="utf-8")
    text = re.sub(r"```.*?```|`[^`]*`|\$[^$]+\$|\]\([^)]*\)", "", text, flags=re.DOTALL)
    found = [line for line in text.splitlines() if re.search(pattern, line)]
    assert not found, WORDS[pattern]


def test_the_script_can_be_imported_and_main_called_without_arguments():
    for day in DAY_FOLDERS:
        tree = ast.parse(source_of(day))
        (main,) = [node for node in tree.body if getattr(node, "name", "") == "main"]
        assert ast.unparse(main.args) == "arguments=()", f"day {day}"
