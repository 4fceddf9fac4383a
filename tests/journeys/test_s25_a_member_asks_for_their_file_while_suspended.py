"""S25: a suspended member has their whole file; what is withheld is named by code and date."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests import floods, people
from tests.floods import flood
from tests.journeys.town.before import decided, had, heard
from tests.people import NOW

DAY = timedelta(days=1)
AGAIN = NOW + 2 * DAY
DECIDED = AGAIN + 8 * DAY
SUSPENDED = DECIDED + 14 * DAY
ORDER = "The bank has reported it; we may not warn her."


@pytest.fixture
def cases(max_, work, come_in, clock):
    """Ann was warned; she did it twice more, of which one record is withheld, and is suspended."""
    floods.adopted(family="fraud", may_withhold=["tipping_off"])
    max_.reports(people.registered("ann"), *flood(-1), people.earned("ann", 0, 15_000))
    work()
    first = had("ann", "Application floods")
    decided(first, "warning", "Sixty alike in a day.")
    clock.move_to(AGAIN)
    max_.reports(*flood(1), *flood(2))
    work()
    second = had("ann", "Application floods")
    one_record_is_withheld(come_in, second)
    heard(second, "suspension")
    clock.move_to(DECIDED)
    decided(second, "suspension", "Warned, and twice more since.")
    work()
    return first, second


def one_record_is_withheld(come_in, case):
    """Rita asks to withhold the first of the two records, and Sam agrees."""
    rita = come_in("Rita").opens(f"/console/cases/{case}/")
    rita.reads("not shown yet shown on 6 Jun 2026")
    rita.page.get_by_label("Told on").first.fill("2026-07-03")
    rita.page.get_by_label("Why; staff read this").first.fill(ORDER)
    rita.presses("Ask a second person")
    rita.reads("Withholding: nothing is done yet", "under the code TIPPING_OFF", ORDER)
    address = rita.page.url
    sam = come_in("Sam").opens(address)
    sam.types("What you looked at, and found", "The order is there.")
    sam.presses("I agree: do it")
    sam.reads("Agreed, and done")
    come_in("Rita").opens(f"/console/cases/{case}/").reads(
        "withheld as TIPPING_OFF until 3 Jul 2026"
    )


def taken_away(ann):
    """What Ann takes with her: the archive's file for machines, and its page."""
    answer = ann.page.request.get("/portal/file.zip")
    assert answer.headers["content-disposition"] == 'attachment; filename="my-file.zip"'
    with ZipFile(BytesIO(answer.body())) as archive:
        return json.loads(archive.read("file.json")), archive.read("file.html").decode()


def she_reads_it_and_takes_it_with_her(come_in, first, second):
    ann = come_in("ann", width=360)
    ann.reads("A suspension is in force.")
    ann.follows("Your file")
    ann.reads(
        first,
        second,
        "TIPPING_OFF, in case",
        "it is told to you on 3 July 2026",
        "Warned, and twice more since.",
        "Suspension: it stops applying for jobs and working on contracts",
        "Its 60 records",
        "31 May 2026, 10:00 UTC",
        "Rests on:",
        "payable 150.00 EUR",
    )
    file, page = taken_away(ann)
    assert "it is told to you on 3 July 2026" in page
    everything_is_in_it(file, first, second)
    assert ORDER not in json.dumps(file)
    assert ann.page.request.get("/portal/file.json").json()["cases"] == file["cases"]


def everything_is_in_it(file, first, second):
    warned, suspended = file["cases"]
    assert (warned["reference"], suspended["reference"]) == (first, second)
    (decision,) = suspended["decisions"]
    assert "withheld: TIPPING_OFF" in decision["relied_on"]
    assert decision["statement_of_reasons"]["facts"]
    weighed = next(one["text"] for one in file["notices"] if "suspended" in one["subject"])
    assert "Number: 60 of 60 (100 %), from 3 June 2026 to 3 June 2026" in weighed
    assert [one["kind"] for one in decision["measures"]] == ["suspension"]
    assert {one["case"] for one in file["strikes"]} == {first, second}
    shown = {one["id"]: one for one in file["findings"]}
    for case in (warned, suspended):
        for one in case["findings"]:
            assert len(shown[one]["records"]) == 60
            assert shown[one]["e_value"] > 0
    assert {one["kind"] for one in file["notices"]} >= {
        "preliminary_notice",
        "statement_of_reasons",
    }


def what_was_withheld_is_told_by_itself(work, come_in):
    ann = come_in("ann").opens("/portal/file")
    ann.reads("What is kept from you for now Nothing.")
    file, _ = taken_away(ann)
    assert len(file["cases"][1]["findings"]) == 2
    work()
    come_in("ann").opens("/portal/notices/").reads("What was kept from you is told now")


def test_she_has_all_of_it_but_what_is_withheld_and_that_on_its_day(
    cases, max_, work, come_in, clock
):
    """Nobody else comes to it; she reads it and takes it with her, and is told the rest in time."""
    assert come_in("Rita").opens("/portal/file").status == 403
    clock.move_to(SUSPENDED + DAY)
    assert not max_.may("ann", "apply")
    she_reads_it_and_takes_it_with_her(come_in, *cases)
    clock.move_to(NOW.replace(month=7, day=3))
    what_was_withheld_is_told_by_itself(work, come_in)
