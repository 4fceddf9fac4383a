"""Members comment, quote and vote; Pia answers officially and sums up."""

from datetime import timedelta

import pytest

from goodstanding.accounts import queries as accounts
from goodstanding.consultations import operations, queries
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import queries as notices
from tests import announced, people

pytestmark = pytest.mark.django_db
MAY = announced.ANNOUNCED + timedelta(days=2)
DAY = timedelta(days=1)


def says(version, who, text="Five are too few for people who translate.", **more):
    return operations.comment(policy=version, text=text, by=who, at=MAY, **more)


def read(**more):
    return queries.consultation("spam-applications", 2, at=MAY + DAY, **more)


def test_everyone_it_is_to_bind_is_told_once_and_nobody_else(version, ann, abe):
    ben = people.member("ben", role="client")
    assert operations.announce_due(at=MAY) == 2
    assert operations.announce_due(at=MAY + DAY) == 0
    (told,) = notices.of(ann)
    assert told.kind == "policy_announcement"
    assert "1 July 2026" in told.subject
    assert announced.WHY in told.text
    assert "/policies/spam-applications/1/to/2/" in told.text
    assert not notices.of(ben).exists()


def test_who_registers_while_it_is_open_is_told_too_and_nobody_once_it_binds(version, ann):
    operations.announce_due(at=MAY)
    people.member("abe")
    assert operations.announce_due(at=MAY + DAY) == 1
    people.member("cal")
    assert operations.announce_due(at=announced.BINDS) == 0


def test_whom_it_is_to_bind_only_now_is_told_at_night(version):
    """Ben was a client when Ann was told, and is a contractor since."""
    ben = people.member("ben", role="client")
    people.member("ann")
    assert operations.announce_due(at=MAY) == 1
    people.member("ben", at=MAY)
    assert operations.announce_due(at=MAY) == 0
    assert operations.announce_due(at=MAY, everyone=True) == 1
    assert notices.of(ben).exists()


def test_a_quote_is_word_for_word(version, ann, abe):
    one = says(version, ann, quoted="A repeat is a text that is nearly the same")
    says(version, abe, "I agree.", quotes=one, quoted="Five are too few")
    with pytest.raises(UnlawfulError, match="quoted: these words are not there"):
        says(version, abe, "No.", quotes=one, quoted="Fifty are too few")


def test_a_member_has_one_vote_and_may_change_it(version, ann, abe):
    one = says(version, ann)
    for value, score in ((1, 1), (1, 1), (-1, -1), (0, 0), (-1, -1)):
        operations.vote(comment=one, value=value, by=abe, at=MAY)
        assert read(reader=abe).said[0].score == score
    assert read(reader=abe).said[0].mine == -1
    with pytest.raises(UnlawfulError, match="own comment"):
        operations.vote(comment=one, value=1, by=ann, at=MAY)


def test_a_comment_voted_down_is_shown_like_any_other(version, owners, ann, abe):
    low, high = says(version, ann, "What about blind people?"), says(version, abe, "Good.")
    operations.vote(comment=low, value=-1, by=abe, at=MAY)
    operations.vote(comment=high, value=1, by=ann, at=MAY)
    operations.answer(policy=version, text="Thank you.", by=owners["Pia"], at=MAY, quotes=high)
    for sort in queries.SORTS:
        assert {one.comment for one in read(sort=sort).said} == {low, high}
    assert read(sort="score").said[0].comment == high
    assert read(sort="waiting").said[0].comment == low
    assert (read().number, read().answered) == (2, 1)


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001])
def test_a_comment_says_something_and_not_too_much(version, ann, text):
    with pytest.raises(UnlawfulError, match="text: got"):
        says(version, ann, text)


def test_only_a_policy_owner_answers_and_closes(version, owners, ann):
    rita = accounts.staff("Rita")
    for act in (
        lambda: operations.answer(policy=version, text="So.", by=rita, at=MAY),
        lambda: operations.close(policy=version, summary="So.", by=rita, at=MAY + 20 * DAY),
    ):
        with pytest.raises(UnlawfulError, match="by: got Rita, expected a policy owner"):
            act()


def test_once_it_is_summed_up_nothing_is_added(version, owners, ann):
    pia = owners["Pia"]
    with pytest.raises(UnlawfulError, match="open for 14 days at least"):
        operations.close(policy=version, summary="It stays.", by=pia, at=MAY)
    late = announced.ANNOUNCED + 14 * DAY
    operations.close(policy=version, summary="It stays at five.", by=pia, at=late)
    assert read().state == "closed"
    with pytest.raises(UnlawfulError, match="is over"):
        operations.comment(policy=version, text="But!", by=ann, at=late)
    with pytest.raises(UnlawfulError, match="nothing is added"):
        operations.answer(policy=version, text="So.", by=pia, at=late)


def test_what_binds_is_no_longer_commented_on(version, ann):
    with pytest.raises(UnlawfulError, match="is over"):
        operations.comment(policy=version, text="But!", by=ann, at=announced.BINDS)
    found = queries.consultation("spam-applications", 2, at=announced.BINDS)
    assert found.state == "over"


def test_a_version_that_bound_when_it_was_adopted_has_no_consultation(version):
    with pytest.raises(queries.UnknownConsultationError):
        queries.consultation("spam-applications", 1, at=MAY)
    assert [one.version for one in queries.all_of(at=MAY)] == [version]


def test_whose_comment_is_answered_is_told(version, owners, ann, abe):
    one = says(version, ann, "What about <b>translators</b>?\nWe repeat a lot.")
    operations.answer(policy=version, text="We look.", by=owners["Pia"], at=MAY, quotes=one)
    (told,) = notices.of(ann)
    assert (told.kind, told.signed_by) == ("comment_answered", "Pia")
    assert "> What about <b>translators</b>?\n> We repeat a lot." in told.text
    assert "> We look." in told.text
    operations.answer(policy=version, text="Thank you all.", by=owners["Pia"], at=MAY)
    assert not notices.of(abe).exists()
