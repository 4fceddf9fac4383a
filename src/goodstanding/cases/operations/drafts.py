"""Keep what somebody of the team began to write in a case, for themselves alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Case, Draft

A_MONTH = timedelta(days=30)
"""How long a draft is kept that nobody comes back to."""

MESSAGE, DECISION = "message", "decision"
"""The forms that can be kept."""


def keep_draft(
    *, case: Case, form: str, fields: Mapping[str, Iterable[str]], by: Staff, at: datetime
) -> Draft:
    """Keep what was typed into a form so far, in place of what was kept of it before.

    Args:
        case: the case.
        form: `message` or `decision`.
        fields: by name of the field, all that was typed or ticked.
        by: whose it is.
        at: now.
    """
    typed = {name: [one.replace("\0", "") for one in said] for name, said in fields.items()}
    kept, _ = Draft.objects.update_or_create(
        case=case, staff=by, form=form, defaults={"fields": typed, "at": at}
    )
    return kept


def drop_draft(*, case: Case, form: str, by: Staff, at: datetime) -> int:
    """Throw one's own draft away; how many there were.

    Args:
        case: the case.
        form: `message` or `decision`.
        by: whose draft.
        at: now; what is kept later stays.
    """
    return Draft.objects.filter(case=case, staff=by, form=form, at__lte=at).delete()[0]


def forget_drafts(*, at: datetime) -> int:
    """Delete the drafts that nobody came back to for a month; how many.

    Args:
        at: now.
    """
    return Draft.objects.filter(at__lt=at - A_MONTH).delete()[0]
