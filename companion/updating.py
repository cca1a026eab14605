"""update: git pull, and what you have written stays.

Every file that you changed is copied to kept/ first. Then git moves on to the project's newest version, and your
changes are put back on top: as they were where the project left the file alone, merged where both changed it, and
where the changes collide yours stays and the project's text is laid beside it (exercises.py.upstream). A run that is
stopped halfway leaves a note in kept/, and the next update goes on from there.
"""

import ast
import contextlib
import json
import tempfile
from pathlib import Path

from companion.days import ROOT, day_folders, name_days, short
from companion.files import KEPT, keep, write
from companion.git import ask_git, blob, do_git, has_git
from companion.packages import LIGHT, WHOLE, to_type
from companion.speaking import DONE, Trouble, command, counted, say

NOTE = "unfinished.json"


def update(_args):
    """Get the newest version of the project; your answers stay."""
    if not has_git():
        raise Trouble(
            "this folder is no git clone, so it cannot update itself: download the project again into another folder, "
            "and copy your exercises.py files and .learn.json over"
        )
    if (folder := unfinished()) is not None:
        finish(folder)
    target = newest_version()
    before = ask_git("rev-parse", "HEAD")
    if ask_git("merge-base", "--is-ancestor", target, "HEAD") is not None:
        say("This is the newest version.")
        return DONE
    days, packages = set(day_folders()), required()
    folder = set_aside(before)
    try:
        move_to(target)
    except BaseException:
        take_back(folder)
        raise
    finish(folder)
    say_what_is_new(before, days, packages)
    return DONE


def newest_version():
    """Fetch; returns the name of the branch that this one follows (of the remote `upstream`, where there is one)."""
    if ask_git("rev-parse", "--verify", "--quiet", "MERGE_HEAD") is not None:
        raise Trouble("a merge is under way here: finish it (git commit) or drop it (git merge --abort) first")
    branch = ask_git("symbolic-ref", "--quiet", "--short", "HEAD")
    follows = ask_git("rev-parse", "--abbrev-ref", "@{upstream}")
    if "upstream" in (ask_git("remote") or "").split():  # a fork: the project itself is `upstream`
        follows = f"upstream/{(follows or f'/{branch}').partition('/')[2]}"
    if branch is None or follows is None:
        raise Trouble(
            "this branch follows no other, so there is nothing to pull: "
            "'git checkout main' and 'git branch --set-upstream-to=origin/main' mend that"
        )
    say(f"Fetching from {follows.partition('/')[0]} ...")
    do_git("fetch", follows.partition("/")[0])
    return follows


# Set aside, move on, put back


def set_aside(commit):
    """Copy the files that the learner has changed to kept/, with a note, and lay git's own in their place.

    Returns the folder in kept/, or None when nothing was changed.
    """
    listed = do_git("diff", "--name-only", "--diff-filter=M", "-z", "HEAD").decode().split("\0")
    changed = [path for path in listed if path and (ROOT / path).is_file()]
    if not changed:
        return None
    folder = keep([ROOT / path for path in changed])
    write(folder / NOTE, json.dumps({"commit": commit, "files": changed}).encode())
    say(f"{counted(len(changed), 'file')} that you changed: copied to {short(folder)}/ first.")
    do_git("checkout", "HEAD", "--", *changed)
    return folder


def move_to(target):
    """Bring HEAD to the newest version: straight ahead, or by a merge where the learner has commits of their own."""
    if ask_git("merge-base", "--is-ancestor", "HEAD", target) is not None:
        do_git("merge", "--ff-only", target)
        return
    try:
        do_git("merge", "--no-edit", target)
    except Trouble as trouble:
        collided = (ask_git("diff", "--name-only", "--diff-filter=U") or "").splitlines()
        if not collided or not all(map(keep_ours, collided)):
            ask_git("merge", "--abort")
            raise Trouble(f"{trouble}. Nothing was changed.") from None
        do_git("commit", "--no-edit")


