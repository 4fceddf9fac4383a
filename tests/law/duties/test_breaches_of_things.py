"""What concerns no case: reports by others, orders, tools, traders, disputes, published figures."""

import gc

import pytest

from goodstanding.law.duties.profiles import Platform
from goodstanding.law.duties.record import File
from tests.law.duties import lawful
from tests.law.duties.logs import MONDAY, breaches, day, event, numbered

NOTICE = {"notice_id": "n1", "reasons": "spam", "location": "job 7", "good_faith": True}
ODS = {"ods_id": "o1", "body": "a body"}
AWARD = {
    "arbitration_id": "b1",
    "slots": {"ann": 2, "ben": 2},
    "reasons": "…",
    "disclosure": "none",
}
TRADER = {"name": "Kim", "identity": "…", "payment_account": "…", "register": "…"}

NOW = day(100)


def said(what, n, **fields):
    return event(what, day(n), **fields)


def found(*events, at=NOW, **options):
    return {one.duty for one in breaches(numbered(events), at=at, **options)}


def reported(**changed):
    """A report by others, handled lawfully."""
    outcome = {"decision": "removed", "redress": "appeal", "automation_disclosed": True}
    return [
        said("notice.received", 0, **NOTICE),
        said("notice.ack", 0.5, notice_id="n1"),
        said("notice.decided", 2, notice_id="n1", automation="partially"),
        said("reporter_outcome.sent", 2.5, notice_id="n1", **{**outcome, **changed}),
    ]


def test_what_is_handled_lawfully_breaches_nothing():
    assert found(*reported()) == set()
    assert found(lawful.rule()) == set()


