"""The table of duties as it came with this version."""

from functools import lru_cache
from importlib.resources import files

from goodstanding.law.duties.reading import parse
from goodstanding.law.duties.table import Table


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of duties; read once."""
    return parse((files("goodstanding.law.duties") / "table.json").read_text(encoding="utf-8"))
