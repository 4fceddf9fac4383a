"""The description of the interface is whole: who writes a client from it needs nothing else."""

import json
from pathlib import Path

import jsonschema
import pytest

from goodstanding.interfaces.api import description

FILE = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
SCHEMA = json.loads(FILE.read_text())
OPERATIONS = [
    (f"{method} {path}", one) for path, m in SCHEMA["paths"].items() for method, one in m.items()
]


def test_the_file_is_what_the_code_says():
    assert FILE.read_text() == description.text(), "make docs writes it"


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[name for name, _ in OPERATIONS])
def test_an_address_says_what_it_does_which_key_it_asks_for_and_how_it_can_fail(name, operation):
    assert operation["summary"]
    assert f"Scope: `{operation['x-scope']}`" in operation["description"]
    assert operation["security"] == [{"Key": []}]
    assert {"200", "400", "401", "403", "422", "429"} <= set(operation["responses"])
    assert ("404" in operation["responses"]) == ("{" in name)
    for form in forms_of(operation):
        assert form in description.EXAMPLES, f"{form} has no example"


def forms_of(operation):
    """The forms sent and answered."""
    parts = [operation.get("requestBody"), operation["responses"]["200"]]
    for part in filter(None, parts):
        schema = part["content"]["application/json"]["schema"]
        if "$ref" in schema:
            yield schema["$ref"].rsplit("/", 1)[1]


@pytest.mark.parametrize("form", description.EXAMPLES)
def test_an_example_is_one(form):
    told = {"$ref": f"#/components/schemas/{form}", "components": SCHEMA["components"]}
    jsonschema.validate(description.EXAMPLES[form], told)


def test_the_example_of_a_batch_is_one():
    body = SCHEMA["paths"]["/v1/events"]["post"]["requestBody"]["content"]["application/json"]
    jsonschema.validate(body["example"], body["schema"] | {"components": SCHEMA["components"]})
