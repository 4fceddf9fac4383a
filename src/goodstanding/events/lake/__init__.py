"""The lake: sealed files of events, and DuckDB, which reads them beside what is not sealed yet."""
