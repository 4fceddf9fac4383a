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
from goodstanding.policies.rulebook import drafts
from goodstanding.policies.rulebook.mistake import Mistake
from goodstanding.policies.rulebook.reading import moment


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
    if drafts.known(draft):
        return None
    before = latest(draft.settings["slug"])
    if before and (refusal := drafts.refusal(draft, before, at=at)):
        raise NotAdoptedError([drafts.mistake(folder, *refusal)])
    version = drafts.built(draft, by=by, at=at)
    with transaction.atomic():
        version.save(force_insert=True)
    return version


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
