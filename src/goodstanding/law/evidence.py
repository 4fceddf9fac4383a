"""How much evidence is enough for which step."""

from dataclasses import dataclass
from datetime import datetime

from goodstanding.law.terms import Family, MeasureKind

NOTHING, COACH, LOOK, RESTRICT = 0, 1, 2, 3
"""Tiers: nothing; e >= 20 a coaching note; e >= 1,000 a person looks; e >= 10,000,000 a person may
restrict. With three million honest people the last bound means 0.3 of them ever flagged."""

HARM = "harm"
"""The detector whose finding says that clients of this person leave the marketplace."""


RATINGS = "ratings"
"""The detector whose finding is a total of ratings. Alone it is never enough. SEA-050e (G07)."""

NEVER_THE_GROUND = frozenset({HARM, RATINGS})
"""Detectors whose findings can support a measure, but are never what it rests on."""


@dataclass(frozen=True)
class FindingFacts:
    """What the law needs to know of a finding: conduct from, and until, in words and in a tier.

    Attributes:
        detector: the detector's name.
        tier: how strong it is.
        sentence: what it says, in a sentence.
        conduct_from, conduct_until: the first and latest conduct it rests on.
        number: how many things it rests on; 0 where they are not counted. DSA-23.3 (a).
        out_of: of how many of the like; 0 where that is not known. DSA-23.3 (b).
        affected: how many others it touched (clients, contracts); 0 where that is not known.
    """

    detector: str
    tier: int
    sentence: str
    conduct_from: datetime
    conduct_until: datetime
    number: int = 0
    out_of: int = 0
    affected: int = 0


def floor_tier(family: Family, measure: MeasureKind) -> int:
    """The weakest evidence the law allows for a measure, whatever the policy says.

    Keeps SEA-050b, G04.

    A record of outcomes can look bad by chance, so performance needs the strongest tier before
    anything is taken away; a violation or fraud is read by a person in the member's own words and
    deeds, so the tier at which a person looks is enough to let that person act.
    """
    if measure == MeasureKind.NO_ACTION:
        return NOTHING
    if measure == MeasureKind.COACHING_NOTE:
        return COACH
    if measure == MeasureKind.WARNING:
        return LOOK if family == Family.PERFORMANCE else COACH
    return RESTRICT if family == Family.PERFORMANCE else LOOK
