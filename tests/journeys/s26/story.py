"""What has happened in the house when someone with a shell on its database arrives."""

from datetime import timedelta

from goodstanding.appeals import operations as appeals
from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.events import operations as events
from goodstanding.law.hold import Pot
from goodstanding.law.terms import MeasureKind, Money
from goodstanding.notices import operations as notices
from goodstanding.webhooks import operations as webhooks
from tests import people
from tests.people import NOW

DAY = timedelta(days=1)
DECIDED = NOW + 7 * DAY


def happens():
    """An event is sealed; Ann is restricted and appeals; Max is told; Abe's case waits."""
    people.rulebook()
    people.team()
    webhooks.add_endpoint(url="http://127.0.0.1:9/changes", at=people.ADOPTED)
    people.member("ada")
    people.tell(people.ended("ada", 1), at=NOW - DAY)
    events.seal(before=NOW, at=NOW)
    ann_is_restricted_and_appeals()
    people.not_delivering("abe")
    people.work_goes_on()
    webhooks.dispatch_due(at=DECIDED + DAY)


def ann_is_restricted_and_appeals():
    """Ann was heard; she may not apply, 150.00 of hers are held, and she has appealed."""
    people.not_delivering("ann")
    people.tell(people.contested("ann", 0, 15_000))
    (case,) = people.work_goes_on()
    by = case.assignment.staff
    cases.serve_preliminary_notice(case=case, measure=MeasureKind.RESTRICTION, by=by, at=NOW)
    cases.answer(case=case, text="I was ill.", by="ann", at=NOW + DAY)
    hold = {Pot("ann-c0", "EUR"): Money(15_000, "EUR")}
    wish = Wish(MeasureKind.RESTRICTION, "Eleven clients got nothing.", hold=hold)
    decision = cases.decide(case=case, wish=wish, by=by, at=DECIDED)
    notices.deliver_due(at=DECIDED)
    appeals.file(decision=decision, text="They cancelled.", by="ann", at=DECIDED + DAY)
