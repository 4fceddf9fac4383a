"""Tell the marketplace's servers of every change: queued with the change, sent after commit."""

import json
import secrets
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from httpx import Client
from procrastinate.contrib.django import app

from goodstanding.webhooks import queries
from goodstanding.webhooks.models import KINDS, Attempt, Dispatch, Endpoint, Message
from goodstanding.webhooks.transport import addresses, http

LIMIT = 100
"""Messages sent to an endpoint in one run: receivers refuse what was signed five minutes ago."""


class UnknownKindError(ValueError):
    """No such kind of change is told."""


def add_endpoint(*, url: str, at: datetime) -> Endpoint:
    """Tell an address of every change from now on; a known address keeps its secret.

    Args:
        url: HTTPS, and public (a developer's machine may also be told by HTTP).
        at: now.

    Raises:
        AddressError: nothing can be sent to that address, and why.
    """
    addresses.destination(url, development=settings.DEVELOPMENT)
    secret = f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"
    endpoint, _ = Endpoint.objects.get_or_create(
        url=url, removed_at=None, defaults={"secret": secret, "created_at": at}
    )
    return endpoint


def remove_endpoint(*, endpoint: Endpoint, at: datetime) -> None:
    """Tell an address no more; what is on its way to it is not sent.

    Args:
        endpoint: the address.
        at: now.
    """
    Endpoint.objects.filter(pk=endpoint.pk, removed_at=None).update(removed_at=at)


@transaction.atomic
def tell(*, kind: str, key: str, body: Mapping[str, Any], at: datetime) -> Message:
    """Queue a change for every endpoint, in the caller's transaction; a key is told once.

    Args:
        kind: what sort of change, one of `KINDS`.
        key: which change, e.g. `decision 3f…`. It also makes the message's id, so that a change
            told twice, whatever happened in between, has one effect.
        body: what to tell of it; JSON.
        at: now.

    Raises:
        UnknownKindError: the kind is not in the list.
    """
    if kind not in KINDS:
        raise UnknownKindError(f"kind: got {kind!r}, expected one of {', '.join(KINDS)}")
    message, new = Message.objects.get_or_create(
        key=key,
        defaults={
            "id": f"msg_{sha256(key.encode()).hexdigest()[:32]}",
            "kind": kind,
            "body": dict(body),
            "at": at,
        },
    )
    if new:
        _queue(message, at=at)
    return message


@transaction.atomic
def replay(*, message: Message, at: datetime, to: Endpoint | None = None) -> int:
    """Tell a change again, under the same id; to how many endpoints.

    Args:
        message: what was told.
        at: now.
        to: only to this endpoint; else to every one.
    """
    return _queue(message, at=at, to=[to] if to else None)


def _queue(message: Message, *, at: datetime, to: Iterable[Endpoint] | None = None) -> int:
    queued = Dispatch.objects.bulk_create(
        (
            Dispatch(message=message, endpoint=one, queued_at=at)
            for one in (queries.endpoints() if to is None else to)
        ),
        ignore_conflicts=True,
    )
    if queued:
        app.configure_task("dispatch").defer()
    return len(queued)


def dispatch_due(*, at: datetime) -> int:
    """Send what is due, each in a transaction of its own; how many tries were made.

    At most `LIMIT` go to an endpoint, so callers ask again, with a fresh `at`, until nothing was
    due. An endpoint that gives no answer at all is left alone for the rest of the run, so that one
    dead server costs the others one timeout.

    Args:
        at: now.
    """
    if not queries.due(at=at).exists():
        return 0
    with http.client() as client:
        return sum(_dispatch_to(endpoint, client, at=at) for endpoint in queries.endpoints())


def _dispatch_to(endpoint: Endpoint, client: Client, *, at: datetime) -> int:
    tried = 0
    for dispatch in list(queries.due(at=at).filter(endpoint=endpoint)[:LIMIT]):
        attempt = _dispatch(dispatch.pk, client, at=at)
        tried += attempt is not None
        if attempt is not None and attempt.status is None:
            break
    return tried


@transaction.atomic
def _dispatch(pk: int, client: Client, *, at: datetime) -> Attempt | None:
    """Send one message, unless another worker is at it or has just sent it.

    The attempt is written after the request: killed in between, the message is sent again under
    the same id, by which the endpoint knows it.
    """
    claimed = Dispatch.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    dispatch = claimed.select_related("message", "endpoint").filter(pk=pk).first()
    if dispatch is None or not queries.due(at=at).filter(pk=pk).exists():
        return None
    content = _payload(dispatch.message)
    signed = http.headers(dispatch.endpoint.secret, dispatch.message.id, content, at=at)
    reply = http.post(
        client, dispatch.endpoint.url, content, signed, development=settings.DEVELOPMENT
    )
    return Attempt.objects.create(
        dispatch=dispatch,
        at=at,
        status=reply.status,
        received=reply.received,
        detail=reply.detail,
    )


def _payload(message: Message) -> str:
    """The body sent for a message, the same at every try."""
    told = {"type": message.kind, "timestamp": message.at.isoformat(), "data": message.body}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
