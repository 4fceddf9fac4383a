"""A mistake in the rulebook, and where it is."""

from dataclasses import dataclass
from pathlib import Path

SETTINGS, TEXT = "policy.toml", "policy.md"
"""The two files of a policy's folder."""


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong in a file of the rulebook, and on which line (counted from 1)."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Write it as compilers do, so that editors can jump there."""
        return f"{self.file}:{self.line}: {self.message}"
