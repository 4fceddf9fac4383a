"""As much of JSON Schema (draft 2020-12) as the database's schema uses, written apart from us."""

import json
import re
from datetime import date
from pathlib import Path

SCHEMA = json.loads((Path(__file__).parent / "schema.json").read_text())
DEFS = SCHEMA["$defs"]
TYPES = {"string": str, "object": dict, "array": list, "null": type(None)}


def fits(value, name):
    """Whether a value is valid under a named part of the schema."""
    return _valid(value, DEFS[name])


def _valid(value, schema):
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema and not fits(value, schema["$ref"].rpartition("/")[2]):
        return False
    return _combined(value, schema) and all(
        check(value, schema[key]) for key, check in CHECKS.items() if key in schema
    )


def _combined(value, schema):
    if not all(_valid(value, one) for one in schema.get("allOf", [])):
        return False
    if "anyOf" in schema and not any(_valid(value, one) for one in schema["anyOf"]):
        return False
    if "not" in schema and _valid(value, schema["not"]):
        return False
    if "if" in schema:
        return _valid(value, schema.get("then" if _valid(value, schema["if"]) else "else", True))
    return True


def _typed(value, wanted):
    return any(
        isinstance(value, TYPES[one]) for one in ([wanted] if type(wanted) is str else wanted)
    )


def _matches(value, pattern):
    return not isinstance(value, str) or re.search(pattern.replace("$", r"\Z"), value) is not None


def _is_a_day(value, _):
    try:
        return not isinstance(value, str) or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _each(value, properties):
    if not isinstance(value, dict):
        return True
    return all(_valid(value[key], one) for key, one in properties.items() if key in value)


def _of(kind, check):
    return lambda value, limit: not isinstance(value, kind) or check(value, limit)


CHECKS = {
    "type": _typed,
    "enum": lambda value, words: value in words,
    "const": lambda value, word: value == word,
    "pattern": _matches,
    "format": _is_a_day,
    "minLength": _of(str, lambda value, limit: len(value) >= limit),
    "maxLength": _of(str, lambda value, limit: len(value) <= limit),
    "minItems": _of(list, lambda value, limit: len(value) >= limit),
    "maxItems": _of(list, lambda value, limit: len(value) <= limit),
    "uniqueItems": _of(
        list, lambda value, _: all(one not in value[:n] for n, one in enumerate(value))
    ),
    "items": _of(list, lambda value, schema: all(_valid(one, schema) for one in value)),
    "contains": _of(list, lambda value, schema: any(_valid(one, schema) for one in value)),
    "required": _of(dict, lambda value, names: all(name in value for name in names)),
    "properties": _each,
    # Used once, over all properties of a statement; the others only narrow these.
    "unevaluatedProperties": _of(
        dict, lambda value, _: set(value) <= set(DEFS["statement"]["properties"])
    ),
}