BROKEN = {
    "a form without a place": (
        [said("notice.received", 0, **{**NOTICE, "location": ""}), *reported()[1:]],
        {"DSA-16.2"},
    ),
    "a report not acknowledged": ([reported()[0], *reported()[2:]], {"DSA-16.4", "G15"}),
    "a reporter not told": (reported()[:3], {"DSA-16.5"}),
    "a reporter not told of redress": (reported(redress=""), {"DSA-16.5"}),
    "a reporter not told of the machine": (reported(automation_disclosed=False), {"DSA-16.6"}),
    "a trusted flagger waits": (
        [
            said("notice.received", -1, **{**NOTICE, "notice_id": "n0"}, trusted_flagger=True),
            said("notice.ack", -0.9, notice_id="n0"),
            *reported(),
        ],
        {"DSA-22.1"},
    ),
    "an order told without its reasons": (
        [
            said(
                "order_notice.delivered",
                1,
                order_ref="o",
                redress="court",
                territorial_scope=["DE"],
            )
        ],
        {"DSA-9.5", "G25"},
    ),
    "a rule published by half": (
        [{k: v for k, v in lawful.rule().items() if k != "text_hash"}],
        {"DSA-14.1b", "G01"},
    ),
    "a change told to nobody in particular": (
        [
            said(
                "tc_change.notified", 0, version=2, medium="email", effective_at=day(40).isoformat()
            )
        ],
        {"DSA-14.2", "P2B-3.2", "G02"},
    ),
    "a change told on a banner": (
        [
            said(
                "tc_change.notified",
                0,
                version=2,
                medium="banner",
                recipients="all",
                effective_at=day(40).isoformat(),
            )
        ],
        {"DSA-14.2", "P2B-3.2", "G02"},
    ),
    "a change told three weeks ahead": (
        [
            said(
                "tc_change.notified",
                0,
                version=2,
                medium="email",
                recipients="all",
                effective_at=day(21).isoformat(),
            )
        ],
        {"G02"},
    ),
    "a statement exported twice under one id": (
        [
            said("sor.exported", 1, decision_id="d", puid="p", accepted=True),
            said("sor.exported", 2, decision_id="d", puid="p", accepted=True),
        ],
        {"G28"},
    ),
    "a tool without an assessment": (
        [said("tool.registered", 0, tool_id="t", first_use=day(1).isoformat())],
        {"PWD-8", "G29"},
    ),
    "a tool assessed too late": (
        [
            said(
                "tool.registered",
                0,
                tool_id="t",
                dpia_ref="x",
                dpia_at=day(2).isoformat(),
                first_use=day(1).isoformat(),
            )
        ],
        {"PWD-8", "G29"},
    ),
    "a tool not evaluated for three years": (
        [said("tool.evaluated", -1100, tool_id="t"), said("tool.evaluated", 0, tool_id="t")],
        {"PWD-10.1", "G29"},
    ),
    "a report of nine parts": (
        [said("report.published", 0, period="2025", parts=list("abcdefghi"), figures="f")],
        {"IR-1"},
    ),
    "a report without figures": (
        [said("report.published", 0, period="2025")],
        {"IR-1", "DSA-15.1", "DSA-24.1", "P2B-11.4", "SCP-N", "G27"},
    ),
    "a report published late": (
        [
            said("period.end", 0, period="2025"),
            said("report.published", 62, period="2025", parts=list("abcdefghijk"), figures="f"),
        ],
        {"DSA-15.1", "IR-2", "G27"},
    ),
    "a trader not certified": (
        [said("trader.verified", 0, trader_id="k", **TRADER)],
        {"DSA-30.1", "G24"},
    ),
    "a trader who offers before being known": (
        [
            said("trader.first_offer", 0, trader_id="k"),
            said("trader.verified", 1, trader_id="k", self_certification="…", **TRADER),
        ],
        {"DSA-30.1", "G24"},
    ),
    "an illegal service of which buyers hear nothing": (
        [said("illegal_service.known", 0, service_id="s")],
        {"DSA-32", "G25"},
    ),
    "a member who won and was not repaid": (
        [
            said("ods.opened", 0, **ODS),
            said("ods.decided", 30, **ODS, outcome="user", fees=100, user_costs=20),
        ],
        {"DSA-21.5", "G18"},
    ),
    "a member who was charged": (
        [said("ods.opened", 0, **ODS), said("ods.decided", 30, **ODS, user_charged=10)],
        {"DSA-21.5", "G18"},
    ),
    "a dispute refused without an earlier one": ([said("ods.refused", 0, **ODS)], {"DSA-21.2"}),
    "a body that takes too long": (
        [said("ods.opened", -100, **ODS), said("ods.decided", 0, **ODS)],
        {"DSA-21.4", "G18"},
    ),
    "a mediation the platform does not pay": (
        [said("mediation.closed", 0, mediation_id="m", platform_share=0)],
        {"P2B-12.3", "G18"},
    ),
    "an award after hearing one side": (
        [said("arbitration.decided", 0, **{**AWARD, "slots": {"a": 2, "b": 0}}, agreement="x")],
        {"NYA-V1b", "G19", "G23", "UPW-ESC"},
    ),
    "an award without an agreement": ([said("arbitration.decided", 0, **AWARD)], {"NYA-V1", "G19"}),
    "an award without reasons": (
        [said("arbitration.decided", 0, **{**AWARD, "reasons": ""}, agreement="x")],
        {"UML", "G19"},
    ),
    "a consumer made to arbitrate": (
        [said("arbitration.opened", 0, arbitration_id="b", agreement="x", party_role="consumer")],
        {"NYA-V2", "G19"},
    ),
    "a harassed person made to arbitrate": (
        [said("arbitration.opened", 0, arbitration_id="b", agreement="x", topic="harassment")],
        {"US-EFAA", "G19"},
    ),
    "a default decision without a reminder": (
        [said("dispute.decided", 0, dispute_id="x", default=True)],
        {"UPW-ESC", "G23"},
    ),
    "too little time to answer a dispute": (
        [said("dispute.opened", 0, dispute_id="x", answer_due=day(5).isoformat())],
        {"UPW-ESC", "G23"},
    ),
    "a request for data unanswered": (
        [said("dsr.opened", 0, dsr_id="r")],
        {"GDPR-12.3", "G26"},
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_found_and_nothing_else(what):
    events, expected = BROKEN[what]
    assert found(*sorted(events, key=lambda one: one["at"])) == expected


def test_an_extension_in_time_makes_a_clock_longer_and_one_too_late_does_not():
    opened, decided = said("ods.opened", -100, **ODS), said("ods.decided", 0, **ODS)
    assert found(opened, said("ods.extended", -20, **ODS), decided) == set()
    assert found(opened, said("ods.extended", -5, **ODS), decided) == {"DSA-21.4", "G18"}


def test_a_pause_stops_a_clock_whose_number_is_ours_and_not_the_laws():
    appealed = lawful.appealed("c1", MONDAY)
    late = [
        {**one, "at": day(47).isoformat()} if one["type"] == "appeal.decided" else one
        for one in appealed
    ]
    pause = [said("clock.paused", 35, case_id="c1"), said("clock.resumed", 39, case_id="c1")]
    before = [
        *lawful.heard("c1", MONDAY),
        lawful.decision("c1", MONDAY),
        *lawful.told("c1", MONDAY),
    ]
    log = sorted([lawful.rule(), *before, *late, *pause], key=lambda one: one["at"])
    asked = {"profiles": {"EU-DSA", "EU-PWD"}}
    assert "DSA-20.4a" not in found(*log, **asked)
    assert "PWD-11.2" in found(*log, **asked)


def test_a_platform_known_to_be_small_is_spared():
    log = [one for one in lawful.log(lawful.history()) if one["type"] != "sor.exported"]
    assert found(*log) == {"DSA-24.5", "G28"}
    assert "DSA-24.5" not in found(*log, platform=Platform(staff=9, turnover=1_000_000))


def test_the_same_breach_is_not_told_of_who_lives_elsewhere():
    log = [
        {**one, "residence": "US", "work_location": "US"} if one["type"] == "case.opened" else one
        for one in lawful.log(lawful.history())
        if one["type"] != "sor.exported"
    ]
    assert found(*log) == set()


def test_a_log_without_numbers_and_actors_is_told_once():
    log = [
        {k: v for k, v in one.items() if k not in {"seq", "actor"}}
        for one in lawful.log(lawful.history())
    ]
    (actors, numbers) = breaches(log, at=day(100))
    assert actors.duty == numbers.duty == "S01"
    assert actors.undetermined
    assert actors.what_happened == f"{len(log)} of {len(log)} events have none"


def test_a_number_left_out_and_an_event_out_of_order_are_told():
    log = lawful.log(lawful.history())
    del log[5]
    assert [one.what_happened for one in breaches(log, at=day(100)) if one.duty == "S01"] == [
        "event 7 follows event 5"
    ]
    log = numbered([*lawful.log(lawful.history())[1:], lawful.rule()])
    assert "S01" in {one.duty for one in breaches(log, at=day(100))}


def test_cases_that_are_over_are_forgotten_and_told_of_all_the_same():
    many = [lawful.history(f"c{n}", day(40 * n)) for n in range(30)]
    late = [one for one in many[2] if one["type"] != "appeal.ack"]
    log = lawful.log(*many[:2], late, *many[3:])
    most = 0

    def read():
        nonlocal most
        for n, one in enumerate(log):
            if n % 100 == 0:
                most = max(most, sum(type(each) is File for each in gc.get_objects()))
            yield one

    told = breaches(read(), at=day(1300))
    assert {(one.duty, one.case) for one in told} == {("G15", "c2")}
    assert most < 20


def test_a_case_that_was_over_and_goes_on_is_not_taken_for_a_new_one():
    log = lawful.log(lawful.history(), *[lawful.history(f"c{n}", day(60 * n)) for n in range(2, 9)])
    after = said("record.deleted", 600, case_id="c1")
    told = breaches(numbered([*log, after]), at=day(601))
    assert {(one.duty, one.case) for one in told} >= {("G26", "c1")}
    kept = said("record.deleted", 1200, case_id="c1")
    assert breaches(numbered([*log, kept]), at=day(1201)) == []


def test_an_effect_long_after_its_case_was_over_cannot_be_told():
    log = lawful.log(lawful.history(), *[lawful.history(f"c{n}", day(60 * n)) for n in range(2, 9)])
    after = said("effect.started", 600, case_id="c1", decision_id="c1-d")
    told = [one for one in breaches(numbered([*log, after]), at=day(601)) if one.duty == "S02"]
    assert [one.undetermined for one in told] == [True]


def test_blocked_money_is_reported_within_ten_business_days():
    held = {"hold_id": "h", "case_id": "c", "payee": "ann", "amount": 1, "exposure_basis": "law"}
    placed = said("hold.placed", 0, **held, ground="sanctions")
    asked = {"profiles": {"PAY-US"}}
    assert found(placed, said("authority.report", 14, hold_id="h"), **asked) == {"S02", "S12"}
    late = found(placed, said("authority.report", 15, hold_id="h"), **asked)
    assert late == {"S02", "S12", "OFAC"}
    dispute = said("hold.placed", 0, **held, ground="dispute", release_by=day(30).isoformat())
    assert "OFAC" not in found(dispute, **asked)
