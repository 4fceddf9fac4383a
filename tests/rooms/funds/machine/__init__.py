"""A ledger in plain Python, steps of which some are wrong, and writers who do them at once."""
