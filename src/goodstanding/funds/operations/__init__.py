"""Move money: as the marketplace's events say, and to hold, release, transfer and compensate.

Every function locks the pots it moves money between in the order of their ids before it decides
anything, so writers wait for one another instead of failing. The database refuses what would
break a promise, whoever asks.
"""

from goodstanding.funds.operations.holding import place_hold
from goodstanding.funds.operations.looking import (
    LOOKERS,
    extend_hold,
    require_looker,
    review_hold,
)
from goodstanding.funds.operations.paying import CompensationError, compensate, make_good
from goodstanding.funds.operations.posting import post_events
from goodstanding.funds.operations.releasing import release_due, release_hold, release_settled
from goodstanding.funds.operations.transferring import carry_out_award, reverse_to_client

__all__ = [
    "LOOKERS",
    "CompensationError",
    "carry_out_award",
    "compensate",
    "extend_hold",
    "make_good",
    "place_hold",
    "post_events",
    "release_due",
    "release_hold",
    "release_settled",
    "require_looker",
    "reverse_to_client",
    "review_hold",
]
