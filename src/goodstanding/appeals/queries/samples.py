"""Decisions that are looked at again though nobody appealed, and how often reviewers agree."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from goodstanding.accounts.models import Staff
from goodstanding.appeals.models import Draw, Sample
from goodstanding.appeals.queries.appeals import hands
from goodstanding.cases.models import Decision
from goodstanding.law import automation, quality
from goodstanding.law.quality import Opinion

WEEK = timedelta(days=7)
NO_QUESTION = ("interim_restriction", "coaching_note")
"""What ends no case, or is only a word of advice."""


class UnknownSampleError(LookupError):
    """There is no such sample."""


def monday(at: datetime) -> date:
    """The first day of the week of a moment, in UTC."""
    day = at.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def decided_in(week: date, *, at: datetime) -> QuerySet[Decision]:
    """What was decided in a week that stood and nobody had appealed against; advice is left out.

    Args:
        week: its Monday.
        at: the moment of the draw; what came later changes nothing, so it can be drawn again.
    """
    since = datetime.combine(week, time(), UTC)
    made = Decision.objects.filter(at__gte=since, at__lt=since + WEEK)
    stood = made.exclude(appeal__filed_at__lte=at).exclude(reversal__at__lte=at)
    return stood.exclude(measure__in=NO_QUESTION)


def drawn_again(draw: Draw) -> set[str]:
    """Which of a week's decisions a draw took, as anyone can work it out from what is stored."""
    decided = [str(one.pk) for one in decided_in(draw.week, at=draw.at)]
    return set(quality.drawn(draw.seed, decided, draw.share))


def waiting(staff: Staff, *, hidden: Collection[int] = ()) -> list[Sample]:
    """Samples that a person may look at, oldest first: they had no hand in the case.

    Args:
        staff: who asks.
        hidden: keys of accounts they may not read.
    """
    found = _all().filter(answer=None).exclude(decision__case__account__in=hidden)
    return [one for one in found if staff.name not in hands(one.decision)]


def sample(id_: int) -> Sample:
    """A sample by its key.

    Raises:
        UnknownSampleError: there is none.
    """
    found = _all().filter(pk=id_).first()
    if found is None:
        msg = f"There is no sample {id_}."
        raise UnknownSampleError(msg)
    return found


def _all() -> QuerySet[Sample]:
    about = ("decision__case__account", "decision__policy", "draw", "answer__by")
    return Sample.objects.select_related(*about).order_by("draw__week", "id")


def is_reversible(decision: Decision) -> bool:
    """Whether a reviewer's opinion can undo it: it did something, stands, and no appeal decides."""
    settled = hasattr(decision, "appeal") or hasattr(decision, "reversal")
    return decision.statement_id is not None and not settled


@dataclass(frozen=True)
class Agreement:
    """How often reviewers agreed with what was decided under a policy, or by a rule.

    Attributes:
        about: the policy's title, or the detector's name.
        kind: "policy" or "rule".
        answered: samples that were looked at.
        agreed: of these, where the reviewer agreed or found only a flaw of form.
        too_harsh: where it was too harsh.
        too_mild: where it was too mild.
        waits: samples that nobody has looked at.
        bound: the upper 95 % confidence bound of the rate of disagreement, one-sided, 0 to 1.
    """

    about: str
    kind: str
    answered: int
    agreed: int
    too_harsh: int
    too_mild: int
    waits: int
    bound: float

    @property
    def bound_shown(self) -> str:
        """The bound as people read it, e.g. "7.6 %"."""
        return f"{100 * self.bound:.1f} %"

    @property
    def share(self) -> float | None:
        """The share of agreement, 0 to 1; None where nobody has looked at one."""
        return self.agreed / self.answered if self.answered else None


def agreement(*, hidden: Collection[int] = ()) -> list[Agreement]:
    """How often reviewers agreed, policy by policy and then rule by rule.

    Args:
        hidden: keys of accounts that whoever asks may not read.
    """
    seen = Sample.objects.exclude(decision__case__account__in=hidden)
    policies = _counted(seen, "decision__policy__title", "policy")
    by_rules = seen.exclude(decision__rule="")
    return policies + _counted(by_rules, "decision__rule", "rule")


def _counted(seen: QuerySet[Sample], by: str, kind: str) -> list[Agreement]:
    def number(*opinions: Opinion) -> Count:
        return Count("pk", filter=Q(answer__opinion__in=opinions))

    rows = seen.values_list(by).annotate(
        agreed=number(Opinion.AGREED, Opinion.FLAWED),
        harsh=number(Opinion.TOO_HARSH),
        mild=number(Opinion.TOO_MILD),
        waits=Count("pk", filter=Q(answer=None)),
    )
    return [
        Agreement(
            about=about,
            kind=kind,
            answered=agreed + harsh + mild,
            agreed=agreed,
            too_harsh=harsh,
            too_mild=mild,
            waits=waits,
            bound=automation.overturn_bound(harsh + mild, agreed + harsh + mild),
        )
        for about, agreed, harsh, mild, waits in rows.order_by(by)
    ]
