"""Remember members, the team and the marketplace's keys."""

from goodstanding.accounts.operations.agencies import (
    Period,
    arrange_memberships,
    join_agency,
    leave_agency,
)
from goodstanding.accounts.operations.keys import (
    SCOPES,
    issue_key,
    revoke_key,
    rotate_key,
)
from goodstanding.accounts.operations.members import (
    Mention,
    Registration,
    mention,
    mention_all,
    register,
    register_all,
)
from goodstanding.accounts.operations.team import employ

__all__ = [
    "SCOPES",
    "Mention",
    "Period",
    "Registration",
    "arrange_memberships",
    "employ",
    "issue_key",
    "join_agency",
    "leave_agency",
    "mention",
    "mention_all",
    "register",
    "register_all",
    "revoke_key",
    "rotate_key",
]
