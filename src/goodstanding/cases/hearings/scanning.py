"""Ask a virus scanner beside us what it thinks of a file; ClamAV's `clamd` and its kin."""

import logging
import socket
from struct import pack
from urllib.parse import urlsplit

from django.conf import settings

PIECE = 64 * 1024
PATIENCE = 30.0  # seconds
PORT = 3310
_log = logging.getLogger(__name__)


class ScannerError(RuntimeError):
    """The scanner does not say what a file is."""


def infected(content: bytes) -> bool:
    """Whether the scanner of `GOODSTANDING_SCANNER` finds something; never, where none is set.

    Args:
        content: the bytes.

    Raises:
        ScannerError: it does not answer, or not in time.
    """
    if not settings.SCANNER:
        return False
    try:
        said = _asked(content)
    except OSError as error:
        _log.exception("the scanner does not answer")
        raise ScannerError(str(error)) from error
    if said.endswith("FOUND"):
        return True
    if not said.endswith("OK"):
        _log.error("the scanner said: %s", said)
        raise ScannerError(said)
    return False


def _asked(content: bytes) -> str:
    """What the scanner says of the bytes: clamd's INSTREAM, pieces with their length before."""
    with _connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            scanner.sendall(pack("!I", len(piece)) + piece)
        scanner.sendall(pack("!I", 0))
        with scanner.makefile("rb") as answer:
            return answer.read().decode(errors="replace").strip("\0\n ")


def _connected() -> socket.socket:
    where = urlsplit(settings.SCANNER)
    if where.scheme == "unix":
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(PATIENCE)
        scanner.connect(where.path)
        return scanner
    return socket.create_connection((where.hostname, where.port or PORT), timeout=PATIENCE)
