"""More words cases of the law are written in: money, measures in force, clocks.

What a policy's own cases are written in, too, stands in `goodstanding.policies.cases.words`.
"""

from goodstanding.law.facts import Decider
from goodstanding.law.hold import Pot
from goodstanding.law.procedure import Due, OnBreach
from goodstanding.law.standing import MeasureFacts
from goodstanding.law.terms import MeasureKind, Money, StaffRole
from goodstanding.policies.cases.words import (
    by,
    capabilities,
    days,
    each,
    earlier,
    emergency,
    finding,
    hearing,
    listed,
    measure,
    moment,
    name,
    person,
    sentences,
    spoken,
    step,
    strike,
    text,
    yes,
)

__all__ = [
    "by",
    "capabilities",
    "clock",
    "days",
    "due",
    "each",
    "earlier",
    "emergency",
    "finding",
    "hearing",
    "listed",
    "measure",
    "moment",
    "money",
    "name",
    "number",
    "person",
    "placed",
    "pots",
    "qualified",
    "question",
    "sentences",
    "spoken",
    "step",
    "strike",
    "text",
    "yes",
]


def number(value):
    """A whole number."""
    return int(value)


def money(value):
    """An amount: `200.00` is EUR, `200.00 USD` says so."""
    amount, _, currency = value.partition(" ")
    whole, _, cents = amount.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return Money(int(whole) * 100 + sign * int(cents.ljust(2, "0")), currency or "EUR")


def qualified(value):
    """Who, and as what: `Fin (finance officer, case manager)`."""
    who, _, roles = value.rstrip(")").partition(" (")
    return Decider(who, frozenset(StaffRole(name(one)) for one in roles.split(", ")))


def pots(value):
    """Contracts and their money: `{c1: 200.00, c2: 50.00 and 30.00 USD}`."""
    told = [(name, money(one)) for name, all_ in value.items() for one in all_.split(" and ")]
    return {Pot(name, one.currency): one for name, one in told}


def placed(value):
    """`m1 restriction, stops work, from 2026-05-11, until 2026-06-10, on contract c1`."""
    said = spoken(
        value,
        rf"(?P<id>[\w ]+): (?P<kind>{'|'.join(one.replace('_', ' ') for one in MeasureKind)})",
        r"stops (?P<stops>[a-z_ ]+)",
        r"from (?P<since>[-\d: ]+)",
        r"until (?P<until>[-\d: ]+)",
        r"lifted (?P<lifted>[-\d: ]+)",
        r"on contract (?P<contract>.+)",
        r"for (?P<subject>.+)",
        r"naming (?P<member>.+)",
    )
    return MeasureFacts(
        id=said["id"],
        kind=measure(said["kind"]),
        capabilities=frozenset(capabilities(said["stops"])),
        starts_at=moment(said["since"]),
        ends_at=moment(said["until"]) if "until" in said else None,
        contract=said.get("contract", ""),
        subject=said.get("subject", ""),
        member=said.get("member", ""),
        lifted_at=moment(said["lifted"]) if "lifted" in said else None,
    )


def question(value):
    """`work, on contract c1, stopped by m1 and m2` or `apply, free`."""
    return spoken(
        value,
        r"(?P<capability>[a-z ]+)",
        r"on contract (?P<contract>.+)",
        r"for (?P<subject>.+)",
        r"by (?P<member>.+)",
        r"stopped by (?P<stopped>.+)",
        r"(?P<free>free)",
    )


def due(value):
    """`first look, by the platform, until 2026-05-07`."""
    said = spoken(
        value,
        r"(?P<what>[a-z ]+)",
        r"by the (?P<owner>platform|member)",
        r"until (?P<at>[-\d: ]+)",
    )
    return Due(moment(said["at"]), said["what"], said["owner"])


def clock(value):
    """A clock that runs: `talk, by the platform, until 2026-05-07, warned 2026-05-06, or escalate`.

    What is due, when its owner is warned, and what happens where nobody does it in time.
    """
    plain, warned, breach = value.rsplit(", ", 2)
    return (
        due(plain),
        moment(warned.removeprefix("warned ")),
        OnBreach(breach.removeprefix("or ")),
    )
