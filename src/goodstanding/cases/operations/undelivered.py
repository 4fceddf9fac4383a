"""A mail that came back: the case shows it, and the marketplace can tell the member in its app."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from goodstanding.cases.models import Case
from goodstanding.cases.operations.telling import tell
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Bounce


@transaction.atomic
def came_back(*, notice: UUID, status: str, said: str, at: datetime) -> Bounce | None:
    """Remember that a notice's mail came back, and ask the marketplace to tell the member.

    Args:
        notice: whose mail.
        status: the reason's number, e.g. 5.1.1.
        said: the words of the server that gave up.
        at: now.

    Returns:
        What is remembered; None where that mail never went, or is known to have come back.
    """
    bounce = notices.came_back(notice=notice, status=status, said=said, at=at)
    if bounce is None:
        return None
    case = Case.objects.filter(reference=bounce.delivery.notice.reference).first()
    if case is not None:
        body: dict[str, object] = {"notice": str(notice), "status": bounce.status}
        tell(case, "notice.undelivered", str(notice), body, at=at)
    return bounce
