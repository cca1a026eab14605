"""learn.py watch: saves, and the keys of a real terminal."""

import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest
from house import build, clean_environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals and signals are Unix things")


@pytest.fixture
def house(tmp_path):
    return build(tmp_path / "house")


class Watch:
    """A running `learn.py watch`, in a pseudo-terminal or with its output in a pipe; `said` is all that it printed."""

    def __init__(self, house, what, terminal):
        words = [sys.executable, str(house.root / "learn.py"), "watch", what]
        environment = clean_environment(TERM="dumb", NO_COLOR="1")
        self.said, self.keys = "", None
        if terminal:
            self.keys, end = os.openpty()
            pipes = {"stdin": end, "stdout": end, "stderr": end, "start_new_session": True}
            words = [sys.executable, "-c", TERMINAL_OF_ITS_OWN, *words]
        else:
            read, end = os.pipe()
            pipes = {"stdin": subprocess.DEVNULL, "stdout": end, "stderr": end}
        self.process = subprocess.Popen(words, env=environment, cwd=house.root, **pipes)
        os.close(end)
        threading.Thread(target=self.listen, args=[self.keys if terminal else read], daemon=True).start()

    def listen(self, end):
        try:
            while part := os.read(end, 65536):
                self.said += part.decode().replace("\r\n", "\n")
        except OSError:  # how a terminal says that it is closed
            pass

    def wait_for(self, text, seconds=40):
        """Wait until this has been said; returns what was said before it was asked for, and forgets it."""
        deadline = time.monotonic() + seconds
        while text not in self.said:
            assert time.monotonic() < deadline, f"{text!r} did not come: {self.said}"
            time.sleep(0.05)
        said, self.said = self.said, self.said.partition(text)[2]
        return said

    def press(self, key):
        os.write(self.keys, key.encode())


# a new session has no terminal until it opens one
TERMINAL_OF_ITS_OWN = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def watch(house):
    running = []

    def start(what, terminal=True):
        running.append(Watch(house, what, terminal))
        running[0].wait_for("Watching ")
        time.sleep(0.5)  # the watcher needs a moment to hang up its notifications
        return running[0]

    yield start
    running[0].process.kill()
    running[0].process.wait()
    if running[0].keys:
        os.close(running[0].keys)


def test_watch_grades_at_every_save_until_ctrl_c(house, watch):
    started = watch("1.1", terminal=False)
    assert "Ctrl-C ends" in started.said
    house.answer("return x")
    started.wait_for("you gave the input back")
    text = house.exercises.read_text(encoding="utf-8")
    house.exercises.write_text(text.replace("return x", "return 2 * x"), encoding="utf-8")
    started.wait_for("1.1 double: done")
    started.process.send_signal(signal.SIGINT)
    assert started.process.wait(20) == 0
    started.wait_for("Stopped watching.")
    assert "Traceback" not in started.said


def test_the_keys_give_a_hint_go_on_and_quit(house, watch):
    started = watch("1")
    started.press("h")
    started.wait_for("Hint 1 of 2 for 1.1 (double): think.")
    started.press("x")
    started.wait_for("h hint   n next exercise   q quit")
    house.answer("return x + 1", name="half")
    started.wait_for("Stuck on 1.2?")
    started.press("h")
    started.wait_for("Hint 1 of 2 for 1.2 (half): think.")
    started.press("n")
    started.wait_for("Now 1.1 double in day_01_made_up/exercises.py")
    started.wait_for("Exercise: the double of x.")
    started.press("n")
    started.wait_for("Now 1.2 half")
    house.answer("return -x", name="negative")
    said = started.wait_for("Stuck on 1.2?")
    assert "1.3" not in said  # only the exercise that it has turned to
    started.press("n")
    started.wait_for("Now 1.1 double")  # 1.3 is done
    started.press("q")
    started.wait_for("Stopped watching.")
    assert started.process.wait(20) == 1


def test_watch_all_grades_the_day_that_was_saved(house, watch):
    started = watch("all")
    assert "exercises.py of days 1-2, 20, 22: save it" in started.said
    house.answer("return 2 * x", day=20)
    started.wait_for("Graded day_20_made_up/exercises.py: 1 exercise")
    started.press("n")
    started.wait_for("Now 22.1 double")
    house.answer_all(day=2)
    started.wait_for("[x] 2.1 double: done")
    house.answer_all(day=1)
    started.wait_for("3 of 3 done.")
    house.answer_all(day=22)
    started.wait_for("[x] 22.1")
    started.press("n")
    started.wait_for("Every exercise of days 1-2, 20, 22 is done. Well done!")
    started.press("q")
    assert started.process.wait(20) == 0


def test_trouble_on_the_way_does_not_end_the_watch(house, watch):
    started = watch("1")
    solutions = house.folder(1) / "solutions.py"
    text = solutions.read_text(encoding="utf-8")
    solutions.unlink()
    started.press("h")
    started.wait_for("day_01_made_up/solutions.py is missing")
    solutions.write_text(text, encoding="utf-8")
    started.press("h")
    started.wait_for("Hint 1 of 2")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_terminal_gets_its_echo_back(house, watch, end):
    import termios

    started = watch("1.1")
    echo = termios.ECHO | termios.ICANON
    assert termios.tcgetattr(started.keys)[3] & echo == 0
    started.process.send_signal(end)
    assert started.process.wait(20) == 2
    assert termios.tcgetattr(started.keys)[3] & echo == echo
    assert not re.search("Traceback", started.said)
