"""Which law applies to whom, and what binds: the strictest of all that apply."""

from datetime import date

import pytest

from goodstanding.law.duties.durations import length
from goodstanding.law.duties.parameters import Relaxation, parameters
from goodstanding.law.duties.profiles import Platform, Subject, duties_for, known, profiles_for
from goodstanding.law.terms import UnlawfulError
from tests.law.duties.logs import MONDAY, table

ANN = Subject(residence="DE", role="contractor", natural_person=True)
BEN = Subject(residence="GB", role="client", natural_person=False, capacity="business")
ALWAYS = {"GOLD", "MARKET", "ARB"}


def applies(subject):
    return profiles_for(subject, table=table()) - ALWAYS


def test_ann_who_works_in_germany_has_the_laws_of_the_union():
    assert applies(ANN) == {"EU-DSA", "EU-PWD", "EU-GDPR", "EU-AIA"}


def test_ben_a_british_company_buying_has_the_law_of_the_united_kingdom():
    assert applies(BEN) == {"UK"}


def test_the_gold_standard_is_always_on():
    assert profiles_for(Subject(), table=table()) == ALWAYS


@pytest.mark.parametrize(
    ("subject", "has", "has_not"),
    [
        (Subject(residence="MT", role="contractor"), "EU-PWD-MT", "US"),
        (Subject(work_location="CA-BC", role="contractor"), "CA-BC", "CA-ON"),
        (Subject(work_location="CA-ON", role="contractor"), "CA-ON", "CA-BC"),
        (Subject(work_location="CA-ON", role="client"), "GOLD", "CA-ON"),
        (Subject(work_location="IN-KA", role="contractor"), "IN-KA", "EU-DSA"),
        (Subject(work_location="Seattle", role="contractor"), "US-SEA", "US-WA"),
        (Subject(work_location="AU", role="contractor", months=7), "AU", "CL"),
        (Subject(work_location="AU", role="contractor", months=5), "GOLD", "AU"),
        (Subject(residence="FR", natural_person=False), "EU-DSA", "EU-GDPR"),
        (Subject(residence="FR", role="client"), "EU-DSA", "EU-PWD"),
        (Subject(capacity="consumer"), "ARB-B2C", "UK-P2B"),
    ],
)
def test_place_role_and_person_choose_the_law(subject, has, has_not):
    found = profiles_for(subject, table=table())
    assert has in found
    assert has_not not in found


def test_drivers_have_the_law_of_drivers():
    driver = Platform(sector="driving")
    ann = Subject(work_location="US-MN-MINNEAPOLIS", platform=driver)
    assert applies(ann) == {"US-MN", "US"}
    assert applies(Subject(work_location="US-MN-MINNEAPOLIS")) == {"US"}


def test_seattle_binds_platforms_of_250_workers_and_those_of_unknown_size():
    def in_seattle(workers):
        platform = Platform(workers=workers)
        subject = Subject(work_location="US-WA-SEATTLE", role="contractor", platform=platform)
        return "US-SEA" in applies(subject)

    assert [in_seattle(n) for n in (None, 249, 250)] == [True, False, True]


def test_who_sells_to_consumers_in_the_union_is_a_business_user():
    seller = Subject(residence="FR", capacity="business", sells_to=frozenset({"consumers"}))
    assert "EU-P2B" in applies(seller)
    british = Subject(residence="GB", capacity="business", sells_to=frozenset({"consumers"}))
    assert {"UK-P2B", "EU-P2B"} <= applies(british)
    assert "EU-P2B" not in applies(Subject(residence="FR", capacity="business"))


def test_a_licence_to_hold_money_brings_the_law_of_payments():
    bank = Platform(licences=frozenset({"EU", "UK"}))
    assert {"PAY-EU", "PAY-UK"} <= applies(Subject(platform=bank))
    assert not applies(Subject()) & {"PAY-EU", "PAY-UK", "PAY-US"}


def bound(subject, **options):
    profiles = profiles_for(subject, table=table())
    return {one.id for one in duties_for(profiles, table=table(), subject=subject, **options)}


