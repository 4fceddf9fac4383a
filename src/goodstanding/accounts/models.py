"""What is remembered of members' accounts, the team and the marketplace's keys."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Account(models.Model):
    """A member's account, as the marketplace names it."""

    name = models.CharField(max_length=200, unique=True)  # the marketplace's own id
    role = models.CharField(
        max_length=16,
        choices=[("contractor", "contractor"), ("client", "client"), ("agency", "agency")],
    )
    display_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=16, default="en")
    country = models.CharField(max_length=2, blank=True)
    natural_person = models.BooleanField(default=True)
    residence = models.CharField(max_length=64, blank=True)  # ISO 3166; "" is the country
    work_location = models.CharField(max_length=64, blank=True)  # ISO 3166; "" is the residence
    capacity = models.CharField(max_length=16, blank=True)  # business, consumer or private
    sells_to = models.CharField(max_length=16, blank=True)  # consumers, businesses or both
    registered_at = models.DateTimeField()  # the earliest time it was heard of
    described_at = models.DateTimeField(null=True)  # of the registration the details are from

    class Meta:
        """Only known roles."""

        constraints = [
            models.CheckConstraint(
                name="account_role_known", condition=Q(role__in=["contractor", "client", "agency"])
            ),
            models.CheckConstraint(
                name="account_capacity_known",
                condition=Q(capacity__in=["", "business", "consumer", "private"]),
            ),
            models.CheckConstraint(
                name="account_sells_to_known",
                condition=Q(sells_to__in=["", "consumers", "businesses", "both"]),
            ),
        ]

    def __str__(self) -> str:
        """Name the member as people do."""
        return self.display_name or self.name


class AgencyMembership(models.Model):
    """A contractor working through an agency, from and (exclusive) until."""

    agency = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="agencies")
    active_from = models.DateTimeField()
    active_until = models.DateTimeField(null=True)

    class Meta:
        """Nobody is twice in an agency at once, nor in themselves."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "member"],
                condition=Q(active_until=None),
                name="agency_member_once",
            ),
            models.CheckConstraint(name="agency_not_own_member", condition=~Q(agency=F("member"))),
        ]

    def __str__(self) -> str:
        """Say who works through whom."""
        return f"{self.member} in {self.agency}"


class Staff(models.Model):
    """A named person of the team."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, unique=True)
    joined_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the person."""
        return self.name


class StaffRole(models.Model):
    """A role a person of the team is qualified for, from and (exclusive) until."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=32)
    qualified_from = models.DateTimeField()
    qualified_until = models.DateTimeField(null=True)

    class Meta:
        """One row in force per person and role; only known roles."""

        constraints = [
            models.UniqueConstraint(
                fields=["staff", "role"],
                condition=Q(qualified_until=None),
                name="staff_role_once",
            ),
            models.CheckConstraint(
                name="staff_role_known",
                condition=Q(
                    role__in=[
                        "case_manager",
                        "reviewer",
                        "analyst",
                        "finance_officer",
                        "policy_owner",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        """Say who is what."""
        return f"{self.staff}: {self.role}"


class ApiKey(models.Model):
    """A key of the marketplace's servers. Only its hash is kept."""

    label = models.CharField(max_length=200)
    prefix = models.CharField(max_length=16, unique=True)
    hash = models.CharField(max_length=64)  # SHA-256 of the whole key, hexadecimal
    scopes = models.JSONField()  # list of scopes, see operations
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Name the key without giving it away."""
        return f"{self.label} ({self.prefix}…)"


class Protection(models.Model):
    """A member whose record only some named people of the team read, and why."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="protections")
    reason = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="protections")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who is protected."""
        return f"{self.account}, protected since {self.at:%Y-%m-%d}"


class Admission(models.Model):
    """A person of the team who reads a protected member's record, and why they are one."""

    protection = models.ForeignKey(Protection, on_delete=models.PROTECT, related_name="admissions")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="admissions")
    why = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="admitted")
    at = models.DateTimeField()

    class Meta:
        """Once each."""

        constraints = [
            models.UniqueConstraint(fields=["protection", "staff"], name="admitted_once"),
        ]

    def __str__(self) -> str:
        """Say who reads whom."""
        return f"{self.staff} reads {self.protection}"


class ProtectionEnd(models.Model):
    """Anybody of the team reads the member's record again, and why."""

    protection = models.OneToOneField(Protection, on_delete=models.PROTECT, related_name="end")
    why = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="protections_ended")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what ended."""
        return f"{self.protection}, until {self.at:%Y-%m-%d}"


class ProtectedReading(models.Model):
    """A person of the team asked for a page about a protected member, and was let in or not."""

    protection = models.ForeignKey(Protection, on_delete=models.PROTECT, related_name="readings")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="protected_readings")
    address = models.TextField()
    admitted = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who asked for what."""
        return f"{self.staff} asked for {self.address}"


class Absence(models.Model):
    """A person of the team is away, from and (exclusive) until, and who stands in for them."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="stands_in"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """It lasts a while, and nobody stands in for themselves."""

        constraints = [
            models.CheckConstraint(name="absence_lasts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="stand_in_is_another",
                condition=Q(stand_in=None) | ~Q(stand_in=F("staff")),
            ),
        ]

    def __str__(self) -> str:
        """Say who is away until when."""
        return f"{self.staff}, away until {self.ends_at:%Y-%m-%d %H:%M}"


class AbsenceEnd(models.Model):
    """Whoever was away came back sooner, or did not go."""

    absence = models.OneToOneField(Absence, on_delete=models.PROTECT, related_name="end")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say who is back."""
        return f"{self.absence.staff}, back on {self.at:%Y-%m-%d}"


class Ability(models.Model):
    """A language a person of the team speaks, or a skill: a policy they know, or a whole family.

    `name` is a language's tag ("uk"), a policy's slug or a family ("fraud").
    """

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="abilities")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Only the two kinds."""

        constraints = [
            models.CheckConstraint(
                name="ability_kind_known", condition=Q(kind__in=["language", "skill"])
            ),
        ]

    def __str__(self) -> str:
        """Say who is able to what."""
        return f"{self.staff}: {self.kind} {self.name}"


class AbilityEnd(models.Model):
    """Cases that need it no longer go to them for it."""

    ability = models.OneToOneField(Ability, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Say what ended."""
        return f"{self.ability}, until {self.at:%Y-%m-%d}"
