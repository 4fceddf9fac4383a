"""A receiver for a developer's machine: verifies every message, and prints it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import counted, say
from goodstanding.interfaces.cli.household import require_free
from goodstanding.interfaces.cli.opened import opened

HOST = "127.0.0.1"
LARGEST = 1_000_000
"""Bytes a message may have."""

Answer = tuple[int, str]


def listen(
    port: Annotated[int, typer.Option(help="The port to listen on, on this machine.")] = 9000,
    secret: Annotated[
        str, typer.Option(help="whsec_…: only listen, for messages signed with this.")
    ] = "",
    replay: Annotated[int, typer.Option(min=0, help="Have the latest so many told again.")] = 0,
) -> None:
    """Receive webhooks here: verify each, print it, answer; Ctrl-C ends it.

    Without --secret this machine's own house tells of every change meanwhile, and no longer.
    """
    if secret and replay:
        raise ValueError("--replay: got a number beside --secret, expected only one of them")
    require_free(HOST, port)
    with suppress(KeyboardInterrupt):
        if secret:
            serve(secret, port)
            return
        with told_here(f"http://{HOST}:{port}/", replay) as ours:
            serve(ours, port)


@contextmanager
def told_here(url: str, replay: int) -> Iterator[str]:
    """Have the house tell this address until it is left; its secret.

    Args:
        url: on this machine.
        replay: how many of the latest messages to tell again.
    """
    with opened():
        from goodstanding.webhooks import operations, queries

        latest = list(reversed(queries.messages(replay)))
        endpoint = operations.add_endpoint(url=url, at=now())
        try:
            for one in latest:
                operations.replay(message=one, to=endpoint, at=now())
            if latest:
                say(f"{counted(len(latest), 'message')} will be told again.")
            yield endpoint.secret
        finally:
            operations.remove_endpoint(endpoint=endpoint, at=now())


def serve(secret: str, port: int) -> None:
    """Answer messages until stopped.

    Args:
        secret: what they are signed with, `whsec_…`.
        port: on this machine.

    Raises:
        ValueError: the secret is none.
    """
    with ThreadingHTTPServer((HOST, port), handler(receiver(secret))) as server:
        say(f"Listening on http://{HOST}:{port}/ for messages signed with {secret}")
        server.serve_forever()


def receiver(secret: str) -> Callable[[dict[str, str], bytes], Answer]:
    """What becomes of a message: the status to answer, and what to print.

    Args:
        secret: what it must be signed with, `whsec_…`.

    Raises:
        ValueError: the secret is none.
    """
    from standardwebhooks import Webhook, WebhookVerificationError

    try:
        webhook = Webhook(secret)
    except Exception as wrong:  # the library's own, or of the coding
        raise ValueError(f"--secret: got {secret!r}, expected whsec_ and base64") from wrong
    seen: set[str] = set()

    def receive(headers: dict[str, str], body: bytes) -> Answer:
        try:
            told = webhook.verify(body, headers)
        except (WebhookVerificationError, ValueError) as refused:
            return 400, f"REFUSED  {refused}"
        id_ = headers["webhook-id"]
        again = "again" if id_ in seen else "verified"
        seen.add(id_)
        shown = json.dumps(told["data"], ensure_ascii=False, indent=2)
        return 204, f"{told['type']}  {told['timestamp']}  {id_}  {again}\n{shown}"

    return receive


def handler(receive: Callable[[dict[str, str], bytes], Answer]) -> type[BaseHTTPRequestHandler]:
    """A way to speak HTTP with what judges messages.

    Args:
        receive: from `receiver`.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            if length > LARGEST:
                self._answer(413, f"REFUSED  {length} bytes")
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._answer(*receive(headers, self.rfile.read(length)))

        def _answer(self, status: int, line: str) -> None:
            say(line)
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing else."""

    return Handler
