"""docs/tutorial/quick-start.md, command by command, by Max's engineer, against a served house."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodstanding.interfaces.cli import main

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "quick-start.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
ANSWERS = [json.loads(text) for kind, text in BLOCKS if kind == "json"]


@pytest.fixture
def engineer(site):
    """Types what the page says; the answers of curl, in order, and what Python printed."""
    keys = {}

    def type_(command):
        words = shlex.split(command)
        if words[0] == ".venv/bin/goodstanding":
            said = CliRunner().invoke(main.app, words[1:])
            assert said.exit_code == 0, said.output
            keys["KEY"] = said.output.strip()
            return None
        assert words[0] == "curl"
        done = run(["sh", "-c", command], HOUSE=site, **keys)
        return json.loads(done)

    def python(text):
        return run([sys.executable, "-c", text], HOUSE=site, **keys)

    return type_, python


def run(command, **environment):
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_engineer_follows_the_page_to_its_end(engineer):
    type_, python = engineer
    shell = [text for kind, text in BLOCKS if kind == "sh"]
    left = ("export ", ".venv/bin/goodstanding listen")  # the latter is a test of its own
    said = [type_(text) for text in shell if not text.startswith(left)]
    key, first, refused, may, link, standing = said
    assert key is None
    assert [first, may] == ANSWERS
    assert type_(shell[2]) == {"recorded": 0, "known": 2}
    assert refused["rejected"][0]["field"] == "outcome"
    assert "/portal/enter/" in link["url"]
    assert (standing["account"], standing["measures"]) == ("quick-ann", [])
    (script,) = [text for kind, text in BLOCKS if kind == "python"]
    assert python(script) == "{'recorded': 1, 'known': 0}\nTrue\n"
