"""Ways a notice reaches a person, one file a way."""
