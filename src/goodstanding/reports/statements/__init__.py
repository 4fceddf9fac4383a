"""Statements of reasons for the Commission's transparency database, computed from the record."""

from goodstanding.reports.statements.exporting import Made, batches, made

__all__ = ["Made", "batches", "made"]
