"""A line of an evaluation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes:
        data: the data it was measured on, and how they were split.
        measure: what was measured, e.g. `recall at 1 % false alarms`.
        reached: the figure.
        target: what it ought to be, with its sign, e.g. `>= .92`, or "".
        note: what a reader must know to trust it, e.g. the number of rows kept back.
    """

    data: str
    measure: str
    reached: float
    target: str = ""
    note: str = ""


class DataMissingError(LookupError):
    """The data an evaluation reads are not there; says which file was looked for."""


Evaluate = Callable[[Path], Iterator[Figure]]
"""Measures a detector on the data of a folder; every file here defines one as `evaluate`."""
