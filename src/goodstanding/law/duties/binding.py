"""The clocks that bind for a member: the strictest of all laws that apply to them."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Any

from goodstanding.law.clocks import Clocks
from goodstanding.law.duties.durations import Length
from goodstanding.law.duties.parameters import Effective, Relaxation, Value, parameters
from goodstanding.law.duties.table import Table

SHORTEST_MONTH = 28
"""Days a month counts for where it runs against the platform: never more than there are."""

SPANS: Mapping[str, str] = {
    "rule_lead": "rule_lead",
    "suspension_notice": "suspension_notice",
    "termination_notice": "termination_notice",
    "response_window": "response_window",
    "ack_max": "appeal_acknowledged",
    "appeal_reply_max": "appeal_reply",
    "hold_dispute": "hold_dispute",
    "hold_security": "hold_security",
    "hold_hourly": "hold_hourly",
    "hold_new_seller": "hold_new_seller",
    "hold_chargeback": "hold_chargeback",
    "hold_absolute": "hold_absolute",
}
"""Which parameter of the table is which clock."""


def clocks_for(
    profiles: AbstractSet[str], *, table: Table, relaxations: Iterable[Relaxation] = ()
) -> Clocks:
    """The lengths that bind under some profiles. S01, G01, G05, G08, G09, G10, G14 to G16, G22.

    Args:
        profiles: ids of the profiles that apply.
        table: the table of duties.
        relaxations: what was relaxed on purpose.

    Raises:
        UnlawfulError: a relaxation is weaker than a law that applies, or lacks reason or person.
        ValueError: a relaxation of no parameter, or to no value.
    """
    return clocks_of(parameters(profiles, table=table, relaxations=relaxations))


def clocks_of(binding: Mapping[str, Effective]) -> Clocks:
    """The clocks among the parameters that bind. S01."""
    spans = {field: _span(binding[name].value) for name, field in SPANS.items()}
    interim, window = _interim(binding["interim_max"].value), binding["appeal_window"].value
    fields: dict[str, Any] = {**spans, **interim}
    if isinstance(window, Length):
        fields |= {"appeal_months": window.months, "appeal_days": window.days}
    return Clocks(**fields)


def _interim(value: Value) -> dict[str, Any]:
    if isinstance(value, Length) and value.business:
        return {"interim_business_days": value.days}
    return {"interim_at_most": _span(value)}


def _span(value: Value) -> timedelta:
    """A length that counts the same whenever it begins: months and business days at their least."""
    if not isinstance(value, Length):
        msg = f"length: got {value!r}, expected ISO 8601, e.g. P14D."
        raise TypeError(msg)
    return timedelta(days=value.days + SHORTEST_MONTH * value.months) + value.rest
