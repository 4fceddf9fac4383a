"""What the marketplace reported: facts kept once, first in PostgreSQL, then sealed in Parquet."""
