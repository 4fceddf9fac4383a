"""More that only shows where a log is changed in a way of its own."""

import pytest

from goodstanding.law.duties import parameters
from goodstanding.law.duties.profiles import Platform, Subject
from tests.law.duties import kept, lawful
from tests.law.duties.logs import MONDAY, day, event, table
from tests.law.duties.test_two_things import ann, said, thing


def without(kind, **changes):
    log = [{**one, **changes.get(one["type"].replace(".", "_"), {})} for one in kept.logs()["Ann"]]
    return said([one for one in log if one["type"] != kind])


def test_a_machine_holds_no_money():
    machine = {"decider": {"kind": "automation", "id": "r"}, "kind": "monetary_hold"}
    told = ann(decision_made=machine)
    assert "a person decides to monetary hold: it was made by a machine alone" in told


@pytest.mark.parametrize("event_", ["decision_made", "case_opened"])
def test_who_investigated_a_grave_case_does_not_decide_it(event_):
    both = {"case_opened": {"investigators": ["rita"]}}
    both[event_] = {**both.get(event_, {}), "risk_class": "high"}
    told = ann(**both)
    assert "another person than who investigated: rita did both" in told
    assert ann(case_opened={"investigators": ["rita"]}) == set()


@pytest.mark.parametrize("name", ["closed", "closed_at"])
def test_an_inquiry_may_be_closed_in_the_decision_itself(name):
    closed = {"investigation": {name: day(12).isoformat()}}
    due = "an inquiry closed before the decision"
    assert not any(one.startswith(due) for one in without("inquiry.closed", decision_made=closed))
    late = {"investigation": {name: day(15).isoformat()}}
    told = without("inquiry.closed", decision_made=late)
    assert f"{due} by 2026-03-16 09:00: closed at 2026-03-17" in told
    told = without("inquiry.closed")
    assert f"{due}: the log does not say that an inquiry was closed (cannot be told)" in told


@pytest.mark.parametrize(("class_", "barred"), [("no", 0), ("false", 0), (False, 0), ("mood", 1)])
def test_what_may_not_be_used_is_not_relied_on(class_, barred):
    told = ann(evidence_added={"banned_class": class_})
    assert ("no evidence of a class that may not be used: it relies on such" in told) is bool(
        barred
    )


def ods(**fields):
    decided = {"ods_id": "o", "body": "b", **fields}
    opened = event("ods.opened", day(0), ods_id="o", body="b")
    return thing(opened, event("ods.decided", day(9), **decided))


def test_who_wins_out_of_court_is_repaid_all():
    due = "the platform pays the fees, and the costs of a member who wins"
    assert ods(outcome="Member", fees=100, user_costs=20) == {
        f"{due}: unpaid: fees 100, user_costs 20"
    }
    assert ods(outcome="member", fees=100, platform_paid=99.5) == {f"{due}: unpaid: fees 100"}
    assert ods(outcome="platform", fees=100) == set()
    assert ods(user_charged=10) == {f"{due}: the member paid 10"}
    assert ods(user_charged=10, body_finding="bad_faith") == set()


@pytest.mark.parametrize("kind", ["restrict", "suspend", "terminate"])
def test_who_was_wrongly_stopped_is_paid(kind):
    due = "lost pay is made good: no remedy says so (paid_compensation) (cannot be told)"
    unpaid = {"remedy_completed": {"kind": "tool_fixed"}, "decision_made": {"kind": kind}}
    assert due in ann(**unpaid)
    assert due not in ann(**{**unpaid, "remedy_completed": {"kind": "back_pay"}})
    assert due not in ann(**{**unpaid, "decision_made": {"kind": "visibility"}})


def test_the_time_to_appeal_is_as_long_as_the_law_says():
    told = ann(sor_delivered={"appeal_until": day(100).isoformat()})
    assert "time to appeal by 2026-09-16 09:00: it ends at 2026-06-10 09:00" in told


