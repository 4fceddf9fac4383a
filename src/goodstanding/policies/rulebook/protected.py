"""Traits nobody may be judged by: refused as what a detector reads or is set to (promise P11)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from goodstanding.detectors.detector import Detector
from goodstanding.policies.rulebook.form import Complaint

TRAITS = frozenset(
    {"nationality", "citizenship", "ethnicity", "ethnic", "race", "language", "tongue"}
    | {"religion", "faith", "gender", "sex", "age", "birth", "birthday", "birthdate"}
)
"""Words that name nationality, ethnicity, language, religion, gender or age in a key or column."""

_WORD = re.compile(r"[a-z]+")
_NAME = re.compile(r"[a-z_]+")
NAMED_BY_MARKETPLACE = {"tolerated", "kinds"}
"""Tables whose keys are kinds of work: "language-lessons" is one, "language" alone is not."""


def complaints(name: str, settings: Mapping[str, Any], detector: Detector) -> Iterator[Complaint]:
    """Where a detector's settings, or what it reads, touch a protected trait."""
    for path, trait in _found(settings):
        where = ".".join(path)
        yield (
            ("detector", name, *path),
            f"{where}: {trait} is a trait nobody may be judged by (P11); remove it",
        )
    for trait in sorted(TRAITS & set(_NAME.findall(detector.relation.lower()))):
        yield ("detector", name), f"{name} reads {trait}, which nobody may be judged by (P11)"


def _found(settings: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[Any, str]]:
    for key, value in settings.items():
        here = (*path, key)
        words = {key.lower()} if set(path) & NAMED_BY_MARKETPLACE else _words(key)
        yield from ((here, trait) for trait in sorted(words & TRAITS))
        if isinstance(value, Mapping):
            yield from _found(value, here)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and _NAME.fullmatch(text.lower()):
                yield from ((here, trait) for trait in sorted(_words(text) & TRAITS))


def _words(name: str) -> set[str]:
    return set(_WORD.findall(name.lower()))
