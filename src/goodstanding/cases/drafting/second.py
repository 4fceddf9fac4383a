"""Proposals that wait for a second person."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goodstanding.cases import queries
from goodstanding.cases.models import Proposal
from goodstanding.law.procedure import STEPS, CaseStep
from goodstanding.law.second import Act


class UnknownProposalError(LookupError):
    """There is no such proposal."""


def _all() -> QuerySet[Proposal]:
    return Proposal.objects.select_related(
        "case__account", "case__policy", "case__assignment__staff", "by", "agreement__by"
    )


def proposal(id_: UUID | str) -> Proposal:
    """A proposal by its id.

    Raises:
        UnknownProposalError: there is none.
    """
    found = _all().filter(pk=id_).first()
    if found is None:
        msg = f"There is no proposal {id_}."
        raise UnknownProposalError(msg)
    return found


def waiting(*, at: datetime) -> list[Proposal]:
    """Proposals that wait for a second person, the earliest first."""
    open_ones = _all().filter(agreement=None, at__lte=at).order_by("at", "id")
    return [one for one in open_ones if is_open(one, at=at)]


def is_replaced(one: Proposal) -> bool:
    """Whether a later proposal of the same act in the case has taken its place."""
    later = Proposal.objects.filter(case=one.case, act=one.act, at__gt=one.at)
    return any(_thing(each) == _thing(one) for each in later)


def _thing(one: Proposal) -> tuple[object, ...]:
    """What a proposal is about, where its case may have several of the same act."""
    named = {
        Act.WITHHOLDING: ("finding",),
        Act.REVERSAL: ("hold", "contract", "currency"),
    }
    return tuple(one.wish.get(name) for name in named.get(Act(one.act), ()))


def is_open(one: Proposal, *, at: datetime) -> bool:
    """Whether a proposal can still be agreed to: not answered, not replaced, not overtaken."""
    if hasattr(one, "agreement") or is_replaced(one):
        return False
    decides = one.act == Act.TERMINATION
    return not decides or CaseStep.DECIDE in STEPS[queries.state(one.case, at=at)]
