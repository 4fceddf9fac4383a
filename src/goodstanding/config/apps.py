"""The configuration as an app, so that its duties are found by the worker."""

from django.apps import AppConfig


class Config(AppConfig):
    """Loads the duties."""

    name = "goodstanding.config"
    label = "config"
