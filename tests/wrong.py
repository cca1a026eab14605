"""How a wrong answer is written down: see wrong_answers/, and test_wrong_answers.py for what is done with it."""


def wrong(exercise, words):
    """Decorator: this function is a wrong answer to that exercise, and the judge must say these words of it."""

    def keep(function):
        function.wrong = exercise, words
        return function

    return keep
