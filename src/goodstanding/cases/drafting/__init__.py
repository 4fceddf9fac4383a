"""Drafts: a decision as it would be, and the words it would be told in, before anyone decides."""
