"""The room as Django knows it."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The room of inquiries."""

    name = "goodstanding.support"
