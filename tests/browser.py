"""A real browser for the tests that need one: the system's Chromium, driven by Playwright."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once a run."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("needs Chromium: apt-get install chromium-headless-shell (or chromium)")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        from django.db import connections

        connections.close_all()  # once the driver's loop has ended, nobody else can
        chromium.close()


@pytest.fixture
def site(live_server, settings):
    """The whole site, served; links that are made lead to it."""
    settings.SITE_ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def page(browser, site):
    """A tab of a fresh visitor; paths are of the site."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    yield tab
    context.close()
