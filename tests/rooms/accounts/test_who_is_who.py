"""What an account was told to be decides which law applies; what is unknown spares nobody."""

from datetime import UTC, datetime

import msgspec
import pytest

from goodstanding.accounts import operations, queries
from goodstanding.accounts.operations import Registration
from goodstanding.events import operations as events
from goodstanding.events.vocabulary import AccountRegistered
from goodstanding.law.duties.profiles import Platform

pytestmark = pytest.mark.django_db
MAY, NOVEMBER = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)


def who(name, at=NOVEMBER):
    return queries.subject(queries.account(name), at=at, platform=Platform())


def test_ann_told_as_a_freelancer_in_valletta_selling_to_consumers():
    told = {
        "kind": "account.registered",
        "source": "main",
        "id": "1",
        "at": "2026-05-04T00:00:00Z",
        "account": "ann",
        "role": "contractor",
        "residence": "MT",
        "work_location": "MT-VALLETTA",
        "capacity": "business",
        "sells_to": "both",
    }
    events.record(events=[msgspec.convert(told, AccountRegistered)], at=NOVEMBER)
    ann = who("ann")
    assert (ann.residence, ann.work_location, ann.capacity) == ("MT", "MT-VALLETTA", "business")
    assert ann.sells_to == {"consumers", "businesses"}
    assert ann.months == 6


def test_where_only_the_country_is_known_it_is_the_residence():
    ben = Registration("ben", "client", MAY, country="GB", natural_person=False)
    operations.register_all(registrations=[ben], at=NOVEMBER)
    assert (who("ben").residence, who("ben").natural_person) == ("GB", False)


def test_of_an_account_only_mentioned_it_is_not_known_how_long_it_works_here():
    operations.mention(name="cara", role="contractor", at=NOVEMBER)
    assert who("cara").months is None
