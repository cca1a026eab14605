"""doctor: what is there, what is missing, and what to type."""

import importlib.util
import os
import sys
from pathlib import Path

from companion import packages
from companion.days import ROOT, day_folders, spans
from companion.speaking import DONE, NOT_YET, command, say


def doctor(_args):
    """Say what is missing on this machine, and what to type."""
    say(f"Python     {sys.version.split()[0]} at {sys.executable}")
    lacking = {file: look_for(file) for file in (packages.LIGHT, packages.WHOLE)}
    say(f"days       {spans(day_folders())} of 30")
    look_at_data()
    look_at_matplotlib()
    if not os.access(ROOT, os.W_OK):
        say(f"folder     {ROOT} cannot be written: what you have done is not remembered", style="red")
    if lacking[packages.LIGHT]:
        say(f"Type:  {packages.to_type(packages.LIGHT)}", style="bold")
        return NOT_YET
    if lacking[packages.WHOLE]:
        say(f"Days 1 to 21 are ready. For days 22 to 30 and the tests ({packages.SIZE}) type:", style="bold")
        say(f"       {packages.to_type(packages.WHOLE)}", style="bold")
    say(f"All is well. Type:  {command()}", style="bold")
    return DONE


def look_for(file):
    """Print what is installed of one set of packages; returns the names of those that are not."""
    missing = []
    for name, wanted in packages.pinned(file).items():
        found = packages.version_of(name)
        if found is None:
            missing.append(name)
            spare = "" if file == packages.LIGHT else "   (in the whole set only)"
            say(f"package    {name} is missing{spare}", style="yellow" if spare else "red")
        else:
            note = "" if found.split("+")[0] == wanted else f"   (the days were checked with {wanted})"
            say(f"package    {name} {found}{note}")
    return missing


def look_at_data():
    data = Path(os.environ.get("MNIST_DATA", ROOT / "data"))
    for name in ("MNIST", "FashionMNIST"):
        here = any((data / name / "raw").glob("train-images-idx3-ubyte*"))
        say(f"data       {name} {'is in' if here else 'is not in'} {data}")


def look_at_matplotlib():
    """Say it when MPLBACKEND names something that is not installed."""
    backend = os.environ.pop("MPLBACKEND", None)  # with a wrong one, Matplotlib cannot even be imported
    if backend and importlib.util.find_spec("matplotlib") and not is_backend(backend):
        say(f"setting    MPLBACKEND is '{backend}', which is not installed. The days do not mind;", style="yellow")
        say("           for other programs take it away (unset MPLBACKEND) or set it to Agg")


def is_backend(name):
    """Whether Matplotlib would find this backend."""
    from matplotlib.backends import backend_registry

    if name.startswith("module://"):
        package = name.removeprefix("module://")
        return importlib.util.find_spec(package.partition(".")[0]) is not None
    return backend_registry.is_valid_backend(name)
