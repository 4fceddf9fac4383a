"""Members' money: an append-only double-entry ledger, contested sums, holds and releases."""
