"""The learner's companion: what is next, run a day, grade it, hints, solutions, quizzes, and a check of the set-up.

    python learn.py                 the board: thirty days, what is done, what is next
    python learn.py run 5           run a day's script (also 1-7, all)
    python learn.py check 5         grade day 5's exercises (also 5.3)
    python learn.py watch 5         grade again at every save
    python learn.py hint 5.3        one more hint each time
    python learn.py solution 5.3    asks first if yours does not pass yet
    python learn.py quiz 7          a review day's questions
    python learn.py doctor          Python, packages, data: what is missing and what to type

Exit codes: 0 done, 1 not yet, 2 wrong usage or not started.
"""

import argparse
import ast
import contextlib
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MEMORY = ROOT / ".learn.json"
DONE, NOT_YET, WRONG_USAGE = 0, 1, 2
TITLES = (
    *("Loss functions", "Gradient descent", "Many dimensions", "Optimizers", "Regularization"),
    *("Gradient descent in practice", "Review: loss and gradient descent", "Linear regression"),
    *("Logistic regression", "Metrics", "Decision trees", "Ensembles", "Feature engineering"),
    *("Review: machine-learning foundations", "The perceptron", "Activations", "Forward propagation"),
    *("Backpropagation", "Adam", "MNIST in NumPy", "Review: automatic differentiation", "Convolution"),
    *("Advanced convolution", "Recurrent networks", "LSTM and GRU", "Attention", "Training tricks"),
    *("Emotion detection", "Review: four architectures", "Final project"),
)
MARKS = {"done": "x", "not yet": "!", "not started": "."}
STYLES = {"done": "green", "not yet": "yellow", "not started": "dim"}

Result = namedtuple("Result", "name state message checks printed")


class Trouble(Exception):
    """Something the learner can mend; the message says how. Ends with exit code 2."""


# Where things are


def day_folders():
    """{day: folder} of the days that are here."""
    return {int(folder.name[4:6]): folder for folder in sorted(ROOT.glob("day_[0-9][0-9]_*")) if folder.is_dir()}


def script_of(folder):
    return folder / f"{folder.name[7:]}.py"


def parse_days(text):
    """The days that '5', '1-7' or 'all' names, as a list; raises Trouble when that is none that is here."""
    here = day_folders()
    if text == "all":
        return list(here)
    match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", text)
    if not match:
        raise Trouble(f"'{text}' is no day: type a day (5), a range (1-7) or all")
    wanted = range(int(match[1]), int(match[2] or match[1]) + 1)
    days = [day for day in wanted if day in here]
    if not days:
        raise Trouble(f"day {text} is not here yet; these are: {', '.join(map(str, here))}")
    return days


def parse_exercise(text):
    """(day, number) that '5.3' names; raises Trouble when there is no such exercise."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", text)
    if not match:
        raise Trouble(f"'{text}' is no exercise: type day.number, such as 5.3")
    day = parse_days(match[1])[0]
    number = int(match[2])
    if number not in graders(day):
        raise Trouble(f"day {day} has the exercises {day}.1 to {day}.{max(graders(day), default=0)}, not {text}")
    return day, number


def graders(day):
    """{number: exercise name} of a day, read from its grader; nothing is imported."""
    path = ROOT / "tests" / f"test_exercises_{day:02d}.py"
    if not path.exists():
        raise Trouble(f"{path.relative_to(ROOT)} is missing: 'git checkout tests' brings it back")
    found = re.findall(rf"^def test_{day}_(\d+)_(\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {int(number): name for number, name in found}


def python_name():
    """What to type for Python on this machine."""
    return "python" if os.name == "nt" or shutil.which("python") else "python3"


def command(words):
    return f"{python_name()} learn.py {words}"


# Memory: what was run, which hints were given, what was graded


def recall():
    """The companion's memory; a file that is missing or damaged counts as none."""
    try:
        memory = json.loads(MEMORY.read_text(encoding="utf-8"))
        numbers = [*memory["ran"], *memory["hints"].values()]
        days = [dict(day["states"]) for day in memory["graded"].values() if day["key"]]
        if all(isinstance(n, int) for n in numbers) and all(state in MARKS for day in days for state in day.values()):
            return memory
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return {"ran": [], "hints": {}, "graded": {}}


