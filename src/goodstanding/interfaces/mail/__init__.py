"""Mail that people write: received by an embedded server, at each case's own address."""
