"""Measure the outcomes detector: false flags and power (exact), and real crowd workers.

    python -m benchmarks.evaluate_outcomes [--splits 200]

The probabilities are computed by dynamic programming, not simulated. The delay after turning bad
is simulated with a fixed seed. The crowd workers are those of sample/crowd_workers: flagged on one
half of their answers, judged by the other half, which the flag never saw.
"""

import argparse
import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from goodstanding.detectors.detector import Row, Settings
from goodstanding.detectors.endings import DAY
from goodstanding.detectors.evidence import BOUNDS, Evidence
from goodstanding.detectors.outcomes import DETECTOR
from tests.detectors.lifetime import flagged_by

ANSWERS = Path(__file__).resolve().parent.parent / "sample" / "crowd_workers" / "answers.csv"
PEOPLE = 3_000_000
MARGIN = 2.0
"""Tolerated odds of an unaccepted answer, as a multiple of the odds over all workers."""


def main() -> None:
    """Print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--splits", type=int, default=200, help="random halves to average over")
    splits = parser.parse_args().splits
    false_flags()
    power()
    delays()
    crowd_workers(splits)


def false_flags(tolerated: float = 0.05) -> None:
    """Print the exact chance that an honest person is ever flagged in 1,000 contracts."""
    print(f"Ever flagged in 1,000 contracts, looked at after each; tolerated {tolerated:.0%}")
    for rate in (0.02, 0.03, tolerated):
        for bound in BOUNDS:
            upper = flagged_by(rate, tolerated, bound)[-1]
            lower = flagged_by(rate, tolerated, bound, upper=False)[-1]
            print(
                f"  truly {rate:.0%} bad, e >= {bound:>12,.0f}: {lower:.2e} to {upper:.2e}"
                f" (promised at most {1 / bound:.0e}); of 3 million {PEOPLE * upper:,.5g}"
            )


def power(tolerated: float = 0.05) -> None:
    """Print after how many contracts half of the bad people have been flagged, exactly."""
    print(f"Contracts until half are flagged (tiers 1, 2, 3); tolerated {tolerated:.0%}")
    for rate in (0.3, 0.5, 0.8):
        found = [
            tuple(
                sum(p < 0.5 for p in flagged_by(rate, tolerated, bound, 100, 0.005, upper)) + 1
                for upper in (True, False)
            )
            for bound in BOUNDS
        ]
        print(f"  {rate:.0%} bad: " + ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in found))


def delays(people: int = 400) -> None:
    """Print how soon those are found who were good and then turned (simulated)."""
    print(f"Contracts from turning (2 % to 50 % bad) to tiers 1, 2, 3: medians of {people}")
    dice = random.Random(7)
    for good in (20, 50, 100, 200):
        taken = [_delay(dice, good) for _ in range(people)]
        print(f"  after {good} contracts:", *(median(t[k] for t in taken) for k in range(3)))


def _delay(dice: random.Random, good: int) -> list[int]:
    record = Evidence()
    for _ in range(good):
        record = record.after(dice.random() < 0.02, 0.05)
    reached: list[int] = []
    for step in range(1, 1000):
        record = record.after(dice.random() < 0.5, 0.05)
        while len(reached) < len(BOUNDS) and record.e_value >= BOUNDS[len(reached)]:
            reached.append(step)
        if len(reached) == len(BOUNDS):
            break
    return reached


def crowd_workers(splits: int) -> None:
    """Print whom the detector suspects among real crowd workers, and whether it was right."""
    rows = read()
    base = base_rates(rows)
    settings = {
        "tolerated": {kind: tolerated(rate) for kind, rate in base.items()},
        "tolerated_default": 0.05,
        "bad": ["not_delivered", "poor_communication", "unacceptable_work"],
        "window_days": 90,
    }
    print(f"Crowd workers: {len(rows):,} answers by {len({r['account'] for r in rows})} workers")
    for kind, rate in base.items():
        print(f"  {kind}: {rate:.3f} not accepted, tolerated {settings['tolerated'][kind]}")
    for worker, own in by_worker(rows).items():
        for suspicion in DETECTOR.examine(worker, own, settings):
            print(f"  {worker}, tier {suspicion.tier}: {suspicion.sentence}")
    middle = len(rows) // 2
    halves("earlier half of the list, then the later", [(rows[:middle], rows[middle:])], settings)
    dice = random.Random(5)
    halves(f"{splits} random halves", (split(rows, dice) for _ in range(splits)), settings)


def read() -> list[Row]:
    """Read the sample as rows of the relation; every question is a client of its own."""
    with ANSWERS.open(newline="") as file:
        return [
            {
                "account": line["worker"],
                "at": int(line["sequence"]) * DAY // 1000,
                "row": int(line["sequence"]),
                "contract": f"{line['worker']}/{line['question']}",
                "client": line["question"],
                "work": line["kind"],
                "outcome": "accepted" if line["accepted"] == "yes" else "unacceptable_work",
                "note": "",
            }
            for line in csv.DictReader(file)
        ]


def by_worker(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Gather each worker's rows, in order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["account"]].append(row)
    return dict(sorted(found.items()))


def base_rates(rows: Sequence[Row]) -> dict[str, float]:
    """Share of answers not accepted, by kind of work."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        kinds[row["work"]].append(row["outcome"] != "accepted")
    return {kind: sum(bad) / len(bad) for kind, bad in sorted(kinds.items())}


def tolerated(rate: float) -> float:
    """The rate with `MARGIN` times the odds, which stays below 1 however hard the work."""
    odds = MARGIN * rate / (1 - rate)
    return round(odds / (1 + odds), 2)


def split(rows: Sequence[Row], dice: random.Random) -> tuple[list[Row], list[Row]]:
    """Deal the rows into two random halves, each in order."""
    first = {row["row"] for row in rows if dice.random() < 0.5}
    return [r for r in rows if r["row"] in first], [r for r in rows if r["row"] not in first]


def halves(
    title: str, pairs: Iterable[tuple[Sequence[Row], Sequence[Row]]], settings: Settings
) -> None:
    """Print, for those flagged on one half, how the other half turned out."""
    rules = ["share above 1/2, at least 5 answers", "tier 1", "tier 2", "tier 3"]
    flags, bad, n, usual, count = [0] * 4, [0] * 4, [0] * 4, [0.0] * 4, 0
    for seen, unseen in pairs:
        count += 1
        other, base = by_worker(unseen), base_rates(seen)
        for worker, own in by_worker(seen).items():
            reached = max((s.tier for s in DETECTOR.examine(worker, own, settings)), default=0)
            share = sum(r["outcome"] != "accepted" for r in own) / len(own)
            naive = len(own) >= 5 and share > 0.5
            for k in (k for k in range(4) if (k and reached >= k) or (not k and naive)):
                later = other.get(worker, [])
                flags[k] += 1
                n[k] += len(later)
                bad[k] += sum(r["outcome"] != "accepted" for r in later)
                usual[k] += sum(base[r["work"]] for r in later)
    print(f"  {title}: not accepted in the unseen half (in brackets: all workers, same mix)")
    for k, rule in enumerate(rules):
        if n[k]:
            found = f"{bad[k] / n[k]:.3f} ({usual[k] / n[k]:.3f})"
            print(f"    {rule}: {flags[k] / count:.2f} flagged a split, {found}")


if __name__ == "__main__":
    main()
