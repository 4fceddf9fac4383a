"""Once a hold is written nothing more of any contract is added to it (P5)."""

import pytest
from django.db import DatabaseError, transaction

from goodstanding.funds.models import Entry, HoldPart, LedgerAccount
from goodstanding.law.terms import Family
from tests import people
from tests.rooms.funds.money import NOW, earned, hold, report


@pytest.mark.django_db(transaction=True)
def test_nobody_adds_another_contract_to_a_fraud_hold_later():
    ann = people.member("ann")
    report(earned(1, 100), earned(2, 70))
    placed = hold(ann, {1: 100}, family=Family.FRAUD)
    pot = {"owner": ann, "contract": "ann-c2", "currency": "EUR"}
    payable = LedgerAccount.objects.get(**pot, purpose="payable")
    refused = pytest.raises(
        DatabaseError, match=r"P5: a hold is no more than its decision named; 7"
    )
    with refused, transaction.atomic():
        held = LedgerAccount.objects.create(**pot, purpose="held")
        told = {"cause": "x", "key": "x", "by": "x", "at": NOW}
        entry = Entry.objects.create(source=payable, target=held, amount=7_000, **told)
        HoldPart.objects.create(
            hold=placed, contract="ann-c2", currency="EUR", amount=7_000, entry=entry
        )
    assert placed.parts.count() == 1
