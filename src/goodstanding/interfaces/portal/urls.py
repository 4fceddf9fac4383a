"""Addresses of the portal."""

from django.urls import path

from goodstanding.interfaces.portal import (
    acts,
    announcements,
    door,
    figures,
    file,
    money,
    pages,
    remedies,
    reports,
    represented,
    team,
)

app_name = "portal"
urlpatterns = [
    path("", pages.standing, name="standing"),
    path("enter/<str:token>", door.enter, name="enter"),
    path("leave", door.leave, name="leave"),
    path("notices/", pages.all_notices, name="notices"),
    path("notices/<uuid:id_>/", pages.notice, name="notice"),
    path("announcements/", announcements.listed, name="announcements"),
    path(
        "announcements/<slug:slug>/<int:number>/", announcements.announcement, name="announcement"
    ),
    path("announcements/<slug:slug>/<int:number>/comment", announcements.comment, name="comment"),
    path("announcements/comments/<uuid:id_>/vote", announcements.vote, name="vote"),
    path("announcements/comments/<uuid:id_>/object", announcements.object_to, name="object"),
    path("file", file.page, name="file"),
    path("file.zip", file.as_zip, name="file_zip"),
    path("file.json", file.as_json, name="file_json"),
    path("figures/<slug:slug>/<slug:detector>/", figures.behind, name="behind"),
    path("team/", team.page, name="team"),
    path("money/", money.page, name="money"),
    path("money/statement", money.statement, name="statement"),
    path("money/statement.csv", money.statement_csv, name="statement_csv"),
    path("reports/", reports.page, name="reports"),
    path("reports/<uuid:id_>/", reports.report, name="report"),
    path("reports/<uuid:id_>/add", reports.add, name="report_add"),
    path("reports/<uuid:id_>/appeal", reports.appeal, name="report_appeal"),
    path("cases/<str:reference>/", pages.case, name="case"),
    path("represent/<str:token>", represented.enter, name="represent"),
    path("represented/", represented.page, name="represented"),
    path("represented/answer", represented.answer, name="represented_answer"),
    path("represented/talk", represented.talk, name="represented_talk"),
    path("represented/appeal", represented.appeal, name="represented_appeal"),
    path("represented/remark", represented.remark, name="represented_remark"),
    path("cases/<str:reference>/talk", acts.talk, name="talk"),
    path("cases/<str:reference>/representative", acts.representative, name="representative"),
    path("cases/<str:reference>/answer", acts.answer, name="answer"),
    path("cases/<str:reference>/appeal", acts.appeal, name="appeal"),
    path("cases/<str:reference>/remark", acts.remark, name="remark"),
    path("cases/<str:reference>/remedy/", remedies.page, name="remedy"),
    path("cases/<str:reference>/remedy/<int:step>/lesson", remedies.lesson, name="lesson"),
    path("cases/<str:reference>/remedy/<int:step>/assurance", remedies.assurance, name="assurance"),
]
