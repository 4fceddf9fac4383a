"""Remedy plans read: how far each is, and what the marketplace's events prove of it."""
