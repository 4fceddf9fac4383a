"""Change the law in every small way, and count which changes a test notices.

Run it as `python -m tests.mutation` (or `make mutate`): all of `law/`, one process, resumable. What
was tried is kept in `.mutation/` and not tried again while neither the change nor, for one that
went unnoticed, a test is another.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import yaml
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tests.mutation import session
from tests.mutation.changes import Change, changes
from tests.mutation.session import LAW, ROOT
from tests.mutation.trying import Trial

KEPT = ROOT / ".mutation" / "tried.jsonl"
EQUIVALENT = Path(__file__).parent / "equivalent.yaml"


def main() -> int:
    """Try the changes asked for; 1 if fewer are noticed than `--least` asks for."""
    asked = _arguments()
    found = _found(asked.part)
    if asked.sample:
        found = _sample(found, asked.sample, asked.seed)
    if not asked.report:
        _try(found, at_once=asked.at_once)
    return _report(found, least=asked.least, all_=asked.survivors)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("part", nargs="*", help="files or folders of law/; by default all of it")
    parser.add_argument("--sample", type=int, default=0, help="only so many, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--least", type=float, default=90.0, help="percent that must be noticed")
    parser.add_argument("--at-once", type=int, default=2, help="processes")
    parser.add_argument("--report", action="store_true", help="try nothing, show what is known")
    parser.add_argument("--survivors", action="store_true", help="list what goes unnoticed")
    return parser.parse_args()


def _found(parts: list[str]) -> list[tuple[Path, Change]]:
    places = [LAW / part for part in parts] or [LAW]
    files = [
        file
        for place in places
        for file in (sorted(place.rglob("*.py")) if place.is_dir() else [place])
    ]
    return [(file, change) for file in files for change in changes(file.read_text())]


def _sample(found: list[tuple[Path, Change]], count: int, seed: int) -> list[tuple[Path, Change]]:
    """So many at random: a change is in it or not whatever becomes of the rest of the law."""

    def lot(one: tuple[Path, Change]) -> str:
        return hashlib.sha256(f"{seed} {_key(*one)}".encode()).hexdigest()

    return sorted(found, key=lot)[:count]


def _try(found: list[tuple[Path, Change]], *, at_once: int) -> None:
    known = _known()
    left = [one for one in found if _key(*one) not in known]
    if not left:
        return
    now = session.tests_now()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    KEPT.parent.mkdir(exist_ok=True)
    with (
        Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress,
        KEPT.open("a") as kept,
    ):
        task = progress.add_task("changes", total=len(left))

        def told(one: tuple[Path, Change], noticed: bool) -> None:
            kept.write(json.dumps(_row(*one, noticed, now)) + "\n")
            kept.flush()
            said = f"{one[0].stem}: {one[1].where}"
            progress.update(task, advance=1, description=said[:48].ljust(48))

        session.within(lambda items, reach: Trial(items, reach).all(left, told, at_once))


def _key(file: Path, change: Change) -> str:
    said = (str(file.relative_to(LAW)), change.where, change.what, change.around)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:20]


def _row(file: Path, change: Change, noticed: bool, now: str) -> dict[str, object]:
    return {
        "key": _key(file, change),
        "file": str(file.relative_to(LAW)),
        "line": change.line,
        "where": change.where,
        "what": change.what,
        "noticed": noticed,
        "tests": now,
    }


def _known() -> dict[str, bool]:
    """What is known of each change; one unnoticed is unknown again once the tests are others."""
    known, now = {}, session.tests_now()
    for line in KEPT.read_text().splitlines() if KEPT.exists() else ():
        row = json.loads(line)
        if row["noticed"] or row["tests"] == now:
            known[row["key"]] = row["noticed"]
    return known


def _equivalent() -> set[tuple[str, str, str]]:
    """Changes that change nothing anyone could see, each with its reason."""
    listed = yaml.safe_load(EQUIVALENT.read_text()) or []
    return {(one["file"], one["where"], one["what"]) for one in listed}


def _report(found: list[tuple[Path, Change]], *, least: float, all_: bool) -> int:
    known, same = _known(), _equivalent()
    counts: dict[str, Counter[str]] = {}
    for file, change in found:
        name = str(file.relative_to(LAW))
        one = counts.setdefault(name, Counter())
        noticed = known.get(_key(file, change))
        if (name, change.where, change.what) in same:
            one["equivalent"] += 1
        elif noticed is None:
            one["untried"] += 1
        else:
            one["noticed" if noticed else "unnoticed"] += 1
            if not noticed and all_:
                print(f"{name}:{change.line}: {change.where}: {change.what}")
    total: Counter[str] = Counter()
    for name, one in sorted(counts.items()):
        total += one
        print(f"{name:32} {_line(one)}")
    print(f"{'all':32} {_line(total)}")
    return 0 if _share(total) >= least else 1


def _share(one: Counter[str]) -> float:
    tried = one["noticed"] + one["unnoticed"]
    return 100 * one["noticed"] / tried if tried else 100.0


def _line(one: Counter[str]) -> str:
    rest = ", ".join(f"{one[key]} {key}" for key in ("equivalent", "untried") if one[key])
    tried = one["noticed"] + one["unnoticed"]
    return f"{one['noticed']:5} of {tried:5} noticed, {_share(one):5.1f} %  {rest}"


if __name__ == "__main__":
    sys.exit(main())
