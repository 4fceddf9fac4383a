"""Scam job posts: a client asks for a fee and a talk elsewhere, or writes like a scam.

Two readings of one post. The *rules*: groups of forbidden phrases, published in the policy; a post
that breaks `needs_groups` of them is suspected with its own words quoted. The *score*: a published
scorecard, on which every word adds its points.

The evidence compares the post with honest posts. If it were one more honest post like these, all
orders of them would be equally likely. Hence, when `h` of `n` honest posts break as many rules,
`(n + 1) / (h + 1)` for a post that does (0 otherwise) is on average at most 1; and the share
`p = (1 + as high) / (n + 1)` is at most `a` with probability at most `a`, so `1 / a` where `p <= a`
(0 otherwise) is too (conformal p-values: Vovk, Gammerman and Shafer 2005). The evidence is their
average with weights fixed in the policy, `a` being where the score alone is worth a coaching note.

Posts of one client are never multiplied or added up: an honest client's posts resemble each other
and meet the same honest posts, so their evidence is not independent. The score alone never brings a
person to look, however many posts score high; repetition is a matter of the policy's ladder. All
this says "like these honest posts": for a marketplace of another kind, measure again on its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from goodstanding.detectors.detector import Figure, Point, Row, Settings, Suspicion
from goodstanding.detectors.evidence import BOUNDS, tier
from goodstanding.detectors.expected import Expected, complaints, number, text_list, whole
from goodstanding.detectors.job_posts_wording import Counts, alarms_per_1000, sentence
from goodstanding.detectors.phrases import (
    Denials,
    find,
    group_complaints,
    phrase_complaints,
    quote,
)
from goodstanding.detectors.scorecards import Part, Scorecard, load
from goodstanding.detectors.shingles import Word, words
from goodstanding.detectors.wording import worded
from goodstanding.law.terms import Family

WORDS_QUOTED = 3
"""How many of the words that add most to a score are quoted."""

COACHING = BOUNDS[0]
"""What a high score is worth, and no more."""

FORM = {
    "needs_groups": whole(1, 10),
    "honest_posts": whole(0, 10_000_000),
    "honest_hits": whole(0, 10_000_000),
    "score_share": number(0, 0.5),
    "denial_reach": whole(0, 20),
    "denials": text_list(0),
    "denials_except": text_list(0),
    "groups": Expected(
        lambda value: isinstance(value, Mapping) and bool(value), "a table with at least one group"
    ),
}
"""What the settings must hold. `honest_hits` of `honest_posts` break as many rules as needed."""


@dataclass(frozen=True)
class _Reading:
    """One job post, read."""

    row: Row
    breaches: Mapping[str, tuple[str, ...]]
    """What stands in the post, by the group of phrases it breaks."""
    score: float
    words: tuple[str, ...]
    as_high: int
    by_rules: float
    by_score: float

    @property
    def e_value(self) -> float:
        return self.by_rules + self.by_score


@dataclass(frozen=True)
class JobPosts:
    """The detector of scam job posts."""

    name: str = "job_posts"
    family: Family = Family.VIOLATION
    compares: bool = False
    relation: str = 'SELECT account, "at", "row", job, title, text, category FROM job_posted'
    card: Scorecard = field(default_factory=lambda: load("job_posts"), repr=False)

    def check(self, settings: Settings) -> Sequence[str]:
        """Say what is wrong with the settings, one sentence each."""
        plain = complaints(settings, FORM)
        return plain or [*group_complaints(settings["groups"]), *_clashes(settings)]

    def examine(self, account: str, rows: Sequence[Row], settings: Settings) -> Sequence[Suspicion]:
        """One suspicion for each job whose post, or an edit of it, gives cause."""
        by_job = sorted(rows, key=lambda row: (row["job"], row["at"], row["row"]))
        worst = (
            max((self.read(row, settings) for row in versions), key=lambda r: r.e_value)
            for _, versions in groupby(by_job, lambda row: row["job"])
        )
        found = [self._suspect(account, r, settings) for r in worst if tier(r.e_value)]
        return tuple(sorted(found, key=lambda suspicion: (suspicion.conduct_from, suspicion.key)))

    def path(self, rows: Sequence[Row], settings: Settings) -> Sequence[Point]:  # noqa: ARG002
        """No path: each post stands for itself."""
        return ()

    def figure(self, rows: Sequence[Row], settings: Settings) -> Figure:
        """Suspected posts of all posts, and how far the highest score is from the threshold."""
        readings = [self.read(row, settings) for row in rows]
        jobs = {r.row["job"] for r in readings}
        suspected = {r.row["job"] for r in readings if tier(r.e_value)}
        limit = self.limit(settings)
        highest = max((r.score for r in readings), default=None)
        return Figure(
            label=worded("Job posts that break the rules or read like scams"),
            own=worded("%(bad)s of %(n)s job posts", bad=len(suspected), n=len(jobs)),
            tolerated="0",
            distance=_distance(limit, highest),
            ages=worded(
                "Each post is looked at alone, by its own words: one adds nothing to another."
            ),
        )

    def thresholds(self, settings: Settings) -> Sequence[tuple[str, ...]]:
        """What each reading is worth."""
        limit = self.limit(settings)
        high = "not used" if limit is None else f"above {limit:.2f}"
        by_rules, by_score = _worth_of_rules(settings), 0.0 if limit is None else COACHING
        lines = [("any", high, by_score), (f"{settings['needs_groups']} or more", "any", by_rules)]
        if limit is not None:
            lines.append((f"{settings['needs_groups']} or more", high, by_rules + by_score))
        heading = ("Groups of forbidden phrases", "Score", "Evidence", "Tier")
        return (heading, *((g, s, f"{e:,.0f}", f"{tier(e)}") for g, s, e in lines))

    def limit(self, settings: Settings) -> float | None:
        """The score above which a post gets a coaching note; None when no score is enough."""
        level = settings["score_share"] / COACHING
        allowed = int(level * (len(self.card.honest) + 1) + 1e-9) - 1
        return self.card.honest[-1 - allowed] if allowed >= 0 else None

    def read(self, row: Row, settings: Settings) -> _Reading:
        """Read one post: what it breaks, what it scores, and what that is worth."""
        written = f"{row['title']}\n{row['text']}"
        text = words(written)
        breaches = dict(_breaches(written, text, settings))
        parts = self.card.parts(text)
        score = self.card.score(parts)
        limit = self.limit(settings)
        return _Reading(
            row=row,
            breaches=breaches,
            score=score,
            words=tuple(islice(_heaviest(written, text, parts), WORDS_QUOTED)),
            as_high=self.card.as_high(score),
            by_rules=_worth_of_rules(settings) * (len(breaches) >= settings["needs_groups"]),
            by_score=COACHING if limit is not None and score > limit else 0.0,
        )

    def _suspect(self, account: str, read: _Reading, settings: Settings) -> Suspicion:
        counts = self._counts(read, settings)
        rule_words = [words for found in read.breaches.values() for words in found]
        return Suspicion(
            account=account,
            key=f"job:{read.row['job']}",
            e_value=read.e_value,
            tier=tier(read.e_value),
            counts=counts,
            sentence=sentence(counts),
            rows=(read.row["row"],),
            conduct_from=read.row["at"],
            conduct_until=read.row["at"],
            subject=read.row["job"],
            quotes=tuple(rule_words if read.by_rules else ())
            + (read.words if read.by_score else ()),
        )

    def _counts(self, read: _Reading, settings: Settings) -> Counts:
        n, as_high = len(self.card.honest), read.as_high
        counts: Counts = {
            "groups_broken": len(read.breaches),
            "score": round(read.score, 3),
            "p_value": round((1 + as_high) / (n + 1), 6),
        }
        if read.by_rules:
            posts, hits = settings["honest_posts"], settings["honest_hits"]
            counts |= {
                "breaches": _in_words(read.breaches, settings),
                "honest_posts": posts,
                "honest_hits": hits,
                "rule_alarms_per_1000": alarms_per_1000(hits, posts),
            }
        if read.by_score:
            counts |= {
                "words": _listed([f'"{word}"' for word in read.words]),
                "honest_scored": n,
                "honest_as_high": as_high,
                "score_alarms_per_1000": alarms_per_1000(as_high, n),
            }
        return counts


DETECTOR = JobPosts()


def _distance(limit: float | None, highest: float | None) -> str:
    """How far the highest score is from the threshold, where a score counts at all."""
    if limit is None:
        return worded("Scores are not used")
    if highest is None:
        return worded("No post yet; a coaching note comes above %(limit)s", limit=f"{limit:.2f}")
    return worded(
        "Highest score: %(highest)s; a coaching note comes above %(limit)s",
        highest=f"{highest:.2f}",
        limit=f"{limit:.2f}",
    )


def _worth_of_rules(settings: Settings) -> float:
    seen = (settings["honest_posts"] + 1) / (settings["honest_hits"] + 1)
    return float((1 - settings["score_share"]) * seen)


def _breaches(
    written: str, text: Sequence[Word], settings: Settings
) -> Iterator[tuple[str, tuple[str, ...]]]:
    denials = Denials(
        tuple(settings["denials"]), tuple(settings["denials_except"]), settings["denial_reach"]
    )
    for name, group in settings["groups"].items():
        spans = find(text, tuple(group["phrases"]), denials)
        if spans:
            yield name, tuple(dict.fromkeys(quote(written, text, span) for span in spans))


def _heaviest(written: str, text: Sequence[Word], parts: Sequence[Part]) -> Iterator[str]:
    """The words that add most to the score, as they stand, none of them twice."""
    told: set[int] = set()
    for part in parts:
        fresh = [
            (start, end)
            for start, end in part.spans
            if text[start].sentence == text[end - 1].sentence and told.isdisjoint(range(start, end))
        ]
        if part.points > 0 and fresh:
            told |= {i for span in part.spans for i in range(*span)}
            yield quote(written, text, fresh[0])


def _in_words(breaches: Mapping[str, tuple[str, ...]], settings: Settings) -> str:
    quoted = {name: _listed([f'"{words}"' for words in found]) for name, found in breaches.items()}
    return _listed([f"{settings['groups'][name]['says']} ({q})" for name, q in quoted.items()])


def _listed(items: Sequence[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _clashes(settings: Settings) -> Iterator[str]:
    """What is wrong only of settings together."""
    needed, groups = settings["needs_groups"], len(settings["groups"])
    if needed > groups:
        yield f'The setting "needs_groups" is {needed}; expected at most {groups}: the groups.'
    hits, posts = settings["honest_hits"], settings["honest_posts"]
    if hits > posts:
        yield f'The setting "honest_hits" is {hits}; expected at most "honest_posts", {posts}.'
    for complaint in phrase_complaints(settings["denials_except"]):
        yield f'In the setting "denials_except": {complaint}'
