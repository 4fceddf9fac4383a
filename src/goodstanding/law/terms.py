"""The words everyone uses: kinds, people's roles, money."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goodstanding.law.wording import Worded, worded


class Family(StrEnum):
    """The three families of grounds on which anything may be done to anyone."""

    VIOLATION = "violation"
    PERFORMANCE = "performance"
    FRAUD = "fraud"


class Role(StrEnum):
    """What an account is on the marketplace."""

    CONTRACTOR = "contractor"
    CLIENT = "client"
    AGENCY = "agency"


class StaffRole(StrEnum):
    """What a person of the team may be asked to do."""

    CASE_MANAGER = "case_manager"
    REVIEWER = "reviewer"
    ANALYST = "analyst"
    FINANCE_OFFICER = "finance_officer"
    POLICY_OWNER = "policy_owner"


class Capability(StrEnum):
    """What an account can do on the marketplace, each restrictable by itself."""

    APPLY = "apply"
    POST_JOB = "post_job"
    HIRE = "hire"
    WORK = "work"
    MESSAGE = "message"
    GIVE_FEEDBACK = "give_feedback"
    WITHDRAW = "withdraw"


class Emergency(StrEnum):
    """The closed list of reasons for acting before hearing. G10.

    Tipping-off stands there too; it lets facts be withheld, and is no reason to act.
    """

    LEGAL_DUTY = "legal_duty"
    AUTHORITY_ORDER = "authority_order"
    IMMINENT_SAFETY = "imminent_safety"
    FRAUD = "fraud"
    SERIOUS_MISCONDUCT = "serious_misconduct"


class Exemption(StrEnum):
    """The closed list of reasons for closing an account without the notice time. P2B-4.2 (G09).

    None of them is a reason for acting before hearing.
    """

    LEGAL_DUTY = "legal_duty"
    IMPERATIVE_REASON = "imperative_reason"
    REPEATED_INFRINGEMENT = "repeated_infringement"


class Intention(StrEnum):
    """Whether the person meant it, as far as that can be told. DSA-23.3 (d)."""

    UNKNOWN = "unknown"
    MISTAKE = "mistake"
    CARELESS = "careless"
    DELIBERATE = "deliberate"


class MeasureKind(StrEnum):
    """What a decision may do to an account, mildest first.

    A coaching note is not adverse: it informs. `interim_restriction` is the only kind automation
    may place beyond a warning, and it always ends by itself.
    """

    NO_ACTION = "no_action"
    COACHING_NOTE = "coaching_note"
    WARNING = "warning"
    INTERIM_RESTRICTION = "interim_restriction"
    RESTRICTION = "restriction"
    SUSPENSION = "suspension"
    TERMINATION = "termination"


MILDEST_FIRST: tuple[MeasureKind, ...] = tuple(MeasureKind)
"""The order of severity; a later kind is never milder than an earlier one."""

ADVERSE: frozenset[MeasureKind] = frozenset(MILDEST_FIRST[2:])
"""Kinds that take something away or count against a person, so need a statement of reasons."""

RESTRICTING: frozenset[MeasureKind] = frozenset(MILDEST_FIRST[3:])
"""Kinds that keep an account from doing something."""


_SPOKEN = {
    MeasureKind.NO_ACTION: worded("no action"),
    MeasureKind.COACHING_NOTE: worded("a coaching note"),
    MeasureKind.WARNING: worded("a warning"),
    MeasureKind.RESTRICTION: worded("a restriction"),
    MeasureKind.INTERIM_RESTRICTION: worded("an interim restriction"),
    MeasureKind.SUSPENSION: worded("a suspension"),
    MeasureKind.TERMINATION: worded("a termination"),
}


def spoken(measure: MeasureKind) -> Worded:
    """A kind of measure with its article, e.g. `an interim restriction`.

    Keeps no duty: it is a way of writing.
    """
    return _SPOKEN[measure]


_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

DECIMALS: Mapping[str, int] = MappingProxyType(
    {code: decimals for decimals, codes in _DECIMALS.items() for code in codes.split()}
)
"""How many decimals a currency has where it does not have two. ISO 4217."""


def decimals_of(currency: str) -> int:
    """How many decimals a currency has: two, or what ISO 4217 says.

    Keeps no duty: it is a way of writing.
    """
    return DECIMALS.get(currency, 2)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units (cents) of one currency, never a float: not a cent is lost. P6."""

    minor: int
    currency: str

    @property
    def amount(self) -> str:
        """The amount without its currency, with the decimals that it has, e.g. `900.00`."""
        sign, decimals = "-" if self.minor < 0 else "", decimals_of(self.currency)
        whole, rest = divmod(abs(self.minor), 10**decimals)
        return f"{sign}{whole:,}.{rest:0{decimals}d}" if decimals else f"{sign}{whole:,}"

    def __str__(self) -> str:
        """Write the amount and its currency, e.g. `900.00 EUR`, `900 JPY`."""
        return f"{self.amount} {self.currency}"


class UnlawfulError(ValueError):
    """Something the law does not allow, with the reason in words fit to be shown."""
