"""The weights of a pair in words and as the bars of a waterfall."""

from collections.abc import Mapping, Sequence

from goodstanding.detectors.identities.kinds import kind_of
from goodstanding.detectors.identities.levels import STEPS

NAMES: Mapping[str, str] = {
    "born": "date of birth",
    "given": "given name",
    "mail": "mail address",
    "phone": "telephone number",
    "document": "document number",
    "payout": "payout target",
    "house": "house number",
    "work": "occupation",
    "other": "further fact",
}
TOGETHER = "correction for facts that go together, and for who else resembles both"
"""The bar of what the model adds or takes away."""

WHOLE = 10
"""From here on a factor is said without decimals."""

Bar = tuple[str, str, float]
"""A fact, the step of likeness in words, and how many times likelier it makes one person."""


def step(slot: str, level: int) -> str:
    """A step of likeness in words."""
    return STEPS[kind_of(slot)][level - 1].words if level else "different"


def fact(slot: str) -> str:
    """A slot in words."""
    kind = kind_of(slot)
    return f"{NAMES.get(kind, kind)} {slot[len(kind) :]}".strip()


def waterfall(counts: Mapping[str, Sequence[object]]) -> list[Bar]:
    """The bars of a pair, for a picture: the product of all factors is the odds of the pair.

    Args:
        counts: `facts`, `likeness` and `factors` of a row of the answer.
    """
    bars = zip(counts["facts"], counts["likeness"], counts["factors"], strict=True)
    return [(str(name), str(words), float(str(factor))) for name, words, factor in bars]


def sentence(counts: Mapping[str, Sequence[object]]) -> str:
    """Write the sentence from what is stored: see `waterfall`."""
    first, *bars = waterfall(counts)
    said = "; ".join(
        f"{_told(name, words)} {_factor(factor)}"
        for name, words, factor in sorted(bars, key=lambda bar: -bar[2])
    )
    return f"{said}; against 1 in {1 + 1 / first[2]:,.0f} for any two records.".capitalize()


def _told(name: str, words: str) -> str:
    if words in ("same", "different", "very like", "somewhat like"):
        return f"{words} {name}"
    return f"{name}: {words}" if words else name


def _factor(factor: float) -> str:
    times, by = ("x", factor) if factor >= 1 else ("/", 1 / factor)
    return f"{times} {by:,.0f}" if by >= WHOLE else f"{times} {by:.1f}"
