"""What is remembered of members' money. Amounts are whole minor units (cents).

Money is conserved by construction: an `Entry` moves one amount from one ledger account to another.
What may be held is bounded by what is contested, in the database (promises P4, P5, P6).
"""

from goodstanding.funds.models.holds import (
    Award,
    Hold,
    HoldExtension,
    HoldPart,
    HoldReview,
    Release,
    Transfer,
)
from goodstanding.funds.models.ledger import (
    Contest,
    ContestEnd,
    Entry,
    LedgerAccount,
    Progress,
    Unposted,
)

__all__ = [
    "Award",
    "Contest",
    "ContestEnd",
    "Entry",
    "Hold",
    "HoldExtension",
    "HoldPart",
    "HoldReview",
    "LedgerAccount",
    "Progress",
    "Release",
    "Transfer",
    "Unposted",
]
