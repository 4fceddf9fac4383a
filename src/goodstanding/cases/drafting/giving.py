"""The words of held money given back to a client: the member's statement, the client's letter."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.drafting.wishes import GiveBack
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import Case, Decision
from goodstanding.languages import writing
from goodstanding.law.statement import StatementOfReasons
from goodstanding.law.terms import UnlawfulError

SUBJECT = gettext_noop("Held money is given back to the client")


@dataclass(frozen=True)
class Drafted:
    """What a member is told: text and statement, where answers go, and who gets a copy."""

    text: str
    statement: StatementOfReasons
    address: str
    copy_to: str


def draft(
    case: Case, decision: Decision, wish: GiveBack, *, first: Staff, second: Staff | None
) -> Drafted:
    """The member's notice of what is given back, as it would be sent.

    Args:
        case: the case.
        decision: the decision that ordered the hold; facts, policy and redress are its own.
        wish: what is given back.
        first: who proposed it.
        second: who agrees; None while nobody has.

    Raises:
        UnlawfulError: the decision carries no statement of reasons.
    """
    says = _statement(case, decision, wish)
    text = words.render(
        "cases/restitution.md",
        case,
        says=says,
        wish=wish,
        first=first,
        second=second or "",
        manager=rulings.manager(case),
    )
    return Drafted(text, says, words.address(case), reading.copy_to(case))


def _statement(case: Case, decision: Decision, wish: GiveBack) -> StatementOfReasons:
    of = decision.statement
    if of is None:
        raise UnlawfulError(f"Decision {decision.id} has no statement of reasons (P2).")
    return StatementOfReasons(
        measure=gettext(SUBJECT),
        scope=_scope(wish),
        duration=gettext("It has gone to the client and does not come back by itself."),
        facts=of.facts,
        evidence=of.evidence,
        source=of.source,
        automated_detection=of.automated_detection,
        automated_decision=False,
        policy=of.policy,
        explanation=of.explanation,
        proportion=gettext(
            "Why it is the client's: %(reasons)s Why not more: no more than what was held of this "
            "contract, and only to the client who paid it."
        )
        % {"reasons": wish.reasons},
        remedy=gettext(
            "If the decision behind it is overturned, the marketplace pays you as much again; the "
            "client keeps what they got. Write to us what speaks against it: %(address)s."
        )
        % {"address": words.address(case)},
        contact=f"{rulings.manager(case)}, {words.address(case)}",
        redress=of.redress,
        appeal_until=of.appeal_until,
        language=of.language,
    )


def _scope(wish: GiveBack) -> str:
    return gettext(
        "%(money)s of contract %(contract)s, to %(client)s who paid it. What else is held, and the "
        "rest of your account, stay as they were."
    ) % {
        "money": writing.amount(wish.money),
        "contract": wish.contract,
        "client": wish.client,
    }


def to_client(client: Account, wish: GiveBack, *, signed: str) -> str:
    """What the client reads: how much comes back, of which contract, and nothing of the member."""
    return words.plain(
        "cases/money_back.md",
        client=client,
        wish=wish,
        money=writing.amount(wish.money),
        signed=signed,
    )


def told(wish: GiveBack, *, by: Staff, agreed_by: Staff) -> dict[str, object]:
    """What was given back as the marketplace is told of it."""
    return {
        "hold": str(wish.hold),
        "contract": wish.contract,
        "client": wish.client,
        "amount": wish.money.minor,
        "currency": wish.money.currency,
        "by": by.name,
        "agreed_by": agreed_by.name,
    }
