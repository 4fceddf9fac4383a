"""P4, P8 and P9, past our code: what ends is over then, and what is undone leaves nothing."""

from uuid import UUID

import pytest

from tests.promises import forging
from tests.promises.shell import insert
from tests.promises.story import DAY, DECIDED, NOW

pytestmark = pytest.mark.django_db
FREE = UUID(int=3)
INTERIM = "measure = 'interim_restriction'"
LATER = DECIDED + 2 * DAY


def placed(shell, house, **changed):
    """A person places an interim restriction of Ben's, like that of the rule."""
    case = house.held_back.case
    by = {"decided_by_id": shell.staff("Rita"), "rule": "", "id": FREE}
    return forging.decided(shell, case, INTERIM, **by | changed)


def test_p4_an_interim_restriction_takes_effect_at_once(shell, house, refused):
    later = placed(shell, house, effect_at=NOW + DAY, ends_at=NOW + 2 * DAY)
    refused("P4: an interim restriction takes effect at once", *later)


def confirmed(shell, house, **changed):
    case, first = house.held_back.case, shell.row("cases_decision", INTERIM)
    by = {"decided_by_id": shell.staff("Rita"), "rule": "", "id": FREE}
    statements = forging.decided(shell, case, INTERIM, confirms_id=first["id"], measures=0, **by)
    made = first | {"id": FREE}
    return [*statements, forging.measure(shell, made, case, first, **changed)]


def test_p4_what_is_confirmed_is_confirmed_as_it_stands(shell, house, refused):
    for changed in ({"subject": ""}, {"subject": "ben-j0x"}, {"member": "ann", "subject": ""}):
        more = confirmed(shell, house, **changed)
        refused("P4: what is confirmed is confirmed as it stands|P1: ann does not work", *more)


def test_p4_only_an_interim_restriction_of_the_case_is_confirmed(shell, house, refused):
    words = "P4: what is confirmed is an interim restriction of the same case"
    confirms = {"confirms_id": house.held_back.id}
    refused(words, *forging.decided(shell, house.waiting, **confirms))
    urgent = {"measure": "interim_restriction", "emergency": "fraud"}
    refused(words, *forging.decided(shell, house.waiting, **confirms | urgent))


def test_p4_an_emergency_is_shown_by_something(refused, house):
    nothing = {"decision_id": house.held_back.id, "finding_id": None, "ground": " "}
    shown = insert("cases_emergencyevidence", nothing)
    refused("P4_emergency_evidence_names_something", shown)


HOLD = {"reasons": "x", "at": DECIDED + DAY}


def test_p4_a_hold_is_looked_at_every_seven_days_of_24_hours(shell, house, refused):
    """By a clock that is put on by two weeks in the middle of June, twenty days are seven."""
    hold, by = shell.row("funds_hold"), shell.staff("Rita")
    seen = {"hold_id": hold["id"], "by_id": by, "next_at": DECIDED + 12 * DAY} | HOLD
    look = insert("funds_holdreview", seen)
    refused("P4_hold_is_looked_at_every_week", look)
    stretched = "SET LOCAL timezone = 'AAA-167BBB167,M6.3.5,M9.1.0'"
    refused("P4: a hold is looked at within seven days of 24 hours", stretched, look)


def test_p4_no_hold_is_made_longer_by_nothing(shell, house, refused):
    hold, by = shell.row("funds_hold"), shell.staff("Rita")
    more = {"hold_id": hold["id"], "by_id": by, "at": DECIDED + DAY, "escalation": "x"}
    same = insert("funds_holdextension", more | {"ends_at": hold["ends_at"]})
    refused("P4: only a hold for a dispute is made longer", same)


def test_p5_the_ground_of_a_hold_is_known_and_is_its_own(shell, house, refused):
    refused("P5_hold_ground_known", shell.forged("funds_hold", ground="whim"))
    fraud = shell.forged("funds_hold", ground="fraud", family="violation")
    refused("P5_fraud_is_held_for_in_fraud_cases_only", fraud)


