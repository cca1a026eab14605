"""report: what has been done, for a teacher who collects it. Nothing is sent anywhere."""

import json
import platform
from datetime import datetime

from companion import packages
from companion.days import TITLES, day_folders, graders
from companion.git import ask_git, has_git
from companion.grading import graded
from companion.memory import recall
from companion.speaking import DONE, counted, say


def report(args):
    """Say what has been done and when, and on what machine; with --json for a program to read."""
    found = collect()
    if args.json:
        print(json.dumps(found, indent=1))
    else:
        tell(found)
    return DONE


def collect():
    """The report as a dict that JSON can hold."""
    states, memory = graded(day_folders()), recall()
    names = [*packages.pinned(packages.LIGHT), "torch"]
    return {
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: packages.version_of(name) for name in names},
        "project": ask_git("rev-parse", "HEAD") if has_git() else None,
        "days": {str(day): day_report(day, states.get(day, {}), memory) for day in day_folders()},
        "quizzes": {day: {"best": quiz["best"], "of": quiz["of"]} for day, quiz in memory["quizzes"].items()},
    }


def day_report(day, states, memory):
    """One day: whether it was run, and each exercise with its state and the date on which it was first done.

    An exercise that cannot be graded here, because it needs PyTorch, has the state "unknown".
    """
    exercises = {}
    for number, name in sorted(graders(day).items()):
        first = memory["done"].get(f"{day}.{number}")
        exercises[f"{day}.{number}"] = {"name": name, "state": states.get(number, "unknown"), "first_done": first}
    return {"title": TITLES[day - 1], "ran": day in memory["ran"], "exercises": exercises}


def tell(found):
    """The report for a person."""
    say(f"Made {found['made']} with Python {found['python']} on {found['platform']}")
    say(f"Project {found['project'] or 'without git'}")
    say(", ".join(f"{name} {version or 'missing'}" for name, version in found["packages"].items()))
    for day, one in found["days"].items():
        done = {name: e["first_done"] for name, e in one["exercises"].items() if e["state"] == "done"}
        say(f"day {day:>2}  {one['title']}: {len(done)} of {counted(len(one['exercises']), 'exercise')} done")
        for name, first in done.items():
            say(f"          {name} {one['exercises'][name]['name']}, first done {first}")
    for day, quiz in found["quizzes"].items():
        say(f"quiz {day}: best {quiz['best']} of {quiz['of']}")
