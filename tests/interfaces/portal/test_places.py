"""Whose pages may show ours, and where members sign in, is named rightly or not at all."""

import pytest

from goodstanding.config.places import embedding_origins, members_sign_in, scanner


@pytest.mark.parametrize(
    "wrong",
    ["*", "https://*.example.com", "http://www.example.com", "https://a.example/x", "a.example"],
)
def test_what_is_no_origin_is_refused_by_name(monkeypatch, wrong):
    monkeypatch.setenv("GOODSTANDING_EMBED_ORIGINS", wrong)
    with pytest.raises(ValueError, match=r"GOODSTANDING_EMBED_ORIGINS: got .*, expected origins"):
        embedding_origins(local=True)


def test_several_origins_and_ones_own_machine_are_taken(monkeypatch):
    monkeypatch.setenv("GOODSTANDING_EMBED_ORIGINS", "https://a.example http://localhost:3000")
    assert embedding_origins(local=True) == ["https://a.example", "http://localhost:3000"]
    with pytest.raises(ValueError, match="got 'http://localhost:3000'"):
        embedding_origins(local=False)


def test_a_sign_in_lacks_nothing(monkeypatch):
    assert members_sign_in() is None
    monkeypatch.setenv("GOODSTANDING_MEMBERS_OIDC_ISSUER", "https://login.example.com")
    with pytest.raises(ValueError, match="GOODSTANDING_MEMBERS_OIDC_CLIENT: got nothing"):
        members_sign_in()
    monkeypatch.setenv("GOODSTANDING_MEMBERS_OIDC_CLIENT", "portal")
    monkeypatch.setenv("GOODSTANDING_MEMBERS_OIDC_SECRET", "s")
    assert members_sign_in()["claim"] == "sub"


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("tcp://127.0.0.1:3310", "tcp://127.0.0.1:3310"),
        ("clamd.internal:3310", "tcp://clamd.internal:3310"),
        ("[::1]:3310", "tcp://[::1]:3310"),
        ("/run/clamav/clamd.ctl", "unix:///run/clamav/clamd.ctl"),
    ],
)
def test_a_scanner_is_named_by_host_and_port_or_by_its_socket(monkeypatch, told, place):
    monkeypatch.setenv("GOODSTANDING_SCANNER", told)
    assert scanner() == place


@pytest.mark.parametrize("told", ["http://a.example", "tcp://:3310", "unix://clamd", "a:99999"])
def test_what_is_no_place_of_a_scanner_is_refused_at_the_start(monkeypatch, told):
    monkeypatch.setenv("GOODSTANDING_SCANNER", told)
    with pytest.raises(ValueError, match=r"GOODSTANDING_SCANNER: got .*, expected tcp://host:port"):
        scanner()
