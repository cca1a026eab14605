"""How the companion speaks: lines in color where the console can show it, questions, and what to type."""

import importlib.util
import os
import shutil

DONE, NOT_YET, WRONG_USAGE = 0, 1, 2  # exit codes


class Trouble(Exception):
    """Something the learner can mend; the message says how. Ends with exit code 2."""


def make_console():
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def say(text="", style=None):
    """Print one line, in color where the console can."""
    if importlib.util.find_spec("rich"):
        make_console().print(text, style=style)
    else:
        print(text)


def ask(question):
    """One line from the learner; None at the end of the input."""
    print(question, end="", flush=True)
    try:
        return input().strip()
    except EOFError:
        print()
        return None


def agrees(question):
    """Whether the learner says yes; anything else, and nobody there to answer, is a no."""
    return (ask(f"{question} [y/N] ") or "").lower() in ("y", "yes")


def python_name():
    """What to type for Python on this machine."""
    return "python" if os.name == "nt" or shutil.which("python") else "python3"


def command(words=""):
    """What to type for a command of the companion."""
    return f"{python_name()} learn.py {words}".rstrip()


def counted(count, thing):
    return f"{count} {thing}{'' if count == 1 else 's'}"
