"""P3, past our code: a named, qualified person decides; automation stops one thing for a day."""

from uuid import UUID

import pytest

from tests.promises import forging
from tests.promises.shell import insert
from tests.promises.story import DAY, DECIDED, NOW

pytestmark = pytest.mark.django_db
FREE = UUID(int=1)
INTERIM = "measure = 'interim_restriction'"


def asked(shell, house):
    return forging.heard(shell, house.waiting, DECIDED - 8 * DAY, DECIDED - DAY)


def test_the_forger_s_whole_decision_would_be_taken(shell, house):
    shell.allowed(*asked(shell, house), *forging.decided(shell, house.waiting))
    shell.allowed(*forging.decided(shell, house.waiting, measure="warning", measures=0))


def test_nobody_decides_who_is_not_qualified_at_that_moment(shell, house, refused):
    for name in ("Fin", "Pia", "Sue"):
        by = {"decided_by_id": shell.staff(name)}
        for measure in ("warning", "no_action", "coaching_note"):
            mild = forging.decided(shell, house.waiting, measure=measure, measures=0, **by)
            refused("P3: who decides is a case manager qualified at that moment", *mild)
        harsh = forging.decided(shell, house.waiting, **by)
        refused("P3: a restriction is decided by a qualified", *asked(shell, house), *harsh)


def test_nobody_is_heard_by_who_is_not_qualified(shell, house, refused):
    for name in ("Fin", "Sue"):
        heard = forging.heard(shell, house.waiting, NOW, NOW + 7 * DAY, by_id=shell.staff(name))
        refused("P3: a member is heard by a qualified case manager", *heard)


def test_nobody_is_heard_who_is_not_asked(shell, house, refused):
    notice, _, served = asked(shell, house)
    refused("P3: a preliminary notice is written and queued", notice, served)
    early = shell.forged("cases_preliminarynotice", notice_id=house.held_back.notice_id)
    refused("P3: a preliminary notice goes to the person it is about", early)


def test_a_rule_names_itself_and_what_it_found(shell, house, refused):
    alone = {"decided_by_id": None, "measures": 0, "measure": "warning"}
    for rule in ("common sense", "harm", "outcomes "):
        mild = forging.decided(shell, house.waiting, rule=rule, **alone)
        refused("P3: a rule decides only on what it found|P3: policy .* leaves a warning", *mild)


def test_a_rule_alone_restricts_no_whole_account(shell, house, refused):
    (decision,) = shell.ask(f"SELECT * FROM cases_decision WHERE {INTERIM} LIMIT 1")
    for changed in ({"subject": ""}, {"subject": "another-post"}):
        more = shell.forged("cases_measure", f"decision_id = '{decision['id']}'", **changed)
        refused("P3: a rule alone stops one thing that it found, never a whole account", more)


def test_a_decision_is_reversed_by_who_is_qualified(shell, house, refused):
    undone = {"decision_id": house.held_back.id, "cause": "x", "reasons": "x", "at": NOW}
    for name in ("Fin", "Pia"):
        by = undone | {"by_id": shell.staff(name)}
        refused("P3: a decision is reversed by a qualified", insert("cases_reversal", by))


def test_nobody_is_restricted_who_was_heard_on_a_warning(shell, house, refused):
    for proposed in ("warning", "no_action"):
        mild = forging.heard(
            shell, house.waiting, DECIDED - 8 * DAY, DECIDED - DAY, proposed=proposed
        )
        refused(
            "P3: a restriction needs its own hearing: the member was heard",
            *mild,
            *forging.decided(shell, house.waiting),
        )


def test_nobody_answers_for_the_member(shell, house, refused):
    for changed in ({"by": "ben"}, {"by": "Rita"}, {"by": ""}, {"case_id": house.waiting.id}):
        receipt = shell.forged("notices_notice", id=FREE)
        answer = shell.forged("cases_answer", **{"receipt_id": FREE} | changed)
        refused("P3: nobody answers for the member", receipt, answer)


def test_nobody_is_qualified_in_hindsight(shell, house, refused):
    rita = f"staff_id = {shell.staff('Rita')}"
    again = shell.forged("accounts_staffrole", rita)
    refused("P3: a qualification begins after the one before has ended", again)
    early = shell.forged(
        "accounts_staffrole", rita, role="reviewer", qualified_from=NOW - 900 * DAY
    )
    refused("P3: nobody is qualified before they join the team", early)


def test_one_person_is_not_two(shell, house, refused):
    sue = "email = 'sue@example.org'"
    refused(
        "P3: two of the team are two people",
        shell.forged("auth_user", sue, username="SUE", email="Sue@example.org"),
        "INSERT INTO accounts_staff (name, joined_at, user_id) SELECT 'Susan', now(), id "
        "FROM auth_user WHERE username = 'SUE'",
    )
    refused(
        "P3: two of the team are two people",
        f"UPDATE auth_user SET email = 'Rita@example.org' WHERE {sue}",
    )
