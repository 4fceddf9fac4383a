"""A mail that may not be hers waits for a person, who says whose it is."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.accounts.models import Staff
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Letter, QuarantineEnd
from goodstanding.cases.operations import Mail
from goodstanding.cases.queries import quarantine
from goodstanding.interfaces.mail.reading import read
from goodstanding.law.terms import MeasureKind, UnlawfulError
from tests import people
from tests.people import NOW

FRONT = "mx.example.com"
WISH = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.")
LATER = NOW + timedelta(days=1)
DECIDED = NOW + timedelta(days=8)


def mail(*found, sender="ann@example.org"):
    lines = [f"Authentication-Results: {one}" for one in found]
    lines += [f"From: Ann <{sender}>", "Subject: Re: my case", "", "I was ill in March."]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(
    "found",
    [
        f"{FRONT}; dmarc=pass header.from=example.org",
        f"{FRONT}; spf=pass smtp.mailfrom=ann@example.org",
        f"{FRONT}; spf=pass smtp.mailfrom=example.org; dkim=fail header.d=example.org",
        f"{FRONT}; dkim=pass header.d=example.org header.i=@example.org",
        "MX.example.com; dmarc=pass (p=none) header.from=example.org",
    ],
)
def test_what_the_server_in_front_found_genuine_is_hers(found):
    assert read(mail(found), "ann@example.org", authenticated_by=FRONT).proven


@pytest.mark.parametrize(
    "found",
    [
        (),
        (f"{FRONT}; none",),
        (f"{FRONT}; dmarc=fail header.from=example.org",),
        (f"{FRONT}; dmarc=fail; spf=pass smtp.mailfrom=ann@example.org",),
        (f"{FRONT}; dmarc=pass; dmarc=fail",),
        (f"{FRONT}; spf=pass smtp.mailfrom=mallory@example.com",),
        (f"{FRONT}; dkim=pass header.d=example.com",),
        (f"{FRONT}; dkim=pass header.d=ample.org",),
        ("mx.mallory.example; dmarc=pass header.from=example.org",),
        (f"{FRONT}; dmarc=fail", f"{FRONT}; dmarc=pass header.from=example.org"),
        (f"{FRONT}; spf=pass smtp.mailfrom=<>", f"{FRONT}; dmarc=pass"),
        ("nonsense ;;; = pass",),
    ],
)
def test_anything_else_is_not_proven(found):
    assert not read(mail(*found), "ann@example.org", authenticated_by=FRONT).proven


def test_where_no_server_is_in_front_nothing_is_asked():
    assert read(mail(), "ann@example.org").proven


@pytest.mark.parametrize(
    "header", ["X-Autoreply: yes", "List-Id: <a.example.org>", "X-Autorespond: 1"]
)
def test_what_only_machines_write_is_automatic(header):
    assert read(f"{header}\r\n".encode() + mail(), "ann@example.org").automatic


def test_what_comes_from_nobody_is_automatic():
    assert read(mail(), "<>").automatic


@pytest.fixture
def case(db):
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    return case


def comes(case, sender="ann@elsewhere.example", *, proven=True, number=0):
    one = Mail("<1@x>", sender, "Re: my case", "I was ill in March.", proven=proven)
    return appeals.receive(token=case.token, mail=one, at=LATER, number=number)


@pytest.mark.parametrize(
    ("sender", "proven", "why"),
    [
        ("ann@elsewhere.example", True, "another"),
        ("", True, "two_senders"),
        ("ann@example.org", False, "unproven"),
    ],
)
def test_it_is_kept_apart_and_says_why(case, sender, proven, why):
    letter = comes(case, sender, proven=proven)
    assert (letter.apart, letter.from_member, letter.receipt) == (why, False, None)
    assert list(quarantine.waiting()) == [letter]
    assert not case.answers.exists()


def test_taken_for_hers_it_is_her_answer_and_she_is_told_where_she_is_known(case):
    letter = comes(case)
    rita = case.assignment.staff
    appeals.admit(letter=letter, reasons="She said so on the phone.", by=rita, at=LATER)
    answer = case.answers.get()
    assert (answer.text, answer.by) == ("I was ill in March.", "ann")
    assert answer.receipt.account == case.account
    assert not quarantine.waiting().exists()
    assert Letter.objects.get().sender == "ann@elsewhere.example"


def test_sent_as_an_appeal_it_is_her_appeal(case):
    made = cases.decide(case=case, wish=WISH, by=case.assignment.staff, at=DECIDED)
    letter = comes(case, number=1)
    appeals.admit(letter=letter, reasons="Her new address.", by=case.assignment.staff, at=DECIDED)
    assert made.appeal.text == "I was ill in March."


def test_found_not_hers_nothing_follows_and_nobody_is_told(case):
    letter = comes(case)
    cases.refuse(letter=letter, reasons="She never wrote it.", by=case.assignment.staff, at=LATER)
    assert not case.answers.exists()
    assert not quarantine.waiting().exists()
    with pytest.raises(UnlawfulError, match="has looked at this mail"):
        appeals.admit(letter=letter, reasons="Yet.", by=case.assignment.staff, at=LATER)


@pytest.mark.parametrize(
    ("who", "reasons", "said"),
    [("Rita", "  ", "reasons: got nothing"), ("Sue", "Hers.", "Sue is no case manager")],
)
def test_it_takes_a_case_manager_and_reasons(case, who, reasons, said):
    by = Staff.objects.get(name=who)
    with pytest.raises(UnlawfulError, match=said):
        appeals.admit(letter=comes(case), reasons=reasons, by=by, at=LATER)


def test_her_own_mail_is_not_judged(case):
    letter = comes(case, "ann@example.org")
    with pytest.raises(UnlawfulError, match="the member's own"):
        cases.refuse(letter=letter, reasons="No.", by=case.assignment.staff, at=LATER)
    with pytest.raises(DatabaseError, match="quarantine: this mail is"), transaction.atomic():
        QuarantineEnd.objects.create(
            letter=letter, admitted=False, reasons="x", by=case.assignment.staff, at=LATER
        )


@pytest.mark.promise(8)
@pytest.mark.parametrize(
    "act", ["UPDATE cases_quarantineend SET admitted = true", "DELETE FROM cases_quarantineend"]
)
def test_p8_what_was_made_of_it_is_never_rewritten(case, act):
    cases.refuse(letter=comes(case), reasons="No.", by=case.assignment.staff, at=LATER)
    with pytest.raises(DatabaseError, match="P8"), transaction.atomic(), connection.cursor() as c:
        c.execute(act)
