"""The room as Django knows it."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """The room of policies."""

    name = "goodstanding.policies"
