"""Every request is counted, timed, traced and logged by its route; nothing of who asked is kept."""

import logging
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from opentelemetry import trace
from prometheus_client import Histogram

Answer = Callable[[HttpRequest], HttpResponse]

SECONDS = Histogram(
    "goodstanding_request_seconds",
    "How long answers took",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_log = logging.getLogger(__name__)
_tracer = trace.get_tracer("goodstanding")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
HEADER = "X-Request-Id"


def watching(answer: Answer) -> Answer:
    """Watch what is asked. A request has an id, which the answer tells and the log has.

    Args:
        answer: what answers it.
    """

    def watched(request: HttpRequest) -> HttpResponse:
        begun, id_ = perf_counter(), uuid4().hex
        method = request.method if request.method in METHODS else "other"
        with _tracer.start_as_current_span("request", kind=trace.SpanKind.SERVER) as span:
            response = answer(request)
            route = route_of(request)
            span.update_name(f"{method} {route}")
            span.set_attribute("http.request.method", str(method))
            span.set_attribute("http.route", route)
            span.set_attribute("http.response.status_code", response.status_code)
        took = perf_counter() - begun
        response.headers[HEADER] = id_
        SECONDS.labels(method, route, response.status_code).observe(took)
        carried = {
            "event": "request",
            "request": id_,
            "method": method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round(1000 * took, 1),
        }
        level = logging.WARNING if response.status_code >= 500 else logging.INFO  # noqa: PLR2004
        _log.log(level, "answered", extra=carried)
        return response

    return watched


def route_of(request: HttpRequest) -> str:
    """The address's pattern, without what was filled in; "unknown" where there is none.

    Args:
        request: which was answered.
    """
    match = request.resolver_match
    return f"/{match.route}" if match else "unknown"
