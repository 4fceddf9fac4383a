"""The published policies, adopted from the rulebook by version and hash."""
