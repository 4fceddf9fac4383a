"""Four eyes: propose what takes two people; agree and so carry it out, or disagree."""

from datetime import datetime

from django.db import transaction

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings, second, wishes
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.drafting.wishes import GiveBack, Withhold
from goodstanding.cases.models import Agreement, Case, Proposal
from goodstanding.cases.operations.deciding import carry_out
from goodstanding.cases.operations.restoring import give_to_client, require_givable
from goodstanding.cases.operations.withholding import keep_back, require_withholdable
from goodstanding.law import procedure
from goodstanding.law import second as law
from goodstanding.law.procedure import CaseStep
from goodstanding.law.second import Act
from goodstanding.law.terms import MeasureKind, UnlawfulError


@transaction.atomic
def propose(*, case: Case, wish: Wish | Withhold | GiveBack, by: Staff, at: datetime) -> Proposal:
    """Ask a second person for something nobody does alone. Nothing happens until they agree.

    Args:
        case: the case.
        wish: a decision that terminates the account, what would be withheld, or what would go back
            to a client.
        by: who proposes it, and decides it if a second person agrees.
        at: now.

    Raises:
        UnlawfulError: the law would not allow it even if a second person agreed.
    """
    if not wish.reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected in your own words why this, not less.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _require(case, wish, by=by, at=at)
    acts = {Withhold: Act.WITHHOLDING, GiveBack: Act.REVERSAL, Wish: Act.TERMINATION}
    return Proposal.objects.create(
        case=case,
        act=acts[type(wish)],
        wish=wishes.written(wish),
        reasons=wish.reasons,
        by=by,
        at=at,
    )


def _require(case: Case, wish: Wish | Withhold | GiveBack, *, by: Staff, at: datetime) -> None:
    """Refuse what the law would not allow even if a second person agreed."""
    if isinstance(wish, GiveBack):
        require_givable(case, wish, by=by, at=at)
        return
    if isinstance(wish, Withhold):
        require_withholdable(case, wish, by=by, at=at)
        return
    if wish.measure != MeasureKind.TERMINATION:
        raise UnlawfulError(f"A {wish.measure} takes no second person: decide it.")
    procedure.require(queries.state(case, at=at), CaseStep.DECIDE)
    rulings.plan(case, wish, by=by, at=at, second=law.SUPPOSED)


@transaction.atomic
def agree(*, proposal: Proposal, reasons: str, by: Staff, at: datetime) -> Agreement:
    """Agree to a proposal, and so carry it out: all of it, or nothing.

    The law is asked again, at this moment and of these two people.

    Raises:
        UnlawfulError: it is one's own, one is not qualified, it is answered or overtaken already,
            or the law does not allow it any more.
    """
    proposal = _looked_at(proposal, reasons, by=by, at=at)
    case = proposal.case
    agreement = Agreement.objects.create(
        proposal=proposal, agrees=True, by=by, reasons=reasons, at=at
    )
    if proposal.act == Act.REVERSAL:
        give_to_client(agreement, wishes.read_giving(proposal.wish, proposal.reasons), at=at)
        return agreement
    if proposal.act == Act.WITHHOLDING:
        wish = wishes.read_withholding(proposal.wish, proposal.reasons)
        require_withholdable(case, wish, by=proposal.by, at=at)
        keep_back(proposal, wish, at=at)
        return agreement
    decided = wishes.read_decision(proposal.wish, proposal.reasons)
    procedure.require(queries.state(case, at=at), CaseStep.DECIDE)
    second_ = accounts.decider(by, at=at)
    plan = rulings.plan(case, decided, by=proposal.by, at=at, second=second_)
    carry_out(plan, staff=proposal.by, agreement=agreement)
    return agreement


@transaction.atomic
def disagree(*, proposal: Proposal, reasons: str, by: Staff, at: datetime) -> Agreement:
    """Say no to a proposal, with reasons. Nothing is done; whoever proposed it may propose anew.

    Raises:
        UnlawfulError: it is one's own, one is not qualified, or it is answered already.
    """
    proposal = _looked_at(proposal, reasons, by=by, at=at)
    return Agreement.objects.create(proposal=proposal, agrees=False, by=by, reasons=reasons, at=at)


def _looked_at(proposal: Proposal, reasons: str, *, by: Staff, at: datetime) -> Proposal:
    """The proposal, locked with its case, if this person may answer it."""
    if not reasons.strip():
        raise UnlawfulError("reasons: got nothing, expected what you looked at and found.")
    Case.objects.select_for_update(of=("self",)).get(pk=proposal.case_id)
    proposal = second.proposal(proposal.pk)
    if hasattr(proposal, "agreement"):
        answered = proposal.agreement
        raise UnlawfulError(f"{answered.by} has answered this on {answered.at:%-d %B %Y}.")
    if second.is_replaced(proposal):
        raise UnlawfulError("A later proposal has taken the place of this one.")
    first = accounts.decider(proposal.by, at=at)
    law.require(Act(proposal.act), first, accounts.decider(by, at=at))
    return proposal
