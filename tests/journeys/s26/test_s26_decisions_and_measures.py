"""S26, P1 to P4: no decision and no measure is slipped in past its promises, by raw SQL either."""

from uuid import uuid4

import pytest

from tests import people
from tests.journeys.s26.shell import forged_decision, heard, insert, like, people_told
from tests.journeys.s26.story import DAY, DECIDED
from tests.people import NOW

pytestmark = pytest.mark.django_db


# P1


def test_no_measure_is_put_on_anyone_without_a_decision_that_orders_it(shell, refused, decision):
    placed = shell.row("cases_measure")
    abe = shell.row("accounts_account", "name = 'abe'")["id"]

    def put(**changed):
        return insert("cases_measure", like(placed, **changed))

    refused("P1: no decision orders a suspension", put(kind="suspension"))
    refused("P1: no decision orders a restriction of this account", put(account_id=abe))
    refused("P1|foreign key", put(decision_id=uuid4()))


def test_no_restriction_is_decided_without_a_measure_that_carries_it_out(
    shell, refused, decision, waiting
):
    told = people_told(shell, waiting)
    asked = heard(shell, waiting, served_at=DECIDED - 8 * DAY, respond_by=DECIDED - DAY)
    mute = forged_decision(decision, case_id=waiting["id"], hold_id=None, **told.ids)
    refused("P1: this restriction has no measure", *asked, *told.statements, mute)


def test_conduct_before_the_policy_bound_is_not_held_against_anyone(
    shell, refused, decision, waiting
):
    bound = shell.row("policies_policyversion", "slug = 'poor-performance'")["in_force_from"]
    early = {"case_id": waiting["id"], "conduct_from": bound - DAY, "hold_id": None}
    refused("P1: the policy version was not the one", forged_decision(decision, **early))


def test_no_policy_binds_before_it_was_announced_for_thirty_days(shell, refused):
    version = shell.row("policies_policyversion", "slug = 'poor-performance'")
    new = like(version, version=2, announced_at=NOW, adopted_at=NOW, in_force_from=NOW + 29 * DAY)
    refused("P1: .* before it was announced for 30 days", insert("policies_policyversion", new))
    back = like(version, version=2, in_force_from=version["in_force_from"] - DAY)
    refused("P1: .* does not come after version", insert("policies_policyversion", back))


# P2


def test_no_decision_is_made_without_its_statement_of_reasons(shell, refused, decision, waiting):
    free = {"case_id": waiting["id"], "hold_id": None, "measure": "warning", "ends_at": None}
    refused("P2", forged_decision(decision, **free, statement_id=None, notice_id=None))
    told = people_told(shell, waiting)
    mute = forged_decision(decision, **free, **told.ids)
    refused("P2: no notice of this warning is queued", *told.statements[:2], mute)
    other = forged_decision(decision, **free)
    refused("P2: the notice of a decision goes to the person it is about", other)
    mixed = told.ids | {"statement_id": decision["statement_id"]}
    refused(
        "P2: the statement of reasons is that",
        *told.statements,
        forged_decision(decision, **free, **mixed),
    )


@pytest.mark.parametrize("field", ["facts", "policy", "proportion", "remedy", "contact", "redress"])
def test_no_statement_of_reasons_leaves_a_field_empty(shell, refused, field):
    statement = like(shell.row("notices_statement"), notice_id=uuid4()) | {field: " "}
    refused("P2_statement_says", insert("notices_statement", statement))


# P3


def test_automation_does_not_restrict_anyone(shell, refused, decision, waiting):
    told = people_told(shell, waiting)
    alone = told.ids | {"case_id": waiting["id"], "decided_by_id": None, "rule": "outcomes"}
    restricts = forged_decision(decision, **alone, hold_id=None)
    refused("P3: a restriction is decided by a qualified case", *told.statements, restricts)
    holds = forged_decision(decision, **alone, measure="warning", ends_at=None)
    refused("P3_hold_decided_by_a_person", *told.statements, holds)


def test_only_a_qualified_person_restricts_anyone(shell, refused, decision, waiting):
    told = people_told(shell, waiting)
    ours = told.ids | {"case_id": waiting["id"], "hold_id": None}
    for by, at in (("Sue", DECIDED), ("Rita", people.ADOPTED - DAY)):
        unfit = forged_decision(decision, **ours, decided_by_id=shell.staff(by), at=at)
        refused("P3: a restriction is decided by a qualified case", *told.statements, unfit)


def test_nobody_is_restricted_unheard(shell, refused, decision, waiting):
    told = people_told(shell, waiting)
    ours = told.ids | {"case_id": waiting["id"], "hold_id": None}
    unheard = forged_decision(decision, **ours)
    refused("P3: a restriction is decided after hearing the member", *told.statements, unheard)
    urgent = {"measure": "suspension", "emergency": "fraud"}
    refused(
        "P3: a suspension is decided after hearing the member",
        *told.statements,
        forged_decision(decision, **ours | urgent),
    )


def test_an_hour_to_answer_is_no_hearing(shell, refused, waiting):
    hurried = heard(shell, waiting, served_at=DECIDED, respond_by=DECIDED + DAY / 24)
    refused("P3: a preliminary notice leaves more than a day", *hurried)
    served = shell.row("cases_preliminarynotice")
    misled = insert(
        "cases_preliminarynotice", like(served, case_id=waiting["id"]) | {"id": 900_002}
    )
    refused("P3: a preliminary notice goes to the person it is about", misled)


