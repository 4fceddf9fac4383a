"""Files that come with a form: how much of them is read at all, and how they are given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from goodstanding.cases import queries
from goodstanding.cases.hearings.files import Upload, check

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

    from goodstanding.cases.hearings.files import Checked
    from goodstanding.cases.models import Case

LARGEST_FORM = 32 * 2**20
"""Bytes of a form with its files."""
LOCKED_IN = "sandbox; default-src 'none'"


class Limited(FileUploadHandler):
    """Reads nothing of a form that is too large; the handlers after it do the work."""

    def handle_raw_input(
        self,
        input_data: object,  # noqa: ARG002
        META: dict[str, str],  # noqa: ARG002, N803
        content_length: int,
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse by the length that the form says it has; more than that is never read."""
        if content_length > LARGEST_FORM:
            raise RequestDataTooBig(f"got {content_length} bytes, expected {LARGEST_FORM} at most")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Leave it to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:  # noqa: ARG002
        """Leave it to the next handler."""
        return None


def checked(request: HttpRequest) -> list[Checked]:
    """The files of a form's field `files` that may be kept.

    Args:
        request: what was sent.

    Raises:
        NotKeptError: one of them is not kept, so that none is.
    """
    sent = request.FILES.getlist("files")
    return [check(Upload(one.name or "", one.read())) for one in sent]


def download(case: Case, id_: int) -> HttpResponse:
    """An attachment of a case to take away; no browser shows it in our name.

    Args:
        case: the case, which whoever asks may read.
        id_: the attachment's number.

    Raises:
        Http404: the case has no such attachment, or its bytes were erased.
    """
    found = queries.attachments(case).filter(pk=id_).first()
    content = queries.content_of(found) if found else None
    if found is None or content is None:
        raise Http404(f"Case {case.reference} has no file {id_}, or it was erased.")
    named = content_disposition_header(True, found.name)
    headers = {"Content-Disposition": named or "attachment", "Content-Security-Policy": LOCKED_IN}
    return HttpResponse(content, content_type=found.content_type, headers=headers)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what a browser sent and nobody reads: too large, or in no form we know.

    Args:
        request: what was sent.
        exception: what is wrong with it.
    """
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)
