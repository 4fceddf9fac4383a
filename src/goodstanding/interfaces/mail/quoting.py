"""What somebody wrote in a mail, without what the mail quotes of another."""

from itertools import groupby

from mailparser_reply import EmailReplyParser

LANGUAGES = ["en", "es", "fr", "de", "it", "nl", "pl", "pt"]
MOST = 50_000  # characters, of a text whose quotes are looked for
LONGEST = 2_000  # characters, of a line of it
EMPTY = 2  # empty lines one after another that are kept


def unquoted(text: str) -> str:
    """The text without its quotes.

    The search for quotes takes time by the cube of a long line or of a run of empty lines: such a
    run is kept short, and a text too long for the search is kept whole rather than cut in half.

    Args:
        text: what was written, quotes and all.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    if len(text) > MOST or any(len(line) > LONGEST for line in lines):
        return text
    short: list[str] = []
    for line, run in groupby(lines):
        same = list(run)
        short += same if line else same[:EMPTY]
    return EmailReplyParser(languages=LANGUAGES).parse_reply("\n".join(short)) or ""
