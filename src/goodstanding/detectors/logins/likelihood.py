"""How many times likelier a login is an intruder's than the owner's, feature by feature.

After Freeman et al. (NDSS 2016), with three changes. The intruder is one of two, equally likely:
who shows what anyone might, or who copies what of the owner can be copied (provider, country, user
agent) and lacks only their address and device. How often the owner shows something new is learned
for each account. And a country is judged by the one before it and the time between.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log

from goodstanding.detectors.logins.memory import (
    ABOVE,
    DAY,
    NEW_USUALLY,
    WORTH,
    Account,
    Everyone,
    Values,
)

HOUR = DAY // 24
GAPS = (HOUR, 6 * HOUR, DAY, 7 * DAY)
MOVED_USUALLY = (0.002, 0.004, 0.01, 0.02, 0.05)
"""How often the country is another than the last time, by the time between."""

MOVES_WORTH = 200.0
FAILED_WITHIN = DAY
MOST_ADDRESSES = 100_000
FAILURE_POINTS = 0.7
"""Each doubling of accounts failed from one address within a day."""

SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux", "X11")
BROWSERS = ("Edg", "OPR", "SamsungBrowser", "Firefox", "FxiOS", "CriOS", "Chrome", "Safari")


@dataclass(frozen=True, slots=True)
class Login:
    """A login as it is told.

    Attributes:
        ok: whether the password was right.
        owner: whether who was asked to prove it was the owner; None where nobody asked.
    """

    row: int
    account: str
    at: int
    values: Values
    ok: bool = True
    owner: bool | None = None


@dataclass
class Watch:
    """Reads logins in order of time; one account's memory is bounded, and so is everyone's."""

    accounts: dict[str, Account] = field(default_factory=dict)
    everyone: Everyone = field(default_factory=Everyone)
    moved: list[float] = field(default_factory=lambda: [MOVES_WORTH * x for x in MOVED_USUALLY])
    seen: list[float] = field(default_factory=lambda: [MOVES_WORTH] * len(MOVED_USUALLY))
    failed: dict[str, dict[str, int]] = field(default_factory=dict)
    failures: deque[tuple[int, str, str]] = field(default_factory=deque)

    def score(self, one: Login) -> dict[str, float]:
        """Logarithms of the likelihood ratio, feature by feature; they add up."""
        account = self.accounts.get(one.account)
        failing = self._failing(one)
        if account is None:
            return {"network": 0.0, "browser": 0.0, "device": 0.0, "failures": failing}
        return {
            "network": self._network(account, one),
            "browser": self._browser(account, one.values),
            "device": _device(account, one.values["device"]),
            "failures": failing,
        }

    def add(self, one: Login) -> None:
        """Remember a login: the owner's for their account, a failed one for its address alone."""
        if not one.ok:
            self._fail(one)
            return
        if one.owner is False:
            return
        account = self.accounts.setdefault(one.account, Account())
        if account.country and one.values["country"]:
            gap = bisect_right(GAPS, one.at - account.at)
            self.seen[gap] += 1
            self.moved[gap] += account.country != one.values["country"]
        account.add(one.values, one.at)
        self.everyone.add(one.values)

    def _network(self, account: Account, one: Login) -> float:
        values, anyone = one.values, self.everyone
        country = self._country(account, one)
        below = anyone.within("asn", values)
        asn = _of(account, "asn", values, country * below)
        address = anyone.within("ip", values)
        owner = _of(account, "ip", values, asn * address)
        return log((anyone.probability("ip", values) + asn * address) / 2 / owner)

    def _country(self, account: Account, one: Login) -> float:
        """How probable the country is, after the last one and the time since."""
        value = one.values["country"]
        gap = bisect_right(GAPS, one.at - account.at)
        usually = self.moved[gap] / self.seen[gap]
        moves = (account.moves + WORTH * usually) / (account.level("country").total + WORTH)
        if value == account.country:
            return 1 - min(moves, 0.9)
        return moves * _of(
            account, "country", one.values, self.everyone.within("country", one.values)
        )

    def _browser(self, account: Account, values: Values) -> float:
        known = self.everyone.within("system", values)
        for name in ("system", "browser", "agent"):
            below = self.everyone.within(name, values) if name in ABOVE else 1.0
            known = _of(account, name, values, known * below)
        anyone = self.everyone.probability("agent", values)
        return log((anyone + known) / 2 / known)

    def _fail(self, one: Login) -> None:
        self.failed.setdefault(one.values["ip"], {})[one.account] = one.at
        self.failures.append((one.at, one.values["ip"], one.account))
        while self.failures and (
            one.at - self.failures[0][0] > FAILED_WITHIN or len(self.failures) > MOST_ADDRESSES
        ):
            at, ip, account = self.failures.popleft()
            if self.failed.get(ip, {}).get(account) == at:
                del self.failed[ip][account]
                if not self.failed[ip]:
                    del self.failed[ip]

    def failing(self, one: Login) -> int:
        """Other accounts at which a login from this address failed within a day."""
        tried: Mapping[str, int] = self.failed.get(one.values["ip"], {})
        since = one.at - FAILED_WITHIN
        return sum(at >= since for name, at in tried.items() if name != one.account)

    def _failing(self, one: Login) -> float:
        return FAILURE_POINTS * log(1 + self.failing(one)) / log(2)


def _of(account: Account, name: str, values: Values, above: float) -> float:
    """How probable a value is for its owner; `above` is how probable it is if it is new."""
    level, value = account.level(name), values[name]
    new = level.newness(NEW_USUALLY[name])
    own = level.weights.get(value, 0.0) / level.total if level.total else 0.0
    return max((1 - new) * own + new * above, 1e-300)


def _device(account: Account, device: str) -> float:
    """A device never seen is the intruder's; where none is told nothing is said."""
    level = account.level("device")
    if not device or not level.total:
        return 0.0
    new = level.newness(NEW_USUALLY["device"])
    return log(1 / new) if device not in level.weights else log(0.001 / (1 - new))


@lru_cache(maxsize=65_536)
def families(agent: str) -> tuple[str, str]:
    """The operating system and the browser family of a user agent, in a few words."""
    system = next((name for name in SYSTEMS if name in agent), "other")
    browser = next((name for name in BROWSERS if name in agent), "other")
    return system, f"{browser} on {system}"


def multiple(points: Mapping[str, float]) -> float:
    """How many times likelier: the product of what the features say, at most 1e300."""
    return exp(min(sum(points.values()), 690.0))
