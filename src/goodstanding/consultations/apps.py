"""The room as Django knows it."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """The room of consultations."""

    name = "goodstanding.consultations"
