"""One command sets everything up and serves it; again it is there at once; nothing stays behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests import people


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Served:
    """`goodstanding demo` in a folder of its own, with the processes it started."""

    def __init__(self, home, port):
        self.home, self.port, self.said = home, port, ""
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "goodstanding", "demo", "--port", str(port)],
            env=environment | {"GOODSTANDING_HOME": str(home)},
            cwd=people.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.read_until("Ctrl-C stops it.")

    def read_until(self, words):
        for line in self.process.stdout:
            self.said += line
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

    def links(self):
        """The links it printed, by whom they are for."""
        return dict(re.findall(r"^  (.+?) +(http://\S+)$", self.said, re.MULTILINE))

    def stop(self, by):
        self.process.send_signal(by)
        return self.process.wait()


def alive(pid):
    command = Path(f"/proc/{pid}/cmdline")
    return command.exists() and command.read_bytes() != b""


def opens(link):
    """The page that a person sees who follows their link."""
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(link) as page:
        assert page.status == 200
        return page.read().decode()


@pytest.fixture
def demonstration(tmp_path):
    started = []

    def start():
        started.append(Served(tmp_path / "home", free_port()))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop(signal.SIGTERM)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes in /proc")
def test_a_newcomer_gets_an_address_and_a_link_for_each_role(demonstration):
    first = demonstration()
    assert "Adopted poor-performance version 1" in first.said
    case_manager, member, reviewer = sorted(first.links())
    assert (case_manager, reviewer) == ("case manager (Rita)", "reviewer (Sam)")
    assert "Rita" in opens(first.links()[case_manager])
    assert "Sam" in opens(first.links()[reviewer])
    account = re.fullmatch(r"member \((.+)\)", member)[1]
    assert account in opens(first.links()[member])

    it_serves_one_at_a_time_and_brings_back_what_dies(first)
    it_stops_without_a_trace(first)

    again = demonstration()
    assert "Adopted" not in again.said
    assert sorted(again.links()) == sorted(first.links())
    it_stops_without_a_trace(again)


def it_serves_one_at_a_time_and_brings_back_what_dies(served):
    children = served.children()
    assert set(children) == {"granian", "goodstanding", "goodstanding.interfaces.mail"}
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


def it_stops_without_a_trace(served):
    everyone = [*served.children().values(), served.database()]
    assert served.stop(signal.SIGINT) == 0
    assert [pid for pid in everyone if alive(pid)] == []
    assert not (served.home / "postgresql" / "postmaster.pid").exists()
