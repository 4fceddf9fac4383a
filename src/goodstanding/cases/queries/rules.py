"""How often rules were overturned, and which may decide without a person (P12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goodstanding.cases.models import Decision, RuleLoss, RuleReturn
from goodstanding.detectors.registry import DETECTORS
from goodstanding.law import automation
from goodstanding.law.terms import MeasureKind
from goodstanding.policies import queries as policies
from goodstanding.policies.models import PolicyVersion

WORDS_ONLY = (MeasureKind.NO_ACTION, MeasureKind.COACHING_NOTE)
"""What is against nobody, and so is no decision that a rule is judged by."""


@dataclass(frozen=True)
class RuleStanding:
    """What a rule may do, and the figures it is judged by.

    Attributes:
        rule: the detector's name.
        made: decisions against someone that rest on it, since it was last given back.
        overturned: of these the reversed ones.
        bound: the upper confidence bound of its overturn rate, 0 to 1.
        limit: what the bound may not pass.
        lost: its loss that stands, or None where it may decide without a person.
        history: all its losses, latest first; each knows how it was given back.
        policies: the policies in force that use it.
    """

    rule: str
    made: int
    overturned: int
    bound: float
    limit: float
    lost: RuleLoss | None
    history: Sequence[RuleLoss] = ()
    policies: Sequence[PolicyVersion] = ()

    @property
    def bound_shown(self) -> str:
        """The bound as people read it, e.g. "7.6 %"."""
        return percent(self.bound)

    @property
    def limit_shown(self) -> str:
        """The limit as people read it."""
        return percent(self.limit)

    @property
    def decides(self) -> bool:
        """Whether any policy in force lets this rule decide against someone by itself."""
        steps = [step for one in self.policies for step in one.settings["ladder"]]
        return any(step["by"] == "rule" and step["measure"] not in WORDS_ONLY for step in steps)

    @property
    def alone(self) -> bool:
        """Whether it may decide against someone without a person."""
        within = automation.may_act_alone(self.overturned, self.made, self.limit)
        return self.lost is None and within


def percent(share: float) -> str:
    """A share as people read it, to a tenth.

    Args:
        share: 0 to 1.
    """
    return f"{share * 100:.1f}".removesuffix(".0") + " %"


def overturned(rule: str) -> tuple[int, int]:
    """How often decisions resting on a rule were made, and how often they were reversed (P12).

    Counted from the time it was last given back, where it ever was.

    Args:
        rule: the detector's name.

    Returns:
        Decisions against someone, and of these the reversed ones.
    """
    made = Decision.objects.filter(relied__finding__detector=rule).exclude(measure__in=WORDS_ONLY)
    back = RuleReturn.objects.filter(loss__rule=rule).order_by("-at").first()
    if back is not None:
        made = made.filter(at__gt=back.at)
    made = made.distinct()
    return made.count(), made.filter(reversal__isnull=False).count()


def lost(rule: str) -> RuleLoss | None:
    """The loss of a rule that was not given back, or None."""
    return RuleLoss.objects.filter(rule=rule, returned=None).order_by("-at").first()


def rule_standing(rule: str, *, at: datetime, under: PolicyVersion | None = None) -> RuleStanding:
    """What a rule may do, and why.

    Args:
        rule: the detector's name.
        at: now: the strictest limit of the policies in force that use it counts.
        under: the version a decision is made under; its limit counts, too.
    """
    using = policies.for_detector(rule, at=at)
    limits = [one.overturn_limit for one in (*using, *([under] if under else []))]
    made, reversed_ = overturned(rule)
    losses = RuleLoss.objects.filter(rule=rule).select_related(
        "returned__by", "reversal__decision__case"
    )
    return RuleStanding(
        rule=rule,
        made=made,
        overturned=reversed_,
        bound=automation.overturn_bound(reversed_, made),
        limit=min(limits, default=automation.LIMIT),
        lost=lost(rule),
        history=list(losses.order_by("-at", "-id")),
        policies=using,
    )


def rules(*, at: datetime) -> list[RuleStanding]:
    """Every rule that a policy in force uses or that was ever lost, by name."""
    used = {name for one in policies.all_in_force(at=at) for name in one.detectors}
    known = used | set(RuleLoss.objects.values_list("rule", flat=True))
    return [rule_standing(name, at=at) for name in sorted(known & set(DETECTORS))]
