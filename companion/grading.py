"""check: the learner's answers, graded by the judge (tests/judge.py), and how the verdicts are told."""

import ast
import sys
import time
from collections import Counter, namedtuple
from datetime import date

from companion import packages
from companion.days import ROOT, day_folders, exercises_of, graders, parse_exercises, short
from companion.memory import changing, fingerprint, recall
from companion.speaking import DONE, NOT_YET, WRONG_USAGE, Trouble, command, counted, say

MARKS = {"done": "x", "not yet": "!", "not started": "."}
STYLES = {"done": "green", "not yet": "yellow", "not started": "dim"}
TESTS = ROOT / "tests"

Result = namedtuple("Result", "name state message checks printed")


def grade(wanted):
    """{day: {number: Result}} of the exercises in `wanted`, {day: [numbers]}; what came of them is remembered.

    Raises Trouble when there is nothing that could be graded.
    """
    judge, nodes = load_judge(), {}
    for day, numbers in wanted.items():
        names = graders(day)
        if not numbers or not set(numbers) <= names.keys():
            raise Trouble(f"no exercise of day {day} was graded: its graders are missing from tests/")
        for number in numbers:
            node = f"tests/test_exercises_{day:02d}.py::test_{day}_{number}_{names[number]}[yours]"
            nodes[node] = (day, number, names[number])
    try:
        verdicts = judge.grade(nodes)
    except RuntimeError as error:
        raise Trouble(f"no exercise of day {', '.join(map(str, wanted))} was graded. pytest said: {error}") from None
    results = {day: {} for day in wanted}
    for node, (day, number, name) in nodes.items():
        results[day][number] = Result(name, *verdicts[node])
    note(results)
    return results


def gradable(wanted):
    """`wanted` without the days that need PyTorch where it is not installed; raises Trouble when none is left."""
    found = {day: numbers for day, numbers in wanted.items() if not packages.lacks_pytorch(day)}
    if wanted and not found:
        raise Trouble(packages.needs_pytorch_words(list(wanted)))
    return found


def load_judge():
    """tests/judge.py, which grades in a process of its own."""
    if not (TESTS / "judge.py").exists():
        raise Trouble("tests/judge.py is missing: 'git checkout tests' brings it back")
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    import judge

    return judge


def note(results):
    """Remember which answers are new, and which exercises are done for the first time."""
    with changing() as memory:
        for day, numbers in results.items():
            texts = answers(day)
            for number, result in numbers.items():
                exercise, text = f"{day}.{number}", texts.get(result.name)
                if result.state == "done":
                    memory["done"].setdefault(exercise, date.today().isoformat())
                known = memory["tried"].get(exercise, {}).get("text")
                if result.state != "not started" and text is not None and text != known:
                    memory["tried"][exercise] = {"text": text, "when": time.time()}


def answers(day):
    """{exercise name: a fingerprint of the learner's text}; empty where the file cannot be read."""
    try:
        tree = ast.parse(exercises_of(day).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
    return {node.name: fingerprint(ast.dump(node)) for node in tree.body if hasattr(node, "name")}


def graded(days):
    """{day: {number: state}}; only days whose files have changed since the last time are graded again.

    Days that need PyTorch are left out where it is not installed.
    """
    keys = {day: key_of(day) for day in days if not packages.lacks_pytorch(day)}
    known = recall()["graded"]
    changed = {day: list(graders(day)) for day in keys if known.get(str(day), {}).get("key") != keys[day]}
    results = grade(changed) if changed else {}
    with changing() as memory:
        for day, numbers in results.items():
            states = {str(number): result.state for number, result in numbers.items()}
            memory["graded"][str(day)] = known[str(day)] = {"key": keys[day], "states": states}
    return {day: {int(number): state for number, state in known[str(day)]["states"].items()} for day in keys}


def key_of(day):
    """A fingerprint that changes when the day's Python files or anything that grades them does."""
    harness = [TESTS / name for name in (f"test_exercises_{day:02d}.py", "judge.py", "grading.py", "conftest.py")]
    files = [*sorted(day_folders()[day].glob("*.py")), *harness]
    return fingerprint("\0".join(f"{file.name}\0{file.read_bytes()!r}" for file in files if file.exists()))


def verdict(states):
    """The exit code of some exercises' states."""
    if all(state == "done" for state in states):
        return DONE
    return WRONG_USAGE if all(state == "not started" for state in states) else NOT_YET


def check(args):
    """Grade exercises or whole days, and say what is wrong."""
    wanted = parse_exercises(args.what)
    left_out = [day for day in wanted if packages.lacks_pytorch(day)]
    results = grade(gradable(wanted))
    for day, numbers in results.items():
        tell(day, numbers)
    if left_out:
        say(f"Left out: {packages.needs_pytorch_words(left_out)}", style="yellow")
    return verdict([result.state for numbers in results.values() for result in numbers.values()])


def tell(day, results):
    """Print the verdicts on one day's exercises, {number: Result}, and where to go on."""
    counts = counted(len(results), "exercise"), counted(sum(result.checks for result in results.values()), "check")
    say(f"Graded {short(exercises_of(day))}: {', '.join(counts)}.")
    fault = common_fault(results)
    if fault:
        say(f"  {fault}", style=STYLES["not yet"])
    for number, result in sorted(results.items()):
        say(f"  [{MARKS[result.state]}] {day}.{number} {result.name}: {result.state}", style=STYLES[result.state])
        for line in "" if fault else result.message.splitlines():
            say(f"        {line}")
        for line in result.printed.splitlines():
            say(f"        it printed: {line}", style="dim")
    states = [result.state for result in results.values()]
    if all(state == "not started" for state in states):
        say("Nothing has been started: each exercise still raises NotImplementedError.")
    else:
        say(f"{states.count('done')} of {len(results)} done.")
    if not fault:
        say_where_to_go_on(day, results)


def common_fault(results):
    """The message that all exercises share: then the file as a whole is at fault. None otherwise."""
    (message, times) = Counter(result.message for result in results.values()).most_common(1)[0]
    return message if message and times == len(results) > 1 else None


def say_where_to_go_on(day, results):
    """A hint for the exercise that was last tried and failed; without one, the first that has not been started."""
    states = {number: result.state for number, result in sorted(results.items())}
    stuck = last_tried(day, states)
    fresh = [number for number, state in states.items() if state == "not started"]
    if stuck:
        say(f"Stuck on {day}.{stuck}? Type   {command(f'hint {day}.{stuck}')}", style="bold")
    elif fresh:
        say(f"Next is {day}.{fresh[0]} {results[fresh[0]].name}. For a hint type   {command(f'hint {day}.{fresh[0]}')}")


def last_tried(day, states):
    """The number of the exercise whose failing answer is the newest, of {number: state}; None when none fails."""
    tried = recall()["tried"]
    failing = [number for number, state in states.items() if state == "not yet"]
    return max(failing, key=lambda n: (tried.get(f"{day}.{n}", {}).get("when", 0), n), default=None)
