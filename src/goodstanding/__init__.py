"""Account enforcement with due process for online work marketplaces."""
