"""Whom an event tells of, and what its kind suggests they are."""

from collections.abc import Iterator

from goodstanding.events.vocabulary import Event

AGENCIES = frozenset({"agency.member_joined", "agency.member_left"})
CLIENTS = frozenset({"job.posted", "chargeback.received"})
ANYONE = frozenset(
    {
        "login.succeeded",
        "login.failed",
        "session.ended",
        "identity.verified",
        "payout_target.changed",
        "feedback.given",
        "message.sent",
    }
)
"""Kinds that anyone may be the account of, so that they suggest least."""

Party = tuple[str, str, bool]
"""An account's name, its role, and whether the kind leaves no doubt of the role."""


def parties(event: Event) -> Iterator[Party]:
    """Everyone an event names: its account, the client, who rated, the agency's member."""
    kind = str(event.__struct_config__.tag)
    yield event.account, _role(kind, event), kind not in ANYONE
    for field, role, sure in (
        ("client", "client", True),
        ("member", "contractor", True),
        ("by", "client", False),
    ):
        if name := getattr(event, field, None):
            yield name, role, sure


def _role(kind: str, event: Event) -> str:
    if kind in AGENCIES:
        return "agency"
    if kind in CLIENTS:
        return "client"
    return str(getattr(event, "role", "contractor"))
