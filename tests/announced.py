"""A second version of the policy on spam, announced in May and binding from July."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from goodstanding.accounts import operations as accounts
from goodstanding.accounts import queries
from goodstanding.law.terms import StaffRole
from goodstanding.policies import operations as policies
from tests import people

ANNOUNCED = datetime(2026, 5, 1, 9, tzinfo=UTC)
BINDS = datetime(2026, 7, 1, tzinfo=UTC)
WHY = "Sixty clients a day lost their time."


def draft(folder, *, announced="2026-05-01", binds="2026-07-01"):
    """The folder of the second version: 5 repeats are tolerated, and 10 days to answer."""
    copy = Path(shutil.copytree(people.RULEBOOK / "spam-applications", folder))
    settings, text = copy / "policy.toml", copy / "policy.md"
    said = settings.read_text()
    for old, new in (
        ("version = 1", f'version = 2\nwhy = "{WHY}"'),
        ("2025-11-15", announced),
        ("in_force_from = 2026-01-01", f"in_force_from = {binds}"),
        ("tolerated = 10", "tolerated = 5"),
    ):
        assert old in said
        said = said.replace(old, new, 1)
    settings.write_text(said)
    text.write_text(text.read_text().replace("7 days to answer", "10 days to answer"))
    return copy


def second_version(folder, at=ANNOUNCED):
    """Pia adopts it, which announces it."""
    return policies.adopt(folder=draft(folder / "spam-applications"), by="Pia", at=at)


def owners():
    """Pia and Paul own policies."""
    roles = [StaffRole.POLICY_OWNER]
    return {
        name: accounts.employ(
            name=name, email=f"{name.lower()}@example.org", roles=roles, at=people.ADOPTED
        )
        for name in ("Pia", "Paul")
    }


def owner(name):
    """One of the team."""
    return queries.staff(name)
