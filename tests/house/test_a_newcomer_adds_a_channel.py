"""docs/how-to/add-a-notice-channel.md, carried out: two files, and notices are delivered by it."""

import pytest

from tests.house import newcomer

PAGE = "add-a-notice-channel.md"


def test_it_takes_two_files_and_both_are_new():
    files = newcomer.shown(PAGE)
    assert sorted(files) == [
        "src/goodstanding/notices/channels/letter.py",
        "tests/rooms/notices/test_letter.py",
    ]
    assert not [path for path in files if (newcomer.ROOT / path).exists()]


@pytest.mark.django_db
def test_the_newcomers_own_tests_pass_and_they_are_written_as_the_house_writes(tmp_path):
    house = newcomer.clone(tmp_path, PAGE)
    files = sorted(newcomer.shown(PAGE))
    newcomer.run(house, "-m", "ruff", "check", "--no-cache", *files)
    newcomer.run(house, "-m", "ruff", "format", "--check", "--no-cache", *files)
    told = newcomer.run(
        house,
        *("-m", "pytest", "-p", "no:cacheprovider", "tests/rooms/notices/test_letter.py"),
        DATABASE_URL=newcomer.database("newcomer"),
    )
    assert "100%" in told
