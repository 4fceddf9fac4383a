"""`.ci/run` installs the packages a machine lacks, then calls `make check` and the long proof."""

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/etc/debian_version").exists(), reason="installs Debian's packages"
)
SCRIPT = Path(__file__).parents[2] / ".ci" / "run"
PROOF = ["make check", "make soak STEPS=100000"]
LOG = 'echo "$(basename "$0") $*" >> "$LOG"'


@pytest.fixture
def machine(tmp_path):
    """A Debian with everything but a browser, on which commands only say that they ran."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(SCRIPT, tmp_path / ".ci")
    commands = tmp_path / "bin"
    commands.mkdir()
    for tool in ("sh", "dirname", "basename", "test", "sed", "env"):
        (commands / tool).symlink_to(shutil.which(tool))
    for name, body in {
        "make": LOG,
        "git": "",
        "python3": "",
        "uv": "",
        "id": "echo 0",
        "apt-get": LOG,
        "sudo": f'{LOG}; exec "$@"',
        "chromium-headless-shell": "",
    }.items():
        (commands / name).write_text(f"#!/bin/sh\n{body}\n")
        (commands / name).chmod(0o755)
    return tmp_path


def run(machine):
    environment = {"PATH": str(machine / "bin"), "LOG": str(machine / "log")}
    subprocess.run([machine / ".ci" / "run"], env=environment, check=True, capture_output=True)
    return [line for line in (machine / "log").read_text().splitlines() if "--version" not in line]


def test_where_nothing_is_missing_it_only_checks(machine):
    assert run(machine) == PROOF


def test_a_missing_browser_is_installed_first(machine):
    (machine / "bin" / "chromium-headless-shell").unlink()
    assert run(machine) == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends chromium-headless-shell",
        *PROOF,
    ]


def test_who_is_not_root_asks_for_it(machine):
    (machine / "bin" / "chromium-headless-shell").unlink()
    (machine / "bin" / "id").write_text("#!/bin/sh\necho 1000\n")
    assert [line.split()[0] for line in run(machine)] == ["sudo", "apt-get"] * 2 + ["make"] * 2
