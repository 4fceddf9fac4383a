"""Write the catalogue: `python -m goodstanding.webhooks.catalogue.page docs/reference`.

Two files: `webhooks.md`, each kind with its fields and a signed sample, and `asyncapi.yaml`.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml

from goodstanding.webhooks.catalogue import CATALOGUE, fields, sample, told_of
from goodstanding.webhooks.transport import http

SECRET = f"whsec_{b64encode(b'a-secret-that-is-only-for-samples').decode()}"
SENT_AT = datetime(2026, 6, 15, 10, tzinfo=UTC)
INTRODUCTION = f"""\
# Webhooks

Every kind of message your server is told, with a signed sample. This page and
`docs/reference/asyncapi.yaml`, the same as AsyncAPI 3, are written from the code by `make docs`.
[Receive webhooks](../how-to/receive-webhooks.md) says how to connect your server.

A message is `type`, `timestamp` (when it happened) and `data`, the fields below. A field added
later is optional, and no field is ever given a new meaning: ignore what you do not know. Headers
are those of the Standard Webhooks specification. `webhook-id` is the same at every try.

The samples are signed with the secret `{SECRET}` for {SENT_AT.isoformat()}.
A receiver refuses them today, as it should: they are older than five minutes.
"""


def message(kind: str) -> str:
    """The sample of a kind, as it is sent.

    Args:
        kind: one of the catalogue.
    """
    told = {"type": kind, "timestamp": SENT_AT.isoformat(), "data": sample(kind)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def headers(kind: str) -> dict[str, str]:
    """The headers of that sample.

    Args:
        kind: one of the catalogue.
    """
    return http.headers(SECRET, f"msg_{kind}", message(kind), at=SENT_AT)


def page() -> str:
    """The catalogue in Markdown."""
    contents = [f"* [`{kind}`](#{kind.replace('.', '')})" for kind in CATALOGUE]
    return "\n".join([INTRODUCTION, *contents, *("\n".join(_section(kind)) for kind in CATALOGUE)])


def _section(kind: str) -> Iterator[str]:
    yield f"\n## {kind}\n\n{(CATALOGUE[kind].__doc__ or '').strip()}\n"
    yield "| field | holds | always there |\n|---|---|---|"
    for field in fields(kind):
        always = "yes" if field.required else "no"
        yield f"| `{field.encode_name}` | {told_of(field)[0]} | {always} |"
    lines = [f"{name}: {value}" for name, value in headers(kind).items()]
    yield "\n".join(["\n```http", *lines, "", message(kind), "```"])


def asyncapi() -> str:
    """The catalogue as AsyncAPI 3, in YAML."""
    _, forms = msgspec.json.schema_components(
        CATALOGUE.values(), ref_template="#/components/schemas/{name}"
    )
    described = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Goodstanding webhooks",
            "version": "1",
            "description": "What a marketplace's server is told of every change, signed by the "
            "Standard Webhooks specification.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            "endpoint": {
                "address": "the address given to `goodstanding endpoint add`",
                "messages": {_id(one): {"$ref": _ref("messages", one)} for one in CATALOGUE},
            }
        },
        "operations": {
            "tell": {
                "action": "send",
                "channel": {"$ref": "#/channels/endpoint"},
                "messages": [{"$ref": f"#/channels/endpoint/messages/{_id(k)}"} for k in CATALOGUE],
            }
        },
        "components": {
            "messages": {_id(kind): _message(kind) for kind in CATALOGUE},
            "schemas": {**forms, "Headers": _headers()},
        },
    }
    return yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=100)


def _id(kind: str) -> str:
    return kind.replace(".", "_")


def _ref(part: str, kind: str) -> str:
    return f"#/components/{part}/{_id(kind)}"


def _message(kind: str) -> dict[str, Any]:
    form = CATALOGUE[kind]
    return {
        "name": kind,
        "title": kind,
        "summary": (form.__doc__ or "").strip(),
        "headers": {"$ref": "#/components/schemas/Headers"},
        "payload": {
            "type": "object",
            "required": ["type", "timestamp", "data"],
            "properties": {
                "type": {"const": kind},
                "timestamp": {"type": "string", "format": "date-time"},
                "data": {"$ref": f"#/components/schemas/{form.__name__}"},
            },
        },
        "examples": [{"headers": headers(kind), "payload": json.loads(message(kind))}],
    }


def _headers() -> dict[str, Any]:
    named = {
        "webhook-id": "names the change; the same at every try",
        "webhook-timestamp": "when it was sent, seconds since 1970",
        "webhook-signature": "`v1,` and the HMAC-SHA256 of id, time and body, in base64",
    }
    properties = {name: {"type": "string", "description": said} for name, said in named.items()}
    return {"type": "object", "required": list(named), "properties": properties}


def write(folder: Path) -> None:
    """Write both files.

    Args:
        folder: where to.
    """
    (folder / "webhooks.md").write_text(page() + "\n", encoding="utf-8")
    (folder / "asyncapi.yaml").write_text(asyncapi(), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
