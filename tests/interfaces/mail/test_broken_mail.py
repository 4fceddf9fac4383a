"""No mail is too badly written to be kept: what cannot be read is read as well as it can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.interfaces.mail.reading import gave_up, read

FRONT = "mx.example.com"
ANN = "ann@example.org"
PIECES = [
    *(b"From: ", b"Message-ID: <", b"Subject: ", b"Content-Type: ", b"Action: failed\r\n"),
    *(b"multipart/mixed; boundary=x\r\n", b"\r\n--x\r\n", b"message/delivery-status", b"\r\n\r\n"),
    *(b"text/html; charset=", b"utf-16", b"rot13", b"\0", b"\xff", b"\x0b", b"\r\n", b"\r\n "),
    *(b"Content-Transfer-Encoding: base64\r\n", b"ann@example.org", b"<", b">", b"@", b"(", b";"),
    *(b"=?utf-8?b?", b"?=", b"=?x?q?=ed=a0=80?=", b"[", b'"', b",", b":", b"dmarc=pass"),
    b"Authentication-Results: mx.example.com; ",
]


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=3), max_size=25).map(b"".join))
def test_whatever_comes_over_the_wire_can_be_kept(content):
    mail = read(content, ANN, authenticated_by=FRONT)
    for told in (mail.message_id, mail.sender, mail.subject, mail.text, *(gave_up(content) or ())):
        assert "\0" not in told
        told.encode()
    assert not {"\r", "\n"} & set(mail.subject + mail.message_id)


def test_a_mail_with_a_broken_number_is_still_anns():
    mail = read(b"From: ann@example.org\r\nMessage-ID: <<@>\r\n\r\nI was ill.", ANN)
    assert (mail.sender, mail.message_id, mail.text) == (ANN, "<<@>", "I was ill.")


def test_who_hides_behind_a_broken_sender_is_nobody():
    for name in (b"<ann@example.org>, <", b"a@[b, ann@example.org"):
        assert read(b"From: " + name + b"\r\n\r\nHello.", ANN).sender == ""


def test_a_subject_over_two_lines_is_one_line():
    assert read(b"Subject: My\r\n case\r\n\r\n", ANN).subject == "My case"


def test_a_thousand_mails_in_each_other_are_kept_as_text():
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (one, one)
        for one in range(2000)
    )
    mail = read(b"From: ann@example.org\r\n" + deep + b"\r\nI was ill.", ANN)
    assert mail.sender == ANN
    assert mail.text.endswith("I was ill.")


@pytest.mark.parametrize("padding", ["\n" * 200_000, "On " * 200_000, "On a\n" * 9_000])
def test_what_would_keep_a_reader_of_quotes_busy_for_hours_is_read_at_once(padding):
    mail = read(f"From: ann@example.org\r\n\r\nI was ill.\n{padding}".encode(), ANN)
    assert mail.text.startswith("I was ill.")
