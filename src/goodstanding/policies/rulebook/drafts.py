"""What the rulebook holds and nobody has adopted yet: what it would change, and what stops it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from goodstanding.law import clocks
from goodstanding.policies.models import PolicyVersion
from goodstanding.policies.rulebook import differences
from goodstanding.policies.rulebook.checking import check, folders
from goodstanding.policies.rulebook.differences import Difference
from goodstanding.policies.rulebook.mistake import SETTINGS, Mistake
from goodstanding.policies.rulebook.positions import Positions
from goodstanding.policies.rulebook.reading import Draft, moment, read


@dataclass(frozen=True)
class Proposed:
    """A policy's folder beside what was adopted of it.

    Attributes:
        folder: the folder; its name is the policy's slug.
        before: the latest version that was adopted, or None.
        mistakes: what keeps it from being adopted, with file and line; empty when nothing does.
        version: what would be adopted, not stored; None where the folder has mistakes.
        adopted: whether exactly this was adopted before.
        difference: what it changes; None without an earlier version, or with mistakes.
    """

    folder: Path
    before: PolicyVersion | None
    mistakes: Sequence[Mistake]
    version: PolicyVersion | None = None
    adopted: bool = False
    difference: Difference | None = None

    @property
    def waits(self) -> bool:
        """Whether it can be adopted now."""
        return self.version is not None and not self.mistakes and not self.adopted


def every(rulebook: Path, *, at: datetime) -> list[Proposed]:
    """Every policy of a rulebook, by name."""
    return [proposed(folder, at=at) for folder in folders(rulebook)]


def proposed(folder: Path, *, at: datetime) -> Proposed:
    """What a policy's folder holds, and what would come of adopting it at a time."""
    before = PolicyVersion.objects.filter(slug=folder.name).order_by("-version").first()
    if mistakes := check(folder):
        return Proposed(folder, before, mistakes)
    draft = read(folder)
    version = built(draft, by="", at=at)
    if before is None:
        return Proposed(folder, None, (), version)
    difference = differences.between(before, version)
    if before.hash == draft.hash or known(draft):
        return Proposed(folder, before, (), version, adopted=True, difference=difference)
    why = refusal(draft, before, at=at)
    wrong = [mistake(folder, *why)] if why else []
    return Proposed(folder, before, wrong, version, difference=difference)


def known(draft: Draft) -> bool:
    """Whether exactly this was adopted before."""
    number, slug = draft.settings["version"], draft.settings["slug"]
    return PolicyVersion.objects.filter(slug=slug, version=number, hash=draft.hash).exists()


def built(draft: Draft, *, by: str, at: datetime) -> PolicyVersion:
    """A version as it would be adopted; not stored."""
    settings = draft.settings
    return PolicyVersion(
        slug=settings["slug"],
        version=settings["version"],
        title=settings["title"],
        family=settings["family"],
        detectors=settings["detectors"],
        text=draft.text,
        settings=settings,
        hash=draft.hash,
        announced_at=moment(settings["announced"]),
        in_force_from=moment(settings["in_force_from"]),
        adopted_at=at,
        adopted_by=by,
    )


def refusal(draft: Draft, before: PolicyVersion, *, at: datetime) -> tuple[str, str] | None:
    """The key that keeps a version from being adopted after the earlier one, and why."""
    settings = draft.settings
    number = settings["version"]
    if number <= before.version:
        return "version", (
            f"version: got {number}, expected {before.version + 1}: version {before.version} was "
            f"adopted on {before.adopted_at:%Y-%m-%d} and is never changed; raise the version, "
            f"announce it, and let it bind {clocks.RULE_LEAD.days} days later"
        )
    binds = moment(settings["in_force_from"])
    earliest = max(moment(settings["announced"]), at) + clocks.RULE_LEAD
    if binds < earliest:
        return "in_force_from", (
            f"in_force_from: got {binds:%Y-%m-%d}, expected {earliest:%Y-%m-%d %H:%M} UTC or "
            f"later: {clocks.RULE_LEAD.days} days after it is announced and adopted"
        )
    if binds <= before.in_force_from:
        return "in_force_from", (
            f"in_force_from: got {binds:%Y-%m-%d}, expected a day after "
            f"{before.in_force_from:%Y-%m-%d}, when version {before.version} takes effect"
        )
    return None


def mistake(folder: Path, key: str, message: str) -> Mistake:
    """A mistake where a key of the settings stands."""
    file = folder / SETTINGS
    positions = Positions(file.read_text(encoding="utf-8"))
    return Mistake(file, positions.line((key,)), message)
