"""A step of a ladder is told in plain words: what happens, how long, what it takes, who decides."""

from datetime import timedelta

import pytest

from goodstanding.law.policy import Step
from goodstanding.law.terms import Capability, Emergency, MeasureKind
from goodstanding.policies.queries import describe_step

APPLY, WORK, POST = Capability.APPLY, Capability.WORK, Capability.POST_JOB
WEEK, MONTH = timedelta(days=7), timedelta(days=30)

STEPS = [
    (
        Step(MeasureKind.COACHING_NOTE, 1),
        {"by": "rule"},
        """
        A coaching note. We tell you what we see and what helps. Nothing is held against you. It
        takes a clear sign (tier 1). A rule may do this alone. Ask, and a person looks at it.
        """,
    ),
    (
        Step(MeasureKind.WARNING, 2),
        {},
        """
        A warning. We tell you what broke the policy and what to change. Nothing is taken from
        you. It takes a strong sign (tier 2). A person decides.
        """,
    ),
    (
        Step(MeasureKind.INTERIM_RESTRICTION, 2, capabilities=(POST,), emergency=Emergency.FRAUD),
        {"by": "rule", "subject": "the job post"},
        """
        Held back for a few days. The job post is held back, for 7 working days at most, until a
        person has looked. All else stays open to you. It takes a strong sign (tier 2). A rule
        may do this alone. Ask, and a person looks at it.
        """,
    ),
    (
        Step(MeasureKind.RESTRICTION, 2, after=1, capabilities=(APPLY,), lasts=WEEK),
        {},
        """
        A restriction. You can't apply for jobs for 7 days at most. It ends by itself. It takes
        a strong sign (tier 2), after 1 earlier decision against you within a year. You are told
        first and have 7 days to answer. Then a person decides.
        """,
    ),
    (
        Step(MeasureKind.RESTRICTION, 2, needs_findings=3, capabilities=(POST,), lasts=MONTH),
        {},
        """
        A restriction. You can't post jobs for 30 days at most. It ends by itself. It takes 3
        strong signs (tier 2). You are told first and have 7 days to answer. Then a person
        decides.
        """,
    ),
    (
        Step(MeasureKind.SUSPENSION, 3, after=2, capabilities=(APPLY, WORK), lasts=MONTH),
        {},
        """
        A suspension. You can't apply for jobs or work on contracts for 30 days at most. It ends
        by itself. It takes a sign that chance can hardly explain (tier 3), after 2 earlier
        decisions against you within a year. You are told first and have 7 days to answer. Then
        a person decides. It starts 14 days after you are told.
        """,
    ),
    (
        Step(MeasureKind.TERMINATION, 3, after=3, capabilities=(APPLY, WORK)),
        {},
        """
        The end of the account. The account is closed. What you have earned is still paid. It
        takes a sign that chance can hardly explain (tier 3), after 3 earlier decisions against
        you within a year. You are heard first, and two people must agree.
        """,
    ),
]


@pytest.mark.parametrize(
    ("step", "how", "words"), STEPS, ids=lambda one: getattr(one, "measure", "")
)
def test_a_step_is_told_in_plain_words(step, how, words):
    assert describe_step(step, **how) == " ".join(words.split())


def test_a_restriction_that_shuts_someone_out_starts_as_late_as_a_suspension():
    step = Step(MeasureKind.RESTRICTION, 3, capabilities=(APPLY, WORK), lasts=WEEK)
    assert describe_step(step).endswith("It starts 14 days after you are told.")
