"""Make the scorecard of job posts from the shipped sample.

    python -m benchmarks.train_job_posts

A third of the groups of scams is held out, to try the scorecard on. The other scams and half of
the honest near-duplicate groups make the weights; the other half of the honest
groups gives the scores a new post is compared with, one post a group. A group counts once in
training too, however many copies it has, and a term must be seen in three groups, so that no single
advertisement is learned by heart. Same sample and seed, same file.
"""

import csv
import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from goodstanding.detectors.scorecards import DIGITS
from goodstanding.detectors.shingles import shingles, words

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample/job_posts/job_scams_validation.csv"
HELD_OUT = ROOT / "sample/job_posts/held_out.csv"
SCORECARD = ROOT / "src/goodstanding/detectors/scorecards/job_posts.json"
SEED = 20_260_301
ALIKE = 0.3  # share of the shorter text's three-word phrases that stand in the other
FEWEST_GROUPS = 3
STRENGTH = 10.0


def listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = listed(
    """a an the and or but of to in on at for by with from as is are be been being was were this
    that these those it its will would may can could shall should must has have had do does which
    who whose into than then there their they them such other also"""
)
"""Words that mean nothing by themselves make no terms by themselves."""

PROTECTED = listed(
    """he she him her his hers himself herself man men woman women male males female females gender
    boy boys girl girls lady ladies gentleman mother mothers father mom moms mum dad husband wife
    age aged ages old older young younger youth elderly senior seniors retired retiree retirees
    race racial color colour ethnic ethnicity nationality national native origin citizen citizens
    citizenship immigrant foreign visa religion religious christian church muslim islam islamic
    jewish hindu catholic language languages speaking speaker english spanish french german italian
    dutch arabic chinese mandarin japanese russian portuguese polish hindi urdu greek norwegian
    swedish danish finnish turkish korean american british european asian african indian canadian
    australian mexican irish scottish egyptian filipino pakistani nigerian uk usa america
    britain england europe asia africa india canada australia china japan germany france spain
    norway egypt greece uae dubai qatar kuwait bahrain pakistan nigeria philippines singapore
    disability disabled veteran veterans pregnancy marital sexual orientation"""
)
"""No term holds any of these: nationality, ethnicity, language, religion, gender and age are no
grounds. The list is of words, so it cannot find every word that stands for one of them."""


@dataclass(frozen=True)
class Post:
    text: str
    scam: bool
    group: int = 0


def read_posts(path: Path = SAMPLE) -> list[Post]:
    """The labelled posts, each with its near-duplicate group."""
    csv.field_size_limit(10_000_000)
    with path.open(newline="", encoding="utf-8") as file:
        rows = [(row["text"], row["label"] == "1") for row in csv.DictReader(file)]
    groups = near_duplicates([text for text, _ in rows])
    return [Post(text, scam, group) for (text, scam), group in zip(rows, groups, strict=True)]


