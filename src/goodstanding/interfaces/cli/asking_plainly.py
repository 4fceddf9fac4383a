"""What was asked of a detector on the command line, made into what it takes."""

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from goodstanding.detectors.plain import Detect, Model, Option, Options, Plain
from goodstanding.detectors.registry import PLAIN


def detector(name: str) -> Plain:
    """The detector of that name.

    Raises:
        LookupError: there is none.
    """
    if name not in PLAIN:
        raise LookupError(f"There is no detector {name!r}; there are {', '.join(sorted(PLAIN))}.")
    return PLAIN[name]


def options(plain: Plain, asked: Sequence[str], tolerated: float | None) -> Options:
    """Every option of a detector with its value.

    Args:
        plain: the detector.
        asked: `NAME=VALUE`, as told.
        tolerated: the tolerated rate, where it was told by its own name.

    Raises:
        ValueError: it has no such option, or the value is not what it may hold.
    """
    told = dict(_divided(one) for one in asked)
    if tolerated is not None:
        told["tolerated"] = str(tolerated)
    for name in told:
        if name not in plain.options:
            known = ", ".join(plain.options) or "none"
            raise ValueError(f"The detector {plain.name} has no option {name!r}; it has {known}.")
    return {
        name: _value(name, one, told[name]) if name in told else one.usual
        for name, one in plain.options.items()
    }


def model(plain: Plain, path: Path | None) -> Model | None:
    """What the detector learned.

    Raises:
        ValueError: it learned nothing by that file, or says nothing without.
    """
    if path is None:
        if plain.needs_model:
            raise ValueError(
                f"The detector {plain.name} says nothing before it has learned: "
                f"goodstanding train {plain.name}, then --model."
            )
        return None
    try:
        read = json.loads(path.read_text())
    except ValueError as error:
        raise ValueError(f"{path} is not JSON: {error}") from error
    if not isinstance(read, dict) or read.get("detector") != plain.name or "model" not in read:
        raise ValueError(f"{path} is no model of {plain.name}; goodstanding train writes one.")
    learned: Model = read["model"]
    return learned


def answer(plain: Plain, which: str) -> Detect:
    """How the detector answers; checks that the answer has the columns it ought to.

    Raises:
        LookupError: it has no such answer.
    """
    if which and which not in plain.also:
        known = ", ".join(plain.also) or "none beside the usual one"
        raise LookupError(f"The detector {plain.name} has no answer {which!r}; it has {known}.")
    schema, detect = plain.also[which] if which else (plain.answer, plain.detect)

    def checked(
        connection: duckdb.DuckDBPyConnection, asked: Options, learned: Model | None
    ) -> pa.Table:
        table = detect(connection, asked, learned)
        kept = [name for name in table.schema.names if name not in schema.names]
        ordered = table.select([*schema.names, *kept])
        fields = [*schema, *(ordered.schema.field(name) for name in kept)]
        return ordered.cast(pa.schema(fields))

    return checked


def _divided(told: str) -> tuple[str, str]:
    name, sign, value = told.partition("=")
    if not sign:
        raise ValueError(f"The option {told!r} has no value; expected NAME=VALUE.")
    return name, value


def _value(name: str, option: Option, told: str) -> int | float | str:
    kind = type(option.usual)
    try:
        value = kind(told)
    except ValueError:
        value = told
    if not option.expected.fits(value):
        raise ValueError(f"The option {name} is {told!r}; expected {option.expected.words}.")
    return value
