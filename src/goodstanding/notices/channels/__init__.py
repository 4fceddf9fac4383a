"""Ways a notice reaches a person, one file a way: a NAME, an address, and how to send."""
