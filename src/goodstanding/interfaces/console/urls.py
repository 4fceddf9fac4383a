"""Addresses of the console."""

from django.urls import path

from goodstanding.interfaces.console import door
from goodstanding.interfaces.console.views import (
    appeals,
    cases,
    deciding,
    funds,
    giving,
    hearing,
    holds,
    interims,
    mailbox,
    members,
    queue,
    remedies,
    rules,
    second,
    talks,
    withholding,
)

app_name = "console"
urlpatterns = [
    path("", queue.page, name="queue"),
    path("next/", queue.next_case, name="next"),
    path("sign-in", door.sign_in, name="sign_in"),
    path("sign-out", door.sign_out, name="sign_out"),
    path("enter/<str:token>", door.enter, name="enter"),
    path("cases/new/", cases.new, name="new_case"),
    path("cases/<str:reference>/", cases.page, name="case"),
    path("cases/<str:reference>/hearing/", hearing.page, name="hearing"),
    path("cases/<str:reference>/talks/<int:id_>", talks.record, name="talk"),
    path("cases/<str:reference>/decide/", deciding.page, name="decide"),
    path("cases/<str:reference>/decisions/<uuid:id_>/confirm", interims.confirm, name="confirm"),
    path("cases/<str:reference>/measures/<uuid:id_>/lift", cases.lift, name="lift"),
    path(
        "cases/<str:reference>/measures/<uuid:id_>/reinstate", remedies.reinstate, name="reinstate"
    ),
    path("cases/<str:reference>/steps/<int:step>/accept", remedies.accept, name="accept_proof"),
    path(
        "cases/<str:reference>/probations/<int:probation>/put-back",
        remedies.put_back,
        name="put_back",
    ),
    path("cases/<str:reference>/withhold/<uuid:finding>", withholding.ask, name="withhold"),
    path("cases/<str:reference>/tell/<uuid:id_>", withholding.tell, name="tell_withheld"),
    path("second/", second.listed, name="second"),
    path("second/<uuid:id_>/", second.page, name="second_look"),
    path("second/<uuid:id_>/answer", second.answer, name="answer_second"),
    path("appeals/", appeals.listed, name="appeals"),
    path("appeals/<uuid:id_>/", appeals.page, name="appeal"),
    path("appeals/<uuid:id_>/take", appeals.take, name="take"),
    path("appeals/<uuid:id_>/ask", appeals.ask, name="ask"),
    path("appeals/<uuid:id_>/answer", appeals.answer, name="answer"),
    path("members/", members.find, name="find_member"),
    path("members/<path:name>/notices/<uuid:id_>/", members.notice, name="notice"),
    path("members/<path:name>/statement/", members.statement, name="statement"),
    path("members/<path:name>/statement.csv", members.statement_csv, name="statement_csv"),
    path("members/<path:name>/", members.page, name="member"),
    path("funds/", funds.page, name="funds"),
    path("funds/holds/<uuid:id_>/", holds.page, name="hold"),
    path("funds/holds/<uuid:id_>/look", holds.look, name="look_at_hold"),
    path("funds/holds/<uuid:id_>/release", holds.release, name="release_hold"),
    path("funds/holds/<uuid:id_>/give-back", giving.ask, name="give_money_back"),
    path("funds/holds/<uuid:id_>/longer", giving.longer, name="hold_longer"),
    path("rules/", rules.listed, name="rules"),
    path("rules/<slug:name>/", rules.page, name="rule"),
    path("rules/<slug:name>/return", rules.give_back, name="give_back"),
    path("mail/", mailbox.page, name="mailbox"),
    path("mail/<int:id_>/", mailbox.mail, name="mail"),
]
