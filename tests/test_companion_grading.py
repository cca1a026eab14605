"""The board, check, hint and solution: learn.py as a subprocess, in a small repository with a made-up learner."""

import json
import re

import pytest
from house import build, without_pytorch

RIGHT, WRONG = "return 2 * x", "return x"


@pytest.fixture
def house(tmp_path):
    return build(tmp_path / "house")


def test_the_board_of_a_fresh_clone(house):
    result = house.learn()
    assert result.returncode == 0, result.stdout + result.stderr
    rows = re.findall(r"^\| +(\d+) \| (.+?) +\| (\S.*?) +\|", result.stdout, re.MULTILINE)
    assert [int(day) for day, _, _ in rows] == list(range(1, 31))
    assert rows[0] == ("1", "Loss functions", "...")
    assert {exercises for day, _, exercises in rows if int(day) not in (1, 2, 20, 22)} == {"to come"}
    assert re.search(r"Next: read day_01_made_up/README.md and type +python3? learn.py run 1\n", result.stdout)


def test_the_board_follows_the_learner(house):
    assert "day 2 runs" in house.learn("run", "2").stdout
    house.answer(RIGHT)
    house.answer("return 0.0", name="half")
    result = house.learn()
    assert "| x!. " in result.stdout
    assert " 1/3 " in result.stdout
    assert re.search(r"Next: write half in day_01_made_up/exercises.py and type .* check 1.2\n", result.stdout)
    house.answer_all()
    result = house.learn()
    assert "| xxx " in result.stdout
    assert "day_02_made_up/exercises.py" in result.stdout  # day 2 was run, so its exercises are next


def test_check_when_nothing_has_been_started(house):
    result = house.learn("check", "1")
    assert result.returncode == 2
    assert "Graded day_01_made_up/exercises.py: 3 exercises, 0 checks." in result.stdout
    assert result.stdout.count("not started") == 3
    assert "Nothing has been started" in result.stdout
    assert "Next is 1.1 double" in result.stdout
    assert "Stuck" not in result.stdout


def test_check_of_a_right_answer(house):
    house.answer(RIGHT)
    result = house.learn("check", "1.1")
    assert result.returncode == 0, result.stdout
    assert "Graded day_01_made_up/exercises.py: 1 exercise, 2 checks." in result.stdout
    assert "[x] 1.1 double: done" in result.stdout
    assert house.learn("check", "1").returncode == 1  # the day is not done yet


def test_check_of_a_wrong_answer(house):
    house.answer(f"print('x is', x); {WRONG}")
    result = house.learn("check", "1")
    assert result.returncode == 1
    assert "[!] 1.1 double: not yet" in result.stdout
    assert "you gave the input back" in result.stdout
    assert "double(2)" in result.stdout
    assert "it printed: x is 2" in result.stdout
    assert "hint 1.1" in result.stdout


def test_check_of_everything_right(house):
    house.answer_all()
    result = house.learn("check", "1")
    assert result.returncode == 0, result.stdout
    assert "3 of 3 done." in result.stdout
    assert "Stuck" not in result.stdout


def test_check_of_several_at_once(house):
    house.answer(RIGHT, day=2)
    result = house.learn("check", "1.2", "2", "1.3")
    assert result.returncode == 1
    assert "Graded day_01_made_up/exercises.py: 2 exercises" in result.stdout
    assert "[x] 2.1 double: done" in result.stdout
    assert "1.1" not in result.stdout


def test_stuck_points_at_what_was_last_tried(house):
    house.answer(WRONG)
    assert "Stuck on 1.1?" in house.learn("check", "1").stdout
    house.answer("return 3 * x", name="negative")
    assert "Stuck on 1.3?" in house.learn("check", "1").stdout
    house.exercises.write_text(house.exercises.read_text(encoding="utf-8").replace(WRONG, "return x + 1", 1))
    assert "Stuck on 1.1?" in house.learn("check", "1").stdout
    house.exercises.write_text(house.exercises.read_text(encoding="utf-8").replace("return x + 1", RIGHT, 1))
    assert "Stuck on 1.3?" in house.learn("check", "1").stdout


def test_a_file_that_does_not_load_is_told_once(house):
    house.answer("return 2 * (")
    result = house.learn("check", "1")
    assert result.returncode == 1
    line = 1 + house.exercises.read_text(encoding="utf-8").splitlines().index("    return 2 * (")
    message = f"Python cannot read day_01_made_up/exercises.py, line {line}: '(' was never closed"
    assert result.stdout.count(message) == 1
    assert result.stdout.count("not yet") == 3
    assert "Stuck" not in result.stdout
    assert message in house.learn("check", "1.1").stdout


def test_a_deleted_function_is_told(house):
    text = house.exercises.read_text(encoding="utf-8")
    house.exercises.write_text(text.replace("def half", "def halb"), encoding="utf-8")
    result = house.learn("check", "1.2")
    assert result.returncode == 1
    assert "has no function `half`" in result.stdout


