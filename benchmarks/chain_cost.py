"""What the chain costs: the same acts with its triggers on and off, in turns, on one database.

    python -m benchmarks.chain_cost [--turns 12]

Every act is a transaction. The turns alternate, so that both meet the same disk and the same load.
"""

import argparse
import os
import tempfile
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
CHAINED = "SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'chain_link'"
ACTS_OF_A_TURN = 20


def main() -> None:
    """Make a house in a temporary folder and print how long each act takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=12)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory(prefix="goodstanding-") as folder:
        os.environ["GOODSTANDING_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
        from goodstanding.config.postgres import database_address

        with database_address():
            os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]  # to switch triggers
            measure(turns)


def measure(turns: int) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    times: dict[tuple[str, bool], list[float]] = {}
    acts = {"100 events recorded": record, "one event recorded": record_one, "money held": hold}
    prepare()
    for turn in range(turns):
        for chained in (True, False) if turn % 2 else (False, True):
            switch(chained)
            for name, act in acts.items():
                begun = perf_counter()
                for number in range(ACTS_OF_A_TURN):
                    act(f"{turn}-{chained}-{number}")
                took = (perf_counter() - begun) / ACTS_OF_A_TURN
                times.setdefault((name, chained), []).append(took)
    for name in acts:
        on, off = (median(times[name, chained]) * 1000 for chained in (True, False))
        print(f"{name}: {on:.1f} ms with the chain, {off:.1f} ms without; {on / off:.2f} times")


def switch(chained: bool) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(CHAINED)
        for (table,) in cursor.fetchall():
            how = "ENABLE" if chained else "DISABLE"
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER chain_link")


def prepare() -> None:
    """Ann has earned enough, all of it is contested, and no decision is asked of a hold."""
    from django.db import connection

    from goodstanding.funds import operations as funds
    from tests import people
    from tests.rooms.funds import money

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE funds_hold DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE funds_hold ENABLE TRIGGER hold_append_only")
    people.member("ann")
    people.tell(money.earned(1, 100_000), money.contested(1, 100_000), at=NOW)
    funds.post_events(at=NOW)


def told(name: str, number: int) -> None:
    from goodstanding.events import operations as events
    from tests import people

    batch = [people.applied("ann", one, "I can do that.", day=f"{name}-") for one in range(number)]
    events.record(events=batch, at=NOW, examine=False)


def record(name: str) -> None:
    told(f"many-{name}", 100)


def record_one(name: str) -> None:
    told(f"one-{name}", 1)


def hold(name: str) -> None:
    """Money is held: a hold, its part, its entry."""
    from goodstanding.accounts.models import Account
    from goodstanding.funds import operations as funds
    from goodstanding.law.hold import Ground, Pot
    from goodstanding.law.terms import Family, Money

    funds.place_hold(
        account=Account.objects.get(name="ann"),
        family=Family.PERFORMANCE,
        ground=Ground.ORDER,
        amounts={Pot("ann-c1", "EUR"): Money(1, "EUR")},
        cause=name,
        ends_at=NOW + timedelta(days=9),
        by="Rita",
        at=NOW,
    )


if __name__ == "__main__":
    main()
