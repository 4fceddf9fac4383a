"""How many requests a key may make: a bucket each that fills evenly. Each process counts alone."""

from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, JsonResponse

LARGEST = 10_000
"""Buckets kept; beyond that the full ones are forgotten, which changes nothing for anybody."""


class TooManyError(Exception):
    """A key made too many requests; it may go on after some seconds."""

    def __init__(self, seconds: int) -> None:
        """Say how long to wait.

        Args:
            seconds: until one request is free again.
        """
        super().__init__(f"too many requests; expected none for {seconds} s")
        self.seconds = seconds


@dataclass
class Rates:
    """Buckets by name. A full one holds a minute's requests, so short bursts go through."""

    clocks: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self, name: str, *, a_minute: int, at: float) -> None:
        """Take one request out of a bucket.

        Args:
            name: whose.
            a_minute: how many it refills in a minute; 0: no limit.
            at: seconds on a clock that is never set.

        Raises:
            TooManyError: it is empty.
        """
        if not a_minute:
            return
        each = 60.0 / a_minute
        with self.lock:
            if len(self.clocks) > LARGEST:
                self.clocks = {one: due for one, due in self.clocks.items() if due > at}
            due = max(self.clocks.get(name, at), at) + each
            if due - at > 60.0 + each / 2:
                raise TooManyError(ceil(due - at - 60.0))
            self.clocks[name] = due


RATES = Rates()
STRANGERS = "strangers"


def by_key(prefix: str) -> None:
    """Count a request with a key that is known.

    Args:
        prefix: names the key.

    Raises:
        TooManyError: it made too many.
    """
    RATES.take(prefix, a_minute=settings.API_RATE, at=monotonic())


def by_stranger() -> None:
    """Count a request with a key that opens nothing: guessing is slow, for all guessers together.

    Raises:
        TooManyError: there were too many; keys that are known go on.
    """
    RATES.take(STRANGERS, a_minute=settings.API_GUESSES, at=monotonic())


def refused(request: HttpRequest, error: Exception) -> JsonResponse:  # noqa: ARG001
    """Say when to come again.

    Args:
        request: what was asked.
        error: a `TooManyError`.
    """
    seconds = error.seconds if isinstance(error, TooManyError) else 60
    answer = {"detail": str(error)}
    return JsonResponse(answer, status=429, headers={"Retry-After": str(seconds)})
