"""No page is kept by a browser or a proxy unless it says that it may be."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def keeping(answer: Answer) -> Answer:
    """Have nothing kept: most pages are about one person, and some are reached by a secret link.

    Args:
        answer: what answers a request.
    """

    def kept(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    return kept
