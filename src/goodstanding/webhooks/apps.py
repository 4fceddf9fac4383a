"""The room as Django knows it."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """The room of webhooks."""

    name = "goodstanding.webhooks"
