"""Tell every member whom a version is to bind, once, before it does."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from goodstanding.accounts.models import Account
from goodstanding.consultations import queries
from goodstanding.consultations.models import Announced
from goodstanding.consultations.operations.telling import TEAM, say
from goodstanding.notices import operations as notices
from goodstanding.policies.models import PolicyVersion

AT_ONCE = 500
"""Members told in one transaction, so that a stop in the middle repeats nothing."""

log = logging.getLogger(__name__)


def announce_due(*, at: datetime) -> int:
    """Tell those who do not know yet of each version that was adopted and does not bind yet.

    One version whose announcement fails keeps no other back.

    Returns:
        How many members were told.
    """
    told = 0
    for version in PolicyVersion.objects.filter(adopted_at__lte=at, in_force_from__gt=at):
        try:
            while batch := list(_untold(version)[:AT_ONCE]):
                told += _announce(version, batch, at=at)
        except DatabaseError:
            log.exception("announcement of %s version %s", version.slug, version.version)
    return told


def _untold(version: PolicyVersion) -> QuerySet[Account]:
    known = Announced.objects.filter(policy=version, account=OuterRef("pk"))
    whom = Account.objects.filter(role__in=version.settings["applies_to"])
    return whom.exclude(Exists(known)).order_by("pk")


@transaction.atomic
def _announce(version: PolicyVersion, whom: list[Account], *, at: datetime) -> int:
    # Whoever else announces waits here, and then finds nobody left in this batch.
    PolicyVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    done = set(
        Announced.objects.filter(policy=version, account__in=whom).values_list("account", flat=True)
    )
    text = say(
        "announcement",
        version=version,
        before=queries.before(version),
        settings=version.settings,
        site=settings.SITE_ADDRESS,
    )
    for account in whom:
        if account.pk not in done:
            notice = notices.serve(
                account=account,
                kind="policy_announcement",
                subject=f"{version.title} changes on {queries.day(version.in_force_from)}",
                text=text,
                reference=f"{version.slug}-{version.version}",
                cause=f"policy {version.slug} {version.version}",
                signed_by=TEAM,
                reply_to="",
                at=at,
            )
            Announced.objects.create(policy=version, account=account, notice=notice, at=at)
    return len(whom) - len(done)
