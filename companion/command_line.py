"""The command line: which words there are, which function does them, and how a run ends.

Exit codes: 0 done, 1 not yet, 2 wrong usage or not started.
"""

import argparse
import contextlib
import difflib
import importlib.util
import os
import re
import sys
import traceback

from companion.board import board
from companion.cards import cards, review
from companion.days import ROOT
from companion.doctor import doctor
from companion.grading import check
from companion.hints import hint, solution
from companion.keeping import reset
from companion.notebooks import notebook
from companion.packages import LIGHT, to_type
from companion.quizzes import quiz
from companion.reporting import report
from companion.running import run
from companion.speaking import NOT_YET, WRONG_USAGE, Trouble, command, say
from companion.updating import unfinished, update
from companion.watching import watch

HELP = """The learner's companion: what is next, run a day, grade it, hints, solutions, quizzes, and more.

    python learn.py                 the board: thirty days, what is done, what is next
    python learn.py run 5           run a day's script (also 1-7, all; run 3 --learning-rate 0.3)
    python learn.py check 5         grade day 5's exercises (also 5.3, 1-7, all)
    python learn.py watch 5         grade again at every save (also 5.3, all)
    python learn.py hint 5.3        one more hint each time (--again: those that were given)
    python learn.py solution 5.3    asks first if yours does not pass yet
    python learn.py quiz 7          a review day's questions (also 7-14, all)
    python learn.py review          the cards that are due: questions of the days that you have begun
    python learn.py cards           all cards as a file for Anki
    python learn.py notebook 5      the day as a Jupyter notebook
    python learn.py reset 5.3       back to the stub (also a whole day); your text is kept
    python learn.py update          get the newest version; your answers stay
    python learn.py report          what you have done, and when (--json for a teacher)
    python learn.py doctor          Python, packages, data: what is missing and what to type

Exit codes: 0 done, 1 not yet, 2 wrong usage or not started.
"""

COMMANDS = {  # name: (function, {argument: its settings}, an example)
    "board": (board, {}, ""),
    "run": (run, {"words": {"nargs": "*", "help": "a day (5), a range (1-7) or all"}}, "5"),
    "check": (check, {"what": {"nargs": "+", "help": "days (5, 1-7, all) or exercises (5.3)"}}, "5"),
    "watch": (watch, {"what": {"help": "a day (5), an exercise (5.3) or all"}}, "5"),
    "hint": (hint, {"exercise": {"help": "5.3"}, "--again": {"action": "store_true"}}, "5.3"),
    "solution": (solution, {"exercise": {"help": "5.3"}}, "5.3"),
    "quiz": (quiz, {"days": {"nargs": "+", "help": "7, 7-14 or all"}, "--again": {"action": "store_true"}}, "7"),
    "review": (review, {"days": {"nargs": "*", "help": "days (5, 1-7); without: those you have begun"}}, ""),
    "cards": (cards, {}, ""),
    "notebook": (notebook, {"days": {"help": "a day (5), a range (1-7) or all"}}, "5"),
    "reset": (reset, {"what": {"help": "an exercise (5.3) or a day (5)"}}, "5.3"),
    "update": (update, {}, ""),
    "report": (report, {"--json": {"action": "store_true"}}, ""),
    "doctor": (doctor, {}, ""),
}
TRACE = ROOT / ".learn.trace"


class Parser(argparse.ArgumentParser):
    """argparse, but what is wrong is said in one sentence with an example."""

    example = ""

    def error(self, message):
        raise Trouble(f"{message}. For example: {command(self.example)}")


def make_parser():
    parser = Parser(prog="learn.py", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.set_defaults(function=board)
    commands = parser.add_subparsers(metavar="command")
    for name, (function, arguments, example) in COMMANDS.items():
        one = commands.add_parser(name, description=function.__doc__)
        one.example = f"{name} {example}"
        one.set_defaults(function=function)
        for argument, settings in arguments.items():
            one.add_argument(argument, **settings)
    return parser


def parse(words):
    """What to do; raises Trouble for words that are no command, or lack something."""
    if words and words[0] not in ("-h", "--help"):
        words = [known_command(words), *words[1:]]
    if words[:1] == ["run"] and words[1:2] not in (["-h"], ["--help"]):
        return argparse.Namespace(function=run, words=words[1:])  # all that follows the day is for the day
    return make_parser().parse_args(words)


def known_command(words):
    """The first word as a command; raises Trouble that suggests one where it is none."""
    name, rest = words[0].lower(), " ".join(words[1:])
    if name in COMMANDS:
        if name != words[0]:
            say(f"(commands are in lowercase: {command(f'{name} {rest}')})")
        return name
    if name == "help":
        return "--help"
    if re.fullmatch(r"[\d.-]+|all", name):
        raise Trouble(f"what about {words[0]}? For example: {command(f'check {words[0]}')}")
    close = difflib.get_close_matches(name, COMMANDS, n=1)
    meant = f"did you mean   {command(f'{close[0]} {rest}')}" if close else f"see {command('--help')}"
    raise Trouble(f"there is no command '{words[0]}': {meant}")


def demand_packages(function):
    """Raise Trouble when grading and drawing cannot work, except for the doctor, who says more."""
    missing = [name for name in ("pytest", "rich", "numpy", "watchfiles") if importlib.util.find_spec(name) is None]
    if missing and function is not doctor:
        what = ", ".join(missing)
        raise Trouble(f"{what} not installed: type 'make days', or {to_type(LIGHT)}, or see {command('doctor')}")


def main(words):
    """Do what the words say; returns the exit code. Whatever happens, the learner reads a sentence."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console that cannot show a character gets a question mark
    try:
        args = parse(words)
        demand_packages(args.function)
        if args.function is not update and unfinished() is not None:
            say(f"An update was stopped halfway; your files are in kept/. Type   {command('update')}", style="red")
        exit_code = args.function(args)
        sys.stdout.flush()
        return exit_code
    except Trouble as trouble:
        say(str(trouble), style="red")
        return WRONG_USAGE
    except KeyboardInterrupt:
        say("\nStopped.")
        return NOT_YET
    except BrokenPipeError:  # as in `python learn.py | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes at the end
        return NOT_YET
    except OSError as error:
        say(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), style="red")
        return WRONG_USAGE
    except Exception as error:
        with contextlib.suppress(OSError):
            TRACE.write_text(traceback.format_exc(), encoding="utf-8")
        say(f"This should not happen ({type(error).__name__}: {error}).", style="red")
        say(f"Please report it with what {command('doctor')} says and with the file {TRACE.name}.")
        return WRONG_USAGE
