"""git, as reset and update need it."""

import shutil
import subprocess
from pathlib import Path

from companion.days import ROOT
from companion.speaking import Trouble


def has_git():
    """Whether this folder is a git clone (and not just a folder inside another one), and git is there to ask."""
    if not shutil.which("git"):
        return False
    top = ask_git("rev-parse", "--show-toplevel")
    return top is not None and Path(top).resolve() == ROOT.resolve()


def start_git(*words):
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL)


def ask_git(*words):
    """What git prints, without the end of the line; None when it fails."""
    done = start_git(*words)
    return None if done.returncode else done.stdout.decode(errors="replace").strip()


def do_git(*words):
    """Let git do something; raises Trouble with git's own words when it cannot."""
    done = start_git(*words)
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).decode(errors="replace").splitlines()]
        said = " ".join([line for line in lines if line and not line.startswith("hint:")][:8])
        raise Trouble(f"git {words[0]} failed: {said or 'no message'}")
    return done.stdout


def blob(commit, path):
    """A file's bytes in a commit; None where that has no such file."""
    done = start_git("show", f"{commit}:{path}")
    return None if done.returncode else done.stdout
