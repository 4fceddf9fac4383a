"""The people of the tests, who only do what people can do: everything goes through operations.

Ann and Abe are contractors, Ben is a client; Rita and Sam are case managers, Sam and Sue reviewers.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from goodstanding.accounts import operations as accounts
from goodstanding.cases import operations as cases
from goodstanding.events import operations as events
from goodstanding.events import vocabulary as v
from goodstanding.findings import operations as findings
from goodstanding.funds import operations as funds
from goodstanding.law.terms import StaffRole
from goodstanding.policies import operations as policies

ROOT = Path(__file__).parent.parent
RULEBOOK = ROOT / "rulebook"
ADOPTED = datetime(2026, 1, 2, tzinfo=UTC)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


def rulebook(at=ADOPTED):
    """The shipped policies are adopted."""
    for folder in sorted(p for p in RULEBOOK.iterdir() if p.is_dir()):
        policies.adopt(folder=folder, by="Pia", at=at)


def team(at=ADOPTED):
    """Rita manages cases; Sam manages cases and reviews; Sue reviews."""
    manager, reviewer = StaffRole.CASE_MANAGER, StaffRole.REVIEWER
    return {
        name: accounts.employ(name=name, email=f"{name.lower()}@example.org", roles=roles, at=at)
        for name, roles in (("Rita", [manager]), ("Sam", [manager, reviewer]), ("Sue", [reviewer]))
    }


def fin(at=ADOPTED):
    """Fin is a finance officer."""
    roles = [StaffRole.FINANCE_OFFICER]
    return accounts.employ(name="Fin", email="fin@example.org", roles=roles, at=at)


def member(name="ann", role="contractor", at=ADOPTED):
    """A member registers."""
    return accounts.register(
        name=name,
        role=role,
        display_name=name.title(),
        email=f"{name}@example.org",
        at=at,
    )


def tell(*told, at=NOW):
    """Max, the marketplace, reports events."""
    return events.record(events=list(told), at=at)


def stamp(moment):
    return moment.isoformat()


def ended(account, n, outcome="accepted", *, work="design", client=None, start=START):
    """A contract of the account ends, the n-th, each with a client of its own."""
    return v.ContractEnded(
        source="max",
        id=f"{account}-ended-{n}",
        at=stamp(start + timedelta(days=n)),
        account=account,
        contract=f"{account}-c{n}",
        client=client or f"client-{n}",
        work=work,
        outcome=outcome,
    )


def started(account, client, *, work="design", at=START):
    """A client engages the account."""
    return v.ContractStarted(
        source="max",
        id=f"{account}-{client}-started-{stamp(at)}",
        at=stamp(at),
        account=account,
        contract=f"{account}-{client}",
        client=client,
        work=work,
    )


def earned(account, n, amount, *, start=START, currency="EUR"):
    """The account earns money of its n-th contract."""
    return v.PaymentEarned(
        source="max",
        id=f"{account}-earned-{n}",
        at=stamp(start + timedelta(days=n)),
        account=account,
        contract=f"{account}-c{n}",
        client=f"client-{n}",
        amount=amount,
        currency=currency,
    )


def contested(account, n, amount, *, start=START, currency="EUR"):
    """The client of the n-th contract contests money."""
    return v.DisputeOpened(
        source="max",
        id=f"{account}-dispute-{n}",
        at=stamp(start + timedelta(days=n + 1)),
        account=account,
        contract=f"{account}-c{n}",
        client=f"client-{n}",
        amount=amount,
        currency=currency,
        reason="Nothing was delivered.",
    )


def applied(account, n, text, *, start=START, day=""):
    """The account applies for a job, the n-th of a day, minutes after the one before."""
    return v.ApplicationSent(
        source="max",
        id=f"{account}-applied-{day}{n}",
        at=stamp(start + timedelta(minutes=7 * n)),
        account=account,
        job=f"job-{n}",
        text=text,
    )


def posted(account, n, text, *, start=START):
    """The account posts a job."""
    return v.JobPosted(
        source="max",
        id=f"{account}-posted-{n}",
        at=stamp(start + timedelta(days=n)),
        account=account,
        job=f"{account}-j{n}",
        text=text,
    )


def work_goes_on(at=NOW, accounts=None):
    """The worker does what is due: money, findings, cases."""
    funds.post_events(at=at)
    findings.examine(accounts=accounts, at=at)
    return cases.open_from_findings(at=at)


def contracts(name, bad, total=20):
    """Contracts for as many clients, 150.00 EUR each, of which some ended without delivery."""
    spread = {round(i * total / bad) for i in range(bad)}
    return [
        *(ended(name, n, "not_delivered" if n in spread else "accepted") for n in range(total)),
        *(earned(name, n, 15_000) for n in range(total)),
    ]


def not_delivering(name="ann", bad=11, total=20, at=NOW):
    """Of so many contracts for as many clients, so many ended without delivery."""
    account = member(name)
    tell(*contracts(name, bad, total), at=at)
    return account


def registered(account, role="contractor"):
    """The account comes to be, with a name and a mail address."""
    return v.AccountRegistered(
        source="max",
        id=f"{account}-registered",
        at=stamp(ADOPTED),
        account=account,
        role=role,
        name=account.title(),
        email=f"{account}@example.org",
    )
