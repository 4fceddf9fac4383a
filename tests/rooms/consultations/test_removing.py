"""Pia removes a comment with reasons; Ann objects; Paul answers."""

from datetime import timedelta

import pytest

from goodstanding.consultations import operations, queries
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.reports.file import gather
from tests import announced

pytestmark = pytest.mark.django_db
MAY = announced.ANNOUNCED + timedelta(days=2)
TEXT = "Whoever wrote this is an idiot."


@pytest.fixture
def removal(version, owners, ann):
    one = operations.comment(policy=version, text=TEXT, by=ann, at=MAY)
    return operations.remove(
        comment=one, rule="respect", reasons="It insults people.", by=owners["Pia"], at=MAY
    )


def read():
    return queries.consultation("spam-applications", 2, at=MAY).said[0]


def test_its_place_stays_and_its_author_is_told_why(removal, ann):
    assert (read().removed, read().rule.name) == (True, "Respect")
    (told,) = notices.of(ann)
    assert told.signed_by == "Pia"
    for said in (TEXT, "It insults people.", "You can object"):
        assert said in told.text


def test_another_person_answers_an_objection_and_the_comment_is_shown_again(removal, owners, ann):
    objection = operations.object_to(removal=removal, text="I meant nobody.", by=ann, at=MAY)
    assert list(queries.objections()) == [objection]
    answer = {"objection": objection, "restored": True, "reasons": "Nobody is named."}
    answer |= {"at": MAY + timedelta(hours=1)}
    with pytest.raises(UnlawfulError, match="another person than who removed"):
        operations.answer_objection(by=owners["Pia"], **answer)
    operations.answer_objection(by=owners["Paul"], **answer)
    assert not read().removed
    assert not queries.objections().exists()
    assert "We were wrong" in notices.of(ann).first().text
    with pytest.raises(UnlawfulError, match="answered before"):
        operations.answer_objection(by=owners["Paul"], **answer)


def test_only_its_author_objects_and_once(removal, ann, abe):
    with pytest.raises(UnlawfulError, match="Only who wrote"):
        operations.object_to(removal=removal, text="Let her.", by=abe, at=MAY)
    operations.object_to(removal=removal, text="I meant nobody.", by=ann, at=MAY)
    with pytest.raises(UnlawfulError, match="objected already"):
        operations.object_to(removal=removal, text="Again.", by=ann, at=MAY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rule": "against_us"}, "rule: got 'against_us'"),
        ({"reasons": " "}, "reasons: got nothing"),
    ],
)
def test_nothing_is_removed_without_a_published_rule_and_reasons(
    version, owners, ann, changed, said
):
    one = operations.comment(policy=version, text="I am against it.", by=ann, at=MAY)
    asked = {"comment": one, "rule": "respect", "reasons": "So.", "by": owners["Pia"], "at": MAY}
    with pytest.raises(UnlawfulError, match=said):
        operations.remove(**asked | changed)


def test_the_words_of_a_removed_comment_are_not_quoted_any_more(removal, version, abe):
    operations.comment(
        policy=version,
        text="Calm down.",
        by=abe,
        at=MAY + timedelta(hours=1),
        quotes=removal.comment,
        quoted="an idiot",
    )
    said = queries.consultation(
        "spam-applications", 2, at=MAY + timedelta(days=1), sort="oldest"
    ).said
    assert [one.quotable for one in said] == [True, False]


def test_her_file_has_what_she_said_and_what_became_of_it(removal, ann, abe):
    operations.object_to(removal=removal, text="I meant nobody.", by=ann, at=MAY)
    (said,) = gather(ann, at=MAY)["comments"]
    assert (said["text"], said["removed"]["reasons"]) == (TEXT, "It insults people.")
    assert said["removed"]["objection"] == "I meant nobody."
    operations.vote(comment=removal.comment, value=1, by=abe, at=MAY)
    assert [one["vote"] for one in gather(abe, at=MAY)["votes"]] == ["for"]
