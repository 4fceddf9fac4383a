"""An amount is written with the decimals of its currency, by the law and by the database alike."""

import pytest
from django.db import connection

from goodstanding.law.terms import DECIMALS, Money

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("currency", ["EUR", "USD", "PHP", *DECIMALS])
def test_the_database_writes_an_amount_as_the_law_does(currency):
    with connection.cursor() as cursor:
        for minor in (0, 5, 123, -123, 99_999, 10**15):
            cursor.execute("SELECT funds_money(%s, %s)", [minor, currency])
            assert cursor.fetchone() == (str(Money(minor, currency)).replace(",", ""),)


def test_yen_have_no_decimals_and_dinars_three():
    assert str(Money(9_000, "JPY")) == "9,000 JPY"
    assert str(Money(1_234_567, "KWD")) == "1,234.567 KWD"
    assert str(Money(-5, "EUR")) == "-0.05 EUR"
