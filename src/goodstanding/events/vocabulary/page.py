"""Write the vocabulary as a page: `python -m goodstanding.events.vocabulary.page`."""

import sys
from collections.abc import Iterator

from goodstanding.events.vocabulary import KINDS, VERSION, Event
from goodstanding.events.vocabulary.expected import expected, fields

INTRODUCTION = f"""\
# Events

What a marketplace reports, version {VERSION}. This page is written from the code by
`python -m goodstanding.events.vocabulary.page`.

An event is one fact, told once: `source` and `id` together name it, and telling it again changes
nothing. Amounts are whole minor units (cents). Accounts, contracts and jobs go by the
marketplace's own ids. A field added later is optional, and no field is ever given a new meaning.

```json
{{"kind": "contract.ended", "source": "main", "id": "contract-81-ended",
 "at": "2026-02-02T09:30:00Z", "account": "ann", "contract": "contract-81", "client": "ben",
 "work": "translation", "outcome": "accepted"}}
```

Detectors read each kind as a relation of the same name with `_` for `.` (`contract_ended`). Its
columns are the fields below and `account`, `at` (whole microseconds since 1970, UTC), `row` (our
number of the event), `source` and `source_id` (the event's `id`).

## Every event

"""


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join([INTRODUCTION + "\n".join(_table(Event)), *map(_section, KINDS.values())])


def _section(kind: type[Event]) -> str:
    own = [name for name in fields(kind) if name not in Event.__struct_fields__]
    lines = [f"\n## {kind.__struct_config__.tag}\n", f"{(kind.__doc__ or '').strip()}\n"]
    return "\n".join([*lines, *_table(kind, own)])


def _table(kind: type[Event], names: list[str] | None = None) -> Iterator[str]:
    yield "| field | holds | if left out |"
    yield "|---|---|---|"
    if names is None:
        yield f"| `kind` | one of the {len(KINDS)} names below | must be told |"
    for name in fields(kind) if names is None else names:
        yield f"| `{name}` | {expected(kind, name)} | {_left_out(kind, name)} |"


def _left_out(kind: type[Event], name: str) -> str:
    field = fields(kind)[name]
    if field.required:
        return "must be told"
    if field.default == "":
        return "nothing"
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"


if __name__ == "__main__":
    sys.stdout.write(page() + "\n")
