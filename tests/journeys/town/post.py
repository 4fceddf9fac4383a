"""The post: a mail server that takes what it is given."""

import email
import smtplib
import socket
from email import policy
from email.message import EmailMessage
from email.utils import make_msgid

from aiosmtpd.controller import Controller


class Post:
    """A mail server, and who got what."""

    def __init__(self):
        self._taken = []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        mail = email.message_from_bytes(envelope.content, policy=policy.default)
        self._taken.append((envelope.rcpt_tos, mail))
        return "250 taken"

    def to(self, address):
        """The mails an address got, first to last."""
        return [mail for receivers, mail in self._taken if address in receivers]

    def close(self):
        self._controller.stop()


def text(mail):
    """What a mail says, as a reader of plain mail sees it, on one line."""
    return " ".join(mail.get_body(("plain",)).get_content().split())


def bring(port, *, by, to, says, quotes=None, **headers):
    """Bring a mail somebody wrote to the mail server at a port, as a reply where it quotes one.

    Other headers are named as in Python: `authentication_results`.
    """
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = by, to, make_msgid(domain="example.org")
    mail["Subject"] = f"Re: {quotes['subject']}" if quotes else "About your decision"
    lines = quotes.get_body(("plain",)).get_content().splitlines() if quotes else []
    head = "\n\nOn 9 June 2026 at 12:00, Goodstanding <decisions@example.org> wrote:\n"
    quoted = head + "\n".join(f"> {line}" for line in lines) if lines else ""
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(f"{says}{quoted}\n")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)
