"""Remember the team."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from goodstanding.accounts.models import Staff
from goodstanding.accounts.models import StaffRole as Qualification
from goodstanding.law.terms import StaffRole


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
