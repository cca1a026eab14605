"""The judge itself: its messages, its limits, and that every exercise has a stub, a solution and a grader."""

import doctest
import importlib.util
import re

import grading
import numpy as np
import pytest
from conftest import DAY_FOLDERS, REVIEW_DAYS, ROOT, exercise_names
from grading import Learner, NotYet, expect, expect_error, expect_no_warning

from companion.quizzes import read_quiz


def learner(tmp_path, source):
    """A learner's file with this source."""
    path = tmp_path / "day_99_made_up" / "exercises.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, encoding="utf-8")
    grading.loaded.pop(path, None)
    return Learner(path)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(grading, "SECONDS", 1)
    monkeypatch.setattr(grading, "calls", [])
    monkeypatch.setattr(grading, "last_call", "f(1)")


# The ladder of messages


@pytest.mark.parametrize(
    ("came", "expected", "message"),
    [
        (None, 1.0, r"f\(1\) returned None: did you forget `return`"),
        ("3", 3.0, "wrong type: f.1. should return a number, got a str"),
        ([[1, 2], [3]], [1.0, 2.0], "wrong type"),
        (len, 3.0, "wrong type"),
        ({"a": 1}, 3.0, "wrong type"),
        (1 + 2j, 1.0, "wrong type"),
        ([1.0, 2.0], 3.0, r"wrong shape: .* should return a number, got an array of shape \(2,\)"),
        (3.0, [1.0, 2.0], r"wrong shape: .* an array of shape \(2,\), got a number"),
        (np.ones((2, 1)), np.ones(2), r"\(2,\), got an array of shape \(2, 1\)"),
        ([1.0, np.nan], [1.0, 2.0], "nan"),
        (2.0, 3.0, r"wrong value\n  f\(1\)\n    gave     2.0\n    expected 3.0"),
        (2.0, 4.0, "you forgot to double"),
        (2, "two", "wrong type: expected a str"),
        ("one", "two", "wrong value"),
        (np.array(["a", "c"]), np.array(["a", "b"]), "wrong value"),
        ([1, 2], (1, 2), "wrong type: expected a tuple, got a list"),
        ((1, 2, 3), (1, 2), "expected a tuple of 2 parts, got 3"),
        ((1, 3), (1, 2), "wrong value"),
        ({"a": 1}, {"b": 1}, "wrong value"),
    ],
)
def test_the_message_names_the_first_thing_that_is_wrong(came, expected, message):
    with pytest.raises(AssertionError, match=message):
        expect(came, expected, mistakes={"you forgot to double": 2.0} if message.startswith("you") else None)


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (3, 3.0),
        (np.float32(0.5), 0.5),
        ([1.0, np.nan, np.inf], np.array([1.0, np.nan, np.inf])),
        (1 + 1e-9, 1.0),
        ("two", "two"),
        ((np.ones(2), 3), ([1.0, 1.0], 3.0)),
        ({"a": [1, 2], "b": "x"}, {"a": np.array([1, 2]), "b": "x"}),
        (["a", "b"], ["a", "b"]),
        (np.array(["a", "b"]), np.array(["a", "b"])),
        ([np.ones(2), np.ones(3)], [np.ones(2), np.ones(3)]),
        (True, True),
        (np.zeros((0, 2)), np.zeros((0, 2))),
    ],
)
def test_a_right_answer_passes(came, expected):
    expect(came, expected)


def test_tolerances_are_kept():
    expect(1.04, 1.0, rtol=0.05)
    with pytest.raises(AssertionError, match="wrong value"):
        expect(1.06, 1.0, rtol=0.05)
    with pytest.raises(AssertionError, match="wrong value"):
        expect(1 + 1e-6, 1.0)
    with pytest.raises(AssertionError, match="wrong value"):
        expect(1e-9, 0.0)


# The learner's code


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(x):\n    return x +\n", "Python cannot read day_99_made_up/exercises.py, line 2"),
        ("import no_such_package\n", r"cannot be loaded: ModuleNotFoundError: .* \(line 1 of"),
        ("def g(x):\n    return x\n", "has no function `f`"),
        ("f = 3\n", "has no function `f`"),
        (
            "def f(x):\n    y = 0\n    return len(x) / y\n",
            r"f\(\[1.0, 2.0\]\) stopped with ZeroDivisionError: .* \(line 3 of",
        ),
        ("def f(x, y):\n    return x\n", "stopped with TypeError"),
        ("def f(x):\n    return f(x)\n", "stopped with RecursionError"),
        ("def f(x):\n    raise SystemExit(0)\n", "stopped with SystemExit"),
        ("def f(x):\n    while True:\n        pass\n", "stopped after 1 seconds: is there a loop that never ends"),
        ("while True:\n    pass\n", "stopped after 1 seconds"),
        ("def f(x):\n    x[0] = 9\n    return x\n", "changed its input"),
        ("def f(x):\n    return input()\n", "nobody types while it is graded"),
    ],
)
def test_trouble_in_the_learners_code_is_told(tmp_path, source, message):
    with pytest.raises(NotYet, match=message):
        learner(tmp_path, source).f([1.0, 2.0])


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(NotYet, match="git checkout"):
        Learner(tmp_path / "day_98_nowhere" / "exercises.py").f(1)


def test_an_untouched_stub_is_not_started(tmp_path):
    with pytest.raises(NotImplementedError):
        learner(tmp_path, "def f(x):\n    raise NotImplementedError\n").f(1)


