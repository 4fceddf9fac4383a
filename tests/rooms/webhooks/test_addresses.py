"""Nothing is sent to an address inside a network, whatever it calls itself."""

import threading
from datetime import UTC, datetime

import pytest

from goodstanding.webhooks import operations, queries
from goodstanding.webhooks.transport.addresses import AddressError, destination, is_public

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2001:0:0:0:0:0:80ff:fffe",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_a_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://127.0.0.1/hooks", "127.0.0.1"),
        ("https://localhost/hooks", "localhost is at"),
        ("https://[::1]/hooks", "::1"),
        ("https://2130706433/hooks", "127.0.0.1"),
        ("https://0x7f.1/hooks", "127.0.0.1"),
        ("https://169.254.169.254/latest/meta-data", "169.254.169.254"),
        ("http://93.184.216.34/hooks", "expected https://host/"),
        ("https://max:secret@93.184.216.34/hooks", "without user or password"),
        ("https:///hooks", "expected https://host/"),
        ("https://93.184.216.34:99999/hooks", "Port out of range"),
        ("file:///etc/passwd", "expected https://host/"),
        ("https://no-such-host.invalid/hooks", "expected a known host"),
        ("https://" + "a" * 70 + ".example/hooks", "expected a known host"),
    ],
)
def test_an_endpoint_inside_our_network_is_refused_by_name(url, says):
    with pytest.raises(AddressError, match=f"^url: got .*{says}"):
        destination(url, development=False)


def test_a_public_endpoint_over_https_is_accepted():
    assert destination("https://93.184.216.34/hooks", development=False).addresses == (
        "93.184.216.34",
    )


@pytest.mark.django_db
def test_in_production_nobody_adds_an_endpoint_on_this_machine(settings, max_):
    settings.DEVELOPMENT = False
    with pytest.raises(AddressError):
        operations.add_endpoint(url=max_.url, at=NOW)


@pytest.mark.django_db
def test_an_endpoint_that_moved_inside_our_network_is_not_told(settings, max_):
    operations.add_endpoint(url=max_.url, at=NOW)
    message = operations.tell(kind="case.opened", key="case 1", body={}, at=NOW)
    settings.DEVELOPMENT = False
    assert operations.dispatch_due(at=NOW) == 1
    assert not max_.told
    [attempt] = queries.attempts(message)
    assert (attempt.status, attempt.received) == (None, False)
    assert "expected https://" in attempt.detail


@pytest.mark.django_db
def test_no_proxy_of_the_environment_is_asked(monkeypatch, max_):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    operations.add_endpoint(url=max_.url, at=NOW)
    operations.tell(kind="case.opened", key="case 1", body={}, at=NOW)
    operations.dispatch_due(at=NOW)
    assert len(max_.told) == 1
    assert threading.active_count() >= 1
