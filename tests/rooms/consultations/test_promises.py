"""Someone with a shell on the database meddles with a consultation."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts import queries as accounts
from goodstanding.consultations import operations
from goodstanding.consultations.models import (
    Announced,
    Closing,
    Comment,
    Objection,
    ObjectionOutcome,
    Removal,
    Vote,
)
from tests import announced, people

pytestmark = pytest.mark.django_db
MAY = announced.ANNOUNCED + timedelta(days=2)


@pytest.fixture
def said(version, owners, ann):
    return operations.comment(policy=version, text="Five are too few.", by=ann, at=MAY)


def refused(words, model, **values):
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        model.objects.create(**values)


def by(name):
    return accounts.staff(name)


@pytest.mark.promise(8)
def test_nobody_comments_before_or_after(version, ann, owners):
    for at in (announced.ANNOUNCED - timedelta(days=1), announced.BINDS):
        refused(
            "P8: the consultation on spam-applications version 2 is not open",
            Comment, policy=version, account=ann, text="Me, too.", at=at,
        )  # fmt: skip


@pytest.mark.promise(8)
def test_nothing_is_put_in_anybodys_mouth(said, abe, version):
    words = {"policy": version, "account": abe, "text": "So.", "at": MAY}
    refused("P8: a quote is word for word", Comment, quotes=said, quoted="Sixty", **words)
    refused(
        "P8: a comment answers an earlier one on the same version",
        Comment, quotes=said, **words | {"at": MAY - timedelta(hours=1)},
    )  # fmt: skip


@pytest.mark.promise(3)
def test_nobody_but_a_policy_owner_speaks_for_the_team(said, version, ann):
    rita = by("Rita")
    refused(
        "P3: only a policy owner answers", Comment, policy=version, staff=rita, text="So.", at=MAY
    )
    refused("P3_comment_is_a_member", Comment, policy=version, account=ann, staff=by("Pia"),
            text="So.", at=MAY)  # fmt: skip
    refused("P3_comment_is_a_member", Comment, policy=version, text="So.", at=MAY)
    late = MAY + timedelta(days=20)
    refused(
        "P3: only a policy owner closes", Closing, policy=version, by=rita, summary="So.", at=late
    )
    notice = announced_to(version, said.account)
    refused("P3: only a policy owner removes", Removal, comment=said, rule="respect",
            reasons="So.", by=rita, at=MAY, notice=notice)  # fmt: skip


def announced_to(version, account):
    operations.announce_due(at=MAY)
    return Announced.objects.get(policy=version, account=account).notice


@pytest.mark.promise(8)
def test_a_vote_counts_once(said, ann, abe):
    first = operations.vote(comment=said, value=1, by=abe, at=MAY)
    again = {"comment": said, "value": 1, "at": MAY}
    refused("P8_a_member_s_vote_counts_once", Vote, account=abe, **again)
    refused("P8: nobody votes on their own comment", Vote, account=ann, **again)
    cal = people.member("cal")
    refused(
        "P8: a member takes back no vote but their own", Vote, account=cal, before=first, **again
    )
    refused("P8: there is no voting", Vote, account=cal, **again | {"at": announced.BINDS})


@pytest.mark.promise(2)
def test_whose_comment_is_removed_is_told_why(said, version):
    removal = {"comment": said, "rule": "respect", "reasons": "So.", "by": by("Pia"), "at": MAY}
    notice = announced_to(version, said.account)
    refused("P2: whose comment is removed is told", Removal, notice=notice, **removal)
    for wrong in ({"rule": "dislike"}, {"reasons": " "}):
        refused(
            "P2_removal_names_rule_and_reasons", Removal, notice=removed(said), **removal | wrong
        )


def removed(said, kind="comment_removed"):
    from goodstanding.notices import operations as notices

    return notices.serve(
        account=said.account, kind=kind, subject="Removed", text="Why.", reference="x", cause="x",
        signed_by="Pia", reply_to="", at=MAY,
    )  # fmt: skip


@pytest.mark.promise(7)
def test_who_removed_does_not_answer_the_objection(said, ann):
    removal = operations.remove(comment=said, rule="respect", reasons="So.", by=by("Pia"), at=MAY)
    objection = Objection.objects.create(removal=removal, text="No.", at=MAY)
    outcome = {"objection": objection, "restored": False, "at": MAY}
    notice = removed(said, "objection_answered")
    refused("P7: an objection is answered by another person", ObjectionOutcome, by=by("Pia"),
            reasons="So.", notice=notice, **outcome)  # fmt: skip
    refused("P7: an objection is answered by a policy owner or reviewer", ObjectionOutcome,
            by=by("Rita"), reasons="So.", notice=notice, **outcome)  # fmt: skip
    refused("P7: who objected is told", ObjectionOutcome, by=by("Paul"), reasons="So.",
            notice=removal.notice, **outcome)  # fmt: skip
    refused("P7_objection_outcome_has_reasons", ObjectionOutcome, by=by("Paul"), reasons=" ",
            notice=notice, **outcome)  # fmt: skip


@pytest.mark.promise(1)
def test_a_consultation_is_open_long_enough_and_who_is_told_has_a_notice(said, version, abe):
    soon = announced.ANNOUNCED + timedelta(days=13)
    refused("P1: a consultation is open for 14 days", Closing, policy=version, by=by("Pia"),
            summary="So.", at=soon)  # fmt: skip
    refused("P1: who is told of a policy has a notice of it", Announced, policy=version,
            account=abe, notice=announced_to(version, said.account), at=MAY)  # fmt: skip


@pytest.mark.promise(8)
@pytest.mark.parametrize("verb", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_what_was_said_is_never_changed(said, abe, verb):
    operations.vote(comment=said, value=1, by=abe, at=MAY)
    removal = operations.remove(comment=said, rule="respect", reasons="So.", by=by("Pia"), at=MAY)
    objection = operations.object_to(removal=removal, text="No.", by=said.account, at=MAY)
    operations.answer_objection(
        objection=objection, restored=False, reasons="So.", by=by("Paul"), at=MAY
    )
    operations.announce_due(at=MAY)
    operations.close(policy=said.policy, summary="So.", by=by("Pia"), at=MAY + timedelta(days=20))
    for model in (Announced, Comment, Vote, Removal, Objection, ObjectionOutcome, Closing):
        change = verb.format(model._meta.db_table)
        with (
            pytest.raises(DatabaseError, match="P8: the record is append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
