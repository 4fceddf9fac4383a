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
