"""Someone with a shell on the database tries to bend a remedy or a probation; it is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.json import Jsonb

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
PITCH = "I read your job with great interest and I have ten years of experience in all of it. " * 3


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


@pytest.fixture
def restriction(staff):
    """Ann, of whose twenty clients eleven got nothing, may not apply for fourteen days."""
    people.not_delivering("ann")
    (case,) = people.work_goes_on()
    measure, rita = MeasureKind.RESTRICTION, staff["Rita"]
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=NOW)
    return cases.decide(case=case, wish=Wish(measure, "Eleven."), by=rita, at=NOW + WEEK)


def spammed(rita, *, days, at):
    """Ann spams on some days after a time, and is heard: the case that waits."""
    for n in days:
        start = at + n * DAY
        sent = [
            people.applied("ann", i, f"{i}. {PITCH}", start=start, day=str(n)) for i in range(60)
        ]
        people.tell(*sent, at=start)
        people.work_goes_on(at=start + DAY)
    case = queries.undecided().get(policy__slug="spam-applications")
    cases.serve_preliminary_notice(
        case=case, measure=MeasureKind.RESTRICTION, by=rita, at=at + max(days) * DAY + DAY
    )
    return case


@pytest.fixture
def spam(restriction, staff):
    """She also spams, twice, and may not apply for that either."""
    case = spammed(staff["Rita"], days=(1, 2), at=restriction.at)
    wish = Wish(MeasureKind.RESTRICTION, "Again.")
    return cases.decide(case=case, wish=wish, by=staff["Rita"], at=restriction.at + 12 * DAY)


def insert(table, **row):
    """The statement that inserts a row."""
    names = ", ".join(f'"{one}"' for one in row)
    values = [Jsonb(one) if isinstance(one, list) else one for one in row.values()]
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(row))})", values


def refused(promise, *statements):
    """Run statements and check all that is checked at commit; they are refused with the promise."""
    with pytest.raises(IntegrityError, match=promise):
        tries(*statements)


@transaction.atomic
def tries(*statements):
    with connection.cursor() as shell:
        for one in statements:
            shell.execute(*one)
        shell.execute("SET CONSTRAINTS ALL IMMEDIATE")


def proof(step, **changed):
    """A proof, forged."""
    row = {
        "step_id": step.pk,
        "source": "member",
        "key": "",
        "text": "",
        "answers": [],
        "by": "ann",
        "at": step.plan.made_at + DAY,
    }
    return insert("cases_stepproof", **row | changed)


def lift(measure, plan, **changed):
    """A lift by the remedy, forged."""
    row = {
        "measure_id": measure.pk,
        "cause": "done",
        "by": "the remedy",
        "at": plan.made_at + DAY,
        "plan_id": plan.pk,
    }
    return insert("cases_measurelift", **row | changed)


def step(decision, kind):
    return decision.remedy_plan.steps.get(kind=kind)


def test_a_remedy_lifts_nothing_while_a_step_is_unproved(restriction, staff):
    plan, measure = restriction.remedy_plan, restriction.measures.get()
    refused(r"P9: a remedy lifts nothing while a step \(contracts\)", lift(measure, plan))
    for kind in ("contracts", "assurance"):
        cases.accept_proof(
            step=step(restriction, kind), reasons="Seen.", by=staff["Rita"], at=plan.made_at
        )
    refused(r"P9: .* \(clean_weeks\) is unproved", lift(measure, plan))


def test_a_remedy_lifts_no_measure_of_another_decision(restriction, spam, staff):
    for one in restriction.remedy_plan.steps.all():
        cases.accept_proof(step=one, reasons="Seen.", by=staff["Rita"], at=spam.at)
    refused("P9: a remedy lifts no measure but", lift(spam.measures.get(), restriction.remedy_plan))


def test_a_remedy_names_its_plan_and_nobody_else_names_one(restriction):
    measure, plan = restriction.measures.get(), restriction.remedy_plan
    refused("P9_remedy_lift_names_its_plan", lift(measure, plan, plan_id=None))
    for one in plan.steps.all():
        cases.accept_proof(step=one, reasons="Seen.", by=restriction.decided_by, at=plan.made_at)
    with connection.cursor() as shell:
        shell.execute("SELECT id FROM cases_measurelift WHERE plan_id = %s", [plan.pk])
        (mine,) = shell.fetchone()
    refused("P8", ("UPDATE cases_measurelift SET plan_id = NULL WHERE id = %s", [mine]))


def test_a_plan_gets_no_step_after_it_is_made(restriction):
    plan = restriction.remedy_plan
    for place in (0, 3, 9):
        row = {"plan_id": plan.pk, "place": place, "kind": "refund", "words": "Pay.", "count": 1}
        refused("P9: a remedy plan gets no step", insert("cases_remedystep", **row, questions=[]))
    refused("P8", ("UPDATE cases_remedystep SET count = 9 WHERE plan_id = %s", [plan.pk]))
    refused("P8", ("UPDATE cases_remedyplan SET size = 9 WHERE id = %s", [plan.pk]))


def test_a_plan_is_made_whole_and_with_its_decision(spam):
    free = spam.case.decisions.get()
    row = {"id": free.case.pk, "decision_id": free.pk, "size": 2}
    refused("unique", insert("cases_remedyplan", **row, made_at=free.at))
    warning = queries.of(spam.case.account).exclude(pk=spam.case.pk)
    warned = next(one for one in map(queries.decision, warning) if one.measure == "warning")
    row |= {"decision_id": warned.pk, "made_at": warned.at}
    refused("P9: a remedy plan is made with a decision", insert("cases_remedyplan", **row))
    row |= {"size": 0}
    refused("P9_remedy_plan_has_steps", insert("cases_remedyplan", **row))


def test_nobody_proves_by_what_does_not_prove(restriction):
    contracts, weeks = step(restriction, "contracts"), step(restriction, "clean_weeks")
    assurance = step(restriction, "assurance")
    refused("P9: a step contracts is proved by the event", proof(contracts))
    refused("P9: a step clean_weeks is proved by the clock", proof(weeks))
    refused("P9: a step assurance is proved by the member", proof(assurance, source="clock"))
    refused("P9: an assurance says something", proof(assurance, text=" "))
    refused("P9: nobody proves a step for ann", proof(assurance, text="I will.", by="abe"))
    early = proof(assurance, text="I will.", at=restriction.at - DAY)
    refused("P9: nothing proves a step before its plan", early)
    refused("step_proof_source_known|P9", proof(assurance, source="hearsay"))


def test_weeks_that_are_not_full_prove_nothing(spam, restriction):
    weeks = step(restriction, "clean_weeks")
    early = restriction.at + WEEK - timedelta(seconds=1)
    refused("P9: these 1 weeks are not full", proof(weeks, source="clock", at=early))


def test_an_event_of_someone_else_or_of_another_kind_proves_nothing(restriction):
    people.member("abe")
    later = restriction.at + DAY
    people.tell(people.ended("abe", 1, start=later), people.earned("ann", 90, 100), at=later)
    contracts = step(restriction, "contracts")
    refused("P9_event_proof_names_its_event", proof(contracts, source="event"))
    with connection.cursor() as shell:
        shell.execute("SELECT id FROM events_event WHERE account = 'abe' OR body ? 'amount'")
        events = [one for (one,) in shell.fetchall()]
    assert len(events) >= 2
    for one in events:
        forged = proof(contracts, source="event", event_id=one, key="c", by="max")
        refused("P9: this event does not prove a step contracts of ann", forged)


def test_a_lesson_is_proved_by_right_answers_only(spam):
    lesson = step(spam, "lesson")
    for given in ([], ["Never"] * 3, [one["right"] for one in lesson.questions[:2]]):
        refused("P9: a lesson is proved by the right answer", proof(lesson, answers=given))


def test_other_proof_is_accepted_by_a_named_case_manager_with_reasons(restriction, staff):
    one = step(restriction, "contracts")
    other = {"source": "staff", "text": "Seen."}
    refused("P3: other proof", proof(one, **other, staff_id=staff["Sue"].pk, by="Sue"))
    refused("P3: other proof", proof(one, **other, staff_id=staff["Rita"].pk, by="Sam"))
    rita = {"staff_id": staff["Rita"].pk, "by": "Rita"}
    with_reasons = "P9_other_proof_is_accepted_by_a_person_with_reasons"
    refused(with_reasons, proof(one, source="staff", **rita))
    refused(f"P3|{with_reasons}", proof(one, **other, by="Rita"))


@pytest.fixture
def probation(spam, staff):
    """The restriction for spam is lifted on conditions for thirty days, after one of its seven."""
    at = spam.at + DAY
    return cases.reinstate(
        measure=spam.measures.get(),
        conditions="Write for the job.",
        until=at + 30 * DAY,
        by=staff["Rita"],
        at=at,
    )


def forged_probation(probation, **changed):
    row = {
        "lift_id": probation.lift_id,
        "conditions": "Pay us.",
        "until": probation.until,
        "by_id": probation.by_id,
        "at": probation.at,
        "notice_id": probation.notice_id,
    }
    return insert("cases_probation", **row | changed)


def test_a_probation_ends_and_is_set_by_a_case_manager(probation, restriction, staff):
    refused("P4: a probation lasts", forged_probation(probation, until=NOW + 900 * DAY))
    refused("P3: a probation is set", forged_probation(probation, by_id=staff["Sue"].pk))
    refused("P4_probation_ends", forged_probation(probation, until=probation.at))
    refused("P9: a probation begins when", forged_probation(probation, at=probation.at - DAY))
    refused("P8", ("UPDATE cases_probation SET until = until + interval '1 year'", []))
    refused("P8", ("DELETE FROM cases_probation", []))


def forged_put_back(probation, decision):
    row = {"probation_id": probation.pk, "decision_id": decision.pk, "at": decision.at}
    return insert("cases_putback", **row)


def decides(rita, *, day, probation, at, days):
    """She spams on a day after the probation began, and may not apply for so many days."""
    case = spammed(rita, days=(day,), at=probation.at)
    wish = Wish(MeasureKind.RESTRICTION, "Again.", ends_at=at + days * DAY)
    return cases.decide(case=case, wish=wish, by=rita, at=at)


def test_no_more_is_put_back_than_was_left(probation, restriction, staff):
    refused("P4: at most what was left", forged_put_back(probation, restriction))
    at = probation.at + 20 * DAY
    made = decides(staff["Rita"], day=7, probation=probation, at=at, days=7)
    refused("P4: at most what was left", forged_put_back(probation, made))


def test_nothing_is_put_back_without_new_conduct_during_the_probation(probation, staff):
    at = probation.at + 45 * DAY
    made = decides(staff["Rita"], day=33, probation=probation, at=at, days=2)
    refused("P9: nothing is put back without new conduct", forged_put_back(probation, made))


def test_no_other_measure_is_put_back(probation, restriction, staff):
    """A suspension under the policy on outcomes, say, is not the restriction that was lifted."""
    short = restriction.at + DAY
    lifted = cases.reinstate(
        measure=restriction.measures.get(),
        conditions="Tell clients in time.",
        until=short + 30 * DAY,
        by=staff["Rita"],
        at=short,
    )
    at = probation.at + 20 * DAY
    made = decides(staff["Rita"], day=7, probation=probation, at=at, days=2)
    refused("P9: only the measure that was lifted", forged_put_back(lifted, made))
