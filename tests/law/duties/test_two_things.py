"""Two things changed in a lawful log, where one alone would show nothing."""

import pytest

from tests.law.duties import kept, lawful, one_thing
from tests.law.duties.logs import MONDAY, day, event


def ann(**changes):
    """Ann's log with fields of some events changed, and what the audit says of it."""
    log = [{**one, **changes.get(one["type"].replace(".", "_"), {})} for one in kept.logs()["Ann"]]
    return said(log)


def said(log):
    return {one.split(": ", 2)[2] for one in one_thing.found(kept.in_order(log))}


def thing(*events):
    return said(events)


CONSUMER = {"capacity": "consumer"}
UPHELD = {"outcome": "upheld"}
CLOSED = "a body that still exists: it links the platform closed in 2025"
NONE = "a named body that settles disputes: none is named"


@pytest.mark.parametrize("capacity", ["consumer", "private"])
@pytest.mark.parametrize(
    ("redress", "says"),
    [
        ("https://EC.europa.eu/consumers/ODR", CLOSED),
        ("", NONE),
        (None, NONE),
        ("a body in Vienna", None),
    ],
)
def test_a_consumer_is_told_of_a_body_that_exists(capacity, redress, says):
    told = ann(case_opened={"capacity": capacity}, appeal_decided={"next_redress": redress})
    assert says in told if says else not {CLOSED, NONE} & told
    business = ann(appeal_decided={"next_redress": redress})
    assert not {CLOSED, NONE} & business


@pytest.mark.parametrize(
    ("kind", "worse"), [("restrict", False), ("suspend", False), ("terminate", True)]
)
@pytest.mark.parametrize("field", ["kind", "new_kind"])
def test_an_appeal_makes_nothing_worse(field, kind, worse):
    told = ann(appeal_decided={"outcome": "modified", field: kind})
    assert ("nothing worse than suspend: it became terminate" in told) is worse


@pytest.mark.parametrize(("until", "lapsed"), [("2026-04-08", False), ("2026-04-07", True)])
def test_who_looks_again_is_qualified_on_that_day(until, lapsed):
    told = ann(appeal_decided={"reviewer": {**lawful.SAM, "qualified_until": f"{until}T09:00"}})
    assert any(one.endswith(": the qualification had run out") for one in told) is lapsed


@pytest.mark.parametrize(
    ("automation", "disclosed", "told"),
    [
        ({"decision": "fully"}, False, True),
        ({"decision": "fully"}, True, False),
        ({"decision": "None"}, False, False),
        ({"decision": "false"}, False, False),
        ({"decision": ""}, False, False),
        ("partially", False, True),
        (None, False, False),
    ],
)
def test_who_reported_is_told_of_a_machine_if_one_decided(automation, disclosed, told):
    outcome = {**kept.OUTCOME, "automation_disclosed": disclosed}
    says = thing(
        event("notice.received", day(0), notice_id="n", **kept.NOTICE),
        event("notice.ack", day(0.5), notice_id="n"),
        event("notice.decided", day(1), notice_id="n", automation=automation),
        event("reporter_outcome.sent", day(1.5), notice_id="n", **outcome),
    )
    assert says == ({"that a machine was used is told: it is not"} if told else set())


def test_what_was_corrected_in_time_may_be_decided_on():
    asked = event("remedy.requested", day(10), case_id="c1", due_at=day(13).isoformat())
    log = [
        {**one, "ground": "trader_data"} if one["type"] == "decision.made" else one
        for one in kept.logs()["Ann"]
    ]
    due = "a request to correct the data, and its time over"
    assert f"{due}: nobody asked" in said(log)
    assert not any(one.startswith(due) for one in said([*log, asked]))
    for name in ("due_at", "due", "respond_by"):
        late = event("remedy.requested", day(10), case_id="c1", **{name: day(20).isoformat()})
        assert f"{due} by 2026-03-22 09:00: decided before" in said([*log, late])
    at_once = event("remedy.requested", day(13.9), case_id="c1")
    assert not any(one.startswith(due) for one in said([*log, at_once]))


