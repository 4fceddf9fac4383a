"""Remember members, the team and the marketplace's keys."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction

from goodstanding.accounts.models import Account, AgencyMembership, ApiKey, Staff
from goodstanding.accounts.models import StaffRole as Qualification
from goodstanding.law.terms import Role, StaffRole

SCOPES = frozenset({"events:write", "standing:read", "may:read"})
"""What a key may be for."""

DESCRIBED = (
    "role",
    "display_name",
    "email",
    "language",
    "country",
    "natural_person",
    "described_at",
    "registered_at",
)
"""What a registration may change."""

Period = tuple[datetime, datetime | None]
"""From and (exclusive) until; None while it lasts."""


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
    """

    name: str
    role: str
    at: datetime
    display_name: str = ""
    email: str = ""
    language: str = "en"
    country: str = ""
    natural_person: bool = True


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
    """Know every account mentioned, in two statements; how many are new.

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
    since = dict(Account.objects.filter(name__in=list(heard)).values_list("name", "registered_at"))
    new = [heard[name] for name in sorted(heard.keys() - since.keys())]
    Account.objects.bulk_create(
        [
            Account(name=one.name, role=Role(one.role).value, registered_at=min(one.at, at))
            for one in new
        ],
        ignore_conflicts=True,
    )
    for name, registered_at in sorted(since.items()):
        if heard[name].at < registered_at:
            Account.objects.filter(name=name, registered_at__gt=heard[name].at).update(
                registered_at=heard[name].at
            )
    return len(new)


@transaction.atomic
def join_agency(*, agency: Account, member: Account, at: datetime) -> AgencyMembership:
    """Remember that a member works through an agency from now on.

    Args:
        agency: through whom.
        member: who.
        at: since when.
    """
    membership, _ = AgencyMembership.objects.get_or_create(
        agency=agency, member=member, active_until=None, defaults={"active_from": at}
    )
    return membership


@transaction.atomic
def leave_agency(*, agency: Account, member: Account, at: datetime) -> None:
    """Remember that a member no longer works through an agency.

    Args:
        agency: through whom they worked.
        member: who.
        at: until when (exclusive).
    """
    AgencyMembership.objects.filter(
        agency=agency, member=member, active_until=None, active_from__lt=at
    ).update(active_until=at)


@transaction.atomic
def arrange_memberships(
    *, periods: Mapping[tuple[str, str], Sequence[Period]], at: datetime
) -> None:
    """Make memberships exactly what all that was reported of them says, in whatever order it came.

    Args:
        periods: by names of agency and member: when the member was in the agency.
        at: now; accounts not heard of before are known since then.
    """
    for (agency, member), spans in sorted(periods.items()):
        pair = {
            "agency": mention(name=agency, role=Role.AGENCY, at=at),
            "member": mention(name=member, role=Role.CONTRACTOR, at=at),
        }
        rows = AgencyMembership.objects.filter(**pair)
        if list(rows.order_by("active_from").values_list("active_from", "active_until")) == [
            *spans
        ]:
            continue
        rows.delete()
        AgencyMembership.objects.bulk_create(
            AgencyMembership(**pair, active_from=since, active_until=until)
            for since, until in spans
        )


@transaction.atomic
def employ(
    *,
    name: str,
    email: str,
    roles: Collection[StaffRole],
    at: datetime,
    password: str | None = None,
) -> Staff:
    """Take a person into the team with exactly these roles from now on; again changes nothing.

    Args:
        name: the person's name, as notices sign it.
        email: their address, with which they sign in.
        roles: what they are qualified for; a role they had and is not here ends now.
        at: now.
        password: for signing in; None leaves it as it is (a new person then has none).
    """
    staff = Staff.objects.select_related("user").filter(name=name).first()
    if staff is None:
        user = User.objects.create_user(username=email, email=email, first_name=name[:150])
        staff = Staff.objects.create(user=user, name=name, joined_at=at)
    if password is not None and not staff.user.check_password(password):
        staff.user.set_password(password)
        staff.user.save()
    held = Qualification.objects.filter(staff=staff, qualified_until=None)
    held.exclude(role__in=list(roles)).update(qualified_until=at)
    for role in sorted(set(roles) - {StaffRole(one.role) for one in held.all()}):
        Qualification.objects.create(staff=staff, role=role, qualified_from=at)
    return staff


def issue_key(*, label: str, scopes: Collection[str], at: datetime) -> tuple[ApiKey, str]:
    """Issue a key for the marketplace's servers. Only here is it ever seen whole.

    Args:
        label: what it is for.
        scopes: what it may do: `events:write`, `standing:read`, `may:read`.
        at: now.

    Returns:
        The key as it is remembered, and the clear key, `gs_<prefix>_<secret>`.

    Raises:
        ValueError: a scope is none of these.
    """
    if wrong := set(scopes) - SCOPES:
        msg = (
            f"scopes: got {', '.join(sorted(wrong))}, expected some of {', '.join(sorted(SCOPES))}"
        )
        raise ValueError(msg)
    prefix = secrets.token_hex(6)
    clear = f"gs_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        label=label,
        prefix=prefix,
        hash=sha256(clear.encode()).hexdigest(),
        scopes=sorted(scopes),
        created_at=at,
    )
    return key, clear


def revoke_key(*, key: ApiKey, at: datetime) -> None:
    """End a key; the earliest end counts.

    Args:
        key: the key.
        at: from when it opens nothing.
    """
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at)
    key.refresh_from_db()
