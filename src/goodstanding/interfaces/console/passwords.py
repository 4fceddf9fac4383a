"""Passwords that anyone could guess: words of this house and of the person, and ones that leaked.

Leaked ones are looked up in a file on this machine; nothing of a password is sent anywhere.
"""

from __future__ import annotations

import re
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.base_user import AbstractBaseUser

SHORTEST = 4
"""Letters a word has at least to be looked for in a password."""
COMMON = {"http", "https", "localhost", "the", "www", "case", "cases"}
"""Parts of addresses that say nothing of whose they are."""
LOOKS_LIKE = str.maketrans("01345@$!", "oieasasi")
"""What people write for a letter."""
PREFIX = 5
"""How many letters of a SHA-1 name a file in a folder of ranges."""


class WordsOfTheHouse:
    """Refuses passwords with the marketplace's name, ours, the person's, or their address in it."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Judge a password.

        Raises:
            ValidationError: it holds such a word, also with 0 for o and the like.
        """
        plain = re.sub(r"[^a-z]", "", password.lower().translate(LOOKS_LIKE))
        for word in {*_of_the_house(), *_of(user)}:
            if re.sub(r"[^a-z]", "", word.translate(LOOKS_LIKE)) in plain:
                msg = f"The password holds “{word}”, which anyone who knows you would try first."
                raise ValidationError(msg, code="password_guessable")

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return "No name of yours, of the marketplace, or of this console may be in it."


def _of_the_house() -> Iterator[str]:
    yield "goodstanding"
    yield from _words(settings.MARKETPLACE_NAME)
    yield from _words(urlsplit(settings.SITE_ADDRESS).hostname or "")
    yield from _words(settings.MAIL_DOMAIN)
    yield from _words(" ".join(settings.PASSWORD_WORDS))


def _of(user: AbstractBaseUser | None) -> Iterator[str]:
    for field in ("username", "email", "first_name", "last_name"):
        yield from _words(getattr(user, field, ""))


def _words(text: str) -> Iterator[str]:
    for one in re.findall(r"[^\W_]+", text.lower()):
        if sum(letter.isalpha() for letter in one) >= SHORTEST and one not in COMMON:
            yield one


class Leaked:
    """Refuses passwords that stand in a list of leaked ones, where the operator keeps one."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002
        """Judge a password.

        Raises:
            ValidationError: it has leaked somewhere before.
        """
        if settings.LEAKED_PASSWORDS and is_leaked(password, Path(settings.LEAKED_PASSWORDS)):
            msg = "This password has leaked somewhere before, and is tried first. Take another."
            raise ValidationError(msg, code="password_leaked")

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return "It must not be known from a leak." if settings.LEAKED_PASSWORDS else ""


def is_leaked(password: str, known: Path) -> bool:
    """Whether a password is known.

    Args:
        password: in clear.
        known: what Have I Been Pwned gives out: one file of `SHA-1:count` in order of the SHA-1,
            or a folder with a file for each five first letters, of `the rest:count` in order.

    Raises:
        OSError: the file cannot be read.
    """
    digest = sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    if not known.is_dir():
        return _stands_in(known, digest)
    for name in (digest[:PREFIX], f"{digest[:PREFIX]}.txt"):
        if (known / name).exists():
            return _stands_in(known / name, digest[PREFIX:])
    msg = f"{known}: expected a file {digest[:PREFIX]} or {digest[:PREFIX]}.txt there, found none"
    raise FileNotFoundError(msg)


def _stands_in(path: Path, wanted: str) -> bool:
    """Search lines in order by halving: some thirty looks into the 40 GB there are."""
    target = wanted.encode()
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            line = _line_from(file, middle)
            if line and line[: len(target)].upper() < target:
                low = middle + 1
            else:
                high = middle
        return _line_from(file, low)[: len(target)].upper() == target


def _line_from(file: BinaryIO, offset: int) -> bytes:
    """The first line that begins at an offset or after it; empty at the end."""
    file.seek(max(offset - 1, 0))
    if offset:
        file.readline()
    return file.readline()
