"""The marketplace itself: how big it is, what it relaxed, and what binds for whom because of it."""
