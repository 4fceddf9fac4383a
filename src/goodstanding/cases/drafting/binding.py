"""What binds in a case: the strictest of all laws that apply to its member."""

from collections.abc import Sequence
from datetime import datetime

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account
from goodstanding.cases.models import Case
from goodstanding.law import redress
from goodstanding.law.clocks import Clocks
from goodstanding.law.duties.parameters import Relaxation
from goodstanding.policies import queries as policies
from goodstanding.policies.models import PlatformVersion
from goodstanding.policies.queries import Binding


def of(
    account: Account, *, at: datetime, known: Sequence[PlatformVersion] | None = None
) -> Binding:
    """What binds for a member at a time.

    Args:
        account: the member's account.
        at: when.
        known: all that the marketplace ever said of itself, where it was asked before.
    """
    said = policies.platforms() if known is None else known
    platform = policies.platform(at=at, known=said)
    return policies.binding(accounts.subject(account, at=at, platform=platform), at=at, known=said)


def in_case(one: Case, *, known: Sequence[PlatformVersion] | None = None) -> Binding:
    """What binds in a case: what bound when it was opened, so that nothing is relaxed midway."""
    return of(one.account, at=one.opened_at, known=known)


def clocks(one: Case) -> Clocks:
    """The lengths that bind in a case."""
    return in_case(one).clocks


def outside(binding: Binding, *, since: datetime) -> str:
    """Where someone can turn who still disagrees, and what was relaxed here, in plain words."""
    return " ".join(
        [redress.in_words(binding.profiles, since=since), *map(_told, binding.relaxations)]
    )


def _told(one: Relaxation) -> str:
    return (
        f"Here the standard was relaxed: {one.parameter} is {one.value}, by {one.by} on "
        f"{one.at:%d %B %Y}, because: {one.reason.strip().rstrip('.')}."
    )
