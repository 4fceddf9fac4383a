"""The words for somebody who reported: what they said themselves, how it ended, what they can do.

Nothing here is about the account they reported but what they know: no figure, no measure, no
reason that was given to its member.
"""

from datetime import datetime

from django.conf import settings

from goodstanding.cases.drafting import binding, words
from goodstanding.cases.models import Decision, Report
from goodstanding.law import redress, report
from goodstanding.law.clocks import GOLD, Clocks
from goodstanding.law.terms import MeasureKind

ANYBODY = frozenset({"EU-DSA"})
"""Whose redress somebody without an account is told: the law that gives it to everyone."""


def address(one: Report) -> str:
    """The report's own mail address."""
    return f"report+{one.token}@{settings.MAIL_DOMAIN}"


def page(one: Report) -> str:
    """The report's own page: for who knows its address, without an account."""
    return f"{settings.SITE_ADDRESS}/report/{one.token}/"


def mail_to(one: Report) -> str:
    """Where who reported is written to; "" where they left no address."""
    return one.reporter.email if one.reporter else one.email


def called(one: Report) -> str:
    """Who reported, as a letter greets them."""
    return str(one.reporter) if one.reporter else one.name or "reader"


def clocks(one: Report) -> Clocks:
    """The lengths that bind for who reported."""
    return binding.of(one.reporter, at=one.at).clocks if one.reporter else GOLD


def outside(one: Report, *, since: datetime) -> str:
    """Where else who reported can turn."""
    profiles = binding.of(one.reporter, at=one.at).profiles if one.reporter else ANYBODY
    return redress.in_words(profiles, since=since)


def is_unacted(decision: Decision) -> bool:
    """Whether a decision ended its case without acting on anybody."""
    return MeasureKind(decision.measure) in report.UNACTED and decision.statement_id is None


def ways(one: Report, decision: Decision, *, at: datetime) -> str:
    """How to have it looked at again, and where else to turn. DSA-16.5."""
    if not is_unacted(decision):
        return outside(one, since=at)
    until = words.day(report.open_until(at, clocks(one)))
    return (
        f"You can appeal, free and in your own words, until {until}: on the page of your report, "
        f"{page(one)}, or by answering this mail. Another person, who had no part in this, "
        f"decides within {clocks(one).appeal_reply.days} days and gives reasons. "
        f"{outside(one, since=at)}"
    )


def render(template: str, one: Report, **values: object) -> str:
    """Fill a letter's template with what who reported knows."""
    known: dict[str, object] = {
        "report": one,
        "called": called(one),
        "policy": one.case.policy.title,
        "about": one.case.account.name,
        "page": page(one),
    }
    return words.plain(template, **(known | values))
