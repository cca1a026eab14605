"""reset and update: with real git repositories, and nothing that a learner has written is ever lost."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from house import STUB, House, build, clean_environment, stub_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def house(tmp_path):
    """Without git."""
    return build(tmp_path / "house")


@pytest.fixture
def clone(tmp_path):
    """A learner's clone; `clone.project` is where it came from."""
    project = build(tmp_path / "project")
    project.git("init", "--quiet", "--initial-branch=main")
    commit(project, "The first version")
    subprocess.run(["git", "clone", "--quiet", str(project.root), str(tmp_path / "clone")], check=True)
    cloned = House(tmp_path / "clone")
    cloned.git("config", "user.name", "A learner")
    cloned.git("config", "user.email", "learner@example.com")
    cloned.project = project
    return cloned


def commit(house, message):
    house.git("add", "--all")
    house.git("commit", "--quiet", "-m", message)


def text_of(house, day=1):
    return (house.folder(day) / "exercises.py").read_text(encoding="utf-8")


def replace(house, old, new, day=1):
    """Change an exercises.py; `old` must be in it."""
    assert old in text_of(house, day)
    (house.folder(day) / "exercises.py").write_text(text_of(house, day).replace(old, new), encoding="utf-8")


def kept(house, name="exercises.py"):
    """The texts of all files of this name in kept/."""
    return sorted(path.read_text(encoding="utf-8") for path in (house.root / "kept").rglob(name))


# reset


def test_reset_asks_and_keeps_the_old_text(clone):
    came = text_of(clone)
    clone.answer("return 2 * x")
    clone.answer("return 7", name="half")
    mine = text_of(clone)
    refused = clone.learn("reset", "1.1", typed="n\n")
    assert refused.returncode == 1
    assert "Put 1.1 (double) back to the stub? Your text will be kept." in refused.stdout
    assert text_of(clone) == mine
    assert clone.learn("reset", "1.1", typed="").returncode == 1
    done = clone.learn("reset", "1.1", typed="y\n")
    assert done.returncode == 0
    assert "Reset 1.1 (double) in day_01_made_up/exercises.py." in done.stdout
    assert text_of(clone) == mine.replace("return 2 * x", STUB.strip())
    assert kept(clone) == [mine]
    assert clone.git("status", "--short") == "M day_01_made_up/exercises.py"
    clone.learn("reset", "1", typed="y\n")
    assert text_of(clone) == came
    assert len(kept(clone)) == 2
    result = clone.learn("reset", "1")
    assert result.returncode == 0
    assert "There is nothing to reset: day 1 is untouched." in result.stdout


def test_reset_of_several_days(clone):
    for day in (1, 2, 20):
        clone.answer("return 2 * x", day=day)
    result = clone.learn("reset", "1-2", typed="y\n")
    assert result.returncode == 0
    assert "Put days 1-2 back" in result.stdout
    assert [STUB.strip() in text_of(clone, day) for day in (1, 2, 20)] == [True, True, False]
    assert "return 2 * x" not in text_of(clone, 1)


def test_reset_where_the_answers_were_committed(clone):
    came = text_of(clone)
    clone.answer_all()
    commit(clone, "My answers")
    assert clone.learn("reset", "1.3", typed="y\n").returncode == 0
    assert stub_of("negative") in text_of(clone)
    assert "return 2 * x" in text_of(clone)
    assert clone.learn("reset", "1", typed="y\n").returncode == 0
    assert text_of(clone) == came


@pytest.mark.parametrize("ruin", ["return (", "'''", "    x =\n  3", ")"])
def test_reset_of_a_file_that_python_cannot_read(clone, ruin):
    came = text_of(clone)
    clone.answer(ruin, name="half")
    assert clone.learn("check", "1.2").returncode == 1
    assert clone.learn("reset", "1.2", typed="y\n").returncode == 0
    assert text_of(clone) == came


