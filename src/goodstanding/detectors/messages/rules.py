"""What the rules look for: classes of words in order, in one sentence.

A rule reads `reach ~1 me ~4 messenger`: a word of the class "reach", then one of "me" with at most
one other word between, and so on; `a|b` is either class. A rule whose classes are not all in a
message is not tried on it.
"""

from dataclasses import dataclass

from goodstanding.detectors.messages.classes import BIT
from goodstanding.detectors.messages.hits import CONTACT, EXTORTION, PAYMENT, THREAT

SPACE = 1
"""Other words that may stand between two classes where nothing is said."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        ground: what for.
        what: in plain words what it finds.
        steps: classes in order, each with how many other words may stand before it.
        spoilt_by: classes that excuse the passage where they stand near.
        needs: classes that must stand in the same sentence.
        needed: how many of them.
        points: see `Hit`.
        deniable: whether "not" before it excuses it.
        closing: whether the clause must end after it.
    """

    ground: str
    what: str
    steps: tuple[tuple[int, int], ...]
    spoilt_by: int = 0
    needs: tuple[int, ...] = ()
    points: int = 1
    deniable: bool = True
    closing: bool = False

    @property
    def bits(self) -> tuple[int, ...]:
        """Classes that must all be in a message."""
        return (*(step[0] for step in self.steps), *self.needs)


def _class(words: str) -> int:
    bits = 0
    for name in words.split("|"):
        bits |= BIT[name.replace("-", " ")] if name.replace("-", " ") in BIT else BIT[name]
    return bits


def _rule(
    ground: str, what: str, form: str, *, spoilt: str = "", needs: str = "", points: int = 1,
    deniable: bool = True, closing: bool = False,
) -> Rule:  # fmt: skip
    steps, space = [], SPACE
    for part in form.split():
        if part[0] == "~":
            space = int(part[1:])
        else:
            steps.append((_class(part), space))
            space = SPACE
    return Rule(
        ground, what, tuple(steps), sum(_class(one) for one in spoilt.split()),
        tuple(_class(one) for one in needs.split()), points, deniable, closing,
    )  # fmt: skip


