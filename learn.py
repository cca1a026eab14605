"""The door to the learner's companion: `python learn.py` shows the board and what is next, `--help` all commands.

What the companion does is in companion/. This file is so plain that any Python can read it, and say that it is too old.
"""

# ruff: noqa: UP031, UP036  (an older Python must be able to read this file)

import os
import subprocess
import sys

HOME = os.path.dirname(os.path.abspath(__file__))
NEEDS = ("pytest", "rich", "numpy", "watchfiles")


def too_old():
    return sys.version_info < (3, 11)


def lacks_packages():
    import importlib.util

    return any(importlib.util.find_spec(name) is None for name in NEEDS)


def other_python():
    """The Python of .venv, where this one is too old or lacks the packages and that one is another; else None."""
    home = os.path.realpath(os.path.join(HOME, ".venv"))
    if os.environ.get("LEARN_DOOR") == HOME or os.path.realpath(sys.prefix) == home:
        return None
    found = [os.path.join(HOME, ".venv", *way) for way in (("bin", "python"), ("Scripts", "python.exe"))]
    found = [path for path in found if os.path.exists(path)]
    return found[0] if found and (too_old() or lacks_packages()) else None


def hand_over(python):
    """Go on with another Python; returns only where it cannot be started."""
    os.environ["LEARN_DOOR"] = HOME  # so that the other one does not look for yet another
    words = [python, os.path.join(HOME, "learn.py")] + sys.argv[1:]
    try:
        if os.name != "nt":
            os.execv(python, words)
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other one
        sys.exit(subprocess.call(words))
    except OSError:
        return


def main():
    python = other_python()
    if python:
        hand_over(python)
    if too_old():
        print("This needs Python 3.11 or newer, and this is %s: get one from python.org." % sys.version.split()[0])
        return 2
    try:
        from companion import command_line
    except ImportError as error:
        print("The folder companion/ is not whole (%s): 'git checkout companion' brings it back." % error)
        return 2
    return command_line.main(sys.argv[1:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(1)
