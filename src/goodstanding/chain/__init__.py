"""The chain over the record: what each transaction wrote, bound to all that came before it."""
