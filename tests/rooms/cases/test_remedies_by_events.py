"""What the marketplace reports proves steps by itself; a suspension can be put right in advance."""

import shutil
from datetime import timedelta

import pytest

from goodstanding.cases import operations as cases
from goodstanding.cases import queries
from goodstanding.cases.drafting.plan import Wish
from goodstanding.cases.models import StepProof
from goodstanding.events import vocabulary as v
from goodstanding.law.terms import Capability, MeasureKind
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PITCH = "I read your job with great interest and I have ten years of experience in all of it. " * 3
REMEDY = """[remedy]
steps = [
  { kind = "identity", words = "Have the marketplace verify who you are." },
  { kind = "refund", contracts = 1, words = "Give back what is contested of one contract." },
]

[notice]"""


@pytest.fixture
def rulebook(tmp_path, monkeypatch):
    """Pia suspends who spams after a warning, until they are verified and give money back."""
    book = tmp_path / "rulebook"
    shutil.copytree(people.RULEBOOK, book)
    file = book / "spam-applications" / "policy.toml"
    settings = file.read_text()
    before, after = settings.index("[remedy]"), settings.index("[notice]")
    settings = settings[:before] + REMEDY + settings[after + len("[notice]") :]
    settings = settings.replace('measure = "restriction"', 'measure = "suspension"')
    file.write_text(settings.replace('["apply"]', '["apply", "work"]'))
    monkeypatch.setattr(people, "RULEBOOK", book)


def suspended(name, rita, at=NOW + 10 * DAY):
    """Someone spammed, was warned, spammed again, was heard; the suspension begins in 14 days."""
    people.member(name)
    for days, day in enumerate("ab"):
        start = NOW + days * DAY
        sent = [people.applied(name, n, f"{n}. {PITCH}", start=start, day=day) for n in range(60)]
        people.tell(*sent, at=start)
        people.work_goes_on(at=start + DAY)
    case = queries.undecided().get(account__name=name)
    measure = MeasureKind.SUSPENSION
    cases.serve_preliminary_notice(case=case, measure=measure, by=rita, at=NOW + 2 * DAY)
    wish = Wish(measure, "Warned the day before.")
    return cases.decide(case=case, wish=wish, by=rita, at=at)


@pytest.fixture
def rita(rulebook):
    people.rulebook()
    return people.team()["Rita"]


@pytest.fixture
def decision(rita):
    return suspended("ann", rita)


def verified(at, account="ann"):
    return v.IdentityVerified(
        source="max", id=f"{account}-verified-{at}", at=people.stamp(at), account=account
    )


def refunded(n, amount, at):
    return v.PaymentRefunded(
        source="max",
        id=f"ann-refunded-{n}-{amount}",
        at=people.stamp(at),
        account="ann",
        contract=f"ann-c{n}",
        client=f"client-{n}",
        amount=amount,
        currency="EUR",
    )


def kinds(decision):
    found = StepProof.objects.filter(step__plan__decision=decision)
    return sorted(found.values_list("step__kind", flat=True))


def test_a_suspension_put_right_before_it_begins_never_begins(decision):
    at = decision.at + DAY
    assert decision.effect_at == decision.at + 14 * DAY
    people.tell(people.earned("ann", 1, 9_000), people.contested("ann", 1, 4_000), at=at)
    people.tell(verified(at), refunded(1, 4_000, at), at=at)
    cases.prove_due(at=at)
    assert kinds(decision) == ["identity", "refund"]
    lift = decision.measures.get().lift
    assert lift.at == at < decision.effect_at
    for capability in (Capability.APPLY, Capability.WORK):
        assert queries.may("ann", capability, at=decision.effect_at + DAY).allowed


def test_a_part_of_the_money_is_not_enough(decision):
    at = decision.at + DAY
    people.tell(people.earned("ann", 1, 9_000), people.contested("ann", 1, 4_000), at=at)
    people.tell(refunded(1, 3_999, at), at=at)
    assert cases.prove_due(at=at) == []
    people.tell(refunded(1, 1, at), at=at)
    (proof,) = cases.prove_due(at=at)
    assert (proof.key, proof.source, proof.by) == ("ann-c1", "event", "the marketplace")


def test_who_was_verified_before_is_verified_anew(decision):
    people.tell(verified(decision.at - DAY), at=decision.at)
    assert cases.prove_due(at=decision.at + DAY) == []
    people.tell(verified(decision.at + DAY), at=decision.at + DAY)
    assert [one.step.kind for one in cases.prove_due(at=decision.at + DAY)] == ["identity"]


def test_what_proves_it_of_one_proves_nothing_of_another(decision, rita):
    other = suspended("abe", rita)
    people.tell(verified(decision.at + DAY), at=decision.at + DAY)
    cases.prove_due(at=decision.at + DAY)
    assert kinds(decision) == ["identity"]
    assert kinds(other) == []


def test_a_proof_that_cannot_be_kept_keeps_no_other_waiting(decision, rita):
    """Abe's plan is from a day that, by the worker's clock, is yet to come; Ann's is kept."""
    other = suspended("abe", rita, at=decision.at + 2 * DAY)
    people.tell(verified(other.at, "abe"), verified(decision.at), at=other.at)
    with pytest.raises(ExceptionGroup) as told:
        cases.prove_due(at=decision.at + DAY)
    (failure,) = told.value.exceptions
    assert "P9: nothing proves a step before its plan was made" in str(failure)
    assert other.case.reference in failure.__notes__[0]
    assert kinds(decision) == ["identity"]
    assert kinds(other) == []
