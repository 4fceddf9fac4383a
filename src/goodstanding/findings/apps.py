"""The room as Django knows it."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """The room of findings."""

    name = "goodstanding.findings"
