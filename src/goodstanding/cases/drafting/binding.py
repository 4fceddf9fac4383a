"""What binds in a case: the strictest of all laws that apply to its member."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account
from goodstanding.cases.models import Case
from goodstanding.languages import writing
from goodstanding.law import redress
from goodstanding.law.clocks import Clocks
from goodstanding.law.duties.parameters import Relaxation
from goodstanding.law.redress import Redress
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
    """Where someone can turn who still disagrees, and what was relaxed here, in plain words.

    In the language now spoken; `law.redress.in_words` says the same in English.
    """
    *most, final = [_way(one, since) for one in redress.next_redress(binding.profiles)]
    told = {"ways": "; ".join(most), "last": final}
    said = (
        gettext("Outside this marketplace you can turn to %(ways)s; and %(last)s.")
        if most
        else gettext("Outside this marketplace you can turn to %(last)s.")
    )
    return " ".join([said % told, *map(_told, binding.relaxations)])


def _way(one: Redress, since: datetime) -> str:
    """A way in words, with its last day where it has one."""
    if one.within is None:
        return gettext(one.to)
    told = {"to": gettext(one.to), "day": writing.day(since + one.within)}
    return gettext("%(to)s (until %(day)s)") % told


def _told(one: Relaxation) -> str:
    return gettext(
        "Here the standard was relaxed: %(parameter)s is %(value)s, by %(by)s on %(day)s, "
        "because: %(reason)s."
    ) % {
        "parameter": one.parameter,
        "value": one.value,
        "by": one.by,
        "day": writing.day(one.at),
        "reason": one.reason.strip().rstrip("."),
    }
