"""Over TLS the certificate must bear the endpoint's name, though the request goes to an address."""

import shutil
import ssl
import subprocess
import threading

import pytest

from goodstanding.webhooks.transport import http
from tests.rooms.webhooks.conftest import Max, server_of

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl is not installed; it makes the certificate"
)


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """Max's server speaks TLS, with a certificate for `localhost` and nothing else."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            str(key),
            "-out",
            str(certificate),
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
        ],
        check=True,
        capture_output=True,
    )
    max_ = Max()
    server = server_of(max_)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    max_.url = f"https://localhost:{server.server_port}/"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    yield max_
    server.shutdown()
    server.server_close()


def post(url):
    with http.client() as client:
        return http.post(client, url, "{}", {"webhook-id": "msg_1"}, development=True)


def test_a_certificate_of_the_endpoint_s_name_is_accepted(secure):
    assert post(secure.url).received
    [(headers, _)] = secure.told
    assert headers["host"] == secure.url.removeprefix("https://").removesuffix("/")


def test_a_certificate_of_another_name_is_refused(secure):
    reply = post(secure.url.replace("localhost", "127.0.0.1"))
    assert not reply.received
    assert "certificate" in reply.detail.lower()
    assert not secure.told


def test_a_certificate_nobody_vouches_for_is_refused(secure, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    reply = post(secure.url)
    assert not reply.received
    assert "certificate" in reply.detail.lower()
    assert not secure.told
