"""The room as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room of notices."""

    name = "goodstanding.notices"
