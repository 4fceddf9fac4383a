"""Somebody's own words inside a notice."""


def quoted(text: str) -> str:
    """Somebody's own words, as a notice quotes them in Markdown."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
