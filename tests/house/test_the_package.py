"""What people install from an index works in a folder with nothing in it.

In each run the wheel is unpacked beside the libraries that are here. `make package` also has pip
install it, with all it needs, into an environment of its own.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "goodstanding"
WHEEL = os.environ.get("GOODSTANDING_WHEEL")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def run(python, folder, *words, **more):
    """A command of the package, in an empty folder, that knows nothing of this checkout."""
    known = {"PATH": os.environ["PATH"], "GOODSTANDING_HOME": str(folder / "home")} | more
    command = [python, "-P", "-m", "goodstanding", *words]
    return subprocess.run(
        command, cwd=folder, env=known, capture_output=True, text=True, check=False
    )


def test_the_wheel_runs_where_there_is_no_checkout(wheel, tmp_path):
    unpacked = tmp_path / "packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    (folder := tmp_path / "empty").mkdir()
    paths = {"PYTHONPATH": f"{unpacked}:{sysconfig.get_path('purelib')}"}
    done = run(sys.executable, folder, "rulebook", "check", **paths)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "3 folders, no mistakes.\n"


def test_the_wheel_holds_pages_styles_tables_and_policies(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    packed = {name.removeprefix("goodstanding/") for name in inside}
    files = {path for path in SRC.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {str(path.relative_to(SRC)) for path in files} <= packed
    assert {"published/rulebook/platform.toml", "published/mappings/events.toml"} <= packed
    assert "published/sample/simulated_month/events.jsonl" in packed
    assert not [name for name in inside if "__pycache__" in name or name.startswith("tests")]


def test_the_list_of_parts_is_what_is_locked(tmp_path):
    file = tmp_path / "sbom.json"
    tool = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements"]
    subprocess.run(
        [*tool, "requirements.txt", "--output-reproducible", "--no-validate", "-o", file],
        cwd=ROOT,
        check=True,
    )
    listed = {(one["name"], one["version"]) for one in json.loads(file.read_text())["components"]}
    locked = (ROOT / "requirements.txt").read_text()
    pins = re.findall(r"^([\w.-]+)==([^ ;]+)", locked, re.MULTILINE)
    assert listed == set(pins)


@pytest.mark.skipif(not WHEEL, reason="installs from an index: make package")
def test_pip_installs_it_into_a_clean_environment_that_can_be_used(tmp_path):
    venv.create(tmp_path / "clean", with_pip=True)
    python = tmp_path / "clean" / "bin" / "python"
    locked = ["--quiet", "--require-hashes", "--requirement", ROOT / "requirements.txt"]
    subprocess.run([python, "-m", "pip", "install", *locked], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", WHEEL], check=True)
    (folder := tmp_path / "empty").mkdir()
    for words in (["rulebook", "adopt", "--by", "Pia"], ["audit", "chain"]):
        done = run(python, folder, *words)
        assert done.returncode == 0, done.stderr
    assert "0 faults" in done.stdout
