"""The data folder: the embedded database, the lake, and a secret made once."""

import os
import secrets
from pathlib import Path

HOME = Path(os.environ.get("GOODSTANDING_HOME", ".goodstanding")).resolve()
"""Where everything that is kept on disk lives."""


def secret(name: str) -> str:
    """A secret from the environment, or one made once and kept in the data folder.

    Args:
        name: the environment variable.
    """
    if value := os.environ.get(name):
        return value
    path = HOME / "secret"
    HOME.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()
