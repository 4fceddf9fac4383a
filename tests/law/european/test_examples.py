"""The Commission's own examples are judged as the Commission judges them."""

import pytest

from goodstanding.law.european import checking
from goodstanding.law.european.checking import Profile
from tests.law.european.written import EXAMPLES, PLAIN


def of_kind(*kinds):
    return pytest.mark.parametrize(
        "one", [pytest.param(e, id=e["id"]) for e in EXAMPLES if e["kind"] in kinds]
    )


@of_kind("valid")
def test_a_valid_statement_is_valid(one):
    assert checking.judge(one["payload"]) == []
    if one.get("export"):
        assert checking.judge(one["payload"], Profile.EXPORT) == []


@of_kind("invalid")
def test_an_invalid_statement_names_exactly_the_fields_that_are_wrong(one):
    found = checking.judge(one["payload"])
    assert {name for each in found for name in each.field.split(", ")} == set(one["error_fields"])


@of_kind("batch")
def test_a_wrong_batch_is_wrong(one):
    assert checking.batch(one["payload"])
    assert checking.judge(one["payload"])


@of_kind("semantic")
def test_what_the_schema_lets_through_is_found(one):
    if "rule" in one:
        (rule,) = {each.rule for each in found(one["payload"]) if each.rule.startswith("R")}
        assert rule.startswith(one["rule"])
    else:
        assert checking.judge(one["payload"]) == []
        assert checking.judge(one["payload"], Profile.EXPORT)


def found(payload):
    return checking.many(payload) if isinstance(payload, list) else checking.judge(payload)


def test_a_hundred_are_a_batch_and_one_more_is_not():
    hundred = [PLAIN | {"puid": f"BATCH-{n}"} for n in range(100)]
    assert checking.judge({"statements": hundred}) == []
    (problem,) = checking.judge({"statements": [*hundred, PLAIN]})
    assert str(problem).endswith("got 101 statements, expected 1 to 100")


def test_one_bad_statement_spoils_the_batch_and_is_named():
    (problem,) = checking.judge({"statements": [PLAIN, PLAIN | {"puid": "a b"}]})
    assert (problem.at, problem.field) == (1, "puid")
    assert str(problem).startswith("statement 2: puid: puid (TDB-5): got 'a b'")


def test_a_repeated_id_spoils_a_batch():
    (problem,) = checking.judge({"statements": [PLAIN, PLAIN]})
    assert (problem.at, problem.rule) == (1, "R1 unique for ever")


@pytest.mark.parametrize("given", [[], [PLAIN], {"statements": PLAIN}, {"statements": None}])
def test_statements_come_in_their_wrapper(given):
    assert [one.field for one in checking.judge(given)] == ["statements"]


@pytest.mark.parametrize("given", [None, 1, "x", {"statements": [3]}, {"statements": [[PLAIN]]}])
def test_what_is_no_statement_is_told(given):
    assert [one.rule for one in checking.judge(given)] == ["kind"]


@pytest.mark.parametrize("family", ["visibility", "monetary", "service", "account"])
def test_a_restriction_does_not_end_before_it_starts(family):
    field = f"end_date_{family}_restriction"
    start = {"application_date": "2026-03-02", "content_date": "2026-03-02"}
    (problem,) = checking.judge(PLAIN | start | {field: "2026-03-01"})
    assert (problem.field, problem.rule) == (field, "R3 ends after it starts")
    assert checking.judge(PLAIN | start | {field: "2026-03-02"}) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write to ann@example.org.", "a mail address"),
        ("Call +32 2 299 11 11.", "a telephone number"),
        ("Call (0)123-456-789.", "a telephone number"),
    ],
)
def test_personal_data_is_found_and_not_repeated(text, what):
    (problem,) = checking.judge(PLAIN | {"decision_facts": text})
    assert (problem.field, problem.rule) == ("decision_facts", "R5 no personal data")
    assert problem.says == f"looks like {what}"


def test_a_word_that_was_replaced_is_told_with_the_word_in_its_place():
    old = {"category_specification": ["KEYWORD_DISINFORMATION"]}
    (problem,) = checking.judge(PLAIN | old)
    assert "expected KEYWORD_MISINFORMATION_DISINFORMATION, which took its place" in problem.says
