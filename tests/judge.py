"""Grading in a process of its own: the learner's code may hang, crash or eat memory, and only its exercise fails.

`grade` starts pytest on the graders with `--journal FILE`. conftest.py then notes there, line by line, which exercise
begins, what it calls and how it ends. When one takes too long or takes the process down with it, the journal says
which, and the others are graded in a new process.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20  # for an exercise; each of its calls has a shorter limit, which a loop inside C does not hear
START_SECONDS = 60  # for pytest to start and to collect

Verdict = namedtuple("Verdict", "state message checks printed")


def grade(node_ids):
    """{node id: Verdict} of these graders, such as tests/test_exercises_05.py::test_5_3_name[yours].

    Raises RuntimeError with pytest's last words when an exercise was not even begun.
    """
    verdicts, waiting = {}, list(node_ids)
    while waiting:
        came, culprit, words = grade_until_trouble(waiting)
        verdicts |= came
        if culprit:
            verdicts[culprit[0]] = Verdict("not yet", culprit[1], 0, "")
        elif not came:
            raise RuntimeError(words)
        waiting = [node_id for node_id in waiting if node_id not in verdicts]
    return verdicts


def grade_until_trouble(node_ids):
    """What one process has graded, the exercise that ended it with the reason (or None), and pytest's last words."""
    with tempfile.TemporaryDirectory() as folder:
        journal, output = Path(folder) / "journal.jsonl", Path(folder) / "output.txt"
        journal.touch()
        words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *node_ids, f"--journal={journal}"]
        with output.open("wb") as file:
            process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
            try:
                reason = wait(process, journal)
            finally:
                process.kill()
                process.wait()
        came, running, call = read(journal)
        said = output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        said = " | ".join([line for line in said if line.startswith("E  ")] or said[-3:])
    if running is None:
        return came, None, said
    reason = reason or f"ended Python itself (exit code {process.returncode}): a crash, or `os._exit`?"
    return came, (running, f"{call or 'loading the file'} {reason}"), said


def wait(process, journal):
    """Wait until the process ends or one exercise has run for too long; returns the reason to stop it, or None."""
    size, since = 0, time.monotonic()
    while process.poll() is None:
        time.sleep(0.02)
        if journal.stat().st_size != size:
            size, since = journal.stat().st_size, time.monotonic()
        limit = SECONDS if size else START_SECONDS
        if time.monotonic() - since > limit:
            return f"was stopped after {limit} seconds: is there a loop that never ends, or a number too large?"
    return None


def read(journal):
    """{node id: Verdict} of what has ended, the node id that was running, and its last call (None without)."""
    verdicts, running, call = {}, None, None
    for line in journal.read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.endswith("\n"):  # cut short when the process was stopped
            break
        entry = json.loads(line)
        if "begins" in entry:
            running, call = entry["begins"], None
        elif "calls" in entry:
            call = entry["calls"]
        else:
            ended, running = entry.pop("ends"), None
            verdicts[ended] = Verdict(**entry)
    return verdicts, running, call
