"""The hearing of a case, as it stands: who speaks for the member, and which talk is still owed."""