@pytest.mark.parametrize(
    ("decision_id", "says"), [("x", "there is no decision x"), (None, "it names none")]
)
def test_a_statement_names_a_decision_of_the_log(decision_id, says):
    fields = {"medium": "email", "language": "en", "decision_id": decision_id}
    told = thing(event("sor.delivered", day(1), case_id="z", **fields))
    assert f"a statement names a decision of the log: {says} (cannot be told)" in told


def test_a_termination_need_not_end_and_a_suspension_must():
    due = "an end; only a termination is permanent"
    ended = {"end_at": None, "kind": "terminate"}
    assert not any(one.startswith(due) for one in ann(decision_made=ended))
    told = ann(decision_made={"end_at": None})
    assert f"{due}: suspend says neither end_at nor permanent (cannot be told)" in told
    told = ann(decision_made={"end_at": None, "permanent": True})
    assert f"{due}: suspend is permanent" in told


def test_a_hold_is_no_longer_than_its_ground_allows():
    told = ann(hold_placed={"release_by": day(60).isoformat()})
    assert (
        "a hold for dispute of 30 days at most by 2026-04-17 09:00: "
        "to be released at 2026-05-01 09:00"
    ) in told


def test_a_change_is_told_before_it_takes_effect():
    change = {**kept.CHANGE, "effective_at": day(-1).isoformat()}
    told = thing(event("tc_change.notified", day(0), **change))
    assert (
        "a change is told before it takes effect by 2026-03-01 09:00: told at 2026-03-02 09:00"
    ) in told


@pytest.mark.parametrize("outcome", ["upheld", "confirmed", "modified", "inadmissible"])
def test_each_outcome_is_one(outcome):
    assert not any("the outcome is" in one for one in ann(appeal_decided={"outcome": outcome}))


@pytest.mark.parametrize("field", ["ground", "reason"])
def test_misuse_is_weighed_and_warned_whatever_its_field_is_called(field):
    told = ann(decision_made={field: "misuse"})
    assert (
        "misuse is judged by number, window, share, gravity, consequences and intent: "
        "it does not say: n_items, share, window (cannot be told)"
    ) in told


@pytest.mark.parametrize("quiet", [{"cause": "authority_order"}, {"exception_code": "NO_CONTACT"}])
def test_nobody_is_told_where_that_is_forbidden_or_in_vain(quiet):
    due = "a statement of reasons is delivered: suspend c1-d has none"
    assert due in without("sor.delivered")
    assert due not in without("sor.delivered", decision_made=quiet)


def test_a_warning_counts_in_the_members_next_case():
    first = [one for one in lawful.heard("c0", MONDAY) if one["type"] != "x"]
    log = [one for one in kept.logs()["Ann"] if one["type"] != "warning.sent"]
    due = "a warning first, but in an emergency: none was sent"
    assert due in said(log)
    assert due in said([*log, *first])
    same = [{**one, "subject": "ann-c1"} if one["type"] == "case.opened" else one for one in first]
    assert due not in said([*log, *same])


def test_what_is_not_said_of_a_platform_or_a_person_is_unknown():
    assert Platform().sector == "online"
    nobody = Subject()
    assert {nobody.residence, nobody.work_location, nobody.role, nobody.capacity} == {""}


def test_what_a_law_requires_is_not_relaxed():
    for one in table().parameters:
        for legal in one.laws:
            if one.direction not in {"require", "exact"} or one.gold.startswith("P"):
                continue
            weaker = parameters.Relaxation(one.name, "another", "ours", "Max", MONDAY)
            with pytest.raises(ValueError, match="weaker") as told:
                parameters.parameters({legal.profile}, table=table(), relaxations=[weaker])
            first = next(each for each in one.laws if each.profile == legal.profile)
            assert str(told.value) == (
                f"{one.name}: another is weaker than {first.says} ({first.duty})."
            )
