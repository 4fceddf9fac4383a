"""One request to an endpoint, signed by the Standard Webhooks specification."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
from standardwebhooks import Webhook

from goodstanding.webhooks.transport.addresses import AddressError, destination

TIMEOUT = httpx.Timeout(10, connect=5)
"""Seconds until an endpoint counts as silent."""


@dataclass(frozen=True)
class Reply:
    """What came back: an HTTP status, or None and why there was none."""

    status: int | None
    detail: str

    @property
    def received(self) -> bool:
        """Whether the endpoint says it has the message. A redirect does not."""
        return self.status is not None and httpx.codes.is_success(self.status)


def client() -> httpx.Client:
    """A client that follows no redirect, asks no proxy, and keeps no connection.

    Connections are not kept because two endpoints may share an address and not a certificate.
    """
    return httpx.Client(
        timeout=TIMEOUT,
        follow_redirects=False,
        trust_env=False,
        verify=ssl.create_default_context(),
        limits=httpx.Limits(max_keepalive_connections=0),
    )


def headers(secret: str, id_: str, content: str, *, at: datetime) -> dict[str, str]:
    """The headers by which an endpoint knows that a message is ours and fresh.

    Args:
        secret: the endpoint's, in the form `whsec_…`.
        id_: the message's id, the same at every try.
        content: the body to be sent.
        at: now.
    """
    return {
        "content-type": "application/json",
        "user-agent": "goodstanding",
        "webhook-id": id_,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, at.astimezone(UTC), content),
    }


def post(
    opened: httpx.Client, url: str, content: str, signed: Mapping[str, str], *, development: bool
) -> Reply:
    """Send a message; whatever happens comes back as a reply.

    Args:
        opened: from `client`.
        url: where to.
        content: the body.
        signed: its headers.
        development: whether this very machine may be told.
    """
    try:
        to = destination(url, development=development)
    except AddressError as refusal:
        return Reply(None, str(refusal))
    reply = Reply(None, f"{to.host} has no address")
    for address in to.addresses:
        try:
            return _post(opened, httpx.URL(url), address, content, signed)
        except httpx.ConnectError as failure:  # nothing was sent: another address may answer
            reply = Reply(None, f"{address}: {failure}")
        except (httpx.HTTPError, httpx.InvalidURL) as failure:
            return Reply(None, f"{type(failure).__name__}: {failure}")
    return reply


def _post(
    opened: httpx.Client, url: httpx.URL, address: str, content: str, signed: Mapping[str, str]
) -> Reply:
    with opened.stream(
        "POST",
        url.copy_with(host=address),
        content=content.encode(),
        headers={**signed, "host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.host},
    ) as response:  # the body is not read: it could be of any length
        return Reply(response.status_code, response.reason_phrase)
