"""A made marketplace whose truth is known."""
