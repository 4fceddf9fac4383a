"""The room as Django knows it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room of cases."""

    name = "goodstanding.cases"
