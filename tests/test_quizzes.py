"""Every review day's quiz is whole: questions on each day of its week, four choices, and a reason for each."""

from collections import Counter

import pytest
from conftest import DAY_FOLDERS, REVIEW_DAYS

from companion.quizzes import read_quiz

QUIZZES = sorted(REVIEW_DAYS & DAY_FOLDERS.keys())


def test_the_review_days_have_a_quiz_and_no_other_day_has():
    assert [day for day, folder in DAY_FOLDERS.items() if (folder / "quiz.toml").exists()] == QUIZZES


@pytest.mark.parametrize("review", QUIZZES)
def test_the_quiz_is_whole(review):
    questions = read_quiz(DAY_FOLDERS[review] / "quiz.toml")
    week = range(max((day for day in REVIEW_DAYS if day < review), default=0) + 1, review)
    by_day = Counter(question["day"] for question in questions)
    assert len(questions) >= 24
    assert sorted(by_day) == list(week)
    assert min(by_day.values()) >= 4
    assert len({question["ask"] for question in questions}) == len(questions)
    for question in questions:
        choices = [question["right"], *(wrong["choice"] for wrong in question["wrong"])]
        assert len(choices) == len(set(choices)) == 4
        reasons = [question["because"], *(wrong["because"] for wrong in question["wrong"])]
        assert all(text.strip() == text != "" for text in [question["ask"], *choices, *reasons])
        assert question["ask"].endswith("?")
        assert not any(choice.endswith(".") for choice in choices)  # the companion puts the stop
        assert all(reason.endswith(".") for reason in reasons)
