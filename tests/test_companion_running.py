"""learn.py run: one day, several, options, and days that need a package that is not there."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT
from house import build, clean_environment, without_pytorch

from companion.command_line import COMMANDS


@pytest.fixture
def house(tmp_path):
    return build(tmp_path / "house")


@pytest.fixture
def no_pytorch(tmp_path):
    return without_pytorch(tmp_path / "path")


def test_running_a_day(house):
    result = house.learn("run", "1")
    assert result.returncode == 0, result.stderr
    assert "day 1 runs\n" in result.stdout
    assert "Next: write double" in house.learn().stdout


def test_options_go_on_to_the_day(house):
    assert "day 1 runs --learning-rate 0.3 -h\n" in house.learn("run", "1", "--learning-rate", "0.3", "-h").stdout
    result = house.learn("run", "--learning-rate", "0.3", "1")
    assert result.returncode == 2
    assert "It comes first" in result.stdout
    assert "usage: learn.py run" in house.learn("run", "--help").stdout


def test_running_all_days(house):
    (house.folder(22) / "made_up.py").write_text("print('no torch in the header')\n", encoding="utf-8")
    result = house.learn("run", "all")
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"day  1  Loss functions +[\d.]+ s   ok", result.stdout)
    assert "Summary" in result.stdout
    assert "4 ok" in result.stdout


def test_a_day_that_fails_is_reported_and_the_others_still_run(house):
    (house.folder(2) / "made_up.py").write_text("1 / 0\n", encoding="utf-8")
    result = house.learn("run", "1-20")
    assert result.returncode == 1
    assert re.search(r"day  2 .* FAILED", result.stdout)
    assert "day 2 failed: ZeroDivisionError: division by zero" in result.stdout
    assert re.search(r"day 20 .* ok", result.stdout)
    assert house.learn("run", "2").returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_ends_a_day_without_a_traceback(house):
    (house.folder(1) / "made_up.py").write_text(
        "import time\nprint('begun', flush=True)\ntime.sleep(60)\n", encoding="utf-8"
    )
    words = [sys.executable, str(house.root / "learn.py"), "run", "1"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": clean_environment()}
    with subprocess.Popen(words, **pipes, start_new_session=True) as process:
        assert process.stdout.readline() == "begun\n"
        os.killpg(process.pid, signal.SIGINT)  # a console sends it to all that runs in it
        said, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "Stopped." in said
    assert errors == ""


def test_a_day_that_needs_pytorch_says_what_to_type(house, no_pytorch):
    result = house.learn("run", "22", PYTHONPATH=str(no_pytorch))
    assert result.returncode == 2
    assert re.fullmatch(
        r"day 22 needs PyTorch \(about 3 GB to download, 5.3 GB on disk\). Type   \S+ -m pip install -r "
        r"requirements.txt\n",
        result.stdout,
    )


@pytest.mark.parametrize(("option", "code"), [((), 1), (("--light",), 0)])
def test_days_that_need_pytorch_are_left_out_and_named(option, code, house, no_pytorch):
    result = house.learn("run", *option, "all", PYTHONPATH=str(no_pytorch))
    assert result.returncode == code
    assert "3 ok" in result.stdout
    assert "Left out: day 22 needs PyTorch (about 3 GB to download, 5.3 GB on disk). Type   " in result.stdout
    assert "pip got" not in result.stdout


def test_pytorch_is_installed_when_the_first_day_needs_it(house, no_pytorch):
    result = house.learn("run", "--install", "all", PYTHONPATH=str(no_pytorch))
    assert result.returncode == 0, result.stdout
    assert re.search(r"day 20 .* ok\nDay 22 needs PyTorch. Installing it once: about 3 GB .*\npip got", result.stdout)
    assert "4 ok" in result.stdout
    assert "pip got" not in house.learn("run", "--install", "all", PYTHONPATH=str(no_pytorch)).stdout


def test_an_installation_that_fails_is_told(house, no_pytorch):
    (no_pytorch / "broken").touch()
    result = house.learn("run", "--install", "all", PYTHONPATH=str(no_pytorch))
    assert result.returncode == 1
    assert "Could not install requirements.txt: check the network and the disk" in result.stdout
    assert "Left out" in result.stdout
    assert "no network here" in (house.root / "setup.log").read_text()


# make


needs_make = pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="needs make and a Unix shell")

FAKE_PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) exit {old} ;;
  *"-m venv"*) {venv} ;;
esac
exit 1
"""


