"""The way to an endpoint: which addresses are open to us, and one signed request."""
