"""Ann is protected: Rita and Sue read her record, Sam is kept out of every page about her."""

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.accounts import queries
from tests.interfaces.console.reading import words
from tests.people import NOW

LISTS = ("", "?show=all", "appeals/", "second/", "funds/", "protected/")


@pytest.fixture
def kept(staff, appeal):
    ann = appeal.decision.case.account
    named = [staff["Rita"], staff["Sue"]]
    return accounts.protect(
        account=ann, reason="A journalist.", readers=named, by=staff["Sue"], at=NOW
    )


@pytest.fixture
def pages(appeal):
    case = appeal.decision.case
    return [
        f"/console/cases/{case.reference}/",
        f"/console/cases/{case.reference}/decide/",
        f"/console/cases/{case.reference}/hearing/",
        "/console/members/ann/",
        "/console/members/ann/statement.csv",
        f"/console/appeals/{appeal.pk}/",
        f"/console/funds/holds/{appeal.decision.hold.pk}/",
    ]


def test_sam_reads_nothing_about_ann_and_finds_her_in_no_list(sign_in, kept, pages):
    sam = sign_in("Sam")
    for page in pages:
        answer = sam.get(page)
        assert answer.status_code == 403, page
        assert "This member is protected" in words(answer)
        assert sam.post(page).status_code in {403, 405}, page
    for page in LISTS:
        text = sam.get(f"/console/{page}").content.decode()
        assert "ann" not in words_of(text), page
        assert kept.account.cases.get().reference not in text, page
    assert sam.get("/console/next/")["Location"] == "/console/"
    shut = queries.protected_readings(kept).filter(admitted=False)
    assert {one.address for one in shut} >= set(pages)


def test_rita_reads_ann_and_who_else_asked_and_it_is_kept(sign_in, kept, pages):
    sign_in("Sam").get(pages[0])
    rita = sign_in("Rita")
    page = words(rita.get(pages[0]))
    assert "This member is protected: only people named for it read this" in page
    assert pages[-2] in rita.get("/console/appeals/").content.decode()
    assert "ann-c0" in words(rita.get("/console/funds/"))
    found = words(rita.get("/console/protected/"))
    assert "A journalist. Since 1 June 2026, decided by Sue." in found
    assert f"Sam, {pages[0]} not let in" in found
    assert f"Rita, {pages[0]}" in found


def test_where_it_ended_all_of_the_team_reads_again(sign_in, staff, kept, pages):
    accounts.end_protection(protection=kept, why="She left the paper.", by=staff["Sue"], at=NOW)
    assert sign_in("Sam").get(pages[0]).status_code == 200


def test_the_queue_has_her_case_for_rita_alone(sign_in, staff, case):
    named = [staff["Rita"], staff["Sue"]]
    sam = sign_in("Sam")
    page = f"/console/cases/{case.reference}/"
    assert page in sam.get("/console/?show=all").content.decode()
    accounts.protect(account=case.account, reason="Famous.", readers=named, by=staff["Sue"], at=NOW)
    assert page not in sam.get("/console/?show=all").content.decode()
    assert sam.get("/console/next/")["Location"] == "/console/"
    assert page in sign_in("Rita").get("/console/?show=all").content.decode()


def words_of(text):
    import re

    return set(re.findall(r"[\w-]+", re.sub(r"<[^>]*>", " ", text).lower()))
