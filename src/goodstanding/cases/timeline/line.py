"""One line of a case's history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Subject = Literal["case", "finding", "notice", "member", "decision", "money", "appeal"]


@dataclass(frozen=True)
class Line:
    """One event of a case: when, what, who did it ("" where nobody did), and what it is about."""

    at: datetime
    what: str
    by: str
    subject: Subject
