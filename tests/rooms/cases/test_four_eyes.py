"""An account is ended by two people, each with eyes of their own, or not at all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.accounts import operations as accounts
from goodstanding.accounts.models import StaffRole as Qualification
from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries as looking_again
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting import second
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Agreement, Decision
from goodstanding.law.terms import Capability, MeasureKind, StaffRole, UnlawfulError
from goodstanding.notices import operations as notices
from tests import floods, people
from tests.people import ADOPTED, NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Warned once, and twice more since."
WISH = Wish(MeasureKind.TERMINATION, WHY)


@pytest.fixture
def team():
    return people.team()


@pytest.fixture
def case(team):
    floods.adopted()
    return floods.warned_and_heard(team)


@pytest.fixture
def proposal(case, team):
    return cases.propose(case=case, wish=WISH, by=team["Rita"], at=NOW)


def test_nobody_ends_an_account_alone(case, team):
    with pytest.raises(UnlawfulError, match="needs the agreement of a second person"):
        cases.decide(case=case, wish=WISH, by=team["Rita"], at=NOW)


def test_a_proposal_does_nothing(case, proposal):
    assert queries.decision(case) is None
    assert second.waiting(at=NOW) == [proposal]


def test_sue_agrees_and_it_is_done_at_once_and_takes_effect_in_thirty_days(case, proposal, team):
    cases.agree(proposal=proposal, reasons="I read all three days.", by=team["Sue"], at=NOW)
    decision = queries.decision(case)
    assert decision.decided_by == team["Rita"]
    assert decision.agreement.by == team["Sue"]
    assert decision.effect_at == NOW + 30 * DAY
    assert decision.ends_at is None
    assert "Rita, a person, decided this, and Sue, another person" in decision.notice.text
    assert "From 1 July 2026, without an end." in decision.notice.text
    assert queries.may("ann", Capability.APPLY, at=NOW + 29 * DAY).allowed
    assert not queries.may("ann", Capability.APPLY, at=NOW + 30 * DAY).allowed
    assert second.waiting(at=NOW) == []


def test_until_it_takes_effect_it_can_be_appealed_against_and_then_never_does(case, proposal, team):
    cases.agree(proposal=proposal, reasons="I read it.", by=team["Sue"], at=NOW)
    decision = queries.decision(case)
    notices.deliver_due(at=NOW)
    appeal = appeals.file(decision=decision, text="It was not me.", by="ann", at=NOW + DAY)
    assert looking_again.hands(decision) >= {"Rita", "Sue"}
    with pytest.raises(UnlawfulError):
        appeals.uphold(appeal=appeal, reasons="So it is.", by=team["Sue"], at=NOW + 2 * DAY)
    fay = accounts.employ(
        name="Fay", email="fay@example.org", roles=[StaffRole.REVIEWER], at=ADOPTED
    )
    appeals.uphold(appeal=appeal, reasons="It was her brother.", by=fay, at=NOW + 2 * DAY)
    assert queries.may("ann", Capability.APPLY, at=NOW + 60 * DAY).allowed


def test_sue_disagrees_and_nothing_happens_but_it_can_be_proposed_anew(case, proposal, team):
    cases.disagree(proposal=proposal, reasons="Once more is enough.", by=team["Sue"], at=NOW)
    assert queries.decision(case) is None
    assert second.waiting(at=NOW) == []
    with pytest.raises(UnlawfulError, match="Sue has answered this on 1 June 2026"):
        cases.agree(proposal=proposal, reasons="But yes.", by=team["Sam"], at=NOW)
    again = cases.propose(case=case, wish=WISH, by=team["Rita"], at=NOW + DAY)
    assert second.waiting(at=NOW + DAY) == [again]


def test_a_later_proposal_takes_the_place_of_the_earlier(case, proposal, team):
    later = cases.propose(case=case, wish=WISH, by=team["Sam"], at=NOW + DAY)
    assert second.waiting(at=NOW + DAY) == [later]
    with pytest.raises(UnlawfulError, match="A later proposal"):
        cases.agree(proposal=proposal, reasons="Yes.", by=team["Sue"], at=NOW + DAY)


def test_rita_cannot_agree_to_her_own(proposal, team):
    with pytest.raises(UnlawfulError, match="needs the agreement of a second person"):
        cases.agree(proposal=proposal, reasons="I agree with me.", by=team["Rita"], at=NOW)


def test_whoever_looks_must_be_fit_to_and_say_what_they_found(proposal, team):
    fin = accounts.employ(
        name="Fin", email="fin@example.org", roles=[StaffRole.FINANCE_OFFICER], at=ADOPTED
    )
    with pytest.raises(UnlawfulError, match="Fin is neither a case manager nor a reviewer"):
        cases.agree(proposal=proposal, reasons="Yes.", by=fin, at=NOW)
    with pytest.raises(UnlawfulError, match="reasons: got nothing"):
        cases.agree(proposal=proposal, reasons=" ", by=team["Sue"], at=NOW)


def test_the_law_is_asked_again_when_the_second_person_agrees(case, proposal, team):
    cases.serve_preliminary_notice(
        case=case, measure=MeasureKind.TERMINATION, by=team["Rita"], at=NOW + DAY
    )
    with pytest.raises(UnlawfulError, match="awaiting answer"):
        cases.agree(proposal=proposal, reasons="Yes.", by=team["Sue"], at=NOW + 2 * DAY)
    assert not Agreement.objects.exists()


def test_only_what_takes_two_is_proposed(case, team):
    with pytest.raises(UnlawfulError, match="takes no second person"):
        cases.propose(case=case, wish=Wish(MeasureKind.WARNING, WHY), by=team["Rita"], at=NOW)
    with pytest.raises(UnlawfulError, match="Sue is not a case manager"):
        cases.propose(case=case, wish=WISH, by=team["Sue"], at=NOW)


# Past our code, with raw SQL


def attack(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(promise, statement, *values):
    with pytest.raises(IntegrityError, match=promise):
        attack(statement, *values)


AGREED = (
    "INSERT INTO cases_agreement (proposal_id, agrees, by_id, reasons, at) "
    "VALUES (%s, %s, %s, 'Yes.', %s)"
)


def test_p3_nobody_is_slipped_in_as_second_person(proposal, team):
    Qualification.objects.filter(staff=team["Sue"]).update(qualified_until=NOW)
    refused("P3: nobody is the second", AGREED, proposal.id, True, team["Rita"].id, NOW)
    refused("P3: the second person is a", AGREED, proposal.id, True, team["Sue"].id, NOW)
    refused("P3: the second person is a", AGREED, proposal.id, True, team["Sam"].id, NOW - DAY)


def test_p3_agreement_is_carried_out_in_the_same_transaction(proposal, team):
    refused("P3: a termination was agreed", AGREED, proposal.id, True, team["Sam"].id, NOW)


def test_p3_a_proposal_comes_from_a_case_manager(proposal, team):
    refused(
        "P3: a termination is proposed by a qualified case manager",
        "INSERT INTO cases_proposal (id, case_id, act, wish, reasons, by_id, at) SELECT "
        "gen_random_uuid(), case_id, act, wish, reasons, %s, at FROM cases_proposal",
        team["Sue"].id,
    )


def a_decision_like(decision, columns):
    """The statement that forges a termination from a decision, with some columns changed."""
    names = [field.column for field in Decision._meta.concrete_fields]
    values = ", ".join(columns.get(name, name) for name in names)
    return (
        f"INSERT INTO cases_decision ({', '.join(names)}) "
        f"SELECT {values} FROM cases_decision WHERE id = '{decision.id}'"
    )


def test_p3_no_termination_without_the_agreement_of_a_second_person(case, proposal, team):
    """The warning of March is forged into a termination of the waiting case."""
    warning = Decision.objects.get()
    forged = {
        "id": "gen_random_uuid()",
        "case_id": f"'{case.id}'",
        "measure": "'termination'",
        "at": f"'{NOW.isoformat()}'",
        "effect_at": f"'{NOW.isoformat()}'",
    }
    refused("P3_termination_has_agreement|P3: a termination", a_decision_like(warning, forged))
    no = cases.disagree(proposal=proposal, reasons="No.", by=team["Sue"], at=NOW)
    forged["agreement_id"] = str(no.id)
    refused("P3: a termination has the agreement", a_decision_like(warning, forged))
    other = forged | {"measure": "'warning'"}
    refused("P3_termination_has_agreement", a_decision_like(warning, other))


def test_p8_what_two_people_said_stays(proposal, team):
    cases.disagree(proposal=proposal, reasons="No.", by=team["Sue"], at=NOW)
    refused("P8|append", "UPDATE cases_agreement SET agrees = true")
    refused("P8|append", "DELETE FROM cases_proposal")


def test_p7_the_second_person_does_not_decide_the_appeal_past_our_code(case, proposal, team):
    cases.agree(proposal=proposal, reasons="I read it.", by=team["Sue"], at=NOW)
    decision = queries.decision(case)
    notices.deliver_due(at=NOW)
    appeal = appeals.file(decision=decision, text="It was not me.", by="ann", at=NOW + DAY)
    refused(
        "P7: whoever proposed or agreed",
        "INSERT INTO appeals_appealoutcome (appeal_id, outcome, reasons, decided_by_id, at, "
        "notice_id) VALUES (%s, 'confirmed', 'So it is.', %s, %s, %s)",
        appeal.id,
        team["Sue"].id,
        NOW + 2 * DAY,
        decision.notice_id,
    )
