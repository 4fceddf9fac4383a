"""Appeals: file, take, answer; and what the clock does when nobody answers."""

from goodstanding.appeals.operations.answering import (
    find_inadmissible,
    modify,
    reject,
    take,
    uphold,
)
from goodstanding.appeals.operations.correspondence import admit, receive
from goodstanding.appeals.operations.dialogue import add, ask
from goodstanding.appeals.operations.filing import file
from goodstanding.appeals.operations.lapsing import overdue
from goodstanding.appeals.operations.minding import mind_reporters
from goodstanding.appeals.operations.reporter_dialogue import add_for_reporter, ask_reporter
from goodstanding.appeals.operations.reporter_mail import receive_from_reporter
from goodstanding.appeals.operations.reporters import (
    answer_reporter,
    file_for_reporter,
    take_for_reporter,
)
from goodstanding.appeals.operations.sampling import answer_sample, draw_samples
from goodstanding.appeals.operations.submitting import submit

__all__ = [
    "add",
    "add_for_reporter",
    "admit",
    "answer_reporter",
    "answer_sample",
    "ask",
    "ask_reporter",
    "draw_samples",
    "file",
    "file_for_reporter",
    "find_inadmissible",
    "mind_reporters",
    "modify",
    "overdue",
    "receive",
    "receive_from_reporter",
    "reject",
    "submit",
    "take",
    "take_for_reporter",
    "uphold",
]
