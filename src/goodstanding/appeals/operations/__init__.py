"""Appeals: file, take, answer; and what the clock does when nobody answers."""

from goodstanding.appeals.operations.answering import (
    find_inadmissible,
    modify,
    reject,
    take,
    uphold,
)
from goodstanding.appeals.operations.correspondence import receive
from goodstanding.appeals.operations.dialogue import add, ask
from goodstanding.appeals.operations.filing import file
from goodstanding.appeals.operations.lapsing import overdue
from goodstanding.appeals.operations.submitting import submit

__all__ = [
    "add",
    "ask",
    "file",
    "find_inadmissible",
    "modify",
    "overdue",
    "receive",
    "reject",
    "submit",
    "take",
    "uphold",
]
