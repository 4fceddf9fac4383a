"""Walk the whole site by its links, as each kind of visitor, and look at one page of each kind."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""What axe asks of a page: WCAG 2.2 at level AA, and its own good practice."""
SIZES = {"phone": (360, 740, "dark"), "desk": (1280, 900, "light")}
OK, FORBIDDEN = 200, 403
LEAVES = re.compile(r"sign-out|/leave$|\.(csv|json|zip)\b|/codes/file")
"""Links that end the visit, or give a file and no page."""


class Walk:
    """Pages by the route they are of, and what was found on each."""

    def __init__(self, browser, site, pictures=None):
        self.browser, self.site, self.pictures = browser, site, pictures
        self.seen, self.closed, self.faults = {}, set(), []

    def goes(self, *starts, enter=""):
        """Walk from some addresses, signed in by a link, through all that can be reached."""
        tabs = {size: self._tab(*told, enter) for size, told in SIZES.items()}
        waiting, self.closed = deque(starts), set()
        while waiting:
            address = waiting.popleft()
            route = route_of(address)
            if (
                route is None
                or route in self.seen
                or route in self.closed
                or LEAVES.search(address)
            ):
                continue
            self.seen[route] = address
            waiting.extend(self._looks(tabs, route, address))
        for tab in tabs.values():
            tab.context.close()

    def goes_only(self, address, *, enter=""):
        """Look at one page."""
        tabs = {size: self._tab(*told, enter) for size, told in SIZES.items()}
        self._looks(tabs, route_of(address), address)
        for tab in tabs.values():
            tab.context.close()

    def _tab(self, width, height, scheme, enter):
        size = {"width": width, "height": height}
        told = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
        tab = self.browser.new_context(base_url=self.site, **told).new_page()
        tab.on("console", lambda said: self._hears(tab.url, said))
        if enter:
            tab.goto(enter)
        return tab

    def _hears(self, address, said):
        if said.type in {"error", "warning"} and "status of 403" not in said.text:
            self.faults.append((address, said.text))

    def _looks(self, tabs, route, address):
        found = []
        for size, tab in tabs.items():
            answer = tab.goto(address)
            if route_of(tab.url.removeprefix(self.site)) != route:  # led elsewhere
                self.closed.add(route)
                self.seen.pop(route, None)
                return [tab.url.removeprefix(self.site)]
            if answer.status == FORBIDDEN:  # for somebody else, who may come yet
                self.closed.add(route)
                self.seen.pop(route, None)
                return []
            if answer.status != OK:
                self.faults.append((address, f"answers {answer.status}"))
                return []
            if "text/html" not in answer.headers["content-type"]:
                return []
            self.faults += [(f"{route} ({size})", one) for one in faults(tab)]
            if self.pictures and size == ("desk" if route.startswith("console") else "phone"):
                self._pictured(tab, name_of(route))
            found = [urljoin(self.site + address, one) for one in links(tab)]
        return [one.removeprefix(self.site) for one in found if one.startswith(self.site)]

    def _pictured(self, tab, name):
        tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")
        size = {"width": tab.viewport_size["width"], "height": min(1600, _height(tab))}
        told = {"type": "jpeg", "quality": 35, "full_page": True, "clip": {"x": 0, "y": 0} | size}
        tab.screenshot(path=self.pictures / f"{name}.jpg", **told)


def _height(tab):
    return tab.evaluate("document.documentElement.scrollHeight")


def faults(tab):
    """What is wrong with the page that a tab shows."""
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for one in Axe().run(tab, options=RULES).response["violations"]:
        places = "; ".join(node["html"][:160] for node in one["nodes"][:3])
        yield f"{one['id']}: {one['help']}: {places}"
    wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        yield f"is {wide} px too wide"


def links(tab):
    """Where the page leads."""
    return tab.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")


def route_of(address):
    """The pattern of an address, or None where it is none of ours."""
    path = urlsplit(address).path
    try:
        return resolve(path).route if path.startswith("/") else None
    except Resolver404:
        return None


def name_of(route):
    """A file's name for the pictures of a route."""
    return re.sub(r"\W+", "-", re.sub(r"<(?:\w+:)?(\w+)>", r"\1", route)).strip("-") or "front"
