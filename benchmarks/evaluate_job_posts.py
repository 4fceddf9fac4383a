"""How well the detector of scam job posts does, and how often it would wrong an honest client.

    python -m benchmarks.evaluate_job_posts

Near-duplicates never stand on both sides of a split; the random split beside it shows how much it
flatters. With GOODSTANDING_DATA the EMSCAD rows are read too, less near-duplicates of the sample.
"""

import csv
import os
import tomllib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from benchmarks.train_job_posts import (
    ROOT,
    Post,
    honest_groups,
    near_duplicates,
    read_posts,
    split,
    train,
)
from goodstanding.detectors.evidence import BOUNDS
from goodstanding.detectors.job_posts import DETECTOR
from goodstanding.detectors.job_posts_wording import alarms_per_1000

POLICY = ROOT / "rulebook/scam-job-posts/policy.toml"
DATA = Path(os.environ.get("GOODSTANDING_DATA", ROOT / "../shared/data"))
SEEDS = range(5)
COLUMNS = ("AUC", "AP", "rec@1%", "rec@0.1%")


def read_settings() -> dict[str, Any]:
    return tomllib.loads(POLICY.read_text("utf-8"))["detector"]["job_posts"]


def read_post(text: str, title: str = "") -> dict[str, Any]:
    return {"account": "", "at": 0, "row": 1, "job": "1", "title": title, "text": text}


def figures(scams: Sequence[bool], scores: Sequence[float]) -> tuple[float, ...]:
    false, true, _ = roc_curve(scams, scores)
    return (
        float(roc_auc_score(scams, scores)),
        float(average_precision_score(scams, scores)),
        float(true[false <= 0.01].max()),
        float(true[false <= 0.001].max()),
    )


def folds(posts: Sequence[Post], seed: int, grouped: bool) -> Iterator[tuple[list[int], list[int]]]:
    splitter = (StratifiedGroupKFold if grouped else StratifiedKFold)(
        5, shuffle=True, random_state=seed
    )
    scams, groups = [p.scam for p in posts], [p.group for p in posts]
    for made, held in splitter.split(np.zeros(len(posts)), scams, groups):
        yield list(made), list(held)


def cross_validated(
    posts: Sequence[Post], seed: int, grouped: bool
) -> tuple[list[float], list[float]]:
    """Score and p-value of each post, by a card made without its fold, as the shipped one is."""
    scores, p_values = [0.0] * len(posts), [1.0] * len(posts)
    for made, held in folds(posts, seed, grouped):
        made_from, compared = split([posts[i] for i in made], seed)
        card = train(made_from)
        honest = np.array(card.scores([post.text for post in compared]))
        for i, score in zip(held, card.scores([posts[i].text for i in held]), strict=True):
            scores[i] = score
            p_values[i] = (1 + int((honest >= score).sum())) / (len(honest) + 1)
    return scores, p_values


def report_score(posts: Sequence[Post], level: float) -> None:
    scams = [post.scam for post in posts]
    print(f"{'':28}" + "".join(f"{column:>14}" for column in COLUMNS))
    for name, grouped in (("near-duplicate groups", True), ("random (flatters)", False)):
        runs = [cross_validated(posts, seed, grouped) for seed in SEEDS]
        table = np.array([figures(scams, scores) for scores, _ in runs])
        cells = zip(table.mean(0), table.std(0), strict=True)
        print(f"{name:28}" + "".join(f"{mean:8.3f} ±{sd:.3f}" for mean, sd in cells))
        if grouped:
            kept = [np.array(p_values) for _, p_values in runs]
    is_scam = np.array(scams)
    first = {post.group: i for i, post in reversed(list(enumerate(posts))) if not post.scam}
    honest = [first[group] for group in honest_groups(posts)]
    for at in (level, 0.01, 0.05, 0.1):
        caught = np.mean([(p[is_scam] <= at).mean() for p in kept])
        wronged = np.mean([(p[honest] <= at).mean() for p in kept])
        print(f"p-value <= {at:<6}: {caught:.3f} of scams, {wronged:.4f} of held-out honest groups")


def honest_hits(posts: Sequence[Post], settings: Mapping[str, Any]) -> tuple[int, int]:
    """Honest near-duplicate groups, and how many of them hold a post that breaks the rules."""
    groups = set(honest_groups(posts))
    hit = {post.group for post in posts if post.group in groups and breaks(post.text, settings)}
    return len(groups), len(hit)


def breaks(text: str, settings: Mapping[str, Any]) -> bool:
    return DETECTOR.read(read_post(text), settings).by_rules > 0


def report_emscad(posts: Sequence[Post], settings: Mapping[str, Any]) -> None:
    path = DATA / "job_posts/emscad_rows.csv"
    if not path.exists():
        print(f"EMSCAD rows are not at {path}: skipped (set GOODSTANDING_DATA)")
        return
    with path.open(newline="", encoding="utf-8") as file:
        rows = [
            (row["title"], row["description"], row["fraudulent"] == "1")
            for row in csv.DictReader(file)
        ]
    groups = near_duplicates([*(post.text for post in posts), *(text for _, text, _ in rows)])
    known = set(groups[: len(posts)])
    new = [row for row, group in zip(rows, groups[len(posts) :], strict=True) if group not in known]
    readings = [DETECTOR.read(read_post(text, title), settings) for title, text, _ in new]
    scams = [scam for _, _, scam in new]
    print(f"EMSCAD: {len(new)} of {len(rows)} rows are no near-duplicates; {sum(scams)} scams")
    print(
        "  "
        + ", ".join(
            f"{c} {f:.3f}"
            for c, f in zip(COLUMNS, figures(scams, [r.score for r in readings]), strict=True)
        )
    )
    for label in (True, False):
        of = [r for r, scam in zip(readings, scams, strict=True) if scam is label]
        print(
            f"  {'scams' if label else 'honest'}: {len(of)}, suspected by score "
            f"{sum(r.by_score > 0 for r in of)}, by rules {sum(r.by_rules > 0 for r in of)}"
        )


if __name__ == "__main__":
    warnings.filterwarnings("ignore", message="The groups parameter is ignored")
    settings, posts = read_settings(), read_posts()
    scams, groups = sum(post.scam for post in posts), len({post.group for post in posts})
    print(f"{len(posts)} posts, {scams} scams, {groups} near-duplicate groups")
    report_score(posts, settings["score_share"] / BOUNDS[0])
    honest, hits = honest_hits(posts, settings)
    bound = alarms_per_1000(hits, honest)
    print(f"Rules: {hits} of {honest} honest groups; at most {bound} in 1,000 (95 %)")
    report_emscad(posts, settings)
    print("Published thresholds:")
    for line in DETECTOR.thresholds(settings):
        print("  " + " | ".join(line))
