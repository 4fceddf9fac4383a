"""The answer to an appeal as a reviewer types it: uphold, modify, reject, or not look into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from goodstanding.appeals import operations
from goodstanding.appeals import queries as appeals
from goodstanding.cases.drafting import modified, words
from goodstanding.cases.drafting.plan import Wish
from goodstanding.funds import queries as funds
from goodstanding.interfaces.console.compensating import CompensationForm
from goodstanding.interfaces.console.forms import AmountField
from goodstanding.interfaces.console.ladder import spoken
from goodstanding.law import appeal as law
from goodstanding.law.appeal import Inadmissible
from goodstanding.law.terms import MeasureKind, UnlawfulError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodstanding.accounts.models import Staff
    from goodstanding.appeals.models import Appeal
    from goodstanding.cases.models import Decision
    from goodstanding.law.hold import Pot
    from goodstanding.law.terms import Money

OUTCOMES = ("uphold", "modify", "reject", "inadmissible")


class MilderForm(forms.Form):
    """What takes the place of a decision: a kind the law allows, for how long, what stays held."""

    measure = forms.ChoiceField(label="What takes its place")
    days = forms.IntegerField(label="For how many days", required=False, min_value=1)

    def __init__(
        self, data: Mapping[str, Any] | None, steps: list[Step], held: Mapping[Pot, Money]
    ) -> None:
        """Ask for what is open.

        Args:
            data: what was sent; None for an empty form.
            steps: kinds that may take the place of the decision.
            held: what the decision held, pot by pot.
        """
        super().__init__(data)
        self.fields["measure"] = forms.ChoiceField(choices=[(one.kind, one.name) for one in steps])
        self.pots = {f"keep:{pot.currency}:{pot.contract}": pot for pot in held}
        for name, pot in self.pots.items():
            label = f"Still held of contract {pot.contract}, at most {held[pot]}"
            self.fields[name] = AmountField(pot.currency, label=label)

    def wish(self, reasons: str, *, at: datetime) -> Wish:
        """The milder decision that was typed.

        Raises:
            ValueError: a field is not what was expected; the message says which.
        """
        if not self.is_valid():
            many = self.errors.items()
            raise ValueError("; ".join(f"{name}: {' '.join(map(str, e))}" for name, e in many))
        typed = self.cleaned_data
        kept = ((pot, typed[name]) for name, pot in self.pots.items())
        return Wish(
            MeasureKind(typed["measure"]),
            reasons,
            ends_at=at + timedelta(days=typed["days"]) if typed["days"] else None,
            hold={pot: money for pot, money in kept if money is not None and money.minor > 0},
        )

    @property
    def keeps(self) -> list[forms.BoundField]:
        """The fields that ask what stays held."""
        return [self[name] for name in self.pots]


@dataclass(frozen=True)
class Step:
    """A kind of measure that may take the place of the decision, and what it stops."""

    kind: MeasureKind
    name: str
    stops: str


@dataclass
class Answering:
    """All a reviewer may answer to one appeal."""

    steps: list[Step]
    milder: MilderForm
    compensation: CompensationForm
    grounds: list[tuple[Inadmissible, str]] = field(default_factory=list)


def answering(
    appeal: Appeal, *, by: Staff, at: datetime, typed: Mapping[str, Any] | None = None
) -> Answering:
    """What is open to a reviewer: milder steps, compensation, and grounds the record allows.

    Args:
        appeal: the appeal.
        by: the reviewer.
        at: now.
        typed: what was sent; None for a page nothing was sent from.
    """
    decision = appeal.decision
    steps = _steps(decision, by=by, at=at)
    return Answering(
        steps=steps,
        milder=MilderForm(typed, steps, modified.held(decision)),
        compensation=_compensation(appeal, typed),
        grounds=[(one, one.spoken) for one in Inadmissible if _fits(one, appeal)],
    )


def _compensation(appeal: Appeal, typed: Mapping[str, Any] | None) -> CompensationForm:
    """What is asked of compensation: first for what the decision held, stopped or was about."""
    decision = appeal.decision
    near = {pot.contract for pot in funds.contested(appeal.account)}
    near |= {one.contract for one in decision.measures.all()}
    if decision.hold is not None:
        near |= {pot.contract for pot in funds.pots_of(decision.hold)}
    pots = list(funds.balances(appeal.account))
    return CompensationForm(typed, pots=pots, near=near)


def give(appeal: Appeal, typed: Mapping[str, Any], *, by: Staff, at: datetime) -> None:
    """Answer an appeal as typed.

    Raises:
        ValueError: unlawful, or a field is not what was expected; the message says which.
    """
    outcome, reasons = typed.get("outcome", ""), typed.get("reasons", "")
    if outcome not in OUTCOMES:
        got, known = outcome or "nothing", ", ".join(OUTCOMES)
        raise ValueError(f"outcome: got {got}, expected one of {known}.")
    if outcome == "reject":
        operations.reject(appeal=appeal, reasons=reasons, by=by, at=at)
        return
    if outcome == "inadmissible":
        code = _code(typed.get("code", ""))
        operations.find_inadmissible(appeal=appeal, code=code, reasons=reasons, by=by, at=at)
        return
    asked = answering(appeal, by=by, at=at, typed=typed)
    if outcome == "uphold":
        given = asked.compensation.given()
        operations.uphold(appeal=appeal, reasons=reasons, by=by, at=at, compensation=given)
    else:
        wish = asked.milder.wish(reasons, at=at)
        operations.modify(appeal=appeal, wish=wish, by=by, at=at)


def _code(typed: str) -> Inadmissible:
    try:
        return Inadmissible(typed)
    except ValueError:
        known = ", ".join(Inadmissible)
        raise ValueError(f"code: got {typed or 'nothing'}, expected one of {known}.") from None


def _fits(code: Inadmissible, appeal: Appeal) -> bool:
    try:
        law.require_inadmissible(code, appeals.filed(appeal))
    except UnlawfulError:
        return False
    return True


def _steps(decision: Decision, *, by: Staff, at: datetime) -> list[Step]:
    return [
        Step(
            kind=one.measure,
            name=spoken(one.measure),
            stops=words.listed(words.DOING[each] for each in one.capabilities),
        )
        for one in modified.open_instead(decision, by=by, at=at)
    ]
