"""The mail server is up, and the day after NOW people write to it."""

import smtplib
import socket

import pytest


@pytest.fixture
def send():
    """Write a mail, at a time."""
    import time_machine

    from goodstanding.interfaces.mail.server import controller
    from tests.people import NOW, timedelta

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = controller("127.0.0.1", port)
    server.start()

    def deliver(mail, envelope_from=None, at=None):
        at = at or NOW + timedelta(days=1)
        with time_machine.travel(at, tick=False), smtplib.SMTP("127.0.0.1", port) as post:
            return post.send_message(mail, from_addr=envelope_from)

    yield deliver
    server.stop()
