"""From the facts of a decision comes at most one statement, and it is fit to be sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.law.european import checking, making, values
from goodstanding.law.european.checking import Profile
from goodstanding.law.european.making import Decided, Placed
from goodstanding.law.terms import RESTRICTING, Capability, Emergency, Family, MeasureKind, Role

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FORTNIGHT = NOON + timedelta(days=14)
MONTH = NOON + timedelta(days=30)
APPLY, POST, WITHDRAW = Capability.APPLY, Capability.POST_JOB, Capability.WITHDRAW


def placed(kind, *capabilities, narrow=False, thing=False, ends_at=FORTNIGHT):
    return Placed(MeasureKind(kind), frozenset(capabilities), narrow, thing, NOON, ends_at)


def decided(*measures, **more):
    """A decision about Ann's record, by Rita, with these measures."""
    facts = {
        "id": "6f1c",
        "hold": None,
        "by_person": True,
        "detected": True,
        "emergency": "",
        "family": Family.PERFORMANCE,
        "policy": "Poor performance, version 1",
        "address": "https://example.org/policies/poor-performance/1/",
        "explanation": "More contracts ended badly than are tolerated.",
        "facts": "11 of your 20 contract outcomes were bad.",
        "conduct_from": NOON - timedelta(days=90),
        "role": Role.CONTRACTOR,
        "natural_person": True,
        "written": False,
    }
    return Decided(measures=measures, **facts | more)


def restrictions(made):
    return {
        name: made[name]
        for name in made
        if name.startswith("end_date") or name in {"decision_" + one for one in KINDS}
    }


KINDS = ("visibility", "monetary", "provision", "account")


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        (
            placed("suspension", APPLY),
            {
                "decision_account": "DECISION_ACCOUNT_SUSPENDED",
                "end_date_account_restriction": "2026-06-15",
            },
        ),
        (
            placed("termination", *Capability, ends_at=None),
            {"decision_account": "DECISION_ACCOUNT_TERMINATED"},
        ),
        (
            placed("restriction", APPLY),
            {
                "decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION",
                "end_date_service_restriction": "2026-06-15",
            },
        ),
        (
            placed("restriction", *Capability),
            {
                "decision_provision": "DECISION_PROVISION_TOTAL_SUSPENSION",
                "end_date_service_restriction": "2026-06-15",
                "decision_monetary": "DECISION_MONETARY_SUSPENSION",
                "end_date_monetary_restriction": "2026-06-15",
            },
        ),
        (
            placed("restriction", WITHDRAW),
            {
                "decision_monetary": "DECISION_MONETARY_SUSPENSION",
                "end_date_monetary_restriction": "2026-06-15",
            },
        ),
        (
            placed("suspension", APPLY, narrow=True),
            {
                "decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION",
                "end_date_service_restriction": "2026-06-15",
            },
        ),
        (
            placed("interim_restriction", POST, narrow=True, thing=True),
            {
                "decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"],
                "end_date_visibility_restriction": "2026-06-15",
            },
        ),
    ],
)
def test_a_measure_is_told_in_the_words_of_the_database_with_its_end(measure, told):
    assert restrictions(making.statement(decided(measure))) == told


def test_a_hold_by_itself_is_told_as_money_kept_from_its_day_to_its_end():
    made = making.statement(decided(hold=(NOON, MONTH)))
    assert restrictions(made) == {
        "decision_monetary": "DECISION_MONETARY_SUSPENSION",
        "end_date_monetary_restriction": "2026-07-01",
    }
    assert made["application_date"] == "2026-06-01"


def test_a_warning_restricts_nothing_and_is_not_told():
    assert making.statement(decided()) is None


def test_who_detected_and_who_decided_is_told_as_it_was():
    rita = making.statement(decided(placed("restriction", APPLY)))
    rule = making.statement(decided(placed("restriction", APPLY), by_person=False, detected=False))
    told = ("automated_detection", "automated_decision")
    assert [rita[one] for one in told] == ["Yes", "AUTOMATED_DECISION_NOT_AUTOMATED"]
    assert [rule[one] for one in told] == ["No", "AUTOMATED_DECISION_FULLY"]


@pytest.mark.parametrize("emergency", [Emergency.AUTHORITY_ORDER, Emergency.LEGAL_DUTY])
def test_what_was_ordered_is_not_our_own_initiative(emergency):
    ordered = making.statement(decided(placed("restriction", APPLY), emergency=emergency))
    assert ordered["source_type"] == "SOURCE_TYPE_OTHER_NOTIFICATION"
    own = making.statement(decided(placed("restriction", APPLY), emergency=Emergency.FRAUD))
    assert own["source_type"] == "SOURCE_VOLUNTARY"


