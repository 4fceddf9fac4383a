"""How well messages that lead off the platform are found, and how rarely honest ones are.

Attempts are written by `messages_families`, which knows nothing of the rules. Honest messages are
public texts and a list of messages about jobs. An alarm on them is a message of tier 1 or more;
those that were read by hand and do hold somebody's address, number or question for one are counted
apart. In mail and job posts addresses are usual: what is counted there are alarms for other causes
than an address or a number.
"""

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from scipy.stats import beta

from goodstanding.detectors.messages.judging import judge
from goodstanding.evaluations.figures import DataMissingError, Figure
from goodstanding.evaluations.messages_written import written

SEED, EACH = 2026, 150
LATER = ("second", "third", "fourth")
WANTED = 0.95
ADDRESSES = frozenset({"a mail address", "a telephone number", "an encoded address"})
BY_HAND = frozenset(
    [
        "c0e4e959",
        "178e386e",
        "8e703377",
        "5fa9e69d",
        "b7299ea3",
        "3d1db360",
        "57c51a17",
        "45852ba7",
        "177a9cd6",
        "b023ea70",
        "3af806d7",
        "8d8dde2d",
        "76cbe0fb",
        "2450347a",
        "8531ac18",
        "d79b68a7",
        "54db27f7",
        "943e7eb1",
        "78e2360a",
        "4c4dc440",
        "0f7c46e4",
        "f99263c5",
        "a296c671",
        "90216929",
        "64e5c285",
        "890b8a91",
        "9392e905",
        "a099c494",
        "f98365d7",
        "835f9b83",
        "2f41e80f",
    ]
)
"""Alarms on the visible sets that were read and do hold or ask for contact data or money elsewhere;
the first eight digits of the SHA-256 of each text."""

MORE = (
    ("messages/difraud_sms_validation.csv", "text", "label", "0"),
    ("messages/difraud_sms_train.csv", "text", "label", "0"),
    ("review_spam/deceptive_opinions.csv", "text", "deceptive", "truthful"),
    ("olist/olist_order_reviews_dataset.csv", "review_comment_message", "", ""),
    ("job_posts/job_scams_validation.csv", "text", "label", "0"),
    ("messages/difraud_phishing_validation.csv", "text", "label", "0"),
)
"""File, column of the text, column of the label and what an honest row holds there."""

csv.field_size_limit(sys.maxsize)


def evaluate(data: Path) -> Iterator[Figure]:
    """Measure recall by family, and alarms on honest messages.

    Raises:
        DataMissingError: a file of honest messages is not there.
    """
    yield from _recalls()
    yield from _later()
    seen: set[str] = set()
    counted = [0, 0]
    for name, texts in _honest(data):
        fresh = [text for text in dict.fromkeys(texts) if text.strip() and text not in seen]
        seen.update(fresh)
        figures = list(_alarms(name, fresh))
        counted = [
            counted[0] + round(figures[0].reached * len(fresh) / 1e4),
            counted[1] + len(fresh),
        ]
        yield from figures
    yield from _share("all of these together", counted[0], counted[1], "")


def jobs() -> list[str]:
    """Honest messages about jobs that mention what the rules look for."""
    return _lines("messages_honest.txt")


def _lines(name: str) -> list[str]:
    listed = files("goodstanding.evaluations").joinpath(name)
    return listed.read_text(encoding="utf-8").splitlines()


def _later() -> Iterator[Figure]:
    """Attempts written once there were rules, and rules corrected by them since."""
    for name in LATER:
        rows = [line.split("\t", 1) for line in _lines(f"messages_{name}.txt")]
        for kind in dict.fromkeys(kind for kind, _ in rows):
            found = [judge(text).tier > 0 for one, text in rows if one == kind]
            share = sum(found) / len(found)
            yield Figure(
                f"{name} list, {kind}", "recall", share, "", f"{len(found)} by hand; looked at"
            )


def mark(text: str) -> str:
    """Name a text without telling what it says."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _recalls() -> Iterator[Figure]:
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for attempt in written(SEED, EACH):
        tried[attempt.family] += 1
        found[attempt.family] += judge(attempt.text).tier > 0
    for family, n in tried.items():
        yield Figure(
            f"attempts written, {family}", "recall", found[family] / n, f">= {WANTED}", f"{n} made"
        )
    reached = sum(found[family] >= WANTED * n for family, n in tried.items())
    yield Figure(
        "attempts written", f"families at {WANTED} or more", reached, ">= 15", f"of {len(tried)}"
    )


def _honest(data: Path) -> Iterator[tuple[str, Sequence[str]]]:
    yield "messages about jobs", jobs()
    yield "UCI SMS, ham", _ham(_file(data, "messages/uci_sms_spam.tsv"))
    for name, column, label, honest in MORE:
        with _file(data, name).open(encoding="utf-8", errors="replace", newline="") as lines:
            rows = csv.DictReader(lines)
            yield name, [row[column] for row in rows if not label or row[label] == honest]


def _file(data: Path, name: str) -> Path:
    path = data / name
    if not path.is_file():
        raise DataMissingError(f"{path} is not there; messages are measured on it.")
    return path


def _ham(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line.split("\t", 1)[1].strip() for line in lines if line.startswith("ham\t")]


def _alarms(name: str, texts: Sequence[str]) -> Iterator[Figure]:
    usual = "phishing" in name or "job_" in name
    alarms = []
    for text in texts:
        causes = judge(text).what
        if set(causes) - ADDRESSES if usual else causes:
            alarms.append(text)
    true = sum(mark(text) in BY_HAND for text in alarms)
    false, n = len(alarms) - true, len(texts)
    note = f"{false} of {n}; besides {true} that hold or ask for contact data, read by hand"
    yield from _share(name, false, n, note + ("; addresses not counted" if usual else ""))


def _share(name: str, false: int, n: int, note: str) -> Iterator[Figure]:
    yield Figure(f"{name}, honest", "false alarms in 10,000", 1e4 * false / n, "<= 1", note)
    bound = float(beta.ppf(0.95, false + 1, n - false)) if false < n else 1.0
    yield Figure(f"{name}, honest", "upper bound (95 %)", 1e4 * bound, "", f"{n}, Clopper-Pearson")
