"""All detectors there are: every module beside this one that defines `DETECTOR`."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

import goodstanding.detectors
from goodstanding.detectors.detector import Detector

Sentence = Callable[[Mapping[str, int | float | str]], str]
"""Writes the sentence of a suspicion from its counts alone."""


def _found() -> Iterator[tuple[Detector, Sentence | None]]:
    package = goodstanding.detectors
    for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        name = f"{package.__name__}.{module.name}"
        if name == __name__:
            continue
        loaded = import_module(name)
        if detector := getattr(loaded, "DETECTOR", None):
            yield detector, getattr(loaded, "sentence", None)


_FOUND = list(_found())
DETECTORS: dict[str, Detector] = {detector.name: detector for detector, _ in _FOUND}
"""Every detector by the name policies use. A new file in this folder is enough to add one."""

SENTENCES: dict[str, Sentence] = {one.name: says for one, says in _FOUND if says}
"""How each detector whose file has a function `sentence` says a suspicion from its counts."""
