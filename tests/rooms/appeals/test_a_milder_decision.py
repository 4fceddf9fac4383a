"""An appeal right in part: a milder decision takes the place of the first, and nothing is worse."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.appeals import operations as appeals
from goodstanding.appeals import queries
from goodstanding.appeals.models import AppealOutcome
from goodstanding.cases import operations as cases
from goodstanding.cases import queries as case_queries
from goodstanding.cases.drafting import modified, rulings
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Decision
from goodstanding.cases.operations.deciding import carry_out
from goodstanding.funds import queries as funds
from goodstanding.law import appeal as law
from goodstanding.law.hold import Pot
from goodstanding.law.procedure import State
from goodstanding.law.terms import Capability, MeasureKind, Money, UnlawfulError
from goodstanding.notices import operations as deliveries
from goodstanding.notices import queries as notices
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
DECIDED, FILED, ANSWERED = NOW + 8 * DAY, NOW + 9 * DAY, NOW + 10 * DAY
WHY = "Four of the eleven clients cancelled; a warning is enough."
POT = Pot("ann-c0", "EUR")


@pytest.fixture
def decision():
    """Ann was heard; Rita restricts her for as long as the law allows, and holds 150.00."""
    people.rulebook()
    staff = people.team()
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000))
    (case,) = people.work_goes_on()
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=NOW)
    wish = Wish(measure, "Eleven got nothing.", hold={POT: Money(15_000, "EUR")})
    made = cases.decide(case=case, wish=wish, by=staff["Rita"], at=DECIDED)
    deliveries.deliver_due(at=DECIDED)
    return made


@pytest.fixture
def appeal(decision):
    return appeals.file(decision=decision, text="They cancelled.", by="ann", at=FILED)


def answered(appeal, wish, by=None):
    by = by or appeal.assignment.reviewer
    return appeals.modify(appeal=appeal, wish=wish, by=by, at=ANSWERED)


def test_the_first_is_undone_and_a_warning_takes_its_place(appeal, decision):
    outcome = answered(appeal, Wish(MeasureKind.WARNING, WHY))
    assert outcome.outcome == "modified"
    assert outcome.milder.measure == MeasureKind.WARNING
    assert outcome.milder.decided_by == appeal.assignment.reviewer
    assert case_queries.may("ann", Capability.APPLY, at=ANSWERED).allowed
    assert funds.balances(appeal.account)[POT].held.minor == 0
    assert decision.reversal.by == outcome.decided_by
    assert case_queries.decision(case_queries.case(decision.case.reference)) == outcome.milder


def test_she_has_the_answer_and_a_statement_of_reasons_of_its_own(appeal):
    outcome = answered(appeal, Wish(MeasureKind.WARNING, WHY))
    assert "You were right in part" in outcome.notice.text
    assert WHY in outcome.milder.notice.text
    assert outcome.milder.statement.appeal_until > ANSWERED
    assert {one.subject for one in notices.of(appeal.account)} >= {
        "Your appeal: a milder decision takes the place of the first"
    }


def test_a_shorter_restriction_is_milder_and_its_strike_ends_with_the_first(appeal, decision):
    sooner = decision.ends_at - 10 * DAY
    outcome = answered(appeal, Wish(MeasureKind.RESTRICTION, WHY, ends_at=sooner))
    assert outcome.milder.ends_at == sooner
    assert outcome.milder.strike.expires_at <= decision.strike.expires_at
    assert not case_queries.may("ann", Capability.APPLY, at=sooner - DAY).allowed
    assert case_queries.may("ann", Capability.APPLY, at=sooner).allowed


def test_left_open_the_end_is_no_later_than_the_first(appeal, decision):
    kept = {POT: Money(5_000, "EUR")}
    outcome = answered(appeal, Wish(MeasureKind.RESTRICTION, WHY, hold=kept))
    assert outcome.milder.ends_at == decision.ends_at
    assert outcome.milder.hold.ends_at <= decision.hold.ends_at
    assert funds.balances(appeal.account)[POT].held == Money(5_000, "EUR")


def test_the_law_refuses_what_would_be_worse_and_all_stays_as_it_was(appeal, decision):
    longer = decision.ends_at + timedelta(hours=1)
    more = {POT: Money(15_000, "EUR"), Pot("ann-c1", "EUR"): Money(1, "EUR")}
    for wish, why in (
        (Wish(MeasureKind.RESTRICTION, WHY, ends_at=longer), "later than on"),
        (Wish(MeasureKind.RESTRICTION, WHY, hold=more), "contract ann-c1"),
        (Wish(MeasureKind.NO_ACTION, WHY), "cannot take the place"),
        (Wish(MeasureKind.SUSPENSION, WHY), "not open here|cannot take the place"),
        (Wish(MeasureKind.WARNING, " "), "reasons: got nothing"),
    ):
        with pytest.raises(UnlawfulError, match=why):
            answered(appeal, wish)
    assert not hasattr(Decision.objects.get(pk=decision.pk), "reversal")
    assert funds.balances(appeal.account)[POT].held.minor == 15_000


def test_the_same_again_is_no_modification(appeal):
    same = Wish(MeasureKind.RESTRICTION, WHY, hold={POT: Money(15_000, "EUR")})
    with pytest.raises(UnlawfulError, match="the same decision"):
        answered(appeal, same)


def test_what_is_open_instead_is_told_mildest_first(appeal, decision):
    by = appeal.assignment.reviewer
    open_ = modified.open_instead(decision, by=by, at=ANSWERED)
    kinds = [one.measure for one in open_]
    assert kinds == sorted(kinds, key=list(MeasureKind).index)
    assert MeasureKind.WARNING in kinds
    assert MeasureKind.SUSPENSION not in kinds


def test_the_milder_decision_is_appealed_against_to_yet_another_person(appeal):
    reviewer = appeal.assignment.reviewer
    milder = answered(appeal, Wish(MeasureKind.WARNING, WHY)).milder
    deliveries.deliver_due(at=ANSWERED)
    case = case_queries.case(milder.case.reference)
    assert case_queries.state(case, at=ANSWERED) == State.DECIDED
    second = appeals.file(decision=milder, text="Not even that.", by="ann", at=ANSWERED + DAY)
    assert second.assignment.reviewer != reviewer
    with pytest.raises(UnlawfulError, match="had a hand in this case"):
        appeals.reject(appeal=second, reasons="It stays.", by=reviewer, at=ANSWERED + DAY)


# Past our code.


def forged(appeal, **values):
    return AppealOutcome.objects.create(
        appeal=appeal,
        reasons="Forged.",
        decided_by=appeal.assignment.reviewer,
        at=ANSWERED,
        notice=appeal.decision.notice,
        **values,
    )


def test_p7_a_modified_appeal_names_a_milder_decision(appeal):
    with pytest.raises(DatabaseError, match="P7_modified_names"), transaction.atomic():
        forged(appeal, outcome="modified")


def test_p7_a_modified_decision_is_reversed(appeal):
    with pytest.raises(DatabaseError, match="P7: the appeal is upheld"), transaction.atomic():
        forged(appeal, outcome="modified", milder=appeal.decision)


def test_p7_the_decision_itself_is_none_in_its_place(appeal, decision):
    by = appeal.assignment.reviewer
    cases.reverse(decision=decision, cause="x", reasons=WHY, by=by, at=ANSWERED)
    with pytest.raises(DatabaseError, match="P7: the milder decision is"), transaction.atomic():
        forged(appeal, outcome="modified", milder=decision)


def copied(decision, by, **changed):
    """A second decision in the case, written past our code."""
    unique = {"notice_id": None, "statement_id": None, "hold_id": None, "measure": "no_action"}
    values = {"id": "11111111-1111-1111-1111-111111111111", "decided_by_id": by.pk, **unique}
    values |= {"at": ANSWERED, "effect_at": ANSWERED, "ends_at": None, **changed}
    columns = [field.column for field in Decision._meta.concrete_fields]
    taken = ", ".join("%s" if name in values else name for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO cases_decision ({', '.join(columns)}) "
            f"SELECT {taken} FROM cases_decision WHERE id = %s",
            [*(values[name] for name in columns if name in values), decision.pk],
        )


def test_p8_a_reversed_case_is_not_decided_again_without_an_appeal_that_says_so(appeal, decision):
    by = appeal.assignment.reviewer
    cases.reverse(decision=decision, cause="x", reasons=WHY, by=by, at=ANSWERED)
    with pytest.raises(DatabaseError, match="P8: a case is decided again"), transaction.atomic():
        copied(decision, by)


def test_p8_a_case_is_not_decided_twice(appeal, decision):
    with pytest.raises(DatabaseError, match=r"P8: case .* is decided"), transaction.atomic():
        copied(decision, appeal.assignment.reviewer)


def test_p3_a_reviewer_restricts_nobody_beside_an_appeal(appeal, decision):
    rita, sue = decision.decided_by, Staff.objects.get(name="Sue")
    cases.reverse(decision=decision, cause="x", reasons=WHY, by=rita, at=ANSWERED)
    told = {"notice_id": decision.notice_id, "statement_id": decision.statement_id}
    with pytest.raises(DatabaseError, match="P3: a restriction is decided"), transaction.atomic():
        copied(decision, sue, measure="restriction", ends_at=ANSWERED + DAY, **told)


@transaction.atomic
def worsened(appeal, wish):
    """A reviewer's wish in the place of a decision, past our code."""
    first, by = appeal.decision, appeal.assignment.reviewer
    cases.reverse(decision=first, cause="x", reasons=WHY, by=by, at=ANSWERED, findings_stand=True)
    decider = law.in_place(accounts.decider(by, at=ANSWERED))
    worse = carry_out(rulings.plan(first.case, wish, by=decider, at=ANSWERED), staff=by)
    return AppealOutcome.objects.create(
        appeal=appeal,
        outcome="modified",
        milder=worse,
        reasons="Forged.",
        decided_by=by,
        at=ANSWERED,
        notice=appeal.receipt,
    )


def test_p7_a_worse_decision_never_takes_the_place_of_a_milder(appeal):
    first = answered(appeal, Wish(MeasureKind.WARNING, WHY)).milder
    deliveries.deliver_due(at=ANSWERED)
    second = appeals.file(decision=first, text="Not even that.", by="ann", at=ANSWERED)
    with pytest.raises(DatabaseError, match=r"P7: .*never worse"):
        worsened(second, Wish(MeasureKind.RESTRICTION, "Worse."))


def test_p7_who_answered_one_appeal_does_not_answer_the_next(appeal):
    reviewer = appeal.assignment.reviewer
    outcome = answered(appeal, Wish(MeasureKind.WARNING, WHY))
    deliveries.deliver_due(at=ANSWERED)
    second = appeals.file(decision=outcome.milder, text="Not that.", by="ann", at=ANSWERED)
    assert reviewer.name in queries.hands(outcome.milder)
    assert second.pk in queries.barred([second, appeal], reviewer)
    with pytest.raises(DatabaseError, match="P7: whoever"), transaction.atomic():
        AppealOutcome.objects.create(
            appeal=second,
            outcome="confirmed",
            reasons="Forged.",
            decided_by=reviewer,
            at=ANSWERED,
            notice=second.receipt,
        )
