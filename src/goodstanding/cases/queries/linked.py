"""Linked accounts: which share something with a member's, as the marketplace told it.

That two accounts share something is no finding and decides nothing: people share computers,
offices and teams. What is shared is never shown, only its kind and the end of a keyed hash of it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.crypto import salted_hmac

from goodstanding.accounts.models import Account, AgencyMembership
from goodstanding.events import queries as events

FEW = 5
"""What more accounts than that share is weak: a shared office, a school, a payout service."""

TWO = 2
"""Rare facts of different kinds that it takes before a link is worth a person's look."""

SHARED = """
WITH shown AS (
    SELECT account, "at", "row", 'device' AS kind, device AS fact FROM login_succeeded
    WHERE device <> ''
    UNION ALL
    SELECT account, "at", "row", 'payout target', target FROM payout_target_changed
    WHERE target <> ''
    UNION ALL
    SELECT account, "at", "row", 'payout target', target FROM payout_sent WHERE target <> ''
)
SELECT mine.account AS account, max(theirs."at") AS "at", max(theirs."row") AS "row",
    mine.kind AS kind, mine.fact AS fact, theirs.account AS other, min(theirs."at") AS since
FROM (SELECT DISTINCT account, kind, fact FROM shown) AS mine
JOIN shown AS theirs ON theirs.kind = mine.kind AND theirs.fact = mine.fact
WHERE theirs.account <> mine.account
GROUP BY mine.account, mine.kind, mine.fact, theirs.account
"""
"""Who else signed in from an account's devices, or is paid where it is paid."""


@dataclass(frozen=True)
class Fact:
    """Something that two accounts share.

    Attributes:
        kind: `device`, `payout target` or `team`.
        mark: by what it is told from others of its kind; for a team its agency's id.
        sharing: how many accounts share it, the member's own among them.
        since: when the other account was first seen with it.
        latest: when it was seen last; a membership that goes on, now.
    """

    kind: str
    mark: str
    sharing: int
    since: datetime
    latest: datetime

    @property
    def rare(self) -> bool:
        """Whether it says anything: few share it, and it is not openly declared, as a team is."""
        return self.kind != "team" and self.sharing <= FEW


@dataclass(frozen=True)
class Link:
    """Another account, by the marketplace's id, and what it shares with the member's."""

    other: str
    account: Account | None
    facts: tuple[Fact, ...]

    @property
    def rare_kinds(self) -> int:
        """Of how many kinds it shares something rare."""
        return len({one.kind for one in self.facts if one.rare})

    @property
    def worth_a_look(self) -> bool:
        """Whether it shares rare facts of two kinds; with less a link is evidence of nothing."""
        return self.rare_kinds >= TWO


def linked(account: Account, *, hidden: Collection[int] = (), at: datetime) -> list[Link]:
    """Accounts that share something with a member's, those that share the most and rarest first.

    Everybody's sign-ins and payouts are read for it.

    Args:
        account: the member's.
        hidden: keys of accounts that are left out; they still count where it says how many share.
        at: now.
    """
    shared: dict[str, list[Fact]] = {}
    for other, fact in [*_reported(account), *_teams(account, at=at)]:
        shared.setdefault(other, []).append(fact)
    known = {one.name: one for one in Account.objects.filter(name__in=shared)}
    links = [
        Link(other, known.get(other), tuple(sorted(facts, key=_rarity)))
        for other, facts in shared.items()
        if other not in known or known[other].pk not in hidden
    ]
    return sorted(links, key=_rank)


def _rank(link: Link) -> tuple[int, int, str]:
    return -link.rare_kinds, -sum(one.rare for one in link.facts), link.other


def _rarity(fact: Fact) -> tuple[bool, int, str, str]:
    return not fact.rare, fact.sharing, fact.kind, fact.mark


def _reported(account: Account) -> Iterator[tuple[str, Fact]]:
    told = events.relation(SHARED, accounts=[account.name], compares=True)
    rows = [row for _, found in told for row in found]
    others: dict[tuple[str, str], int] = {}
    for row in rows:
        others[row["kind"], row["fact"]] = others.get((row["kind"], row["fact"]), 0) + 1
    for row in rows:
        yield str(row["other"]), _fact(row, others[row["kind"], row["fact"]])


def _fact(row: Mapping[str, Any], others: int) -> Fact:
    mark = salted_hmac("goodstanding.linked", row["fact"], algorithm="sha256").hexdigest()[-6:]
    seen = events.moment(row["since"]), events.moment(row["at"])
    return Fact(row["kind"], f"…{mark}", others + 1, *seen)


def _teams(account: Account, *, at: datetime) -> Iterator[tuple[str, Fact]]:
    """The agencies an account works or worked through, and who is or was in them too."""
    own = AgencyMembership.objects.filter(
        Q(member=account) | Q(agency=account), active_from__lte=at
    )
    teams = AgencyMembership.objects.filter(agency__in=own.values("agency"), active_from__lte=at)
    by_agency: dict[str, dict[str, list[AgencyMembership]]] = {}
    for one in teams.select_related("agency", "member").order_by("active_from", "pk"):
        by_agency.setdefault(one.agency.name, {}).setdefault(one.member.name, []).append(one)
    for agency, members in by_agency.items():
        for name, theirs in members.items():
            if name != account.name:
                yield name, _team(agency, len(members) + 1, theirs, at=at)
        if agency != account.name:
            yield agency, _team(agency, len(members) + 1, members[account.name], at=at)


def _team(agency: str, sharing: int, memberships: list[AgencyMembership], *, at: datetime) -> Fact:
    ends = [min(one.active_until or at, at) for one in memberships]
    return Fact("team", agency, sharing, memberships[0].active_from, max(ends))
