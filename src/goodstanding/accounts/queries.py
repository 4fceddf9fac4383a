"""Who is who: members, the team, and the marketplace's keys."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet

from goodstanding.accounts.models import (
    Ability,
    Absence,
    Account,
    AgencyMembership,
    ApiKey,
    ProtectedReading,
    Protection,
    Staff,
)
from goodstanding.accounts.models import StaffRole as Qualification
from goodstanding.law.clocks import months_between
from goodstanding.law.duties.profiles import Platform, Subject
from goodstanding.law.facts import Decider
from goodstanding.law.terms import StaffRole


class UnknownAccountError(LookupError):
    """No account of that name was ever heard of."""


class UnknownStaffError(LookupError):
    """No person of that name is in the team."""


def account(name: str) -> Account:
    """Look up an account by the marketplace's own id.

    Raises:
        UnknownAccountError: nobody ever mentioned it.
    """
    try:
        return Account.objects.get(name=name)
    except Account.DoesNotExist:
        raise UnknownAccountError(
            f"account: got {name!r}, expected one that was reported"
        ) from None


def subject(account: Account, *, at: datetime, platform: Platform) -> Subject:
    """What is known of an account that decides which law applies to it; see `law.duties.profiles`.

    Months are counted from the registration the marketplace told, and are unknown without one.

    Args:
        account: the account.
        at: when.
        platform: what the marketplace says of itself.
    """
    both = ("consumers", "businesses")
    return Subject(
        residence=account.residence or account.country,
        work_location=account.work_location,
        role=account.role,
        natural_person=account.natural_person,
        capacity=account.capacity,
        sells_to=frozenset(
            both if account.sells_to == "both" else filter(None, [account.sells_to])
        ),
        months=months_between(account.registered_at, at) if account.described_at else None,
        platform=platform,
    )


def members(agency: Account, *, at: datetime) -> QuerySet[Account]:
    """Who works through an agency at a time, by name."""
    return Account.objects.filter(
        pk__in=AgencyMembership.objects.filter(
            Q(active_until=None) | Q(active_until__gt=at), agency=agency, active_from__lte=at
        ).values("member")
    ).order_by("name")


def staff(name: str) -> Staff:
    """Look up a person of the team by name.

    Raises:
        UnknownStaffError: there is none.
    """
    found = Staff.objects.filter(name=name).first()
    if found is None:
        raise UnknownStaffError(f"name: got {name!r}, expected a person of the team")
    return found


def staff_of(user: AbstractBaseUser | AnonymousUser) -> Staff | None:
    """The person of the team who is signed in, if that is who the user is."""
    return Staff.objects.filter(user=user.pk).first() if user.pk is not None else None


def staff_at(addresses: Iterable[str]) -> Staff | None:
    """The person of the team who has one of these addresses, however it is spelt; or None."""
    asked = Q(pk__in=[])
    for one in addresses:
        asked |= Q(user__email__iexact=one)
    return Staff.objects.filter(asked, user__is_active=True).order_by("pk").first()


def roles(staff: Staff, *, at: datetime) -> frozenset[StaffRole]:
    """What a person is qualified for at a time."""
    held = _in_force(at).filter(staff=staff).values_list("role", flat=True)
    return frozenset(StaffRole(role) for role in held)


def decider(staff: Staff, *, at: datetime) -> Decider:
    """A person as the law sees them: a name with roles."""
    return Decider(name=staff.name, roles=roles(staff, at=at))


def qualified(role: StaffRole, *, at: datetime) -> QuerySet[Staff]:
    """Everyone of the team with a role at a time, by name."""
    return Staff.objects.filter(
        pk__in=_in_force(at).filter(role=StaffRole(role)).values("staff")
    ).order_by("name")


def absences(*, at: datetime) -> QuerySet[Absence]:
    """Absences that are not over at a time, also those to come; what begins first, first."""
    open_ = Q(end=None) | Q(end__at__gt=at)
    found = Absence.objects.filter(open_, ends_at__gt=at).select_related("staff", "stand_in")
    return found.order_by("starts_at", "pk")


def absences_between(staff: Staff, starts_at: datetime, ends_at: datetime) -> QuerySet[Absence]:
    """A person's absences that meet a time and were not taken back."""
    return Absence.objects.filter(
        staff=staff, end=None, starts_at__lt=ends_at, ends_at__gt=starts_at
    )


