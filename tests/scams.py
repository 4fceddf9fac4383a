"""Job posts that ask for a fee, held back by a rule that then turns out to be wrong."""

from goodstanding.accounts import operations as accounts
from goodstanding.appeals import operations as appeals
from goodstanding.law.terms import StaffRole
from goodstanding.notices import operations as deliveries
from tests import people
from tests.people import ADOPTED, NOW

PAID = [
    "You pay a registration fee of 35 dollars. Message us on Telegram.",
    "The training fee is refunded. Text me on WhatsApp to apply.",
    "Send a refundable deposit and contact our manager on Telegram.",
]


def posts(name):
    """Someone posts three jobs that ask for a fee; automation looks, and their case is given."""
    people.member(name, role="client")
    people.tell(*(people.posted(name, n, words) for n, words in enumerate(PAID)))
    (case,) = [one for one in people.work_goes_on() if one.account.name == name]
    return case


def held_back():
    """The rule holds Ben's posts back without a person; the decision is given, and told to him."""
    decision = posts("ben").decisions.filter(decided_by=None).first()
    assert decision.measure == "interim_restriction"
    deliveries.deliver_due(at=NOW)
    return decision


def overturn(decision):
    """Ben appeals, and another person finds that the rule was wrong about him."""
    appeal = appeals.file(decision=decision, text="The fee is the notary's.", by="ben", at=NOW)
    reviewer = appeal.assignment.reviewer
    appeals.uphold(appeal=appeal, reasons="The notary asks for it.", by=reviewer, at=NOW)
    return decision


def pia():
    """Pia owns the policies."""
    roles = [StaffRole.POLICY_OWNER]
    return accounts.employ(name="Pia", email="pia@example.org", roles=roles, at=ADOPTED)
