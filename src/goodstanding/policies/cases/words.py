"""The words cases are written in, as the values the law works on.

Each reader takes the text of one value. Phrases are parts of a sentence between commas; what none
of a sentence's phrases fits is refused, so a case cannot say what is not understood.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import AUTOMATION, Decider, Earlier, Hearing
from goodstanding.law.policy import Step
from goodstanding.law.strikes import Strike
from goodstanding.law.terms import Capability, Emergency, MeasureKind, StaffRole

K = TypeVar("K")
T = TypeVar("T")

ROLES = {"rita": "case_manager", "sam": "reviewer", "sue": "reviewer", "max": "analyst"}
"""Who is what: Rita manages cases, Sam and Sue review, Max is an analyst."""

SIGNS = {"no signs": 0, "clear signs": 1, "strong signs": 2, "signs beyond chance": 3}
"""How strong evidence is: e below 20; 20; 1,000; 10,000,000 (`law.evidence`)."""


def text(value: object) -> str:
    """A sentence."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected a sentence")
    return value


def sentences(value: object) -> list[str]:
    """Sentences."""
    return [text(one) for one in listed(value)]


def listed(value: object) -> list[str]:
    """A list as it is written."""
    if not isinstance(value, list):
        raise ValueError("expected a list")  # noqa: TRY004 - a mistake in a text, not in a program
    return value


def each(read: Callable[[str], T]) -> Callable[[object], tuple[T, ...]]:
    """A list, of whatever `read` reads."""
    return lambda value: tuple(read(one) for one in listed(value))


def by(
    key: Callable[[str], K], read: Callable[[Any], T]
) -> Callable[[Mapping[str, Any]], dict[K, T]]:
    """A table from what `key` reads to what `read` reads."""
    return lambda value: {key(name): read(one) for name, one in value.items()}


def moment(value: str) -> datetime:
    """A day (`2026-05-04`, its midnight) or a minute of it (`2026-05-04 10:00`), UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def name(value: str) -> str:
    """A word of the law: `interim restriction` for `interim_restriction`."""
    return re.sub(r"^an? ", "", value.strip()).replace(" ", "_")


def measure(value: str) -> MeasureKind:
    """A kind of measure."""
    return MeasureKind(name(value))


def emergency(value: str) -> Emergency:
    """A reason for acting before hearing."""
    return Emergency(name(value))


def person(value: str) -> Decider:
    """Rita, Sam, Max, or automation. A name may be spelt in any way; the roles stay the same."""
    if value == "automation":
        return AUTOMATION
    return Decider(value, frozenset({StaffRole(ROLES[value.strip().lower()])}))


def capabilities(value: str) -> tuple[Capability, ...]:
    """`apply and work`."""
    return tuple(sorted(Capability(name(one)) for one in value.split(" and ")))


def spoken(sentence: str, *phrases: str) -> dict[str, str]:
    """What a sentence says: its head is the first phrase, each further part is one of the rest.

    Raises:
        ValueError: a part fits none, or the head is missing.
    """
    head, *rest = [one.strip() for one in sentence.split(",")]
    found: dict[str, str] = {}
    for part, known in [(head, phrases[:1]), *((one, phrases[1:]) for one in rest)]:
        match = next(filter(None, (re.fullmatch(phrase, part) for phrase in known)), None)
        if match is None:
            raise ValueError(f"cannot read “{part}”; expected {' or '.join(known)}")
        found |= {key: one for key, one in match.groupdict().items() if one is not None}
    return found


def finding(value: str) -> FindingFacts:
    """`outcomes: strong signs, 2026-05-03 to 2026-05-04, 11 of 20, 9 touched`."""
    said = spoken(
        value,
        r"(?P<detector>[\w ]+): (?P<signs>[a-z ]+)",
        r"(?P<since>[-\d: ]+) to (?P<until>[-\d: ]+)",
        r"(?P<number>\d+) of (?P<out_of>\d+)",
        r"(?P<counted>\d+) in all",
        r"(?P<affected>\d+) touched",
    )
    return FindingFacts(
        detector=said["detector"],
        tier=SIGNS[said["signs"]],
        sentence=f"What {said['detector']} says.",
        conduct_from=moment(said["since"]),
        conduct_until=moment(said["until"]),
        number=int(said.get("number", said.get("counted", 0))),
        out_of=int(said.get("out_of", 0)),
        affected=int(said.get("affected", 0)),
    )


def step(value: str) -> Step:
    """`restriction on strong signs, 3 findings, after 1 violation, stops apply, for 30 days`."""
    said = spoken(
        value,
        rf"(?P<measure>[a-z ]+) on (?P<signs>{'|'.join(SIGNS)})",
        r"(?P<findings>\d+) findings?",
        r"after (?P<after>\d+) violations?",
        r"stops (?P<stops>[a-z_ ]+)",
        r"on named contracts stops (?P<there>[a-z_ ]+)",
        r"for (?P<days>\d+) days?",
        r"as an emergency of (?P<emergency>[a-z ]+)",
        r"a strike of (?P<strike>-?\d+)",
    )
    return Step(
        measure=measure(said["measure"]),
        needs_tier=SIGNS[said["signs"]],
        after=int(said.get("after", 0)),
        needs_findings=int(said.get("findings", 1)),
        capabilities=capabilities(said["stops"]) if "stops" in said else (),
        lasts=timedelta(days=int(said["days"])) if "days" in said else None,
        emergency=emergency(said["emergency"]) if "emergency" in said else None,
        strike_weight=int(said.get("strike", 1)),
        on_contracts=capabilities(said["there"]) if "there" in said else (),
    )


def earlier(value: str) -> Earlier:
    """`restriction on 2026-04-01, weighs 2, until 2026-10-01, a point less every 60 days`."""
    said = spoken(
        value,
        r"(?P<measure>[a-z ]+) on (?P<on>[-\d: ]+)",
        r"weighs (?P<weight>-?\d+)",
        r"until (?P<until>[-\d: ]+)",
        r"a point less every (?P<every>\d+) days",
    )
    return Earlier(
        measure(said["measure"]),
        moment(said["on"]),
        weight=int(said.get("weight", 1)),
        expires_at=moment(said["until"]) if "until" in said else None,
        falls_every=timedelta(days=int(said["every"])) if "every" in said else None,
    )


def strike(value: str) -> Strike | None:
    """`2 points until 2026-10-01, a point less every 60 days`, or `none`."""
    if value == "none":
        return None
    said = spoken(
        value,
        r"(?P<weight>\d+) points? until (?P<until>[-\d: ]+)",
        r"a point less every (?P<every>\d+) days",
    )
    every = timedelta(days=int(said["every"])) if "every" in said else None
    return Strike(int(said["weight"]), moment(said["until"]), every)


def days(value: str) -> timedelta:
    """`180 days`."""
    return timedelta(days=int(value.removesuffix(" days")))


def yes(value: str) -> bool:
    """`yes` or `no`."""
    return {"yes": True, "no": False}[value]


def hearing(value: str) -> Hearing:
    """`served 2026-05-04, answer by 2026-05-11, answered 2026-05-06, proposes restriction`."""
    said = spoken(
        value,
        r"served (?P<served>[-\d: ]+)",
        r"answer by (?P<respond_by>[-\d: ]+)",
        r"answered (?P<answered>[-\d: ]+)",
        r"proposes (?P<proposed>[a-z ]+)",
    )
    return Hearing(
        served_at=moment(said["served"]),
        respond_by=moment(said["respond_by"]),
        answered_at=moment(said["answered"]) if "answered" in said else None,
        proposed=measure(said["proposed"]),
    )
