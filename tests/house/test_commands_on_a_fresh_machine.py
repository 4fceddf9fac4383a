"""`.ci/environment` chooses a Python by running it, on whatever a machine has."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "environment"
SHIM = "echo 'pyenv: python3: command not found' >&2; exit 127"


class Machine:
    """A folder with the script in it, and nothing on PATH but what it is given."""

    def __init__(self, folder):
        self.folder, self.bin = folder, folder / "bin"
        (folder / ".ci").mkdir()
        shutil.copy(SCRIPT, folder / ".ci")
        self.bin.mkdir()
        for tool in ("sh", "dirname", "touch", "mkdir", "cat"):
            (self.bin / tool).symlink_to(shutil.which(tool))

    def has(self, name, body):
        (self.bin / name).write_text(f"#!/bin/sh\n{body}\n")
        (self.bin / name).chmod(0o755)

    def has_python(self, name, *, ensurepip=True):
        """A Python 3.11 that says where it is, and can or cannot make an environment."""
        self.has(
            name,
            f"""case "$*" in
            *ensurepip*) exit {0 if ensurepip else 1} ;;
            *version_info*) echo "$0" ;;
            *) echo "$*" >> python.log ;;
        esac""",
        )

    def set_up(self, wanted="run", **environment):
        paths = {"PATH": str(self.bin), "HOME": str(self.folder)}
        return subprocess.run(
            [self.folder / ".ci" / "environment", wanted],
            env=paths | environment,
            capture_output=True,
            text=True,
            check=False,
        )


UV = 'echo "$UV_PYTHON_DOWNLOADS $*" >> uv.log; mkdir -p .venv'


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def bare(machine):
    """No Python of the machine may be found by its usual place."""
    text = (machine.folder / ".ci" / "environment").read_text()
    (machine.folder / ".ci" / "environment").write_text(text.replace(" /usr/bin/python3}", "}"))
    return machine


def test_a_shim_that_fails_is_passed_over_and_uv_gets_a_path(bare):
    bare.has("python3.13", SHIM)
    bare.has_python("python3.11")
    bare.has("uv", UV)
    done = bare.set_up()
    assert done.returncode == 0, done.stderr
    asked = (bare.folder / "uv.log").read_text()
    assert f"never sync --quiet --frozen --inexact --no-dev --python {bare.bin}/python3.11" in asked
    assert (bare.folder / ".venv" / "ready-to-run").exists()


def test_where_no_python_runs_it_says_what_to_install(bare):
    bare.has("python3", SHIM)
    done = bare.set_up()
    assert done.returncode == 2
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_without_ensurepip_and_without_uv_it_says_which_package_is_missing(bare):
    bare.has_python("python3", ensurepip=False)
    done = bare.set_up()
    assert done.returncode == 2
    assert "has no ensurepip" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


def test_without_ensurepip_uv_does_it(bare):
    bare.has_python("python3", ensurepip=False)
    bare.has("uv", UV)
    assert bare.set_up().returncode == 0
    assert f"--python {bare.bin}/python3" in (bare.folder / "uv.log").read_text()


def test_without_uv_the_first_python_that_can_make_an_environment_is_taken(bare):
    bare.has_python("python3.12", ensurepip=False)
    bare.has_python("python3.11")
    done = bare.set_up("test")
    assert f"with pip and {bare.bin}/python3.11" in done.stdout
    assert "-m venv --clear .venv" in (bare.folder / "python.log").read_text()


def test_a_python_that_was_named_and_does_not_run_is_told(machine):
    done = machine.set_up(PYTHON="/nowhere/python3")
    assert done.returncode == 2
    assert "/nowhere/python3" in done.stderr


def test_where_uv_is_too_old_for_the_lock_pip_takes_over(bare):
    bare.has_python("python3")
    bare.has("uv", '[ "$1" = --version ]')
    assert "with pip" in bare.set_up().stdout
