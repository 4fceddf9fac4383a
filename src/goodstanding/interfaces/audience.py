"""Who a view is for: said beside the view, so that one test can walk every address and ask."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

AUDIENCE = re.compile(r"public|member|representative|operator|staff(:[a-z_]+)?|key:[a-z_]+:[a-z_]+")
"""`public`, `member`, its `representative`, `operator` (who shows the token of the figures),
`staff`, `staff:case_manager`, `key:events:write`."""


def audience(who: str) -> Callable[[View], View]:
    """Say who a view is for. Keeping others out is the work of each interface's own sign-in.

    Args:
        who: see `AUDIENCE`.

    Raises:
        ValueError: there is no such audience.
    """
    if not AUDIENCE.fullmatch(who):
        msg = f"audience: got {who!r}, expected one like {AUDIENCE.pattern}"
        raise ValueError(msg)

    def mark(view: View) -> View:
        view.audience = who  # type: ignore[attr-defined]
        return view

    return mark
