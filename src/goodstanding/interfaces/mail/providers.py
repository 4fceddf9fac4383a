"""Mail that a provider takes for us and brings by a webhook, each proved its own way."""

from typing import TYPE_CHECKING, Any

from anymail.exceptions import AnymailConfigurationError, AnymailWebhookValidationFailure
from anymail.webhooks.mailgun import MailgunInboundWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from goodstanding.interfaces.audience import audience
from goodstanding.interfaces.mail.reading import place
from goodstanding.interfaces.mail.server import LARGEST, known, take

if TYPE_CHECKING:
    from collections.abc import Callable

PROVIDERS: "dict[str, Callable[[str], Any]]" = {
    "postmark": lambda secret: PostmarkInboundWebhookView(webhook_secret=secret),
    "mailgun": lambda secret: MailgunInboundWebhookView(
        webhook_signing_key=secret, api_key=None, webhook_secret=[]
    ),
}
"""How each is proved: by name and password (Postmark), or by its signature (Mailgun)."""
MALFORMED = (AttributeError, LookupError, TypeError, ValueError)


@audience("public")  # whoever can prove to be the provider
@csrf_exempt
@require_POST
@never_cache
def inbound(request: HttpRequest, provider: str) -> HttpResponse:
    """Keep a mail before saying so; what could not be kept is brought again by the provider.

    A mail to nobody's address is taken and forgotten: the provider would only bring it again.
    """
    if provider != settings.MAIL_INBOUND:
        raise Http404
    view = PROVIDERS[provider](settings.MAIL_INBOUND_SECRET)
    try:
        view.run_validators(request)
    except AnymailWebhookValidationFailure:
        return _told(f"{provider}: not proved to be who brings our mail", status=403)
    try:
        events = view.parse_events(request)
    except (AnymailConfigurationError, *MALFORMED):
        return _told(f"{provider}: no mail in what came; expected its inbound webhook", status=400)
    for event in events:
        _keep(event.message)
    return _told("taken")


def _keep(mail: Any) -> None:  # noqa: ANN401 - the library has no types
    whole = mail.as_bytes(policy=mail.policy.clone(refold_source="none"))
    if len(whole) > LARGEST:
        return
    named = [mail.envelope_recipient] if mail.envelope_recipient else _recipients(mail)
    ours = [one for one in named if (found := place(one)) and known(found)]
    take(whole, sender=mail.envelope_sender, recipients=ours)


def _recipients(mail: Any) -> list[str]:  # noqa: ANN401 - the library has no types
    return [str(one.addr_spec) for one in (*mail.to, *mail.cc, *mail.bcc)]


def _told(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
