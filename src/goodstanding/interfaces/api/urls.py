"""Addresses of the interface for the marketplace's servers."""

from django.urls import path

from goodstanding.interfaces.api.routes import api

urlpatterns = [path("", api.urls)]
