"""What Max reads about webhooks is what Max's server gets."""

from pathlib import Path

import msgspec
import pytest
import time_machine
import yaml
from standardwebhooks import Webhook

from goodstanding.webhooks.catalogue import CATALOGUE, page, sample, told_of
from goodstanding.webhooks.catalogue import fields as fields_of
from goodstanding.webhooks.models import KINDS

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def test_every_kind_that_is_told_is_in_the_catalogue():
    assert list(CATALOGUE) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_is_complete_and_its_signature_is_verified(kind):
    with time_machine.travel(page.SENT_AT, tick=False):
        told = Webhook(page.SECRET).verify(page.message(kind), page.headers(kind))
    assert told["type"] == kind
    msgspec.convert(told["data"], CATALOGUE[kind])
    assert sample(kind) == told["data"]
    assert all(told_of(field)[0] for field in fields_of(kind)), "a field says nothing of itself"


def test_the_pages_are_what_the_code_says(tmp_path):
    page.write(tmp_path)
    for file in ("webhooks.md", "asyncapi.yaml"):
        assert (tmp_path / file).read_text() == (REFERENCE / file).read_text(), "make docs"


def references(node):
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from references(one)


def test_asyncapi_leads_nowhere_that_is_not_there():
    described = yaml.safe_load(page.asyncapi())
    assert described["asyncapi"] == "3.0.0"
    for reference in references(described):
        node = described
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
    assert len(described["operations"]["tell"]["messages"]) == len(KINDS)
