"""One thing broken in an otherwise lawful case: that is what the audit finds, and nothing else."""

from datetime import timedelta

import pytest

from tests.law.duties import lawful
from tests.law.duties.logs import MONDAY, breaches, day, event, numbered

NOW = day(100)
GIVEN = lawful.log(lawful.history())


def without(*kinds):
    return [one for one in GIVEN if one["type"] not in kinds]


def changed(what, **fields):
    """The log with an event's fields changed; None takes a field away."""
    return [_with(one, fields) if one["type"] == what else one for one in GIVEN]


def _with(one, fields):
    kept = {**one, **fields}
    return {name: value for name, value in kept.items() if value is not None}


def statement(**fields):
    said = _with(lawful.STATEMENT, fields)
    return changed("sor.delivered", fields=said)


def moved(kind, days):
    """The log with an event at another time, in order again."""
    log = changed(kind, at=(MONDAY + timedelta(days=days)).isoformat())
    return sorted(log, key=lambda one: one["at"])


def added(*events):
    return sorted([*GIVEN, *events], key=lambda one: one["at"])


def about(what, n, **fields):
    return event(what, day(n), case_id="c1", **fields)


def ids(found):
    return {one.duty for one in found}


def found_in(log):
    return ids(breaches(numbered(log), at=NOW))


def test_a_lawful_case_breaches_nothing():
    assert breaches(GIVEN, at=NOW) == []
    assert breaches(lawful.log(lawful.history(appeals=False)), at=NOW) == []


HOLD = {"case_id": "c1", "decision_id": "c1-d", "hold_id": "h", "payee": "ann"}
HOLD |= {"amount": 900, "currency": "EUR", "ground": "dispute", "exposure_basis": {"amount": 900}}


def held(**fields):
    placed = {"release_by": day(22).isoformat(), **HOLD, **fields}
    return added(
        event("hold.placed", day(16), **{k: v for k, v in placed.items() if v is not None}),
        event("hold.released", day(22), case_id="c1", hold_id="h"),
    )


def test_a_lawful_hold_breaches_nothing():
    assert found_in(held()) == set()


def longer(on=18, until=22, *, placed=None, again=False, **fields):
    """A hold until the 20th day, made longer; it is let go on the 22nd."""
    told = {
        "hold_id": "h",
        "escalation": "the court of Ghent",
        "release_by": day(until).isoformat(),
        **fields,
    }
    told = {name: value for name, value in told.items() if value is not None}
    extended = event("hold.extended", day(on), case_id="c1", **told)
    log = held(release_by=day(20).isoformat(), **placed or {})
    return sorted([*log, extended, *[extended] * again], key=lambda one: one["at"])


def test_a_hold_goes_on_lawfully_for_a_court():
    assert found_in(longer()) == set()


LONGER = {
    "after its end": (longer(on=21), {"G22"}),
    "not long enough": (longer(until=21), {"G22", "S05", "S10"}),
    "twice": (longer(again=True), {"G22"}),
    "for nobody": (longer(escalation=None), {"G22"}),
    "to no end": (longer(release_by=None), {"G22", "S05", "S10"}),
    "beyond 180 days": (longer(until=200), {"G22"}),
    "on another ground": (longer(placed={"ground": "chargeback"}), {"G22"}),
    "one that never was": (longer(hold_id="other"), {"S11", "G22", "S05", "S10"}),
}


@pytest.mark.parametrize("how", LONGER)
def test_a_hold_is_made_longer_wrongly(how):
    log, expected = LONGER[how]
    assert found_in(log) == expected


