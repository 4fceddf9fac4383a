"""Run it: the web server with its worker, or a worker alone."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from goodstanding.interfaces.cli.console import say
from goodstanding.interfaces.cli.opened import opened

MAIL_ABOVE = 25
"""Mail for cases is taken on the port so far above that of the pages: 8025 beside 8000."""

Host = Annotated[str, typer.Option(help="The address to serve on.")]
Port = Annotated[int, typer.Option(help="The port to serve on.")]
Processes = Annotated[int, typer.Option(min=1, help="How many processes answer requests.")]
WithWorker = Annotated[bool, typer.Option(help="Also run a worker.")]


def serve(
    host: Host = "127.0.0.1", port: Port = 8000, processes: Processes = 1, worker: WithWorker = True
) -> None:
    """Serve the console, the portal, the public pages and the API, with a worker."""
    claim(host, port, with_mail=worker)
    with opened():
        ready = f"Serving on http://{host}:{port}. Ctrl-C stops it."
        sys.exit(run(host, port, processes, with_worker=worker, ready=ready))


def worker(
    until_idle: Annotated[bool, typer.Option(help="Stop when nothing is left to do.")] = False,
) -> None:
    """Do the duties, as they are asked for and by the clock, until stopped."""
    with opened():
        from goodstanding.config.worker import work

        work(until_idle=until_idle)


def claim(host: str, port: int, *, with_mail: bool) -> None:
    """Make sure that nobody serves there, and have links lead there unless settings say otherwise.

    Args:
        host: the address to serve on.
        port: the port to serve on.
        with_mail: whether mail is taken too.

    Raises:
        ValueError: somebody serves there already.
    """
    from goodstanding.interfaces.cli import household

    household.require_free(host, port)
    if with_mail:
        household.require_free(host, port + MAIL_ABOVE, f"mail, {MAIL_ABOVE} above --port")
    os.environ.setdefault("GOODSTANDING_ADDRESS", f"http://{host}:{port}")


def run(host: str, port: int, processes: int, *, with_worker: bool, ready: str) -> int:
    """Run web server and worker as children until told to stop.

    Args:
        host: the address to serve on.
        port: the port to serve on.
        processes: how many processes answer requests.
        with_worker: whether to run a worker too.
        ready: what to say once the server answers.

    Returns:
        The exit code: 0 when told to stop, 1 when a child could not be kept alive.
    """
    from goodstanding.interfaces.cli import household

    web = ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(processes), "--blocking-threads", "4", "--log-level", "warning"]
    web += ["--workers-kill-timeout", "5", "goodstanding.config.wsgi:application"]
    children = [household.Child("web server", web)]
    if with_worker:
        children.append(household.Child("worker", ["-m", "goodstanding", "worker"]))
        mail = ["-m", "goodstanding.interfaces.mail", host, str(port + MAIL_ABOVE)]
        children.append(household.Child("mail server", mail))
    with figures_together(), household.Household(children) as house:
        if house.answers(host, port):
            say(ready)
        return house.wait()


@contextmanager
def figures_together() -> Iterator[None]:
    """Have the web processes count requests in files of one folder, from nothing."""
    with TemporaryDirectory(prefix="goodstanding-figures-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield
