"""Settings, addresses, and duties."""
