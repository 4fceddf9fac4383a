"""Tell the member and the marketplace about a case, in the transaction of what is told."""

from datetime import datetime

from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import Case
from goodstanding.languages import Said
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice
from goodstanding.webhooks import operations as webhooks

CLOCK = "the clock"
AUTOMATION = "automation"


def serve(
    case: Case, kind: str, subject: Said, text: Said, *, at: datetime, signed_by: str = ""
) -> Notice:
    """Serve the member a notice, in their language, signed by the case manager or `signed_by`.

    A text that is a plain string is in English.
    """
    served = notices.serve(
        account=case.account,
        kind=kind,
        subject=subject,
        text=text,
        reference=case.reference,
        cause=f"case {case.id}",
        signed_by=signed_by or rulings.manager(case),
        reply_to=words.address(case),
        at=at,
    )
    notices.copy(notice=served, to=reading.copy_to(case), at=at)
    return served


def tell(case: Case, kind: str, key: str, body: dict[str, object], *, at: datetime) -> None:
    """Tell the marketplace of a change in a case; `key` names the change within its kind."""
    about = {"case": case.reference, "account": case.account.name, "policy": case.policy.slug}
    plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in body.items()}
    webhooks.tell(kind=kind, key=f"{kind} {key}", body=about | plain, at=at)
