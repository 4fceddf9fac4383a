"""The page on importing is true: its example is imported as it says."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodstanding.events.importing import Imported, import_files

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "import.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.django_db
def test_the_example_does_what_the_page_says(tmp_path, monkeypatch):
    (_, rows), (_, mapping), (_, report) = FENCE.findall(PAGE.read_text())
    monkeypatch.chdir(tmp_path)
    Path("contracts.csv").write_text(rows)
    Path("contracts.toml").write_text(mapping)
    done = import_files(
        files=[Path("contracts.csv")],
        mapping=Path("contracts.toml"),
        at=datetime(2026, 6, 1, tzinfo=UTC),
        report=Path("damaged.csv"),
    )
    assert done == Imported(recorded=3, known=0, rejected=1)
    assert Path("damaged.csv").read_text() == report
