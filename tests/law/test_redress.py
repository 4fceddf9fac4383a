"""Where Ann or Ben can turn who still disagrees, by the laws that apply to them."""

from datetime import UTC, datetime

import pytest

from goodstanding.law import redress
from goodstanding.policies.platform.table import table

TOLD = datetime(2026, 6, 1, 9, tzinfo=UTC)
CASES = {
    "EU-DSA": "any certified out-of-court dispute settlement body",
    "EU-P2B": "mediators named in our terms",
    "EU-PWD": "representatives may act for you",
    "EU-GDPR": "data protection authority",
    "UK": "approved dispute resolution body",
    "US-SEA": "Seattle Office of Labor Standards",
    "CA-BC": "Director of Employment Standards",
    "CA-ON": "Ministry of Labour of Ontario",
    "AU": "Fair Work Commission",
    "IN-KA": "dispute committee",
}


@pytest.mark.parametrize(("profile", "body"), CASES.items())
def test_ann_is_told_who_looks_at_it_where_she_lives_and_works(profile, body):
    assert body in redress.in_words(frozenset({"GOLD", profile}), since=TOLD)


def test_every_profile_that_adds_a_way_has_a_case():
    assert set(CASES) == set(redress.BY_PROFILE)


def test_ann_in_sydney_is_told_her_last_day_at_the_commission():
    said = redress.in_words(frozenset({"GOLD", "AU"}), since=TOLD)
    assert "also called FWC (until 22 June 2026)" in said


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
    assert outside == {"EU-PWD": "R", "EU-GDPR": "R", "UK": "V", "CA-BC": "V", "CA-ON": "R"}
    assert all(bool(way.law) is bool(way.confidence) is not bool(way.sources) for _, way in ways)


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
