"""What the marketplace was told, what is on its way, and what did not get through."""

from datetime import datetime, timedelta

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from goodstanding.webhooks.models import Attempt, Dispatch, Endpoint, Message

BACKOFF = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
)
"""How long to wait after the first failed try, the second, …; the latest repeats."""

GIVE_UP_AFTER = timedelta(days=14)
"""A message not received by then is tried no more, unless it is replayed."""


def endpoints() -> QuerySet[Endpoint]:
    """Addresses that are told of changes, oldest first."""
    return Endpoint.objects.filter(removed_at=None).order_by("created_at", "id")


class UnknownEndpointError(LookupError):
    """No such address is told."""


class UnknownMessageError(LookupError):
    """No such message was to be told."""


def endpoint(url: str) -> Endpoint:
    """The endpoint at an address.

    Args:
        url: as it was added.

    Raises:
        UnknownEndpointError: that address is not told.
    """
    found = endpoints().filter(url=url).first()
    if found is None:
        raise UnknownEndpointError(
            f"url: got {url!r}, expected one of `goodstanding endpoint list`"
        )
    return found


def message(id_: str) -> Message:
    """A message by its id.

    Args:
        id_: `msg_…`, the webhook-id header.

    Raises:
        UnknownMessageError: there is none.
    """
    found = Message.objects.filter(pk=id_).first()
    if found is None:
        raise UnknownMessageError(f"message: got {id_!r}, expected the webhook-id of a message")
    return found


def messages(limit: int = 100) -> QuerySet[Message]:
    """What was to be told, latest first.

    Args:
        limit: at most so many.
    """
    return Message.objects.order_by("-at", "-id")[:limit]


def attempts(message: Message) -> QuerySet[Attempt]:
    """Every try to tell a message, in order."""
    found = Attempt.objects.filter(dispatch__message=message)
    return found.select_related("dispatch__endpoint").order_by("at", "id")


def _unreceived() -> QuerySet[Dispatch]:
    """Dispatches of which neither they nor a replay after them was received."""
    got = Attempt.objects.filter(
        received=True,
        dispatch__message=OuterRef("message"),
        dispatch__endpoint=OuterRef("endpoint"),
        dispatch__queued_at__gte=OuterRef("queued_at"),
    )
    return Dispatch.objects.filter(~Exists(got), endpoint__removed_at=None)


def waiting(*, at: datetime) -> QuerySet[Dispatch]:
    """Messages on their way: not received yet, and not given up, oldest first.

    Args:
        at: now.
    """
    return _unreceived().filter(queued_at__gt=at - GIVE_UP_AFTER).order_by("queued_at", "id")


def given_up(*, at: datetime) -> QuerySet[Dispatch]:
    """Messages that did not get through and are tried no more, oldest first.

    Args:
        at: now.
    """
    return _unreceived().filter(queued_at__lte=at - GIVE_UP_AFTER).order_by("queued_at", "id")


def due(*, at: datetime) -> QuerySet[Dispatch]:
    """Messages to be sent now: those not tried, and those whose wait after a try is over.

    Args:
        at: now.
    """
    waits = Case(
        *(When(tries=tries, then=Value(wait)) for tries, wait in enumerate(BACKOFF, start=1)),
        default=Value(BACKOFF[-1]),
        output_field=DurationField(),
    )
    again_at = ExpressionWrapper(F("latest") + waits, output_field=DateTimeField())
    return (
        waiting(at=at)
        .annotate(tries=Count("attempts"), latest=Max("attempts__at"))
        .annotate(again_at=again_at)
        .filter(Q(tries=0) | Q(again_at__lte=at))
    )
