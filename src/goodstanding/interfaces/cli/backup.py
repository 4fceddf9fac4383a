"""Everything that is kept, in one file, and back: database, lake, and what signs links."""

import hashlib
import json
import tarfile
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from goodstanding.config.clock import now
from goodstanding.config.home import HOME
from goodstanding.interfaces.cli.console import counted, progress, say
from goodstanding.interfaces.cli.opened import opened

DATABASE, LAKE, SECRET, MANIFEST = "database.dump", "lake", "secret", "manifest.json"
_CLOSED = """
SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
AND proacl IS NOT NULL AND NOT EXISTS (
    SELECT FROM aclexplode(proacl) AS one WHERE one.grantee = 0) ORDER BY 1"""
FORM = 1
"""The form of the file; another number is another form."""


def backup(
    to: Annotated[Path, typer.Argument(help="The file to write, .tar; it must not be there yet.")],
) -> None:
    """Write everything that is kept into one file, while the house goes on.

    Whoever has the file has everything: keep it as you keep the database.
    """
    with opened():
        from django.db import connection

        address = of_database(str(connection.settings_dict["NAME"]))
        manifest = write(to, address, at=now())
    chain = manifest["chain"]
    say(f"{to}: {counted(len(manifest['files']), 'file')}, {counted(chain['blocks'], 'block')}.")
    say(f"Head: {chain['head']}")


def of_database(name: str) -> str:
    """The owner's address of a database on its server.

    Args:
        name: of the database the application uses.
    """
    from urllib.parse import urlsplit

    from goodstanding.config.roles import owner_url

    return urlsplit(owner_url())._replace(path=f"/{name}").geturl()


def write(to: Path, address: str, *, at: datetime) -> dict[str, Any]:
    """Write the file. The database comes first: events move from it to the lake, never back.

    Args:
        to: where to; only its owner may read it.
        address: of the database, for a role that reads everything.
        at: now.

    Returns:
        The manifest: what is in the file, with the SHA-256 of each.

    Raises:
        ValueError: there is something already.
    """
    from goodstanding.chain import queries as chain
    from goodstanding.config import dumping

    if to.exists():
        raise ValueError(f"to: got {to}, which is there; expected a new file")
    blocks, head = chain.head()
    manifest: dict[str, Any] = {
        "form": FORM,
        "version": version("goodstanding"),
        "at": at.isoformat(),
        "chain": {"blocks": blocks, "head": head},
        "closed": closed_functions(),
    }
    with TemporaryDirectory(dir=HOME, prefix="backup-") as folder, progress() as bar:
        task = bar.add_task("database", total=None)
        dumping.dump(address, dump := Path(folder) / DATABASE)
        found = {DATABASE: dump} | _kept()
        bar.update(task, description="files", total=len(found))
        manifest["files"] = {}
        for name, path in found.items():
            manifest["files"][name] = digest(path)
            bar.advance(task)
        (listed := Path(folder) / MANIFEST).write_text(json.dumps(manifest, indent=1))
        _pack(to, found | {MANIFEST: listed})
    return manifest


def _pack(to: Path, files: dict[str, Path]) -> None:
    to.touch(mode=0o600)
    with tarfile.open(to, "w") as archive:
        for name, path in files.items():
            archive.add(path, name, recursive=False)


def closed_functions() -> list[str]:
    """The database's functions that only their owner may call."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_CLOSED)
        return [name for (name,) in cursor.fetchall()]


def _kept() -> dict[str, Path]:
    """What is kept beside the database, by its name in the file."""
    from django.conf import settings

    lake = Path(settings.LAKE)
    files = sorted(path for path in lake.rglob("*") if path.is_file())
    found = {f"{LAKE}/{path.relative_to(lake)}": path for path in files}
    return found | ({SECRET: HOME / SECRET} if (HOME / SECRET).exists() else {})


def digest(path: Path) -> str:
    """The SHA-256 of a file.

    Args:
        path: the file.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
