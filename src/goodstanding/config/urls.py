"""Every address on one page."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("goodstanding.interfaces.public.urls")),
    path("", include("goodstanding.interfaces.operating.urls")),
    path("v1/", include("goodstanding.interfaces.api.urls")),
    path("mail/", include("goodstanding.interfaces.mail.urls")),
    path("console/", include("goodstanding.interfaces.console.signing_urls")),
    path("console/", include("goodstanding.interfaces.console.urls")),
    path("portal/", include("goodstanding.interfaces.portal.urls")),
]

handler400 = "goodstanding.interfaces.uploads.not_understood"
