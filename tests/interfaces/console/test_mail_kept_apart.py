"""Rita looks at mail that may not be the member's."""

from goodstanding.appeals import operations as appeals
from goodstanding.cases.operations import Mail
from tests.interfaces.console.reading import words
from tests.people import NOW


def comes(case):
    mail = Mail("<1@x>", "ann@elsewhere.example", "Re: my case", "I was ill in March.")
    return appeals.receive(token=case.token, mail=mail, at=NOW)


def test_she_reads_it_with_why_and_takes_it_for_hers(sign_in, case):
    letter, rita = comes(case), sign_in("Rita")
    page = words(rita.get("/console/quarantine/"))
    assert "1 to look at" in page
    assert case.readings.filter(by="Rita", address="/console/quarantine/").count() == 1
    assert "ann@elsewhere.example" in page
    assert "from an address that is not the member's" in page
    said = {"act": "admit", "reasons": "She said so on the phone."}
    assert rita.post(f"/console/quarantine/{letter.pk}", said).status_code == 302
    assert "No mail is kept apart." in words(rita.get("/console/quarantine/"))
    assert "Rita took it for theirs" in words(rita.get(f"/console/cases/{case.reference}/"))


def test_without_reasons_nothing_is_done_and_the_page_says_so(sign_in, case):
    letter, rita = comes(case), sign_in("Rita")
    page = rita.post(f"/console/quarantine/{letter.pk}", {"act": "refuse", "reasons": " "})
    assert page.status_code == 409
    assert "expected how you know whose mail it is" in words(page)


def test_there_is_no_such_mail(sign_in, case):
    assert sign_in("Rita").post("/console/quarantine/999", {"reasons": "x"}).status_code == 404
