"""The processes of a served house: started together, restarted when they die, stopped in order."""

import ctypes
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from types import FrameType, TracebackType
from typing import Self

from goodstanding.interfaces.cli.console import complain

GRACE = 20
"""Seconds a child may take to finish what it is at."""

TOO_OFTEN = 3
SHORT = 30.0  # seconds: dying TOO_OFTEN within so long is not bad luck

PR_SET_PDEATHSIG = 1


def require_free(host: str, port: int, name: str = "--port") -> None:
    """Make sure that nobody serves there already.

    Args:
        host: the address.
        port: the port.
        name: what to call the port in a complaint.

    Raises:
        ValueError: somebody does, or the address is not of this machine.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            msg = f"{name}: got {port}, expected a free one on {host} ({taken.strerror})"
            raise ValueError(msg) from taken


def _die_with_parent() -> None:
    """Have the kernel stop this child when its parent is killed (Linux; elsewhere nothing)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A child process: a Python with these arguments."""

    name: str
    arguments: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=TOO_OFTEN))

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches only the parent."""
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *self.arguments],
            process_group=0,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - nothing has started a thread yet
        )

    def died(self) -> int | None:
        """Its exit code, if it is not running."""
        return None if self.process is None else self.process.poll()

    def stop(self) -> None:
        """Ask it to finish; after a while make it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Household:
    """Children kept alive until the parent is told to stop; the last started stops first."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self._told = Event()

    def __enter__(self) -> Self:
        """Start every child, and listen for Ctrl-C and the end of the terminal."""
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, self._stop)
        for child in self._children:
            child.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Stop every child, the last started first."""
        for child in reversed(self._children):
            child.stop()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._told.set()

    def answers(self, host: str, port: int) -> bool:
        """Wait until the server takes connections, or a child dies, or we are told to stop."""
        while not self._told.wait(0.05) and all(c.died() is None for c in self._children):
            with suppress(OSError), socket.create_connection((host, port), timeout=1):
                return True
        return False

    def wait(self) -> int:
        """Keep the children alive until told to stop; 1 if one cannot be, 0 otherwise."""
        while not self._told.wait(0.2):
            for child in self._children:
                if child.died() is not None and not self._again(child):
                    return 1
        return 0

    def _again(self, child: Child) -> bool:
        """Start a child that died, unless it keeps dying."""
        complain(f"The {child.name} ended with exit code {child.died()}; starting it again.")
        child.deaths.append(monotonic())
        if len(child.deaths) == TOO_OFTEN and child.deaths[-1] - child.deaths[0] < SHORT:
            complain(f"The {child.name} keeps ending. Stopping everything.")
            return False
        child.start()
        return True