def remember(memory):
    """Write the memory in one step, so that a killed run leaves the old one."""
    draft = MEMORY.with_suffix(".draft")
    with contextlib.suppress(OSError):  # a folder that cannot be written only loses the memory
        draft.write_text(json.dumps(memory, indent=1), encoding="utf-8")
        draft.replace(MEMORY)


# Speaking


def make_console():
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def say(text="", style=None):
    """Print one line, in color where the console can."""
    if importlib.util.find_spec("rich"):
        make_console().print(text, style=style)
    else:
        print(text)


# Grading: pytest does it, in a process that the judge watches


def grade(days, number=None):
    """{day: {exercise number: Result}} of the learner's files; one exercise only with `number`.

    Raises Trouble when a day has nothing that could be graded.
    """
    sys.path.append(str(ROOT / "tests"))
    import judge

    wanted = {}
    for day in days:
        for own_number, name in graders(day).items():
            if number in (None, own_number):
                grader = f"tests/test_exercises_{day:02d}.py::test_{day}_{own_number}_{name}[yours]"
                wanted[grader] = (day, own_number, name)
    try:
        verdicts = judge.grade(wanted)
    except RuntimeError as error:
        raise Trouble(f"no exercise of day {', '.join(map(str, days))} was graded. pytest said: {error}") from None
    results = {}
    for grader, (day, own_number, name) in wanted.items():
        results.setdefault(day, {})[own_number] = Result(name, *verdicts[grader])
    for day in days:
        if day not in results:
            raise Trouble(f"no exercise of day {day} was graded: its graders are missing from tests/")
    return results


def graded(days):
    """{day: {exercise number: state}}; only days whose files changed since the last time are graded again."""
    memory = recall()
    keys = {day: fingerprint(day) for day in days}
    changed = [day for day in days if memory["graded"].get(str(day), {}).get("key") != keys[day]]
    for day, results in (grade(changed) if changed else {}).items():
        states = {str(number): result.state for number, result in results.items()}
        memory["graded"][str(day)] = {"key": keys[day], "states": states}
    remember(memory)
    return {day: {int(n): state for n, state in memory["graded"][str(day)]["states"].items()} for day in days}


def fingerprint(day):
    """Changes when the day's exercises or anything that grades them does."""
    tests = ROOT / "tests"
    harness = [tests / name for name in (f"test_exercises_{day:02d}.py", "judge.py", "grading.py", "conftest.py")]
    files = [day_folders()[day] / "exercises.py", *harness]
    return hashlib.sha256(b"\0".join(file.read_bytes() if file.exists() else b"" for file in files)).hexdigest()


def verdict(states):
    """The exit code of some exercises' states."""
    if all(state == "done" for state in states):
        return DONE
    return WRONG_USAGE if all(state == "not started" for state in states) else NOT_YET


# The commands


def board(_args):
    """Thirty days, one mark an exercise, and what to type next."""
    from rich.box import ASCII
    from rich.table import Table

    folders = day_folders()
    states = graded(folders)
    table = Table(box=ASCII, title="Thirty days of machine learning", title_justify="left", title_style="bold")
    for column in ("day", "", "exercises", "done"):
        table.add_column(column, justify="right" if column in ("day", "done") else "left")
    for day, title in enumerate(TITLES, start=1):
        if day not in folders:
            table.add_row(str(day), title, "to come", "", style="dim")
            continue
        marks = "".join(MARKS[state] for _, state in sorted(states[day].items()))
        done = list(states[day].values()).count("done")
        style = "green" if done == len(marks) else None
        table.add_row(str(day), title, marks, f"{done}/{len(marks)}", style=style)
    make_console().print(table)
    say("x done   ! not yet   . not started")
    say(next_step(states), style="bold")
    return DONE


def next_step(states):
    """What to do now: the first day that is not finished, and the exact command."""
    ran = recall()["ran"]
    for day, exercises in states.items():
        folder = day_folders()[day].name
        open_ones = [number for number, state in sorted(exercises.items()) if state != "done"]
        if not open_ones:
            continue
        untouched = all(state == "not started" for state in exercises.values())
        if untouched and day not in ran:
            return f"Next: read {folder}/README.md and type   {command(f'run {day}')}"
        name = graders(day)[open_ones[0]]
        return f"Next: write {name} in {folder}/exercises.py and type   {command(f'check {day}.{open_ones[0]}')}"
    return "Every exercise that is here is done. Well done!"