def test_what_a_machine_stopped_is_looked_at_by_a_person_within_a_day():
    machine = {"kind": "automation", "id": "rule 7"}
    stopped = {"decider": machine, "object_scope": "transaction", "evidence_relied": ["e1"]}
    log = [
        {**one, **stopped} if one["type"] == "decision.made" else one
        for one in kept.logs()["Ann"]
        if one["type"] != "decision.confirmed"
    ]

    def looked(days, **fields):
        return event("decision.confirmed", day(days), case_id="c1", decision_id="c1-d", **fields)

    nobody = "a person looks at it within a day by 2026-03-17 09:00: nobody did"
    assert nobody in said(log)
    assert nobody not in said([*log, looked(15)])
    assert nobody in said([*log, looked(15.01)])
    again = event("decision.made", day(14.5), case_id="c1", decision_id="x", kind="no_action")
    person = {**again, "decider": lawful.RITA}
    assert nobody not in said([*log, person])
    assert nobody in said([*log, {**again, "decider": machine}])


def test_who_declares_a_conflict_decides_nothing_from_then_on():
    for name in ("person", "by"):
        declared = event("conflict.declared", day(3), case_id="c1", **{name: "rita"})
        declared = {k: v for k, v in declared.items() if k != "actor" or name == "person"}
        told = said([*kept.logs()["Ann"], declared])
        assert "no one decides with a declared conflict: rita did" in told


@pytest.mark.parametrize(
    ("type_", "said_"),
    [
        ("restriction.started", "every restriction has a decision: restriction.started names none"),
        ("ranking.demoted", "every restriction has a decision: ranking.demoted names none"),
        ("payout.delayed", "every restriction has a decision: payout.delayed names none"),
        ("feed.excluded", "every restriction has a decision: feed.excluded names none"),
        ("hold.released", "what ends had begun: hold.released without a beginning"),
        ("interim.ended", "what ends had begun: interim.ended without a beginning"),
        ("effect.ended", "what ends had begun: effect.ended without a beginning"),
        ("appeal.ack", "what ends had begun: appeal.ack without a beginning"),
    ],
)
def test_nothing_is_taken_or_ended_that_was_not_decided_or_begun(type_, said_):
    assert said_ in thing(event(type_, day(1), case_id="z"))
    assert said_ in thing(event(type_, day(1), case_id="z", hold_id="q", appeal_id="r"))


def test_the_same_id_is_used_for_one_export_only():
    sent = [event("sor.exported", day(n), decision_id="d", puid="p") for n in (1, 2)]
    assert "an export under an id of its own, accepted: p was used before" in thing(*sent)


@pytest.mark.parametrize(
    ("assessed", "late"), [(day(1), False), (day(1, 1), True), (day(-1), False)]
)
def test_a_tool_is_assessed_by_the_moment_of_its_first_use(assessed, late):
    tool = {"tool_id": "t", "dpia_ref": "x", "first_use": day(1).isoformat()}
    told = thing(event("tool.registered", day(0), dpia_at=assessed.isoformat(), **tool))
    assert any("assessed at" in one for one in told) is late


@pytest.mark.parametrize("gone", ["tool.changed", "tool.disabled"])
def test_a_tool_that_infringed_rights_is_mended_before_it_is_used_again(gone):
    used = "a tool found to infringe rights is stopped or changed first: applications was used"
    found = event("tool.finding", day(1), tool_id="applications", finding="infringing")
    fine = {**found, "finding": "sound"}
    mended = event(gone, day(2), tool_id="applications")
    assert used in said([*kept.logs()["Ann"], found])
    assert used not in said([*kept.logs()["Ann"], fine])
    assert used not in said([*kept.logs()["Ann"], found, mended])


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (2, 2, None),
        (3, 2, "equal chances: 3 against 2"),
        (1, 0, "both sides are heard: one side was not"),
    ],
)
@pytest.mark.parametrize("field", ["slots", "submissions"])
def test_both_sides_speak_and_as_often(field, first, second, says):
    award = {**kept.AWARD, "agreement": "clause 9", field: {"a": first, "b": second}}
    award = {k: v for k, v in award.items() if k != "slots" or field == "slots"}
    for kind in ("arbitration.decided", "arbitration.award"):
        told = thing(event(kind, day(1), arbitration_id="b", **award))
        assert (says in told) if says else told == set()


@pytest.mark.parametrize("cause", ["appeal", "complaint"])
@pytest.mark.parametrize("field", ["cause", "ground"])
def test_nobody_is_punished_for_an_appeal(field, cause):
    told = ann(decision_made={field: cause})
    assert "no measure for having appealed: it relies on an appeal" in told
    mild = ann(decision_made={field: cause, "kind": "warn"})
    assert "no measure for having appealed: it relies on an appeal" not in mild


