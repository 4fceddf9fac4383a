"""All of a case that its page shows: the story first, then evidence, the law's answer, history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodstanding.cases import queries as cases
from goodstanding.cases.drafting import managing, rest, rulings, sight, words
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.remedies import reading
from goodstanding.cases.timeline.history import timeline
from goodstanding.interfaces.console import owed, talking
from goodstanding.interfaces.console.clocks import clock
from goodstanding.interfaces.console.exhibits import exhibit
from goodstanding.interfaces.console.forms import narrowest
from goodstanding.interfaces.console.ladder import Rung, rungs, spoken
from goodstanding.interfaces.console.records import records
from goodstanding.interfaces.console.stakes import stakes
from goodstanding.law.facts import AUTOMATION
from goodstanding.law.procedure import STEPS, CaseStep
from goodstanding.law.second import SUPPOSED
from goodstanding.law.terms import Capability, Emergency, MeasureKind
from goodstanding.notices import queries as notices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.safestring import SafeString

    from goodstanding.accounts.models import Staff
    from goodstanding.cases.models import Case, Decision, Measure

SUDDEN = frozenset({MeasureKind.INTERIM_RESTRICTION, MeasureKind.RESTRICTION})
"""Kinds an emergency may open before hearing."""

YOURS = "[Why this and not less, in your own words: you write this before you decide.]"


def shown(case: Case, *, by: Staff, at: datetime, draft: str = "") -> dict[str, Any]:
    """Everything the case page shows, by the name the template knows it under.

    Args:
        case: the case.
        by: who reads it; the law answers for them.
        at: now.
        draft: the kind of measure whose notice is drafted; "" for the strongest that is open.
    """
    state = cases.state(case, at=at)
    steps = STEPS[state]
    undecided = CaseStep.PLACE_INTERIM in steps
    ladder = rungs(case, by=by, at=at) if undecided else []
    return {
        "case": case,
        "state": state.replace("_", " "),
        "clock": clock(cases.next_due(case, at=at), at=at),
        "manager": rulings.manager(case),
        "away": managing.away(case, at=at),
        "address": words.address(case),
        "exhibits": [exhibit(one) for one in rulings.taken(case)],
        "records": records(case.account, case.policy),
        "money": stakes(case.account, case, at=at),
        "hearings": case.preliminary_notices.select_related("notice", "by").order_by("served_at"),
        **owed.shown(case, at=at),
        **talking.shown(case),
        "decisions": decided(case, at=at),
        "remedies": reading.of_case(case, at=at),
        "probations": reading.probations(case),
        "rests": rest.open_in(case, at=at) if undecided else [],
        "rungs": ladder,
        "sudden": [(one.measure, one.name) for one in ladder if one.measure in SUDDEN],
        "emergencies": [(one.value, spoken(one)) for one in Emergency],
        "may_hear": CaseStep.SERVE_PRELIMINARY_NOTICE in steps,
        "may_decide": CaseStep.DECIDE in steps,
        "sights": sight.of(case, at=at),
        "codes": sight.codes(case),
        "draft": _draft(case, ladder, draft, by=by, at=at),
        "timeline": timeline(case),
    }


@dataclass(frozen=True)
class MeasureShown:
    """A measure in words, and whether it has effect now or can still be lifted."""

    measure: Measure
    name: str
    stops: str
    where: str
    in_force: bool
    liftable: bool
    confirmable: bool


@dataclass(frozen=True)
class DecisionShown:
    """A decision with what it did."""

    decision: Decision
    name: str
    by: str
    measures: Sequence[MeasureShown]


def decided(case: Case, *, at: datetime) -> list[DecisionShown]:
    """What was decided in a case, in order."""
    measures = [measure_shown(one, at=at) for one in cases.measures_in(case)]
    return [
        DecisionShown(
            decision=one,
            name=spoken(one.measure),
            by=one.decided_by.name if one.decided_by else f"the rule {one.rule}",
            measures=[m for m in measures if m.measure.decision_id == one.id],
        )
        for one in case.decisions.select_related("decided_by", "reversal", "appeal").order_by("at")
    ]


def measure_shown(one: Measure, *, at: datetime) -> MeasureShown:
    """A measure in words."""
    ended = hasattr(one, "lift") or (one.ends_at is not None and one.ends_at <= at)
    return MeasureShown(
        measure=one,
        name=spoken(one.kind),
        stops=words.listed(words.DOING[Capability(name)] for name in one.capabilities),
        where=words.place(one) or "the whole account",
        in_force=cases.measure_facts(one).in_force(at),
        liftable=not ended,
        confirmable=not ended and cases.to_confirm(at=at).contains(one.decision),
    )


@dataclass(frozen=True)
class Draft:
    """A notice as its member would read it, and the other measures whose notice can be drafted."""

    measure: MeasureKind
    name: str
    html: SafeString
    choices: Sequence[Rung]


def _draft(
    case: Case, ladder: Sequence[Rung], asked: str, *, by: Staff, at: datetime
) -> Draft | None:
    choices = [one for one in ladder if one.allowed]
    if not choices:
        return None
    chosen = next((one for one in choices if one.measure == asked), choices[-1])
    subjects = {one.subject for one in rulings.taken(case) if one.subject}
    wish = Wish(chosen.measure, YOURS, subject=narrowest(chosen.measure, subjects))
    eyes = SUPPOSED if chosen.takes_two else AUTOMATION
    text = rulings.draft(case, wish, by=by, at=at, second=eyes)
    return Draft(chosen.measure, chosen.name, notices.render(text, inside=1), choices)
