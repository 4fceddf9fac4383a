"""What hangs on a mail: its attachments, as files that may be kept with a case."""

from email.message import EmailMessage

from goodstanding.cases.hearings.files import Checked, NotKeptError, Upload, check
from goodstanding.interfaces.mail.headers import UNREADABLE

MOST = 10
"""Files of one mail that are looked at."""
ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "text/plain": "txt",
}
"""How a file that came without a name is called."""


def files(mail: EmailMessage) -> tuple[tuple[Checked, ...], tuple[NotKeptError, ...]]:
    """The files of a mail that may be kept, and those that may not.

    A picture within the text (of a signature, say) is no file.

    Args:
        mail: the mail.
    """
    kept, refused = [], []
    for one in _uploads(mail)[:MOST]:
        try:
            kept.append(check(one))
        except NotKeptError as why:
            refused.append(why)
    return tuple(kept), tuple(refused)


def _uploads(mail: EmailMessage) -> list[Upload]:
    try:
        hanging = list(mail.iter_attachments())
    except (*UNREADABLE, AttributeError):
        return []
    return [_upload(one) for one in hanging if not one.is_multipart()]


def _upload(part: EmailMessage) -> Upload:
    try:
        name, raw = part.get_filename() or "", part.get_payload(decode=True)
    except UNREADABLE:
        name, raw = "", b""
    ending = ENDINGS.get(part.get_content_type(), "")
    content = raw if isinstance(raw, bytes) else b""
    return Upload(name.replace("\0", "") or f"file.{ending}".rstrip("."), content)
