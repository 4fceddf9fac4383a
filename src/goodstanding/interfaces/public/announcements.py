"""Announcements of policies, what members say of them, and how to reach us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from goodstanding.config.clock import now
from goodstanding.consultations import queries
from goodstanding.interfaces import consulting
from goodstanding.interfaces.public import serving
from goodstanding.interfaces.public.serving import published
from goodstanding.law import clocks

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@published
def listed(request: HttpRequest) -> HttpResponse:
    """Every policy that was announced before it bound, latest first."""
    return serving.page(request, "public/announcements.html", {"talks": queries.all_of(at=now())})


@published
def announcement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What changes and when, what members say of it, and what the policy team answers."""
    page = consulting.shown(slug, number, request.GET, at=now())
    return serving.page(request, "public/announcement.html", page)


@published
def usage(request: HttpRequest) -> HttpResponse:
    """What may be written in a consultation, and what happens to what may not."""
    return serving.page(request, "public/usage.html", {"usage": queries.RULES})


@published
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach us, for whom, and how long it takes."""
    page = {
        "marketplace": settings.MARKETPLACE_NAME,
        "help_address": settings.HELP_ADDRESS,
        "talk_days": clocks.TALK.days,
        "appeal_days": clocks.APPEAL_REPLY.days,
    }
    return serving.page(request, "public/contact.html", page)