def test_an_endless_loop_is_stopped_and_the_others_are_graded(house):
    house.answer("while True: pass")
    house.answer("return 7", name="half")
    result = house.learn("check", "1")
    assert result.returncode == 1
    assert "stopped after 2 seconds: is there a loop that never ends?" in result.stdout
    assert "1.2 half: not yet" in result.stdout


def test_an_answer_that_stops_before_its_first_check_was_started(house):
    house.answer("raise KeyError('x')")
    result = house.learn("check", "1.1")
    assert result.returncode == 1
    assert "1.1 double: not yet" in result.stdout
    assert "stopped with KeyError" in result.stdout
    assert "0 of 1 done." in result.stdout
    assert "Nothing has been started" not in result.stdout


def test_no_grader_is_an_error(house):
    (house.root / "tests" / "test_exercises_01.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    result = house.learn("check", "1")
    assert result.returncode == 2
    assert "no exercise of day 1 was graded" in result.stdout
    for name in ("test_exercises_01.py", "judge.py"):
        (house.root / "tests" / name).unlink()
        result = house.learn("check", "1.1")
        assert result.returncode == 2
        assert "git checkout" in result.stdout


def test_the_memory_holds_what_was_tried_and_when_it_was_done(house):
    house.answer(RIGHT)
    house.answer(WRONG, name="half")
    house.learn("check", "1")
    memory = json.loads((house.root / ".learn.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", memory["done"].pop("1.1"))
    assert memory["done"] == {}
    assert set(memory["tried"]) == {"1.1", "1.2"}


def test_without_pytorch_the_days_that_need_it_are_left_out(house, tmp_path):
    """Their graders may import it, and must not keep the other days from being graded."""
    (house.root / "tests" / "test_exercises_22.py").write_text(
        "import no_such_package\n" + (house.root / "tests" / "test_exercises_22.py").read_text(encoding="utf-8")
    )
    light = {"PYTHONPATH": str(without_pytorch(tmp_path / "path"))}
    for day in (1, 2, 20):
        house.answer_all(day)
    board = house.learn(**light).stdout
    assert re.search(r"\|  22 \| Convolution +\| needs PyTorch \|", board)
    assert "Next: day 22 needs PyTorch (about 3 GB to download, 5.3 GB on disk). Type   " in board
    result = house.learn("check", "20-22", **light)
    assert result.returncode == 0
    assert "Left out: day 22 needs PyTorch" in result.stdout
    for words in (["check", "22.1"], ["solution", "22.1"], ["watch", "22"]):
        result = house.learn(*words, **light)
        assert result.returncode == 2
        assert result.stdout.startswith("day 22 needs PyTorch (")
    report = json.loads(house.learn("report", "--json", **light).stdout)
    assert [report["days"][day]["exercises"][f"{day}.1"]["state"] for day in ("20", "22")] == ["done", "unknown"]


# Hints and solutions


def test_hints_come_one_by_one_and_then_all(house):
    assert "No hint has been given" in house.learn("hint", "1.2", "--again").stdout
    first, second, third = (house.learn("hint", "1.2") for _ in range(3))
    assert first.returncode == second.returncode == third.returncode == 0
    assert first.stdout == "Hint 1 of 2 for 1.2 (half): think.\n"
    assert "Hint 2 of 2 for 1.2 (half): think harder." in second.stdout
    assert "Hint 1 of 2" not in second.stdout
    assert "solution 1.2" in second.stdout
    assert "Hint 1 of 2" in third.stdout
    assert "Hint 2 of 2" in third.stdout


def test_hints_again(house):
    house.learn("hint", "1.2")
    for _ in range(2):
        assert house.learn("hint", "1.2", "--again").stdout == "Hint 1 of 2 for 1.2 (half): think.\n"
    assert "Hint 2 of 2" in house.learn("hint", "1.2").stdout


def test_a_solution_is_shown_after_a_question(house):
    refused = house.learn("solution", "1.1", typed="n\n")
    assert refused.returncode == 1
    assert "does not pass yet" in refused.stdout
    assert "2 * x" not in refused.stdout
    assert house.learn("solution", "1.1", typed="").returncode == 1  # nobody there to answer
    wanted = house.learn("solution", "1.1", typed="y\n")
    assert wanted.returncode == 0
    assert "def double(x):" in wanted.stdout
    house.answer(RIGHT)
    unasked = house.learn("solution", "1.1")
    assert unasked.returncode == 0
    assert "does not pass yet" not in unasked.stdout


@pytest.mark.parametrize("damage", [None, "def double(:\n", "def other():\n    pass\n"])
def test_solutions_that_are_gone_are_told(house, damage):
    path = house.folder(1) / "solutions.py"
    path.unlink()
    if damage:
        path.write_text(damage, encoding="utf-8")
    result = house.learn("hint", "1.1")
    assert result.returncode == 2
    assert "'git checkout day_01_made_up/solutions.py' brings it back" in result.stdout
