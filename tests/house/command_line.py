"""The page of the command line, as the commands themselves say it. Run it to write the page.

python -m tests.house.command_line
"""

from pathlib import Path

import typer
from typer.cli import get_docs_for_click

from goodstanding.interfaces.cli.main import app

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"
INTRODUCTION = """# The command line

Written by the commands themselves: `make docs`.
A mistake in what is given is one line on standard error and exit code 2.

"""


def page():
    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="goodstanding")
    said = get_docs_for_click(obj=command, ctx=context, name="goodstanding")
    return INTRODUCTION + said.replace("# `", "## `").strip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
