"""A record in which every page has something to show."""

from datetime import timedelta

from goodstanding.accounts import operations as accounts
from goodstanding.accounts import queries as accounting
from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import Case
from goodstanding.events import vocabulary as v
from goodstanding.funds import operations as funds
from goodstanding.law.hold import Pot
from goodstanding.law.report import Way
from goodstanding.law.terms import MeasureKind, Money, StaffRole
from goodstanding.notices import operations as notices
from goodstanding.policies import queries as policies
from goodstanding.reports import operations as reports
from goodstanding.support import operations as support
from tests import announced, people
from tests.people import ADOPTED, NOW
from tests.rooms.cases import giving

DAY = timedelta(days=1)
RESTRICTED = MeasureKind.RESTRICTION
PASSWORD = "correct horse battery"


def made(folder):
    """Ann's appeal, Cleo's fraud, Ben's hearing, Dan reported, a policy announced; Pat sees all."""
    people.rulebook()
    team = people.team() | {"Fin": people.fin()}
    told = {"name": "Pat", "email": "pat@example.org", "roles": list(StaffRole)}
    accounts.employ(**told, at=ADOPTED, password=PASSWORD)
    announced.second_version(folder)
    proposal = giving.proposed(giving.held(team), by=team["Rita"])
    _restricted_and_appealed("dora")
    lena = _heard("ben")
    case = _told("emil", at=NOW - 9 * DAY)
    cases.answer(case=case, text="Two of them paid late.", by="emil", at=NOW - 8 * DAY)
    mail = cases.Mail("<1@x>", "emil@elsewhere.example", "My case", "I was ill in March.")
    appeals.receive(token=case.token, mail=mail, at=NOW - 7 * DAY)  # kept apart
    for name in ("dora", "emil", "ben"):
        people.tell(_signed_in(name), at=NOW - DAY)
    _begun(case)
    report = _reported("dan")
    _asked_and_drawn(team)
    _reports("dora", "emil")
    notices.deliver_due(at=NOW)
    notices.send_to_reporters_due(at=NOW)
    return {"report": report, "proposal": proposal, "lena": lena, "case": case}


def _signed_in(name):
    told = {"session": "", "device": "shared-tablet", "ip": "", "country": "", "user_agent": ""}
    at = people.stamp(NOW - DAY)
    return v.LoginSucceeded(source="main", id=f"{name}-in", at=at, account=name, **told)


def _begun(case):
    """Pat had begun to write a message, and was called away."""
    pat = accounting.staff("Pat")
    typed = {"text": ["Which of the two paid late?"]}
    cases.keep_draft(case=case, form="message", fields=typed, by=pat, at=NOW - DAY / 4)


def _asked_and_drawn(team):
    """Somebody asked for help, a file was taken away, a week's decisions were drawn."""
    asked = support.Asked("Where do I see what is held?", "gus@example.net", "Gus")
    support.open_inquiry(asked=asked, at=NOW - DAY / 3)
    about = {"what": "workload.csv", "address": "/console/workload.csv", "rows": 5}
    reports.note_export(**about, account=None, by=team["Rita"], at=NOW - DAY / 2)
    appeals.draw_samples(at=NOW)


def _case(name, *, at):
    people.not_delivering(name, at=at)
    people.tell(people.contested(name, 0, 15_000), at=at)
    people.work_goes_on(at=at, accounts=[name])
    return Case.objects.get(account__name=name)


def _told(name, *, at):
    case = _case(name, at=at)
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=RESTRICTED, by=by, at=at)
    return case


def _restricted_and_appealed(name):
    case = _told(name, at=NOW - 9 * DAY)
    by = case.assignment.staff
    cases.answer(case=case, text="I was ill in March.", by=name, at=NOW - 8 * DAY)
    pots = {Pot(f"{name}-c0", "EUR"): Money(15_000, "EUR")}
    wish = Wish(RESTRICTED, "Eleven of twenty clients got nothing.", hold=pots)
    decision = cases.decide(case=case, wish=wish, by=by, at=NOW - 3 * DAY)
    why = "Both still contest it."
    funds.review_hold(hold=decision.hold, reasons=why, by=by, at=NOW - 2 * DAY)
    notices.deliver_due(at=NOW - 2 * DAY)
    appeal = appeals.file(decision=decision, text="They cancelled.", by=name, at=NOW - DAY)
    reviewer = appeal.assignment.reviewer
    appeals.ask(appeal=appeal, text="Which of them?", by=reviewer, at=NOW - DAY / 2)


def _heard(name):
    case = _told(name, at=NOW - 2 * DAY)
    cases.ask_to_talk(case=case, text="Call me at noon.", by=name, at=NOW - DAY)
    told = {"name": "Lena Law", "email": "lena@example.org"}
    return cases.name_representative(case=case, **told, by=name, at=NOW - DAY)


def _reports(name, about):
    of = {one: accounting.account(one) for one in (name, about)}
    policy = policies.in_force("spam-applications", at=NOW)
    said = cases.Said(f"applications of {about}", "The same text to all.", True, Way.PORTAL)
    who = cases.Reporter(account=of[name])
    cases.report(about=of[about], policy=policy, said=said, reporter=who, at=NOW - DAY)


def _reported(name):
    about = people.member(name)
    policy = policies.in_force("poor-performance", at=NOW)
    said = cases.Said("contract dan-c1", "Paid, and nothing came.", True, Way.PUBLIC)
    olga = cases.Reporter(name="Olga Out", email="olga@example.net")
    report = cases.report(about=about, policy=policy, said=said, reporter=olga, at=NOW - 3 * DAY)
    wish = Wish(MeasureKind.NO_ACTION, "Nothing is found.")
    by = report.case.assignment.staff
    cases.decide(case=report.case, wish=wish, by=by, at=NOW - 2 * DAY)
    appeals.file_for_reporter(report=report, text="Look again.", door="public", at=NOW - DAY)
    return report