def test_p8_an_export_says_who_and_what(shell, house, refused):
    told = {"puid": "x", "batch": 1, "by": "Max", "at": NOW, "decision_id": house.held_back.id}
    for lacking in ({"by": " "}, {"puid": ""}, {"batch": 0}):
        exported = insert("reports_statementexport", told | lacking)
        refused("P8_export_says_who_and_what", exported)


def undone(shell, house, **changed):
    """Ben's decision is reversed, as far as a forger thinks of it."""
    return {
        "decision_id": house.held_back.id,
        "cause": "x",
        "reasons": "x",
        "by_id": shell.staff("Sue"),
        "at": LATER,
        "id": 900_001,
    } | changed


def whole(shell, house, **late):
    """A reversal with all it undoes; some of it later."""
    decided = house.held_back.id
    rows = [("cases_reversal", undone(shell, house))]
    for one in shell.ask("SELECT id FROM cases_measure WHERE decision_id = %s", decided):
        lift = {"measure_id": one["id"], "cause": "x", "by": "Sue", "at": LATER}
        rows.append(("cases_measurelift", lift))
    relied = "SELECT finding_id FROM cases_decisionfinding WHERE decision_id = %s"
    for one in shell.ask(relied, decided):
        aside = {"finding_id": one["finding_id"], "cause": "x", "at": LATER}
        rows.append(("findings_setaside", aside))
    return [
        insert(table, row | {"at": late[table]} if table in late else row) for table, row in rows
    ]


def test_p9_nothing_of_a_decision_ends_later_than_its_reversal(shell, house, refused):
    never = {"cases_measurelift": "infinity"}, {"findings_setaside": LATER + 900 * DAY}
    for late in never:
        refused(
            "P9: what a decision did ends with its reversal, not later",
            *whole(shell, house, **late),
        )


def test_p8_nothing_is_reversed_or_lifted_before_it_was_decided(shell, house, refused):
    early = undone(shell, house, at=NOW - DAY)
    refused("P8: a decision of .* is not reversed before", insert("cases_reversal", early))
    measure = shell.row("cases_measure")["id"]
    lift = {"measure_id": measure, "cause": "x", "by": "Sue", "at": NOW - DAY}
    refused("P8: a measure of .* is not lifted before", insert("cases_measurelift", lift))


def test_p9_no_finding_is_set_aside_but_by_a_reversal(shell, house, refused):
    for one in shell.ask("SELECT id FROM findings_finding LIMIT 3"):
        aside = {"finding_id": one["id"], "cause": "reversal 1", "at": LATER}
        refused("P9: a finding is set aside by the reversal", insert("findings_setaside", aside))


def test_p9_no_strike_goes_with_the_reversal_of_another_decision(shell, house, refused):
    strike = shell.row("cases_strike")["id"]
    gone = {"strike_id": strike, "reversal_id": 900_001, "at": LATER}
    refused(
        "P9: a strike goes with the reversal of its own decision, of no other",
        *whole(shell, house),
        insert("cases_strikeremoval", gone),
        "SET CONSTRAINTS strike_goes_with_its_decision IMMEDIATE",
    )


def test_p9_nothing_rests_on_what_was_set_aside(shell, house, refused):
    again = {"at": LATER + DAY, "effect_at": LATER + DAY, "measure": "no_action", "emergency": ""}
    rita = {"decided_by_id": shell.staff("Rita"), "rule": "", "ends_at": None, "measures": 0}
    relied = forging.decided(shell, house.held_back.case, INTERIM, **again | rita)
    refused(
        "P9: nothing rests on a finding that was set aside before",
        *whole(shell, house),
        *relied,
    )


def test_p9_a_remedy_plan_is_made_with_all_of_its_steps(shell, house, refused):
    asked = forging.heard(shell, house.waiting, DECIDED - 8 * DAY, DECIDED - DAY)
    plan = {"id": FREE, "decision_id": FREE, "size": 2, "made_at": DECIDED}
    refused(
        "P9: a remedy plan is made with all of its",
        *asked,
        *forging.decided(shell, house.waiting, id=FREE),
        insert("cases_remedyplan", plan),
    )
