"""What came about before a story begins: done as its pages would, which other stories walk.

At the moment the clock shows, by the same operations. Imports stand inside: this file may be read
before Django is set up.
"""

from datetime import UTC, datetime


def had(member, about=""):
    """The reference of a member's oldest undecided case, under a policy by its title."""
    from goodstanding.cases import queries

    found = queries.undecided().filter(account__name=member, policy__title__startswith=about)
    return found[0].reference


def heard(reference, measure, by="Rita"):
    """The preliminary notice of a measure was served."""
    from goodstanding.accounts import queries as accounts
    from goodstanding.cases import operations as cases
    from goodstanding.law.terms import MeasureKind

    case, staff = _case(reference), accounts.staff(by)
    cases.serve_preliminary_notice(
        case=case, measure=MeasureKind(measure), by=staff, at=datetime.now(UTC)
    )


def decided(reference, measure, why, hold=(), by="Rita"):
    """It was decided; `hold` says in euros what was held of which contract."""
    from goodstanding.accounts import queries as accounts
    from goodstanding.cases import operations as cases
    from goodstanding.cases.drafting.plan import Wish
    from goodstanding.law.hold import Pot
    from goodstanding.law.terms import MeasureKind, Money

    held = {Pot(contract, "EUR"): Money(cents, "EUR") for contract, cents in dict(hold).items()}
    wish = Wish(MeasureKind(measure), why, hold=held)
    staff = accounts.staff(by)
    cases.decide(case=_case(reference), wish=wish, by=staff, at=datetime.now(UTC))


def _case(reference):
    from goodstanding.cases import queries

    return queries.all_cases().get(reference=reference)