def keep_ours(path):
    """In a merge under way: the learner's committed text stays, the project's is laid beside; False where it cannot."""
    ours, theirs = blob("HEAD", path), blob("MERGE_HEAD", path)
    if ours is None or theirs is None:
        return False
    write(ROOT / path, ours)
    lay_beside(path, theirs)
    return ask_git("add", "--", path) is not None


def lay_beside(path, theirs):
    """Write the project's text beside the learner's, and say so."""
    beside = ROOT / f"{path}.upstream"
    write(beside, theirs)
    say(f"  {path}: both changed the same lines. Yours stays; the project's is beside it, in {beside.name}", "yellow")


def take_back(folder):
    """After a failure: the learner's files as they were, byte for byte."""
    if folder:
        for path in noted(folder)["files"]:
            write(ROOT / path, (folder / path).read_bytes())
        (folder / NOTE).unlink()


def noted(folder):
    return json.loads((folder / NOTE).read_text(encoding="utf-8"))


def unfinished():
    """The folder in kept/ of an update that was stopped halfway, or None."""
    return next((path.parent for path in sorted(KEPT.glob(f"*/{NOTE}"))), None)


def finish(folder):
    """Put the learner's files back on top of what HEAD has now, and say of each what happened."""
    if folder is None:
        return
    note = noted(folder)
    for path in note["files"]:
        put_back(path, (folder / path).read_bytes(), blob(note["commit"], path), blob("HEAD", path), short(folder))
    (folder / NOTE).unlink()


def put_back(path, mine, base, theirs, kept):
    """Put one file back. mine, base, theirs : the learner's, the one it was made from, the project's now; bytes."""
    here = ROOT / path
    if theirs is None:
        say(f"  {path}: the project has dropped it. Yours is in {kept}/", style="yellow")
    elif here.exists() and here.read_bytes() not in (theirs, mine):
        say(f"  {path}: you have changed it since, so it stays. The older one is in {kept}/", style="yellow")
    elif theirs in (base, mine):
        write(here, mine)
        say(f"  {path}: yours, as it was")
    elif b"\0" in mine + theirs:
        say(f"  {path}: no text, so it is the project's. Yours is in {kept}/", style="yellow")
    elif (merged := merge(mine, base or b"", theirs, here.suffix)) is not None:
        write(here, merged)
        say(f"  {path}: yours, with the project's changes")
    else:
        write(here, mine)
        lay_beside(path, theirs)


def merge(mine, base, theirs, suffix):
    """The three texts merged, as bytes with the learner's line ends; None where the changes collide."""
    mine, base, theirs = (text.replace(b"\r\n", b"\n") for text in (mine, base, theirs))
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("mine", "base", "theirs")]
        for file, text in zip(files, (mine, base, theirs), strict=True):
            file.write_bytes(text)
        try:
            merged = do_git("merge-file", "--stdout", *map(str, files))
        except Trouble:
            return None
    return merged if suffix != ".py" or reads(merged) or not reads(mine) else None


def reads(text):
    """Whether Python can read this."""
    with contextlib.suppress(SyntaxError, ValueError):
        ast.parse(text)
        return True
    return False


# What is new


def required():
    return [(ROOT / name).read_bytes() if (ROOT / name).exists() else b"" for name in (LIGHT, WHOLE)]


def say_what_is_new(before, days, packages):
    """The new days, the number of changes, and whether packages have to be installed."""
    count = int(ask_git("rev-list", "--count", f"{before}..HEAD") or 0)
    say(f"Updated: {counted(count, 'change')}. What they are: CHANGELOG.md", style="bold")
    if fresh := set(day_folders()) - days:
        say(f"New here: {name_days(fresh)}. What is next: {command()}", style="bold")
    light, whole = (old != new for old, new in zip(packages, required(), strict=True))
    if light or whole:
        say(f"The packages have changed. Type   {to_type(LIGHT if light else WHOLE)}", style="bold")
