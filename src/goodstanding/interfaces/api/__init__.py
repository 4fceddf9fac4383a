"""The marketplace's servers: events in, answers out."""