def test_a_statement_says_start_and_who_may_represent():
    due = "start, and who may represent: the statement does not say"

    def lacking(*names):
        fields = {k: v for k, v in kept.STATEMENT.items() if k not in names}
        return due in ann(sor_delivered={"fields": fields})

    assert not lacking()
    assert lacking("representative")
    assert lacking("effect_at")
    started = {**kept.STATEMENT, "start": "now", "representation": "kim"}
    started = {k: v for k, v in started.items() if k not in {"effect_at", "representative"}}
    assert due not in ann(sor_delivered={"fields": started})


@pytest.mark.parametrize(
    ("theirs", "its", "same"),
    [("en", "en-GB", True), ("en-US", "EN", True), ("de", "en", False), ("", "en", True)],
)
def test_a_statement_is_in_the_members_language_whatever_the_region(theirs, its, same):
    told = ann(case_opened={"language": theirs}, sor_delivered={"language": its})
    assert (f"the person's language, {theirs}: it is in {its}" in told) is not same


@pytest.mark.parametrize("by", ["sent", "Queued", "failed"])
@pytest.mark.parametrize("field", ["status", "delivery"])
def test_what_was_only_sent_is_not_delivered(field, by):
    assert "proof of delivery: it was only sent" in ann(sor_delivered={field: by})
    assert "proof of delivery: it was only sent" not in ann(sor_delivered={field: "read"})


@pytest.mark.parametrize("name", ["ods", "out-of-court", "out_of_court", "Mediation", "a dispute"])
def test_a_way_out_of_court_may_be_named_in_many_words(name):
    fields = {**kept.STATEMENT, "redress": [name, "fair work"]}
    assert ann(sor_delivered={"fields": fields}) == set()


def test_a_log_of_one_event_that_says_nothing_is_told():
    for given, said_ in (({"at": day(0).isoformat()}, "{'at': '2026"), ({"type": "x"}, "x")):
        (one,) = [each for each in one_thing.breaches([given], at=MONDAY) if each.duty == "S09"]
        assert one.what_was_due == "an event says what happened and when"
        assert one.what_happened.startswith(said_)
        assert one.undetermined


def test_a_representative_who_was_named_is_there():
    log = kept.logs()["Ann"]
    asked = [
        {**one, "representative_id": "kim"} if one["type"] == "hearing.requested" else one
        for one in log
    ]
    assert "kim is present: it was held without" in said(asked)
    there = [
        {**one, "representative_id": "kim"} if one["type"] == "hearing.held" else one
        for one in asked
    ]
    assert said(there) == set()


@pytest.mark.parametrize("share", [{"platform_share": 0}, {"cost": {"platform_share": 0}}])
def test_the_platform_bears_a_share_of_a_mediation(share):
    for kind in ("mediation.cost", "mediation.closed", "mediation.decided"):
        told = thing(event(kind, day(1), mediation_id="m", **share))
        assert "the platform bears a share: it bears none" in told
    paid = {"platform_share": 0, "cost": {"platform_share": 0.5}}
    assert thing(event("mediation.closed", day(1), mediation_id="m", **paid)) == set()
    assert thing(event("mediation.closed", day(1), mediation_id="m")) == {
        "the platform bears a share: platform_share is not stated (cannot be told)"
    }


@pytest.mark.parametrize("level", ["fully", "Full", "solely"])
def test_what_a_machine_decided_is_not_made_a_persons_by_a_signature(level):
    told = ann(decision_made={"automation": {"decision": level}})
    assert "a person decides to suspend: it was made by a machine alone" in told
    assert not ann(decision_made={"automation": {"decision": "partially"}})


def test_a_reason_excuses_a_later_report_that_was_decided_first():
    def waiting(**fields):
        return thing(
            event("notice.received", day(0), notice_id="t", trusted=True, **kept.NOTICE),
            event("notice.ack", day(0.1), notice_id="t"),
            event("notice.received", day(0.5), notice_id="n", **kept.NOTICE),
            event("notice.ack", day(0.6), notice_id="n"),
            event("notice.decided", day(1), notice_id="n", **fields),
            event("reporter_outcome.sent", day(1.1), notice_id="n", **kept.OUTCOME),
            event("notice.decided", day(2), notice_id="t"),
            event("reporter_outcome.sent", day(2.1), notice_id="t", **kept.OUTCOME),
        )

    assert waiting() == {"the trusted flagger's report t first: n was first"}
    assert waiting(priority_reason="danger") == set()


@pytest.mark.parametrize(("retired", "gone"), [(MONDAY, True), (day(0, 1), False)])
def test_a_rule_retired_at_the_moment_of_the_conduct_forbids_it_no_more(retired, gone):
    told = ann(rule_published={"retired_at": retired.isoformat()})
    assert any("was retired before the conduct" in one for one in told) is gone
