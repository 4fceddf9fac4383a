"""The vocabulary of what a marketplace reports, version 1.

Every event has an envelope (`kind`, `source`, `id`, `at`, `account`) and the fields of its kind.
Amounts are whole minor units (cents) with an ISO 4217 currency. Accounts, contracts and jobs are
named by the marketplace's own ids. A field added later is optional; a field is never given a new
meaning: that would be version 2.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

VERSION = 1

Name = Annotated[str, Meta(min_length=1, max_length=200, description="text of 1 to 200 characters")]
Text = Annotated[str, Meta(max_length=50_000, description="text of at most 50,000 characters")]
Moment = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        description="a time as RFC 3339 with an offset, like 2026-02-02T09:30:00Z",
    ),
]
Currency = Annotated[
    str, Meta(pattern=r"^[A-Z]{3}$(?!\n)", description="three capital letters (ISO 4217), like EUR")
]
Minor = Annotated[
    int, Meta(gt=0, le=10**15, description="a whole number of minor units (cents) from 1 to 10^15")
]
Score = Annotated[int, Meta(ge=1, le=5, description="a whole number from 1 to 5")]
Email = Annotated[
    str,
    Meta(
        pattern=r"^([^@\s]+@[^@\s]+)?$(?!\n)",
        max_length=254,
        description="a mail address of at most 254 characters, or nothing",
    ),
]
Called = Annotated[str, Meta(max_length=200, description="text of at most 200 characters")]
Language = Annotated[
    str, Meta(min_length=1, max_length=16, description="a language tag, like en or pt-BR")
]
Country = Annotated[
    str,
    Meta(pattern=r"^([A-Z]{2})?$(?!\n)", description="two capital letters (ISO 3166), or nothing"),
]
Place = Annotated[
    str,
    Meta(
        pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,16}){0,3})?$(?!\n)",
        description="a place as narrow as known (ISO 3166), like DE, CA-BC or US-WA-SEATTLE; "
        "or nothing",
    ),
]
Outcome = Literal[
    "accepted", "not_delivered", "poor_communication", "unacceptable_work", "cancelled"
]


class Event(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """The envelope. `account` is whom the event is about; `at` is RFC 3339 with an offset."""

    source: Name
    id: Name
    at: Moment
    account: Name


class AccountRegistered(Event, frozen=True, tag="account.registered"):
    """An account came to be, or its details changed."""

    role: Literal["contractor", "client", "agency"]
    name: Called = ""
    email: Email = ""
    language: Language = "en"
    country: Country = ""
    natural_person: bool = True
    residence: Place = ""
    work_location: Place = ""
    capacity: Literal["", "business", "consumer", "private"] = ""
    sells_to: Literal["", "consumers", "businesses", "both"] = ""


class AgencyMemberJoined(Event, frozen=True, tag="agency.member_joined"):
    """A contractor joined an agency (`account` is the agency)."""

    member: Name


class AgencyMemberLeft(Event, frozen=True, tag="agency.member_left"):
    """A contractor left an agency (`account` is the agency)."""

    member: Name


class LoginSucceeded(Event, frozen=True, tag="login.succeeded"):
    """Someone signed in to the account."""

    session: Text = ""
    device: Text = ""
    ip: Text = ""
    country: Text = ""
    user_agent: Text = ""


class LoginFailed(Event, frozen=True, tag="login.failed"):
    """Someone tried to sign in to the account and could not."""

    device: Text = ""
    ip: Text = ""
    country: Text = ""
    user_agent: Text = ""


class SessionEnded(Event, frozen=True, tag="session.ended"):
    """A session was ended."""

    session: Name


class IdentityVerified(Event, frozen=True, tag="identity.verified"):
    """The marketplace made sure who the account belongs to. `method` says how, never with what."""

    method: Text = ""


class ApplicationSent(Event, frozen=True, tag="application.sent"):
    """A contractor applied for a job."""

    job: Name
    text: Text


class JobPosted(Event, frozen=True, tag="job.posted"):
    """A client posted a job."""

    job: Name
    text: Text
    title: Text = ""
    category: Text = ""


class ContractStarted(Event, frozen=True, tag="contract.started"):
    """A client engaged the contractor. `work` is the kind of work."""

    contract: Name
    client: Name
    work: Name
    title: Text = ""
    job: Text = ""


class ContractEnded(Event, frozen=True, tag="contract.ended"):
    """The contractor's contract ended, with the outcome its client reported."""

    contract: Name
    client: Name
    work: Name
    outcome: Outcome
    note: Text = ""


class MilestoneFunded(Event, frozen=True, tag="milestone.funded"):
    """A client paid a milestone into escrow (`account` is the contractor)."""

    contract: Name
    client: Name
    milestone: Name
    amount: Minor
    currency: Currency


class PaymentEarned(Event, frozen=True, tag="payment.earned"):
    """Money became the contractor's: a milestone released, an hour billed, an order paid."""

    contract: Name
    client: Name
    amount: Minor
    currency: Currency
    milestone: Text = ""


class PaymentRefunded(Event, frozen=True, tag="payment.refunded"):
    """The contractor gave money of a contract back to its client."""

    contract: Name
    client: Name
    amount: Minor
    currency: Currency


class PayoutSent(Event, frozen=True, tag="payout.sent"):
    """The marketplace paid money of a contract out to the contractor."""

    contract: Name
    amount: Minor
    currency: Currency
    target: Text = ""


class PayoutTargetChanged(Event, frozen=True, tag="payout_target.changed"):
    """Where the account is paid to changed. `target` is a fingerprint, never the number."""

    target: Name


class FeedbackGiven(Event, frozen=True, tag="feedback.given"):
    """Someone (`by`) rated the account after a contract."""

    by: Name
    contract: Name
    score: Score
    text: Text = ""


class MessageSent(Event, frozen=True, tag="message.sent"):
    """The account wrote to another."""

    to: Name
    text: Text
    contract: Text = ""


class DeliverySubmitted(Event, frozen=True, tag="delivery.submitted"):
    """The contractor submitted work."""

    contract: Name
    client: Name
    text: Text = ""


class DisputeOpened(Event, frozen=True, tag="dispute.opened"):
    """A client contests money of a contract (`account` is the contractor)."""

    contract: Name
    client: Name
    amount: Minor
    currency: Currency
    reason: Text = ""


class DisputeClosed(Event, frozen=True, tag="dispute.closed"):
    """The contest about a contract ended."""

    contract: Name
    client: Name
    outcome: Literal["withdrawn", "settled", "awarded"] = "settled"


class ChargebackReceived(Event, frozen=True, tag="chargeback.received"):
    """A bank took back a client's payment (`account` is the client)."""

    contract: Name
    amount: Minor
    currency: Currency
    reason: Text = ""


KINDS: dict[str, type[Event]] = {
    str(kind.__struct_config__.tag): kind for kind in Event.__subclasses__()
}
"""Every kind of event by its name."""
