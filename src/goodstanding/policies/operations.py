"""Adopt a policy from the rulebook. What is adopted is never changed."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from goodstanding.law import clocks
from goodstanding.policies import rulebook
from goodstanding.policies.models import PlatformRelaxation, PlatformVersion, PolicyVersion
from goodstanding.policies.platform import file as platform_file
from goodstanding.policies.queries import latest
from goodstanding.policies.rulebook.mistake import SETTINGS, Mistake
from goodstanding.policies.rulebook.reading import Draft, moment


class NotAdoptedError(ValueError):
    """A policy could not be adopted; `mistakes` says what is wrong, with file and line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, mistakes)))


def adopt(*, folder: Path, by: str, at: datetime) -> PolicyVersion | None:
    """Adopt the version of a policy that a folder of the rulebook holds.

    Args:
        folder: the policy's folder.
        by: who adopts it.
        at: when; a later version binds 30 days after this at the earliest.

    Returns:
        The new version, or None where exactly this was adopted before.

    Raises:
        NotAdoptedError: the folder has mistakes, the version is taken by other content, or a later
            version would bind before it was announced for 30 days.
    """
    if mistakes := rulebook.check(folder):
        raise NotAdoptedError(mistakes)
    draft = rulebook.read(folder)
    if _known(draft):
        return None
    if refusal := _refusal(draft, at=at):
        raise NotAdoptedError([_mistake(folder, *refusal)])
    with transaction.atomic():
        return _store(draft, by=by, at=at)


def _known(draft: Draft) -> bool:
    number, slug = draft.settings["version"], draft.settings["slug"]
    return PolicyVersion.objects.filter(slug=slug, version=number, hash=draft.hash).exists()


def _refusal(draft: Draft, *, at: datetime) -> tuple[str, str] | None:
    """The key that keeps a version from being adopted after the earlier ones, and why."""
    settings = draft.settings
    before, number = latest(settings["slug"]), settings["version"]
    if before is None:
        return None
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


def _mistake(folder: Path, key: str, message: str) -> Mistake:
    file = folder / SETTINGS
    positions = rulebook.Positions(file.read_text(encoding="utf-8"))
    return Mistake(file, positions.line((key,)), message)


def _store(draft: Draft, *, by: str, at: datetime) -> PolicyVersion:
    settings = draft.settings
    return PolicyVersion.objects.create(
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


@transaction.atomic
def adopt_platform(*, file: Path, by: str, at: datetime) -> PlatformVersion | None:
    """Adopt what the marketplace says of itself and relaxes; earlier versions stay on the record.

    Args:
        file: `platform.toml`.
        by: who adopts it.
        at: when; what it relaxes counts 30 days after this and its announcement (G01).

    Returns:
        The new version, or None where exactly this was adopted latest.

    Raises:
        NotAdoptedError: the file has mistakes.
    """
    if mistakes := platform_file.check(file):
        raise NotAdoptedError(mistakes)
    settings, content = platform_file.read(file), sha256(file.read_bytes()).hexdigest()
    before = PlatformVersion.objects.select_for_update().order_by("-number").first()
    if before is not None and before.hash == content:
        return None
    announced = moment(settings["announced"])
    version = PlatformVersion.objects.create(
        number=before.number + 1 if before else 1,
        settings=settings,
        hash=content,
        announced_at=announced,
        relaxed_from=max(announced, at) + clocks.RULE_LEAD,
        adopted_at=at,
        adopted_by=by,
    )
    for row in settings["relaxation"]:
        one = platform_file.relaxation(row)
        PlatformRelaxation.objects.create(platform=version, **vars(one))
    return version
