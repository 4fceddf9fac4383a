"""The room as Django knows it."""

from django.apps import AppConfig


class AppealsConfig(AppConfig):
    """The room of appeals."""

    name = "goodstanding.appeals"