def test_reset_brings_back_what_was_deleted(clone):
    came = text_of(clone)
    replace(clone, stub_of("half"), "")
    assert clone.learn("reset", "1.2", typed="y\n").returncode == 0
    assert stub_of("half") in text_of(clone)
    assert clone.learn("check", "1.2").returncode == 2  # not started
    clone.exercises.unlink()
    assert clone.learn("reset", "1", typed="y\n").returncode == 0
    assert text_of(clone) == came


def test_reset_keeps_what_stands_around_the_function_and_the_line_ends(clone):
    replace(clone, "def half", "FACTOR = 2\n\n\n# about half\ndef half")
    clone.answer("return x / FACTOR\n\n\nLATER = 3", name="half")
    clone.exercises.write_bytes(clone.exercises.read_bytes().replace(b"\n", b"\r\n"))
    assert clone.learn("reset", "1.2", typed="y\n").returncode == 0
    content = clone.exercises.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 10
    assert b"FACTOR = 2\r\n\r\n\r\n# about half\r\ndef half" in content
    assert b"raise NotImplementedError\r\n\r\n\r\nLATER = 3\r\n" in content
    assert b"return x / FACTOR" not in content


def test_reset_without_git_builds_the_stub_from_what_is_there(house):
    came = text_of(house)
    house.answer("y = x\n    return 2 * y")
    result = house.learn("reset", "1.1", typed="y\n")
    assert result.returncode == 0, result.stdout
    assert text_of(house) == came
    house.answer_all()  # the solutions have hints where the task should stand, which is the learner's own doing
    assert house.learn("reset", "1", typed="y\n").returncode == 0
    assert text_of(house).count(STUB.strip()) == 3


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (
            "",
            "half is gone from day_01_made_up/exercises.py, and git does not know it: download",
        ),
        (
            "def half(x):\n    return (\n",
            "Python cannot read half in day_01_made_up/exercises.py ('(' was never closed)",
        ),
        ("def half(x):\n    return 3\n", "half has lost its description"),
    ],
)
def test_reset_without_git_says_what_to_do_where_it_cannot(house, new, message):
    replace(house, stub_of("half"), new)
    mine = text_of(house)
    result = house.learn("reset", "1.2", typed="y\n")
    assert result.returncode == 2
    assert message in result.stdout
    assert text_of(house) == mine


def test_hints_start_anew_after_a_reset(clone):
    clone.answer("return 7")
    clone.learn("hint", "1.1")
    clone.learn("reset", "1.1", typed="y\n")
    assert "Hint 1 of 2" in clone.learn("hint", "1.1").stdout


# update


def move_on(clone, change=None):
    """The project gets a new version, with a new day and whatever `change` does to it."""
    new = clone.project.folder(21)
    new.mkdir()
    (new / "made_up.py").write_text("print('day 21')\n")
    if change:
        change(clone.project)
    commit(clone.project, "A new version")


def update(clone, code=0, **environment):
    result = clone.learn("update", **environment)
    assert result.returncode == code, result.stdout + result.stderr
    assert result.stderr == ""
    return result.stdout


def test_an_update_of_an_untouched_clone(clone):
    assert "This is the newest version." in update(clone)
    move_on(clone)
    said = update(clone)
    assert "Updated: 1 change." in said
    assert "New here: day 21." in said
    assert clone.folder(21).exists()
    assert not (clone.root / "kept").exists()
    assert "This is the newest version." in update(clone)


def test_answers_stay_where_the_project_left_the_file_alone(clone):
    clone.answer("return 2 * x")
    clone.exercises.write_bytes(clone.exercises.read_bytes().replace(b"\n", b"\r\n") + b"# caf\xe9, in Latin-1\r\n")
    mine = clone.exercises.read_bytes()
    move_on(clone)
    said = update(clone)
    assert "1 file that you changed: copied to kept/" in said
    assert "  day_01_made_up/exercises.py: yours, as it was\n" in said
    assert clone.exercises.read_bytes() == mine
    assert [path.read_bytes() for path in (clone.root / "kept").rglob("exercises.py")] == [mine]


