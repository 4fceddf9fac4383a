"""Any case that could come before the law, lawful or not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from goodstanding.law.evidence import HARM, FindingFacts
from goodstanding.law.facts import AUTOMATION, Decider, Earlier, Facts, Hearing
from goodstanding.law.hold import Pot
from goodstanding.law.policy import PolicyTerms, Step
from goodstanding.law.terms import Capability, Emergency, Family, MeasureKind, Money, StaffRole

START = datetime(2026, 1, 1, tzinfo=UTC)

kinds = st.sampled_from(MeasureKind)
families = st.sampled_from(Family)
tiers = st.integers(0, 3)
moments = st.integers(0, 24 * 500).map(lambda hours: START + timedelta(hours=hours))
capabilities = st.lists(st.sampled_from(Capability), unique=True, max_size=4).map(tuple)
people = st.builds(
    Decider,
    name=st.sampled_from(["Rita", "Sam", "Max"]),
    roles=st.frozensets(st.sampled_from(StaffRole)),
)
deciders = st.just(AUTOMATION) | people
money = st.integers(-500, 5000).map(lambda minor: Money(minor, "EUR"))
contracts = st.dictionaries(st.builds(Pot, st.sampled_from("abcdef"), st.just("EUR")), money)


@st.composite
def findings(draw):
    begins = draw(moments)
    return FindingFacts(
        detector=draw(st.sampled_from(["outcomes", "applications", HARM])),
        tier=draw(tiers),
        sentence="",
        conduct_from=begins,
        conduct_until=begins + timedelta(hours=draw(st.integers(0, 2000))),
    )


steps = st.builds(
    Step,
    measure=kinds,
    needs_tier=tiers,
    after=st.integers(0, 2),
    needs_findings=st.integers(0, 2),
    capabilities=capabilities,
    lasts=st.none() | st.integers(-1, 400).map(lambda days: timedelta(days=days)),
    emergency=st.none() | st.sampled_from(Emergency),
    on_contracts=capabilities,
)


@st.composite
def policies(draw):
    binds = START - timedelta(days=draw(st.integers(-60, 100)))
    return PolicyTerms(
        slug="any",
        version=1,
        title="Any policy",
        family=draw(families),
        announced_at=binds - timedelta(days=draw(st.integers(0, 60))),
        in_force_from=binds,
        in_force_until=draw(st.none() | moments),
        ladder=tuple(draw(st.lists(steps, max_size=6))),
    )


hearings = st.builds(
    Hearing,
    served_at=moments,
    respond_by=moments,
    answered_at=st.none() | moments,
    proposed=kinds,
)


def facts():
    return st.builds(
        Facts,
        policy=policies(),
        findings=st.lists(findings(), max_size=4).map(tuple),
        decider=deciders,
        at=moments,
        earlier=st.lists(st.builds(Earlier, kinds, moments), max_size=3).map(tuple),
        hearing=st.none() | hearings,
        emergency=st.none() | st.sampled_from(Emergency),
        confirming=st.none() | moments,
        talk_until=st.none() | moments,
        second=deciders,
    )


CONDUCT = START + timedelta(days=100)
EVERY_ROLE = frozenset(StaffRole)
RITA, SAM = Decider("Rita", EVERY_ROLE), Decider("Sam", EVERY_ROLE)


@st.composite
def sound(draw):
    """A case in which nothing is missing, so that every step of its ladder is open."""
    family = draw(families)
    payouts = [Capability.WITHDRAW] if family == Family.FRAUD else []
    free = st.lists(st.sampled_from([Capability.APPLY, Capability.WORK, *payouts]), min_size=1)
    lasting = [
        Step(
            kind,
            draw(tiers),
            after=draw(st.integers(0, 1)),
            capabilities=tuple(dict.fromkeys(draw(free))),
            lasts=timedelta(days=20),
            emergency=Emergency.AUTHORITY_ORDER,
        )
        for kind in list(MeasureKind)[3:6]
    ]
    final = Step(MeasureKind.TERMINATION, 3, after=1, capabilities=(Capability.APPLY,))
    words = [Step(MeasureKind.COACHING_NOTE, 1), Step(MeasureKind.WARNING, 2)]
    found = [
        FindingFacts(name, 3, "", CONDUCT - timedelta(days=40), CONDUCT + timedelta(days=1))
        for name in ("outcomes", HARM)
    ]
    served = CONDUCT + timedelta(days=1)
    return Facts(
        policy=PolicyTerms("any", 1, "Any policy", family, START, START, (*words, *lasting, final)),
        findings=tuple(found),
        decider=RITA,
        at=served + timedelta(days=draw(st.integers(7, 9))),
        earlier=(Earlier(MeasureKind.RESTRICTION, CONDUCT),),
        hearing=Hearing(served, served, None, MeasureKind.TERMINATION),
        second=SAM,
    )


@st.composite
def flawed(draw, flaws=3):
    """A sound case with at most so many things changed, for the better or the worse."""
    case = draw(sound())
    for name in draw(
        st.lists(st.sampled_from(sorted(FLAWS)), min_size=1, max_size=flaws, unique=True)
    ):
        case = replace(case, **{name: draw(FLAWS[name](case))})
    return case


def _hearings(case):
    hearing = case.hearing
    days = st.integers(-3, 12).map(lambda n: hearing.served_at + timedelta(days=n))
    return st.none() | st.builds(
        Hearing,
        served_at=days,
        respond_by=days,
        answered_at=st.none() | days,
        proposed=kinds,
    )


def _findings(case):
    def weakened(tiers_, days):
        return tuple(
            replace(one, tier=tier, conduct_from=one.conduct_from + timedelta(days=days))
            for one, tier in zip(case.findings, tiers_, strict=True)
        )

    return st.builds(weakened, st.tuples(tiers, tiers), st.sampled_from([0, 0, 0, -101, 3]))


def _policies(case):
    policy = case.policy
    return st.builds(
        replace,
        st.just(policy),
        announced_at=st.sampled_from([START, CONDUCT - timedelta(days=29), CONDUCT]),
        in_force_from=st.sampled_from([START, CONDUCT + timedelta(days=1)]),
        in_force_until=st.sampled_from([None, CONDUCT, CONDUCT + timedelta(days=1)]),
    )


FLAWS = {
    "decider": lambda _: deciders,
    "second": lambda _: st.sampled_from([AUTOMATION, RITA, SAM]),
    "emergency": lambda _: st.sampled_from(Emergency),
    "hearing": _hearings,
    "findings": _findings,
    "policy": _policies,
    "earlier": lambda case: st.lists(
        st.builds(Earlier, kinds, st.integers(-10, 10).map(lambda n: case.at + timedelta(days=n))),
        max_size=3,
    ).map(tuple),
}

cases = facts() | flawed() | flawed() | flawed()
