"""What was found in a message."""

from dataclasses import dataclass

CONTACT = "off-platform contact"
PAYMENT = "off-platform payment"
EXTORTION = "feedback extortion"
THREAT = "threat"
GROUNDS = (CONTACT, PAYMENT, EXTORTION, THREAT)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that gives cause.

    Attributes:
        ground: what for.
        what: in plain words what it holds, e.g. "a mail address".
        points: 2 where it is plain, 1 where it may have another reason.
        start: where it begins in the folded text.
        end: where it ends.
    """

    ground: str
    what: str
    points: int
    start: int
    end: int
