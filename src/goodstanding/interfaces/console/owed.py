"""What is owed in a case: its clocks, whose they are, and the talk with its member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodstanding.cases import queries as cases
from goodstanding.cases.hearings import reading
from goodstanding.interfaces.console.clocks import Clock, clock
from goodstanding.law.procedure import OnBreach

if TYPE_CHECKING:
    from datetime import datetime

    from goodstanding.cases.models import Case


def shown(case: Case, *, at: datetime) -> dict[str, Any]:
    """What the case page shows of it, by the name the template knows it under."""
    return {
        "running": running(case, at=at),
        "escalated": cases.escalated_to(case),
        "representative": reading.representative(case),
        "talks": case.talk_requests.select_related("talk__by").order_by("at"),
    }


@dataclass(frozen=True)
class Running:
    """A clock of a case: how far it is, whose it is, and what happens if nobody acts."""

    clock: Clock | None
    owner: str
    on_breach: str


OTHERWISE = {
    OnBreach.LAPSE: "it lapses by itself",
    OnBreach.LIFT: "the measures are lifted",
    OnBreach.ESCALATE: "another person gets it, too",
    OnBreach.PROCEED: "the case goes on",
}


def running(case: Case, *, at: datetime) -> list[Running]:
    """Every clock that runs in a case, what runs out first first."""
    found = []
    for due in cases.running_clocks(case, at=at):
        named = cases.clock_owner(case, due)
        role = "any reviewer" if due.what == "answer to the appeal" else "any case manager"
        owner = case.account if due.owner == "member" else named or role
        found.append(Running(clock(due, at=at), str(owner), OTHERWISE[due.on_breach]))
    return found
