"""quiz, cards and review."""

import csv
import json
import re
from datetime import date, timedelta

import pytest
from conftest import DAY_FOLDERS
from house import QUESTION, build

from companion.cards import all_cards, as_html


@pytest.fixture
def house(tmp_path):
    return build(tmp_path / "house")


def letters(output):
    """{question: {choice: its letter}} of what a quiz has printed."""
    asked = re.split(r"^Question \d+ of \d+: ", output, flags=re.MULTILINE)[1:]
    return {
        part.partition("\n")[0]: {choice: x for x, choice in re.findall(r"^  ([a-h])\) (.+)$", part, re.MULTILINE)}
        for part in asked
    }


def typed(house, *choices):
    """The letters for these choices of the made-up quiz (twice 3, twice 4, twice 5), as they are typed."""
    shown = letters(house.learn("quiz", "2", "--again", typed="a\na\na\n").stdout)
    (house.root / ".learn.json").unlink()
    questions = [f"What is twice {n}?" for n in (3, 4, 5)]
    return [shown[question][choice] + "\n" for question, choice in zip(questions, choices, strict=True)]


def memory(house):
    return json.loads((house.root / ".learn.json").read_text(encoding="utf-8"))


def test_a_quiz_explains_wrong_choices_and_asks_them_again(house):
    right = typed(house, "6", "8", "10")
    result = house.learn("quiz", "2", typed="x\n" + "".join(right))
    assert result.returncode == 0
    assert "Type one letter, a to c." in result.stdout
    assert "3 of 3 right." in result.stdout
    assert "went wrong" not in result.stdout
    wrong = typed(house, "6", "0", "5")
    result = house.learn("quiz", "2", typed="".join([*wrong, right[1], wrong[2], right[2]]))
    assert result.returncode == 0
    assert "No: Twice nothing is 0." in result.stdout
    assert "The answer: 8. That is 4 + 4." in result.stdout
    assert "1 of 3 right." in result.stdout
    assert "2 questions went wrong. Once more:" in result.stdout
    assert "1 question went wrong. Once more:" in result.stdout
    assert memory(house)["quizzes"]["2"] == {"answers": {}, "best": 1, "of": 3}


def test_a_quiz_goes_on_where_it_was_stopped(house):
    right, wrong = typed(house, "6", "8", "10"), typed(house, "0", "0", "0")
    result = house.learn("quiz", "2", typed="".join([wrong[0], "q\n"]))
    assert result.returncode == 1
    assert "Stopped after 1 answer, 0 right" in result.stdout
    result = house.learn("quiz", "2", typed="".join(right[1:]))  # and then nobody is there for the repetition
    assert result.returncode == 1
    assert "You have answered 1 of them. To start again: " in result.stdout
    assert "What is twice 3?" not in result.stdout.partition("Once more")[0]
    assert "2 of 3 right." in result.stdout
    result = house.learn("quiz", "2", typed=right[0])
    assert result.returncode == 0
    assert "What is twice 4?" not in result.stdout
    assert memory(house)["quizzes"]["2"]["best"] == 2
    result = house.learn("quiz", "2", typed="".join([wrong[0], *wrong[1:]]))
    assert "0 of 3 right. Your best so far is 2." in result.stdout


def test_a_quiz_starts_again_when_it_is_asked_to(house):
    right = typed(house, "6", "8", "10")
    house.learn("quiz", "2", typed=right[0])
    result = house.learn("quiz", "2", "--again", typed="".join(right))
    assert result.returncode == 0
    assert "3 of 3 right" in result.stdout


def test_a_range_asks_every_quiz(house):
    (house.folder(20) / "quiz.toml").write_text(QUESTION.format(n=9, right=18), encoding="utf-8")
    result = house.learn("quiz", "1-20", typed="".join(typed(house, "6", "8", "10")))
    assert result.returncode == 1
    assert "The quiz of day 2: 3 questions." in result.stdout
    assert "The quiz of day 20: 1 question." in result.stdout


