"""By what events are joined, whose rules bind, and on which laws the gold standard stands."""

from datetime import timedelta

import pytest

from goodstanding.law.duties import deriving
from goodstanding.law.duties.record import Entry, File
from tests.law.duties import lawful
from tests.law.duties.logs import MONDAY, breaches, day, event, numbered, table

FILE = File("c1", None, MONDAY)


def test_a_gold_rule_names_the_laws_it_is_built_from():
    late = [one for one in lawful.log(lawful.history()) if one["type"] != "appeal.ack"]
    (one,) = [one for one in breaches(late, at=day(100)) if one.duty == "G15"]
    rule = next(one for one in table().gold if one.id == "G15")
    sources = {one.id: one.source for one in table().duties}
    built = [f"{one} ({sources[one]})" if one in sources else one for one in rule.built_from]
    assert one.source == ", ".join(built)


@pytest.mark.parametrize(
    ("family", "fields"),
    [
        ("notice", ["notice_id"]),
        ("authority", ["hold_id", "report_id"]),
        ("order", ["order_ref"]),
        ("tool", ["tool_id", "tool"]),
        ("interim", ["interim_id", "decision_id", "case_id"]),
        ("ods", ["ods_id", "dispute_id"]),
        ("adr", ["adr_id", "dispute_id"]),
        ("mediation", ["mediation_id", "dispute_id"]),
        ("arbitration", ["arbitration_id", "dispute_id"]),
        ("dsr", ["dsr_id", "request_id"]),
        ("dp_complaint", ["complaint_id"]),
        ("payment_complaint", ["complaint_id"]),
        ("explanation", ["request_id", "decision_id"]),
        ("portability", ["request_id"]),
        ("trader", ["trader_id", "subject"]),
        ("worker", ["subject"]),
        ("disclosure", ["subject"]),
        ("tc", ["version"]),
        ("policy", ["policy_id", "rule_id"]),
        ("period", ["period"]),
        ("report", ["period", "report_id"]),
        ("milestone", ["milestone_id"]),
        ("funds", ["milestone_id", "week"]),
        ("week", ["week"]),
        ("reserve", ["tranche_id"]),
        ("transaction", ["transaction_id", "hold_id"]),
        ("chargeback", ["transaction_id", "hold_id"]),
        ("payment", ["payment_id"]),
        ("refund", ["payment_id"]),
        ("illegal_service", ["service_id"]),
        ("buyers", ["service_id"]),
        ("public_notice", ["service_id"]),
        ("payout", ["payout_id"]),
        ("hold", ["hold_id"]),
        ("reporter_outcome", ["notice_id"]),
        ("order_notice", ["order_ref"]),
        ("dispute", ["dispute_id"]),
        ("tc_change", ["version"]),
        ("payment_tc", ["version"]),
        ("anything", []),
    ],
)
def test_events_of_a_family_are_joined_by_its_own_field(family, fields):
    def thing(**data):
        return deriving.thing_of(Entry(f"{family}.any", MONDAY, data, FILE, None))

    given = {name: f"the {name}" for name in [*fields, "key"]}
    for name in [*fields, "key"]:
        assert thing(**given) == f"the {name}"
        del given[name]
    assert thing() == ""


@pytest.mark.parametrize("family", sorted(deriving.NEVER))
def test_what_is_about_a_case_is_about_no_other_thing(family):
    entry = Entry(f"{family}.any", MONDAY, {"key": "k", "version": 1}, FILE, None)
    assert deriving.thing_of(entry) == ""
    assert {
        *("case", "evidence", "decision", "sor", "effect", "appeal", "appeal_outcome"),
    } == deriving.NEVER


def test_a_rule_that_was_retired_binds_no_later_conduct():
    gone = event("rule.retired", MONDAY - timedelta(days=1), **lawful.RULE)
    log = numbered(sorted([lawful.rule(), gone, *lawful.history()], key=lambda one: one["at"]))
    told = {(one.what_happened, one.due_at) for one in breaches(log, at=day(100))}
    assert told == {("no-spam@3 was retired before the conduct", MONDAY - timedelta(days=1))}


def test_two_lawful_cases_do_not_disturb_each_other():
    log = lawful.log(lawful.history(), lawful.history("c2", day(3)))
    assert breaches(log, at=day(110)) == []
