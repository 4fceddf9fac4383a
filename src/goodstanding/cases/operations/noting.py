"""Note something in a case for the rest of the team."""

from datetime import datetime

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.models import Case, Note
from goodstanding.law.terms import UnlawfulError


def note(*, case: Case, text: str, by: Staff, at: datetime) -> Note:
    """Write a note down. The member is not told; in their file stands that there is one.

    Args:
        case: the case.
        text: what the others should know.
        by: the person of the team who writes.
        at: now.

    Raises:
        UnlawfulError: nothing is written, or the person holds no role any more.
    """
    if not text.strip():
        raise UnlawfulError("note: got nothing, expected what the others should know.")
    if not accounts.roles(by, at=at):
        raise UnlawfulError(f"by: got {by.name}, expected a person of the team with a role.")
    return Note.objects.create(case=case, text=text, by=by, at=at)
