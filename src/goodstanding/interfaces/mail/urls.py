"""Where a provider brings mail."""

from django.urls import path

from goodstanding.interfaces.mail import providers

app_name = "mail"
urlpatterns = [path("inbound/<str:provider>/", providers.inbound, name="inbound")]