@pytest.mark.parametrize("content", ["[[questions", "[[questions]]\nask = 'a'\n", "\xff"])
def test_a_broken_quiz_is_told(house, content):
    (house.folder(2) / "quiz.toml").write_text(content, encoding="latin-1")
    result = house.learn("quiz", "2")
    assert result.returncode == 2
    assert "day_02_made_up/quiz.toml cannot be read" in result.stdout


# Cards


def test_the_cards_are_what_anki_imports(house):
    result = house.learn("cards")
    assert result.returncode == 0
    assert "Wrote 7 cards to cards.csv" in result.stdout
    text = (house.root / "cards.csv").read_text(encoding="utf-8")
    header, rows = text.splitlines()[:5], list(csv.reader(text.splitlines()[5:], delimiter=";"))
    assert header[:2] == ["#separator:Semicolon", "#html:true"]
    assert "#tags column:3" in header
    assert len(rows) == 7
    assert all(len(row) == 3 for row in rows)
    assert ["What is <code>name 1</code>?", r"Just <b>this</b>: \(y\) and no more.", "day-01"] in rows
    assert ["What is twice 3?", "6. That is 3 + 3.", "day-01"] in rows
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)


def test_markdown_becomes_what_anki_shows():
    text = "If $a < b$ and $$x_1 * x_2$$, **then** `c < *d*` is *not* 2 * 3 * 4; $5"
    shown = r"If \(a &lt; b\) and \[x_1 * x_2\], <b>then</b> <code>c &lt; *d*</code> is <i>not</i> 2 * 3 * 4; $5"
    assert as_html(text) == shown


def test_every_lesson_has_cards():
    cards = all_cards()
    assert {card.day for card in cards} >= set(DAY_FOLDERS)
    assert len({card.question for card in cards}) == len(cards) >= 5 * len(DAY_FOLDERS)
    assert all(card.question.strip() and card.answer.strip() for card in cards)


# Review


def due(house):
    return {card["due"]: card["box"] for card in memory(house)["cards"].values()}


def days_from_now(days):
    return (date.today() + timedelta(days=days)).isoformat()


def test_review_asks_the_days_that_were_begun(house):
    result = house.learn("review")
    assert result.returncode == 0
    assert "Nothing to review yet" in result.stdout
    house.learn("run", "22")
    result = house.learn("review", typed="\ny\n")
    assert "1 card of day 22 due" in result.stdout
    assert "What is `name 22`?" in result.stdout
    assert "Just **this**: $y$ and no more." in result.stdout
    assert f"1 of 1 known. Nothing is due. Next: 1 card on {days_from_now(3)}." in result.stdout
    assert f"Nothing is due. Next: 1 card on {days_from_now(3)}." in house.learn("review").stdout


def test_a_card_moves_through_the_boxes(house):
    for box, days in ((2, 3), (3, 7), (4, 21), (5, 60), (5, 60)):
        assert house.learn("review", "22", typed="\nmaybe\ny\n").returncode == 0
        assert due(house) == {days_from_now(days): box}
        wait_until_due(house)
    house.learn("review", "22", typed="\nn\n")
    assert due(house) == {days_from_now(1): 1}


def wait_until_due(house):
    cards = memory(house)
    for card in cards["cards"].values():
        card["due"] = days_from_now(0)
    (house.root / ".learn.json").write_text(json.dumps(cards), encoding="utf-8")


@pytest.mark.parametrize("stop", ["q\n", "", "\nq\n", "\n"])
def test_review_can_be_stopped(house, stop):
    result = house.learn("review", "1", typed=f"\ny\n{stop}")
    assert result.returncode == 1
    assert "Stopped after 1 card; 1 known." in result.stdout
    assert len(memory(house)["cards"]) == 1


def test_a_round_is_not_longer_than_twenty_cards(house):
    quiz = "".join(QUESTION.format(n=n, right=2 * n) for n in range(30))
    (house.folder(2) / "quiz.toml").write_text(quiz, encoding="utf-8")
    result = house.learn("review", "1", typed="\nn\n" * 20)
    assert result.returncode == 0
    assert "31 cards of day 1 due; this round asks 20." in result.stdout
    assert "0 of 20 known. 11 more cards due: " in result.stdout
