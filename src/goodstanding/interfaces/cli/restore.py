"""Put back what `goodstanding backup` wrote, into an empty house, and prove that it is whole."""

import json
import shutil
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from goodstanding.config.home import HOME
from goodstanding.interfaces.cli import backup, prepare
from goodstanding.interfaces.cli.audit_chain import audit_chain
from goodstanding.interfaces.cli.console import counted, say
from goodstanding.interfaces.cli.opened import opened


def restore(
    source: Annotated[Path, typer.Argument(help="The file that `goodstanding backup` wrote.")],
) -> None:
    """Put everything back into an empty house, prove the chain, and say so; exit code 1 if not.

    The database and the data folder must be empty. Nothing is put back unless every file is whole.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=HOME, prefix="restore-") as folder:
        manifest = unpack(source, Path(folder))
        with opened(migrating=True):
            put_back(Path(folder), manifest["closed"])
        say(f"{counted(len(manifest['files']), 'file')} of {manifest['at']} put back.")
    if audit_chain(manifest["chain"]["head"], as_json=False):
        raise typer.Exit(1)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack the file, and see that all of it is there and as it was written.

    Args:
        source: the file.
        folder: where to.

    Returns:
        The manifest.

    Raises:
        ValueError: it is no such file, or not whole.
    """
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / backup.MANIFEST).read_text())
    except (tarfile.TarError, KeyError, FileNotFoundError, json.JSONDecodeError) as wrong:
        told = f"source: got {source}, expected a whole file of `goodstanding backup` ({wrong})"
        raise ValueError(told) from wrong
    if manifest["form"] != backup.FORM:
        raise ValueError(f"source: got form {manifest['form']}, expected {backup.FORM}")
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file() or backup.digest(path) != expected:
            raise ValueError(f"source: {name} in {source} is not as it was written")
    return manifest


def put_back(folder: Path, closed: list[str]) -> None:
    """Put everything back; the database all at once, then the files.

    Args:
        folder: what was unpacked.
        closed: functions of the database that only their owner may call.

    Raises:
        ValueError: something is there already.
    """
    from django.conf import settings
    from django.db import connection

    from goodstanding.config import dumping

    lake = Path(settings.LAKE)
    if connection.introspection.table_names() or (lake.exists() and any(lake.iterdir())):
        told = "the database or the data folder holds something; expected both to be empty"
        raise ValueError(f"restore: {told}")
    name = str(connection.settings_dict["NAME"])
    connection.close()
    dumping.load(address := backup.of_database(name), folder / backup.DATABASE)
    dumping.close(address, closed)
    if left := set(closed) - set(backup.closed_functions()):
        raise ValueError(f"restore: {', '.join(left)} is open to everybody; expected closed")
    if (kept := folder / backup.LAKE).exists():
        shutil.copytree(kept, lake, dirs_exist_ok=True)
    if (mine := folder / backup.SECRET).exists():
        mine.chmod(0o600)
        mine.replace(HOME / backup.SECRET)
    prepare.bring_up_to_date()
