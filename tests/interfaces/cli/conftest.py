"""The command line in this process, on the tests' own database."""

import pytest
from typer.testing import CliRunner

from goodstanding.interfaces.cli import main


@pytest.fixture
def goodstanding(capsys):
    """Run a command; exit code and what it said."""

    def run(*arguments):
        result = CliRunner().invoke(main.app, arguments)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return run
