"""An award takes from what is held of its contract, and everyone concerned is told with it."""

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.funds import queries as money
from goodstanding.funds.models import Award
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money, UnlawfulError
from goodstanding.notices import queries as notices
from goodstanding.webhooks.models import Message
from tests import floods, people
from tests.people import NOW

pytestmark = pytest.mark.django_db
POT = Pot("ann-c1", "EUR")


@pytest.fixture
def decision():
    """500.00 of the 900.00 that a client contests are held by Rita's decision about Ann."""
    team = people.team()
    floods.adopted()
    people.member("ann")
    people.tell(*floods.flood(-2), *floods.flood(-1), people.earned("ann", 1, 100_000))
    people.tell(people.contested("ann", 1, 90_000))
    people.work_goes_on()
    wish = Wish(MeasureKind.WARNING, "Sixty alike.", hold={POT: Money(50_000, "EUR")})
    return cases.decide(
        case=floods.case_of("application-floods"), wish=wish, by=team["Rita"], at=NOW
    )


@pytest.fixture
def client():
    return people.member("client-1", role="client")


def awarded(decision, client, minor=30_000, reasons="Half of the work is missing."):
    return cases.carry_out_award(
        account=decision.case.account,
        recipient=client,
        contract="ann-c1",
        money=Money(minor, "EUR"),
        cause="award 26/114",
        reasons=reasons,
        by="Nell",
        at=NOW,
    )


def test_ann_reads_what_went_why_how_much_and_what_she_can_do(decision, client):
    awarded(decision, client)
    (told,) = (one for one in notices.of(decision.case.account) if one.kind == "release")
    assert told.subject == "300.00 EUR went to the other party by an award"
    for words in (
        "300.00 EUR of contract ann-c1",
        "as Nell awarded (award 26/114)",
        "Why: Half of the work is missing.",
        "Of this contract 200.00 EUR stays held",
        "ask the court at the seat of the arbitration to set the award aside",
        f"You can until {decision.statement.appeal_until.day} ",
    ):
        assert words in told.text


def test_the_client_reads_what_is_theirs_and_nothing_of_anns_case(decision, client):
    awarded(decision, client)
    (letter,) = notices.of(client)
    assert "300.00 EUR of contract ann-c1 is yours, as Nell awarded" in letter.text
    assert "Half of the work is missing." in letter.text
    assert decision.case.reference not in letter.text
    assert money.balances(client)[POT].payable == Money(30_000, "EUR")


def test_the_marketplace_is_told_once(decision, client):
    award = awarded(decision, client)
    (message,) = Message.objects.filter(kind="award.carried_out")
    assert message.body == {
        "case": decision.case.reference,
        "account": "ann",
        "policy": decision.case.policy.slug,
        "award": str(award.id),
        "reference": "award 26/114",
        "hold": str(decision.hold_id),
        "contract": "ann-c1",
        "recipient": "client-1",
        "amount": 30_000,
        "currency": "EUR",
        "by": "Nell",
    }


def test_what_is_not_carried_out_is_told_to_nobody(decision, client):
    before = len(notices.of(decision.case.account))
    for wrong, said in (({"minor": 50_001}, "at most 500.00 EUR held"), ({"reasons": " "}, "why")):
        with pytest.raises(UnlawfulError, match=said):
            awarded(decision, client, **wrong)
    assert not Award.objects.exists()
    assert not Message.objects.filter(kind="award.carried_out").exists()
    assert (len(notices.of(decision.case.account)), list(notices.of(client))) == (before, [])
