"""How an exercise is graded: the right value, or the name of the mistake that gives this one.

A grader is a function `test_D_N_name(exercises)` in test_exercises_DD.py. It calls the learner's functions through
`exercises` (a `Learner`) and hands what comes back to `expect`. conftest.py runs every grader three times: on stubs, on
the solutions and on the learner's own file, the last in a process of its own (judge.py).
"""

import builtins
import contextlib
import copy
import ctypes
import io
import json
import linecache
import sys
import threading
import traceback
import types
import warnings
from pathlib import Path

import numpy as np

SECONDS = 2  # a call needs milliseconds; a loop that never ends must not keep the learner waiting
GIGABYTE = 2**30  # what a call may take on top of what the judge itself has
PRINTED = 2000  # characters that are shown of what the learner prints in one exercise

calls = []  # what every expect() of the running grader was given: conftest.py proves the mistakes with it
loaded = {}  # {path: the learner's module, or the NotYet that loading it raised}
last_call = ""  # the learner's last call, as text, for the messages
last_value = None  # and what it returned
last_warnings = []  # and what it warned of
printed = []  # what the learner's calls printed
journal = None  # the file in which the judge wants every call noted


class NotYet(AssertionError):
    """The learner's code ran into an error of its own; `cause` is that error."""

    def __init__(self, message, cause=None):
        super().__init__(message)
        self.cause = cause


def start():
    """Forget the last exercise."""
    global last_call, last_value
    calls.clear()
    printed.clear()
    last_call, last_value = "", None


def note(**entry):
    """Add a line to the judge's journal, if there is one."""
    if journal:
        with Path(journal).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")


class Learner:
    """A file of exercises whose functions are called on copies, within limits, with errors in plain words."""

    def __init__(self, path):
        self._path = Path(path)

    def __getattr__(self, name):
        function = getattr(self._load_once(), name, None)
        if not callable(function):
            raise NotYet(f"{self._short_path()} has no function `{name}`: bring back its `def {name}(...)`")
        return lambda *args, **kwargs: self._call(name, function, args, kwargs)

    def _short_path(self):
        return f"{self._path.parent.name}/{self._path.name}"

    def _load_once(self):
        """The learner's module; a file that does not load is not tried again for the next exercise."""
        if self._path not in loaded:
            try:
                loaded[self._path] = self._load()
            except NotYet as error:
                loaded[self._path] = error
        if isinstance(loaded[self._path], NotYet):
            raise loaded[self._path]
        return loaded[self._path]

    def _load(self):
        """Run the file's text: an import would read Python's cached bytecode, which may be of the last save but one."""
        if not self._path.exists():
            raise NotYet(
                f"there is no {self._short_path()}. If you have renamed or moved it, move it back; "
                f"`git checkout {self._short_path()}` gives the empty one"
            )
        module = types.ModuleType(f"{self._path.parent.name}_{self._path.stem}")
        module.__file__ = str(self._path)
        sys.modules[module.__name__] = module
        linecache.checkcache(str(self._path))
        try:
            text = self._path.read_text(encoding="utf-8-sig")
            with limits():
                within_time(lambda: exec(compile(text, str(self._path), "exec"), module.__dict__))
        except NotYet:
            raise
        except UnicodeDecodeError:
            raise NotYet(f"{self._short_path()} is not UTF-8 text: let your editor save it as UTF-8") from None
        except SyntaxError as error:
            file = self._short_path() if error.filename == str(self._path) else Path(str(error.filename)).name
            where, line = f"{file}, line {error.lineno}", (error.text or "").strip()
            raise NotYet(f"Python cannot read {where}: {error.msg}: {line}", forget(error)) from None
        except BaseException as error:
            raise NotYet(f"{self._short_path()} cannot be loaded: {self._describe(error)}", forget(error)) from None
        return module

    def _call(self, name, function, args, kwargs):
        global last_call, last_value
        last_call = f"{name}({', '.join([*map(brief, args), *(f'{k}={brief(v)}' for k, v in kwargs.items())])})"
        note(calls=last_call)
        own_args, own_kwargs = copy.deepcopy((args, kwargs))
        try:
            with limits():
                value = last_value = within_time(function, *own_args, **own_kwargs)
        except (NotImplementedError, NotYet):
            raise
        except MemoryError as error:
            message = f"{last_call} needs more than a gigabyte: is there a table that is too large?"
            raise NotYet(message, forget(error)) from None
        except BaseException as error:
            raise NotYet(f"{last_call} stopped with {self._describe(error)}", forget(error)) from None
        for given, kept in zip([*own_args, *own_kwargs.values()], [*args, *kwargs.values()], strict=True):
            if isinstance(kept, (np.ndarray, list)) and not same(given, kept, rtol=0, atol=0):
                raise NotYet(f"{last_call} changed its input: work on a copy, `x = x.copy()`")
        return value

    def _describe(self, error):
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if Path(f.filename) == self._path]
        where = f" (line {lines[-1]} of {self._short_path()})" if lines else ""
        return f"{type(error).__name__}: {error}{where}"


