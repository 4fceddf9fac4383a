"""The room as Django knows it."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The room of events."""

    name = "goodstanding.events"
