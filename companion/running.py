"""run: one day with its output, or several with a progress bar and a summary."""

import contextlib
import itertools
import signal
import subprocess
import sys
import time

from companion import packages
from companion.days import TITLES, day_folders, parse_days, script_of
from companion.memory import changing
from companion.speaking import DONE, NOT_YET, WRONG_USAGE, Trouble, command, counted, make_console, say


def run(args):
    """Run a day; what follows the day goes to its script, as in run 3 --learning-rate 0.3."""
    words = [word for word in args.words if word not in ("--light", "--install")]
    names = list(itertools.takewhile(lambda word: not word.startswith("-"), words))
    options = words[len(names) :]
    if not names:
        raise Trouble(f"which day? It comes first, and its options after it: {command(' '.join(['run 3', *options]))}")
    days = sorted({day for name in names for day in parse_days(name)})
    if len(days) == 1 and names[0].lower() != "all":
        return run_one(days[0], options)
    return run_many(days, options, light="--light" in args.words, install="--install" in args.words)


def words_for(day, options):
    return [sys.executable, str(script_of(day_folders()[day])), *options]


def run_one(day, options):
    """Run one day in this console."""
    if packages.lacks_pytorch(day):
        raise Trouble(packages.needs_pytorch_words([day]))
    sys.stdout.flush()
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the script inherits this: Ctrl-C comes to us alone
    process = subprocess.Popen(words_for(day, options))
    signal.signal(signal.SIGINT, kept)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    if code == 0:
        note_runs([day])
    return {0: DONE, 2: WRONG_USAGE}.get(code, NOT_YET)


def note_runs(days):
    with changing() as memory:
        memory["ran"] = sorted({*memory["ran"], *days})


def run_many(days, options, light, install):
    """Run days one after another; a day that fails is reported, and the others still run.

    The first day that needs PyTorch has it installed where `install` says so; else those days are left out.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    say(f"Running {counted(len(days), 'day')}, each in 2 to 60 seconds. {command('run N')} shows one day's output.")
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    rows, left_out = [], []
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with contextlib.suppress(KeyboardInterrupt), bar:  # Ctrl-C ends the run, and the summary tells how far it came
        task = bar.add_task("", total=len(days))
        for day in days:
            bar.update(task, description=f"day {day}: {TITLES[day - 1]}")
            if packages.lacks_pytorch(day) and not (install and brings_pytorch(day, bar)):
                left_out.append(day)
                install = False  # one failure is enough
                continue
            rows.append(run_quietly(day, options))
            bar.advance(task)
    return summarize(days, rows, left_out, light)


def brings_pytorch(day, bar):
    """Install what day 22 and its like need, and say so; returns whether that went well."""
    bar.stop()
    say(f"Day {day} needs PyTorch. Installing it once: {packages.SIZE}.")
    sys.stdout.flush()
    try:
        packages.install_whole()
    except Trouble as trouble:
        say(str(trouble), style="red")
    bar.start()
    return packages.has_pytorch()


def run_quietly(day, options):
    """Run one day and say how it went; returns (day, seconds, the finished process)."""
    start = time.perf_counter()
    outcome = subprocess.run(words_for(day, options), capture_output=True, stdin=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    say(f"  day {day:2d}  {TITLES[day - 1]:40s} {seconds:6.1f} s   {success(outcome)}")
    sys.stdout.flush()
    if outcome.returncode == 0:
        note_runs([day])
    return day, seconds, outcome


def success(outcome):
    return "FAILED" if outcome.returncode else "ok"


def summarize(days, rows, left_out, light):
    """Draw the table of a run of several days, say which were left out, and return the exit code."""
    failed = [(day, outcome) for day, _, outcome in rows if outcome.returncode]
    stopped = len(rows) + len(left_out) < len(days)
    if stopped:
        say(f"Stopped after {counted(len(rows), 'day')}.")
    draw_table(rows, len(rows) - len(failed))
    for day, outcome in failed:
        last = outcome.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
        say(f"day {day} failed: {last[0]}   (the whole story: {command(f'run {day}')})", style="red")
    if left_out:
        say(f"Left out: {packages.needs_pytorch_words(left_out)}", style="yellow")
    return NOT_YET if failed or stopped or (left_out and not light) else DONE


def draw_table(rows, ok):
    from rich.box import ASCII
    from rich.table import Table

    table = Table(box=ASCII, title="Summary", title_justify="left", title_style="bold")
    for column in ("day", "", "seconds", "result"):
        table.add_column(column, justify="right" if column in ("day", "seconds") else "left")
    for day, seconds, outcome in rows:
        table.add_row(str(day), TITLES[day - 1], f"{seconds:.1f}", success(outcome))
    table.add_section()
    total = sum(seconds for _, seconds, _ in rows)
    table.add_row("", counted(len(rows), "day"), f"{total:.1f}", f"{ok} ok")
    make_console().print(table)
