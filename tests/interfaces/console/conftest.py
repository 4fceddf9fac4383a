"""The team's console on the morning of 1 June: Ann's case waits, and the clock stands still.

Imports stand inside: this file may be read before Django is set up.
"""

import pytest
import time_machine


@pytest.fixture(autouse=True)
def clock():
    """The clock stands at NOW until a test moves it."""
    from tests.people import NOW

    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(db):
    """Rita manages cases, Sue reviews, Sam does both; the rulebook is adopted."""
    from tests import people

    people.rulebook()
    return people.team()


def opened(at):
    """Eleven of Ann's twenty clients got nothing, and one contests 150.00 EUR: her case."""
    from tests import people

    people.not_delivering("ann", at=at)
    people.tell(people.contested("ann", 0, 15_000), at=at)
    (opened,) = people.work_goes_on(at=at)
    return opened


@pytest.fixture
def case(staff):
    """Ann's case was opened this morning."""
    from tests.people import NOW

    return opened(NOW)


@pytest.fixture
def heard(staff):
    """Ann's case was opened and she was told of it eight days ago; since then she answered."""
    from goodstanding.cases import operations as cases
    from goodstanding.law.terms import MeasureKind
    from tests.people import NOW, timedelta

    told = NOW - timedelta(days=8)
    case = opened(told)
    measure = MeasureKind.RESTRICTION
    cases.serve_preliminary_notice(case=case, measure=measure, by=staff["Rita"], at=told)
    text = "I was ill in March & wrote to every client."
    cases.answer(case=case, text=text, by="ann", at=told + timedelta(days=2))
    return case


@pytest.fixture
def decided(heard, staff):
    """Sam restricted Ann from applying yesterday and holds the contested sum."""
    from goodstanding.cases import operations as cases
    from goodstanding.cases.drafting.plan import Wish
    from goodstanding.law.hold import Pot
    from goodstanding.law.terms import MeasureKind, Money
    from goodstanding.notices import operations as notices
    from tests.people import NOW, timedelta

    wish = Wish(
        MeasureKind.RESTRICTION,
        "Eleven of twenty clients got nothing; a warning would not protect the next ones.",
        hold={Pot("ann-c0", "EUR"): Money(15_000, "EUR")},
    )
    at = NOW - timedelta(days=1)
    decision = cases.decide(case=heard, wish=wish, by=staff["Sam"], at=at)
    notices.deliver_due(at=at)
    return decision


@pytest.fixture
def appeal(decided):
    """Ann appealed this morning."""
    from goodstanding.appeals import operations as appeals
    from tests.people import NOW

    text = "Those clients cancelled first."
    return appeals.file(decision=decided, text=text, by="ann", at=NOW)


@pytest.fixture
def sign_in(client, staff):
    """Come in by one's own link."""
    from goodstanding.interfaces import links

    def come_in(name):
        client.get(links.to_console(name).split("8000", 1)[1])
        return client

    return come_in
