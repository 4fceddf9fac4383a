"""The room as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room of accounts."""

    name = "goodstanding.accounts"
