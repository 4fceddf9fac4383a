"""Remember members: those who register, and those who are only mentioned."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from goodstanding.accounts.models import Account
from goodstanding.law.terms import Role

DESCRIBED = (
    "role",
    "display_name",
    "email",
    "language",
    "country",
    "natural_person",
    "residence",
    "work_location",
    "capacity",
    "sells_to",
    "described_at",
    "registered_at",
)
"""What a registration may change."""


@dataclass(frozen=True)
class Mention:
    """An account heard of, with the role its part in the event suggests."""

    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Registration:
    """The details an account had at a time.

    Attributes:
        name: the marketplace's own id of the account.
        role: contractor, client or agency.
        at: when the account had these details.
        display_name: how people call the member.
        email: where to write to them.
        language: a language tag.
        country: two letters, or "".
        natural_person: whether this is a person, not a company.
        residence, work_location: where they live and work, as narrow as known (ISO 3166), or "".
        capacity: business, consumer or private, or "".
        sells_to: consumers, businesses or both, or "".
    """

    name: str
    role: str
    at: datetime
    display_name: str = ""
    email: str = ""
    language: str = "en"
    country: str = ""
    natural_person: bool = True
    residence: str = ""
    work_location: str = ""
    capacity: str = ""
    sells_to: str = ""


def register(
    *,
    name: str,
    role: str,
    at: datetime,
    display_name: str = "",
    email: str = "",
    language: str = "en",
    country: str = "",
    natural_person: bool = True,
) -> Account:
    """Register an account, or update the details of a known one; see `Registration`.

    Registrations may arrive in any order: the details are those of the latest registration, and
    the account counts as registered since the earliest time it was heard of.
    """
    one = Registration(name, role, at, display_name, email, language, country, natural_person)
    register_all(registrations=[one], at=at)
    return Account.objects.get(name=name)


@transaction.atomic
def register_all(*, registrations: Iterable[Registration], at: datetime) -> None:
    """Register many accounts as `register` would one by one, in three statements.

    Args:
        registrations: the details of accounts, in any order.
        at: now; nobody is registered only from a later time on.
    """
    in_time = sorted(registrations, key=lambda one: one.at)
    latest = {one.name: one for one in in_time}
    since = {one.name: min(one.at, at) for one in reversed(in_time)}
    Account.objects.bulk_create(
        [Account(**_details(latest[name]), registered_at=since[name]) for name in sorted(latest)],
        ignore_conflicts=True,
    )
    known = Account.objects.select_for_update().filter(name__in=list(latest)).order_by("name")
    changed = [one for one in known if _describe(one, latest[one.name], since[one.name])]
    Account.objects.bulk_update(changed, DESCRIBED, batch_size=500)


def _details(one: Registration) -> dict[str, object]:
    details = {field: value for field, value in vars(one).items() if field != "at"}
    return details | {"role": Role(one.role).value, "described_at": one.at}


def _describe(account: Account, latest: Registration, since: datetime) -> bool:
    """Give an account the details of a registration unless it has later ones; did any differ?"""
    told: dict[str, object] = {"registered_at": min(account.registered_at, since)}
    if account.described_at is None or account.described_at <= latest.at:
        told |= _details(latest)
    differ = {field: value for field, value in told.items() if getattr(account, field) != value}
    for field, value in differ.items():
        setattr(account, field, value)
    return bool(differ)


def mention(*, name: str, role: str, at: datetime) -> Account:
    """Know an account that was only mentioned; its role is a guess until it is registered.

    Args:
        name: the marketplace's own id of the account.
        role: contractor, client or agency.
        at: when it was mentioned.
    """
    account, _ = Account.objects.get_or_create(
        name=name, defaults={"role": Role(role).value, "registered_at": at}
    )
    return account


@transaction.atomic
def mention_all(*, mentions: Iterable[Mention], at: datetime) -> int:
    """Know every account mentioned, in three statements; how many are new.

    Of several mentions of a name the first gives the role and the earliest the time.

    Args:
        mentions: accounts, roles and when each was mentioned.
        at: now; nobody is known only from a later time on.
    """
    heard: dict[str, Mention] = {}
    for one in mentions:
        known = heard.setdefault(one.name, one)
        if one.at < known.at:
            heard[one.name] = Mention(one.name, known.role, one.at)
    told = json.dumps([{"name": one.name, "at": one.at.isoformat()} for one in heard.values()])
    with connection.cursor() as cursor:
        cursor.execute(_HEARD_OF_EARLIER, [told])
        cursor.execute(_NOT_HEARD_OF, [told])
        new = [heard[name] for (name,) in cursor.fetchall()]
    Account.objects.bulk_create(
        [Account(name=one.name, role=Role(one.role).value, registered_at=min(one.at, at))
         for one in new],
        ignore_conflicts=True,
    )  # fmt: skip
    return len(new)


_TOLD = "json_to_recordset(%s::json) AS told(name text, at timestamptz)"

_HEARD_OF_EARLIER = f"""
UPDATE accounts_account AS known SET registered_at = told.at FROM {_TOLD}
WHERE known.name = told.name AND known.registered_at > told.at
"""  # noqa: S608 - our own words

_NOT_HEARD_OF = f"""
SELECT told.name FROM {_TOLD} LEFT JOIN accounts_account AS known USING (name)
WHERE known.id IS NULL ORDER BY told.name COLLATE "C"
"""  # noqa: S608 - our own words
