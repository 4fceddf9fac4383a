"""A newcomer follows a page of the documents, to the letter, in a clone of their own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[2]
CLONED = ("src", "tests", "rulebook", "pyproject.toml")
FILE = re.compile(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shown(page):
    """The whole files a page shows: content by path."""
    return dict(FILE.findall((ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")))


def clone(folder, page):
    """A clone of the house with what a page says put into it."""
    for name in CLONED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for path, content in shown(page).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def database(name=None):
    """The address of this run's database, or of another on the same server."""
    place = connection.settings_dict
    user = f"{place['USER']}:{place['PASSWORD']}" if place["PASSWORD"] else place["USER"]
    server = f"{place['HOST']}:{place['PORT']}" if place["PORT"] else ""
    host = "" if server else f"?host={place['HOST']}"
    return f"postgresql://{user}@{server}/{name or place['NAME']}{host}"


def run(folder, *command, **variables):
    """Run Python in the clone, and give back what it printed; it must succeed."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src")} | variables
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
