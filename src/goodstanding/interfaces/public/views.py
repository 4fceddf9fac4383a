"""The pages of the public site; each asks the room of policies once."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from goodstanding.cases import queries as cases
from goodstanding.config.clock import now
from goodstanding.interfaces.public import reading, serving
from goodstanding.interfaces.public.serving import published
from goodstanding.law.withholding import Code
from goodstanding.policies import queries
from goodstanding.policies.queries import UnknownPolicyError


@published
def front(request: HttpRequest) -> HttpResponse:
    """What this place is, and every policy."""
    return _listing(request, "public/front.html")


@published
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy, with what was announced, and what of the gold standard is relaxed."""
    return _listing(request, "public/policies.html")


@published
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """The version of a policy that is in force now."""
    return _page(request, slug, None)


@published
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version of a policy, in force, announced or replaced."""
    return _page(request, slug, number)


@published
def record(request: HttpRequest, slug: str, number: int) -> HttpResponse:  # noqa: ARG001
    """A version as it was adopted, in the very bytes its hash was taken of."""
    try:
        content = queries.published_record(slug, number)
    except UnknownPolicyError as unknown:
        raise Http404(str(unknown)) from unknown
    return HttpResponse(content, content_type="application/json; charset=utf-8")


@published
def changes(request: HttpRequest, slug: str, before: int, after: int) -> HttpResponse:
    """What changed between two versions of a policy: in one text, or side by side."""
    try:
        found = queries.difference(slug, before, after)
    except UnknownPolicyError as unknown:
        raise Http404(str(unknown)) from unknown
    context = {"difference": found, "side": request.GET.get("view") == "side"}
    return serving.page(request, "public/changes.html", context)


def _listing(request: HttpRequest, template: str) -> HttpResponse:
    return serving.page(
        request,
        template,
        {
            "policies": queries.listed(at=now()),
            "marketplace": settings.MARKETPLACE_NAME,
            "platform": next(iter(queries.platforms()), None),
            "rules": cases.rules(at=now()),
        },
    )


def _page(request: HttpRequest, slug: str, number: int | None) -> HttpResponse:
    try:
        page = queries.page(slug, at=now(), number=number)
    except UnknownPolicyError as unknown:
        raise Http404(str(unknown)) from unknown
    return serving.page(
        request,
        "public/policy.html",
        {
            "page": page,
            "policy": page.version,
            "settings": page.version.settings,
            "rules": [one for one in cases.rules(at=now()) if one.rule in page.version.detectors],
            "withheld": [Code(one).spoken for one in page.version.settings["may_withhold"]],
            "body": reading.html(page.body),
            "sheets": reading.sheets(page),
            "detector_settings": reading.lines(page.version.settings["detector"]),
        },
    )
