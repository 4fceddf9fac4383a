"""Logins: how many honest people are asked so that so many intruders are, on made logins."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from goodstanding.detectors.logins.likelihood import Watch
from goodstanding.evaluations.figures import Figure
from goodstanding.evaluations.freeman import Freeman
from goodstanding.evaluations.logins_made import KINDS, honest, intruder, person

SEED, PEOPLE, DAYS = 11, 1_500, 120
MEASURED_FROM = 0.6
"""Logins from this share of the time on are measured; the earlier ones only build memories."""

FOUND = (0.999, 0.98, 0.95)
OURS, OURS_WITH, PLAIN, PLAIN_WITH = "ours", "ours with device", "Freeman", "Freeman with device"
"""Ways of scoring; the mark kept on a device is left out, or a feature."""

INTRUDED = 0.05
Scores = dict[str, list[float]]


def evaluate(data: Path) -> Iterator[Figure]:
    """Measure on made logins; no file is read."""
    del data
    yield from measured(SEED, PEOPLE, DAYS)


def measured(seed: int, people: int, days: int) -> Iterator[Figure]:
    """Shares of honest logins asked, for each intruder and way of scoring, and the time taken."""
    owners, intruders, microseconds = scored(seed, people, days)
    told = f"{people:,} made people, {days} days, seed {seed}"
    for kind in KINDS:
        for share in FOUND:
            for way in (OURS, PLAIN, OURS_WITH, PLAIN_WITH):
                asked = _asked(np.array(owners[way]), np.array(intruders[kind][way]), share)
                note = f"{len(owners[way]):,} honest, {len(intruders[kind][way]):,} intruders"
                yield Figure(
                    told, f"honest asked, {share:.1%} of '{kind}' found, {way}", asked, "", note
                )
    yield Figure(told, "microseconds a login, ours", microseconds, "< 50", "score and remember")


def scored(seed: int, people: int, days: int) -> tuple[Scores, dict[str, Scores], float]:
    """Scores of honest logins and of intruders by each way, and microseconds a login of ours."""
    of = np.random.default_rng(seed)
    all_of_them = [person(of, number) for number in range(people)]
    by_name = {one.name: one for one in all_of_them}
    watch, plain, device = Watch(), Freeman(), Freeman(device=True)
    ways = {
        OURS: lambda one: _but_device(watch.score(one)),
        OURS_WITH: lambda one: sum(watch.score(one).values()),
        PLAIN: plain.score,
        PLAIN_WITH: device.score,
    }
    owners: Scores = {way: [] for way in ways}
    intruders: dict[str, Scores] = {kind: {way: [] for way in ways} for kind in KINDS}
    taken, logins = 0.0, 0
    for one in honest(of, all_of_them, days):
        if one.row > MEASURED_FROM * people * days / 2:
            for way, score in ways.items():
                owners[way].append(score(one))
            if of.random() < INTRUDED:
                for kind in KINDS:
                    other = intruder(of, kind, by_name[one.account], one.at)
                    for way, score in ways.items():
                        intruders[kind][way].append(score(other))
        began = perf_counter()
        watch.score(one)
        watch.add(one)
        taken, logins = taken + perf_counter() - began, logins + 1
        plain.add(one)
        device.add(one)
    return owners, intruders, taken / logins * 1e6


def _but_device(points: Mapping[str, float]) -> float:
    return sum(points.values()) - points["device"]


def _asked(owners: NDArray[np.float64], intruders: NDArray[np.float64], share: float) -> float:
    """The share of honest logins that score at least as high as that share of intruders."""
    bound = np.quantile(intruders, 1 - share, method="lower")
    return float((owners >= bound).mean())
