"""What the marketplace's servers are told: signed messages, retried until received."""
