"""Logs in which every duty of every law is kept: a member's case, two more, and other things."""

from datetime import datetime, timedelta

from tests.law.duties import lawful
from tests.law.duties.logs import MONDAY, day, event


def told(what, n, **fields):
    return event(what, day(n), **fields)


def about(what, n, **fields):
    return told(what, n, case_id="c1", **fields)


STATEMENT = {
    **lawful.STATEMENT,
    "redress": ["internal_appeal", "ods", "court", "Fair Work Commission"],
    "certified_by": "rita",
    "representative": "anyone Ann names",
}
HOLD = {"decision_id": "c1-d", "hold_id": "h", "payee": "ann", "amount": 900, "currency": "EUR"}
HOLD |= {"ground": "dispute", "exposure_basis": {"amount": 1000}}


def case():
    """Ann's case, with an interim measure, a hold and an appeal."""
    started = {"evidence": ["e1"], "exception_code": "FRAUD", "end_at": day(4).isoformat()}
    decided = lawful.decision("c1", MONDAY, just_cause="spam", valid_reason="conduct")
    return [
        told("policy.sent", -50, policy_id="no-spam@3"),
        *lawful.heard("c1", MONDAY),
        about("interim.started", 2, kind="restrict", **started),
        about("interim.ended", 3),
        decided,
        *_told("c1"),
        about("hold.placed", 16, release_by=day(26).isoformat(), **HOLD),
        about("decision.confirmed", 15, decision_id="c1-d", by="sue"),
        about("hold.reviewed", 21, hold_id="h"),
        about("hold.released", 25, hold_id="h"),
        about("hold.notice", 16, hold_id="h"),
        *(_sooner(one) for one in lawful.appealed("c1", MONDAY)),
    ]


def _sooner(one):
    """What came after 39 days three days sooner: some law gives an appeal a week only."""
    at = datetime.fromisoformat(one["at"])
    return {**one, "at": (at - timedelta(days=3)).isoformat()} if at > day(39) else one


def _told(name, measure="suspend"):
    delivered, *rest = lawful.told(name, MONDAY)
    return [{**delivered, "fields": {**STATEMENT, "measure": measure}}, *rest]


def warned():
    """A case that ends with a warning, and one about misuse of reports."""
    d1 = {"decision_id": "w-d", "kind": "visibility", "object_scope": "post"}
    d2 = {"decision_id": "m-d", "kind": "suspend_reporting", "object_scope": "processing"}
    counted = {"number": 9, "window": "May", "share": 0.9, "gravity": "low"}
    factors = {"factors": {**lawful.FACTORS, **counted, "n_items": 9}}
    until = day(80).isoformat()
    return [
        *_moved(lawful.heard("w", MONDAY), subject="kim"),
        _of(lawful.decision("w", MONDAY), **d1, automation={"decision": "none"}),
        *(_of(one, decision_id="w-d") for one in _told("w", "visibility")[:2]),
        *_moved(lawful.heard("m", MONDAY), subject="lea"),
        _of(lawful.decision("m", MONDAY), **d2, **factors, ground="misuse", end_at=until),
        *(_of(one, decision_id="m-d") for one in _told("m", "suspend_reporting")[:2]),
    ]


def _moved(events, **fields):
    return [{**one, **fields} if one["type"] == "case.opened" else one for one in events]


def _of(one, **fields):
    fields = {"puid": fields["decision_id"], **fields} if one["type"] == "sor.exported" else fields
    return {**one, **fields}


NOTICE = {"reasons": "spam", "location": "job 7", "good_faith": True, "category": "spam"}
OUTCOME = {"decision": "removed", "redress": "appeal", "automation_disclosed": True}
CHANGE = {"version": 2, "medium": "email", "recipients": "all", "effective_at": day(40).isoformat()}
AWARD = {"slots": {"ann": 2, "ben": 2}, "reasons": "the contract", "disclosure": "none"}
TRADER = {"name": "Kim", "identity": "card", "payment_account": "DE1", "register": "HRB 1"}
TOOL = {"tool_id": "t", "dpia_ref": "x", "dpia_at": day(-9).isoformat()}


def things():
    """What concerns no case of a member."""
    return [
        told("notice.received", -1, notice_id="n0", trusted_flagger=True, **NOTICE),
        told("notice.ack", -0.9, notice_id="n0"),
        told("notice.received", 0, notice_id="n1", **NOTICE),
        told("notice.ack", 0.5, notice_id="n1"),
        told("notice.decided", 1, notice_id="n0", automation={"decision": "none"}),
        told("reporter_outcome.sent", 1.5, notice_id="n0", **OUTCOME),
        told("notice.decided", 2, notice_id="n1", automation={"decision": "partially"}),
        told("reporter_outcome.sent", 2.5, notice_id="n1", **OUTCOME),
        told(
            "order_notice.delivered",
            1,
            order_ref="o",
            reasons="law",
            redress="court",
            territorial_scope=["DE"],
        ),
        told("tc_change.notified", 0, **CHANGE),
        told("tool.registered", -8, first_use=day(1).isoformat(), **TOOL),
        told("tool.finding", 3, tool_id="t", finding="infringing"),
        told("tool.changed", 4, tool_id="t"),
        told("report.published", 5, period="2025", parts=list("abcdefghijk"), figures="f"),
        told("trader.verified", 0, trader_id="k", self_certification="signed", **TRADER),
        told("trader.first_offer", 1, trader_id="k"),
        told("illegal_service.known", 2, service_id="s"),
        told("buyers.notified", 3, service_id="s"),
        told("ods.opened", 0, ods_id="o1", body="a body"),
        told(
            "ods.decided",
            30,
            ods_id="o1",
            body="a body",
            outcome="user",
            body_finding="good",
            fees=100,
            user_costs=20,
            platform_paid=100,
            reimbursed=20,
        ),
        told("ods.refused", 31, ods_id="o2", body="a body", earlier_dispute="o1"),
        told("mediation.closed", 32, mediation_id="m", platform_share=0.5),
        told(
            "arbitration.opened",
            0,
            arbitration_id="b1",
            agreement="clause 9",
            party_role="consumer",
            topic="harassment",
            post_dispute_consent=True,
            claimant_chose=True,
        ),
        told("arbitration.decided", 30, arbitration_id="b1", **AWARD),
        told("tool.evaluated", 5, tool_id="t"),
        told("tool.evaluated", 95, tool_id="t"),
        told("mau.published", -150),
        told("mau.published", 20),
        told("p2b_report.published", -300, period="2025", figures="f"),
        told("p2b_report.published", 50, period="2025", figures="f"),
        told("payment_tc.notified", -70, **{**CHANGE, "version": 4}),
        told("dsr.opened", 0, dsr_id="r"),
        told("dsr.closed", 20, dsr_id="r"),
        told("appeal.rejected", 20, appeal_id="zz", reason="late"),
        told("rule.retired", 90, rule_id="old", version=1),
        told("dispute.opened", 0, dispute_id="x", answer_due=day(20).isoformat()),
        told("dispute.decided", 25, dispute_id="x", default=True, reminded=True),
    ]


def logs():
    """Each log by what it is about."""
    range_ = ["warn", "restrict", "suspend", "visibility", "suspend_reporting"]
    rule = {**lawful.rule(), "sanction_range": range_}
    return {
        "Ann": in_order([rule, *case()]),
        "words": in_order([rule, told("policy.sent", -50, policy_id="no-spam@3"), *warned()]),
        "things": in_order(things()),
    }


def in_order(events):
    return sorted(events, key=lambda one: one["at"])
