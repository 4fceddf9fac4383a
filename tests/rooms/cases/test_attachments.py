"""Ann adds a doctor's letter to her case; it is what its name says, and it stays what it was."""

import socket
import struct
from contextlib import closing
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.cases import operations, queries
from goodstanding.cases.hearings import files
from goodstanding.cases.hearings.files import Upload
from goodstanding.cases.models import Attachment, AttachmentContent
from goodstanding.cases.operations import attaching
from goodstanding.law.terms import UnlawfulError
from tests import people
from tests.people import NOW

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 "
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TOO_MUCH = PDF + bytes(files.LARGEST)


@pytest.fixture
def case(db):
    people.rulebook()
    people.team()
    people.not_delivering("ann")
    (opened,) = people.work_goes_on()
    return opened


def added(case, *uploads, by="ann"):
    wanted = [files.check(one) for one in uploads]
    operations.add(case=case, text="My doctor's letter.", by=by, at=NOW, files=wanted)
    connection.check_constraints()
    return list(queries.attachments(case))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("letter.pdf", PDF, "pdf"),
        ("Screen shot.PNG", PNG, "png"),
        ("a.jpg", JPEG, "jpeg"),
        ("b.jpeg", JPEG, "jpeg"),
        ("c.webp", WEBP, "webp"),
        ("chat.txt", "Grüße\n\tAnn\r\n".encode(), "text"),
    ],
)
def test_pictures_and_documents_are_known_by_what_they_hold(name, content, kind):
    assert files.check(Upload(name, content)).kind == kind


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("letter.docx", b"PK\3\4", "letter.docx: we take PDF, PNG, JPEG, WebP and plain text"),
        ("letter", PDF, "letter: we take PDF"),
        ("letter.pdf", b"", "letter.pdf: it is empty"),
        ("letter.pdf", b"<html>", "letter.pdf: what it holds is not what its name says"),
        ("letter.png", PDF, "what it holds is not what its name says"),
        ("sound.webp", b"RIFF\x24\0\0\0WAVEfmt ", "what it holds is not what its name says"),
        ("letter.txt", b"\xff\xfe\0", "what it holds is not what its name says"),
        ("letter.txt", b"\x1b[2J", "what it holds is not what its name says"),
        ("letter.pdf", TOO_MUCH, "it has more than 10 MB"),
    ],
)
def test_what_is_not_kept_is_named_with_the_reason(name, content, why):
    with pytest.raises(UnlawfulError) as refused:
        files.check(Upload(name, content))
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ann\\letter.txt", "letter.txt"),
        ("a\r\nSet-Cookie: x\0.txt", "aSet-Cookie: x.txt"),
        ("\u202egnp.txt", "gnp.txt"),
        ("x" * 300 + ".txt", "x" * files.NAME + ".txt"),
    ],
)
def test_a_name_is_no_way_into_anything(name, kept):
    assert files.check(Upload(name, b"x")).name == kept


def test_what_ann_added_is_hers_and_the_teams_to_have(case):
    (one,) = added(case, Upload("letter.pdf", PDF))
    assert (one.name, one.size, one.by, one.door) == ("letter.pdf", len(PDF), "ann", "portal")
    assert queries.content_of(one) == PDF


def test_ten_a_day_are_enough_and_then_nothing_of_it_is_kept(case):
    added(case, *[Upload(f"{number}.txt", b"x") for number in range(attaching.MOST)])
    with pytest.raises(UnlawfulError, match="at most ten files a day"):
        added(case, Upload("one-more.txt", b"x"))
    assert case.messages.count() == 1


CONTENT = "cases_attachmentcontent"
AGAIN = (
    "INSERT INTO cases_attachment (case_id, name, kind, size, sha256, by, door, at) "
    "SELECT case_id, 'b', kind, size, sha256, by, door, at FROM cases_attachment"
)
BYTELESS = f"{AGAIN}; SET CONSTRAINTS ALL IMMEDIATE"
OTHER = f"WITH more AS ({AGAIN} RETURNING id) INSERT INTO {CONTENT} SELECT id, 'y' FROM more"


@pytest.mark.promise(8)
@pytest.mark.parametrize(
    ("attack", "refusal"),
    [
        ("UPDATE cases_attachment SET sha256 = repeat('0', 64)", "the record is append-only"),
        ("DELETE FROM cases_attachment", "the record is append-only"),
        (f"UPDATE {CONTENT} SET content = 'x'", "P8: the bytes of an attachment stay until"),
        (f"DELETE FROM {CONTENT}", "P8: the bytes of an attachment stay until"),
        (f"TRUNCATE {CONTENT}", "permission denied"),
        (BYTELESS, "P8: attachment .* has no bytes"),
        (OTHER, "P8: the bytes of attachment .* are not those of its record"),
    ],
)
def test_a_file_stays_what_it_was(case, attack, refusal):
    added(case, Upload("letter.pdf", PDF))
    with (
        pytest.raises(DatabaseError, match=refusal),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)
    assert bytes(AttachmentContent.objects.get().content) == PDF
    assert Attachment.objects.get().name == "letter.pdf"


@pytest.fixture
def scanner(settings):
    """A scanner that speaks as clamd does, and knows one thing to be harmful."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        settings.SCANNER = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        Thread(target=_scan, args=(server,), daemon=True).start()
        yield


def _scan(server):
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client, client.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!I", told.read(4))[0]:
                content += told.read(length)
            found = b"Eicar FOUND" if EICAR in content else b"OK"
            client.sendall(b"stream: " + found + b"\0")


@pytest.mark.usefixtures("scanner")
def test_a_scanner_beside_us_is_asked_about_every_file():
    large = PDF + bytes(200_000)
    assert files.check(Upload("letter.pdf", large)).content == large
    with pytest.raises(UnlawfulError, match="our scanner found something harmful"):
        files.check(Upload("virus.txt", EICAR))


def test_nothing_is_kept_unseen_while_the_scanner_is_away(settings, tmp_path):
    settings.SCANNER = f"unix://{tmp_path}/nobody"
    with pytest.raises(UnlawfulError, match="cannot be looked through just now; please try again"):
        files.check(Upload("letter.pdf", PDF))
