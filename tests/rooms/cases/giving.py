"""Held money that is to go back to the client: how it is asked for and agreed to."""

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.drafting.wishes import GiveBack
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from tests import floods, people
from tests.people import NOW

POT = Pot("ann-c1", "EUR")
WHY = "The work was never there; the client paid for nothing."


def held(team, family="fraud", sum_=50_000):
    """Ann flooded clients; 1,000.00 of Client 1's money is hers, and some of it is held."""
    floods.adopted(family=family)
    people.member("ann")
    people.member("client-1", role="client")
    people.tell(*floods.flood(-2), *floods.flood(-1), people.earned("ann", 1, 100_000))
    people.tell(people.contested("ann", 1, 90_000))
    people.work_goes_on()
    case = floods.case_of("fraud-floods" if family == "fraud" else "application-floods")
    wish = Wish(MeasureKind.WARNING, "Sixty alike.", hold={POT: Money(sum_, "EUR")})
    return cases.decide(case=case, wish=wish, by=team["Rita"], at=NOW)


def asked(decision, minor=50_000, **other):
    told = {"hold": decision.hold_id, "contract": "ann-c1", "client": "client-1", "reasons": WHY}
    return GiveBack(**{**told, "money": Money(minor, "EUR"), **other})


def proposed(decision, by, at=NOW, **other):
    return cases.propose(case=decision.case, wish=asked(decision, **other), by=by, at=at)


def agreed(proposal, by, at=NOW):
    return cases.agree(proposal=proposal, reasons="I read the contract.", by=by, at=at)