TECH = "technical third"
RULES: tuple[Rule, ...] = (
    _rule(CONTACT, "an invitation elsewhere", "reach ~2 me|us|my ~4 messenger", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "reach ~2 me ~1 on ~2 sometimes", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "want ~6 move ~3 on ~2 messenger", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "want ~3 use-it ~1 messenger ~3 talk", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "move ~3 on ~2 messenger", needs="apart|leaving|away|private-only", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "move ~1 on ~1 messenger ~1 away|want", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "i ~2 want ~2 messenger ~8 your|you|talk", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "i|want ~3 talk ~2 on ~1 messenger", needs="want", spoilt=TECH),
    _rule(CONTACT, "an offer of contact", "give ~1 you ~0 my ~1 phone|number|mail|contact|messenger", spoilt="technical third tool"),
    _rule(CONTACT, "a question for contact", "me ~0 have ~0 asked ~1 phone|number|mail|contact|messenger", spoilt=TECH),
    _rule(CONTACT, "a question for contact", "your ~0 phone|number|mail|messenger ~2 give", spoilt=TECH, closing=True),
    _rule(CONTACT, "a question for contact", "give|want ~3 number ~0 on ~0 reachby", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "reach ~1 me ~1 apart", spoilt=TECH, closing=True),
    _rule(CONTACT, "an invitation elsewhere", "private-only ~1 on ~0 messenger", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "want|quick ~3 talker ~1 callword", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "write ~0 me ~0 there", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "talk ~0 apart", spoilt=TECH, closing=True),
    _rule(CONTACT, "an invitation elsewhere", "want ~1 shift ~0 away", spoilt=TECH, closing=True),
    _rule(CONTACT, "a name elsewhere", "i ~1 use-it ~0 talker", spoilt=TECH, closing=True),
    _rule(CONTACT, "hidden contact", "look ~5 document ~2 phone|contact|mail", spoilt="technical third", closing=True),
    _rule(CONTACT, "an invitation elsewhere", "messenger ~0 me", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "me ~2 messenger ~2 reach", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "follow ~0 self ~1 on ~1 messenger", spoilt=TECH),
    _rule(CONTACT, "an invitation elsewhere", "want ~4 shift ~2 on ~1 mail", spoilt=TECH),
    _rule(CONTACT, "a name elsewhere", "iam ~0 on ~0 messenger", spoilt="technical third here-only often"),
    _rule(CONTACT, "a name elsewhere", "seek ~4 on ~0 messenger", spoilt="technical third fiction"),
    _rule(CONTACT, "a name elsewhere", "my ~0 sometimes|provider|messenger ~0 is-name", spoilt=TECH),
    _rule(CONTACT, "a name elsewhere", "mine ~2 talker", spoilt="technical third broken"),
    _rule(CONTACT, "a question for contact", "mail|number|phone ~1 on ~1 reachby ~0 you", spoilt=TECH),
    _rule(CONTACT, "a question for contact", "have ~0 you ~0 have ~1 mail|phone|number", spoilt=TECH, closing=True),
    _rule(CONTACT, "a question for contact", "what ~0 number ~1 can ~1 i", spoilt=TECH),
    _rule(CONTACT, "a question for contact", "exchange ~1 number|contact|mail|phone|messenger", spoilt=TECH),
    _rule(CONTACT, "hidden contact", "number|phone|contact ~0 is ~0 on ~1 document", spoilt="technical third", closing=True),
    _rule(CONTACT, "a messenger without its name", "move ~4 app ~4 colour", spoilt="technical third"),
    _rule(CONTACT, "a name elsewhere", "my ~0 messenger|provider ~1 is", spoilt="technical"),
    _rule(CONTACT, "a name elsewhere", "my ~1 messenger|sometimes|provider|mail ~4 data", spoilt="technical document"),
    _rule(CONTACT, "a name elsewhere", "messenger|provider ~4 data", spoilt="technical third", points=2),
    _rule(CONTACT, "a name elsewhere", "data ~3 messenger|provider", spoilt="technical third", points=2),
    _rule(CONTACT, "a name elsewhere", "reach ~2 me ~3 data", spoilt="technical third tool"),
    _rule(CONTACT, "a name elsewhere", "reach ~1 data ~2 on ~2 sometimes", spoilt="technical third tool"),
    _rule(CONTACT, "a question for contact", "give ~2 asked ~1 messenger", spoilt=TECH),
    _rule(CONTACT, "a question for contact", "give ~2 asked ~0 phone|contact|provider|mail|number", spoilt="technical third tool document"),
    _rule(CONTACT, "a question for contact", "give ~2 asked ~0 personal ~1 phone|contact|provider|mail|number", spoilt="technical third tool document"),
    _rule(CONTACT, "a question for contact", "i ~0 have-only ~0 asked ~2 phone|contact|provider|mail|number|messenger", spoilt="technical third tool document"),
    _rule(CONTACT, "a question for contact", "have ~1 you ~3 messenger", spoilt=TECH, closing=True),
    _rule(CONTACT, "a question for contact", "you ~0 on ~0 messenger", spoilt=TECH, closing=True),
    _rule(CONTACT, "a talk elsewhere", "talk|move|settle ~5 apart ~3 here", spoilt=TECH),
    _rule(CONTACT, "a talk elsewhere", "apart ~2 here ~8 talk|settle", spoilt=TECH),
    _rule(CONTACT, "a talk elsewhere", "talk ~4 private-only", needs="i|you|me|us|your|my", spoilt=TECH),
    _rule(CONTACT, "a talk elsewhere", "conv ~2 away", needs="want", spoilt=TECH),
    _rule(CONTACT, "a talk elsewhere", "take ~0 this ~3 away|leaving|apart", spoilt=TECH),
    _rule(CONTACT, "a talk elsewhere", "move ~3 another ~1 app", needs="want", spoilt=TECH),
    _rule(CONTACT, "a talk elsewhere", "talk|settle|reach|work-with ~7 leaving", spoilt=TECH),
    _rule(CONTACT, "a talk elsewhere", "leaving ~8 talk|settle|reach", spoilt=TECH),
    _rule(CONTACT, "hidden contact", "my ~2 number|details|mail|phone ~3 on ~4 document", spoilt="technical third"),
    _rule(CONTACT, "hidden contact", "look ~3 my ~2 number|details|mail|phone ~4 on ~3 document", spoilt="technical third"),
    _rule(CONTACT, "hidden contact", "document ~4 my ~2 number|details|contact", spoilt="technical third"),
    _rule(CONTACT, "hidden contact", "google ~1 my|me ~2 named", spoilt="technical third"),
    _rule(CONTACT, "a messenger without its name", "use|reach ~8 colour ~2 app", spoilt="technical third"),
    _rule(CONTACT, "a messenger without its name", "use|reach ~4 app ~5 colour", spoilt="technical third"),
    _rule(PAYMENT, "a payment elsewhere", "pay ~3 me|you|my|your ~5 method|bank", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "pay ~4 on ~2 method|bank", needs="me|you|i|my|want", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "have ~1 you ~3 method|bank", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "you ~2 accept ~4 method|bank", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "my ~1 method ~1 is|account|data", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "pay ~5 apart ~3 here", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "pay|buy ~6 off-books"),
    _rule(PAYMENT, "a payment elsewhere", "pay|buy ~5 gift", needs="me|codes|upfront", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "off-books", needs="i|you|me|want|pay", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "settle ~2 private-only", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "give ~3 asked ~1 bank|method", spoilt=TECH),
    _rule(PAYMENT, "a deal without the platform", "skip ~0 brand", needs="want|i|you|pay|me", spoilt=TECH, deniable=False),
    _rule(PAYMENT, "a payment elsewhere", "method|bank ~1 works", spoilt=TECH, closing=True),
    _rule(PAYMENT, "a payment elsewhere", "no-need ~2 place", needs="cheaper|price", spoilt=TECH, deniable=False),
    _rule(PAYMENT, "avoiding the fee", "avoid ~1 brand ~1 fee", spoilt=TECH, deniable=False),
    _rule(PAYMENT, "a payment elsewhere", "fake-check", spoilt="technical"),
    _rule(PAYMENT, "a payment elsewhere", "method|bank ~3 data", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "pay ~1 method ~3 on", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "i ~1 prefers ~2 method|bank", spoilt=TECH),
    _rule(PAYMENT, "avoiding the fee", "pay ~6 avoid-abroad ~1 fee", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "a payment elsewhere", "pay ~1 me|you|us ~1 direct", spoilt="technical third rule"),
    _rule(PAYMENT, "a payment elsewhere", "pay ~1 my ~2 direct", spoilt="technical third rule"),
    _rule(PAYMENT, "a payment elsewhere", "work-with|settle ~1 me|us ~1 direct|private-only", spoilt="technical third rule us", needs="platform|fee|contract|here"),
    _rule(PAYMENT, "a payment elsewhere", "work-with ~0 me ~1 direct", spoilt="technical third rule"),
    _rule(PAYMENT, "a payment elsewhere", "pay ~5 on ~1 my ~2 method|bank", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "settle ~4 method|bank", needs="i|you|platform|us", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "no-need ~3 contract|place", needs="pay", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "a payment elsewhere", "no-need ~3 contract|place", needs="method|bank|direct|private-only", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "a payment elsewhere", "cheaper ~8 method|bank|leaving", needs="pay i|me|you", spoilt=TECH),
    _rule(PAYMENT, "a payment elsewhere", "method|bank|leaving ~8 cheaper", spoilt=TECH, needs="pay i|me|you"),
    _rule(PAYMENT, "avoiding the fee", "avoid ~3 their-fee", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "a payment elsewhere", "pay|settle ~2 apart", spoilt="technical third", closing=True),
    _rule(EXTORTION, "a rating against money or work", "no-refund ~5 harm ~1 rate", spoilt="technical third happy", deniable=False, points=2),
    _rule(PAYMENT, "avoiding the fee", "give-away ~1 platform ~2 fee", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "a payment elsewhere", "pay ~2 direct ~0 on ~0 me|my", spoilt="technical third rule"),
    _rule(PAYMENT, "a payment elsewhere", "pay ~4 direct ~6 together", spoilt="technical third rule"),
    _rule(PAYMENT, "avoiding the fee", "avoid ~4 platform ~2 fee", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "avoiding the fee", "avoid ~4 fee", needs="direct|private-only|apart|method|bank|off-books", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "avoiding the fee", "platform ~1 greedy ~3 much", needs="direct|private-only|apart|method|bank|pay", spoilt="technical third", deniable=False),
    _rule(PAYMENT, "a deal without the platform", "end ~3 contract ~9 together", spoilt="technical third"),
    _rule(PAYMENT, "a deal without the platform", "skip ~2 the ~1 platform", needs="direct|private-only|apart|method|bank|pay", spoilt="technical third", deniable=False),
    _rule(THREAT, "a threat", "threat", spoilt="third fiction", deniable=False, points=2),
    _rule(THREAT, "a threat", "i ~1 will ~2 hurt|expose ~3 you|your|private-things", needs="if", spoilt="third happy technical fiction", points=2),
    _rule(THREAT, "a threat", "if ~1 i ~1 hurt|expose ~3 you|your|private-things|it", needs="hurry", spoilt="fiction", points=2, deniable=False),
    _rule(THREAT, "a threat", "i ~1 will ~2 hurt|expose|give ~3 private-things", needs="hurry|family", spoilt="third fiction", points=2, deniable=False),
    _rule(THREAT, "a threat", "i ~1 will ~1 report ~2 authority", needs="hurry", points=2, deniable=False),
    _rule(THREAT, "a threat", "hurry ~6 hurt|expose|shut", spoilt="technical fiction", points=2, deniable=False),
    _rule(THREAT, "a threat", "gone|shut|down ~4 hurry", spoilt="technical fiction", points=2, deniable=False),
    _rule(THREAT, "a threat", "you ~1 will ~1 regret", spoilt="fiction third", points=2, deniable=False),
    _rule(THREAT, "a threat", "i ~1 will ~1 expose ~1 your ~1 secret", spoilt="fiction", points=2, deniable=False),
    _rule(THREAT, "a threat", "if ~0 i ~1 report ~0 you", needs="demand", spoilt="fiction", points=1, deniable=False),
    _rule(THREAT, "a threat", "hurry ~8 gone", spoilt="fiction", points=2, deniable=False),
    _rule(THREAT, "a threat", "i ~1 will ~2 tell ~2 your ~0 family", spoilt="happy", points=2),
    _rule(THREAT, "a threat", "i ~1 will ~2 report ~2 you", needs="if demand", spoilt="fiction", points=2),
    _rule(THREAT, "a threat", "i ~1 will ~6 account ~2 shut", deniable=False, needs="if", points=2),
)  # fmt: skip
"""Every rule."""

EXTORTED = (BIT["rate"], BIT["lever"] | BIT["and will"], BIT["demand"], BIT["harm"] | BIT["praise"])
EXTORTION_WHAT = (EXTORTION, "a rating against money or work")
