"""Acting before hearing: what shows the emergency, and who keeps the measure from lapsing."""

from collections.abc import Collection
from datetime import datetime

from goodstanding.law.rule import DAY
from goodstanding.law.terms import Emergency, MeasureKind, UnlawfulError
from goodstanding.law.weighing import ORDERS


def require_evidence(
    emergency: Emergency | None, *, findings: Collection[object], ground: str
) -> None:
    """Refuse an emergency that nothing shows. G10.

    What somebody ordered names the order in writing; anything else rests on a finding, or says in
    writing what shows it.

    Raises:
        UnlawfulError: saying what is missing.
    """
    if emergency is None or ground.strip():
        return
    if emergency in ORDERS:
        raise UnlawfulError(
            "ground: got nothing, expected the order or the law that must be obeyed: its number, "
            "its date, and whose it is."
        )
    if not findings:
        raise UnlawfulError("ground: got nothing, expected what shows the emergency.")


def require_running(
    kind: MeasureKind, *, ends_at: datetime | None, lifted: bool, at: datetime
) -> None:
    """Refuse to confirm what is no interim measure, or no longer has effect. P4; G06, PWD-10.5.

    Raises:
        UnlawfulError: naming when it ended.
    """
    if kind != MeasureKind.INTERIM_RESTRICTION or ends_at is None:
        raise UnlawfulError("Only an interim restriction is confirmed (P4).")
    if lifted:
        raise UnlawfulError("This interim restriction was lifted; there is nothing to confirm.")
    if at >= ends_at:
        raise UnlawfulError(
            f"It lapsed on {ends_at:{DAY} %H:%M} UTC, before a person confirmed it (P4)."
        )
