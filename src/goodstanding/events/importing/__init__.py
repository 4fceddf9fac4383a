"""Read a marketplace's files into the vocabulary, and keep what they tell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from goodstanding.events import operations
from goodstanding.events.importing import asking
from goodstanding.events.importing.asking import Told
from goodstanding.events.importing.lines import Damaged
from goodstanding.events.importing.loading import UnreadableFileError, loaded
from goodstanding.events.importing.mapping import MappingError, MappingFile
from goodstanding.events.importing.mapping import read as read_mapping
from goodstanding.events.importing.report import Report, gathered
from goodstanding.events.vocabulary import KINDS, Event
from goodstanding.events.vocabulary.reading import InvalidEventError, convert, decode

__all__ = ["Imported", "MappingError", "Progress", "UnreadableFileError", "import_files"]

Progress = Callable[[int, int | None], None]
"""Told how many rows are done, of how many; of how many is None while files are being read."""

BATCH = 5_000
"""Events kept in one transaction."""


@dataclass(frozen=True)
class Imported:
    """What became of the rows.

    Attributes:
        recorded: events that are new.
        known: events that had been told before.
        rejected: rows of the files that were not taken; the report says why.
    """

    recorded: int
    known: int
    rejected: int


def import_files(
    *,
    files: Sequence[Path],
    mapping: Path,
    at: datetime,
    report: Path | None = None,
    progress: Progress | None = None,
    examine: bool = True,
) -> Imported:
    """Import files as a mapping says. Damaged rows are reported, all others kept, each once.

    Running again changes nothing, and goes on where a run was cut short.

    Args:
        files: CSV, Parquet (`.parquet`) and JSONL (`.jsonl`, `.ndjson`) files.
        mapping: the mapping file.
        at: now.
        report: where to write which rows were not taken: file, line, field, value, reason.
        progress: told how far it is.
        examine: whether accounts are examined; False where a review of everyone follows.

    Raises:
        MappingError: the mapping cannot be used with these files.
        UnreadableFileError: nothing of a file can be read.
    """
    told = read_mapping(mapping)
    progress = progress or (lambda _done, _total: None)
    new = known = 0
    with gathered() as damaged:
        for relations in _relations(told, files):
            for batch in _batches(told, relations, damaged, progress):
                recorded = operations.record(events=batch, at=at, examine=examine)
                new, known = new + recorded.new, known + recorded.known
        if report:
            damaged.write(report)
        return Imported(recorded=new, known=known, rejected=damaged.rows())


def _relations(told: MappingFile, files: Sequence[Path]) -> Iterator[Mapping[str, Path]]:
    """The files to read together: those the mapping names, or each by itself as `rows`."""
    if not told.files:
        yield from ({"rows": path} for path in files)
        return
    given = {path.name: path for path in files}
    for name, file in told.files.items():
        if file not in given:
            what = f"{name}: no file {file} was given, expected {', '.join(told.files.values())}"
            raise told.wrong(what, "files", -1, name)
    if extra := given.keys() - set(told.files.values()):
        what = f"got {', '.join(sorted(extra))} too, expected {', '.join(told.files.values())}"
        raise told.wrong(what, "files")
    yield {name: given[file] for name, file in told.files.items()}


def _batches(
    told: MappingFile, relations: Mapping[str, Path], damaged: Report, progress: Progress
) -> Iterator[list[Event]]:
    """The events that rows tell, in order of time; rows that tell none go to the report."""
    batch: list[Event] = []
    with loaded(relations, told.delimiter, damaged.add, lambda n: progress(n, None)) as duck:
        total = asking.ask(duck, told)
        for done, one in enumerate(asking.told(duck, told), start=1):
            try:
                batch.append(_event(one, told.source))
            except InvalidEventError as wrong:
                damaged.add(Path(one.file), _damaged(one, wrong))
            if len(batch) == BATCH:
                yield batch
                batch = []
            if done % BATCH == 0 or done == total:
                progress(done, total)
    yield batch


def _event(one: Told, source: str) -> Event:
    if one.rule.kind is None:
        return decode((one.values["whole"] or "").encode("utf-8", "surrogatepass"))
    return convert(KINDS[one.rule.kind], one.values | {"source": source})


def _damaged(one: Told, wrong: InvalidEventError) -> Damaged:
    """What is wrong, with what the row itself holds where an expression made something of it."""
    field = wrong.field
    if (shown := one.shown.get(field)) is None:
        return Damaged(one.line, field, wrong.value, wrong.reason)
    if one.values[field] is None:
        reason = f"nothing can be made of it, expected {wrong.expected}"
        return Damaged(one.line, field, shown, reason)
    return Damaged(one.line, field, shown, wrong.reason)
