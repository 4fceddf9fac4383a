"""Rita keeps a search of the queue, shares another with Sam, and drops them again."""

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.cases import queries
from tests.interfaces.console.reading import words


@pytest.fixture
def rita(sign_in):
    return sign_in("Rita")


def keeps(client, name, asked, **more):
    typed = {"name": name, "asked": asked, **more}
    return client.post("/console/searches/save", typed, follow=True)


def test_rita_keeps_a_search_and_sam_sees_what_she_shares(rita, sign_in, staff):
    asked = "skill=fraud&language=uk"
    assert "Own Drop" in words(keeps(rita, "Own", asked))
    page = keeps(rita, "Fraud in Ukrainian", f"language=uk&nonsense=1&{asked}", shared="1")
    assert "nonsense" not in page.content.decode()
    assert {one.asked for one in queries.saved_searches(staff["Rita"])} == {asked}
    sam = sign_in("Sam")
    page = words(sam.get("/console/"))
    assert "Fraud in Ukrainian Rita" in page
    assert "Own" not in page
    (shared,) = queries.saved_searches(staff["Sam"])
    sam.post(f"/console/searches/{shared.pk}/drop")
    assert queries.saved_searches(staff["Sam"]).exists(), "it is Rita's"
    sign_in("Rita").post(f"/console/searches/{shared.pk}/drop")
    assert not queries.saved_searches(staff["Sam"]).exists()


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        (" ", "language=uk", "name: got nothing, expected what to call the search"),
        ("All", "", "Nothing asked."),
        ("Ann", "member=ann", "expected a search that names no member and no case"),
        ("Hers", "reference=GS-1", "expected a search that names no member and no case"),
    ],
)
def test_a_search_that_cannot_be_kept_is_refused_in_words(rita, staff, name, asked, said):
    assert said in words(keeps(rita, name, asked, shared="1"))
    assert not queries.saved_searches(staff["Rita"]).exists()


def test_a_name_is_given_once_and_the_search_is_never_rewritten(rita):
    keeps(rita, "Mine", "language=uk")
    assert "you have a search called Mine already" in words(keeps(rita, "Mine", "language=bn"))
    with pytest.raises(IntegrityError, match="P8"), transaction.atomic():
        connection.cursor().execute("UPDATE cases_savedsearch SET shared = true")
