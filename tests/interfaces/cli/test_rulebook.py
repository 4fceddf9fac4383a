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
