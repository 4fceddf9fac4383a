"""The addresses of the public site."""

from django.urls import path

from goodstanding.interfaces.public import announcements, figures, look, reports, views
from goodstanding.interfaces.public import help as help_

app_name = "public"
urlpatterns = [
    path("", views.front, name="front"),
    path("transparency/", figures.transparency, name="transparency"),
    path("transparency.csv", figures.transparency_csv, name="transparency_csv"),
    path("transparency.json", figures.transparency_json, name="transparency_json"),
    path("status/", figures.status, name="status"),
    path("status.csv", figures.status_csv, name="status_csv"),
    path("announcements/", announcements.listed, name="announcements"),
    path(
        "announcements/<slug:slug>/<int:number>/", announcements.announcement, name="announcement"
    ),
    path("announcements/usage/", announcements.usage, name="usage"),
    path("contact/", announcements.contact, name="contact"),
    path("help/", help_.form, name="help"),
    path("help/asked/", help_.asked, name="asked"),
    path("report/", reports.form, name="report"),
    path("report/<str:token>/", reports.page, name="reported"),
    path("report/<str:token>/add", reports.add, name="report_add"),
    path("report/<str:token>/appeal", reports.appeal, name="report_appeal"),
    path("look/", look.look, name="look"),
    path("look.css", look.look_css, name="look_css"),
    path("policies/", views.policies, name="policies"),
    path("policies/<slug:slug>/", views.policy, name="policy"),
    path("policies/<slug:slug>/<int:number>/", views.version, name="version"),
    path("policies/<slug:slug>/<int:number>/record.json", views.record, name="record"),
    path("policies/<slug:slug>/<int:before>/to/<int:after>/", views.changes, name="changes"),
]
