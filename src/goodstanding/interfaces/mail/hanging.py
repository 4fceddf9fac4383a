"""What hangs on a mail: its attachments, as files that may be kept with a case."""

from collections.abc import Iterator
from email.message import Message
from itertools import islice

from goodstanding.cases.hearings.files import TOO_MANY, Checked, NotKeptError, Upload, check
from goodstanding.interfaces.mail.headers import UNREADABLE

MOST = 10
"""Files of one mail that are looked at; each beyond them is refused unseen, by its name."""
NAMED = 50
"""Files of one mail that are read at all."""
ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "text/plain": "txt",
}
"""How a file that came without a name is called."""


def files(mail: Message) -> tuple[tuple[Checked, ...], tuple[NotKeptError, ...]]:
    """The files of a mail that may be kept, and those that may not.

    A picture within the text (of a signature, say) is no file. Wherever in the mail a file hangs,
    it is found: programs of mail put it beside the text, within it, or in a mail sent on.

    Args:
        mail: the mail.
    """
    kept, refused = [], []
    for number, one in enumerate(islice(_uploads(mail), NAMED)):
        if number >= MOST:
            refused.append(NotKeptError(one.name, TOO_MANY))
            continue
        try:
            kept.append(check(one))
        except NotKeptError as why:
            refused.append(why)
    return tuple(kept), tuple(refused)


def _uploads(mail: Message) -> Iterator[Upload]:
    left = [(mail, False)]
    while left:
        part, related = left.pop()
        if part.is_multipart():
            shows = part.get_content_subtype() == "related"
            left += [(one, shows) for one in reversed(_inner(part))]
        elif _hangs(part) and not (related and _is_shown(part)):
            yield _upload(part)


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _hangs(part: Message) -> bool:
    """Whether a part is a file, and not what the mail itself says."""
    try:
        named, place = part.get_filename(), part.get_content_disposition()
    except UNREADABLE:
        return False
    return bool(named) or place == "attachment" or part.get_content_maintype() == "image"


def _is_shown(part: Message) -> bool:
    """Whether a part is a picture in the text, which calls it by its number."""
    return "Content-ID" in part and part.get_content_disposition() != "attachment"


def _upload(part: Message) -> Upload:
    try:
        name, raw = part.get_filename() or "", part.get_payload(decode=True)
    except UNREADABLE:
        name, raw = "", b""
    ending = ENDINGS.get(part.get_content_type(), "")
    content = raw if isinstance(raw, bytes) else b""
    return Upload(name.replace("\0", "") or f"file.{ending}".rstrip("."), content)
