"""quiz: a review day's questions. Each answer is remembered at once, so that a quiz goes on where it was stopped."""

import random
import tomllib

from companion.days import day_folders, name_days, parse_days
from companion.memory import changing, fingerprint, recall
from companion.speaking import DONE, NOT_YET, Trouble, ask, command, counted, say

LETTERS = "abcdefgh"


def quiz(args):
    """Ask the questions of a review day, or of several; what went wrong is asked again at the end."""
    days = [day for word in args.days for day in parse_days(word)]
    quizzes = {day: read_quiz(quiz_of(day)) for day in days if quiz_of(day).exists()}
    if not quizzes:
        here = [day for day in day_folders() if quiz_of(day).exists()]
        raise Trouble(f"there is no quiz for {', '.join(args.days)}: the review days have one ({name_days(here)})")
    for day, questions in quizzes.items():
        if not run_quiz(day, questions, args.again):
            return NOT_YET
    return DONE


def quiz_of(day):
    return day_folders()[day] / "quiz.toml"


def read_quiz(path):
    """The questions of a quiz.toml; raises Trouble when it cannot be read."""
    try:
        questions = tomllib.loads(path.read_text(encoding="utf-8"))["questions"]
        for question in questions:
            _ = question["ask"], question["right"], question["because"]
            _ = [(wrong["choice"], wrong["because"]) for wrong in question["wrong"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble(f"{path.parent.name}/{path.name} cannot be read: {error!r}") from None
    return questions


def run_quiz(day, questions, again):
    """Ask one quiz to its end; returns whether that was reached.

    First all questions, which give the score; then those that went wrong, until each has been answered rightly.
    """
    answers = {} if again else answers_to(day, questions)
    say(f"The quiz of day {day}: {counted(len(questions), 'question')}.", style="bold")
    if answers:
        say(f"You have answered {len(answers)} of them. To start again: {command(f'quiz {day} --again')}")
    keep_answers(day, answers, questions)
    fresh = [question for question in questions if key_of(question) not in answers]
    if not ask_round(day, questions, fresh, answers, "right"):
        return False
    say_score(day, questions, answers)
    while wrong := [question for question in questions if answers[key_of(question)] == "wrong"]:
        say(f"\n{counted(len(wrong), 'question')} went wrong. Once more:", style="bold")
        if not ask_round(day, questions, wrong, answers, "mended"):
            return False
    keep_answers(day, {}, questions)
    return True


def key_of(question):
    return fingerprint(question["ask"])


def answers_to(day, questions):
    """{question: right, wrong or mended} of a quiz that was stopped on the way."""
    keys = {key_of(question) for question in questions}
    known = recall()["quizzes"].get(str(day), {"answers": {}})["answers"]
    return {key: answer for key, answer in known.items() if key in keys}


def keep_answers(day, answers, questions):
    """Remember how far a quiz has come, and the best score so far."""
    score = list(answers.values()).count("right") if len(answers) == len(questions) else 0
    with changing() as memory:
        best = max(score, memory["quizzes"].get(str(day), {"best": 0})["best"])
        memory["quizzes"][str(day)] = {"answers": answers, "best": min(best, len(questions)), "of": len(questions)}


def ask_round(day, questions, asked, answers, if_right):
    """Ask some of the questions, and note each answer at once; returns whether the learner went on to the end."""
    for question in asked:
        right = ask_question(f"Question {questions.index(question) + 1} of {len(questions)}", question)
        if right is None:
            said = list(answers.values())
            say(f"Stopped after {counted(len(said), 'answer')}, {said.count('right')} right: {command(f'quiz {day}')}")
            return False
        answers[key_of(question)] = if_right if right else "wrong"
        keep_answers(day, answers, questions)
    return True


def ask_question(title, question):
    """Ask, and explain; returns whether the answer was right, None when the learner wants to stop."""
    choices = [(question["right"], None), *((wrong["choice"], wrong["because"]) for wrong in question["wrong"])]
    random.Random(question["ask"]).shuffle(choices)
    say(f"\n{title}: {question['ask']}", style="bold")
    for letter, (choice, _) in zip(LETTERS, choices, strict=False):
        say(f"  {letter}) {choice}")
    picked = pick(len(choices))
    if picked is None:
        return None
    because = choices[picked][1]
    if because is None:
        say(f"Right. {question['because']}", style="green")
    else:
        say(f"No: {because}", style="yellow")
        say(f"The answer: {question['right']}. {question['because']}")
    return because is None


def pick(count):
    """The index of the learner's choice, asked for until it is one; None to stop."""
    letters = LETTERS[:count]
    while True:
        answer = ask(f"Your answer ({letters[0]} to {letters[-1]}, q to stop): ")
        if answer is None or answer.lower() == "q":
            return None
        if len(answer) == 1 and answer.lower() in letters:
            return letters.index(answer.lower())
        say(f"Type one letter, {letters[0]} to {letters[-1]}.")


def say_score(day, questions, answers):
    """The score of the first time through, and the best so far."""
    right = list(answers.values()).count("right")
    best = recall()["quizzes"].get(str(day), {"best": right})["best"]
    more = f" Your best so far is {best}." if best > right else ""
    say(f"\n{right} of {len(questions)} right.{more}", style="bold")
