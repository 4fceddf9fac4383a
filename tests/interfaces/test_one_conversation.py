"""Ann and Rita write to each other: one conversation, on both pages and by mail, in order."""

from hashlib import sha256

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from goodstanding.accounts import operations as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.hearings import reading
from goodstanding.cases.hearings.files import Upload, check
from goodstanding.cases.models import Heed, Message
from goodstanding.cases.operations import Mail
from goodstanding.interfaces import links
from goodstanding.law.terms import MeasureKind, UnlawfulError
from goodstanding.notices.models import Delivery, StaffLetter
from goodstanding.reports.file import gather
from tests import people
from tests.interfaces.console.reading import words
from tests.people import NOW, timedelta
from tests.rooms.cases.test_attachments import PNG

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def case(staff):
    people.not_delivering("ann")
    (opened,) = people.work_goes_on()
    return opened


@pytest.fixture
def rita(case):
    """Whoever manages the case; nobody else has it."""
    return case.assignment.staff


def come_in(link):
    client = Client()
    client.get(link.split("8000", 1)[1])
    return client


@pytest.fixture
def clock(case):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_what_rita_writes_is_anns_mail_and_on_her_page(case, rita, clock):
    console = come_in(links.to_console(rita.name))
    text = "Which day did you *fall* ill?"
    console.post(f"/console/cases/{case.reference}/messages", {"text": text})
    told = Message.objects.get().notice
    assert f"> {text}\n\nTo answer, just answer this mail" in told.text
    assert told.signed_by == rita.name
    assert told.reply_to.startswith(f"case+{case.token}@")
    channels = Delivery.objects.filter(notice=told).values_list("channel", flat=True)
    assert set(channels) == {"mail", "portal"}


def test_ann_answers_on_her_page_and_by_mail_and_both_read_one_thread(case, rita, clock):
    page, own = f"/console/cases/{case.reference}/", f"/portal/cases/{case.reference}/"
    portal = come_in(links.to_portal("ann"))
    cases.write(case=case, text="Which day did you fall ill?", by=rita, at=NOW)
    clock.shift(HOUR)
    portal.post(f"{own}message", {"text": "The third of March."})
    mail = Mail("<1@example.org>", "ann@example.org", "Re: it", "Here is the doctor's name.")
    appeals.receive(token=case.token, mail=mail, at=NOW + 2 * HOUR)
    clock.shift(2 * HOUR)
    console = come_in(links.to_console(rita.name))
    queue = words(console.get("/console/")).replace("\xa0", " ")
    assert f"{case.reference}: since 1 Jun 2026, 11:00 (2 hours)" in queue
    shown, theirs = words(console.get(page)), words(portal.get(own))
    assert "Ann waits for a word since 1 Jun 2026, 11:00" in shown
    for read in (shown, theirs):
        places = [read.index(one) for one in ("you fall ill", "third of March", "doctor")]
        assert places == sorted(places)
    assert "ann, by mail from ann@example.org, 1 Jun 2026, 12:00" in shown
    assert "Your mail of 1 June 2026" in theirs
    assert StaffLetter.objects.filter(key__startswith="message", staff=rita).count() == 2
    console.post(f"{page}messages", {"text": "Thank you."})
    assert "waits for a word" not in words(console.get(page))
    assert "They wrote and wait" not in words(console.get("/console/"))
    told = gather(case.account, at=NOW + 4 * HOUR)["cases"][0]
    assert [one["by"] for one in told["messages"]] == [rita.name, "ann", rita.name]
    assert [one["text"] for one in told["letters"]] == ["Here is the doctor's name."]


def test_nothing_written_is_nothing_sent_and_what_was_typed_stays(case, rita):
    with time_machine.travel(NOW, tick=False):
        console, portal = come_in(links.to_console(rita.name)), come_in(links.to_portal("ann"))
        answer = console.post(f"/console/cases/{case.reference}/messages", {"text": " "})
        assert answer.status_code == 422
        assert "text: got nothing" in words(answer)
        answer = portal.post(f"/portal/cases/{case.reference}/message", {"text": ""})
        assert answer.status_code == 422
    assert not Message.objects.exists()


def test_suspended_or_decided_ann_still_reaches_rita(case, rita, staff):
    at = NOW + HOUR
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=NOW)
    written = cases.add(case=case, text="May I have a day more?", by="ann", at=at)
    assert queries.state(case, at=at) == "awaiting_answer"
    assert [one.case for one in queries.unheeded(rita, at=at)] == [case]
    assert not queries.unheeded(rita, at=at, hidden={case.account_id})
    assert not queries.unheeded(staff["Sue"], at=at)
    (other,) = {staff["Rita"], staff["Sam"]} - {rita}
    assert not queries.unheeded(other, at=at)
    away = {"starts_at": at, "ends_at": at + 24 * HOUR, "stand_in": other}
    accounts.go_away(staff=rita, **away, by=rita, at=at)
    assert [one.case for one in queries.unheeded(other, at=at)] == [case]
    with time_machine.travel(at, tick=False):
        console = come_in(links.to_console(rita.name))
        console.post(f"/console/cases/{case.reference}/messages/{written.pk}/heed")
        page = words(console.get(f"/console/cases/{case.reference}/"))
    assert f"needs no answer, as {rita.name} says" in page
    assert queries.waits_since(case) is None


