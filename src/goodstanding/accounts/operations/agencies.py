"""Remember who works through which agency, and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from goodstanding.accounts.models import Account, AgencyMembership
from goodstanding.accounts.operations.members import mention
from goodstanding.law.terms import Role

Period = tuple[datetime, datetime | None]
"""From and (exclusive) until; None while it lasts."""


@transaction.atomic
def join_agency(*, agency: Account, member: Account, at: datetime) -> AgencyMembership:
    """Remember that a member works through an agency from now on.

    Args:
        agency: through whom.
        member: who.
        at: since when.
    """
    membership, _ = AgencyMembership.objects.get_or_create(
        agency=agency, member=member, active_until=None, defaults={"active_from": at}
    )
    return membership


@transaction.atomic
def leave_agency(*, agency: Account, member: Account, at: datetime) -> None:
    """Remember that a member no longer works through an agency.

    Args:
        agency: through whom they worked.
        member: who.
        at: until when (exclusive).
    """
    AgencyMembership.objects.filter(
        agency=agency, member=member, active_until=None, active_from__lt=at
    ).update(active_until=at)


@transaction.atomic
def arrange_memberships(
    *, periods: Mapping[tuple[str, str], Sequence[Period]], at: datetime
) -> None:
    """Make memberships exactly what all that was reported of them says, in whatever order it came.

    Args:
        periods: by names of agency and member: when the member was in the agency.
        at: now; accounts not heard of before are known since then.
    """
    for (agency, member), spans in sorted(periods.items()):
        pair = {
            "agency": mention(name=agency, role=Role.AGENCY, at=at),
            "member": mention(name=member, role=Role.CONTRACTOR, at=at),
        }
        rows = AgencyMembership.objects.filter(**pair)
        if list(rows.order_by("active_from").values_list("active_from", "active_until")) == [
            *spans
        ]:
            continue
        rows.delete()
        AgencyMembership.objects.bulk_create(
            AgencyMembership(**pair, active_from=since, active_until=until)
            for since, until in spans
        )
