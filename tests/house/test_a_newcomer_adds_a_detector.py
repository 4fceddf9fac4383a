"""docs/how-to/add-a-detector.md, carried out: four files, and the house finds what they say."""

import pytest

from goodstanding.cases import queries as cases
from goodstanding.events import vocabulary as v
from goodstanding.findings import queries as findings
from tests import people
from tests.house import newcomer
from tests.people import NOW

PAGE = "add-a-detector.md"
POLICY = "payout-targets"
COMMANDS = f"""
from goodstanding.interfaces.cli.main import app
for words in (["rulebook", "check"], ["rulebook", "adopt", "rulebook/{POLICY}"], ["review"]):
    try:
        app(words)
    except SystemExit as ended:
        assert not ended.code
"""


@pytest.fixture
def house(tmp_path):
    return newcomer.clone(tmp_path, PAGE)


def test_it_takes_at_most_four_files_and_all_of_them_are_new():
    files = newcomer.shown(PAGE)
    assert sorted(files) == [
        f"rulebook/{POLICY}/policy.md",
        f"rulebook/{POLICY}/policy.toml",
        "src/goodstanding/detectors/payout_targets.py",
        "tests/detectors/test_payout_targets.py",
    ]
    assert not [path for path in files if (newcomer.ROOT / path).exists()]


def test_it_is_written_as_the_house_writes(house):
    files = [path for path in newcomer.shown(PAGE) if path.endswith(".py")]
    newcomer.run(house, "-m", "ruff", "check", "--no-cache", *files)
    newcomer.run(house, "-m", "ruff", "format", "--check", "--no-cache", *files)


def test_the_newcomers_own_tests_pass(house):
    told = newcomer.run(
        house,
        *("-m", "pytest", "--noconftest", "-p", "no:django", "-p", "no:cacheprovider"),
        "tests/detectors/test_payout_targets.py",
    )
    assert "100%" in told


def changed(account, n):
    """Where the account is paid to changes, the n-th time, an hour after the last."""
    return v.PayoutTargetChanged(
        source="max",
        id=f"{account}-target-{n}",
        at=f"2026-03-05T{n:02d}:00:00Z",
        account=account,
        target=f"bank-{n}",
    )


@pytest.mark.django_db(transaction=True)
def test_a_review_finds_abe_whose_account_is_passed_on_and_not_ann(house):
    people.team()
    ann, abe = people.member("ann"), people.member("abe")
    people.tell(*(changed("abe", n) for n in range(12)), changed("ann", 1), at=NOW)
    told = newcomer.run(house, "-c", COMMANDS, DATABASE_URL=newcomer.database())
    assert f"Adopted {POLICY} version 1" in told
    (found,) = findings.of(abe)
    assert (found.detector, len(found.rows)) == ("payout_targets", 12)
    assert "changed where you are paid 12 times" in found.sentence
    assert [one.policy.slug for one in cases.of(abe)] == [POLICY]
    assert not findings.of(ann).exists()
