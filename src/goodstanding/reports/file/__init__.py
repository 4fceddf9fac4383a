"""A member's own file: every record relied on, every score and its inputs, all that was done."""

from goodstanding.reports.file.gathering import gather
from goodstanding.reports.file.packing import as_json, as_zip

__all__ = ["as_json", "as_zip", "gather"]
