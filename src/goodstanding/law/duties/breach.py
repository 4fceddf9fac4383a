"""What an audit finds."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Lapse:
    """Something a check found, not yet said of a duty.

    Attributes:
        due: what was due.
        happened: what happened instead.
        due_at: when it was due, where it had a time.
        undetermined: whether the log lacks what is needed to tell (S09).
    """

    due: str
    happened: str
    due_at: datetime | None = None
    undetermined: bool = False


Lapses = tuple[Lapse, ...]
NONE: Lapses = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A duty not kept, in one case.

    Attributes:
        duty: its id in the table: of a law, `G…` of the gold standard, `S…` of any record.
        source: the article, or the duties a gold rule is built from.
        case: the case, or the thing (a notice, a hold, a rule) where it concerns no case.
        due_at: when what was due was due; None where it had no time.
        what_was_due: in words.
        what_happened: in words.
        undetermined: whether it counts as a breach only because the log does not say (S09).
    """

    duty: str
    source: str
    case: str
    due_at: datetime | None
    what_was_due: str
    what_happened: str
    undetermined: bool = False


def unsaid(due: str, happened: str) -> Lapses:
    """What cannot be told, which counts as a violation (S09)."""
    return (Lapse(due, happened, undetermined=True),)
