"""What is published: versions, what they mean to the law, and a policy as people read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from goodstanding.detectors.evidence import BOUNDS, share
from goodstanding.detectors.registry import DETECTORS
from goodstanding.law.policy import PolicyTerms, Step
from goodstanding.law.terms import Family
from goodstanding.policies.models import PolicyVersion
from goodstanding.policies.platform.binding import (
    Binding,
    binding,
    platform,
    platforms,
    relaxations,
)
from goodstanding.policies.rulebook import differences, ladder, phrases, wording
from goodstanding.policies.rulebook.differences import Difference
from goodstanding.policies.rulebook.phrases import Rung
from goodstanding.policies.rulebook.readability import lix as readability
from goodstanding.policies.rulebook.readability import words_for
from goodstanding.policies.rulebook.reading import record as written
from goodstanding.policies.rulebook.remedy import Remedy
from goodstanding.policies.rulebook.remedy import read as read_remedy


class UnknownPolicyError(LookupError):
    """There is no such policy, or no such version of it."""


__all__ = [
    "Binding",
    "Difference",
    "Page",
    "Table",
    "UnknownPolicyError",
    "all_in_force",
    "binding",
    "describe_step",
    "difference",
    "for_detector",
    "in_force",
    "latest",
    "listed",
    "page",
    "platform",
    "platforms",
    "published_record",
    "readability",
    "record",
    "relaxations",
    "remedy",
    "rungs",
    "terms",
    "thresholds",
    "tolerated",
    "versions",
]


@dataclass(frozen=True)
class Table:
    """A published table: what it is of, its headings and its rows."""

    detector: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Page:
    """One version of a policy as people read it.

    Attributes:
        version: the version.
        body: its text in Markdown, without the title.
        following: the version that takes over from it, or None.
        state: "in force", "announced" or "replaced", at the time asked about.
        ladder: what happens at each step, mildest first, in plain words.
        tolerated: kind of work and the rate tolerated for it, default last; may be empty.
        tables: the exact thresholds of each detector.
        lix: how hard the text is to read, and `lix_words` the same in words.
        others: the other versions, latest first.
        chances: how rarely chance reaches each tier: once in so many, weakest tier first.
    """

    version: PolicyVersion
    body: str
    following: PolicyVersion | None
    state: str
    ladder: Sequence[Rung]
    tolerated: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    lix: float
    lix_words: str
    others: Sequence[PolicyVersion]
    chances: Sequence[str] = tuple(f"{bound:,.0f}" for bound in BOUNDS)

    @property
    def binds_until(self) -> datetime | None:
        """When the following version takes over (exclusive), or None."""
        return self.following.in_force_from if self.following else None


def versions(slug: str) -> list[PolicyVersion]:
    """All versions of a policy, first to latest; empty when there is no such policy."""
    return list(PolicyVersion.objects.filter(slug=slug).order_by("version"))


def slugs(family: str) -> list[str]:
    """Policies of a family that ever were, by name."""
    found = PolicyVersion.objects.filter(family=family).order_by("slug")
    return list(found.values_list("slug", flat=True).distinct())


def latest(slug: str) -> PolicyVersion | None:
    """The latest version adopted, whether it binds yet or not."""
    return PolicyVersion.objects.filter(slug=slug).order_by("-version").first()


def in_force(slug: str, *, at: datetime) -> PolicyVersion | None:
    """The version that binds conduct at a time, or None where none did yet."""
    known = PolicyVersion.objects.filter(slug=slug, in_force_from__lte=at)
    return known.order_by("-version").first()


def all_in_force(*, at: datetime) -> list[PolicyVersion]:
    """The version of every policy that binds conduct at a time, by slug."""
    known = PolicyVersion.objects.filter(in_force_from__lte=at).order_by("slug", "-version")
    return list(known.distinct("slug"))


def for_detector(detector: str, *, at: datetime) -> list[PolicyVersion]:
    """The versions in force at a time that use a detector, by slug."""
    return [one for one in all_in_force(at=at) if detector in one.detectors]


def terms(version: PolicyVersion) -> PolicyTerms:
    """A version as the law knows it; it binds until the next version does."""
    following = _following(version)
    return PolicyTerms(
        slug=version.slug,
        version=version.version,
        title=version.title,
        family=Family(version.family),
        announced_at=version.announced_at,
        in_force_from=version.in_force_from,
        ladder=tuple(ladder.step(row) for row in version.settings["ladder"]),
        in_force_until=following.in_force_from if following else None,
        strikes_last=_days(version, "strike_days"),
        strikes_fall_every=_days(version, "strike_falls_every_days"),
        protects_owner=version.settings.get("protects_owner", False),
    )


def _days(version: PolicyVersion, key: str) -> timedelta | None:
    """A time of the settings in days, or None where they set none."""
    days = version.settings.get(key)
    return timedelta(days=days) if days else None


def remedy(version: PolicyVersion) -> Remedy:
    """How a measure under a version is put right: advice, steps with proof, questions."""
    return read_remedy(version.settings["remedy"])


def _following(version: PolicyVersion) -> PolicyVersion | None:
    later = PolicyVersion.objects.filter(slug=version.slug, version__gt=version.version)
    return later.order_by("version").first()


def describe_step(step: Step, *, by: str = "person", subject: str = "") -> str:
    """A step of a ladder in plain words: what happens, how long, what it takes, who decides.

    Args:
        step: the step.
        by: `person` or `rule`, who may decide it.
        subject: the one thing it is about ("the job post"), or "" for the whole account.
    """
    return phrases.rung(step, by=by, subject=subject).sentence


def record(version: PolicyVersion) -> bytes:
    """The version as it was adopted, in the bytes its hash was taken of."""
    return written(version.settings, version.text)


def published_record(slug: str, number: int) -> bytes:
    """The record of one version of a policy.

    Raises:
        UnknownPolicyError: there is no such policy or version.
    """
    return record(_version(versions(slug), slug, number))


def _version(known: Sequence[PolicyVersion], slug: str, number: int) -> PolicyVersion:
    found = next((one for one in known if one.version == number), None)
    if found is None:
        msg = f"policy {slug!r}, version {number}: there is none"
        raise UnknownPolicyError(msg)
    return found


def difference(slug: str, before: int, after: int) -> Difference:
    """What changed from one version of a policy to another, for people who read.

    Raises:
        UnknownPolicyError: there is no such policy, or no such version of it.
    """
    known = versions(slug)
    return differences.between(_version(known, slug, before), _version(known, slug, after))


def listed(*, at: datetime) -> list[tuple[PolicyVersion, PolicyVersion | None]]:
    """Every published policy: the version people should read, and a later one announced.

    Where no version binds yet, the first announced one is to be read.
    """
    every = PolicyVersion.objects.order_by("slug", "version")
    pairs = []
    for _, group in groupby(every, key=lambda one: one.slug):
        known = list(group)
        current = next((one for one in reversed(known) if one.in_force_from <= at), known[0])
        coming = next((one for one in known if one.version > current.version), None)
        pairs.append((current, coming))
    return pairs


def page(slug: str, *, at: datetime, number: int | None = None) -> Page:
    """A policy as people read it.

    Args:
        slug: the policy.
        at: when it is read.
        number: the version; None for the one in force, or else the first announced.

    Raises:
        UnknownPolicyError: there is no such policy or version.
    """
    known = versions(slug)
    if not known:
        msg = f"policy {slug!r}: there is none"
        raise UnknownPolicyError(msg)
    current = in_force(slug, at=at) or known[0]
    version = current if number is None else _version(known, slug, number)
    lix = readability(version.text)
    following = _following(version)
    return Page(
        version=version,
        body=wording.body(version.text),
        following=following,
        state=_state(version, following, at),
        ladder=rungs(version),
        tolerated=tolerated(version),
        tables=thresholds(version),
        lix=lix,
        lix_words=words_for(lix),
        others=[one for one in reversed(known) if one != version],
    )


def _state(version: PolicyVersion, following: PolicyVersion | None, at: datetime) -> str:
    if at < version.in_force_from:
        return "announced"
    return "in force" if following is None or at < following.in_force_from else "replaced"


def rungs(version: PolicyVersion) -> list[Rung]:
    """What happens at each step of a version's ladder, mildest first, in plain words."""
    return [
        phrases.rung(ladder.step(row), by=row["by"], subject=row.get("subject", ""))
        for row in version.settings["ladder"]
    ]


def thresholds(version: PolicyVersion) -> list[Table]:
    """The exact published table of each detector of a version."""
    tables = []
    for name in version.detectors:
        headings, *rows = DETECTORS[name].thresholds(version.settings["detector"][name])
        tables.append(Table(name, headings, rows))
    return tables


def tolerated(version: PolicyVersion) -> list[tuple[str, str]]:
    """The rate tolerated for each kind of work, in words, with the rate for all others last."""
    kinds: Mapping[str, str] = version.settings.get("kinds", {})
    lines = []
    for name in version.detectors:
        settings = version.settings["detector"][name]
        rates = settings.get("tolerated")
        if isinstance(rates, Mapping):
            lines += [(kinds.get(kind, kind), share(rate)) for kind, rate in rates.items()]
            lines.append(("Any other work", share(settings["tolerated_default"])))
    return lines
