"""A statement for the Commission's database, made from the facts of a decision. DSA-24.5, TDB-8.

Only a restriction is told there: of visibility, money, use of the service, or the account (DSA
Art 17(1)). A warning takes nothing away: the member has a statement of reasons, the database none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from goodstanding.law.european import values as v
from goodstanding.law.european.fields import ACCOUNT_OF_FACTS, NAME, PROOF, RESTRICTIONS
from goodstanding.law.european.identifiers import neutral, shortened
from goodstanding.law.terms import Capability, Emergency, Family, MeasureKind, Role

SHOWN = frozenset({Capability.POST_JOB, Capability.GIVE_FEEDBACK})
"""What these bring about is seen by others: to stop one thing of it is to hide it. DSA-17.1a."""

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
CATEGORY_OF = {
    Family.VIOLATION: "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    Family.PERFORMANCE: "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    Family.FRAUD: SCAMS,
}
"""The category where a policy names none."""

RECORD = "The account's record of work on the marketplace."
"""What the content was where nobody wrote any."""

FIRST_DAY = date(2000, 1, 1)
"""The database knows no earlier content. TDB-4."""


@dataclass(frozen=True)
class Placed:
    """A measure as it was placed.

    `narrow` is whether it is for one contract or one thing only; `thing` whether for one thing.
    """

    kind: MeasureKind
    capabilities: frozenset[Capability]
    narrow: bool
    thing: bool
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class Decided:
    """A decision as the record has it.

    Attributes:
        id: its id; no other decision ever has the same.
        measures: what it placed.
        hold: from when until when it holds money, if it does.
        by_person: whether a person decided.
        detected: whether a detector found what it rests on.
        emergency: the code, where there was one.
        family: of the policy.
        policy: the policy's title and version.
        address: where anyone can read the policy.
        explanation: why the facts break it, in the policy's words.
        facts: what was found, as the member was told.
        conduct_from: the earliest conduct relied on.
        role: what the account is on the marketplace.
        natural_person: whether the account is a person's.
        written: whether it is about text that the member wrote.
        category: of the database; "" for the family's.
        keywords: of the database.
        known: names and ids of the record, each with neutral words for it.
        reported: whether somebody's report opened its case.
    """

    id: str
    measures: Sequence[Placed]
    hold: tuple[datetime, datetime] | None
    by_person: bool
    detected: bool
    emergency: str
    family: Family
    policy: str
    address: str
    explanation: str
    facts: str
    conduct_from: datetime
    role: Role
    natural_person: bool
    written: bool
    category: str = ""
    keywords: Sequence[str] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    reported: bool = False


Statement = dict[str, object]

_SENTENCE = re.compile(r"(?:^|[.!?] )[a-z]")


def statement(decided: Decided, *, places: Sequence[str] = v.EU) -> Statement | None:
    """The statement of a decision; None for one that restricts nothing.

    Args:
        decided: the decision.
        places: countries of the EEA where it has effect.
    """
    restrictions = _restrictions(decided)
    if not restrictions:
        return None
    begins = [one.starts_at for one in decided.measures]
    starts = min(begins + ([decided.hold[0]] if decided.hold else [])).date()
    content = min(max(decided.conduct_from.date(), FIRST_DAY), starts)
    made: Statement = {
        "puid": puid(decided.id),
        **restrictions,
        **_ground(decided),
        **_content(decided),
        "content_date": content.isoformat(),
        "application_date": starts.isoformat(),
        "territorial_scope": sorted(set(places)),
        "account_type": _account_type(decided),
        "decision_facts": _facts(decided),
        "source_type": _source(decided),
        "automated_detection": "Yes" if decided.detected else "No",
        "automated_decision": _automated(decided),
    }
    return made


def puid(decision: str) -> str:
    """The id of a decision's statement: the same whenever it is made, and no other's. TDB-5."""
    return f"decision-{decision}"


def _restrictions(decided: Decided) -> Statement:
    """The restrictions with their ends; of several of one kind, the latest end."""
    ends: dict[tuple[str, str], list[datetime | None]] = {}
    for what, end in _restricts(decided):
        ends.setdefault(what, []).append(end)
    found: Statement = {}
    for (name, value), known in ends.items():
        found[name] = [value] if name == "decision_visibility" else value
        days = [end.date().isoformat() for end in known if end]
        if len(days) == len(known):
            found[RESTRICTIONS[name]] = max(days)
    return found


def _restricts(decided: Decided) -> Iterator[tuple[tuple[str, str], datetime | None]]:
    for one in decided.measures:
        for what in _measure(one):
            yield what, one.ends_at
    if decided.hold:
        yield MONEY, decided.hold[1]


MONEY = ("decision_monetary", "DECISION_MONETARY_SUSPENSION")
PARTLY = ("decision_provision", "DECISION_PROVISION_PARTIAL_SUSPENSION")
WHOLLY = ("decision_provision", "DECISION_PROVISION_TOTAL_SUSPENSION")
HIDDEN = ("decision_visibility", "DECISION_VISIBILITY_CONTENT_DISABLED")
SUSPENDED = ("decision_account", "DECISION_ACCOUNT_SUSPENDED")
CLOSED = ("decision_account", "DECISION_ACCOUNT_TERMINATED")


def _measure(one: Placed) -> Iterator[tuple[str, str]]:
    """What a measure restricts in the database's words. TDB-3."""
    if one.kind == MeasureKind.TERMINATION:
        yield CLOSED
        return
    if one.kind == MeasureKind.SUSPENSION and not one.narrow:
        yield SUSPENDED
    elif one.thing and one.capabilities & SHOWN:
        yield HIDDEN
    elif one.capabilities - {Capability.WITHDRAW}:
        yield WHOLLY if one.capabilities == set(Capability) and not one.narrow else PARTLY
    if Capability.WITHDRAW in one.capabilities:
        yield MONEY


