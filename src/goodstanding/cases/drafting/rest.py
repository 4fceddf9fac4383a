"""The rest of a measure that was lifted on conditions, as the decision that would put it back."""

from datetime import datetime

from goodstanding.accounts import queries as accounts
from goodstanding.accounts.models import Staff
from goodstanding.cases.drafting import rulings, words
from goodstanding.cases.drafting.plan import Plan, Wish
from goodstanding.cases.models import Case, Probation
from goodstanding.cases.remedies import reading
from goodstanding.findings import queries as findings
from goodstanding.law import lead, proportion, ruling, strikes
from goodstanding.law import probation as law
from goodstanding.law.evidence import FindingFacts
from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step
from goodstanding.law.terms import Capability, MeasureKind


def plan(case: Case, probation: Probation, *, reasons: str, by: Staff, at: datetime) -> Plan:
    """What was left of a measure, as the decision in a new case that would put it back.

    Args:
        case: the case about the new conduct.
        probation: the probation during which it began.
        reasons: the decider's own words, why this and not less.
        by: who would decide.
        at: now.

    Raises:
        UnlawfulError: the law does not allow it; the message says why.
    """
    facts = rulings.facts(case, decider=accounts.decider(by, at=at), at=at)
    terms, measure = reading.probation(probation), probation.lift.measure
    relied = law.require_put_back(terms, facts)
    capabilities = tuple(Capability(one) for one in measure.capabilities)
    kind = MeasureKind(measure.kind)
    step, says = Step(kind, 0, capabilities=capabilities), ruling.rule(facts)
    effect_at = at + lead.notice(facts, step)
    ends_at = effect_at + terms.remaining
    return Plan(
        case=case,
        findings=[one for one in rulings.taken(case) if findings.facts(one) in relied],
        wish=Wish(
            kind,
            reasons,
            contracts=(measure.contract,) if measure.contract else (),
            subject=measure.subject,
            member=measure.member,
        ),
        allowed=_allowed(facts, step, says, ends_at, _why(probation), relied),
        ruling=says,
        capabilities=capabilities,
        ends_at=ends_at,
        decider=facts.decider,
        manager=rulings.manager(case),
        rule="",
        at=at,
    )


def _allowed(
    facts: Facts,
    step: Step,
    says: ruling.Ruling,
    ends_at: datetime,
    why: str,
    relied: tuple[FindingFacts, ...],
) -> ruling.Allowed:
    return ruling.Allowed(
        measure=step.measure,
        capabilities=step.capabilities,
        effect_at=facts.at + lead.notice(facts, step),
        ends_by=ends_at,
        why=why,
        relied=relied,
        factors=proportion.weigh(facts, step, says.refused),
        strike=strikes.of(facts.policy, step, at=facts.at, window=facts.clocks.strike_window),
    )


def _why(probation: Probation) -> str:
    return (
        f"New conduct began during the probation that ran until {words.day(probation.until)}. "
        "What was left of the measure may be put back, and no more."
    )


def open_in(case: Case, *, at: datetime) -> list[Probation]:
    """The probations of which a case tells that their conditions were broken."""
    found = tuple(findings.facts(one) for one in rulings.taken(case))
    earlier = reading.put_back_in(case, at=at)
    return [one for one in earlier if law.broken_by(reading.probation(one), found)]
