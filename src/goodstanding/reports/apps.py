"""The room as Django knows it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The room of reports."""

    name = "goodstanding.reports"
