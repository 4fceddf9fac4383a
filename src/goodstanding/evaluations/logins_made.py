"""Made logins: honest people who travel, change phones and addresses, and three kinds of intruder.

No public data of logins are at hand, so people are drawn, from a seed. What is assumed stands here
as numbers; a figure measured on them says how scores compare, not what a marketplace will see.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from goodstanding.detectors.logins import levels
from goodstanding.detectors.logins.likelihood import Login
from goodstanding.detectors.logins.memory import DAY

COUNTRIES, PROVIDERS, VPNS = 40, 12, 6
AGENTS = tuple(
    f"Mozilla/5.0 ({system}) {browser}/{version}"
    for system in ("Windows NT 10.0", "Mac OS X", "Android 14", "iPhone", "Linux")
    for browser in ("Chrome", "Firefox", "Safari", "Edg")
    for version in (118, 119, 120)
)
NAIVE, VPN, TARGETED = "naive", "VPN in the country", "same city and browser"
KINDS = (NAIVE, VPN, TARGETED)
START = 1_735_689_600_000_000


@dataclass
class Person:
    """How one person logs in, drawn once."""

    name: str
    country: int
    home: int
    mobile: int
    address: str
    agents: list[int]
    devices: list[str]
    churn: float
    travels: float
    hides: float
    forgets: float
    away: int | None = None
    away_left: int = 0
    phones: int = 0
    addresses: int = field(default=0)


def person(of: np.random.Generator, number: int) -> Person:
    """Draw a person: 30 % log in mostly on the move, 10 % use a VPN, 5 % travel much."""
    country = min(int(of.zipf(1.6)) - 1, COUNTRIES - 1)
    agents = [int(one) for one in of.integers(len(AGENTS), size=2)]
    return Person(
        name=f"person{number}",
        country=country,
        home=int(of.integers(PROVIDERS)),
        mobile=int(of.integers(PROVIDERS)),
        address=f"{country}.{number}.0",
        agents=agents,
        devices=[f"d{number}.0", f"d{number}.1"],
        churn=_one_of(of, 0.3, 0.6, 0.1),
        travels=_one_of(of, 0.05, 0.02, 0.001),
        hides=_one_of(of, 0.1, 0.3, 0.0),
        forgets=_one_of(of, 0.05, 0.15, 0.003),
    )


def _one_of(of: np.random.Generator, share: float, those: float, others: float) -> float:
    return those if of.random() < share else others


def honest(of: np.random.Generator, people: list[Person], days: int) -> Iterator[Login]:
    """Logins of honest people in order of time, one on about every other day each."""
    row = 0
    for day in range(days):
        today = [one for one in people if of.random() < 0.5]  # noqa: PLR2004 - every other day
        times = np.sort(of.integers(0, DAY, size=len(today)))
        for at, one in zip(times, today, strict=True):
            row += 1
            yield _login(of, one, row, START + day * DAY + int(at))


def intruder(of: np.random.Generator, kind: str, victim: Person, at: int) -> Login:
    """A login by someone who has the password, on a device the victim never had."""
    asn = int(of.integers(PROVIDERS))
    country, agent = int(of.integers(COUNTRIES)), int(of.integers(len(AGENTS)))
    if kind == VPN:
        country, asn = victim.country, PROVIDERS + int(of.integers(VPNS))
    if kind == TARGETED:
        country, asn, agent = victim.country, victim.home, victim.agents[0]
    address = f"{country}.x.{of.integers(1_000_000_000)}"
    device = f"x{of.integers(1_000_000_000)}"
    values = levels(address, f"as{asn}", f"land{country}", AGENTS[agent], device)
    return Login(0, victim.name, at, values, owner=False)


def _login(of: np.random.Generator, one: Person, row: int, at: int) -> Login:
    _live(of, one)
    which = int(of.random() < 0.35)  # noqa: PLR2004 - the second device of two
    country, asn, address = _network(of, one)
    if of.random() < one.forgets:
        one.phones += 1
        one.devices[which] = f"{one.devices[which]}~{one.phones}"
    values = levels(
        address, f"as{asn}", f"land{country}", AGENTS[one.agents[which]], one.devices[which]
    )
    return Login(row, one.name, at, values, owner=True)


def _live(of: np.random.Generator, one: Person) -> None:
    """A new phone, a new version of the browser, a journey begun or ended."""
    which = int(of.integers(2))
    if of.random() < 0.004:  # noqa: PLR2004 - a new phone or computer
        one.phones += 1
        one.agents[which] = int(of.integers(len(AGENTS)))
        one.devices[which] = f"{one.name}+{one.phones}"
    elif of.random() < 0.03:  # noqa: PLR2004 - another version of the same browser
        first = one.agents[which] // 3 * 3
        one.agents[which] = first + int(of.integers(3))
    one.away_left -= 1
    if one.away_left <= 0:
        leaves = of.random() < one.travels
        one.away = int(of.integers(COUNTRIES)) if leaves else None
        one.away_left = int(of.integers(2, 8)) if leaves else 0


def _network(of: np.random.Generator, one: Person) -> tuple[int, int, str]:
    """Country, provider and address: at home, on the move, abroad, or through a VPN."""
    if of.random() < one.hides:
        country = one.country if of.random() < 0.5 else int(of.integers(3))  # noqa: PLR2004
        asn = PROVIDERS + int(of.integers(2))
        return country, asn, f"vpn.{country}.{asn}.{of.integers(50)}"
    if one.away is not None:
        asn = int(of.integers(PROVIDERS))
        return one.away, asn, f"{one.away}.{asn}.{of.integers(100_000)}"
    if of.random() < one.churn:
        return one.country, one.mobile, f"{one.country}.{one.mobile}.{of.integers(100_000)}"
    if of.random() < 0.01:  # noqa: PLR2004 - the provider gave another address
        one.addresses += 1
        one.address = f"{one.address.rsplit('.', 1)[0]}.{one.addresses}"
    return one.country, one.home, one.address
