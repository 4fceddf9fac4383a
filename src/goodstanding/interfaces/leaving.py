"""Signing out: what the browser kept of the visit goes, too."""

from typing import TypeVar

from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def behind_nothing(answer: Answer) -> Answer:
    """Have a browser forget what it kept of our pages; the choice of light or dark stays.

    Args:
        answer: to signing out.
    """
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
