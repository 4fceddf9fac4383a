"""Erase what people wrote when its time is over, and keep what the law says must be kept."""

import logging
from datetime import datetime

from django.db import DatabaseError, connection, transaction

ERASED_AT_ONCE = 500
"""Rows of a table that one night erases."""
AUTOMATION = "automation"

_log = logging.getLogger(__name__)


def erase_due(*, at: datetime, by: str = AUTOMATION) -> int:
    """Erase what is over its period and under no legal hold, each in a transaction of its own.

    Args:
        at: now.
        by: who has it done.

    Returns:
        How many rows were erased. What could not be is logged, and tried again the next night.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT relation, key FROM chain_due(%s, %s)", [at, ERASED_AT_ONCE])
        due = cursor.fetchall()
    return sum(_erased(relation, key, by=by, at=at) for relation, key in due)


def _erased(relation: str, key: str, *, by: str, at: datetime) -> bool:
    try:
        with transaction.atomic():
            erase(relation=relation, key=key, by=by, at=at)
    except DatabaseError:
        _log.exception("a row could not be erased")
        return False
    return True


def erase(*, relation: str, key: str, by: str, at: datetime) -> None:
    """Erase what one row says of a person.

    Args:
        relation: its table.
        key: its id.
        by: who has it done.
        at: now.

    Raises:
        DatabaseError: it is kept, or there is nothing to erase (P8).
    """
    _call("chain_erase", relation, key, by, at)


def set_period(*, class_: str, days: int, ground: str, by: str, at: datetime) -> None:
    """Keep rows of a class for so many days, from now on.

    Args:
        class_: e.g. `correspondence`.
        days: a year at least.
        ground: why so long, in words.
        by: who decides it.
        at: now.

    Raises:
        ValueError: there is no such class.
    """
    from goodstanding.chain import queries

    if class_ not in (known := {one.class_ for one in queries.periods(at=at)}):
        raise ValueError(f"class: got {class_!r}, expected one of {', '.join(sorted(known))}")
    _call("chain_set_period", class_, days, ground, by, at)


def hold(*, account: str, ground: str, by: str, at: datetime) -> None:
    """Keep everything about an account, whatever its period.

    Args:
        account: the marketplace's id of it.
        ground: why, e.g. the number of a lawsuit.
        by: who decides it.
        at: now.
    """
    _call("chain_hold", account, ground, by, at)


def end_hold(*, account: str, ground: str, by: str, at: datetime) -> int:
    """End every legal hold of an account; how many there were.

    Args:
        account: the marketplace's id of it.
        ground: why they are over.
        by: who decides it.
        at: now.
    """
    from goodstanding.chain import queries

    held = [one.id for one in queries.legal_holds() if one.account == account]
    for one in held:
        _call("chain_end_hold", one, ground, by, at)
    return len(held)


def _call(function: str, *values: str | int | datetime) -> None:
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({places})", list(values))
