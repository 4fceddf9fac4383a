"""The chain as an app: after every migration, all tables of the record are bound to it."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ChainConfig(AppConfig):
    """Binds what is append-only to the chain, whichever room it belongs to."""

    name = "goodstanding.chain"

    def ready(self) -> None:
        """Ask to be told once the tables are up to date."""
        post_migrate.connect(_bind, sender=self)


def _bind(*, using: str, plan: object = None, **_: object) -> None:
    """Bind the tables that have come to be append-only, and link what already stands in them.

    Guards that have come since see the record as it is, whatever a session sets for itself.

    Emptying tables between tests tells of no plan; then there is nothing new to bind.
    """
    if not plan:
        return
    with connections[using].cursor() as cursor:
        for name in ("chain_bind", "chain_pin"):
            cursor.execute("SELECT to_regproc(%s) IS NOT NULL", [name])
            if cursor.fetchone() == (True,):
                cursor.execute(f"SELECT {name}()")
