"""The days: their folders, titles, scripts and graders, and what a learner may call them."""

import re
from itertools import pairwise
from pathlib import Path

from companion.speaking import Trouble, command

ROOT = Path(__file__).resolve().parent.parent
TITLES = (
    *("Loss functions", "Gradient descent", "Many dimensions", "Optimizers", "Regularization"),
    *("Gradient descent in practice", "Review: loss and gradient descent", "Linear regression"),
    *("Logistic regression", "Metrics", "Decision trees", "Ensembles", "Feature engineering"),
    *("Review: machine-learning foundations", "The perceptron", "Activations", "Forward propagation"),
    *("Backpropagation", "Adam", "MNIST in NumPy", "Review: automatic differentiation", "Convolution"),
    *("Advanced convolution", "Recurrent networks", "LSTM and GRU", "Attention", "Training tricks"),
    *("Emotion detection", "Review: four architectures", "Final project"),
)


def day_folders():
    """{day: folder} of the days that are here."""
    return {int(folder.name[4:6]): folder for folder in sorted(ROOT.glob("day_[0-9][0-9]_*")) if folder.is_dir()}


def script_of(folder):
    return folder / f"{folder.name[7:]}.py"


def exercises_of(day):
    return day_folders()[day] / "exercises.py"


def short(path):
    """A path as the learner sees it: from the project's folder, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def needs_pytorch(day):
    """Whether a day's script declares torch in its header (PEP 723)."""
    header = re.match(r"# /// script\n(?:#.*\n)+?# ///\n", script_of(day_folders()[day]).read_text(encoding="utf-8"))
    return bool(header) and bool(re.search(r'"torch\b', header[0]))


def graders(day):
    """{number: exercise name} of a day, read from its grader; nothing is imported."""
    path = ROOT / "tests" / f"test_exercises_{day:02d}.py"
    if not path.exists():
        raise Trouble(f"{short(path)} is missing: 'git checkout tests' brings it back")
    found = re.findall(rf"^def test_{day}_(\d+)_(\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {int(number): name for number, name in found}


def spans(days):
    """Days in few words: 1-14, 20."""
    days = sorted(days)
    breaks = [0, *(i for i, (one, other) in enumerate(pairwise(days), start=1) if other > one + 1), len(days)]
    runs = [days[start:end] for start, end in pairwise(breaks)]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs if run)


def name_days(days):
    return f"day{'' if len(days) == 1 else 's'} {spans(days)}"


# What the learner's words name


def parse_days(text):
    """The days that '5', '1-7' or 'all' names, as a list; raises Trouble when that is none that is here."""
    here = day_folders()
    if text.lower() == "all":
        return list(here)
    if match := re.match(r"day_(\d\d)_", text):  # a folder's name, as the console completes it
        text = match[1]
    match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", text)
    if not match:
        raise Trouble(not_a_day(text))
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise Trouble(f"'{text}' runs backward: type {last}-{first}")
    if first < 1 or last > len(TITLES):
        raise Trouble(f"there is no day {text}: days are numbered from 1 to {len(TITLES)}")
    days = [day for day in range(first, last + 1) if day in here]
    if not days:
        raise Trouble(f"day {text} is not here yet; these are: {spans(here)}")
    return days


def not_a_day(text):
    """What to say of a word that names no day."""
    if match := re.fullmatch(r"(\d{1,2})\.\d{1,2}", text):
        return f"'{text}' names one exercise, and here a whole day is meant: type {match[1]}"
    if re.fullmatch(r"[\d-]+(?:,[\d-]+)+", text):
        return f"'{text}': type several days with spaces between them: {text.replace(',', ' ')}"
    return f"'{text}' names no day: type a day (5), a range (1-7) or all"


def parse_exercise(text):
    """(day, number) that '5.3' names; raises Trouble when there is no such exercise."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", text)
    if not match:
        example = f"{text}.1" if re.fullmatch(r"\d{1,2}", text) else "5.3"
        raise Trouble(f"'{text}' names no exercise: type day.number, such as {example}")
    (day,), number = parse_days(match[1]), int(match[2])
    there = graders(day)
    if number not in there:
        last = max(there, default=0)
        raise Trouble(f"day {day} has the exercises {day}.1 to {day}.{last}, not {text}: {command(f'check {day}')}")
    return day, number


def parse_exercises(words):
    """{day: [numbers]} of the exercises that words such as '5', '1-7' and '5.3' name together."""
    wanted = {}
    for word in words:
        if "." in word:
            day, number = parse_exercise(word)
            wanted.setdefault(day, set()).add(number)
        else:
            for day in parse_days(word):
                wanted.setdefault(day, set()).update(graders(day))
    return {day: sorted(numbers) for day, numbers in wanted.items()}
