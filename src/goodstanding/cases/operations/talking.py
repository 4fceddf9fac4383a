"""Talk with the member, who may have someone speak for them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from goodstanding.accounts.models import Staff
from goodstanding.cases import queries
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.hearings import reading
from goodstanding.cases.models import (
    Case,
    Representative,
    RepresentativeEnd,
    Talk,
    TalkRequest,
)
from goodstanding.cases.operations.telling import serve
from goodstanding.law import clocks
from goodstanding.law.procedure import State
from goodstanding.law.terms import UnlawfulError

UNDECIDED = frozenset({State.OPEN, State.AWAITING_ANSWER, State.READY})


@transaction.atomic
def name_representative(
    *, case: Case, name: str, email: str, by: str, at: datetime
) -> Representative:
    """Let someone speak for the member in a case from now on; whoever did before does no longer.

    They get a copy of what the member is told, and a link to the case, where they answer and
    appeal.

    Args:
        case: the case.
        name: who.
        email: their address.
        by: the member's account name.
        at: now.

    Raises:
        UnlawfulError: no name, or no address.
    """
    name, email = name.strip(), email.strip()
    if not name:
        raise UnlawfulError("name: got nothing, expected who speaks for you.")
    try:
        validate_email(email)
    except ValidationError:
        raise UnlawfulError(f"email: got {email!r}, expected their mail address.") from None
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if former := reading.representative(case):
        RepresentativeEnd.objects.create(representative=former, at=at, by=by)
    named = Representative.objects.create(case=case, name=name, email=email, at=at, by=by)
    serve(
        case,
        "answer_received",
        lambda: gettext("%(name)s speaks for you in this case") % {"name": name},
        lambda: words.render("cases/represented.md", case, who=named, link=reading.link(named)),
        at=at,
    )
    return named


@transaction.atomic
def end_representation(*, case: Case, by: str, at: datetime) -> None:
    """Let nobody speak for the member any more; their link opens nothing from now on."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if former := reading.representative(case):
        RepresentativeEnd.objects.create(representative=former, at=at, by=by)


@transaction.atomic
def ask_to_talk(*, case: Case, text: str, by: str, at: datetime) -> TalkRequest:
    """Ask to talk with a human being before anything is decided; it is confirmed at once.

    Args:
        case: the case.
        text: when and how one can be reached, and what about; may be empty.
        by: who asks.
        at: now.

    Raises:
        UnlawfulError: the case is decided, or a talk was asked for already.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if queries.state(case, at=at) not in UNDECIDED:
        raise UnlawfulError("Nothing is to be decided here; if it was decided, you can appeal.")
    if case.talk_requests.exists():
        raise UnlawfulError("You have asked for a talk in this case already.")
    due = at + clocks.TALK
    manager = rulings.manager(case)

    def said() -> str:
        told = {"manager": manager, "due": words.day(due), "text": text}
        return words.render("cases/talk_asked.md", case, **told)

    receipt = serve(case, "answer_received", lambda: gettext("We will talk with you"), said, at=at)
    return TalkRequest.objects.create(
        case=case, text=text, by=by, at=at, due_at=due, receipt=receipt
    )


@transaction.atomic
def record_talk(
    *,
    request: TalkRequest,
    held: bool,
    said: str,
    by: Staff,
    at: datetime,
    when: datetime | None = None,
    with_representative: bool = False,
) -> Talk:
    """Write down a talk, or that it was offered and the member did not come.

    Args:
        request: who asked for it.
        held: whether there was one.
        said: what was said on both sides; where there was none, what was offered and when.
        by: the person who talked.
        at: now.
        when: when it was held; now if left out.
        with_representative: whether who speaks for the member was there.

    Raises:
        UnlawfulError: nothing is written down, it lies ahead, or it is written down already.
    """
    _require_told(request, said, when or at, at=at)
    Case.objects.select_for_update(of=("self",)).get(pk=request.case_id)
    if Talk.objects.filter(request=request).exists():
        raise UnlawfulError("What came of this request is written down already.")
    return Talk.objects.create(
        request=request,
        held=held,
        said=said,
        by=by,
        at=when or at,
        recorded_at=at,
        representative=reading.representative(request.case) if with_representative else None,
    )


def _require_told(request: TalkRequest, said: str, when: datetime, *, at: datetime) -> None:
    if not said.strip():
        raise UnlawfulError("said: got nothing, expected what was said, or what was offered.")
    if not request.at <= when <= at:
        raise UnlawfulError(
            f"when: got {when:%-d %B %Y %H:%M}, expected a time since it was asked for, up to now."
        )
