"""Walk the whole site by its links, as each kind of visitor, and look at one page of each kind."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
"""What axe asks of a page: WCAG 2.2 at level AA, with 24 px to press, and its own good practice."""
MOST = {"the page itself": 100_000, "all it loads": 350_000}
"""Bytes of a page: its HTML; with its styles, scripts and pictures (Bootstrap has 232,000)."""
SIZES = {"phone": (360, 740, "dark"), "desk": (1280, 900, "light")}
OK, FORBIDDEN = 200, 403
LEAVES = re.compile(r"sign-out|/leave$|\.(csv|json|zip)\b|/codes/file")
"""Links that end the visit, or give a file and no page."""
ANSWERED = re.compile(r"status of 4\d\d")
"""What the browser says of a page that is refused on purpose."""
WEIGHT = """() => ({page: performance.getEntriesByType("navigation")[0].decodedBodySize,
    rest: performance.getEntriesByType("resource").map(one => one.name)})"""
"""The bytes of a page's HTML, and what else it loads."""


class Walk:
    """Pages by the route they are of, and what was found on each."""

    def __init__(self, browser, site, pictures=None):
        self.browser, self.site, self.pictures = browser, site, pictures
        self.seen, self.closed, self.faults = {}, set(), []
        self.sizes, self.named, self.heaviest = {}, [], dict.fromkeys(MOST, (0, ""))

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

    def visits(self, name, does, *, enter=""):
        """Look at a page that a form leads to, or that is answered where something is wrong.

        Args:
            name: what it is, in a few words.
            does: brings a tab to it.
            enter: a link that signs in first.
        """
        self.named.append(name)
        for size, told in SIZES.items():
            tab = self._tab(*told, enter)
            does(tab)
            self.faults += [(f"{name} ({size})", one) for one in faults(tab)]
            if self.pictures and size == "phone":
                self._pictured(tab, name_of(name))
            tab.context.close()

    def _tab(self, width, height, scheme, enter):
        size = {"width": width, "height": height}
        told = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
        tab = self.browser.new_context(base_url=self.site, **told).new_page()
        tab.on("console", lambda said: self._hears(tab.url, said))
        tab.on("request", lambda asked: self._asks(tab.url, asked.url))
        if enter:
            tab.goto(enter)
        return tab

    def _hears(self, address, said):
        if said.type in {"error", "warning"} and not ANSWERED.search(said.text):
            self.faults.append((address, said.text))

    def _asks(self, address, asked):
        if not asked.startswith((self.site, "data:")):
            self.faults.append((address, f"loads {asked}, which is not of this house"))

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
            self._weighs(tab, route)
            self.faults += [(f"{route} ({size})", one) for one in faults(tab)]
            if self.pictures and size == ("desk" if route.startswith("console") else "phone"):
                self._pictured(tab, name_of(route))
            found = [urljoin(self.site + address, one) for one in links(tab)]
        return [one.removeprefix(self.site) for one in found if one.startswith(self.site)]

    def _weighs(self, tab, route):
        found = tab.evaluate(WEIGHT)
        for one in set(found["rest"]) - self.sizes.keys():
            self.sizes[one] = len(tab.request.get(one).body())
        rest = sum(self.sizes[one] for one in found["rest"])
        weights = {"the page itself": found["page"], "all it loads": found["page"] + rest}
        for what, bytes_ in weights.items():
            self.heaviest[what] = max(self.heaviest[what], (bytes_, route))
            if bytes_ > MOST[what]:
                self.faults.append((route, f"{what} is {bytes_} bytes, and may be {MOST[what]}"))

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
