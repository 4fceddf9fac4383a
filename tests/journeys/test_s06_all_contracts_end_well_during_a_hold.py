"""S6: the contracts money was held for end well; the system lets it go that day and says so."""

import pytest

from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.walks import decides, finds
from tests.people import NOW, timedelta, v

DAY = timedelta(days=1)
WHY = "Two clients say they got nothing and want their money back."


def ends_well(n, at):
    """The client of Ann's n-th contract is content after all."""
    return v.ContractEnded(
        source="max",
        id=f"ann-well-{n}",
        at=people.stamp(at),
        account="ann",
        contract=f"ann-c{n}",
        client=f"client-{n}",
        work="design",
        outcome="accepted",
    )


@pytest.fixture
def reference(max_, work, come_in):
    """Eleven earlier clients got nothing; two active contracts are contested, 150.00 each."""
    max_.reports(
        people.registered("ann"),
        *(people.ended("ann", n, "not_delivered") for n in range(11)),
        *(people.started("ann", f"client-{n}") for n in (30, 31)),
        *(people.earned("ann", n, 15_000) for n in (30, 31)),
        *(people.contested("ann", n, 15_000) for n in (30, 31)),
    )
    work()
    return finds(come_in("Rita"), "Ann")


def test_the_hold_is_let_go_the_day_the_last_contract_ends_well(
    reference, max_, work, post, come_in, clock
):
    """One ends well: its money is let go. The other follows: nothing is held. Nobody asked."""
    held = {"ann-c30": "150.00", "ann-c31": "150.00"}
    decides(come_in("Rita"), reference, "coaching_note", WHY, hold=held)
    come_in("ann").opens("/portal/money/").reads("Payable to you nothing", "Held 300.00 EUR")

    clock.move_to(NOW + 2 * DAY)
    max_.reports(ends_well(30, NOW + 2 * DAY))
    work()
    come_in("ann").opens("/portal/money/").reads("Payable to you 150.00 EUR", "Held 150.00 EUR")

    clock.move_to(NOW + 3 * DAY)
    max_.reports(ends_well(31, NOW + 3 * DAY))
    work()
    ann = come_in("ann", width=360).opens("/portal/money/")
    ann.reads("Payable to you 300.00 EUR", "Held nothing", "Released on 4 June 2026")
    told = post.to("ann@example.org")[-1]
    assert "released" in told["subject"]
    assert "ann-c31" in text(told)
    assert len(max_.told("hold.released")) == 2

    ann.follows("Statement of account")
    ann.reads("At the end 300.00 EUR payable, 0.00 EUR held")
    assert ann.sees.count(f"Released: {reference}") == ann.sees.count(f"Held: {reference}") == 2
