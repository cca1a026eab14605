"""The table "Proven equal to" of the front README: every row is measured again."""

import functools
import importlib.util

import numpy as np
import pytest
import readme
from conftest import ROOT

pytest.importorskip("sklearn")
pytest.importorskip("torch")
spec = importlib.util.spec_from_file_location("proven_equal", ROOT / "benchmarks" / "proven_equal.py")
proven_equal = importlib.util.module_from_spec(spec)
spec.loader.exec_module(proven_equal)

NAMES = [f"{row.day}: {row.ours}, {row.what}" for row in proven_equal.rows]


def cells(table):
    """The cells of a table, given as its lines, row by row."""
    return readme.rows(readme.Block("table", "", table, 1))


@functools.cache
def stated():
    """The cells of the table in the README."""
    _, table, _ = proven_equal.split_page((ROOT / "README.md").read_text(encoding="utf-8"))
    assert table[:2] == proven_equal.HEAD
    return cells(table)


def agree(printed, came):
    """Whether a printed difference still holds. Another processor rounds otherwise: ten times as much is still
    allowed, and so is a thousandth, since to be closer is no fault unless the table is out of date.
    """
    noise = 1e-15
    return came <= 10 * max(printed, noise) and printed <= 1000 * max(came, noise)


def test_the_readme_lists_these_models():
    wanted = cells([*proven_equal.HEAD, *(proven_equal.table_line(row, 0) for row in proven_equal.rows)])
    assert [row[:-1] for row in stated()] == [row[:-1] for row in wanted]
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("index", range(len(NAMES)), ids=NAMES.__getitem__)
def test_the_largest_difference_is_what_the_readme_says(index):
    printed, came = float(stated()[index][-1]), proven_equal.largest_difference(proven_equal.rows[index])
    assert came < 1e-8, "this is not equal"
    assert agree(printed, came), f"README.md says {printed:.0e}, measured {came:.0e}"


@pytest.mark.parametrize(
    ("printed", "came", "holds"),
    [
        (2e-14, 2e-14, True),
        (2e-14, 9e-15, True),
        (0, 2e-16, True),
        (2e-16, 0, True),
        (2e-14, 1e-12, False),
        (2e-9, 1e-12, False),
        (0, 1e-12, False),
        (2e-14, np.nan, False),
        (2e-14, np.inf, False),
    ],
)
def test_a_difference_that_has_changed_is_noticed(printed, came, holds):
    assert agree(printed, came) is holds


def test_difference_by_hand():
    assert proven_equal.difference([1.0, 201.0], [1.0, 200.0]) == pytest.approx(1 / 200)
    assert proven_equal.difference([0.25, -4.0], [0.5, -4.0]) == 0.25
    assert proven_equal.difference([-4.0], [4.0]) == 2
    assert np.isnan(proven_equal.difference([1.0, np.nan], [1.0, 2.0]))
    with pytest.raises(ValueError, match=r"\(2,\)"):
        proven_equal.difference([1.0, 2.0], [[1.0, 2.0]])


def test_a_nan_in_one_pair_is_not_lost_among_the_others():
    pairs = [([1.0], [1.0]), ([np.nan], [1.0]), ([2.0], [1.0])]
    row = proven_equal.Row(1, "ours", "theirs", "what", lambda: iter(pairs))
    assert np.isnan(proven_equal.largest_difference(row))


def test_record_replaces_the_table_and_nothing_else(tmp_path, monkeypatch, capsys):
    page = tmp_path / "README.md"
    page.write_text(
        f"before\n\n{proven_equal.MARK}| an | old |\n| table | 1 |\n\nafter\n\n| other | table |\n", "utf-8"
    )
    (tmp_path / "day_01_loss_function").mkdir()
    monkeypatch.setattr(proven_equal, "ROOT", tmp_path)
    row = proven_equal.Row(1, "ours", "theirs", "values", lambda: iter([([1.5], [1.0])]))
    monkeypatch.setattr(proven_equal, "rows", [row])
    proven_equal.main([])
    assert "| an | old |" in page.read_text("utf-8")
    proven_equal.main(["--record"])
    line = "| [1](day_01_loss_function/README.md) | ours | theirs | values | 5e-01 |"
    table = "\n".join([*proven_equal.HEAD, line])
    assert page.read_text("utf-8") == f"before\n\n{proven_equal.MARK}{table}\n\nafter\n\n| other | table |\n"
    assert capsys.readouterr().out.count(line) == 2


def test_a_page_without_the_mark_is_left_alone(tmp_path, monkeypatch):
    page = tmp_path / "README.md"
    page.write_text("no table here\n", "utf-8")
    monkeypatch.setattr(proven_equal, "ROOT", tmp_path)
    monkeypatch.setattr(proven_equal, "rows", [])
    with pytest.raises(SystemExit, match=r"README\.md has lost"):
        proven_equal.main(["--record"])
    assert page.read_text("utf-8") == "no table here\n"
