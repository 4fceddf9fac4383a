"""Every adverse decision as at most one statement for the database, in batches it takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from goodstanding.law.european import checking, making
from goodstanding.law.european.checking import Profile
from goodstanding.law.european.conditions import Problem
from goodstanding.law.european.identifiers import named
from goodstanding.law.european.making import Decided, Statement
from goodstanding.law.european.values import EU
from goodstanding.reports.statements import record


@dataclass(frozen=True)
class Made:
    """What became of an adverse decision.

    Attributes:
        case: the case's reference.
        decision: the decision's id.
        puid: the id of its statement; the same whenever it is made.
        statement: the statement; None where nothing was restricted.
        problems: why it may not be sent; empty where it may.
    """

    case: str
    decision: UUID
    puid: str
    statement: Statement | None
    problems: Sequence[Problem]

    @property
    def fit(self) -> bool:
        """Whether there is a statement to send."""
        return self.statement is not None and not self.problems


def made(*, since: datetime | None = None, places: Sequence[str] = EU) -> Iterator[Made]:
    """What becomes of each adverse decision, oldest first.

    A statement is computed from what the decision did and what the member was told, and judged by
    our own rules; what they would refuse, or what names anyone, is not fit to be sent.

    Args:
        since: only decisions made then or later; None for all.
        places: countries of the EEA where decisions have effect.
    """
    for decision in record.adverse(since=since).iterator(chunk_size=500):
        facts = record.decided(decision)
        statement = making.statement(facts, places=places)
        problems = [] if statement is None else [*_problems(facts, statement)]
        yield Made(decision.case.reference, decision.id, making.puid(facts.id), statement, problems)


def _problems(facts: Decided, statement: Statement) -> Iterator[Problem]:
    yield from checking.one(statement, Profile.EXPORT)
    if named(str(statement["decision_facts"]), facts.known):
        says = "names someone or something of the record"
        yield Problem("decision_facts", "R5 no personal data", says)


def batches(found: Iterable[Made]) -> Iterator[dict[str, list[Statement]]]:
    """The bodies of the calls that send what is fit, at most a hundred statements each."""
    fit = (one.statement for one in found if one.statement is not None and one.fit)
    while some := [*islice(fit, checking.BATCH)]:
        yield {"statements": some}
