"""pytest as a learner calls it, beside the companion; and graders that are no graders are found."""

import re
import subprocess
import sys

import pytest
from house import build, clean_environment


@pytest.fixture
def house(tmp_path):
    return build(tmp_path / "house")


def pytest_in(house, *words):
    command = [sys.executable, "-m", "pytest", *words]
    return subprocess.run(command, cwd=house.root, env=clean_environment(), capture_output=True, text=True)


def test_pytest_closes_with_the_board(house):
    house.answer("return x")
    house.answer("return x / 2", name="half")
    result = pytest_in(house, "--day", "1")
    assert result.returncode == 1
    assert re.search(r"^day  1   1\.1\[!\] 1\.2\[x\] 1\.3\[ \] +1 of 3 done$", result.stdout, re.MULTILINE)
    assert "you gave the input back" in result.stdout


def test_pytest_fresh_wants_stubs(house):
    assert pytest_in(house, "tests/test_exercises_01.py", "--fresh").returncode == 0
    house.answer("return 2 * x")
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
        ("expect(exercises.half(0), 0.0)", "at least twice"),
        (
            "expect(exercises.half(0), 0.0, mistakes={'oops': 0.0})\n    expect(exercises.half(2), 1.0)",
            "not rejected under their own name",
        ),
        ("expect(exercises.half(2), 2.0)", "wrong value"),
    ],
)
def test_a_bad_grader_is_found(house, grader, message):
    source = f"from grading import expect\n\n\ndef test_1_2_half(exercises):\n    {grader}\n"
    (house.root / "tests" / "test_exercises_01.py").write_text(source, encoding="utf-8")
    result = pytest_in(house, "tests/test_exercises_01.py")
    assert result.returncode == 1
    assert message in result.stdout
