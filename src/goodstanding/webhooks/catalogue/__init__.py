"""What the body of each kind of message holds: one form a kind, with an example of every field.

A field added later is optional for receivers, and no field is ever given a new meaning.
"""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec import inspect as about


def _text(description: str, example: str) -> Meta:
    return Meta(description=description, examples=[example])


CaseName = Annotated[str, _text("the case's reference, as notices say it", "GS-2026-0041")]
Member = Annotated[str, _text("the account's id on the marketplace", "ann")]
Policy = Annotated[str, _text("the policy's short name", "poor-performance")]
Moment = Annotated[str, _text("a time, RFC 3339, UTC", "2026-06-15T10:00:00+00:00")]
Reference = Annotated[str, _text("an id of ours, a UUID", "5f0c5f54-8f0c-4c0e-9a55-0a4c1f6d2b11")]
Contract = Annotated[str, _text("the contract's id on the marketplace", "ann-c10")]
Measure = Annotated[
    str,
    _text(
        "no_action, coaching_note, warning, interim_restriction, restriction, suspension or "
        "termination",
        "restriction",
    ),
]
Amount = Annotated[int, Meta(description="minor units, e.g. cents", examples=[12000])]
Currency = Annotated[str, _text("ISO 4217", "EUR")]
Person = Annotated[str, _text("a person of the team", "Fin")]
Rule = Annotated[str, _text("the detector's name", "applications")]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is held of one contract in one currency."""

    contract: Contract
    amount: Amount
    currency: Currency


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every body has in common: nothing."""


class AboutCase(Body, frozen=True, kw_only=True):
    """What is told of a case."""

    case: CaseName
    account: Member
    policy: Policy


class CaseOpened(AboutCase, frozen=True, kw_only=True):
    """A case was opened, or goes on after it had been closed without action."""


class PreliminaryNoticeServed(AboutCase, frozen=True, kw_only=True):
    """The member was told what is proposed, and can answer before anything is decided."""

    respond_by: Moment


class DecisionMade(AboutCase, frozen=True, kw_only=True):
    """A case was decided. What it takes follows as `measure.placed` and `hold.placed`."""

    decision: Reference
    measure: Measure
    effect_at: Moment
    ends_at: Moment | None


class MeasurePlaced(AboutCase, frozen=True, kw_only=True):
    """A restriction, suspension or termination was placed; `contract` and the like may be ""."""

    measure: Reference
    kind: Measure
    capabilities: Annotated[
        list[str], Meta(description="what may not be done meanwhile", examples=[["apply"]])
    ]
    contract: Contract
    subject: Annotated[str, _text("the job post or message it is about", "job-17")]
    member: Annotated[str, _text("the member of an agency's team it is about", "")]
    starts_at: Moment
    ends_at: Moment | None


class MeasureLifted(AboutCase, frozen=True, kw_only=True):
    """A measure ended: by its end, a person, the remedy, or a reversal."""

    measure: Reference
    kind: Measure
    cause: Annotated[str, _text("why it ended, in words", "the remedy was completed")]
    on_conditions_until: Moment | UnsetType = UNSET
    days_given_back: (
        Annotated[
            int, Meta(description="where it was reversed: whole days that it took", examples=[4])
        ]
        | UnsetType
    ) = UNSET


class HoldPlaced(AboutCase, frozen=True, kw_only=True):
    """Money is held: at most what is contested, until it is decided."""

    hold: Reference
    amounts: Annotated[
        dict[str, str],
        Meta(description="by contract, to be read", examples=[{"ann-c10": "120.00 EUR"}]),
    ]
    parts: Annotated[
        list[Part],
        Meta(
            description="by contract, to be computed with",
            examples=[[{"contract": "ann-c10", "amount": 12000, "currency": "EUR"}]],
        ),
    ]
    ends_at: Moment


class HoldReleased(AboutCase, frozen=True, kw_only=True):
    """Held money is payable again: the `parts`, or where there are none all of it."""

    hold: Reference
    parts: (
        Annotated[
            list[str],
            Meta(description="to be read", examples=[["120.00 EUR of contract ann-c10"]]),
        ]
        | UnsetType
    ) = UNSET


class MoneyGivenBack(AboutCase, frozen=True, kw_only=True):
    """In fraud, two people gave held money back to the client."""

    hold: Reference
    contract: Contract
    client: Annotated[str, _text("the client's id on the marketplace", "ben")]
    amount: Amount
    currency: Currency
    by: Person
    agreed_by: Annotated[str, _text("the second person", "Rita")]


class AwardCarriedOut(AboutCase, frozen=True, kw_only=True):
    """What was held of a contract went to the other party, as an award says."""

    award: Reference
    reference: Annotated[str, _text("the award's own number", "arbitration 2026/7")]
    hold: Reference
    contract: Contract
    recipient: Annotated[str, _text("the recipient's id on the marketplace", "ben")]
    amount: Amount
    currency: Currency
    by: Person


