"""Folders: the data folder with what is kept on disk, and the published files beside the code."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

CHECKOUT = Path(__file__).resolve().parents[3]
"""Where this code was checked out, if it runs from a checkout."""

PACKED = Path(__file__).resolve().parents[1] / "published"
"""Where an installed package keeps the published files."""


def beside(variable: str, name: str) -> Path:
    """A folder: as the environment says, else in the current folder, the checkout, the package.

    Args:
        variable: the environment variable that names it.
        name: what it is called by default.
    """
    if value := os.environ.get(variable):
        return Path(value).resolve()
    here, there = Path.cwd() / name, CHECKOUT / name
    if here.exists():
        return here
    if (CHECKOUT / "pyproject.toml").exists():
        return there
    packed = PACKED / name
    return packed if packed.exists() else here


HOME = beside("GOODSTANDING_HOME", ".goodstanding")
"""Where everything that is kept on disk lives."""

RULEBOOK = beside("GOODSTANDING_RULEBOOK", "rulebook")
"""The published policies, one folder a policy."""

MAPPINGS = beside("GOODSTANDING_MAPPINGS", "mappings")
"""How other systems' files become events."""

SAMPLE = beside("GOODSTANDING_SAMPLE", "sample")
"""What the demonstration starts with."""


def secret(name: str) -> str:
    """A secret from the environment, or one made once and kept in the data folder.

    Args:
        name: the environment variable.
    """
    if value := os.environ.get(name):
        return value
    path = HOME / "secret"
    HOME.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile("w", dir=HOME) as mine:  # only the owner may read it
            mine.write(secrets.token_urlsafe(48))
            mine.flush()
            with suppress(FileExistsError):  # whoever is first makes it for all
                os.link(mine.name, path)
    return path.read_text()
