"""A policy that may end an account, and the same as one against fraud that may withhold.

No shipped policy does either. Ann sends sixty applications alike in a day, again and again.
"""

from datetime import timedelta
from pathlib import Path

from django.db import transaction

from goodstanding.cases import operations as cases
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.terms import MeasureKind
from goodstanding.policies import operations as policies
from goodstanding.policies.models import PolicyVersion
from tests import people
from tests.people import ADOPTED, NOW

FOLDER = Path(__file__).parent / "policies" / "application-floods"
PITCH = "I work fast, at the best price and at any hour. Hire me now and we start today. " * 3
DAY = timedelta(days=1)
SUSPENSION = {
    "measure": "suspension",
    "by": "person",
    "needs_tier": 2,
    "after": 1,
    "capabilities": ["apply", "work"],
    "lasts_days": 30,
}
"""A step that only the policy against fraud has."""
WARNED = NOW - 20 * DAY
HEARD = NOW - 8 * DAY


def adopted(family="violation", may_withhold=()):
    """The policy is in force; against fraud it passes by the check, for want of a detector."""
    if family == "violation":
        return policies.adopt(folder=FOLDER, by="Pia", at=ADOPTED)
    with transaction.atomic():  # only to read what would be kept
        version = policies.adopt(folder=FOLDER, by="Pia", at=ADOPTED)
        transaction.set_rollback(True)
    warning, termination = version.settings["ladder"]
    settings = version.settings | {
        "ladder": [warning, SUSPENSION, termination],
        "family": family,
        "slug": "fraud-floods",
        "may_withhold": list(may_withhold),
    }
    kept = {
        field.name: getattr(version, field.name)
        for field in version._meta.concrete_fields
        if field.name != "id"
    }
    kept |= {"slug": "fraud-floods", "family": family, "settings": settings}
    return PolicyVersion.objects.create(**kept | {"hash": "f" * 64})


def flood(day, name="ann"):
    """Sixty applications, all alike, so many days before the first of June."""
    start = NOW + day * DAY
    return [people.applied(name, n, PITCH, start=start, day=f"{start:%j}") for n in range(60)]


def case_of(slug, name="ann"):
    """The member's undecided case under a policy."""
    from goodstanding.cases import queries

    return queries.undecided().get(account__name=name, policy__slug=slug)


def warned_and_heard(team, slug="application-floods"):
    """Ann was warned, did it again twice, and was told that her account may be closed."""
    people.member("ann")
    people.tell(*flood(-22), at=WARNED)
    people.work_goes_on(at=WARNED)
    wish = Wish(MeasureKind.WARNING, "Sixty alike in a day.")
    cases.decide(case=case_of(slug), wish=wish, by=team["Rita"], at=WARNED)
    people.tell(*flood(-11), *flood(-10), at=HEARD)
    people.work_goes_on(at=HEARD)
    case = case_of(slug)
    measure = MeasureKind.TERMINATION
    cases.serve_preliminary_notice(case=case, measure=measure, by=team["Rita"], at=HEARD)
    return case
