"""How long before its effect a measure is told: the notice of a suspension and of a closure.

Whoever is shut out is told 14 days before (SEA-070, ON-11; G08): out of applying and working, or
of posting and hiring, whatever the measure is called. A narrower restriction takes effect with its
statement of reasons (P2B-4.1), for whoever is to be restricted was told seven days before, by the
preliminary notice (AU-11, BC-45.32; G05).
"""

from datetime import timedelta

from goodstanding.law import weighing
from goodstanding.law.facts import Facts
from goodstanding.law.policy import Step
from goodstanding.law.terms import Emergency, Exemption, MeasureKind

DEMONSTRATED = 2
"""Points of earlier violations that demonstrate a repeated one; the number is ours. P2B-4.2."""


def notice(facts: Facts, step: Step) -> timedelta:
    """How long before its effect a measure must be told. SEA-070, ON-11, P2B-4.2 (G08, G09).

    A suspension in an emergency needs none (G10). A termination goes without only for the reasons
    on its own closed list; an emergency lets the account be restricted meanwhile.
    """
    if step.measure == MeasureKind.TERMINATION:
        return timedelta() if is_exempt(facts) else facts.clocks.termination_notice
    suspends = weighing.in_substance(step) == MeasureKind.SUSPENSION
    if suspends and weighing.emergency(facts, step) is None:
        return facts.clocks.suspension_notice
    return timedelta()


def is_exempt(facts: Facts) -> bool:
    """Whether an account may be closed without the notice time. P2B-4.2, P2B 4(4) (G09).

    A duty of the law and an imperative reason under national law are stated in the case; repeated
    infringement must also be demonstrated: the record holds earlier violations that count.
    """
    if facts.exemption == Exemption.REPEATED_INFRINGEMENT:
        return weighing.points(facts, weighing.confirmed(facts)) >= DEMONSTRATED
    stated = weighing.stated_emergency(facts) == Emergency.LEGAL_DUTY
    return stated or facts.exemption is not None
