"""One change tried: the tests are run on the changed law in a process of its own.

The process is forked from one in which the tests are loaded (`session`). A change inside a function
is made where it stands, and the tests that call the function are run, quickest first. A change of
what is made when the law is loaded, or of a function called then, is tried by loading the law and
its tests anew. A change is noticed if a test fails, or takes far too long.
"""

import gc
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.mutation.changes import Change
from tests.mutation.session import LAW, OPTIONS, ROOT, BaselineError, Reach, draws_few, run

LONGEST = 120
"""Seconds of the processor after which tests loaded anew count as never ending."""

PARTS = {"duties", "european"}
"""Parts of the law with tests of their own."""

CASES = "goodstanding.policies.cases.reading"
"""Reads cases, and knows nothing of the law: loaded once."""

EVERYWHERE = ROOT / "tests" / "law" / "test_never_edited.py"
"""Tests of every part of the law."""

Told = Callable[[tuple[Path, Change], bool], None]


class Trial:
    """The tests as they are loaded, ready for each change in turn."""

    def __init__(self, items: list[pytest.Item], reach: Reach):
        self.reach = reach
        self.items = {one.nodeid: one for one in items}
        self.functions: dict[str, list[FunctionType]] = {}
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(LAW)):
                self.functions.setdefault(one.__code__.co_filename, []).append(one)

    def all(self, changes: list[tuple[Path, Change]], told: Told, at_once: int) -> None:
        """Try each change, some at once, and tell of each whether it was noticed."""
        gc.collect()
        gc.freeze()
        as_it_is = {_part(file): file for file, change in changes if self._loads(file, change)}
        left, running = list(reversed(changes)), {}
        left += [(file, None) for file in as_it_is.values()]
        while left or running:
            while left and len(running) < at_once:
                one = left.pop()
                running[self._begin(*one)] = one
            child, status = os.wait()
            one, failed = running.pop(child), os.waitstatus_to_exitcode(status) != 0
            if one[1]:
                told(one, failed)
            elif failed:
                raise BaselineError(f"The tests of {one[0]}, loaded anew, fail on it as it is.")
        gc.unfreeze()

    def _loads(self, file: Path, change: Change) -> bool:
        """Whether to try a change the law must be loaded anew."""
        return change.inside is None or _name(file, change.inside[0]) in self.reach.loading

    def _begin(self, file: Path, change: Change | None) -> int:
        child = os.fork()
        if child:
            return child
        code = 1
        try:
            _be_quiet()
            code = 0 if self._passes(file, change) else 1
        except BaseException:  # a change may raise anything
            code = 1
        finally:
            os._exit(code)

    def _passes(self, file: Path, change: Change | None) -> bool:
        if change is None:
            return self._passes_anew(file, compile(file.read_text(), str(file), "exec"))
        changed = compile(change.program, str(file), "exec")
        if change.inside is None:
            return self._passes_anew(file, changed)
        self._replace(file, change.inside[0], changed)
        reached = self.reach.calls.get(_name(file, change.inside[0]), [])
        quickest = sorted(reached, key=lambda one: self.reach.seconds[one])
        if not run([self.items[one] for one in quickest], self.reach.seconds):
            return False
        return not self._loads(file, change) or self._passes_anew(file, changed)

    def _replace(self, file: Path, name: str, changed: CodeType) -> None:
        """Give the function, and what was made inside it, the changed code."""
        codes: dict[tuple[str, int], list[CodeType]] = {}
        for one in _codes(changed):
            codes.setdefault((one.co_qualname, one.co_firstlineno), []).append(one)
        for one in self.functions.get(str(file), ()):
            said = one.__code__.co_qualname
            new = codes.get((said, one.__code__.co_firstlineno), [])
            if len(new) == 1 and (said == name or said.startswith(f"{name}.<locals>")):
                one.__code__ = new[0]

    def _passes_anew(self, file: Path, changed: CodeType) -> bool:
        """Whether the law and its tests, loaded anew, pass."""
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
        module = ".".join(file.relative_to(LAW.parents[1]).with_suffix("").parts)
        for name in list(sys.modules):
            if name.startswith(("goodstanding", "tests.law")) and name != CASES:
                del sys.modules[name]
        sys.meta_path.insert(0, _Changed(module, changed))
        files = [str(one.relative_to(Path.cwd())) for one in _files(file)]
        return pytest.main([*files, *OPTIONS], plugins=[_QuickestFirst(self.reach)]) == 0


def _files(file: Path) -> list[Path]:
    """The tests of the part of the law a file belongs to."""
    tests, part = EVERYWHERE.parent, _part(file)
    return [tests / part, EVERYWHERE] if part else sorted(tests.glob("test_*.py"))


def _part(file: Path) -> str:
    first = file.relative_to(LAW).parts[0]
    return first if first in PARTS else ""


def _name(file: Path, function: str) -> str:
    return f"{file.relative_to(LAW)}:{function}"


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _be_quiet() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


class _QuickestFirst:
    """Orders tests by the time they take, and leaves out those that see no change."""

    def __init__(self, reach: Reach):
        self.seconds = reach.seconds

    def pytest_collection_modifyitems(self, items):
        items[:] = [draws_few(one) for one in items if one.nodeid in self.seconds]
        items.sort(key=lambda one: self.seconds[one.nodeid])


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from another program."""

    def __init__(self, module: str, program: CodeType):
        self.module, self.program = module, program

    def find_spec(self, fullname, path, target=None):
        if fullname != self.module:
            return None
        file = Path(path[0]) / f"{fullname.rpartition('.')[2]}.py"
        return importlib.util.spec_from_file_location(fullname, file, loader=self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.program, module.__dict__)