def run(args):
    """Run one day with its output, or several with a progress bar and a summary."""
    days = parse_days(args.days)
    if len(days) == 1 and args.days != "all":
        code = subprocess.call([sys.executable, str(script_of(day_folders()[days[0]]))])
        note_runs(days if code == 0 else [])
        return DONE if code == 0 else NOT_YET
    return run_many(days)


def note_runs(days):
    memory = recall()
    memory["ran"] = sorted({*memory["ran"], *days})
    remember(memory)


def run_many(days):
    """Run days one after another; a day that fails is reported, and the others still run."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    say(f"Running {len(days)} days, each in 2 to 60 seconds. {command('run N')} shows one day's output.")
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    rows = []
    console = Console(stderr=True)
    with (
        contextlib.suppress(KeyboardInterrupt),  # Ctrl-C ends the run, and the summary tells how far it came
        Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress,
    ):
        task = progress.add_task("", total=len(days))
        for day in days:
            progress.update(task, description=f"day {day}: {TITLES[day - 1]}")
            words, start = [sys.executable, str(script_of(day_folders()[day]))], time.perf_counter()
            outcome = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL)
            rows.append((day, time.perf_counter() - start, outcome))
            say(f"  day {day:2d}  {TITLES[day - 1]:40s} {rows[-1][1]:6.1f} s   {success(outcome)}")
            sys.stdout.flush()
            progress.advance(task)
    if len(rows) < len(days):
        say(f"Stopped after {counted(len(rows), 'day')}.")
        return summarize(rows) or NOT_YET
    return summarize(rows)


def success(outcome):
    return "FAILED" if outcome.returncode else "ok"


def summarize(rows):
    """Draw the table of a run of several days; returns the exit code."""
    from rich.box import ASCII
    from rich.table import Table

    note_runs([day for day, _, outcome in rows if outcome.returncode == 0])
    table = Table(box=ASCII, title="Summary", title_justify="left", title_style="bold")
    for column in ("day", "", "seconds", "result"):
        table.add_column(column, justify="right" if column in ("day", "seconds") else "left")
    for day, seconds, outcome in rows:
        table.add_row(str(day), TITLES[day - 1], f"{seconds:.1f}", success(outcome))
    failed = [(day, outcome) for day, _, outcome in rows if outcome.returncode]
    table.add_section()
    total = sum(seconds for _, seconds, _ in rows)
    table.add_row("", counted(len(rows), "day"), f"{total:.1f}", f"{len(rows) - len(failed)} ok")
    make_console().print(table)
    for day, outcome in failed:
        last = outcome.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
        say(f"day {day} failed: {last[0]}   (the whole story: {command(f'run {day}')})", style="red")
    return NOT_YET if failed else DONE


def check(args):
    """Grade one exercise, a day or several."""
    if "." in args.what:
        day, number = parse_exercise(args.what)
        return verdict([show_grades(day, number)[number].state])
    states = []
    for day in parse_days(args.what):
        states += [result.state for result in show_grades(day).values()]
    return verdict(states)


def show_grades(day, number=None):
    """Grade and print; returns {exercise number: Result}."""
    results = grade([day], number)[day]
    counts = counted(len(results), "exercise"), counted(sum(result.checks for result in results.values()), "check")
    say(f"Graded {day_folders()[day].name}/exercises.py: {', '.join(counts)}.")
    for own_number, result in sorted(results.items()):
        say(f"  [{MARKS[result.state]}] {day}.{own_number} {result.name}: {result.state}", style=STYLES[result.state])
        for line in result.message.splitlines():
            say(f"        {line}")
        for line in result.printed.splitlines():
            say(f"        it printed: {line}", style="dim")
    done = [result.state for result in results.values()].count("done")
    if all(result.state == "not started" for result in results.values()):
        say("Nothing has been started: each exercise still raises NotImplementedError.")
    else:
        say(f"{done} of {len(results)} done.")
    stuck = next((n for n, result in sorted(results.items()) if result.state != "done"), None)
    if stuck is not None:
        say(f"Stuck on {day}.{stuck}? Type   {command(f'hint {day}.{stuck}')}", style="bold")
    return results


def counted(count, thing):
    return f"{count} {thing}{'' if count == 1 else 's'}"


def watch(args):
    """Grade, then again at every save, until Ctrl-C."""
    from watchfiles import watch as changes

    day, number = parse_exercise(args.what) if "." in args.what else (parse_days(args.what)[0], None)
    path = day_folders()[day] / "exercises.py"
    code = verdict([result.state for result in show_grades(day, number).values()])
    say(f"Watching {path.relative_to(ROOT)}: save it and it is graded again. Ctrl-C ends.")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        for _ in changes(path.parent, watch_filter=lambda _change, changed: Path(changed).name == path.name):
            try:
                code = verdict([result.state for result in show_grades(day, number).values()])
            except Trouble as trouble:
                say(str(trouble), style="red")
            sys.stdout.flush()
    say("Stopped watching.")
    return code


def solution_node(day, number):
    """The syntax tree of an exercise's solution, and the text of its file."""
    path = day_folders()[day] / "solutions.py"
    text = path.read_text(encoding="utf-8")
    name = graders(day)[number]
    for node in ast.parse(text).body:
        if getattr(node, "name", None) == name:
            return node, text
    short = path.relative_to(ROOT).as_posix()
    raise Trouble(f"{short} has no {name}: 'git checkout {short}' brings it back")


