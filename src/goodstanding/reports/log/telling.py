"""What was told to the world, as lines of the log."""

from collections.abc import Iterator
from datetime import datetime

from goodstanding.reports.log.line import CHUNK, Fields, Line
from goodstanding.reports.models import StatementExport


def exports(*, at: datetime) -> Iterator[Line]:
    """Each statement of reasons written for the European database; valid, or it is not written."""
    found = StatementExport.objects.filter(at__lte=at).select_related("decision__case")
    for one in found.order_by("at", "id").iterator(chunk_size=CHUNK):
        fields: Fields = {
            "case_id": one.decision.case.reference,
            "decision_id": str(one.decision_id),
            "puid": one.puid,
            "batch": one.batch,
        }
        yield Line(one.at, "sor.exported", one.by, fields)
