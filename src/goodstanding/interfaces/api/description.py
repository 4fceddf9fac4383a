"""What the library cannot know of the interface's description: scopes, errors, examples.

`python -m goodstanding.interfaces.api.description docs/reference/openapi.json` writes the file.
"""

import json
import sys
from pathlib import Path
from typing import Any

UUID = "5f0c5f54-8f0c-4c0e-9a55-0a4c1f6d2b11"
AT, LATER = "2026-06-15T10:00:00Z", "2026-07-15T10:00:00Z"
ERRORS = {
    "400": "The body is not what it says it is, or too large.",
    "401": "There is no key in the header, or one that opens nothing.",
    "403": "The key lacks the scope.",
    "404": "What was asked about is not known.",
    "422": "Something sent is wrong; the field, its value and what was expected are named.",
    "429": "Too many requests with this key; `Retry-After` says for how many seconds to wait.",
}
EXAMPLES: dict[str, Any] = {
    "Question": {"account": "ann", "capability": "apply"},
    "Reply": {"allowed": False, "measures": [UUID]},
    "Recorded": {"recorded": 2, "known": 0},
    "Refused": {
        "detail": "1 of 2 events are not right; none was kept",
        "rejected": [
            {"index": 1, "field": "outcome", "value": "meh", "reason": "expected accepted or …"}
        ],
    },
    "StandingOut": {
        "account": "ann",
        "role": "contractor",
        "measures": [
            {
                "id": UUID,
                "kind": "restriction",
                "capabilities": ["apply"],
                "contract": "",
                "subject": "",
                "member": "",
                "starts_at": AT,
                "ends_at": LATER,
                "case": "GS-2026-0041",
            }
        ],
        "strikes": [],
        "open_cases": [],
        "at": AT,
    },
    "PortalLink": {"url": "https://standing.example.com/portal/enter/…"},
    "Filing": {"decision": UUID, "text": "Four of the clients cancelled first.", "member": "ann"},
    "AppealOut": {
        "id": UUID,
        "decision": UUID,
        "case": "GS-2026-0041",
        "account": "ann",
        "door": "api",
        "filed_at": AT,
        "reply_due_at": LATER,
        "state": "waiting",
        "outcome": "",
        "answered_at": None,
    },
    "Reported": {
        "about": "ben",
        "policy": "job-posts",
        "place": "job-17",
        "text": "The post asks for a fee before the work begins.",
        "good_faith": True,
        "reporter": "ann",
    },
    "ReporterAppealing": {"text": "The fee is in the second message, not in the post."},
    "ReportOut": {
        "id": UUID,
        "reference": "R-2026-0007",
        "about": "ben",
        "policy": "job-posts",
        "state": "received",
        "received_at": AT,
        "appeal_until": None,
    },
    "StatementOut": {
        "account": "ann",
        "first": "2026-06-01",
        "last": "2026-06-30",
        "sheets": [
            {
                "currency": "EUR",
                "opening": {"payable": 0, "held": 0},
                "lines": [
                    {
                        "at": AT,
                        "movement": "earned",
                        "contract": "c-1",
                        "change": {"payable": 90000, "held": 0},
                        "after": {"payable": 90000, "held": 0},
                        "reference": "c-1-paid",
                        "why": "",
                        "hold": "",
                        "case": "",
                    }
                ],
                "closing": {"payable": 90000, "held": 0},
                "kept": [],
            }
        ],
    },
}
EVENTS = {
    "events": [
        {
            "kind": "contract.ended",
            "source": "shop",
            "id": "c-1-ended",
            "at": "2026-02-02T09:30:00Z",
            "account": "ann",
            "contract": "c-1",
            "client": "ben",
            "work": "translation",
            "outcome": "accepted",
        }
    ]
}


def complete(schema: Any, scopes: dict[str, str]) -> None:  # noqa: ANN401 - JSON
    """Add to a description what the library does not know.

    Args:
        schema: the OpenAPI description, changed in place.
        scopes: which scope each operation asks for, by its id.
    """
    schema["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    schema["servers"] = [{"url": "/", "description": "this house"}]
    schema["components"]["securitySchemes"]["Key"]["description"] = (
        "A key of the marketplace, `gs_…`, from `goodstanding key issue`. Each operation says "
        "which scope it asks for."
    )
    forms = schema["components"]["schemas"]
    forms["Problem"] = {
        "type": "object",
        "required": ["detail"],
        "properties": {"detail": {"type": "string"}},
        "description": "What was wrong, in a sentence.",
    }
    for name, example in EXAMPLES.items():
        forms[name]["examples"] = [example]
    for methods in schema["paths"].values():
        for operation in methods.values():
            _complete(operation, scopes[operation["operationId"]])


def _complete(operation: dict[str, Any], scope: str) -> None:
    operation["description"] += f"\n\nScope: `{scope}`."
    operation["x-scope"] = scope
    operation["responses"] = {str(status): one for status, one in operation["responses"].items()}
    for status, said in ERRORS.items():
        if status == "404" and not operation.get("parameters"):
            continue
        known = operation["responses"].setdefault(status, {})
        known["description"] = said
        known.setdefault(
            "content", {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        )
    operation["responses"]["429"]["headers"] = {
        "Retry-After": {"schema": {"type": "integer"}, "description": "seconds"}
    }
    if operation["tags"] == ["events"]:
        operation["requestBody"]["content"]["application/json"]["example"] = EVENTS


def text() -> str:
    """The whole description as a file."""
    from goodstanding.interfaces.api.routes import api

    described = api.get_openapi_schema(path_prefix="/v1/")
    plain = json.loads(json.dumps(described, default=str))
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    import django

    django.setup()
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
