"""How an exercise is graded: the right value, or the name of the mistake that gives this one.

A grader is a function `test_D_N_name(exercises)` in test_exercises_DD.py. It calls the learner's functions through
`exercises` (a `Learner`) and hands what comes back to `expect`. conftest.py runs every grader three times: on stubs, on
the solutions and on the learner's own file.
"""

import copy
import ctypes
import importlib.util
import threading
import traceback
import warnings
from pathlib import Path

import numpy as np

SECONDS = 10  # an exercise needs milliseconds; a loop that never ends must not stop the grading of the others

calls = []  # what every expect() of the running grader was given: conftest.py proves the mistakes with it
loaded = {}  # {path: the learner's module, or the NotYet that loading it raised}
last_call = ""  # the learner's last call, as text, for the messages


class NotYet(AssertionError):
    """The learner's code ran into an error of its own; `cause` is that error."""

    def __init__(self, message, cause=None):
        super().__init__(message)
        self.cause = cause


class Learner:
    """A file of exercises whose functions are called on copies, within a time limit, with errors in plain words."""

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
        spec = importlib.util.spec_from_file_location(f"{self._path.parent.name}_{self._path.stem}", self._path)
        module = importlib.util.module_from_spec(spec)
        try:
            within_time(spec.loader.exec_module, module)
        except NotYet:
            raise
        except FileNotFoundError:
            raise NotYet(f"no {self._short_path()}: `git checkout {self._short_path()}` brings it back") from None
        except SyntaxError as error:
            where = f"{self._short_path()}, line {error.lineno}"
            raise NotYet(f"Python cannot read {where}: {error.msg}: {(error.text or '').strip()}", error) from None
        except BaseException as error:
            raise NotYet(f"{self._short_path()} cannot be loaded: {self._describe(error)}", error) from None
        return module

    def _call(self, name, function, args, kwargs):
        global last_call
        last_call = f"{name}({', '.join([*map(brief, args), *(f'{k}={brief(v)}' for k, v in kwargs.items())])})"
        own_args, own_kwargs = copy.deepcopy((args, kwargs))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # log(0) on the way to a right answer is no mistake
                value = within_time(function, *own_args, **own_kwargs)
        except (NotImplementedError, NotYet):
            raise
        except BaseException as error:
            raise NotYet(f"{last_call} stopped with {self._describe(error)}", error) from None
        for given, kept in zip([*own_args, *own_kwargs.values()], [*args, *kwargs.values()], strict=True):
            if isinstance(kept, (np.ndarray, list)) and not same(given, kept, rtol=0, atol=0):
                raise NotYet(f"{last_call} changed its input: work on a copy, `x = x.copy()`")
        return value

    def _describe(self, error):
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if Path(f.filename) == self._path]
        where = f" (line {lines[-1]} of {self._short_path()})" if lines else ""
        return f"{type(error).__name__}: {error}{where}"


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
        raise NotYet(f"stopped after {SECONDS} seconds: is there a loop that never ends?")
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


def brief(value):
    """A value as one short line for a message."""
    if isinstance(value, np.ndarray) and value.size > 12:
        return f"<array of shape {value.shape}>"
    if isinstance(value, np.ndarray):
        return np.array2string(value, separator=", ", precision=8, max_line_width=10**6).replace("\n", "")
    if isinstance(value, np.generic):
        value = value.item()
    text = getattr(value, "__name__", None) or repr(value)
    return text if len(text) <= 120 else text[:117] + "..."


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
    if isinstance(expected, (tuple, dict, str)):
        check_structure(actual, expected)
    elif as_numbers(expected) is not None:
        check_type_and_shape(actual, expected)
    raise AssertionError(f"wrong value\n  {comparison(actual, expected)}")


def comparison(actual, expected):
    return f"{last_call}\n    gave     {brief(actual)}\n    expected {brief(expected)}"


def check_structure(actual, expected):
    """Raise on the wrong kind of answer, or the wrong number of parts, where a string, a tuple or a dict is due."""
    kind = type(expected).__name__
    if not isinstance(actual, type(expected)):
        came = type(actual).__name__
        raise AssertionError(f"wrong type: expected a {kind}, got a {came}\n  {comparison(actual, expected)}")
    if not isinstance(expected, str) and len(actual) != len(expected):
        raise AssertionError(f"expected a {kind} of {len(expected)} parts, got {len(actual)}")


def check_type_and_shape(actual, expected):
    """Raise on an answer that is not numbers, or numbers in another shape."""
    numbers = as_numbers(actual)
    wanted = "a number" if np.ndim(expected) == 0 else f"an array of shape {np.shape(expected)}"
    if numbers is None:
        came = f"a {type(actual).__name__}: {brief(actual)}"
        raise AssertionError(f"wrong type: {last_call} should return {wanted}, got {came}")
    if numbers.shape != np.shape(expected):
        came = "a number" if numbers.ndim == 0 else f"an array of shape {numbers.shape}"
        raise AssertionError(f"wrong shape: {last_call} should return {wanted}, got {came}")
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