def forget(error):
    """The error without the frames that raised it: they would keep alive whatever the learner's code holds."""
    return error.with_traceback(None)


# What the learner's code may do


@contextlib.contextmanager
def limits():
    """Inside, warnings are no errors, memory is bounded, input() says what it is, and print() is kept for later."""
    kept_input, builtins.input = builtins.input, no_input
    screen = io.StringIO()
    try:
        with (
            warnings.catch_warnings(record=True) as warned,  # log(0) on the way to a right answer is no mistake
            contextlib.redirect_stdout(screen),
            memory_limit(),
        ):
            warnings.simplefilter("always")
            yield
    finally:
        last_warnings[:] = warned
        builtins.input = kept_input
        room = PRINTED - sum(map(len, printed))
        printed.append(screen.getvalue()[: max(room, 0)])


def no_input(*_args):
    raise NotYet("it calls input(), but nobody types while it is graded: what it needs comes in as arguments")


@contextlib.contextmanager
def memory_limit():
    """Inside, this process may take a gigabyte more than it has; where the system cannot say so, it may take all."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = pages * resource.getpagesize() + GIGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def within_time(function, *args, **kwargs):
    """Call `function` in a thread of its own and wait `SECONDS` at most; raises NotYet when it takes longer."""
    outcome = {}

    def run():
        try:
            outcome["value"] = function(*args, **kwargs)
        except BaseException as error:
            outcome["error"] = error

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
        loop = "is there a loop that never ends? A loop over all rows may be too slow as well"
        raise NotYet(f"{last_call or 'loading the file'} was stopped after {SECONDS} seconds: {loop}")
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


# Comparing


def brief(value):
    """A value as one short line for a message."""
    if isinstance(value, np.ndarray) and value.size > 12:
        return f"<array of shape {value.shape}>"
    if isinstance(value, np.ndarray):
        return np.array2string(value, separator=", ", precision=8, max_line_width=10**6).replace("\n", "")
    if isinstance(value, tuple | list) and len(value) <= 12:
        start, end = "()" if isinstance(value, tuple) else "[]"
        text = start + ", ".join(map(brief, value)) + end
    elif isinstance(value, np.generic):
        text = repr(value.item())
    else:
        text = getattr(value, "__name__", None) or " ".join(repr(value).split())
    return text if len(text) <= 240 else text[:237] + "..."


def same(a, b, rtol, atol):
    """Whether two answers are equal: numbers to the tolerance (nan equals nan), the rest exactly, parts one by one."""
    if isinstance(b, dict):
        return isinstance(a, dict) and a.keys() == b.keys() and all(same(a[key], b[key], rtol, atol) for key in b)
    if isinstance(b, tuple) or (isinstance(b, list) and as_numbers(b) is None):
        return (
            type(a) is type(b) and len(a) == len(b) and all(same(x, y, rtol, atol) for x, y in zip(a, b, strict=True))
        )
    numbers_a, numbers_b = as_numbers(a), as_numbers(b)
    if numbers_b is None:  # words, or an array of words
        return type(a) is type(b) and np.array_equal(a, b)
    if numbers_a is None or numbers_a.shape != numbers_b.shape:
        return False
    return np.allclose(numbers_a, numbers_b, rtol=rtol, atol=atol, equal_nan=True)


def as_numbers(value):
    """The value as an array of real numbers, or None where it is something else."""
    if not isinstance(value, np.ndarray | np.generic | int | float | list | tuple):
        return None  # a tensor, a data frame: the stub asks for numbers or arrays
    try:
        array = np.asarray(value)
    except ValueError:  # a ragged list
        return None
    return array if array.dtype.kind in "biuf" else None


def expect(actual, expected, *, rtol=1e-7, atol=1e-12, mistakes=None):
    """Assert that `actual` equals `expected`; if it equals a known mistake's value instead, say which.

    expected : a number, an array, a string, or a tuple or dict of these
    mistakes : {what went wrong, in the learner's words: the value that it gives}
    Raises AssertionError with the first rung of the ladder that fits: nothing returned, a known mistake, wrong type,
    wrong shape, wrong value.
    """
    calls.append((actual, expected, {"rtol": rtol, "atol": atol, "mistakes": mistakes or {}}))
    if actual is None:
        raise AssertionError(f"{last_call} returned None: did you forget `return`?")
    if same(actual, expected, rtol, atol):
        return
    for mistake, value in (mistakes or {}).items():
        if same(actual, value, rtol, atol):
            raise AssertionError(f"{mistake}\n  {comparison(actual, expected)}")
    check_answer(actual, expected)
    raise AssertionError(f"wrong value\n  {comparison(actual, expected, rtol, atol)}")


def comparison(actual, expected, rtol=1e-7, atol=1e-12):
    """The call, what it gave and what was expected; of two long arrays also the first entry that differs."""
    lines = [last_call, f"  gave     {brief(actual)}", f"  expected {brief(expected)}"]
    part, here, there = first_part_that_differs(actual, expected, rtol, atol)
    differs = ~np.isclose(here, there, rtol=rtol, atol=atol, equal_nan=True)
    if np.any(differs) and (part or np.size(there) > 12 or brief(actual) == brief(expected)):
        index = ", ".join(map(str, np.argwhere(differs)[0]))
        entry = f"entry [{index}]" if index else "the number"
        came, due = np.asarray(here)[differs][0], np.asarray(there)[differs][0]
        lines.append(f"  first difference: {part}{entry} is {came}, not {due}")
    return "\n  ".join(lines)


def first_part_that_differs(actual, expected, rtol, atol):
    """Where two answers of numbers differ: "part 1, " or "" for an answer in one piece, and the two arrays there."""
    if isinstance(expected, tuple) and isinstance(actual, tuple) and len(actual) == len(expected):
        for number, (came, due) in enumerate(zip(actual, expected, strict=True), start=1):
            if not same(came, due, rtol, atol):
                _, here, there = first_part_that_differs(came, due, rtol, atol)
                return (f"part {number}, " if np.size(there) else ""), here, there
    here, there = as_numbers(actual), as_numbers(expected)
    if isinstance(expected, tuple) or here is None or there is None or here.shape != there.shape:
        return "", (), ()
    return "", here, there


def check_answer(actual, expected, part=""):
    """Raise on an answer of the wrong kind, shape or number of parts, or with nan in it; parts one by one."""
    if isinstance(expected, tuple | dict | str):
        check_structure(actual, expected)
    if isinstance(expected, tuple):
        for number, (came, due) in enumerate(zip(actual, expected, strict=True), start=1):
            check_answer(came, due, f"part {number} of ")
    elif as_numbers(expected) is not None:
        check_type_and_shape(actual, expected, part)


def check_structure(actual, expected):
    """Raise on the wrong kind of answer, or the wrong number of parts, where a string, a tuple or a dict is due."""
    kind = type(expected).__name__
    if not isinstance(actual, type(expected)):
        came = type(actual).__name__
        raise AssertionError(f"wrong type: expected a {kind}, got a {came}\n  {comparison(actual, expected)}")
    if not isinstance(expected, str) and len(actual) != len(expected):
        raise AssertionError(f"expected a {kind} of {len(expected)} parts, got {len(actual)}")


def check_type_and_shape(actual, expected, part=""):
    """Raise on an answer that is not numbers, or numbers in another shape."""
    numbers = as_numbers(actual)
    subject = f"{part}what {last_call} returns should be" if part else f"{last_call} should return"
    wanted = "a number" if np.ndim(expected) == 0 else f"an array of shape {np.shape(expected)}"
    if numbers is None:
        came = f"a {type(actual).__name__}: {brief(actual)}"
        raise AssertionError(f"wrong type: {subject} {wanted}, got {came}")
    if numbers.shape != np.shape(expected):
        came = "a number" if numbers.ndim == 0 else f"an array of shape {numbers.shape}"
        shown = f"  gave     {brief(actual)}\n    expected {brief(expected)}"
        raise AssertionError(f"wrong shape: {subject} {wanted}, got {came}\n  {shown}")
    if np.isnan(numbers).any() and not np.isnan(np.asarray(expected, dtype=float)).any():
        raise AssertionError(f"the answer has nan in it\n  {comparison(actual, expected)}")


def expect_error(function, *args, error=ValueError, **kwargs):
    """Assert that the learner's function refuses these arguments with `error`."""
    calls.append((None, None, {"rtol": 0, "atol": 0, "mistakes": {}}))
    try:
        value = function(*args, **kwargs)
    except NotYet as caught:
        if isinstance(caught.cause, error):
            return
        raise AssertionError(f"{caught}\n  expected it to raise {error.__name__}") from None
    raise AssertionError(f"{last_call} should raise {error.__name__}, but returned {brief(value)}")


def expect_no_warning():
    """Assert that the learner's last call warned of nothing, where the stub promises that."""
    calls.append((None, None, {"rtol": 0, "atol": 0, "mistakes": {}}))
    if last_warnings:
        raise AssertionError(f"{last_call} gave a warning, and should not: {last_warnings[0].message}")


def unusable_answer(error):
    """What to say when the grader itself stumbles over what the learner's function returned."""
    if last_value is None:
        return f"{last_call} returned None: did you forget `return`?"
    came = f"a {type(last_value).__name__}: {brief(last_value)}"
    return f"wrong type: {last_call} returned {came}. See what the stub asks for ({type(error).__name__}: {error})"


def unproven_mistakes():
    """The listed mistakes of the last grader that `expect` would not reject under their own name."""
    for _actual, expected, options in list(calls):
        for mistake, value in options["mistakes"].items():
            try:
                expect(value, expected, **options)
            except AssertionError as error:
                if str(error).startswith(mistake):
                    continue
            yield mistake
