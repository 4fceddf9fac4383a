"""Remember the team, and the marketplace's keys."""

import secrets
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction

from goodstanding.accounts.models import ApiKey, Staff
from goodstanding.accounts.models import StaffRole as Qualification
from goodstanding.law.terms import StaffRole

SCOPES = frozenset(
    {
        "events:write",
        "standing:read",
        "may:read",
        "portal:link",
        "appeals:write",
        "money:read",
        "reports:write",
        "reports:read",
    }
)
"""What a key may be for."""


@transaction.atomic
def employ(
    *,
    name: str,
    email: str,
    roles: Collection[StaffRole],
    at: datetime,
    password: str | None = None,
) -> Staff:
    """Take a person into the team with exactly these roles from now on; again changes nothing.

    Args:
        name: the person's name, as notices sign it.
        email: their address, with which they sign in.
        roles: what they are qualified for; a role they had and is not here ends now.
        at: now.
        password: for signing in; None leaves it as it is (a new person then has none).
    """
    staff = Staff.objects.select_related("user").filter(name=name).first()
    if staff is None:
        user = User.objects.create_user(username=email, email=email, first_name=name[:150])
        staff = Staff.objects.create(user=user, name=name, joined_at=at)
    if password is not None and not staff.user.check_password(password):
        staff.user.set_password(password)
        staff.user.save()
    held = Qualification.objects.filter(staff=staff, qualified_until=None)
    held.exclude(role__in=list(roles)).update(qualified_until=at)
    for role in sorted(set(roles) - {StaffRole(one.role) for one in held.all()}):
        Qualification.objects.create(staff=staff, role=role, qualified_from=at)
    return staff


def issue_key(*, label: str, scopes: Collection[str], at: datetime) -> tuple[ApiKey, str]:
    """Issue a key for the marketplace's servers. Only here is it ever seen whole.

    Args:
        label: what it is for.
        scopes: what it may do: `events:write`, `standing:read`, `may:read`, `portal:link`,
            `appeals:write`, `reports:write`, `reports:read`, `money:read`.
        at: now.

    Returns:
        The key as it is remembered, and the clear key, `gs_<prefix>_<secret>`.

    Raises:
        ValueError: a scope is none of these.
    """
    if wrong := set(scopes) - SCOPES:
        msg = (
            f"scopes: got {', '.join(sorted(wrong))}, expected some of {', '.join(sorted(SCOPES))}"
        )
        raise ValueError(msg)
    prefix = secrets.token_hex(6)
    clear = f"gs_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        label=label,
        prefix=prefix,
        hash=sha256(clear.encode()).hexdigest(),
        scopes=sorted(scopes),
        created_at=at,
    )
    return key, clear


def revoke_key(*, key: ApiKey, at: datetime) -> None:
    """End a key; the earliest end counts.

    Args:
        key: the key.
        at: from when it opens nothing.
    """
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at)
    key.refresh_from_db()
