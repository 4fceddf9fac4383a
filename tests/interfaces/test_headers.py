"""What every answer says to browsers, and what the settings of production add."""

import gzip
import subprocess
import sys

import pytest

from goodstanding.interfaces import links
from tests import people

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ADDRESSES = [
    "/",
    "/healthz",
    "/policies/",
    "/console/sign-in",
    "/v1/docs",
    "/nothing-here",
    "/portal/",
]
PRODUCTION = """
import json
from goodstanding.config import settings as s
print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,
    s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS, s.DEBUG,
    s.LOGGING["handlers"]["console"]["formatter"], s.SESSION_COOKIE_SAMESITE]))
"""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_keeps_browsers_from_doing_more_than_they_should(client, address):
    answer = client.get(address)
    assert {name: answer.get(name) for name in EXPECTED} == EXPECTED
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "no-store" in answer["Cache-Control"] or address in {"/", "/policies/"}
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.django_db
def test_a_members_page_is_kept_nowhere_and_its_cookie_is_out_of_reach_of_scripts(client):
    people.member("ann")
    path = links.to_portal("ann").split("8000", 1)[1]
    entered = client.get(path)
    cookie = entered.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "no-store" in client.get("/portal/")["Cache-Control"]


def test_in_production_cookies_are_bound_to_the_host_and_hsts_is_a_year(tmp_path):
    known = {"GOODSTANDING_DEVELOPMENT": "no", "GOODSTANDING_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PRODUCTION], env=known, capture_output=True, text=True, check=True
    )
    said = '["__Host-session", "__Host-csrf", true, true, true, 31536000, false, "json", "Lax"]'
    assert done.stdout.strip() == said


def test_hsts_is_said_over_tls(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = client.get("/healthz", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000"


def test_a_host_nobody_named_is_refused(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.django_db
def test_what_is_too_large_is_not_read(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    form = client.post("/console/sign-in", {"login": "x" * 1000, "password": "y"})
    assert form.status_code in {400, 413}


def test_the_large_stylesheet_is_sent_small_and_kept_for_good(client):
    address = "/static/vendor/bootstrap/bootstrap-5.3.9.min.css"
    answers = [client.get(address, headers={"Accept-Encoding": way}) for way in ("", "gzip")]
    whole, small = (b"".join(one.streaming_content) for one in answers)
    assert gzip.decompress(small) == whole
    assert len(small) < 32_000
    assert "immutable" in answers[1]["Cache-Control"]


def test_trace_is_not_spoken(client):
    assert client.trace("/healthz").status_code == 405
