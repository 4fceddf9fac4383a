"""Let held money go, and tell the member and the marketplace, all in one transaction."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.models import Case, Decision
from goodstanding.cases.operations.telling import serve, tell
from goodstanding.funds import operations as funds
from goodstanding.funds import queries
from goodstanding.funds.models import Hold, HoldExtension
from goodstanding.law.terms import UnlawfulError


def release_due(*, at: datetime) -> list[Hold]:
    """Release what has lapsed or is no longer contested, and tell the members.

    Each hold is a transaction of its own: one that fails keeps no other waiting.

    Raises:
        ExceptionGroup: what failed, after all the others are done.
    """
    released: dict[object, Hold] = {}
    failed: list[Exception] = []
    for release, hold in _due(at=at):
        try:
            with transaction.atomic():
                if release(at=at, hold=hold):
                    _tell_released(hold, at=at)
                    released[hold.pk] = hold
        except Exception as failure:
            failure.add_note(f"while releasing hold {hold.pk}")
            failed.append(failure)
    if failed:
        raise ExceptionGroup("Some holds could not be released", failed)
    return list(released.values())


def _due(*, at: datetime) -> Iterator[tuple[Callable[..., list[Hold]], Hold]]:
    yield from ((funds.release_due, hold) for hold in list(queries.lapsed(at=at)))
    settled = {part.hold_id: part.hold for part in queries.above_contest()}
    yield from ((funds.release_settled, hold) for hold in settled.values())


@transaction.atomic
def release_early(*, hold: Hold, reason: str, by: Staff, at: datetime) -> None:
    """Let go of what is still held of a hold before its end, and tell the member.

    Raises:
        UnlawfulError: no reason is given, the person may not look at holds, or nothing of it is
            held any more.
    """
    funds.require_looker(by, at=at)
    if not reason.strip():
        raise UnlawfulError("reason: got nothing, expected why the money is let go.")
    if not funds.release_hold(hold=hold, reason=reason.strip()[:200], by=by.name, at=at):
        raise UnlawfulError("Nothing of this hold is held any more.")
    _tell_released(hold, at=at)


@transaction.atomic
def hold_longer(
    *, hold: Hold, escalation: str, ends_at: datetime, by: Staff, at: datetime
) -> HoldExtension:
    """Hold longer because the dispute went on to arbitration or a court, and tell the member.

    Raises:
        UnlawfulError: as `funds.operations.extend_hold`.
    """
    made = funds.extend_hold(hold=hold, escalation=escalation, ends_at=ends_at, by=by, at=at)
    decision = Decision.objects.filter(hold=hold).first()
    if decision is not None:
        _tell_longer(decision.case, made, by=by, at=at)
    return made


def _tell_longer(case: Case, made: HoldExtension, *, by: Staff, at: datetime) -> None:
    def text() -> str:
        what = gettext(
            "Money held in this case is held until %(day)s at the latest, because the dispute "
            "about it went on: %(escalation)s. %(name)s decided this. Somebody looks at it every "
            "week; if nobody does, it is yours again."
        ) % {"day": words.day(made.ends_at), "escalation": made.escalation, "name": by.name}
        return words.render("cases/ended.md", case, what=what, manager=rulings.manager(case))

    serve(case, "release", lambda: gettext("Money is held longer"), text, at=at)


def _tell_released(hold: Hold, *, at: datetime) -> None:
    decision = Decision.objects.filter(hold=hold).first()
    if decision is None:
        return
    case = decision.case
    gone = [one for one in queries.hold_view(hold.pk).parts if one.released_at == at]
    parts = [f"{one.back} of contract {one.contract}" for one in gone]
    body: dict[str, object] = {"hold": str(hold.id), "parts": parts}
    tell(case, "hold.released", f"{hold.id} {at.isoformat()}", body, at=at)

    def text() -> str:
        back = words.listed(words.of_contract(one.back, one.contract) for one in gone)
        what = gettext("Money held in this case is yours again: %(parts)s.") % {"parts": back}
        return words.render("cases/ended.md", case, what=what, manager=rulings.manager(case))

    serve(case, "release", lambda: gettext("Held money is released"), text, at=at)
