"""S20: Ann is new, and reads what is expected before she applies for anything."""

import pytest
import time_machine
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_ann_finds_out_what_is_expected_and_what_happens_at_each_step(client):
    people.rulebook()
    with time_machine.travel(NOW, tick=False):
        front = read(client, "/")
        assert 'href="/policies/spam-applications/"' in front

        page = read(client, "/policies/spam-applications/")
        assert "LIX 16: very easy" in page
        assert '<p class="right">' in page
        assert '<p class="wrong">' in page

        steps = page[page.index("step by step") : page.index("The exact numbers")]
        for told in (
            "A coaching note",
            "A warning",
            "apply for jobs for 7 days at most. It ends by itself.",
            "apply for jobs for 30 days at most. It ends by itself.",
            "have 7 days to answer",
        ):
            assert told in steps

        numbers = page[page.index("The exact numbers") :]
        assert "Repeats in 24 hours" in numbers
        assert "free, for 6 months" in numbers
