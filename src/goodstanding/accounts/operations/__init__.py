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
from goodstanding.accounts.operations.presence import (
    AbsenceError,
    come_back,
    enable,
    end_absence,
    go_away,
)
from goodstanding.accounts.operations.protecting import (
    ProtectionError,
    admit,
    end_protection,
    note_protected_reading,
    protect,
)
from goodstanding.accounts.operations.team import employ

__all__ = [
    "SCOPES",
    "AbsenceError",
    "Mention",
    "Period",
    "ProtectionError",
    "Registration",
    "admit",
    "arrange_memberships",
    "come_back",
    "employ",
    "enable",
    "end_absence",
    "end_protection",
    "go_away",
    "issue_key",
    "join_agency",
    "leave_agency",
    "mention",
    "mention_all",
    "note_protected_reading",
    "protect",
    "register",
    "register_all",
    "revoke_key",
    "rotate_key",
]
