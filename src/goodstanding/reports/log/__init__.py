"""The whole record as a log of events, in the vocabulary the law audits."""

from goodstanding.reports.log.writing import events

__all__ = ["events"]
