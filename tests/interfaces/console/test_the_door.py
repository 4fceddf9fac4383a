"""Who comes into the console, and what those are told who do not."""

from datetime import timedelta
from uuid import uuid4

import pytest

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces import links
from goodstanding.law.terms import StaffRole
from tests.interfaces.console.reading import words
from tests.people import ADOPTED, NOW

PAGES = ("", "next/", "appeals/", "members/", "members/ann/", "funds/", "mail/")
FOR_MANAGERS = ("cases/new/", "cases/GS-1/hearing/", "cases/GS-1/decide/")


def path(link):
    return link.split("8000", 1)[1]


@pytest.mark.parametrize("page", [*PAGES, *FOR_MANAGERS])
def test_who_is_not_signed_in_is_asked_to(client, db, page):
    answer = client.get(f"/console/{page}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/console/sign-in?next=/console/")


def test_rita_comes_in_by_her_link_for_a_day(client, staff, clock):
    link = path(links.to_console("Rita"))
    assert client.get(link)["Location"] == "/console/"
    assert "Rita Sign out" in words(client.get("/console/"))
    clock.move_to(NOW + timedelta(days=1, minutes=1))
    late = client.get(link)
    assert late.status_code == 403
    assert "Ask for a new one." in words(late)


def test_a_members_link_does_not_open_the_console(client, staff):
    token = links.to_portal("Rita").rsplit("/", 1)[1]
    assert client.get(f"/console/enter/{token}").status_code == 403
    assert client.get("/console/").status_code == 302


def test_a_link_for_someone_unknown_opens_nothing(client, staff):
    assert client.get(path(links.to_console("Nobody"))).status_code == 403


def test_rita_signs_in_with_her_password_and_out_again(client, staff):
    accounts.employ(
        name="Rita",
        email="rita@example.org",
        roles=[StaffRole.CASE_MANAGER],
        at=ADOPTED,
        password="correct horse battery",
    )
    wrong = {"login": "rita@example.org", "password": "wrong horse battery"}
    assert "do not belong together" in words(client.post("/console/sign-in", wrong))
    right = wrong | {"password": "correct horse battery", "next": "/console/funds/"}
    assert client.post("/console/sign-in", right)["Location"] == "/console/funds/"
    assert client.post("/console/sign-out")["Location"] == "/console/sign-in"
    assert client.get("/console/").status_code == 302


def test_signing_in_leads_nowhere_else(client, staff):
    accounts.employ(
        name="Rita",
        email="rita@example.org",
        roles=[StaffRole.CASE_MANAGER],
        at=ADOPTED,
        password="correct horse battery",
    )
    told = {
        "login": "rita@example.org",
        "password": "correct horse battery",
        "next": "https://evil.example/",
    }
    assert client.post("/console/sign-in", told)["Location"] == "/console/"


@pytest.mark.parametrize("page", FOR_MANAGERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_sue_who_reviews_is_told_that_it_needs_a_case_manager(sign_in, staff, page, method):
    answer = getattr(sign_in("Sue"), method)(f"/console/{page}")
    assert answer.status_code == 403
    assert "This needs a case manager" in words(answer)
    assert "You are signed in as Sue, with reviewer as your role." in words(answer)


def test_sue_lifts_no_measure(sign_in, staff):
    answer = sign_in("Sue").post(f"/console/cases/GS-1/measures/{uuid4()}/lift", {"cause": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize("act", ["take", "answer"])
def test_rita_who_manages_is_told_that_an_appeal_needs_a_reviewer(sign_in, staff, act):
    answer = sign_in("Rita").post(f"/console/appeals/{uuid4()}/{act}")
    assert answer.status_code == 403
    assert "This needs a reviewer" in words(answer)


@pytest.mark.parametrize("page", PAGES)
def test_who_has_no_role_any_more_sees_nothing(sign_in, staff, page):
    client = sign_in("Rita")
    accounts.employ(name="Rita", email="rita@example.org", roles=[], at=NOW)
    answer = client.get(f"/console/{page}")
    assert answer.status_code == 403
    assert "has no role in the team today" in words(answer)


def test_a_user_who_is_no_person_of_the_team_sees_nothing(client, django_user_model, staff):
    client.force_login(django_user_model.objects.create_user("ann"))
    answer = client.get("/console/")
    assert answer.status_code == 403
    assert "are no person of the team" in words(answer)


def test_no_page_of_the_console_is_kept_by_the_browser(sign_in, staff):
    assert "no-store" in sign_in("Rita").get("/console/")["Cache-Control"]
