"""The learner's companion, one room for each thing that it does; learn.py is the door.

days            the folders, titles and graders, and what "5", "1-7" and "5.3" name
memory          what it remembers from one command to the next (.learn.json)
speaking        how it prints, asks, and says what is wrong
files           writing files so that nothing is lost
packages        the two sets of packages, and how to install them
command_line    the commands and their words

board           the thirty days, and what is next
running         run a day, or several
grading         check: the judge's verdicts
watching        watch: grade at every save
hints           hint and solution
quizzes         quiz
cards           cards and review: the questions of the quizzes and lessons
notebooks       notebook: a lesson as an .ipynb
keeping         reset: an exercise back to its stub
updating        update: git pull, and your answers stay
reporting       report: for a teacher
doctor          doctor: what is missing on this machine
"""