def test_the_learner_cannot_spoil_the_judges_numbers(tmp_path):
    values = np.ones(3)
    with pytest.raises(NotYet, match="changed its input"):
        learner(tmp_path, "def f(x):\n    x *= 2\n    return x\n").f(values)
    np.testing.assert_array_equal(values, np.ones(3))


def test_warnings_on_the_way_to_a_right_answer_are_no_mistake(tmp_path):
    file = learner(tmp_path, "import numpy as np\ndef f(x):\n    return np.where(x > 0, np.log(x), 0)\n")
    expect(file.f(np.array([0.0, 1.0])), [0.0, 0.0])


def test_a_promise_of_no_warning_is_kept(tmp_path):
    file = learner(tmp_path, "import numpy as np\ndef f(x):\n    return np.log(x)\n")
    file.f(np.ones(2))
    expect_no_warning()
    file.f(np.zeros(2))
    with pytest.raises(AssertionError, match=r"f\(\[0., 0.\]\) gave a warning, and should not: divide by zero"):
        expect_no_warning()


def test_expect_error(tmp_path):
    refuses = learner(tmp_path, "def f(x):\n    raise ValueError('no')\n")
    expect_error(refuses.f, 1)
    accepts = learner(tmp_path, "def f(x):\n    return x\n")
    with pytest.raises(AssertionError, match=r"f\(1\) should raise ValueError, but returned 1"):
        expect_error(accepts.f, 1)
    wrong_kind = learner(tmp_path, "def f(x):\n    raise KeyError(x)\n")
    with pytest.raises(AssertionError, match="expected it to raise ValueError"):
        expect_error(wrong_kind.f, 1)
    with pytest.raises(NotImplementedError):
        expect_error(learner(tmp_path, "def f(x):\n    raise NotImplementedError\n").f, 1)


def test_a_mistake_that_is_no_mistake_is_found():
    expect(3.0, 3.0, mistakes={"equal to the answer": 3.0, "fine": 4.0, "the same as fine": 4.0})
    assert list(grading.unproven_mistakes()) == ["equal to the answer", "the same as fine"]


# Every exercise


def grader_names(day):
    """{exercise number: function name} of a day's graders."""
    path = ROOT / "tests" / f"test_exercises_{day:02d}.py"
    matches = (re.fullmatch(rf"test_{day}_(\d+)_\w+", name) for name in exercise_names(path))
    return {int(match[1]): match[0] for match in matches if match}


def test_every_exercise_has_a_grader_and_every_grader_an_exercise(day):
    names = list(exercise_names(DAY_FOLDERS[day] / "solutions.py"))
    assert grader_names(day) == {i: f"test_{day}_{i}_{name}" for i, name in enumerate(names, 1)}
    assert len(names) >= (6 if day in REVIEW_DAYS else 8)


def test_stubs_have_the_solutions_names_and_state_their_task(day):
    """What the repository ships; a learner's deleted stub is told by the grader instead."""
    solutions = exercise_names(DAY_FOLDERS[day] / "solutions.py")
    stubs = {n: doc for n, doc in exercise_names(DAY_FOLDERS[day] / "exercises.py").items() if n in solutions}
    levels = []
    for number, name in enumerate(solutions, start=1):
        if name not in stubs:
            pytest.skip(f"exercises.py has lost {name}")
        match = re.match(rf"Exercise {day}\.{number} \((easy|medium|hard)\): ", stubs[name])
        assert match, f"{name}: the docstring must start with 'Exercise {day}.{number} (easy|medium|hard): '"
        assert "returns :" in stubs[name], f"{name}: the docstring must say what to return"
        assert ">>>" in stubs[name], f"{name}: the docstring needs an example"
        levels.append(match[1])
    if day not in REVIEW_DAYS:
        assert levels.count("easy") >= 3
        assert levels.count("medium") >= 3
    assert levels.count("hard") >= 2
    assert levels[-1] == "hard"


def test_every_solution_has_hints(day):
    for name, docstring in exercise_names(DAY_FOLDERS[day] / "solutions.py").items():
        assert len(re.findall(r"^Hint: ", docstring, re.MULTILINE)) >= 2, f"{name} needs two hints at least"


def test_the_examples_in_the_stubs_are_true(day):
    path = DAY_FOLDERS[day] / "solutions.py"
    spec = importlib.util.spec_from_file_location(f"solutions_of_day_{day}", path)
    solutions = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(solutions)
    said, count = [], 0
    for name, docstring in exercise_names(DAY_FOLDERS[day] / "exercises.py").items():
        example = doctest.DocTestParser().get_doctest(docstring, {"np": np, **vars(solutions)}, name, str(path), 0)
        doctest.DocTestRunner(verbose=False).run(example, out=said.append)
        count += len(example.examples)
    assert count
    assert not said, "".join(said)


def test_a_review_day_has_a_quiz_that_learn_can_ask(day):
    path = DAY_FOLDERS[day] / "quiz.toml"
    assert path.exists() == (day in REVIEW_DAYS)
    if day in REVIEW_DAYS:
        questions = read_quiz(path)
        assert len(questions) >= 20
        assert len({question["ask"] for question in questions}) == len(questions)
        for question in questions:
            choices = [question["right"], *(wrong["choice"] for wrong in question["wrong"])]
            assert 2 <= len(choices) == len(set(choices)), f"choices must differ: {question['ask']}"
