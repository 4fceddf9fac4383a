"""Random histories, audited: each clock let run out is found, and nothing that was kept is."""

import os

import pytest
from msgspec import convert

from goodstanding.accounts.models import Account
from goodstanding.cases import queries
from goodstanding.interfaces.cli import audit_log
from goodstanding.law.duties import replay
from goodstanding.reports import log
from goodstanding.webhooks.catalogue import CATALOGUE
from goodstanding.webhooks.models import Message
from tests import histories

pytestmark = pytest.mark.django_db
TOWN = 10
MANY = int(os.environ.get("HISTORIES", "4"))
MEANS = {
    "appeal": "appeal.decided",
    "look": "looked at every",
    "talk": "talk with a person",
    "interim": "a person looks at it within a day",
    "export": "sor.exported",
}
"""By which words a clock let run out is known in the audit."""
EUROPE = ("GOLD", "EU-DSA", "EU-GDPR", "EU-PWD")


def found(events, profiles):
    """What was found late of each case, in the words above; anything else as it stands."""
    said = {}
    for one in audit_log.breaches(events, profiles=profiles, at=histories.END):
        named = [what for what, words in MEANS.items() if words in one.what_was_due]
        why = named[0] if named else f"{one.duty}: {one.what_was_due}: {one.what_happened}"
        said.setdefault(one.case, set()).add(why)
    return said


@pytest.mark.parametrize("first", range(0, MANY, TOWN))
def test_what_was_late_is_found_and_nothing_else_and_the_log_replays(first):
    told = []
    seeds = range(first, min(first + TOWN, MANY))
    lived = histories.town(seeds, each=lambda at, who: told.append((at, who, bound(who, at))))
    events = list(log.events(at=histories.END))
    late = {one.case.reference: one.late for one in lived if one.late}
    assert found(events, EUROPE) == late
    assert not found(events, ()).keys() - late.keys()
    for at, who, said in told:
        assert replay.in_force(events, at=at).get(who, frozenset()) == said, (at, who)
    told_as_the_catalogue_says()


def told_as_the_catalogue_says():
    for message in Message.objects.all():
        convert(message.body, CATALOGUE[message.kind])


def bound(name, at):
    """Which measures bind someone, as the record says at the time."""
    account = Account.objects.get(name=name)
    return frozenset(str(one.id) for one in queries.standing(account, at=at).in_force)
