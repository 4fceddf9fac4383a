"""Look at everyone's record."""

from goodstanding.config.clock import now
from goodstanding.interfaces.cli.console import counted, progress, say
from goodstanding.interfaces.cli.opened import opened


def review() -> None:
    """Ask every detector about everyone, and open cases for what it finds."""
    with opened():
        found, opened_cases = look()
    say(f"{counted(found, 'new finding')}; {counted(opened_cases, 'case')} opened or joined.")


def look() -> tuple[int, int]:
    """Examine everyone and open cases; how many findings are new, how many cases they touch."""
    from goodstanding.cases import operations as cases
    from goodstanding.findings import operations as findings

    at = now()
    with progress() as bar:
        task = bar.add_task("Reviewing records", total=None)
        found = findings.examine(
            accounts=None, at=at, progress=lambda done: bar.update(task, completed=done)
        )
        bar.update(task, total=bar.tasks[task].completed)
        touched = cases.open_from_findings(at=now())
    return len(found), len(touched)
