"""The history of a case, one line an event, from the rows that remember it."""
