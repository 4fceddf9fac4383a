"""Every command line in the documents is one the program takes, with its arguments and options."""

import re
import shlex
from pathlib import Path

import click
import pytest
from typer.main import get_command

from goodstanding.interfaces.cli.main import app

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "docs" / "reference" / "command-line.md"
PAGES = {*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {GENERATED}
PREFIX = r"^(?: {4}|\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?"
LINE = re.compile(PREFIX + r"goodstanding ([a-z].*)$", re.MULTILINE)
FENCES = re.compile(r"^```(?:sh)?\n(.*?)^```$|^((?: {4}.*\n)+)", re.MULTILINE | re.DOTALL)


def lines(page):
    """Commands that stand on a line of their own, in a block."""
    for fenced, indented in FENCES.findall(page.read_text(encoding="utf-8")):
        for found in LINE.findall(fenced or indented):
            yield found.split(" # ")[0].strip()


TOLD = [(str(page.relative_to(ROOT)), line) for page in sorted(PAGES) for line in lines(page)]


@pytest.mark.parametrize(("page", "line"), TOLD, ids=[f"{p}: {n}" for p, n in TOLD])
def test_a_command_line_is_taken_as_it_stands(page, line):
    command, words = get_command(app), shlex.split(line)
    context = click.Context(command, info_name="goodstanding")
    while hasattr(command, "commands"):
        name, *words = words
        assert name in command.commands, f"{page}: there is no {name}"
        command = command.commands[name]
        context = click.Context(command, parent=context, info_name=name)
    command.make_context(context.info_name, words, parent=context.parent)


def test_the_documents_are_full_of_commands():
    assert len(TOLD) > 20
