"""What is asked of who upholds an appeal: compensation for what the mistake cost, pot by pot."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goodstanding.interfaces.console.forms import AmountField
from goodstanding.law.hold import Pot
from goodstanding.law.terms import Money


class CompensationForm(forms.Form):
    """An amount for each pot of the member's; all may stay empty."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, pots: Collection[Pot], near: Collection[str]
    ) -> None:
        """Ask for each pot.

        Args:
            data: what was sent; None for an empty form.
            pots: contracts and currencies in which the member was ever paid.
            near: contracts that the decision touched, asked for first.
        """
        super().__init__(data)
        self._near = frozenset(near)
        self.pots = {f"compensation:{pot.currency}:{pot.contract}": pot for pot in pots}
        for name, pot in self.pots.items():
            self.fields[name] = AmountField(
                pot.currency, label=f"Contract {pot.contract}, {pot.currency}"
            )

    def first(self) -> list[BoundField]:
        """Of the contracts that the decision touched; of all where it touched none."""
        near = [self[name] for name, pot in self.pots.items() if pot.contract in self._near]
        return near or list(self)

    def others(self) -> list[BoundField]:
        """Of all other contracts."""
        first = {one.name for one in self.first()}
        return [one for one in self if one.name not in first]

    def given(self) -> dict[Pot, Money]:
        """What was typed, without what was left empty or is nothing.

        Raises:
            ValueError: something typed is no amount; the message says what.
        """
        if not self.is_valid():
            raise ValueError("; ".join(str(one) for many in self.errors.values() for one in many))
        amounts = ((self.pots[name], money) for name, money in self.cleaned_data.items())
        return {pot: money for pot, money in amounts if money is not None and money.minor > 0}
