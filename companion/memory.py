"""What the companion remembers from one command to the next, in .learn.json.

ran       the days that were run
hints     {exercise: how many hints were given}
graded    {day: {"key": a fingerprint of its files, "states": {number: state}}}
tried     {exercise: {"text": a fingerprint of the answer, "when": seconds since 1970, when it was first graded}}
done      {exercise: the date on which it was first done}
quizzes   {day: {"answers": {question: right, wrong or mended}, "best": score, "of": questions}}
cards     {card: {"box": 1 to 5, "due": date}}

An exercise is "5.3"; a day is "5", because JSON has no other keys; questions and cards go by a fingerprint.
"""

import contextlib
import hashlib
import json
from datetime import date

from companion.days import ROOT
from companion.files import write

MEMORY = ROOT / ".learn.json"
STATES = ("done", "not yet", "not started")
ANSWERS = ("right", "wrong", "mended")


def are_numbers(values):
    return all(isinstance(value, int | float) for value in values)


CHECKS = {  # of each part: whether it is what it should be; whatever it raises is a no
    "ran": are_numbers,
    "hints": lambda part: are_numbers(part.values()),
    "graded": lambda part: all(d["key"] and {*d["states"].values()} <= {*STATES} for d in part.values()),
    "tried": lambda part: all(isinstance(e["text"], str) and are_numbers([e["when"]]) for e in part.values()),
    "done": lambda part: all(date.fromisoformat(day) for day in part.values()),
    "quizzes": lambda part: all(
        {*quiz["answers"].values()} <= {*ANSWERS} and are_numbers([quiz["best"], quiz["of"]]) for quiz in part.values()
    ),
    "cards": lambda part: all(card["box"] in range(1, 6) and date.fromisoformat(card["due"]) for card in part.values()),
}


def recall():
    """The memory; a part that is missing or damaged counts as empty."""
    try:
        found = json.loads(MEMORY.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    return {part: found[part] if is_sound(part, found) else ([] if part == "ran" else {}) for part in CHECKS}


def is_sound(part, found):
    try:
        return bool(CHECKS[part](found[part]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


@contextlib.contextmanager
def changing():
    """The memory, to be changed; at the end it is written in one step, so that a killed run leaves the old one."""
    memory = recall()
    yield memory
    with contextlib.suppress(OSError):  # a folder that cannot be written only loses the memory
        write(MEMORY, json.dumps(memory, indent=1).encode())


def fingerprint(text):
    """A text in twelve letters."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