def test_what_somebody_reported_is_not_our_own_initiative():
    made = making.statement(decided(placed("restriction", APPLY), reported=True))
    assert made["source_type"] == "SOURCE_ARTICLE_16"


def test_fraud_has_its_category_and_a_policy_may_name_another():
    fraud = decided(placed("restriction", APPLY), family=Family.FRAUD)
    assert making.statement(fraud)["category"] == "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
    named = replace(
        fraud, category="STATEMENT_CATEGORY_CONSUMER_INFORMATION", keywords=["KEYWORD_OTHER"]
    )
    made = making.statement(named)
    assert made["category"] == "STATEMENT_CATEGORY_CONSUMER_INFORMATION"
    assert made["category_specification"] == ["KEYWORD_OTHER"]


def test_only_a_person_who_hires_can_be_a_private_user():
    def kind(role, person):
        one = decided(placed("restriction", APPLY), role=role, natural_person=person)
        return making.statement(one)["account_type"].rpartition("_")[2]

    assert kind(Role.CLIENT, person=True) == "PRIVATE"
    assert kind(Role.CLIENT, person=False) == "BUSINESS"
    assert kind(Role.CONTRACTOR, person=True) == kind(Role.AGENCY, person=False) == "BUSINESS"


def test_the_facts_speak_of_the_member_and_name_nobody():
    facts = (
        'Your job post asks for a fee, in the words "Pay Ben", "call +32 2 299 11 11" and "now". '
        "Ann Smith (ann, ann@example.org) did so on 2026-05-03 with client-7, see "
        "https://example.org/ann and @annie, DE89 3704 0044 0532 0130 00, 0049 30 1234567."
    )
    known = {"ann": "the member", "Ann Smith": "the member", "client-7": "another member"}
    made = making.statement(decided(placed("restriction", APPLY), facts=facts, known=known))
    assert made["decision_facts"] == (
        "The member's job post asks for a fee, in the words [words left out]. The member "
        "(the member, [a mail address]) did so on 3 May 2026 with another member, see [a link] "
        "and [a name], [a bank account], [a number]."
    )


capability_sets = st.frozensets(st.sampled_from(Capability), min_size=1)
moments = st.integers(0, 4000).map(lambda days: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days))


@st.composite
def any_measure(draw):
    kind = draw(st.sampled_from(sorted(RESTRICTING)))
    starts = draw(moments)
    final = kind == MeasureKind.TERMINATION
    ends = None if final else starts + timedelta(hours=draw(st.integers(1, 8000)))
    narrow = draw(st.booleans())
    thing = narrow and draw(st.booleans())
    return Placed(kind, draw(capability_sets), narrow, thing, starts, ends)


known_names = st.dictionaries(
    st.text("ab1@. -", min_size=2, max_size=8), st.just("the member"), max_size=3
)
decisions = st.builds(
    Decided,
    id=st.uuids().map(str),
    measures=st.lists(any_measure(), max_size=1),
    hold=st.none() | moments.map(lambda at: (at, at + timedelta(days=30))),
    by_person=st.booleans(),
    detected=st.booleans(),
    emergency=st.sampled_from(["", *Emergency]),
    family=st.sampled_from(Family),
    policy=st.just("Any policy, version 1"),
    address=st.just("http://127.0.0.1:8000/policies/any/1/"),
    explanation=st.text(min_size=1, max_size=40).map(lambda text: f"Because {text}"),
    facts=(st.text(max_size=60) | st.text("0123456789 -/.@+ab", max_size=60)).map(
        "It is: {}".format
    ),
    conduct_from=st.datetimes(timezones=st.just(UTC), max_value=datetime(2030, 1, 1)),  # noqa: DTZ001
    role=st.sampled_from(Role),
    natural_person=st.booleans(),
    written=st.booleans(),
    known=known_names,
)


@given(one=decisions, places=st.sets(st.sampled_from(values.EEA), min_size=1))
def test_whatever_is_decided_the_statement_is_fit_to_be_sent(one, places):
    made = making.statement(one, places=[*places])
    if made is None:
        assert not one.measures
        assert one.hold is None
    else:
        assert [str(problem) for problem in checking.one(made, Profile.EXPORT)] == []
        assert made["puid"] == making.puid(one.id)
