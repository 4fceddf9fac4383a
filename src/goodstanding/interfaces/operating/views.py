"""Health, readiness and figures. None of them says anything of a person."""

from hmac import compare_digest

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from goodstanding.config.clock import now
from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.operating import figures, readiness


@audience("public")
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Whether this process answers; one that does not is started again."""
    return HttpResponse("ok\n", content_type="text/plain")


@audience("public")
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Whether requests may be sent here: the database answers, with the tables this version needs.

    A worker that does not work is named too, but makes nothing unready: pages go on without it.
    """
    found = readiness.look(at=now())
    return JsonResponse(found.told(), status=200 if found.ready else 503)


@audience("operator")
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for Prometheus, which shows the token of `GOODSTANDING_METRICS_TOKEN`."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN:
        raise Http404("metrics: there is no token, so nobody may read them")
    if not compare_digest(shown.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse("a token is needed\n", status=401, content_type="text/plain")
    try:
        return HttpResponse(figures.page(at=now()), content_type=CONTENT_TYPE_LATEST)
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
