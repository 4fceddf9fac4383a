"""The facts of a case, as the law needs them to rule."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from goodstanding.law.evidence import FindingFacts
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.terms import MeasureKind, StaffRole


class Emergency(StrEnum):
    """The closed list of reasons for acting before hearing. G10."""

    LEGAL_DUTY = "legal_duty"
    AUTHORITY_ORDER = "authority_order"
    IMMINENT_SAFETY = "imminent_safety"
    FRAUD = "fraud"
    SERIOUS_MISCONDUCT = "serious_misconduct"


@dataclass(frozen=True)
class Hearing:
    """A preliminary notice, and the member's answer once there is one."""

    served_at: datetime
    respond_by: datetime
    answered_at: datetime | None = None
    proposed: MeasureKind = MeasureKind.NO_ACTION


@dataclass(frozen=True)
class Decider:
    """Who would decide: a named person with roles, or (without a name) automation."""

    name: str = ""
    roles: frozenset[StaffRole] = frozenset()

    @property
    def is_person(self) -> bool:
        """Whether this is a named person."""
        return bool(self.name)


AUTOMATION = Decider()
"""A rule acting alone."""


@dataclass(frozen=True)
class Earlier:
    """An earlier decision against the same account under the same policy, not reversed."""

    measure: MeasureKind
    decided_at: datetime


@dataclass(frozen=True)
class Facts:
    """All the law needs to rule on a case at a time."""

    policy: PolicyTerms
    findings: tuple[FindingFacts, ...]
    decider: Decider
    at: datetime
    earlier: tuple[Earlier, ...] = ()
    hearing: Hearing | None = None
    emergency: Emergency | None = None
