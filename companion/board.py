"""The board: thirty days, one mark an exercise, and what to type next."""

from companion import packages
from companion.days import TITLES, day_folders, exercises_of, graders, short
from companion.grading import MARKS, graded
from companion.memory import recall
from companion.speaking import DONE, command, make_console, say


def board(_args):
    """Show the thirty days, what is done, and what is next."""
    from rich.box import ASCII
    from rich.table import Table

    folders = day_folders()
    states = graded(folders)
    table = Table(box=ASCII, title="Thirty days of machine learning", title_justify="left", title_style="bold")
    for column in ("day", "", "exercises", "done"):
        table.add_column(column, justify="right" if column in ("day", "done") else "left")
    for day, title in enumerate(TITLES, start=1):
        if day not in states:
            table.add_row(str(day), title, "needs PyTorch" if day in folders else "to come", "", style="dim")
            continue
        marks = "".join(MARKS[state] for _, state in sorted(states[day].items()))
        done = list(states[day].values()).count("done")
        table.add_row(str(day), title, marks, f"{done}/{len(marks)}", style="green" if done == len(marks) else None)
    make_console().print(table)
    say("x done   ! not yet   . not started")
    say(next_step(states), style="bold")
    return DONE


def next_step(states):
    """What to do now: the first day that is not finished, and the exact command."""
    ran = recall()["ran"]
    for day, exercises in states.items():
        open_ones = [number for number, state in sorted(exercises.items()) if state != "done"]
        if not open_ones:
            continue
        untouched = all(state == "not started" for state in exercises.values())
        if untouched and day not in ran:
            return f"Next: read {short(day_folders()[day] / 'README.md')} and type   {command(f'run {day}')}"
        name, exercise = graders(day)[open_ones[0]], f"{day}.{open_ones[0]}"
        return f"Next: write {name} in {short(exercises_of(day))} and type   {command(f'check {exercise}')}"
    waiting = [day for day in day_folders() if day not in states]
    if waiting:
        return f"Next: {packages.needs_pytorch_words(waiting)}"
    return "Every exercise that is here is done. Well done!"