def test_answers_and_new_stubs_are_merged(clone):
    clone.answer("return 2 * x")
    move_on(clone, lambda project: replace(project, "the negative of x.", "the negative of x, that is -x."))
    said = update(clone)
    assert "  day_01_made_up/exercises.py: yours, with the project's changes\n" in said
    assert "return 2 * x" in text_of(clone)
    assert "that is -x." in text_of(clone)
    assert clone.learn("check", "1.1").returncode == 0


def test_where_both_changed_the_same_lines_the_learners_stay(clone):
    clone.answer("return 2 * x")
    clone.answer("return -x", name="negative")
    mine = text_of(clone)
    move_on(clone, lambda project: replace(project, STUB, "    raise NotImplementedError('write me')\n"))
    said = update(clone)
    assert "both changed the same lines. Yours stays; the project's is beside it, in exercises.py.upstream" in said
    assert text_of(clone) == mine
    assert "write me" in (clone.folder(1) / "exercises.py.upstream").read_text()
    assert clone.git("status", "--short") == "M day_01_made_up/exercises.py"


def test_every_file_that_the_learner_changed_is_kept(clone):
    """Not exercises only: whoever tries things out in a script keeps that too."""
    script, page, picture = (clone.folder(1) / name for name in ("made_up.py", "README.md", "picture.png"))
    picture_there = clone.project.folder(1) / "picture.png"
    picture_there.write_bytes(b"\x89PNG\0one")
    commit(clone.project, "A picture")
    update(clone)
    for path in (script, page):
        path.write_text(path.read_text() + "\nprint('mine')\n")
    picture.write_bytes(b"\x89PNG\0mine")

    def change(project):
        (project.folder(1) / "README.md").unlink()
        picture_there.write_bytes(b"\x89PNG\0two")

    move_on(clone, change)
    said = update(clone)
    assert "day_01_made_up/made_up.py: yours, as it was" in said
    assert "day_01_made_up/README.md: the project has dropped it. Yours is in kept/" in said
    assert "day_01_made_up/picture.png: no text, so it is the project's. Yours is in kept/" in said
    assert "print('mine')" in script.read_text()
    assert "print('mine')" in kept(clone, "README.md")[0]
    assert picture.read_bytes() == b"\x89PNG\0two"


def test_new_packages_are_named(clone):
    move_on(clone, lambda project: (project.root / "requirements-light.txt").write_text("numpy==9.9\n"))
    assert "The packages have changed. Type   " in update(clone)


def test_answers_that_were_committed_are_merged(clone):
    clone.answer("return 2 * x")
    commit(clone, "My answer")
    clone.answer("return -x", name="negative")  # and one that was not
    move_on(clone, lambda project: replace(project, "the half of x.", "half of x.\n\n    No more."))
    said = update(clone)
    assert "day_01_made_up/exercises.py: yours, with the project's changes" in said
    for text in ("return 2 * x", "return -x", "No more."):
        assert text in text_of(clone)
    assert clone.folder(21).exists()


def test_committed_answers_stay_where_both_changed_the_same_lines(clone):
    clone.answer("return 2 * x")
    commit(clone, "My answer")
    mine = text_of(clone)
    move_on(clone, lambda project: replace(project, STUB, "    raise NotImplementedError('write me')\n"))
    said = update(clone)
    assert "both changed the same lines" in said
    assert text_of(clone) == mine
    assert "write me" in (clone.folder(1) / "exercises.py.upstream").read_text()
    assert clone.folder(21).exists()
    assert clone.git("status", "--short") == ""


def test_a_pull_that_fails_leaves_everything_as_it_was(clone):
    clone.answer("return 2 * x")
    mine = text_of(clone)
    clone.folder(21).mkdir()
    (clone.folder(21) / "made_up.py").write_text("# my own, and git does not know it\n")
    move_on(clone)
    said = update(clone, code=2)
    assert "git merge failed: error:" in said
    assert "made_up.py" in said
    assert text_of(clone) == mine
    shutil.rmtree(clone.folder(21))
    assert "New here: day 21" in update(clone)
    assert text_of(clone) == mine


def test_a_fetch_that_fails_changes_nothing(clone):
    clone.answer("return 2 * x")
    shutil.rmtree(clone.project.root)
    said = update(clone, code=2)
    assert "git fetch failed: fatal:" in said
    assert "return 2 * x" in text_of(clone)
    assert not (clone.root / "kept").exists()


