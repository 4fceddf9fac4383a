"""A lake of its own for each test."""

import pytest


@pytest.fixture(autouse=True)
def lake(tmp_path, settings):
    settings.LAKE = tmp_path / "lake"
    return settings.LAKE
