"""Pages that no link leads to: what a form answers, what is refused or not there, nothing yet."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string

from goodstanding.accounts import operations as accounts
from goodstanding.interfaces import links
from tests import people
from tests.looks.record import PASSWORD
from tests.people import ADOPTED

SECRET = "JBSWY3DPEHPK3PXP"
UNCHECKED = "document.querySelectorAll('form').forEach(one => one.noValidate = true)"


def to(address):
    return lambda tab: tab.goto(address)


def sent(address, button, **typed):
    """A form's answer; what the browser would refuse by itself is sent all the same."""

    def does(tab):
        tab.goto(address)
        tab.evaluate(UNCHECKED)
        for field, value in typed.items():
            tab.fill(f"[name={field}]", value)
        tab.get_by_role("button", name=button, exact=True).click()

    return does


def again(address):
    """A page of one's sign-in, for which the password is asked once more."""

    def does(tab):
        tab.goto(address)
        tab.fill("[name=password]", PASSWORD)
        tab.get_by_role("button", name="Confirm").click()
        tab.wait_for_url(f"**{address}")

    return does


def broken(tab):
    """The page that is shown where something of ours went wrong."""
    page = render_to_string("500.html")
    tab.route("**/broken", lambda asked: asked.fulfill(content_type="text/html", body=page))
    tab.goto("/broken")


def stale(tab):
    """A form whose token is of another visit."""
    tab.goto("/report/")
    tab.context.clear_cookies()
    tab.evaluate(UNCHECKED)
    tab.get_by_role("button", name="Send the report").click()


def refused(walk, made):
    """What is answered where something is wrong."""
    for name, does in {
        "no such page": to("/nothing-here"),
        "something broke": broken,
        "a form of another visit": stale,
        "portal, from outside": to("/portal/"),
        "portal, an old link": to("/portal/enter/x"),
        "console, an old link": to("/console/enter/x"),
        "sign-in, a wrong password": sent("/console/sign-in", "Sign in", login="x", password="y"),
        "report, nothing filled in": sent("/report/", "Send the report"),
    }.items():
        walk.visits(name, does)
    walk.visits("portal, a case of nobody", to("/portal/cases/x/"), enter=links.to_portal("ben"))
    case = f"/console/cases/{made['case'].reference}/"
    for name, does in {
        "console, no such member": to("/console/members/?name=nobody"),
        "decide, nothing filled in": sent(f"{case}decide/?measure=restriction", READ),
    }.items():
        walk.visits(name, does, enter=links.to_console("Rita"))


READ = "Read what would happen…"


def between(walk, made):
    """The pages of a form after its first."""
    case = f"/console/cases/{made['case'].reference}/"
    reasons = "Eleven of twenty clients got nothing."
    does = sent(f"{case}decide/?measure=restriction", READ, reasons=reasons)
    walk.visits("decide, what would happen", does, enter=links.to_console("Rita"))
    sent_page = to(f"/portal/cases/{made['case'].reference}/sent/answer/")
    walk.visits("answer, sent", sent_page, enter=links.to_portal("emil"))
    lena = made["lena"].case.reference
    write = f"/portal/cases/{lena}/write/answer/"
    for name, does in {
        "answer, one thing a page": to(write),
        "answer, nothing written": sent(write, "Continue"),
        "answer, read it over": sent(write, "Continue", text="Two of them paid late."),
    }.items():
        walk.visits(name, does, enter=links.to_portal("ben"))


def signing(walk):
    """Setting up a second factor, and being asked for it."""
    second = "/console/you/second/"
    for name, address in {
        "second factor, an app": f"{second}app",
        "second factor, a passkey": f"{second}keys/add",
    }.items():
        walk.visits(name, again(address), enter=links.to_console("Pat"))
    user = get_user_model().objects.get(username="pat@example.org")
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    into = sent("/console/sign-in", "Sign in", login="pat@example.org", password=PASSWORD)
    walk.visits("second factor, asked for", into)


def nothing_yet(walk):
    """The pages of who is new."""
    people.member("nina")
    people.member("acme", role="agency")
    walk.visits("portal, a team of nobody", to("/portal/team/"), enter=links.to_portal("acme"))
    accounts.employ(name="Una", email="una@example.org", roles=["analyst"], at=ADOPTED)
    for of in ("", "notices/", "money/", "file", "reports/", "announcements/"):
        name = f"portal, nothing yet: {of.strip('/') or 'where I stand'}"
        walk.visits(name, to(f"/portal/{of}"), enter=links.to_portal("nina"))
    for_managers = to("/console/cases/new/")
    walk.visits("console, for another role", for_managers, enter=links.to_console("Una"))
    walk.visits("queue, nothing of mine", to("/console/"), enter=links.to_console("Una"))
