"""The words of a preliminary notice: what is proposed and why, before anything is decided."""

from datetime import datetime

from django.utils.translation import gettext, ngettext

from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings, sight, words
from goodstanding.cases.models import Case
from goodstanding.languages import writing
from goodstanding.languages.vocabulary import word
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
    return words.render(
        "cases/preliminary_notice.md",
        case,
        proposed=word(proposed.measure),
        scope=_scope(proposed),
        interim=words.day(interim.at) if interim else "",
        facts="\n\n".join(filter(None, [words.facts(found), words.kept_back(withheld)])),
        quotes=[quote for one in found for quote in one.quotes],
        respond_by=writing.moment(respond_by),
        manager=rulings.manager(case),
    )


def _scope(proposed: Allowed) -> str:
    if not proposed.capabilities:
        return ""
    doing = words.doing(proposed.capabilities)
    if proposed.ends_by is None:
        return gettext("no %(doing)s, for no set time.") % {"doing": doing}
    days = (proposed.ends_by - proposed.effect_at).days
    said = ngettext(
        "no %(doing)s, for at most %(days)s day.", "no %(doing)s, for at most %(days)s days.", days
    ) % {"doing": doing, "days": days}
    return f"{said} {_instead(proposed)}".rstrip()


def _instead(proposed: Allowed) -> str:
    if not proposed.on_contracts:
        return ""
    return gettext(
        "Or, instead of that: no %(doing)s, on single contracts only, named one by one."
    ) % {"doing": words.doing(proposed.on_contracts)}
