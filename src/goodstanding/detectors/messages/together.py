"""Messages in pieces: "0171", "555", "1234", each sent on its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goodstanding.detectors.messages.judging import NOTHING, Judgement, judge

SHORT = 60
"""Characters of a piece at most."""

PIECES = 12
"""Pieces read together at most."""


@dataclass(frozen=True, slots=True)
class Message:
    """One row of the input.

    Attributes:
        id: its name.
        text: what was written.
        row: number of its row.
        account: who wrote it, where that is known.
        contract: what it is about, where that is known.
    """

    id: str
    text: str
    row: int
    account: str | None = None
    contract: str | None = None


def judged(messages: Sequence[Message]) -> Iterator[tuple[Message, Judgement, Sequence[int]]]:
    """Read each message, and short ones of one person that follow each other together.

    Messages are expected in the order in which they were sent. Pieces that hold something only
    together each get what they hold together, quoting their own words.
    """
    reads = [judge(message.text) for message in messages]
    rows: list[Sequence[int]] = [(message.row,) for message in messages]
    for places in _pieces(messages):
        if all(reads[i].tier == 0 for i in places):
            whole = judge("\n".join(messages[i].text for i in places))
            if whole.tier:
                for i in places:
                    reads[i] = replace(whole, quotes=_own(whole, messages[i].text))
                    rows[i] = [messages[j].row for j in places]
    yield from zip(messages, reads, rows, strict=True)


def _own(whole: Judgement, text: str) -> tuple[str, ...]:
    """What of the quotes stands in one piece."""
    lines = {line for quote in whole.quotes for line in quote.split("\n")}
    return tuple(line for line in text.split("\n") if line and line in lines)


def _pieces(messages: Sequence[Message]) -> Iterator[list[int]]:
    """Numbers of short messages of one person about one thing, one after the other."""
    run: list[int] = []
    for i, message in enumerate(messages):
        if run and (
            not _follows(messages[run[-1]], message)
            or len(message.text) > SHORT
            or len(run) == PIECES
        ):
            yield from [run] if len(run) > 1 else []
            run = []
        if message.account and len(message.text) <= SHORT:
            run.append(i)
    if len(run) > 1:
        yield run


def _follows(one: Message, other: Message) -> bool:
    return (one.account, one.contract) == (other.account, other.contract)


__all__ = ["NOTHING", "Message", "judged"]
