"""Sam stands in for Rita and takes Ann's case over on its page; Ann reads whose it is now."""

from datetime import timedelta

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces import links
from tests.interfaces.console.reading import words
from tests.people import NOW


def test_sam_takes_the_case_over_and_ann_reads_his_name(sign_in, staff, case, client):
    page = f"/console/cases/{case.reference}/"
    sam = sign_in("Sam")
    assert "Take this case over" not in words(sam.get(page))
    assert "expected who stands in" in words(sam.post(f"{page}take-over", {"text": "Mine."}))
    away = {"starts_at": NOW, "ends_at": NOW + timedelta(days=9), "by": staff["Rita"], "at": NOW}
    accounts.go_away(staff=staff["Rita"], stand_in=staff["Sam"], **away)
    assert "Take this case over from Rita" in words(sam.get(page))
    assert case.reference in words(sam.get("/console/?show=mine"))
    answer = sam.post(f"{page}take-over", {"text": "Rita is away; I am your case manager now."})
    assert answer["Location"] == page
    assert "Taken over from Rita" in words(sam.get(page))
    client.get(links.to_portal("ann").split("8000", 1)[1])
    read = words(client.get(f"/portal/cases/{case.reference}/"))
    assert "Rita is away; I am your case manager now." in read
    assert "Sam, case+" in read.replace("Sam , ", "Sam, ")
