"""How the marketplace's events reach the ledger."""
