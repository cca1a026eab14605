"""The judge under test: natural wrong answers, which are not in its own lists, and the words that must come back."""

import importlib.util
import time
from pathlib import Path

import grading
import pytest
from conftest import DAY_FOLDERS, ROOT, exercise_names

FOLDER = Path(__file__).parent / "wrong_answers"


def load(path):
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers(day):
    """[(exercise name, wrong answer, words)] of a day."""
    path = FOLDER / f"day_{day:02d}.py"
    functions = vars(load(path)).values() if path.exists() else ()
    return [(*function.wrong, function) for function in functions if hasattr(function, "wrong")]


def pytest_generate_tests(metafunc):
    """One test for each wrong answer of the days that are asked for."""
    if "wrong" in metafunc.fixturenames:
        found = [(day, *entry) for day in sorted(metafunc.config.selected_days) for entry in answers(day)]
        names = [f"{day} {function.__name__}" for day, _, _, function in found]
        metafunc.parametrize("wrong", found, ids=names)


class OneAnswer(grading.Learner):
    """A learner's file in which one exercise has been answered."""

    def __init__(self, folder, name, function):
        super().__init__(folder / "exercises.py")
        self._name, self._function = name, function

    def __getattr__(self, name):
        assert name == self._name, f"the grader of {self._name} calls {name}"
        return lambda *args, **kwargs: self._call(name, self._function, args, kwargs)


def grader_of(day, name):
    graders = load(ROOT / "tests" / f"test_exercises_{day:02d}.py")
    (found,) = [g for g in dir(graders) if g.startswith(f"test_{day}_") and g.split("_", 3)[3] == name]
    return getattr(graders, found)


def test_the_judge_names_it(wrong):
    day, name, words, function = wrong
    if "gigabyte" in words and not Path("/proc/self/statm").exists():
        pytest.skip("this system sets no limit to memory")
    grading.start()
    start = time.perf_counter()
    try:
        grader_of(day, name)(OneAnswer(DAY_FOLDERS[day], name, function))
    except AssertionError as error:
        message = str(error)
    except Exception as error:
        message = grading.unusable_answer(error)
    else:
        pytest.fail("this wrong answer passes")
    assert words in message
    assert time.perf_counter() - start < grading.SECONDS + 1


def test_every_exercise_has_three_wrong_answers(day):
    names = [name for name, *_ in answers(day)]
    short = [name for name in exercise_names(DAY_FOLDERS[day] / "solutions.py") if names.count(name) < 3]
    assert not short, f"fewer than three wrong answers: {short}"
    assert not set(names) - set(exercise_names(DAY_FOLDERS[day] / "solutions.py")), "no such exercise"
