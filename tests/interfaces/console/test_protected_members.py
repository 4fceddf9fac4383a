"""Ann is protected: Rita and Sue read her record, Sam is kept out of every page about her."""

import re
from datetime import UTC, datetime

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.accounts import queries
from goodstanding.cases import operations as cases
from goodstanding.cases.models import Case, Moved
from goodstanding.interfaces.console.urls import urlpatterns
from goodstanding.policies.models import PolicyVersion
from tests.interfaces.console.reading import words
from tests.people import NOW

LISTS = [str(one.pattern) for one in urlpatterns if "<" not in str(one.pattern)]
LISTS += ["?show=all", "?show=all&member=ann", "?show=all&days=0"]
LAST = datetime(9999, 12, 31, tzinfo=UTC)
SETS_OUT = ("next/",)  # leads on to a case, and shows none


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
    of_rules = re.findall(r'"/console/(rules/[^"]+/)"', sam.get("/console/rules/").content.decode())
    assert of_rules
    for page in LISTS + of_rules:
        answer = sam.get(f"/console/{page}")
        assert answer.status_code in ({302} if page in SETS_OUT else {200, 403, 404, 405}), page
        assert_nothing_of_ann(answer, page)
    assert sam.get("/console/next/")["Location"] == "/console/"
    shut = queries.protected_readings(kept).filter(admitted=False)
    assert {one.address for one in shut} >= set(pages)


def test_what_waits_in_anns_cases_is_named_to_no_stranger(sign_in, kept, appeal):
    """She wrote and waits, and a case cannot be placed: Rita's queue says so, Sam's does not."""
    case = appeal.decision.case
    cases.add(case=case, text="Hello?", by="ann", at=NOW)
    policy = PolicyVersion.objects.get(slug="spam-applications")
    Case.objects.create(
        reference="GS-LAST", token="x", account=case.account, policy=policy, opened_at=LAST
    )
    for page in ("", "?show=all"):
        assert_nothing_of_ann(sign_in("Sam").get(f"/console/{page}"), page)
    assert not Moved.objects.exists()
    page = words(sign_in("Rita").get("/console/"))
    assert "GS-LAST has no place in the queue" in page
    assert page.count(case.reference) > 0


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


def test_every_row_of_every_list_is_reached_by_j_and_k(sign_in, kept, appeal):
    cases.add(case=appeal.decision.case, text="Hello?", by="ann", at=NOW)
    rita, reached = sign_in("Rita"), 0
    for page in LISTS:
        main = rita.get(f"/console/{page}").content.decode().partition("<main")[2]
        links = re.findall(r'<a\s[^>]*href="/console/[a-z]+/[^"?]+"[^>]*>', main.split("</main")[0])
        rows = [one for one in links if "/console/policies/" not in one and ".csv" not in one]
        assert all("data-row" in one for one in rows), (page, rows)
        reached += len(rows)
    assert reached > len(LISTS) / 2


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


def assert_nothing_of_ann(answer, page):
    text = answer.content.decode()
    assert "ann" not in words_of(text.replace('value="ann"', "")), page
    for case in Case.objects.filter(account__name="ann"):
        assert case.reference not in text, page


def words_of(text):
    return set(re.findall(r"[\w-]+", re.sub(r"<[^>]*>", " ", text).lower()))
