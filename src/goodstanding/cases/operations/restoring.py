"""Give held money back to the client, in a case of fraud, as two people agreed."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Account, Staff
from goodstanding.cases.drafting import giving
from goodstanding.cases.drafting.wishes import GiveBack
from goodstanding.cases.models import Agreement, Case, Decision, Restitution
from goodstanding.cases.operations.telling import tell
from goodstanding.funds import operations as funds
from goodstanding.funds import queries
from goodstanding.funds.models import Hold
from goodstanding.law import hold as law
from goodstanding.law import second
from goodstanding.law.second import Act
from goodstanding.law.terms import Family, Money, UnlawfulError
from goodstanding.notices import operations as notices


def require_givable(
    case: Case, wish: GiveBack, *, by: Staff, at: datetime
) -> tuple[Decision, Hold]:
    """Refuse to propose what could not be given back even if a second person agreed.

    Args:
        case: the case.
        wish: what would be given back.
        by: who proposes it.
        at: now.

    Returns:
        The decision that ordered the hold, and the hold.

    Raises:
        UnlawfulError: it is not fraud, nothing or not so much of it is held by a decision of this
            case that stands, the client did not pay for it, or the person is not qualified.
    """
    law.require_reversible(Family(case.policy.family))
    first = accounts.decider(by, at=at)
    second.require(Act.REVERSAL, first, second.supposed(Act.REVERSAL, first))
    decision = Decision.objects.filter(case=case, hold=wish.hold, reversal=None).first()
    if decision is None or decision.hold is None:
        raise UnlawfulError(f"hold: got {wish.hold}, expected one a standing decision here orders.")
    _require_held(decision, wish)
    if wish.client not in queries.clients_of(case.account, wish.contract):
        raise UnlawfulError(
            f"client: got {wish.client}, expected a client of contract {wish.contract}."
        )
    return decision, decision.hold


def _require_held(decision: Decision, wish: GiveBack) -> None:
    parts = queries.unreleased().filter(
        hold=wish.hold, contract=wish.contract, currency=wish.money.currency
    )
    held = Money(sum(map(queries.left_of, parts)), wish.money.currency)
    where = f", which is still held of contract {wish.contract} in {decision.case.reference}"
    law.require_left(wish.money, held, where)


def give_to_client(agreement: Agreement, wish: GiveBack, *, at: datetime) -> Restitution:
    """Give back what two people agreed to, and tell everyone, in the caller's transaction."""
    proposal = agreement.proposal
    case, by = proposal.case, proposal.by
    decision, hold = require_givable(case, wish, by=by, at=at)
    client = accounts.account(wish.client)
    transfer = funds.reverse_to_client(
        hold=hold,
        contract=wish.contract,
        client=client,
        money=wish.money,
        cause=f"decision {decision.id}",
        by=by,
        agreed_by=agreement.by,
        at=at,
    )
    draft = partial(giving.draft, case, decision, wish, first=by, second=agreement.by)
    drafted = draft()
    notice = notices.serve(
        account=case.account,
        kind="statement_of_reasons",
        subject=lambda: gettext(giving.SUBJECT),
        text=lambda: draft().text,
        reference=case.reference,
        cause=f"decision {decision.id}",
        signed_by=by.name,
        reply_to=drafted.address,
        at=at,
        statement=lambda: draft().statement,
    )
    notices.copy(notice=notice, to=drafted.copy_to, at=at)
    _tell_client(client, wish, by=by, at=at)
    told = giving.told(wish, by=by, agreed_by=agreement.by)
    tell(case, "money.given_back", str(proposal.id), told, at=at)
    return Restitution.objects.create(
        proposal=proposal, decision=decision, transfer=transfer, notice=notice, at=at
    )


def _tell_client(client: Account, wish: GiveBack, *, by: Staff, at: datetime) -> None:
    """Tell the client what comes back to them, and nothing of the member's case."""
    notices.serve(
        account=client,
        kind="release",
        subject=lambda: gettext("Money comes back to you"),
        text=lambda: giving.to_client(client, wish, signed=by.name),
        reference=wish.contract[:64],
        cause=f"contract {wish.contract}"[:200],
        signed_by=by.name,
        reply_to="",
        at=at,
    )
