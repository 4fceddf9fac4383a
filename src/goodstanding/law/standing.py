"""What an account may do now, from the measures in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from goodstanding.law.terms import Capability, MeasureKind


@dataclass(frozen=True)
class MeasureFacts:
    """A measure as the law needs it: what it stops, for which contract or subject, from and until.

    `contract` and `subject` are "" where the measure is about the whole account; `ends_at` is
    exclusive, None for a termination; `lifted_at` is None until it is lifted.
    """

    id: str
    kind: MeasureKind
    capabilities: frozenset[Capability]
    starts_at: datetime
    ends_at: datetime | None
    contract: str = ""
    subject: str = ""
    lifted_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether it has effect at a time."""
        started = self.starts_at <= at and (self.ends_at is None or at < self.ends_at)
        return started and (self.lifted_at is None or at < self.lifted_at)

    def stops(self, capability: Capability, contract: str = "", subject: str = "") -> bool:
        """Whether it keeps the account from a thing, for that contract or subject."""
        if capability not in self.capabilities:
            return False
        return self.contract in {"", contract} and self.subject in {"", subject}


@dataclass(frozen=True)
class Answer:
    """Whether an account may do a thing, and under which measures it may not."""

    allowed: bool
    measures: tuple[MeasureFacts, ...] = ()


def may(
    measures: Iterable[MeasureFacts],
    capability: Capability,
    *,
    contract: str = "",
    subject: str = "",
    at: datetime,
) -> Answer:
    """Answer `may this account do this now?` from its measures alone."""
    stopping = tuple(
        one for one in measures if one.in_force(at) and one.stops(capability, contract, subject)
    )
    return Answer(not stopping, stopping)
