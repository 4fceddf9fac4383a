"""A member's file as they take it away: one for machines, one to read, both in an archive."""

import json
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string


def as_json(file: dict[str, Any]) -> bytes:
    """The file as JSON, in UTF-8; moments in ISO 8601, UTC."""
    return json.dumps(file, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def as_zip(file: dict[str, Any]) -> bytes:
    """The file as an archive: `file.json`, and `file.html` to be read in any browser."""
    page = render_to_string("reports/file.html", {"file": file})
    made_at: datetime = file["made_at"]
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in (("file.json", as_json(file)), ("file.html", page.encode())):
            entry = ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()
