"""hint and solution: what stands in a day's solutions.py, piece by piece."""

import ast

from companion.days import day_folders, graders, parse_exercise, short
from companion.grading import gradable, grade
from companion.memory import changing, recall
from companion.speaking import DONE, NOT_YET, WRONG_USAGE, Trouble, agrees, command, say


def solution_node(day, number):
    """The syntax tree of an exercise's solution, and the text of its file."""
    path = day_folders()[day] / "solutions.py"
    name = graders(day)[number]
    back = f"'git checkout {short(path)}' brings it back"
    if not path.exists():
        raise Trouble(f"{short(path)} is missing: {back}")
    text = path.read_text(encoding="utf-8")
    try:
        nodes = ast.parse(text).body
    except SyntaxError as error:
        raise Trouble(f"{short(path)} has been changed, and Python cannot read line {error.lineno}: {back}") from None
    for node in nodes:
        if getattr(node, "name", None) == name:
            return node, text
    raise Trouble(f"{short(path)} has no {name}: {back}")


def hints_of(day, number):
    """The `Hint:` paragraphs of a solution's docstring, gentlest first."""
    docstring = ast.get_docstring(solution_node(day, number)[0]) or ""
    return [" ".join(part.split()) for part in docstring.split("Hint:")[1:]]


def hint(args):
    """Give one more hint each time; with --again, the ones that were given."""
    day, number = parse_exercise(args.exercise)
    if not args.again:
        return give_hint(day, number)
    given = recall()["hints"].get(f"{day}.{number}", 0)
    if not given:
        say(f"No hint has been given for {args.exercise} yet. The first: {command(f'hint {args.exercise}')}")
        return WRONG_USAGE
    show_hints(day, number, range(1, given + 1))
    return DONE


def give_hint(day, number):
    """Show the next hint, or all of them once the last has been given."""
    exercise, count = f"{day}.{number}", len(hints_of(day, number))
    if not count:
        raise Trouble(f"there are no hints for {exercise}; type   {command(f'solution {exercise}')}")
    with changing() as memory:
        given = memory["hints"].get(exercise, 0)
        memory["hints"][exercise] = given + 1
    show_hints(day, number, range(1, count + 1) if given >= count else [given + 1])
    if given + 1 >= count:
        say(f"That was the last hint. The solution: {command(f'solution {exercise}')}")
    return DONE


def show_hints(day, number, which):
    """Print hints by their numbers, from 1."""
    hints = hints_of(day, number)
    for i in which:
        if i <= len(hints):
            say(f"Hint {i} of {len(hints)} for {day}.{number} ({graders(day)[number]}): {hints[i - 1]}")


def solution(args):
    """Show a solution; ask first unless the learner's own passes."""
    day, number = parse_exercise(args.exercise)
    node, text = solution_node(day, number)
    passes = grade(gradable({day: [number]}))[day][number].state == "done"
    if not passes and not agrees(f"Yours for {args.exercise} does not pass yet. Show the solution all the same?"):
        say(f"Good. A hint instead: {command(f'hint {args.exercise}')}")
        return NOT_YET
    say(ast.get_source_segment(text, node))
    return DONE
