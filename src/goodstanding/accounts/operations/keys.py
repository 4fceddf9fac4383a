"""Remember the marketplace's keys: issued, rotated, ended."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from goodstanding.accounts.models import ApiKey

LONGEST_OVERLAP = timedelta(days=30)
"""How long an old key may open beside the one that replaces it."""

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


@transaction.atomic
def rotate_key(*, key: ApiKey, overlap: timedelta, at: datetime) -> tuple[ApiKey, str]:
    """Issue a key in the place of another: both open until the overlap is over, then only the new.

    Args:
        key: the old key, which goes on until the overlap is over, or its own end if that is sooner.
        overlap: how long both open, 0 to 30 days.
        at: now.

    Returns:
        The new key, for the same with the same scopes, and the clear key; see `issue_key`.

    Raises:
        ValueError: the overlap is too long, or the old key has ended.
    """
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        msg = f"overlap: got {overlap.days} days, expected 0 to {LONGEST_OVERLAP.days}"
        raise ValueError(msg)
    if key.revoked_at and key.revoked_at <= at:
        msg = f"key: {key} ended on {key.revoked_at:%Y-%m-%d}, expected one that opens something"
        raise ValueError(msg)
    revoke_key(key=key, at=at + overlap)
    return issue_key(label=key.label, scopes=key.scopes, at=at)


def revoke_key(*, key: ApiKey, at: datetime) -> None:
    """End a key; the earliest end counts.

    Args:
        key: the key.
        at: from when it opens nothing.
    """
    later = Q(revoked_at=None) | Q(revoked_at__gt=at)
    ApiKey.objects.filter(later, pk=key.pk).update(revoked_at=at)
    key.refresh_from_db()
