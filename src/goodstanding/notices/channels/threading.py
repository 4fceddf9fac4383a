"""What lets a reader of mail keep together what belongs together, and machines not answer it."""

import re

from django.conf import settings

NO_ATOM = re.compile(r"[^a-z0-9-]+")
SPOKEN_BY_A_MACHINE = {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "OOF, AutoReply",
}
"""RFC 3834, and what Exchange asks for instead: no absence note comes back to a case."""


def threading(reference: str, *, id_: str) -> dict[str, str]:
    """The headers of a mail about one thing: its own id, and the one all mails about it share.

    No mail has the shared id: readers of mail put together what names the same one (RFC 5322,
    3.6.4), also where the first mail was lost or thrown away.

    Args:
        reference: of what the mail is about, as in its subject.
        id_: the mail's own, the same for every repeat of it.
    """
    shared = f"<{NO_ATOM.sub('-', reference.lower())}@{settings.MAIL_DOMAIN}>"
    return {
        "Message-ID": f"<{id_}@{settings.MAIL_DOMAIN}>",
        "In-Reply-To": shared,
        "References": shared,
        **SPOKEN_BY_A_MACHINE,
    }
