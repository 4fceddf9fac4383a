"""A published policy: its versions, and its ladder of measures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.law.terms import Capability, Emergency, Family, MeasureKind


@dataclass(frozen=True)
class Step:
    """One step of a policy's ladder.

    Attributes:
        measure: what may be done at this step.
        needs_tier: the weakest evidence that supports it (see `law.evidence`).
        needs_findings: how many findings of that tier it takes.
        after: how many earlier confirmed violations of this policy it takes.
        capabilities: what it keeps the account from doing; empty for words only.
        lasts: how long it lasts at most; None for words, for an interim measure (seven business
            days), and for termination, which is final.
        emergency: for an interim measure, the published reason why it comes before hearing.
        on_contracts: what it keeps the account from doing on contracts named one by one, instead of
            what it stops for the whole account; empty where it stops the same there.
        strike_weight: the points its strike weighs at first, up to `law.strikes.HEAVIEST`.
    """

    measure: MeasureKind
    needs_tier: int
    after: int = 0
    needs_findings: int = 1
    capabilities: tuple[Capability, ...] = ()
    lasts: timedelta | None = None
    emergency: Emergency | None = None
    strike_weight: int = 1
    on_contracts: tuple[Capability, ...] = ()

    def stops(self) -> frozenset[Capability]:
        """All that it could stop anywhere. DSA-23.4 (G13)."""
        return frozenset((*self.capabilities, *self.on_contracts))


@dataclass(frozen=True)
class PolicyTerms:
    """What the law needs to know of one version of a policy.

    The ladder is written mildest first. A kind of measure may stand on it more than once, e.g. to
    restrict more after more violations.

    `in_force_until` is exclusive, and None while no later version is known. `strikes_last` is how
    long a strike counts, None for as long as the law lets it; `strikes_fall_every` is after what
    time each loses a point, None for never. Measures of a policy that `protects_owner` guard an
    account against someone else, and are never a strike against who owns it.
    """

    slug: str
    version: int
    title: str
    family: Family
    announced_at: datetime
    in_force_from: datetime
    ladder: tuple[Step, ...]
    in_force_until: datetime | None = None
    strikes_last: timedelta | None = None
    strikes_fall_every: timedelta | None = None
    protects_owner: bool = False

    def binds(self, conduct_at: datetime) -> bool:
        """Whether conduct begun at that time is judged by this version. P1; DSA-14.1a (S03, S04).

        Conduct that goes on over a change is judged by the version under which it began.
        """
        until = self.in_force_until
        return self.in_force_from <= conduct_at and (until is None or conduct_at < until)

    def step(self, measure: MeasureKind) -> Step | None:
        """The ladder's first step for a kind of measure, if it has one. DSA-23.4 (G13)."""
        return next((step for step in self.ladder if step.measure == measure), None)


def in_force(versions: Iterable[PolicyTerms], *, at: datetime) -> PolicyTerms | None:
    """The version that was binding at a time: conduct before a change is judged by the old one.

    Keeps DSA-14.1a, S04.
    """
    return next((terms for terms in versions if terms.binds(at)), None)
