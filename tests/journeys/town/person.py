"""A person at a browser of their own."""

import re

OUR_REFUSALS = re.compile(r"status of (?:403|404|422)")
"""Chromium reports a page that says no as an error; it is an answer."""


class Person:
    """Someone who opens pages, reads, types and presses, as people do."""

    def __init__(self, browser, site, width=1280):
        self._width = width
        self._window = browser.new_context(
            base_url=site, viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        self.page = self._window.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))
        self.complaints, self.status = [], None

    def _complain(self, kind, said):
        if kind == "error" and not OUR_REFUSALS.search(said):
            self.complaints.append(f"{self.page.url}: {said}")

    def opens(self, address):
        """Open an address of the site."""
        self.status = self.page.goto(address).status
        return self

    @property
    def sees(self):
        """All that can be read on the page, on one line; what is folded up is unfolded first."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        return " ".join(self.page.inner_text("main").split())

    def reads(self, *words):
        """Read the page, find these words on it, and need not scroll sideways."""
        seen = self.sees
        missing = [one for one in words if one not in seen]
        assert not missing, f"{self.page.url} does not say {missing}, but: {seen}"
        assert self.page.evaluate(WIDTH) <= self._width, f"{self.page.url} is too wide"
        return self

    def is_refused(self, *words):
        """The page says that nothing was done, and why, with these words."""
        assert self.status == 422
        why = " ".join(self.page.inner_text("[role=alert]").split())
        missing = [one for one in words if one not in why]
        assert not missing, f"{self.page.url} does not refuse with {missing}, but: {why}"

    def follows(self, words, beside=""):
        """Follow a link by its words, or part of them; in a table, in the row that says this."""
        row = self.page.get_by_role("row").filter(has_text=beside) if beside else self.page
        self._goes(row.get_by_role("link", name=words).first.click)

    def presses(self, words):
        """Press a button by its words, or part of them."""
        self._goes(self.page.get_by_role("button", name=words).first.click)

    def _goes(self, act):
        with self.page.expect_navigation() as going:
            act()
        self.status = going.value.status

    def types(self, label, words):
        """Type into the field of a label."""
        self.page.get_by_role("textbox", name=label).fill(words)

    def typed(self, label):
        """What stands in the field of a label."""
        return self.page.get_by_role("textbox", name=label).input_value()

    def chooses(self, label, option):
        """Choose from the list of a label."""
        self.page.get_by_label(label).select_option(option)

    def ticks(self, label):
        """Choose what has a label."""
        self.page.get_by_label(label).check()

    def sends(self, address, **fields):
        """Send a form that is not on the page, as someone who knows how may; the answer's text."""
        token = self.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
        referer = {"Referer": self.page.url}
        answer = self.page.request.post(
            address, form={"csrfmiddlewaretoken": token, **fields}, headers=referer
        )
        self.status = answer.status
        return re.sub(r"\s+", " ", answer.text())

    def tabs_to(self, words):
        """Press Tab until something with these words, or this label, is in focus."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if words in self.page.evaluate(IN_FOCUS):
                return
        raise AssertionError(f"Tab never reached {words!r} on {self.page.url}")

    def presses_enter(self):
        """Press Enter, which leads to another page."""
        self._goes(lambda: self.page.keyboard.press("Enter"))

    def leaves(self):
        self._window.close()


WIDTH = "document.documentElement.scrollWidth"
IN_FOCUS = """() => {
    const at = document.activeElement
    const labels = [...(at.labels || [])].map(label => label.innerText)
    const own = at.matches("a, button, summary") ? at.innerText : ""  // no box that scrolls
    return [own, at.ariaLabel, ...labels].join(" ")
}"""
