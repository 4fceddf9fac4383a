"""All detectors there are: every module beside this one that defines `DETECTOR` or `PLAIN`."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import goodstanding.detectors
from goodstanding.detectors.detector import Detector
from goodstanding.detectors.plain import Plain

Sentence = Callable[[Mapping[str, int | float | str]], str]
"""Writes the sentence of a suspicion from its counts alone."""


def _modules() -> Iterator[ModuleType]:
    package = goodstanding.detectors
    for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        name = f"{package.__name__}.{module.name}"
        if name != __name__:
            yield import_module(name)


_MODULES = list(_modules())
_FOUND = [module for module in _MODULES if hasattr(module, "DETECTOR")]
DETECTORS: dict[str, Detector] = {one.DETECTOR.name: one.DETECTOR for one in _FOUND}
"""Every detector by the name policies use. A new file in this folder is enough to add one."""

SENTENCES: dict[str, Sentence] = {
    one.DETECTOR.name: one.sentence for one in _FOUND if hasattr(one, "sentence")
}
"""How each detector whose file has a function `sentence` says a suspicion from its counts."""

PLAIN: dict[str, Plain] = {
    one.PLAIN.name: one.PLAIN for one in _MODULES if isinstance(getattr(one, "PLAIN", None), Plain)
}
"""Every detector that can be asked about a plain file, by its name on the command line."""
