"""One thing changed in a lawful log: the audit says this, in these words, and nothing else."""

import pytest
import yaml

from tests.law.duties import kept, one_thing

AGAIN = "Read what differs; if it is right: python -m tests.law.duties.one_thing"
SAID = yaml.safe_load(one_thing.FILE.read_text())


@pytest.mark.parametrize("name", kept.logs())
def test_where_one_thing_is_changed_the_audit_says_what_is_written(name):
    left = dict(SAID[name])
    for what, says in one_thing.findings(name):
        assert (what, says) == (what, left.pop(what, None)), AGAIN
    assert left == {}, AGAIN


@pytest.mark.parametrize("name", kept.logs())
def test_a_log_in_which_every_duty_of_every_law_is_kept_breaches_nothing(name):
    assert SAID[name]["nothing"] == []
