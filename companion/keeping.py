"""reset: an exercise, or a whole day, back to its stub. The old text is kept, in a folder named after date and time."""

import ast
import re

from companion.days import exercises_of, graders, name_days, parse_days, parse_exercise, short
from companion.files import keep, write
from companion.git import ask_git, blob, has_git
from companion.memory import changing
from companion.speaking import DONE, NOT_YET, Trouble, agrees, say

STUB = "raise NotImplementedError"


def reset(args):
    """Put an exercise or a day back to its stubs; asks first, and keeps your text."""
    if "." in args.what:
        day, number = parse_exercise(args.what)
        wanted, what = {day: [number]}, f"{args.what} ({graders(day)[number]})"
    else:
        wanted = {day: sorted(graders(day)) for day in parse_days(args.what)}
        what = name_days(wanted)
    fresh = {day: with_stubs(day, numbers) for day, numbers in wanted.items()}
    changed = {day: text for day, text in fresh.items() if text != current(day)}
    if not changed:
        say(f"There is nothing to reset: {what} is untouched.")
        return DONE
    if not agrees(f"Put {what} back to the stub? Your text will be kept."):
        say("Nothing was changed.")
        return NOT_YET
    here = [exercises_of(day) for day in changed if exercises_of(day).exists()]
    if here:
        say(f"Your text is in {short(keep(here))}/")
    for day, content in changed.items():
        write(exercises_of(day), content)
        say(f"Reset {what if len(changed) == 1 else f'day {day}'} in {short(exercises_of(day))}.")
    with changing() as memory:
        for day, numbers in wanted.items():
            for number in numbers:
                memory["hints"].pop(f"{day}.{number}", None)
    return DONE


def current(day):
    """The learner's file as bytes; None where there is none."""
    path = exercises_of(day)
    return path.read_bytes() if path.exists() else None


def with_stubs(day, numbers):
    """The learner's file with stubs for these exercises, as bytes; for all of a day's, the file as it came.

    Raises Trouble where there is no stub to be had.
    """
    names = graders(day)
    came = file_as_it_came(day, [names[number] for number in numbers])
    if came is not None and (len(numbers) == len(names) or current(day) is None):
        return came
    content = current(day)
    if content is None:
        raise Trouble(f"{short(exercises_of(day))} is missing, and git does not know it: {download_again(day)}")
    for number in numbers:
        content = with_stub(content, names[number], came, day)
    return content


def download_again(day):
    return f"download {short(exercises_of(day))} again from where you got this project"


def file_as_it_came(day, names):
    """The newest committed exercises.py in which all these exercises are stubs, as bytes; None without git or such."""
    if not has_git():
        return None
    path = short(exercises_of(day))
    commits = (ask_git("log", "--format=%H", "--", path) or "").split()
    versions = (blob(commit, path) for commit in commits)
    return next((version for version in versions if version and all(is_stub(version, name) for name in names)), None)


def is_stub(content, name):
    text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
    block = block_of(text, name)
    return block is not None and text[block].rstrip().endswith(STUB)


def block_of(text, name):
    """Where a top-level function stands in a text, as a slice; None where it does not.

    Lines are looked at, not syntax: a file that Python cannot read is the one that most needs to be reset.
    """
    inside = r"(?:[ \t#)\]}].*)?"  # an empty line, or one that begins with one of these, ends no function
    match = re.search(rf"^(?:@.*\n)*def {name}\b.*\n?(?:{inside}\n)*{inside}", text, re.MULTILINE)
    if not match:
        return None
    body = re.sub(r"(\n(?:#.*)?)+$", "\n", match[0])  # comments at the margin belong to what follows
    return slice(match.start(), match.start() + len(body))


def with_stub(content, name, came, day):
    """A file's bytes with one function put back to its stub: git's, or the learner's own first lines without a body."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Trouble(f"{short(exercises_of(day))} is not UTF-8 text: reset the whole day instead") from None
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    block = block_of(text, name)
    if came is not None:
        original = came.decode("utf-8").replace("\r\n", "\n")
        stub = original[block_of(original, name)]
    else:
        stub = bare(text[block], name, day) if block else None
    if stub is None:
        raise Trouble(
            f"{name} is gone from {short(exercises_of(day))}, and git does not know it: {download_again(day)}"
        )
    if block:
        text = text[: block.start] + stub.rstrip("\n") + "\n" + text[block.stop :]
    else:
        text = text.rstrip("\n") + "\n\n\n" + stub.rstrip("\n") + "\n"
    return text.replace("\n", newline).encode()


def bare(block, name, day):
    """A function's first line and docstring, and nothing done yet; raises Trouble where they cannot be read."""
    try:
        function = ast.parse(block).body[0]
    except SyntaxError as error:
        raise Trouble(
            f"Python cannot read {name} in {short(exercises_of(day))} ({error.msg}), and git does not know it: "
            f"{download_again(day)}"
        ) from None
    if ast.get_docstring(function) is None:
        raise Trouble(f"{name} has lost its description, and git does not know it: {download_again(day)}")
    described = block.splitlines()[: function.body[0].end_lineno]
    return "\n".join([*described, f"    {STUB}", ""])
