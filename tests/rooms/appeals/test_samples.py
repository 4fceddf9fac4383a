"""A share of what was decided is looked at again; what was too harsh is undone, unasked."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts import operations as accounts
from goodstanding.appeals import operations
from goodstanding.appeals import operations as appeals
from goodstanding.appeals.models import Draw, Sample, SampleAnswer
from goodstanding.appeals.queries import samples
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Reversal, RuleLoss
from goodstanding.cases.queries.rules import rules
from goodstanding.law.quality import Opinion
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices.models import Notice, StaffLetter
from goodstanding.webhooks.models import Message
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DECIDED = NOW + timedelta(days=8)
"""Tuesday, 9 June 2026."""
DRAWN = NOW + timedelta(days=15)
LOOKED = DRAWN + timedelta(days=1)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def decision(staff):
    """Ann was heard by Sam and restricted by Rita."""
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=staff["Sam"], at=NOW)
    wish = Wish(measure, "Eleven clients got nothing.")
    return cases.decide(case=case, wish=wish, by=staff["Rita"], at=DECIDED)


@pytest.fixture
def sample(decision):
    operations.draw_samples(at=DRAWN)
    return Sample.objects.get()


def judge(sample, by, opinion=Opinion.TOO_HARSH, reasons="The clients cancelled first."):
    told = {"opinion": opinion, "reasons": reasons, "by": by, "at": LOOKED}
    return operations.answer_sample(sample=sample, **told)


def test_each_week_is_drawn_once_and_anyone_can_draw_it_again(decision):
    draw = operations.draw_samples(at=DRAWN)
    assert (draw.week, draw.share, draw.decided) == (date(2026, 6, 8), 0.05, 1)
    assert operations.draw_samples(at=DRAWN + timedelta(days=1)) is None
    taken = {str(one.decision_id) for one in draw.samples.all()}
    assert taken == samples.drawn_again(draw)
    assert operations.draw_samples(at=DRAWN + timedelta(days=7)).decided == 0


def test_an_appeal_or_a_reversal_that_comes_later_leaves_the_draw_as_it_was(sample, staff):
    draw, taken = sample.draw, {str(sample.decision_id)}
    judge(sample, staff["Sue"])
    assert samples.drawn_again(draw) == taken
    appeals.file(decision=sample.decision, text="No.", by="ann", at=LOOKED)
    assert samples.drawn_again(draw) == taken


def test_what_was_appealed_against_is_left_to_the_appeal(decision):
    appeals.file(decision=decision, text="No.", by="ann", at=DECIDED + timedelta(days=1))
    assert operations.draw_samples(at=DRAWN).decided == 0


def test_too_harsh_is_undone_at_once_with_all_it_caused_and_ann_is_told(sample, staff):
    answer = judge(sample, staff["Sue"])
    decision, account = sample.decision, sample.decision.case.account
    assert answer.reversal == decision.reversal
    assert decision.measures.get().lift.cause == f"sample {sample.pk}"
    assert decision.strike.removal
    assert (answer.notice.account, answer.notice.signed_by) == (account, "Sue")
    assert "We looked again" in answer.notice.subject
    assert "The clients cancelled first." in answer.notice.text
    assert "It took 8 days from you" in answer.notice.text
    assert Message.objects.get(kind="decision.reversed").body["decision"] == str(decision.pk)
    (standing,) = [one for one in rules(at=LOOKED) if one.rule == "outcomes"]
    assert standing.overturned == 1
    (letter,) = StaffLetter.objects.filter(key__startswith="sample")
    assert "Sue" not in letter.text
    connection.check_constraints()


@pytest.mark.parametrize("opinion", [Opinion.AGREED, Opinion.TOO_MILD, Opinion.FLAWED])
def test_nothing_is_ever_changed_against_ann(sample, staff, opinion):
    told = Notice.objects.count()
    answer = judge(sample, staff["Sue"], opinion)
    assert (answer.reversal, answer.notice) == (None, None)
    assert Notice.objects.count() == told
    assert not Reversal.objects.exists()
    assert sample.decision.measures.filter(lift=None).exists()
    assert StaffLetter.objects.filter(key__startswith="sample").exists() == (
        opinion != Opinion.AGREED
    )


def test_who_had_a_hand_in_it_judges_nothing(sample, staff):
    assert samples.waiting(staff["Sam"]) == []
    assert samples.waiting(staff["Sue"]) == [sample]
    with pytest.raises(UnlawfulError, match="Sam had a hand in this case"):
        judge(sample, staff["Sam"])
    with pytest.raises(UnlawfulError, match="Rita had a hand in this case"):
        judge(sample, staff["Rita"])


def test_it_is_judged_once_with_reasons_and_not_beside_an_appeal(sample, staff):
    with pytest.raises(UnlawfulError, match="reasons: got nothing"):
        judge(sample, staff["Sue"], reasons=" ")
    appeals.file(decision=sample.decision, text="No.", by="ann", at=DRAWN)
    sample.refresh_from_db()
    assert judge(sample, staff["Sue"]).reversal is None  # the appeal decides
    (policy,) = samples.agreement()
    assert policy.too_harsh == 1
    with pytest.raises(UnlawfulError, match="has been answered"):
        judge(sample, staff["Sue"], Opinion.AGREED)


def test_a_decision_of_no_action_is_judged_and_nothing_is_reversed(staff):
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    wish = Wish(MeasureKind.NO_ACTION, "She was ill.")
    cases.decide(case=case, wish=wish, by=staff["Rita"], at=DECIDED)
    operations.draw_samples(at=DRAWN)
    assert judge(Sample.objects.get(), staff["Sue"]).reversal is None


def test_how_often_reviewers_agree_is_told_with_its_bound(sample, staff):
    (before,) = samples.agreement()
    assert (before.waits, before.share, before.bound) == (1, None, 1)
    judge(sample, staff["Sue"], Opinion.AGREED, reasons="")
    (policy,) = samples.agreement()
    assert (policy.about, policy.answered, policy.agreed) == ("Poor performance", 1, 1)
    assert policy.bound_shown == "95.0 %"
    assert samples.agreement(hidden=[sample.decision.case.account_id]) == []


def answered(sample, by, **told):
    told = {"opinion": "agreed", "at": LOOKED} | told
    return lambda: SampleAnswer.objects.create(sample=sample, by=by, **told)


@pytest.mark.promise(7)
def test_the_database_lets_nobody_judge_what_they_had_a_hand_in(sample, staff):
    for name in ("Sam", "Rita"):
        with pytest.raises(DatabaseError, match="P7: whoever had a hand"), transaction.atomic():
            answered(sample, staff[name])()
    pia = accounts.employ(name="Pia", email="pia@example.org", roles=[], at=NOW)
    with pytest.raises(DatabaseError, match="P7: a sample is judged by a"), transaction.atomic():
        answered(sample, pia)()


@pytest.mark.promise(7)
def test_the_database_reverses_nothing_unasked_but_in_favour_and_told(sample, staff):
    sue, told = staff["Sue"], Notice.objects.first()
    undone = cases.reverse(
        decision=sample.decision, cause="x", reasons="x", by=staff["Sam"], at=LOOKED
    )
    both = {"reversal": undone, "notice": told, "reasons": "x"}
    with pytest.raises(DatabaseError, match="P7: who finds a decision too"), transaction.atomic():
        answered(sample, sue, opinion="too_harsh", **both)()
    with pytest.raises(DatabaseError, match="P7"), transaction.atomic():
        answered(sample, sue, opinion="too_mild", **both)()
    kept = {"reasons": "x", "opinion": "too_mild", "reversal": None, "notice": told}
    with (
        pytest.raises(DatabaseError, match="P7_own_motion_only_in_favour"),
        transaction.atomic(),
    ):
        answered(sample, sue, **kept)()


@pytest.mark.promise(8)
@pytest.mark.parametrize("table", ["draw", "sample", "sampleanswer"])
def test_a_draw_and_what_came_of_it_stay(sample, staff, table):
    judge(sample, staff["Sue"], Opinion.AGREED, reasons="")
    for attack in (f"DELETE FROM appeals_{table}", f"UPDATE appeals_{table} SET id = id"):
        refused = pytest.raises(DatabaseError, match="P8: the record is append-only")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)


@pytest.mark.promise(8)
def test_nothing_is_drawn_from_another_week(decision):
    other = Draw.objects.create(week=date(2026, 6, 15), seed="x", share=1, decided=1, at=DRAWN)
    with pytest.raises(DatabaseError, match="was not made in the week of"), transaction.atomic():
        Sample.objects.create(draw=other, decision=decision)
    assert not RuleLoss.objects.exists()
