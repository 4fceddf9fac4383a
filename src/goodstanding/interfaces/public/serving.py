"""Pages that are the same for everyone: no cookie, and anyone on the way may keep a copy."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from goodstanding.interfaces.audience import audience

KEPT = 300
"""Seconds for which a copy may be shown before it is asked for again."""


def published(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that only reads and shows everyone the same: for the public, kept for a while."""
    kept = cache_control(public=True, max_age=KEPT)(conditional_page(view))
    return audience("public")(require_safe(kept))


def page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page that knows nothing of who asks: neither session nor messages are looked at."""
    return HttpResponse(render_to_string(template, {**context, "request": request}))
