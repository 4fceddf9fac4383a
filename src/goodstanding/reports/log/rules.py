"""Rules that lost the right to act alone, and those given back, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime

from goodstanding.cases.models import RuleLoss, RuleReturn
from goodstanding.reports.log.line import AUTOMATION, CHUNK, Fields, Line

STOPPED = "decides nothing against anyone without a person"


def lost(*, at: datetime) -> Iterator[Line]:
    """Each rule overturned too often: what was found, and that it was stopped at once."""
    found = RuleLoss.objects.filter(at__lte=at).order_by("at", "id")
    for one in found.iterator(chunk_size=CHUNK):
        fields: Fields = {
            "tool_id": one.rule,
            "finding": "infringing",
            "decisions": one.made,
            "overturned": one.overturned,
            "bound": one.bound,
            "limit": one.limit,
        }
        yield Line(one.at, "tool.finding", AUTOMATION, fields)
        changed: Fields = {"tool_id": one.rule, "change": STOPPED}
        yield Line(one.at, "tool.changed", AUTOMATION, changed)


def given_back(*, at: datetime) -> Iterator[Line]:
    """Each rule given back, with what was changed about it."""
    found = RuleReturn.objects.filter(at__lte=at).select_related("loss", "by")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            "tool_id": one.loss.rule,
            "change": one.change,
            "reasons": one.reasons,
            "acts_alone": True,
        }
        yield Line(one.at, "tool.changed", one.by.name, fields)
