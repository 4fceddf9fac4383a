"""The order in which the tables came to be."""
