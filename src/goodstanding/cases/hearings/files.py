"""Whether a file may be added to a case: of few kinds, told by what it holds and not by a name."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from goodstanding.cases.hearings.scanning import ScannerError, infected
from goodstanding.cases.models.attachment import LARGEST
from goodstanding.law.terms import UnlawfulError

ENDINGS = {
    "pdf": "pdf",
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "webp": "webp",
    "txt": "text",
}
"""What an attachment's name says it is."""
BEGINS = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpeg": (b"\xff\xd8\xff",),
    "webp": (b"RIFF",),
}
"""How what is no text begins."""
LAYOUT = {"\t", "\n", "\r", "\f"}
OTHER_KIND = gettext_noop("we take PDF, PNG, JPEG, WebP and plain text (.txt).")
EMPTY = gettext_noop("it is empty.")
TOO_LARGE = gettext_noop("it has more than 10 MB.")
MISNAMED = gettext_noop("what it holds is not what its name says.")
TOO_MANY = gettext_noop("at most ten files a day can be added to a case by one person.")
HARMFUL = gettext_noop("our scanner found something harmful in it.")
UNSCANNED = gettext_noop("it cannot be looked through just now; please try again later.")
NAME = 150
"""Characters of a name that are kept."""


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name, as whoever sent it says, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: `check` made it."""

    name: str
    kind: str
    content: bytes


class NotKeptError(UnlawfulError):
    """A file is not kept; it says why in the language of whoever it is told to."""

    def __init__(self, name: str, why: str) -> None:
        """Args: the file's name; the sentence, of the catalogue."""
        super().__init__(why)
        self.name, self.why = name, why

    def __str__(self) -> str:
        """Which file, and why."""
        return f"{self.name}: {gettext(self.why)}"


def check(upload: Upload) -> Checked:
    """Whether a file is of a kind that is kept, not too large, and clean.

    Args:
        upload: the file as it came.

    Raises:
        NotKeptError: it is empty, too large, of another kind than its name says or than is kept,
            or the scanner found something or does not answer.
    """
    name = _plain(upload.name)
    kind = ENDINGS.get(name.rpartition(".")[2].lower(), "")
    if not kind:
        raise NotKeptError(name, OTHER_KIND)
    if not upload.content:
        raise NotKeptError(name, EMPTY)
    if len(upload.content) > LARGEST:
        raise NotKeptError(name, TOO_LARGE)
    if not _holds(kind, upload.content):
        raise NotKeptError(name, MISNAMED)
    try:
        harmful = infected(upload.content)
    except ScannerError:
        raise NotKeptError(name, UNSCANNED) from None
    if harmful:
        raise NotKeptError(name, HARMFUL)
    return Checked(name, kind, upload.content)


def _plain(name: str) -> str:
    """A name without a way to it and without what a machine would obey."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = "".join(c for c in last if c.isprintable()).strip().rpartition(".")
    return f"{(stem or ending)[:NAME]}{dot}{ending[:10] if stem else ''}"


def _holds(kind: str, content: bytes) -> bool:
    """Whether the bytes are of a kind."""
    if kind == "text":
        return _is_text(content)
    webp = kind != "webp" or content[8:12] == b"WEBP"
    return content.startswith(BEGINS[kind]) and webp


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return all(c.isprintable() or c in LAYOUT for c in text.removeprefix("\ufeff"))
