"""Words for members that can be said in their language; the law's own say them in the same way."""

from goodstanding.law.wording import Day, Grouped, Worded, counting, worded

__all__ = ["Day", "Grouped", "Worded", "counting", "worded"]
