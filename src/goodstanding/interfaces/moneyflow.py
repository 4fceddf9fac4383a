"""The picture of where money came from and where it is or went.

Pure geometry: sums in, coordinates and words out; a template draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from goodstanding.funds.queries import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodstanding.funds.queries import Flow
    from goodstanding.law.terms import Money

STACK = 168
"""How high all the money stands, in the drawing's own units: pixels on the narrowest phone."""

BAR, FROM, TO = 12, 0, 92
"""How wide a bar is, and where the two columns of bars begin."""

ROW = 44
"""The least height of a row, for its two lines of words."""

TOP = 8

SAID = {
    Place.EARNED: gettext_noop("Earned"),
    Place.RECEIVED: gettext_noop("Received from the other party"),
    Place.COMPENSATED: gettext_noop("Compensation from the marketplace"),
    Place.PAID_OUT: gettext_noop("Paid out"),
    Place.REFUNDED: gettext_noop("Paid back to the client"),
    Place.LEFT: "Paid out or paid back",  # of all members together; the console alone says it
    Place.GIVEN_BACK: gettext_noop("Went to the other party"),
    Place.HELD: gettext_noop("Held"),
    Place.CONTESTED: gettext_noop("Contested, still payable"),
    Place.PAYABLE: gettext_noop("Payable"),
}
"""What a place is called."""

COLUMNS = ("currency", "side", "place", "amount")


@dataclass(frozen=True)
class Band:
    """Money at one end: its bar at the right, the ribbon to it, and the place of its words.

    Numbers are written out here: a page in Spanish would put a comma into them.
    """

    place: Place
    said: str
    money: Money
    ribbon: str
    y: str
    height: str
    words: str


@dataclass(frozen=True)
class Picture:
    """Everything the template draws of one currency, and the table under it."""

    flow: Flow
    bands: Sequence[Band]
    height: str
    sources: Sequence[tuple[str, Money]]


def pictures(flows: Iterable[Flow]) -> list[Picture]:
    """A picture a currency; none for money that only ever was naught."""
    return [_picture(one) for one in flows if one.total.minor]


def rows(flows: Iterable[Flow]) -> Iterator[tuple[str, str, str, str]]:
    """The same numbers as a table to take away, columns as in `COLUMNS`, amounts as numbers."""
    for one in flows:
        for side, places in (("from", one.sources), ("to", one.ends)):
            for place, money in places.items():
                yield one.currency, side, place.value, money.amount.replace(",", "")


def _picture(flow: Flow) -> Picture:
    bands, lowest = [], 0.0
    start = end = float(TOP)
    for place, money in flow.ends.items():
        height = STACK * money.minor / flow.total.minor
        bands.append(_band(place, money, start, end, height))
        lowest = end + max(height, ROW)
        start, end = start + height, end + max(height + 6, ROW)
    return Picture(
        flow=flow,
        bands=bands,
        height=_written(max(lowest, TOP + STACK) + TOP),
        sources=[(SAID[place], money) for place, money in flow.sources.items()],
    )


def _band(place: Place, money: Money, start: float, end: float, height: float) -> Band:
    """One end, as high as its share: from `start` in the left bar to `end` at the right."""
    return Band(
        place=place,
        said=SAID[place],
        money=money,
        ribbon=_ribbon(start, end, height),
        y=_written(end),
        height=_written(max(height, 1)),
        words=_written(end + 13),
    )


def _ribbon(start: float, end: float, height: float) -> str:
    """A ribbon from the left bar to a right one, as the outline of a shape."""
    left, right, half = FROM + BAR, TO, (FROM + BAR + TO) // 2
    a, b, c, d = map(_written, (start, end, end + height, start + height))
    return f"M{left} {a}C{half} {a} {half} {b} {right} {b}V{c}C{half} {c} {half} {d} {left} {d}Z"


def _written(number: float) -> str:
    return f"{round(number, 1):g}"
