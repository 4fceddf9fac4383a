"""The room as Django knows it."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """The room of funds."""

    name = "goodstanding.funds"
