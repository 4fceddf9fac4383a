"""What people type in the console, as what the rooms understand; nothing typed is ever lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django import forms

from goodstanding.cases.drafting import words
from goodstanding.cases.drafting.plan import Wish
from goodstanding.law.hold import Pot
from goodstanding.law.proportion import INTENTIONS
from goodstanding.law.terms import Capability, Intention, MeasureKind, Money, decimals_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from goodstanding.law.ruling import Allowed
    from goodstanding.law.terms import Emergency

HOLD = re.compile(r"hold:([A-Z]{3}):(.+)", re.DOTALL)
"""A field named so is for what to hold, in a currency, of a contract."""

AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d+))?")

WHY = "reasons: got nothing, expected in your own words why this and not less."


class AmountField(forms.CharField):
    """An amount of a currency, like 450.00; gives `Money`, or None where nothing is typed."""

    def __init__(self, currency: str, **kwargs: Any) -> None:  # noqa: ANN401 - the field's own
        """Take amounts of one currency."""
        self.currency = currency
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - as Django's fields do
        """Read the amount, thousands apart by commas or blanks if at all."""
        typed = super().clean(value)
        plain = typed.replace(",", "").replace(" ", "")
        if not plain:
            return None
        read = AMOUNT.fullmatch(plain)
        decimals = decimals_of(self.currency)
        whole, rest = read.groups(default="") if read else ("", "")
        if not whole or len(rest) > decimals:
            like = Money(450 * 10**decimals, self.currency).amount
            message = f"{self.label}: got “{typed}”, expected an amount like {like}"
            raise forms.ValidationError(message)
        return Money(int(whole + rest.ljust(decimals, "0")), self.currency)


class WishForm(forms.Form):
    """What a case manager wishes to decide, of one kind of measure."""

    reasons = forms.CharField(error_messages={"required": WHY}, max_length=20_000)
    capabilities = forms.MultipleChoiceField(required=False)
    contracts = forms.MultipleChoiceField(required=False)
    other_contracts = forms.CharField(required=False, max_length=2_000)
    subject = forms.ChoiceField(required=False)
    member = forms.ChoiceField(required=False)
    ground = forms.CharField(required=False, max_length=20_000)
    intention = forms.TypedChoiceField(
        required=False,
        choices=[(one.value, INTENTIONS[one].capitalize()) for one in Intention],
        coerce=Intention,
        empty_value=Intention.UNKNOWN,
    )
    ends_on = forms.DateField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        allowed: Allowed,
        emergency: Emergency | None,
        contested: Collection[str],
        subjects: Collection[str],
        team: Collection[tuple[str, str]],
        ceiling: Mapping[Pot, Money],
    ) -> None:
        """Ask only what the law leaves open.

        Args:
            data: what was sent; None for an empty form.
            allowed: the measure, as the law allows it now.
            emergency: the emergency stated, if any.
            contested: contracts in dispute, offered to be named.
            subjects: single things the findings are about, offered to be named.
            team: who works through the agency, by account name and as people call them.
            ceiling: the most that may be held, by contract and currency.
        """
        super().__init__(data)
        self.allowed, self.emergency, self.ceiling = allowed, emergency, ceiling
        self.narrowest = narrowest(allowed.measure, subjects)
        offered = [(one.value, words.DOING[one]) for one in allowed.capabilities]
        self._offer("capabilities", offered)
        self._offer("contracts", [(one, one) for one in contested])
        self._offer("subject", [("", "the whole account"), *((one, one) for one in subjects)])
        self._offer("member", [("", "the whole team"), *team])
        offered_holds = (f"hold:{pot.currency}:{pot.contract}" for pot in ceiling)
        # What is asked for beyond that is read too, so that the law can answer it.
        for name in dict.fromkeys([*offered_holds, *filter(HOLD.fullmatch, self.data)]):
            pot = _hold_of(name)
            self.fields[name] = AmountField(pot.currency, label=f"hold of contract {pot.contract}")

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = choices

    def wish(self) -> Wish:
        """What was typed, as a wish."""
        got = self.cleaned_data
        other = [name.strip() for name in got["other_contracts"].split(",")]
        contracts = tuple(dict.fromkeys([*got["contracts"], *filter(None, other)]))
        return Wish(
            measure=self.allowed.measure,
            reasons=got["reasons"],
            capabilities=self._capabilities(got["capabilities"], contracts),
            contracts=contracts,
            subject=got["subject"],
            member=got["member"],
            ends_at=self._ends_at(got["ends_on"]),
            hold=self.hold(),
            emergency=self.emergency,
            ground=got["ground"],
            intention=got["intention"],
        )

    def _capabilities(
        self, ticked: list[str], contracts: tuple[str, ...]
    ) -> tuple[Capability, ...] | None:
        """What was ticked; on contracts named one by one, what the step stops there, if it says."""
        if contracts and self.allowed.on_contracts:
            return None
        return tuple(Capability(one) for one in ticked)

    def hold(self) -> dict[Pot, Money]:
        """What is to be held of which contract."""
        amounts = self.cleaned_data.items()
        return {_hold_of(k): v for k, v in amounts if HOLD.fullmatch(k) and v is not None}

    def _ends_at(self, day: date | None) -> datetime | None:
        """The end on a day, at the hour of the latest end the law allows."""
        if day is None or self.allowed.ends_by is None:
            return None
        return datetime.combine(day, self.allowed.ends_by.astimezone(UTC).timetz())

    def hold_lines(self) -> list[HoldLine]:
        """Every contract of which something may be held or is asked to be."""
        names = [name for name in self.fields if HOLD.fullmatch(name)]
        return [
            HoldLine(
                contract=self._named(_hold_of(name)),
                field=name,
                most=self.ceiling.get(_hold_of(name)),
                typed=str(self.data.get(name, "")),
                wrong=" ".join(str(one) for one in self.errors.get(name, [])),
            )
            for name in names
        ]

    def _named(self, pot: Pot) -> str:
        """The contract of a pot, with the currency where the contract is paid in several."""
        alike = [one for one in self.ceiling if one.contract == pot.contract]
        return f"{pot.contract} in {pot.currency}" if len(alike) > 1 else pot.contract

    def sent(self) -> list[tuple[str, str]]:
        """Every field as it was sent, to be sent again."""
        data = self.data
        return [
            (name, value)
            for name in self.fields
            for value in (data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")])
        ]


def narrowest(measure: MeasureKind, subjects: Collection[str]) -> str:
    """The one thing to hold back before hearing, where the findings are about one; else ""."""
    alone = measure == MeasureKind.INTERIM_RESTRICTION and len(subjects) == 1
    return next(iter(subjects)) if alone else ""


@dataclass(frozen=True)
class HoldLine:
    """One contract in the form: its field, the most that may be held, and what was typed."""

    contract: str
    field: str
    most: Money | None
    typed: str
    wrong: str


def _hold_of(name: str) -> Pot:
    """Contract and currency of a field for an amount to hold."""
    parts = HOLD.fullmatch(name)
    assert parts is not None  # noqa: S101 - only asked of such fields
    return Pot(parts[2], parts[1])


class NewCaseForm(forms.Form):
    """A case to be opened by hand."""

    account = forms.CharField(
        max_length=200,
        error_messages={"required": "account: got nothing, expected the member's id."},
    )
    policy = forms.CharField(
        max_length=64, error_messages={"required": "policy: got nothing, expected a policy."}
    )
    why = forms.CharField(
        max_length=20_000,
        error_messages={"required": "why: got nothing, expected what you have seen."},
    )
