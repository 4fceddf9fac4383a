"""Tell every member whom a version is to bind, once, before it does."""

import logging
from datetime import datetime
from functools import cache as cached

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext, gettext_noop

from goodstanding.accounts.models import Account
from goodstanding.consultations import queries
from goodstanding.consultations.models import Announced
from goodstanding.consultations.operations.telling import TEAM, say
from goodstanding.languages import spoken, writing
from goodstanding.notices import operations as notices
from goodstanding.policies.models import PolicyVersion

AT_ONCE = 500
"""Members told in one transaction, so that a stop in the middle repeats nothing."""

A_RUN = 2_000
"""Members told of one version in one run: no other notice waits behind millions of these."""

CHANGES = gettext_noop("%(policy)s changes on %(day)s")
BINDS = gettext_noop("%(policy)s binds from %(day)s")

log = logging.getLogger(__name__)


def announce_due(*, at: datetime, everyone: bool = False) -> int:
    """Tell those who do not know yet of each version that was adopted and does not bind yet.

    At most `A_RUN` are told of a version in one run. One version whose announcement fails keeps no
    other back.

    Args:
        at: now.
        everyone: whether to look at all members, and not only at those who came after whoever was
            told latest. That finds who registered while others were told, and takes longer.

    Returns:
        How many members were told.
    """
    told = 0
    for version in PolicyVersion.objects.filter(adopted_at__lte=at, in_force_from__gt=at):
        try:
            told += _run(version, at=at, everyone=everyone)
        except DatabaseError:
            log.exception("announcement of %s version %s", version.slug, version.version)
    return told


def _untold(version: PolicyVersion, *, everyone: bool) -> QuerySet[Account]:
    known = Announced.objects.filter(policy=version)
    whom = Account.objects.filter(role__in=version.settings["applies_to"]).order_by("pk")
    if everyone:
        return whom.exclude(Exists(known.filter(account=OuterRef("pk"))))
    latest = known.aggregate(latest=Max("account"))["latest"]
    return whom.filter(pk__gt=latest or 0)


def _run(version: PolicyVersion, *, at: datetime, everyone: bool) -> int:
    told = 0
    while told < A_RUN:
        number = _announce(version, at=at, everyone=everyone)
        told += number
        if number < AT_ONCE:
            break
    return told


@transaction.atomic
def _announce(version: PolicyVersion, *, at: datetime, everyone: bool) -> int:
    """Tell the next members of a version; how many there were."""
    # Whoever else announces waits here, and then goes on after these.
    PolicyVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    whom = list(_untold(version, everyone=everyone)[:AT_ONCE])
    before = queries.before(version)

    def subject() -> str:
        said = CHANGES if before else BINDS
        return gettext(said) % {"policy": version.title, "day": writing.day(version.in_force_from)}

    @cached
    def text_in(_language: str) -> str:
        return say(
            "announcement",
            version=version,
            before=before,
            settings=version.settings,
            site=settings.SITE_ADDRESS,
        )

    for account in whom:
        notice = notices.serve(
            account=account,
            kind="policy_announcement",
            subject=subject,
            text=lambda: text_in(spoken()),
            reference=f"{version.slug}-{version.version}",
            cause=f"policy {version.slug} {version.version}",
            signed_by=TEAM,
            reply_to="",
            at=at,
        )
        Announced.objects.create(policy=version, account=account, notice=notice, at=at)
    return len(whom)
