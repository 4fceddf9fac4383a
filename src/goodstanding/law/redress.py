"""Where someone can turn who still disagrees, by the laws that apply to them."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.law.rule import DAY


@dataclass(frozen=True)
class Redress:
    """A way to have a decision looked at from outside.

    Attributes:
        to: who looks at it, in plain words.
        sources: ids in the table of duties of rows that name this way.
        law: the law that names it, where no row of the table does: nothing in the table vouches
            for it.
        confidence: how sure that is, in the table's letters: V, its text was read; R, it was
            recalled, and is to be read again before anything rests on it.
        within: until when, counted from the statement of reasons; None where there is no set time.
    """

    to: str
    sources: tuple[str, ...] = ()
    law: str = ""
    confidence: str = ""
    within: timedelta | None = None

    def said(self, since: datetime) -> str:
        """The way in words, with its last day where it has one. DSA-17.3f (G11)."""
        if self.within is None:
            return self.to
        return f"{self.to} (until {since + self.within:{DAY}})"


BY_PROFILE: dict[str, tuple[Redress, ...]] = {
    "EU-DSA": (
        Redress(
            "any certified out-of-court dispute settlement body, of your choice", ("DSA-21.1",)
        ),
    ),
    "EU-P2B": (Redress("mediation by one of the mediators named in our terms", ("P2B-12.1",)),),
    "EU-PWD": (
        Redress(
            "the dispute resolution your country keeps for platform work, where your "
            "representatives may act for you",
            law="Directive (EU) 2024/2831, Articles 18 and 19",
            confidence="R",
        ),
    ),
    "EU-GDPR": (
        Redress(
            "your data protection authority",
            law="Regulation (EU) 2016/679, Article 77",
            confidence="V",
        ),
    ),
    "UK": (
        Redress(
            "the Information Commissioner, about your personal data",
            law="Data Protection Act 2018, section 165",
            confidence="V",
        ),
        Redress("as a consumer, an approved dispute resolution body", ("ADR-D",)),
    ),
    "US-SEA": (Redress("the Seattle Office of Labor Standards", ("SEA-AUDIT",)),),
    "CA-BC": (
        Redress(
            "the Director of Employment Standards of British Columbia",
            law="Employment Standards Act (British Columbia), section 74",
            confidence="V",
        ),
    ),
    "CA-ON": (
        Redress(
            "the Ministry of Labour of Ontario",
            law="Digital Platform Workers' Rights Act, 2022 (Ontario)",
            confidence="R",
        ),
    ),
    "AU": (
        Redress(
            "the Fair Work Commission, also called FWC", ("AU-394",), within=timedelta(days=21)
        ),
    ),
    "IN-KA": (Redress("the dispute committee for gig workers of Karnataka", ("IN-KA",)),),
}
"""What each profile adds; courts are open to everyone."""

COURTS = Redress(
    "a court, at any stage, or an out-of-court body that both sides agree on",
    ("DSA-17.3f", "DSA-21.1", "P2B-12.3"),
)


def next_redress(profiles: AbstractSet[str]) -> tuple[Redress, ...]:
    """Where someone can turn under some profiles, nearest first; the courts are always among them.

    DSA-17.3f, DSA-20.5, P2B-12.1, AU-394 (G17).
    """
    ways = (way for name, several in BY_PROFILE.items() if name in profiles for way in several)
    return (*ways, COURTS)


def in_words(profiles: AbstractSet[str], *, since: datetime) -> str:
    """The next redress in a sentence. DSA-17.3f, DSA-20.5 (G17).

    Args:
        profiles: the profiles that apply.
        since: when the statement of reasons was made.
    """
    *most, final = [one.said(since) for one in next_redress(profiles)]
    ways = f"{'; '.join(most)}; and {final}" if most else final
    return f"Outside this marketplace you can turn to {ways}."
