"""The addresses of the public site."""

from django.urls import path

from goodstanding.interfaces.public import views

app_name = "public"
urlpatterns = [
    path("", views.front, name="front"),
    path("policies/", views.policies, name="policies"),
    path("policies/<slug:slug>/", views.policy, name="policy"),
    path("policies/<slug:slug>/<int:number>/", views.version, name="version"),
    path("policies/<slug:slug>/<int:number>/record.json", views.record, name="record"),
]
