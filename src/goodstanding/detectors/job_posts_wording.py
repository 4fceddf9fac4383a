"""What is said of job posts like known scams."""

from math import ceil

from scipy.special import betaincinv

from goodstanding.detectors.wording import Grouped, Worded, worded

Counts = dict[str, int | float | str]

CONFIDENCE = 0.95
"""Of the bound on honest posts told in the sentence (Clopper and Pearson 1934, one-sided)."""


def sentence(counts: Counts) -> Worded:
    """The suspicion in words, from its counts alone."""
    if "breaches" not in counts:
        return _scored(counts)
    if "words" not in counts:
        return _breached(counts)
    return worded("%(rules)s %(score)s", rules=_breached(counts), score=_scored(counts))


def _breached(counts: Counts) -> Worded:
    return worded(
        "Your job post %(breaches)s. Of %(posts)s honest job posts, %(hits)s do so; with 95 %% "
        "confidence, at most %(alarms)s in 1,000 do.",
        breaches=counts["breaches"],
        posts=Grouped(counts["honest_posts"]),
        hits=Grouped(counts["honest_hits"]),
        alarms=counts["rule_alarms_per_1000"],
    )


def _scored(counts: Counts) -> Worded:
    return worded(
        "Your job post reads like known job scams, most of all in the words %(words)s: it scores "
        "%(score)s. Of %(posts)s honest job posts, %(high)s score as high; with 95 %% confidence, "
        "at most %(alarms)s in 1,000 do.",
        words=counts["words"],
        score=counts["score"],
        posts=Grouped(counts["honest_scored"]),
        high=Grouped(counts["honest_as_high"]),
        alarms=counts["score_alarms_per_1000"],
    )


def alarms_per_1000(hits: int, posts: int) -> int:
    """Upper bound on hits in 1,000 posts when `hits` of `posts` were seen, rounded up."""
    share = 1.0 if hits >= posts else float(betaincinv(hits + 1, posts - hits, CONFIDENCE))
    return ceil(share * 1000)