def hints_of(day, number):
    """The `Hint:` paragraphs of a solution's docstring, gentlest first."""
    docstring = ast.get_docstring(solution_node(day, number)[0]) or ""
    return [" ".join(part.split()) for part in docstring.split("Hint:")[1:]]


def hint(args):
    """Give the next hint; after the last one, say where the solution is."""
    day, number = parse_exercise(args.exercise)
    hints, memory = hints_of(day, number), recall()
    if not hints:
        raise Trouble(f"there are no hints for {args.exercise}; type   {command(f'solution {args.exercise}')}")
    given = min(memory["hints"].get(args.exercise, 0) + 1, len(hints))
    memory["hints"][args.exercise] = given
    remember(memory)
    say(f"Hint {given} of {len(hints)} for {args.exercise} ({graders(day)[number]}): {hints[given - 1]}")
    if given == len(hints):
        say(f"That was the last hint. The solution: {command(f'solution {args.exercise}')}")
    return DONE


def solution(args):
    """Show a solution; ask first unless the learner's own passes."""
    day, number = parse_exercise(args.exercise)
    node, text = solution_node(day, number)
    if grade([day], number)[day][number].state != "done":
        answer = ask(f"Yours for {args.exercise} does not pass yet. Show the solution all the same? [y/N] ")
        if answer.strip().lower() not in ("y", "yes"):
            say(f"Good. A hint instead: {command(f'hint {args.exercise}')}")
            return NOT_YET
    say(ast.get_source_segment(text, node))
    return DONE


def ask(question):
    """One line from the learner; an empty one at the end of the input."""
    print(question, end="", flush=True)
    try:
        return input()
    except EOFError:
        print()
        return ""


def quiz(args):
    """Ask a review day's questions; each wrong choice is answered with the reason why it is wrong."""
    (day,) = parse_days(args.day)[:1]
    questions = read_quiz(day_folders()[day] / "quiz.toml")
    right = 0
    for number, question in enumerate(questions, start=1):
        choices = [(question["right"], None), *((wrong["choice"], wrong["because"]) for wrong in question["wrong"])]
        random.Random(question["ask"]).shuffle(choices)
        say(f"\nQuestion {number} of {len(questions)}: {question['ask']}", style="bold")
        for letter, (choice, _) in zip("abcdefgh", choices, strict=False):
            say(f"  {letter}) {choice}")
        picked = pick(len(choices))
        if picked is None:
            say(f"Stopped after {number - 1} questions: {right} right.")
            return NOT_YET
        because = choices[picked][1]
        if because is None:
            right += 1
            say(f"Right. {question['because']}", style="green")
        else:
            say(f"No: {because}", style="yellow")
            say(f"The answer: {question['right']}. {question['because']}")
    say(f"\n{right} of {len(questions)} right.", style="bold")
    return DONE if right == len(questions) else NOT_YET


