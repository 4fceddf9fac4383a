"""Files for others, written from the record."""

import typer

from goodstanding.interfaces.cli import export_file, export_log, statements

app = typer.Typer(help="Files for others, from the record.", no_args_is_help=True)
app.command(name="statements")(statements.export)
app.command(name="log")(export_log.export)
app.command(name="file")(export_file.export)


@app.callback()
def _group() -> None:
    """Files for others, from the record."""
