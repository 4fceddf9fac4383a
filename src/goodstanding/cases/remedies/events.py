"""What the marketplace's events prove of the steps of remedy plans."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodstanding.cases.models import CaseFinding, RemedyStep
from goodstanding.events import queries as events
from goodstanding.law import remedy
from goodstanding.law.remedy import StepKind

RELATIONS: Mapping[str, str] = {
    StepKind.IDENTITY: 'SELECT account, "at", "row" FROM identity_verified',
    StepKind.CONTRACTS: 'SELECT account, "at", "row", contract, outcome FROM contract_ended',
    StepKind.REFUND: (
        'SELECT account, "at", "row", contract, amount, currency, \'refunded\' AS what '
        "FROM payment_refunded UNION ALL "
        'SELECT account, "at", "row", contract, amount, currency, \'contested\' '
        "FROM dispute_opened UNION ALL "
        'SELECT account, "at", "row", contract, amount, currency, \'earned\' FROM payment_earned'
    ),
}
"""What is read for each kind of step that events prove."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """That an event proves a step, or the part of it that `key` names."""

    step: RemedyStep
    key: str
    event: int


def shown(steps: Sequence[RemedyStep]) -> Iterator[Shown]:
    """What events prove of some steps, whether or not it is known already.

    Args:
        steps: steps of any plans; those that no event proves are passed over.
    """
    for kind, relation in RELATIONS.items():
        asked = [one for one in steps if one.kind == kind]
        names = {_account(one) for one in asked}
        told = dict(events.relation(relation, accounts=names)) if names else {}
        for one in asked:
            yield from _of(one, told.get(_account(one), []))


def _account(step: RemedyStep) -> str:
    return step.plan.decision.case.account.name


def _of(step: RemedyStep, rows: Sequence[Row]) -> Iterator[Shown]:
    made_at = step.plan.made_at
    if step.kind == StepKind.REFUND:
        yield from _refunds(step, rows)
        return
    for row in rows:
        at = events.moment(row["at"])
        if step.kind == StepKind.IDENTITY and at >= made_at:
            yield Shown(step, "", row["row"])
            return
        if step.kind == StepKind.CONTRACTS and remedy.finished_well(row["outcome"], at, made_at):
            yield Shown(step, row["contract"], row["row"])


def _refunds(step: RemedyStep, rows: Sequence[Row]) -> Iterator[Shown]:
    """Contracts that the decision rests on (or any, where it rests on none), given back."""
    concerned = _contracts(step)
    sums: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    latest: dict[str, int] = {}
    for row in rows:
        of_kind = sums[row["contract"]][row["what"]]
        of_kind[row["currency"]] = of_kind.get(row["currency"], 0) + row["amount"]
        if row["what"] == "refunded":
            latest[row["contract"]] = row["row"]
    for contract, event in latest.items():
        if concerned and contract not in concerned:
            continue
        told = sums[contract]
        if remedy.given_back(told["refunded"], told["contested"], told["earned"]):
            yield Shown(step, contract, event)


def _contracts(step: RemedyStep) -> set[str]:
    taken = CaseFinding.objects.filter(case=step.plan.decision.case).select_related("finding")
    return {name for one in taken for name in one.finding.contracts}
