"""What an account may do now, from the measures in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from goodstanding.law.terms import Capability, MeasureKind


@dataclass(frozen=True)
class MeasureFacts:
    """A measure as the law needs it: what it stops, for whom or what of it, from and until.

    `contract`, `subject` and `member` (of an agency) are "" where the measure is about the whole
    account. `ends_at` is exclusive, None for a termination only (P4, S05: anything else without an
    end has no effect); `lifted_at` is None until it is lifted. `lapses_at` is when an appeal
    against it had to be answered and was not: from then on it has no effect, whether or not that is
    written down (S10).
    """

    id: str
    kind: MeasureKind
    capabilities: frozenset[Capability]
    starts_at: datetime
    ends_at: datetime | None
    contract: str = ""
    subject: str = ""
    member: str = ""
    lifted_at: datetime | None = None
    lapses_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether it has effect at a time."""
        if at < self.starts_at or (self.lifted_at is not None and self.lifted_at <= at):
            return False
        if self.lapses_at is not None and self.lapses_at <= at:
            return False
        if self.ends_at is None:
            return self.kind == MeasureKind.TERMINATION
        return at < self.ends_at

    def stops(
        self, capability: Capability, contract: str = "", subject: str = "", member: str = ""
    ) -> bool:
        """Whether it keeps the account, or that member, from a thing, for that contract or subject.

        What names one member of an agency stops nobody else of the team. P9, G04.
        """
        if capability not in self.capabilities:
            return False
        about = (self.contract, contract), (self.subject, subject), (self.member, member)
        return all(named in {"", asked} for named, asked in about)


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
    member: str = "",
    at: datetime,
) -> Answer:
    """Answer `may this account do this now?` from its measures alone. Keeps P9, S05."""
    stopping = tuple(
        one
        for one in measures
        if one.in_force(at) and one.stops(capability, contract, subject, member)
    )
    return Answer(not stopping, stopping)
