"""Rita says on a page that she goes away and who stands in; Ann reads whom she reaches then."""

from datetime import timedelta

import pytest
from django.core import mail

from goodstanding.accounts import operations as accounts
from goodstanding.accounts import queries
from goodstanding.cases import operations as cases
from goodstanding.interfaces import links
from goodstanding.law.terms import StaffRole
from goodstanding.notices import operations as notices
from goodstanding.notices.models import StaffLetter
from tests.interfaces.console.reading import words
from tests.people import ADOPTED, NOW

PAGE = "/console/absences/"
DAY = timedelta(days=1)
THREE_DAYS = {"from": "2026-06-02", "until": "2026-06-04", "stand_in": "Sam"}


def test_rita_goes_away_sam_stands_in_and_she_is_back_early(sign_in, staff, clock):
    rita = sign_in("Rita")
    assert "Everybody is there" in words(rita.get(PAGE))
    assert rita.post(f"{PAGE}away", THREE_DAYS)["Location"] == PAGE
    assert "Rita 2 Jun 2026 4 Jun 2026 Sam Rita Does not go" in words(rita.get(PAGE))
    (one,) = queries.absences(at=NOW)
    assert (one.starts_at, one.ends_at) == (NOW + 14 * DAY / 24, NOW + 3 * DAY + 14 * DAY / 24)
    clock.move_to(NOW + DAY, tick=False)
    rita = sign_in("Rita")
    assert "2 Jun 2026 (away now) 4 Jun 2026 Sam Rita Back now" in words(rita.get(PAGE))
    assert "Back now" not in words(sign_in("Sue").get(PAGE))
    refused = sign_in("Sue").post(f"{PAGE}{one.pk}/end")
    assert "by: got Sue, expected Rita or a policy owner" in words(refused)
    rita = sign_in("Rita")
    assert rita.post(f"{PAGE}{one.pk}/end")["Location"] == PAGE
    assert queries.absent(at=NOW + DAY) == frozenset()
    assert "expected one that is not over" in words(rita.post(f"{PAGE}{one.pk}/end"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"from": ""}, "from: got nothing, expected a day like 2026-06-01"),
        ({"from": "2026-05-31"}, "from: got 2026-05-31, expected a day from 2026-06-01 to"),
        ({"until": "soon"}, "until: got “soon”, expected a day like 2026-06-02"),
        ({"until": "9999-12-31"}, "until: got 9999-12-31, expected a day from 2026-06-02 to"),
        ({"stand_in": "Sue"}, "stand-in: got Sue, who is no case manager then"),
        ({"stand_in": "Nobody"}, "stand-in: got Nobody, expected somebody of the team"),
    ],
)
def test_what_cannot_be_is_said_by_name_and_what_was_typed_stays(sign_in, staff, said, answer):
    page = sign_in("Rita").post(f"{PAGE}away", THREE_DAYS | said)
    assert page.status_code == 422
    assert answer in words(page)
    assert 'value="2026-06-02"' in page.content.decode() or said.get("from") is not None
    assert not queries.absences(at=NOW).exists()


def test_for_others_it_is_a_policy_owner_who_says_so(sign_in, staff):
    assert sign_in("Sue").post(f"{PAGE}away/other", THREE_DAYS | {"who": "Rita"}).status_code == 403
    told = {"email": "olga@example.org", "roles": [StaffRole.POLICY_OWNER]}
    accounts.employ(name="Olga", **told, at=ADOPTED)
    olga = sign_in("Olga")
    assert olga.post(f"{PAGE}away/other", THREE_DAYS | {"who": "Rita"})["Location"] == PAGE
    (one,) = queries.absences(at=NOW)
    assert (one.staff, one.by.name) == (staff["Rita"], "Olga")
    assert olga.post(f"{PAGE}{one.pk}/end")["Location"] == PAGE
    assert not queries.absences(at=NOW).exists()


def test_ann_reads_who_stands_in_from_the_first_day_and_he_gets_what_she_writes(
    sign_in, staff, case, clock, client
):
    sign_in("Rita").post(f"{PAGE}away", THREE_DAYS)
    page, stands_in = f"/portal/cases/{case.reference}/", "Sam stands in, and reads what you write"
    client.get(links.to_portal("ann").split("8000", 1)[1])
    assert stands_in not in words(client.get(page))
    clock.move_to(NOW + DAY, tick=False)
    client.get(links.to_portal("ann").split("8000", 1)[1])
    assert f"Rita is away, and back on 5 June 2026. {stands_in}" in words(client.get(page))
    told = "Case manager Rita away, back on 5 Jun; Sam stands in"
    assert told in words(sign_in("Sue").get(f"/console/cases/{case.reference}/"))
    cases.add(case=case, text="When do I hear from you?", by="ann", at=NOW + DAY)
    notices.deliver_due(at=NOW + DAY)
    (receipt,) = (one.body for one in mail.outbox if "When do I hear" in one.body)
    assert "Sam reads it and writes back" in receipt
    letters = StaffLetter.objects.filter(key__startswith="message")
    assert {one.staff for one in letters} == {staff["Rita"], staff["Sam"]}
