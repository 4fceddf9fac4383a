"""Measure how fast this machine records, seals and reviews, and answers `may this account do this?`

    python -m benchmarks.measure_scale [--accounts 2000] [--contracts 100]

Everyone is invented, and one in fifty is bad at half of their contracts. The database and the lake
are made in a temporary folder and removed again.
"""

import argparse
import os
import random
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles
from time import perf_counter

BATCH = 10_000
START = datetime(2026, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 10, 1, tzinfo=UTC)
QUESTIONS = 1000


def main() -> None:
    """Make a house in a temporary folder and print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=2000)
    parser.add_argument("--contracts", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goodstanding-") as folder:
        os.environ["GOODSTANDING_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
        from goodstanding.interfaces.cli.opened import opened

        with opened():
            measure(asked.accounts, asked.contracts)


def measure(accounts: int, contracts: int) -> None:
    from goodstanding.config.home import RULEBOOK
    from goodstanding.policies import operations as policies

    for one in sorted(RULEBOOK.glob("*/")):
        policies.adopt(folder=one, by="Pia", at=START)
    measure_review(accounts, contracts)
    measure_questions(accounts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of the process at its peak: {peak:,.0f} MB")


def measure_review(accounts: int, contracts: int) -> None:
    from goodstanding.cases import operations as cases
    from goodstanding.events import operations as events
    from goodstanding.findings import operations as findings

    total = accounts * contracts
    with timed(f"record {total:,} events", total, "events"):
        for batch in batches(accounts, contracts):
            events.record(events=batch, at=NOW, examine=False)
    with timed(f"review {accounts:,} accounts, all in PostgreSQL", accounts, "accounts"):
        found = findings.examine(accounts=None, at=NOW)
    with timed(f"open cases for {len(found):,} findings", len(found), "findings"):
        cases.open_from_findings(at=NOW)
    with timed(f"seal {total:,} events", total, "events"):
        events.seal(before=NOW + timedelta(days=1), at=NOW)
    with timed(f"review {accounts:,} accounts, all in the lake", accounts, "accounts"):
        findings.examine(accounts=None, at=NOW)
    with timed("examine one account, all in the lake", 1, "account"):
        findings.examine(accounts=["contractor-1"], at=NOW)


def measure_questions(accounts: int) -> None:
    from goodstanding.cases import queries
    from goodstanding.law.terms import Capability

    times = []
    for n in range(QUESTIONS):
        start = perf_counter()
        queries.may(f"contractor-{n % accounts}", Capability.APPLY, at=NOW)
        times.append((perf_counter() - start) * 1000)
    print(f"may: median {median(times):.1f} ms, 99 of 100 within {quantiles(times, n=100)[-1]:.1f}")


@contextmanager
def timed(what: str, amount: int, unit: str) -> Iterator[None]:
    start = perf_counter()
    yield
    took = perf_counter() - start
    print(f"{what}: {took:.2f} s, {amount / took:,.0f} {unit} a second", flush=True)


def batches(accounts: int, contracts: int) -> Iterator[list]:
    from goodstanding.events.vocabulary import ContractEnded

    chance, batch = random.Random(1), []
    for n in range(contracts):
        for account in range(accounts):
            bad = chance.random() < (0.5 if account % 50 == 0 else 0.02)
            batch.append(
                ContractEnded(
                    source="benchmark",
                    id=f"{account}-{n}",
                    at=(START + timedelta(days=n, seconds=account)).isoformat(),
                    account=f"contractor-{account}",
                    contract=f"c-{account}-{n}",
                    client=f"client-{chance.randrange(accounts // 5)}",
                    work="design",
                    outcome="not_delivered" if bad else "accepted",
                )
            )
            if len(batch) == BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


if __name__ == "__main__":
    main()
