"""Keep a member's record to some named people: staff's own relatives, journalists, the very large.

Not to be mistaken for withholding: the member reads all of their own record, as everyone does.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from goodstanding.accounts import queries
from goodstanding.accounts.models import (
    Account,
    Admission,
    ProtectedReading,
    Protection,
    ProtectionEnd,
    Staff,
)
from goodstanding.law.terms import StaffRole


class ProtectionError(ValueError):
    """A protection cannot be so; the message names the field, the value and what was expected."""


@transaction.atomic
def protect(
    *, account: Account, reason: str, readers: Collection[Staff], by: Staff, at: datetime
) -> Protection:
    """Let only some people of the team read a member's record from now on.

    Args:
        account: the member.
        reason: why, in words; these people read it.
        readers: who; among them a case manager, and somebody else who is a reviewer.
        by: who decided that.
        at: now.

    Raises:
        ProtectionError: there is no reason, nobody could decide or review, or it is so already.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    _require_words("reason", reason)
    if queries.protection(account, at=at):
        msg = f"account: {account.name} is protected already; `protect admit` adds a person"
        raise ProtectionError(msg)
    _require_two(readers, at=at)
    made = Protection.objects.create(account=account, reason=reason, by=by, at=at)
    for one in sorted(set(readers), key=str):
        admit(protection=made, staff=one, why=reason, by=by, at=at)
    return made


def admit(
    *, protection: Protection, staff: Staff, why: str, by: Staff, at: datetime
) -> Admission | None:
    """Let one more person read a protected member's record; None if they do already.

    Args:
        protection: of the member.
        staff: who.
        why: the reason, in words.
        by: who decided that.
        at: now.

    Raises:
        ProtectionError: there is no reason.
    """
    _require_words("why", why)
    admitted, new = Admission.objects.get_or_create(
        protection=protection, staff=staff, defaults={"why": why, "by": by, "at": at}
    )
    return admitted if new else None


def end_protection(*, protection: Protection, why: str, by: Staff, at: datetime) -> ProtectionEnd:
    """Let all of the team read a member's record again.

    Args:
        protection: of the member.
        why: the reason, in words.
        by: who decided that.
        at: now.

    Raises:
        ProtectionError: there is no reason.
    """
    _require_words("why", why)
    return ProtectionEnd.objects.create(protection=protection, why=why, by=by, at=at)


def note_protected_reading(
    *, protection: Protection, address: str, admitted: bool, by: Staff, at: datetime
) -> ProtectedReading:
    """Keep that somebody asked for a page about a protected member.

    Args:
        protection: of the member.
        address: the page.
        admitted: whether they were let in.
        by: who.
        at: now.
    """
    return ProtectedReading.objects.create(
        protection=protection, staff=by, address=address, admitted=admitted, at=at
    )


def _require_words(field: str, said: str) -> None:
    if not said.strip():
        msg = f"{field}: got nothing, expected the reason in words"
        raise ProtectionError(msg)


def _require_two(readers: Collection[Staff], *, at: datetime) -> None:
    held = {one.pk: queries.roles(one, at=at) for one in readers}
    manage = {pk for pk, roles in held.items() if StaffRole.CASE_MANAGER in roles}
    review = {pk for pk, roles in held.items() if StaffRole.REVIEWER in roles}
    if not manage or not review or len(manage | review) < 2:  # noqa: PLR2004 - two people
        named = ", ".join(sorted(one.name for one in readers)) or "nobody"
        msg = (
            f"readers: got {named}, expected a case manager and another person who is a reviewer, "
            "so that somebody can decide and somebody else look again"
        )
        raise ProtectionError(msg)
