"""The front door: what people without a case ask us, and what we answer."""
