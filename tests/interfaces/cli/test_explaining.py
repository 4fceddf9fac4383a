"""Rita computes a finding again: it comes out as it was, or she learns that it does not."""

from uuid import uuid4

import pytest

from goodstanding.findings.models import Finding
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def finding(db):
    people.rulebook()
    people.not_delivering("ann")
    people.work_goes_on()
    return Finding.objects.get(account__name="ann")


def test_it_comes_out_the_same_though_ann_did_better_since(goodstanding, finding):
    people.tell(*(people.ended("ann", 100 + n, client=f"new-{n}") for n in range(5)))
    code, said = goodstanding("findings", "explain", str(finding.id))
    assert finding.sentence in said
    assert f"It relies on {len(finding.rows)} events" in said
    assert "contract.ended  max/ann-ended-" in said
    assert "Computed again, it is the same." in said
    assert code == 0


def test_one_that_was_never_so_is_told(goodstanding, finding):
    kept = {one.name: getattr(finding, one.name) for one in Finding._meta.concrete_fields}
    wrong = {"id": uuid4(), "key": "made up", "counts": {**finding.counts, "bad": 12}}
    wrong = Finding.objects.create(**kept | wrong)
    code, said = goodstanding("findings", "explain", str(wrong.id))
    assert "Computed again, it is not the same." in said
    assert code == 1


def test_what_is_no_finding_is_said(goodstanding, db):
    with pytest.raises(ValueError, match="finding: got 'ann', expected an id"):
        goodstanding("findings", "explain", "ann")
    with pytest.raises(LookupError, match="There is no finding"):
        goodstanding("findings", "explain", "00000000-0000-0000-0000-000000000000")
