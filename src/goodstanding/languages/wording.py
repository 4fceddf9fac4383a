"""What a detector says of somebody's figures, in the language now spoken."""

from django.utils.translation import gettext, ngettext

from goodstanding.detectors.wording import Worded


def in_words(text: str) -> str:
    """A detector's words in the language now spoken; other text stays as it is.

    Args:
        text: as the detector said it.
    """
    if not isinstance(text, Worded):
        return text
    values = {
        name: in_words(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    said = ngettext(text.one, text.many, text.number) if text.many else gettext(text.one)
    return said % values
