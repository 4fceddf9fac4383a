"""What an appeal may not be turned away for, and who may be the second person of an act."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.law import appeal, second
from goodstanding.law.appeal import Filed, Inadmissible
from goodstanding.law.facts import Decider
from goodstanding.law.second import Act
from goodstanding.law.terms import StaffRole, UnlawfulError

UNTIL = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RITA = Decider("Rita", frozenset({StaffRole.CASE_MANAGER}))
SAM = Decider("Sam", frozenset({StaffRole.REVIEWER}))
FIN = Decider("Fin", frozenset({StaffRole.FINANCE_OFFICER}))
ANA = Decider("Ana", frozenset({StaffRole.ANALYST}))
RULE = Decider("", frozenset())


def filed(at=UNTIL, *, by_other=False, answered_before=False):
    return Filed(at=at, until=UNTIL, by_other=by_other, answered_before=answered_before)


def test_what_came_in_time_is_not_turned_away_as_late():
    with pytest.raises(UnlawfulError) as refusal:
        appeal.require_inadmissible(Inadmissible.OUT_OF_TIME, filed())
    assert str(refusal.value) == (
        "It came in time: filed 1 December 2026 09:30 UTC, open until 1 December 2026 09:30 UTC."
    )
    appeal.require_inadmissible(Inadmissible.OUT_OF_TIME, filed(UNTIL + MINUTE))


def test_who_it_concerns_is_not_turned_away_as_somebody_else():
    with pytest.raises(UnlawfulError) as refusal:
        appeal.require_inadmissible(Inadmissible.NOT_CONCERNED, filed())
    assert str(refusal.value) == "The person it concerns filed it themself."
    appeal.require_inadmissible(Inadmissible.NOT_CONCERNED, filed(by_other=True))


def test_what_was_not_answered_is_not_turned_away_as_answered():
    with pytest.raises(UnlawfulError) as refusal:
        appeal.require_inadmissible(Inadmissible.ANSWERED_BEFORE, filed())
    assert str(refusal.value) == "No earlier appeal in this case was answered."
    appeal.require_inadmissible(Inadmissible.ANSWERED_BEFORE, filed(answered_before=True))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Inadmissible.OUT_OF_TIME, "it came after the last day for it"),
        (Inadmissible.NOT_CONCERNED, "it came from somebody who does not speak for you"),
        (Inadmissible.ANSWERED_BEFORE, "an earlier appeal in this case answered the same"),
        (Inadmissible.NOTHING_DECIDED, "what it is about was not decided here"),
    ],
)
def test_why_an_appeal_is_not_looked_into_is_said_in_words_ann_reads(reason, said):
    assert reason.spoken == said


def test_only_a_person_sees_whether_anything_was_decided():
    late_and_odd = filed(UNTIL + MINUTE, by_other=True, answered_before=True)
    for one in (filed(), late_and_odd):
        appeal.require_inadmissible(Inadmissible.NOTHING_DECIDED, one)
    with pytest.raises(UnlawfulError):
        appeal.require_inadmissible(Inadmissible.OUT_OF_TIME, filed(by_other=True))


def test_a_reviewer_decides_anew_as_a_case_manager_would():
    assert appeal.in_place(SAM) == Decider(
        "Sam", frozenset({StaffRole.REVIEWER, StaffRole.CASE_MANAGER})
    )


def test_the_last_moment_of_the_window_is_in_time():
    delivered = datetime(2026, 1, 31, tzinfo=UTC)
    until = appeal.appeal_until(delivered)
    appeal.require_in_time(delivered_at=delivered, at=until)
    with pytest.raises(UnlawfulError):
        appeal.require_in_time(delivered_at=delivered, at=until + MINUTE)


@pytest.mark.parametrize("act", [Act.TERMINATION, Act.WITHHOLDING])
def test_the_second_person_is_another_and_fit_to_judge(act):
    assert second.why_not(act, RITA, SAM) is None
    alone = f"A {act} needs the agreement of a second person."
    assert second.why_not(act, RITA, RITA) == alone
    assert second.why_not(act, RITA, RULE) == alone
    assert second.why_not(act, RITA, ANA) == "Ana is neither a case manager nor a reviewer."
    second.require(act, RITA, SAM)
    with pytest.raises(UnlawfulError, match="Ana is neither"):
        second.require(act, RITA, ANA)


def test_money_goes_back_by_one_of_finance_and_one_who_judges():
    assert second.why_not(Act.REVERSAL, RITA, FIN) is None
    assert second.why_not(Act.REVERSAL, FIN, SAM) is None
    for first, other in ((RITA, SAM), (FIN, ANA)):
        assert second.why_not(Act.REVERSAL, first, other)
    with pytest.raises(UnlawfulError):
        second.require(Act.REVERSAL, RITA, SAM)


def test_whoever_could_agree_is_supposed_meanwhile():
    assert second.supposed(Act.TERMINATION, RITA).name == "a second person"
    assert second.supposed(Act.TERMINATION, RITA).roles == {StaffRole.REVIEWER}
    assert second.supposed(Act.REVERSAL, RITA).roles == {StaffRole.FINANCE_OFFICER}
    assert second.supposed(Act.REVERSAL, FIN).roles == {StaffRole.REVIEWER}