def test_nobody_is_suspended_from_one_day_to_the_next(shell, refused, decision, waiting):
    told = people_told(shell, waiting)
    asked = heard(shell, waiting, served_at=DECIDED - 8 * DAY, respond_by=DECIDED - DAY)
    ours = told.ids | {"case_id": waiting["id"], "hold_id": None, "measure": "suspension"}
    at_once = forged_decision(decision, **ours)
    refused("P3: a suspension takes effect 14 days after", *asked, *told.statements, at_once)


# P4


def test_everything_ends(shell, refused, decision, waiting):
    placed = shell.row("cases_measure")
    refused("P4_measure_ends", insert("cases_measure", like(placed, ends_at=None)))
    longer = like(placed, ends_at=placed["ends_at"] + DAY)
    refused("P4: the measure reaches beyond its decision", insert("cases_measure", longer))
    sooner = like(placed, starts_at=placed["starts_at"] - DAY)
    refused("P4: the measure reaches beyond its decision", insert("cases_measure", sooner))
    refused("P8", "UPDATE cases_measure SET ends_at = ends_at + interval '90 days'")
    told = people_told(shell, waiting)
    endless = forged_decision(
        decision, **told.ids, case_id=waiting["id"], hold_id=None, ends_at=None
    )
    asked = heard(shell, waiting, served_at=DECIDED - 8 * DAY, respond_by=DECIDED - DAY)
    refused("P4_restriction_ends", *asked, *told.statements, endless)
    hold = shell.row("funds_hold")
    for ends in (hold["placed_at"], hold["placed_at"] + 181 * DAY):
        refused(
            "P4_hold_ends|P4: a hold on the ground", insert("funds_hold", like(hold, ends_at=ends))
        )
    refused("P8", "UPDATE funds_hold SET ends_at = ends_at + interval '90 days'")


# P10


def test_no_decision_against_anyone_rests_on_nothing(shell, refused, decision, waiting):
    told = people_told(shell, waiting)
    bare = {"case_id": waiting["id"], "hold_id": None, "measure": "warning", "ends_at": None}
    forged = forged_decision(decision, **bare, **told.ids)
    refused("P10: a decision against someone names", *told.statements, forged)


def test_no_decision_is_dated_back_behind_what_happened_in_its_case(refused, decision, waiting):
    early = {"case_id": waiting["id"], "at": NOW - DAY, "measure": "no_action"}
    ours = early | {"notice_id": None, "statement_id": None, "hold_id": None}
    refused("P8: the decision is dated back to", forged_decision(decision, **ours))


def test_no_policy_is_changed_for_what_was_done_before(shell, refused):
    version = shell.row("policies_policyversion", "slug = 'poor-performance'")
    later = {"version": version["version"] + 1, "adopted_at": version["adopted_at"] + DAY}
    binding = {"in_force_from": version["in_force_from"] + 40 * DAY, "hash": "0" * 64}
    refused(
        "P1: policy poor-performance version 2 is dated back to",
        insert("policies_policyversion", like(version, **later, **binding)),
    )


def test_nothing_harsher_than_the_policy_is_decided(shell, refused, waiting, decision):
    told = people_told(shell, waiting)
    asked = heard(shell, waiting, served_at=DECIDED - 8 * DAY, respond_by=DECIDED - DAY)
    ours = told.ids | {"case_id": waiting["id"], "hold_id": None}
    before = (*asked, *told.statements)
    for changed, words in (
        ({"ends_at": DECIDED + 15 * DAY}, "P1: .* lets a restriction last for 14 days"),
        (
            {"measure": "interim_restriction", "emergency": "fraud", "ends_at": DECIDED + DAY},
            "P1: .* has no interim_restriction on its ladder",
        ),
        (
            {"measure": "warning", "decided_by_id": None, "rule": "outcomes"},
            "P3: policy poor-performance leaves a warning to a person",
        ),
    ):
        refused(words, *before, forged_decision(decision, **ours | changed))
    spam = shell.row("policies_policyversion", "slug = 'spam-applications'")["id"]
    other = {"policy_id": spam, "measure": "warning", "ends_at": None}
    refused(
        "P1: the case is about another policy", *before, forged_decision(decision, **ours | other)
    )


def test_nothing_is_taken_away_that_the_policy_leaves(shell, refused, waiting, decision):
    told = people_told(shell, waiting)
    asked = heard(shell, waiting, served_at=DECIDED - 8 * DAY, respond_by=DECIDED - DAY)
    forged = like(decision, **told.ids, case_id=waiting["id"], hold_id=None)
    ours = {"decision_id": forged["id"], "account_id": waiting["account_id"]}
    for everywhere in (["apply", "payout"], ["work"]):
        takes = like(shell.row("cases_measure"), **ours, capabilities=everywhere)
        refused(
            "P1: no restriction of policy poor-performance takes away",
            *asked,
            *told.statements,
            insert("cases_decision", forged),
            insert("cases_measure", takes),
        )


def test_nothing_is_added_to_a_decision_later(shell, refused, decision):
    again = like(shell.row("cases_measure"), contract="ann-c3")
    refused("P1: a row of cases_measure comes with its decision", insert("cases_measure", again))


def test_no_decision_is_told_by_words_that_were_there_before(shell, refused, decision, waiting):
    receipt = shell.row("appeals_appeal")["receipt_id"]
    told = shell.row("notices_notice", f"id = '{receipt}'")
    hers = like(waiting, account_id=told["account_id"], reference="GS-NEW", token="new")
    forged = {"case_id": hers["id"], "measure": "coaching_note", "notice_id": receipt}
    ours = {"statement_id": None, "hold_id": None, "ends_at": None}
    refused(
        "P2: the notice of a decision is written with it",
        insert("cases_case", hers),
        forged_decision(decision, **forged | ours),
    )
