"""Cases a lawyer can read, as the values the law works on."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import AUTOMATION, Decider, Earlier, Facts, Hearing
from goodstanding.law.policy import PolicyTerms, Step
from goodstanding.law.standing import MeasureFacts
from goodstanding.law.terms import (
    Capability,
    Emergency,
    Family,
    MeasureKind,
    Money,
    StaffRole,
)

HERE = Path(__file__).parent
POLICIES = tomllib.loads((HERE / "policies.toml").read_text())
ROLES = {"rita": "case_manager", "sam": "reviewer", "max": "analyst"}


def written(kind):
    """Every case of a kind in every file, by its title."""
    files = sorted((HERE / "cases").glob("*.toml"))
    cases = [one for file in files for one in tomllib.loads(file.read_text()).get(kind, [])]
    titles = [one["title"] for one in cases]
    assert len(set(titles)) == len(titles), "Each case has its own title."
    return {one["title"]: one for one in cases}


def moment(day):
    if isinstance(day, datetime):
        return day
    return datetime.combine(day, time(), UTC) if isinstance(day, date) else None


def person(name):
    if name == "automation":
        return AUTOMATION
    return Decider(name, frozenset({StaffRole(ROLES[name.strip().lower()])}))


def money(amounts):
    return {contract: Money(minor, "EUR") for contract, minor in amounts.items()}


def facts(case):
    return Facts(
        policy=_policy(case),
        findings=tuple(_finding(one) for one in case["findings"]),
        decider=person(case["decider"]),
        at=moment(case["at"]),
        earlier=tuple(
            Earlier(MeasureKind(one["measure"]), moment(one["on"]))
            for one in case.get("earlier", [])
        ),
        hearing=_hearing(case["hearing"]) if "hearing" in case else None,
        emergency=Emergency(case["emergency"]) if "emergency" in case else None,
        second=person(case.get("second", "automation")),
    )


def measure(one):
    return MeasureFacts(
        id=one["id"],
        kind=MeasureKind(one["kind"]),
        capabilities=_capabilities(one),
        starts_at=moment(one["from"]),
        ends_at=moment(one.get("until")),
        contract=one.get("contract", ""),
        subject=one.get("subject", ""),
        lifted_at=moment(one.get("lifted")),
    )


def _policy(case):
    known = POLICIES[case["policy"]]
    return PolicyTerms(
        slug=case["policy"].replace(" ", "-"),
        version=1,
        title=case["policy"],
        family=Family(known["family"]),
        announced_at=moment(case.get("announced", known["announced"])),
        in_force_from=moment(known["binds_from"]),
        in_force_until=moment(case.get("binds_until")),
        ladder=tuple(_step(one) for one in case.get("ladder", known["ladder"])),
    )


def _step(one):
    return Step(
        measure=MeasureKind(one["measure"]),
        needs_tier=one["tier"],
        after=one.get("after", 0),
        needs_findings=one.get("findings", 1),
        capabilities=tuple(sorted(_capabilities(one))),
        lasts=timedelta(days=one["days"]) if "days" in one else None,
        emergency=Emergency(one["emergency"]) if "emergency" in one else None,
    )


def _capabilities(one):
    return frozenset(Capability(name) for name in one.get("stops", []))


def _finding(one):
    return FindingFacts(
        detector=one["detector"],
        tier=one["tier"],
        sentence=f"What {one['detector']} says.",
        conduct_from=moment(one["from"]),
        conduct_until=moment(one["until"]),
    )


def _hearing(one):
    return Hearing(
        served_at=moment(one["served"]),
        respond_by=moment(one["respond_by"]),
        answered_at=moment(one.get("answered")),
        proposed=MeasureKind(one["proposed"]),
    )
