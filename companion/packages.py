"""The two sets of packages: the light one for days 1 to 21, and the whole one, with PyTorch."""

import contextlib
import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path

from companion.days import ROOT, name_days, needs_pytorch
from companion.speaking import Trouble, python_name

LIGHT, WHOLE = "requirements-light.txt", "requirements.txt"
SIZE = "about 3 GB to download, 5.3 GB on disk"  # of what the whole set adds
VENV = ROOT / ".venv"


def pinned(file):
    """{package: version} of the lines of one requirements file."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


def version_of(package):
    """The version that is installed, or None."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def has_pytorch():
    importlib.invalidate_caches()
    return importlib.util.find_spec("torch") is not None


def lacks_pytorch(day):
    """Whether a day needs PyTorch, and it is not here."""
    return needs_pytorch(day) and not has_pytorch()


def needs_pytorch_words(days):
    """What to say of days that need it."""
    verb = "needs" if len(days) == 1 else "need"
    return f"{name_days(days)} {verb} PyTorch ({SIZE}). Type   {to_type(WHOLE)}"


def made_by_uv():
    """Whether this is an environment without pip, as `uv venv` makes it."""
    return importlib.util.find_spec("pip") is None and sys.prefix != sys.base_prefix


def pip():
    """The words that install into this Python."""
    if made_by_uv():
        return ["uv", "pip", "install", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--retries", "1"]


def to_type(file):
    """What to type to install a requirements file."""
    if made_by_uv():
        return f"uv pip install -r {file}"
    try:
        python = Path(sys.executable).relative_to(ROOT)
    except ValueError:
        python = python_name()
    return f"{python} -m pip install -r {file}"


def install_whole():
    """Install everything; raises Trouble that says where the reason stands."""
    in_venv = Path(sys.prefix).resolve() == VENV.resolve()
    log = (VENV if in_venv else ROOT) / "setup.log"
    with log.open("w") as errors:
        try:
            failed = subprocess.call([*pip(), "-r", str(ROOT / WHOLE)], stderr=errors)
        except FileNotFoundError:
            failed = errors.write("there is no uv on the PATH, and no pip in this environment\n")
    if failed:
        raise Trouble(
            f"Could not install {WHOLE}: check the network and the disk (6 GB), then try again "
            f"(a brand-new Python may lack packages: 3.11 has them all). The reason is in {log}."
        )
    with contextlib.suppress(OSError):
        (VENV / "ready").touch() if in_venv else log.unlink()
