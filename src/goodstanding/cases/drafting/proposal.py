"""The words of a preliminary notice: what is proposed and why, before anything is decided."""

from datetime import datetime

from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings, sight, words
from goodstanding.cases.models import Case
from goodstanding.law import clocks
from goodstanding.law.ruling import Allowed
from goodstanding.law.terms import MeasureKind


def draft(case: Case, measure: MeasureKind, *, by: Staff, at: datetime) -> str:
    """The preliminary notice of a measure, as the member would read it if served now, in Markdown.

    Raises:
        UnlawfulError: the law would not allow the measure even after hearing the member.
    """
    proposed = rulings.supposed(case, by=by, at=at).require(measure)
    return text(case, proposed, respond_by=at + clocks.RESPONSE_WINDOW, at=at)


def text(case: Case, proposed: Allowed, *, respond_by: datetime, at: datetime) -> str:
    """The whole preliminary notice, in Markdown.

    Args:
        case: the case.
        proposed: what the law would allow after the hearing.
        respond_by: until when the member can answer.
        at: now.
    """
    interim = case.decisions.filter(measure="interim_restriction").order_by("at").first()
    withheld = sight.withheld(case, at=at)
    kept = {one.finding_id for one in withheld}
    found = [one for one in rulings.taken(case) if one.pk not in kept]
    doing = words.listed(words.DOING[one] for one in proposed.capabilities)
    lasts = _days(proposed.ends_by, proposed.effect_at)
    return words.render(
        "cases/preliminary_notice.md",
        case,
        proposed=proposed.measure.replace("_", " "),
        scope=f"no {doing}, for at most {lasts}." if doing else "",
        interim=words.day(interim.at) if interim else "",
        facts="\n\n".join(filter(None, [words.facts(found), words.kept_back(withheld)])),
        quotes=[quote for one in found for quote in one.quotes],
        respond_by=f"{words.day(respond_by)}, {respond_by:%H:%M} UTC",
        manager=rulings.manager(case),
    )


def _days(end: datetime | None, start: datetime) -> str:
    return "no set time" if end is None else f"{(end - start).days} days"
