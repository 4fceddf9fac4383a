"""What members are told of a consultation, in words and as a notice."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext_noop

from goodstanding.consultations.models import Comment
from goodstanding.languages import Said
from goodstanding.law.terms import UnlawfulError
from goodstanding.notices import operations as notices
from goodstanding.notices.models import Notice

TEAM = gettext_noop("The policy team")


def say(template: str, **values: object) -> str:
    """Fill a notice's template; blank lines are kept to one."""
    filled = render_to_string(f"consultations/{template}.md", values).strip().splitlines()
    kept = (line for n, line in enumerate(filled) if line.strip() or filled[n - 1].strip())
    return "\n".join(kept)


def tell(
    comment: Comment, kind: str, subject: Said, text: Said, *, by: str, at: datetime
) -> Notice:
    """Serve a notice to who wrote a comment, signed by a named person.

    Raises:
        UnlawfulError: it is an official answer, which no member wrote.
    """
    version, author = comment.policy, comment.account
    if author is None:
        raise UnlawfulError("comment: an official answer has no member to tell")
    return notices.serve(
        account=author,
        kind=kind,
        subject=subject,
        text=text,
        reference=f"{version.slug}-{version.version}",
        cause=f"comment {comment.pk}",
        signed_by=by,
        reply_to="",
        at=at,
    )
