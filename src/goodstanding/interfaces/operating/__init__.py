"""Who runs the house asks whether it is well: health, readiness, figures."""
