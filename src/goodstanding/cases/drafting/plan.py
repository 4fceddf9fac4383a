"""A decision as it would be: everything the notice says and the record would keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from goodstanding.cases.drafting.binding import in_case
from goodstanding.cases.models import Case, Decision, Withholding
from goodstanding.findings.models import Finding
from goodstanding.law import clocks, interim
from goodstanding.law.facts import AUTOMATION, Decider, Emergency
from goodstanding.law.hold import Pot
from goodstanding.law.ruling import Allowed, Ruling
from goodstanding.law.terms import (
    Capability,
    Exemption,
    Intention,
    MeasureKind,
    Money,
    UnlawfulError,
)
from goodstanding.policies.queries import Binding

BEFORE_HEARING = frozenset({MeasureKind.INTERIM_RESTRICTION, MeasureKind.RESTRICTION})
"""Kinds an emergency may let come before hearing."""


@dataclass(frozen=True)
class Wish:
    """What someone would like to decide; left out, a part is the most the law allows.

    Attributes:
        measure: the kind of measure.
        reasons: the decider's own words, why this and not less.
        capabilities: what to restrict; None for all that the ladder's step names, there.
        contracts: only these contracts; empty for the whole account.
        subject: only this one thing (a job post), or "".
        member: only this member of an agency, by account name, or "".
        ends_at: earlier than the latest end, or None.
        hold: what to hold of which contract, in which currency.
        emergency: the code, where there is one.
        ground: what shows the emergency, in writing; "" where the findings do.
        confirms: the interim decision to be confirmed, where it would be one's own.
        intention: whether the person meant it, where that can be told.
        exemption: why a termination need not wait for its notice, where there is a reason.
    """

    measure: MeasureKind
    reasons: str
    capabilities: tuple[Capability, ...] | None = None
    contracts: tuple[str, ...] = ()
    subject: str = ""
    member: str = ""
    ends_at: datetime | None = None
    hold: Mapping[Pot, Money] = field(default_factory=dict)
    emergency: Emergency | None = None
    ground: str = ""
    confirms: Decision | None = None
    intention: Intention = Intention.UNKNOWN
    exemption: Exemption | None = None


@dataclass(frozen=True)
class Plan:
    """A lawful decision, not yet made.

    `decider` without a name is automation; `rule` then names the detector that asked for it.
    `second` agrees to it where that is needed; `withheld` is what of the findings is not told.
    """

    case: Case
    findings: Sequence[Finding]
    wish: Wish
    allowed: Allowed
    ruling: Ruling
    capabilities: tuple[Capability, ...]
    ends_at: datetime | None
    decider: Decider
    manager: str
    rule: str
    at: datetime
    hold_ends_at: datetime | None = None
    payable_after: tuple[Money, ...] = ()
    second: Decider = AUTOMATION
    withheld: tuple[Withholding, ...] = ()

    @cached_property
    def binding(self) -> Binding:
        """The laws that bind in its case, and the lengths they give."""
        return in_case(self.case)

    @cached_property
    def number(self) -> int:
        """The place it would have among the decisions of its case, counted from 1."""
        return self.case.decisions.count() + 1

    @property
    def measure(self) -> MeasureKind:
        """The kind of measure."""
        return self.wish.measure

    @property
    def emergency(self) -> Emergency | None:
        """The emergency it is decided in, if the law lets it come before hearing for one."""
        return self.allowed.emergency if self.measure in BEFORE_HEARING else self.wish.emergency

    @property
    def told(self) -> list[Finding]:
        """The findings that the member is told: all but what is withheld."""
        kept = {one.finding_id for one in self.withheld}
        return [one for one in self.findings if one.pk not in kept]

    @property
    def quotes(self) -> tuple[str, ...]:
        """The person's own words relied on, a line each; repeats stay, they may be the point."""
        return tuple(" ".join(str(q).split()) for one in self.told for q in one.quotes)

    @property
    def appeal_until(self) -> datetime:
        """The last moment to appeal, counted from today; the portal delivers at once."""
        return clocks.appeal_until(self.at, self.binding.clocks)

    @property
    def conduct_from(self) -> datetime:
        """The earliest conduct relied on; the case's opening where no conduct is."""
        return min((one.conduct_from for one in self.findings), default=self.case.opened_at)


def narrow(allowed: Allowed, wish: Wish) -> tuple[tuple[Capability, ...], datetime | None]:
    """What is restricted and until when: as wished, never more than allowed.

    Raises:
        UnlawfulError: the wish reaches further than the law, or nothing shows its emergency.
    """
    interim.require_evidence(wish.emergency, findings=allowed.relied, ground=wish.ground)
    most = allowed.most(named=bool(wish.contracts))
    capabilities = most if wish.capabilities is None else wish.capabilities
    if beyond := set(capabilities) - set(most):
        names = ", ".join(sorted(beyond))
        raise UnlawfulError(f"This step of the ladder does not restrict: {names}.")
    if allowed.capabilities and not capabilities:
        raise UnlawfulError("A restriction names at least one capability.")
    if wish.ends_at is None or allowed.ends_by is None:
        return capabilities, allowed.ends_by
    if not allowed.effect_at < wish.ends_at <= allowed.ends_by:
        raise UnlawfulError(
            f"The end must lie after {allowed.effect_at:%-d %B %Y} and by "
            f"{allowed.ends_by:%-d %B %Y}, not on {wish.ends_at:%-d %B %Y}."
        )
    return capabilities, wish.ends_at