def _ground(decided: Decided) -> Statement:
    """Always the published policy: nobody here decides what the law of a country forbids."""
    explanation = neutral(" ".join(decided.explanation.split()), {})
    return {
        "decision_ground": v.INCOMPATIBLE,
        "decision_ground_reference_url": decided.address,
        "incompatible_content_ground": shortened(decided.policy, NAME),
        "incompatible_content_explanation": shortened(explanation, PROOF),
    }


def _content(decided: Decided) -> Statement:
    content: Statement = {"category": decided.category or CATEGORY_OF[decided.family]}
    if decided.keywords:
        content["category_specification"] = list(decided.keywords)
    if decided.written:
        return content | {"content_type": ["CONTENT_TYPE_TEXT"]}
    return content | {"content_type": ["CONTENT_TYPE_OTHER"], "content_type_other": RECORD}


def _facts(decided: Decided) -> str:
    """What was found, of "the member" in place of "you", without personal data."""
    told = " ".join(neutral(decided.facts, decided.known).split())
    for yours, theirs in (("Your", "The member's"), ("your", "the member's")):
        told = told.replace(f"{yours} ", f"{theirs} ")
    told = _SENTENCE.sub(lambda start: start[0][:-1] + start[0][-1].upper(), told)
    return shortened(told, ACCOUNT_OF_FACTS)


def _account_type(decided: Decided) -> str:
    """Who works or hires for a business is a business user; a person who hires may be private."""
    private = decided.role == Role.CLIENT and decided.natural_person
    return "ACCOUNT_TYPE_PRIVATE" if private else "ACCOUNT_TYPE_BUSINESS"


def _source(decided: Decided) -> str:
    ordered = decided.emergency in {Emergency.AUTHORITY_ORDER, Emergency.LEGAL_DUTY}
    if ordered:
        return "SOURCE_TYPE_OTHER_NOTIFICATION"
    return "SOURCE_ARTICLE_16" if decided.reported else v.VOLUNTARY


def _automated(decided: Decided) -> str:
    how = "NOT_AUTOMATED" if decided.by_person else "FULLY"
    return f"AUTOMATED_DECISION_{how}"
