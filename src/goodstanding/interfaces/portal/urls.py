"""Addresses of the portal."""

from django.urls import path

from goodstanding.interfaces.portal import acts, door, pages

app_name = "portal"
urlpatterns = [
    path("", pages.standing, name="standing"),
    path("enter/<str:token>", door.enter, name="enter"),
    path("leave", door.leave, name="leave"),
    path("notices/", pages.all_notices, name="notices"),
    path("notices/<uuid:id_>/", pages.notice, name="notice"),
    path("money/", pages.money, name="money"),
    path("cases/<str:reference>/", pages.case, name="case"),
    path("cases/<str:reference>/answer", acts.answer, name="answer"),
    path("cases/<str:reference>/appeal", acts.appeal, name="appeal"),
]
