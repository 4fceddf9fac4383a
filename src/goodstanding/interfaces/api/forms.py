"""The forms of requests and answers."""

from datetime import datetime

from ninja import Schema

from goodstanding.law.terms import Capability


class Question(Schema):
    """May this account do this now? `member` asks for one member of an agency's team."""

    model_config = {"extra": "forbid"}

    account: str
    capability: Capability
    contract: str = ""
    subject: str = ""
    member: str = ""


class InForce(Schema):
    """A measure in force. All of `contract`, `subject`, `member` "": about the whole account."""

    id: str
    kind: str
    capabilities: list[str]
    contract: str
    subject: str
    member: str
    starts_at: datetime
    ends_at: datetime | None
    case: str


class Reply(Schema):
    """Allowed or not, and under which measures not."""

    allowed: bool
    measures: list[str]


class StrikeOut(Schema):
    """A confirmed violation that still counts."""

    policy: str
    case: str
    expires_at: datetime


class HoldOut(Schema):
    """Money held: amounts in minor units by contract."""

    id: str
    ends_at: datetime
    parts: dict[str, int]


class StandingOut(Schema):
    """Where an account stands now."""

    account: str
    role: str
    measures: list[InForce]
    strikes: list[StrikeOut]
    open_cases: list[str]
    at: datetime


class PortalLink(Schema):
    """A signed link for one member: it lets them in for a day, or shows a page for an hour."""

    url: str


class Rejection(Schema):
    """Why an event was not taken: its place in the batch, the field, its value, what was wrong."""

    index: int
    field: str
    value: str
    reason: str


class Recorded(Schema):
    """How many events were new, and how many were known already."""

    recorded: int
    known: int


class Refused(Schema):
    """A batch that was not taken, none of it, with every reason."""

    detail: str
    rejected: list[Rejection] = []