def near_duplicates(texts: Sequence[str]) -> list[int]:
    """Number of the group of each text; chains of near-duplicates are one group."""
    phrases = [shingles([word.form for word in words(text)]) for text in texts]
    seen_in: dict[str, list[int]] = defaultdict(list)
    parent = list(range(len(texts)))

    def first(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i, own in enumerate(phrases):
        shared = Counter(j for phrase in own for j in seen_in[phrase])
        for j, count in shared.items():
            if count >= ALIKE * min(len(own), len(phrases[j])):
                one, other = sorted((first(i), first(j)))
                parent[other] = one
        for phrase in own:
            seen_in[phrase].append(i)
    return [first(i) for i in range(len(texts))]


def honest_groups(posts: Sequence[Post]) -> list[int]:
    """Groups without any scam."""
    return sorted({p.group for p in posts} - {p.group for p in posts if p.scam})


def split(posts: Sequence[Post], seed: int = SEED) -> tuple[list[Post], list[Post]]:
    """Posts to make weights from, and honest ones to compare with (one a group)."""
    groups = honest_groups(posts)
    kept = set(random.Random(seed).sample(groups, len(groups) // 2))
    compared = {p.group: p for p in reversed(posts) if p.group in kept}
    return [p for p in posts if p.group not in kept], [compared[g] for g in sorted(compared)]


def scams_held_out(posts: Sequence[Post], seed: int = SEED) -> set[int]:
    """Groups of scams that make no weights."""
    groups = sorted({p.group for p in posts if p.scam})
    return set(random.Random(seed).sample(groups, len(groups) // 3))


def shipped_split(posts: Sequence[Post]) -> tuple[list[Post], list[Post], list[Post]]:
    """Posts that make the shipped weights, honest ones to compare with, and all others."""
    held = scams_held_out(posts)
    made_from, compared = split([p for p in posts if p.group not in held])
    weighed = {p.group for p in made_from}
    return made_from, compared, [p for p in posts if p.group not in weighed]


def forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


def vocabulary(posts: Sequence[Post]) -> list[str]:
    """Words and pairs of words that stand in enough groups."""
    groups: dict[str, set[int]] = defaultdict(set)
    for post in posts:
        own = forms(post.text)
        for term in (*own, *map(" ".join, pairwise(own))):
            groups[term].add(post.group)
    return sorted(
        term
        for term, found in groups.items()
        if len(found) >= FEWEST_GROUPS and _may_count(frozenset(term.split()))
    )


def _may_count(term: frozenset[str]) -> bool:
    return not term <= FUNCTION_WORDS and not term & PROTECTED


def group_weights(posts: Sequence[Post]) -> list[float]:
    """Every group of a label weighs the same, and both labels together weigh the same."""
    size = Counter((post.scam, post.group) for post in posts)
    groups = Counter(scam for scam, _ in size)
    return [len(posts) / 2 / groups[post.scam] / size[post.scam, post.group] for post in posts]


@dataclass(frozen=True)
class Trained:
    """What scikit-learn made of the posts."""

    vectorizer: TfidfVectorizer
    model: LogisticRegression

    def scores(self, texts: Sequence[str]) -> list[float]:
        return [float(s) for s in self.model.decision_function(self.vectorizer.transform(texts))]


def train(posts: Sequence[Post]) -> Trained:
    """Logistic regression on words and pairs of words."""
    vectorizer = TfidfVectorizer(
        tokenizer=forms,
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, 2),
        sublinear_tf=True,
        vocabulary=vocabulary(posts),
    )
    model = LogisticRegression(
        C=STRENGTH, solver="liblinear", tol=1e-8, max_iter=10_000, random_state=0
    )
    shares = vectorizer.fit_transform([post.text for post in posts])
    model.fit(shares, [post.scam for post in posts], sample_weight=group_weights(posts))
    return Trained(vectorizer, model)


def scorecard(posts: Sequence[Post], sample: Path = SAMPLE) -> dict:
    """The content of the file."""
    made_from, compared, _ = shipped_split(posts)
    trained = train(made_from)
    honest = trained.scores([post.text for post in compared])
    weights = dict(
        zip(trained.vectorizer.get_feature_names_out(), trained.model.coef_[0], strict=True)
    )
    seen_in = Counter(
        term for post in made_from for term in set(trained.vectorizer.build_analyzer()(post.text))
    )
    return {
        "made_from": {
            "source": "DIFrauD job_scams, validation part (MIT)",
            "sha256": hashlib.sha256(sample.read_bytes()).hexdigest(),
            "seed": SEED,
            "rows": len(posts),
            "groups": len({post.group for post in posts}),
            "texts": len(made_from),
            "scams": sum(post.scam for post in made_from),
            "honest_compared": len(compared),
        },
        "intercept": round(float(trained.model.intercept_[0]), 12),
        "honest": sorted(round(score, DIGITS) for score in honest),
        "terms": {
            term: [seen_in[term], round(float(weight), 12)]
            for term, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        },
    }


def written(card: dict) -> str:
    """The file, one term a line, heaviest first."""
    terms = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in card["terms"].items())
    head = ",\n".join(f"{json.dumps(k)}: {json.dumps(card[k])}" for k in list(card)[:-1])
    return f'{{\n{head},\n"terms": {{\n{terms}\n}}\n}}\n'


def write_held_out(posts: Sequence[Post], path: Path = HELD_OUT) -> None:
    """Write the posts that made no weights, in the form of the sample."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("text", "label"))
        rows.writerows((post.text, int(post.scam)) for post in shipped_split(posts)[2])


if __name__ == "__main__":
    write_held_out(sample := read_posts())
    SCORECARD.write_text(written(scorecard(sample)), "utf-8")
    print(f"Wrote {SCORECARD.relative_to(ROOT)}, {SCORECARD.stat().st_size:,} bytes")
