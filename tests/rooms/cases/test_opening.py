"""Findings come into cases: each once, one not at the cost of another."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from goodstanding.cases import operations as cases
from goodstanding.cases.models import CaseFinding
from goodstanding.findings.models import Finding
from goodstanding.policies.models import PolicyVersion
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff():
    people.rulebook()
    return people.team()


def test_two_workers_at_once_take_each_finding_once(staff):
    for name in ("ann", "abe", "ada", "avi"):
        people.not_delivering(name)
    people.findings.examine(accounts=None, at=NOW)
    opened = []

    def worker():
        try:
            opened.extend(cases.open_from_findings(at=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert CaseFinding.objects.count() == 4
    assert len({case.reference for case in opened}) == 4


def test_a_finding_that_cannot_be_taken_keeps_no_other_waiting(staff):
    """A finding whose detector the policy no longer knows how to act on is told, the rest go on."""
    people.not_delivering("ann")
    people.findings.examine(accounts=None, at=NOW)
    good = Finding.objects.get()
    policy = PolicyVersion.objects.get(slug="poor-performance")
    broken = PolicyVersion(**{f.attname: getattr(policy, f.attname) for f in policy._meta.fields})
    broken.pk, broken.slug = None, "broken"
    broken.settings = policy.settings | {"ladder": [{"measure": "fly"}]}
    broken.save(force_insert=True)
    Finding.objects.create(
        **{f.attname: getattr(good, f.attname) for f in good._meta.fields}
        | {"id": uuid4(), "policy_id": broken.pk, "key": "x"}
        | {"found_at": NOW - timedelta(days=1)}
    )
    with pytest.raises(ExceptionGroup) as told:
        cases.open_from_findings(at=NOW)
    assert len(told.value.exceptions) == 1
    assert CaseFinding.objects.get().finding == good