def test_only_a_case_manager_and_who_speaks_for_ann_write(case, staff, rita):
    with pytest.raises(UnlawfulError, match="by: got Sue, expected a case manager"):
        cases.write(case=case, text="Hello.", by=staff["Sue"], at=NOW)
    with pytest.raises(UnlawfulError, match="Only the person a case is about"):
        cases.add(case=case, text="Hello.", by="ben", at=NOW)
    una = cases.name_representative(case=case, name="Una", email="una@u.example", by="ann", at=NOW)
    assert cases.add(case=case, text="For Ann.", by=str(una), at=NOW).by == str(una)
    ours = cases.write(case=case, text="Noted.", by=rita, at=NOW)
    assert ours.notice.deliveries.filter(channel="representative").exists()
    with pytest.raises(UnlawfulError, match="message: got one of ours"):
        cases.heed(message=ours, by=rita, at=NOW)


def test_what_was_written_stays_as_it_was_and_waits_until_it_is_heeded(case, rita):
    theirs = cases.add(case=case, text="Hello?", by="ann", at=NOW)
    ours = cases.write(case=case, text="Hello.", by=rita, at=NOW)
    other = cases.add(case=case, text="Still there?", by="ann", at=NOW)
    row = "INSERT INTO cases_heed (message_id, answer_id, by_id, at) VALUES"
    row_of = "case_id, text, by, door, at, notice_id, staff_id"
    wrong_door = (
        f"INSERT INTO cases_message ({row_of}) SELECT case_id, text, by, 'portal', at, "
        f"notice_id, {rita.pk} FROM cases_message LIMIT 1"
    )
    for attack, refusal in (
        ("UPDATE cases_message SET text = 'x'", "P8|append-only"),
        ("DELETE FROM cases_heed", "P8|append-only"),
        (f"{row} ({ours.pk}, NULL, {rita.pk}, now())", "only what the member wrote waits"),
        (
            f"{row} ({other.pk}, {theirs.pk}, {rita.pk}, now())",
            "a message is answered by one of ours in the same case",
        ),
        (wrong_door, "message_door_known"),
    ):
        with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
            connection.cursor().execute(attack)
    assert Heed.objects.get().message == theirs


def test_ann_adds_a_picture_and_both_sides_can_have_it_and_nobody_else(case, rita, clock):
    member, own = come_in(links.to_portal("ann")), f"/portal/cases/{case.reference}/"
    picture = SimpleUploadedFile("chat <1>.png", PNG)
    sent = member.post(f"{own}message", {"text": "Our chat.", "files": picture}, follow=True)
    assert "chat &lt;1&gt;.png</a>" in sent.content.decode()
    (added,) = queries.attachments(case)
    taken = member.get(f"{own}files/{added.pk}")
    assert (taken.content, taken["Content-Type"]) == (PNG, "image/png")
    assert taken["Content-Disposition"] == 'attachment; filename="chat <1>.png"'
    assert taken["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert taken["X-Content-Type-Options"] == "nosniff"
    console = come_in(links.to_console(rita.name))
    team = f"/console/cases/{case.reference}/files/{added.pk}"
    assert console.get(team).content == PNG
    assert queries.readings(case).filter(address=team).exists()
    people.member("abe")
    other = come_in(links.to_portal("abe"))
    assert other.get(f"{own}files/{added.pk}").status_code == 404
    assert console.get(f"{team}9").status_code == 404
    (cased,) = gather(case.account, at=NOW)["cases"]
    assert cased["files"][0]["sha256"] == sha256(PNG).hexdigest()


def test_a_file_that_cannot_be_kept_leaves_the_words_on_the_form(case, clock):
    member, own = come_in(links.to_portal("ann")), f"/portal/cases/{case.reference}/"
    wrong = SimpleUploadedFile("chat.png", b"no picture")
    page = member.post(f"{own}message", {"text": "Our chat.", "files": wrong})
    assert page.status_code == 422
    assert "chat.png: what it holds is not what its name says." in words(page)
    assert "Our chat.</textarea>" in page.content.decode()
    assert not case.messages.exists()
    large = member.post(f"{own}message", {"files": wrong}, CONTENT_LENGTH=2**26)
    assert large.status_code == 413
    assert "A form may hold 30 MB with all its files" in words(large)


def test_rita_sends_a_document_along(case, rita, clock):
    console = come_in(links.to_console(rita.name))
    document = SimpleUploadedFile("what we need.txt", b"Three things.")
    filled = {"text": "See the list.", "files": document}
    console.post(f"/console/cases/{case.reference}/messages", filled)
    (added,) = queries.attachments(case)
    assert (added.staff, added.door) == (rita, "console")
    assert "> Files: what we need.txt" in case.messages.get().notice.text


def test_who_speaks_for_ann_has_the_files_and_that_is_kept(case, clock):
    kept = check(Upload("chat.png", PNG))
    cases.add(case=case, text="Our chat.", by="ann", at=NOW, files=[kept])
    named = {"name": "Una Union", "email": "una@union.example", "by": "ann", "at": NOW}
    una = come_in(reading.link(cases.name_representative(case=case, **named)))
    (added,) = queries.attachments(case)
    address = f"/portal/represented/files/{added.pk}"
    assert address in una.get("/portal/represented/").content.decode()
    assert una.get(address).content == PNG
    assert queries.readings(case).filter(address=address, by="Una Union, for the member").exists()
