"""S4: ten clients are content, five complain; only what these contest is held, and not for ever."""

import msgspec
import psycopg
import pytest

from tests import people
from tests.database import address
from tests.journeys.town.walks import asks, decides, fills, finds
from tests.people import NOW

CONTENT, COMPLAIN = range(10), range(10, 15)
WHY = "Five clients got nothing and want their money back."
ALL_CONTESTED = {f"ann-c{n}": "180.00" for n in COMPLAIN}


@pytest.fixture
def reference(max_, work, come_in):
    """Ann has earned 3,000.00; five clients got nothing and contest 180.00 each, 900.00 in all."""
    max_.reports(
        people.registered("ann"),
        *(people.ended("ann", n) for n in CONTENT),
        *(people.earned("ann", n, 21_000) for n in CONTENT),
        *(people.ended("ann", n, "not_delivered") for n in COMPLAIN),
        *(people.earned("ann", n, 18_000) for n in COMPLAIN),
        *(people.contested("ann", n, 18_000) for n in COMPLAIN),
    )
    work()
    return finds(come_in("Rita"), "Ann")


def test_at_most_what_is_contested_is_held_and_the_rest_stays_payable(
    reference, max_, work, post, come_in, clock
):
    """Rita sees the exact money and holds 900.00; 2,100.00 stays payable, and Ann is told both.

    After 30 days nobody has settled it: the clock lets the money go, and Ann is told that too.
    """
    rita = come_in("Rita").opens(f"/console/cases/{reference}/")
    rita.reads("Contested 900.00 EUR", "Payable 3,000.00 EUR", "Held none")
    rita.reads("May be held at most 900.00 EUR", "ann-c14 180.00 EUR 180.00 EUR")
    decides(rita, reference, "coaching_note", WHY, hold=ALL_CONTESTED)
    rita.opens("/console/funds/").reads("900.00 EUR", "ann-c10", "ann-c14")
    ann = come_in("ann", width=360).opens("/portal/money/")
    ann.reads("Payable to you 2,100.00 EUR", "Held 900.00 EUR", "Released on 1 July 2026")
    work()
    (mail,) = post.to("ann@example.org")
    assert "Payable to you as always: 2,100.00 EUR" in mail.get_body(("plain",)).get_content()
    assert max_.told("hold.placed")[0]["amounts"]["ann-c12"] == "180.00 EUR"

    clock.move_to(NOW + people.timedelta(days=30))
    work()
    come_in("ann", width=360).opens("/portal/money/").reads("Payable to you 3,000.00 EUR")
    assert "released" in post.to("ann@example.org")[-1]["subject"]
    assert len(max_.told("hold.released")) == 1


def test_the_form_refuses_more_and_keeps_what_was_typed(reference, max_, come_in):
    """Rita asks for a cent more than is contested, then for money that nobody contests."""
    rita = come_in("Rita")
    asks(rita, reference, "coaching_note")
    rita.reads("At most 900.00 EUR", "of 180.00 EUR")
    fills(rita, WHY, {"ann-c10": "180.01"})
    rita.is_refused("180.01 EUR on contract ann-c10 is not open: at most 180.00 EUR")
    assert rita.typed("Contract ann-c10") == "180.01"
    assert rita.typed("Why this and not less") == WHY
    content = {"measure": "coaching_note", "reasons": WHY, "hold:EUR:ann-c1": "210.00"}
    for step in ("preview", "confirm"):
        said = rita.sends(f"/console/cases/{reference}/decide/", step=step, **content)
        assert rita.status == 422
        assert "210.00 EUR on contract ann-c1 is not open: at most 0.00 EUR" in said
    come_in("ann").opens("/portal/money/").reads("Payable to you 3,000.00 EUR", "Held nothing")
    assert max_.told("hold.placed") == []


