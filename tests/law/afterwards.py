"""How cases of what comes after a decision are written: a milder one, a remedy, a probation."""

from datetime import UTC, datetime

from goodstanding.law.appeal import Filed, Inadmissible
from goodstanding.law.facts import Facts
from goodstanding.law.hold import Pot
from goodstanding.law.lost import LostDays
from goodstanding.law.milder import Extent
from goodstanding.law.policy import PolicyTerms
from goodstanding.law.probation import Probation
from goodstanding.law.remedy import Proof, ProofSource, Question, RemedyStep, StepKind
from goodstanding.law.terms import Family
from goodstanding.policies.cases.reading import Form
from tests.law import words

PROVES = {
    "the member": ProofSource.MEMBER,
    "an event": ProofSource.EVENT,
    "the clock": ProofSource.CLOCK,
    "a person of the team": ProofSource.STAFF,
}
"""Who or what proves a step, as a case says it."""


def extent(value):
    """`restriction, stops apply and work, until 2026-07-01, on contract c1, holds 90.00 of c1`."""
    said = words.spoken(
        value,
        r"(?P<kind>[a-z ]+)",
        r"stops (?P<stops>[a-z_ ]+)",
        r"until (?P<until>[-\d: ]+)",
        r"on contracts? (?P<contracts>.+)",
        r"for (?P<subject>.+)",
        r"naming (?P<member>.+)",
        r"holds (?P<held>.+) of (?P<of>\w+)",
    )
    held = [words.money(one) for one in said.get("held", "").split(" and ") if one]
    return Extent(
        measure=words.measure(said["kind"]),
        capabilities=frozenset(words.capabilities(said["stops"]) if "stops" in said else ()),
        ends_at=words.moment(said["until"]) if "until" in said else None,
        contracts=frozenset(said["contracts"].split(" and ") if "contracts" in said else ()),
        subject=said.get("subject", ""),
        member=said.get("member", ""),
        hold={Pot(said["of"], one.currency): one for one in held},
    )


def filed(case):
    """What the record shows of an appeal."""
    return Filed(
        at=case["filed"],
        until=case["open_until"],
        by_other=case.get("by_another", False),
        answered_before=case.get("answered_before", False),
    )


def step(value):
    """`2 contracts: Finish two contracts well.`; without a number it is 1."""
    kind, _, said = value.partition(": ")
    number, _, rest = kind.partition(" ")
    count, kind = (int(number), rest) if number.isdigit() else (1, kind)
    return RemedyStep(StepKind(words.name(kind)), said, count)


def proof(value):
    """`step 2 by an event, 2026-06-03`: which step, who or what proves it, and when."""
    said = words.spoken(
        value,
        rf"step (?P<place>\d+) by (?P<source>{'|'.join(PROVES)})",
        r"(?P<on>[-\d: ]+)",
    )
    place = int(said["place"]) - 1
    return Proof(place, PROVES[said["source"]], words.moment(said["on"]))


def proved_steps(value):
    """`3 of 4`."""
    proved, _, total = value.partition(" of ")
    return int(proved), int(total)


def lost(value):
    """`2026-06-03 to 2026-06-05`, days that a reversed measure took."""
    since, _, until = value.partition(" to ")
    return LostDays(words.moment(since), words.moment(until))


def answered(value):
    """`What is tolerated?: right`, or `wrong`, or `nothing`: a question and how it is answered."""
    asks, _, how = value.rpartition(": ")
    given = {"right": "so", "wrong": "not so", "nothing": ""}[how]
    return Question(asks, ("so", "not so"), "so", f"So it is: {asks}"), given


def amounts(value):
    """`90.00 and 5.00 USD`, or `nothing`: minor units by currency."""
    told = [] if value == "nothing" else [words.money(one) for one in value.split(" and ")]
    return {one.currency: one.minor for one in told}


def probation(value):
    """What a person ended on conditions, and until when they hold.

    `restriction from 2026-06-01 to 2026-06-15, lifted 2026-06-05, on probation until 2026-07-05`;
    `lost days 2026-06-18 to 2026-06-20` are days that another, reversed measure took.
    """
    said = words.spoken(
        value,
        r"(?P<kind>[a-z ]+) from (?P<since>[-\d: ]+) to (?P<ends>[-\d: ]+)",
        r"lifted (?P<lifted>[-\d: ]+)",
        r"on probation until (?P<until>[-\d: ]+)",
        r"lost days (?P<lost>.+)",
    )
    return Probation(
        kind=words.measure(said["kind"]),
        starts_at=words.moment(said["since"]),
        ends_at=words.moment(said["ends"]),
        lifted_at=words.moment(said["lifted"]),
        until=words.moment(said["until"]),
        lost=(lost(said["lost"]),) if "lost" in said else (),
    )


_LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
_POLICY = PolicyTerms("any", 1, "Any policy", Family.VIOLATION, _LONG_AGO, _LONG_AGO, ())


def new_case(case):
    """The facts of the case in which somebody wants to put back what was left of a measure."""
    return Facts(
        policy=_POLICY,
        findings=case.get("found", ()),
        decider=case["decided_by"],
        at=case["at"],
        hearing=case.get("notice"),
    )


def forms(told):
    """The form of each kind of case here, by kind; `told` is what every case says first."""
    refused = {"refused": words.text}
    return {
        "milder": Form({**told, "decision": extent, "in its place": extent}, refused),
        "turned away": Form(
            {
                **told,
                "because": lambda value: Inadmissible(words.name(value)),
                "filed": words.moment,
                "open until": words.moment,
            },
            {"by another": words.yes, "answered before": words.yes, **refused},
        ),
        "plans": Form(
            {
                **told,
                "steps": words.each(step),
                "proofs": words.each(proof),
                "at": words.moment,
            },
            {"proved": proved_steps, "lifts": words.yes, **refused},
        ),
        "clean weeks": Form(
            {**told, "plan made": words.moment, "weeks": words.number, "full": words.moment},
            {"new conduct": words.each(words.moment), "lost days": words.each(lost)},
        ),
        "lessons": Form({**told, "answers": words.each(answered), "explained": words.listed}),
        "refunds": Form(
            {
                **told,
                "earned": amounts,
                "contested": amounts,
                "given back": amounts,
                "enough": words.yes,
            }
        ),
        "probations": Form(
            {**told, "measure": probation, "at": words.moment, "decided by": words.person},
            {
                "found": words.each(words.finding),
                "notice": words.hearing,
                "what is left": words.days,
                **refused,
            },
        ),
    }