def absent(*, at: datetime) -> frozenset[int]:
    """Keys of the people of the team who are away at a time."""
    return frozenset(absences(at=at).filter(starts_at__lte=at).values_list("staff", flat=True))


def absence(staff: Staff, *, at: datetime) -> Absence | None:
    """The absence a person is in at a time, with who stands in; None where they are there."""
    return absences(at=at).filter(staff=staff, starts_at__lte=at).first()


def stands_in_for(staff: Staff, *, at: datetime) -> frozenset[int]:
    """Keys of those for whom a person stands in at a time."""
    theirs = absences(at=at).filter(starts_at__lte=at, stand_in=staff)
    return frozenset(theirs.values_list("staff", flat=True))


def abilities(*, at: datetime) -> QuerySet[Ability]:
    """What each of the team is able to at a time: languages and skills, by name."""
    open_ = Q(end=None) | Q(end__at__gt=at)
    return Ability.objects.filter(open_, at__lte=at).order_by("kind", "name", "pk")


def able(kind: str, names: Iterable[str], *, at: datetime) -> frozenset[int]:
    """Keys of the people who are able to one of some things of a kind, "language" or "skill"."""
    found = abilities(at=at).filter(kind=kind, name__in=list(names))
    return frozenset(found.values_list("staff", flat=True))


def key(clear: str, *, at: datetime) -> ApiKey | None:
    """The key the marketplace showed, or None if it opens nothing at that time.

    Args:
        clear: the whole key, `gs_<prefix>_<secret>`.
        at: now.
    """
    prefix = clear.split("_", 2)[1] if clear.count("_") > 1 else ""
    found = ApiKey.objects.filter(prefix=prefix).first()
    # An unknown prefix costs the same comparison, so that time tells nothing of which exist.
    kept = found.hash if found else "0" * 64
    same = compare_digest(kept, sha256(clear.encode()).hexdigest())
    if found is None or not same or (found.revoked_at and found.revoked_at <= at):
        return None
    return found


def protections(*, at: datetime) -> QuerySet[Protection]:
    """Members whose record only some people of the team read at a time, the latest first."""
    in_force = Q(end=None) | Q(end__at__gt=at)
    found = Protection.objects.filter(in_force, at__lte=at).select_related("account", "by")
    return found.prefetch_related("admissions__staff").order_by("-at", "-pk")


def protection(account: Account, *, at: datetime) -> Protection | None:
    """What protects a member at a time, or None."""
    return protections(at=at).filter(account=account).first()


def require_protection(account: Account, *, at: datetime) -> Protection:
    """What protects a member at a time.

    Raises:
        LookupError: nothing does.
    """
    found = protection(account, at=at)
    if found is None:
        msg = f"account: got {account.name!r}, expected one that is protected"
        raise LookupError(msg)
    return found


def admitted(people: QuerySet[Staff], account: Account, *, at: datetime) -> QuerySet[Staff]:
    """Those of some people who read a member's record: all, where nothing protects it."""
    kept = protection(account, at=at)
    return people if kept is None else people.filter(admissions__protection=kept)


def protected_readings(protection: Protection) -> QuerySet[ProtectedReading]:
    """Who asked for pages about a protected member, the latest first."""
    return protection.readings.select_related("staff").order_by("-at", "-pk")


def issued_keys() -> QuerySet[ApiKey]:
    """Every key there ever was, the latest first; of each only how it begins is known."""
    return ApiKey.objects.order_by("-created_at", "-pk")


def key_beginning(prefix: str) -> ApiKey:
    """The key that begins `gs_<prefix>_`, with or without that `gs_` and what follows.

    Raises:
        LookupError: there is none.
    """
    bare = prefix.removeprefix("gs_").partition("_")[0]
    found = ApiKey.objects.filter(prefix=bare).first()
    if found is None:
        msg = f"key: got {bare!r}, expected the beginning of one that `goodstanding key list` names"
        raise LookupError(msg)
    return found


def _in_force(at: datetime) -> QuerySet[Qualification]:
    return Qualification.objects.filter(
        Q(qualified_until=None) | Q(qualified_until__gt=at), qualified_from__lte=at
    )
