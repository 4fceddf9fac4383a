"""One thing changed in a lawful log: the audit says this, in these words, and nothing else."""

import pytest
import yaml

from tests.law.duties import one_thing

SAID = yaml.safe_load(one_thing.FILE.read_text())


@pytest.mark.parametrize("name", one_thing.logs())
def test_where_one_thing_is_changed_the_audit_says_what_is_written(name):
    assert one_thing.findings(name) == SAID[name], (
        "Read what differs; if it is right: python -m tests.law.duties.one_thing"
    )


@pytest.mark.parametrize("name", one_thing.logs())
def test_a_log_in_which_every_duty_of_every_law_is_kept_breaches_nothing(name):
    assert SAID[name]["nothing"] == []