def test_a_small_platform_is_spared_the_duties_of_larger_ones():
    small = Platform(staff=49, turnover=10_000_000)
    assert "DSA-20.1" in bound(ANN)
    spared = bound(Subject(residence="DE", platform=small))
    assert "DSA-20.1" not in spared
    assert "DSA-17.1" in spared


@pytest.mark.parametrize(
    "platform",
    [
        Platform(staff=50, turnover=1),
        Platform(staff=1, turnover=10_000_001),
        Platform(staff=1),
        Platform(staff=1, turnover=1, very_large=True),
    ],
)
def test_who_is_not_known_to_be_small_is_not_small(platform):
    assert not platform.is_small


def test_a_duty_binds_from_when_it_is_in_force():
    assert "PWD-11.2" not in bound(ANN, on=date(2026, 12, 1))
    assert "PWD-11.2" in bound(ANN, on=date(2026, 12, 2))
    assert "DSA-17.1" in bound(ANN, on=date(2026, 12, 1))


def test_profiles_are_asked_for_by_id_or_by_row():
    assert known(["eu-dsa"], table=table()) == {"EU-DSA"}
    assert known(["CA-BC / CA-ON"], table=table()) == {"CA-BC", "CA-ON"}
    assert known(["UK-P2B"], table=table()) == {"UK-P2B", "EU-P2B"}
    with pytest.raises(ValueError, match="profile: got 'Mars', expected one of"):
        known(["Mars"], table=table())


def effective(*profiles, relaxations=()):
    return parameters(frozenset(profiles), table=table(), relaxations=relaxations)


def relaxed(value="P10D", **fields):
    given = {"parameter": "suspension_notice", "reason": "local law asks less", "by": "Rita"}
    return Relaxation(value=value, at=MONDAY, **{**given, **fields})


def test_gold_binds_unless_a_law_is_stricter():
    assert effective()["appeal_reply_max"].source == "gold"
    malta = effective("EU-PWD", "EU-PWD-MT")["appeal_reply_max"]
    assert (malta.value, malta.source) == (length("P7D"), "PWD-MT")
    drivers = effective("US-MN")["interim_max"]
    assert (drivers.value, drivers.source) == (length("PT72H"), "MN-181C")


def test_no_profile_weakens_gold():
    everywhere = effective(*table().known_profiles)
    for one in table().parameters:
        found, gold = everywhere[one.name].value, effective()[one.name].value
        if one.direction == "min":
            assert not gold.is_longer_than(found) if one.unit != "count" else found >= gold
        elif one.direction == "max":
            assert not found.is_longer_than(gold)
        else:
            assert found == gold


def test_a_relaxation_is_used_shown_and_has_a_person_and_a_reason():
    found = effective("EU-DSA", relaxations=[relaxed()])["suspension_notice"]
    assert (found.value, found.source, found.relaxation.by) == (length("P10D"), "relaxed", "Rita")
    for lacking in ({"reason": " "}, {"by": ""}):
        with pytest.raises(UnlawfulError, match="needs a reason and a named person"):
            effective(relaxations=[relaxed(**lacking)])


def test_no_relaxation_goes_below_a_law_that_applies():
    with pytest.raises(UnlawfulError, match=r"P10D is weaker than P14D \(SEA-070\)"):
        effective("US-SEA", relaxations=[relaxed()])
    with pytest.raises(UnlawfulError, match="human_decider"):
        effective("EU-PWD", relaxations=[relaxed("false", parameter="human_decider")])
    assert effective("EU-DSA", relaxations=[relaxed("PT0S")])["suspension_notice"].value == length(
        "PT0S"
    )


def test_a_stricter_law_still_beats_a_relaxed_gold():
    found = effective("CA-BC", relaxations=[relaxed("P4D")])["suspension_notice"]
    assert found.value == length("P4D")


def test_what_is_no_parameter_cannot_be_relaxed():
    with pytest.raises(ValueError, match="relaxation: got 'mercy', expected one of"):
        effective(relaxations=[relaxed(parameter="mercy")])
