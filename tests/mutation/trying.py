"""One change tried: the tests are run on the changed law in a process of its own.

The process is forked from one that has loaded everything but the law, so that a try takes about a
second. A change is noticed if a test fails, or never comes to an end.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
from pathlib import Path

import pytest

LONGEST = 240
"""Seconds after which a test counts as never ending."""

QUIET = ["-x", "-q", "--noconftest", "--no-header", "--no-summary", "--tb=no"]
WITHOUT = ["xdist", "django", "cacheprovider", "syrupy", "playwright", "time_machine", "terminalx"]


def preload() -> None:
    """Load what the tests need, but nothing of the house."""
    import importlib

    for name in (
        *("hypothesis", "hypothesis.strategies", "hypothesis.stateful", "yaml", "duckdb"),
        *("hypothesis.extra", "hypothesis.internal.conjecture.engine", "pyarrow", "json"),
        *("tomllib", "doctest", "tests.law.reading", "scipy.special", "numpy", "scipy.stats"),
    ):
        try:
            importlib.import_module(name)
        except ImportError:
            continue


def is_noticed(module: str, program: ast.Module, tests: list[str]) -> bool:
    """Whether any test fails, or hangs, when a module is another program."""
    child = os.fork()
    if child == 0:
        _run(module, program, tests)
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(module: str, program: ast.Module, tests: list[str]) -> None:
    """Run the tests and leave with their exit code; never returns."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    code = 1
    try:
        sys.meta_path.insert(0, _Changed(module, program))
        _settle()
        code = int(pytest.main([*tests, *QUIET, *(f"-pno:{one}" for one in WITHOUT)]))
    except BaseException:
        code = 1
    finally:
        os._exit(code)


def _settle() -> None:
    """Random tests draw the same cases for every change, and remember none."""
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=60,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        phases=[one for one in settings().phases if one.name in {"explicit", "generate"}],
    )
    settings.load_profile("mutation")


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from another program."""

    def __init__(self, module: str, program: ast.Module):
        self.module, self.program = module, program

    def find_spec(self, fullname, path, target=None):
        if fullname != self.module:
            return None
        file = Path(path[0]) / f"{fullname.rpartition('.')[2]}.py"
        spec = importlib.util.spec_from_file_location(fullname, file, loader=self)
        assert spec
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.program, module.__spec__.origin, "exec"), module.__dict__)