def make(house, *words, **environment):
    command = ["make", *words]
    full = clean_environment(**environment)
    return subprocess.run(command, cwd=house.root, capture_output=True, text=True, env=full)


@needs_make
@pytest.mark.parametrize("target", ["days", "test", "lint"])
@pytest.mark.parametrize(
    ("old", "venv", "message"),
    [
        (1, "exit 0", "This needs Python 3.11 or newer, and '{python}' is not"),
        (0, "exit 1", "Could not make .venv"),
        (0, "mkdir -p .venv/bin; cp $0 .venv/bin/python; exit 0", "Could not install the packages: check the network"),
    ],
)
def test_make_says_in_one_line_why_it_cannot_set_up(house, target, old, venv, message):
    fake = house.root / "fakepython"
    fake.write_text(FAKE_PYTHON.format(old=old, venv=venv))
    fake.chmod(0o755)
    for _ in range(2):  # a set-up that was cut short is taken up again, not taken for done
        result = make(house, target, f"PYTHON={fake}")
        assert result.returncode != 0
        lines = [line for line in result.stdout.splitlines() if not line.startswith("Setting up")]
        assert len(lines) == 1
        assert lines[0].startswith(message.format(python=fake))


def set_up(house, *marks):
    """A .venv that make takes for set up; its Python is this one."""
    binary = house.root / ".venv" / "bin" / "python"
    binary.parent.mkdir(parents=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    binary.chmod(0o755)
    time.sleep(0.01)
    for mark in marks:
        (house.root / ".venv" / mark).touch()


@needs_make
def test_make_days_installs_pytorch_only_on_the_way(house, no_pytorch):
    set_up(house, "ready-light")
    result = make(house, "days", "LIGHT=1", PYTHONPATH=str(no_pytorch))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Left out" in result.stdout
    assert "pip got" not in result.stdout
    result = make(house, "days", PYTHONPATH=str(no_pytorch))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "pip got" in result.stdout
    assert "4 ok" in result.stdout


@needs_make
def test_make_test_wants_the_whole_set(house, no_pytorch):
    set_up(house, "ready-light")
    (no_pytorch / "broken").touch()
    result = make(house, "test", PYTHONPATH=str(no_pytorch))
    assert "Could not install the packages: check the network and the disk (6 GB)" in result.stdout
    (no_pytorch / "broken").unlink()
    result = make(house, "test", PYTHONPATH=str(no_pytorch), PYTEST_ARGS="--version")
    assert result.returncode == 0
    assert "-r requirements.txt" in result.stdout


# The files of the set-up


def test_the_whole_set_contains_the_light_one_and_all_is_pinned(house):
    light, whole = ((house.root / name).read_text() for name in ("requirements-light.txt", "requirements.txt"))
    assert "-r requirements-light.txt" in whole.splitlines()
    lines = [line for line in f"{light}\n{whole}".splitlines() if line and not line.startswith(("#", "-r "))]
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", line) for line in lines)
    assert not {line.split("==")[0] for line in light.splitlines()} & {"torch", "torchvision", "ruff"}


def test_a_dev_container_gets_the_light_set():
    settings = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert settings["postCreateCommand"] == "make .venv/ready-light"
    assert "LIGHT_READY := $(VENV)/ready-light" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_changes_name_every_day(day):
    """`learn.py update` sends its readers there."""
    assert f"\n- [Day {day}](" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), f"CHANGELOG.md lacks day {day}"


def test_the_readme_names_every_command():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if name != "board" and f"`python learn.py {name}" not in text]
    assert not missing
