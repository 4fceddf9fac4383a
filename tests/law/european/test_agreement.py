"""On any statement our rules and the database's published schema agree."""

import pytest
from hypothesis import given, settings

from goodstanding.law.european import checking, values
from goodstanding.law.european.checking import Profile
from goodstanding.law.european.fields import FIELDS
from tests.law.european import schema
from tests.law.european.written import EXAMPLES, statements


@pytest.mark.parametrize("profile", Profile)
@given(statement=statements())
@settings(max_examples=500, deadline=None)
def test_a_statement_is_right_by_our_rules_when_it_is_right_by_the_schema(profile, statement):
    found = checking.by_itself(statement, profile)
    assert (not found) == schema.fits(statement, profile), [str(one) for one in found]


@pytest.mark.parametrize(
    "one", [pytest.param(e, id=e["id"]) for e in EXAMPLES if e["expect"] in {"valid", "invalid"}]
)
def test_the_schema_itself_judges_the_examples_so(one):
    assert schema.fits(one["payload"], one["schema"]) == (one["expect"] == "valid")


def test_the_fields_and_the_words_are_those_of_the_schema():
    assert set(FIELDS) == set(schema.DEFS["statement"]["properties"])
    words = {name: tuple(part["enum"]) for name, part in schema.DEFS.items() if "enum" in part}
    ours = {
        "decision_visibility_value": values.VISIBILITY,
        "decision_monetary_value": values.MONETARY,
        "decision_provision_value": values.PROVISION,
        "decision_account_value": values.ACCOUNT,
        "account_type_value": values.ACCOUNT_TYPE,
        "decision_ground_value": values.GROUND,
        "category_value": values.CATEGORY,
        "keyword_value": values.KEYWORD,
        "content_type_value": values.CONTENT_TYPE,
        "source_type_value": values.SOURCE,
        "automated_decision_value": values.AUTOMATED_DECISION,
        "eea_country": values.EEA,
        "language": values.LANGUAGE,
    }
    assert ours == words
