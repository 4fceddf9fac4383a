"""A case in which every duty is kept, event by event; tests break one thing at a time."""

from datetime import timedelta

from tests.law.duties.logs import MONDAY, event, numbered

RULE = {"rule_id": "no-spam", "version": 3}
RITA = {"kind": "human", "id": "rita", "role": "case_manager", "authority": "suspend"}
SAM = {"kind": "human", "id": "sam", "authority": "reinstate", "qualified_until": "2030-01-01"}
FACTORS = {
    "gravity": "many were troubled",
    "frequency": 40,
    "consequences": "clients left",
    "intent": "unknown",
    "history": "one warning",
}
STATEMENT = {
    "measure": "suspend",
    "end_at": "2026-06-01T09:00:00+00:00",
    "effect_at": "2026-04-01T09:00:00+00:00",
    "territorial_scope": ["DE"],
    "facts": "40 applications with the same text",
    "source_type": "own_initiative",
    "automated_detection": True,
    "automated_decision": False,
    "ground": "tc",
    "rule_id": "no-spam@3",
    "explanation": "more than 5 alike are spam",
    "redress": ["internal_appeal", "ods", "court"],
    "contact_person": "rita",
    "remedy_steps": ["withdraw them", "give an assurance"],
    "records": ["e1", "e2"],
    "object": "applications of March",
}


def rule(at=MONDAY - timedelta(days=60)):
    return event(
        "rule.published",
        at,
        **RULE,
        text_hash="ab12",
        languages=["en"],
        grounds=["spam"],
        sanction_range=["warn", "restrict", "suspend"],
        published_at=at.isoformat(),
        enforceable_at=(at + timedelta(days=30)).isoformat(),
    )


def opened(case, start):
    ann = {"subject": f"ann-{case}", "subject_role": "contractor", "is_natural_person": True}
    lives = {"residence": "DE", "work_location": "DE", "capacity": "business", "language": "en"}
    found = {"source_type": "own_initiative", "tools": ["applications"]}
    return event("case.opened", start, case_id=case, **ann, **lives, **found)


def heard(case, start):
    """From the opened case to the decision, everything before it."""

    def day(n, what, **fields):
        return event(what, start + timedelta(days=n), case_id=case, **fields)

    return [
        opened(case, start),
        day(0, "evidence.added", evidence_id="e1", **{"class": "applications"}, **_from(start)),
        day(
            1,
            "warning.sent",
            **{"rule@version": ["no-spam@3"]},
            reasons="40 alike",
            redress="appeal",
            cure_until=(start + timedelta(days=8)).isoformat(),
        ),
        day(5, "evidence.added", evidence_id="e2", **{"class": "messages"}, **_from(start, 4)),
        day(
            6,
            "preliminary.sent",
            proposed="suspend",
            reasons="40 alike",
            evidence=["e1", "e2"],
            respond_by=(start + timedelta(days=13)).isoformat(),
            discussion_right=True,
            representation_right=True,
        ),
        day(7, "hearing.requested", channel="call"),
        day(8, "hearing.held", human_id="rita", channel="call"),
        day(9, "response.received", channel="portal", points=["p1"]),
        day(13, "inquiry.closed"),
    ]


def _from(start, days=0):
    return {"collected_at": (start + timedelta(days=days)).isoformat(), "relied_on": True}


def decision(case, start, **changed):
    fields = {
        "decision_id": f"{case}-d",
        "kind": "suspend",
        "object_scope": "account",
        "rule@version": ["no-spam@3"],
        "facts": ["40 alike"],
        "evidence_relied": ["e1", "e2"],
        "factors": FACTORS,
        "alternatives": ["warn: was not heeded"],
        "severity": "high",
        "decider": RITA,
        "automation": {"detection": "partially", "decision": "none"},
        "source_type": "own_initiative",
        "conduct_at": start.isoformat(),
        "effect_at": (start + timedelta(days=30)).isoformat(),
        "end_at": (start + timedelta(days=60)).isoformat(),
    }
    at = start + timedelta(days=14)
    return event("decision.made", at, case_id=case, **{**fields, **changed})


def told(case, start, **changed):
    """The decision told, exported, in force, ended."""
    name = f"{case}-d"

    def day(n, what, **fields):
        return event(what, start + timedelta(days=n), case_id=case, decision_id=name, **fields)

    until = (start + timedelta(days=230)).isoformat()
    return [
        day(
            14,
            "sor.delivered",
            fields=STATEMENT,
            medium="email",
            language="en",
            **{
                "delivered_at": (start + timedelta(days=14)).isoformat(),
                "appeal_until": until,
                **changed,
            },
        ),
        day(14.5, "sor.exported", puid=f"{name}-1", accepted=True),
        day(30, "effect.started", kind="suspend"),
    ]


def appealed(case, start):
    """An appeal that succeeds, with everything given back."""
    ids = {"case_id": case, "decision_id": f"{case}-d", "appeal_id": f"{case}-a"}

    def day(n, what, **fields):
        return event(what, start + timedelta(days=n), **ids, **fields)

    return [
        day(31, "appeal.opened", grounds="not me", points=["p1"], fee=0),
        day(31.1, "appeal.ack"),
        day(32, "appeal.assigned", reviewer=SAM),
        day(
            40,
            "appeal.decided",
            outcome="reversed",
            reasons="the texts differ",
            points=["p1"],
            reviewer=SAM,
            next_redress=["court"],
        ),
        day(40.1, "appeal_outcome.sent"),
        day(40.2, "effect.ended"),
        day(40.3, "remedy.completed", kind="reinstated"),
        day(40.4, "remedy.completed", kind="paid_compensation"),
        day(40.5, "remedy.completed", kind="tool_fixed"),
    ]


def ended(case, start):
    at = start + timedelta(days=60)
    return [event("effect.ended", at, case_id=case, decision_id=f"{case}-d")]


def history(case="c1", start=MONDAY, *, appeals=True):
    """A whole case, kept lawfully."""
    after = appealed(case, start) if appeals else ended(case, start)
    return [*heard(case, start), decision(case, start), *told(case, start), *after]


def log(*histories):
    """A log of histories, in order of time and numbered."""
    events = [rule(), *(one for several in histories for one in several)]
    return numbered(sorted(events, key=lambda one: one["at"]))
