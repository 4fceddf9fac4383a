"""Messages that lead off the platform, extort or threaten, in the writer's own words.

A message is read through its disguise (`fold`, `reading`, `digits`, `addresses`): look-alike and
invisible characters, spelled and spaced letters, names taken apart, numbers in words. What it then
holds is weighed (`judging`): an address, a number or a name in a messenger; an invitation, a
question or a payment elsewhere (`rules`: classes of words in order, within one sentence); a rating
held against money or work; a threat. A mention is no offer: words of technical work, of third
people, of denial and of the rules near it excuse what words alone would say.

No e-value: how often honest people would write so differs by marketplace and no null model is
known. What holds is measured: on honest messages, the share that reaches tier 1 (see
`docs/reference/detectors/messages.md`, with its upper bound); hence no tier above 2, where a person
looks. Messages of one person are never added up. Every step takes time in proportion to the length
of the message.
"""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.detectors.messages.hits import GROUNDS
from goodstanding.detectors.messages.judging import Judgement
from goodstanding.detectors.messages.together import Message, judged
from goodstanding.detectors.plain import SUBJECTS, Column, Model, Options, Plain

ANSWER = pa.schema(
    [*SUBJECTS, ("quotes", pa.list_(pa.string())), ("grounds", pa.list_(pa.string()))]
)
BATCH = 10_000
QUOTED = 3
"""How many passages a sentence quotes."""

NOTHING = "Nothing in this message leads off the platform, extorts or threatens."


def sentence(counts: Mapping[str, object]) -> str:
    """Write the sentence from what is stored.

    Args:
        counts: `passages` (their number), `what` and `quotes` (lists of text), and
            `messages` (how many were read together; 1 usually).
    """
    quotes, what = counts["quotes"], counts["what"]
    if not isinstance(quotes, Sequence) or not isinstance(what, Sequence) or not quotes:
        return NOTHING
    passages = counts["passages"]
    shown = "; ".join(f'"{" ".join(str(quote).split())}"' for quote in quotes[:QUOTED])
    where = "this message"
    if counts["messages"] != 1:
        where = f"{counts['messages']} messages in a row, read together,"
    holds = "1 passage" if passages == 1 else f"{passages} passages"
    return f"In {where} {holds} can be read as {', '.join(map(str, what))}: {shown}."


def _row(message: Message, read: Judgement, rows: Sequence[int]) -> tuple[object, ...]:
    counts = {
        "passages": read.passages,
        "what": read.what,
        "quotes": read.quotes,
        "messages": len(rows),
    }
    return (
        message.id,
        None,
        float(read.score),
        read.tier,
        sentence(counts),
        list(rows),
        list(read.quotes),
        list(read.grounds),
    )


def _batches(connection: DuckDBPyConnection) -> Iterator[list[Message]]:
    cursor = connection.execute(
        'SELECT id, coalesce(text, \'\'), "row", account, contract FROM input ORDER BY "row"'
    )
    while rows := cursor.fetchmany(BATCH):
        yield [Message(*row) for row in rows]


def detect(connection: DuckDBPyConnection, options: Options, model: Model | None) -> pa.Table:
    """Read the messages; one row each, in the order of the input."""
    del options, model
    tables = []
    for batch in _batches(connection):
        rows = [_row(message, read, rows) for message, read, rows in judged(batch)]
        columns = list(zip(*rows, strict=True))
        tables.append(
            pa.table(
                [pa.array(c, f.type) for c, f in zip(columns, ANSWER, strict=True)], schema=ANSWER
            )
        )
    return pa.concat_tables(tables) if tables else ANSWER.empty_table()


PLAIN = Plain(
    name="messages",
    about="Finds messages that lead off the platform, hold a rating against money, or threaten.",
    columns=(
        Column("id", "text", "names the message"),
        Column("text", "text", "what was written"),
        Column("account", "text", "who wrote it; joins pieces sent one after the other", False),
        Column("contract", "text", "what about; joins pieces as well", False),
        Column("at", "time", "when it was sent", False),
    ),
    detect=detect,
)

__all__ = ["ANSWER", "GROUNDS", "PLAIN", "detect", "sentence"]
