"""cards and review: the questions of the quizzes and of the lessons' "explain it back", as cards.

Review is spaced (Leitner 1972): a card that was known moves to the next box and comes back later, one that was not
goes back to the first.
"""

import csv
import html
import io
import re
from collections import namedtuple
from datetime import date, timedelta

from companion.days import ROOT, TITLES, day_folders, name_days, parse_days
from companion.files import write
from companion.memory import changing, fingerprint, recall
from companion.quizzes import quiz_of, read_quiz
from companion.speaking import DONE, NOT_YET, ask, command, counted, say

CARDS = ROOT / "cards.csv"
DAYS_UNTIL_DUE = {1: 1, 2: 3, 3: 7, 4: 21, 5: 60}  # by the box that the card is put in
SESSION = 20  # cards that one review asks at most

Card = namedtuple("Card", "day question answer")


def all_cards():
    """The cards of the days that are here, in the order of the days."""
    found = []
    for day, folder in day_folders().items():
        found += cards_of_lesson(day, folder / "README.md")
        if quiz_of(day).exists():
            found += cards_of_quiz(day, quiz_of(day))
    return sorted(found, key=lambda card: card.day)


def cards_of_lesson(day, path):
    """The questions that a README answers in folded-in paragraphs."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    folded = re.findall(r"<details><summary>(.+?)</summary>\s+(.+?)\s+</details>", text, re.DOTALL)
    return [Card(day, question, " ".join(answer.split())) for question, answer in folded]


def cards_of_quiz(day, path):
    return [Card(q.get("day", day), q["ask"], f"{q['right']}. {q['because']}") for q in read_quiz(path)]


# For Anki


def cards(_args):
    """Write the questions of the quizzes and lessons to cards.csv, for Anki."""
    found = all_cards()
    table = io.StringIO()
    table.write("#separator:Semicolon\n#html:true\n#deck:Thirty days of machine learning\n")
    table.write("#columns:question;answer;tags\n#tags column:3\n")
    rows = csv.writer(table, delimiter=";", lineterminator="\n")
    for card in found:
        rows.writerow([as_html(card.question), as_html(card.answer), f"day-{card.day:02d}"])
    write(CARDS, table.getvalue().encode())
    say(f"Wrote {counted(len(found), 'card')} to {CARDS.name}. In Anki: File, Import. Or here:   {command('review')}")
    return DONE


def as_html(text):
    """Markdown as Anki shows it: formulas between backslash-brackets, code and emphasis as tags."""
    parts = re.split(r"(`[^`]+`|\$\$[^$]+\$\$|\$[^$]+\$)", html.escape(text, quote=False))
    return "".join(map(part_as_html, parts))


def part_as_html(part):
    if len(part) > 2 and part[0] == part[-1] == "`":
        return f"<code>{part[1:-1]}</code>"
    if len(part) > 2 and part[0] == part[-1] == "$":
        return rf"\[{part[2:-2]}\]" if part.startswith("$$") else rf"\({part[1:-1]}\)"
    part = re.sub(r"\*\*(\S.*?)\*\*", r"<b>\1</b>", part)
    return re.sub(r"\*(\S.*?)\*", r"<i>\1</i>", part)


# In the terminal


def review(args):
    """Ask the cards that are due: of the days that were begun, or of the days that are named."""
    memory, found = recall(), {key_of(card): card for card in all_cards()}
    named = {day for word in args.days for day in parse_days(word)}
    days = named or days_begun(memory)
    if not days:
        say(f"Nothing to review yet: the cards are those of the days that you have begun. {command()}")
        return DONE
    due = due_cards(found, memory["cards"], days)
    if not due:
        say(when_due(found, memory["cards"], days))
        return DONE
    say(f"{counted(len(due), 'card')} of {name_days(days)} due; this round asks {min(len(due), SESSION)}. q stops.")
    known = 0
    for number, key in enumerate(due[:SESSION], start=1):
        right = ask_card(f"{number}. Day {found[key].day}", found[key])
        if right is None:
            say(f"Stopped after {counted(number - 1, 'card')}; {known} known.")
            return NOT_YET
        put_away(key, right)
        known += right
    say(f"\n{known} of {min(len(due), SESSION)} known. {when_due(found, recall()['cards'], days)}", style="bold")
    return DONE


def key_of(card):
    return fingerprint(card.question)


def days_begun(memory):
    """The days that were run, or of which an exercise was tried."""
    return {*memory["ran"], *(int(exercise.partition(".")[0]) for exercise in memory["tried"])} & {*day_folders()}


def due_cards(found, boxes, days):
    """The keys of the cards of these days that are due today: the longest waiting first, the new ones last."""
    today = date.today().isoformat()
    keys = [key for key, card in found.items() if card.day in days]
    old = [key for key in keys if key in boxes and boxes[key]["due"] <= today]
    return sorted(old, key=lambda key: boxes[key]["due"]) + [key for key in keys if key not in boxes]


def ask_card(title, card):
    """Show a card, then its answer; returns whether the learner knew it, None to stop."""
    say(f"\n{title} ({TITLES[card.day - 1]}): {card.question}", style="bold")
    said = ask("Say it aloud, then press Enter for the answer: ")
    if said is None or said.lower() == "q":
        return None
    say(f"  {card.answer}")
    while True:
        said = ask("Did you know it? (y, n, q to stop): ")
        if said is None or said.lower() == "q":
            return None
        if said.lower() in ("y", "yes", "n", "no"):
            return said.lower().startswith("y")
        say("Type y or n.")


def put_away(key, right):
    """Put a card into the next box, or back into the first; it is due when that box is."""
    with changing() as memory:
        box = memory["cards"].get(key, {"box": 1})["box"]
        box = min(box + 1, max(DAYS_UNTIL_DUE)) if right else 1
        due = date.today() + timedelta(days=DAYS_UNTIL_DUE[box])
        memory["cards"][key] = {"box": box, "due": due.isoformat()}


def when_due(found, boxes, days):
    """When the next cards of these days are due."""
    waiting = due_cards(found, boxes, days)
    if waiting:
        return f"{counted(len(waiting), 'more card')} due: {command('review')}"
    dates = sorted(boxes[key]["due"] for key, card in found.items() if card.day in days and key in boxes)
    if not dates:
        return f"There are no cards for {name_days(days)}."
    return f"Nothing is due. Next: {counted(dates.count(dates[0]), 'card')} on {dates[0]}."
