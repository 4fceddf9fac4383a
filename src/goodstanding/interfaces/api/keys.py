"""Keys of the marketplace's servers: shown in the Authorization header, scoped, kept hashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja.errors import HttpError
from ninja.security import HttpBearer

from goodstanding.accounts import queries as accounts
from goodstanding.config.clock import now
from goodstanding.interfaces.api import rates

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodstanding.accounts.models import ApiKey


class Key(HttpBearer):
    """A key with a scope. `Authorization: Bearer gs_…`."""

    def __init__(self, scope: str) -> None:
        """Ask for a scope.

        Args:
            scope: what the key must be good for, e.g. `events:write`.
        """
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:  # noqa: ARG002 - the form of the library
        """The key, if it opens anything; a key without the scope is told which one it lacks.

        Raises:
            TooManyError: it was shown too often.
        """
        key = accounts.key(token, at=now())
        if key is None:
            rates.by_stranger()
        else:
            rates.by_key(key.prefix)
        if key is not None and self.scope not in key.scopes:
            raise HttpError(403, f"scope: this key has {key.scopes}, expected {self.scope}")
        return key