def test_what_is_contested_in_two_currencies_is_held_in_each(max_, work, come_in):
    """Ann earned euros and dollars of one contract; of another yen are contested, never paid.

    Each currency is held on its own and never converted, and Rita reads what holds nothing.
    """
    max_.reports(
        people.registered("ann"),
        *(people.ended("ann", n, "not_delivered") for n in range(11)),
        people.earned("ann", 0, 20_000),
        in_dollars(people.earned("ann", 0, 30_000, currency="USD")),
        people.contested("ann", 0, 12_000),
        in_dollars(people.contested("ann", 0, 25_000, currency="USD")),
        people.contested("ann", 1, 9_000, currency="JPY"),
    )
    work()
    reference = finds(come_in("Rita"), "Ann")
    rita = come_in("Rita").opens(f"/console/cases/{reference}/")
    rita.reads("Contested 120.00 EUR, 9,000 JPY and 250.00 USD")
    rita.reads("9,000 JPY of contract ann-c1: contested in a currency in which the contract was")
    asks(rita, reference, "coaching_note")
    rita.reads("At most 120.00 EUR and 250.00 USD", "9,000 JPY of contract ann-c1")
    money = {"hold:EUR:ann-c0": "120.00", "hold:USD:ann-c0": "250.00"}
    wish = {"measure": "coaching_note", "reasons": WHY, "step": "preview"}
    address, beyond = f"/console/cases/{reference}/decide/", money | {"hold:USD:ann-c0": "250.01"}
    said = rita.sends(address, **wish, **beyond)
    assert "250.01 USD on contract ann-c0 is not open: at most 250.00 USD" in said
    rita.types("Contract ann-c0 in EUR", "120.00")
    rita.types("Contract ann-c0 in USD", "250.00")
    rita.types("Why this and not less", WHY)
    rita.presses("Read what would happen")
    rita.presses("Decide and tell")
    work()
    ann = come_in("ann", width=360).opens("/portal/money/")
    ann.reads("Payable to you 80.00 EUR, 50.00 USD", "Held 120.00 EUR, 250.00 USD")
    assert {one["currency"]: one["amount"] for one in max_.told("hold.placed")[0]["parts"]} == {
        "EUR": 12_000,
        "USD": 25_000,
    }


def in_dollars(event):
    """The same told once more, under a number of its own."""
    return msgspec.structs.replace(event, id=f"{event.id}-usd")


HOLD_ANYWAY = """
WITH hold AS (
    INSERT INTO funds_hold (id, account_id, family, cause, placed_by, placed_at, ends_at)
    SELECT gen_random_uuid(), id, 'performance', 'x', 'x', now(), now() + interval '9 days'
    FROM accounts_account WHERE name = 'ann' RETURNING id, account_id
), pot AS (
    INSERT INTO funds_ledgeraccount (owner_id, contract, currency, purpose, balance)
    SELECT account_id, 'ann-c1', 'EUR', 'held', 0 FROM hold RETURNING id, owner_id
), entry AS (
    INSERT INTO funds_entry (source_id, target_id, amount, cause, key, by, at)
    SELECT payable.id, pot.id, 100, 'x', 'x', 'x', now() FROM pot
    JOIN funds_ledgeraccount payable USING (owner_id)
    WHERE payable.contract = 'ann-c1' AND payable.purpose = 'payable' RETURNING id
)
INSERT INTO funds_holdpart (hold_id, contract, amount, currency, entry_id)
SELECT hold.id, 'ann-c1', 100, 'EUR', entry.id FROM hold, entry
"""


def test_the_database_refuses_more_whoever_asks(reference, come_in):
    """Someone with a database shell holds 1.00 EUR that nobody contests."""
    with psycopg.connect(address()) as shell:
        with pytest.raises(psycopg.errors.CheckViolation, match=r"P5: a hold of 1\.00 EUR"):
            shell.execute(HOLD_ANYWAY)
        shell.rollback()
    come_in("ann").opens("/portal/money/").reads("Payable to you 3,000.00 EUR", "Held nothing")