class AboutAppeal(Body, frozen=True, kw_only=True):
    """What is told of an appeal."""

    case: CaseName
    account: Member
    appeal: Reference


class AppealFiled(AboutAppeal, frozen=True, kw_only=True):
    """A member appealed; from then on the clock of the answer runs."""

    reply_due_at: Moment
    door: Annotated[str, _text("how it came: portal, mail or api", "portal")]


class AppealDecided(AboutAppeal, frozen=True, kw_only=True):
    """An appeal was answered, by somebody who had not decided."""

    outcome: Annotated[str, _text("reversed, modified, confirmed or inadmissible", "reversed")]
    paid: (
        Annotated[str, _text("what was made good, to be read", "3.20 EUR for contract ann-c10")]
        | UnsetType
    ) = UNSET
    days: (
        Annotated[int, Meta(description="whole days that a measure took", examples=[4])] | UnsetType
    ) = UNSET
    inadmissible: (
        Annotated[str, _text("why it was turned away, a code", "too_late")] | UnsetType
    ) = UNSET
    milder: Reference | UnsetType = UNSET


class DecisionReversed(Body, frozen=True, kw_only=True):
    """We looked again at a decision, though nobody appealed, and reversed it with all it caused."""

    case: CaseName
    account: Member
    decision: Reference
    days: Annotated[int, Meta(description="days it took from the member", examples=[9])]


class RuleLost(Body, frozen=True, kw_only=True):
    """A rule was overturned too often, and decides nothing without a person any more."""

    rule: Rule
    made: Annotated[int, Meta(description="decisions it led to", examples=[40])]
    overturned: Annotated[int, Meta(description="how many were reversed", examples=[5])]
    bound: Annotated[
        float, Meta(description="upper 95 % bound of the share reversed", examples=[0.2416])
    ]
    limit: Annotated[float, Meta(description="the bound it may not pass", examples=[0.1])]


class RuleReturned(Body, frozen=True, kw_only=True):
    """A policy owner let a changed rule act alone again."""

    rule: Rule
    change: Annotated[str, _text("what was changed about it", "rate 0.02 instead of 0.05")]
    by: Annotated[str, _text("a policy owner", "Pia")]


class NoticeUndelivered(AboutCase, frozen=True, kw_only=True):
    """A mail to a member came back: tell them in your own app that a notice waits in the portal."""

    notice: Reference
    status: Annotated[str, _text("what the mail server gave as its reason (RFC 3463)", "5.1.1")]


class MessageReceived(AboutCase, frozen=True, kw_only=True):
    """A member, or who speaks for them, wrote in their case. What they wrote is not told here."""

    message: Annotated[str, _text("the message's number in our record", "17")]
    written_at: Moment
    door: Annotated[str, _text("how it came: portal or mail", "portal")]


CATALOGUE: dict[str, type[Body]] = {
    "case.opened": CaseOpened,
    "preliminary_notice.served": PreliminaryNoticeServed,
    "decision.made": DecisionMade,
    "measure.placed": MeasurePlaced,
    "measure.lifted": MeasureLifted,
    "hold.placed": HoldPlaced,
    "hold.released": HoldReleased,
    "money.given_back": MoneyGivenBack,
    "award.carried_out": AwardCarriedOut,
    "appeal.filed": AppealFiled,
    "appeal.decided": AppealDecided,
    "decision.reversed": DecisionReversed,
    "rule.lost": RuleLost,
    "rule.returned": RuleReturned,
    "notice.undelivered": NoticeUndelivered,
    "message.received": MessageReceived,
}
"""The form of each kind's body."""


def fields(kind: str) -> list[about.Field]:
    """The fields of a kind's body, in order.

    Args:
        kind: one of the catalogue.
    """
    form = about.type_info(CATALOGUE[kind])
    return list(form.fields) if isinstance(form, about.StructType) else []


def told_of(field: about.Field) -> tuple[str, Any]:
    """What a field holds, in words, and an example of it.

    Args:
        field: from `fields`.
    """
    extra = described(field.type)
    return str(extra.get("description", "")), extra.get("examples", [""])[0]


def described(form: about.Type) -> dict[str, Any]:
    """The description and examples of a field's form, also where it may be missing.

    Args:
        form: as msgspec sees it.
    """
    if isinstance(form, about.Metadata):
        return dict(form.extra_json_schema or {})
    if isinstance(form, about.UnionType):
        return next((found for one in form.types if (found := described(one))), {})
    return {}


def sample(kind: str) -> dict[str, Any]:
    """A body of a kind, made of the examples.

    Args:
        kind: one of the catalogue.
    """
    return {field.encode_name: told_of(field)[1] for field in fields(kind)}
