"""Appeals, and who may look; those of who reported are in `queries.reporters`."""

from goodstanding.appeals.queries.appeals import (
    UnknownAppealError,
    UnknownDecisionError,
    against,
    appeal,
    appealable,
    barred,
    delivered_at,
    dialogue,
    filed,
    fresh_reviewers,
    hands,
    latest_in,
    of,
    open_in,
    waiting,
)

__all__ = [
    "UnknownAppealError",
    "UnknownDecisionError",
    "against",
    "appeal",
    "appealable",
    "barred",
    "delivered_at",
    "dialogue",
    "filed",
    "fresh_reviewers",
    "hands",
    "latest_in",
    "of",
    "open_in",
    "waiting",
]
