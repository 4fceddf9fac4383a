"""The rulebook is checked and adopted from the command line."""

import shutil

import pytest

from goodstanding.config.clock import now
from goodstanding.policies import queries as policies
from tests import people


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(people.RULEBOOK / "poor-performance", tmp_path / "poor-performance")


def test_pia_is_told_every_mistake_with_its_file_and_line(goodstanding, folder):
    settings = folder / "policy.toml"
    settings.write_text(settings.read_text().replace("version = 1", "version = 0"))
    code, said = goodstanding("rulebook", "check", str(folder.parent))
    assert code == 1
    assert f"{settings}:2: version: got 0" in said


def test_a_rulebook_without_mistakes_says_so(goodstanding):
    code, said = goodstanding("rulebook", "check", str(people.RULEBOOK))
    assert code == 0
    assert said == "3 folders, no mistakes.\n"


def test_a_folder_without_policies_is_told(goodstanding, tmp_path):
    with pytest.raises(ValueError, match="expected a folder with policies in it"):
        goodstanding("rulebook", "check", str(tmp_path))


@pytest.mark.django_db(transaction=True)
def test_a_policy_is_adopted_once(goodstanding, folder):
    code, said = goodstanding("rulebook", "adopt", str(folder), "--by", "Pia")
    assert (code, said) == (0, "Adopted poor-performance version 1, binding from 2026-01-01.\n")
    assert goodstanding("rulebook", "adopt", str(folder)) == (0, "Nothing new to adopt.\n")
    assert policies.in_force("poor-performance", at=now()).adopted_by == "Pia"


def test_every_case_of_the_published_policies_is_as_written(goodstanding):
    code, said = goodstanding("rulebook", "test")
    assert code == 0
    assert said.endswith(" cases in 3 folders, each as written.\n")


def test_pia_is_told_which_case_her_change_breaks_and_how(goodstanding, tmp_path):
    folder = shutil.copytree(people.RULEBOOK / "spam-applications", tmp_path / "spam-applications")
    settings = folder / "policy.toml"
    settings.write_text(settings.read_text().replace("lasts_days = 7", "lasts_days = 6"))
    code, said = goodstanding("rulebook", "test", str(folder))
    assert code == 1
    lines = said.splitlines()
    assert all(line.startswith(f"{folder}/cases/ladder.yaml:") for line in lines)
    assert any("ends by, restriction: got 2026-" in line for line in lines)


def test_a_case_that_cannot_be_read_is_told_with_its_line(goodstanding, folder):
    cases = folder / "cases" / "ladder.yaml"
    cases.write_text("rulings:\n- case: One\n  source: ours\n  found: no\n")
    code, said = goodstanding("rulebook", "test", str(folder))
    assert code == 1
    assert f"{cases}:4: found: got 'no': expected a list" in said


def test_a_case_that_expects_something_else_is_told_in_one_line(goodstanding, folder):
    cases = folder / "cases" / "ladder.yaml"
    cases.write_text(
        "rulings:\n- case: Ann is suspended for nothing.\n  source: ours\n"
        "  at: 2026-05-04\n  decided by: Rita\n  found: []\n  allowed: [suspension]\n"
        "  has no end: [suspension]\n"
    )
    code, said = goodstanding("rulebook", "test", str(folder))
    (line,) = said.splitlines()
    assert code == 1
    assert "allowed: got nothing, expected suspension; has no end, suspension: " in line
