"""A house burns down; what was backed up is put back into an empty one, and proved."""

import io
import json
import os
import subprocess
import sys
import tarfile
from datetime import timedelta

import pytest

from goodstanding.chain import queries as chain
from goodstanding.events import operations as events
from goodstanding.interfaces.cli import backup, restore
from tests import people
from tests.database import address
from tests.people import NOW

HEAD = "ab" * 32


def run(home, *words):
    """A command in a house of its own, with a database of its own."""
    known = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "goodstanding", *words],
        env=known | {"GOODSTANDING_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
def test_a_house_is_put_back_with_all_its_events_and_its_chain_proved(tmp_path, settings):
    settings.LAKE = tmp_path / "lake"
    people.member("ann")
    people.tell(people.ended("ann", 1), people.ended("ann", 2), at=NOW)
    events.seal(before=NOW + timedelta(days=1), at=NOW + timedelta(days=2))
    people.tell(people.ended("ann", 3), at=NOW + timedelta(days=2))
    _, head = chain.head()
    file = tmp_path / "house.tar"
    manifest = backup.write(file, owner(), at=NOW)
    assert manifest["chain"]["head"] == head
    assert "chain_shape(oid)" in manifest["closed"]  # `restore` refuses to leave one open
    assert file.stat().st_mode & 0o077 == 0
    assert any(name.startswith("lake/") for name in manifest["files"])
    new = tmp_path / "new"
    done = run(new, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert f"0 faults. Head: {head}" in done.stdout
    assert list((new / "lake").rglob("*.parquet"))
    with pytest.raises(ValueError, match="expected both to be empty"):
        restore.put_back(tmp_path, [])


def owner():
    from urllib.parse import urlsplit

    return backup.of_database(urlsplit(address()).path.lstrip("/"))


def written(path, files, form=backup.FORM, digests=None):
    """A file like those of `backup`, of what is given."""
    manifest = {"form": form, "at": "now", "chain": {"blocks": 0, "head": HEAD}, "files": digests}
    with tarfile.open(path, "w") as archive:
        for name, content in {**files, backup.MANIFEST: json.dumps(manifest)}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content.encode()))
    return path


@pytest.mark.parametrize(
    ("files", "more", "told"),
    [
        ({}, {"form": 2, "digests": {}}, "got form 2, expected 1"),
        ({"database.dump": "x"}, {"digests": {"database.dump": HEAD}}, "is not as it was written"),
        ({}, {"digests": {"database.dump": HEAD}}, "is not as it was written"),
        ({"../../out": "x"}, {"digests": {}}, "expected a whole file"),
    ],
)
def test_a_file_that_is_not_whole_is_put_back_nowhere(tmp_path, files, more, told):
    file = written(tmp_path / "some.tar", files, **more)
    with pytest.raises(ValueError, match=told):
        restore.unpack(file, tmp_path / "out")


def test_what_is_no_backup_is_told(tmp_path):
    (tmp_path / "some.tar").write_text("hello")
    with pytest.raises(ValueError, match="expected a whole file of `goodstanding backup`"):
        restore.unpack(tmp_path / "some.tar", tmp_path)


def test_a_backup_is_written_over_nothing(tmp_path):
    (tmp_path / "some.tar").write_text("hello")
    with pytest.raises(ValueError, match="expected a new file"):
        backup.write(tmp_path / "some.tar", "postgresql://", at=NOW)