BROKEN = {
    "no rule was ever published": (without("rule.published"), {"DSA-14.1a", "G01", "S03"}),
    "no rule is cited": (
        changed("decision.made", **{"rule@version": []}),
        {"DSA-14.1a", "G01", "S03"},
    ),
    "the rule came after the conduct": (
        changed("decision.made", conduct_at="2026-01-15T00:00:00+00:00"),
        {"S03", "S04", "G01"},
    ),
    "the rule had been retired": (
        changed("rule.published", retired_at="2026-02-15T00:00:00+00:00"),
        {"DSA-14.1a", "G01", "S03"},
    ),
    "the rule was published too late": (
        changed("rule.published", enforceable_at="2026-01-05T09:00:00+00:00"),
        {"G01"},
    ),
    "the rule provides for less": (
        changed("rule.published", sanction_range=["warn"]),
        {"DSA-14.1a", "DSA-23.4", "G13"},
    ),
    "nothing is relied on": (changed("decision.made", evidence_relied=[]), {"G04"}),
    "what is relied on is not there": (without("evidence.added"), {"G03", "G04"}),
    "only a rating is relied on": (
        changed("evidence.added", **{"class": "rating_aggregate"}),
        {"G07"},
    ),
    "feelings are relied on": (changed("evidence.added", banned_class="emotion"), {"G07"}),
    "a background check is relied on": (
        changed("evidence.added", **{"class": "background_check"}),
        {"G07"},
    ),
    "the inquiry was never closed": (without("inquiry.closed"), {"G04"}),
    "nothing was weighed": (changed("decision.made", factors={}), {"G04", "DSA-14.4"}),
    "nothing milder was considered": (
        changed("decision.made", alternatives=[]),
        {"DSA-14.4", "G04"},
    ),
    "a suspension is permanent": (
        changed("decision.made", end_at=None, permanent=True),
        {"S05", "G13"},
    ),
    "a suspension does not say its end": (changed("decision.made", end_at=None), {"G13", "S05"}),
    "nobody warned": (without("warning.sent"), {"G03"}),
    "nothing happened after the warning": (moved("warning.sent", 13.5), {"G03"}),
    "nobody was heard": (without("preliminary.sent"), {"G05"}),
    "decided too soon without an answer": (
        [one for one in moved("preliminary.sent", 10) if one["type"] != "response.received"],
        {"G05", "S08"},
    ),
    "the talk was asked for and not held": (without("hearing.held"), {"G05"}),
    "the talk was with a bot": (changed("hearing.held", human_id=None), {"G05"}),
    "the representative was not there": (
        changed("hearing.requested", representative_id="kim"),
        {"G05"},
    ),
    "the notice does not say until when": (changed("preliminary.sent", respond_by=None), {"G05"}),
    "the time to answer is short": (
        changed("preliminary.sent", respond_by=day(8).isoformat()),
        {"S08", "G05"},
    ),
    "a machine decided": (
        changed("decision.made", decider={"kind": "automation", "id": "rule 7"}),
        {"DSA-17.3c", "G06", "G11", "GDPR-22.1"},
    ),
    "a machine decided and a person signed": (
        changed("decision.made", automation={"decision": "fully"}),
        {"DSA-17.3c", "G06", "G11", "GDPR-22.1"},
    ),
    "who decided is not named": (
        changed("decision.made", decider={"kind": "human"}),
        {"G06", "GDPR-22.1"},
    ),
    "who decided is not stated": (
        changed("decision.made", decider=None),
        {"G06", "GDPR-22.1", "S09"},
    ),
    "an unknown kind of measure": (
        changed("decision.made", kind="exile"),
        {"DSA-17.3a", "G11", "S09"},
    ),
    "the decider had a conflict": (changed("case.opened", conflicts=["rita"]), {"S07"}),
    "who investigated a grave case decided it": (
        changed("case.opened", investigators=["rita"], risk_class="high"),
        {"S07"},
    ),
    "an emergency nobody knows": (changed("decision.made", exception_code="HASTE"), {"G10"}),
    "it rests on an earlier appeal": (changed("decision.made", cause="appeal"), {"G20"}),
    "effective before it was made": (
        changed("decision.made", effect_at=day(1).isoformat()),
        {"S02"},
    ),
    "no statement of reasons": (
        without("sor.delivered"),
        {"DSA-17.1", "DSA-17.2", "G08", "G11", "S06"},
    ),
    "the statement came after the effect": (
        changed("sor.delivered", delivered_at=day(30, 4).isoformat()),
        {"DSA-17.2", "G08", "G11", "S01"},
    ),
    "two statements of one decision": (
        added(
            about(
                "sor.delivered",
                15,
                decision_id="c1-d",
                fields=lawful.STATEMENT,
                medium="email",
                language="en",
                delivered_at=day(15).isoformat(),
                appeal_until=day(250).isoformat(),
            )
        ),
        {"S06", "DSA-17.1"},
    ),
    "no end is stated": (statement(end_at=None), {"DSA-17.3a", "G11"}),
    "no facts are stated": (statement(facts=None), {"DSA-17.3b", "G11"}),
    "machines are not mentioned": (statement(automated_detection=None), {"DSA-17.3c", "G11"}),
    "it says nothing detected": (statement(automated_detection=False), {"DSA-17.3c", "G11"}),
    "it says a machine decided": (statement(automated_decision=True), {"DSA-17.3c", "G11"}),
    "it calls it illegal and names no law": (statement(ground="illegal"), {"DSA-17.3d", "G11"}),
    "it explains nothing": (statement(explanation=None), {"DSA-17.3e", "G11"}),
    "it names no redress": (
        statement(redress=None),
        {"DSA-17.3f", "DSA-21.1", "DSA-30.4", "G11", "G18", "GDPR-22.3"},
    ),
    "it names no body out of court": (statement(redress=["appeal"]), {"DSA-21.1", "G18"}),
    "it names nobody to talk to": (statement(contact_person=None), {"DSA-12", "G11", "GDPR-22.3"}),
    "it says not how to mend": (statement(remedy_steps=None), {"G11"}),
    "it names another measure": (statement(measure="terminate"), {"DSA-17.3a", "G11"}),
    "it names who reported": (statement(notifier_identity="Ben"), {"DSA-17.3b", "G12"}),
    "a record is kept back": (statement(records=["e1"]), {"G12"}),
    "it was only sent": (changed("sor.delivered", status="sent"), {"S13", "DSA-20.2"}),
    "it is in another language": (changed("sor.delivered", language="fi"), {"G30"}),
    "the time to appeal is short": (
        changed("sor.delivered", appeal_until=day(100).isoformat()),
        {"S08", "DSA-20.1", "DSA-20.2", "G14"},
    ),
    "it was never exported": (without("sor.exported"), {"DSA-24.5", "G28"}),
    "the suspension began too soon": (moved("effect.started", 20), {"G08"}),
    "an effect of no decision": (
        added(
            about("effect.started", 20, decision_id="c1-x", kind="suspend"),
            about("effect.ended", 21, decision_id="c1-x"),
        ),
        {"DSA-17.2", "G11", "S02"},
    ),
    "an effect without any decision named": (
        changed("effect.started", decision_id=None),
        {"S12"},
    ),
    "more than was decided": (changed("effect.started", kind="terminate"), {"S02"}),
    "the end of what never began": (without("effect.started"), {"S11"}),
    "an interim measure without end": (
        added(
            about("interim.started", 2, exception_code="FRAUD", evidence=["e1"]),
            about("interim.ended", 3),
        ),
        {"S05", "G10"},
    ),
    "an interim measure without a reason": (
        added(
            about("interim.started", 2, end_at=day(4).isoformat(), evidence=["e1"]),
            about("interim.ended", 3),
        ),
        {"G10"},
    ),
    "an interim measure that did not lapse": (
        added(
            about(
                "interim.started",
                2,
                exception_code="FRAUD",
                evidence=["e1"],
                end_at=day(4).isoformat(),
            )
        ),
        {"S10", "G10"},
    ),
    "an interim measure of three weeks": (
        added(
            about(
                "interim.started",
                2,
                exception_code="FRAUD",
                evidence=["e1"],
                end_at=day(23).isoformat(),
            ),
            about("interim.ended", 23),
        ),
        {"G10"},
    ),
    "an appeal with a fee": (changed("appeal.opened", fee=5), {"DSA-20.1", "G14"}),
    "an appeal not acknowledged": (without("appeal.ack"), {"G15"}),
    "an appeal never answered": (
        without("appeal.decided", "appeal_outcome.sent", "effect.ended", "remedy.completed"),
        {"DSA-20.4a", "G13", "G16", "S05"},
    ),
    "an appeal answered late": (
        sorted(moved("appeal.decided", 46), key=lambda one: one["at"]),
        {"DSA-20.4a", "G16"},
    ),
    "the first decider looked again": (
        changed("appeal.decided", reviewer=lawful.RITA),
        {"G15", "S07"},
    ),
    "a machine looked again": (
        changed("appeal.decided", reviewer={"kind": "automation", "id": "r7"}),
        {"DSA-20.6", "G15"},
    ),
    "nobody is said to have looked again": (
        changed("appeal.decided", reviewer=None),
        {"DSA-20.6", "G15", "S07"},
    ),
    "the reviewer's qualification had ended": (
        changed("appeal.decided", reviewer={**lawful.SAM, "qualified_until": "2020-01-01"}),
        {"DSA-20.6", "G15"},
    ),
    "the reviewer may not reinstate": (
        changed("appeal.decided", reviewer={**lawful.SAM, "authority": "advise"}),
        {"G15"},
    ),
    "an answer without reasons": (changed("appeal.decided", reasons=""), {"DSA-20.5", "G16"}),
    "an unknown outcome": (changed("appeal.decided", outcome="perhaps"), {"DSA-20.5", "G16"}),
    "a point left unanswered": (changed("appeal.opened", points=["p1", "p2"]), {"G16"}),
    "worse off for appealing": (
        changed("appeal.decided", outcome="modified", kind="terminate"),
        {"G20"},
    ),
    "rejected for its form": (
        changed("appeal.decided", outcome="inadmissible", reason="form"),
        {"DSA-20.3", "G14"},
    ),
    "no way on is named": (
        changed("appeal.decided", outcome="upheld", next_redress=None),
        {"DSA-20.5", "DSA-21.1", "G18"},
    ),
    "the outcome was not told": (without("appeal_outcome.sent"), {"DSA-20.5"}),
    "reinstated late": (moved("effect.ended", 42), {"DSA-20.4b", "G17"}),
    "nothing was given back": (without("remedy.completed"), {"G17"}),
    "given back otherwise than it was": (
        changed("remedy.completed", snapshot_before={"rank": 1}, snapshot_after={"rank": 9}),
        {"G17"},
    ),
    "the measure outlasts its end": (
        [
            *without(
                "appeal.opened",
                "appeal.ack",
                "appeal.assigned",
                "appeal.decided",
                "appeal_outcome.sent",
                "remedy.completed",
                "effect.ended",
            ),
            about("effect.ended", 61, decision_id="c1-d"),
        ],
        {"S05", "G13"},
    ),
    "a hold without a decision": (held(decision_id="nobody's"), {"G21", "S02"}),
    "a hold of nobody's decision": (held(decision_id=None), {"S12"}),
    "a hold of more than is at stake": (held(amount=901), {"G21", "PP-180"}),
    "a hold of unknown ground": (held(ground=None), {"G21"}),
    "a hold without an end": (held(release_by=None), {"S05", "G22"}),
    "a hold longer than its ground allows": (held(release_by=day(47).isoformat()), {"G22"}),
    "a hold on what was earned": (held(ground="earned_pay"), {"G22"}),
    "a hold released late": (held(release_by=day(20).isoformat()), {"S05", "S10", "G22"}),
    "a hold nobody looked at": (
        [
            {**one, "at": day(26).isoformat()} if one["type"] == "hold.released" else one
            for one in held(release_by=day(26).isoformat())
        ],
        {"G21"},
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_found_and_nothing_else(what):
    log, expected = BROKEN[what]
    found = found_in(log)
    assert found == expected


def test_a_breach_says_duty_source_case_what_was_due_when_and_what_happened():
    late = breaches(numbered(moved("effect.started", 20)), at=NOW)
    (one,) = [each for each in late if each.duty == "G08"]
    assert one.case == "c1"
    assert "SEA-070" in one.source
    assert one.due_at == day(28)
    assert one.what_was_due == "sor.delivered at least 14 days before effect.started"
    assert one.what_happened == "effect.started came at 2026-03-22 09:00:00 UTC, too early"
    assert not one.undetermined


def test_what_the_log_does_not_say_counts_as_a_violation_and_is_called_undetermined():
    found = breaches(numbered(changed("decision.made", factors=None)), at=NOW)
    assert ids(found) >= {"G04", "DSA-14.4"}
    assert all(one.undetermined for one in found)


def test_an_emergency_excuses_warning_hearing_and_notice_but_not_reasons():
    log = [
        one
        for one in changed("decision.made", exception_code="FRAUD", effect_at=day(14).isoformat())
        if one["type"] not in {"warning.sent", "preliminary.sent", "inquiry.closed"}
    ]
    log = [
        {**one, "at": day(14, 1).isoformat()} if one["type"] == "effect.started" else one
        for one in log
    ]
    assert found_in(sorted(log, key=lambda one: one["at"])) == set()
