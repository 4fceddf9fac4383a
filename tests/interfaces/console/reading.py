"""What a person reads on a page: its words, without the marks between them."""

import html
import re

S = "\N{RIGHT SINGLE QUOTATION MARK}s"
"""The end of "Ann's", as it is printed."""


def words(page):
    """The words of a page, blanks and line ends as one blank."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def marks(page):
    """A page with its marks, blanks and line ends as one blank."""
    return " ".join(page.content.decode().split())
