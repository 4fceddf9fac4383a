"""Tell the member and the marketplace about an appeal, in the transaction of what is told."""

from datetime import datetime

from django.template.loader import render_to_string

from goodstanding.appeals.models import Appeal
from goodstanding.cases.drafting import binding, words
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import Decision
from goodstanding.languages import Said
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice
from goodstanding.webhooks import operations as webhooks


def say(template: str, decision: Decision, **values: object) -> str:
    """Fill a notice's template with what is known of the case; blank lines are kept to one."""
    case = decision.case
    known: dict[str, object] = {
        "case": case,
        "policy": case.policy,
        "account": case.account,
        "decision": decision,
        "address": words.address(case),
        "outside": binding.outside(binding.in_case(case), since=decision.at),
    }
    filled = render_to_string(f"appeals/{template}.md", known | values).strip().splitlines()
    kept = (line for n, line in enumerate(filled) if line.strip() or filled[n - 1].strip())
    return "\n".join(kept)


def serve(
    decision: Decision, kind: str, subject: Said, text: Said, *, signed_by: str, at: datetime
) -> Notice:
    """Serve the case's member a notice, with a copy to who speaks for them."""
    case = decision.case
    served = notices.serve(
        account=case.account,
        kind=kind,
        subject=subject,
        text=text,
        reference=case.reference,
        cause=f"decision {decision.id}",
        signed_by=signed_by,
        reply_to=words.address(case),
        at=at,
    )
    notices.copy(notice=served, to=reading.copy_to(case), at=at)
    return served


def tell(appeal: Appeal, kind: str, body: dict[str, object], *, at: datetime) -> None:
    """Tell the marketplace of an appeal."""
    case = appeal.decision.case
    about = {"case": case.reference, "account": case.account.name, "appeal": str(appeal.id)}
    webhooks.tell(kind=kind, key=f"{kind} {appeal.id}", body=about | body, at=at)
