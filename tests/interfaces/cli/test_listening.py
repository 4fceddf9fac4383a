"""Max's engineer listens on a machine of their own, and sees what is told."""

import threading
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer

import httpx
import pytest
import time_machine

from goodstanding.config.clock import now
from goodstanding.interfaces.cli import listen
from goodstanding.webhooks import operations, queries
from goodstanding.webhooks.catalogue import page, sample

KIND = "measure.placed"


@pytest.fixture
def at_the_time():
    with time_machine.travel(page.SENT_AT, tick=False):
        yield


def test_what_is_ours_is_printed_and_told_from_what_comes_again(at_the_time):
    receive = listen.receiver(page.SECRET)
    status, line = receive(page.headers(KIND), page.message(KIND).encode())
    assert status == 204
    assert line.startswith(
        "measure.placed  2026-06-15T10:00:00+00:00  msg_measure.placed  verified"
    )
    assert '"account": "ann"' in line
    assert "again" in receive(page.headers(KIND), page.message(KIND).encode())[1]


def test_what_is_forged_or_old_is_refused(at_the_time):
    receive = listen.receiver(page.SECRET)
    forged = page.message(KIND).replace("ann", "abe").encode()
    assert receive(page.headers(KIND), forged)[0] == 400
    with time_machine.travel(datetime(2026, 6, 16, tzinfo=UTC), tick=False):
        status, line = receive(page.headers(KIND), page.message(KIND).encode())
    assert (status, "too old" in line) == (400, True)


def test_a_secret_that_is_none_is_told(goodstanding):
    with pytest.raises(ValueError, match="--secret: got 'whsec_x!', expected whsec_ and base64"):
        goodstanding("listen", "--port", "0", "--secret", "whsec_x!")


@pytest.mark.django_db(transaction=True)
def test_the_latest_message_is_told_again_to_who_listens_and_to_nobody_after(capsys, goodstanding):
    told = operations.tell(kind=KIND, key="measure 1", body=sample(KIND), at=now())
    server = ThreadingHTTPServer(("127.0.0.1", 0), None)
    url = f"http://127.0.0.1:{server.server_port}/"
    with listen.told_here(url, 1) as secret:
        server.RequestHandlerClass = listen.handler(listen.receiver(secret))
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        assert httpx.post(url, content=b"{}").status_code == 400
        assert httpx.post(url, content=b"x" * 1_000_001).status_code == 413
        assert operations.dispatch_due(at=now()) == 1
        assert f"{told.id}  verified" in capsys.readouterr().out
        code, said = goodstanding("endpoint", "replay", told.id, "--url", url)
        assert (code, said) == (0, "Told again: 1 endpoint.\n")
        assert goodstanding("endpoint", "list")[1].startswith(url)
    server.shutdown()
    server.server_close()
    assert not queries.endpoints().exists()


@pytest.mark.django_db(transaction=True)
def test_an_endpoint_or_message_nobody_knows_is_told(goodstanding):
    with pytest.raises(LookupError, match="expected one of `goodstanding endpoint list`"):
        goodstanding("endpoint", "remove", "https://example.com/")
    with pytest.raises(LookupError, match="expected the webhook-id of a message"):
        goodstanding("endpoint", "replay", "msg_none")
