"""What a field of an event may hold, in plain words."""

from functools import cache

from msgspec import inspect

from goodstanding.events.vocabulary import Event


@cache
def fields(kind: type[Event]) -> dict[str, inspect.Field]:
    """The fields of a kind of event by name, envelope first."""
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)  # noqa: S101 - true of every event
    envelope = Event.__struct_fields__
    ordered = sorted(told.fields, key=lambda field: field.name not in envelope)
    return {field.name: field for field in ordered}


def expected(kind: type[Event], field: str) -> str:
    """What a field may hold, e.g. `one of accepted, cancelled`.

    Args:
        kind: a kind of event.
        field: a field of it.
    """
    form = fields(kind)[field].type
    if isinstance(form, inspect.Metadata):
        return str((form.extra_json_schema or {})["description"])
    if isinstance(form, inspect.LiteralType):
        return f"one of {', '.join(map(str, form.values))}"
    return "true or false"


def required(kind: type[Event], field: str) -> bool:
    """Whether an event of the kind must have the field."""
    return fields(kind)[field].required
