"""The law's tests, loaded once: what each of them calls, and how long it takes.

All of it happens inside one run of pytest, so that a try needs neither to load nor to collect
anything. What the tests call is kept beside what was tried, until the law or a test is another.
"""

import cProfile
import hashlib
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[2]
LAW = ROOT / "src" / "goodstanding" / "law"
KEPT = ROOT / ".mutation" / "reach.json"

QUIET = ["-x", "-q", "-s", "--noconftest", "--no-header", "--no-summary", "--tb=no"]
WITHOUT = ["xdist", "django", "cacheprovider", "syrupy", "playwright", "time_machine", "logging"]
OPTIONS = [*QUIET, "--disable-warnings", *(f"-pno:{one}" for one in WITHOUT)]

FEW = 15
"""How many random cases a test draws, the same for every change."""

PHASES = (Phase.explicit, Phase.generate)

OUTSIDE = {"test_the_law_needs_nothing_but_python_itself"}
"""Tests that look at the law in another process, where it is unchanged."""


@dataclass(frozen=True)
class Reach:
    """What the tests call.

    Attributes:
        calls: each function of the law, as `file:name`, with the tests that call it.
        seconds: how long each test takes, in seconds of the processor.
        loading: the functions that are called while the law and its tests are loaded.
    """

    calls: dict[str, list[str]]
    seconds: dict[str, float]
    loading: frozenset[str]


class BaselineError(Exception):
    """A test fails on the law as it is."""


def within(work: Callable[[list[pytest.Item], Reach], None]) -> None:
    """Load the tests, and do something with them and what they reach.

    Raises:
        BaselineError: a test fails on the law as it is.
    """
    _preload()
    with ExitStack() as watch:
        plugin = _Plugin(work, watch)
        code = pytest.main(["tests/law", *OPTIONS], plugins=[plugin])
    if plugin.failed:
        raise plugin.failed
    if code:
        raise BaselineError(f"The tests of the law cannot be loaded: pytest ends with {code}.")


class _Plugin:
    """Does the work where pytest would run the tests."""

    def __init__(self, work, watch):
        self.work, self.watch, self.failed = work, watch, None
        self.loading: set[str] = set()
        watch.enter_context(_watching(self.loading))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        self.watch.close()
        if session.testsfailed:
            return None
        try:
            items = [draws_few(one) for one in session.items if one.originalname not in OUTSIDE]
            self.work(items, _reach(items, frozenset(self.loading)))
        except BaseException as wrong:  # pytest would swallow it
            self.failed = wrong
        return True


def draws_few(item):
    """Let a test that asks for many random cases be content with a few."""
    asked = getattr(item.obj, "_hypothesis_internal_use_settings", None)
    if asked:
        few = settings(asked, max_examples=min(asked.max_examples, FEW), phases=PHASES)
        getattr(item.obj, "__func__", item.obj)._hypothesis_internal_use_settings = few
    return item


@contextmanager
def _watching(seen: set[str]) -> Iterator[None]:
    """Note each function of the law that is called."""
    profile = cProfile.Profile(subcalls=False, builtins=False)
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        codes = (one.code for one in profile.getstats() if isinstance(one.code, CodeType))
        seen |= {name(one) for one in codes if _is_law(one)}


def _is_law(code: CodeType) -> bool:
    return code.co_filename.startswith(str(LAW)) and code.co_name != "<module>"


def name(code: CodeType) -> str:
    """A function of the law as `file:name`; one inside another is the outer one."""
    outer = code.co_qualname.partition(".<locals>")[0]
    return f"{Path(code.co_filename).relative_to(LAW)}:{outer}"


def run(items: Iterable[pytest.Item], seconds: dict[str, float]) -> bool:
    """Run tests until one fails, or takes ten times as long as it should; True if none does."""
    for item in items:
        signal.setitimer(signal.ITIMER_VIRTUAL, 5 + 10 * seconds.get(item.nodeid, 1.0))
        if any(one.failed for one in runtestprotocol(item, log=False, nextitem=None)):
            return False
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return True


def _preload() -> None:
    """Load what the tests need, but nothing of the house, and read each file of cases once."""
    for module in ("yaml", "duckdb", "numpy", "scipy.special", "scipy.stats", "pyarrow", "doctest"):
        importlib.import_module(module)
    reading = importlib.import_module("goodstanding.policies.cases.reading")
    reading.tables = cache(reading.tables)
    settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=FEW,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        phases=PHASES,
    )
    settings.load_profile("mutation")


def tests_now() -> str:
    """What the law's tests say now, as a hash."""
    folders = [ROOT / "tests" / "law", ROOT / "rulebook"]
    return _hash(one for folder in folders for one in sorted(folder.rglob("*.*")))


def _hash(files: Iterable[Path]) -> str:
    kept = hashlib.sha256()
    for file in files:
        if file.suffix in {".py", ".yaml", ".toml", ".json", ".jsonl", ".md"}:
            kept.update(file.read_bytes())
    return kept.hexdigest()[:16]


def _reach(items, loading) -> Reach:
    now = f"{tests_now()} {_hash(sorted(LAW.rglob('*.*')))}"
    if not KEPT.exists() or json.loads(KEPT.read_text())["of"] != now:
        KEPT.parent.mkdir(exist_ok=True)
        _in_child(lambda: KEPT.write_text(json.dumps({"of": now, **_watched(items)})))
    kept = json.loads(KEPT.read_text())
    return Reach(kept["calls"], kept["seconds"], loading)


def _watched(items) -> dict[str, object]:
    calls, seconds = {}, {}
    for item in items:
        seen: set[str] = set()
        begin = time.process_time()
        with _watching(seen):
            reports = runtestprotocol(item, log=False, nextitem=None)
        seconds[item.nodeid] = round(time.process_time() - begin, 4)
        if failed := [one for one in reports if one.failed]:
            raise BaselineError(f"{item.nodeid} fails on the law as it is:\n{failed[0].longrepr}")
        for one in sorted(seen):
            calls.setdefault(one, []).append(item.nodeid)
    return {"calls": calls, "seconds": seconds}


def _in_child(work) -> None:
    """Do something in a process of its own, so that nothing it remembers stays."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaselineError as wrong:
            sys.stderr.write(f"{wrong}\n")
        finally:
            os._exit(code)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise BaselineError("The law as it is does not pass its tests.")
