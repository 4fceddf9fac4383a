"""Make sample/crowd_workers/answers.csv from the public crowd-worker answers.

    GOODSTANDING_DATA=... python benchmarks/make_crowd_sample.py

Only answers to gold questions are kept, exact duplicates once. Workers, questions and answers are
numbered in a shuffled order, so that no number says where in the source it came from.
"""

import csv
import os
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("GOODSTANDING_DATA", ROOT.parent / "shared" / "data"))
SOURCE = DATA / "crowd_workers" / "AdultContent2"
TARGET = ROOT / "sample" / "crowd_workers" / "answers.csv"
SEED = 20_260_101
RATINGS = {"G": 1, "P": 2, "R": 3, "X": 4}
COLUMNS = ("sequence", "worker", "question", "kind", "answer", "correct_answer", "accepted")


def main() -> None:
    """Write the sample and say what is in it."""
    answers = make(read(SOURCE / "labels.txt"), dict(read(SOURCE / "gold.txt")))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(answers)
    workers = len({worker for _, worker, *_ in answers})
    print(f"{TARGET}: {len(answers):,} answers by {workers:,} workers")


def read(path: Path) -> list[tuple[str, ...]]:
    """Read the lines of a tab-separated file."""
    return [tuple(line.split("\t")) for line in path.read_text().splitlines() if line]


def make(labels: list[tuple[str, ...]], gold: dict[str, str]) -> list[tuple[object, ...]]:
    """Turn (worker, page, answer) into numbered answers, in a shuffled order.

    Args:
        labels: worker, page address and rating given, as in the source.
        gold: the right rating by page address.
    """
    dice = random.Random(SEED)
    kept = sorted({(w, page, answer) for w, page, answer in labels if page in gold})
    dice.shuffle(kept)
    workers = numbered("worker", {w for w, _, _ in kept}, dice)
    questions = numbered("question", {page for _, page, _ in kept}, dice)
    return [
        (
            sequence,
            workers[worker],
            questions[page],
            f"page-rating-{RATINGS[gold[page]]}",
            f"rating-{RATINGS[answer]}",
            f"rating-{RATINGS[gold[page]]}",
            "yes" if answer == gold[page] else "no",
        )
        for sequence, (worker, page, answer) in enumerate(kept, start=1)
    ]


def numbered(word: str, names: set[str], dice: random.Random) -> dict[str, str]:
    """Give each name a number in a shuffled order."""
    shuffled = sorted(names)
    dice.shuffle(shuffled)
    return {name: f"{word}-{number:04d}" for number, name in enumerate(shuffled, start=1)}


if __name__ == "__main__":
    main()
