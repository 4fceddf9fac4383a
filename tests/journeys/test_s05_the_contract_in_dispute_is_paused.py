"""S5: four active clients, one complains; that contract is paused and the other three go on."""

import pytest

from tests import people
from tests.journeys.town.post import text
from tests.journeys.town.walks import asks, finds, hears
from tests.people import NOW, timedelta

DAY = timedelta(days=1)
CLIENTS = ("ben", "bea", "bob", "bo")
WHY = "Only Ben's contract is in dispute; the other three clients are content with her work."


def active(client):
    """Ann works for a client and has earned 500.00 EUR of the contract."""
    at = people.stamp(NOW - 30 * DAY)
    contract = {"account": "ann", "contract": f"ann-{client}", "client": client}
    earned = people.v.PaymentEarned(
        source="max", id=f"earned-{client}", at=at, amount=50_000, currency="EUR", **contract
    )
    return [people.started("ann", client, at=NOW - 60 * DAY), earned]


@pytest.fixture
def reference(max_, work, come_in):
    """Eleven of Ann's earlier clients got nothing; Ben, one of four now, complains."""
    dispute = people.v.DisputeOpened(
        source="max",
        id="dispute-ben",
        at=people.stamp(NOW - DAY),
        account="ann",
        contract="ann-ben",
        client="ben",
        amount=50_000,
        currency="EUR",
        reason="Nothing was delivered.",
    )
    bad = {*range(0, 20, 2), 19}
    outcomes = {n: "not_delivered" if n in bad else "accepted" for n in range(20)}
    max_.reports(
        people.registered("ann"),
        *(people.ended("ann", n, outcome) for n, outcome in outcomes.items()),
        *(event for client in CLIENTS for event in active(client)),
        dispute,
    )
    work()
    return finds(come_in("Rita"), "Ann")


def may_work(max_):
    """For which of her clients Ann may go on working."""
    return [one for one in CLIENTS if max_.may("ann", "work", contract=f"ann-{one}")]


def test_one_contract_stands_still_and_three_go_on_and_are_paid(
    reference, max_, work, post, come_in, clock
):
    """Rita restricts work on the disputed contract alone, and holds its money alone.

    The other three go on and stay payable, also what is earned of them later; Ann may still apply.
    The policy is the one that ships: it stops applying, or else work on contracts in dispute.
    """
    hears(come_in("Rita"), reference, "Restriction")
    clock.move_to(NOW + 7 * DAY)
    rita = asks(come_in("Rita"), reference, "restriction")
    rita.reads("On contracts named here it stops working on contracts, and nothing else")
    rita.ticks("Only contract ann-ben, which is contested")
    rita.types("Contract ann-ben", "500.00")
    rita.types("Why this and not less", WHY)
    rita.presses("Read what would happen")
    rita.reads("This stops working on contracts, on contract ann-ben only", "1,500.00 EUR")
    assert may_work(max_) == [*CLIENTS]
    rita.presses("Decide and tell")

    assert may_work(max_) == ["bea", "bob", "bo"]
    assert max_.may("ann", "apply")
    later = people.v.PaymentEarned(
        source="max",
        id="earned-later",
        at=people.stamp(NOW + 7 * DAY),
        account="ann",
        contract="ann-bea",
        client="bea",
        amount=25_000,
        currency="EUR",
    )
    max_.reports(later)
    work()
    ann = come_in("ann", width=360).reads(
        "It stops working on contracts, for contract ann-ben only"
    )
    ann.opens("/portal/money/").reads("Payable to you 1,750.00 EUR", "Held 500.00 EUR")
    asked, told = (text(mail) for mail in post.to("ann@example.org"))
    assert "Or, instead of that: no working on contracts, on single contracts only" in asked
    assert "on contract ann-ben only. Your other contracts go on as before" in told
    (placed,) = max_.told("measure.placed")
    assert (placed["contract"], placed["capabilities"]) == ("ann-ben", ["work"])
