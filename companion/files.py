"""Writing files so that nothing is lost: a killed run leaves the old file, and old texts are kept in kept/."""

import contextlib
import os
import shutil
import time

from companion.days import ROOT, short

KEPT = ROOT / "kept"  # ignored by git; one folder for each time that something was kept


def write(path, content):
    """Write bytes in one step, through a link to the file itself; raises OSError, and then the old file stands."""
    path = path.resolve()
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(content)
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def keep(paths):
    """Copy files of the project to a new folder kept/<date and time>/; returns that folder."""
    stamp, number = time.strftime("%Y-%m-%d_%H-%M-%S"), 1
    folder = KEPT / stamp
    while folder.exists():
        number += 1
        folder = KEPT / f"{stamp}_{number}"
    folder.mkdir(parents=True)
    for path in paths:
        copy = folder / short(path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return folder
