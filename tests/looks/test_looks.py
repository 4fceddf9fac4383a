"""Every page is looked at, on a phone in the dark and on a desk by day; axe finds nothing.

`make looks` walks all of them and takes the pictures of docs/reference/pages.md; a run of the tests
looks at some.
"""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from goodstanding.cases.hearings import reading
from goodstanding.interfaces import links
from tests.house.test_routes import ROUTES
from tests.looks import record, visits
from tests.looks.walk import Walk, name_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL = "LOOKS" in os.environ
PICTURES = Path(__file__).parents[2] / "docs" / "images" / "pages"
PAGE = PICTURES.parents[1] / "reference" / "pages.md"
PLACES = {"console": "The team's console", "portal": "The member's pages", "": "For everyone"}


@pytest.fixture
def made(site, time_machine, tmp_path):
    time_machine.move_to(record.NOW, tick=False)
    return record.made(tmp_path)


@pytest.mark.skipif(ALL, reason="all pages are looked at")
def test_some_pages_are_as_they_should_be(browser, site, made):
    walk = Walk(browser, site)
    case = f"/console/cases/{made['case'].reference}/"
    walk.goes_only("/")
    walk.goes_only(case, enter=links.to_console("Pat"))
    walk.goes_only("/portal/", enter=links.to_portal("dora"))
    walk.goes_only("/policies/poor-performance/")
    assert walk.faults == []


def shown(walk):
    """The page of all pages."""
    lines = [
        "# Pages",
        "",
        f"{len(walk.seen) + len(walk.named)} pages, written by `make looks`: the console on a desk",
    ]
    lines += [
        "by day, the others on a phone in the dark. On each axe found nothing, at both sizes.",
        "",
    ]
    for place, title in PLACES.items():
        lines += [f"## {title}", ""]
        for route in sorted(walk.seen):
            of = route.split("/")[0]
            picture = PICTURES / f"{name_of(route)}.jpg"
            if (of if of in PLACES else "") == place and picture.exists():
                lines += [f"### `/{route}`", "", f"![](../images/pages/{picture.name})", ""]
    lines += ["## After a form, and where something is wrong or not there yet", ""]
    for name in walk.named:
        lines += [f"### {name.capitalize()}", "", f"![](../images/pages/{name_of(name)}.jpg)", ""]
    return "\n".join(lines)


def unseen(walk):
    """Routes that could be read, and were not walked to."""
    return {path.removeprefix("/") for path, _ in ROUTES} - walk.seen.keys()


@pytest.mark.skipif(not ALL, reason="`make looks` looks at all pages")
def test_every_page_is_as_it_should_be(browser, site, made):
    walk = Walk(browser, site, PICTURES)
    token = made["report"].token
    walk.goes("/", reverse("public:reported", args=[token]), "/console/sign-in")
    case = f"/console/cases/{made['case'].reference}/"
    walk.goes(
        case, f"{case}decide/?measure=restriction", "/console/", enter=links.to_console("Pat")
    )
    for name in ("dora", "ben", "ann"):
        walk.goes("/portal/", enter=links.to_portal(name))
    walk.goes("/portal/represented/", enter=reading.link(made["lena"]))
    visits.refused(walk, made)
    visits.between(walk, made)
    visits.nothing_yet(walk)
    visits.signing(walk)
    for one in walk.faults:
        print(*one, sep=": ")
    PAGE.write_text(shown(walk), encoding="utf-8")
    print(f"heaviest: {walk.heaviest}")
    print(
        f"{len(walk.seen)} + {len(walk.named)} pages; not walked to: {len(unseen(walk))} addresses"
    )
    assert walk.faults == []
