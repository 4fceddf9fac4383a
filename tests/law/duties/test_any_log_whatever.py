"""Whatever a log holds, the audit reads it to the end, and says the same each time."""

import json
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.law.duties import checks, values
from goodstanding.law.duties.checks import CHECKS, SETTLED
from goodstanding.law.duties.following import FOLLOW
from tests.law.duties.logs import MONDAY, breaches, day, event

SOURCES = Path(checks.__file__).parents[1]
FIELDS = sorted(
    {
        name
        for path in SOURCES.rglob("*.py")
        for name in re.findall(r'"([a-z_@]{3,})"', path.read_text(encoding="utf-8"))
    }
)
KINDS = sorted((FOLLOW.keys() | CHECKS.keys()) - {SETTLED})
IDS = {"case_id": "ab", "decision_id": "de", "appeal_id": "fg", "hold_id": "hi"}

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**9)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "a", "terminate", "human", "P3D", "Pfff", "2026-03-05T00:00:00Z"])
    | st.sampled_from(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-13-01", "reversed"])
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.just("id"), inner, max_size=3)
    ),
    max_leaves=4,
)


@st.composite
def events(draw):
    """An event of a known kind, with fields some check reads, holding anything at all."""
    fields = draw(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=6))
    named = {name: draw(st.sampled_from([None, *some])) for name, some in IDS.items()}
    ids = {name: value for name, value in named.items() if value is not None}
    moment = draw(st.integers(0, 400).map(day))
    return {**fields, **ids, "type": draw(st.sampled_from(KINDS)), "at": moment.isoformat()}


@settings(max_examples=300, deadline=None)
@given(st.lists(events(), max_size=12))
def test_nothing_a_log_holds_stops_the_audit(log):
    found = breaches(log)
    assert found == breaches(json.loads(json.dumps(log)))
    assert all(one.duty and one.what_was_due and one.what_happened for one in found)


def test_fields_of_any_system_were_tried():
    assert {"evidence_relied", "exposure_basis", "reviewer"} <= set(FIELDS)


def test_a_measure_for_ever_written_as_a_far_day_does_not_stop_the_audit():
    forever = "9999-12-31T23:59:59Z"
    begun = event("interim.started", MONDAY, case_id="c", end_at=forever, exception_code="FRAUD")
    assert {one.duty for one in breaches([begun], at=day(30))} >= {"G10"}
    assert values.moment(forever).year == 9000
