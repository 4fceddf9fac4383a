"""One command serves everything with a database of its own, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests import people


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Served:
    """`goodstanding serve` in a folder of its own, with the processes it started."""

    def __init__(self, home, port):
        self.home, self.port = home, port
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "goodstanding", "serve", "--port", str(port)],
            env=environment | {"GOODSTANDING_HOME": str(home)},
            cwd=people.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.read_until("Serving on")

    def read_until(self, words):
        for line in self.process.stdout:
            if words in line:
                return line
        pytest.fail(f"it ended without saying {words!r}")

    def children(self):
        """Of the parent's children, by the word that follows `-m`: their process ids."""
        found = {}
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                text, command = status.read_text(), (status.parent / "cmdline").read_text()
            except OSError:
                continue
            if f"\nPPid:\t{self.process.pid}\n" in text:
                found[command.split("\0")[2]] = int(status.parent.name)
        return found

    def database(self):
        return int((self.home / "postgresql" / "postmaster.pid").read_text().split()[0])

    def stop(self, by):
        self.process.send_signal(by)
        return self.process.wait()


def alive(pid):
    command = Path(f"/proc/{pid}/cmdline")
    return command.exists() and command.read_bytes() != b""


@pytest.fixture
def served(tmp_path):
    one = Served(tmp_path / "home", free_port())
    yield one
    if one.process.poll() is None:
        one.stop(signal.SIGTERM)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes in /proc")
def test_it_serves_restarts_what_dies_and_stops_without_a_trace(served):
    with urlopen(f"http://127.0.0.1:{served.port}/policies/") as page:
        assert page.status == 200
    children = served.children()
    assert set(children) == {"granian", "goodstanding"}

    os.kill(children["goodstanding"], signal.SIGKILL)
    served.read_until("The worker ended with exit code -9; starting it again.")

    again = subprocess.run(
        [sys.executable, "-m", "goodstanding", "serve", "--port", str(served.port)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 2
    assert re.fullmatch(rf"--port: got {served.port}, expected a free one .*\n", again.stderr)

    everyone = [*served.children().values(), served.database()]
    assert served.stop(signal.SIGINT) == 0
    assert [pid for pid in everyone if alive(pid)] == []
    assert not (served.home / "postgresql" / "postmaster.pid").exists()
