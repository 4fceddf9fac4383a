"""Logins by an intruder: how unlike the owner they are, and whether to ask them to prove it.

The answer is never more than a question: `ask` says whether the login ought to be confirmed by its
owner. Nothing is suspended for it, and its tier is 2 at most.

There is no e-value: what is probable for an account is a model. What holds is conformal: if a login
were one more like the latest 10,000, all orders of their scores would be equally likely, so that
`p = (1 + as high) / (n + 1)` is at most `a` with probability at most `a`. Asking at `p <= share`
asks for one honest login in `1 / share` at most, while logins stay as they are; intruders among
the latest ones make `p` larger. Tier 1 is `p <= .01`, tier 2 `p <= .001`.

A country is compared with the account's own past alone: none counts more than another.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.detectors.expected import number
from goodstanding.detectors.logins.likelihood import Login, Watch, families
from goodstanding.detectors.logins.memory import Account
from goodstanding.detectors.logins.wording import sentence
from goodstanding.detectors.plain import SUBJECTS, Column, Model, Option, Options, Plain

TIERS = (0.01, 0.001)
COMPARED = 10_000
MINUTE = 60_000_000
_BATCH = 10_000
_TOLD = '"row", account, "at", ip, asn, country, user_agent, device, ok, owner'
ANSWER = pa.schema([*SUBJECTS, ("p_value", pa.float64()), ("ask", pa.bool_())])


@dataclass
class Latest:
    """Scores of the latest logins."""

    ranked: list[float] = field(default_factory=list)
    order: deque[float] = field(default_factory=deque)

    def share(self, of: float) -> float:
        """The share of logins as high, this one counted."""
        return (1 + len(self.ranked) - bisect_left(self.ranked, of)) / (len(self.ranked) + 1)

    def add(self, of: float) -> None:
        """Compare with this one too."""
        insort(self.ranked, of)
        self.order.append(of)
        if len(self.order) > COMPARED:
            del self.ranked[bisect_left(self.ranked, self.order.popleft())]


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """Score every login from those before it; one row each, in the input's order."""
    del model
    answers = sorted(_answers(read(connection), float(options["share"])), key=_row)
    return pa.Table.from_pylist(answers, schema=ANSWER)


def read(connection: DuckDBPyConnection) -> Iterator[Login]:
    """Logins in order of time, a batch at a time."""
    found = connection.execute(f'SELECT {_TOLD} FROM input ORDER BY "at", "row"')  # noqa: S608
    while rows := found.fetchmany(_BATCH):
        for row, account, at, ip, asn, country, agent, device, ok, owner in rows:
            values = levels(ip, asn, country, agent, device)
            yield Login(row, account, at, values, ok is not False, owner)


def levels(
    ip: str | None, asn: str | None, country: str | None, agent: str | None, device: str | None
) -> dict[str, str]:
    """A login's value on each level."""
    system, browser = families(agent or "")
    return {
        "country": country or "",
        "asn": f"{country or ''} {asn or ''}",
        "ip": ip or "",
        "system": system,
        "browser": browser,
        "agent": agent or "",
        "device": device or "",
    }


def told(watch: Watch, one: Login, ask: bool) -> Mapping[str, int | float | str]:
    """The counts of a login's sentence."""
    account = watch.accounts.get(one.account)
    known = account or Account()
    return {
        "first": int(account is None),
        "new_device": int(bool(one.values["device"]) and _new(known, "device", one)),
        "new_browser": int(_new(known, "browser", one)),
        "new_country": int(_new(known, "country", one)),
        "new_network": int(_new(known, "asn", one)),
        "new_address": int(_new(known, "ip", one)),
        "country": one.values["country"],
        "last_country": known.country,
        "minutes": (one.at - known.at) // MINUTE if account else 0,
        "failing": watch.failing(one),
        "asked": int(ask),
    }


def _new(account: Account, level: str, one: Login) -> bool:
    return not account.knows(level, one.values[level])


def _row(answer: Mapping[str, Any]) -> int:
    return int(answer["rows"][0])


def _answers(logins: Iterator[Login], share: float) -> Iterator[dict[str, Any]]:
    watch, latest = Watch(), Latest()
    before: dict[str, int] = {}
    for one in logins:
        of = sum(watch.score(one).values())
        p = latest.share(of)
        ask = one.ok and p <= share
        rows = [one.row, *([before[one.account]] if one.account in before else [])]
        yield {
            "subject": str(one.row),
            "e_value": None,
            "score": of,
            "tier": sum(p <= bound for bound in TIERS),
            "sentence": str(sentence(told(watch, one, ask))),
            "rows": rows,
            "p_value": p,
            "ask": ask,
        }
        latest.add(of)
        watch.add(one)
        if one.ok and one.owner is not False:
            before[one.account] = one.row


PLAIN = Plain(
    name="logins",
    about="Logins that are unlike the account's owner; asks for proof, never suspends.",
    columns=(
        Column("account", "text", "whose account"),
        Column("at", "time", "when"),
        Column("ip", "text", "the address, or a mark that stands for it"),
        Column("asn", "text", "the network's number or name"),
        Column("country", "text", "the country, in the words the sentence shall use"),
        Column("user_agent", "text", "the browser as it names itself"),
        Column("device", "text", "a mark kept on the device", required=False),
        Column("ok", "yes or no", "whether the password was right", required=False),
        Column("owner", "yes or no", "who was asked proved to be the owner", required=False),
    ),
    detect=detect,
    options={
        "share": Option(0.02, number(0.0001, 0.5), "the share of honest logins asked to confirm")
    },
)
"""What the command line finds."""
