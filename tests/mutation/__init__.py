"""Does a test notice when the law is changed? `python -m tests.mutation --help`."""
