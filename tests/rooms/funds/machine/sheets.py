"""What statements of account must say, whatever happened."""

from datetime import UTC, datetime, timedelta

from goodstanding.funds import queries
from tests.people import NOW

EVER, LATER = datetime(2000, 1, 1, tzinfo=UTC), NOW + timedelta(days=4000)


def of(account, since=EVER, until=LATER, *, at):
    """An account's sheets by currency."""
    return {
        one.currency: one for one in queries.statement(account, since=since, until=until, at=at)
    }


def add_up(accounts, at):
    """Every sheet closes with what is in the pots, and wherever it is cut the next one opens so."""
    for account in accounts:
        whole = of(account, at=at)
        assert {c: closing(one) for c, one in whole.items()} == pots(account, at)
        for currency, sheet in whole.items():
            assert sum(one.money.minor for one in sheet.kept) == sheet.closing_held.minor
            cut = sheet.lines[len(sheet.lines) // 2].at
            first, second = of(account, until=cut, at=at), of(account, since=cut, at=at)
            ends = closing(first[currency]) if currency in first else (0, 0)
            opening = second[currency].opening_payable.minor, second[currency].opening_held.minor
            assert opening == ends


def closing(sheet):
    """What is payable and held at the end of a sheet, in minor units."""
    return sheet.closing_payable.minor, sheet.closing_held.minor


def pots(account, at):
    """What is in an account's pots by currency; a currency in which nothing ever moved is none."""
    sums = {}
    for pot, one in queries.balances(account, at=at).items():
        payable, held = sums.get(pot.currency, (0, 0))
        sums[pot.currency] = payable + one.payable.minor, held + one.held.minor
    return sums
