"""The rulebook: checked, adopted."""

import sys
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.config.clock import now
from goodstanding.config.home import RULEBOOK
from goodstanding.interfaces.cli.console import counted, say
from goodstanding.interfaces.cli.opened import opened

app = typer.Typer(help="The published policies.", no_args_is_help=True)

Folder = Annotated[
    Path,
    typer.Argument(
        help="The rulebook, or one policy's folder in it.", show_default="the published rulebook"
    ),
]


def policies(folder: Path) -> list[Path]:
    """The folders of policies: the folder itself if it is one, else those in it.

    Raises:
        ValueError: there is no policy.
    """
    from goodstanding.policies import rulebook

    found = rulebook.folders(folder) or rulebook.folders(folder.parent)
    found = [one for one in found if folder in {one, one.parent}]
    if not found:
        msg = f"rulebook: got {folder}, expected a folder with policies in it"
        raise ValueError(msg)
    return found


@app.command()
def check(folder: Folder = RULEBOOK) -> None:
    """Print every mistake with its file and line; exit code 1 if there is one."""
    from goodstanding.policies import rulebook
    from goodstanding.policies.platform import file as platform

    found = policies(folder.resolve())
    mistakes = [mistake for one in found for mistake in rulebook.check(one)]
    if (own := folder.resolve() / platform.PLATFORM).is_file():
        mistakes += platform.check(own)
    for mistake in mistakes:
        say(str(mistake))
    if not mistakes:
        say(f"{counted(len(found), 'folder')}, no mistakes.")
    sys.exit(1 if mistakes else 0)


@app.command("test")
def judge(folder: Folder = RULEBOOK) -> None:
    """Judge the cases beside each policy by it; a line for each that fails, and exit code 1."""
    from goodstanding.policies import rulebook

    found = policies(folder.resolve())
    failed = [str(mistake) for one in found for mistake in rulebook.check(one)]
    number = 0
    for one in [] if failed else found:
        judged, lines = judged_in(one)
        number, failed = number + judged, failed + lines
    for line in failed:
        say(line)
    if not failed:
        say(f"{counted(number, 'case')} in {counted(len(found), 'folder')}, each as written.")
    sys.exit(1 if failed else 0)


def judged_in(folder: Path) -> tuple[int, list[str]]:
    """How many cases stand beside a policy, and a line for each that fails or cannot be read."""
    from goodstanding.policies.cases import judging, reading

    try:
        judged = judging.judge(folder)
    except reading.WrongCaseError as wrong:
        return 0, [str(wrong)]
    failed = [one for one in judged if one.differs]
    return len(judged), [f"{one.file}:{one.line}: {one}" for one in failed]


@app.command()
def adopt(
    folder: Folder = RULEBOOK,
    by: Annotated[str, typer.Option(help="Who adopts it; by default who is logged in.")] = "",
) -> None:
    """Adopt every policy that is new or has a new version."""
    with opened():
        for line in put_in_force(folder.resolve(), by=by or getuser()) or ["Nothing new to adopt."]:
            say(line)


def put_in_force(folder: Path, *, by: str) -> list[str]:
    """Adopt the policies of a rulebook; what was done, a line each."""
    from goodstanding.policies import operations

    done = []
    for one in policies(folder):
        version = operations.adopt(folder=one, by=by, at=now())
        if version is not None:
            binds = f"{version.in_force_from:%Y-%m-%d}"
            done.append(f"Adopted {version.slug} version {version.version}, binding from {binds}.")
    return done + _say_of_itself(folder, by=by)


def _say_of_itself(folder: Path, *, by: str) -> list[str]:
    """Adopt what the marketplace says of itself, where the rulebook holds that; a line if new."""
    from goodstanding.policies import operations
    from goodstanding.policies.platform.file import PLATFORM

    if not (folder / PLATFORM).is_file():
        return []
    said = operations.adopt_platform(file=folder / PLATFORM, by=by, at=now())
    if said is None:
        return []
    relaxed = len(said.settings["relaxation"])
    after = f", counting from {said.relaxed_from:%Y-%m-%d}" if relaxed else ""
    return [f"Adopted the platform, version {said.number}: {relaxed} relaxed{after}."]
