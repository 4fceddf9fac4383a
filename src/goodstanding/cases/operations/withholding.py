"""Keep a record from its member for a time, and tell it when that time is over."""

from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings, sight, words
from goodstanding.cases.drafting.wishes import Withhold
from goodstanding.cases.models import Case, Proposal, Withholding, WithholdingEnd
from goodstanding.cases.operations.telling import CLOCK, serve
from goodstanding.findings.models import Finding
from goodstanding.law import withholding as law
from goodstanding.law.terms import StaffRole, UnlawfulError

AGAIN = "withheld again, by two people"


def require_withholdable(case: Case, wish: Withhold, *, by: Staff, at: datetime) -> None:
    """Refuse to withhold what the law does not let be withheld.

    Raises:
        UnlawfulError: the law refuses it, or nobody qualified asks.
    """
    if StaffRole.CASE_MANAGER not in accounts.decider(by, at=at).roles:
        raise UnlawfulError(f"{by.name} is not a case manager.")
    found = Finding.objects.filter(pk=wish.finding, taken__case=case).first()
    if found is None:
        raise UnlawfulError(f"finding: got {wish.finding}, expected one of case {case.reference}.")
    record = sight.record(case, found, at=at)
    law.require(record, wish.code, at=at, review_at=wish.review_at)


def keep_back(proposal: Proposal, wish: Withhold, *, at: datetime) -> Withholding:
    """Withhold what two people agreed to, in the caller's transaction."""
    for one in sight.withheld(proposal.case, at=at):
        if one.finding_id == wish.finding:
            WithholdingEnd.objects.create(withholding=one, cause=AGAIN, by=proposal.by.name, at=at)
    return Withholding.objects.create(
        case=proposal.case,
        finding_id=wish.finding,
        code=wish.code,
        why=wish.reasons,
        at=at,
        review_at=wish.review_at,
        proposal=proposal,
    )


@transaction.atomic
def tell_withheld(
    *, withholding: Withholding, cause: str, by: Staff, at: datetime
) -> WithholdingEnd:
    """End a withholding before its date: what was withheld is told. One person is enough.

    Raises:
        UnlawfulError: it has ended already, or no cause is given.
    """
    if not cause.strip():
        raise UnlawfulError("cause: got nothing, expected why it can be told now.")
    withholding = Withholding.objects.select_for_update(of=("self",)).get(pk=withholding.pk)
    if not sight.withheld_at(withholding, at):
        raise UnlawfulError("This is not withheld any more.")
    return _end(withholding, cause=cause, by=by.name, at=at)


def tell_withheld_due(*, at: datetime) -> list[Withholding]:
    """Write down the end of every withholding whose date has come, and tell the member.

    It is shown from its date on, whether or not this has run (P10).

    Raises:
        ExceptionGroup: some could not be told, each for its own reason; all others were.
    """
    due = Withholding.objects.filter(review_at__lte=at, end=None).order_by("review_at", "id")
    told: list[Withholding] = []
    failed: list[Exception] = []
    for pk in list(due.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                one = Withholding.objects.select_for_update(of=("self",)).get(pk=pk)
                if not WithholdingEnd.objects.filter(withholding=one).exists():
                    _end(one, cause="its date of review", by=CLOCK, at=at)
                    told.append(one)
        except (ValueError, LookupError, DatabaseError) as failure:
            failure.add_note(f"withholding {pk}")
            failed.append(failure)
    if failed:
        raise ExceptionGroup("withheld records that could not be told", failed)
    return told


def _end(one: Withholding, *, cause: str, by: str, at: datetime) -> WithholdingEnd:
    end = WithholdingEnd.objects.create(withholding=one, cause=cause, by=by, at=at)
    case = one.case

    def text() -> str:
        return words.render(
            "cases/told.md",
            case,
            since=words.day(one.at),
            code=one.code.upper(),
            facts=words.facts([one.finding]),
            quotes=[" ".join(str(quote).split()) for quote in one.finding.quotes],
            manager=rulings.manager(case),
        )

    serve(case, "lapse", lambda: gettext("What was kept from you is told now"), text, at=at)
    return end
