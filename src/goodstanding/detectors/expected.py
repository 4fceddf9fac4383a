"""What a detector expects of its settings, and one sentence for each thing that is not so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Expected:
    """One setting: whether a value will do, and what would, in words."""

    fits: Callable[[Any], bool]
    words: str


def whole(least: int, most: int) -> Expected:
    """A whole number within bounds, both allowed."""
    return Expected(
        lambda value: type(value) is int and least <= value <= most,
        f"a whole number from {least:,} to {most:,}",
    )


def number(least: float, most: float) -> Expected:
    """A number within bounds, both allowed."""
    return Expected(
        lambda value: type(value) in (int, float) and least <= value <= most,
        f"a number from {least} to {most}",
    )


def text_list(least: int) -> Expected:
    """A list of texts, none of them empty, at least so many."""
    return Expected(
        lambda value: (
            isinstance(value, list | tuple)
            and len(value) >= least
            and all(isinstance(text, str) and text.strip() for text in value)
        ),
        "a list of texts" + (f", at least {least}" if least else ""),
    )


def complaints(settings: Mapping[str, Any], form: Mapping[str, Expected]) -> list[str]:
    """One sentence for every setting that is missing, wrong or unknown."""
    missing = [
        f'The setting "{name}" is missing; expected {expected.words}.'
        for name, expected in form.items()
        if name not in settings
    ]
    wrong = [
        f'The setting "{name}" is {settings[name]!r}; expected {expected.words}.'
        for name, expected in form.items()
        if name in settings and not expected.fits(settings[name])
    ]
    unknown = [
        f'The setting "{name}" is unknown; known are {", ".join(form)}.'
        for name in settings
        if name not in form
    ]
    return [*missing, *wrong, *unknown]