SLOW_GIT = """#!/bin/sh
if [ "$1" = merge ]; then kill -9 $PPID; exit 1; fi
exec "{git}" "$@"
"""


@pytest.mark.skipif(os.name == "nt", reason="a script cannot stand in for git there")
@pytest.mark.parametrize("since", [None, "return x + x"])
def test_an_update_that_was_killed_is_finished_by_the_next(clone, since, tmp_path):
    clone.answer("return 2 * x")
    mine = text_of(clone)
    move_on(clone, lambda project: replace(project, "the negative of x.", "the negative of x, that is -x."))
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(SLOW_GIT.format(git=shutil.which("git")))
    fake.chmod(0o755)
    result = clone.learn("update", PATH=f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    assert result.returncode == -signal.SIGKILL
    assert "copied to kept/" in result.stdout
    assert kept(clone) == [mine]
    assert "An update was stopped halfway; your files are in kept/." in clone.learn("check", "1.1").stdout
    if since:
        clone.answer(since)
    said = update(clone)
    if since:
        assert "you have changed it since, so it stays. The older one is in kept/" in said
    assert (since or "return 2 * x") in text_of(clone)
    assert mine in kept(clone)
    assert "that is -x." in text_of(clone)
    assert "stopped halfway" not in clone.learn("check", "1.1").stdout


@pytest.mark.skipif(os.name == "nt", reason="a script cannot stand in for git there")
def test_ctrl_c_in_an_update_puts_everything_back(clone, tmp_path):
    clone.answer("return 2 * x")
    mine = text_of(clone)
    move_on(clone)
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(SLOW_GIT.replace("-9 $PPID", "-INT $PPID; sleep 1").format(git=shutil.which("git")))
    fake.chmod(0o755)
    result = clone.learn("update", PATH=f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    assert result.returncode == 1
    assert result.stderr == ""
    assert text_of(clone) == mine
    assert "New here: day 21" in update(clone)
    assert text_of(clone) == mine


def test_a_fork_gets_its_news_from_upstream(clone, tmp_path):
    """Whoever works in a fork has the project as the remote `upstream`."""
    clone.git("remote", "add", "upstream", str(clone.project.root))
    subprocess.run(["git", "clone", "--quiet", "--bare", str(clone.root), str(tmp_path / "fork")], check=True)
    clone.git("remote", "set-url", "origin", str(tmp_path / "fork"))
    move_on(clone)
    assert "New here: day 21" in update(clone)


def test_update_says_what_to_do_where_it_cannot(house, clone):
    result = house.learn("update")
    assert result.returncode == 2
    assert "this folder is no git clone" in result.stdout
    assert "copy your exercises.py files and .learn.json over" in result.stdout
    clone.git("checkout", "--quiet", "--detach")
    assert "this branch follows no other" in update(clone, code=2)
    clone.git("checkout", "--quiet", "-b", "own")
    assert "this branch follows no other" in update(clone, code=2)


def test_update_waits_for_a_merge_that_is_under_way(clone):
    clone.git("checkout", "--quiet", "-b", "other")
    clone.answer("return 3")
    commit(clone, "Another answer")
    clone.git("checkout", "--quiet", "main")
    clone.answer("return 2 * x")
    commit(clone, "My answer")
    subprocess.run(["git", "merge", "other"], cwd=clone.root, capture_output=True)
    assert "a merge is under way here" in update(clone, code=2)


def test_a_folder_inside_another_repository_is_no_clone(house, tmp_path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert "this folder is no git clone" in house.learn("update").stdout


def test_a_machine_without_git(clone, tmp_path):
    (tmp_path / "bin").mkdir()
    words = [sys.executable, str(clone.root / "learn.py"), "update"]
    environment = clean_environment(PATH=str(tmp_path / "bin"))
    result = subprocess.run(words, cwd=clone.root, env=environment, capture_output=True, text=True)
    assert result.returncode == 2
    assert "this folder is no git clone" in result.stdout
