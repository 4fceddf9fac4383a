"""Whole decisions as a forger would write them, so that only one thing about them is wrong."""

from uuid import uuid4

from tests.promises.shell import insert, like


def told(shell, account, at, kind="statement_of_reasons"):
    """A notice to somebody with statement and delivery: the ids, and the statements."""
    statement = shell.row("notices_statement")
    notice = like(
        shell.row("notices_notice", "id = %s", statement["notice_id"]),
        account_id=account,
        created_at=at,
        kind=kind,
    )
    statement = like(statement, notice_id=notice["id"]) | {"id": 900_001}
    return {"notice_id": notice["id"], "statement_id": 900_001}, [
        insert("notices_notice", notice),
        insert("notices_statement", statement),
        insert("notices_delivery", like(shell.row("notices_delivery"), notice_id=notice["id"])),
    ]


def heard(shell, case, served_at, respond_by, **changed):
    """The member of a case is asked, and does not answer."""
    served = shell.row("cases_preliminarynotice")
    notice = like(
        shell.row("notices_notice", "id = %s", served["notice_id"]),
        account_id=case.account_id,
        created_at=served_at,
    )
    asked = like(
        served,
        case_id=case.id,
        notice_id=notice["id"],
        served_at=served_at,
        respond_by=respond_by,
    )
    return [
        insert("notices_notice", notice),
        insert("notices_delivery", like(shell.row("notices_delivery"), notice_id=notice["id"])),
        insert("cases_preliminarynotice", asked | changed),
    ]


def decided(shell, case, like_that_of="measure = 'restriction'", *, measures=1, **changed):
    """A whole decision in a case, like one that is there: all of its rows."""
    first = shell.row("cases_decision", like_that_of)
    one = like(first, case_id=case.id, hold_id=None, confirms_id=None, policy_id=case.policy_id)
    one |= changed
    ids, statements = told(shell, case.account_id, one["at"])
    one |= ids | changed
    found = shell.ask(
        "SELECT f.* FROM findings_finding f JOIN cases_casefinding t ON t.finding_id = f.id "
        "WHERE t.case_id = %s ORDER BY f.conduct_from",
        case.id,
    )
    if "conduct_from" not in changed:
        one["conduct_from"] = found[0]["conduct_from"]
    law = like(shell.row("cases_decisionlaw"), decision_id=one["id"])
    statements += [insert("cases_decision", one), insert("cases_decisionlaw", law)]
    statements += [
        insert("cases_decisionfinding", {"decision_id": one["id"], "finding_id": each["id"]})
        for each in found
    ]
    if one["emergency"]:
        shown = {"decision_id": one["id"], "finding_id": found[0]["id"], "ground": ""}
        statements.append(insert("cases_emergencyevidence", shown))
    return statements + measures * [measure(shell, one, case, first)]


def measure(shell, decision, case, first, **changed):
    """The statement that places the measure of a forged decision."""
    placed = shell.row("cases_measure", "decision_id = %s", first["id"])
    return insert(
        "cases_measure",
        like(
            placed,
            id=uuid4(),
            decision_id=decision["id"],
            account_id=case.account_id,
            kind=decision["measure"],
            starts_at=decision["effect_at"],
            ends_at=decision["ends_at"],
            **changed,
        ),
    )
