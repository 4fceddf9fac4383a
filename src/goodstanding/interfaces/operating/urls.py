"""Addresses for who runs the house."""

from django.urls import path

from goodstanding.interfaces.operating import views

app_name = "operating"
urlpatterns = [
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.metrics, name="metrics"),
]
