"""What a statement of reasons must say."""

from dataclasses import dataclass, fields
from datetime import datetime

from goodstanding.law.terms import UnlawfulError


@dataclass(frozen=True)
class StatementOfReasons:
    """Every field the strictest law asks for; none may be empty.

    DSA-17.3a to 17.3f, P2B-4.5, SEA-070 (G11).

    Attributes:
        measure: what is decided, in words.
        scope: what it covers, and what stays open.
        duration: from when until when, in words.
        facts: the person's own figures beside the tolerated ones.
        evidence: what was relied on, and where to see it.
        source: how it came to notice (own detection, a report, an order).
        automated_detection, automated_decision: whether a machine detected, or decided.
        policy: title and version that forbade it.
        explanation: why the facts break that policy.
        proportion: why not less, and why not more.
        remedy: what the person can do now to put it right.
        contact: the named person and the case's own address.
        redress: how and until when to appeal, and what comes after.
        appeal_until: the last moment to appeal.
        language: BCP 47 tag.
    """

    measure: str
    scope: str
    duration: str
    facts: str
    evidence: str
    source: str
    automated_detection: bool
    automated_decision: bool
    policy: str
    explanation: str
    proportion: str
    remedy: str
    contact: str
    redress: str
    appeal_until: datetime
    language: str

    def missing(self) -> tuple[str, ...]:
        """Names of the fields that say nothing."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return tuple(name for name, value in values if value is None or not str(value).strip())

    def require_complete(self) -> None:
        """Refuse a statement with anything left out.

        Raises:
            UnlawfulError: naming what is missing (P2).
        """
        if missing := self.missing():
            raise UnlawfulError(f"A statement of reasons must also say: {', '.join(missing)} (P2).")
