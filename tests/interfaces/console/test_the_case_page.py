"""The case page: the story first, the evidence, the law's answer, the history."""

import re

from goodstanding.cases import operations as cases
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.interfaces.console.reading import S, words
from tests.people import NOW


def page_of(client, case, **query):
    return client.get(f"/console/cases/{case.reference}/", query)


def test_the_story_comes_first(sign_in, case):
    page = words(page_of(sign_in("Rita"), case))
    story = page[page.index("Ann Poor performance") : page.index("Evidence")]
    assert "State open First look in 3 days 4 Jun 2026, 10:00" in story
    assert "Contested 150.00 EUR Payable 3,000.00 EUR Held none Case manager Rita" in story
    assert "11 of your 20 contract outcomes were bad" in story


def test_every_row_behind_a_finding_is_there(sign_in, case):
    page = words(page_of(sign_in("Rita"), case))
    assert "The 11 records this rests on" in page
    assert "When Contract Client Work Outcome Record" in page
    assert "2 Mar 2026, 09:00 ann-c0 client-0 design not delivered" in page
    assert page.count("design not delivered") == 11
    assert "tier 3: a person may restrict" in page


def test_the_drawing_has_its_words_and_its_numbers(sign_in, case):
    page = page_of(sign_in("Rita"), case)
    drawn = page.content.decode()
    assert drawn.count('class="bad-dot"') == 11
    assert re.search(r"<desc[^>]*>20 outcomes from 2 Mar 2026 to 21 Mar 2026: 11 bad", drawn)
    assert "style=" not in drawn
    text = words(page)
    for line in ("coaching note", "a person looks", "may restrict"):
        assert line in text
    assert "client-0, design: not delivered (bad) 1 0.05" in text


def test_the_law_answers_to_every_step_with_its_sources(sign_in, case):
    page = words(page_of(sign_in("Rita"), case))
    law = page[page.index("Hear Ann first") : page.index("Money at stake")]
    assert "No action open" in law
    assert "Warning open" in law
    assert "Restriction after hearing No preliminary notice was served. AU-11" in law
    assert "Suspension not open" in law
    assert "shows that clients left the marketplace because of it. SEA-050e, G07" in law


def test_the_notice_stands_there_before_anyone_decides(sign_in, case):
    client = sign_in("Rita")
    assert "The notice Ann would read" in words(page_of(client, case))
    assert "Warning. Everything stays open to you" in words(page_of(client, case))
    assert "Nothing changes for your account." in words(
        page_of(client, case, draft="coaching_note")
    )


def test_her_side_is_read_as_she_wrote_it(sign_in, heard):
    page = words(page_of(sign_in("Rita"), heard))
    assert "Told on 24 May 2026, 10:00 by Rita that a restriction is proposed" in page
    assert "I was ill in March & wrote to every client." in page
    assert "Restriction open" in page


def test_a_reviewer_reads_but_is_offered_nothing_to_do(sign_in, case):
    page = page_of(sign_in("Sue"), case)
    assert "Sue is not a case manager." in words(page)
    assert "/decide/" not in page.content.decode()
    assert "/hearing/" not in page.content.decode()


def test_nothing_is_offered_to_decide_while_an_answer_is_awaited(sign_in, case, staff):
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=NOW)
    page = page_of(sign_in("Rita"), case)
    awaited = f"Nothing is decided while Ann{S} answer is awaited, until 8 Jun 2026, 10:00."
    assert awaited in words(page)
    assert "/decide/?measure" not in page.content.decode()


def test_what_happened_is_told_in_order(sign_in, appeal):
    page = words(page_of(sign_in("Rita"), appeal.decision.case))
    history = page[page.rindex("History") :]
    told = [
        "Case opened automation",
        "Finding of tier 3: 11 records detector outcomes",
        "Preliminary notice: restriction proposed, answer until 31 May 2026 Rita",
        "Answered ann",
        "Decided: restriction Sam",
        "Restriction takes effect until 14 June 2026",
        "Held until 30 June 2026: 150.00 EUR of contract ann-c0 Sam",
        "Appealed; answer due 15 June 2026 ann",
        "Appeal given to Sue",
    ]
    assert sorted(told, key=history.index) == told


def test_a_decided_case_offers_nothing_more(sign_in, decided):
    page = words(page_of(sign_in("Rita"), decided.case))
    assert "This case is decided; nothing more is decided in it." in page
    assert "in force No applying for jobs, the whole account, 31 May 2026 to 14 Jun 2026" in page


def test_a_measure_is_lifted_with_a_cause(sign_in, decided):
    (measure,) = decided.measures.all()
    path = f"/console/cases/{decided.case.reference}/measures/{measure.id}/lift"
    client = sign_in("Rita")
    refused = client.post(path, {"cause": " "})
    assert refused.status_code == 422
    assert "cause: got nothing, expected why the measure is lifted." in words(refused)
    assert client.post(path, {"cause": "all clients are served now"}).status_code == 302
    page = words(page_of(client, decided.case))
    assert "Ended 1 Jun 2026, 10:00 by Rita: all clients are served now." in page
    assert "Restriction ended: all clients are served now Rita" in page
    again = client.post(path, {"cause": "twice is nothing"})
    assert again.status_code == 422
    assert "This measure has already ended." in words(again)


def test_a_measure_of_another_case_is_not_lifted_from_here(sign_in, decided):
    people.not_delivering("abe")
    people.work_goes_on()
    (measure,) = decided.measures.all()
    other = decided.case.account.cases.model.objects.get(account__name="abe")
    path = f"/console/cases/{other.reference}/measures/{measure.id}/lift"
    assert sign_in("Rita").post(path, {"cause": "why not"}).status_code == 404


def test_there_is_no_such_case(sign_in, staff):
    assert sign_in("Rita").get("/console/cases/GS-NONE/").status_code == 404


def test_what_a_client_wrote_is_shown_as_text(sign_in, staff):
    people.member("ben", role="client")
    text = (
        "Earn 900 a week! <script>alert(1)</script> Pay a registration fee of 50 first, then "
        "contact me on Telegram to start today."
    )
    people.tell(*(people.posted("ben", n, text) for n in range(3)))
    opened = people.work_goes_on()
    page = page_of(sign_in("Rita"), opened[0]).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
