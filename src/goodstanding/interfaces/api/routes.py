"""Version 1 of the interface for the marketplace's servers."""

from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI, Status
from ninja.errors import HttpError
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema

from goodstanding.accounts import queries as accounts
from goodstanding.cases import queries as cases
from goodstanding.config.clock import now
from goodstanding.events import operations as events
from goodstanding.events.vocabulary import KINDS
from goodstanding.events.vocabulary.reading import InvalidEventError, Rejected, decode_batch
from goodstanding.interfaces import links
from goodstanding.interfaces.api import description as described
from goodstanding.interfaces.api import rates
from goodstanding.interfaces.api.appeals import router as appeals
from goodstanding.interfaces.api.forms import (
    InForce,
    PortalLink,
    Question,
    Recorded,
    Refused,
    Reply,
    StandingOut,
    StrikeOut,
)
from goodstanding.interfaces.api.keys import Key
from goodstanding.interfaces.api.reports import router as reports
from goodstanding.interfaces.api.statements import router as statements
from goodstanding.interfaces.audience import audience

_, COMPONENTS = msgspec.json.schema_components(
    KINDS.values(), ref_template="#/components/schemas/{name}"
)


class Api(NinjaAPI):
    """The interface, whose description holds the vocabulary of events too."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI description."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"] |= COMPONENTS
        described.complete(schema, self._scopes())
        return schema

    def _scopes(self) -> dict[str, str]:
        """Which scope each operation asks for, by its id."""
        return {
            operation.operation_id or self.get_openapi_operation_id(operation): key.scope
            for _, router in self._routers
            for path in router.path_operations.values()
            for operation in path.operations
            for key in operation.auth_callbacks
            if isinstance(key, Key)
        }


api = Api(
    title="Goodstanding",
    version="1",
    description="Report what happens on the marketplace; ask what an account may do now; "
    "appeal for a member; pass on a report.",
    docs=Swagger(settings={"persistAuthorization": True}),
    docs_url="/docs",
    docs_decorator=audience("public"),
    urls_namespace="api",
)

_BATCH = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["events"],
                    "properties": {
                        "events": {
                            "type": "array",
                            "maxItems": 10_000,
                            "items": {
                                "oneOf": [
                                    {"$ref": f"#/components/schemas/{kind.__name__}"}
                                    for kind in KINDS.values()
                                ],
                                "discriminator": {"propertyName": "kind"},
                            },
                        }
                    },
                }
            }
        },
    }
}


@api.post(
    "/events",
    auth=Key("events:write"),
    response={200: Recorded, 422: Refused},
    openapi_extra=_BATCH,
    tags=["events"],
    summary="Report events",
)
@audience("key:events:write")
def report(request: HttpRequest) -> Any:  # noqa: ANN401 - the library's form for a choice of answers
    """Report a batch of events. Each is kept once by `source` and `id`; send again without fear.

    A batch with anything wrong in it is refused whole, with every reason.
    """
    try:
        batch, rejected = decode_batch(request.body)
    except InvalidEventError as wrong:
        return Status(422, {"detail": str(wrong)})
    if rejected:
        wrong_ones = f"{len(rejected)} of {len(batch) + len(rejected)} events are not right"
        reasons = [_plain(one) for one in rejected]
        return Status(422, {"detail": f"{wrong_ones}; none was kept", "rejected": reasons})
    done = events.record(events=batch, at=now())
    return {"recorded": done.new, "known": done.known}


def _plain(one: Rejected) -> dict[str, object]:
    return {
        "index": one.index,
        "field": one.field,
        "value": str(one.value)[:200],
        "reason": one.reason,
    }


@api.post("/may", auth=Key("may:read"), response=Reply, tags=["standing"], summary="May it?")
@audience("key:may:read")
def may(request: HttpRequest, question: Question) -> dict[str, object]:  # noqa: ARG001
    """Answer whether an account may do a thing now, and under which measures it may not."""
    answer = cases.may(
        question.account,
        question.capability,
        contract=question.contract,
        subject=question.subject,
        member=question.member,
        at=now(),
    )
    return {"allowed": answer.allowed, "measures": [one.id for one in answer.measures]}


@api.get(
    "/accounts/{account}/standing",
    auth=Key("standing:read"),
    response=StandingOut,
    tags=["standing"],
    summary="Where an account stands",
)
@audience("key:standing:read")
def standing(request: HttpRequest, account: str) -> StandingOut:  # noqa: ARG001
    """Where an account stands now: measures in force, strikes that count, cases under way."""
    at = now()
    found = cases.standing(accounts.account(account), at=at)
    return StandingOut(
        account=found.account.name,
        role=found.account.role,
        measures=[
            InForce(
                id=str(one.id),
                kind=one.kind,
                capabilities=one.capabilities,
                contract=one.contract,
                subject=one.subject,
                member=one.member,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                case=one.decision.case.reference,
            )
            for one in found.in_force
        ],
        strikes=[
            StrikeOut(policy=one.slug, case=one.decision.case.reference, expires_at=one.expires_at)
            for one in found.strikes
        ],
        open_cases=[one.reference for one in found.cases],
        at=at,
    )


@api.post(
    "/accounts/{account}/portal-link",
    auth=Key("portal:link"),
    response=PortalLink,
    tags=["standing"],
    summary="A link by which a member enters their portal",
)
@audience("key:portal:link")
def portal_link(request: HttpRequest, account: str) -> PortalLink:  # noqa: ARG001
    """A link for a member who is signed in to the marketplace; it lets them in for a day."""
    return PortalLink(url=links.to_portal(accounts.account(account).name))


@api.post(
    "/accounts/{account}/embed",
    auth=Key("portal:link"),
    response=PortalLink,
    tags=["standing"],
    summary="A member's standing, for a page of yours to show in a frame",
)
@audience("key:portal:link")
def embedded(request: HttpRequest, account: str) -> PortalLink:  # noqa: ARG001
    """An address for an `iframe` on one of your origins, for an hour; it signs nobody in."""
    if not settings.EMBED_ORIGINS:
        raise HttpError(422, "GOODSTANDING_EMBED_ORIGINS: got nothing, expected your origins")
    return PortalLink(url=links.to_embedded(accounts.account(account).name))


api.add_router("/appeals", appeals)
api.add_router("/accounts", statements)
api.add_router("/reports", reports)


@api.exception_handler(LookupError)
def unknown(request: HttpRequest, error: Exception) -> JsonResponse:  # noqa: ARG001
    """Say what was asked for and not found."""
    return JsonResponse({"detail": str(error)}, status=404)


@api.exception_handler(rates.TooManyError)
def too_many(request: HttpRequest, error: Exception) -> JsonResponse:
    """Say when to come again."""
    return rates.refused(request, error)
