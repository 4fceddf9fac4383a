"""What is payable, contested and held, and whether the ledger adds up."""

from goodstanding.funds.queries.checking import check_ledger, outstanding
from goodstanding.funds.queries.held import (
    NOBODY_LOOKED,
    HoldView,
    LookView,
    PartView,
    above_contest,
    end_of,
    hold_view,
    holds,
    lapsed,
    lapses_at,
    latest_end,
    left_of,
    pots_of,
    time_held,
    unreleased,
)
from goodstanding.funds.queries.pots import (
    Balance,
    balances,
    clients_of,
    contested,
    holdable,
    unpaid_contests,
)

__all__ = [
    "NOBODY_LOOKED",
    "Balance",
    "HoldView",
    "LookView",
    "PartView",
    "above_contest",
    "balances",
    "check_ledger",
    "clients_of",
    "contested",
    "end_of",
    "hold_view",
    "holdable",
    "holds",
    "lapsed",
    "lapses_at",
    "latest_end",
    "left_of",
    "outstanding",
    "pots_of",
    "time_held",
    "unpaid_contests",
    "unreleased",
]
