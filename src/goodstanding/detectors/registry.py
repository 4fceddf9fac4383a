"""All detectors there are: every module beside this one that defines `DETECTOR`."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import goodstanding.detectors
from goodstanding.detectors.detector import Detector


def _found() -> Iterator[Detector]:
    package = goodstanding.detectors
    for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        name = f"{package.__name__}.{module.name}"
        if name != __name__ and (detector := getattr(import_module(name), "DETECTOR", None)):
            yield detector


DETECTORS: dict[str, Detector] = {detector.name: detector for detector in _found()}
"""Every detector by the name policies use. A new file in this folder is enough to add one."""
