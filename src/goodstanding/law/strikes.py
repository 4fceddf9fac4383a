"""Strikes: what an earlier decision weighs against someone now, and when it weighs nothing.

A strike is a confirmed violation. It weighs one point unless the policy says otherwise, loses
points as time goes by where the policy says so, and ends within a year whatever the policy says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.law.clocks import STRIKE_WINDOW
from goodstanding.law.facts import Earlier
from goodstanding.law.policy import PolicyTerms, Step
from goodstanding.law.terms import RESTRICTING, MeasureKind

COUNTED = frozenset({MeasureKind.WARNING}) | RESTRICTING - {MeasureKind.INTERIM_RESTRICTION}
"""Kinds of decision that confirm a violation; an interim measure confirms nothing. DSA-23.3."""

HEAVIEST = 3
"""The most points one strike may weigh, whatever the policy says; the number is ours. DSA-14.4."""


@dataclass(frozen=True)
class Strike:
    """A strike as a decision makes it.

    Attributes:
        weight: its points at first.
        expires_at: when it weighs nothing any more.
        falls_every: after each such time it weighs one point less; None where it does not.
    """

    weight: int
    expires_at: datetime
    falls_every: timedelta | None = None


def of(
    policy: PolicyTerms, step: Step, *, at: datetime, window: timedelta = STRIKE_WINDOW
) -> Strike | None:
    """The strike a measure makes, or None where it makes none. DSA-23.3, DSA-23.4 (G13).

    Words that take nothing and interim measures make none. Nor does any measure under a policy that
    protects the account's owner: who is robbed of an account did nothing (P9).
    """
    if step.measure not in COUNTED or policy.protects_owner:
        return None
    lasts = min(policy.strikes_last or window, window)
    return Strike(_capped(step.strike_weight), at + lasts, policy.strikes_fall_every)


def weight(one: Earlier, *, at: datetime, window: timedelta = STRIKE_WINDOW) -> int:
    """The points an earlier decision weighs at a time. DSA-23.3, DSA-14.4 (G04).

    Nothing before it was made, after it expired, or if it confirmed no violation.
    """
    if one.measure not in COUNTED or not one.decided_at <= at < _expires_at(one, window):
        return 0
    points = _capped(one.weight)
    if one.falls_every is not None and one.falls_every > timedelta():
        points -= (at - one.decided_at) // one.falls_every
    return max(points, 0)


def _expires_at(one: Earlier, window: timedelta) -> datetime:
    latest = one.decided_at + window
    return latest if one.expires_at is None else min(one.expires_at, latest)


def _capped(points: int) -> int:
    return min(max(points, 0), HEAVIEST)
