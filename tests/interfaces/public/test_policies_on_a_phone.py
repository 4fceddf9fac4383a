"""Ann reads the policies on a small phone, in light and in dark, with and without scripts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodstanding.policies import operations

RULEBOOK = Path(__file__).parents[3] / "rulebook"
NARROW = {"width": 360, "height": 740}
SLUGS = [folder.name for folder in sorted(RULEBOOK.glob("*/"))]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["light", "dark"])
def phone(request, browser, site):
    for folder in sorted(RULEBOOK.glob("*/")):
        operations.adopt(folder=folder, by="Pia", at=datetime(2026, 1, 2, tzinfo=UTC))
    context = browser.new_context(base_url=site, viewport=NARROW, color_scheme=request.param)
    yield context.new_page()
    context.close()


def is_too_wide(phone):
    return phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_no_page_is_wider_than_the_phone(phone):
    for address in ("/", "/policies/", *(f"/policies/{slug}/" for slug in SLUGS), "/nowhere/"):
        phone.goto(address)
        phone.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert not is_too_wide(phone), address


def test_the_page_obeys_its_own_security_policy(phone):
    complaints = []
    phone.on("console", lambda message: complaints.append(message.text))
    phone.goto(f"/policies/{SLUGS[0]}/")
    assert complaints == []


def test_the_keyboard_skips_to_the_content(phone):
    phone.goto("/policies/")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.textContent") == "Skip to the content"
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.id") == "content"


def test_the_ground_is_dark_where_the_phone_is(phone):
    phone.goto("/")
    ground = phone.evaluate("getComputedStyle(document.body).backgroundColor")
    is_dark = phone.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert ground == ("rgb(18, 24, 29)" if is_dark else "rgb(245, 244, 240)")