def pick(count):
    """The index of the learner's choice, asked for until it is one; None at the end of the input."""
    letters = "abcdefgh"[:count]
    while True:
        answer = ask(f"Your answer ({letters[0]} to {letters[-1]}, q to stop): ").strip().lower()
        if answer in ("", "q"):
            return None
        if len(answer) == 1 and answer in letters:
            return letters.index(answer)
        say(f"Type one letter, {letters[0]} to {letters[-1]}.")


def read_quiz(path):
    """The questions of a quiz.toml; raises Trouble when there is none or it cannot be read."""
    import tomllib

    if not path.exists():
        raise Trouble(f"{path.parent.name} has no quiz: the review days (7, 14, 21, 29) do")
    try:
        questions = tomllib.loads(path.read_text(encoding="utf-8"))["questions"]
        for question in questions:
            _ = question["ask"], question["right"], question["because"]
            _ = [(wrong["choice"], wrong["because"]) for wrong in question["wrong"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise Trouble(f"{path.relative_to(ROOT)} cannot be read: {error!r}") from None
    return questions


def doctor(_args):
    """Say what is there, what is missing, and what to type."""
    say(f"Python     {sys.version.split()[0]} at {sys.executable}")
    missing = []
    for name, wanted in required_packages().items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            say(f"package    {name} is missing", style="red")
            continue
        note = "" if found.split("+")[0] == wanted else f"   (the days were checked with {wanted})"
        say(f"package    {name} {found}{note}")
    say(f"days       {', '.join(map(str, day_folders()))} of 30")
    data = Path(os.environ.get("MNIST_DATA", ROOT / "data"))
    for name in ("MNIST", "FashionMNIST"):
        here = any((data / name / "raw").glob("train-images-idx3-ubyte*"))
        say(f"data       {name} {'is in' if here else 'is not in'} {data}")
    if missing:
        say("Type:  make test      or without make:", style="bold")
        say(f"       {python_name()} -m pip install -r requirements.txt", style="bold")
        return NOT_YET
    say(f"All is well. Type:  {command('')}".rstrip(), style="bold")
    return DONE


def required_packages():
    """{name: version} of requirements.txt."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


# The command line


def make_parser():
    parser = argparse.ArgumentParser(
        prog="learn.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run_command=board)
    commands = parser.add_subparsers(metavar="command")
    for function, argument, example in [
        (board, None, ""),
        (run, "days", "5, 1-7 or all"),
        (check, "what", "a day (5) or an exercise (5.3)"),
        (watch, "what", "a day (5) or an exercise (5.3)"),
        (hint, "exercise", "5.3"),
        (solution, "exercise", "5.3"),
        (quiz, "day", "7"),
        (doctor, None, ""),
    ]:
        one = commands.add_parser(function.__name__, help=function.__doc__.splitlines()[0])
        one.set_defaults(run_command=function)
        if argument:
            one.add_argument(argument, help=example)
    return parser


def better_python():
    """The Python of .venv when this one lacks the packages and that one is set up; else None."""
    found = [ROOT / ".venv" / "bin" / "python", ROOT / ".venv" / "Scripts" / "python.exe"]
    lacking = any(importlib.util.find_spec(name) is None for name in ("pytest", "rich", "numpy"))
    in_venv = Path(sys.prefix).resolve() == (ROOT / ".venv").resolve()
    return next((path for path in found if lacking and not in_venv and path.exists()), None)


def main(argv=None):
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever starts this with an old Python should read why)
        print(f"This needs Python 3.11 or newer, and this is {sys.version.split()[0]}: get one from python.org.")
        return WRONG_USAGE
    argv = sys.argv[1:] if argv is None else argv
    if better_python():
        return subprocess.call([str(better_python()), str(ROOT / "learn.py"), *argv])
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console that cannot show a character gets a question mark
    args = make_parser().parse_args(argv)
    missing = [name for name in ("pytest", "rich", "numpy", "watchfiles") if importlib.util.find_spec(name) is None]
    try:
        if missing and args.run_command is not doctor:
            raise Trouble(f"{', '.join(missing)} not installed: type 'make test', or see {command('doctor')}")
        exit_code = args.run_command(args)
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


if __name__ == "__main__":
    sys.exit(main())
