"""P1 and P2, past our code: decided on what was found, told in true words of that moment."""

from uuid import UUID

import pytest

from tests.promises import forging
from tests.promises.shell import insert, like
from tests.promises.story import DAY, DECIDED, NOW

pytestmark = pytest.mark.django_db
FREE = UUID(int=2)


def warning(shell, house, **changed):
    made = {"measure": "warning"} | changed
    return forging.decided(shell, house.waiting, measures=0, **made)


def test_p1_conduct_began_when_it_was_found_to_begin(shell, house, refused):
    for conduct_from in (NOW - DAY, DECIDED):
        later = warning(shell, house, conduct_from=conduct_from)
        refused("P1: the conduct decided on began on .*, as it was found, not on", *later)
    coming = warning(shell, house, conduct_from=DECIDED + DAY)
    refused("P1: the conduct decided on began on|P1: the policy version was not", *coming)


def test_p1_nothing_is_decided_on_what_is_found_later(shell, house, refused):
    early = warning(shell, house, at=NOW - DAY / 48, effect_at=NOW)
    refused("P1: nothing is decided on what was found only later", *early)


def test_p1_a_finding_under_another_policy_is_no_ground(shell, house, refused):
    other = shell.row("policies_policyversion", "slug = 'spam-applications'")["id"]
    found = shell.row("findings_finding", "account_id = %s", house.waiting.account_id)
    found = like(found, policy_id=other, detector="applications", key="x")
    taken = {"case_id": house.waiting.id, "finding_id": found["id"], "at": NOW}
    refused(
        "P1: a finding under another policy is no ground in this case",
        insert("findings_finding", found),
        insert("cases_casefinding", taken),
    )


def test_p1_no_step_is_taken_that_is_not_on_the_ladder_or_for_longer(shell, house, refused):
    asked = forging.heard(shell, house.waiting, DECIDED - 8 * DAY, DECIDED - DAY)
    longer = forging.decided(shell, house.waiting, ends_at=DECIDED + 90 * DAY)
    refused("P1: policy .* lets a .* last for .* days, not until", *asked, *longer)
    other = forging.decided(
        shell,
        house.waiting,
        measure="interim_restriction",
        emergency="fraud",
        ends_at=DECIDED + DAY,
    )
    refused("P1: policy .* version .* has no .* on its ladder", *other)


def test_p1_a_finding_is_by_a_detector_of_its_policy(shell, refused):
    for detector in ("applications", "gut feeling", ""):
        found = shell.forged("findings_finding", "detector = 'outcomes'", detector=detector)
        refused("P1: a finding is by a detector that its policy names", found)


def test_p11_a_finding_counts_by_no_trait(shell, refused):
    for counts in ({"nationality": 3}, {"memberAge": 40}, {"by": {"Religion": 1}}):
        found = shell.forged("findings_finding", counts=counts, key="x")
        refused("P11: a finding counts by", found)


def strike(shell, house, **changed):
    made = {"id": FREE} | changed.pop("decision", {})
    one = {"decision_id": FREE, "account_id": house.waiting.account_id} | changed
    return [*warning(shell, house, **made), shell.forged("cases_strike", **one)]


def test_p1_a_strike_weighs_and_lasts_as_its_policy_says(shell, house, refused):
    shell.allowed(*strike(shell, house))
    for changed in (
        {"weight": 3},
        {"expires_at": DECIDED + 400 * DAY},
        {"expires_at": "infinity"},
        {"at": DECIDED + DAY},
    ):
        refused(
            "P1: a strike weighs and lasts as its policy says", *strike(shell, house, **changed)
        )


def test_p1_what_confirms_no_violation_makes_no_strike(shell, house, refused):
    for measure in ("no_action", "coaching_note"):
        made = strike(shell, house, decision={"measure": measure})
        refused(f"P1: a {measure} confirms no violation, and makes no strike", *made)


def test_p2_a_statement_of_reasons_is_of_its_moment(shell, house, refused):
    for at, kind in ((DECIDED - DAY, "statement_of_reasons"), (DECIDED, "release")):
        ids, told = forging.told(shell, house.waiting.account_id, at, kind)
        made = warning(shell, house, **ids)
        made[:3] = told
        refused("P2: a statement of reasons says that it is one, and is of that moment", *made)


def lying(shell, house, **lies):
    """A warning whose statement lies."""
    _, _, _, *others = warning(shell, house, notice_id=FREE, statement_id=900_002)
    statement = like(shell.row("notices_statement"), notice_id=FREE) | {"id": 900_002} | lies
    told = shell.forged(
        "notices_notice",
        "kind = 'statement_of_reasons'",
        id=FREE,
        account_id=house.waiting.account_id,
        created_at=DECIDED,
    )
    queued = shell.forged("notices_delivery", notice_id=FREE)
    return [told, insert("notices_statement", statement), queued, *others]


def test_p2_a_statement_of_reasons_does_not_lie_about_who_decided_or_until_when(
    shell, house, refused
):
    shell.allowed(*lying(shell, house))
    machine = lying(shell, house, automated_decision=True)
    refused("P2: the statement of reasons says whether a person decided", *machine)
    short = lying(shell, house, appeal_until=DECIDED + 30 * DAY)
    refused("P2: the statement of reasons leaves six months to appeal", *short)


def test_p2_no_adverse_decision_goes_without_a_statement(shell, house, refused):
    mute = warning(shell, house, statement_id=None)
    refused("P2_adverse_decision_has_statement_of_reasons", *mute)


def test_p2_no_decision_goes_untold(shell, house, refused):
    notice, statement, _, *others = warning(shell, house)
    refused("P2: no notice of this warning is queued", notice, statement, *others)
