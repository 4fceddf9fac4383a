"""Where Ann or Ben can turn who still disagrees, by the laws that apply to them."""

from datetime import UTC, datetime

import pytest

from goodstanding.law import redress
from goodstanding.policies.platform.table import table

TOLD = datetime(2026, 6, 1, 9, tzinfo=UTC)
CASES = {
    "EU-DSA": "any certified out-of-court dispute settlement body, of your choice",
    "EU-P2B": "mediation by one of the mediators named in our terms",
    "EU-PWD": "the dispute resolution your country keeps for platform work, where your "
    "representatives may act for you",
    "EU-GDPR": "your data protection authority",
    "UK": "the Information Commissioner, about your personal data; "
    "as a consumer, an approved dispute resolution body",
    "US-SEA": "the Seattle Office of Labor Standards",
    "CA-BC": "the Director of Employment Standards of British Columbia",
    "CA-ON": "the Ministry of Labour of Ontario",
    "AU": "the Fair Work Commission, also called FWC (until 22 June 2026)",
    "IN-KA": "the dispute committee for gig workers of Karnataka",
}
COURTS = "a court, at any stage, or an out-of-court body that both sides agree on"


@pytest.mark.parametrize(("profile", "body"), CASES.items())
def test_ann_is_told_who_looks_at_it_where_she_lives_and_works(profile, body):
    assert redress.in_words(frozenset({"GOLD", profile}), since=TOLD) == (
        f"Outside this marketplace you can turn to {body}; and {COURTS}."
    )


def test_every_profile_that_adds_a_way_has_a_case():
    assert set(CASES) == set(redress.BY_PROFILE)


def test_where_no_law_adds_a_way_there_are_the_courts():
    alone = f"Outside this marketplace you can turn to {COURTS}."
    assert redress.in_words(frozenset({"GOLD"}), since=TOLD) == alone


@pytest.mark.parametrize("profiles", [set(), {"GOLD"}, {"AU", "EU-DSA"}, set(CASES)])
def test_courts_are_open_to_everyone(profiles):
    assert redress.next_redress(frozenset(profiles))[-1] is redress.COURTS


def test_who_is_under_two_laws_is_told_of_both():
    said = redress.in_words(frozenset({"EU-DSA", "EU-P2B"}), since=TOLD)
    assert CASES["EU-DSA"] in said
    assert CASES["EU-P2B"] in said


def test_each_way_names_a_duty_of_the_table_or_its_law():
    known = {duty.id for duty in table().duties}
    ways = redress.next_redress(frozenset(redress.BY_PROFILE))
    assert all(way.sources or way.law for way in ways)
    assert {source for way in ways for source in way.sources} <= known


def test_what_the_table_does_not_name_says_so_and_how_sure_it_is():
    ways = [(name, way) for name, several in redress.BY_PROFILE.items() for way in several]
    outside = {name: way.confidence for name, way in ways if not way.sources}
    assert outside == {"EU-PWD": "R", "EU-GDPR": "V", "UK": "V", "CA-BC": "V", "CA-ON": "R"}
    assert all(bool(way.law) is bool(way.confidence) is not bool(way.sources) for _, way in ways)
    assert {name: way.law for name, way in ways if way.law} == {
        "EU-PWD": "Directive (EU) 2024/2831, Articles 18 and 19",
        "EU-GDPR": "Regulation (EU) 2016/679, Article 77",
        "UK": "Data Protection Act 2018, section 165",
        "CA-BC": "Employment Standards Act (British Columbia), section 74",
        "CA-ON": "Digital Platform Workers' Rights Act, 2022 (Ontario)",
    }


def test_what_the_table_names_is_named_there():
    """The Commission, the mediators, the certified body and the committee stand in their rows."""
    said = {duty.id: f"{duty.source} {duty.must} {duty.check}" for duty in table().duties}
    words = {
        "DSA-21.1": "certified out-of-court body",
        "P2B-12.1": "mediators",
        "ADR-D": "ADR body",
        "SEA-AUDIT": "OLS",
        "AU-394": "Fair Work Commission",
        "IN-KA": "dispute committee",
    }
    assert [one for one, word in words.items() if word not in said[one]] == []
    rows = {
        one for several in redress.BY_PROFILE.values() for way in several for one in way.sources
    }
    assert rows == set(words)
