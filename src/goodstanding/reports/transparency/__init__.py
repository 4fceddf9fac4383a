"""What was done so far and how long it took, counted from the record for everyone to read."""

from goodstanding.reports.transparency.cells import FEWEST, Cell, Line, Sheet
from goodstanding.reports.transparency.figures import figures
from goodstanding.reports.transparency.pace import Month, Pace, pace

__all__ = ["FEWEST", "Cell", "Line", "Month", "Pace", "Sheet", "figures", "pace"]
