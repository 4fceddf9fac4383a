"""What was proved of a remedy, and what was lifted on conditions, as lines of a case's history."""

from collections.abc import Iterator

from goodstanding.cases.drafting import words
from goodstanding.cases.models import Case, PutBack, StepProof
from goodstanding.cases.remedies import reading
from goodstanding.cases.timeline.line import Line


def remedies(case: Case) -> Iterator[Line]:
    """Each proof, each probation, and what was put back."""
    proofs = StepProof.objects.filter(step__plan__decision__case=case).select_related("step")
    for one in proofs:
        part = f" ({one.key})" if one.key else ""
        yield Line(one.at, f"Proved{part}: {one.step.words}", one.by, "decision")
    for row in reading.probations(case):
        what = f"Probation until {words.day(row.until)}: {row.conditions}"
        yield Line(row.at, what, row.by.name, "decision")
    for back in PutBack.objects.filter(decision__case=case).select_related("probation__lift"):
        lifted = words.day(back.probation.lift.at)
        what = f"Put back: what was left of the measure lifted on {lifted}"
        yield Line(back.at, what, "", "decision")
