"""The plain score after Freeman et al. (NDSS 2016), as a peer: no forgetting, no order in time.

A feature's probability for the account is interpolated over its levels with fixed weights (address,
provider, country; user agent, browser, system), that for anyone likewise.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import log

from goodstanding.detectors.logins.likelihood import Login
from goodstanding.detectors.logins.memory import KINDS, Values

FEATURES = (
    (("ip", 0.6), ("asn", 0.3), ("country", 0.1)),
    (("agent", 0.54), ("browser", 0.27), ("system", 0.19)),
)


@dataclass
class Freeman:
    """Counts of each account and of everyone.

    Attributes:
        device: whether the mark kept on the device is a feature, too.
    """

    device: bool = False
    everyone: Counter[tuple[str, str]] = field(default_factory=Counter)
    total: int = 0
    accounts: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    logins: Counter[str] = field(default_factory=Counter)

    def score(self, one: Login) -> float:
        """How many times likelier an intruder, as a logarithm."""
        own = self.accounts.get(one.account, Counter())
        n = self.logins[one.account]
        network_and_browser = sum(
            log(
                self._of(self.everyone, self.total, feature, one.values)
                / self._of(own, n, feature, one.values)
            )
            for feature in FEATURES
        )
        return network_and_browser + (self._device(own, n, one.values) if self.device else 0.0)

    def add(self, one: Login) -> None:
        """Count a login."""
        own = self.accounts.setdefault(one.account, Counter())
        for value in one.values.items():
            own[value] += 1
            self.everyone[value] += 1
        self.total += 1
        self.logins[one.account] += 1

    def _device(self, own: Counter[tuple[str, str]], n: int, values: Values) -> float:
        """Anyone else's device is new to the account; a known one is one of everyone's."""
        seen = own["device", values["device"]]
        return log((n + 1) / seen / (self.total + 1)) if seen else log(n + 1)

    def _of(
        self,
        counts: Counter[tuple[str, str]],
        n: int,
        feature: tuple[tuple[str, float], ...],
        values: Values,
    ) -> float:
        """Interpolated, and smoothed by one login that shows anything equally likely."""
        return sum(
            weight * (counts[level, values[level]] + 1 / KINDS[level]) / (n + 1)
            for level, weight in feature
        )
