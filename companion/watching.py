"""watch: grade at every save; single keys give a hint, go on to the next exercise, or quit."""

import ast
import contextlib
import os
import signal
import sys
from pathlib import Path

from companion.days import day_folders, exercises_of, graders, name_days, parse_exercises, short
from companion.grading import gradable, grade, graded, last_tried, tell, verdict
from companion.hints import give_hint
from companion.speaking import NOT_YET, Trouble, command, say

KEYS = "h hint   n next exercise   q quit"
MILLISECONDS = 200  # between two looks at the keyboard


def watch(args):
    """Grade at every save, until q or Ctrl-C."""
    watched = gradable(parse_exercises([args.what]))  # {day: [numbers]}
    day = next(iter(watched)) if len(watched) == 1 else None
    numbers = watched.get(day)
    code = look(day, numbers) if day else NOT_YET
    with contextlib.suppress(KeyboardInterrupt), keyboard() as pressed:
        files = short(exercises_of(day)) if day else f"exercises.py of {name_days(watched)}"
        say(f"Watching {files}: save it and it is graded again. {KEYS if pressed else 'Ctrl-C ends.'}", style="bold")
        for saved, key in events(watched, pressed):
            if saved:
                numbers = numbers if saved == day else watched[saved]
                day = saved
            try:
                if saved:
                    code = look(day, numbers)
                elif key == "n":
                    day, numbers = go_on(watched, day, numbers)
                elif key == "h":
                    help_with(day, numbers)
                else:
                    say(KEYS)
            except Trouble as trouble:
                say(str(trouble), style="red")
    say("Stopped watching.")
    return code


def look(day, numbers):
    """Grade these exercises of a day and tell; returns the exit code."""
    results = grade({day: numbers})[day]
    tell(day, results)
    return verdict([result.state for result in results.values()])


def help_with(day, numbers):
    """The next hint for the exercise that the learner is at."""
    exercise = at_work(day, numbers)
    if exercise:
        give_hint(*exercise)
    else:
        say("There is no open exercise here: save a file, or type n for the next one.")


def at_work(day, numbers):
    """(day, number) of the exercise that the learner is at: the only one, the last one tried, or the first open one."""
    if day is None:
        return None
    if len(numbers) == 1:
        return day, numbers[0]
    states = graded([day])[day]
    still_open = [number for number in numbers if states[number] != "done"]
    number = last_tried(day, states) or next(iter(still_open), None)
    return (day, number) if number else None


def go_on(watched, day, numbers):
    """Turn to the next exercise of the watched days that is not done; returns its day and [number]."""
    states = graded(list(watched))
    still_open = [(d, n) for d in watched for n in sorted(states[d]) if states[d][n] != "done"]
    now = (day, numbers[0]) if day and len(numbers) == 1 else (0, 0)
    following = next((exercise for exercise in still_open if exercise > now), next(iter(still_open), None))
    if following is None:
        rest = [d for d in day_folders() if d > max(watched)]
        further = f"Go on with   {command(f'run {rest[0]}')}" if rest else "Well done!"
        say(f"Every exercise of {name_days(watched)} is done. {further}", style="bold")
        return day, numbers
    day, number = following
    say(f"\nNow {day}.{number} {graders(day)[number]} in {short(exercises_of(day))}", style="bold")
    say(task(day, graders(day)[number]))
    return day, [number]


def task(day, name):
    """The first line of an exercise's own description."""
    try:
        tree = ast.parse(exercises_of(day).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, SyntaxError):
        return ""
    docstrings = [ast.get_docstring(node) for node in tree.body if getattr(node, "name", None) == name]
    return (docstrings[0] or "").partition("\n")[0] if docstrings else ""


# Saves and keys


def events(watched, pressed):
    """Yields (day, None) for each save of a watched day's exercises.py and (None, key) for each key, until q."""
    from watchfiles import watch as changes

    names = {day_folders()[day].name: day for day in watched}
    folders = [day_folders()[day] for day in watched]
    patience = {"rust_timeout": MILLISECONDS, "yield_on_timeout": True} if pressed else {}
    sys.stdout.flush()
    for changed in changes(*folders, watch_filter=lambda _, path: Path(path).name == "exercises.py", **patience):
        for day in sorted({names[Path(path).parent.name] for _, path in changed}):
            yield day, None
        while pressed and (key := pressed()):
            if key == "q":
                return
            yield None, key
        sys.stdout.flush()


@contextlib.contextmanager
def keyboard():
    """Inside, a terminal hands over single keys: yields a function that gives the next one, "" without; else None."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield None
    elif os.name == "nt":
        import msvcrt

        yield lambda: msvcrt.getwch().lower() if msvcrt.kbhit() else ""
    else:
        with unix_keyboard() as pressed:
            yield pressed


@contextlib.contextmanager
def unix_keyboard():
    import select
    import termios
    import tty

    terminal = sys.stdin.fileno()
    if os.tcgetpgrp(terminal) != os.getpgrp():  # in the background, where touching the terminal would stop us
        yield None
        return

    def pressed():
        if not select.select([terminal], [], [], 0)[0]:
            return ""
        return os.read(terminal, 1).decode(errors="replace").lower() or "q"  # nothing: the terminal is gone

    before, kept = termios.tcgetattr(terminal), signal.signal(signal.SIGTERM, stop)
    tty.setcbreak(terminal)
    try:
        yield pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        signal.signal(signal.SIGTERM, kept)


def stop(*_):
    raise KeyboardInterrupt  # so that the terminal gets its echo back
